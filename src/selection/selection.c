/* Selection: the border. What is asked is put into canonical order, settled as far as it settles itself,
 * and handed to lists or to the search; the answer goes back in the caller's order. */
#include "locality/selection.h"

#include <string.h>

#include "program/program.h"
#include "selection/proof.h"
#include "base/wide.h"

#define MOST_PRICE (INT64_C(1) << 58)

size_t locality_selection_prices(const locality_selection_problem *problem) {
    return problem != NULL ? problem->budgets + problem->exclusions + problem->needs : 0;
}

/* ---- One budget ------------------------------------------------------------------------------ */

static void take_choices(const loc_classes *c, const uint32_t *choice, uint8_t *taken) {
    for (uint32_t k = 0; k < c->count; k++) {
        uint32_t proposal = c->option[c->start[k] + choice[k]].proposal;
        if (proposal != LOC_NO_PROPOSAL) {
            taken[proposal] = 1;
        }
    }
}

static int64_t price_of(const loc_slope *slope) {
    loc_wide price =
        loc_divide_nearest((loc_wide)slope->value * LOCALITY_SELECTION_SCALE, slope->cost);

    return price > MOST_PRICE ? MOST_PRICE : (int64_t)price;
}

static bool solve_plain(const loc_selection *s, uint64_t states, uint8_t *taken, int64_t *price,
                        loc_selection_found *found, loc_work *work) {
    loc_classes classes = {0};
    loc_slope slope = {1, 0};

    uint32_t *choice = loc_work_take(work, s->proposals, sizeof *choice);
    bool done = choice != NULL && loc_classes_make(s, &classes, work) &&
                loc_core_search(&classes, s->budgets > 0 ? s->most[0] : 0, states, choice, &slope,
                                found, work);
    if (done) {
        take_choices(&classes, choice, taken);
    }
    if (done && s->budgets > 0) {
        price[0] = price_of(&slope);
    }
    loc_classes_clear(&classes, s->proposals, work->allocator);
    loc_work_give(work, choice, s->proposals, sizeof *choice);
    return done;
}

/* ---- There and back -------------------------------------------------------------------------- */

/* One call: the problem as given and in canonical order, and what was found, in canonical order. */
typedef struct call {
    locality_selection_problem in;
    locality_selection_options how;
    locality_allocator memory;
    loc_work work;
    loc_selection s;
    uint8_t *taken;
    int64_t *price;
    loc_selection_found found;
    char proved_by[LOCALITY_PROGRAM_NAME];
    loc_proof *proof; /* or null */
} call;

static size_t prices_of(const call *c) {
    return locality_selection_prices(&c->in);
}

static locality_status call_begin(call *c, const locality_selection_problem *problem,
                                  const locality_selection_options *options,
                                  const locality_allocator *allocator, locality_error *error) {
    locality_status status = loc_selection_take(problem, &c->in, error);
    if (status == LOCALITY_OK) {
        status = loc_selection_take_options(options, &c->how, &c->work, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &c->memory, error);
    }
    c->work.allocator = &c->memory;
    return status;
}

static void call_end(call *c) {
    loc_selection_clear(&c->s, &c->memory);
    loc_release(&c->memory, c->taken, c->in.proposals, 1);
    loc_release(&c->memory, c->price, prices_of(c), sizeof *c->price);
}

/* Back from canonical order. */
static void give_answer(const call *c, uint8_t *taken, int64_t *price) {
    const loc_selection *s = &c->s;

    for (uint32_t i = 0; i < s->proposals; i++) {
        taken[s->given[i]] = c->found.has_plan ? c->taken[i] : 0;
    }
    if (price == NULL) {
        return;
    }
    memcpy(price, c->price, s->budgets * sizeof *price);
    for (size_t k = 0; k < s->exclusions; k++) {
        price[s->budgets + s->exclusion[k].given] = c->price[s->budgets + k];
    }
    size_t needs = s->budgets + s->exclusions;
    for (size_t k = 0; k < s->needs; k++) {
        price[needs + s->need[k].given] = c->price[needs + k];
    }
}

/* The budget, group or proposal of a reason, as the caller gave it. */
static uint32_t place_given(const loc_selection *s, int32_t reason, uint32_t at) {
    switch (reason) {
    case LOCALITY_SELECTION_TWO_OF_GROUP:
    case LOCALITY_SELECTION_NONE_OF_GROUP:
        return s->group_given[at];
    case LOCALITY_SELECTION_PAIR:
        return s->given[at];
    default:
        return at;
    }
}

static void give_outcome(const call *c, locality_selection_outcome *out) {
    const loc_selection_found *f = &c->found;

    out->verdict = f->has_plan  ? LOCALITY_ALLOCATION_FEASIBLE
                   : f->is_over ? LOCALITY_ALLOCATION_INFEASIBLE
                                : LOCALITY_ALLOCATION_UNKNOWN;
    out->verdict = f->has_plan && f->is_over ? LOCALITY_ALLOCATION_OPTIMAL : out->verdict;
    out->value = f->has_plan ? f->value : 0;
    out->has_bound = f->has_bound;
    out->bound = f->has_bound ? f->bound : 0;
    out->work = c->work.done;
    out->branches = f->branches;
    out->states = f->states;
    out->reason = f->reason;
    out->at = place_given(&c->s, f->reason, f->at);
    out->by = f->by;
    memcpy(out->proved_by, c->proved_by, sizeof out->proved_by);
}

/* Writes down why no plan is better than the bound, or why there is none, where that is wanted. */
static locality_status prove(const call *c, bool at_once, locality_error *error) {
    const loc_selection_found *f = &c->found;
    bool is_none = f->is_over && !f->has_plan;
    loc_work work = c->work;

    if (c->proof == NULL || (!is_none && !f->has_bound)) {
        return LOCALITY_OK;
    }
    work.limit += work.done;
    work.stop = LOC_GOES_ON;
    work.ask = 0;
    return loc_selection_prove(&c->s, (loc_proof_claim){is_none, is_none ? 0 : f->bound}, at_once,
                               c->proof, &work)
               ? LOCALITY_OK
               : loc_work_failed(&work, error);
}

/* Solves the problem in canonical order. */
static locality_status solve(call *c, locality_error *error) {
    loc_selection *s = &c->s;
    loc_work *work = &c->work;

    memcpy(c->proved_by, "locality", sizeof "locality");
    if (!loc_selection_settle(s, &c->found, work)) {
        return work->stop == LOC_GOES_ON ? prove(c, true, error) : loc_work_failed(work, error);
    }
    bool is_plain = loc_selection_is_plain(s);
    if (!is_plain && c->how.solver != NULL) {
        return loc_selection_delegate(s, &c->how, c->taken, &c->found, c->proved_by, work, error);
    }
    bool done = is_plain ? solve_plain(s, c->how.state_limit, c->taken, c->price, &c->found, work)
                         : loc_selection_search(s, c->taken, c->price, &c->found, work);
    return done ? prove(c, false, error) : loc_work_failed(work, error);
}

static locality_status run(call *c, locality_selection_outcome *out, locality_error *error) {
    bool overflow = false;

    locality_status status = loc_selection_read(&c->in, &c->s, &overflow, &c->memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (overflow) {
        out->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        return LOCALITY_OK;
    }
    c->taken = loc_allocate(&c->memory, c->in.proposals, 1);
    c->price = loc_allocate(&c->memory, prices_of(c), sizeof *c->price);
    if (c->taken == NULL || c->price == NULL) {
        return loc_fail_memory(error);
    }
    status = solve(c, error);
    if (status == LOCALITY_OK) {
        give_outcome(c, out);
    }
    return status;
}

/* Solves; with `proof` where that is wanted, which is left to the caller on failure too. */
static locality_status solve_call(const locality_selection_problem *problem,
                                  const locality_selection_options *options, uint8_t *taken,
                                  int64_t *price, locality_selection_outcome *outcome,
                                  locality_program_proof **proof,
                                  const locality_allocator *allocator, locality_error *error) {
    locality_selection_outcome found = {0};
    call c = {0};

    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    locality_status status = call_begin(&c, problem, options, allocator, error);
    if (status == LOCALITY_OK && (outcome == NULL || (taken == NULL && c.in.proposals > 0))) {
        status = loc_fail_null(error, outcome == NULL ? "outcome" : "taken");
    }
    if (status == LOCALITY_OK && proof != NULL) {
        *proof = loc_program_proof_new(&c.memory, c.how.proof_limit);
        status = *proof != NULL ? LOCALITY_OK : loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    c.proof = proof != NULL ? &(*proof)->of : NULL;
    if (taken != NULL) { /* it may be null where there are no proposals */
        memset(taken, 0, c.in.proposals);
    }
    if (price != NULL) {
        memset(price, 0, prices_of(&c) * sizeof *price);
    }
    status = run(&c, &found, error);
    if (status == LOCALITY_OK && found.verdict != LOCALITY_ALLOCATION_OVERFLOW) {
        give_answer(&c, taken, price);
    }
    call_end(&c);
    if (status != LOCALITY_OK) {
        return status;
    }
    *outcome = found;
    return loc_ok(error);
}

locality_status locality_selection_solve(const locality_selection_problem *problem,
                                         const locality_selection_options *options, uint8_t *taken,
                                         int64_t *price, locality_selection_outcome *outcome,
                                         const locality_allocator *allocator,
                                         locality_error *error) {
    return solve_call(problem, options, taken, price, outcome, NULL, allocator, error);
}

locality_status locality_selection_prove(const locality_selection_problem *problem,
                                         const locality_selection_options *options, uint8_t *taken,
                                         int64_t *price, locality_selection_outcome *outcome,
                                         locality_program_proof **proof,
                                         const locality_allocator *allocator,
                                         locality_error *error) {
    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    if (proof == NULL) {
        return loc_fail_null(error, "proof");
    }
    *proof = NULL;
    locality_status status =
        solve_call(problem, options, taken, price, outcome, proof, allocator, error);
    if (status != LOCALITY_OK) {
        locality_program_proof_free(*proof);
        *proof = NULL;
    }
    return status;
}
