/* Handed on: how often requests of one provider follow those of another at the same place. */
#ifndef LOC_CLI_HANDED_H
#define LOC_CLI_HANDED_H

#include "feeds.h"
#include "found.h"

/* Reads the file once more, day by day, for the places and services of the signals alone, and tells of each
 * signal how work is handed on. Left alone where it cannot be told: nothing is known of providers, the file
 * cannot be read again, or it has no days. */
int cli_hand_on(const char *path, const cli_feed_options *options, cli_found *found);

#endif
