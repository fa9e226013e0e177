/* Forecast, the calls: what is asked for and allowed, and how far forecasts lay off. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/forecast.h"
#include "series/kendall.h"

/* ---- The calls ------------------------------------------------------------------------------- */

static bool is_share(double x) {
    return x >= 0.0 && x <= 1.0;
}

static bool in_range(const locality_forecast_options *in) {
    bool winters =
        in->method == LOCALITY_FORECAST_WINTERS || in->method == LOCALITY_FORECAST_WINTERS_TIMES;
    bool seasons =
        (in->method == LOCALITY_FORECAST_ETS && in->period > 1) || (winters && in->has_start != 0);
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
        return loc_fail(
            error, LOCALITY_INVALID,
            "options: method, period, a parameter, a start or coverage is out of range");
    }
    *out = in;
    return LOCALITY_OK;
}

static bool wants_counts(int32_t method) {
    return method == LOCALITY_FORECAST_BLEND || method >= LOCALITY_FORECAST_CROSTON;
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

/* NOLINTNEXTLINE(readability-function-size): ten parameters, the series, and three answers with their room */
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
                                          const double *actual, const double *forecast,
                                          size_t count, locality_forecast_accuracy *out,
                                          locality_error *error) {
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
