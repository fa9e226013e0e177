/* Rows: records of a model read out whole. See row.h. */
#include "model/row.h"

locality_value loc_value_of_cell(const loc_pool *pool, int32_t type, const loc_cell *cell,
                                 const char **item) {
    locality_value value = {.range = LOC_UNKNOWN};
    if (cell->missing) {
        return value;
    }
    value.type = type;
    if (loc_type_is_list(type)) {
        for (uint32_t i = 0; i < cell->count; i++) {
            item[i] = loc_pool_text(pool, cell->items[i]);
        }
        value.items = item;
        value.items_count = cell->count;
    } else if (cell->symbol != 0) {
        value.text = loc_pool_text(pool, cell->symbol);
    } else {
        value.range = cell->range;
    }
    return value;
}

static bool make_room(const locality_model *model, const loc_table *table, size_t items,
                      loc_row *out) {
    void *values = out->value, *texts = out->item;
    bool made = loc_grow(&model->allocator, &values, &out->values_capacity, table->fields,
                         sizeof *out->value);
    out->value = values;
    if (!made) {
        return false;
    }
    made = loc_grow(&model->allocator, &texts, &out->items_capacity, items + 1, /* never null */
                    sizeof *out->item);
    out->item = texts;
    return made;
}

/* Most fields of a kind are given for none of its records: nothing is to be read there. */
static bool is_used(const loc_table *table, uint32_t field) {
    return table->column[field].given > 0;
}

bool loc_row_read(const locality_model *model, const loc_table *table, uint32_t row, loc_row *out) {
    static const locality_value nothing = {.range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE}};
    size_t items = 0;
    loc_cell cell;
    for (uint32_t field = 0; field < table->fields; field++) {
        if (is_used(table, field) &&
            loc_type_is_list(loc_schema_row(model->schema, table->kind, field)->type)) {
            loc_table_read(model->schema, table, field, row, &cell);
            items += cell.count;
        }
    }
    if (!make_room(model, table, items, out)) {
        return false;
    }
    out->values = table->fields;
    items = 0;
    for (uint32_t field = 0; field < table->fields; field++) {
        if (!is_used(table, field)) {
            out->value[field] = nothing;
            continue;
        }
        int32_t type = loc_schema_row(model->schema, table->kind, field)->type;
        loc_table_read(model->schema, table, field, row, &cell);
        out->value[field] =
            loc_value_of_cell(model->pool, type, &cell, items == 0 ? out->item : out->item + items);
        items += cell.count;
    }
    return true;
}

void loc_row_clear(const locality_allocator *allocator, loc_row *row) {
    loc_release(allocator, row->value, row->values_capacity, sizeof *row->value);
    loc_release(allocator, row->item, row->items_capacity, sizeof *row->item);
    *row = (loc_row){0};
}
