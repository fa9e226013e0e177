/* Namings: see namings.h. A row of the table says which field is asked backwards. */
#include "structure/namings.h"

#include "base/error.h"
#include "model/view.h"

#define ROW(kind, field) \
    { LOC_KIND_##kind, LOC_FIELD_##kind##_##field }

static const struct naming_row {
    uint32_t kind, field;
} fields[LOC_NAMING_FIELDS] = {
    [LOC_POSTS_OF_THEME] = ROW(post, themes),
    [LOC_POSTS_OF_FUNCTION] = ROW(post, functions),
    [LOC_POSTS_OF_DUTY] = ROW(post, statutory),
    [LOC_POSTS_OF_GROUP] = ROW(post, group),
    [LOC_ALLOCATIONS_OF_ROLE] = ROW(allocation, role),
    [LOC_ALLOCATIONS_OF_THEME] = ROW(allocation, theme),
    [LOC_ALLOCATIONS_OF_FUNCTION] = ROW(allocation, function),
    [LOC_ALLOCATIONS_OF_AREA] = ROW(allocation, area),
    [LOC_ALLOCATIONS_ABOUT] = ROW(allocation, about),
    [LOC_FUNCTIONS_OF_DUTY] = ROW(function, duty),
    [LOC_THEMES_OF_DUTY] = ROW(theme, duty),
    [LOC_ROLES_OF_DUTY] = ROW(role, duties),
    [LOC_MEASURES_OF_OUTCOME] = ROW(measure, outcome),
    [LOC_PROVISIONS_OF_SERVICE] = ROW(provision, service),
    [LOC_PROVISIONS_OF_THEME] = ROW(provision, theme),
    [LOC_UNITS_OF_AREA] = ROW(unit, covers),
};

/* ---- Building -------------------------------------------------------------------------------- */

/* The records that row `row` names. */
static loc_rows named_by(const locality_column *column, uint32_t row) {
    loc_rows rows = {column->row + row, 1};
    return column->start != NULL ? loc_view_rows(column, row) : rows;
}

/* The number of a record named: its row, or with `about` its number among all records. */
static uint32_t target_of(const loc_namings *namings, const locality_column *column, uint32_t row,
                          uint32_t named) {
    if (column->kind == NULL) {
        return named;
    }
    bool is_record = column->kind[row] < LOC_KINDS && named < LOCALITY_ROW_NONE;
    return is_record ? namings->first[column->kind[row]] + named : LOCALITY_ROW_MISSING;
}

/* Whether an item of a list stands in it before. */
static bool is_again(loc_rows rows, uint32_t item) {
    for (uint32_t i = 0; i < item; i++) {
        if (rows.row[i] == rows.row[item]) {
            return true;
        }
    }
    return false;
}

/* Goes through all that is named: counts in start[target + 1], or places at start[target]. */
static void go_through(const loc_namings *namings, loc_naming *naming,
                       const locality_column *column) {
    for (uint32_t row = 0; row < column->count; row++) {
        loc_rows rows = named_by(column, row);
        for (uint32_t i = 0; i < rows.count; i++) {
            uint32_t target = target_of(namings, column, row, rows.row[i]);
            if (target >= naming->targets || is_again(rows, i)) {
                continue;
            }
            if (naming->row == NULL) {
                naming->start[target + 1]++;
            } else {
                naming->row[naming->start[target]++] = row;
            }
        }
    }
}

static bool make_naming(loc_namings *namings, loc_naming *naming, const locality_column *column) {
    if (column->row == NULL) {
        return true;
    }
    naming->start =
        loc_allocate(&namings->allocator, (size_t)naming->targets + 1, sizeof(uint32_t));
    if (naming->start == NULL) {
        return false;
    }
    go_through(namings, naming, column);
    for (uint32_t i = 0; i < naming->targets; i++) {
        naming->start[i + 1] += naming->start[i];
    }
    uint32_t total = naming->start[naming->targets];
    naming->row = loc_allocate_raw(&namings->allocator, total, sizeof(uint32_t));
    if (naming->row == NULL) {
        return false;
    }
    go_through(namings, naming, column);
    for (uint32_t i = naming->targets; i > 0; i--) { /* placing moved each start to its end */
        naming->start[i] = naming->start[i - 1];
    }
    naming->start[0] = 0;
    return true;
}

/* Counts the posts that run a group of areas and do not say their themes; `open` (null: only to
 * count) receives them. */
static uint32_t find_open(const locality_snapshot *snapshot, uint32_t *open) {
    locality_column group = LOC_VIEW(snapshot, post, group);
    locality_column themes = LOC_VIEW(snapshot, post, themes);
    uint32_t posts = group.row == NULL ? 0 : loc_view_count(snapshot, LOC_KIND_post), count = 0;

    for (uint32_t post = 0; post < posts; post++) {
        if (group.row[post] >= LOCALITY_ROW_NONE || loc_view_given(&themes, post)) {
            continue;
        }
        if (open != NULL) {
            open[count] = post;
        }
        count++;
    }
    return count;
}

static bool list_open(loc_namings *namings, const locality_snapshot *snapshot) {
    namings->opens = find_open(snapshot, NULL);
    namings->open = loc_allocate_raw(&namings->allocator, namings->opens, sizeof(uint32_t));
    if (namings->open == NULL) {
        return false;
    }
    find_open(snapshot, namings->open);
    return true;
}

static void free_namings(loc_derived *derived) {
    loc_namings *namings = (loc_namings *)(void *)derived;
    locality_allocator allocator = namings->allocator;

    for (uint32_t i = 0; i < LOC_NAMING_FIELDS; i++) {
        loc_naming *naming = &namings->by[i];
        size_t total = naming->row != NULL ? naming->start[naming->targets] : 0;
        loc_release(&allocator, naming->row, total, sizeof(uint32_t));
        loc_release(&allocator, naming->start, (size_t)naming->targets + 1, sizeof(uint32_t));
    }
    loc_release(&allocator, namings->open, namings->opens, sizeof(uint32_t));
    loc_release(&allocator, namings->first, LOC_KINDS + 1, sizeof(uint32_t));
    loc_release(&allocator, namings, 1, sizeof *namings);
}

static bool number_kinds(loc_namings *namings, const locality_snapshot *snapshot) {
    namings->first = loc_allocate(&namings->allocator, LOC_KINDS + 1, sizeof(uint32_t));
    for (uint32_t kind = 0; namings->first != NULL && kind < LOC_KINDS; kind++) {
        namings->first[kind + 1] = namings->first[kind] + loc_view_count(snapshot, kind);
    }
    return namings->first != NULL;
}

static locality_status derive_namings(const locality_snapshot *snapshot,
                                      const locality_allocator *allocator, loc_derived **out,
                                      locality_error *error) {
    loc_namings *namings = loc_allocate(allocator, 1, sizeof *namings);
    if (namings == NULL) {
        return loc_fail_memory(error);
    }
    namings->allocator = *allocator;
    namings->derived.free = free_namings;
    bool done = number_kinds(namings, snapshot) && list_open(namings, snapshot);
    for (uint32_t i = 0; done && i < LOC_NAMING_FIELDS; i++) {
        locality_column column = loc_view_column(snapshot, fields[i].kind, fields[i].field);
        namings->by[i].targets = column.target < LOC_KINDS ? loc_view_count(snapshot, column.target)
                                                           : namings->first[LOC_KINDS];
        done = make_naming(namings, &namings->by[i], &column);
    }
    if (!done) {
        free_namings(&namings->derived);
        return loc_fail_memory(error);
    }
    *out = &namings->derived;
    return LOCALITY_OK;
}

locality_status loc_namings_of(const locality_snapshot *snapshot, const loc_namings **out,
                               locality_error *error) {
    const loc_derived *kept = NULL;
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_NAMINGS, derive_namings, &kept, error);
    *out = (const loc_namings *)(const void *)kept;
    return status;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

loc_rows loc_namings_get(const loc_namings *namings, uint32_t field, uint32_t target) {
    const loc_naming *naming = &namings->by[field];
    loc_rows rows = {NULL, 0};

    if (naming->start != NULL && target < naming->targets) {
        rows.row = naming->row + naming->start[target];
        rows.count = naming->start[target + 1] - naming->start[target];
    }
    return rows;
}

loc_rows loc_namings_about(const loc_namings *namings, uint32_t kind, uint32_t row) {
    return loc_namings_get(namings, LOC_ALLOCATIONS_ABOUT, namings->first[kind] + row);
}
