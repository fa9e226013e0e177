/* Kendall: signs and slopes of all pairs of a series, in room that is given once for many series. */
#ifndef LOC_SERIES_KENDALL_H
#define LOC_SERIES_KENDALL_H

#include <stdbool.h>

#include "base/memory.h"
#include "locality/series.h"

#define LOC_KENDALL_MOST ((size_t)1 << 20) /* values of any series */
#define LOC_TREND_MOST ((size_t)1 << 16)   /* of one whose pairs are gone through */

/* A value and where it stands. */
typedef struct loc_standing {
    double value;
    uint32_t at;
} loc_standing;

/* Room for series of up to `count` values. */
typedef struct loc_kendall {
    locality_allocator allocator;
    size_t count;
    double *value;          /* values that are there */
    double *at;             /* their positions */
    double *other;          /* residuals, pre-whitened values */
    double *slope;          /* slopes that are looked through */
    size_t slopes;          /* room for them */
    uint32_t *hit;          /* of one row */
    int32_t *rank;          /* dense ranks */
    size_t tied;            /* pairs of equal values, of the last that were ranked */
    loc_standing *standing; /* four times `count` */
} loc_kendall;

/* Takes room for series of `count` values; `pairs` slopes at least can be held. False on refusal, then
 * nothing is held. */
bool loc_kendall_take(loc_kendall *room, size_t count, size_t pairs,
                      const locality_allocator *allocator);
void loc_kendall_give(loc_kendall *room);

/* Tests a series; never fails: options are right, values finite or NaN, the room large enough. */
void loc_kendall_test(loc_kendall *room, const double *value, size_t count,
                      const locality_trend_options *options, locality_trend_result *out);
/* The median slope of a series without a test; NaN where there is no pair. */
double loc_sen_slope(loc_kendall *room, const double *value, size_t count);

/* ---- Between the files of this concept ---- */

/* Copies what is there to room->value and room->at; how much. */
size_t loc_kendall_close(loc_kendall *room, const double *value, size_t stride, size_t count);
/* s and its variance of `count` values in a row, without NaN. */
void loc_kendall_score(loc_kendall *room, const double *value, size_t count, double *s,
                       double *variance);
/* Median of the slopes of all pairs of room->value over room->at, which were scored last: `s`. */
double loc_kendall_slope(loc_kendall *room, size_t count, double s);
void loc_kendall_nothing(locality_trend_result *out);
/* A common trend of columns: value (row, column) lies at row * columns + column, the last row may be
 * cut short. The room holds `count` values and the slopes within columns (loc_kendall_pairs). */
void loc_kendall_group(loc_kendall *room, const double *value, size_t count, size_t columns,
                       int32_t group, double alpha, locality_trend_result *out);
size_t loc_kendall_pairs(size_t count, size_t columns);
/* z, p, direction and state from s and variance. */
void loc_kendall_judge(locality_trend_result *out, double alpha, bool drawn_in);

#endif
