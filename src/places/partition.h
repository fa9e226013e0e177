/* Partition: whether the groups of a layer divide an area between them, no gap and no overlap.
 *
 * What has to be divided is every area inside the whole that is of a tier of the members
 * (districts, wards ...). An area is covered when it or an area above it is a member, or when all
 * such areas inside it are covered; a gap is named once, by the largest area left over. */
#ifndef LOC_PLACES_PARTITION_H
#define LOC_PLACES_PARTITION_H

#include "places/hierarchy.h"
#include "places/succession.h"

typedef struct loc_overlap {
    uint32_t area;  /* the area that both have */
    uint32_t group; /* the two lowest groups that have it or an area it lies in */
    uint32_t other;
} loc_overlap;

typedef struct loc_partition {
    locality_allocator allocator;
    uint32_t *gap; /* areas that no group has, in the order of rows */
    size_t gaps, gap_capacity;
    loc_overlap *overlap; /* areas that several groups have, in the order of rows, each once */
    size_t overlaps, overlap_capacity;
    locality_membership *outside; /* members known to lie elsewhere than in the whole, as listed */
    size_t outsides, outside_capacity;
    bool known; /* false where the whole or a group's members are not stated: no lists then */
} loc_partition;

/* The date on which a division is looked at: members are what they are then. */
typedef struct loc_division_date {
    const loc_succession *succession;
    locality_range on;
} loc_division_date;

/* Checks the layer that a group belongs to over the area that the group says it divides: all groups
 * of the same layer that divide this area or do not say which, in the same structure or in none. The date may
 * be null; `known` is false as well where it does not decide, or the area divided is not one area then. */
locality_status loc_partition_of_group(const loc_hierarchy *hierarchy, uint32_t group,
                                       const loc_division_date *date,
                                       const locality_allocator *allocator, loc_partition *out,
                                       locality_error *error);
/* Checks given members (of areas that exist) over the area `whole`. */
locality_status loc_partition_of(const loc_hierarchy *hierarchy, uint32_t whole,
                                 const locality_membership *members, size_t count,
                                 const loc_division_date *date, const locality_allocator *allocator,
                                 loc_partition *out, locality_error *error);
void loc_partition_clear(loc_partition *partition); /* a zeroed one is allowed */

#endif
