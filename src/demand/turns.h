/* Turns: weeks of the year that stand beside what a season of blocks expects of them, year after year. */
#ifndef LOC_DEMAND_TURNS_H
#define LOC_DEMAND_TURNS_H

#include <stdint.h>

#include "surveillance/farrington.h"

#define LOC_TURNS \
    53 /* weeks of a year, counted from the present one; months leave most of them empty */

typedef struct loc_turns {
    double ratio[LOC_TURNS];    /* to what the season of blocks expects; 1 for nothing to say */
    double variance[LOC_TURNS]; /* of the ratio, relative */
} loc_turns;

/* The week of the year of a period, counted from that of the fit's present one. */
uint32_t loc_turn_of(const loc_farrington *fit, uint32_t period);
/* Nothing to say of any week. */
void loc_turns_none(loc_turns *turns);
/* Finds them from the counts of the periods from `first` to before `end`, and what the fit alone expects of each
 * (NaN: nothing); none where chance may account for what it sees. */
void loc_turns_find(const loc_farrington *fit, const int64_t *count, const double *expected,
                    uint32_t first, uint32_t end, loc_turns *out);

#endif
