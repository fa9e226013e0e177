/* STL: season, trend and the rest by local regressions, in room that is given once for many series. */
#ifndef LOC_SERIES_STL_H
#define LOC_SERIES_STL_H

#include <stdbool.h>

#include "base/memory.h"
#include "locality/series.h"

typedef struct loc_stl {
    locality_allocator allocator;
    size_t count, period; /* what there is room for */
    double *block;
    double *season, *trend, *weight, *there, *work[6];
} loc_stl;

/* Room for series of `count` values with `period` seasons. */
bool loc_stl_take(loc_stl *room, size_t count, size_t period, const locality_allocator *allocator);
void loc_stl_give(loc_stl *room);
/* The options in full, or INVALID. */
locality_status loc_stl_options(const locality_stl_options *given, size_t count,
                                locality_stl_options *out, locality_error *error);
/* Divides a series into room->season, room->trend and room->weight (robustness, 0 for no data). Every
 * season must have a value; never fails. */
void loc_stl_divide(loc_stl *room, const double *value, size_t count,
                    const locality_stl_options *options);

#endif
