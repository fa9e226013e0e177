/* Result: an answer as the host keeps it, in the positions that the host gave. */
#ifndef LOC_ALLOCATION_RESULT_H
#define LOC_ALLOCATION_RESULT_H

#include "allocation/solution.h"

struct locality_allocation_result {
    locality_allocator allocator;
    loc_arena texts;
    const locality_allocation *problem; /* compared, never read */
    uint64_t revision;                  /* of the problem */
    int32_t verdict;
    bool waive, is_unique;
    uint32_t levels; /* of prices */
    uint32_t proved;
    uint32_t
        priced; /* levels that the certificate has prices for: `price` has so many numbers each */
    uint64_t work;
    size_t count[2]; /* candidates, demands */
    size_t groups;
    locality_allocation_pair *pair;
    uint32_t *place[2]; /* positions of each pair, for the certificate */
    size_t pairs;
    int64_t total[LOC_LEVELS], bound[LOC_LEVELS];
    locality_allocation_unplaced *unplaced[2];
    size_t unplaced_count[2];
    int64_t *price[2], *group_price; /* by position */
    uint8_t *in[2], *group_in;       /* the cut; null unless infeasible */
    int64_t must, can;
    bool world_in;
};

/* Makes the answer out of a solution. */
locality_status loc_result_make(const loc_solution *s, uint64_t work,
                                locality_allocation_result **out, locality_error *error);
/* Whether an explanation may be given: null handles, another problem, another verdict. */
locality_status loc_result_matches(const locality_allocation *a,
                                   const locality_allocation_result *result, locality_error *error);

#endif
