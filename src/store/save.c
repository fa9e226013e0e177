/* Saving: what has changed in a model since it was loaded, or all of it, in one transaction. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "model/row.h"
#include "store/store.h"

enum { USUAL_ATTEMPTS = 8 };

/* One saving. */
typedef struct loc_saver {
    loc_opened o;
    locality_model *model;
    const char *name;
    locality_save_options options;
    bool whole;        /* everything is written: the model did not belong to this case */
    uint64_t revision; /* the case has to have */
    loc_text header;   /* what is written; empty: it stays as it is */
    uint32_t *entry; /* numbers of the journal's entries, in the order in which they are written */
    size_t entries;
    loc_row row;
    loc_case home; /* what the model is to remember */
    locality_save_outcome outcome;
} loc_saver;

/* ---- Records --------------------------------------------------------------------------------- */

static locality_status write_row(loc_saver *saver, const loc_table *table, uint32_t row,
                                 bool is_new) {
    loc_opened *o = &saver->o;
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    locality_status status = loc_store_go_on(o);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_row_read(saver->model, table, row, &saver->row)) {
        return loc_fail_memory(o->error);
    }
    record.schema = saver->model->schema;
    record.kind = table->kind;
    record.is_new = is_new;
    record.id = loc_pool_text(saver->model->pool, loc_table_ids(table)[row]);
    record.values = saver->row.value;
    record.values_count = saver->row.values;
    loc_ok(o->error);
    status = loc_store_status(o, o->store.write(o->opened, &record, o->error), "write");
    saver->outcome.written += status == LOCALITY_OK;
    return status;
}

static locality_status erase(loc_saver *saver, const loc_journal_entry *entry) {
    loc_opened *o = &saver->o;
    loc_ok(o->error);
    locality_status status =
        loc_store_status(o,
                         o->store.erase(o->opened, locality_schema_kind_name(NULL, entry->kind),
                                        loc_pool_text(saver->model->pool, entry->id), o->error),
                         "erase");
    saver->outcome.erased += status == LOCALITY_OK;
    return status;
}

static locality_status write_everything(loc_saver *saver) {
    uint32_t order[LOC_KINDS];
    loc_kinds_in_order(saver->model->schema, order);
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0; i < LOC_KINDS; i++) {
        const loc_table *table = saver->model->table[order[i]];
        for (uint32_t row = 0; status == LOCALITY_OK && row < loc_table_rows(table); row++) {
            if (loc_table_ids(table)[row] != 0) { /* 0: a dead row */
                status = write_row(saver, table, row, true);
            }
        }
    }
    return status;
}

/* ---- The journal in order -------------------------------------------------------------------- */

/* Where a journal's record stands among those that are written: kinds in order, then rows. */
typedef struct loc_place {
    uint32_t entry, kind, row;
} loc_place;

static int by_place(const void *a, const void *b, const void *context) {
    const loc_place *left = a, *right = b;
    (void)context;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    if (left->row != right->row) {
        return left->row < right->row ? -1 : 1;
    }
    return (left->entry > right->entry) - (left->entry < right->entry);
}

/* Puts the entries of the journal in the order in which they are written. */
static bool order_entries(loc_saver *saver) {
    const locality_model *model = saver->model;
    const loc_journal *journal = &model->home.journal;
    uint32_t order[LOC_KINDS], rank[LOC_KINDS];
    loc_place *place = loc_allocate(&model->allocator, journal->count, sizeof *place);
    saver->entry = loc_allocate(&model->allocator, journal->count, sizeof *saver->entry);
    saver->entries = journal->count;
    if (place != NULL && saver->entry != NULL) {
        loc_kinds_in_order(model->schema, order);
        for (uint32_t i = 0; i < LOC_KINDS; i++) {
            rank[order[i]] = i;
        }
        for (size_t i = 0; i < journal->count; i++) {
            const loc_journal_entry *entry = &journal->entry[i];
            place[i] = (loc_place){.entry = (uint32_t)i,
                                   .kind = rank[entry->kind],
                                   .row = loc_table_find(model->table[entry->kind], entry->id)};
        }
        loc_sort(place, journal->count, sizeof *place, by_place, NULL);
        for (size_t i = 0; i < journal->count; i++) {
            saver->entry[i] = place[i].entry;
        }
    }
    bool made = place != NULL && saver->entry != NULL;
    loc_release(&model->allocator, place, journal->count, sizeof *place);
    return made;
}

static locality_status write_entry(loc_saver *saver, const loc_journal_entry *entry) {
    const loc_table *table = saver->model->table[entry->kind];
    int32_t state = loc_journal_state(saver->model->schema, entry, table);
    locality_status status = LOCALITY_OK;
    if (state != LOCALITY_CHANGE_ADDED && state != LOCALITY_CHANGE_CHANGED) {
        return LOCALITY_OK;
    }
    if (entry->stood && entry->removed) { /* it has lost its place in the order */
        status = erase(saver, entry);
    }
    return status == LOCALITY_OK ? write_row(saver, table, loc_table_find(table, entry->id),
                                             !entry->stood || entry->removed)
                                 : status;
}

static locality_status write_journal(loc_saver *saver) {
    const loc_journal *journal = &saver->model->home.journal;
    locality_status status = order_entries(saver) ? LOCALITY_OK : loc_fail_memory(saver->o.error);
    for (size_t i = 0; status == LOCALITY_OK && i < journal->count; i++) {
        status = write_entry(saver, &journal->entry[saver->entry[i]]);
    }
    for (size_t i = journal->count; status == LOCALITY_OK && i-- > 0;) {
        const loc_journal_entry *entry = &journal->entry[saver->entry[i]];
        const loc_table *table = saver->model->table[entry->kind];
        if (loc_journal_state(saver->model->schema, entry, table) == LOCALITY_CHANGE_REMOVED) {
            status = erase(saver, entry);
        }
    }
    loc_release(&saver->model->allocator, saver->entry, saver->entries, sizeof *saver->entry);
    saver->entry = NULL;
    return status;
}

/* ---- What is kept besides the records --------------------------------------------------------- */

/* What the header will be, where it changes. */
static bool prepare_header(loc_saver *saver) {
    const loc_case *home = &saver->model->home;
    loc_text_init(&saver->header, &saver->model->allocator);
    if (!saver->whole && saver->options.header == NULL) {
        return true;
    }
    const locality_case_header *header = saver->options.header;
    return loc_header_write(saver->model->schema, header == NULL ? &home->parts : header,
                            home->header.data, &saver->header);
}

/* What the model is to remember; made before the transaction, so that nothing can fail after it. */
static locality_status prepare_home(loc_saver *saver) {
    const locality_allocator *allocator = &saver->model->allocator;
    loc_case *home = &saver->home;
    const char *header =
        saver->header.length > 0 ? saver->header.data : saver->model->home.header.data;
    loc_case_clear(allocator, home);
    *home = (loc_case){0};
    loc_arena_init(&home->texts, allocator);
    home->parts = (locality_case_header)LOCALITY_CASE_HEADER_INIT;
    if (!loc_owned_set(allocator, &home->name, saver->name, strlen(saver->name)) ||
        (header != NULL && (!loc_owned_set(allocator, &home->header, header, strlen(header)) ||
                            !loc_header_read(home->header.data, &home->texts, &home->parts)))) {
        return loc_fail_memory(saver->o.error);
    }
    home->store = saver->o.store.self;
    memcpy(home->partial, saver->model->home.partial, sizeof home->partial);
    return LOCALITY_OK;
}

/* ---- One transaction ------------------------------------------------------------------------- */

static locality_status fail_conflict(const loc_saver *saver, uint64_t found) {
    return loc_fail(saver->o.error, LOCALITY_CONFLICT,
                    saver->revision == 0
                        ? "the store holds a case \"%.160s\" already"
                        : "the case \"%.160s\" has been saved by somebody else meanwhile "
                          "(revision %llu)",
                    saver->name, (unsigned long long)found);
}

static locality_status write_case(loc_saver *saver) {
    loc_opened *o = &saver->o;
    locality_status status = LOCALITY_OK;
    if (saver->header.length > 0) {
        loc_ok(o->error);
        status = loc_store_status(
            o, o->store.write_header(o->opened, saver->header.data, saver->header.length, o->error),
            "write_header");
    }
    if (status == LOCALITY_OK) {
        status = saver->whole ? write_everything(saver) : write_journal(saver);
    }
    return status;
}

static locality_status save_once(loc_saver *saver) {
    loc_opened *o = &saver->o;
    uint64_t found;
    saver->outcome.written = saver->outcome.erased = 0;
    saver->outcome.attempts++;
    locality_status status = prepare_home(saver);
    if (status == LOCALITY_OK) {
        status = loc_store_begin(o, LOCALITY_STORE_WRITE, &found);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    status = found == saver->revision ? write_case(saver) : fail_conflict(saver, found);
    if (status != LOCALITY_OK) {
        o->store.rollback(o->opened);
        return status;
    }
    loc_ok(o->error);
    return loc_store_status(
        o, o->store.commit(o->opened, saver->revision, &saver->outcome.revision, o->error),
        "commit");
}

/* ---- When somebody else was first ------------------------------------------------------------ */

/* Gives the model what another holds; `other` is freed with what the model held. */
static void become(locality_model *model, locality_model *other) {
    locality_model held = *model;
    bool busy = model->busy;
    *model = *other;
    *other = held;
    model->busy = busy;
    locality_model_free(other);
}

/* Loads what stands now and makes the model's changes upon it. */
static locality_status rebase(loc_saver *saver) {
    loc_opened *o = &saver->o;
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *theirs = NULL;
    uint64_t found;
    options.allocator = &saver->model->allocator;
    locality_status status = loc_store_begin(o, LOCALITY_STORE_READ, &found);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_store_read_model(o, saver->name, found, &options, &theirs);
    o->store.rollback(o->opened);
    if (status == LOCALITY_OK) {
        status = loc_rebase(saver->model, theirs, o->error);
    }
    if (status != LOCALITY_OK) {
        locality_model_free(theirs);
        return status;
    }
    become(saver->model, theirs);
    saver->revision = found;
    return LOCALITY_OK;
}

static locality_status save(loc_saver *saver) {
    locality_status status = save_once(saver);
    bool can_rebase = !saver->whole && locality_model_is_partial(saver->model) == 0;
    while (status == LOCALITY_CONFLICT && can_rebase &&
           saver->options.on_conflict == LOCALITY_CONFLICT_REBASE &&
           saver->outcome.attempts < saver->options.attempts) {
        status = rebase(saver);
        if (status == LOCALITY_OK) {
            status = save_once(saver);
        } else if (status == LOCALITY_CONFLICT) {
            break;
        }
    }
    return status;
}

/* ---- The call -------------------------------------------------------------------------------- */

static locality_status save_prepared(loc_saver *saver) {
    locality_model *model = saver->model;
    locality_status status = prepare_header(saver) ? LOCALITY_OK : loc_fail_memory(saver->o.error);
    if (status == LOCALITY_OK) {
        model->busy = true;
        status = save(saver);
        model->busy = false;
    }
    if (status == LOCALITY_OK) { /* what it remembered so far goes with the saver */
        loc_case before = model->home;
        saver->home.revision = saver->outcome.revision;
        model->home = saver->home;
        saver->home = before;
    }
    loc_case_clear(&model->allocator, &saver->home);
    loc_text_clear(&saver->header);
    loc_row_clear(&model->allocator, &saver->row);
    return status;
}

static bool is_home(const locality_model *model, const locality_store *store, const char *name) {
    return model->home.name.data != NULL && model->home.store == store->self &&
           strcmp(model->home.name.data, name) == 0;
}

static locality_status take_options(loc_saver *saver, const locality_save_options *options,
                                    locality_error *error) {
    saver->options = (locality_save_options)LOCALITY_SAVE_OPTIONS_INIT;
    if (options != NULL && !loc_struct_take(&saver->options, sizeof saver->options, options,
                                            options->struct_size, 2 * sizeof(uint32_t))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of a locality_save_options");
    }
    if (saver->options.attempts == 0) {
        saver->options.attempts = USUAL_ATTEMPTS;
    }
    saver->o.cancel = saver->options.cancel;
    saver->o.cancel_self = saver->options.cancel_self;
    return LOCALITY_OK;
}

locality_status locality_model_save(locality_model *model, const locality_store *store,
                                    const char *name, const locality_save_options *options,
                                    locality_save_outcome *outcome, locality_error *error) {
    loc_saver saver = {.model = model, .name = name, .outcome = LOCALITY_SAVE_OUTCOME_INIT};
    locality_error mine = {.status = LOCALITY_OK};
    error = error == NULL ? &mine : error;
    if (model == NULL || name == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "name");
    }
    locality_status status = loc_model_free_to_change(model, error);
    if (status == LOCALITY_OK) {
        status = take_options(&saver, options, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_store_open(&saver.o, store, name, true, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_conflicts_clear(&model->allocator, &model->home.conflicts);
    saver.whole = !is_home(model, &saver.o.store, name);
    saver.revision = saver.whole ? 0 : model->home.revision;
    if (saver.whole && locality_model_is_partial(model)) {
        status = loc_fail(error, LOCALITY_INVALID,
                          "the model holds only a part of its case and cannot become another one");
    } else {
        status = save_prepared(&saver);
    }
    loc_store_close(&saver.o);
    if (status == LOCALITY_OK && outcome != NULL) {
        uint32_t size = outcome->struct_size;
        loc_struct_give(outcome, size, &saver.outcome, sizeof saver.outcome);
        outcome->struct_size = size;
    }
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

uint64_t locality_model_revision(const locality_model *model) {
    return model == NULL ? 0 : model->home.revision;
}
