/* Most different: allocations as far from those before them as can be. On the arcs that can change
 * without the levels that are kept getting worse, a flow is looked for that uses as few pairs as can be
 * of those listed before, each counted as often as it was used; the levels that are not kept come
 * after. All of that is one more flow by levels. */
#include <string.h>

#include "allocation/alternatives.h"

typedef struct differ {
    loc_alternatives_search *x;
    loc_work *work;
    loc_arcs field;
    uint32_t nodes, first_level, levels; /* levels of the flow: overlap, then those not kept */
    int64_t *flow;                       /* of the answer */
    int64_t *cost;                       /* by level, of the arcs of the field */
    int64_t *price, *supply;
    uint8_t *cut;
    size_t *used; /* pairs of the last one found */
    size_t used_capacity;
} differ;

static bool take_memory(differ *d) {
    size_t arcs = d->field.arcs;

    d->flow = loc_work_take(d->work, arcs, sizeof *d->flow);
    d->cost = loc_work_take(d->work, arcs * d->levels, sizeof *d->cost);
    d->price = loc_work_take(d->work, (size_t)d->nodes * (d->levels + 1), sizeof *d->price);
    d->supply = loc_work_take(d->work, d->nodes, sizeof *d->supply);
    d->cut = loc_work_take(d->work, d->nodes, 1);
    /* Every pair of the field could be used beside those outside it. */
    d->used_capacity = d->x->s.count + arcs;
    d->used = loc_work_take(d->work, d->used_capacity, sizeof *d->used);
    return d->work->stop == LOC_GOES_ON;
}

static void give_memory(differ *d) {
    size_t arcs = d->field.arcs;

    loc_work_give(d->work, d->flow, arcs, sizeof *d->flow);
    loc_work_give(d->work, d->cost, arcs * d->levels, sizeof *d->cost);
    loc_work_give(d->work, d->price, (size_t)d->nodes * (d->levels + 1), sizeof *d->price);
    loc_work_give(d->work, d->supply, d->nodes, sizeof *d->supply);
    loc_work_give(d->work, d->cut, d->nodes, 1);
    loc_work_give(d->work, d->used, d->used_capacity, sizeof *d->used);
}

static void fill(differ *d) {
    const loc_solution *s = &d->x->s;

    memset(d->supply, 0, d->nodes * sizeof *d->supply);
    for (size_t f = 0; f < d->field.arcs; f++) {
        d->flow[f] = d->field.flow[f];
        d->supply[d->field.arc[f].from] += d->flow[f];
        d->supply[d->field.arc[f].to] -= d->flow[f];
        d->cost[f] = d->field.pair[f] != LOC_NO_PAIR && d->flow[f] > 0;
        for (uint32_t k = 1; k < d->levels; k++) {
            d->cost[k * d->field.arcs + f] =
                d->field.pair[f] != LOC_NO_PAIR
                    ? loc_level_cost(s->a, s->waive, d->first_level + k - 1, d->field.pair[f])
                    : 0;
        }
    }
}

/* Whether the list, or the answer, has these pairs already. */
static bool is_listed(const differ *d, const loc_solution *s) {
    const loc_alternatives_search *x = d->x;
    const locality_allocation *a = s->a;

    if (s->count == x->s.count && memcmp(s->used, x->s.used, s->count * sizeof *s->used) == 0) {
        return true;
    }
    for (size_t p = 0; p < x->list->count; p++) {
        const locality_allocation_result *plan = x->list->plan[p];
        bool same = plan->pairs == s->count;
        for (size_t k = 0; k < s->count && same; k++) {
            uint32_t row = a->side[0].node[plan->place[0][k]];
            uint32_t column = a->side[1].node[plan->place[1][k]];
            same = loc_pair_find(a, row, column) == s->used[k];
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/* Finds the next; false where the work stopped. `*ends` where there is none. */
static bool find_next(differ *d, bool *ends) {
    const int64_t *by_level[LOC_LEVELS + 1];
    loc_solution s = d->x->s;
    uint32_t levels_done = 0;
    bool is_feasible = false;

    for (uint32_t k = 0; k < d->levels; k++) {
        by_level[k] = d->cost + k * d->field.arcs;
    }
    memcpy(d->field.flow, d->flow, d->field.arcs * sizeof *d->flow);
    loc_network network = {d->nodes, d->field.arcs, d->field.arc, d->supply, d->levels, by_level};
    if (!loc_network_solve(&network, d->field.flow, d->price, d->cut, &is_feasible, &levels_done,
                           d->work)) {
        return false;
    }
    memcpy(d->used, d->x->s.used, s.count * sizeof *d->used);
    s.used = d->used;
    loc_arcs_keep(&d->field, &s, true);
    *ends = is_listed(d, &s);
    if (*ends) {
        return true;
    }
    for (size_t f = 0; f < d->field.arcs; f++) {
        d->cost[f] += d->field.pair[f] != LOC_NO_PAIR && d->field.flow[f] > 0;
    }
    return loc_alternatives_add(d->x, s.used, s.count);
}

bool loc_alternatives_most_different(loc_alternatives_search *x) {
    bool all = x->options->kept < 0;
    uint32_t kept = all ? x->s.levels : LOC_LEVEL_COVERAGE + (uint32_t)x->options->kept;
    differ d = {.x = x,
                .work = x->work,
                .nodes = x->s.nodes + 1,
                .first_level = kept,
                .levels = x->s.levels - kept + 1};
    bool ends = false;

    bool done = loc_arcs_make(&d.field, &x->s, true, kept, x->work) && take_memory(&d);
    if (done) {
        fill(&d);
        ends = d.field.arcs == 0; /* nothing can change */
        while (done && !ends && x->list->count < x->options->most) {
            done = find_next(&d, &ends);
        }
    }
    give_memory(&d);
    loc_arcs_clear(&d.field, x->work);
    /* Nothing is left out only where nothing else is possible at all. */
    x->list->is_complete = done && ends && x->list->count == 0;
    return done;
}
