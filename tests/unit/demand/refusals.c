/* Demand: every refusal of input, options, trees and steps with its words, and what is left after it. */
#include <math.h>
#include <stddef.h>

#include "locality/demand.h"
#include "support/harness.h"

enum { SERIES = 2, WEEKS = 60 };

static const locality_allocator no_allocator; /* of no size */
static const char allocator_words[] =
    "allocator.struct_size is 0; set it to sizeof(locality_allocator)";
static const char *const names[] = {"elm", "oak"};

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_NUMBER(error->status, wanted);
    TEST_TEXT(error->message, words);
}

/* Two areas of one service with about four requests a week. */
typedef struct town {
    int64_t count[SERIES * WEEKS];
    uint32_t area[SERIES], service[SERIES], provider[SERIES];
    double completeness[WEEKS];
    locality_demand_tree areas;
    locality_demand_step step;
    locality_demand_input input;
} town;

static void make_town(town *t) {
    for (size_t i = 0; i < SERIES * WEEKS; i++) {
        t->count[i] = (int64_t)(3 + i % 3);
    }
    for (size_t i = 0; i < WEEKS; i++) {
        t->completeness[i] = 1;
    }
    for (uint32_t s = 0; s < SERIES; s++) {
        t->area[s] = s;
        t->service[s] = 0;
        t->provider[s] = LOCALITY_DEMAND_NONE;
    }
    t->areas = (locality_demand_tree)LOCALITY_DEMAND_TREE_INIT;
    t->areas.count = SERIES;
    t->areas.id = names;
    t->step = (locality_demand_step)LOCALITY_DEMAND_STEP_INIT;
    t->step.period = 20;
    t->step.reason = "a depot moved";
    t->input = (locality_demand_input)LOCALITY_DEMAND_INPUT_INIT;
    t->input.first_day = 14613;
    t->input.periods = WEEKS;
    t->input.series = SERIES;
    t->input.count = t->count;
    t->input.area = t->area;
    t->input.service = t->service;
    t->input.provider = t->provider;
    t->input.areas = &t->areas;
    t->input.completeness = t->completeness;
    t->input.steps = &t->step;
    t->input.step_count = 1;
}

/* Both doors refuse it alike: series that are kept, and a detection in one call. */
static void both_refuse(const locality_demand_input *in, const locality_demand_options *options,
                        locality_status wanted, const char *words) {
    locality_demand_result *result = NULL;
    locality_demand *demand = NULL;
    locality_error error;

    refused(locality_demand_new(in, options, NULL, &demand, &error), wanted, &error, words);
    CU_ASSERT_PTR_NULL(demand);
    refused(locality_detect(in, options, NULL, &result, &error), wanted, &error, words);
    CU_ASSERT_PTR_NULL(result);
}

static locality_demand *kept(const town *t) {
    locality_demand *demand = NULL;
    locality_error error;
    locality_status status = locality_demand_new(&t->input, NULL, NULL, &demand, &error);

    TEST_ROW(status == LOCALITY_OK, error.message);
    CU_ASSERT_PTR_NOT_NULL_FATAL(demand);
    return demand;
}

/* ---- Options ---------------------------------------------------------------------------------- */

static void options_out_of_range_are_named(void) {
    enum { COUNT, NUMBER, LONG };
#define OPTION(member) #member, offsetof(locality_demand_options, member)
    const struct {
        const char *name;
        size_t at;
        int type;
        double value;
    } rows[] = {
        {OPTION(reserved), COUNT, 1},
        {"reserved", offsetof(locality_demand_options, reserved_count), COUNT, 1},
        {OPTION(years), COUNT, 2},
        {OPTION(years), COUNT, 21},
        {OPTION(half_window), COUNT, 13},
        {OPTION(blocks), COUNT, 21},
        {OPTION(excluded), COUNT, 53},
        {OPTION(refit), COUNT, 53},
        {OPTION(window_count), COUNT, 9},
        {OPTION(least_expected), NUMBER, -1},
        {OPTION(least_expected), NUMBER, (double)INFINITY},
        {OPTION(least_expected), NUMBER, (double)NAN},
        {OPTION(replicates), COUNT, 100000},
        {OPTION(scan_window), COUNT, 27},
        {OPTION(no_scan), COUNT, 2},
        {OPTION(borrow_below), NUMBER, -1},
        {OPTION(borrow_below), NUMBER, (double)INFINITY},
        {OPTION(least_count), LONG, -1},
        {OPTION(q), NUMBER, 1},
        {OPTION(q), NUMBER, -0.1},
        {OPTION(fold_p), NUMBER, 1},
        {OPTION(repeated_p), NUMBER, -1},
        {OPTION(persistent_p), NUMBER, (double)NAN},
        {OPTION(repeat_span), COUNT, 27},
        {OPTION(repeated_least), COUNT, 7},
        {OPTION(persistent_least), COUNT, 7},
        {OPTION(pattern_span), COUNT, 27},
        {OPTION(seen_ratio), NUMBER, 1},
        {OPTION(seen_ratio), NUMBER, (double)INFINITY},
        {OPTION(seen_chance), NUMBER, 1},
        {OPTION(onset_slack), NUMBER, -1},
        {OPTION(onset_slack), NUMBER, (double)INFINITY},
        {OPTION(step_run), COUNT, 27},
        {OPTION(provisional), COUNT, 65537},
        {OPTION(chart_periods), COUNT, 65537},
    };
#undef OPTION
    town t;

    make_town(&t);
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
        uint32_t count = rows[r].type == COUNT ? (uint32_t)rows[r].value : 0;
        int64_t number = rows[r].type == LONG ? (int64_t)rows[r].value : 0;
        char *at = (char *)&options + rows[r].at;
        char words[80];
        if (rows[r].type == COUNT) {
            memcpy(at, &count, sizeof count);
        } else if (rows[r].type == LONG) {
            memcpy(at, &number, sizeof number);
        } else {
            memcpy(at, &rows[r].value, sizeof rows[r].value);
        }
        snprintf(words, sizeof words, "options.%s is out of its range", rows[r].name);
        both_refuse(&t.input, &options, LOCALITY_INVALID, words);
    }
}

static void windows_and_rules_out_of_range_are_named(void) {
    const struct {
        uint32_t excluded, count, window[3];
        int64_t trend_count;
        uint32_t trend_least, trend_span;
        const char *name;
    } rows[] = {
        {0, 1, {0}, 0, 0, 0, "window"},
        {52, 1, {27}, 0, 0, 0, "window"},
        {4, 1, {5}, 0, 0, 0, "window"},
        {0, 3, {1, 4, 4}, 0, 0, 0, "window"},
        {0, 2, {4, 2}, 0, 0, 0, "window"},
        {0, 0, {0}, 4, 0, 0, "trend_count, trend_least or trend_span"},
        {0, 0, {0}, 0, 2, 0, "trend_count, trend_least or trend_span"},
        {0, 0, {0}, 0, 0, 6, "trend_count, trend_least or trend_span"},
        {0, 0, {0}, 4, 2, 0, "trend_count, trend_least or trend_span"},
        {0, 0, {0}, 4, 7, 6, "trend_count, trend_least or trend_span"},
        {0, 0, {0}, -4, 2, 6, "trend_count, trend_least or trend_span"},
    };
    town t;

    make_town(&t);
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
        char words[80];
        options.excluded = rows[r].excluded;
        options.window_count = rows[r].count;
        memcpy(options.window, rows[r].window, sizeof rows[r].window);
        options.trend_count = rows[r].trend_count;
        options.trend_least = rows[r].trend_least;
        options.trend_span = rows[r].trend_span;
        snprintf(words, sizeof words, "options.%s is out of its range", rows[r].name);
        both_refuse(&t.input, &options, LOCALITY_INVALID, words);
    }
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    options.struct_size = 8;
    both_refuse(&t.input, &options, LOCALITY_INVALID,
                "options.struct_size is not that of locality_demand_options");
}

static int32_t run_shares(void *self, void (*task)(void *work, uint32_t share), void *work,
                          uint32_t shares) {
    for (uint32_t k = shares; k-- > 0;) {
        task(work, k);
    }
    return *(int32_t *)self;
}

static void executors_that_cannot_run_are_refused(void) {
    const uint32_t whole = sizeof(locality_demand_executor);
    const struct {
        uint32_t struct_size, reserved, reserved2, workers;
        int lacks_run;
    } rows[] = {{whole - 8, 0, 0, 2, 0}, {whole, 1, 0, 2, 0},    {whole, 0, 1, 2, 0},
                {whole, 0, 0, 0, 0},     {whole, 0, 0, 1025, 0}, {whole, 0, 0, 2, 1}};
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_result *result = NULL;
    locality_error error;
    int32_t answer = 0;
    town t;

    make_town(&t);
    options.executor = &executor;
    executor.self = &answer;
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        executor.struct_size = rows[r].struct_size;
        executor.reserved = rows[r].reserved;
        executor.reserved2 = rows[r].reserved2;
        executor.workers = rows[r].workers;
        executor.run = rows[r].lacks_run ? NULL : run_shares;
        both_refuse(&t.input, &options, LOCALITY_INVALID,
                    "options.executor has no run, or a number of workers that is none");
    }
    executor.run = run_shares;
    executor.workers = 1024;
    CU_ASSERT_EQUAL(locality_detect(&t.input, &options, NULL, &result, NULL), LOCALITY_OK);
    CU_ASSERT_PTR_NOT_NULL(result);
    locality_demand_result_free(result);
    answer = 1;
    refused(locality_detect(&t.input, &options, NULL, &result, &error), LOCALITY_CANCELLED, &error,
            "the host stopped the call");
    CU_ASSERT_PTR_NULL(result);
}

/* Counts that are none are told by the first series and period, however many shares look for them. */
static void first_count_that_is_none_is_told_by_any_share(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_result *result = NULL;
    locality_error error;
    int32_t answer = 0;
    town t;

    make_town(&t);
    options.executor = &executor;
    executor.self = &answer;
    executor.run = run_shares;
    t.count[7] = t.count[WEEKS + 3] = t.count[WEEKS + 50] = -2;
    for (executor.workers = 1; executor.workers <= 4; executor.workers++) {
        CU_ASSERT_EQUAL(locality_detect(&t.input, &options, NULL, &result, &error),
                        LOCALITY_INVALID);
        TEST_ROW(strstr(error.message, "series 0 in period 7") != NULL, error.message);
    }
    t.count[7] = 1;
    CU_ASSERT_EQUAL(locality_detect(&t.input, &options, NULL, &result, &error), LOCALITY_INVALID);
    TEST_ROW(strstr(error.message, "series 1 in period 3") != NULL, error.message);
    locality_demand *demand = NULL;
    refused(locality_demand_new(&t.input, NULL, NULL, &demand, &error), LOCALITY_INVALID, &error,
            "the count of series 1 in period 3 is negative or above 2^53");
}

/* ---- Input ------------------------------------------------------------------------------------ */

/* Puts one thing wrong into what is otherwise right. */
typedef struct wrong {
    void (*put)(town *t);
    locality_status status;
    const char *words;
} wrong;

static void put_size(town *t) {
    t->input.struct_size = 8;
}
static void put_reserved(town *t) {
    t->input.reserved = 1;
}
static void put_reserved2(town *t) {
    t->input.reserved2 = 1;
}
static void put_period(town *t) {
    t->input.period = 2;
}
static void put_no_periods(town *t) {
    t->input.periods = 0;
}
static void put_no_series(town *t) {
    t->input.series = 0;
}
static void put_many_series(town *t) {
    t->input.series = ((size_t)1 << 24) + 1;
}
static void put_early_day(town *t) {
    t->input.first_day = INT64_MIN;
}
static void put_late_day(town *t) {
    t->input.first_day = INT64_MAX;
}
static void put_no_counts(town *t) {
    t->input.count = NULL;
}
static void put_short_step(town *t) {
    t->input.series_step = WEEKS - 1;
}
static void put_no_steps(town *t) {
    t->input.steps = NULL;
}
static void put_incomplete(town *t) {
    t->completeness[9] = 0;
}
static void put_too_complete(town *t) {
    t->completeness[9] = 1.5;
}
static void put_service(town *t) {
    t->service[1] = 1;
}
static void put_no_service(town *t) {
    t->service[1] = LOCALITY_DEMAND_NONE;
}
static void put_provider(town *t) {
    t->provider[1] = 0;
}
static void put_tree_size(town *t) {
    t->areas.struct_size = 4;
}
static void put_tree_reserved(town *t) {
    t->areas.reserved = 1;
}
static void put_tree_count(town *t) {
    t->areas.count = ((size_t)1 << 24) + 1;
}
static void put_null_id(town *t) {
    static const char *const id[] = {"elm", NULL};
    t->areas.id = id;
}
static void put_far_parent(town *t) {
    static const uint32_t parent[] = {LOCALITY_DEMAND_NONE, 2};
    t->areas.parent = parent;
}
static void put_endless_people(town *t) {
    static const double people[] = {1, (double)INFINITY};
    t->areas.population = people;
}
static void put_step_size(town *t) {
    t->step.struct_size = 8;
}
static void put_step_reserved(town *t) {
    t->step.reserved = 1;
}
static void put_no_reason(town *t) {
    t->step.reason = NULL;
}
static void put_empty_reason(town *t) {
    t->step.reason = "";
}
static void put_reason_bytes(town *t) {
    t->step.reason = "\xc3(";
}
static void put_by_bytes(town *t) {
    t->step.by = "\xff";
}
static void put_step_period(town *t) {
    t->step.period = WEEKS;
}
static void put_step_area(town *t) {
    t->step.area = SERIES;
}
static void put_step_service(town *t) {
    t->step.service = 1;
}

static const char step_words[] = "a step names an area, service or period that is not there";
static const wrong wrongs[] = {
    {put_size, LOCALITY_INVALID,
     "input.struct_size or reserved is not that of locality_demand_input"},
    {put_reserved, LOCALITY_INVALID,
     "input.struct_size or reserved is not that of locality_demand_input"},
    {put_reserved2, LOCALITY_INVALID,
     "input.struct_size or reserved is not that of locality_demand_input"},
    {put_period, LOCALITY_INVALID, "input.period is neither weeks nor months"},
    {put_no_periods, LOCALITY_INVALID, "there are no series, or no periods"},
    {put_no_series, LOCALITY_INVALID, "there are no series, or no periods"},
    {put_many_series, LOCALITY_LIMIT, "there are more series or periods than can be"},
    {put_early_day, LOCALITY_INVALID, "input.first_day is not within the calendar"},
    {put_late_day, LOCALITY_INVALID, "input.first_day is not within the calendar"},
    {put_no_counts, LOCALITY_INVALID, "input.count is null"},
    {put_short_step, LOCALITY_INVALID, "input.series_step is less than the periods"},
    {put_no_steps, LOCALITY_INVALID, "input.steps is null"},
    {put_incomplete, LOCALITY_INVALID, "the completeness of period 9 is not above 0 and at most 1"},
    {put_too_complete, LOCALITY_INVALID,
     "the completeness of period 9 is not above 0 and at most 1"},
    {put_service, LOCALITY_INVALID, "series 1 has service 1, which is not there"},
    {put_no_service, LOCALITY_INVALID, "series 1 has service 4294967295, which is not there"},
    {put_provider, LOCALITY_INVALID, "series 1 has provider 0, which is not there"},
    {put_tree_size, LOCALITY_INVALID,
     "struct_size or reserved of the areas is not that of locality_demand_tree"},
    {put_tree_reserved, LOCALITY_INVALID,
     "struct_size or reserved of the areas is not that of locality_demand_tree"},
    {put_tree_count, LOCALITY_LIMIT, "there are too many areas"},
    {put_null_id, LOCALITY_INVALID, "the id of number 1 of the areas is empty"},
    {put_far_parent, LOCALITY_INVALID, "\"oak\" of the areas lies in one that is not there"},
    {put_endless_people, LOCALITY_INVALID,
     "\"oak\" of the areas has a population that is none; NaN is not known"},
    {put_step_size, LOCALITY_INVALID,
     "struct_size or reserved is not that of locality_demand_step"},
    {put_step_reserved, LOCALITY_INVALID,
     "struct_size or reserved is not that of locality_demand_step"},
    {put_no_reason, LOCALITY_INVALID, "a step is recorded with its reason"},
    {put_empty_reason, LOCALITY_INVALID, "a step is recorded with its reason"},
    {put_reason_bytes, LOCALITY_ENCODING, "the reason of a step is not UTF-8"},
    {put_by_bytes, LOCALITY_ENCODING, "the reason of a step is not UTF-8"},
    {put_step_period, LOCALITY_INVALID, step_words},
    {put_step_area, LOCALITY_INVALID, step_words},
    {put_step_service, LOCALITY_INVALID, step_words},
};

static void input_that_is_wrong_is_named(void) {
    static town t;

    for (size_t r = 0; r < TEST_COUNT(wrongs); r++) {
        make_town(&t);
        wrongs[r].put(&t);
        both_refuse(&t.input, NULL, wrongs[r].status, wrongs[r].words);
    }
}

static void nulls_and_allocators_are_refused(void) {
    static town t;
    locality_demand_result *result = NULL;
    locality_demand *demand = NULL;
    locality_error error;

    make_town(&t);
    refused(locality_demand_new(NULL, NULL, NULL, &demand, &error), LOCALITY_INVALID, &error,
            "input is null");
    refused(locality_demand_new(&t.input, NULL, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    refused(locality_demand_new(&t.input, NULL, &no_allocator, &demand, &error), LOCALITY_INVALID,
            &error, allocator_words);
    refused(locality_detect(NULL, NULL, NULL, &result, &error), LOCALITY_INVALID, &error,
            "input is null");
    refused(locality_detect(&t.input, NULL, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    refused(locality_demand_detect(NULL, &result, &error), LOCALITY_INVALID, &error,
            "demand is null");
    refused(locality_detect_feed(NULL, NULL, NULL, NULL, &result, &error), LOCALITY_INVALID, &error,
            "feed is null");
    demand = kept(&t);
    refused(locality_demand_detect(demand, NULL, &error), LOCALITY_INVALID, &error, "out is null");
    locality_demand_free(demand);
    locality_demand_free(NULL);
}

/* ---- Series that are kept --------------------------------------------------------------------- */

static void periods_that_are_wrong_are_not_appended(void) {
    static const int64_t usual[] = {4, LOCALITY_NO_COUNT}, below[] = {4, -9},
                         huge[] = {(INT64_C(1) << 53) + 1, 4};
    static const char share[] = "completeness is not above 0 and at most 1";
    const struct {
        const int64_t *count;
        size_t series;
        double completeness;
        const char *words;
    } rows[] = {
        {NULL, 2, 1, "count is null"},
        {usual, 3, 1, "3 counts are given for 2 series"},
        {usual, 2, 0, share},
        {usual, 2, 1.1, share},
        {usual, 2, (double)NAN, share},
        {below, 2, 1, "the count of series 1 in period 60 is negative or above 2^53"},
        {huge, 2, 1, "the count of series 0 in period 60 is negative or above 2^53"},
    };
    static town t;
    locality_demand_result *result = NULL;
    locality_demand_summary summary;
    locality_error error;

    make_town(&t);
    locality_demand *demand = kept(&t);
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        refused(locality_demand_append(demand, rows[r].count, rows[r].series, rows[r].completeness,
                                       &error),
                LOCALITY_INVALID, &error, rows[r].words);
    }
    refused(locality_demand_append(NULL, usual, 2, 1, &error), LOCALITY_INVALID, &error,
            "demand is null");
    CU_ASSERT_EQUAL(locality_demand_append(demand, usual, 2, 0.5, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_demand_detect(demand, &result, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_demand_result_summary(result, &summary, NULL), LOCALITY_OK);
    TEST_NUMBER(summary.periods, WEEKS + 1); /* the one that was right */
    locality_demand_result_free(result);
    locality_demand_free(demand);
}

static void steps_that_are_wrong_are_not_recorded(void) {
    static town t;
    locality_error error;

    make_town(&t);
    locality_demand *demand = kept(&t);
    for (size_t r = 0; r < TEST_COUNT(wrongs); r++) {
        make_town(&t);
        wrongs[r].put(&t);
        locality_demand_step usual = LOCALITY_DEMAND_STEP_INIT;
        usual.period = 20;
        usual.reason = "a depot moved";
        if (memcmp(&t.step, &usual, sizeof usual) != 0) { /* what is wrong is the step */
            refused(locality_demand_record(demand, &t.step, &error), wrongs[r].status, &error,
                    wrongs[r].words);
        }
    }
    make_town(&t);
    refused(locality_demand_record(NULL, &t.step, &error), LOCALITY_INVALID, &error,
            "demand is null");
    refused(locality_demand_record(demand, NULL, &error), LOCALITY_INVALID, &error, "step is null");
    t.step.by = "the depot";
    t.step.service = 0;
    t.step.area = 1;
    CU_ASSERT_EQUAL(locality_demand_record(demand, &t.step, NULL), LOCALITY_OK);
    locality_demand_free(demand);
}

static void no_period_is_appended_beyond_the_most(void) {
    static int64_t count[65536];
    static const int64_t one[] = {1};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand *demand = NULL;
    locality_error error;

    in.periods = TEST_COUNT(count);
    in.series = 1;
    in.count = count;
    CU_ASSERT_EQUAL_FATAL(locality_demand_new(&in, NULL, NULL, &demand, NULL), LOCALITY_OK);
    refused(locality_demand_append(demand, one, 1, 1, &error), LOCALITY_LIMIT, &error,
            "there are as many periods as there can be");
    locality_demand_free(demand);
}

/* A chain of so many areas; the top may lie in the bottom. */
static void trees_end_and_are_not_too_deep(void) {
    enum { MOST = 40 };
    const struct {
        size_t count;
        uint32_t top;
        locality_status status;
        const char *words;
    } rows[] = {
        {LOCALITY_DEMAND_DEPTH, LOCALITY_DEMAND_NONE, LOCALITY_OK, ""},
        {LOCALITY_DEMAND_DEPTH + 2, LOCALITY_DEMAND_NONE, LOCALITY_LIMIT,
         "\"33\" of the areas lies too deep"},
        {3, 2, LOCALITY_CYCLE, NULL},
        {MOST, MOST - 1, LOCALITY_CYCLE, NULL},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        static const int64_t count[] = {1};
        uint32_t parent[MOST];
        locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT;
        locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
        locality_demand *demand = NULL;
        locality_error error;
        for (uint32_t k = 0; k < MOST; k++) {
            parent[k] = k == 0 ? rows[r].top : k - 1;
        }
        areas.count = rows[r].count;
        areas.parent = parent; /* ids are numbers */
        in.periods = in.series = 1;
        in.count = count;
        in.areas = &areas;
        TEST_NUMBER(locality_demand_new(&in, NULL, NULL, &demand, &error), rows[r].status);
        if (rows[r].words != NULL && rows[r].status != LOCALITY_OK) {
            TEST_TEXT(error.message, rows[r].words);
        } else if (rows[r].status != LOCALITY_OK) {
            CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "of the areas lies in itself"));
        }
        locality_demand_free(demand);
    }
}

static const test_case cases[] = {
    {"options out of their range are named", options_out_of_range_are_named},
    {"windows and rules out of their range are named", windows_and_rules_out_of_range_are_named},
    {"executors that cannot run are refused", executors_that_cannot_run_are_refused},
    {"the first count that is none is told by any share",
     first_count_that_is_none_is_told_by_any_share},
    {"input that is wrong is named", input_that_is_wrong_is_named},
    {"nulls and allocators that are none are refused", nulls_and_allocators_are_refused},
    {"periods that are wrong are not appended", periods_that_are_wrong_are_not_appended},
    {"steps that are wrong are not recorded", steps_that_are_wrong_are_not_recorded},
    {"no period is appended beyond the most", no_period_is_appended_beyond_the_most},
    {"trees end, and are not too deep", trees_end_and_are_not_too_deep},
};

TEST_MAIN("demand refusals", cases)
