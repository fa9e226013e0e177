/* Fold: count, sum, min, max, share, any, all and none of many groups at once.
 *
 * A fold takes in records with a group, a certainty (LOC_YES, LOC_MAYBE; LOC_NO is skipped) and a value,
 * in any order, and says for each group what is known of the result. Records that only may belong widen
 * it. */
#ifndef LOC_EXPR_FOLD_H
#define LOC_EXPR_FOLD_H

#include "expr/plan.h"

struct loc_fold {
    loc_run *run;
    uint8_t op;        /* LOC_COUNT to LOC_NONE */
    uint8_t is_amount; /* SUM: a value that is not known at all is at least 0 */
    size_t groups, capacity;
    /* COUNT: records that certainly belong. SUM: smallest sum. MIN, MAX: lower bound. SHARE: six counts
     * a group, of records that certainly or only perhaps belong, with yes, no, undecided each. */
    int64_t *a;
    /* COUNT: records that perhaps belong. SUM: largest sum. MIN, MAX: upper bound. Null: COUNT none, SUM
     * the same as `a`. */
    int64_t *b;
    /* Bits as below; null while COUNT and SUM have none. */
    uint8_t *flags;
};

enum loc_fold_flags {
    LOC_FOLD_DECIDED =
        1, /* ANY, NONE: a certain yes; ALL: a certain no; MIN, MAX: a certain record */
    LOC_FOLD_MAYBE = 2, /* ANY, NONE, ALL: one that is not certain */
    LOC_FOLD_OPEN = 4   /* there may be further records */
};

/* What is known of one group. */
typedef struct loc_total {
    int64_t lo, hi;
    int64_t shares[6];
    uint8_t flags;
} loc_total;

/* The quantifier's fold for `groups` groups, or null on refusal. */
loc_fold *loc_fold_new(loc_run *run, const loc_node *quantifier, size_t groups);
void loc_fold_free(loc_fold *fold);                   /* null is allowed */
bool loc_fold_reserve(loc_fold *fold, size_t groups); /* at least so many groups */
/* Takes in `count` records. `group` null: all of group 0; `certain` null: all certain; `value` null where
 * the quantifier has none. */
bool loc_fold_add(loc_fold *fold, uint32_t count, const uint32_t *group, const uint8_t *certain,
                  const loc_vector *value);
bool loc_fold_open(loc_fold *fold, uint32_t group);

void loc_fold_empty(const loc_fold *fold, loc_total *out);
void loc_fold_get(const loc_fold *fold, size_t group, loc_total *out);
void loc_fold_merge(const loc_fold *fold, loc_total *total, const loc_total *other);
/* The result for COUNT, SUM, MIN, MAX, SHARE, and for ANY, ALL, NONE. */
void loc_fold_range(const loc_fold *fold, const loc_total *total, locality_range *out);
uint8_t loc_fold_truth(const loc_fold *fold, const loc_total *total);

/* Sums of what can be open at an end; what leaves 64 bits becomes open. */
int64_t loc_add_low(int64_t a, int64_t b);
int64_t loc_add_high(int64_t a, int64_t b);

#endif
