/* Arena: many small allocations that go all at once. Blocks double in size up to a mebibyte (a
 * larger request gets a block of its own); nothing moves. */
#ifndef LOC_BASE_ARENA_H
#define LOC_BASE_ARENA_H

#include "base/memory.h"

typedef struct loc_arena_block loc_arena_block;

typedef struct loc_arena {
    locality_allocator allocator;
    loc_arena_block *blocks; /* newest first */
    size_t used;             /* bytes used of the newest block */
} loc_arena;

void loc_arena_init(loc_arena *arena, const locality_allocator *allocator);
void loc_arena_clear(loc_arena *arena); /* frees every block; the arena can be used again */
/* Zeroed memory aligned for any object; null on refusal or overflow. */
void *loc_arena_take(loc_arena *arena, size_t count, size_t size);
/* `size` bytes, neither zeroed nor aligned: for texts, which then lie close together. */
char *loc_arena_bytes(loc_arena *arena, size_t size);
/* A copy of `length` bytes with an end mark. */
char *loc_arena_text(loc_arena *arena, const char *text, size_t length);

#endif
