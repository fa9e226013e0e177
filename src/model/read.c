/* Reading a snapshot: counts, ids, values and whole columns. Nothing here allocates or can be
 * refused. */
#include <string.h>

#include "base/error.h"
#include "model/snapshot.h"

/* The table of a kind that has records, or null. */
static const loc_table *table_of(const locality_snapshot *snapshot, uint32_t kind) {
    return snapshot == NULL || kind >= LOC_KINDS ? NULL : snapshot->table[kind];
}

size_t locality_snapshot_count(const locality_snapshot *snapshot, uint32_t kind) {
    const loc_table *table = table_of(snapshot, kind);
    return table == NULL ? 0 : table->count;
}

const char *locality_snapshot_id(const locality_snapshot *snapshot, uint32_t kind, uint32_t row) {
    const loc_table *table = table_of(snapshot, kind);
    if (table == NULL || row >= table->count) {
        return NULL;
    }
    return loc_snapshot_text(snapshot, loc_table_ids(table)[row]);
}

const uint32_t *locality_snapshot_ids(const locality_snapshot *snapshot, uint32_t kind) {
    const loc_table *table = table_of(snapshot, kind);
    return table == NULL ? NULL : loc_table_ids(table);
}

uint32_t locality_snapshot_find(const locality_snapshot *snapshot, uint32_t kind, const char *id) {
    const loc_table *table = table_of(snapshot, kind);
    if (table == NULL || id == NULL) {
        return LOCALITY_ROW_MISSING;
    }
    return loc_table_find(table, loc_pool_view_find(snapshot->texts, id, strlen(id)));
}

const char *locality_snapshot_text(const locality_snapshot *snapshot, uint32_t symbol) {
    return snapshot == NULL ? "" : loc_snapshot_text(snapshot, symbol);
}

uint32_t locality_snapshot_symbol(const locality_snapshot *snapshot, const char *text) {
    return snapshot == NULL || text == NULL
               ? 0
               : loc_pool_view_find(snapshot->texts, text, strlen(text));
}

const uint32_t *loc_snapshot_items(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                                   uint32_t field, uint32_t *count) {
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    *count = 0;
    if (column == NULL || (column->missing != NULL && loc_block_bytes(column->missing)[row] != 0)) {
        return NULL;
    }
    const uint32_t *start = loc_block_words(column->start);
    *count = start[row + 1] - start[row];
    return loc_block_words(column->row != NULL ? column->row : column->symbol) + start[row];
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* Text of a reference as it was resolved. */
static const char *ref_text(const locality_snapshot *snapshot, uint32_t target, uint32_t row) {
    return loc_snapshot_text(snapshot, row == LOCALITY_ROW_NONE
                                           ? snapshot->none
                                           : loc_snapshot_id(snapshot, target, row));
}

/* The items of a column without texts of its own, in which no list has more than one. */
static const char *const *only_item(const locality_snapshot *snapshot, const loc_field *info,
                                    const loc_column *column, uint32_t item, uint32_t count) {
    uint32_t symbol = snapshot->none; /* for an empty list any place will do */
    if (count > 0) {
        symbol = column->row == NULL
                     ? loc_block_words(column->symbol)[item]
                     : loc_snapshot_id(snapshot, info->target, loc_block_words(column->row)[item]);
    }
    return loc_pool_view_place(snapshot->texts, symbol);
}

static void read_list(const locality_snapshot *snapshot, const loc_field *info,
                      const loc_column *column, uint32_t row, locality_value *out) {
    const uint32_t *start = loc_block_words(column->start);
    uint32_t first = start[row], count = start[row + 1] - first;
    if (column->missing != NULL && loc_block_bytes(column->missing)[row] != 0) {
        return;
    }
    const char *const *texts = column->text == NULL ? NULL : loc_block_data(column->text);
    out->type = info->type;
    out->items = texts != NULL ? texts + first : only_item(snapshot, info, column, first, count);
    out->items_count = count;
}

static void read_one(const locality_snapshot *snapshot, const loc_field *info,
                     const loc_column *column, uint32_t row, locality_value *out) {
    uint32_t to = info->type == LOCALITY_TYPE_REF ? loc_block_words(column->row)[row] : 0;
    uint32_t symbol = loc_block_words(column->symbol)[row];
    if (symbol == 0) {
        return;
    }
    out->type = info->type;
    out->text = info->type == LOCALITY_TYPE_REF ? ref_text(snapshot, info->target, to)
                                                : loc_snapshot_text(snapshot, symbol);
}

void loc_snapshot_value(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                        uint32_t field, locality_value *out) {
    const loc_field *info = loc_schema_row(snapshot->schema, kind, field);
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    *out = (locality_value){.range = LOC_UNKNOWN};
    if (column == NULL) {
        return;
    }
    if (loc_type_is_list(info->type)) {
        read_list(snapshot, info, column, row, out);
    } else if (column->lo != NULL) {
        out->range = loc_snapshot_range(snapshot, kind, row, field);
        out->type = loc_is_unknown(out->range) ? LOCALITY_TYPE_NONE : info->type;
    } else {
        read_one(snapshot, info, column, row, out);
    }
}

/* What the calls by number check. */
static locality_status check_field(const locality_snapshot *snapshot, uint32_t kind, uint32_t field,
                                   locality_error *error) {
    if (snapshot == NULL) {
        return loc_fail_null(error, "snapshot");
    }
    if (kind >= LOC_KINDS) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no kind %u", (unsigned)kind);
    }
    if (field >= locality_schema_fields(snapshot->schema, kind)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "%s has no field %u",
                        locality_schema_kind_name(NULL, kind), (unsigned)field);
    }
    return LOCALITY_OK;
}

locality_status locality_snapshot_value(const locality_snapshot *snapshot, uint32_t kind,
                                        uint32_t row, uint32_t field, locality_value *out,
                                        locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_value){.range = LOC_UNKNOWN};
    locality_status status = check_field(snapshot, kind, field, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (row >= locality_snapshot_count(snapshot, kind)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no row %u of %s", (unsigned)row,
                        locality_schema_kind_name(NULL, kind));
    }
    loc_snapshot_value(snapshot, kind, row, field, out);
    return loc_ok(error);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static const uint32_t *words_of(loc_block *block) {
    return block == NULL ? NULL : loc_block_words(block);
}

static void describe(const loc_column *column, locality_column *out) {
    if (column->lo != NULL) {
        out->lo = loc_block_numbers(column->lo);
        out->hi = column->hi == NULL ? out->lo : loc_block_numbers(column->hi);
    }
    out->row = words_of(column->row);
    out->kind = words_of(column->kind);
    out->start = words_of(column->start);
    out->symbol = column->row == NULL ? words_of(column->symbol) : NULL;
    out->missing = column->missing == NULL ? NULL : loc_block_bytes(column->missing);
}

locality_status locality_snapshot_column(const locality_snapshot *snapshot, uint32_t kind,
                                         uint32_t field, locality_column *out,
                                         locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    locality_column column = LOCALITY_COLUMN_INIT;
    uint32_t size = out->struct_size;
    if (size < offsetof(locality_column, missing) + sizeof column.missing) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not set; start from LOCALITY_COLUMN_INIT");
    }
    column.struct_size = size;
    locality_status status = check_field(snapshot, kind, field, error);
    if (status == LOCALITY_OK) {
        const loc_field *info = loc_schema_row(snapshot->schema, kind, field);
        const loc_column *inside = loc_snapshot_column(snapshot, kind, field);
        column.type = info->type;
        column.target = info->target;
        column.count = loc_snapshot_count(snapshot, kind);
        if (inside != NULL) {
            describe(inside, &column);
        }
    }
    loc_struct_give(out, size, &column, sizeof column);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
