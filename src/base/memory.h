/* Memory: the host's allocator behind checked size arithmetic. */
#ifndef LOC_BASE_MEMORY_H
#define LOC_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "locality/base.h"

/* Copies `host` (null: malloc, realloc and free) into `out`; LOCALITY_INVALID if a member is missing. */
locality_status loc_allocator_take(const locality_allocator *host, locality_allocator *out,
                                   locality_error *error);

/* `count * size` zeroed bytes, or null on overflow or refusal; a product of 0 counts as 1 byte. */
void *loc_allocate(const locality_allocator *allocator, size_t count, size_t size);
/* The same without zeroing: for memory that is filled at once. */
void *loc_allocate_raw(const locality_allocator *allocator, size_t count, size_t size);
/* Frees what loc_allocate(count, size) gave; null is allowed. */
void loc_release(const locality_allocator *allocator, void *block, size_t count, size_t size);
/* Grows `*block` (of `*capacity` elements, may be null/0) to hold at least `needed` elements, by
 * doubling; new elements are not zeroed. False on refusal: block and capacity are as before. */
bool loc_grow(const locality_allocator *allocator, void **block, size_t *capacity, size_t needed,
              size_t size);
bool loc_add_overflows(size_t a, size_t b, size_t *out);
bool loc_multiply_overflows(size_t a, size_t b, size_t *out);

#endif
