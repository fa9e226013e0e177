/* Blocks: see the header for who may write what. */
#include "model/block.h"

#include <string.h>

#define SMALLEST 8u /* elements of a block that starts small */

static bool block_bytes(size_t capacity, size_t size, size_t *bytes) {
    return !loc_multiply_overflows(capacity, size, bytes) &&
           !loc_add_overflows(*bytes, sizeof(loc_block), bytes);
}

loc_block *loc_block_new(const locality_allocator *allocator, size_t capacity, size_t size) {
    size_t bytes;
    if (!block_bytes(capacity, size, &bytes)) {
        return NULL;
    }
    loc_block *block = loc_allocate_raw(allocator, 1, bytes);
    if (block != NULL) {
        atomic_init(&block->owners, 1);
        block->capacity = capacity;
        block->used = 0;
        block->size = size;
    }
    return block;
}

loc_block *loc_block_retain(loc_block *block) {
    if (block != NULL) {
        atomic_fetch_add_explicit(&block->owners, 1, memory_order_relaxed);
    }
    return block;
}

void loc_block_release(const locality_allocator *allocator, loc_block *block) {
    if (block != NULL && atomic_fetch_sub_explicit(&block->owners, 1, memory_order_acq_rel) == 1) {
        loc_release(allocator, block, 1, loc_block_footprint(block));
    }
}

size_t loc_block_footprint(const loc_block *block) {
    return block == NULL ? 0 : sizeof *block + block->capacity * block->size;
}

static bool is_shared(loc_block *block) {
    return atomic_load_explicit(&block->owners, memory_order_acquire) > 1;
}

/* The first `count` elements in a new block of their own. */
static loc_block *copy_of(const locality_allocator *allocator, loc_block *block, size_t count,
                          size_t capacity) {
    loc_block *copy = loc_block_new(allocator, capacity, block->size);
    if (copy != NULL) {
        memcpy(loc_block_data(copy), loc_block_data(block), count * block->size);
        copy->used = count;
    }
    return copy;
}

/* Moves an unshared block to a larger capacity. */
static loc_block *resized(const locality_allocator *allocator, loc_block *block, size_t capacity) {
    size_t bytes;
    if (!block_bytes(capacity, block->size, &bytes)) {
        return NULL;
    }
    loc_block *larger =
        allocator->resize(allocator->self, block, loc_block_footprint(block), bytes);
    if (larger != NULL) {
        larger->capacity = capacity;
    }
    return larger;
}

bool loc_block_room(const locality_allocator *allocator, loc_block **block, size_t count,
                    size_t needed, size_t size) {
    loc_block *old = *block;
    if (old == NULL) {
        *block = loc_block_new(allocator, needed < SMALLEST ? SMALLEST : needed, size);
        return *block != NULL;
    }
    bool shared = is_shared(old);
    if (!shared) {
        old->used = count; /* whoever had taken more is gone */
    }
    if (old->used == count && needed <= old->capacity) {
        return true;
    }
    size_t capacity = old->capacity > SIZE_MAX / 2 ? needed : old->capacity * 2;
    if (needed <= old->capacity) {
        capacity = old->capacity;
    } else if (capacity < needed) {
        capacity = needed;
    }
    loc_block *larger =
        shared ? copy_of(allocator, old, count, capacity) : resized(allocator, old, capacity);
    if (larger == NULL) {
        return false;
    }
    if (shared) {
        loc_block_release(allocator, old);
    }
    *block = larger;
    return true;
}

bool loc_block_own(const locality_allocator *allocator, loc_block **block, size_t count) {
    loc_block *old = *block;
    if (old == NULL || !is_shared(old)) {
        return true;
    }
    loc_block *copy = copy_of(allocator, old, count, old->capacity);
    if (copy == NULL) {
        return false;
    }
    loc_block_release(allocator, old);
    *block = copy;
    return true;
}
