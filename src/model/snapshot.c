/* Snapshots: taking one, sharing it, and giving it back. */
#include "model/snapshot.h"

#include <string.h>

#include "base/error.h"
#include "model/builder.h"
#include "model/overlay.h"
#include "model/resolve.h"

const locality_snapshot *locality_snapshot_retain(const locality_snapshot *snapshot) {
    if (snapshot != NULL) {
        atomic_fetch_add_explicit(&snapshot->self->owners, 1, memory_order_relaxed);
    }
    return snapshot;
}

static void free_snapshot(locality_snapshot *snapshot) {
    locality_allocator allocator = snapshot->allocator;
    for (uint32_t slot = 0; slot < LOC_DERIVED_SLOTS; slot++) {
        loc_derived *derived = atomic_load_explicit(&snapshot->derived[slot], memory_order_acquire);
        if (derived != NULL) {
            derived->free(derived);
        }
    }
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_table_release(&allocator, snapshot->table[kind]);
    }
    loc_pool_view_release(snapshot->texts);
    loc_schema_release(snapshot->schema);
    loc_release(&allocator, snapshot, 1, sizeof *snapshot);
}

void locality_snapshot_release(const locality_snapshot *snapshot) {
    if (snapshot != NULL &&
        atomic_fetch_sub_explicit(&snapshot->self->owners, 1, memory_order_acq_rel) == 1) {
        free_snapshot(snapshot->self);
    }
}

/* ---- Taking ---------------------------------------------------------------------------------- */

/* Brings the model's tables into the form that snapshots share: no dead rows, full columns. */
static bool finish_tables(locality_model *model) {
    const locality_allocator *allocator = &model->allocator;
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_table *table = model->table[kind];
        const loc_table *last = model->last == NULL ? NULL : model->last->table[kind];
        if (table == NULL || (last != NULL && last->version == table->version)) {
            continue;
        }
        if ((table->dead > 0 &&
             !loc_table_compact(allocator, model->schema, table, ++model->stamp)) ||
            !loc_table_finish(allocator, model->schema, table)) {
            return false;
        }
    }
    return true;
}

static locality_snapshot *new_snapshot(const locality_model *model) {
    locality_snapshot *snapshot = loc_allocate(&model->allocator, 1, sizeof *snapshot);
    if (snapshot != NULL) {
        atomic_init(&snapshot->owners, 1);
        for (uint32_t slot = 0; slot < LOC_DERIVED_SLOTS; slot++) {
            atomic_init(&snapshot->derived[slot], NULL);
        }
        snapshot->self = snapshot;
        snapshot->allocator = model->allocator;
        snapshot->schema = loc_schema_retain(model->schema);
        snapshot->none = model->none;
        memcpy(snapshot->partial, model->home.partial, sizeof snapshot->partial);
    }
    return snapshot;
}

static size_t alias_uses(const loc_table *table) {
    size_t uses = 0;
    for (uint32_t field = 0; table != NULL && field < table->fields; field++) {
        uses += table->column[field].alias_uses;
    }
    return uses;
}

/* Fills a new snapshot from the tables of the model. */
static locality_status fill(locality_model *model, locality_snapshot *snapshot,
                            locality_error *error) {
    loc_resolver resolver = {.model = model, .before = model->last, .error = error};
    if (!finish_tables(model)) {
        return loc_fail_memory(error);
    }
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_table *table = model->table[kind];
        resolver.table[kind] = table != NULL && table->count > 0 ? table : NULL;
    }
    locality_status status = loc_overlay(&resolver);
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < LOC_KINDS; kind++) {
        status = loc_resolve_table(&resolver, kind, &snapshot->table[kind]);
        snapshot->alias_uses += alias_uses(snapshot->table[kind]);
    }
    loc_resolver_clear(&resolver);
    if (status != LOCALITY_OK) {
        return status;
    }
    snapshot->texts = loc_pool_freeze(model->pool);
    return snapshot->texts == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

locality_status locality_snapshot_take(locality_model *model, locality_snapshot **out,
                                       locality_error *error) {
    if (out != NULL) {
        *out = NULL;
    }
    if (model == NULL || out == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "out");
    }
    if (model->last == NULL || model->last_stamp != model->stamp) {
        locality_snapshot *snapshot = new_snapshot(model);
        if (snapshot == NULL) {
            return loc_fail_memory(error);
        }
        locality_status status = fill(model, snapshot, error);
        if (status != LOCALITY_OK) {
            locality_snapshot_release(snapshot);
            return status;
        }
        locality_snapshot_release(model->last);
        model->last = snapshot;
        model->last_stamp = model->stamp;
    }
    locality_snapshot_retain(model->last);
    *out = model->last;
    return loc_ok(error);
}

int32_t locality_snapshot_is_partial(const locality_snapshot *snapshot, uint32_t kind) {
    return snapshot != NULL && kind < LOC_KINDS && snapshot->partial[kind] != 0 ? 1 : 0;
}

/* ---- What it is ------------------------------------------------------------------------------ */

const locality_schema *locality_snapshot_schema(const locality_snapshot *snapshot) {
    return snapshot == NULL ? NULL : snapshot->schema;
}

size_t locality_snapshot_alias_uses(const locality_snapshot *snapshot) {
    return snapshot == NULL ? 0 : snapshot->alias_uses;
}

size_t locality_snapshot_bytes(const locality_snapshot *snapshot) {
    if (snapshot == NULL) {
        return 0;
    }
    size_t bytes = sizeof *snapshot + loc_pool_view_bytes(snapshot->texts);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        bytes += loc_table_footprint(snapshot->table[kind]);
    }
    return bytes;
}
