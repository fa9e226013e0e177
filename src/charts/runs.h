/* Runs: how long a stretch on one side of a centre may be, and how rarely it may be crossed. */
#ifndef LOC_CHARTS_RUNS_H
#define LOC_CHARTS_RUNS_H

#include "locality/charts.h"

/* Finds and judges the runs of values about centres; NaN and what lies on its centre is left out. */
void loc_runs(const double *value, const double *centre, size_t stride, size_t count, int32_t rule,
              locality_runs *out);

#endif
