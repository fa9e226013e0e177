/* Flow: the levels of a problem as cheapest circulations, from nothing or from a solution whose first
 * levels are proved. */
#include <string.h>

#include "allocation/solution.h"

/* Turns the prices of a network, in which a row's counts the other way, into those of a solution. */
static void take_prices(loc_solution *s, uint32_t level, const int64_t *price) {
    int64_t *out = s->price + (size_t)level * s->nodes;
    int64_t hub = price[loc_node_hub(s)];

    for (uint32_t v = 0; v < s->nodes; v++) {
        out[v] = v < s->rows ? hub - price[v] : price[v] - hub;
    }
}

/* Costs of the arcs of a field at levels of prices from `level` on, one array each; null on refusal. */
static int64_t *make_costs(const loc_solution *s, const loc_arcs *field, uint32_t level,
                           const int64_t **by_level, loc_work *work) {
    size_t levels = s->levels - level, total;
    int64_t *cost = NULL;

    if (loc_multiply_overflows(field->arcs, levels, &total)) {
        loc_work_stop(work, LOC_STOP_MEMORY);
        return NULL;
    }
    cost = loc_work_take(work, total, sizeof *cost);
    for (uint32_t k = 0; cost != NULL && k < levels; k++) {
        by_level[k] = cost + k * field->arcs;
        for (size_t f = 0; f < field->arcs; f++) {
            cost[k * field->arcs + f] =
                field->pair[f] != LOC_NO_PAIR
                    ? loc_level_cost(s->a, s->waive, level + k, field->pair[f])
                    : 0;
        }
    }
    return cost;
}

typedef struct flow_memory {
    int64_t *cost, *price, *supply;
    uint8_t *cut;
    size_t costs, prices;
} flow_memory;

/* Keeps what a network says: pairs, prices, levels, or the cut. */
static void take_answer(loc_solution *s, const loc_arcs *field, const flow_memory *m, bool tight,
                        uint32_t level, bool is_feasible, uint32_t levels_done) {
    uint32_t nodes = s->nodes + 1;

    if (!is_feasible) {
        return;
    }
    loc_arcs_keep(field, s, tight);
    if (!tight) {
        take_prices(s, 0, m->price);
    }
    for (uint32_t k = 0; k < levels_done; k++) {
        take_prices(s, level + k, m->price + (size_t)(k + 1) * nodes);
    }
    s->proved = level + levels_done;
}

static bool solve_field(loc_solution *s, loc_arcs *field, uint32_t level, bool tight,
                        loc_work *work) {
    const int64_t *by_level[LOC_LEVELS];
    uint32_t nodes = s->nodes + 1, levels = s->levels - level, levels_done = 0;
    flow_memory m = {.costs = field->arcs * levels, .prices = (size_t)nodes * (levels + 1)};
    bool is_feasible = false, done = false;

    m.cost = make_costs(s, field, level, by_level, work);
    m.price = loc_work_take(work, m.prices, sizeof *m.price);
    m.supply = loc_work_take(work, nodes, sizeof *m.supply);
    m.cut = loc_work_take(work, nodes, sizeof *m.cut);
    if (work->stop == LOC_GOES_ON) {
        memset(m.supply, 0, nodes * sizeof *m.supply);
        for (size_t f = 0; tight && f < field->arcs; f++) { /* what the frozen arcs bring */
            m.supply[field->arc[f].from] += field->flow[f];
            m.supply[field->arc[f].to] -= field->flow[f];
        }
        loc_network network = {nodes, field->arcs, field->arc, m.supply, levels, by_level};
        done = loc_network_solve(&network, field->flow, m.price, m.cut, &is_feasible, &levels_done,
                                 work);
        take_answer(s, field, &m, tight, level, is_feasible, levels_done);
        if (done && !is_feasible) {
            s->verdict = LOCALITY_ALLOCATION_INFEASIBLE;
            s->cut = m.cut;
            m.cut = NULL;
        }
    }
    loc_work_give(work, m.cost, m.costs, sizeof *m.cost);
    loc_work_give(work, m.price, m.prices, sizeof *m.price);
    loc_work_give(work, m.supply, nodes, sizeof *m.supply);
    loc_work_give(work, m.cut, nodes, sizeof *m.cut);
    return done;
}

bool loc_solve_flow(loc_solution *s, loc_work *work) {
    loc_arcs field;

    bool done = loc_arcs_make(&field, s, false, 0, work);
    for (size_t f = 0; f < field.arcs; f++) { /* begins at the least */
        field.flow[f] = field.arc[f].low;
    }
    done = done && solve_field(s, &field, LOC_LEVEL_COVERAGE, false, work);
    loc_arcs_clear(&field, work);
    return done;
}

bool loc_solve_levels(loc_solution *s, uint32_t level, loc_work *work) {
    loc_arcs field;

    if (level == s->levels) {
        return true;
    }
    bool done =
        loc_arcs_make(&field, s, true, level, work) && solve_field(s, &field, level, true, work);
    loc_arcs_clear(&field, work);
    return done;
}
