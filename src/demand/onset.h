/* Onset: when a change began. */
#ifndef LOC_DEMAND_ONSET_H
#define LOC_DEMAND_ONSET_H

#include "demand/windows.h"

/* Place of the period in which the sum of deviations of the latest periods last left zero (a CUSUM of
 * negative binomial deviations; Rossi and others 1999), UINT32_MAX where it is at zero now. */
uint32_t loc_onset_place(const loc_recent *recent, int32_t direction, double slack);
/* Latest periods in a row on one side of what was expected, those without data aside; their side. */
uint32_t loc_onset_run(const loc_recent *recent, int32_t *direction);

#endif
