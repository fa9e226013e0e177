/* Names: a set of names, each with something behind it; it lives in an arena. Never decides an
 * order. */
#ifndef LOC_EXPR_NAMES_H
#define LOC_EXPR_NAMES_H

#include "base/arena.h"

typedef struct loc_name_slot {
    const char *name; /* borrowed; null: free */
    void *value;
} loc_name_slot;

typedef struct loc_names {
    loc_arena *arena;
    loc_name_slot *slots;
    size_t capacity, count; /* capacity: a power of two, or 0 */
} loc_names;

void loc_names_init(loc_names *names, loc_arena *arena);
void *loc_names_find(const loc_names *names, const char *name); /* null if absent */
/* Adds a name or replaces what is behind it; false on refusal. */
bool loc_names_put(loc_names *names, const char *name, void *value);

#endif
