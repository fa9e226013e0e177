/* Dates of cells: the forms that files in the world have, as the days they cover. */
#ifndef LOC_FEED_DATE_H
#define LOC_FEED_DATE_H

#include <stddef.h>
#include <stdint.h>

#include "feed/period.h"

#define LOC_NO_SECOND INT64_MIN

typedef struct loc_feed_date {
    int32_t first, last; /* days covered */
    int64_t second;      /* since 1970-01-01; LOC_NO_SECOND where it is no single day */
} loc_feed_date;

enum { LOC_DATE_READ = -1 }; /* no fault */

/* Reads a trimmed text; LOC_DATE_READ, or a fault: DATE or RANGE. */
int loc_feed_date_read(const char *text, size_t length, bool month_first, int32_t every,
                       loc_feed_date *out);
/* Whether what stands behind a day is a time of day; its second. */
bool loc_feed_time_read(const char *text, size_t length, int32_t *second);

#endif
