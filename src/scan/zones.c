/* Zones: circles around places, or lists of the caller. */
#include "scan/zones.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "schema/schema.h"

#define MOST_PLACES ((size_t)1 << 20)
#define FEW_PLACES 64 /* of a circle: so many are found without sorting all */

typedef struct neighbour {
    double distance; /* squared */
    uint32_t place;
} neighbour;

static int by_distance(const void *a, const void *b, const void *context) {
    const neighbour *x = a, *y = b;

    (void)context;
    if (x->distance != y->distance) {
        return x->distance < y->distance ? -1 : 1;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

static locality_status make(size_t places, size_t runs, const locality_allocator *allocator,
                            locality_zones **out, locality_error *error) {
    locality_allocator memory;
    locality_status status = loc_allocator_take(allocator, &memory, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    locality_zones *zones = loc_allocate(&memory, 1, sizeof *zones);
    if (zones == NULL) {
        return loc_fail_memory(error);
    }
    *zones = (locality_zones){.allocator = memory, .places = places, .runs = runs};
    zones->first = loc_allocate(&memory, runs + 1, sizeof *zones->first);
    if (zones->first == NULL) {
        locality_zones_free(zones);
        return loc_fail_memory(error);
    }
    *out = zones;
    return LOCALITY_OK;
}

static locality_status check_places(size_t places, locality_error *error) {
    if (places == 0) {
        return loc_fail(error, LOCALITY_INVALID, "there are no places");
    }
    return places <= MOST_PLACES ? LOCALITY_OK
                                 : loc_fail(error, LOCALITY_LIMIT, "%zu places are more than %zu",
                                            places, MOST_PLACES);
}

/* ---- Circles ---------------------------------------------------------------------------------- */

typedef struct circles {
    const double *x, *y, *weight;
    size_t places, most_places;
    double most_weight, most_distance; /* squared */
    neighbour *near;                   /* of the centre */
} circles;

static locality_status check_circles(const circles *c, locality_error *error) {
    for (size_t p = 0; p < c->places; p++) {
        if (!isfinite(c->x[p]) || !isfinite(c->y[p])) {
            return loc_fail(error, LOCALITY_INVALID, "place %zu: its coordinates are not finite",
                            p);
        }
        if (c->weight != NULL && !(c->weight[p] >= 0 && isfinite(c->weight[p]))) {
            return loc_fail(error, LOCALITY_INVALID, "place %zu: its weight is not 0 or more", p);
        }
    }
    return LOCALITY_OK;
}

static double weight_of(const circles *c, size_t place) {
    return c->weight == NULL ? 1 : c->weight[place];
}

static neighbour neighbour_of(const circles *c, size_t centre, size_t place) {
    double dx = c->x[place] - c->x[centre], dy = c->y[place] - c->y[centre];

    return (neighbour){place == centre ? -1 : dx * dx + dy * dy, (uint32_t)place};
}

/* Keeps the nearest alone, each put in its place: most places are farther than all that are kept. */
static void keep_nearest(const circles *c, size_t centre) {
    size_t kept = 0;

    for (size_t p = 0; p < c->places; p++) {
        neighbour n = neighbour_of(c, centre, p);
        if (kept == c->most_places && n.distance >= c->near[kept - 1].distance) {
            continue;
        }
        size_t at = kept < c->most_places ? kept++ : kept - 1;
        for (; at > 0 && c->near[at - 1].distance > n.distance; at--) {
            c->near[at] = c->near[at - 1];
        }
        c->near[at] = n;
    }
}

/* How many places the largest circle around `centre` has; they are the first of `near`. */
static size_t find_circle(const circles *c, size_t centre) {
    double weight = 0;
    size_t count = 0;

    if (c->most_places <= FEW_PLACES) {
        keep_nearest(c, centre);
    } else {
        for (size_t p = 0; p < c->places; p++) {
            c->near[p] = neighbour_of(c, centre, p);
        }
        loc_sort(c->near, c->places, sizeof *c->near, by_distance, NULL);
    }
    while (count < c->most_places && c->near[count].distance <= c->most_distance) {
        weight += weight_of(c, c->near[count].place);
        if (weight > c->most_weight) {
            break;
        }
        count++;
    }
    return count;
}

static bool add_circles(locality_zones *zones, const circles *c, size_t *capacity) {
    for (size_t centre = 0; centre < c->places; centre++) {
        size_t count = find_circle(c, centre);
        if (!loc_grow(&zones->allocator, (void **)&zones->member, capacity, zones->members + count,
                      sizeof *zones->member)) {
            return false;
        }
        for (size_t k = 0; k < count; k++) {
            zones->member[zones->members++] = c->near[k].place;
        }
        zones->first[centre + 1] = zones->members;
    }
    return true;
}

/* Gives back the room that the list of members grew too far. */
static bool trim(locality_zones *zones, size_t capacity) {
    uint32_t *exact = loc_allocate_raw(&zones->allocator, zones->members, sizeof *exact);

    if (exact != NULL && zones->members > 0) {
        memcpy(exact, zones->member, zones->members * sizeof *exact);
    }
    loc_release(&zones->allocator, zones->member, capacity, sizeof *zones->member);
    zones->member = exact;
    return exact != NULL;
}

static locality_status fill_circles(locality_zones *zones, circles *c, locality_error *error) {
    size_t capacity = 0;

    zones->nested = true;
    c->near = loc_allocate_raw(&zones->allocator, c->places, sizeof *c->near);
    bool done = c->near != NULL && add_circles(zones, c, &capacity);
    loc_release(&zones->allocator, c->near, c->near == NULL ? 0 : c->places, sizeof *c->near);
    if (!done) {
        loc_release(&zones->allocator, zones->member, capacity, sizeof *zones->member);
        zones->member = NULL;
        return loc_fail_memory(error);
    }
    return trim(zones, capacity) ? LOCALITY_OK : loc_fail_memory(error);
}

static locality_status take_options(const locality_circle_options *given, circles *c,
                                    locality_error *error) {
    locality_circle_options in = LOCALITY_CIRCLE_OPTIONS_INIT;
    double total = 0;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_circle_options");
    }
    if (!(in.most_share > 0 && in.most_share <= 1) || !(in.most_distance > 0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "most_share is not above 0 and at most 1, or most_distance not above 0");
    }
    for (size_t p = 0; p < c->places; p++) {
        total += weight_of(c, p);
    }
    c->most_weight = in.most_share * total;
    c->most_distance = in.most_distance * in.most_distance;
    c->most_places = in.most_places == 0 || in.most_places > c->places ? c->places : in.most_places;
    return LOCALITY_OK;
}

locality_status locality_zones_new_circles(const double *x, const double *y, const double *weight,
                                           size_t places, const locality_circle_options *options,
                                           const locality_allocator *allocator,
                                           locality_zones **out, locality_error *error) {
    locality_zones *zones = NULL;

    if (out != NULL) {
        *out = NULL;
    }
    if (x == NULL || y == NULL || out == NULL) {
        return loc_fail_null(error, x == NULL ? "x" : y == NULL ? "y" : "out");
    }
    circles c = {.x = x, .y = y, .weight = weight, .places = places};
    locality_status status = check_places(places, error);
    if (status != LOCALITY_OK || (status = check_circles(&c, error)) != LOCALITY_OK ||
        (status = take_options(options, &c, error)) != LOCALITY_OK) {
        return status;
    }
    status = make(places, places, allocator, &zones, error);
    if (zones != NULL && (status = fill_circles(zones, &c, error)) != LOCALITY_OK) {
        locality_zones_free(zones);
        zones = NULL;
    }
    *out = zones;
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

/* ---- Lists ------------------------------------------------------------------------------------ */

static locality_status check_listed(const size_t *first, const uint32_t *member, size_t zones,
                                    size_t places, uint8_t *seen, locality_error *error) {
    if (first[0] != 0) {
        return loc_fail(error, LOCALITY_INVALID, "first[0] is not 0");
    }
    for (size_t z = 0; z < zones; z++) {
        if (first[z + 1] <= first[z]) {
            return loc_fail(error, LOCALITY_INVALID, "zone %zu is empty or ends before it begins",
                            z);
        }
        for (size_t k = first[z]; k < first[z + 1]; k++) {
            if (member[k] >= places || seen[member[k]]) {
                return loc_fail(error, LOCALITY_INVALID, "zone %zu: place %u %s", z, member[k],
                                member[k] >= places ? "does not exist" : "is listed twice");
            }
            seen[member[k]] = 1;
        }
        for (size_t k = first[z]; k < first[z + 1]; k++) {
            seen[member[k]] = 0;
        }
    }
    return LOCALITY_OK;
}

static locality_status fill_listed(locality_zones *zones, const size_t *first,
                                   const uint32_t *member, locality_error *error) {
    uint8_t *seen = loc_allocate(&zones->allocator, zones->places, 1);

    if (seen == NULL) {
        return loc_fail_memory(error);
    }
    locality_status status = check_listed(first, member, zones->runs, zones->places, seen, error);
    loc_release(&zones->allocator, seen, zones->places, 1);
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t members = first[zones->runs];
    zones->member = loc_allocate_raw(&zones->allocator, members, sizeof *member);
    if (zones->member == NULL) {
        return loc_fail_memory(error);
    }
    zones->members = members;
    memcpy(zones->member, member, members * sizeof *member);
    memcpy(zones->first, first, (zones->runs + 1) * sizeof *first);
    return LOCALITY_OK;
}

locality_status locality_zones_new_listed(const size_t *first, const uint32_t *member, size_t zones,
                                          size_t places, const locality_allocator *allocator,
                                          locality_zones **out, locality_error *error) {
    locality_zones *made = NULL;

    if (out != NULL) {
        *out = NULL;
    }
    if (first == NULL || member == NULL || out == NULL) {
        return loc_fail_null(error, first == NULL ? "first" : member == NULL ? "member" : "out");
    }
    locality_status status = check_places(places, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (zones == 0 || zones > SIZE_MAX / sizeof *first - 1) {
        return loc_fail(error, LOCALITY_INVALID, "there are no zones, or more than memory holds");
    }
    status = make(places, zones, allocator, &made, error);
    if (made != NULL && (status = fill_listed(made, first, member, error)) != LOCALITY_OK) {
        locality_zones_free(made);
        made = NULL;
    }
    *out = made;
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

/* ---- Reading ---------------------------------------------------------------------------------- */

void locality_zones_free(locality_zones *zones) {
    if (zones == NULL) {
        return;
    }
    locality_allocator memory = zones->allocator;
    loc_release(&memory, zones->member, zones->members, sizeof *zones->member);
    loc_release(&memory, zones->first, zones->runs + 1, sizeof *zones->first);
    loc_release(&memory, zones, 1, sizeof *zones);
}

size_t locality_zones_count(const locality_zones *zones) {
    if (zones == NULL) {
        return 0;
    }
    return zones->nested ? zones->members : zones->runs;
}

/* Run of the `member`-th of the list. */
static size_t run_of(const locality_zones *zones, size_t member) {
    size_t low = 0, high = zones->runs;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(zones->first[middle] <= member ? &low : &high) = middle;
    }
    return low;
}

const uint32_t *loc_zone_members(const locality_zones *zones, size_t zone, size_t *count) {
    size_t run = zones->nested ? run_of(zones, zone) : zone;
    size_t end = zones->nested ? zone + 1 : zones->first[zone + 1];

    *count = end - zones->first[run];
    return zones->member + zones->first[run];
}

const uint32_t *locality_zones_members(const locality_zones *zones, size_t zone, size_t *count) {
    size_t unused = 0;

    count = count == NULL ? &unused : count;
    *count = 0;
    return zone < locality_zones_count(zones) ? loc_zone_members(zones, zone, count) : NULL;
}
