/* Rebasing: the changes of one model made upon what somebody else has saved meanwhile, field by field.
 *
 * Three states of a field are compared: what both began with (from the journal), what the model
 * holds, what the case holds now. The two models have texts of their own, so values are compared by
 * what they say. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"
#include "model/row.h"
#include "store/store.h"

typedef struct loc_rebasing {
    locality_model *mine, *theirs;
    loc_row my_row, their_row;
    const char **items; /* of a list that was there before */
    size_t items_capacity;
    loc_text texts; /* of the conflicts */
    locality_error *error;
} loc_rebasing;

/* ---- Values ---------------------------------------------------------------------------------- */

static bool values_equal(const locality_value *a, const locality_value *b) {
    if (a->type != b->type || a->items_count != b->items_count ||
        (a->text == NULL) != (b->text == NULL)) {
        return false;
    }
    for (size_t i = 0; i < a->items_count; i++) {
        if (strcmp(a->items[i], b->items[i]) != 0) {
            return false;
        }
    }
    return a->text != NULL ? strcmp(a->text, b->text) == 0
                           : a->range.lo == b->range.lo && a->range.hi == b->range.hi;
}

/* What a field was when both began. False on refusal. */
static bool value_before(loc_rebasing *r, const loc_journal_entry *entry, uint32_t field,
                         locality_value *out) {
    int32_t type = loc_schema_row(r->mine->schema, entry->kind, field)->type;
    void *block = r->items;
    loc_cell cell;
    loc_journal_before(entry, field, &cell);
    if (!loc_grow(&r->mine->allocator, &block, &r->items_capacity, (size_t)cell.count + 1,
                  sizeof *r->items)) {
        return false;
    }
    r->items = block;
    *out = loc_value_of_cell(r->mine->pool, type, &cell, r->items);
    return true;
}

/* ---- Conflicts ------------------------------------------------------------------------------- */

/* Adds a text to those of the conflicts and gives its place. */
static uint32_t keep_text(loc_rebasing *r, const char *text) {
    uint32_t place = (uint32_t)r->texts.length;
    loc_text_put(&r->texts, text, strlen(text) + 1);
    return place;
}

static uint32_t keep_value(loc_rebasing *r, const locality_value *value) {
    uint32_t place = (uint32_t)r->texts.length;
    for (size_t i = 0; i < value->items_count; i++) {
        loc_text_add(&r->texts, i == 0 ? "" : " ");
        loc_text_add(&r->texts, value->items[i]);
    }
    if (value->text != NULL) {
        loc_text_add(&r->texts, value->text);
    } else if (loc_type_is_value(value->type)) {
        loc_text_value(&r->texts, value->type, &value->range);
    }
    loc_text_char(&r->texts, '\0');
    return place;
}

static locality_status keep_conflict(loc_rebasing *r, const loc_conflict *conflict) {
    loc_conflicts *conflicts = &r->mine->home.conflicts;
    void *block = conflicts->item;
    if (r->texts.failed || !loc_grow(&r->mine->allocator, &block, &conflicts->capacity,
                                     conflicts->count + 1, sizeof *conflicts->item)) {
        return loc_fail_memory(r->error);
    }
    conflicts->item = block;
    conflicts->item[conflicts->count++] = *conflict;
    return LOCALITY_OK;
}

/* Both have done something with the record as a whole. */
static locality_status conflict_of_record(loc_rebasing *r, const loc_journal_entry *entry,
                                          const char *mine, const char *theirs) {
    loc_conflict conflict = {.kind = entry->kind, .field = LOCALITY_NO_INDEX, .id = entry->id};
    conflict.before = keep_text(r, "");
    conflict.mine = keep_text(r, mine);
    conflict.theirs = keep_text(r, theirs);
    return keep_conflict(r, &conflict);
}

static locality_status conflict_of_field(loc_rebasing *r, const loc_journal_entry *entry,
                                         uint32_t field, const locality_value *before) {
    loc_conflict conflict = {.kind = entry->kind, .field = field, .id = entry->id};
    conflict.before = keep_value(r, before);
    conflict.mine = keep_value(r, &r->my_row.value[field]);
    conflict.theirs = keep_value(r, &r->their_row.value[field]);
    return keep_conflict(r, &conflict);
}

/* ---- One record ------------------------------------------------------------------------------ */

static const char *id_of(const loc_rebasing *r, const loc_journal_entry *entry) {
    return loc_pool_text(r->mine->pool, entry->id);
}

static uint32_t their_row(const loc_rebasing *r, const loc_journal_entry *entry) {
    const char *id = id_of(r, entry);
    return loc_table_find(r->theirs->table[entry->kind],
                          loc_pool_find(r->theirs->pool, id, strlen(id)));
}

/* Adds the model's record to theirs, its fields by their names. */
static locality_status add_record(loc_rebasing *r, const loc_journal_entry *entry) {
    loc_cells *cells = &r->theirs->cells;
    loc_cells_restart(cells);
    for (uint32_t field = 0; field < r->my_row.values; field++) {
        const char *name = loc_schema_row(r->mine->schema, entry->kind, field)->name;
        uint32_t number = locality_schema_field(r->theirs->schema, entry->kind, name);
        if (r->my_row.value[field].type == LOCALITY_TYPE_NONE) {
            continue;
        }
        locality_status status =
            number == LOCALITY_NO_INDEX
                ? loc_fail_field(r->theirs->schema, entry->kind, name, r->error)
                : loc_cells_add(cells, entry->kind, number, &r->my_row.value[field], r->error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    return loc_model_write(r->theirs, entry->kind, id_of(r, entry), true, r->error);
}

static locality_status merge_field(loc_rebasing *r, const loc_journal_entry *entry,
                                   uint32_t field) {
    const locality_value *mine = &r->my_row.value[field], *theirs = &r->their_row.value[field];
    locality_value before;
    if (!value_before(r, entry, field, &before)) {
        return loc_fail_memory(r->error);
    }
    if (values_equal(mine, &before) || values_equal(mine, theirs)) {
        return LOCALITY_OK;
    }
    if (!values_equal(theirs, &before)) {
        return conflict_of_field(r, entry, field, &before);
    }
    return locality_model_set(
        r->theirs, locality_schema_kind_name(NULL, entry->kind), id_of(r, entry),
        loc_schema_row(r->mine->schema, entry->kind, field)->name, mine, r->error);
}

static locality_status merge_record(loc_rebasing *r, const loc_journal_entry *entry) {
    locality_status status = LOCALITY_OK;
    for (uint32_t field = 0; status == LOCALITY_OK && field < r->my_row.values; field++) {
        status = merge_field(r, entry, field);
    }
    return status;
}

static locality_status remove_record(loc_rebasing *r, const loc_journal_entry *entry) {
    for (uint32_t field = 0; field < r->their_row.values; field++) {
        locality_value before;
        if (!value_before(r, entry, field, &before)) {
            return loc_fail_memory(r->error);
        }
        if (!values_equal(&r->their_row.value[field], &before)) {
            return conflict_of_record(r, entry, "removed", "changed");
        }
    }
    return locality_model_remove(r->theirs, locality_schema_kind_name(NULL, entry->kind),
                                 id_of(r, entry), r->error);
}

static locality_status rebase_entry(loc_rebasing *r, const loc_journal_entry *entry) {
    const loc_table *table = r->mine->table[entry->kind];
    int32_t state = loc_journal_state(r->mine->schema, entry, table);
    uint32_t theirs = their_row(r, entry);
    bool gone = theirs == LOCALITY_ROW_MISSING;
    if (state == 0 || (state == LOCALITY_CHANGE_REMOVED && gone)) {
        return LOCALITY_OK;
    }
    if ((state != LOCALITY_CHANGE_REMOVED &&
         !loc_row_read(r->mine, table, loc_table_find(table, entry->id), &r->my_row)) ||
        (!gone && !loc_row_read(r->theirs, r->theirs->table[entry->kind], theirs, &r->their_row))) {
        return loc_fail_memory(r->error);
    }
    switch (state) {
    case LOCALITY_CHANGE_ADDED:
        return gone ? add_record(r, entry) : conflict_of_record(r, entry, "added", "added");
    case LOCALITY_CHANGE_REMOVED:
        return remove_record(r, entry);
    default:
        return gone ? conflict_of_record(r, entry, "changed", "removed") : merge_record(r, entry);
    }
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* Whether both models have the same fields: hosts may declare some. */
static locality_status same_fields(const loc_rebasing *r) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        uint32_t fields = locality_schema_fields(r->mine->schema, kind);
        bool same = fields == locality_schema_fields(r->theirs->schema, kind);
        for (uint32_t field = 0; same && field < fields; field++) {
            const loc_field *a = loc_schema_row(r->mine->schema, kind, field);
            const loc_field *b = loc_schema_row(r->theirs->schema, kind, field);
            same = a->type == b->type && strcmp(a->name, b->name) == 0;
        }
        if (!same) {
            return loc_fail(r->error, LOCALITY_CONFLICT,
                            "somebody else has changed which fields a %s has; load the case again",
                            locality_schema_kind_name(NULL, kind));
        }
    }
    return LOCALITY_OK;
}

/* Hands the texts of the conflicts over to the model and says where the first one is. */
static locality_status fail_conflicts(loc_rebasing *r) {
    loc_conflicts *conflicts = &r->mine->home.conflicts;
    const loc_conflict *first = &conflicts->item[0];
    conflicts->texts.data = loc_text_take(&r->texts, &conflicts->texts.size);
    if (conflicts->texts.data == NULL) {
        return loc_fail_memory(r->error);
    }
    loc_fail(r->error, LOCALITY_CONFLICT,
             "somebody else has changed the same: here \"%.120s\", there \"%.120s\"%s",
             conflicts->texts.data + first->mine, conflicts->texts.data + first->theirs,
             conflicts->count > 1 ? ", and more" : "");
    loc_error_at_record(r->error, locality_schema_kind_name(NULL, first->kind),
                        loc_pool_text(r->mine->pool, first->id),
                        first->field == LOCALITY_NO_INDEX
                            ? NULL
                            : loc_schema_row(r->mine->schema, first->kind, first->field)->name);
    return LOCALITY_CONFLICT;
}

locality_status loc_rebase(locality_model *mine, locality_model *theirs, locality_error *error) {
    loc_rebasing r = {.mine = mine, .theirs = theirs, .error = error};
    const loc_journal *journal = &mine->home.journal;
    loc_text_init(&r.texts, &mine->allocator);
    locality_status status = same_fields(&r);
    for (size_t i = 0; status == LOCALITY_OK && i < journal->count; i++) {
        status = rebase_entry(&r, &journal->entry[i]);
    }
    if (status == LOCALITY_OK && mine->home.conflicts.count > 0) {
        status = fail_conflicts(&r);
    }
    if (mine->home.conflicts.texts.data == NULL) {
        loc_conflicts_clear(&mine->allocator, &mine->home.conflicts);
    }
    loc_text_clear(&r.texts);
    loc_row_clear(&mine->allocator, &r.my_row);
    loc_row_clear(&mine->allocator, &r.their_row);
    loc_release(&mine->allocator, r.items, r.items_capacity, sizeof *r.items);
    return status;
}
