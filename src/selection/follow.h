/* Selection following: what is settled in a search, what follows from that by every class and row, and how
 * to take it back. */
#ifndef LOC_SELECTION_FOLLOW_H
#define LOC_SELECTION_FOLLOW_H

#include "selection/model.h"

typedef struct loc_follow {
    const loc_model *m;
    uint8_t *state;    /* LOC_FREE, LOC_IN or LOC_OUT of each proposal */
    uint32_t *open;    /* by class: members that are not out */
    uint32_t *taken;   /* by class: the member that is in, or LOC_NO_PROPOSAL */
    uint32_t *settled; /* proposals, in the order in which they were settled */
    size_t moves;
    uint8_t *is_queued; /* by row */
    uint32_t *queue;
    size_t queued;
} loc_follow;

bool loc_follow_make(const loc_model *m, loc_follow *out, loc_work *work);
void loc_follow_clear(loc_follow *f, const locality_allocator *memory);
/* Settles a proposal; false where it cannot be. Rows that this concerns are looked at later. */
bool loc_follow_put(loc_follow *f, uint32_t proposal, uint8_t to);
/* Settles all that follows; false where something cannot be, or the work stopped. */
bool loc_follow_all(loc_follow *f, loc_work *work);
/* Takes back what was settled after the first so many moves. */
void loc_follow_back(loc_follow *f, size_t moves);

#endif
