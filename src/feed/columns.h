/* Columns: events as arrays, whoever owns them and however they lie in memory. */
#ifndef LOC_FEED_COLUMNS_H
#define LOC_FEED_COLUMNS_H

#include "feed/column.h"
#include "feed/feed.h"

/* Counts the rows of columns, one a field; a type of NONE where there is none. */
locality_status loc_feed_put_columns(locality_feed *feed, const char *source,
                                     const loc_column *column, uint64_t rows,
                                     locality_error *error);

/* ---- What the rows that are taken together and alone share ---- */

enum { LOC_PUT_BATCH = 1024 };

typedef struct loc_putting {
    locality_feed *feed;
    const loc_column *column;
    uint32_t source, file;
    uint32_t *map[LOC_FEED_DIMENSIONS]; /* by place: code of the column -> code of the feed */
    uint64_t maps[LOC_FEED_DIMENSIONS];
    int32_t *period; /* of each day from the first on */
    uint32_t nameless[LOC_FEED_DIMENSIONS];
    int32_t day[LOC_PUT_BATCH];
    uint32_t code[LOC_FEED_DIMENSIONS][LOC_PUT_BATCH];
} loc_putting;

/* Takes a row by itself, whatever is out of the ordinary in it. */
locality_status loc_feed_put_alone(loc_putting *p, uint64_t row, locality_error *error);

#endif
