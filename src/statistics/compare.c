/* Comparisons of counts: two rates, spread, mixes. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "locality/statistics.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define MOST_EVENTS INT64_C(10000000)
#define MOST_TABLES 5000000
#define FISHER_COLUMNS 64
#define AS_UNLIKELY (1 + 1e-7) /* grace for masses that are equal but for rounding */

static bool is_count(int64_t n) {
    return n >= 0 && n <= (INT64_C(1) << 53);
}

static bool is_exposure(double x) {
    return x > 0 && x < INFINITY;
}

/* ---- Two rates -------------------------------------------------------------------------------- */

/* The first count from `low` to `high` whose mass, rising (or falling), is not as unlikely as the
 * observed one: where masses rise the end of those that are, where they fall the start. */
static double boundary(double low, double high, double n, double share, double most, bool rising) {
    while (low < high) {
        double middle = floor((low + high) / 2);
        bool unlikely = loc_binomial_density(middle, n, share) <= most;
        if (unlikely == rising) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The chance of all counts that are as unlikely as x or more. */
static double two_sided(double x, double n, double share) {
    double most = loc_binomial_density(x, n, share) * AS_UNLIKELY;
    double mean = n * share;
    double mode = floor((n + 1) * share);

    mode = mode > n ? n : mode;
    if (x < mean) {
        double from = boundary(mode, n + 1, n, share, most, false);
        return loc_binomial_cdf(x, n, share) + loc_binomial_tail(from - 1, n, share);
    }
    if (x > mean) {
        double end = boundary(0, mode, n, share, most, true);
        return loc_binomial_cdf(end - 1, n, share) + loc_binomial_tail(x - 1, n, share);
    }
    return 1;
}

/* What of all events is of the first, as a ratio of rates. */
static double ratio_of(double share, double exposure_ratio) {
    return share < 1 ? share / (1 - share) * exposure_ratio : INFINITY;
}

locality_status locality_compare_rates(int64_t first, double first_exposure, int64_t second,
                                       double second_exposure, double confidence,
                                       locality_rate_comparison *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    memset(out, 0, sizeof *out);
    if (!is_count(first) || !is_count(second) || !is_exposure(first_exposure) ||
        !is_exposure(second_exposure)) {
        return loc_fail(error, LOCALITY_INVALID, "events are 0 or more, exposures above 0");
    }
    if (!(confidence > 0) || !(confidence < 1)) {
        return loc_fail(error, LOCALITY_INVALID, "the confidence is not between 0 and 1");
    }
    if (first + second > MOST_EVENTS) {
        return loc_fail(error, LOCALITY_LIMIT, "there are more than 10 million events");
    }
    double x = (double)first;
    double y = (double)second;
    double n = x + y;
    double whole = first_exposure + second_exposure;
    double exposures = second_exposure / first_exposure;
    double share = whole < INFINITY ? first_exposure / whole : 1 / (1 + exposures);
    double half = (1 - confidence) / 2;
    out->ratio = n > 0 ? ratio_of(x / n, exposures) : NAN;
    out->low = x > 0 ? ratio_of(loc_beta_quantile(half, x, y + 1), exposures) : 0;
    /* from the other side, so that a share near 1 loses nothing */
    double rest = y > 0 ? loc_beta_quantile(half, y, x + 1) : 0;
    out->high = rest > 0 ? (1 - rest) / rest * exposures : INFINITY;
    double p = two_sided(x, n, share);
    out->p = p < 1 ? p : 1;
    out->p_greater = x > 0 ? loc_binomial_tail(x - 1, n, share) : 1;
    out->p_less = loc_binomial_cdf(x, n, share);
    return loc_ok(error);
}

/* ---- Spread ----------------------------------------------------------------------------------- */

/* A power of two that brings exposures to where their sum, and counts over it, stay numbers: 1 but for
 * exposures that are all tiny or some of them immense. */
static double scale_of(const int64_t *count, const double *exposure, size_t counts) {
    double most = 0;

    for (size_t i = 0; exposure != NULL && i < counts; i++) {
        most = count[i] != LOCALITY_NO_COUNT && exposure[i] > most ? exposure[i] : most;
    }
    return most > 0x1p500 ? 0x1p-524 : most > 0 && most < 0x1p-500 ? 0x1p524 : 1;
}

locality_status locality_dispersion_test(const int64_t *count, const double *exposure,
                                         size_t counts, locality_chi_square_test *out,
                                         locality_error *error) {
    double sum = 0;
    double whole = 0;
    double present = 0;
    double scale;

    if (out == NULL || (count == NULL && counts > 0)) {
        return loc_fail_null(error, out == NULL ? "out" : "count");
    }
    memset(out, 0, sizeof *out);
    scale = scale_of(count, exposure, counts);
    for (size_t i = 0; i < counts; i++) {
        double e = exposure != NULL ? exposure[i] : 1;
        if (count[i] == LOCALITY_NO_COUNT) {
            continue;
        }
        if (!is_count(count[i]) || !is_exposure(e)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "count %zu is no count, or its exposure not above 0", i);
        }
        sum += (double)count[i];
        whole += e * scale;
        present += 1;
    }
    out->df = present > 1 ? present - 1 : 0;
    out->statistic = out->p = out->effect = out->least_expected = NAN;
    if (!(sum > 0) || present < 2) {
        return loc_ok(error);
    }
    out->statistic = 0;
    out->least_expected = INFINITY;
    for (size_t i = 0; i < counts; i++) {
        if (count[i] == LOCALITY_NO_COUNT) {
            continue;
        }
        double expected = sum / whole * (exposure != NULL ? exposure[i] * scale : 1);
        double away = (double)count[i] - expected;
        /* nothing is expected of an exposure that is nothing beside the others */
        out->statistic += expected > 0 ? away * away / expected : count[i] > 0 ? INFINITY : 0;
        out->least_expected = expected < out->least_expected ? expected : out->least_expected;
    }
    out->p = loc_chi_square_tail(out->statistic, out->df);
    out->effect = out->statistic / out->df;
    return loc_ok(error);
}

/* ---- Mixes ------------------------------------------------------------------------------------ */

/* Sums of rows and columns; false where something is no count. */
static bool add_table(const int64_t *table, size_t rows, size_t columns, double *row,
                      double *column) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            int64_t n = table[i * columns + j];
            if (!is_count(n)) {
                return false;
            }
            row[i] += (double)n;
            column[j] += (double)n;
        }
    }
    return true;
}

static size_t count_filled(const double *sums, size_t count) {
    size_t filled = 0;

    for (size_t i = 0; i < count; i++) {
        filled += sums[i] > 0 ? 1 : 0;
    }
    return filled;
}

static void compare_mixes(const int64_t *table, size_t rows, size_t columns, const double *row,
                          const double *column, locality_chi_square_test *out) {
    size_t r = count_filled(row, rows);
    size_t c = count_filled(column, columns);
    double whole = 0;

    for (size_t i = 0; i < rows; i++) {
        whole += row[i];
    }
    out->statistic = out->p = out->effect = out->least_expected = NAN;
    if (r < 2 || c < 2) {
        return;
    }
    out->df = (double)(r - 1) * (double)(c - 1);
    out->statistic = 0;
    out->least_expected = INFINITY;
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            double expected = row[i] * column[j] / whole;
            double away = (double)table[i * columns + j] - expected;
            if (expected > 0) {
                out->statistic += away * away / expected;
                out->least_expected =
                    expected < out->least_expected ? expected : out->least_expected;
            }
        }
    }
    double least = (double)(r < c ? r : c) - 1;
    out->p = loc_chi_square_tail(out->statistic, out->df);
    out->effect = sqrt(out->statistic / (whole * least));
}

locality_status locality_mix_test(const int64_t *table, size_t rows, size_t columns,
                                  locality_chi_square_test *out,
                                  const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;
    size_t cells;
    size_t size;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    memset(out, 0, sizeof *out);
    if (loc_multiply_overflows(rows, columns, &cells) || loc_add_overflows(rows, columns, &size)) {
        return loc_fail(error, LOCALITY_INVALID, "the table is too large");
    }
    if (table == NULL && rows > 0 && columns > 0) {
        return loc_fail_null(error, "table");
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    double *sums = loc_allocate(&memory, size, sizeof *sums);
    if (sums == NULL) {
        return loc_fail_memory(error);
    }
    if (add_table(table, rows, columns, sums, sums + rows)) {
        compare_mixes(table, rows, columns, sums, sums + rows, out);
        status = loc_ok(error);
    } else {
        status = loc_fail(error, LOCALITY_INVALID, "the table holds what is no count");
    }
    loc_release(&memory, sums, size, sizeof *sums);
    return status;
}

/* ---- Fisher ----------------------------------------------------------------------------------- */

/* The first row of a table, filled column by column. */
typedef struct listing {
    size_t columns;
    double column[FISHER_COLUMNS];    /* its sums */
    double after[FISHER_COLUMNS + 1]; /* what all columns from this one on hold together */
    double most;                      /* logarithm of the chance of what was observed, with grace */
    double constant;                  /* logarithm of the chance, less the terms of the columns */
    double sum;
    int64_t left; /* tables that may still be listed */
} listing;

static double log_choose(double n, double k) {
    return loc_log_gamma(n + 1) - loc_log_gamma(k + 1) - loc_log_gamma(n - k + 1);
}

/* Lists what the columns from `j` on can hold of `rest`, without recursion: x[j] is the state. */
static bool list_tables(listing *l, double rest) {
    double x[FISHER_COLUMNS];
    double highest[FISHER_COLUMNS];
    double before[FISHER_COLUMNS + 1];
    double left[FISHER_COLUMNS + 1];
    size_t j = 0;
    bool enter = true;

    before[0] = l->constant;
    left[0] = rest;
    for (;;) {
        if (enter) {
            double lowest = left[j] - l->after[j + 1];
            x[j] = lowest > 0 ? lowest : 0;
            highest[j] = l->column[j] < left[j] ? l->column[j] : left[j];
        } else {
            x[j] += 1;
        }
        if (x[j] > highest[j]) {
            if (j == 0) {
                return true;
            }
            j--;
            enter = false;
            continue;
        }
        before[j + 1] = before[j] + log_choose(l->column[j], x[j]);
        left[j + 1] = left[j] - x[j];
        if (j + 1 < l->columns) {
            j++;
            enter = true;
            continue;
        }
        if (l->left-- == 0) {
            return false;
        }
        if (before[j + 1] <= l->most) {
            l->sum += loc_exp(before[j + 1]);
        }
        enter = false;
    }
}

locality_status locality_fisher_test(const int64_t *table, size_t columns, double *p,
                                     locality_error *error) {
    listing l = {.columns = columns, .left = MOST_TABLES};
    double row[2] = {0, 0};

    if (p == NULL || table == NULL) {
        if (p != NULL) {
            *p = 0;
        }
        return loc_fail_null(error, p == NULL ? "p" : "table");
    }
    *p = 0;
    if (columns < 2 || columns > FISHER_COLUMNS || !add_table(table, 2, columns, row, l.column)) {
        return loc_fail(error, LOCALITY_INVALID, "2 to 64 columns of counts are compared");
    }
    for (size_t j = columns; j-- > 0;) {
        l.after[j] = l.after[j + 1] + l.column[j];
    }
    l.constant = -log_choose(row[0] + row[1], row[0]);
    l.most = l.constant;
    for (size_t j = 0; j < columns; j++) {
        l.most += log_choose(l.column[j], (double)table[j]);
    }
    l.most += loc_log(AS_UNLIKELY);
    if (!list_tables(&l, row[0])) {
        return loc_fail(error, LOCALITY_LIMIT, "there are more than 5 million tables to list");
    }
    *p = l.sum < 1 ? l.sum : 1;
    return loc_ok(error);
}
