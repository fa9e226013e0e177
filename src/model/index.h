/* Index: from the symbol of an id to the row of its record.
 *
 * Symbols are small numbers, so the index of a kind is an array by symbol, cut into pages that
 * stand only where the kind has ids. Finding a row is two loads without hashing; ids that were
 * added together lie together. Model and snapshots share the index, and when the model changes
 * it, it copies the list of pages and the pages it touches. */
#ifndef LOC_MODEL_INDEX_H
#define LOC_MODEL_INDEX_H

#include "locality/model.h"
#include "model/block.h"

#define LOC_PAGE_BITS 10u
#define LOC_PAGE_SIZE (1u << LOC_PAGE_BITS)

typedef struct loc_index {
    atomic_size_t owners;
    size_t pages;
    loc_block *page[]; /* rows by symbol; null where the kind has no id */
} loc_index;

/* Row of a symbol, or LOCALITY_ROW_MISSING. */
static inline uint32_t loc_index_get(const loc_index *index, uint32_t symbol) {
    size_t page = symbol >> LOC_PAGE_BITS;
    if (index == NULL || page >= index->pages || index->page[page] == NULL) {
        return LOCALITY_ROW_MISSING;
    }
    return loc_block_words(index->page[page])[symbol % LOC_PAGE_SIZE];
}

loc_index *loc_index_retain(loc_index *index);
void loc_index_release(const locality_allocator *allocator, loc_index *index);
size_t loc_index_footprint(const loc_index *index); /* bytes */
/* Makes the place of a symbol the caller's own to change. False on refusal. */
bool loc_index_own(const locality_allocator *allocator, loc_index **index, uint32_t symbol);
/* Sets a place that loc_index_own has prepared. */
static inline void loc_index_set(loc_index *index, uint32_t symbol, uint32_t row) {
    loc_block_words(index->page[symbol >> LOC_PAGE_BITS])[symbol % LOC_PAGE_SIZE] = row;
}

#endif
