/* Farrington's method: baselines that are known, laws, what is refused, every allocation failing. */
#include "surveillance/farrington.h"

#include <math.h>

#include "locality/surveillance.h"
#include "statistics/distributions.h"
#include "statistics/regression.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define WEEKS 312

static int same_bytes(const void *a, const void *b, size_t size) {
    return memcmp(a, b, size) == 0;
}

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * fabs(b) + 1e-12;
}

/* Counts about a level, by summing draws. */
static void make_counts(int64_t *count, size_t weeks, int64_t level, uint64_t seed) {
    test_random random = {seed, 0};

    for (size_t t = 0; t < weeks; t++) {
        count[t] = test_random_between(&random, 0, level) + test_random_between(&random, 0, level);
    }
}

static locality_farrington_point newest(const int64_t *count,
                                        const locality_farrington_options *options) {
    locality_farrington_point point = {0};

    CU_ASSERT_EQUAL_FATAL(
        locality_farrington(count, WEEKS, 1, WEEKS - 1, WEEKS, options, &point, NULL, NULL),
        LOCALITY_OK);
    return point;
}

/* ---- What is expected ------------------------------------------------------------------------- */

static void a_level_is_expected_to_go_on(void) {
    int64_t count[WEEKS];

    for (size_t t = 0; t < WEEKS; t++) {
        count[t] = 20;
    }
    locality_farrington_point point = newest(count, NULL);
    TEST_NUMBER(point.state, LOCALITY_WATCH_JUDGED);
    CU_ASSERT(near(point.expected, 20, 1e-9) && point.phi == 1 && point.alarm == 0);
    CU_ASSERT_EQUAL(point.upper, loc_poisson_quantile(0.995, 20));
    CU_ASSERT_EQUAL(point.lower, loc_poisson_quantile(0.005, 20));
    CU_ASSERT(near(point.p_rise, loc_poisson_tail(19, 20), 1e-8));
    CU_ASSERT(near(point.p_fall, loc_poisson_cdf(20, 20), 1e-8));
    count[WEEKS - 1] = 60;
    point = newest(count, NULL);
    CU_ASSERT(point.alarm == 1 && near(point.expected, 20, 1e-9) && point.score > 1);
    count[WEEKS - 1] = 1;
    point = newest(count, NULL);
    CU_ASSERT(point.alarm == -1 && point.p_fall < 0.005);
}

/* The block form against the general regression, with the same rows and weights. */
static void blocks_are_the_general_regression(void) {
    locality_farrington_row rows[WEEKS];
    double design[11 * WEEKS], y[WEEKS], prior[WEEKS];
    double row[11] = {0};
    int64_t count[WEEKS];
    loc_regression r;
    locality_allocator memory;
    fault_allocator fault;
    size_t n;
    double eta, error;

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    memory = fault.allocator;
    make_counts(count, WEEKS, 9, 31);
    count[100] = 80;
    locality_farrington_point point = newest(count, NULL);
    TEST_NUMBER(
        locality_farrington_baseline(count, WEEKS, WEEKS - 1, NULL, rows, WEEKS, &n, NULL, NULL),
        LOCALITY_OK);
    TEST_NUMBER(n, point.rows);
    for (size_t i = 0; i < n; i++) {
        for (size_t b = 1; b <= 10; b++) {
            design[(b - 1) * n + i] = rows[i].block == b;
        }
        design[10 * n + i] = (double)rows[i].week - (WEEKS - 1);
        y[i] = rows[i].count;
        prior[i] = rows[i].weight;
    }
    loc_regression_data data = {.family = LOC_FAMILY_POISSON,
                                .rows = n,
                                .columns = 11,
                                .design = design,
                                .response = y,
                                .prior = prior};
    CU_ASSERT_FATAL(loc_regression_take(&r, n, 11, &memory));
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_CONVERGED);
    row[9] = 1;
    loc_regression_predict(&r, row, &eta, &error);
    double phi = loc_regression_dispersion(&r);
    CU_ASSERT(near(point.expected, exp(eta), 1e-9));
    CU_ASSERT(near(point.phi, phi > 1 ? phi : 1, 1e-9));
    CU_ASSERT(near(point.error, error * sqrt(point.phi), 1e-9));
    CU_ASSERT(near(point.slope, r.coefficient[10], 1e-7));
    CU_ASSERT(near(rows[5].fitted, r.fitted[5], 1e-9));
    loc_regression_give(&r);
    fault_allocator_clean(&fault, "a regression");
}

static void a_past_peak_weighs_less(void) {
    locality_farrington_row rows[WEEKS];
    int64_t count[WEEKS];
    size_t n;
    double sum = 0;
    double least = 1;
    uint32_t week = 0;

    make_counts(count, WEEKS, 9, 32);
    count[150] = 200;
    TEST_NUMBER(
        locality_farrington_baseline(count, WEEKS, WEEKS - 1, NULL, rows, WEEKS, &n, NULL, NULL),
        LOCALITY_OK);
    for (size_t i = 0; i < n; i++) {
        sum += rows[i].weight;
        week = rows[i].weight < least ? rows[i].week : week;
        least = rows[i].weight < least ? rows[i].weight : least;
    }
    TEST_NUMBER(week, 150);
    CU_ASSERT(least < 0.2 && near(sum, (double)n, 1e-12));
}

/* Season of the window's weeks: t - back is expected as the same weeks of a year before were. */
static void a_window_has_its_own_season(void) {
    loc_farrington_terms terms = {.years = 5,
                                  .half_window = 3,
                                  .periods = 10,
                                  .excluded = 26,
                                  .frequency = 52,
                                  .reweight = false,
                                  .threshold = 2.58,
                                  .trend = false,
                                  .trend_limit = 1};
    loc_farrington_expected now, before;
    fault_allocator fault;
    loc_farrington f;
    int64_t count[WEEKS];

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    for (size_t t = 0; t < WEEKS; t++) {
        size_t from_window = (WEEKS - 1 - t) % 52; /* 0 to 3 and 49 to 51: the window */
        count[t] = from_window <= 3 || from_window >= 49 ? 40 : 10;
    }
    CU_ASSERT_FATAL(loc_farrington_take(&f, WEEKS, &fault.allocator));
    CU_ASSERT(loc_farrington_plan(&f, &terms, WEEKS - 1));
    TEST_NUMBER(loc_farrington_fit(&f, count), LOC_FARRINGTON_FITTED);
    CU_ASSERT(loc_farrington_expect(&f, 0, &now) && loc_farrington_expect(&f, 7, &before));
    CU_ASSERT(near(now.mu, 40, 1e-6) && near(before.mu, 10, 1e-6));
    CU_ASSERT(now.season > 0 && before.season < 0);
    CU_ASSERT(!loc_farrington_expect(&f, 60, &now) && isnan(now.mu));
    CU_ASSERT(!loc_farrington_plan(&f, &terms, 200)); /* five years are not there */
    TEST_NUMBER(loc_farrington_fit(&f, count), LOC_FARRINGTON_TOO_SHORT);
    loc_farrington_give(&f);
    fault_allocator_clean(&fault, "a baseline");
}

/* ISO years of 53 weeks: the same Monday next to the same day. */
static void years_are_looked_back_by_the_calendar(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    locality_farrington_row rows[WEEKS];
    int64_t count[WEEKS];
    size_t n;

    make_counts(count, WEEKS, 9, 33);
    options.periods = 1;
    options.half_window = 0;
    options.excluded = 1;
    options.is_dated = 1;
    options.first_date = 14613; /* Monday 2010-01-04; week 306 is 2015-11-16 */
    TEST_NUMBER(
        locality_farrington_baseline(count, WEEKS, 306, &options, rows, WEEKS, &n, NULL, NULL),
        LOCALITY_OK);
    TEST_NUMBER(n, 5);
    TEST_NUMBER(rows[4].week, 254); /* 2014-11-17, the Monday next to Sunday 2014-11-16 */
    TEST_NUMBER(rows[3].week, 202); /* 2013-11-18, next to Saturday 2013-11-16 */
    TEST_NUMBER(rows[2].week, 150); /* 2012-11-19, next to Friday 2012-11-16 */
    TEST_NUMBER(rows[1].week, 97);  /* 2011-11-14, next to Wednesday 2011-11-16 */
    TEST_NUMBER(rows[0].week, 45);  /* 2010-11-15, next to Tuesday 2010-11-16 */
}

/* ---- Laws ------------------------------------------------------------------------------------- */

static void series_do_not_touch_one_another(void) {
    static int64_t count[4 * WEEKS];
    locality_farrington_point together[4 * 20], alone[20];

    for (size_t s = 0; s < 4; s++) {
        make_counts(count + s * WEEKS, WEEKS, 3 + (int64_t)s * 4, 40 + s);
    }
    TEST_NUMBER(locality_farrington(count, WEEKS, 4, WEEKS - 20, WEEKS, NULL, together, NULL, NULL),
                LOCALITY_OK);
    for (size_t s = 0; s < 4; s++) {
        TEST_NUMBER(locality_farrington(count + s * WEEKS, WEEKS, 1, WEEKS - 20, WEEKS, NULL, alone,
                                        NULL, NULL),
                    LOCALITY_OK);
        CU_ASSERT(same_bytes(alone, together + s * 20, sizeof alone));
    }
}

/* Quiet series: alarms at most twice the stated share, as the error of the baseline is not in it. */
static void quiet_series_alarm_as_rarely_as_stated(void) {
    static int64_t count[WEEKS];
    locality_farrington_point points[40];
    int rises = 0;
    int falls = 0;

    for (uint64_t s = 0; s < 200; s++) {
        test_random random = {500 + s, 0};
        for (size_t t = 0; t < WEEKS; t++) {
            double u = (double)(test_random_next(&random) >> 11) * 0x1p-53;
            count[t] = (int64_t)locality_quantile(LOCALITY_OVERDISPERSED, u, 12, 2);
        }
        locality_farrington(count, WEEKS, 1, WEEKS - 40, WEEKS, NULL, points, NULL, NULL);
        for (size_t t = 0; t < 40; t++) {
            rises += points[t].alarm > 0;
            falls += points[t].alarm < 0;
        }
    }
    CU_ASSERT(rises <= 80 && falls <= 80); /* of 8,000 */
}

static void missing_weeks_are_left_out(void) {
    int64_t count[WEEKS];

    make_counts(count, WEEKS, 9, 34);
    locality_farrington_point whole = newest(count, NULL);
    for (size_t t = 60; t < 80; t++) {
        count[t] = LOCALITY_NO_COUNT;
    }
    locality_farrington_point gaps = newest(count, NULL);
    TEST_NUMBER(whole.rows - gaps.rows, 20);
    TEST_NUMBER(gaps.state, LOCALITY_WATCH_JUDGED);
    count[WEEKS - 1] = LOCALITY_NO_COUNT;
    gaps = newest(count, NULL);
    TEST_NUMBER(gaps.state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(gaps.expected > 0 && isnan(gaps.p_rise) && gaps.alarm == 0);
    for (size_t t = 0; t < WEEKS; t++) {
        count[t] = LOCALITY_NO_COUNT;
    }
    TEST_NUMBER(newest(count, NULL).state, LOCALITY_WATCH_TOO_FEW);
    for (size_t t = 0; t < WEEKS; t++) {
        count[t] = 0;
    }
    gaps = newest(count, NULL);
    TEST_NUMBER(gaps.is_empty, 1);
    TEST_NUMBER(gaps.alarm, 0);
}

/* Rates, not counts: twice the people in one week, twice the count expected; a constant changes nothing. */
static void exposures_are_what_counts_are_of(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    double exposure[WEEKS];
    int64_t count[WEEKS];

    make_counts(count, WEEKS, 9, 38);
    locality_farrington_point plain = newest(count, NULL);
    for (size_t t = 0; t < WEEKS; t++) {
        exposure[t] = 7;
    }
    options.exposure = exposure;
    locality_farrington_point same = newest(count, &options);
    CU_ASSERT(near(same.expected, plain.expected, 1e-7) && same.upper == plain.upper);
    CU_ASSERT(near(same.slope, plain.slope, 1e-5) && near(same.phi, plain.phi, 1e-7));
    exposure[WEEKS - 1] = 14;
    CU_ASSERT(near(newest(count, &options).expected, 2 * plain.expected, 1e-7));
    for (size_t t = 0; t < WEEKS; t++) {
        exposure[t] = 1 + (double)t / 50;
        count[t] = (int64_t)(100 * exposure[t]);
    }
    CU_ASSERT(near(newest(count, &options).expected, 100 * exposure[WEEKS - 1], 0.01));
    exposure[100] = NAN;
    TEST_NUMBER(newest(count, &options).rows, plain.rows - 1);
    exposure[WEEKS - 1] = NAN;
    TEST_NUMBER(newest(count, &options).state, LOCALITY_WATCH_NO_DATA);
    exposure[5] = 0;
    locality_farrington_point point;
    TEST_NUMBER(locality_farrington(count, WEEKS, 1, 300, 301, &options, &point, NULL, NULL),
                LOCALITY_INVALID);
}

static void few_events_are_no_rise(void) {
    int64_t count[WEEKS] = {0};

    for (size_t t = 0; t < WEEKS; t += 9) {
        count[t] = 1;
    }
    count[WEEKS - 1] = 4;
    locality_farrington_point point = newest(count, NULL);
    TEST_NUMBER(point.state, LOCALITY_WATCH_RARE);
    CU_ASSERT(point.alarm == 0 && point.p_rise < 0.005);
    count[WEEKS - 1] = 5;
    TEST_NUMBER(newest(count, NULL).alarm, 1);
}

static void methods_differ_as_they_should(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];
    double upper[4];

    make_counts(count, WEEKS, 9, 35);
    for (int32_t method = 0; method < 4; method++) {
        options.method = method;
        locality_farrington_point point = newest(count, &options);
        upper[method] = point.upper;
        TEST_NUMBER(point.state, LOCALITY_WATCH_JUDGED);
    }
    CU_ASSERT(upper[LOCALITY_FARRINGTON_UPPER_MEAN] > upper[LOCALITY_FARRINGTON_NEGATIVE_BINOMIAL]);
    CU_ASSERT(upper[LOCALITY_FARRINGTON_WITH_ERROR] >=
              upper[LOCALITY_FARRINGTON_NEGATIVE_BINOMIAL]);
    options.method = LOCALITY_FARRINGTON_TRANSFORMED;
    for (int halves = 1; halves <= 2; halves++) {
        options.power = 0.5 * halves;
        CU_ASSERT(fabs(newest(count, &options).upper - upper[1]) < 3);
    }
    locality_farrington_options early = LOCALITY_FARRINGTON_1996_INIT;
    TEST_NUMBER(newest(count, &early).rows, 35);
}

/* ---- What is refused -------------------------------------------------------------------------- */

static void options_out_of_range_are_refused(void) {
    const locality_farrington_options good = LOCALITY_FARRINGTON_OPTIONS_INIT;
    locality_farrington_options bad[17];
    int64_t count[WEEKS] = {0};
    locality_farrington_point point;
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        bad[i] = good;
    }
    bad[0].struct_size = 8;
    bad[1].reserved = 1;
    bad[2].years = 0;
    bad[3].periods = 65;
    bad[4].frequency = 3;
    bad[5].half_window = 26;
    bad[6].excluded = 20000;
    bad[7].rare_weeks = 0;
    bad[8].rare_count = -1;
    bad[9].is_dated = 2;
    bad[10].mode = 3;
    bad[11].method = -1;
    bad[12].sides = 0;
    bad[13].trend_limit = NAN;
    bad[14].weight_threshold = 0;
    bad[15].alpha = 0.5;
    bad[16].power = 2;
    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        TEST_NUMBER(locality_farrington(count, WEEKS, 1, 300, 301, &bad[i], &point, NULL, &error),
                    LOCALITY_INVALID);
        CU_ASSERT(strncmp(error.message, "options.", 8) == 0);
    }
    bad[0] = good;
    bad[0].is_dated = 1;
    bad[0].first_date = INT64_MAX;
    TEST_NUMBER(locality_farrington(count, WEEKS, 1, 300, 301, &bad[0], &point, NULL, NULL),
                LOCALITY_INVALID);
}

static void bad_counts_are_named(void) {
    int64_t count[2 * WEEKS] = {0};
    locality_farrington_point point[2];
    locality_error error;
    size_t n = 9;

    count[WEEKS + 7] = -3;
    TEST_NUMBER(locality_farrington(count, WEEKS, 2, 300, 301, NULL, point, NULL, &error),
                LOCALITY_INVALID);
    TEST_TEXT(error.message, "series 1, week 7: -3 is no count (0 to 2^53)");
    TEST_NUMBER(locality_farrington(count, WEEKS, 1, 301, 300, NULL, point, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_farrington(count, WEEKS, 1, 300, WEEKS + 1, NULL, point, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_farrington(NULL, WEEKS, 1, 300, 301, NULL, point, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_farrington(count, WEEKS, 1, 300, 301, NULL, NULL, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_farrington(NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_farrington_baseline(count, WEEKS, WEEKS, NULL, NULL, 0, &n, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(n, 0);
    TEST_NUMBER(locality_farrington_baseline(count, WEEKS, 100, NULL, NULL, 0, &n, NULL, NULL),
                LOCALITY_OK);
    TEST_NUMBER(n, 0);
    TEST_TEXT(locality_watch_state_name(LOCALITY_WATCH_TOO_SHORT), "history too short");
    TEST_TEXT(locality_watch_state_name(99), "unknown");
}

static void rows_that_do_not_fit_are_told(void) {
    locality_farrington_row rows[4];
    int64_t count[WEEKS];
    size_t n;

    make_counts(count, WEEKS, 9, 36);
    TEST_NUMBER(
        locality_farrington_baseline(count, WEEKS, WEEKS - 1, NULL, rows, 4, &n, NULL, NULL),
        LOCALITY_LIMIT);
    CU_ASSERT(n > 200);
}

static locality_status run_all(void *state, const locality_allocator *allocator,
                               locality_error *error) {
    int64_t *count = state;
    double exposure[WEEKS];
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    locality_farrington_point point;
    size_t n;

    for (size_t t = 0; t < WEEKS; t++) {
        exposure[t] = 1;
    }
    options.exposure = exposure;
    locality_status status =
        locality_farrington(count, WEEKS, 1, WEEKS - 1, WEEKS, &options, &point, allocator, error);
    return status != LOCALITY_OK ? status
                                 : locality_farrington_baseline(count, WEEKS, WEEKS - 1, NULL, NULL,
                                                                0, &n, allocator, error);
}

static void refused_memory_is_reported(void) {
    int64_t count[WEEKS];

    make_counts(count, WEEKS, 9, 37);
    fault_drive("Farrington", run_all, count, 3);
}

static const test_case cases[] = {
    {"a level is expected to go on", a_level_is_expected_to_go_on},
    {"blocks are the general regression", blocks_are_the_general_regression},
    {"a past peak weighs less", a_past_peak_weighs_less},
    {"a window has its own season", a_window_has_its_own_season},
    {"years are looked back by the calendar", years_are_looked_back_by_the_calendar},
    {"series do not touch one another", series_do_not_touch_one_another},
    {"quiet series alarm as rarely as stated", quiet_series_alarm_as_rarely_as_stated},
    {"missing weeks are left out", missing_weeks_are_left_out},
    {"exposures are what counts are of", exposures_are_what_counts_are_of},
    {"few events are no rise", few_events_are_no_rise},
    {"methods differ as they should", methods_differ_as_they_should},
    {"options out of range are refused", options_out_of_range_are_refused},
    {"bad counts are named", bad_counts_are_named},
    {"rows that do not fit are told", rows_that_do_not_fit_are_told},
    {"refused memory is reported", refused_memory_is_reported},
};

TEST_MAIN("surveillance: Farrington", cases)
