/* Outlook, for programs: as further members of a JSON object. */
#include <inttypes.h>
#include <string.h>

#include "counted.h"
#include "found.h"
#include "outlook.h"

enum { MOST_AHEAD = 104, MOST_YEARS = 4, PERIOD = 32 };

static void put_text(const char *name, const char *text) {
    printf(", \"%s\": ", name);
    cli_put_json_text(text);
}

static void put_count(const char *name, int64_t count) {
    if (count == LOCALITY_NO_COUNT)
        printf(", \"%s\": null", name);
    else
        printf(", \"%s\": %" PRId64, name, count);
}

/* A line: its period, what is expected, the interval; of a year also what was seen and whether it is whole. */
static void put_line(const locality_outlook_line *line, int32_t every, bool is_year) {
    char period[PERIOD] = "";

    locality_feed_period_write(every, line->number, period, sizeof period, NULL);
    printf("{\"period\": \"%s\"", period);
    cli_put_json_number("mean", line->mean);
    put_count("least", line->least);
    put_count("most", line->most);
    if (is_year)
        printf(", \"observed\": %" PRId64 ", \"whole\": %s", line->observed,
               line->is_whole != 0 ? "true" : "false");
    printf("}");
}

static void put_lines(const char *name, const locality_outlook_line *line, size_t count,
                      int32_t every, bool is_year) {
    printf(", \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        printf("%s", i == 0 ? "" : ", ");
        put_line(&line[i], every, is_year);
    }
    printf("]");
}

static void put_differences(const cli_outlook *o, uint32_t cell) {
    locality_outlook_difference d[MOST_YEARS];
    size_t count = 0;

    locality_outlook_compare(o->outlook, cell, o->change, o->changes, LOCALITY_FEED_FINANCIAL_YEAR,
                             d, MOST_YEARS, &count, NULL);
    printf(", \"redesign\": [");
    for (size_t i = 0; i < count; i++) {
        printf("%s{\"do_nothing\": ", i == 0 ? "" : ", ");
        put_line(&d[i].do_nothing, LOCALITY_FEED_FINANCIAL_YEAR, true);
        printf(", \"redesign\": ");
        put_line(&d[i].redesign, LOCALITY_FEED_FINANCIAL_YEAR, true);
        cli_put_json_number("likely", d[i].likely);
        cli_put_json_number("least", d[i].least);
        cli_put_json_number("most", d[i].most);
        put_text("verdict", locality_outlook_name(4, d[i].verdict));
        printf(", \"stands_out\": %s}", d[i].stands_out != 0 ? "true" : "false");
    }
    printf("]");
}

static void put_cell(const cli_outlook *o, uint32_t cell) {
    locality_outlook_line line[MOST_AHEAD];
    locality_outlook_cell c;
    size_t count = 0;

    locality_outlook_cell_at(o->outlook, cell, &c, NULL);
    printf("%s{\"area\": ", cell == 0 ? "\n  " : ",\n  ");
    cli_put_json_text(c.area_id);
    put_text("service", c.service_id);
    put_text("method", locality_outlook_name(0, c.method));
    put_text("skill", locality_outlook_name(1, c.skill));
    cli_put_json_number("scaled_error", c.scaled_error);
    cli_put_json_number("error", c.error);
    cli_put_json_number("naive", c.naive);
    cli_put_json_number("seasonal_naive", c.seasonal);
    cli_put_json_number("dispersion", c.dispersion);
    printf(", \"parts\": %u, \"untold\": %u, \"recorded\": %u, \"found\": %u", c.parts, c.untold,
           c.recorded, c.found);
    locality_outlook_periods(o->outlook, cell, line, MOST_AHEAD, &count, NULL);
    put_lines("periods", line, count, o->watched->every, false);
    locality_outlook_totals(o->outlook, cell, LOCALITY_FEED_FINANCIAL_YEAR, line, MOST_YEARS,
                            &count, NULL);
    put_lines("years", line, count, LOCALITY_FEED_FINANCIAL_YEAR, true);
    if (o->changes > 0)
        put_differences(o, cell);
    printf("}");
}

static void put_effect(const locality_demand_effect *e) {
    printf("{\"periods\": %u", e->periods);
    put_text("state", locality_outlook_name(2, e->state));
    put_text("verdict", locality_outlook_name(3, e->verdict));
    cli_put_json_number("observed", e->observed);
    cli_put_json_number("expected", e->expected);
    cli_put_json_number("excess", e->excess);
    cli_put_json_number("excess_low", e->excess_low);
    cli_put_json_number("excess_high", e->excess_high);
    cli_put_json_number("effect", e->effect);
    cli_put_json_number("effect_low", e->effect_low);
    cli_put_json_number("effect_high", e->effect_high);
    cli_put_json_number("step", e->step);
    cli_put_json_number("slope", e->slope);
    cli_put_json_number("p", e->p);
    cli_put_json_number("dispersion", e->dispersion);
    cli_put_json_number("autocorrelation", e->autocorrelation);
    printf("}");
}

static void put_step(const cli_outlook *o, size_t index) {
    const cli_names *names = o->watched->names;
    locality_demand_effect effect[3];
    locality_demand_step step;
    char since[PERIOD];
    size_t count = 0;

    locality_demand_step_at(o->demand, index, &step, NULL);
    cli_put_period(since, sizeof since, o->watched, (uint32_t)step.period);
    printf("%s{\"since\": \"%s\"", index == 0 ? "\n  " : ",\n  ", since);
    put_text("area", step.area == LOCALITY_DEMAND_NONE ? "" : names[AXIS_PLACES].id[step.area]);
    put_text("service",
             step.service == LOCALITY_DEMAND_NONE ? "" : names[AXIS_SERVICES].id[step.service]);
    put_text("reason", step.reason);
    printf(", \"effects\": [");
    locality_demand_effects(o->demand, index, effect, 3, &count, NULL);
    for (size_t i = 0; i < count; i++) {
        printf("%s", i == 0 ? "" : ", ");
        put_effect(&effect[i]);
    }
    printf("]}");
}

static void put_changes(const cli_outlook *o) {
    char day[PERIOD];

    printf(",\n \"redesign\": [");
    for (size_t i = 0; i < o->changes; i++) {
        cli_write_day(o->change[i].from, day, sizeof day);
        printf("%s{\"from\": \"%s\", \"in_force\": %s", i == 0 ? "\n  " : ",\n  ", day,
               cli_in_force(o, i) ? "true" : "false");
        put_text("basis", o->change[i].basis);
        printf("}");
    }
    printf("]");
}

void cli_put_outlook(const cli_outlook *outlook) {
    locality_outlook_summary summary = {0};

    if (outlook->outlook != NULL) {
        locality_outlook_summary_of(outlook->outlook, &summary, NULL);
        printf(",\n \"coverage\": %.10g", summary.coverage);
        if (outlook->changes > 0)
            put_changes(outlook);
        printf(",\n \"outlook\": [");
        for (uint32_t k = 0; k < summary.cells; k++)
            put_cell(outlook, k);
        printf("]");
    }
    if (outlook->has_steps) {
        printf(",\n \"steps\": [");
        for (size_t i = 0; i < locality_demand_steps(outlook->demand); i++)
            put_step(outlook, i);
        printf("]");
    }
}
