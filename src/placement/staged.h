/* Staged: what is told of a pair where an allocation has stages. */
#ifndef LOC_PLACEMENT_STAGED_H
#define LOC_PLACEMENT_STAGED_H

#include "placement/placement.h"

/* Why a pair that is eligible, or fixed, is made, contested or not to be: by the stage that decides it. */
locality_status loc_staged_why(const locality_placement *p, uint32_t candidate, uint32_t place,
                               int32_t *reason, loc_text *out, locality_error *error);

#endif
