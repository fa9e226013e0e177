/* Windows, repetition and patterns by hand. */
#include <math.h>

#include "locality/demand.h"
#include "support/harness.h"

static int32_t repeats(const int64_t *count, size_t periods, int64_t least_count, uint32_t least,
                       uint32_t span) {
    int32_t found = -1;

    CU_ASSERT(locality_demand_repeats(count, periods, least_count, least, span, &found, NULL,
                                      NULL) == LOCALITY_OK);
    return found;
}

static void spikes_do_not_repeat(void) {
    const int64_t weeks[] = {2, 3, 2, 4};
    const int64_t spike[] = {0, 0, 9, 0};
    const int64_t gap[] = {2, LOCALITY_NO_COUNT, 2, 2};

    TEST_NUMBER(repeats(weeks, 4, 2, 3, 4), 1);
    TEST_NUMBER(repeats(spike, 4, 2, 3, 4), 0);
    TEST_NUMBER(repeats(gap, 4, 2, 3, 4), 1);
    TEST_NUMBER(repeats(gap, 4, 2, 4, 4), 0);
}

static void trend_asks_for_its_parameters(void) {
    const int64_t weeks[] = {2, 3, -2, 4};
    int32_t found = 7;
    uint32_t hits = 7;
    locality_error error;

    CU_ASSERT(locality_demand_repeats(weeks, 4, 0, 0, 0, &found, &hits, &error) ==
              LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "must be given") != NULL);
    TEST_NUMBER(found, 0);
    TEST_NUMBER(hits, 0);
    CU_ASSERT(locality_demand_repeats(weeks, 4, 2, 5, 4, &found, &hits, &error) ==
              LOCALITY_INVALID);
    CU_ASSERT(locality_demand_repeats(weeks, 4, 2, 3, 5, &found, &hits, &error) ==
              LOCALITY_INVALID);
    CU_ASSERT(locality_demand_repeats(weeks, 4, 2, 3, 4, &found, &hits, &error) ==
              LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "period 2") != NULL);
}

/* Poisson of mean 2: P(X > 3) + P(X = 3)/2 and its mirror, by hand. */
static void certain_window_is_poisson(void) {
    locality_demand_window window = {3, 2, 0, 1};
    locality_demand_verdict verdict;
    double e2 = 0.13533528323661270;

    CU_ASSERT(locality_demand_judge(&window, &verdict, NULL) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(verdict.spread, 1, 0);
    CU_ASSERT_DOUBLE_EQUAL(verdict.rise_p, 1 - e2 * (1 + 2 + 2 + 4.0 / 3) + e2 * 4.0 / 6, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(verdict.fall_p, e2 * (1 + 2 + 2) + e2 * 4.0 / 6, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(verdict.rise_p + verdict.fall_p, 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(verdict.lower, 0, 0);
    CU_ASSERT_DOUBLE_EQUAL(verdict.upper, 5, 0);
}

/* Spread 2 + 8 * 0.25 = 4 at mean 8: size 8/3, prob 1/4; P(X = 0) = (1/4)^(8/3). */
static void uncertain_window_spreads_wider(void) {
    locality_demand_window window = {0, 8, 0.5, 2};
    locality_demand_verdict verdict;

    CU_ASSERT(locality_demand_judge(&window, &verdict, NULL) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(verdict.spread, 4, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(verdict.fall_p, 0.5 * pow(0.25, 8.0 / 3), 1e-12);
}

static void windows_are_checked(void) {
    const locality_demand_window wrong[] = {{-1, 2, 0, 1}, {1, -2, 0, 1},  {1, NAN, 0, 1},
                                            {1, 2, -1, 1}, {1, 2, 0, 0.5}, {1, 2, 0, INFINITY}};
    locality_demand_verdict verdict;

    for (size_t k = 0; k < TEST_COUNT(wrong); k++) {
        verdict.spread = 9;
        CU_ASSERT(locality_demand_judge(&wrong[k], &verdict, NULL) == LOCALITY_INVALID);
        CU_ASSERT(verdict.spread == 0);
    }
    CU_ASSERT(locality_demand_judge(NULL, &verdict, NULL) == LOCALITY_INVALID);
}

static void patterns_have_their_names(void) {
    const struct {
        const char *name;
        double p[10];
        double away[10];
        int32_t pattern;
    } row[] = {
        {"nothing", {1, 1, .5, 1, 1, .2, 1, 1, .3, 1}, {0}, LOCALITY_DEMAND_NO_PATTERN},
        {"the latest alone", {1, 1, .5, 1, 1, .2, 1, 1, .3, .01}, {0}, LOCALITY_DEMAND_NEW},
        {"three up to now",
         {1, 1, .5, 1, 1, .2, 1, .05, .01, .01},
         {0},
         LOCALITY_DEMAND_CONSECUTIVE},
        {"three up to now, one without data",
         {1, 1, 1, 1, 1, 1, .01, NAN, .01, .01},
         {0},
         LOCALITY_DEMAND_CONSECUTIVE},
        {"with a break", {1, 1, .01, 1, 1, 1, 1, 1, .01, .01}, {0}, LOCALITY_DEMAND_SPORADIC},
        {"nine of ten, alike",
         {1, .01, .01, .01, .01, .01, .01, .01, .01, .01},
         {0, 2, 3, 2, 3, 2, 3, 2, 3, 2},
         LOCALITY_DEMAND_PERSISTENT},
        {"nine of ten, growing",
         {1, .01, .01, .01, .01, .01, .01, .01, .01, .01},
         {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
         LOCALITY_DEMAND_INTENSIFYING},
        {"nine of ten, shrinking",
         {.01, .01, .01, .01, .2, .01, .01, .01, .01, .01},
         {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
         LOCALITY_DEMAND_EASING},
        {"nine of ten, but not now",
         {.01, .01, .01, .01, .01, .01, .01, .01, .01, 1},
         {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
         LOCALITY_DEMAND_SPORADIC},
    };

    for (size_t k = 0; k < TEST_COUNT(row); k++) {
        int32_t pattern;
        CU_ASSERT(locality_demand_pattern(row[k].p, row[k].away, 10, 0.05, &pattern, NULL) ==
                  LOCALITY_OK);
        TEST_ROW(pattern == row[k].pattern, row[k].name);
    }
}

static void patterns_are_checked(void) {
    const double p[] = {0.5, 1.5};
    const double away[] = {0, 0};
    int32_t pattern = 9;

    CU_ASSERT(locality_demand_pattern(p, away, 2, 0.05, &pattern, NULL) == LOCALITY_INVALID);
    TEST_NUMBER(pattern, 0);
    CU_ASSERT(locality_demand_pattern(p, away, 1, 0, &pattern, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_pattern(p, away, 27, 0.05, &pattern, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_pattern(p, away, 0, 0.05, &pattern, NULL) == LOCALITY_OK);
}

static const test_case cases[] = {
    {"weeks 2, 3, 2, 4 repeat and one spike does not", spikes_do_not_repeat},
    {"the rule of repetition has no defaults", trend_asks_for_its_parameters},
    {"a window of a certain expectation is Poisson", certain_window_is_poisson},
    {"an uncertain expectation widens what a window may hold", uncertain_window_spreads_wider},
    {"a window that is none is refused", windows_are_checked},
    {"significant weeks have the pattern's name", patterns_have_their_names},
    {"a p that is none has no pattern", patterns_are_checked},
};

TEST_MAIN("demand windows", cases)
