/* Selection reasons: a proposal the other way round. */
#include <inttypes.h>
#include <string.h>

#include "selection/selection.h"

static void tell(const locality_selection_outcome *o, int64_t value, locality_selection_why *why) {
    why->reason = o->reason;
    why->at = o->at;
    why->by = o->by;
    why->has_plan =
        o->verdict == LOCALITY_ALLOCATION_OPTIMAL || o->verdict == LOCALITY_ALLOCATION_FEASIBLE;
    why->cost = why->has_plan ? value - o->value : 0;
    why->cost_least = o->has_bound ? value - o->bound : INT64_MIN;
    why->turn = LOCALITY_SELECTION_OPEN;
    if (o->verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        why->turn = LOCALITY_SELECTION_CANNOT;
        why->cost_least = 0;
    } else if (o->verdict == LOCALITY_ALLOCATION_OPTIMAL) {
        why->turn = why->cost == 0 ? LOCALITY_SELECTION_AS_GOOD : LOCALITY_SELECTION_AT_A_COST;
    }
}

static locality_status turn_round(const locality_selection_problem *in,
                                  const locality_selection_options *options, uint32_t proposal,
                                  bool is_taken, uint8_t *fixed, uint8_t *plan,
                                  locality_selection_outcome *outcome,
                                  const locality_allocator *memory, locality_error *error) {
    locality_selection_problem turned = *in;

    memset(fixed, LOC_FREE, in->proposals);
    if (in->fixed != NULL) {
        memcpy(fixed, in->fixed, in->proposals);
    }
    fixed[proposal] = is_taken ? LOC_OUT : LOC_IN;
    turned.fixed = fixed;
    return locality_selection_solve(&turned, options, plan, NULL, outcome, memory, error);
}

locality_status locality_selection_explain(const locality_selection_problem *problem,
                                           const locality_selection_options *options,
                                           const uint8_t *taken, uint32_t proposal,
                                           uint8_t *instead, locality_selection_why *why,
                                           const locality_allocator *allocator,
                                           locality_error *error) {
    locality_selection_outcome outcome = {0};
    locality_selection_problem in;
    locality_allocator memory;
    int64_t value = 0;

    if (why == NULL) {
        return loc_fail_null(error, "why");
    }
    memset(why, 0, sizeof *why);
    locality_status status = loc_selection_take(problem, &in, error);
    if (status == LOCALITY_OK && proposal >= in.proposals) {
        status = loc_fail(error, LOCALITY_INVALID, "there is no proposal %" PRIu32, proposal);
    }
    if (status == LOCALITY_OK) {
        status = locality_selection_check(problem, taken, &value, allocator, error);
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    if (instead != NULL) {
        memset(instead, 0, in.proposals);
    }
    locality_selection_why said = {.is_taken = taken[proposal]};
    if (in.fixed != NULL && in.fixed[proposal] != LOC_FREE) {
        said.turn = LOCALITY_SELECTION_SETTLED;
        *why = said;
        return loc_ok(error);
    }
    uint8_t *fixed = loc_allocate(&memory, in.proposals, 1);
    uint8_t *plan = loc_allocate(&memory, in.proposals, 1);
    status = fixed != NULL && plan != NULL
                 ? turn_round(&in, options, proposal, taken[proposal] != 0, fixed, plan, &outcome,
                              &memory, error)
                 : loc_fail_memory(error);
    if (status == LOCALITY_OK && outcome.verdict == LOCALITY_ALLOCATION_OVERFLOW) {
        status = loc_fail(error, LOCALITY_OVERFLOW, "values or uses together are beyond 2^60");
    }
    if (status == LOCALITY_OK) {
        tell(&outcome, value, &said);
        *why = said;
    }
    if (status == LOCALITY_OK && instead != NULL) {
        memcpy(instead, plan, in.proposals);
    }
    loc_release(&memory, fixed, in.proposals, 1);
    loc_release(&memory, plan, in.proposals, 1);
    return status;
}
