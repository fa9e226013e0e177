/* Signals: what stands out, written as records, so that rules can judge what followed. */
#ifndef LOC_CLI_SIGNALS_H
#define LOC_CLI_SIGNALS_H

#include "found.h"

/* Writes the signals of the latest period to the file of --write: those listed and to be watched, and how
 * everything stands that the document of --into is at work on. Says what is wrong. */
int cli_write_signals(cli_line *cli, const cli_found *found);

#endif
