/* Fold: one cause, one line. */
#ifndef LOC_DEMAND_FOLD_H
#define LOC_DEMAND_FOLD_H

#include "demand/judge.h"

/* A signal before it is explained. */
typedef struct loc_found {
    uint32_t cell;
    int side;
    int32_t standing;
    uint32_t folded_into;    /* cell, LOC_DEMAND_NONE */
    uint32_t folded_cluster; /* cluster, LOC_DEMAND_NONE */
    uint32_t folded_here;
} loc_found;

/* Folds every signal into the listed one below it that explains it, and that into the one that explains
 * it; `found` is in the order of cells and sides. False where memory is refused. */
bool loc_fold(const locality_demand *d, const loc_judged *judged, loc_found *found, size_t count);
/* The window of a signal, and its periods with data. */
bool loc_found_window(const locality_demand *d, const loc_judged *judged, uint32_t cell, int side,
                      locality_demand_window *out, uint32_t *size, uint32_t *counted);

/* What a cell holds and expects of the latest `size` periods; false where it cannot be judged. */
bool loc_cell_window(const locality_demand *d, uint32_t cell, uint32_t size,
                     locality_demand_window *out);
/* Whether nothing is left of a signal's window once a part of it is taken out; the excess of the part. */
bool loc_fold_leaves_nothing(const locality_demand *d, const locality_demand_window *whole,
                             const locality_demand_window *part, int32_t direction, double *excess);

#endif
