/* Structure: the handle of one version, and its lines of report. */
#include "structure/structure.h"

#include "base/fill.h"
#include "model/view.h"

/* ---- Making ---------------------------------------------------------------------------------- */

/* The posts of the version: a list of their own only where they do not lie together. */
static bool list_posts(locality_structure *structure) {
    const loc_lines *lines = structure->lines;
    if (lines->version == structure->version) { /* none for all versions: all posts */
        structure->first = lines->up.first;
        structure->posts = lines->count;
        return true;
    }
    locality_column version = LOC_VIEW(structure->snapshot, post, structure);
    uint32_t count = loc_view_count(structure->snapshot, LOC_KIND_post), listed = 0;

    for (uint32_t post = 0; version.row != NULL && post < count; post++) {
        listed += version.row[post] == structure->version;
    }
    structure->posts = listed;
    structure->post =
        loc_allocate_raw(&structure->allocator, structure->posts, sizeof *structure->post);
    if (structure->post == NULL) {
        return false;
    }
    for (uint32_t post = 0, at = 0; at < structure->posts; post++) {
        structure->post[at] = post; /* a post of another version is written over */
        at += loc_structure_has(structure, &version, post);
    }
    return true;
}

locality_status locality_structure_new(const locality_snapshot *snapshot, const char *name,
                                       const locality_allocator *allocator,
                                       locality_structure **out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (snapshot == NULL) {
        return loc_fail_null(error, "snapshot");
    }
    locality_allocator own;
    uint32_t version = LOCALITY_ROW_MISSING;
    locality_status status = loc_allocator_take(allocator, &own, error);
    if (status == LOCALITY_OK && name != NULL) {
        status =
            locality_snapshot_resolve(snapshot, LOC_KIND_structure, name, &version, NULL, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_structure *structure = loc_allocate(&own, 1, sizeof *structure);
    if (structure == NULL) {
        return loc_fail_memory(error);
    }
    structure->allocator = own;
    structure->snapshot = locality_snapshot_retain(snapshot);
    structure->version = version;
    status = loc_lines_of_version(snapshot, version, &structure->lines, error);
    if (status == LOCALITY_OK && !list_posts(structure)) {
        status = loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        locality_structure_free(structure);
        return status;
    }
    *out = structure;
    return loc_ok(error);
}

void locality_structure_free(locality_structure *structure) {
    if (structure == NULL) {
        return;
    }
    locality_allocator allocator = structure->allocator;
    if (structure->post != NULL) {
        loc_release(&allocator, structure->post, structure->posts, sizeof *structure->post);
    }
    locality_snapshot_release(structure->snapshot);
    loc_release(&allocator, structure, 1, sizeof *structure);
}

const locality_snapshot *locality_structure_snapshot(const locality_structure *structure) {
    return structure != NULL ? structure->snapshot : NULL;
}

uint32_t locality_structure_row(const locality_structure *structure) {
    return structure != NULL ? structure->version : LOCALITY_ROW_MISSING;
}

/* ---- Beginnings ------------------------------------------------------------------------------ */

locality_status loc_structure_begin(const locality_structure *structure, size_t *count,
                                    locality_error *error) {
    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    *count = 0;
    return structure != NULL ? LOCALITY_OK : loc_fail_null(error, "structure");
}

locality_status loc_structure_post(const locality_structure *structure, uint32_t post,
                                   const loc_lines **lines, locality_error *error) {
    if (structure == NULL) {
        return loc_fail_null(error, "structure");
    }
    if (post >= loc_view_count(structure->snapshot, LOC_KIND_post)) {
        return loc_fail(error, LOCALITY_INVALID, "there is no post of row %lu",
                        (unsigned long)post);
    }
    if (lines == NULL) {
        return LOCALITY_OK;
    }
    *lines = structure->lines;
    return loc_lines_has(structure->lines, post)
               ? LOCALITY_OK
               : loc_lines_of_post(structure->snapshot, post, lines, error);
}

/* Both at once, for lists about one post. */
static locality_status begin_post(const locality_structure *structure, uint32_t post,
                                  const loc_lines **lines, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    return status != LOCALITY_OK ? status : loc_structure_post(structure, post, lines, error);
}

/* ---- Lists of posts -------------------------------------------------------------------------- */

locality_status locality_structure_posts(const locality_structure *structure, uint32_t *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = loc_structure_at(structure, i);
        loc_fill_add(&fill, &post);
    }
    return loc_fill_end(&fill, count, error);
}

locality_status locality_structure_chain(const locality_structure *structure, uint32_t post,
                                         uint32_t *out, size_t capacity, size_t *count,
                                         locality_error *error) {
    const loc_lines *lines = NULL;
    locality_status status = begin_post(structure, post, &lines, count, error);
    if (status != LOCALITY_OK || lines == NULL) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    uint32_t above = loc_lines_chain_length(lines, post);
    for (uint32_t i = 0, at = post; i < above; i++) {
        at = loc_lines_manager(lines, at);
        loc_fill_add(&fill, &at);
    }
    return loc_fill_end(&fill, count, error);
}

locality_status locality_structure_reports(const locality_structure *structure, uint32_t post,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    locality_status status = begin_post(structure, post, NULL, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_descent *down;
    status = loc_lines_down(structure->snapshot, &down, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_descent_children(down, post);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_structure_below(const locality_structure *structure, uint32_t post,
                                         uint32_t *out, size_t capacity, size_t *count,
                                         locality_error *error) {
    locality_status status = begin_post(structure, post, NULL, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_descent *down;
    status = loc_lines_down(structure->snapshot, &down, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_rows rows = loc_descent_below(down, post);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

/* Posts of the version whose line of report is `manager`. */
static locality_status list_tops(const locality_structure *structure, uint32_t manager,
                                 uint32_t *out, size_t capacity, size_t *count,
                                 locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = loc_structure_at(structure, i);
        if (loc_lines_manager(structure->lines, post) == manager) {
            loc_fill_add(&fill, &post);
        }
    }
    return loc_fill_end(&fill, count, error);
}

locality_status locality_structure_roots(const locality_structure *structure, uint32_t *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    return list_tops(structure, LOCALITY_ROW_NONE, out, capacity, count, error);
}

locality_status locality_structure_orphans(const locality_structure *structure, uint32_t *out,
                                           size_t capacity, size_t *count, locality_error *error) {
    return list_tops(structure, LOCALITY_ROW_MISSING, out, capacity, count, error);
}

/* ---- Circles --------------------------------------------------------------------------------- */

static bool touches_version(const locality_structure *structure, const locality_column *version,
                            loc_rows circle) {
    for (uint32_t i = 0; i < circle.count; i++) {
        if (loc_structure_has(structure, version, circle.row[i])) {
            return true;
        }
    }
    return false;
}

/* Circle number `index` of the version, empty where there are fewer; counts those before it. */
static loc_rows find_cycle(const locality_structure *structure, size_t index, size_t *count) {
    locality_column version = LOC_VIEW(structure->snapshot, post, structure);
    const loc_ascent *up = &structure->lines->up;

    *count = 0;
    for (uint32_t i = 0; i < up->circles; i++) {
        loc_rows circle = loc_ascent_circle(up, i);
        if (!touches_version(structure, &version, circle)) {
            continue;
        }
        if (*count == index) {
            return circle;
        }
        (*count)++;
    }
    return (loc_rows){NULL, 0};
}

size_t locality_structure_cycles(const locality_structure *structure) {
    size_t count = 0;
    if (structure != NULL) {
        (void)find_cycle(structure, SIZE_MAX, &count);
    }
    return count;
}

locality_status locality_structure_cycle(const locality_structure *structure, size_t index,
                                         uint32_t *out, size_t capacity, size_t *count,
                                         locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t before;
    loc_rows circle = find_cycle(structure, index, &before);
    if (circle.row == NULL) {
        return loc_fail(error, LOCALITY_INVALID, "there is no circle of number %zu", index);
    }
    return loc_fill_rows(circle.row, circle.count, out, capacity, count, error);
}

/* ---- Single answers -------------------------------------------------------------------------- */

static int32_t basis_of(const locality_structure *structure, uint32_t post) {
    uint32_t manager = loc_lines_manager(structure->lines, post);
    locality_column basis = LOC_VIEW(structure->snapshot, post, reports_basis);
    uint32_t word = loc_view_symbol(&basis, post);

    if (manager == LOCALITY_ROW_MISSING) {
        return LOCALITY_LINE_UNKNOWN;
    }
    if (manager == LOCALITY_ROW_NONE) {
        return LOCALITY_LINE_ROOT;
    }
    bool inferred = word != 0 && word == locality_snapshot_symbol(structure->snapshot, "inferred");
    return inferred ? LOCALITY_LINE_INFERRED : LOCALITY_LINE_PRINTED;
}

locality_status locality_structure_line(const locality_structure *structure, uint32_t post,
                                        locality_line *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_line){0};
    const loc_lines *lines = NULL;
    locality_status status = loc_structure_post(structure, post, &lines, error);
    if (status != LOCALITY_OK || lines == NULL) {
        return status;
    }
    const loc_descent *down;
    status = loc_lines_down(structure->snapshot, &down, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    out->post = post;
    out->manager = loc_lines_manager(lines, post);
    out->basis = basis_of(structure, post);
    out->is_cyclic = loc_lines_is_cyclic(lines, post);
    out->reports = loc_lines_reports(lines, post);
    out->below = loc_descent_below(down, post).count;
    loc_lines_depth(lines, post, &out->depth);
    return loc_ok(error);
}

locality_status locality_structure_layers(const locality_structure *structure, locality_range *out,
                                          locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    locality_range_unknown(out);
    if (structure == NULL) {
        return loc_fail_null(error, "structure");
    }
    const loc_lines *lines = structure->lines;
    if (structure->version != LOCALITY_ROW_MISSING) {
        loc_lines_layers(lines, structure->version, out);
        return loc_ok(error);
    }
    *out = (locality_range){0, 0};
    for (uint32_t version = 0; version <= lines->structures; version++) {
        locality_range_max(out, &lines->layers[version], out);
    }
    return loc_ok(error);
}
