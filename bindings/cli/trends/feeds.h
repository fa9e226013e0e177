/* Feeds: reading a file of events, apart from what is then said of it. */
#ifndef LOC_CLI_FEEDS_H
#define LOC_CLI_FEEDS_H

#include <locality/feed.h>

/* How a file of events is read. */
typedef struct cli_feed_options {
    const char *column[LOCALITY_FEED_FIELDS]; /* headings; null is looked for, "" is not there */
    int32_t every;                            /* one of locality_feed_periods */
    uint32_t by;
    int32_t month_first;
    uint32_t most_problems; /* shown; 0 for as many as usual */
    size_t threads;
    const char *const *listed[2]; /* areas and services that are read; null for all */
    size_t listed_count[2];
} cli_feed_options;

/* Reads a file, `-` for the standard input; says what is wrong. The feed is freed by the caller. */
int cli_feed_read(const cli_feed_options *options, const char *path, locality_feed **out);

#endif
