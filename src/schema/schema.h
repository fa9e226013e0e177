/* Schema, inside: the numbers of kinds and fields for those who know them when they are
 * compiled, and rows of the table without the copying of the public functions. */
#ifndef LOC_SCHEMA_SCHEMA_H
#define LOC_SCHEMA_SCHEMA_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/arena.h"
#include "locality/schema.h"

/* Kinds: LOC_KIND_area, LOC_KIND_post ... in the order of the table. */
#define KIND(kind, plural, doc) LOC_KIND_##kind,
#define FIELD(kind, field, type, target, words, doc)
#define COMMON(field, type, words, doc)
enum {
#include "schema/schema.def"
    LOC_KINDS
};
#undef KIND
#undef FIELD
#undef COMMON
enum { LOC_KIND_none = -1 }; /* as uint32_t: LOCALITY_NO_INDEX */

/* Rows: LOC_ROW_post_unit counts through the fields of all kinds; LOC_ROWS_BEFORE_post is the
 * number of rows before those of a kind. (The enumerator after it takes back the one that it
 * counts.) */
#define KIND(kind, plural, doc) \
    LOC_ROWS_BEFORE_##kind, LOC_ROWS_BACK_##kind = LOC_ROWS_BEFORE_##kind - 1,
#define FIELD(kind, field, type, target, words, doc) LOC_ROW_##kind##_##field,
#define COMMON(field, type, words, doc)
enum {
#include "schema/schema.def"
    LOC_ROWS
};
#undef KIND
#undef FIELD
#undef COMMON

/* Fields: LOC_FIELD_post_unit is the number of a field within its kind. */
#define KIND(kind, plural, doc)
#define FIELD(kind, field, type, target, words, doc) \
    LOC_FIELD_##kind##_##field = (int)LOC_ROW_##kind##_##field - (int)LOC_ROWS_BEFORE_##kind,
#define COMMON(field, type, words, doc)
enum {
#include "schema/schema.def"
    LOC_FIELD_none = -1 /* as uint32_t: LOCALITY_NO_INDEX */
};
#undef KIND
#undef FIELD
#undef COMMON

/* Common fields: LOC_COMMON_name ...; their number within a kind is loc_common_field. */
#define KIND(kind, plural, doc)
#define FIELD(kind, field, type, target, words, doc)
#define COMMON(field, type, words, doc) LOC_COMMON_##field,
enum {
#include "schema/schema.def"
    LOC_COMMONS
};
#undef KIND
#undef FIELD
#undef COMMON

/* One row of the table. */
typedef struct loc_field {
    const char *name;
    const char *doc;
    const char *words; /* of a WORD, separated by '|'; else empty */
    uint32_t name_length;
    int32_t type;
    uint32_t target; /* of a REF or REFS, else LOCALITY_NO_INDEX */
    bool is_extra, is_common;
} loc_field;

/* The fields of one kind as a host has changed them; untouched kinds have none of their own. */
typedef struct loc_kind_fields {
    loc_field *field; /* null: those of the library's table */
    uint32_t count;
    size_t capacity;
} loc_kind_fields;

struct locality_schema {
    atomic_size_t owners; /* the host, each model, each snapshot */
    atomic_bool in_use;   /* a model was made with it: it cannot change any more */
    locality_allocator allocator;
    loc_arena texts;
    loc_kind_fields kinds[LOC_KINDS];
};

/* A schema may be null here too: the library's own table. Numbers must exist. */
const loc_field *loc_schema_row(const locality_schema *schema, uint32_t kind, uint32_t field);
uint32_t loc_common_field(uint32_t kind, uint32_t common); /* number of LOC_COMMON_... in a kind */
/* Names need not end in NUL; LOCALITY_NO_INDEX where there is none. Kinds by name or plural. */
uint32_t loc_schema_find_kind(const char *name, size_t length);
uint32_t loc_schema_find_field(const locality_schema *schema, uint32_t kind, const char *name,
                               size_t length);
/* Whether a text is one of the words of a WORD field. */
bool loc_words_have(const char *words, const char *word, size_t length);
/* Iterates words: null starts; sets the length; null at the end. */
const char *loc_words_next(const char *words, const char *word, size_t *length);
bool loc_type_is_list(int32_t type); /* TEXTS and REFS */

/* What is not there, with the nearest names: LOCALITY_NOT_FOUND. */
locality_status loc_fail_kind(locality_error *error, const char *name);
locality_status loc_fail_field(const locality_schema *schema, uint32_t kind, const char *name,
                               locality_error *error);

locality_schema *loc_schema_retain(locality_schema *schema);
void loc_schema_release(locality_schema *schema);

/* Structs that grow: copies the `given_size` bytes that a caller filled into `local` of `size`
 * bytes, whose starting values stand where the caller's struct is shorter. False when it is
 * shorter than `smallest` or holds something in members that this version does not know. */
bool loc_struct_take(void *local, size_t size, const void *given, size_t given_size,
                     size_t smallest);
/* Gives `size` bytes of `local` back into the caller's `given_size`; a longer tail becomes zero. */
void loc_struct_give(void *given, size_t given_size, const void *local, size_t size);

#endif
