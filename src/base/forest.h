/* Forest: parent pointers made ready to be asked. Areas, units, functions and posts all name the
 * one record above them; from those pointers come children, everything below, everything above, and
 * the circles that such pointers can close. Built in linear passes without recursion. */
#ifndef LOC_BASE_FOREST_H
#define LOC_BASE_FOREST_H

#include "base/memory.h"

/* A borrowed list of rows, ascending unless said otherwise. */
typedef struct loc_rows {
    const uint32_t *row;
    uint32_t count;
} loc_rows;

/* Where the way up from a node leads; LOC_ENDS is the ordinary case. */
enum loc_forest_ways {
    LOC_ENDS = 0,      /* at a node without a parent */
    LOC_TO_CIRCLE = 1, /* into a circle that the node is not part of */
    LOC_ON_CIRCLE = 2  /* round the circle that the node is part of */
};

/* What is known of one node; together, because they are asked for together. */
typedef struct loc_forest_node {
    uint32_t
        start; /* where its children begin in `child`; they end where those of the next one begin */
    uint32_t above; /* distinct nodes above; a node on a circle is above itself */
    uint32_t below; /* distinct nodes below; a node on a circle is below itself */
    uint32_t first; /* where the nodes below begin in `order` */
} loc_forest_node;

typedef struct loc_forest {
    locality_allocator allocator;
    uint32_t count;         /* nodes */
    const uint32_t *parent; /* borrowed; a value of `count` or more is no parent */
    loc_forest_node *node;  /* count + 1 */
    uint32_t *child;        /* children of each node, ascending */
    uint32_t *order;        /* every node before those below it, so that these are one slice */
    uint8_t *way;           /* one of loc_forest_ways; null where there is no circle */
    uint32_t *circle_start; /* circles + 1 offsets into `circle` */
    uint32_t *circle; /* nodes of each circle from its smallest, each followed by its parent */
    uint32_t circles;
} loc_forest;

/* Fills `forest` (not a pointer to a live one); `parent` must outlive it. */
locality_status loc_forest_init(loc_forest *forest, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error);
void loc_forest_clear(loc_forest *forest); /* a zeroed one is allowed */

static inline uint32_t loc_forest_way(const loc_forest *forest, uint32_t node) {
    return forest->way != NULL ? forest->way[node] : LOC_ENDS;
}

static inline loc_rows loc_forest_children(const loc_forest *forest, uint32_t node) {
    uint32_t start = forest->node[node].start;
    loc_rows rows = {forest->child + start, forest->node[node + 1].start - start};
    return rows;
}

/* Everything below, each node before those below it; not ascending. */
static inline loc_rows loc_forest_below(const loc_forest *forest, uint32_t node) {
    loc_rows rows = {forest->order + forest->node[node].first, forest->node[node].below};
    return rows;
}

/* Nodes of one circle, each followed by its parent, the last one's parent being the first. */
static inline loc_rows loc_forest_circle(const loc_forest *forest, uint32_t index) {
    loc_rows rows = {forest->circle + forest->circle_start[index],
                     forest->circle_start[index + 1] - forest->circle_start[index]};
    return rows;
}

/* How many nodes are above: each once, however the way up runs. */
static inline uint32_t loc_forest_above(const loc_forest *forest, uint32_t node) {
    return forest->node[node].above;
}

/* Writes the nodes above, nearest first. */
void loc_forest_chain(const loc_forest *forest, uint32_t node, uint32_t *out);
/* Whether `upper` is among the nodes above `node`. Constant time. */
bool loc_forest_is_above(const loc_forest *forest, uint32_t upper, uint32_t node);

#endif
