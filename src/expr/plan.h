/* Plan: a checked tree made ready to be evaluated against one snapshot, many bindings at a time.
 *
 * Levels. Every variable that is bound by a `for` or a quantifier has a level, its depth of nesting;
 * level 0 is the outside, where there is one binding and nothing varies. A frame is a batch of bindings
 * of one level; it knows, for each of them, which binding of its parent frame it extends. The level of
 * an expression is the highest level of the variables it uses. An expression that stands deeper than
 * its own level is evaluated once in the frame of its level and kept there (`hoisted`); those of level 0
 * are constants, evaluated once for the plan.
 *
 * Sources. `v in KIND where C` looks only at candidates: C is cut into its conjuncts, and one of the form
 * `key(v) = e`, where e does not use v, turns into a look-up. The whole of C is evaluated on every
 * candidate all the same, so a look-up only ever narrows. A quantifier whose condition and value use
 * nothing from outside but one such key is computed for all keys at once, in one pass (`grouped`). */
#ifndef LOC_EXPR_PLAN_H
#define LOC_EXPR_PLAN_H

#include "expr/vector.h"

/* Deepest nesting of variables; deeper ones are LOCALITY_LIMIT. */
#define LOC_LEVELS 60u

typedef struct loc_plan loc_plan;
typedef struct loc_frame loc_frame;
typedef struct loc_step loc_step;
typedef struct loc_quantifier loc_quantifier;
typedef struct loc_fold loc_fold;     /* fold.h */
typedef struct loc_groups loc_groups; /* lookup.h */
typedef struct loc_tuples loc_tuples; /* keys.h */

typedef struct loc_asked loc_asked; /* items.c */

typedef struct loc_node_list loc_node_list;
struct loc_node_list {
    const loc_node *node;
    loc_node_list *next;
};

/* What the plan knows of one node of the tree. */
typedef struct loc_site {
    uint64_t uses;       /* levels of the variables it uses, bit by bit */
    uint8_t level;       /* the highest of them; LOC_VARIABLE: the level of the variable */
    uint8_t is_kept;     /* its values are kept in the frame of its level */
    uint8_t is_seen;     /* analysed */
    uint8_t is_heavy;    /* it holds a quantifier that looks at many records for each binding */
    uint32_t cache;      /* is_kept: place among the values kept by frames of its level */
    uint32_t key;        /* LOC_TEXT, LOC_WORD: symbol; LOC_REFERENCE: row */
    const loc_node *let; /* LOC_VARIABLE of a `let`: its value */
    loc_quantifier *quantifier; /* quantifiers */
    loc_asked *asked;           /* constant lists: ready to be asked for members */
    loc_groups *memo;           /* LOC_MATCHES: texts already asked; the answer of each */
    uint8_t *memo_truth;
    size_t memo_capacity;
} loc_site;

/* How the candidates of a variable are found. */
typedef enum loc_source {
    LOC_SOURCE_ITEMS,  /* the items of a list */
    LOC_SOURCE_ALL,    /* every record, less those that conjuncts of the variable alone exclude */
    LOC_SOURCE_LOOKUP, /* those whose key is the value of `outer`, and those whose key is missing */
    LOC_SOURCE_RECORD  /* the one record that `outer` is, or whose id it is */
} loc_source;

/* One variable of a `for` or a quantifier. */
struct loc_step {
    const loc_binding *binding;
    loc_source source;
    uint8_t level;       /* of the variable */
    uint8_t is_list;     /* LOOKUP: the key is a list field, and `outer` one of its items */
    uint8_t is_id;       /* RECORD: `outer` is a text */
    uint8_t is_filtered; /* ALL, LOOKUP: there are conjuncts of the variable alone */
    uint64_t uses;       /* lower levels that expressions of its frame read */
    uint32_t caches;     /* values kept by frames of its level */
    uint32_t only;       /* only this row, or LOCALITY_ROW_MISSING for any */
    const loc_node *key, *outer;
    loc_tuples
        *tuples; /* LOOKUP: several equalities as one key; null: `key` and `outer` are the one */
    loc_node_list *hoists; /* evaluated in the frame before, in this order */
    loc_node_list *locals; /* conjuncts that use this variable and nothing else */
    loc_node_list *guards; /* conjuncts that do not use it */
    loc_node_list *rest;   /* all conjuncts but that of the zones */
    const loc_node *zone_field, *zone_constant,
        *zone_conjunct; /* zones.h; null where there is none */
    loc_lookup *lookup; /* LOOKUP, once it was built */
    uint32_t *rows;     /* is_filtered: the rows that are left, once they were looked for */
    size_t rows_count, rows_capacity;
    uint8_t has_rows;
    uint8_t is_first; /* of its `for` or quantifier: certainty starts anew */
    loc_step *next;   /* later variable of the same `for` or quantifier */
};

struct loc_quantifier {
    const loc_node *node;
    loc_step *steps; /* null for a `for` without variables */
    uint8_t level;   /* of the frame it is evaluated in */
    uint8_t last;    /* of its last variable */
    uint8_t is_grouped;
    loc_groups *groups; /* grouped: the keys */
    loc_fold *folds[2]; /* grouped: as it stands, and with every record only possible */
};

/* What is known of a slot while the plan is made. */
typedef struct loc_slot {
    const loc_node *let;
    uint8_t level;
    uint8_t is_inner; /* bound inside the expression that is looked at */
} loc_slot;

struct loc_plan {
    loc_run *run;
    loc_arena arena;  /* what lives as long as the plan */
    const char *text; /* the source, for places of errors */
    size_t length;
    loc_site *sites; /* by number of the node */
    loc_slot *slots;
    uint32_t nodes, slots_count;
    loc_quantifier cases;            /* the `for` variables */
    loc_step *chain[LOC_LEVELS + 1]; /* while it is made: the step that makes each level */
    loc_node_list *constants;        /* hoisted to level 0, in this order */
    loc_node_list *constants_end;
    loc_vector *values; /* of the constants, each LOC_BATCH times; by `cache` */
    uint32_t constants_count;
    loc_frame *outside;     /* the frame of level 0 */
    loc_node_list *aliased; /* references that an alias led to */
    uint8_t no_lookups;     /* for tests: look at every record */
    uint32_t few;           /* records of one key that need no further part of it */
    uint32_t batch;         /* most bindings at a time */
};

/* One kept value. */
typedef struct loc_kept {
    loc_vector value;
    uint8_t is_filled;
} loc_kept;

/* A batch of bindings of one level. */
struct loc_frame {
    loc_frame *parent;
    uint32_t level, count;
    uint32_t first; /* is_slice: the variable's rows are first, first + 1 ... */
    uint8_t is_slice;
    uint8_t zone;           /* one of loc_zone_kinds, for the step of the variable */
    loc_vector value;       /* of the variable */
    const uint8_t *certain; /* LOC_YES or LOC_MAYBE: the conditions so far; null: all LOC_YES */
    const uint32_t **maps;  /* by lower level: binding of that level's frame; null where not used */
    loc_kept *kept;
};

/* ---- Making a plan ------------------------------------------------------------------------------- */

/* `nodes` and `slots` as the tree or rule says. False on failure, as everywhere here. */
bool loc_plan_init(loc_plan *plan, loc_run *run, const char *text, size_t length, uint32_t nodes,
                   uint32_t slots);
void loc_plan_clear(loc_plan *plan); /* a zeroed one is allowed */
/* Zeroed memory that lives as long as the plan. Null on refusal. */
void *loc_plan_take(loc_plan *plan, size_t count, size_t size);
/* The `for` variables, before anything else; a structure other than LOCALITY_ROW_MISSING is the only one
 * that a variable over structures takes. */
bool loc_plan_for(loc_plan *plan, const loc_binding *bindings, uint32_t structure);
/* A `let`, before anything that uses it; `is_case`: it depends on the `for` variables. */
bool loc_plan_let(loc_plan *plan, uint32_t slot, const loc_node *value, bool is_case);
/* An expression that will be evaluated in the frames of the cases, or outside. */
bool loc_plan_root(loc_plan *plan, const loc_node *node, bool is_case);
/* After the last of them: evaluates what is constant. */
bool loc_plan_ready(loc_plan *plan);

/* ---- Evaluating ---------------------------------------------------------------------------------- */

/* The values of an expression for every binding of a frame. */
bool loc_eval(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
/* Evaluates and keeps in the frame: for `let`s, in their order. */
bool loc_eval_keep(loc_plan *plan, loc_frame *frame, const loc_node *node);
/* The same whatever was kept before, which may have lain in scratch memory that is gone: for hoists. */
bool loc_eval_keep_anew(loc_plan *plan, loc_frame *frame, const loc_node *node);

/* Receives the bindings of the last variable, batch by batch; frames live only during the call. */
typedef struct loc_visitor {
    void *self;
    /* Bindings whose condition is certainly no (`certain` is LOC_NO) may be among them: skip them. */
    bool (*visit)(void *self, loc_plan *plan, loc_frame *frame);
    /* The list that a variable runs over has, for this binding of the frame before, items that are not
     * known. May be null. */
    bool (*open)(void *self, loc_plan *plan, const loc_frame *frame, uint32_t binding);
} loc_visitor;

/* Runs through the bindings of the variables from `step` on that extend those of `parent`, in order. Without
 * a step visits `parent` itself. */
bool loc_expand(loc_plan *plan, loc_step *step, loc_frame *parent, const loc_visitor *visitor);
/* Runs through all records of the variable of a step, outside everything; no condition is asked. */
bool loc_scan(loc_plan *plan, const loc_step *step, const loc_visitor *visitor);
/* The same without the batches that zones of the step exclude. */
bool loc_scan_zones(loc_plan *plan, const loc_step *step, const loc_visitor *visitor);
/* One binding: the frame of `step` with value `item` of `value`, extending binding 0 of `parent`, in
 * scratch memory. Null on refusal. */
loc_frame *loc_frame_one(loc_plan *plan, loc_step *step, loc_frame *parent, const loc_vector *value,
                         uint32_t item);
/* The frame of a level not above that of `frame`. */
static inline loc_frame *loc_frame_at(loc_frame *frame, uint32_t level) {
    while (frame->level > level)
        frame = frame->parent;
    return frame;
}
/* The binding of the frame of a lower level that binding `i` extends. */
static inline uint32_t loc_frame_outer(const loc_frame *frame, uint32_t level, uint32_t i) {
    if (level == 0)
        return 0;
    if (level == frame->level)
        return i;
    return frame->maps[level] == NULL ? 0 : frame->maps[level][i];
}
static inline uint8_t loc_frame_certain(const loc_frame *frame, uint32_t i) {
    return frame->certain == NULL ? LOC_YES : frame->certain[i];
}

/* ---- Between the files of the evaluator ------------------------------------------------------------ */

/* A frame of `count` bindings in scratch memory; maps are made from `map` (null: all extend binding 0). */
loc_frame *loc_frame_new(loc_plan *plan, const loc_step *step, loc_frame *parent, uint32_t count,
                         const uint32_t *map);
/* The bindings `pick[0..count)` of a frame of a step, in scratch memory. Null on refusal. */
loc_frame *loc_frame_pick(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                          const uint32_t *pick, uint32_t count);
/* Rows that conjuncts of the variable of a step alone leave; kept with the step. */
bool loc_step_rows(loc_plan *plan, loc_step *step);
void loc_step_clear(loc_plan *plan, loc_step *step); /* frees what was built for a step */

typedef bool (*loc_evaluate)(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                             loc_vector *out);
bool loc_eval_compare(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out);
bool loc_eval_logic(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_if(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_arithmetic(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out);
bool loc_eval_convert(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out);
bool loc_eval_field(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_id(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_is(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_list(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_member(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_lists(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_within(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_matches(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out);
bool loc_eval_call(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out);
bool loc_eval_quantifier(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out);
bool loc_eval_distinct(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                       loc_vector *out);
bool loc_eval_collect(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out);

#endif
