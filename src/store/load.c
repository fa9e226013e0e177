/* Loading: a case out of a host's store into a new model. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

/* One loading. */
typedef struct loc_loader {
    loc_opened *o;
    const locality_load_options *options;
    loc_owned header;
    locality_schema *schema;
    locality_model *model;
    uint32_t kind;            /* that is read */
    uint32_t structure_field; /* of that kind, where only some versions are wanted; else NO_INDEX */
    const char **structures;  /* wanted, in the model's pool; null: all */
    size_t structures_count, structures_capacity;
    loc_batch batch; /* records of the kind that is read */
} loc_loader;

/* ---- Header and schema ----------------------------------------------------------------------- */

static locality_status take_header(void *self, const char *bytes, size_t length,
                                   locality_error *error) {
    loc_loader *loader = self;
    if (bytes == NULL || loc_utf8_check(bytes, length) < length) {
        return loc_fail(error, bytes == NULL ? LOCALITY_INVALID : LOCALITY_ENCODING,
                        "the header of the case is not text");
    }
    return loc_owned_set(&loader->schema->allocator, &loader->header, bytes, length)
               ? LOCALITY_OK
               : loc_fail_memory(error);
}

static locality_status no_record(void *self, const locality_store_record *record,
                                 locality_error *error) {
    (void)self;
    (void)record;
    return loc_fail(error, LOCALITY_INVALID, "the store pushed a record where none was asked for");
}

static locality_status no_header(void *self, const char *bytes, size_t length,
                                 locality_error *error) {
    (void)self;
    (void)bytes;
    (void)length;
    return loc_fail(error, LOCALITY_INVALID, "the store pushed a header where none was asked for");
}

static locality_status read_header(loc_loader *loader) {
    loc_opened *o = loader->o;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    sink.self = loader;
    sink.header = take_header;
    sink.record = no_record;
    loc_ok(o->error);
    locality_status status = loc_store_status(
        o, o->store.read_header(o->opened, loader->options->known_on, &sink, o->error),
        "read_header");
    if (status != LOCALITY_OK || loader->header.data == NULL) {
        return status;
    }
    return loc_header_declare(loader->header.data, loader->schema, o->error);
}

/* ---- Which records --------------------------------------------------------------------------- */

static bool is_wanted_version(const loc_loader *loader, const char *structure) {
    for (size_t i = 0; i < loader->structures_count; i++) {
        if (strcmp(loader->structures[i], structure) == 0) {
            return true;
        }
    }
    return false;
}

static bool want_version(loc_loader *loader, const char *text, size_t length) {
    locality_model *model = loader->model;
    uint32_t symbol = loc_pool_intern(model->pool, text, length);
    if (symbol == 0) {
        return false;
    }
    const char *kept = loc_pool_text(model->pool, symbol);
    if (is_wanted_version(loader, kept)) {
        return true;
    }
    void *block = loader->structures;
    if (!loc_grow(&model->allocator, &block, &loader->structures_capacity,
                  loader->structures_count + 1, sizeof *loader->structures)) {
        return false;
    }
    loader->structures = block;
    loader->structures[loader->structures_count++] = kept;
    return true;
}

/* The version that a version builds upon; empty where there is none. */
static const char *baseline_of(const locality_model *model, const char *structure) {
    const loc_table *table = model->table[LOC_KIND_structure];
    uint32_t id = loc_pool_find(model->pool, structure, strlen(structure));
    uint32_t row = loc_table_find(table, id);
    if (row == LOCALITY_ROW_MISSING) {
        return "";
    }
    uint32_t baseline = loc_table_symbol(table, LOC_FIELD_structure_baseline, row);
    return baseline == model->none ? "" : loc_pool_text(model->pool, baseline);
}

/* Once the structures are loaded: those asked for, and all they build upon. */
static locality_status choose_versions(loc_loader *loader) {
    const char *text = loader->options->structures;
    locality_error *error = loader->o->error;
    size_t at = 0, length, all = text == NULL ? 0 : strlen(text);
    while (text != NULL && loc_next_token(text, all, &at, &length)) {
        uint32_t symbol = loc_pool_find(loader->model->pool, text + at, length);
        if (loc_table_find(loader->model->table[LOC_KIND_structure], symbol) ==
            LOCALITY_ROW_MISSING) {
            return loc_fail(error, LOCALITY_NOT_FOUND, "the case holds no structure \"%.*s\"",
                            (int)(length < 160 ? length : 160), text + at);
        }
        if (!want_version(loader, text + at, length)) {
            return loc_fail_memory(error);
        }
        at += length;
    }
    for (size_t i = 0; i < loader->structures_count; i++) { /* grows as it goes */
        const char *baseline = baseline_of(loader->model, loader->structures[i]);
        if (baseline[0] != '\0' && !want_version(loader, baseline, strlen(baseline))) {
            return loc_fail_memory(error);
        }
    }
    return LOCALITY_OK;
}

/* The other versions are left out, as what belongs to them. */
static locality_status leave_out_versions(loc_loader *loader) {
    locality_model *model = loader->model;
    const loc_table *table = model->table[LOC_KIND_structure];
    locality_status status = LOCALITY_OK;
    for (uint32_t row = loc_table_rows(table); status == LOCALITY_OK && row-- > 0;) {
        uint32_t id = loc_table_ids(table)[row];
        if (id != 0 && !is_wanted_version(loader, loc_pool_text(model->pool, id))) {
            model->home.partial[LOC_KIND_structure] = true;
            status = locality_model_remove(model, "structure", loc_pool_text(model->pool, id),
                                           loader->o->error);
        }
    }
    return status;
}

/* The field by which records of a kind belong to a structure version. */
static uint32_t structure_field(const locality_schema *schema, uint32_t kind) {
    uint32_t number = locality_schema_field(schema, kind, "structure");
    if (number == LOCALITY_NO_INDEX) {
        return number;
    }
    const loc_field *field = loc_schema_row(schema, kind, number);
    bool belongs = field->type == LOCALITY_TYPE_REF && field->target == LOC_KIND_structure;
    return belongs ? number : LOCALITY_NO_INDEX;
}

/* ---- Records --------------------------------------------------------------------------------- */

static bool is_wanted(const loc_loader *loader, const locality_store_record *record) {
    uint32_t field = loader->structure_field;
    if (field == LOCALITY_NO_INDEX || field >= record->values_count) {
        return true;
    }
    const locality_value *version = &record->values[field];
    return version->type == LOCALITY_TYPE_NONE || version->text == NULL ||
           strcmp(version->text, LOCALITY_NONE_TEXT) == 0 ||
           is_wanted_version(loader, version->text);
}

static locality_status take_record(void *self, const locality_store_record *given,
                                   locality_error *error) {
    loc_loader *loader = self;
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    if (given == NULL ||
        !loc_struct_take(&record, sizeof record, given, given->struct_size, sizeof record)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "record.struct_size is not that of a locality_store_record");
    }
    if (record.id == NULL || record.kind != loader->kind ||
        (record.values == NULL && record.values_count > 0) ||
        record.values_count > locality_schema_fields(loader->schema, loader->kind)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the store pushed a record without id, of another kind than was asked "
                        "for, or with more values than the kind has fields");
    }
    locality_status status = loc_store_go_on(loader->o);
    if (status != LOCALITY_OK || !is_wanted(loader, &record)) {
        return status;
    }
    return loc_batch_take(&loader->batch, &record, error);
}

static locality_status read_kind(loc_loader *loader, uint32_t kind) {
    loc_opened *o = loader->o;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    sink.self = loader;
    sink.header = no_header;
    sink.record = take_record;
    if (!loc_batch_begin(&loader->batch, loader->model, kind)) {
        return loc_fail_memory(o->error);
    }
    loader->kind = kind;
    loader->structure_field = loader->model->home.partial[LOC_KIND_structure]
                                  ? structure_field(loader->schema, kind)
                                  : LOCALITY_NO_INDEX; /* no version was left out */
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    query.schema = loader->schema;
    query.kind = kind;
    query.known_on = loader->options->known_on;
    if (loader->structure_field != LOCALITY_NO_INDEX) {
        query.structure_field = loader->structure_field;
        query.structures = loader->structures;
        query.structures_count = loader->structures_count;
        loader->model->home.partial[kind] = true;
    }
    loc_ok(o->error);
    locality_status status =
        loc_store_status(o, o->store.read(o->opened, &query, &sink, o->error), "read");
    return status == LOCALITY_OK ? loc_batch_flush(&loader->batch, o->error) : status;
}

/* Structures first: the others are asked for by them. */
static locality_status read_kinds(loc_loader *loader) {
    locality_status status = read_kind(loader, LOC_KIND_structure);
    if (status == LOCALITY_OK) {
        status = choose_versions(loader);
    }
    if (status == LOCALITY_OK && loader->options->structures != NULL) {
        status = leave_out_versions(loader);
    }
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < LOC_KINDS; kind++) {
        if (kind != LOC_KIND_structure) {
            status = read_kind(loader, kind);
        }
    }
    return status;
}

/* ---- The whole case -------------------------------------------------------------------------- */

/* Makes the model one of the case. */
static locality_status settle(loc_loader *loader, const char *name, uint64_t revision) {
    locality_model *model = loader->model;
    loc_case *home = &model->home;
    loc_arena_init(&home->texts, &model->allocator);
    home->parts = (locality_case_header)LOCALITY_CASE_HEADER_INIT;
    if (loader->header.data != NULL) {
        if (!loc_header_read(loader->header.data, &home->texts, &home->parts)) {
            return loc_fail_memory(loader->o->error);
        }
        home->header = loader->header;
        loader->header = (loc_owned){0};
    }
    if (loader->options->known_on != NULL) { /* what was once known is saved over nothing */
        return LOCALITY_OK;
    }
    if (!loc_owned_set(&model->allocator, &home->name, name, strlen(name))) {
        return loc_fail_memory(loader->o->error);
    }
    home->store = loader->o->store.self;
    home->revision = revision;
    return LOCALITY_OK;
}

locality_status loc_store_read_model(loc_opened *o, const char *name, uint64_t revision,
                                     const locality_load_options *options, locality_model **out) {
    loc_loader loader = {.o = o, .options = options};
    locality_status status = locality_schema_new(options->allocator, &loader.schema, o->error);
    *out = NULL;
    if (status == LOCALITY_OK) {
        status = read_header(&loader);
    }
    if (status == LOCALITY_OK) {
        status = locality_model_new(loader.schema, options->allocator, &loader.model, o->error);
    }
    if (status == LOCALITY_OK) {
        status = read_kinds(&loader);
    }
    if (status == LOCALITY_OK) {
        status = settle(&loader, name, revision);
    }
    if (loader.model != NULL) {
        loc_batch_clear(&loader.model->allocator, &loader.batch);
        loc_release(&loader.model->allocator, loader.structures, loader.structures_capacity,
                    sizeof *loader.structures);
    }
    if (loader.schema != NULL) {
        loc_owned_clear(&loader.schema->allocator, &loader.header);
    }
    if (status == LOCALITY_OK) {
        *out = loader.model;
    } else {
        locality_model_free(loader.model);
    }
    locality_schema_free(loader.schema);
    return status;
}

locality_status locality_model_load(const locality_store *store, const char *name,
                                    const locality_load_options *options, locality_model **out,
                                    locality_error *error) {
    locality_load_options taken = LOCALITY_LOAD_OPTIONS_INIT;
    locality_error mine;
    loc_opened o = {0};
    uint64_t revision;
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (options != NULL && !loc_struct_take(&taken, sizeof taken, options, options->struct_size,
                                            2 * sizeof(uint32_t))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of a locality_load_options");
    }
    error = error == NULL ? &mine : error;
    o.cancel = taken.cancel;
    o.cancel_self = taken.cancel_self;
    locality_status status = loc_store_open(&o, store, name, false, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_store_begin(&o, LOCALITY_STORE_READ, &revision);
    if (status == LOCALITY_OK) {
        status = revision == 0 ? loc_fail(error, LOCALITY_NOT_FOUND,
                                          "the store holds no case \"%.160s\"", name)
                               : loc_store_read_model(&o, name, revision, &taken, out);
        o.store.rollback(o.opened);
    }
    loc_store_close(&o);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

int32_t locality_model_is_partial(const locality_model *model) {
    for (uint32_t kind = 0; model != NULL && kind < LOC_KINDS; kind++) {
        if (model->home.partial[kind]) {
            return 1;
        }
    }
    return 0;
}
