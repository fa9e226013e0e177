/* Breaks: how surely dates are known, the largest F; against simulations, distributions known in closed form, and
 * what is refused. */
#include <math.h>
#include <stdlib.h>

#include "locality/series.h"
#include "locality/statistics.h"
#include "support/harness.h"
#include "support/random.h"

static double draw_uniform(test_random *random) {
    return ((double)(test_random_next(random) >> 11) + 0.5) / 9007199254740992.0;
}

static double draw_normal(test_random *random) {
    return locality_quantile(LOCALITY_NORMAL, draw_uniform(random), 0, 1);
}

/* ---- The largest F ---------------------------------------------------------------------------- */

/* P(an Ornstein-Uhlenbeck process stays within -b and b), by simulation: what can happen between two steps is
 * that of a Brownian bridge. */
static double simulate_staying(double b, double time, int steps, int runs) {
    test_random random = {51, 0};
    double step = time / steps, decay = exp(-0.5 * step), noise = sqrt(1 - exp(-step)), sum = 0;

    for (int i = 0; i < runs; i++) {
        double x = draw_normal(&random), staying = fabs(x) < b ? 1 : 0;
        for (int k = 0; k < steps && staying > 0; k++) {
            double y = decay * x + noise * draw_normal(&random);
            staying = fabs(y) < b ? staying : 0;
            staying *= 1 - exp(-2 * (b - x) * (b - y) / step);
            staying *= 1 - exp(-2 * (b + x) * (b + y) / step);
            x = y;
        }
        sum += staying;
    }
    return sum / runs;
}

/* A series of 100 values whose F is largest, and as wanted, at its middle. */
static void series_with(double f, double *value) {
    double step =
        sqrt(f / 98.0); /* squares of 100 ones about the level; half the step on either side */

    for (int i = 0; i < 100; i++) {
        value[i] = (i % 2 == 0 ? 1.0 : -1.0) + (i < 50 ? -step : step);
    }
}

static void the_largest_f_has_the_p_of_a_simulation(void) {
    static const double wanted[] = {4, 8.68, 12.16};
    const double time = 2 * log(85.0 / 15.0);

    for (size_t i = 0; i < TEST_COUNT(wanted); i++) {
        double value[100], f, p;
        series_with(wanted[i], value);
        CU_ASSERT_EQUAL(locality_change_supremum(value, 100, 0.15, &f, &p, NULL), LOCALITY_OK);
        CU_ASSERT(f >= wanted[i] - 1e-9 && f < wanted[i] * 1.1);
        double simulated = 1 - simulate_staying(sqrt(f), time, 60, 20000);
        CU_ASSERT_DOUBLE_EQUAL(p, simulated, 3.5 * sqrt(p * (1 - p) / 20000));
    }
}

/* The sum worked out with sixty digits by other means. */
static void the_largest_f_has_the_p_of_many_digits(void) {
    static const struct {
        double share, f, p, tolerance;
    } rows[] = {{0.05, 9, 0.07422982968911626, 1e-14},   {0.15, 4, 0.4007724606488179, 1e-14},
                {0.15, 9, 0.04700309015884192, 1e-14},   {0.15, 16, 0.001871842668336177, 1e-14},
                {0.15, 25, 2.591888346164663e-5, 1e-14}, {0.15, 36, 1.269351396055016e-7, 1e-14},
                {0.35, 9, 0.02092507909156446, 1e-14},   {0.35, 16, 0.0007614323136288361, 1e-14},
                {0.15, 80, 5.268418766170952e-17, 5e-19}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        double value[100], f, p;
        series_with(rows[i].f, value);
        CU_ASSERT_EQUAL(locality_change_supremum(value, 100, rows[i].share, &f, &p, NULL),
                        LOCALITY_OK);
        CU_ASSERT_DOUBLE_EQUAL(f, rows[i].f, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(p, rows[i].p, rows[i].tolerance + 1e-10 * rows[i].p);
    }
}

/* Beyond what is summed the leading terms take over: nearly without a step, and far out there is a p still. */
static void tails_go_on(void) {
    double value[100], f, below, above, last = 1;

    series_with(59.9, value);
    locality_change_supremum(value, 100, 0.15, &f, &below, NULL);
    for (double wanted = 1; wanted < 1000; wanted *= 1.3) {
        series_with(wanted, value);
        locality_change_supremum(value, 100, 0.15, &f, &above, NULL);
        CU_ASSERT(above > 0 && above <= last);
        last = above;
    }
    CU_ASSERT(below > 1e-13 && below < 1e-11);
    series_with(60.1, value);
    locality_change_supremum(value, 100, 0.15, &f, &above, NULL);
    CU_ASSERT_DOUBLE_EQUAL(above / below, exp(-0.1), 0.02);
    /* A narrower range has less that can be large. */
    double wide, narrow;
    series_with(9, value);
    locality_change_supremum(value, 100, 0.05, &f, &wide, NULL);
    locality_change_supremum(value, 100, 0.35, &f, &narrow, NULL);
    CU_ASSERT(narrow < wide && narrow > locality_tail(LOCALITY_CHI_SQUARE, f, 1, 0));
}

static void the_largest_f_is_that_of_two_segments(void) {
    const double value[] = {1, 2, 1, 2, NAN, 5, 6, 5, 6, 5};
    double f, p;

    CU_ASSERT_EQUAL(locality_change_supremum(value, 10, 0.3, &f, &p, NULL), LOCALITY_OK);
    /* Means 1.5 and 5.4: squares 1 and 1.2 within, 33.8 between; 7 degrees of freedom. */
    CU_ASSERT_DOUBLE_EQUAL(f, (9.0 * 4 * 5 / 81 * 3.9 * 3.9) / (2.2 / 7), 1e-9);
    CU_ASSERT(p < 1e-5);
}

static void a_largest_f_may_not_be_there(void) {
    const double flat[] = {2, 2, 2, 2, 2, 2, 2, 2}, step[] = {0, 0, 0, 0, 7, 7, 7, 7};
    const double gaps[] = {NAN, NAN, 1, 2}, wild[] = {1, INFINITY, 1, 1};
    double f, p;
    locality_error error;

    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, 0.15, &f, &p, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(f) && isnan(p));
    CU_ASSERT_EQUAL(locality_change_supremum(gaps, 4, 0.15, &f, &p, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(f) && isnan(p));
    CU_ASSERT_EQUAL(locality_change_supremum(step, 8, 0.15, &f, &p, NULL), LOCALITY_OK);
    CU_ASSERT(isinf(f) && p == 0);
    CU_ASSERT_EQUAL(locality_change_supremum(NULL, 8, 0.15, &f, &p, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, 0.15, NULL, &p, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, 0.15, &f, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, 0.04, &f, &p, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, 0.36, &f, &p, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_supremum(flat, 8, NAN, &f, &p, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "share is not from 0.05 to 0.35");
    CU_ASSERT_EQUAL(locality_change_supremum(wild, 4, 0.15, &f, &p, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 1 is not finite");
}

/* ---- The date --------------------------------------------------------------------------------- */

/* The segments of one change at its cheapest place. */
static void part(const double *value, size_t count, locality_change_segment *segment) {
    locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
    size_t segments;

    options.cost = LOCALITY_CHANGE_SQUARES;
    options.penalty = LOCALITY_CHANGE_NUMBER;
    options.changes = 1;
    options.dispersion = 1;
    options.least = 10;
    CU_ASSERT_EQUAL_FATAL(
        locality_changes(value, count, &options, segment, 2, &segments, NULL, NULL, NULL),
        LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(segments, 2);
}

/* Of intervals for a change between value 99 and 100, the share that holds it; sides of different spread. */
static void intervals_hold_the_change_as_often_as_they_say(void) {
    enum { RUNS = 600, COUNT = 200 };
    test_random random = {52, 0};
    int held[2] = {0, 0}, dated[2] = {0, 0};

    for (int run = 0; run < RUNS; run++) {
        double value[COUNT];
        locality_change_segment segment[2];
        for (int i = 0; i < COUNT; i++) {
            value[i] = i < COUNT / 2 ? draw_normal(&random) : 1.0 + 1.5 * draw_normal(&random);
        }
        part(value, COUNT, segment);
        for (int k = 0; k < 2; k++) {
            locality_change_interval interval;
            CU_ASSERT_EQUAL(locality_change_intervals(value, COUNT, segment, 2, k == 0 ? 0.95 : 0.5,
                                                      &interval, NULL),
                            LOCALITY_OK);
            if (interval.state == LOCALITY_CHANGE_DATED) {
                dated[k]++;
                held[k] += interval.first <= COUNT / 2 - 1 && interval.last >= COUNT / 2 - 1;
            }
        }
    }
    CU_ASSERT(dated[0] > RUNS * 95 / 100);
    CU_ASSERT_DOUBLE_EQUAL((double)held[0] / dated[0], 0.95, 0.035);
    CU_ASSERT_DOUBLE_EQUAL((double)held[1] / dated[1], 0.55,
                           0.10); /* whole values: a little more */
}

/* A mirrored series has mirrored intervals; gaps only move positions. */
static void intervals_do_not_care_for_direction_or_gaps(void) {
    test_random random = {53, 0};
    double value[60], mirror[60], gaps[90];
    locality_change_segment segment[2];
    locality_change_interval one, other, wide;

    for (int i = 0; i < 60; i++) {
        value[i] = draw_normal(&random) + (i < 25 ? 0 : 1.2);
        mirror[59 - i] = value[i];
        gaps[i + i / 2] = value[i];
        gaps[i + i / 2 + 1] = NAN;
    }
    part(value, 60, segment);
    locality_change_intervals(value, 60, segment, 2, 0.9, &one, NULL);
    CU_ASSERT_EQUAL_FATAL(one.state, LOCALITY_CHANGE_DATED);
    CU_ASSERT(one.first <= (int64_t)segment[0].last && one.last >= (int64_t)segment[0].last);
    part(mirror, 60, segment);
    locality_change_intervals(mirror, 60, segment, 2, 0.9, &other, NULL);
    TEST_NUMBER(other.first, 58 - one.last); /* the last value before it, seen from the other end */
    TEST_NUMBER(other.last, 58 - one.first);
    part(gaps, 90, segment);
    locality_change_intervals(gaps, 90, segment, 2, 0.9, &wide, NULL);
    TEST_NUMBER(wide.first, one.first + one.first / 2);
    TEST_NUMBER(wide.last, one.last + one.last / 2);
}

static void a_small_step_near_an_end_reaches_beyond_it(void) {
    double value[24];
    locality_change_segment segment[2] = {{0, 9, 10, 0, 0}, {10, 23, 14, 0, 0}};
    locality_change_interval interval;

    for (int i = 0; i < 24; i++) {
        value[i] = (i % 2 == 0 ? 1 : -1) + (i < 10 ? 0 : 0.5);
    }
    CU_ASSERT_EQUAL(locality_change_intervals(value, 24, segment, 2, 0.95, &interval, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(interval.state, LOCALITY_CHANGE_DATED);
    CU_ASSERT(interval.first < 0 && interval.last > 23);
    CU_ASSERT(interval.first > -100 && interval.last < 120);
}

static void some_dates_are_unknown(void) {
    const double still[] = {0, 0, 0, 0, 3, 5, 4, 6}, alike[] = {1, 3, 1, 3, 3, 1, 3, 1};
    /* a quiet side beside a wild one: the date would almost surely lie on the wild one */
    const double uneven[] = {1, 1.01, 1, 1.01, 40, -30, 35, -25};
    const double *rows[] = {still, alike, uneven};
    locality_change_segment segment[2] = {{0, 3, 4, 0, 0}, {4, 7, 4, 0, 0}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_change_interval interval;
        CU_ASSERT_EQUAL(locality_change_intervals(rows[i], 8, segment, 2, 0.95, &interval, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(interval.state, LOCALITY_CHANGE_DATE_UNKNOWN);
        TEST_NUMBER(interval.first, 3);
        TEST_NUMBER(interval.last, 3);
    }
}

static void segments_that_are_none_are_refused(void) {
    const double value[] = {1, 2, 1, 5, 6, 5}, wild[] = {1, 2, -INFINITY, 5, 6, 5};
    const locality_change_segment good[2] = {{0, 2, 3, 0, 0}, {3, 5, 3, 0, 0}};
    const locality_change_segment bad[][2] = {{{0, 2, 3, 0, 0}, {2, 5, 3, 0, 0}},
                                              {{0, 2, 3, 0, 0}, {5, 4, 3, 0, 0}},
                                              {{0, 2, 3, 0, 0}, {3, 6, 3, 0, 0}}};
    locality_change_interval interval;
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        CU_ASSERT_EQUAL(locality_change_intervals(value, 6, bad[i], 2, 0.95, &interval, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, "segment 1 is none of 6 values after the one before");
    }
    CU_ASSERT_EQUAL(locality_change_intervals(NULL, 6, good, 2, 0.95, &interval, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, NULL, 2, 0.95, &interval, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, good, 2, 0.95, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_intervals(wild, 6, good, 2, 0.95, &interval, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, good, 2, 1, &interval, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, good, 2, 0, &interval, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "confidence is not between 0 and 1");
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, good, 1, 0.95, NULL, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_change_intervals(value, 6, good, 0, 0.95, NULL, NULL), LOCALITY_OK);
}

static const test_case cases[] = {
    {"the largest F has the p of a simulation", the_largest_f_has_the_p_of_a_simulation},
    {"the largest F has the p of many digits", the_largest_f_has_the_p_of_many_digits},
    {"tails go on", tails_go_on},
    {"the largest F is that of two segments", the_largest_f_is_that_of_two_segments},
    {"a largest F may not be there", a_largest_f_may_not_be_there},
    {"intervals hold the change as often as they say",
     intervals_hold_the_change_as_often_as_they_say},
    {"intervals do not care for direction or gaps", intervals_do_not_care_for_direction_or_gaps},
    {"a small step near an end reaches beyond it", a_small_step_near_an_end_reaches_beyond_it},
    {"some dates are unknown", some_dates_are_unknown},
    {"segments that are none are refused", segments_that_are_none_are_refused},
};

TEST_MAIN("breaks", cases)
