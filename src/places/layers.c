/* Layers: which layers of geography there are, and where something lies in all of them at once. */
#include "base/fill.h"
#include "base/sort.h"
#include "places/places.h"
#include "model/view.h"

/* ---- Layers ---------------------------------------------------------------------------------- */

/* How many rows have each symbol, in the order in which the symbols came. */
typedef struct tally {
    const locality_allocator *allocator;
    locality_layer *layer;
    uint32_t *symbol;
    size_t count, layers, symbols; /* used; room in each array */
} tally;

static bool tally_add(tally *t, const locality_snapshot *snapshot, uint32_t kind, uint32_t symbol) {
    for (size_t i = t->count; i-- > 0;) {
        if (t->symbol[i] == symbol && t->layer[i].kind == kind) {
            t->layer[i].count++;
            return true;
        }
    }
    void *layer = t->layer;
    void *symbols = t->symbol;
    bool made = loc_grow(t->allocator, &layer, &t->layers, t->count + 1, sizeof *t->layer) &&
                loc_grow(t->allocator, &symbols, &t->symbols, t->count + 1, sizeof *t->symbol);
    t->layer = layer;
    t->symbol = symbols;
    if (made) {
        t->symbol[t->count] = symbol;
        t->layer[t->count++] = (locality_layer){locality_snapshot_text(snapshot, symbol), kind, 1};
    }
    return made;
}

static bool tally_column(tally *t, const locality_snapshot *snapshot, uint32_t kind,
                         const uint32_t *symbols) {
    uint32_t count = symbols != NULL ? loc_view_count(snapshot, kind) : 0;
    bool made = true;
    for (uint32_t row = 0; made && row < count; row++) {
        made = symbols[row] == 0 || tally_add(t, snapshot, kind, symbols[row]);
    }
    return made;
}

/* Levels before groups, each by name; a name is there once. */
static int by_name(const void *a, const void *b, const void *context) {
    const locality_layer *left = a, *right = b;
    (void)context;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

locality_status locality_places_layers(const locality_places *places, locality_layer *out,
                                       size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_hierarchy *hierarchy = places->hierarchy;
    tally t = {.allocator = &places->allocator};
    bool made = tally_column(&t, places->snapshot, LOC_KIND_area, hierarchy->level) &&
                tally_column(&t, places->snapshot, LOC_KIND_area_group, hierarchy->layer);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    if (made) {
        loc_sort(t.layer, t.count, sizeof *t.layer, by_name, NULL);
        for (size_t i = 0; i < t.count; i++) {
            loc_fill_add(&fill, &t.layer[i]);
        }
    }
    loc_release(t.allocator, t.layer, t.layers, sizeof *t.layer);
    loc_release(t.allocator, t.symbol, t.symbols, sizeof *t.symbol);
    return made ? loc_fill_end(&fill, count, error) : loc_fail_memory(error);
}

/* ---- Where something lies -------------------------------------------------------------------- */

/* Marks an area and all it lies in with the area that led there, where none has yet. */
static void mark_upwards(const loc_hierarchy *hierarchy, uint32_t area, uint32_t *through) {
    uint32_t lines = loc_forest_above(&hierarchy->areas, area);
    for (uint32_t i = 0, at = area; i <= lines; i++, at = loc_hierarchy_parent(hierarchy, at)) {
        if (through[at] == LOCALITY_ROW_MISSING) {
            through[at] = area;
        }
    }
}

static const char *text_of(const locality_snapshot *snapshot, const uint32_t *symbols,
                           uint32_t row) {
    return locality_snapshot_text(snapshot, symbols != NULL ? symbols[row] : 0);
}

static void give_locations(const locality_places *places, const uint32_t *through, loc_fill *fill) {
    const loc_hierarchy *h = places->hierarchy;

    for (uint32_t area = 0; area < h->count; area++) {
        if (through[area] != LOCALITY_ROW_MISSING) {
            locality_location at = {text_of(places->snapshot, h->level, area), LOC_KIND_area, area,
                                    through[area], 0};
            loc_fill_add(fill, &at);
        }
    }
    for (uint32_t group = 0; group < h->groups; group++) {
        loc_rows members = loc_hierarchy_members(h, group);
        uint32_t i = 0;
        while (i < members.count &&
               (members.row[i] >= h->count || through[members.row[i]] == LOCALITY_ROW_MISSING)) {
            i++;
        }
        if (i < members.count) {
            locality_location at = {text_of(places->snapshot, h->layer, group), LOC_KIND_area_group,
                                    group, through[members.row[i]], 0};
            loc_fill_add(fill, &at);
        }
    }
}

locality_status locality_places_locate(const locality_places *places, const uint32_t *areas,
                                       size_t areas_count, locality_location *out, size_t capacity,
                                       size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (areas == NULL && areas_count > 0) {
        return loc_fail_null(error, "areas");
    }
    for (size_t i = 0; status == LOCALITY_OK && i < areas_count; i++) {
        status = loc_places_begin(places, LOC_KIND_area, areas[i], count, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t size = places->hierarchy->count;
    uint32_t *through = loc_allocate_raw(&places->allocator, size, sizeof *through);
    if (through == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t area = 0; area < size; area++) {
        through[area] = LOCALITY_ROW_MISSING;
    }
    for (size_t i = 0; i < areas_count; i++) {
        mark_upwards(places->hierarchy, areas[i], through);
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    give_locations(places, through, &fill);
    loc_release(&places->allocator, through, size, sizeof *through);
    return loc_fill_end(&fill, count, error);
}
