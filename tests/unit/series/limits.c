/* Series: options and values out of range, each with its message, and the lawful ends of what is taken. */
#include <math.h>

#include "locality/series.h"
#include "support/harness.h"

#define MANY (((size_t)1 << 20) + 1) /* refused before a value is read */

static const double some[] = {3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8, 10, 9, 11, 10, 12};
#define SOME (sizeof some / sizeof *some)

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static int says(const locality_error *error, const char *words) {
    return strstr(error->message, words) != NULL;
}

/* ---- Forecasts ------------------------------------------------------------------------------- */

static locality_forecast_options way(int32_t method, size_t period) {
    locality_forecast_options options = LOCALITY_FORECAST_OPTIONS_INIT;
    options.method = method;
    options.period = period;
    return options;
}

static double next_of(const double *value, size_t count, const locality_forecast_options *options) {
    locality_forecast_step step[1];
    CU_ASSERT_EQUAL_FATAL(
        locality_forecast(value, count, options, step, 1, NULL, 0, NULL, NULL, NULL), LOCALITY_OK);
    return step[0].mean;
}

static void forecast_options_out_of_range_are_refused(void) {
    for (int k = 0; k < 26; k++) {
        locality_forecast_options o = way(LOCALITY_FORECAST_SES, 4);
        locality_forecast_step step[1];
        locality_error error;
        o.reserved = k == 0 ? 1 : 0;
        o.reserved2 = k == 1 ? 1 : 0;
        o.method = k == 2    ? -1
                   : k == 3  ? 20
                   : k == 22 ? LOCALITY_FORECAST_ETS
                   : k == 23 ? LOCALITY_FORECAST_ETS
                   : k == 24 ? LOCALITY_FORECAST_WINTERS
                   : k == 25 ? LOCALITY_FORECAST_WINTERS_TIMES
                             : o.method;
        o.has_start = k == 4 ? 2 : k == 23 || k == 25 ? 1 : 0;
        o.has_trend = k == 5 ? 2 : 0;
        o.period = k == 6 ? 0 : k == 7 ? MANY : k == 24 ? 1 : 4;
        o.alpha = k == 8 ? 1.5 : k == 9 ? -0.5 : 0.0;
        o.beta = k == 10 ? 2.0 : 0.0;
        o.gamma = k == 11 ? 2.0 : 0.0;
        o.phi = k == 12 ? 2.0 : 0.0;
        o.lowest = k == 13 ? -1.0 : k == 15 ? 0.99 : 0.01;
        o.highest = k == 14 ? 1.5 : 0.99;
        o.coverage = k == 16 ? 0.0 : k == 17 ? 1.0 : 0.8;
        o.dispersion = k == 18 ? -1.0 : k == 19 ? 1e13 : 0.0;
        o.level = k == 20 ? 1e101 : 0.0;
        o.trend = k == 21 ? -1e101 : 0.0;
        CU_ASSERT_EQUAL(locality_forecast(some, SOME, &o, step, 1, NULL, 0, NULL, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message,
                  "options: method, period, a parameter, a start or coverage is out of range");
    }
}

static void a_way_refuses_values_it_cannot_take(void) {
    static const struct {
        const char *name;
        int32_t method;
        size_t at;
        double value;
        int refused;
    } rows[] = {{"too large", LOCALITY_FORECAST_NAIVE, 5, 1e101, 1},
                {"a count below 0", LOCALITY_FORECAST_BLEND, 5, -1, 1},
                {"0 times a season", LOCALITY_FORECAST_WINTERS_TIMES, 5, 0, 1},
                {"a gap in the first rounds", LOCALITY_FORECAST_WINTERS, 5, NAN, 1},
                {"a gap after them", LOCALITY_FORECAST_WINTERS, 9, NAN, 0},
                {"part of a count", LOCALITY_FORECAST_SINCE_CHANGE, 5, 1.5, 1},
                {"a count too large", LOCALITY_FORECAST_SINCE_CHANGE, 5, 2e9, 1},
                {"a measurement below 0", LOCALITY_FORECAST_SES, 5, -1, 0}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        double value[SOME];
        char wanted[80];
        locality_forecast_options o = way(rows[k].method, 4);
        locality_forecast_step step[1];
        locality_error error;
        memcpy(value, some, sizeof some);
        value[rows[k].at] = rows[k].value;
        locality_status status =
            locality_forecast(value, SOME, &o, step, 1, NULL, 0, NULL, NULL, &error);
        TEST_ROW(status == (rows[k].refused ? LOCALITY_INVALID : LOCALITY_OK), rows[k].name);
        (void)snprintf(wanted, sizeof wanted,
                       "the value at position %u is none that this way can take",
                       (unsigned)rows[k].at);
        TEST_TEXT(error.message, rows[k].refused ? wanted : "");
    }
}

static void a_forecast_refuses_sizes_and_nulls(void) {
    locality_forecast_options small = way(LOCALITY_FORECAST_SES, 4);
    locality_forecast_step step[1];
    double fitted[2];
    locality_error error;

    CU_ASSERT_EQUAL(locality_forecast(NULL, 5, NULL, step, 1, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_forecast(some, 5, NULL, NULL, 1, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "step"));
    CU_ASSERT_EQUAL(locality_forecast(some, MANY, NULL, step, 1, NULL, 0, NULL, NULL, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT(says(&error, "1048577 values or 1 periods are too many"));
    CU_ASSERT_EQUAL(locality_forecast(some, 5, NULL, step, MANY, NULL, 0, NULL, NULL, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_forecast(some, 5, NULL, step, 1, fitted, 2, NULL, NULL, &error),
                    LOCALITY_LIMIT);
    TEST_TEXT(error.message, "5 values do not fit into room for 2");
    CU_ASSERT_EQUAL(locality_forecast(some, 0, NULL, step, 1, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "0 values are too few for this way");
    small.struct_size = 8;
    CU_ASSERT_EQUAL(locality_forecast(some, 5, &small, step, 1, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.struct_size is not that of locality_forecast_options");
}

static void a_comparison_refuses_and_has_no_share_of_nothing(void) {
    const double actual[] = {2, 0, -4}, forecast[] = {1, 1, NAN}, infinite[] = {1, INFINITY};
    locality_forecast_accuracy out;
    locality_error error;

    for (int k = 0; k < 4; k++) {
        CU_ASSERT_EQUAL(locality_forecast_compare(k == 0 ? NULL : some, 4, 1,
                                                  k == 1 ? NULL : actual, k == 2 ? NULL : forecast,
                                                  3, k == 3 ? NULL : &out, &error),
                        LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0 ? "past" : k == 1 ? "actual" : k == 2 ? "forecast" : "out"));
    }
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 0, actual, forecast, 3, &out, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "4 past values are no round of 0");
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 5, actual, forecast, 3, &out, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "4 past values are no round of 5");
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 1, infinite, actual, 2, &out, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 1 is not finite");
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 1, actual, infinite, 2, &out, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 1, actual, forecast, 3, &out, &error),
                    LOCALITY_OK);
    TEST_NUMBER(out.compared, 2);
    CU_ASSERT(isnan(out.percentage) && near(out.absolute, 1.0) && near(out.mean_error, 0.0));
    CU_ASSERT_EQUAL(locality_forecast_compare(some, 4, 1, actual + 2, some, 1, &out, &error),
                    LOCALITY_OK);
    CU_ASSERT(near(out.percentage, 175.0)); /* -7 of -4 */
}

static void a_trial_needs_origins_and_periods(void) {
    static const struct {
        size_t count, origins, steps;
    } rows[] = {{SOME, 0, 1}, {SOME, 1, 0}, {MANY, 1, 1001}, {4 * MANY, MANY, 1}, {SOME, 8, 8}};
    locality_forecast_options o = way(LOCALITY_FORECAST_SES, 1);
    locality_forecast_accuracy out;
    locality_error error;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        CU_ASSERT_EQUAL(locality_forecast_skill(some, rows[k].count, &o, rows[k].origins,
                                                rows[k].steps, &out, NULL, &error),
                        LOCALITY_INVALID);
        CU_ASSERT(says(&error, "origins of"));
    }
    CU_ASSERT_EQUAL(locality_forecast_skill(some, MANY, &o, 1, 1, &out, NULL, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_forecast_skill(NULL, SOME, &o, 1, 1, &out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_forecast_skill(some, SOME, &o, 1, 1, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    CU_ASSERT_EQUAL(locality_forecast_skill(some, SOME, &o, 7, 8, &out, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(out.compared, 56);
}

static void rare_demands_start_where_told(void) {
    const double value[] = {0, 4, 0, 0, 2}, none[] = {0, 0, 0}, late[] = {NAN, 0, 4, 0, 0, 2};
    locality_forecast_options o = way(LOCALITY_FORECAST_CROSTON, 1);

    o.alpha = o.beta = 0.5;
    o.has_start = 1;
    o.level = 4.0; /* what the first demand would give itself */
    o.trend = 2.0;
    CU_ASSERT(near(next_of(value, 5, &o), 3.0 / 2.5));
    o.method = LOCALITY_FORECAST_TSB;
    o.level = 3.0; /* chance 1/2, 3/4, 3/8, 3/16, 19/32; sizes 3, 3.5, 2.75 */
    o.trend = 0.5;
    CU_ASSERT(near(next_of(value, 5, &o), 2.75 * 19.0 / 32.0));
    o.has_start = 0;
    CU_ASSERT(near(next_of(late, 6, &o), 3.0 * 9.0 / 16.0)); /* as without the gap */
    for (int32_t m = LOCALITY_FORECAST_TSB; m <= LOCALITY_FORECAST_IMAPA; m++) {
        o = way(m, 1);
        CU_ASSERT(next_of(none, 3, &o) == 0.0);
    }
}

static void sums_are_over_the_rounded_distance(void) {
    const double half_up[] = {0, 0, 4, 0, 0, 0, 2}, half_down[] = {0, 4, 0, 0, 2};
    const double above[] = {0, 0, 1, 0, 1, 0, 0, 1};
    locality_forecast_options o = way(LOCALITY_FORECAST_ADIDA, 1);

    CU_ASSERT(near(next_of(half_up, 7, &o), 0.5)); /* 3.5 are 4: one sum of 2 */
    double next = next_of(half_down, 5, &o);       /* 2.5 are 2: sums of 4 and 2 */
    CU_ASSERT(next >= 1.0 && next <= 2.0);
    next = next_of(above, 8, &o); /* 8/3 are 3: sums of 2 and 1 */
    CU_ASSERT(3.0 * next >= 1.0 && 3.0 * next <= 2.0);
    o.method = LOCALITY_FORECAST_CROSTON;
    const double once[] = {0, 0, 4, 0};
    CU_ASSERT(near(next_of(once, 4, &o), 4.0 / 3.0)); /* nothing to choose weights by */
}

static void smoothing_starts_at_the_first_values_there_are(void) {
    const double gaps[] = {NAN, NAN, 10, NAN, 14, 18}, season[] = {1, -1, 2, -2};
    locality_forecast_options o = way(LOCALITY_FORECAST_SES, 1);

    o.alpha = 0.5; /* levels 10, 12, 15 */
    CU_ASSERT(near(next_of(gaps, 6, &o), 15.0));
    o.method = LOCALITY_FORECAST_HOLT;
    o.beta = 0.5; /* level 14, trend 2 per period, error 2: 17 and 2.5 */
    CU_ASSERT(near(next_of(gaps, 6, &o), 19.5));
    const double plain[] = {99, 10, 14};
    o.has_start = 1;
    o.level = 10.0; /* at the second value, trend 2, error 2: 13 and 2.5 */
    o.trend = 2.0;
    CU_ASSERT(near(next_of(plain, 3, &o), 15.5));
    o.method = LOCALITY_FORECAST_DAMPED;
    o.phi = 0.5; /* error 3: 12.5 and 1.75 */
    CU_ASSERT(near(next_of(plain, 3, &o), 12.5 + 0.5 * 1.75));
    o.method = LOCALITY_FORECAST_ETS;
    o.period = 4;
    o.has_trend = 0;
    o.season = season;
    o.phi = 0.0;
    const double level[] = {11, 9, 12, 8};
    CU_ASSERT(near(next_of(level, 4, &o), 11.0)); /* no error: the first season again */
}

static void theta_takes_seasons_only_where_they_stand(void) {
    double times[40], zero[40], even[40], flat[40], odd[39];
    locality_forecast_options o = way(LOCALITY_FORECAST_THETA, 4), plain = way(o.method, 1);
    static const double of[] = {0.5, 1.0, 1.5, 1.0};

    for (size_t i = 0; i < 40; i++) {
        times[i] = 40.0 * of[i % 4];
        zero[i] = i % 4 == 0 ? 0.0 : times[i];
        even[i] = i % 2 == 0 ? 1.0 : -1.0;
        flat[i] = 7.0;
    }
    for (size_t i = 0; i < 39; i++) {
        odd[i] = 10.0 * (double)(i % 3 + 1);
    }
    CU_ASSERT(fabs(next_of(times, 40, &o) - 20.0) < 1.0);
    CU_ASSERT(fabs(next_of(times, 39, &o) - 40.0) < 1.0);
    CU_ASSERT(near(next_of(zero, 40, &o), next_of(zero, 40, &plain)));
    CU_ASSERT(near(next_of(flat, 40, &o), 7.0));
    CU_ASSERT(near(next_of(times, 8, &o), next_of(times, 8, &plain)));
    o.period = 2; /* the mean of a round is 0 */
    CU_ASSERT(near(next_of(even, 40, &o), next_of(even, 40, &plain)));
    o.period = 3;
    CU_ASSERT(fabs(next_of(odd, 39, &o) - 10.0) < 1.0);
    odd[4] = NAN; /* a gap: no seasons are looked for */
    CU_ASSERT(near(next_of(odd, 39, &o), next_of(odd, 39, &plain)));
}

/* ---- Trends ---------------------------------------------------------------------------------- */

static void trend_options_out_of_range_are_refused(void) {
    locality_trend_result out;
    locality_error error;
    for (int k = 0; k < 7; k++) {
        locality_trend_options o = LOCALITY_TREND_OPTIONS_INIT;
        o.reserved = k == 0 ? 1 : 0;
        o.method = k == 1 ? -1 : k == 2 ? 7 : k == 3 ? LOCALITY_TREND_SEASONAL : 0;
        o.period = k == 3 ? 1 : 12;
        o.close_gaps = k == 4 ? 2 : 0;
        o.alpha = k == 5 ? 0.0 : k == 6 ? 1.0 : 0.05;
        CU_ASSERT_EQUAL(locality_trend(some, SOME, &o, &out, NULL, &error), LOCALITY_INVALID);
        TEST_TEXT(error.message, "options: method, close_gaps, period or alpha is out of range");
    }
    CU_ASSERT_EQUAL(locality_trend(NULL, SOME, NULL, &out, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_trend(some, SOME, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    CU_ASSERT_EQUAL(locality_trend(some, MANY, NULL, &out, NULL, &error), LOCALITY_LIMIT);
    CU_ASSERT(says(&error, "1048577 values are too many"));
}

static void groups_out_of_range_are_refused(void) {
    static const struct {
        size_t columns;
        int32_t group;
        double alpha;
    } rows[] = {{0, 0, 0.05}, {2, -1, 0.05}, {2, 3, 0.05}, {3, LOCALITY_TREND_PARTIAL, 0.05},
                {2, 0, 0.0},  {2, 0, 1.0}};
    locality_trend_result out;
    locality_error error;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        CU_ASSERT_EQUAL(locality_trend_together(some, 4, rows[k].columns, rows[k].group,
                                                rows[k].alpha, &out, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, "columns, group or alpha is out of range");
    }
    CU_ASSERT_EQUAL(locality_trend_together(some, MANY, 1, 0, 0.05, &out, NULL, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_trend_together(some, 2, MANY, 0, 0.05, &out, NULL, &error),
                    LOCALITY_LIMIT);
    TEST_TEXT(error.message, "2 by 1048577 values are too many");
    CU_ASSERT_EQUAL(locality_trend_together(NULL, 2, 2, 0, 0.05, &out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_trend_together(some, 2, 2, 0, 0.05, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    const double gaps[] = {1, 1, NAN, 2, 3, 3, 4, NAN, 5, 5, 6, 6};
    CU_ASSERT_EQUAL(
        locality_trend_together(gaps, 6, 2, LOCALITY_TREND_PARTIAL, 0.05, &out, NULL, &error),
        LOCALITY_OK);
    TEST_NUMBER(out.used, 4);
    CU_ASSERT_EQUAL(
        locality_trend_together(gaps, 6, 2, LOCALITY_TREND_CORRELATED, 0.05, &out, NULL, &error),
        LOCALITY_OK);
    TEST_NUMBER(out.used, 8);
    CU_ASSERT(near(out.s, 12.0)); /* every pair of the four whole rows rises */
}

static void closing_gaps_changes_the_distances(void) {
    double gaps[24], swings[24];
    locality_trend_result apart, closed;

    for (size_t i = 0; i < 24; i++) {
        gaps[i] = i % 5 == 2 ? (double)NAN : (double)i + (double)(i * i % 7);
        swings[i] = 0.1 * (double)i + (i % 2 == 0 ? 10.0 : -10.0);
    }
    for (int32_t m = LOCALITY_TREND_HAMED_RAO; m <= LOCALITY_TREND_TREND_FREE; m++) {
        locality_trend_options o = LOCALITY_TREND_OPTIONS_INIT;
        o.method = m;
        o.lags = 0;
        CU_ASSERT_EQUAL(locality_trend(gaps, 24, &o, &apart, NULL, NULL), LOCALITY_OK);
        o.close_gaps = 1;
        CU_ASSERT_EQUAL(locality_trend(gaps, 24, &o, &closed, NULL, NULL), LOCALITY_OK);
        TEST_NUMBER(closed.state, LOCALITY_TREND_TESTED);
        CU_ASSERT(near(closed.slope, 1.0) &&
                  near(apart.slope, 1.0)); /* of the values as they are */
        CU_ASSERT(near(closed.variance, apart.variance) == (m == LOCALITY_TREND_HAMED_RAO));
    }
    locality_trend_options o = LOCALITY_TREND_OPTIONS_INIT;
    o.method = LOCALITY_TREND_YUE_WANG;
    o.lags = 1; /* r is nearly -1: the corrected variance is below 0 */
    CU_ASSERT_EQUAL(locality_trend(swings, 24, &o, &apart, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(apart.state, LOCALITY_TREND_NO_VARIANCE);
    CU_ASSERT(isnan(apart.z) && isnan(apart.p) && apart.direction == 0);
    CU_ASSERT_EQUAL(locality_trend(some, 1, NULL, &apart, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(apart.state, LOCALITY_TREND_TOO_SHORT);
    CU_ASSERT(isnan(apart.slope));
}

/* ---- Changes --------------------------------------------------------------------------------- */

static void change_options_out_of_range_are_refused(void) {
    locality_error error;
    size_t segments = 9;
    for (int k = 0; k < 11; k++) {
        locality_change_options o = LOCALITY_CHANGE_OPTIONS_INIT;
        o.reserved = k == 0 ? 1 : 0;
        o.cost = k == 1 ? -1 : k == 2 ? 2 : 0;
        o.penalty = k == 3 ? -1 : k == 4 ? 5 : 0;
        o.manual = k == 5 ? -1.0 : k == 6 ? 1e301 : 0.0;
        o.dispersion = k == 7 ? -1.0 : k == 8 ? 1e301 : 0.0;
        o.least = k == 9 ? 0 : 4;
        o.grid = k == 10 ? 0 : 1;
        CU_ASSERT_EQUAL(locality_changes(some, SOME, &o, NULL, 0, &segments, NULL, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message,
                  "options: cost, penalty, dispersion, least or grid is out of range");
        TEST_NUMBER(segments, 0);
    }
    locality_change_options o = LOCALITY_CHANGE_OPTIONS_INIT;
    CU_ASSERT_EQUAL(locality_changes(some, MANY, &o, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_LIMIT);
    o.least = MANY;
    CU_ASSERT_EQUAL(locality_changes(some, 4, &o, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_LIMIT);
    TEST_TEXT(error.message, "4 values are too many");
    CU_ASSERT_EQUAL(locality_changes(NULL, 4, NULL, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_changes(some, 4, NULL, NULL, 0, NULL, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "segments"));
}

static void more_changes_than_fit_are_refused(void) {
    const double gaps[] = {1, NAN, NAN, NAN, 2, NAN, 3, 4};
    locality_change_options o = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_error error;
    size_t segments = 9;

    o.penalty = LOCALITY_CHANGE_NUMBER;
    o.changes = 5;
    CU_ASSERT_EQUAL(locality_changes(some, SOME, &o, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "5 changes do not fit into 16 values");
    o.changes = 2;
    o.least = 2;
    CU_ASSERT_EQUAL(locality_changes(gaps, 8, &o, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "2 changes do not fit into 4 values");
    o.changes = 1;
    o.grid = 3; /* only after three values, and one is left */
    CU_ASSERT_EQUAL(locality_changes(gaps, 8, &o, NULL, 0, &segments, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_NUMBER(segments, 0);
}

static void counts_must_be_whole_and_sum_exactly(void) {
    static const struct {
        int32_t cost;
        double value;
        int refused;
    } rows[] = {{LOCALITY_CHANGE_POISSON, -1, 1},   {LOCALITY_CHANGE_POISSON, 1.5, 1},
                {LOCALITY_CHANGE_POISSON, 1e16, 1}, {LOCALITY_CHANGE_POISSON, 1e15, 0},
                {LOCALITY_CHANGE_SQUARES, -1.5, 0}, {LOCALITY_CHANGE_SQUARES, -1e101, 1},
                {LOCALITY_CHANGE_SQUARES, 9e15, 0}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        double value[] = {7, 7, 7, 7, rows[k].value, 7, 7, 7};
        locality_change_options o = LOCALITY_CHANGE_OPTIONS_INIT;
        locality_error error;
        size_t segments = 0;
        o.cost = rows[k].cost;
        locality_status status =
            locality_changes(value, 8, &o, NULL, 0, &segments, NULL, NULL, &error);
        TEST_NUMBER(status, rows[k].refused ? LOCALITY_INVALID : LOCALITY_OK);
        TEST_TEXT(error.message,
                  rows[k].refused ? "the value at position 4 is none that this cost allows" : "");
    }
    const double flat[] = {7, 7, 7, 7, 7, 7, 7, 7};
    locality_change_options o = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_summary summary;
    size_t segments = 0;
    o.cost = LOCALITY_CHANGE_SQUARES;
    CU_ASSERT_EQUAL(locality_changes(flat, 8, &o, NULL, 0, &segments, &summary, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(summary.dispersion == 1.0 && segments == 1); /* no noise to divide by */
}

static void a_cumulative_sum_bears_gaps_and_refuses_the_infinite(void) {
    double swing[100], out = 9.0, p = 9.0;
    const double infinite[] = {1, -INFINITY}, step[] = {0, 0, 0, 0, NAN, 9, 9, 9, 9};
    locality_error error;

    for (int k = 0; k < 3; k++) {
        CU_ASSERT_EQUAL(locality_change_cusum(k == 0 ? NULL : some, SOME, k == 1 ? NULL : &out,
                                              k == 2 ? NULL : &p, &error),
                        LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0 ? "value" : k == 1 ? "statistic" : "p"));
    }
    CU_ASSERT_EQUAL(locality_change_cusum(infinite, 2, &out, &p, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 1 is not finite");
    for (size_t i = 0; i < 100; i++) {
        swing[i] = i % 2 == 0 ? 1.0 : -1.0;
    }
    CU_ASSERT_EQUAL(locality_change_cusum(swing, 100, &out, &p, &error), LOCALITY_OK);
    CU_ASSERT(out < 0.2 && p == 1.0);
    CU_ASSERT_EQUAL(locality_change_cusum(step, 9, &out, &p, &error), LOCALITY_OK);
    CU_ASSERT(near(out, 18.0 / (sqrt(8.0 * 20.25 / 7.0) * sqrt(8.0))) && p < 0.1);
    CU_ASSERT_EQUAL(locality_change_cusum(some, 1, &out, &p, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out) && isnan(p));
    CU_ASSERT_EQUAL(locality_change_cusum(some, 4, &out, &p, &error), LOCALITY_OK);
    CU_ASSERT(p > 0.5 && p <= 1.0);
}

/* ---- Seasons and interventions --------------------------------------------------------------- */

static void stl_options_out_of_range_are_refused(void) {
    locality_stl_point point[SOME];
    locality_error error;
    for (int k = 0; k < 17; k++) {
        locality_stl_options o = LOCALITY_STL_OPTIONS_INIT;
        o.period = k == 0 ? 1 : k == 1 ? MANY : 4;
        o.reserved = k == 2 ? 1 : 0;
        o.reserved2 = k == 3 ? 1 : 0;
        o.season_degree = k == 4 ? 2 : 0;
        o.trend_degree = k == 5 ? 2 : 1;
        o.low_degree = k == 6 ? -1 : 1;
        o.season_window = k == 7 ? 4 : k == 8 ? 1 : k == 9 ? 16 * MANY + 1 : 0;
        o.trend_window = k == 10 ? 6 : k == 11 ? 16 * MANY + 1 : 0;
        o.low_window = k == 12 ? 2 : k == 13 ? 16 * MANY + 1 : 0;
        o.inner = k == 14 ? 0 : k == 15 ? 1001 : 2;
        o.outer = k == 16 ? 1001 : 0;
        CU_ASSERT_EQUAL(locality_stl(some, SOME, &o, point, NULL, &error), LOCALITY_INVALID);
        TEST_TEXT(error.message,
                  "options: period, a window, a degree or a number of rounds is out of range");
    }
    locality_stl_options o = LOCALITY_STL_OPTIONS_INIT;
    CU_ASSERT_EQUAL(locality_stl(some, MANY, &o, point, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_stl(some, SOME, &o, point, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "16 values are too few for 52 seasons");
    CU_ASSERT_EQUAL(locality_stl(NULL, SOME, &o, point, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_stl(some, SOME, &o, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "point"));
}

static void a_season_bears_gaps_but_needs_a_value(void) {
    double value[60];
    locality_stl_options o = LOCALITY_STL_OPTIONS_INIT;
    locality_stl_point point[60];
    locality_error error;

    o.period = 4;
    o.season_window = 3;
    o.trend_window = 7;
    o.low_window = 5;
    o.season_jump = o.trend_jump = o.low_jump = 1;
    o.season_degree = 1;
    o.outer = 2;
    for (size_t i = 0; i < 60; i++) { /* one season is there in its first round and its last */
        value[i] = i % 4 == 2 && i != 2 && i != 58 ? (double)NAN : 10.0 + (double)(i % 4);
    }
    CU_ASSERT_EQUAL(locality_stl(value, 60, &o, point, NULL, &error), LOCALITY_OK);
    for (size_t i = 0; i < 60; i++) {
        CU_ASSERT(isfinite(point[i].season) && isfinite(point[i].trend));
        TEST_NUMBER(isnan(point[i].remainder) != 0, isnan(value[i]) != 0);
    }
    CU_ASSERT(point[30].weight == 0.0 && fabs(point[31].remainder) < 1.0);
    value[2] = value[58] = NAN;
    CU_ASSERT_EQUAL(locality_stl(value, 60, &o, point, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "season 2 has no value");
    value[7] = INFINITY;
    value[2] = 1.0;
    CU_ASSERT_EQUAL(locality_stl(value, 60, &o, point, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 7 is not finite");
}

static void intervention_options_out_of_range_are_refused(void) {
    locality_intervention_result out;
    locality_error error;
    for (int k = 0; k < 9; k++) {
        locality_intervention_options o = LOCALITY_INTERVENTION_OPTIONS_INIT;
        o.reserved = k == 0 ? 1 : 0;
        o.reserved2 = k == 1 ? 1 : 0;
        o.period = k == 2 ? 1 : k == 3 ? MANY : 4;
        o.harmonics = k == 4 ? 7 : 0;
        o.has_slope = k == 5 ? 2 : 0;
        o.keep_errors = k == 6 ? -1 : 0;
        o.coverage = k == 7 ? 0.0 : k == 8 ? 1.0 : 0.9;
        CU_ASSERT_EQUAL(
            locality_intervention(some, SOME, 8, &o, &out, NULL, 0, NULL, 0, NULL, &error),
            LOCALITY_INVALID);
        TEST_TEXT(error.message, "options: period, harmonics, a flag or coverage is out of range");
    }
    const double infinite[] = {1, 2, INFINITY, 4};
    CU_ASSERT_EQUAL(
        locality_intervention(infinite, 4, 1, NULL, &out, NULL, 0, NULL, 0, NULL, &error),
        LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 2 is not 0 or more");
    CU_ASSERT_EQUAL(
        locality_intervention(some, MANY, 1, NULL, &out, NULL, 0, NULL, 0, NULL, &error),
        LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_intervention(some, 4, 4, NULL, &out, NULL, 0, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "position 4 has nothing before it or after");
    CU_ASSERT_EQUAL(locality_intervention(NULL, 4, 1, NULL, &out, NULL, 0, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "value"));
    CU_ASSERT_EQUAL(locality_intervention(some, 4, 1, NULL, NULL, NULL, 0, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
}

static void too_little_on_one_side_is_no_result(void) {
    static const struct {
        const char *name;
        double value[8];
        size_t first;
        uint32_t harmonics;
        int32_t verdict;
    } rows[] = {{"nothing before", {0, 0, 0, 0, 3, 4, 5, 4}, 4, 0, LOCALITY_EFFECT_NO_RESULT},
                {"nothing after", {3, 4, 5, 4, 0, 0, 0, 0}, 4, 0, LOCALITY_EFFECT_NO_RESULT},
                {"two before", {3, 4, 5, 4, 5, 6, 5, 4}, 2, 0, LOCALITY_EFFECT_NO_RESULT},
                {"one after", {3, 4, 5, 4, 5, 6, 5, 4}, 7, 0, LOCALITY_EFFECT_NO_RESULT},
                {"as many columns", {3, 4, 5, 4, 5, 6, 5, NAN}, 4, 2, LOCALITY_EFFECT_NO_RESULT},
                {"waves that are one", {3, 4, 5, 4, 5, 6, 5, 4}, 4, 2, LOCALITY_EFFECT_NO_RESULT},
                {"three times as many", {5, 5, 5, 5, 15, 15, 15, 15}, 4, 0, LOCALITY_EFFECT_ROSE},
                {"a third", {15, 15, 15, 15, 5, 5, 5, 5}, 4, 0, LOCALITY_EFFECT_FELL}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_intervention_options o = LOCALITY_INTERVENTION_OPTIONS_INIT;
        locality_intervention_result out;
        double expected[8];
        o.period = 2;
        o.harmonics = rows[k].harmonics;
        o.keep_errors = 1;
        CU_ASSERT_EQUAL(locality_intervention(rows[k].value, 8, rows[k].first, &o, &out, NULL, 0,
                                              expected, 8, NULL, NULL),
                        LOCALITY_OK);
        TEST_ROW(out.verdict == rows[k].verdict, rows[k].name);
        TEST_ROW(isnan(out.effect) == isnan(expected[0]), rows[k].name);
    }
}

static const test_case cases[] = {
    {"forecast options out of range are refused", forecast_options_out_of_range_are_refused},
    {"a way refuses values it cannot take", a_way_refuses_values_it_cannot_take},
    {"a forecast refuses sizes and nulls", a_forecast_refuses_sizes_and_nulls},
    {"a comparison refuses, and has no share of nothing",
     a_comparison_refuses_and_has_no_share_of_nothing},
    {"a trial needs origins and periods", a_trial_needs_origins_and_periods},
    {"rare demands start where told", rare_demands_start_where_told},
    {"sums are over the rounded distance", sums_are_over_the_rounded_distance},
    {"smoothing starts at the first values there are",
     smoothing_starts_at_the_first_values_there_are},
    {"theta takes seasons only where they stand", theta_takes_seasons_only_where_they_stand},
    {"trend options out of range are refused", trend_options_out_of_range_are_refused},
    {"groups out of range are refused", groups_out_of_range_are_refused},
    {"closing gaps changes the distances", closing_gaps_changes_the_distances},
    {"change options out of range are refused", change_options_out_of_range_are_refused},
    {"more changes than fit are refused", more_changes_than_fit_are_refused},
    {"counts must be whole and sum exactly", counts_must_be_whole_and_sum_exactly},
    {"a cumulative sum bears gaps and refuses the infinite",
     a_cumulative_sum_bears_gaps_and_refuses_the_infinite},
    {"STL options out of range are refused", stl_options_out_of_range_are_refused},
    {"a season bears gaps but needs a value", a_season_bears_gaps_but_needs_a_value},
    {"intervention options out of range are refused",
     intervention_options_out_of_range_are_refused},
    {"too little on one side is no result", too_little_on_one_side_is_no_result},
};

TEST_MAIN("limits of series", cases)
