/* Found: what stands out in a feed, as a list and with its grounds. */
#include "found.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "counted.h"

enum { MOST_LINES = 40, CHART_PERIODS = 13 };

/* Of an option it is said which, by the name that it has on the command line; else the file is at fault. */
static int stop(const char *path, const locality_error *error) {
    static const char of_options[] = "options.";
    size_t length = sizeof of_options - 1;

    if (strncmp(error->message, of_options, length) != 0)
        return cli_stop_error(path, NULL, 0, error);
    return cli_stop("%s: %s",
                    strncmp(error->message + length, "trend_", 6) == 0 ? "--repeat" : "--set",
                    error->message + length);
}

int cli_find(const char *path, const cli_watched *watched, const locality_demand_options *options,
             cli_found *found) {
    locality_error error;

    *found = (cli_found){watched, NULL, NULL};
    if (locality_detect(&watched->input, options, NULL, &found->result, &error) != LOCALITY_OK)
        return stop(path, &error);
    return cli_refer(watched, found->result, &found->referred);
}

void cli_found_clear(cli_found *found) {
    cli_referred_free(found->result, found->referred);
    locality_demand_result_free(found->result);
}

/* ---- The list --------------------------------------------------------------------------------------- */

const char *cli_area_of(const locality_demand_signal *signal) {
    return signal->area_id[0] == '\0' ? "all areas" : signal->area_id;
}

void cli_put_period(char *text, size_t size, const cli_watched *watched, uint32_t period) {
    snprintf(text, size, "%s", "-");
    if (period != LOCALITY_DEMAND_NONE)
        locality_feed_period_write(watched->every, watched->first + (int32_t)period, text, size,
                                   NULL);
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

static locality_status add_line(const cli_found *found, size_t index, locality_table *table,
                                locality_error *error) {
    char number[24], seen[24], expected[400], window[24], since[32], blocks[4 * CHART_PERIODS + 1];
    locality_demand_signal s;
    locality_status status = LOCALITY_OK;

    locality_demand_result_signal_at(found->result, index, &s, NULL);
    snprintf(number, sizeof number, "%zu", index + 1);
    snprintf(seen, sizeof seen, "%" PRId64, s.observed);
    if (s.window > 0)
        snprintf(expected, sizeof expected, "%.1f", s.expected);
    else
        snprintf(expected, sizeof expected, "-");
    snprintf(window, sizeof window, "%u", s.window);
    cli_put_period(since, sizeof since, found->watched, s.onset);
    draw(found->result, index, blocks);
    const char *const cells[] = {
        number, cli_area_of(&s), s.service_id, s.direction > 0 ? "rise" : "fall", seen, expected,
        window, since,           blocks};
    for (size_t i = 0; status == LOCALITY_OK && i < sizeof cells / sizeof cells[0]; i++)
        status = locality_table_add_cell(table, cells[i],
                                         s.standing == LOCALITY_DEMAND_LISTED && i == 3
                                             ? LOCALITY_TONE_BAD
                                             : LOCALITY_TONE_PLAIN,
                                         error);
    return status;
}

static void show_goes_to(const cli_found *found, size_t from, size_t count) {
    char text[400];

    for (size_t i = from; found->referred != NULL && i < from + count; i++) {
        cli_referred_short(&found->referred[i], text, sizeof text);
        printf("%s%zu: %s\n", i == from ? "\n" : "", i + 1, text);
    }
}

/* The lines of one standing, from `from` on; there are `count` of them. */
static int show_lines(const cli_line *cli, const cli_found *found, size_t from, size_t count) {
    locality_table *table = NULL;
    locality_error error;
    locality_status status = locality_table_new(NULL, &table, &error);

    if (status == LOCALITY_OK)
        status = add_columns(table, &error);
    for (size_t i = 0; status == LOCALITY_OK && i < count && i < MOST_LINES; i++)
        status = add_line(found, from + i, table, &error);
    int code = cli_end_table(cli, table, status, &error);
    if (code == CLI_HOLDS && count > MOST_LINES)
        printf("and %zu more\n", count - MOST_LINES);
    if (code == CLI_HOLDS)
        show_goes_to(found, from, count < MOST_LINES ? count : MOST_LINES);
    return code;
}

static void show_why(const cli_found *found, size_t from, size_t count) {
    for (size_t i = from; i < from + count; i++) {
        printf("\n%zu. %s", i + 1, locality_demand_result_words(found->result, i));
        if (found->referred != NULL)
            cli_put_referred(&found->referred[i]);
    }
}

/* ---- Beside the list -------------------------------------------------------------------------------- */

static void show_clusters(const cli_found *found, size_t listed, bool why) {
    size_t count = why ? locality_demand_result_clusters(found->result) : listed;

    for (size_t i = 0; i < count; i++)
        printf(
            "%s\n%s%s", i == 0 ? "\nClusters of places, each too thin to tell alone:\n" : "",
            i < listed ? "" : "Folded: ", locality_demand_result_cluster_words(found->result, i));
}

/* Places that cannot tell alone, and were not looked at together as nobody knows where they lie. */
static void show_unplaced(const cli_found *found, size_t scans) {
    uint32_t services = 0, crowded = 0;
    uint64_t thin = 0, unplaced = 0;

    for (size_t i = 0; i < scans; i++) {
        locality_demand_scan scan;
        locality_demand_result_scan_at(found->result, i, &scan, NULL);
        services += scan.state == LOCALITY_DEMAND_NOT_PLACED && scan.thin > 1;
        crowded += scan.state == LOCALITY_DEMAND_TOO_MANY;
        if (scan.state == LOCALITY_DEMAND_SCANNED) {
            thin += scan.thin;
            unplaced += scan.thin - scan.places;
        }
    }
    if (crowded > 0)
        printf("\nOf %u %s, places too thin to tell alone were not looked at together: there are "
               "more than 16384 of them.\n",
               crowded, crowded == 1 ? "service" : "services");
    if (unplaced > 0)
        printf("\n%" PRIu64 " of %" PRIu64 " places too thin to tell alone, counted for each "
               "service, have no coordinates: clusters were looked for among the others.\n",
               unplaced, thin);
    if (services > 0)
        printf("\nOf %u %s, places too thin to tell alone were not looked at together: --places "
               "with east and north says where they lie.\n",
               services, services == 1 ? "service" : "services");
}

static void show_suggestions(const cli_found *found, size_t count) {
    const cli_names *names = found->watched->names;

    for (size_t i = 0; i < count; i++) {
        locality_demand_suggestion s;
        locality_demand_cell cell;
        char since[32];
        locality_demand_result_suggestion_at(found->result, i, &s, NULL);
        locality_demand_result_cell_at(found->result, s.cell, &cell, NULL);
        cli_put_period(since, sizeof since, found->watched, s.period);
        printf("%sA level may have moved for good in %s: %s in %s, %.2f times, the latest %u "
               "periods on one side.\n",
               i == 0 ? "\n" : "", since, names[AXIS_SERVICES].id[cell.service],
               cell.area == LOCALITY_DEMAND_NONE ? "all areas" : names[AXIS_PLACES].id[cell.area],
               s.ratio, s.run);
    }
}

static void show_rest(const cli_found *found, const locality_demand_summary *s, bool why) {
    size_t seen = s->listed + s->watched;

    show_clusters(found, s->clusters, why);
    if (why && s->folded > 0) {
        printf("\nFolded:\n");
        show_why(found, seen, locality_demand_result_signals(found->result) - seen);
    }
    show_unplaced(found, s->scans);
    if (why)
        show_suggestions(found, s->suggestions);
    else if (s->suggestions > 0)
        printf("\n%zu %s may have moved for good; --why tells which.\n", s->suggestions,
               s->suggestions == 1 ? "level" : "levels");
}

int cli_show_found(const cli_line *cli, const cli_found *found) {
    locality_demand_summary s;
    bool why = (cli->given & CLI_GROUNDS) != 0;
    int code = CLI_HOLDS;
    char now[32];

    locality_demand_result_summary(found->result, &s, NULL);
    cli_put_period(now, sizeof now, found->watched, (uint32_t)s.periods - 1);
    printf("Up to %s: %zu of %zu cells judged; in %zu a doubling would have gone unseen.\n", now,
           s.judged, s.cells, s.untold);
    printf("%zu listed (at most %.0f %% of such lines are false), %zu folded into another, %zu to "
           "be watched.\n",
           s.listed, 100 * s.q, s.folded, s.watched);
    cli_put_unnamed(stdout, found->watched);
    if (s.listed > 0) {
        printf("\nListed:\n\n");
        code = show_lines(cli, found, 0, s.listed);
        if (why)
            show_why(found, 0, s.listed);
    }
    if (code == CLI_HOLDS && s.watched > 0) {
        printf("\nTo be watched:\n\n");
        code = show_lines(cli, found, s.listed, s.watched);
        if (why)
            show_why(found, s.listed, s.watched);
    }
    if (code == CLI_HOLDS)
        show_rest(found, &s, why);
    return code;
}
