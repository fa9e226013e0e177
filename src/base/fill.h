/* Fill: giving a list to a caller's array. Everything is counted; what fits is written; a null
 * array only counts. */
#ifndef LOC_BASE_FILL_H
#define LOC_BASE_FILL_H

#include <stdbool.h>
#include <string.h>

#include "base/error.h"

typedef struct loc_fill {
    char *out;
    size_t capacity, size; /* elements, bytes of one */
    size_t count;          /* elements so far */
} loc_fill;

/* Counts an element; gives the place to write it to, or null where it need not be made. */
static inline void *loc_fill_next(loc_fill *fill) {
    bool fits = fill->out != NULL && fill->count < fill->capacity;
    void *place = fits ? fill->out + fill->count * fill->size : NULL;
    fill->count++;
    return place;
}

static inline void loc_fill_add(loc_fill *fill, const void *element) {
    void *place = loc_fill_next(fill);
    if (place != NULL) {
        memcpy(place, element, fill->size);
    }
}

/* Gives the count, and the status of the call. */
static inline locality_status loc_fill_end(const loc_fill *fill, size_t *count,
                                           locality_error *error) {
    *count = fill->count;
    if (fill->out != NULL && fill->count > fill->capacity) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu rows do not fit into room for %zu", fill->count,
                        fill->capacity);
    }
    return loc_ok(error);
}

/* The same for a list that stands already. */
static inline locality_status loc_fill_rows(const uint32_t *rows, size_t rows_count, uint32_t *out,
                                            size_t capacity, size_t *count, locality_error *error) {
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; i < rows_count; i++) {
        loc_fill_add(&fill, &rows[i]);
    }
    return loc_fill_end(&fill, count, error);
}

#endif
