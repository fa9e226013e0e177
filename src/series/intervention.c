/* Intervention: step and slope of a segmented regression, what would have been, and what can be said of it. */
#include "series/intervention.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/kendall.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define TOGETHER 0.2 /* autocorrelation above which errors are widened */
#define TENTH 0.1

bool loc_intervention_take(loc_intervention *room, size_t count,
                           const locality_allocator *allocator) {
    memset(room, 0, sizeof *room);
    room->allocator = *allocator;
    room->count = count;
    room->block =
        loc_allocate_raw(allocator, count * (LOCALITY_INTERVENTION_TERMS + 3), sizeof *room->block);
    if (room->block == NULL) {
        return false;
    }
    if (!loc_regression_take(&room->regression, count, LOCALITY_INTERVENTION_TERMS, allocator)) {
        loc_release(allocator, room->block, count * (LOCALITY_INTERVENTION_TERMS + 3),
                    sizeof *room->block);
        return false;
    }
    room->design = room->block;
    room->value = room->block + count * LOCALITY_INTERVENTION_TERMS;
    room->weight = room->value + count;
    room->expected = room->weight + count;
    return true;
}

void loc_intervention_give(loc_intervention *room) {
    loc_regression_give(&room->regression);
    loc_release(&room->allocator, room->block, room->count * (LOCALITY_INTERVENTION_TERMS + 3),
                sizeof *room->block);
}

/* ---- The regression -------------------------------------------------------------------------- */

/* One row; columns lie `stride` apart. How many. */
static size_t put_row(double *row, size_t stride, size_t i, size_t first,
                      const locality_intervention_options *o) {
    double years = (double)(i + 1) / (double)o->period;
    size_t columns = LOCALITY_TERM_STEP + 1;

    row[0] = 1.0;
    row[LOCALITY_TERM_TREND * stride] = years;
    row[LOCALITY_TERM_STEP * stride] = i >= first ? 1.0 : 0.0;
    if (o->has_slope != 0) {
        row[LOCALITY_TERM_SLOPE * stride] =
            i >= first ? (double)(i - first + 1) / (double)o->period : 0.0;
        columns++;
    }
    for (uint32_t k = 1; k <= o->harmonics; k++) {
        row[columns++ * stride] = loc_sine_of_turn((double)k * years);
        row[columns++ * stride] = loc_cosine_of_turn((double)k * years);
    }
    return columns;
}

static loc_regression_data put_design(loc_intervention *room, const double *value, size_t count,
                                      size_t first, const locality_intervention_options *o) {
    size_t columns = 0;

    for (size_t i = 0; i < count; i++) {
        bool there = value[i] == value[i];
        room->value[i] = there ? value[i] : 0.0;
        room->weight[i] = there ? 1.0 : 0.0;
        columns = put_row(room->design + i, count, i, first, o);
    }
    loc_regression_data data = {.family = LOC_FAMILY_POISSON,
                                .rows = count,
                                .columns = columns,
                                .design = room->design,
                                .response = room->value,
                                .prior = room->weight};
    return data;
}

/* Autocorrelation of what is left over its standard deviation, between neighbours. */
static double left_together(const loc_intervention *room, size_t count) {
    double product = 0.0, squares = 0.0, before = 0.0;

    for (size_t i = 0; i < count; i++) {
        double mu = room->regression.fitted[i];
        double rest = room->weight[i] > 0.0 && mu > 0.0 ? (room->value[i] - mu) / sqrt(mu) : 0.0;
        product += rest * before;
        squares += rest * rest;
        before = rest;
    }
    return squares > 0.0 ? product / squares : 0.0;
}

static double variance_of(const loc_regression *r, const double *row, size_t columns) {
    double sum = 0.0;

    for (size_t a = 0; a < columns; a++) {
        for (size_t b = 0; b < columns; b++) {
            sum += row[a] * row[b] * r->covariance[a * r->columns + b];
        }
    }
    return sum;
}

static double p_of(double t, double df) {
    return df > 0.0 ? 2.0 * loc_t_tail(fabs(t), df) : (double)NAN;
}

/* ---- What can be said ------------------------------------------------------------------------ */

static void put_terms(const loc_intervention *room, size_t columns, double scale, double df,
                      locality_intervention_term *term) {
    for (size_t k = 0; term != NULL && k < columns; k++) {
        double value = room->regression.coefficient[k];
        double error = sqrt(room->regression.covariance[k * room->regression.columns + k]) * scale;
        term[k] =
            (locality_intervention_term){value, error, value / error, p_of(value / error, df)};
    }
}

int32_t loc_effect_verdict(double low, double high) {
    if (low > 1.0) {
        return LOCALITY_EFFECT_ROSE;
    }
    if (high < 1.0) {
        return LOCALITY_EFFECT_FELL;
    }
    bool less = low <= 1.0 - TENTH, more = high >= 1.0 + TENTH;
    if (less && more) {
        return LOCALITY_EFFECT_CANNOT_TELL;
    }
    return less   ? LOCALITY_EFFECT_NO_RISE
           : more ? LOCALITY_EFFECT_NO_FALL
                  : LOCALITY_EFFECT_NONE_SEEN;
}

/* The effect at the middle of what came after, on the scale of logarithms. */
static void put_effect(const loc_intervention *room, size_t columns, size_t count, size_t first,
                       const locality_intervention_options *o, double scale,
                       locality_intervention_result *out) {
    const loc_regression *r = &room->regression;
    double row[LOCALITY_INTERVENTION_TERMS] = {0.0};

    row[LOCALITY_TERM_STEP] = 1.0;
    if (o->has_slope != 0) {
        row[LOCALITY_TERM_SLOPE] = ((double)(count - first) + 1.0) / 2.0 / (double)o->period;
    }
    double mean = r->coefficient[LOCALITY_TERM_STEP];
    mean +=
        o->has_slope != 0 ? row[LOCALITY_TERM_SLOPE] * r->coefficient[LOCALITY_TERM_SLOPE] : 0.0;
    double error = sqrt(variance_of(r, row, columns)) * scale;
    double reach = loc_t_quantile(0.5 + o->coverage / 2.0, r->df) * error;
    out->step = loc_exp(r->coefficient[LOCALITY_TERM_STEP]);
    out->effect = loc_exp(mean);
    out->effect_low = loc_exp(mean - reach);
    out->effect_high = loc_exp(mean + reach);
    out->p = p_of(mean / error, r->df);
    out->verdict = loc_effect_verdict(out->effect_low, out->effect_high);
}

static void put_sums(loc_intervention *room, size_t columns, size_t count, size_t first,
                     const locality_intervention_options *o, locality_intervention_result *out) {
    double row[LOCALITY_INTERVENTION_TERMS];

    for (size_t i = first; i < count; i++) {
        double eta = 0.0;
        put_row(row, 1, i, SIZE_MAX, o); /* as if there had been none */
        for (size_t k = 0; k < columns; k++) {
            eta += row[k] * room->regression.coefficient[k];
        }
        room->expected[i] = loc_exp(eta);
        out->observed += room->weight[i] * room->value[i];
        out->expected += room->weight[i] * room->expected[i];
    }
    out->cumulative = out->observed - out->expected;
    out->relative = out->cumulative / out->expected;
}

/* Whether there is anything to compare on both sides. */
static bool is_enough(const loc_intervention *room, size_t count, size_t first, size_t columns) {
    double sum[2] = {0.0, 0.0}, n[2] = {0.0, 0.0};

    for (size_t i = 0; i < count; i++) {
        sum[i >= first] += room->value[i];
        n[i >= first] += room->weight[i];
    }
    return sum[0] > 0.0 && sum[1] > 0.0 && n[0] >= 3.0 && n[1] >= 2.0 &&
           n[0] + n[1] > (double)columns;
}

static void say_nothing(double *expected, size_t count, locality_intervention_result *out) {
    double none = (double)NAN;

    *out = (locality_intervention_result){
        none, none, none, none, none, none, none,
        none, none, none, none, none, 0,    LOCALITY_EFFECT_NO_RESULT,
        0};
    for (size_t i = 0; i < count; i++) {
        expected[i] = none;
    }
}

void loc_intervention_judge(loc_intervention *room, const double *value, size_t count, size_t first,
                            const locality_intervention_options *o,
                            locality_intervention_result *out, locality_intervention_term *term) {
    loc_regression *r = &room->regression;

    say_nothing(room->expected, count, out);
    loc_regression_data data = put_design(room, value, count, first, o);
    if (!is_enough(room, count, first, data.columns) ||
        loc_regression_fit(r, &data) != LOC_FIT_CONVERGED || r->rank < data.columns) {
        return;
    }
    double together = left_together(room, count);
    bool widened = o->keep_errors == 0 && together > TOGETHER && together < 1.0;
    *out = (locality_intervention_result){
        .dispersion = loc_regression_dispersion(r),
        .autocorrelation = together,
        .inflation = widened ? sqrt((1.0 + together) / (1.0 - together)) : 1.0,
        .terms = data.columns};
    double scale = sqrt(out->dispersion) * out->inflation;
    put_terms(room, data.columns, scale, r->df, term);
    put_effect(room, data.columns, count, first, o, scale, out);
    put_sums(room, data.columns, count, first, o, out);
}

/* ---- The call -------------------------------------------------------------------------------- */

static locality_status take_options(const locality_intervention_options *given,
                                    locality_intervention_options *out, locality_error *error) {
    locality_intervention_options in = LOCALITY_INTERVENTION_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_intervention_options");
    }
    if (in.reserved != 0 || in.reserved2 != 0 || in.period < 2 || in.period > LOC_KENDALL_MOST ||
        in.harmonics > 6 || (in.has_slope | 1) != 1 || (in.keep_errors | 1) != 1 ||
        !(in.coverage > 0.0 && in.coverage < 1.0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: period, harmonics, a flag or coverage is out of range");
    }
    *out = in;
    return LOCALITY_OK;
}

static locality_status check(const double *value, size_t count, size_t first,
                             locality_error *error) {
    if (first == 0 || first >= count) {
        return loc_fail(error, LOCALITY_INVALID, "position %zu has nothing before it or after",
                        first);
    }
    if (count > LOC_KENDALL_MOST) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu values are too many", count);
    }
    for (size_t i = 0; i < count; i++) {
        if (value[i] < 0.0 || value[i] > 1e100) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not 0 or more",
                            i);
        }
    }
    return LOCALITY_OK;
}

/* NOLINTNEXTLINE(readability-function-size): eleven parameters, the series, and three answers with their room */
locality_status locality_intervention(const double *value, size_t count, size_t first,
                                      const locality_intervention_options *options,
                                      locality_intervention_result *out,
                                      locality_intervention_term *term, size_t term_capacity,
                                      double *expected, size_t capacity,
                                      const locality_allocator *allocator, locality_error *error) {
    locality_intervention_options in = LOCALITY_INTERVENTION_OPTIONS_INIT;
    locality_intervention_term terms[LOCALITY_INTERVENTION_TERMS];
    locality_allocator memory;
    loc_intervention room;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (value == NULL || out == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status == LOCALITY_OK) {
        status = check(value, count, first, error);
    }
    size_t columns = 3 + (in.has_slope != 0 ? 1u : 0u) + 2 * (size_t)in.harmonics;
    if (status == LOCALITY_OK && ((term != NULL && term_capacity < columns) ||
                                  (expected != NULL && capacity < count - first))) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu terms or %zu periods do not fit", columns,
                          count - first);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_intervention_take(&room, count, &memory)) {
        return loc_fail_memory(error);
    }
    memset(terms, 0, sizeof terms);
    loc_intervention_judge(&room, value, count, first, &in, out, terms);
    if (term != NULL) {
        memcpy(term, terms, columns * sizeof *term);
    }
    if (expected != NULL) {
        memcpy(expected, room.expected + first, (count - first) * sizeof *expected);
    }
    loc_intervention_give(&room);
    return loc_ok(error);
}
