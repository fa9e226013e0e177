/* Vector: the values of one expression for all bindings of a batch.
 *
 * Which arrays are set depends on the type. TRUTH: `truth`. COUNT to DAYS: `lo` and `hi`, the same
 * array where every value is exact. TEXT and WORD: `key`, symbols, 0 for missing. REF: `key`, rows;
 * ANY_REF: `key` and `kind`. A list has its items in these arrays, those of binding i from begin[i] to
 * end[i]; lists may share items.
 *
 * Arrays are borrowed: from a column, from a constant, or from the scratch memory of the run. */
#ifndef LOC_EXPR_VECTOR_H
#define LOC_EXPR_VECTOR_H

#include "expr/run.h"

/* How much of a list is known. */
enum loc_list_states {
    LOC_LIST_GIVEN = 0,
    LOC_LIST_MISSING = 1, /* not given: it may hold anything */
    LOC_LIST_OPEN = 2     /* there may be further items that are not known */
};

typedef struct loc_vector {
    const int64_t *lo, *hi;
    const uint8_t *truth;
    const uint32_t *key;
    const uint32_t *kind;
    const uint32_t *begin, *end;
    const uint8_t *state; /* lists: one of loc_list_states; null: all are given */
    const uint8_t *maybe; /* items: 1 where the item may not be in the list; null: all are */
    uint8_t is_same;      /* every binding has the value of binding 0 */
} loc_vector;

/* How values of a scalar type lie in a vector. */
enum loc_layouts { LOC_LAYOUT_TRUTH, LOC_LAYOUT_RANGE, LOC_LAYOUT_KEY, LOC_LAYOUT_ANY };
int loc_layout(uint8_t scalar);

/* The key that says that a value of a TEXT, WORD, REF or ANY_REF is missing. */
static inline uint32_t loc_missing_key(uint8_t scalar) {
    return scalar == LOCALITY_TYPE_TEXT || scalar == LOCALITY_TYPE_WORD ? 0 : LOCALITY_ROW_MISSING;
}

static inline uint8_t loc_list_state(const loc_vector *vector, size_t i) {
    return vector->state == NULL ? LOC_LIST_GIVEN : vector->state[i];
}
static inline uint8_t loc_item_maybe(const loc_vector *vector, size_t item) {
    return vector->maybe == NULL ? 0 : vector->maybe[item];
}

/* How many of the truths or other bytes are `wanted`. */
uint32_t loc_bytes_count(const uint8_t *bytes, uint32_t count, uint8_t wanted);
/* Truths with others: both (the smaller each), or either (the larger). In loops of their own: bytes that are
 * written may be anything, and where the compiler sees more it reads all of it again for each. */
void loc_truths_and(uint8_t *truth, const uint8_t *other, uint32_t count);
void loc_truths_or(uint8_t *truth, const uint8_t *other, uint32_t count);
void loc_truths_not(uint8_t *truth, uint32_t count);
/* Writes the places of those that are not LOC_NO, and perhaps one number more; returns how many they are. */
uint32_t loc_truths_pick(const uint8_t *truth, uint32_t count, uint32_t *out);
/* The values at `index[0..count)` of a vector, copied to scratch memory; items of lists stay where they
 * are. A null index takes element 0 each time. */
bool loc_vector_gather(loc_run *run, loc_type type, const loc_vector *from, const uint32_t *index,
                       size_t count, loc_vector *out);
/* Copies element 0 `count` times into memory of an arena, items of lists too. */
bool loc_vector_keep(loc_run *run, loc_arena *arena, loc_type type, const loc_vector *from,
                     size_t count, loc_vector *out);
/* Every value missing. */
bool loc_vector_missing(loc_run *run, loc_type type, size_t count, loc_vector *out);

/* Whether two values of one scalar type are equal: LOC_NO, LOC_MAYBE or LOC_YES. */
uint8_t loc_values_equal(uint8_t scalar, const loc_vector *a, size_t i, const loc_vector *b,
                         size_t j);
/* Whether list i of `list` has value j: three-valued. */
uint8_t loc_list_has(uint8_t scalar, const loc_vector *list, size_t i, const loc_vector *value,
                     size_t j);

#endif
