/* Descent: see descent.h. One walk reaches the nodes from the top down, level by level: first from
 * those without a parent, then from the smallest node of each circle. */
#include "base/descent.h"

#include "base/error.h"

#define AHEAD 16u /* how many steps before its use a line of memory is asked for */
#define UNREACHED UINT32_MAX

static uint32_t *words(const loc_descent *descent, size_t count) {
    return loc_allocate_raw(&descent->allocator, count, sizeof(uint32_t));
}

static void free_words(const loc_descent *descent, uint32_t *block, size_t count) {
    loc_release(&descent->allocator, block, count, sizeof(uint32_t));
}

void loc_descent_clear(loc_descent *descent) {
    size_t count = descent->count;

    loc_release(&descent->allocator, descent->node, count + 1, sizeof *descent->node);
    free_words(descent, descent->child, count);
    free_words(descent, descent->order, count);
    *descent = (loc_descent){0};
}

/* ---- Children and levels --------------------------------------------------------------------- */

/* Children of every node: a counting sort of the nodes by parent. `next` is scratch. */
static void sort_children(loc_descent *descent, const uint32_t *parent, uint32_t *next) {
    uint32_t count = descent->count;
    uint32_t start = 0;

    for (uint32_t node = 0; node < count; node++) {
        next[node] = 0;
    }
    for (uint32_t node = 0; node < count; node++) {
        if (parent[node] < count) {
            next[parent[node]]++;
        }
    }
    for (uint32_t node = 0; node < count; node++) {
        uint32_t children = next[node];
        descent->node[node].start = start;
        next[node] = start;
        start += children;
    }
    descent->node[count].start = start;
    for (uint32_t node = 0; node < count; node++) {
        if (parent[node] < count) {
            descent->child[next[parent[node]]++] = node;
        }
    }
}

/* Nodes in the order in which they are reached, level by level. In this order parents of nodes that
 * follow one another never go back, so what goes up or down a tree runs through memory once. */
typedef struct walk {
    uint32_t *node;  /* reached so far */
    uint32_t *up;    /* place of its parent in the walk; UNREACHED for a top */
    uint32_t *below; /* nodes below it */
    uint32_t end;
} walk;

/* Walks on from the node at `head` to the end, putting everything below behind, but for `entry`, to
 * which a circle comes back. */
static void reach(const loc_descent *descent, walk *w, uint32_t head, uint32_t entry) {
    const loc_descent_node *nodes = descent->node;

    for (; head < w->end; head++) {
        if (head + 2 * AHEAD < w->end) {
            LOC_PREFETCH(&nodes[w->node[head + 2 * AHEAD]]);
            LOC_PREFETCH(&descent->child[nodes[w->node[head + AHEAD]].start]);
        }
        loc_rows children = loc_descent_children(descent, w->node[head]);
        for (uint32_t i = 0; i < children.count; i++) {
            if (children.row[i] == entry) {
                continue; /* round the circle */
            }
            w->up[w->end] = head;
            w->node[w->end++] = children.row[i];
        }
    }
}

static void reach_from_tops(const loc_descent *descent, const uint32_t *parent, walk *w) {
    for (uint32_t node = 0; node < descent->count; node++) {
        w->node[w->end] = node;
        w->up[w->end] = UNREACHED;
        w->end += parent[node] >= descent->count;
    }
    reach(descent, w, 0, UNREACHED);
}

static void reach_circles(const loc_descent *descent, const loc_ascent *ascent, walk *w) {
    for (uint32_t i = 0; i < ascent->circles; i++) {
        uint32_t entry = loc_ascent_circle(ascent, i).row[0];
        uint32_t head = w->end;
        w->node[w->end] = entry;
        w->up[w->end++] = UNREACHED;
        reach(descent, w, head, entry);
    }
}

/* ---- Places ---------------------------------------------------------------------------------- */

/* Numbers below each node, from the bottom up. */
static void count_below(walk *w) {
    for (uint32_t i = 0; i < w->end; i++) {
        w->below[i] = 0;
    }
    for (uint32_t i = w->end; i-- > 0;) {
        if (w->up[i] != UNREACHED) {
            w->below[w->up[i]] += w->below[i] + 1;
        }
    }
}

/* Gives every node its place, from the top down: what lies below a node follows it, what lies below
 * its first child first. */
static void set_order(loc_descent *descent, const walk *w) {
    uint32_t end = 0;  /* place of the next top */
    uint32_t next = 0; /* place of the next child of the parent at hand */

    for (uint32_t i = 0, parent = UNREACHED; i < w->end; i++) {
        uint32_t node = w->node[i];
        bool top = w->up[i] == UNREACHED;
        if (!top && w->up[i] != parent) {
            parent = w->up[i];
            next = descent->node[w->node[parent]].first;
        }
        uint32_t place = top ? end : next;
        *(top ? &end : &next) += w->below[i] + 1;
        descent->node[node].below = w->below[i];
        descent->node[node].first = place + 1;
        descent->order[place] = node;
    }
}

/* Below each node of a circle lies all that the circle holds. */
static void close_circles(loc_descent *descent, const loc_ascent *ascent) {
    for (uint32_t i = 0; i < ascent->circles; i++) {
        loc_rows circle = loc_ascent_circle(ascent, i);
        uint32_t begin = descent->node[circle.row[0]].first - 1;
        uint32_t size = descent->node[circle.row[0]].below + 1;

        for (uint32_t k = 0; k < circle.count; k++) {
            descent->node[circle.row[k]].first = begin;
            descent->node[circle.row[k]].below = size;
        }
    }
}

/* ---- Making ---------------------------------------------------------------------------------- */

locality_status loc_descent_init(loc_descent *descent, const loc_ascent *ascent,
                                 const locality_allocator *allocator, locality_error *error) {
    uint32_t count = ascent->count;

    *descent = (loc_descent){.allocator = *allocator, .count = count};
    descent->node = loc_allocate_raw(allocator, (size_t)count + 1, sizeof *descent->node);
    descent->child = words(descent, count);
    descent->order = words(descent, count);
    walk w = {words(descent, count), words(descent, count), words(descent, count), 0};
    bool made = descent->node != NULL && descent->child != NULL && descent->order != NULL &&
                w.node != NULL && w.up != NULL && w.below != NULL;

    if (made) {
        sort_children(descent, ascent->parent, w.below);
        reach_from_tops(descent, ascent->parent, &w);
        reach_circles(descent, ascent, &w);
        count_below(&w);
        set_order(descent, &w);
        close_circles(descent, ascent);
    }
    free_words(descent, w.node, count);
    free_words(descent, w.up, count);
    free_words(descent, w.below, count);
    if (!made) {
        loc_descent_clear(descent);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}
