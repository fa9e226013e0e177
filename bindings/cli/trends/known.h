/* Known: what a file of events does not say of itself: what places and services lie in, who lives there,
 * where they lie, how deprived they are, and which changes of level were recorded. */
#ifndef LOC_CLI_KNOWN_H
#define LOC_CLI_KNOWN_H

#include <locality/demand.h>
#include <locality/model.h>

#include "cli.h"

/* Names, byte by byte, each once, with what each lies in. */
typedef struct cli_names {
    const char **id; /* borrowed from the feed's series and from what was read */
    size_t count, room;
    uint32_t *parent;
    double *population, *east, *north, *rank; /* NaN where not known; of places alone */
    bool has_population, has_coordinates, has_rank;
} cli_names;

enum { CLI_KNOWN_REDESIGN = 3, CLI_KNOWN_FILES };

/* What the files of --places, --services, --steps and --redesign hold; of each null where it was not given. */
typedef struct cli_known {
    locality_model *model[CLI_KNOWN_FILES];
    const locality_snapshot *snapshot[CLI_KNOWN_FILES];
} cli_known;

/* Reads the files that the command line names; says what is wrong, with line and column. */
int cli_known_read(const cli_line *cli, cli_known *known);
void cli_known_clear(cli_known *known);
/* The rows of a file, a text of one (empty for none), and its day; false where it has none. */
size_t cli_known_count(const cli_known *known, int file);
const char *cli_known_text(const cli_known *known, int file, uint32_t row, const char *field);
bool cli_known_day(const cli_known *known, int file, uint32_t row, int64_t *day);

void cli_names_add(cli_names *names, const char *id);
/* Adds what the files know, and sorts: `field` is 0 for places, 1 for services, 2 for what has no file. */
void cli_names_settle(cli_names *names, const cli_known *known, int field);
/* Says which name lies in itself, by the file at a path; there is no end above it. */
int cli_names_judge(const cli_names *names, const char *path);
/* Position of a name; LOCALITY_DEMAND_NONE where there is none. */
uint32_t cli_names_find(const cli_names *names, const char *id);
/* Whether a name lies in another, or is it; everything lies in LOCALITY_DEMAND_NONE. */
bool cli_names_within(const cli_names *names, uint32_t name, uint32_t above);
void cli_names_clear(cli_names *names);
locality_demand_tree cli_names_tree(const cli_names *names);

/* The recorded changes of level, their places and services found among the names; `every` and `first` are of
 * the periods. Says what is wrong. The steps are freed by the caller. */
int cli_known_steps(const cli_line *cli, const cli_known *known, const cli_names *places,
                    const cli_names *services, int32_t every, int32_t first, size_t periods,
                    locality_demand_step **out, size_t *count);

#endif
