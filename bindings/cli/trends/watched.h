/* Watched: the series of a feed as they are watched for rises and falls, with all that is known of them. */
#ifndef LOC_CLI_WATCHED_H
#define LOC_CLI_WATCHED_H

#include <locality/demand.h>
#include <locality/feed.h>

#include "cli.h"
#include "known.h"

enum cli_axes { AXIS_PLACES, AXIS_SERVICES, AXIS_PROVIDERS, AXES };

typedef struct cli_watched {
    const locality_feed_series *series; /* borrowed, and the names of the series with it */
    size_t *line;                       /* of the feed's series, those with events */
    cli_names names[AXES];
    uint32_t *position[AXES]; /* of each of these */
    int64_t *count;
    double *completeness;
    locality_demand_step *steps;
    locality_demand_tree tree[AXES];
    locality_demand_input input; /* refers to all of these */
    int32_t every, first;        /* of the periods, as the feed numbers them */
} cli_watched;

/* Takes the series, with what is known besides; says what is wrong. Clear it in any case. */
int cli_watch(const cli_line *cli, const cli_known *known, const locality_feed_series *series,
              cli_watched *watched);
void cli_watched_clear(cli_watched *watched);
/* The places of --places that no event is of, and none within them; says how many, and the first. */
void cli_put_unnamed(FILE *out, const cli_watched *watched);
/* The requests of one series in the latest year. */
int64_t cli_year_of(const cli_watched *watched, size_t line);
/* How to detect, from --repeat and --set; says what is wrong. */
int cli_detect_options(const cli_line *cli, locality_demand_options *options);

#endif
