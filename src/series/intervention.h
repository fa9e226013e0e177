/* Intervention: a series before and after something was changed. */
#ifndef LOC_SERIES_INTERVENTION_H
#define LOC_SERIES_INTERVENTION_H

#include "base/memory.h"
#include "locality/series.h"
#include "statistics/regression.h"

typedef struct loc_intervention {
    locality_allocator allocator;
    size_t count;
    double *block, *design, *value, *weight, *expected; /* 16 columns; `count` each */
    loc_regression regression;
} loc_intervention;

bool loc_intervention_take(loc_intervention *room, size_t count,
                           const locality_allocator *allocator);
void loc_intervention_give(loc_intervention *room);
/* What an interval of a ratio says: one of locality_effects. */
int32_t loc_effect_verdict(double low, double high);
/* Judges a series whose values are allowed; room->expected from `first` on is what would have been. `term` may
 * be null, or has room for LOCALITY_INTERVENTION_TERMS. Never fails. */
void loc_intervention_judge(loc_intervention *room, const double *value, size_t count, size_t first,
                            const locality_intervention_options *options,
                            locality_intervention_result *out, locality_intervention_term *term);

#endif
