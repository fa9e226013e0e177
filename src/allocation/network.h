/* Network: cheapest circulations with bounds on every arc, level after level, by network simplex. */
#ifndef LOC_ALLOCATION_NETWORK_H
#define LOC_ALLOCATION_NETWORK_H

#include "allocation/work.h"

/* Costs and prices may come to this; beyond, the work stops with LOC_STOP_OVERFLOW. */
#define LOC_NETWORK_MOST (INT64_C(1) << 60)

typedef struct loc_arc {
    uint32_t from, to;
    int64_t low, high; /* bounds of the flow, 0 <= low <= high */
} loc_arc;

typedef struct loc_network {
    uint32_t nodes;
    size_t arcs;
    const loc_arc *arc;
    const int64_t
        *supply; /* what each node sends out more than it takes in; null for none. Sum 0. */
    uint32_t levels;
    const int64_t *const *cost; /* cost of each arc at each level */
} loc_network;

/* Finds the flow. `flow` holds a start, each within its bounds (not nec. conserving), and receives the
 * answer. `price` receives for each level `nodes` prices: the reduced cost of an arc, its cost plus
 * the price of where it comes from less that of where it goes to, compared level by level, is not
 * below 0 where there is room, and not above where there is flow to take back. `*is_feasible` is
 * false where no flow keeps the bounds: `in_cut` (one byte a node) then marks nodes from which more
 * must flow out than their arcs take. `*levels_done` counts the levels proved. */
bool loc_network_solve(const loc_network *network, int64_t *flow, int64_t *price, uint8_t *in_cut,
                       bool *is_feasible, uint32_t *levels_done, loc_work *work);

#endif
