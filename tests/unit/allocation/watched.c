/* Watched: the host is asked often enough whether to go on, and where it says no nothing is left. */
#include "plain.h"
#include "support/random.h"

/* ---- Stopped --------------------------------------------------------------------------------- */

/* A host that stops a call at its n-th question. */
typedef struct host {
    unsigned asked, stop_at;
} host;

static int32_t answer_host(void *self, uint64_t work) {
    host *h = self;
    (void)work;
    return ++h->asked == h->stop_at;
}

static void stops_when_the_host_says_so(void) {
    static int64_t cost[900][900];
    test_random random = {701, 0};

    for (size_t i = 0; i < 900; i++) {
        for (size_t j = 0; j < 900; j++) {
            cost[i][j] = test_random_between(&random, 0, 100000);
        }
    }
    locality_allocation *problem = plain_problem(900, 900);
    locality_allocation_pairs pairs = dense_pairs(&cost[0][0], 900);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
        for (unsigned stop_at = 1; stop_at <= 3; stop_at++) {
            locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
            locality_allocation_result *result = NULL;
            locality_error error;
            host h = {0, stop_at};
            options.method = method;
            options.progress = answer_host;
            options.progress_self = &h;
            TEST_NUMBER(locality_allocation_solve(problem, &options, &result, &error),
                        LOCALITY_CANCELLED);
            TEST_NUMBER(error.status, LOCALITY_CANCELLED);
            TEST_NUMBER(h.asked, stop_at);
            CU_ASSERT_PTR_NULL(result);
        }
    }
    locality_allocation_free(problem);
}

/* ---- How often the host is asked ------------------------------------------------------------- */

enum { MANY = 1100 };
#define MOST_BETWEEN \
    ((uint64_t)MANY * MANY + (1u << 18)) /* a pass over all pairs, which are above 2^20 */

/* A host that notes how much was done between two questions. */
typedef struct watcher {
    uint64_t last, most;
    unsigned asked, stop_at;
} watcher;

static int32_t watch(void *self, uint64_t work) {
    watcher *w = self;
    uint64_t between = work - w->last;

    w->most = between > w->most ? between : w->most;
    w->last = work;
    return ++w->asked == w->stop_at;
}

static int64_t far_cost(test_random *random, int kind, size_t i, size_t j) {
    int64_t product = (int64_t)((i + 1) * (j + 1));
    return kind == 0   ? test_random_between(random, 0, 100000)
           : kind == 1 ? test_random_between(random, 0, 9)
           : kind == 2 ? product
                       : product + test_random_between(random, 0, 40);
}

/* Large and small numbers, many ties, the longest paths, in line and nearly so. */
static void asks_as_often_as_it_says(void) {
    static int64_t cost[MANY][MANY];
    test_random random = {711, 0};

    for (int kind = 0; kind < 4; kind++) {
        for (size_t i = 0; i < MANY; i++) {
            for (size_t j = 0; j < MANY; j++) {
                cost[i][j] = far_cost(&random, kind, i, j);
            }
        }
        locality_allocation *problem = plain_problem(MANY, MANY);
        locality_allocation_pairs pairs = dense_pairs(&cost[0][0], MANY);
        locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
        locality_allocation_result *result = NULL;
        watcher w = {0, 0, 0, 0};
        CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
        options.progress = watch;
        options.progress_self = &w;
        CU_ASSERT_EQUAL(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_OK);
        uint64_t rest = locality_allocation_result_work(result) - w.last;
        CU_ASSERT(w.asked > 4 && w.most <= MOST_BETWEEN && rest <= MOST_BETWEEN);
        locality_allocation_result_free(result);
        locality_allocation_free(problem);
    }
}

/* Questions that have no options ask the one who watches the problem, and stop where he says so. */
static void questions_ask_who_watches(void) {
    static int64_t cost[MANY][MANY];
    test_random random = {712, 0};
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs;
    locality_allocation *problem = NULL;
    locality_allocation_result *result = NULL, *stable = NULL;
    locality_allocation_case *item = NULL;

    for (size_t i = 0; i < MANY; i++) {
        for (size_t j = 0; j < MANY; j++) {
            cost[i][j] = test_random_between(&random, 0, 100000);
        }
    }
    side[0].count = MANY;
    side[1].count = MANY - 1; /* somebody is left over, so that there is a shortage to tell */
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &problem, NULL),
                          LOCALITY_OK);
    pairs = dense_pairs(&cost[0][0], MANY);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    for (unsigned stop_at = 0; stop_at < 2; stop_at++) {
        locality_status expected = stop_at > 0 ? LOCALITY_CANCELLED : LOCALITY_OK;
        watcher w = {0, 0, 0, stop_at};
        int64_t wanted = 0;
        CU_ASSERT_EQUAL(locality_allocation_watch(problem, watch, &w, NULL), LOCALITY_OK);
        TEST_NUMBER(locality_allocation_explain(problem, result, 3, &item, NULL), expected);
        CU_ASSERT((item != NULL) == (stop_at == 0) && w.asked > 0);
        locality_allocation_case_free(item);
        w = (watcher){0, 0, 0, stop_at};
        TEST_NUMBER(
            locality_allocation_shortage_size(problem, result, LOCALITY_ALLOCATION_CANDIDATES,
                                              LOCALITY_ALLOCATION_EVERYONE, &wanted, NULL, NULL),
            expected);
        TEST_NUMBER(wanted, stop_at > 0 ? 0 : MANY);
        w = (watcher){0, 0, 0, stop_at};
        TEST_NUMBER(locality_allocation_solve_stable(problem, LOCALITY_ALLOCATION_CANDIDATES, 1, 1,
                                                     LOCALITY_ALLOCATION_TIES_BY_ID, &stable, NULL),
                    expected);
        CU_ASSERT((stable != NULL) == (stop_at == 0) && w.asked > 0);
        locality_allocation_result_free(stable);
    }
    TEST_NUMBER(locality_allocation_watch(NULL, watch, NULL, NULL), LOCALITY_INVALID);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static const test_case cases[] = {
    {"a call stops when the host says so, and leaves nothing", stops_when_the_host_says_so},
    {"the host is asked at least every 2^20 pairs, or once a pass", asks_as_often_as_it_says},
    {"questions without options ask whoever watches the problem", questions_ask_who_watches},
};

TEST_MAIN("allocation: watched", cases)
