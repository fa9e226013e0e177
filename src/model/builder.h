/* The model, inside: a table for each kind that has records, a pool for their texts, and the
 * snapshot that was taken last, from which the next one takes over what has not changed. */
#ifndef LOC_MODEL_BUILDER_H
#define LOC_MODEL_BUILDER_H

#include "model/case.h"
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
    loc_case home;
    bool busy; /* a store's function runs: the model may not be changed */
};

/* The table of a kind, made if there is none; null on refusal. */
loc_table *loc_model_table(locality_model *model, uint32_t kind);
/* Notes that a table has changed. */
void loc_model_touch(locality_model *model, loc_table *table);
/* Notes in the journal, where there is one, that a record is about to change (`row` MISSING: a new
 * one). False on refusal. */
bool loc_model_note(locality_model *model, const loc_table *table, uint32_t id, uint32_t row);
/* Refuses a call that a function of a store makes while the model is being saved: BUSY. */
locality_status loc_model_free_to_change(const locality_model *model, locality_error *error);
/* Finds the kind of a call; sets *kind. */
locality_status loc_model_kind(const locality_model *model, const char *name, uint32_t *kind,
                               locality_error *error);

/* The generic calls by number; typed records use them. `id` and values as the public ones. */
locality_status loc_model_write(locality_model *model, uint32_t kind, const char *id,
                                bool must_be_new, locality_error *error);

#endif
