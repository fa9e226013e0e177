/* Typed records: one implementation for the structs of all kinds, driven by where their fields
 * stand. */
#ifndef LOC_MODEL_TYPED_H
#define LOC_MODEL_TYPED_H

#include "schema/schema.h"

#include "locality/model.h"

/* Bytes that hold the struct of any kind, with room for fields to come. */
#define LOC_LARGEST_RECORD 1024u

typedef struct loc_record_shape {
    uint32_t kind;
    uint32_t size;           /* of the struct */
    const void *start;       /* a struct with every field missing */
    const uint32_t *offsets; /* of each field of the table, in the order of its numbers */
} loc_record_shape;

locality_status loc_record_put(locality_model *model, const loc_record_shape *shape,
                               const void *record, bool must_be_new, locality_error *error);
locality_status loc_record_find(const locality_snapshot *snapshot, const loc_record_shape *shape,
                                const char *id, void *out, locality_error *error);
locality_status loc_record_at(const locality_snapshot *snapshot, const loc_record_shape *shape,
                              size_t row, void *out, locality_error *error);

#endif
