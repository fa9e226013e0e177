/* Keys of a step: what its look-up goes by, for the records of the variable and for the bindings outside.
 *
 * One equality is a key by itself. Several (`q.unit = p.unit and q.title = p.title`) are one key of
 * several parts: every combination of values that records have is numbered, and the number serves as a
 * reference would. A record that has none in a part is equal to nothing; one that lacks a part may be
 * equal to anything. */
#ifndef LOC_EXPR_KEYS_H
#define LOC_EXPR_KEYS_H

#include "expr/plan.h"

/* Most parts of a key. */
#define LOC_KEY_PARTS 4u

struct loc_tuples {
    uint32_t width; /* parts */
    const loc_node *key[LOC_KEY_PARTS], *outer[LOC_KEY_PARTS];
    uint32_t *values; /* `width` for each number */
    uint32_t *places; /* hash table of number + 1; 0 is free */
    uint32_t *
        number; /* by row: a number, LOCALITY_ROW_MISSING or LOCALITY_ROW_NONE; null: not made yet */
    size_t count, values_capacity, capacity, rows;
    uint8_t has_missing; /* a record lacks a part */
};

/* Numbers the keys of all records of the step's variable, once. */
bool loc_tuples_make(loc_plan *plan, const loc_step *step);
void loc_tuples_free(loc_run *run, loc_tuples *tuples);

/* LOCALITY_TYPE_REF, TEXT or WORD: how keys are to be read; numbers of combinations as references. */
uint8_t loc_step_scalar(const loc_step *step);
/* How many different references the key may be: the combinations must be numbered already. */
size_t loc_step_targets(const loc_plan *plan, const loc_step *step);
/* The keys of the records of a frame that is a slice; not for lists. */
bool loc_step_keys(loc_plan *plan, const loc_step *step, const loc_frame *frame, loc_vector *out);
/* The keys that the bindings of the frame before ask for. A combination that no record has is none. */
bool loc_step_outers(loc_plan *plan, const loc_step *step, const loc_frame *parent,
                     loc_vector *out);

#endif
