/* Aliases: other names of records, by name without regard to case (loc_names_equal). */
#ifndef LOC_MODEL_ALIAS_H
#define LOC_MODEL_ALIAS_H

#include <stdint.h>

#include "base/memory.h"

typedef struct loc_alias {
    uint64_t hash; /* of the name as it is compared */
    const char *name;
    uint32_t kind, row; /* the record it names */
    uint32_t next;      /* place of the next in the same slot, plus 1; 0 at the end */
} loc_alias;

typedef struct loc_aliases {
    locality_allocator allocator;
    loc_alias *alias;
    uint32_t *slot; /* place of the first, plus 1 */
    size_t count, slots, capacity;
} loc_aliases;

/* An index with room for `most` names; false on refusal. Names are borrowed. */
bool loc_aliases_init(loc_aliases *aliases, const locality_allocator *allocator, size_t most);
void loc_aliases_clear(loc_aliases *aliases);
void loc_aliases_add(loc_aliases *aliases, const char *name, uint32_t kind, uint32_t row);
/* The first alias of that name for a kind, or the next after one; null at the end. Those added last
 * come first. */
const loc_alias *loc_aliases_find(const loc_aliases *aliases, uint32_t kind, const char *name);
const loc_alias *loc_aliases_next(const loc_aliases *aliases, const loc_alias *alias);

#endif
