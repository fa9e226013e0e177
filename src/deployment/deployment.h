/* Deployment: what is asked for in canonical order, and what is found. Inside, groups and places are
 * numbered in the order of their ids, pairs by group and then place. Amounts count steps of time or,
 * where people who all have the same time go whole, people.
 *
 * A plan is a flow: from the hub to groups, to places, and back to the hub; each arc has its bounds.
 * Nodes are the groups, then the places, then the hub. */
#ifndef LOC_DEPLOYMENT_DEPLOYMENT_H
#define LOC_DEPLOYMENT_DEPLOYMENT_H

#include "allocation/network.h"
#include "allocation/problem.h"
#include "base/wide.h"
#include "locality/deployment.h"

#define LOC_DEPLOY_NO_LIMIT (INT64_C(1) << 42) /* more than all that a place can be given */
#define LOC_DEPLOY_SUM (INT64_C(1) << 41)      /* most that all groups may have together */

typedef struct loc_deploy {
    loc_arena memory; /* holds the arrays */
    locality_allocation *names;
    uint32_t groups, places, levels;
    bool is_whole;                      /* each group goes to one place */
    bool is_equal;                      /* ... and all have the same time: amounts count people */
    int64_t unit;                       /* time that one amount stands for */
    int64_t *gives;                     /* of each group */
    int64_t *need;                      /* of each place, in time: only shares are made of it */
    int64_t *low, *high;                /* bounds of each place */
    size_t pairs, *start, *place_start; /* by group; pairs of a place begin there in place_pair */
    uint32_t *pair_group, *pair_place, *place_pair;
    int64_t *least, *most; /* of each pair */
    int64_t *cost;         /* of each pair, `levels` each */
} loc_deploy;

/* A step of a place: from step - 1 to step amounts; or none, before all or after all. */
typedef struct loc_step {
    uint32_t place;
    int64_t step;
} loc_step;

/* A plan in canonical numbers; arrays belong to whoever made it. */
typedef struct loc_deployed {
    int64_t *flow;  /* of each pair */
    int64_t *total; /* of each place */
    int64_t *spent; /* of each group */
    loc_step *at;   /* where each group and place stands */
    int64_t *price; /* of groups and places, level by level, from that of the bounds */
    uint8_t *tied;  /* of pairs, then groups, then places */
    uint8_t *cut;   /* of each node, once it is infeasible: those into which too much must come */
    bool is_feasible;
} loc_deployed;

static inline uint32_t loc_deploy_place(const loc_deploy *d, uint32_t place) {
    return d->groups + place;
}

static inline uint32_t loc_deploy_hub(const loc_deploy *d) {
    return d->groups + d->places;
}

/* Reads what is asked for. `d` has to be cleared whatever is returned. */
locality_status loc_deploy_take(loc_deploy *d, const locality_deployment_problem *problem,
                                const locality_allocator *allocator, locality_error *error);
void loc_deploy_clear(loc_deploy *d);
/* Whether the sums stay within what the solvers can hold. */
bool loc_deploy_fits(const loc_deploy *d);
/* The pair of a group and a place, or LOC_NO_PAIR. */
size_t loc_deploy_find(const loc_deploy *d, uint32_t group, uint32_t place);
/* Room for a plan, from an arena; false on refusal. */
bool loc_deployed_make(loc_deployed *out, const loc_deploy *d, loc_arena *memory);

/* Which of two steps comes first: below 0, 0 or above 0. */
int loc_step_compare(const loc_deploy *d, loc_step a, loc_step b);
/* What a place could give up, and what it could yet take. */
static inline loc_step loc_step_last(const loc_deploy *d, uint32_t place, int64_t total) {
    return total > d->low[place] ? (loc_step){place, total}
                                 : (loc_step){LOCALITY_DEPLOYMENT_NOWHERE, 0};
}
static inline loc_step loc_step_next(const loc_deploy *d, uint32_t place, int64_t total) {
    return total < d->high[place] ? (loc_step){place, total + 1}
                                  : (loc_step){LOCALITY_DEPLOYMENT_LEFT_OVER, 0};
}

/* The solvers; false where the work stopped.
 * Fair: totals of places, most placed and fairest, with some flow that gives them; or the cut.
 * Stand: where groups and places stand, from that flow.
 * Cost: the cheapest flow among those as fair, with prices.
 * Ties: the first of those as cheap, and what could be otherwise.
 * Whole: the best plan in which groups go whole, by search; `*verdict` tells whether it is proved. */
bool loc_deploy_fair(const loc_deploy *d, loc_deployed *out, loc_work *work);
bool loc_deploy_stand(const loc_deploy *d, loc_deployed *out, loc_work *work);
bool loc_deploy_cost(const loc_deploy *d, loc_deployed *out, loc_work *work);
bool loc_deploy_ties(const loc_deploy *d, loc_deployed *out, loc_work *work);
bool loc_deploy_whole(const loc_deploy *d, loc_deployed *out, int32_t *verdict, loc_work *work);

/* The arcs with the bounds that plans as fair have: pairs, to groups, from places to the hub. */
void loc_deploy_arcs(const loc_deploy *d, const loc_deployed *out, loc_arc *arc);

/* A set of groups and places, with the hub outside: what must leave it by minimums, and what can come in;
 * or the other way about. */
typedef struct loc_deploy_cut {
    loc_wide low_in, high_in, low_out, high_out;
} loc_deploy_cut;
/* Bounds of the arcs that cross the border of a set: `in` marks groups and then places. */
loc_deploy_cut loc_deploy_border(const loc_deploy *d, const uint8_t *in);

/* Adds to the places that are marked, and stand in the queue up to `end`, everybody whose time could come
 * there, and the places that have it. Returns the end of the queue, which has room for all places. */
uint32_t loc_deploy_rivals(const loc_deploy *d, const int64_t *flow, uint8_t *in, uint32_t *queue,
                           uint32_t end);

#endif
