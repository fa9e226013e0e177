/* Neighbours: thin areas of a service scanned together, and the clusters that their family
 * lists. */
#include "demand/neighbours.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/memory.h"
#include "demand/families.h"
#include "locality/scan.h"

#define MOST_PLACES ((uint32_t)1 << 14)
#define MOST_REPLICATES 99999
#define ENOUGH 10 /* replicates as high as the data, after which p is known well enough */
#define MOST_COUNT (INT64_C(1) << 31)
#define LEAST_EXPECTED 1e-12 /* of a period without data: it has no part in any window */
#define LEAST_EXCESS 1e-9    /* of a dispersion above 1 */
#define BETWEEN 64           /* replicates between two questions to the host */

/* Scans of one council; the rooms are those of its largest. */
typedef struct scanning {
    loc_stage *stage;
    locality_demand_result *result;
    uint32_t *first; /* of each scan: the first cell of its group */
    uint32_t room;   /* places */
    uint32_t periods;
    uint32_t *cell; /* of each place */
    double *east, *north;
    double *mass;            /* expected of each place in the longest window */
    int64_t *count;          /* of a place in a period, at period * places + place */
    double *expected, *size; /* likewise */
    uint32_t places;
    uint64_t drawn;
} scanning;

/* ---- Which cells ------------------------------------------------------------------------------ */

/* Something is expected of it, but a rise would go unseen; and it is no sum of areas below. */
static bool is_thin(const locality_demand *d, const loc_judged *judged, uint32_t cell) {
    const loc_cell *c = &d->cell[cell];
    bool is_untold =
        judged[cell].standing == LOCALITY_DEMAND_UNTOLD || c->base.rung == LOCALITY_DEMAND_POOLED;

    return judged[cell].longest_size > 0 && is_untold && c->path_row == LOC_DEMAND_NONE &&
           c->area != LOC_DEMAND_NONE;
}

static bool is_placed(const locality_demand *d, uint32_t cell) {
    uint32_t area = d->cell[cell].area;

    return d->areas.east != NULL && !isnan(d->areas.east[area]);
}

static uint32_t group_end(const locality_demand *d, uint32_t first) {
    uint32_t end = first;

    while (end < d->cells && d->cell[end].group == d->cell[first].group) {
        end++;
    }
    return end;
}

/* What is to be scanned of a group; false where nothing is. */
static bool plan_scan(const locality_demand *d, const loc_judged *judged, uint32_t first,
                      uint32_t end, locality_demand_scan *out) {
    *out = (locality_demand_scan){.service = d->cell[first].service,
                                  .area_depth = d->cell[first].area_depth,
                                  .p = NAN,
                                  .q = NAN};
    for (uint32_t k = first; k < end; k++) {
        bool thin = is_thin(d, judged, k);
        out->thin += thin;
        out->places += thin && is_placed(d, k);
    }
    out->state = out->places < 2             ? LOCALITY_DEMAND_NOT_PLACED
                 : out->places > MOST_PLACES ? LOCALITY_DEMAND_TOO_MANY
                                             : LOCALITY_DEMAND_SCANNED;
    return out->thin > 1;
}

/* Plans the scans; without room only counts them. */
static size_t plan_scans(const locality_demand *d, const loc_judged *judged,
                         locality_demand_scan *scan, uint32_t *first) {
    locality_demand_scan one;
    size_t count = 0;

    for (uint32_t at = 0; at < d->cells;) {
        uint32_t end = group_end(d, at);
        if (plan_scan(d, judged, at, end, &one)) {
            if (scan != NULL) {
                scan[count] = one;
                first[count] = at;
            }
            count++;
        }
        at = end;
    }
    return count;
}

/* ---- What is expected of them ----------------------------------------------------------------- */

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
static void fill_place(scanning *s, uint32_t place) {
    loc_lately lately;

    loc_cell_lately(s->stage->d, &s->stage->d->cell[s->cell[place]], &lately);
    s->mass[place] = 0;
    for (uint32_t t = 0; t < s->periods; t++) {
        uint32_t k = lately.recent.periods - s->periods + t;
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
static void spread_place(scanning *s, uint32_t place, double many) {
    const locality_demand *d = s->stage->d;
    const loc_cell *c = &d->cell[s->cell[place]];
    loc_lately lately;
    double own;
    double shared;

    loc_cell_lately(d, c, &lately);
    split_error(d, c, lately.error[lately.recent.periods - 1], &own, &shared);
    for (uint32_t t = 0; t < s->periods; t++) {
        size_t at = (size_t)t * s->places + place;
        double spread = s->size[at] + own * s->mass[place] / 2 + shared * many;
        s->size[at] = s->expected[at] / fmax(spread - 1, LEAST_EXCESS);
    }
}

static void fill_places(scanning *s, size_t scan) {
    const locality_demand *d = s->stage->d;
    uint32_t end = group_end(d, s->first[scan]);
    double all = 0;

    s->places = 0;
    for (uint32_t k = s->first[scan]; k < end; k++) {
        if (is_thin(d, s->stage->judged, k) && is_placed(d, k)) {
            s->cell[s->places] = k;
            s->east[s->places] = d->areas.east[d->cell[k].area];
            s->north[s->places++] = d->areas.north[d->cell[k].area];
        }
    }
    for (uint32_t p = 0; p < s->places; p++) {
        fill_place(s, p);
        all += s->mass[p];
    }
    double many = all / s->places * fmin(s->places, d->options.scan_places) / 4;
    for (uint32_t p = 0; p < s->places; p++) {
        spread_place(s, p, many);
    }
}

/* ---- Scanning --------------------------------------------------------------------------------- */

static int32_t note_drawn(void *self, uint64_t done) {
    scanning *s = self;
    const locality_demand_options *o = &s->stage->d->options;

    s->drawn = done;
    return o->progress != NULL && done % BETWEEN == 0
               ? o->progress(o->progress_self, s->stage->done, s->stage->total)
               : 0;
}

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

static locality_status scan_places(scanning *s, const locality_demand_scan *scan, size_t tests,
                                   locality_zones **zones, locality_scan_result **found,
                                   locality_error *error) {
    const locality_demand *d = s->stage->d;
    locality_circle_options circles = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_scan_options how = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input in = LOCALITY_SCAN_INPUT_INIT;

    circles.most_places = d->options.scan_places;
    in.places = s->places;
    in.periods = s->periods;
    in.count = s->count;
    in.expected = s->expected;
    in.size = s->size;
    how.model = LOCALITY_SCAN_EXPECTED;
    how.replicates = replicates_for(d, tests);
    how.fewest = d->options.least_count;
    how.seed = seed_of(d, scan);
    how.enough = ENOUGH;
    how.progress = note_drawn;
    how.progress_self = s;
    s->drawn = 0;
    locality_status status = locality_zones_new_circles(s->east, s->north, s->mass, s->places,
                                                        &circles, &d->allocator, zones, error);
    return status == LOCALITY_OK ? locality_scan(*zones, &in, &how, &d->allocator, found, error)
                                 : status;
}

/* ---- Clusters --------------------------------------------------------------------------------- */

/* Adds a cluster that may be listed, with its areas; false where memory is refused. */
static bool keep_cluster(scanning *s, const locality_demand_scan *scan, uint32_t number,
                         const locality_scan_cluster *found, const uint32_t *member,
                         size_t members) {
    locality_demand_result *r = s->result;
    const locality_demand *d = s->stage->d;
    double variance = 0;

    if (!loc_grow(&d->allocator, (void **)&r->cluster, &r->clusters_room, r->clusters + 1,
                  sizeof *r->cluster)) {
        return false;
    }
    loc_cluster *out = &r->cluster[r->clusters];
    *out = (loc_cluster){.scan = number};
    out->cell = loc_arena_take(&r->arena, members, sizeof *out->cell);
    out->area = loc_arena_take(&r->arena, members, sizeof *out->area);
    if (out->cell == NULL || out->area == NULL) {
        return false;
    }
    out->c = (locality_demand_cluster){.standing = LOCALITY_DEMAND_LISTED,
                                       .service = scan->service,
                                       .service_id = r->services.id[scan->service],
                                       .service_depth = d->services.depth[scan->service],
                                       .area_depth = scan->area_depth,
                                       .areas = (uint32_t)members,
                                       .window = s->periods - (uint32_t)found->first_period,
                                       .folded_into = LOC_DEMAND_NONE,
                                       .folded_cluster = LOC_DEMAND_NONE,
                                       .observed = found->count,
                                       .score = found->score,
                                       .p = found->probability,
                                       .replicates = (uint32_t)s->drawn};
    for (size_t k = 0; k < members; k++) {
        uint32_t area = d->cell[s->cell[member[k]]].area;
        out->cell[k] = s->cell[member[k]];
        out->area[k] = (locality_demand_part){.position = area, .id = r->areas.id[area]};
        for (size_t t = found->first_period; t < s->periods; t++) {
            size_t at = t * s->places + member[k];
            out->area[k].observed += s->count[at];
            out->area[k].expected += s->expected[at];
            variance += s->expected[at] * (1 + s->expected[at] / s->size[at]);
        }
        out->c.expected += out->area[k].expected;
    }
    out->c.ratio = (double)out->c.observed / out->c.expected;
    out->c.excess = (double)out->c.observed - out->c.expected;
    out->c.spread = variance / out->c.expected;
    for (size_t k = 0; k < members; k++) {
        locality_demand_part *part = &out->area[k];
        part->share = ((double)part->observed - part->expected) / out->c.excess;
    }
    r->clusters++;
    return true;
}

static bool keep_clusters(scanning *s, uint32_t number, const locality_zones *zones,
                          const locality_scan_result *found) {
    locality_demand_scan *scan = &s->result->scan[number];
    bool done = true;

    scan->p = 1;
    scan->replicates = (uint32_t)s->drawn;
    for (size_t k = 0; done && k < locality_scan_result_count(found); k++) {
        locality_scan_cluster one;
        size_t members;
        locality_scan_result_cluster(found, k, &one, NULL);
        const uint32_t *member = locality_zones_members(zones, one.zone, &members);
        scan->p = k == 0 ? one.probability : scan->p;
        done = one.probability > s->stage->d->options.q ||
               keep_cluster(s, scan, number, &one, member, members);
    }
    return done;
}

static locality_status scan_one(scanning *s, uint32_t number, size_t tests, locality_error *error) {
    locality_zones *zones = NULL;
    locality_scan_result *found = NULL;

    fill_places(s, number);
    locality_status status = scan_places(s, &s->result->scan[number], tests, &zones, &found, error);
    if (status == LOCALITY_OK && !keep_clusters(s, number, zones, found)) {
        status = loc_fail_memory(error);
    }
    locality_scan_result_free(found);
    locality_zones_free(zones);
    return status;
}

/* ---- Families --------------------------------------------------------------------------------- */

static bool is_same_level(const locality_demand *d, const locality_demand_scan *a,
                          const locality_demand_scan *b) {
    return a->area_depth == b->area_depth &&
           d->services.depth[a->service] == d->services.depth[b->service];
}

/* Scans one level, from scan `first` to before `end`, and holds its false share. */
static locality_status scan_level(scanning *s, size_t first, size_t end, loc_ranked *room,
                                  locality_error *error) {
    locality_demand_result *r = s->result;
    const locality_demand *d = s->stage->d;
    size_t tests = 0;

    for (size_t k = first; k < end; k++) {
        tests += r->scan[k].state == LOCALITY_DEMAND_SCANNED;
    }
    size_t count = 0;
    for (size_t k = first; k < end; k++) {
        if (r->scan[k].state != LOCALITY_DEMAND_SCANNED) {
            continue;
        }
        locality_status status = scan_one(s, (uint32_t)k, tests, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        room[count++] = (loc_ranked){.p = r->scan[k].p, .q = 1, .cell = (uint32_t)k};
    }
    if (tests == 0) {
        return LOCALITY_OK;
    }
    size_t listed = loc_family_adjust(room, count, d->options.q);
    for (size_t k = 0; k < count; k++) {
        r->scan[room[k].cell].q = room[k].q;
    }
    r->family[r->families++] = (locality_demand_family){
        .area_depth = r->scan[first].area_depth,
        .service_depth = d->services.depth[r->scan[first].service],
        .direction = 1,
        .is_clusters = 1,
        .tested = tests,
        .listed = listed,
        .cut = d->options.q * (double)(listed > 0 ? listed : 1) / (double)tests};
    return LOCALITY_OK;
}

/* Keeps the clusters at or below the false share: of a scan with more than one, those whose p
 * would be listed in place of the best one's. */
static void keep_listed(const locality_demand *d, locality_demand_result *r) {
    size_t kept = 0;

    for (size_t k = 0; k < r->clusters; k++) {
        loc_cluster *c = &r->cluster[k];
        const locality_demand_scan *scan = &r->scan[c->scan];
        c->c.q = fmin(1, scan->q * (c->c.p / scan->p));
        if (c->c.q <= d->options.q) {
            r->cluster[kept++] = *c;
        }
    }
    r->clusters = kept;
}

static locality_status scan_all(scanning *s, locality_error *error) {
    locality_demand_result *r = s->result;
    const locality_demand *d = s->stage->d;
    loc_ranked *room = loc_allocate_raw(&d->allocator, r->scans, sizeof *room);
    locality_status status = room == NULL ? loc_fail_memory(error) : LOCALITY_OK;

    for (size_t at = 0; status == LOCALITY_OK && at < r->scans;) {
        size_t end = at;
        while (end < r->scans && is_same_level(d, &r->scan[at], &r->scan[end])) {
            end++;
        }
        status = scan_level(s, at, end, room, error);
        at = end;
    }
    loc_release(&d->allocator, room, r->scans, sizeof *room);
    keep_listed(d, r);
    return status;
}

/* ---- All -------------------------------------------------------------------------------------- */

static uint32_t most_places(const locality_demand_result *r) {
    uint32_t most = 0;

    for (size_t k = 0; k < r->scans; k++) {
        bool is_more = r->scan[k].state == LOCALITY_DEMAND_SCANNED && r->scan[k].places > most;
        most = is_more ? r->scan[k].places : most;
    }
    return most;
}

static bool take_rooms(scanning *s) {
    const locality_allocator *a = &s->stage->d->allocator;
    size_t places = s->room;

    s->cell = loc_allocate_raw(a, places, sizeof *s->cell);
    s->east = loc_allocate_raw(a, places, sizeof *s->east);
    s->north = loc_allocate_raw(a, places, sizeof *s->north);
    s->mass = loc_allocate_raw(a, places, sizeof *s->mass);
    s->count = loc_allocate_raw(a, places * s->periods, sizeof *s->count);
    s->expected = loc_allocate_raw(a, places * s->periods, sizeof *s->expected);
    s->size = loc_allocate_raw(a, places * s->periods, sizeof *s->size);
    return s->cell != NULL && s->east != NULL && s->north != NULL && s->mass != NULL &&
           s->count != NULL && s->expected != NULL && s->size != NULL;
}

static void give_rooms(scanning *s) {
    const locality_allocator *a = &s->stage->d->allocator;
    size_t places = s->room;

    loc_release(a, s->cell, places, sizeof *s->cell);
    loc_release(a, s->east, places, sizeof *s->east);
    loc_release(a, s->north, places, sizeof *s->north);
    loc_release(a, s->mass, places, sizeof *s->mass);
    loc_release(a, s->count, places * s->periods, sizeof *s->count);
    loc_release(a, s->expected, places * s->periods, sizeof *s->expected);
    loc_release(a, s->size, places * s->periods, sizeof *s->size);
}

locality_status loc_neighbours_scan(loc_stage *stage, locality_demand_result *r,
                                    locality_error *error) {
    const locality_demand *d = stage->d;
    scanning s = {.stage = stage, .result = r};

    r->scans = d->options.no_scan != 0 ? 0 : plan_scans(d, stage->judged, NULL, NULL);
    r->scan = loc_arena_take(&r->arena, r->scans, sizeof *r->scan);
    s.first = loc_allocate_raw(&d->allocator, r->scans, sizeof *s.first);
    if (r->scan == NULL || s.first == NULL) {
        loc_release(&d->allocator, s.first, r->scans, sizeof *s.first);
        return loc_fail_memory(error);
    }
    if (r->scans > 0) {
        plan_scans(d, stage->judged, r->scan, s.first);
    }
    s.room = most_places(r);
    s.periods = d->periods < d->options.scan_window ? d->periods : d->options.scan_window;
    locality_status status = take_rooms(&s) ? scan_all(&s, error) : loc_fail_memory(error);
    give_rooms(&s);
    loc_release(&d->allocator, s.first, r->scans, sizeof *s.first);
    return status;
}
