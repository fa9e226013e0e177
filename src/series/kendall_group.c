/* Kendall for several columns: seasons of one series, or series that are tested together. */
#include <math.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/kendall.h"
#include "statistics/select.h"

size_t loc_kendall_pairs(size_t count, size_t columns) {
    size_t rows = count / columns + 1;
    return columns * (rows * (rows - 1) / 2);
}

/* Rows of a column. */
static size_t rows_of(size_t count, size_t columns, size_t column) {
    return column < count ? (count - column - 1) / columns + 1 : 0;
}

/* ---- Slopes within columns ------------------------------------------------------------------- */

static size_t add_slopes(loc_kendall *room, size_t count, size_t found) {
    for (size_t i = 0; i + 1 < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            room->slope[found++] = (room->value[j] - room->value[i]) / (room->at[j] - room->at[i]);
        }
    }
    return found;
}

static void put_slope(loc_kendall *room, const double *value, size_t count, size_t columns,
                      locality_trend_result *out) {
    size_t found = 0;

    for (size_t c = 0; c < columns && c < count; c++) {
        size_t n = loc_kendall_close(room, value + c, columns, rows_of(count, columns, c));
        found = add_slopes(room, n, found);
    }
    out->slope = loc_median(room->slope, found);
    size_t n = loc_kendall_close(room, value, 1, count);
    out->used = n;
    double at = loc_median(room->at, n);
    out->intercept = loc_median(room->value, n) - at / (double)columns * out->slope;
}

/* ---- Scores ---------------------------------------------------------------------------------- */

static void add_scores(loc_kendall *room, const double *value, size_t count, size_t columns,
                       locality_trend_result *out) {
    double pairs = 0.0;

    out->variance = 0.0;
    for (size_t c = 0; c < columns && c < count; c++) {
        double s = 0.0, variance = 0.0;
        size_t n = loc_kendall_close(room, value + c, columns, rows_of(count, columns, c));
        loc_kendall_score(room, room->value, n, &s, &variance);
        out->s += s;
        out->variance += variance;
        pairs += 0.5 * (double)n * ((double)n - 1.0);
    }
    out->tau = out->s / pairs;
}

/* Copies the rows that are whole to room->value, column after column of `rows`; how many. */
static size_t take_whole_rows(loc_kendall *room, const double *value, size_t count,
                              size_t columns) {
    size_t rows = 0;

    for (size_t r = 0; r < count / columns; r++) {
        bool whole = true;
        for (size_t c = 0; c < columns; c++) {
            double y = value[r * columns + c];
            room->value[rows * columns + c] = y;
            whole = whole && y == y;
        }
        rows += whole ? 1u : 0u;
    }
    return rows;
}

static double sign(double x) {
    return (x > 0.0 ? 1.0 : 0.0) - (x < 0.0 ? 1.0 : 0.0);
}

/* Pairs of rows in which two columns go the same way less those in which they go opposite ways. */
static double agreement(const double *value, size_t rows, size_t columns, size_t a, size_t b) {
    double sum = 0.0;

    for (size_t i = 0; i + 1 < rows; i++) {
        const double *low = value + i * columns;
        for (size_t j = i + 1; j < rows; j++) {
            const double *high = value + j * columns;
            sum += sign(high[a] - low[a]) * sign(high[b] - low[b]);
        }
    }
    return sum;
}

/* Ranks of each column to room->other, laid out as the values. */
static void rank_columns(loc_kendall *room, size_t rows, size_t columns) {
    for (size_t k = 0; k < rows * columns; k++) {
        double sum = (double)rows + 1.0;
        for (size_t r = 0; r < rows; r++) {
            sum += sign(room->value[k] - room->value[r * columns + k % columns]);
        }
        room->other[k] = sum / 2.0;
    }
}

/* Covariance of the scores of two columns (Dietz and Killeen 1981). */
static double covariance(const loc_kendall *room, size_t rows, size_t columns, size_t a, size_t b) {
    double n = (double)rows, product = 0.0;

    for (size_t r = 0; r < rows; r++) {
        product += room->other[r * columns + a] * room->other[r * columns + b];
    }
    double k = agreement(room->value, rows, columns, a, b);
    return (k + 4.0 * product - n * (n + 1.0) * (n + 1.0)) / 3.0;
}

static double score_column(const double *value, size_t rows, size_t columns, size_t column) {
    double sum = 0.0;

    for (size_t i = 0; i + 1 < rows; i++) {
        for (size_t j = i + 1; j < rows; j++) {
            sum += sign(value[j * columns + column] - value[i * columns + column]);
        }
    }
    return sum;
}

static void correlate(loc_kendall *room, size_t rows, size_t columns, locality_trend_result *out) {
    double n = (double)rows;

    rank_columns(room, rows, columns);
    out->variance = 0.0;
    for (size_t a = 0; a < columns; a++) {
        out->s += score_column(room->value, rows, columns, a);
        for (size_t b = 0; b < columns; b++) {
            out->variance += covariance(room, rows, columns, a, b);
        }
    }
    out->tau = out->s / ((double)columns * 0.5 * n * (n - 1.0));
}

static void part(loc_kendall *room, size_t rows, size_t columns, locality_trend_result *out) {
    double n = (double)rows, untied = n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;

    rank_columns(room, rows, columns);
    double rho = covariance(room, rows, columns, 0, 1) / untied;
    double first = score_column(room->value, rows, columns, 0);
    out->s = first - rho * score_column(room->value, rows, columns, 1);
    out->variance = (1.0 - rho * rho) * untied;
    out->tau = first / (0.5 * n * (n - 1.0));
}

/* Slope of the first column alone. */
static void put_first_slope(loc_kendall *room, const double *value, size_t count, size_t columns,
                            locality_trend_result *out) {
    size_t n = loc_kendall_close(room, value, columns, rows_of(count, columns, 0));

    out->slope = loc_median(room->slope, add_slopes(room, n, 0));
    out->used = n;
    double at = loc_median(room->at, n);
    out->intercept = loc_median(room->value, n) - at * out->slope;
}

void loc_kendall_group(loc_kendall *room, const double *value, size_t count, size_t columns,
                       int32_t group, double alpha, locality_trend_result *out) {
    loc_kendall_nothing(out);
    if (group == LOCALITY_TREND_PARTIAL) {
        put_first_slope(room, value, count, columns, out);
        size_t rows = take_whole_rows(room, value, count, columns);
        part(room, rows, columns, out);
        out->used = rows;
    } else {
        put_slope(room, value, count, columns, out);
        if (group == LOCALITY_TREND_CORRELATED) {
            size_t rows = take_whole_rows(room, value, count, columns);
            correlate(room, rows, columns, out);
            out->used = rows * columns;
        } else {
            add_scores(room, value, count, columns, out);
        }
    }
    loc_kendall_judge(out, alpha, group == LOCALITY_TREND_TOGETHER);
}

/* ---- The calls ------------------------------------------------------------------------------- */

static locality_status check(const double *value, size_t count, locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (fabs(value[i]) > 1e150) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite", i);
        }
    }
    return LOCALITY_OK;
}

static locality_status take_options(const locality_trend_options *given,
                                    locality_trend_options *out, locality_error *error) {
    locality_trend_options in = LOCALITY_TREND_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_trend_options");
    }
    if (in.reserved != 0 || in.method < LOCALITY_TREND_ORIGINAL ||
        in.method > LOCALITY_TREND_SEASONAL_CORRELATED || (in.close_gaps | 1) != 1 ||
        !(in.alpha > 0.0 && in.alpha < 1.0) ||
        (in.method >= LOCALITY_TREND_SEASONAL && in.period < 2)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: method, close_gaps, period or alpha is out of range");
    }
    *out = in;
    return LOCALITY_OK;
}

locality_status locality_trend(const double *value, size_t count,
                               const locality_trend_options *options, locality_trend_result *out,
                               const locality_allocator *allocator, locality_error *error) {
    locality_trend_options in = LOCALITY_TREND_OPTIONS_INIT;
    locality_allocator memory;
    loc_kendall room;

    if (out != NULL) {
        *out = (locality_trend_result){0};
    }
    if (value == NULL || out == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status == LOCALITY_OK && count > LOC_TREND_MOST) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu values are too many", count);
    }
    if (status == LOCALITY_OK) {
        status = check(value, count, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    bool seasonal = in.method >= LOCALITY_TREND_SEASONAL;
    if (!loc_kendall_take(&room, count, seasonal ? loc_kendall_pairs(count, in.period) : 0,
                          &memory)) {
        return loc_fail_memory(error);
    }
    loc_kendall_test(&room, value, count, &in, out);
    loc_kendall_give(&room);
    return loc_ok(error);
}

locality_status locality_trend_together(const double *value, size_t count, size_t columns,
                                        int32_t group, double alpha, locality_trend_result *out,
                                        const locality_allocator *allocator,
                                        locality_error *error) {
    locality_allocator memory;
    loc_kendall room;

    if (out != NULL) {
        *out = (locality_trend_result){0};
    }
    if (value == NULL || out == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "out");
    }
    if (columns == 0 || group < LOCALITY_TREND_TOGETHER || group > LOCALITY_TREND_PARTIAL ||
        (group == LOCALITY_TREND_PARTIAL && columns != 2) || !(alpha > 0.0 && alpha < 1.0)) {
        return loc_fail(error, LOCALITY_INVALID, "columns, group or alpha is out of range");
    }
    if (count > LOC_TREND_MOST || columns > LOC_TREND_MOST / (count + 1)) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu by %zu values are too many", count, columns);
    }
    locality_status status = check(value, count * columns, error);
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_kendall_take(&room, count * columns, loc_kendall_pairs(count * columns, columns),
                          &memory)) {
        return loc_fail_memory(error);
    }
    loc_kendall_group(&room, value, count * columns, columns, group, alpha, out);
    loc_kendall_give(&room);
    return loc_ok(error);
}
