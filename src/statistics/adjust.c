/* P-values of many tests, adjusted. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "locality/statistics.h"
#include "statistics/adjust.h"

/* ---- Order ------------------------------------------------------------------------------------ */

/* Smaller p first, then the earlier position. */
static bool comes_first(const double *p, size_t a, size_t b) {
    return p[a] != p[b] ? p[a] < p[b] : a < b;
}

static void merge(const double *p, const size_t *from, size_t *to, size_t first, size_t middle,
                  size_t end) {
    size_t a = first;
    size_t b = middle;

    for (size_t i = first; i < end; i++) {
        bool take_a = a < middle && (b >= end || comes_first(p, from[a], from[b]));
        to[i] = take_a ? from[a++] : from[b++];
    }
}

/* Sorts positions by p, from the bottom up; the result is where the pointer that is given back points. */
static size_t *sort_positions(const double *p, size_t *order, size_t *other, size_t count) {
    for (size_t width = 1; width<count; width = width> count / 2 ? count : 2 * width) {
        for (size_t first = 0; first<count; first += width> count / 2 ? count : 2 * width) {
            size_t middle = count - first < width ? count : first + width;
            size_t end = count - middle < width ? count : middle + width;
            merge(p, order, other, first, middle, end);
        }
        size_t *swap = order;
        order = other;
        other = swap;
    }
    return order;
}

/* ---- Adjusting -------------------------------------------------------------------------------- */

static double factor_of(int32_t adjustment, size_t tests, size_t rank) {
    double m = (double)tests;

    switch (adjustment) {
    case LOCALITY_ADJUST_HOLM:
    case LOCALITY_ADJUST_HOCHBERG:
        return m - (double)rank;
    case LOCALITY_ADJUST_BONFERRONI:
        return m;
    default:
        return m / ((double)rank + 1);
    }
}

static double harmonic_sum(size_t tests) {
    double sum = 0;

    for (size_t k = 1; k <= tests; k++) {
        sum += 1 / (double)k;
    }
    return sum;
}

static double at_most_one(double x) {
    return x < 1 ? x : 1;
}

/* Down from the largest p for the stepwise ones, up from the smallest for Holm. */
static void adjust_in_order(const double *p, const size_t *order, size_t tests, int32_t adjustment,
                            double *adjusted) {
    double scale = adjustment == LOCALITY_ADJUST_BY ? harmonic_sum(tests) : 1;
    bool upwards = adjustment == LOCALITY_ADJUST_HOLM;
    double so_far = upwards ? 0 : 1;

    for (size_t i = 0; i < tests; i++) {
        size_t rank = upwards ? i : tests - 1 - i;
        double own = scale * factor_of(adjustment, tests, rank) * p[order[rank]];
        bool steps = upwards ? own > so_far : own < so_far;
        if (steps || adjustment == LOCALITY_ADJUST_BONFERRONI) {
            so_far = own;
        }
        adjusted[order[rank]] = at_most_one(so_far);
    }
}

bool loc_adjust(const double *p, size_t count, int32_t adjustment, double *adjusted,
                const locality_allocator *memory) {
    size_t tests = 0;
    size_t size;

    if (loc_multiply_overflows(count, 2, &size)) {
        return false;
    }
    size_t *order = loc_allocate(memory, size, sizeof *order);
    if (order == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!isnan(p[i])) {
            order[tests++] = i;
        }
    }
    const size_t *sorted = sort_positions(p, order, order + count, tests);
    if (adjusted != p) {
        memcpy(adjusted, p, count * sizeof *p);
    }
    adjust_in_order(adjusted, sorted, tests, adjustment, adjusted);
    loc_release(memory, order, size, sizeof *order);
    return true;
}

locality_status locality_adjust(const double *p, size_t count, int32_t adjustment, double *adjusted,
                                const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;

    if (count > 0 && (p == NULL || adjusted == NULL)) {
        return loc_fail_null(error, p == NULL ? "p" : "adjusted");
    }
    if (adjustment < 0 || adjustment > LOCALITY_ADJUST_BONFERRONI) {
        return loc_fail(error, LOCALITY_INVALID, "the adjustment is none that there is");
    }
    for (size_t i = 0; i < count; i++) {
        if (p[i] < 0 || p[i] > 1) {
            return loc_fail(error, LOCALITY_INVALID, "p-value %zu is not 0 to 1", i);
        }
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (count > 0 && !loc_adjust(p, count, adjustment, adjusted, &memory)) {
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}
