/* Forest: see forest.h. */
#include "base/forest.h"

void loc_forest_clear(loc_forest *forest) {
    loc_descent_clear(&forest->down);
    loc_ascent_clear(&forest->up);
}

locality_status loc_forest_init(loc_forest *forest, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error) {
    *forest = (loc_forest){0};
    locality_status status = loc_ascent_init(&forest->up, parent, count, allocator, error);
    if (status == LOCALITY_OK) {
        status = loc_descent_init(&forest->down, &forest->up, allocator, error);
    }
    if (status != LOCALITY_OK) {
        loc_forest_clear(forest);
    }
    return status;
}

bool loc_forest_is_above(const loc_forest *forest, uint32_t upper, uint32_t node) {
    const loc_descent_node *over = &forest->down.node[upper], *under = &forest->down.node[node];

    if (loc_ascent_way(&forest->up, node) == LOC_ON_CIRCLE) {
        return loc_ascent_way(&forest->up, upper) == LOC_ON_CIRCLE && over->first == under->first;
    }
    uint32_t place = under->first - 1;
    return place >= over->first && place - over->first < over->below;
}
