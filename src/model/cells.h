/* Cells: values on their way into a table, checked against the schema and with their texts as
 * symbols. Whatever can be wrong with a value is found here, before a table changes. */
#ifndef LOC_MODEL_CELLS_H
#define LOC_MODEL_CELLS_H

#include "base/pool.h"
#include "model/column.h"
#include "schema/schema.h"

/* What reading values needs, and the cells read so far. */
typedef struct loc_cells {
    locality_allocator allocator;
    const locality_schema *schema;
    loc_pool *pool;
    uint32_t none; /* symbol of `none` */
    loc_cell *cell;
    size_t count, capacity;
    uint32_t *item; /* items of all lists, in the order of the cells */
    size_t items, items_capacity;
} loc_cells;

void loc_cells_init(loc_cells *cells, const locality_allocator *allocator,
                    const locality_schema *schema, loc_pool *pool, uint32_t none);
void loc_cells_clear(loc_cells *cells); /* frees */
void loc_cells_restart(loc_cells *cells);
/* Reads one value as a new cell of a field. */
locality_status loc_cells_add(loc_cells *cells, uint32_t kind, uint32_t field,
                              const locality_value *value, locality_error *error);
/* The same from text. */
locality_status loc_cells_add_text(loc_cells *cells, uint32_t kind, uint32_t field,
                                   const char *text, size_t length, locality_error *error);
/* Points the lists at their items, once all cells are there. */
void loc_cells_settle(loc_cells *cells);

/* Checks a range as a value of a type and brings it into the form that is stored. */
locality_status loc_check_range(int32_t type, const locality_range *range, locality_range *out,
                                locality_error *error);
/* Refuses what says that there are fewer than none of something: posts, FTE, people ... */
locality_status loc_check_amount(const loc_field *field, const locality_range *range,
                                 locality_error *error);
/* Checks the text of a TEXT, WORD or REF whose encoding is right. */
locality_status loc_check_text(const loc_field *field, const char *text, size_t length,
                               locality_error *error);
/* Takes `kind:id` apart; the id begins at `*id`. SYNTAX or NOT_FOUND. */
locality_status loc_check_any_ref(const char *text, size_t length, uint32_t *kind, size_t *id,
                                  locality_error *error);
/* Checks the id of a record: not empty, no control characters, not `none`; `encoding` too if
 * asked. */
locality_status loc_check_id(const char *id, size_t length, bool encoding, locality_error *error);
locality_status loc_fail_encoding(locality_error *error);
/* Steps to the next token between blanks; false at the end. */
bool loc_next_token(const char *text, size_t length, size_t *at, size_t *token_length);

#endif
