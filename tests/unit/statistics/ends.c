/* Distributions at the ends of their range, and quantiles of counts against a plain search. */
#include <float.h>
#include <math.h>

#include "locality/statistics.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/random.h"
#include "statistics/special.h"
#include "support/harness.h"

static int same(double a, double b) {
    return isnan(b) ? isnan(a) : a == b;
}

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * fabs(b);
}

typedef struct row {
    const char *name;
    double ours;
    double known;
} row;

static void assert_rows(const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        TEST_ROW(same(rows[i].ours, rows[i].known), rows[i].name);
    }
}

/* ---- What is no number ------------------------------------------------------------------------ */

/* A distribution with parameters that are good, each spoilt in turn. */
typedef struct spoilt {
    const char *name;
    int32_t distribution;
    int parameters;
    double a;
    double b;
    double bad_a[3];
    double bad_b[3];
} spoilt;

static void assert_undefined(const spoilt *s, double a, double b, double p) {
    TEST_ROW(isnan(locality_cdf(s->distribution, 1, a, b)), s->name);
    TEST_ROW(isnan(locality_tail(s->distribution, 1, a, b)), s->name);
    TEST_ROW(isnan(locality_density(s->distribution, 1, a, b)), s->name);
    TEST_ROW(isnan(locality_quantile(s->distribution, p, a, b)), s->name);
}

static void parameters_out_of_range_are_no_number(void) {
    const double bad_p[] = {-0.1, 1.1, NAN};
    const spoilt rows[] = {
        {"normal", LOCALITY_NORMAL, 2, 3, 2, {INFINITY, -INFINITY, NAN}, {0, INFINITY, NAN}},
        {"t", LOCALITY_STUDENT, 1, 3, 0, {0, INFINITY, NAN}, {0}},
        {"chi-square", LOCALITY_CHI_SQUARE, 1, 3, 0, {-1, INFINITY, NAN}, {0}},
        {"F", LOCALITY_FISHER, 2, 3, 4, {0, INFINITY, NAN}, {0, INFINITY, NAN}},
        {"gamma", LOCALITY_GAMMA, 2, 3, 4, {0, INFINITY, NAN}, {-1, INFINITY, NAN}},
        {"beta", LOCALITY_BETA, 2, 3, 4, {0, INFINITY, NAN}, {-2, INFINITY, NAN}},
        {"Poisson", LOCALITY_POISSON, 1, 3, 0, {-1, INFINITY, NAN}, {0}},
        {"negative binomial",
         LOCALITY_NEGATIVE_BINOMIAL,
         2,
         3,
         0.4,
         {0, INFINITY, NAN},
         {0, 1.1, NAN}},
        {"binomial", LOCALITY_BINOMIAL, 2, 3, 0.4, {-1, 2.5, INFINITY}, {-0.1, 1.1, NAN}},
        {"overdispersed",
         LOCALITY_OVERDISPERSED,
         2,
         3,
         2,
         {-1, INFINITY, NAN},
         {INFINITY, NAN, NAN}},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const spoilt *s = &rows[i];
        for (size_t k = 0; k < 3; k++) {
            assert_undefined(s, s->bad_a[k], s->b, 0.3);
            if (s->parameters == 2) {
                assert_undefined(s, s->a, s->bad_b[k], 0.3);
            }
            TEST_ROW(isnan(locality_quantile(s->distribution, bad_p[k], s->a, s->b)), s->name);
        }
        TEST_ROW(isnan(locality_cdf(s->distribution, NAN, s->a, s->b)), s->name);
        TEST_ROW(isnan(locality_tail(s->distribution, NAN, s->a, s->b)), s->name);
        TEST_ROW(isnan(locality_density(s->distribution, NAN, s->a, s->b)), s->name);
    }
}

/* ---- Ends ------------------------------------------------------------------------------------- */

static void everything_lies_between_the_infinities(void) {
    const spoilt rows[] = {
        {"normal", LOCALITY_NORMAL, 2, 3, 2, {0}, {0}},
        {"t", LOCALITY_STUDENT, 1, 3, 0, {0}, {0}},
        {"chi-square", LOCALITY_CHI_SQUARE, 1, 3, 0, {0}, {0}},
        {"F", LOCALITY_FISHER, 2, 3, 4, {0}, {0}},
        {"gamma", LOCALITY_GAMMA, 2, 3, 4, {0}, {0}},
        {"gamma of a large shape", LOCALITY_GAMMA, 2, 5e6, 4, {0}, {0}},
        {"beta", LOCALITY_BETA, 2, 3, 4, {0}, {0}},
        {"Poisson", LOCALITY_POISSON, 1, 3, 0, {0}, {0}},
        {"negative binomial", LOCALITY_NEGATIVE_BINOMIAL, 2, 3, 0.4, {0}, {0}},
        {"binomial", LOCALITY_BINOMIAL, 2, 3, 0.4, {0}, {0}},
        {"overdispersed", LOCALITY_OVERDISPERSED, 2, 3, 2, {0}, {0}},
        {"not dispersed", LOCALITY_OVERDISPERSED, 2, 3, 1, {0}, {0}},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const spoilt *s = &rows[i];
        int32_t d = s->distribution;
        TEST_ROW(locality_cdf(d, INFINITY, s->a, s->b) == 1, s->name);
        TEST_ROW(locality_cdf(d, -INFINITY, s->a, s->b) == 0, s->name);
        TEST_ROW(locality_tail(d, INFINITY, s->a, s->b) == 0, s->name);
        TEST_ROW(locality_tail(d, -INFINITY, s->a, s->b) == 1, s->name);
        TEST_ROW(locality_density(d, INFINITY, s->a, s->b) == 0, s->name);
        TEST_ROW(locality_density(d, -INFINITY, s->a, s->b) == 0, s->name);
        double least = d == LOCALITY_NORMAL || d == LOCALITY_STUDENT ? -INFINITY : 0;
        double most = d == LOCALITY_BETA ? 1 : d == LOCALITY_BINOMIAL ? s->a : INFINITY;
        TEST_ROW(locality_quantile(d, 0, s->a, s->b) == least, s->name);
        TEST_ROW(locality_quantile(d, 1, s->a, s->b) == most, s->name);
    }
}

static void densities_at_an_end_are_what_they_tend_to(void) {
    const row rows[] = {
        {"gamma falling", loc_gamma_density(0, 0.5, 3), INFINITY},
        {"gamma exponential", loc_gamma_density(0, 1, 3), 3},
        {"gamma rising", loc_gamma_density(0, 2, 3), 0},
        {"gamma overflow", loc_gamma_density(1e300, 2, 1e300), 0},
        {"F falling", loc_f_density(0, 1, 5), INFINITY},
        {"F exponential", loc_f_density(0, 2, 5), 1},
        {"F rising", loc_f_density(0, 3, 5), 0},
        {"F before 0", loc_f_density(-1, 3, 5), 0},
        {"beta falling at 0", loc_beta_density(0, 0.5, 3), INFINITY},
        {"beta flat at 0", loc_beta_density(0, 1, 3), 3},
        {"beta rising at 0", loc_beta_density(0, 2, 3), 0},
        {"beta rising at 1", loc_beta_density(1, 2, 0.5), INFINITY},
        {"beta flat at 1", loc_beta_density(1, 2, 1), 2},
        {"beta falling at 1", loc_beta_density(1, 2, 3), 0},
        {"beta before 0", loc_beta_density(-0.1, 2, 3), 0},
        {"beta beyond 1", loc_beta_density(1.1, 2, 3), 0},
        {"t far away", loc_t_density(1e200, 3), 0},
        {"normal far away", loc_normal_density(41), 0},
    };

    assert_rows(rows, TEST_COUNT(rows));
    CU_ASSERT(near(loc_t_density(0, 1), 0.318309886183790672, 1e-13));
    CU_ASSERT(near(loc_t_density(0, 0.5), 0.269676300594190, 1e-12));
    CU_ASSERT(near(loc_beta_density(0.25, 0.5, 0.5), 0.735105193895722733, 1e-12));
}

static void masses_at_an_end_are_all_or_nothing(void) {
    const row rows[] = {
        {"Poisson of 0 at 0", loc_poisson_density(0, 0), 1},
        {"Poisson of 0 at 1", loc_poisson_density(1, 0), 0},
        {"Poisson of 0, cdf", loc_poisson_cdf(0, 0), 1},
        {"Poisson of 0, tail", loc_poisson_tail(0, 0), 0},
        {"Poisson of 0, quantile", loc_poisson_quantile(0.9, 0), 0},
        {"Poisson, p of 0", loc_poisson_quantile(0, 4), 0},
        {"sure success at 0", loc_negbin_density(0, 2, 1), 1},
        {"sure success at 1", loc_negbin_density(1, 2, 1), 0},
        {"sure success, cdf", loc_negbin_cdf(0, 2, 1), 1},
        {"sure success, quantile", loc_negbin_quantile(0.9, 2, 1), 0},
        {"negative binomial between", loc_negbin_density(1.5, 2, 0.5), 0},
        {"negative binomial at 0", loc_negbin_density(0, 2, 0.25), 0.0625},
        {"negative binomial at 0 from 1", loc_negbin_density(0, 1, 0.75), 0.75},
        {"no success at 0", loc_binomial_density(0, 3, 0), 1},
        {"no success at 1", loc_binomial_density(1, 3, 0), 0},
        {"all successes at 2", loc_binomial_density(2, 3, 1), 0},
        {"all successes at 3", loc_binomial_density(3, 3, 1), 1},
        {"three of three", loc_binomial_density(3, 3, 0.25), 1.0 / 64},
        {"four of three", loc_binomial_density(4, 3, 0.25), 0},
        {"between", loc_binomial_density(1.5, 3, 0.25), 0},
        {"no success, quantile", loc_binomial_quantile(0.9, 3, 0), 0},
        {"all successes, quantile", loc_binomial_quantile(0.1, 3, 1), 3},
        {"no trials, quantile", loc_binomial_quantile(0.9, 0, 0.5), 0},
        {"binomial, tail at all", loc_binomial_tail(3, 3, 0.25), 0},
        {"overdispersed of 0, density", loc_overdispersed_density(0, 0, 3), 1},
        {"overdispersed of 0, quantile", loc_overdispersed_quantile(0.5, 0, 3), 0},
    };

    assert_rows(rows, TEST_COUNT(rows));
}

static void quantiles_in_the_middle_are_the_middle(void) {
    const row rows[] = {
        {"normal", loc_normal_quantile(0.5), 0},
        {"t", loc_t_quantile(0.5, 7), 0},
        {"no degrees of freedom", loc_t_quantile(0.5, 0), NAN},
    };

    assert_rows(rows, TEST_COUNT(rows));
    CU_ASSERT(loc_normal_quantile(5e-324) < -38 && loc_normal_quantile(5e-324) > -39);
    CU_ASSERT(loc_normal_tail(0) == 0.5 && loc_normal_tail(45) == 0 && loc_normal_tail(-45) == 1);
    CU_ASSERT(loc_gamma_quantile(1e-300, 0.1, 1) < 1e-320); /* below all numbers */
    CU_ASSERT(fabs(loc_t_quantile(0.5 - 1e-16, 7)) < 1e-14);
    CU_ASSERT(near(loc_gamma_quantile(0.5, 1, 2), 0.346573590279972655, 1e-13));
}

static void large_shapes_are_nearly_normal_on_both_sides(void) {
    const double a = 9e6;

    for (int k = -3; k <= 3; k++) {
        double x = a + 3000.0 * k; /* k deviations */
        CU_ASSERT(fabs(loc_gamma_cdf(x, a, 1) - loc_normal_cdf(k)) < 3e-4);
        CU_ASSERT(fabs(loc_gamma_cdf(x, a, 1) + loc_gamma_tail(x, a, 1) - 1) < 1e-12);
        /* two gammas of the same rate: the share of one is beta */
        double share = 0.5 + k * 0.25 / sqrt(2 * a) * sqrt(2);
        CU_ASSERT(near(loc_beta_cdf(share, a, a), loc_beta_tail(1 - share, a, a), 1e-6));
    }
    CU_ASSERT(loc_beta_cdf(0.5, a, a) == 0.5);
}

/* ---- Quantiles of counts ---------------------------------------------------------------------- */

/* The smallest count with cdf(y) >= p, one by one. */
static double plain_quantile(int32_t d, double p, double a, double b) {
    double y = 0;

    while (p <= 0.5 ? locality_cdf(d, y, a, b) < p * (1 - 1e-13)
                    : locality_tail(d, y, a, b) > (1 - p) * (1 + 1e-13)) {
        y += 1;
    }
    return y;
}

static void quantiles_of_counts_are_those_of_a_plain_search(void) {
    const struct {
        const char *name;
        int32_t distribution;
        double a, b;
    } rows[] = {
        {"one trial", LOCALITY_BINOMIAL, 1, 0.02},
        {"few trials", LOCALITY_BINOMIAL, 4, 0.98},
        {"many trials", LOCALITY_BINOMIAL, 60, 0.003},
        {"most succeed", LOCALITY_BINOMIAL, 60, 0.99},
        {"even trials", LOCALITY_BINOMIAL, 37, 0.5},
        {"rare", LOCALITY_POISSON, 0.01, 0},
        {"some", LOCALITY_POISSON, 6.5, 0},
        {"heavy", LOCALITY_NEGATIVE_BINOMIAL, 0.05, 0.1},
        {"light", LOCALITY_NEGATIVE_BINOMIAL, 30, 0.9},
        {"spread", LOCALITY_OVERDISPERSED, 2, 9},
        {"wide", LOCALITY_OVERDISPERSED, 0.1, 40},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        for (int k = 1; k < 400; k++) {
            double p = k < 390 ? k / 390.0 : 1 - pow(10, 385 - k);
            TEST_ROW(locality_quantile(rows[i].distribution, p, rows[i].a, rows[i].b) ==
                         plain_quantile(rows[i].distribution, p, rows[i].a, rows[i].b),
                     rows[i].name);
        }
    }
}

/* Counts above 2^53 are not told apart; the search for one ends. */
static void quantiles_beyond_whole_numbers_are_no_number(void) {
    const row rows[] = {
        {"Poisson", loc_poisson_quantile(0.5, 1e17), NAN},
        {"geometric, low", loc_negbin_quantile(0.1, 1, 1e-20), NAN},
        {"geometric, high", loc_negbin_quantile(0.9, 1, 1e-20), NAN},
        {"out of numbers", loc_negbin_quantile(0.1, 10, 1e-308), NAN},
        {"overdispersed", loc_overdispersed_quantile(0.1, 1e20, 1e20), NAN},
        {"binomial", loc_binomial_quantile(0.5, 1e17, 0.5), NAN},
    };

    assert_rows(rows, TEST_COUNT(rows));
    double y = loc_negbin_quantile(0.1, 1, 1e-15); /* about 1.05e14: still a whole number */
    CU_ASSERT(near(y, 1.05360515657826e14, 1e-10) && y == floor(y));
}

/* ---- Functions below -------------------------------------------------------------------------- */

static void special_functions_keep_their_ends(void) {
    const row rows[] = {
        {"log gamma of 0", loc_log_gamma(0), INFINITY},
        {"log gamma below 0", loc_log_gamma(-2), NAN},
        {"log gamma of nothing", loc_log_gamma(NAN), NAN},
        {"log gamma of 1", loc_log_gamma(1), 0},
        {"Stirling's error of 0", loc_stirling_error(0), 0},
        {"power of 1", loc_power(1, 1e300), 1},
        {"tiny power", loc_power(2, 1e-250), 1},
        {"power of nothing", loc_power(2, NAN), NAN},
        {"sine of a tiny part", loc_sine_of_turn(1e-250), 0},
        {"exp beyond 709", loc_exp(709.7) > 1e308, 1},
        {"expm1 of nothing", loc_expm1(NAN), NAN},
        {"binomial, x of 0", loc_binomial_raw(2, 3, 0, 1), 0},
        {"binomial, y of 0", loc_binomial_raw(2, 3, 1, 0), 0},
    };

    assert_rows(rows, TEST_COUNT(rows));
}

static void draws_below_a_large_number_stay_below(void) {
    const uint64_t n = (UINT64_C(1) << 63) + 1; /* nearly half of all numbers are drawn anew */
    loc_random drawn, plain;
    int skipped = 0;

    loc_random_seed(&drawn, 3, 0);
    loc_random_seed(&plain, 3, 0);
    for (int i = 0; i < 200; i++) {
        uint64_t expected = loc_random_next(&plain);
        while (expected < UINT64_MAX - n + 1) { /* 2^64 mod n */
            expected = loc_random_next(&plain);
            skipped++;
        }
        CU_ASSERT_EQUAL(loc_random_below(&drawn, n), expected % n);
    }
    CU_ASSERT(skipped > 100);
}

static const test_case cases[] = {
    {"parameters out of range are no number", parameters_out_of_range_are_no_number},
    {"everything lies between the infinities", everything_lies_between_the_infinities},
    {"densities at an end are what they tend to", densities_at_an_end_are_what_they_tend_to},
    {"masses at an end are all or nothing", masses_at_an_end_are_all_or_nothing},
    {"quantiles in the middle are the middle", quantiles_in_the_middle_are_the_middle},
    {"large shapes are nearly normal on both sides", large_shapes_are_nearly_normal_on_both_sides},
    {"quantiles of counts are those of a plain search",
     quantiles_of_counts_are_those_of_a_plain_search},
    {"quantiles beyond whole numbers are no number", quantiles_beyond_whole_numbers_are_no_number},
    {"special functions keep their ends", special_functions_keep_their_ends},
    {"draws below a large number stay below", draws_below_a_large_number_stay_below},
};

TEST_MAIN("statistics: ends", cases)
