/* Why, of FTE: one sentence of a pair that may be, and the moves to the plan that would be otherwise. */
#ifndef LOC_PLACEMENT_DEPLOYMENT_WHY_H
#define LOC_PLACEMENT_DEPLOYMENT_WHY_H

#include "placement/placement.h"

/* Adds to `first` and `moves`; `*reason` is one of locality_allocation_reasons. */
locality_status loc_placement_spread_why(const locality_placement *p, size_t candidate,
                                         size_t place, int32_t *reason, loc_text *first,
                                         loc_text *moves, locality_error *error);

#endif
