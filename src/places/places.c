/* Places: the handle, and what it lists of the hierarchy. */
#include "places/places.h"

#include "base/fill.h"
#include "model/view.h"

locality_status locality_places_new(const locality_snapshot *snapshot,
                                    const locality_allocator *allocator, locality_places **out,
                                    locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (snapshot == NULL) {
        return loc_fail_null(error, "snapshot");
    }
    locality_allocator own;
    locality_status status = loc_allocator_take(allocator, &own, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_places *places = loc_allocate(&own, 1, sizeof *places);
    if (places == NULL) {
        return loc_fail_memory(error);
    }
    places->allocator = own;
    places->snapshot = locality_snapshot_retain(snapshot);
    status = loc_hierarchy_of(snapshot, &places->hierarchy, error);
    if (status == LOCALITY_OK) {
        status = loc_succession_of(snapshot, &places->succession, error);
    }
    if (status != LOCALITY_OK) {
        locality_places_free(places);
        return status;
    }
    *out = places;
    return loc_ok(error);
}

void locality_places_free(locality_places *places) {
    if (places == NULL) {
        return;
    }
    locality_allocator allocator = places->allocator;
    locality_snapshot_release(places->snapshot);
    loc_release(&allocator, places, 1, sizeof *places);
}

const locality_snapshot *locality_places_snapshot(const locality_places *places) {
    return places != NULL ? places->snapshot : NULL;
}

locality_status loc_places_begin(const locality_places *places, uint32_t kind, uint32_t row,
                                 size_t *count, locality_error *error) {
    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    *count = 0;
    if (places == NULL) {
        return loc_fail_null(error, "places");
    }
    if (kind != LOCALITY_NO_INDEX && row >= loc_view_count(places->snapshot, kind)) {
        return loc_fail(error, LOCALITY_INVALID, "there is no %s of row %lu",
                        locality_schema_kind_name(NULL, kind), (unsigned long)row);
    }
    return LOCALITY_OK;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

locality_status locality_places_children(const locality_places *places, uint32_t area,
                                         uint32_t *out, size_t capacity, size_t *count,
                                         locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_hierarchy_children(places->hierarchy, area);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_places_inside(const locality_places *places, uint32_t area, uint32_t *out,
                                       size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_hierarchy_inside(places->hierarchy, area);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_places_ancestors(const locality_places *places, uint32_t area,
                                          uint32_t *out, size_t capacity, size_t *count,
                                          locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    uint32_t lines = loc_hierarchy_ancestor_count(places->hierarchy, area);
    for (uint32_t i = 0, at = area; i < lines; i++) {
        at = loc_hierarchy_parent(places->hierarchy, at);
        loc_fill_add(&fill, &at);
    }
    return loc_fill_end(&fill, count, error);
}

locality_status locality_places_groups(const locality_places *places, uint32_t area, uint32_t *out,
                                       size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_hierarchy_groups(places->hierarchy, area);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_places_members(const locality_places *places, uint32_t group,
                                        uint32_t *out, size_t capacity, size_t *count,
                                        locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area_group, group, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_hierarchy_members(places->hierarchy, group);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_places_at_level(const locality_places *places, const char *level,
                                         uint32_t inside, uint32_t *out, size_t capacity,
                                         size_t *count, locality_error *error) {
    bool anywhere = inside == LOCALITY_ROW_MISSING;
    locality_status status = loc_places_begin(
        places, anywhere ? LOCALITY_NO_INDEX : (uint32_t)LOC_KIND_area, inside, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_hierarchy *hierarchy = places->hierarchy;
    uint32_t symbol = level != NULL ? locality_snapshot_symbol(places->snapshot, level) : 0;
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (uint32_t area = 0; area < hierarchy->count; area++) {
        if ((level == NULL || loc_hierarchy_is_at_level(hierarchy, area, symbol)) &&
            (anywhere || (area != inside && loc_hierarchy_within(hierarchy, area, inside)))) {
            loc_fill_add(&fill, &area);
        }
    }
    return loc_fill_end(&fill, count, error);
}

/* ---- Single answers -------------------------------------------------------------------------- */

int32_t locality_places_on_map(const locality_places *places, uint32_t area) {
    return places != NULL && area < places->hierarchy->count &&
           places->hierarchy->tier[area] != LOC_TIER_NOWHERE;
}

/* Checks the two areas that a function compares, and clears its answer. */
static locality_status begin_pair(const locality_places *places, uint32_t a, uint32_t b,
                                  int32_t *out, locality_error *error) {
    size_t unused;
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = 0;
    locality_status status = loc_places_begin(places, LOC_KIND_area, a, &unused, error);
    return status != LOCALITY_OK ? status
                                 : loc_places_begin(places, LOC_KIND_area, b, &unused, error);
}

locality_status locality_places_relate(const locality_places *places, uint32_t a, uint32_t b,
                                       int32_t *out, locality_error *error) {
    locality_status status = begin_pair(places, a, b, out, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    *out = loc_hierarchy_relate(places->hierarchy, a, b);
    return loc_ok(error);
}

locality_status locality_places_within(const locality_places *places, uint32_t a, uint32_t b,
                                       int32_t *out, locality_error *error) {
    locality_status status = begin_pair(places, a, b, out, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    *out = loc_hierarchy_within(places->hierarchy, a, b);
    return loc_ok(error);
}
