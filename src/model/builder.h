/* The model, inside: a table for each kind that has records, a pool for their texts, and the
 * snapshot that was taken last, from which the next one takes over what has not changed. */
#ifndef LOC_MODEL_BUILDER_H
#define LOC_MODEL_BUILDER_H

#include "model/cells.h"
#include "model/snapshot.h"
#include "model/table.h"

/* What an overlay made of the tables of posts and units, and of what it was made. */
typedef struct loc_overlaid {
    loc_table *post, *unit;
    uint64_t made_of[6]; /* versions: structure, post, unit, change, alias; 1 if it stands */
} loc_overlaid;

struct locality_model {
    locality_allocator allocator;
    locality_schema *schema;
    loc_pool *pool;
    uint32_t none;  /* symbol of `none` */
    uint64_t stamp; /* last number given to a version or numbering */
    loc_table *table[LOC_KINDS];
    loc_cells cells; /* of the call that runs */
    locality_snapshot *last;
    uint64_t last_stamp; /* stamp when it was taken */
    loc_overlaid overlaid;
};

/* The table of a kind, made if there is none; null on refusal. */
loc_table *loc_model_table(locality_model *model, uint32_t kind);
/* Notes that a table has changed. */
void loc_model_touch(locality_model *model, loc_table *table);
/* Finds the kind of a call; sets *kind. */
locality_status loc_model_kind(const locality_model *model, const char *name, uint32_t *kind,
                               locality_error *error);

/* The generic calls by number; typed records use them. `id` and values as the public ones. */
locality_status loc_model_write(locality_model *model, uint32_t kind, const char *id,
                                bool must_be_new, locality_error *error);

#endif
