/* Blocks: arrays that a model and its snapshots share.
 *
 * A block is read by everyone who owns it and written by one writer, the model's thread. What is
 * shared is never changed: the writer copies the block first (loc_block_own). Growing at the end
 * is no change: every owner knows how many elements it may read, and elements behind all of
 * those may be written in place (loc_block_room). `used` says how many elements are taken; only
 * the writer's thread reads or writes it. */
#ifndef LOC_MODEL_BLOCK_H
#define LOC_MODEL_BLOCK_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/memory.h"

typedef struct loc_block {
    atomic_size_t owners;
    size_t capacity; /* elements */
    size_t used;
    size_t size; /* bytes of an element */
} loc_block;     /* the elements follow */

static inline void *loc_block_data(loc_block *block) {
    return block + 1;
}
static inline uint32_t *loc_block_words(loc_block *block) {
    return loc_block_data(block);
}
static inline int64_t *loc_block_numbers(loc_block *block) {
    return loc_block_data(block);
}
static inline uint8_t *loc_block_bytes(loc_block *block) {
    return loc_block_data(block);
}

loc_block *loc_block_new(const locality_allocator *allocator, size_t capacity, size_t size);
loc_block *loc_block_retain(loc_block *block); /* null is allowed, here and below */
void loc_block_release(const locality_allocator *allocator, loc_block *block);
size_t loc_block_footprint(const loc_block *block); /* bytes */

/* Room for the elements `count` to `needed` behind the `count` that the caller has; makes the
 * block if it is null. False on refusal: everything is as before. */
bool loc_block_room(const locality_allocator *allocator, loc_block **block, size_t count,
                    size_t needed, size_t size);
/* Makes the first `count` elements the caller's own to change. False on refusal. */
bool loc_block_own(const locality_allocator *allocator, loc_block **block, size_t count);
/* Takes the elements up to `count`, which have been written. */
static inline void loc_block_take(loc_block *block, size_t count) {
    block->used = count;
}

#endif
