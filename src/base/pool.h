/* Pool: every text of a model once. A text becomes a symbol, a number from 1; equal texts have
 * equal symbols, so comparing, grouping and joining texts compares numbers. Symbol 0 is no text.
 *
 * One writer, many readers: texts never move, and a reader that knows a symbol may read its text
 * while the writer adds others. Looking a text up (loc_pool_find) is for the writer, or for a frozen
 * view: loc_pool_freeze shares the look-up table until the writer changes it, which copies it. */
#ifndef LOC_BASE_POOL_H
#define LOC_BASE_POOL_H

#include <stdint.h>

#include "base/arena.h"

typedef struct loc_pool loc_pool;           /* the writer's side; reference-counted */
typedef struct loc_pool_view loc_pool_view; /* a frozen look-up; reference-counted */

/* Reference counts of the library are C11 atomics: a view may be released on any thread. */
loc_pool *loc_pool_new(const locality_allocator *allocator); /* null on refusal */
void loc_pool_release(loc_pool *pool);

/* Symbol of a text (validated UTF-8 already), added if new; 0 on refusal. */
uint32_t loc_pool_intern(loc_pool *pool, const char *text, size_t length);
/* The same for a text whose loc_hash is known; and the wish to intern it soon, so that the place of it is
 * brought near meanwhile. */
uint32_t loc_pool_intern_hashed(loc_pool *pool, const char *text, size_t length, uint64_t hash);
void loc_pool_expect(const loc_pool *pool, uint64_t hash);
/* The same for many NUL-terminated texts, each read from `stride` bytes after the one before; null
 * gives 0. Hashes ahead and prefetches, and grows the table at once for what comes as long as every
 * text was new. False on refusal, or where a text is not UTF-8 (out is then undefined, and texts up
 * to there may have been added). `invalid` receives the index of the first text that is not UTF-8,
 * or count. */
bool loc_pool_intern_many(loc_pool *pool, const char *const *texts, size_t stride, size_t count,
                          uint32_t *out, size_t *invalid);
uint32_t loc_pool_find(const loc_pool *pool, const char *text, size_t length); /* 0 if absent */
const char *loc_pool_text(const loc_pool *pool, uint32_t symbol);              /* "" for 0 */
size_t loc_pool_length(const loc_pool *pool, uint32_t symbol);
uint64_t loc_pool_hash(const loc_pool *pool, uint32_t symbol); /* loc_hash of the text */
uint32_t loc_pool_count(const loc_pool *pool);                 /* symbols are 1..count */

/* A view keeps the pool's texts alive. */
loc_pool_view *loc_pool_freeze(loc_pool *pool); /* null on refusal */
void loc_pool_view_retain(loc_pool_view *view);
void loc_pool_view_release(loc_pool_view *view);
uint32_t loc_pool_view_find(const loc_pool_view *view, const char *text, size_t length);
/* Where the pool keeps the text of a symbol of the view: an array of one that never moves. */
const char *const *loc_pool_view_place(const loc_pool_view *view, uint32_t symbol);
const char *loc_pool_view_text(const loc_pool_view *view, uint32_t symbol);
uint64_t loc_pool_view_hash(const loc_pool_view *view, uint32_t symbol);
uint32_t loc_pool_view_count(const loc_pool_view *view);
size_t loc_pool_view_bytes(const loc_pool_view *view); /* look-up, directory and texts */

#endif
