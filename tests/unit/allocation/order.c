/* Order: costs whose rows and columns fall into line are solved by that line; what is found is the same as
 * by every other way, ties and prices included, however rows and columns are shuffled. */
#include "locality/allocation.h"
#include "support/harness.h"
#include "support/random.h"

enum { MOST = 40, DRAWS = 400, LARGE = 300 };

static int64_t cost[LARGE][LARGE];

/* Costs that fall into line: sums over everything below and before a cell, taken off; few of the terms
 * are not 0, so that rows and columns are often alike. */
static void draw_in_line(test_random *random, size_t count, int64_t most) {
    int64_t row[MOST], column[MOST];

    for (size_t i = 0; i < count; i++) {
        row[i] = test_random_between(random, 0, 50);
        column[i] = test_random_between(random, 0, 50);
    }
    for (size_t i = 0; i < count; i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < count; j++) {
            sum +=
                test_random_between(random, 0, 3) == 0 ? test_random_between(random, 0, most) : 0;
            cost[i][j] = (i > 0 ? cost[i - 1][j] : 0) - sum;
        }
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            cost[i][j] += row[i] + column[j];
        }
    }
}

static void shuffle(test_random *random, size_t count) {
    for (size_t k = count - 1; k > 0; k--) {
        size_t other = (size_t)test_random_between(random, 0, (int64_t)k);
        size_t across = (size_t)test_random_between(random, 0, (int64_t)k);
        for (size_t j = 0; j < count; j++) {
            int64_t kept = cost[k][j];
            cost[k][j] = cost[other][j];
            cost[other][j] = kept;
        }
        for (size_t i = 0; i < count; i++) {
            int64_t kept = cost[i][k];
            cost[i][k] = cost[i][across];
            cost[i][across] = kept;
        }
    }
}

static locality_allocation *problem_of(size_t count) {
    locality_allocation_side side = LOCALITY_ALLOCATION_SIDE_INIT;
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation *out = NULL;

    side.count = count;
    pairs.levels = 1;
    pairs.cost = &cost[0][0];
    pairs.candidate_stride = sizeof cost[0];
    pairs.demand_stride = sizeof cost[0][0];
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side, &side, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(out, &pairs, NULL), LOCALITY_OK);
    return out;
}

static locality_allocation_result *solved(const locality_allocation *problem, int32_t method) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *out = NULL;
    locality_allocation_certificate certificate;
    locality_error error;

    options.method = method;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(problem, &options, &out, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_result_verdict(out), LOCALITY_ALLOCATION_OPTIMAL);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(out, &certificate, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &certificate, &error), LOCALITY_OK);
    return out;
}

static int are_alike(const locality_allocation_result *a, const locality_allocation_result *b) {
    size_t count = locality_allocation_result_pairs(a);
    int alike = count == locality_allocation_result_pairs(b);

    for (size_t k = 0; alike && k < count; k++) {
        locality_allocation_pair x, y;
        CU_ASSERT_EQUAL(locality_allocation_result_pair(a, k, &x, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_allocation_result_pair(b, k, &y, NULL), LOCALITY_OK);
        alike = x.candidate == y.candidate && x.demand == y.demand && x.is_tied == y.is_tied;
    }
    return alike;
}

static void compare(size_t count, const char *name) {
    locality_allocation *problem = problem_of(count);
    locality_allocation_result *by_order = solved(problem, LOCALITY_ALLOCATION_AUTOMATIC);
    locality_allocation_result *by_paths = solved(problem, LOCALITY_ALLOCATION_DENSE);

    TEST_ROW(are_alike(by_order, by_paths), name);
    locality_allocation_result_free(by_order);
    locality_allocation_result_free(by_paths);
    locality_allocation_free(problem);
}

static void finds_what_paths_find(void) {
    test_random random = {901, 0};

    for (unsigned n = 0; n < DRAWS; n++) {
        size_t count = (size_t)test_random_between(&random, 2, MOST);
        char name[64];
        draw_in_line(&random, count, n % 4 == 0 ? 1 : 1000);
        if (n % 2 != 0) {
            shuffle(&random, count);
        }
        snprintf(name, sizeof name, "draw %u, %zu rows", n, count);
        compare(count, name);
    }
}

/* One cell that is out of line, anywhere: the line found from the others must not be believed. */
static void believes_no_line_that_one_cell_breaks(void) {
    test_random random = {902, 0};

    for (unsigned n = 0; n < DRAWS; n++) {
        size_t count = (size_t)test_random_between(&random, 3, MOST);
        size_t row = (size_t)test_random_between(&random, 0, (int64_t)count - 1);
        size_t column = (size_t)test_random_between(&random, 0, (int64_t)count - 1);
        char name[64];
        draw_in_line(&random, count, 1000);
        cost[row][column] += n % 2 == 0 ? 5000 : -5000;
        shuffle(&random, count);
        snprintf(name, sizeof name, "draw %u, %zu rows", n, count);
        compare(count, name);
    }
}

/* Products of two numbers make the longest paths; by the line they take a few looks at each cell. */
static void looks_at_each_cell_a_few_times(void) {
    test_random random = {903, 0};

    for (size_t i = 0; i < LARGE; i++) {
        for (size_t j = 0; j < LARGE; j++) {
            cost[i][j] = (int64_t)((i + 1) * (j + 1));
        }
    }
    shuffle(&random, LARGE);
    locality_allocation *problem = problem_of(LARGE);
    locality_allocation_result *by_order = solved(problem, LOCALITY_ALLOCATION_AUTOMATIC);
    locality_allocation_result *by_paths = solved(problem, LOCALITY_ALLOCATION_DENSE);
    CU_ASSERT(are_alike(by_order, by_paths));
    CU_ASSERT(locality_allocation_result_work(by_order) < 8 * (uint64_t)LARGE * LARGE);
    CU_ASSERT(locality_allocation_result_work(by_paths) > 32 * (uint64_t)LARGE * LARGE);
    locality_allocation_result_free(by_order);
    locality_allocation_result_free(by_paths);
    locality_allocation_free(problem);
}

/* The first question, the second, and so on, until none is asked: each stops the call and leaves nothing. */
static int32_t stop_at(void *self, uint64_t work) {
    unsigned *left = self;

    (void)work;
    return (*left)-- == 0;
}

static void stops_on_the_way(void) {
    unsigned asked = 0;

    for (size_t i = 0; i < LARGE; i++) {
        for (size_t j = 0; j < LARGE; j++) {
            cost[i][j] = (int64_t)((i + 1) * (j + 1));
        }
    }
    locality_allocation *problem = problem_of(LARGE);
    for (locality_status status = LOCALITY_CANCELLED; status == LOCALITY_CANCELLED; asked++) {
        locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
        locality_allocation_result *result = NULL;
        unsigned left = asked;
        options.progress = stop_at;
        options.progress_self = &left;
        status = locality_allocation_solve(problem, &options, &result, NULL);
        CU_ASSERT((status == LOCALITY_OK) == (result != NULL));
        CU_ASSERT(status == LOCALITY_OK || status == LOCALITY_CANCELLED);
        locality_allocation_result_free(result);
    }
    CU_ASSERT(asked > 2);
    locality_allocation_free(problem);
}

static const test_case cases[] = {
    {"costs in line give what paths give, ties and all", finds_what_paths_find},
    {"one cell out of line undoes the line", believes_no_line_that_one_cell_breaks},
    {"costs in line take a few looks at each cell", looks_at_each_cell_a_few_times},
    {"a host can stop the search for a line anywhere", stops_on_the_way},
};

TEST_MAIN("allocation: costs in line", cases)
