/* Repetition: how significant weeks lie in the latest periods. */
#ifndef LOC_DEMAND_REPETITION_H
#define LOC_DEMAND_REPETITION_H

#include <stddef.h>
#include <stdint.h>

#include "locality/demand.h"

/* Periods of the latest `span` with a p at or below `level`; NaN is none. */
uint32_t loc_repetition_hits(const double *p, size_t periods, uint32_t span, double level);
/* One of locality_demand_patterns; see locality_demand_pattern. At most 26 periods. */
int32_t loc_repetition_pattern(const double *p, const double *deviation, size_t periods,
                               double level);
/* Whether counts repeat as the caller has it. */
int32_t loc_repetition_repeats(const int64_t *count, size_t periods, int64_t least_count,
                               uint32_t least, uint32_t span, uint32_t *hits);

#endif
