/* The functions behind the distributions: Stirling's error, deviances, incomplete gamma and beta. */
#ifndef LOC_STATISTICS_SPECIAL_H
#define LOC_STATISTICS_SPECIAL_H

/* log Gamma(x + 1) less Stirling's formula for it; x of zero or more. */
double loc_stirling_error(double x);
/* x log(x / mean) + mean - x, exact where the two are close; `difference` is x - mean. */
double loc_deviance_part(double x, double mean, double difference);
/* x^a e^-x / Gamma(a + 1) for a of zero or more and x above 0. */
double loc_poisson_raw(double a, double x);
/* Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a y^b, where x + y = 1. */
double loc_binomial_raw(double a, double b, double x, double y);

/* Regularised incomplete gamma functions, lower and upper; a above 0, x of zero or more. */
double loc_gamma_lower(double a, double x);
double loc_gamma_upper(double a, double x);
/* Regularised incomplete beta function at x, where y = 1 - x; a and b above 0. */
double loc_beta_lower(double a, double b, double x, double y);

/* A tail or cdf of a distribution with two parameters (a third of them unused where there is one). */
typedef double loc_distribution_function(double x, double a, double b);
typedef struct loc_distribution {
    loc_distribution_function *cdf;
    loc_distribution_function *tail;
    loc_distribution_function *density;
    double a;
    double b;
} loc_distribution;

/* The quantile of a continuous distribution on x > 0 from a first guess; 0 < p < 1. */
double loc_quantile_positive(const loc_distribution *f, double p, double guess);
/* The same for a distribution whose `cdf` is a function that falls with x (a tail): the x > 0 at which it
 * has a share. */
double loc_quantile_falling(const loc_distribution *f, double share, double guess);
/* The quantile of a count; `highest` is its largest value, perhaps infinite; 0 < p < 1. */
double loc_quantile_count(const loc_distribution *f, double p, double guess, double highest);

#endif
