/* Detect: what is found, and what does not change it. */
#include <math.h>
#include <stdbool.h>

#include "support/fault.h"
#include "support/harness.h"
#include "unit/demand/made.h"
#include "unit/demand/threads.h"

#define AREAS 60
#define WEEKS 300

/* ---- Bytes of a result ------------------------------------------------------------------------ */

typedef struct bytes {
    char *data;
    size_t length, room;
} bytes;

static void put(bytes *b, const void *data, size_t length) {
    if (b->length + length > b->room) {
        b->room = 2 * (b->length + length);
        b->data = realloc(b->data, b->room);
    }
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

/* All that a result shows, but positions: words, numbers, families, cells. */
static bytes tell(const locality_demand_result *result) {
    bytes b = {NULL, 0, 0};
    locality_demand_summary summary;

    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    put(&b, &summary, sizeof summary);
    for (size_t k = 0; k < locality_demand_result_signals(result); k++) {
        const char *words = locality_demand_result_words(result, k);
        locality_demand_point point[WEEKS];
        locality_demand_weight weight[WEEKS];
        locality_demand_signal s;
        size_t count;
        put(&b, words, strlen(words));
        CU_ASSERT(locality_demand_result_signal_at(result, k, &s, NULL) == LOCALITY_OK);
        put(&b, &s.observed,
            offsetof(locality_demand_signal, reserved) -
                offsetof(locality_demand_signal, observed));
        CU_ASSERT(locality_demand_result_chart(result, k, point, WEEKS, &count, NULL) ==
                  LOCALITY_OK);
        put(&b, point, count * sizeof *point);
        CU_ASSERT(locality_demand_result_baseline(result, k, weight, WEEKS, &count, NULL) ==
                  LOCALITY_OK);
        put(&b, weight, count * sizeof *weight);
        for (int32_t axis = 0; axis < 3; axis++) {
            locality_demand_part part[AREAS + 1];
            CU_ASSERT(locality_demand_result_parts(result, k, axis, part, AREAS + 1, &count,
                                                   NULL) == LOCALITY_OK);
            for (size_t j = 0; j < count; j++) {
                put(&b, part[j].id, strlen(part[j].id));
                put(&b, &part[j].observed, 24);
            }
        }
    }
    for (size_t k = 0; k < summary.families; k++) {
        locality_demand_family family;
        CU_ASSERT(locality_demand_result_family_at(result, k, &family, NULL) == LOCALITY_OK);
        put(&b, &family, sizeof family);
    }
    for (size_t k = 0; k < summary.suggestions; k++) {
        locality_demand_suggestion suggestion;
        CU_ASSERT(locality_demand_result_suggestion_at(result, k, &suggestion, NULL) ==
                  LOCALITY_OK);
        put(&b, &suggestion, sizeof suggestion);
    }
    for (uint32_t k = 0; k < summary.cells; k++) {
        locality_demand_cell cell;
        CU_ASSERT(locality_demand_result_cell_at(result, k, &cell, NULL) == LOCALITY_OK);
        put(&b, &cell.area_depth, sizeof cell - 8);
    }
    return b;
}

static int same(bytes a, bytes b) {
    int equal = a.length == b.length && memcmp(a.data, b.data, a.length) == 0;

    free(a.data);
    free(b.data);
    return equal;
}

/* ---- A made-up council ------------------------------------------------------------------------ */

/* Wards of two districts, two services, two providers; a rise in one ward, several thin wards, a short
 * history, weeks without data. */
typedef struct council {
    int64_t count[AREAS * 2 * 2][WEEKS];
    uint32_t area[AREAS * 2 * 2], service[AREAS * 2 * 2], provider[AREAS * 2 * 2];
    char name[AREAS + 2][16];
    const char *id[AREAS + 2];
    uint32_t parent[AREAS + 2];
    double people[AREAS + 2];
    locality_demand_tree areas, services, providers;
    locality_demand_input input;
} council;

static const char *const service_ids[] = {"street scene", "parks", "environment"};
static const uint32_t service_parents[] = {2, 2, LOCALITY_DEMAND_NONE};
static const char *const provider_ids[] = {"cleansing", "wardens"};

static void make_trees(council *c) {
    for (uint32_t k = 0; k < AREAS + 2; k++) {
        snprintf(c->name[k], sizeof c->name[k], "%s %02u", k < AREAS ? "ward" : "district", k);
        c->id[k] = c->name[k];
        c->parent[k] = k < AREAS ? AREAS + k % 2 : LOCALITY_DEMAND_NONE;
        c->people[k] = k < AREAS ? 5000 + 100 * k : AREAS / 2 * 8000;
    }
    c->areas = (locality_demand_tree)LOCALITY_DEMAND_TREE_INIT;
    c->services = c->providers = c->areas;
    c->areas.count = AREAS + 2;
    c->areas.id = c->id;
    c->areas.parent = c->parent;
    c->areas.population = c->people;
    c->services.count = 3;
    c->services.id = service_ids;
    c->services.parent = service_parents;
    c->providers.count = 2;
    c->providers.id = provider_ids;
}

static void make_council(council *c) {
    made_plan plan = {.seed = 31,
                      .series = AREAS * 4,
                      .periods = WEEKS,
                      .least = 0.004,
                      .most = 9,
                      .season = 0.2};

    make_trees(c);
    for (uint32_t s = 0; s < AREAS * 4; s++) {
        c->area[s] = s / 4;
        c->service[s] = s / 2 % 2;
        c->provider[s] = s % 2;
        made_series(&plan, s, c->count[s]);
    }
    for (uint32_t t = WEEKS - 5; t < WEEKS; t++) {
        c->count[4 * 7][t] += 14; /* ward 07, street scene, cleansing */
    }
    for (uint32_t t = 0; t < WEEKS; t++) {
        bool is_young = t < WEEKS - 60;
        c->count[4 * 11][t] = is_young ? LOCALITY_NO_COUNT : c->count[4 * 11][t];
        c->count[4 * 12 + 2][t] = t % 17 == 0 ? LOCALITY_NO_COUNT : c->count[4 * 12 + 2][t];
    }
    c->input = (locality_demand_input)LOCALITY_DEMAND_INPUT_INIT;
    c->input.first_day = 14613;
    c->input.periods = WEEKS;
    c->input.series = AREAS * 4;
    c->input.count = c->count[0];
    c->input.area = c->area;
    c->input.service = c->service;
    c->input.provider = c->provider;
    c->input.areas = &c->areas;
    c->input.services = &c->services;
    c->input.providers = &c->providers;
}

static locality_demand_result *detect(const locality_demand_input *input,
                                      const locality_demand_options *options) {
    locality_demand_result *result = NULL;
    locality_error error;
    locality_status status = locality_detect(input, options, NULL, &result, &error);

    TEST_ROW(status == LOCALITY_OK, error.message);
    return result;
}

static council one; /* filled by each case anew */

/* ---- Cases ------------------------------------------------------------------------------------ */

static void rise_of_one_ward_is_one_line(void) {
    make_council(&one);
    locality_demand_result *result = detect(&one.input, NULL);
    locality_demand_signal s;
    locality_demand_summary summary;
    locality_demand_part part[3];
    size_t count;

    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_demand_result_signals(result) > 0);
    CU_ASSERT(locality_demand_result_signal_at(result, 0, &s, NULL) == LOCALITY_OK);
    TEST_TEXT(s.area_id, "ward 07");
    TEST_TEXT(s.service_id, "street scene");
    TEST_NUMBER(s.standing, LOCALITY_DEMAND_LISTED);
    TEST_NUMBER(s.direction, 1);
    TEST_NUMBER(s.onset, WEEKS - 5);
    CU_ASSERT(s.rules & LOCALITY_DEMAND_RULE_WINDOW);
    CU_ASSERT(s.rules & LOCALITY_DEMAND_RULE_REPEATED);
    CU_ASSERT(s.folded_here > 0); /* its district, all areas, or the service above it */
    CU_ASSERT(s.unless < s.observed && (double)s.unless > s.expected);
    CU_ASSERT_DOUBLE_EQUAL(s.rate, (double)s.observed / 5700 * 100000 / s.window, 1e-9);
    CU_ASSERT(locality_demand_result_parts(result, 0, LOCALITY_DEMAND_PROVIDERS, part, 3, &count,
                                           NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 2);
    TEST_TEXT(part[0].id, "cleansing");
    CU_ASSERT(part[0].share > 0.8);
    CU_ASSERT_DOUBLE_EQUAL(part[0].share + part[1].share, 1, 1e-9);
    CU_ASSERT(strstr(locality_demand_result_words(result, 0), "street scene in ward 07: ") != NULL);
    TEST_NUMBER(locality_demand_result_find(result, 7, 0), s.cell);
    CU_ASSERT(summary.untold > 0 && summary.judged > summary.untold);
    locality_demand_result_free(result);
}

static void every_rung_of_the_ladder_is_used(void) {
    make_council(&one);
    locality_demand_result *result = detect(&one.input, NULL);
    locality_demand_summary summary;
    size_t rung[7] = {0};

    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    for (uint32_t k = 0; k < summary.cells; k++) {
        locality_demand_cell cell;
        CU_ASSERT(locality_demand_result_cell_at(result, k, &cell, NULL) == LOCALITY_OK);
        rung[cell.rung]++;
    }
    CU_ASSERT(rung[LOCALITY_DEMAND_FARRINGTON] > 0);
    CU_ASSERT(rung[LOCALITY_DEMAND_BORROWED] > 0);
    CU_ASSERT(rung[LOCALITY_DEMAND_POOLED] > 0);
    locality_demand_result_free(result);
    const struct {
        const char *name;
        size_t periods;
        int32_t rung;
    } row[] = {{"two and a half years", 130, LOCALITY_DEMAND_HARMONIC},
               {"a year", 52, LOCALITY_DEMAND_LEVEL},
               {"ten weeks", 10, LOCALITY_DEMAND_SHORT},
               {"four weeks", 4, LOCALITY_DEMAND_NO_BASELINE}};
    for (size_t k = 0; k < TEST_COUNT(row); k++) {
        locality_demand_input alone = LOCALITY_DEMAND_INPUT_INIT;
        locality_demand_cell cell;
        int64_t count[130];
        made_plan plan = {.seed = 5, .series = 1, .periods = 130, .least = 20, .most = 20};
        made_series(&plan, 0, count);
        alone.periods = row[k].periods;
        alone.series = 1;
        alone.count = count;
        result = detect(&alone, NULL);
        CU_ASSERT(locality_demand_result_cell_at(result, 0, &cell, NULL) == LOCALITY_OK);
        TEST_ROW(cell.rung == row[k].rung, row[k].name);
        locality_demand_result_free(result);
    }
}

/* The same council with areas and services in another order, and its series too. */
static void order_changes_nothing(void) {
    static council two;
    uint32_t to[AREAS + 2];

    make_council(&one);
    make_council(&two);
    for (uint32_t k = 0; k < AREAS + 2; k++) {
        to[k] = (k * 29 + 3) % (AREAS + 2); /* 62 places, 29 has no factor in common */
    }
    for (uint32_t k = 0; k < AREAS + 2; k++) {
        two.id[to[k]] = one.id[k];
        two.people[to[k]] = one.people[k];
        two.parent[to[k]] =
            one.parent[k] == LOCALITY_DEMAND_NONE ? LOCALITY_DEMAND_NONE : to[one.parent[k]];
    }
    for (uint32_t s = 0; s < AREAS * 4; s++) {
        uint32_t at = (s * 77 + 5) % (AREAS * 4);
        memcpy(two.count[at], one.count[s], sizeof one.count[s]);
        two.area[at] = to[one.area[s]];
        two.service[at] = one.service[s];
        two.provider[at] = one.provider[s];
    }
    locality_demand_result *a = detect(&one.input, NULL);
    locality_demand_result *b = detect(&two.input, NULL);
    CU_ASSERT(same(tell(a), tell(b)));
    locality_demand_result_free(a);
    locality_demand_result_free(b);
}

/* Every count in two series that come apart at random. */
static void splitting_a_feed_changes_nothing(void) {
    static int64_t split[AREAS * 8][WEEKS];
    static uint32_t area[AREAS * 8], service[AREAS * 8], provider[AREAS * 8];
    test_random random = {99, 0};

    make_council(&one);
    for (uint32_t s = 0; s < AREAS * 4; s++) {
        for (uint32_t t = 0; t < WEEKS; t++) {
            int64_t count = one.count[s][t];
            bool is_none = count == LOCALITY_NO_COUNT;
            split[2 * s][t] = is_none ? count : test_random_between(&random, 0, count);
            split[2 * s + 1][t] = is_none ? count : count - split[2 * s][t];
        }
        for (uint32_t k = 2 * s; k < 2 * s + 2; k++) {
            area[k] = one.area[s];
            service[k] = one.service[s];
            provider[k] = one.provider[s];
        }
    }
    locality_demand_input in = one.input;
    in.series = AREAS * 8;
    in.count = split[0];
    in.area = area;
    in.service = service;
    in.provider = provider;
    locality_demand_result *a = detect(&one.input, NULL);
    locality_demand_result *b = detect(&in, NULL);
    CU_ASSERT(same(tell(a), tell(b)));
    locality_demand_result_free(a);
    locality_demand_result_free(b);
}

/* Twice the people with twice the requests: the same rate, seen more surely. */
static void counts_that_grow_with_people_keep_their_rate(void) {
    locality_demand_signal s, twice;
    static double people[AREAS + 2];

    make_council(&one);
    locality_demand_result *a = detect(&one.input, NULL);
    for (uint32_t k = 0; k < AREAS * 4 * WEEKS; k++) {
        int64_t *count = &one.count[0][0] + k;
        *count = *count == LOCALITY_NO_COUNT ? *count : 2 * *count;
    }
    for (uint32_t k = 0; k < AREAS + 2; k++) {
        people[k] = 2 * one.people[k];
    }
    one.areas.population = people;
    locality_demand_result *b = detect(&one.input, NULL);
    CU_ASSERT(locality_demand_result_signal_at(a, 0, &s, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_result_signal_at(b, 0, &twice, NULL) == LOCALITY_OK);
    TEST_TEXT(twice.area_id, s.area_id);
    TEST_NUMBER(twice.window, s.window);
    CU_ASSERT_DOUBLE_EQUAL(twice.rate, s.rate, 1e-9);
    locality_demand_result_free(a);
    locality_demand_result_free(b);
}

static void workers_change_nothing(void) {
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;

    make_council(&one);
    executor.run = threads_run;
    options.executor = &executor;
    for (executor.workers = 1; executor.workers <= 8; executor.workers += 3) {
        locality_demand_result *a = detect(&one.input, NULL);
        locality_demand_result *b = detect(&one.input, &options);
        CU_ASSERT(same(tell(a), tell(b)));
        locality_demand_result_free(a);
        locality_demand_result_free(b);
    }
}

/* From week 200 on, one week at a time, through two years, against the whole each time. */
static void new_weeks_find_what_the_whole_finds(void) {
    locality_demand *demand = NULL;
    int64_t week[AREAS * 4];
    locality_demand_input in;

    make_council(&one);
    in = one.input;
    in.series_step = WEEKS;
    in.periods = 196;
    CU_ASSERT_FATAL(locality_demand_new(&in, NULL, NULL, &demand, NULL) == LOCALITY_OK);
    for (in.periods = 197; in.periods <= WEEKS; in.periods++) {
        for (uint32_t s = 0; s < AREAS * 4; s++) {
            week[s] = one.count[s][in.periods - 1];
        }
        CU_ASSERT(locality_demand_append(demand, week, AREAS * 4, 1, NULL) == LOCALITY_OK);
        if (in.periods % 11 != 0 && in.periods < WEEKS - 3) {
            continue;
        }
        locality_demand_result *a = NULL;
        locality_demand_result *b = detect(&in, NULL);
        CU_ASSERT(locality_demand_detect(demand, &a, NULL) == LOCALITY_OK);
        CU_ASSERT(same(tell(a), tell(b)));
        locality_demand_result_free(a);
        locality_demand_result_free(b);
    }
    locality_demand_free(demand);
}

/* A council joins: the level doubles for good a year ago. */
static void steps_are_suggested_and_then_recorded(void) {
    made_plan plan = {.seed = 12, .series = 1, .periods = 260, .least = 40, .most = 40};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;
    locality_demand_suggestion suggestion;
    locality_demand *demand = NULL;
    locality_demand_result *result = NULL;
    locality_demand_summary summary;
    locality_demand_cell cell;
    locality_error error;
    int64_t count[260];

    made_series(&plan, 0, count);
    for (uint32_t t = 240; t < 260; t++) {
        count[t] += 40;
    }
    in.periods = 260;
    in.series = 1;
    in.count = count;
    CU_ASSERT_FATAL(locality_demand_new(&in, NULL, NULL, &demand, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_detect(demand, &result, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(summary.listed, 1);
    CU_ASSERT_FATAL(summary.suggestions == 1);
    CU_ASSERT(locality_demand_result_suggestion_at(result, 0, &suggestion, NULL) == LOCALITY_OK);
    TEST_NUMBER(suggestion.period, 240);
    TEST_NUMBER(suggestion.direction, 1);
    CU_ASSERT(suggestion.ratio > 1.7 && suggestion.ratio < 2.3 && suggestion.run >= 8);
    locality_demand_result_free(result);

    step.period = 240;
    CU_ASSERT(locality_demand_record(demand, &step, &error) == LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "reason") != NULL);
    step.reason = "a second depot reports through the same form";
    CU_ASSERT(locality_demand_record(demand, &step, &error) == LOCALITY_OK);
    CU_ASSERT(locality_demand_detect(demand, &result, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(summary.listed, 0);
    TEST_NUMBER(summary.suggestions, 0);
    CU_ASSERT(locality_demand_result_cell_at(result, 0, &cell, NULL) == LOCALITY_OK);
    CU_ASSERT(cell.expected > 65 && cell.expected < 95);
    TEST_NUMBER(cell.standing, LOCALITY_DEMAND_QUIET);
    locality_demand_result_free(result);
    locality_demand_free(demand);
}

static void falls_are_found_too(void) {
    made_plan plan = {.seed = 21, .series = 1, .periods = 260, .least = 12, .most = 12};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_signal s;
    int64_t count[260];

    made_series(&plan, 0, count);
    for (uint32_t t = 254; t < 260; t++) {
        count[t] = t % 2;
    }
    in.periods = 260;
    in.series = 1;
    in.count = count;
    locality_demand_result *result = detect(&in, NULL);
    CU_ASSERT_FATAL(locality_demand_result_signals(result) == 1);
    CU_ASSERT(locality_demand_result_signal_at(result, 0, &s, NULL) == LOCALITY_OK);
    TEST_NUMBER(s.direction, -1);
    CU_ASSERT(s.excess < 0 && s.unless > s.observed && (double)s.unless < s.expected);
    CU_ASSERT(strstr(locality_demand_result_words(result, 0), "fewer") != NULL);
    locality_demand_result_free(result);
}

/* A rule of the caller's on plain counts is told, listed or not. */
static void own_rule_is_told(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    const int64_t weeks[] = {2, 3, 2, 4};
    const int64_t spike[] = {0, 0, 9, 0};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_signal s;
    locality_error error;
    locality_demand_result *result;

    in.periods = 4;
    in.series = 1;
    in.count = weeks;
    options.trend_count = 2;
    CU_ASSERT(locality_detect(&in, &options, NULL, &result, &error) == LOCALITY_INVALID);
    options.trend_least = 3;
    options.trend_span = 4;
    result = detect(&in, &options);
    CU_ASSERT_FATAL(locality_demand_result_signals(result) == 1);
    CU_ASSERT(locality_demand_result_signal_at(result, 0, &s, NULL) == LOCALITY_OK);
    TEST_NUMBER(s.rules, LOCALITY_DEMAND_RULE_TREND);
    TEST_NUMBER(s.standing, LOCALITY_DEMAND_WATCHED);
    locality_demand_result_free(result);
    in.count = spike;
    result = detect(&in, &options);
    TEST_NUMBER(locality_demand_result_signals(result), 0);
    locality_demand_result_free(result);
}

static void months_have_a_season_too(void) {
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_signal s;
    int64_t count[96];

    for (uint32_t t = 0; t < 96; t++) {
        count[t] = t % 12 == 11 ? 40 : 10 + t % 3;
    }
    in.period = LOCALITY_DEMAND_MONTHS;
    in.periods = 96; /* up to a December, which is always like this */
    in.series = 1;
    in.count = count;
    locality_demand_result *result = detect(&in, NULL);
    TEST_NUMBER(locality_demand_result_signals(result), 0);
    locality_demand_result_free(result);
    in.periods = 94;
    count[93] = 40; /* but October is not */
    result = detect(&in, NULL);
    CU_ASSERT_FATAL(locality_demand_result_signals(result) == 1);
    CU_ASSERT(locality_demand_result_signal_at(result, 0, &s, NULL) == LOCALITY_OK);
    TEST_NUMBER(s.window, 1);
    locality_demand_result_free(result);
}

static void late_weeks_are_not_a_fall(void) {
    made_plan plan = {.seed = 3, .series = 1, .periods = 260, .least = 30, .most = 30};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_signal s;
    double complete[260];
    int64_t count[260];

    made_series(&plan, 0, count);
    for (uint32_t t = 0; t < 260; t++) {
        complete[t] = t < 258 ? 1 : 0.3;
        count[t] = t < 258 ? count[t] : count[t] * 3 / 10;
    }
    in.periods = 260;
    in.series = 1;
    in.count = count;
    locality_demand_result *result = detect(&in, NULL);
    CU_ASSERT_FATAL(locality_demand_result_signals(result) > 0);
    CU_ASSERT(locality_demand_result_signal_at(result, 0, &s, NULL) == LOCALITY_OK);
    TEST_NUMBER(s.direction, -1);
    locality_demand_result_free(result);
    in.completeness = complete;
    result = detect(&in, NULL);
    TEST_NUMBER(locality_demand_result_signals(result), 0);
    locality_demand_result_free(result);
}

/* ---- Bad input, refusals ---------------------------------------------------------------------- */

typedef struct bad {
    const char *name;
    locality_status status;
    const char *message;
} bad;

static void refuse(const locality_demand_input *in, const locality_demand_options *options,
                   bad row) {
    locality_demand_result *result = (locality_demand_result *)&one;
    locality_error error;
    locality_status status = locality_detect(in, options, NULL, &result, &error);

    TEST_ROW(status == row.status && result == NULL, row.name);
    TEST_ROW(strstr(error.message, row.message) != NULL, error.message);
}

static void bad_input_is_located(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_input in;

    make_council(&one);
    in = one.input;
    one.count[17][33] = -4;
    refuse(&in, NULL, (bad){"a negative count", LOCALITY_INVALID, "series 17 in period 33"});
    one.count[17][33] = INT64_MAX;
    refuse(&in, NULL, (bad){"a huge count", LOCALITY_OVERFLOW, "beyond 2^53"});
    one.count[17][33] = 0;
    one.area[9] = 1000;
    refuse(&in, NULL, (bad){"an area that is not there", LOCALITY_INVALID, "series 9"});
    one.area[9] = 2;
    one.parent[AREAS] = AREAS;
    refuse(&in, NULL, (bad){"an area in itself", LOCALITY_CYCLE, "district 60"});
    one.parent[AREAS] = LOCALITY_DEMAND_NONE;
    one.id[5] = one.id[4];
    refuse(&in, NULL, (bad){"an id twice", LOCALITY_DUPLICATE, "ward 04"});
    one.id[5] = "\xff";
    refuse(&in, NULL, (bad){"an id that is no text", LOCALITY_ENCODING, "UTF-8"});
    one.id[5] = "";
    refuse(&in, NULL, (bad){"an empty id", LOCALITY_INVALID, "empty"});
    one.id[5] = one.name[5];
    one.people[3] = 0;
    refuse(&in, NULL, (bad){"nobody", LOCALITY_INVALID, "ward 03"});
    one.people[3] = NAN;
    in.periods = 0;
    refuse(&in, NULL, (bad){"no periods", LOCALITY_INVALID, "no periods"});
    in.periods = (size_t)1 << 20;
    refuse(&in, NULL, (bad){"too many periods", LOCALITY_LIMIT, "more"});
    in = one.input;
    options.q = 1.5;
    refuse(&in, &options, (bad){"a share that is none", LOCALITY_INVALID, "options.q"});
    options.q = 0;
    options.window_count = 2;
    options.window[0] = options.window[1] = 4;
    refuse(&in, &options, (bad){"windows alike", LOCALITY_INVALID, "options.window"});
    in.struct_size = 8;
    refuse(&in, NULL, (bad){"another struct", LOCALITY_INVALID, "struct_size"});
}

static int32_t stop_at(void *self, uint64_t done, uint64_t total) {
    uint64_t *most = self;

    CU_ASSERT(done <= total);
    return done >= *most;
}

static void host_stops_it(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_result *result = NULL;
    uint64_t most = 1;

    make_council(&one);
    options.progress = stop_at;
    options.progress_self = &most;
    for (most = 1; most < 2000; most += 150) {
        locality_status status = locality_detect(&one.input, &options, NULL, &result, NULL);
        CU_ASSERT(status == LOCALITY_OK || status == LOCALITY_CANCELLED);
        locality_demand_result_free(result);
    }
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_demand_input in = one.input;
    locality_demand *demand = NULL;
    locality_demand_result *result = NULL;
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;
    int64_t week[AREAS * 4] = {0};

    (void)state;
    in.series_step = WEEKS;
    in.periods = 200;
    in.series = 40;
    step.reason = "why not";
    step.period = 150;
    locality_status status = locality_demand_new(&in, NULL, allocator, &demand, error);
    for (int k = 0; status == LOCALITY_OK && k < 53; k++) {
        status = locality_demand_append(demand, week, 40, 1, error);
    }
    status = status == LOCALITY_OK ? locality_demand_record(demand, &step, error) : status;
    status = status == LOCALITY_OK ? locality_demand_detect(demand, &result, error) : status;
    locality_demand_result_free(result);
    locality_demand_free(demand);
    return status;
}

static void no_memory_leaves_nothing_behind(void) {
    make_council(&one);
    fault_drive("demand", whole_story, NULL, 40);
}

/* Two more a week for a quarter: the 13 weeks together tell most, and pay for being the best of five
 * windows. */
static void slow_growth_is_seen_by_the_longest_window(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_cell best, alone;

    make_council(&one);
    for (uint32_t t = 0; t < WEEKS; t++) {
        int64_t more = t < WEEKS - 13 ? 0 : 2;
        one.count[4 * 20][t] = 4 + (int64_t)(t * 7 % 5) + more; /* 4 to 8, with no season */
    }
    locality_demand_result *r = detect(&one.input, NULL);
    uint32_t at = locality_demand_result_find(r, 20, 0);
    CU_ASSERT(locality_demand_result_cell_at(r, at, &best, NULL) == LOCALITY_OK);
    locality_demand_result_free(r);
    TEST_NUMBER(best.rise_window, 13);
    options.window_count = 1;
    options.window[0] = 13;
    r = detect(&one.input, &options);
    CU_ASSERT(locality_demand_result_cell_at(r, at, &alone, NULL) == LOCALITY_OK);
    locality_demand_result_free(r);
    CU_ASSERT(alone.rise_p < 0.05);
    CU_ASSERT_DOUBLE_EQUAL(best.rise_p, 5 * alone.rise_p, 1e-12);
}

static void names_are_words(void) {
    TEST_TEXT(locality_demand_name(0, LOCALITY_DEMAND_UNTOLD), "cannot tell");
    TEST_TEXT(locality_demand_name(1, LOCALITY_DEMAND_FARRINGTON), "farrington");
    TEST_TEXT(locality_demand_name(2, LOCALITY_DEMAND_EASING), "easing");
    TEST_TEXT(locality_demand_name(3, LOCALITY_DEMAND_RULE_TREND), "trend");
    TEST_TEXT(locality_demand_name(3, 3), "unknown");
    TEST_TEXT(locality_demand_name(4, LOCALITY_DEMAND_NOT_PLACED), "no coordinates");
    TEST_TEXT(locality_demand_name(5, 0), "unknown");
    TEST_TEXT(locality_demand_name(0, -1), "unknown");
}

static const test_case cases[] = {
    {"a rise in one ward is one line, with what is above folded into it",
     rise_of_one_ward_is_one_line},
    {"slow growth is seen by the longest window", slow_growth_is_seen_by_the_longest_window},
    {"every rung of the ladder is used", every_rung_of_the_ladder_is_used},
    {"the order of areas and series changes nothing", order_changes_nothing},
    {"splitting a feed and merging it changes nothing", splitting_a_feed_changes_nothing},
    {"counts that grow with the people keep their rate",
     counts_that_grow_with_people_keep_their_rate},
    {"the number of workers changes nothing", workers_change_nothing},
    {"week by week finds what the whole finds", new_weeks_find_what_the_whole_finds},
    {"a step is suggested, and moves the baseline once it is recorded with a reason",
     steps_are_suggested_and_then_recorded},
    {"falls are found too", falls_are_found_too},
    {"the caller's rule of repetition is told", own_rule_is_told},
    {"months have a season too", months_have_a_season_too},
    {"weeks that are not complete are no fall", late_weeks_are_not_a_fall},
    {"bad input is located", bad_input_is_located},
    {"the host can stop it", host_stops_it},
    {"a refused allocation leaves nothing behind", no_memory_leaves_nothing_behind},
    {"names are words", names_are_words},
};

TEST_MAIN("demand", cases)
