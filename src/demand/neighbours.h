/* Neighbours: areas that are too thin to tell by themselves, scanned together. */
#ifndef LOC_DEMAND_NEIGHBOURS_H
#define LOC_DEMAND_NEIGHBOURS_H

#include "demand/fold.h"
#include "demand/result.h"
#include "demand/work.h"

/* Scans the thin areas of every service, and keeps the clusters that its family lists, folded
 * ones not yet among them: needs the standings of cells, and writes the families of clusters
 * behind those of cells. */
locality_status loc_neighbours_scan(loc_stage *stage, locality_demand_result *r,
                                    locality_error *error);
/* Folds clusters into the one cell or cluster below them that explains them, and signals into
 * the cluster that explains them; puts clusters in the order of the list. `found` is folded
 * already. False where memory is refused. */
bool loc_neighbours_fold(const locality_demand *d, const loc_judged *judged, loc_found *found,
                         size_t count, locality_demand_result *r);

#endif
