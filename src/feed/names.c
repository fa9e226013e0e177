/* Names: growing the table, and the order of names. */
#include "feed/names.h"

#include "base/hash.h"
#include "base/sort.h"
#include "base/text.h"
#include "locality/feed.h"

enum { FIRST_ENTRIES = 64, SPARSE_ENTRIES = 1 << 13 };

void loc_feed_names_init(loc_feed_names *names, const locality_allocator *allocator,
                         uint32_t most) {
    memset(names, 0, sizeof *names);
    names->most = most;
    loc_arena_init(&names->arena, allocator);
}

void loc_feed_names_clear(loc_feed_names *names) {
    const locality_allocator *allocator = &names->arena.allocator;

    loc_release(allocator, names->name, names->capacity, sizeof *names->name);
    loc_release(allocator, names->entry, names->entries, sizeof *names->entry);
    loc_arena_clear(&names->arena);
    names->name = NULL;
    names->entry = NULL;
    names->count = 0;
    names->has_empty = false;
    names->entries = names->capacity = 0;
}

loc_name_key loc_name_key_long(const char *text, size_t length) {
    loc_name_key key = {loc_hash(text, length), 0, (uint32_t)length};
    return key;
}

static void enter(loc_name_entry *entry, size_t entries, const loc_name_key *key, uint32_t code) {
    size_t at = loc_name_slot(key) & (entries - 1);

    while (entry[at].code != 0) {
        at = (at + 1) & (entries - 1);
    }
    entry[at].key = *key;
    entry[at].code = code + 1;
}

static bool grow_entries(loc_feed_names *names) {
    size_t entries = names->entries == 0 ? FIRST_ENTRIES : 2 * names->entries;
    loc_name_entry *entry = loc_allocate(&names->arena.allocator, entries, sizeof *entry);

    if (entry == NULL) {
        return false;
    }
    for (size_t i = 0; i < names->entries; i++) {
        if (names->entry[i].code != 0) {
            enter(entry, entries, &names->entry[i].key, names->entry[i].code - 1);
        }
    }
    loc_release(&names->arena.allocator, names->entry, names->entries, sizeof *entry);
    names->entry = entry;
    names->entries = entries;
    return true;
}

/* Whether one name more would make the table too full: a small one is kept sparse, so that a name is nearly always
 * where it is looked for first, which is what processors guess. */
static bool is_crowded(const loc_feed_names *names) {
    size_t each = names->entries < SPARSE_ENTRIES ? 8 : 2;

    return each * ((size_t)names->count + 1) > names->entries;
}

int loc_feed_names_add(loc_feed_names *names, const char *text, size_t length,
                       const loc_name_key *key, uint32_t *code) {
    *code = LOC_NO_NAME;
    if (length > 0 && memchr(text, '\0', length) != NULL) {
        return LOCALITY_FEED_NUL;
    }
    if (loc_utf8_check(text, length) != length) {
        return LOCALITY_FEED_ENCODING;
    }
    if (names->is_listed) {
        return LOCALITY_FEED_UNKNOWN;
    }
    bool is_beside = names->has_empty && !names->counts_empty;
    if (names->count - is_beside >= names->most && (length > 0 || names->counts_empty)) {
        return LOCALITY_FEED_NAMES;
    }
    void *block = names->name;
    bool has_room = loc_grow(&names->arena.allocator, &block, &names->capacity,
                             (size_t)names->count + 1, sizeof *names->name);
    names->name = block;
    if (!has_room || (is_crowded(names) && !grow_entries(names))) {
        return LOC_NAME_NO_MEMORY;
    }
    char *copy = loc_arena_text(&names->arena, text, length);
    if (copy == NULL) {
        return LOC_NAME_NO_MEMORY;
    }
    names->name[names->count] = (loc_name){copy, (uint32_t)length};
    enter(names->entry, names->entries, key, names->count);
    names->has_empty |= length == 0;
    *code = names->count++;
    return LOC_NAME_TAKEN;
}

/* ---- Order ----------------------------------------------------------------------------------- */

bool loc_name_is(const loc_name *name, const char *text, size_t length) {
    return memcmp(name->text, text, length) == 0;
}

int loc_name_compare(const loc_name *a, const loc_name *b) {
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = shorter == 0 ? 0 : memcmp(a->text, b->text, shorter);

    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static int by_name(const void *a, const void *b, const void *context) {
    const loc_feed_names *names = context;
    return loc_name_compare(&names->name[*(const uint32_t *)a], &names->name[*(const uint32_t *)b]);
}

void loc_feed_names_rank(const loc_feed_names *names, uint32_t *rank, uint32_t *order) {
    for (uint32_t i = 0; i < names->count; i++) {
        order[i] = i;
    }
    loc_sort(order, names->count, sizeof *order, by_name, names);
    for (uint32_t i = 0; i < names->count; i++) {
        rank[order[i]] = i;
    }
}
