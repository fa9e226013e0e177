/* Store: records by id, those that wait for the model, and the model's tables as they were. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "intake/engine.h"
#include "model/load.h"

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
        return waiting->range != NULL;
    }
    if (type == LOCALITY_TYPE_REFS) {
        waiting->text = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *waiting->text);
        return waiting->text != NULL;
    }
    waiting->symbol = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *waiting->symbol);
    return waiting->symbol != NULL;
}

/* Adds a column to those that decide what a make makes; false where there are too many. */
static bool add_input(loc_make_now *now, uint32_t column) {
    bool is_known = column < LOC_GIVEN_COUNT && column != LOC_GIVEN_ROW && column != LOC_GIVEN_ITEM;
    if (column == LOC_GIVEN_ROW || column == LOC_GIVEN_ITEM) {
        return false;
    }
    for (uint32_t i = 0; i < now->inputs && !is_known; i++) {
        is_known = now->input[i] == column;
    }
    if (!is_known && now->inputs == LOC_MAKE_INPUTS) {
        return false;
    }
    if (!is_known) {
        now->input[now->inputs++] = column;
    }
    return true;
}

static bool add_tests(loc_make_now *now, const loc_map_tests *tests) {
    for (uint32_t i = 0; i < tests->count; i++) {
        if (!add_input(now, tests->item[i].column) ||
            (tests->item[i].test == LOC_TEST_DIFFERS && !add_input(now, tests->item[i].other))) {
            return false;
        }
    }
    return true;
}

static bool add_value_inputs(loc_make_now *now, const loc_map_value *value) {
    for (uint32_t i = 0; i < value->choices; i++) {
        const loc_map_choice *choice = &value->choice[i];
        for (uint32_t j = 0; j < choice->parts; j++) {
            if (choice->part[j].column != UINT32_MAX && !add_input(now, choice->part[j].column)) {
                return false;
            }
        }
        if (!add_tests(now, &choice->when)) {
            return false;
        }
    }
    return true;
}

/* Finds the columns that decide what a make that may come in many rows makes. */
static bool find_inputs(const loc_map_make *make, loc_make_now *now) {
    bool well = make->is_once && make->each == UINT32_MAX && add_value_inputs(now, &make->id) &&
                add_tests(now, &make->when);
    for (uint32_t i = 0; i < make->fields && well; i++) {
        well = add_value_inputs(now, &make->field[i].value);
    }
    return well;
}

static bool open_make(locality_intake *intake, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    now->field = loc_arena_take(&intake->lasting, make->fields, sizeof *now->field);
    now->value = loc_arena_take(&intake->lasting, make->fields, sizeof *now->value);
    now->id = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *now->id);
    now->row = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *now->row);
    if (now->field == NULL || now->value == NULL || now->id == NULL || now->row == NULL) {
        return false;
    }
    if (!find_inputs(make, now)) {
        now->inputs = UINT32_MAX;
    } else {
        now->slot = loc_arena_take(&intake->lasting, LOC_MAKE_SLOTS, sizeof *now->slot);
        if (now->slot == NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; i < make->fields; i++) {
        if (!open_waiting(intake, &now->field[i], make->field[i].info->type)) {
            return false;
        }
        now->has_source |= make->field[i].field == loc_common_field(make->kind, LOC_COMMON_source);
        now->has_section |=
            make->field[i].field == loc_common_field(make->kind, LOC_COMMON_section);
    }
    return true;
}

locality_status loc_intake_open(locality_intake *intake) {
    number_kinds(intake);
    intake->make = loc_arena_take(&intake->lasting, intake->map.makes, sizeof *intake->make);
    intake->labels = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *intake->labels);
    intake->section = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *intake->section);
    intake->sections = loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *intake->sections);
    intake->section_symbols =
        loc_arena_take(&intake->lasting, LOC_BATCH_ROWS, sizeof *intake->section_symbols);
    if (intake->make == NULL || intake->labels == NULL || intake->section == NULL ||
        intake->sections == NULL || intake->section_symbols == NULL || !open_undo(intake)) {
        return loc_intake_fail_memory(intake);
    }
    uint32_t label = 0;
    if (intake->label != NULL) {
        label = loc_pool_intern(intake->model->pool, intake->label, strlen(intake->label));
        if (label == 0) {
            return loc_intake_fail_memory(intake);
        }
    }
    for (uint32_t i = 0; i < LOC_BATCH_ROWS; i++) {
        intake->labels[i] = label;
    }
    for (uint32_t i = 0; i < intake->kinds; i++) {
        loc_kind_now *kind = &intake->kind[i];
        const loc_table *table = intake->model->table[kind->kind];
        kind->first = loc_table_rows(table);
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
        loc_release(&intake->allocator, kind->seen, kind->capacity, sizeof *kind->seen);
        loc_index_release(&intake->allocator, kind->index);
        loc_release(&intake->allocator, kind->row, kind->rows_capacity, sizeof *kind->row);
        kind->seen = NULL;
        kind->index = NULL;
        kind->row = NULL;
    }
}

/* ---- Records by id --------------------------------------------------------------------------------- */

/* What is known of an id that came before; null where it did not. */
static loc_seen *find_seen(const loc_kind_now *kind, uint32_t symbol) {
    uint32_t place = loc_index_get(kind->index, symbol);
    return place == LOCALITY_ROW_MISSING ? NULL : &kind->seen[place];
}

/* Notes an id; null on refusal. */
static loc_seen *note_seen(locality_intake *intake, loc_kind_now *kind, uint32_t symbol) {
    void *block = kind->seen;
    if (!loc_index_own(&intake->allocator, &kind->index, symbol) ||
        !loc_grow(&intake->allocator, &block, &kind->capacity, kind->count + 1,
                  sizeof *kind->seen)) {
        loc_intake_fail_memory(intake);
        return NULL;
    }
    kind->seen = block;
    loc_index_set(kind->index, symbol, (uint32_t)kind->count);
    return &kind->seen[kind->count++];
}

/* What is said of a field, as a number: the same for the same, 0 for nothing. */
static uint32_t number_of(const loc_value_now *value) {
    if (!value->is_given) {
        return 0;
    }
    uint64_t hash = value->symbol != 0 ? value->symbol
                    : value->kept != NULL
                        ? value->kept->hash
                        : loc_hash_word((uint64_t)value->range.lo) ^ (uint64_t)value->range.hi;
    return (uint32_t)loc_hash_word(hash) | 1;
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
                            uint32_t symbol) {
    return kind->first > 0 &&
           loc_table_find(intake->model->table[kind->kind], symbol) < kind->first;
}

static locality_status tell_record(locality_intake *intake, const loc_kind_now *kind, uint32_t id,
                                   int32_t fault, int32_t severity, const char *message) {
    const loc_pool *pool = intake->model->pool;
    loc_trouble more = {.kind = locality_schema_kind_name(NULL, kind->kind),
                        .id = {loc_pool_text(pool, id), loc_pool_length(pool, id)}};
    return loc_intake_tell(intake, fault, severity, UINT32_MAX, &more, message);
}

/* ---- Staging ---------------------------------------------------------------------------------------- */

static void put_value(loc_waiting *waiting, uint32_t at, const loc_value_now *value) {
    waiting->given += value->is_given;
    if (waiting->symbol != NULL) {
        waiting->symbol[at] = value->is_given ? value->symbol : 0;
        return;
    }
    if (waiting->text != NULL) {
        waiting->text[at] = value->is_given ? value->text : NULL;
        return;
    }
    waiting->range[at] = value->range;
}

static void add_waiting(locality_intake *intake, uint32_t number, uint32_t id) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    uint32_t at = now->count;
    now->id[at] = id;
    now->row[at] = (uint32_t)intake->row->number;
    for (uint32_t i = 0; i < make->fields; i++) {
        put_value(&now->field[i], at, &now->value[i]);
    }
    now->count++;
}

/* A record whose id came before. */
static locality_status meet_again(locality_intake *intake, uint32_t number, loc_kind_now *kind,
                                  uint32_t id, loc_seen *seen) {
    const loc_map_make *make = &intake->map.make[number];
    char message[160];
    if (!make->is_once) {
        kind->refused++;
        snprintf(message, sizeof message,
                 "this id was given in row %" PRIu32 " already; that record counts", seen->row);
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
                                     uint32_t id) {
    if (intake->map.make[number].is_once) {
        kind->stood++;
        return LOCALITY_OK;
    }
    kind->refused++;
    return tell_record(intake, kind, id, LOCALITY_INTAKE_REPEATED, LOCALITY_INTAKE_ERROR,
                       "the model has a record with this id already; that one counts");
}

/* A record that is new. */
static locality_status meet_first(locality_intake *intake, uint32_t number, loc_kind_now *kind,
                                  uint32_t id) {
    const loc_pool *pool = intake->model->pool;
    locality_error error;
    if (loc_check_id(loc_pool_text(pool, id), loc_pool_length(pool, id), false, &error) !=
        LOCALITY_OK) {
        kind->refused++;
        return tell_record(intake, kind, id, LOCALITY_INTAKE_ID, LOCALITY_INTAKE_ERROR,
                           error.message);
    }
    loc_seen *seen = note_seen(intake, kind, id);
    if (seen == NULL) {
        return LOCALITY_NO_MEMORY;
    }
    *seen = (loc_seen){.make = number, .row = (uint32_t)intake->row->number};
    if (stands_in_model(intake, kind, id)) {
        return meet_standing(intake, number, kind, id);
    }
    if (intake->map.make[number].is_once && !note_said(intake, number, seen)) {
        return loc_intake_fail_memory(intake);
    }
    add_waiting(intake, number, id);
    return intake->make[number].count == LOC_BATCH_ROWS ? loc_intake_flush(intake) : LOCALITY_OK;
}

locality_status loc_intake_stage(locality_intake *intake, uint32_t number, loc_kept *id) {
    loc_kind_now *kind = &intake->kind[intake->kind_of[number]];
    uint32_t symbol = loc_intake_id_symbol(intake, kind->kind, id);
    if (symbol == 0) {
        return LOCALITY_NO_MEMORY;
    }
    loc_seen *seen = find_seen(kind, symbol);
    return seen != NULL ? meet_again(intake, number, kind, symbol, seen)
                        : meet_first(intake, number, kind, symbol);
}

/* ---- Into the model ---------------------------------------------------------------------------------- */

/* The columns of one call. */
typedef struct load {
    locality_column_in *column;
    uint8_t *is_checked;
    uint32_t count;
} load;

static void add_column(load *l, const char *field, const void *data, bool is_checked) {
    l->column[l->count] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
    l->column[l->count].field = field;
    l->column[l->count].data = data;
    l->is_checked[l->count++] = is_checked;
}

/* Adds what waits of a field, if anything does. */
static void add_field(load *l, const loc_map_field *field, loc_waiting *waiting) {
    if (waiting->given == 0) {
        return;
    }
    if (waiting->symbol != NULL) {
        add_column(l, field->info->name, waiting->symbol, true);
    } else if (waiting->text != NULL) {
        add_column(l, field->info->name, waiting->text, false);
    } else {
        add_column(l, field->info->name, waiting->range, true);
    }
    waiting->given = 0;
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

/* Writes `row 12` for each record that is sent. */
static bool write_sections(locality_intake *intake, const loc_make_now *now) {
    size_t invalid;
    for (uint32_t i = 0; i < now->count; i++) {
        char *end = intake->section[i].text + sizeof intake->section[i].text - 1, *at = end;
        *at = '\0';
        for (uint32_t left = now->row[i]; left > 0; left /= 10) {
            *--at = (char)('0' + left % 10);
        }
        at -= 4;
        memcpy(at, "row ", 4);
        intake->sections[i] = at;
    }
    return loc_pool_intern_many(intake->model->pool, intake->sections, sizeof *intake->sections,
                                now->count, intake->section_symbols, &invalid);
}

static locality_status send(locality_intake *intake, uint32_t number, load *l) {
    const loc_map_make *make = &intake->map.make[number];
    loc_make_now *now = &intake->make[number];
    for (uint32_t i = 0; i < make->fields; i++) {
        add_field(l, &make->field[i], &now->field[i]);
    }
    if (!now->has_section) {
        if (!write_sections(intake, now)) {
            return loc_intake_fail_memory(intake);
        }
        add_column(l, "section", intake->section_symbols, true);
    }
    if (!now->has_source && intake->label != NULL) {
        add_column(l, "source", intake->labels, true);
    }
    return loc_model_add_symbols(intake->model, make->kind, now->id, now->count, l->column,
                                 l->is_checked, l->count, intake->error);
}

static locality_status flush_make(locality_intake *intake, uint32_t number) {
    loc_make_now *now = &intake->make[number];
    size_t most = (size_t)intake->map.make[number].fields + 2;
    if (now->count == 0) {
        return LOCALITY_OK;
    }
    load l = {.column = loc_allocate(&intake->allocator, most, sizeof *l.column),
              .is_checked = loc_allocate(&intake->allocator, most, sizeof *l.is_checked)};
    bool well = l.column != NULL && l.is_checked != NULL &&
                note_rows(intake, &intake->kind[intake->kind_of[number]], now);
    locality_status status = well ? send(intake, number, &l) : loc_intake_fail_memory(intake);
    loc_release(&intake->allocator, l.column, most, sizeof *l.column);
    loc_release(&intake->allocator, l.is_checked, most, sizeof *l.is_checked);
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
    for (uint32_t i = 0; i < intake->map.makes; i++) {
        if (intake->make[i].slot != NULL) {
            memset(intake->make[i].slot, 0, LOC_MAKE_SLOTS * sizeof *intake->make[i].slot);
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
