/* Hierarchy: areas inside areas, and areas in groups.
 *
 * The main hierarchy is a forest over `area.parent`. Area groups (North, South) lie across it in
 * layers; a group says which areas are its members and which area its layer divides. Areas of
 * different layers may cross, so what is not known to lie inside or apart is left open. */
#ifndef LOC_PLACES_HIERARCHY_H
#define LOC_PLACES_HIERARCHY_H

#include "base/forest.h"
#include "model/derived.h"
#include "locality/places.h"

typedef struct loc_hierarchy {
    loc_derived derived;
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* borrowed */
    uint32_t count;                    /* areas */
    uint32_t groups;                   /* area groups */
    loc_forest areas;                  /* parent = area.parent */
    uint32_t *unstated;                /* the pointers, where no area has a parent */
    const uint32_t *level;             /* symbol of each area's level; null where none is given */
    const uint32_t *status;            /* symbol of each area's status; null where none is given */
    uint32_t retired;                  /* symbol of the status of what has gone */
    uint8_t *tier;                     /* one of loc_tiers for each area */
    const uint32_t *member_start;  /* groups + 1 offsets into `member`; null: no members at all */
    const uint32_t *member;        /* member areas of each group, as listed */
    const uint8_t *member_missing; /* 1 where a group's members are not given; null: all are */
    const uint32_t *layer;         /* symbol of each group's layer; null where none is given */
    const uint32_t *divides;       /* area that the layer divides (`within`); null: none given */
    const uint32_t *structure;     /* version each group belongs to; null: none given */
    uint32_t *group_start;         /* count + 1 offsets into `group` */
    uint32_t *group;               /* groups of each area, ascending, each once */
    size_t memberships;            /* of `group` */
    uint32_t *lies_start;          /* count + 1 offsets into `lies`; null where there are none */
    uint32_t *lies;                /* areas it lies in through its groups, not in the tree */
    size_t lies_capacity;
} loc_hierarchy;

/* Sorts of area that never overlap one another within a sort. */
enum loc_tiers {
    LOC_TIER_NONE, /* level not stated, or a sort whose areas may overlap (pilot, class, partner) */
    LOC_TIER_COUNTRY,
    LOC_TIER_REGION,
    LOC_TIER_COUNTY,
    LOC_TIER_DISTRICT, /* district, city, borough, unitary */
    LOC_TIER_WARD,
    LOC_TIER_DIVISION,
    LOC_TIER_PARISH, /* parish, town */
    LOC_TIER_MSOA,
    LOC_TIER_LSOA,
    LOC_TIER_NEIGHBOURHOOD,
    LOC_TIER_CLUSTER,
    LOC_TIER_NOWHERE /* countywide, headquarters: no area on the map */
};

/* Tier of a word of area.level; LOC_TIER_NONE for words of none. */
uint8_t loc_tier_of(const char *level);

/* The hierarchy of a snapshot, which it keeps; leaves `error` alone on success. */
locality_status loc_hierarchy_of(const locality_snapshot *snapshot, const loc_hierarchy **out,
                                 locality_error *error);
/* Makes the hierarchy of a snapshot, which must outlive it. */
locality_status loc_hierarchy_new(const locality_snapshot *snapshot,
                                  const locality_allocator *allocator, loc_hierarchy **out,
                                  locality_error *error);
void loc_hierarchy_free(loc_hierarchy *hierarchy);

/* Row of the parent, LOCALITY_ROW_NONE or LOCALITY_ROW_MISSING. */
static inline uint32_t loc_hierarchy_parent(const loc_hierarchy *hierarchy, uint32_t area) {
    return loc_forest_parent(&hierarchy->areas, area);
}

static inline loc_rows loc_hierarchy_children(const loc_hierarchy *hierarchy, uint32_t area) {
    return loc_forest_children(&hierarchy->areas, area);
}

/* All areas below, a parent before its children. */
static inline loc_rows loc_hierarchy_inside(const loc_hierarchy *hierarchy, uint32_t area) {
    return loc_forest_below(&hierarchy->areas, area);
}

/* Areas above, nearest first: how many, and the rows. */
static inline uint32_t loc_hierarchy_ancestor_count(const loc_hierarchy *hierarchy, uint32_t area) {
    return loc_forest_above(&hierarchy->areas, area);
}

static inline void loc_hierarchy_ancestors(const loc_hierarchy *hierarchy, uint32_t area,
                                           uint32_t *out) {
    loc_ascent_chain(&hierarchy->areas.up, area, out);
}

/* Area groups that the area is a member of, ascending. */
static inline loc_rows loc_hierarchy_groups(const loc_hierarchy *hierarchy, uint32_t area) {
    loc_rows rows = {hierarchy->group + hierarchy->group_start[area],
                     hierarchy->group_start[area + 1] - hierarchy->group_start[area]};
    return rows;
}

/* Whether an area is of the level with this symbol; never of level 0. */
static inline bool loc_hierarchy_is_at_level(const loc_hierarchy *hierarchy, uint32_t area,
                                             uint32_t level) {
    return level != 0 && hierarchy->level != NULL && hierarchy->level[area] == level;
}

/* Areas of a group as listed; `count` 0 also where the list was not given (see below). */
loc_rows loc_hierarchy_members(const loc_hierarchy *hierarchy, uint32_t group);
bool loc_hierarchy_members_known(const loc_hierarchy *hierarchy, uint32_t group);

/* Whether area `a` is area `b` or lies inside it: in the hierarchy, or because it (or an area it
 * lies in) is a member of a group whose layer divides `b` or an area inside `b`. */
bool loc_hierarchy_within(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b);
/* Whether area `a` is within a member of the group. */
bool loc_hierarchy_within_group(const loc_hierarchy *hierarchy, uint32_t a, uint32_t group);
/* Whether some area of the list is `a` or contains it. */
bool loc_hierarchy_covers(const loc_hierarchy *hierarchy, const uint32_t *areas, size_t count,
                          uint32_t a);
/* How area `a` lies to area `b`, one of locality_relations. */
int32_t loc_hierarchy_relate(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b);

#endif
