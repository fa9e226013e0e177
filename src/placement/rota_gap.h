/* Gaps of a rota: why nobody holds a place in a period. What is said is tried: the rota is made anew with somebody
 * there, as it is or without one of the things that may stand in the way. */
#ifndef LOC_PLACEMENT_ROTA_GAP_H
#define LOC_PLACEMENT_ROTA_GAP_H

#include "placement/rota_try.h"

typedef struct loc_gaps {
    const locality_placement_rota *r;
    locality_rota_value value;
    loc_try tried;
    locality_rota_window *window; /* the rota's own, and those that a bar of the caller's closes */
    const char **names;           /* room for all candidates, and for what may stand in the way */
    int64_t *lost;                /* by place */
} loc_gaps;

/* False on refusal. */
bool loc_gaps_init(loc_gaps *gaps, const locality_placement_rota *r,
                   const locality_placement_rota_options *options, loc_arena *arena,
                   locality_error *error);
/* Adds the reason, without a stop: "nobody is eligible on all days of the month". */
locality_status loc_gaps_reason(loc_gaps *gaps, uint32_t place, uint32_t period, loc_text *out);

#endif
