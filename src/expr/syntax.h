/* Syntax: the tree of an expression and of a rule file.
 *
 * The parser makes a tree of nodes; the checker resolves every name in it, gives every node a type
 * and puts in every conversion, so that an evaluator never converts, guesses or fails: both sides
 * of a comparison, of + and of - have one type (but DATE and MOMENT with DAYS); * and / have a
 * scale. Representation by type: COUNT whole numbers, NUMBER and RATIO millionths, MONEY pence,
 * DATE days, MOMENT seconds, DAYS days, TRUTH a range in [0, 1]; TEXT and WORD texts; REF a row of
 * kind `target`; ANY_REF a kind and a row. An item of a list is never itself a list.
 *
 * Everything lies in one arena and is immutable once checked: trees may be shared between threads.
 * Every loop of a tree goes over a finite list, so evaluation always ends. */
#ifndef LOC_EXPR_SYNTAX_H
#define LOC_EXPR_SYNTAX_H

#include "base/arena.h"
#include "base/text.h"
#include "locality/schema.h"

/* Deepest nesting of an expression, definitions put in, conversions aside; deeper ones are
 * LOCALITY_LIMIT. */
#define LOC_SYNTAX_DEPTH 200
/* Longest text of an expression or rule file, in bytes; longer ones are LOCALITY_LIMIT. */
#define LOC_SYNTAX_LENGTH ((size_t)4 << 20)

/* Static type of an expression. */
typedef struct loc_type {
    /* One of locality_types TEXT to ANY_REF (never TEXTS or REFS); NONE before checking. */
    uint8_t scalar;
    uint8_t is_list;  /* 1: a list of `scalar` */
    uint16_t columns; /* 1; more for the table that list(a, b for ...) gives (see LOC_COLLECT) */
    /* REF: number of the kind. WORD: kind << 16 | field of the field whose words it has. Else
     * LOCALITY_NO_INDEX. */
    uint32_t target;
} loc_type;

/* Operators. What stands in a, b, c, and the types after checking. */
typedef enum loc_op {
    /* Literals. */
    LOC_LITERAL,   /* `range`, of type TRUTH to DAYS, not a list */
    LOC_UNKNOWN,   /* the word `unknown`: the unknown value of the node's type */
    LOC_TEXT,      /* `name` is the text */
    LOC_WORD,      /* `name` is the word */
    LOC_REFERENCE, /* the record of `kind` whose id, name or alias is `name`; bind before use */
    LOC_LIST,      /* items: a, a->next ...; all of one type; may be empty */
    /* Names. */
    LOC_NAME,      /* unresolved; only before checking */
    LOC_VARIABLE,  /* `slot` of the frame: a `for` or quantifier variable, or a `let` */
    LOC_PARAMETER, /* `slot` is the number of the parameter or switch in the scope */
    LOC_AS_AT,     /* the date the caller asked about */
    /* Field `field` of kind `kind` of record a (REF), or of each record of list a: then a list (the
     * lists joined where the field itself is a list). Of an ANY_REF: `kind` is LOCALITY_NO_INDEX,
     * and the common field `name` is looked up in the record's kind. */
    LOC_FIELD,
    LOC_ID, /* id of record a (REF or ANY_REF) as TEXT, or of each of list a */
    /* Logic: TRUTH of TRUTHs. */
    LOC_OR,
    LOC_AND,
    LOC_NOT,
    /* Comparisons, in the order of locality_comparisons: both sides have one type. LOC_EQUAL and
     * LOC_NOT_EQUAL: any single type, or lists (the same items in any order); the others: COUNT to
     * DAYS. */
    LOC_EQUAL,
    LOC_NOT_EQUAL,
    LOC_LESS,
    LOC_LESS_EQUAL,
    LOC_GREATER,
    LOC_GREATER_EQUAL,
    LOC_IN,  /* item a is in list b; is_negated: is not */
    LOC_HAS, /* list a has item b */
    /* Lists: every item of a is in b. Areas: a is b or lies inside it. DATE or MOMENT: all that a
     * can be lies between the first and the last of b (yes), nothing of it (no). */
    LOC_WITHIN,
    LOC_OVERLAPS, /* lists a and b share an item */
    LOC_MATCHES,  /* TEXT a matches TEXT pattern b (* and ?, without regard to ASCII case) */
    LOC_IS,       /* a passes `test`; is_negated: does not. Always decided */
    /* Arithmetic; `scale` is for locality_range_multiply and locality_range_divide. */
    LOC_ADD, /* two of COUNT NUMBER RATIO MONEY DAYS; DATE + DAYS, MOMENT + DAYS (b: the DAYS) */
    LOC_SUBTRACT, /* likewise; DATE - DATE gives DAYS (elapsed); DATE - DAYS; MOMENT - DAYS */
    LOC_MULTIPLY, /* any two of COUNT NUMBER RATIO, or one of them with MONEY; COUNT with DAYS */
    LOC_DIVIDE, /* likewise COUNT NUMBER RATIO; MONEY by one of them; MONEY by MONEY, DAYS by DAYS */
    LOC_NEGATE,  /* COUNT NUMBER RATIO MONEY DAYS */
    LOC_CONVERT, /* a to the node's type by `conversion`; of a list: each item */
    LOC_IF,   /* if a then b else c: b and c have the node's type; the hull where a is undecided */
    LOC_CALL, /* `function` (functions.h) of a, a->next ...; `arguments` of them */
    /* Quantifiers: over `bindings`, of the values a, a->next ... */
    LOC_COUNT, /* no value; or with is_distinct the number of different values of a */
    LOC_SUM,   /* COUNT NUMBER RATIO MONEY DAYS */
    LOC_MIN,   /* COUNT to DAYS */
    LOC_MAX,
    LOC_SHARE, /* of TRUTH a: RATIO */
    LOC_ANY,   /* TRUTH a; or no value: whether there is one */
    LOC_ALL,   /* TRUTH a */
    LOC_NONE,  /* TRUTH a; or no value */
    /* list(...) or, with is_distinct, set(...): of one value a list of its type (a value that is a
     * list is joined in); of several, a, a->next ..., a table with a column for each, lists too:
     * only as the whole of an answer, its type NONE, is_list, columns > 1. */
    LOC_COLLECT,
    LOC_OP_COUNT
} loc_op;

/* Tests of LOC_IS. */
typedef enum loc_test { LOC_IS_KNOWN, LOC_IS_MISSING, LOC_IS_NONE, LOC_IS_EMPTY } loc_test;

/* Conversions of LOC_CONVERT. */
typedef enum loc_conversion {
    LOC_COUNT_TO_NUMBER, /* times LOCALITY_ONE (saturating to open) */
    LOC_RATIO_TO_NUMBER, /* the same millionths */
    LOC_NUMBER_TO_RATIO, /* the same millionths */
    LOC_DATE_TO_MOMENT,  /* the first second of the first day to the last second of the last day */
    LOC_REF_TO_ANY,      /* the same record, with its kind */
    LOC_WORD_TO_TEXT,    /* the same text */
    LOC_TEXT_TO_WORD,    /* lower case, blanks and hyphens to underscores: "Monday" to monday */
    /* The record of kind type.target with this id, name or alias; missing if there is none. Only of
     * a computed text: one that is written is a LOC_REFERENCE. */
    LOC_TEXT_TO_REF
} loc_conversion;

/* How a LOC_REFERENCE or LOC_WORD was written; only unparsing cares. */
typedef enum loc_form { LOC_FORM_KIND, LOC_FORM_NAME, LOC_FORM_TEXT } loc_form;

typedef struct loc_node loc_node;
typedef struct loc_binding loc_binding;
typedef struct loc_definition loc_definition;

/* A value that was put in where its name stands: of a definition that is used, or of a named value of
 * the same list. The evaluator knows nothing of it; only what is told and printed does. */
typedef struct loc_use loc_use;
struct loc_use {
    const char *name;
    const loc_definition *definition; /* null: a named value */
    const loc_node *arguments;        /* checked, as they were given */
    uint32_t start, end;              /* bytes of the use as written */
    const loc_use *within;            /* the use in whose definition it is written; null: none */
    const loc_use *inner; /* the use that its value is as a whole, where that is one; else null */
};

struct loc_node {
    uint8_t op;          /* one of loc_op */
    uint8_t is_negated;  /* LOC_IN, LOC_IS */
    uint8_t is_distinct; /* LOC_COUNT, LOC_COLLECT */
    uint8_t test;        /* LOC_IS: one of loc_test */
    uint8_t conversion;  /* LOC_CONVERT: one of loc_conversion */
    uint8_t form;        /* one of loc_form */
    uint16_t height;     /* levels of nodes from here down, as written; at most LOC_SYNTAX_DEPTH */
    uint32_t arguments;  /* LOC_CALL, LOC_LIST, quantifiers: how many values from a on */
    uint32_t number;     /* number of the node in its tree or rule, from 0: for side tables */
    uint32_t start, at, end; /* bytes: first of the expression, its operator or name, one past it */
    loc_type type;
    uint32_t kind;     /* LOC_FIELD: kind the field belongs to; LOC_REFERENCE: kind of the record */
    uint32_t field;    /* LOC_FIELD: number of the field in `kind` */
    uint32_t slot;     /* LOC_VARIABLE, LOC_PARAMETER */
    uint32_t function; /* LOC_CALL: number in the table of functions */
    int64_t scale;     /* LOC_MULTIPLY, LOC_DIVIDE */
    locality_range range; /* LOC_LITERAL */
    const char *name;     /* names, texts, words, ids, field names; ends in NUL */
    const char *head;     /* LOC_COLLECT: name that a value was given by `as`; null: none */
    uint8_t is_head_text; /* it was written in quotes: a head, which nothing refers to */
    const loc_use
        *within;        /* its places are in the text of this definition; null: in the tree's own */
    const loc_use *use; /* it is the whole of this use; null: of none */
    loc_node *a, *b, *c;
    loc_node *next;        /* next item or argument of the same list */
    loc_binding *bindings; /* quantifiers: at least one */
};

/* `v in KIND where C` or `v in LIST where C`: one variable of a `for` or a quantifier. Later ones
 * may use earlier ones; a condition stands after the binding it was written with. */
struct loc_binding {
    const char *name;
    uint32_t at;           /* byte of the name */
    uint32_t source;       /* byte of what stands after `in` */
    uint32_t slot;         /* slot of the frame */
    uint32_t kind;         /* every record of this kind; LOCALITY_NO_INDEX: the items of `list` */
    const char *kind_name; /* what stood after `in` when it is a kind, as written */
    loc_node *list;        /* null for a kind */
    loc_node *where;       /* TRUTH, or null */
    loc_type type;         /* of the variable */
    loc_binding *next;
};

/* One expression. */
typedef struct loc_tree {
    const char *text; /* copy of the whole source, ends in NUL */
    size_t length;
    loc_node *root;
    uint32_t nodes; /* numbers of nodes are below this */
    uint32_t slots; /* slots of the frame that evaluation needs */
} loc_tree;

/* A text with `{expression}` in it, cut into parts in order. */
typedef struct loc_part loc_part;
struct loc_part {
    const char *text; /* literal text, or null for an expression */
    loc_node *value;  /* any type, lists too */
    int32_t decimals; /* places asked for, 0 to 6; -1 where not given */
    loc_part *next;
};

/* Clauses of rules and queries, in the order the reference lists them. */
typedef enum loc_clause_kind {
    LOC_CLAUSE_SOURCE,   /* document, section */
    LOC_CLAUSE_STRENGTH, /* in the rule */
    LOC_CLAUSE_FOR,      /* in the rule */
    LOC_CLAUSE_WHEN,     /* value */
    LOC_CLAUSE_EXCEPT,   /* value */
    LOC_CLAUSE_NEEDS,    /* value, message (plain text); is_case */
    LOC_CLAUSE_LET,      /* name, slot, value */
    LOC_CLAUSE_REQUIRE,  /* value */
    LOC_CLAUSE_WARN,     /* value, message */
    LOC_CLAUSE_SAYS,     /* message */
    LOC_CLAUSE_REMEDY,   /* message (plain text) */
    LOC_CLAUSE_ANSWER,   /* value */
    /* of allocations alone */
    LOC_CLAUSE_CANDIDATES, /* first binding of the rule */
    LOC_CLAUSE_PLACES,     /* second binding of the rule */
    LOC_CLAUSE_ROLE,       /* message (plain text): id of the role that is given */
    LOC_CLAUSE_HOLDS,      /* value: places that a candidate can hold */
    LOC_CLAUSE_SEATS,      /* value: candidates that a place can have */
    LOC_CLAUSE_ELIGIBLE,   /* name, message, weight or is_firm, value */
    LOC_CLAUSE_FIXED,      /* message, value */
    LOC_CLAUSE_BARRED,     /* message, value */
    LOC_CLAUSE_COVER,      /* weight: how many, message, value */
    LOC_CLAUSE_PREFER,     /* is_most, message, value */
    LOC_CLAUSE_WISH,       /* likewise: what the candidate would rather */
    LOC_CLAUSE_CHOOSE,     /* likewise: what the place would rather */
    LOC_CLAUSE_STAGE,      /* message, value */
    LOC_CLAUSE_FROM,       /* value: first day */
    LOC_CLAUSE_UNTIL,      /* value: last day */
    LOC_CLAUSE_SHARE,      /* value: FTE of a candidate, for fair rotas */
    LOC_CLAUSE_HISTORY,    /* value: periods that a candidate held before a rota */
    LOC_CLAUSE_SPELL,      /* is_most, value: periods of a spell in a rota */
    LOC_CLAUSE_REST,       /* value: periods between two spells */
    LOC_CLAUSE_GIVES,      /* value: FTE that a candidate has to give */
    LOC_CLAUSE_NEED,    /* value: FTE that a place needs; an allocation that has it is one of FTE */
    LOC_CLAUSE_PROTECT, /* message, value: FTE that a place is given whatever happens */
    LOC_CLAUSE_CEILING, /* value: the most FTE that a place may be given */
    LOC_CLAUSE_STEP,    /* value: FTE are given in multiples of this */
    LOC_CLAUSE_WHOLE,   /* value: whether people work in one place alone */
    LOC_CLAUSE_COUNT
} loc_clause_kind;

/* A clause that is computed with. `is_case`: it uses a `for` variable, directly or through a `let`,
 * so it is computed for each case; otherwise once. */
typedef struct loc_clause loc_clause;
typedef struct loc_cited loc_cited;
struct loc_clause {
    uint8_t kind; /* one of loc_clause_kind, but not SOURCE, STRENGTH and FOR */
    uint8_t is_case;
    uint32_t start, end; /* bytes of the text, from the clause word to the last token */
    uint8_t is_firm;     /* ELIGIBLE: never to be waived */
    uint8_t is_most;     /* PREFER, WISH, CHOOSE: more is better; SPELL: the most, not the least */
    const char *name;    /* LET; ELIGIBLE: id of the condition */
    uint32_t at;         /* LET, ELIGIBLE: byte of the name */
    uint32_t slot;       /* LET: slot of the frame */
    loc_node *value;     /* null for SAYS, REMEDY and ROLE */
    loc_node *weight;    /* COVER, ELIGIBLE: a count; null where not given */
    loc_part *message;   /* null where there is none */
    loc_cited *cited;    /* ELIGIBLE: its source; null where not given */
    loc_clause *next;
};

/* A source as a rule gives it. */
struct loc_cited {
    const char *document; /* never null */
    const char *section;  /* "" where not given */
    loc_cited *next;
};

enum loc_strengths { LOC_MUST, LOC_SHOULD, LOC_CONDITIONAL };
enum loc_bases { LOC_STATED, LOC_INFERRED, LOC_USER };

/* A rule, a query, or an allocation, which is a query of another form. */
typedef struct loc_rule loc_rule;
struct loc_rule {
    uint8_t is_query;
    uint8_t is_allocation; /* then is_query too; bindings are a candidate and a place */
    uint8_t strength;      /* one of loc_strengths; must when not given */
    uint8_t basis;         /* one of loc_bases; stated when not given */
    const char *id;
    const char *sentence;
    uint32_t start, end; /* bytes of the text, from `rule` to the last token: the rule as written */
    uint32_t line;       /* line of `rule`, from 1 */
    uint32_t nodes;      /* numbers of nodes are below this */
    uint32_t slots;      /* slots of the frame */
    loc_cited *sources;  /* null where none */
    loc_binding *bindings; /* `for`; null: one case */
    loc_clause *clauses;   /* in the order written; a name is seen by the clauses after its `let` */
    loc_rule *next;
};

/* A parameter or switch. */
typedef struct loc_parameter loc_parameter;
struct loc_parameter {
    const char *name;
    const char *doc;       /* "" where not given */
    uint8_t is_switch;     /* then of type TRUTH */
    loc_type type;         /* never a list; REF where the type is a kind */
    loc_node *value;       /* a constant expression of that type, or null: the user must give one */
    uint32_t nodes, slots; /* of value */
    uint32_t at, line;
    uint32_t number; /* LOC_PARAMETER's slot */
    loc_parameter *next;
};

/* A variable of a definition. */
typedef struct loc_formal loc_formal;
struct loc_formal {
    const char *name;
    uint32_t at;
    loc_type type; /* NONE: that of what the use gives */
    loc_formal *next;
};

/* A definition: a named expression. It stays unchecked, for each use checks a copy of its own. */
struct loc_definition {
    const char *name;
    const char *doc;  /* "" where not given */
    const char *text; /* the source in which its places are */
    size_t length;
    const char *file; /* "" for the file that is read */
    uint32_t above;   /* lines of that file above `text` */
    uint32_t start, end, at, line;
    loc_formal *formals; /* null: used by its bare name */
    uint32_t arity;      /* how many */
    loc_node *value;
    uint8_t mark; /* while circles are looked for */
    loc_definition *next;
};

/* A rule file. */
typedef struct loc_file {
    const char *text; /* copy of the whole source, ends in NUL */
    size_t length;
    loc_parameter *parameters; /* of this file, in order; numbers go on from those of the scope */
    uint32_t parameters_count;
    loc_definition *definitions; /* in order */
    uint32_t definitions_count;
    loc_rule *rules; /* rules and queries in order */
    uint32_t rules_count;
} loc_file;

/* ---- Parsing: kinds and functions are resolved, bare words are not ------------------------ */

/* Parses one expression. On failure `*out` is null and the error has line, column and the source
 * line with a caret. What the arena received stays there until it is cleared. The schema may be
 * null: the library's own table. Statuses: OK, INVALID, SYNTAX, NOT_FOUND (kind, function), LIMIT,
 * ENCODING, OVERFLOW (a literal), NO_MEMORY. */
locality_status loc_syntax_parse_expression(const locality_schema *schema, const char *text,
                                            size_t length, loc_arena *arena, loc_tree **out,
                                            locality_error *error);
/* Parses a rule file; DUPLICATE for a second rule or parameter of one name. */
locality_status loc_syntax_parse_file(const locality_schema *schema, const char *text,
                                      size_t length, loc_arena *arena, loc_file **out,
                                      locality_error *error);

/* ---- Checking ----------------------------------------------------------------------------- */

/* What an expression may use besides literals and the schema. Arrays are borrowed. */
typedef struct loc_variable {
    const char *name;
    loc_type type;
} loc_variable;

typedef struct loc_scope {
    const loc_variable *variables; /* variable i has slot i of the frame */
    size_t variables_count;
    /* List by `next`: parameters declared elsewhere (other files, the model), each with its
     * number. */
    const loc_parameter *parameters;
    const loc_definition *definitions; /* list by `next`: those of other files */
} loc_scope;

/* Checks an expression in place. The scope may be null. Statuses: OK, TYPE, NOT_FOUND, DUPLICATE (a
 * variable), CYCLE (definitions), LIMIT, NO_MEMORY. */
locality_status loc_check_expression(const locality_schema *schema, const loc_scope *scope,
                                     loc_arena *arena, loc_tree *tree, locality_error *error);
/* Checks that a checked expression can stand where a type is wanted, and converts it if need be. */
locality_status loc_check_against(const locality_schema *schema, loc_arena *arena, loc_tree *tree,
                                  loc_type wanted, locality_error *error);
/* Checks a file in place; variables of the scope are not used. Its parameters are numbered behind
 * those of the scope, and hide those of the scope that have the same name. A definition whose
 * variables all have a type is checked where it stands, any other where it is used. */
locality_status loc_check_file(const locality_schema *schema, const loc_scope *scope,
                               loc_arena *arena, loc_file *file, locality_error *error);

/* Reads the name of a type as parameters have it: count, number, ratio, money, date, moment, days,
 * truth, text, or a kind. False where there is none. */
bool loc_type_read(const locality_schema *schema, const char *name, loc_type *out);
/* Names a type for a reader: "a count", "a list of areas", "a post". Returns `buffer`. */
const char *loc_type_write(const locality_schema *schema, loc_type type, char *buffer, size_t size);

/* ---- Trees as text: canonical, on one line; read again it gives the same tree ------------- */

void loc_unparse(const locality_schema *schema, const loc_node *node, loc_text *out);
/* A whole file, clauses in the order of the reference. */
void loc_unparse_file(const locality_schema *schema, const loc_file *file, loc_text *out);

/* ---- Places ------------------------------------------------------------------------------- */

/* Line and column in characters, both from 1, of a byte of a text. */
void loc_syntax_place(const char *text, size_t length, size_t byte, uint64_t *line,
                      uint64_t *column);
/* Copies a text that an error quotes, cut at a whole character with "..." where it is long. */
#define LOC_EXCERPT_SIZE 48
const char *loc_syntax_excerpt(const char *text, size_t length, char buffer[LOC_EXCERPT_SIZE]);
/* Fails with a message, below it the source line, a caret below `byte`, and a hint (may be
 * empty). */
locality_status loc_syntax_fail(const char *text, size_t length, size_t byte,
                                locality_status status, const char *message, const char *hint,
                                locality_error *error);
/* The same, of a byte of what a definition holds: the caret is below its use, outermost, and the
 * message names the place in the definition. `within` may be null. */
locality_status loc_syntax_fail_within(const char *text, size_t length, const loc_use *within,
                                       size_t byte, locality_status status, const char *message,
                                       const char *hint, locality_error *error);

#endif
