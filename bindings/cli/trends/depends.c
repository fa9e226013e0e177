/* Depends: a year of requests by place, service and provider, and what would be lost without each provider.
 * How much room the others have is not known here, so whoever works in the same place and service could take
 * over, and how much of it nobody says. */
#include "depends.h"

#include <inttypes.h>
#include <locality/providers.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"

#define DOMINANCE 0.8 /* from this share on a provider dominates a place and service */

enum { MOST_NUMBERS = 1 << 22 /* cells by providers; more are not worked out */ };

typedef struct dependence {
    size_t providers;
    locality_dependency *each; /* null where nothing is told */
    double share;
} dependence;

/* The requests of a year in rows of places and services; series come in the order of these names. */
static size_t fill(const cli_watched *w, size_t providers, int64_t *demand) {
    size_t cells = 0;

    for (size_t line = 0; line < w->input.series; line++) {
        uint32_t provider = w->position[AXIS_PROVIDERS][line];
        bool is_new = line == 0 ||
                      w->position[AXIS_PLACES][line] != w->position[AXIS_PLACES][line - 1] ||
                      w->position[AXIS_SERVICES][line] != w->position[AXIS_SERVICES][line - 1];
        if (is_new)
            memset(demand + cells++ * providers, 0, providers * sizeof *demand);
        if (provider != LOCALITY_DEMAND_NONE)
            demand[(cells - 1) * providers + provider] += cli_year_of(w, line);
    }
    return cells;
}

static int find(const cli_watched *w, dependence *out) {
    size_t providers = w->names[AXIS_PROVIDERS].count;
    locality_error error;
    int code = CLI_HOLDS;

    *out = (dependence){providers, NULL, 0};
    if (providers == 0 || w->input.series > MOST_NUMBERS / providers)
        return CLI_HOLDS;
    int64_t *demand = cli_take(NULL, w->input.series * providers + 1, sizeof *demand);
    int64_t *room = cli_take(NULL, providers, sizeof *room);
    size_t cells = fill(w, providers, demand);
    for (size_t p = 0; p < providers; p++)
        room[p] = LOCALITY_NO_COUNT;
    out->each = cli_take(NULL, providers, sizeof *out->each);
    if (locality_dependencies(demand, NULL, cells, providers, room, DOMINANCE, NULL, out->each,
                              &out->share, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    free(demand);
    free(room);
    return code;
}

int cli_show_dependence(const cli_watched *watched) {
    dependence d;
    int code = find(watched, &d);

    if (code == CLI_HOLDS && d.each != NULL) {
        printf("\nWithout one provider, of the requests of the latest year:\n");
        for (size_t p = 0; p < d.providers; p++)
            printf("  %s: %" PRId64 " would be without it, %" PRId64
                   " of them where nobody else works, %" PRId64 " where it has %.0f %% or more\n",
                   watched->names[AXIS_PROVIDERS].id[p], d.each[p].demand, d.each[p].alone,
                   d.each[p].dominated, 100 * DOMINANCE);
    }
    free(d.each);
    return code;
}

int cli_put_dependence(const cli_watched *watched) {
    dependence d;
    int code = find(watched, &d);

    if (code == CLI_HOLDS && d.each != NULL) {
        fputs(",\n \"dependence\": {\"providers\": [", stdout);
        for (size_t p = 0; p < d.providers; p++) {
            fputs(p == 0 ? "{\"id\": " : ", {\"id\": ", stdout);
            cli_put_json_text(watched->names[AXIS_PROVIDERS].id[p]);
            printf(", \"demand\": %" PRId64 ", \"alone\": %" PRId64 ", \"dominated\": %" PRId64 "}",
                   d.each[p].demand, d.each[p].alone, d.each[p].dominated);
        }
        putchar(']');
        cli_put_json_number("share", d.share);
        putchar('}');
    }
    free(d.each);
    return code;
}
