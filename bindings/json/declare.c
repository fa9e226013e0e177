/* Declare: the fields and words that a document declares for itself, added to the schema before any
 * record is read. */
#include <string.h>

#include "document.h"

static locality_status fail_at(const locality_json_document *document, size_t at,
                               locality_status status, locality_error *error) {
    loc_json_at(error, document->text, at);
    return status;
}

static int32_t type_of_name(const char *name) {
    for (int32_t type = LOCALITY_TYPE_TEXT; type <= LOCALITY_TYPE_REFS; type++)
        if (strcmp(locality_type_name(type), name) == 0)
            return type;
    return LOCALITY_TYPE_NONE;
}

/* The words of a declared field, put together with bars; null without memory. */
static char *join_words(const locality_allocator *allocator, json_t *list, size_t *size) {
    size_t count = json_array_size(list);
    char *joined, *end;

    *size = 1;
    for (size_t i = 0; i < count; i++)
        *size += json_string_length(json_array_get(list, i)) + 1;
    joined = loc_json_allocate(allocator, *size, 1);
    end = joined;
    for (size_t i = 0; i < count && end != NULL; i++) {
        size_t length = json_string_length(json_array_get(list, i));

        if (i > 0)
            *end++ = '|';
        if (length > 0)
            memcpy(end, json_string_value(json_array_get(list, i)), length);
        end += length;
    }
    if (end != NULL)
        *end = '\0';
    return joined;
}

/* The members of a declaration; INVALID or TYPE for one that does not belong there. */
static locality_status check_declaration(const locality_json_document *document,
                                         loc_json_node declaration, locality_error *error) {
    static const char *const texts[] = {"name", "type", "doc", "target"};
    loc_json_walk walk, words;

    loc_json_walk_begin(&walk, document->text, declaration);
    while (loc_json_walk_next(&walk)) {
        bool is_text = false, is_words = strcmp(walk.key, "words") == 0;

        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            is_text = is_text || strcmp(walk.key, texts[i]) == 0;
        if (!is_text && !is_words) {
            loc_json_fail(error, LOCALITY_INVALID,
                          "a declared field has no \"%s\"; it has name, type, doc, words, target",
                          walk.key);
            return fail_at(document, walk.key_at, LOCALITY_INVALID, error);
        }
        if (json_typeof(walk.node.value) != (is_text ? JSON_STRING : JSON_ARRAY)) {
            loc_json_fail(error, LOCALITY_TYPE, "\"%s\" of a declared field has to be %s", walk.key,
                          is_text ? "a text" : "a list of words");
            return fail_at(document, walk.node.at, LOCALITY_TYPE, error);
        }
        if (is_text)
            continue;
        loc_json_walk_begin(&words, document->text, walk.node);
        while (loc_json_walk_next(&words))
            if (!json_is_string(words.node.value)) {
                loc_json_fail(error, LOCALITY_TYPE, "a word has to be a text");
                return fail_at(document, words.node.at, LOCALITY_TYPE, error);
            }
    }
    return LOCALITY_OK;
}

static const char *member_text(json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));

    return text == NULL ? "" : text;
}

static locality_status declare_field(const locality_json_document *document,
                                     locality_schema *schema, const char *kind,
                                     loc_json_node declaration, locality_error *error) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    json_t *given = declaration.value;
    const char *type = member_text(given, "type"), *target = member_text(given, "target");
    locality_status status;
    size_t words_size;
    char *words;

    if (!json_is_object(given)) {
        loc_json_fail(
            error, LOCALITY_TYPE,
            "a declared field has to be an object, {\"name\": \"desk\", \"type\": \"text\"}");
        return fail_at(document, declaration.at, LOCALITY_TYPE, error);
    }
    status = check_declaration(document, declaration, error);
    if (status != LOCALITY_OK)
        return status;
    info.name = member_text(given, "name");
    info.doc = member_text(given, "doc");
    info.type = type_of_name(type);
    info.target = LOCALITY_NO_INDEX;
    if (info.type == LOCALITY_TYPE_NONE) {
        loc_json_fail(error, LOCALITY_TYPE, "there is no type \"%s\"", type);
        return fail_at(document, declaration.at, LOCALITY_TYPE, error);
    }
    if (target[0] != '\0') {
        info.target = locality_schema_kind(schema, target);
        if (info.target == LOCALITY_NO_INDEX) {
            loc_json_fail(error, LOCALITY_NOT_FOUND, "there is no kind \"%s\"", target);
            return fail_at(document, declaration.at, LOCALITY_NOT_FOUND, error);
        }
    }
    words = join_words(&document->allocator, json_object_get(given, "words"), &words_size);
    if (words == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    info.words = words;
    status = locality_schema_add_field(schema, kind, &info, error);
    loc_json_release(&document->allocator, words, words_size, 1);
    if (status != LOCALITY_OK)
        loc_json_at(error, document->text, declaration.at);
    return status;
}

locality_status loc_json_declare_fields(const locality_json_document *document,
                                        locality_schema *schema, locality_error *error) {
    loc_json_walk kinds, fields;
    locality_status status = LOCALITY_OK;

    if (document->fields.value == NULL)
        return LOCALITY_OK;
    loc_json_walk_begin(&kinds, document->text, document->fields);
    while (status == LOCALITY_OK && loc_json_walk_next(&kinds)) {
        if (!json_is_array(kinds.node.value)) {
            loc_json_fail(error, LOCALITY_TYPE, "the fields of \"%s\" have to be a list",
                          kinds.key);
            return fail_at(document, kinds.node.at, LOCALITY_TYPE, error);
        }
        loc_json_walk_begin(&fields, document->text, kinds.node);
        while (status == LOCALITY_OK && loc_json_walk_next(&fields))
            status = declare_field(document, schema, kinds.key, fields.node, error);
    }
    return status;
}

/* Adds the words listed for one `kind.field`. */
static locality_status declare_list(const locality_json_document *document, locality_schema *schema,
                                    const loc_json_walk *entry, locality_error *error) {
    char kind[LOCALITY_ERROR_NAME_SIZE] = "";
    const char *dot = strchr(entry->key, '.');
    size_t length = dot == NULL ? 0 : (size_t)(dot - entry->key);
    locality_status status = LOCALITY_OK;
    loc_json_walk words;

    if (length == 0 || length >= sizeof kind || !json_is_array(entry->node.value)) {
        loc_json_fail(error, LOCALITY_TYPE,
                      "words are given as \"kind.field\": [\"word\"], not as \"%s\"", entry->key);
        return fail_at(document, entry->key_at, LOCALITY_TYPE, error);
    }
    memcpy(kind, entry->key, length);
    loc_json_walk_begin(&words, document->text, entry->node);
    while (status == LOCALITY_OK && loc_json_walk_next(&words)) {
        const char *word = json_string_value(words.node.value);

        if (word == NULL)
            status = loc_json_fail(error, LOCALITY_TYPE, "a word has to be a text");
        else
            status = locality_schema_add_word(schema, kind, dot + 1, word, error);
        if (status != LOCALITY_OK)
            loc_json_at(error, document->text, words.node.at);
    }
    return status;
}

locality_status loc_json_declare_words(const locality_json_document *document,
                                       locality_schema *schema, locality_error *error) {
    locality_status status = LOCALITY_OK;
    loc_json_walk entries;

    if (document->words.value == NULL)
        return LOCALITY_OK;
    loc_json_walk_begin(&entries, document->text, document->words);
    while (status == LOCALITY_OK && loc_json_walk_next(&entries))
        status = declare_list(document, schema, &entries, error);
    return status;
}
