/* Write: a model as its canonical document. Everything has one place and one form, so that equal models
 * give equal bytes and two versions of a document differ where they differ. */
#include <string.h>

#include "document.h"
#include "emit.h"

#define LINE 76u        /* bytes of a list in one line */
#define MOST_DIGITS 15u /* of a number; with more it is written as a text */
#define VALUE_SIZE 256u /* the text form of a quantity needs 80 */

/* ---- The header --------------------------------------------------------------------------------------- */

static bool kind_has_extras(const locality_schema *schema, uint32_t kind) {
    for (uint32_t field = 0; field < locality_schema_fields(schema, kind); field++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;

        if (locality_schema_describe(schema, kind, field, &info, NULL) == LOCALITY_OK &&
            info.is_extra != 0)
            return true;
    }
    return false;
}

/* The words between bars as a JSON list, from the one numbered `first`. */
static void emit_words(loc_json_emit *emit, const char *words, size_t first) {
    char word[LOCALITY_ERROR_MESSAGE_SIZE];
    bool behind = false;

    loc_json_emit_add(emit, "[");
    for (size_t number = 0; *words != '\0'; number++) {
        size_t length = strcspn(words, "|"), kept = length < sizeof word ? length : sizeof word - 1;

        memcpy(word, words, kept);
        word[kept] = '\0';
        words += length + (words[length] == '|');
        if (number < first)
            continue;
        loc_json_emit_add(emit, behind ? ", " : "");
        loc_json_emit_string(emit, word);
        behind = true;
    }
    loc_json_emit_add(emit, "]");
}

static void emit_declaration(loc_json_emit *emit, const locality_schema *schema,
                             const locality_field_info *info) {
    loc_json_emit_item(emit);
    loc_json_emit_open(emit, "{");
    loc_json_emit_member(emit, "name", info->name);
    loc_json_emit_member(emit, "type", locality_type_name(info->type));
    if (info->words[0] != '\0') {
        loc_json_emit_key(emit, "words");
        emit_words(emit, info->words, 0);
    }
    if (info->target != LOCALITY_NO_INDEX)
        loc_json_emit_member(emit, "target", locality_schema_kind_name(schema, info->target));
    if (info->doc[0] != '\0')
        loc_json_emit_member(emit, "doc", info->doc);
    loc_json_emit_close(emit, "}");
}

static void emit_fields(loc_json_emit *emit, const locality_schema *schema) {
    bool open = false;

    for (uint32_t kind = 0; kind < locality_schema_kinds(schema); kind++) {
        if (!kind_has_extras(schema, kind))
            continue;
        if (!open) {
            loc_json_emit_key(emit, "fields");
            loc_json_emit_open(emit, "{");
            open = true;
        }
        loc_json_emit_key(emit, locality_schema_kind_name(schema, kind));
        loc_json_emit_open(emit, "[");
        for (uint32_t field = 0; field < locality_schema_fields(schema, kind); field++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;

            if (locality_schema_describe(schema, kind, field, &info, NULL) == LOCALITY_OK &&
                info.is_extra != 0)
                emit_declaration(emit, schema, &info);
        }
        loc_json_emit_close(emit, "]");
    }
    if (open)
        loc_json_emit_close(emit, "}");
}

static size_t count_words(const char *words) {
    size_t count = words[0] != '\0';

    for (; *words != '\0'; words++)
        count += *words == '|';
    return count;
}

/* Words that were added to a field of the library's table: those behind its own. */
static void emit_added_words(loc_json_emit *emit, const locality_schema *schema) {
    bool open = false;

    for (uint32_t kind = 0; kind < locality_schema_kinds(schema); kind++)
        for (uint32_t field = 0; field < locality_schema_fields(NULL, kind); field++) {
            locality_field_info own = LOCALITY_FIELD_INFO_INIT, all = LOCALITY_FIELD_INFO_INIT;
            char key[2 * LOCALITY_ERROR_NAME_SIZE] = "";
            const char *kind_name = locality_schema_kind_name(schema, kind);
            size_t length = strlen(kind_name);

            if (locality_schema_describe(NULL, kind, field, &own, NULL) != LOCALITY_OK ||
                locality_schema_describe(schema, kind, field, &all, NULL) != LOCALITY_OK ||
                count_words(all.words) <= count_words(own.words) ||
                length + strlen(own.name) + 2 > sizeof key)
                continue;
            if (!open) {
                loc_json_emit_key(emit, "words");
                loc_json_emit_open(emit, "{");
                open = true;
            }
            memcpy(key, kind_name, length);
            key[length] = '.';
            memcpy(key + length + 1, own.name, strlen(own.name));
            loc_json_emit_key(emit, key);
            emit_words(emit, all.words, count_words(own.words));
        }
    if (open)
        loc_json_emit_close(emit, "}");
}

static void emit_tables(loc_json_emit *emit, const locality_json_table *tables, size_t count) {
    loc_json_emit_key(emit, "tables");
    loc_json_emit_open(emit, "[");
    for (size_t i = 0; i < count; i++) {
        loc_json_emit_item(emit);
        loc_json_emit_open(emit, "{");
        if (tables[i].file != NULL)
            loc_json_emit_member(emit, "file", tables[i].file);
        if (tables[i].map != NULL)
            loc_json_emit_member(emit, "map", tables[i].map);
        if (tables[i].structure != NULL)
            loc_json_emit_member(emit, "structure", tables[i].structure);
        if (tables[i].as_at != NULL)
            loc_json_emit_member(emit, "as_at", tables[i].as_at);
        if (tables[i].prefix != NULL)
            loc_json_emit_member(emit, "prefix", tables[i].prefix);
        loc_json_emit_close(emit, "}");
    }
    loc_json_emit_close(emit, "]");
}

static void emit_header(loc_json_emit *emit, const locality_json_header *header,
                        const locality_schema *schema) {
    loc_json_emit_key(emit, "locality");
    loc_json_emit_add(emit, "1");
    if (header->name != NULL)
        loc_json_emit_member(emit, "name", header->name);
    if (header->title != NULL)
        loc_json_emit_member(emit, "title", header->title);
    if (header->extends != NULL)
        loc_json_emit_member(emit, "extends", header->extends);
    if (header->rules_count > 0) {
        loc_json_emit_key(emit, "rules");
        loc_json_emit_texts(emit, header->rules, header->rules_count, LINE);
    }
    if (header->tables_count > 0 && header->tables != NULL)
        emit_tables(emit, header->tables, header->tables_count);
    emit_fields(emit, schema);
    emit_added_words(emit, schema);
}

/* ---- Records -------------------------------------------------------------------------------------------- */

/* A model on its way out. */
typedef struct json_writer {
    loc_json_emit emit;
    const locality_schema *schema;
    uint32_t kind; /* of the records now written; LOCALITY_NO_INDEX before the first */
    bool in_record;
} json_writer;

/* Whether a text form is a JSON number that every reader keeps. */
static bool is_plain_number(const char *text) {
    const char *p = text + (text[0] == '-');
    size_t digits = 0, before = 0, after = 0;
    bool point = false;

    if (p[0] == '0' && p[1] != '.' && p[1] != '\0')
        return false;
    for (; *p != '\0'; p++) {
        if (*p == '.' && !point && before > 0) {
            point = true;
            continue;
        }
        if (*p < '0' || *p > '9')
            return false;
        digits += digits > 0 || *p != '0';
        before += !point;
        after += point;
    }
    return before > 0 && digits <= MOST_DIGITS && (!point || after > 0);
}

static bool writes_numbers(int32_t type) {
    return type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER ||
           type == LOCALITY_TYPE_MONEY || type == LOCALITY_TYPE_DAYS;
}

static void emit_quantity(loc_json_emit *emit, const locality_value *value) {
    char text[VALUE_SIZE] = "?";

    if (value->type == LOCALITY_TYPE_TRUTH && locality_range_is_exact(&value->range)) {
        loc_json_emit_add(emit, value->range.lo == 1 ? "true" : "false");
        return;
    }
    (void)locality_value_write(value->type, &value->range, text, sizeof text, NULL, NULL);
    if (writes_numbers(value->type) && is_plain_number(text))
        loc_json_emit_add(emit, text);
    else
        loc_json_emit_string(emit, text);
}

void loc_json_emit_value(loc_json_emit *emit, const locality_value *value) {
    switch (value->type) {
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
    case LOCALITY_TYPE_REF:
    case LOCALITY_TYPE_ANY_REF:
        loc_json_emit_string(emit, value->text);
        return;
    case LOCALITY_TYPE_TEXTS:
    case LOCALITY_TYPE_REFS:
        loc_json_emit_texts(emit, value->items, value->items_count, LINE);
        return;
    default:
        emit_quantity(emit, value);
        return;
    }
}

static void end_record(json_writer *writer) {
    if (writer->in_record)
        loc_json_emit_close(&writer->emit, "}");
    writer->in_record = false;
}

static void end_kind(json_writer *writer) {
    end_record(writer);
    if (writer->kind != LOCALITY_NO_INDEX)
        loc_json_emit_close(&writer->emit, "]");
    writer->kind = LOCALITY_NO_INDEX;
}

static int32_t write_record(void *self, uint32_t kind, const char *id) {
    json_writer *writer = self;

    end_record(writer);
    if (kind != writer->kind) {
        end_kind(writer);
        loc_json_emit_key(&writer->emit, locality_schema_kind_name(writer->schema, kind));
        loc_json_emit_open(&writer->emit, "[");
        writer->kind = kind;
    }
    loc_json_emit_item(&writer->emit);
    loc_json_emit_open(&writer->emit, "{");
    loc_json_emit_member(&writer->emit, "id", id);
    writer->in_record = true;
    return writer->emit.refused;
}

static int32_t write_value(void *self, uint32_t field, const locality_value *value) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    json_writer *writer = self;

    if (locality_schema_describe(writer->schema, writer->kind, field, &info, NULL) != LOCALITY_OK)
        return 1;
    loc_json_emit_key(&writer->emit, info.name);
    loc_json_emit_value(&writer->emit, value);
    return writer->emit.refused;
}

/* ---- Documents --------------------------------------------------------------------------------------------- */

locality_status locality_json_write(const locality_model *model, const locality_json_header *header,
                                    const locality_output *output, locality_error *error) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    locality_json_header taken = LOCALITY_JSON_HEADER_INIT;
    locality_status status;
    json_writer writer;

    if (model == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "model is null");
    if (header != NULL && !loc_json_take(&taken, sizeof taken, header, header->struct_size,
                                         offsetof(locality_json_header, name)))
        return loc_json_fail(error, LOCALITY_INVALID,
                             "the header is not that of a locality_json_header");
    status = loc_json_emit_begin(&writer.emit, output, error);
    if (status != LOCALITY_OK)
        return status;
    writer.schema = locality_model_schema(model);
    writer.kind = LOCALITY_NO_INDEX;
    writer.in_record = false;
    visitor.self = &writer;
    visitor.record = write_record;
    visitor.value = write_value;
    loc_json_emit_open(&writer.emit, "{");
    emit_header(&writer.emit, &taken, writer.schema);
    status = locality_model_visit(model, &visitor, error);
    if (status != LOCALITY_OK && status != LOCALITY_CALLBACK)
        return status;
    end_kind(&writer);
    loc_json_emit_close(&writer.emit, "}");
    return loc_json_emit_end(&writer.emit, error);
}
