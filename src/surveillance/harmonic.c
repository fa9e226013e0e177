/* Regressions for short histories: a negative binomial one on trend and one yearly wave, and the trend
 * of a share. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/regression.h"
#include "surveillance/watch.h"

/* ---- Room for either -------------------------------------------------------------------------- */

#define MOST_COLUMNS 4

typedef struct room {
    locality_allocator memory;
    loc_regression regression;
    double *design; /* MOST_COLUMNS columns, then the response, then the prior weights */
    size_t rows;
} room;

static locality_status room_take(room *r, size_t rows, const locality_allocator *allocator,
                                 locality_error *error) {
    size_t size;

    r->design = NULL;
    r->rows = rows;
    locality_status status = loc_allocator_take(allocator, &r->memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (loc_multiply_overflows(rows, MOST_COLUMNS + 2, &size) ||
        !loc_regression_take(&r->regression, rows, MOST_COLUMNS, &r->memory)) {
        return loc_fail_memory(error);
    }
    r->design = loc_allocate(&r->memory, size, sizeof(double));
    if (r->design == NULL) {
        loc_regression_give(&r->regression);
        return loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

static void room_give(room *r) {
    loc_release(&r->memory, r->design, r->rows * (MOST_COLUMNS + 2), sizeof(double));
    loc_regression_give(&r->regression);
}

/* ---- The harmonic regression ------------------------------------------------------------------ */

static size_t wave(const locality_harmonic_options *o, size_t week, double *row) {
    double time = (double)week + 1;
    size_t columns = 0;

    row[columns++] = 1;
    if (o->trend == 1) {
        row[columns++] = time;
    }
    row[columns++] = loc_cosine_of_turn(time / o->period);
    row[columns++] = loc_sine_of_turn(time / o->period);
    return columns;
}

static loc_fit fit_wave(room *r, const int64_t *count, const locality_harmonic_options *o,
                        loc_theta *theta) {
    double row[MOST_COLUMNS];
    double *response = r->design + MOST_COLUMNS * r->rows;
    size_t rows = 0;
    size_t columns = wave(o, 0, row);

    for (size_t t = 0; t < o->baseline; t++) {
        rows += count[t] != LOCALITY_NO_COUNT;
    }
    for (size_t t = 0, i = 0; t < o->baseline; t++) {
        if (count[t] == LOCALITY_NO_COUNT) {
            continue;
        }
        wave(o, t, row);
        for (size_t j = 0; j < columns; j++) {
            r->design[j * rows + i] = row[j];
        }
        response[i] = (double)count[t];
        i++;
    }
    loc_regression_data data = {.family = LOC_FAMILY_NEGBIN,
                                .rows = rows,
                                .columns = columns,
                                .design = r->design,
                                .response = response,
                                .turns = 200};
    return rows > columns ? loc_regression_fit_theta(&r->regression, &data, theta) : LOC_FIT_FAILED;
}

static locality_watch_point judge_wave(const room *r, const locality_harmonic_options *o,
                                       const loc_theta *theta, double quantile, int64_t count,
                                       size_t week) {
    double row[MOST_COLUMNS];
    double eta;
    double error;

    wave(o, week, row);
    loc_regression_predict(&r->regression, row, &eta, &error);
    double mean = loc_exp(eta);
    double highest = loc_exp(eta + quantile * error);
    locality_watch_point p =
        loc_no_point(mean > 0x1p-52 ? mean : 0x1p-52, LOCALITY_WATCH_NOT_CONVERGED);
    p.statistic = theta->theta;
    if (!(theta->theta > 0) || !(highest < 0x1p50)) {
        return p;
    }
    double phi = 1 + highest / theta->theta;
    p.limit = loc_overdispersed_quantile(1 - o->alpha, highest, phi);
    if (!theta->converged) {
        return p;
    }
    p.state = LOCALITY_WATCH_NO_DATA;
    if (count != LOCALITY_NO_COUNT) {
        double y = (double)count;
        p.p = y > 0 ? loc_overdispersed_tail(y - 1, mean, 1 + mean / theta->theta) : 1;
        p.state = LOCALITY_WATCH_JUDGED;
        p.alarm = y > p.limit;
    }
    return p;
}

locality_status locality_harmonic(const int64_t *count, size_t weeks,
                                  const locality_harmonic_options *options,
                                  locality_watch_point *points, const locality_allocator *allocator,
                                  locality_error *error) {
    locality_harmonic_options o = LOCALITY_HARMONIC_OPTIONS_INIT;
    loc_theta theta = {.theta = 0};
    room r;

    locality_status status = loc_check_counts(count, weeks, 1, points, NULL, error);
    if (status == LOCALITY_OK && options != NULL) {
        status = loc_take_options(&o, sizeof o, options, options->struct_size,
                                  "locality_harmonic_options", error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (o.reserved != 0 || o.baseline < 5 || o.trend < 0 || o.trend > 1 || !(o.period > 2) ||
        !(o.period < 1e6) || !(o.alpha > 0) || !(o.alpha < 1)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "options: baseline is 5 or more, trend 0 or 1, period above 2, alpha between "
            "0 and 1");
    }
    if (o.baseline > weeks) {
        for (size_t t = 0; t < weeks; t++) {
            points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
        }
        return loc_ok(error);
    }
    status = room_take(&r, o.baseline, allocator, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fit fit = fit_wave(&r, count, &o, &theta);
    double quantile = loc_t_quantile(1 - o.alpha, r.regression.df > 0 ? r.regression.df : 1);
    for (size_t t = 0; t < weeks; t++) {
        points[t] = fit == LOC_FIT_FAILED && r.regression.rank == 0
                        ? loc_no_point(NAN, LOCALITY_WATCH_TOO_FEW)
                        : judge_wave(&r, &o, &theta, quantile, count[t], t);
    }
    room_give(&r);
    return loc_ok(error);
}

/* ---- The trend of a share --------------------------------------------------------------------- */

static locality_status check_share(const double *time, const int64_t *count, const int64_t *all,
                                   size_t n, locality_error *error) {
    for (size_t i = 0; i < n; i++) {
        bool missing = count[i] == LOCALITY_NO_COUNT || all[i] == LOCALITY_NO_COUNT;
        if (!missing && all[i] < count[i]) {
            return loc_fail(error, LOCALITY_INVALID, "point %zu: all are fewer than the count", i);
        }
        if (time != NULL && (!(fabs(time[i]) < 1e15) || (i > 0 && !(time[i] > time[i - 1])))) {
            return loc_fail(error, LOCALITY_INVALID, "point %zu: the time does not increase", i);
        }
    }
    return LOCALITY_OK;
}

/* Fits the window; rows with no counts at all have no weight. */
static bool fit_share(room *r, const double *time, const int64_t *count, const int64_t *all,
                      size_t first, size_t end) {
    double *response = r->design + MOST_COLUMNS * r->rows;
    double *prior = response + r->rows;
    size_t rows = end - first;

    for (size_t i = 0; i < rows; i++) {
        size_t t = first + i;
        bool missing = count[t] == LOCALITY_NO_COUNT || all[t] == LOCALITY_NO_COUNT;
        double whole = missing ? 0 : (double)all[t];
        r->design[i] = 1;
        r->design[rows + i] = time != NULL ? time[t] - time[end - 1] : (double)t - (double)end + 1;
        response[i] = whole > 0 ? (double)count[t] / whole : 0;
        prior[i] = whole;
    }
    loc_regression_data data = {.family = LOC_FAMILY_BINOMIAL,
                                .rows = rows,
                                .columns = 2,
                                .design = r->design,
                                .response = response,
                                .prior = prior};
    return loc_regression_fit(&r->regression, &data) != LOC_FIT_FAILED && r->regression.rank == 2;
}

static int64_t events_of(const int64_t *count, size_t first, size_t end) {
    int64_t sum = 0;

    for (size_t t = first; t < end; t++) {
        if (count[t] != LOCALITY_NO_COUNT && sum < INT64_MAX - count[t]) {
            sum += count[t];
        }
    }
    return sum;
}

static locality_share_point judge_share(const room *r, double alpha) {
    const loc_regression *g = &r->regression;
    double statistic = g->coefficient[1] / sqrt(g->covariance[3]);
    locality_share_point p = {statistic, 2 * loc_normal_tail(fabs(statistic)), g->coefficient[1],
                              LOCALITY_WATCH_JUDGED, LOCALITY_SHARE_STABLE};

    if (p.p < alpha) {
        p.trend = statistic > 0 ? LOCALITY_SHARE_RISING : LOCALITY_SHARE_FALLING;
    }
    return p;
}

locality_status locality_share_trend(const double *time, const int64_t *count, const int64_t *all,
                                     size_t points_count, const locality_share_options *options,
                                     locality_share_point *points,
                                     const locality_allocator *allocator, locality_error *error) {
    locality_share_options o = LOCALITY_SHARE_OPTIONS_INIT;
    room r;

    locality_status status = loc_check_counts(count, points_count, 1, points, NULL, error);
    if (status == LOCALITY_OK && all == NULL && points_count > 0) {
        status = loc_fail_null(error, "all");
    }
    if (status == LOCALITY_OK) {
        status = loc_check_counts(all, points_count, 1, points, NULL, error);
    }
    if (status == LOCALITY_OK && options != NULL) {
        status = loc_take_options(&o, sizeof o, options, options->struct_size,
                                  "locality_share_options", error);
    }
    if (status == LOCALITY_OK) {
        status = check_share(time, count, all, points_count, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (o.reserved != 0 || o.reserved2 != 0 || o.window < 3 || o.window > 10000 ||
        o.least_events < 0 || !(o.alpha > 0) || !(o.alpha < 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: window is 3 to 10,000, least_events 0 or more, alpha between 0 "
                        "and 1");
    }
    status = room_take(&r, o.window, allocator, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t t = 0; t < points_count; t++) {
        size_t end = t + 1;
        points[t] =
            (locality_share_point){NAN, NAN, NAN, LOCALITY_WATCH_TOO_SHORT, LOCALITY_SHARE_UNKNOWN};
        if (end < o.window) {
            continue;
        }
        points[t].state = LOCALITY_WATCH_RARE;
        if (events_of(count, end - o.window, end) > o.least_events) {
            points[t].state = LOCALITY_WATCH_NOT_CONVERGED;
            if (fit_share(&r, time, count, all, end - o.window, end)) {
                points[t] = judge_share(&r, o.alpha);
            }
        }
    }
    room_give(&r);
    return loc_ok(error);
}
