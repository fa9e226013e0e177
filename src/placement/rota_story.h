/* Story of a rota that there is not: a few of the turns that are fixed, and of the rules on spells, which cannot be
 * kept together whatever else is held. */
#ifndef LOC_PLACEMENT_ROTA_STORY_H
#define LOC_PLACEMENT_ROTA_STORY_H

#include "placement/rota_try.h"

/* Adds the story as a sentence, where the rota is proved not to be there by a search that was followed; nothing
 * where more is fixed than can be tried. */
locality_status loc_rota_story(const locality_placement_rota *r,
                               const locality_placement_rota_options *options, loc_text *out,
                               locality_error *error);

#endif
