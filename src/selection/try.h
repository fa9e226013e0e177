/* Selection tries: plans made by hand, and the best plan so far. */
#ifndef LOC_SELECTION_TRY_H
#define LOC_SELECTION_TRY_H

#include "selection/follow.h"

/* A proposal and what is left of its value. */
typedef struct loc_try_item {
    int64_t net;
    uint32_t proposal;
} loc_try_item;

typedef struct loc_try {
    const loc_model *m;
    loc_work *work;
    bool has_best;
    int64_t best_value;
    uint8_t *best;  /* by proposal */
    uint8_t *plan;  /* the one that is being made */
    uint32_t *of;   /* by class: what the plan takes, or LOC_NO_PROPOSAL */
    int64_t *slack; /* by row, for the plan */
    loc_try_item *order;
} loc_try;

bool loc_try_make(const loc_model *m, loc_try *out, loc_work *work);
void loc_try_clear(loc_try *t, const locality_allocator *memory);
/* A plan that takes one of each class, or none. */
void loc_try_relaxed(loc_try *t, const uint32_t *chosen);
/* What is settled as in, if it is a plan. */
void loc_try_whole(loc_try *t, const loc_follow *f);
/* What is settled as in, and then what fits, what has most left of its value first. A better plan is
 * polished, and so is the best one where it is asked for. */
void loc_try_plan(loc_try *t, const loc_follow *f, const int64_t *net, bool polish);
/* The same in the order of how much each was taken in rounds of prices. */
void loc_try_leaning(loc_try *t, const loc_follow *f, const int32_t *leaning);

#endif
