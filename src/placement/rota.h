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
    size_t first, last;       /* periods; none where first is behind last */
    bool is_fixed, is_double; /* `is_double`: the allocation fixes the pair as well */
    const char *reason;
    uint64_t failed; /* conditions that a fixed pair fails in one of them */
} loc_rota_wish;

/* How a pair that is not open stands; what is farther from open comes later. */
enum loc_rota_stands {
    LOC_STAND_OPEN,
    LOC_STAND_UNSURE, /* it cannot be told whether it is eligible */
    LOC_STAND_KEPT,   /* the caller keeps the place from somebody who is eligible */
    LOC_STAND_BARRED, /* the allocation does, or the caller from somebody of whom it cannot be told */
    LOC_STAND_FAILS, /* conditions are not met on some day */
    LOC_STAND_NOBODY /* no candidate on some day */
};
typedef struct loc_rota_stand {
    uint32_t candidate, place, first, last; /* periods */
    uint8_t state;
    uint64_t failed; /* conditions, a bit each */
    int64_t cost;    /* were it open */
    const char *why; /* what is missing, or why it is barred; null for nothing to say */
} loc_rota_stand;

/* Turns that somebody else could have in a rota as good. */
typedef struct loc_rota_tie {
    uint32_t place, period, candidate;
} loc_rota_tie;

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
    locality_rota_past *past; /* of candidates; null where no record says anything */
    const char **cover;       /* words of covers, which a rota does not keep */
    size_t covers;
    int64_t *needed;       /* place by place, its periods in order */
    int64_t *days;         /* likewise: days of the period on which the place is there */
    int64_t *days_of_some; /* likewise: those on which somebody is eligible for it */
    uint32_t *open_to;     /* place by place: candidates eligible in some period */
    uint32_t *open_in;     /* candidate by candidate: periods in which some place is open to it */
    uint8_t *unsure;       /* by pair: in some period it cannot be told whether it is eligible */
    uint8_t *maybe;        /* by place: on some day it cannot be told whether it is one */
    loc_rota_stand *stand; /* pairs that are not open, but for those that fail all the time */
    size_t stands, stands_capacity;
    int32_t history_type; /* of what counts as done before; LOCALITY_TYPE_NONE where nothing does */
    loc_rota_tie *tie;    /* by place, period and candidate */
    size_t ties, ties_capacity;
    bool is_tie_settled;  /* all of them are known */
    uint8_t *is_open_tie; /* by place and period, where they are not: it was not settled there */
    locality_rota_problem problem; /* what was solved; of no periods where nothing was */
    locality_rota_window *window, *pin;
    size_t windows, windows_capacity, pins, pins_capacity;
    locality_rota *rota;
    bool is_checked; /* it is proved by a search, and the search was followed without the solver */
    locality_placement_spell *spell;
    size_t spells, spells_capacity;
    const char **says;
    size_t says_count;
};

#define LOC_ROTA_SAYS_MOST 4000u

/* What a reader calls a period. */
static inline const char *loc_rota_unit(const locality_placement_rota *r) {
    static const char *const units[] = {"month", "week", "quarter"};

    return units[r->every];
}

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
/* Finds out who else could have which turn in a rota as good. */
locality_status loc_rota_ties(locality_placement_rota *r,
                              const locality_placement_rota_options *options,
                              locality_error *error);
/* Whether a turn could as well be somebody else's. */
bool loc_rota_is_shared(const locality_placement_rota *r, uint32_t place, uint32_t period);
/* Whether somebody could as well have one of the turns of a spell. */
bool loc_rota_could(const locality_placement_rota *r, const locality_placement_spell *spell,
                    uint32_t candidate);
locality_status loc_rota_tell(locality_placement_rota *r,
                              const locality_placement_rota_options *options,
                              locality_error *error);

/* How a pair stands in a period; null where it is open, or fails all the time. */
const loc_rota_stand *loc_rota_stand_at(const locality_placement_rota *r, size_t candidate,
                                        size_t place, size_t period);
bool loc_rota_is_open(const locality_placement_rota *r, size_t candidate, size_t place,
                      size_t period);

#endif
