/* Shown: what is read from a result and how a wrong question is answered; the parts of a detection by
 * themselves at their limits; and boroughs of many shapes whose numbers have to agree with one another. */
#include <math.h>
#include <stdlib.h>

#include "support/harness.h"
#include "unit/demand/made.h"

enum { AREAS = 6, SERVICES = 3, SERIES = 8, MOST = 340 };

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_NUMBER(error->status, wanted);
    TEST_TEXT(error->message, words);
}

/* ---- Boroughs --------------------------------------------------------------------------------- */

/* Four wards of two districts, two services under a third, one provider that is told of half the series. */
typedef struct borough {
    const char *name;
    int32_t period;
    size_t periods;
    double mean;   /* of each series */
    double change; /* of the mean of series 2 in the latest `recent` periods */
    size_t recent;
    size_t step;    /* period of recorded steps; 0: none */
    size_t missing; /* every so many-th period has no data; 0: none */
    size_t trend;   /* span of the rule of plain counts; 0: none */
    double completeness;
    int32_t cut_short; /* 1: the history begins late in the last series */
} borough;

static const borough boroughs[] = {
    {"a rise", LOCALITY_DEMAND_WEEKS, 330, 12, 3, 6, 0, 0, 0, 1, 0},
    {"a fall", LOCALITY_DEMAND_WEEKS, 330, 40, 0.2, 8, 0, 0, 0, 1, 0},
    {"a rise from nothing", LOCALITY_DEMAND_WEEKS, 330, 0.01, 800, 4, 0, 0, 0, 1, 0},
    {"a rise with gaps", LOCALITY_DEMAND_WEEKS, 330, 12, 3, 6, 0, 3, 0, 1, 0},
    {"every other week unknown", LOCALITY_DEMAND_WEEKS, 330, 12, 4, 6, 0, 2, 0, 1, 0},
    {"a recorded step", LOCALITY_DEMAND_WEEKS, 330, 12, 2.5, 60, 270, 0, 0, 1, 0},
    {"a fresh step", LOCALITY_DEMAND_WEEKS, 330, 12, 4, 14, 316, 0, 0, 1, 0},
    {"a step at the beginning", LOCALITY_DEMAND_WEEKS, 330, 12, 3, 5, 4, 0, 0, 1, 0},
    {"a step in a short history", LOCALITY_DEMAND_WEEKS, 40, 12, 3, 5, 30, 0, 0, 1, 0},
    {"a long rise", LOCALITY_DEMAND_WEEKS, 330, 12, 2.5, 20, 0, 0, 0, 1, 0},
    {"a rise of a short history", LOCALITY_DEMAND_WEEKS, 30, 12, 4, 3, 0, 0, 0, 1, 0},
    {"a rise of a year", LOCALITY_DEMAND_WEEKS, 80, 12, 3, 4, 0, 0, 3, 1, 0},
    {"a rise of two years", LOCALITY_DEMAND_WEEKS, 140, 12, 3, 4, 0, 0, 0, 1, 0},
    {"a rise of two years from a step on", LOCALITY_DEMAND_WEEKS, 150, 12, 3, 4, 12, 0, 0, 1, 0},
    {"weeks half complete", LOCALITY_DEMAND_WEEKS, 330, 12, 4, 6, 0, 0, 0, 0.5, 0},
    {"months", LOCALITY_DEMAND_MONTHS, 90, 30, 3, 2, 0, 0, 0, 1, 0},
    {"months of three years", LOCALITY_DEMAND_MONTHS, 38, 30, 3, 2, 20, 0, 3, 1, 0},
    {"thin wards", LOCALITY_DEMAND_WEEKS, 330, 0.05, 60, 4, 0, 0, 2, 1, 0},
    {"a young series", LOCALITY_DEMAND_WEEKS, 330, 12, 3, 4, 0, 0, 0, 1, 1},
    {"thousands", LOCALITY_DEMAND_WEEKS, 330, 2000, 1.5, 4, 0, 0, 0, 1, 0},
};

static int64_t counts[SERIES * MOST];
static double complete[MOST];

static void make_counts(const borough *b) {
    for (size_t s = 0; s < SERIES; s++) {
        test_random random = {900 + s, 0};
        for (size_t t = 0; t < b->periods; t++) {
            bool is_recent = s == 2 && t + b->recent >= b->periods;
            bool is_unknown = (b->missing > 0 && t % b->missing == 1 && t + 4 < b->periods) ||
                              (b->cut_short && s == SERIES - 1 && t + 9 < b->periods);
            double mean = b->mean * (is_recent ? b->change : 1);
            counts[s * b->periods + t] =
                is_unknown ? LOCALITY_NO_COUNT : made_count(&random, mean, 1.3);
        }
    }
    for (size_t t = 0; t < b->periods; t++) {
        complete[t] = t + 2 < b->periods ? 1 : b->completeness;
    }
}

static locality_demand_result *detect(const borough *b) {
    static const uint32_t parents[] = {4, 4, 5, 5, LOCALITY_DEMAND_NONE, LOCALITY_DEMAND_NONE};
    static const uint32_t above[] = {2, 2, LOCALITY_DEMAND_NONE};
    static const double people[] = {5000, 6000, NAN, 7000, 11000, NAN};
    static const char *const ids[] = {"bins", "litter", "streets"}, *const who[] = {"north"};
    static const uint32_t area[] = {0, 0, 1, 1, 2, 2, 3, 4}, service[] = {0, 1, 0, 1, 0, 1, 0, 2};
    uint32_t provider[SERIES];
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT, services = areas, providers = areas;
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_step step[3];
    locality_demand_result *result = NULL;
    locality_error error;

    make_counts(b);
    areas.count = AREAS;
    areas.parent = parents;
    areas.population = people;
    services.count = SERVICES;
    services.parent = above;
    services.id = ids;
    providers.count = 1;
    providers.id = who;
    for (size_t s = 0; s < SERIES; s++) {
        provider[s] = s % 2 == 0 ? 0 : LOCALITY_DEMAND_NONE;
    }
    for (size_t k = 0; k < TEST_COUNT(step); k++) {
        step[k] = (locality_demand_step)LOCALITY_DEMAND_STEP_INIT;
        step[k].period = b->step;
        step[k].reason = "a new round";
    }
    step[0].area = 4; /* a district, and bins; then all of it, but earlier; then litter of a ward */
    step[0].service = 0;
    step[1].area = LOCALITY_DEMAND_NONE;
    step[1].period = b->step / 2;
    step[2].area = 3;
    step[2].service = 1;
    in.period = b->period;
    in.first_day = 13514;
    in.periods = b->periods;
    in.series = SERIES;
    in.count = counts;
    in.area = area;
    in.service = service;
    in.provider = provider;
    in.areas = &areas;
    in.services = &services;
    in.providers = &providers;
    in.completeness = complete;
    in.steps = step;
    in.step_count = b->step > 0 ? TEST_COUNT(step) : 0;
    options.trend_count = b->trend > 0 ? 2 : 0;
    options.trend_least = b->trend > 0 ? 2 : 0;
    options.trend_span = (uint32_t)b->trend;
    locality_status status = locality_detect(&in, &options, NULL, &result, &error);
    TEST_ROW(status == LOCALITY_OK, error.message);
    CU_ASSERT_PTR_NOT_NULL_FATAL(result);
    return result;
}

/* Parts add up to the whole, the chart holds the window, the baseline lies before it. */
static void signal_agrees_with_itself(const borough *b, const locality_demand_result *result,
                                      size_t k) {
    locality_demand_signal s;
    locality_demand_point point[MOST];
    locality_demand_weight weight[MOST];
    size_t count;

    CU_ASSERT(locality_demand_result_signal_at(result, k, &s, NULL) == LOCALITY_OK);
    for (int32_t axis = 0; axis < 3; axis++) {
        locality_demand_part part[AREAS + 2];
        int64_t sum = 0;
        CU_ASSERT(locality_demand_result_parts(result, k, axis, part, TEST_COUNT(part), &count,
                                               NULL) == LOCALITY_OK);
        for (size_t j = 0; j < count; j++) {
            sum += part[j].observed;
            TEST_ROW((part[j].position == LOCALITY_DEMAND_NONE) == (part[j].id[0] == '\0'),
                     b->name);
        }
        TEST_ROW(count == 0 || b->missing > 0 || b->cut_short || sum == s.observed, b->name);
    }
    CU_ASSERT(locality_demand_result_chart(result, k, point, MOST, &count, NULL) == LOCALITY_OK);
    TEST_ROW(count > 0 && count <= b->periods, b->name);
    int64_t held = 0;
    for (size_t j = 0; j < count; j++) {
        bool is_in = (point[j].marks & LOCALITY_DEMAND_MARK_WINDOW) != 0;
        held += is_in && point[j].count != LOCALITY_NO_COUNT ? point[j].count : 0;
        TEST_ROW(j == 0 || point[j].phase - point[j - 1].phase <= 2, b->name);
        TEST_ROW(isnan(point[j].expected) || point[j].lower <= point[j].upper, b->name);
        if ((point[j].marks & LOCALITY_DEMAND_MARK_STEP) != 0) {
            TEST_ROW(point[j].period == b->step || point[j].period == b->step / 2, b->name);
        }
    }
    TEST_ROW(s.window == 0 || held == s.observed, b->name);
    CU_ASSERT(locality_demand_result_baseline(result, k, weight, MOST, &count, NULL) ==
              LOCALITY_OK);
    for (size_t j = 0; j < count; j++) {
        TEST_ROW(weight[j].period < b->periods && weight[j].weight >= 0, b->name);
    }
    TEST_ROW(strlen(locality_demand_result_words(result, k)) > 20, b->name);
}

static void numbers_of_a_result_agree(void) {
    for (size_t r = 0; r < TEST_COUNT(boroughs); r++) {
        const borough *b = &boroughs[r];
        locality_demand_result *result = detect(b);
        locality_demand_summary summary;
        bool is_found = false;
        CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
        TEST_NUMBER(summary.periods, b->periods);
        for (uint32_t k = 0; k < summary.cells; k++) {
            locality_demand_cell cell;
            CU_ASSERT(locality_demand_result_cell_at(result, k, &cell, NULL) == LOCALITY_OK);
            TEST_NUMBER(locality_demand_result_find(result, cell.area, cell.service), k);
        }
        for (size_t k = 0; k < locality_demand_result_signals(result); k++) {
            locality_demand_signal s;
            signal_agrees_with_itself(b, result, k);
            CU_ASSERT(locality_demand_result_signal_at(result, k, &s, NULL) == LOCALITY_OK);
            bool holds_it = s.area == 1 || s.area == 4 || s.area == LOCALITY_DEMAND_NONE;
            is_found = is_found || (holds_it && s.direction == (b->change > 1 ? 1 : -1));
        }
        /* What a recorded step explains is no signal; a step of 60 weeks ago moved the level. */
        TEST_ROW(is_found || b->step > 0, b->name);
        locality_demand_result_free(result);
    }
}

/* ---- Questions that are wrong ----------------------------------------------------------------- */

static void wrong_questions_are_answered_in_words(void) {
    locality_demand_result *result = detect(&boroughs[0]);
    locality_demand_summary summary = {.cells = 9};
    locality_demand_signal s;
    locality_demand_part part[1];
    locality_demand_weight weight[1];
    locality_demand_point point[1];
    locality_demand_cell cell;
    locality_demand_family family;
    locality_demand_suggestion suggestion;
    locality_error error;
    size_t signals = locality_demand_result_signals(result), count = 9;
    char words[100];

    CU_ASSERT_FATAL(signals > 0);
    refused(locality_demand_result_summary(NULL, &summary, &error), LOCALITY_INVALID, &error,
            "result is null");
    TEST_NUMBER(summary.cells, 0);
    refused(locality_demand_result_summary(result, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(locality_demand_result_signals(NULL), 0);
    refused(locality_demand_result_signal_at(NULL, 0, &s, &error), LOCALITY_INVALID, &error,
            "result is null");
    refused(locality_demand_result_signal_at(result, 0, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    snprintf(words, sizeof words, "there are %zu signals, so there is no number %zu", signals,
             signals);
    refused(locality_demand_result_signal_at(result, signals, &s, &error), LOCALITY_NOT_FOUND,
            &error, words);
    TEST_NUMBER(s.observed, 0);
    TEST_TEXT(locality_demand_result_words(NULL, 0), "");
    TEST_TEXT(locality_demand_result_words(result, signals), "");
    for (int32_t axis = -1; axis <= 3; axis += 4) {
        refused(locality_demand_result_parts(result, 0, axis, part, 1, &count, &error),
                LOCALITY_INVALID, &error, "there is no such axis");
        TEST_NUMBER(count, 0);
    }
    refused(locality_demand_result_parts(result, 0, 2, part, 1, NULL, &error), LOCALITY_INVALID,
            &error, "count is null");
    refused(locality_demand_result_parts(result, signals, 0, part, 1, &count, &error),
            LOCALITY_NOT_FOUND, &error, words);
    refused(locality_demand_result_baseline(result, signals, weight, 1, &count, &error),
            LOCALITY_NOT_FOUND, &error, words);
    refused(locality_demand_result_chart(result, signals, point, 1, &count, &error),
            LOCALITY_NOT_FOUND, &error, words);
    CU_ASSERT(locality_demand_result_chart(result, 0, NULL, 0, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 104);
    refused(locality_demand_result_chart(result, 0, point, 1, &count, &error), LOCALITY_LIMIT,
            &error, "104 rows do not fit into room for 1");
    TEST_NUMBER(count, 104);
    refused(locality_demand_result_cell_at(NULL, 0, &cell, &error), LOCALITY_INVALID, &error,
            "result is null");
    refused(locality_demand_result_cell_at(result, 0, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    snprintf(words, sizeof words, "there are %zu cells, so there is no number %zu",
             (size_t)summary.cells, (size_t)summary.cells);
    refused(locality_demand_result_cell_at(result, (uint32_t)summary.cells, &cell, &error),
            LOCALITY_NOT_FOUND, &error, words);
    refused(locality_demand_result_family_at(NULL, 0, &family, &error), LOCALITY_INVALID, &error,
            "result is null");
    refused(locality_demand_result_family_at(result, 0, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    snprintf(words, sizeof words, "there are %zu families, so there is no number 99",
             (size_t)summary.families);
    refused(locality_demand_result_family_at(result, 99, &family, &error), LOCALITY_NOT_FOUND,
            &error, words);
    refused(locality_demand_result_suggestion_at(NULL, 0, &suggestion, &error), LOCALITY_INVALID,
            &error, "result is null");
    refused(locality_demand_result_suggestion_at(result, 0, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    snprintf(words, sizeof words, "there are %zu suggestions, so there is no number 99",
             (size_t)summary.suggestions);
    refused(locality_demand_result_suggestion_at(result, 99, &suggestion, &error),
            LOCALITY_NOT_FOUND, &error, words);
    locality_demand_result_free(result);
    locality_demand_result_free(NULL);
}

static void cells_that_are_not_there_are_not_found(void) {
    locality_demand_result *result = detect(&boroughs[0]);
    const struct {
        uint32_t area, service;
        bool is_there;
    } rows[] = {{0, 0, true},  {5, 2, true},          {LOCALITY_DEMAND_NONE, 2, true},
                {3, 1, false}, {AREAS, 0, false},     {0, SERVICES, false},
                {4, 2, true},  {0, UINT32_MAX, false}};

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        uint32_t at = locality_demand_result_find(result, rows[r].area, rows[r].service);
        TEST_NUMBER(at != LOCALITY_DEMAND_NONE, rows[r].is_there);
    }
    TEST_NUMBER(locality_demand_result_find(NULL, 0, 0), LOCALITY_DEMAND_NONE);
    locality_demand_result_free(result);
}

/* ---- Parts of it by themselves ---------------------------------------------------------------- */

static void windows_that_are_none_are_refused(void) {
    static const char words[] =
        "a window has counts and expectations of 0 or more, and a dispersion of 1 or more";
    const double endless = INFINITY;
    const locality_demand_window rows[] = {
        {-1, 1, 0, 1},      {1, -1, 0, 1},  {1, endless, 0, 1}, {1, 1, -1, 1},
        {1, 1, endless, 1}, {1, 1, 0, 0.9}, {1, 1, 0, endless}, {1, 1, 0, (double)NAN}};
    locality_demand_verdict out;
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        out.spread = 9;
        refused(locality_demand_judge(&rows[r], &out, &error), LOCALITY_INVALID, &error, words);
        TEST_NUMBER(out.spread, 0);
    }
    refused(locality_demand_judge(NULL, &out, &error), LOCALITY_INVALID, &error, "window is null");
    refused(locality_demand_judge(&rows[0], NULL, &error), LOCALITY_INVALID, &error, "out is null");
}

/* Rises and falls share all there is, whatever the size, the spread and the way it is worked out. */
static void windows_at_the_limits_are_judged(void) {
    const locality_demand_window rows[] = {
        {0, 0, 0, 1},      {0, 3, 0, 1},        {5, 1e-9, 0, 1},      {3, 3, 0, 1 + 1e-13},
        {3, 3, 0, 1.0001}, {900, 800, 0, 1},    {90000, 80000, 0, 2}, {90000, 80000, 0.1, 2},
        {4, 700, 0, 1},    {1000000, 3, 2, 40}, {0, 1e6, 0, 1.5},     {7, 1, 0, 1e6},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_demand_verdict out;
        char name[40];
        snprintf(name, sizeof name, "window %zu", r);
        CU_ASSERT_EQUAL(locality_demand_judge(&rows[r], &out, NULL), LOCALITY_OK);
        TEST_ROW(fabs(out.rise_p + out.fall_p - 1) < 1e-6, name);
        TEST_ROW(out.rise_p >= 0 && out.fall_p >= 0 && out.lower <= out.upper, name);
    }
}

static void repeats_name_what_is_wrong(void) {
    static const int64_t usual[] = {1, LOCALITY_NO_COUNT, 5, 5}, below[] = {1, 2, -3, 4};
    static const char given[] = "the parameters of the trend rule must be given: requests a "
                                "period, periods that have them, periods looked at";
    const struct {
        const int64_t *count;
        int64_t least_count;
        uint32_t least, span;
        const char *words;
    } rows[] = {
        {NULL, 2, 2, 4, "count is null"},
        {usual, 0, 2, 4, given},
        {usual, 2, 0, 4, given},
        {usual, 2, 2, 0, given},
        {usual, 2, 4, 3, "4 periods of the latest 3 cannot be asked of 4 periods"},
        {usual, 2, 2, 5, "2 periods of the latest 5 cannot be asked of 4 periods"},
        {below, 2, 2, 4, "the count of period 2 is negative"},
    };
    locality_error error;
    int32_t repeats;
    uint32_t hits;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        repeats = 9;
        hits = 9;
        refused(locality_demand_repeats(rows[r].count, 4, rows[r].least_count, rows[r].least,
                                        rows[r].span, &repeats, &hits, &error),
                LOCALITY_INVALID, &error, rows[r].words);
        TEST_NUMBER(repeats + (int32_t)hits, 0);
    }
    refused(locality_demand_repeats(usual, 4, 2, 2, 4, NULL, NULL, &error), LOCALITY_INVALID,
            &error, "repeats is null");
    CU_ASSERT_EQUAL(locality_demand_repeats(usual, 4, 5, 2, 2, &repeats, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(repeats, 1);
    CU_ASSERT_EQUAL(locality_demand_repeats(usual, 4, 5, 3, 4, &repeats, &hits, NULL), LOCALITY_OK);
    TEST_NUMBER(repeats, 0); /* a period without data repeats nothing */
    TEST_NUMBER(hits, 2);
}

static void patterns_name_what_is_wrong(void) {
    static const double p[] = {0.01, NAN, 0.01, 0.01}, far[] = {2, NAN, 2, 2},
                        below[] = {0.01, -0.1, 0, 0}, above[] = {0.01, 1.1, 0, 0};
    static const char range[] =
        "a pattern is read from at most 26 weeks, at a level between 0 and 1";
    const struct {
        const double *p, *deviation;
        size_t weeks;
        double level;
        const char *words;
    } rows[] = {
        {NULL, far, 4, 0.05, "p is null"},
        {p, NULL, 4, 0.05, "deviation is null"},
        {p, far, 27, 0.05, range},
        {p, far, 4, 0, range},
        {p, far, 4, 1, range},
        {p, far, 4, (double)NAN, range},
        {below, far, 4, 0.05, "the p or deviation of week 1 is none"},
        {above, far, 4, 0.05, "the p or deviation of week 1 is none"},
        {above + 2, far + 1, 1, 0.05, "the p or deviation of week 0 is none"},
    };
    locality_error error;
    int32_t pattern;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        pattern = 9;
        refused(locality_demand_pattern(rows[r].p, rows[r].deviation, rows[r].weeks, rows[r].level,
                                        &pattern, &error),
                LOCALITY_INVALID, &error, rows[r].words);
        TEST_NUMBER(pattern, LOCALITY_DEMAND_NO_PATTERN);
    }
    refused(locality_demand_pattern(p, far, 4, 0.05, NULL, &error), LOCALITY_INVALID, &error,
            "pattern is null");
    /* Three weeks with data, all of them significant: too few for a trend, so they persist. */
    CU_ASSERT_EQUAL(locality_demand_pattern(p, far, 4, 0.05, &pattern, NULL), LOCALITY_OK);
    TEST_NUMBER(pattern, LOCALITY_DEMAND_PERSISTENT);
    static const double sure[] = {0, 0, 0, 0, 0, 0}, alike[] = {3, 3, 3, 3, 3, 3},
                        up_down[] = {1, 2, 2, 2, 2, 1};
    CU_ASSERT_EQUAL(locality_demand_pattern(sure, alike, 6, 0.05, &pattern, NULL), LOCALITY_OK);
    TEST_NUMBER(pattern, LOCALITY_DEMAND_PERSISTENT);
    CU_ASSERT_EQUAL(locality_demand_pattern(sure, up_down, 6, 0.05, &pattern, NULL), LOCALITY_OK);
    TEST_NUMBER(pattern, LOCALITY_DEMAND_PERSISTENT);
    CU_ASSERT_EQUAL(locality_demand_pattern(sure, alike, 1, 0.05, &pattern, NULL), LOCALITY_OK);
    TEST_NUMBER(pattern, LOCALITY_DEMAND_NEW);
    CU_ASSERT_EQUAL(locality_demand_pattern(sure, alike, 0, 0.05, &pattern, NULL), LOCALITY_OK);
    TEST_NUMBER(pattern, LOCALITY_DEMAND_NO_PATTERN);
}

static const test_case cases[] = {
    {"the numbers of a result agree", numbers_of_a_result_agree},
    {"wrong questions are answered in words", wrong_questions_are_answered_in_words},
    {"cells that are not there are not found", cells_that_are_not_there_are_not_found},
    {"windows that are none are refused", windows_that_are_none_are_refused},
    {"windows at the limits are judged", windows_at_the_limits_are_judged},
    {"repeats name what is wrong", repeats_name_what_is_wrong},
    {"patterns name what is wrong", patterns_name_what_is_wrong},
};

TEST_MAIN("demand shown", cases)
