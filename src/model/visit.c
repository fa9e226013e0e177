/* Visiting: a model read out as it was put in, record by record, for whoever writes it somewhere
 * else. */
#include "base/error.h"
#include "model/row.h"

/* One walk through a model. */
typedef struct model_walk {
    const locality_model *model;
    locality_model_visitor visitor;
    loc_row row;
    int32_t refused; /* what the visitor answered */
} model_walk;

static locality_status show_record(model_walk *walk, const loc_table *table, uint32_t row) {
    const char *id = loc_pool_text(walk->model->pool, loc_table_ids(table)[row]);
    if (!loc_row_read(walk->model, table, row, &walk->row)) {
        return LOCALITY_NO_MEMORY;
    }
    walk->refused = walk->visitor.record(walk->visitor.self, table->kind, id);
    for (uint32_t field = 0; walk->refused == 0 && field < walk->row.values; field++) {
        if (walk->row.value[field].type != LOCALITY_TYPE_NONE) {
            walk->refused = walk->visitor.value(walk->visitor.self, field, &walk->row.value[field]);
        }
    }
    return walk->refused == 0 ? LOCALITY_OK : LOCALITY_CALLBACK;
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
    loc_row_clear(&model->allocator, &walk.row);
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
