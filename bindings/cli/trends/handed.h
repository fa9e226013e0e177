/* Handed on: how often requests of one provider follow those of another at the same place. */
#ifndef LOC_CLI_HANDED_H
#define LOC_CLI_HANDED_H

#include "feeds.h"
#include "found.h"

/* Reads the file once more, day by day, for the places and services of the signals alone, and tells of each
 * signal how work is handed on. Left alone where it cannot be told: nothing is known of providers, or the file
 * has no days. */
int cli_hand_on(const cli_feed_file *file, const cli_feed_options *options, cli_found *found);

#endif
