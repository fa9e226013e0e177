/* Sharing: answers and prices are verified, without any part of the search. */
#include <inttypes.h>
#include <string.h>

#include "sharing/sharing.h"
#include "base/wide.h"

#define SCALE LOCALITY_SHARING_SCALE

static locality_status verify(const locality_sharing_problem *in, const uint32_t *agent_of_job,
                              int64_t *room, int64_t *cost, locality_error *error) {
    loc_wide sum = 0;

    for (size_t i = 0; i < in->agents; i++) {
        room[i] = in->capacity[i];
    }
    for (size_t j = 0; j < in->jobs; j++) {
        uint32_t i = agent_of_job[j];
        if (i >= in->agents || !loc_sharing_is_allowed(in, i, j)) {
            return loc_fail(error, LOCALITY_CONFLICT, "job %zu has no agent that may have it", j);
        }
        size_t at = i * in->jobs + j;
        if (in->weight[at] > room[i]) {
            return loc_fail(error, LOCALITY_CONFLICT, "agent %" PRIu32 " has no room for job %zu",
                            i, j);
        }
        room[i] -= in->weight[at];
        sum += in->cost[at];
    }
    *cost = (int64_t)sum; /* costs are within 2^40, jobs within 2^28: it fits */
    return LOCALITY_OK;
}

locality_status locality_sharing_check(const locality_sharing_problem *problem,
                                       const uint32_t *agent_of_job, int64_t *cost,
                                       const locality_allocator *allocator, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_allocator memory;
    int64_t sum = 0;

    if (cost != NULL) {
        *cost = 0;
    }
    locality_status status = loc_sharing_take(problem, &in, error);
    if (status == LOCALITY_OK && agent_of_job == NULL && in.jobs > 0) {
        status = loc_fail_null(error, "agent_of_job");
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    int64_t *room = loc_allocate(&memory, in.agents, sizeof *room);
    status = room != NULL ? verify(&in, agent_of_job, room, &sum, error) : loc_fail_memory(error);
    loc_release(&memory, room, in.agents, sizeof *room);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (cost != NULL) {
        *cost = sum;
    }
    return loc_ok(error);
}

/* The most that an agent can earn with jobs that fit: one row, filled from its end. */
static int64_t most_earned(const locality_sharing_problem *in, const int64_t *price, size_t agent,
                           int64_t room, int64_t *row) {
    memset(row, 0, ((size_t)room + 1) * sizeof *row);
    for (size_t j = 0; j < in->jobs; j++) {
        size_t at = agent * in->jobs + j;
        int64_t earns = price[j] - in->cost[at] * SCALE, weight = in->weight[at];
        if (!loc_sharing_is_allowed(in, agent, j) || earns <= 0) {
            continue;
        }
        for (int64_t q = room; q >= weight; q--) {
            int64_t with = row[q - weight] + earns;
            row[q] = with > row[q] ? with : row[q];
        }
    }
    return row[room];
}

/* Whether what an agent can earn stays within 64 bits, where the prices come to a quarter of that at most. */
static bool earnings_fit(const locality_sharing_problem *in) {
    int64_t most = 0;

    for (size_t k = 0; k < in->agents * in->jobs; k++) {
        int64_t cost = in->cost[k] < 0 ? -in->cost[k] : in->cost[k];
        most = cost > most ? cost : most;
    }
    return (loc_wide)most * SCALE * (loc_wide)in->jobs <= INT64_MAX / 2;
}

locality_status locality_sharing_bound(const locality_sharing_problem *problem,
                                       const int64_t *price, int64_t *bound,
                                       const locality_allocator *allocator, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_allocator memory;
    loc_wide sum = 0;
    int64_t most = 0;

    if (bound != NULL) {
        *bound = 0;
    }
    locality_status status = loc_sharing_take(problem, &in, error);
    if (status == LOCALITY_OK && (bound == NULL || (price == NULL && in.jobs > 0))) {
        status = loc_fail_null(error, bound == NULL ? "bound" : "price");
    }
    status = status == LOCALITY_OK ? loc_sharing_check_room(&in, error) : status;
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status == LOCALITY_OK && !earnings_fit(&in)) {
        status = loc_fail(error, LOCALITY_OVERFLOW, "the costs together could leave 64 bits");
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t j = 0; j < in.jobs; j++) {
        if (price[j] > INT64_MAX / 4 / ((int64_t)in.jobs + 1) ||
            price[j] < -(INT64_MAX / 4 / ((int64_t)in.jobs + 1))) {
            return loc_fail(error, LOCALITY_OVERFLOW, "the price of job %zu is too large", j);
        }
        sum += price[j];
    }
    for (size_t i = 0; i < in.agents; i++) {
        most = loc_sharing_useful_room(&in, i) > most ? loc_sharing_useful_room(&in, i) : most;
    }
    int64_t *row = loc_allocate_raw(&memory, (size_t)most + 1, sizeof *row);
    if (row == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < in.agents; i++) {
        sum -= most_earned(&in, price, i, loc_sharing_useful_room(&in, i), row);
    }
    loc_release(&memory, row, (size_t)most + 1, sizeof *row);
    sum = loc_divide_up(sum, SCALE);
    if (sum > INT64_MAX || sum < INT64_MIN) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the bound leaves 64 bits");
    }
    *bound = (int64_t)sum;
    return loc_ok(error);
}
