/* Rota: what is asked for in canonical order, and the parts that share nobody. Inside, candidates and
 * demands are numbered in the order of their ids; an option is a candidate who may hold a demand in a
 * period, numbered by candidate, then period, then demand. */
#ifndef LOC_ROTA_ROTA_H
#define LOC_ROTA_ROTA_H

#include "allocation/network.h"
#include "allocation/problem.h"
#include "base/proof.h"
#include "locality/rota.h"

#define LOC_NO_OPTION UINT32_MAX
#define LOC_ROTA_LEVELS 3                /* places, and fairness and cost in the order asked for */
#define LOC_ROTA_MOST (INT64_C(1) << 60) /* of shares, histories and costs */

typedef struct loc_rota_option {
    uint32_t candidate, period, demand;
    bool is_pinned;
    int64_t cost;
} loc_rota_option;

typedef struct loc_rota_plan {
    const locality_allocator *allocator;
    locality_allocation *names; /* the two sides: ids and their order */
    uint32_t periods, candidates, demands;
    int64_t *share, *history, *most; /* by canonical number; `most` no more than the periods open */
    locality_rota_past *past;
    int64_t *needed; /* by demand and period */
    loc_rota_option *option;
    uint32_t options;
    uint32_t *start; /* first option of each candidate; one more */
    uint32_t spell_least, spell_most, rest;
    int32_t order;
    /* Ranks of the steps that a burden takes, step k from k periods held to k + 1, and of burdens: first
     * number of each candidate. */
    size_t *step;
    int64_t *step_rank, *burden_rank;
    size_t steps;
    uint32_t *part_of[2]; /* part of each candidate and demand */
    uint32_t parts;
} loc_rota_plan;

static inline const char *loc_rota_plan_id(const loc_rota_plan *plan, int side, uint32_t number) {
    return plan->names->side[side].id[number];
}

/* Reads what is asked for. `plan` has to be cleared whatever is returned. */
locality_status loc_rota_plan_take(loc_rota_plan *plan, const locality_rota_problem *in,
                                   int32_t order, const locality_allocator *allocator,
                                   locality_error *error);
void loc_rota_plan_clear(loc_rota_plan *plan);
/* The option of a candidate in a period at a demand, or LOC_NO_OPTION. */
uint32_t loc_rota_plan_find(const loc_rota_plan *plan, uint32_t candidate, uint32_t period,
                            uint32_t demand);
static inline bool loc_rota_plan_has_rules(const loc_rota_plan *plan) {
    return plan->spell_least > 1 || plan->spell_most > 0 || plan->rest > 0;
}

/* ---- Spells ---------------------------------------------------------------------------------- */

enum loc_spell_breaches { LOC_BREACH_NONE, LOC_BREACH_LONG, LOC_BREACH_SHORT, LOC_BREACH_REST };

/* One rule on spells that a candidate's periods break. */
typedef struct loc_spell_breach {
    int kind;
    /* LONG: first and last of the fewest periods that are too many. SHORT: the first period held and the
     * last that would have to be. REST: the last period of one spell (below 0: before the rota) and
     * the first of the next. */
    int64_t first, last;
    uint32_t demand, next_demand;
    uint32_t carried; /* LONG, SHORT: periods of the spell before the rota */
} loc_spell_breach;

/* Finds the first breach from period `*at` on, and moves `*at` behind it. `held` is the demand that the
 * candidate holds in each period, or LOCALITY_ROTA_NOBODY. */
loc_spell_breach loc_spell_breach_next(const loc_rota_plan *plan, uint32_t candidate,
                                       const uint32_t *held, uint32_t *at);

/* ---- Pins ------------------------------------------------------------------------------------ */

/* Pins that break a rule by themselves. */
typedef struct loc_rota_clash {
    uint8_t *pins; /* of each option: 1 where it is one of them; the caller's memory, zero before */
    int32_t broken; /* one of locality_rota_rules */
} loc_rota_clash;

/* Finds the first such pins. False for want of memory. */
bool loc_rota_pins_clash(const loc_rota_plan *plan, loc_rota_clash *out, bool *is_found);

/* ---- What is found --------------------------------------------------------------------------- */

/* What a part is worth, to be compared in the order asked for. */
typedef struct loc_rota_worth {
    int64_t filled, cost;
    int64_t *burden; /* ranks, the largest first */
    bool is_known;
} loc_rota_worth;

typedef struct loc_rota_found {
    uint8_t *holds; /* of each option: 1 where it is held */
    uint8_t *bound; /* likewise in the bound, which the prices prove */
    int64_t *price; /* of candidates, their periods, demands in periods; LOC_ROTA_LEVELS each */
    size_t prices;
    int32_t verdict, proof;
    int32_t broken;           /* by pins alone: one of locality_rota_rules */
    int32_t levels_by_prices; /* of all parts the fewest */
    bool has_bound;           /* all parts have one */
    bool is_helped;           /* a helper closed something that prices and search did not */
    int64_t filled, filled_most, cost, cost_least;
    bool is_filled_proved, is_fair_proved, is_cost_proved;
    uint64_t branches;
} loc_rota_found;

struct locality_rota {
    locality_allocator allocator;
    locality_allocation *names; /* ids of both sides */
    locality_rota_value value;
    int32_t order, broken;
    uint32_t periods, candidates, demands;
    locality_rota_holding *holding;
    size_t holdings, bounds;
    uint32_t *place[3]; /* candidate, demand and period of each, for the certificate */
    uint32_t *bound[3]; /* likewise of the bound, of which there is one unless `bounds` is 0 */
    bool has_prices;
    locality_rota_cover *cover; /* by position of the demand and period */
    int64_t *possible;          /* of each period */
    locality_rota_burden *burden;
    locality_rota_handover *handover;
    size_t handovers, handover_capacity;
    int64_t *price[3]; /* by position: candidates, their periods, demands in periods */
    loc_proof proof;   /* of the search; no bytes for none */
};

/* Fills in the lists of an answer, whose memory is there. False for want of memory. */
bool loc_rota_fill(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f);

/* A solver of the host, and how it failed. */
typedef struct loc_rota_helper {
    const locality_program_solver *solver; /* null for none */
    uint64_t limit;
    locality_status status;
    locality_error *error;
} loc_rota_helper;

struct loc_rota_record; /* record.h */

/* Searches one part, has the helper close what is left open, and adds what is found; the search goes into the record. False where the work stopped for good, or the helper failed. */
bool loc_rota_part(const loc_rota_plan *plan, uint32_t part, loc_rota_found *found,
                   loc_rota_helper *helper, struct loc_rota_record *record, loc_work *work);

#endif
