/* Elementary functions and distributions: known values, laws over random input, the same bits. */
#include "statistics/elementary.h"

#include <math.h>
#include <string.h>

#include "statistics/distributions.h"
#include "statistics/random.h"
#include "support/harness.h"
#include "support/random.h"

#define SAME_BITS UINT64_C(0x24ae9c9d49c2c10d)

static double unit(test_random *random) {
    return (double)(test_random_next(random) >> 11) * 0x1p-53;
}

static double between(test_random *random, double low, double high) {
    return low + (high - low) * unit(random);
}

static int near(double a, double b, double relative) {
    return fabs(a - b) <= relative * fabs(b);
}

/* ---- Elementary functions --------------------------------------------------------------------- */

static void elementary_functions_are_those_of_the_machine_to_one_place(void) {
    test_random random = {11, 0};
    int wrong = 0;

    for (int i = 0; i < 200000; i++) {
        double x = between(&random, -700, 700);
        double small = between(&random, -0.9, 2);
        double positive = exp(between(&random, -30, 30));
        double power = between(&random, -5, 5);
        wrong += !near(loc_exp(x), exp(x), 4e-16);
        wrong += !near(loc_expm1(small), expm1(small), 6e-16);
        wrong += fabs(loc_log(positive) - log(positive)) > 4e-16 * fabs(log(positive)) + 1e-300;
        wrong += !near(loc_log1p(small), log1p(small), 5e-16);
        wrong += !near(loc_power(positive, power), pow(positive, power), 5e-16);
    }
    TEST_NUMBER(wrong, 0);
}

static void waves_are_exact_at_their_quarters(void) {
    CU_ASSERT_EQUAL(loc_sine_of_turn(0), 0);
    CU_ASSERT_EQUAL(loc_sine_of_turn(0.25), 1);
    CU_ASSERT_EQUAL(loc_sine_of_turn(0.5), 0);
    CU_ASSERT_EQUAL(loc_cosine_of_turn(7), 1);
    CU_ASSERT_EQUAL(loc_cosine_of_turn(-3.5), -1);
    CU_ASSERT(near(loc_sine_of_turn(0.1), 0.587785252292473157, 3e-16));
    CU_ASSERT(near(loc_sine_of_turn(-12.9), 0.587785252292473157, 1e-14));
    CU_ASSERT(isnan(loc_sine_of_turn(NAN)) && isnan(loc_cosine_of_turn(INFINITY)));
}

static void ends_of_the_range_are_kept(void) {
    CU_ASSERT(loc_exp(710) == INFINITY && loc_exp(-746) == 0 && loc_exp(0) == 1);
    CU_ASSERT(isnan(loc_exp(NAN)) && loc_exp(-INFINITY) == 0);
    CU_ASSERT(loc_log(0) == -INFINITY && isnan(loc_log(-1)) && loc_log(1) == 0);
    CU_ASSERT(loc_log(INFINITY) == INFINITY);
    CU_ASSERT(loc_log1p(-1) == -INFINITY && isnan(loc_log1p(-2)) && loc_log1p(1e-300) == 1e-300);
    CU_ASSERT(loc_expm1(-50) == -1 && loc_expm1(1000) == INFINITY && loc_expm1(0) == 0);
    CU_ASSERT(loc_power(0, 2) == 0 && loc_power(0, -1) == INFINITY && loc_power(5, 0) == 1);
    CU_ASSERT(isnan(loc_power(-1, 0.5)) && loc_power(INFINITY, -2) == 0);
    CU_ASSERT(loc_power(10, 400) == INFINITY && loc_power(10, -400) == 0);
    CU_ASSERT(near(loc_log(4e-320), log(4e-320), 1e-15));
}

/* A sum over many results, byte by byte: any change of any bit shows. */
static void results_are_the_same_bits_everywhere(void) {
    test_random random = {12, 0};
    uint64_t sum = 0;

    for (int i = 0; i < 50000; i++) {
        double results[] = {loc_exp(between(&random, -50, 50)),
                            loc_log(between(&random, 0, 1000)),
                            loc_power(between(&random, 0, 1000), 2.0 / 3),
                            loc_sine_of_turn(between(&random, 0, 1)),
                            loc_overdispersed_tail(floor(between(&random, 0, 60)), 12.5, 2.5),
                            loc_normal_quantile(unit(&random))};
        for (size_t k = 0; k < TEST_COUNT(results); k++) {
            uint64_t bits;
            memcpy(&bits, &results[k], sizeof bits);
            sum = (sum << 7 | sum >> 57) ^ bits;
        }
    }
    CU_ASSERT_EQUAL(sum, SAME_BITS);
    if (sum != SAME_BITS) {
        printf("the bits are 0x%llx\n", (unsigned long long)sum);
    }
}

/* ---- Distributions ---------------------------------------------------------------------------- */

static void tails_are_right_however_small(void) {
    const struct {
        const char *name;
        double ours, known; /* worked out to 30 digits */
    } rows[] = {
        {"normal 10", loc_normal_tail(10), 7.61985302416052607e-24},
        {"normal -37", loc_normal_cdf(-37), 5.72557122252457682e-300},
        {"normal quantile", loc_normal_quantile(1e-20), -9.26234008979840757},
        {"Poisson tail", loc_poisson_tail(200, 100), 4.62617947019577288e-19},
        {"Poisson cdf", loc_poisson_cdf(50, 100), 2.40159223561681562e-8},
        {"negative binomial tail", loc_negbin_tail(40, 2.5, 0.2), 0.00225801820997023979},
        {"t tail", loc_t_tail(12, 5), 0.0000354474625858076134},
        {"chi-square tail", loc_chi_square_tail(300, 10), 1.55467475438031811e-58},
        {"F tail", loc_f_tail(30, 3, 8), 0.000105652545786858185},
        {"gamma cdf", loc_gamma_cdf(0.01, 2.5, 1), 2.98760153190659384e-6},
        {"beta cdf", loc_beta_cdf(0.001, 3, 40), 0.000011149261952348719},
        {"binomial tail", loc_binomial_tail(90, 100, 0.5), 1.66102448972682644e-18},
        {"t tail of many degrees", loc_t_tail(9, 1e8), 1.12860737228527155e-19},
        {"gamma cdf of a large shape", loc_gamma_cdf(4990000, 5000000, 1), 3.82107052875440424e-6},
        {"beta tail of large shapes", loc_beta_tail(0.35791121839171497, 5000000, 9000000),
         9.97917899873062343e-10},
        {"log gamma of a quarter", loc_log_gamma(0.25), 1.28802252469807746},
        {"log gamma of 100,000", loc_log_gamma(1e5), 1051287.70897365689},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TEST_ROW(near(rows[i].ours, rows[i].known, 1e-11), rows[i].name);
    }
}

static void cdf_and_tail_make_one(void) {
    test_random random = {13, 0};
    int wrong = 0;

    for (int i = 0; i < 20000; i++) {
        double a = exp(between(&random, -3, 6));
        double b = exp(between(&random, -3, 6));
        double p = unit(&random);
        double x = exp(between(&random, -4, 6));
        double y = floor(x);
        double sums[] = {loc_normal_cdf(x - 50) + loc_normal_tail(x - 50),
                         loc_t_cdf(x - 5, a) + loc_t_tail(x - 5, a),
                         loc_chi_square_cdf(x, a) + loc_chi_square_tail(x, a),
                         loc_f_cdf(x, a, b) + loc_f_tail(x, a, b),
                         loc_gamma_cdf(x, a, b) + loc_gamma_tail(x, a, b),
                         loc_beta_cdf(p, a, b) + loc_beta_tail(p, a, b),
                         loc_poisson_cdf(y, a) + loc_poisson_tail(y, a),
                         loc_negbin_cdf(y, a, p) + loc_negbin_tail(y, a, p),
                         loc_binomial_cdf(y, 400, p) + loc_binomial_tail(y, 400, p),
                         loc_overdispersed_cdf(y, a, 1 + b) + loc_overdispersed_tail(y, a, 1 + b)};
        for (size_t k = 0; k < TEST_COUNT(sums); k++) {
            wrong += !(fabs(sums[k] - 1) < 1e-12);
        }
    }
    TEST_NUMBER(wrong, 0);
}

static void masses_are_steps_of_the_cdf(void) {
    test_random random = {14, 0};
    int wrong = 0;

    for (int i = 0; i < 5000; i++) {
        double mean = exp(between(&random, -2, 5));
        double phi = 1 + exp(between(&random, -3, 3));
        double y = floor(mean * between(&random, 0, 3)) + 1;
        double p = between(&random, 0.01, 0.99);
        wrong += !(fabs(loc_poisson_cdf(y, mean) - loc_poisson_cdf(y - 1, mean) -
                        loc_poisson_density(y, mean)) < 1e-13);
        wrong +=
            !(fabs(loc_overdispersed_tail(y - 1, mean, phi) - loc_overdispersed_tail(y, mean, phi) -
                   loc_overdispersed_density(y, mean, phi)) < 1e-13);
        wrong += !(fabs(loc_binomial_cdf(y, 900, p) - loc_binomial_cdf(y - 1, 900, p) -
                        loc_binomial_density(y, 900, p)) < 1e-13);
        /* y mass(y) = mean mass(y - 1) */
        wrong +=
            !near(y * loc_poisson_density(y, mean), mean * loc_poisson_density(y - 1, mean), 1e-11);
    }
    TEST_NUMBER(wrong, 0);
}

static void quantiles_invert(void) {
    test_random random = {15, 0};
    int wrong = 0;

    for (int i = 0; i < 5000; i++) {
        double a = exp(between(&random, -1, 6));
        double b = exp(between(&random, -1, 6));
        double p = i % 3 == 0 ? exp(between(&random, -60, -1)) : between(&random, 0.001, 0.999);
        double mean = exp(between(&random, -2, 8));
        double y = loc_overdispersed_quantile(p, mean, 1 + b);
        wrong += !near(loc_normal_cdf(loc_normal_quantile(p)), p, 1e-11);
        wrong += !near(loc_t_cdf(loc_t_quantile(p, a), a), p, 1e-11);
        wrong += !near(loc_gamma_cdf(loc_gamma_quantile(p, a, b), a, b), p, 1e-10);
        wrong += !near(loc_beta_cdf(loc_beta_quantile(p, a, b), a, b), p, 1e-8);
        wrong += !near(loc_f_cdf(loc_f_quantile(p, a, b), a, b), p, 1e-10);
        wrong += !(loc_overdispersed_cdf(y, mean, 1 + b) >= p * (1 - 1e-13));
        wrong += y > 0 && loc_overdispersed_cdf(y - 1, mean, 1 + b) >= p;
        /* a quantile of what a count's own cdf is, is the count */
        y = loc_poisson_quantile(0.5, mean);
        wrong += loc_poisson_quantile(loc_poisson_cdf(y, mean), mean) != y;
    }
    TEST_NUMBER(wrong, 0);
}

static void what_is_out_of_range_is_no_number(void) {
    CU_ASSERT(isnan(loc_normal_quantile(1.5)) && isnan(loc_normal_quantile(NAN)));
    CU_ASSERT(loc_normal_quantile(0) == -INFINITY && loc_normal_quantile(1) == INFINITY);
    CU_ASSERT(isnan(loc_t_cdf(1, 0)) && isnan(loc_gamma_cdf(1, -1, 1)) &&
              isnan(loc_beta_cdf(0.5, 0, 1)));
    CU_ASSERT(isnan(loc_poisson_cdf(1, -1)) && isnan(loc_negbin_cdf(1, 1, 0)));
    CU_ASSERT(isnan(loc_binomial_cdf(1, 2.5, 0.5)) && isnan(loc_f_quantile(0.5, 0, 1)));
    CU_ASSERT(loc_poisson_density(1.5, 2) == 0 && loc_poisson_density(0, 0) == 1);
    CU_ASSERT(loc_binomial_density(0, 0, 0.3) == 1 && loc_binomial_cdf(3, 3, 1) == 1);
    CU_ASSERT(loc_poisson_quantile(1, 5) == INFINITY && loc_binomial_quantile(1, 5, 0.2) == 5);
    CU_ASSERT(loc_overdispersed_cdf(3, 2, 0.5) == loc_poisson_cdf(3, 2));
    CU_ASSERT(loc_negbin_tail(INFINITY, 2, 0.5) == 0 && loc_poisson_cdf(-1, 2) == 0);
}

/* ---- Random numbers --------------------------------------------------------------------------- */

static void draws_depend_on_seed_and_stream_alone(void) {
    loc_random a, b, c;
    int same = 0;

    loc_random_seed(&a, 7, 1);
    loc_random_seed(&b, 7, 1);
    loc_random_seed(&c, 7, 2);
    for (int i = 0; i < 1000; i++) {
        uint64_t drawn = loc_random_next(&a);
        CU_ASSERT_EQUAL(drawn, loc_random_next(&b));
        same += drawn == loc_random_next(&c);
    }
    TEST_NUMBER(same, 0);
    TEST_NUMBER(loc_random_below(&a, 0), 0);
    TEST_NUMBER(loc_random_below(&a, 1), 0);
}

static void draws_are_even(void) {
    loc_random random;
    int64_t seen[10] = {0};
    double sum = 0;
    double chi_square = 0;

    loc_random_seed(&random, 2026, 0);
    for (int i = 0; i < 100000; i++) {
        double u = loc_random_uniform(&random);
        CU_ASSERT(u >= 0 && u < 1);
        sum += u;
        seen[loc_random_below(&random, 10)]++;
    }
    for (int i = 0; i < 10; i++) {
        chi_square += (double)((seen[i] - 10000) * (seen[i] - 10000)) / 10000;
    }
    CU_ASSERT(fabs(sum / 100000 - 0.5) < 0.005);
    CU_ASSERT(loc_chi_square_tail(chi_square, 9) > 1e-4);
}

static const test_case cases[] = {
    {"elementary functions are those of the machine to one place",
     elementary_functions_are_those_of_the_machine_to_one_place},
    {"waves are exact at their quarters", waves_are_exact_at_their_quarters},
    {"the ends of the range are kept", ends_of_the_range_are_kept},
    {"results are the same bits everywhere", results_are_the_same_bits_everywhere},
    {"tails are right however small", tails_are_right_however_small},
    {"cdf and tail make one", cdf_and_tail_make_one},
    {"masses are steps of the cdf", masses_are_steps_of_the_cdf},
    {"quantiles invert", quantiles_invert},
    {"what is out of range is no number", what_is_out_of_range_is_no_number},
    {"draws depend on seed and stream alone", draws_depend_on_seed_and_stream_alone},
    {"draws are even", draws_are_even},
};

TEST_MAIN("statistics: elementary functions and distributions", cases)
