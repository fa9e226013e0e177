/* Seats: what is expected of thin areas, and their scans. All memory is the calling thread's; the threads of
 * the host draw replicates, which is nearly all of the work. */
#include "demand/seats.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/memory.h"

#define MOST_REPLICATES 99999
#define ENOUGH 10 /* replicates as high as the data, after which p is known well enough */
#define MOST_COUNT (INT64_C(1) << 31)
#define LEAST_EXPECTED 1e-12 /* of a period without data: it has no part in any window */
#define LEAST_EXCESS 1e-9    /* of a dispersion above 1 */
#define BETWEEN 64           /* replicates between two questions to the host */
#define ROUND 16             /* scans of a worker between two meetings: some are over soon */
#define MOST_TOGETHER ((uint32_t)1 << 16) /* places under way at once, for their memory */

/* ---- Room ------------------------------------------------------------------------------------- */

static bool take_room(const loc_seats *seats, loc_seat *s) {
    const locality_allocator *a = &seats->stage->d->allocator;
    size_t places = seats->room;
    size_t cells = places * seats->periods;

    s->cell = loc_allocate_raw(a, places, sizeof *s->cell);
    s->east = loc_allocate_raw(a, places, sizeof *s->east);
    s->north = loc_allocate_raw(a, places, sizeof *s->north);
    s->mass = loc_allocate_raw(a, places, sizeof *s->mass);
    s->count = loc_allocate_raw(a, cells, sizeof *s->count);
    s->expected = loc_allocate_raw(a, cells, sizeof *s->expected);
    s->size = loc_allocate_raw(a, cells, sizeof *s->size);
    return s->cell != NULL && s->east != NULL && s->north != NULL && s->mass != NULL &&
           s->count != NULL && s->expected != NULL && s->size != NULL;
}

static void give_room(const loc_seats *seats, loc_seat *s) {
    const locality_allocator *a = &seats->stage->d->allocator;
    size_t places = seats->room;
    size_t cells = places * seats->periods;

    loc_release(a, s->cell, places, sizeof *s->cell);
    loc_release(a, s->east, places, sizeof *s->east);
    loc_release(a, s->north, places, sizeof *s->north);
    loc_release(a, s->mass, places, sizeof *s->mass);
    loc_release(a, s->count, cells, sizeof *s->count);
    loc_release(a, s->expected, cells, sizeof *s->expected);
    loc_release(a, s->size, cells, sizeof *s->size);
}

/* One worker needs one seat; of more each has some before it waits for the others. */
static uint32_t seats_for(const loc_stage *stage, uint32_t places, size_t scans) {
    uint64_t wanted = stage->shares > 1 ? (uint64_t)stage->shares * ROUND : 1;
    uint64_t most = places > 0 ? MOST_TOGETHER / places : 0;

    wanted = wanted < scans ? wanted : scans;
    wanted = wanted < most ? wanted : most;
    return wanted > 0 ? (uint32_t)wanted : 1;
}

bool loc_seats_take(loc_seats *seats, loc_stage *stage, uint32_t places, size_t scans) {
    const locality_demand *d = stage->d;
    bool done = true;

    *seats = (loc_seats){.stage = stage, .room = places};
    seats->periods = d->periods < d->options.scan_window ? d->periods : d->options.scan_window;
    seats->count = seats_for(stage, places, scans);
    seats->seat = loc_allocate(&d->allocator, seats->count, sizeof *seats->seat);
    for (uint32_t k = 0; done && seats->seat != NULL && k < seats->count; k++) {
        done = take_room(seats, &seats->seat[k]);
    }
    return done && seats->seat != NULL;
}

void loc_seats_give(loc_seats *seats) {
    for (uint32_t k = 0; seats->seat != NULL && k < seats->count; k++) {
        give_room(seats, &seats->seat[k]);
    }
    loc_release(&seats->stage->d->allocator, seats->seat, seats->count, sizeof *seats->seat);
}

loc_seat *loc_seats_next(loc_seats *seats, uint32_t scan) {
    if (seats->taken == seats->count) {
        return NULL;
    }
    loc_seat *s = &seats->seat[seats->taken++];
    s->scan = scan;
    s->places = 0;
    return s;
}

void loc_seats_clear(loc_seats *seats) {
    for (uint32_t k = 0; k < seats->taken; k++) {
        loc_seat *s = &seats->seat[k];
        loc_scan_drop(&s->run);
        locality_zones_free(s->zones);
        s->zones = NULL;
    }
    seats->taken = 0;
}

/* ---- What is expected ------------------------------------------------------------------------- */

/* The error of a cell's own share of what it expects, and that of the cell above, which its
 * neighbours have in common; both squared. */
static void split_error(const locality_demand *d, const loc_cell *c, double error, double *own,
                        double *shared) {
    uint32_t now = d->periods - 1 - loc_first_place(d);
    double above = loc_cell_borrows(c) ? loc_cell_error(d, &d->cell[c->above])[now] : NAN;

    *shared = isnan(above) ? 0 : above * above;
    *own = fmax(0, error * error - *shared);
}

/* Counts, expectations and dispersions of a place. */
static void fill_place(const loc_seats *seats, loc_seat *s, uint32_t place) {
    const locality_demand *d = seats->stage->d;
    loc_lately lately;

    loc_cell_lately(d, &d->cell[s->cell[place]], &lately);
    s->mass[place] = 0;
    for (uint32_t t = 0; t < seats->periods; t++) {
        uint32_t k = lately.recent.periods - seats->periods + t;
        size_t at = (size_t)t * s->places + place;
        int64_t count = lately.recent.count[k];
        bool is_there = count != LOCALITY_NO_COUNT && k >= lately.recent.first;
        s->count[at] = !is_there ? 0 : count < MOST_COUNT ? count : MOST_COUNT;
        s->expected[at] = is_there ? fmax(lately.expected[k], LEAST_EXPECTED) : LEAST_EXPECTED;
        s->size[at] = is_there ? loc_recent_dispersion(&lately.recent, lately.expected[k]) : 1;
        s->mass[place] += s->expected[at];
    }
}

/* Turns the dispersions of a place into the sizes to draw with. Errors of what is expected go
 * the same way in all periods of a place, those of the cell above in all places: each period has
 * the spread that they give a window of half the length, and half of the places that a cluster
 * may have (`many` expected). */
static void spread_place(const loc_seats *seats, loc_seat *s, uint32_t place, double many) {
    const locality_demand *d = seats->stage->d;
    const loc_cell *c = &d->cell[s->cell[place]];
    loc_lately lately;
    double own;
    double shared;

    loc_cell_lately(d, c, &lately);
    split_error(d, c, lately.error[lately.recent.periods - 1], &own, &shared);
    for (uint32_t t = 0; t < seats->periods; t++) {
        size_t at = (size_t)t * s->places + place;
        double spread = s->size[at] + own * s->mass[place] / 2 + shared * many;
        s->size[at] = s->expected[at] / fmax(spread - 1, LEAST_EXCESS);
    }
}

static void fill_places(const loc_seats *seats, loc_seat *s) {
    const locality_demand *d = seats->stage->d;
    double all = 0;

    for (uint32_t p = 0; p < s->places; p++) {
        s->east[p] = d->areas.east[d->cell[s->cell[p]].area];
        s->north[p] = d->areas.north[d->cell[s->cell[p]].area];
        fill_place(seats, s, p);
        all += s->mass[p];
    }
    double many = all / s->places * fmin(s->places, d->options.scan_places) / 4;
    for (uint32_t p = 0; p < s->places; p++) {
        spread_place(seats, s, p, many);
    }
}

/* ---- Scanning --------------------------------------------------------------------------------- */

/* The services of a council have replicates of their own, whatever other services there are. */
static uint64_t seed_of(const locality_demand *d, const locality_demand_scan *scan) {
    const char *id = d->services.id[scan->service];

    return loc_hash_word(d->options.scan_seed + loc_hash(id, strlen(id)) + scan->area_depth);
}

/* So many replicates that one cluster among `tests` scans can have a p that is listed. */
static uint32_t replicates_for(const locality_demand *d, size_t tests) {
    double wanted = ceil((double)tests / d->options.q);

    wanted = fmin(fmax(wanted, d->options.replicates), MOST_REPLICATES);
    return (uint32_t)wanted;
}

static int32_t ask(const loc_stage *stage) {
    const locality_demand_options *o = &stage->d->options;

    return o->progress == NULL ? 0 : o->progress(o->progress_self, stage->done, stage->total);
}

static int32_t ask_sometimes(void *self, uint64_t drawn) {
    return drawn % BETWEEN == 0 ? ask(self) : 0;
}

locality_status loc_seat_begin(loc_seats *seats, loc_seat *s, const locality_demand_scan *scan,
                               size_t tests, locality_error *error) {
    const locality_demand *d = seats->stage->d;
    locality_circle_options circles = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_scan_options how = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input in = LOCALITY_SCAN_INPUT_INIT;

    fill_places(seats, s);
    circles.most_places = d->options.scan_places;
    in.places = s->places;
    in.periods = seats->periods;
    in.count = s->count;
    in.expected = s->expected;
    in.size = s->size;
    how.model = LOCALITY_SCAN_EXPECTED;
    how.replicates = replicates_for(d, tests);
    how.fewest = d->options.least_count;
    how.seed = seed_of(d, scan);
    how.enough = ENOUGH;
    if (d->options.executor == NULL) { /* else it is asked between two meetings of the workers */
        how.progress = ask_sometimes;
        how.progress_self = seats->stage;
    }
    locality_status status = locality_zones_new_circles(s->east, s->north, s->mass, s->places,
                                                        &circles, &d->allocator, &s->zones, error);
    return status == LOCALITY_OK
               ? loc_scan_begin(&s->run, s->zones, &in, &how, &d->allocator, error)
               : status;
}

/* Draws for one seat after the other, whichever is next: which thread draws for which does not show. */
static void do_share(void *work, uint32_t share) {
    loc_seats *seats = work;
    uint32_t k;

    (void)share;
    while ((k = atomic_fetch_add_explicit(&seats->next, 1, memory_order_relaxed)) < seats->taken) {
        (void)loc_scan_replicate(&seats->seat[k].run); /* nobody is asked, so nobody stops it */
    }
}

static int32_t replicate_here(loc_seats *seats) {
    bool goes_on = true;

    for (uint32_t k = 0; goes_on && k < seats->taken; k++) {
        goes_on = loc_scan_replicate(&seats->seat[k].run);
    }
    return goes_on ? 0 : 1;
}

locality_status loc_seats_run(loc_seats *seats, locality_error *error) {
    const locality_demand_executor *e = seats->stage->d->options.executor;
    int32_t stop;

    if (e == NULL) {
        stop = replicate_here(seats);
    } else {
        atomic_store_explicit(&seats->next, 0, memory_order_relaxed);
        stop = e->run(e->self, do_share, seats, seats->stage->shares);
        stop = stop == 0 ? ask(seats->stage) : stop;
    }
    return stop == 0 ? LOCALITY_OK
                     : loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
}
