/* Rebase: whether a level seems to have moved for good. */
#ifndef LOC_DEMAND_REBASE_H
#define LOC_DEMAND_REBASE_H

#include <stdint.h>

#include "locality/demand.h"

#define LOC_REBASE_MOST 104 /* latest periods that are looked at */

/* The last change of level. */
typedef struct loc_level_change {
    uint32_t start; /* place of the first period of the last level; 0: no change */
    double ratio;   /* last level to that before it */
    double gain;    /* by how much the levels explain more than their penalty, against one level */
} loc_level_change;

/* The levels that explain the counts best, exactly: twice the Poisson deviance of each level over the
 * dispersion, and the modified Bayesian criterion (Zhang and Siegmund 2007). Places without count or
 * exposure belong to a level without weighing in it. Levels have at least `shortest` places; at most
 * LOC_REBASE_MOST places. */
loc_level_change loc_rebase_find(const int64_t *count, const double *exposure, uint32_t places,
                                 double dispersion, uint32_t shortest);

#endif
