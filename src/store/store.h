/* Store: what loading and saving share. */
#ifndef LOC_STORE_STORE_H
#define LOC_STORE_STORE_H

#include "base/text.h"
#include "locality/store.h"
#include "model/builder.h"

/* An opened case of a host's store, and whoever may end a long call. */
typedef struct loc_opened {
    locality_store store;
    void *opened; /* null before it is opened */
    int32_t (*cancel)(void *self);
    void *cancel_self;
    uint64_t records; /* seen so far, to ask `cancel` now and then */
    locality_error *error;
} loc_opened;

/* Checks and copies the table of functions and opens the case. */
locality_status loc_store_open(loc_opened *o, const locality_store *store, const char *name,
                               bool to_write, locality_error *error);
void loc_store_close(loc_opened *o);
/* Begins a transaction. */
locality_status loc_store_begin(loc_opened *o, int32_t access, uint64_t *revision);
/* What a function of the host returned, as a status of the library: a failure whose error was left
 * clear becomes CALLBACK with the number. */
locality_status loc_store_status(loc_opened *o, locality_status returned, const char *function);
/* CANCELLED if the host wants the call to end; asked with every record. */
locality_status loc_store_go_on(loc_opened *o);

/* ---- Header ---------------------------------------------------------------------------------- */

/* Writes the header of a case: what `header` says (may be null), what hosts declared in the schema,
 * and the lines of `old` (may be null) that this version does not know. */
bool loc_header_write(const locality_schema *schema, const locality_case_header *header,
                      const char *old, loc_text *out);
/* Adds what a header declares to a new schema. */
locality_status loc_header_declare(const char *header, locality_schema *schema,
                                   locality_error *error);
/* Name, title and rule files of a header: the texts go, unescaped, into `texts`, the names of the rule
 * files as an array into `rules`. False on refusal. */
bool loc_header_read(const char *header, loc_arena *arena, locality_case_header *out);

/* ---- Records, many at a time ----------------------------------------------------------------- */

/* The values of one field in a batch, row by row. */
typedef struct loc_lane {
    uint32_t field;
    locality_value *value;
    uint8_t *valid;
} loc_lane;

/* Records of one kind on their way into a model: copied here until there are enough, then added
 * as columns. Starts out zeroed. */
typedef struct loc_batch {
    locality_model *model;
    uint32_t kind, fields;
    const char **id;
    size_t rows;
    loc_lane *lane; /* of the fields that came, then those that other kinds have used */
    size_t lanes, lanes_made, lanes_capacity;
    uint32_t *lane_of; /* number of a field's lane + 1, 0 for none */
    size_t lane_of_capacity;
    char *bytes; /* of texts */
    size_t filled;
    const char **item; /* of lists */
    size_t items;
} loc_batch;

/* Begins a kind; the batch has to be empty. False on refusal. */
bool loc_batch_begin(loc_batch *batch, locality_model *model, uint32_t kind);
/* Takes a record over, or adds what waits. On failure the error names record and field. */
locality_status loc_batch_take(loc_batch *batch, const locality_store_record *record,
                               locality_error *error);
/* Adds what waits. */
locality_status loc_batch_flush(loc_batch *batch, locality_error *error);
void loc_batch_clear(const locality_allocator *allocator, loc_batch *batch);

/* ---- Loading and saving ---------------------------------------------------------------------- */

/* Reads a case, in a transaction that stands, into a new model. */
locality_status loc_store_read_model(loc_opened *o, const char *name, uint64_t revision,
                                     const locality_load_options *options, locality_model **out);
/* Makes the changes of a model's journal upon what `theirs` holds; on success `theirs` has them and a
 * journal of its own, on CONFLICT the model has the list. */
locality_status loc_rebase(locality_model *mine, locality_model *theirs, locality_error *error);

/* Kinds in an order in which the targets of references come before those who name them, as far as
 * kinds do not name each other in a circle. */
void loc_kinds_in_order(const locality_schema *schema, uint32_t order[LOC_KINDS]);

#endif
