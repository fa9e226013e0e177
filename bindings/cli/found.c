/* Found: what stands out in a feed, as a list, with its grounds, and for programs. */
#include "found.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 40, CHART_PERIODS = 13 };

int cli_find(const char *path, const locality_feed *feed, const locality_feed_choice *choice,
             locality_demand_result **out) {
    locality_error error;

    if (locality_detect_feed(feed, choice, NULL, NULL, out, &error) != LOCALITY_OK)
        return cli_stop_error(path, NULL, 0, &error);
    return CLI_HOLDS;
}

/* ---- The list --------------------------------------------------------------------------------------- */

static const char *place_of(const locality_demand_signal *s) {
    return s->area_id[0] == '\0' ? "all areas" : s->area_id;
}

static void put_period(char *text, size_t size, int32_t every, int32_t first, uint32_t period) {
    snprintf(text, size, "%s", "-");
    if (period != LOCALITY_DEMAND_NONE)
        locality_feed_period_write(every, first + (int32_t)period, text, size, NULL);
}

static locality_status add_columns(locality_table *table, locality_error *error) {
    static const struct {
        const char *id, *title;
        int32_t align;
    } column[] = {
        {"number", "", LOCALITY_ALIGN_RIGHT},        {"area", "Area", LOCALITY_ALIGN_LEFT},
        {"service", "Service", LOCALITY_ALIGN_LEFT}, {"what", "What", LOCALITY_ALIGN_LEFT},
        {"observed", "Seen", LOCALITY_ALIGN_RIGHT},  {"expected", "Expected", LOCALITY_ALIGN_RIGHT},
        {"window", "In", LOCALITY_ALIGN_RIGHT},      {"since", "Since", LOCALITY_ALIGN_LEFT},
        {"trend", "Trend", LOCALITY_ALIGN_LEFT},
    };
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < sizeof column / sizeof column[0]; i++)
        status =
            locality_table_add_column(table, column[i].id, column[i].title, column[i].align, error);
    return status;
}

static void draw(const locality_demand_result *result, size_t index, char *blocks) {
    locality_demand_point *points = NULL;
    int64_t counts[CHART_PERIODS];
    size_t count = 0, from;

    locality_demand_result_chart(result, index, NULL, 0, &count, NULL);
    points = cli_take(NULL, count + 1, sizeof *points);
    locality_demand_result_chart(result, index, points, count, &count, NULL);
    from = count > CHART_PERIODS ? count - CHART_PERIODS : 0;
    for (size_t i = from; i < count; i++)
        counts[i - from] = points[i].count;
    cli_put_blocks(counts, count - from, blocks);
    free(points);
}

static locality_status add_line(const locality_demand_result *result, size_t index, int32_t every,
                                int32_t first, locality_table *table, locality_error *error) {
    char number[24], seen[24], expected[400], window[24], since[32], blocks[4 * CHART_PERIODS + 1];
    locality_demand_signal s;
    locality_status status = LOCALITY_OK;

    locality_demand_result_signal_at(result, index, &s, NULL);
    snprintf(number, sizeof number, "%zu", index + 1);
    snprintf(seen, sizeof seen, "%" PRId64, s.observed);
    if (s.window > 0)
        snprintf(expected, sizeof expected, "%.1f", s.expected);
    else
        snprintf(expected, sizeof expected, "-");
    snprintf(window, sizeof window, "%u", s.window);
    put_period(since, sizeof since, every, first, s.onset);
    draw(result, index, blocks);
    const char *const cells[] = {
        number, place_of(&s), s.service_id, s.direction > 0 ? "rise" : "fall", seen, expected,
        window, since,        blocks};
    for (size_t i = 0; status == LOCALITY_OK && i < sizeof cells / sizeof cells[0]; i++)
        status = locality_table_add_cell(table, cells[i],
                                         s.standing == LOCALITY_DEMAND_LISTED && i == 3
                                             ? LOCALITY_TONE_BAD
                                             : LOCALITY_TONE_PLAIN,
                                         error);
    return status;
}

/* The lines of one standing, from `from` on; there are `count` of them. */
static int show_lines(const cli_line *cli, const locality_demand_result *result, size_t from,
                      size_t count, int32_t every, int32_t first) {
    locality_table *table = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    locality_status status = locality_table_new(NULL, &table, &error);

    if (status == LOCALITY_OK)
        status = add_columns(table, &error);
    for (size_t i = 0; status == LOCALITY_OK && i < count && i < MOST_LINES; i++)
        status = add_line(result, from + i, every, first, table, &error);
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (status == LOCALITY_OK)
        status = locality_table_write(table, &options, &output, &error);
    locality_table_free(table);
    if (status == LOCALITY_OK && count > MOST_LINES)
        printf("and %zu more\n", count - MOST_LINES);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(NULL, NULL, 0, &error);
}

static void show_why(const locality_demand_result *result, size_t from, size_t count) {
    for (size_t i = from; i < from + count; i++)
        printf("\n%zu. %s", i + 1, locality_demand_result_words(result, i));
}

static void show_suggestions(const locality_demand_result *result, size_t count, int32_t every,
                             int32_t first) {
    for (size_t i = 0; i < count; i++) {
        locality_demand_suggestion s;
        char since[32];
        locality_demand_result_suggestion_at(result, i, &s, NULL);
        put_period(since, sizeof since, every, first, s.period);
        printf("%sA level may have moved for good in %s: cell %u, %.2f times, the latest %u "
               "periods on one side.\n",
               i == 0 ? "\n" : "", since, s.cell, s.ratio, s.run);
    }
}

int cli_show_found(const cli_line *cli, const locality_demand_result *result, int32_t every,
                   int32_t first) {
    locality_demand_summary s;
    bool why = (cli->given & CLI_GROUNDS) != 0;
    int code = CLI_HOLDS;
    char now[32];

    locality_demand_result_summary(result, &s, NULL);
    put_period(now, sizeof now, every, first, (uint32_t)s.periods - 1);
    printf("Up to %s: %zu of %zu cells judged; in %zu a doubling would have gone unseen.\n", now,
           s.judged, s.cells, s.untold);
    printf("%zu listed (at most %.0f %% of such lines are false), %zu folded into another, %zu to "
           "be watched.\n",
           s.listed, 100 * s.q, s.folded, s.watched);
    if (s.listed > 0) {
        printf("\nListed:\n\n");
        code = show_lines(cli, result, 0, s.listed, every, first);
        if (why)
            show_why(result, 0, s.listed);
    }
    if (code == CLI_HOLDS && s.watched > 0) {
        printf("\nTo be watched:\n\n");
        code = show_lines(cli, result, s.listed, s.watched, every, first);
        if (why)
            show_why(result, s.listed, s.watched);
    }
    if (why && s.folded > 0) {
        printf("\nFolded:\n");
        show_why(result, s.listed + s.watched, s.folded);
    }
    if (why)
        show_suggestions(result, s.suggestions, every, first);
    else if (s.suggestions > 0)
        printf("\n%zu %s may have moved for good; --why tells which.\n", s.suggestions,
               s.suggestions == 1 ? "level" : "levels");
    return code;
}

/* ---- For programs ----------------------------------------------------------------------------------- */

/* A number as JSON has it; null where there is none. */
static void put_number(const char *name, double value) {
    if (isfinite(value))
        printf(", \"%s\": %.10g", name, value);
    else
        printf(", \"%s\": null", name);
}

static void put_time(const char *name, int32_t every, int32_t first, uint32_t period) {
    char text[32];

    put_period(text, sizeof text, every, first, period);
    printf(period == LOCALITY_DEMAND_NONE ? ", \"%s\": null" : ", \"%s\": \"%s\"", name, text);
}

static void put_rules(uint32_t rules) {
    bool more = false;

    printf(", \"rules\": [");
    for (uint32_t rule = 1; rule <= LOCALITY_DEMAND_RULE_TREND; rule *= 2)
        if ((rules & rule) != 0) {
            printf("%s\"%s\"", more ? ", " : "", locality_demand_name(3, (int32_t)rule));
            more = true;
        }
    printf("]");
}

static void put_parts(const locality_demand_result *result, size_t index) {
    static const char *const names[] = {"areas", "services", "providers"};

    for (int32_t axis = 0; axis < 3; axis++) {
        locality_demand_part *part;
        size_t count;
        locality_demand_result_parts(result, index, axis, NULL, 0, &count, NULL);
        part = cli_take(NULL, count + 1, sizeof *part);
        locality_demand_result_parts(result, index, axis, part, count, &count, NULL);
        printf(", \"%s\": [", names[axis]);
        for (size_t i = 0; i < count; i++) {
            printf("%s{\"id\": ", i == 0 ? "" : ", ");
            cli_put_json_text(part[i].id);
            printf(", \"observed\": %" PRId64, part[i].observed);
            put_number("expected", part[i].expected);
            put_number("share", part[i].share);
            printf("}");
        }
        printf("]");
        free(part);
    }
}

static void put_signal(const locality_demand_result *result, size_t index, int32_t every,
                       int32_t first) {
    locality_demand_signal s;

    locality_demand_result_signal_at(result, index, &s, NULL);
    printf("%s{\"area\": ", index == 0 ? "\n  " : ",\n  ");
    cli_put_json_text(s.area_id);
    printf(", \"service\": ");
    cli_put_json_text(s.service_id);
    printf(", \"standing\": \"%s\", \"direction\": %d, \"pattern\": \"%s\", \"baseline\": \"%s\"",
           locality_demand_name(0, s.standing), s.direction, locality_demand_name(2, s.pattern),
           locality_demand_name(1, s.rung));
    put_rules(s.rules);
    printf(", \"window\": %u, \"observed\": %" PRId64, s.window, s.observed);
    put_number("expected", s.expected);
    printf(", \"lower\": %" PRId64 ", \"upper\": %" PRId64, s.lower, s.upper);
    put_number("ratio", s.ratio);
    put_number("excess", s.excess);
    put_number("p", s.p);
    put_number("q", s.q);
    printf(", \"unless\": %" PRId64 ", \"weeks_beyond\": %u, \"weeks_leaning\": %u, \"span\": %u",
           s.unless, s.weeks_beyond, s.weeks_leaning, s.span);
    put_time("onset", every, first, s.onset);
    put_number("error", s.error);
    put_number("dispersion", s.dispersion);
    put_number("season", s.season);
    put_number("trend", s.trend);
    put_number("completeness", s.completeness);
    put_time("baseline_first", every, first, s.baseline_first);
    put_time("baseline_last", every, first, s.baseline_last);
    printf(", \"baseline_periods\": %u, \"weighed_down\": %u, \"provisional\": %s",
           s.baseline_periods, s.weighed_down, s.provisional != 0 ? "true" : "false");
    put_parts(result, index);
    printf(", \"words\": ");
    cli_put_json_text(locality_demand_result_words(result, index));
    printf("}");
}

void cli_put_found(const locality_demand_result *result, int32_t every, int32_t first) {
    locality_demand_summary s;

    locality_demand_result_summary(result, &s, NULL);
    printf(",\n \"cells\": {\"all\": %zu, \"judged\": %zu, \"cannot_tell\": %zu}", s.cells,
           s.judged, s.untold);
    put_number("q", s.q);
    printf(",\n \"trends\": [");
    for (size_t i = 0; i < locality_demand_result_signals(result); i++)
        put_signal(result, i, every, first);
    printf("],\n \"suggestions\": [");
    for (size_t i = 0; i < s.suggestions; i++) {
        locality_demand_suggestion step;
        locality_demand_result_suggestion_at(result, i, &step, NULL);
        printf("%s{\"cell\": %u, \"direction\": %d, \"run\": %u", i == 0 ? "\n  " : ",\n  ",
               step.cell, step.direction, step.run);
        put_time("since", every, first, step.period);
        put_number("ratio", step.ratio);
        printf("}");
    }
    printf("]");
}
