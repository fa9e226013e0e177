/* Check: whether a certificate proves its verdict. Nothing of the solvers is used here: only the
 * problem is read, and compared with what the certificate says.
 *
 * Optimal: an allocation that keeps every bound, and prices by which no pair, candidate, demand or
 * group could do better on its own. For any other allocation the sum of the same reduced costs, the
 * prices cancelling out, is then not lower at the first level where it differs.
 * Feasible: the same for the first of the levels, those that are proved.
 * Infeasible: a set into which more partners must come than can leave it. */
#include <inttypes.h>
#include <string.h>

#include "allocation/problem.h"
#include "base/wide.h"
#include "schema/schema.h"

typedef struct checking {
    const locality_allocation *a;
    const locality_allocation_certificate *c;
    locality_error *error;
    uint8_t *used;    /* of each pair */
    int64_t *load[3]; /* of rows, columns, groups */
} checking;

static int64_t price(const checking *k, int side, uint32_t node, uint32_t level) {
    const int64_t *of[] = {k->c->candidate_price, k->c->demand_price, k->c->group_price};
    size_t position = side < 2 ? k->a->side[side].given[node] : node;
    return of[side][position * k->c->levels + level];
}

static locality_status refuse(const checking *k, const char *what, const char *id) {
    return loc_fail(k->error, LOCALITY_CONFLICT, "the certificate does not hold: %s \"%s\"", what,
                    id);
}

/* Sign of a vector whose numbers are taken one by one: that of the first that is not 0. */
static int sign(loc_wide number, int before) {
    return before != 0 ? before : number > 0 ? 1 : number < 0 ? -1 : 0;
}

static locality_status check_pairs(const checking *k) {
    const locality_allocation *a = k->a;

    for (uint32_t i = 0; i < a->side[0].count; i++) {
        for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
            uint32_t j = loc_pair_column(a, p, i);
            const loc_mark *mark = loc_pair_mark(a, p);
            bool is_pin = mark != NULL && mark->is_pin;
            bool is_open = is_pin || loc_pair_is_open(a, p, k->c->waive != 0);
            int reduced = 0;
            for (uint32_t n = 0; k->c->candidate_price != NULL && n < k->c->levels; n++) {
                loc_wide cost = loc_level_cost(a, k->c->waive != 0, n, p);
                reduced = sign(cost - price(k, 0, i, n) - price(k, 1, j, n), reduced);
            }
            if (k->used[p] ? !is_open : is_pin) {
                return refuse(k, "a pair is there that may not be, or missing that must be, of",
                              a->side[0].id[i]);
            }
            if (is_open && !is_pin && (k->used[p] ? reduced > 0 : reduced < 0)) {
                return refuse(k, "a pair does not go with its prices, of", a->side[0].id[i]);
            }
        }
    }
    return LOCALITY_OK;
}

/* Bounds of a load, and that a price above 0 goes with the least of it, one below with the most. */
static locality_status check_node(const checking *k, int side, uint32_t node, int64_t least,
                                  int64_t most, const char *id) {
    uint32_t group = side == 1 ? loc_column_group(k->a, node) : LOC_NO_NODE;
    int64_t load = k->load[side][node], pairs = (int64_t)k->a->pairs;
    int reduced = 0;

    most = most < pairs ? most : pairs; /* nobody has more partners than there are pairs */
    if (load < least || load > most) {
        return refuse(k, "too few or too many partners for", id);
    }
    for (uint32_t n = 0; k->c->candidate_price != NULL && n < k->c->levels; n++) {
        loc_wide next = group != LOC_NO_NODE ? price(k, 2, group, n) : 0;
        reduced = sign(price(k, side, node, n) - next, reduced);
    }
    if (reduced > 0 ? load > least : reduced < 0 && load < most) {
        return refuse(k, "partners do not go with the price of", id);
    }
    return LOCALITY_OK;
}

static locality_status check_nodes(const checking *k) {
    const locality_allocation *a = k->a;
    locality_status status = LOCALITY_OK;

    for (int side = 0; side < 2; side++) {
        const loc_side *s = &a->side[side];
        for (uint32_t v = 0; v < s->count && status == LOCALITY_OK; v++) {
            status = check_node(k, side, v, s->least[v], s->most[v], s->id[v]);
        }
    }
    for (uint32_t g = 0; g < a->groups && status == LOCALITY_OK; g++) {
        status = check_node(k, 2, g, a->group[g].least, a->group[g].most, a->group[g].id);
    }
    return status;
}

/* Reads the pairs of the certificate into `used` and `load`. */
static locality_status read_pairs(checking *k) {
    const locality_allocation *a = k->a;

    for (size_t n = 0; n < k->c->pairs; n++) {
        if (k->c->candidate[n] >= a->side[0].count || k->c->demand[n] >= a->side[1].count) {
            return loc_fail(k->error, LOCALITY_INVALID, "pair %zu names nobody", n);
        }
        uint32_t i = a->side[0].node[k->c->candidate[n]], j = a->side[1].node[k->c->demand[n]];
        size_t pair = loc_pair_find(a, i, j);
        if (pair == LOC_NO_PAIR || k->used[pair]) {
            return refuse(k, "a pair that is not among the pairs, or there twice, of",
                          a->side[0].id[i]);
        }
        k->used[pair] = 1;
        k->load[0][i]++;
        k->load[1][j]++;
        if (loc_column_group(a, j) != LOC_NO_NODE) {
            k->load[2][loc_column_group(a, j)]++;
        }
    }
    return LOCALITY_OK;
}

static locality_status check_allocation(checking *k) {
    locality_status status = read_pairs(k);

    if (status == LOCALITY_OK) {
        status = check_pairs(k);
    }
    return status == LOCALITY_OK ? check_nodes(k) : status;
}

/* ---- Infeasible ------------------------------------------------------------------------------ */

/* Adds an arc to what must come into the set and what can leave it. */
static void cross(bool from, bool to, int64_t least, int64_t most, loc_wide *must, loc_wide *can) {
    *must += !from && to ? least : 0;
    *can += from && !to ? most : 0;
}

static locality_status check_cut(const checking *k) {
    const locality_allocation *a = k->a;
    int64_t pairs = (int64_t)a->pairs;
    bool world = k->c->world_in != 0;
    loc_wide must = 0, can = 0;

    for (uint32_t i = 0; i < a->side[0].count; i++) {
        const loc_side *s = &a->side[0];
        bool in = k->c->candidate_in[s->given[i]] != 0;
        cross(world, in, s->least[i], s->most[i] < pairs ? s->most[i] : pairs, &must, &can);
        for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
            uint32_t j = loc_pair_column(a, p, i);
            const loc_mark *mark = loc_pair_mark(a, p);
            bool is_pin = mark != NULL && mark->is_pin;
            if (is_pin || loc_pair_is_open(a, p, k->c->waive != 0)) {
                cross(in, k->c->demand_in[a->side[1].given[j]] != 0, is_pin, 1, &must, &can);
            }
        }
    }
    for (uint32_t j = 0; j < a->side[1].count; j++) {
        const loc_side *s = &a->side[1];
        uint32_t group = loc_column_group(a, j);
        cross(k->c->demand_in[s->given[j]] != 0,
              group != LOC_NO_NODE ? k->c->group_in[group] != 0 : world, s->least[j],
              s->most[j] < pairs ? s->most[j] : pairs, &must, &can);
    }
    for (uint32_t g = 0; g < a->groups; g++) {
        int64_t most = a->group[g].most;
        cross(k->c->group_in[g] != 0, world, a->group[g].least, most < pairs ? most : pairs, &must,
              &can);
    }
    if (must > can) {
        return LOCALITY_OK;
    }
    return loc_fail(k->error, LOCALITY_CONFLICT,
                    "the certificate does not hold: as many partners can leave the set as must "
                    "come into it");
}

/* ---- The call -------------------------------------------------------------------------------- */

static locality_status check_shape(const locality_allocation *a,
                                   const locality_allocation_certificate *c,
                                   locality_error *error) {
    if (a == NULL || c == NULL) {
        return loc_fail_null(error, a == NULL ? "allocation" : "certificate");
    }
    if (c->struct_size != sizeof *c || c->waive < 0 || c->waive > 1 ||
        (c->pairs > 0 && (c->candidate == NULL || c->demand == NULL))) {
        return loc_fail(error, LOCALITY_INVALID, "the certificate is not filled in");
    }
    uint32_t levels = loc_levels(a, c->waive != 0);
    bool optimal = c->verdict == LOCALITY_ALLOCATION_OPTIMAL && c->levels == levels;
    bool feasible = c->verdict == LOCALITY_ALLOCATION_FEASIBLE && c->levels > LOC_LEVEL_COVERAGE &&
                    c->levels <= levels;
    bool infeasible = c->verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    bool has_prices = c->candidate_price != NULL && c->demand_price != NULL &&
                      (a->groups == 0 || c->group_price != NULL);
    bool has_cut =
        c->candidate_in != NULL && c->demand_in != NULL && (a->groups == 0 || c->group_in != NULL);
    if (!((optimal || feasible) && has_prices) && !(infeasible && has_cut)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "the certificate is none of an allocation or of infeasibility of this shape");
    }
    return LOCALITY_OK;
}

static locality_status check(checking *k, bool prices) {
    const locality_allocator *memory = &k->a->allocator;
    const size_t count[] = {k->a->side[0].count, k->a->side[1].count, k->a->groups};
    bool done = true;

    k->used = loc_allocate(memory, k->a->pairs, 1);
    for (int side = 0; side < 3; side++) {
        k->load[side] = loc_allocate(memory, count[side], sizeof *k->load[side]);
        done = done && k->load[side] != NULL;
    }
    if (!done || k->used == NULL) {
        return loc_fail_memory(k->error);
    }
    return prices && k->c->verdict == LOCALITY_ALLOCATION_INFEASIBLE ? check_cut(k)
                                                                     : check_allocation(k);
}

static void give_back(checking *k) {
    const locality_allocator *memory = &k->a->allocator;
    const size_t count[] = {k->a->side[0].count, k->a->side[1].count, k->a->groups};

    loc_release(memory, k->used, k->a->pairs, 1);
    for (int side = 0; side < 3; side++) {
        loc_release(memory, k->load[side], count[side], sizeof *k->load[side]);
    }
}

locality_status locality_allocation_check(const locality_allocation *allocation,
                                          const locality_allocation_certificate *certificate,
                                          locality_error *error) {
    checking k = {.a = allocation, .c = certificate, .error = error};

    locality_status status = check_shape(allocation, certificate, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = check(&k, true);
    give_back(&k);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

/* ---- Stable ---------------------------------------------------------------------------------- */

/* Whether a node has room, or a partner it likes less than a pair; `worst` holds the worst cost of
 * what it has. */
static bool would_rather(const loc_side *side, const int64_t *load, const int64_t *worst,
                         uint32_t node, int64_t cost) {
    return load[node] < side->most[node] || (load[node] > 0 && worst[node] > cost);
}

/* The worst cost of what each node has; pins are not given up. */
static void find_worst(const checking *k, uint32_t level, int side, int64_t *worst) {
    const locality_allocation *a = k->a;

    for (uint32_t v = 0; v < a->side[side].count; v++) {
        worst[v] = INT64_MIN;
    }
    for (uint32_t i = 0; i < a->side[0].count; i++) {
        for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
            uint32_t node = side == 0 ? i : loc_pair_column(a, p, i);
            int64_t cost = loc_cost_at(&a->cost[level - 1], p);
            if (k->used[p] && loc_pair_mark(a, p) == NULL && cost > worst[node]) {
                worst[node] = cost;
            }
        }
    }
}

static locality_status find_blocking(const checking *k, uint32_t candidate_level,
                                     uint32_t demand_level, int64_t *const worst[2]) {
    const locality_allocation *a = k->a;

    find_worst(k, candidate_level, 0, worst[0]);
    find_worst(k, demand_level, 1, worst[1]);
    for (uint32_t i = 0; i < a->side[0].count; i++) {
        for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
            uint32_t j = loc_pair_column(a, p, i);
            int64_t liked = loc_cost_at(&a->cost[candidate_level - 1], p);
            int64_t wanted = loc_cost_at(&a->cost[demand_level - 1], p);
            if (!k->used[p] && loc_pair_is_open(a, p, false) &&
                would_rather(&a->side[0], k->load[0], worst[0], i, liked) &&
                would_rather(&a->side[1], k->load[1], worst[1], j, wanted)) {
                return loc_fail(k->error, LOCALITY_CONFLICT,
                                "\"%s\" and \"%s\" would both rather have one another",
                                a->side[0].id[i], a->side[1].id[j]);
            }
        }
    }
    return LOCALITY_OK;
}

static locality_status check_stable(checking *k, uint32_t candidate_level, uint32_t demand_level) {
    const locality_allocator *memory = &k->a->allocator;
    const size_t rows = k->a->side[0].count, columns = k->a->side[1].count;
    int64_t *worst[2] = {loc_allocate(memory, rows, sizeof(int64_t)),
                         loc_allocate(memory, columns, sizeof(int64_t))};

    locality_status status =
        worst[0] != NULL && worst[1] != NULL ? check(k, false) : loc_fail_memory(k->error);
    if (status == LOCALITY_OK && k->used != NULL && worst[0] != NULL && worst[1] != NULL) {
        status = find_blocking(k, candidate_level, demand_level, worst);
    }
    give_back(k);
    loc_release(memory, worst[0], rows, sizeof(int64_t));
    loc_release(memory, worst[1], columns, sizeof(int64_t));
    return status;
}

locality_status locality_allocation_check_stable(const locality_allocation *allocation,
                                                 const locality_allocation_certificate *certificate,
                                                 uint32_t candidate_level, uint32_t demand_level,
                                                 locality_error *error) {
    locality_allocation_certificate pairs = LOCALITY_ALLOCATION_CERTIFICATE_INIT;
    checking k = {.a = allocation, .c = &pairs, .error = error};

    if (allocation == NULL || certificate == NULL) {
        return loc_fail_null(error, allocation == NULL ? "allocation" : "certificate");
    }
    if (certificate->struct_size != sizeof *certificate || candidate_level == 0 ||
        demand_level == 0 || candidate_level > allocation->levels ||
        demand_level > allocation->levels) {
        return loc_fail(error, LOCALITY_INVALID,
                        "there is no such level, or the certificate is not filled in");
    }
    pairs.pairs = certificate->pairs;
    pairs.candidate = certificate->candidate;
    pairs.demand = certificate->demand;
    locality_status status = check_stable(&k, candidate_level, demand_level);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
