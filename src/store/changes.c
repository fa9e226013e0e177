/* What a host may ask about the case of a model: what has changed, what conflicts, what is kept
 * besides the records. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "store/store.h"

/* ---- Changes --------------------------------------------------------------------------------- */

/* A journal's entry with the text of its id. */
typedef struct loc_changed {
    const loc_journal_entry *entry;
    const char *id;
} loc_changed;

static int by_id(const void *a, const void *b, const void *context) {
    const loc_changed *left = a, *right = b;
    (void)context;
    if (left->entry->kind != right->entry->kind) {
        return left->entry->kind < right->entry->kind ? -1 : 1;
    }
    return strcmp(left->id, right->id);
}

locality_status locality_model_changes(const locality_model *model, void *self,
                                       int32_t (*change)(void *self, uint32_t kind, const char *id,
                                                         int32_t state),
                                       locality_error *error) {
    if (model == NULL || change == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "change");
    }
    const loc_journal *journal = &model->home.journal;
    loc_changed *changed = loc_allocate(&model->allocator, journal->count, sizeof *changed);
    if (changed == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < journal->count; i++) {
        const loc_journal_entry *entry = &journal->entry[i];
        changed[i] = (loc_changed){.entry = entry, .id = loc_pool_text(model->pool, entry->id)};
    }
    loc_sort(changed, journal->count, sizeof *changed, by_id, NULL);
    int32_t code = 0;
    for (size_t i = 0; code == 0 && i < journal->count; i++) {
        uint32_t kind = changed[i].entry->kind;
        int32_t state = loc_journal_state(model->schema, changed[i].entry, model->table[kind]);
        code = state == 0 ? 0 : change(self, kind, changed[i].id, state);
    }
    loc_release(&model->allocator, changed, journal->count, sizeof *changed);
    if (code != 0) {
        loc_fail(error, LOCALITY_CALLBACK, "the callback stopped with code %d", (int)code);
        if (error != NULL) {
            error->host_code = code;
        }
        return LOCALITY_CALLBACK;
    }
    return loc_ok(error);
}

/* ---- Conflicts ------------------------------------------------------------------------------- */

size_t locality_model_conflicts(const locality_model *model) {
    return model == NULL ? 0 : model->home.conflicts.count;
}

locality_status locality_model_conflict_at(const locality_model *model, size_t index,
                                           locality_conflict *out, locality_error *error) {
    locality_conflict local = LOCALITY_CONFLICT_INIT;
    if (model == NULL || out == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "out");
    }
    uint32_t size = out->struct_size;
    if (size < 2 * sizeof(uint32_t)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not set; start from the _INIT macro");
    }
    const loc_conflicts *conflicts = &model->home.conflicts;
    bool there = index < conflicts->count;
    if (there) {
        const loc_conflict *conflict = &conflicts->item[index];
        local.kind = locality_schema_kind_name(NULL, conflict->kind);
        local.id = loc_pool_text(model->pool, conflict->id);
        local.field = conflict->field == LOCALITY_NO_INDEX
                          ? ""
                          : loc_schema_row(model->schema, conflict->kind, conflict->field)->name;
        local.before = conflicts->texts.data + conflict->before;
        local.mine = conflicts->texts.data + conflict->mine;
        local.theirs = conflicts->texts.data + conflict->theirs;
    }
    local.struct_size = size;
    loc_struct_give(out, size, &local, sizeof local);
    return there ? loc_ok(error)
                 : loc_fail(error, LOCALITY_NOT_FOUND, "there is no conflict %zu", index);
}

/* ---- Header ---------------------------------------------------------------------------------- */

locality_status locality_model_header(const locality_model *model, locality_case_header *out,
                                      locality_error *error) {
    locality_case_header local = LOCALITY_CASE_HEADER_INIT;
    if (model == NULL || out == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "out");
    }
    uint32_t size = out->struct_size;
    if (size < 2 * sizeof(uint32_t)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not set; start from the _INIT macro");
    }
    local.name = model->home.parts.name;
    local.title = model->home.parts.title;
    local.rules = model->home.parts.rules;
    local.rules_count = model->home.parts.rules_count;
    local.struct_size = size;
    loc_struct_give(out, size, &local, sizeof local);
    return loc_ok(error);
}
