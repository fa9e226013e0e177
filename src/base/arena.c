/* Arena: blocks in a chain, the newest in use. Only the newest block has room that is handed out,
 * except that a request larger than a block hangs behind it, so that the room is not lost. */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (1024u * 1024u)

struct loc_arena_block {
    loc_arena_block *older;
    size_t size; /* of the bytes */
    alignas(max_align_t) char bytes[];
};

void loc_arena_init(loc_arena *arena, const locality_allocator *allocator) {
    arena->allocator = *allocator;
    arena->blocks = NULL;
    arena->used = 0;
}

void loc_arena_clear(loc_arena *arena) {
    loc_arena_block *block = arena->blocks;

    while (block != NULL) {
        loc_arena_block *older = block->older;
        loc_release(&arena->allocator, block, 1, sizeof *block + block->size);
        block = older;
    }
    arena->blocks = NULL;
    arena->used = 0;
}

static loc_arena_block *new_block(loc_arena *arena, size_t size) {
    loc_arena_block *block;
    size_t bytes;

    if (loc_add_overflows(sizeof *block, size, &bytes))
        return NULL;
    block = loc_allocate_raw(&arena->allocator, 1, bytes);
    if (block == NULL)
        return NULL;
    block->size = size;
    block->older = NULL;
    return block;
}

/* Room that does not fit into the newest block. */
static char *take_from_new_block(loc_arena *arena, size_t size) {
    loc_arena_block *newest = arena->blocks;
    size_t wanted = newest == NULL ? FIRST_BLOCK : newest->size * 2;
    loc_arena_block *block;

    if (wanted > LARGEST_BLOCK)
        wanted = LARGEST_BLOCK;
    block = new_block(arena, size > wanted ? size : wanted);
    if (block == NULL)
        return NULL;
    if (size > wanted && newest != NULL) { /* a block of its own */
        block->older = newest->older;
        newest->older = block;
        return block->bytes;
    }
    block->older = newest;
    arena->blocks = block;
    arena->used = size;
    return block->bytes;
}

static char *take(loc_arena *arena, size_t size, size_t alignment) {
    size_t start = (arena->used + alignment - 1) / alignment * alignment;

    if (arena->blocks == NULL || start > arena->blocks->size || size > arena->blocks->size - start)
        return take_from_new_block(arena, size);
    arena->used = start + size;
    return arena->blocks->bytes + start;
}

void *loc_arena_take(loc_arena *arena, size_t count, size_t size) {
    size_t bytes;
    char *memory;

    if (loc_multiply_overflows(count, size, &bytes))
        return NULL;
    memory = take(arena, bytes, alignof(max_align_t));
    if (memory != NULL)
        memset(memory, 0, bytes);
    return memory;
}

char *loc_arena_bytes(loc_arena *arena, size_t size) {
    return take(arena, size, 1);
}

char *loc_arena_text(loc_arena *arena, const char *text, size_t length) {
    size_t size;
    char *copy;

    if (loc_add_overflows(length, 1, &size))
        return NULL;
    copy = loc_arena_bytes(arena, size);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
