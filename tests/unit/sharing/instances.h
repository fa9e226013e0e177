/* Problems of sharing, drawn at random and small enough that every answer can be tried. */
#ifndef TESTS_UNIT_ALLOCATION_SHARING_INSTANCES_H
#define TESTS_UNIT_ALLOCATION_SHARING_INSTANCES_H

#include <string.h>

#include "locality/sharing.h"
#include "support/random.h"

#define AGENTS 4
#define JOBS 7

typedef struct instance {
    size_t agents, jobs;
    int64_t cost[AGENTS * JOBS], weight[AGENTS * JOBS], capacity[AGENTS];
    uint8_t allowed[AGENTS * JOBS];
} instance;

static void draw_instance(instance *in, test_random *random) {
    memset(in, 0, sizeof *in);
    in->agents = test_random_below(random, AGENTS + 1);
    in->jobs = test_random_below(random, JOBS + 1);
    int tight = test_random_below(random, 2) == 0, tied = test_random_below(random, 2) == 0;
    for (size_t k = 0; k < in->agents * in->jobs; k++) {
        in->cost[k] = test_random_between(random, tied ? 0 : -20, tied ? 3 : 50);
        in->weight[k] = (int64_t)test_random_below(random, 12);
        in->allowed[k] = test_random_below(random, 8) != 0;
    }
    for (size_t i = 0; i < in->agents; i++) {
        in->capacity[i] = (int64_t)test_random_below(random, tight ? 20 : 40);
    }
}

static void try_from(const instance *in, size_t job, int64_t *room, int64_t cost, int64_t *best) {
    if (job == in->jobs) {
        *best = cost < *best ? cost : *best;
        return;
    }
    for (size_t i = 0; i < in->agents; i++) {
        size_t at = i * in->jobs + job;
        if (in->allowed[at] && in->weight[at] <= room[i]) {
            room[i] -= in->weight[at];
            try_from(in, job + 1, room, cost + in->cost[at], best);
            room[i] += in->weight[at];
        }
    }
}

static locality_sharing_problem problem_of(const instance *in) {
    locality_sharing_problem out = LOCALITY_SHARING_PROBLEM_INIT;

    out.agents = in->agents;
    out.jobs = in->jobs;
    out.cost = in->cost;
    out.weight = in->weight;
    out.capacity = in->capacity;
    out.allowed = in->allowed;
    return out;
}

/* What the cheapest answer costs; INT64_MAX where there is none. */
static int64_t best_by_trying(const instance *in) {
    int64_t room[AGENTS], best = INT64_MAX;

    memcpy(room, in->capacity, sizeof room);
    try_from(in, 0, room, 0, &best);
    return best;
}

#endif
