/* Weekdays: meetings, decisions, deadlines and printed dates that fall on a Saturday or Sunday are worth a
 * second look, since that is how a typing slip in a date shows; and a weekday that a paper prints beside a
 * date has to be the right one. Only exact dates have a weekday. */
#include "report/weekdays.h"

#include <inttypes.h>
#include <string.h>

#include "report/read.h"

#define SECONDS_IN_DAY INT64_C(86400)

/* The dates on which a paper has something happen. Days by which something is due and ends of funding and
 * of posts are left out: like the end of March they fall where the calendar puts them. */
static const struct dated_row {
    uint32_t kind, field;
    const char *what;
} dated[] = {
    {LOC_KIND_figure, LOC_FIELD_figure_date, "date"},
    {LOC_KIND_figure, LOC_FIELD_figure_moment, "time"},
    {LOC_KIND_document, LOC_FIELD_document_date, "date"},
    {LOC_KIND_event, LOC_FIELD_event_starts, "first day"},
    {LOC_KIND_event, LOC_FIELD_event_ends, "last day"},
    {LOC_KIND_consultation, LOC_FIELD_consultation_starts, "first day"},
    {LOC_KIND_consultation, LOC_FIELD_consultation_ends, "last day"},
    {LOC_KIND_consultation, LOC_FIELD_consultation_deadline, "deadline"},
    {LOC_KIND_decision, LOC_FIELD_decision_date, "date"},
    {LOC_KIND_decision, LOC_FIELD_decision_moment, "time"},
    {LOC_KIND_milestone, LOC_FIELD_milestone_done, "done"},
    {LOC_KIND_briefing, LOC_FIELD_briefing_last, "last briefing"},
    {LOC_KIND_policy, LOC_FIELD_policy_pilot, "pilot"},
    {LOC_KIND_policy, LOC_FIELD_policy_rollout, "rollout"},
};

static const char *const names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

/* The day of a date or moment; false where it is not exactly one. */
static bool day_of(const locality_snapshot *snapshot, const struct dated_row *row, uint32_t record,
                   int64_t *day) {
    locality_range range = loc_snapshot_range(snapshot, row->kind, record, row->field);
    int32_t type = loc_schema_row(snapshot->schema, row->kind, row->field)->type;

    if (loc_is_unknown(range) || range.lo == LOCALITY_OPEN_BELOW || range.hi == LOCALITY_OPEN_ABOVE)
        return false;
    if (type == LOCALITY_TYPE_MOMENT) {
        range.lo = range.lo / SECONDS_IN_DAY - (range.lo % SECONDS_IN_DAY < 0);
        range.hi = range.hi / SECONDS_IN_DAY - (range.hi % SECONDS_IN_DAY < 0);
    }
    *day = range.lo;
    return range.lo == range.hi;
}

/* A word of the schema (friday) against a name (Friday). */
static bool is_same_day(const char *word, const char *name) {
    while (*word != '\0' && *name != '\0' && loc_to_lower(*word) == loc_to_lower(*name)) {
        word++;
        name++;
    }
    return *word == *name;
}

/* The weekday that the paper prints beside the first day of an event; empty elsewhere. */
static const char *printed_of(const locality_snapshot *snapshot, const struct dated_row *row,
                              uint32_t record) {
    bool has_weekday = row->kind == LOC_KIND_event && row->field == LOC_FIELD_event_starts;
    return has_weekday ? LOC_TEXT(snapshot, event, record, weekday) : "";
}

static void put_result(locality_table *table, const char *printed, const char *name, bool weekend) {
    if (printed[0] != '\0' && !is_same_day(printed, name))
        loc_grid_toned(table, "DIFFERS from the weekday printed", LOCALITY_TONE_BAD);
    else if (weekend)
        loc_grid_toned(table, "check for a typing slip", LOCALITY_TONE_DOUBT);
    else
        loc_grid_toned(table, "agrees", LOCALITY_TONE_GOOD);
}

/* What happens on one day is listed once. */
static bool is_listed_before(const locality_snapshot *snapshot, const struct dated_row *row,
                             uint32_t record, int64_t day) {
    bool is_again = row > dated && row[-1].kind == row->kind;
    int64_t before = 0;
    return is_again && day_of(snapshot, row - 1, record, &before) && before == day;
}

static void put_day(loc_page *page, locality_table *table, const locality_snapshot *snapshot,
                    const struct dated_row *row, uint32_t record) {
    int64_t day = 0;
    loc_text *line = &page->line;

    if (!day_of(snapshot, row, record, &day))
        return;
    int32_t number = locality_date_weekday(day);
    const char *printed = printed_of(snapshot, row, record), *name = names[number - 1];
    bool weekend = number >= 6;
    locality_range date = {day, day};

    if ((!weekend && printed[0] == '\0') || is_listed_before(snapshot, row, record, day))
        return;
    loc_text_print(line, LOCALITY_TYPE_DATE, &date, -1);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, name);
    loc_grid_put(table, printed);
    loc_text_format(line, "%s:%s", locality_schema_kind_name(NULL, row->kind),
                    locality_snapshot_id(snapshot, row->kind, record));
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_text_format(line, "%s, %s", loc_label(snapshot, row->kind, record), row->what);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    put_result(table, printed, name, weekend);
    loc_show_source(line, snapshot, row->kind, record);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
}

void loc_register_weekdays(loc_page *page, const locality_snapshot *snapshot) {
    static const char *const columns[][2] = {{"date", "Date"},        {"weekday", "Weekday"},
                                             {"printed", "Printed"},  {"record", "Record"},
                                             {"label", "What it is"}, {"result", "Result"},
                                             {"source", "Source"}};
    locality_table table;

    loc_page_start_table(page, &table);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        loc_grid_column_add(&table, columns[i][0], columns[i][1], LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < sizeof dated / sizeof dated[0]; i++)
        for (uint32_t row = 0; row < loc_snapshot_count(snapshot, dated[i].kind); row++)
            put_day(page, &table, snapshot, &dated[i], row);
    loc_page_table(page, "weekdays", NULL, &table, "No exact date falls on a Saturday or Sunday.");
}
