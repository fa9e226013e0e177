/* Changes: the records that say how an overlay differs from its baseline, applied one after
 * another. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "base/value.h"
#include "model/overlay.h"

static const loc_table *change_table(const loc_overlaying *o) {
    return o->resolver->table[LOC_KIND_change];
}

static const char *text_of(const loc_overlaying *o, uint32_t symbol) {
    return loc_pool_text(o->model->pool, symbol);
}

/* Says at which change record something is wrong. */
static locality_status fail_at(const loc_overlaying *o, uint32_t row, const char *field,
                               locality_status status) {
    loc_error_at_record(o->error, "change", text_of(o, loc_table_ids(change_table(o))[row]), field);
    return status;
}

/* ---- Order ----------------------------------------------------------------------------------- */

/* By structure, sequence and id. */
static int by_sequence(const void *a, const void *b, const void *context) {
    const loc_change *x = a, *y = b;
    const loc_overlaying *o = context;
    const uint32_t *ids = loc_table_ids(change_table(o));
    if (x->structure != y->structure) {
        return x->structure < y->structure ? -1 : 1;
    }
    if (x->sequence != y->sequence) {
        return x->sequence < y->sequence ? -1 : 1;
    }
    return strcmp(text_of(o, ids[x->row]), text_of(o, ids[y->row]));
}

/* Which overlay a change belongs to. */
static locality_status find_overlay(loc_overlaying *o, uint32_t row, uint32_t *structure) {
    uint32_t symbol = loc_table_symbol(change_table(o), LOC_FIELD_change_structure, row);
    bool alias;
    *structure = LOCALITY_ROW_MISSING;
    if (symbol == 0 || symbol == o->model->none) {
        return loc_fail(o->error, LOCALITY_INVALID, "the change belongs to no structure");
    }
    locality_status status =
        loc_resolve_name(o->resolver, LOC_KIND_structure, symbol, structure, &alias);
    if (status == LOCALITY_OK && *structure == LOCALITY_ROW_MISSING) {
        return loc_fail_dangling(o->resolver, LOC_KIND_structure, text_of(o, symbol));
    }
    if (status == LOCALITY_OK && o->baseline[*structure] == LOCALITY_ROW_MISSING &&
        !loc_overlay_is_applied(o, *structure)) {
        return loc_fail(o->error, LOCALITY_INVALID,
                        "structure \"%.160s\" has no baseline that could be changed",
                        text_of(o, symbol));
    }
    return status;
}

locality_status loc_overlay_sort_changes(loc_overlaying *o) {
    for (uint32_t row = 0; row < o->changes; row++) {
        loc_change *change = &o->change[row];
        loc_cell sequence;
        locality_status status = find_overlay(o, row, &change->structure);
        if (status != LOCALITY_OK) {
            return fail_at(o, row, "structure", status);
        }
        loc_column_read(&change_table(o)->column[LOC_FIELD_change_sequence], LOCALITY_TYPE_COUNT,
                        row, &sequence);
        change->row = row;
        change->sequence = sequence.missing ? INT64_MAX : sequence.range.lo;
    }
    loc_sort(o->change, o->changes, sizeof *o->change, by_sequence, o);
    return LOCALITY_OK;
}

/* ---- One change ------------------------------------------------------------------------------ */

/* Finds the record a change is about: the copy of one of the baseline, or one of the overlay
 * itself; MISSING where it was left out when the case was loaded. */
static locality_status find_subject(loc_overlaying *o, uint32_t row, loc_copied **kind,
                                    uint32_t *subject) {
    uint32_t symbol = loc_table_symbol(change_table(o), LOC_FIELD_change_subject, row);
    uint32_t number = LOCALITY_NO_INDEX;
    bool alias;
    *kind = NULL;
    *subject = LOCALITY_ROW_MISSING;
    if (symbol == 0 || symbol == o->model->none) {
        return loc_fail(o->error, LOCALITY_INVALID, "the change has no subject");
    }
    locality_status status = loc_resolve_any(o->resolver, symbol, &number, subject, &alias);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t i = 0; i < LOC_COPIED; i++) {
        *kind = o->kind[i].kind == number ? &o->kind[i] : *kind;
    }
    if (*kind == NULL) {
        return loc_fail(o->error, LOCALITY_TYPE, "a change is about a post or a unit, not a %s",
                        locality_schema_kind_name(NULL, number));
    }
    if (*subject == LOCALITY_ROW_MISSING && o->model->home.partial[number] != 0) {
        return LOCALITY_OK; /* it was not loaded, and so there is nothing to change */
    }
    if (*subject == LOCALITY_ROW_MISSING) {
        return loc_fail_dangling(o->resolver, number, strchr(text_of(o, symbol), ':') + 1);
    }
    if ((*kind)->copy[*subject] != LOCALITY_ROW_MISSING) {
        *subject = (*kind)->copy[*subject];
    }
    if ((*kind)->structure[*subject] != o->overlay) {
        return loc_fail(o->error, LOCALITY_NOT_FOUND,
                        "%s is in the overlay no more, or was never in its baseline",
                        text_of(o, symbol));
    }
    return LOCALITY_OK;
}

/* Whether two texts are the same or, as references, lead to the same record. */
static bool same_symbol(loc_overlaying *o, const loc_field *info, uint32_t a, uint32_t b) {
    uint32_t row_a, row_b;
    bool alias;
    if (a == b || info->target == LOCALITY_NO_INDEX || a == 0 || b == 0) {
        return a == b;
    }
    return loc_resolve_name(o->resolver, info->target, a, &row_a, &alias) == LOCALITY_OK &&
           loc_resolve_name(o->resolver, info->target, b, &row_b, &alias) == LOCALITY_OK &&
           row_a == row_b && row_a != LOCALITY_ROW_MISSING;
}

static bool same_cell(loc_overlaying *o, const loc_field *info, const loc_cell *a,
                      const loc_cell *b) {
    bool same = a->missing == b->missing && a->range.lo == b->range.lo &&
                a->range.hi == b->range.hi && a->count == b->count &&
                same_symbol(o, info, a->symbol, b->symbol);
    for (uint32_t i = 0; same && i < a->count; i++) {
        same = same_symbol(o, info, a->items[i], b->items[i]);
    }
    return same;
}

static void write_cell_text(const loc_overlaying *o, int32_t type, const loc_cell *cell,
                            loc_text *text) {
    if (cell->missing) {
        loc_text_add(text, "nothing");
    } else if (loc_type_is_value(type)) {
        loc_text_value(text, type, &cell->range);
    } else if (loc_type_is_list(type)) {
        for (uint32_t i = 0; i < cell->count; i++) {
            loc_text_add(text, i > 0 ? " " : "");
            loc_text_add(text, text_of(o, cell->items[i]));
        }
    } else {
        loc_text_add(text, text_of(o, cell->symbol));
    }
}

static locality_status fail_conflict(const loc_overlaying *o, int32_t type, const char *expected,
                                     const loc_cell *found) {
    loc_text text;
    loc_text_init(&text, &o->model->allocator);
    write_cell_text(o, type, found, &text);
    locality_status status =
        text.failed ? loc_fail_memory(o->error)
                    : loc_fail(o->error, LOCALITY_CONFLICT,
                               "the change expects \"%.160s\", but the record has \"%.160s\"",
                               expected, text.data == NULL ? "" : text.data);
    loc_text_clear(&text);
    return status;
}

/* Reads a text of a change as a value of the field that it sets. */
static locality_status read_cell(loc_overlaying *o, const loc_copied *kind, uint32_t field,
                                 uint32_t symbol, loc_cell *cell) {
    loc_cells *cells = &o->model->cells;
    *cell = (loc_cell){.field = field, .missing = true, .range = LOC_UNKNOWN};
    if (symbol == 0) {
        return LOCALITY_OK;
    }
    loc_cells_restart(cells);
    locality_status status = loc_cells_add_text(cells, kind->kind, field, text_of(o, symbol),
                                                loc_pool_length(o->model->pool, symbol), o->error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_cells_settle(cells);
    *cell = cells->cell[0];
    return loc_overlay_lead(o, kind, cell);
}

static locality_status check_expected(loc_overlaying *o, const loc_copied *kind, uint32_t subject,
                                      uint32_t field, uint32_t symbol) {
    const loc_field *info = loc_schema_row(o->model->schema, kind->kind, field);
    loc_cell expected, found;
    if (symbol == 0) {
        return LOCALITY_OK;
    }
    locality_status status = read_cell(o, kind, field, symbol, &expected);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_column_read(&kind->table->column[field], info->type, subject, &found);
    return same_cell(o, info, &expected, &found)
               ? LOCALITY_OK
               : fail_conflict(o, info->type, text_of(o, symbol), &found);
}

/* Which field a change sets; those that make the record a copy stay. */
static locality_status find_field(const loc_overlaying *o, const loc_copied *kind, uint32_t row,
                                  uint32_t *field) {
    uint32_t symbol = loc_table_symbol(change_table(o), LOC_FIELD_change_field, row);
    *field = LOCALITY_NO_INDEX;
    if (symbol == 0) {
        return loc_fail(o->error, LOCALITY_INVALID, "the change names no field to set");
    }
    *field = locality_schema_field(o->model->schema, kind->kind, text_of(o, symbol));
    if (*field == LOCALITY_NO_INDEX) {
        return loc_fail_field(o->model->schema, kind->kind, text_of(o, symbol), o->error);
    }
    if (*field == kind->structure_field || *field == kind->origin_field) {
        return loc_fail(o->error, LOCALITY_INVALID, "%s is set by the overlay itself",
                        text_of(o, symbol));
    }
    return LOCALITY_OK;
}

static locality_status set(loc_overlaying *o, uint32_t row, loc_copied *kind, uint32_t subject) {
    const loc_table *table = change_table(o);
    uint32_t field;
    loc_cell cell;
    locality_status status = find_field(o, kind, row, &field);
    if (status != LOCALITY_OK) {
        return fail_at(o, row, "field", status);
    }
    status = check_expected(o, kind, subject, field,
                            loc_table_symbol(table, LOC_FIELD_change_expected, row));
    if (status != LOCALITY_OK) {
        return fail_at(o, row, "expected", status);
    }
    status = read_cell(o, kind, field, loc_table_symbol(table, LOC_FIELD_change_value, row), &cell);
    if (status != LOCALITY_OK) {
        return fail_at(o, row, "value", status);
    }
    if (!loc_table_prepare(&o->model->allocator, o->model->schema, kind->table, subject, &cell, 1,
                           false)) {
        return loc_fail_memory(o->error);
    }
    loc_table_write(o->model->schema, kind->table, subject, &cell, 1, false);
    return LOCALITY_OK;
}

static locality_status cease(loc_overlaying *o, uint32_t row, loc_copied *kind, uint32_t subject) {
    (void)row;
    uint32_t id = loc_table_ids(kind->table)[subject];
    void *block = o->ceased;
    if (!loc_grow(&o->model->allocator, &block, &o->ceased_capacity, o->ceased_count + 1,
                  sizeof *o->ceased)) {
        return loc_fail_memory(o->error);
    }
    o->ceased = block;
    if (!loc_table_kill(&o->model->allocator, kind->table, subject)) {
        return loc_fail_memory(o->error);
    }
    o->ceased[o->ceased_count++] = id;
    kind->structure[subject] = LOCALITY_ROW_MISSING;
    return LOCALITY_OK;
}

/* `create` does nothing here: the record is listed under the overlay, and the change only
 * documents it. */
static locality_status create(loc_overlaying *o, uint32_t row, loc_copied *kind, uint32_t subject) {
    (void)o;
    (void)row;
    (void)kind;
    (void)subject;
    return LOCALITY_OK;
}

typedef struct verb {
    const char *word;
    locality_status (*apply)(loc_overlaying *o, uint32_t row, loc_copied *kind, uint32_t subject);
} verb;

static const verb verbs[] = {{"set", set}, {"cease", cease}, {"create", create}};

static locality_status apply(loc_overlaying *o, uint32_t row) {
    const char *word = text_of(o, loc_table_symbol(change_table(o), LOC_FIELD_change_verb, row));
    const verb *found = NULL;
    loc_copied *kind;
    uint32_t subject;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        found = strcmp(word, verbs[i].word) == 0 ? &verbs[i] : found;
    }
    if (found == NULL) {
        loc_fail(o->error, LOCALITY_INVALID, "a change is one of set, cease and create");
        return fail_at(o, row, "verb", LOCALITY_INVALID);
    }
    locality_status status = find_subject(o, row, &kind, &subject);
    if (status != LOCALITY_OK) {
        return fail_at(o, row, "subject", status);
    }
    return subject == LOCALITY_ROW_MISSING ? LOCALITY_OK : found->apply(o, row, kind, subject);
}

locality_status loc_overlay_changes(loc_overlaying *o) {
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < o->changes; i++) {
        if (o->change[i].structure == o->overlay) {
            status = apply(o, o->change[i].row);
        }
    }
    return status;
}
