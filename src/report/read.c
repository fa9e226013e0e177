/* Read: from columns to what is printed. */
#include "report/read.h"

#include <string.h>

#include "base/error.h"

/* ---- What records are called ------------------------------------------------------------------------ */

static const char *common_text(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                               uint32_t common) {
    return loc_text_of(snapshot, kind, row, loc_common_field(kind, common));
}

static const char *person_label(const locality_snapshot *snapshot, uint32_t row) {
    const char *initials = LOC_TEXT(snapshot, person, row, initials);
    uint32_t post = LOC_REF(snapshot, person, row, post);

    if (initials[0] != '\0')
        return initials;
    return post < LOCALITY_ROW_NONE ? loc_label(snapshot, LOC_KIND_post, post) : "a person";
}

const char *loc_label(const locality_snapshot *snapshot, uint32_t kind, uint32_t row) {
    const char *label;
    uint32_t title;

    if (kind == LOC_KIND_person)
        return person_label(snapshot, row);
    label = common_text(snapshot, kind, row, LOC_COMMON_name);
    title = label[0] == '\0' ? loc_schema_find_field(snapshot->schema, kind, "title", 5)
                             : LOCALITY_NO_INDEX;
    if (title != LOCALITY_NO_INDEX)
        label = loc_text_of(snapshot, kind, row, title);
    return label[0] != '\0' ? label
                            : loc_snapshot_text(snapshot, loc_snapshot_id(snapshot, kind, row));
}

bool loc_field_is_open(uint32_t kind, const loc_field *field) {
    return kind != LOC_KIND_person || strcmp(field->name, "name") != 0;
}

locality_status loc_find_record(const locality_snapshot *snapshot, uint32_t kind, const char *name,
                                uint32_t *row, locality_error *error) {
    *row = LOCALITY_ROW_MISSING;
    if (name == NULL)
        return loc_fail_null(error, "the name of a record");
    return locality_snapshot_resolve(snapshot, kind, name, row, NULL, error);
}

/* ---- Values ------------------------------------------------------------------------------------------ */

const char *loc_text_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                        uint32_t field) {
    return loc_snapshot_text(snapshot, loc_snapshot_symbol(snapshot, kind, row, field));
}

bool loc_refs_have(const locality_snapshot *snapshot, uint32_t kind, uint32_t row, uint32_t field,
                   uint32_t target) {
    uint32_t count = 0;
    const uint32_t *items = loc_snapshot_items(snapshot, kind, row, field, &count);

    for (uint32_t i = 0; i < count && items != NULL; i++)
        if (items[i] == target)
            return true;
    return false;
}

static void show_ref(loc_text *text, const locality_snapshot *snapshot, uint32_t kind,
                     uint32_t row) {
    if (row == LOCALITY_ROW_NONE)
        loc_text_add(text, LOCALITY_NONE_TEXT);
    else if (row != LOCALITY_ROW_MISSING)
        loc_text_add(text, loc_label(snapshot, kind, row));
}

static void show_list(loc_text *text, const locality_snapshot *snapshot, uint32_t kind,
                      uint32_t row, uint32_t field, const loc_field *info) {
    uint32_t count = 0;
    const uint32_t *items = loc_snapshot_items(snapshot, kind, row, field, &count);

    if (items != NULL && count == 0)
        loc_text_add(text, LOCALITY_NONE_TEXT);
    for (uint32_t i = 0; i < count && items != NULL; i++) {
        if (i > 0)
            loc_text_add(text, info->type == LOCALITY_TYPE_TEXTS ? "; " : ", ");
        if (info->type == LOCALITY_TYPE_TEXTS)
            loc_text_add(text, loc_snapshot_text(snapshot, items[i]));
        else
            show_ref(text, snapshot, info->target, items[i]);
    }
}

static void show_any_ref(loc_text *text, const locality_snapshot *snapshot, uint32_t kind,
                         uint32_t row, uint32_t field) {
    locality_column column = LOCALITY_COLUMN_INIT;

    if (locality_snapshot_column(snapshot, kind, field, &column, NULL) != LOCALITY_OK ||
        column.kind == NULL)
        return;
    if (column.row[row] == LOCALITY_ROW_NONE)
        loc_text_add(text, LOCALITY_NONE_TEXT);
    if (column.kind[row] == LOCALITY_NO_INDEX || column.row[row] >= LOCALITY_ROW_NONE)
        return;
    loc_text_format(text, "%s %s", locality_schema_kind_name(NULL, column.kind[row]),
                    loc_label(snapshot, column.kind[row], column.row[row]));
}

void loc_show_value(loc_text *text, const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                    uint32_t field) {
    const loc_field *info = loc_schema_row(snapshot->schema, kind, field);
    locality_range range;

    switch (info->type) {
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
        loc_text_add(text, loc_text_of(snapshot, kind, row, field));
        return;
    case LOCALITY_TYPE_REF:
        show_ref(text, snapshot, info->target, loc_snapshot_ref(snapshot, kind, row, field));
        return;
    case LOCALITY_TYPE_ANY_REF:
        show_any_ref(text, snapshot, kind, row, field);
        return;
    case LOCALITY_TYPE_TEXTS:
    case LOCALITY_TYPE_REFS:
        show_list(text, snapshot, kind, row, field, info);
        return;
    default:
        range = loc_snapshot_range(snapshot, kind, row, field);
        if (!loc_is_unknown(range))
            loc_text_print(text, info->type, &range, -1);
        return;
    }
}

void loc_show_source(loc_text *text, const locality_snapshot *snapshot, uint32_t kind,
                     uint32_t row) {
    const char *source = common_text(snapshot, kind, row, LOC_COMMON_source);
    const char *section = common_text(snapshot, kind, row, LOC_COMMON_section);
    const char *basis = common_text(snapshot, kind, row, LOC_COMMON_basis);

    loc_text_add(text, source);
    if (source[0] != '\0' && section[0] != '\0')
        loc_text_char(text, ' ');
    loc_text_add(text, section);
    if (basis[0] != '\0' && strcmp(basis, "stated") != 0)
        loc_text_format(text, "%s(%s)", text->length > 0 ? " " : "", basis);
}
