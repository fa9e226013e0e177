/* The heading: which column of the table is which column of the map, and which the map leaves out. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "intake/cell.h"
#include "intake/engine.h"

/* Steps to the next character of a heading as it is compared: lower case, blanks around left out, runs of
 * blanks as one. NUL at the end. */
static char next_char(loc_slice heading, size_t *at) {
    if (*at < heading.length && loc_is_space(heading.text[*at])) {
        while (*at < heading.length && loc_is_space(heading.text[*at])) {
            (*at)++;
        }
        return *at < heading.length ? ' ' : '\0';
    }
    return *at < heading.length ? loc_to_lower(heading.text[(*at)++]) : '\0';
}

static bool same_heading(loc_slice a, const char *b) {
    loc_slice other = {b, strlen(b)};
    size_t i = 0, j = 0;
    while (j < other.length && loc_is_space(b[j])) {
        j++;
    }
    for (;;) {
        char left = next_char(a, &i);
        if (left != next_char(other, &j)) {
            return false;
        }
        if (left == '\0') {
            return true;
        }
    }
}

/* ---- Finding ------------------------------------------------------------------------------------ */

/* Looks for one spelling of a column's heading. */
static locality_status find_spelling(locality_intake *intake, loc_source *source,
                                     const char *spelling) {
    for (uint32_t i = 0; i < intake->headings; i++) {
        if (!same_heading(intake->heading[i], spelling)) {
            continue;
        }
        if (source->place != UINT32_MAX && source->map->pick == LOC_PICK_ONE) {
            loc_fail(intake->error, LOCALITY_DUPLICATE,
                     "the table has the heading \"%s\" twice, in columns %u and %u; in the map, "
                     "pick first or pick last says which one is meant",
                     spelling, source->place + 1, i + 1);
            return LOCALITY_DUPLICATE;
        }
        if (source->place == UINT32_MAX || source->map->pick == LOC_PICK_LAST) {
            source->place = i;
        }
    }
    return LOCALITY_OK;
}

static locality_status refuse_missing(locality_intake *intake, const loc_map_column *column) {
    char hint[160], names[32][64];
    loc_nearest nearest;
    loc_nearest_init(&nearest, column->headings.item[0]);
    for (uint32_t i = 0; i < intake->headings && i < 32; i++) {
        loc_slice heading = intake->heading[i];
        size_t length = heading.length < sizeof names[i] ? heading.length : sizeof names[i] - 1;
        memcpy(names[i], heading.text, length);
        names[i][length] = '\0';
        names[i][loc_utf8_check(names[i], length)] = '\0';
        loc_nearest_offer(&nearest, names[i]);
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(intake->error, LOCALITY_NOT_FOUND,
                    "the table has no heading \"%s\", which the map %s needs%s",
                    column->headings.item[0], intake->map.name, hint);
}

static locality_status find_column(locality_intake *intake, loc_source *source) {
    const loc_map_column *column = source->map;
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0;
         i < column->headings.count && source->place == UINT32_MAX && status == LOCALITY_OK; i++) {
        status = find_spelling(intake, source, column->headings.item[i]);
    }
    if (status == LOCALITY_OK && source->place == UINT32_MAX && !column->is_optional) {
        status = refuse_missing(intake, column);
    }
    return status;
}

static locality_status find_set(locality_intake *intake, loc_source *source, const bool *is_taken) {
    const loc_words *patterns = &source->map->headings;
    source->set = loc_arena_take(&intake->lasting, intake->headings, sizeof *source->set);
    if (source->set == NULL) {
        return loc_fail_memory(intake->error);
    }
    for (uint32_t i = 0; i < intake->headings; i++) {
        bool fits = false;
        for (uint32_t j = 0; j < patterns->count && !is_taken[i]; j++) {
            loc_slice heading = intake->heading[i];
            fits = fits || loc_pattern_fits(patterns->item[j], heading.text, heading.length);
        }
        if (fits) {
            source->set[source->set_count++] = i;
        }
    }
    return source->set_count > 0 || source->map->is_optional ? LOCALITY_OK
                                                             : refuse_missing(intake, source->map);
}

/* ---- What is left out ---------------------------------------------------------------------------- */

static bool is_ignored(const locality_intake *intake, uint32_t place) {
    for (uint32_t i = 0; i < intake->map.ignored.count; i++) {
        if (same_heading(intake->heading[place], intake->map.ignored.item[i])) {
            return true;
        }
    }
    return false;
}

static locality_status tell_uncovered(locality_intake *intake, const bool *is_taken) {
    for (uint32_t i = 0; i < intake->headings; i++) {
        if (is_taken[i]) {
            continue;
        }
        if (is_ignored(intake, i)) {
            intake->unmapped++;
            continue;
        }
        loc_trouble trouble = {.fault = LOCALITY_INTAKE_HEADING,
                               .severity = LOCALITY_INTAKE_WARNING,
                               .row = intake->csv.row.number,
                               .line = intake->csv.row.line,
                               .column = i + 1,
                               .heading = intake->heading[i]};
        if (!loc_report_add(intake->report, &trouble,
                            "the map %s does not cover this column; nothing of it is imported",
                            intake->map.name)) {
            return loc_fail_memory(intake->error);
        }
    }
    return LOCALITY_OK;
}

static locality_status find_all(locality_intake *intake, bool *is_taken) {
    locality_status status = LOCALITY_OK;
    const loc_map *map = &intake->map;
    for (uint32_t i = LOC_GIVEN_COUNT; i < map->columns && status == LOCALITY_OK; i++) {
        loc_source *source = &intake->source[i];
        if (!source->map->is_set) {
            status = find_column(intake, source);
        }
        if (source->place != UINT32_MAX) {
            is_taken[source->place] = true;
        }
    }
    for (uint32_t i = LOC_GIVEN_COUNT; i < map->columns && status == LOCALITY_OK; i++) {
        if (intake->source[i].map->is_set) {
            status = find_set(intake, &intake->source[i], is_taken);
        }
    }
    for (uint32_t i = LOC_GIVEN_COUNT; i < map->columns && status == LOCALITY_OK; i++) {
        for (uint32_t j = 0; j < intake->source[i].set_count; j++) {
            is_taken[intake->source[i].set[j]] = true;
        }
    }
    return status == LOCALITY_OK ? tell_uncovered(intake, is_taken) : status;
}

static bool copy_headings(locality_intake *intake, const loc_csv_row *row) {
    intake->heading = loc_arena_take(&intake->lasting, row->count, sizeof *intake->heading);
    if (intake->heading == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < row->count; i++) {
        const char *text = loc_csv_text(row, i);
        size_t length = row->cell[i].length;
        while (length > 0 && loc_is_space(text[0])) {
            text++;
            length--;
        }
        while (length > 0 && loc_is_space(text[length - 1])) {
            length--;
        }
        char *copy = loc_arena_bytes(&intake->lasting, length * 3 + 1);
        if (copy == NULL) {
            return false;
        }
        memcpy(copy, text, length);
        if (intake->map.is_windows) {
            size_t written = loc_cell_from_windows(text, length, copy);
            length = written == SIZE_MAX ? 0 : written;
        }
        copy[length] = '\0';
        intake->heading[i] = (loc_slice){copy, length};
    }
    intake->headings = row->count;
    return true;
}

locality_status loc_intake_head(locality_intake *intake, const loc_csv_row *row) {
    locality_status status = LOCALITY_OK;
    if (!copy_headings(intake, row)) {
        return loc_fail_memory(intake->error);
    }
    bool *is_taken = loc_allocate(&intake->allocator, row->count, sizeof *is_taken);
    if (is_taken == NULL) {
        return loc_fail_memory(intake->error);
    }
    if (row->fault > LOC_CSV_STRAY) {
        status = loc_fail(intake->error, LOCALITY_SYNTAX,
                          "the quotation marks of the heading are not paired");
    } else {
        status = find_all(intake, is_taken);
    }
    loc_release(&intake->allocator, is_taken, row->count, sizeof *is_taken);
    if (status != LOCALITY_OK && status != LOCALITY_NO_MEMORY) {
        loc_error_at_place(intake->error, row->line, 1);
    }
    return status;
}
