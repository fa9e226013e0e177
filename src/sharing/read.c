/* Sharing: what is asked is read into canonical order. */
#include "sharing/sharing.h"
#include "base/memory.h"
#include "base/wide.h"
#include "schema/schema.h"

#define MOST_CELLS ((size_t)1 << 28)
#define SCALE LOCALITY_SHARING_SCALE

locality_status loc_sharing_take(const locality_sharing_problem *problem,
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

bool loc_sharing_is_allowed(const locality_sharing_problem *in, size_t agent, size_t job) {
    return in->allowed == NULL || in->allowed[agent * in->jobs + job] != 0;
}

/* Room is no more than what all jobs take. */
int64_t loc_sharing_useful_room(const locality_sharing_problem *in, size_t agent) {
    int64_t sum = 0;

    for (size_t j = 0; j < in->jobs; j++) {
        int64_t weight = in->weight[agent * in->jobs + j];
        if (!loc_sharing_is_allowed(in, agent, j) || weight > in->capacity[agent]) {
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
locality_status loc_sharing_check_room(const locality_sharing_problem *in, locality_error *error) {
    for (size_t i = 0; i < in->agents; i++) {
        int64_t room = loc_sharing_useful_room(in, i);
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

static locality_status take_names(loc_sharing_reader *r, locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};

    side[0].count = r->in->agents;
    side[0].id = r->in->agent_id;
    side[1].count = r->in->jobs;
    side[1].id = r->in->job_id;
    return locality_allocation_new(&side[0], &side[1], r->memory, &r->names, error);
}

static locality_status take_costs(loc_sharing_reader *r, locality_error *error) {
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
        s->capacity[i] = loc_sharing_useful_room(in, from);
        for (uint32_t j = 0; j < s->jobs; j++) {
            size_t to = (size_t)i * s->jobs + j;
            size_t job = r->names->side[1].given[j], at = from * in->jobs + job;
            s->cost[to] = in->cost[at];
            s->weight[to] = in->weight[at];
            s->open[to] =
                loc_sharing_is_allowed(in, from, job) && in->weight[at] <= in->capacity[from];
        }
    }
    return LOCALITY_OK;
}

locality_status loc_sharing_read(loc_sharing_reader *r, locality_error *error) {
    locality_status status = take_names(r, error);
    return status == LOCALITY_OK ? take_costs(r, error) : status;
}

void loc_sharing_clear(loc_sharing_reader *r) {
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

bool loc_sharing_fits(const loc_sharing *s) {
    loc_wide addends = (loc_wide)s->jobs + (loc_wide)s->agents + 1;

    return loc_sharing_most_price(s) * addends <= (INT64_C(1) << 60);
}

int64_t loc_sharing_most_cost(const loc_sharing *s) {
    int64_t sum = 0;

    for (uint32_t j = 0; j < s->jobs; j++) {
        int64_t most = -LOC_SHARING_MOST - 1;
        for (uint32_t i = 0; i < s->agents; i++) {
            size_t at = (size_t)i * s->jobs + j;
            most = s->open[at] && s->cost[at] > most ? s->cost[at] : most;
        }
        sum += most < -LOC_SHARING_MOST ? 0 : most;
    }
    return sum;
}
