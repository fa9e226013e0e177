/* Rota record: the search of every part, step by step, so that others can follow it (verify.c). It is a proof as
 * base/proof.h has it, whose bound is the places filled. Numbers: how many candidates, demands and periods there are,
 * and the order; then for each part that has options its number and its tree, or for one of which no rota is
 * lawful. What a part is made of is numbered in canonical order: its candidates, its options, and its places (a
 * demand in a period) as its options name them first.
 *
 * A tree is a branch. A branch is one step, and where the step parts it the branches that come of it, in
 * the order of loc_rota_steps. A set is the number of its members, then how far each lies behind the one
 * before. Flow and prices are given by what differs from the bound before in the same part. */
#ifndef LOC_ROTA_RECORD_H
#define LOC_ROTA_RECORD_H

#include "rota/rota.h"

#define LOC_ROTA_MAGIC "locrota1"

enum loc_rota_steps {
    LOC_ROTA_STEP_CLOSED = 1, /* what is decided contradicts itself */
    /* A set of candidates, places and (last of all) the world, out of which less can flow than must flow in. */
    LOC_ROTA_STEP_CUT,
    /* Twice the number of levels, one more where a level of the network itself comes before; the set of
     * options held otherwise than in the bound before; and for each level the number of prices that
     * changed, then how far each lies behind the one before and its change: candidates, then places. */
    LOC_ROTA_STEP_BOUND,
    /* The option a spell begins with, which would be too long: each period of it left out in turn, the last
     * one first, and those before it held. */
    LOC_ROTA_STEP_LONG,
    /* The option a spell begins with: it begins there and goes on for as long as it has to; it begins earlier;
     * the option is left out. */
    LOC_ROTA_STEP_SHORT,
    /* An option, 1 and the number of an earlier one (0: the past), too little rest in between: the earlier is
     * held and the later left out; the earlier is left out; all in between is held. */
    LOC_ROTA_STEP_REST
};

typedef struct loc_rota_record {
    loc_proof proof;
    size_t start;    /* where parts begin */
    size_t begun;    /* where this part begins */
    bool is_missing; /* some part has no room, or was not searched to its end */
    bool is_none;    /* of the only part there is no rota is lawful */
    int64_t *price;  /* of the last bound: level by level, candidates then places of the part */
    uint8_t *flow;   /* likewise: options held */
    size_t prices, flows;
} loc_rota_record;

/* Begins a proof of at most `limit` bytes; 0: none. False for want of memory. */
bool loc_rota_record_take(loc_rota_record *r, const loc_rota_plan *plan, uint64_t limit);
void loc_rota_record_clear(loc_rota_record *r);

#endif
