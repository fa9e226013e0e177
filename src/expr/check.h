/* Check, inside: what the parts of the checker share. After a failure `status` stays set and
 * every function gives false. A function that takes a place (`loc_node **`) may put a conversion
 * there. */
#ifndef LOC_EXPR_CHECK_H
#define LOC_EXPR_CHECK_H

#include "expr/names.h"
#include "expr/syntax.h"

/* A variable, parameter or definition that can be seen, or could be seen once. */
typedef struct loc_entry loc_entry;
struct loc_entry {
    const char *name;
    loc_type type;
    uint32_t slot;
    bool is_visible, is_parameter;
    bool is_case;   /* a `for` variable, or a `let` that uses one */
    bool is_column; /* a value that a list names by `as` */
    const loc_node
        *given; /* what it stands for: it is put in where the name stands; null: nothing */
    const loc_definition *definition; /* a definition, and no variable; null: none */
    loc_definition *own;              /* the same where it belongs to the file that is read */
    loc_entry *before;                /* the one that came into sight before it */
};

typedef struct loc_checker {
    const locality_schema *schema;
    loc_arena *arena;
    locality_error *error;
    locality_status status;
    const char *text; /* the source */
    size_t length;
    loc_names names;             /* loc_entry by name: what every rule sees */
    loc_names locals;            /* likewise: what is in sight here only */
    loc_entry *newest;           /* visible ones, newest first */
    loc_entry *outermost;        /* the newest that every rule sees */
    const loc_use *within;       /* the use whose definition is checked; null: none */
    const loc_definition *alone; /* the definition that is checked where it stands; null: none */
    uint32_t nodes, slots;
    uint32_t copied;      /* nodes that definitions put into this tree or rule */
    uint32_t depth;       /* of the node that is checked */
    const loc_node *root; /* the expression that may be a table */
    bool is_constant;     /* nothing may read records */
    bool uses_case;       /* a `for` variable was used since this was reset */
} loc_checker;

void loc_checker_init(loc_checker *checker, const locality_schema *schema, loc_arena *arena,
                      const char *text, size_t length, locality_error *error);
bool loc_checker_scope(loc_checker *checker, const loc_scope *scope);
/* Brings the definitions of the file that is read into sight. */
bool loc_checker_define(loc_checker *checker, loc_definition *definitions);
/* Brings a variable into sight; refuses one that can be seen already. `at` is its byte. */
loc_entry *loc_checker_enter(loc_checker *checker, const char *name, loc_type type, uint32_t at);
/* Takes everything out of sight that came after `newest`. */
void loc_checker_leave(loc_checker *checker, loc_entry *newest);
const loc_entry *loc_checker_find(const loc_checker *checker, const char *name);

/* ---- Errors: always false ----------------------------------------------------------------- */

#define LOC_HINT_SIZE 320
#define LOC_PHRASE_SIZE 96

bool loc_checker_fail(loc_checker *checker, uint32_t byte, locality_status status, const char *hint,
                      const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;
bool loc_checker_no_memory(loc_checker *checker);
/* The source of a node, cut where it is long. */
const char *loc_checker_source(const loc_checker *checker, const loc_node *node,
                               char buffer[LOC_EXCERPT_SIZE]);
/* "`p.serves` is a list of areas, but <wanted> is needed here" */
bool loc_checker_unfit(loc_checker *checker, const loc_node *node, const char *wanted,
                       const char *hint);
/* A name that nothing has; `wanted` is what stands on the other side, or null. */
bool loc_checker_unknown_name(loc_checker *checker, const loc_node *node);
bool loc_checker_unknown_function(loc_checker *checker, const loc_node *node);
bool loc_checker_unknown_field(loc_checker *checker, const loc_node *node);
bool loc_checker_unknown_word(loc_checker *checker, const loc_node *node, loc_type wanted);
bool loc_checker_unknown_source(loc_checker *checker, const loc_node *node);
/* Two sides that do not go together. */
bool loc_checker_mismatch(loc_checker *checker, const loc_node *node);
/* What to write instead of a value of one type where another is wanted; "" where nothing helps. */
void loc_checker_advise(const loc_checker *checker, const loc_node *node, loc_type wanted,
                        char hint[LOC_HINT_SIZE]);

/* ---- Types -------------------------------------------------------------------------------- */

loc_type loc_type_of(int scalar);
loc_type loc_type_ref(uint32_t kind);
loc_type loc_type_list(loc_type item); /* of an item that is not a list */
loc_type loc_type_item(loc_type list);
loc_type loc_type_of_field(const locality_schema *schema, uint32_t kind, uint32_t field);
bool loc_type_same(loc_type a, loc_type b);  /* words of any field are the same type */
bool loc_type_is(loc_type type, int scalar); /* a single value of it */
bool loc_type_is_number(loc_type type);      /* COUNT NUMBER RATIO */
bool loc_type_is_addable(loc_type type);     /* COUNT NUMBER RATIO MONEY DAYS */
bool loc_type_is_ordered(loc_type type);     /* COUNT to DAYS */
bool loc_type_is_record(loc_type type);      /* REF ANY_REF */
/* The words that a WORD of this type may be; null or "" for any. */
const char *loc_type_words(const locality_schema *schema, loc_type type);
/* The type to which both are brought; false if there is none. To compare, words meet as words, else
 * as texts. */
bool loc_type_join(loc_type a, loc_type b, bool is_compared, loc_type *out);

/* ---- Checking ----------------------------------------------------------------------------- */

/* Checks a node; `want` says what stands on the other side, for bare words, texts, `unknown` and
 * {}, and may be null. The node may end up with another type all the same. */
bool loc_check_node(loc_checker *checker, loc_node **place, const loc_type *want);
/* Puts conversions in until the node has the type; false, without an error, if there is no way. */
bool loc_check_to(loc_checker *checker, loc_node **place, loc_type type);
/* Checks two nodes that say to each other what their bare words mean. */
bool loc_check_pair(loc_checker *checker, loc_node **a, loc_node **b, const loc_type *want);
/* How much a node needs the other side to be understood: 0 not at all. */
int loc_check_rank(const loc_checker *checker, const loc_node *node);
/* Checks a condition. */
bool loc_check_truth(loc_checker *checker, loc_node **place);
/* `v in ... where ...`: variables stay in sight. */
bool loc_check_bindings(loc_checker *checker, loc_binding *bindings, bool is_case);

/* By kind of node, called by loc_check_node. */
bool loc_check_logic(loc_checker *checker, loc_node *node);
bool loc_check_comparison(loc_checker *checker, loc_node *node);
bool loc_check_membership(loc_checker *checker, loc_node *node);
bool loc_check_test(loc_checker *checker, loc_node *node);
bool loc_check_arithmetic(loc_checker *checker, loc_node *node);
bool loc_check_call(loc_checker *checker, loc_node *node, const loc_type *want);
bool loc_check_quantifier(loc_checker *checker, loc_node *node);

/* ---- Definitions ---------------------------------------------------------------------------- */

/* Puts in a definition where it is used, or what a name stands for. */
bool loc_check_use(loc_checker *checker, loc_node *node, const loc_definition *definition,
                   const loc_type *want);
bool loc_check_given(loc_checker *checker, loc_node *node, const loc_entry *entry);
/* Fails where a tree with its definitions put in would get too deep. */
bool loc_check_deeper(loc_checker *checker, const loc_node *node, uint32_t levels);
/* Checks the definitions of a file, which are in sight: what they use, circles, and those that can be
 * checked where they stand. */
bool loc_check_definitions(loc_checker *checker, loc_definition *definitions);

#endif
