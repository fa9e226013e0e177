/* Two moving averages, a slow and a quick one, for short histories. */
#include <math.h>

#include "base/error.h"
#include "statistics/distributions.h"
#include "surveillance/watch.h"

/* What depends on the length of the baseline alone. */
typedef struct cutoffs {
    size_t length;
    double warning; /* t quantiles, rounded as the source has them */
    double alert;
} cutoffs;

/* One of the two averages. */
typedef struct average {
    double newest; /* weight of the newest point */
    double value;
} average;

static double round_five(double x) {
    return floor(x * 100000 + 0.5) / 100000;
}

static cutoffs cutoffs_of(size_t length) {
    double df = (double)length - 1;

    return (cutoffs){length, round_five(loc_t_quantile(0.95, df)),
                     round_five(loc_t_quantile(0.99, df))};
}

/* Whole powers, by multiplying. */
static double power(double x, size_t n) {
    double product = 1;

    for (size_t i = 0; i < n; i++) {
        product *= x;
    }
    return product;
}

/* The deviation of the average, from that of the baseline's points, with a floor and an allowance. */
static double deviation_of(const average *a, const cutoffs *c, size_t gap, double deviation) {
    const double log_half = -0.693147180559945309;
    double w = a->newest;
    double rest = 1 - w;
    double b = (double)c->length;
    double unit = w / c->warning;
    double least = unit * (0.01 + 0.05 * rest * rest);
    double allowance = (0.1289 - (0.2414 - 0.1826 * power(rest, 4)) * log_half) * unit;
    double factor =
        w / (2 - w) + 1 / b - 2 * power(rest, gap + 1) * (1 - power(rest, c->length)) / b;
    double sigma = deviation * sqrt(factor) + allowance;

    return sigma > least ? sigma : least;
}

/* Moves the average to a new point; the statistic. What is beyond the alert is pulled back to it. */
static double test_average(average *a, const cutoffs *c, size_t gap, double y, double mean,
                           double deviation) {
    double sigma = deviation_of(a, c, gap, deviation);

    a->value = a->newest * y + (1 - a->newest) * a->value;
    double statistic = (a->value - mean) / sigma;
    if (fabs(statistic) > c->alert) {
        a->value = mean + (statistic > 0 ? c->alert : -c->alert) * sigma;
    }
    return statistic;
}

/* Mean and deviation of the points that are there; their number. */
static size_t spread_of(const double *value, size_t first, size_t end, double *mean,
                        double *deviation) {
    double sum = 0;
    double squares = 0;
    size_t present = 0;

    for (size_t i = first; i < end; i++) {
        sum += isnan(value[i]) ? 0 : value[i];
        present += isnan(value[i]) ? 0 : 1;
    }
    *mean = sum / (double)present;
    for (size_t i = first; i < end; i++) {
        double away = isnan(value[i]) ? 0 : value[i] - *mean;
        squares += away * away;
    }
    *deviation = sqrt(squares / ((double)present - 1));
    return present;
}

static void follow(average *a, double y, bool *started) {
    if (!*started) {
        a->value = y;
    } else {
        a->value = a->newest * y + (1 - a->newest) * a->value;
    }
}

static void judge(const double *value, size_t weeks, const locality_ewma_options *o,
                  locality_watch_point *points) {
    average both[2] = {{o->slow, 0}, {o->quick, 0}};
    cutoffs c = {0, 0, 0};
    bool started = false;
    size_t first = (size_t)o->least_baseline + o->gap;

    for (size_t t = 0; t < weeks; t++) {
        bool has_data = !isnan(value[t]);
        points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
        if (t < first || !started) {
            for (int k = 0; k < 2 && has_data; k++) {
                follow(&both[k], value[t], &started);
            }
            started = started || has_data;
            continue;
        }
        size_t end = t - o->gap;
        size_t length = end < o->most_baseline ? end : o->most_baseline;
        double mean;
        double deviation;
        size_t present = spread_of(value, end - length, end, &mean, &deviation);
        if (present < 3 || !has_data) {
            points[t] = loc_no_point(present < 3 ? NAN : mean,
                                     present < 3 ? LOCALITY_WATCH_TOO_FEW : LOCALITY_WATCH_NO_DATA);
            continue;
        }
        if (c.length != present) {
            c = cutoffs_of(present);
        }
        locality_watch_point p = {mean, NAN, NAN, INFINITY, LOCALITY_WATCH_JUDGED, 0};
        for (int k = 0; k < 2; k++) {
            double statistic = test_average(&both[k], &c, o->gap, value[t], mean, deviation);
            double tail = loc_t_tail(statistic, (double)present - 1);
            if (k == 0 || tail <= p.p) { /* the quick one where both say the same */
                p.p = tail;
                p.statistic = statistic;
            }
        }
        p.alarm = p.p < o->alpha;
        points[t] = p;
    }
}

locality_status locality_ewma(const double *value, size_t weeks,
                              const locality_ewma_options *options, locality_watch_point *points,
                              locality_error *error) {
    locality_ewma_options o = LOCALITY_EWMA_OPTIONS_INIT;

    if (weeks > 0 && (value == NULL || points == NULL)) {
        return loc_fail_null(error, value == NULL ? "value" : "points");
    }
    if (options != NULL) {
        locality_status status = loc_take_options(&o, sizeof o, options, options->struct_size,
                                                  "locality_ewma_options", error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    if (o.reserved != 0 || o.reserved2 != 0 || o.least_baseline < 3 ||
        o.most_baseline < o.least_baseline || o.most_baseline > 1000 || o.gap > 100 ||
        !(o.slow > 0) || !(o.slow < 1) || !(o.quick > 0) || !(o.quick < 1) || !(o.alpha > 0) ||
        !(o.alpha < 0.5)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: least_baseline is 3 to most_baseline, that at most 1,000, gap at "
                        "most 100, slow and quick between 0 and 1, alpha between 0 and 0.5");
    }
    for (size_t i = 0; i < weeks; i++) {
        if (isinf(value[i])) {
            return loc_fail(error, LOCALITY_INVALID, "point %zu is infinite", i);
        }
    }
    judge(value, weeks, &o, points);
    return loc_ok(error);
}
