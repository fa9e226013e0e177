/* Held: what a report asks of stages and ties beside what everybody can. */
#ifndef LOC_PLACEMENT_HELD_H
#define LOC_PLACEMENT_HELD_H

#include <stdbool.h>

#include "locality/placement.h"

/* Whether a stage holds a place back because it cannot be told who competes for it. */
bool loc_placement_is_held(const locality_placement *p, uint32_t place);
/* Whether a candidate holds a place whatever a person chooses: settled by a stage, or in every best plan. */
bool loc_placement_is_certain(const locality_placement *p, uint32_t candidate, uint32_t place);
/* Whether a later stage could give a place to somebody of whom a person has to choose first. */
bool loc_placement_awaits(const locality_placement *p, uint32_t place);

#endif
