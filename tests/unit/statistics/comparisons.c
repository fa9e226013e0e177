/* Many tests, comparisons, concentration, regressions: worked examples, laws, bad input, refused memory. */
#include <math.h>

#include "locality/statistics.h"
#include "statistics/regression.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define MOST 300

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * (fabs(b) + 1e-300);
}

static double unit(test_random *random) {
    return (double)(test_random_next(random) >> 11) * 0x1p-53;
}

/* ---- Distributions by number ------------------------------------------------------------------ */

static void distributions_are_found_by_number(void) {
    CU_ASSERT(near(locality_cdf(LOCALITY_NORMAL, 120, 100, 10), 0.977249868051820793, 1e-13));
    CU_ASSERT(near(locality_quantile(LOCALITY_NORMAL, 0.975, 100, 10), 119.599639845400545, 1e-13));
    CU_ASSERT(near(locality_density(LOCALITY_NORMAL, 100, 100, 10), 0.0398942280401432678, 1e-13));
    CU_ASSERT_EQUAL(locality_quantile(LOCALITY_POISSON, 0.95, 3, 0), 6);
    for (int32_t d = LOCALITY_NORMAL; d <= LOCALITY_OVERDISPERSED; d++) {
        double whole = locality_cdf(d, 1, 3, 0.7) + locality_tail(d, 1, 3, 0.7);
        CU_ASSERT(near(whole, 1, 1e-14));
        CU_ASSERT(locality_density(d, 1, 3, 0.7) >= 0);
    }
    CU_ASSERT(isnan(locality_cdf(-1, 0, 1, 1)) && isnan(locality_tail(10, 0, 1, 1)));
    CU_ASSERT(isnan(locality_density(LOCALITY_NORMAL, 0, 0, 0)));
}

/* ---- Many tests ------------------------------------------------------------------------------- */

static void the_example_of_1995_rejects_four(void) {
    const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
    double q[15];
    int rejected = 0;

    TEST_NUMBER(locality_adjust(p, 15, LOCALITY_ADJUST_BH, q, NULL, NULL), LOCALITY_OK);
    for (int i = 0; i < 15; i++) {
        rejected += q[i] <= 0.05;
    }
    TEST_NUMBER(rejected, 4);
    CU_ASSERT(near(q[3], 0.035625, 1e-14));
    TEST_NUMBER(locality_adjust(p, 15, LOCALITY_ADJUST_HOLM, q, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(near(q[0], 0.0015, 1e-14) && near(q[1], 0.0056, 1e-14) && q[14] == 1);
}

static void order_and_missing_tests_change_nothing(void) {
    test_random random = {21, 0};
    double p[MOST], turned[MOST], q[MOST], q_turned[MOST];

    for (size_t i = 0; i < MOST; i++) {
        p[i] = i % 7 == 0 ? NAN : unit(&random) * unit(&random);
        p[i] = i % 11 == 1 ? 0.25 : p[i]; /* ties */
        turned[MOST - 1 - i] = p[i];
    }
    for (int32_t how = 0; how <= LOCALITY_ADJUST_BONFERRONI; how++) {
        TEST_NUMBER(locality_adjust(p, MOST, how, q, NULL, NULL), LOCALITY_OK);
        TEST_NUMBER(locality_adjust(turned, MOST, how, q_turned, NULL, NULL), LOCALITY_OK);
        for (size_t i = 0; i < MOST; i++) {
            CU_ASSERT(isnan(p[i]) ? isnan(q[i]) : q[i] == q_turned[MOST - 1 - i] && q[i] >= p[i]);
        }
    }
    TEST_NUMBER(locality_adjust(p, MOST, LOCALITY_ADJUST_BY, p, NULL, NULL),
                LOCALITY_OK); /* in place */
    TEST_NUMBER(locality_adjust(turned, MOST, LOCALITY_ADJUST_BY, q_turned, NULL, NULL),
                LOCALITY_OK);
    for (size_t i = 0; i < MOST; i++) {
        CU_ASSERT(isnan(p[i]) || p[i] == q_turned[MOST - 1 - i]);
    }
}

/* ---- Comparisons ------------------------------------------------------------------------------ */

static void two_rates_are_compared_exactly(void) {
    locality_rate_comparison out;

    TEST_NUMBER(locality_compare_rates(5, 10, 5, 10, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.ratio == 1 && out.p == 1);
    CU_ASSERT(near(out.low * out.high, 1, 1e-12));
    TEST_NUMBER(locality_compare_rates(0, 1, 4, 1, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.ratio == 0 && out.low == 0 && near(out.p, 0.125, 1e-14));
    CU_ASSERT(out.p_greater == 1 && near(out.p_less, 0.0625, 1e-14));
    TEST_NUMBER(locality_compare_rates(4, 1, 0, 1, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.ratio == INFINITY && out.high == INFINITY && near(out.p, 0.125, 1e-14));
    TEST_NUMBER(locality_compare_rates(0, 1, 0, 1, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(out.ratio) && out.p == 1);
}

static void the_two_sided_p_is_the_sum_of_all_that_is_as_unlikely(void) {
    for (int64_t n = 1; n <= 30; n++) {
        for (int64_t x = 0; x <= n; x++) {
            locality_rate_comparison out;
            double share = 2.0 / 7;
            double sum = 0;
            double own = locality_density(LOCALITY_BINOMIAL, (double)x, (double)n, share);
            for (int64_t k = 0; k <= n; k++) {
                double mass = locality_density(LOCALITY_BINOMIAL, (double)k, (double)n, share);
                sum += mass <= own * (1 + 1e-7) ? mass : 0;
            }
            TEST_NUMBER(locality_compare_rates(x, 2, n - x, 5, 0.9, &out, NULL), LOCALITY_OK);
            CU_ASSERT(near(out.p, sum < 1 ? sum : 1, 1e-10));
        }
    }
}

static void spread_and_mix_are_tested_by_chi_square(void) {
    const int64_t even[] = {9, 11, 7, 16, LOCALITY_NO_COUNT};
    const int64_t table[] = {10, 20, 0, 30, 20, 0};
    locality_chi_square_test out;

    TEST_NUMBER(locality_dispersion_test(even, NULL, 5, &out, NULL), LOCALITY_OK);
    CU_ASSERT(near(out.statistic, 44.75 / 10.75, 1e-13) && out.df == 3);
    TEST_NUMBER(locality_dispersion_test(even, NULL, 1, &out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(out.p));
    TEST_NUMBER(locality_mix_test(table, 2, 3, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(out.df == 1 && near(out.statistic, 16.0 / 3, 1e-12));
    CU_ASSERT(near(out.effect, sqrt(16.0 / 3 / 80), 1e-12) && near(out.least_expected, 15, 1e-14));
}

/* Of exposures only the proportions count, however large or small they are. */
static void spread_bears_any_exposure(void) {
    const int64_t count[] = {9, 11, 7, 16}, quiet[] = {9, 0}, loud[] = {9, 1};
    const double ordinary[] = {1, 1.5, 0.5, 1.75}, uneven[] = {1e300, 1e-300};
    static const double scales[] = {1e308, 1e-320, 1e200, 1e-200};
    locality_chi_square_test plain, out;

    TEST_NUMBER(locality_dispersion_test(count, ordinary, 4, &plain, NULL), LOCALITY_OK);
    for (size_t i = 0; i < TEST_COUNT(scales); i++) {
        double exposure[4];
        for (size_t k = 0; k < 4; k++) {
            exposure[k] = ordinary[k] * scales[i];
        }
        TEST_NUMBER(locality_dispersion_test(count, exposure, 4, &out, NULL), LOCALITY_OK);
        double tolerance = scales[i] < 1e-308 ? 1e-3 : 1e-12; /* numbers there have few digits */
        CU_ASSERT(near(out.statistic, plain.statistic, tolerance) &&
                  near(out.p, plain.p, tolerance));
        CU_ASSERT(near(out.least_expected, plain.least_expected, tolerance));
    }
    TEST_NUMBER(locality_dispersion_test(quiet, uneven, 2, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.statistic == 0 && out.p == 1);
    TEST_NUMBER(locality_dispersion_test(loud, uneven, 2, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.statistic == INFINITY && out.p == 0);
}

static void fisher_is_the_tea_tasting(void) {
    const int64_t tea[] = {3, 1, 1, 3};
    const int64_t none[] = {0, 0, 0, 0};
    double p;

    TEST_NUMBER(locality_fisher_test(tea, 2, &p, NULL), LOCALITY_OK);
    CU_ASSERT(near(p, 34.0 / 70, 1e-12));
    TEST_NUMBER(locality_fisher_test(none, 2, &p, NULL), LOCALITY_OK);
    CU_ASSERT(near(p, 1, 1e-12));
}

static void concentration_counts_equal_holders(void) {
    const double amount[] = {5, 0, 5, NAN, 5, 5};
    double shares[6];
    locality_concentration out;

    TEST_NUMBER(locality_concentrate(amount, 6, shares, &out, NULL), LOCALITY_OK);
    TEST_NUMBER(out.holders, 4);
    TEST_NUMBER(out.largest, 0);
    CU_ASSERT(near(out.effective, 4, 1e-14) && near(out.shannon, 1.38629436111989062, 1e-14));
    CU_ASSERT(shares[0] == 0.25 && shares[1] == 0 && isnan(shares[3]));
    TEST_NUMBER(locality_concentrate(NULL, 0, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.total == 0 && isnan(out.hhi));
}

/* ---- Regressions ------------------------------------------------------------------------------ */

/* Two groups: the coefficients are logarithms of means, their errors known. */
static void a_regression_of_two_groups_is_their_means(void) {
    const double y[] = {2, 4, 6, 10, 14, 12};
    double design[18];
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;
    locality_coefficient c[3];
    locality_fitted fitted[6];
    locality_regression_summary out;

    for (size_t i = 0; i < 6; i++) {
        design[i] = 1;
        design[6 + i] = i >= 3;
        design[12 + i] = 2 - 3 * (double)(i >= 3); /* a combination of the first two */
    }
    data.family = LOCALITY_FAMILY_QUASI_POISSON;
    data.rows = 6;
    data.columns = 3;
    data.design = design;
    data.response = y;
    TEST_NUMBER(locality_regress(&data, c, fitted, &out, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(out.fit, LOCALITY_FIT_CONVERGED);
    TEST_NUMBER(out.rank, 2);
    CU_ASSERT(near(c[0].value, log(4), 1e-9) && near(c[1].value, log(3), 1e-9));
    CU_ASSERT(isnan(c[2].value) && isnan(c[2].p));
    double phi = (8.0 / 4 + 8.0 / 12) / 4;
    CU_ASSERT(near(out.dispersion, phi, 1e-4));
    CU_ASSERT(near(c[0].error, sqrt(phi / 12), 1e-4));
    CU_ASSERT(near(fitted[4].mean, 12, 1e-9) && near(fitted[4].error, sqrt(phi / 36), 1e-4));
    data.family = LOCALITY_FAMILY_NEGATIVE_BINOMIAL;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, NULL), LOCALITY_OK);
    data.rows = 0;
    TEST_NUMBER(locality_regress(&data, c, NULL, &out, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(out.fit, LOCALITY_FIT_FAILED);
}

static void twice_the_exposure_is_half_the_rate(void) {
    test_random random = {23, 0};
    double design[2 * MOST], y[MOST], offset[MOST];
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;
    locality_coefficient plain[2], shifted[2];
    locality_regression_summary out;

    for (size_t i = 0; i < MOST; i++) {
        design[i] = 1;
        design[MOST + i] = (double)i / MOST;
        y[i] = (double)test_random_below(&random, 12);
        offset[i] = log(2);
    }
    data.rows = MOST;
    data.columns = 2;
    data.design = design;
    data.response = y;
    TEST_NUMBER(locality_regress(&data, plain, NULL, &out, NULL, NULL), LOCALITY_OK);
    data.offset = offset;
    TEST_NUMBER(locality_regress(&data, shifted, NULL, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(fabs(plain[0].value - log(2) - shifted[0].value) < 1e-7);
    CU_ASSERT(fabs(plain[1].value - shifted[1].value) < 1e-7);
}

/* The leverages of a fit add up to its coefficients. */
static void leverages_add_up_to_the_rank(void) {
    test_random random = {24, 0};
    const locality_allocator *memory = NULL;
    locality_allocator plain;
    fault_allocator fault;
    double design[3 * MOST], y[MOST], leverage[MOST];
    double sum = 0;
    loc_regression r;

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    memory = &fault.allocator;
    plain = *memory;
    for (size_t i = 0; i < MOST; i++) {
        design[i] = 1;
        design[MOST + i] = unit(&random);
        design[2 * MOST + i] = unit(&random);
        y[i] = (double)test_random_below(&random, 30);
    }
    loc_regression_data data = {
        .family = LOC_FAMILY_POISSON, .rows = MOST, .columns = 3, .design = design, .response = y};
    CU_ASSERT_FATAL(loc_regression_take(&r, MOST, 3, &plain));
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_CONVERGED);
    loc_regression_leverage(&r, &data, leverage);
    for (size_t i = 0; i < MOST; i++) {
        sum += leverage[i];
    }
    CU_ASSERT(near(sum, 3, 1e-9));
    data.rows = MOST + 1;
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_FAILED);
    loc_regression_give(&r);
    fault_allocator_clean(&fault, "a regression");
}

/* ---- What is refused -------------------------------------------------------------------------- */

static void bad_input_is_named(void) {
    const double p[] = {0.5, 1.5};
    const int64_t table[] = {1, -2, 3, 4};
    const double amount[] = {1, -1};
    const double design[] = {1, 1, NAN, 2};
    const double y[] = {1, -1};
    double q[2];
    double fisher;
    locality_error error;
    locality_rate_comparison rates;
    locality_chi_square_test test;
    locality_concentration with;
    locality_regression_summary out;
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;

    TEST_NUMBER(locality_adjust(p, 2, 0, q, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "p-value 1 is not 0 to 1");
    TEST_NUMBER(locality_adjust(p, 1, 9, q, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_adjust(NULL, 1, 0, q, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_compare_rates(-1, 1, 1, 1, 0.95, &rates, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_compare_rates(1, 0, 1, 1, 0.95, &rates, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_compare_rates(1, 1, 1, 1, 1, &rates, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_compare_rates(20000000, 1, 1, 1, 0.5, &rates, NULL), LOCALITY_LIMIT);
    TEST_NUMBER(locality_dispersion_test(table, NULL, 2, &test, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_mix_test(table, 2, 2, &test, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_fisher_test(table, 2, &fisher, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_fisher_test(table, 1, &fisher, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_concentrate(amount, 2, NULL, &with, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "amount 1 is not 0 or more");
    data.rows = 2;
    data.columns = 2;
    data.design = design;
    data.response = y;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "row 0, column 1: design is no number");
    data.columns = 1;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "row 1: the response is out of range");
    data.columns = 25;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, NULL), LOCALITY_INVALID);
}

static void too_many_tables_are_not_listed(void) {
    int64_t table[40];
    double p;

    for (size_t i = 0; i < 40; i++) {
        table[i] = 40;
    }
    TEST_NUMBER(locality_fisher_test(table, 20, &p, NULL), LOCALITY_LIMIT);
}

static locality_status run_all(void *state, const locality_allocator *allocator,
                               locality_error *error) {
    const double p[] = {0.1, 0.2, 0.01};
    const int64_t table[] = {1, 2, 3, 4};
    const double design[] = {1, 1, 1, 1};
    const double y[] = {1, 3, 2, 5};
    double q[3];
    locality_chi_square_test test;
    locality_regression_summary out;
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;

    (void)state;
    locality_status status = locality_adjust(p, 3, LOCALITY_ADJUST_BH, q, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_mix_test(table, 2, 2, &test, allocator, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    data.rows = 4;
    data.columns = 1;
    data.design = design;
    data.response = y;
    return locality_regress(&data, NULL, NULL, &out, allocator, error);
}

static void refused_memory_is_reported(void) {
    fault_drive("statistics", run_all, NULL, 4);
}

static const test_case cases[] = {
    {"distributions are found by number", distributions_are_found_by_number},
    {"the example of 1995 rejects four", the_example_of_1995_rejects_four},
    {"order and missing tests change nothing", order_and_missing_tests_change_nothing},
    {"two rates are compared exactly", two_rates_are_compared_exactly},
    {"the two-sided p is the sum of all that is as unlikely",
     the_two_sided_p_is_the_sum_of_all_that_is_as_unlikely},
    {"spread and mix are tested by chi-square", spread_and_mix_are_tested_by_chi_square},
    {"spread bears any exposure", spread_bears_any_exposure},
    {"Fisher's test is that of the tea", fisher_is_the_tea_tasting},
    {"concentration counts equal holders", concentration_counts_equal_holders},
    {"a regression of two groups is their means", a_regression_of_two_groups_is_their_means},
    {"twice the exposure is half the rate", twice_the_exposure_is_half_the_rate},
    {"leverages add up to the rank", leverages_add_up_to_the_rank},
    {"bad input is named", bad_input_is_named},
    {"too many tables are not listed", too_many_tables_are_not_listed},
    {"refused memory is reported", refused_memory_is_reported},
};

TEST_MAIN("statistics: comparisons and regressions", cases)
