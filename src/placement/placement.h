/* Placement, inside: the handle, and how its files share the work. */
#ifndef LOC_PLACEMENT_PLACEMENT_H
#define LOC_PLACEMENT_PLACEMENT_H

#include "base/fill.h"
#include "locality/conflicts.h"
#include "locality/deployment.h"
#include "placement/board.h"

/* Ring-fences, people displaced: what a stage of a restructure comes to. */
typedef struct loc_staged {
    const char *words;
    uint32_t *candidate, *place; /* settled pairs */
    size_t settled;
    uint32_t *fence; /* candidates of ring-fences, one fence after the other */
    uint32_t *fence_place;
    size_t *fence_end, *fence_place_end; /* by fence: end in the arrays above */
    int64_t *fence_seats;                /* by fence: how many can be taken on */
    size_t fences;
    uint32_t *held,
        *held_place; /* of whom it cannot be told yet whether they compete, and for what */
    size_t held_count, held_places;
    size_t *doubt; /* pairs that make it so */
    size_t doubts;
} loc_staged;

struct locality_placement {
    locality_allocator allocator;
    loc_arena arena;
    const locality_snapshot *snapshot;
    uint32_t row; /* of the question */
    locality_range as_at;
    bool has_as_at;
    locality_setting *settings;
    size_t settings_count;
    const char *id, *sentence, *source, *section, *text;
    loc_board board;
    int32_t state;
    uint64_t work_limit;
    locality_allocation *problem;                /* null where something is missing */
    locality_allocation_result *result, *waived; /* `waived`: null where it does not help */
    locality_allocation_result
        *stable[2];         /* best for candidates, for places; null where not asked */
    const char *alike;      /* who ranks whom alike in them; null where nobody does */
    const char *not_stable; /* why none can be told although it is asked; null where it can */
    locality_deployment *deployed;        /* of FTE; then there is neither problem nor result */
    locality_deployment *deployed_waived; /* null where that meets no more */
    uint8_t *
        may; /* by pair: a best plan could have it; null where the plan is the only one, or there are
                     too many pairs to look */
    const char **says;
    size_t says_count, says_capacity; /* in the arena's memory */
    size_t waivers_said;              /* number of the sentence of waivers, from 1; 0 for none */
    loc_staged *staged;
    size_t staged_count;
    uint32_t *left; /* candidates whom no stage placed or fenced */
    size_t left_count;
    size_t wishes; /* number of the first reason that is a wish's */
};

/* Most candidates, times pairs, of which ties are worked out. */
#define LOC_TIES_WORK UINT64_C(200000000)

/* Files in the order in which they are used. Each gives a status with the error filled. */
locality_status loc_placement_wishes(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error);
locality_status loc_placement_problem(locality_placement *p, locality_error *error);
/* The same with what candidates and places would rather as its two levels; free it in any case. */
locality_status loc_placement_problem_liked(const locality_placement *p, locality_allocation **out,
                                            locality_error *error);
/* The same without costs, in which what is barred is a pair that is forbidden; free it in any case. */
locality_status loc_placement_problem_barred(const locality_placement *p, locality_allocation **out,
                                             locality_error *error);
locality_status loc_placement_solve(locality_placement *p,
                                    const locality_placement_options *options,
                                    locality_error *error);
/* Spreads the FTE of an allocation of FTE. */
locality_status loc_placement_spread(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error);
locality_status loc_placement_stages(locality_placement *p, locality_error *error);
/* Finds out which pairs a best plan could have, where that is not too much work. */
/* Finds the stable plans that are best for either side, where the allocation says what they would rather. */
locality_status loc_placement_stable(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error);
locality_status loc_placement_map(locality_placement *p, locality_error *error);
locality_status loc_placement_tell(locality_placement *p, locality_error *error);

/* A pair of which something else is asked: the least and the most FTE, in hundredths. */
typedef struct loc_spread_change {
    size_t pair;
    int64_t least, most;
} loc_spread_change;
/* How a board of FTE is to become a problem; all zero: as it is. */
typedef struct loc_spread {
    bool is_hopeful;  /* what cannot be told is taken for good */
    bool waives;      /* pairs may fail what is not firm, at its weight, on a first level of cost */
    bool is_needless; /* places are given what is protected, and no more */
    uint64_t waived;  /* conditions that are not asked; without `waives` */
    const uint8_t *unprotected; /* by place: its protection is given up; null for none */
    const uint8_t
        *unfixed; /* by pair: that it is fixed is given up, but it may be; null for none */
    const loc_spread_change *change; /* null for none */
} loc_spread;
locality_status loc_placement_spread_so(const locality_placement *p, const loc_spread *how,
                                        const locality_deployment_options *options,
                                        locality_deployment **out, locality_error *error);
/* Solves anew with a change (null for none). */
locality_status loc_placement_spread_anew(const locality_placement *p,
                                          const loc_spread_change *change,
                                          locality_deployment **out, locality_error *error);
/* "1.25", of hundredths. */
void loc_placement_fte(int64_t hundredths, loc_text *out);
/* `miles 2.5`, or `miles +2.5`: what a level comes to, its cost times hundredths of FTE. */
void loc_placement_fte_cost(const locality_placement *p, size_t level, int64_t cost, bool is_change,
                            loc_text *out);
/* FTE that a candidate gives a place in a plan. */
int64_t loc_placement_given(const locality_deployment *plan, size_t candidate, size_t place);

/* Pairs that stages settled for a member. */
int64_t loc_placement_settled(const locality_placement *p, int32_t side, uint32_t number);
/* Everybody whom a stage settled for a place, or fenced for it, in the order of their ids. */
void loc_placement_contest(const locality_placement *p, uint32_t place, loc_fill *fill);

/* Takes the second of two stops at the end of a sentence away. */
void loc_placement_stop(loc_text *text);
/* Adds a sentence; the text is emptied. False on refusal. */
bool loc_placement_say(locality_placement *p, loc_text *text);
/* "A, B and C"; of a long list the first few, and how many more. */
void loc_placement_list(const char *const *names, size_t count, loc_text *out);
/* "L-1 (the post serves the district) and L-2 (...)", of bits. */
void loc_placement_conditions(const locality_placement *p, uint64_t bits, loc_text *out);
/* What a conflict of the problem names: "L-1 (serves the district)", "B.B. fixed for Norwich (agreed)". */
void loc_placement_asked(const locality_placement *p, const locality_allocation_asked *asked,
                         loc_text *out);
/* The candidate that the plan gives a place to, from number `index` on; UINT32_MAX behind the last. */
uint32_t loc_placement_holder(const locality_placement *p, uint32_t place, size_t *index,
                              locality_allocation_pair *pair);
/* The same of any plan. */
uint32_t loc_result_holder(const locality_allocation_result *result, uint32_t place, size_t *index,
                           locality_allocation_pair *pair);
/* What a cost of a level comes to for a reader: "2 grades lost" is told as `grades lost 2`. */
void loc_placement_cost(const locality_placement *p, size_t level, int64_t cost, loc_text *out);
/* The same for a difference: `grades lost +1`. */
void loc_placement_change(const locality_placement *p, size_t level, int64_t cost, loc_text *out);

#endif
