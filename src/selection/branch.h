/* Selection branching: which proposal to part a branch by, learned from what parting did to the bound. */
#ifndef LOC_SELECTION_BRANCH_H
#define LOC_SELECTION_BRANCH_H

#include "selection/model.h"

/* How far bounds fell where a proposal was settled, by the way it went: 0 out, 1 in. */
typedef struct loc_branching {
    const loc_model *m;
    double *fell[2];   /* by proposal, all together */
    uint32_t *seen[2]; /* by proposal: how often */
    double all_fell;
    uint64_t all_seen;
} loc_branching;

bool loc_branching_make(const loc_model *m, loc_branching *out, loc_work *work);
void loc_branching_clear(loc_branching *b, const locality_allocator *memory);
/* Notes how far a bound fell, in parts. */
void loc_branching_learn(loc_branching *b, uint32_t proposal, bool is_in, int64_t fell);
/* The free proposal to part by; LOC_NO_PROPOSAL where all is settled. */
uint32_t loc_branching_choose(const loc_branching *b, const loc_prices *p, const uint8_t *state);

#endif
