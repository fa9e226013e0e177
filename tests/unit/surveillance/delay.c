/* Counts that come in late: what is expected of what is known by now, false alarms as stated, rises found early,
 * what is refused, allocations failing. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "locality/surveillance.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

enum { WEEKS = 320, DELAYS = 4 };

static const double shares[DELAYS] = {0.4, 0.3, 0.2, 0.1};

static double draw_uniform(test_random *random) {
    return ((double)(test_random_next(random) >> 11) + 0.5) / 9007199254740992.0;
}

/* A count of a mean whose variance is so many times the mean. */
static int64_t draw_count(test_random *random, double mean, double spread) {
    return (int64_t)locality_quantile(LOCALITY_OVERDISPERSED, draw_uniform(random), mean, spread);
}

/* Events of WEEKS weeks by delay; `theta` 0 for Poisson counts. */
static void draw_triangle(uint64_t seed, double mean, double theta, int64_t *count) {
    test_random random = {seed, 0};

    for (int week = 0; week < WEEKS; week++) {
        double level = mean * (1 + 0.3 * cos(6.283185307179586 * week / 52.0));
        for (int d = 0; d < DELAYS; d++) {
            double cell = level * shares[d];
            count[week * DELAYS + d] = draw_count(&random, cell, theta > 0 ? 1 + cell / theta : 1);
        }
    }
}

/* Takes away what was not known at the end of a week. */
static void forget_after(int64_t *count, int now) {
    for (int week = 0; week < WEEKS; week++) {
        for (int d = 0; d < DELAYS; d++) {
            if (week + d > now) {
                count[week * DELAYS + d] = LOCALITY_NO_COUNT;
            }
        }
    }
}

static locality_watch_point judge(const int64_t *count, size_t delays, size_t week,
                                  const locality_delay_options *options) {
    locality_watch_point point;
    locality_error error;

    CU_ASSERT_EQUAL(
        locality_delay_watch(count, WEEKS, delays, week, week + 1, options, &point, NULL, &error),
        LOCALITY_OK);
    return point;
}

static void what_is_known_is_held_against_what_should_be(void) {
    int64_t count[WEEKS * DELAYS];

    for (int known = 1; known <= DELAYS; known++) {
        double wanted = 0;
        const int week = WEEKS - known;
        draw_triangle(1, 200, 8, count);
        forget_after(count, WEEKS - 1);
        for (int d = 0; d < known; d++) {
            wanted += 200 * (1 + 0.3 * cos(6.283185307179586 * week / 52.0)) * shares[d];
        }
        locality_watch_point point = judge(count, DELAYS, (size_t)week, NULL);
        TEST_NUMBER(point.state, LOCALITY_WATCH_JUDGED);
        CU_ASSERT_DOUBLE_EQUAL(point.expected / wanted, 1, 0.25);
        CU_ASSERT(point.limit > point.expected && point.limit < 3 * point.expected);
        CU_ASSERT_DOUBLE_EQUAL(point.statistic, 8, 2.5);
    }
}

static void false_alarms_are_as_many_as_stated(void) {
    int alarms[2] = {0, 0}, judged = 0;
    int64_t count[WEEKS * DELAYS];
    const int first = WEEKS - 12;

    for (uint64_t seed = 100; seed < 120; seed++) {
        draw_triangle(seed, 60, seed % 2 == 0 ? 5 : 0, count);
        forget_after(count, WEEKS - 1);
        for (int32_t mode = 0; mode < 2; mode++) {
            locality_watch_point points[12];
            locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;
            options.mode = mode;
            options.trend = 0;
            CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, DELAYS, (size_t)first, WEEKS,
                                                 &options, points, NULL, NULL),
                            LOCALITY_OK);
            for (int i = 0; i < 12; i++) {
                alarms[mode] += points[i].alarm;
                judged += mode == 0;
                CU_ASSERT(mode == LOCALITY_DELAY_PACKAGE ||
                          points[i].state == LOCALITY_WATCH_JUDGED);
                CU_ASSERT(isnan(points[i].limit) ||
                          (points[i].alarm == 1) == (points[i].p <= options.alpha));
            }
        }
    }
    CU_ASSERT_DOUBLE_EQUAL((double)alarms[0] / judged, 0.05, 0.03);
    CU_ASSERT(alarms[1] >
              alarms[0]); /* the reference counts the last delay, and does not expect it */
}

static void a_rise_is_seen_before_all_is_in(void) {
    int64_t count[WEEKS * DELAYS];
    const size_t week = WEEKS - 2;

    draw_triangle(3, 100, 20, count);
    forget_after(count, WEEKS - 1);
    CU_ASSERT_EQUAL(judge(count, DELAYS, week, NULL).alarm, 0);
    for (int d = 0; d < 2; d++) {
        count[week * DELAYS + (size_t)d] *= 3;
    }
    locality_watch_point point = judge(count, DELAYS, week, NULL);
    CU_ASSERT_EQUAL(point.alarm, 1);
    CU_ASSERT(point.p < 0.01);
    /* The rest of it would not have made an alarm of what is known: it is not asked for. */
    CU_ASSERT(point.limit < 200);
}

/* With one delay it is a regression of plain counts: Poisson ones have the limit of their mean. */
static void one_delay_is_no_delay(void) {
    int64_t count[WEEKS];

    for (int week = 0; week < WEEKS; week++) {
        count[week] = week % 2 == 0 ? 9 : 11; /* quieter than chance */
    }
    locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;
    options.periods = 1;
    options.trend = 0;
    locality_watch_point point = judge(count, 1, WEEKS - 1, &options);
    CU_ASSERT_DOUBLE_EQUAL(point.expected, 10, 0.2);
    CU_ASSERT(isinf(point.statistic));
    CU_ASSERT_DOUBLE_EQUAL(point.limit, locality_quantile(LOCALITY_POISSON, 0.95, 10, 0), 1);
    CU_ASSERT_DOUBLE_EQUAL(point.p, locality_tail(LOCALITY_POISSON, 10, 10, 0), 0.03);
    count[WEEKS - 1] = 0;
    CU_ASSERT_EQUAL(judge(count, 1, WEEKS - 1, &options).p, 1);
    options.mode = LOCALITY_DELAY_PACKAGE;
    TEST_NUMBER(judge(count, 1, WEEKS - 1, &options).state, LOCALITY_WATCH_NOT_CONVERGED);
}

static void some_weeks_cannot_be_judged(void) {
    int64_t count[WEEKS * DELAYS];
    locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;

    draw_triangle(4, 40, 5, count);
    TEST_NUMBER(judge(count, DELAYS, 200, NULL).state, LOCALITY_WATCH_TOO_SHORT);
    options.rare_count = 1000000;
    locality_watch_point rare = judge(count, DELAYS, WEEKS - 1, &options);
    TEST_NUMBER(rare.state, LOCALITY_WATCH_RARE);
    CU_ASSERT(rare.limit > 0);
    CU_ASSERT_EQUAL(rare.alarm, 0);
    for (int d = 0; d < DELAYS; d++) {
        count[(WEEKS - 1) * DELAYS + d] = LOCALITY_NO_COUNT;
    }
    TEST_NUMBER(judge(count, DELAYS, WEEKS - 1, NULL).state, LOCALITY_WATCH_NO_DATA);
    /* Nothing is ever known at once, and no more than that is known of the week. */
    for (int week = 0; week < WEEKS; week++) {
        count[week * DELAYS] = 0;
    }
    locality_watch_point early = judge(count, DELAYS, WEEKS - 1, NULL);
    TEST_NUMBER(early.state, LOCALITY_WATCH_TOO_FEW);
    CU_ASSERT_EQUAL(early.expected, 0);
    for (int i = 0; i < WEEKS * DELAYS; i++) {
        count[i] = i < (WEEKS - 2) * DELAYS ? 0 : 1;
    }
    TEST_NUMBER(judge(count, DELAYS, WEEKS - 1, NULL).state, LOCALITY_WATCH_TOO_FEW);
    for (int i = 0; i < (WEEKS - 2) * DELAYS; i++) {
        count[i] = i % 997 == 0 ? 3 : LOCALITY_NO_COUNT;
    }
    TEST_NUMBER(judge(count, DELAYS, WEEKS - 1, NULL).state, LOCALITY_WATCH_TOO_FEW);
}

/* By the calendar and by 52 weeks the baselines differ by a week at most: so do limits, a little. */
static void dates_are_followed(void) {
    int64_t count[WEEKS * DELAYS];
    locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;

    draw_triangle(5, 80, 10, count);
    locality_watch_point plain = judge(count, DELAYS, WEEKS - 1, &options);
    options.is_dated = 1;
    options.first_date = 11323; /* 2001-01-01, a Monday */
    locality_watch_point dated = judge(count, DELAYS, WEEKS - 1, &options);
    CU_ASSERT_DOUBLE_EQUAL(dated.limit / plain.limit, 1, 0.15);
}

typedef struct spoilt {
    size_t at;
    char type; /* u: uint32_t, i: int32_t, l: int64_t, d: double */
    double value;
    const char *message;
} spoilt;

static void spoil(void *options, const spoilt *s) {
    unsigned char *member = (unsigned char *)options + s->at;
    uint32_t u = s->type == 'u' ? (uint32_t)s->value : 0;
    int32_t i = s->type == 'i' ? (int32_t)s->value : 0;
    int64_t l = s->type == 'l' ? (int64_t)s->value : 0;
    const void *from = s->type == 'u'   ? (const void *)&u
                       : s->type == 'i' ? (const void *)&i
                       : s->type == 'l' ? (const void *)&l
                                        : (const void *)&s->value;

    memcpy(member, from, s->type == 'u' || s->type == 'i' ? 4 : 8);
}

#define AT(member) offsetof(locality_delay_options, member)
static void options_out_of_range_are_refused(void) {
    static const char too_many[] =
        "delays, periods and a trend do not fit into a regression of 24 columns";
    const spoilt rows[] = {
        {AT(struct_size), 'u', 8, "options.struct_size is not that of locality_delay_options"},
        {AT(reserved), 'u', 1, "options.reserved is not 0"},
        {AT(reserved2), 'i', 1, "options.reserved is not 0"},
        {AT(years), 'u', 0, "options.years is not 1 to 50"},
        {AT(years), 'u', 51, "options.years is not 1 to 50"},
        {AT(periods), 'u', 0, "options.periods is not 1 to 24"},
        {AT(periods), 'u', 25, "options.periods is not 1 to 24"},
        {AT(periods), 'u', 21, too_many},
        {AT(frequency), 'u', 3, "options.frequency is not 4 to 366"},
        {AT(half_window), 'u', 22, "options.half_window and periods do not fit into a year"},
        {AT(is_dated), 'i', 2, "options.is_dated is not 0 or 1"},
        {AT(excluded), 'u', 10001, "options.excluded is above 10,000"},
        {AT(rare_weeks), 'u', 0, "options.rare_weeks is not 1 to 10,000"},
        {AT(rare_count), 'l', -1, "options.rare_count is below 0"},
        {AT(mode), 'i', 2, "options.mode is none that there is"},
        {AT(mode), 'i', -1, "options.mode is none that there is"},
        {AT(trend), 'i', 2, "options.trend is not 0 or 1"},
        {AT(alpha), 'd', 0, "options.alpha is not between 0 and 0.5"},
        {AT(alpha), 'd', 0.5, "options.alpha is not between 0 and 0.5"},
    };
    int64_t count[WEEKS * DELAYS] = {0};
    locality_watch_point point;
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;
        spoil(&options, &rows[i]);
        TEST_ROW(locality_delay_watch(count, WEEKS, DELAYS, 0, 1, &options, &point, NULL, &error) ==
                     LOCALITY_INVALID,
                 rows[i].message);
        TEST_TEXT(error.message, rows[i].message);
    }
    locality_delay_options far = LOCALITY_DELAY_OPTIONS_INIT;
    far.is_dated = 1;
    far.first_date = INT64_C(1) << 40;
    CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, DELAYS, 0, 1, &far, &point, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.first_date is not in the calendar");
}

static void counts_that_are_none_are_refused(void) {
    int64_t count[WEEKS * DELAYS] = {0};
    locality_watch_point point;
    locality_error error;

    CU_ASSERT_EQUAL(locality_delay_watch(NULL, WEEKS, DELAYS, 0, 1, NULL, &point, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, DELAYS, 0, 1, NULL, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, 0, 0, 1, NULL, &point, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, DELAYS, 1, 0, NULL, &point, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_delay_watch(count, WEEKS, DELAYS, 0, WEEKS + 1, NULL, &point, NULL, &error),
        LOCALITY_INVALID);
    TEST_TEXT(error.message, "the weeks to judge are not weeks of the series");
    count[DELAYS * 3 + 2] = -7;
    CU_ASSERT_EQUAL(locality_delay_watch(count, WEEKS, DELAYS, 0, 1, NULL, &point, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "week 3, delay 2: -7 is no count (0 to 2^53)");
    CU_ASSERT_EQUAL(locality_delay_watch(count, 0, DELAYS, 0, 0, NULL, &point, NULL, &error),
                    LOCALITY_OK);
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    locality_watch_point point;

    return locality_delay_watch(state, WEEKS, DELAYS, WEEKS - 1, WEEKS, NULL, &point, allocator,
                                error);
}

static void every_allocation_may_fail(void) {
    int64_t *count = malloc(WEEKS * DELAYS * sizeof *count);

    draw_triangle(6, 50, 5, count);
    fault_drive("watching late counts", work, count, 3);
    free(count);
}

static const test_case cases[] = {
    {"what is known is held against what should be", what_is_known_is_held_against_what_should_be},
    {"false alarms are as many as stated", false_alarms_are_as_many_as_stated},
    {"a rise is seen before all is in", a_rise_is_seen_before_all_is_in},
    {"one delay is no delay", one_delay_is_no_delay},
    {"some weeks cannot be judged", some_weeks_cannot_be_judged},
    {"dates are followed", dates_are_followed},
    {"options out of range are refused", options_out_of_range_are_refused},
    {"counts that are none are refused", counts_that_are_none_are_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("late counts", cases)
