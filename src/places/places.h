/* Places, inside: the handle, and the check that every function of it begins with. */
#ifndef LOC_PLACES_PLACES_H
#define LOC_PLACES_PLACES_H

#include "locality/places.h"
#include "places/hierarchy.h"
#include "places/succession.h"

struct locality_places {
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* retained */
    const loc_hierarchy *hierarchy;    /* kept by the snapshot */
    const loc_succession *succession;  /* likewise */
};

/* LOCALITY_OK where `count` has a place to go and `row` is a row of the kind (LOCALITY_NO_INDEX:
 * any); sets `*count` to 0. */
locality_status loc_places_begin(const locality_places *places, uint32_t kind, uint32_t row,
                                 size_t *count, locality_error *error);

#endif
