/* Seats: scans under way, several at once, so that the host's threads share them. */
#ifndef LOC_DEMAND_SEATS_H
#define LOC_DEMAND_SEATS_H

#include <stdatomic.h>

#include "demand/result.h"
#include "demand/work.h"
#include "scan/run.h"

/* One scan under way, with the thin areas that it is of. */
typedef struct loc_seat {
    uint32_t scan; /* its number */
    uint32_t places;
    uint32_t *cell; /* of each place */
    double *east, *north;
    double *mass;            /* expected of each place in the longest window */
    int64_t *count;          /* of a place in a period, at period * places + place */
    double *expected, *size; /* likewise */
    locality_zones *zones;
    loc_scan_run run;
} loc_seat;

typedef struct loc_seats {
    loc_stage *stage;
    uint32_t periods;
    uint32_t room; /* places of a seat */
    loc_seat *seat;
    uint32_t count, taken;
    atomic_uint next; /* seat that the next free thread takes */
} loc_seats;

/* Takes seats with room for so many places each, for at most `scans`; false on refusal (give all the same). */
bool loc_seats_take(loc_seats *seats, loc_stage *stage, uint32_t places, size_t scans);
void loc_seats_give(loc_seats *seats);
/* A seat with its cells to be filled in; null where none is free. */
loc_seat *loc_seats_next(loc_seats *seats, uint32_t scan);
/* Begins the scan of a seat whose cells are filled in, one of so many tests; all memory is taken here. */
locality_status loc_seat_begin(loc_seats *seats, loc_seat *seat, const locality_demand_scan *scan,
                               size_t tests, locality_error *error);
/* Draws the replicates of all seats that are taken, with the host's threads. OK or CANCELLED. */
locality_status loc_seats_run(loc_seats *seats, locality_error *error);
/* Frees all seats for the next scans. */
void loc_seats_clear(loc_seats *seats);

#endif
