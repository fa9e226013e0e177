/* Hierarchy: see hierarchy.h. The tree answers most questions by itself; where groups
 * put an area inside another and the tree does not, the areas so reached are written down once. */
#include "places/hierarchy.h"

#include <string.h>

#include "base/error.h"
#include "model/view.h"

/* Words of area.level by tier; words that are not here belong to none. */
static const struct {
    const char *word;
    uint8_t tier;
} tiers[] = {
    {"country", LOC_TIER_COUNTRY},
    {"region", LOC_TIER_REGION},
    {"county", LOC_TIER_COUNTY},
    {"district", LOC_TIER_DISTRICT},
    {"city", LOC_TIER_DISTRICT},
    {"borough", LOC_TIER_DISTRICT},
    {"unitary", LOC_TIER_DISTRICT},
    {"ward", LOC_TIER_WARD},
    {"division", LOC_TIER_DIVISION},
    {"parish", LOC_TIER_PARISH},
    {"town", LOC_TIER_PARISH},
    {"msoa", LOC_TIER_MSOA},
    {"lsoa", LOC_TIER_LSOA},
    {"neighbourhood", LOC_TIER_NEIGHBOURHOOD},
    {"cluster", LOC_TIER_CLUSTER},
    {"countywide", LOC_TIER_NOWHERE},
    {"headquarters", LOC_TIER_NOWHERE},
};

#define TIER_WORDS (sizeof tiers / sizeof tiers[0])

uint8_t loc_tier_of(const char *level) {
    for (size_t i = 0; i < TIER_WORDS; i++) {
        if (strcmp(tiers[i].word, level) == 0) {
            return tiers[i].tier;
        }
    }
    return LOC_TIER_NONE;
}

void loc_hierarchy_free(loc_hierarchy *hierarchy) {
    if (hierarchy == NULL) {
        return;
    }
    locality_allocator allocator = hierarchy->allocator;
    size_t count = hierarchy->count;
    loc_forest_clear(&hierarchy->areas);
    loc_release(&allocator, hierarchy->unstated, count, sizeof(uint32_t));
    loc_release(&allocator, hierarchy->tier, count, sizeof *hierarchy->tier);
    loc_release(&allocator, hierarchy->group_start, count + 1, sizeof(uint32_t));
    loc_release(&allocator, hierarchy->group, hierarchy->memberships, sizeof(uint32_t));
    loc_release(&allocator, hierarchy->lies_start, count + 1, sizeof(uint32_t));
    loc_release(&allocator, hierarchy->lies, hierarchy->lies_capacity, sizeof(uint32_t));
    loc_release(&allocator, hierarchy, 1, sizeof *hierarchy);
}

/* ---- Areas ----------------------------------------------------------------------------------- */

static locality_status take_parents(loc_hierarchy *hierarchy, locality_error *error) {
    locality_column parents = LOC_VIEW(hierarchy->snapshot, area, parent);
    const uint32_t *parent = parents.row;

    if (parent == NULL) {
        hierarchy->unstated =
            loc_allocate_raw(&hierarchy->allocator, hierarchy->count, sizeof(uint32_t));
        if (hierarchy->unstated == NULL) {
            return loc_fail_memory(error);
        }
        for (uint32_t area = 0; area < hierarchy->count; area++) {
            hierarchy->unstated[area] = LOCALITY_ROW_MISSING;
        }
        parent = hierarchy->unstated;
    }
    return loc_forest_init(&hierarchy->areas, parent, hierarchy->count, &hierarchy->allocator,
                           error);
}

static bool take_tiers(loc_hierarchy *hierarchy) {
    uint32_t symbols[TIER_WORDS];

    hierarchy->level = LOC_VIEW(hierarchy->snapshot, area, level).symbol;
    hierarchy->status = LOC_VIEW(hierarchy->snapshot, area, status).symbol;
    hierarchy->retired = locality_snapshot_symbol(hierarchy->snapshot, "retired");
    hierarchy->tier =
        loc_allocate(&hierarchy->allocator, hierarchy->count, sizeof *hierarchy->tier);
    if (hierarchy->tier == NULL || hierarchy->level == NULL) {
        return hierarchy->tier != NULL;
    }
    for (size_t i = 0; i < TIER_WORDS; i++) {
        symbols[i] = locality_snapshot_symbol(hierarchy->snapshot, tiers[i].word);
    }
    for (uint32_t area = 0; area < hierarchy->count; area++) {
        for (size_t i = 0; hierarchy->level[area] != 0 && i < TIER_WORDS; i++) {
            if (symbols[i] == hierarchy->level[area]) {
                hierarchy->tier[area] = tiers[i].tier;
            }
        }
    }
    return true;
}

/* ---- Groups ---------------------------------------------------------------------------------- */

loc_rows loc_hierarchy_members(const loc_hierarchy *hierarchy, uint32_t group) {
    loc_rows rows = {NULL, 0};
    if (hierarchy->member_start != NULL && hierarchy->member != NULL) {
        rows.row = hierarchy->member + hierarchy->member_start[group];
        rows.count = hierarchy->member_start[group + 1] - hierarchy->member_start[group];
    }
    return rows;
}

bool loc_hierarchy_members_known(const loc_hierarchy *hierarchy, uint32_t group) {
    return hierarchy->member_start != NULL &&
           (hierarchy->member_missing == NULL || hierarchy->member_missing[group] == 0);
}

/* Visits each pair of area and group once, groups ascending: with `fill` writes the groups of each
 * area, without it counts them into `group_start`, one place on. `last` is scratch. */
static void visit_memberships(loc_hierarchy *hierarchy, uint32_t *last, bool fill) {
    uint32_t *start = hierarchy->group_start;

    for (uint32_t area = 0; area < hierarchy->count; area++) {
        last[area] = LOCALITY_ROW_MISSING;
    }
    for (uint32_t group = 0; group < hierarchy->groups; group++) {
        loc_rows members = loc_hierarchy_members(hierarchy, group);
        for (uint32_t i = 0; i < members.count; i++) {
            uint32_t area = members.row[i];
            if (area >= hierarchy->count || last[area] == group) {
                continue;
            }
            last[area] = group;
            if (fill) {
                hierarchy->group[start[area]] = group;
            }
            start[fill ? area : area + 1]++;
        }
    }
}

/* The groups of each area, by a counting sort. */
static bool take_groups(loc_hierarchy *hierarchy) {
    const locality_allocator *allocator = &hierarchy->allocator;
    size_t count = hierarchy->count;
    locality_column members = LOC_VIEW(hierarchy->snapshot, area_group, members);

    hierarchy->groups = loc_view_count(hierarchy->snapshot, LOC_KIND_area_group);
    hierarchy->member_start = members.start;
    hierarchy->member = members.row;
    hierarchy->member_missing = members.missing;
    hierarchy->layer = LOC_VIEW(hierarchy->snapshot, area_group, layer).symbol;
    hierarchy->divides = LOC_VIEW(hierarchy->snapshot, area_group, within).row;
    hierarchy->structure = LOC_VIEW(hierarchy->snapshot, area_group, structure).row;

    uint32_t *start = loc_allocate(allocator, count + 1, sizeof *start);
    uint32_t *last = loc_allocate_raw(allocator, count, sizeof *last);
    hierarchy->group_start = start;
    bool made = start != NULL && last != NULL;
    if (made) {
        visit_memberships(hierarchy, last, false);
        for (size_t area = 0; area < count; area++) {
            start[area + 1] += start[area];
        }
        hierarchy->memberships = start[count];
        hierarchy->group = loc_allocate_raw(allocator, hierarchy->memberships, sizeof(uint32_t));
        made = hierarchy->group != NULL;
    }
    if (made) {
        visit_memberships(hierarchy, last, true);
        for (size_t area = count; area > 0; area--) { /* filling moved each start to its end */
            start[area] = start[area - 1];
        }
        start[0] = 0;
    }
    loc_release(allocator, last, count, sizeof *last);
    return made;
}

/* ---- Inside through groups ------------------------------------------------------------------- */

/* A search upwards through groups from one area. */
typedef struct search {
    loc_hierarchy *hierarchy;
    uint32_t *met;   /* the area whose search has met each area */
    uint32_t *stack; /* areas still to be left through their groups */
    uint32_t depth;
    size_t found; /* of `lies` so far */
} search;

/* Notes the areas that the groups of `area` divide, where the tree does not put `from` there. */
static bool leave(search *s, uint32_t from, uint32_t area) {
    loc_hierarchy *h = s->hierarchy;
    loc_rows groups = loc_hierarchy_groups(h, area);

    for (uint32_t i = 0; i < groups.count; i++) {
        uint32_t whole = h->divides[groups.row[i]];
        if (whole >= h->count || whole == from || s->met[whole] == from) {
            continue;
        }
        s->met[whole] = from;
        if (loc_forest_is_above(&h->areas, whole, from)) {
            continue;
        }
        void *lies = h->lies;
        if (!loc_grow(&h->allocator, &lies, &h->lies_capacity, s->found + 1, sizeof *h->lies)) {
            return false;
        }
        h->lies = lies;
        h->lies[s->found++] = whole;
        s->stack[s->depth++] = whole;
    }
    return true;
}

static bool search_from(search *s, uint32_t from) {
    const loc_forest *areas = &s->hierarchy->areas;
    bool made = leave(s, from, from);

    while (made && s->depth > 0) {
        uint32_t at = s->stack[--s->depth];
        uint32_t lines = loc_forest_above(areas, at);
        made = leave(s, from, at);
        for (uint32_t i = 0; made && i < lines; i++) {
            at = loc_forest_parent(areas, at);
            made = leave(s, from, at);
        }
    }
    return made;
}

/* Writes down, for each member of a group, the areas that it lies in through groups alone. */
static bool take_lies(loc_hierarchy *hierarchy) {
    const locality_allocator *allocator = &hierarchy->allocator;
    size_t count = hierarchy->count;

    if (hierarchy->divides == NULL) {
        return true;
    }
    search s = {.hierarchy = hierarchy};
    hierarchy->lies_start = loc_allocate(allocator, count + 1, sizeof(uint32_t));
    s.met = loc_allocate_raw(allocator, count, sizeof *s.met);
    s.stack = loc_allocate_raw(allocator, count, sizeof *s.stack);
    bool made = hierarchy->lies_start != NULL && s.met != NULL && s.stack != NULL;
    for (uint32_t area = 0; made && area < count; area++) {
        s.met[area] = LOCALITY_ROW_MISSING;
    }
    for (uint32_t area = 0; made && area < count; area++) {
        made = search_from(&s, area) && s.found < UINT32_MAX;
        hierarchy->lies_start[area + 1] = (uint32_t)s.found;
    }
    loc_release(allocator, s.met, count, sizeof *s.met);
    loc_release(allocator, s.stack, count, sizeof *s.stack);
    if (s.found == 0) {
        loc_release(allocator, hierarchy->lies_start, count + 1, sizeof(uint32_t));
        hierarchy->lies_start = NULL;
    }
    return made;
}

/* ---- Making and asking ----------------------------------------------------------------------- */

locality_status loc_hierarchy_new(const locality_snapshot *snapshot,
                                  const locality_allocator *allocator, loc_hierarchy **out,
                                  locality_error *error) {
    *out = NULL;
    loc_hierarchy *hierarchy = loc_allocate(allocator, 1, sizeof *hierarchy);
    if (hierarchy == NULL) {
        return loc_fail_memory(error);
    }
    hierarchy->allocator = *allocator;
    hierarchy->snapshot = snapshot;
    hierarchy->count = loc_view_count(snapshot, LOC_KIND_area);

    locality_status status = take_parents(hierarchy, error);
    if (status == LOCALITY_OK &&
        !(take_tiers(hierarchy) && take_groups(hierarchy) && take_lies(hierarchy))) {
        status = loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        loc_hierarchy_free(hierarchy);
        return status;
    }
    *out = hierarchy;
    return loc_ok(error);
}

static void free_hierarchy(loc_derived *derived) {
    loc_hierarchy_free((loc_hierarchy *)(void *)derived);
}

static locality_status derive_hierarchy(const locality_snapshot *snapshot,
                                        const locality_allocator *allocator, loc_derived **out,
                                        locality_error *error) {
    loc_hierarchy *hierarchy;
    locality_status status = loc_hierarchy_new(snapshot, allocator, &hierarchy, error);
    if (hierarchy != NULL) {
        hierarchy->derived.free = free_hierarchy;
        *out = &hierarchy->derived;
    }
    return status;
}

locality_status loc_hierarchy_of(const locality_snapshot *snapshot, const loc_hierarchy **out,
                                 locality_error *error) {
    const loc_derived *kept = NULL;
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_AREAS, derive_hierarchy, &kept, error);
    *out = (const loc_hierarchy *)(const void *)kept;
    return status;
}

static bool is_or_lies_in_tree(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b) {
    return a == b || loc_forest_is_above(&hierarchy->areas, b, a);
}

bool loc_hierarchy_within(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b) {
    if (is_or_lies_in_tree(hierarchy, a, b)) {
        return true;
    }
    if (hierarchy->lies_start == NULL) {
        return false;
    }
    uint32_t lines = loc_forest_above(&hierarchy->areas, a);
    for (uint32_t i = 0, at = a; i <= lines; i++, at = loc_hierarchy_parent(hierarchy, at)) {
        for (uint32_t k = hierarchy->lies_start[at]; k < hierarchy->lies_start[at + 1]; k++) {
            if (is_or_lies_in_tree(hierarchy, hierarchy->lies[k], b)) {
                return true;
            }
        }
    }
    return false;
}

bool loc_hierarchy_covers(const loc_hierarchy *hierarchy, const uint32_t *areas, size_t count,
                          uint32_t a) {
    for (size_t i = 0; i < count; i++) {
        if (areas[i] < hierarchy->count && loc_hierarchy_within(hierarchy, a, areas[i])) {
            return true;
        }
    }
    return false;
}

bool loc_hierarchy_within_group(const loc_hierarchy *hierarchy, uint32_t a, uint32_t group) {
    loc_rows members = loc_hierarchy_members(hierarchy, group);
    return loc_hierarchy_covers(hierarchy, members.row, members.count, a);
}

/* Whether the two lie in different areas of one tier. */
static bool is_apart(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b) {
    const loc_forest *areas = &hierarchy->areas;

    for (uint32_t i = 0, x = a; i <= loc_forest_above(areas, a);
         i++, x = loc_forest_parent(areas, x)) {
        uint8_t tier = hierarchy->tier[x];
        if (tier == LOC_TIER_NONE || tier == LOC_TIER_NOWHERE) {
            continue;
        }
        for (uint32_t k = 0, y = b; k <= loc_forest_above(areas, b);
             k++, y = loc_forest_parent(areas, y)) {
            if (hierarchy->tier[y] == tier && !is_or_lies_in_tree(hierarchy, x, y) &&
                !is_or_lies_in_tree(hierarchy, y, x)) {
                return true;
            }
        }
    }
    return false;
}

int32_t loc_hierarchy_relate(const loc_hierarchy *hierarchy, uint32_t a, uint32_t b) {
    if (a == b) {
        return LOCALITY_RELATION_SAME;
    }
    if (loc_hierarchy_within(hierarchy, a, b)) {
        return LOCALITY_RELATION_INSIDE;
    }
    if (loc_hierarchy_within(hierarchy, b, a)) {
        return LOCALITY_RELATION_CONTAINS;
    }
    return is_apart(hierarchy, a, b) ? LOCALITY_RELATION_APART : LOCALITY_RELATION_UNKNOWN;
}
