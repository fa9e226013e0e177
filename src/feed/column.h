/* Column: the values of one column, in whatever type and however far apart they lie. */
#ifndef LOC_FEED_COLUMN_H
#define LOC_FEED_COLUMN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "locality/feed.h"

/* Types beside those of the interface: Arrow's texts, which lie one behind the other. */
enum { LOC_TEXTS_32 = 100, LOC_TEXTS_64 = 101, LOC_FLOATS = 102, LOC_UINT64 = 103 };

typedef struct loc_column {
    int32_t type; /* of locality_feed_types, or one of the above */
    const unsigned char *values;
    int64_t stride;
    const uint8_t *valid; /* a bit a row, null where all are */
    uint64_t valid_from;  /* bit of the first row */
    int64_t ticks;        /* of a date, in a day; 1 for days */
    /* Texts of codes, or of the column itself where its type is one of texts. */
    const char *const *name;
    uint64_t names;
    const char *bytes;
    const unsigned char *offsets;
    int32_t text_type; /* LOC_TEXTS_32 or LOC_TEXTS_64 where `offsets` are used */
    const uint8_t *text_valid;
    uint64_t text_from;
} loc_column;

static inline bool loc_column_is_valid(const loc_column *column, uint64_t row) {
    uint64_t bit = column->valid_from + row;
    return column->valid == NULL || (column->valid[bit >> 3] >> (bit & 7) & 1) != 0;
}

static inline const unsigned char *loc_column_at(const loc_column *column, uint64_t row) {
    return column->values + (int64_t)row * column->stride;
}

#define LOC_LOAD(type)                   \
    do {                                 \
        type value;                      \
        memcpy(&value, p, sizeof value); \
        return (int64_t)value;           \
    } while (0)

static inline int64_t loc_column_integer(const loc_column *column, uint64_t row) {
    const unsigned char *p = loc_column_at(column, row);

    switch (column->type) {
    case LOCALITY_FEED_INT8:
        LOC_LOAD(int8_t);
    case LOCALITY_FEED_INT16:
        LOC_LOAD(int16_t);
    case LOCALITY_FEED_INT32:
        LOC_LOAD(int32_t);
    case LOCALITY_FEED_UINT8:
        LOC_LOAD(uint8_t);
    case LOCALITY_FEED_UINT16:
        LOC_LOAD(uint16_t);
    case LOCALITY_FEED_UINT32:
        LOC_LOAD(uint32_t);
    case LOC_UINT64: {
        uint64_t value;
        memcpy(&value, p, sizeof value);
        return value > INT64_MAX ? INT64_MAX : (int64_t)value;
    }
    default:
        LOC_LOAD(int64_t);
    }
}

#undef LOC_LOAD

/* The day of a number of a date's ticks. */
static inline int64_t loc_column_day(const loc_column *column, int64_t number) {
    return number / column->ticks - (number % column->ticks < 0);
}

static inline bool loc_column_is_text(const loc_column *column) {
    return column->type == LOCALITY_FEED_TEXT || column->type == LOC_TEXTS_32 ||
           column->type == LOC_TEXTS_64;
}

/* The text of number `code` of the texts of a column; false where it is blank. */
bool loc_column_text_of_code(const loc_column *column, uint64_t code, const char **text,
                             size_t *length);
/* The text of a row; empty where it is blank. */
void loc_column_text(const loc_column *column, uint64_t row, const char **text, size_t *length);

#endif
