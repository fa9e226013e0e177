/* Tables: rows of one kind across the columns of its fields. */
#include "model/table.h"

#include <string.h>

static size_t table_bytes(uint32_t fields) {
    return sizeof(loc_table) + fields * sizeof(loc_column);
}

static int32_t type_of(const locality_schema *schema, const loc_table *table, uint32_t field) {
    return loc_schema_row(schema, table->kind, field)->type;
}

loc_table *loc_table_new(const locality_allocator *allocator, const locality_schema *schema,
                         uint32_t kind) {
    uint32_t fields = locality_schema_fields(schema, kind);
    loc_table *table = loc_allocate(allocator, 1, table_bytes(fields));
    if (table != NULL) {
        atomic_init(&table->owners, 1);
        table->kind = kind;
        table->fields = fields;
    }
    return table;
}

loc_table *loc_table_share(const locality_allocator *allocator, const loc_table *table) {
    loc_table *same = loc_allocate_raw(allocator, 1, table_bytes(table->fields));
    if (same == NULL) {
        return NULL;
    }
    atomic_init(&same->owners, 1);
    same->kind = table->kind;
    same->fields = table->fields;
    same->count = table->count;
    same->dead = table->dead;
    same->version = table->version;
    same->numbering = table->numbering;
    same->ids = loc_block_retain(table->ids);
    same->index = loc_index_retain(table->index);
    for (uint32_t field = 0; field < table->fields; field++) {
        same->column[field] = loc_column_share(&table->column[field]);
    }
    return same;
}

loc_table *loc_table_retain(loc_table *table) {
    if (table != NULL) {
        atomic_fetch_add_explicit(&table->owners, 1, memory_order_relaxed);
    }
    return table;
}

void loc_table_release(const locality_allocator *allocator, loc_table *table) {
    if (table == NULL || atomic_fetch_sub_explicit(&table->owners, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (uint32_t field = 0; field < table->fields; field++) {
        loc_column_clear(allocator, &table->column[field]);
    }
    loc_block_release(allocator, table->ids);
    loc_index_release(allocator, table->index);
    loc_release(allocator, table, 1, table_bytes(table->fields));
}

size_t loc_table_footprint(const loc_table *table) {
    if (table == NULL) {
        return 0;
    }
    size_t bytes = table_bytes(table->fields) + loc_block_footprint(table->ids) +
                   loc_index_footprint(table->index);
    for (uint32_t field = 0; field < table->fields; field++) {
        bytes += loc_column_footprint(&table->column[field]);
    }
    return bytes;
}

/* ---- One row --------------------------------------------------------------------------------- */

static bool has_cell(const loc_cell *cells, size_t count, uint32_t field) {
    for (size_t i = 0; i < count; i++) {
        if (cells[i].field == field) {
            return true;
        }
    }
    return false;
}

/* Whether a field without a cell holds something at the row that has to become missing. */
static bool must_clear(const loc_table *table, uint32_t row, const loc_cell *cells, size_t count,
                       uint32_t field) {
    return row < table->column[field].count && !has_cell(cells, count, field);
}

bool loc_table_prepare(const locality_allocator *allocator, const locality_schema *schema,
                       loc_table *table, uint32_t row, const loc_cell *cells, size_t count,
                       bool whole) {
    for (size_t i = 0; i < count; i++) {
        uint32_t field = cells[i].field;
        if (!loc_column_prepare(allocator, &table->column[field], type_of(schema, table, field),
                                row, &cells[i])) {
            return false;
        }
    }
    static const loc_cell missing = {.missing = true};
    for (uint32_t field = 0; whole && field < table->fields; field++) {
        if (must_clear(table, row, cells, count, field) &&
            !loc_column_prepare(allocator, &table->column[field], type_of(schema, table, field),
                                row, &missing)) {
            return false;
        }
    }
    return true;
}

void loc_table_write(const locality_schema *schema, loc_table *table, uint32_t row,
                     const loc_cell *cells, size_t count, bool whole) {
    static const loc_cell missing = {.missing = true};
    for (uint32_t field = 0; whole && field < table->fields; field++) {
        if (must_clear(table, row, cells, count, field)) {
            loc_column_write(&table->column[field], type_of(schema, table, field), row, &missing);
        }
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t field = cells[i].field;
        loc_column_write(&table->column[field], type_of(schema, table, field), row, &cells[i]);
    }
}

void loc_table_read(const locality_schema *schema, const loc_table *table, uint32_t field,
                    uint32_t row, loc_cell *cell) {
    const loc_column *column = &table->column[field];
    *cell = (loc_cell){.missing = true, .range = LOC_UNKNOWN};
    if (column->given > 0 && row < column->count) {
        loc_column_read(column, type_of(schema, table, field), row, cell);
    }
    cell->field = field;
}

bool loc_table_prepare_id(const locality_allocator *allocator, loc_table *table, uint32_t id) {
    return table->count < LOCALITY_ROW_NONE - 1 && loc_index_own(allocator, &table->index, id) &&
           loc_block_room(allocator, &table->ids, table->count, (size_t)table->count + 1,
                          sizeof(uint32_t));
}

uint32_t loc_table_append_id(loc_table *table, uint32_t id) {
    uint32_t row = table->count++;
    loc_block_words(table->ids)[row] = id;
    loc_block_take(table->ids, table->count);
    loc_index_set(table->index, id, row);
    return row;
}

bool loc_table_kill(const locality_allocator *allocator, loc_table *table, uint32_t row) {
    uint32_t id = loc_block_words(table->ids)[row];
    if (!loc_index_own(allocator, &table->index, id) ||
        !loc_block_own(allocator, &table->ids, table->count)) {
        return false;
    }
    loc_index_set(table->index, id, LOCALITY_ROW_MISSING);
    loc_block_words(table->ids)[row] = 0;
    table->dead++;
    return true;
}

/* ---- The whole table ------------------------------------------------------------------------- */

/* Ids and index of the live rows, into a table that is otherwise empty. */
static bool gather_ids(const locality_allocator *allocator, const loc_table *table,
                       loc_table *out) {
    uint32_t live = table->count - table->dead;
    out->index = loc_index_retain(table->index);
    if (!loc_block_room(allocator, &out->ids, 0, live, sizeof(uint32_t))) {
        return false;
    }
    for (uint32_t row = 0; row < table->count; row++) {
        uint32_t id = loc_block_words(table->ids)[row];
        if (id == 0) {
            continue;
        }
        if (loc_table_find(out, id) != out->count) { /* the rows before the first dead one stay */
            if (!loc_index_own(allocator, &out->index, id)) {
                return false;
            }
            loc_index_set(out->index, id, out->count);
        }
        loc_block_words(out->ids)[out->count++] = id;
    }
    loc_block_take(out->ids, out->count);
    return true;
}

bool loc_table_compact(const locality_allocator *allocator, const locality_schema *schema,
                       loc_table *table, uint64_t numbering) {
    if (table->dead == 0) {
        return true;
    }
    loc_table *live = loc_table_new(allocator, schema, table->kind);
    if (live == NULL) {
        return false;
    }
    bool done = gather_ids(allocator, table, live);
    const uint32_t *ids = loc_table_ids(table);
    for (uint32_t field = 0; done && field < table->fields; field++) {
        int32_t type = type_of(schema, table, field);
        done =
            table->column[field].given == 0 ||
            (loc_column_tidy(allocator, &table->column[field], type) &&
             loc_column_gather(allocator, &table->column[field], type, ids, &live->column[field]));
    }
    if (done) { /* the two change places: the old rows go with `live` */
        loc_block *old_ids = table->ids;
        loc_index *old_index = table->index;
        table->ids = live->ids;
        table->index = live->index;
        live->ids = old_ids;
        live->index = old_index;
        table->count = live->count;
        table->dead = 0;
        table->numbering = numbering;
        for (uint32_t field = 0; field < table->fields; field++) {
            loc_column old = table->column[field];
            table->column[field] = live->column[field];
            live->column[field] = old;
        }
    }
    loc_table_release(allocator, live);
    return done;
}

bool loc_table_finish(const locality_allocator *allocator, const locality_schema *schema,
                      loc_table *table) {
    for (uint32_t field = 0; field < table->fields; field++) {
        loc_column *column = &table->column[field];
        int32_t type = type_of(schema, table, field);
        if (column->given == 0) {
            loc_column_clear(allocator, column);
            continue;
        }
        if (!loc_column_tidy(allocator, column, type) ||
            !loc_column_pad(allocator, column, type, table->count)) {
            return false;
        }
    }
    return true;
}
