/* Forecast: the ways that need no smoothing, the recommended ones, and intervals for all of them. */
#include "series/forecast.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/kendall.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define BUSY 50.0            /* mean above which the regression is left out */
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
        room->mean[h] = room->scratch[count - lag + h % lag];
        room->spread[h] = sqrt((double)(h / lag + 1));
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

    for (size_t i = count; i-- > 0; weight *= fade) {
        bool there = room->value[i] == room->value[i];
        room->weight[i] = there ? weight : 0.0;
        room->other[i] = there ? room->value[i] : 0.0;
        sum += room->weight[i] * room->other[i];
        weights += room->weight[i];
        put_row(room->design + i, count, i, period);
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
    for (size_t i = room->change.at[from]; i < count; i++) { /* as it would have been since the change */
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
    summary->scaled_error = n > 0.0 ? absolute / n / loc_naive_error(room->value, count, lag)
                                    : (double)NAN;
    summary->log_likelihood = summary->sse > 0.0 ? -0.5 * n * loc_log(summary->sse) : (double)NAN;
}

void loc_forecast_run(loc_forecast *room, const double *value, size_t count,
                      const locality_forecast_options *o, size_t steps,
                      locality_forecast_summary *summary) {
    double none = (double)NAN;

    *summary = (locality_forecast_summary){0.0, 0.0, 0.0, 0.0, 0.0, 0.0, none, none, none, none, none};
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
static void put_counts(locality_forecast_step *step, double tail, double dispersion, double widened) {
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
        step[h] = (locality_forecast_step){mean, error, mean - reach * error, mean + reach * error, 0, 0};
        put_counts(&step[h], tail, summary->dispersion, wider > 1.0 ? wider * wider : 1.0);
    }
}

size_t loc_forecast_needs(const locality_forecast_options *o) {
    bool rounds = o->method == LOCALITY_FORECAST_WINTERS ||
                  o->method == LOCALITY_FORECAST_WINTERS_TIMES;

    if (rounds) {
        return 2 * o->period + 1;
    }
    return o->method == LOCALITY_FORECAST_SEASONAL_NAIVE ? o->period
           : o->method == LOCALITY_FORECAST_DRIFT || o->method == LOCALITY_FORECAST_HOLT ||
                   o->method == LOCALITY_FORECAST_DAMPED || o->method == LOCALITY_FORECAST_THETA
               ? 3
               : 1;
}

/* ---- The calls ------------------------------------------------------------------------------- */

static bool is_share(double x) {
    return x >= 0.0 && x <= 1.0;
}

static bool in_range(const locality_forecast_options *in) {
    bool winters = in->method == LOCALITY_FORECAST_WINTERS ||
                   in->method == LOCALITY_FORECAST_WINTERS_TIMES;
    bool seasons = (in->method == LOCALITY_FORECAST_ETS && in->period > 1) ||
                   (winters && in->has_start != 0);
    return in->reserved == 0 && in->reserved2 == 0 && in->method >= LOCALITY_FORECAST_BLEND &&
           in->method <= LOCALITY_FORECAST_SINCE_CHANGE && (in->has_start | 1) == 1 &&
           (in->has_trend | 1) == 1 && in->period >= 1 && in->period <= LOC_KENDALL_MOST &&
           is_share(in->alpha) && is_share(in->beta) && is_share(in->gamma) && is_share(in->phi) &&
           is_share(in->lowest) && is_share(in->highest) && in->lowest < in->highest &&
           in->coverage > 0.0 && in->coverage < 1.0 && in->dispersion >= 0.0 &&
           in->dispersion < 1e12 && fabs(in->level) < 1e100 && fabs(in->trend) < 1e100 &&
           (in->method != LOCALITY_FORECAST_ETS || in->has_start != 0) &&
           (!seasons || in->season != NULL) && (!winters || in->period >= 2);
}

locality_status loc_forecast_options(const locality_forecast_options *given,
                                     locality_forecast_options *out, locality_error *error) {
    locality_forecast_options in = LOCALITY_FORECAST_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_forecast_options");
    }
    if (!in_range(&in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: method, period, a parameter, a start or coverage is out of range");
    }
    *out = in;
    return LOCALITY_OK;
}

static bool wants_counts(int32_t method) {
    return wants_regression(method) || method >= LOCALITY_FORECAST_CROSTON;
}

static locality_status check(const double *value, size_t count, const locality_forecast_options *in,
                             locality_error *error) {
    bool above = in->method == LOCALITY_FORECAST_WINTERS_TIMES, counts = wants_counts(in->method);
    bool whole = above || in->method == LOCALITY_FORECAST_WINTERS;
    bool change = in->method == LOCALITY_FORECAST_SINCE_CHANGE;
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        double y = value[i];
        if (fabs(y) > 1e100 || (counts && y < 0.0) || (above && y <= 0.0) ||
            (whole && i < 2 * in->period && !(y == y)) || (change && (y > floor(y) || y > 1e9))) {
            return loc_fail(error, LOCALITY_INVALID,
                            "the value at position %zu is none that this way can take", i);
        }
        found += y == y ? 1u : 0u;
    }
    if (found < loc_forecast_needs(in)) {
        return loc_fail(error, LOCALITY_INVALID, "%zu values are too few for this way", found);
    }
    return LOCALITY_OK;
}

static locality_status check_sizes(size_t count, size_t steps, locality_error *error) {
    if (count > LOC_KENDALL_MOST || steps > LOC_KENDALL_MOST) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu values or %zu periods are too many", count,
                        steps);
    }
    return LOCALITY_OK;
}

locality_status locality_forecast(const double *value, size_t count,
                                  const locality_forecast_options *options,
                                  locality_forecast_step *step, size_t steps, double *fitted,
                                  size_t capacity, locality_forecast_summary *summary,
                                  const locality_allocator *allocator, locality_error *error) {
    locality_forecast_options in = LOCALITY_FORECAST_OPTIONS_INIT;
    locality_forecast_summary whole;
    locality_allocator memory;
    loc_forecast room;

    if (summary != NULL) {
        memset(summary, 0, sizeof *summary);
    }
    if (value == NULL || step == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "step");
    }
    locality_status status = loc_forecast_options(options, &in, error);
    if (status == LOCALITY_OK) {
        status = check_sizes(count, steps, error);
    }
    if (status == LOCALITY_OK && fitted != NULL && capacity < count) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu values do not fit into room for %zu", count,
                          capacity);
    }
    if (status == LOCALITY_OK) {
        status = check(value, count, &in, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_forecast_take(&room, count, steps + 1, &in, &memory)) {
        return loc_fail_memory(error);
    }
    loc_forecast_steps(&room, value, count, &in, step, steps, &whole);
    if (fitted != NULL) {
        memcpy(fitted, room.fitted, count * sizeof *fitted);
    }
    if (summary != NULL) {
        *summary = whole;
    }
    loc_forecast_give(&room);
    return loc_ok(error);
}

/* ---- Accuracy -------------------------------------------------------------------------------- */

typedef struct misses {
    double n, sum, squares, absolute, share, absolute_share, naive;
    bool zero;
} misses;

static void add_miss(misses *m, double actual, double forecast, double naive_forecast) {
    double rest = actual - forecast;

    if (!(rest == rest)) {
        return;
    }
    m->n += 1.0;
    m->sum += rest;
    m->squares += rest * rest;
    m->absolute += fabs(rest);
    m->naive += fabs(actual - naive_forecast);
    m->zero = m->zero || !(actual > 0.0 || actual < 0.0);
    m->share += m->zero ? 0.0 : rest / actual;
    m->absolute_share += m->zero ? 0.0 : fabs(rest / actual);
}

static void put_misses(const misses *m, double scale, locality_forecast_accuracy *out) {
    out->compared = (size_t)m->n;
    out->mean_error = m->sum / m->n;
    out->root_square = sqrt(m->squares / m->n);
    out->absolute = m->absolute / m->n;
    out->percentage = m->zero ? (double)NAN : 100.0 * m->share / m->n;
    out->absolute_percentage = m->zero ? (double)NAN : 100.0 * m->absolute_share / m->n;
    out->scaled = out->absolute / scale;
    out->naive = m->naive / m->n;
    out->beats_naive = out->absolute < out->naive ? 1 : 0;
}

locality_status locality_forecast_compare(const double *past, size_t past_count, size_t period,
                                          const double *actual, const double *forecast, size_t count,
                                          locality_forecast_accuracy *out, locality_error *error) {
    misses m = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, false};

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (past == NULL || actual == NULL || forecast == NULL || out == NULL) {
        return loc_fail_null(error, past == NULL     ? "past"
                                    : actual == NULL ? "actual"
                                    : out == NULL    ? "out"
                                                     : "forecast");
    }
    if (period == 0 || past_count < period) {
        return loc_fail(error, LOCALITY_INVALID, "%zu past values are no round of %zu", past_count,
                        period);
    }
    for (size_t i = 0; i < count; i++) {
        if (fabs(actual[i]) > 1e100 || fabs(forecast[i]) > 1e100) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite", i);
        }
        add_miss(&m, actual[i], forecast[i], past[past_count - period + i % period]);
    }
    put_misses(&m, loc_naive_error(past, past_count, period), out);
    return loc_ok(error);
}

/* Forecasts from each of the last origins. */
static void try_origins(loc_forecast *room, const double *value, size_t count,
                        const locality_forecast_options *in, size_t origins, size_t steps,
                        locality_forecast_accuracy *out) {
    misses m = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, false};
    size_t first = count - steps - origins + 1;
    size_t lag = in->period > 1 && first > in->period ? in->period : 1;
    locality_forecast_summary summary;

    for (size_t k = 0; k < origins; k++) {
        size_t end = first + k;
        loc_forecast_run(room, value, end, in, steps, &summary);
        for (size_t h = 0; h < steps; h++) {
            add_miss(&m, value[end + h], room->mean[h], value[end - lag + h % lag]);
        }
    }
    put_misses(&m, loc_naive_error(value, first, lag), out);
}

locality_status locality_forecast_skill(const double *value, size_t count,
                                        const locality_forecast_options *options, size_t origins,
                                        size_t steps, locality_forecast_accuracy *out,
                                        const locality_allocator *allocator,
                                        locality_error *error) {
    locality_forecast_options in = LOCALITY_FORECAST_OPTIONS_INIT;
    locality_allocator memory;
    loc_forecast room;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (value == NULL || out == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "out");
    }
    locality_status status = loc_forecast_options(options, &in, error);
    if (status == LOCALITY_OK && (origins == 0 || steps == 0 || steps > 1000 ||
                                  origins > LOC_KENDALL_MOST || count <= origins + steps)) {
        status = loc_fail(error, LOCALITY_INVALID, "%zu origins of %zu periods in %zu values",
                          origins, steps, count);
    }
    if (status == LOCALITY_OK) {
        status = check_sizes(count, steps, error);
    }
    if (status == LOCALITY_OK) {
        status = check(value, count, &in, error);
    }
    if (status == LOCALITY_OK) { /* the earliest origin has enough as well */
        status = check(value, count - steps - origins + 1, &in, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_forecast_take(&room, count, steps, &in, &memory)) {
        return loc_fail_memory(error);
    }
    try_origins(&room, value, count, &in, origins, steps, out);
    loc_forecast_give(&room);
    return loc_ok(error);
}
