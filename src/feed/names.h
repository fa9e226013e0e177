/* Names: texts numbered in the order in which they first come, found by their bytes in words of eight.
 * A name of up to sixteen bytes is compared without touching its text. Only valid UTF-8 without NUL
 * becomes a name, so a text that is found needs no further look. */
#ifndef LOC_FEED_NAMES_H
#define LOC_FEED_NAMES_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define LOC_NO_NAME UINT32_MAX

typedef struct loc_name {
    const char *text; /* with an end mark */
    uint32_t length;
} loc_name;

/* Up to 16 bytes: the bytes as two words, zeros behind them; above: two hashes. */
typedef struct loc_name_key {
    uint64_t a, b;
    uint32_t length;
} loc_name_key;

typedef struct loc_name_entry {
    loc_name_key key;
    uint32_t code; /* + 1; 0 is free */
} loc_name_entry;

typedef struct loc_feed_names {
    loc_arena arena;
    loc_name *name;
    size_t capacity;
    uint32_t count, most;
    bool is_listed;    /* no name may be added */
    bool has_empty;    /* the empty name, which does not count among the most */
    bool counts_empty; /* but where this is set it does */
    loc_name_entry *entry;
    size_t entries; /* a power of two */
} loc_feed_names;

void loc_feed_names_init(loc_feed_names *names, const locality_allocator *allocator, uint32_t most);
void loc_feed_names_clear(loc_feed_names *names);

/* What adding a name comes to: a fault of locality_feed_faults, or one of these. */
enum { LOC_NAME_TAKEN = -1, LOC_NAME_NO_MEMORY = -2 };
/* Adds a name that was not found, with its key. */
int loc_feed_names_add(loc_feed_names *names, const char *text, size_t length,
                       const loc_name_key *key, uint32_t *code);
loc_name_key loc_name_key_long(const char *text, size_t length);

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LOC_NAME_WORDS 1
#else
#define LOC_NAME_WORDS 0
#endif

/* The key of a text; `readable` is how many bytes may be read from its beginning. */
static inline loc_name_key loc_name_key_of(const char *text, size_t length, size_t readable) {
    loc_name_key key = {0, 0, (uint32_t)length};

    if (length > 16) {
        return loc_name_key_long(text, length);
    }
    if (LOC_NAME_WORDS && readable >= 16) {
        memcpy(&key.a, text, 8);
        if (length > 8) {
            memcpy(&key.b, text + 8, 8);
            key.b &= UINT64_MAX >> (8 * (16 - length));
        } else {
            key.a &= length == 0 ? 0 : UINT64_MAX >> (8 * (8 - length));
        }
        return key;
    }
    char bytes[16] = {0};
    memcpy(bytes, text, length);
    memcpy(&key.a, bytes, 8);
    memcpy(&key.b, bytes + 8, 8);
    return key;
}

static inline size_t loc_name_slot(const loc_name_key *key) {
    uint64_t mixed = (key->a ^ (key->b * UINT64_C(0x9E3779B97F4A7C15))) + key->length;
    mixed *= UINT64_C(0xB7E151628AED2A6B);
    return (size_t)(mixed ^ mixed >> 32);
}

/* Whether a name of this length is the text. */
bool loc_name_is(const loc_name *name, const char *text, size_t length);
/* The code of a text, or LOC_NO_NAME. */
static inline uint32_t loc_feed_names_find(const loc_feed_names *names, const char *text,
                                           const loc_name_key *key) {
    size_t mask = names->entries - 1;

    if (names->entries == 0) {
        return LOC_NO_NAME;
    }
    for (size_t at = loc_name_slot(key) & mask;; at = (at + 1) & mask) {
        const loc_name_entry *entry = &names->entry[at];
        if (entry->code == 0) {
            return LOC_NO_NAME;
        }
        if (entry->key.a == key->a && entry->key.b == key->b && entry->key.length == key->length &&
            (key->length <= 16 || loc_name_is(&names->name[entry->code - 1], text, key->length))) {
            return entry->code - 1;
        }
    }
}

/* Finds or adds a name; as loc_feed_names_add. */
static inline int loc_feed_names_take(loc_feed_names *names, const char *text, size_t length,
                                      size_t readable, uint32_t *code) {
    loc_name_key key = loc_name_key_of(text, length, readable);
    uint32_t found = loc_feed_names_find(names, text, &key);

    if (found != LOC_NO_NAME) {
        *code = found;
        return LOC_NAME_TAKEN;
    }
    return loc_feed_names_add(names, text, length, &key, code);
}

/* Byte by byte; the shorter one first where it begins the other. */
int loc_name_compare(const loc_name *a, const loc_name *b);
/* Ranks of all names in that order: rank[code]; `order` the codes by rank. Both hold count entries. */
void loc_feed_names_rank(const loc_feed_names *names, uint32_t *rank, uint32_t *order);

#endif
