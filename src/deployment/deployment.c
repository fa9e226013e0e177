/* Deployment: the solvers in their order, and the answer that the host keeps. */
#include "deployment/deployment.h"

#include <string.h>

#include "deployment/plan.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 34)

/* ---- Telling --------------------------------------------------------------------------------- */

static void tell_members(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;
    const loc_deployed *f = &plan->found;

    for (uint32_t i = 0; i < d->groups; i++) {
        locality_deployment_member *m = &plan->member[0][d->names->side[0].given[i]];
        m->id = d->names->side[0].id[i];
        m->amount = m->ceiling = d->gives[i] * d->unit;
        m->placed = f->spent[i] * d->unit;
        m->is_tied = f->tied[d->pairs + i];
    }
    for (uint32_t j = 0; j < d->places; j++) {
        locality_deployment_member *m = &plan->member[1][d->names->side[1].given[j]];
        m->id = d->names->side[1].id[j];
        m->amount = d->need[j];
        m->protect = d->low[j] * d->unit;
        m->ceiling = d->high[j] >= LOC_DEPLOY_NO_LIMIT ? INT64_MAX : d->high[j] * d->unit;
        m->placed = f->total[j] * d->unit;
        m->is_tied = f->tied[d->pairs + d->groups + j];
    }
}

/* Shares, and their three columns for the certificate. */
static bool tell_shares(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;
    loc_arena *memory = &plan->asked.memory;
    size_t count = 0;

    for (size_t k = 0; k < d->pairs && plan->has_plan; k++) {
        count += plan->found.flow[k] > 0;
    }
    uint32_t *group = loc_arena_take(memory, count, sizeof *group);
    uint32_t *place = loc_arena_take(memory, count, sizeof *place);
    int64_t *amount = loc_arena_take(memory, count, sizeof *amount);
    plan->share = loc_arena_take(memory, count, sizeof *plan->share);
    if (group == NULL || place == NULL || amount == NULL || plan->share == NULL) {
        return false;
    }
    for (size_t k = 0; k < d->pairs && plan->has_plan; k++) {
        int64_t flow = plan->found.flow[k];
        if (flow == 0) {
            continue;
        }
        locality_deployment_share *s = &plan->share[plan->shares];
        s->group = d->names->side[0].given[d->pair_group[k]];
        s->place = d->names->side[1].given[d->pair_place[k]];
        s->amount = flow * d->unit;
        s->is_tied = plan->found.tied[k];
        s->is_fixed = flow == d->least[k];
        group[plan->shares] = s->group;
        place[plan->shares] = s->place;
        amount[plan->shares++] = s->amount;
    }
    plan->certificate.shares = plan->shares;
    plan->certificate.group = group;
    plan->certificate.place = place;
    plan->certificate.amount = amount;
    return true;
}

/* Where one side stands, by position, with its prices or marks. */
static bool tell_side(locality_deployment *plan, int side, const uint8_t *in) {
    const loc_deploy *d = &plan->asked;
    loc_arena *memory = &plan->asked.memory;
    locality_deployment_certificate *c = &plan->certificate;
    uint32_t count = side == 0 ? d->groups : d->places, first = side == 0 ? 0 : d->groups;
    size_t nodes = (size_t)d->groups + d->places, levels = (size_t)d->levels + 1;
    uint32_t *at = loc_arena_take(memory, count, sizeof *at);
    int64_t *step = loc_arena_take(memory, count, sizeof *step);
    int64_t *price = loc_arena_take(memory, count, levels * sizeof *price);
    uint8_t *marks = loc_arena_take(memory, count, 1);

    if (at == NULL || step == NULL || price == NULL || marks == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < count; v++) {
        uint32_t to = d->names->side[side].given[v];
        loc_step where = plan->found.at[first + v];
        bool is_place = where.place < d->places;
        at[to] = is_place ? d->names->side[1].given[where.place] : where.place;
        step[to] = where.step;
        marks[to] = in != NULL ? in[first + v] : 0;
        for (size_t l = 0; l < levels; l++) {
            price[to * levels + l] = plan->found.price[l * nodes + first + v];
        }
    }
    *(side == 0 ? &c->group_at : &c->place_at) = at;
    *(side == 0 ? &c->group_step : &c->place_step) = step;
    *(side == 0 ? &c->group_price : &c->place_price) = price;
    *(side == 0 ? &c->group_in : &c->place_in) = marks;
    c->levels = levels;
    return true;
}

/* Sums that everybody wants to know; false where a cost leaves 64 bits. */
static bool tell_sums(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;
    locality_deployment_value *v = &plan->value;
    loc_wide cost[LOCALITY_ALLOCATION_LEVELS] = {0};

    for (uint32_t i = 0; i < d->groups; i++) {
        v->gives += d->gives[i] * d->unit;
    }
    for (uint32_t j = 0; j < d->places; j++) {
        int64_t given = plan->found.total[j] * d->unit;
        v->need += d->need[j];
        v->placed += given;
        v->met += given < d->need[j] ? given : d->need[j];
    }
    for (size_t k = 0; k < d->pairs; k++) {
        for (uint32_t l = 0; l < d->levels; l++) {
            cost[l] += (loc_wide)plan->found.flow[k] * d->unit * d->cost[k * d->levels + l];
        }
    }
    for (uint32_t l = 0; l < d->levels; l++) {
        if (cost[l] > INT64_MAX || cost[l] < -INT64_MAX) {
            return false;
        }
        v->cost[l] = (int64_t)cost[l];
    }
    return true;
}

/* Without a plan nothing is said of what is placed. */
static void forget_plan(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;

    plan->has_plan = false;
    memset(plan->found.flow, 0, d->pairs * sizeof *plan->found.flow);
    memset(plan->found.total, 0, d->places * sizeof *plan->found.total);
    memset(plan->found.spent, 0, d->groups * sizeof *plan->found.spent);
    memset(plan->found.tied, 0, d->pairs + d->groups + d->places);
}

bool loc_deploy_tell(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;
    loc_arena *memory = &plan->asked.memory;
    bool is_cut = plan->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE;

    plan->has_plan = plan->value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                     plan->value.verdict == LOCALITY_ALLOCATION_FEASIBLE;
    if (!plan->has_plan) {
        forget_plan(plan);
    }
    if (plan->value.verdict != LOCALITY_ALLOCATION_OVERFLOW && !tell_sums(plan)) {
        forget_plan(plan);
        plan->value = (locality_deployment_value){.verdict = LOCALITY_ALLOCATION_OVERFLOW,
                                                  .work = plan->value.work};
    }
    plan->value.levels = d->levels;
    plan->member[0] = loc_arena_take(memory, d->groups, sizeof *plan->member[0]);
    plan->member[1] = loc_arena_take(memory, d->places, sizeof *plan->member[1]);
    if (plan->member[0] == NULL || plan->member[1] == NULL || !tell_shares(plan)) {
        return false;
    }
    tell_members(plan);
    if (plan->value.has_certificate) {
        plan->certificate.struct_size = sizeof plan->certificate;
        plan->certificate.verdict = plan->value.verdict;
        return tell_side(plan, 0, is_cut ? plan->found.cut : NULL) &&
               tell_side(plan, 1, is_cut ? plan->found.cut : NULL);
    }
    return true;
}

/* ---- Solving --------------------------------------------------------------------------------- */

/* What stands in the way of any plan, in the place of the cut. */
static bool blame(locality_deployment *plan, loc_work *work) {
    const loc_deploy *d = &plan->asked;
    size_t nodes = (size_t)d->groups + d->places;
    uint8_t *in = loc_work_take(work, nodes + 1, 1);
    bool is_short = false;
    bool done = in != NULL && loc_deploy_blame(d, plan->found.cut, in, &is_short, work);

    if (done) {
        loc_deploy_cut cut = loc_deploy_border(d, in);
        memcpy(plan->found.cut, in, nodes);
        plan->certificate.is_short = is_short;
        plan->certificate.must = (int64_t)(is_short ? cut.low_out : cut.low_in) * d->unit;
        plan->certificate.can = (int64_t)(is_short ? cut.high_in : cut.high_out) * d->unit;
    }
    loc_work_give(work, in, nodes + 1, 1);
    return done;
}

/* Takes a place of which no number of whole people keeps the bounds for the cut. */
static bool has_closed_place(locality_deployment *plan) {
    const loc_deploy *d = &plan->asked;
    uint32_t j = 0;

    while (j < d->places && d->low[j] <= d->high[j]) {
        j++;
    }
    if (j == d->places) {
        return false;
    }
    memset(plan->found.cut, 1, (size_t)d->groups + d->places + 1);
    plan->found.cut[loc_deploy_place(d, j)] = 0;
    return true;
}

static bool run(locality_deployment *plan, loc_work *work) {
    const loc_deploy *d = &plan->asked;
    loc_deployed *out = &plan->found;
    locality_deployment_value *value = &plan->value;

    if (!loc_deploy_fits(d)) {
        return loc_work_stop(work, LOC_STOP_OVERFLOW);
    }
    if (!has_closed_place(plan) && !loc_deploy_fair(d, out, work)) {
        return false;
    }
    if (!out->is_feasible) {
        value->verdict = LOCALITY_ALLOCATION_INFEASIBLE;
        value->has_certificate = 1;
        return blame(plan, work);
    }
    if (d->is_whole && !d->is_equal) {
        return loc_deploy_whole(d, out, &value->verdict, work);
    }
    if (!loc_deploy_stand(d, out, work) || !loc_deploy_cost(d, out, work) ||
        !loc_deploy_ties(d, out, work)) {
        return false;
    }
    value->verdict = LOCALITY_ALLOCATION_OPTIMAL;
    value->has_certificate = 1;
    value->is_unique = memchr(out->tied, 1, d->pairs + d->groups + d->places) == NULL;
    return true;
}

static locality_status solve(locality_deployment *plan, const locality_deployment_options *how,
                             locality_error *error) {
    loc_work work = {.allocator = &plan->allocator,
                     .limit = how->work_limit != 0 ? how->work_limit : WORK_UNLESS_TOLD,
                     .progress = how->progress,
                     .self = how->progress_self};

    if (!loc_deployed_make(&plan->found, &plan->asked, &plan->asked.memory)) {
        return loc_fail_memory(error);
    }
    bool done = run(plan, &work);
    if (!done && (work.stop == LOC_STOP_MEMORY || work.stop == LOC_STOP_CANCELLED)) {
        return loc_work_failed(&work, error);
    }
    if (!done) {
        plan->value.verdict = work.stop == LOC_STOP_OVERFLOW ? LOCALITY_ALLOCATION_OVERFLOW
                                                             : LOCALITY_ALLOCATION_UNKNOWN;
        plan->value.has_certificate = 0;
    }
    plan->value.work = work.done;
    return loc_deploy_tell(plan) ? LOCALITY_OK : loc_fail_memory(error);
}

void locality_deployment_free(locality_deployment *deployment) {
    if (deployment == NULL) {
        return;
    }
    locality_allocator allocator = deployment->allocator;
    loc_deploy_clear(&deployment->asked);
    loc_release(&allocator, deployment, 1, sizeof *deployment);
}

locality_status locality_deployment_solve(const locality_deployment_problem *problem,
                                          const locality_deployment_options *options,
                                          const locality_allocator *allocator,
                                          locality_deployment **out, locality_error *error) {
    locality_deployment_options how = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    locality_allocator memory;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (options != NULL &&
        !loc_struct_take(&how, sizeof how, options, options->struct_size, sizeof how)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_deployment_options");
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_deployment *plan = loc_allocate(&memory, 1, sizeof *plan);
    if (plan == NULL) {
        return loc_fail_memory(error);
    }
    plan->allocator = memory;
    status = loc_deploy_take(&plan->asked, problem, &plan->allocator, error);
    status = status == LOCALITY_OK ? solve(plan, &how, error) : status;
    if (status != LOCALITY_OK) {
        locality_deployment_free(plan);
        return status;
    }
    *out = plan;
    return loc_ok(error);
}
