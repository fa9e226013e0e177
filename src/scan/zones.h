/* Zones, inside: members of all zones in one list. */
#ifndef LOC_SCAN_ZONES_H
#define LOC_SCAN_ZONES_H

#include <stdbool.h>

#include "locality/scan.h"

/* Runs of members. Where zones are nested (circles), zone z is its run's members up to the z-th of the
 * list, so that one pass over a run adds up all its zones; else every run is one zone. */
struct locality_zones {
    locality_allocator allocator;
    size_t places, runs, members;
    size_t *first;    /* of each run, and the end: runs + 1 */
    uint32_t *member; /* places */
    bool nested;
};

/* Members of a zone, `*count` of them. */
const uint32_t *loc_zone_members(const locality_zones *zones, size_t zone, size_t *count);

#endif
