/* Equity: whether requests go with people or with how deprived a place is. */
#ifndef LOC_CLI_EQUITY_H
#define LOC_CLI_EQUITY_H

#include "watched.h"

/* Shows it of every service, for the year up to the latest period, where the file of places has ranks and
 * populations of at least two places that have none below them; says nothing otherwise. */
int cli_show_equity(const cli_watched *watched);
/* The same as a member of a JSON object. */
int cli_put_equity(const cli_watched *watched);

#endif
