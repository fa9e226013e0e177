/* Deployment: reading what is asked for into canonical order, and judging it. */
#include <inttypes.h>
#include <string.h>

#include "deployment/deployment.h"
#include "base/sort.h"
#include "schema/schema.h"

#define MOST_PAIRS ((size_t)1 << 26)
#define MOST_COST (INT64_C(1) << 40)

/* ---- Checking -------------------------------------------------------------------------------- */

static locality_status take_struct(const locality_deployment_problem *given,
                                   locality_deployment_problem *in, locality_error *error) {
    if (given == NULL) {
        return loc_fail_null(error, "problem");
    }
    if (!loc_struct_take(in, sizeof *in, given, given->struct_size, sizeof *in) ||
        in->reserved != 0 || in->reserved2 != 0 || (in->whole != 0 && in->whole != 1)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "problem.struct_size is not that of locality_deployment_problem, reserved is "
            "not 0, or whole is neither 0 nor 1");
    }
    in->step = in->step == 0 ? 1 : in->step;
    if (in->step < 1 || in->step > LOCALITY_DEPLOYMENT_MOST || (in->whole != 0 && in->step > 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "step is below 0 or above 2^40, or above 1 where people go whole");
    }
    if (in->groups > MOST_PAIRS || in->places > MOST_PAIRS ||
        (in->group == NULL) != (in->place == NULL)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "more than %zu groups or places, or group is given without place",
                        MOST_PAIRS);
    }
    if (in->group == NULL && loc_multiply_overflows(in->groups, in->places, &in->pairs)) {
        in->pairs = SIZE_MAX;
    }
    if (in->pairs > MOST_PAIRS) {
        return loc_fail(error, LOCALITY_LIMIT, "more pairs than %zu", MOST_PAIRS);
    }
    if (in->levels > LOCALITY_ALLOCATION_LEVELS) {
        return loc_fail(error, LOCALITY_INVALID, "more levels of cost than %d",
                        LOCALITY_ALLOCATION_LEVELS);
    }
    if ((in->gives == NULL && in->groups > 0) || (in->need == NULL && in->places > 0) ||
        (in->cost == NULL && in->levels > 0 && in->pairs > 0)) {
        return loc_fail_null(error, "gives, need or cost");
    }
    return LOCALITY_OK;
}

static bool is_amount(int64_t value) {
    return value >= 0 && value <= LOCALITY_DEPLOYMENT_MOST;
}

static locality_status check_members(const locality_deployment_problem *in, locality_error *error) {
    for (size_t i = 0; i < in->groups; i++) {
        if (!is_amount(in->gives[i])) {
            return loc_fail(error, LOCALITY_INVALID,
                            "group %zu gives %" PRId64 ", which is below 0 or above 2^40", i,
                            in->gives[i]);
        }
    }
    for (size_t j = 0; j < in->places; j++) {
        int64_t low = in->protect != NULL ? in->protect[j] : 0;
        int64_t high = in->ceiling != NULL ? in->ceiling[j] : low;
        if (!is_amount(in->need[j]) || !is_amount(low) || !is_amount(high) || high < low) {
            return loc_fail(error, LOCALITY_INVALID,
                            "place %zu needs %" PRId64 ", at least %" PRId64 " and at most %" PRId64
                            ": one is below 0 or above 2^40, or the second above the third",
                            j, in->need[j], low, high);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_pairs(const locality_deployment_problem *in, locality_error *error) {
    for (size_t k = 0; k < in->pairs; k++) {
        int64_t low = in->least != NULL ? in->least[k] : 0;
        int64_t high = in->most != NULL ? in->most[k] : low;
        if (in->group != NULL && (in->group[k] >= in->groups || in->place[k] >= in->places)) {
            return loc_fail(error, LOCALITY_INVALID, "pair %zu: there is no such group or place",
                            k);
        }
        if (!is_amount(low) || high < low) {
            return loc_fail(error, LOCALITY_INVALID,
                            "pair %zu: at least %" PRId64 " and at most %" PRId64, k, low, high);
        }
        for (size_t l = 0; l < in->levels; l++) {
            int64_t cost = in->cost[k * in->levels + l];
            if (cost > MOST_COST || cost < -MOST_COST) {
                return loc_fail(error, LOCALITY_INVALID, "pair %zu: a cost beyond 2^40", k);
            }
        }
    }
    return LOCALITY_OK;
}

/* ---- Members --------------------------------------------------------------------------------- */

static locality_status take_names(loc_deploy *d, const locality_deployment_problem *in,
                                  const locality_allocator *allocator, locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};

    side[0].count = in->groups;
    side[0].id = in->group_id;
    side[1].count = in->places;
    side[1].id = in->place_id;
    return locality_allocation_new(&side[0], &side[1], allocator, &d->names, error);
}

/* The time that all have who have any; 0 where they differ or nobody has. */
static int64_t common_time(const locality_deployment_problem *in) {
    int64_t common = 0;

    for (size_t i = 0; i < in->groups; i++) {
        if (in->gives[i] != 0 && common != 0 && in->gives[i] != common) {
            return 0;
        }
        common = in->gives[i] != 0 ? in->gives[i] : common;
    }
    return common;
}

static int64_t up(int64_t time, int64_t unit) {
    return time / unit + (time % unit != 0);
}

static bool take_members(loc_deploy *d, const locality_deployment_problem *in) {
    const uint32_t *group = d->names->side[0].given, *place = d->names->side[1].given;
    int64_t common = in->whole ? common_time(in) : 0;

    d->is_whole = in->whole != 0;
    d->is_equal = common > 0;
    d->unit = common > 0 ? common : in->step;
    d->gives = loc_arena_take(&d->memory, d->groups, sizeof *d->gives);
    d->need = loc_arena_take(&d->memory, d->places, sizeof *d->need);
    d->low = loc_arena_take(&d->memory, d->places, sizeof *d->low);
    d->high = loc_arena_take(&d->memory, d->places, sizeof *d->high);
    if (d->gives == NULL || d->need == NULL || d->low == NULL || d->high == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < d->groups; i++) {
        d->gives[i] = in->gives[group[i]] / d->unit;
    }
    for (uint32_t j = 0; j < d->places; j++) {
        int64_t need = in->need[place[j]];
        int64_t low = in->protect != NULL ? in->protect[place[j]] : 0;
        d->need[j] = need;
        d->low[j] = up(low, d->unit);
        if (in->ceiling != NULL) {
            d->high[j] = in->ceiling[place[j]] / d->unit;
        } else {
            d->high[j] = d->is_whole ? LOC_DEPLOY_NO_LIMIT : up(need > low ? need : low, d->unit);
        }
    }
    return true;
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

typedef struct place_of {
    uint32_t group, place;
    size_t given;
} place_of;

static int compare_pairs(const void *a, const void *b, const void *context) {
    const place_of *x = a, *y = b;
    (void)context;

    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->given < y->given ? -1 : x->given > y->given;
}

static void list_pairs(const loc_deploy *d, const locality_deployment_problem *in, place_of *list) {
    const uint32_t *group = d->names->side[0].node, *place = d->names->side[1].node;

    for (size_t k = 0; k < d->pairs; k++) {
        size_t i = in->group != NULL ? in->group[k] : k / in->places;
        size_t j = in->place != NULL ? in->place[k] : k % in->places;
        list[k] = (place_of){group[i], place[j], k};
    }
    loc_sort(list, d->pairs, sizeof *list, compare_pairs, NULL);
}

static locality_status put_pairs(loc_deploy *d, const locality_deployment_problem *in,
                                 const place_of *list, locality_error *error) {
    for (size_t k = 0; k < d->pairs; k++) {
        const place_of *p = &list[k];
        if (k > 0 && p->group == list[k - 1].group && p->place == list[k - 1].place) {
            return loc_fail(error, LOCALITY_DUPLICATE, "pair %zu is that of pair %zu", p->given,
                            list[k - 1].given);
        }
        d->pair_group[k] = p->group;
        d->pair_place[k] = p->place;
        int64_t most = in->most != NULL ? in->most[p->given] : LOC_DEPLOY_NO_LIMIT;
        d->least[k] = in->least != NULL ? up(in->least[p->given], d->unit) : 0;
        d->most[k] = most < LOC_DEPLOY_NO_LIMIT ? most / d->unit : LOC_DEPLOY_NO_LIMIT;
        if (d->is_whole && d->least[k] > 0) { /* all of it, or nothing */
            d->least[k] = d->gives[p->group] > d->least[k] ? d->gives[p->group] : d->least[k];
        }
        if (d->is_whole && d->most[k] < d->gives[p->group]) {
            d->most[k] = 0;
        }
        if (d->least[k] > d->most[k]) {
            return loc_fail(error, LOCALITY_INVALID,
                            "pair %zu: who goes whole has no time between least and most",
                            p->given);
        }
        d->start[p->group + 1] = k + 1;
        d->place_start[p->place + 1]++;
        if (d->levels > 0) {
            memcpy(d->cost + k * d->levels, in->cost + p->given * d->levels,
                   d->levels * sizeof *d->cost);
        }
    }
    return LOCALITY_OK;
}

/* Starts of groups without pairs, and the pairs of each place. */
static bool finish_pairs(loc_deploy *d) {
    size_t *at = loc_arena_take(&d->memory, (size_t)d->places + 1, sizeof *at);

    if (at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < d->groups; i++) {
        d->start[i + 1] = d->start[i + 1] > d->start[i] ? d->start[i + 1] : d->start[i];
    }
    for (uint32_t j = 0; j < d->places; j++) {
        d->place_start[j + 1] += d->place_start[j];
        at[j] = d->place_start[j];
    }
    for (size_t k = 0; k < d->pairs; k++) {
        d->place_pair[at[d->pair_place[k]]++] = (uint32_t)k;
    }
    return true;
}

static locality_status take_pairs(loc_deploy *d, const locality_deployment_problem *in,
                                  const locality_allocator *allocator, locality_error *error) {
    size_t costs = 0;

    d->pairs = in->pairs;
    if (loc_multiply_overflows(d->pairs, d->levels, &costs)) {
        return loc_fail_memory(error);
    }
    d->start = loc_arena_take(&d->memory, (size_t)d->groups + 1, sizeof *d->start);
    d->place_start = loc_arena_take(&d->memory, (size_t)d->places + 1, sizeof *d->place_start);
    d->pair_group = loc_arena_take(&d->memory, d->pairs, sizeof *d->pair_group);
    d->pair_place = loc_arena_take(&d->memory, d->pairs, sizeof *d->pair_place);
    d->place_pair = loc_arena_take(&d->memory, d->pairs, sizeof *d->place_pair);
    d->least = loc_arena_take(&d->memory, d->pairs, sizeof *d->least);
    d->most = loc_arena_take(&d->memory, d->pairs, sizeof *d->most);
    d->cost = loc_arena_take(&d->memory, costs, sizeof *d->cost);
    place_of *list = loc_allocate_raw(allocator, d->pairs, sizeof *list);
    locality_status status = LOCALITY_NO_MEMORY;
    if (list != NULL && d->start != NULL && d->place_start != NULL && d->pair_group != NULL &&
        d->pair_place != NULL && d->place_pair != NULL && d->least != NULL && d->most != NULL &&
        d->cost != NULL) {
        list_pairs(d, in, list);
        status = put_pairs(d, in, list, error);
    }
    loc_release(allocator, list, d->pairs, sizeof *list);
    if (status == LOCALITY_OK && !finish_pairs(d)) {
        status = LOCALITY_NO_MEMORY;
    }
    return status == LOCALITY_NO_MEMORY ? loc_fail_memory(error) : status;
}

locality_status loc_deploy_take(loc_deploy *d, const locality_deployment_problem *problem,
                                const locality_allocator *allocator, locality_error *error) {
    locality_deployment_problem in = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    memset(d, 0, sizeof *d);
    loc_arena_init(&d->memory, allocator);
    locality_status status = take_struct(problem, &in, error);
    status = status == LOCALITY_OK ? check_members(&in, error) : status;
    status = status == LOCALITY_OK ? check_pairs(&in, error) : status;
    status = status == LOCALITY_OK ? take_names(d, &in, allocator, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    d->groups = (uint32_t)in.groups;
    d->places = (uint32_t)in.places;
    d->levels = (uint32_t)in.levels;
    status = take_members(d, &in) ? LOCALITY_OK : loc_fail_memory(error);
    return status == LOCALITY_OK ? take_pairs(d, &in, allocator, error) : status;
}

void loc_deploy_clear(loc_deploy *d) {
    locality_allocation_free(d->names);
    loc_arena_clear(&d->memory);
    d->names = NULL;
}

static bool sum_fits(const int64_t *value, size_t count, int64_t unit) {
    loc_wide sum = 0;

    for (size_t k = 0; k < count; k++) {
        sum += value[k];
    }
    return sum * unit <= LOC_DEPLOY_SUM;
}

bool loc_deploy_fits(const loc_deploy *d) {
    return sum_fits(d->gives, d->groups, d->unit) && sum_fits(d->need, d->places, 1) &&
           sum_fits(d->low, d->places, d->unit) && sum_fits(d->least, d->pairs, d->unit);
}

size_t loc_deploy_find(const loc_deploy *d, uint32_t group, uint32_t place) {
    size_t low = d->start[group], end = d->start[group + 1], high = end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->pair_place[middle] < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < end && d->pair_place[low] == place ? low : LOC_NO_PAIR;
}

bool loc_deployed_make(loc_deployed *out, const loc_deploy *d, loc_arena *memory) {
    size_t nodes = (size_t)d->groups + d->places;

    memset(out, 0, sizeof *out);
    out->flow = loc_arena_take(memory, d->pairs, sizeof *out->flow);
    out->total = loc_arena_take(memory, d->places, sizeof *out->total);
    out->spent = loc_arena_take(memory, d->groups, sizeof *out->spent);
    out->at = loc_arena_take(memory, nodes, sizeof *out->at);
    out->price = loc_arena_take(memory, nodes * (d->levels + 1), sizeof *out->price);
    out->tied = loc_arena_take(memory, d->pairs + nodes, 1);
    out->cut = loc_arena_take(memory, nodes + 1, 1);
    return out->flow != NULL && out->total != NULL && out->spent != NULL && out->at != NULL &&
           out->price != NULL && out->tied != NULL && out->cut != NULL;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* Places without need come after all others; a unit more is as good there as anywhere. */
static int compare_shares(const loc_deploy *d, loc_step a, int64_t off, loc_step b) {
    int64_t by_a = d->need[a.place] > 0 ? d->need[a.place] : 1;
    int64_t by_b = d->need[b.place] > 0 ? d->need[b.place] : 1;
    loc_wide left = (loc_wide)(a.step - off) * by_b, right = (loc_wide)(b.step - off) * by_a;
    return left < right ? -1 : left > right;
}

static int rank_of_none(uint32_t place) {
    return place == LOCALITY_DEPLOYMENT_NOWHERE ? -1 : place == LOCALITY_DEPLOYMENT_LEFT_OVER;
}

int loc_step_compare(const loc_deploy *d, loc_step a, loc_step b) {
    int none_a = rank_of_none(a.place), none_b = rank_of_none(b.place);

    if (none_a != 0 || none_b != 0) {
        return none_a < none_b ? -1 : none_a > none_b;
    }
    bool idle_a = d->need[a.place] == 0, idle_b = d->need[b.place] == 0;
    if (idle_a != idle_b) {
        return idle_a ? 1 : -1;
    }
    int order = compare_shares(d, a, 1, b);
    return order != 0 ? order : compare_shares(d, b, 0, a);
}

/* ---- Borders --------------------------------------------------------------------------------- */

loc_deploy_cut loc_deploy_border(const loc_deploy *d, const uint8_t *in) {
    loc_deploy_cut cut = {0, 0, 0, 0};
    uint32_t members = 0;

    for (uint32_t i = 0; i < d->groups; i++) {
        members += in[i];
        cut.high_in += in[i] ? d->gives[i] : 0;
    }
    for (uint32_t j = 0; j < d->places; j++) {
        members += in[loc_deploy_place(d, j)];
        cut.low_out += in[loc_deploy_place(d, j)] ? d->low[j] : 0;
        cut.high_out += in[loc_deploy_place(d, j)] ? d->high[j] : 0;
    }
    for (size_t k = 0; k < d->pairs; k++) {
        bool from = in[d->pair_group[k]] != 0;
        bool to = in[loc_deploy_place(d, d->pair_place[k])] != 0;
        if (to && !from) {
            cut.low_in += d->least[k];
            cut.high_in += d->most[k];
        } else if (from && !to) {
            cut.low_out += d->least[k];
            cut.high_out += d->most[k];
        }
    }
    /* What comes into a place by itself has to go through it. Where people go whole it may be that no
     * number of them lies between its bounds. */
    if (members == 1 && cut.low_out > cut.high_out && cut.high_out < cut.high_in) {
        cut.high_in = cut.high_out;
    }
    return cut;
}

/* ---- Rivals ---------------------------------------------------------------------------------- */

/* The places that have time of a group which they could give up. */
static uint32_t mark_places(const loc_deploy *d, const int64_t *flow, uint32_t group, uint8_t *in,
                            uint32_t *queue, uint32_t end) {
    in[group] = 1;
    for (size_t k = d->start[group]; k < d->start[group + 1]; k++) {
        uint32_t place = loc_deploy_place(d, d->pair_place[k]);
        if (!in[place] && flow[k] > d->least[k]) {
            in[place] = 1;
            queue[end++] = d->pair_place[k];
        }
    }
    return end;
}

uint32_t loc_deploy_rivals(const loc_deploy *d, const int64_t *flow, uint8_t *in, uint32_t *queue,
                           uint32_t end) {
    for (uint32_t at = 0; at < end; at++) {
        uint32_t j = queue[at];
        for (size_t p = d->place_start[j]; p < d->place_start[j + 1]; p++) {
            size_t pair = d->place_pair[p];
            uint32_t i = d->pair_group[pair];
            if (!in[i] && flow[pair] < d->most[pair]) {
                end = mark_places(d, flow, i, in, queue, end);
            }
        }
    }
    return end;
}
