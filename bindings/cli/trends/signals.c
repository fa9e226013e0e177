/* Signals: what stands out, written as records of a document that extends the council's own. */
#include "signals.h"

#include <inttypes.h>
#include <locality/records.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct writing {
    const cli_found *found;
    cli_paper paper;       /* the document of --into; without a snapshot where there is none */
    locality_model *model; /* what is written */
    int64_t last_day;      /* of the latest period */
    char period[32];
    uint8_t *is_written; /* of each cell of the result: it has a signal */
    size_t count;
    locality_status status; /* of the first record that could not be written */
    locality_error error;
} writing;

/* Keeps why the first record could not be written. */
static bool keep(writing *w, locality_status status, const locality_error *error) {
    if (status != LOCALITY_OK && w->status == LOCALITY_OK) {
        w->status = status;
        w->error = *error;
    }
    return status == LOCALITY_OK;
}

/* ---- Places and providers ----------------------------------------------------------------------------- */

/* The id of what goes by a name in the council's document; null where nothing does. */
static const char *known_id(const writing *w, const char *kind, const char *name) {
    uint32_t number = locality_schema_kind(NULL, kind), row = LOCALITY_ROW_MISSING;
    int32_t by = LOCALITY_BY_NOTHING;

    if (w->paper.snapshot == NULL)
        return NULL;
    if (locality_snapshot_resolve(w->paper.snapshot, number, name, &row, &by, NULL) !=
            LOCALITY_OK ||
        by == LOCALITY_BY_NOTHING)
        return NULL;
    return locality_snapshot_id(w->paper.snapshot, number, row);
}

/* The id of a place; it and what it lies in are written where the document does not have them. */
static const char *place_id(writing *w, uint32_t place) {
    const cli_names *names = &w->found->watched->names[AXIS_PLACES];
    locality_area area = LOCALITY_AREA_INIT;
    locality_error error;
    const char *known;

    if (place == LOCALITY_DEMAND_NONE)
        return NULL;
    known = known_id(w, "area", names->id[place]);
    if (known != NULL)
        return known;
    area.id = area.name = names->id[place];
    area.parent = place_id(w, names->parent[place]);
    keep(w, locality_area_put(w->model, &area, &error), &error);
    return area.id;
}

static const char *provider_id(writing *w, const char *name) {
    locality_provider provider = LOCALITY_PROVIDER_INIT;
    const char *known = known_id(w, "provider", name);
    locality_error error;

    if (known != NULL)
        return known;
    provider.id = provider.name = name;
    keep(w, locality_provider_put(w->model, &provider, &error), &error);
    return name;
}

/* ---- Records ------------------------------------------------------------------------------------------ */

static const char *word_of(int32_t standing) {
    return standing == LOCALITY_DEMAND_UNTOLD ? "cannot_tell" : locality_demand_name(0, standing);
}

/* Writes a part of an id; its slashes, and what stands for them, are escaped, so that no two cells have one. */
static char *add_part(char *at, const char *part) {
    for (; *part != '\0'; part++) {
        if (*part == '/' || *part == '%') {
            memcpy(at, *part == '/' ? "%2F" : "%25", 3);
            at += 3;
        } else
            *at++ = *part;
    }
    return at;
}

static void put_record(writing *w, locality_signal *signal, uint32_t place, uint32_t service,
                       const char *more) {
    const cli_watched *watched = w->found->watched;
    const char *area =
        place == LOCALITY_DEMAND_NONE ? "all areas" : watched->names[AXIS_PLACES].id[place];
    const char *category = watched->names[AXIS_SERVICES].id[service];
    size_t length = strlen(w->period) + 3 * (strlen(area) + strlen(category)) + strlen(more) + 4;
    char *id = cli_take(NULL, length, 1);
    locality_error error;

    size_t start = (size_t)snprintf(id, length, "%s/", w->period);
    char *at = add_part(id + start, area);
    *at++ = '/';
    at = add_part(at, category);
    snprintf(at, length - (size_t)(at - id), "%s", more);
    signal->id = id;
    signal->area = place_id(w, place);
    signal->category = category;
    signal->basis = "inferred";
    locality_range_exact(w->last_day, &signal->date);
    if (keep(w, locality_signal_put(w->model, signal, &error), &error))
        w->count++;
    free(id);
}

/* Who is concerned, for certain or perhaps; the lists are freed by the caller. */
static void fill_referral(writing *w, const cli_referred *referred, locality_signal *signal,
                          const char **certain, const char **possible) {
    static const char *const outcomes[] = {"none", "refer", "analyse", "cannot_tell"};

    signal->outcome = outcomes[referred->referral.involvement.route];
    signal->providers = certain;
    signal->possible = possible;
    for (size_t i = 0; i < referred->referral.providers; i++) {
        const locality_referral_share *share = &referred->provider[i].share;
        if (share->now.involved == LOCALITY_TRUE)
            certain[signal->providers_count++] = provider_id(w, share->id);
        else if (share->now.involved == LOCALITY_UNDECIDED)
            possible[signal->possible_count++] = provider_id(w, share->id);
    }
}

static void put_signal(writing *w, size_t index) {
    const uint32_t repeated = LOCALITY_DEMAND_RULE_REPEATED | LOCALITY_DEMAND_RULE_PERSISTENT |
                              LOCALITY_DEMAND_RULE_TREND;
    const cli_watched *watched = w->found->watched;
    const cli_referred *referred = w->found->referred;
    size_t most = referred == NULL ? 1 : referred[index].referral.providers + 1;
    const char **certain = cli_take(NULL, most, sizeof *certain);
    const char **possible = cli_take(NULL, most, sizeof *possible);
    locality_signal signal = LOCALITY_SIGNAL_INIT;
    locality_demand_signal s;
    int64_t first, last;

    locality_demand_result_signal_at(w->found->result, index, &s, NULL);
    w->is_written[s.cell] = 1;
    signal.standing = word_of(s.standing);
    signal.direction = s.direction > 0 ? "rise" : "fall";
    signal.sentence = locality_demand_result_words(w->found->result, index);
    locality_range_exact((s.rules & repeated) != 0, &signal.trend);
    locality_range_exact(s.window, &signal.window);
    locality_range_exact(s.observed, &signal.observed);
    if (isfinite(s.expected) && s.expected < 1e9)
        locality_range_exact(llround(s.expected * (double)LOCALITY_ONE), &signal.expected);
    if (isfinite(s.q))
        locality_range_exact(llround(s.q * (double)LOCALITY_ONE), &signal.false_share);
    if (s.onset != LOCALITY_DEMAND_NONE &&
        locality_feed_period_days(watched->every, watched->first + (int32_t)s.onset, &first, &last,
                                  NULL) == LOCALITY_OK)
        locality_range_exact(first, &signal.onset);
    if (referred != NULL)
        fill_referral(w, &referred[index], &signal, certain, possible);
    put_record(w, &signal, s.area, s.service, s.direction > 0 ? "" : "/fall");
    free(certain);
    free(possible);
}

/* A cell that has no signal now. */
static void put_cell(writing *w, uint32_t number) {
    locality_signal signal = LOCALITY_SIGNAL_INIT;
    locality_demand_cell cell;

    if (w->is_written[number] != 0)
        return;
    w->is_written[number] = 1;
    locality_demand_result_cell_at(w->found->result, number, &cell, NULL);
    signal.standing = word_of(cell.standing);
    if (isfinite(cell.expected) && cell.expected < 1e9)
        locality_range_exact(llround(cell.expected * (double)LOCALITY_ONE), &signal.expected);
    put_record(w, &signal, cell.area, cell.service, "");
}

/* ---- What the council is at work on ------------------------------------------------------------------- */

/* The place of the feed that is an area of the document. */
static uint32_t place_of(const writing *w, const char *id) {
    const cli_names *names = &w->found->watched->names[AXIS_PLACES];

    for (uint32_t i = 0; i < names->count; i++) {
        const char *known = known_id(w, "area", names->id[i]);
        if (strcmp(known == NULL ? names->id[i] : known, id) == 0)
            return i;
    }
    return LOCALITY_DEMAND_NONE;
}

static locality_value value_of(const writing *w, uint32_t kind, uint32_t row, const char *field) {
    uint32_t number =
        locality_schema_field(locality_snapshot_schema(w->paper.snapshot), kind, field);
    locality_value value = {0};

    locality_snapshot_value(w->paper.snapshot, kind, row, number, &value, NULL);
    return value;
}

/* How the place and type of issue of each record of a kind stand now, unless the team has left. */
static void put_followed(writing *w, const char *kind_name) {
    uint32_t kind = locality_schema_kind(NULL, kind_name);
    const cli_names *services = &w->found->watched->names[AXIS_SERVICES];

    for (uint32_t row = 0; row < locality_snapshot_count(w->paper.snapshot, kind); row++) {
        locality_value area = value_of(w, kind, row, "area");
        locality_value category = value_of(w, kind, row, "category");
        bool has_left = strcmp(kind_name, "work_item") == 0 &&
                        value_of(w, kind, row, "withdrawn").type != LOCALITY_TYPE_NONE;
        if (has_left || area.text == NULL || category.text == NULL)
            continue;
        uint32_t place = place_of(w, area.text), service = cli_names_find(services, category.text);
        if (place == LOCALITY_DEMAND_NONE || service == LOCALITY_DEMAND_NONE)
            continue;
        uint32_t cell = locality_demand_result_find(w->found->result, place, service);
        if (cell != LOCALITY_DEMAND_NONE)
            put_cell(w, cell);
    }
}

static void put_all(writing *w) {
    locality_demand_summary s;

    locality_demand_result_summary(w->found->result, &s, NULL);
    w->is_written = cli_take(NULL, s.cells + 1, 1);
    memset(w->is_written, 0, s.cells + 1);
    for (size_t i = 0; i < s.listed + s.watched; i++)
        put_signal(w, i);
    if (w->paper.snapshot == NULL)
        return;
    put_followed(w, "signal");
    put_followed(w, "work_item");
}

int cli_write_signals(cli_line *cli, const cli_found *found) {
    const cli_watched *watched = found->watched;
    writing w = {.found = found};
    locality_error error;
    char title[80];
    int64_t first;
    int code = CLI_HOLDS;

    if (cli->into != NULL && cli_is_case(cli->into))
        return cli_stop("--write extends a document, and %s is a case in a database", cli->into);
    cli_put_period(w.period, sizeof w.period, watched, (uint32_t)watched->input.periods - 1);
    locality_feed_period_days(watched->every, watched->first + (int32_t)watched->input.periods - 1,
                              &first, &w.last_day, NULL);
    snprintf(title, sizeof title, "Signals up to %s", w.period);
    if (locality_model_new(NULL, NULL, &w.model, &error) != LOCALITY_OK)
        return cli_stop_error(NULL, NULL, 0, &error);
    if (cli->into != NULL)
        code = cli_load(cli, cli->into, CLI_SNAPSHOT, &w.paper);
    if (code == CLI_HOLDS) {
        put_all(&w);
        code = w.status == LOCALITY_OK ? cli_write_extending(cli, cli->into, w.model, title)
                                       : cli_stop_error(cli->write, NULL, 0, &w.error);
    }
    if (code == CLI_HOLDS)
        fprintf(stderr, "%s: %zu signal%s of %s\n", cli->write, w.count, w.count == 1 ? "" : "s",
                w.period);
    if (cli->into != NULL)
        cli_unload(&w.paper);
    free(w.is_written);
    locality_model_free(w.model);
    return code;
}
