/* Detectors: each option out of range is refused in words, and what is wrong with counts is named. */
#include <math.h>
#include <stddef.h>

#include "locality/surveillance.h"
#include "support/harness.h"

#define WEEKS 12

static const int64_t quiet[WEEKS] = {1, 2, 1, 0, 1, 3, 2, 1, 0, 1, 2, 1};

static void assert_refused(locality_status status, const locality_error *error,
                           const char *message) {
    TEST_NUMBER(status, LOCALITY_INVALID);
    TEST_TEXT(error->message, message);
}

/* An option and a value it must not have. */
typedef struct spoilt {
    size_t at;
    char type; /* u: uint32_t, i: int32_t, l: int64_t, d: double */
    double value;
} spoilt;

static void spoil(void *options, const spoilt *s) {
    unsigned char *member = (unsigned char *)options + s->at;
    uint32_t u = s->type == 'u' ? (uint32_t)s->value : 0;
    int32_t i = s->type == 'i' ? (int32_t)s->value : 0;
    int64_t l = s->type == 'l' ? (int64_t)s->value : 0;

    switch (s->type) {
    case 'u':
        memcpy(member, &u, sizeof u);
        break;
    case 'i':
        memcpy(member, &i, sizeof i);
        break;
    case 'l':
        memcpy(member, &l, sizeof l);
        break;
    default:
        memcpy(member, &s->value, sizeof s->value);
        break;
    }
}

/* ---- One detector after the other ------------------------------------------------------------- */

#define AT(member) offsetof(locality_ears_options, member)
static void options_of_ears_are_checked(void) {
    const spoilt rows[] = {
        {AT(reserved), 'u', 1},
        {AT(reserved2), 'u', 1},
        {AT(mode), 'i', -1},
        {AT(mode), 'i', 2},
        {AT(method), 'i', 0},
        {AT(method), 'i', 4},
        {AT(baseline), 'u', 1},
        {AT(baseline), 'u', 1001},
        {AT(alpha), 'd', 0},
        {AT(alpha), 'd', 1},
        {AT(least_deviation), 'd', -1},
        {AT(least_deviation), 'd', INFINITY},
        {AT(least_deviation), 'd', NAN},
    };
    const locality_ears_options good = LOCALITY_EARS_OPTIONS_INIT;
    locality_watch_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_ears_options bad = good;
        spoil(&bad, &rows[i]);
        assert_refused(locality_ears(quiet, WEEKS, 1, &bad, p, &error), &error,
                       "options: method is 1 to 3, baseline 2 to 1,000, alpha between 0 and 1, "
                       "least_deviation 0 or more");
    }
    locality_ears_options small = good;
    small.struct_size = 4;
    assert_refused(locality_ears(quiet, WEEKS, 1, &small, p, &error), &error,
                   "options.struct_size is not that of locality_ears_options");
}
#undef AT

#define AT(member) offsetof(locality_cusum_options, member)
static void options_of_a_cusum_are_checked(void) {
    static const char kind[] =
        "options: transform, baseline, reset or reserved is none that there is";
    static const char range[] = "options: reference, decision, extra or frequency is out of range";
    const struct {
        spoilt spoilt;
        const char *message;
    } rows[] = {
        {{AT(reserved), 'u', 1}, kind},
        {{AT(transform), 'i', -1}, kind},
        {{AT(transform), 'i', 4}, kind},
        {{AT(baseline), 'i', -1}, kind},
        {{AT(baseline), 'i', 3}, kind},
        {{AT(reset), 'i', -1}, kind},
        {{AT(reset), 'i', 2}, kind},
        {{AT(reference), 'd', NAN}, range},
        {{AT(decision), 'd', 0}, range},
        {{AT(decision), 'd', 1e12}, range},
        {{AT(extra), 'd', -1}, range},
        {{AT(extra), 'd', 1e6}, range},
        {{AT(frequency), 'd', 2}, range},
        {{AT(frequency), 'd', 1e6}, range},
        {{AT(first), 'u', 0}, "options: first leaves no baseline"},
    };
    const locality_cusum_options good = LOCALITY_CUSUM_OPTIONS_INIT;
    const locality_allocator empty = {0};
    const double expected[WEEKS] = {1, 1, -1};
    locality_watch_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_cusum_options bad = good;
        spoil(&bad, &rows[i].spoilt);
        assert_refused(locality_cusum(quiet, WEEKS, 1, &bad, p, NULL, &error), &error,
                       rows[i].message);
    }
    locality_cusum_options bad = good;
    bad.baseline = LOCALITY_CUSUM_HARMONIC;
    bad.first = 3;
    assert_refused(locality_cusum(quiet, WEEKS, 1, &bad, p, NULL, &error), &error,
                   "options: first leaves no baseline");
    bad.first = 4;
    bad.expected = expected;
    assert_refused(
        locality_cusum(quiet, WEEKS, 1, &bad, p, NULL, &error), &error,
        "options: expected counts are given where, and only where, the baseline is GIVEN");
    TEST_NUMBER(locality_cusum(NULL, 0, 1, &bad, NULL, NULL, &error), LOCALITY_OK);
    bad.baseline = LOCALITY_CUSUM_GIVEN;
    assert_refused(locality_cusum(quiet, WEEKS, 1, &bad, p, NULL, &error), &error,
                   "options: an expected count is not 0 or more");
    bad.struct_size = 1;
    assert_refused(locality_cusum(quiet, WEEKS, 1, &bad, p, NULL, &error), &error,
                   "options.struct_size is not that of locality_cusum_options");
    assert_refused(locality_cusum(quiet, WEEKS, 1, NULL, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    assert_refused(locality_cusum(NULL, WEEKS, 1, &good, p, NULL, &error), &error, "count is null");
}
#undef AT

#define AT(member) offsetof(locality_window_options, member)
static void options_of_windows_are_checked(void) {
    static const char message[] = "options: years is 0 to 50, half_window 1 to 200, frequency 4 to "
                                  "366, alpha between 0 and 1, "
                                  "and there must be reference weeks";
    const spoilt rows[] = {
        {AT(reserved), 'u', 1},      {AT(years), 'u', 51},    {AT(half_window), 'u', 0},
        {AT(half_window), 'u', 201}, {AT(frequency), 'u', 3}, {AT(frequency), 'u', 367},
        {AT(this_year), 'i', -1},    {AT(this_year), 'i', 2}, {AT(alpha), 'd', 0},
        {AT(alpha), 'd', 1},         {AT(this_year), 'i', 0},
    };
    const locality_window_options good = LOCALITY_WINDOW_OPTIONS_INIT;
    const locality_allocator empty = {0};
    locality_watch_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_window_options bad = good;
        spoil(&bad, &rows[i]);
        assert_refused(locality_bayes(quiet, WEEKS, 1, &bad, p, NULL, &error), &error, message);
        assert_refused(locality_rki(quiet, WEEKS, 1, &bad, p, &error), &error, message);
    }
    locality_window_options wide = good;
    wide.years = 1;
    wide.half_window = 52;
    assert_refused(locality_rki(quiet, WEEKS, 1, &wide, p, &error), &error, message);
    wide.struct_size = 0;
    assert_refused(locality_bayes(quiet, WEEKS, 1, &wide, p, NULL, &error), &error,
                   "options.struct_size is not that of locality_window_options");
    assert_refused(locality_bayes(quiet, WEEKS, 1, NULL, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    assert_refused(locality_bayes(NULL, WEEKS, 1, NULL, p, NULL, &error), &error, "count is null");
    assert_refused(locality_rki(quiet, WEEKS, 1, NULL, NULL, &error), &error, "points is null");
}
#undef AT

#define AT(member) offsetof(locality_ewma_options, member)
static void options_of_averages_are_checked(void) {
    const spoilt rows[] = {
        {AT(reserved), 'u', 1},
        {AT(reserved2), 'u', 1},
        {AT(least_baseline), 'u', 2},
        {AT(least_baseline), 'u', 29},
        {AT(most_baseline), 'u', 1001},
        {AT(gap), 'u', 101},
        {AT(slow), 'd', 0},
        {AT(slow), 'd', 1},
        {AT(quick), 'd', NAN},
        {AT(quick), 'd', 1},
        {AT(alpha), 'd', 0},
        {AT(alpha), 'd', 0.5},
    };
    const locality_ewma_options good = LOCALITY_EWMA_OPTIONS_INIT;
    const double value[WEEKS] = {1, 2, 3, 4, -INFINITY};
    locality_watch_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_ewma_options bad = good;
        spoil(&bad, &rows[i]);
        assert_refused(locality_ewma(value, WEEKS, &bad, p, &error), &error,
                       "options: least_baseline is 3 to most_baseline, that at most 1,000, gap at "
                       "most 100, slow and quick between 0 and 1, alpha between 0 and 0.5");
    }
    locality_ewma_options small = good;
    small.struct_size = 4;
    assert_refused(locality_ewma(value, WEEKS, &small, p, &error), &error,
                   "options.struct_size is not that of locality_ewma_options");
    assert_refused(locality_ewma(value, WEEKS, NULL, p, &error), &error, "point 4 is infinite");
    assert_refused(locality_ewma(value, WEEKS, NULL, NULL, &error), &error, "points is null");
    assert_refused(locality_ewma(NULL, WEEKS, NULL, p, &error), &error, "value is null");
    TEST_NUMBER(locality_ewma(NULL, 0, NULL, NULL, &error), LOCALITY_OK);
}
#undef AT

#define AT(member) offsetof(locality_harmonic_options, member)
static void options_of_waves_are_checked(void) {
    const spoilt rows[] = {
        {AT(reserved), 'u', 1}, {AT(baseline), 'u', 4}, {AT(trend), 'i', -1},
        {AT(trend), 'i', 2},    {AT(period), 'd', 2},   {AT(period), 'd', 1e6},
        {AT(period), 'd', NAN}, {AT(alpha), 'd', 0},    {AT(alpha), 'd', 1},
    };
    const locality_harmonic_options good = LOCALITY_HARMONIC_OPTIONS_INIT;
    const locality_allocator empty = {0};
    locality_watch_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_harmonic_options bad = good;
        spoil(&bad, &rows[i]);
        assert_refused(
            locality_harmonic(quiet, WEEKS, &bad, p, NULL, &error), &error,
            "options: baseline is 5 or more, trend 0 or 1, period above 2, alpha between "
            "0 and 1");
    }
    locality_harmonic_options bad = good;
    bad.baseline = 6;
    assert_refused(locality_harmonic(quiet, WEEKS, &bad, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    bad.struct_size = 4;
    assert_refused(locality_harmonic(quiet, WEEKS, &bad, p, NULL, &error), &error,
                   "options.struct_size is not that of locality_harmonic_options");
    assert_refused(locality_harmonic(NULL, WEEKS, &good, p, NULL, &error), &error, "count is null");
}
#undef AT

#define AT(member) offsetof(locality_share_options, member)
static void options_of_shares_are_checked(void) {
    const spoilt rows[] = {
        {AT(reserved), 'u', 1},   {AT(reserved2), 'u', 1},     {AT(window), 'u', 2},
        {AT(window), 'u', 10001}, {AT(least_events), 'l', -1}, {AT(alpha), 'd', 0},
        {AT(alpha), 'd', 1},
    };
    const locality_share_options good = LOCALITY_SHARE_OPTIONS_INIT;
    const locality_allocator empty = {0};
    const int64_t all[WEEKS] = {1, 2, 1, 0, 1, 2, 2, 1, 0, 1, 2, 1};
    const double still[WEEKS] = {0, 1, 1};
    const double endless[WEEKS] = {0, INFINITY};
    locality_share_point p[WEEKS];
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_share_options bad = good;
        spoil(&bad, &rows[i]);
        assert_refused(
            locality_share_trend(NULL, quiet, quiet, WEEKS, &bad, p, NULL, &error), &error,
            "options: window is 3 to 10,000, least_events 0 or more, alpha between 0 and 1");
    }
    locality_share_options small = good;
    small.struct_size = 4;
    assert_refused(locality_share_trend(NULL, quiet, quiet, WEEKS, &small, p, NULL, &error), &error,
                   "options.struct_size is not that of locality_share_options");
    assert_refused(locality_share_trend(NULL, quiet, all, WEEKS, NULL, p, NULL, &error), &error,
                   "point 5: all are fewer than the count");
    assert_refused(locality_share_trend(still, quiet, quiet, WEEKS, NULL, p, NULL, &error), &error,
                   "point 2: the time does not increase");
    assert_refused(locality_share_trend(endless, quiet, quiet, WEEKS, NULL, p, NULL, &error),
                   &error, "point 1: the time does not increase");
    assert_refused(locality_share_trend(NULL, NULL, quiet, WEEKS, NULL, p, NULL, &error), &error,
                   "count is null");
    assert_refused(locality_share_trend(NULL, quiet, NULL, WEEKS, NULL, p, NULL, &error), &error,
                   "all is null");
    assert_refused(locality_share_trend(NULL, quiet, quiet, WEEKS, NULL, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
}
#undef AT

#define AT(member) offsetof(locality_farrington_options, member)
static void options_of_farrington_are_checked(void) {
    const struct {
        spoilt spoilt;
        const char *message;
    } rows[] = {
        {{AT(years), 'u', 51}, "options.years is not 1 to 50"},
        {{AT(periods), 'u', 0}, "options.periods is not 1 to 64"},
        {{AT(frequency), 'u', 367}, "options.frequency is not 4 to 366"},
        {{AT(is_dated), 'i', -1}, "options.is_dated is not 0 or 1"},
        {{AT(half_window), 'u', 22}, "options.half_window and periods do not fit into a year"},
        {{AT(rare_weeks), 'u', 10001}, "options.rare_weeks is not 1 to 10,000"},
        {{AT(mode), 'i', -1}, "options.mode is none that there is"},
        {{AT(method), 'i', 4}, "options.method is none that there is"},
        {{AT(trend), 'i', 2}, "options.trend is none that there is"},
        {{AT(trend), 'i', -1}, "options.trend is none that there is"},
        {{AT(sides), 'i', 4}, "options.sides is none that there is"},
        {{AT(reweight), 'i', 2}, "options.reweight is not 0 or 1"},
        {{AT(trend_limit), 'd', 1.5}, "options.trend_limit is not 0 to 1"},
        {{AT(weight_threshold), 'd', 1e6}, "options.weight_threshold is not above 0"},
        {{AT(alpha), 'd', 0}, "options.alpha is not between 0 and 0.5"},
        {{AT(power), 'd', 0}, "options.power is not above 0 and up to 1"},
    };
    const locality_farrington_options good = LOCALITY_FARRINGTON_OPTIONS_INIT;
    const locality_allocator empty = {0};
    double exposure[WEEKS];
    locality_farrington_point p[WEEKS];
    locality_error error;
    size_t n;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_farrington_options bad = good;
        spoil(&bad, &rows[i].spoilt);
        assert_refused(locality_farrington(quiet, WEEKS, 1, 0, WEEKS, &bad, p, NULL, &error),
                       &error, rows[i].message);
    }
    for (size_t t = 0; t < WEEKS; t++) {
        exposure[t] = t == 7 ? 1e301 : 1;
    }
    locality_farrington_options bad = good;
    bad.exposure = exposure;
    assert_refused(locality_farrington_baseline(quiet, WEEKS, 3, &bad, NULL, 0, &n, NULL, &error),
                   &error, "options.exposure: week 7 is not above 0");
    bad = good;
    bad.is_dated = 1;
    bad.first_date = -800000;
    assert_refused(locality_farrington(quiet, WEEKS, 1, 0, WEEKS, &bad, p, NULL, &error), &error,
                   "options.first_date is not in the calendar");
    bad.first_date = 2932890;
    assert_refused(locality_farrington(quiet, WEEKS, 1, 0, WEEKS, &bad, p, NULL, &error), &error,
                   "the weeks reach beyond the calendar");
    assert_refused(locality_farrington(quiet, WEEKS, 1, 0, WEEKS, NULL, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    assert_refused(locality_farrington_baseline(quiet, WEEKS, 3, NULL, NULL, 0, &n, &empty, &error),
                   &error, "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    assert_refused(locality_farrington_baseline(quiet, WEEKS, 3, NULL, NULL, 0, NULL, NULL, &error),
                   &error, "rows_count is null");
    assert_refused(locality_farrington_baseline(NULL, WEEKS, 3, NULL, NULL, 0, &n, NULL, &error),
                   &error, "count is null");
    TEST_NUMBER(locality_farrington(NULL, (size_t)INT32_MAX + 1, 0, 0, 0, NULL, NULL, NULL, &error),
                LOCALITY_LIMIT);
    TEST_TEXT(error.message, "a series has more than 2^31 weeks");
}
#undef AT

static void outbreaks_and_states_are_checked_too(void) {
    const locality_allocator empty = {0};
    const int64_t beyond[] = {3, LOCALITY_NO_COUNT, (INT64_C(1) << 53) + 1};
    locality_watch_point p[WEEKS];
    locality_error error;

    assert_refused(locality_outbreak_p(NULL, WEEKS, 100, p, NULL, &error), &error, "count is null");
    assert_refused(locality_outbreak_p(quiet, WEEKS, 100, p, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    assert_refused(locality_outbreak_p(quiet, WEEKS, NAN, p, NULL, &error), &error,
                   "the threshold is not above 0");
    assert_refused(locality_outbreak_p(beyond, 3, 100, p, NULL, &error), &error,
                   "series 0, week 2: 9007199254740993 is no count (0 to 2^53)");
    TEST_TEXT(locality_watch_state_name(-1), "unknown");
    TEST_TEXT(locality_watch_state_name(LOCALITY_WATCH_RARE), "too few events");
}

static const test_case cases[] = {
    {"options of EARS are checked", options_of_ears_are_checked},
    {"options of a CUSUM are checked", options_of_a_cusum_are_checked},
    {"options of windows are checked", options_of_windows_are_checked},
    {"options of averages are checked", options_of_averages_are_checked},
    {"options of waves are checked", options_of_waves_are_checked},
    {"options of shares are checked", options_of_shares_are_checked},
    {"options of Farrington are checked", options_of_farrington_are_checked},
    {"outbreaks and states are checked too", outbreaks_and_states_are_checked_too},
};

TEST_MAIN("surveillance: what is refused", cases)
