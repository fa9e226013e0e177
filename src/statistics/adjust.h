/* P-values of many tests, adjusted. */
#ifndef LOC_STATISTICS_ADJUST_H
#define LOC_STATISTICS_ADJUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locality/base.h"

/* As locality_adjust, its arguments checked; false where memory is refused. */
bool loc_adjust(const double *p, size_t count, int32_t adjustment, double *adjusted,
                const locality_allocator *memory);

#endif
