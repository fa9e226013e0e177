/* Change points: every division tried out, given steps found, gaps, what is refused, allocations failing. */
#include <math.h>

#include "locality/series.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define FEW 12

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static double cost_of(const double *value, size_t a, size_t b, int32_t cost, int32_t penalty) {
    double sum = 0.0, squares = 0.0, n = (double)(b - a);

    for (size_t i = a; i < b; i++) {
        sum += value[i];
        squares += value[i] * value[i];
    }
    double length = penalty == LOCALITY_CHANGE_MBIC ? log(n) : 0.0;
    if (cost == LOCALITY_CHANGE_SQUARES) {
        return squares - sum * sum / n + length;
    }
    return sum > 0.0 ? 2.0 * sum * (log(n) - log(sum)) + length : 0.0;
}

/* The least of all divisions: bit i of a number says that a segment ends after value i. */
static double least_of_all(const double *value, size_t count, const locality_change_options *in,
                           double penalty) {
    double lowest = INFINITY;

    for (unsigned ends = 0; ends < 1u << (count - 1); ends++) {
        double total = -penalty;
        size_t first = 0, segments = 0;
        for (size_t i = 0; i < count; i++) {
            if (i + 1 == count || (ends >> i & 1u) != 0) {
                total += i + 1 - first < in->least
                             ? (double)INFINITY
                             : cost_of(value, first, i + 1, in->cost, in->penalty) + penalty;
                first = i + 1;
                segments++;
            }
        }
        if (in->penalty != LOCALITY_CHANGE_NUMBER || segments == in->changes + 1) {
            lowest = total < lowest ? total : lowest;
        }
    }
    return lowest;
}

static void no_division_costs_less(void) {
    test_random random = {41, 0};

    for (size_t k = 0; k < 400; k++) {
        double value[FEW];
        locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
        locality_change_summary summary;
        size_t segments = 0;
        for (size_t i = 0; i < FEW; i++) {
            value[i] = (double)test_random_between(&random, 0, k % 2 == 0 ? 2 : 40);
        }
        options.cost = (int32_t)(k / 2 % 2);
        options.penalty = (int32_t)(k / 4 % 5);
        options.least = 1 + k / 20 % 4;
        options.dispersion = 1.0;
        options.manual = 5.0;
        options.changes = k / 80 % 3;
        CU_ASSERT_EQUAL_FATAL(
            locality_changes(value, FEW, &options, NULL, 0, &segments, &summary, NULL, NULL),
            LOCALITY_OK);
        double least = least_of_all(value, FEW, &options, summary.penalty);
        CU_ASSERT(fabs(summary.objective - least) < 1e-9 * (1.0 + fabs(least)));
    }
}

static void a_step_is_found_where_it_is(void) {
    double value[60];
    locality_change_segment segment[4];
    size_t segments = 0;
    test_random random = {42, 0};

    for (size_t i = 0; i < 60; i++) {
        value[i] = (double)test_random_between(&random, 8, 12) + (i >= 37 ? 20.0 : 0.0);
    }
    value[20] = NAN;
    CU_ASSERT_EQUAL(locality_changes(value, 60, NULL, segment, 4, &segments, NULL, NULL, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(segments, 2);
    CU_ASSERT(segment[0].first == 0 && segment[0].last == 36 && segment[0].used == 36);
    CU_ASSERT(segment[1].first == 37 && segment[1].last == 59 && segment[1].used == 23);
    CU_ASSERT(segment[0].mean > 9.0 && segment[0].mean < 11.0);
}

/* Counts that vary more than chance: without the dispersion changes are seen where none are. */
static void dispersion_keeps_quiet_series_quiet(void) {
    test_random random = {43, 0};
    size_t plain = 0, scaled = 0;

    for (size_t k = 0; k < 60; k++) {
        double value[120];
        locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
        size_t segments = 0;
        for (size_t i = 0; i < 120; i++) {
            value[i] = (double)test_random_between(&random, 0, 40); /* variance 7 times the mean */
        }
        locality_changes(value, 120, &options, NULL, 0, &segments, NULL, NULL, NULL);
        scaled += segments - 1;
        options.dispersion = 1.0;
        locality_changes(value, 120, &options, NULL, 0, &segments, NULL, NULL, NULL);
        plain += segments - 1;
    }
    CU_ASSERT(scaled <= 3 && plain > 60);
}

static void a_grid_keeps_changes_on_it(void) {
    double value[50];
    locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_segment segment[50];
    size_t segments = 0;

    for (size_t i = 0; i < 50; i++) {
        value[i] = i < 23 ? 5 : 50;
    }
    options.grid = 5;
    locality_changes(value, 50, &options, segment, 50, &segments, NULL, NULL, NULL);
    for (size_t k = 0; k + 1 < segments; k++) {
        TEST_NUMBER((segment[k].last + 1) % 5, 0);
    }
    CU_ASSERT(segments >= 2);
}

static void the_cusum_is_that_of_the_hand(void) {
    const double value[] = {1, 1, 3, 3}, flat[] = {2, 2, 2};
    double statistic = 0.0, p = 0.0;

    /* what is left: -1 -1 1 1, walk -1 -2 -1 0, variance 4/3 */
    CU_ASSERT_EQUAL(locality_change_cusum(value, 4, &statistic, &p, NULL), LOCALITY_OK);
    CU_ASSERT(near(statistic, 2.0 / (sqrt(4.0 / 3.0) * 2.0)));
    double wanted = 0.0;
    for (int k = 1; k < 20; k++) {
        wanted += (k % 2 == 1 ? 2.0 : -2.0) * exp(-2.0 * k * k * statistic * statistic);
    }
    CU_ASSERT(near(p, wanted));
    locality_change_cusum(flat, 3, &statistic, &p, NULL);
    CU_ASSERT(isnan(statistic) && isnan(p));
    CU_ASSERT_EQUAL(locality_change_cusum(NULL, 3, &statistic, &p, NULL), LOCALITY_INVALID);
}

static void wrong_input_is_refused(void) {
    const double value[] = {1, 2, 1.5, 4}, minus[] = {1, -2, 1, 4};
    locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_segment segment[2];
    size_t segments = 9;
    locality_error error;

    options.least = 1;
    CU_ASSERT_EQUAL(locality_changes(value, 4, &options, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 2"));
    TEST_NUMBER(segments, 0);
    CU_ASSERT_EQUAL(locality_changes(minus, 4, NULL, NULL, 0, &segments, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    options.cost = LOCALITY_CHANGE_SQUARES;
    options.penalty = LOCALITY_CHANGE_NUMBER;
    options.changes = 2;
    CU_ASSERT_EQUAL(locality_changes(value, 4, &options, segment, 2, &segments, NULL, NULL, NULL),
                    LOCALITY_LIMIT);
    options.changes = 4;
    CU_ASSERT_EQUAL(locality_changes(value, 4, &options, NULL, 0, &segments, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    options.changes = 0;
    options.least = 5;
    CU_ASSERT_EQUAL(locality_changes(value, 4, &options, NULL, 0, &segments, NULL, NULL, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(segments, 0);
    for (size_t k = 0; k < 6; k++) {
        locality_change_options wrong = LOCALITY_CHANGE_OPTIONS_INIT;
        wrong.struct_size = k == 0 ? 8 : wrong.struct_size;
        wrong.cost = k == 1 ? 2 : 0;
        wrong.penalty = k == 2 ? 5 : 0;
        wrong.dispersion = k == 3 ? -1.0 : 0.0;
        wrong.least = k == 4 ? 0 : 4;
        wrong.grid = k == 5 ? 0 : 1;
        CU_ASSERT_EQUAL(locality_changes(minus, 1, &wrong, NULL, 0, &segments, NULL, NULL, NULL),
                        LOCALITY_INVALID);
    }
}

static locality_status find(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    const double value[] = {1, 2, 1, 4, 9, 8, 9, 8};
    size_t segments = 0;

    (void)state;
    return locality_changes(value, 8, NULL, NULL, 0, &segments, NULL, allocator, error);
}

static void every_allocation_may_fail(void) {
    fault_drive("finding changes", find, NULL, 10);
}

static const test_case cases[] = {
    {"no division costs less", no_division_costs_less},
    {"a step is found where it is", a_step_is_found_where_it_is},
    {"dispersion keeps quiet series quiet", dispersion_keeps_quiet_series_quiet},
    {"a grid keeps changes on it", a_grid_keeps_changes_on_it},
    {"the cumulative sum is that of the hand", the_cusum_is_that_of_the_hand},
    {"wrong input is refused", wrong_input_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("changes", cases)
