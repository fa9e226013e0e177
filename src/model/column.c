/* Columns: three shapes (quantities, symbols, lists) behind one set of functions. Every function
 * that can be refused changes only what no reader sees: blocks move, and elements behind the end
 * are written. */
#include "model/column.h"

#include <string.h>

#include "base/value.h"
#include "schema/schema.h"

/* ---- Quantities ----------------------------------------------------------------------------- */

static bool needs_ends(const loc_cell *cell) {
    return cell->missing || cell->range.lo != cell->range.hi;
}

/* Gives a column of exact values its upper ends. */
static bool make_ends(const locality_allocator *allocator, loc_column *column, size_t rows) {
    if (column->hi != NULL) {
        return true;
    }
    if (!loc_block_room(allocator, &column->hi, 0, rows, sizeof(int64_t))) {
        return false;
    }
    if (column->count > 0) {
        memcpy(loc_block_data(column->hi), loc_block_data(column->lo),
               column->count * sizeof(int64_t));
    }
    loc_block_take(column->hi, column->count);
    return true;
}

static bool quantity_room(const locality_allocator *allocator, loc_column *column, uint32_t rows,
                          bool ends) {
    if (!loc_block_room(allocator, &column->lo, column->count, rows, sizeof(int64_t))) {
        return false;
    }
    if (column->hi == NULL) {
        return !ends || make_ends(allocator, column, rows);
    }
    return loc_block_room(allocator, &column->hi, column->count, rows, sizeof(int64_t));
}

static bool quantity_own(const locality_allocator *allocator, loc_column *column,
                         const loc_cell *cell) {
    return loc_block_own(allocator, &column->lo, column->count) &&
           (!needs_ends(cell) || make_ends(allocator, column, column->count)) &&
           loc_block_own(allocator, &column->hi, column->count);
}

static void quantity_write(loc_column *column, uint32_t row, const loc_cell *cell) {
    locality_range range = cell->missing ? LOC_UNKNOWN : cell->range;
    loc_block_numbers(column->lo)[row] = range.lo;
    if (column->hi != NULL) {
        loc_block_numbers(column->hi)[row] = range.hi;
    }
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static uint32_t list_end(const loc_column *column, uint32_t row) {
    return column->end != NULL ? loc_block_words(column->end)[row]
                               : loc_block_words(column->start)[row + 1];
}

static uint32_t list_length(const loc_column *column, uint32_t row) {
    return list_end(column, row) - loc_block_words(column->start)[row];
}

/* Gives a column in which every list was given its marks of missing ones. */
static bool make_marks(const locality_allocator *allocator, loc_column *column, size_t rows) {
    if (column->missing != NULL) {
        return true;
    }
    if (!loc_block_room(allocator, &column->missing, 0, rows, 1)) {
        return false;
    }
    memset(loc_block_data(column->missing), 0, column->count);
    loc_block_take(column->missing, column->count);
    return true;
}

static bool list_room(const locality_allocator *allocator, loc_column *column, uint32_t rows,
                      size_t items, bool marks) {
    size_t all;
    if (loc_add_overflows(column->items, items, &all) || all > UINT32_MAX) {
        return false;
    }
    bool fresh = column->start == NULL;
    if (!loc_block_room(allocator, &column->start, fresh ? 0 : (size_t)column->count + 1,
                        (size_t)rows + 1, sizeof(uint32_t)) ||
        !loc_block_room(allocator, &column->symbol, column->items, all, sizeof(uint32_t))) {
        return false;
    }
    if (fresh) {
        loc_block_words(column->start)[0] = 0;
        loc_block_take(column->start, 1);
    }
    if (column->end != NULL &&
        !loc_block_room(allocator, &column->end, column->count, rows, sizeof(uint32_t))) {
        return false;
    }
    if (column->missing == NULL) {
        return !marks || make_marks(allocator, column, rows);
    }
    return loc_block_room(allocator, &column->missing, column->count, rows, 1);
}

/* Gives every row an end of its own, so that lists can stand in any order. */
static bool loosen(const locality_allocator *allocator, loc_column *column) {
    if (column->end != NULL) {
        return loc_block_own(allocator, &column->end, column->count);
    }
    if (!loc_block_room(allocator, &column->end, 0, column->count, sizeof(uint32_t))) {
        return false;
    }
    memcpy(loc_block_data(column->end), loc_block_words(column->start) + 1,
           column->count * sizeof(uint32_t));
    loc_block_take(column->end, column->count);
    return true;
}

static bool list_own(const locality_allocator *allocator, loc_column *column, uint32_t row,
                     const loc_cell *cell) {
    bool marks = cell->missing || column->missing != NULL;
    if (marks && (!make_marks(allocator, column, column->count) ||
                  !loc_block_own(allocator, &column->missing, column->count))) {
        return false;
    }
    if (cell->count == list_length(column, row)) {
        return cell->count == 0 || loc_block_own(allocator, &column->symbol, column->items);
    }
    size_t all = (size_t)column->items + cell->count;
    return all <= UINT32_MAX && loosen(allocator, column) &&
           loc_block_own(allocator, &column->start, (size_t)column->count + 1) &&
           loc_block_room(allocator, &column->symbol, column->items, all, sizeof(uint32_t));
}

static void copy_items(loc_column *column, uint32_t at, const loc_cell *cell) {
    if (cell->count > 0) {
        memcpy(loc_block_words(column->symbol) + at, cell->items, cell->count * sizeof(uint32_t));
    }
}

static void list_append(loc_column *column, uint32_t row, const loc_cell *cell) {
    copy_items(column, column->items, cell);
    if (column->end != NULL) { /* else the start stands already, where others may read it */
        loc_block_words(column->start)[row] = column->items;
        loc_block_words(column->end)[row] = column->items + cell->count;
    }
    column->items += cell->count;
    loc_block_words(column->start)[row + 1] = column->items;
    loc_block_take(column->symbol, column->items);
}

static void list_replace(loc_column *column, uint32_t row, const loc_cell *cell) {
    uint32_t *start = loc_block_words(column->start);
    if (cell->count == list_length(column, row)) {
        copy_items(column, start[row], cell);
        return;
    }
    copy_items(column, column->items, cell);
    start[row] = column->items;
    column->items += cell->count;
    loc_block_words(column->end)[row] = column->items;
    loc_block_take(column->symbol, column->items);
}

/* ---- All shapes ----------------------------------------------------------------------------- */

static bool is_missing(const loc_column *column, int32_t type, uint32_t row) {
    if (row >= column->count) {
        return true;
    }
    if (loc_type_is_value(type)) {
        return column->hi != NULL && loc_block_numbers(column->lo)[row] == LOCALITY_OPEN_BELOW &&
               loc_block_numbers(column->hi)[row] == LOCALITY_OPEN_ABOVE;
    }
    if (loc_type_is_list(type)) {
        return column->missing != NULL && loc_block_bytes(column->missing)[row] != 0;
    }
    return loc_block_words(column->symbol)[row] == 0;
}

bool loc_column_room(const locality_allocator *allocator, loc_column *column, int32_t type,
                     uint32_t rows, size_t items, bool ends) {
    if (loc_type_is_value(type)) {
        return quantity_room(allocator, column, rows, ends);
    }
    if (loc_type_is_list(type)) {
        return list_room(allocator, column, rows, items, ends);
    }
    return loc_block_room(allocator, &column->symbol, column->count, rows, sizeof(uint32_t));
}

void loc_column_take(loc_column *column, int32_t type, uint32_t rows, uint32_t items,
                     uint32_t given) {
    column->count = rows;
    column->given += given;
    if (loc_type_is_value(type)) {
        loc_block_take(column->lo, rows);
        if (column->hi != NULL) {
            loc_block_take(column->hi, rows);
        }
        return;
    }
    if (!loc_type_is_list(type)) {
        loc_block_take(column->symbol, rows);
        return;
    }
    column->items += items;
    loc_block_take(column->symbol, column->items);
    loc_block_take(column->start, (size_t)rows + 1);
    if (column->end != NULL) {
        loc_block_take(column->end, rows);
    }
    if (column->missing != NULL) {
        loc_block_take(column->missing, rows);
    }
}

bool loc_column_pad(const locality_allocator *allocator, loc_column *column, int32_t type,
                    uint32_t rows) {
    uint32_t from = column->count;
    if (from >= rows) {
        return true;
    }
    if (!loc_column_room(allocator, column, type, rows, 0, true)) {
        return false;
    }
    uint32_t more = rows - from;
    if (loc_type_is_value(type)) {
        for (uint32_t row = from; row < rows; row++) {
            loc_block_numbers(column->lo)[row] = LOCALITY_OPEN_BELOW;
            loc_block_numbers(column->hi)[row] = LOCALITY_OPEN_ABOVE;
        }
    } else if (loc_type_is_list(type)) {
        memset(loc_block_bytes(column->missing) + from, 1, more);
        for (uint32_t row = from; row < rows; row++) {
            loc_block_words(column->start)[row + 1] = column->items;
            if (column->end != NULL) {
                loc_block_words(column->start)[row] = column->items;
                loc_block_words(column->end)[row] = column->items;
            }
        }
    } else {
        memset(loc_block_words(column->symbol) + from, 0, more * sizeof(uint32_t));
    }
    loc_column_take(column, type, rows, 0, 0);
    return true;
}

bool loc_column_prepare(const locality_allocator *allocator, loc_column *column, int32_t type,
                        uint32_t row, const loc_cell *cell) {
    if (row >= column->count) {
        if (cell->missing) {
            return true; /* what lies behind the end is missing already */
        }
        return loc_column_pad(allocator, column, type, row) &&
               loc_column_room(allocator, column, type, row + 1, cell->count,
                               loc_type_is_value(type) && needs_ends(cell));
    }
    if (loc_type_is_value(type)) {
        return quantity_own(allocator, column, cell);
    }
    if (loc_type_is_list(type)) {
        return list_own(allocator, column, row, cell);
    }
    return loc_block_own(allocator, &column->symbol, column->count);
}

void loc_column_write(loc_column *column, int32_t type, uint32_t row, const loc_cell *cell) {
    bool append = row >= column->count;
    if (append && cell->missing) {
        return;
    }
    bool before = !is_missing(column, type, row);
    if (loc_type_is_value(type)) {
        quantity_write(column, row, cell);
    } else if (!loc_type_is_list(type)) {
        loc_block_words(column->symbol)[row] = cell->missing ? 0 : cell->symbol;
    } else {
        if (append) {
            list_append(column, row, cell);
        } else {
            list_replace(column, row, cell);
        }
        if (column->missing != NULL) {
            loc_block_bytes(column->missing)[row] = cell->missing;
        }
    }
    if (append) {
        loc_column_take(column, type, row + 1, 0, 0);
    }
    column->given += (cell->missing ? 0u : 1u) - (before ? 1u : 0u);
}

void loc_column_read(const loc_column *column, int32_t type, uint32_t row, loc_cell *cell) {
    cell->missing = is_missing(column, type, row);
    cell->range = LOC_UNKNOWN;
    cell->symbol = 0;
    cell->items = NULL;
    cell->count = 0;
    if (cell->missing) {
        return;
    }
    if (loc_type_is_value(type)) {
        cell->range.lo = loc_block_numbers(column->lo)[row];
        cell->range.hi = column->hi != NULL ? loc_block_numbers(column->hi)[row] : cell->range.lo;
    } else if (loc_type_is_list(type)) {
        cell->items = loc_block_words(column->symbol) + loc_block_words(column->start)[row];
        cell->count = list_length(column, row);
    } else {
        cell->symbol = loc_block_words(column->symbol)[row];
    }
}

/* ---- Whole columns -------------------------------------------------------------------------- */

bool loc_column_tidy(const locality_allocator *allocator, loc_column *column, int32_t type) {
    if (column->end == NULL) {
        return true;
    }
    loc_column tidy = {0};
    size_t items = 0;
    for (uint32_t row = 0; row < column->count; row++) {
        items += list_length(column, row);
    }
    if (!loc_column_room(allocator, &tidy, type, column->count, items, false)) {
        loc_column_clear(allocator, &tidy);
        return false;
    }
    for (uint32_t row = 0; row < column->count; row++) {
        loc_cell cell;
        loc_column_read(column, type, row, &cell);
        list_append(&tidy, row, &cell);
    }
    tidy.missing = loc_block_retain(column->missing);
    tidy.count = column->count;
    tidy.given = column->given;
    loc_block_take(tidy.start, (size_t)tidy.count + 1);
    loc_column_clear(allocator, column);
    *column = tidy;
    return true;
}

/* Finds the next rows from `*from` on that stand together: up to, but without, `*to`. */
static bool next_run(const uint32_t *ids, uint32_t count, uint32_t *from, uint32_t *to) {
    uint32_t row = *from;
    while (row < count && ids[row] == 0) {
        row++;
    }
    *from = row;
    while (row < count && ids[row] != 0) {
        row++;
    }
    *to = row;
    return *from < count;
}

static void copy_run(loc_block *from, uint32_t first, uint32_t count, loc_block *to, size_t place) {
    if (from != NULL && count > 0) {
        memcpy((char *)loc_block_data(to) + place * to->size,
               (char *)loc_block_data(from) + first * from->size, count * from->size);
    }
}

/* Appends the rows `from` to `to` of one column to another that has room for them. */
static void append_run(const loc_column *column, int32_t type, uint32_t from, uint32_t to,
                       loc_column *out) {
    uint32_t rows = to - from, items = 0;
    copy_run(column->lo, from, rows, out->lo, out->count);
    copy_run(column->hi, from, rows, out->hi, out->count);
    copy_run(column->missing, from, rows, out->missing, out->count);
    if (loc_type_is_list(type)) {
        const uint32_t *start = loc_block_words(column->start);
        uint32_t *new_start = loc_block_words(out->start) + out->count;
        items = start[to] - start[from];
        copy_run(column->symbol, start[from], items, out->symbol, out->items);
        for (uint32_t i = 1; i <= rows; i++) {
            new_start[i] = start[from + i] - start[from] + out->items;
        }
    } else {
        copy_run(column->symbol, from, rows, out->symbol, out->count);
    }
    loc_column_take(out, type, out->count + rows, items, 0);
}

bool loc_column_gather(const locality_allocator *allocator, const loc_column *column, int32_t type,
                       const uint32_t *ids, loc_column *out) {
    uint32_t rows = 0, given = column->given;
    memset(out, 0, sizeof *out);
    for (uint32_t row = 0; row < column->count; row++) {
        rows += ids[row] != 0;
        given -= ids[row] == 0 && !is_missing(column, type, row);
    }
    if (!loc_column_room(allocator, out, type, rows, column->items,
                         column->hi != NULL || column->missing != NULL)) {
        loc_column_clear(allocator, out);
        return false;
    }
    for (uint32_t from = 0, to = 0; next_run(ids, column->count, &from, &to); from = to) {
        append_run(column, type, from, to, out);
    }
    out->given = given;
    return true;
}

/* Every block of a column, for what is done to all of them. */
static void blocks_of(const loc_column *column, loc_block *blocks[9]) {
    loc_block *all[9] = {column->lo,      column->hi,  column->symbol, column->start, column->end,
                         column->missing, column->row, column->kind,   column->text};
    memcpy(blocks, all, sizeof all);
}

loc_column loc_column_share(const loc_column *column) {
    loc_block *blocks[9];
    blocks_of(column, blocks);
    for (size_t i = 0; i < 9; i++) {
        loc_block_retain(blocks[i]);
    }
    return *column;
}

void loc_column_clear(const locality_allocator *allocator, loc_column *column) {
    loc_block *blocks[9];
    blocks_of(column, blocks);
    for (size_t i = 0; i < 9; i++) {
        loc_block_release(allocator, blocks[i]);
    }
    memset(column, 0, sizeof *column);
}

size_t loc_column_footprint(const loc_column *column) {
    loc_block *blocks[9];
    size_t bytes = 0;
    blocks_of(column, blocks);
    for (size_t i = 0; i < 9; i++) {
        bytes += loc_block_footprint(blocks[i]);
    }
    return bytes;
}
