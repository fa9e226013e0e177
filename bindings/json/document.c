/* Document: from text to a parsed tree with its header. */
#include "document.h"

#include <stdio.h>
#include <string.h>

/* ---- Parsing ----------------------------------------------------------------------------------------- */

/* What an error of jansson means here; a null text takes jansson's own. */
static const struct refusal {
    enum json_error_code code;
    locality_status status;
    const char *text;
} refusals[] = {
    {json_error_out_of_memory, LOCALITY_NO_MEMORY, "out of memory"},
    {json_error_stack_overflow, LOCALITY_LIMIT, "the document is nested deeper than 2048 levels"},
    {json_error_invalid_utf8, LOCALITY_ENCODING, NULL},
    {json_error_duplicate_key, LOCALITY_DUPLICATE, NULL},
    {json_error_numeric_overflow, LOCALITY_OVERFLOW, NULL},
    {json_error_null_character, LOCALITY_SYNTAX, "U+0000 cannot be part of a text"},
    {json_error_null_byte_in_key, LOCALITY_SYNTAX, "U+0000 cannot be part of a name"},
};

static const struct refusal *find_refusal(enum json_error_code code) {
    static const struct refusal other = {json_error_unknown, LOCALITY_SYNTAX, NULL};

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].code == code)
            return &refusals[i];
    return &other;
}

/* Offset of the first byte that is not valid UTF-8, or `length`. */
static size_t check_utf8(const char *text, size_t length) {
    const unsigned char *p = (const unsigned char *)text;
    size_t at = 0;

    while (at < length) {
        unsigned char c = p[at];
        size_t size = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

        if (size == 0 || length - at < size)
            return at;
        if ((c == 0xE0 && p[at + 1] < 0xA0) || (c == 0xED && p[at + 1] > 0x9F) ||
            (c == 0xF0 && p[at + 1] < 0x90) || (c == 0xF4 && p[at + 1] > 0x8F))
            return at;
        for (size_t i = 1; i < size; i++)
            if ((p[at + i] & 0xC0u) != 0x80u)
                return at;
        at += size;
    }
    return length;
}

static locality_status refuse_json(const locality_json_document *document,
                                   const json_error_t *problem, locality_error *error) {
    const struct refusal *refusal = find_refusal(json_error_code(problem));
    size_t place = problem->position > 0 ? (size_t)problem->position : 0;

    if (refusal->text != NULL)
        loc_json_fail(error, refusal->status, "%s", refusal->text);
    else
        loc_json_fail(error, refusal->status, "the document is not valid JSON: %s", problem->text);
    if (refusal->status != LOCALITY_NO_MEMORY)
        loc_json_at(error, document->text, place < document->length ? place : document->length);
    return refusal->status;
}

/* Refuses a document at one of its bytes. */
static locality_status refuse_at(const locality_json_document *document, size_t at,
                                 locality_status status, const char *what, locality_error *error) {
    loc_json_fail(error, status, "%s", what);
    loc_json_at(error, document->text, at);
    return status;
}

locality_status loc_json_parse(locality_json_document *document, locality_error *error) {
    const char *text = document->text, *nul = memchr(text, '\0', document->length);
    size_t valid = check_utf8(text, document->length);
    char message[64];
    json_error_t problem;

    if (valid < document->length) {
        snprintf(message, sizeof message, "the document is not valid UTF-8: byte 0x%02x",
                 (unsigned)(unsigned char)text[valid]);
        return refuse_at(document, valid, LOCALITY_ENCODING, message, error);
    }
    if (nul != NULL) /* jansson lets one pass behind a number */
        return refuse_at(document, (size_t)(nul - text), LOCALITY_SYNTAX,
                         "the document holds a NUL byte", error);
    if (loc_json_skip_blanks(text, 0) == document->length)
        return refuse_at(document, document->length, LOCALITY_SYNTAX, "the document is empty",
                         error);
    document->root = json_loadb(text, document->length, JSON_REJECT_DUPLICATES, &problem);
    return document->root == NULL ? refuse_json(document, &problem, error) : LOCALITY_OK;
}

/* ---- The header ---------------------------------------------------------------------------------------- */

/* Members of a document that are not kinds of record, and what each has to be. */
typedef struct header_member {
    const char *name;
    json_type type;
    const char *form;
} header_member;

static const header_member header_members[] = {
    {"locality", JSON_INTEGER, "the number 1, the format of the document"},
    {"name", JSON_STRING, "a text"},
    {"title", JSON_STRING, "a text"},
    {"extends", JSON_STRING, "the file name of the document it extends"},
    {"rules", JSON_ARRAY, "a list of file names, [\"paper.rules\"]"},
    {"tables", JSON_ARRAY, "a list of tables, [{\"file\": \"posts.csv\", \"map\": \"posts\"}]"},
    {"remove", JSON_ARRAY, "a list of records, [\"post:head\"]"},
    {"fields", JSON_OBJECT, "an object, {\"post\": [{\"name\": \"desk\", \"type\": \"text\"}]}"},
    {"words", JSON_OBJECT, "an object, {\"area.level\": [\"hundred\"]}"},
};

static const header_member *find_header(const char *name) {
    for (size_t i = 0; i < sizeof header_members / sizeof header_members[0]; i++)
        if (strcmp(header_members[i].name, name) == 0)
            return &header_members[i];
    return NULL;
}

bool loc_json_is_header(const char *member) {
    return find_header(member) != NULL;
}

static locality_status refuse_member(const locality_json_document *document,
                                     const loc_json_walk *walk, const char *what,
                                     locality_error *error) {
    loc_json_fail(error, LOCALITY_TYPE, "\"%s\" has to be %s", walk->key, what);
    loc_json_at(error, document->text, walk->node.at);
    return LOCALITY_TYPE;
}

/* Every item of a list in the header is a text. */
static locality_status check_texts(const locality_json_document *document, loc_json_node list,
                                   const header_member *member, locality_error *error) {
    loc_json_walk walk;

    for (loc_json_walk_begin(&walk, document->text, list); loc_json_walk_next(&walk);)
        if (!json_is_string(walk.node.value)) {
            walk.key = member->name;
            return refuse_member(document, &walk, member->form, error);
        }
    return LOCALITY_OK;
}

static locality_status keep_rules(locality_json_document *document, json_t *list,
                                  locality_error *error) {
    size_t count = json_array_size(list);

    document->rules = loc_json_allocate(&document->allocator, count, sizeof *document->rules);
    if (document->rules == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    document->rules_count = count;
    for (size_t i = 0; i < count; i++)
        document->rules[i] = json_string_value(json_array_get(list, i));
    return LOCALITY_OK;
}

/* One table; what it has to say is text, and a file and a map must be among it. */
static locality_status keep_table(const locality_json_document *document, loc_json_node node,
                                  locality_json_table *table, locality_error *error) {
    const struct {
        const char *name;
        const char **text;
    } members[] = {{"file", &table->file},
                   {"map", &table->map},
                   {"structure", &table->structure},
                   {"as_at", &table->as_at},
                   {"prefix", &table->prefix}};
    loc_json_walk walk;

    if (json_is_object(node.value)) {
        loc_json_walk_begin(&walk, document->text, node);
        while (loc_json_walk_next(&walk)) {
            const char **text = NULL;

            for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
                if (strcmp(walk.key, members[i].name) == 0)
                    text = members[i].text;
            if (text == NULL || !json_is_string(walk.node.value))
                return refuse_member(document, &walk,
                                     "a text, and one of file, map, structure, as_at and prefix",
                                     error);
            *text = json_string_value(walk.node.value);
        }
    }
    if (table->file != NULL && table->map != NULL)
        return LOCALITY_OK;
    loc_json_fail(
        error, LOCALITY_TYPE,
        "a table names its file and its map, {\"file\": \"posts.csv\", \"map\": \"posts\"}");
    loc_json_at(error, document->text, node.at);
    return LOCALITY_TYPE;
}

static locality_status keep_tables(locality_json_document *document, loc_json_node list,
                                   locality_error *error) {
    size_t count = json_array_size(list.value);
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    document->tables = loc_json_allocate(&document->allocator, count, sizeof *document->tables);
    if (document->tables == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    document->tables_count = count;
    memset(document->tables, 0, count * sizeof *document->tables);
    loc_json_walk_begin(&walk, document->text, list);
    for (size_t i = 0; i < count && status == LOCALITY_OK && loc_json_walk_next(&walk); i++)
        status = keep_table(document, walk.node, &document->tables[i], error);
    return status;
}

static locality_status keep_member(locality_json_document *document, const loc_json_walk *walk,
                                   locality_error *error) {
    const header_member *member = find_header(walk->key);
    const char *name = walk->key;
    json_t *value = walk->node.value;
    locality_status status = LOCALITY_OK;

    if (member == NULL)
        return LOCALITY_OK;
    if (json_typeof(value) != member->type)
        return refuse_member(document, walk, member->form, error);
    if (strcmp(name, "tables") == 0)
        return keep_tables(document, walk->node, error);
    if (member->type == JSON_ARRAY)
        status = check_texts(document, walk->node, member, error);
    if (status != LOCALITY_OK)
        return status;
    if (strcmp(name, "locality") == 0 && json_integer_value(value) != LOCALITY_JSON_FORMAT)
        return refuse_member(document, walk, member->form, error);
    if (strcmp(name, "name") == 0)
        document->name = json_string_value(value);
    if (strcmp(name, "title") == 0)
        document->title = json_string_value(value);
    if (strcmp(name, "extends") == 0)
        document->extends = json_string_value(value);
    if (strcmp(name, "fields") == 0)
        document->fields = walk->node;
    if (strcmp(name, "words") == 0)
        document->words = walk->node;
    if (strcmp(name, "remove") == 0)
        document->remove = walk->node;
    return strcmp(name, "rules") == 0 ? keep_rules(document, value, error) : LOCALITY_OK;
}

static locality_status read_header(locality_json_document *document, locality_error *error) {
    size_t start = loc_json_skip_blanks(document->text, 0);
    loc_json_node root = {document->root, start};
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    if (!json_is_object(document->root)) {
        loc_json_fail(error, LOCALITY_TYPE, "a document is an object, {\"locality\": 1, ...}");
        loc_json_at(error, document->text, start);
        return LOCALITY_TYPE;
    }
    if (json_object_get(document->root, "locality") == NULL) {
        loc_json_fail(error, LOCALITY_INVALID,
                      "this is no model document: it lacks the member \"locality\": 1");
        loc_json_at(error, document->text, start);
        return LOCALITY_INVALID;
    }
    loc_json_walk_begin(&walk, document->text, root);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk))
        status = keep_member(document, &walk, error);
    return status;
}

/* ---- Opening and closing ---------------------------------------------------------------------------------- */

static locality_status check_length(size_t length, const locality_json_options *options,
                                    locality_error *error) {
    locality_json_options taken = LOCALITY_JSON_OPTIONS_INIT;

    if (options != NULL && !loc_json_take(&taken, sizeof taken, options, options->struct_size,
                                          offsetof(locality_json_options, max_bytes)))
        return loc_json_fail(error, LOCALITY_INVALID,
                             "the options are not those of a locality_json_options");
    if (taken.max_bytes == 0)
        taken.max_bytes = LOCALITY_JSON_MAX_BYTES;
    if (length > taken.max_bytes)
        return loc_json_fail(error, LOCALITY_LIMIT,
                             "the document is %zu bytes long; at most %llu are read", length,
                             (unsigned long long)taken.max_bytes);
    return LOCALITY_OK;
}

static locality_status copy_text(locality_json_document *document, const char *text, size_t length,
                                 locality_error *error) {
    size_t skipped = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    document->length = length - skipped;
    document->text = loc_json_allocate(&document->allocator, document->length + 1, 1);
    if (document->text == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    if (document->length > 0)
        memcpy(document->text, text + skipped, document->length);
    document->text[document->length] = '\0';
    return LOCALITY_OK;
}

locality_status locality_json_open(const char *text, size_t length,
                                   const locality_json_options *options,
                                   const locality_allocator *allocator,
                                   locality_json_document **out, locality_error *error) {
    locality_json_document *document;
    locality_allocator memory;
    locality_status status;

    if (out == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "out is null");
    *out = NULL;
    if (text == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "text is null");
    status = check_length(length, options, error);
    if (status == LOCALITY_OK)
        status = loc_json_allocator(allocator, &memory, error);
    if (status != LOCALITY_OK)
        return status;
    document = loc_json_allocate(&memory, 1, sizeof *document);
    if (document == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    memset(document, 0, sizeof *document);
    document->allocator = memory;
    status = copy_text(document, text, length, error);
    if (status == LOCALITY_OK)
        status = loc_json_parse(document, error);
    if (status == LOCALITY_OK)
        status = read_header(document, error);
    if (status != LOCALITY_OK) {
        locality_json_close(document);
        return status;
    }
    *out = document;
    return loc_json_ok(error);
}

void locality_json_close(locality_json_document *document) {
    locality_allocator memory;

    if (document == NULL)
        return;
    memory = document->allocator;
    json_decref(document->root);
    loc_json_release(&memory, document->rules, document->rules_count, sizeof *document->rules);
    loc_json_release(&memory, document->tables, document->tables_count, sizeof *document->tables);
    if (document->text != NULL)
        loc_json_release(&memory, document->text, document->length + 1, 1);
    loc_json_release(&memory, document, 1, sizeof *document);
}

locality_status locality_json_describe(const locality_json_document *document,
                                       locality_json_header *out, locality_error *error) {
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    size_t size = out == NULL ? 0 : out->struct_size;

    if (size < offsetof(locality_json_header, name))
        return loc_json_fail(error, LOCALITY_INVALID, "out is null or its struct_size is not set");
    if (document != NULL) {
        header.name = document->name;
        header.title = document->title;
        header.extends = document->extends;
        header.rules = document->rules;
        header.rules_count = document->rules_count;
        header.tables = document->tables;
        header.tables_count = document->tables_count;
    }
    header.struct_size = out->struct_size;
    memcpy(out, &header, size < sizeof header ? size : sizeof header);
    if (size > sizeof header)
        memset((unsigned char *)out + sizeof header, 0, size - sizeof header);
    if (document == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "document is null");
    return loc_json_ok(error);
}

/* ---- Places of records ------------------------------------------------------------------------------------- */

/* Where a record of an array stands, and in it a field; false if it is not there. */
static bool find_record(const locality_json_document *document, loc_json_node records,
                        const char *id, const char *field, size_t *at) {
    loc_json_walk walk, members;

    for (loc_json_walk_begin(&walk, document->text, records); loc_json_walk_next(&walk);) {
        const char *found = json_string_value(json_object_get(walk.node.value, "id"));

        if (found == NULL || strcmp(found, id) != 0)
            continue;
        *at = walk.node.at;
        if (field == NULL)
            return true;
        loc_json_walk_begin(&members, document->text, walk.node);
        while (loc_json_walk_next(&members))
            if (strcmp(members.key, field) == 0)
                *at = members.node.at;
        return true;
    }
    return false;
}

int32_t locality_json_locate(const locality_json_document *document, const char *kind,
                             const char *id, const char *field, uint64_t *line, uint64_t *column) {
    loc_json_node root = {NULL, 0};
    loc_json_walk walk;
    size_t at = 0;

    if (line == NULL || column == NULL)
        return 0;
    *line = 0;
    *column = 0;
    if (document == NULL || kind == NULL || id == NULL)
        return 0;
    root.value = document->root;
    loc_json_walk_begin(&walk, document->text, root);
    while (loc_json_walk_next(&walk)) {
        if (strcmp(walk.key, kind) != 0 || !json_is_array(walk.node.value) ||
            !find_record(document, walk.node, id, field, &at))
            continue;
        loc_json_place(document->text, at, line, column);
        return 1;
    }
    return 0;
}
