/* The model: one record at a time. A call first reads all values into cells, then prepares every
 * column, and only then writes, so that a call that fails has changed nothing. */
#include "model/builder.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

locality_status locality_model_new(locality_schema *schema, const locality_allocator *allocator,
                                   locality_model **out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_allocator own;
    locality_status status = loc_allocator_take(allocator, &own, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_model *model = loc_allocate(&own, 1, sizeof *model);
    if (model == NULL) {
        return loc_fail_memory(error);
    }
    model->allocator = own;
    model->pool = loc_pool_new(&own);
    if (schema != NULL) {
        model->schema = loc_schema_retain(schema);
    } else if (model->pool != NULL) {
        locality_schema_new(&own, &model->schema, NULL);
    }
    if (model->pool != NULL) {
        model->none =
            loc_pool_intern(model->pool, LOCALITY_NONE_TEXT, sizeof LOCALITY_NONE_TEXT - 1);
    }
    if (model->schema == NULL || model->none == 0) {
        locality_model_free(model);
        return loc_fail_memory(error);
    }
    loc_cells_init(&model->cells, &own, model->schema, model->pool, model->none);
    atomic_store_explicit(&model->schema->in_use, true, memory_order_relaxed);
    *out = model;
    return loc_ok(error);
}

void locality_model_free(locality_model *model) {
    if (model == NULL) {
        return;
    }
    locality_allocator allocator = model->allocator;
    locality_snapshot_release(model->last);
    loc_table_release(&allocator, model->overlaid.post);
    loc_table_release(&allocator, model->overlaid.unit);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_table_release(&allocator, model->table[kind]);
    }
    loc_cells_clear(&model->cells);
    loc_case_clear(&allocator, &model->home);
    loc_pool_release(model->pool);
    if (model->schema != NULL) {
        loc_schema_release(model->schema);
    }
    loc_release(&allocator, model, 1, sizeof *model);
}

const locality_schema *locality_model_schema(const locality_model *model) {
    return model == NULL ? NULL : model->schema;
}

size_t locality_model_count(const locality_model *model, const char *kind) {
    uint32_t number = model == NULL ? LOCALITY_NO_INDEX : locality_schema_kind(NULL, kind);
    if (number == LOCALITY_NO_INDEX || model->table[number] == NULL) {
        return 0;
    }
    return model->table[number]->count - model->table[number]->dead;
}

loc_table *loc_model_table(locality_model *model, uint32_t kind) {
    if (model->table[kind] == NULL) {
        model->table[kind] = loc_table_new(&model->allocator, model->schema, kind);
    }
    return model->table[kind];
}

void loc_model_touch(locality_model *model, loc_table *table) {
    table->version = ++model->stamp;
}

bool loc_model_note(locality_model *model, const loc_table *table, uint32_t id, uint32_t row) {
    return model->home.name.data == NULL ||
           loc_journal_note(&model->allocator, model->schema, &model->home.journal, table, id, row);
}

locality_status loc_model_free_to_change(const locality_model *model, locality_error *error) {
    return !model->busy ? LOCALITY_OK
                        : loc_fail(error, LOCALITY_BUSY,
                                   "the model is being saved: a function of the store may not "
                                   "change it");
}

locality_status loc_model_kind(const locality_model *model, const char *name, uint32_t *kind,
                               locality_error *error) {
    *kind = LOCALITY_NO_INDEX;
    if (model == NULL || name == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "kind");
    }
    *kind = locality_schema_kind(model->schema, name);
    return *kind == LOCALITY_NO_INDEX ? loc_fail_kind(error, name) : LOCALITY_OK;
}

/* ---- Writing a record ------------------------------------------------------------------------ */

/* Adds the record of the cells that were read, or replaces the one with its id. */
static locality_status write_record(locality_model *model, uint32_t kind, const char *id,
                                    bool must_be_new, locality_error *error) {
    loc_cells *cells = &model->cells;
    loc_table *table = loc_model_table(model, kind);
    uint32_t symbol = loc_pool_intern(model->pool, id, strlen(id));
    if (table == NULL || symbol == 0) {
        return loc_fail_memory(error);
    }
    uint32_t row = loc_table_find(table, symbol);
    bool is_new = row == LOCALITY_ROW_MISSING;
    if (must_be_new && !is_new) {
        return loc_fail(error, LOCALITY_DUPLICATE, "there is a record with this id already");
    }
    loc_cells_settle(cells);
    if (!loc_model_note(model, table, symbol, row) ||
        !loc_table_prepare(&model->allocator, model->schema, table, is_new ? table->count : row,
                           cells->cell, cells->count, !is_new) ||
        (is_new && !loc_table_prepare_id(&model->allocator, table, symbol))) {
        return loc_fail_memory(error);
    }
    if (is_new) {
        row = loc_table_append_id(table, symbol);
    }
    loc_table_write(model->schema, table, row, cells->cell, cells->count, !is_new);
    loc_model_touch(model, table);
    return loc_ok(error);
}

locality_status loc_model_write(locality_model *model, uint32_t kind, const char *id,
                                bool must_be_new, locality_error *error) {
    locality_status status = loc_model_free_to_change(model, error);
    if (status == LOCALITY_OK) {
        status = loc_check_id(id, strlen(id), true, error);
    }
    if (status == LOCALITY_OK) {
        status = write_record(model, kind, id, must_be_new, error);
    }
    if (status != LOCALITY_OK) {
        loc_error_at_record(error, locality_schema_kind_name(NULL, kind), id, NULL);
    }
    return status;
}

static bool was_given(const loc_cells *cells, uint32_t field) {
    for (size_t i = 0; i < cells->count; i++) {
        if (cells->cell[i].field == field) {
            return true;
        }
    }
    return false;
}

/* Reads a named value into a cell. */
static locality_status read_named(locality_model *model, uint32_t kind,
                                  const locality_named_value *named, locality_error *error) {
    if (named->field == NULL) {
        return loc_fail_null(error, "the name of a field");
    }
    uint32_t field = locality_schema_field(model->schema, kind, named->field);
    if (field == LOCALITY_NO_INDEX) {
        return loc_fail_field(model->schema, kind, named->field, error);
    }
    if (was_given(&model->cells, field)) {
        return loc_fail(error, LOCALITY_DUPLICATE, "the field %s is given twice", named->field);
    }
    return loc_cells_add(&model->cells, kind, field, &named->value, error);
}

static locality_status put(locality_model *model, const char *kind, const char *id,
                           const locality_named_value *values, size_t count, bool must_be_new,
                           locality_error *error) {
    uint32_t number;
    locality_status status = loc_model_kind(model, kind, &number, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (id == NULL || (values == NULL && count > 0)) {
        return loc_fail_null(error, id == NULL ? "id" : "values");
    }
    loc_cells_restart(&model->cells);
    for (size_t i = 0; i < count; i++) {
        status = read_named(model, number, &values[i], error);
        if (status != LOCALITY_OK) {
            loc_error_at_record(error, locality_schema_kind_name(NULL, number), id,
                                values[i].field);
            return status;
        }
    }
    return loc_model_write(model, number, id, must_be_new, error);
}

locality_status locality_model_put(locality_model *model, const char *kind, const char *id,
                                   const locality_named_value *values, size_t count,
                                   locality_error *error) {
    return put(model, kind, id, values, count, false, error);
}

locality_status locality_model_add(locality_model *model, const char *kind, const char *id,
                                   const locality_named_value *values, size_t count,
                                   locality_error *error) {
    return put(model, kind, id, values, count, true, error);
}

/* ---- Changing a record that stands ----------------------------------------------------------- */

/* There is no such record: NOT_FOUND with the nearest ids. */
static locality_status fail_record(const locality_model *model, uint32_t kind, const char *id,
                                   locality_error *error) {
    const loc_table *table = model->table[kind];
    const char *name = locality_schema_kind_name(NULL, kind);
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest nearest;
    loc_nearest_init(&nearest, id);
    for (uint32_t row = 0; table != NULL && row < table->count; row++) {
        uint32_t symbol = loc_table_ids(table)[row];
        if (symbol != 0) {
            loc_nearest_offer(&nearest, loc_pool_text(model->pool, symbol));
        }
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s \"%.160s\"%s", name, id, hint);
    loc_error_at_record(error, name, id, NULL);
    return LOCALITY_NOT_FOUND;
}

/* Finds the record of a call that changes one. */
static locality_status find_record(const locality_model *model, const char *kind, const char *id,
                                   uint32_t *number, uint32_t *row, locality_error *error) {
    *row = LOCALITY_ROW_MISSING;
    locality_status status = loc_model_kind(model, kind, number, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (id == NULL) {
        return loc_fail_null(error, "id");
    }
    status = loc_model_free_to_change(model, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    *row = loc_table_find(model->table[*number], loc_pool_find(model->pool, id, strlen(id)));
    return *row == LOCALITY_ROW_MISSING ? fail_record(model, *number, id, error) : LOCALITY_OK;
}

static locality_status set_cell(locality_model *model, uint32_t kind, uint32_t row,
                                locality_error *error) {
    loc_table *table = model->table[kind];
    loc_cells_settle(&model->cells);
    if (!loc_model_note(model, table, loc_table_ids(table)[row], row) ||
        !loc_table_prepare(&model->allocator, model->schema, table, row, model->cells.cell, 1,
                           false)) {
        return loc_fail_memory(error);
    }
    loc_table_write(model->schema, table, row, model->cells.cell, 1, false);
    loc_model_touch(model, table);
    return loc_ok(error);
}

locality_status locality_model_set(locality_model *model, const char *kind, const char *id,
                                   const char *field, const locality_value *value,
                                   locality_error *error) {
    uint32_t number, row;
    locality_status status = find_record(model, kind, id, &number, &row, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_named_value named = {.field = field};
    if (value != NULL) {
        named.value = *value;
    }
    loc_cells_restart(&model->cells);
    status = read_named(model, number, &named, error);
    if (status == LOCALITY_OK) {
        status = set_cell(model, number, row, error);
    }
    if (status != LOCALITY_OK) {
        loc_error_at_record(error, locality_schema_kind_name(NULL, number), id, field);
    }
    return status;
}

/* Dead rows are removed when a snapshot is taken, or here once they are the greater part. */
enum { FEW_DEAD = 1024 };

locality_status locality_model_remove(locality_model *model, const char *kind, const char *id,
                                      locality_error *error) {
    uint32_t number, row;
    locality_status status = find_record(model, kind, id, &number, &row, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_table *table = model->table[number];
    uint32_t symbol = loc_table_ids(table)[row];
    if (!loc_model_note(model, table, symbol, row) ||
        !loc_table_kill(&model->allocator, table, row)) {
        return loc_fail_memory(error);
    }
    loc_journal_note_removed(&model->home.journal, number, symbol);
    loc_model_touch(model, table);
    if (table->dead > FEW_DEAD && table->dead > table->count / 2) {
        /* A refusal only puts it off. */
        loc_table_compact(&model->allocator, model->schema, table, ++model->stamp);
    }
    return loc_ok(error);
}
