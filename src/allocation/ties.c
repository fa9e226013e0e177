/* Ties: where solutions as good as one another differ. On the arcs whose reduced cost is 0 at every
 * level, flow can go round in circles without cost; what lies on no circle is the same in every best
 * solution. Among the rest, pair by pair in canonical order, a pair is taken where some best solution
 * has it beside those decided before: so the answer is the first of all best ones. */
#include <string.h>

#include "allocation/solution.h"

#define NONE UINT32_MAX

typedef struct ties {
    loc_arcs field;
    uint32_t nodes; /* with the hub */
    uint32_t rows, columns;
    size_t *start;        /* of the arcs of each node */
    uint32_t *arc;        /* arcs of each node */
    uint32_t *other;      /* the node at the other end of each of them */
    uint8_t *is_fixed;    /* of each arc: on no circle, or decided */
    uint32_t *component;  /* of each node */
    uint32_t *used, *sum; /* pairs with flow of each node, and the exclusive or of their arcs */
    uint32_t
        *ways[2]; /* of each node: pairs not decided into it, and out of it, that could be pushed */
    uint32_t *seen[2]; /* mark of the search, forwards and backwards */
    uint32_t *by[2];   /* arc by which each node was met */
    uint32_t *queue[2];
    uint32_t at[2], end[2]; /* of the queues */
    uint32_t mark, goal;    /* of the searches; the node to which they lead */
    bool has_groups;        /* columns can then move without the hub */
    loc_work *work;
} ties;

/* The node to which an arc can push from one of its ends, or NONE. Backwards: from which. */
static uint32_t push_to(const ties *t, uint32_t arc, uint32_t node, bool backwards) {
    const loc_arc *a = &t->field.arc[arc];
    bool along = (a->from == node) != backwards; /* pushing adds flow */
    uint32_t other = a->from == node ? a->to : a->from;

    if (t->is_fixed[arc]) {
        return NONE;
    }
    return (along ? t->field.flow[arc] < a->high : t->field.flow[arc] > a->low) ? other : NONE;
}

/* ---- Components ------------------------------------------------------------------------------ */

/* Tarjan's search for strongly connected components, without recursion. */
typedef struct tarjan {
    uint32_t *order, *low, *stack, *path;
    size_t *next; /* arc of each node that is looked at next */
    uint32_t count, stacked, depth, components;
} tarjan;

static void enter(ties *t, tarjan *r, uint32_t node) {
    r->order[node] = r->low[node] = r->count++;
    r->next[node] = t->start[node];
    r->stack[r->stacked++] = node;
    r->path[r->depth++] = node;
}

static void leave(ties *t, tarjan *r, uint32_t node) {
    if (r->low[node] == r->order[node]) {
        uint32_t member;
        do {
            member = r->stack[--r->stacked];
            t->component[member] = r->components;
        } while (member != node);
        r->components++;
    }
    if (--r->depth > 0) {
        uint32_t above = r->path[r->depth - 1];
        r->low[above] = r->low[node] < r->low[above] ? r->low[node] : r->low[above];
    }
}

static void search_from(ties *t, tarjan *r, uint32_t root) {
    enter(t, r, root);
    while (r->depth > 0) {
        uint32_t node = r->path[r->depth - 1];
        if (r->next[node] == t->start[node + 1]) {
            leave(t, r, node);
            continue;
        }
        uint32_t other = push_to(t, t->arc[r->next[node]++], node, false);
        if (other == NONE) {
            continue;
        }
        if (r->order[other] == NONE) {
            enter(t, r, other);
        } else if (t->component[other] == NONE && r->order[other] < r->low[node]) {
            r->low[node] = r->order[other];
        }
    }
}

static bool find_components(ties *t) {
    size_t nodes = t->nodes;
    tarjan r = {.count = 0};

    r.order = loc_work_take(t->work, nodes, sizeof *r.order);
    r.low = loc_work_take(t->work, nodes, sizeof *r.low);
    r.stack = loc_work_take(t->work, nodes, sizeof *r.stack);
    r.path = loc_work_take(t->work, nodes, sizeof *r.path);
    r.next = loc_work_take(t->work, nodes, sizeof *r.next);
    bool done = t->work->stop == LOC_GOES_ON && loc_work_spend(t->work, 2 * t->field.arcs);
    if (done) {
        memset(r.order, 0xFF, nodes * sizeof *r.order);
        memset(t->component, 0xFF, nodes * sizeof *t->component);
        for (uint32_t v = 0; v < t->nodes; v++) {
            if (r.order[v] == NONE) {
                search_from(t, &r, v);
            }
        }
    }
    loc_work_give(t->work, r.order, nodes, sizeof *r.order);
    loc_work_give(t->work, r.low, nodes, sizeof *r.low);
    loc_work_give(t->work, r.stack, nodes, sizeof *r.stack);
    loc_work_give(t->work, r.path, nodes, sizeof *r.path);
    loc_work_give(t->work, r.next, nodes, sizeof *r.next);
    return done;
}

/* ---- The first of the best ------------------------------------------------------------------- */

/* Counts a pair that is not decided among the ways into and out of its ends, or no longer. */
static void count_ways(ties *t, uint32_t arc, uint32_t by) {
    const loc_arc *a = &t->field.arc[arc];
    bool is_used = t->field.flow[arc] > 0; /* can be pushed back: out of its column, into its row */

    t->ways[0][is_used ? a->from : a->to] += by;
    t->ways[1][is_used ? a->to : a->from] += by;
}

/* Counts a pair that gained or lost its flow. */
static void count_used(ties *t, uint32_t arc, uint32_t by) {
    const loc_arc *a = &t->field.arc[arc];

    t->used[a->from] += by;
    t->used[a->to] += by;
    t->sum[a->from] ^= arc;
    t->sum[a->to] ^= arc;
}

/* Goes over one arc in a search. True where both meet at its other end. */
static bool step(ties *t, int way, uint32_t node, uint32_t arc, uint32_t other, uint32_t *end) {
    if (t->seen[way][other] == t->mark || push_to(t, arc, node, way == 1) == NONE) {
        return false;
    }
    t->seen[way][other] = t->mark;
    t->by[way][other] = arc;
    t->queue[way][(*end)++] = other;
    return t->seen[1 - way][other] == t->mark;
}

/* Goes over all arcs of a node in one direction. Gives the node where both meet. Of pairs, only those
 * with flow lead out of a column or into a row: where there is one, it is known. */
static uint32_t expand(ties *t, int way, uint32_t node, uint32_t *end) {
    bool needs_flow = node < t->rows ? way == 1 : node < t->rows + t->columns && way == 0;
    bool is_known = needs_flow && t->used[node] <= 1;

    for (size_t k = t->start[node]; k < t->start[node + 1]; k++) {
        if (is_known && t->field.pair[t->arc[k]] != LOC_NO_PAIR) { /* pairs come last */
            break;
        }
        if (step(t, way, node, t->arc[k], t->other[k], end)) {
            return t->other[k];
        }
    }
    if (is_known && t->used[node] == 1) {
        uint32_t arc = t->sum[node];
        const loc_arc *a = &t->field.arc[arc];
        uint32_t other = a->from == node ? a->to : a->from;
        if (step(t, way, node, arc, other, end)) {
            return other;
        }
    }
    return NONE;
}

/* Searches from both ends for a way from one node to another. Gives where they meet, or NONE. As long
 * as nothing was pushed, searches for the same end go on where the last one stopped: what led nowhere
 * still does. */
static uint32_t meet(ties *t, uint32_t from, uint32_t to) {
    if (t->goal != to) {
        t->goal = to;
        t->mark++;
        t->at[1] = 0;
        t->end[1] = 1;
        t->queue[1][0] = to;
        t->seen[1][to] = t->mark;
        t->by[1][to] = NONE;
    }
    if (t->seen[0][from] == t->mark) {
        return NONE;
    }
    t->at[0] = 0;
    t->end[0] = 1;
    t->queue[0][0] = from;
    t->seen[0][from] = t->mark;
    t->by[0][from] = NONE;
    if (t->seen[1][from] == t->mark) {
        return from;
    }
    for (int way = 0; t->at[0] < t->end[0] && t->at[1] < t->end[1]; way = 1 - way) {
        uint32_t node = t->queue[way][t->at[way]++];
        t->work->done += t->start[node + 1] - t->start[node];
        uint32_t where = expand(t, way, node, &t->end[way]);
        if (where != NONE) {
            return where;
        }
    }
    return NONE; /* all that one end reaches, and the other is not there */
}

/* Pushes one unit along the arc by which a search met a node. */
static uint32_t push_back(ties *t, int way, uint32_t node) {
    uint32_t arc = t->by[way][node];
    const loc_arc *a = &t->field.arc[arc];
    uint32_t other = a->from == node ? a->to : a->from;
    bool along = (a->to == node) == (way == 0);
    bool is_pair = t->field.pair[arc] != LOC_NO_PAIR;

    if (is_pair) {
        count_ways(t, arc, (uint32_t)-1);
    }
    t->field.flow[arc] += along ? 1 : -1;
    if (is_pair) {
        count_ways(t, arc, 1);
        count_used(t, arc, along ? 1 : (uint32_t)-1);
    }
    return other;
}

/* Decides one pair: in, where it can be. */
static void decide(ties *t, uint32_t arc) {
    const loc_arc *a = &t->field.arc[arc];
    uint32_t hub = t->nodes - 1;

    count_ways(t, arc, (uint32_t)-1);
    t->is_fixed[arc] = 1;
    if (t->field.flow[arc] > 0) {
        t->goal = NONE; /* a way back is closed: what the search met on it no longer counts */
        return;
    }
    bool row_moves = t->ways[0][a->from] > 0 || t->component[hub] == t->component[a->from];
    bool column_moves =
        t->ways[1][a->to] > 0 || t->has_groups || t->component[hub] == t->component[a->to];
    uint32_t where = row_moves && column_moves ? meet(t, a->to, a->from) : NONE;
    if (where == NONE) {
        return;
    }
    for (uint32_t node = where; node != a->to;) {
        node = push_back(t, 0, node);
    }
    for (uint32_t node = where; node != a->from;) {
        node = push_back(t, 1, node);
    }
    t->field.flow[arc] = 1;
    count_used(t, arc, 1);
    t->goal = NONE;
}

static bool choose_first(ties *t) {
    t->goal = NONE;
    memset(t->used, 0, t->nodes * sizeof *t->used);
    memset(t->sum, 0, t->nodes * sizeof *t->sum);
    for (size_t f = 0; f < t->field.arcs; f++) {
        if (t->field.pair[f] != LOC_NO_PAIR && t->field.flow[f] > 0) {
            count_used(t, (uint32_t)f, 1);
        }
    }
    for (int way = 0; way < 2; way++) {
        memset(t->ways[way], 0, t->nodes * sizeof *t->ways[way]);
        memset(t->seen[way], 0, t->nodes * sizeof *t->seen[way]);
    }
    for (size_t f = 0; f < t->field.arcs; f++) {
        const loc_arc *a = &t->field.arc[f];
        t->is_fixed[f] = t->component[a->from] != t->component[a->to];
        if (!t->is_fixed[f] && t->field.pair[f] != LOC_NO_PAIR) {
            count_ways(t, (uint32_t)f, 1);
        }
    }
    for (size_t f = 0; f < t->field.arcs; f++) {
        if (t->field.pair[f] != LOC_NO_PAIR && !t->is_fixed[f]) {
            decide(t, (uint32_t)f);
            if (!loc_work_spend(t->work, 8)) { /* beside the ways that were looked at */
                return false;
            }
        }
    }
    return true;
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Marks the used pairs that lie on a circle. */
static void mark_tied(const ties *t, loc_solution *s) {
    size_t k = 0;

    memset(s->tied, 0, s->count);
    s->is_unique = true;
    for (size_t f = 0; f < t->field.arcs; f++) {
        const loc_arc *a = &t->field.arc[f];
        if (t->field.pair[f] == LOC_NO_PAIR || t->component[a->from] != t->component[a->to]) {
            continue;
        }
        s->is_unique = false;
        while (k < s->count && s->used[k] < t->field.pair[f]) {
            k++;
        }
        if (k < s->count && s->used[k] == t->field.pair[f]) {
            s->tied[k] = 1;
        }
    }
}

static bool run(ties *t, loc_solution *s) {
    if (t->field.arcs >= NONE) {
        return loc_work_stop(t->work, LOC_STOP_LIMIT);
    }
    loc_arcs_list(&t->field, t->nodes, t->start, t->arc);
    for (uint32_t v = 0; v < t->nodes; v++) {
        for (size_t k = t->start[v]; k < t->start[v + 1]; k++) {
            const loc_arc *a = &t->field.arc[t->arc[k]];
            t->other[k] = a->from == v ? a->to : a->from;
        }
    }
    if (!find_components(t)) {
        return false;
    }
    bool done = choose_first(t);
    loc_arcs_keep(&t->field, s, true);
    mark_tied(t, s);
    return done;
}

bool loc_solve_ties(loc_solution *s, loc_work *work) {
    ties t = {.nodes = s->nodes + 1,
              .rows = s->rows,
              .columns = s->columns,
              .has_groups = s->groups > 0,
              .work = work};
    size_t nodes = t.nodes;

    if (!loc_arcs_make(&t.field, s, true, s->levels, work)) {
        loc_arcs_clear(&t.field, work);
        return false;
    }
    t.start = loc_work_take(work, nodes + 1, sizeof *t.start);
    t.arc = loc_work_take(work, 2 * t.field.arcs, sizeof *t.arc);
    t.other = loc_work_take(work, 2 * t.field.arcs, sizeof *t.other);
    t.is_fixed = loc_work_take(work, t.field.arcs, sizeof *t.is_fixed);
    t.used = loc_work_take(work, nodes, sizeof *t.used);
    t.sum = loc_work_take(work, nodes, sizeof *t.sum);
    t.component = loc_work_take(work, nodes, sizeof *t.component);
    for (int way = 0; way < 2; way++) {
        t.ways[way] = loc_work_take(work, nodes, sizeof *t.ways[way]);
        t.seen[way] = loc_work_take(work, nodes, sizeof *t.seen[way]);
        t.by[way] = loc_work_take(work, nodes, sizeof *t.by[way]);
        t.queue[way] = loc_work_take(work, nodes, sizeof *t.queue[way]);
    }
    bool done = false;
    if (work->stop == LOC_GOES_ON) {
        memset(t.is_fixed, 0, t.field.arcs);
        done = run(&t, s);
    }
    loc_work_give(work, t.start, nodes + 1, sizeof *t.start);
    loc_work_give(work, t.arc, 2 * t.field.arcs, sizeof *t.arc);
    loc_work_give(work, t.other, 2 * t.field.arcs, sizeof *t.other);
    loc_work_give(work, t.is_fixed, t.field.arcs, sizeof *t.is_fixed);
    loc_work_give(work, t.used, nodes, sizeof *t.used);
    loc_work_give(work, t.sum, nodes, sizeof *t.sum);
    loc_work_give(work, t.component, nodes, sizeof *t.component);
    for (int way = 0; way < 2; way++) {
        loc_work_give(work, t.ways[way], nodes, sizeof *t.ways[way]);
        loc_work_give(work, t.seen[way], nodes, sizeof *t.seen[way]);
        loc_work_give(work, t.by[way], nodes, sizeof *t.by[way]);
        loc_work_give(work, t.queue[way], nodes, sizeof *t.queue[way]);
    }
    loc_arcs_clear(&t.field, work);
    return done;
}
