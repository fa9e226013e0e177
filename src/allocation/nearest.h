/* Nearest first: the nodes that a search for shortest ways has reached and not yet settled, by their
 * lengths level after level, those of lower number first among equals (a binary heap that knows where
 * each node stands in it). */
#ifndef LOC_ALLOCATION_NEAREST_H
#define LOC_ALLOCATION_NEAREST_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "allocation/work.h"

enum { LOC_NEAREST_UNREACHED = 0, LOC_NEAREST_WAITING, LOC_NEAREST_SETTLED };

typedef struct loc_nearest {
    uint32_t nodes, levels;
    int64_t *distance; /* of each node, `levels` numbers; of no meaning where it is unreached */
    uint8_t *state;    /* of each node */
    uint32_t *heap, *place; /* nodes that wait, and where each of them stands */
    uint32_t held;
} loc_nearest;

static inline void loc_nearest_give(loc_nearest *n, const loc_work *work) {
    loc_work_give(work, n->distance, (size_t)n->nodes * n->levels, sizeof *n->distance);
    loc_work_give(work, n->state, n->nodes, sizeof *n->state);
    loc_work_give(work, n->heap, n->nodes, sizeof *n->heap);
    loc_work_give(work, n->place, n->nodes, sizeof *n->place);
}

/* False where memory is refused; what was taken is given back by loc_nearest_give either way. */
static inline bool loc_nearest_take(loc_nearest *n, uint32_t nodes, uint32_t levels,
                                    loc_work *work) {
    n->nodes = nodes;
    n->levels = levels;
    n->distance = loc_work_take(work, (size_t)nodes * levels, sizeof *n->distance);
    n->state = loc_work_take(work, nodes, sizeof *n->state);
    n->heap = loc_work_take(work, nodes, sizeof *n->heap);
    n->place = loc_work_take(work, nodes, sizeof *n->place);
    return work->stop == LOC_GOES_ON;
}

/* Order of two lengths: below, equal to or above 0. */
static inline int loc_order_lengths(const int64_t *a, const int64_t *b, uint32_t levels) {
    for (uint32_t k = 0; k < levels; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return 0;
}

static inline int64_t *loc_nearest_distance(const loc_nearest *n, uint32_t node) {
    return n->distance + (size_t)node * n->levels;
}

static inline bool loc_nearest_before(const loc_nearest *n, uint32_t a, uint32_t b) {
    int order =
        loc_order_lengths(loc_nearest_distance(n, a), loc_nearest_distance(n, b), n->levels);
    return order < 0 || (order == 0 && a < b);
}

static inline void loc_nearest_put(loc_nearest *n, uint32_t place, uint32_t node) {
    n->heap[place] = node;
    n->place[node] = place;
}

static inline void loc_nearest_rise(loc_nearest *n, uint32_t node) {
    uint32_t at = n->place[node];

    while (at > 0 && loc_nearest_before(n, node, n->heap[(at - 1) / 2])) {
        loc_nearest_put(n, at, n->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    loc_nearest_put(n, at, node);
}

/* Starts a search at a node, which alone is reached. */
static inline void loc_nearest_begin(loc_nearest *n, uint32_t root) {
    memset(n->state, LOC_NEAREST_UNREACHED, n->nodes);
    memset(loc_nearest_distance(n, root), 0, n->levels * sizeof *n->distance);
    n->state[root] = LOC_NEAREST_WAITING;
    n->held = 1;
    loc_nearest_put(n, 0, root);
}

/* Reaches a node that is not settled by a length; false where it was reached by one as short. */
static inline bool loc_nearest_reach(loc_nearest *n, uint32_t node, const int64_t *length) {
    int64_t *known = loc_nearest_distance(n, node);

    if (n->state[node] == LOC_NEAREST_UNREACHED) {
        loc_nearest_put(n, n->held++, node);
        n->state[node] = LOC_NEAREST_WAITING;
    } else if (loc_order_lengths(length, known, n->levels) >= 0) {
        return false;
    }
    memcpy(known, length, n->levels * sizeof *length);
    loc_nearest_rise(n, node);
    return true;
}

/* Takes out the nearest node, which is settled by that; one has to wait. */
static inline uint32_t loc_nearest_settle(loc_nearest *n) {
    uint32_t top = n->heap[0], node = n->heap[--n->held], at = 0;

    for (uint32_t child = 1; child < n->held; child = 2 * at + 1) {
        child += child + 1 < n->held && loc_nearest_before(n, n->heap[child + 1], n->heap[child]);
        if (!loc_nearest_before(n, n->heap[child], node)) {
            break;
        }
        loc_nearest_put(n, at, n->heap[child]);
        at = child;
    }
    if (n->held > 0) {
        loc_nearest_put(n, at, node);
    }
    n->state[top] = LOC_NEAREST_SETTLED;
    return top;
}

#endif
