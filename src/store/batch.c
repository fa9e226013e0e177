/* Batches: records that a store pushes one by one, added to the model as columns.
 *
 * Texts are looked up in the model's pool many at a time, which waits for memory once instead of once
 * for each. A record that is out of the ordinary goes in by itself, behind those that came before it;
 * and where a batch is refused its records go in one by one, so that the first that is wrong is named. */
#include <string.h>

#include "base/error.h"
#include "base/value.h"
#include "model/load.h"
#include "store/store.h"

enum {
    ROWS = 1024,
    BYTES = 1 << 18, /* of texts: a longer record goes in by itself */
    ITEMS = 1 << 14
};

/* ---- One record by itself -------------------------------------------------------------------- */

static locality_status fail_field(const loc_batch *batch, const char *id, uint32_t field,
                                  locality_error *error) {
    loc_error_at_record(error, locality_schema_kind_name(NULL, batch->kind), id,
                        loc_schema_row(batch->model->schema, batch->kind, field)->name);
    return error->status;
}

static locality_status add_alone(loc_batch *batch, const locality_store_record *record,
                                 locality_error *error) {
    loc_cells *cells = &batch->model->cells;
    loc_cells_restart(cells);
    for (uint32_t field = 0; field < record->values_count; field++) {
        if (record->values[field].type == LOCALITY_TYPE_NONE) {
            continue;
        }
        if (loc_cells_add(cells, batch->kind, field, &record->values[field], error) !=
            LOCALITY_OK) {
            return fail_field(batch, record->id, field, error);
        }
    }
    return loc_model_write(batch->model, batch->kind, record->id, true, error);
}

/* Adds the records that wait one by one, up to the first that is wrong. */
static locality_status add_one_by_one(loc_batch *batch, locality_error *error) {
    loc_cells *cells = &batch->model->cells;
    locality_status status = LOCALITY_OK;
    for (size_t row = 0; status == LOCALITY_OK && row < batch->rows; row++) {
        loc_cells_restart(cells);
        for (uint32_t field = 0; field < batch->fields; field++) {
            uint32_t number = batch->lane_of[field];
            const loc_lane *lane = number == 0 ? NULL : &batch->lane[number - 1];
            if (lane == NULL || lane->valid[row] == 0) {
                continue;
            }
            if (loc_cells_add(cells, batch->kind, field, &lane->value[row], error) != LOCALITY_OK) {
                return fail_field(batch, batch->id[row], field, error);
            }
        }
        status = loc_model_write(batch->model, batch->kind, batch->id[row], true, error);
    }
    return status;
}

/* ---- Room ------------------------------------------------------------------------------------ */

/* The records wait from the first on, so that a kind without any costs nothing. */
static bool make_room(loc_batch *batch) {
    const locality_allocator *allocator = &batch->model->allocator;
    if (batch->bytes == NULL) {
        batch->bytes = loc_allocate_raw(allocator, BYTES, 1);
    }
    if (batch->id == NULL) {
        batch->id = loc_allocate_raw(allocator, ROWS, sizeof *batch->id);
    }
    if (batch->item == NULL) {
        batch->item = loc_allocate_raw(allocator, ITEMS, sizeof *batch->item);
    }
    return batch->bytes != NULL && batch->id != NULL && batch->item != NULL;
}

/* A lane more, of those that another kind has left or a new one. */
static bool make_lane(loc_batch *batch) {
    const locality_allocator *allocator = &batch->model->allocator;
    void *block = batch->lane;
    if (batch->lanes < batch->lanes_made) {
        return true;
    }
    if (!loc_grow(allocator, &block, &batch->lanes_capacity, batch->lanes + 1,
                  sizeof *batch->lane)) {
        return false;
    }
    batch->lane = block;
    loc_lane lane = {.value = loc_allocate_raw(allocator, ROWS, sizeof(locality_value)),
                     .valid = loc_allocate(allocator, ROWS, 1)};
    if (lane.value == NULL || lane.valid == NULL) {
        loc_release(allocator, lane.value, ROWS, sizeof(locality_value));
        loc_release(allocator, lane.valid, ROWS, 1);
        return false;
    }
    batch->lane[batch->lanes_made++] = lane;
    return true;
}

static loc_lane *lane_of(loc_batch *batch, uint32_t field) {
    if (batch->lane_of[field] == 0) {
        if (!make_lane(batch)) {
            return NULL;
        }
        batch->lane[batch->lanes].field = field;
        batch->lane_of[field] = (uint32_t)++batch->lanes;
    }
    return &batch->lane[batch->lane_of[field] - 1];
}

bool loc_batch_begin(loc_batch *batch, locality_model *model, uint32_t kind) {
    void *block = batch->lane_of;
    batch->model = model;
    batch->kind = kind;
    batch->fields = locality_schema_fields(model->schema, kind);
    batch->lanes = 0;
    if (!loc_grow(&model->allocator, &block, &batch->lane_of_capacity, batch->fields,
                  sizeof *batch->lane_of)) {
        return false;
    }
    batch->lane_of = block;
    memset(batch->lane_of, 0, batch->fields * sizeof *batch->lane_of);
    return true;
}

void loc_batch_clear(const locality_allocator *allocator, loc_batch *batch) {
    for (size_t i = 0; i < batch->lanes_made; i++) {
        loc_release(allocator, batch->lane[i].value, ROWS, sizeof(locality_value));
        loc_release(allocator, batch->lane[i].valid, ROWS, 1);
    }
    loc_release(allocator, batch->lane, batch->lanes_capacity, sizeof *batch->lane);
    loc_release(allocator, batch->lane_of, batch->lane_of_capacity, sizeof *batch->lane_of);
    loc_release(allocator, batch->bytes, BYTES, 1);
    loc_release(allocator, batch->id, ROWS, sizeof *batch->id);
    loc_release(allocator, batch->item, ITEMS, sizeof *batch->item);
    *batch = (loc_batch){0};
}

/* ---- Taking a record over -------------------------------------------------------------------- */

/* Whether a record could be taken over. */
typedef enum taken { TAKEN, FULL, ODD, REFUSED } taken;

static taken copy_text(loc_batch *batch, const char *text, const char **out) {
    if (text == NULL) {
        return ODD;
    }
    size_t size = strlen(text) + 1;
    if (size > BYTES - batch->filled) {
        return size > BYTES ? ODD : FULL;
    }
    char *copy = batch->bytes + batch->filled;
    memcpy(copy, text, size);
    batch->filled += size;
    *out = copy;
    return TAKEN;
}

static taken copy_list(loc_batch *batch, const locality_value *value, locality_value *out) {
    size_t count = value->items_count;
    if (count > ITEMS - batch->items || (value->items == NULL && count > 0)) {
        return count > ITEMS || value->items == NULL ? ODD : FULL;
    }
    out->items = batch->item + batch->items;
    taken copied = TAKEN;
    for (size_t i = 0; copied == TAKEN && i < count; i++) {
        copied = copy_text(batch, value->items[i], &batch->item[batch->items++]);
    }
    return copied;
}

/* A value that is not of the type of its field as it should be goes the long way. */
static taken copy_value(loc_batch *batch, uint32_t field, const locality_value *value) {
    int32_t type = loc_schema_row(batch->model->schema, batch->kind, field)->type;
    loc_lane *lane = value->type == type ? lane_of(batch, field) : NULL;
    if (lane == NULL) {
        return value->type == type ? REFUSED : ODD;
    }
    locality_value *out = &lane->value[batch->rows];
    lane->valid[batch->rows] = 1;
    *out = *value;
    if (loc_type_is_value(type)) {
        return TAKEN;
    }
    return loc_type_is_list(type) ? copy_list(batch, value, out)
                                  : copy_text(batch, value->text, &out->text);
}

static taken copy_record(loc_batch *batch, const locality_store_record *record) {
    size_t filled = batch->filled, items = batch->items;
    taken copied =
        batch->rows == ROWS ? FULL : copy_text(batch, record->id, &batch->id[batch->rows]);
    for (uint32_t field = 0; copied == TAKEN && field < record->values_count; field++) {
        if (record->values[field].type != LOCALITY_TYPE_NONE) {
            copied = copy_value(batch, field, &record->values[field]);
        }
    }
    if (copied == TAKEN) {
        batch->rows++;
        return TAKEN;
    }
    for (size_t i = 0; batch->rows < ROWS && i < batch->lanes; i++) {
        batch->lane[i].valid[batch->rows] = 0;
    }
    batch->filled = filled;
    batch->items = items;
    return copied;
}

locality_status loc_batch_take(loc_batch *batch, const locality_store_record *record,
                               locality_error *error) {
    taken copied = make_room(batch) ? copy_record(batch, record) : REFUSED;
    if (copied == TAKEN) {
        return LOCALITY_OK;
    }
    locality_status status =
        copied == REFUSED ? loc_fail_memory(error) : loc_batch_flush(batch, error);
    if (status == LOCALITY_OK && copied == FULL) {
        copied = copy_record(batch, record);
    }
    if (status != LOCALITY_OK || copied == TAKEN) {
        return status;
    }
    return copied == REFUSED ? loc_fail_memory(error) : add_alone(batch, record, error);
}

/* ---- Adding what waits ----------------------------------------------------------------------- */

static locality_column_in column_of(const loc_batch *batch, const loc_lane *lane) {
    const loc_field *field = loc_schema_row(batch->model->schema, batch->kind, lane->field);
    locality_column_in in = LOCALITY_COLUMN_IN_INIT;
    in.field = field->name;
    in.stride = sizeof(locality_value);
    in.valid = lane->valid;
    in.is_range = loc_type_is_value(field->type);
    in.data = in.is_range != 0                ? (const void *)&lane->value->range
              : loc_type_is_list(field->type) ? (const void *)lane->value
                                              : (const void *)&lane->value->text;
    return in;
}

static locality_status add_columns(loc_batch *batch, locality_error *error) {
    const locality_allocator *allocator = &batch->model->allocator;
    locality_column_in *column = loc_allocate(allocator, batch->lanes, sizeof *column);
    if (column == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < batch->lanes; i++) {
        column[i] = column_of(batch, &batch->lane[i]);
    }
    locality_status status = loc_model_add_values(batch->model, batch->kind, batch->id, batch->rows,
                                                  column, batch->lanes, error);
    loc_release(allocator, column, batch->lanes, sizeof *column);
    return status;
}

locality_status loc_batch_flush(loc_batch *batch, locality_error *error) {
    locality_status status = LOCALITY_OK;
    if (batch->rows == 0) {
        return LOCALITY_OK;
    }
    loc_ok(error);
    status = add_columns(batch, error);
    if (status != LOCALITY_OK && status != LOCALITY_NO_MEMORY) {
        loc_ok(error);
        status = add_one_by_one(batch, error);
    }
    for (size_t i = 0; i < batch->lanes; i++) {
        memset(batch->lane[i].valid, 0, batch->rows);
    }
    batch->rows = batch->filled = batch->items = 0;
    return status;
}
