/* Found: what stands out in a feed. */
#ifndef LOC_CLI_FOUND_H
#define LOC_CLI_FOUND_H

#include <locality/demand.h>
#include <locality/feed.h>

#include "cli.h"

/* Finds what stands out; says what is wrong. The result is freed by the caller. */
int cli_find(const char *path, const locality_feed *feed, const locality_feed_choice *choice,
             locality_demand_result **out);
/* Shows it as a list, with --why the grounds of every line. `first` is the first period of the series. */
int cli_show_found(const cli_line *cli, const locality_demand_result *result, int32_t every,
                   int32_t first);
/* Writes it as further members of a JSON object. */
void cli_put_found(const locality_demand_result *result, int32_t every, int32_t first);

/* Counts as blocks, the highest of them full; a dot where there are no data: room for 3 bytes each. */
void cli_put_blocks(const int64_t *counts, size_t periods, char *text);
void cli_put_json_text(const char *text);

#endif
