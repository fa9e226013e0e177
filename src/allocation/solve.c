/* Solve: what is asked for, what fits into 64 bits, and which solver answers. */
#include <string.h>

#include "allocation/result.h"
#include "base/wide.h"
#include "schema/schema.h"

#define MOST_COST (INT64_C(1) << 58)
#define MOST_TOTAL ((loc_wide)1 << 62)

/* Most pairs that a solution can have. */
static size_t most_pairs(const locality_allocation *a) {
    size_t sum = a->pins;

    for (uint32_t i = 0; i < a->side[0].count; i++) {
        size_t degree = a->start[i + 1] - a->start[i];
        int64_t most = a->side[0].most[i];
        sum += (uint64_t)most < degree ? (size_t)most : degree;
    }
    return sum;
}

/* Whether no total and no price can leave 64 bits, as far as can be said beforehand. */
static bool level_fits(int64_t lowest, int64_t highest, size_t pairs) {
    loc_wide span = (loc_wide)highest - lowest;

    return lowest >= -MOST_COST && highest <= MOST_COST && span <= MOST_COST &&
           (loc_wide)highest * (loc_wide)pairs <= MOST_TOTAL &&
           (loc_wide)lowest * (loc_wide)pairs >= -MOST_TOTAL;
}

static bool costs_fit(const locality_allocation *a, bool waive, size_t pairs) {
    int64_t weights = 0;

    for (uint32_t k = 0; k < a->levels; k++) {
        if (!level_fits(a->cost[k].lowest, a->cost[k].highest, pairs)) {
            return false;
        }
    }
    for (size_t p = 0; waive && p < a->pairs; p++) {
        int64_t weight = 0;
        if (!loc_pair_weight(a, p, &weight)) {
            return false;
        }
        weights = weight > weights ? weight : weights;
    }
    return level_fits(0, weights, pairs);
}

/* Whether everybody has at most one partner and nothing has a minimum. */
static bool is_assignment(const locality_allocation *a) {
    for (int side = 0; side < 2; side++) {
        for (uint32_t v = 0; v < a->side[side].count; v++) {
            if (a->side[side].most[v] > 1 || a->side[side].least[v] > 0 ||
                a->side[side].room[v] < 0) {
                return false;
            }
        }
    }
    return a->groups == 0;
}

static bool solution_take(loc_solution *s, const locality_allocation *a, bool waive,
                          loc_work *work) {
    *s = (loc_solution){.a = a,
                        .waive = waive,
                        .levels = loc_levels(a, waive),
                        .rows = a->side[0].count,
                        .columns = a->side[1].count,
                        .groups = (uint32_t)a->groups,
                        .capacity = most_pairs(a)};
    s->nodes = s->rows + s->columns + s->groups;
    s->price = loc_work_take(work, (size_t)s->levels * s->nodes, sizeof *s->price);
    s->used = loc_work_take(work, s->capacity, sizeof *s->used);
    s->tied = loc_allocate(work->allocator, s->capacity, 1);
    if (s->tied == NULL) {
        loc_work_stop(work, LOC_STOP_MEMORY);
    }
    return work->stop == LOC_GOES_ON;
}

static void solution_give(loc_solution *s, const loc_work *work) {
    loc_work_give(work, s->price, (size_t)s->levels * s->nodes, sizeof *s->price);
    loc_work_give(work, s->used, s->capacity, sizeof *s->used);
    loc_work_give(work, s->tied, s->capacity, 1);
    loc_work_give(work, s->cut, (size_t)s->nodes + 1, 1);
}

/* What can be said when the work stopped. */
static locality_status judge_stop(loc_solution *s, const loc_work *work, locality_error *error) {
    switch (work->stop) {
    case LOC_STOP_MEMORY:
    case LOC_STOP_CANCELLED:
        return loc_work_failed(work, error);
    case LOC_STOP_OVERFLOW:
        s->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        return LOCALITY_OK;
    default:
        s->verdict = s->proved > LOC_LEVEL_COVERAGE ? LOCALITY_ALLOCATION_FEASIBLE
                                                    : LOCALITY_ALLOCATION_UNKNOWN;
        return LOCALITY_OK;
    }
}

static locality_status run(loc_solution *s, int32_t method, loc_work *work, locality_error *error) {
    if (!costs_fit(s->a, s->waive, s->capacity)) {
        s->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        return LOCALITY_OK;
    }
    s->verdict = LOCALITY_ALLOCATION_OPTIMAL;
    bool done = is_assignment(s->a) && method != LOCALITY_ALLOCATION_NETWORK
                    ? loc_solve_assignment(s, method, work)
                    : loc_solve_flow(s, work);
    if (done && s->verdict == LOCALITY_ALLOCATION_OPTIMAL) {
        done = loc_solve_ties(s, work);
    }
    return done ? LOCALITY_OK : judge_stop(s, work, error);
}

static locality_status take_options(const locality_allocation_options *options,
                                    locality_allocation_options *out, locality_error *error) {
    locality_allocation_options in = LOCALITY_ALLOCATION_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_allocation_options");
    }
    if (in.method < LOCALITY_ALLOCATION_AUTOMATIC || in.method > LOCALITY_ALLOCATION_NETWORK ||
        in.reserved != 0 || in.waive < 0 || in.waive > 1) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.method, waive or reserved is none that there is");
    }
    *out = in;
    return LOCALITY_OK;
}

locality_status locality_allocation_solve(const locality_allocation *allocation,
                                          const locality_allocation_options *options,
                                          locality_allocation_result **out, locality_error *error) {
    locality_allocation_options in = LOCALITY_ALLOCATION_OPTIONS_INIT;
    loc_solution s;

    if (out != NULL) {
        *out = NULL;
    }
    if (allocation == NULL || out == NULL) {
        return loc_fail_null(error, allocation == NULL ? "allocation" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &allocation->allocator,
                     .limit = in.work_limit,
                     .progress = in.progress,
                     .self = in.progress_self};
    status = solution_take(&s, allocation, in.waive != 0, &work) ? run(&s, in.method, &work, error)
                                                                 : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        status = loc_result_make(&s, work.done, out, error);
    }
    solution_give(&s, &work);
    return status;
}
