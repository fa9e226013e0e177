/* Held back: what a report asks of stages beside what everybody can. */
#ifndef LOC_PLACEMENT_HELD_H
#define LOC_PLACEMENT_HELD_H

#include <stdbool.h>

#include "locality/placement.h"

/* Whether a stage holds a place back because it cannot be told who competes for it. */
bool loc_placement_is_held(const locality_placement *p, uint32_t place);

#endif
