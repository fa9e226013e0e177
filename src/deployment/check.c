/* Deployment, verifying: a certificate against its problem. Reads the problem as the solvers do and has
 * nothing else in common with them. */
#include <inttypes.h>
#include <string.h>

#include "deployment/deployment.h"
#include "schema/schema.h"

typedef struct judge {
    const loc_deploy *d;
    const locality_deployment_certificate *c;
    int64_t *flow;  /* of each pair, in amounts */
    int64_t *total; /* of groups and then places */
    loc_step *at;
    int64_t *price;
    size_t levels;
} judge;

static locality_status object(locality_error *error, const judge *j, int side, uint32_t number,
                              const char *what) {
    const char *id = j->d->names->side[side].id[number];
    loc_fail(error, LOCALITY_CONFLICT, "%s \"%s\" %s", side == 0 ? "group" : "place", id, what);
    return LOCALITY_CONFLICT;
}

/* ---- Lawful ---------------------------------------------------------------------------------- */

static locality_status take_shares(judge *j, locality_error *error) {
    const loc_deploy *d = j->d;
    const locality_deployment_certificate *c = j->c;

    for (size_t k = 0; k < c->shares; k++) {
        if (c->group[k] >= d->groups || c->place[k] >= d->places || c->amount[k] <= 0 ||
            c->amount[k] > LOCALITY_DEPLOYMENT_MOST || c->amount[k] % d->unit != 0) {
            return loc_fail(error, LOCALITY_CONFLICT,
                            "share %zu: no such group or place, or no such amount", k);
        }
        uint32_t group = d->names->side[0].node[c->group[k]];
        uint32_t place = d->names->side[1].node[c->place[k]];
        size_t pair = loc_deploy_find(d, group, place);
        if (pair == LOC_NO_PAIR || j->flow[pair] != 0) {
            return loc_fail(error, LOCALITY_CONFLICT, "share %zu: no such pair, or given twice", k);
        }
        j->flow[pair] = c->amount[k] / d->unit;
        j->total[group] += j->flow[pair];
        j->total[loc_deploy_place(d, place)] += j->flow[pair];
        if (j->total[group] > d->gives[group]) {
            return object(error, j, 0, group, "gives more than it has");
        }
    }
    return LOCALITY_OK;
}

static locality_status check_bounds(const judge *j, locality_error *error) {
    const loc_deploy *d = j->d;

    for (size_t k = 0; k < d->pairs; k++) {
        if (j->flow[k] < d->least[k] || j->flow[k] > d->most[k]) {
            return object(error, j, 0, d->pair_group[k], "gives a place too little or too much");
        }
        if (d->is_whole && j->flow[k] != 0 && j->flow[k] != d->gives[d->pair_group[k]]) {
            return object(error, j, 0, d->pair_group[k], "does not go whole");
        }
    }
    for (uint32_t p = 0; p < d->places; p++) {
        int64_t total = j->total[loc_deploy_place(d, p)];
        if (total < d->low[p] || total > d->high[p]) {
            return object(error, j, 1, p, "is given too little or too much");
        }
    }
    return LOCALITY_OK;
}

/* ---- Best ------------------------------------------------------------------------------------ */

static locality_status take_standing(judge *j, locality_error *error) {
    const loc_deploy *d = j->d;
    const locality_deployment_certificate *c = j->c;

    for (uint32_t v = 0; v < loc_deploy_hub(d); v++) {
        int side = v < d->groups ? 0 : 1;
        uint32_t own = side == 0 ? v : v - d->groups;
        uint32_t given = d->names->side[side].given[own];
        uint32_t place = side == 0 ? c->group_at[given] : c->place_at[given];
        int64_t step = side == 0 ? c->group_step[given] : c->place_step[given];
        const int64_t *price = side == 0 ? c->group_price : c->place_price;
        bool is_step = place < d->places;
        bool is_none =
            place == LOCALITY_DEPLOYMENT_NOWHERE || place == LOCALITY_DEPLOYMENT_LEFT_OVER;
        if ((!is_step && !is_none) || (is_step && (step < 1 || step > LOC_DEPLOY_NO_LIMIT))) {
            return object(error, j, side, own, "stands at no step");
        }
        j->at[v] = (loc_step){is_step ? d->names->side[1].node[place] : place, step};
        memcpy(j->price + v * j->levels, price + given * j->levels, j->levels * sizeof *price);
    }
    return LOCALITY_OK;
}

/* The sign of the first reduced cost that is not 0. The hub is behind the last node. */
static int reduced(const judge *j, uint32_t from, uint32_t to, const int64_t *cost) {
    uint32_t hub = loc_deploy_hub(j->d);

    for (size_t l = 0; l < j->levels; l++) {
        loc_wide sum = cost != NULL && l > 0 ? cost[l - 1] : 0;
        sum += from < hub ? j->price[from * j->levels + l] : 0;
        sum -= to < hub ? j->price[to * j->levels + l] : 0;
        if (sum != 0) {
            return sum < 0 ? -1 : 1;
        }
    }
    return 0;
}

/* More on an arc leads from one step to another; that must not be to an earlier one, or cheaper. */
static bool is_worth(int order, int price, bool can_rise, bool can_fall) {
    int sign = order != 0 ? order : price;
    return !(can_rise && sign < 0) && !(can_fall && sign > 0);
}

static locality_status check_pairs(const judge *j, locality_error *error) {
    const loc_deploy *d = j->d;

    for (size_t k = 0; k < d->pairs; k++) {
        uint32_t i = d->pair_group[k], to = loc_deploy_place(d, d->pair_place[k]);
        int order = loc_step_compare(d, j->at[to], j->at[i]);
        int price = reduced(j, i, to, d->cost + k * d->levels);
        if (!is_worth(order, price, j->flow[k]<d->most[k], j->flow[k]> d->least[k])) {
            return object(error, j, 0, i, "would do better elsewhere");
        }
    }
    return LOCALITY_OK;
}

static locality_status check_groups(const judge *j, locality_error *error) {
    const loc_deploy *d = j->d;
    const loc_step left = {LOCALITY_DEPLOYMENT_LEFT_OVER, 0};

    for (uint32_t i = 0; i < d->groups; i++) {
        int order = loc_step_compare(d, j->at[i], left); /* time that stays comes after all steps */
        int price = reduced(j, loc_deploy_hub(d), i, NULL);
        if (!is_worth(order, price, j->total[i]<d->gives[i], j->total[i]> 0)) {
            return object(error, j, 0, i, "has time left over that could be used");
        }
    }
    return LOCALITY_OK;
}

static locality_status check_places(const judge *j, locality_error *error) {
    const loc_deploy *d = j->d;

    for (uint32_t p = 0; p < d->places; p++) {
        uint32_t node = loc_deploy_place(d, p);
        int64_t total = j->total[node];
        int price = reduced(j, node, loc_deploy_hub(d), NULL);
        int rise = loc_step_compare(d, loc_step_next(d, p, total), j->at[node]);
        int fall = loc_step_compare(d, loc_step_last(d, p, total), j->at[node]);
        if (!is_worth(rise, price, total < d->high[p], false) ||
            !is_worth(fall, price, false, total > d->low[p])) {
            return object(error, j, 1, p, "has less or more than would be fair");
        }
    }
    return LOCALITY_OK;
}

static locality_status check_optimal(judge *j, locality_error *error) {
    locality_status status = take_shares(j, error);

    status = status == LOCALITY_OK ? check_bounds(j, error) : status;
    status = status == LOCALITY_OK ? take_standing(j, error) : status;
    status = status == LOCALITY_OK ? check_pairs(j, error) : status;
    status = status == LOCALITY_OK ? check_groups(j, error) : status;
    return status == LOCALITY_OK ? check_places(j, error) : status;
}

/* ---- Impossible ------------------------------------------------------------------------------ */

static locality_status check_infeasible(const judge *j, uint8_t *in, locality_error *error) {
    const loc_deploy *d = j->d;
    const locality_deployment_certificate *c = j->c;

    for (uint32_t i = 0; i < d->groups; i++) {
        in[i] = c->group_in[d->names->side[0].given[i]] != 0;
    }
    for (uint32_t p = 0; p < d->places; p++) {
        in[loc_deploy_place(d, p)] = c->place_in[d->names->side[1].given[p]] != 0;
    }
    loc_deploy_cut cut = loc_deploy_border(d, in);
    loc_wide must = c->is_short ? cut.low_out : cut.low_in;
    loc_wide can = c->is_short ? cut.high_in : cut.high_out;
    if (must <= can) {
        return loc_fail(error, LOCALITY_CONFLICT, "the set can keep what is protected and fixed");
    }
    if (must * d->unit != c->must || can * d->unit != c->can) {
        return loc_fail(error, LOCALITY_CONFLICT, "the sums of the set are not those stated");
    }
    return LOCALITY_OK;
}

/* ---- Both ------------------------------------------------------------------------------------ */

static locality_status check_shape(const loc_deploy *d, const locality_deployment_certificate *c,
                                   locality_error *error) {
    bool is_cut = c->verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    bool has_shares = c->shares == 0 || (c->group != NULL && c->place != NULL && c->amount != NULL);
    bool has_groups = d->groups == 0 || (is_cut ? c->group_in != NULL
                                                : c->group_at != NULL && c->group_step != NULL &&
                                                      c->group_price != NULL);
    bool has_places = d->places == 0 || (is_cut ? c->place_in != NULL
                                                : c->place_at != NULL && c->place_step != NULL &&
                                                      c->place_price != NULL);

    if ((!is_cut && c->verdict != LOCALITY_ALLOCATION_OPTIMAL) || !has_shares || !has_groups ||
        !has_places || (!is_cut && c->levels != (size_t)d->levels + 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the certificate is not of the shape of the problem, or of no verdict that "
                        "has one");
    }
    if (!loc_deploy_fits(d)) {
        return loc_fail(error, LOCALITY_CONFLICT, "the sums of the problem are beyond 2^41");
    }
    if (!is_cut && d->is_whole && !d->is_equal && d->groups > 0) {
        return loc_fail(error, LOCALITY_CONFLICT,
                        "people with different times go whole: prices cannot prove that");
    }
    return LOCALITY_OK;
}

static locality_status judge_it(const loc_deploy *d, const locality_deployment_certificate *c,
                                const locality_allocator *allocator, locality_error *error) {
    size_t nodes = (size_t)d->groups + d->places;
    judge j = {.d = d, .c = c, .levels = (size_t)d->levels + 1};
    loc_arena memory;

    loc_arena_init(&memory, allocator);
    j.flow = loc_arena_take(&memory, d->pairs, sizeof *j.flow);
    j.total = loc_arena_take(&memory, nodes, sizeof *j.total);
    j.at = loc_arena_take(&memory, nodes, sizeof *j.at);
    j.price = loc_arena_take(&memory, nodes, j.levels * sizeof *j.price);
    uint8_t *in = loc_arena_take(&memory, nodes, 1);
    locality_status status = LOCALITY_NO_MEMORY;
    if (j.flow == NULL || j.total == NULL || j.at == NULL || j.price == NULL || in == NULL) {
        status = loc_fail_memory(error);
    } else if (c->verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        status = check_infeasible(&j, in, error);
    } else {
        status = check_optimal(&j, error);
    }
    loc_arena_clear(&memory);
    return status;
}

locality_status locality_deployment_check(const locality_deployment_problem *problem,
                                          const locality_deployment_certificate *certificate,
                                          const locality_allocator *allocator,
                                          locality_error *error) {
    locality_deployment_certificate c = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_allocator memory;
    loc_deploy d;

    if (certificate == NULL) {
        return loc_fail_null(error, "certificate");
    }
    if (!loc_struct_take(&c, sizeof c, certificate, certificate->struct_size, sizeof c)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "certificate.struct_size is not that of locality_deployment_certificate");
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_deploy_take(&d, problem, &memory, error);
    status = status == LOCALITY_OK ? check_shape(&d, &c, error) : status;
    status = status == LOCALITY_OK ? judge_it(&d, &c, &memory, error) : status;
    loc_deploy_clear(&d);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
