/* Parser, basics: stepping through tokens, failing with a place, making nodes. */
#include "expr/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "expr/functions.h"

/* ---- Words of the grammar ----------------------------------------------------------------- */

static const char *const reserved[] = {
    "or",  "and",   "not", "in", "has",  "within",   "is",      "if",       "then",    "else",
    "for", "where", "yes", "no", "none", "distinct", "matches", "overlaps", "unknown", "as_at"};

static bool is_one_of(const char *const *names, size_t count, const char *name, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return true;
    return false;
}

bool loc_is_reserved(const char *name, size_t length) {
    return is_one_of(reserved, sizeof reserved / sizeof reserved[0], name, length) ||
           loc_is_clause_word(name, length);
}

/* ---- Failing ------------------------------------------------------------------------------ */

bool loc_parser_fail(loc_parser *parser, uint32_t byte, locality_status status, const char *hint,
                     const char *format, ...) {
    char message[256];
    va_list arguments;

    if (parser->status != LOCALITY_OK)
        return false;
    if (byte == LOC_HERE)
        byte = parser->token.kind == LOC_TOKEN_END ? parser->last_end : parser->token.start;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parser->status = loc_syntax_fail(parser->reader.text, parser->reader.length, byte, status,
                                     message, hint, parser->error);
    return false;
}

bool loc_parser_no_memory(loc_parser *parser) {
    if (parser->status == LOCALITY_OK)
        parser->status = loc_fail_memory(parser->error);
    return false;
}

bool loc_parser_expected(loc_parser *parser, const char *what, const char *hint) {
    const loc_token *token = &parser->token;
    char found[LOC_EXCERPT_SIZE];

    if (token->kind == LOC_TOKEN_END)
        return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint,
                               "expected %s, but the text ends here", what);
    loc_syntax_excerpt(parser->reader.text + token->start, token->end - token->start, found);
    return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint, "expected %s, found %s", what,
                           found);
}

/* ---- Tokens ------------------------------------------------------------------------------- */

bool loc_parser_start(loc_parser *parser, const locality_schema *schema, const char *text,
                      size_t length, loc_arena *arena, locality_error *error) {
    size_t valid = length > LOC_SYNTAX_LENGTH ? length : loc_utf8_check(text, length);
    uint64_t line, column;

    memset(parser, 0, sizeof *parser);
    parser->schema = schema;
    parser->arena = arena;
    parser->error = error;
    if (length > LOC_SYNTAX_LENGTH) {
        parser->status = loc_fail(error, LOCALITY_LIMIT, "the text is longer than %u MiB",
                                  (unsigned)(LOC_SYNTAX_LENGTH >> 20));
        return false;
    }
    if (valid < length) {
        parser->status = loc_fail(error, LOCALITY_ENCODING, "the text is not valid UTF-8");
        loc_syntax_place(text, valid, valid, &line, &column);
        loc_error_at_place(error, line, column);
        return false;
    }
    text = loc_arena_text(arena, text, length);
    if (text == NULL)
        return loc_parser_no_memory(parser);
    parser->reader = (loc_reader){text, length, length, 0, 1, true, error};
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        parser->reader.at = 3; /* a byte order mark, as some editors write */
    parser->last_end = (uint32_t)parser->reader.at;
    return loc_parser_step(parser);
}

bool loc_parser_step(loc_parser *parser) {
    if (parser->status != LOCALITY_OK)
        return false;
    if (parser->token.end > parser->last_end)
        parser->last_end = parser->token.end;
    parser->status = loc_token_next(&parser->reader, &parser->token);
    return parser->status == LOCALITY_OK;
}

loc_token loc_parser_peek(const loc_parser *parser) {
    loc_reader reader = parser->reader;
    loc_token token;

    reader.error = NULL;
    if (loc_token_next(&reader, &token) != LOCALITY_OK)
        token.kind = LOC_TOKEN_END;
    return token;
}

bool loc_parser_at_name(const loc_parser *parser, const char *name) {
    return parser->status == LOCALITY_OK && loc_token_is(&parser->reader, &parser->token, name);
}

bool loc_parser_at_sign(const loc_parser *parser, char sign) {
    return parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_SIGN &&
           parser->token.sign == sign;
}

bool loc_parser_take_name(loc_parser *parser, const char *name) {
    return loc_parser_at_name(parser, name) && loc_parser_step(parser);
}

bool loc_parser_take_sign(loc_parser *parser, char sign) {
    return loc_parser_at_sign(parser, sign) && loc_parser_step(parser);
}

char *loc_parser_text(loc_parser *parser, const loc_token *token) {
    uint32_t quote = token->kind == LOC_TOKEN_TEXT ? 1 : 0;
    char *text =
        loc_token_text(&parser->reader, token->start + quote, token->end - quote, parser->arena);

    if (text == NULL)
        loc_parser_no_memory(parser);
    return text;
}

const char *loc_parser_new_name(loc_parser *parser, const char *what) {
    const loc_token *token = &parser->token;
    char hint[96];
    char *name;

    if (parser->status != LOCALITY_OK)
        return NULL;
    if (token->kind != LOC_TOKEN_NAME) {
        loc_parser_expected(parser, what, "a name is letters, digits and underscores");
        return NULL;
    }
    name = loc_parser_text(parser, token);
    if (name == NULL)
        return NULL;
    if (loc_is_reserved(name, strlen(name))) {
        snprintf(hint, sizeof hint, "choose another name, for example %s_1", name);
        loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint,
                        "`%s` is a word of the language and cannot be %s", name, what);
        return NULL;
    }
    return loc_parser_step(parser) ? name : NULL;
}

/* ---- Nodes -------------------------------------------------------------------------------- */

/* A node that begins at `start` and is named at `at`. */
loc_node *loc_parser_make(loc_parser *parser, loc_op op, uint32_t start, uint32_t at) {
    loc_node *node;

    if (parser->status != LOCALITY_OK)
        return NULL;
    node = loc_arena_take(parser->arena, 1, sizeof *node);
    if (node == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    node->op = (uint8_t)op;
    node->number = parser->nodes++;
    node->start = start;
    node->at = at;
    node->end = parser->last_end;
    node->height = 1;
    node->type = (loc_type){LOCALITY_TYPE_NONE, 0, 1, LOCALITY_NO_INDEX};
    node->kind = LOCALITY_NO_INDEX;
    node->field = LOCALITY_NO_INDEX;
    node->function = LOC_FN_COUNT;
    return node;
}

static void lift(loc_node *node, const loc_node *child) {
    if (child != NULL && child->height >= node->height)
        node->height = (uint16_t)(child->height + 1);
}

/* Closes a node behind its last token, counts its children; null where it is too high. */
loc_node *loc_parser_finish(loc_parser *parser, loc_node *node) {
    if (parser->status != LOCALITY_OK)
        return NULL;
    node->end = parser->last_end;
    lift(node, node->a);
    for (const loc_node *item = node->a != NULL ? node->a->next : NULL; item; item = item->next)
        lift(node, item);
    lift(node, node->b);
    lift(node, node->c);
    for (const loc_binding *binding = node->bindings; binding; binding = binding->next) {
        lift(node, binding->list);
        lift(node, binding->where);
    }
    if (node->height <= LOC_SYNTAX_DEPTH)
        return node;
    loc_parser_fail(parser, node->at, LOCALITY_LIMIT,
                    "split it with `let`, or write a long choice as x in {a, b, c}",
                    "the expression is more than %d levels deep", LOC_SYNTAX_DEPTH);
    return NULL;
}

/* Makes a leaf of the current token and steps over it. */
loc_node *loc_parser_leaf(loc_parser *parser, loc_op op) {
    loc_node *node = loc_parser_make(parser, op, parser->token.start, parser->token.start);

    if (node == NULL || !loc_parser_step(parser))
        return NULL;
    node->end = parser->last_end;
    return node;
}

bool loc_parser_close(loc_parser *parser, char sign, uint32_t opened) {
    char what[32];
    char hint[64] = "";
    uint64_t line, column;

    if (loc_parser_take_sign(parser, sign))
        return true;
    if (parser->status != LOCALITY_OK)
        return false;
    loc_syntax_place(parser->reader.text, parser->reader.length, opened, &line, &column);
    snprintf(what, sizeof what, "`%c`", sign);
    snprintf(hint, sizeof hint, "it closes the `%c` of line %llu, column %llu",
             parser->reader.text[opened], (unsigned long long)line, (unsigned long long)column);
    return loc_parser_expected(parser, what, hint);
}

/* ---- The whole of a text ------------------------------------------------------------------ */

static loc_tree *parse_tree(loc_parser *parser) {
    loc_tree *tree = loc_arena_take(parser->arena, 1, sizeof *tree);

    if (tree == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    tree->text = parser->reader.text;
    tree->length = parser->reader.length;
    tree->root = loc_parse_expression(parser, LOC_LEVEL_ALL);
    tree->nodes = parser->nodes;
    if (tree->root != NULL && parser->token.kind != LOC_TOKEN_END)
        loc_parser_expected(parser, "an operator or the end", "");
    return parser->status == LOCALITY_OK ? tree : NULL;
}

locality_status loc_syntax_parse_expression(const locality_schema *schema, const char *text,
                                            size_t length, loc_arena *arena, loc_tree **out,
                                            locality_error *error) {
    loc_parser parser;

    *out = NULL;
    if (text == NULL)
        return loc_fail_null(error, "text");
    if (loc_parser_start(&parser, schema, text, length, arena, error))
        *out = parse_tree(&parser);
    return parser.status == LOCALITY_OK ? loc_ok(error) : parser.status;
}
