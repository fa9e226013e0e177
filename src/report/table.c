/* Table: cells are kept in one array, row by row; their texts lie in an arena. */
#include "report/table.h"

#include <string.h>

#include "base/error.h"

/* ---- For the reports of the library ---------------------------------------------------------- */

void loc_grid_init(locality_table *table, const locality_allocator *allocator) {
    memset(table, 0, sizeof *table);
    loc_arena_init(&table->arena, allocator);
}

void loc_grid_clear(locality_table *table) {
    const locality_allocator *allocator = &table->arena.allocator;

    loc_release(allocator, table->columns, table->columns_capacity, sizeof *table->columns);
    loc_release(allocator, table->cells, table->cells_capacity, sizeof *table->cells);
    table->columns = NULL;
    table->cells = NULL;
    table->columns_count = table->columns_capacity = 0;
    table->cells_count = table->cells_capacity = 0;
    loc_arena_clear(&table->arena);
}

static const char *keep(locality_table *table, const char *text, size_t length) {
    const char *copy = length == 0 ? "" : loc_arena_text(&table->arena, text, length);

    if (copy == NULL)
        table->failed = true;
    return copy;
}

void loc_grid_column_add(locality_table *table, const char *key, const char *heading,
                         int32_t alignment) {
    void *block = table->columns;
    loc_grid_column column = {NULL, NULL, alignment};

    if (table->failed)
        return;
    column.key = keep(table, key, strlen(key));
    column.heading = heading == NULL ? column.key : keep(table, heading, strlen(heading));
    if (table->failed || !loc_grow(&table->arena.allocator, &block, &table->columns_capacity,
                                   table->columns_count + 1, sizeof column)) {
        table->failed = true;
        return;
    }
    table->columns = block;
    table->columns[table->columns_count++] = column;
}

void loc_grid_bytes(locality_table *table, const char *text, size_t length, int32_t tone) {
    void *block = table->cells;
    loc_grid_cell cell = {NULL, length, tone};

    if (table->failed)
        return;
    cell.text = keep(table, text, length);
    if (table->failed || !loc_grow(&table->arena.allocator, &block, &table->cells_capacity,
                                   table->cells_count + 1, sizeof cell)) {
        table->failed = true;
        return;
    }
    table->cells = block;
    table->cells[table->cells_count++] = cell;
}

void loc_grid_toned(locality_table *table, const char *text, int32_t tone) {
    loc_grid_bytes(table, text, text == NULL ? 0 : strlen(text), tone);
}

void loc_grid_put(locality_table *table, const char *text) {
    loc_grid_toned(table, text, LOCALITY_TONE_PLAIN);
}

void loc_grid_take(locality_table *table, loc_text *text, int32_t tone) {
    if (text->failed)
        table->failed = true;
    loc_grid_bytes(table, text->data, text->length, tone);
    text->length = 0;
}

/* Whether a column has a text in some row. */
static bool is_used(const locality_table *table, size_t column) {
    for (size_t row = 0; row < loc_grid_rows(table); row++)
        if (loc_grid_at(table, row, column).length > 0)
            return true;
    return false;
}

static void drop_column(locality_table *table, size_t column) {
    size_t rows = loc_grid_rows(table), columns = table->columns_count, kept = 0;

    for (size_t row = 0; row < rows; row++)
        for (size_t c = 0; c < columns; c++)
            if (c != column)
                table->cells[kept++] = loc_grid_at(table, row, c);
    table->cells_count = kept;
    for (size_t c = column; c + 1 < columns; c++)
        table->columns[c] = table->columns[c + 1];
    table->columns_count--;
}

void loc_grid_drop_empty(locality_table *table) {
    for (size_t c = table->columns_count; c-- > 0;)
        if (table->cells_count > 0 && !is_used(table, c))
            drop_column(table, c);
}

size_t loc_grid_rows(const locality_table *table) {
    size_t columns = table->columns_count;

    return columns == 0 ? 0 : (table->cells_count + columns - 1) / columns;
}

loc_grid_cell loc_grid_at(const locality_table *table, size_t row, size_t column) {
    static const loc_grid_cell empty = {"", 0, LOCALITY_TONE_PLAIN};
    size_t at = row * table->columns_count + column;

    return at < table->cells_count ? table->cells[at] : empty;
}

/* ---- For hosts ------------------------------------------------------------------------------- */

locality_status locality_table_new(const locality_allocator *allocator, locality_table **out,
                                   locality_error *error) {
    locality_allocator memory;
    locality_status status;
    locality_table *table;

    if (out == NULL)
        return loc_fail_null(error, "out");
    *out = NULL;
    status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK)
        return status;
    table = loc_allocate(&memory, 1, sizeof *table);
    if (table == NULL)
        return loc_fail_memory(error);
    loc_grid_init(table, &memory);
    *out = table;
    return loc_ok(error);
}

void locality_table_free(locality_table *table) {
    locality_allocator memory;

    if (table == NULL)
        return;
    memory = table->arena.allocator;
    loc_grid_clear(table);
    loc_release(&memory, table, 1, sizeof *table);
}

/* Whether a text can go into a table; fills the error if not. */
static locality_status check_text(const char *text, const char *what, locality_error *error) {
    size_t length = text == NULL ? 0 : strlen(text);
    size_t valid = length == 0 ? 0 : loc_utf8_check(text, length);

    if (valid < length)
        return loc_fail(error, LOCALITY_ENCODING, "%s is not valid UTF-8 at byte %zu", what, valid);
    return LOCALITY_OK;
}

static locality_status finish_addition(locality_table *table, locality_error *error) {
    if (!table->failed)
        return loc_ok(error);
    table->failed = false; /* the addition did not happen; the next may */
    return loc_fail_memory(error);
}

locality_status locality_table_add_column(locality_table *table, const char *key,
                                          const char *heading, int32_t alignment,
                                          locality_error *error) {
    locality_status status;

    if (table == NULL || key == NULL)
        return loc_fail_null(error, table == NULL ? "table" : "key");
    if (alignment != LOCALITY_ALIGN_LEFT && alignment != LOCALITY_ALIGN_RIGHT)
        return loc_fail(error, LOCALITY_INVALID, "%d is no alignment", (int)alignment);
    if (key[0] == '\0')
        return loc_fail(error, LOCALITY_INVALID, "the key of a column is empty");
    if (table->cells_count > 0)
        return loc_fail(error, LOCALITY_INVALID, "a column cannot follow the first cell");
    for (size_t i = 0; i < table->columns_count; i++)
        if (strcmp(table->columns[i].key, key) == 0)
            return loc_fail(error, LOCALITY_DUPLICATE, "there is a column \"%s\" already", key);
    status = check_text(key, "the key", error);
    if (status == LOCALITY_OK)
        status = check_text(heading, "the heading", error);
    if (status != LOCALITY_OK)
        return status;
    loc_grid_column_add(table, key, heading, alignment);
    return finish_addition(table, error);
}

locality_status locality_table_add_cell(locality_table *table, const char *text, int32_t tone,
                                        locality_error *error) {
    locality_status status;

    if (table == NULL)
        return loc_fail_null(error, "table");
    if (table->columns_count == 0)
        return loc_fail(error, LOCALITY_INVALID, "a cell needs a column");
    if (tone < LOCALITY_TONE_PLAIN || tone > LOCALITY_TONE_QUIET)
        return loc_fail(error, LOCALITY_INVALID, "%d is no tone", (int)tone);
    status = check_text(text, "the text of a cell", error);
    if (status != LOCALITY_OK)
        return status;
    loc_grid_toned(table, text, tone);
    return finish_addition(table, error);
}

size_t locality_table_columns(const locality_table *table) {
    return table == NULL ? 0 : table->columns_count;
}

size_t locality_table_rows(const locality_table *table) {
    return table == NULL ? 0 : loc_grid_rows(table);
}

const char *locality_table_cell(const locality_table *table, size_t row, size_t column) {
    if (table == NULL || column >= table->columns_count || row >= loc_grid_rows(table))
        return "";
    return loc_grid_at(table, row, column).text;
}
