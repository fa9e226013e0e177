/* Rows: from the cells of one row to its records. */
#include <string.h>

#include "base/error.h"
#include "intake/cell.h"
#include "intake/engine.h"

/* ---- The columns of a row --------------------------------------------------------------------------- */

/* Writes the number of the row for `{row}` and the section. */
static void write_row_number(locality_intake *intake) {
    char digits[24];
    size_t count = 0, at = 0;
    for (uint64_t left = intake->row->number; left > 0; left /= 10) {
        digits[count++] = (char)('0' + left % 10);
    }
    while (count > 0) {
        intake->row_text[at++] = digits[--count];
    }
    intake->row_text[at] = '\0';
    intake->source[LOC_GIVEN_ROW].now =
        (loc_cell_now){.text = intake->row_text, .length = (uint32_t)at, .state = LOC_CELL_GIVEN};
}

static locality_status take_columns(locality_intake *intake) {
    const loc_csv_row *row = intake->row;
    locality_status status = LOCALITY_OK;
    write_row_number(intake);
    for (uint32_t i = LOC_GIVEN_COUNT; i < intake->map.columns && status == LOCALITY_OK; i++) {
        loc_source *source = &intake->source[i];
        if (source->place < row->count) {
            status = loc_intake_take(intake, i, loc_csv_text(row, source->place),
                                     row->cell[source->place].length);
        } else {
            source->now = (loc_cell_now){.state = LOC_CELL_ABSENT};
        }
    }
    return status;
}

static void count_tallies(locality_intake *intake) {
    size_t at = 0;
    for (uint32_t i = 0; i < intake->map.tallies; i++) {
        const loc_map_tally *tally = &intake->map.tally[i];
        const loc_cell_now *now = &intake->source[tally->column].now;
        for (uint32_t j = 0; j < tally->words.count; j++, at++) {
            loc_words word = {&tally->words.item[j], 1};
            intake->tally[at] +=
                now->text != NULL && loc_words_match(&word, now->text, now->length);
        }
    }
}

/* Holds a column against one that it must not exceed; where it does, neither is believed. */
static locality_status check_order(locality_intake *intake, const loc_map_order *order) {
    loc_source *low = &intake->source[order->low], *high = &intake->source[order->high];
    locality_range a, b;
    locality_error error;
    if (low->now.state != LOC_CELL_GIVEN || high->now.state != LOC_CELL_GIVEN ||
        loc_cell_number(LOCALITY_TYPE_NUMBER, 0, low->now.text, low->now.length, &a, &error) !=
            LOCALITY_OK ||
        loc_cell_number(LOCALITY_TYPE_NUMBER, 0, high->now.text, high->now.length, &b, &error) !=
            LOCALITY_OK ||
        a.lo <= b.hi) {
        return LOCALITY_OK;
    }
    locality_status status =
        loc_intake_tell(intake, LOCALITY_INTAKE_ORDER, LOCALITY_INTAKE_ERROR, order->low, NULL,
                        "this is more than the value that must not be less; neither is imported");
    low->now = high->now = (loc_cell_now){.state = LOC_CELL_MISSING, .is_reported = true};
    return status;
}

/* ---- Records ------------------------------------------------------------------------------------------ */

static locality_status refuse_nameless(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    loc_trouble more = {.kind = locality_schema_kind_name(NULL, make->kind)};
    if (make->is_once || make->each != UINT32_MAX) { /* nothing is said of such a record here */
        return LOCALITY_OK;
    }
    intake->kind[intake->kind_of[number]].refused++;
    return loc_intake_tell(intake, LOCALITY_INTAKE_ID, LOCALITY_INTAKE_ERROR, UINT32_MAX, &more,
                           "the row does not say what the record is called; it is not imported");
}

static locality_status make_record(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    bool is_wanted;
    loc_kept *id;
    locality_status status = loc_intake_id(intake, make, &id, &is_wanted);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (id == NULL) {
        return is_wanted ? refuse_nameless(intake, number) : LOCALITY_OK;
    }
    loc_pool_expect(intake->model->pool, id->hash);
    for (uint32_t i = 0; i < make->fields && status == LOCALITY_OK; i++) {
        status = loc_intake_value(intake, &make->field[i], &now->value[i]);
    }
    return status == LOCALITY_OK ? loc_intake_stage(intake, number, id) : status;
}

/* The slot for the texts that decide what a make makes; `*is_known` where it made of the very same before.
 * A cell without text counts by its state. Null on refusal. */
static loc_make_slot *find_slot(locality_intake *intake, loc_make_now *now, bool *is_known) {
    static const loc_kept states[LOC_CELL_GIVEN]; /* stand for cells that are not given */
    const loc_kept *input[LOC_MAKE_INPUTS] = {NULL};
    uint64_t hash = 0;
    for (uint32_t i = 0; i < now->inputs; i++) {
        const loc_cell_now *cell = &intake->source[now->input[i]].now;
        bool has_text = cell->text != NULL && cell->length > 0;
        input[i] = has_text ? loc_intake_keep(intake, now->input[i]) : &states[cell->state % 3];
        if (input[i] == NULL) {
            return NULL;
        }
        hash = (hash ^ input[i]->hash) * UINT64_C(0x9E3779B97F4A7C15);
    }
    loc_make_slot *slot = &now->slot[(hash >> 32) % LOC_MAKE_SLOTS];
    *is_known = slot->is_used && memcmp(slot->input, input, sizeof input) == 0;
    if (!*is_known) {
        memcpy(slot->input, input, sizeof input);
        slot->is_used = false;
    }
    return slot;
}

/* Makes a record that may come in many rows, unless the very same texts made it before without a word. */
static locality_status make_once(locality_intake *intake, uint32_t number) {
    bool is_known = false;
    loc_make_slot *slot = find_slot(intake, &intake->make[number], &is_known);
    if (slot == NULL || is_known) {
        return slot == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
    }
    uint64_t told = intake->told;
    locality_status status = LOCALITY_OK;
    if (loc_intake_tests(intake, &intake->map.make[number].when)) {
        status = make_record(intake, number);
    }
    slot->is_used = status == LOCALITY_OK && told == intake->told;
    return status;
}

static void set_item(locality_intake *intake, const char *text, size_t length) {
    intake->source[LOC_GIVEN_ITEM].now =
        (loc_cell_now){.text = text,
                       .length = (uint32_t)length,
                       .state = length == 0 ? LOC_CELL_MISSING : LOC_CELL_GIVEN};
}

/* A record for each heading of a set of columns that states something. */
static locality_status make_of_set(locality_intake *intake, uint32_t number, uint32_t column) {
    loc_source *source = &intake->source[column];
    const loc_csv_row *row = intake->row;
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0; i < source->set_count && status == LOCALITY_OK; i++) {
        source->place = source->set[i];
        if (source->place >= row->count) {
            break;
        }
        status = loc_intake_take(intake, column, loc_csv_text(row, source->place),
                                 row->cell[source->place].length);
        loc_slice heading = intake->heading[source->place];
        set_item(intake, heading.text, heading.length);
        if (status == LOCALITY_OK && source->now.state != LOC_CELL_MISSING) {
            status = make_record(intake, number);
        }
    }
    source->place = UINT32_MAX;
    source->now = (loc_cell_now){.state = LOC_CELL_ABSENT};
    return status;
}

/* A record for each item of a cell. */
static locality_status make_of_items(locality_intake *intake, uint32_t number, uint32_t column) {
    loc_source *source = &intake->source[column];
    loc_cell_now whole = source->now;
    locality_status status = LOCALITY_OK;
    if (whole.state != LOC_CELL_GIVEN) {
        return LOCALITY_OK;
    }
    loc_slice rest = {whole.text, whole.length}, item;
    while (status == LOCALITY_OK && loc_intake_next_item(source->map->split, &rest, &item)) {
        status = loc_intake_take(intake, column, item.text, item.length);
        set_item(intake, source->now.text, source->now.length);
        if (status == LOCALITY_OK && source->now.state == LOC_CELL_GIVEN) {
            status = make_record(intake, number);
        }
    }
    source->now = whole;
    return status;
}

static locality_status make_records(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    if (intake->make[number].inputs != UINT32_MAX) {
        return make_once(intake, number);
    }
    if (!loc_intake_tests(intake, &make->when)) {
        return LOCALITY_OK;
    }
    if (make->each == UINT32_MAX) {
        return make_record(intake, number);
    }
    intake->each = make->each;
    locality_status status = intake->source[make->each].map->is_set
                                 ? make_of_set(intake, number, make->each)
                                 : make_of_items(intake, number, make->each);
    intake->each = UINT32_MAX;
    set_item(intake, "", 0);
    return status;
}

/* ---- Rows ---------------------------------------------------------------------------------------------- */

static bool is_blank_row(const loc_csv_row *row) {
    for (uint32_t i = 0; i < row->count; i++) {
        const char *text = loc_csv_text(row, i);
        for (uint32_t j = 0; j < row->cell[i].length; j++) {
            if (text[j] != ' ' && text[j] != '\t') {
                return false;
            }
        }
    }
    return true;
}

/* Whether there is anything in the cells behind the last heading. */
static bool has_more(const locality_intake *intake) {
    const loc_csv_row *row = intake->row;
    for (uint32_t i = intake->headings; i < row->count; i++) {
        if (row->cell[i].length > 0) {
            return true;
        }
    }
    return false;
}

static locality_status tell_form(locality_intake *intake, int32_t fault, int32_t severity,
                                 uint32_t place, const char *message) {
    loc_trouble trouble = {.fault = fault,
                           .severity = severity,
                           .row = intake->row->number,
                           .line = intake->row->line,
                           .column = (uint64_t)place + 1};
    if (place < intake->headings) {
        trouble.heading = intake->heading[place];
    }
    if (place < intake->row->count) {
        trouble.value =
            (loc_slice){loc_csv_text(intake->row, place), intake->row->cell[place].length};
    }
    return loc_report_add(intake->report, &trouble, "%s", message) ? LOCALITY_OK
                                                                   : loc_intake_fail_memory(intake);
}

/* Checks the form of a row; `is_broken` where nothing of it can be believed. */
static locality_status check_form(locality_intake *intake, bool *is_broken) {
    const loc_csv_row *row = intake->row;
    *is_broken = true;
    if (row->fault == LOC_CSV_UNCLOSED) {
        return tell_form(intake, LOCALITY_INTAKE_QUOTES, LOCALITY_INTAKE_ERROR, row->fault_cell,
                         "this quotation mark is never closed; the rest of the table is in it");
    }
    if (row->fault == LOC_CSV_BEHIND) {
        return tell_form(intake, LOCALITY_INTAKE_QUOTES, LOCALITY_INTAKE_ERROR, row->fault_cell,
                         "text stands behind a closing quotation mark; the row is not imported");
    }
    if (row->count > intake->headings && has_more(intake)) {
        return tell_form(intake, LOCALITY_INTAKE_CELLS, LOCALITY_INTAKE_ERROR, intake->headings,
                         "the row has more cells than there are headings; it is not imported");
    }
    *is_broken = false;
    if (row->fault == LOC_CSV_STRAY) {
        return tell_form(intake, LOCALITY_INTAKE_QUOTES, LOCALITY_INTAKE_WARNING, row->fault_cell,
                         "a quotation mark stands inside a cell without quotes; kept as it is");
    }
    if (row->count < intake->headings) {
        return tell_form(intake, LOCALITY_INTAKE_CELLS, LOCALITY_INTAKE_WARNING, row->count,
                         "the row has fewer cells than there are headings; the others are missing");
    }
    return LOCALITY_OK;
}

/* Whether a row is to be skipped; counts the reason. */
static bool skip(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->map.skips; i++) {
        if (loc_intake_tests(intake, &intake->map.skip[i].when)) {
            intake->skipped[i]++;
            return true;
        }
    }
    return false;
}

static locality_status read_row(locality_intake *intake) {
    locality_status status = take_columns(intake);
    if (status != LOCALITY_OK) {
        return status;
    }
    count_tallies(intake);
    if (skip(intake)) {
        return LOCALITY_OK;
    }
    for (uint32_t i = 0; i < intake->map.orders && status == LOCALITY_OK; i++) {
        status = check_order(intake, &intake->map.order[i]);
    }
    for (uint32_t i = 0; i < intake->map.makes && status == LOCALITY_OK; i++) {
        status = make_records(intake, i);
    }
    return status == LOCALITY_OK ? loc_intake_end_row(intake) : status;
}

locality_status loc_intake_row(locality_intake *intake, const loc_csv_row *row) {
    bool is_broken;
    intake->row = row;
    if (row->fault == LOC_CSV_SOUND && is_blank_row(row)) {
        intake->skipped[intake->map.skips]++;
        return LOCALITY_OK;
    }
    intake->rows++;
    locality_status status = LOCALITY_OK;
    if (row->fault != LOC_CSV_SOUND || row->count != intake->headings) {
        status = check_form(intake, &is_broken);
        if (status != LOCALITY_OK || is_broken) {
            intake->broken++;
            return status;
        }
    }
    return read_row(intake);
}
