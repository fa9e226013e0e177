/* Opening: a case of a host's store, and what its functions return. */
#include "base/error.h"
#include "store/store.h"

static const char *missing_function(const locality_store *store, bool to_write) {
    if (store->open == NULL || store->close == NULL) {
        return store->open == NULL ? "open" : "close";
    }
    if (store->begin == NULL || store->rollback == NULL) {
        return store->begin == NULL ? "begin" : "rollback";
    }
    if (store->read_header == NULL || store->read == NULL) {
        return store->read == NULL ? "read" : "read_header";
    }
    if (!to_write) {
        return NULL;
    }
    if (store->write_header == NULL || store->write == NULL) {
        return store->write == NULL ? "write" : "write_header";
    }
    if (store->erase == NULL || store->commit == NULL) {
        return store->erase == NULL ? "erase" : "commit";
    }
    return NULL;
}

locality_status loc_store_open(loc_opened *o, const locality_store *store, const char *name,
                               bool to_write, locality_error *error) {
    locality_store taken = LOCALITY_STORE_INIT;
    if (store == NULL || name == NULL) {
        return loc_fail_null(error, store == NULL ? "store" : "name");
    }
    if (!loc_struct_take(&taken, sizeof taken, store, store->struct_size, sizeof taken) ||
        taken.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "store.struct_size is not that of a locality_store");
    }
    const char *missing = missing_function(&taken, to_write);
    if (missing != NULL) {
        return loc_fail(error, LOCALITY_INVALID, "the store lacks the function %s", missing);
    }
    o->store = taken;
    o->error = error;
    loc_ok(error);
    return loc_store_status(o, o->store.open(o->store.self, name, &o->opened, error), "open");
}

void loc_store_close(loc_opened *o) {
    if (o->opened != NULL) {
        o->store.close(o->opened);
        o->opened = NULL;
    }
}

locality_status loc_store_begin(loc_opened *o, int32_t access, uint64_t *revision) {
    *revision = 0;
    loc_ok(o->error);
    return loc_store_status(o, o->store.begin(o->opened, access, revision, o->error), "begin");
}

static bool is_status(locality_status status) {
    return status > LOCALITY_OK && status <= LOCALITY_IO;
}

locality_status loc_store_status(loc_opened *o, locality_status returned, const char *function) {
    if (returned == LOCALITY_OK || (o->error->status == returned && is_status(returned))) {
        return returned;
    }
    loc_fail(o->error, LOCALITY_CALLBACK, "the store's function %s failed with %d", function,
             (int)returned);
    o->error->host_code = returned;
    return LOCALITY_CALLBACK;
}

enum { BETWEEN_QUESTIONS = 1024 }; /* records */

locality_status loc_store_go_on(loc_opened *o) {
    if (o->cancel != NULL && o->records++ % BETWEEN_QUESTIONS == 0 &&
        o->cancel(o->cancel_self) != 0) {
        return loc_fail(o->error, LOCALITY_CANCELLED, "the host asked to stop");
    }
    return LOCALITY_OK;
}

/* ---- Kinds in order -------------------------------------------------------------------------- */

static bool names_waiting(const locality_schema *schema, uint32_t kind, const bool *placed) {
    for (uint32_t i = 0; i < locality_schema_fields(schema, kind); i++) {
        const loc_field *field = loc_schema_row(schema, kind, i);
        if (field->target != LOCALITY_NO_INDEX && field->target != kind && !placed[field->target]) {
            return true;
        }
    }
    return false;
}

/* The first kind that waits for none; in a circle the first there is. */
static uint32_t next_kind(const locality_schema *schema, const bool *placed) {
    uint32_t first = LOCALITY_NO_INDEX;
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        if (placed[kind]) {
            continue;
        }
        if (!names_waiting(schema, kind, placed)) {
            return kind;
        }
        first = first == LOCALITY_NO_INDEX ? kind : first;
    }
    return first;
}

void loc_kinds_in_order(const locality_schema *schema, uint32_t order[LOC_KINDS]) {
    bool placed[LOC_KINDS] = {false};
    for (uint32_t i = 0; i < LOC_KINDS; i++) {
        order[i] = next_kind(schema, placed);
        placed[order[i]] = true;
    }
}
