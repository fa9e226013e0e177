/* Rota, inside: the handle. */
#ifndef LOC_PLACEMENT_ROTA_H
#define LOC_PLACEMENT_ROTA_H

#include "placement/board.h"

typedef struct loc_span {
    int64_t first, last; /* days */
} loc_span;

/* A wish of the caller's: periods in which a pair is held, or is not. */
typedef struct loc_rota_wish {
    uint32_t candidate, place;
    size_t first, last; /* periods; none where first is behind last */
    bool is_fixed;
    const char *reason;
    uint64_t failed; /* conditions that a fixed pair fails in one of them */
} loc_rota_wish;

struct locality_placement_rota {
    locality_allocator allocator;
    loc_arena arena;
    const char *id, *sentence, *source, *section, *text, *role, *unmet, *kind[2];
    const char *rules;      /* conditions and preferences, as audits have them */
    const char **condition; /* ids of conditions */
    size_t conditions;
    locality_setting *settings; /* parameters that the caller gave */
    size_t settings_count;
    int64_t first, last; /* days */
    int32_t every;
    uint64_t work_limit, solver_limit;
    const char *solver; /* its name, or "" */
    loc_rota_wish *wish;
    size_t wishes;
    loc_members side[2];
    const char **post; /* of candidates: id of the substantive post, or "" */
    loc_span *period;
    size_t periods;
    int64_t spell_least, spell_most, rest;
    int64_t *needed;   /* place by place, its periods in order */
    int64_t *days;     /* likewise: days of the period on which the place is there */
    uint32_t *open_to; /* place by place: candidates eligible in some period */
    uint32_t *open_in; /* candidate by candidate: periods in which some place is open to it */
    uint8_t *unsure;   /* by pair: on some day it cannot be told whether it is eligible */
    locality_rota_problem problem; /* what was solved; of no periods where nothing was */
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
/* Reads the caller's wishes, once it is known who takes part; then judges one period. `mark` receives those
 * of the period, a loc_marks by pair. */
locality_status loc_rota_wishes(locality_placement_rota *r, const locality_snapshot *snapshot,
                                const locality_placement_rota_options *options,
                                locality_error *error);
void loc_rota_mark(const locality_placement_rota *r, size_t period, uint8_t *mark);
/* Refusals, which name the days. */
#define LOC_DAY_ROOM 32
void loc_rota_day(int64_t day, char out[LOC_DAY_ROOM]); /* as documents have it */
locality_status loc_rota_clash(const locality_placement_rota *r, size_t candidate, size_t place,
                               size_t period, locality_error *error);
locality_status loc_rota_stranger(const locality_placement_rota *r, size_t candidate, size_t place,
                                  size_t period, bool is_place, locality_error *error);
locality_status loc_rota_twice(const locality_placement_rota *r, size_t candidate,
                               const size_t place[2], size_t period, locality_error *error);
locality_status loc_rota_spells(locality_placement_rota *r, locality_error *error);
locality_status loc_rota_tell(locality_placement_rota *r, locality_error *error);

#endif
