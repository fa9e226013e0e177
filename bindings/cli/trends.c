/* Trends: what a file of events says. The file is read in feeds.c; here stands what is asked of it, and how
 * the answer is shown: what became of the rows, and the counts as numbers and as lines of blocks. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "feeds.h"
#include "found.h"

enum { MOST_SHOWN = 60, MOST_BLOCKS = 40, PROBLEMS_SHOWN = 20 };

/* ---- What is asked ---------------------------------------------------------------------------------- */

static int take_every(const char *text, int32_t *every) {
    static const char *const names[] = {"day",     "week", "month",
                                        "quarter", "year", "financial-year"};

    *every = LOCALITY_FEED_WEEK;
    if (text == NULL)
        return CLI_HOLDS;
    for (int32_t i = 0; i < (int32_t)(sizeof names / sizeof names[0]); i++) {
        if (strcmp(text, names[i]) == 0) {
            *every = i;
            return CLI_HOLDS;
        }
    }
    return cli_stop("--every %s: write day, week, month, quarter, year or financial-year", text);
}

static int take_threads(const char *text, size_t *threads) {
    size_t number = 0;

    *threads = 1;
    if (text == NULL)
        return CLI_HOLDS;
    for (const char *p = text; *p >= '0' && *p <= '9' && number < 100; p++)
        number = number * 10 + (size_t)(*p - '0');
    if (number < 1 || number > 16)
        return cli_stop("--threads %s: write a number from 1 to 16", text);
    *threads = number;
    return CLI_HOLDS;
}

static int take_options(const cli_line *cli, cli_feed_options *options) {
    int code;

    memset(options, 0, sizeof *options);
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++)
        options->column[i] = "";
    options->column[LOCALITY_FEED_RECEIVED] = cli->date_column;
    options->column[LOCALITY_FEED_AREA] = cli->area_column;
    options->column[LOCALITY_FEED_SERVICE] = cli->service_column;
    options->column[LOCALITY_FEED_COUNT] = cli->count_column;
    options->by = LOCALITY_FEED_BY(LOCALITY_FEED_AREA) | LOCALITY_FEED_BY(LOCALITY_FEED_SERVICE);
    if (cli->provider_column != NULL) {
        options->column[LOCALITY_FEED_PROVIDER] = cli->provider_column;
        options->by |= LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER);
    }
    options->month_first = (cli->given & CLI_MONTH_FIRST) != 0;
    code = take_every(cli->every, &options->every);
    return code == CLI_HOLDS ? take_threads(cli->threads, &options->threads) : code;
}

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

static void put_account(FILE *out, const char *path, const locality_feed *feed) {
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
    size_t count;
    bool has_providers;
    int64_t *counts;
} showing;

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

static int by_place(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* The largest series where there are too many to read, in their own order. */
static void choose(showing *s) {
    size_t all = locality_feed_series_count(s->series);
    sized *sizes = cli_take(NULL, all + 1, sizeof *sizes);

    for (size_t i = 0; i < all; i++) {
        locality_feed_line line;
        locality_feed_series_line(s->series, i, &line, NULL);
        sizes[i] = (sized){line.total, i};
    }
    if (all > MOST_SHOWN)
        qsort(sizes, all, sizeof *sizes, by_total);
    s->count = all < MOST_SHOWN ? all : MOST_SHOWN;
    s->shown = cli_take(NULL, s->count + 1, sizeof *s->shown);
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
           locality_feed_period_name(every), periods == 1 ? "" : "s",
           locality_feed_series_count(series),
           s->count < locality_feed_series_count(series) ? ", the largest of them:" : ":");
}

static int show_table(const cli_line *cli, const showing *s) {
    locality_table *table = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    locality_status status = locality_table_new(NULL, &table, &error);

    if (status == LOCALITY_OK)
        status = add_columns(s, table, &error);
    for (size_t i = 0; status == LOCALITY_OK && i < s->count; i++)
        status = add_series(s, s->shown[i], table, &error);
    put_span(s);
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (status == LOCALITY_OK && s->count > 0)
        status = locality_table_write(table, &options, &output, &error);
    locality_table_free(table);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(NULL, NULL, 0, &error);
}

/* ---- For programs ----------------------------------------------------------------------------------- */

void cli_put_json_text(const char *text) {
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        if ((unsigned char)*text < ' ')
            printf("\\u%04x", (unsigned)(unsigned char)*text);
        else
            putchar(*text);
    }
    putchar('"');
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

static void show_csv(const showing *s) {
    size_t periods = locality_feed_series_periods(s->series);
    int32_t first = locality_feed_series_first(s->series);
    int32_t every = locality_feed_series_every(s->series);

    printf("area,service,%speriod,count\r\n", s->has_providers ? "provider," : "");
    for (size_t i = 0; i < locality_feed_series_count(s->series); i++) {
        locality_feed_line line;
        locality_feed_series_line(s->series, i, &line, NULL);
        locality_feed_series_counts(s->series, i, s->counts, NULL);
        for (size_t j = 0; j < periods; j++) {
            char period[32];
            locality_feed_period_write(every, first + (int32_t)j, period, sizeof period, NULL);
            put_csv_text(line.name[0]);
            putchar(',');
            put_csv_text(line.name[1]);
            putchar(',');
            if (s->has_providers) {
                put_csv_text(line.name[2]);
                putchar(',');
            }
            printf("%s,", period);
            if (s->counts[j] != LOCALITY_NO_COUNT)
                printf("%" PRId64, s->counts[j]);
            fputs("\r\n", stdout);
        }
    }
}

static void show_json_account(const char *path, const locality_feed *feed) {
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

static void show_json_series(const showing *s) {
    size_t periods = locality_feed_series_periods(s->series);
    int32_t first = locality_feed_series_first(s->series);
    int32_t every = locality_feed_series_every(s->series);

    printf(" \"every\": \"%s\",\n \"periods\": [", locality_feed_period_name(every));
    for (size_t j = 0; j < periods; j++) {
        char period[32];
        locality_feed_period_write(every, first + (int32_t)j, period, sizeof period, NULL);
        printf("%s\"%s\"", j == 0 ? "" : ", ", period);
    }
    fputs("],\n \"series\": [", stdout);
    for (size_t i = 0; i < locality_feed_series_count(s->series); i++) {
        static const char *const names[] = {"area", "service", "provider"};
        locality_feed_line line;
        locality_feed_series_line(s->series, i, &line, NULL);
        locality_feed_series_counts(s->series, i, s->counts, NULL);
        fputs(i == 0 ? "\n  {" : ",\n  {", stdout);
        for (size_t k = 0; k < (s->has_providers ? 3u : 2u); k++) {
            printf("\"%s\": ", names[k]);
            cli_put_json_text(line.name[k]);
            fputs(", ", stdout);
        }
        printf("\"total\": %" PRId64 ", \"counts\": [", line.total);
        for (size_t j = 0; j < periods; j++) {
            if (s->counts[j] == LOCALITY_NO_COUNT)
                fputs(j == 0 ? "null" : ", null", stdout);
            else
                printf(j == 0 ? "%" PRId64 : ", %" PRId64, s->counts[j]);
        }
        fputs("]}", stdout);
    }
    fputs("]", stdout);
}

/* ---- The command ------------------------------------------------------------------------------------ */

/* Whether what stands out is shown too: by week or month, unless only counts are wanted. */
static bool wants_found(const cli_line *cli, const locality_feed_series *series) {
    int32_t every = locality_feed_series_every(series);

    return (every == LOCALITY_FEED_WEEK || every == LOCALITY_FEED_MONTH) &&
           (cli->given & CLI_COUNTS) == 0 && cli->format != LOCALITY_FORMAT_CSV &&
           locality_feed_series_count(series) > 0;
}

/* Shows the counts, or what stands out in them; as JSON both. */
static int show_counts(const cli_line *cli, const char *path, const cli_feed_options *options,
                       const locality_feed *feed) {
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed_series *series;
    locality_demand_result *found = NULL;
    locality_error error;
    int code = CLI_HOLDS;

    if (options->by & LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER))
        choice.level[LOCALITY_FEED_PROVIDER - LOCALITY_FEED_AREA] = LOCALITY_FEED_OWN;
    if (locality_feed_series_new(feed, &choice, &series, &error) != LOCALITY_OK)
        return cli_stop_error(path, NULL, 0, &error);
    if (wants_found(cli, series))
        code = cli_find(path, feed, &choice, &found);
    if (code != CLI_HOLDS) {
        locality_feed_series_free(series);
        return code;
    }
    showing s = {.series = series, .has_providers = cli->provider_column != NULL};
    s.counts = cli_take(NULL, locality_feed_series_periods(series) + 1, sizeof *s.counts);
    if (cli->format == LOCALITY_FORMAT_JSON) {
        show_json_account(path, feed);
        show_json_series(&s);
        if (found != NULL)
            cli_put_found(found, locality_feed_series_every(series),
                          locality_feed_series_first(series));
        puts("}");
    } else if (cli->format == LOCALITY_FORMAT_CSV) {
        put_account(stderr, path, feed);
        show_csv(&s);
    } else {
        put_account(stdout, path, feed);
        if (found != NULL) {
            code = cli_show_found(cli, found, locality_feed_series_every(series),
                                  locality_feed_series_first(series));
        } else {
            choose(&s);
            code = show_table(cli, &s);
        }
    }
    locality_demand_result_free(found);
    free(s.shown);
    free(s.counts);
    locality_feed_series_free(series);
    return code;
}

int cli_trends(cli_line *cli) {
    locality_feed *feed = NULL;
    cli_feed_options options;
    locality_feed_account account;
    const char *path = cli->words[0];
    int code = take_options(cli, &options);

    if (code == CLI_HOLDS)
        code = cli_feed_read(&options, path, &feed);
    if (code == CLI_HOLDS)
        code = show_counts(cli, path, &options, feed);
    if (code == CLI_HOLDS) {
        locality_feed_account_of(feed, &account, NULL);
        code = account.counted == 0 && account.rows > 0 ? CLI_FAILS : CLI_HOLDS;
    }
    locality_feed_free(feed);
    return code;
}
