/* The public distribution functions: a table of the internal ones. */
#include <math.h>

#include "locality/statistics.h"
#include "statistics/distributions.h"

typedef double of_one(double x, double a);
typedef double of_two(double x, double a, double b);

/* Functions of one parameter or of two, in the order cdf, tail, quantile, density. */
typedef struct family {
    of_one *one[4];
    of_two *two[4];
} family;

enum { CDF, TAIL, QUANTILE, DENSITY };

#define ONE(name)                                                                             \
    {                                                                                         \
        {loc_##name##_cdf, loc_##name##_tail, loc_##name##_quantile, loc_##name##_density}, { \
            0                                                                                 \
        }                                                                                     \
    }
#define TWO(name)                                                                            \
    {                                                                                        \
        {0}, {                                                                               \
            loc_##name##_cdf, loc_##name##_tail, loc_##name##_quantile, loc_##name##_density \
        }                                                                                    \
    }

static const family families[] = {
    [LOCALITY_NORMAL] = {{0}, {0}},          [LOCALITY_STUDENT] = ONE(t),
    [LOCALITY_CHI_SQUARE] = ONE(chi_square), [LOCALITY_FISHER] = TWO(f),
    [LOCALITY_GAMMA] = TWO(gamma),           [LOCALITY_BETA] = TWO(beta),
    [LOCALITY_POISSON] = ONE(poisson),       [LOCALITY_NEGATIVE_BINOMIAL] = TWO(negbin),
    [LOCALITY_BINOMIAL] = TWO(binomial),     [LOCALITY_OVERDISPERSED] = TWO(overdispersed),
};

static double normal(int which, double x, double mean, double deviation) {
    if (!(deviation > 0) || !(deviation < INFINITY) || !(fabs(mean) < INFINITY)) {
        return NAN;
    }
    double z = (x - mean) / deviation;
    switch (which) {
    case CDF:
        return loc_normal_cdf(z);
    case TAIL:
        return loc_normal_tail(z);
    case QUANTILE:
        return mean + deviation * loc_normal_quantile(x);
    default:
        return loc_normal_density(z) / deviation;
    }
}

static double of(int which, int32_t distribution, double x, double a, double b) {
    if (distribution < 0 || (size_t)distribution >= sizeof families / sizeof families[0]) {
        return NAN;
    }
    if (distribution == LOCALITY_NORMAL) {
        return normal(which, x, a, b);
    }
    const family *f = &families[distribution];
    return f->one[which] != NULL ? f->one[which](x, a) : f->two[which](x, a, b);
}

double locality_cdf(int32_t distribution, double x, double a, double b) {
    return of(CDF, distribution, x, a, b);
}

double locality_tail(int32_t distribution, double x, double a, double b) {
    return of(TAIL, distribution, x, a, b);
}

double locality_quantile(int32_t distribution, double p, double a, double b) {
    return of(QUANTILE, distribution, p, a, b);
}

double locality_density(int32_t distribution, double x, double a, double b) {
    return of(DENSITY, distribution, x, a, b);
}
