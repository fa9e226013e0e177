/* Rota, inside: the handle. */
#ifndef LOC_PLACEMENT_ROTA_H
#define LOC_PLACEMENT_ROTA_H

#include "placement/board.h"

typedef struct loc_span {
    int64_t first, last; /* days */
} loc_span;

struct locality_placement_rota {
    locality_allocator allocator;
    loc_arena arena;
    const char *id, *sentence, *role, *unmet, *kind[2];
    loc_members side[2];
    const char **post; /* of candidates: id of the substantive post, or "" */
    loc_span *period;
    size_t periods;
    int64_t spell_least, spell_most, rest;
    int64_t *needed;   /* place by place, its periods in order */
    int64_t *days;     /* likewise: days of the period on which the place is there */
    uint32_t *open_to; /* place by place: candidates eligible in some period */
    uint32_t *open_in; /* candidate by candidate: periods in which some place is open to it */
    locality_rota_window *window, *pin;
    size_t windows, windows_capacity, pins, pins_capacity;
    locality_rota *rota;
    locality_placement_spell *spell;
    size_t spells, spells_capacity;
    const char **says;
    size_t says_count;
};

#define LOC_ROTA_SAYS_MOST 4000u

/* Fills in what may be held when; then spells and sentences. */
locality_status loc_rota_read(locality_placement_rota *r, const locality_snapshot *snapshot,
                              uint32_t row, const locality_placement_rota_options *options,
                              locality_error *error);
locality_status loc_rota_spells(locality_placement_rota *r, locality_error *error);
locality_status loc_rota_tell(locality_placement_rota *r, locality_error *error);

#endif
