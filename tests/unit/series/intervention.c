/* Interrupted series: steps found, "cannot tell" said, seasons and autocorrelation borne, failures. */
#include <math.h>

#include "locality/series.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define COUNT 96
#define FIRST 60

/* Counts of a mean that is multiplied by `ratio` from FIRST on: sums of tosses of a coin. */
static void make(double *value, double mean, double ratio, uint64_t seed) {
    test_random random = {seed, 0};

    for (size_t i = 0; i < COUNT; i++) {
        double wanted = mean * (1.0 + 0.3 * cos(6.283185307179586 * (double)i / 12.0)) *
                        (i >= FIRST ? ratio : 1.0);
        value[i] = 0.0;
        for (size_t k = 0; k < 4000; k++) {
            value[i] += (double)test_random_below(&random, 4000) < wanted ? 1.0 : 0.0;
        }
    }
}

static locality_intervention_result judge(const double *value, int32_t has_slope) {
    locality_intervention_options options = LOCALITY_INTERVENTION_OPTIONS_INIT;
    locality_intervention_result out;

    options.period = 12;
    options.has_slope = has_slope;
    CU_ASSERT_EQUAL_FATAL(
        locality_intervention(value, COUNT, FIRST, &options, &out, NULL, 0, NULL, 0, NULL, NULL),
        LOCALITY_OK);
    return out;
}

static void a_step_is_found(void) {
    for (uint64_t seed = 1; seed <= 5; seed++) {
        double value[COUNT];
        make(value, 60, 1.6, seed);
        locality_intervention_result out = judge(value, 0);
        TEST_NUMBER(out.verdict, LOCALITY_EFFECT_ROSE);
        CU_ASSERT(out.effect_low < 1.6 && out.effect_high > 1.6 && out.p < 1e-6);
        CU_ASSERT(fabs(out.observed - out.expected - out.cumulative) < 1e-9 * out.observed);
        CU_ASSERT(out.relative > 0.4 && out.relative < 0.8);
        make(value, 60, 0.5, seed);
        TEST_NUMBER(judge(value, 0).verdict, LOCALITY_EFFECT_FELL);
    }
}

static void little_is_not_called_none(void) {
    double value[COUNT];
    int cannot = 0;

    for (uint64_t seed = 1; seed <= 5; seed++) {
        make(value, 1.5, 1.0, seed);
        locality_intervention_result out = judge(value, 1);
        cannot += out.verdict == LOCALITY_EFFECT_CANNOT_TELL;
        CU_ASSERT(out.verdict != LOCALITY_EFFECT_NONE_SEEN);
        make(value, 400, 1.0, seed);
        TEST_NUMBER(judge(value, 0).verdict, LOCALITY_EFFECT_NONE_SEEN);
    }
    CU_ASSERT(cannot >= 4); /* one in twenty goes wrong by chance */
}

static void nothing_but_zeros_has_no_result(void) {
    double value[COUNT], expected[COUNT - FIRST];
    locality_intervention_result out;

    make(value, 5, 1.0, 9);
    for (size_t i = 0; i < FIRST; i++) {
        value[i] = 0;
    }
    CU_ASSERT_EQUAL(locality_intervention(value, COUNT, FIRST, NULL, &out, NULL, 0, expected,
                                          COUNT - FIRST, NULL, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(out.verdict, LOCALITY_EFFECT_NO_RESULT);
    CU_ASSERT(isnan(out.effect) && isnan(expected[0]) && out.terms == 0);
}

/* What is left that goes together from one period to the next widens the interval, unless it is kept. */
static void errors_that_go_together_count(void) {
    double value[COUNT];
    locality_intervention_options options = LOCALITY_INTERVENTION_OPTIONS_INIT;
    locality_intervention_result wide, narrow;
    locality_intervention_term term[8];

    for (size_t i = 0; i < COUNT; i++) {
        value[i] = 50.0 + (i / 4 % 2 == 0 ? 15.0 : -15.0);
    }
    options.period = 12;
    locality_intervention(value, COUNT, FIRST, &options, &wide, term, 8, NULL, 0, NULL, NULL);
    options.keep_errors = 1;
    locality_intervention(value, COUNT, FIRST, &options, &narrow, NULL, 0, NULL, 0, NULL, NULL);
    CU_ASSERT(wide.autocorrelation > 0.2 && narrow.inflation == 1.0);
    double r = wide.autocorrelation;
    CU_ASSERT(fabs(wide.inflation - sqrt((1.0 + r) / (1.0 - r))) < 1e-12);
    CU_ASSERT(wide.effect_high - wide.effect_low > narrow.effect_high - narrow.effect_low);
    TEST_NUMBER(wide.terms, 5);
    CU_ASSERT(fabs(exp(term[LOCALITY_TERM_STEP].value) - wide.step) < 1e-9);
}

static void gaps_are_left_out(void) {
    double value[COUNT];
    make(value, 60, 1.6, 3);
    double before = judge(value, 0).effect;
    value[10] = value[70] = NAN;
    CU_ASSERT(fabs(judge(value, 0).effect / before - 1.0) < 0.05);
}

static void wrong_input_is_refused(void) {
    double value[] = {1, 2, 3, -4, 5, 6};
    locality_intervention_result out;
    locality_intervention_term term[2];
    double expected[2];
    locality_error error;

    CU_ASSERT_EQUAL(locality_intervention(value, 6, 2, NULL, &out, NULL, 0, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 3"));
    value[3] = 4;
    for (size_t k = 0; k < 7; k++) {
        locality_intervention_options options = LOCALITY_INTERVENTION_OPTIONS_INIT;
        options.struct_size = k == 0 ? 4 : options.struct_size;
        options.period = k == 1 ? 1 : 52;
        options.harmonics = k == 2 ? 7 : 1;
        options.has_slope = k == 3 ? 2 : 0;
        options.coverage = k == 4 ? 0.0 : 0.95;
        CU_ASSERT_EQUAL(locality_intervention(value, 6,
                                              k == 5   ? 0
                                              : k == 6 ? 6
                                                       : 2,
                                              &options, &out, NULL, 0, NULL, 0, NULL, NULL),
                        LOCALITY_INVALID);
    }
    CU_ASSERT_EQUAL(locality_intervention(value, 6, 2, NULL, &out, term, 2, NULL, 0, NULL, NULL),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(
        locality_intervention(value, 6, 2, NULL, &out, NULL, 0, expected, 2, NULL, NULL),
        LOCALITY_LIMIT);
}

static locality_status run(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    locality_intervention_result out;
    return locality_intervention(state, COUNT, FIRST, NULL, &out, NULL, 0, NULL, 0, allocator,
                                 error);
}

static void every_allocation_may_fail(void) {
    double value[COUNT];
    make(value, 5, 1.0, 9);
    fault_drive("judging an intervention", run, value, 2);
}

static const test_case cases[] = {
    {"a step is found", a_step_is_found},
    {"little data is not called no change", little_is_not_called_none},
    {"nothing but zeros has no result", nothing_but_zeros_has_no_result},
    {"errors that go together count", errors_that_go_together_count},
    {"gaps are left out", gaps_are_left_out},
    {"wrong input is refused", wrong_input_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("intervention", cases)
