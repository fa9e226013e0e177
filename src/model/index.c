/* Index: pages of rows by symbol. */
#include "model/index.h"

#include <string.h>

static size_t index_bytes(size_t pages) {
    return sizeof(loc_index) + pages * sizeof(loc_block *); /* pages < 2^22: cannot overflow */
}

loc_index *loc_index_retain(loc_index *index) {
    if (index != NULL) {
        atomic_fetch_add_explicit(&index->owners, 1, memory_order_relaxed);
    }
    return index;
}

void loc_index_release(const locality_allocator *allocator, loc_index *index) {
    if (index == NULL || atomic_fetch_sub_explicit(&index->owners, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < index->pages; i++) {
        loc_block_release(allocator, index->page[i]);
    }
    loc_release(allocator, index, 1, index_bytes(index->pages));
}

size_t loc_index_footprint(const loc_index *index) {
    if (index == NULL) {
        return 0;
    }
    size_t bytes = index_bytes(index->pages);
    for (size_t i = 0; i < index->pages; i++) {
        bytes += loc_block_footprint(index->page[i]);
    }
    return bytes;
}

/* The same pages under a list of the caller's own, with room for `pages`. */
static bool own_list(const locality_allocator *allocator, loc_index **index, size_t pages) {
    loc_index *old = *index;
    size_t before = old == NULL ? 0 : old->pages;
    if (old != NULL && pages <= before &&
        atomic_load_explicit(&old->owners, memory_order_acquire) == 1) {
        return true;
    }
    if (pages < before) {
        pages = before;
    } else if (pages > before && pages < before + before / 2) {
        pages = before + before / 2;
    }
    loc_index *own = loc_allocate_raw(allocator, 1, index_bytes(pages));
    if (own == NULL) {
        return false;
    }
    atomic_init(&own->owners, 1);
    own->pages = pages;
    for (size_t i = 0; i < pages; i++) {
        own->page[i] = i < before ? loc_block_retain(old->page[i]) : NULL;
    }
    loc_index_release(allocator, old);
    *index = own;
    return true;
}

bool loc_index_own(const locality_allocator *allocator, loc_index **index, uint32_t symbol) {
    size_t place = symbol >> LOC_PAGE_BITS;
    if (!own_list(allocator, index, place + 1)) {
        return false;
    }
    loc_block **page = &(*index)->page[place];
    if (*page != NULL) {
        return loc_block_own(allocator, page, LOC_PAGE_SIZE);
    }
    *page = loc_block_new(allocator, LOC_PAGE_SIZE, sizeof(uint32_t));
    if (*page == NULL) {
        return false;
    }
    memset(loc_block_data(*page), 0xFF, LOC_PAGE_SIZE * sizeof(uint32_t)); /* ROW_MISSING */
    (*page)->used = LOC_PAGE_SIZE;
    return true;
}
