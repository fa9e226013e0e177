/* Belonging: see belonging.h. A row of the table says which field decides and how. */
#include "structure/belonging.h"

#include "base/error.h"

#define NOTHING (UINT32_MAX - 4) /* a list before its first item */

/* Joins what one item of a list belongs to with what the others do. */
static uint32_t join(uint32_t so_far, uint32_t more) {
    if (so_far == NOTHING || so_far == LOC_BELONGS_UNPLACED || so_far == more) {
        return more;
    }
    if (more == LOC_BELONGS_UNPLACED || so_far == LOC_BELONGS_COUNTYWIDE) {
        return so_far;
    }
    return more == LOC_BELONGS_COUNTYWIDE ? more : LOC_BELONGS_SEVERAL;
}

/* ---- Single references ----------------------------------------------------------------------- */

static uint32_t key_of_ref(const loc_belonging *b, uint32_t post) {
    uint32_t row = loc_view_row(&b->column, post);
    if (row == LOCALITY_ROW_MISSING) {
        return LOC_BELONGS_UNPLACED;
    }
    return row == LOCALITY_ROW_NONE ? LOC_BELONGS_NONE : row;
}

static uint32_t key_of_title(const loc_belonging *b, uint32_t post) {
    uint32_t symbol = loc_view_symbol(&b->column, post);
    return symbol == 0 ? LOC_BELONGS_UNPLACED : symbol;
}

/* The unit under the top that the post's unit is or lies in. */
static uint32_t key_of_top_unit(const loc_belonging *b, uint32_t post) {
    uint32_t key = key_of_ref(b, post);
    if (key >= b->units.up.count) {
        return key;
    }
    uint32_t lines = loc_forest_above(&b->units, key);
    for (uint32_t i = 0; i < lines && loc_forest_parent(&b->units, key) != b->top; i++) {
        key = loc_forest_parent(&b->units, key);
    }
    return key;
}

static uint32_t key_of_functions(const loc_belonging *b, uint32_t post) {
    loc_rows rows = loc_view_rows(&b->column, post);
    uint32_t key = NOTHING;

    if (rows.count == 0) {
        return loc_view_given(&b->column, post) ? LOC_BELONGS_NONE : LOC_BELONGS_UNPLACED;
    }
    for (uint32_t i = 0; i < rows.count; i++) {
        key = join(key, rows.row[i]);
    }
    return key;
}

/* ---- Areas and groups ------------------------------------------------------------------------ */

/* The area of the level that an area is or lies in; a wider one is the whole, or several. */
static uint32_t key_of_area(const loc_belonging *b, uint32_t area) {
    const loc_hierarchy *h = b->hierarchy;
    uint32_t lines = loc_forest_above(&h->areas, area);

    if (h->tier[area] == LOC_TIER_NOWHERE) {
        return LOC_BELONGS_COUNTYWIDE;
    }
    if (!b->is_in_layer) {
        return area;
    }
    for (uint32_t i = 0, at = area; i <= lines; i++, at = loc_hierarchy_parent(h, at)) {
        if (loc_hierarchy_is_at_level(h, at, b->layer)) {
            return at;
        }
    }
    loc_rows inside = loc_hierarchy_inside(h, area);
    for (uint32_t i = 0; i < inside.count; i++) {
        if (loc_hierarchy_is_at_level(h, inside.row[i], b->layer)) {
            return lines == 0 ? LOC_BELONGS_COUNTYWIDE : LOC_BELONGS_SEVERAL;
        }
    }
    return LOC_BELONGS_UNPLACED;
}

/* Whether a group is one of those that posts are added up by. */
static bool is_counted(const loc_belonging *b, uint32_t group) {
    const loc_hierarchy *h = b->hierarchy;
    uint32_t version = h->structure != NULL ? h->structure[group] : LOCALITY_ROW_MISSING;
    bool in_version = version >= LOCALITY_ROW_NONE ||
                      b->structure->version == LOCALITY_ROW_MISSING ||
                      version == b->structure->version;
    return in_version &&
           (!b->is_in_layer || (b->layer != 0 && h->layer != NULL && h->layer[group] == b->layer));
}

/* The group that an area lies in, or none; all that a layer divides belongs to the whole. */
static uint32_t key_of_member(const loc_belonging *b, uint32_t area) {
    const loc_hierarchy *h = b->hierarchy;
    uint32_t lines = loc_forest_above(&h->areas, area);
    uint32_t key = NOTHING;

    for (uint32_t i = 0, at = area; i <= lines; i++, at = loc_hierarchy_parent(h, at)) {
        loc_rows groups = loc_hierarchy_groups(h, at);
        for (uint32_t k = 0; k < groups.count; k++) {
            key = is_counted(b, groups.row[k]) ? join(key, groups.row[k]) : key;
        }
    }
    if (key != NOTHING) {
        return key;
    }
    if (h->tier[area] == LOC_TIER_NOWHERE) {
        return LOC_BELONGS_COUNTYWIDE;
    }
    for (uint32_t group = 0; h->divides != NULL && group < h->groups; group++) {
        if (is_counted(b, group) && h->divides[group] < h->count &&
            loc_hierarchy_within(h, h->divides[group], area)) {
            return LOC_BELONGS_COUNTYWIDE;
        }
    }
    return LOC_BELONGS_NONE;
}

/* The key that an area belongs to. Many posts serve the same one, so what was found is kept. */
static uint32_t key_of_served(const loc_belonging *b, uint32_t area) {
    if (b->area_key[area] == NOTHING) {
        b->area_key[area] =
            b->by == LOCALITY_BY_GROUP ? key_of_member(b, area) : key_of_area(b, area);
    }
    return b->area_key[area];
}

/* By the areas served, else by those of the group that the post runs. */
static uint32_t key_of_place(const loc_belonging *b, uint32_t post) {
    uint32_t group = loc_view_row(&b->group, post);
    loc_rows areas = loc_view_rows(&b->column, post);
    uint32_t key = NOTHING;

    if (group < b->hierarchy->groups && b->by == LOCALITY_BY_GROUP && is_counted(b, group)) {
        return group;
    }
    if (areas.count == 0 && group < b->hierarchy->groups) {
        areas = loc_hierarchy_members(b->hierarchy, group);
    }
    for (uint32_t i = 0; i < areas.count; i++) {
        key = join(key, key_of_served(b, areas.row[i]));
    }
    if (key != NOTHING) {
        return key;
    }
    if (loc_view_yes(&b->countywide, post)) {
        return LOC_BELONGS_COUNTYWIDE;
    }
    return loc_view_given(&b->column, post) ? LOC_BELONGS_NONE : LOC_BELONGS_UNPLACED;
}

/* ---- The table ------------------------------------------------------------------------------- */

static const struct {
    uint32_t kind;  /* of the records that posts belong to */
    uint32_t field; /* of the post, that says so */
    uint32_t (*key)(const loc_belonging *belonging, uint32_t post);
} bases[] = {
    [LOCALITY_BY_UNIT] = {LOC_KIND_unit, LOC_FIELD_post_unit, key_of_ref},
    [LOCALITY_BY_TOP_UNIT] = {LOC_KIND_unit, LOC_FIELD_post_unit, key_of_top_unit},
    [LOCALITY_BY_AREA] = {LOC_KIND_area, LOC_FIELD_post_serves, key_of_place},
    [LOCALITY_BY_GROUP] = {LOC_KIND_area_group, LOC_FIELD_post_serves, key_of_place},
    [LOCALITY_BY_FUNCTION] = {LOC_KIND_function, LOC_FIELD_post_functions, key_of_functions},
    [LOCALITY_BY_GRADE] = {LOC_KIND_grade, LOC_FIELD_post_grade, key_of_ref},
    [LOCALITY_BY_BASE] = {LOC_KIND_site, LOC_FIELD_post_base, key_of_ref},
    [LOCALITY_BY_TITLE] = {LOCALITY_NO_INDEX, LOC_FIELD_post_title, key_of_title},
};

uint32_t loc_belonging_kind(int32_t by) {
    return bases[by].kind;
}

/* The key of a post that serves one area and runs no group, as most do, once that of the area was found;
 * else NOTHING. */
static inline uint32_t key_at_hand(const loc_belonging *b, uint32_t post) {
    const uint32_t *start = b->column.start + post;
    return start[1] - start[0] == 1 ? b->area_key[b->column.row[start[0]]] : NOTHING;
}

void loc_belonging_keys(const loc_belonging *belonging, const uint32_t *post, uint32_t count,
                        uint32_t *key) {
    const loc_belonging *b = belonging;
    bool by_place = b->area_key != NULL && b->group.row == NULL && b->column.row != NULL;

    for (uint32_t i = 0; i < count; i++) {
        key[i] = by_place ? key_at_hand(b, post[i]) : NOTHING;
        if (key[i] == NOTHING) {
            key[i] = bases[b->by].key(b, post[i]);
        }
    }
}

bool loc_belonging_expects(const loc_belonging *belonging, uint32_t row) {
    if (belonging->by == LOCALITY_BY_GROUP) {
        return is_counted(belonging, row);
    }
    return belonging->by == LOCALITY_BY_AREA &&
           loc_hierarchy_is_at_level(belonging->hierarchy, row, belonging->layer);
}

/* The one unit of the version that has no parent, if there is one alone and others lie under it. */
static uint32_t find_top(const loc_belonging *b) {
    locality_column version = LOC_VIEW(b->structure->snapshot, unit, structure);
    uint32_t top = LOCALITY_ROW_MISSING;

    for (uint32_t unit = 0; unit < b->units.up.count; unit++) {
        if (loc_forest_parent(&b->units, unit) < b->units.up.count ||
            !loc_structure_has(b->structure, &version, unit)) {
            continue;
        }
        if (top != LOCALITY_ROW_MISSING) {
            return LOCALITY_ROW_MISSING;
        }
        top = unit;
    }
    return top;
}

/* The areas, none of which was asked for. */
static locality_status open_areas(loc_belonging *b, locality_error *error) {
    locality_status status = loc_hierarchy_of(b->structure->snapshot, &b->hierarchy, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    uint32_t areas = b->hierarchy->count;
    b->area_key = loc_allocate_raw(&b->structure->allocator, areas, sizeof *b->area_key);
    if (b->area_key == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t area = 0; area < areas; area++) {
        b->area_key[area] = NOTHING;
    }
    return LOCALITY_OK;
}

locality_status loc_belonging_init(loc_belonging *belonging, const locality_structure *structure,
                                   int32_t by, const char *layer, locality_error *error) {
    const locality_snapshot *snapshot = structure->snapshot;
    const locality_allocator *allocator = &structure->allocator;
    locality_column parents = LOC_VIEW(snapshot, unit, parent);

    *belonging = (loc_belonging){.structure = structure, .by = by, .top = LOCALITY_ROW_MISSING};
    belonging->is_in_layer = layer != NULL;
    belonging->layer = layer != NULL ? locality_snapshot_symbol(snapshot, layer) : 0;
    belonging->column = loc_view_column(snapshot, LOC_KIND_post, bases[by].field);
    belonging->group = LOC_VIEW(snapshot, post, group);
    belonging->countywide = LOC_VIEW(snapshot, post, countywide);

    locality_status status = LOCALITY_OK;
    if (by == LOCALITY_BY_AREA || by == LOCALITY_BY_GROUP) {
        status = open_areas(belonging, error);
    } else if (by == LOCALITY_BY_TOP_UNIT && parents.row != NULL) {
        status = loc_forest_init(&belonging->units, parents.row, (uint32_t)parents.count, allocator,
                                 error);
    }
    if (status == LOCALITY_OK) {
        belonging->top = find_top(belonging);
    }
    return status;
}

void loc_belonging_clear(loc_belonging *belonging) {
    if (belonging->area_key != NULL) {
        loc_release(&belonging->structure->allocator, belonging->area_key,
                    belonging->hierarchy->count, sizeof *belonging->area_key);
    }
    loc_forest_clear(&belonging->units);
}
