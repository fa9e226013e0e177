/* Succession: areas that end and are replaced.
 *
 * An area names the one that replaces it (`successor`) or the several (`successors`: it was split); that
 * several name one is a merger. The arrows form a graph that should lead forwards in time and nowhere in a
 * circle; both is checked, nothing relies on it. */
#ifndef LOC_PLACES_SUCCESSION_H
#define LOC_PLACES_SUCCESSION_H

#include "base/forest.h"
#include "locality/places.h"
#include "model/derived.h"

typedef struct loc_succession {
    loc_derived derived;
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* borrowed */
    uint32_t count;                    /* areas */
    uint32_t arrows;
    uint32_t *next_start;   /* count + 1 offsets into `next` */
    uint32_t *next;         /* areas that replace each area, each once */
    uint32_t *former_start; /* count + 1 offsets into `former` */
    uint32_t *former;       /* areas that each area replaces, ascending */
    uint8_t *circle;        /* 1 for an area that comes back to itself; null: there are no arrows */
    locality_column starts, ends, status, parent, successor, successors;
    uint32_t retired, proposed; /* words of `status`; 0 where no record uses them */
} loc_succession;

/* The succession of a snapshot, which it keeps; leaves `error` alone on success. */
locality_status loc_succession_of(const locality_snapshot *snapshot, const loc_succession **out,
                                  locality_error *error);

static inline loc_rows loc_succession_next(const loc_succession *s, uint32_t area) {
    if (s->next == NULL) {
        return (loc_rows){NULL, 0};
    }
    loc_rows rows = {s->next + s->next_start[area], s->next_start[area + 1] - s->next_start[area]};
    return rows;
}

static inline loc_rows loc_succession_former(const loc_succession *s, uint32_t area) {
    if (s->former == NULL) {
        return (loc_rows){NULL, 0};
    }
    loc_rows rows = {s->former + s->former_start[area],
                     s->former_start[area + 1] - s->former_start[area]};
    return rows;
}

/* Whether it is said that nothing replaces an area, instead of being left open. */
bool loc_succession_is_final(const loc_succession *s, uint32_t area);

/* The last day of an area: as given, else the day before the first of those that replace it begins. */
locality_range loc_succession_last(const loc_succession *s, uint32_t area);

/* Whether a date is not before the first day of an area, and not after its last. A day that is not known sets
 * no limit, but for the end of an area that is retired or replaced, and the start of one that is proposed. */
locality_truth loc_succession_begun(const loc_succession *s, uint32_t area,
                                    const locality_range *on);
locality_truth loc_succession_not_ended(const loc_succession *s, uint32_t area,
                                        const locality_range *on);
/* Both. */
locality_truth loc_succession_valid(const loc_succession *s, uint32_t area,
                                    const locality_range *on);

/* What areas are on a date, put together one area after the other. */
typedef struct loc_carry {
    const loc_succession *succession;
    locality_allocator allocator;
    locality_range on;
    locality_carried *items; /* of the areas carried so far */
    size_t count, capacity;
    struct loc_carry_step *queue;
    size_t queue_capacity;
    uint8_t *met; /* by area: how it was reached in this search */
} loc_carry;

/* False where memory is refused. */
bool loc_carry_init(loc_carry *carry, const loc_succession *succession, const locality_range *on,
                    const locality_allocator *allocator);
void loc_carry_clear(loc_carry *carry); /* also after a failed init */
/* Adds what an area is on the date; false where memory is refused. */
bool loc_carry_area(loc_carry *carry, uint32_t area);

#endif
