/* Visiting: a model read out as it was put in, record by record, for whoever writes it somewhere
 * else. */
#include "model/builder.h"

#include <string.h>

#include "base/error.h"

/* One walk through a model. */
typedef struct model_walk {
    const locality_model *model;
    locality_model_visitor visitor;
    const char **items; /* texts of the list that is shown */
    size_t items_capacity;
    int32_t refused; /* what the visitor answered */
} model_walk;

static locality_status show_list(model_walk *walk, const loc_cell *cell, locality_value *value) {
    void *block = walk->items;

    if (!loc_grow(&walk->model->allocator, &block, &walk->items_capacity, (size_t)cell->count + 1,
                  sizeof *walk->items)) {
        return LOCALITY_NO_MEMORY;
    }
    walk->items = block;
    for (uint32_t i = 0; i < cell->count; i++) {
        walk->items[i] = loc_pool_text(walk->model->pool, cell->items[i]);
    }
    value->items = walk->items;
    value->items_count = cell->count;
    return LOCALITY_OK;
}

/* Shows one value of a record if it is given. */
static locality_status show_value(model_walk *walk, const loc_table *table, uint32_t field,
                                  uint32_t row) {
    const loc_column *column = &table->column[field];
    int32_t type = loc_schema_row(walk->model->schema, table->kind, field)->type;
    locality_value value = {.range = LOC_UNKNOWN};
    loc_cell cell;

    if (column->given == 0 || row >= column->count) {
        return LOCALITY_OK;
    }
    loc_column_read(column, type, row, &cell);
    if (cell.missing) {
        return LOCALITY_OK;
    }
    value.type = type;
    if (loc_type_is_list(type)) {
        if (show_list(walk, &cell, &value) != LOCALITY_OK) {
            return LOCALITY_NO_MEMORY;
        }
    } else if (cell.symbol != 0) {
        value.text = loc_pool_text(walk->model->pool, cell.symbol);
    } else {
        value.range = cell.range;
    }
    walk->refused = walk->visitor.value(walk->visitor.self, field, &value);
    return walk->refused == 0 ? LOCALITY_OK : LOCALITY_CALLBACK;
}

static locality_status show_record(model_walk *walk, const loc_table *table, uint32_t row) {
    const char *id = loc_pool_text(walk->model->pool, loc_table_ids(table)[row]);
    locality_status status = LOCALITY_OK;

    walk->refused = walk->visitor.record(walk->visitor.self, table->kind, id);
    if (walk->refused != 0) {
        return LOCALITY_CALLBACK;
    }
    for (uint32_t field = 0; status == LOCALITY_OK && field < table->fields; field++) {
        status = show_value(walk, table, field, row);
    }
    return status;
}

static locality_status show_table(model_walk *walk, const loc_table *table) {
    locality_status status = LOCALITY_OK;

    for (uint32_t row = 0; status == LOCALITY_OK && table != NULL && row < table->count; row++) {
        if (loc_table_ids(table)[row] != 0) { /* 0: a dead row */
            status = show_record(walk, table, row);
        }
    }
    return status;
}

locality_status locality_model_visit(const locality_model *model,
                                     const locality_model_visitor *visitor, locality_error *error) {
    model_walk walk = {.model = model, .visitor = LOCALITY_MODEL_VISITOR_INIT};
    locality_status status = LOCALITY_OK;

    if (model == NULL || visitor == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "visitor");
    }
    if (!loc_struct_take(&walk.visitor, sizeof walk.visitor, visitor, visitor->struct_size,
                         sizeof walk.visitor) ||
        walk.visitor.record == NULL || walk.visitor.value == NULL) {
        return loc_fail(error, LOCALITY_INVALID, "the visitor lacks a function");
    }
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < LOC_KINDS; kind++) {
        status = show_table(&walk, model->table[kind]);
    }
    loc_release(&model->allocator, walk.items, walk.items_capacity, sizeof *walk.items);
    if (status == LOCALITY_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    if (status == LOCALITY_CALLBACK) {
        loc_fail(error, LOCALITY_CALLBACK, "the visitor stopped with code %d", (int)walk.refused);
        if (error != NULL) {
            error->host_code = walk.refused;
        }
        return status;
    }
    return loc_ok(error);
}
