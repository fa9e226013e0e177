/* Handed on: on which days a place of a signal had requests of which provider, and who followed whom. */
#include "handed.h"

#include <stdlib.h>
#include <string.h>

enum { WITHIN = 28 /* days between two requests of which the later may follow the earlier */ };

/* A provider had requests at a place on a day. In which order those of a day came is not known. */
typedef struct visit {
    uint32_t place, provider;
    int64_t day;
} visit;

typedef struct visits {
    visit *item;
    size_t count, room;
} visits;

static void add_visit(visits *v, visit one) {
    if (v->count == v->room) {
        v->room = v->room == 0 ? 256 : 2 * v->room;
        v->item = cli_take(v->item, v->room, sizeof *v->item);
    }
    v->item[v->count++] = one;
}

static void add_line(const locality_feed_series *series, size_t index, uint32_t place,
                     uint32_t provider, int64_t from, visits *v) {
    const uint32_t *period;
    const int64_t *count;
    size_t cells;
    int64_t first = locality_feed_series_first(series); /* by days, periods are days */

    locality_feed_series_cells(series, index, &period, &count, &cells, NULL);
    for (size_t i = 0; i < cells; i++)
        if (first + period[i] >= from && count[i] > 0)
            add_visit(v, (visit){place, provider, first + period[i]});
}

static int by_place_and_day(const void *a, const void *b) {
    const visit *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->provider > y->provider) - (x->provider < y->provider);
}

/* Keeps one visit for each place and day; of `nobody` where several providers were there. */
static void join_days(visits *v, uint32_t nobody) {
    size_t kept = 0;

    if (v->count > 1)
        qsort(v->item, v->count, sizeof *v->item, by_place_and_day);
    for (size_t i = 0; i < v->count; i++) {
        visit *last = kept > 0 ? &v->item[kept - 1] : NULL;
        if (last == NULL || last->place != v->item[i].place || last->day != v->item[i].day)
            v->item[kept++] = v->item[i];
        else if (last->provider != v->item[i].provider)
            last->provider = nobody;
    }
    v->count = kept;
}

/* The table of who follows whom; `providers` counts nobody, too. Freed by the caller. */
static int64_t *table_of(const visits *v, size_t providers) {
    locality_jobs jobs = LOCALITY_JOBS_INIT;
    uint32_t *column = cli_take(NULL, 3 * v->count + 1, sizeof *column);
    int64_t *day = cli_take(NULL, v->count + 1, sizeof *day);
    int64_t *table = cli_take(NULL, providers * providers, sizeof *table);

    for (size_t i = 0; i < v->count; i++) {
        column[i] = v->item[i].place;
        column[v->count + i] = 0; /* of one signal all is one service */
        column[2 * v->count + i] = v->item[i].provider;
        day[i] = v->item[i].day;
    }
    jobs.count = v->count;
    jobs.place = column;
    jobs.service = column + v->count;
    jobs.provider = column + 2 * v->count;
    jobs.day = day;
    if (locality_handoffs(&jobs, providers, WITHIN, NULL, table, NULL) != LOCALITY_OK)
        memset(table, 0, providers * providers * sizeof *table);
    free(column);
    free(day);
    return table;
}

/* How often the later of two is of another provider, and how often it would be if it were left to chance. */
static void fill(visits *v, size_t providers, cli_handed *out) {
    size_t side = providers + 1;
    int64_t *table;
    double same = 0;

    join_days(v, (uint32_t)providers);
    table = table_of(v, side);
    memset(out, 0, sizeof *out);
    for (size_t a = 0; a < providers; a++) {
        double row = 0, column = 0;
        for (size_t b = 0; b < providers; b++) {
            out->pairs += table[a * side + b];
            out->changed += a == b ? 0 : table[a * side + b];
            row += (double)table[a * side + b];
            column += (double)table[b * side + a];
        }
        same += row * column;
    }
    if (out->pairs > 0)
        out->by_chance = (double)out->pairs - same / (double)out->pairs;
    free(table);
}

static void hand_on(const cli_found *found, const locality_feed_series *series, size_t index) {
    const cli_watched *w = found->watched;
    locality_demand_signal s;
    visits v = {0};
    int64_t first, last;

    locality_demand_result_signal_at(found->result, index, &s, NULL);
    locality_feed_period_days(
        w->every, w->first + (int32_t)(w->input.periods - (s.window > 0 ? s.window : 1)), &first,
        &last, NULL);
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
            add_line(series, i, place, provider, first, &v);
    }
    fill(&v, w->names[AXIS_PROVIDERS].count, &found->referred[index].handed);
    free(v.item);
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

static int read_days(const cli_feed_file *file, const cli_feed_options *options,
                     const cli_found *found, locality_feed **feed) {
    cli_feed_options daily = *options;
    const char **listed[2];
    int code;

    daily.every = LOCALITY_FEED_DAY;
    for (int axis = AXIS_PLACES; axis <= AXIS_SERVICES; axis++) {
        listed[axis] = cli_take(NULL, found->watched->names[axis].count + 1, sizeof *listed[axis]);
        daily.listed[axis] = listed[axis];
        daily.listed_count[axis] = names_of(found, axis, listed[axis]);
    }
    code = cli_feed_read(&daily, file, feed);
    free(listed[AXIS_PLACES]);
    free(listed[AXIS_SERVICES]);
    return code;
}

int cli_hand_on(const cli_feed_file *file, const cli_feed_options *options, cli_found *found) {
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    size_t signals = locality_demand_result_signals(found->result);
    locality_feed_series *series = NULL;
    const cli_watched *w = found->watched;
    locality_feed *feed = NULL;
    locality_error error;
    int64_t none;
    int code;

    if (found->referred == NULL || signals == 0)
        return CLI_HOLDS;
    code = read_days(file, options, found, &feed);
    locality_feed_period_days(w->every, w->first + (int32_t)w->input.periods - 1, &none,
                              &choice.last, NULL);
    choice.level[LOCALITY_FEED_PROVIDER - LOCALITY_FEED_AREA] = LOCALITY_FEED_OWN;
    if (code == CLI_HOLDS &&
        locality_feed_series_new(feed, &choice, &series, &error) != LOCALITY_OK)
        code = cli_stop_error(file->path, NULL, 0, &error);
    for (size_t i = 0; code == CLI_HOLDS && i < signals; i++)
        hand_on(found, series, i);
    locality_feed_series_free(series);
    locality_feed_free(feed);
    return code;
}
