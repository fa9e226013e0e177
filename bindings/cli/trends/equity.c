/* Equity: a year of requests of the places that have none below them, held against their people and ranks. */
#include "equity.h"

#include <inttypes.h>
#include <locality/providers.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"

/* The places that can be compared, in columns. */
typedef struct places {
    uint32_t *row; /* of each name; LOCALITY_DEMAND_NONE where it cannot be compared */
    int64_t *count;
    double *people, *rank;
    size_t count_of;
} places;

static bool has_rank(const cli_names *names, uint32_t place) {
    return isfinite(names->rank[place]) && isfinite(names->population[place]);
}

static void gather(const cli_watched *w, places *p) {
    const cli_names *names = &w->names[AXIS_PLACES];
    uint8_t *has_below = cli_take(NULL, names->count + 1, 1);

    memset(p, 0, sizeof *p);
    memset(has_below, 0, names->count + 1);
    for (uint32_t i = 0; i < names->count; i++)
        if (names->parent[i] != LOCALITY_DEMAND_NONE)
            has_below[names->parent[i]] = 1;
    p->row = cli_take(NULL, names->count + 1, sizeof *p->row);
    p->count = cli_take(NULL, names->count + 1, sizeof *p->count);
    p->people = cli_take(NULL, names->count + 1, sizeof *p->people);
    p->rank = cli_take(NULL, names->count + 1, sizeof *p->rank);
    for (uint32_t i = 0; i < names->count; i++) {
        p->row[i] = LOCALITY_DEMAND_NONE;
        if (has_below[i] != 0 || !has_rank(names, i))
            continue;
        p->row[i] = (uint32_t)p->count_of;
        p->people[p->count_of] = names->population[i];
        p->rank[p->count_of++] = names->rank[i];
    }
    free(has_below);
}

static void clear(places *p) {
    free(p->row);
    free(p->count);
    free(p->people);
    free(p->rank);
}

static int find(const cli_watched *w, places *p, uint32_t service, locality_equity *out) {
    locality_error error;

    memset(p->count, 0, p->count_of * sizeof *p->count);
    for (size_t line = 0; line < w->input.series; line++) {
        uint32_t row = p->row[w->position[AXIS_PLACES][line]];
        if (w->position[AXIS_SERVICES][line] == service && row != LOCALITY_DEMAND_NONE)
            p->count[row] += cli_year_of(w, line);
    }
    return locality_equity_find(p->count, p->people, p->rank, p->count_of, NULL, out, &error) ==
                   LOCALITY_OK
               ? CLI_HOLDS
               : cli_stop_error(NULL, NULL, 0, &error);
}

static void show_one(const char *service, const locality_equity *e) {
    if (!isfinite(e->ratio)) {
        printf("  %s: too few to tell\n", service);
        return;
    }
    printf("  %s: %.2f times as many for each head in the most deprived fifth as in the least "
           "deprived (%.2f to %.2f): %s\n",
           service, e->ratio, e->ratio_low, e->ratio_high,
           e->ratio_low > 1    ? "more where people are deprived"
           : e->ratio_high < 1 ? "fewer where people are deprived, where perhaps fewer report"
                               : "no difference that could be told from chance");
}

static void put_one(const char *service, const locality_equity *e, bool is_first) {
    fputs(is_first ? "\n  {\"service\": " : ",\n  {\"service\": ", stdout);
    cli_put_json_text(service);
    cli_put_json_number("rate", e->rate);
    cli_put_json_number("concentration", e->concentration);
    cli_put_json_number("deviation", e->deviation);
    cli_put_json_number("ratio", e->ratio);
    cli_put_json_number("ratio_low", e->ratio_low);
    cli_put_json_number("ratio_high", e->ratio_high);
    putchar('}');
}

static int tell(const cli_watched *w, places *p, bool as_json) {
    const cli_names *services = &w->names[AXIS_SERVICES];
    bool is_first = true;
    int code = CLI_HOLDS;

    for (uint32_t service = 0; service < services->count && code == CLI_HOLDS; service++) {
        locality_equity found;
        code = find(w, p, service, &found);
        if (code != CLI_HOLDS || !(found.rate > 0))
            continue; /* a group of services has no requests of its own */
        if (as_json)
            put_one(services->id[service], &found, is_first);
        else
            show_one(services->id[service], &found);
        is_first = false;
    }
    return code;
}

int cli_show_equity(const cli_watched *watched) {
    places p;
    int code = CLI_HOLDS;

    gather(watched, &p);
    if (p.count_of >= 2) {
        printf("\nBy deprivation, over the latest year:\n");
        code = tell(watched, &p, false);
    }
    clear(&p);
    return code;
}

int cli_put_equity(const cli_watched *watched) {
    places p;
    int code = CLI_HOLDS;

    gather(watched, &p);
    if (p.count_of >= 2) {
        fputs(",\n \"equity\": [", stdout);
        code = tell(watched, &p, true);
        putchar(']');
    }
    clear(&p);
    return code;
}
