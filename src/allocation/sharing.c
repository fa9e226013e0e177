/* Sharing: the border. Reads what is asked into canonical order, and verifies answers and prices without
 * any part of the search. */
#include "allocation/sharing.h"

#include <inttypes.h>
#include <string.h>

#include "allocation/problem.h"
#include "base/wide.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 34)
#define MOST_CELLS ((size_t)1 << 28)
#define SCALE LOCALITY_SHARING_SCALE

/* ---- Reading --------------------------------------------------------------------------------- */

static locality_status take_problem(const locality_sharing_problem *problem,
                                    locality_sharing_problem *out, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    size_t cells = 0;

    if (problem == NULL) {
        return loc_fail_null(error, "problem");
    }
    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in) ||
        in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "problem.struct_size is not that of locality_sharing_problem");
    }
    if (loc_multiply_overflows(in.agents, in.jobs, &cells) || cells > MOST_CELLS ||
        in.agents > MOST_CELLS || in.jobs > MOST_CELLS) {
        return loc_fail(error, LOCALITY_LIMIT, "more agents times jobs than %zu", MOST_CELLS);
    }
    if ((cells > 0 && (in.cost == NULL || in.weight == NULL)) ||
        (in.agents > 0 && in.capacity == NULL)) {
        return loc_fail_null(error, "cost, weight or capacity");
    }
    for (size_t k = 0; k < cells; k++) {
        if (in.cost[k] > LOC_SHARING_MOST || in.cost[k] < -LOC_SHARING_MOST || in.weight[k] < 0) {
            return loc_fail(error, LOCALITY_INVALID,
                            "agent %zu, job %zu: a cost beyond 2^40, or a weight below 0",
                            k / in.jobs, k % in.jobs);
        }
    }
    for (size_t i = 0; i < in.agents; i++) {
        if (in.capacity[i] < 0) {
            return loc_fail(error, LOCALITY_INVALID, "agent %zu has room below 0", i);
        }
    }
    *out = in;
    return LOCALITY_OK;
}

static bool is_allowed(const locality_sharing_problem *in, size_t agent, size_t job) {
    return in->allowed == NULL || in->allowed[agent * in->jobs + job] != 0;
}

/* Room is no more than what all jobs take. */
static int64_t useful_room(const locality_sharing_problem *in, size_t agent) {
    int64_t sum = 0;

    for (size_t j = 0; j < in->jobs; j++) {
        int64_t weight = in->weight[agent * in->jobs + j];
        if (!is_allowed(in, agent, j) || weight > in->capacity[agent]) {
            continue;
        }
        if (weight > in->capacity[agent] - sum) {
            return in->capacity[agent];
        }
        sum += weight;
    }
    return sum;
}

/* Whether the tables of the search have a size that can be had. */
static locality_status check_room(const locality_sharing_problem *in, locality_error *error) {
    for (size_t i = 0; i < in->agents; i++) {
        int64_t room = useful_room(in, i);
        size_t cells = 0;
        if ((uint64_t)room >= MOST_CELLS ||
            loc_multiply_overflows((size_t)room + 1, in->jobs + 1, &cells) || cells > MOST_CELLS) {
            return loc_fail(error, LOCALITY_LIMIT,
                            "agent %zu: jobs times room are more than %zu; divide weights and room "
                            "by what they have in common",
                            i, MOST_CELLS);
        }
    }
    return LOCALITY_OK;
}

typedef struct reader {
    const locality_sharing_problem *in;
    const locality_allocator *memory;
    locality_allocation *names;
    loc_sharing s;
} reader;

static locality_status take_names(reader *r, locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};

    side[0].count = r->in->agents;
    side[0].id = r->in->agent_id;
    side[1].count = r->in->jobs;
    side[1].id = r->in->job_id;
    return locality_allocation_new(&side[0], &side[1], r->memory, &r->names, error);
}

static locality_status take_costs(reader *r, locality_error *error) {
    const locality_sharing_problem *in = r->in;
    size_t cells = in->agents * in->jobs;
    loc_sharing *s = &r->s;

    s->agents = (uint32_t)in->agents;
    s->jobs = (uint32_t)in->jobs;
    s->cost = loc_allocate(r->memory, cells, sizeof *s->cost);
    s->weight = loc_allocate(r->memory, cells, sizeof *s->weight);
    s->capacity = loc_allocate(r->memory, in->agents, sizeof *s->capacity);
    s->open = loc_allocate(r->memory, cells, 1);
    if (s->cost == NULL || s->weight == NULL || s->capacity == NULL || s->open == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t i = 0; i < s->agents; i++) {
        size_t from = r->names->side[0].given[i];
        s->capacity[i] = useful_room(in, from);
        for (uint32_t j = 0; j < s->jobs; j++) {
            size_t to = (size_t)i * s->jobs + j;
            size_t job = r->names->side[1].given[j], at = from * in->jobs + job;
            s->cost[to] = in->cost[at];
            s->weight[to] = in->weight[at];
            s->open[to] = is_allowed(in, from, job) && in->weight[at] <= in->capacity[from];
        }
    }
    return LOCALITY_OK;
}

static void clear(reader *r) {
    size_t cells = r->in->agents * r->in->jobs;

    locality_allocation_free(r->names);
    loc_release(r->memory, r->s.cost, cells, sizeof *r->s.cost);
    loc_release(r->memory, r->s.weight, cells, sizeof *r->s.weight);
    loc_release(r->memory, r->s.capacity, r->in->agents, sizeof *r->s.capacity);
    loc_release(r->memory, r->s.open, cells, 1);
}

int64_t loc_sharing_most_price(const loc_sharing *s) {
    int64_t most = 1;

    for (size_t k = 0; k < (size_t)s->agents * s->jobs; k++) {
        int64_t cost = s->cost[k] < 0 ? -s->cost[k] : s->cost[k];
        most = cost > most ? cost : most;
    }
    return 4 * most * SCALE;
}

/* ---- Solving --------------------------------------------------------------------------------- */

static locality_status search(reader *r, const locality_sharing_options *in, uint32_t *agent,
                              int64_t *price, locality_sharing_outcome *out,
                              locality_error *error) {
    loc_work work = {.allocator = r->memory,
                     .limit = in->work_limit != 0 ? in->work_limit : WORK_UNLESS_TOLD,
                     .progress = in->progress,
                     .self = in->progress_self};
    size_t jobs = r->in->jobs;

    if ((loc_wide)loc_sharing_most_price(&r->s) * ((loc_wide)jobs + 1) > (INT64_C(1) << 60)) {
        out->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        return LOCALITY_OK;
    }
    uint32_t *found = loc_allocate(r->memory, jobs, sizeof *found);
    int64_t *asked = loc_allocate(r->memory, jobs, sizeof *asked);
    bool done =
        found != NULL && asked != NULL && loc_sharing_search(&r->s, found, asked, out, &work);
    for (uint32_t j = 0; done && j < r->s.jobs; j++) {
        uint32_t to = r->names->side[1].given[j];
        bool has = out->verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                   out->verdict == LOCALITY_ALLOCATION_FEASIBLE;
        agent[to] = has ? r->names->side[0].given[found[j]] : LOCALITY_SHARING_NOBODY;
        if (price != NULL) {
            price[to] = asked[j];
        }
    }
    out->work = work.done;
    loc_release(r->memory, found, jobs, sizeof *found);
    loc_release(r->memory, asked, jobs, sizeof *asked);
    if (!done && work.stop == LOC_STOP_CANCELLED) {
        return loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
    }
    return done ? LOCALITY_OK : loc_fail_memory(error);
}

locality_status locality_sharing_solve(const locality_sharing_problem *problem,
                                       const locality_sharing_options *options,
                                       uint32_t *agent_of_job, int64_t *price,
                                       locality_sharing_outcome *outcome,
                                       const locality_allocator *allocator, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_options how = LOCALITY_SHARING_OPTIONS_INIT;
    locality_sharing_outcome found = {0};
    locality_allocator memory;

    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    locality_status status = take_problem(problem, &in, error);
    if (status == LOCALITY_OK && (outcome == NULL || (agent_of_job == NULL && in.jobs > 0))) {
        status = loc_fail_null(error, outcome == NULL ? "outcome" : "agent_of_job");
    }
    if (status == LOCALITY_OK && options != NULL &&
        !loc_struct_take(&how, sizeof how, options, options->struct_size, sizeof how)) {
        status = loc_fail(error, LOCALITY_INVALID,
                          "options.struct_size is not that of locality_sharing_options");
    }
    status = status == LOCALITY_OK ? check_room(&in, error) : status;
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t j = 0; j < in.jobs; j++) {
        agent_of_job[j] = LOCALITY_SHARING_NOBODY;
        if (price != NULL) {
            price[j] = 0;
        }
    }
    reader r = {.in = &in, .memory = &memory};
    status = take_names(&r, error);
    status = status == LOCALITY_OK ? take_costs(&r, error) : status;
    status = status == LOCALITY_OK ? search(&r, &how, agent_of_job, price, &found, error) : status;
    clear(&r);
    if (status != LOCALITY_OK) {
        return status;
    }
    *outcome = found;
    return loc_ok(error);
}

/* ---- Verifying ------------------------------------------------------------------------------- */

static locality_status verify(const locality_sharing_problem *in, const uint32_t *agent_of_job,
                              int64_t *room, int64_t *cost, locality_error *error) {
    loc_wide sum = 0;

    for (size_t i = 0; i < in->agents; i++) {
        room[i] = in->capacity[i];
    }
    for (size_t j = 0; j < in->jobs; j++) {
        uint32_t i = agent_of_job[j];
        if (i >= in->agents || !is_allowed(in, i, j)) {
            return loc_fail(error, LOCALITY_CONFLICT, "job %zu has no agent that may have it", j);
        }
        size_t at = i * in->jobs + j;
        if (in->weight[at] > room[i]) {
            return loc_fail(error, LOCALITY_CONFLICT, "agent %" PRIu32 " has no room for job %zu",
                            i, j);
        }
        room[i] -= in->weight[at];
        sum += in->cost[at];
    }
    *cost = (int64_t)sum; /* costs are within 2^40, jobs within 2^28: it fits */
    return LOCALITY_OK;
}

locality_status locality_sharing_check(const locality_sharing_problem *problem,
                                       const uint32_t *agent_of_job, int64_t *cost,
                                       const locality_allocator *allocator, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_allocator memory;
    int64_t sum = 0;

    if (cost != NULL) {
        *cost = 0;
    }
    locality_status status = take_problem(problem, &in, error);
    if (status == LOCALITY_OK && agent_of_job == NULL && in.jobs > 0) {
        status = loc_fail_null(error, "agent_of_job");
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    int64_t *room = loc_allocate(&memory, in.agents, sizeof *room);
    status = room != NULL ? verify(&in, agent_of_job, room, &sum, error) : loc_fail_memory(error);
    loc_release(&memory, room, in.agents, sizeof *room);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (cost != NULL) {
        *cost = sum;
    }
    return loc_ok(error);
}

/* The most that an agent can earn with jobs that fit: one row, filled from its end. */
static int64_t most_earned(const locality_sharing_problem *in, const int64_t *price, size_t agent,
                           int64_t room, int64_t *row) {
    memset(row, 0, ((size_t)room + 1) * sizeof *row);
    for (size_t j = 0; j < in->jobs; j++) {
        size_t at = agent * in->jobs + j;
        int64_t earns = price[j] - in->cost[at] * SCALE, weight = in->weight[at];
        if (!is_allowed(in, agent, j) || earns <= 0) {
            continue;
        }
        for (int64_t q = room; q >= weight; q--) {
            int64_t with = row[q - weight] + earns;
            row[q] = with > row[q] ? with : row[q];
        }
    }
    return row[room];
}

locality_status locality_sharing_bound(const locality_sharing_problem *problem,
                                       const int64_t *price, int64_t *bound,
                                       const locality_allocator *allocator, locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_allocator memory;
    loc_wide sum = 0;
    int64_t most = 0;

    if (bound != NULL) {
        *bound = 0;
    }
    locality_status status = take_problem(problem, &in, error);
    if (status == LOCALITY_OK && (bound == NULL || (price == NULL && in.jobs > 0))) {
        status = loc_fail_null(error, bound == NULL ? "bound" : "price");
    }
    status = status == LOCALITY_OK ? check_room(&in, error) : status;
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t j = 0; j < in.jobs; j++) {
        if (price[j] > INT64_MAX / 4 / ((int64_t)in.jobs + 1) ||
            price[j] < -(INT64_MAX / 4 / ((int64_t)in.jobs + 1))) {
            return loc_fail(error, LOCALITY_OVERFLOW, "the price of job %zu is too large", j);
        }
        sum += price[j];
    }
    for (size_t i = 0; i < in.agents; i++) {
        most = useful_room(&in, i) > most ? useful_room(&in, i) : most;
    }
    int64_t *row = loc_allocate_raw(&memory, (size_t)most + 1, sizeof *row);
    if (row == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < in.agents; i++) {
        sum -= most_earned(&in, price, i, useful_room(&in, i), row);
    }
    loc_release(&memory, row, (size_t)most + 1, sizeof *row);
    *bound = (int64_t)loc_divide_up(sum, SCALE);
    return loc_ok(error);
}
