/* Rotas through a solver of the host: what it answers is judged, and the outcome says whose word it is. The solver
 * here is the branch and bound for programs that is built in, by way of the callback. */
#include "support/fault.h"
#include "unit/rota/draws.h"

#define DRAWS 400

/* How the solver behaves. */
enum ways {
    HONEST,
    WEARY,      /* calls everything unknown */
    CAREFUL,    /* answers, and claims no proof */
    DENIES,     /* calls everything infeasible */
    BREAKS,     /* answers with all ones */
    SLACK,      /* calls it the best to hold nothing */
    FAILS,      /* cannot */
    NO_VERDICT, /* claims what there is not */
    WAYS
};

typedef struct host {
    int way;
    unsigned calls;
} host;

static locality_status answer(void *self, const locality_program *program, uint64_t work_limit,
                              int64_t *value, locality_program_claim *claim,
                              locality_error *error) {
    host *h = self;
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome outcome;

    h->calls++;
    if (h->way == FAILS) {
        return LOCALITY_LIMIT;
    }
    for (size_t v = 0; v < program->variables; v++) {
        value[v] = h->way == BREAKS ? 1 : 0;
    }
    claim->verdict = h->way == WEARY        ? LOCALITY_ALLOCATION_UNKNOWN
                     : h->way == DENIES     ? LOCALITY_ALLOCATION_INFEASIBLE
                     : h->way == NO_VERDICT ? 99
                                            : LOCALITY_ALLOCATION_OPTIMAL;
    if (h->way != HONEST && h->way != CAREFUL) {
        return LOCALITY_OK;
    }
    options.work_limit = work_limit;
    locality_status status =
        locality_program_solve(program, NULL, &options, value, &outcome, NULL, error);
    claim->verdict = outcome.verdict;
    if (h->way == CAREFUL && outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL) {
        claim->verdict = LOCALITY_ALLOCATION_FEASIBLE;
    }
    return status;
}

static locality_program_solver solver_of(host *h) {
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;

    solver.name = "host";
    solver.self = h;
    solver.solve = answer;
    return solver;
}

static locality_status solve(const locality_rota_problem *problem, int32_t order, host *h,
                             uint64_t work, locality_rota **rota, locality_error *error) {
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_program_solver solver = solver_of(h);

    options.order = order;
    options.work_limit = work;
    options.solver = &solver;
    return locality_rota_solve(problem, &options, NULL, rota, error);
}

static void judge(const instance *in, const given *g, const tried *best, uint64_t work,
                  const char *name, unsigned *by_solver) {
    host h = {HONEST, 0};
    locality_rota *rota = NULL;
    locality_rota_certificate c;
    locality_rota_value value;
    locality_error error;
    int64_t load[PEOPLE] = {0};

    if (!TEST_ROW(solve(&g->problem, in->order, &h, work, &rota, &error) == LOCALITY_OK, name)) {
        printf("%s\n", error.message);
        return;
    }
    locality_rota_value_of(rota, &value, NULL);
    *by_solver += value.proof == LOCALITY_ROTA_BY_SOLVER;
    TEST_ROW((value.proof == LOCALITY_ROTA_BY_SOLVER) == (strcmp(value.proved_by, "host") == 0),
             name);
    TEST_ROW(value.proof != LOCALITY_ROTA_BY_SOLVER || h.calls > 0, name);
    if (!best->found) {
        TEST_ROW(value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
        locality_rota_free(rota);
        return;
    }
    for (size_t k = 0; k < in->people; k++) {
        locality_rota_burden b;
        locality_rota_burden_at(rota, k, &b, NULL);
        load[b.id[1] - '0'] = b.periods;
    }
    TEST_ROW(value.verdict == LOCALITY_ALLOCATION_OPTIMAL && value.filled == best->filled &&
                 value.cost == best->cost && value.cost_least == best->cost,
             name);
    TEST_ROW(in->order == LOCALITY_ROTA_CHEAP || compare_burdens(in, load, best->load) == 0, name);
    CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &c, NULL), LOCALITY_OK);
    TEST_ROW(locality_rota_check(&g->problem, &c, NULL, NULL) == LOCALITY_OK, name);
    locality_rota_free(rota);
}

/* Whether the search stops before its first flow, or somewhere behind it. */
static void rotas_are_the_best(void) {
    static const uint64_t works[] = {1, 400, 2000};
    test_random random = {1409, 0};
    unsigned by_solver = 0;
    char name[64];

    for (int draw = 0; draw < DRAWS; draw++) {
        instance in;
        tried best;
        given g;
        draw_instance(&in, &random, 1);
        try_all(&best, &in);
        give(&in, &random, &g);
        for (size_t k = 0; k < TEST_COUNT(works); k++) {
            snprintf(name, sizeof name, "draw %d, work %d", draw, (int)works[k]);
            judge(&in, &g, &best, works[k], name, &by_solver);
        }
    }
    CU_ASSERT(by_solver > DRAWS / 2);
}

/* Two people, six weeks, one duty: not twice running, so each third week is a gap that prices do not see. */
static const locality_rota_window window[] = {{0, 0, 0, 5, 1}, {1, 0, 0, 5, 2}};

static locality_rota_problem short_of_people(void) {
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;

    problem.periods = 6;
    problem.candidates = 2;
    problem.demands = 1;
    problem.window = window;
    problem.windows = 2;
    problem.spell_most = 1;
    problem.rest = 2;
    return problem;
}

static void what_the_solver_says_is_told_as_its_word(void) {
    static const struct {
        int way;
        int32_t verdict, proof, filled_proved;
        const char *by;
    } rows[] = {
        {HONEST, LOCALITY_ALLOCATION_OPTIMAL, LOCALITY_ROTA_BY_SOLVER, 1, "host"},
        {WEARY, LOCALITY_ALLOCATION_FEASIBLE, LOCALITY_ROTA_NOT_PROVED, 0, ""},
        {CAREFUL, LOCALITY_ALLOCATION_FEASIBLE, LOCALITY_ROTA_NOT_PROVED, 0, ""},
    };
    locality_rota_problem problem = short_of_people();

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        host h = {rows[k].way, 0};
        locality_rota *rota = NULL;
        locality_rota_value value;
        CU_ASSERT_EQUAL_FATAL(solve(&problem, 0, &h, 1, &rota, NULL), LOCALITY_OK);
        locality_rota_value_of(rota, &value, NULL);
        TEST_NUMBER(value.verdict, rows[k].verdict);
        TEST_NUMBER(value.proof, rows[k].proof);
        TEST_NUMBER(value.is_filled_proved, rows[k].filled_proved);
        TEST_TEXT(value.proved_by, rows[k].by);
        TEST_NUMBER(value.filled, rows[k].way == WEARY ? 0 : 4); /* 1 2 - 1 2 - */
        TEST_NUMBER(value.levels_by_prices, 0);
        locality_rota_free(rota);
    }
}

/* The library's own search needs no solver here, and none is asked. */
static void a_solver_is_asked_only_where_something_is_open(void) {
    locality_rota_problem problem = short_of_people();
    host h = {FAILS, 0};
    locality_rota *rota = NULL;
    locality_rota_value value;

    CU_ASSERT_EQUAL_FATAL(solve(&problem, 0, &h, 0, &rota, NULL), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(h.calls, 0);
    TEST_NUMBER(value.proof, LOCALITY_ROTA_BY_SEARCH);
    TEST_TEXT(value.proved_by, "locality");
    TEST_NUMBER(value.filled, 4);
    locality_rota_free(rota);
}

static void wrong_answers_are_refused(void) {
    static const struct {
        int way;
        locality_status status;
        const char *words;
    } rows[] = {
        {DENIES, LOCALITY_CONFLICT, "host: claims that there is no rota, and there is one"},
        {BREAKS, LOCALITY_CONFLICT, "out of bounds"},
        {NO_VERDICT, LOCALITY_CONFLICT, "claims verdict 99"},
        {FAILS, LOCALITY_LIMIT, ""},
    };
    locality_rota_problem problem = short_of_people();

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        host h = {rows[k].way, 0};
        locality_rota *rota = (locality_rota *)&h;
        locality_error error = {0};
        TEST_NUMBER(solve(&problem, 0, &h, 1, &rota, &error), rows[k].status);
        CU_ASSERT_PTR_NULL(rota);
        TEST_ROW(strstr(error.message, rows[k].words) != NULL, error.message);
    }
}

/* With a rota already at hand, one that fills less is not the best, whatever the solver says. */
static void a_worse_rota_is_not_the_best(void) {
    locality_rota_problem problem = short_of_people();
    host h = {SLACK, 0};
    locality_rota *rota = NULL;
    locality_error error;

    TEST_NUMBER(solve(&problem, 0, &h, 100000, &rota, &error), LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "host: calls a rota the best, and there is a better one");
    CU_ASSERT_PTR_NULL(rota);
}

static void a_solver_without_a_name_is_refused(void) {
    locality_rota_problem problem = short_of_people();
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_rota *rota = NULL;
    locality_error error;

    options.solver = &solver;
    TEST_NUMBER(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the solver has no name");
    solver.name = "";
    TEST_NUMBER(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(rota);
}

/* ---- The bound ------------------------------------------------------------------------------- */

/* Where rules on spells bind, the bound is what could be had without them; the check judges it, and that the
 * rota is as good on the levels that it is said to be. */
static void the_bound_is_judged(void) {
    test_random random = {1423, 0};
    unsigned bounds = 0, partly = 0;

    for (int draw = 0; draw < DRAWS; draw++) {
        instance in;
        given g;
        locality_rota *rota = NULL;
        locality_rota_certificate c, other;
        locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
        draw_instance(&in, &random, 1);
        give(&in, NULL, &g);
        options.order = in.order;
        CU_ASSERT_EQUAL(locality_rota_solve(&g.problem, &options, NULL, &rota, NULL), LOCALITY_OK);
        if (locality_rota_certificate_of(rota, &c, NULL) == LOCALITY_OK &&
            c.proof == LOCALITY_ROTA_BY_SEARCH && c.bound_holdings > 0) {
            bounds++;
            partly += c.levels_by_prices > 0;
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &c, NULL, NULL), LOCALITY_OK);
            other = c;
            other.levels_by_prices = c.levels; /* it is not as good on all of them */
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_CONFLICT);
            other = c;
            other.bound_holdings--; /* no bound any more */
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_CONFLICT);
            other = c;
            other.bound_period = NULL;
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_INVALID);
            other = c;
            other.levels_by_prices = c.levels + 1;
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_INVALID);
        }
        locality_rota_free(rota);
    }
    CU_ASSERT(bounds > 10 && partly > 3 && partly < bounds);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    static const locality_rota_past past[] = {{0, 2, 0, 0}, {1, 1, 1, 0}};
    static const locality_rota_window both[] = {{0, 0, 0, 3, 1}, {1, 0, 0, 3, 2}, {0, 1, 0, 3, 0}};
    locality_rota_problem problem = short_of_people();
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    host h = {HONEST, 0};
    locality_program_solver solver = solver_of(&h);
    locality_rota *rota = NULL;

    (void)state;
    problem.periods = 4;
    problem.demands = 2;
    problem.past = past;
    problem.window = both;
    problem.windows = 3;
    problem.spell_least = 2;
    problem.spell_most = 3;
    options.work_limit = 1;
    options.solver = &solver;
    locality_status status = locality_rota_solve(&problem, &options, allocator, &rota, error);
    locality_rota_free(rota);
    return status;
}

static void every_refused_allocation_is_survived(void) {
    fault_drive("a rota through a solver", do_everything, NULL, 100);
}

static const test_case cases[] = {
    {"rotas are the best, wherever the solver takes over", rotas_are_the_best},
    {"what the solver says is told as its word", what_the_solver_says_is_told_as_its_word},
    {"a solver is asked only where something is open",
     a_solver_is_asked_only_where_something_is_open},
    {"wrong answers are refused", wrong_answers_are_refused},
    {"a worse rota is not the best", a_worse_rota_is_not_the_best},
    {"a solver without a name is refused", a_solver_without_a_name_is_refused},
    {"the bound is judged", the_bound_is_judged},
    {"every refused allocation is survived", every_refused_allocation_is_survived},
};

TEST_MAIN("allocation: rota by solver", cases)
