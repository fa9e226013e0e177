/* Tree: names and their parents, climbed by a number of steps. */
#ifndef LOC_FEED_TREE_H
#define LOC_FEED_TREE_H

#include "feed/names.h"
#include "locality/feed.h"

typedef struct loc_tree {
    locality_allocator allocator;
    loc_feed_names names; /* those that the parents name */
    uint32_t *parent;     /* of each name; LOC_NO_NAME for a root */
    size_t capacity;
} loc_tree;

locality_status loc_tree_make(const locality_allocator *allocator,
                              const locality_feed_parent *parent, size_t count, int32_t field,
                              loc_tree *out, locality_error *error);
void loc_tree_clear(loc_tree *tree);
/* The name that stands so many steps above a name, or the last one on the way. */
loc_name loc_tree_climb(const loc_tree *tree, const loc_name *name, int32_t steps);

#endif
