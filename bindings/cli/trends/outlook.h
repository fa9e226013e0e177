/* Outlook: what to expect of a feed's series, what recorded steps did, a redesign beside doing nothing. */
#ifndef LOC_CLI_OUTLOOK_H
#define LOC_CLI_OUTLOOK_H

#include <locality/outlook.h>

#include "cli.h"
#include "watched.h"

typedef struct cli_outlook {
    const cli_watched *watched;
    locality_demand *demand;   /* null where nothing of this is asked */
    locality_outlook *outlook; /* null where only steps are asked about */
    locality_outlook_change *change;
    size_t changes;
    int64_t latest; /* first day of the latest period that has data */
    bool has_steps; /* what they did is asked */
} cli_outlook;

/* Looks ahead as the command line asks, or does nothing; says what is wrong. Clear it in any case. */
int cli_look_ahead(const cli_line *cli, const cli_known *known, const cli_watched *watched,
                   const locality_demand_options *options, cli_outlook *outlook);
void cli_outlook_clear(cli_outlook *outlook);
/* Whether a change was in force in a period of the past: then it is in the counts, and is not applied. */
bool cli_in_force(const cli_outlook *outlook, size_t change);
/* Shows it as tables; nothing where nothing was asked. */
int cli_show_outlook(const cli_line *cli, const cli_outlook *outlook);
/* Writes it as further members of a JSON object. */
void cli_put_outlook(const cli_outlook *outlook);

#endif
