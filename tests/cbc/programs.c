/* CBC: the same answers as the branch and bound that is built in, on one thread and on several. */
#include <pthread.h>

#include "locality-cbc.h"
#include "support/harness.h"
#include "support/random.h"

#define VARIABLES 9
#define ROWS 5

typedef struct model {
    size_t start[ROWS + 1];
    int64_t cost[VARIABLES], high[VARIABLES];
    uint32_t variable[ROWS * VARIABLES];
    int64_t coefficient[ROWS * VARIABLES], least[ROWS], most[ROWS];
} model;

static void draw_model(model *m, test_random *random) {
    memset(m, 0, sizeof *m);
    for (size_t v = 0; v < VARIABLES; v++) {
        m->cost[v] = test_random_between(random, -9, 9);
        m->high[v] = 1 + (int64_t)test_random_below(random, 2);
    }
    for (size_t r = 0; r < ROWS; r++) {
        size_t at = m->start[r];
        for (uint32_t v = 0; v < VARIABLES; v++) {
            if (test_random_below(random, 2) == 0) {
                m->variable[at] = v;
                m->coefficient[at++] = test_random_between(random, -5, 9);
            }
        }
        m->start[r + 1] = at;
        int64_t middle = test_random_between(random, -4, 12);
        m->least[r] = test_random_below(random, 2) == 0 ? LOCALITY_PROGRAM_NO_LEAST : middle - 3;
        m->most[r] = test_random_below(random, 3) == 0 ? LOCALITY_PROGRAM_NO_MOST : middle + 3;
    }
}

static locality_program program_of(const model *m) {
    locality_program out = LOCALITY_PROGRAM_INIT;

    out.variables = VARIABLES;
    out.high = m->high;
    out.cost = m->cost;
    out.rows = ROWS;
    out.start = m->start;
    out.variable = m->variable;
    out.coefficient = m->coefficient;
    out.least = m->least;
    out.most = m->most;
    return out;
}

/* Models on which CBC and the library do not agree. */
static unsigned disagreements(uint64_t seed, int count, unsigned *feasible) {
    locality_program_solver solver;
    test_random random = {seed, 0};
    unsigned wrong = 0;

    locality_cbc_solver(NULL, &solver, NULL);
    for (int draw = 0; draw < count; draw++) {
        locality_program_outcome ours, theirs;
        int64_t value[VARIABLES];
        model m;
        draw_model(&m, &random);
        locality_program program = program_of(&m);
        locality_status a = locality_program_solve(&program, NULL, NULL, value, &ours, NULL, NULL);
        locality_status b =
            locality_program_solve(&program, &solver, NULL, value, &theirs, NULL, NULL);
        wrong += a != LOCALITY_OK || b != LOCALITY_OK || ours.verdict != theirs.verdict ||
                 ours.objective != theirs.objective || strcmp(theirs.proved_by, "CBC") != 0;
        *feasible += ours.verdict == LOCALITY_ALLOCATION_OPTIMAL;
    }
    return wrong;
}

static void answers_are_those_of_the_library(void) {
    unsigned feasible = 0;
    TEST_NUMBER(disagreements(1201, 300, &feasible), 0);
    CU_ASSERT(feasible > 50 && feasible < 300);
}

typedef struct task {
    uint64_t seed;
    unsigned wrong;
} task;

static void *work(void *self) {
    task *t = self;
    unsigned feasible = 0;
    t->wrong = disagreements(t->seed, 60, &feasible);
    return NULL;
}

static void threads_get_the_same_answers(void) {
    pthread_t thread[4];
    task tasks[4];

    for (size_t k = 0; k < 4; k++) {
        tasks[k] = (task){1300 + k, 1};
        CU_ASSERT_EQUAL_FATAL(pthread_create(&thread[k], NULL, work, &tasks[k]), 0);
    }
    for (size_t k = 0; k < 4; k++) {
        pthread_join(thread[k], NULL);
        TEST_NUMBER(tasks[k].wrong, 0);
    }
}

static void what_cannot_be_handed_over_is_refused(void) {
    locality_cbc_options options = LOCALITY_CBC_OPTIONS_INIT;
    locality_program program = LOCALITY_PROGRAM_INIT;
    locality_program_options limits = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_solver solver;
    locality_program_outcome outcome;
    int64_t cost[1] = {(INT64_C(1) << 53) + 1}, value[1];
    locality_error error;

    CU_ASSERT_EQUAL(locality_cbc_solver(NULL, NULL, &error), LOCALITY_INVALID);
    options.seconds = -1;
    CU_ASSERT_EQUAL(locality_cbc_solver(&options, &solver, &error), LOCALITY_INVALID);
    options.seconds = 5;
    CU_ASSERT_EQUAL(locality_cbc_solver(&options, &solver, &error), LOCALITY_OK);
    program.variables = 1;
    program.cost = cost;
    CU_ASSERT_EQUAL(locality_program_solve(&program, &solver, NULL, value, &outcome, NULL, &error),
                    LOCALITY_INVALID);
    cost[0] = -2;
    limits.work_limit = 10;
    CU_ASSERT_EQUAL(
        locality_program_solve(&program, &solver, &limits, value, &outcome, NULL, &error),
        LOCALITY_OK);
    TEST_NUMBER(outcome.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(value[0], 1);
}

static const test_case cases[] = {
    {"answers are those of the library", answers_are_those_of_the_library},
    {"threads get the same answers", threads_get_the_same_answers},
    {"what cannot be handed over is refused", what_cannot_be_handed_over_is_refused},
};

TEST_MAIN("CBC", cases)
