/* Heap sort. See sort.h. */
#include "base/sort.h"

#include <string.h>

typedef struct heap {
    unsigned char *items;
    size_t size;
    loc_order order;
    const void *context;
} heap;

static void *at(const heap *h, size_t i) {
    return h->items + i * h->size;
}

static void swap(const heap *h, size_t i, size_t j) {
    unsigned char *a = at(h, i), *b = at(h, j), kept[64];

    for (size_t left = h->size; left > 0;) {
        size_t part = left < sizeof kept ? left : sizeof kept;

        memcpy(kept, a, part);
        memcpy(a, b, part);
        memcpy(b, kept, part);
        a += part;
        b += part;
        left -= part;
    }
}

/* Lets the element at `top` sink until neither of those below it comes after it. */
static void sink(const heap *h, size_t top, size_t count) {
    for (size_t below = 2 * top + 1; below < count; below = 2 * top + 1) {
        if (below + 1 < count && h->order(at(h, below), at(h, below + 1), h->context) < 0)
            below++;
        if (h->order(at(h, top), at(h, below), h->context) >= 0)
            return;
        swap(h, top, below);
        top = below;
    }
}

void loc_sort(void *items, size_t count, size_t size, loc_order order, const void *context) {
    heap h = {.items = items, .size = size, .order = order, .context = context};

    for (size_t i = count / 2; i-- > 0;)
        sink(&h, i, count);
    for (size_t last = count; last-- > 1;) {
        swap(&h, 0, last);
        sink(&h, 0, last);
    }
}
