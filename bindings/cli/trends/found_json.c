/* Found: what stands out in a feed, for programs. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "counted.h"
#include "found.h"

static void put_time(const char *name, const cli_watched *w, uint32_t period) {
    char text[32];

    if (period == LOCALITY_DEMAND_NONE) {
        printf(", \"%s\": null", name);
        return;
    }
    locality_feed_period_write(w->every, w->first + (int32_t)period, text, sizeof text, NULL);
    printf(", \"%s\": \"%s\"", name, text);
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
            cli_put_json_number("expected", part[i].expected);
            cli_put_json_number("share", part[i].share);
            printf("}");
        }
        printf("]");
        free(part);
    }
}

static void put_signal(const cli_found *found, size_t index) {
    const locality_demand_result *result = found->result;
    const cli_watched *w = found->watched;
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
    cli_put_json_number("expected", s.expected);
    printf(", \"lower\": %" PRId64 ", \"upper\": %" PRId64, s.lower, s.upper);
    cli_put_json_number("ratio", s.ratio);
    cli_put_json_number("excess", s.excess);
    cli_put_json_number("p", s.p);
    cli_put_json_number("q", s.q);
    printf(", \"unless\": %" PRId64 ", \"weeks_beyond\": %u, \"weeks_leaning\": %u, \"span\": %u",
           s.unless, s.weeks_beyond, s.weeks_leaning, s.span);
    put_time("onset", w, s.onset);
    cli_put_json_number("error", s.error);
    cli_put_json_number("dispersion", s.dispersion);
    cli_put_json_number("season", s.season);
    cli_put_json_number("trend", s.trend);
    cli_put_json_number("completeness", s.completeness);
    put_time("baseline_first", w, s.baseline_first);
    put_time("baseline_last", w, s.baseline_last);
    printf(", \"baseline_periods\": %u, \"weighed_down\": %u, \"provisional\": %s",
           s.baseline_periods, s.weighed_down, s.provisional != 0 ? "true" : "false");
    put_parts(result, index);
    if (isfinite(s.rate)) {
        cli_put_json_number("rate", s.rate);
        cli_put_json_number("expected_rate", s.expected_rate);
    }
    printf(", \"words\": ");
    cli_put_json_text(locality_demand_result_words(result, index));
    if (found->referred != NULL)
        cli_put_referred_json(&found->referred[index]);
    printf("}");
}

static void put_cluster_areas(const locality_demand_result *result, size_t index) {
    locality_demand_part *part;
    size_t count;

    locality_demand_result_cluster_areas(result, index, NULL, 0, &count, NULL);
    part = cli_take(NULL, count + 1, sizeof *part);
    locality_demand_result_cluster_areas(result, index, part, count, &count, NULL);
    fputs(", \"areas\": [", stdout);
    for (size_t i = 0; i < count; i++) {
        printf("%s{\"id\": ", i == 0 ? "" : ", ");
        cli_put_json_text(part[i].id);
        printf(", \"observed\": %" PRId64, part[i].observed);
        cli_put_json_number("expected", part[i].expected);
        putchar('}');
    }
    putchar(']');
    free(part);
}

static void put_cluster(const locality_demand_result *result, size_t index) {
    locality_demand_cluster c;

    locality_demand_result_cluster_at(result, index, &c, NULL);
    printf("%s{\"standing\": \"%s\", \"service\": ", index == 0 ? "\n  " : ",\n  ",
           locality_demand_name(0, c.standing));
    cli_put_json_text(c.service_id);
    printf(", \"window\": %u, \"observed\": %" PRId64, c.window, c.observed);
    cli_put_json_number("expected", c.expected);
    cli_put_json_number("ratio", c.ratio);
    cli_put_json_number("excess", c.excess);
    cli_put_json_number("score", c.score);
    cli_put_json_number("p", c.p);
    cli_put_json_number("q", c.q);
    printf(", \"replicates\": %u", c.replicates);
    put_cluster_areas(result, index);
    printf(", \"words\": ");
    cli_put_json_text(locality_demand_result_cluster_words(result, index));
    putchar('}');
}

static void put_suggestion(const cli_found *found, size_t index) {
    const cli_names *names = found->watched->names;
    locality_demand_suggestion step;
    locality_demand_cell cell;

    locality_demand_result_suggestion_at(found->result, index, &step, NULL);
    locality_demand_result_cell_at(found->result, step.cell, &cell, NULL);
    printf("%s{\"area\": ", index == 0 ? "\n  " : ",\n  ");
    cli_put_json_text(cell.area == LOCALITY_DEMAND_NONE ? "" : names[AXIS_PLACES].id[cell.area]);
    printf(", \"service\": ");
    cli_put_json_text(names[AXIS_SERVICES].id[cell.service]);
    printf(", \"direction\": %d, \"run\": %u", step.direction, step.run);
    put_time("since", found->watched, step.period);
    cli_put_json_number("ratio", step.ratio);
    printf("}");
}

void cli_put_found(const cli_found *found) {
    locality_demand_summary s;

    locality_demand_result_summary(found->result, &s, NULL);
    printf(",\n \"cells\": {\"all\": %zu, \"judged\": %zu, \"cannot_tell\": %zu}", s.cells,
           s.judged, s.untold);
    cli_put_json_number("q", s.q);
    printf(",\n \"trends\": [");
    for (size_t i = 0; i < locality_demand_result_signals(found->result); i++)
        put_signal(found, i);
    printf("],\n \"clusters\": [");
    for (size_t i = 0; i < locality_demand_result_clusters(found->result); i++)
        put_cluster(found->result, i);
    printf("],\n \"suggestions\": [");
    for (size_t i = 0; i < s.suggestions; i++)
        put_suggestion(found, i);
    printf("]");
}
