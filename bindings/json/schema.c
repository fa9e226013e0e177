/* Schema: the JSON Schema of documents, made from the table of kinds and fields, so that an editor can
 * check and complete a document while it is written. It says the form of a document; what only the
 * whole model can tell (references that lead nowhere) it cannot. */
#include <string.h>

#include "document.h"
#include "emit.h"

#define DRAFT "https://json-schema.org/draft/2020-12/schema"

/* The form of a value of each type, under $defs by the name of the type. */
typedef struct type_form {
    int32_t type;
    const char *rule;
    const char *doc;
} type_form;

static const type_form type_forms[] = {
    {LOCALITY_TYPE_TEXT, "\"type\": [\"string\", \"null\"]", "A text."},
    {LOCALITY_TYPE_TRUTH, "\"enum\": [true, false, \"yes\", \"no\", \"unknown\", \"?\", null]",
     "True, false, or unknown."},
    {LOCALITY_TYPE_COUNT, "\"type\": [\"integer\", \"string\", \"null\"]",
     "A whole number; as a text where it is not exact: 20..24, >=20, <=5, ? (unknown)."},
    {LOCALITY_TYPE_NUMBER, "\"type\": [\"number\", \"string\", \"null\"]",
     "A decimal number with up to six places; as a text where it is not exact: 2.5~, 1..2, >=20."},
    {LOCALITY_TYPE_RATIO, "\"type\": [\"number\", \"string\", \"null\"]",
     "A share, as a text with a percent sign (24.7%, 24.7%~ where it was rounded) or as a number "
     "(0.247)."},
    {LOCALITY_TYPE_MONEY, "\"type\": [\"number\", \"string\", \"null\"]",
     "Pounds, as a number (720.4) or as a text: 1.354m, 720.4k, >50m."},
    {LOCALITY_TYPE_DATE, "\"type\": [\"string\", \"null\"]",
     "A date or a time known to lie in it: 2010-09-03, 2010-07, 2010, 2010-Q3, 2011/12 (financial "
     "year), 2010-07-01..2010-07-31."},
    {LOCALITY_TYPE_MOMENT, "\"type\": [\"string\", \"null\"]",
     "A date with a time: 2023-02-24 17:00; a date alone is its whole day."},
    {LOCALITY_TYPE_DAYS, "\"type\": [\"number\", \"string\", \"null\"]",
     "A length of time: a number of days, or 30 days, 4 weeks."},
    {LOCALITY_TYPE_REF, "\"type\": [\"string\", \"null\"]",
     "The id or an alias of a record; none where it is known that there is none."},
    {LOCALITY_TYPE_ANY_REF,
     "\"type\": [\"string\", \"null\"], \"pattern\": \"^(none|[a-z_]+:.+)$\"",
     "Kind and id of a record: post:head."},
    {LOCALITY_TYPE_TEXTS, "\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"string\"}",
     "A list of texts."},
    {LOCALITY_TYPE_REFS, "\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"string\"}",
     "A list of ids of records."},
};

/* The words of a field as a list of strings. */
static void emit_words(loc_json_emit *emit, const char *words) {
    char word[LOCALITY_ERROR_MESSAGE_SIZE];

    loc_json_emit_add(emit, "\"enum\": [");
    while (*words != '\0') {
        size_t length = strcspn(words, "|");
        size_t kept = length < sizeof word ? length : sizeof word - 1;

        memcpy(word, words, kept);
        word[kept] = '\0';
        loc_json_emit_string(emit, word);
        loc_json_emit_add(emit, ", ");
        words += length + (words[length] == '|');
    }
    loc_json_emit_add(emit, "null]");
}

static void emit_field(loc_json_emit *emit, const locality_schema *schema,
                       const locality_field_info *field) {
    loc_json_emit_key(emit, field->name);
    loc_json_emit_add(emit, "{");
    if (field->type == LOCALITY_TYPE_WORD) {
        emit_words(emit, field->words);
    } else {
        loc_json_emit_add(emit, "\"$ref\": \"#/$defs/");
        loc_json_emit_add(emit, locality_type_name(field->type));
        loc_json_emit_add(emit, "\"");
    }
    loc_json_emit_add(emit, ", \"description\": ");
    loc_json_emit_string(emit, field->doc);
    if (field->target != LOCALITY_NO_INDEX) {
        loc_json_emit_add(emit, ", \"$comment\": ");
        loc_json_emit_string(emit, locality_schema_kind_name(schema, field->target));
    }
    loc_json_emit_add(emit, "}");
}

static void emit_kind(loc_json_emit *emit, const locality_schema *schema, uint32_t kind) {
    uint32_t fields = locality_schema_fields(schema, kind);

    loc_json_emit_key(emit, locality_schema_kind_name(schema, kind));
    loc_json_emit_open(emit, "{");
    loc_json_emit_member(emit, "type", "array");
    loc_json_emit_member(emit, "description", locality_schema_kind_doc(schema, kind));
    loc_json_emit_key(emit, "items");
    loc_json_emit_open(emit, "{");
    loc_json_emit_member(emit, "type", "object");
    loc_json_emit_key(emit, "properties");
    loc_json_emit_open(emit, "{");
    loc_json_emit_key(emit, "id");
    loc_json_emit_add(emit, "{\"type\": \"string\", \"minLength\": 1, \"description\": \"Id of the "
                            "record, unique within its kind.\"}");
    for (uint32_t i = 0; i < fields; i++) {
        locality_field_info field = LOCALITY_FIELD_INFO_INIT;

        if (locality_schema_describe(schema, kind, i, &field, NULL) == LOCALITY_OK)
            emit_field(emit, schema, &field);
    }
    loc_json_emit_close(emit, "}");
    loc_json_emit_key(emit, "required");
    loc_json_emit_add(emit, "[\"id\"]");
    loc_json_emit_key(emit, "additionalProperties");
    loc_json_emit_add(emit, "false");
    loc_json_emit_close(emit, "}");
    loc_json_emit_close(emit, "}");
}

static void emit_header(loc_json_emit *emit) {
    static const char *const members[][2] = {
        {"locality", "{\"const\": 1, \"description\": \"The format of the document.\"}"},
        {"name", "{\"type\": \"string\", \"description\": \"Short name.\"}"},
        {"title", "{\"type\": \"string\", \"description\": \"Title for a reader.\"}"},
        {"extends",
         "{\"type\": \"string\", \"description\": \"File name of the document whose records "
         "these join or change.\"}"},
        {"rules",
         "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"description\": \"File "
         "names of the rules, beside the document.\"}"},
        {"tables",
         "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\"file\": "
         "{\"type\": \"string\"}, \"map\": {\"type\": \"string\"}, \"structure\": {\"type\": "
         "\"string\"}, \"as_at\": {\"type\": \"string\"}, \"prefix\": {\"type\": \"string\"}}, "
         "\"required\": [\"file\", \"map\"], \"additionalProperties\": false}, \"description\": "
         "\"Tables (CSV) whose rows are records of the document: file name, map, structure, date, "
         "and "
         "what stands before the ids of its own records.\"}"},
        {"remove",
         "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"description\": \"Records "
         "of the extended document to take away: post:head.\"}"},
        {"fields",
         "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"array\", \"items\": "
         "{\"$ref\": \"#/$defs/declaration\"}}, \"description\": \"Fields of the document's "
         "own, by kind.\"}"},
        {"words",
         "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"array\", \"items\": "
         "{\"type\": \"string\"}}, \"description\": \"Words added to a field, by "
         "kind.field.\"}"},
    };

    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        loc_json_emit_key(emit, members[i][0]);
        loc_json_emit_add(emit, members[i][1]);
    }
}

static void emit_definitions(loc_json_emit *emit) {
    loc_json_emit_key(emit, "$defs");
    loc_json_emit_open(emit, "{");
    for (size_t i = 0; i < sizeof type_forms / sizeof type_forms[0]; i++) {
        loc_json_emit_key(emit, locality_type_name(type_forms[i].type));
        loc_json_emit_add(emit, "{");
        loc_json_emit_add(emit, type_forms[i].rule);
        loc_json_emit_add(emit, ", \"description\": ");
        loc_json_emit_string(emit, type_forms[i].doc);
        loc_json_emit_add(emit, "}");
    }
    loc_json_emit_key(emit, "declaration");
    loc_json_emit_open(emit, "{");
    loc_json_emit_member(emit, "type", "object");
    loc_json_emit_key(emit, "properties");
    loc_json_emit_open(emit, "{");
    loc_json_emit_key(emit, "name");
    loc_json_emit_add(emit, "{\"type\": \"string\", \"pattern\": \"^[a-z][a-z0-9_]*$\"}");
    loc_json_emit_key(emit, "type");
    loc_json_emit_add(emit, "{\"enum\": [");
    for (int32_t type = LOCALITY_TYPE_TEXT; type <= LOCALITY_TYPE_REFS; type++) {
        loc_json_emit_add(emit, type > LOCALITY_TYPE_TEXT ? ", " : "");
        loc_json_emit_string(emit, locality_type_name(type));
    }
    loc_json_emit_add(emit, "]}");
    loc_json_emit_key(emit, "doc");
    loc_json_emit_add(emit, "{\"type\": \"string\"}");
    loc_json_emit_key(emit, "words");
    loc_json_emit_add(emit, "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
    loc_json_emit_key(emit, "target");
    loc_json_emit_add(emit, "{\"type\": \"string\"}");
    loc_json_emit_close(emit, "}");
    loc_json_emit_key(emit, "required");
    loc_json_emit_add(emit, "[\"name\", \"type\"]");
    loc_json_emit_key(emit, "additionalProperties");
    loc_json_emit_add(emit, "false");
    loc_json_emit_close(emit, "}");
    loc_json_emit_close(emit, "}");
}

locality_status locality_json_write_schema(const locality_schema *schema,
                                           const locality_output *output, locality_error *error) {
    uint32_t kinds = locality_schema_kinds(schema);
    loc_json_emit emit;
    locality_status status = loc_json_emit_begin(&emit, output, error);

    if (status != LOCALITY_OK)
        return status;
    loc_json_emit_open(&emit, "{");
    loc_json_emit_member(&emit, "$schema", DRAFT);
    loc_json_emit_member(&emit, "title", "A model document of liblocality");
    loc_json_emit_member(&emit, "type", "object");
    loc_json_emit_key(&emit, "required");
    loc_json_emit_add(&emit, "[\"locality\"]");
    loc_json_emit_key(&emit, "properties");
    loc_json_emit_open(&emit, "{");
    emit_header(&emit);
    for (uint32_t kind = 0; kind < kinds; kind++)
        emit_kind(&emit, schema, kind);
    loc_json_emit_close(&emit, "}");
    loc_json_emit_key(&emit, "additionalProperties");
    loc_json_emit_add(&emit, "false");
    emit_definitions(&emit);
    loc_json_emit_close(&emit, "}");
    return loc_json_emit_end(&emit, error);
}
