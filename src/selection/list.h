/* Selection list: states that no other state beats in cost and value, and the trail of choices that led
 * to each. A state holds its last choices as bits; when they are full, each state leaves them in a node
 * of a tree that is shared, so that a step costs no memory beyond the states themselves. */
#ifndef LOC_SELECTION_LIST_H
#define LOC_SELECTION_LIST_H

#include "allocation/work.h"

#define LOC_NO_TRAIL UINT32_MAX
#define LOC_TRAIL_MOST ((size_t)UINT32_MAX - 1)

typedef struct loc_state {
    int64_t cost, value;
    uint32_t bits; /* choices since the node, the last one lowest */
    uint32_t node; /* of the trail, or LOC_NO_TRAIL */
} loc_state;

/* Sorted by cost; values grow with it. */
typedef struct loc_list {
    loc_state *state;
    size_t count, capacity;
} loc_list;

/* One of two lists that are merged: every state is moved by the same cost and value, and makes a choice
 * of `width` bits (0 bits: it was made before). */
typedef struct loc_merge_side {
    const loc_list *list;
    int64_t cost, value;
    uint32_t choice, width;
} loc_merge_side;

typedef struct loc_trail_node {
    uint32_t parent, bits;
} loc_trail_node;

/* One step of a trail: bits of its choice, and whether bits were left in nodes before it. */
typedef struct loc_trail_step {
    uint8_t width, is_fresh;
} loc_trail_step;

typedef struct loc_trail {
    loc_trail_node *node;
    size_t nodes, capacity;
    size_t most;     /* nodes that may be kept */
    size_t sweep_at; /* nodes at which those that no state leads to are given up; 0 to begin with */
    loc_trail_step *step;
    size_t steps, steps_capacity;
    uint32_t filled; /* bits filled since the last nodes */
} loc_trail;

/* Bits that a choice of one of so many takes. */
uint32_t loc_trail_width(size_t choices);
/* Starts a step of so many bits; where they do not fit, every state of the list leaves its bits. */
bool loc_trail_begin(loc_trail *trail, uint32_t width, loc_list *list, loc_work *work);
/* Reads the choices of a state that has made so many steps, the last one first. */
typedef struct loc_trail_walk {
    const loc_trail *trail;
    size_t step; /* steps that are left */
    uint32_t bits, node;
} loc_trail_walk;

static inline loc_trail_walk loc_trail_from(const loc_trail *trail, const loc_state *state,
                                            size_t steps) {
    return (loc_trail_walk){trail, steps, state->bits, state->node};
}

/* The choice of the step before; its number is then walk->step. */
uint32_t loc_trail_back(loc_trail_walk *walk);
void loc_trail_clear(loc_trail *trail, const locality_allocator *memory);

bool loc_list_room(loc_list *list, size_t count, loc_work *work);
void loc_list_clear(loc_list *list, const locality_allocator *memory);
/* Merges two lists, up to a cost, without what is beaten; `out` is neither of them. */
bool loc_list_merge(const loc_merge_side *a, const loc_merge_side *b, int64_t most, loc_list *out,
                    loc_work *work);

/* The next state of two sides in the order of cost, then of falling value; false at the end. */
typedef struct loc_merge {
    const loc_state *at[2], *end[2];
    loc_merge_side side[2];
} loc_merge;

static inline loc_merge loc_merge_start(const loc_merge_side *a, const loc_merge_side *b) {
    return (loc_merge){{a->list->state, b->list->state},
                       {a->list->state + a->list->count, b->list->state + b->list->count},
                       {*a, *b}};
}

static inline bool loc_merge_next(loc_merge *m, loc_state *out) {
    int which;

    if (m->at[0] == m->end[0]) {
        if (m->at[1] == m->end[1]) {
            return false;
        }
        which = 1;
    } else if (m->at[1] == m->end[1]) {
        which = 0;
    } else {
        int64_t a = m->at[0]->cost + m->side[0].cost, b = m->at[1]->cost + m->side[1].cost;
        which = a > b ||
                (a == b && m->at[0]->value + m->side[0].value < m->at[1]->value + m->side[1].value);
    }
    const loc_merge_side *side = &m->side[which];
    *out = *m->at[which]++;
    out->cost += side->cost;
    out->value += side->value;
    out->bits = (uint32_t)((uint64_t)out->bits << side->width) | side->choice;
    return true;
}

#endif
