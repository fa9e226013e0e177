/* Selection list: merging, and the trail of choices. */
#include "selection/list.h"

#include <string.h>

#define LEAST_SWEPT 4096

/* ---- Lists ----------------------------------------------------------------------------------- */

bool loc_list_room(loc_list *list, size_t count, loc_work *work) {
    if (!loc_grow(work->allocator, (void **)&list->state, &list->capacity, count,
                  sizeof *list->state)) {
        return loc_work_stop(work, LOC_STOP_MEMORY);
    }
    return true;
}

void loc_list_clear(loc_list *list, const locality_allocator *memory) {
    loc_release(memory, list->state, list->capacity, sizeof *list->state);
    *list = (loc_list){0};
}

bool loc_list_merge(const loc_merge_side *a, const loc_merge_side *b, int64_t most, loc_list *out,
                    loc_work *work) {
    loc_merge m = loc_merge_start(a, b);
    size_t both = a->list->count + b->list->count, count = 0;
    loc_state state;

    if (!loc_list_room(out, both, work) || !loc_work_spend(work, both)) {
        return false;
    }
    while (loc_merge_next(&m, &state) && state.cost <= most) {
        if (count == 0 || state.value > out->state[count - 1].value) {
            out->state[count++] = state;
        }
    }
    out->count = count;
    return true;
}

/* ---- Trails ---------------------------------------------------------------------------------- */

uint32_t loc_trail_width(size_t choices) {
    uint32_t width = 0;

    while (((size_t)1 << width) < choices) {
        width++;
    }
    return width;
}

/* Keeps the nodes that some state leads to, in their order; a parent stands before its children. */
static bool keep_living(loc_trail *trail, loc_list *list, loc_work *work) {
    size_t kept = 0;

    uint32_t *to = loc_work_take(work, trail->nodes, sizeof *to);
    if (to == NULL) {
        return false;
    }
    memset(to, 0, trail->nodes * sizeof *to);
    for (size_t k = 0; k < list->count; k++) {
        if (list->state[k].node != LOC_NO_TRAIL) {
            to[list->state[k].node] = 1;
        }
    }
    for (size_t k = trail->nodes; k-- > 0;) {
        if (to[k] != 0 && trail->node[k].parent != LOC_NO_TRAIL) {
            to[trail->node[k].parent] = 1;
        }
    }
    for (size_t k = 0; k < trail->nodes; k++) {
        if (to[k] != 0) {
            loc_trail_node node = trail->node[k];
            node.parent = node.parent != LOC_NO_TRAIL ? to[node.parent] : LOC_NO_TRAIL;
            trail->node[kept] = node;
            to[k] = (uint32_t)kept++;
        }
    }
    for (size_t k = 0; k < list->count; k++) {
        if (list->state[k].node != LOC_NO_TRAIL) {
            list->state[k].node = to[list->state[k].node];
        }
    }
    loc_work_give(work, to, trail->nodes, sizeof *to);
    trail->nodes = kept;
    return true;
}

/* Every state leaves its bits in a node. */
static bool leave_bits(loc_trail *trail, loc_list *list, loc_work *work) {
    if (trail->nodes + list->count > trail->sweep_at) {
        if (trail->nodes > 0 && !keep_living(trail, list, work)) {
            return false;
        }
        size_t wanted = 2 * (trail->nodes + list->count);
        trail->sweep_at = wanted > LEAST_SWEPT ? wanted : LEAST_SWEPT;
    }
    if (trail->nodes + list->count > trail->most) {
        return loc_work_stop(work, LOC_STOP_LIMIT);
    }
    if (!loc_grow(work->allocator, (void **)&trail->node, &trail->capacity,
                  trail->nodes + list->count, sizeof *trail->node)) {
        return loc_work_stop(work, LOC_STOP_MEMORY);
    }
    for (size_t k = 0; k < list->count; k++) {
        loc_state *state = &list->state[k];
        trail->node[trail->nodes] = (loc_trail_node){state->node, state->bits};
        state->node = (uint32_t)trail->nodes++;
        state->bits = 0;
    }
    trail->filled = 0;
    return true;
}

bool loc_trail_begin(loc_trail *trail, uint32_t width, loc_list *list, loc_work *work) {
    bool is_full = trail->filled + width > 32;

    if (!loc_grow(work->allocator, (void **)&trail->step, &trail->steps_capacity, trail->steps + 1,
                  sizeof *trail->step)) {
        return loc_work_stop(work, LOC_STOP_MEMORY);
    }
    if (is_full && !leave_bits(trail, list, work)) {
        return false;
    }
    trail->step[trail->steps++] = (loc_trail_step){(uint8_t)width, is_full};
    trail->filled += width;
    return true;
}

uint32_t loc_trail_back(loc_trail_walk *walk) {
    const loc_trail *trail = walk->trail;
    loc_trail_step step = trail->step[--walk->step];
    uint32_t choice = (uint32_t)(walk->bits & ((UINT64_C(1) << step.width) - 1));

    walk->bits = (uint32_t)((uint64_t)walk->bits >> step.width);
    if (step.is_fresh) {
        walk->bits = trail->node[walk->node].bits;
        walk->node = trail->node[walk->node].parent;
    }
    return choice;
}

void loc_trail_clear(loc_trail *trail, const locality_allocator *memory) {
    loc_release(memory, trail->node, trail->capacity, sizeof *trail->node);
    loc_release(memory, trail->step, trail->steps_capacity, sizeof *trail->step);
    *trail = (loc_trail){0};
}
