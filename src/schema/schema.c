/* The schema handle: the library's table with what a host has added. A kind that the host touches
 * gets a list of fields of its own, copied from the table; all others stay those of the table. */
#include "schema/schema.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

locality_status locality_schema_new(const locality_allocator *allocator, locality_schema **out,
                                    locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_allocator own;
    locality_status status = loc_allocator_take(allocator, &own, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_schema *schema = loc_allocate(&own, 1, sizeof *schema);
    if (schema == NULL) {
        return loc_fail_memory(error);
    }
    atomic_init(&schema->owners, 1);
    atomic_init(&schema->in_use, false);
    schema->allocator = own;
    loc_arena_init(&schema->texts, &own);
    *out = schema;
    return loc_ok(error);
}

locality_schema *loc_schema_retain(locality_schema *schema) {
    atomic_fetch_add_explicit(&schema->owners, 1, memory_order_relaxed);
    return schema;
}

void loc_schema_release(locality_schema *schema) {
    if (atomic_fetch_sub_explicit(&schema->owners, 1, memory_order_acq_rel) != 1) {
        return;
    }
    locality_allocator allocator = schema->allocator;
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        loc_kind_fields *fields = &schema->kinds[kind];
        loc_release(&allocator, fields->field, fields->capacity, sizeof *fields->field);
    }
    loc_arena_clear(&schema->texts);
    loc_release(&allocator, schema, 1, sizeof *schema);
}

void locality_schema_free(locality_schema *schema) {
    if (schema != NULL) {
        loc_schema_release(schema);
    }
}

/* ---- What a host adds ------------------------------------------------------------------------ */

/* A name or word: lower case letters, digits and underscores; a name starts with a letter. */
static bool is_word(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || loc_is_digit(c) || c == '_')) {
            return false;
        }
    }
    return length > 0;
}

static bool is_name(const char *text) {
    return is_word(text, strlen(text)) && text[0] >= 'a' && text[0] <= 'z';
}

/* Every part between bars is a word. */
static bool are_words(const char *words) {
    const char *start = words;
    for (const char *at = words;; at++) {
        if (*at != '|' && *at != '\0') {
            continue;
        }
        if (!is_word(start, (size_t)(at - start))) {
            return false;
        }
        if (*at == '\0') {
            return true;
        }
        start = at + 1;
    }
}

/* Gives a kind a list of its own with room for one field more. */
static bool make_own(locality_schema *schema, uint32_t kind) {
    loc_kind_fields *fields = &schema->kinds[kind];
    uint32_t count = locality_schema_fields(schema, kind);
    void *block = fields->field;
    size_t capacity = fields->capacity;
    if (!loc_grow(&schema->allocator, &block, &capacity, (size_t)count + 1, sizeof(loc_field))) {
        return false;
    }
    loc_field *own = block;
    for (uint32_t i = 0; fields->field == NULL && i < count; i++) {
        own[i] = *loc_schema_row(NULL, kind, i);
    }
    *fields = (loc_kind_fields){.field = own, .count = count, .capacity = capacity};
    return true;
}

static char *keep(locality_schema *schema, const char *text) {
    return loc_arena_text(&schema->texts, text, strlen(text));
}

/* What every change of a schema asks first; sets the number of the kind. */
static locality_status check_change(const locality_schema *schema, const char *kind,
                                    uint32_t *number, locality_error *error) {
    *number = LOCALITY_NO_INDEX;
    if (schema == NULL || kind == NULL) {
        return loc_fail_null(error, schema == NULL ? "schema" : "kind");
    }
    if (atomic_load_explicit(&schema->in_use, memory_order_relaxed)) {
        return loc_fail(error, LOCALITY_INVALID, "the schema is in use by a model");
    }
    *number = locality_schema_kind(schema, kind);
    return *number == LOCALITY_NO_INDEX ? loc_fail_kind(error, kind) : LOCALITY_OK;
}

static locality_status check_field(const locality_schema *schema, uint32_t kind,
                                   const locality_field_info *info, locality_error *error) {
    const char *name = info->name;
    bool is_reference = info->type == LOCALITY_TYPE_REF || info->type == LOCALITY_TYPE_REFS;
    bool has_words = info->words != NULL && info->words[0] != '\0';

    if (name == NULL || !is_name(name) || strcmp(name, "id") == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "\"%.64s\" is no name for a field: lower case letters, digits and "
                        "underscores, a letter first, not \"id\"",
                        name == NULL ? "" : name);
    }
    if (info->type < LOCALITY_TYPE_TEXT || info->type > LOCALITY_TYPE_REFS) {
        return loc_fail(error, LOCALITY_INVALID, "field %.64s: %d is no type of a field", name,
                        (int)info->type);
    }
    if (has_words != (info->type == LOCALITY_TYPE_WORD) || (has_words && !are_words(info->words))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "field %.64s: a WORD, and nothing else, has words separated by |", name);
    }
    if (is_reference && info->target >= LOC_KINDS) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "field %.64s: its target is no kind", name);
    }
    if (info->doc != NULL && loc_utf8_check(info->doc, strlen(info->doc)) != strlen(info->doc)) {
        return loc_fail(error, LOCALITY_INVALID, "field %.64s: its documentation is not UTF-8",
                        name);
    }
    if (locality_schema_field(schema, kind, name) != LOCALITY_NO_INDEX) {
        return loc_fail(error, LOCALITY_DUPLICATE, "%s has a field %.64s already",
                        locality_schema_kind_name(schema, kind), name);
    }
    return LOCALITY_OK;
}

locality_status locality_schema_add_field(locality_schema *schema, const char *kind,
                                          const locality_field_info *field, locality_error *error) {
    uint32_t number;
    locality_status status = check_change(schema, kind, &number, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (field == NULL) {
        return loc_fail_null(error, "field");
    }
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    if (!loc_struct_take(&info, sizeof info, field, field->struct_size,
                         offsetof(locality_field_info, is_extra))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "field.struct_size is not that of a locality_field_info");
    }
    status = check_field(schema, number, &info, error);
    if (status != LOCALITY_OK) {
        loc_error_at_record(error, kind, NULL, info.name);
        return status;
    }
    bool is_reference = info.type == LOCALITY_TYPE_REF || info.type == LOCALITY_TYPE_REFS;
    loc_field row = {
        .name = keep(schema, info.name),
        .doc = keep(schema, info.doc == NULL ? "" : info.doc),
        .words = keep(schema, info.words == NULL ? "" : info.words),
        .name_length = (uint32_t)strlen(info.name),
        .type = info.type,
        .target = is_reference ? info.target : LOCALITY_NO_INDEX,
        .is_extra = true,
    };
    if (row.name == NULL || row.doc == NULL || row.words == NULL || !make_own(schema, number)) {
        return loc_fail_memory(error);
    }
    loc_kind_fields *fields = &schema->kinds[number];
    fields->field[fields->count++] = row;
    return loc_ok(error);
}

locality_status locality_schema_add_word(locality_schema *schema, const char *kind,
                                         const char *field, const char *word,
                                         locality_error *error) {
    uint32_t number;
    locality_status status = check_change(schema, kind, &number, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (field == NULL || word == NULL) {
        return loc_fail_null(error, field == NULL ? "field" : "word");
    }
    uint32_t place = locality_schema_field(schema, number, field);
    if (place == LOCALITY_NO_INDEX) {
        return loc_fail_field(schema, number, field, error);
    }
    const loc_field *row = loc_schema_row(schema, number, place);
    if (row->type != LOCALITY_TYPE_WORD) {
        return loc_fail(error, LOCALITY_TYPE, "%s.%s is a %s; only a word has words", kind, field,
                        locality_type_name(row->type));
    }
    size_t length = strlen(word);
    if (!is_word(word, length)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "\"%.64s\" is no word: lower case letters, digits and underscores", word);
    }
    if (loc_words_have(row->words, word, length)) {
        return loc_ok(error);
    }
    const char *old = row->words; /* stays when the row moves */
    size_t before = strlen(old);
    char *words = loc_arena_take(&schema->texts, before + length + 2, 1);
    if (words == NULL || !make_own(schema, number)) {
        return loc_fail_memory(error);
    }
    memcpy(words, old, before);
    words[before] = '|';
    memcpy(words + before + 1, word, length);
    schema->kinds[number].field[place].words = words;
    return loc_ok(error);
}
