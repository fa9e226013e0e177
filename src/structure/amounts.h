/* Amounts: what stands behind a post record, as ranges that are never negative. A number that is
 * not stated is at least 0; a vacancy that is not stated is none. */
#ifndef LOC_STRUCTURE_AMOUNTS_H
#define LOC_STRUCTURE_AMOUNTS_H

#include "model/view.h"

/* The columns that amounts are read from. */
typedef struct loc_amount_columns {
    locality_column posts, vacant, fte, cost;
} loc_amount_columns;

typedef struct loc_amounts {
    locality_range posts, filled_posts; /* posts; those that are not vacant */
    locality_range fte, filled_fte;     /* millionths */
    locality_range cost;                /* pence of a year */
} loc_amounts;

loc_amount_columns loc_amounts_open(const locality_snapshot *snapshot);
loc_amounts loc_amounts_of(const loc_amount_columns *columns, uint32_t post);
void loc_amounts_add(loc_amounts *to, const loc_amounts *more);

#endif
