/* Feeds: reading a file of events, apart from what is then said of it. */
#ifndef LOC_CLI_FEEDS_H
#define LOC_CLI_FEEDS_H

#include <locality/feed.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

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

/* A file of events that is open. */
typedef struct cli_feed_file {
    const char *path;
    FILE *file;
    off_t from, size; /* where its bytes begin; how many they are, 0 where that is not known */
    bool is_regular;  /* and can be read again */
} cli_feed_file;

/* Opens a file of events, `-` for the standard input; says what is wrong. Where it is to be read `twice` and
 * cannot be, its bytes are kept in a file without a name. Close it in any case. */
int cli_feed_open(const char *path, bool twice, cli_feed_file *file);
void cli_feed_close(cli_feed_file *file);
/* Reads it from its beginning; says what is wrong. The feed is freed by the caller. */
int cli_feed_read(const cli_feed_options *options, const cli_feed_file *file, locality_feed **out);

#endif
