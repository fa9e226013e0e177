/* Change points: the cheapest division into segments, in room that is given once for many series. */
#ifndef LOC_SERIES_CHANGEPOINT_H
#define LOC_SERIES_CHANGEPOINT_H

#include <stdbool.h>

#include "base/memory.h"
#include "locality/series.h"

/* Sums up to here have their S log S in a table, which is filled as it is needed and kept. */
#define LOC_CHANGE_TABLE 16384

typedef struct loc_change {
    locality_allocator allocator;
    size_t count, changes; /* what there is room for */
    size_t n;              /* values of the series at hand */
    double *value;         /* values that are there */
    size_t *at;            /* their positions */
    double *sum, *square;  /* over the first k values, from 0 */
    double *log_length;    /* log k, for k up to count */
    double *entropy;       /* S log S, or below 0 where it was not asked for yet */
    double *best;          /* least cost of the first k values; for NUMBER one row a change */
    uint32_t *from;        /* where the last segment of that begins */
    uint32_t *open;        /* beginnings that are not ruled out */
    uint32_t *doomed;      /* when one was found to be no better, for each of them */
    int32_t cost;
    bool by_length;
    double scale; /* 1 / dispersion */
} loc_change;

/* Room for series of `count` values and, for NUMBER, up to `changes` changes. */
bool loc_change_take(loc_change *room, size_t count, size_t changes,
                     const locality_allocator *allocator);
void loc_change_give(loc_change *room);
/* Divides a series; never fails: options are right and in full, values allowed, the room large enough.
 * Ends (one past the last value that is there) of the segments are in room->open from 0; how many. 0 where
 * there is no lawful division. */
size_t loc_change_find(loc_change *room, const double *value, size_t count,
                       const locality_change_options *in, locality_change_summary *summary);
/* Cost of the values from a to before b, those that are there. */
double loc_change_cost(loc_change *room, size_t a, size_t b);
/* Variance over mean of counts (SQUARES: variance) from the steps between neighbours: median of d^2 / 2m
 * over that of chi-squared with one degree, 0.4549. `scratch` holds `count` values. */
double loc_step_dispersion(const double *value, size_t count, bool counts, double *scratch);

#endif
