/* What tests of problems without ids share: so many candidates and demands, and a matrix of costs. */
#ifndef TESTS_UNIT_ALLOCATION_PLAIN_H
#define TESTS_UNIT_ALLOCATION_PLAIN_H

#include "locality/allocation.h"
#include "support/harness.h"

static inline locality_allocation *plain_problem(size_t candidates, size_t demands) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation *out = NULL;

    side[0].count = candidates;
    side[1].count = demands;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &out, NULL),
                          LOCALITY_OK);
    return out;
}

static inline locality_allocation_pairs dense_pairs(const int64_t *cost, size_t demands) {
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;

    pairs.levels = 1;
    pairs.cost = cost;
    pairs.candidate_stride = (ptrdiff_t)(demands * sizeof *cost);
    pairs.demand_stride = sizeof *cost;
    return pairs;
}

#endif
