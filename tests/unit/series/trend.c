/* Trend: worked examples, laws, gaps, what is refused, and every allocation failing. */
#include <math.h>

#include "locality/series.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define MOST 900

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static locality_trend_result test_of(const double *value, size_t count, int32_t method) {
    locality_trend_options options = LOCALITY_TREND_OPTIONS_INIT;
    locality_trend_result out;

    options.method = method;
    CU_ASSERT_EQUAL_FATAL(locality_trend(value, count, &options, &out, NULL, NULL), LOCALITY_OK);
    return out;
}

/* Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), example 16.2 and tied data
 * worked by hand. */
static void scores_are_those_of_the_hand(void) {
    const double rising[] = {10, 15, 14, 20}, tied[] = {2, 1, 2, 3, 3, 5};
    locality_trend_result out = test_of(rising, 4, LOCALITY_TREND_ORIGINAL);

    CU_ASSERT(near(out.s, 4.0) && near(out.variance, 4.0 * 3.0 * 13.0 / 18.0));
    CU_ASSERT(near(out.slope, (2.5 + 10.0 / 3.0) / 2.0)); /* of -1, 2, 2.5, 3 1/3, 5, 6 */
    out = test_of(tied, 6, LOCALITY_TREND_ORIGINAL);
    CU_ASSERT(near(out.s, 11.0)); /* 13 pairs, 12 up, 1 down, 2 tied */
    CU_ASSERT(near(out.variance, (6.0 * 5.0 * 17.0 - 2.0 * (2.0 * 1.0 * 9.0)) / 18.0));
    CU_ASSERT(near(out.z, 10.0 / sqrt(out.variance)));
}

static void a_straight_line_has_its_slope(void) {
    double value[MOST];

    for (size_t i = 0; i < MOST; i++) {
        value[i] = 3.0 - 0.25 * (double)i;
    }
    for (int32_t method = 0; method <= LOCALITY_TREND_YUE_WANG; method++) {
        locality_trend_result out = test_of(value, MOST, method);
        CU_ASSERT(out.slope == -0.25 && near(out.intercept, 3.0) && near(out.tau, -1.0));
        TEST_NUMBER(out.direction, -1);
    }
}

/* The median of all slopes, worked out with every one of them. */
static double plain_slope(const double *value, size_t count, double *room) {
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            double slope = (value[j] - value[i]) / (double)(j - i);
            if (slope == slope) {
                room[n++] = slope;
            }
        }
    }
    for (size_t gap = n / 2; gap > 0; gap /= 2) { /* Shell's sort */
        for (size_t i = gap; i < n; i++) {
            double held = room[i];
            size_t k = i;
            for (; k >= gap && room[k - gap] > held; k -= gap) {
                room[k] = room[k - gap];
            }
            room[k] = held;
        }
    }
    return n % 2 == 1 ? room[n / 2] : (room[n / 2 - 1] + room[n / 2]) / 2.0;
}

static void the_slope_is_the_median_of_all(void) {
    static double room[MOST * MOST / 2];
    test_random random = {31, 0};

    for (size_t k = 0; k < 150; k++) {
        double value[MOST];
        size_t count = k < 145 ? 3 + (size_t)test_random_below(&random, 140) : MOST;
        int64_t most = k % 3 == 0 ? 2 : k % 3 == 1 ? 50 : 1000000;
        for (size_t i = 0; i < count; i++) {
            value[i] =
                (double)test_random_between(&random, 0, most) + (k % 5 == 0 ? (double)i : 0.0);
            value[i] = k % 4 == 0 && test_random_below(&random, 9) == 0 ? NAN : value[i];
        }
        value[0] = 1;
        value[1] = 2;
        CU_ASSERT(near(test_of(value, count, 0).slope, plain_slope(value, count, room)));
    }
}

/* Backwards the score changes its sign, and so does what follows from it. */
static void backwards_is_the_other_way(void) {
    test_random random = {32, 0};

    for (size_t k = 0; k < 60; k++) {
        double value[120], back[120];
        for (size_t i = 0; i < 120; i++) {
            value[i] = (double)test_random_between(&random, 0, 6) + (double)i / 60.0;
            back[119 - i] = value[i];
        }
        for (int32_t method = 0; method <= LOCALITY_TREND_SEASONAL_CORRELATED; method++) {
            if (method == LOCALITY_TREND_PRE_WHITENED || method == LOCALITY_TREND_TREND_FREE) {
                continue; /* what goes before is taken off what follows */
            }
            locality_trend_result a = test_of(value, 120, method), b = test_of(back, 120, method);
            CU_ASSERT(near(a.s, -b.s) && near(a.slope, -b.slope));
            if (method == LOCALITY_TREND_HAMED_RAO) {
                continue; /* what rounding leaves of equal residuals has another order */
            }
            CU_ASSERT(fabs(a.variance - b.variance) <= 1e-6 * a.variance);
            TEST_NUMBER(a.direction, -b.direction);
        }
    }
}

static void quiet_series_have_few_trends(void) {
    test_random random = {33, 0};
    int found = 0;

    for (size_t k = 0; k < 1000; k++) {
        double value[60];
        for (size_t i = 0; i < 60; i++) {
            value[i] = (double)test_random_between(&random, 0, 9);
        }
        found += test_of(value, 60, LOCALITY_TREND_ORIGINAL).direction != 0;
    }
    CU_ASSERT(found > 25 && found < 75); /* 5 in 100 */
}

static void seasons_are_no_trend(void) {
    double value[96];
    test_random random = {34, 0};

    for (size_t i = 0; i < 96; i++) { /* ends high in the round, rises nowhere */
        value[i] = 10.0 * (double)(i % 12) + (double)test_random_below(&random, 5);
    }
    TEST_NUMBER(test_of(value, 96, LOCALITY_TREND_SEASONAL).direction, 0);
    for (size_t i = 0; i < 96; i++) {
        value[i] += (double)(i / 12);
    }
    locality_trend_result out = test_of(value, 96, LOCALITY_TREND_SEASONAL);
    TEST_NUMBER(out.direction, 1);
    CU_ASSERT(fabs(out.slope - 1.0) < 0.3); /* per round */
}

static void series_are_tested_together(void) {
    double rows[40][2], first[40];
    locality_trend_result out, alone;
    test_random random = {35, 0};

    for (size_t i = 0; i < 40; i++) {
        first[i] = rows[i][0] = (double)i + (double)test_random_below(&random, 9);
        rows[i][1] = (double)test_random_below(&random, 9);
    }
    alone = test_of(first, 40, 0);
    CU_ASSERT_EQUAL(
        locality_trend_together(first, 40, 1, LOCALITY_TREND_TOGETHER, 0.05, &out, NULL, NULL),
        LOCALITY_OK);
    CU_ASSERT(near(out.s, alone.s) && near(out.p, alone.p) && near(out.slope, alone.slope));
    for (int32_t group = 0; group <= LOCALITY_TREND_PARTIAL; group++) {
        CU_ASSERT_EQUAL(locality_trend_together(&rows[0][0], 40, 2, group, 0.05, &out, NULL, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(out.direction, 1);
    }
}

static void little_is_no_test(void) {
    const double value[] = {1, 2, 3, NAN}, flat[] = {4, 4, 4, 4, 4, 4};
    locality_trend_result out = test_of(value, 4, LOCALITY_TREND_ORIGINAL);

    TEST_NUMBER(out.state, LOCALITY_TREND_TOO_SHORT);
    TEST_NUMBER(out.direction, 0);
    TEST_NUMBER(out.used, 3);
    TEST_NUMBER(test_of(value, 1, 0).state, LOCALITY_TREND_TOO_SHORT);
    TEST_NUMBER(test_of(value, 0, 0).state, LOCALITY_TREND_TOO_SHORT);
    for (int32_t method = 0; method <= LOCALITY_TREND_SEASONAL; method++) {
        out = test_of(flat, 6, method);
        CU_ASSERT(out.p == 1.0 && out.direction == 0);
    }
}

static void wrong_input_is_refused(void) {
    const double value[] = {1, 2, INFINITY, 4};
    locality_trend_result out;
    locality_error error;

    CU_ASSERT_EQUAL(locality_trend(value, 4, NULL, &out, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 2"));
    CU_ASSERT_EQUAL(locality_trend(value, 4, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    for (size_t k = 0; k < 6; k++) {
        locality_trend_options options = LOCALITY_TREND_OPTIONS_INIT;
        options.struct_size = k == 0 ? 4 : options.struct_size;
        options.method = k == 1 ? 7 : k == 2 ? LOCALITY_TREND_SEASONAL : 0;
        options.period = k == 2 ? 1 : 12;
        options.alpha = k == 3 ? 1.0 : k == 4 ? NAN : 0.05;
        options.close_gaps = k == 5 ? 2 : 0;
        CU_ASSERT_EQUAL(locality_trend(value, 2, &options, &out, NULL, NULL), LOCALITY_INVALID);
    }
    CU_ASSERT_EQUAL(locality_trend_together(value, 2, 0, 0, 0.05, &out, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_trend_together(value, 2, 1, 2, 0.05, &out, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_trend_together(value, SIZE_MAX, 2, 0, 0.05, &out, NULL, NULL),
                    LOCALITY_LIMIT);
}

static locality_status test_both(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    const double value[] = {1, 2, 3, 4, 5, 6};
    locality_trend_result out;

    (void)state;
    locality_status status = locality_trend(value, 6, NULL, &out, allocator, error);
    return status != LOCALITY_OK
               ? status
               : locality_trend_together(value, 3, 2, 0, 0.05, &out, allocator, error);
}

static void every_allocation_may_fail(void) {
    fault_drive("testing trends", test_both, NULL, 14);
}

static const test_case cases[] = {
    {"scores are those worked by hand", scores_are_those_of_the_hand},
    {"a straight line has its slope", a_straight_line_has_its_slope},
    {"the slope is the median of all", the_slope_is_the_median_of_all},
    {"backwards is the other way", backwards_is_the_other_way},
    {"quiet series have as few trends as stated", quiet_series_have_few_trends},
    {"seasons are no trend", seasons_are_no_trend},
    {"series are tested together", series_are_tested_together},
    {"little is no test", little_is_no_test},
    {"wrong input is refused", wrong_input_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("trend", cases)
