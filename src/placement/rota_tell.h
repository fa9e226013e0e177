/* Telling a rota, between its files: sentences, and what they are made of. */
#ifndef LOC_PLACEMENT_ROTA_TELL_H
#define LOC_PLACEMENT_ROTA_TELL_H

#include "placement/rota.h"
#include "placement/tell.h"

typedef struct loc_rota_teller {
    locality_placement_rota *r;
    const locality_placement_rota_options *options;
    locality_error *error;
    locality_status status; /* of what failed, where it was not memory */
    loc_text text;
    const char **names; /* room for every member of either side, and every condition */
} loc_rota_teller;

/* The text becomes a sentence. False on refusal. */
bool loc_rota_tell_say(loc_rota_teller *t);
void loc_rota_put_day(loc_rota_teller *t, int64_t day);
/* " from 1 April 2016 to 31 May 2016" */
void loc_rota_put_days(loc_rota_teller *t, int64_t first, int64_t last);
/* The end of a sentence, behind what may end in a stop. */
void loc_rota_put_stop(loc_rota_teller *t);
/* Pairs of which it cannot be told in some period whether they are eligible. */
int64_t loc_rota_unsure(const locality_placement_rota *r);

/* Parts of the telling; false on refusal, or on failure, which `status` knows. */
bool loc_rota_tell_gaps(loc_rota_teller *t);
bool loc_rota_tell_unsure(loc_rota_teller *t);
bool loc_rota_tell_turns(loc_rota_teller *t);

#endif
