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
/* Takes stated vacancies off what was read. */
void loc_amounts_fill(loc_amounts *amounts, locality_range vacant);

static inline loc_amounts loc_amounts_of(const loc_amount_columns *columns, uint32_t post) {
    locality_range vacant = loc_view_vacant(&columns->vacant, post);
    loc_amounts amounts;

    amounts.posts = amounts.filled_posts = loc_view_amount(&columns->posts, post);
    amounts.fte = amounts.filled_fte = loc_view_amount(&columns->fte, post);
    amounts.cost = loc_view_amount(&columns->cost, post);
    if (vacant.hi > 0) {
        loc_amounts_fill(&amounts, vacant);
    }
    return amounts;
}

/* Adds an amount to a sum of amounts, as locality_range_add does. */
static inline void loc_amount_add(locality_range *to, locality_range more) {
    const int64_t largest = LOCALITY_OPEN_ABOVE - 1; /* lower end that a range can have */

    to->lo = to->lo <= largest - more.lo ? to->lo + more.lo : largest;
    to->hi = to->hi <= largest - more.hi ? to->hi + more.hi : LOCALITY_OPEN_ABOVE;
}

static inline void loc_amounts_add(loc_amounts *to, const loc_amounts *more) {
    loc_amount_add(&to->posts, more->posts);
    loc_amount_add(&to->filled_posts, more->filled_posts);
    loc_amount_add(&to->fte, more->fte);
    loc_amount_add(&to->filled_fte, more->filled_fte);
    loc_amount_add(&to->cost, more->cost);
}

#endif
