/* Forest: parent pointers made ready to be asked both upwards and downwards. */
#ifndef LOC_BASE_FOREST_H
#define LOC_BASE_FOREST_H

#include "base/descent.h"

typedef struct loc_forest {
    loc_ascent up;
    loc_descent down;
} loc_forest;

/* Fills `forest` (not a pointer to a live one); `parent` must outlive it. */
locality_status loc_forest_init(loc_forest *forest, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error);
void loc_forest_clear(loc_forest *forest); /* a zeroed one is allowed */

static inline uint32_t loc_forest_parent(const loc_forest *forest, uint32_t node) {
    return forest->up.parent[node];
}

/* How many nodes are above: each once, however the way up runs. */
static inline uint32_t loc_forest_above(const loc_forest *forest, uint32_t node) {
    return loc_ascent_above(&forest->up, node);
}

static inline loc_rows loc_forest_children(const loc_forest *forest, uint32_t node) {
    return loc_descent_children(&forest->down, node);
}

/* Everything below, each node before those below it; not ascending. */
static inline loc_rows loc_forest_below(const loc_forest *forest, uint32_t node) {
    return loc_descent_below(&forest->down, node);
}

/* Whether `upper` is among the nodes above `node`. Constant time. */
bool loc_forest_is_above(const loc_forest *forest, uint32_t upper, uint32_t node);

#endif
