/* Distribution functions over the incomplete gamma and beta functions: the continuous ones. */
#include "statistics/distributions.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "statistics/elementary.h"
#include "statistics/special.h"

static bool is_share(double p) {
    return p >= 0 && p <= 1;
}

static bool is_positive(double x) {
    return x > 0 && x <= DBL_MAX;
}

/* ---- Normal ----------------------------------------------------------------------------------- */

double loc_normal_density(double x) {
    double a = fabs(x);

    if (!(a < 40)) {
        return isnan(x) ? x : 0;
    }
    double coarse = floor(a * 16) / 16; /* its square is exact */
    return loc_exp(-0.5 * coarse * coarse) * loc_exp(-0.5 * (a - coarse) * (a + coarse)) /
           LOC_SQRT_TWO_PI;
}

/* P(0 < X <= x) for x up to 2.5: all terms are positive. */
static double normal_middle(double x) {
    double term = x;
    double sum = x;

    for (int k = 3; term > sum * 1e-17; k += 2) {
        term *= x * x / k;
        sum += term;
    }
    return loc_normal_density(x) * sum;
}

/* P(X > x) for x from 2.5: Laplace's continued fraction, from the depth that suffices upwards. */
static double normal_far(double x) {
    int depth = 20 + (int)(900 / (x * x));
    double fraction = x;

    for (int k = depth; k > 0; k--) {
        fraction = x + k / fraction;
    }
    return loc_normal_density(x) / fraction;
}

double loc_normal_tail(double x) {
    if (isnan(x)) {
        return x;
    }
    double a = fabs(x);
    double beyond = a < 2.5 ? (a > 0 ? 0.5 - normal_middle(a) : 0.5) : a < 40 ? normal_far(a) : 0;
    return x >= 0 ? beyond : 1 - beyond;
}

double loc_normal_cdf(double x) {
    return loc_normal_tail(-x);
}

/* A first guess (Abramowitz and Stegun 26.2.23), then Halley's method on the tail. */
double loc_normal_quantile(double p) {
    if (!is_share(p)) {
        return NAN;
    }
    double share = p < 0.5 ? p : 1 - p;
    if (share == 0) {
        return p > 0.5 ? INFINITY : -INFINITY;
    }
    if (share == 0.5) {
        return 0;
    }
    double t = sqrt(-2 * loc_log(share));
    double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int round = 0; round < 3; round++) {
        double middle = fabs(0.5 - p) < 0.4 ? normal_middle(fabs(x)) : 0;
        double away =
            middle > 0 ? (0.5 - share) - (x > 0 ? middle : -middle) : loc_normal_tail(x) - share;
        double step = away / loc_normal_density(x);
        x += middle > 0 ? step / (1 - 0.5 * x * step) : step / (1 + 0.5 * x * step);
    }
    return p < 0.5 ? -x : x;
}

/* ---- Gamma and chi-square --------------------------------------------------------------------- */

double loc_gamma_cdf(double x, double shape, double rate) {
    return is_positive(shape) && is_positive(rate) && !isnan(x) ? loc_gamma_lower(shape, x * rate)
                                                                : NAN;
}

double loc_gamma_tail(double x, double shape, double rate) {
    return is_positive(shape) && is_positive(rate) && !isnan(x) ? loc_gamma_upper(shape, x * rate)
                                                                : NAN;
}

double loc_gamma_density(double x, double shape, double rate) {
    if (!is_positive(shape) || !is_positive(rate) || isnan(x)) {
        return NAN;
    }
    double scaled = x * rate;
    if (x < 0 || scaled > DBL_MAX) {
        return 0;
    }
    if (x == 0) {
        return shape < 1 ? INFINITY : shape > 1 ? 0 : rate;
    }
    return shape < 1 ? loc_poisson_raw(shape, scaled) * shape / x
                     : loc_poisson_raw(shape - 1, scaled) * rate;
}

double loc_gamma_quantile(double p, double shape, double rate) {
    if (!is_share(p) || !is_positive(shape) || !is_positive(rate)) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p == 0 ? 0 : INFINITY;
    }
    loc_distribution gamma = {loc_gamma_cdf, loc_gamma_tail, loc_gamma_density, shape, 1};
    double z =
        1 - 1 / (9 * shape) + loc_normal_quantile(p) / (3 * sqrt(shape)); /* Wilson, Hilferty */
    double guess = shape * z * z * z;
    if (z < 0.3 || shape < 0.5) { /* where x^a / Gamma(a + 1) is nearly all of it */
        guess = loc_exp((loc_log(p) + loc_log_gamma(shape + 1)) / shape);
    }
    return loc_quantile_positive(&gamma, p, guess) / rate;
}

double loc_chi_square_cdf(double x, double df) {
    return loc_gamma_cdf(x, 0.5 * df, 0.5);
}

double loc_chi_square_tail(double x, double df) {
    return loc_gamma_tail(x, 0.5 * df, 0.5);
}

double loc_chi_square_quantile(double p, double df) {
    return loc_gamma_quantile(p, 0.5 * df, 0.5);
}

double loc_chi_square_density(double x, double df) {
    return loc_gamma_density(x, 0.5 * df, 0.5);
}

/* ---- Beta ------------------------------------------------------------------------------------- */

double loc_beta_cdf(double x, double a, double b) {
    return is_positive(a) && is_positive(b) && !isnan(x) ? loc_beta_lower(a, b, x, 1 - x) : NAN;
}

double loc_beta_tail(double x, double a, double b) {
    return is_positive(a) && is_positive(b) && !isnan(x) ? loc_beta_lower(b, a, 1 - x, x) : NAN;
}

double loc_beta_density(double x, double a, double b) {
    if (!is_positive(a) || !is_positive(b) || isnan(x)) {
        return NAN;
    }
    if (x < 0 || x > 1) {
        return 0;
    }
    if (x == 0 || x == 1) {
        double power = x == 0 ? a : b;
        return power < 1 ? INFINITY : power > 1 ? 0 : x == 0 ? b : a;
    }
    return loc_binomial_raw(a, b, x, 1 - x) * (a / (a + b)) * b / (x * (1 - x));
}

/* On the smaller side of the distribution, so that a result near 1 is found from 1 - x. */
double loc_beta_quantile(double p, double a, double b) {
    if (!is_share(p) || !is_positive(a) || !is_positive(b)) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p;
    }
    bool lower = p <= 0.5;
    loc_distribution beta = {loc_beta_cdf, loc_beta_tail, loc_beta_density, lower ? a : b,
                             lower ? b : a};
    double x = loc_quantile_positive(&beta, lower ? p : 1 - p, beta.a / (a + b));
    return lower ? x : 1 - x;
}

/* ---- Student's t ------------------------------------------------------------------------------ */

double loc_t_tail(double x, double df) {
    if (!is_positive(df) || isnan(x)) {
        return NAN;
    }
    double square = x * x;
    if (square > DBL_MAX) {
        return x > 0 ? 0 : 1;
    }
    if (square < df) { /* the middle: its own share is the smaller one */
        double middle =
            0.5 * loc_beta_lower(0.5, 0.5 * df, square / (df + square), df / (df + square));
        if (middle < 0.25) {
            return x > 0 ? 0.5 - middle : 0.5 + middle;
        }
    }
    double beyond = 0.5 * loc_beta_lower(0.5 * df, 0.5, df / (df + square), square / (df + square));
    return x > 0 ? beyond : 1 - beyond;
}

double loc_t_cdf(double x, double df) {
    return loc_t_tail(-x, df);
}

double loc_t_density(double x, double df) {
    if (!is_positive(df) || isnan(x)) {
        return NAN;
    }
    double half = 0.5 * df;
    double ratio = x * x / df;
    if (ratio > DBL_MAX) {
        return 0;
    }
    double constant =
        half > 0.5 ? -loc_deviance_part(half, half + 0.5, -0.5) + loc_stirling_error(half + 0.5) -
                         loc_stirling_error(half)
                   : loc_log_gamma(half + 0.5) - loc_log_gamma(half + 1) + 0.5 * loc_log(half);
    return loc_exp(constant - half * loc_log1p(ratio)) / (LOC_SQRT_TWO_PI * sqrt(1 + ratio));
}

static double t_cdf_of(double x, double df, double unused) {
    (void)unused;
    return loc_t_cdf(x, df);
}

static double t_tail_of(double x, double df, double unused) {
    (void)unused;
    return loc_t_tail(x, df);
}

static double t_density_of(double x, double df, double unused) {
    (void)unused;
    return loc_t_density(x, df);
}

double loc_t_quantile(double p, double df) {
    if (!is_share(p) || !is_positive(df)) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p == 0 ? -INFINITY : INFINITY;
    }
    if (p == 0.5) {
        return 0;
    }
    /* Above 0 with the small share beyond it, as the quantile of a tail. */
    loc_distribution t = {t_tail_of, t_cdf_of, t_density_of, df, 0};
    double share = p < 0.5 ? p : 1 - p;
    double x = loc_quantile_falling(&t, share, -loc_normal_quantile(share));
    return p < 0.5 ? -x : x;
}

/* ---- F ---------------------------------------------------------------------------------------- */

static bool f_is_defined(double x, double df1, double df2) {
    return is_positive(df1) && is_positive(df2) && !isnan(x);
}

double loc_f_cdf(double x, double df1, double df2) {
    if (!f_is_defined(x, df1, df2)) {
        return NAN;
    }
    double product = x * df1;
    if (!(x > 0) || product > DBL_MAX) {
        return x > 0 ? 1 : 0;
    }
    return loc_beta_lower(0.5 * df1, 0.5 * df2, product / (df2 + product), df2 / (df2 + product));
}

double loc_f_tail(double x, double df1, double df2) {
    if (!f_is_defined(x, df1, df2)) {
        return NAN;
    }
    double product = x * df1;
    if (!(x > 0) || product > DBL_MAX) {
        return x > 0 ? 0 : 1;
    }
    return loc_beta_lower(0.5 * df2, 0.5 * df1, df2 / (df2 + product), product / (df2 + product));
}

double loc_f_density(double x, double df1, double df2) {
    if (!f_is_defined(x, df1, df2)) {
        return NAN;
    }
    double product = x * df1;
    if (x < 0 || product > DBL_MAX) {
        return 0;
    }
    if (x == 0) {
        return df1 < 2 ? INFINITY : df1 > 2 ? 0 : 1;
    }
    double u = product / (df2 + product);
    double v = df2 / (df2 + product);
    return loc_binomial_raw(0.5 * df1, 0.5 * df2, u, v) * (df1 / (df1 + df2)) * (0.5 * df2) / x;
}

double loc_f_quantile(double p, double df1, double df2) {
    if (!is_share(p) || !is_positive(df1) || !is_positive(df2)) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p == 0 ? 0 : INFINITY;
    }
    loc_distribution f = {loc_f_cdf, loc_f_tail, loc_f_density, df1, df2};
    return loc_quantile_positive(&f, p, 1);
}
