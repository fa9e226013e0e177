/* Neighbours: thin areas of a service scanned together, and the clusters that their family
 * lists. */
#include "demand/neighbours.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "demand/families.h"
#include "demand/seats.h"

#define MOST_PLACES ((uint32_t)1 << 14)

/* Scans of one council. */
typedef struct scanning {
    loc_stage *stage;
    locality_demand_result *result;
    uint32_t *first; /* of each scan: the first cell of its group */
    loc_seats seats;
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

/* ---- Clusters --------------------------------------------------------------------------------- */

/* Adds a cluster that may be listed, with its areas; false where memory is refused. */
static bool keep_cluster(scanning *all, const loc_seat *s, const locality_scan_cluster *found,
                         const uint32_t *member, size_t members) {
    locality_demand_result *r = all->result;
    const locality_demand *d = all->stage->d;
    const locality_demand_scan *scan = &r->scan[s->scan];
    uint32_t periods = all->seats.periods;
    double variance = 0;

    if (!loc_grow(&d->allocator, (void **)&r->cluster, &r->clusters_room, r->clusters + 1,
                  sizeof *r->cluster)) {
        return false;
    }
    loc_cluster *out = &r->cluster[r->clusters];
    *out = (loc_cluster){.scan = s->scan};
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
                                       .window = periods - (uint32_t)found->first_period,
                                       .folded_into = LOC_DEMAND_NONE,
                                       .folded_cluster = LOC_DEMAND_NONE,
                                       .observed = found->count,
                                       .score = found->score,
                                       .p = found->probability,
                                       .replicates = scan->replicates};
    for (size_t k = 0; k < members; k++) {
        uint32_t area = d->cell[s->cell[member[k]]].area;
        out->cell[k] = s->cell[member[k]];
        out->area[k] = (locality_demand_part){.position = area, .id = r->areas.id[area]};
        for (size_t t = found->first_period; t < periods; t++) {
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

static bool keep_clusters(scanning *s, loc_seat *seat) {
    locality_demand_scan *scan = &s->result->scan[seat->scan];
    locality_scan_result *found = loc_scan_end(&seat->run);
    bool done = true;

    scan->p = 1;
    scan->replicates = (uint32_t)seat->run.drawn;
    for (size_t k = 0; done && k < locality_scan_result_count(found); k++) {
        locality_scan_cluster one;
        size_t members;
        locality_scan_result_cluster(found, k, &one, NULL);
        const uint32_t *member = locality_zones_members(seat->zones, one.zone, &members);
        scan->p = k == 0 ? one.probability : scan->p;
        done = one.probability > s->stage->d->options.q ||
               keep_cluster(s, seat, &one, member, members);
    }
    locality_scan_result_free(found);
    return done;
}

static void fill_seat(const scanning *s, loc_seat *seat) {
    const locality_demand *d = s->stage->d;
    uint32_t first = s->first[seat->scan];

    for (uint32_t k = first; k < group_end(d, first); k++) {
        if (is_thin(d, s->stage->judged, k) && is_placed(d, k)) {
            seat->cell[seat->places++] = k;
        }
    }
}

/* Scans as many as there are seats for, from `*at` to before `end`. */
static locality_status scan_some(scanning *s, size_t *at, size_t end, size_t tests,
                                 locality_error *error) {
    locality_demand_result *r = s->result;
    locality_status status = LOCALITY_OK;

    for (; status == LOCALITY_OK && *at < end; (*at)++) {
        if (r->scan[*at].state != LOCALITY_DEMAND_SCANNED) {
            continue;
        }
        loc_seat *seat = loc_seats_next(&s->seats, (uint32_t)*at);
        if (seat == NULL) {
            break;
        }
        fill_seat(s, seat);
        status = loc_seat_begin(&s->seats, seat, &r->scan[*at], tests, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_seats_run(&s->seats, error);
    }
    for (uint32_t k = 0; status == LOCALITY_OK && k < s->seats.taken; k++) {
        status = keep_clusters(s, &s->seats.seat[k]) ? LOCALITY_OK : loc_fail_memory(error);
    }
    loc_seats_clear(&s->seats);
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
    for (size_t at = first; at < end;) {
        locality_status status = scan_some(s, &at, end, tests, error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    size_t count = 0;
    for (size_t k = first; k < end; k++) {
        if (r->scan[k].state == LOCALITY_DEMAND_SCANNED) {
            room[count++] = (loc_ranked){.p = r->scan[k].p, .q = 1, .cell = (uint32_t)k};
        }
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
    locality_status status = loc_seats_take(&s.seats, stage, most_places(r), r->scans)
                                 ? scan_all(&s, error)
                                 : loc_fail_memory(error);
    loc_seats_give(&s.seats);
    loc_release(&d->allocator, s.first, r->scans, sizeof *s.first);
    return status;
}
