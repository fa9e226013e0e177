/* Trees: areas, services and providers as they were given, with depth and the order of their ids. */
#ifndef LOC_DEMAND_TREE_H
#define LOC_DEMAND_TREE_H

#include <stdint.h>

#include "base/arena.h"
#include "locality/demand.h"

typedef struct loc_tree {
    uint32_t count;
    const char **id;
    uint32_t *parent;     /* LOCALITY_DEMAND_NONE for a root */
    uint32_t *depth;      /* 0 for a root */
    uint32_t *rank;       /* place in the order of ids, byte by byte */
    double *population;   /* NaN where not known; null for none */
    double *east, *north; /* likewise; both known or neither */
    uint32_t roots;
} loc_tree;

/* Takes a tree into the arena; null is one node "0", or none where `may_lack`. `what` names it in errors. */
locality_status loc_tree_take(const locality_demand_tree *given, const char *what, bool may_lack,
                              loc_arena *arena, loc_tree *out, locality_error *error);

/* The node above, LOCALITY_DEMAND_NONE above a root. */
static inline uint32_t loc_tree_above(const loc_tree *tree, uint32_t node) {
    return node == LOCALITY_DEMAND_NONE ? node : tree->parent[node];
}
/* Whether `node` is `above` or lies in it; everything lies in LOCALITY_DEMAND_NONE. */
bool loc_tree_lies_in(const loc_tree *tree, uint32_t node, uint32_t above);
/* The id; empty for LOCALITY_DEMAND_NONE. */
static inline const char *loc_tree_id(const loc_tree *tree, uint32_t node) {
    return node == LOCALITY_DEMAND_NONE ? "" : tree->id[node];
}
/* The node of an id, LOCALITY_DEMAND_NONE where there is none; looks at one after another. */
uint32_t loc_tree_find(const loc_tree *tree, const char *id);
/* The rank from 1; 0 for LOCALITY_DEMAND_NONE. */
static inline uint32_t loc_tree_rank(const loc_tree *tree, uint32_t node) {
    return node == LOCALITY_DEMAND_NONE ? 0 : tree->rank[node] + 1;
}

#endif
