/* Comparisons and regressions: what they refuse with which words, and what is rare but lawful. */
#include <math.h>

#include "locality/statistics.h"
#include "statistics/regression.h"
#include "support/fault.h"
#include "support/harness.h"

#define NO LOCALITY_NO_COUNT
#define BEYOND ((INT64_C(1) << 53) + 1)

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * (fabs(b) + 1e-300);
}

static void assert_refused(locality_status status, const locality_error *error,
                           const char *message) {
    TEST_NUMBER(status, LOCALITY_INVALID);
    TEST_TEXT(error->message, message);
}

/* ---- Many tests, concentration ---------------------------------------------------------------- */

static void adjusting_names_what_is_wrong(void) {
    const locality_allocator empty = {0};
    const double p[] = {0.5, -0.5};
    double q[2];
    locality_error error;

    assert_refused(locality_adjust(NULL, 1, 0, q, NULL, &error), &error, "p is null");
    assert_refused(locality_adjust(p, 1, 0, NULL, NULL, &error), &error, "adjusted is null");
    assert_refused(locality_adjust(p, 2, 0, q, NULL, &error), &error, "p-value 1 is not 0 to 1");
    TEST_NUMBER(locality_adjust(p, 1, -1, q, NULL, NULL), LOCALITY_INVALID);
    assert_refused(locality_adjust(p, 1, 0, q, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    TEST_NUMBER(locality_adjust(NULL, 0, 0, NULL, NULL, &error), LOCALITY_OK);
}

static void concentration_names_what_is_wrong(void) {
    const double amount[] = {2, INFINITY};
    const double nothing[] = {0, 0};
    double shares[2] = {7, 7};
    locality_concentration out;
    locality_error error;

    assert_refused(locality_concentrate(amount, 1, NULL, NULL, &error), &error, "out is null");
    assert_refused(locality_concentrate(NULL, 1, NULL, &out, &error), &error, "amount is null");
    assert_refused(locality_concentrate(amount, 2, NULL, &out, &error), &error,
                   "amount 1 is not 0 or more");
    TEST_NUMBER(out.holders, 0);
    TEST_NUMBER(locality_concentrate(nothing, 2, shares, &out, &error), LOCALITY_OK);
    CU_ASSERT(isnan(shares[0]) && isnan(out.share) && isnan(out.shannon) && out.total == 0);
    TEST_NUMBER(locality_concentrate(amount, 1, NULL, &out, &error), LOCALITY_OK);
    CU_ASSERT(out.hhi == 1 && out.shannon == 0 && out.share == 1);
}

/* ---- Comparisons ------------------------------------------------------------------------------ */

static void rates_out_of_range_are_refused(void) {
    static const char events[] = "events are 0 or more, exposures above 0";
    static const char confidence[] = "the confidence is not between 0 and 1";
    const struct {
        int64_t first, second;
        double first_exposure, second_exposure, confidence;
        const char *message;
    } rows[] = {
        {-1, 1, 1, 1, 0.9, events},       {BEYOND, 1, 1, 1, 0.9, events},
        {1, NO, 1, 1, 0.9, events},       {1, BEYOND, 1, 1, 0.9, events},
        {1, 1, 0, 1, 0.9, events},        {1, 1, INFINITY, 1, 0.9, events},
        {1, 1, NAN, 1, 0.9, events},      {1, 1, 1, -1, 0.9, events},
        {1, 1, 1, INFINITY, 0.9, events}, {1, 1, 1, 1, 0, confidence},
        {1, 1, 1, 1, 1, confidence},      {1, 1, 1, 1, NAN, confidence},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_rate_comparison out;
        locality_error error;
        assert_refused(locality_compare_rates(rows[i].first, rows[i].first_exposure, rows[i].second,
                                              rows[i].second_exposure, rows[i].confidence, &out,
                                              &error),
                       &error, rows[i].message);
        CU_ASSERT(out.p == 0 && out.high == 0);
    }
    locality_error error;
    assert_refused(locality_compare_rates(1, 1, 1, 1, 0.9, NULL, &error), &error, "out is null");
}

static void a_first_that_has_nearly_all_exposure_is_expected_to_have_all(void) {
    locality_rate_comparison out;

    TEST_NUMBER(locality_compare_rates(5, 1e20, 0, 1, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.p == 1 && out.p_greater == 1 && out.p_less == 1 && out.ratio == INFINITY);
    TEST_NUMBER(locality_compare_rates(5, 1e20, 1, 1, 0.95, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.p < 1e-15 && out.p_less < 1e-15 && near(out.ratio, 5e-20, 1e-12));
}

static void exposures_may_be_as_large_as_numbers_are(void) {
    locality_rate_comparison large, small;

    TEST_NUMBER(locality_compare_rates(9, 1.5e308, 2, 1.5e308, 0.95, &large, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_compare_rates(9, 15, 2, 15, 0.95, &small, NULL), LOCALITY_OK);
    CU_ASSERT(large.p == small.p && large.p_greater == small.p_greater && large.high == small.high);
    CU_ASSERT(near(large.p, 0.0654296875, 1e-12)); /* 134 of 2048 */
}

static void tests_of_spread_name_what_is_wrong(void) {
    const int64_t count[] = {4, 8, NO, 12};
    const int64_t beyond[] = {4, BEYOND};
    const int64_t none[] = {0, 0};
    const double exposure[] = {1, 2, 1, 3};
    const double bad[] = {1, 0, 1, 3};
    locality_chi_square_test out;
    locality_error error;

    assert_refused(locality_dispersion_test(count, NULL, 4, NULL, &error), &error, "out is null");
    assert_refused(locality_dispersion_test(NULL, NULL, 4, &out, &error), &error, "count is null");
    assert_refused(locality_dispersion_test(beyond, NULL, 2, &out, &error), &error,
                   "count 1 is no count, or its exposure not above 0");
    assert_refused(locality_dispersion_test(count, bad, 4, &out, &error), &error,
                   "count 1 is no count, or its exposure not above 0");
    TEST_NUMBER(locality_dispersion_test(count, exposure, 4, &out, &error), LOCALITY_OK);
    CU_ASSERT(out.statistic == 0 && out.df == 2 && out.p == 1 && out.least_expected == 4);
    TEST_NUMBER(locality_dispersion_test(none, NULL, 2, &out, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p) && isnan(out.statistic) && out.df == 1);
    TEST_NUMBER(locality_dispersion_test(NULL, NULL, 0, &out, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p) && out.df == 0);
}

static void tests_of_mix_name_what_is_wrong(void) {
    const locality_allocator empty = {0};
    const int64_t table[] = {1, 2, 3, 4, 5, 6};
    const int64_t row[] = {1, 2, 3, 0, 0, 0};
    const int64_t column[] = {1, 0, 3, 0, 5, 0};
    locality_chi_square_test out, turned;
    locality_error error;

    assert_refused(locality_mix_test(table, 2, 3, NULL, NULL, &error), &error, "out is null");
    assert_refused(locality_mix_test(NULL, 2, 3, &out, NULL, &error), &error, "table is null");
    assert_refused(locality_mix_test(table, SIZE_MAX, 3, &out, NULL, &error), &error,
                   "the table is too large");
    assert_refused(locality_mix_test(table, SIZE_MAX, 1, &out, NULL, &error), &error,
                   "the table is too large");
    assert_refused(locality_mix_test(table, 2, 3, &out, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    TEST_NUMBER(locality_mix_test(NULL, 0, 3, &out, NULL, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p));
    TEST_NUMBER(locality_mix_test(NULL, 3, 0, &out, NULL, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p));
    TEST_NUMBER(locality_mix_test(row, 2, 3, &out, NULL, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p) && isnan(out.effect));
    TEST_NUMBER(locality_mix_test(column, 3, 2, &out, NULL, &error), LOCALITY_OK);
    CU_ASSERT(isnan(out.p));
    /* three rows of two columns are as two rows of three */
    const int64_t flipped[] = {1, 4, 2, 5, 3, 6};
    TEST_NUMBER(locality_mix_test(table, 2, 3, &out, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(locality_mix_test(flipped, 3, 2, &turned, NULL, &error), LOCALITY_OK);
    CU_ASSERT(near(out.p, turned.p, 1e-13) && near(out.effect, turned.effect, 1e-13));
}

static void fisher_names_what_is_wrong(void) {
    static int64_t wide[2 * 65];
    const int64_t bad[] = {1, 2, 3, -4};
    double p = 3;
    locality_error error;

    assert_refused(locality_fisher_test(NULL, 2, &p, &error), &error, "table is null");
    CU_ASSERT_EQUAL(p, 0);
    assert_refused(locality_fisher_test(bad, 2, NULL, &error), &error, "p is null");
    assert_refused(locality_fisher_test(bad, 2, &p, &error), &error,
                   "2 to 64 columns of counts are compared");
    assert_refused(locality_fisher_test(wide, 65, &p, &error), &error,
                   "2 to 64 columns of counts are compared");
    TEST_NUMBER(locality_fisher_test(wide, 64, &p, &error), LOCALITY_OK);
    CU_ASSERT(near(p, 1, 1e-12));
}

/* ---- Regressions: what is refused ------------------------------------------------------------- */

static const double two_columns[] = {1, 1, 1, 1, 0, 1, 2, 3};
static const double four_counts[] = {1, 3, 2, 5};

static locality_regression_data some_data(void) {
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;

    data.rows = 4;
    data.columns = 2;
    data.design = two_columns;
    data.response = four_counts;
    return data;
}

static void regressions_name_what_is_wrong(void) {
    static const double far[] = {1, 1, 1e300, 1};
    static const double none[] = {1, NAN, 1, 1};
    static const double negative[] = {1, 1, 1, -1};
    static const char form[] =
        "data.struct_size or reserved is not that of locality_regression_data";
    static const char kind[] = "data: there are 1 to 24 columns and four families";
    locality_regression_data bad[19];
    const char *const message[TEST_COUNT(bad)] = {
        form,
        form,
        form,
        kind,
        kind,
        kind,
        kind,
        "data: the rows are too many",
        "data: the rows are too many",
        "data.design is null",
        "data.response is null",
        "data.new_design is null",
        "row 1, column 0: new_design is no number",
        "row 2: the response is out of range",
        "row 1: the response is out of range",
        "row 3: the weight is not 0 or more",
        "row 2: the weight is not 0 or more",
        "row 1: the offset is no number",
        "row 1: the response is out of range",
    };

    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        bad[i] = some_data();
    }
    bad[0].struct_size = 8;
    bad[1].reserved = 1;
    bad[2].reserved2 = 1;
    bad[3].family = -1;
    bad[4].family = 4;
    bad[5].columns = 0;
    bad[6].columns = 25;
    bad[7].rows = SIZE_MAX / 8;
    bad[8].new_rows = SIZE_MAX / 8;
    bad[9].design = NULL;
    bad[10].response = NULL;
    bad[11].new_rows = 1;
    bad[12].new_rows = 2;
    bad[12].new_design = none;
    bad[13].response = far;
    bad[14].response = none;
    bad[15].weight = negative;
    bad[16].weight = far;
    bad[17].offset = none;
    bad[18].family = LOCALITY_FAMILY_BINOMIAL; /* 3 is no share */
    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        locality_regression_summary out;
        locality_error error;
        assert_refused(locality_regress(&bad[i], NULL, NULL, &out, NULL, &error), &error,
                       message[i]);
        TEST_NUMBER(out.rank, 0);
    }
    const locality_allocator empty = {0};
    const locality_regression_data good = some_data();
    locality_regression_summary out;
    locality_error error;
    assert_refused(locality_regress(NULL, NULL, NULL, &out, NULL, &error), &error, "data is null");
    assert_refused(locality_regress(&good, NULL, NULL, NULL, NULL, &error), &error, "out is null");
    assert_refused(locality_regress(&good, NULL, NULL, &out, &empty, &error), &error,
                   "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
}

/* ---- Regressions: what is rare but lawful ----------------------------------------------------- */

/* Means beside the rows: those of the fit, and at new rows those of its coefficients. */
static void shares_are_expected_at_new_rows(void) {
    const double share[] = {0.1, 0.3, 0.6, 0.8};
    const double weight[] = {20, 30, 30, 20};
    const double again[] = {1, 1, 0, 0, 3, 0};
    locality_regression_data data = some_data();
    locality_coefficient c[2];
    locality_fitted fitted[7];
    locality_regression_summary out;

    data.family = LOCALITY_FAMILY_BINOMIAL;
    data.response = share;
    data.weight = weight;
    data.new_rows = 3;
    data.new_design = again;
    TEST_NUMBER(locality_regress(&data, c, fitted, &out, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(out.fit, LOCALITY_FIT_CONVERGED);
    CU_ASSERT(fitted[0].linear < 0 && fitted[3].linear > 0);
    CU_ASSERT(near(fitted[4].mean, fitted[0].mean, 1e-12));
    CU_ASSERT(near(fitted[5].mean, fitted[3].mean, 1e-12));
    CU_ASSERT(fitted[6].mean == 0.5 && fitted[6].error == 0); /* a row of nothing */
    /* with a constant, expected events are those that were seen */
    double seen = 0;
    double expected = 0;
    for (size_t i = 0; i < 4; i++) {
        seen += weight[i] * share[i];
        expected += weight[i] * fitted[i].mean;
    }
    CU_ASSERT(near(expected, seen, 1e-9) && out.null_deviance > out.deviance);
}

static void shares_that_are_told_apart_run_to_the_end(void) {
    const double share[] = {0, 0, 1, 1};
    locality_regression_data data = some_data();
    locality_coefficient c[2];
    locality_fitted fitted[4];
    locality_regression_summary out;

    data.family = LOCALITY_FAMILY_BINOMIAL;
    data.response = share;
    TEST_NUMBER(locality_regress(&data, c, fitted, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(out.deviance < 1e-7 && c[1].value > 10 && c[1].p > 0.9);
    CU_ASSERT(fitted[0].mean < 1e-8 && fitted[3].mean > 1 - 1e-8);
}

static void offsets_are_part_of_fitted_rows(void) {
    const double offset[] = {0, 1, 0, 1};
    locality_regression_data data = some_data();
    locality_coefficient c[2];
    locality_fitted fitted[4];
    locality_regression_summary out;

    data.offset = offset;
    TEST_NUMBER(locality_regress(&data, c, fitted, &out, NULL, NULL), LOCALITY_OK);
    for (size_t i = 0; i < 4; i++) {
        double linear = c[0].value + c[1].value * (double)i + offset[i];
        CU_ASSERT(near(fitted[i].linear, linear, 1e-12));
        CU_ASSERT(near(fitted[i].mean, exp(linear), 1e-12));
    }
}

static void weights_of_0_leave_nothing_to_fit(void) {
    const double weight[] = {0, 0, 0, 0};
    locality_regression_data data = some_data();
    locality_coefficient c[2];
    locality_fitted fitted[4];
    locality_regression_summary out;

    data.weight = weight;
    for (data.family = 0; data.family <= LOCALITY_FAMILY_NEGATIVE_BINOMIAL; data.family++) {
        TEST_NUMBER(locality_regress(&data, c, fitted, &out, NULL, NULL), LOCALITY_OK);
        TEST_NUMBER(out.fit, LOCALITY_FIT_FAILED);
        CU_ASSERT(isnan(out.deviance) && isnan(c[1].value) && isnan(fitted[3].mean));
    }
}

static void as_many_columns_as_rows_leave_no_dispersion(void) {
    const double design[] = {1, 1, 0, 1, 2, 5};
    const double y[] = {4, 8};
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;
    locality_coefficient c[3];
    locality_regression_summary out;

    data.family = LOCALITY_FAMILY_QUASI_POISSON;
    data.rows = 2;
    data.columns = 3;
    data.design = design;
    data.response = y;
    TEST_NUMBER(locality_regress(&data, c, NULL, &out, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(out.rank, 2);
    CU_ASSERT(out.df == 0 && isnan(out.dispersion) && isnan(c[1].error) && isnan(c[2].value));
    CU_ASSERT(near(c[0].value, log(4), 1e-8) && near(c[1].value, log(2), 1e-8));
}

/* Large counts, and such that are not whole, go another way to theta: from one to the other it moves little. */
static void theta_is_the_same_whichever_way_it_is_found(void) {
    const double y[] = {0, 4, 300, 12, 90, 40, 255, 7, 256, 31};
    double between[10], ones[10];
    locality_regression_data data = LOCALITY_REGRESSION_DATA_INIT;
    locality_regression_summary whole, near_whole;

    for (size_t i = 0; i < 10; i++) {
        between[i] = y[i] > 0 ? y[i] + 1e-9 : 0;
        ones[i] = 1;
    }
    data.family = LOCALITY_FAMILY_NEGATIVE_BINOMIAL;
    data.rows = 10;
    data.columns = 1;
    data.design = ones;
    data.response = y;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &whole, NULL, NULL), LOCALITY_OK);
    data.response = between;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &near_whole, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(whole.fit, LOCALITY_FIT_CONVERGED);
    CU_ASSERT(whole.theta > 0.2 && whole.theta < 2);
    CU_ASSERT(near(whole.theta, near_whole.theta, 1e-6));
    CU_ASSERT(near(whole.theta_error, near_whole.theta_error, 1e-6));
    CU_ASSERT(near(whole.null_deviance, whole.deviance, 1e-6)); /* there is but a constant */
}

static void counts_without_excess_have_an_endless_theta(void) {
    const double same[] = {5, 5, 5, 5};
    locality_regression_data data = some_data();
    locality_regression_summary out;

    data.family = LOCALITY_FAMILY_NEGATIVE_BINOMIAL;
    data.response = same;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(out.theta > 1e15 && out.deviance < 1e-12); /* so large that it is a Poisson fit */
    /* fewer than one degree of freedom to spare */
    const double two[] = {3, 40};
    data.rows = 2;
    data.columns = 1;
    data.response = two;
    TEST_NUMBER(locality_regress(&data, NULL, NULL, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(out.theta > 0 && out.df == 1);
}

static void counts_of_nothing_run_down_to_the_floor(void) {
    const double none[] = {0, 0, 0, 0};
    locality_regression_data data = some_data();
    locality_fitted fitted[4];
    locality_regression_summary out;

    data.response = none;
    TEST_NUMBER(locality_regress(&data, NULL, fitted, &out, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(out.deviance >= 0 && out.deviance < 1e-6 && fitted[2].mean < 1e-6);
}

static void rooms_are_kept_to(void) {
    fault_allocator fault;
    loc_regression r;
    loc_regression_data data = {.family = LOC_FAMILY_NEGBIN,
                                .rows = 4,
                                .columns = 2,
                                .design = two_columns,
                                .response = four_counts,
                                .theta = INFINITY};

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    CU_ASSERT(!loc_regression_take(&r, 4, LOC_REGRESSION_COLUMNS + 1, &fault.allocator));
    CU_ASSERT(!loc_regression_take(&r, SIZE_MAX / 2, 2, &fault.allocator));
    loc_regression_give(&r); /* of nothing */
    CU_ASSERT_FATAL(loc_regression_take(&r, 4, 2, &fault.allocator));
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_CONVERGED); /* endless theta: Poisson */
    double as_poisson = r.deviance;
    data.family = LOC_FAMILY_POISSON;
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_CONVERGED);
    CU_ASSERT_EQUAL(as_poisson, r.deviance);
    data.columns = 3;
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_FAILED);
    data.columns = 0;
    TEST_NUMBER(loc_regression_fit(&r, &data), LOC_FIT_FAILED);
    loc_regression_give(&r);
    fault_allocator_clean(&fault, "a regression");
}

static const test_case cases[] = {
    {"adjusting names what is wrong", adjusting_names_what_is_wrong},
    {"concentration names what is wrong", concentration_names_what_is_wrong},
    {"rates out of range are refused", rates_out_of_range_are_refused},
    {"a first that has nearly all exposure is expected to have all",
     a_first_that_has_nearly_all_exposure_is_expected_to_have_all},
    {"exposures may be as large as numbers are", exposures_may_be_as_large_as_numbers_are},
    {"tests of spread name what is wrong", tests_of_spread_name_what_is_wrong},
    {"tests of mix name what is wrong", tests_of_mix_name_what_is_wrong},
    {"Fisher's test names what is wrong", fisher_names_what_is_wrong},
    {"regressions name what is wrong", regressions_name_what_is_wrong},
    {"shares are expected at new rows", shares_are_expected_at_new_rows},
    {"shares that are told apart run to the end", shares_that_are_told_apart_run_to_the_end},
    {"offsets are part of fitted rows", offsets_are_part_of_fitted_rows},
    {"weights of 0 leave nothing to fit", weights_of_0_leave_nothing_to_fit},
    {"as many columns as rows leave no dispersion", as_many_columns_as_rows_leave_no_dispersion},
    {"theta is the same whichever way it is found", theta_is_the_same_whichever_way_it_is_found},
    {"counts without excess have an endless theta", counts_without_excess_have_an_endless_theta},
    {"counts of nothing run down to the floor", counts_of_nothing_run_down_to_the_floor},
    {"rooms are kept to", rooms_are_kept_to},
};

TEST_MAIN("statistics: what is refused", cases)
