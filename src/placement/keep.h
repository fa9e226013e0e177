/* Keep: allocation records of plans and rotas, written into a model: all of them or none. */
#ifndef LOC_PLACEMENT_KEEP_H
#define LOC_PLACEMENT_KEEP_H

#include "model/undo.h"

/* One record; texts may be "". Side 0 is who, side 1 what is given. */
typedef struct loc_record {
    const char *id, *role, *starts, *ends, *reason;
    const char *kind[2], *member[2];
    const char *post; /* substantive post of a person */
    int64_t fte;      /* in hundredths; 0 where none is said */
} loc_record;

typedef struct loc_keep {
    loc_undo undo;
} loc_keep;

bool loc_keep_open(loc_keep *keep, locality_model *model);
void loc_keep_close(loc_keep *keep, bool is_well);
locality_status loc_keep_put(locality_model *model, const locality_allocator *allocator,
                             const loc_record *record, locality_error *error);
/* What a record says of a side, 0 who and 1 what is given, by the kinds of both; "" where it does not say. */
const char *loc_keep_member(const locality_snapshot *snapshot, uint32_t row, int side,
                            const char *const kind[2]);
/* Id of the post that a person holds; "" where there is none, or it is no person. */
const char *loc_keep_post(const locality_snapshot *snapshot, uint32_t kind, uint32_t row);

#endif
