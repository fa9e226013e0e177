/* Bulk: many records of one kind from columns in the host's memory.
 *
 * Everything is written behind the ends of the table's columns, where nobody looks, and taken at
 * once when all of it is right. */
#include <string.h>

#include "base/error.h"
#include "base/value.h"
#include "model/load.h"

/* Checks what the host says about one column and finds its field. */
static locality_status open_column(loc_loading *l, const locality_column_in *given) {
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in) ||
        in.reserved != 0) {
        return loc_fail(l->error, LOCALITY_INVALID,
                        "a column's struct_size is not that of a locality_column_in");
    }
    if (in.field == NULL || (in.data == NULL && l->count > 0)) {
        return loc_fail_null(l->error,
                             in.field == NULL ? "the field of a column" : "the data of a column");
    }
    l->field = locality_schema_field(l->model->schema, l->kind, in.field);
    if (l->field == LOCALITY_NO_INDEX) {
        return loc_fail_field(l->model->schema, l->kind, in.field, l->error);
    }
    bool value = loc_type_is_value(loc_schema_row(l->model->schema, l->kind, l->field)->type);
    if ((in.is_range != 0 || in.is_text != 0) &&
        (!value || (in.is_range != 0 && in.is_text != 0))) {
        return loc_fail(l->error, LOCALITY_INVALID,
                        "only a quantity is given as a range, or else as text");
    }
    if (in.stride == 0) {
        bool text = !value || in.is_text != 0;
        in.stride = text               ? sizeof(const char *)
                    : in.is_range != 0 ? sizeof(locality_range)
                                       : sizeof(int64_t);
    }
    l->in = in;
    return LOCALITY_OK;
}

/* A whole call. */
typedef struct batch {
    locality_model *model;
    loc_table *table;
    uint32_t kind;
    const char *const *ids;
    const uint32_t *symbols; /* in place of the ids */
    bool has_symbols;
    const uint8_t *is_checked; /* of the columns; null for none */
    size_t count;
    loc_loading *columns;
    size_t columns_count;
    uint32_t *id; /* symbols, behind the ids of the table */
    bool values;  /* lists are given as values */
    locality_error *error;
} batch;

static locality_status read_columns(batch *b, const locality_column_in *columns) {
    if (columns == NULL || b->columns == NULL) { /* ids alone */
        return LOCALITY_OK;
    }
    for (size_t i = 0; i < b->columns_count; i++) {
        loc_loading *l = &b->columns[i];
        *l = (loc_loading){.model = b->model,
                           .kind = b->kind,
                           .count = b->count,
                           .is_checked = b->is_checked != NULL && b->is_checked[i] != 0,
                           .first = b->table->count,
                           .values = b->values,
                           .error = b->error};
        locality_status status = open_column(l, &columns[i]);
        for (size_t j = 0; status == LOCALITY_OK && j < i; j++) {
            if (b->columns[j].field == l->field) {
                status = loc_fail(b->error, LOCALITY_DUPLICATE, "the field %s is given twice",
                                  l->in.field);
            }
        }
        if (status == LOCALITY_OK) {
            l->info = loc_schema_row(b->model->schema, b->kind, l->field);
            l->column = &b->table->column[l->field];
            status = loc_load_column(l);
        }
        if (status != LOCALITY_OK) {
            loc_error_at_record(b->error, NULL, NULL, columns[i].field);
            return status;
        }
    }
    return LOCALITY_OK;
}

/* Takes symbols as they are, or interns the ids and checks each. */
static locality_status read_ids(batch *b) {
    size_t bad = 0;
    uint32_t before = loc_pool_count(b->model->pool);
    if (b->has_symbols) {
        memcpy(b->id, b->symbols, b->count * sizeof *b->id);
        return LOCALITY_OK;
    }
    if (!loc_pool_intern_many(b->model->pool, b->ids, sizeof *b->ids, b->count, b->id, &bad)) {
        locality_status status =
            bad < b->count ? loc_fail_encoding(b->error) : loc_fail_memory(b->error);
        loc_error_at_place(b->error, bad < b->count ? bad + 1 : 0, 0);
        return status;
    }
    for (size_t row = 0; row < b->count; row++) {
        /* new texts lie one after the other in the pool; those it had lie anywhere, so the host's is read */
        bool is_new = b->id[row] > before;
        const char *id = is_new ? loc_pool_text(b->model->pool, b->id[row]) : b->ids[row];
        locality_status status = id == NULL ? loc_fail_null(b->error, "an id")
                                            : loc_check_id(id, strlen(id), false, b->error);
        if (status != LOCALITY_OK) {
            loc_error_at_place(b->error, row + 1, 0);
            return status;
        }
    }
    return LOCALITY_OK;
}

/* Takes the first `count` ids out of the index again. */
static void withdraw(const batch *b, size_t count) {
    for (size_t row = 0; row < count; row++) {
        loc_index_set(b->table->index, b->id[row], LOCALITY_ROW_MISSING);
    }
}

/* Enters the ids into the index; on failure none of them. */
static locality_status enter_ids(const batch *b) {
    uint32_t page = UINT32_MAX;
    for (size_t row = 0; row < b->count; row++) {
        uint32_t id = b->id[row];
        if (id >> LOC_PAGE_BITS != page) {
            page = id >> LOC_PAGE_BITS;
            if (!loc_index_own(&b->model->allocator, &b->table->index, id)) {
                withdraw(b, row);
                return loc_fail_memory(b->error);
            }
        }
        if (loc_index_get(b->table->index, id) != LOCALITY_ROW_MISSING) {
            withdraw(b, row);
            loc_fail(b->error, LOCALITY_DUPLICATE, "there is a record with this id already");
            loc_error_at_place(b->error, row + 1, 0);
            return LOCALITY_DUPLICATE;
        }
        loc_index_set(b->table->index, id, b->table->count + (uint32_t)row);
    }
    return LOCALITY_OK;
}

/* Room for every row in the journal, where there is one, and for the ids behind those of the table. */
static bool make_room(batch *b) {
    const locality_allocator *allocator = &b->model->allocator;
    if (b->model->home.name.data != NULL &&
        !loc_journal_room(allocator, &b->model->home.journal, b->count)) {
        return false;
    }
    if (!loc_block_room(allocator, &b->table->ids, b->table->count, b->table->count + b->count,
                        sizeof(uint32_t))) {
        return false;
    }
    b->id = loc_block_words(b->table->ids) + b->table->count;
    return true;
}

static void commit(const batch *b) {
    for (size_t row = 0; b->model->home.name.data != NULL && row < b->count; row++) {
        loc_journal_note_new(&b->model->home.journal, b->kind, b->id[row]);
    }
    b->table->count += (uint32_t)b->count;
    loc_block_take(b->table->ids, b->table->count);
    for (size_t i = 0; i < b->columns_count; i++) {
        const loc_loading *l = &b->columns[i];
        loc_column_take(l->column, l->info->type, b->table->count, l->items, l->given);
    }
    loc_model_touch(b->model, b->table);
}

static locality_status add_batch(batch *b, const locality_column_in *columns) {
    if (!make_room(b)) {
        return loc_fail_memory(b->error);
    }
    locality_status status = read_ids(b);
    if (status == LOCALITY_OK) {
        status = enter_ids(b);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    status = read_columns(b, columns);
    if (status != LOCALITY_OK) {
        withdraw(b, b->count);
        return status;
    }
    commit(b);
    return LOCALITY_OK;
}

/* The whole call, once the kind is known; the error says in which row it was. */
static locality_status run(batch *b, const locality_column_in *columns) {
    const locality_allocator *allocator = &b->model->allocator;
    loc_ok(b->error);
    locality_status status = loc_model_free_to_change(b->model, b->error);
    if (status != LOCALITY_OK) {
        return status;
    }
    b->table = loc_model_table(b->model, b->kind);
    b->columns = loc_allocate(allocator, b->columns_count, sizeof *b->columns);
    if (b->table == NULL || b->columns == NULL) {
        status = loc_fail_memory(b->error);
    } else if (b->count >= LOCALITY_ROW_NONE - b->table->count) {
        status = loc_fail(b->error, LOCALITY_LIMIT, "a kind holds fewer than 2^32 - 2 records");
    } else {
        status = add_batch(b, columns);
    }
    loc_release(allocator, b->columns, b->columns_count, sizeof *b->columns);
    return status;
}

/* Says of which record a failure is, and hands the error over. */
static locality_status end(const batch *b, locality_status status, const char *id,
                           locality_error *error) {
    if (status != LOCALITY_OK) {
        loc_error_at_record(b->error, locality_schema_kind_name(NULL, b->kind), id, NULL);
    }
    if (error != NULL && error != b->error) {
        *error = *b->error;
    }
    return status;
}

locality_status locality_model_add_many(locality_model *model, const char *kind,
                                        const char *const *ids, size_t count,
                                        const locality_column_in *columns, size_t columns_count,
                                        locality_error *error) {
    locality_error mine; /* says in which row it was, also to a caller who does not ask */
    batch b = {
        .model = model, .ids = ids, .count = count, .columns_count = columns_count, .error = &mine};
    locality_status status = loc_model_kind(model, kind, &b.kind, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if ((ids == NULL && count > 0) || (columns == NULL && columns_count > 0)) {
        return loc_fail_null(error, ids == NULL && count > 0 ? "ids" : "columns");
    }
    status = run(&b, columns);
    return end(&b, status, mine.line > 0 && ids != NULL ? ids[mine.line - 1] : NULL, error);
}

locality_status loc_model_add_values(locality_model *model, uint32_t kind, const char *const *ids,
                                     size_t count, const locality_column_in *columns,
                                     size_t columns_count, locality_error *error) {
    batch b = {.model = model,
               .kind = kind,
               .ids = ids,
               .count = count,
               .columns_count = columns_count,
               .values = true,
               .error = error};
    locality_status status = run(&b, columns);
    return end(&b, status, error->line > 0 ? ids[error->line - 1] : NULL, error);
}

locality_status loc_model_add_symbols(locality_model *model, uint32_t kind, const uint32_t *ids,
                                      size_t count, const locality_column_in *columns,
                                      const uint8_t *is_checked, size_t columns_count,
                                      locality_error *error) {
    locality_error mine = {.status = LOCALITY_OK};
    batch b = {.model = model,
               .kind = kind,
               .symbols = ids,
               .has_symbols = true,
               .is_checked = is_checked,
               .count = count,
               .columns_count = columns_count,
               .error = &mine};
    locality_status status = run(&b, columns);
    const char *id = mine.line > 0 ? loc_pool_text(model->pool, ids[mine.line - 1]) : NULL;
    return end(&b, status, id, error);
}
