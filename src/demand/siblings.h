/* Siblings: what the cells of one service and depth tell of one another. */
#ifndef LOC_DEMAND_SIBLINGS_H
#define LOC_DEMAND_SIBLINGS_H

#include "demand/state.h"

/* Notes how the counts of a fitted cell lie about its share of the cell above (null: about a
 * level): their dispersion, and how far its quarters stray. */
void loc_siblings_note(const locality_demand *d, loc_cell *c, const double *path, double share);
/* Works out what the cells of a group have in common, once all of them are noted. */
void loc_siblings_tell(locality_demand *d, uint32_t group, uint32_t first, uint32_t end);
/* Gives a cell its dispersion: its own, drawn towards that of its siblings as far as their
 * differences are no more than chance. */
void loc_siblings_spread(const locality_demand *d, loc_cell *c, double own, double freedom);
/* The relative variance of what a cell should have about its share of the cell above, as its
 * siblings have it: season and growth are theirs, and not quite its own. */
double loc_siblings_variance(const locality_demand *d, const loc_cell *c);
/* Whether a cell strays from its share farther than its siblings do. */
bool loc_siblings_strays(const locality_demand *d, const loc_cell *c);

#endif
