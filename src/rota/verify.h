/* Rota verify: what the files share that follow the proof of a search. */
#ifndef LOC_ROTA_VERIFY_H
#define LOC_ROTA_VERIFY_H

#include "base/wide.h"
#include "rota/record.h"

/* What is decided of an option. */
enum loc_rota_choices { LOC_ROTA_OPEN = 0, LOC_ROTA_IN, LOC_ROTA_OUT };

/* What a rota of a part is worth. */
typedef struct loc_rota_sum {
    int64_t filled;
    loc_wide cost;
    uint32_t *periods; /* of each candidate */
} loc_rota_sum;

/* One part of a rota, numbered as record.h says. */
typedef struct loc_rota_section {
    const loc_rota_plan *plan;
    uint32_t candidates, options, places;
    uint32_t *candidate;            /* the plan's number of each */
    uint32_t *first_option;         /* of each candidate; one more */
    uint32_t *option;               /* the plan's number of each */
    uint32_t *person_of, *place_of; /* candidate and place of each option */
    uint32_t *place;                /* each as demand times periods plus period */
    uint32_t *place_at;             /* the other way round, for all places of the plan */
    uint8_t *choice;                /* of loc_rota_choices, by option */
    bool is_torn;                   /* an option is decided in two ways */
    bool is_none;                   /* there is no rota to compare with */
    loc_rota_sum claim;             /* worth of the rota */
    /* Of the end of a branch that is judged: */
    loc_rota_sum now;  /* worth of its flow */
    uint8_t *is_shut;  /* options that nobody can hold beside what is held */
    uint8_t *flow;     /* options held */
    uint32_t *holders; /* of each place */
    uint8_t *in_cut;   /* candidates, places, the world */
    int64_t *price;    /* level by level, candidates then places; the network's own level first */
    int64_t *tally;    /* by rank of burden: how many more have it in the flow than in the rota */
    loc_proof_walk walk;
} loc_rota_section;

static inline const loc_rota_option *loc_rota_section_option(const loc_rota_section *s,
                                                             uint32_t k) {
    return &s->plan->option[s->option[k]];
}

/* Judge the end of a branch by what is read of it: null where nothing in the branch is lawful and better than
 * the rota; else why that is not shown. */
const char *loc_rota_end_closed(loc_rota_section *s);
const char *loc_rota_end_cut(loc_rota_section *s);
const char *loc_rota_end_bound(loc_rota_section *s);

/* Sums up what is held; `holds` says it of each option of the section. */
void loc_rota_sum_up(const loc_rota_section *s, const uint8_t *holds, loc_rota_sum *out);

#endif
