/* Deployment, ties: where plans as good as one another differ. On the arcs that are still open and have
 * reduced cost 0 at every level, time can be moved round in circles and nothing gets worse. An arc on no
 * such circle is the same in every best plan. Then pair after pair is given as much as circles can
 * bring it, and left alone: so the plan is the first of the best ones. */
#include <string.h>

#include "deployment/deployment.h"

#define NONE UINT32_MAX

typedef struct ties {
    const loc_deploy *d;
    loc_deployed *out;
    loc_work *work;
    loc_arena memory;
    uint32_t nodes;
    loc_arc *arc; /* open ones alone */
    int64_t *flow;
    size_t *number; /* of each: pairs, then groups, then places */
    uint8_t *is_settled;
    uint32_t arcs;
    size_t *start; /* of the open arcs of each node */
    uint32_t *list;
    uint32_t *by; /* arc by which a node was reached */
    uint32_t *queue;
} ties;

/* ---- Open arcs ------------------------------------------------------------------------------- */

/* The reduced cost of an arc at a level of prices; the hub has price 0. */
static loc_wide reduced(const ties *t, const loc_arc *arc, size_t number, uint32_t level) {
    const loc_deploy *d = t->d;
    size_t nodes = (size_t)d->groups + d->places;
    const int64_t *price = t->out->price + level * nodes;
    loc_wide cost = number < d->pairs && level > 0 ? d->cost[number * d->levels + level - 1] : 0;

    return cost + (arc->from < nodes ? price[arc->from] : 0) -
           (arc->to < nodes ? price[arc->to] : 0);
}

static bool is_open(const ties *t, const loc_arc *arc, size_t number) {
    bool open = arc->low < arc->high;

    for (uint32_t l = 0; l <= t->d->levels && open; l++) {
        open = reduced(t, arc, number, l) == 0;
    }
    return open;
}

static void list_open(ties *t, const loc_arc *all, size_t count) {
    const loc_deploy *d = t->d;

    for (size_t k = 0; k < count; k++) {
        if (!is_open(t, &all[k], k)) {
            continue;
        }
        t->arc[t->arcs] = all[k];
        t->number[t->arcs] = k;
        t->flow[t->arcs++] = k < d->pairs               ? t->out->flow[k]
                             : k < d->pairs + d->groups ? t->out->spent[k - d->pairs]
                                                        : t->out->total[k - d->pairs - d->groups];
        t->start[all[k].from + 1]++;
        t->start[all[k].to + 1]++;
    }
    for (uint32_t v = 0; v < t->nodes; v++) {
        t->start[v + 1] += t->start[v];
    }
    for (uint32_t a = 0; a < t->arcs; a++) {
        t->list[t->start[t->arc[a].from]++] = a;
        t->list[t->start[t->arc[a].to]++] = a;
    }
    memmove(t->start + 1, t->start, t->nodes * sizeof *t->start);
    t->start[0] = 0;
}

/* ---- Circles --------------------------------------------------------------------------------- */

static int64_t room(const ties *t, uint32_t arc, uint32_t from) {
    return t->arc[arc].from == from ? t->arc[arc].high - t->flow[arc]
                                    : t->flow[arc] - t->arc[arc].low;
}

static uint32_t other_end(const ties *t, uint32_t arc, uint32_t node) {
    return t->arc[arc].from == node ? t->arc[arc].to : t->arc[arc].from;
}

/* Looks for a way from one node to another on arcs that are not settled, but for one. */
static bool find_way(ties *t, uint32_t from, uint32_t to, uint32_t without) {
    uint32_t end = 0;

    memset(t->by, 0xFF, t->nodes * sizeof *t->by);
    t->work->done += t->nodes / 16;
    t->queue[end++] = from;
    for (uint32_t at = 0; at < end && t->by[to] == NONE; at++) {
        uint32_t node = t->queue[at];
        t->work->done += t->start[node + 1] - t->start[node];
        for (size_t k = t->start[node]; k < t->start[node + 1]; k++) {
            uint32_t arc = t->list[k], next = other_end(t, arc, node);
            bool is_new = next != from && t->by[next] == NONE;
            if (is_new && arc != without && !t->is_settled[arc] && room(t, arc, node) > 0) {
                t->by[next] = arc;
                t->queue[end++] = next;
            }
        }
    }
    return t->by[to] != NONE;
}

/* Moves as much as can be round the circle that an arc closes with the way just found. */
static void push_round(ties *t, uint32_t from, uint32_t to, uint32_t arc) {
    int64_t amount = t->arc[arc].high - t->flow[arc];

    for (uint32_t node = to; node != from;) {
        uint32_t before = other_end(t, t->by[node], node);
        int64_t most = room(t, t->by[node], before);
        amount = most < amount ? most : amount;
        node = before;
    }
    for (uint32_t node = to; node != from;) {
        uint32_t before = other_end(t, t->by[node], node);
        t->flow[t->by[node]] += t->arc[t->by[node]].from == before ? amount : -amount;
        node = before;
    }
    t->flow[arc] += amount;
}

/* Tells of every open arc whether it lies on a circle. */
static bool find_tied(ties *t) {
    for (uint32_t a = 0; a < t->arcs; a++) {
        const loc_arc *arc = &t->arc[a];
        bool tied = t->flow[a] < arc->high && find_way(t, arc->to, arc->from, a);
        tied = tied || (t->flow[a] > arc->low && find_way(t, arc->from, arc->to, a));
        t->out->tied[t->number[a]] = tied;
        if (!loc_work_spend(t->work, 1)) {
            return false;
        }
    }
    return true;
}

static bool take_first(ties *t) {
    for (uint32_t a = 0; a < t->arcs && t->number[a] < t->d->pairs; a++) {
        const loc_arc *arc = &t->arc[a];
        while (t->out->tied[t->number[a]] && t->flow[a] < arc->high &&
               find_way(t, arc->to, arc->from, a)) {
            push_round(t, arc->to, arc->from, a);
        }
        t->is_settled[a] = 1;
        if (!loc_work_spend(t->work, 1)) {
            return false;
        }
    }
    return true;
}

static void keep(const ties *t) {
    const loc_deploy *d = t->d;

    for (uint32_t a = 0; a < t->arcs; a++) {
        size_t k = t->number[a];
        int64_t *to = k < d->pairs               ? &t->out->flow[k]
                      : k < d->pairs + d->groups ? &t->out->spent[k - d->pairs]
                                                 : &t->out->total[k - d->pairs - d->groups];
        *to = t->flow[a];
    }
}

bool loc_deploy_ties(const loc_deploy *d, loc_deployed *out, loc_work *work) {
    ties t = {.d = d, .out = out, .work = work, .nodes = loc_deploy_hub(d) + 1};
    size_t arcs = d->pairs + d->groups + d->places;
    bool done = false;

    loc_arena_init(&t.memory, work->allocator);
    loc_arc *all = loc_arena_take(&t.memory, arcs, sizeof *all);
    t.arc = loc_arena_take(&t.memory, arcs, sizeof *t.arc);
    t.flow = loc_arena_take(&t.memory, arcs, sizeof *t.flow);
    t.number = loc_arena_take(&t.memory, arcs, sizeof *t.number);
    t.is_settled = loc_arena_take(&t.memory, arcs, 1);
    t.start = loc_arena_take(&t.memory, (size_t)t.nodes + 1, sizeof *t.start);
    t.list = loc_arena_take(&t.memory, 2 * arcs, sizeof *t.list);
    t.by = loc_arena_take(&t.memory, t.nodes, sizeof *t.by);
    t.queue = loc_arena_take(&t.memory, t.nodes, sizeof *t.queue);
    if (all == NULL || t.arc == NULL || t.flow == NULL || t.number == NULL ||
        t.is_settled == NULL || t.start == NULL || t.list == NULL || t.by == NULL ||
        t.queue == NULL) {
        loc_work_stop(work, LOC_STOP_MEMORY);
    } else {
        loc_deploy_arcs(d, out, all);
        list_open(&t, all, arcs);
        done = find_tied(&t) && take_first(&t);
        keep(&t);
    }
    loc_arena_clear(&t.memory);
    return done;
}
