/* Forecast: the ways that need no smoothing, the recommended ones, and intervals for all of them. */
#include "series/forecast.h"

#include <math.h>
#include <string.h>

#include "series/kendall.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define BUSY 50.0 /* mean above which the regression is left out */
#define MOST_COUNT 9.0e15
#define COLUMNS 3

/* ---- Room ------------------------------------------------------------------------------------ */

static bool wants_regression(int32_t method) {
    return method == LOCALITY_FORECAST_BLEND || method == LOCALITY_FORECAST_GLM;
}

static size_t numbers(const loc_forecast *room) {
    return room->count * (4 + COLUMNS + 1) + room->steps * 3 + room->period * 2;
}

bool loc_forecast_take(loc_forecast *room, size_t count, size_t steps,
                       const locality_forecast_options *options,
                       const locality_allocator *allocator) {
    memset(room, 0, sizeof *room);
    room->allocator = *allocator;
    room->count = count + 1;
    room->steps = steps;
    room->period = options->period + 1;
    room->block = loc_allocate_raw(allocator, numbers(room), sizeof *room->block);
    if (room->block == NULL) {
        return false;
    }
    double *next = room->block;
    double **each[] = {&room->value, &room->fitted, &room->other, &room->scratch, &room->weight};
    for (size_t k = 0; k < 5; k++) {
        *each[k] = next;
        next += room->count;
    }
    room->design = next;
    room->mean = next + COLUMNS * room->count;
    room->second = room->mean + steps;
    room->spread = room->second + steps;
    room->season = room->spread + steps;
    room->start = room->season + room->period;
    if (wants_regression(options->method)) {
        room->has_regression = loc_regression_take(&room->regression, count, COLUMNS, allocator);
    } else if (options->method == LOCALITY_FORECAST_SINCE_CHANGE) {
        room->has_change = loc_change_take(&room->change, count, 0, allocator);
    }
    if ((wants_regression(options->method) && !room->has_regression) ||
        (options->method == LOCALITY_FORECAST_SINCE_CHANGE && !room->has_change)) {
        loc_forecast_give(room);
        return false;
    }
    return true;
}

void loc_forecast_give(loc_forecast *room) {
    if (room->has_regression) {
        loc_regression_give(&room->regression);
    }
    if (room->has_change) {
        loc_change_give(&room->change);
    }
    loc_release(&room->allocator, room->block, numbers(room), sizeof *room->block);
    memset(room, 0, sizeof *room);
}

/* ---- Plain ways ------------------------------------------------------------------------------ */

static void naive(loc_forecast *room, size_t count, size_t lag, size_t steps,
                  locality_forecast_summary *summary) {
    double sse = 0.0, errors = 0.0;

    for (size_t i = 0; i < count; i++) {
        double y = room->value[i];
        double fit = i >= lag ? room->scratch[i - lag] : (double)NAN;
        bool both = y == y && fit == fit;
        room->fitted[i] = fit;
        sse += both ? (y - fit) * (y - fit) : 0.0;
        errors += both ? 1.0 : 0.0;
        room->scratch[i] = y == y ? y : fit; /* the last of its season that there was */
    }
    for (size_t h = 0; h < steps; h++) {
        size_t season = lag > 0 ? h / lag : 0;
        room->mean[h] = room->scratch[count - lag + (h - season * lag)];
        room->spread[h] = sqrt((double)season + 1.0);
    }
    summary->sse = sse;
    summary->sigma2 = errors > 0.0 ? sse / errors : (double)NAN;
    summary->level = room->scratch[count - 1];
}

/* The slope is that from the first value to the last. */
static void drift(loc_forecast *room, size_t count, size_t steps,
                  locality_forecast_summary *summary) {
    double sse = 0.0, n = 0.0, sum = 0.0;

    naive(room, count, 1, steps, summary);
    for (size_t i = 0; i < count; i++) {
        double step = room->value[i] - room->fitted[i];
        sum += step == step ? step : 0.0;
        n += step == step ? 1.0 : 0.0;
    }
    double slope = n > 0.0 ? sum / n : 0.0;
    for (size_t i = 0; i < count; i++) {
        room->fitted[i] += slope;
        double rest = room->value[i] - room->fitted[i];
        sse += rest == rest ? rest * rest : 0.0;
    }
    summary->sse = sse;
    summary->trend = slope;
    summary->sigma2 = n > 1.0 ? sse / (n - 1.0) : (double)NAN;
    for (size_t h = 0; h < steps; h++) {
        double ahead = (double)h + 1.0;
        room->mean[h] += ahead * slope;
        room->spread[h] = sqrt(ahead + ahead * ahead / n); /* the slope is not known exactly */
    }
}

static void mean_of_all(loc_forecast *room, size_t count, size_t steps,
                        locality_forecast_summary *summary) {
    double n = 0.0, sum = 0.0, sse = 0.0;

    for (size_t i = 0; i < count; i++) {
        bool there = room->value[i] == room->value[i];
        sum += there ? room->value[i] : 0.0;
        n += there ? 1.0 : 0.0;
    }
    for (size_t i = 0; i < count; i++) {
        double rest = room->value[i] - sum / n;
        room->fitted[i] = sum / n;
        sse += rest == rest ? rest * rest : 0.0;
    }
    for (size_t h = 0; h < steps; h++) {
        room->mean[h] = sum / n;
        room->spread[h] = sqrt(1.0 + 1.0 / n);
    }
    summary->sse = sse;
    summary->level = sum / n;
    summary->sigma2 = n > 1.0 ? sse / (n - 1.0) : (double)NAN;
}

/* ---- The regression -------------------------------------------------------------------------- */

static void put_row(double *row, size_t stride, size_t i, size_t period) {
    row[0] = 1.0;
    row[stride] = loc_cosine_of_turn((double)(i % period) / (double)period);
    row[2 * stride] = loc_sine_of_turn((double)(i % period) / (double)period);
}

static void regress(loc_forecast *room, size_t count, const locality_forecast_options *o,
                    size_t steps, double *mean) {
    double sum = 0.0, weights = 0.0, row[COLUMNS];
    double fade = loc_power(0.5, 1.0 / (double)(o->period > 1 ? o->period : 52)), weight = 1.0;
    size_t period = o->period > 1 ? o->period : 1;

    for (size_t i = count; i-- > 0;) {
        bool there = room->value[i] == room->value[i];
        room->weight[i] = there ? weight : 0.0;
        room->other[i] = there ? room->value[i] : 0.0;
        sum += room->weight[i] * room->other[i];
        weights += room->weight[i];
        put_row(room->design + i, count, i, period);
        weight *= fade;
    }
    loc_regression_data data = {.family = LOC_FAMILY_POISSON,
                                .rows = count,
                                .columns = period > 1 && count >= 2 * period ? COLUMNS : 1,
                                .design = room->design,
                                .response = room->other,
                                .prior = room->weight};
    bool fits = sum > 0.0 && loc_regression_fit(&room->regression, &data) == LOC_FIT_CONVERGED;
    for (size_t i = 0; i < count; i++) {
        room->scratch[i] = fits ? room->regression.fitted[i] : sum / weights;
    }
    for (size_t h = 0; h < steps; h++) {
        double eta = 0.0, error = 0.0;
        put_row(row, 1, count + h, period);
        if (fits) {
            loc_regression_predict(&room->regression, row, &eta, &error);
        }
        mean[h] = fits ? loc_exp(eta) : sum / weights;
    }
}

static void run_regression(loc_forecast *room, size_t count, const locality_forecast_options *o,
                           size_t steps) {
    regress(room, count, o, steps, room->mean);
    memcpy(room->fitted, room->scratch, count * sizeof *room->fitted);
    for (size_t h = 0; h < steps; h++) {
        room->spread[h] = (double)NAN;
    }
}

static void run_blend(loc_forecast *room, size_t count, const locality_forecast_options *o,
                      size_t steps, locality_forecast_summary *summary) {
    locality_forecast_options ses = *o;

    mean_of_all(room, count, 0, summary);
    bool busy = summary->level > BUSY;
    ses.method = LOCALITY_FORECAST_SES;
    loc_forecast_smooth(room, count, &ses, steps, summary);
    if (busy) {
        return;
    }
    regress(room, count, o, steps, room->second);
    for (size_t i = 0; i < count; i++) {
        double fit = room->fitted[i] == room->fitted[i] ? room->fitted[i] : room->scratch[i];
        room->fitted[i] = (fit + room->scratch[i]) / 2.0;
    }
    for (size_t h = 0; h < steps; h++) {
        room->mean[h] = (room->mean[h] + room->second[h]) / 2.0;
        room->spread[h] = (double)NAN;
    }
    summary->sse = summary->sigma2 = (double)NAN;
}

static void run_since_change(loc_forecast *room, size_t count, size_t steps,
                             locality_forecast_summary *summary) {
    locality_change_options in = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_summary whole;
    double last = 0.0, sum = 0.0;

    size_t found = loc_change_find(&room->change, room->value, count, &in, &whole);
    size_t n = room->change.n, from = found > 1 ? room->change.open[found - 2] : 0;
    for (size_t i = from; i < n; i++) {
        last = room->change.value[i];
        sum += last;
    }
    double level = (last + sum / (double)(n - from)) / 2.0;
    for (size_t i = 0; i < count; i++) {
        room->fitted[i] = (double)NAN;
    }
    double before = (double)NAN, seen = 0.0, total = 0.0;
    for (size_t i = room->change.at[from]; i < count;
         i++) { /* as it would have been since the change */
        double y = room->value[i];
        room->fitted[i] = seen > 0.0 ? (before + total / seen) / 2.0 : before;
        before = y == y ? y : before;
        total += y == y ? y : 0.0;
        seen += y == y ? 1.0 : 0.0;
    }
    for (size_t h = 0; h < steps; h++) {
        room->mean[h] = level;
        room->spread[h] = (double)NAN;
    }
    summary->level = level;
}

/* ---- Any way --------------------------------------------------------------------------------- */

double loc_naive_error(const double *value, size_t count, size_t period) {
    double sum = 0.0, n = 0.0;

    for (size_t i = period; i < count; i++) {
        double step = fabs(value[i] - value[i - period]);
        sum += step == step ? step : 0.0;
        n += step == step ? 1.0 : 0.0;
    }
    return n > 0.0 && sum > 0.0 ? sum / n : (double)NAN;
}

/* What the errors of what was fitted say. */
static void put_errors(const loc_forecast *room, size_t count, const locality_forecast_options *o,
                       locality_forecast_summary *summary) {
    double squares = 0.0, means = 0.0, absolute = 0.0, n = 0.0;

    for (size_t i = 0; i < count; i++) {
        double fit = room->fitted[i], rest = room->value[i] - fit;
        if (rest == rest && fit >= 0.0) {
            squares += rest * rest;
            means += fit;
        }
        absolute += rest == rest ? fabs(rest) : 0.0;
        n += rest == rest ? 1.0 : 0.0;
    }
    double phi = means > 0.0 ? squares / means : 1.0;
    summary->dispersion = o->dispersion > 0.0 ? o->dispersion : phi > 1.0 ? phi : 1.0;
    size_t lag = o->period > 1 && count > o->period ? o->period : 1;
    summary->scaled_error =
        n > 0.0 ? absolute / n / loc_naive_error(room->value, count, lag) : (double)NAN;
    summary->log_likelihood = summary->sse > 0.0 ? -0.5 * n * loc_log(summary->sse) : (double)NAN;
}

void loc_forecast_run(loc_forecast *room, const double *value, size_t count,
                      const locality_forecast_options *o, size_t steps,
                      locality_forecast_summary *summary) {
    double none = (double)NAN;

    *summary =
        (locality_forecast_summary){0.0, 0.0, 0.0, 0.0, 0.0, 0.0, none, none, none, none, none};
    memcpy(room->value, value, count * sizeof *value);
    switch (o->method) {
    case LOCALITY_FORECAST_BLEND:
        run_blend(room, count, o, steps, summary);
        break;
    case LOCALITY_FORECAST_NAIVE:
    case LOCALITY_FORECAST_SEASONAL_NAIVE:
        naive(room, count, o->method == LOCALITY_FORECAST_NAIVE ? 1 : o->period, steps, summary);
        break;
    case LOCALITY_FORECAST_DRIFT:
        drift(room, count, steps, summary);
        break;
    case LOCALITY_FORECAST_MEAN:
        mean_of_all(room, count, steps, summary);
        break;
    case LOCALITY_FORECAST_THETA:
        loc_forecast_theta(room, count, o, steps, summary);
        break;
    case LOCALITY_FORECAST_GLM:
        run_regression(room, count, o, steps);
        break;
    case LOCALITY_FORECAST_SINCE_CHANGE:
        run_since_change(room, count, steps, summary);
        break;
    default:
        if (o->method >= LOCALITY_FORECAST_CROSTON) {
            loc_forecast_rare(room, count, o, steps, summary);
        } else {
            loc_forecast_smooth(room, count, o, steps, summary);
        }
    }
    put_errors(room, count, o, summary);
}

/* A count's interval: its variance is `dispersion` times the mean, more the further ahead. */
static void put_counts(locality_forecast_step *step, double tail, double dispersion,
                       double widened) {
    double mean = step->mean > 0.0 ? step->mean : 0.0;

    if (!(mean > 0.0) || !(mean < MOST_COUNT)) {
        step->least = step->most = mean > 0.0 ? INT64_MAX : 0;
        return;
    }
    double phi = dispersion * widened;
    step->least = (int64_t)loc_overdispersed_quantile(tail, mean, phi);
    step->most = (int64_t)loc_overdispersed_quantile(1.0 - tail, mean, phi);
}

void loc_forecast_steps(loc_forecast *room, const double *value, size_t count,
                        const locality_forecast_options *o, locality_forecast_step *step,
                        size_t steps, locality_forecast_summary *summary) {
    double tail = (1.0 - o->coverage) / 2.0, there = 0.0;

    loc_forecast_run(room, value, count, o, steps, summary);
    for (size_t i = 0; i < count; i++) {
        there += value[i] == value[i] ? 1.0 : 0.0;
    }
    double reach = o->method == LOCALITY_FORECAST_MEAN ? loc_t_quantile(1.0 - tail, there - 1.0)
                                                       : loc_normal_quantile(1.0 - tail);
    for (size_t h = 0; h < steps; h++) {
        double mean = room->mean[h], error = sqrt(summary->sigma2) * room->spread[h];
        double wider = room->spread[h] / room->spread[0];
        step[h] =
            (locality_forecast_step){mean, error, mean - reach * error, mean + reach * error, 0, 0};
        put_counts(&step[h], tail, summary->dispersion, wider > 1.0 ? wider * wider : 1.0);
    }
}

size_t loc_forecast_needs(const locality_forecast_options *o) {
    bool rounds =
        o->method == LOCALITY_FORECAST_WINTERS || o->method == LOCALITY_FORECAST_WINTERS_TIMES;

    if (rounds) {
        return 2 * o->period + 1;
    }
    return o->method == LOCALITY_FORECAST_SEASONAL_NAIVE ? o->period
           : o->method == LOCALITY_FORECAST_DRIFT || o->method == LOCALITY_FORECAST_HOLT ||
                   o->method == LOCALITY_FORECAST_DAMPED || o->method == LOCALITY_FORECAST_THETA
               ? 3
               : 1;
}
