/* Charts: worked examples, laws over random series, what is refused, and every allocation failing. */
#include <math.h>

#include "locality/charts.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define MOST 400

static int near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

static locality_xmr_summary xmr_of(const double *value, size_t count,
                                   const locality_xmr_options *options, locality_xmr_point *point,
                                   locality_xmr_segment *segment) {
    locality_xmr_summary summary = {0, 0, 0, 0, 0};
    CU_ASSERT_EQUAL_FATAL(
        locality_xmr(value, count, options, point, segment, segment ? 8 : 0, &summary, NULL, NULL),
        LOCALITY_OK);
    return summary;
}

/* ---- XmR ------------------------------------------------------------------------------------- */

static void limits_are_the_mean_and_ranges(void) {
    const double value[] = {10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12};
    locality_xmr_segment segment[8];
    locality_xmr_point point[14];
    locality_xmr_summary summary = xmr_of(value, 14, NULL, point, segment);

    CU_ASSERT(near(segment[0].mean, 11.0) && near(segment[0].moving_range, 2.0));
    CU_ASSERT(near(segment[0].lower, 5.68) && near(segment[0].upper, 16.32));
    CU_ASSERT(near(segment[0].near_upper, 11.0 + 5.32 * 2.0 / 3.0));
    TEST_NUMBER(segment[0].is_short, 0);
    TEST_NUMBER(summary.variation, LOCALITY_XMR_COMMON_CAUSE);
    TEST_NUMBER(summary.segments, 1);
    TEST_NUMBER(xmr_of(value, 12, NULL, point, segment).state, LOCALITY_XMR_LIMITS_STAND);
    TEST_NUMBER(segment[0].is_short, 1);
}

static void one_large_range_does_not_widen_limits(void) {
    const double value[] = {5, 6, 5, 6, 5, 6, 5, 60, 5, 6, 5, 6, 5, 6};
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_segment segment[8];
    locality_xmr_point point[14];

    xmr_of(value, 14, &options, point, segment);
    CU_ASSERT(near(segment[0].moving_range, 1.0)); /* 55 and 55 are left out */
    TEST_NUMBER(point[7].type, LOCALITY_XMR_ABOVE_LIMIT);
    options.keep_outliers = 1;
    xmr_of(value, 14, &options, point, segment);
    CU_ASSERT(near(segment[0].moving_range, (11.0 + 110.0) / 13.0));
}

static void a_trend_is_as_long_as_asked_for(void) {
    const double value[] = {9, 5, 9, 3, 4, 5, 6, 7, 8, 9, 4, 9, 5, 9};
    for (uint32_t length = 6; length <= 8; length++) {
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        locality_xmr_point point[14];
        options.trend_length = length;
        xmr_of(value, 14, &options, point, NULL);
        for (size_t i = 0; i < 14; i++) {
            int within = i >= 3 && i <= 9 && length <= 7;
            TEST_NUMBER((point[i].marks & LOCALITY_XMR_IN_TREND) != 0, within);
            TEST_NUMBER((point[i].marks & LOCALITY_XMR_FALLING) != 0, 0);
        }
    }
}

static void equal_values_and_gaps_end_a_trend(void) {
    const double tie[] = {9, 5, 9, 3, 4, 5, 6, 6, 7, 8, 9, 9, 5, 9};
    const double gap[] = {9, 5, 9, 3, 4, 5, 6, NAN, 7, 8, 9, 9, 5, 9};
    const double *both[] = {tie, gap};

    for (size_t k = 0; k < 2; k++) {
        locality_xmr_point point[14];
        xmr_of(both[k], 14, NULL, point, NULL);
        for (size_t i = 0; i < 14; i++) {
            TEST_NUMBER(point[i].marks & LOCALITY_XMR_IN_TREND, 0);
        }
        TEST_NUMBER((point[7].marks & LOCALITY_XMR_NO_DATA) != 0, k);
        TEST_NUMBER(point[7].type, LOCALITY_XMR_COMMON);
    }
}

static void seven_on_one_side_are_a_shift(void) {
    const double value[] = {1, 9, 1, 9, 1, 9, 6, 7, 6, 7, 6, 7, 6, 1, 1, 1, 9, 1};
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_point point[18];

    options.improvement = -1;
    xmr_of(value, 18, &options, point, NULL); /* the mean is just below 5 */
    for (size_t i = 0; i < 18; i++) {
        TEST_NUMBER(point[i].type == LOCALITY_XMR_SHIFT_ABOVE, i >= 5 && i <= 12);
        TEST_NUMBER(point[i].variation,
                    i >= 5 && i <= 12 ? LOCALITY_XMR_CONCERN : LOCALITY_XMR_COMMON_CAUSE);
    }
    options.shift_length = 9;
    xmr_of(value, 18, &options, point, NULL);
    TEST_NUMBER(point[9].type, LOCALITY_XMR_COMMON);
}

/* One point outside, one near the same limit: two of three for the rules of 2023 alone. */
static void rules_differ_beside_an_outlier(void) {
    double value[24];
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_point point[24];

    for (size_t i = 0; i < 24; i++) {
        value[i] = i % 2 == 0 ? 10 : 12;
    }
    value[10] = 18.5;
    value[11] = 15.9;
    value[12] = 12.1;
    xmr_of(value, 24, &options, point, NULL);
    TEST_NUMBER(point[10].type, LOCALITY_XMR_ABOVE_LIMIT);
    TEST_NUMBER(point[11].type, LOCALITY_XMR_TWO_OF_THREE_ABOVE);
    TEST_NUMBER(point[12].type, LOCALITY_XMR_COMMON);
    options.rules = LOCALITY_XMR_PACKAGE;
    xmr_of(value, 24, &options, point, NULL);
    TEST_NUMBER(point[10].type, LOCALITY_XMR_ABOVE_LIMIT);
    TEST_NUMBER(point[11].type, LOCALITY_XMR_COMMON);
}

static void a_flat_series_has_no_limits(void) {
    double value[20];
    locality_xmr_segment segment[8];
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_point point[20];

    for (size_t i = 0; i < 20; i++) {
        value[i] = 0;
    }
    TEST_NUMBER(xmr_of(value, 20, NULL, point, segment).state, LOCALITY_XMR_LIMITS_UNDEFINED);
    CU_ASSERT(isnan(segment[0].upper));
    value[19] = 1; /* nineteen zeros and a one: the one moving range is an outlier */
    TEST_NUMBER(xmr_of(value, 20, NULL, point, segment).state, LOCALITY_XMR_LIMITS_FLAT);
    TEST_NUMBER(point[19].marks & LOCALITY_XMR_OUTSIDE, 0);
    options.rules = LOCALITY_XMR_PACKAGE;
    xmr_of(value, 20, &options, point, segment);
    TEST_NUMBER(point[19].type, LOCALITY_XMR_ABOVE_LIMIT);
    TEST_NUMBER(xmr_of(value, 1, NULL, point, segment).state, LOCALITY_XMR_LIMITS_UNDEFINED);
}

static void a_target_is_met_missed_or_in_doubt(void) {
    static const struct {
        double target;
        int32_t improvement, wanted;
    } rows[] = {{20, 1, LOCALITY_XMR_WILL_FAIL},    {20, -1, LOCALITY_XMR_WILL_PASS},
                {2, 1, LOCALITY_XMR_WILL_PASS},     {2, -1, LOCALITY_XMR_WILL_FAIL},
                {11, 1, LOCALITY_XMR_HIT_AND_MISS}, {11, 0, LOCALITY_XMR_HIT_AND_MISS},
                {20, 0, LOCALITY_XMR_NO_TARGET}};
    const double value[] = {10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        options.has_target = 1;
        options.target = rows[k].target;
        options.improvement = rows[k].improvement;
        TEST_NUMBER(xmr_of(value, 14, &options, NULL, NULL).assurance, rows[k].wanted);
    }
}

static void draw(test_random *random, double *value, size_t count, int64_t most) {
    for (size_t i = 0; i < count; i++) {
        value[i] = (double)test_random_between(random, 0, most);
        if (test_random_below(random, 20) == 0) {
            value[i] = NAN;
        }
    }
}

/* Twice the values, and values turned upside down, have the same special causes. */
static void scale_and_sign_change_no_cause(void) {
    test_random random = {20, 0};

    for (size_t k = 0; k < 200; k++) {
        double value[MOST], twice[MOST], down[MOST];
        locality_xmr_point a[MOST], b[MOST], c[MOST];
        size_t count = 2 + (size_t)test_random_below(&random, MOST - 2);
        draw(&random, value, count, k % 2 == 0 ? 3 : 1000);
        for (size_t i = 0; i < count; i++) {
            twice[i] = 2.0 * value[i];
            down[i] = -value[i];
        }
        xmr_of(value, count, NULL, a, NULL);
        xmr_of(twice, count, NULL, b, NULL);
        xmr_of(down, count, NULL, c, NULL);
        for (size_t i = 0; i < count; i++) {
            CU_ASSERT(a[i].type == b[i].type && a[i].marks == b[i].marks);
            CU_ASSERT(c[i].type == (a[i].type == 0       ? 0
                                    : a[i].type % 2 == 1 ? a[i].type + 1
                                                         : a[i].type - 1));
        }
    }
}

/* A chart with a rebase is two charts, one after the other. */
static void a_rebase_begins_anew(void) {
    test_random random = {21, 0};

    for (size_t k = 0; k < 100; k++) {
        double value[MOST];
        locality_xmr_point whole[MOST], part[MOST];
        size_t count = 30 + (size_t)test_random_below(&random, MOST - 30);
        size_t cut = 1 + (size_t)test_random_below(&random, count - 1);
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        options.rebase = &cut;
        options.rebase_count = 1;
        draw(&random, value, count, 9);
        xmr_of(value, count, &options, whole, NULL);
        xmr_of(value, cut, NULL, part, NULL);
        xmr_of(value + cut, count - cut, NULL, part + cut, NULL);
        for (size_t i = 0; i < count; i++) {
            CU_ASSERT(whole[i].marks == part[i].marks && whole[i].type == part[i].type);
            TEST_NUMBER(whole[i].segment, i >= cut);
        }
    }
}

static void seasons_are_divided_out(void) {
    double value[48], index[4];
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_segment segment[8];
    static const double season[] = {0.5, 1.0, 1.5, 1.0};

    for (size_t i = 0; i < 48; i++) {
        value[i] = 40.0 * season[i % 4];
    }
    CU_ASSERT_EQUAL(locality_season_index(value, 48, 4, index, 4, NULL), LOCALITY_OK);
    for (size_t s = 0; s < 4; s++) {
        CU_ASSERT(near(index[s], season[s]));
    }
    options.season = index;
    options.period = 4;
    TEST_NUMBER(xmr_of(value, 48, &options, NULL, segment).state, LOCALITY_XMR_LIMITS_UNDEFINED);
    CU_ASSERT(near(segment[0].mean, 40.0));
    CU_ASSERT_EQUAL(locality_season_index(value, 7, 4, index, 4, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_season_index(value, 48, 4, index, 3, NULL), LOCALITY_LIMIT);
    value[5] = -1;
    CU_ASSERT_EQUAL(locality_season_index(value, 48, 4, index, 4, NULL), LOCALITY_INVALID);
}

static void types_have_names(void) {
    TEST_TEXT(locality_xmr_type_name(LOCALITY_XMR_COMMON), "common cause");
    TEST_TEXT(locality_xmr_type_name(LOCALITY_XMR_SHIFT_BELOW), "run below the mean");
    TEST_TEXT(locality_xmr_type_name(-1), "unknown");
    TEST_TEXT(locality_xmr_type_name(9), "unknown");
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void runs_are_judged_by_length_and_crossings(void) {
    locality_runs runs;

    CU_ASSERT_EQUAL(locality_runs_judge(24, 8, 8, LOCALITY_RUN_ANHOEJ, &runs, NULL), LOCALITY_OK);
    TEST_NUMBER(runs.longest_allowed, 8); /* round(log2 24) + 3 */
    TEST_NUMBER(runs.crossings_least, 8);
    TEST_NUMBER(runs.signal, 0);
    locality_runs_judge(24, 9, 8, LOCALITY_RUN_ANHOEJ, &runs, NULL);
    TEST_NUMBER(runs.signal, 1);
    locality_runs_judge(24, 8, 7, LOCALITY_RUN_ANHOEJ, &runs, NULL);
    TEST_NUMBER(runs.signal, 1);
    locality_runs_judge(24, 7, 6, LOCALITY_RUN_BEST_BOX, &runs, NULL);
    TEST_NUMBER(runs.signal, 0);
    locality_runs_judge(24, 7, 6, LOCALITY_RUN_CUT_BOX, &runs, NULL); /* the corner is off */
    TEST_NUMBER(runs.signal, 1);
    CU_ASSERT_EQUAL(locality_runs_judge(0, 0, 0, 0, &runs, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_runs_judge(5, 6, 0, 0, &runs, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_runs_judge(5, 5, 5, 0, &runs, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_runs_judge(5, 5, 0, 3, &runs, NULL), LOCALITY_INVALID);
}

static void a_run_becomes_a_phase(void) {
    const double value[] = {5, 4, 6, 5, 4, 6, 5, 9, 8, 9, 5, 8, 9, 9, 7, 6};
    locality_phase phase[8];
    size_t phases = 0;

    CU_ASSERT_EQUAL(
        locality_rephase(value, 16, 7, 6, LOCALITY_PHASE_ABOVE, phase, 8, &phases, NULL, NULL),
        LOCALITY_OK);
    TEST_NUMBER(phases, 2);
    CU_ASSERT(near(phase[0].median, 5.0) && phase[0].last == 6 && phase[0].is_run == 0);
    CU_ASSERT(phase[1].first == 7 && phase[1].last == 13 && phase[1].is_run == 1);
    CU_ASSERT(near(phase[1].median, 9.0)); /* of 9 8 9 8 9 9: the 5 lies on the old median */
    locality_rephase(value, 16, 7, 6, LOCALITY_PHASE_BELOW, NULL, 0, &phases, NULL, NULL);
    TEST_NUMBER(phases, 1);
    CU_ASSERT_EQUAL(locality_rephase(value, 16, 7, 6, 0, phase, 1, &phases, NULL, NULL),
                    LOCALITY_LIMIT);
    TEST_NUMBER(phases, 0);
    locality_rephase(value, 6, 7, 6, 0, phase, 8, &phases, NULL, NULL);
    TEST_NUMBER(phases, 0);
    CU_ASSERT_EQUAL(locality_rephase(value, 16, 1, 6, 0, phase, 8, &phases, NULL, NULL),
                    LOCALITY_INVALID);
}

/* ---- Control limits -------------------------------------------------------------------------- */

/* Nonconformities of 26 samples: Montgomery, Statistical Quality Control, chapter 7. */
static const double boards[] = {21, 24, 16, 12, 15, 5,  28, 20, 31, 25, 20, 24, 16,
                                19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15};

static void counts_have_the_limits_of_the_textbook(void) {
    locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
    locality_control_point point[26];
    locality_runs runs;

    options.chart = LOCALITY_CHART_C;
    CU_ASSERT_EQUAL(locality_control(boards, NULL, 26, &options, point, &runs, 1, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(fabs(point[0].centre - 19.85) < 0.005 && fabs(point[0].upper - 33.21) < 0.005);
    CU_ASSERT(fabs(point[0].lower - 6.48) < 0.005);
    for (size_t i = 0; i < 26; i++) {
        TEST_NUMBER(point[i].signal, i == 5 || i == 19);
    }
}

/* Rates over one size are counts; shares end at 0 and 1; a frozen chart ignores what follows. */
static void charts_agree_where_they_must(void) {
    double size[26], few[26];
    locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
    locality_control_point c[26], u[26], p[26];

    for (size_t i = 0; i < 26; i++) {
        size[i] = 1.0;
        few[i] = i == 3 ? 1.0 : 0.0;
    }
    options.chart = LOCALITY_CHART_C;
    locality_control(boards, NULL, 26, &options, c, NULL, 0, NULL, NULL);
    options.chart = LOCALITY_CHART_U;
    locality_control(boards, size, 26, &options, u, NULL, 0, NULL, NULL);
    CU_ASSERT(near(c[0].upper, u[0].upper) && near(c[9].inner_lower, u[9].inner_lower));
    options.chart = LOCALITY_CHART_P;
    locality_control(few, size, 26, &options, p, NULL, 0, NULL, NULL);
    CU_ASSERT(p[0].lower == 0.0 && p[0].upper <= 1.0);
    options.chart = LOCALITY_CHART_I;
    options.freeze = 12;
    locality_control(boards, NULL, 26, &options, c, NULL, 0, NULL, NULL);
    locality_control(boards, NULL, 12, &options, u, NULL, 0, NULL, NULL);
    CU_ASSERT(near(c[25].upper, u[0].upper) && near(c[25].centre, u[0].centre));
}

static void a_spread_like_chance_makes_primes_plain(void) {
    double size[MOST], value[MOST];
    test_random random = {22, 0};
    locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
    locality_control_point plain[MOST], prime[MOST];

    for (size_t i = 0; i < MOST; i++) { /* binomial counts of 400 with 0.25: nothing but chance */
        size[i] = 400.0;
        value[i] = 0.0;
        for (size_t k = 0; k < 400; k++) {
            value[i] += test_random_below(&random, 4) == 0 ? 1.0 : 0.0;
        }
    }
    options.chart = LOCALITY_CHART_P;
    locality_control(value, size, MOST, &options, plain, NULL, 0, NULL, NULL);
    options.chart = LOCALITY_CHART_P_PRIME;
    locality_control(value, size, MOST, &options, prime, NULL, 0, NULL, NULL);
    double ratio = (prime[0].upper - prime[0].centre) / (plain[0].upper - plain[0].centre);
    CU_ASSERT(ratio > 0.9 && ratio < 1.1);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void wrong_values_are_refused_with_their_place(void) {
    double value[] = {1, 2, 3, 4, 5};
    locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
    locality_error error;
    size_t phases = 1;

    value[3] = INFINITY;
    CU_ASSERT_EQUAL(locality_xmr(value, 5, NULL, NULL, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 3"));
    CU_ASSERT_EQUAL(locality_rephase(value, 5, 2, 2, 0, NULL, 0, &phases, NULL, &error),
                    LOCALITY_INVALID);
    value[3] = -4;
    options.chart = LOCALITY_CHART_C;
    CU_ASSERT_EQUAL(locality_control(value, NULL, 5, &options, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 3"));
    options.chart = LOCALITY_CHART_T;
    value[3] = 0;
    CU_ASSERT_EQUAL(locality_control(value, NULL, 5, &options, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
}

static void wrong_options_are_refused(void) {
    const double value[] = {1, 2, 3, 4, 5};
    const size_t cuts[] = {3, 2}, late = 5;
    for (size_t k = 0; k < 12; k++) {
        locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
        double index[] = {1.0, 0.0};
        options.struct_size = k == 0 ? 8 : options.struct_size;
        options.rules = k == 1 ? 2 : 0;
        options.improvement = k == 2 ? 2 : 0;
        options.trend_length = k == 3 ? 2 : 7;
        options.shift_length = k == 4 ? 101 : 7;
        options.fix_after = k == 5 ? 11 : 0;
        options.keep_outliers = k == 6 ? 2 : 0;
        options.reserved = k == 7 ? 1 : 0;
        options.rebase = k == 8 ? cuts : &late;
        options.rebase_count = k == 8 ? 2 : k == 9 ? 1 : 0;
        options.season = k >= 10 ? index : NULL;
        options.period = k == 10 ? 2 : 0;
        CU_ASSERT_EQUAL(locality_xmr(value, 5, &options, NULL, NULL, 0, NULL, NULL, NULL),
                        LOCALITY_INVALID);
    }
    for (size_t k = 0; k < 6; k++) {
        locality_control_options options = LOCALITY_CONTROL_OPTIONS_INIT;
        options.struct_size = k == 0 ? 4 : options.struct_size;
        options.chart = k == 1 ? 11 : 0;
        options.rule = k == 2 ? -1 : 0;
        options.freeze = k == 3 ? 1 : k == 4 ? 3 : 0;
        options.part = &late;
        options.part_count = k >= 4 ? 1 : 0;
        CU_ASSERT_EQUAL(locality_control(value, NULL, 5, &options, NULL, NULL, 0, NULL, NULL),
                        LOCALITY_INVALID);
    }
    locality_xmr_segment segment;
    CU_ASSERT_EQUAL(locality_xmr(value, 5, NULL, NULL, &segment, 0, NULL, NULL, NULL),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_xmr(NULL, 5, NULL, NULL, NULL, 0, NULL, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_xmr(value, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL),
                    LOCALITY_INVALID);
}

static locality_status draw_all(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    const double index[] = {0.9, 1.1};
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_summary summary;
    size_t phases = 0;

    (void)state;
    options.season = index;
    options.period = 2;
    locality_status status =
        locality_xmr(boards, 26, &options, NULL, NULL, 0, &summary, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_rephase(boards, 26, 13, 9, 0, NULL, 0, &phases, allocator, error);
    }
    return status != LOCALITY_OK
               ? status
               : locality_control(boards, NULL, 26, NULL, NULL, NULL, 0, allocator, error);
}

static void every_allocation_may_fail(void) {
    fault_drive("drawing charts", draw_all, NULL, 6);
}

static const test_case cases[] = {
    {"limits are the mean and 2.66 moving ranges", limits_are_the_mean_and_ranges},
    {"one large range does not widen the limits", one_large_range_does_not_widen_limits},
    {"a trend is as long as asked for", a_trend_is_as_long_as_asked_for},
    {"equal values and gaps end a trend", equal_values_and_gaps_end_a_trend},
    {"seven on one side are a shift", seven_on_one_side_are_a_shift},
    {"the rules differ beside an outlier", rules_differ_beside_an_outlier},
    {"a flat series has no limits", a_flat_series_has_no_limits},
    {"a target is met, missed or in doubt", a_target_is_met_missed_or_in_doubt},
    {"scale and sign change no special cause", scale_and_sign_change_no_cause},
    {"a rebase begins anew", a_rebase_begins_anew},
    {"seasons are divided out", seasons_are_divided_out},
    {"types have names", types_have_names},
    {"runs are judged by length and crossings", runs_are_judged_by_length_and_crossings},
    {"a run becomes a phase", a_run_becomes_a_phase},
    {"counts have the limits of the textbook", counts_have_the_limits_of_the_textbook},
    {"charts agree where they must", charts_agree_where_they_must},
    {"a spread like chance makes primes plain", a_spread_like_chance_makes_primes_plain},
    {"wrong values are refused with their place", wrong_values_are_refused_with_their_place},
    {"wrong options are refused", wrong_options_are_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("charts", cases)
