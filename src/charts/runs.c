/* Runs: the rules of Anhoej and Olesen (Schilling's longest run, Chen's fewest crossings), the best box
 * and cut box of Anhoej and Wentzel-Larsen (PLOS ONE 15, 2020), and phases. */
#include "charts/runs.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/select.h"

/* ---- Boxes ----------------------------------------------------------------------------------- */

/* What chance allows for `10 + row` useful points: at least `crossings` crossings with no run longer than
 * `longest`. The cut box takes corners off: where `edge` is not 0, a point on the edge of the box
 * passes only with `edge_crossings` at least, or a longest run of `edge` at most. */
typedef struct box {
    uint8_t crossings, longest, edge_crossings, edge;
} box;

#define FIRST_BOX 10
#define LAST_BOX 100

static const box boxes[] = {
    {2, 6, 3, 5},     {3, 7, 4, 6},     {3, 6, 0, 0},     {3, 6, 0, 0},     {3, 6, 0, 0},
    {4, 7, 6, 6},     {5, 8, 6, 7},     {5, 7, 0, 0},     {5, 7, 6, 6},     {5, 7, 6, 5},
    {6, 7, 0, 0},     {7, 8, 0, 0},     {6, 7, 7, 6},     {6, 7, 7, 6},     {6, 7, 7, 6},
    {6, 7, 0, 0},     {9, 9, 10, 7},    {9, 8, 10, 7},    {9, 8, 11, 7},    {10, 8, 0, 0},
    {11, 10, 12, 9},  {11, 9, 14, 8},   {11, 8, 0, 0},    {11, 8, 12, 7},   {11, 8, 13, 7},
    {12, 8, 0, 0},    {13, 9, 15, 8},   {14, 10, 0, 0},   {13, 8, 0, 0},    {15, 11, 0, 0},
    {15, 9, 0, 0},    {15, 9, 17, 8},   {14, 8, 0, 0},    {14, 8, 0, 0},    {17, 10, 0, 0},
    {17, 9, 0, 0},    {17, 9, 19, 8},   {17, 9, 20, 7},   {19, 12, 20, 11}, {19, 10, 21, 9},
    {19, 9, 0, 0},    {19, 9, 21, 8},   {19, 9, 21, 7},   {21, 11, 23, 9},  {21, 10, 23, 8},
    {21, 9, 0, 0},    {21, 9, 23, 8},   {23, 12, 25, 11}, {23, 10, 24, 9},  {23, 10, 26, 8},
    {23, 9, 0, 0},    {23, 9, 24, 8},   {25, 11, 27, 9},  {25, 10, 27, 9},  {26, 11, 27, 10},
    {26, 10, 27, 9},  {27, 12, 29, 10}, {27, 10, 0, 0},   {27, 10, 29, 8},  {28, 11, 29, 8},
    {29, 14, 30, 13}, {29, 11, 31, 9},  {29, 10, 30, 9},  {30, 11, 31, 10}, {30, 10, 0, 0},
    {31, 12, 32, 9},  {31, 11, 34, 8},  {31, 10, 33, 9},  {32, 11, 33, 8},  {33, 13, 37, 11},
    {33, 11, 35, 9},  {33, 10, 0, 0},   {34, 11, 36, 10}, {33, 10, 36, 7},  {35, 11, 0, 0},
    {35, 11, 38, 8},  {35, 10, 36, 9},  {35, 10, 38, 8},  {37, 12, 38, 10}, {37, 11, 39, 9},
    {38, 12, 0, 0},   {37, 10, 39, 9},  {39, 13, 41, 12}, {39, 11, 40, 10}, {39, 11, 42, 8},
    {39, 10, 0, 0},   {39, 10, 41, 8},  {41, 12, 42, 9},  {41, 11, 44, 9},  {42, 12, 43, 10},
    {41, 10, 42, 9}};

/* Whether chance allows it. */
static bool passes_box(const locality_runs *runs, bool cut) {
    const box *limit = &boxes[runs->useful - FIRST_BOX];
    size_t c = runs->crossings, l = runs->longest;

    if (!cut || limit->edge == 0) {
        return c >= limit->crossings && l <= limit->longest;
    }
    return (c > limit->crossings && l < limit->longest) ||
           (c == limit->crossings && l <= limit->edge) ||
           (c >= limit->edge_crossings && l <= limit->longest);
}

/* ---- Judging --------------------------------------------------------------------------------- */

/* The base-2 logarithm, rounded; no whole number lies on a half. */
static size_t rounded_log2(size_t n) {
    double square = (double)n * (double)n, bound = 2.0;
    size_t power = 0;

    for (; square >= bound; power++) {
        bound *= 4.0;
    }
    return power;
}

static void judge(locality_runs *runs, int32_t rule) {
    if (runs->useful == 0) {
        return;
    }
    runs->longest_allowed = rounded_log2(runs->useful) + 3;
    if (runs->useful > 1) {
        runs->crossings_least =
            (size_t)loc_binomial_quantile(0.05, (double)(runs->useful - 1), 0.5);
    }
    bool passes =
        runs->longest <= runs->longest_allowed && runs->crossings >= runs->crossings_least;
    if (rule != LOCALITY_RUN_ANHOEJ && runs->useful >= FIRST_BOX && runs->useful <= LAST_BOX) {
        passes = passes_box(runs, rule == LOCALITY_RUN_CUT_BOX);
    }
    runs->signal = passes ? 0 : 1;
}

static const double *at(const double *base, size_t stride, size_t i) {
    return (const double *)(const void *)((const char *)base + i * stride);
}

void loc_runs(const double *value, const double *centre, size_t stride, size_t count, int32_t rule,
              locality_runs *out) {
    size_t length = 0;
    int before = 0;

    memset(out, 0, sizeof *out);
    out->points = count;
    for (size_t i = 0; i < count; i++) {
        double y = *at(value, stride, i), c = *at(centre, stride, i);
        int side = (y > c) - (y < c);
        if (side == 0) {
            continue;
        }
        out->useful++;
        out->crossings += before != 0 && side != before ? 1u : 0u;
        length = side == before ? length + 1 : 1;
        out->longest = length > out->longest ? length : out->longest;
        before = side;
    }
    judge(out, rule);
}

locality_status locality_runs_judge(size_t useful, size_t longest, size_t crossings, int32_t rule,
                                    locality_runs *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    memset(out, 0, sizeof *out);
    if (useful == 0 || longest == 0 || longest > useful || crossings >= useful ||
        rule < LOCALITY_RUN_ANHOEJ || rule > LOCALITY_RUN_CUT_BOX) {
        return loc_fail(error, LOCALITY_INVALID,
                        "of %zu useful points, no run of %zu with %zu crossings, or no such rule",
                        useful, longest, crossings);
    }
    out->points = useful;
    out->useful = useful;
    out->longest = longest;
    out->crossings = crossings;
    judge(out, rule);
    return loc_ok(error);
}

/* ---- Phases ---------------------------------------------------------------------------------- */

/* Median of the values from `first` to before `end` that are there and are not `centre`. */
static double median_between(const double *value, size_t first, size_t end, double centre,
                             double *scratch) {
    size_t found = 0;

    for (size_t i = first; i < end; i++) {
        bool on_centre = value[i] >= centre && value[i] <= centre;
        if (value[i] == value[i] && !on_centre) {
            scratch[found++] = value[i];
        }
    }
    return loc_median(scratch, found);
}

/* Looks for a run of `length` useful points on a wanted side of the median, from `start` on. */
static bool find_run(const double *value, size_t count, size_t start, double median, size_t length,
                     int32_t wanted, size_t *first, size_t *last) {
    size_t found = 0;
    int before = 0;

    for (size_t i = start; i < count; i++) {
        int side = (value[i] > median) - (value[i] < median);
        if (side == 0) {
            continue;
        }
        bool counts =
            wanted == LOCALITY_PHASE_BOTH || side == (wanted == LOCALITY_PHASE_ABOVE ? 1 : -1);
        if (side != before) {
            found = 0;
            *first = i;
        }
        before = side;
        found++;
        if (counts && found >= length) {
            *last = i;
            return true;
        }
    }
    return false;
}

static size_t find_phases(const double *value, size_t count, size_t baseline, size_t length,
                          int32_t side, double *scratch, locality_phase *phase, size_t capacity) {
    locality_phase next = {0, baseline - 1, 0.0, 0, 0};
    size_t found = 0, first = 0, last = 0;

    if (count < baseline) {
        return 0;
    }
    next.median = median_between(value, 0, baseline, (double)NAN, scratch);
    for (;;) {
        if (phase != NULL && found < capacity) {
            phase[found] = next;
        }
        found++;
        if (!find_run(value, count, next.last + 1, next.median, length, side, &first, &last)) {
            return found;
        }
        double median = median_between(value, first, last + 1, next.median, scratch);
        next = (locality_phase){first, last, median, 1, 0};
    }
}

/* NOLINTNEXTLINE(readability-function-size): ten parameters, the series, the rule, and the room with its size */
locality_status locality_rephase(const double *value, size_t count, size_t baseline,
                                 size_t run_length, int32_t side, locality_phase *phase,
                                 size_t capacity, size_t *phases,
                                 const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;

    if (phases != NULL) {
        *phases = 0;
    }
    if (value == NULL || phases == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "phases");
    }
    if (baseline < 2 || run_length < 2 || side < LOCALITY_PHASE_BOTH ||
        side > LOCALITY_PHASE_BELOW) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a baseline or a run of fewer than 2 points, or no such side");
    }
    for (size_t i = 0; i < count; i++) {
        if (fabs(value[i]) > 1e300) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite", i);
        }
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    double *scratch = loc_allocate_raw(&memory, count, sizeof *scratch);
    if (scratch == NULL) {
        return loc_fail_memory(error);
    }
    size_t found = find_phases(value, count, baseline, run_length, side, scratch, phase, capacity);
    loc_release(&memory, scratch, count, sizeof *scratch);
    if (phase != NULL && found > capacity) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu phases do not fit into room for %zu", found,
                        capacity);
    }
    *phases = found;
    return loc_ok(error);
}
