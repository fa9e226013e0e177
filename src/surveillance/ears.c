/* EARS C1, C2 and C3: a week against the mean and deviation of the few weeks before it. */
#include <math.h>

#include "base/error.h"
#include "statistics/distributions.h"
#include "surveillance/watch.h"

#define MOST_BASELINE 1000
#define MOST_EXACT (INT64_C(1) << 20) /* sums of so many squares stay within 64 bits */

/* Sums of the weeks in the window. */
typedef struct window {
    int64_t count;
    int64_t sum;
    int64_t squares;
} window;

static void window_add(window *w, int64_t n, int64_t sign) {
    if (n != LOCALITY_NO_COUNT) {
        w->count += sign;
        w->sum += sign * n;
        w->squares += sign * n * n;
    }
}

/* What is worked out once. */
typedef struct ears {
    locality_ears_options options;
    double z;
    bool exact; /* counts are small enough for running sums of squares */
} ears;

/* Mean and deviation of the window that ends before week `end`; false with fewer than two counts. */
static bool spread_of(const ears *e, const window *w, const int64_t *count, size_t end,
                      double *mean, double *deviation) {
    double n = (double)w->count;

    if (w->count < 2) {
        return false;
    }
    *mean = (double)w->sum / n;
    double variance;
    if (e->exact) {
        variance = (double)(w->count * w->squares - w->sum * w->sum) / (n * (n - 1));
    } else {
        double squares = 0;
        for (size_t i = end - e->options.baseline; i < end; i++) {
            double away = count[i] == LOCALITY_NO_COUNT ? 0 : (double)count[i] - *mean;
            squares += away * away;
        }
        variance = squares / (n - 1);
    }
    *deviation = sqrt(variance);
    if (*deviation < e->options.least_deviation) {
        *deviation = e->options.least_deviation;
    }
    return true;
}

/* What a distance of an earlier week adds to C3; NaN stays. */
static double part_of(double distance) {
    return distance <= 1 ? 0 : distance - 1;
}

static void judge_c3(const ears *e, locality_watch_point *p, double y, double mean,
                     double deviation, const double *earlier) {
    double parts = part_of(earlier[0]) + part_of(earlier[1]);
    double from = e->options.mode == LOCALITY_EARS_PACKAGE ? y : mean;
    double limit = from + deviation * (e->z - parts);

    p->limit = limit < 0 ? 0 : limit;
    p->statistic = (y - mean) / deviation + parts;
    if (isnan(limit)) {
        p->limit = NAN;
        p->state = LOCALITY_WATCH_UNDEFINED;
    }
}

static void judge_series(const ears *e, const int64_t *count, size_t weeks,
                         locality_watch_point *points) {
    const size_t size = e->options.baseline;
    const size_t gap = e->options.method == 1 ? 0 : 2;
    const size_t first = size + gap + (e->options.method == 3 ? 2 : 0);
    window w = {0, 0, 0};
    double earlier[2] = {NAN, NAN}; /* distances of the last week and the one before */

    for (size_t t = 0; t < weeks; t++) {
        if (t > gap) {
            window_add(&w, count[t - gap - 1], 1);
        }
        if (t > gap + size) {
            window_add(&w, count[t - gap - 1 - size], -1);
        }
        bool has_data = count[t] != LOCALITY_NO_COUNT;
        points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
        if (t < size + gap) {
            continue;
        }
        double mean;
        double deviation;
        double distance = NAN;
        points[t].state = LOCALITY_WATCH_TOO_FEW;
        if (spread_of(e, &w, count, t - gap, &mean, &deviation)) {
            double y = has_data ? (double)count[t] : NAN;
            distance = (y - mean) / deviation;
            locality_watch_point p = {mean, mean + e->z * deviation, distance,
                                      NAN,  LOCALITY_WATCH_JUDGED,   0};
            if (e->options.method == 3) {
                judge_c3(e, &p, y, mean, deviation, earlier);
            }
            p.state = has_data ? p.state : LOCALITY_WATCH_NO_DATA;
            p.alarm = y > p.limit;
            points[t] = p;
        }
        if (t < first) {
            points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
        }
        earlier[1] = earlier[0];
        earlier[0] = has_data ? distance : 0; /* a week without data adds nothing */
    }
}

locality_status locality_ears(const int64_t *count, size_t weeks, size_t series,
                              const locality_ears_options *options, locality_watch_point *points,
                              locality_error *error) {
    ears e = {LOCALITY_EARS_OPTIONS_INIT, 0, false};
    int64_t most;

    locality_status status = loc_check_counts(count, weeks, series, points, &most, error);
    if (status == LOCALITY_OK && options != NULL) {
        status = loc_take_options(&e.options, sizeof e.options, options, options->struct_size,
                                  "locality_ears_options", error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (e.options.reserved != 0 || e.options.reserved2 != 0 || e.options.mode < 0 ||
        e.options.mode > LOCALITY_EARS_PACKAGE || e.options.method < 1 || e.options.method > 3 ||
        e.options.baseline < 2 || e.options.baseline > MOST_BASELINE || !(e.options.alpha > 0) ||
        !(e.options.alpha < 1) || !(e.options.least_deviation >= 0) ||
        !(e.options.least_deviation < INFINITY)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: method is 1 to 3, baseline 2 to 1,000, alpha between 0 and 1, "
                        "least_deviation 0 or more");
    }
    e.z = -loc_normal_quantile(e.options.alpha);
    e.exact = most < MOST_EXACT;
    for (size_t s = 0; s < series; s++) {
        judge_series(&e, count + s * weeks, weeks, points + s * weeks);
    }
    return loc_ok(error);
}
