/* EARS, CUSUM, Bayes, RKI, outbreakP, short histories: by hand, laws, what is refused, memory. */
#include <math.h>

#include "locality/surveillance.h"
#include "statistics/distributions.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define WEEKS 160

static int same_bytes(const void *a, const void *b, size_t size) {
    return memcmp(a, b, size) == 0;
}

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * fabs(b) + 1e-12;
}

static void make_counts(int64_t *count, size_t weeks, double mean, uint64_t seed) {
    test_random random = {seed, 0};

    for (size_t t = 0; t < weeks; t++) {
        double u = (double)(test_random_next(&random) >> 11) * 0x1p-53;
        count[t] = (int64_t)loc_poisson_quantile(u, mean);
    }
}

/* ---- EARS ------------------------------------------------------------------------------------- */

static void c1_is_a_week_against_the_seven_before(void) {
    const int64_t count[] = {2, 4, 2, 4, 2, 4, 3, 9};
    locality_watch_point p[8];

    TEST_NUMBER(locality_ears(count, 8, 1, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[6].state, LOCALITY_WATCH_TOO_SHORT);
    CU_ASSERT(p[7].expected == 3 && near(p[7].statistic, 6, 1e-12)); /* deviation 1 */
    CU_ASSERT(near(p[7].limit, 3 + 3.09023230616781354, 1e-12) && p[7].alarm == 1);
}

static void c3_adds_what_two_weeks_had_beyond_one(void) {
    /* deviation 1 and mean 3 throughout the baselines of the last three weeks */
    const int64_t count[] = {2, 4, 2, 4, 2, 4, 3, 2, 4, 5, 3, 5};
    locality_ears_options options = LOCALITY_EARS_OPTIONS_INIT;
    locality_watch_point c2[12], c3[12], package[12];

    options.method = 2;
    TEST_NUMBER(locality_ears(count, 12, 1, &options, c2, NULL), LOCALITY_OK);
    options.method = 3;
    options.alpha = 0.025;
    TEST_NUMBER(locality_ears(count, 12, 1, &options, c3, NULL), LOCALITY_OK);
    options.mode = LOCALITY_EARS_PACKAGE;
    TEST_NUMBER(locality_ears(count, 12, 1, &options, package, NULL), LOCALITY_OK);
    TEST_NUMBER(c3[10].state, LOCALITY_WATCH_TOO_SHORT);
    double parts = c2[9].statistic - 1 + (c2[10].statistic > 1 ? c2[10].statistic - 1 : 0);
    CU_ASSERT(parts > 0 && near(c3[11].statistic, c2[11].statistic + parts, 1e-12));
    CU_ASSERT(near(package[11].limit - c3[11].limit, 5 - c3[11].expected, 1e-12));
}

static void running_sums_are_sums(void) {
    int64_t count[WEEKS], large[WEEKS];
    locality_watch_point small[WEEKS], exact[WEEKS];
    locality_ears_options options = LOCALITY_EARS_OPTIONS_INIT;

    make_counts(count, WEEKS, 4, 51);
    count[30] = LOCALITY_NO_COUNT;
    for (size_t t = 0; t < WEEKS; t++) {
        large[t] =
            count[t] == LOCALITY_NO_COUNT ? count[t] : count[t] << 24; /* the other way of sums */
    }
    for (options.method = 1; options.method <= 3; options.method++) {
        TEST_NUMBER(locality_ears(count, WEEKS, 1, &options, small, NULL), LOCALITY_OK);
        TEST_NUMBER(locality_ears(large, WEEKS, 1, &options, exact, NULL), LOCALITY_OK);
        for (size_t t = 0; t < WEEKS; t++) {
            TEST_NUMBER(small[t].state, exact[t].state);
            TEST_NUMBER(small[t].alarm, exact[t].alarm);
            CU_ASSERT(isnan(small[t].limit) ? isnan(exact[t].limit)
                                            : near(small[t].limit * 0x1p24, exact[t].limit, 1e-9));
        }
        TEST_NUMBER(small[30].state, LOCALITY_WATCH_NO_DATA);
        TEST_NUMBER(small[31].state, LOCALITY_WATCH_JUDGED);
    }
}

static void no_spread_is_no_limit_for_c3(void) {
    const int64_t count[12] = {0};
    locality_ears_options options = LOCALITY_EARS_OPTIONS_INIT;
    locality_watch_point p[12];

    options.method = 3;
    TEST_NUMBER(locality_ears(count, 12, 1, &options, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[11].state, LOCALITY_WATCH_UNDEFINED);
    options.least_deviation = 0.5;
    TEST_NUMBER(locality_ears(count, 12, 1, &options, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[11].state, LOCALITY_WATCH_JUDGED);
}

/* ---- CUSUM ------------------------------------------------------------------------------------ */

static void a_cusum_adds_what_is_in_excess(void) {
    const int64_t count[] = {4, 4, 8, 8, LOCALITY_NO_COUNT, 0, 12};
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point p[7];

    options.first = 2;
    TEST_NUMBER(locality_cusum(count, 7, 1, &options, p, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(p[2].expected == 4 && near(p[2].statistic, 0.96, 1e-12));
    CU_ASSERT(near(p[3].statistic, 1.92, 1e-12) && p[3].alarm == 0);
    CU_ASSERT(p[4].state == LOCALITY_WATCH_NO_DATA && near(p[4].statistic, 1.92, 1e-12));
    CU_ASSERT(p[5].statistic == 0 && near(p[6].statistic, 2.96, 1e-12) && p[6].alarm == 1);
    CU_ASSERT_EQUAL(p[6].limit, 11); /* 4 + 2 (2.26 + 1.04), rounded up */
}

/* Where limits say that a count would alarm, it does, and one fewer does not. */
static void limits_of_a_cusum_are_what_would_alarm(void) {
    int64_t count[60];
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point p[60];

    for (int32_t transform = 0; transform <= LOCALITY_CUSUM_NEGATIVE_BINOMIAL; transform++) {
        options.transform = transform;
        for (uint64_t seed = 0; seed < 20; seed++) {
            make_counts(count, 60, 6, 60 + seed);
            TEST_NUMBER(locality_cusum(count, 60, 1, &options, p, NULL, NULL), LOCALITY_OK);
            double limit = ceil(p[59].limit);
            if (!(limit > 0) || limit == p[59].limit) {
                continue;
            }
            count[59] = (int64_t)limit;
            locality_cusum(count, 60, 1, &options, p, NULL, NULL);
            TEST_NUMBER(p[59].alarm, 1);
            count[59] = (int64_t)limit - 1;
            locality_cusum(count, 60, 1, &options, p, NULL, NULL);
            TEST_NUMBER(p[59].alarm, 0);
        }
    }
}

static void given_means_are_as_good_as_the_same_mean(void) {
    int64_t count[100];
    double expected[100];
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point mean[100], given[100], wave[100];

    make_counts(count, 100, 5, 71);
    options.transform = LOCALITY_CUSUM_ANSCOMBE;
    options.reset = 1;
    TEST_NUMBER(locality_cusum(count, 100, 1, &options, mean, NULL, NULL), LOCALITY_OK);
    for (size_t t = 0; t < 100; t++) {
        expected[t] = mean[50].expected;
    }
    options.baseline = LOCALITY_CUSUM_GIVEN;
    options.expected = expected;
    TEST_NUMBER(locality_cusum(count, 100, 1, &options, given, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(same_bytes(mean + 40, given + 40, 60 * sizeof *mean));
    options.baseline = LOCALITY_CUSUM_HARMONIC;
    options.expected = NULL;
    TEST_NUMBER(locality_cusum(count, 100, 1, &options, wave, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(wave[99].state, LOCALITY_WATCH_JUDGED);
}

/* ---- Bayes and RKI ---------------------------------------------------------------------------- */

static void bayes_limits_are_negative_binomial_quantiles(void) {
    int64_t count[WEEKS];
    locality_window_options options = LOCALITY_WINDOW_OPTIONS_INIT;
    locality_watch_point p[WEEKS];

    const double means[] = {0.3, 2, 11, 65, 400, 2300};
    options.years = 1;
    options.half_window = 4;
    for (size_t k = 0; k < TEST_COUNT(means); k++) {
        make_counts(count, WEEKS, means[k], 81);
        count[90] = LOCALITY_NO_COUNT;
        TEST_NUMBER(locality_bayes(count, WEEKS, 1, &options, p, NULL, NULL), LOCALITY_OK);
        TEST_NUMBER(p[55].state, LOCALITY_WATCH_TOO_SHORT);
        for (size_t t = 56; t < WEEKS; t++) {
            double n = t > 90 && t <= 94 ? 12 : t >= 138 && t <= 146 ? 12 : 13;
            CU_ASSERT_EQUAL(p[t].limit,
                            loc_negbin_quantile(0.95, p[t].statistic + 0.5, n / (n + 1)));
        }
        TEST_NUMBER(p[90].state, LOCALITY_WATCH_NO_DATA);
    }
}

static void rki_limits_are_those_of_the_table_and_beyond(void) {
    const int64_t few[] = {1, 0, 2, 1, 1, 1, 5, 6};
    const int64_t many[] = {30, 32, 30, 32, 30, 32, 34};
    locality_watch_point p[8];

    TEST_NUMBER(locality_rki(few, 8, 1, NULL, p, NULL), LOCALITY_OK);
    CU_ASSERT(p[6].limit == 5.323 && p[6].alarm == 0);
    TEST_NUMBER(locality_rki(many, 7, 1, NULL, p, NULL), LOCALITY_OK);
    CU_ASSERT(near(p[6].limit, 31 + 2 * sqrt(1.2), 1e-12) && p[6].alarm == 1);
}

/* ---- OutbreakP -------------------------------------------------------------------------------- */

static void a_likelihood_ratio_is_that_of_means_that_never_fall(void) {
    const int64_t count[] = {0, 2, 0, LOCALITY_NO_COUNT, 0};
    locality_watch_point p[5];

    TEST_NUMBER(locality_outbreak_p(count, 5, 3, p, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(p[0].statistic == 1 && near(p[1].statistic, 4, 1e-12) && p[1].alarm == 1);
    CU_ASSERT(near(p[2].statistic, 2.25, 1e-12) && p[2].alarm == 0);
    TEST_NUMBER(p[3].state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(near(p[4].statistic, 16.0 / 9, 1e-12));
}

static void falling_counts_are_no_outbreak(void) {
    int64_t count[50];
    locality_watch_point p[50];

    for (size_t t = 0; t < 50; t++) {
        count[t] = 1000000 - (int64_t)t * 10000;
    }
    TEST_NUMBER(locality_outbreak_p(count, 50, 100, p, NULL, NULL), LOCALITY_OK);
    for (size_t t = 0; t < 50; t++) {
        CU_ASSERT(p[t].statistic == 1 && p[t].alarm == 0);
    }
}

/* ---- Short histories -------------------------------------------------------------------------- */

static void a_jump_after_quiet_points_alarms(void) {
    double value[40];
    locality_watch_point p[40];

    for (size_t t = 0; t < 40; t++) {
        value[t] = t % 2 == 0 ? 3 : 4;
    }
    value[20] = NAN;
    value[39] = 20;
    TEST_NUMBER(locality_ewma(value, 40, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[8].state, LOCALITY_WATCH_TOO_SHORT);
    TEST_NUMBER(p[9].state, LOCALITY_WATCH_JUDGED);
    TEST_NUMBER(p[20].state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(p[30].alarm == 0 && p[39].alarm == 1 && p[39].p < 1e-6);
}

static void a_wave_is_expected_to_come_again(void) {
    static const double wave[] = {1.0, 0.0, -1.0, 0.0};
    int64_t count[208];
    locality_harmonic_options options = LOCALITY_HARMONIC_OPTIONS_INIT;
    locality_watch_point p[208];
    test_random random = {91, 0};

    for (size_t t = 0; t < 208; t++) {
        count[t] = 30 + (int64_t)(20 * wave[t / 13 % 4]) + test_random_between(&random, -9, 9);
    }
    options.baseline = 156;
    count[207] = 200;
    TEST_NUMBER(locality_harmonic(count, 208, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[207].state, LOCALITY_WATCH_JUDGED);
    CU_ASSERT(p[207].alarm == 1 && p[207].p < 1e-4);
    CU_ASSERT(p[162].expected > 40 && p[188].expected < 25);
    options.baseline = 209;
    TEST_NUMBER(locality_harmonic(count, 208, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[0].state, LOCALITY_WATCH_TOO_SHORT);
}

static void a_share_that_doubles_is_rising(void) {
    int64_t count[24], all[24];
    locality_share_point p[24];

    for (size_t t = 0; t < 24; t++) {
        all[t] = 200;
        count[t] = t < 12 ? 10 : 10 + 3 * (int64_t)(t - 11);
    }
    all[3] = 0;
    count[3] = 0;
    TEST_NUMBER(locality_share_trend(NULL, count, all, 24, NULL, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[10].state, LOCALITY_WATCH_TOO_SHORT);
    TEST_NUMBER(p[11].trend, LOCALITY_SHARE_STABLE);
    TEST_NUMBER(p[23].trend, LOCALITY_SHARE_RISING);
    CU_ASSERT(p[23].slope > 0 && p[23].p < 0.001);
    for (size_t t = 0; t < 24; t++) {
        count[t] = 0;
    }
    TEST_NUMBER(locality_share_trend(NULL, count, all, 24, NULL, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[23].state, LOCALITY_WATCH_RARE);
}

/* ---- Several series --------------------------------------------------------------------------- */

static locality_status run_one(int which, const int64_t *count, size_t series,
                               locality_watch_point *points) {
    switch (which) {
    case 0:
        return locality_ears(count, WEEKS, series, NULL, points, NULL);
    case 1:
        return locality_cusum(count, WEEKS, series, NULL, points, NULL, NULL);
    case 2:
        return locality_bayes(count, WEEKS, series, NULL, points, NULL, NULL);
    default:
        return locality_rki(count, WEEKS, series, NULL, points, NULL);
    }
}

static void several_series_are_each_as_alone(void) {
    static int64_t count[3 * WEEKS];
    static locality_watch_point together[3 * WEEKS], alone[WEEKS];

    for (size_t s = 0; s < 3; s++) {
        make_counts(count + s * WEEKS, WEEKS, 2 + 5 * (double)s, 95 + s);
    }
    for (int which = 0; which < 4; which++) {
        TEST_NUMBER(run_one(which, count, 3, together), LOCALITY_OK);
        for (size_t s = 0; s < 3; s++) {
            TEST_NUMBER(run_one(which, count + s * WEEKS, 1, alone), LOCALITY_OK);
            CU_ASSERT(same_bytes(alone, together + s * WEEKS, sizeof alone));
        }
    }
}

/* ---- What is refused -------------------------------------------------------------------------- */

static void bad_options_are_refused(void) {
    const int64_t count[12] = {0};
    const int64_t negative[12] = {-1};
    const double endless[2] = {1, INFINITY};
    const double back[12] = {3, 2};
    locality_watch_point p[12];
    locality_share_point share[12];
    locality_ears_options ears = LOCALITY_EARS_OPTIONS_INIT;
    locality_cusum_options cusum = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_window_options window = LOCALITY_WINDOW_OPTIONS_INIT;
    locality_ewma_options ewma = LOCALITY_EWMA_OPTIONS_INIT;
    locality_harmonic_options harmonic = LOCALITY_HARMONIC_OPTIONS_INIT;
    locality_share_options shares = LOCALITY_SHARE_OPTIONS_INIT;

    ears.method = 4;
    TEST_NUMBER(locality_ears(count, 12, 1, &ears, p, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_ears(negative, 12, 1, NULL, p, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_ears(count, SIZE_MAX, 2, NULL, p, NULL), LOCALITY_INVALID);
    cusum.decision = 0;
    TEST_NUMBER(locality_cusum(count, 12, 1, &cusum, p, NULL, NULL), LOCALITY_INVALID);
    cusum.decision = 1;
    cusum.baseline = LOCALITY_CUSUM_GIVEN;
    TEST_NUMBER(locality_cusum(count, 12, 1, &cusum, p, NULL, NULL), LOCALITY_INVALID);
    cusum.expected = endless;
    TEST_NUMBER(locality_cusum(count, 2, 1, &cusum, p, NULL, NULL), LOCALITY_INVALID);
    cusum.expected = NULL;
    cusum.baseline = LOCALITY_CUSUM_MEAN;
    cusum.first = 0;
    TEST_NUMBER(locality_cusum(count, 12, 1, &cusum, p, NULL, NULL), LOCALITY_INVALID);
    cusum.first = 40;
    cusum.transform = 9;
    TEST_NUMBER(locality_cusum(count, 12, 1, &cusum, p, NULL, NULL), LOCALITY_INVALID);
    window.this_year = 0;
    TEST_NUMBER(locality_bayes(count, 12, 1, &window, p, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_rki(count, 12, 1, &window, p, NULL), LOCALITY_INVALID);
    window.struct_size = 4;
    TEST_NUMBER(locality_rki(count, 12, 1, &window, p, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_outbreak_p(count, 12, 0, p, NULL, NULL), LOCALITY_INVALID);
    ewma.slow = 1;
    TEST_NUMBER(locality_ewma(back, 12, &ewma, p, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_ewma(endless, 2, NULL, p, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_ewma(NULL, 2, NULL, p, NULL), LOCALITY_INVALID);
    harmonic.period = 1;
    TEST_NUMBER(locality_harmonic(count, 12, &harmonic, p, NULL, NULL), LOCALITY_INVALID);
    shares.window = 2;
    TEST_NUMBER(locality_share_trend(NULL, count, count, 12, &shares, share, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_share_trend(back, count, count, 12, NULL, share, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_share_trend(NULL, count, NULL, 12, NULL, share, NULL, NULL),
                LOCALITY_INVALID);
}

static locality_status run_all(void *state, const locality_allocator *allocator,
                               locality_error *error) {
    int64_t *count = state;
    locality_watch_point p[WEEKS];
    locality_share_point share[WEEKS];
    locality_cusum_options cusum = LOCALITY_CUSUM_OPTIONS_INIT;

    cusum.baseline = LOCALITY_CUSUM_HARMONIC;
    locality_status status = locality_cusum(count, WEEKS, 1, &cusum, p, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_bayes(count, WEEKS, 1, NULL, p, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_outbreak_p(count, WEEKS, 100, p, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_harmonic(count, WEEKS, NULL, p, allocator, error);
    }
    return status != LOCALITY_OK
               ? status
               : locality_share_trend(NULL, count, count, WEEKS, NULL, share, allocator, error);
}

static void refused_memory_is_reported(void) {
    int64_t count[WEEKS];

    make_counts(count, WEEKS, 6, 99);
    fault_drive("detectors", run_all, count, 8);
}

static const test_case cases[] = {
    {"C1 is a week against the seven before", c1_is_a_week_against_the_seven_before},
    {"C3 adds what two weeks had beyond one", c3_adds_what_two_weeks_had_beyond_one},
    {"running sums are sums", running_sums_are_sums},
    {"no spread is no limit for C3", no_spread_is_no_limit_for_c3},
    {"a CUSUM adds what is in excess", a_cusum_adds_what_is_in_excess},
    {"limits of a CUSUM are what would alarm", limits_of_a_cusum_are_what_would_alarm},
    {"given means are as good as the same mean", given_means_are_as_good_as_the_same_mean},
    {"Bayes limits are negative binomial quantiles", bayes_limits_are_negative_binomial_quantiles},
    {"RKI limits are those of the table and beyond", rki_limits_are_those_of_the_table_and_beyond},
    {"a likelihood ratio is that of means that never fall",
     a_likelihood_ratio_is_that_of_means_that_never_fall},
    {"falling counts are no outbreak", falling_counts_are_no_outbreak},
    {"a jump after quiet points alarms", a_jump_after_quiet_points_alarms},
    {"a wave is expected to come again", a_wave_is_expected_to_come_again},
    {"a share that doubles is rising", a_share_that_doubles_is_rising},
    {"several series are each as alone", several_series_are_each_as_alone},
    {"bad options are refused", bad_options_are_refused},
    {"refused memory is reported", refused_memory_is_reported},
};

TEST_MAIN("surveillance: detectors", cases)
