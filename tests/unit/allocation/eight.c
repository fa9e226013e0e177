/* Assignments of up to eight candidates and eight demands, either side the larger, dense and sparse: the answer of
 * every method against trying every allocation there is. */
#include <inttypes.h>
#include <stdio.h>

#include "locality/allocation.h"
#include "support/harness.h"
#include "support/random.h"

#define SIDE 8u
#define DRAWS 400

typedef struct table {
    uint32_t rows, columns;
    uint8_t may[SIDE][SIDE];
    int64_t cost[SIDE][SIDE][2]; /* two levels */
} table;

/* Every number of rows and columns comes up, and every density from one pair in eight to all. */
static void draw_table(table *t, test_random *random, unsigned draw) {
    uint64_t dense = 1 + test_random_below(random, 8);
    int64_t spread = test_random_below(random, 2) == 0 ? 1 : 100000;

    t->rows = 1 + draw % SIDE;
    t->columns = 1 + draw / SIDE % SIDE;
    for (uint32_t i = 0; i < t->rows; i++) {
        for (uint32_t j = 0; j < t->columns; j++) {
            t->may[i][j] = test_random_below(random, 8) < dense;
            t->cost[i][j][0] = test_random_between(random, -spread, spread);
            t->cost[i][j][1] = test_random_between(random, 0, spread);
        }
    }
}

typedef struct best {
    int64_t filled, cost[2];
    unsigned optima; /* allocations as good */
} best;

static int compare(const best *a, const best *b) {
    if (a->filled != b->filled) {
        return a->filled > b->filled ? -1 : 1;
    }
    for (int k = 0; k < 2; k++) {
        if (a->cost[k] != b->cost[k]) {
            return a->cost[k] < b->cost[k] ? -1 : 1;
        }
    }
    return 0;
}

/* Every way to give rows from `row` on a column that is not taken, or none. */
static void try_rows(const table *t, uint32_t row, unsigned taken, const best *so_far, best *out) {
    if (row == t->rows) {
        int order = out->optima == 0 ? -1 : compare(so_far, out);
        if (order < 0) {
            *out = *so_far;
            out->optima = 0;
        }
        out->optima += order <= 0;
        return;
    }
    try_rows(t, row + 1, taken, so_far, out);
    for (uint32_t j = 0; j < t->columns; j++) {
        if (t->may[row][j] && (taken >> j & 1) == 0) {
            best next = *so_far;
            next.filled++;
            next.cost[0] += t->cost[row][j][0];
            next.cost[1] += t->cost[row][j][1];
            try_rows(t, row + 1, taken | 1u << j, &next, out);
        }
    }
}

static locality_allocation *problem_of(const table *t) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation *out = NULL;
    uint32_t row[SIDE * SIDE], column[SIDE * SIDE];
    int64_t cost[SIDE * SIDE][2];

    side[0].count = t->rows;
    side[1].count = t->columns;
    for (uint32_t i = 0; i < t->rows; i++) {
        for (uint32_t j = 0; j < t->columns; j++) {
            if (t->may[i][j]) {
                row[pairs.count] = i;
                column[pairs.count] = j;
                cost[pairs.count][0] = t->cost[i][j][0];
                cost[pairs.count++][1] = t->cost[i][j][1];
            }
        }
    }
    pairs.candidate = row;
    pairs.demand = column;
    pairs.levels = 2;
    pairs.cost = &cost[0][0];
    pairs.candidate_stride = sizeof cost[0];
    pairs.level_stride = sizeof cost[0][0];
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &out, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(out, &pairs, NULL), LOCALITY_OK);
    return out;
}

static void check_answer(const locality_allocation *problem, const best *expected, int32_t method,
                         const char *name) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_certificate c;
    locality_allocation_result *result = NULL;
    int64_t total[3] = {-1, 0, 0};

    options.method = method;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_OK);
    TEST_ROW(locality_allocation_result_verdict(result) == LOCALITY_ALLOCATION_OPTIMAL, name);
    for (uint32_t k = 0; k < 3; k++) {
        CU_ASSERT_EQUAL(locality_allocation_result_total(result, k, &total[k], NULL), LOCALITY_OK);
    }
    TEST_ROW(total[0] == expected->filled && total[1] == expected->cost[0] &&
                 total[2] == expected->cost[1],
             name);
    TEST_ROW(locality_allocation_result_is_unique(result) == (expected->optima == 1), name);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &c, NULL), LOCALITY_OK);
    TEST_ROW(locality_allocation_check(problem, &c, NULL) == LOCALITY_OK, name);
    locality_allocation_result_free(result);
}

static void every_answer_is_the_best_of_all(void) {
    test_random random = {808, 0};
    unsigned taller = 0, short_of = 0, several = 0;

    for (unsigned draw = 0; draw < DRAWS; draw++) {
        static const best nothing;
        best expected = nothing;
        table t = {0};
        draw_table(&t, &random, draw);
        try_rows(&t, 0, 0, &nothing, &expected);
        taller += t.rows > t.columns;
        short_of += expected.filled < (t.rows < t.columns ? t.rows : t.columns);
        several += expected.optima > 1;
        locality_allocation *problem = problem_of(&t);
        for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
            char name[80];
            snprintf(name, sizeof name, "draw %u, %" PRIu32 " by %" PRIu32 ", method %d", draw,
                     t.rows, t.columns, (int)method);
            check_answer(problem, &expected, method, name);
        }
        locality_allocation_free(problem);
    }
    CU_ASSERT(taller > DRAWS / 4 && short_of > DRAWS / 20 && several > DRAWS / 20);
}

static const test_case cases[] = {
    {"of up to eight by eight every answer is the best of all", every_answer_is_the_best_of_all},
};

TEST_MAIN("allocation: eight by eight", cases)
