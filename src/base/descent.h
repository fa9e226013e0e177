/* Descent: parent pointers followed downwards: the children of each node, and everything below it.
 * Built on the ways up in linear passes without recursion. */
#ifndef LOC_BASE_DESCENT_H
#define LOC_BASE_DESCENT_H

#include "base/ascent.h"

/* What is known of one node; together, because they are asked for together. */
typedef struct loc_descent_node {
    uint32_t
        start; /* where its children begin in `child`; they end where those of the next one begin */
    uint32_t below; /* distinct nodes below; a node on a circle is below itself */
    uint32_t first; /* where the nodes below begin in `order` */
} loc_descent_node;

typedef struct loc_descent {
    locality_allocator allocator;
    uint32_t count;         /* nodes */
    loc_descent_node *node; /* count + 1 */
    uint32_t *child;        /* children of each node, ascending */
    uint32_t *order;        /* every node before those below it, so that these are one slice */
} loc_descent;

/* Fills `descent` (not a pointer to a live one) from the ways up of nodes that begin with 0. */
locality_status loc_descent_init(loc_descent *descent, const loc_ascent *ascent,
                                 const locality_allocator *allocator, locality_error *error);
void loc_descent_clear(loc_descent *descent); /* a zeroed one is allowed */

static inline loc_rows loc_descent_children(const loc_descent *descent, uint32_t node) {
    uint32_t start = descent->node[node].start;
    loc_rows rows = {descent->child + start, descent->node[node + 1].start - start};
    return rows;
}

/* Everything below, each node before those below it; not ascending. */
static inline loc_rows loc_descent_below(const loc_descent *descent, uint32_t node) {
    loc_rows rows = {descent->order + descent->node[node].first, descent->node[node].below};
    return rows;
}

#endif
