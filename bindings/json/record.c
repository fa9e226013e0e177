/* Record: one record as a document of its own, for a host that keeps one for each. The bytes are those that
 * the record's object has in a canonical document, in one line. */
#include <string.h>

#include "emit.h"
#include "values.h"

/* ---- Writing ------------------------------------------------------------------------------------------- */

static bool is_known(const locality_store_record *record, const char *member) {
    return strcmp(member, "id") == 0 ||
           locality_schema_field(record->schema, record->kind, member) != LOCALITY_NO_INDEX;
}

/* The members that the schema does not know, as they stand in the bytes from before. */
static void emit_others(loc_json_emit *emit, const locality_store_record *record,
                        const locality_json_document *before) {
    loc_json_node root = {before->root, loc_json_skip_blanks(before->text, 0)};
    loc_json_walk walk;

    loc_json_walk_begin(&walk, before->text, root);
    while (loc_json_walk_next(&walk)) {
        if (is_known(record, walk.key))
            continue;
        loc_json_emit_key(emit, walk.key);
        loc_json_emit_bytes(emit, before->text + walk.node.at, walk.next - walk.node.at);
    }
}

static void emit_known(loc_json_emit *emit, const locality_store_record *record) {
    loc_json_emit_member(emit, "id", record->id);
    for (size_t i = 0; i < record->values_count; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;

        if (record->values[i].type == LOCALITY_TYPE_NONE)
            continue;
        locality_schema_describe(record->schema, record->kind, (uint32_t)i, &info, NULL);
        loc_json_emit_key(emit, info.name);
        loc_json_emit_value(emit, &record->values[i]);
    }
}

static bool is_list(int32_t type) {
    return type == LOCALITY_TYPE_TEXTS || type == LOCALITY_TYPE_REFS;
}

static bool is_quantity(int32_t type) {
    return type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
}

/* Whether a value is written as its field is: texts, words and references are all texts. */
static bool is_whole(const locality_value *value, int32_t type) {
    if (is_quantity(type))
        return value->type == type && locality_range_is_valid(&value->range) != 0;
    if (!is_list(type))
        return !is_quantity(value->type) && !is_list(value->type) && value->text != NULL;
    for (size_t i = 0; i < value->items_count; i++)
        if (value->items == NULL || value->items[i] == NULL)
            return false;
    return is_list(value->type);
}

static locality_status check_value(const locality_store_record *record, uint32_t field,
                                   locality_error *error) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    const locality_value *value = &record->values[field];

    locality_schema_describe(record->schema, record->kind, field, &info, NULL);
    if (value->type == LOCALITY_TYPE_NONE || is_whole(value, info.type))
        return LOCALITY_OK;
    loc_json_fail(error, LOCALITY_TYPE, "%s of the record is not a %s", info.name,
                  locality_type_name(info.type));
    loc_json_of(error, locality_schema_kind_name(record->schema, record->kind), record->id,
                info.name);
    return LOCALITY_TYPE;
}

static locality_status take_given(const locality_store_record *given, locality_store_record *record,
                                  locality_error *error) {
    locality_status status = LOCALITY_OK;

    if (given == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "record is null");
    if (!loc_json_take(record, sizeof *record, given, given->struct_size, sizeof *record) ||
        record->id == NULL || (record->values == NULL && record->values_count > 0) ||
        locality_schema_kind_name(record->schema, record->kind) == NULL ||
        record->values_count > locality_schema_fields(record->schema, record->kind))
        return loc_json_fail(error, LOCALITY_INVALID,
                             "the record has no id, no kind of the schema, or too many values");
    for (uint32_t i = 0; status == LOCALITY_OK && i < record->values_count; i++)
        status = check_value(record, i, error);
    return status;
}

/* Parses bytes, which have to be an object; `document` is cleared with free_bytes. */
static locality_status parse_bytes(const char *text, size_t length,
                                   const locality_allocator *allocator,
                                   locality_json_document *document, locality_error *error) {
    memset(document, 0, sizeof *document);
    document->allocator = *allocator;
    if (length > LOCALITY_JSON_MAX_BYTES)
        return loc_json_fail(error, LOCALITY_LIMIT, "a record of %zu bytes; at most %llu are read",
                             length, (unsigned long long)LOCALITY_JSON_MAX_BYTES);
    document->text = loc_json_allocate(allocator, length + 1, 1);
    if (document->text == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    document->length = length;
    if (length > 0)
        memcpy(document->text, text, length);
    document->text[length] = '\0';
    locality_status status = loc_json_parse(document, error);
    if (status != LOCALITY_OK || json_is_object(document->root))
        return status;
    loc_json_fail(error, LOCALITY_TYPE, "a record is an object, {\"id\": \"head\", ...}");
    loc_json_at(error, document->text, loc_json_skip_blanks(document->text, 0));
    return LOCALITY_TYPE;
}

static void free_bytes(locality_json_document *document) {
    json_decref(document->root);
    if (document->text != NULL)
        loc_json_release(&document->allocator, document->text, document->length + 1, 1);
}

locality_status locality_json_write_record(const locality_store_record *record, const char *before,
                                           size_t before_length,
                                           const locality_allocator *allocator,
                                           const locality_output *output, locality_error *error) {
    locality_store_record taken = LOCALITY_STORE_RECORD_INIT;
    locality_json_document stood;
    locality_allocator memory;
    loc_json_emit emit;

    memset(&stood, 0, sizeof stood);
    locality_status status = take_given(record, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_json_allocator(allocator, &memory, error);
    if (status == LOCALITY_OK)
        status = loc_json_emit_begin(&emit, output, error);
    if (status == LOCALITY_OK && before != NULL) {
        status = parse_bytes(before, before_length, &memory, &stood, error);
        if (status != LOCALITY_OK)
            loc_json_of(error, locality_schema_kind_name(taken.schema, taken.kind), taken.id, NULL);
    }
    if (status == LOCALITY_OK) {
        emit.flat = true;
        loc_json_emit_open(&emit, "{");
        emit_known(&emit, &taken);
        if (before != NULL)
            emit_others(&emit, &taken, &stood);
        loc_json_emit_close(&emit, "}");
        status = loc_json_emit_end(&emit, error);
    }
    free_bytes(&stood);
    return status;
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

/* Makes what a member says a value of its field's type. */
static locality_status settle(int32_t type, locality_value *value, locality_error *error) {
    const char *text = value->text;
    locality_status status = LOCALITY_OK;

    if (value->type != LOCALITY_TYPE_TEXT)
        return LOCALITY_OK;
    value->type = type;
    if (!is_quantity(type))
        return LOCALITY_OK;
    value->text = NULL;
    status = locality_value_read(type, text, strlen(text), &value->range, error);
    if (status == LOCALITY_OK && locality_range_is_unknown(&value->range) != 0)
        value->type = LOCALITY_TYPE_NONE;
    return status;
}

static locality_status read_member(loc_json_values *record, const locality_schema *schema,
                                   uint32_t kind, const loc_json_walk *walk, locality_value *values,
                                   locality_error *error) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    uint32_t field = locality_schema_field(schema, kind, walk->key);

    if (field == LOCALITY_NO_INDEX) /* the id, or a field of a later version or another host */
        return LOCALITY_OK;
    locality_status status = locality_schema_describe(schema, kind, field, &info, error);
    if (status == LOCALITY_OK)
        status = loc_json_values_take(record, walk, info.type, &values[field], error);
    if (status == LOCALITY_OK)
        status = settle(info.type, &values[field], error);
    if (status == LOCALITY_OK)
        return status;
    loc_json_of(error, NULL, NULL, walk->key);
    loc_json_at(error, record->text, walk->node.at);
    return status;
}

static locality_status read_members(loc_json_values *record, const locality_schema *schema,
                                    uint32_t kind, loc_json_node root, locality_value *values,
                                    locality_error *error) {
    locality_status status = LOCALITY_OK;
    loc_json_walk walk;

    if (!loc_json_values_prepare(record, root))
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    loc_json_walk_begin(&walk, record->text, root);
    while (status == LOCALITY_OK && loc_json_walk_next(&walk))
        status = read_member(record, schema, kind, &walk, values, error);
    return status;
}

static locality_status find_id(const locality_json_document *document, const char *kind,
                               const char **id, locality_error *error) {
    json_t *given = json_object_get(document->root, "id");

    *id = json_string_value(given);
    if (*id != NULL)
        return LOCALITY_OK;
    loc_json_fail(error, given == NULL ? LOCALITY_INVALID : LOCALITY_TYPE,
                  given == NULL ? "this %s has no id" : "the id of a %s has to be a text", kind);
    loc_json_of(error, kind, NULL, "id");
    loc_json_at(error, document->text, loc_json_skip_blanks(document->text, 0));
    return given == NULL ? LOCALITY_INVALID : LOCALITY_TYPE;
}

/* Reads what was parsed, and hands it on. */
static locality_status push(const locality_json_document *document, const locality_schema *schema,
                            uint32_t kind, const locality_store_sink *sink, locality_error *error) {
    const char *name = locality_schema_kind_name(schema, kind);
    loc_json_node root = {document->root, loc_json_skip_blanks(document->text, 0)};
    loc_json_values values = {
        .allocator = &document->allocator, .text = document->text, .kind = name};
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    size_t fields = locality_schema_fields(schema, kind);
    locality_value *row = NULL;
    locality_status status = find_id(document, name, &record.id, error);

    if (status != LOCALITY_OK)
        return status;
    row = loc_json_allocate(&document->allocator, fields, sizeof *row);
    if (row == NULL)
        return loc_json_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    memset(row, 0, fields * sizeof *row);
    status = read_members(&values, schema, kind, root, row, error);
    if (status != LOCALITY_OK)
        loc_json_of(error, name, record.id, NULL);
    record.schema = schema;
    record.kind = kind;
    record.values = row;
    record.values_count = fields;
    if (status == LOCALITY_OK)
        status = sink->record(sink->self, &record, error);
    loc_json_values_clear(&values);
    loc_json_release(&document->allocator, row, fields, sizeof *row);
    return status;
}

locality_status locality_json_read_record(const char *text, size_t length,
                                          const locality_schema *schema, uint32_t kind,
                                          const locality_allocator *allocator,
                                          const locality_store_sink *sink, locality_error *error) {
    locality_store_sink taken = LOCALITY_STORE_SINK_INIT;
    locality_json_document document;
    locality_allocator memory;
    locality_error mine = {0};

    error = error == NULL ? &mine : error;
    if (text == NULL || sink == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "%s is null", text == NULL ? "text" : "sink");
    if (!loc_json_take(&taken, sizeof taken, sink, sink->struct_size, sizeof taken) ||
        taken.record == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "the sink takes no record");
    if (locality_schema_kind_name(schema, kind) == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "there is no kind %u", (unsigned)kind);
    locality_status status = loc_json_allocator(allocator, &memory, error);
    if (status != LOCALITY_OK)
        return status;
    loc_json_ok(error);
    status = parse_bytes(text, length, &memory, &document, error);
    if (status != LOCALITY_OK)
        loc_json_of(error, locality_schema_kind_name(schema, kind), NULL, NULL);
    else
        status = push(&document, schema, kind, &taken, error);
    free_bytes(&document);
    return status;
}
