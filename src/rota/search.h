/* Rota search: what the search of one part is made of, for the files that share it. */
#ifndef LOC_ROTA_SEARCH_H
#define LOC_ROTA_SEARCH_H

#include "rota/record.h"

enum loc_rota_states { LOC_ROTA_FREE = 0, LOC_ROTA_HELD = 1, LOC_ROTA_LEFT = 2 };

/* Options that are held or left out in a branch, and those of the branch it came from. */
typedef struct loc_rota_decided {
    const struct loc_rota_decided *above;
    uint32_t option;
    uint8_t state;
} loc_rota_decided;

typedef struct loc_rota_branch {
    const loc_rota_decided *last;
    struct loc_rota_branch *next;
} loc_rota_branch;

typedef struct loc_rota_search {
    const loc_rota_plan *plan;
    loc_work *work;
    loc_rota_found *found;
    uint32_t part;
    uint32_t *candidate, *option; /* of the part, ascending */
    uint32_t candidates, options;
    uint32_t *cell_of;       /* node of the candidate's period of each option */
    uint32_t *place_of;      /* node of the demand in the period of each option */
    uint32_t *node_of_place; /* by demand and period of the whole plan */
    uint32_t cells, places, nodes, hub;
    size_t first_cell_arc, first_option_arc, first_place_arc, arcs;
    size_t *first_step;     /* first arc of each candidate of the part; one more */
    uint32_t *first_option; /* first option of each candidate of the part; one more */
    uint32_t steps;         /* exchanges that are tried on a flow */
    loc_arc *arc;
    int64_t *cost; /* level by level */
    uint32_t levels;
    int64_t *flow, *price;
    uint8_t *cut, *state;
    uint32_t *held; /* demand of each period of one candidate */
    loc_rota_worth now, best, root;
    uint8_t *best_flow; /* of the options */
    loc_arena arena;
    loc_rota_branch *open;
    uint64_t limit; /* of the work of this part */
    loc_rota_helper *helper;
    loc_rota_record *record; /* null for none */
    uint32_t closed;         /* levels that the helper closed, beside those closed before */
    bool is_refused;         /* the helper says that there is no lawful rota */
} loc_rota_search;

static inline bool loc_rota_is_held(const loc_rota_search *x, uint32_t k) {
    return x->flow[x->first_option_arc + k] > 0;
}

/* The level at which fairness counts, or that of the cost; `levels` where it does not count. */
static inline uint32_t loc_rota_level_of_shares(const loc_rota_search *x) {
    return x->plan->order == LOCALITY_ROTA_FAIR_THEN_CHEAP   ? 1
           : x->plan->order == LOCALITY_ROTA_CHEAP_THEN_FAIR ? 2
                                                             : x->levels;
}

static inline uint32_t loc_rota_level_of_cost(const loc_rota_search *x) {
    return x->plan->order == LOCALITY_ROTA_FAIR_THEN_CHEAP ? 2 : 1;
}

/* Option of the part, or LOC_NO_OPTION. */
uint32_t loc_rota_option_of(const loc_rota_search *x, uint32_t candidate, int64_t period,
                            uint32_t demand);
/* Reads what is held by options `from` to `to`, those of one candidate, into x->held. */
void loc_rota_read_held(loc_rota_search *x, uint32_t from, uint32_t to);
/* Sums up what is held; then: below 0 where `a` is better, by the first `depth` of places, fairness and
 * cost in the order asked for. */
void loc_rota_take_worth(loc_rota_search *x);
int loc_rota_compare(const loc_rota_search *x, const loc_rota_worth *a, const loc_rota_worth *b,
                     int depth);
void loc_rota_copy_worth(const loc_rota_search *x, loc_rota_worth *to, const loc_rota_worth *from);
/* Takes what is held as the best so far. */
void loc_rota_keep_best(loc_rota_search *x);
/* Adds the part to what is found. `is_over`: the search has seen all there is. */
void loc_rota_say(loc_rota_search *x, bool is_over);
/* How many levels the best is as good on as the first flow, which bounds all. */
int loc_rota_levels_by_prices(const loc_rota_search *x);
/* Has the helper close what is still open. False where it failed, or memory did. */
bool loc_rota_ask_helper(loc_rota_search *x);
/* Exchanges what candidates hold until no rule on spells is broken, or for as many steps as seem worth
 * it: shares and cost stay as they are. Whether it came to that. */
bool loc_rota_exchange(loc_rota_search *x);
/* Records how a part is searched, if it is to be recorded. A branch ends with what is decided, a flow that
 * there is not, or one that is not better than the best; or it is parted by a breach. False for want of memory. */
bool loc_rota_record_begin(loc_rota_search *x);
bool loc_rota_record_closed(loc_rota_search *x);
bool loc_rota_record_cut(loc_rota_search *x);
bool loc_rota_record_bound(loc_rota_search *x);
bool loc_rota_record_parts(loc_rota_search *x, uint32_t candidate, const loc_spell_breach *b);
void loc_rota_record_end(loc_rota_search *x, bool is_over);

#endif
