/* Loading: a case out of a host's store into a new model. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/part.h"
#include "store/store.h"

/* One loading. */
typedef struct loc_loader {
    loc_opened *o;
    const locality_load_options *options;
    loc_owned header;
    locality_schema *schema;
    locality_model *model;
    uint32_t kind;   /* that is read */
    loc_part part;   /* which records are wanted */
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

/* ---- Records --------------------------------------------------------------------------------- */

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
    if (status != LOCALITY_OK || !loc_part_wants(&loader->part, &record)) {
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
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    query.schema = loader->schema;
    query.kind = kind;
    query.known_on = loader->options->known_on;
    if (!loc_part_ask(&loader->part, &query)) {
        return loc_fail_memory(o->error);
    }
    loc_ok(o->error);
    locality_status status =
        loc_store_status(o, o->store.read(o->opened, &query, &sink, o->error), "read");
    return status == LOCALITY_OK ? loc_batch_flush(&loader->batch, o->error) : status;
}

/* What the others are asked for by goes first: structures, and areas with their other names. */
static locality_status read_kinds(loc_loader *loader) {
    static const uint32_t first[] = {LOC_KIND_structure, LOC_KIND_alias, LOC_KIND_area};
    bool read[LOC_KINDS] = {false};
    size_t firsts = loader->options->areas == NULL ? 1 : 3;
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < firsts; i++) {
        status = read_kind(loader, first[i]);
        read[first[i]] = true;
        if (status == LOCALITY_OK && i == 0) {
            status = loc_part_choose_versions(&loader->part, loader->o->error);
        }
    }
    if (status == LOCALITY_OK && loader->options->areas != NULL) {
        status = loc_part_choose_areas(&loader->part, loader->o->error);
    }
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < LOC_KINDS; kind++) {
        if (!read[kind]) {
            status = read_kind(loader, kind);
        }
    }
    return status == LOCALITY_OK ? loc_part_leave_out_areas(&loader->part, loader->o->error)
                                 : status;
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
        loader.part = (loc_part){.model = loader.model, .options = options};
    }
    if (status == LOCALITY_OK) {
        status = read_kinds(&loader);
    }
    if (status == LOCALITY_OK) {
        status = settle(&loader, name, revision);
    }
    if (loader.model != NULL) {
        loc_batch_clear(&loader.model->allocator, &loader.batch);
        loc_part_clear(&loader.part);
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
        if (model->home.partial[kind] != 0) {
            return 1;
        }
    }
    return 0;
}
