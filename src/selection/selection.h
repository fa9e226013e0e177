/* Selection: what is asked, in canonical order, and its parts that more than one file needs. */
#ifndef LOC_SELECTION_SELECTION_H
#define LOC_SELECTION_SELECTION_H

#include "selection/list.h"
#include "locality/selection.h"

#define LOC_SELECTION_MOST (INT64_C(1) << 60) /* beyond which no sum may go */
#define LOC_NO_PROPOSAL UINT32_MAX

/* A pair of proposals: an exclusion (the lower one first), or a need. */
typedef struct loc_selection_pair {
    uint32_t first, second;
    uint32_t given; /* its number as the caller gave it */
} loc_selection_pair;

/* What a proposal stands at; the fixed ones of the interface, in a search too. */
enum {
    LOC_FREE = LOCALITY_SELECTION_FREE,
    LOC_IN = LOCALITY_SELECTION_IN,
    LOC_OUT = LOCALITY_SELECTION_OUT
};

/* A problem whose proposals stand in the order of their ids, its groups in that of their first ones. */
typedef struct loc_selection {
    uint32_t proposals, budgets, groups;
    size_t exclusions, needs;
    uint32_t *given;       /* position of each proposal as the caller gave it */
    int64_t *value;        /* by proposal */
    int64_t *use;          /* budget by budget */
    int64_t *least, *most; /* by budget; what cannot be reached is no end */
    uint32_t *group;       /* of each proposal, or LOCALITY_SELECTION_NO_GROUP */
    uint32_t *group_given; /* position of each group as the caller gave it */
    uint8_t *must;         /* by group */
    uint8_t *fixed;        /* by proposal */
    loc_selection_pair *exclusion, *need;
} loc_selection;

/* What a solver found. */
typedef struct loc_selection_found {
    bool has_plan, has_bound, is_over; /* is_over: nothing is left to look at */
    int64_t value, bound;
    uint64_t branches, states;
    int32_t reason; /* where there is no plan */
    uint32_t at;    /* in canonical order */
    int64_t by;
} loc_selection_found;

/* ---- What is asked ---------------------------------------------------------------------------- */

/* Copies a problem after a look at its size; INVALID where it is not sound. */
locality_status loc_selection_take(const locality_selection_problem *problem,
                                   locality_selection_problem *out, locality_error *error);
locality_status loc_selection_take_options(const locality_selection_options *options,
                                           locality_selection_options *out, loc_work *work,
                                           locality_error *error);
/* Puts a sound problem into canonical order; `overflow` where a sum could leave LOC_SELECTION_MOST, in which
 * case nothing else is to be done. Cleared by the caller in any case. */
locality_status loc_selection_read(const locality_selection_problem *in, loc_selection *out,
                                   bool *overflow, const locality_allocator *memory,
                                   locality_error *error);
void loc_selection_clear(loc_selection *s, const locality_allocator *memory);

/* Settles what follows from what is settled; false where it cannot be (`found` says why), or where there
 * is no memory. */
bool loc_selection_settle(loc_selection *s, loc_selection_found *found, loc_work *work);

/* ---- Classes: one budget --------------------------------------------------------------------- */

/* One of which one is chosen: a proposal, or none. */
typedef struct loc_option {
    int64_t cost, value;
    uint32_t proposal; /* or LOC_NO_PROPOSAL */
} loc_option;

/* Classes of options; of each exactly one is chosen. Within a class cost and value both grow: what is
 * beaten is left out. */
typedef struct loc_classes {
    uint32_t count;
    size_t taken;  /* room for options */
    size_t *start; /* count + 1 */
    loc_option *option;
} loc_classes;

/* A price: so much value for so much cost. */
typedef struct loc_slope {
    int64_t cost, value; /* cost above 0 */
} loc_slope;

/* Whether a problem is one of classes: one budget or none, no floors, no exclusions, no needs. */
bool loc_selection_is_plain(const loc_selection *s);
/* Makes the classes of a plain problem in which what is settled can be, without regard to its end. False
 * where there is no memory. */
bool loc_classes_make(const loc_selection *s, loc_classes *out, loc_work *work);
void loc_classes_clear(loc_classes *classes, uint32_t proposals, const locality_allocator *memory);

/* Chooses one option of each class so that their cost is within `most` and their value highest.
 * `choice` receives the number of the option within each class; `slope` the price of the budget
 * that bounds the value. False where the work stopped for want of memory or because the host asked for
 * it. The least costs together are within `most`. */
bool loc_core_search(const loc_classes *classes, int64_t most, uint64_t states, uint32_t *choice,
                     loc_slope *slope, loc_selection_found *found, loc_work *work);

/* ---- Search: everything else ----------------------------------------------------------------- */

/* Branch and bound, for a problem that is settled; `price` has one a budget, exclusion and need, in canonical
 * order. False as loc_core_search. */
bool loc_selection_search(const loc_selection *s, uint8_t *taken, int64_t *price,
                          loc_selection_found *found, loc_work *work);

/* Hands a problem that is settled to the solver of the options. */
locality_status loc_selection_delegate(const loc_selection *s,
                                       const locality_selection_options *how, uint8_t *taken,
                                       loc_selection_found *found, char *proved_by, loc_work *work,
                                       locality_error *error);

#endif
