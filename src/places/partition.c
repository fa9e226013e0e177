/* Partition: see partition.h. Members are sorted by area once; then every member is compared with
 * the areas above it for overlaps, and every area that should be covered is looked at for gaps. */
#include "places/partition.h"

#include "base/error.h"
#include "base/fill.h"
#include "places/places.h"
#include "model/view.h"

/* Marks of an area while a partition is checked. */
enum marks {
    IS_MEMBER = 1,  /* a group has it */
    HAS_MEMBER = 2, /* a group has an area inside it */
    IS_GAP = 4
};

/* What one check works on. */
typedef struct check {
    const loc_hierarchy *hierarchy;
    uint32_t whole;
    const locality_membership *members;
    size_t count;
    uint32_t *start;               /* areas + 1 offsets into `group` */
    uint32_t *group;               /* groups that list each area */
    uint8_t *mark;                 /* of each area */
    uint32_t tiers;                /* bits: the tiers of the members */
    const loc_division_date *date; /* null: whenever */
    loc_partition *out;
} check;

void loc_partition_clear(loc_partition *partition) {
    const locality_allocator *allocator = &partition->allocator;
    loc_release(allocator, partition->gap, partition->gap_capacity, sizeof *partition->gap);
    loc_release(allocator, partition->overlap, partition->overlap_capacity,
                sizeof *partition->overlap);
    loc_release(allocator, partition->outside, partition->outside_capacity,
                sizeof *partition->outside);
    *partition = (loc_partition){0};
}

static bool add_gap(loc_partition *to, uint32_t area) {
    void *block = to->gap;
    bool made = loc_grow(&to->allocator, &block, &to->gap_capacity, to->gaps + 1, sizeof *to->gap);
    to->gap = block;
    if (made) {
        to->gap[to->gaps++] = area;
    }
    return made;
}

static bool add_overlap(loc_partition *to, const loc_overlap *overlap) {
    void *block = to->overlap;
    bool made = loc_grow(&to->allocator, &block, &to->overlap_capacity, to->overlaps + 1,
                         sizeof *to->overlap);
    to->overlap = block;
    if (made) {
        to->overlap[to->overlaps++] = *overlap;
    }
    return made;
}

static bool add_outside(loc_partition *to, const locality_membership *member) {
    void *block = to->outside;
    bool made = loc_grow(&to->allocator, &block, &to->outside_capacity, to->outsides + 1,
                         sizeof *to->outside);
    to->outside = block;
    if (made) {
        to->outside[to->outsides++] = *member;
    }
    return made;
}

/* Sorts the groups of the members by area, and marks members and what they lie in. */
static void sort_members(check *c) {
    const loc_forest *areas = &c->hierarchy->areas;

    for (size_t i = 0; i < c->count; i++) {
        c->start[c->members[i].area + 1]++;
    }
    for (uint32_t area = 0; area < areas->up.count; area++) {
        c->start[area + 1] += c->start[area];
    }
    for (size_t i = 0; i < c->count; i++) {
        uint32_t area = c->members[i].area;
        c->mark[area] |= IS_MEMBER;
        c->tiers |= 1u << c->hierarchy->tier[area];
        uint32_t lines = loc_forest_above(areas, area);
        for (uint32_t k = 0, at = loc_forest_parent(areas, area); k < lines;
             k++, at = loc_forest_parent(areas, at)) {
            c->mark[at] |= HAS_MEMBER;
        }
    }
    for (size_t i = 0; i < c->count; i++) {
        uint32_t *place = &c->start[c->members[i].area];
        c->group[(*place)++] = c->members[i].group;
    }
    for (uint32_t area = areas->up.count; area > 0;
         area--) { /* filling moved each start to its end */
        c->start[area] = c->start[area - 1];
    }
    c->start[0] = 0;
}

/* ---- Overlaps -------------------------------------------------------------------------------- */

/* Keeps the two lowest groups seen, LOCALITY_ROW_MISSING where there are fewer. */
static void keep_lowest(loc_overlap *overlap, uint32_t group) {
    if (group == overlap->group || group >= overlap->other) {
        return;
    }
    if (group < overlap->group) {
        overlap->other = overlap->group;
        overlap->group = group;
    } else {
        overlap->other = group;
    }
}

static bool find_overlaps(check *c) {
    const loc_forest *areas = &c->hierarchy->areas;
    bool made = true;

    for (uint32_t area = 0; made && area < areas->up.count; area++) {
        if ((c->mark[area] & IS_MEMBER) == 0) {
            continue;
        }
        loc_overlap overlap = {area, LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING};
        uint32_t lines = loc_forest_above(areas, area);
        for (uint32_t i = 0, at = area; i <= lines; i++, at = loc_forest_parent(areas, at)) {
            for (uint32_t k = c->start[at]; k < c->start[at + 1]; k++) {
                keep_lowest(&overlap, c->group[k]);
            }
        }
        if (overlap.other != LOCALITY_ROW_MISSING) {
            made = add_overlap(c->out, &overlap);
        }
    }
    return made;
}

/* ---- Gaps ------------------------------------------------------------------------------------ */

/* Whether an area of no tier is of the level of a member that is of none. */
static bool has_level_of_member(const check *c, uint32_t area) {
    const loc_hierarchy *h = c->hierarchy;
    uint32_t level = h->level != NULL ? h->level[area] : 0;

    for (size_t i = 0; i < c->count; i++) {
        uint32_t member = c->members[i].area;
        if (h->tier[member] == LOC_TIER_NONE &&
            (h->level != NULL ? h->level[member] : 0) == level) {
            return true;
        }
    }
    return false;
}

/* Whether an area is known not to lie in the whole: a stated root is above it, or it above. */
static bool is_elsewhere(const check *c, uint32_t area) {
    const loc_forest *areas = &c->hierarchy->areas;
    uint32_t top = area;

    if (area == c->whole || loc_forest_is_above(areas, c->whole, area)) {
        return false;
    }
    for (uint32_t i = 0; i < loc_forest_above(areas, area); i++) {
        top = loc_forest_parent(areas, top);
    }
    return loc_forest_parent(areas, top) == LOCALITY_ROW_NONE ||
           loc_forest_is_above(areas, area, c->whole);
}

/* Whether an area is known not to exist: retired, or at another time than the date. */
static bool is_gone(const check *c, uint32_t area) {
    const loc_hierarchy *h = c->hierarchy;

    if (c->date != NULL) {
        return loc_succession_valid(c->date->succession, area, &c->date->on) == LOCALITY_FALSE;
    }
    return h->status != NULL && h->status[area] != 0 && h->status[area] == h->retired;
}

/* Whether an area is one of those that the groups have to divide. */
static bool is_to_be_divided(const check *c, uint32_t area) {
    const loc_hierarchy *h = c->hierarchy;
    uint8_t tier = h->tier[area];

    if (area == c->whole || tier == LOC_TIER_NOWHERE || (c->tiers & 1u << tier) == 0 ||
        is_gone(c, area) || !loc_hierarchy_within(h, area, c->whole) || is_elsewhere(c, area)) {
        return false;
    }
    return tier != LOC_TIER_NONE || has_level_of_member(c, area);
}

/* Whether an area is wholly left over; areas above it, which may say so already, come first. */
static bool is_new_gap(const check *c, uint32_t area) {
    const loc_forest *areas = &c->hierarchy->areas;

    if ((c->mark[area] & HAS_MEMBER) != 0) {
        return false;
    }
    uint32_t lines = loc_forest_above(areas, area);
    for (uint32_t i = 0, at = area; i <= lines; i++, at = loc_forest_parent(areas, at)) {
        if ((c->mark[at] & (IS_MEMBER | IS_GAP)) != 0) {
            return false;
        }
    }
    return is_to_be_divided(c, area);
}

/* Marks gaps from the top down, then lists them in the order of rows. */
static bool find_gaps(check *c) {
    const loc_forest *areas = &c->hierarchy->areas;
    bool made = true;

    for (uint32_t i = 0; i < areas->up.count; i++) {
        if (is_new_gap(c, areas->down.order[i])) {
            c->mark[areas->down.order[i]] |= IS_GAP;
        }
    }
    for (uint32_t area = 0; made && area < areas->up.count; area++) {
        made = (c->mark[area] & IS_GAP) == 0 || add_gap(c->out, area);
    }
    return made;
}

/* ---- Members elsewhere ----------------------------------------------------------------------- */

static bool find_outside(check *c) {
    bool made = true;
    for (size_t i = 0; made && i < c->count; i++) {
        made = !is_elsewhere(c, c->members[i].area) || add_outside(c->out, &c->members[i]);
    }
    return made;
}

/* ---- Checking -------------------------------------------------------------------------------- */

locality_status loc_partition_of(const loc_hierarchy *hierarchy, uint32_t whole,
                                 const locality_membership *members, size_t count,
                                 const loc_division_date *date, const locality_allocator *allocator,
                                 loc_partition *out, locality_error *error) {
    size_t areas = hierarchy->count;
    check c = {.hierarchy = hierarchy,
               .whole = whole,
               .members = members,
               .count = count,
               .start = loc_allocate(allocator, areas + 1, sizeof *c.start),
               .group = loc_allocate(allocator, count, sizeof *c.group),
               .mark = loc_allocate(allocator, areas, sizeof *c.mark),
               .date = date,
               .out = out};

    *out = (loc_partition){.allocator = *allocator, .known = true};
    bool made = c.start != NULL && c.group != NULL && c.mark != NULL;
    if (made) {
        sort_members(&c);
        made = find_overlaps(&c) && find_gaps(&c) && find_outside(&c);
    }
    loc_release(allocator, c.start, areas + 1, sizeof *c.start);
    loc_release(allocator, c.group, count, sizeof *c.group);
    loc_release(allocator, c.mark, areas, sizeof *c.mark);
    if (!made) {
        loc_partition_clear(out);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}

/* Whether another group's reference is that of the group, or is not stated. */
static bool is_compatible(const uint32_t *rows, uint32_t group, uint32_t other) {
    return rows == NULL || rows[other] == rows[group] || rows[other] == LOCALITY_ROW_MISSING;
}

/* Whether a group takes part in the division that `group` is part of. */
static bool is_beside(const loc_hierarchy *h, uint32_t group, uint32_t other) {
    bool same_layer =
        h->layer != NULL && h->layer[group] != 0 && h->layer[group] == h->layer[other];
    return group == other || (same_layer && is_compatible(h->divides, group, other) &&
                              is_compatible(h->structure, group, other));
}

/* Memberships while they are put together. */
typedef struct gathering {
    locality_allocator allocator;
    locality_membership *members;
    size_t count, capacity;
} gathering;

static bool gather(gathering *g, uint32_t group, uint32_t area) {
    void *block = g->members;
    bool made = loc_grow(&g->allocator, &block, &g->capacity, g->count + 1, sizeof *g->members);

    g->members = block;
    if (made) {
        g->members[g->count++] = (locality_membership){group, area};
    }
    return made;
}

/* What an area is on the date; false in `*known` where that is left open. Ground that is lost has no
 * area that could be left over. */
static bool gather_on(gathering *g, loc_carry *carry, uint32_t group, uint32_t area, bool *known) {
    bool made = loc_carry_area(carry, area);

    for (size_t i = 0; made && i < carry->count; i++) {
        *known = *known && carry->items[i].certainty == LOCALITY_TRUE;
        if (carry->items[i].fate != LOCALITY_CARRY_LOST) {
            made = gather(g, group, carry->items[i].area);
        }
    }
    carry->count = 0;
    return made;
}

/* The memberships of the layer of a group, carried to the date where there is one. */
static bool gather_layer(gathering *g, const loc_hierarchy *h, uint32_t group, loc_carry *carry,
                         bool *known) {
    bool made = true;

    for (uint32_t other = 0; made && *known && other < h->groups; other++) {
        if (!is_beside(h, group, other)) {
            continue;
        }
        loc_rows of = loc_hierarchy_members(h, other);
        *known = loc_hierarchy_members_known(h, other);
        for (uint32_t i = 0; made && *known && i < of.count; i++) {
            if (of.row[i] < h->count) {
                made = carry != NULL ? gather_on(g, carry, other, of.row[i], known)
                                     : gather(g, other, of.row[i]);
            }
        }
    }
    return made;
}

/* The one area that an area is on the date, else LOCALITY_ROW_MISSING. False where memory is refused. */
static bool carry_whole(loc_carry *carry, uint32_t *whole) {
    bool made = loc_carry_area(carry, *whole);
    bool is_one = made && carry->count == 1 && carry->items[0].fate != LOCALITY_CARRY_LOST &&
                  carry->items[0].certainty == LOCALITY_TRUE;

    *whole = is_one ? carry->items[0].area : LOCALITY_ROW_MISSING;
    carry->count = 0;
    return made;
}

locality_status loc_partition_of_group(const loc_hierarchy *hierarchy, uint32_t group,
                                       const loc_division_date *date,
                                       const locality_allocator *allocator, loc_partition *out,
                                       locality_error *error) {
    uint32_t whole = hierarchy->divides != NULL ? hierarchy->divides[group] : LOCALITY_ROW_MISSING;
    bool known = whole < hierarchy->count;
    gathering g = {.allocator = *allocator};
    loc_carry carry;

    *out = (loc_partition){.allocator = *allocator};
    bool made = true;
    if (known && date != NULL) {
        made = loc_carry_init(&carry, date->succession, &date->on, allocator) &&
               carry_whole(&carry, &whole);
        known = whole < hierarchy->count;
        made = made && (!known || gather_layer(&g, hierarchy, group, &carry, &known));
        loc_carry_clear(&carry);
    } else if (known) {
        made = gather_layer(&g, hierarchy, group, NULL, &known);
    }
    locality_status status = made ? loc_ok(error) : loc_fail_memory(error);
    if (made && known) {
        status =
            loc_partition_of(hierarchy, whole, g.members, g.count, date, allocator, out, error);
    }
    loc_release(allocator, g.members, g.capacity, sizeof *g.members);
    return status;
}

/* ---- For the host ---------------------------------------------------------------------------- */

static void give_faults(const loc_partition *partition, loc_fill *fill) {
    for (size_t i = 0; i < partition->gaps; i++) {
        locality_partition_fault fault = {LOCALITY_PARTITION_GAP, partition->gap[i],
                                          LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING};
        loc_fill_add(fill, &fault);
    }
    for (size_t i = 0; i < partition->overlaps; i++) {
        const loc_overlap *of = &partition->overlap[i];
        locality_partition_fault fault = {LOCALITY_PARTITION_OVERLAP, of->area, of->group,
                                          of->other};
        loc_fill_add(fill, &fault);
    }
    for (size_t i = 0; i < partition->outsides; i++) {
        const locality_membership *of = &partition->outside[i];
        locality_partition_fault fault = {LOCALITY_PARTITION_OUTSIDE, of->area, of->group,
                                          LOCALITY_ROW_MISSING};
        loc_fill_add(fill, &fault);
    }
}

static locality_status give_partition(const locality_places *places, uint32_t group,
                                      const loc_division_date *date, int32_t *known,
                                      locality_partition_fault *out, size_t capacity, size_t *count,
                                      locality_error *error) {
    if (known == NULL) {
        return loc_fail_null(error, "known");
    }
    *known = 0;
    locality_status status = loc_places_begin(places, LOC_KIND_area_group, group, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_partition partition;
    status = loc_partition_of_group(places->hierarchy, group, date, &places->allocator, &partition,
                                    error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    give_faults(&partition, &fill);
    *known = partition.known;
    loc_partition_clear(&partition);
    return loc_fill_end(&fill, count, error);
}

locality_status locality_places_partition(const locality_places *places, uint32_t group,
                                          int32_t *known, locality_partition_fault *out,
                                          size_t capacity, size_t *count, locality_error *error) {
    return give_partition(places, group, NULL, known, out, capacity, count, error);
}

locality_status locality_places_partition_on(const locality_places *places, uint32_t group,
                                             const locality_range *on, int32_t *known,
                                             locality_partition_fault *out, size_t capacity,
                                             size_t *count, locality_error *error) {
    if (known != NULL) {
        *known = 0;
    }
    locality_status status = loc_places_begin(places, LOC_KIND_area_group, group, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!locality_range_is_valid(on)) {
        return loc_fail(error, LOCALITY_INVALID, "the date is null or not a valid range");
    }
    const loc_division_date date = {places->succession, *on};
    return give_partition(places, group, &date, known, out, capacity, count, error);
}

locality_status locality_places_partition_if(const locality_places *places, uint32_t whole,
                                             const locality_membership *members,
                                             size_t members_count, locality_partition_fault *out,
                                             size_t capacity, size_t *count,
                                             locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, whole, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (members == NULL && members_count > 0) {
        return loc_fail_null(error, "members");
    }
    for (size_t i = 0; status == LOCALITY_OK && i < members_count; i++) {
        status = loc_places_begin(places, LOC_KIND_area, members[i].area, count, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_partition partition;
    status = loc_partition_of(places->hierarchy, whole, members, members_count, NULL,
                              &places->allocator, &partition, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    give_faults(&partition, &fill);
    loc_partition_clear(&partition);
    return loc_fill_end(&fill, count, error);
}
