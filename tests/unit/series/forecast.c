/* Forecasts: recursions by hand, laws, whole-number intervals, what is refused, allocations failing. */
#include <math.h>

#include "locality/series.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define COUNT 120

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static locality_forecast_options way(int32_t method) {
    locality_forecast_options options = LOCALITY_FORECAST_OPTIONS_INIT;
    options.method = method;
    options.period = 12;
    return options;
}

static locality_forecast_summary run(const double *value, size_t count,
                                     const locality_forecast_options *options,
                                     locality_forecast_step *step, size_t steps) {
    locality_forecast_summary summary;
    CU_ASSERT_EQUAL_FATAL(
        locality_forecast(value, count, options, step, steps, NULL, 0, &summary, NULL, NULL),
        LOCALITY_OK);
    return summary;
}

/* Every way there is, but ETS, whose start is given. */
static int has_own_start(int32_t method) {
    return method != LOCALITY_FORECAST_ETS;
}

static void smoothing_is_that_of_the_hand(void) {
    const double value[] = {10, 14, 12};
    locality_forecast_options options = way(LOCALITY_FORECAST_SES);
    locality_forecast_step step[2];
    double fitted[3];
    locality_forecast_summary summary;

    options.alpha = 0.5; /* levels 10, 12, 12 */
    CU_ASSERT_EQUAL(locality_forecast(value, 3, &options, step, 2, fitted, 3, &summary, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(step[0].mean, 12.0) && near(step[1].mean, 12.0));
    CU_ASSERT(near(fitted[0], 10.0) && near(fitted[1], 10.0) && near(fitted[2], 12.0));
    CU_ASSERT(near(summary.sse, 16.0) && near(summary.level, 12.0));
    CU_ASSERT(near(step[1].error / step[0].error, sqrt(1.25)));
    options.method = LOCALITY_FORECAST_HOLT;
    options.beta = 0.5; /* level 14, trend 4, error -6: level 15, trend 2.5 */
    run(value, 3, &options, step, 2);
    CU_ASSERT(near(step[0].mean, 17.5) && near(step[1].mean, 20.0));
    options.method = LOCALITY_FORECAST_DAMPED;
    options.phi = 0.5; /* 14 + 2 forecast, error -4: level 14, trend 2 - 1 */
    run(value, 3, &options, step, 2);
    CU_ASSERT(near(step[0].mean, 14.5) && near(step[1].mean, 14.75));
}

/* Croston's own example in small: sizes 4 and 2, distances 2 and 3. */
static void rare_demands_are_those_of_the_hand(void) {
    const double value[] = {0, 4, 0, 0, 2};
    static const struct {
        int32_t method;
        double wanted;
    } rows[] = {{LOCALITY_FORECAST_CROSTON, 3.0 / 2.5}, /* halfway */
                {LOCALITY_FORECAST_SBA, 3.0 / 2.5 * 0.75},
                {LOCALITY_FORECAST_SBJ, 3.0 / 2.5 * (1.0 - 0.5 / 1.5)},
                /* chance 0, 1/2, 1/4, 1/8, 9/16; size 3 */
                {LOCALITY_FORECAST_TSB, 3.0 * 9.0 / 16.0}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_forecast_options options = way(rows[k].method);
        locality_forecast_step step[1];
        options.alpha = options.beta = 0.5;
        run(value, 5, &options, step, 1);
        TEST_ROW(near(step[0].mean, rows[k].wanted), "a rare demand");
    }
}

static void plain_ways_are_plain(void) {
    double value[24];
    locality_forecast_step step[14];
    locality_forecast_options options = way(LOCALITY_FORECAST_SEASONAL_NAIVE);

    for (size_t i = 0; i < 24; i++) {
        value[i] = (double)(i % 12) + (double)(i / 12);
    }
    run(value, 24, &options, step, 14);
    CU_ASSERT(near(step[0].mean, 1.0) && near(step[11].mean, 12.0) && near(step[12].mean, 1.0));
    CU_ASSERT(near(step[12].error / step[0].error, sqrt(2.0)));
    options.method = LOCALITY_FORECAST_NAIVE;
    run(value, 24, &options, step, 14);
    CU_ASSERT(near(step[13].mean, 12.0));
    options.method = LOCALITY_FORECAST_DRIFT;
    run(value, 24, &options, step, 14);
    CU_ASSERT(near(step[1].mean, 12.0 + 2.0 * 12.0 / 23.0));
    options.method = LOCALITY_FORECAST_MEAN;
    run(value, 24, &options, step, 14);
    CU_ASSERT(near(step[0].mean, 6.0));
}

/* What does not change is forecast as it is by every way. */
static void a_flat_series_stays_flat(void) {
    double value[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = 7.0;
    }
    for (int32_t method = 0; method <= LOCALITY_FORECAST_SINCE_CHANGE; method++) {
        locality_forecast_options options = way(method);
        locality_forecast_step step[3];
        if (!has_own_start(method)) {
            continue;
        }
        options.alpha =
            method == LOCALITY_FORECAST_SBA || method == LOCALITY_FORECAST_SBJ ? 0.0 : 0.2;
        run(value, COUNT, &options, step, 3);
        double share =
            method == LOCALITY_FORECAST_SBA || method == LOCALITY_FORECAST_SBJ ? 0.2 : 1e-6;
        CU_ASSERT(fabs(step[2].mean / 7.0 - 1.0) < share);
        CU_ASSERT(step[2].least >= 0 && step[2].least <= 7 && step[2].most >= 6);
    }
}

/* Twice the values, twice the forecast, where parameters are given or are of least squares. */
static void scale_comes_through(void) {
    test_random random = {51, 0};
    double value[COUNT], twice[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = (double)test_random_between(&random, 1, 30);
        twice[i] = 2.0 * value[i];
    }
    for (int32_t method = LOCALITY_FORECAST_NAIVE; method <= LOCALITY_FORECAST_GLM; method++) {
        locality_forecast_options options = way(method);
        locality_forecast_step a[5], b[5];
        if (!has_own_start(method)) {
            continue;
        }
        options.alpha = options.beta = options.gamma = 0.15;
        run(value, COUNT, &options, a, 5);
        run(twice, COUNT, &options, b, 5);
        for (size_t h = 0; h < 5; h++) {
            CU_ASSERT(fabs(b[h].mean - 2.0 * a[h].mean) < 1e-6 * b[h].mean);
        }
    }
}

/* Innovations are the textbook's smoothing with the parameters turned. */
static void innovations_are_smoothing(void) {
    test_random random = {52, 0};
    double value[COUNT];
    locality_forecast_options holt = way(LOCALITY_FORECAST_HOLT), ets = way(LOCALITY_FORECAST_ETS);
    locality_forecast_step a[4], b[4];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = (double)test_random_between(&random, 0, 50);
    }
    holt.alpha = ets.alpha = 0.3;
    holt.beta = 0.2;
    ets.beta = 0.06;
    ets.has_start = ets.has_trend = 1;
    ets.period = 1;
    ets.level = value[1];
    ets.trend = value[1] - value[0];
    run(value, COUNT, &holt, a, 4);
    run(value + 2, COUNT - 2, &ets, b, 4);
    for (size_t h = 0; h < 4; h++) {
        CU_ASSERT(near(a[h].mean, b[h].mean));
    }
}

/* Counts of a known spread fall into their interval as often as it says. */
static void intervals_hold_what_they_say(void) {
    test_random random = {53, 0};
    int held = 0, asked = 0;

    for (size_t k = 0; k < 400; k++) {
        double value[61];
        locality_forecast_options options = way(LOCALITY_FORECAST_MEAN);
        locality_forecast_step step[1];
        for (size_t i = 0; i < 61; i++) {
            value[i] = 0.0; /* binomial, 40 tosses of one in eight */
            for (size_t toss = 0; toss < 40; toss++) {
                value[i] += test_random_below(&random, 8) == 0 ? 1.0 : 0.0;
            }
        }
        run(value, 60, &options, step, 1);
        CU_ASSERT(step[0].least <= step[0].most && step[0].least >= 0);
        held += (double)step[0].least <= value[60] && value[60] <= (double)step[0].most;
        asked++;
    }
    CU_ASSERT(held >= asked * 76 / 100 &&
              held <= asked * 95 / 100); /* 80, and more for whole numbers */
}

static void seasons_are_forecast(void) {
    double value[COUNT];
    test_random random = {54, 0};
    const int32_t ways[] = {LOCALITY_FORECAST_WINTERS, LOCALITY_FORECAST_WINTERS_TIMES,
                            LOCALITY_FORECAST_GLM, LOCALITY_FORECAST_THETA};

    for (size_t i = 0; i < COUNT; i++) {
        double turn = (double)(i % 12) / 12.0;
        value[i] = floor(60.0 + 30.0 * cos(6.283185307179586 * turn) +
                         (double)test_random_between(&random, -2, 2));
    }
    for (size_t k = 0; k < TEST_COUNT(ways); k++) {
        locality_forecast_options options = way(ways[k]);
        locality_forecast_step step[12];
        run(value, COUNT, &options, step, 12);
        CU_ASSERT(step[0].mean > 80.0 && step[6].mean < 40.0);
        options.alpha = 0.0;
        locality_forecast_accuracy accuracy;
        CU_ASSERT_EQUAL(
            locality_forecast_skill(value, COUNT, &options, 10, 3, &accuracy, NULL, NULL),
            LOCALITY_OK);
        TEST_NUMBER(accuracy.compared, 30);
        CU_ASSERT(accuracy.absolute < 6.0);
    }
}

static void skill_is_told_against_naive(void) {
    double noise[COUNT], walk[COUNT];
    test_random random = {55, 0};
    locality_forecast_options options = way(LOCALITY_FORECAST_BLEND);
    locality_forecast_accuracy accuracy;

    options.period = 1;
    walk[0] = noise[0] = 500;
    for (size_t i = 1; i < COUNT; i++) {
        noise[i] = (double)test_random_between(&random, 0, 20);
        walk[i] = walk[i - 1] + (double)test_random_between(&random, -9, 9);
    }
    noise[0] = 10;
    locality_forecast_skill(noise, COUNT, &options, 60, 3, &accuracy, NULL, NULL);
    CU_ASSERT(accuracy.beats_naive == 1 && accuracy.scaled < 1.0);
    options.method = LOCALITY_FORECAST_NAIVE;
    locality_forecast_skill(walk, COUNT, &options, 60, 3, &accuracy, NULL, NULL);
    CU_ASSERT(accuracy.beats_naive == 0 && near(accuracy.absolute, accuracy.naive));
}

static void a_new_level_is_taken_up(void) {
    double value[COUNT];
    test_random random = {56, 0};
    locality_forecast_options options = way(LOCALITY_FORECAST_SINCE_CHANGE);
    locality_forecast_step step[1];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = (double)test_random_between(&random, 18, 22) + (i >= 100 ? 40.0 : 0.0);
    }
    run(value, COUNT, &options, step, 1);
    CU_ASSERT(step[0].mean > 57.0 && step[0].mean < 63.0);
}

static void gaps_are_borne(void) {
    double value[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = i % 7 == 3 && i > 30 ? NAN : 5.0 + (double)(i % 3);
    }
    value[COUNT - 1] = NAN;
    for (int32_t method = 0; method <= LOCALITY_FORECAST_SINCE_CHANGE; method++) {
        locality_forecast_options options = way(method);
        locality_forecast_step step[6];
        if (!has_own_start(method)) {
            continue;
        }
        run(value, COUNT, &options, step, 6);
        for (size_t h = 0; h < 6; h++) {
            CU_ASSERT(step[h].mean > 3.0 && step[h].mean < 9.0);
        }
    }
}

static void errors_are_compared(void) {
    const double past[] = {1, 3, 2, 4}, actual[] = {4, 6, NAN}, said[] = {5, 4, 9};
    locality_forecast_accuracy out;

    CU_ASSERT_EQUAL(locality_forecast_compare(past, 4, 1, actual, said, 3, &out, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(out.compared, 2);
    CU_ASSERT(near(out.mean_error, 0.5) && near(out.absolute, 1.5) &&
              near(out.root_square, sqrt(2.5)));
    CU_ASSERT(near(out.scaled, 1.5 / (5.0 / 3.0)) && near(out.naive, 1.0));
    CU_ASSERT(near(out.percentage, 100.0 * (-0.25 + 1.0 / 3.0) / 2.0));
    CU_ASSERT_EQUAL(locality_forecast_compare(past, 4, 5, actual, said, 3, &out, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_forecast_compare(past, 4, 1, NULL, said, 3, &out, NULL),
                    LOCALITY_INVALID);
}

static void wrong_input_is_refused(void) {
    double value[] = {1, 2, -1, 4, 5};
    locality_forecast_step step[2];
    locality_forecast_accuracy accuracy;
    double fitted[2];
    locality_error error;

    CU_ASSERT_EQUAL(locality_forecast(value, 5, NULL, step, 2, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 2"));
    value[2] = INFINITY;
    for (int32_t method = 0; method <= LOCALITY_FORECAST_SINCE_CHANGE; method++) {
        locality_forecast_options options = way(method);
        options.has_start = 1;
        options.season = value;
        CU_ASSERT_EQUAL(locality_forecast(value, 5, &options, step, 2, NULL, 0, NULL, NULL, NULL),
                        LOCALITY_INVALID);
    }
    value[2] = 3;
    for (size_t k = 0; k < 9; k++) {
        locality_forecast_options options = way(LOCALITY_FORECAST_SES);
        options.struct_size = k == 0 ? 4 : options.struct_size;
        options.method = k == 1 ? 20 : k == 2 ? LOCALITY_FORECAST_ETS : options.method;
        options.alpha = k == 3 ? 1.5 : 0.0;
        options.coverage = k == 4 ? 1.0 : 0.8;
        options.lowest = k == 5 ? 0.99 : 0.01;
        options.period = k == 6 ? 0 : 12;
        options.level = k == 7 ? NAN : 0.0;
        options.dispersion = k == 8 ? -1.0 : 0.0;
        CU_ASSERT_EQUAL(locality_forecast(value, 5, &options, step, 2, NULL, 0, NULL, NULL, NULL),
                        LOCALITY_INVALID);
    }
    locality_forecast_options options = way(LOCALITY_FORECAST_WINTERS);
    CU_ASSERT_EQUAL(locality_forecast(value, 5, &options, step, 2, NULL, 0, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_forecast(value, 5, NULL, step, 2, fitted, 2, NULL, NULL, NULL),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_forecast_skill(value, 5, NULL, 3, 2, &accuracy, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_forecast_skill(value, 5, NULL, 0, 2, &accuracy, NULL, NULL),
                    LOCALITY_INVALID);
}

static locality_status forecast_all(void *state, const locality_allocator *allocator,
                                    locality_error *error) {
    const double value[] = {3, 4, 5, 4, 3, 6, 4};
    locality_forecast_options options = way(LOCALITY_FORECAST_SINCE_CHANGE);
    locality_forecast_step step[2];
    locality_forecast_accuracy accuracy;

    (void)state;
    locality_status status =
        locality_forecast(value, 7, &options, step, 2, NULL, 0, NULL, allocator, error);
    return status != LOCALITY_OK
               ? status
               : locality_forecast_skill(value, 7, NULL, 2, 2, &accuracy, allocator, error);
}

static void every_allocation_may_fail(void) {
    fault_drive("forecasting", forecast_all, NULL, 13);
}

static const test_case cases[] = {
    {"smoothing is that of the hand", smoothing_is_that_of_the_hand},
    {"rare demands are those of the hand", rare_demands_are_those_of_the_hand},
    {"plain ways are plain", plain_ways_are_plain},
    {"a flat series stays flat", a_flat_series_stays_flat},
    {"scale comes through", scale_comes_through},
    {"innovations are smoothing with the parameters turned", innovations_are_smoothing},
    {"intervals hold what they say", intervals_hold_what_they_say},
    {"seasons are forecast", seasons_are_forecast},
    {"skill is told against naive", skill_is_told_against_naive},
    {"a new level is taken up", a_new_level_is_taken_up},
    {"gaps are borne", gaps_are_borne},
    {"errors are compared", errors_are_compared},
    {"wrong input is refused", wrong_input_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("forecast", cases)
