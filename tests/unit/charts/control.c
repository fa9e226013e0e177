/* Charts: each kind of control chart by hand, what none of them can show, boxes of runs, and options out of
 * range, each with its message. */
#include <math.h>

#include "locality/charts.h"
#include "support/harness.h"

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static locality_control_options chart_of(int32_t chart) {
    locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
    options.chart = chart;
    return options;
}

static const double even[] = {10, 12, 10, 12, 10, 12, 10, 12};

/* ---- Control charts -------------------------------------------------------------------------- */

static void moving_ranges_have_an_upper_limit_and_no_runs(void) {
    locality_control_options options = chart_of(LOCALITY_CHART_MR);
    locality_control_point point[8];
    locality_runs runs;

    CU_ASSERT_EQUAL(locality_control(even, NULL, 8, &options, point, &runs, 1, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(isnan(point[0].value) && point[0].signal == 0);
    for (size_t i = 1; i < 8; i++) {
        CU_ASSERT(near(point[i].value, 2.0) && near(point[i].centre, 2.0));
        CU_ASSERT(near(point[i].upper, 6.534) && near(point[i].inner_upper, 4.356));
        CU_ASSERT(point[i].lower == 0.0 && point[i].inner_lower == 0.0);
    }
    TEST_NUMBER(runs.signal, 0);
}

static void measurements_over_sizes_have_limits_by_size(void) {
    const double size[] = {1, 1, 1, 1, 1, 1, 1, 1};
    locality_control_options options = chart_of(LOCALITY_CHART_I_PRIME);
    locality_control_point point[8];
    double sigma = sqrt(3.14159265358979323846); /* sqrt(pi / 2) * 2 / sqrt(2) */

    CU_ASSERT_EQUAL(locality_control(even, size, 8, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(point[3].centre, 11.0) && near(point[3].upper, 11.0 + 3.0 * sigma));
    CU_ASSERT(near(point[3].inner_lower, 11.0 - 2.0 * sigma));
    options.keep_outliers = 1; /* there are none to keep */
    CU_ASSERT_EQUAL(locality_control(even, NULL, 8, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(point[3].lower, 11.0 - 3.0 * sigma));
}

static void times_between_events_are_drawn_back(void) {
    const double flat[] = {8, 8, 8, NAN, 8, 8}, wide[] = {1, 1e6, 1, 1e6, 1, 1e6};
    locality_control_options options = chart_of(LOCALITY_CHART_T);
    locality_control_point point[6];

    CU_ASSERT_EQUAL(locality_control(flat, NULL, 6, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(point[0].centre, 8.0) && point[0].lower == 0.0); /* no range is below the bar */
    CU_ASSERT(isnan(point[0].upper) && isnan(point[0].inner_lower) && isnan(point[3].value));
    options.keep_outliers = 1;
    CU_ASSERT_EQUAL(locality_control(wide, NULL, 6, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(point[0].lower == 0.0 && point[0].inner_lower == 0.0);
    CU_ASSERT(point[1].value == 1e6 && point[1].upper > 1e6 && point[1].signal == 0);
    const double close[] = {100, 110, 100, 110, 100, 110};
    CU_ASSERT_EQUAL(locality_control(close, NULL, 6, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(point[0].lower > 50.0 && point[0].lower < point[0].inner_lower);
}

static void cases_between_events_are_about_their_median(void) {
    const double value[] = {2, NAN, 4, 9};
    locality_control_options options = chart_of(LOCALITY_CHART_G);
    locality_control_point point[4];

    CU_ASSERT_EQUAL(locality_control(value, NULL, 4, &options, point, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(point[0].centre, 4.0) && point[0].lower == 0.0);
    CU_ASSERT(near(point[0].upper, 5.0 + 3.0 * sqrt(30.0)));
    CU_ASSERT(isnan(point[1].value) && point[1].signal == 0);
}

static void shares_end_at_one_and_spread_rates_are_plain_rates_widened(void) {
    const double value[] = {4, 3, NAN, 4, 3, 4}, size[] = {4, 4, 4, 4, 4, 4};
    locality_control_options options = chart_of(LOCALITY_CHART_P);
    locality_control_point u[6], prime[6];

    CU_ASSERT_EQUAL(locality_control(value, size, 6, &options, u, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(u[0].centre, 0.9) && u[0].upper == 1.0 && u[0].inner_upper == 1.0);
    options.chart = LOCALITY_CHART_U;
    locality_control(even, size, 6, &options, u, NULL, 0, NULL, NULL);
    options.chart = LOCALITY_CHART_U_PRIME;
    CU_ASSERT_EQUAL(locality_control(even, size, 6, &options, prime, NULL, 0, NULL, NULL),
                    LOCALITY_OK);
    double spread = 0.5 / sqrt(2.75 / 4.0) / 1.128; /* each step over its sigma */
    CU_ASSERT(near(prime[0].upper - 2.75, (u[0].upper - 2.75) * spread));
}

static void nothing_but_gaps_has_no_limits_and_no_signal(void) {
    const double none[] = {NAN, NAN, NAN};
    for (int32_t chart = LOCALITY_CHART_RUN; chart <= LOCALITY_CHART_T; chart++) {
        locality_control_options options = chart_of(chart);
        locality_control_point point[3];
        locality_runs runs;
        CU_ASSERT_EQUAL(locality_control(none, NULL, 3, &options, point, &runs, 1, NULL, NULL),
                        LOCALITY_OK);
        CU_ASSERT(isnan(point[0].centre) && isnan(point[2].upper));
        TEST_NUMBER(runs.points, 3);
        TEST_NUMBER(runs.useful + runs.longest_allowed + (size_t)runs.signal, 0);
        TEST_NUMBER(point[1].signal, 0);
    }
}

static void parts_have_centres_of_their_own(void) {
    const double value[] = {1, 2, 3, 11, 12, 13};
    const size_t part[] = {3};
    locality_control_options options = chart_of(LOCALITY_CHART_RUN);
    locality_control_point point[6];
    locality_runs runs[2];
    locality_error error;

    options.part = part;
    options.part_count = 1;
    CU_ASSERT_EQUAL(locality_control(value, NULL, 6, &options, point, runs, 2, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(point[2].centre == 2.0 && point[3].centre == 12.0);
    CU_ASSERT(point[2].part == 0 && point[3].part == 1);
    TEST_NUMBER(runs[1].useful, 2);
    CU_ASSERT_EQUAL(locality_control(value, NULL, 6, &options, point, runs, 1, NULL, &error),
                    LOCALITY_LIMIT);
    TEST_TEXT(error.message, "2 parts do not fit into room for 1");
    CU_ASSERT_EQUAL(locality_control(value, even, 6, &options, NULL, NULL, 0, NULL, &error),
                    LOCALITY_OK);
}

static void a_chart_refuses_what_it_cannot_show(void) {
    static const struct {
        const char *name;
        int32_t chart;
        double value, size;
    } rows[] = {{"value too large", LOCALITY_CHART_I, 2e300, 1},
                {"size of nothing", LOCALITY_CHART_U, 1, 0},
                {"size not known", LOCALITY_CHART_U, 1, NAN},
                {"size too large", LOCALITY_CHART_U, 1, 2e300},
                {"count below nothing", LOCALITY_CHART_G, -1, 1},
                {"time of nothing", LOCALITY_CHART_T, 0, 1},
                {"more cases than there are", LOCALITY_CHART_P_PRIME, 5, 4}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        double value[] = {1, 1, rows[k].value}, size[] = {9, 9, rows[k].size};
        locality_control_options options = chart_of(rows[k].chart);
        locality_error error;
        TEST_ROW(locality_control(value, size, 3, &options, NULL, NULL, 0, NULL, &error) ==
                     LOCALITY_INVALID,
                 rows[k].name);
        TEST_TEXT(error.message,
                  "the value or size at position 2 is none that this chart can show");
    }
}

static void control_options_out_of_range_are_refused(void) {
    static const size_t late[] = {8}, at_start[] = {0}, twice[] = {3, 3};
    static const char range[] = "options: chart, rule, outliers, or both parts and freeze";
    static const char cut[] = "options.part is not ascending between the first value and the last";
    for (size_t k = 0; k < 13; k++) {
        locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
        locality_error error;
        options.reserved = k == 0 ? 1 : 0;
        options.reserved2 = k == 1 ? 1 : 0;
        options.chart = k == 2 ? -1 : k == 3 ? 11 : 0;
        options.rule = k == 4 ? -1 : k == 5 ? 3 : 0;
        options.keep_outliers = k == 6 ? 2 : 0;
        options.freeze = k == 7 ? 1 : k == 8 ? 4 : 0;
        options.part = k == 9 ? NULL : k == 10 ? at_start : k == 11 ? twice : late;
        options.part_count = k == 11 ? 2 : k >= 8 ? 1 : 0;
        CU_ASSERT_EQUAL(locality_control(even, NULL, 8, &options, NULL, NULL, 0, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, k < 9 ? range : cut);
    }
    locality_error error;
    CU_ASSERT_EQUAL(locality_control(NULL, NULL, 8, NULL, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "value"));
    CU_ASSERT_EQUAL(locality_control(even, NULL, 0, NULL, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "there are no values");
}

static void an_allocator_without_functions_is_refused(void) {
    locality_allocator none;
    size_t phases = 7;

    memset(&none, 0, sizeof none);
    CU_ASSERT_NOT_EQUAL(locality_control(even, NULL, 8, NULL, NULL, NULL, 0, &none, NULL),
                        LOCALITY_OK);
    CU_ASSERT_NOT_EQUAL(locality_xmr(even, 8, NULL, NULL, NULL, 0, NULL, &none, NULL), LOCALITY_OK);
    CU_ASSERT_NOT_EQUAL(locality_rephase(even, 8, 2, 2, 0, NULL, 0, &phases, &none, NULL),
                        LOCALITY_OK);
    TEST_NUMBER(phases, 0);
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void boxes_are_those_of_the_paper(void) {
    static const struct {
        size_t useful, longest, crossings;
        int32_t rule, signal;
    } rows[] = {{10, 6, 2, LOCALITY_RUN_BEST_BOX, 0},   {10, 7, 4, LOCALITY_RUN_BEST_BOX, 1},
                {10, 3, 1, LOCALITY_RUN_BEST_BOX, 1},   {10, 5, 3, LOCALITY_RUN_CUT_BOX, 0},
                {10, 5, 2, LOCALITY_RUN_CUT_BOX, 0},    {10, 6, 3, LOCALITY_RUN_CUT_BOX, 0},
                {10, 6, 2, LOCALITY_RUN_CUT_BOX, 1},    {10, 3, 1, LOCALITY_RUN_CUT_BOX, 1},
                {10, 7, 5, LOCALITY_RUN_CUT_BOX, 1},    {12, 6, 3, LOCALITY_RUN_CUT_BOX, 0},
                {12, 6, 2, LOCALITY_RUN_CUT_BOX, 1},    {12, 7, 3, LOCALITY_RUN_CUT_BOX, 1},
                {9, 6, 2, LOCALITY_RUN_BEST_BOX, 0},    {9, 6, 1, LOCALITY_RUN_CUT_BOX, 1},
                {101, 10, 42, LOCALITY_RUN_CUT_BOX, 0}, {101, 11, 42, LOCALITY_RUN_CUT_BOX, 1},
                {1, 1, 0, LOCALITY_RUN_ANHOEJ, 0}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_runs runs;
        CU_ASSERT_EQUAL(locality_runs_judge(rows[k].useful, rows[k].longest, rows[k].crossings,
                                            rows[k].rule, &runs, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(runs.signal, rows[k].signal);
    }
}

static void no_such_runs_are_judged(void) {
    static const struct {
        size_t useful, longest, crossings;
        int32_t rule;
    } rows[] = {{0, 0, 0, 0}, {5, 0, 0, 0},  {5, 6, 0, 0},
                {5, 5, 5, 0}, {5, 5, 0, -1}, {5, 5, 0, 3}};
    locality_runs runs;
    locality_error error;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        CU_ASSERT_EQUAL(locality_runs_judge(rows[k].useful, rows[k].longest, rows[k].crossings,
                                            rows[k].rule, &runs, &error),
                        LOCALITY_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "or no such rule"));
        TEST_NUMBER(runs.useful, 0);
    }
    CU_ASSERT_EQUAL(locality_runs_judge(5, 5, 0, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "out"));
}

static void phases_refuse_and_bear_gaps(void) {
    const double gaps[] = {NAN, NAN, 3, 4, 5};
    locality_phase phase[2];
    locality_error error;
    size_t phases = 9;

    for (size_t k = 0; k < 4; k++) {
        CU_ASSERT_EQUAL(locality_rephase(even, 8, k == 0 ? 1 : 2, k == 1 ? 1 : 2,
                                         k == 2   ? -1
                                         : k == 3 ? 3
                                                  : 0,
                                         NULL, 0, &phases, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, "a baseline or a run of fewer than 2 points, or no such side");
    }
    CU_ASSERT_EQUAL(locality_rephase(NULL, 8, 2, 2, 0, NULL, 0, &phases, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "value"));
    CU_ASSERT_EQUAL(locality_rephase(even, 8, 2, 2, 0, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "phases"));
    CU_ASSERT_EQUAL(locality_rephase(gaps, 5, 2, 2, 0, phase, 2, &phases, NULL, &error),
                    LOCALITY_OK);
    TEST_NUMBER(phases, 1); /* a median of nothing has no sides */
    CU_ASSERT(isnan(phase[0].median));
    CU_ASSERT_EQUAL(locality_rephase(gaps, 5, 3, 2, 0, phase, 2, &phases, NULL, &error),
                    LOCALITY_OK);
    TEST_NUMBER(phases, 2);
    CU_ASSERT(phase[0].median == 3.0 && phase[1].median == 4.5);
}

/* ---- XmR ------------------------------------------------------------------------------------- */

static void fixed_limits_come_from_the_first_values(void) {
    double value[20];
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_segment segment;

    for (size_t i = 0; i < 20; i++) {
        value[i] = i > 12 ? 100.0 : i % 2 == 0 ? 10.0 : 12.0;
    }
    value[1] = NAN; /* a gap is not one of them: positions 0 to 12 hold twelve */
    options.fix_after = 12;
    CU_ASSERT_EQUAL(locality_xmr(value, 20, &options, NULL, &segment, 1, NULL, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(segment.mean, 130.0 / 12.0) && near(segment.moving_range, 2.0));
    options.fix_after = 30; /* more than there are: all */
    CU_ASSERT_EQUAL(locality_xmr(value, 13, &options, NULL, &segment, 1, NULL, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(segment.mean, 130.0 / 12.0));
    for (size_t i = 0; i < 20; i++) { /* too few: they end with the values */
        value[i] = i < 4 ? (double)i : NAN;
    }
    options.fix_after = 12;
    CU_ASSERT_EQUAL(locality_xmr(value, 20, &options, NULL, &segment, 1, NULL, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(near(segment.mean, 1.5));
}

static void the_package_turns_a_trend_at_its_peak(void) {
    const double value[] = {1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1};
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_point point[13];

    options.rules = LOCALITY_XMR_PACKAGE;
    CU_ASSERT_EQUAL(locality_xmr(value, 13, &options, point, NULL, 0, NULL, NULL, NULL),
                    LOCALITY_OK);
    for (size_t i = 0; i < 13; i++) {
        CU_ASSERT((point[i].marks & LOCALITY_XMR_IN_TREND) != 0);
        TEST_NUMBER((point[i].marks & LOCALITY_XMR_FALLING) != 0, i >= 6);
    }
    const double rise[] = {5, 1, 2, 3, 4, 5, 6, 7};
    CU_ASSERT_EQUAL(locality_xmr(rise, 8, &options, point, NULL, 0, NULL, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(point[0].marks & LOCALITY_XMR_IN_TREND, 0);
    TEST_NUMBER(point[7].marks & (LOCALITY_XMR_IN_TREND | LOCALITY_XMR_FALLING),
                LOCALITY_XMR_IN_TREND);
}

static void a_target_without_limits_is_judged_as_the_rules_say(void) {
    const double flat[] = {3, 3, 3}, none[] = {NAN, NAN};
    for (int32_t rules = LOCALITY_XMR_MDC2023; rules <= LOCALITY_XMR_PACKAGE; rules++) {
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        locality_xmr_summary summary;
        locality_xmr_segment segment;
        options.rules = rules;
        options.has_target = 1;
        options.target = 5.0;
        options.improvement = 1;
        CU_ASSERT_EQUAL(locality_xmr(flat, 3, &options, NULL, NULL, 0, &summary, NULL, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(summary.state, LOCALITY_XMR_LIMITS_UNDEFINED);
        TEST_NUMBER(summary.assurance, rules == LOCALITY_XMR_PACKAGE ? LOCALITY_XMR_HIT_AND_MISS
                                                                     : LOCALITY_XMR_NO_TARGET);
        CU_ASSERT_EQUAL(locality_xmr(none, 2, &options, NULL, &segment, 1, &summary, NULL, NULL),
                        LOCALITY_OK);
        CU_ASSERT(isnan(segment.mean));
        TEST_NUMBER(summary.type, LOCALITY_XMR_COMMON);
    }
}

static void xmr_options_out_of_range_are_refused(void) {
    static const char range[] =
        "options: rules, improvement, a length, fix_after or target is out of range";
    for (size_t k = 0; k < 13; k++) {
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        locality_error error;
        options.reserved = k == 0 ? 1 : 0;
        options.reserved2 = k == 1 ? 1 : 0;
        options.rules = k == 2 ? -1 : k == 3 ? 2 : 0;
        options.improvement = k == 4 ? -2 : k == 5 ? 2 : 0;
        options.trend_length = k == 6 ? 2 : k == 7 ? 101 : 7;
        options.shift_length = k == 8 ? 2 : k == 9 ? 101 : 7;
        options.has_target = k == 10 ? 2 : 1;
        options.target = k == 11 ? (double)INFINITY : k == 12 ? (double)NAN : 1.0;
        CU_ASSERT_EQUAL(locality_xmr(even, 8, &options, NULL, NULL, 0, NULL, NULL, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, range);
    }
}

static void rebases_and_seasons_out_of_range_are_refused(void) {
    const double large[] = {1.0, 2e300};
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_error error;

    options.rebase_count = 1;
    CU_ASSERT_EQUAL(locality_xmr(even, 8, &options, NULL, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message,
              "options.rebase is not ascending between the first value and the last");
    options.rebase_count = 0;
    options.season = large;
    CU_ASSERT_EQUAL(locality_xmr(even, 8, &options, NULL, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.season has a period of 0");
    options.period = 2;
    CU_ASSERT_EQUAL(locality_xmr(even, 8, &options, NULL, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "the index of season 1 is not above 0");
#if SIZE_MAX > UINT32_MAX
    CU_ASSERT_EQUAL(
        locality_xmr(even, (size_t)UINT32_MAX + 1, NULL, NULL, NULL, 0, NULL, NULL, &error),
        LOCALITY_INVALID); /* before a value is read */
    TEST_TEXT(error.message, "there are too many values");
#endif
}

static void seasons_without_a_mean_are_one(void) {
    const double value[] = {4, 0, NAN, 8, 0, NAN}, none[] = {NAN, NAN, NAN, NAN};
    double index[3];
    locality_error error;

    CU_ASSERT_EQUAL(locality_season_index(value, 6, 3, index, 3, &error), LOCALITY_OK);
    CU_ASSERT(near(index[0], 2.0) && index[1] == 1.0 && index[2] == 1.0);
    CU_ASSERT_EQUAL(locality_season_index(none, 4, 2, index, 2, &error), LOCALITY_OK);
    CU_ASSERT(index[0] == 1.0 && index[1] == 1.0);
    CU_ASSERT_EQUAL(locality_season_index(NULL, 4, 2, index, 2, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "value"));
    CU_ASSERT_EQUAL(locality_season_index(value, 4, 2, NULL, 2, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "index"));
    CU_ASSERT_EQUAL(locality_season_index(value, 6, 1, index, 2, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "6 values are not two rounds of 1 seasons");
    const double large[] = {1, 1, 1, INFINITY};
    CU_ASSERT_EQUAL(locality_season_index(large, 4, 2, index, 2, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the value at position 3 is not 0 or more");
}

static const test_case cases[] = {
    {"moving ranges have an upper limit and no runs",
     moving_ranges_have_an_upper_limit_and_no_runs},
    {"measurements over sizes have limits by size", measurements_over_sizes_have_limits_by_size},
    {"times between events are drawn back", times_between_events_are_drawn_back},
    {"cases between events are about their median", cases_between_events_are_about_their_median},
    {"shares end at one, and spread rates are plain rates widened",
     shares_end_at_one_and_spread_rates_are_plain_rates_widened},
    {"nothing but gaps has no limits and no signal", nothing_but_gaps_has_no_limits_and_no_signal},
    {"parts have centres of their own", parts_have_centres_of_their_own},
    {"a chart refuses what it cannot show", a_chart_refuses_what_it_cannot_show},
    {"control options out of range are refused", control_options_out_of_range_are_refused},
    {"an allocator without functions is refused", an_allocator_without_functions_is_refused},
    {"boxes are those of the paper", boxes_are_those_of_the_paper},
    {"no such runs are judged", no_such_runs_are_judged},
    {"phases refuse, and bear gaps", phases_refuse_and_bear_gaps},
    {"fixed limits come from the first values", fixed_limits_come_from_the_first_values},
    {"the package turns a trend at its peak", the_package_turns_a_trend_at_its_peak},
    {"a target without limits is judged as the rules say",
     a_target_without_limits_is_judged_as_the_rules_say},
    {"XmR options out of range are refused", xmr_options_out_of_range_are_refused},
    {"rebases and seasons out of range are refused", rebases_and_seasons_out_of_range_are_refused},
    {"seasons without a mean are one", seasons_without_a_mean_are_one},
};

TEST_MAIN("control charts", cases)
