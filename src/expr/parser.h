/* Parser, inside: what parsing expressions, messages and rule files share. After a failure `status`
 * stays set and every function gives null or false. */
#ifndef LOC_EXPR_PARSER_H
#define LOC_EXPR_PARSER_H

#include "expr/tokens.h"
#include "locality/expr.h"

typedef struct loc_parser {
    const locality_schema *schema;
    loc_arena *arena;
    locality_error *error;
    locality_status status;
    loc_reader reader;
    loc_token token;    /* the current one */
    uint32_t last_end;  /* end of the token before it */
    uint32_t nodes;     /* made so far in this tree or rule */
    uint32_t depth;     /* nesting of what is being parsed */
    bool is_file;       /* words of clauses end an expression at the start of a line */
    bool is_allocation; /* those of allocations too */
} loc_parser;

/* Copies and validates the text and reads the first token. */
bool loc_parser_start(loc_parser *parser, const locality_schema *schema, const char *text,
                      size_t length, loc_arena *arena, locality_error *error);
bool loc_parser_step(loc_parser *parser); /* to the next token */
/* The token after the current one, without stepping; an END where it is faulty. */
loc_token loc_parser_peek(const loc_parser *parser);

/* Fails at a byte; always false. LOC_HERE: at the current token, or behind the last one at the
 * end. */
#define LOC_HERE UINT32_MAX
bool loc_parser_fail(loc_parser *parser, uint32_t byte, locality_status status, const char *hint,
                     const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;
bool loc_parser_no_memory(loc_parser *parser); /* always false */
/* "expected <what>, found <token>". */
bool loc_parser_expected(loc_parser *parser, const char *what, const char *hint);

bool loc_parser_at_name(const loc_parser *parser, const char *name);
bool loc_parser_at_sign(const loc_parser *parser, char sign);
bool loc_parser_take_name(loc_parser *parser, const char *name); /* steps over it if it is there */
bool loc_parser_take_sign(loc_parser *parser, char sign);
/* A copy of the text of a token (a name, or a TEXT without its quotes, decoded). */
char *loc_parser_text(loc_parser *parser, const loc_token *token);
/* A name that a host or author gives to a variable, a `let` or a parameter; null if it is
 * reserved. */
const char *loc_parser_new_name(loc_parser *parser, const char *what);
/* Whether a name means something to the grammar, so that nothing else can have it. */
bool loc_is_reserved(const char *name, size_t length);

/* Nodes. A node begins at `start` and is named at `at`; it is finished behind its last token, with
 * its height, or refused where it is too high. A leaf is the current token. All null on failure. */
loc_node *loc_parser_make(loc_parser *parser, loc_op op, uint32_t start, uint32_t at);
loc_node *loc_parser_finish(loc_parser *parser, loc_node *node);
loc_node *loc_parser_leaf(loc_parser *parser, loc_op op);
/* Steps over the sign that closes what was opened at a byte. */
bool loc_parser_close(loc_parser *parser, char sign, uint32_t opened);

/* An expression whose operators bind at least as tight as `level`; null on failure. */
enum loc_levels {
    LOC_LEVEL_ALL,
    LOC_LEVEL_OR,
    LOC_LEVEL_AND,
    LOC_LEVEL_NOT,
    LOC_LEVEL_COMPARISON,
    LOC_LEVEL_SUM,
    LOC_LEVEL_PRODUCT,
    LOC_LEVEL_PREFIX
};
loc_node *loc_parse_expression(loc_parser *parser, int level);
loc_node *loc_parse_list(loc_parser *parser); /* at `{` */
loc_node *loc_parse_call(loc_parser *parser); /* at a name with `(` behind it */
loc_binding *loc_parse_bindings(loc_parser *parser);
/* TEXT TEXT ... joined. Plain ones have no `{expression}` in them: one part. */
loc_part *loc_parse_message(loc_parser *parser, bool is_plain);

/* Names of `count sum min ...` in the order of LOC_COUNT to LOC_COLLECT; list and set are both
 * LOC_COLLECT. */
const char *loc_quantifier_name(const loc_node *node);
/* What a tool is told of each, in order; null behind the last. */
const locality_language_function *loc_quantifier_info(size_t index);
/* Operators as they are written; null for what is no binary operator. Its level too. */
const char *loc_operator_name(int op, int *level);
const char *loc_test_name(int test);
/* Word of a clause, of a strength, of a basis. */
const char *loc_clause_word(int kind);
const char *loc_strength_word(int strength);
const char *loc_basis_word(int basis);
bool loc_is_clause_word(const char *name, size_t length);
/* Whether a word begins a clause of an allocation and nothing else: it is a name everywhere else. */
bool loc_is_allocation_word(const char *name, size_t length);

#endif
