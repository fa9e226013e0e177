/* Next to nothing: baselines that rest on almost no counts say that they cannot tell, and a step after such a
 * past has a level of its own. */
#include "demand/windows.h"
#include "support/harness.h"
#include "unit/demand/made.h"

enum { WEEKS = 300 };

/* One series: `before` each week up to a recorded step, `after` from then on. */
static locality_demand_result *watch(double before, uint32_t step, double after) {
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_step moved = LOCALITY_DEMAND_STEP_INIT;
    locality_demand_result *result = NULL;
    test_random random = {.seed = 41};
    int64_t count[WEEKS];

    for (uint32_t t = 0; t < WEEKS; t++) {
        count[t] = made_count(&random, t < step ? before : after, 1.2);
    }
    moved.period = step;
    moved.reason = "a service begins";
    in.periods = WEEKS;
    in.series = 1;
    in.count = count;
    in.steps = &moved;
    in.step_count = 1;
    CU_ASSERT_EQUAL_FATAL(locality_detect(&in, NULL, NULL, &result, NULL), LOCALITY_OK);
    return result;
}

static void what_begins_with_a_step_has_its_own_level(void) {
    locality_demand_result *result = watch(0, WEEKS - 80, 10);
    locality_demand_summary summary;
    locality_demand_cell cell;

    CU_ASSERT_EQUAL(locality_demand_result_summary(result, &summary, NULL), LOCALITY_OK);
    TEST_NUMBER(summary.listed, 0);
    CU_ASSERT_EQUAL(locality_demand_result_cell_at(result, 0, &cell, NULL), LOCALITY_OK);
    CU_ASSERT(cell.expected > 7 && cell.expected < 13);
    locality_demand_result_free(result);
}

/* A few weeks after the step there is nothing yet to expect from: no line, whatever comes. */
static void what_cannot_be_expected_is_not_held_against_counts(void) {
    static const double before[] = {0, 0.02, 0.1};

    for (size_t k = 0; k < TEST_COUNT(before); k++) {
        for (uint32_t since = 2; since <= 8; since += 3) {
            locality_demand_result *result = watch(before[k], WEEKS - since, 5);
            locality_demand_summary summary;
            CU_ASSERT_EQUAL(locality_demand_result_summary(result, &summary, NULL), LOCALITY_OK);
            TEST_NUMBER(summary.listed, 0);
            locality_demand_result_free(result);
        }
    }
}

static void a_window_beyond_use_is_none(void) {
    static const struct {
        double error;
        bool is_one;
    } rows[] = {{0.5, true}, {LOC_WINDOW_MOST_ERROR, true}, {1.01, false}, {30, false}};
    const int64_t count[] = {7, 7};
    const double expected[] = {1.4, 1.4};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        const double error[] = {rows[k].error, rows[k].error};
        const loc_recent recent = {.periods = 2,
                                   .count = count,
                                   .expected = expected,
                                   .error = error,
                                   .dispersion = 1,
                                   .mean = 1.4,
                                   .growth = 0};
        locality_demand_window window;
        uint32_t counted;
        CU_ASSERT_EQUAL(loc_window_sum(&recent, 2, &window, &counted), rows[k].is_one);
        TEST_NUMBER(counted, 2);
    }
}

static const test_case cases[] = {
    {"what begins with a step has its own level", what_begins_with_a_step_has_its_own_level},
    {"what cannot be expected is not held against counts",
     what_cannot_be_expected_is_not_held_against_counts},
    {"a window beyond use is none", a_window_beyond_use_is_none},
};

TEST_MAIN("baselines of next to nothing", cases)
