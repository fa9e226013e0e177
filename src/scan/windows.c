/* Windows: sums over zones and spans, and their scores. */
#include "scan/windows.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/elementary.h"

/* ---- Spans ------------------------------------------------------------------------------------ */

static size_t count_spans(size_t periods, size_t longest, bool past) {
    /* The first `longest` ends have 1, 2, ... spans, the others `longest`. */
    return past ? longest * (longest + 1) / 2 + (periods - longest) * longest : longest;
}

static void fill_spans(loc_windows *w, size_t longest, bool past) {
    size_t count = 0;

    for (size_t last = past ? 0 : w->periods - 1; last < w->periods; last++) {
        for (size_t length = 1; length <= longest && length <= last + 1; length++) {
            w->span[count++] = (loc_span){(uint32_t)(last + 1 - length), (uint32_t)last};
        }
    }
}

void loc_windows_sum(loc_windows *w, const double *cell) {
    for (size_t s = 0; s < w->spans; s++) {
        /* A span that has grown by one period at its beginning holds the one before it. */
        bool grown = s > 0 && w->span[s].last == w->span[s - 1].last;
        const double *row = cell + (size_t)w->span[s].first * w->places;
        for (size_t p = 0; p < w->places; p++) {
            double *at = w->table + p * w->spans + s;
            *at = row[p] + (grown ? at[-1] : 0);
        }
    }
}

/* ---- Passing over all windows ----------------------------------------------------------------- */

/* Where a pass is. */
typedef struct pass {
    size_t run, member, zone;
} pass;

/* Adds members until a zone is whole, its numbers then in `sum`; false at the end. */
static bool next_zone(loc_windows *w, pass *p) {
    const locality_zones *z = w->zones;
    double *restrict sum = w->sum;

    while (p->member < z->members) {
        while (z->first[p->run + 1] <= p->member) { /* also past a centre without a circle */
            p->run++;
        }
        bool begins = p->member == z->first[p->run];
        const double *restrict add = w->table + (size_t)z->member[p->member] * w->spans;
        for (size_t s = 0; s < w->spans; s++) {
            sum[s] = begins ? add[s] : sum[s] + add[s];
        }
        p->member++;
        if (z->nested || p->member == z->first[p->run + 1]) {
            p->zone = z->nested ? p->member - 1 : p->run;
            return true;
        }
    }
    return false;
}

void loc_windows_values(loc_windows *w, double *value) {
    pass p = {0, 0, 0};

    while (next_zone(w, &p)) {
        for (size_t s = 0; s < w->spans; s++) {
            value[p.zone * w->spans + s] = w->sum[s];
        }
    }
}

/* ---- Scores ----------------------------------------------------------------------------------- */

/* a ln(a / b), and 0 for a = 0. */
static double ratio_term(double a, double b) {
    return a > 0 ? a * loc_log(a / b) : 0;
}

double loc_window_score(const loc_windows *w, size_t window, double value) {
    double expected = w->expected[window];

    if (w->kind == LOC_SCORE_SPREAD) {
        return value * w->steepness[window];
    }
    if (!(value > expected) || value < w->fewest) {
        return 0;
    }
    double inside = ratio_term(value, expected);
    double score = w->kind == LOC_SCORE_COUNT
                       ? inside + expected - value
                       : inside + ratio_term(w->total - value, w->total - expected);
    return score > 0 ? score : 0;
}

/* The score of an excess d is at most d^2 times this: c ln(c/e) - (c - e) is at most d^2 / 2e, and
 * (C-c) ln((C-c)/(C-e)) + (c - e) at most d^2 / (C-e). So a logarithm is taken only where a window can
 * be the best; a hair is added for rounding. */
static double steepness_of(const loc_windows *w, double expected) {
    const double hair = 1 + 1e-9;

    switch (w->kind) {
    case LOC_SCORE_SPREAD:
        return expected > 0 ? 1 / sqrt(expected) : 0; /* of the variance */
    case LOC_SCORE_COUNT:
        return hair / (2 * expected);
    default:
        return hair * (1 / (2 * expected) + (expected < w->total ? 1 / (w->total - expected) : 0));
    }
}

/* Whether one of a zone's windows may score more than `best`. */
static bool may_be_best(const loc_windows *w, size_t window, double best) {
    const double *restrict sum = w->sum, *restrict expected = w->expected + window;
    const double *restrict steepness = w->steepness + window;
    int may = 0;

    for (size_t s = 0; s < w->spans; s++) {
        double excess = sum[s] - expected[s];
        may |= (excess > 0) & (excess * excess * steepness[s] > best);
    }
    return may != 0;
}

double loc_windows_best(loc_windows *w) {
    pass p = {0, 0, 0};
    double best = w->kind == LOC_SCORE_SPREAD ? -INFINITY : 0;

    while (next_zone(w, &p)) {
        size_t window = p.zone * w->spans;
        if (w->kind != LOC_SCORE_SPREAD && !may_be_best(w, window, best)) {
            continue;
        }
        for (size_t s = 0; s < w->spans; s++) {
            double score = loc_window_score(w, window + s, w->sum[s]);
            best = score > best ? score : best;
        }
    }
    return best;
}

/* ---- Making ----------------------------------------------------------------------------------- */

static bool take_rooms(loc_windows *w) {
    const locality_allocator *a = w->allocator;

    w->span = loc_allocate(a, w->spans, sizeof *w->span);
    w->expected = loc_allocate(a, w->count, sizeof *w->expected);
    w->steepness = loc_allocate(a, w->count, sizeof *w->steepness);
    w->sum = loc_allocate(a, w->spans, sizeof *w->sum);
    w->table = loc_allocate(a, w->places * w->spans, sizeof *w->table);
    w->room = loc_allocate(a, w->places * w->periods, sizeof *w->room);
    return w->span != NULL && w->expected != NULL && w->steepness != NULL && w->sum != NULL &&
           w->table != NULL && w->room != NULL;
}

bool loc_windows_make(loc_windows *w, const locality_zones *zones, size_t periods,
                      size_t most_periods, bool past, loc_score_kind kind, double total,
                      const double *cell, const locality_allocator *allocator) {
    size_t longest = most_periods == 0 || most_periods > periods ? periods : most_periods;
    size_t room;

    *w = (loc_windows){.allocator = allocator,
                       .zones = zones,
                       .places = zones->places,
                       .periods = periods,
                       .spans = count_spans(periods, longest, past),
                       .kind = kind,
                       .total = total};
    if (loc_multiply_overflows(locality_zones_count(zones), w->spans, &w->count) ||
        loc_multiply_overflows(w->places, w->spans, &room)) {
        w->count = 0;
        return false;
    }
    if (!take_rooms(w)) {
        loc_windows_free(w);
        return false;
    }
    fill_spans(w, longest, past);
    loc_windows_sum(w, cell);
    loc_windows_values(w, w->expected);
    for (size_t i = 0; i < w->count; i++) {
        w->steepness[i] = steepness_of(w, w->expected[i]);
        w->expected[i] = kind == LOC_SCORE_SPREAD ? 0 : w->expected[i];
    }
    return true;
}

void loc_windows_free(loc_windows *w) {
    const locality_allocator *a = w->allocator;

    loc_release(a, w->span, w->spans, sizeof *w->span);
    loc_release(a, w->expected, w->count, sizeof *w->expected);
    loc_release(a, w->steepness, w->count, sizeof *w->steepness);
    loc_release(a, w->sum, w->spans, sizeof *w->sum);
    loc_release(a, w->table, w->places * w->spans, sizeof *w->table);
    loc_release(a, w->room, w->places * w->periods, sizeof *w->room);
    *w = (loc_windows){.allocator = a};
}
