/* Conflicts, inside: what stands in the way of plans and rotas. Whoever knows what is asked lists it, gives a
 * test of whether some of it can be kept, and has the rest done here. */
#ifndef LOC_PLACEMENT_CONFLICTS_H
#define LOC_PLACEMENT_CONFLICTS_H

#include "base/arena.h"
#include "base/text.h"
#include "locality/plans.h"

struct locality_placement_conflicts {
    locality_allocator allocator;
    loc_arena arena;
    locality_conflicts *sets;
    locality_placement_asked *asked; /* room for LOCALITY_CONFLICTS_MOST */
    size_t asked_count;              /* may be more: then there is no room for them */
    const char **says;
    size_t says_count;
};

/* What is to come about, and what stands against it though it is never given up. */
typedef struct loc_goal {
    const char *words;   /* "every place is to be filled" */
    const char *against; /* "what is never waived" */
    const char *waivers; /* the sentence of the cheapest waivers; null for none */
    bool is_open;        /* not everything is known */
} loc_goal;

/* Takes options whose defaults are filled in. */
locality_status loc_conflicts_options(const locality_placement_conflicts_options *given,
                                      locality_placement_conflicts_options *out,
                                      locality_error *error);
locality_status loc_conflicts_new(const locality_allocator *allocator,
                                  locality_placement_conflicts **out, locality_error *error);
/* Adds what is asked: its texts are copied, its words from `words`, which is emptied. */
bool loc_conflicts_add(locality_placement_conflicts *c, locality_placement_asked asked,
                       loc_text *words);
/* Finds the sets, by a test of what is listed. */
locality_status loc_conflicts_search(locality_placement_conflicts *c, locality_conflicts_test test,
                                     void *self, uint64_t test_limit, locality_error *error);
locality_status loc_conflicts_tell(locality_placement_conflicts *c, const loc_goal *goal,
                                   locality_error *error);

/* The end of a search whose test may have failed by itself: then its failure counts. */
locality_status loc_conflicts_end(locality_status found, locality_status of_test,
                                  const locality_error *failure, locality_error *error);

/* Those of FTE; the conflicts are made. */
locality_status loc_spread_conflicts(const locality_placement *p,
                                     const locality_placement_conflicts_options *options,
                                     locality_placement_conflicts *c, locality_error *error);

#endif
