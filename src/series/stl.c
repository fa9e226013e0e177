/* STL: an inner loop that smooths seasons and trend in turns, an outer one that weighs what lies far off.
 * A value that is missing takes part with a weight of 0. */
#include "series/stl.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/kendall.h"
#include "statistics/select.h"

bool loc_stl_take(loc_stl *room, size_t count, size_t period, const locality_allocator *allocator) {
    size_t each = count + 2 * period;

    memset(room, 0, sizeof *room);
    room->allocator = *allocator;
    room->count = count;
    room->period = period;
    room->block = loc_allocate_raw(allocator, 10 * each, sizeof *room->block);
    if (room->block == NULL) {
        memset(room, 0, sizeof *room);
        return false;
    }
    room->season = room->block;
    room->trend = room->block + each;
    room->weight = room->block + 2 * each;
    room->there = room->block + 3 * each;
    for (size_t k = 0; k < 6; k++) {
        room->work[k] = room->block + (4 + k) * each;
    }
    return true;
}

void loc_stl_give(loc_stl *room) {
    loc_release(&room->allocator, room->block, 10 * (room->count + 2 * room->period),
                sizeof *room->block);
    memset(room, 0, sizeof *room);
}

/* ---- One local regression -------------------------------------------------------------------- */

/* A series to be smoothed; positions from 1. */
typedef struct smoother {
    const double *y, *weight; /* weight null for 1 each */
    const double *there;      /* 0 for what is missing; null for nothing */
    size_t count, window, jump;
    int32_t degree;
    double *local; /* room for `count` */
} smoother;

/* Weights of the values from `left` to `right` about `x`, in s->local; their sum. */
static double weigh(const smoother *s, double x, size_t left, size_t right) {
    double before = x - (double)left, after = (double)right - x;
    double reach = before > after ? before : after, sum = 0.0;

    if (s->window > s->count) {
        size_t beyond = (s->window - s->count) / 2;
        reach += (double)beyond;
    }
    double far = 0.999 * reach, near = 0.001 * reach;
    for (size_t j = left; j <= right; j++) {
        double r = fabs((double)j - x), w = 0.0;
        if (r <= far) {
            double q = r / reach, fall = 1.0 - q * q * q;
            w = r <= near ? 1.0 : fall * fall * fall;
            w = s->weight != NULL ? w * s->weight[j - 1] : w;
        }
        s->local[j - 1] = w;
        sum += w;
    }
    return sum;
}

/* Tilts the weights, whose sum is 1, so that they fit a line. */
static void tilt(const smoother *s, double x, size_t left, size_t right) {
    double mean = 0.0, spread = 0.0, range = (double)s->count - 1.0;

    for (size_t j = left; j <= right; j++) {
        mean += s->local[j - 1] * (double)j;
    }
    for (size_t j = left; j <= right; j++) {
        double d = (double)j - mean;
        spread += s->local[j - 1] * d * d;
    }
    if (sqrt(spread) <= 0.001 * range) {
        return;
    }
    double b = (x - mean) / spread;
    for (size_t j = left; j <= right; j++) {
        s->local[j - 1] *= b * ((double)j - mean) + 1.0;
    }
}

/* The smoothed value at `x`; false where nothing within the window has a weight. */
static bool estimate(const smoother *s, double x, size_t left, size_t right, double *out) {
    double sum = weigh(s, x, left, right), fit = 0.0;

    if (!(sum > 0.0)) {
        return false;
    }
    for (size_t j = left; j <= right; j++) {
        s->local[j - 1] /= sum;
    }
    if (s->degree > 0) {
        tilt(s, x, left, right);
    }
    for (size_t j = left; j <= right; j++) {
        fit += s->local[j - 1] * s->y[j - 1];
    }
    *out = fit;
    return true;
}

/* The value itself where the window has no weight, or the nearest that is there. */
static double nearest(const smoother *s, size_t x) {
    for (size_t away = 0; away < s->count && s->there != NULL; away++) {
        if (x > away && s->there[x - away - 1] > 0.0) {
            return s->y[x - away - 1];
        }
        if (x + away <= s->count && s->there[x + away - 1] > 0.0) {
            return s->y[x + away - 1];
        }
    }
    return s->y[x - 1];
}

/* ---- A smoothed series ----------------------------------------------------------------------- */

/* The window about position x. */
static void window_at(const smoother *s, size_t x, size_t *left, size_t *right) {
    size_t half = (s->window + 1) / 2, n = s->count;

    *left = 1;
    *right = n;
    if (s->window >= n) {
        return;
    }
    if (x < half) {
        *right = s->window;
    } else if (x + half >= n + 1) {
        *left = n - s->window + 1;
    } else {
        *left = x - half + 1;
        *right = s->window + x - half;
    }
}

static void smooth_at(const smoother *s, size_t x, double *out) {
    size_t left = 0, right = 0;

    window_at(s, x, &left, &right);
    if (!estimate(s, (double)x, left, right, &out[x - 1])) {
        out[x - 1] = nearest(s, x);
    }
}

/* A straight line between two positions that are smoothed. */
static void join(double *out, size_t from, size_t to) {
    double step = (out[to - 1] - out[from - 1]) / (double)(to - from);

    for (size_t j = from + 1; j < to; j++) {
        out[j - 1] = out[from - 1] + step * (double)(j - from);
    }
}

static void smooth(const smoother *s, double *out) {
    size_t n = s->count, jump = s->jump < n ? s->jump : n - 1, last = 1;

    if (n < 2) {
        out[0] = s->y[0];
        return;
    }
    smooth_at(s, 1, out);
    for (size_t x = 1 + jump; x <= n; x += jump) {
        smooth_at(s, x, out);
        join(out, last, x);
        last = x;
    }
    if (last != n) {
        smooth_at(s, n, out);
        join(out, last, n);
    }
}

/* ---- The loops ------------------------------------------------------------------------------- */

/* Each season by itself, one round beyond both ends: `out` has two rounds more than the series. */
static void smooth_seasons(loc_stl *room, const double *y, size_t count,
                           const locality_stl_options *in, const double *weight, double *out) {
    double *series = room->work[2], *weights = room->work[3], *smoothed = room->work[4];
    double *there = room->work[5];
    size_t period = in->period;

    for (size_t p = 0; p < period; p++) {
        size_t k = (count - p - 1) / period + 1;
        for (size_t i = 0; i < k; i++) {
            series[i] = y[i * period + p];
            weights[i] = weight != NULL ? weight[i * period + p] : 1.0;
            there[i] = room->there[i * period + p];
        }
        smoother s = {series,
                      weight != NULL ? weights : NULL,
                      there,
                      k,
                      in->season_window,
                      in->season_jump,
                      in->season_degree,
                      room->season};
        smooth(&s, smoothed + 1);
        size_t right = in->season_window < k ? in->season_window : k;
        size_t left = k - right + 1;
        if (!estimate(&s, 0.0, 1, right, &smoothed[0])) {
            smoothed[0] = smoothed[1];
        }
        if (!estimate(&s, (double)k + 1.0, left, k, &smoothed[k + 1])) {
            smoothed[k + 1] = smoothed[k];
        }
        for (size_t m = 0; m < k + 2; m++) {
            out[m * period + p] = smoothed[m];
        }
    }
}

/* Moving averages of `length`; there are length - 1 fewer. */
static size_t average(const double *y, size_t count, size_t length, double *out) {
    size_t left = count - length + 1;
    double sum = 0.0;

    for (size_t i = 0; i < length; i++) {
        sum += y[i];
    }
    out[0] = sum / (double)length;
    for (size_t i = 1; i < left; i++) {
        sum = sum - y[i - 1] + y[i + length - 1];
        out[i] = sum / (double)length;
    }
    return left;
}

static void inner_round(loc_stl *room, const double *value, size_t count,
                        const locality_stl_options *in, const double *weight) {
    double *a = room->work[0], *seasons = room->work[1], *b = room->work[2], *c = room->work[3];
    size_t period = in->period;

    for (size_t i = 0; i < count; i++) {
        a[i] = room->there[i] > 0.0 ? value[i] - room->trend[i] : 0.0;
    }
    smooth_seasons(room, a, count, in, weight, seasons);
    size_t left = average(seasons, count + 2 * period, period, b);
    left = average(b, left, period, c);
    average(c, left, 3, b);
    smoother low = {
        b, NULL, NULL, count, in->low_window, in->low_jump, in->low_degree, room->work[4]};
    smooth(&low, a);
    for (size_t i = 0; i < count; i++) {
        room->season[i] = seasons[period + i] - a[i];
    }
    for (size_t i = 0; i < count; i++) {
        a[i] = room->there[i] > 0.0 ? value[i] - room->season[i] : 0.0;
    }
    smoother trend = {
        a, weight, room->there, count, in->trend_window, in->trend_jump, in->trend_degree, b};
    smooth(&trend, room->trend);
}

/* Bisquare weights of what is left, over six times its median. */
static void weigh_rest(loc_stl *room, const double *value, size_t count) {
    double *rest = room->work[0];
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        rest[found] = fabs(value[i] - room->trend[i] - room->season[i]);
        found += room->there[i] > 0.0 ? 1u : 0u;
    }
    double bar = 6.0 * loc_median(rest, found), near = 0.001 * bar, far = 0.999 * bar;
    for (size_t i = 0; i < count; i++) {
        double r = fabs(value[i] - room->trend[i] - room->season[i]), q = r / bar;
        double w = r <= near ? 1.0 : r <= far ? (1.0 - q * q) * (1.0 - q * q) : 0.0;
        room->weight[i] = w * room->there[i];
    }
}

/* The same season every round: the mean of its rounds. */
static void even_out(loc_stl *room, size_t count, size_t period) {
    for (size_t p = 0; p < period; p++) {
        double sum = 0.0, rounds = 0.0;
        for (size_t i = p; i < count; i += period) {
            sum += room->season[i];
            rounds += 1.0;
        }
        for (size_t i = p; i < count; i += period) {
            room->season[i] = sum / rounds;
        }
    }
}

static size_t next_odd(double x) {
    size_t n = (size_t)ceil(x);
    return n % 2 == 0 ? n + 1 : n;
}

void loc_stl_divide(loc_stl *room, const double *value, size_t count,
                    const locality_stl_options *options) {
    locality_stl_options in = *options;
    bool whole = true, periodic = in.season_window == 0;

    if (periodic) {
        in.season_window = 10 * count + 1;
        in.season_degree = 0;
    }
    in.season_jump = in.season_jump > 0 ? in.season_jump : (in.season_window + 9) / 10;
    for (size_t i = 0; i < count; i++) {
        bool there = value[i] == value[i];
        whole = whole && there;
        room->there[i] = there ? 1.0 : 0.0;
        room->trend[i] = 0.0;
        room->weight[i] = room->there[i];
    }
    for (size_t k = 0; k <= in.outer; k++) {
        const double *weight = whole && k == 0 ? NULL : room->weight;
        for (size_t round = 0; round < in.inner; round++) {
            inner_round(room, value, count, &in, weight);
        }
        if (k < in.outer) {
            weigh_rest(room, value, count);
        }
    }
    if (periodic) {
        even_out(room, count, in.period);
    }
}

/* ---- The call -------------------------------------------------------------------------------- */

static bool is_window(size_t window) {
    return window == 0 || (window >= 3 && window % 2 == 1);
}

static void fill_windows(locality_stl_options *in, size_t count) {
    double p = (double)in->period;
    double rounds = in->season_window > 0 ? (double)in->season_window : 10.0 * (double)count + 1.0;

    if (in->trend_window == 0) {
        in->trend_window = next_odd(1.5 * p / (1.0 - 1.5 / rounds));
    }
    if (in->low_window == 0) {
        in->low_window = next_odd(p);
    }
    if (in->season_jump == 0 && in->season_window > 0) {
        in->season_jump = (in->season_window + 9) / 10;
    }
    in->trend_jump = in->trend_jump > 0 ? in->trend_jump : (in->trend_window + 9) / 10;
    in->low_jump = in->low_jump > 0 ? in->low_jump : (in->low_window + 9) / 10;
}

locality_status loc_stl_options(const locality_stl_options *given, size_t count,
                                locality_stl_options *out, locality_error *error) {
    locality_stl_options in = LOCALITY_STL_OPTIONS_INIT;
    size_t most = LOC_KENDALL_MOST;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_stl_options");
    }
    if (in.reserved != 0 || in.reserved2 != 0 || (in.season_degree | 1) != 1 ||
        (in.trend_degree | 1) != 1 || (in.low_degree | 1) != 1 || !is_window(in.season_window) ||
        !is_window(in.trend_window) || !is_window(in.low_window) || in.inner == 0 ||
        in.inner > 1000 || in.outer > 1000 || in.period < 2 || in.period > most || count > most ||
        in.season_window > 16 * most || in.trend_window > 16 * most || in.low_window > 16 * most) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "options: period, a window, a degree or a number of rounds is out of range");
    }
    if (count < 2 * in.period + 1) {
        return loc_fail(error, LOCALITY_INVALID, "%zu values are too few for %zu seasons", count,
                        in.period);
    }
    fill_windows(&in, count);
    *out = in;
    return LOCALITY_OK;
}

static locality_status check(const double *value, size_t count, size_t period,
                             locality_error *error) {
    for (size_t p = 0; p < period; p++) {
        bool any = false;
        for (size_t i = p; i < count; i += period) {
            if (fabs(value[i]) > 1e100) {
                return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite",
                                i);
            }
            any = any || value[i] == value[i];
        }
        if (!any) {
            return loc_fail(error, LOCALITY_INVALID, "season %zu has no value", p);
        }
    }
    return LOCALITY_OK;
}

static void put_points(const loc_stl *room, const double *value, size_t count, bool robust,
                       locality_stl_point *point) {
    for (size_t i = 0; i < count; i++) {
        double season = room->season[i], trend = room->trend[i];
        point[i] = (locality_stl_point){season, trend, value[i] - season - trend,
                                        robust ? room->weight[i] : room->there[i]};
    }
}

locality_status locality_stl(const double *value, size_t count, const locality_stl_options *options,
                             locality_stl_point *point, const locality_allocator *allocator,
                             locality_error *error) {
    locality_stl_options in = LOCALITY_STL_OPTIONS_INIT;
    locality_allocator memory;
    loc_stl room;

    if (value == NULL || point == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "point");
    }
    locality_status status = loc_stl_options(options, count, &in, error);
    if (status == LOCALITY_OK) {
        status = check(value, count, in.period, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_stl_take(&room, count, in.period, &memory)) {
        return loc_fail_memory(error);
    }
    loc_stl_divide(&room, value, count, &in);
    put_points(&room, value, count, in.outer > 0, point);
    loc_stl_give(&room);
    return loc_ok(error);
}
