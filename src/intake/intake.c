/* Intake: the public calls: a map is read, bytes go in, records stand in the model. */
#include "locality/intake.h"

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "intake/cell.h"
#include "intake/engine.h"

enum { CANCEL_ROWS = 1024 /* rows between two questions to the host */ };

locality_status locality_intake_check_map(const locality_schema *schema, const char *map,
                                          size_t length, locality_error *error) {
    locality_allocator allocator;
    loc_map read;
    if (map == NULL) {
        return loc_fail_null(error, "map");
    }
    locality_status status = loc_allocator_take(NULL, &allocator, error);
    if (status == LOCALITY_OK) {
        status = loc_map_read(&read, schema, &allocator, map, length, error);
    }
    if (status == LOCALITY_OK) {
        loc_map_clear(&read);
    }
    return status;
}

/* ---- Beginning ------------------------------------------------------------------------------------------ */

static locality_status take_options(locality_intake *intake, const locality_intake_options *given,
                                    locality_error *error) {
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    if (given != NULL && (!loc_struct_take(&options, sizeof options, given, given->struct_size,
                                           offsetof(locality_intake_options, prefix)) ||
                          options.reserved != 0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "struct_size is not that of a locality_intake_options");
    }
    options.max_row_bytes =
        options.max_row_bytes == 0 ? LOCALITY_INTAKE_MAX_ROW : options.max_row_bytes;
    options.max_problems =
        options.max_problems == 0 ? LOCALITY_INTAKE_MAX_PROBLEMS : options.max_problems;
    if (options.max_row_bytes > INT32_MAX - 1) {
        return loc_fail(error, LOCALITY_LIMIT, "a row has at most 2147483646 bytes");
    }
    if (options.as_at != NULL && !locality_range_is_valid(options.as_at)) {
        return loc_fail(error, LOCALITY_INVALID, "as_at is no valid range");
    }
    if ((options.label != NULL &&
         loc_utf8_check(options.label, strlen(options.label)) < strlen(options.label)) ||
        (options.structure != NULL && loc_utf8_check(options.structure, strlen(options.structure)) <
                                          strlen(options.structure))) {
        return loc_fail(error, LOCALITY_ENCODING, "label or structure is not valid UTF-8");
    }
    intake->options = options;
    return loc_allocator_take(options.allocator, &intake->allocator, error);
}

/* What the columns that every map has say in every row. */
static bool set_given(locality_intake *intake, uint32_t column, const char *text) {
    size_t length = text == NULL ? 0 : strlen(text);
    loc_cell_now *now = &intake->source[column].now;
    *now = (loc_cell_now){.state = LOC_CELL_ABSENT};
    if (length == 0) {
        return true;
    }
    now->kept = loc_intake_new_text(intake, &intake->lasting, text, length);
    if (now->kept == NULL) {
        return false;
    }
    now->text = now->kept->text;
    now->length = now->kept->length;
    now->state = LOC_CELL_GIVEN;
    return true;
}

static bool set_all_given(locality_intake *intake) {
    char as_at[80] = "";
    const locality_intake_options *options = &intake->options;
    if (options->as_at != NULL) {
        locality_value_write(LOCALITY_TYPE_DATE, options->as_at, as_at, sizeof as_at, NULL, NULL);
    }
    const char *structure = options->structure != NULL ? options->structure : intake->map.structure;
    if (!set_given(intake, LOC_GIVEN_STRUCTURE, structure) ||
        !set_given(intake, LOC_GIVEN_LABEL, options->label) ||
        !set_given(intake, LOC_GIVEN_AS_AT, as_at)) {
        return false;
    }
    intake->label = intake->source[LOC_GIVEN_LABEL].now.text;
    return true;
}

/* Prepares the quick answer to whether a cell may be one of the words of a column. */
static void learn_words(loc_source *source, const loc_words *words) {
    for (uint32_t i = 0; i < words->count; i++) {
        size_t length = strlen(words->item[i]);
        unsigned char c = (unsigned char)loc_to_lower(words->item[i][0]);
        unsigned char upper = c >= 'a' && c <= 'z' ? (unsigned char)(c - 'a' + 'A') : c;
        source->longest = length > source->longest ? (uint32_t)length : source->longest;
        source->first[c >> 6] |= UINT64_C(1) << (c & 63);
        source->first[upper >> 6] |= UINT64_C(1) << (upper & 63);
    }
}

static bool open_choice(locality_intake *intake, const loc_map_choice *choice) {
    loc_choice_now *now = &intake->choice[choice->number];
    intake->buffer.length = 0;
    for (uint32_t i = 0; i < choice->parts; i++) {
        uint32_t column = choice->part[i].column;
        now->inserts = (uint8_t)(now->inserts + (column != UINT32_MAX && now->inserts < UINT8_MAX));
        now->is_fresh |= column == LOC_GIVEN_ROW;
        if (column == UINT32_MAX) {
            loc_text_put(&intake->buffer, choice->part[i].text, choice->part[i].length);
        }
    }
    now->is_plain = choice->parts == 1 && now->inserts == 1 && !choice->part[0].is_slug;
    now->is_literal = now->inserts == 0;
    now->is_constant =
        now->is_literal ||
        (now->is_plain && choice->part[0].column < LOC_GIVEN_COUNT &&
         choice->part[0].column != LOC_GIVEN_ROW && choice->part[0].column != LOC_GIVEN_ITEM);
    if (!now->is_literal) {
        return true;
    }
    now->literal = intake->buffer.failed
                       ? NULL
                       : loc_intake_new_text(intake, &intake->lasting, intake->buffer.data,
                                             intake->buffer.length);
    return now->literal != NULL;
}

static bool open_value(locality_intake *intake, const loc_map_value *value) {
    for (uint32_t i = 0; i < value->choices; i++) {
        if (!open_choice(intake, &value->choice[i])) {
            return false;
        }
    }
    return true;
}

static bool open_choices(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        const loc_map_make *make = &intake->map.make[i];
        if (!open_value(intake, &make->id)) {
            return false;
        }
        for (uint32_t j = 0; j < make->fields; j++) {
            if (!open_value(intake, &make->field[j].value)) {
                return false;
            }
        }
    }
    return true;
}

static size_t count_tally_words(const loc_map *map) {
    size_t count = 0;
    for (uint32_t i = 0; i < map->tallies; i++) {
        count += map->tally[i].words.count;
    }
    return count;
}

static bool open_arrays(locality_intake *intake) {
    const loc_map *map = &intake->map;
    loc_arena *arena = &intake->lasting;
    intake->tally_count = count_tally_words(map);
    intake->source = loc_arena_take(arena, map->columns, sizeof *intake->source);
    intake->choice = loc_arena_take(arena, map->choices, sizeof *intake->choice);
    intake->tally = loc_arena_take(arena, intake->tally_count + 1, sizeof *intake->tally);
    intake->skipped = loc_arena_take(arena, (size_t)map->skips + 1, sizeof *intake->skipped);
    intake->report = loc_report_new(&intake->allocator, intake->options.max_problems);
    if (intake->source == NULL || intake->choice == NULL || intake->tally == NULL ||
        intake->skipped == NULL || intake->report == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < map->columns; i++) {
        intake->source[i].map = &map->column[i];
        intake->source[i].place = UINT32_MAX;
        learn_words(&intake->source[i], &map->column[i].missing);
        learn_words(&intake->source[i], &map->column[i].none);
    }
    return true;
}

static locality_status open_all(locality_intake *intake, const char *map, size_t length,
                                locality_error *error) {
    locality_status status =
        loc_map_read(&intake->map, intake->schema, &intake->allocator, map, length, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    char delimiter = intake->map.delimiter == '\0' ? ',' : intake->map.delimiter;
    loc_csv_init(&intake->csv, &intake->allocator, delimiter,
                 (size_t)intake->options.max_row_bytes);
    intake->error = error;
    intake->each = UINT32_MAX;
    if (!open_arrays(intake) || !set_all_given(intake) || !open_choices(intake)) {
        return loc_fail_memory(error);
    }
    status = loc_intake_open_own(intake);
    return status == LOCALITY_OK ? loc_intake_open(intake) : status;
}

locality_status locality_intake_new(locality_model *model, const char *map, size_t length,
                                    const locality_intake_options *options, locality_intake **out,
                                    locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (model == NULL || map == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "map");
    }
    locality_intake start = {.model = model, .schema = model->schema};
    locality_status status = take_options(&start, options, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_intake *intake = loc_allocate(&start.allocator, 1, sizeof *intake);
    if (intake == NULL) {
        return loc_fail_memory(error);
    }
    *intake = start;
    loc_arena_init(&intake->lasting, &intake->allocator);
    loc_arena_init(&intake->passing, &intake->allocator);
    loc_text_init(&intake->buffer, &intake->allocator);
    loc_text_init(&intake->id_buffer, &intake->allocator);
    status = open_all(intake, map, length, error);
    if (status != LOCALITY_OK) {
        locality_intake_free(intake);
        return status;
    }
    *out = intake;
    return loc_ok(error);
}

void locality_intake_free(locality_intake *intake) {
    if (intake == NULL) {
        return;
    }
    locality_allocator allocator = intake->allocator;
    loc_intake_close(intake);
    locality_intake_report_free(intake->report);
    loc_csv_clear(&intake->csv);
    loc_text_clear(&intake->buffer);
    loc_text_clear(&intake->id_buffer);
    loc_arena_clear(&intake->passing);
    loc_arena_clear(&intake->lasting);
    loc_map_clear(&intake->map);
    loc_release(&allocator, intake, 1, sizeof *intake);
}

/* ---- Rows -------------------------------------------------------------------------------------------------- */

/* The delimiter that the heading has most of outside quotes; a comma where none is ahead. */
static char find_delimiter(const loc_csv_row *row) {
    static const char delimiters[] = {',', ';', '\t', '|'};
    size_t most = 0, counts[sizeof delimiters] = {0};
    bool is_quoted = false;
    for (size_t i = 0; i < row->raw_length; i++) {
        is_quoted ^= row->raw[i] == '"';
        for (size_t j = 0; j < sizeof delimiters && !is_quoted; j++) {
            counts[j] += row->raw[i] == delimiters[j];
        }
    }
    for (size_t j = 1; j < sizeof delimiters; j++) {
        most = counts[j] > counts[most] ? j : most;
    }
    return delimiters[most];
}

/* Reads the heading again with the delimiter that it shows. */
static locality_status head_again(locality_intake *intake, char delimiter) {
    loc_csv again;
    loc_csv_init(&again, &intake->allocator, delimiter, (size_t)intake->options.max_row_bytes);
    again.mark = 3;
    loc_csv_feed(&again, intake->csv.row.raw, intake->csv.row.raw_length, true);
    locality_status status = LOCALITY_OK;
    int result = loc_csv_next(&again);
    if (result == LOC_CSV_ROW) {
        again.row.number = intake->csv.row.number;
        again.row.line = intake->csv.row.line;
        status = loc_intake_head(intake, &again.row);
    } else {
        status = loc_intake_fail_memory(intake);
    }
    loc_csv_clear(&again);
    intake->csv.delimiter = delimiter;
    return status;
}

static locality_status read_heading(locality_intake *intake) {
    const loc_csv_row *row = &intake->csv.row;
    if (row->number < intake->map.heading_row) {
        return LOCALITY_OK; /* titles above the heading */
    }
    intake->has_heading = true;
    char delimiter = intake->map.delimiter != '\0' ? intake->map.delimiter : find_delimiter(row);
    return delimiter == intake->csv.delimiter ? loc_intake_head(intake, row)
                                              : head_again(intake, delimiter);
}

static locality_status ask_host(locality_intake *intake) {
    const locality_intake_options *options = &intake->options;
    if (options->progress != NULL) {
        options->progress(options->self, intake->rows, intake->bytes);
    }
    if (options->cancel != NULL && options->cancel(options->self) != 0) {
        return loc_fail(intake->error, LOCALITY_CANCELLED, "the host asked the import to stop");
    }
    return LOCALITY_OK;
}

/* A table that cannot be read on. */
static locality_status stop_at(locality_intake *intake, int result) {
    const loc_csv *csv = &intake->csv;
    bool is_open = csv->has_quotes;
    switch (result) {
    case LOC_CSV_TOO_LONG:
        loc_fail(intake->error, LOCALITY_LIMIT, "a row is longer than %zu bytes%s", csv->longest,
                 is_open ? "; a quotation mark in it may never be closed" : "");
        break;
    case LOC_CSV_TOO_WIDE:
        loc_fail(intake->error, LOCALITY_LIMIT, "a row has more than %d cells", LOC_CSV_MOST_CELLS);
        break;
    case LOC_CSV_UTF16:
        loc_fail(intake->error, LOCALITY_ENCODING, "the table is UTF-16; save it as \"CSV UTF-8\"");
        break;
    default:
        return loc_fail_memory(intake->error);
    }
    loc_error_at_place(intake->error, csv->lines + 1, 1);
    return intake->error->status;
}

static locality_status read_rows(locality_intake *intake) {
    locality_status status = LOCALITY_OK;
    int result;
    while (status == LOCALITY_OK && (result = loc_csv_next(&intake->csv)) != LOC_CSV_WANT &&
           result != LOC_CSV_END) {
        if (result != LOC_CSV_ROW) {
            return stop_at(intake, result);
        }
        status =
            intake->has_heading ? loc_intake_row(intake, &intake->csv.row) : read_heading(intake);
        if (status == LOCALITY_OK && intake->csv.row.number % CANCEL_ROWS == 0) {
            status = ask_host(intake);
        }
    }
    return status;
}

/* Reads a piece; a failure ends the import and puts the model back. */
static locality_status feed(locality_intake *intake, const void *bytes, size_t length, bool is_last,
                            locality_error *error) {
    intake->error = &intake->failure;
    loc_ok(intake->error);
    loc_csv_feed(&intake->csv, bytes, length, is_last);
    intake->bytes += length;
    locality_status status = read_rows(intake);
    if (status != LOCALITY_OK) {
        intake->has_ended = true;
        loc_intake_close(intake);
        if (error != NULL) {
            *error = intake->failure;
        }
    }
    return status;
}

static locality_status check_running(const locality_intake *intake, locality_error *error) {
    if (intake == NULL) {
        return loc_fail_null(error, "intake");
    }
    return intake->has_ended ? loc_fail(error, LOCALITY_INVALID, "the import has ended already")
                             : LOCALITY_OK;
}

locality_status locality_intake_push(locality_intake *intake, const void *bytes, size_t length,
                                     locality_error *error) {
    locality_status status = check_running(intake, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (bytes == NULL && length > 0) {
        return loc_fail_null(error, "bytes");
    }
    status = length == 0 ? LOCALITY_OK : feed(intake, bytes, length, false, error);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

/* ---- Ending -------------------------------------------------------------------------------------------------- */

static bool count_kinds(locality_intake *intake, int32_t what) {
    for (uint32_t i = 0; i < intake->kinds; i++) {
        const loc_kind_now *kind = &intake->kind[i];
        uint64_t count = what == LOCALITY_INTAKE_MADE    ? kind->rows
                         : what == LOCALITY_INTAKE_STOOD ? kind->stood
                                                         : kind->refused;
        if ((count > 0 || what == LOCALITY_INTAKE_MADE) &&
            !loc_report_count(intake->report, what, locality_schema_kind_name(NULL, kind->kind),
                              count)) {
            return false;
        }
    }
    return true;
}

static bool count_skipped(locality_intake *intake) {
    for (uint32_t i = 0; i <= intake->map.skips; i++) {
        const char *reason = i < intake->map.skips ? intake->map.skip[i].reason : "blank rows";
        if (intake->skipped[i] > 0 && !loc_report_count(intake->report, LOCALITY_INTAKE_SKIPPED,
                                                        reason, intake->skipped[i])) {
            return false;
        }
    }
    return intake->broken == 0 ||
           loc_report_count(intake->report, LOCALITY_INTAKE_BROKEN, "", intake->broken);
}

static bool count_all_tallies(locality_intake *intake) {
    size_t at = 0;
    for (uint32_t i = 0; i < intake->map.tallies; i++) {
        const loc_map_tally *tally = &intake->map.tally[i];
        const char *heading = intake->map.column[tally->column].headings.count > 0
                                  ? intake->map.column[tally->column].headings.item[0]
                                  : intake->map.column[tally->column].name;
        for (uint32_t j = 0; j < tally->words.count; j++, at++) {
            intake->buffer.length = 0;
            loc_text_add(&intake->buffer, heading);
            loc_text_add(&intake->buffer, ": ");
            loc_text_add(&intake->buffer, tally->words.item[j]);
            if (intake->buffer.failed ||
                !loc_report_count(intake->report, LOCALITY_INTAKE_TALLY, intake->buffer.data,
                                  intake->tally[at])) {
                return false;
            }
        }
    }
    return true;
}

static bool count_missing(locality_intake *intake) {
    for (uint32_t i = LOC_GIVEN_COUNT; i < intake->map.columns; i++) {
        const loc_source *source = &intake->source[i];
        if (source->blank == 0 || source->place == UINT32_MAX) {
            continue;
        }
        if (!loc_report_count(intake->report, LOCALITY_INTAKE_MISSING,
                              intake->heading[source->place].text, source->blank)) {
            return false;
        }
    }
    return intake->unmapped == 0 ||
           loc_report_count(intake->report, LOCALITY_INTAKE_UNMAPPED, "", intake->unmapped);
}

static locality_status end(locality_intake *intake) {
    if (!intake->has_heading) {
        return loc_fail(intake->error, LOCALITY_SYNTAX, "the table is empty: it has no heading");
    }
    locality_status status = loc_intake_flush(intake);
    if (status == LOCALITY_OK) {
        status = loc_intake_settle(intake);
    }
    if (status == LOCALITY_OK) {
        status = ask_host(intake);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_intake_report *report = intake->report;
    bool well = loc_report_count(report, LOCALITY_INTAKE_ROWS, "", intake->rows) &&
                count_kinds(intake, LOCALITY_INTAKE_MADE) &&
                count_kinds(intake, LOCALITY_INTAKE_STOOD) &&
                count_kinds(intake, LOCALITY_INTAKE_REFUSED) && count_skipped(intake) &&
                count_all_tallies(intake) && loc_report_close(report) && count_missing(intake);
    return well ? LOCALITY_OK : loc_intake_fail_memory(intake);
}

locality_status locality_intake_finish(locality_intake *intake, locality_intake_report **report,
                                       locality_error *error) {
    if (report == NULL) {
        return loc_fail_null(error, "report");
    }
    *report = NULL;
    locality_status status = check_running(intake, error);
    if (status == LOCALITY_OK) {
        status = feed(intake, "", 0, true, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    intake->error = &intake->failure;
    loc_ok(intake->error);
    intake->has_ended = true;
    status = end(intake);
    if (status != LOCALITY_OK) {
        loc_intake_close(intake);
        if (error != NULL) {
            *error = intake->failure;
        }
        return status;
    }
    for (uint32_t i = 0; i < intake->undos; i++) {
        loc_undo_close(&intake->undo[i], true);
    }
    intake->undos = 0;
    *report = intake->report;
    intake->report = NULL;
    return loc_ok(error);
}

locality_status locality_intake_read(locality_model *model, const char *map, size_t map_length,
                                     const void *bytes, size_t length,
                                     const locality_intake_options *options,
                                     locality_intake_report **report, locality_error *error) {
    if (report == NULL) {
        return loc_fail_null(error, "report");
    }
    *report = NULL;
    if (bytes == NULL && length > 0) {
        return loc_fail_null(error, "bytes");
    }
    locality_intake *intake = NULL;
    locality_status status = locality_intake_new(model, map, map_length, options, &intake, error);
    if (intake == NULL) {
        return status;
    }
    status = locality_intake_push(intake, bytes, length, error);
    if (status == LOCALITY_OK) {
        status = locality_intake_finish(intake, report, error);
    }
    locality_intake_free(intake);
    return status;
}
