/* Detectors where little is known: histories with gaps, weeks of nothing, limits that run off. */
#include <math.h>

#include "locality/surveillance.h"
#include "statistics/distributions.h"
#include "support/harness.h"
#include "support/random.h"

#define NO LOCALITY_NO_COUNT
#define WEEKS 312

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * fabs(b) + 1e-12;
}

static void fill(int64_t *count, size_t weeks, int64_t n) {
    for (size_t t = 0; t < weeks; t++) {
        count[t] = n;
    }
}

static void draw(int64_t *count, size_t weeks, int64_t low, int64_t high, uint64_t seed) {
    test_random random = {seed, 0};

    for (size_t t = 0; t < weeks; t++) {
        count[t] = test_random_between(&random, low, high);
    }
}

/* ---- EARS and CUSUM --------------------------------------------------------------------------- */

static void one_count_is_too_few_for_ears(void) {
    const int64_t count[] = {NO, NO, NO, 3, NO, NO, NO, 9, 4};
    locality_watch_point p[9];

    TEST_NUMBER(locality_ears(count, 9, 1, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[7].state, LOCALITY_WATCH_TOO_FEW);
    CU_ASSERT(isnan(p[7].limit) && p[7].alarm == 0);
    TEST_NUMBER(p[8].state, LOCALITY_WATCH_JUDGED);
    CU_ASSERT(p[8].expected == 6);
}

/* After a flood the sum is far beyond the decision: any count would alarm. */
static void a_sum_beyond_the_decision_needs_no_count(void) {
    int64_t count[8];
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point p[8];

    fill(count, 8, 4);
    count[5] = 100000;
    options.first = 4;
    for (options.transform = 0; options.transform <= LOCALITY_CUSUM_NEGATIVE_BINOMIAL;
         options.transform++) {
        TEST_NUMBER(locality_cusum(count, 8, 1, &options, p, NULL, NULL), LOCALITY_OK);
        CU_ASSERT(p[4].limit > 4 && p[4].alarm == 0 && p[5].alarm == 1);
        CU_ASSERT(p[6].limit == 0 && p[6].alarm == 1);
    }
    options.transform = LOCALITY_CUSUM_ANSCOMBE;
    options.reset = 1;
    TEST_NUMBER(locality_cusum(count, 8, 1, &options, p, NULL, NULL), LOCALITY_OK);
    double flood = 1.5 * (pow(100000, 2.0 / 3) - pow(4, 2.0 / 3)) / pow(4, 1.0 / 6) - 1.04;
    CU_ASSERT(near(p[5].statistic, flood, 1e-12));
    CU_ASSERT(p[6].alarm == 0 && p[6].statistic == 0); /* it began anew */
}

static void a_cusum_without_a_baseline_says_so(void) {
    int64_t count[60];
    const double expected[] = {4, 0, 4};
    const int64_t three[] = {6, 9, 6};
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point p[60];

    fill(count, 60, NO);
    count[50] = 4;
    TEST_NUMBER(locality_cusum(count, 60, 1, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[39].state, LOCALITY_WATCH_TOO_SHORT);
    TEST_NUMBER(p[50].state, LOCALITY_WATCH_TOO_FEW);
    options.baseline = LOCALITY_CUSUM_HARMONIC;
    count[0] = count[9] = count[30] = 5; /* as many as the wave has parameters */
    TEST_NUMBER(locality_cusum(count, 60, 1, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[50].state, LOCALITY_WATCH_NOT_CONVERGED);
    options.first = 60;
    TEST_NUMBER(locality_cusum(count, 60, 1, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[59].state, LOCALITY_WATCH_TOO_SHORT);
    options.baseline = LOCALITY_CUSUM_GIVEN;
    options.first = 0;
    options.expected = expected;
    TEST_NUMBER(locality_cusum(three, 3, 1, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[1].state, LOCALITY_WATCH_UNDEFINED);
    CU_ASSERT(p[1].statistic == p[0].statistic && isnan(p[1].limit)); /* the sum stays */
    TEST_NUMBER(p[2].state, LOCALITY_WATCH_JUDGED);
}

/* Each week's mean is that of its neighbours in the wave; a week without data is left out. */
static void a_cusum_of_a_wave_leaves_gaps_out(void) {
    int64_t count[80], gaps[80];
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_watch_point whole[80], rest[80];

    for (size_t t = 0; t < 80; t++) {
        count[t] = t / 26 % 2 == 0 ? 30 : 10;
        gaps[t] = t % 13 == 4 ? NO : count[t];
    }
    options.baseline = LOCALITY_CUSUM_HARMONIC;
    options.first = 60;
    TEST_NUMBER(locality_cusum(count, 80, 1, &options, whole, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_cusum(gaps, 80, 1, &options, rest, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(whole[66].expected > 25 && near(rest[66].expected, whole[66].expected, 0.1));
    TEST_NUMBER(rest[69].state, LOCALITY_WATCH_NO_DATA);
}

/* ---- Windows ---------------------------------------------------------------------------------- */

static void windows_of_nothing_are_too_few(void) {
    int64_t count[120];
    locality_window_options options = LOCALITY_WINDOW_OPTIONS_INIT;
    locality_watch_point bayes[120], rki[120];

    fill(count, 120, NO);
    count[119] = 9;
    options.years = 1;
    options.this_year = 0;
    TEST_NUMBER(locality_bayes(count, 120, 1, &options, bayes, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_rki(count, 120, 1, &options, rki, NULL), LOCALITY_OK);
    TEST_NUMBER(bayes[119].state, LOCALITY_WATCH_TOO_FEW);
    TEST_NUMBER(rki[119].state, LOCALITY_WATCH_TOO_FEW);
    CU_ASSERT(isnan(bayes[119].limit) && isnan(rki[119].expected) && rki[119].alarm == 0);
    fill(count, 100, 2);
    TEST_NUMBER(locality_bayes(count, 120, 1, &options, bayes, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_rki(count, 120, 1, &options, rki, NULL), LOCALITY_OK);
    CU_ASSERT(bayes[119].alarm == 1 && bayes[119].statistic == 26); /* 13 weeks a year ago */
    CU_ASSERT(rki[119].alarm == 1 && rki[119].limit == 6.686);
    TEST_NUMBER(rki[118].state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(rki[118].alarm == 0 && rki[118].expected == 2);
}

/* One week has no deviation: beyond the table no limit can be told, and that is said. */
static void one_week_of_many_is_too_few_for_a_deviation(void) {
    const int64_t one[] = {NO, NO, 50, NO, NO, NO, 4000};
    const int64_t few[] = {NO, NO, 20, NO, NO, NO, 4000};
    const int64_t same[] = {50, 50, 50, 50, 50, 50, 51};
    locality_watch_point p[7];

    TEST_NUMBER(locality_rki(one, 7, 1, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[6].state, LOCALITY_WATCH_TOO_FEW);
    CU_ASSERT(p[6].expected == 50 && isnan(p[6].limit) && p[6].alarm == 0);
    TEST_NUMBER(locality_rki(few, 7, 1, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[6].state, LOCALITY_WATCH_JUDGED);
    CU_ASSERT(p[6].limit == 30.017 && p[6].alarm == 1);
    TEST_NUMBER(locality_rki(same, 7, 1, NULL, p, NULL), LOCALITY_OK);
    CU_ASSERT(p[6].limit == 50 && p[6].alarm == 1);
}

/* A stated share that is just that of a count is reached by it. */
static void a_limit_too_close_to_call_is_worked_out(void) {
    const int64_t count[7] = {0};
    locality_window_options options = LOCALITY_WINDOW_OPTIONS_INIT;
    locality_watch_point p[7];

    options.alpha = 1 - sqrt(6.0 / 7);
    TEST_NUMBER(locality_bayes(count, 7, 1, &options, p, NULL, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(p[6].limit, 0);
    options.alpha -= 1e-9;
    TEST_NUMBER(locality_bayes(count, 7, 1, &options, p, NULL, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(p[6].limit, 1);
}

/* ---- Moving averages -------------------------------------------------------------------------- */

static void averages_begin_with_the_first_point(void) {
    double value[30];
    locality_watch_point p[30];

    for (size_t t = 0; t < 30; t++) {
        value[t] = t < 12 ? NAN : 5 + (double)(t % 3);
    }
    value[20] = NAN;
    value[29] = -50;
    TEST_NUMBER(locality_ewma(value, 30, NULL, p, NULL), LOCALITY_OK);
    TEST_NUMBER(p[12].state, LOCALITY_WATCH_TOO_SHORT); /* nothing came before it */
    TEST_NUMBER(p[13].state, LOCALITY_WATCH_TOO_FEW);
    TEST_NUMBER(p[17].state, LOCALITY_WATCH_JUDGED);
    TEST_NUMBER(p[20].state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(p[20].expected > 5 && p[20].expected < 7 && isnan(p[20].p));
    CU_ASSERT(p[29].statistic < -3 && p[29].p > 0.99 && p[29].alarm == 0); /* a fall is no rise */
}

static void a_still_series_has_a_least_deviation(void) {
    double value[20];
    locality_watch_point p[20];

    for (size_t t = 0; t < 20; t++) {
        value[t] = 4;
    }
    TEST_NUMBER(locality_ewma(value, 20, NULL, p, NULL), LOCALITY_OK);
    CU_ASSERT(p[19].statistic == 0 && p[19].expected == 4);
    TEST_ROW(near(p[19].p, 0.5, 1e-12), "the middle");
    value[19] = 6;
    TEST_NUMBER(locality_ewma(value, 20, NULL, p, NULL), LOCALITY_OK);
    CU_ASSERT(p[19].alarm == 1 && isfinite(p[19].statistic));
}

/* ---- Waves and shares ------------------------------------------------------------------------- */

static void waves_of_too_little_say_so(void) {
    int64_t count[40];
    locality_harmonic_options options = LOCALITY_HARMONIC_OPTIONS_INIT;
    locality_watch_point p[40];

    options.baseline = 30;
    options.period = 10;
    fill(count, 40, NO);
    count[1] = count[5] = count[8] = count[12] = 3;
    TEST_NUMBER(locality_harmonic(count, 40, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[35].state, LOCALITY_WATCH_TOO_FEW);
    fill(count, 40, 7); /* no spread at all: theta is endless */
    TEST_NUMBER(locality_harmonic(count, 40, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_ROW(near(p[35].expected, 7, 1e-6), "a level");
    CU_ASSERT_EQUAL(p[35].alarm, 0);
    fill(count, 40, 0);
    TEST_NUMBER(locality_harmonic(count, 40, &options, p, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(p[35].expected < 1e-6 && p[35].alarm == 0);
}

static void waves_without_a_trend_have_gaps_too(void) {
    int64_t count[130];
    locality_harmonic_options options = LOCALITY_HARMONIC_OPTIONS_INIT;
    locality_watch_point p[130];

    draw(count, 130, 0, 30, 5);
    count[11] = count[120] = NO;
    count[121] = 0;
    count[122] = 300;
    options.trend = 0;
    TEST_NUMBER(locality_harmonic(count, 130, &options, p, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(p[11].state, LOCALITY_WATCH_NO_DATA);
    TEST_NUMBER(p[120].state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(p[120].limit > p[120].expected && isnan(p[120].p));
    CU_ASSERT(p[121].state == LOCALITY_WATCH_JUDGED && p[121].p == 1 && p[121].alarm == 0);
    CU_ASSERT(p[122].alarm == 1 && p[122].p < 1e-4);
}

static void trends_that_run_off_give_no_limit(void) {
    static int64_t count[3000];
    static locality_watch_point p[3000];
    locality_harmonic_options options = LOCALITY_HARMONIC_OPTIONS_INIT;
    test_random random = {6, 0};

    options.baseline = 60;
    for (int direction = -1; direction <= 1; direction += 2) {
        for (size_t t = 0; t < 60; t++) {
            double mean = exp(direction > 0 ? (double)t / 12 : (double)(60 - t) / 12);
            count[t] = 1 + (int64_t)(mean * (double)test_random_between(&random, 2, 18));
        }
        TEST_NUMBER(locality_harmonic(count, 3000, &options, p, NULL, NULL), LOCALITY_OK);
        TEST_NUMBER(p[59].state, LOCALITY_WATCH_JUDGED);
        CU_ASSERT(direction > 0 ? p[2999].expected > 1e15 : p[2999].expected == 0x1p-52);
        CU_ASSERT(p[2999].alarm == 0);
    }
    CU_ASSERT(p[2999].statistic > 0);
}

static void shares_follow_their_time(void) {
    int64_t count[24], all[24];
    double time[24];
    locality_share_point plain[24], timed[24];

    for (size_t t = 0; t < 24; t++) {
        all[t] = 300;
        count[t] = 150 - 6 * (int64_t)t;
        time[t] = 7 * (double)t;
    }
    count[15] = NO;
    all[16] = NO;
    TEST_NUMBER(locality_share_trend(NULL, count, all, 24, NULL, plain, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_share_trend(time, count, all, 24, NULL, timed, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(plain[23].trend, LOCALITY_SHARE_FALLING);
    TEST_NUMBER(timed[23].trend, LOCALITY_SHARE_FALLING);
    CU_ASSERT(near(plain[23].slope, 7 * timed[23].slope, 1e-7)); /* weeks against days */
    CU_ASSERT(near(plain[23].statistic, timed[23].statistic, 1e-7));
    for (size_t t = 0; t < 24; t++) { /* all that is known is of one point: no slope */
        all[t] = count[t] = t == 20 ? 40 : 0;
    }
    TEST_NUMBER(locality_share_trend(NULL, count, all, 24, NULL, plain, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(plain[23].state, LOCALITY_WATCH_NOT_CONVERGED);
    TEST_NUMBER(plain[23].trend, LOCALITY_SHARE_UNKNOWN);
    CU_ASSERT(isnan(plain[23].slope));
}

/* ---- Farrington ------------------------------------------------------------------------------- */

static locality_farrington_point judged(const int64_t *count, size_t week,
                                        const locality_farrington_options *options) {
    locality_farrington_point point = {0};

    CU_ASSERT_EQUAL_FATAL(
        locality_farrington(count, WEEKS, 1, week, week + 1, options, &point, NULL, NULL),
        LOCALITY_OK);
    return point;
}

static void other_modes_judge_by_the_score(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];

    draw(count, WEEKS, 8, 16, 7);
    count[90] = 60; /* so that something is weighed down */
    options.mode = LOCALITY_FARRINGTON_FLEXIBLE;
    for (options.method = 0; options.method < 4; options.method++) {
        count[WEEKS - 1] = 60;
        locality_farrington_point rise = judged(count, WEEKS - 1, &options);
        CU_ASSERT(rise.state == LOCALITY_WATCH_JUDGED && rise.alarm == 1 && rise.score > 1);
        double centre =
            options.method == LOCALITY_FARRINGTON_TRANSFORMED ? rise.expected : log(rise.expected);
        CU_ASSERT(near(rise.score, (60 - centre) / (rise.upper - centre), 1e-9));
        count[WEEKS - 1] = 0;
        CU_ASSERT_EQUAL(judged(count, WEEKS - 1, &options).alarm, -1);
    }
    options.method = LOCALITY_FARRINGTON_TRANSFORMED;
    count[WEEKS - 1] = NO;
    locality_farrington_point none = judged(count, WEEKS - 1, &options);
    TEST_NUMBER(none.state, LOCALITY_WATCH_NO_DATA);
    CU_ASSERT(isnan(none.p_rise) && none.upper > none.expected);
}

static void sides_that_are_not_asked_for_do_not_alarm(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];
    const int alarms[4][2] = {{0, 0}, {1, 0}, {0, -1}, {1, -1}};

    draw(count, WEEKS, 8, 16, 8);
    for (int32_t sides = 1; sides <= 3; sides++) {
        options.sides = sides;
        count[WEEKS - 1] = 90;
        TEST_NUMBER(judged(count, WEEKS - 1, &options).alarm, alarms[sides][0]);
        count[WEEKS - 1] = 0;
        TEST_NUMBER(judged(count, WEEKS - 1, &options).alarm, alarms[sides][1]);
    }
}

static void gaps_just_before_matter_to_the_references_alone(void) {
    locality_farrington_options early = LOCALITY_FARRINGTON_1996_INIT;
    int64_t count[WEEKS];

    draw(count, WEEKS, 8, 16, 9);
    count[WEEKS - 1] = 90;
    count[WEEKS - 2] = NO;
    TEST_NUMBER(judged(count, WEEKS - 1, NULL).state, LOCALITY_WATCH_JUDGED);
    TEST_NUMBER(judged(count, WEEKS - 1, NULL).alarm, 1);
    TEST_NUMBER(judged(count, WEEKS - 1, &early).state, LOCALITY_WATCH_RARE);
    TEST_NUMBER(judged(count, WEEKS - 1, &early).alarm, 0);
    /* the oldest window of 1996 may lie before the first week; that of the others may not */
    TEST_NUMBER(judged(count, 261, &early).rows, 33);
    TEST_NUMBER(judged(count, 261, NULL).state, LOCALITY_WATCH_TOO_SHORT);
    TEST_NUMBER(judged(count, 259, &early).state, LOCALITY_WATCH_TOO_SHORT);
}

static void a_baseline_of_nothing_is_told_in_every_mode(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS] = {0};

    count[WEEKS - 1] = 9;
    for (options.mode = 0; options.mode <= LOCALITY_FARRINGTON_1996; options.mode++) {
        for (options.method = 0; options.method < 2; options.method++) {
            locality_farrington_point p = judged(count, WEEKS - 1, &options);
            TEST_NUMBER(p.is_empty, 1);
            CU_ASSERT(!(p.expected > 1e-6));
        }
    }
}

static void few_weeks_are_too_few_for_a_baseline(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];

    fill(count, WEEKS, NO);
    count[WEEKS - 1] = 9;
    count[WEEKS - 1 - 52] = count[WEEKS - 1 - 104] = 4;
    TEST_NUMBER(judged(count, WEEKS - 1, &options).state, LOCALITY_WATCH_TOO_FEW); /* two rows */
    count[WEEKS - 1 - 78] = 5;
    options.trend = 0;
    TEST_NUMBER(judged(count, WEEKS - 1, &options).state, LOCALITY_WATCH_JUDGED);
    count[WEEKS - 1 - 104] = NO;
    count[WEEKS - 1 - 70] = 5;
    TEST_NUMBER(judged(count, WEEKS - 1, &options).state, LOCALITY_WATCH_TOO_FEW); /* no freedom */
    count[WEEKS - 1 - 52] = NO;
    count[WEEKS - 1 - 60] = count[WEEKS - 1 - 90] = 5;
    locality_farrington_point p = judged(count, WEEKS - 1, &options);
    TEST_NUMBER(p.state, LOCALITY_WATCH_TOO_FEW); /* none of the time of year */
    TEST_NUMBER(p.rows, 4);
}

static void one_year_is_looked_back_too(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];

    draw(count, WEEKS, 8, 16, 10);
    for (options.years = 1; options.years <= 3; options.years++) {
        locality_farrington_point p = judged(count, 200, &options);
        TEST_NUMBER(p.state, LOCALITY_WATCH_JUDGED);
        CU_ASSERT(isnan(p.slope) == (options.years < 3)); /* a trend wants three years */
    }
    options.trend_limit = 0;
    CU_ASSERT(isnan(judged(count, 200, &options).slope));
}

/* 45 weeks between two windows: the first five of eight blocks have one more. */
static void blocks_differ_by_a_week_at_most(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    locality_farrington_row rows[WEEKS];
    int64_t count[WEEKS];
    size_t seen[10] = {0};
    size_t n;

    draw(count, WEEKS, 8, 16, 11);
    options.periods = 9;
    options.years = 2;
    options.excluded = 52;
    TEST_NUMBER(
        locality_farrington_baseline(count, WEEKS, 200, &options, rows, WEEKS, &n, NULL, NULL),
        LOCALITY_OK);
    for (size_t i = 0; i < n && rows[i].week < 145; i++) {
        seen[rows[i].block]++;
    }
    for (size_t b = 1; b <= 8; b++) {
        TEST_NUMBER(seen[b], b <= 5 ? 6 : 5);
    }
    TEST_NUMBER(seen[9], 7);
}

static void calendars_before_1970_and_at_their_first_year(void) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    int64_t count[WEEKS];

    draw(count, WEEKS, 8, 16, 12);
    options.is_dated = 1;
    options.first_date = -20000;
    locality_farrington_point p = judged(count, WEEKS - 1, &options);
    TEST_NUMBER(p.state, LOCALITY_WATCH_JUDGED);
    options.first_date += 7 * 20871; /* 400 years later the calendar is the same */
    locality_farrington_point later = judged(count, WEEKS - 1, &options);
    CU_ASSERT(p.expected == later.expected && p.rows == later.rows);
    options.first_date = -719162; /* 1 January of year 1 */
    TEST_NUMBER(judged(count, 100, &options).state, LOCALITY_WATCH_TOO_SHORT);
    TEST_NUMBER(judged(count, WEEKS - 1, &options).state, LOCALITY_WATCH_JUDGED);
}

static const test_case cases[] = {
    {"one count is too few for EARS", one_count_is_too_few_for_ears},
    {"a sum beyond the decision needs no count", a_sum_beyond_the_decision_needs_no_count},
    {"a CUSUM without a baseline says so", a_cusum_without_a_baseline_says_so},
    {"a CUSUM of a wave leaves gaps out", a_cusum_of_a_wave_leaves_gaps_out},
    {"windows of nothing are too few", windows_of_nothing_are_too_few},
    {"one week of many is too few for a deviation", one_week_of_many_is_too_few_for_a_deviation},
    {"a limit too close to call is worked out", a_limit_too_close_to_call_is_worked_out},
    {"averages begin with the first point", averages_begin_with_the_first_point},
    {"a still series has a least deviation", a_still_series_has_a_least_deviation},
    {"waves of too little say so", waves_of_too_little_say_so},
    {"waves without a trend have gaps too", waves_without_a_trend_have_gaps_too},
    {"trends that run off give no limit", trends_that_run_off_give_no_limit},
    {"shares follow their time", shares_follow_their_time},
    {"other modes judge by the score", other_modes_judge_by_the_score},
    {"sides that are not asked for do not alarm", sides_that_are_not_asked_for_do_not_alarm},
    {"gaps just before matter to the references alone",
     gaps_just_before_matter_to_the_references_alone},
    {"a baseline of nothing is told in every mode", a_baseline_of_nothing_is_told_in_every_mode},
    {"few weeks are too few for a baseline", few_weeks_are_too_few_for_a_baseline},
    {"one year is looked back too", one_year_is_looked_back_too},
    {"blocks differ by a week at most", blocks_differ_by_a_week_at_most},
    {"calendars before 1970 and at their first year are looked back",
     calendars_before_1970_and_at_their_first_year},
};

TEST_MAIN("surveillance: where little is known", cases)
