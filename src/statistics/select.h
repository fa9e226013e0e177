/* Select: order statistics of an array, which is put in another order. Nothing in it may be NaN. */
#ifndef LOC_STATISTICS_SELECT_H
#define LOC_STATISTICS_SELECT_H

#include <stddef.h>

/* The k-th smallest (from 0). */
double loc_select(double *value, size_t count, size_t k);
/* The middle, or half of the sum of the two in the middle; NaN for none. */
double loc_median(double *value, size_t count);

#endif
