/* Choices: who could hold a place in a plan as good. Told in the order of ids, never of merit. */
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "placement/placement.h"

/* What can be said of one candidate's places, all at once. */
static locality_status map_candidate(locality_placement *p, uint32_t candidate,
                                     locality_error *error) {
    const loc_board *board = &p->board;
    locality_allocation_case *item = NULL;
    locality_status status =
        locality_allocation_explain(p->problem, p->result, candidate, &item, error);

    for (uint32_t place = 0; status == LOCALITY_OK && place < board->side[1].count; place++) {
        locality_allocation_why why;
        status = locality_allocation_case_why(item, place, &why, error);
        if (status == LOCALITY_OVERFLOW) { /* a cost that leaves 64 bits is no tie */
            status = LOCALITY_OK;
            continue;
        }
        p->may[loc_board_pair(board, candidate, place)] =
            status == LOCALITY_OK &&
            (why.reason == LOCALITY_ALLOCATION_HELD || why.reason == LOCALITY_ALLOCATION_PINNED ||
             why.reason == LOCALITY_ALLOCATION_AS_GOOD);
    }
    locality_allocation_case_free(item);
    return status;
}

static bool has_ties(const locality_placement *p) {
    return locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_OPTIMAL &&
           locality_allocation_result_is_unique(p->result) == 0;
}

locality_status loc_placement_map(locality_placement *p, locality_error *error) {
    const loc_board *board = &p->board;
    locality_status status = LOCALITY_OK;

    if (!has_ties(p) || (uint64_t)board->side[0].count * board->pairs > LOC_TIES_WORK)
        return LOCALITY_OK;
    p->may = loc_allocate(&p->allocator, board->pairs, 1);
    if (p->may == NULL)
        return loc_fail_memory(error);
    for (uint32_t c = 0; status == LOCALITY_OK && c < board->side[0].count; c++)
        status = map_candidate(p, c, error);
    return status;
}

/* Those whom this plan gives the place, in the order of their ids. */
static void list_holders(const locality_placement *p, uint32_t place, loc_fill *fill) {
    locality_allocation_pair pair;
    size_t index = 0;

    for (;;) {
        uint32_t candidate = loc_placement_holder(p, place, &index, &pair);
        if (candidate == UINT32_MAX)
            return;
        loc_fill_add(fill, &candidate);
    }
}

/* Those who give the place time in this plan. */
static void list_givers(const locality_placement *p, uint32_t place, loc_fill *fill) {
    for (size_t i = 0; i < locality_deployment_shares(p->deployed); i++) {
        locality_deployment_share share;
        if (locality_deployment_share_at(p->deployed, i, &share, NULL) == LOCALITY_OK &&
            share.place == place)
            loc_fill_add(fill, &share.group);
    }
}

locality_status locality_placement_choices(const locality_placement *placement, size_t place,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};

    if (count != NULL)
        *count = 0;
    if (placement == NULL || count == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "count");
    if (place >= placement->board.side[1].count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no such place");
    if (placement->deployed != NULL) {
        list_givers(placement, (uint32_t)place, &fill);
        return loc_fill_end(&fill, count, error);
    }
    if (placement->staged_count > 0) {
        loc_placement_contest(placement, (uint32_t)place, &fill);
        return loc_fill_end(&fill, count, error);
    }
    if (placement->may == NULL)
        list_holders(placement, (uint32_t)place, &fill);
    for (uint32_t c = 0; placement->may != NULL && c < placement->board.side[0].count; c++)
        if (placement->may[loc_board_pair(&placement->board, c, place)] != 0)
            loc_fill_add(&fill, &c);
    return loc_fill_end(&fill, count, error);
}
