/* Counted: what became of the rows of a file, and the counts of a feed. */
#ifndef LOC_CLI_COUNTED_H
#define LOC_CLI_COUNTED_H

#include <locality/feed.h>

#include "cli.h"

/* What became of the rows; as the first members of a JSON object. */
void cli_put_account(FILE *out, const char *path, const locality_feed *feed);
void cli_put_account_json(const char *path, const locality_feed *feed);

/* What --until leaves out. */
typedef struct cli_until {
    int64_t asked; /* the day of --until; INT64_MIN where it was not given */
    int64_t
        last; /* last day of the last period that had ended by then; INT64_MAX for all of the feed */
    int64_t unused; /* events of later days */
} cli_until;

/* A day as it is written. */
void cli_write_day(int64_t day, char *text, size_t size);
/* Up to when is counted, and how many events are of later days; nothing without --until. */
void cli_put_until(FILE *out, const cli_until *until, int32_t every);
/* Says that nothing came in for weeks before the latest row, or few rows, whose dates may be wrong. */
void cli_put_silence(FILE *out, const locality_feed_series *series);
/* The series that have events, which are all where --until leaves none out; freed by the caller. */
size_t cli_lines_of(const locality_feed_series *series, size_t **line);
/* The counts: as a table of the largest series, as CSV, as further members of a JSON object. */
int cli_show_counts(const cli_line *cli, const locality_feed_series *series, bool has_providers);
void cli_put_counts_csv(const locality_feed_series *series, bool has_providers);
void cli_put_counts_json(const locality_feed_series *series, const cli_until *until,
                         bool has_providers);

/* Counts as blocks, the highest of them full; a dot where there are no data: room for 3 bytes each. */
void cli_put_blocks(const int64_t *counts, size_t periods, char *text);
/* A text as JSON has it, with its quotes, to the standard output. */
void cli_put_json_text(const char *text);
/* A member of a JSON object, behind a comma; null where there is no number. */
void cli_put_json_number(const char *name, double value);

#endif
