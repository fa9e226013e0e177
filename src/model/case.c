/* The case of a model: its owned parts. See case.h. */
#include "model/case.h"

#include <string.h>

bool loc_owned_set(const locality_allocator *allocator, loc_owned *out, const char *bytes,
                   size_t length) {
    size_t size;
    if (loc_add_overflows(length, 1, &size)) {
        return false;
    }
    char *data = loc_allocate_raw(allocator, size, 1);
    if (data == NULL) {
        return false;
    }
    if (length > 0) {
        memcpy(data, bytes, length);
    }
    data[length] = '\0';
    loc_owned_clear(allocator, out);
    *out = (loc_owned){.data = data, .size = size};
    return true;
}

void loc_owned_clear(const locality_allocator *allocator, loc_owned *owned) {
    loc_release(allocator, owned->data, owned->size, 1);
    *owned = (loc_owned){0};
}

void loc_conflicts_clear(const locality_allocator *allocator, loc_conflicts *conflicts) {
    loc_release(allocator, conflicts->item, conflicts->capacity, sizeof *conflicts->item);
    loc_owned_clear(allocator, &conflicts->texts);
    *conflicts = (loc_conflicts){0};
}

void loc_case_clear(const locality_allocator *allocator, loc_case *home) {
    loc_owned_clear(allocator, &home->name);
    loc_owned_clear(allocator, &home->header);
    if (home->texts.blocks != NULL) {
        loc_arena_clear(&home->texts);
    }
    loc_journal_clear(allocator, &home->journal);
    loc_conflicts_clear(allocator, &home->conflicts);
}
