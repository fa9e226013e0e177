/* Found: what stands out in a feed, and to whom it goes. */
#ifndef LOC_CLI_FOUND_H
#define LOC_CLI_FOUND_H

#include <locality/demand.h>

#include "cli.h"
#include "referred.h"
#include "watched.h"

typedef struct cli_found {
    const cli_watched *watched;
    locality_demand_result *result;
    cli_referred *referred; /* of every signal; null where nothing is known of providers */
} cli_found;

/* Finds what stands out in the file at a path; says what is wrong. Clear it in any case. */
int cli_find(const char *path, const cli_watched *watched, const locality_demand_options *options,
             cli_found *found);
void cli_found_clear(cli_found *found);
/* Shows it as a list, with --why the grounds of every line. */
int cli_show_found(const cli_line *cli, const cli_found *found);
/* Writes it as further members of a JSON object. */
void cli_put_found(const cli_found *found);

/* A period as it is written, "-" for none. */
void cli_put_period(char *text, size_t size, const cli_watched *watched, uint32_t period);
/* The area of a signal as it is shown. */
const char *cli_area_of(const locality_demand_signal *signal);

#endif
