/* Names: open addressing in a table that doubles; the tables it outgrows stay in the arena. */
#include "expr/names.h"

#include <string.h>

#include "base/hash.h"

void loc_names_init(loc_names *names, loc_arena *arena) {
    memset(names, 0, sizeof *names);
    names->arena = arena;
}

/* The slot of a name, or the free one where it belongs. The table is never full. */
static loc_name_slot *slot_of(const loc_names *names, const char *name) {
    size_t place = (size_t)loc_hash(name, strlen(name)) & (names->capacity - 1);

    while (names->slots[place].name != NULL && strcmp(names->slots[place].name, name) != 0)
        place = (place + 1) & (names->capacity - 1);
    return &names->slots[place];
}

void *loc_names_find(const loc_names *names, const char *name) {
    return names->capacity > 0 ? slot_of(names, name)->value : NULL;
}

static bool grow(loc_names *names) {
    loc_names larger = *names;

    larger.capacity = names->capacity > 0 ? names->capacity * 2 : 16;
    larger.slots = loc_arena_take(names->arena, larger.capacity, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < names->capacity; i++)
        if (names->slots[i].name != NULL)
            *slot_of(&larger, names->slots[i].name) = names->slots[i];
    *names = larger;
    return true;
}

bool loc_names_put(loc_names *names, const char *name, void *value) {
    loc_name_slot *slot;

    if (names->count >= names->capacity / 2 && !grow(names))
        return false;
    slot = slot_of(names, name);
    if (slot->name == NULL)
        names->count++;
    slot->name = name;
    slot->value = value;
    return true;
}
