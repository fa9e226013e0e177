/* Outlook: what is asked of it, and how the answer is shown as tables. */
#include "outlook.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"
#include "found.h"

enum { MOST_LINES = 40, MOST_YEARS = 4, MOST_AHEAD = 104, TEXT = 96 };

/* ---- What is asked ---------------------------------------------------------------------------------- */

static int take_horizon(const cli_line *cli, const cli_watched *watched, uint32_t *horizon) {
    uint32_t most = watched->every == LOCALITY_FEED_WEEK ? 104 : 24;

    *horizon = 0;
    for (const char *p = cli->outlook; *p != '\0'; p++) {
        if (*p < '0' || *p > '9' || *horizon > most)
            return cli_stop("--outlook %s: write a number of %ss, from 1 to %u", cli->outlook,
                            locality_feed_period_name(watched->every), most);
        *horizon = *horizon * 10 + (uint32_t)(*p - '0');
    }
    if (*horizon < 1 || *horizon > most)
        return cli_stop("--outlook %s: write a number of %ss, from 1 to %u", cli->outlook,
                        locality_feed_period_name(watched->every), most);
    return CLI_HOLDS;
}

/* A figure of the redesign: a share as -20%, or a number of requests each period. */
static int take_figure(const cli_line *cli, uint32_t row, const char *text, bool *is_share,
                       double *out) {
    int32_t type = strchr(text, '%') != NULL ? LOCALITY_TYPE_RATIO : LOCALITY_TYPE_NUMBER;
    locality_range range;

    if (text[0] == '\0' ||
        locality_value_read(type, text, strlen(text), &range, NULL) != LOCALITY_OK ||
        locality_range_is_exact(&range) == 0)
        return cli_stop("%s: change %u: \"%s\" is neither a share, as -20%%, nor a number",
                        cli->redesign, row + 1, text);
    *is_share = type == LOCALITY_TYPE_RATIO;
    *out = (double)range.lo / (double)LOCALITY_ONE;
    return CLI_HOLDS;
}

static int take_change(const cli_line *cli, const cli_known *known, uint32_t row,
                       locality_outlook_change *out) {
    static const char *const names[] = {"least", "likely", "most"};
    locality_outlook_change change = LOCALITY_OUTLOOK_CHANGE_INIT;
    double *const figures[] = {&change.least, &change.likely, &change.most};
    bool is_share[3] = {false, false, false};
    int code = CLI_HOLDS;

    change.area = cli_known_text(known, CLI_KNOWN_REDESIGN, row, "name");
    change.service = cli_known_text(known, CLI_KNOWN_REDESIGN, row, "service");
    change.basis = cli_known_text(known, CLI_KNOWN_REDESIGN, row, "reason");
    if (!cli_known_day(known, CLI_KNOWN_REDESIGN, row, &change.from))
        return cli_stop("%s: change %u lacks a date", cli->redesign, row + 1);
    for (int i = 0; i < 3 && code == CLI_HOLDS; i++)
        code = take_figure(cli, row, cli_known_text(known, CLI_KNOWN_REDESIGN, row, names[i]),
                           &is_share[i], figures[i]);
    if (code == CLI_HOLDS && (is_share[0] != is_share[1] || is_share[1] != is_share[2]))
        return cli_stop("%s: change %u mixes shares and numbers", cli->redesign, row + 1);
    change.is_number = is_share[0] ? 0 : 1;
    *out = change;
    return code;
}

static int take_changes(const cli_line *cli, const cli_known *known, cli_outlook *o) {
    int code = CLI_HOLDS;

    o->changes = cli_known_count(known, CLI_KNOWN_REDESIGN);
    o->change = cli_take(NULL, o->changes + 1, sizeof *o->change);
    for (uint32_t row = 0; row < o->changes && code == CLI_HOLDS; row++)
        code = take_change(cli, known, row, &o->change[row]);
    return code == CLI_HOLDS && o->changes == 0
               ? cli_stop("%s: there is no redesign line beside doing nothing", cli->redesign)
               : code;
}

static int look(const cli_line *cli, const cli_known *known, cli_outlook *o) {
    locality_outlook_options options = LOCALITY_OUTLOOK_OPTIONS_INIT;
    locality_outlook_difference none;
    locality_outlook_summary summary;
    locality_error error;
    size_t count;
    int64_t last;
    int code = cli->outlook != NULL ? take_horizon(cli, o->watched, &options.horizon) : CLI_HOLDS;

    if (code == CLI_HOLDS && cli->redesign != NULL)
        code = take_changes(cli, known, o);
    if (code != CLI_HOLDS || cli->outlook == NULL)
        return code;
    if (locality_outlook_new(o->demand, &options, &o->outlook, &error) != LOCALITY_OK)
        return cli_stop_error(NULL, NULL, 0, &error);
    locality_outlook_summary_of(o->outlook, &summary, NULL);
    locality_feed_period_days(o->watched->every, o->watched->first + (int32_t)summary.periods - 1,
                              &o->latest, &last, NULL);
    if (o->changes > 0 && /* says what is wrong with a change */
        locality_outlook_compare(o->outlook, 0, o->change, o->changes, LOCALITY_OUTLOOK_TOGETHER,
                                 &none, 1, &count, &error) != LOCALITY_OK)
        return cli_stop_error(cli->redesign, NULL, 0, &error);
    return CLI_HOLDS;
}

int cli_look_ahead(const cli_line *cli, const cli_known *known, const cli_watched *watched,
                   const locality_demand_options *options, cli_outlook *outlook) {
    locality_error error;

    memset(outlook, 0, sizeof *outlook);
    outlook->watched = watched;
    outlook->has_steps = (cli->given & CLI_AFTER_STEPS) != 0;
    if (cli->redesign != NULL && cli->outlook == NULL)
        return cli_stop("--redesign stands beside doing nothing: give --outlook N as well");
    if (outlook->has_steps && cli->steps == NULL)
        return cli_stop("--after-steps tells what recorded steps did: give --steps FILE as well");
    if (cli->outlook == NULL && !outlook->has_steps)
        return CLI_HOLDS;
    if (locality_demand_new(&watched->input, options, NULL, &outlook->demand, &error) !=
        LOCALITY_OK)
        return cli_stop_error(cli->words[0], NULL, 0, &error);
    return look(cli, known, outlook);
}

bool cli_in_force(const cli_outlook *outlook, size_t change) {
    return outlook->change[change].from <= outlook->latest;
}

void cli_outlook_clear(cli_outlook *outlook) {
    locality_outlook_free(outlook->outlook);
    locality_demand_free(outlook->demand);
    free(outlook->change);
}

/* ---- Tables ----------------------------------------------------------------------------------------- */

/* A table that is filled cell by cell; the first thing that fails is kept. */
typedef struct sheet {
    locality_table *table;
    locality_status status;
    locality_error error;
} sheet;

static sheet begin_sheet(void) {
    sheet s = {.table = NULL};

    s.status = locality_table_new(NULL, &s.table, &s.error);
    return s;
}

static void add_column(sheet *s, const char *id, const char *title, int32_t align) {
    if (s->status == LOCALITY_OK)
        s->status = locality_table_add_column(s->table, id, title, align, &s->error);
}

static void add_text(sheet *s, const char *text, int32_t tone) {
    if (s->status == LOCALITY_OK)
        s->status = locality_table_add_cell(s->table, text, tone, &s->error);
}

/* `412 (380 to 446)`; `cannot tell` where nothing can be said. */
static void write_line(const locality_outlook_line *line, char *text) {
    if (line->mean != line->mean)
        snprintf(text, TEXT, "cannot tell");
    else if (line->least == LOCALITY_NO_COUNT)
        snprintf(text, TEXT, "%.0f (no range)", line->mean);
    else
        snprintf(text, TEXT, "%.0f (%" PRId64 " to %" PRId64 ")", line->mean, line->least,
                 line->most);
}

static const char *shown_area(const locality_outlook_cell *cell) {
    return cell->area_id[0] == '\0' ? "all areas" : cell->area_id;
}

/* ---- What to expect --------------------------------------------------------------------------------- */

/* Whole financial years that the outlook reaches: their numbers. */
static size_t find_years(const cli_outlook *o, int32_t *year) {
    locality_outlook_line line[MOST_YEARS];
    size_t count = 0, found = 0;

    if (locality_outlook_totals(o->outlook, 0, LOCALITY_FEED_FINANCIAL_YEAR, line, MOST_YEARS,
                                &count, NULL) != LOCALITY_OK)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (line[i].is_whole != 0)
            year[found++] = line[i].number;
    return found;
}

static void add_headings(const cli_outlook *o, sheet *s, const int32_t *year, size_t years) {
    const char *name = locality_feed_period_name(o->watched->every);
    locality_outlook_summary summary;
    char text[TEXT], id[TEXT];

    locality_outlook_summary_of(o->outlook, &summary, NULL);
    add_column(s, "area", "Area", LOCALITY_ALIGN_LEFT);
    add_column(s, "service", "Service", LOCALITY_ALIGN_LEFT);
    snprintf(text, sizeof text, "Next %s", name);
    add_column(s, "next", text, LOCALITY_ALIGN_RIGHT);
    snprintf(text, sizeof text, "%zu %ss", summary.horizon, name);
    add_column(s, "together", text, LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0; i < years; i++) {
        locality_feed_period_write(LOCALITY_FEED_FINANCIAL_YEAR, year[i], text, sizeof text, NULL);
        snprintf(id, sizeof id, "year%zu", i);
        add_column(s, id, text, LOCALITY_ALIGN_RIGHT);
    }
    add_column(s, "skill", "Against naive", LOCALITY_ALIGN_LEFT);
}

static void write_skill(const locality_outlook_cell *cell, char *text) {
    if (cell->skill == LOCALITY_OUTLOOK_UNTRIED)
        snprintf(text, TEXT, "%s", locality_outlook_name(1, cell->skill));
    else
        snprintf(text, TEXT, "%s, error %.2f",
                 cell->skill == LOCALITY_OUTLOOK_BETTER ? "better" : "no better",
                 cell->scaled_error);
}

static void add_year(sheet *s, const locality_outlook_line *line, size_t lines, int32_t year) {
    char text[TEXT] = "not whole";

    for (size_t i = 0; i < lines; i++)
        if (line[i].number == year && line[i].is_whole != 0)
            write_line(&line[i], text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
}

/* One cell of the outlook: the next period, all together, whole years, skill. */
static void add_cell(const cli_outlook *o, sheet *s, uint32_t cell, const int32_t *year,
                     size_t years) {
    locality_outlook_line ahead[MOST_AHEAD];
    locality_outlook_cell c;
    size_t count;
    char text[TEXT];

    locality_outlook_cell_at(o->outlook, cell, &c, NULL);
    add_text(s, shown_area(&c), LOCALITY_TONE_PLAIN);
    add_text(s, c.service_id, LOCALITY_TONE_PLAIN);
    locality_outlook_periods(o->outlook, cell, ahead, MOST_AHEAD, &count, NULL);
    write_line(&ahead[0], text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    locality_outlook_totals(o->outlook, cell, LOCALITY_OUTLOOK_TOGETHER, ahead, 1, &count, NULL);
    write_line(&ahead[0], text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    locality_outlook_totals(o->outlook, cell, LOCALITY_FEED_FINANCIAL_YEAR, ahead, MOST_YEARS,
                            &count, NULL);
    for (size_t i = 0; i < years; i++)
        add_year(s, ahead, count, year[i]);
    write_skill(&c, text);
    add_text(s, text,
             c.skill == LOCALITY_OUTLOOK_NO_BETTER ? LOCALITY_TONE_DOUBT : LOCALITY_TONE_PLAIN);
}

static int show_cells(const cli_line *cli, const cli_outlook *o) {
    locality_outlook_summary summary;
    int32_t year[MOST_YEARS];
    size_t years = find_years(o, year);
    sheet s = begin_sheet();
    int code;

    locality_outlook_summary_of(o->outlook, &summary, NULL);
    printf("\nOutlook, if nothing changes (ranges hold %.0f of 100):\n\n", 100 * summary.coverage);
    add_headings(o, &s, year, years);
    for (uint32_t k = 0; k < summary.cells && k < MOST_LINES; k++)
        add_cell(o, &s, k, year, years);
    code = cli_end_table(cli, s.table, s.status, &s.error);
    if (code == CLI_HOLDS && summary.cells > MOST_LINES)
        printf("and %zu more; --json has all\n", summary.cells - MOST_LINES);
    if (code == CLI_HOLDS)
        printf("%zu of %zu forecasts were better than naive on the past, %zu no better, %zu could "
               "not be tried.\n",
               summary.better, summary.cells, summary.no_better, summary.untried);
    return code;
}

/* `-77 (-149 to -27)`, in whole numbers: there is no -0. */
static void write_change(double change, double least, double most, char *text) {
    snprintf(text, TEXT, "%+" PRId64 " (%+" PRId64 " to %+" PRId64 ")",
             (int64_t)floor(change + 0.5), (int64_t)floor(least + 0.5), (int64_t)floor(most + 0.5));
}

/* ---- A redesign ------------------------------------------------------------------------------------- */

static void write_difference(const locality_outlook_difference *d, char *text) {
    if (d->likely != d->likely)
        snprintf(text, TEXT, "cannot tell");
    else if (d->least != d->least)
        snprintf(text, TEXT, "%+" PRId64 " (no range)", (int64_t)floor(d->likely + 0.5));
    else
        write_change(d->likely, d->least, d->most, text);
}

/* The lines of one cell: its whole years, or all periods together. */
static size_t compare_cell(const cli_outlook *o, uint32_t cell, bool by_years,
                           locality_outlook_difference *out) {
    size_t count = 0;

    locality_outlook_compare(o->outlook, cell, o->change, o->changes,
                             by_years ? LOCALITY_FEED_FINANCIAL_YEAR : LOCALITY_OUTLOOK_TOGETHER,
                             out, MOST_YEARS, &count, NULL);
    return count;
}

static void add_difference(const cli_outlook *o, sheet *s, uint32_t cell, bool by_years,
                           const locality_outlook_difference *d) {
    locality_outlook_cell c;
    char text[TEXT], period[TEXT] = "all periods";

    locality_outlook_cell_at(o->outlook, cell, &c, NULL);
    if (by_years)
        locality_feed_period_write(LOCALITY_FEED_FINANCIAL_YEAR, d->do_nothing.number, period,
                                   sizeof period, NULL);
    add_text(s, shown_area(&c), LOCALITY_TONE_PLAIN);
    add_text(s, c.service_id, LOCALITY_TONE_PLAIN);
    add_text(s, period, LOCALITY_TONE_PLAIN);
    write_line(&d->do_nothing, text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    write_line(&d->redesign, text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    write_difference(d, text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    snprintf(text, sizeof text, "%s%s", locality_outlook_name(4, d->verdict),
             d->stands_out != 0 ? ", beyond chance" : "");
    add_text(s, text,
             d->verdict == LOCALITY_OUTLOOK_CANNOT_TELL ? LOCALITY_TONE_DOUBT
                                                        : LOCALITY_TONE_PLAIN);
}

/* What is to be done about a change that is in the counts already. */
static void put_in_force(int64_t from) {
    char day[TEXT / 2], before[TEXT / 2];

    cli_write_day(from, day, sizeof day);
    cli_write_day(from - 1, before, sizeof before);
    printf("     In force since %s: the counts hold what it does, and it is not applied to them "
           "again. "
           "--steps with --after-steps tells what it did; --until %s what was expected without "
           "it.\n",
           day, before);
}

static int show_redesign(const cli_line *cli, const cli_outlook *o) {
    static const char *const titles[] = {"Area",     "Service",    "When",   "Do nothing",
                                         "Redesign", "Difference", "Verdict"};
    locality_outlook_difference d[MOST_YEARS];
    locality_outlook_summary summary;
    int32_t year[MOST_YEARS];
    bool by_years = find_years(o, year) > 0;
    size_t shown = 0, found = 0;
    sheet s = begin_sheet();

    locality_outlook_summary_of(o->outlook, &summary, NULL);
    printf("\nRedesign, as %zu stated change%s would have it:\n", o->changes,
           o->changes == 1 ? "" : "s");
    for (size_t i = 0; i < o->changes; i++) {
        printf("  %zu. %s\n", i + 1, o->change[i].basis);
        if (cli_in_force(o, i))
            put_in_force(o->change[i].from);
    }
    putchar('\n');
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        add_column(&s, titles[i], titles[i],
                   i >= 3 && i <= 5 ? LOCALITY_ALIGN_RIGHT : LOCALITY_ALIGN_LEFT);
    for (uint32_t k = 0; k < summary.cells; k++) {
        size_t count = compare_cell(o, k, by_years, d);
        for (size_t i = 0; i < count; i++)
            if (d[i].verdict != LOCALITY_OUTLOOK_SAME &&
                d[i].verdict != LOCALITY_OUTLOOK_IN_FORCE && d[i].do_nothing.is_whole != 0 &&
                found++ < MOST_LINES) {
                add_difference(o, &s, k, by_years, &d[i]);
                shown++;
            }
    }
    if (shown == 0 && s.status == LOCALITY_OK) {
        puts("None of it begins within the outlook and changes what has a forecast.");
        locality_table_free(s.table);
        return CLI_HOLDS;
    }
    int code = cli_end_table(cli, s.table, s.status, &s.error);
    if (code == CLI_HOLDS && found > shown)
        printf("and %zu more; --json has all\n", found - shown);
    return code;
}

/* ---- What steps did --------------------------------------------------------------------------------- */

static void add_effect(const cli_outlook *o, sheet *s, const locality_demand_effect *e) {
    const char *name = locality_feed_period_name(o->watched->every);
    char text[TEXT], day[TEXT / 2];

    snprintf(text, sizeof text, "%u %ss", e->periods, name);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    if (e->state != LOCALITY_EFFECT_TOLD) {
        cli_write_day(e->told_on, day, sizeof day);
        snprintf(text, sizeof text, "%s%s%s", locality_outlook_name(2, e->state),
                 e->state == LOCALITY_EFFECT_TOO_EARLY ? ": from " : "",
                 e->state == LOCALITY_EFFECT_TOO_EARLY ? day : "");
        for (int i = 0; i < 4; i++)
            add_text(s, "-", LOCALITY_TONE_PLAIN);
        add_text(s, text, LOCALITY_TONE_DOUBT);
        return;
    }
    snprintf(text, sizeof text, "%.0f", e->observed);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    snprintf(text, sizeof text, "%.0f", e->expected);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    write_change(e->excess, e->excess_low, e->excess_high, text);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    snprintf(text, sizeof text, "%.2f (%.2f to %.2f)", e->effect, e->effect_low, e->effect_high);
    add_text(s, text, LOCALITY_TONE_PLAIN);
    add_text(s, locality_outlook_name(3, e->verdict), LOCALITY_TONE_PLAIN);
}

static int show_step(const cli_line *cli, const cli_outlook *o, size_t index) {
    static const char *const titles[] = {"After",      "Came",  "Without it",
                                         "Difference", "Times", "Verdict"};
    locality_demand_effect effect[3];
    locality_demand_step step;
    locality_error error;
    size_t count;
    char when[TEXT];
    sheet s = begin_sheet();

    locality_demand_step_at(o->demand, index, &step, NULL);
    cli_put_period(when, sizeof when, o->watched, (uint32_t)step.period);
    printf("\nFrom %s, %s, %s: %s\n\n", when,
           step.area == LOCALITY_DEMAND_NONE ? "all areas"
                                             : o->watched->names[AXIS_PLACES].id[step.area],
           step.service == LOCALITY_DEMAND_NONE ? "all services"
                                                : o->watched->names[AXIS_SERVICES].id[step.service],
           step.reason);
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        add_column(&s, titles[i], titles[i],
                   i > 0 && i < 5 ? LOCALITY_ALIGN_RIGHT : LOCALITY_ALIGN_LEFT);
    if (locality_demand_effects(o->demand, index, effect, 3, &count, &error) != LOCALITY_OK) {
        locality_table_free(s.table);
        return cli_stop_error(NULL, NULL, 0, &error);
    }
    for (size_t i = 0; i < count; i++)
        add_effect(o, &s, &effect[i]);
    return cli_end_table(cli, s.table, s.status, &s.error);
}

int cli_show_outlook(const cli_line *cli, const cli_outlook *outlook) {
    size_t steps = outlook->has_steps ? locality_demand_steps(outlook->demand) : 0;
    int code = CLI_HOLDS;

    if (outlook->outlook != NULL)
        code = show_cells(cli, outlook);
    if (code == CLI_HOLDS && outlook->changes > 0)
        code = show_redesign(cli, outlook);
    if (code == CLI_HOLDS && outlook->has_steps)
        puts(steps > 0 ? "\nWhat recorded steps did (ranges hold 95 of 100):"
                       : "\nNo recorded step lies within the periods counted.");
    for (size_t i = 0; i < steps && code == CLI_HOLDS; i++)
        code = show_step(cli, outlook, i);
    return code;
}
