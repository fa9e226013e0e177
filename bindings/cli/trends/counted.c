/* Counted: what became of the rows of a file, and the counts as a table, as CSV and as JSON. */
#include "counted.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"

enum { MOST_SHOWN = 60, MOST_BLOCKS = 40, PROBLEMS_SHOWN = 20 };

/* ---- What became of the rows ------------------------------------------------------------------------ */

/* A problem on one line; a place only where it has one. */
static void put_problem(FILE *out, const locality_feed_problem *problem) {
    fprintf(out, "  line %" PRIu64, problem->line);
    if (problem->column > 0)
        fprintf(out, ", column %" PRIu32, problem->column);
    if (problem->field >= 0)
        fprintf(out, " (%s)", locality_feed_field_name(problem->field));
    fprintf(out, ": %s", locality_feed_fault_name(problem->fault));
    if (problem->text[0] != '\0')
        fprintf(out, ": \"%s\"", problem->text);
    fputc('\n', out);
}

static void put_tally(FILE *out, const locality_feed *feed) {
    for (int field = -1; field < LOCALITY_FEED_FIELDS; field++)
        for (int fault = 0; fault < LOCALITY_FEED_FAULTS; fault++) {
            uint64_t rows = locality_feed_tally(feed, field, fault);
            if (rows > 0)
                fprintf(out, "  %" PRIu64 " %s: %s\n", rows, locality_feed_field_name(field),
                        locality_feed_fault_name(fault));
        }
}

void cli_put_account(FILE *out, const char *path, const locality_feed *feed) {
    locality_feed_account account;
    size_t problems = locality_feed_problems(feed);
    uint64_t wrong;

    locality_feed_account_of(feed, &account, NULL);
    fprintf(out,
            "%s: %" PRIu64 " rows read: %" PRIu64 " counted, %" PRIu64 " blank, %" PRIu64
            " unknown, %" PRIu64 " malformed; %" PRId64 " events\n",
            strcmp(path, "-") == 0 ? "standard input" : cli_last_part(path), account.rows,
            account.counted, account.blank, account.unknown, account.malformed, account.events);
    if (account.empty > 0)
        fprintf(out, "  %" PRIu64 " empty lines besides\n", account.empty);
    put_tally(out, feed);
    wrong = account.rows - account.counted;
    if (wrong > 0)
        fprintf(out, "Where%s:\n", wrong > PROBLEMS_SHOWN ? " (the first)" : "");
    for (size_t i = 0; i < problems && i < PROBLEMS_SHOWN; i++) {
        locality_feed_problem problem;
        locality_feed_problem_at(feed, i, &problem, NULL);
        put_problem(out, &problem);
    }
}

/* ---- Days ------------------------------------------------------------------------------------------- */

void cli_write_day(int64_t day, char *text, size_t size) {
    locality_range range;

    locality_range_exact(day, &range);
    locality_value_write(LOCALITY_TYPE_DATE, &range, text, size, NULL, NULL);
}

/* The period that a day lies in, and its last day. */
static int64_t write_period_of(int32_t every, int64_t day, char *text, size_t size) {
    int64_t first, last;
    int32_t period;

    locality_feed_period_of(every, day, &period, NULL);
    locality_feed_period_write(every, period, text, size, NULL);
    locality_feed_period_days(every, period, &first, &last, NULL);
    return last;
}

void cli_put_until(FILE *out, const cli_until *until, int32_t every) {
    char asked[32], last[32], period[32];

    if (until->asked == INT64_MIN)
        return;
    cli_write_day(until->asked, asked, sizeof asked);
    if (until->last == INT64_MAX) {
        fprintf(out, "As at %s: no event is of a later day.\n", asked);
        return;
    }
    cli_write_day(until->last, last, sizeof last);
    fprintf(out, "As at %s: %" PRId64 " event%s of days after %s %s counted above, and not used.\n",
            asked, until->unused, until->unused == 1 ? "" : "s", last,
            until->unused == 1 ? "is" : "are");
    if (write_period_of(every, until->asked, period, sizeof period) != until->asked)
        fprintf(out, "%s had not ended by then.\n", period);
}

static void put_until_json(const cli_until *until) {
    char asked[32], last[32];

    if (until->asked == INT64_MIN)
        return;
    cli_write_day(until->asked, asked, sizeof asked);
    printf(" \"until\": {\"asked\": \"%s\", \"last\": ", asked);
    if (until->last == INT64_MAX) {
        fputs("null", stdout);
    } else {
        cli_write_day(until->last, last, sizeof last);
        printf("\"%s\"", last);
    }
    printf(", \"unused\": %" PRId64 "},\n", until->unused);
}

/* ---- Before the latest rows ------------------------------------------------------------------------- */

/* Few events that lie behind a silence. */
typedef struct silence {
    uint32_t first, last; /* the periods without any event right before them */
    int64_t events;
    uint32_t periods; /* of those that have events, so many lie behind it */
} silence;

enum { FEW = 100 /* one event in so many is few */ };

/* Events of each period, of all series; freed by the caller. */
static int64_t *events_of(const locality_feed_series *series, int64_t *all) {
    int64_t *events = cli_take(NULL, locality_feed_series_periods(series) + 1, sizeof *events);

    memset(events, 0, locality_feed_series_periods(series) * sizeof *events);
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        const uint32_t *period;
        const int64_t *count;
        size_t cells;
        locality_feed_series_cells(series, i, &period, &count, &cells, NULL);
        for (size_t k = 0; k < cells; k++) {
            events[period[k]] += count[k];
            *all += count[k];
        }
    }
    return events;
}

/* The first silence of four weeks, or a month, behind which lie few events alone, or those of one period; false
 * where there is none. */
static bool find_silence(const locality_feed_series *series, silence *out) {
    static const uint32_t least[] = {
        [LOCALITY_FEED_DAY] = 28, [LOCALITY_FEED_WEEK] = 4, [LOCALITY_FEED_MONTH] = 1};
    int32_t every = locality_feed_series_every(series);
    int64_t all = 0, *events;
    silence s = {0};
    bool found = false;

    if (every < 0 || every >= (int32_t)(sizeof least / sizeof least[0]))
        return false;
    events = events_of(series, &all);
    for (uint32_t t = (uint32_t)locality_feed_series_periods(series), next = t; t-- > 0;) {
        if (events[t] == 0)
            continue;
        if (s.periods > 0 && next - t > least[every]) {
            s.first = t + 1;
            s.last = next - 1;
            *out = s;
            found = true;
        }
        s.events += events[t];
        s.periods++;
        next = t;
        if (s.periods > 1 && s.events > all / FEW)
            break;
    }
    free(events);
    return found;
}

/* The days of a silence, and the period behind it. */
static void write_silence(const locality_feed_series *series, const silence *s, char text[3][32]) {
    int32_t every = locality_feed_series_every(series), zero = locality_feed_series_first(series);
    int64_t from, to, none;

    locality_feed_period_days(every, zero + (int32_t)s->first, &from, &none, NULL);
    locality_feed_period_days(every, zero + (int32_t)s->last, &none, &to, NULL);
    cli_write_day(from, text[0], sizeof text[0]);
    cli_write_day(to, text[1], sizeof text[1]);
    locality_feed_period_write(every, zero + (int32_t)s->last + 1, text[2], sizeof text[2], NULL);
}

void cli_put_silence(FILE *out, const locality_feed_series *series) {
    silence s;
    char text[3][32], until[32], events[40];
    int64_t first, none;

    if (!find_silence(series, &s))
        return;
    write_silence(series, &s, text);
    locality_feed_period_days(locality_feed_series_every(series),
                              locality_feed_series_first(series) + (int32_t)s.first, &first, &none,
                              NULL);
    cli_write_day(first - 1, until, sizeof until);
    snprintf(events, sizeof events, "%" PRId64 " events", s.events);
    fprintf(out,
            "Nothing at all came in from %s to %s (%u %ss) before the latest %s, of %s%s. If the "
            "date is wrong, so is what follows: mend it in the file, or leave it out with --until "
            "%s.\n",
            text[0], text[1], s.last - s.first + 1,
            locality_feed_period_name(locality_feed_series_every(series)),
            s.events == 1 ? "event" : events, text[2], s.periods > 1 ? " and later" : "", until);
}

static void put_silence_json(const locality_feed_series *series) {
    silence s;
    char text[3][32];

    if (!find_silence(series, &s))
        return;
    write_silence(series, &s, text);
    printf(" \"silence\": {\"from\": \"%s\", \"to\": \"%s\", \"periods\": %u, \"before\": \"%s\", "
           "\"events\": %" PRId64 "},\n",
           text[0], text[1], s.last - s.first + 1, text[2], s.events);
}

/* ---- Blocks ----------------------------------------------------------------------------------------- */

/* The last counts as blocks, the highest of them full; a dot where there are no data. */
void cli_put_blocks(const int64_t *counts, size_t periods, char *text) {
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const int64_t levels = 7; /* above the lowest, which is zero */
    size_t from = periods > MOST_BLOCKS ? periods - MOST_BLOCKS : 0, at = 0;
    int64_t most = 1;

    for (size_t i = from; i < periods; i++)
        most = counts[i] > most ? counts[i] : most;
    for (size_t i = from; i < periods; i++) {
        const char *block = "·";
        if (counts[i] != LOCALITY_NO_COUNT)
            block = blocks[most > INT64_MAX / 8 ? levels : (counts[i] * levels + most - 1) / most];
        memcpy(text + at, block, strlen(block));
        at += strlen(block);
    }
    text[at] = '\0';
}

/* ---- As a table ------------------------------------------------------------------------------------- */

/* What is shown: series, which of them, and room for the counts of one. */
typedef struct showing {
    const locality_feed_series *series;
    size_t *shown;
    size_t count, all; /* shown; that have events */
    bool has_providers;
    int64_t *counts;
} showing;

static int64_t *room_for(const locality_feed_series *series) {
    return cli_take(NULL, locality_feed_series_periods(series) + 1, sizeof(int64_t));
}

typedef struct sized {
    int64_t total;
    size_t index;
} sized;

static int by_total(const void *a, const void *b) {
    const sized *x = a, *y = b;

    if (x->total != y->total)
        return x->total > y->total ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

size_t cli_lines_of(const locality_feed_series *series, size_t **line) {
    size_t all = locality_feed_series_count(series), count = 0;

    *line = cli_take(NULL, all + 1, sizeof **line);
    for (size_t i = 0; i < all; i++) {
        locality_feed_line one;
        locality_feed_series_line(series, i, &one, NULL);
        if (one.total > 0)
            (*line)[count++] = i;
    }
    return count;
}

static int by_place(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* The largest series where there are too many to read, in their own order. */
static void choose(showing *s) {
    sized *sizes;

    s->all = cli_lines_of(s->series, &s->shown);
    s->count = s->all < MOST_SHOWN ? s->all : MOST_SHOWN;
    sizes = cli_take(NULL, s->all + 1, sizeof *sizes);
    for (size_t i = 0; i < s->all; i++) {
        locality_feed_line line;
        locality_feed_series_line(s->series, s->shown[i], &line, NULL);
        sizes[i] = (sized){line.total, s->shown[i]};
    }
    if (s->all > MOST_SHOWN)
        qsort(sizes, s->all, sizeof *sizes, by_total);
    for (size_t i = 0; i < s->count; i++)
        s->shown[i] = sizes[i].index;
    qsort(s->shown, s->count, sizeof *s->shown, by_place);
    free(sizes);
}

static locality_status add_columns(const showing *s, locality_table *table, locality_error *error) {
    static const char *const names[][2] = {{"area", "Area"},         {"service", "Service"},
                                           {"provider", "Provider"}, {"total", "Total"},
                                           {"latest", "Latest"},     {"trend", "Trend"}};
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < sizeof names / sizeof names[0]; i++)
        if (i != 2 || s->has_providers)
            status = locality_table_add_column(
                table, names[i][0], names[i][1],
                i == 3 || i == 4 ? LOCALITY_ALIGN_RIGHT : LOCALITY_ALIGN_LEFT, error);
    return status;
}

static locality_status add_series(const showing *s, size_t index, locality_table *table,
                                  locality_error *error) {
    size_t periods = locality_feed_series_periods(s->series);
    char total[32], latest[32], blocks[4 * MOST_BLOCKS + 1];
    locality_feed_line line;
    locality_status status = LOCALITY_OK;

    locality_feed_series_line(s->series, index, &line, NULL);
    locality_feed_series_counts(s->series, index, s->counts, NULL);
    snprintf(total, sizeof total, "%" PRId64, line.total);
    snprintf(latest, sizeof latest, "%s", "-");
    if (periods > 0 && s->counts[periods - 1] != LOCALITY_NO_COUNT)
        snprintf(latest, sizeof latest, "%" PRId64, s->counts[periods - 1]);
    cli_put_blocks(s->counts, periods, blocks);
    const char *const cells[] = {line.name[0], line.name[1], line.name[2], total, latest, blocks};
    for (size_t i = 0; status == LOCALITY_OK && i < sizeof cells / sizeof cells[0]; i++)
        if (i != 2 || s->has_providers)
            status = locality_table_add_cell(table, cells[i], LOCALITY_TONE_PLAIN, error);
    return status;
}

static void put_span(const showing *s) {
    const locality_feed_series *series = s->series;
    size_t periods = locality_feed_series_periods(series);
    int32_t first = locality_feed_series_first(series), every = locality_feed_series_every(series);
    char from[32] = "", to[32] = "";

    if (periods == 0)
        return;
    locality_feed_period_write(every, first, from, sizeof from, NULL);
    locality_feed_period_write(every, first + (int32_t)periods - 1, to, sizeof to, NULL);
    printf("%s to %s: %zu %s%s, %zu series%s\n\n", from, to, periods,
           locality_feed_period_name(every), periods == 1 ? "" : "s", s->all,
           s->count < s->all ? ", the largest of them:" : ":");
}

static int show_series(const cli_line *cli, const showing *s) {
    locality_table *table = NULL;
    locality_error error;
    locality_status status = locality_table_new(NULL, &table, &error);

    if (status == LOCALITY_OK)
        status = add_columns(s, table, &error);
    for (size_t i = 0; status == LOCALITY_OK && i < s->count; i++)
        status = add_series(s, s->shown[i], table, &error);
    put_span(s);
    if (status == LOCALITY_OK && s->count == 0) {
        locality_table_free(table);
        return CLI_HOLDS;
    }
    return cli_end_table(cli, table, status, &error);
}

int cli_show_counts(const cli_line *cli, const locality_feed_series *series, bool has_providers) {
    showing s = {.series = series, .has_providers = has_providers, .counts = room_for(series)};
    int code;

    choose(&s);
    code = show_series(cli, &s);
    free(s.shown);
    free(s.counts);
    return code;
}

/* ---- For programs ----------------------------------------------------------------------------------- */

static int32_t push(void *self, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, self) == length ? 0 : 1;
}

void cli_put_json_text(const char *text) {
    locality_output output = LOCALITY_OUTPUT_INIT;
    loc_json_emit emit;

    output.self = stdout;
    output.write = push;
    loc_json_emit_begin(&emit, &output, NULL);
    emit.flat = true; /* no line end of its own */
    loc_json_emit_string(&emit, text);
    loc_json_emit_end(&emit, NULL); /* a standard output that refuses is told of by cli_finish */
}

void cli_put_json_number(const char *name, double value) {
    if (isfinite(value))
        printf(", \"%s\": %.10g", name, value);
    else
        printf(", \"%s\": null", name);
}

static void put_csv_text(const char *text) {
    if (strpbrk(text, "\",\r\n") == NULL) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

void cli_put_counts_csv(const locality_feed_series *series, bool has_providers) {
    size_t periods = locality_feed_series_periods(series);
    int32_t first = locality_feed_series_first(series);
    int32_t every = locality_feed_series_every(series);
    int64_t *counts = room_for(series);
    size_t *shown, lines = cli_lines_of(series, &shown);

    printf("area,service,%speriod,count\r\n", has_providers ? "provider," : "");
    for (size_t i = 0; i < lines; i++) {
        locality_feed_line line;
        locality_feed_series_line(series, shown[i], &line, NULL);
        locality_feed_series_counts(series, shown[i], counts, NULL);
        for (size_t j = 0; j < periods; j++) {
            char period[32];
            locality_feed_period_write(every, first + (int32_t)j, period, sizeof period, NULL);
            for (size_t k = 0; k < (has_providers ? 3u : 2u); k++) {
                put_csv_text(line.name[k]);
                putchar(',');
            }
            printf("%s,", period);
            if (counts[j] != LOCALITY_NO_COUNT)
                printf("%" PRId64, counts[j]);
            fputs("\r\n", stdout);
        }
    }
    free(shown);
    free(counts);
}

void cli_put_account_json(const char *path, const locality_feed *feed) {
    locality_feed_account account;

    locality_feed_account_of(feed, &account, NULL);
    fputs("{\"file\": ", stdout);
    cli_put_json_text(strcmp(path, "-") == 0 ? "" : cli_last_part(path));
    printf(",\n \"rows\": {\"read\": %" PRIu64 ", \"counted\": %" PRIu64 ", \"blank\": %" PRIu64
           ", \"unknown\": %" PRIu64 ", \"malformed\": %" PRIu64 ", \"empty_lines\": %" PRIu64
           "},\n \"events\": %" PRId64 ",\n \"problems\": [",
           account.rows, account.counted, account.blank, account.unknown, account.malformed,
           account.empty, account.events);
    for (size_t i = 0; i < locality_feed_problems(feed); i++) {
        locality_feed_problem problem;
        locality_feed_problem_at(feed, i, &problem, NULL);
        printf("%s\n  {\"line\": %" PRIu64 ", \"row\": %" PRIu64 ", \"column\": %" PRIu32
               ", \"field\": \"%s\", \"fault\": \"%s\", \"text\": ",
               i == 0 ? "" : ",", problem.line, problem.row, problem.column,
               locality_feed_field_name(problem.field), locality_feed_fault_name(problem.fault));
        cli_put_json_text(problem.text);
        putchar('}');
    }
    fputs("],\n", stdout);
}

static void put_periods(const locality_feed_series *series) {
    int32_t first = locality_feed_series_first(series);
    int32_t every = locality_feed_series_every(series);

    for (size_t j = 0; j < locality_feed_series_periods(series); j++) {
        char period[32];
        locality_feed_period_write(every, first + (int32_t)j, period, sizeof period, NULL);
        printf("%s\"%s\"", j == 0 ? "" : ", ", period);
    }
}

void cli_put_counts_json(const locality_feed_series *series, const cli_until *until,
                         bool has_providers) {
    static const char *const names[] = {"area", "service", "provider"};
    size_t periods = locality_feed_series_periods(series);
    int64_t *counts = room_for(series);
    size_t *shown, lines = cli_lines_of(series, &shown);

    put_until_json(until);
    put_silence_json(series);
    printf(" \"every\": \"%s\",\n \"periods\": [",
           locality_feed_period_name(locality_feed_series_every(series)));
    put_periods(series);
    fputs("],\n \"series\": [", stdout);
    for (size_t i = 0; i < lines; i++) {
        locality_feed_line line;
        locality_feed_series_line(series, shown[i], &line, NULL);
        locality_feed_series_counts(series, shown[i], counts, NULL);
        fputs(i == 0 ? "\n  {" : ",\n  {", stdout);
        for (size_t k = 0; k < (has_providers ? 3u : 2u); k++) {
            printf("\"%s\": ", names[k]);
            cli_put_json_text(line.name[k]);
            fputs(", ", stdout);
        }
        printf("\"total\": %" PRId64 ", \"counts\": [", line.total);
        for (size_t j = 0; j < periods; j++) {
            if (counts[j] == LOCALITY_NO_COUNT)
                fputs(j == 0 ? "null" : ", null", stdout);
            else
                printf(j == 0 ? "%" PRId64 : ", %" PRId64, counts[j]);
        }
        fputs("]}", stdout);
    }
    fputs("]", stdout);
    free(shown);
    free(counts);
}
