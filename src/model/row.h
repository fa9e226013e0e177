/* Row: all values of one record of a model, by field, as they were put in. */
#ifndef LOC_MODEL_ROW_H
#define LOC_MODEL_ROW_H

#include "model/builder.h"

/* Room for the values of one record after another. */
typedef struct loc_row {
    locality_value *value; /* one a field of the kind; type NONE where it is missing */
    const char **item;     /* texts of its lists */
    size_t values, values_capacity, items_capacity;
} loc_row;

/* Reads a record; its texts live in the model, the rest until the next call. False on refusal. */
bool loc_row_read(const locality_model *model, const loc_table *table, uint32_t row, loc_row *out);
void loc_row_clear(const locality_allocator *allocator, loc_row *row);
/* A cell as a value; the texts of a list are written to `item`, which has room for them. */
locality_value loc_value_of_cell(const loc_pool *pool, int32_t type, const loc_cell *cell,
                                 const char **item);

#endif
