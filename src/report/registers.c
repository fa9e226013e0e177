/* Registers: what a paper says in numbers, what can be read in two ways, what is left open, what is missing
 * from it, and what goes by several names. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/expr.h"
#include "report/page.h"
#include "report/places.h"
#include "report/read.h"
#include "report/sections.h"
#include "report/weekdays.h"

typedef struct register_book {
    loc_page *page;
    const locality_snapshot *snapshot;
    locality_error *error;
} register_book;

/* A cell made of what was added to the page's line. */
static void take(const register_book *book, locality_table *table) {
    loc_grid_take(table, &book->page->line, LOCALITY_TONE_PLAIN);
}

static void put_id(const register_book *book, locality_table *table, uint32_t kind, uint32_t row) {
    loc_grid_put(table, locality_snapshot_id(book->snapshot, kind, row));
}

static void put_source(const register_book *book, locality_table *table, uint32_t kind,
                       uint32_t row) {
    loc_show_source(&book->page->line, book->snapshot, kind, row);
    take(book, table);
}

static void columns(locality_table *table, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        loc_grid_column_add(table, names[2 * i], names[2 * i + 1], LOCALITY_ALIGN_LEFT);
}

/* ---- Figures ------------------------------------------------------------------------------------------- */

/* The fields of a figure that can hold its number, with the type that its number has. */
static const uint32_t number_fields[] = {LOC_FIELD_figure_quantity, LOC_FIELD_figure_money,
                                         LOC_FIELD_figure_share, LOC_FIELD_figure_date,
                                         LOC_FIELD_figure_moment};

/* The field that holds the number of a figure, or LOCALITY_NO_INDEX. */
static uint32_t number_field(const locality_snapshot *snapshot, uint32_t row) {
    for (size_t i = 0; i < sizeof number_fields / sizeof number_fields[0]; i++) {
        locality_range range = loc_snapshot_range(snapshot, LOC_KIND_figure, row, number_fields[i]);

        if (!loc_is_unknown(range))
            return number_fields[i];
    }
    return LOCALITY_NO_INDEX;
}

/* The number of a figure: exact ones as every report writes them, others as they are printed. */
static void show_number(const register_book *book, uint32_t row) {
    const locality_snapshot *snapshot = book->snapshot;
    const char *printed = LOC_TEXT(snapshot, figure, row, printed);
    loc_text *line = &book->page->line;
    locality_range before = LOC_RANGE(snapshot, figure, row, before), range;
    uint32_t field = number_field(snapshot, row);

    if (field != LOCALITY_NO_INDEX)
        range = loc_snapshot_range(snapshot, LOC_KIND_figure, row, field);
    if (printed[0] != '\0' &&
        (field == LOCALITY_NO_INDEX || locality_range_is_exact(&range) == 0)) {
        loc_text_add(line, printed);
        return;
    }
    if (!loc_is_unknown(before)) {
        loc_text_print(line, LOCALITY_TYPE_NUMBER, &before, -1);
        loc_text_add(line, " -> ");
    }
    if (field != LOCALITY_NO_INDEX)
        loc_show_value(line, snapshot, LOC_KIND_figure, row, field);
}

static locality_status put_figures(const register_book *book) {
    static const char *const names[] = {
        "id",        "Id",        "label",  "What it is", "figure", "Figure", "unit",  "Unit",
        "qualifier", "Qualifier", "period", "Period",     "source", "Source", "about", "About"};
    const locality_snapshot *snapshot = book->snapshot;
    bool read = loc_page_is_read(book->page);
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2 - (read ? 1 : 0));
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_figure); row++) {
        put_id(book, &table, LOC_KIND_figure, row);
        loc_grid_put(&table, loc_label(snapshot, LOC_KIND_figure, row));
        show_number(book, row);
        take(book, &table);
        loc_grid_put(&table, LOC_TEXT(snapshot, figure, row, unit));
        loc_grid_put(&table, LOC_TEXT(snapshot, figure, row, qualifier));
        loc_grid_put(&table, LOC_TEXT(snapshot, figure, row, period));
        put_source(book, &table, LOC_KIND_figure, row);
        if (read)
            continue; /* the name of a figure says what it is about */
        LOC_SHOW(&book->page->line, snapshot, figure, row, about);
        take(book, &table);
    }
    loc_page_table(book->page, "figures", NULL, &table, "There is no figure.");
    return LOCALITY_OK;
}

/* ---- Reconciliation -------------------------------------------------------------------------------------- */

/* Whether a computed value can be held against a printed one, with its scale brought to that. */
static bool same_measure(int32_t printed, int32_t type, locality_range *range) {
    locality_range one = {LOCALITY_ONE, LOCALITY_ONE};

    if (printed == type)
        return true;
    if (type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_DAYS) {
        locality_range_multiply(range, &one, 1, range);
        return printed == LOCALITY_TYPE_NUMBER || printed == LOCALITY_TYPE_RATIO;
    }
    return (type == LOCALITY_TYPE_NUMBER || type == LOCALITY_TYPE_RATIO) &&
           (printed == LOCALITY_TYPE_NUMBER || printed == LOCALITY_TYPE_RATIO);
}

/* Whether a computed value is as near to the printed one as can be seen: inside what was printed, or
 * around it by no more than the last unit that its type can hold. */
static bool agrees(const locality_range *printed, const locality_range *computed) {
    bool inside = computed->lo >= printed->lo && computed->hi <= printed->hi;
    bool around = computed->lo <= printed->lo && computed->hi >= printed->hi;

    return inside ||
           (around && computed->lo > LOCALITY_OPEN_BELOW && computed->hi - computed->lo <= 1);
}

/* Whether a computed share prints like a printed one with the places that it was printed with (one at
 * least: whole numbers are counts). */
static bool agrees_rounded(int32_t type, const locality_range *printed,
                           const locality_range *computed) {
    static const int64_t one_percent = LOCALITY_ONE / 100;
    char a[160], b[160];
    int32_t decimals = 1;

    if (type != LOCALITY_TYPE_RATIO || locality_range_is_exact(printed) == 0 ||
        printed->lo % one_percent == 0)
        return false;
    for (int64_t step = one_percent / 10; step > 1 && printed->lo % step != 0; step /= 10)
        decimals++;
    return locality_value_print(type, printed, decimals, a, sizeof a, NULL, NULL) == LOCALITY_OK &&
           locality_value_print(type, computed, decimals, b, sizeof b, NULL, NULL) == LOCALITY_OK &&
           strcmp(a, b) == 0;
}

static void put_difference(const register_book *book, locality_table *table, int32_t type,
                           const locality_range *printed, const locality_range *computed) {
    locality_truth equal = locality_range_compare(LOCALITY_EQUAL, printed, computed);
    bool rounded = equal == LOCALITY_FALSE && agrees_rounded(type, printed, computed);
    bool differs = equal == LOCALITY_FALSE && !rounded;
    loc_text *line = &book->page->line;
    locality_range difference;

    locality_range_subtract(printed, computed, &difference);
    if (differs && type != LOCALITY_TYPE_DATE && type != LOCALITY_TYPE_MOMENT)
        loc_text_print(line, type, &difference, -1);
    take(book, table);
    if (differs)
        loc_grid_toned(table, "DIFFERS", LOCALITY_TONE_BAD);
    else if (rounded)
        loc_grid_toned(table, "agrees, rounded", LOCALITY_TONE_GOOD);
    else if (equal == LOCALITY_TRUE || agrees(printed, computed))
        loc_grid_toned(table, "agrees", LOCALITY_TONE_GOOD);
    else
        loc_grid_toned(table, "may agree", LOCALITY_TONE_DOUBT);
}

/* Computed, difference and result of a figure whose check was answered. */
static void put_answer(const register_book *book, locality_table *table, uint32_t row,
                       const locality_answer *answer) {
    uint32_t field = number_field(book->snapshot, row);
    int32_t type = locality_answer_column_type(answer, 0);
    locality_value value;

    loc_grid_put(table, locality_answer_text(answer, 0, 0));
    if (type == LOCALITY_TYPE_TRUTH) {
        locality_truth truth = locality_answer_truth(answer);

        loc_grid_put(table, "");
        loc_grid_toned(table,
                       truth == LOCALITY_TRUE    ? "agrees"
                       : truth == LOCALITY_FALSE ? "DIFFERS"
                                                 : "cannot be decided",
                       truth == LOCALITY_TRUE    ? LOCALITY_TONE_GOOD
                       : truth == LOCALITY_FALSE ? LOCALITY_TONE_BAD
                                                 : LOCALITY_TONE_DOUBT);
        return;
    }
    if (field != LOCALITY_NO_INDEX && !locality_answer_is_table(answer) &&
        locality_answer_value(answer, 0, 0, &value, NULL) == LOCALITY_OK &&
        value.type != LOCALITY_TYPE_NONE) {
        int32_t printed_type = loc_schema_row(book->snapshot->schema, LOC_KIND_figure, field)->type;
        locality_range printed = loc_snapshot_range(book->snapshot, LOC_KIND_figure, row, field);

        if (same_measure(printed_type, type, &value.range)) {
            put_difference(book, table, printed_type, &printed, &value.range);
            return;
        }
    }
    loc_grid_put(table, "");
    loc_grid_toned(table, "cannot be decided", LOCALITY_TONE_DOUBT);
}

static locality_status put_check(const register_book *book, locality_table *table, uint32_t row) {
    const char *check = LOC_TEXT(book->snapshot, figure, row, check);
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_answer *answer = NULL;
    locality_status status;

    options.as_at = book->page->options.as_at;
    status = locality_query(book->snapshot, check, strlen(check), &options, &answer, book->error);
    if (status != LOCALITY_OK) {
        loc_error_at_record(book->error, "figure",
                            locality_snapshot_id(book->snapshot, LOC_KIND_figure, row), "check");
        loc_error_at_place(book->error, 0, 0); /* the place was one in the expression */
        return status;
    }
    put_id(book, table, LOC_KIND_figure, row);
    loc_grid_put(table, loc_label(book->snapshot, LOC_KIND_figure, row));
    show_number(book, row);
    take(book, table);
    put_answer(book, table, row, answer);
    put_source(book, table, LOC_KIND_figure, row);
    locality_answer_free(answer);
    return LOCALITY_OK;
}

static locality_status put_reconciliation(const register_book *book) {
    static const char *const names[] = {
        "id",       "Id",         "label",      "Figure", "printed", "Printed", "computed",
        "Computed", "difference", "Difference", "result", "Result",  "source",  "Source"};
    locality_status status = LOCALITY_OK;
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (uint32_t row = 0;
         row < loc_snapshot_count(book->snapshot, LOC_KIND_figure) && status == LOCALITY_OK; row++)
        if (LOC_TEXT(book->snapshot, figure, row, check)[0] != '\0')
            status = put_check(book, &table, row);
    if (status != LOCALITY_OK)
        loc_grid_clear(&table);
    else
        loc_page_table(book->page, "figures", NULL, &table, "No figure has a check.");
    return status;
}

/* ---- Ambiguities ------------------------------------------------------------------------------------------- */

static void put_readings(const register_book *book, locality_table *table, uint32_t kind,
                         uint32_t row, uint32_t field) {
    loc_text *line = &book->page->line;
    uint32_t count = 0;
    const uint32_t *items = loc_snapshot_items(book->snapshot, kind, row, field, &count);

    for (uint32_t i = 0; i < count && items != NULL; i++)
        loc_text_format(line, "%s%" PRIu32 ". %s", i > 0 ? "\n" : "", i + 1,
                        loc_snapshot_text(book->snapshot, items[i]));
    take(book, table);
}

static uint32_t readings_of(const register_book *book, uint32_t kind, uint32_t row,
                            uint32_t field) {
    uint32_t count = 0;

    return loc_snapshot_items(book->snapshot, kind, row, field, &count) == NULL ? 0 : count;
}

static locality_status put_ambiguities(const register_book *book) {
    static const char *const names[] = {"id",       "Id",       "what",   "What is ambiguous",
                                        "readings", "Readings", "source", "Source"};
    const locality_snapshot *snapshot = book->snapshot;
    loc_text *line = &book->page->line;
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_note); row++) {
        if (strcmp(LOC_TEXT(snapshot, note, row, type), "ambiguity") != 0)
            continue;
        put_id(book, &table, LOC_KIND_note, row);
        loc_grid_put(&table, LOC_TEXT(snapshot, note, row, text));
        put_readings(book, &table, LOC_KIND_note, row, LOC_FIELD_note_readings);
        put_source(book, &table, LOC_KIND_note, row);
    }
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_figure); row++) {
        if (readings_of(book, LOC_KIND_figure, row, LOC_FIELD_figure_readings) < 2)
            continue;
        put_id(book, &table, LOC_KIND_figure, row);
        loc_text_format(line, "%s: ", loc_label(snapshot, LOC_KIND_figure, row));
        show_number(book, row);
        take(book, &table);
        put_readings(book, &table, LOC_KIND_figure, row, LOC_FIELD_figure_readings);
        put_source(book, &table, LOC_KIND_figure, row);
    }
    loc_page_table(book->page, "ambiguities", NULL, &table, "No ambiguity is recorded.");
    return LOCALITY_OK;
}

/* ---- Blanks -------------------------------------------------------------------------------------------------- */

static void put_blank_notes(const register_book *book) {
    static const char *const names[] = {"id",    "Id",    "what",   "What is left open",
                                        "about", "About", "source", "Source"};
    const locality_snapshot *snapshot = book->snapshot;
    loc_text *line = &book->page->line;
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_note); row++) {
        if (strcmp(LOC_TEXT(snapshot, note, row, type), "blank") != 0)
            continue;
        put_id(book, &table, LOC_KIND_note, row);
        loc_grid_put(&table, LOC_TEXT(snapshot, note, row, text));
        LOC_SHOW(line, snapshot, note, row, about);
        take(book, &table);
        put_source(book, &table, LOC_KIND_note, row);
    }
    loc_page_table(book->page, "blanks", "Left open by the paper", &table, "Nothing is noted.");
}

/* Fields that are quantities or references: texts are remarks that need not be there. */
static bool is_wanted(const loc_field *field) {
    return !field->is_common && !loc_type_is_list(field->type) &&
           (field->type == LOCALITY_TYPE_REF ||
            (field->type >= LOCALITY_TYPE_TRUTH && field->type <= LOCALITY_TYPE_DAYS));
}

#define MOST_NAMED 8u /* records named in a row of fields that only some give */

static void put_partial(const register_book *book, locality_table *table, uint32_t kind,
                        uint32_t field) {
    const locality_snapshot *snapshot = book->snapshot;
    const loc_column *column = loc_snapshot_column(snapshot, kind, field);
    const loc_field *info = loc_schema_row(snapshot->schema, kind, field);
    uint32_t count = loc_snapshot_count(snapshot, kind), named = 0;
    loc_text *line = &book->page->line;

    if (column == NULL || column->given == count)
        return;
    loc_text_format(line, "%s.%s", locality_schema_kind_name(NULL, kind), info->name);
    take(book, table);
    loc_text_format(line, "%" PRIu32 " of %" PRIu32, count - column->given, count);
    take(book, table);
    for (uint32_t row = 0; row < count && named <= MOST_NAMED; row++) {
        bool missing = info->type == LOCALITY_TYPE_REF
                           ? loc_snapshot_ref(snapshot, kind, row, field) == LOCALITY_ROW_MISSING
                           : loc_is_unknown(loc_snapshot_range(snapshot, kind, row, field));

        if (!missing)
            continue;
        named++;
        if (named > MOST_NAMED)
            loc_text_add(line, ", ...");
        else
            loc_text_format(line, "%s%s", named > 1 ? ", " : "",
                            locality_snapshot_id(snapshot, kind, row));
    }
    take(book, table);
}

/* Fields that most records of a kind give (at least half) and some do not. */
static void put_partial_fields(const register_book *book) {
    static const char *const names[] = {"field",      "Field",   "missing",
                                        "Missing in", "records", "Records that lack it"};
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++)
        for (uint32_t field = 0; field < locality_schema_fields(book->snapshot->schema, kind);
             field++) {
            const loc_column *column = loc_snapshot_column(book->snapshot, kind, field);

            if (column != NULL && is_wanted(loc_schema_row(book->snapshot->schema, kind, field)) &&
                column->given * 2 >= loc_snapshot_count(book->snapshot, kind))
                put_partial(book, &table, kind, field);
        }
    loc_page_table(book->page, "partial", "Given for most records of a kind but not for all",
                   &table, "No such field.");
}

static locality_status put_blanks(const register_book *book) {
    put_blank_notes(book);
    put_partial_fields(book);
    return LOCALITY_OK;
}

/* ---- Missing material ------------------------------------------------------------------------------------------- */

static void put_lacking(const register_book *book) {
    static const char *const names[] = {"section", "Section", "label", "What it is",
                                        "state",   "State",   "named", "Named in"};
    const locality_snapshot *snapshot = book->snapshot;
    loc_text *line = &book->page->line;
    uint32_t count = loc_snapshot_count(snapshot, LOC_KIND_section);
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (uint32_t row = 0; row < count; row++) {
        const char *state = LOC_TEXT(snapshot, section, row, state);

        if (state[0] == '\0' || strcmp(state, "present") == 0)
            continue;
        LOC_SHOW(line, snapshot, section, row, document);
        loc_text_format(line, "%s%s", line->length > 0 ? " " : "",
                        LOC_TEXT(snapshot, section, row, number));
        take(book, &table);
        loc_grid_put(&table, loc_label(snapshot, LOC_KIND_section, row));
        loc_grid_toned(&table,
                       strcmp(state, "gap") == 0       ? "gap in the numbering"
                       : strcmp(state, "picture") == 0 ? "picture, missing from the text"
                                                       : "missing",
                       LOCALITY_TONE_DOUBT);
        for (uint32_t other = 0; other < count; other++)
            if (loc_refs_have(snapshot, LOC_KIND_section, other, LOC_FIELD_section_refers_to, row))
                loc_text_format(line, "%s%s", line->length > 0 ? ", " : "",
                                LOC_TEXT(snapshot, section, other, number));
        take(book, &table);
    }
    loc_page_table(book->page, "missing", "Missing material", &table, "No part is missing.");
}

/* The number of a section of the top level, 0 where it is no plain number. */
static uint32_t plain_number(const char *text) {
    uint32_t number = 0;

    for (; *text != '\0'; text++) {
        if (!loc_is_digit(*text) || number > 100000)
            return 0;
        number = number * 10 + (uint32_t)(*text - '0');
    }
    return number;
}

static bool has_number(const locality_snapshot *snapshot, uint32_t document, uint32_t number) {
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++)
        if (LOC_REF(snapshot, section, row, document) == document &&
            plain_number(LOC_TEXT(snapshot, section, row, number)) == number)
            return true;
    return false;
}

/* The last plain number among the sections of a document, and how many have one. */
static uint32_t last_number(const locality_snapshot *snapshot, uint32_t document, uint32_t *count) {
    uint32_t last = 0;

    *count = 0;
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++) {
        uint32_t number = plain_number(LOC_TEXT(snapshot, section, row, number));

        if (number == 0 || LOC_REF(snapshot, section, row, document) != document)
            continue;
        ++*count;
        last = number > last ? number : last;
    }
    return last;
}

/* Sections that a document skips and that nobody noted: 3, then 5. Where most numbers are missing, they
 * do not count sections. */
static void put_skipped(const register_book *book) {
    const locality_snapshot *snapshot = book->snapshot;

    for (uint32_t document = 0; document < loc_snapshot_count(snapshot, LOC_KIND_document);
         document++) {
        uint32_t count, last = last_number(snapshot, document, &count);

        for (uint32_t number = 1; number < last && last / 2 <= count; number++) {
            if (has_number(snapshot, document, number))
                continue;
            loc_text_format(&book->page->line,
                            "Note: %s has no section %" PRIu32 "; its numbering skips it.",
                            loc_label(snapshot, LOC_KIND_document, document), number);
            loc_page_take(book->page);
        }
    }
}

static locality_status put_missing(const register_book *book) {
    put_lacking(book);
    loc_register_sections(book->page, book->snapshot);
    put_skipped(book);
    return LOCALITY_OK;
}

/* ---- Names ---------------------------------------------------------------------------------------------------- */

static locality_status put_names(const register_book *book) {
    static const char *const names[] = {"record",      "Record", "name",   "Name",   "alias",
                                        "Also called", "source", "Source", "remark", "Remark"};
    const locality_snapshot *snapshot = book->snapshot;
    uint32_t remark = loc_common_field(LOC_KIND_alias, LOC_COMMON_remark);
    locality_column record = LOCALITY_COLUMN_INIT;
    loc_text *line = &book->page->line;
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    (void)locality_snapshot_column(snapshot, LOC_KIND_alias, LOC_FIELD_alias_record, &record, NULL);
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_alias); row++) {
        uint32_t kind = record.kind == NULL ? LOCALITY_NO_INDEX : record.kind[row];

        if (kind == LOCALITY_NO_INDEX || record.row[row] >= LOCALITY_ROW_NONE)
            continue;
        loc_text_format(line, "%s:%s", locality_schema_kind_name(NULL, kind),
                        locality_snapshot_id(snapshot, kind, record.row[row]));
        take(book, &table);
        loc_grid_put(&table, loc_label(snapshot, kind, record.row[row]));
        loc_grid_put(&table, LOC_TEXT(snapshot, alias, row, text));
        put_source(book, &table, LOC_KIND_alias, row);
        loc_grid_put(&table, loc_text_of(snapshot, LOC_KIND_alias, row, remark));
    }
    loc_page_table(book->page, "names", NULL, &table, "Every record goes by one name.");
    if (snapshot->alias_uses > 0) {
        loc_text_format(line, "%zu %s written with another name and read through it.",
                        snapshot->alias_uses,
                        snapshot->alias_uses == 1 ? "reference is" : "references are");
        loc_page_take(book->page);
    }
    return LOCALITY_OK;
}

/* ---- Places in time -------------------------------------------------------------------------------------------- */

static locality_status put_places(const register_book *book) {
    return loc_register_places(book->page, book->snapshot, book->error);
}

/* ---- Weekdays -------------------------------------------------------------------------------------------------- */

static locality_status put_weekdays(const register_book *book) {
    loc_register_weekdays(book->page, book->snapshot);
    return LOCALITY_OK;
}

/* ---- Notes ------------------------------------------------------------------------------------------------------- */

/* "Community Coordinator, posts": the record that a note is about, and the field. */
static void add_about(const register_book *book, uint32_t note) {
    const char *field = LOC_TEXT(book->snapshot, note, note, field);
    loc_text *line = &book->page->line;

    LOC_SHOW(line, book->snapshot, note, note, about);
    if (field[0] != '\0')
        loc_text_format(line, line->length > 0 ? ", %s" : "%s", field);
}

/* Notes of one sort; ambiguities and blanks have registers of their own. */
static void put_notes_of(const register_book *book, locality_table *table, const char *type) {
    const locality_snapshot *snapshot = book->snapshot;

    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_note); row++) {
        if (strcmp(LOC_TEXT(snapshot, note, row, type), type) != 0)
            continue;
        loc_grid_put(table, type[0] == '\0' ? "remark" : type);
        put_id(book, table, LOC_KIND_note, row);
        loc_grid_put(table, LOC_TEXT(snapshot, note, row, text));
        add_about(book, row);
        take(book, table);
        put_source(book, table, LOC_KIND_note, row);
    }
}

static locality_status put_notes(const register_book *book) {
    static const char *const names[] = {"type",          "Sort",  "id",    "Id",     "what",
                                        "What is noted", "about", "About", "source", "Source"};
    static const char *const types[] = {"anomaly", "caution", "assumption", "remark", ""};
    locality_table table;

    loc_page_start_table(book->page, &table);
    columns(&table, names, sizeof names / sizeof names[0] / 2);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        put_notes_of(book, &table, types[i]);
    loc_page_table(book->page, "notes", NULL, &table, "Nothing is noted.");
    return LOCALITY_OK;
}

/* ---- The report -------------------------------------------------------------------------------------------------- */

static const struct register_form {
    const char *key, *title;
    locality_status (*put)(const register_book *book);
} register_forms[] = {
    [LOCALITY_REGISTER_FIGURES] = {"figures", "Figures", put_figures},
    [LOCALITY_REGISTER_RECONCILIATION] = {"reconciliation",
                                          "Reconciliation: figures as printed and as computed",
                                          put_reconciliation},
    [LOCALITY_REGISTER_AMBIGUITIES] = {"ambiguities", "Ambiguities", put_ambiguities},
    [LOCALITY_REGISTER_BLANKS] = {"blanks", "Blanks", put_blanks},
    [LOCALITY_REGISTER_MISSING] = {"missing", "Missing material", put_missing},
    [LOCALITY_REGISTER_NAMES] = {"names", "Names", put_names},
    [LOCALITY_REGISTER_PLACES] = {"places", "Places in time", put_places},
    [LOCALITY_REGISTER_WEEKDAYS] = {"weekdays", "Dates on odd weekdays", put_weekdays},
    [LOCALITY_REGISTER_NOTES] = {"notes", "Notes", put_notes},
};

locality_status locality_report_register(const locality_snapshot *snapshot, int32_t number,
                                         const locality_report_options *options,
                                         const locality_output *output, locality_error *error) {
    locality_status status, ended;
    locality_error unused;
    loc_page page;
    register_book book;

    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (number < 0 || (size_t)number >= sizeof register_forms / sizeof register_forms[0])
        return loc_fail(error, LOCALITY_INVALID, "%d is no register", (int)number);
    status = loc_page_begin(&page, options, output, register_forms[number].key,
                            register_forms[number].title, error);
    if (status != LOCALITY_OK)
        return status;
    book.page = &page;
    book.snapshot = snapshot;
    book.error = error;
    status = register_forms[number].put(&book);
    ended = loc_page_end(&page, status == LOCALITY_OK ? error : &unused);
    return status == LOCALITY_OK ? ended : status;
}
