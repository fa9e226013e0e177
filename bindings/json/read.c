/* Read: from parsed documents to a model. Declared fields and words first, for they decide what the
 * records mean; then the records of each document, one after another into a model that is thrown away
 * if any of them is wrong. What a value means is left to the model; here every error gets its place. */
#include <string.h>

#include "document.h"
#include "values.h"

typedef struct json_reader {
    const locality_json_document *document;
    const locality_allocator *allocator;
    locality_model *model;
    const locality_schema *schema;
    bool extends; /* records that stand are changed */
    const char *kind;
    uint32_t number; /* of the kind */
    json_t *seen;    /* ids of this kind in this document, where it extends others */
    loc_json_values record;
} json_reader;

static locality_status fail_memory(locality_error *error) {
    return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
}

/* ---- Records ------------------------------------------------------------------------------------------- */

/* A name that is no field: the model says so, for it knows the nearest. */
static locality_status refuse_field(json_reader *reader, const char *id, const char *field,
                                    locality_error *error) {
    locality_named_value value;
    locality_status status;

    memset(&value, 0, sizeof value);
    value.field = field;
    status = locality_model_put(reader->model, reader->kind, id, &value, 1, error);
    if (status != LOCALITY_OK)
        return status;
    return loc_json_fail(error, LOCALITY_NOT_FOUND, "%s has no field \"%s\"", reader->kind, field);
}

/* All members but the id, as values. */
static locality_status take_members(json_reader *reader, loc_json_node node, const char *id,
                                    locality_error *error) {
    loc_json_values *record = &reader->record;
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    loc_json_walk_begin(&walk, reader->document->text, node);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk)) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_named_value *value = &record->values[record->count];
        uint32_t field;

        if (strcmp(walk.key, "id") == 0)
            continue;
        field = locality_schema_field(reader->schema, reader->number, walk.key);
        if (field == LOCALITY_NO_INDEX)
            status = refuse_field(reader, id, walk.key, error);
        else
            status = locality_schema_describe(reader->schema, reader->number, field, &info, error);
        value->field = walk.key;
        record->places[record->count] = field == LOCALITY_NO_INDEX ? walk.key_at : walk.node.at;
        record->count++;
        if (status == LOCALITY_OK)
            status = loc_json_values_take(record, &walk, info.type, &value->value, error);
        if (status != LOCALITY_OK) {
            loc_json_of(error, reader->kind, id, walk.key);
            loc_json_at(error, reader->document->text, record->places[record->count - 1]);
        }
    }
    return status;
}

/* Gives an error of the model the place of the field that it names, else of the record. */
static locality_status place_error(const json_reader *reader, loc_json_node node, const char *id,
                                   locality_status status, locality_error *error) {
    size_t at = node.at;

    if (error == NULL)
        return status;
    for (size_t i = 0; i < reader->record.count; i++)
        if (strcmp(reader->record.values[i].field, error->field) == 0)
            at = reader->record.places[i];
    loc_json_of(error, reader->kind, id, NULL);
    loc_json_at(error, reader->document->text, at);
    return status;
}

/* Changes a record of an extended document in the fields that are given. */
static locality_status change_record(json_reader *reader, const char *id, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; i < reader->record.count && status == LOCALITY_OK; i++) {
        const locality_named_value *value = &reader->record.values[i];

        status =
            locality_model_set(reader->model, reader->kind, id, value->field, &value->value, error);
    }
    return status;
}

static locality_status refuse_double(const json_reader *reader, loc_json_node node, const char *id,
                                     locality_error *error) {
    uint64_t line, column;

    locality_json_locate(reader->document, reader->kind, id, NULL, &line, &column);
    loc_json_fail(error, LOCALITY_DUPLICATE, "%s \"%.120s\" stands already in line %llu",
                  reader->kind, id, (unsigned long long)line);
    loc_json_of(error, reader->kind, id, NULL);
    loc_json_at(error, reader->document->text, node.at);
    return LOCALITY_DUPLICATE;
}

/* What extends a document is its user's word unless it says otherwise: nobody is to take an assumption for
 * the paper's. The id, which is no value, leaves room for it. */
static void add_basis(json_reader *reader, loc_json_node node) {
    loc_json_values *record = &reader->record;
    locality_named_value *value = &record->values[record->count];

    if (!reader->extends || json_object_get(node.value, "basis") != NULL)
        return;
    memset(value, 0, sizeof *value);
    value->field = "basis";
    value->value.type = LOCALITY_TYPE_WORD;
    value->value.text = "user";
    record->places[record->count++] = node.at;
}

/* Puts the values into the model as a new record, or over one of an extended document. */
static locality_status store_record(json_reader *reader, loc_json_node node, const char *id,
                                    locality_error *error) {
    loc_json_values *record = &reader->record;
    locality_status status;

    if (reader->extends && json_object_get(reader->seen, id) != NULL)
        return refuse_double(reader, node, id, error);
    if (reader->extends && json_object_set_new(reader->seen, id, json_true()) != 0)
        return fail_memory(error);
    status =
        locality_model_add(reader->model, reader->kind, id, record->values, record->count, error);
    if (status == LOCALITY_DUPLICATE && !reader->extends)
        return refuse_double(reader, node, id, error);
    if (status == LOCALITY_DUPLICATE)
        status = change_record(reader, id, error);
    return status == LOCALITY_OK ? status : place_error(reader, node, id, status, error);
}

static locality_status read_record(json_reader *reader, loc_json_node node, locality_error *error) {
    locality_status status;
    json_t *given;
    const char *id;

    if (!json_is_object(node.value)) {
        loc_json_fail(error, LOCALITY_TYPE, "a record is an object, {\"id\": \"head\", ...}");
        loc_json_of(error, reader->kind, NULL, NULL);
        loc_json_at(error, reader->document->text, node.at);
        return LOCALITY_TYPE;
    }
    given = json_object_get(node.value, "id");
    id = json_string_value(given);
    if (id == NULL) {
        status = given == NULL ? LOCALITY_INVALID : LOCALITY_TYPE;
        loc_json_fail(error, status,
                      given == NULL ? "this %s has no id" : "the id of a %s has to be a text",
                      reader->kind);
        loc_json_of(error, reader->kind, NULL, "id");
        loc_json_at(error, reader->document->text, node.at);
        return status;
    }
    if (!loc_json_values_prepare(&reader->record, node))
        return fail_memory(error);
    status = take_members(reader, node, id, error);
    if (status == LOCALITY_OK)
        add_basis(reader, node);
    return status == LOCALITY_OK ? store_record(reader, node, id, error) : status;
}

static locality_status read_records(json_reader *reader, const loc_json_walk *member,
                                    locality_error *error) {
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    reader->kind = reader->record.kind = member->key;
    reader->number = locality_schema_kind(reader->schema, member->key);
    if (reader->number == LOCALITY_NO_INDEX) /* the model knows the nearest names */
        status = locality_model_add(reader->model, member->key, "?", NULL, 0, error);
    else if (strcmp(locality_schema_kind_name(reader->schema, reader->number), member->key) != 0)
        status =
            loc_json_fail(error, LOCALITY_NOT_FOUND, "records of \"%s\" stand under \"%s\"",
                          member->key, locality_schema_kind_name(reader->schema, reader->number));
    if (status != LOCALITY_OK) {
        loc_json_at(error, reader->document->text, member->key_at);
        return status;
    }
    if (!json_is_array(member->node.value)) {
        loc_json_fail(error, LOCALITY_TYPE, "\"%s\" has to be a list of records", member->key);
        loc_json_at(error, reader->document->text, member->node.at);
        return LOCALITY_TYPE;
    }
    reader->seen = reader->extends ? json_object() : NULL;
    if (reader->extends && reader->seen == NULL)
        return fail_memory(error);
    loc_json_walk_begin(&walk, reader->document->text, member->node);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk))
        status = read_record(reader, walk.node, error);
    json_decref(reader->seen);
    reader->seen = NULL;
    return status;
}

/* ---- Documents ------------------------------------------------------------------------------------------ */

static locality_status remove_record(json_reader *reader, const char *name, locality_error *error) {
    char kind[LOCALITY_ERROR_NAME_SIZE] = "";
    const char *colon = strchr(name, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - name);

    if (length == 0 || length >= sizeof kind)
        return loc_json_fail(error, LOCALITY_SYNTAX,
                             "a record to remove is written \"post:head\", not \"%.120s\"", name);
    memcpy(kind, name, length);
    return locality_model_remove(reader->model, kind, colon + 1, error);
}

static locality_status remove_records(json_reader *reader, locality_error *error) {
    loc_json_node list = reader->document->remove;
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    if (list.value == NULL)
        return LOCALITY_OK;
    loc_json_walk_begin(&walk, reader->document->text, list);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk)) {
        status = remove_record(reader, json_string_value(walk.node.value), error);
        if (status != LOCALITY_OK)
            loc_json_at(error, reader->document->text, walk.node.at);
    }
    return status;
}

static locality_status read_document(json_reader *reader, locality_error *error) {
    const locality_json_document *document = reader->document;
    loc_json_node root = {document->root, loc_json_skip_blanks(document->text, 0)};
    locality_status status = remove_records(reader, error);
    loc_json_walk walk;

    loc_json_walk_begin(&walk, document->text, root);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk))
        if (!loc_json_is_header(walk.key))
            status = read_records(reader, &walk, error);
    return status;
}

/* The schema that the documents together declare. */
static locality_status make_schema(const locality_json_document *const *documents, size_t count,
                                   const locality_allocator *allocator, locality_schema **out,
                                   size_t *which, locality_error *error) {
    locality_status status = locality_schema_new(allocator, out, error);

    for (*which = 0; status == LOCALITY_OK && *which < count; ++*which) {
        status = loc_json_declare_fields(documents[*which], *out, error);
        if (status == LOCALITY_OK)
            status = loc_json_declare_words(documents[*which], *out, error);
        if (status != LOCALITY_OK)
            break;
    }
    return status;
}

static locality_status read_all(const locality_json_document *const *documents, size_t count,
                                const locality_allocator *allocator, locality_model *model,
                                size_t *which, locality_error *error) {
    locality_status status = LOCALITY_OK;
    json_reader reader;

    memset(&reader, 0, sizeof reader);
    reader.allocator = reader.record.allocator = allocator;
    reader.model = model;
    reader.schema = locality_model_schema(model);
    for (*which = 0; *which < count; ++*which) {
        reader.document = documents[*which];
        reader.record.text = reader.document->text;
        reader.extends = *which > 0;
        status = read_document(&reader, error);
        if (status != LOCALITY_OK)
            break;
    }
    loc_json_values_clear(&reader.record);
    return status;
}

locality_status locality_json_build(const locality_json_document *const *documents, size_t count,
                                    const locality_allocator *allocator, locality_model **out,
                                    size_t *which, locality_error *error) {
    locality_allocator memory;
    locality_schema *schema = NULL;
    locality_model *model = NULL;
    locality_status status;
    size_t ignored = 0;

    which = which == NULL ? &ignored : which;
    *which = 0;
    if (out == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "out is null");
    *out = NULL;
    if (documents == NULL || count == 0)
        return loc_json_fail(error, LOCALITY_INVALID, "there is no document");
    for (size_t i = 0; i < count; i++)
        if (documents[i] == NULL)
            return loc_json_fail(error, LOCALITY_INVALID, "document %zu is null", i);
    status = loc_json_allocator(allocator, &memory, error);
    if (status == LOCALITY_OK)
        status = make_schema(documents, count, allocator, &schema, which, error);
    if (status == LOCALITY_OK)
        status = locality_model_new(schema, allocator, &model, error);
    if (status == LOCALITY_OK)
        status = read_all(documents, count, &memory, model, which, error);
    locality_schema_free(schema);
    if (status != LOCALITY_OK) {
        locality_model_free(model);
        return status;
    }
    *which = 0;
    *out = model;
    return loc_json_ok(error);
}

locality_status locality_json_load(const char *text, size_t length,
                                   const locality_json_options *options,
                                   const locality_allocator *allocator, locality_model **out,
                                   locality_error *error) {
    const locality_json_document *only;
    locality_json_document *document = NULL;
    locality_status status;

    if (out == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "out is null");
    *out = NULL;
    status = locality_json_open(text, length, options, allocator, &document, error);
    if (status != LOCALITY_OK)
        return status;
    only = document;
    if (document->extends != NULL)
        status =
            loc_json_fail(error, LOCALITY_INVALID,
                          "the document extends %.200s, which was not given", document->extends);
    else
        status = locality_json_build(&only, 1, allocator, out, NULL, error);
    locality_json_close(document);
    return status;
}
