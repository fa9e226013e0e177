/* Loading: one column of many rows, from the host's memory behind the end of a column of a table. */
#ifndef LOC_MODEL_LOAD_H
#define LOC_MODEL_LOAD_H

#include "model/builder.h"

enum { LOC_LOAD_RIGHT = 8 };

/* One column on its way in. */
typedef struct loc_loading {
    locality_model *model;
    const loc_field *info;
    uint32_t kind, field;
    loc_column *column;
    locality_column_in in;
    bool
        is_checked; /* in.data are symbols, 0 for missing, or ranges: nothing in them can be wrong */
    bool values;    /* the elements of a list are locality_value */
    size_t count;   /* rows */
    uint32_t first;                 /* row of the table where they begin */
    uint32_t items;                 /* of lists, written so far */
    uint32_t given;                 /* not missing, so far */
    uint32_t right[LOC_LOAD_RIGHT]; /* words that were right, seen last */
    locality_error *error;
} loc_loading;

/* Writes the rows where nobody looks yet; loc_column_take makes them count. On failure the error says
 * in which row it was (`line`, from 1), and the column still says what it said. */
locality_status loc_load_column(loc_loading *l);

/* Adds records as locality_model_add_many does, with ids and texts that are symbols of the model's
 * pool already: the short way for a caller that interns and checks everything itself. `is_checked` says
 * which columns hold uint32_t symbols, or of quantities a locality_range each; lists do not. */
locality_status loc_model_add_symbols(locality_model *model, uint32_t kind, const uint32_t *ids,
                                      size_t count, const locality_column_in *columns,
                                      const uint8_t *is_checked, size_t columns_count,
                                      locality_error *error);
/* locality_model_add_many by the number of the kind, for columns that come as values: an element of TEXTS
 * and REFS is a locality_value of that type, whose items may be any text. The error is not null, clear. */
locality_status loc_model_add_values(locality_model *model, uint32_t kind, const char *const *ids,
                                     size_t count, const locality_column_in *columns,
                                     size_t columns_count, locality_error *error);

#endif
