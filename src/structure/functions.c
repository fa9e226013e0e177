/* Functions and skills: who carries out and who leads what, and what is not said of posts. */
#include "base/fill.h"
#include "model/view.h"
#include "structure/structure.h"

/* ---- Of one post ----------------------------------------------------------------------------- */

static locality_status list_of_post(const locality_structure *structure, uint32_t post,
                                    uint32_t field, uint32_t *out, size_t capacity, size_t *count,
                                    locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status == LOCALITY_OK) {
        status = loc_structure_post(structure, post, NULL, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_column column = loc_view_column(structure->snapshot, LOC_KIND_post, field);
    loc_rows rows = loc_view_rows(&column, post);
    return loc_fill_rows(rows.row, rows.count, out, capacity, count, error);
}

locality_status locality_structure_functions(const locality_structure *structure, uint32_t post,
                                             uint32_t *out, size_t capacity, size_t *count,
                                             locality_error *error) {
    return list_of_post(structure, post, LOC_FIELD_post_functions, out, capacity, count, error);
}

locality_status locality_structure_skills(const locality_structure *structure, uint32_t post,
                                          uint32_t *out, size_t capacity, size_t *count,
                                          locality_error *error) {
    return list_of_post(structure, post, LOC_FIELD_post_skills, out, capacity, count, error);
}

/* ---- Leads ----------------------------------------------------------------------------------- */

/* What the search for leads reads. */
typedef struct leads {
    const locality_structure *structure;
    locality_column version;    /* of posts */
    locality_column lead, unit; /* of functions */
    locality_column head;       /* of units */
} leads;

static bool is_of_version(const leads *l, uint32_t post) {
    return post < loc_view_count(l->structure->snapshot, LOC_KIND_post) &&
           loc_structure_has(l->structure, &l->version, post);
}

/* 0 where a post of the version leads the function, else why not. */
static int32_t fault_of(const leads *l, uint32_t function) {
    loc_rows lead = loc_view_rows(&l->lead, function);
    uint32_t unit = loc_view_row(&l->unit, function);
    uint32_t head = unit < LOCALITY_ROW_NONE ? loc_view_row(&l->head, unit) : LOCALITY_ROW_MISSING;

    for (uint32_t i = 0; i < lead.count; i++) {
        if (is_of_version(l, lead.row[i])) {
            return 0;
        }
    }
    if (lead.count > 0) {
        return LOCALITY_LEAD_ELSEWHERE;
    }
    if (loc_view_given(&l->lead, function) || head == LOCALITY_ROW_NONE) {
        return LOCALITY_LEAD_NONE;
    }
    if (head == LOCALITY_ROW_MISSING) {
        return LOCALITY_LEAD_NOT_STATED;
    }
    return is_of_version(l, head) ? 0 : LOCALITY_LEAD_ELSEWHERE;
}

locality_status locality_structure_unled(const locality_structure *structure, locality_unled *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const locality_snapshot *snapshot = structure->snapshot;
    const leads l = {structure, LOC_VIEW(snapshot, post, structure),
                     LOC_VIEW(snapshot, function, lead), LOC_VIEW(snapshot, function, unit),
                     LOC_VIEW(snapshot, unit, head)};
    locality_column version = LOC_VIEW(snapshot, function, structure);
    locality_column scope = LOC_VIEW(snapshot, function, scope);
    locality_column state = LOC_VIEW(snapshot, function, status);
    uint32_t service = locality_snapshot_symbol(snapshot, "service");
    uint32_t both = locality_snapshot_symbol(snapshot, "both");
    uint32_t ceased = locality_snapshot_symbol(snapshot, "ceased");
    uint32_t closed = locality_snapshot_symbol(snapshot, "closed");
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};

    for (uint32_t row = 0; row < loc_view_count(snapshot, LOC_KIND_function); row++) {
        uint32_t reach = loc_view_symbol(&scope, row);
        uint32_t word = loc_view_symbol(&state, row);
        bool stands = word == 0 || (word != ceased && word != closed);
        bool whole = reach == 0 || reach == service || reach == both;
        if (!stands || !whole || !loc_structure_shares(structure, &version, row)) {
            continue;
        }
        locality_unled unled = {row, fault_of(&l, row)};
        if (unled.fault != 0) {
            loc_fill_add(&fill, &unled);
        }
    }
    return loc_fill_end(&fill, count, error);
}

/* ---- What is not said ------------------------------------------------------------------------ */

/* Whether a column says nothing of a row: missing, unknown, or a list without items. */
static bool says_nothing(const locality_column *column, uint32_t row) {
    if (column->start != NULL) {
        return column->start[row] == column->start[row + 1];
    }
    if (column->lo != NULL) {
        locality_range range = loc_view_range(column, row);
        return locality_range_is_unknown(&range) != 0;
    }
    if (column->row != NULL) {
        return column->row[row] == LOCALITY_ROW_MISSING;
    }
    return loc_view_symbol(column, row) == 0;
}

locality_status locality_structure_lacking(const locality_structure *structure, const char *field,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (field == NULL) {
        return loc_fail_null(error, "field");
    }
    const locality_schema *schema = locality_snapshot_schema(structure->snapshot);
    uint32_t number = locality_schema_field(schema, LOC_KIND_post, field);
    if (number == LOCALITY_NO_INDEX) {
        return loc_fail_field(schema, LOC_KIND_post, field, error);
    }
    locality_column column = loc_view_column(structure->snapshot, LOC_KIND_post, number);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = loc_structure_at(structure, i);
        if (says_nothing(&column, post)) {
            loc_fill_add(&fill, &post);
        }
    }
    return loc_fill_end(&fill, count, error);
}

locality_status locality_structure_placeless(const locality_structure *structure, uint32_t *out,
                                             size_t capacity, size_t *count,
                                             locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_column serves = LOC_VIEW(structure->snapshot, post, serves);
    locality_column group = LOC_VIEW(structure->snapshot, post, group);
    locality_column base = LOC_VIEW(structure->snapshot, post, base);
    locality_column countywide = LOC_VIEW(structure->snapshot, post, countywide);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = loc_structure_at(structure, i);
        if (loc_view_rows(&serves, post).count == 0 &&
            loc_view_row(&group, post) >= LOCALITY_ROW_NONE &&
            loc_view_row(&base, post) >= LOCALITY_ROW_NONE && !loc_view_yes(&countywide, post)) {
            loc_fill_add(&fill, &post);
        }
    }
    return loc_fill_end(&fill, count, error);
}
