/* Rota worth: what a rota of a part is worth, how two compare, and what is said of the best in the end. */
#include <string.h>

#include "rota/search.h"

/* ---- Worth ----------------------------------------------------------------------------------- */

static void sort_burdens(int64_t *rank, uint32_t count) {
    for (uint32_t k = 1; k < count; k++) {
        int64_t moved = rank[k];
        uint32_t at = k;
        for (; at > 0 && rank[at - 1] < moved; at--) {
            rank[at] = rank[at - 1];
        }
        rank[at] = moved;
    }
}

void loc_rota_take_worth(loc_rota_search *x) {
    const loc_rota_plan *plan = x->plan;

    x->now.filled = x->now.cost = 0;
    for (uint32_t c = 0, k = 0; c < x->candidates; c++) {
        uint32_t i = x->candidate[c];
        int64_t periods = 0;
        for (; k < x->options && plan->option[x->option[k]].candidate == i; k++) {
            periods += loc_rota_is_held(x, k);
            x->now.cost += loc_rota_is_held(x, k) ? plan->option[x->option[k]].cost : 0;
        }
        x->now.filled += periods;
        x->now.burden[c] = plan->burden_rank[plan->step[i] + (size_t)periods];
    }
    sort_burdens(x->now.burden, x->candidates);
    x->now.is_known = true;
}

static int compare_burdens(const loc_rota_search *x, const loc_rota_worth *a,
                           const loc_rota_worth *b) {
    for (uint32_t c = 0; c < x->candidates; c++) {
        if (a->burden[c] != b->burden[c]) {
            return a->burden[c] < b->burden[c] ? -1 : 1;
        }
    }
    return 0;
}

static int compare_costs(const loc_rota_worth *a, const loc_rota_worth *b) {
    return a->cost < b->cost ? -1 : a->cost > b->cost;
}

/* Below 0 where `a` is better; `depth` is how many of places, fairness and cost count. */
int loc_rota_compare(const loc_rota_search *x, const loc_rota_worth *a, const loc_rota_worth *b,
                     int depth) {
    bool fair_first = x->plan->order == LOCALITY_ROTA_FAIR_THEN_CHEAP;
    int order = a->filled != b->filled ? (a->filled > b->filled ? -1 : 1) : 0;

    if (order == 0 && depth > 1) {
        order = fair_first ? compare_burdens(x, a, b) : compare_costs(a, b);
    }
    if (order == 0 && depth > 2 && x->plan->order != LOCALITY_ROTA_CHEAP) {
        order = fair_first ? compare_costs(a, b) : compare_burdens(x, a, b);
    }
    return order;
}

void loc_rota_copy_worth(const loc_rota_search *x, loc_rota_worth *to, const loc_rota_worth *from) {
    int64_t *burden = to->burden;

    *to = *from;
    to->burden = burden;
    memcpy(burden, from->burden, x->candidates * sizeof *burden);
}

void loc_rota_keep_best(loc_rota_search *x) {
    loc_rota_copy_worth(x, &x->best, &x->now);
    for (uint32_t k = 0; k < x->options; k++) {
        x->best_flow[k] = loc_rota_is_held(x, k);
    }
}

/* ---- What is said ---------------------------------------------------------------------------- */

int loc_rota_levels_by_prices(const loc_rota_search *x) {
    int levels = 0;

    while (levels < (int)x->levels && x->best.is_known && x->root.is_known &&
           loc_rota_compare(x, &x->best, &x->root, levels + 1) == 0) {
        levels++;
    }
    return levels;
}

/* The weaker of two proofs: nothing, a solver's word, a search, prices. */
static int32_t weaker(int32_t a, int32_t b) {
    static const int strength[] = {0, 3, 2, 1, 4}; /* by locality_rota_proofs */

    return strength[a] < strength[b] ? a : b;
}

/* Pins, spells and rest cannot all be kept, or nothing was found. */
static void tell_nothing(const loc_rota_search *x, bool is_over) {
    loc_rota_found *f = x->found;
    bool was_over = f->verdict == LOCALITY_ALLOCATION_INFEASIBLE;

    f->levels_by_prices = 0;
    f->filled_most += x->root.filled;
    f->is_filled_proved = f->is_fair_proved = f->is_cost_proved = false;
    f->cost_least = INT64_MIN;
    if (was_over) { /* one part is enough */
        return;
    }
    f->verdict = is_over ? LOCALITY_ALLOCATION_INFEASIBLE : LOCALITY_ALLOCATION_UNKNOWN;
    f->proof = !is_over        ? LOCALITY_ROTA_NOT_PROVED
               : x->is_refused ? LOCALITY_ROTA_BY_SOLVER
                               : LOCALITY_ROTA_BY_SEARCH;
}

/* What holds of the cost: what it is, or what it is where only what comes before is proved. */
static int64_t least_cost(const loc_rota_search *x, int closed, int by_prices) {
    int level = (int)loc_rota_level_of_cost(x);

    return closed > level ? x->best.cost : by_prices >= level ? x->root.cost : INT64_MIN;
}

void loc_rota_say(loc_rota_search *x, bool is_over) {
    loc_rota_found *f = x->found;
    int by_prices = loc_rota_levels_by_prices(x), all = (int)x->levels;
    int closed = is_over ? all : by_prices > (int)x->closed ? by_prices : (int)x->closed;

    f->has_bound = f->has_bound && x->root.is_known;
    f->is_helped = f->is_helped || x->is_refused || (!is_over && (int)x->closed > by_prices);
    if (!x->best.is_known) {
        tell_nothing(x, is_over || x->is_refused);
        return;
    }
    f->levels_by_prices = by_prices < f->levels_by_prices ? by_prices : f->levels_by_prices;
    f->filled_most += closed > 0 ? x->best.filled : x->root.filled;
    f->is_filled_proved = f->is_filled_proved && closed > 0;
    f->is_fair_proved =
        f->is_fair_proved && (closed == all || closed > (int)loc_rota_level_of_shares(x));
    f->is_cost_proved = f->is_cost_proved && closed > (int)loc_rota_level_of_cost(x);
    int64_t least = least_cost(x, closed, by_prices);
    f->cost_least =
        least == INT64_MIN || f->cost_least == INT64_MIN ? INT64_MIN : f->cost_least + least;
    f->filled += x->best.filled;
    f->cost += x->best.cost;
    for (uint32_t k = 0; k < x->options; k++) {
        f->holds[x->option[k]] = x->best_flow[k];
    }
    if (f->verdict != LOCALITY_ALLOCATION_OPTIMAL && f->verdict != LOCALITY_ALLOCATION_FEASIBLE) {
        return;
    }
    f->verdict = closed == all ? f->verdict : LOCALITY_ALLOCATION_FEASIBLE;
    f->proof = weaker(f->proof, by_prices == all ? LOCALITY_ROTA_BY_PRICES
                                : is_over        ? LOCALITY_ROTA_BY_SEARCH
                                : closed == all  ? LOCALITY_ROTA_BY_SOLVER
                                                 : LOCALITY_ROTA_NOT_PROVED);
}
