/* Choices: who could hold a place in a plan as good. Told in the order of ids, never of merit. */
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "placement/placement.h"

/* Whether a best plan could have the pair. */
static locality_status may_hold(const locality_placement *p, uint32_t candidate, uint32_t place,
                                bool *out, locality_error *error) {
    locality_allocation_case *item = NULL;
    locality_allocation_why why;
    locality_status status =
        locality_allocation_explain(p->problem, p->result, candidate, &item, error);

    *out = false;
    if (status == LOCALITY_OK)
        status = locality_allocation_case_why(item, place, &why, error);
    if (status == LOCALITY_OK)
        *out = why.reason == LOCALITY_ALLOCATION_HELD ||
               why.reason == LOCALITY_ALLOCATION_PINNED ||
               why.reason == LOCALITY_ALLOCATION_AS_GOOD;
    locality_allocation_case_free(item);
    return status;
}

static bool is_held(const locality_placement *p, uint32_t candidate, uint32_t place) {
    for (size_t i = 0; i < locality_allocation_result_pairs(p->result); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK &&
            pair.candidate == candidate && pair.demand == place)
            return true;
    }
    return false;
}

/* A pair that could be in a best plan is eligible or fixed. */
static bool is_worth_asking(const locality_placement *p, uint32_t candidate, uint32_t place) {
    int32_t state = loc_board_state(&p->board, loc_board_pair(&p->board, candidate, place));

    return state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_FIXED;
}

locality_status locality_placement_choices(const locality_placement *placement, size_t place,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    bool is_proved;

    if (count != NULL)
        *count = 0;
    if (placement == NULL || count == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "count");
    if (place >= placement->board.side[1].count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no such place");
    is_proved = locality_allocation_result_verdict(placement->result) ==
                LOCALITY_ALLOCATION_OPTIMAL;
    for (uint32_t c = 0; c < placement->board.side[0].count && placement->result != NULL; c++) {
        locality_status status = LOCALITY_OK;
        bool may = false;
        if (!is_worth_asking(placement, c, (uint32_t)place))
            continue;
        if (!is_proved || locality_allocation_result_is_unique(placement->result) != 0)
            may = is_held(placement, c, (uint32_t)place);
        else
            status = may_hold(placement, c, (uint32_t)place, &may, error);
        if (status != LOCALITY_OK)
            return status;
        if (may)
            loc_fill_add(&fill, &c);
    }
    return loc_fill_end(&fill, count, error);
}
