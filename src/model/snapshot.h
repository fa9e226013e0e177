/* The snapshot, inside: for the layers above, which read columns in place.
 *
 * A table here has no dead rows, its columns are as long as it is, and a column stands (its
 * arrays are not null) exactly when some record has the field. */
#ifndef LOC_MODEL_SNAPSHOT_H
#define LOC_MODEL_SNAPSHOT_H

#include "base/pool.h"
#include "model/derived.h"
#include "model/table.h"

struct locality_snapshot {
    struct locality_snapshot *self; /* itself: its owners are counted where it is only read */
    atomic_size_t owners;
    locality_allocator allocator;
    locality_schema *schema;
    loc_pool_view *texts;
    uint32_t none; /* symbol of `none` */
    size_t alias_uses;
    uint8_t partial
        [LOC_KINDS]; /* LOC_PART_*: records of the kind were left out when the case was loaded */
    loc_table *table[LOC_KINDS];                       /* null: no record */
    _Atomic(loc_derived *) derived[LOC_DERIVED_SLOTS]; /* null: nobody has asked */
};

/* Everything below asks for kinds, rows and fields that exist. */
static inline uint32_t loc_snapshot_count(const locality_snapshot *snapshot, uint32_t kind) {
    return snapshot->table[kind] == NULL ? 0 : snapshot->table[kind]->count;
}
/* Symbol of the id of a record. */
static inline uint32_t loc_snapshot_id(const locality_snapshot *snapshot, uint32_t kind,
                                       uint32_t row) {
    return loc_block_words(snapshot->table[kind]->ids)[row];
}
/* Row of the record with an id, by the symbol of the id. */
static inline uint32_t loc_snapshot_row(const locality_snapshot *snapshot, uint32_t kind,
                                        uint32_t symbol) {
    return loc_table_find(snapshot->table[kind], symbol);
}
static inline const char *loc_snapshot_text(const locality_snapshot *snapshot, uint32_t symbol) {
    return loc_pool_view_text(snapshot->texts, symbol);
}
/* The column of a field, or null where no record has it. */
static inline const loc_column *loc_snapshot_column(const locality_snapshot *snapshot,
                                                    uint32_t kind, uint32_t field) {
    const loc_table *table = snapshot->table[kind];
    return table == NULL || table->column[field].given == 0 ? NULL : &table->column[field];
}
/* What is known of a quantity; unknown where it is missing. */
static inline locality_range loc_snapshot_range(const locality_snapshot *snapshot, uint32_t kind,
                                                uint32_t row, uint32_t field) {
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    if (column == NULL) {
        return LOC_UNKNOWN;
    }
    int64_t lo = loc_block_numbers(column->lo)[row];
    return (locality_range){lo, column->hi == NULL ? lo : loc_block_numbers(column->hi)[row]};
}
/* Symbol of a TEXT or WORD, 0 where it is missing. */
static inline uint32_t loc_snapshot_symbol(const locality_snapshot *snapshot, uint32_t kind,
                                           uint32_t row, uint32_t field) {
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    return column == NULL ? 0 : loc_block_words(column->symbol)[row];
}
/* Row a REF leads to; LOCALITY_ROW_MISSING and LOCALITY_ROW_NONE as in locality_column. */
static inline uint32_t loc_snapshot_ref(const locality_snapshot *snapshot, uint32_t kind,
                                        uint32_t row, uint32_t field) {
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    return column == NULL ? LOCALITY_ROW_MISSING : loc_block_words(column->row)[row];
}
/* Reads one field of a record; type NONE where it is missing. */
void loc_snapshot_value(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                        uint32_t field, locality_value *out);
/* NOT_FOUND: no record has the id; with the nearest ids. */
locality_status loc_fail_no_record(const locality_snapshot *snapshot, uint32_t kind, const char *id,
                                   locality_error *error);
/* Items of a list: symbols (TEXTS) or rows (REFS), `*count` of them; null where it is missing. */
const uint32_t *loc_snapshot_items(const locality_snapshot *snapshot, uint32_t kind, uint32_t row,
                                   uint32_t field, uint32_t *count);

#endif
