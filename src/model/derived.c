/* Derived: see derived.h. */
#include "model/derived.h"

#include "model/snapshot.h"

locality_status loc_snapshot_derived(const locality_snapshot *snapshot, uint32_t slot,
                                     loc_derive derive, const loc_derived **out,
                                     locality_error *error) {
    _Atomic(loc_derived *) *place = &snapshot->self->derived[slot];
    loc_derived *kept = atomic_load_explicit(place, memory_order_acquire);
    loc_derived *made = NULL;

    *out = kept;
    if (kept != NULL) {
        return LOCALITY_OK;
    }
    locality_status status = derive(snapshot, &snapshot->allocator, &made, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (atomic_compare_exchange_strong_explicit(place, &kept, made, memory_order_acq_rel,
                                                memory_order_acquire)) {
        *out = made;
    } else { /* another thread was faster */
        made->free(made);
        *out = kept;
    }
    return LOCALITY_OK;
}

const loc_derived *loc_snapshot_kept(const locality_snapshot *snapshot, uint32_t slot) {
    return atomic_load_explicit(&snapshot->self->derived[slot], memory_order_acquire);
}
