/* Selection by a solver of the host: what it claims, and what is then known. */
#include "locality/selection.h"
#include "support/harness.h"

/* Three proposals, two budgets: the first two use up the one, the last two the other. Together no
 * two of them fit. */
static const int64_t value[] = {7, 6, 5}, use[] = {2, 2, 1, 1, 2, 2}, most[] = {3, 3};

static locality_selection_problem small_problem(void) {
    locality_selection_problem p = LOCALITY_SELECTION_PROBLEM_INIT;

    p.proposals = 3;
    p.value = value;
    p.budgets = 2;
    p.use = use;
    p.most = most;
    return p;
}

/* What the solver is to say. */
typedef struct speech {
    const char *name;
    locality_program_claim claim;
    int64_t answer[3];
    /* What is known then. */
    int32_t verdict, has_bound, reason;
    int64_t value, bound;
} speech;

static locality_status speak(void *self, const locality_program *program, uint64_t limit,
                             int64_t *out, locality_program_claim *claim, locality_error *error) {
    const speech *s = self;

    (void)error;
    CU_ASSERT(program->variables == 3 && limit == 17);
    memcpy(out, s->answer, sizeof s->answer);
    *claim = s->claim;
    return LOCALITY_OK;
}

static void what_is_claimed_is_told(void) {
    /* Costs are values turned round: the solver lowers them. */
    static speech rows[] = {
        {"the best",
         {LOCALITY_ALLOCATION_OPTIMAL, 0, 0},
         {1, 0, 1},
         LOCALITY_ALLOCATION_OPTIMAL,
         1,
         0,
         12,
         12},
        {"a plan",
         {LOCALITY_ALLOCATION_FEASIBLE, 0, 0},
         {0, 1, 0},
         LOCALITY_ALLOCATION_FEASIBLE,
         0,
         0,
         6,
         0},
        {"a plan and a bound",
         {LOCALITY_ALLOCATION_FEASIBLE, 1, -13},
         {0, 1, 0},
         LOCALITY_ALLOCATION_FEASIBLE,
         1,
         0,
         6,
         13},
        {"a plan and a bound that is none",
         {LOCALITY_ALLOCATION_FEASIBLE, 1, INT64_MIN},
         {0, 1, 0},
         LOCALITY_ALLOCATION_FEASIBLE,
         0,
         0,
         6,
         0},
        {"nothing",
         {LOCALITY_ALLOCATION_UNKNOWN, 0, 0},
         {0},
         LOCALITY_ALLOCATION_UNKNOWN,
         0,
         0,
         0,
         0},
        {"a bound",
         {LOCALITY_ALLOCATION_UNKNOWN, 1, -14},
         {0},
         LOCALITY_ALLOCATION_UNKNOWN,
         1,
         0,
         0,
         14},
        {"that there is nothing",
         {LOCALITY_ALLOCATION_INFEASIBLE, 0, 0},
         {0},
         LOCALITY_ALLOCATION_INFEASIBLE,
         0,
         LOCALITY_SELECTION_TOGETHER,
         0,
         0},
    };
    locality_selection_problem p = small_problem();
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;

    solver.name = "speaker";
    solver.solve = speak;
    options.solver = &solver;
    options.work_limit = 17;
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_selection_outcome o;
        locality_program_proof *proof = NULL;
        uint8_t taken[3];
        solver.self = &rows[k];
        CU_ASSERT_EQUAL(locality_selection_prove(&p, &options, taken, NULL, &o, &proof, NULL, NULL),
                        LOCALITY_OK);
        TEST_ROW(o.verdict == rows[k].verdict && o.reason == rows[k].reason, rows[k].name);
        TEST_ROW(o.value == rows[k].value, rows[k].name);
        TEST_ROW(o.has_bound == rows[k].has_bound && o.bound == rows[k].bound, rows[k].name);
        for (size_t i = 0; i < 3; i++) {
            TEST_ROW(taken[i] == rows[k].answer[i], rows[k].name);
        }
        TEST_TEXT(o.proved_by, "speaker");
        /* What a solver of the host finds has no proof here. */
        TEST_NUMBER(locality_program_proof_length(proof), 0);
        locality_program_proof_free(proof);
    }
}

static void a_bound_below_its_answer_is_refused(void) {
    speech row = {"", {LOCALITY_ALLOCATION_FEASIBLE, 1, -5}, {1, 0, 0}, 0, 0, 0, 0, 0};
    locality_selection_problem p = small_problem();
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_outcome o;
    locality_error error;
    uint8_t taken[3];

    solver.name = "speaker";
    solver.self = &row;
    solver.solve = speak;
    options.solver = &solver;
    options.work_limit = 17;
    CU_ASSERT_EQUAL(locality_selection_solve(&p, &options, taken, NULL, &o, NULL, &error),
                    LOCALITY_CONFLICT);
    TEST_NUMBER(o.verdict, 0);
    CU_ASSERT(!taken[0] && !taken[1] && !taken[2]);
}

static const test_case cases[] = {
    {"what is claimed is told", what_is_claimed_is_told},
    {"a bound that an answer beats is refused", a_bound_below_its_answer_is_refused},
};

TEST_MAIN("allocation: selection by a solver", cases)
