/* Trying: what a rota would come to if something were otherwise. All tries of one answer share a limit of work. */
#ifndef LOC_PLACEMENT_ROTA_TRY_H
#define LOC_PLACEMENT_ROTA_TRY_H

#include "placement/cancel.h"
#include "placement/rota.h"

typedef struct loc_try {
    const locality_placement_rota *r;
    locality_rota_options how;
    loc_cancel cancel;
    uint64_t left;                 /* work that may still be done */
    locality_rota_problem problem; /* the rota's own; to be altered between tries */
    locality_rota_window
        *pin; /* its pins, with room for one each period and one more; of `problem` */
    locality_error *error;
} loc_try;

/* The work of tries: no more than the caller allows for the rota itself. */
static inline uint64_t loc_try_limit(const locality_placement_rota_options *options,
                                     uint64_t most) {
    return options->work_limit > 0 && options->work_limit < most ? options->work_limit : most;
}
/* False on refusal. `most`: work of all tries. */
bool loc_try_init(loc_try *tried, const locality_placement_rota *r, int32_t order, uint64_t most,
                  const locality_placement_rota_options *options, loc_arena *arena);
/* Periods that are settled, over all pins. */
size_t loc_try_settled(const locality_placement_rota *r);
/* Solves. Null where nothing is left of the work. */
locality_status loc_try_solve(loc_try *tried, locality_rota **out, locality_rota_value *value);
/* The same with one turn more that is settled; INFEASIBLE too where the candidate is settled elsewhere then. */
locality_status loc_try_turn(loc_try *tried, uint32_t candidate, uint32_t place, uint32_t period,
                             locality_rota **out, locality_rota_value *value);
/* Whether a value is that of a rota, be it proved the best or not. */
static inline bool loc_try_is_rota(const locality_rota_value *value) {
    return value->verdict == LOCALITY_ALLOCATION_OPTIMAL ||
           value->verdict == LOCALITY_ALLOCATION_FEASIBLE;
}

#endif
