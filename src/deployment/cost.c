/* Deployment, what it costs: where groups and places stand among the steps, which leaves open just the
 * plans that are as fair; and among those the cheapest, by network simplex. */
#include <string.h>

#include "deployment/deployment.h"
#include "base/sort.h"

/* ---- Standing -------------------------------------------------------------------------------- */

/* Whether time that is to be had at one end of a pair can come to the other. */
static bool leads_on(const loc_deploy *d, const loc_deployed *out, size_t pair, bool to_place) {
    return to_place ? out->flow[pair] < d->most[pair] : out->flow[pair] > d->least[pair];
}

/* Lets everything that can be had from a node stand where it does, unless it stands later already. */
static void stand_from(const loc_deploy *d, loc_deployed *out, uint32_t root, loc_step step,
                       uint8_t *seen, uint32_t *queue, loc_work *work) {
    uint32_t end = 0;

    if (seen[root]) {
        return;
    }
    seen[root] = 1;
    out->at[root] = step;
    queue[end++] = root;
    for (uint32_t at = 0; at < end; at++) {
        uint32_t node = queue[at];
        bool is_group = node < d->groups;
        const size_t *start = is_group ? d->start : d->place_start;
        uint32_t own = is_group ? node : node - d->groups;
        work->done += start[own + 1] - start[own];
        for (size_t k = start[own]; k < start[own + 1]; k++) {
            size_t pair = is_group ? k : d->place_pair[k];
            uint32_t other =
                is_group ? loc_deploy_place(d, d->pair_place[pair]) : d->pair_group[pair];
            if (!seen[other] && leads_on(d, out, pair, is_group)) {
                seen[other] = 1;
                out->at[other] = step;
                queue[end++] = other;
            }
        }
    }
}

typedef struct standing {
    const loc_deploy *d;
    const int64_t *total;
} standing;

/* The latest step comes first. */
static int compare_last(const void *a, const void *b, const void *context) {
    const standing *s = context;
    const uint32_t *x = a, *y = b;
    int order = loc_step_compare(s->d, loc_step_last(s->d, *y, s->total[*y]),
                                 loc_step_last(s->d, *x, s->total[*x]));
    return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

bool loc_deploy_stand(const loc_deploy *d, loc_deployed *out, loc_work *work) {
    size_t nodes = (size_t)d->groups + d->places;
    uint32_t *order = loc_work_take(work, d->places, sizeof *order);
    uint32_t *queue = loc_work_take(work, nodes, sizeof *queue);
    uint8_t *seen = loc_work_take(work, nodes, 1);
    standing s = {d, out->total};

    if (work->stop == LOC_GOES_ON) {
        memset(seen, 0, nodes);
        for (uint32_t v = 0; v < nodes; v++) {
            out->at[v] = (loc_step){LOCALITY_DEPLOYMENT_NOWHERE, 0};
        }
        for (uint32_t i = 0; i < d->groups; i++) {
            if (out->spent[i] < d->gives[i]) {
                stand_from(d, out, i, (loc_step){LOCALITY_DEPLOYMENT_LEFT_OVER, 0}, seen, queue,
                           work);
            }
        }
        for (uint32_t j = 0; j < d->places; j++) {
            order[j] = j;
        }
        loc_sort(order, d->places, sizeof *order, compare_last, &s);
        for (uint32_t k = 0; k < d->places; k++) {
            uint32_t j = order[k];
            stand_from(d, out, loc_deploy_place(d, j), loc_step_last(d, j, out->total[j]), seen,
                       queue, work);
        }
    }
    loc_work_give(work, order, d->places, sizeof *order);
    loc_work_give(work, queue, nodes, sizeof *queue);
    loc_work_give(work, seen, nodes, 1);
    return work->stop == LOC_GOES_ON && loc_work_spend(work, 1);
}

/* ---- Costs ----------------------------------------------------------------------------------- */

void loc_deploy_arcs(const loc_deploy *d, const loc_deployed *out, loc_arc *arc) {
    uint32_t hub = loc_deploy_hub(d);
    size_t at = 0;

    for (size_t k = 0; k < d->pairs; k++) {
        uint32_t i = d->pair_group[k], j = loc_deploy_place(d, d->pair_place[k]);
        bool is_open = loc_step_compare(d, out->at[i], out->at[j]) == 0;
        arc[at++] = (loc_arc){i, j, is_open ? d->least[k] : out->flow[k],
                              is_open ? d->most[k] : out->flow[k]};
    }
    for (uint32_t i = 0; i < d->groups; i++) {
        bool is_open = out->at[i].place == LOCALITY_DEPLOYMENT_LEFT_OVER;
        arc[at++] =
            (loc_arc){hub, i, is_open ? 0 : out->spent[i], is_open ? d->gives[i] : out->spent[i]};
    }
    for (uint32_t j = 0; j < d->places; j++) {
        uint32_t node = loc_deploy_place(d, j);
        int64_t total = out->total[j];
        bool gives = total > d->low[j] &&
                     loc_step_compare(d, loc_step_last(d, j, total), out->at[node]) == 0;
        bool takes = total < d->high[j] &&
                     loc_step_compare(d, loc_step_next(d, j, total), out->at[node]) == 0;
        arc[at++] = (loc_arc){node, hub, total - gives, total + takes};
    }
}

/* Costs of the arcs, level by level. */
static void list_costs(const loc_deploy *d, size_t arcs, int64_t *cost) {
    memset(cost, 0, arcs * d->levels * sizeof *cost);
    for (uint32_t l = 0; l < d->levels; l++) {
        for (size_t k = 0; k < d->pairs; k++) {
            cost[l * arcs + k] = d->cost[k * d->levels + l];
        }
    }
}

/* Keeps flows, and prices against that of the hub. */
static void keep(const loc_deploy *d, const int64_t *flow, const int64_t *price,
                 loc_deployed *out) {
    size_t nodes = (size_t)d->groups + d->places;

    memcpy(out->flow, flow, d->pairs * sizeof *flow);
    memcpy(out->spent, flow + d->pairs, d->groups * sizeof *flow);
    memcpy(out->total, flow + d->pairs + d->groups, d->places * sizeof *flow);
    for (uint32_t l = 0; l <= d->levels; l++) {
        for (size_t v = 0; v < nodes; v++) {
            out->price[l * nodes + v] = price[l * (nodes + 1) + v] - price[l * (nodes + 1) + nodes];
        }
    }
}

bool loc_deploy_cost(const loc_deploy *d, loc_deployed *out, loc_work *work) {
    size_t nodes = (size_t)d->groups + d->places + 1;
    size_t arcs = d->pairs + d->groups + d->places, prices = nodes * (d->levels + 1);
    const int64_t *by_level[LOCALITY_ALLOCATION_LEVELS];
    uint32_t levels_done = 0;
    bool is_feasible = false, done = false;

    if (d->levels == 0) {
        return true;
    }
    loc_arc *arc = loc_work_take(work, arcs, sizeof *arc);
    int64_t *flow = loc_work_take(work, arcs, sizeof *flow);
    int64_t *cost = loc_work_take(work, arcs, d->levels * sizeof *cost);
    int64_t *price = loc_work_take(work, prices, sizeof *price);
    uint8_t *cut = loc_work_take(work, nodes, 1);
    if (work->stop == LOC_GOES_ON) {
        loc_deploy_arcs(d, out, arc);
        list_costs(d, arcs, cost);
        for (uint32_t l = 0; l < d->levels; l++) {
            by_level[l] = cost + l * arcs;
        }
        for (size_t k = 0; k < arcs; k++) {
            flow[k] = arc[k].low;
        }
        loc_network network = {(uint32_t)nodes, arcs, arc, NULL, d->levels, by_level};
        done = loc_network_solve(&network, flow, price, cut, &is_feasible, &levels_done, work);
        if (done) {
            keep(d, flow, price, out);
        }
    }
    loc_work_give(work, arc, arcs, sizeof *arc);
    loc_work_give(work, flow, arcs, sizeof *flow);
    loc_work_give(work, cost, arcs, d->levels * sizeof *cost);
    loc_work_give(work, price, prices, sizeof *price);
    loc_work_give(work, cut, nodes, 1);
    return done;
}
