/* XmR: an individuals chart with the rules of the NHS, in memory of the caller. */
#ifndef LOC_CHARTS_XMR_H
#define LOC_CHARTS_XMR_H

#include <stdbool.h>

#include "locality/charts.h"

/* The options in full, or INVALID; `count` is that of the values. */
locality_status loc_xmr_options(const locality_xmr_options *given, size_t count,
                                locality_xmr_options *out, locality_error *error);
/* Draws up the chart of finite values, NaN for no data, as they are: seasons must be divided out.
 * `point` has room for every value, `segment` for every rebase and one more. Never fails, never
 * asks for memory. */
void loc_xmr(const double *value, size_t count, const locality_xmr_options *options,
             locality_xmr_point *point, locality_xmr_segment *segment,
             locality_xmr_summary *summary);
/* The limits of one segment, whose first value is `value[0]`; sets all but `first`. */
void loc_xmr_limits(const double *value, size_t count, const locality_xmr_options *options,
                    locality_xmr_segment *segment);

#endif
