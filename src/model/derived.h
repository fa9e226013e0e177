/* Derived: what layers above the model compute from a whole snapshot, such as lines of report. It
 * depends on nothing but the snapshot, which never changes, so it is computed when it is first asked
 * for, kept with the snapshot, and freed with it.
 *
 * Threads need no lock: two that ask at once may both compute, then one keeps what it has, and the
 * other throws its own away. Memory is that of the snapshot's allocator. */
#ifndef LOC_MODEL_DERIVED_H
#define LOC_MODEL_DERIVED_H

#include "locality/model.h"

/* The first member of whatever is kept; the model knows no more of it. */
typedef struct loc_derived loc_derived;
struct loc_derived {
    void (*free)(loc_derived *derived);
};

/* One place for each thing that can be kept. */
enum loc_derived_slots {
    LOC_DERIVED_LINES,      /* structure/lines.h */
    LOC_DERIVED_REPORTS,    /* structure/lines.h */
    LOC_DERIVED_AREAS,      /* places/hierarchy.h */
    LOC_DERIVED_SUCCESSION, /* places/succession.h */
    LOC_DERIVED_NAMINGS,    /* structure/namings.h */
    LOC_DERIVED_VERSIONS,   /* structure/versions.c */
    LOC_DERIVED_SLOTS
};

/* Computes it: a pure function of the snapshot. `*out` is set on success only. */
typedef locality_status (*loc_derive)(const locality_snapshot *snapshot,
                                      const locality_allocator *allocator, loc_derived **out,
                                      locality_error *error);

/* What a slot holds, computed by `derive` where nobody has asked before; it lives as long as the
 * snapshot. Leaves `error` alone on success. */
locality_status loc_snapshot_derived(const locality_snapshot *snapshot, uint32_t slot,
                                     loc_derive derive, const loc_derived **out,
                                     locality_error *error);

/* What a slot holds; null where nobody has asked yet. */
const loc_derived *loc_snapshot_kept(const locality_snapshot *snapshot, uint32_t slot);

#endif
