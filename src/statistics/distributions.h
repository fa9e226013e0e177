/* Distribution functions: right to about 1e-12 of their value in both tails.
 *
 * For each distribution: cdf P(X <= x), tail P(X > x) worked out in the tail itself, quantile (the
 * smallest x with cdf(x) >= p; for counts a whole number, with a few units in the last place of grace
 * so that a quantile inverts its cdf) and density (for counts the mass at y). All are pure functions of
 * doubles. Parameters outside their range give NaN; counts that are not whole are rounded down by cdf
 * and tail and have no mass. negbin counts failures before the size-th success: mean
 * size (1 - prob) / prob. */
#ifndef LOC_STATISTICS_DISTRIBUTIONS_H
#define LOC_STATISTICS_DISTRIBUTIONS_H

/* The logarithm of the gamma function for x above 0. */
double loc_log_gamma(double x);

double loc_normal_cdf(double x);
double loc_normal_tail(double x);
double loc_normal_quantile(double p);
double loc_normal_density(double x);

double loc_t_cdf(double x, double df);
double loc_t_tail(double x, double df);
double loc_t_quantile(double p, double df);
double loc_t_density(double x, double df);

double loc_chi_square_cdf(double x, double df);
double loc_chi_square_tail(double x, double df);
double loc_chi_square_quantile(double p, double df);
double loc_chi_square_density(double x, double df);

double loc_f_cdf(double x, double df1, double df2);
double loc_f_tail(double x, double df1, double df2);
double loc_f_quantile(double p, double df1, double df2);
double loc_f_density(double x, double df1, double df2);

double loc_gamma_cdf(double x, double shape, double rate);
double loc_gamma_tail(double x, double shape, double rate);
double loc_gamma_quantile(double p, double shape, double rate);
double loc_gamma_density(double x, double shape, double rate);

double loc_beta_cdf(double x, double a, double b);
double loc_beta_tail(double x, double a, double b);
double loc_beta_quantile(double p, double a, double b);
double loc_beta_density(double x, double a, double b);

double loc_poisson_cdf(double y, double mean);
double loc_poisson_tail(double y, double mean);
double loc_poisson_quantile(double p, double mean);
double loc_poisson_density(double y, double mean);

double loc_negbin_cdf(double y, double size, double prob);
double loc_negbin_tail(double y, double size, double prob);
double loc_negbin_quantile(double p, double size, double prob);
double loc_negbin_density(double y, double size, double prob);

double loc_binomial_cdf(double y, double n, double prob);
double loc_binomial_tail(double y, double n, double prob);
double loc_binomial_quantile(double p, double n, double prob);
double loc_binomial_density(double y, double n, double prob);

/* The same with both 1/phi and 1 - 1/phi of a count of mean `mean` and variance phi times the mean:
 * negative binomial, Poisson for phi of 1 or less. */
double loc_overdispersed_cdf(double y, double mean, double phi);
double loc_overdispersed_tail(double y, double mean, double phi);
double loc_overdispersed_quantile(double p, double mean, double phi);
double loc_overdispersed_density(double y, double mean, double phi);

#endif
