/* Distribution functions of counts. */
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/special.h"

/* Cornish and Fisher's expansion to the third moment. */
static double first_guess(double p, double mean, double deviation, double skewness) {
    double z = loc_normal_quantile(p);

    return mean + deviation * (z + skewness * (z * z - 1) / 6) + 0.5;
}

static bool is_whole(double y) {
    return y >= 0 && y <= DBL_MAX && y == floor(y);
}

/* ---- Poisson ---------------------------------------------------------------------------------- */

static bool poisson_is_defined(double y, double mean) {
    return mean >= 0 && mean <= DBL_MAX && !isnan(y);
}

double loc_poisson_density(double y, double mean) {
    if (!poisson_is_defined(y, mean)) {
        return NAN;
    }
    if (!is_whole(y)) {
        return 0;
    }
    return mean == 0 ? (y == 0) : loc_poisson_raw(y, mean);
}

double loc_poisson_cdf(double y, double mean) {
    if (!poisson_is_defined(y, mean)) {
        return NAN;
    }
    if (y < 0) {
        return 0;
    }
    return y > DBL_MAX ? 1 : loc_gamma_upper(floor(y) + 1, mean);
}

double loc_poisson_tail(double y, double mean) {
    if (!poisson_is_defined(y, mean)) {
        return NAN;
    }
    if (y < 0) {
        return 1;
    }
    return y > DBL_MAX ? 0 : loc_gamma_lower(floor(y) + 1, mean);
}

static double poisson_cdf_of(double y, double mean, double unused) {
    (void)unused;
    return loc_poisson_cdf(y, mean);
}

static double poisson_tail_of(double y, double mean, double unused) {
    (void)unused;
    return loc_poisson_tail(y, mean);
}

double loc_poisson_quantile(double p, double mean) {
    if (!(p >= 0 && p <= 1) || !poisson_is_defined(0, mean)) {
        return NAN;
    }
    if (p == 0 || mean == 0) {
        return 0;
    }
    if (p == 1) {
        return INFINITY;
    }
    loc_distribution poisson = {poisson_cdf_of, poisson_tail_of, 0, mean, 0};
    double root = sqrt(mean);
    return loc_quantile_count(&poisson, p, first_guess(p, mean, root, 1 / root), INFINITY);
}

/* ---- Negative binomial ------------------------------------------------------------------------ */

static bool negbin_is_defined(double y, double size, double prob) {
    return size > 0 && size <= DBL_MAX && prob > 0 && prob <= 1 && !isnan(y);
}

/* The three with 1 - prob beside prob, so that a prob near 1 loses nothing. */
static double negbin_density(double y, double size, double prob, double other) {
    if (!is_whole(y)) {
        return 0;
    }
    if (y == 0) {
        return prob > 0.5 ? loc_exp(size * loc_log1p(-other)) : loc_power(prob, size);
    }
    return other > 0 ? size / (size + y) * loc_binomial_raw(size, y, prob, other) : 0;
}

static double negbin_cdf(double y, double size, double prob, double other) {
    if (y < 0) {
        return 0;
    }
    return y > DBL_MAX ? 1 : loc_beta_lower(size, floor(y) + 1, prob, other);
}

static double negbin_tail(double y, double size, double prob, double other) {
    if (y < 0) {
        return 1;
    }
    return y > DBL_MAX ? 0 : loc_beta_lower(floor(y) + 1, size, other, prob);
}

double loc_negbin_density(double y, double size, double prob) {
    return negbin_is_defined(y, size, prob) ? negbin_density(y, size, prob, 1 - prob) : NAN;
}

double loc_negbin_cdf(double y, double size, double prob) {
    return negbin_is_defined(y, size, prob) ? negbin_cdf(y, size, prob, 1 - prob) : NAN;
}

double loc_negbin_tail(double y, double size, double prob) {
    return negbin_is_defined(y, size, prob) ? negbin_tail(y, size, prob, 1 - prob) : NAN;
}

double loc_negbin_quantile(double p, double size, double prob) {
    if (!(p >= 0 && p <= 1) || !negbin_is_defined(0, size, prob)) {
        return NAN;
    }
    if (p == 0 || prob == 1) {
        return 0;
    }
    if (p == 1) {
        return INFINITY;
    }
    loc_distribution negbin = {loc_negbin_cdf, loc_negbin_tail, 0, size, prob};
    double mean = size * (1 - prob) / prob;
    double deviation = sqrt(mean / prob);
    double skewness = (2 - prob) / sqrt(size * (1 - prob));
    return loc_quantile_count(&negbin, p, first_guess(p, mean, deviation, skewness), INFINITY);
}

/* ---- Mean and dispersion ---------------------------------------------------------------------- */

static bool overdispersed_is_defined(double y, double mean, double phi) {
    return poisson_is_defined(y, mean) && phi <= DBL_MAX && !isnan(phi);
}

/* Below this the negative binomial is the Poisson distribution to the last digit. */
static bool is_poisson(double mean, double phi) {
    return mean == 0 || phi - 1 < 1e-15;
}

double loc_overdispersed_density(double y, double mean, double phi) {
    if (!overdispersed_is_defined(y, mean, phi)) {
        return NAN;
    }
    return is_poisson(mean, phi) ? loc_poisson_density(y, mean)
                                 : negbin_density(y, mean / (phi - 1), 1 / phi, (phi - 1) / phi);
}

double loc_overdispersed_cdf(double y, double mean, double phi) {
    if (!overdispersed_is_defined(y, mean, phi)) {
        return NAN;
    }
    return is_poisson(mean, phi) ? loc_poisson_cdf(y, mean)
                                 : negbin_cdf(y, mean / (phi - 1), 1 / phi, (phi - 1) / phi);
}

double loc_overdispersed_tail(double y, double mean, double phi) {
    if (!overdispersed_is_defined(y, mean, phi)) {
        return NAN;
    }
    return is_poisson(mean, phi) ? loc_poisson_tail(y, mean)
                                 : negbin_tail(y, mean / (phi - 1), 1 / phi, (phi - 1) / phi);
}

double loc_overdispersed_quantile(double p, double mean, double phi) {
    if (!(p >= 0 && p <= 1) || !overdispersed_is_defined(0, mean, phi)) {
        return NAN;
    }
    if (is_poisson(mean, phi)) {
        return loc_poisson_quantile(p, mean);
    }
    if (p == 0) {
        return 0;
    }
    if (p == 1) {
        return INFINITY;
    }
    loc_distribution counts = {loc_overdispersed_cdf, loc_overdispersed_tail, 0, mean, phi};
    double deviation = sqrt(mean * phi);
    double guess = first_guess(p, mean, deviation, (2 * phi - 1) / deviation);
    return loc_quantile_count(&counts, p, guess, INFINITY);
}

/* ---- Binomial --------------------------------------------------------------------------------- */

static bool binomial_is_defined(double y, double n, double prob) {
    return is_whole(n) && prob >= 0 && prob <= 1 && !isnan(y);
}

double loc_binomial_density(double y, double n, double prob) {
    if (!binomial_is_defined(y, n, prob)) {
        return NAN;
    }
    if (!is_whole(y) || y > n) {
        return 0;
    }
    return loc_binomial_raw(y, n - y, prob, 1 - prob);
}

double loc_binomial_cdf(double y, double n, double prob) {
    if (!binomial_is_defined(y, n, prob)) {
        return NAN;
    }
    if (y < 0 || y >= n) {
        return y >= n;
    }
    return loc_beta_lower(n - floor(y), floor(y) + 1, 1 - prob, prob);
}

double loc_binomial_tail(double y, double n, double prob) {
    if (!binomial_is_defined(y, n, prob)) {
        return NAN;
    }
    if (y < 0 || y >= n) {
        return y < 0;
    }
    return loc_beta_lower(floor(y) + 1, n - floor(y), prob, 1 - prob);
}

double loc_binomial_quantile(double p, double n, double prob) {
    if (!(p >= 0 && p <= 1) || !binomial_is_defined(0, n, prob)) {
        return NAN;
    }
    if (p == 0 || prob == 0 || n == 0) {
        return 0;
    }
    if (p == 1 || prob == 1) {
        return n;
    }
    loc_distribution binomial = {loc_binomial_cdf, loc_binomial_tail, 0, n, prob};
    double deviation = sqrt(n * prob * (1 - prob));
    double guess = first_guess(p, n * prob, deviation, (1 - 2 * prob) / deviation);
    return loc_quantile_count(&binomial, p, guess, n);
}
