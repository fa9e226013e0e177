/* Handed on: the days of the requests of signals, as jobs, and who follows whom. */
#include "handed.h"

#include <stdlib.h>
#include <string.h>

enum { WITHIN = 28 /* days between two requests of which the later may follow the earlier */ };

/* The requests of one signal, one a row. */
typedef struct jobs {
    uint32_t *place, *service, *provider;
    int64_t *day;
    size_t count, room;
} jobs;

static void add_job(jobs *j, uint32_t place, uint32_t provider, int64_t day) {
    if (j->count == j->room) {
        j->room = j->room == 0 ? 256 : 2 * j->room;
        j->place = cli_take(j->place, j->room, sizeof *j->place);
        j->service = cli_take(j->service, j->room, sizeof *j->service);
        j->provider = cli_take(j->provider, j->room, sizeof *j->provider);
        j->day = cli_take(j->day, j->room, sizeof *j->day);
    }
    j->place[j->count] = place;
    j->service[j->count] = 0; /* of one signal all is one service */
    j->provider[j->count] = provider;
    j->day[j->count++] = day;
}

static void clear_jobs(jobs *j) {
    free(j->place);
    free(j->service);
    free(j->provider);
    free(j->day);
}

/* The requests of a day or more of one line. */
static void add_line(const locality_feed_series *series, size_t index, uint32_t place,
                     uint32_t provider, int64_t from, jobs *j) {
    const uint32_t *period;
    const int64_t *count;
    size_t cells;
    int64_t first = locality_feed_series_first(series); /* by days, periods are days */

    locality_feed_series_cells(series, index, &period, &count, &cells, NULL);
    for (size_t i = 0; i < cells; i++)
        for (int64_t k = 0; first + period[i] >= from && k < count[i]; k++)
            add_job(j, place, provider, first + period[i]);
}

/* How often the later of two is of another provider, and how often it would be if it were left to chance. */
static void fill(const jobs *j, size_t providers, cli_handed *out) {
    locality_jobs in = LOCALITY_JOBS_INIT;
    int64_t *table = cli_take(NULL, providers * providers + 1, sizeof *table);
    double all = 0, same = 0;

    in.count = j->count;
    in.place = j->place;
    in.service = j->service;
    in.provider = j->provider;
    in.day = j->day;
    memset(out, 0, sizeof *out);
    if (locality_handoffs(&in, providers, WITHIN, NULL, table, NULL) == LOCALITY_OK)
        for (size_t a = 0; a < providers; a++) {
            double row = 0, column = 0;
            for (size_t b = 0; b < providers; b++) {
                out->pairs += table[a * providers + b];
                out->changed += a == b ? 0 : table[a * providers + b];
                row += (double)table[a * providers + b];
                column += (double)table[b * providers + a];
            }
            all += row;
            same += row * column;
        }
    if (all > 0)
        out->by_chance = all - same / all;
    free(table);
}

static void hand_on(const cli_found *found, const locality_feed_series *series, size_t index) {
    const cli_watched *w = found->watched;
    locality_demand_signal s;
    jobs j = {0};
    int64_t first, last;

    locality_demand_result_signal_at(found->result, index, &s, NULL);
    locality_feed_period_days(w->every,
                              w->first + (int32_t)(w->input.periods - (s.window > 0 ? s.window : 1)),
                              &first, &last, NULL);
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        locality_feed_line line;
        locality_feed_series_line(series, i, &line, NULL);
        uint32_t place = cli_names_find(&w->names[AXIS_PLACES], line.name[AXIS_PLACES]);
        uint32_t service = cli_names_find(&w->names[AXIS_SERVICES], line.name[AXIS_SERVICES]);
        uint32_t provider = cli_names_find(&w->names[AXIS_PROVIDERS], line.name[AXIS_PROVIDERS]);
        if (place != LOCALITY_DEMAND_NONE && service != LOCALITY_DEMAND_NONE &&
            provider != LOCALITY_DEMAND_NONE &&
            cli_names_within(&w->names[AXIS_PLACES], place, s.area) &&
            cli_names_within(&w->names[AXIS_SERVICES], service, s.service))
            add_line(series, i, place, provider, first, &j);
    }
    fill(&j, w->names[AXIS_PROVIDERS].count, &found->referred[index].handed);
    clear_jobs(&j);
}

/* Names of an axis that some signal is of; their number. */
static size_t names_of(const cli_found *found, int axis, const char **out) {
    const cli_names *names = &found->watched->names[axis];
    size_t signals = locality_demand_result_signals(found->result), count = 0;

    for (uint32_t i = 0; i < names->count; i++)
        for (size_t k = 0; k < signals; k++) {
            locality_demand_signal s;
            locality_demand_result_signal_at(found->result, k, &s, NULL);
            if (cli_names_within(names, i, axis == AXIS_PLACES ? s.area : s.service)) {
                out[count++] = names->id[i];
                break;
            }
        }
    return count;
}

static int read_days(const char *path, const cli_feed_options *options, const cli_found *found,
                     locality_feed **feed) {
    cli_feed_options daily = *options;
    const char **listed[2];
    int code;

    daily.every = LOCALITY_FEED_DAY;
    for (int axis = AXIS_PLACES; axis <= AXIS_SERVICES; axis++) {
        listed[axis] = cli_take(NULL, found->watched->names[axis].count + 1, sizeof *listed[axis]);
        daily.listed[axis] = listed[axis];
        daily.listed_count[axis] = names_of(found, axis, listed[axis]);
    }
    code = cli_feed_read(&daily, path, feed);
    free(listed[AXIS_PLACES]);
    free(listed[AXIS_SERVICES]);
    return code;
}

int cli_hand_on(const char *path, const cli_feed_options *options, cli_found *found) {
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    size_t signals = locality_demand_result_signals(found->result);
    locality_feed_series *series = NULL;
    locality_feed *feed = NULL;
    locality_error error;
    int code;

    if (found->referred == NULL || signals == 0 || strcmp(path, "-") == 0)
        return CLI_HOLDS;
    code = read_days(path, options, found, &feed);
    choice.level[LOCALITY_FEED_PROVIDER - LOCALITY_FEED_AREA] = LOCALITY_FEED_OWN;
    if (code == CLI_HOLDS && locality_feed_series_new(feed, &choice, &series, &error) != LOCALITY_OK)
        code = cli_stop_error(path, NULL, 0, &error);
    for (size_t i = 0; code == CLI_HOLDS && i < signals; i++)
        hand_on(found, series, i);
    locality_feed_series_free(series);
    locality_feed_free(feed);
    return code;
}
