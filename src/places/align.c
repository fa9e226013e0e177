/* Alignment: is a group of areas a union of the units of another layer?
 *
 * Every unit is weighed against the members of the group: it lies in it, apart from it, across its
 * edge, or nobody can say. */
#include "base/fill.h"
#include "places/places.h"
#include "model/view.h"

/* The units: areas of a level (or of its tier: a city is a district), and groups of a layer. */
typedef struct units {
    uint32_t symbol; /* of the level or layer; 0: no record has it */
    uint8_t tier;    /* of the level */
} units;

static bool is_unit_area(const loc_hierarchy *h, uint32_t area, units of) {
    return of.tier != LOC_TIER_NONE ? h->tier[area] == of.tier
                                    : loc_hierarchy_is_at_level(h, area, of.symbol);
}

static bool is_unit_group(const loc_hierarchy *h, uint32_t group, units of) {
    return of.symbol != 0 && h->layer != NULL && h->layer[group] == of.symbol;
}

/* Where something lies; parts of a whole may lie on several sides. */
enum sides {
    SIDE_IN = 1,      /* in the group */
    SIDE_OUT = 2,     /* apart from it */
    SIDE_UNKNOWN = 4, /* nobody can say */
    SIDE_MIXED = 8    /* some member lies inside it: its parts have to say */
};

/* How an area lies to the members by its own relation to each. */
static uint32_t sides_of_whole(const loc_hierarchy *h, uint32_t area, loc_rows members) {
    uint32_t sides = SIDE_OUT;

    for (uint32_t i = 0; i < members.count; i++) {
        switch (loc_hierarchy_relate(h, area, members.row[i])) {
        case LOCALITY_RELATION_SAME:
        case LOCALITY_RELATION_INSIDE:
            return SIDE_IN;
        case LOCALITY_RELATION_CONTAINS:
            sides = SIDE_MIXED;
            break;
        case LOCALITY_RELATION_UNKNOWN:
            sides = sides == SIDE_OUT ? SIDE_UNKNOWN : sides;
            break;
        default:
            break;
        }
    }
    return sides;
}

/* Bits of the tiers of the members that lie inside an area. */
static uint32_t tiers_inside(const loc_hierarchy *h, uint32_t area, loc_rows members) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < members.count; i++) {
        if (loc_hierarchy_within(h, members.row[i], area)) {
            bits |= 1u << h->tier[members.row[i]];
        }
    }
    return bits & ~(1u << LOC_TIER_NONE);
}

/* How an area lies to the members: where some lie inside it, by its parts of their tiers. */
static uint32_t sides_of_area(const loc_hierarchy *h, uint32_t area, loc_rows members) {
    uint32_t sides = sides_of_whole(h, area, members);
    if (sides != SIDE_MIXED) {
        return sides;
    }
    uint32_t tiers = tiers_inside(h, area, members);
    loc_rows inside = loc_hierarchy_inside(h, area);
    sides = 0;
    for (uint32_t i = 0; i < inside.count; i++) {
        if ((tiers & 1u << h->tier[inside.row[i]]) != 0) {
            sides |= sides_of_whole(h, inside.row[i], members);
        }
    }
    sides &= ~(uint32_t)SIDE_MIXED; /* the parts of that part are among the areas inside */
    return sides != 0 ? sides : SIDE_UNKNOWN;
}

/* How a group of another layer lies to the members. */
static uint32_t sides_of_group(const loc_hierarchy *h, uint32_t group, loc_rows members) {
    loc_rows parts = loc_hierarchy_members(h, group);
    uint32_t sides = 0;
    for (uint32_t i = 0; i < parts.count; i++) {
        sides |= sides_of_area(h, parts.row[i], members);
    }
    return sides != 0 ? sides : SIDE_UNKNOWN;
}

/* What is known of one group after the units so far. */
typedef struct judgement {
    locality_alignment result;
    size_t units;
} judgement;

/* One unit across settles it; one unknown leaves it open unless a later one settles it. */
static void weigh(judgement *j, uint32_t sides, uint32_t kind, uint32_t unit) {
    bool across = (sides & SIDE_IN) != 0 && (sides & SIDE_OUT) != 0;
    bool crosses = across && j->result.alignment != LOCALITY_ALIGNMENT_CROSSES;
    bool unknown =
        !across && (sides & SIDE_UNKNOWN) != 0 && j->result.alignment == LOCALITY_ALIGNMENT_UNION;

    j->units++;
    if (crosses || unknown) {
        j->result.alignment = crosses ? LOCALITY_ALIGNMENT_CROSSES : LOCALITY_ALIGNMENT_UNKNOWN;
        j->result.kind = kind;
        j->result.unit = unit;
    }
}

static bool share_ground(const loc_hierarchy *h, uint32_t a, uint32_t b) {
    return loc_hierarchy_within(h, a, b) || loc_hierarchy_within(h, b, a);
}

/* Whether a member has ground in common with a unit; else no union of units gives it. */
static bool is_made_of_units(const loc_hierarchy *h, uint32_t member, units of) {
    for (uint32_t area = 0; area < h->count; area++) {
        if (is_unit_area(h, area, of) && share_ground(h, area, member)) {
            return true;
        }
    }
    for (uint32_t group = 0; group < h->groups; group++) {
        loc_rows parts = loc_hierarchy_members(h, group);
        for (uint32_t i = 0; is_unit_group(h, group, of) && i < parts.count; i++) {
            if (share_ground(h, parts.row[i], member)) {
                return true;
            }
        }
    }
    return false;
}

static locality_alignment judge(const loc_hierarchy *h, uint32_t group, units of) {
    judgement j = {{group, LOCALITY_ALIGNMENT_UNION, LOCALITY_NO_INDEX, LOCALITY_ROW_MISSING}, 0};
    loc_rows members = loc_hierarchy_members(h, group);

    for (uint32_t area = 0; area < h->count; area++) {
        if (is_unit_area(h, area, of)) {
            weigh(&j, sides_of_area(h, area, members), LOC_KIND_area, area);
        }
    }
    for (uint32_t unit = 0; unit < h->groups; unit++) {
        if (is_unit_group(h, unit, of)) {
            weigh(&j, sides_of_group(h, unit, members), LOC_KIND_area_group, unit);
        }
    }
    bool made = j.units > 0 && members.count > 0;
    for (uint32_t i = 0; made && i < members.count; i++) {
        made = is_made_of_units(h, members.row[i], of);
    }
    if (!made && j.result.alignment == LOCALITY_ALIGNMENT_UNION) {
        j.result.alignment = LOCALITY_ALIGNMENT_UNKNOWN;
    }
    return j.result;
}

locality_status locality_places_align(const locality_places *places, const char *layer,
                                      const char *other, locality_alignment *out, size_t capacity,
                                      size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (layer == NULL || other == NULL) {
        return loc_fail_null(error, layer == NULL ? "layer" : "other");
    }
    const loc_hierarchy *h = places->hierarchy;
    uint32_t judged = locality_snapshot_symbol(places->snapshot, layer);
    units of = {locality_snapshot_symbol(places->snapshot, other), loc_tier_of(other)};
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (uint32_t group = 0; group < h->groups; group++) {
        if (judged != 0 && h->layer != NULL && h->layer[group] == judged) {
            locality_alignment row = judge(h, group, of);
            loc_fill_add(&fill, &row);
        }
    }
    return loc_fill_end(&fill, count, error);
}
