/* Table: the records of one kind: ids in the order in which they came, an index from ids to
 * rows, and a column for each field that any record has.
 *
 * A model's table may hold dead rows (id 0) until it is compacted. A snapshot's table has none,
 * is as long in every column, and is never changed again. */
#ifndef LOC_MODEL_TABLE_H
#define LOC_MODEL_TABLE_H

#include "model/column.h"
#include "model/index.h"
#include "schema/schema.h"

typedef struct loc_table {
    atomic_size_t owners;
    uint32_t kind;
    uint32_t fields;
    uint32_t count; /* rows, dead ones included */
    uint32_t dead;
    uint64_t version;   /* a new number with every change of the content */
    uint64_t numbering; /* a new number whenever a row changes its place or goes */
    loc_block *ids;     /* uint32_t: symbols, 0 for a dead row */
    loc_index *index;
    loc_column column[]; /* one a field of the schema */
} loc_table;

static inline const uint32_t *loc_table_ids(const loc_table *table) {
    return table->ids == NULL ? NULL : loc_block_words(table->ids);
}
static inline uint32_t loc_table_find(const loc_table *table, uint32_t symbol) {
    return table == NULL ? LOCALITY_ROW_MISSING : loc_index_get(table->index, symbol);
}
static inline uint32_t loc_table_rows(const loc_table *table) {
    return table == NULL ? 0 : table->count;
}
/* Symbol of a TEXT, WORD or reference; 0 where it is missing. */
static inline uint32_t loc_table_symbol(const loc_table *table, uint32_t field, uint32_t row) {
    const loc_column *column = &table->column[field];
    return row < column->count ? loc_block_words(column->symbol)[row] : 0;
}

loc_table *loc_table_new(const locality_allocator *allocator, const locality_schema *schema,
                         uint32_t kind);
/* A table with the same content, to be changed on its own; null on refusal. */
loc_table *loc_table_share(const locality_allocator *allocator, const loc_table *table);
loc_table *loc_table_retain(loc_table *table); /* null is allowed, here and below */
void loc_table_release(const locality_allocator *allocator, loc_table *table);
size_t loc_table_footprint(const loc_table *table); /* bytes */

/* Prepares a row (one that stands, or the one behind the last) for cells; `whole` makes every
 * field without a cell missing. False on refusal: the table still says what it said. */
bool loc_table_prepare(const locality_allocator *allocator, const locality_schema *schema,
                       loc_table *table, uint32_t row, const loc_cell *cells, size_t count,
                       bool whole);
void loc_table_write(const locality_schema *schema, loc_table *table, uint32_t row,
                     const loc_cell *cells, size_t count, bool whole);
/* Reads a field of a row; missing where no record has the field. Items of lists stay in the column
 * and move when it changes. */
void loc_table_read(const locality_schema *schema, const loc_table *table, uint32_t field,
                    uint32_t row, loc_cell *cell);
/* Room for a row more with this id; then the row. */
bool loc_table_prepare_id(const locality_allocator *allocator, loc_table *table, uint32_t id);
uint32_t loc_table_append_id(loc_table *table, uint32_t id);
/* Makes a row dead. False on refusal. */
bool loc_table_kill(const locality_allocator *allocator, loc_table *table, uint32_t row);

/* Removes dead rows; `numbering` becomes that of the table. False on refusal. */
bool loc_table_compact(const locality_allocator *allocator, const locality_schema *schema,
                       loc_table *table, uint64_t numbering);
/* Makes every column that has a value as long as the table, lists tidy, and drops the others. */
bool loc_table_finish(const locality_allocator *allocator, const locality_schema *schema,
                      loc_table *table);

#endif
