/* Integer programs and sharing: what is refused and with which words, answers that are verified, and claims
 * of solvers that do not hold. */
#include "locality/program.h"
#include "locality/sharing.h"
#include "support/harness.h"

/* Two numbers from 0 to 3, together at least 2 and at most 4; the first costs 5, the second 7. */
static const int64_t low[] = {0, 0}, high[] = {3, 3}, cost[] = {5, 7}, one[] = {1, 1};
static const int64_t least[] = {2}, most[] = {4};
static const size_t start[] = {0, 2};
static const uint32_t variable[] = {0, 1};

static locality_program small_program(void) {
    locality_program p = LOCALITY_PROGRAM_INIT;
    p.variables = 2;
    p.low = low;
    p.high = high;
    p.cost = cost;
    p.rows = 1;
    p.start = start;
    p.variable = variable;
    p.coefficient = one;
    p.least = least;
    p.most = most;
    return p;
}

static int says(const locality_error *error, const char *words) {
    return strstr(error->message, words) != NULL;
}

static void a_program_out_of_range_is_refused(void) {
    static const int64_t far[] = {0, INT64_C(1) << 32}, near_far[] = {0, -(INT64_C(1) << 32)};
    static const int64_t large[] = {0, INT64_MAX}, lower[] = {0, INT64_MIN};
    static const size_t late[] = {1, 2}, back[] = {0, 2, 1};
    static const uint32_t nobody[] = {0, 2};
    static const int64_t five[] = {5};
    static const char *const words[] = {
        "program.struct_size",
        "program.struct_size",
        "variable 1: its bounds are turned round or too far, or its cost is",
        "variable 1: its bounds",
        "variable 0: its bounds",
        "variable 1: its bounds",
        "variable 1: its bounds",
        "the sums do not begin at term 0",
        "the sums do not begin at term 0",
        "sum 1: its bounds are turned round",
        "sum 0: its bounds are turned round",
        "variable or coefficient",
        "variable or coefficient",
        "term 1: no such variable, or its coefficient is too large",
        "term 1: no such variable",
        "term 1: no such variable",
    };
    for (size_t k = 0; k < TEST_COUNT(words); k++) {
        static const int64_t three[] = {4, 0};
        locality_program p = small_program();
        locality_error error;
        int64_t objective = 9, value[2] = {1, 1};
        p.struct_size = k == 0 ? 8 : p.struct_size;
#if SIZE_MAX > UINT32_MAX
        p.variables = k == 1 ? (size_t)UINT32_MAX + 1 : 2;
#else
        p.struct_size = k == 1 ? 8 : p.struct_size;
#endif
        p.high = k == 2 ? far : high;
        p.low = k == 3 ? near_far : k == 4 ? three : low;
        p.cost = k == 5 ? large : k == 6 ? lower : cost;
        p.start = k == 7 ? NULL : k == 8 ? late : k == 9 ? back : start;
        p.rows = k == 9 ? 2 : 1;
        p.least = k == 9 ? NULL : k == 10 ? five : least;
        p.variable = k == 11 ? NULL : k == 13 ? nobody : variable;
        p.coefficient = k == 12 ? NULL : k == 14 ? large : k == 15 ? lower : one;
        TEST_ROW(locality_program_check(&p, value, &objective, &error) == LOCALITY_INVALID,
                 words[k]);
        TEST_ROW(says(&error, words[k]), words[k]);
        TEST_NUMBER(objective, 0);
    }
}

static void an_answer_is_verified_bound_by_bound(void) {
    static const struct {
        int64_t value[2];
        const char *message; /* null where it holds */
        int64_t objective;
    } rows[] = {{{2, 1}, NULL, 17},
                {{-1, 3}, "variable 0 is -1, out of bounds", 0},
                {{1, 4}, "variable 1 is 4, out of bounds", 0},
                {{1, 0}, "sum 0 is out of bounds", 0},
                {{3, 2}, "sum 0 is out of bounds", 0}};
    locality_program p = small_program();

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_error error;
        int64_t objective = -1;
        TEST_NUMBER(locality_program_check(&p, rows[k].value, &objective, &error),
                    rows[k].message != NULL ? LOCALITY_CONFLICT : LOCALITY_OK);
        TEST_TEXT(error.message, rows[k].message != NULL ? rows[k].message : "");
        TEST_NUMBER(objective, rows[k].objective);
    }
    static const int64_t no_least[] = {LOCALITY_PROGRAM_NO_LEAST};
    static const int64_t no_most[] = {LOCALITY_PROGRAM_NO_MOST};
    const int64_t none[] = {0, 0}, all[] = {3, 3};
    p.least = no_least;
    CU_ASSERT_EQUAL(locality_program_check(&p, none, NULL, NULL), LOCALITY_OK);
    p.most = no_most;
    CU_ASSERT_EQUAL(locality_program_check(&p, all, NULL, NULL), LOCALITY_OK);
    p.least = p.most = p.cost = NULL;
    int64_t objective = 7;
    CU_ASSERT_EQUAL(locality_program_check(&p, all, &objective, NULL), LOCALITY_OK);
    TEST_NUMBER(objective, 0);
    locality_error error;
    CU_ASSERT_EQUAL(locality_program_check(&p, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_program_check(NULL, all, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "program"));
}

static void a_cost_beyond_64_bits_is_said(void) {
    static const int64_t wide[] = {INT64_C(1) << 31, INT64_C(1) << 31};
    static const int64_t dear[] = {INT64_C(1) << 60, INT64_C(1) << 60};
    static const int64_t cheap[] = {-(INT64_C(1) << 60), -(INT64_C(1) << 60)};
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_error error;
    int64_t objective = 3;

    p.variables = 2;
    p.high = wide;
    for (int k = 0; k < 2; k++) {
        p.cost = k == 0 ? dear : cheap;
        CU_ASSERT_EQUAL(locality_program_check(&p, wide, &objective, &error), LOCALITY_OVERFLOW);
        TEST_TEXT(error.message, "the cost leaves 64 bits");
        TEST_NUMBER(objective, 0);
    }
    p.variables = 0;
    CU_ASSERT_EQUAL(locality_program_check(&p, NULL, &objective, &error), LOCALITY_OK);
}

/* A solver that says what the test tells it to. */
typedef struct speaker {
    locality_program_claim claim;
    int64_t value[2];
    locality_status status;
} speaker;

static locality_status speak(void *self, const locality_program *program, uint64_t work_limit,
                             int64_t *value, locality_program_claim *claim, locality_error *error) {
    const speaker *s = self;
    (void)program, (void)work_limit, (void)error;
    memcpy(value, s->value, sizeof s->value);
    *claim = s->claim;
    return s->status;
}

static void claims_of_a_solver_are_verified(void) {
    static const struct {
        const char *name;
        speaker said;
        locality_status status;
        const char *message;
        int64_t objective, bound;
    } rows[] = {{"an optimum",
                 {{LOCALITY_ALLOCATION_OPTIMAL, 0, 0}, {2, 0}, LOCALITY_OK},
                 LOCALITY_OK,
                 "",
                 10,
                 10},
                {"an answer with a bound",
                 {{LOCALITY_ALLOCATION_FEASIBLE, 1, 10}, {1, 1}, LOCALITY_OK},
                 LOCALITY_OK,
                 "",
                 12,
                 10},
                {"an answer without",
                 {{LOCALITY_ALLOCATION_FEASIBLE, 0, 0}, {1, 1}, LOCALITY_OK},
                 LOCALITY_OK,
                 "",
                 12,
                 0},
                {"cheaper than can be",
                 {{LOCALITY_ALLOCATION_FEASIBLE, 1, 11}, {2, 0}, LOCALITY_OK},
                 LOCALITY_CONFLICT,
                 "the answer costs 10, less than 11, which is claimed to be the lowest cost",
                 0,
                 0},
                {"out of bounds",
                 {{LOCALITY_ALLOCATION_OPTIMAL, 0, 0}, {0, 0}, LOCALITY_OK},
                 LOCALITY_CONFLICT,
                 "sum 0 is out of bounds",
                 0,
                 0},
                {"nothing known",
                 {{LOCALITY_ALLOCATION_UNKNOWN, 1, 4}, {9, 9}, LOCALITY_OK},
                 LOCALITY_OK,
                 "",
                 0,
                 4},
                {"no verdict",
                 {{-7, 0, 0}, {2, 0}, LOCALITY_OK},
                 LOCALITY_CONFLICT,
                 "the solver claims verdict -7, which is none",
                 0,
                 0},
                {"no such verdict",
                 {{99, 0, 0}, {2, 0}, LOCALITY_OK},
                 LOCALITY_CONFLICT,
                 "the solver claims verdict 99, which is none",
                 0,
                 0},
                {"a failure",
                 {{LOCALITY_ALLOCATION_OPTIMAL, 0, 0}, {2, 0}, LOCALITY_CALLBACK},
                 LOCALITY_CALLBACK,
                 NULL,
                 0,
                 0}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_program p = small_program();
        locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
        locality_program_outcome out;
        locality_error error;
        speaker said = rows[k].said;
        int64_t value[2] = {8, 8};
        solver.name = "a solver with a name that is longer than there is room for";
        solver.self = &said;
        solver.solve = speak;
        TEST_ROW(locality_program_solve(&p, &solver, NULL, value, &out, NULL, &error) ==
                     rows[k].status,
                 rows[k].name);
        if (rows[k].message != NULL) {
            TEST_TEXT(error.message, rows[k].message);
        }
        TEST_ROW(out.objective == rows[k].objective && out.bound == rows[k].bound, rows[k].name);
        int answered = rows[k].objective != 0;
        TEST_ROW(value[0] == (answered ? said.value[0] : 0), rows[k].name);
        TEST_ROW(value[1] == (answered ? said.value[1] : 0), rows[k].name);
        if (rows[k].status == LOCALITY_OK) {
            TEST_NUMBER(strlen(out.proved_by), LOCALITY_PROGRAM_NAME - 1);
        }
    }
}

static void solvers_and_options_of_another_shape_are_refused(void) {
    locality_program p = small_program();
    locality_program_options how = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome out;
    locality_error error;
    speaker said = {{0, 0, 0}, {0, 0}, LOCALITY_OK};
    int64_t value[2] = {8, 8};

    for (int k = 0; k < 4; k++) {
        locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
        solver.struct_size = k == 0 ? 4 : solver.struct_size;
        solver.name = k == 1 ? NULL : k == 2 ? "" : "a";
        solver.solve = k == 3 ? NULL : speak;
        solver.self = &said;
        CU_ASSERT_EQUAL(locality_program_solve(&p, &solver, NULL, value, &out, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, "the solver has no name or no function");
    }
    how.struct_size = 4;
    CU_ASSERT_EQUAL(locality_program_solve(&p, NULL, &how, value, &out, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.struct_size is not that of locality_program_options");
    CU_ASSERT_EQUAL(locality_program_solve(NULL, NULL, NULL, value, &out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "program"));
    CU_ASSERT_EQUAL(locality_program_solve(&p, NULL, NULL, NULL, &out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_program_solve(&p, NULL, NULL, value, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "outcome"));
    CU_ASSERT(value[0] == 8 && value[1] == 8); /* nothing was written */
    CU_ASSERT_EQUAL(locality_program_solve(&p, NULL, NULL, value, &out, NULL, &error), LOCALITY_OK);
    CU_ASSERT(value[0] == 2 && value[1] == 0 && out.objective == 10);
    TEST_TEXT(out.proved_by, "locality");
}

/* ---- Sharing --------------------------------------------------------------------------------- */

static const int64_t share_cost[] = {4, 6, 5, 3}, share_weight[] = {2, 3, 2, 2};
static const int64_t share_room[] = {3, 4};

static locality_sharing_problem small_sharing(void) {
    locality_sharing_problem p = LOCALITY_SHARING_PROBLEM_INIT;
    p.agents = p.jobs = 2;
    p.cost = share_cost;
    p.weight = share_weight;
    p.capacity = share_room;
    return p;
}

static void a_sharing_out_of_range_is_refused(void) {
    static const int64_t dear[] = {1, 1, INT64_C(1) << 41, 1},
                         cheap[] = {1, -(INT64_C(1) << 41), 1, 1};
    static const int64_t negative[] = {1, 1, 1, -1}, no_room[] = {3, -1};
    static const struct {
        locality_status status;
        const char *words;
    } rows[] = {{LOCALITY_INVALID, "problem.struct_size is not that"},
                {LOCALITY_INVALID, "problem.struct_size is not that"},
                {LOCALITY_LIMIT, "more agents times jobs than"},
                {LOCALITY_LIMIT, "more agents times jobs than"},
                {LOCALITY_LIMIT, "more agents times jobs than"},
                {LOCALITY_LIMIT, "more agents times jobs than"},
                {LOCALITY_INVALID, "cost, weight or capacity"},
                {LOCALITY_INVALID, "cost, weight or capacity"},
                {LOCALITY_INVALID, "cost, weight or capacity"},
                {LOCALITY_INVALID, "agent 1, job 0: a cost beyond 2^40"},
                {LOCALITY_INVALID, "agent 0, job 1: a cost beyond 2^40"},
                {LOCALITY_INVALID, "agent 1, job 1: a cost beyond 2^40, or a weight below 0"},
                {LOCALITY_INVALID, "agent 1 has room below 0"}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_sharing_problem p = small_sharing();
        locality_error error;
        const uint32_t agent[] = {0, 1};
        int64_t sum = 5;
        p.struct_size = k == 0 ? 8 : p.struct_size;
        p.reserved = k == 1 ? 1 : 0;
        p.agents = k == 2 ? SIZE_MAX : k == 3 ? 100000 : k == 4 ? SIZE_MAX / 2 : k == 5 ? 0 : 2;
        p.jobs = k == 3 ? 100000 : k == 4 ? 0 : k == 5 ? SIZE_MAX / 2 : 2;
        p.cost = k == 6 ? NULL : k == 9 ? dear : k == 10 ? cheap : share_cost;
        p.weight = k == 7 ? NULL : k == 11 ? negative : share_weight;
        p.capacity = k == 8 ? NULL : k == 12 ? no_room : share_room;
        TEST_ROW(locality_sharing_check(&p, agent, &sum, NULL, &error) == rows[k].status,
                 rows[k].words);
        TEST_ROW(says(&error, rows[k].words), rows[k].words);
        TEST_NUMBER(sum, 0);
    }
}

static void shares_that_do_not_hold_are_named(void) {
    static const uint8_t allowed[] = {1, 1, 0, 1};
    static const struct {
        uint32_t agent[2];
        const char *message;
    } rows[] = {{{0, 2}, "job 1 has no agent that may have it"},
                {{1, 1}, "job 0 has no agent that may have it"},
                {{0, 0}, "agent 0 has no room for job 1"}};
    locality_sharing_problem p = small_sharing();
    locality_error error;
    int64_t sum = 1;

    p.allowed = allowed;
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        CU_ASSERT_EQUAL(locality_sharing_check(&p, rows[k].agent, &sum, NULL, &error),
                        LOCALITY_CONFLICT);
        TEST_TEXT(error.message, rows[k].message);
        TEST_NUMBER(sum, 0);
    }
    const uint32_t good[] = {0, 1};
    CU_ASSERT_EQUAL(locality_sharing_check(&p, good, &sum, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(sum, 7);
    CU_ASSERT_EQUAL(locality_sharing_check(&p, NULL, &sum, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "agent_of_job"));
    CU_ASSERT_EQUAL(locality_sharing_check(NULL, good, &sum, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "problem"));
}

static void bounds_and_calls_of_sharing_refuse(void) {
    locality_sharing_problem p = small_sharing();
    locality_sharing_options how = LOCALITY_SHARING_OPTIONS_INIT;
    locality_sharing_outcome out;
    locality_error error;
    uint32_t agent[2];
    int64_t bound = 5, price[2] = {0, INT64_MAX / 4};

    for (int k = 0; k < 2; k++) {
        CU_ASSERT_EQUAL(locality_sharing_bound(&p, price, &bound, NULL, &error), LOCALITY_OVERFLOW);
        TEST_TEXT(error.message, "the price of job 1 is too large");
        TEST_NUMBER(bound, 0);
        price[1] = -price[1];
    }
    CU_ASSERT_EQUAL(locality_sharing_bound(&p, NULL, &bound, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "price"));
    CU_ASSERT_EQUAL(locality_sharing_bound(&p, price, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "bound"));
    CU_ASSERT_EQUAL(locality_sharing_solve(&p, NULL, agent, NULL, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "outcome"));
    CU_ASSERT_EQUAL(locality_sharing_solve(&p, NULL, NULL, NULL, &out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "agent_of_job"));
    how.struct_size = 4;
    CU_ASSERT_EQUAL(locality_sharing_solve(&p, &how, agent, NULL, &out, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.struct_size is not that of locality_sharing_options");
    how.struct_size = sizeof how;
    how.work_limit = 100000;
    CU_ASSERT_EQUAL(locality_sharing_solve(&p, &how, agent, NULL, &out, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(out.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(out.cost, 7);
    CU_ASSERT(agent[0] == 0 && agent[1] == 1);
}

static const test_case cases[] = {
    {"a program out of range is refused", a_program_out_of_range_is_refused},
    {"an answer is verified bound by bound", an_answer_is_verified_bound_by_bound},
    {"a cost beyond 64 bits is said", a_cost_beyond_64_bits_is_said},
    {"claims of a solver are verified", claims_of_a_solver_are_verified},
    {"solvers and options of another shape are refused",
     solvers_and_options_of_another_shape_are_refused},
    {"a sharing out of range is refused", a_sharing_out_of_range_is_refused},
    {"shares that do not hold are named", shares_that_do_not_hold_are_named},
    {"bounds and calls of sharing refuse", bounds_and_calls_of_sharing_refuse},
};

TEST_MAIN("programs and sharing refused", cases)
