/* Column: the values of one field, one a row, in contiguous blocks.
 *
 * Quantities have `lo`, and `hi` once a value is inexact or missing (open at both ends). Texts,
 * words and references have a symbol a row, 0 for missing. Lists have the items of row i from
 * start[i] to start[i + 1]; a list that was replaced by one of another length goes behind the
 * others, and the column is loose until it is tidied: row i then ends at end[i], and there are
 * items that belong to no row.
 *
 * A column may be shorter than its table: what lies behind its end is missing. In a snapshot it
 * is as long as its table and has the arrays behind the bar as well. */
#ifndef LOC_MODEL_COLUMN_H
#define LOC_MODEL_COLUMN_H

#include "locality/model.h"
#include "model/block.h"

typedef struct loc_column {
    loc_block *lo, *hi; /* int64_t */
    loc_block *symbol;  /* uint32_t a row; for lists the items */
    loc_block *start;   /* uint32_t, lists: count + 1 */
    loc_block *end;     /* uint32_t, lists that are loose: count; else null */
    loc_block *missing; /* uint8_t, lists: count; null while every list was given */
    /* ---- only in a snapshot ---- */
    loc_block *row;      /* uint32_t: references as rows; for lists of references the items */
    loc_block *kind;     /* uint32_t: ANY_REF */
    loc_block *text;     /* const char *: items of lists; null where no list has more than one */
    uint32_t count;      /* rows */
    uint32_t items;      /* taken of `symbol`, lists only */
    uint32_t given;      /* rows that are not missing */
    uint32_t alias_uses; /* references resolved through an alias, in a snapshot */
} loc_column;

/* One value on its way into a column. */
typedef struct loc_cell {
    uint32_t field;
    bool missing;
    uint32_t symbol;       /* texts, words, references */
    locality_range range;  /* quantities */
    const uint32_t *items; /* lists */
    uint32_t count;
} loc_cell;

#define LOC_UNKNOWN ((locality_range){LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE})

static inline bool loc_is_unknown(locality_range range) {
    return range.lo == LOCALITY_OPEN_BELOW && range.hi == LOCALITY_OPEN_ABOVE;
}

/* Prepares a row to receive a cell: copies what is shared, makes room, fills rows in between as
 * missing. False on refusal; either way the column still says what it said. */
bool loc_column_prepare(const locality_allocator *allocator, loc_column *column, int32_t type,
                        uint32_t row, const loc_cell *cell);
/* Writes a cell into a row that was prepared for it. */
void loc_column_write(loc_column *column, int32_t type, uint32_t row, const loc_cell *cell);
/* Reads a row; items of lists stay in the column and move when it changes. */
void loc_column_read(const loc_column *column, int32_t type, uint32_t row, loc_cell *cell);

/* Makes the column `rows` long. */
bool loc_column_pad(const locality_allocator *allocator, loc_column *column, int32_t type,
                    uint32_t rows);
/* Room for `rows` rows, `items` items behind those there are; with `ends`, `hi` or `missing` as
 * well. */
bool loc_column_room(const locality_allocator *allocator, loc_column *column, int32_t type,
                     uint32_t rows, size_t items, bool ends);
/* Takes the rows and items that were written behind the end; counts those given. */
void loc_column_take(loc_column *column, int32_t type, uint32_t rows, uint32_t items,
                     uint32_t given);
/* Brings lists back into the order of the rows. */
bool loc_column_tidy(const locality_allocator *allocator, loc_column *column, int32_t type);
/* The rows for which `ids` is not 0 of a tidy column, in one of its own; `out` is empty on
 * refusal. */
bool loc_column_gather(const locality_allocator *allocator, const loc_column *column, int32_t type,
                       const uint32_t *ids, loc_column *out);

/* The same blocks once more. */
loc_column loc_column_share(const loc_column *column);
void loc_column_clear(const locality_allocator *allocator, loc_column *column);
size_t loc_column_footprint(const loc_column *column); /* bytes */

#endif
