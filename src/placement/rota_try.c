/* Trying: see rota_try.h. */
#include "placement/rota_try.h"

#include <string.h>

/* Most work of one try. */
#define WORK_OF_TRY (UINT64_C(1) << 22)

size_t loc_try_settled(const locality_placement_rota *r) {
    size_t count = 0;

    for (size_t i = 0; i < r->pins; i++)
        count += r->pin[i].last - r->pin[i].first + 1;
    return count;
}

bool loc_try_init(loc_try *tried, const locality_placement_rota *r, int32_t order, uint64_t most,
                  const locality_placement_rota_options *options, loc_arena *arena) {
    const locality_rota_options start = LOCALITY_ROTA_OPTIONS_INIT;

    tried->r = r;
    tried->how = start;
    tried->how.order = order;
    tried->cancel = (loc_cancel){options->cancel, options->cancel_self};
    tried->how.progress = options->cancel == NULL ? NULL : loc_cancel_asked;
    tried->how.progress_self = &tried->cancel;
    tried->left = most;
    tried->problem = r->problem;
    tried->pin = loc_arena_take(arena, loc_try_settled(r) + 1, sizeof *tried->pin);
    if (tried->pin == NULL)
        return false;
    if (r->pins > 0)
        memcpy(tried->pin, r->pin, r->pins * sizeof *tried->pin);
    tried->problem.pin = tried->pin;
    return true;
}

locality_status loc_try_solve(loc_try *tried, locality_rota **out, locality_rota_value *value) {
    locality_status status;

    *out = NULL;
    memset(value, 0, sizeof *value);
    value->verdict = LOCALITY_ALLOCATION_UNKNOWN;
    if (tried->left == 0)
        return LOCALITY_OK;
    tried->how.work_limit = tried->left < WORK_OF_TRY ? tried->left : WORK_OF_TRY;
    status =
        locality_rota_solve(&tried->problem, &tried->how, &tried->r->allocator, out, tried->error);
    if (status != LOCALITY_OK)
        return status;
    (void)locality_rota_value_of(*out, value, NULL);
    tried->left -= value->work < tried->left ? value->work : tried->left;
    return LOCALITY_OK;
}

locality_status loc_try_turn(loc_try *tried, uint32_t candidate, uint32_t place, uint32_t period,
                             locality_rota **out, locality_rota_value *value) {
    locality_rota_problem *problem = &tried->problem;
    locality_status status;

    *out = NULL;
    memset(value, 0, sizeof *value);
    value->verdict = LOCALITY_ALLOCATION_INFEASIBLE;
    for (size_t i = 0; i < problem->pins; i++)
        if (tried->pin[i].candidate == candidate && tried->pin[i].first <= period &&
            period <= tried->pin[i].last)
            return LOCALITY_OK;
    tried->pin[problem->pins++] = (locality_rota_window){candidate, place, period, period, 0};
    status = loc_try_solve(tried, out, value);
    problem->pins--;
    return status;
}
