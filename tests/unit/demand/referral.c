/* Referral: to whom a signal goes, told of small councils with one rise or fall each. */
#include <math.h>
#include <stdlib.h>

#include "locality/referral.h"
#include "support/fault.h"
#include "support/harness.h"
#include "unit/demand/made.h"

enum {
    WEEKS = 260,
    PROVIDERS = 3,
    LINES = PROVIDERS + 1
}; /* the last line has no known provider */

/* What one council is: usual and latest means of a week, by provider, and how many weeks are the latest. */
typedef struct council {
    const char *name;
    double usual[LINES], latest[LINES];
    uint32_t weeks;
    int32_t direction, route;
    int by_trend;
} council;

static const council councils[] = {
    {"one, once", {8, 0, 0, 0}, {40, 0, 0, 0}, 1, 1, LOCALITY_ROUTE_REFER, 0},
    {"one, again and again", {8, 0, 0, 0}, {24, 0, 0, 0}, 6, 1, LOCALITY_ROUTE_ANALYSE, 1},
    {"several, once", {5, 4, 0, 0}, {25, 24, 0, 0}, 1, 1, LOCALITY_ROUTE_ANALYSE, 0},
    {"several, again and again", {5, 4, 0, 0}, {15, 14, 0, 0}, 6, 1, LOCALITY_ROUTE_ANALYSE, 0},
    {"one, and some unknown", {8, 0, 0, 4}, {40, 0, 0, 20}, 1, 1, LOCALITY_ROUTE_CANNOT_TELL, 0},
    {"nobody known", {0, 0, 0, 8}, {0, 0, 0, 40}, 1, 1, LOCALITY_ROUTE_CANNOT_TELL, 0},
    {"nobody known, again and again", {0, 0, 0, 8}, {0, 0, 0, 24}, 6, 1, LOCALITY_ROUTE_ANALYSE, 1},
    {"a fall", {20, 18, 0, 0}, {4, 4, 0, 0}, 6, -1, LOCALITY_ROUTE_NONE, 0},
};

/* Detects; the one listed line is signal 0. */
static locality_status detect(const council *c, const locality_allocator *allocator,
                              locality_demand_result **out, locality_error *error) {
    static const char *const who[] = {"cleansing", "housing", "wardens"};
    static const uint32_t provider[LINES] = {0, 1, 2, LOCALITY_DEMAND_NONE};
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_tree providers = LOCALITY_DEMAND_TREE_INIT;
    int64_t count[LINES][WEEKS];
    test_random random = {7, 0};

    for (int line = 0; line < LINES; line++) {
        for (uint32_t week = 0; week < WEEKS; week++) {
            bool is_late = week >= WEEKS - c->weeks;
            double mean = is_late ? c->latest[line] : c->usual[line];
            count[line][week] = mean > 0 ? made_count(&random, mean, 1) : 0;
        }
    }
    providers.count = PROVIDERS;
    providers.id = who;
    in.first_day = 18267;
    in.periods = WEEKS;
    in.series = LINES;
    in.count = count[0];
    in.provider = provider;
    in.providers = &providers;
    return locality_detect(&in, NULL, allocator, out, error);
}

static locality_demand_result *found_of(const council *c) {
    locality_demand_result *result = NULL;
    locality_demand_signal s = {0};

    CU_ASSERT_EQUAL_FATAL(detect(c, NULL, &result, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_demand_result_signal_at(result, 0, &s, NULL), LOCALITY_OK);
    TEST_ROW(s.standing == LOCALITY_DEMAND_LISTED && s.direction == c->direction, c->name);
    return result;
}

static void route_follows_from_who_is_concerned(void) {
    for (size_t k = 0; k < TEST_COUNT(councils); k++) {
        const council *c = &councils[k];
        locality_demand_result *result = found_of(c);
        locality_referral_share share[PROVIDERS];
        locality_referral found;
        char words[1000];
        size_t length;

        CU_ASSERT_EQUAL(locality_referral_find(result, 0, NULL, &found, share, PROVIDERS, NULL),
                        LOCALITY_OK);
        TEST_ROW(found.involvement.route == c->route, c->name);
        TEST_ROW(found.involvement.by_trend == c->by_trend, c->name);
        TEST_ROW(found.is_trend == (c->weeks > 1 && c->direction > 0), c->name);
        TEST_ROW((found.unknown > 0) == (c->latest[PROVIDERS] > 0), c->name);
        int64_t total = 0;
        for (size_t p = 0; p < found.providers; p++) {
            TEST_ROW(p == 0 || share[p - 1].now.count >= share[p].now.count, c->name);
            total += share[p].now.count;
        }
        TEST_ROW(total == found.involvement.total, c->name);
        CU_ASSERT_EQUAL(locality_referral_write(&found, share, found.providers, NULL, words,
                                                sizeof words, &length, NULL),
                        LOCALITY_OK);
        TEST_ROW(length == strlen(words) && words[length - 1] == '\n', c->name);
        locality_demand_result_free(result);
    }
}

/* What the words of a council begin with. */
static void words_say_it(void) {
    static const struct {
        size_t council;
        const char *words;
    } rows[] = {
        {0,
         "To whom: refer it to cleansing 35 of 35 (90 to 100 %).\nThe demand hangs on cleansing: "
         "100 % of the year before.\n"},
        {6, "To whom: analyse it; the providers are not known; of "},
        {7, "A fall is referred to nobody; concerned: "},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_demand_result *result = found_of(&councils[rows[k].council]);
        locality_referral_share share[PROVIDERS];
        locality_referral found;
        char words[1000] = "", small[8];
        size_t length;
        locality_error error;

        locality_referral_find(result, 0, NULL, &found, share, PROVIDERS, NULL);
        locality_referral_write(&found, share, found.providers, NULL, words, sizeof words, &length,
                                NULL);
        words[strlen(rows[k].words)] = '\0';
        TEST_TEXT(words, rows[k].words);
        CU_ASSERT_EQUAL(locality_referral_write(&found, share, found.providers, NULL, small,
                                                sizeof small, &length, &error),
                        LOCALITY_LIMIT);
        TEST_TEXT(small, "");
        CU_ASSERT_EQUAL(
            locality_referral_write(&found, share, found.providers, NULL, NULL, 0, &length, NULL),
            LOCALITY_OK);
        CU_ASSERT(length > strlen(rows[k].words) - 1);
        locality_demand_result_free(result);
    }
}

/* Four weeks are too few to expect anything of: 2, 3, 2, 4 are a trend by the council's own rule, 0, 0, 9, 0
 * are not, and neither is without a rule. */
static void rule_alone_makes_a_trend(void) {
    static const char *const who[] = {"cleansing"}, *const where[] = {"Foleshill", "Radford"};
    static const int64_t count[] = {2, 3, 2, 4, 0, 0, 9, 0};
    static const uint32_t area[] = {0, 1}, provider[] = {0, 0};
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT, providers = areas;
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_result *result = NULL;
    locality_demand_signal s;
    locality_referral_share share[1];
    locality_referral found;

    areas.count = 2;
    areas.id = where;
    providers.count = 1;
    providers.id = who;
    in.first_day = 18267;
    in.periods = 4;
    in.series = 2;
    in.count = count;
    in.area = area;
    in.provider = provider;
    in.areas = &areas;
    in.providers = &providers;
    CU_ASSERT_EQUAL_FATAL(locality_detect(&in, &options, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_demand_result_signals(result), 0);
    locality_demand_result_free(result);
    options.trend_count = 2;
    options.trend_least = 3;
    options.trend_span = 4;
    CU_ASSERT_EQUAL_FATAL(locality_detect(&in, &options, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_demand_result_signals(result), 1);
    CU_ASSERT_EQUAL(locality_demand_result_signal_at(result, 0, &s, NULL), LOCALITY_OK);
    TEST_TEXT(s.area_id, "Foleshill");
    TEST_NUMBER(s.rules, LOCALITY_DEMAND_RULE_TREND);
    TEST_NUMBER(s.observed, 11);
    CU_ASSERT(s.window == 0 && isnan(s.expected));
    CU_ASSERT_EQUAL(locality_referral_find(result, 0, NULL, &found, share, 1, NULL), LOCALITY_OK);
    TEST_NUMBER(found.involvement.route, LOCALITY_ROUTE_ANALYSE);
    CU_ASSERT(found.involvement.by_trend == 1 && found.is_trend == 1 && share[0].now.count == 11);
    CU_ASSERT(isnan(found.mix_p) && share[0].excess_share == 0);
    locality_demand_result_free(result);
}

static void mix_that_changed_is_told(void) {
    static const council moved = {"work that moved", {18, 2, 0, 0}, {4, 40, 0, 0}, 6, 1, 0, 0};
    locality_demand_result *result = found_of(&moved);
    locality_referral_share share[PROVIDERS];
    locality_referral_options options = LOCALITY_REFERRAL_OPTIONS_INIT;
    locality_referral found;
    char words[1000];
    size_t length;

    CU_ASSERT_EQUAL(locality_referral_find(result, 0, &options, &found, share, PROVIDERS, NULL),
                    LOCALITY_OK);
    CU_ASSERT(found.mix_p < 1e-9 && found.mix_change > 0.5);
    CU_ASSERT(found.main_provider == 0 && found.main_share > 0.85 && found.main_share < 0.95);
    TEST_TEXT(share[0].id, "housing");
    CU_ASSERT(share[0].share_before < 0.15 && share[0].before < share[1].before);
    CU_ASSERT(share[0].excess_share > 1 && share[1].excess_share < 0);
    locality_referral_write(&found, share, 2, NULL, words, sizeof words, &length, NULL);
    CU_ASSERT(strstr(words, "is not that of the year before (p under 0.0001)") != NULL);
    CU_ASSERT(strstr(words, "The demand hangs on cleansing: ") != NULL);
    options.dominance = 1;
    CU_ASSERT_EQUAL(locality_referral_find(result, 0, &options, &found, NULL, 0, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(found.main_provider, LOCALITY_DEMAND_NONE);
    locality_demand_result_free(result);
}

static void few_counts_are_tested_exactly(void) {
    static const council few = {"few", {2, 0.06, 0, 0}, {14, 0.5, 0, 0}, 2, 1, 0, 0};
    locality_demand_result *result = found_of(&few);
    locality_referral_share share[PROVIDERS];
    locality_referral found;
    double exact;

    CU_ASSERT_EQUAL(locality_referral_find(result, 0, NULL, &found, share, PROVIDERS, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(found.providers, 2);
    int64_t table[] = {share[0].now.count, share[1].now.count, share[0].before, share[1].before};
    CU_ASSERT_EQUAL(locality_fisher_test(table, 2, &exact, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(found.mix_p, exact, 1e-12);
    locality_demand_result_free(result);
}

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_TEXT(error->message, words);
}

static void wrong_questions_are_refused(void) {
    locality_demand_result *result = found_of(&councils[3]);
    locality_referral_options options = LOCALITY_REFERRAL_OPTIONS_INIT;
    locality_involvement_options how = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_referral_share share[PROVIDERS];
    locality_referral found;
    locality_error error;
    char text[100];
    size_t length;

    refused(locality_referral_find(NULL, 0, NULL, &found, NULL, 0, &error), LOCALITY_INVALID,
            &error, "result is null");
    refused(locality_referral_find(result, 0, NULL, NULL, NULL, 0, &error), LOCALITY_INVALID,
            &error, "out is null");
    refused(locality_referral_find(result, 99, NULL, &found, NULL, 0, &error), LOCALITY_NOT_FOUND,
            &error, "there are 1 signals, so there is no number 99");
    refused(locality_referral_find(result, 0, NULL, &found, share, 1, &error), LOCALITY_LIMIT,
            &error, "2 providers do not fit into room for 1");
    options.dominance = 0;
    refused(locality_referral_find(result, 0, &options, &found, NULL, 0, &error), LOCALITY_INVALID,
            &error, "options.dominance is not above 0 and at most 1");
    options.dominance = 0.8;
    options.reserved = 1;
    refused(locality_referral_find(result, 0, &options, &found, NULL, 0, &error), LOCALITY_INVALID,
            &error, "options.reserved is not 0");
    options.reserved = 0;
    options.struct_size = 1;
    refused(locality_referral_find(result, 0, &options, &found, NULL, 0, &error), LOCALITY_INVALID,
            &error, "options.struct_size is not that of locality_referral_options");
    options.struct_size = sizeof options;
    how.least_share = 2;
    options.involvement = &how;
    refused(locality_referral_find(result, 0, &options, &found, NULL, 0, &error), LOCALITY_INVALID,
            &error, "options.least_share or confidence is not between 0 and 1");
    TEST_NUMBER(found.providers, 0);
    CU_ASSERT_EQUAL(locality_referral_find(result, 0, NULL, &found, share, PROVIDERS, NULL),
                    LOCALITY_OK);
    refused(locality_referral_write(NULL, share, 2, NULL, text, 100, &length, &error),
            LOCALITY_INVALID, &error, "referral is null");
    refused(locality_referral_write(&found, share, 2, NULL, text, 100, NULL, &error),
            LOCALITY_INVALID, &error, "length is null");
    refused(locality_referral_write(&found, NULL, 2, NULL, text, 100, &length, &error),
            LOCALITY_INVALID, &error, "share is null");
    refused(locality_referral_write(&found, share, 1, NULL, text, 100, &length, &error),
            LOCALITY_INVALID, &error, "the providers are not those of the referral");
    found.involvement.route = 9;
    refused(locality_referral_write(&found, share, 2, NULL, text, 100, &length, &error),
            LOCALITY_INVALID, &error, "the providers are not those of the referral");
    locality_demand_result_free(result);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_demand_result *result = NULL;
    locality_referral_share share[PROVIDERS];
    locality_referral found;
    char words[1000];
    size_t length;

    (void)state;
    locality_status status = detect(&councils[3], allocator, &result, error);
    if (status == LOCALITY_OK) {
        status = locality_referral_find(result, 0, NULL, &found, share, PROVIDERS, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_referral_write(&found, share, found.providers, allocator, words,
                                         sizeof words, &length, error);
    }
    locality_demand_result_free(result);
    return status;
}

static void every_allocation_may_fail(void) {
    fault_drive("referral", whole_story, NULL, 20);
}

static void routes_have_names(void) {
    TEST_TEXT(locality_provider_route_name(LOCALITY_ROUTE_NONE), "none");
    TEST_TEXT(locality_provider_route_name(LOCALITY_ROUTE_CANNOT_TELL), "cannot tell");
    TEST_TEXT(locality_provider_route_name(4), "unknown");
    TEST_TEXT(locality_provider_route_name(-1), "unknown");
}

static const test_case cases[] = {
    {"the route follows from who is concerned, and a trend overrides it",
     route_follows_from_who_is_concerned},
    {"the words say it", words_say_it},
    {"the council's own rule alone makes a trend", rule_alone_makes_a_trend},
    {"a mix of providers that changed is told", mix_that_changed_is_told},
    {"few counts are tested exactly", few_counts_are_tested_exactly},
    {"wrong questions are refused", wrong_questions_are_refused},
    {"every allocation may fail", every_allocation_may_fail},
    {"routes have names", routes_have_names},
};

TEST_MAIN("demand referral", cases)
