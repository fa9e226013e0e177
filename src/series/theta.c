/* Theta: simple smoothing of the best start, half the slope of a straight line, and seasons taken out where
 * they are more than chance. */
#include <math.h>
#include <string.h>

#include "series/forecast.h"
#include "statistics/elementary.h"

#define SEASON_BAR 1.6448536269514722 /* the normal quantile of 0.95 */

/* Level of least squares for an alpha: errors are linear in it, e_i = a_i - b_i start. */
static double best_start(const double *y, size_t count, double alpha, double *sse) {
    double level = 0.0, share = 1.0, ab = 0.0, bb = 0.0, aa = 0.0;

    for (size_t i = 0; i < count; i++) {
        if (!(y[i] == y[i])) {
            continue;
        }
        double a = y[i] - level, b = share;
        aa += a * a;
        ab += a * b;
        bb += b * b;
        level += alpha * a;
        share *= 1.0 - alpha;
    }
    double start = ab / bb;
    *sse = aa - ab * start;
    return start;
}

typedef struct profile {
    const double *y;
    size_t count;
} profile;

static double profile_squares(double alpha, void *self) {
    const profile *p = self;
    double sse = 0.0;

    best_start(p->y, p->count, alpha, &sse);
    return sse;
}

static double best_alpha(const double *y, size_t count) {
    profile p = {y, count};
    double best = 1e-4, least = (double)INFINITY;

    for (int k = 0; k <= 40; k++) {
        double alpha = 1e-4 + 0.9998 * (double)k / 40.0, sse = profile_squares(alpha, &p);
        if (sse < least) {
            least = sse;
            best = alpha;
        }
    }
    double low = best - 0.025 > 1e-4 ? best - 0.025 : 1e-4;
    double high = best + 0.025 < 0.9999 ? best + 0.025 : 0.9999;
    double found = loc_golden(low, high, profile_squares, &p);
    return profile_squares(found, &p) < least ? found : best;
}

static double slope_of(const double *y, size_t count) {
    double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;

    for (size_t i = 0; i < count; i++) {
        if (y[i] == y[i]) {
            double x = (double)i;
            n += 1.0;
            sx += x;
            sy += y[i];
            sxx += x * x;
            sxy += x * y[i];
        }
    }
    double spread = n * sxx - sx * sx;
    return spread > 0.0 ? (n * sxy - sx * sy) / spread : 0.0;
}

/* ---- Seasons --------------------------------------------------------------------------------- */

static bool has_gaps(const double *y, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!(y[i] == y[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the autocorrelation one round back is more than chance (Bartlett). */
static bool is_seasonal(const double *y, size_t count, size_t period) {
    double mean = 0.0, whole = 0.0, squares = 0.0, last = 0.0;

    if (period < 2 || count <= 2 * period || has_gaps(y, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        mean += y[i] / (double)count;
    }
    for (size_t lag = 0; lag <= period; lag++) {
        double sum = 0.0;
        for (size_t i = 0; i + lag < count; i++) {
            sum += (y[i] - mean) * (y[i + lag] - mean);
        }
        whole = lag == 0 ? sum : whole;
        last = whole > 0.0 ? sum / whole : 0.0;
        squares += lag > 0 && lag < period ? last * last : 0.0;
    }
    return fabs(last) / sqrt((1.0 + 2.0 * squares) / (double)count) > SEASON_BAR;
}

/* Ratios to the moving mean of a round, by season, about 1; false where one is 0. */
static bool find_seasons(loc_forecast *room, size_t count, size_t period) {
    size_t half = period / 2;
    double whole = 0.0;

    for (size_t p = 0; p < period; p++) {
        double sum = 0.0, found = 0.0;
        for (size_t i = p; i < count; i += period) {
            if (i < half || i + half >= count) {
                continue;
            }
            double mean = 0.0;
            for (size_t k = i - half; k <= i + half; k++) {
                bool end = period % 2 == 0 && (k == i - half || k == i + half);
                mean += (end ? 0.5 : 1.0) * room->value[k] / (double)period;
            }
            bool counts = mean > 0.0 || mean < 0.0; /* no share of nothing */
            sum += counts ? room->value[i] / mean : 0.0;
            found += counts ? 1.0 : 0.0;
        }
        room->season[p] = sum / found;
        whole += room->season[p] / (double)period;
    }
    for (size_t p = 0; p < period; p++) {
        room->season[p] /= whole;
        if (!(fabs(room->season[p]) >= 1e-10)) {
            return false;
        }
    }
    return true;
}

void loc_forecast_theta(loc_forecast *room, size_t count, const locality_forecast_options *o,
                        size_t steps, locality_forecast_summary *summary) {
    double *y = room->other, n = (double)count, sse = 0.0, used = 0.0;
    size_t period = o->period;
    bool seasonal = is_seasonal(room->value, count, period) && find_seasons(room, count, period);

    for (size_t i = 0; i < count; i++) {
        y[i] = seasonal ? room->value[i] / room->season[i % period] : room->value[i];
        used += y[i] == y[i] ? 1.0 : 0.0;
    }
    double alpha = o->alpha > 0.0 ? o->alpha : best_alpha(y, count);
    double start = best_start(y, count, alpha, &sse);
    double level = loc_smooth_level(y, count, alpha, start, room->fitted, &sse);
    double drift = slope_of(y, count) / 2.0, kept = (1.0 - loc_power(1.0 - alpha, n)) / alpha;
    for (size_t h = 0; h < steps; h++) {
        double season = seasonal ? room->season[(count + h) % period] : 1.0;
        room->mean[h] = (level + drift * ((double)h + kept)) * season;
        room->spread[h] = sqrt((double)h * alpha * alpha + 1.0);
    }
    for (size_t i = 0; seasonal && i < count; i++) {
        room->fitted[i] *= room->season[i % period];
    }
    summary->alpha = alpha;
    summary->level = level;
    summary->trend = drift;
    summary->sse = sse;
    summary->sigma2 = used > 2.0 ? sse / (used - 2.0) : (double)NAN;
}
