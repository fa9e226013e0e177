/* What can be said of changes that were found: how surely their dates are known, and whether there is any.
 *
 * The date of a change is the place where the likelihood is highest. About the true date it walks at random with
 * a drift downwards on both sides, so that the error of the date is that of the highest place of a two-sided
 * Brownian motion with drift (Bai 1997), whose sides may differ in variance. Its distribution has a closed form:
 * the highest value of a side is exponential, and the time to it is a first passage. */
#include <math.h>
#include <stdbool.h>

#include "base/error.h"
#include "locality/series.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

static locality_status check_values(const double *value, size_t count, locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (fabs(value[i]) > 1e100) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite", i);
        }
    }
    return LOCALITY_OK;
}

/* ---- The date of a change -------------------------------------------------------------------- */

/* One side of the change: values in steps, a step of `drift` down for each value in units of the variance. */
typedef struct sides {
    double jump;  /* of the mean */
    double near;  /* variance of the side looked at */
    double other; /* variance of the other side */
} sides;

/* e^(z^2 / 2) P(Z > z) for z of zero or more. */
static double scaled_tail(double z) {
    if (z < 25.0) {
        return loc_exp(0.5 * z * z) * loc_normal_tail(z);
    }
    double square = 1.0 / (z * z); /* to 1e-12 from there on */
    return (1.0 - square * (1.0 - square * (3.0 - square * (15.0 - 105.0 * square)))) /
           (z * LOC_SQRT_TWO_PI);
}

/* P(the highest place lies more than x away, on the side looked at); x of zero or more.
 *
 * With M the highest value there, exponential of rate r, and the other side's exponential of rate a:
 * r times the integral over m of (1 - e^(-a m)) P(x < first passage to m < infinity). */
static double beyond(const sides *s, double x) {
    double r = 1.0 / s->near, a = 1.0 / s->other;

    if (!(x > 0.0)) {
        return a / (a + r);
    }
    double sigma = s->jump * sqrt(s->near * x); /* of the walk at x */
    double u = 0.5 * s->jump * s->jump * x;     /* how far it has drifted down */
    double w = u / sigma;
    double q = loc_normal_tail(w), e = loc_exp(-0.5 * w * w);
    double rising = q + e * scaled_tail((a + r) * sigma - w);
    double falling = q - e * scaled_tail(w + a * sigma);
    double flat = sigma * e / LOC_SQRT_TWO_PI - u * q;
    return 2.0 * q - r / (a + r) * rising - r * flat + r / a * falling;
}

/* The distance beyond which the highest place lies with a probability, rounded away from 0; -1 where that has
 * less from the start, so that the place found itself is not in the interval. */
static double distance(const sides *s, double probability) {
    double low = 0.0, high = 1.0;

    if (!(beyond(s, 0.0) > probability)) {
        return -1.0;
    }
    while (beyond(s, high) > probability && high < 9007199254740992.0) {
        low = high;
        high *= 2.0;
    }
    for (int k = 0; k < 60 && ceil(low) < ceil(high); k++) {
        double middle = 0.5 * (low + high);
        if (beyond(s, middle) > probability) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return ceil(high);
}

typedef struct spread {
    double mean;
    double variance; /* about the mean, over the number of values */
    size_t used;
} spread;

static spread spread_of(const double *value, const locality_change_segment *segment) {
    spread out = {0.0, 0.0, 0};

    for (size_t i = segment->first; i <= segment->last; i++) {
        out.mean += value[i] == value[i] ? value[i] : 0.0;
        out.used += value[i] == value[i] ? 1u : 0u;
    }
    out.mean /= (double)(out.used > 0 ? out.used : 1);
    for (size_t i = segment->first; i <= segment->last; i++) {
        double rest = value[i] == value[i] ? value[i] - out.mean : 0.0;
        out.variance += rest * rest;
    }
    out.variance /= (double)(out.used > 0 ? out.used : 1);
    return out;
}

/* The position `steps` values that are there away from `from`; beyond the ends it counts on. */
static int64_t walk(const double *value, size_t count, size_t from, double steps) {
    int64_t at = (int64_t)from, way = steps < 0.0 ? -1 : 1;

    for (int64_t left = (int64_t)fabs(steps); left > 0; left--) {
        at += way;
        while (at >= 0 && at < (int64_t)count && value[at] != value[at]) {
            at += way;
        }
        if (at < 0 || at >= (int64_t)count) {
            return at + way * (left - 1);
        }
    }
    return at;
}

static locality_change_interval interval_of(const double *value, size_t count, size_t change,
                                            const spread *before, const spread *after,
                                            double confidence) {
    locality_change_interval out = {(int64_t)change, (int64_t)change, LOCALITY_CHANGE_DATE_UNKNOWN,
                                    0};
    double jump = fabs(after->mean - before->mean);

    if (!(before->variance > 0.0) || !(after->variance > 0.0) || !(jump > 0.0)) {
        return out;
    }
    sides left = {jump, before->variance, after->variance};
    sides right = {jump, after->variance, before->variance};
    double share = 0.5 * (1.0 - confidence);
    double early = distance(&right, share), late = distance(&left, share);
    if (early < 0.0 || late < 0.0) {
        return out;
    }
    /* where the estimate may lie too late by `early`, the change may lie so much earlier */
    out.first = walk(value, count, change, -early);
    out.last = walk(value, count, change, late);
    out.state = LOCALITY_CHANGE_DATED;
    return out;
}

static locality_status check_segments(const double *value, size_t count,
                                      const locality_change_segment *segment, size_t segments,
                                      locality_error *error) {
    for (size_t k = 0; k < segments; k++) {
        size_t earliest = k > 0 ? segment[k - 1].last + 1 : 0;
        if (segment[k].first < earliest || segment[k].last < segment[k].first ||
            segment[k].last >= count) {
            return loc_fail(error, LOCALITY_INVALID,
                            "segment %zu is none of %zu values after the one before", k, count);
        }
    }
    return check_values(value, count, error);
}

locality_status locality_change_intervals(const double *value, size_t count,
                                          const locality_change_segment *segment, size_t segments,
                                          double confidence, locality_change_interval *interval,
                                          locality_error *error) {
    if (value == NULL || segment == NULL || (interval == NULL && segments > 1)) {
        return loc_fail_null(error, value == NULL     ? "value"
                                    : segment == NULL ? "segment"
                                                      : "interval");
    }
    if (!(confidence > 0.0 && confidence < 1.0)) {
        return loc_fail(error, LOCALITY_INVALID, "confidence is not between 0 and 1");
    }
    locality_status status = check_segments(value, count, segment, segments, error);
    if (status != LOCALITY_OK || segments == 0) {
        return status == LOCALITY_OK ? loc_ok(error) : status;
    }
    spread before = spread_of(value, &segment[0]);
    for (size_t k = 1; k < segments; k++) {
        spread after = spread_of(value, &segment[k]);
        interval[k - 1] =
            interval_of(value, count, segment[k - 1].last, &before, &after, confidence);
        before = after;
    }
    return loc_ok(error);
}

/* ---- Whether there is a change --------------------------------------------------------------- */

/* The values that are there. */
typedef struct there {
    size_t count;
    double mean;
} there;

/* What every test begins with: outputs that are nothing yet. */
static locality_status begin_test(const double *value, double *statistic, double *p,
                                  locality_error *error) {
    if (statistic != NULL) {
        *statistic = 0.0;
    }
    if (p != NULL) {
        *p = 0.0;
    }
    if (value == NULL || statistic == NULL || p == NULL) {
        return loc_fail_null(error, value == NULL       ? "value"
                                    : statistic == NULL ? "statistic"
                                                        : "p");
    }
    return LOCALITY_OK;
}

static locality_status take_values(const double *value, size_t count, there *out,
                                   locality_error *error) {
    *out = (there){0, 0.0};
    for (size_t i = 0; i < count; i++) {
        out->mean += value[i] == value[i] ? value[i] : 0.0;
        out->count += value[i] == value[i] ? 1u : 0u;
    }
    out->mean /= out->count > 0 ? (double)out->count : 1.0;
    return check_values(value, count, error);
}

/* P(the largest of a Brownian bridge is above x), either way: 2 sum (-1)^(k+1) exp(-2 k^2 x^2). */
static double kolmogorov(double x) {
    double sum = 0.0;

    if (x < 0.2) {
        return 1.0; /* to within 1e-12 */
    }
    for (int k = 1; k <= 100; k++) {
        double term = loc_exp(-2.0 * (double)k * (double)k * x * x);
        sum += k % 2 == 1 ? term : -term;
    }
    return 2.0 * sum < 1.0 ? 2.0 * sum : 1.0;
}

locality_status locality_change_cusum(const double *value, size_t count, double *statistic,
                                      double *p, locality_error *error) {
    double squares = 0.0, walk = 0.0, farthest = 0.0;
    there all;
    locality_status status = begin_test(value, statistic, p, error);

    if (status == LOCALITY_OK) {
        status = take_values(value, count, &all, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        double rest = value[i] == value[i] ? value[i] - all.mean : 0.0;
        squares += rest * rest;
        walk += rest;
        farthest = fabs(walk) > farthest ? fabs(walk) : farthest;
    }
    double n = (double)all.count;
    bool moves = n > 1.0 && squares > 0.0;
    *statistic = moves ? farthest / (sqrt(squares / (n - 1.0)) * sqrt(n)) : (double)NAN;
    *p = moves ? kolmogorov(*statistic) : (double)NAN;
    return loc_ok(error);
}

/* Kummer's M(-rate; half; z) and its slope in `rate`. */
typedef struct kummer {
    double value;
    double slope;
} kummer;

static kummer kummer_at(double rate, double half, double z) {
    kummer sum = {1.0, 0.0};
    double term = 1.0, slope = 0.0;

    for (int k = 0; k < 2000; k++) {
        double n = (double)k, step = z / ((half + n) * (n + 1.0));
        slope = slope * (n - rate) * step - term * step;
        term *= (n - rate) * step;
        sum.value += term;
        sum.slope += slope;
        if (n > rate && fabs(term) <= 1e-18 * fabs(sum.value) &&
            fabs(slope) <= 1e-18 * fabs(sum.slope)) {
            break;
        }
    }
    return sum;
}

/* The root of M(-rate; 1/2; z) between two rates at which its sign differs. */
static double root_between(double low, double high, double z) {
    bool rises = kummer_at(low, 0.5, z).value < 0.0;

    for (;;) {
        double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) {
            return middle;
        }
        if ((kummer_at(middle, 0.5, z).value < 0.0) == rises) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/* P(the largest squared value of an Ornstein-Uhlenbeck process in its equilibrium over a time is above x), which
 * is the limit of the largest F with the logarithm of the odds of the ends as its time (De Long 1981; Estrella
 * 2003): the chance to stay within is a sum of terms that die away at the rates at which M(-rate; 1/2; x / 2)
 * is 0. */
static double supremum_tail(double x, double time) {
    const double grid = 0.25; /* rates lie 1 apart, or more */
    double b = sqrt(x), z = 0.5 * x, density = loc_exp(-z) / LOC_SQRT_TWO_PI, inside = 0.0;
    double low = 0.0, before = 1.0;

    if (x > 60.0) { /* below 1e-12: the leading terms */
        return sqrt(z / LOC_PI) * loc_exp(-z) * ((1.0 - 1.0 / x) * time + 2.0 / x);
    }
    /* what is left out weighs e^-40, or lies where the series has no digits left */
    while (low * time < 40.0 && low * z < 200.0) {
        double high = low + grid, after = kummer_at(high, 0.5, z).value;
        if ((before < 0.0) != (after < 0.0)) {
            double rate = root_between(low, high, z);
            double gradient = -2.0 * rate * kummer_at(rate - 1.0, 1.5, z).value * b;
            inside += loc_exp(-rate * time) * density * gradient /
                      (rate * rate * kummer_at(rate, 0.5, z).slope);
        }
        low = high;
        before = after;
    }
    return inside < 0.0 ? 1.0 : inside > 1.0 ? 0.0 : 1.0 - inside;
}

locality_status locality_change_supremum(const double *value, size_t count, double share,
                                         double *statistic, double *p, locality_error *error) {
    double whole = 0.0, sum = 0.0, most = 0.0;
    size_t at = 0;
    there found;
    locality_status status = begin_test(value, statistic, p, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    if (!(share >= 0.05 && share <= 0.35)) {
        return loc_fail(error, LOCALITY_INVALID, "share is not from 0.05 to 0.35");
    }
    status = take_values(value, count, &found, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t n = found.count;
    double all = (double)n;
    size_t least = (size_t)(share * all);
    for (size_t i = 0; i < count; i++) {
        double rest = value[i] == value[i] ? value[i] - found.mean : 0.0;
        whole += rest * rest;
        sum += rest;
        at += value[i] == value[i] ? 1u : 0u;
        if (at >= least && n - at >= least && at > 0 && at < n) {
            double gain = sum * sum * all / ((double)at * (all - (double)at));
            most = gain > most ? gain : most;
        }
    }
    *statistic = *p = (double)NAN;
    if (least == 0 || n < 4 || !(whole > 0.0)) {
        return loc_ok(error);
    }
    double rest = whole - most;
    *statistic = rest > 0.0 ? most / (rest / (all - 2.0)) : (double)INFINITY;
    double odds = (all - (double)least) / (double)least;
    *p = rest > 0.0 ? supremum_tail(*statistic, 2.0 * loc_log(odds)) : 0.0;
    return loc_ok(error);
}
