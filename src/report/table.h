/* Table: the one form in which every report holds what it has to say before it is written. */
#ifndef LOC_REPORT_TABLE_H
#define LOC_REPORT_TABLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "locality/report.h"

typedef struct loc_grid_column {
    const char *key, *heading;
    int32_t alignment;
} loc_grid_column;

typedef struct loc_grid_cell {
    const char *text;
    size_t length;
    int32_t tone;
} loc_grid_cell;

/* After a refusal `failed` stays true and further cells are dropped, so that a report fills its
 * table and asks once. */
struct locality_table {
    loc_arena arena; /* texts */
    loc_grid_column *columns;
    loc_grid_cell *cells; /* row by row */
    size_t columns_count, columns_capacity, cells_count, cells_capacity;
    bool failed;
};

void loc_grid_init(locality_table *table, const locality_allocator *allocator);
void loc_grid_clear(locality_table *table); /* frees what it holds */
void loc_grid_column_add(locality_table *table, const char *key, const char *heading,
                         int32_t alignment);
void loc_grid_put(locality_table *table, const char *text); /* null: empty */
void loc_grid_toned(locality_table *table, const char *text, int32_t tone);
void loc_grid_bytes(locality_table *table, const char *text, size_t length, int32_t tone);
/* The cell that a text holds; the text is emptied for the next. */
void loc_grid_take(locality_table *table, loc_text *text, int32_t tone);
/* Takes columns away in which no row says anything; a table without rows keeps all. */
void loc_grid_drop_empty(locality_table *table);
size_t loc_grid_rows(const locality_table *table);
/* A cell, empty beyond the last. */
loc_grid_cell loc_grid_at(const locality_table *table, size_t row, size_t column);

#endif
