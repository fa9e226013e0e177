/* Case: what is kept of the reason of one pair, as sentences and as data. */
#ifndef LOC_PLACEMENT_CASE_H
#define LOC_PLACEMENT_CASE_H

#include "placement/placement.h"

#define LOC_CASE_SENTENCES 400u

struct locality_placement_case {
    locality_allocator allocator;
    loc_arena arena;
    int32_t reason;
    const char **says;
    size_t says_count;
    const locality_witness *witnesses;
    size_t witnesses_count;
    locality_placement_ground ground[LOCALITY_PLACEMENT_CONDITIONS];
    size_t grounds;
    locality_placement_price price[LOCALITY_ALLOCATION_LEVELS + 1];
    size_t prices;
    locality_placement_move *move;
    size_t moves;
};

/* Each copies what it is given; false on refusal. */
bool loc_case_ground(locality_placement_case *item, const loc_condition *condition, bool is_open,
                     const char *what);
bool loc_case_price(locality_placement_case *item, const char *words, int32_t type, int64_t by);
/* Moves of a problem, by numbers of the board. */
bool loc_case_moves(locality_placement_case *item, const loc_board *board,
                    const locality_allocation_move *move, size_t count);

#endif
