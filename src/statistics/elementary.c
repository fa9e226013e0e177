/* Elementary functions by table and Taylor series; sums of two doubles carry what rounding would lose. */
#include "statistics/elementary.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "statistics/elementary_tables.h"

#define STEPS_IN_ONE 46.16624130844682903 /* 32 / ln 2 */
#define TWO_PI_HIGH 0x1.921fb54442d18p+2
#define TWO_PI_LOW 0x1.1a62633145c07p-52
#define EXP_HIGHEST 709.782712893384
#define EXP_LOWEST (-745.1332191019412)

/* A number as the sum of two doubles, the second at most half a unit in the last place of the first. */
typedef struct twofold {
    double high;
    double low;
} twofold;

static uint64_t bits_of(double x) {
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^k for k from -1022 to 1023. */
static double two_to(int k) {
    return from_bits((uint64_t)(k + 1023) << 52);
}

/* x * 2^k, also where the result is below the normal numbers. */
static double scale(double x, int k) {
    if (k > 1022) {
        return x * two_to(1022) * two_to(k - 1022);
    }
    if (k < -1021) {
        return x * two_to(k + 200) * two_to(-200);
    }
    return x * two_to(k);
}

/* a + b for |a| >= |b|, with what is lost. */
static twofold add_smaller(double a, double b) {
    double sum = a + b;

    return (twofold){sum, b - (sum - a)};
}

/* The upper 26 bits of a number. */
static double upper_half(double x) {
    return from_bits(bits_of(x) & ~UINT64_C(0x7ffffff));
}

/* a * b with what is lost; neither may be near the ends of the range of doubles. */
static twofold multiply(double a, double b) {
    double product = a * b;
    double ah = upper_half(a);
    double bh = upper_half(b);
    double al = a - ah;
    double bl = b - bh;

    return (twofold){product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
}

/* e^r - 1 less r for |r| up to 0.011. */
static double exp_beyond_first(double r) {
    return r * r *
           (0.5 +
            r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040))))));
}

/* Splits x + rest into k/32 of ln 2 and e^r - 1 of the remainder, as high + low. */
static twofold exp_remainder(double x, double rest, int *k) {
    double steps = floor(x * STEPS_IN_ONE + 0.5);
    double high = x - steps * STEP_HIGH;
    double low = rest - steps * STEP_LOW;
    double r = high + low;

    *k = (int)steps;
    return (twofold){r, ((high - r) + low) + exp_beyond_first(r)};
}

/* e^(x + rest), where rest is small beside x. */
static double exp_of(double x, double rest) {
    int k;

    if (!(x <= EXP_HIGHEST)) {
        return x > 0 ? INFINITY : x;
    }
    if (x < EXP_LOWEST) {
        return 0;
    }
    twofold p = exp_remainder(x, rest, &k);
    const double *t = power_of_two[k & 31];
    double value = t[0] + (t[1] + t[0] * (p.high + p.low));
    return scale(value, (k - (k & 31)) / 32);
}

double loc_exp(double x) {
    return exp_of(x, 0);
}

double loc_expm1(double x) {
    int k;

    if (fabs(x) < 0.0108) {
        return x + exp_beyond_first(x);
    }
    if (!(x <= EXP_HIGHEST)) {
        return x > 0 ? INFINITY : x;
    }
    if (x < -40) {
        return -1;
    }
    twofold p = exp_remainder(x, 0, &k);
    const double *t = power_of_two[k & 31];
    double power = scale(1, (k - (k & 31)) / 32);
    double low = power * (t[1] + t[0] * (p.high + p.low));
    double high = power * t[0];
    twofold sum = high > 1 ? add_smaller(high, -1) : add_smaller(-1, high);
    return sum.high + (sum.low + low);
}

/* log(1 + s) for |s| up to 0.0075, where s + rest is known to more than a double. */
static twofold log_beside_one(double s, double rest) {
    twofold square = multiply(s, s);
    double beyond =
        s * square.high *
        (1.0 / 3 +
         s * (-0.25 + s * (0.2 + s * (-1.0 / 6 + s * (1.0 / 7 + s * (-0.125 + s * (1.0 / 9)))))));
    twofold sum = add_smaller(s, -0.5 * square.high);
    return add_smaller(sum.high, sum.low + (beyond - 0.5 * square.low + (rest - s * rest)));
}

/* log x for a positive, finite x. */
static twofold log_of(double x) {
    int k = 0;

    if (x < DBL_MIN) {
        x *= 0x1p54;
        k = -54;
    }
    uint64_t bits = bits_of(x);
    k += (int)(bits >> 52) - 1023;
    double m = from_bits((bits & UINT64_C(0xfffffffffffff)) | UINT64_C(0x3ff0000000000000));
    if (m >= 1.41421356237309515) {
        m *= 0.5;
        k++;
    }
    const double *node = log_node[(int)(m * 128 + 0.5) - 90];
    double high = upper_half(m);
    twofold r = add_smaller(high * node[0] - 1, (m - high) * node[0]);
    twofold near = log_beside_one(r.high, r.low);
    twofold far = {k * LN2_HIGH + node[1], k * LN2_LOW + node[2]};
    if (far.high == 0) {
        return near;
    }
    twofold sum = add_smaller(far.high, near.high);
    return add_smaller(sum.high, sum.low + (near.low + far.low));
}

double loc_log(double x) {
    if (!(x > 0)) {
        return x == 0 ? -INFINITY : NAN;
    }
    if (x > DBL_MAX) {
        return x;
    }
    twofold log = log_of(x);
    return log.high + log.low;
}

double loc_log1p(double x) {
    if (fabs(x) < 0.0075) {
        if (fabs(x) < 1e-150) {
            return x;
        }
        twofold near = log_beside_one(x, 0);
        return near.high + near.low;
    }
    if (!(x > -1)) {
        return x == -1 ? -INFINITY : NAN;
    }
    if (x > 0x1p53) {
        return loc_log(x);
    }
    twofold one = x > 1 ? add_smaller(x, 1) : add_smaller(1, x);
    twofold log = log_of(one.high);
    return log.high + (log.low + one.low / one.high);
}

double loc_power(double x, double y) {
    if (y == 0 || x == 1) {
        return 1;
    }
    if (!(x > 0) || x > DBL_MAX) {
        if (x == 0 || x > 0) {
            return (x == 0) == (y > 0) ? 0 : INFINITY;
        }
        return NAN;
    }
    twofold log = log_of(x);
    double rough = log.high * y;
    if (!(fabs(rough) < 800)) {
        return rough > 0 ? INFINITY : rough < 0 ? 0 : NAN;
    }
    if (fabs(y) < 1e-200) {
        return exp_of(rough, 0);
    }
    twofold product = multiply(log.high, y);
    return exp_of(product.high, product.low + log.low * y);
}

/* Sine of the angle a + low, |a| up to an eighth of a turn. */
static double sine_small(double a, double low) {
    double q = a * a;
    double series =
        a * q *
        (-1.0 / 6 +
         q * (1.0 / 120 +
              q * (-1.0 / 5040 +
                   q * (1.0 / 362880 +
                        q * (-1.0 / 39916800 + q * (1.0 / 6227020800 - q / 1307674368000.0))))));
    return a + (series + low * (1 - 0.5 * q));
}

static double cosine_small(double a, double low) {
    double q = a * a;
    double series =
        q * q *
        (1.0 / 24 +
         q * (-1.0 / 720 +
              q * (1.0 / 40320 +
                   q * (-1.0 / 3628800 + q * (1.0 / 479001600 + q * (-1.0 / 87178291200.0 +
                                                                     q / 20922789888000.0))))));
    twofold one = add_smaller(1, -0.5 * q);
    return one.high + (one.low + (series - a * low));
}

double loc_sine_of_turn(double turns) {
    if (!(fabs(turns) <= DBL_MAX)) {
        return NAN;
    }
    double part = turns - floor(turns);
    double quarter = floor(4 * part + 0.5);
    double rest = part - 0.25 * quarter;
    if (fabs(rest) < 1e-200) {
        rest = 0;
    }
    twofold angle = multiply(rest, TWO_PI_HIGH);
    double low = angle.low + rest * TWO_PI_LOW;
    switch ((int)quarter & 3) {
    case 0:
        return sine_small(angle.high, low);
    case 1:
        return cosine_small(angle.high, low);
    case 2:
        return -sine_small(angle.high, low);
    default:
        return -cosine_small(angle.high, low);
    }
}

double loc_cosine_of_turn(double turns) {
    if (!(fabs(turns) <= DBL_MAX)) {
        return NAN;
    }
    double part = turns - floor(turns);
    return loc_sine_of_turn(part < 0.75 ? part + 0.25 : part - 0.75);
}
