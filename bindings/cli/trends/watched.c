/* Watched: the input of the detection made of a feed's series, and its options of the command line. */
#include "watched.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"

#define BLANK "(blank)" /* shown for an empty name of an area or service */

/* ---- Series ----------------------------------------------------------------------------------------- */

static const char *shown_name(const char *name, int axis) {
    return name[0] == '\0' && axis != AXIS_PROVIDERS ? BLANK : name;
}

/* The names of one axis; a provider without a name is none. */
static void take_names(cli_watched *w, const cli_known *known, int axis) {
    size_t lines = w->input.series;
    locality_feed_line line;

    for (size_t i = 0; i < lines; i++) {
        locality_feed_series_line(w->series, w->line[i], &line, NULL);
        const char *name = shown_name(line.name[axis], axis);
        if (name[0] != '\0')
            cli_names_add(&w->names[axis], name);
    }
    cli_names_settle(&w->names[axis], known, axis);
    w->position[axis] = cli_take(NULL, lines + 1, sizeof *w->position[axis]);
    for (size_t i = 0; i < lines; i++) {
        locality_feed_series_line(w->series, w->line[i], &line, NULL);
        w->position[axis][i] = cli_names_find(&w->names[axis], shown_name(line.name[axis], axis));
    }
    w->tree[axis] = cli_names_tree(&w->names[axis]);
}

/* Counts and how complete they are; periods of which nothing can have come in yet have no data. */
static void take_counts(cli_watched *w) {
    size_t periods = w->input.periods, lines = w->input.series;

    w->completeness = cli_take(NULL, periods + 1, sizeof *w->completeness);
    w->count = cli_take(NULL, lines * periods + 1, sizeof *w->count);
    locality_feed_series_completeness(w->series, w->completeness, NULL);
    for (size_t i = 0; i < lines; i++) {
        locality_feed_series_counts(w->series, w->line[i], w->count + i * periods, NULL);
        for (size_t t = 0; t < periods; t++)
            if (!(w->completeness[t] > 0))
                w->count[i * periods + t] = LOCALITY_NO_COUNT;
    }
    for (size_t t = 0; t < periods; t++)
        w->completeness[t] = w->completeness[t] > 0 ? fmin(1, w->completeness[t]) : 1;
}

int cli_watch(const cli_line *cli, const cli_known *known, const locality_feed_series *series,
              cli_watched *watched) {
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    int64_t last;
    int code;

    memset(watched, 0, sizeof *watched);
    watched->series = series;
    watched->every = locality_feed_series_every(series);
    watched->first = locality_feed_series_first(series);
    input.series = cli_lines_of(series, &watched->line);
    input.periods = locality_feed_series_periods(series);
    input.period =
        watched->every == LOCALITY_FEED_MONTH ? LOCALITY_DEMAND_MONTHS : LOCALITY_DEMAND_WEEKS;
    locality_feed_period_days(watched->every, watched->first, &input.first_day, &last, NULL);
    watched->input = input;
    for (int axis = 0; axis < AXES; axis++)
        take_names(watched, known, axis);
    take_counts(watched);
    code = cli_names_judge(&watched->names[AXIS_PLACES], cli->places);
    if (code == CLI_HOLDS)
        code = cli_names_judge(&watched->names[AXIS_SERVICES], cli->services);
    if (code == CLI_HOLDS)
        code = cli_known_steps(cli, known, &watched->names[AXIS_PLACES],
                               &watched->names[AXIS_SERVICES], watched->every, watched->first,
                               input.periods, &watched->steps, &watched->input.step_count);
    watched->input.count = watched->count;
    watched->input.completeness = watched->completeness;
    watched->input.steps = watched->steps;
    watched->input.area = watched->position[AXIS_PLACES];
    watched->input.service = watched->position[AXIS_SERVICES];
    watched->input.areas = &watched->tree[AXIS_PLACES];
    watched->input.services = &watched->tree[AXIS_SERVICES];
    if (watched->names[AXIS_PROVIDERS].count > 0) {
        watched->input.provider = watched->position[AXIS_PROVIDERS];
        watched->input.providers = &watched->tree[AXIS_PROVIDERS];
    }
    return code;
}

void cli_watched_clear(cli_watched *watched) {
    for (int axis = 0; axis < AXES; axis++) {
        cli_names_clear(&watched->names[axis]);
        free(watched->position[axis]);
    }
    free(watched->line);
    free(watched->count);
    free(watched->completeness);
    free(watched->steps);
}

void cli_put_unnamed(FILE *out, const cli_watched *w) {
    const cli_names *places = &w->names[AXIS_PLACES];
    uint8_t *is_named = cli_take(NULL, places->count + 1, 1);
    size_t unnamed = 0, first = 0;

    memset(is_named, 0, places->count + 1);
    for (size_t i = 0; i < w->input.series; i++)
        for (uint32_t k = w->position[AXIS_PLACES][i]; k != LOCALITY_DEMAND_NONE && !is_named[k];
             k = places->parent[k])
            is_named[k] = 1;
    for (size_t k = places->count; k-- > 0;)
        if (is_named[k] == 0) {
            unnamed++;
            first = k;
        }
    if (unnamed > 0)
        fprintf(out,
                "No event is of %zu of the places of --places, of \"%s\" for one: are the "
                "names the same?\n",
                unnamed, places->id[first]);
    free(is_named);
}

int64_t cli_year_of(const cli_watched *w, size_t line) {
    size_t periods = w->input.periods, year = w->every == LOCALITY_FEED_MONTH ? 12 : 52;
    const int64_t *count = w->count + line * periods;
    int64_t sum = 0;

    for (size_t t = periods > year ? periods - year : 0; t < periods; t++)
        sum += count[t] == LOCALITY_NO_COUNT ? 0 : count[t];
    return sum;
}

/* ---- Options ---------------------------------------------------------------------------------------- */

enum { AS_U32, AS_I64, AS_DOUBLE };

/* The options of the detection that --set can give a value, by the names of their members. */
static const struct {
    const char *name;
    int type;
    size_t offset;
} settable[] = {
#define SETTABLE(member, type) \
    { #member, type, offsetof(locality_demand_options, member) }
    SETTABLE(years, AS_U32),
    SETTABLE(half_window, AS_U32),
    SETTABLE(excluded, AS_U32),
    SETTABLE(refit, AS_U32),
    SETTABLE(least_expected, AS_DOUBLE),
    SETTABLE(borrow_below, AS_DOUBLE),
    SETTABLE(least_count, AS_I64),
    SETTABLE(q, AS_DOUBLE),
    SETTABLE(fold_p, AS_DOUBLE),
    SETTABLE(repeated_p, AS_DOUBLE),
    SETTABLE(persistent_p, AS_DOUBLE),
    SETTABLE(repeated_least, AS_U32),
    SETTABLE(persistent_least, AS_U32),
    SETTABLE(repeat_span, AS_U32),
    SETTABLE(pattern_span, AS_U32),
    SETTABLE(seen_ratio, AS_DOUBLE),
    SETTABLE(seen_chance, AS_DOUBLE),
    SETTABLE(onset_slack, AS_DOUBLE),
    SETTABLE(step_run, AS_U32),
    SETTABLE(provisional, AS_U32),
    SETTABLE(replicates, AS_U32),
    SETTABLE(scan_places, AS_U32),
    SETTABLE(scan_window, AS_U32),
#undef SETTABLE
};

static int stop_setting(const locality_setting *setting) {
    char names[600] = "windows";
    size_t length = strlen(names);

    for (size_t i = 0; i < sizeof settable / sizeof settable[0] && length < sizeof names; i++)
        length += (size_t)snprintf(names + length, sizeof names - length, ", %s", settable[i].name);
    return cli_stop("--set %s: trends has no such option; there are %s", setting->name, names);
}

static void keep_number(locality_demand_options *options, int type, size_t offset, int64_t number) {
    char *at = (char *)options + offset;
    uint32_t small = (uint32_t)(number / LOCALITY_ONE);
    int64_t whole = number / LOCALITY_ONE;
    double real = (double)number / (double)LOCALITY_ONE;

    if (type == AS_U32)
        memcpy(at, &small, sizeof small);
    else if (type == AS_I64)
        memcpy(at, &whole, sizeof whole);
    else
        memcpy(at, &real, sizeof real);
}

/* A number in millionths, 0 or more; whole unless a double is wanted. */
static bool read_number(const char *text, size_t length, int type, int64_t *out) {
    locality_range range;

    if (locality_value_read(LOCALITY_TYPE_NUMBER, text, length, &range, NULL) != LOCALITY_OK ||
        locality_range_is_exact(&range) == 0 || range.lo < 0)
        return false;
    *out = range.lo;
    return type == AS_DOUBLE ||
           (range.lo % LOCALITY_ONE == 0 && range.lo / LOCALITY_ONE <= UINT32_MAX);
}

static int take_windows(const char *text, locality_demand_options *options) {
    const char *p = text;
    int64_t number;

    options->window_count = 0;
    while (*p != '\0') {
        size_t length = strcspn(p, ",");
        if (options->window_count == LOCALITY_DEMAND_WINDOWS ||
            !read_number(p, length, AS_U32, &number))
            return cli_stop("--set windows=%s: write at most %d whole numbers, as 1,2,4,8", text,
                            LOCALITY_DEMAND_WINDOWS);
        options->window[options->window_count++] = (uint32_t)(number / LOCALITY_ONE);
        p += length + (p[length] == ',');
    }
    return CLI_HOLDS;
}

static int take_setting(const locality_setting *setting, locality_demand_options *options) {
    int64_t number;

    if (strcmp(setting->name, "windows") == 0)
        return take_windows(setting->value, options);
    for (size_t i = 0; i < sizeof settable / sizeof settable[0]; i++) {
        if (strcmp(settable[i].name, setting->name) != 0)
            continue;
        if (!read_number(setting->value, strlen(setting->value), settable[i].type, &number))
            return cli_stop("--set %s=%s: write a %snumber, 0 or more", setting->name,
                            setting->value, settable[i].type == AS_DOUBLE ? "" : "whole ");
        keep_number(options, settable[i].type, settable[i].offset, number);
        return CLI_HOLDS;
    }
    return stop_setting(setting);
}

/* A whole number from 1 at the beginning of a text, and what stands behind it; null where there is none. */
static const char *read_whole(const char *text, const char *behind, uint32_t *out) {
    uint32_t number = 0;

    for (; *text >= '0' && *text <= '9' && number < 100000; text++)
        number = number * 10 + (uint32_t)(*text - '0');
    *out = number;
    return number > 0 && strncmp(text, behind, strlen(behind)) == 0 ? text + strlen(behind) : NULL;
}

/* "2 in 3 of 4": at least 2 requests in at least 3 of the latest 4 periods. */
static int take_repeat(const char *text, locality_demand_options *options) {
    uint32_t count, least, span;
    const char *rest = read_whole(text, " in ", &count);

    rest = rest == NULL ? NULL : read_whole(rest, " of ", &least);
    rest = rest == NULL ? NULL : read_whole(rest, "", &span);
    if (rest == NULL || *rest != '\0' || least > span)
        return cli_stop("--repeat \"%s\": write it as \"2 in 3 of 4\": at least 2 requests in at "
                        "least 3 of the latest 4 periods",
                        text);
    options->trend_count = count;
    options->trend_least = least;
    options->trend_span = span;
    return CLI_HOLDS;
}

int cli_detect_options(const cli_line *cli, locality_demand_options *options) {
    locality_demand_options made = LOCALITY_DEMAND_OPTIONS_INIT;
    int code = CLI_HOLDS;

    if (cli->repeat != NULL)
        code = take_repeat(cli->repeat, &made);
    for (size_t i = 0; i < cli->settings_count && code == CLI_HOLDS; i++)
        code = take_setting(&cli->settings[i], &made);
    *options = made;
    return code;
}
