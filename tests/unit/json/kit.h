/* Kit: documents from texts, and models as texts, for the tests of the JSON binding. */
#ifndef TESTS_UNIT_JSON_KIT_H
#define TESTS_UNIT_JSON_KIT_H

#include "locality-json.h"
#include "support/harness.h"

#include <stdlib.h>
#include <string.h>

typedef struct kept {
    char *text;
    size_t length;
    size_t refuse; /* bytes after which it refuses; 0 never */
    const locality_schema *schema;
    uint32_t kind;
} kept;

static inline void kept_add(kept *kept_text, const char *bytes, size_t length) {
    kept_text->text = realloc(kept_text->text, kept_text->length + length + 1);
    memcpy(kept_text->text + kept_text->length, bytes, length);
    kept_text->length += length;
    kept_text->text[kept_text->length] = '\0';
}

static inline int32_t kept_write(void *self, const char *bytes, size_t length) {
    kept *kept_text = self;
    if (kept_text->refuse > 0 && kept_text->length + length > kept_text->refuse) {
        return 42;
    }
    kept_add(kept_text, bytes, length);
    return 0;
}

static inline locality_output kept_output(kept *kept_text) {
    locality_output output = LOCALITY_OUTPUT_INIT;
    memset(kept_text, 0, sizeof *kept_text);
    output.self = kept_text;
    output.write = kept_write;
    return output;
}

/* The canonical document of a model; free it. */
static inline char *kit_document(const locality_model *model) {
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_error error;
    CU_ASSERT_EQUAL_FATAL(locality_json_write(model, NULL, &output, &error), LOCALITY_OK);
    return kept_text.text;
}

static inline int32_t kit_record(void *self, uint32_t kind, const char *id) {
    kept *kept_text = self;
    const char *name = locality_schema_kind_name(kept_text->schema, kind);
    kept_text->kind = kind;
    kept_add(kept_text, name, strlen(name));
    kept_add(kept_text, " ", 1);
    kept_add(kept_text, id, strlen(id));
    kept_add(kept_text, "\n", 1);
    return 0;
}

static inline int32_t kit_value(void *self, uint32_t field, const locality_value *value) {
    kept *kept_text = self;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    char line[200];
    CU_ASSERT_EQUAL(
        locality_schema_describe(kept_text->schema, kept_text->kind, field, &info, NULL),
        LOCALITY_OK);
    CU_ASSERT_EQUAL(value->type, info.type);
    snprintf(line, sizeof line, "  %s [%lld %lld] ", info.name, (long long)value->range.lo,
             (long long)value->range.hi);
    kept_add(kept_text, line, strlen(line));
    if (value->text != NULL) {
        kept_add(kept_text, value->text, strlen(value->text));
    }
    for (size_t i = 0; i < value->items_count; i++) {
        kept_add(kept_text, "|", 1);
        kept_add(kept_text, value->items[i], strlen(value->items[i]));
    }
    kept_add(kept_text, "\n", 1);
    return 0;
}

/* Everything a model holds, record by record; free it. */
static inline char *kit_content(const locality_model *model) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    kept kept_text;
    memset(&kept_text, 0, sizeof kept_text);
    kept_text.schema = locality_model_schema(model);
    visitor.self = &kept_text;
    visitor.record = kit_record;
    visitor.value = kit_value;
    CU_ASSERT_EQUAL_FATAL(locality_model_visit(model, &visitor, NULL), LOCALITY_OK);
    kept_add(&kept_text, "", 0);
    return kept_text.text;
}

/* A model from the text of a document that is right. */
static inline locality_model *kit_load(const char *text) {
    locality_model *model = NULL;
    locality_error error;
    if (locality_json_load(text, strlen(text), NULL, NULL, &model, &error) != LOCALITY_OK) {
        printf("%s\n", error.message);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(model);
    return model;
}

#endif
