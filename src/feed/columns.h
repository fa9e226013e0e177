/* Columns: events as arrays, whoever owns them and however they lie in memory. */
#ifndef LOC_FEED_COLUMNS_H
#define LOC_FEED_COLUMNS_H

#include "feed/feed.h"

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

/* Counts the rows of columns, one a field; a type of NONE where there is none. */
locality_status loc_feed_put_columns(locality_feed *feed, const char *source,
                                     const loc_column *column, uint64_t rows,
                                     locality_error *error);

#endif
