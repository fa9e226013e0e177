/* Stirling's error and deviances after Loader (2000), "Fast and accurate computation of binomial
 * probabilities"; incomplete gamma and beta functions by series and continued fractions whose prefix is
 * the mass of a count, so that relative error stays small in both tails. */
#include "statistics/special.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/elementary_tables.h"

#define EULER 0.577215664901532860607
#define TINY 1e-300
#define CLOSE 1e-16
#define MOST_TERMS 100000 /* some ten times what LARGE needs */

/* log Gamma(2 + a) for |a| up to 0.5. */
static double log_gamma_beside_two(double a) {
    double sum = 0;

    for (int i = 28; i >= 0; i--) {
        sum = sum * a + log_gamma_term[i];
    }
    return a * ((1 - EULER) + a * sum);
}

/* What Stirling's formula leaves at x of 10 and more. */
static double stirling_series(double x) {
    double s = 1 / (x * x);

    return (1.0 / 12 -
            s * (1.0 / 360 -
                 s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360 -
                                                                            s * (1.0 / 156))))))) /
           x;
}

double loc_log_gamma(double x) {
    if (!(x > 0)) {
        return x == 0 ? INFINITY : NAN;
    }
    if (x < 0.5) {
        return log_gamma_beside_two(x) - loc_log1p(x) - loc_log(x);
    }
    if (x < 1.5) {
        return log_gamma_beside_two(x - 1) - loc_log1p(x - 1);
    }
    if (x >= 10) {
        return (x - 0.5) * loc_log(x) - x + LOC_LOG_SQRT_TWO_PI + stirling_series(x);
    }
    double product = 1;
    while (x >= 2.5) {
        x -= 1;
        product *= x;
    }
    return log_gamma_beside_two(x - 2) + (product > 1 ? loc_log(product) : 0);
}

double loc_stirling_error(double x) {
    if (x >= 10) {
        return stirling_series(x);
    }
    if (x <= 0) {
        return 0;
    }
    return loc_log_gamma(x + 1) - (x + 0.5) * loc_log(x) + x - LOC_LOG_SQRT_TWO_PI;
}

double loc_deviance_part(double x, double mean, double difference) {
    if (fabs(difference) >= 0.1 * (x + mean)) {
        return x * loc_log(x / mean) - difference;
    }
    double v = difference / (x + mean);
    double sum = difference * v;
    double term = 2 * x * v;
    for (int j = 3; j < 1000; j += 2) {
        term *= v * v;
        double next = sum + term / j;
        if (next == sum) {
            break;
        }
        sum = next;
    }
    return sum;
}

double loc_poisson_raw(double a, double x) {
    if (a == 0) {
        return loc_exp(-x);
    }
    if (a < 1) {
        return loc_exp(a * loc_log(x) - x - loc_log_gamma(a + 1));
    }
    double exponent = -loc_stirling_error(a) - loc_deviance_part(a, x, a - x);
    return loc_exp(exponent) / (LOC_SQRT_TWO_PI * sqrt(a));
}

double loc_binomial_raw(double a, double b, double x, double y) {
    if (a == 0) {
        return x < 0.5 ? loc_exp(b * loc_log1p(-x)) : loc_power(y, b);
    }
    if (b == 0) {
        return y < 0.5 ? loc_exp(a * loc_log1p(-y)) : loc_power(x, a);
    }
    if (x <= 0 || y <= 0) {
        return 0;
    }
    double n = a + b;
    if (a < 1 || b < 1) { /* Stirling's formula says nothing there */
        double logs =
            a * (x > 0.5 ? loc_log1p(-y) : loc_log(x)) + b * (y > 0.5 ? loc_log1p(-x) : loc_log(y));
        double small = a < b ? a : b;
        double large = a < b ? b : a;
        double ratio = large < 10 ? loc_log_gamma(n + 1) - loc_log_gamma(large + 1)
                                  : loc_stirling_error(n) - loc_stirling_error(large) +
                                        (large + 0.5) * loc_log1p(small / large) +
                                        small * (loc_log(n) - 1);
        return loc_exp(logs + ratio - loc_log_gamma(small + 1));
    }
    double difference = a * y - b * x; /* a - n x, without loss */
    double exponent = loc_stirling_error(n) - loc_stirling_error(a) - loc_stirling_error(b) -
                      loc_deviance_part(a, n * x, difference) -
                      loc_deviance_part(b, n * y, -difference);
    return loc_exp(exponent) * sqrt(n / a / b) / LOC_SQRT_TWO_PI;
}

/* ---- Incomplete gamma ------------------------------------------------------------------------- */

static double gamma_series(double a, double x) {
    double term = 1;
    double sum = 1;

    for (int n = 1; n < MOST_TERMS && term > sum * CLOSE; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return loc_poisson_raw(a, x) * sum;
}

/* Legendre's continued fraction, by Lentz's method. */
static double gamma_fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double product = d;

    for (int n = 1; n < MOST_TERMS; n++) {
        double an = -n * (n - a);
        b += 2;
        d = an * d + b;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        double factor = d * c;
        product *= factor;
        if (fabs(factor - 1) < 3 * CLOSE) {
            break;
        }
    }
    return loc_poisson_raw(a, x) * a * product;
}

/* 1 - P for a below 1 and x up to 1.5: the two nearly cancel, so that P's excess over x^a / Gamma(a + 1)
 * is summed on its own. */
static double gamma_upper_small(double a, double x) {
    double sum = 0;
    double term = 1;

    for (int n = 1; n < 200; n++) {
        term *= -x / n;
        double next = sum + term / (a + n);
        if (next == sum) {
            break;
        }
        sum = next;
    }
    double power =
        a * loc_log(x) - (log_gamma_beside_two(a < 0.5 ? a : a - 1) - (a < 0.5 ? loc_log1p(a) : 0));
    return -loc_expm1(power) - loc_exp(power) * a * sum;
}

/* ---- Large parameters ------------------------------------------------------------------------- */

/* Both tails of a distribution that is nearly normal, from its deviance (Temme 1979, 1982; as Lugannani and
 * Rice 1980): r is the signed root of twice the deviance, u the distance from the mean in deviations, `near`
 * what 1 / r - 1 / u tends to where both are small. The relative error is below 1e-10 from LARGE on. */
#define LARGE 4e6

typedef struct tails {
    double lower;
    double upper;
} tails;

static tails tails_of(double deviance, double u, double near) {
    double r = u > 0 ? sqrt(2 * deviance) : -sqrt(2 * deviance);
    double part = fabs(u) < 1e-2 ? near : 1 / r - 1 / u;
    double correction = loc_normal_density(r) * part;

    return (tails){loc_normal_cdf(r) + correction, loc_normal_tail(r) - correction};
}

static tails gamma_large(double a, double x) {
    double root = sqrt(a);
    double u = (x - a) / root;

    return tails_of(loc_deviance_part(a, x, a - x), u, (1.0 / 3 - u / (12 * root)) / root);
}

static tails beta_large(double a, double b, double x, double y) {
    double n = a + b;
    double difference = a * y - b * x;
    double root = sqrt(a / n * b);
    double u = -difference / root;
    double spread = a / n * (b / n);
    double near = (b - a) / n / (3 * root) - (1 - spread) / (12 * spread) * u / n;

    return tails_of(loc_deviance_part(a, n * x, difference) +
                        loc_deviance_part(b, n * y, -difference),
                    u, near);
}

double loc_gamma_lower(double a, double x) {
    if (x <= 0) {
        return 0;
    }
    if (x > DBL_MAX) {
        return 1;
    }
    if (a > LARGE) {
        return gamma_large(a, x).lower;
    }
    return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double loc_gamma_upper(double a, double x) {
    if (x <= 0) {
        return 1;
    }
    if (x > DBL_MAX) {
        return 0;
    }
    if (a > LARGE) {
        return gamma_large(a, x).upper;
    }
    if (x >= a + 1) {
        return gamma_fraction(a, x);
    }
    return a < 1 && x < 1.5 ? gamma_upper_small(a, x) : 1 - gamma_series(a, x);
}

/* ---- Incomplete beta -------------------------------------------------------------------------- */

/* The even part of the continued fraction of DLMF 8.17.22 (Didonato, Morris 1992), by Lentz's method; quick
 * for x below (a + 1) / (a + b + 2). What would cancel where x is near 1 is made from y. */
static double beta_fraction(double a, double b, double x, double y) {
    double excess = 1 + (a * y - b * x);
    double top = (1 + 1 / a) / excess; /* one over the first denominator */
    double c = 1 / top;
    double d = 0;
    double product = top;
    double p = 1;

    c = fabs(c) < TINY ? TINY : c;
    for (int n = 1; n < MOST_TERMS; n++) {
        double t = n / a;
        double w = n * (b - n) * x;
        double s = a + 2 * n - 1;
        double e = a / s;
        double numerator = p * (p + b / a) * e * e * w * x;
        double denominator = n + w / s + (1 + t) / (1 + 1 / a + 2 * t) * (excess + n * (1 + y));
        d = denominator + numerator * d;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        /* what stands above is divided by what has come so far */
        c = denominator + numerator / c;
        c = fabs(c) < TINY ? TINY : c;
        double factor = c * d;
        product /= factor;
        p = 1 + t;
        if (fabs(factor - 1) < 3 * CLOSE) {
            break;
        }
    }
    return loc_binomial_raw(a, b, x, y) * (a / (a + b)) * b * product;
}

double loc_beta_lower(double a, double b, double x, double y) {
    if (x <= 0) {
        return 0;
    }
    if (y <= 0) {
        return 1;
    }
    if (a > LARGE && b > LARGE) {
        return beta_large(a, b, x, y).lower;
    }
    if (x <= (a + 1) / (a + b + 2)) {
        return beta_fraction(a, b, x, y);
    }
    double other = beta_fraction(b, a, y, x);
    if (other > 0.99 && b < 1) { /* what is left is small: without the loss, though slower */
        return beta_fraction(a, b, x, y);
    }
    return 1 - other;
}

/* ---- Quantiles -------------------------------------------------------------------------------- */

/* What is looked for: the log x at which `function` has a share; it rises or falls with x. */
typedef struct search {
    loc_distribution_function *function;
    loc_distribution_function *density;
    double a;
    double b;
    double share;
    bool falls;
} search;

/* Newton's method on the logarithm of the function over log x, kept inside a bracket that halves. */
static double find(const search *s, double guess) {
    double low = -744;
    double high = 709;
    double u = guess > 0 ? loc_log(guess) : 0;

    for (int round = 0; round < 200; round++) {
        u = u > low && u < high ? u : 0.5 * (low + high);
        double x = loc_exp(u);
        double share = s->function(x, s->a, s->b);
        double beyond = share > 0 ? loc_log(share / s->share) : -INFINITY;
        if (beyond == 0) {
            break;
        }
        if ((beyond > 0) != s->falls) {
            high = u;
        } else {
            low = u;
        }
        double slope = share > 0 ? x * s->density(x, s->a, s->b) / share : 0;
        double next = 0.5 * (low + high);
        if (slope > 0 && fabs(beyond) < INFINITY) {
            next = s->falls ? u + beyond / slope : u - beyond / slope;
        }
        next = next > low && next < high ? next : 0.5 * (low + high);
        double step = fabs(next - u);
        u = next;
        if (step <= 1e-15 * (1 + fabs(u)) || high - low <= 1e-15 * (1 + fabs(u))) {
            break;
        }
    }
    return loc_exp(u);
}

double loc_quantile_positive(const loc_distribution *f, double p, double guess) {
    search s = {f->cdf, f->density, f->a, f->b, p, false};

    if (p > 0.5) {
        s.function = f->tail;
        s.share = 1 - p;
        s.falls = true;
    }
    return find(&s, guess);
}

double loc_quantile_falling(const loc_distribution *f, double share, double guess) {
    search s = {f->cdf, f->density, f->a, f->b, share, true};

    return find(&s, guess);
}

/* Whether cdf(y) reaches p, with grace for rounding. */
static bool reaches(const loc_distribution *f, double p, double y) {
    const double grace = 64 * DBL_EPSILON;

    if (p <= 0.5) {
        return f->cdf(y, f->a, f->b) >= p * (1 - grace);
    }
    return f->tail(y, f->a, f->b) <= (1 - p) * (1 + grace);
}

double loc_quantile_count(const loc_distribution *f, double p, double guess, double highest) {
    const double most = highest < 0x1p53 ? highest : 0x1p53; /* beyond, counts are not told apart */
    double y = floor(guess > 0 ? guess : 0);
    double step = 1;

    y = y < highest ? y : highest;
    if (!(y <= most)) {
        return NAN;
    }
    double low; /* does not reach p */
    double high;
    if (reaches(f, p, y)) {
        high = y;
        low = y - step;
        while (low >= 0 && reaches(f, p, low)) {
            high = low;
            step *= 2;
            low -= step;
        }
        low = low < -1 ? -1 : low;
    } else {
        low = y;
        high = y + step < most ? y + step : most;
        while (high < most && !reaches(f, p, high)) {
            low = high;
            step *= 2;
            high = high + step < most ? high + step : most;
        }
        if (high < highest && high == most && !reaches(f, p, high)) {
            return NAN;
        }
    }
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        if (reaches(f, p, middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}
