/* Telling, between its files: sentences, and room for the names in them. */
#ifndef LOC_PLACEMENT_TELL_H
#define LOC_PLACEMENT_TELL_H

#include "placement/placement.h"

typedef struct loc_teller {
    locality_placement *p;
    locality_error *error;
    locality_status status;
    loc_text text;
    const char **names; /* room for every member of either side */
    uint32_t *list[2];  /* likewise */
} loc_teller;

/* Keeps the first failure; always false. */
bool loc_tell_failed(loc_teller *t, locality_status status);
/* The text becomes a sentence of the answer. */
bool loc_tell_say(loc_teller *t);
const char *loc_tell_label(const loc_teller *t, int side, uint32_t number);
void loc_tell_names(loc_teller *t, int side, const uint32_t *list, size_t count);
const char *loc_plural(int64_t count); /* "s", or nothing for one */

/* "Nobody is known to be eligible for Norwich: ...", and who fails one condition alone for it. */
bool loc_tell_nobody(loc_teller *t, uint32_t place);
bool loc_tell_nearest(loc_teller *t, uint32_t place);
/* "L-1 (the post serves the district) and L-2 (...)", of bits. */
void loc_tell_conditions(loc_teller *t, uint64_t bits);
/* What an allocation of FTE comes to. */
bool loc_tell_spread(loc_teller *t);

/* Who could be placed otherwise in a plan as good. */
bool loc_tell_ties(loc_teller *t);
/* Why not everything can be kept, and the least to give up; the cheapest waivers. */
bool loc_tell_conflicts(loc_teller *t);
bool loc_tell_waivers(loc_teller *t);
/* What the stable plans come to, beside the plan. */
bool loc_tell_stable(loc_teller *t);
/* Who is left without a place, and who competes with them. */
bool loc_tell_left(loc_teller *t);

/* What a level of a plan comes to. */
int64_t loc_tell_total(const locality_allocation_result *result, uint32_t level);
/* Seats of all places. */
int64_t loc_tell_room(const loc_teller *t);
/* Who hold places and share their initials with another who does. */
bool loc_tell_namesakes(loc_teller *t);

#endif
