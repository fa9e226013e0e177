/* Sections: what refers to what, and whether it is there; and numbering that leaves a step out: 9.5.1 where
 * there is no 9.5. A document that numbers no section of the upper level is left alone. */
#include "report/sections.h"

#include <string.h>

#include "report/read.h"

/* ---- Cross-references ---------------------------------------------------------------------------------- */

/* "CD 3.7", with the name of the document. */
static void add_section(loc_text *line, const locality_snapshot *snapshot, uint32_t section) {
    LOC_SHOW(line, snapshot, section, section, document);
    loc_text_format(line, "%s%s", line->length > 0 ? " " : "",
                    LOC_TEXT(snapshot, section, section, number));
}

static void put_reference(loc_page *page, locality_table *table, const locality_snapshot *snapshot,
                          uint32_t from, uint32_t to) {
    const char *state = LOC_TEXT(snapshot, section, to, state);
    bool is_there = state[0] == '\0' || strcmp(state, "present") == 0;

    add_section(&page->line, snapshot, from);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
    add_section(&page->line, snapshot, to);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, loc_label(snapshot, LOC_KIND_section, to));
    loc_grid_toned(table, is_there ? "there" : state,
                   is_there ? LOCALITY_TONE_GOOD : LOCALITY_TONE_DOUBT);
}

static void put_references(loc_page *page, const locality_snapshot *snapshot) {
    static const char *const columns[][2] = {
        {"from", "In"}, {"to", "Refers to"}, {"label", "What it is"}, {"state", "State"}};
    locality_table table;

    loc_page_start_table(page, &table);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        loc_grid_column_add(&table, columns[i][0], columns[i][1], LOCALITY_ALIGN_LEFT);
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++) {
        uint32_t count = 0;
        const uint32_t *to = loc_snapshot_items(snapshot, LOC_KIND_section, row,
                                                LOC_FIELD_section_refers_to, &count);
        for (uint32_t i = 0; to != NULL && i < count; i++)
            if (to[i] < LOCALITY_ROW_NONE)
                put_reference(page, &table, snapshot, row, to[i]);
    }
    loc_page_table(page, "references", "Cross-references", &table, "None is recorded.");
}

/* ---- Numbers -------------------------------------------------------------------------------------------- */

/* Bytes of the number above a dotted one: 3 of 9.5.1; 0 where it is not digits and full stops. */
static size_t above(const char *number) {
    size_t stop = 0, i;

    for (i = 0; number[i] != '\0'; i++) {
        if (number[i] == '.' && i > 0 && loc_is_digit(number[i + 1]))
            stop = i;
        else if (!loc_is_digit(number[i]))
            return 0;
    }
    return stop;
}

static bool has_section(const locality_snapshot *snapshot, uint32_t document, const char *number,
                        size_t length) {
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++) {
        const char *other = LOC_TEXT(snapshot, section, row, number);
        if (LOC_REF(snapshot, section, row, document) == document && strlen(other) == length &&
            memcmp(other, number, length) == 0)
            return true;
    }
    return false;
}

/* Whether a document numbers sections of as many steps as the one above has. */
static bool has_level(const locality_snapshot *snapshot, uint32_t document, size_t steps) {
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++) {
        const char *number = LOC_TEXT(snapshot, section, row, number);
        size_t stops = 0;

        for (const char *p = number; *p != '\0'; p++)
            stops += *p == '.';
        if (LOC_REF(snapshot, section, row, document) == document && loc_is_digit(number[0]) &&
            stops == steps)
            return true;
    }
    return false;
}

static size_t stops_of(const char *number, size_t length) {
    size_t stops = 0;

    for (size_t i = 0; i < length; i++)
        stops += number[i] == '.';
    return stops;
}

static void note_orphan(loc_page *page, const locality_snapshot *snapshot, uint32_t row) {
    const char *number = LOC_TEXT(snapshot, section, row, number);
    uint32_t document = LOC_REF(snapshot, section, row, document);
    size_t length = above(number);

    if (length == 0 || document >= LOCALITY_ROW_NONE ||
        has_section(snapshot, document, number, length) ||
        !has_level(snapshot, document, stops_of(number, length)))
        return;
    loc_text_format(&page->line, "Note: %s has section %s but no section %.*s.",
                    loc_label(snapshot, LOC_KIND_document, document), number, (int)length, number);
    loc_page_take(page);
}

void loc_register_sections(loc_page *page, const locality_snapshot *snapshot) {
    put_references(page, snapshot);
    for (uint32_t row = 0; row < loc_snapshot_count(snapshot, LOC_KIND_section); row++)
        note_orphan(page, snapshot, row);
}
