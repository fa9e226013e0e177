/* Aliases: a hash table of chains. */
#include "model/alias.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"

/* Names that are equal have equal hashes: case, white space and the form of an apostrophe are
 * left out. */
static uint64_t name_hash(const char *name) {
    uint64_t hash = 0;
    for (const char *p = name; *p != '\0'; p++) {
        if (loc_is_space(*p) || *p == '\'') {
            continue;
        }
        if (strncmp(p, "\xE2\x80\x99", 3) == 0) {
            p += 2;
            continue;
        }
        hash = loc_hash_word(hash ^ (unsigned char)loc_to_lower(*p));
    }
    return hash;
}

bool loc_aliases_init(loc_aliases *aliases, const locality_allocator *allocator, size_t most) {
    *aliases = (loc_aliases){.allocator = *allocator, .slots = 8, .capacity = most};
    while (aliases->slots < most) {
        aliases->slots *= 2;
    }
    aliases->alias = loc_allocate_raw(allocator, most, sizeof *aliases->alias);
    aliases->slot = loc_allocate(allocator, aliases->slots, sizeof *aliases->slot);
    if (aliases->alias == NULL || aliases->slot == NULL) {
        loc_aliases_clear(aliases);
        return false;
    }
    return true;
}

void loc_aliases_clear(loc_aliases *aliases) {
    loc_release(&aliases->allocator, aliases->alias, aliases->capacity, sizeof *aliases->alias);
    loc_release(&aliases->allocator, aliases->slot, aliases->slots, sizeof *aliases->slot);
    aliases->alias = NULL;
    aliases->slot = NULL;
}

void loc_aliases_add(loc_aliases *aliases, const char *name, uint32_t kind, uint32_t row) {
    uint64_t hash = name_hash(name);
    uint32_t *slot = &aliases->slot[hash & (aliases->slots - 1)];
    aliases->alias[aliases->count] =
        (loc_alias){.hash = hash, .name = name, .kind = kind, .row = row, .next = *slot};
    *slot = (uint32_t)++aliases->count;
}

/* The first in a chain that has the hash, the name and the kind. */
static const loc_alias *match(const loc_aliases *aliases, uint32_t place, uint64_t hash,
                              uint32_t kind, const char *name) {
    while (place != 0) {
        const loc_alias *alias = &aliases->alias[place - 1];
        if (alias->hash == hash && alias->kind == kind && loc_names_equal(alias->name, name)) {
            return alias;
        }
        place = alias->next;
    }
    return NULL;
}

const loc_alias *loc_aliases_find(const loc_aliases *aliases, uint32_t kind, const char *name) {
    uint64_t hash = name_hash(name);
    return match(aliases, aliases->slot[hash & (aliases->slots - 1)], hash, kind, name);
}

const loc_alias *loc_aliases_next(const loc_aliases *aliases, const loc_alias *alias) {
    return match(aliases, alias->next, alias->hash, alias->kind, alias->name);
}
