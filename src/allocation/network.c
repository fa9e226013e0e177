/* Network simplex with strongly feasible trees: arcs with no flow in the tree point to the root, or can
 * take more flow that way, so that no pivot repeats for ever. Levels of cost follow one another on
 * the same tree: what has a reduced cost that is not 0 at one level keeps its flow at the next.
 *
 * The first level of all counts the flow on arcs that are not there, one between each node and the
 * root; where it does not come down to nothing, no flow keeps the bounds. */
#include "allocation/network.h"

#include <string.h>

enum arc_states { AT_LOW = 1, AT_HIGH = -1, IN_TREE = 0, FROZEN = 2 };

/* What a search for an arc to enter reads. */
typedef struct scanned {
    uint32_t from, to;
    int64_t cost;
} scanned;

/* One node of the tree. */
typedef struct branch {
    uint32_t parent, child, next, before; /* tree by first child and siblings; LOC_NONE for none */
    uint32_t depth;
    size_t arc; /* to or from the parent; arcs beyond the network's are those to the root */
} branch;

#define LOC_NONE UINT32_MAX

typedef struct simplex {
    const loc_network *network;
    uint32_t nodes, root;
    size_t arcs;      /* with those to the root */
    loc_arc *missing; /* the arcs to the root */
    int64_t *flow;
    int8_t *state;
    branch *tree;
    int64_t *price; /* of each node and the root, at this level */
    scanned *scan;  /* arcs that may enter at this level */
    size_t *number; /* of each of them */
    size_t scans, at, block;
    loc_work *work;
} simplex;

static const loc_arc *arc_of(const simplex *s, size_t arc) {
    return arc < s->network->arcs ? &s->network->arc[arc] : &s->missing[arc - s->network->arcs];
}

/* Level 0 is that of the missing arcs. */
static int64_t cost_of(const simplex *s, size_t arc, uint32_t level) {
    if (arc >= s->network->arcs) {
        return level == 0;
    }
    return level == 0 ? 0 : s->network->cost[level - 1][arc];
}

/* ---- The tree -------------------------------------------------------------------------------- */

static void detach(simplex *s, uint32_t node) {
    branch *b = &s->tree[node];

    if (b->before != LOC_NONE) {
        s->tree[b->before].next = b->next;
    } else {
        s->tree[b->parent].child = b->next;
    }
    if (b->next != LOC_NONE) {
        s->tree[b->next].before = b->before;
    }
}

static void attach(simplex *s, uint32_t node, uint32_t parent) {
    branch *b = &s->tree[node];

    b->parent = parent;
    b->before = LOC_NONE;
    b->next = s->tree[parent].child;
    if (b->next != LOC_NONE) {
        s->tree[b->next].before = node;
    }
    s->tree[parent].child = node;
}

/* The node after one in a walk over everything below `top`, itself first; LOC_NONE at the end. */
static uint32_t walk(const simplex *s, uint32_t node, uint32_t top) {
    if (s->tree[node].child != LOC_NONE) {
        return s->tree[node].child;
    }
    while (node != top && s->tree[node].next == LOC_NONE) {
        node = s->tree[node].parent;
    }
    return node == top ? LOC_NONE : s->tree[node].next;
}

/* Hangs what is below `cut` onto `onto` by its node `in` and an arc. */
static void rehang(simplex *s, uint32_t in, uint32_t onto, size_t arc, uint32_t cut,
                   int64_t shift) {
    uint32_t node = in, parent = onto;

    for (;;) {
        uint32_t before = s->tree[node].parent;
        size_t old = s->tree[node].arc;
        detach(s, node);
        attach(s, node, parent);
        s->tree[node].arc = arc;
        if (node == cut) {
            break;
        }
        arc = old;
        parent = node;
        node = before;
    }
    for (node = in; node != LOC_NONE; node = walk(s, node, in)) {
        s->tree[node].depth = s->tree[s->tree[node].parent].depth + 1;
        s->price[node] += shift;
    }
}

/* Prices of a level from the tree alone; false where they grow too large. */
static bool price_tree(simplex *s, uint32_t level) {
    s->price[s->root] = 0;
    for (uint32_t node = walk(s, s->root, s->root); node != LOC_NONE;
         node = walk(s, node, s->root)) {
        const branch *b = &s->tree[node];
        int64_t cost = cost_of(s, b->arc, level), parent = s->price[b->parent];
        s->price[node] = arc_of(s, b->arc)->from == node ? parent - cost : parent + cost;
        if (s->price[node] > LOC_NETWORK_MOST || s->price[node] < -LOC_NETWORK_MOST) {
            return loc_work_stop(s->work, LOC_STOP_OVERFLOW);
        }
    }
    return true;
}

/* ---- Pivots ---------------------------------------------------------------------------------- */

static int64_t reduced(const simplex *s, const scanned *arc) {
    return arc->cost + s->price[arc->from] - s->price[arc->to];
}

/* The arc that gains most of a block that has one; LOC_NONE of all is `scans`. */
static size_t find_entering(simplex *s) {
    size_t best = s->scans, looked = 0;
    int64_t gain = 0;

    while (looked < s->scans && best == s->scans) {
        size_t end = s->at + s->block < s->scans ? s->at + s->block : s->scans;
        for (size_t k = s->at; k < end; k++) {
            int64_t value = s->state[s->number[k]] * reduced(s, &s->scan[k]);
            if (value < gain) {
                gain = value;
                best = k;
            }
        }
        looked += end - s->at;
        s->at = end == s->scans ? 0 : end;
    }
    s->work->done += looked;
    return best;
}

static uint32_t find_join(const simplex *s, uint32_t a, uint32_t b) {
    while (a != b) {
        if (s->tree[a].depth < s->tree[b].depth) {
            b = s->tree[b].parent;
        } else {
            a = s->tree[a].parent;
        }
    }
    return a;
}

/* How much more can flow between a node and its parent: towards the parent, or away from it. */
static int64_t room(const simplex *s, uint32_t node, bool to_parent) {
    size_t number = s->tree[node].arc;
    const loc_arc *arc = arc_of(s, number);
    return (arc->from == node) == to_parent ? arc->high - s->flow[number]
                                            : s->flow[number] - arc->low;
}

static void push(simplex *s, uint32_t node, uint32_t join, bool to_parent, int64_t amount) {
    for (; node != join; node = s->tree[node].parent) {
        size_t number = s->tree[node].arc;
        bool along = (arc_of(s, number)->from == node) == to_parent;
        s->flow[number] += along ? amount : -amount;
    }
}

static bool pivot(simplex *s, size_t entering) {
    size_t number = s->number[entering];
    const scanned *arc = &s->scan[entering];
    const loc_arc *bounds = arc_of(s, number);
    bool rises = s->state[number] == AT_LOW;
    uint32_t first = rises ? arc->from : arc->to, second = rises ? arc->to : arc->from;
    uint32_t join = find_join(s, first, second), cut = LOC_NONE;
    int64_t amount = bounds->high - bounds->low;
    bool cut_first = false;

    for (uint32_t node = first; node != join; node = s->tree[node].parent) {
        int64_t most = room(s, node, false);
        if (most < amount) {
            amount = most;
            cut = node;
            cut_first = true;
        }
    }
    for (uint32_t node = second; node != join; node = s->tree[node].parent) {
        int64_t most = room(s, node, true);
        if (most <= amount) { /* the last of equals: the tree stays strongly feasible */
            amount = most;
            cut = node;
            cut_first = false;
        }
    }
    if (amount > 0) {
        s->flow[number] += rises ? amount : -amount;
        push(s, first, join, false, amount);
        push(s, second, join, true, amount);
    }
    if (cut == LOC_NONE) {
        s->state[number] = rises ? AT_HIGH : AT_LOW;
        return true;
    }
    size_t leaving = s->tree[cut].arc;
    s->state[leaving] = s->flow[leaving] == arc_of(s, leaving)->low ? AT_LOW : AT_HIGH;
    s->state[number] = IN_TREE;
    uint32_t in = cut_first ? first : second, onto = cut_first ? second : first;
    int64_t excess = reduced(s, arc);
    rehang(s, in, onto, number, cut, arc->from == in ? -excess : excess);
    if (s->price[in] > LOC_NETWORK_MOST || s->price[in] < -LOC_NETWORK_MOST) {
        return loc_work_stop(s->work, LOC_STOP_OVERFLOW);
    }
    return loc_work_spend(s->work, 1);
}

/* ---- Levels ---------------------------------------------------------------------------------- */

/* Lists the arcs that may change flow at a level. */
static void list_arcs(simplex *s, uint32_t level) {
    s->scans = 0;
    s->at = 0;
    for (size_t a = 0; a < s->arcs; a++) {
        if (s->state[a] != FROZEN) {
            const loc_arc *arc = arc_of(s, a);
            s->number[s->scans] = a;
            s->scan[s->scans++] = (scanned){arc->from, arc->to, cost_of(s, a, level)};
        }
    }
    s->block = 16;
    while (s->block * s->block < s->scans) {
        s->block++;
    }
}

static bool solve_level(simplex *s, uint32_t level) {
    list_arcs(s, level);
    if (!loc_work_spend(s->work, s->arcs) || !price_tree(s, level)) {
        return false;
    }
    for (size_t k = find_entering(s); k < s->scans; k = find_entering(s)) {
        if (!pivot(s, k)) {
            return false;
        }
    }
    for (size_t k = 0; k < s->scans; k++) {
        if (s->state[s->number[k]] != IN_TREE && reduced(s, &s->scan[k]) != 0) {
            s->state[s->number[k]] = FROZEN;
        }
    }
    return true;
}

/* Every node hangs at the root, by an arc that takes what its arcs leave over. */
static void start_tree(simplex *s, const int64_t *flow) {
    const loc_network *network = s->network;

    memset(s->flow, 0, s->arcs * sizeof *s->flow);
    for (uint32_t v = 0; v < s->nodes; v++) {
        s->price[v] = network->supply != NULL ? network->supply[v] : 0; /* for now: what is over */
    }
    for (size_t a = 0; a < network->arcs; a++) {
        const loc_arc *arc = &network->arc[a];
        s->flow[a] = flow[a] == arc->high ? arc->high : arc->low; /* outside the tree at a bound */
        s->state[a] = s->flow[a] == arc->low ? AT_LOW : AT_HIGH;
        if (arc->low == arc->high) {
            s->state[a] = FROZEN;
        }
        s->price[arc->from] -= s->flow[a];
        s->price[arc->to] += s->flow[a];
    }
    s->tree[s->root] = (branch){LOC_NONE, LOC_NONE, LOC_NONE, LOC_NONE, 0, SIZE_MAX};
    for (uint32_t v = s->nodes; v-- > 0;) {
        int64_t over = s->price[v];
        size_t a = network->arcs + v;
        s->missing[v] =
            (loc_arc){over >= 0 ? v : s->root, over >= 0 ? s->root : v, 0, LOC_NETWORK_MOST};
        s->flow[a] = over >= 0 ? over : -over;
        s->state[a] = IN_TREE;
        s->tree[v].child = LOC_NONE;
        s->tree[v].depth = 1;
        s->tree[v].arc = a;
        attach(s, v, s->root);
    }
}

/* Marks what can still be reached from nodes that have flow left over. */
static bool mark_cut(const simplex *s, uint8_t *in_cut) {
    bool is_feasible = true, grows = true;

    memset(in_cut, 0, s->nodes);
    for (uint32_t v = 0; v < s->nodes; v++) {
        bool left = s->flow[s->network->arcs + v] > 0;
        in_cut[v] = left && s->missing[v].from == v;
        is_feasible = is_feasible && !left;
    }
    while (grows && !is_feasible) { /* rounds over all arcs; rare, and seldom many */
        grows = false;
        for (size_t a = 0; a < s->network->arcs; a++) {
            const loc_arc *arc = &s->network->arc[a];
            if (in_cut[arc->from] && !in_cut[arc->to] && s->flow[a] < arc->high) {
                in_cut[arc->to] = 1;
                grows = true;
            } else if (in_cut[arc->to] && !in_cut[arc->from] && s->flow[a] > arc->low) {
                in_cut[arc->from] = 1;
                grows = true;
            }
        }
    }
    return is_feasible;
}

static bool run(simplex *s, int64_t *flow, int64_t *price, uint8_t *in_cut, bool *is_feasible,
                uint32_t *levels_done) {
    start_tree(s, flow);
    if (!solve_level(s, 0)) {
        return false;
    }
    *is_feasible = mark_cut(s, in_cut);
    bool done = true;
    for (uint32_t level = 0; *is_feasible; level++) {
        if (done) {
            memcpy(price + (size_t)level * s->nodes, s->price, s->nodes * sizeof *price);
            *levels_done = level;
        }
        if (!done || level == s->network->levels) {
            break;
        }
        done = solve_level(s, level + 1);
    }
    for (size_t a = 0; a < s->network->arcs; a++) {
        flow[a] = s->flow[a];
    }
    return done;
}

bool loc_network_solve(const loc_network *network, int64_t *flow, int64_t *price, uint8_t *in_cut,
                       bool *is_feasible, uint32_t *levels_done, loc_work *work) {
    simplex s = {.network = network,
                 .nodes = network->nodes,
                 .root = network->nodes,
                 .arcs = network->arcs + network->nodes,
                 .work = work};
    size_t nodes = (size_t)s.nodes + 1;

    *is_feasible = false;
    *levels_done = 0;
    s.missing = loc_work_take(work, s.nodes, sizeof *s.missing);
    s.flow = loc_work_take(work, s.arcs, sizeof *s.flow);
    s.state = loc_work_take(work, s.arcs, sizeof *s.state);
    s.tree = loc_work_take(work, nodes, sizeof *s.tree);
    s.price = loc_work_take(work, nodes, sizeof *s.price);
    s.scan = loc_work_take(work, s.arcs, sizeof *s.scan);
    s.number = loc_work_take(work, s.arcs, sizeof *s.number);
    bool done = work->stop == LOC_GOES_ON && run(&s, flow, price, in_cut, is_feasible, levels_done);
    loc_work_give(work, s.missing, s.nodes, sizeof *s.missing);
    loc_work_give(work, s.flow, s.arcs, sizeof *s.flow);
    loc_work_give(work, s.state, s.arcs, sizeof *s.state);
    loc_work_give(work, s.tree, nodes, sizeof *s.tree);
    loc_work_give(work, s.price, nodes, sizeof *s.price);
    loc_work_give(work, s.scan, s.arcs, sizeof *s.scan);
    loc_work_give(work, s.number, s.arcs, sizeof *s.number);
    return done;
}
