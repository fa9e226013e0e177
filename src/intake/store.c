/* Store: records by id, those that wait for the model, and the model's tables as they were. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "intake/engine.h"

/* ---- Opening -------------------------------------------------------------------------------------- */

/* Numbers the kinds that the makes make. */
static void number_kinds(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        uint32_t kind = intake->map.make[i].kind, n = 0;
        while (n < intake->kinds && intake->kind[n].kind != kind) {
            n++;
        }
        if (n == intake->kinds) {
            intake->kind[intake->kinds++].kind = kind;
        }
        intake->kind_of[i] = n;
    }
}

static bool open_undo(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->kinds; i += LOC_UNDO_KINDS) {
        uint32_t numbers[LOC_UNDO_KINDS], count = 0;
        while (count < LOC_UNDO_KINDS && i + count < intake->kinds) {
            numbers[count] = intake->kind[i + count].kind;
            count++;
        }
        if (!loc_undo_open(&intake->undo[intake->undos], intake->model, numbers, count)) {
            return false;
        }
        intake->undos++;
    }
    return true;
}

static bool open_waiting(locality_intake *intake, loc_waiting *waiting, int32_t type) {
    bool is_value = type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
    if (is_value) {
        waiting->range = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *waiting->range);
        waiting->number = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *waiting->number);
        return waiting->range != NULL && waiting->number != NULL;
    }
    waiting->text = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *waiting->text);
    return waiting->text != NULL;
}

static bool open_make(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    now->field = loc_arena_take(&intake->lasting, make->fields, sizeof *now->field);
    now->value = loc_arena_take(&intake->lasting, make->fields, sizeof *now->value);
    now->id = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *now->id);
    now->section = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *now->section);
    now->row = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *now->row);
    if (now->field == NULL || now->value == NULL || now->id == NULL || now->section == NULL ||
        now->row == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < make->fields; i++) {
        if (!open_waiting(intake, &now->field[i], make->field[i].info->type)) {
            return false;
        }
        now->has_source |=
            make->field[i].field == loc_common_field(make->kind, LOC_COMMON_source);
        now->has_section |=
            make->field[i].field == loc_common_field(make->kind, LOC_COMMON_section);
    }
    return true;
}

locality_status loc_intake_open(locality_intake *intake) {
    number_kinds(intake);
    intake->make = loc_arena_take(&intake->lasting, intake->map.makes, sizeof *intake->make);
    intake->labels = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *intake->labels);
    if (intake->make == NULL || intake->labels == NULL || !open_undo(intake)) {
        return loc_intake_fail_memory(intake);
    }
    for (uint32_t i = 0; i < LOC_BATCH_ROWS; i++) {
        intake->labels[i] = intake->label;
    }
    for (uint32_t i = 0; i < intake->kinds; i++) {
        loc_kind_now *kind = &intake->kind[i];
        const loc_table *table = intake->model->table[kind->kind];
        kind->first = loc_table_rows(table);
        kind->had_some = kind->first > 0;
    }
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        if (!open_make(intake, i)) {
            return loc_intake_fail_memory(intake);
        }
    }
    return LOCALITY_OK;
}

void loc_intake_close(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->undos; i++) {
        loc_undo_close(&intake->undo[i], false);
    }
    intake->undos = 0;
    for (uint32_t i = 0; i < intake->kinds; i++) {
        loc_kind_now *kind = &intake->kind[i];
        loc_release(&intake->allocator, kind->seen, kind->slots, sizeof *kind->seen);
        loc_release(&intake->allocator, kind->row, kind->rows_capacity, sizeof *kind->row);
        kind->seen = NULL;
        kind->row = NULL;
    }
}

/* ---- Records by id --------------------------------------------------------------------------------- */

/* The place of an id among those seen: its own, or a free one. */
static loc_seen *find_seen(const loc_kind_now *kind, const loc_kept *id) {
    size_t mask = kind->slots - 1, at = (size_t)id->hash & mask;
    for (; kind->seen[at].id != NULL; at = (at + 1) & mask) {
        const loc_seen *seen = &kind->seen[at];
        if (seen->hash == id->hash && seen->length == id->length &&
            memcmp(seen->id, id->text, id->length) == 0) {
            break;
        }
    }
    return &kind->seen[at];
}

/* Makes room for one id more; the table of them is never more than half full. */
static bool make_room(locality_intake *intake, loc_kind_now *kind) {
    if (kind->used * 2 < kind->slots) {
        return true;
    }
    size_t slots = kind->slots == 0 ? 64 : kind->slots * 4;
    loc_seen *old = kind->seen;
    loc_seen *seen = loc_allocate(&intake->allocator, slots, sizeof *seen);
    if (seen == NULL) {
        return false;
    }
    for (size_t i = 0; i < kind->slots; i++) {
        if (old[i].id != NULL) {
            size_t at = (size_t)old[i].hash & (slots - 1);
            while (seen[at].id != NULL) {
                at = (at + 1) & (slots - 1);
            }
            seen[at] = old[i];
        }
    }
    loc_release(&intake->allocator, old, kind->slots, sizeof *old);
    kind->seen = seen;
    kind->slots = slots;
    return true;
}

/* What is said of a field, as a number: the same for the same, 0 for nothing. */
static uint32_t number_of(const loc_value_now *value) {
    if (!value->is_given) {
        return 0;
    }
    uint64_t hash = value->kept != NULL ? value->kept->hash
                                        : loc_hash_word((uint64_t)value->range.lo) ^
                                              (uint64_t)value->range.hi;
    return (uint32_t)hash | 1;
}

/* Notes what is said of a record, to be held against what later rows say. */
static bool note_said(locality_intake *intake, uint32_t make, loc_seen *seen) {
    uint32_t fields = intake->map.make[make].fields;
    seen->said = loc_arena_take(&intake->lasting, fields, sizeof *seen->said);
    for (uint32_t i = 0; seen->said != NULL && i < fields; i++) {
        seen->said[i] = number_of(&intake->make[make].value[i]);
    }
    return seen->said != NULL;
}

/* Whether the row at hand says something else of a record; saying less is no contradiction. */
static bool contradicts(const locality_intake *intake, uint32_t make, const loc_seen *seen) {
    for (uint32_t i = 0; seen->said != NULL && i < intake->map.make[make].fields; i++) {
        uint32_t now = number_of(&intake->make[make].value[i]);
        if (now != 0 && now != seen->said[i]) {
            return true;
        }
    }
    return false;
}

static bool stands_in_model(const locality_intake *intake, const loc_kind_now *kind,
                            const loc_kept *id) {
    if (!kind->had_some) {
        return false;
    }
    uint32_t symbol = loc_pool_find(intake->model->pool, id->text, id->length);
    return symbol != 0 && loc_table_find(intake->model->table[kind->kind], symbol) < kind->first;
}

static locality_status tell_record(locality_intake *intake, const loc_kind_now *kind,
                                   const loc_kept *id, int32_t fault, int32_t severity,
                                   const char *message) {
    loc_trouble more = {.kind = locality_schema_kind_name(NULL, kind->kind),
                        .id = {id->text, id->length}};
    return loc_intake_tell(intake, fault, severity, UINT32_MAX, &more, message);
}

/* ---- Staging ---------------------------------------------------------------------------------------- */

static void put_value(loc_waiting *waiting, uint32_t at, const loc_value_now *value) {
    waiting->given += value->is_given;
    if (waiting->text != NULL) {
        waiting->text[at] = value->is_given ? value->text : NULL;
        return;
    }
    waiting->range[at] = value->range;
    bool is_exact = value->range.lo == value->range.hi;
    waiting->number[at] = is_exact ? value->range.lo : LOCALITY_OPEN_BELOW;
    waiting->inexact += !is_exact && value->is_given;
}

/* `row 12`, for the section a record came from. */
static const char *row_section(locality_intake *intake) {
    size_t length = strlen(intake->row_text);
    char *text = loc_arena_bytes(&intake->passing, length + 5);
    if (text == NULL) {
        loc_intake_fail_memory(intake);
        return NULL;
    }
    memcpy(text, "row ", 4);
    memcpy(text + 4, intake->row_text, length + 1);
    intake->passing_bytes += length + 5;
    return text;
}

static locality_status add_waiting(locality_intake *intake, uint32_t number, loc_seen *seen) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    uint32_t at = now->count;
    if (intake->section_row != intake->row->number) {
        intake->section = row_section(intake);
        intake->section_row = intake->row->number;
    }
    if (intake->section == NULL) {
        return LOCALITY_NO_MEMORY;
    }
    now->id[at] = seen->id;
    now->section[at] = intake->section;
    now->row[at] = seen->row;
    for (uint32_t i = 0; i < make->fields; i++) {
        put_value(&now->field[i], at, &now->value[i]);
    }
    now->count++;
    return LOCALITY_OK;
}

/* A record whose id came before. */
static locality_status meet_again(locality_intake *intake, uint32_t number, loc_kind_now *kind,
                                  const loc_kept *id, loc_seen *seen) {
    const loc_map_make *make = &intake->map.make[number];
    char message[160];
    if (!make->is_once) {
        kind->refused++;
        snprintf(message, sizeof message, "this id was given in row %" PRIu32
                 " already; that record counts", seen->row);
        return tell_record(intake, kind, id, LOCALITY_INTAKE_REPEATED, LOCALITY_INTAKE_ERROR,
                           message);
    }
    if (seen->make != number || seen->is_reported || !contradicts(intake, number, seen)) {
        return LOCALITY_OK;
    }
    seen->is_reported = true;
    snprintf(message, sizeof message,
             "row %" PRIu32 " says other things of this record, and counts (told once a record)",
             seen->row);
    return tell_record(intake, kind, id, LOCALITY_INTAKE_DIFFERENT, LOCALITY_INTAKE_WARNING,
                       message);
}

/* A record that the model had before. */
static locality_status meet_standing(locality_intake *intake, uint32_t number, loc_kind_now *kind,
                                     const loc_kept *id) {
    if (intake->map.make[number].is_once) {
        kind->stood++;
        return LOCALITY_OK;
    }
    kind->refused++;
    return tell_record(intake, kind, id, LOCALITY_INTAKE_REPEATED, LOCALITY_INTAKE_ERROR,
                       "the model has a record with this id already; that one counts");
}

locality_status loc_intake_stage(locality_intake *intake, uint32_t number, const loc_kept *id) {
    loc_kind_now *kind = &intake->kind[intake->kind_of[number]];
    const loc_map_make *make = &intake->map.make[number];
    locality_error error;
    if (!make_room(intake, kind)) {
        return loc_intake_fail_memory(intake);
    }
    loc_seen *seen = find_seen(kind, id);
    if (seen->id != NULL) {
        return meet_again(intake, number, kind, id, seen);
    }
    if (loc_check_id(id->text, id->length, false, &error) != LOCALITY_OK) {
        kind->refused++;
        return tell_record(intake, kind, id, LOCALITY_INTAKE_ID, LOCALITY_INTAKE_ERROR,
                           error.message);
    }
    *seen = (loc_seen){.hash = id->hash,
                       .id = loc_arena_text(&intake->lasting, id->text, id->length),
                       .length = id->length,
                       .make = number,
                       .row = (uint32_t)intake->row->number};
    if (seen->id == NULL) {
        return loc_intake_fail_memory(intake);
    }
    kind->used++;
    if (stands_in_model(intake, kind, id)) {
        return meet_standing(intake, number, kind, id);
    }
    if (make->is_once && !note_said(intake, number, seen)) {
        return loc_intake_fail_memory(intake);
    }
    locality_status status = add_waiting(intake, number, seen);
    return status == LOCALITY_OK && intake->make[number].count == LOC_BATCH_ROWS
               ? loc_intake_flush(intake)
               : status;
}

/* ---- Into the model ---------------------------------------------------------------------------------- */

/* Fills a column with what waits of a field; false where nothing does. */
static bool fill_column(const loc_map_field *field, loc_waiting *waiting, locality_column_in *column) {
    *column = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
    column->field = field->info->name;
    if (waiting->given == 0) {
        return false;
    }
    if (waiting->text != NULL) {
        column->data = waiting->text;
    } else if (waiting->inexact > 0) {
        column->data = waiting->range;
        column->is_range = 1;
    } else {
        column->data = waiting->number;
    }
    waiting->given = waiting->inexact = 0;
    return true;
}

static bool note_rows(locality_intake *intake, loc_kind_now *kind, const loc_make_now *now) {
    void *block = kind->row;
    if (!loc_grow(&intake->allocator, &block, &kind->rows_capacity, kind->rows + now->count,
                  sizeof *kind->row)) {
        return false;
    }
    kind->row = block;
    memcpy(kind->row + kind->rows, now->row, now->count * sizeof *kind->row);
    kind->rows += now->count;
    return true;
}

static locality_status flush_make(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    uint32_t count = 0;
    if (now->count == 0) {
        return LOCALITY_OK;
    }
    locality_column_in *columns =
        loc_allocate(&intake->allocator, (size_t)make->fields + 2, sizeof *columns);
    if (columns == NULL || !note_rows(intake, &intake->kind[intake->kind_of[number]], now)) {
        loc_release(&intake->allocator, columns, (size_t)make->fields + 2, sizeof *columns);
        return loc_intake_fail_memory(intake);
    }
    for (uint32_t i = 0; i < make->fields; i++) {
        count += fill_column(&make->field[i], &now->field[i], &columns[count]);
    }
    if (!now->has_section) {
        columns[count] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
        columns[count].field = "section";
        columns[count++].data = now->section;
    }
    if (!now->has_source && intake->label != NULL) {
        columns[count] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
        columns[count].field = "source";
        columns[count++].data = intake->labels;
    }
    locality_status status =
        locality_model_add_many(intake->model, locality_schema_kind_name(NULL, make->kind), now->id,
                                now->count, columns, count, intake->error);
    loc_release(&intake->allocator, columns, (size_t)make->fields + 2, sizeof *columns);
    now->count = 0;
    return status;
}

/* Forgets the texts that were kept for a while. */
static void forget(locality_intake *intake) {
    for (uint32_t i = 0; i < intake->map.columns; i++) {
        loc_source *source = &intake->source[i];
        bool is_given = i < LOC_GIVEN_COUNT && i != LOC_GIVEN_ROW && i != LOC_GIVEN_ITEM;
        source->last = NULL;
        source->now.kept = is_given ? source->now.kept : NULL;
        if (source->now.kept != NULL) {
            source->now.kept->slug = NULL;
        }
        if (source->slot != NULL) {
            memset(source->slot, 0, LOC_KEEP_SLOTS * sizeof(loc_kept *));
        }
    }
    for (uint32_t i = 0; i < intake->map.choices; i++) {
        if (intake->choice[i].slot != NULL) {
            memset(intake->choice[i].slot, 0, LOC_TEMPLATE_SLOTS * sizeof *intake->choice[i].slot);
        }
    }
    loc_arena_clear(&intake->passing);
    intake->passing_bytes = 0;
}

locality_status loc_intake_flush(locality_intake *intake) {
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0; i < intake->map.makes && status == LOCALITY_OK; i++) {
        status = flush_make(intake, i);
    }
    return status;
}

locality_status loc_intake_end_row(locality_intake *intake) {
    bool is_full = false;
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        is_full = is_full || intake->make[i].count > LOC_BATCH_ROWS / 2;
    }
    if (!is_full) {
        return LOCALITY_OK;
    }
    locality_status status = loc_intake_flush(intake);
    if (intake->passing_bytes > LOC_PASSING_BYTES) { /* nothing waits that points to them */
        forget(intake);
    }
    return status;
}
