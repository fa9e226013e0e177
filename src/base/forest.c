/* Forest: see forest.h. One walk reaches the nodes from the top down, level by level; what no top
 * reaches hangs on a circle, and each circle is then entered at its smallest node. */
#include "base/forest.h"

#include "base/error.h"

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) (void)(address)
#endif
#define AHEAD 16u /* how many steps before its use a line of memory is asked for */
#define UNREACHED UINT32_MAX

static uint32_t *words(const loc_forest *forest, size_t count) {
    return loc_allocate_raw(&forest->allocator, count, sizeof(uint32_t));
}

static void free_words(const loc_forest *forest, uint32_t *block, size_t count) {
    loc_release(&forest->allocator, block, count, sizeof(uint32_t));
}

void loc_forest_clear(loc_forest *forest) {
    size_t count = forest->count;

    loc_release(&forest->allocator, forest->node, count + 1, sizeof *forest->node);
    free_words(forest, forest->child, count);
    free_words(forest, forest->order, count);
    loc_release(&forest->allocator, forest->way, count, sizeof *forest->way);
    free_words(forest, forest->circle_start, count + 1);
    free_words(forest, forest->circle, count);
    *forest = (loc_forest){0};
}

/* ---- Children and levels --------------------------------------------------------------------- */

/* Children of every node: a counting sort of the nodes by parent. `next` is scratch. */
static void sort_children(loc_forest *forest, uint32_t *next) {
    uint32_t count = forest->count;
    const uint32_t *parent = forest->parent;
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
        forest->node[node].start = start;
        next[node] = start;
        start += children;
    }
    forest->node[count].start = start;
    for (uint32_t node = 0; node < count; node++) {
        if (parent[node] < count) {
            forest->child[next[parent[node]]++] = node;
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
 * which a circle comes back. Each level has one node more above it than the last. */
static void reach(loc_forest *forest, walk *w, uint32_t head, uint32_t entry) {
    loc_forest_node *nodes = forest->node;
    uint32_t level = 0;
    uint32_t level_end = w->end;

    for (; head < w->end; head++) {
        if (head + 2 * AHEAD < w->end) {
            PREFETCH(&nodes[w->node[head + 2 * AHEAD]]);
            PREFETCH(&forest->child[nodes[w->node[head + AHEAD]].start]);
        }
        if (head == level_end) {
            level_end = w->end;
            level++;
        }
        nodes[w->node[head]].above = level;
        loc_rows children = loc_forest_children(forest, w->node[head]);
        for (uint32_t i = 0; i < children.count; i++) {
            if (children.row[i] == entry) {
                continue; /* round the circle */
            }
            w->up[w->end] = head;
            w->node[w->end++] = children.row[i];
        }
    }
}

static void reach_from_tops(loc_forest *forest, walk *w) {
    for (uint32_t node = 0; node < forest->count; node++) {
        w->node[w->end] = node;
        w->up[w->end] = UNREACHED;
        w->end += forest->parent[node] >= forest->count;
    }
    reach(forest, w, 0, UNREACHED);
}

/* ---- Circles --------------------------------------------------------------------------------- */

/* Writes the circle that `node` lies on behind the others, beginning with its smallest node. */
static void note_circle(loc_forest *forest, uint32_t node) {
    uint32_t end = forest->circle_start[forest->circles];
    uint32_t smallest = node;

    for (uint32_t at = forest->parent[node]; at != node; at = forest->parent[at]) {
        smallest = at < smallest ? at : smallest;
    }
    for (uint32_t at = smallest; forest->way[at] != LOC_ON_CIRCLE; at = forest->parent[at]) {
        forest->way[at] = LOC_ON_CIRCLE;
        forest->circle[end++] = at;
    }
    forest->circle_start[++forest->circles] = end;
}

/* Finds every circle among the nodes that the walk did not reach. `seen` is scratch: from which
 * node a way up first came by. */
static void find_circles(loc_forest *forest, const walk *w, uint32_t *seen) {
    uint32_t count = forest->count;

    forest->circle_start[0] = 0;
    for (uint32_t node = 0; node < count; node++) {
        seen[node] = UNREACHED;
        forest->way[node] = LOC_TO_CIRCLE;
    }
    for (uint32_t i = 0; i < w->end; i++) {
        forest->way[w->node[i]] = LOC_ENDS;
    }
    for (uint32_t node = 0; node < count; node++) {
        if (forest->way[node] == LOC_ENDS || seen[node] != UNREACHED) {
            continue;
        }
        uint32_t at = node;
        while (seen[at] == UNREACHED) {
            seen[at] = node;
            at = forest->parent[at];
        }
        if (seen[at] == node) {
            note_circle(forest, at);
        }
    }
}

/* Numbers above the nodes that hang on a circle: its own have all of them above, the others those
 * and what lies between. The walk had parents first. */
static void count_above_circle(loc_forest *forest, const walk *w, uint32_t head, uint32_t length) {
    for (uint32_t i = head; i < w->end; i++) {
        uint32_t node = w->node[i], parent = forest->parent[w->node[i]];
        bool first = forest->way[parent] == LOC_ON_CIRCLE; /* it is on the circle or hangs on it */
        forest->node[node].above = first ? length : forest->node[parent].above + 1;
    }
}

/* Reaches what hangs on circles; false on refusal. */
static bool reach_circles(loc_forest *forest, walk *w) {
    size_t count = forest->count;

    forest->way = loc_allocate_raw(&forest->allocator, count, sizeof *forest->way);
    forest->circle_start = words(forest, count + 1);
    forest->circle = words(forest, count);
    if (forest->way == NULL || forest->circle_start == NULL || forest->circle == NULL) {
        return false;
    }
    find_circles(forest, w, w->below);
    for (uint32_t i = 0; i < forest->circles; i++) {
        loc_rows circle = loc_forest_circle(forest, i);
        uint32_t head = w->end;
        w->node[w->end] = circle.row[0];
        w->up[w->end++] = UNREACHED;
        reach(forest, w, head, circle.row[0]);
        count_above_circle(forest, w, head, circle.count);
    }
    return true;
}

/* Below each node of a circle lies all that the circle holds. */
static void close_circles(loc_forest *forest) {
    for (uint32_t i = 0; i < forest->circles; i++) {
        loc_rows circle = loc_forest_circle(forest, i);
        uint32_t begin = forest->node[circle.row[0]].first - 1;
        uint32_t size = forest->node[circle.row[0]].below + 1;

        for (uint32_t k = 0; k < circle.count; k++) {
            forest->node[circle.row[k]].first = begin;
            forest->node[circle.row[k]].below = size;
        }
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
static void set_order(loc_forest *forest, const walk *w) {
    uint32_t end = 0;  /* place of the next top */
    uint32_t next = 0; /* place of the next child of the parent at hand */

    for (uint32_t i = 0, parent = UNREACHED; i < w->end; i++) {
        uint32_t node = w->node[i];
        bool top = w->up[i] == UNREACHED;
        if (!top && w->up[i] != parent) {
            parent = w->up[i];
            next = forest->node[w->node[parent]].first;
        }
        uint32_t place = top ? end : next;
        *(top ? &end : &next) += w->below[i] + 1;
        forest->node[node].below = w->below[i];
        forest->node[node].first = place + 1;
        forest->order[place] = node;
    }
}

/* ---- Making and asking ----------------------------------------------------------------------- */

locality_status loc_forest_init(loc_forest *forest, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error) {
    *forest = (loc_forest){.allocator = *allocator, .count = count, .parent = parent};
    forest->node = loc_allocate_raw(allocator, (size_t)count + 1, sizeof *forest->node);
    forest->child = words(forest, count);
    forest->order = words(forest, count);
    walk w = {words(forest, count), words(forest, count), words(forest, count), 0};
    bool made = forest->node != NULL && forest->child != NULL && forest->order != NULL &&
                w.node != NULL && w.up != NULL && w.below != NULL;

    if (made) {
        sort_children(forest, w.below);
        reach_from_tops(forest, &w);
        made = w.end == count || reach_circles(forest, &w);
    }
    if (made) {
        count_below(&w);
        set_order(forest, &w);
        close_circles(forest);
    }
    free_words(forest, w.node, count);
    free_words(forest, w.up, count);
    free_words(forest, w.below, count);
    if (!made) {
        loc_forest_clear(forest);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}

void loc_forest_chain(const loc_forest *forest, uint32_t node, uint32_t *out) {
    uint32_t at = node;

    for (uint32_t i = 0; i < forest->node[node].above; i++) {
        at = forest->parent[at];
        out[i] = at;
    }
}

bool loc_forest_is_above(const loc_forest *forest, uint32_t upper, uint32_t node) {
    const loc_forest_node *over = &forest->node[upper], *under = &forest->node[node];

    if (loc_forest_way(forest, node) == LOC_ON_CIRCLE) {
        return loc_forest_way(forest, upper) == LOC_ON_CIRCLE && over->first == under->first;
    }
    uint32_t place = under->first - 1;
    return place >= over->first && place - over->first < over->below;
}
