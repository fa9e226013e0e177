/* Windows: every zone during every span of periods, with what is expected there. */
#ifndef LOC_SCAN_WINDOWS_H
#define LOC_SCAN_WINDOWS_H

#include <stdbool.h>

#include "scan/zones.h"

/* A stretch of periods, both ends included. */
typedef struct loc_span {
    uint32_t first, last;
} loc_span;

/* How the excess of a window is scored. */
typedef enum loc_score_kind {
    LOC_SCORE_SHARE,  /* likelihood ratio, the total of all counts given */
    LOC_SCORE_COUNT,  /* likelihood ratio, each expected number given */
    LOC_SCORE_SPREAD, /* standardised sum of weighted differences */
} loc_score_kind;

/* All windows of a scan. A table of spans holds, for each place, one number a span, spans together. */
typedef struct loc_windows {
    const locality_allocator *allocator;
    const locality_zones *zones;
    size_t places, periods, spans, count; /* count = zones * spans */
    loc_score_kind kind;
    double total;  /* of all counts */
    double fewest; /* a window with fewer scores 0, but for SPREAD */
    loc_span *span;
    double *expected;  /* of each window, at zone * spans + span; SPREAD: 0 */
    double *steepness; /* of each window: excess^2 * steepness is at least its score */
    double *sum;       /* room of one number a span */
    double *table;     /* room for a table of spans */
    double *room;      /* room of one number a cell */
} loc_windows;

/* What a window scores that holds `value`: 0 where that is no more than expected (SPREAD: as it is). */
double loc_window_score(const loc_windows *windows, size_t window, double value);

/* Makes the windows and their expected numbers out of those of the cells; SPREAD: out of the variances
 * of the cells. False where there is no memory. */
bool loc_windows_make(loc_windows *windows, const locality_zones *zones, size_t periods,
                      size_t most_periods, bool past, loc_score_kind kind, double total,
                      const double *cell, const locality_allocator *allocator);
void loc_windows_free(loc_windows *windows);

/* Adds up cells into the table. */
void loc_windows_sum(loc_windows *windows, const double *cell);

/* The highest score of all windows of the table. */
double loc_windows_best(loc_windows *windows);
/* What each window of the table holds, into `value`. */
void loc_windows_values(loc_windows *windows, double *value);

#endif
