/* The table: the rows of schema.def as constant data, and the look-ups over them. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

typedef struct kind_row {
    const char *name, *plural, *doc;
    uint32_t name_length, plural_length;
    uint32_t first; /* row of its first field */
} kind_row;

#define KIND(kind, plural, doc) \
    {#kind, #plural, doc, sizeof #kind - 1, sizeof #plural - 1, LOC_ROWS_BEFORE_##kind},
#define FIELD(kind, field, type, target, words, doc)
#define COMMON(field, type, words, doc)
/* One row more than there are kinds: where the last kind ends. */
static const kind_row kind_rows[LOC_KINDS + 1] = {
#include "schema/schema.def"
    {"", "", "", 0, 0, LOC_ROWS}};
#undef KIND
#undef FIELD
#undef COMMON

#define KIND(kind, plural, doc)
#define FIELD(kind, field, type, target, words, doc)                                            \
    {#field, doc,  words, sizeof #field - 1, LOCALITY_TYPE_##type, (uint32_t)LOC_KIND_##target, \
     false,  false},
#define COMMON(field, type, words, doc)
static const loc_field field_rows[] = {
#include "schema/schema.def"
};
#undef KIND
#undef FIELD
#undef COMMON

#define KIND(kind, plural, doc)
#define FIELD(kind, field, type, target, words, doc)
#define COMMON(field, type, words, doc) \
    {#field, doc, words, sizeof #field - 1, LOCALITY_TYPE_##type, LOCALITY_NO_INDEX, false, true},
static const loc_field common_rows[] = {
#include "schema/schema.def"
};
#undef KIND
#undef FIELD
#undef COMMON

static uint32_t own_fields(uint32_t kind) {
    return kind_rows[kind + 1].first - kind_rows[kind].first;
}

uint32_t loc_common_field(uint32_t kind, uint32_t common) {
    return own_fields(kind) + common;
}

const loc_field *loc_schema_row(const locality_schema *schema, uint32_t kind, uint32_t field) {
    if (schema != NULL && schema->kinds[kind].field != NULL) {
        return &schema->kinds[kind].field[field];
    }
    if (field < own_fields(kind)) {
        return &field_rows[kind_rows[kind].first + field];
    }
    return &common_rows[field - own_fields(kind)];
}

uint32_t locality_schema_kinds(const locality_schema *schema) {
    (void)schema;
    return LOC_KINDS;
}

const char *locality_schema_kind_name(const locality_schema *schema, uint32_t kind) {
    (void)schema;
    return kind < LOC_KINDS ? kind_rows[kind].name : NULL;
}

const char *locality_schema_kind_plural(const locality_schema *schema, uint32_t kind) {
    (void)schema;
    return kind < LOC_KINDS ? kind_rows[kind].plural : NULL;
}

const char *locality_schema_kind_doc(const locality_schema *schema, uint32_t kind) {
    (void)schema;
    return kind < LOC_KINDS ? kind_rows[kind].doc : NULL;
}

uint32_t locality_schema_fields(const locality_schema *schema, uint32_t kind) {
    if (kind >= LOC_KINDS) {
        return 0;
    }
    if (schema != NULL && schema->kinds[kind].field != NULL) {
        return schema->kinds[kind].count;
    }
    return own_fields(kind) + LOC_COMMONS;
}

uint32_t loc_schema_find_kind(const char *name, size_t length) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        const kind_row *row = &kind_rows[kind];
        if ((row->name_length == length && memcmp(row->name, name, length) == 0) ||
            (row->plural_length == length && memcmp(row->plural, name, length) == 0)) {
            return kind;
        }
    }
    return LOCALITY_NO_INDEX;
}

uint32_t locality_schema_kind(const locality_schema *schema, const char *name) {
    (void)schema;
    return name != NULL ? loc_schema_find_kind(name, strlen(name)) : LOCALITY_NO_INDEX;
}

uint32_t loc_schema_find_field(const locality_schema *schema, uint32_t kind, const char *name,
                               size_t length) {
    uint32_t count = locality_schema_fields(schema, kind);
    for (uint32_t field = 0; field < count; field++) {
        const loc_field *row = loc_schema_row(schema, kind, field);
        if (row->name_length == length && memcmp(row->name, name, length) == 0) {
            return field;
        }
    }
    return LOCALITY_NO_INDEX;
}

uint32_t locality_schema_field(const locality_schema *schema, uint32_t kind, const char *name) {
    if (name == NULL || kind >= LOC_KINDS) {
        return LOCALITY_NO_INDEX;
    }
    return loc_schema_find_field(schema, kind, name, strlen(name));
}

locality_status locality_schema_describe(const locality_schema *schema, uint32_t kind,
                                         uint32_t field, locality_field_info *out,
                                         locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    uint32_t size = out->struct_size;
    if (size < sizeof info.struct_size + sizeof info.reserved) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not set; start from LOCALITY_FIELD_INFO_INIT");
    }
    info.struct_size = size;
    bool found = field < locality_schema_fields(schema, kind);
    if (found) {
        const loc_field *row = loc_schema_row(schema, kind, field);
        info.name = row->name;
        info.doc = row->doc;
        info.words = row->words;
        info.type = row->type;
        info.target = row->target;
        info.is_extra = row->is_extra;
        info.is_common = row->is_common;
    }
    loc_struct_give(out, size, &info, sizeof info);
    if (!found) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no field %u of kind %u",
                        (unsigned)field, (unsigned)kind);
    }
    return loc_ok(error);
}

/* ---- Words and types ------------------------------------------------------------------------- */

const char *loc_words_next(const char *words, const char *word, size_t *length) {
    const char *start = word == NULL ? words : word + *length;
    if (word != NULL && *start == '|') {
        start++;
    }
    const char *end = start;
    while (*end != '\0' && *end != '|') {
        end++;
    }
    *length = (size_t)(end - start);
    return *length > 0 ? start : NULL;
}

bool loc_words_have(const char *words, const char *word, size_t length) {
    size_t have = 0;
    for (const char *at = loc_words_next(words, NULL, &have); at != NULL;
         at = loc_words_next(words, at, &have)) {
        if (have == length && memcmp(at, word, length) == 0) {
            return true;
        }
    }
    return false;
}

bool loc_type_is_list(int32_t type) {
    return type == LOCALITY_TYPE_TEXTS || type == LOCALITY_TYPE_REFS;
}

/* ---- What is not there ----------------------------------------------------------------------- */

locality_status loc_fail_kind(locality_error *error, const char *name) {
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest nearest;
    loc_nearest_init(&nearest, name);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_nearest_offer(&nearest, kind_rows[kind].name);
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(error, LOCALITY_NOT_FOUND, "there is no kind \"%.64s\"%s", name, hint);
}

locality_status loc_fail_field(const locality_schema *schema, uint32_t kind, const char *name,
                               locality_error *error) {
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest nearest;
    loc_nearest_init(&nearest, name);
    uint32_t count = locality_schema_fields(schema, kind);
    for (uint32_t field = 0; field < count; field++) {
        loc_nearest_offer(&nearest, loc_schema_row(schema, kind, field)->name);
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    loc_fail(error, LOCALITY_NOT_FOUND, "%s has no field \"%.64s\"%s", kind_rows[kind].name, name,
             hint);
    loc_error_at_record(error, kind_rows[kind].name, NULL, name);
    return LOCALITY_NOT_FOUND;
}

/* ---- Structs that grow ----------------------------------------------------------------------- */

bool loc_struct_take(void *local, size_t size, const void *given, size_t given_size,
                     size_t smallest) {
    const unsigned char *bytes = given;
    if (given_size < smallest) {
        return false;
    }
    for (size_t i = size; i < given_size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    memcpy(local, given, given_size < size ? given_size : size);
    return true;
}

void loc_struct_give(void *given, size_t given_size, const void *local, size_t size) {
    unsigned char *bytes = given;
    size_t known = given_size < size ? given_size : size;
    memcpy(bytes, local, known);
    memset(bytes + known, 0, given_size - known);
}
