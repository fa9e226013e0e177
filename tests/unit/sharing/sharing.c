/* Sharing and integer programs: against trying everything. */
#include <stdlib.h>

#include "locality/program.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"
#include "unit/sharing/instances.h"

static void jobs_are_shared_out_best(void) {
    test_random random = {1103, 0};
    unsigned impossible = 0;
    char name[64];

    for (int draw = 0; draw < 1500; draw++) {
        instance in;
        locality_sharing_outcome outcome;
        uint32_t agent[JOBS];
        int64_t price[JOBS], cost = -1, bound = INT64_MAX;
        draw_instance(&in, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        int64_t best = best_by_trying(&in);
        locality_sharing_problem problem = problem_of(&in);
        CU_ASSERT_EQUAL(locality_sharing_solve(&problem, NULL, agent, price, &outcome, NULL, NULL),
                        LOCALITY_OK);
        impossible += best == INT64_MAX;
        if (best == INT64_MAX) {
            TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
            continue;
        }
        TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.cost == best &&
                     outcome.bound == best,
                 name);
        CU_ASSERT_EQUAL(locality_sharing_check(&problem, agent, &cost, NULL, NULL), LOCALITY_OK);
        TEST_ROW(cost == best, name);
        CU_ASSERT_EQUAL(locality_sharing_bound(&problem, price, &bound, NULL, NULL), LOCALITY_OK);
        TEST_ROW(bound <= best, name);
        if (in.jobs > 0) {
            agent[0] = LOCALITY_SHARING_NOBODY;
            CU_ASSERT_EQUAL(locality_sharing_check(&problem, agent, NULL, NULL, NULL),
                            LOCALITY_CONFLICT);
        }
    }
    CU_ASSERT(impossible > 50);
}

/* The same problem with agents and jobs in another order has the same answer by id. */
static void order_does_not_matter(void) {
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g"};
    test_random random = {1109, 0};

    for (int draw = 0; draw < 300; draw++) {
        instance in, turned;
        locality_sharing_outcome outcome[2];
        uint32_t agent[2][JOBS];
        const char *id[2][JOBS];
        draw_instance(&in, &random);
        turned = in;
        for (size_t i = 0; i < in.agents; i++) {
            id[0][in.agents - 1 - i] = names[i];
            turned.capacity[in.agents - 1 - i] = in.capacity[i];
            for (size_t j = 0; j < in.jobs; j++) {
                size_t from = i * in.jobs + j;
                size_t to = (in.agents - 1 - i) * in.jobs + (in.jobs - 1 - j);
                id[1][in.jobs - 1 - j] = names[j];
                turned.cost[to] = in.cost[from];
                turned.weight[to] = in.weight[from];
                turned.allowed[to] = in.allowed[from];
            }
        }
        locality_sharing_problem first = problem_of(&in), second = problem_of(&turned);
        first.agent_id = first.job_id = names;
        second.agent_id = id[0];
        second.job_id = id[1];
        if (in.agents == 0 || in.jobs == 0) {
            continue;
        }
        locality_sharing_solve(&first, NULL, agent[0], NULL, &outcome[0], NULL, NULL);
        locality_sharing_solve(&second, NULL, agent[1], NULL, &outcome[1], NULL, NULL);
        CU_ASSERT(memcmp(&outcome[0], &outcome[1], sizeof outcome[0]) == 0);
        for (size_t j = 0; j < in.jobs && outcome[0].verdict == LOCALITY_ALLOCATION_OPTIMAL; j++) {
            TEST_NUMBER(agent[0][j], in.agents - 1 - agent[1][in.jobs - 1 - j]);
        }
    }
}

/* ---- Programs -------------------------------------------------------------------------------- */

#define VARIABLES 8
#define ROWS 5

typedef struct model {
    size_t variables, rows, start[ROWS + 1];
    int64_t low[VARIABLES], high[VARIABLES], cost[VARIABLES];
    uint32_t variable[ROWS * VARIABLES];
    int64_t coefficient[ROWS * VARIABLES], least[ROWS], most[ROWS];
} model;

static void draw_model(model *m, test_random *random) {
    memset(m, 0, sizeof *m);
    m->variables = test_random_below(random, VARIABLES + 1);
    m->rows = m->variables > 0 ? test_random_below(random, ROWS + 1) : 0;
    for (size_t v = 0; v < m->variables; v++) {
        m->low[v] = test_random_between(random, -1, 0);
        m->high[v] = m->low[v] + (int64_t)test_random_below(random, 3);
        m->cost[v] = test_random_between(random, -9, 9);
    }
    for (size_t r = 0; r < m->rows; r++) {
        size_t at = m->start[r];
        for (uint32_t v = 0; v < m->variables; v++) {
            if (test_random_below(random, 2) == 0) {
                m->variable[at] = v;
                m->coefficient[at++] = test_random_between(random, -5, 5);
            }
        }
        m->start[r + 1] = at;
        int64_t middle = test_random_between(random, -6, 6);
        m->least[r] = test_random_below(random, 3) == 0 ? LOCALITY_PROGRAM_NO_LEAST : middle - 2;
        m->most[r] = test_random_below(random, 3) == 0 ? LOCALITY_PROGRAM_NO_MOST : middle + 2;
    }
}

static locality_program program_of(const model *m) {
    locality_program out = LOCALITY_PROGRAM_INIT;

    out.variables = m->variables;
    out.low = m->low;
    out.high = m->high;
    out.cost = m->cost;
    out.rows = m->rows;
    out.start = m->start;
    out.variable = m->variable;
    out.coefficient = m->coefficient;
    out.least = m->least;
    out.most = m->most;
    return out;
}

static void try_values(const model *m, size_t v, int64_t *value, int64_t *best) {
    int64_t cost = 0;

    if (v < m->variables) {
        for (value[v] = m->low[v]; value[v] <= m->high[v]; value[v]++) {
            try_values(m, v + 1, value, best);
        }
        return;
    }
    for (size_t r = 0; r < m->rows; r++) {
        int64_t sum = 0;
        for (size_t k = m->start[r]; k < m->start[r + 1]; k++) {
            sum += m->coefficient[k] * value[m->variable[k]];
        }
        if (sum < m->least[r] || sum > m->most[r]) {
            return;
        }
    }
    for (size_t k = 0; k < m->variables; k++) {
        cost += m->cost[k] * value[k];
    }
    *best = cost < *best ? cost : *best;
}

static void programs_are_solved(void) {
    test_random random = {1117, 0};
    char name[64];

    for (int draw = 0; draw < 1500; draw++) {
        model m;
        locality_program_outcome outcome;
        int64_t value[VARIABLES], best = INT64_MAX, objective = INT64_MAX;
        draw_model(&m, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        try_values(&m, 0, value, &best);
        locality_program program = program_of(&m);
        CU_ASSERT_EQUAL(locality_program_solve(&program, NULL, NULL, value, &outcome, NULL, NULL),
                        LOCALITY_OK);
        if (best == INT64_MAX) {
            TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
            continue;
        }
        TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.objective == best, name);
        CU_ASSERT_EQUAL(locality_program_check(&program, value, &objective, NULL), LOCALITY_OK);
        TEST_ROW(objective == best, name);
        TEST_TEXT(outcome.proved_by, "locality");
    }
}

/* A solver that says what it is told to. */
typedef struct teller {
    locality_program_claim claim;
    int64_t value;
    locality_status status;
} teller;

static locality_status tell(void *self, const locality_program *program, uint64_t work_limit,
                            int64_t *value, locality_program_claim *claim, locality_error *error) {
    const teller *t = self;
    (void)work_limit;
    (void)error;

    for (size_t v = 0; v < program->variables; v++) {
        value[v] = t->value;
    }
    *claim = t->claim;
    return t->status;
}

static void false_answers_of_a_solver_are_refused(void) {
    static const size_t start[] = {0, 2};
    static const uint32_t variable[] = {0, 1};
    static const int64_t one[] = {1, 1}, least[] = {1};
    locality_program program = LOCALITY_PROGRAM_INIT;
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_program_outcome outcome;
    teller t = {{LOCALITY_ALLOCATION_OPTIMAL, 0, 0}, 1, LOCALITY_OK};
    int64_t value[2];

    program.variables = 2;
    program.rows = 1;
    program.start = start;
    program.variable = variable;
    program.coefficient = program.cost = one;
    program.least = least;
    solver.name = "teller";
    solver.self = &t;
    solver.solve = tell;
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_OK);
    TEST_TEXT(outcome.proved_by, "teller");
    TEST_NUMBER(outcome.objective, 2); /* lawful; that it is the best is the teller's word */
    t.claim.has_bound = 1;
    t.claim.bound = 3; /* no answer costs less, it says */
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_CONFLICT);
    t.claim.has_bound = 0;
    t.value = 0; /* the sum is too small */
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_CONFLICT);
    t.value = 2; /* out of bounds */
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_CONFLICT);
    TEST_NUMBER(value[0], 0);
    t.claim.verdict = 9;
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_CONFLICT);
    t.status = LOCALITY_CANCELLED;
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_CANCELLED);
    solver.name = "";
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, NULL),
                    LOCALITY_INVALID);
}

static int32_t stops_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void bad_input_is_refused(void) {
    locality_sharing_problem sharing = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_options options = LOCALITY_SHARING_OPTIONS_INIT;
    locality_program program = LOCALITY_PROGRAM_INIT;
    locality_program_options how = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_sharing_outcome outcome;
    locality_program_outcome found;
    locality_error error;
    int64_t cost[2] = {1, 2}, weight[2] = {3, 4}, capacity[1] = {7}, value[2], low[2] = {2, 0};
    uint32_t agent[2];

    sharing.agents = 1;
    sharing.jobs = 2;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, NULL, agent, NULL, &outcome, NULL, &error),
                    LOCALITY_INVALID);
    sharing.cost = cost;
    sharing.weight = weight;
    sharing.capacity = capacity;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, NULL, NULL, NULL, &outcome, NULL, &error),
                    LOCALITY_INVALID);
    capacity[0] = -1;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, NULL, agent, NULL, &outcome, NULL, &error),
                    LOCALITY_INVALID);
    capacity[0] = INT64_MAX;
    weight[0] = INT64_C(1) << 40;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, NULL, agent, NULL, &outcome, NULL, &error),
                    LOCALITY_LIMIT);
    weight[0] = 3;
    options.progress = stops_at_once;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, &options, agent, NULL, &outcome, NULL, &error),
                    LOCALITY_CANCELLED);
    cost[0] = INT64_C(1) << 41;
    CU_ASSERT_EQUAL(locality_sharing_solve(&sharing, NULL, agent, NULL, &outcome, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_sharing_bound(NULL, cost, value, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_sharing_check(NULL, agent, NULL, NULL, &error), LOCALITY_INVALID);
    program.variables = 2;
    program.low = low; /* above 1 */
    CU_ASSERT_EQUAL(locality_program_solve(&program, NULL, NULL, value, &found, NULL, &error),
                    LOCALITY_INVALID);
    program.low = NULL;
    program.rows = 1;
    CU_ASSERT_EQUAL(locality_program_solve(&program, NULL, NULL, value, &found, NULL, &error),
                    LOCALITY_INVALID);
    program.rows = 0;
    how.progress = stops_at_once;
    CU_ASSERT_EQUAL(locality_program_solve(&program, NULL, &how, value, &found, NULL, &error),
                    LOCALITY_CANCELLED);
    CU_ASSERT_EQUAL(locality_program_check(NULL, value, NULL, &error), LOCALITY_INVALID);
}

/* What a host sees of a call: how far apart it is asked, and when it wants to stop. */
typedef struct host {
    uint64_t last, widest; /* steps */
    unsigned asked, stop_at;
} host;

static int32_t notes_steps(void *self, uint64_t work) {
    host *h = self;

    h->widest = work - h->last > h->widest ? work - h->last : h->widest;
    h->last = work;
    h->asked++;
    return h->asked == h->stop_at;
}

#define HARD_AGENTS 6
#define HARD_JOBS 60
#define HARD_WORK (UINT64_C(1) << 27)

/* A problem whose costs run against its weights, so that the search is long. */
static locality_sharing_problem hard_problem(int64_t *cost, int64_t *weight, int64_t *capacity) {
    locality_sharing_problem problem = LOCALITY_SHARING_PROBLEM_INIT;
    test_random random = {1151, 0};
    int64_t sum = 0;

    for (size_t k = 0; k < (size_t)HARD_AGENTS * HARD_JOBS; k++) {
        weight[k] = test_random_between(&random, 1, 100);
        cost[k] = 111 - weight[k] + test_random_between(&random, -10, 10);
        sum += weight[k];
    }
    for (size_t i = 0; i < HARD_AGENTS; i++) {
        capacity[i] = sum / HARD_AGENTS * 8 / 10 / HARD_AGENTS;
    }
    problem.agents = HARD_AGENTS;
    problem.jobs = HARD_JOBS;
    problem.cost = cost;
    problem.weight = weight;
    problem.capacity = capacity;
    return problem;
}

/* Counted in steps, not in time: a step is a cell of a table, so that between two questions there is no more than
 * 2^20 steps or what the tables of one agent have. A call that is stopped asks nothing any more. */
static void a_call_asks_often_and_stops_when_told(void) {
    int64_t cost[HARD_AGENTS * HARD_JOBS], weight[HARD_AGENTS * HARD_JOBS], capacity[HARD_AGENTS];
    locality_sharing_problem problem = hard_problem(cost, weight, capacity);
    locality_sharing_options options = LOCALITY_SHARING_OPTIONS_INIT;
    locality_sharing_proof *proof = NULL;
    locality_sharing_outcome outcome;
    uint32_t agent[HARD_JOBS];
    host all = {0};
    locality_error error;

    options.work_limit = HARD_WORK;
    options.progress = notes_steps;
    options.progress_self = &all;
    CU_ASSERT_EQUAL(
        locality_sharing_prove(&problem, &options, agent, NULL, &outcome, &proof, NULL, &error),
        LOCALITY_OK);
    locality_sharing_proof_free(proof);
    CU_ASSERT(outcome.branches > 0 && outcome.work > HARD_WORK / 2);
    CU_ASSERT(all.asked > 100);
    CU_ASSERT(all.widest <= UINT64_C(1) << 20);
    CU_ASSERT(outcome.work - all.last <= UINT64_C(1) << 20);
    for (unsigned stop_at = 1; stop_at < all.asked; stop_at += all.asked / 20) {
        host told = {.stop_at = stop_at};
        options.progress_self = &told;
        CU_ASSERT_EQUAL(
            locality_sharing_prove(&problem, &options, agent, NULL, &outcome, &proof, NULL, &error),
            LOCALITY_CANCELLED);
        TEST_NUMBER(told.asked, stop_at);
        CU_ASSERT(proof == NULL && outcome.work == 0 && agent[0] == LOCALITY_SHARING_NOBODY);
    }
}

#define TOO_MANY 17000

/* Costs of which sums could leave 64 bits: neither a bound nor a proof is worked out of them. */
static void costs_too_large_are_refused(void) {
    static const int64_t largest = INT64_C(1) << 40;
    int64_t *row = calloc(3 * TOO_MANY, sizeof *row), capacity[1] = {0}, bound = 7;
    int64_t *cost = row, *weight = row + TOO_MANY, *price = row + (ptrdiff_t)2 * TOO_MANY;
    locality_sharing_problem problem = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_claim claim = {7, 7, 7};
    locality_error error;

    problem.agents = 1;
    problem.jobs = TOO_MANY;
    problem.cost = cost;
    problem.weight = weight;
    problem.capacity = capacity;
    for (int way = 0; way < 2; way++) {
        for (size_t j = 0; j < TOO_MANY; j++) {
            cost[j] = way == 0 ? largest : -largest;
        }
        CU_ASSERT_EQUAL(locality_sharing_bound(&problem, price, &bound, NULL, &error),
                        LOCALITY_OVERFLOW);
        TEST_TEXT(error.message, "the costs together could leave 64 bits");
        TEST_NUMBER(bound, 0);
        CU_ASSERT_EQUAL(
            locality_sharing_verify(&problem, (const uint8_t *)"", 0, &claim, NULL, &error),
            LOCALITY_OVERFLOW);
        TEST_NUMBER(claim.bound, 0);
    }
    for (size_t j = 0; j < TOO_MANY; j++) {
        cost[j] = -largest / 2;
    }
    CU_ASSERT_EQUAL(locality_sharing_bound(&problem, price, &bound, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(bound, -largest / 2 * TOO_MANY);
    free(row);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const instance *in = state;
    locality_sharing_problem problem = problem_of(in);
    locality_sharing_outcome outcome;
    locality_program program;
    locality_program_outcome found;
    uint32_t agent[JOBS];
    int64_t price[JOBS], value[VARIABLES], bound;
    test_random random = {1123, 0};
    model m;

    locality_status status =
        locality_sharing_solve(&problem, NULL, agent, price, &outcome, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_sharing_check(&problem, agent, NULL, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_sharing_bound(&problem, price, &bound, allocator, error);
    }
    do {
        draw_model(&m, &random);
    } while (m.rows < 4);
    program = program_of(&m);
    if (status == LOCALITY_OK) {
        status = locality_program_solve(&program, NULL, NULL, value, &found, allocator, error);
    }
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {1129, 0};

    for (int done = 0; done < 3;) {
        instance in;
        draw_instance(&in, &random);
        if (best_by_trying(&in) < INT64_MAX && in.agents > 2 && in.jobs > 5) {
            fault_drive("sharing and a program", whole_story, &in, 30);
            done++;
        }
    }
}

static const test_case cases[] = {
    {"jobs are shared out at the lowest cost, and the bound is proved", jobs_are_shared_out_best},
    {"the order in which a problem is given does not matter", order_does_not_matter},
    {"programs are solved", programs_are_solved},
    {"false answers of a solver are refused", false_answers_of_a_solver_are_refused},
    {"bad input is refused, and a call can be stopped", bad_input_is_refused},
    {"a call asks often, and stops when it is told", a_call_asks_often_and_stops_when_told},
    {"costs that are too large are refused", costs_too_large_are_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: sharing", cases)
