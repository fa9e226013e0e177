/* Rota: the border. Reads what is asked for, has each part searched, and shows what is found. */
#include <stddef.h>
#include <string.h>

#include "rota/record.h"
#include "base/wide.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 32)
#define WORK_BEFORE_SOLVER (UINT64_C(1) << 26)
#define MOST_TOTAL (INT64_C(1) << 60)

/* ---- Searching ------------------------------------------------------------------------------- */

static bool found_take(loc_rota_found *f, const loc_rota_plan *plan, const locality_allocator *m) {
    *f = (loc_rota_found){.verdict = LOCALITY_ALLOCATION_OPTIMAL,
                          .proof = LOCALITY_ROTA_BY_PRICES,
                          .levels_by_prices = plan->order == LOCALITY_ROTA_CHEAP ? 2 : 3,
                          .has_bound = true,
                          .is_filled_proved = true,
                          .is_fair_proved = true,
                          .is_cost_proved = true};
    f->prices =
        ((size_t)plan->candidates + ((size_t)plan->candidates + plan->demands) * plan->periods) *
        LOC_ROTA_LEVELS;
    f->holds = loc_allocate(m, plan->options, 1);
    f->bound = loc_allocate(m, plan->options, 1);
    f->price = loc_allocate(m, f->prices, sizeof *f->price);
    return f->holds != NULL && f->bound != NULL && f->price != NULL;
}

static void found_give(loc_rota_found *f, const loc_rota_plan *plan, const locality_allocator *m) {
    loc_release(m, f->holds, plan->options, 1);
    loc_release(m, f->bound, plan->options, 1);
    loc_release(m, f->price, f->prices, sizeof *f->price);
}

/* Whether no total can leave 64 bits. */
static bool costs_fit(const loc_rota_plan *plan) {
    loc_wide sum = 0;

    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        int64_t cost = plan->option[o].cost;
        sum += cost < 0 ? -(loc_wide)cost : cost;
    }
    return sum <= MOST_TOTAL;
}

/* Has the parts searched, each with its share of the work that is left. */
static locality_status search(const loc_rota_plan *plan, loc_rota_found *found,
                              loc_rota_helper *helper, loc_rota_record *record, loc_work *work,
                              uint64_t limit, locality_error *error) {
    for (uint32_t part = 0; part < plan->parts; part++) {
        uint64_t left = limit > work->done ? limit - work->done : 1;
        work->limit =
            work->done + (left / (plan->parts - part) > 0 ? left / (plan->parts - part) : 1);
        work->ask = work->done;
        if (loc_rota_part(plan, part, found, helper, record, work)) {
            continue;
        }
        if (helper->status != LOCALITY_OK) {
            return helper->status;
        }
        if (work->stop == LOC_STOP_OVERFLOW) {
            found->verdict = LOCALITY_ALLOCATION_OVERFLOW;
            found->proof = LOCALITY_ROTA_NOT_PROVED;
            found->levels_by_prices = 0;
            return LOCALITY_OK;
        }
        return loc_work_failed(work, error);
    }
    return LOCALITY_OK;
}

/* ---- Making the answer ----------------------------------------------------------------------- */

static bool has_rota(const loc_rota_found *f) {
    return f->verdict == LOCALITY_ALLOCATION_OPTIMAL || f->verdict == LOCALITY_ALLOCATION_FEASIBLE;
}

static bool take_memory(locality_rota *r) {
    const locality_allocator *m = &r->allocator;
    size_t people = r->candidates, places = (size_t)r->demands * r->periods;
    size_t cells = people * r->periods;
    bool prices = r->has_prices;

    r->holding = loc_allocate(m, r->holdings, sizeof *r->holding);
    r->cover = loc_allocate(m, places, sizeof *r->cover);
    r->possible = loc_allocate(m, r->periods, sizeof *r->possible);
    r->burden = loc_allocate(m, people, sizeof *r->burden);
    bool done = r->holding != NULL && r->cover != NULL && r->possible != NULL && r->burden != NULL;
    for (int k = 0; k < 3; k++) {
        size_t count = k == 0 ? people : k == 1 ? cells : places;
        r->place[k] = loc_allocate(m, r->holdings, sizeof **r->place);
        r->bound[k] = loc_allocate(m, r->bounds, sizeof **r->bound);
        r->price[k] = prices ? loc_allocate(m, count * LOC_ROTA_LEVELS, sizeof **r->price) : NULL;
        done =
            done && r->place[k] != NULL && r->bound[k] != NULL && (!prices || r->price[k] != NULL);
    }
    return done;
}

/* ---- Putting it together --------------------------------------------------------------------- */

static void fill_value(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f,
                       const char *solver, uint64_t work) {
    locality_rota_value *v = &r->value;
    bool has = has_rota(f);

    v->verdict = f->verdict;
    v->proof = f->proof;
    v->levels_by_prices = has ? f->levels_by_prices : 0;
    if (f->proof == LOCALITY_ROTA_BY_SEARCH || f->is_helped) {
        const char *name = f->is_helped ? solver : "locality";
        size_t length = strlen(name);
        memcpy(v->proved_by, name, length < sizeof v->proved_by ? length : sizeof v->proved_by - 1);
    }
    v->filled = has ? f->filled : 0;
    v->filled_most = f->filled_most;
    v->cost = has ? f->cost : 0;
    v->cost_least = f->cost_least;
    v->is_filled_proved = has && f->is_filled_proved;
    v->is_fair_proved = has && f->is_fair_proved;
    v->is_cost_proved = has && f->is_cost_proved;
    v->work = work;
    v->branches = f->branches;
    for (size_t k = 0; k < (size_t)plan->demands * plan->periods; k++) {
        v->needed += plan->needed[k];
    }
}

/* Keeps the proof of what was searched to its end, unless a part of it had no room. False for want of memory. */
static bool keep_proof(locality_rota *r, loc_rota_record *record) {
    bool is_none = r->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE && record->is_none;
    bool is_best = r->value.verdict == LOCALITY_ALLOCATION_OPTIMAL && !record->is_missing;

    if (record->price != NULL && (is_none || is_best) &&
        loc_proof_seal(&record->proof, (loc_proof_claim){is_none, r->value.filled})) {
        r->proof = record->proof;
        r->proof.memory = &r->allocator;
        record->proof.byte = NULL;
        record->proof.capacity = 0;
    }
    return !record->proof.is_refused;
}

static locality_status make(loc_rota_plan *plan, loc_rota_found *f, loc_rota_record *record,
                            const char *solver, uint64_t work, locality_rota **out,
                            locality_error *error) {
    locality_rota *r = loc_allocate(plan->allocator, 1, sizeof *r);

    if (r == NULL) {
        return loc_fail_memory(error);
    }
    r->allocator = *plan->allocator;
    r->order = plan->order;
    r->broken = f->broken;
    r->periods = plan->periods;
    r->candidates = plan->candidates;
    r->demands = plan->demands;
    if (!has_rota(f)) {
        memset(f->holds, 0, plan->options);
    }
    r->has_prices = has_rota(f) && f->has_bound;
    bool has_bound =
        (r->has_prices && f->proof != LOCALITY_ROTA_BY_PRICES) || f->proof == LOCALITY_ROTA_BY_PINS;
    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        r->holdings += f->holds[o];
        r->bounds += has_bound && f->bound[o];
    }
    fill_value(r, plan, f, solver, work);
    if (!take_memory(r) || !loc_rota_fill(r, plan, f) || !keep_proof(r, record)) {
        locality_rota_free(r);
        return loc_fail_memory(error);
    }
    r->names = plan->names; /* the ids live on with the answer */
    plan->names = NULL;
    *out = r;
    return loc_ok(error);
}

static locality_status take_options(const locality_rota_options *options,
                                    locality_rota_options *out, locality_error *error) {
    locality_rota_options in = LOCALITY_ROTA_OPTIONS_INIT;

    if (options != NULL && !loc_struct_take(&in, sizeof in, options, options->struct_size,
                                            offsetof(locality_rota_options, solver))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_rota_options");
    }
    if (in.order < LOCALITY_ROTA_FAIR_THEN_CHEAP || in.order > LOCALITY_ROTA_CHEAP ||
        in.reserved != 0 || in.reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.order or reserved is none that there is");
    }
    if (in.solver != NULL && (in.solver->name == NULL || in.solver->name[0] == '\0')) {
        return loc_fail(error, LOCALITY_INVALID, "the solver has no name");
    }
    if (in.work_limit == 0) {
        in.work_limit = in.solver != NULL ? WORK_BEFORE_SOLVER : WORK_UNLESS_TOLD;
    }
    *out = in;
    return LOCALITY_OK;
}

static locality_status take_problem(const locality_rota_problem *problem,
                                    locality_rota_problem *out, locality_error *error) {
    locality_rota_problem in = LOCALITY_ROTA_PROBLEM_INIT;

    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "problem.struct_size is not that of locality_rota_problem");
    }
    *out = in;
    return LOCALITY_OK;
}

/* What is settled before anything is searched: that costs fit, and that pins keep the rules by themselves. */
static locality_status judge_pins(const loc_rota_plan *plan, loc_rota_found *found,
                                  locality_error *error) {
    loc_rota_clash clash = {found->bound, LOCALITY_ROTA_NO_RULE};
    bool is_found = false;

    if (!costs_fit(plan)) {
        found->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        found->proof = LOCALITY_ROTA_NOT_PROVED;
        return LOCALITY_OK;
    }
    if (!loc_rota_pins_clash(plan, &clash, &is_found)) {
        return loc_fail_memory(error);
    }
    if (is_found) {
        found->verdict = LOCALITY_ALLOCATION_INFEASIBLE;
        found->proof = LOCALITY_ROTA_BY_PINS;
        found->broken = clash.broken;
        found->cost_least = INT64_MIN;
        for (size_t k = 0; k < (size_t)plan->demands * plan->periods; k++) {
            found->filled_most += plan->needed[k];
        }
    }
    return LOCALITY_OK;
}

/* What a solver took part in is judged before it is shown. */
static locality_status verify(const locality_rota_problem *problem, const loc_rota_helper *helper,
                              const locality_allocator *memory, locality_rota **rota,
                              locality_error *error) {
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;

    if (helper->solver == NULL || locality_rota_certificate_of(*rota, &c, NULL) != LOCALITY_OK) {
        return LOCALITY_OK;
    }
    locality_status status = locality_rota_check(problem, &c, memory, error);
    if (status != LOCALITY_OK) {
        locality_rota_free(*rota);
        *rota = NULL;
    }
    return status;
}

locality_status locality_rota_solve(const locality_rota_problem *problem,
                                    const locality_rota_options *options,
                                    const locality_allocator *allocator, locality_rota **out,
                                    locality_error *error) {
    locality_rota_problem asked = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_options in = LOCALITY_ROTA_OPTIONS_INIT;
    locality_allocator memory;
    loc_rota_found found = {0};
    loc_rota_record record = {0};
    loc_rota_plan plan;

    if (out != NULL) {
        *out = NULL;
    }
    if (problem == NULL || out == NULL) {
        return loc_fail_null(error, problem == NULL ? "problem" : "out");
    }
    locality_status status = take_problem(problem, &asked, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, &in, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &memory, .progress = in.progress, .self = in.progress_self};
    loc_rota_helper helper = {in.solver, in.solver_limit, LOCALITY_OK, error};
    status = loc_rota_plan_take(&plan, &asked, in.order, &memory, error);
    if (status == LOCALITY_OK) {
        status = found_take(&found, &plan, &memory) &&
                         loc_rota_record_take(&record, &plan, in.proof_limit)
                     ? LOCALITY_OK
                     : loc_fail_memory(error);
    }
    if (status == LOCALITY_OK) {
        status = judge_pins(&plan, &found, error);
    }
    if (status == LOCALITY_OK && found.verdict == LOCALITY_ALLOCATION_OPTIMAL) {
        status = search(&plan, &found, &helper, &record, &work, in.work_limit, error);
    }
    if (status == LOCALITY_OK) {
        const char *solver = helper.solver != NULL ? helper.solver->name : "";
        status = make(&plan, &found, &record, solver, work.done, out, error);
    }
    if (status == LOCALITY_OK) {
        status = verify(&asked, &helper, &memory, out, error);
    }
    found_give(&found, &plan, &memory);
    loc_rota_record_clear(&record);
    loc_rota_plan_clear(&plan);
    return status;
}

void locality_rota_free(locality_rota *rota) {
    locality_rota *r = rota;

    if (r == NULL) {
        return;
    }
    locality_allocator m = r->allocator;
    size_t people = r->candidates, places = (size_t)r->demands * r->periods;
    locality_allocation_free(r->names);
    loc_release(&m, r->holding, r->holdings, sizeof *r->holding);
    loc_release(&m, r->cover, places, sizeof *r->cover);
    loc_release(&m, r->possible, r->periods, sizeof *r->possible);
    loc_release(&m, r->burden, people, sizeof *r->burden);
    loc_release(&m, r->handover, r->handover_capacity, sizeof *r->handover);
    for (int k = 0; k < 3; k++) {
        size_t count = k == 0 ? people : k == 1 ? people * r->periods : places;
        loc_release(&m, r->place[k], r->holdings, sizeof **r->place);
        loc_release(&m, r->bound[k], r->bounds, sizeof **r->bound);
        loc_release(&m, r->price[k], count * LOC_ROTA_LEVELS, sizeof **r->price);
    }
    loc_proof_clear(&r->proof);
    loc_release(&m, r, 1, sizeof *r);
}
