/* What tests of models share: putting records by texts, taking snapshots, reading fields as
 * text. */
#ifndef TESTS_UNIT_MODEL_KIT_H
#define TESTS_UNIT_MODEL_KIT_H

#include "locality/model.h"
#include "support/harness.h"

enum { KIT_MOST = 24 };

/* `pairs`: field, text, field, text, ..., NULL. A text of NULL makes a missing value. */
static inline locality_status kit_write(locality_model *model, const char *kind, const char *id,
                                        const char *const *pairs, int add, locality_error *error) {
    locality_named_value values[KIT_MOST];
    size_t count = 0;
    memset(values, 0, sizeof values);
    for (; pairs[2 * count] != NULL && count < KIT_MOST; count++) {
        values[count].field = pairs[2 * count];
        values[count].value.text = pairs[2 * count + 1];
        values[count].value.type =
            values[count].value.text == NULL ? LOCALITY_TYPE_NONE : LOCALITY_TYPE_TEXT;
    }
    return add ? locality_model_add(model, kind, id, values, count, error)
               : locality_model_put(model, kind, id, values, count, error);
}

#define KIT_PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL, NULL})
/* Puts a record and asserts that it went well: KIT_PUT(model, "post", "p1", "fte", "2"). */
#define KIT_PUT(model, kind, id, ...) \
    kit_well(kit_write((model), (kind), (id), KIT_PAIRS(__VA_ARGS__), 0, &kit_error), (id))
#define KIT_TRY(model, kind, id, ...) \
    kit_write((model), (kind), (id), KIT_PAIRS(__VA_ARGS__), 0, &kit_error)

static locality_error kit_error;

static inline void kit_well(locality_status status, const char *what) {
    if (status != LOCALITY_OK) {
        printf("%s: %s (%s %s %s)\n", what, kit_error.message, kit_error.kind, kit_error.id,
               kit_error.field);
    }
    TEST_ROW(status == LOCALITY_OK, what);
}

static inline locality_model *kit_model(void) {
    locality_model *model = NULL;
    kit_well(locality_model_new(NULL, NULL, &model, &kit_error), "model");
    return model;
}

static inline void kit_bare(locality_model *model, const char *kind, const char *id) {
    kit_well(locality_model_put(model, kind, id, NULL, 0, &kit_error), id);
}

static inline locality_status kit_set(locality_model *model, const char *kind, const char *id,
                                      const char *field, const char *text) {
    locality_value value = {.type = LOCALITY_TYPE_TEXT, .text = text};
    return locality_model_set(model, kind, id, field, text == NULL ? NULL : &value, &kit_error);
}

static inline locality_snapshot *kit_take(locality_model *model) {
    locality_snapshot *snapshot = NULL;
    kit_well(locality_snapshot_take(model, &snapshot, &kit_error), "snapshot");
    return snapshot;
}

/* A field as text, "-" where it is missing, in the buffer given. */
static inline const char *kit_text_in(const locality_snapshot *snapshot, const char *kind,
                                      const char *id, const char *field, char *buffer,
                                      size_t size) {
    uint32_t k = locality_schema_kind(NULL, kind);
    const locality_schema *schema = locality_snapshot_schema(snapshot);
    locality_value value;
    locality_status status =
        locality_snapshot_value(snapshot, k, locality_snapshot_find(snapshot, k, id),
                                locality_schema_field(schema, k, field), &value, &kit_error);
    buffer[0] = '\0';
    if (status != LOCALITY_OK) {
        return "?";
    }
    if (value.type == LOCALITY_TYPE_NONE) {
        return "-";
    }
    if (value.type >= LOCALITY_TYPE_TRUTH && value.type <= LOCALITY_TYPE_DAYS) {
        locality_value_write(value.type, &value.range, buffer, size, NULL, NULL);
        return buffer;
    }
    if (value.type != LOCALITY_TYPE_TEXTS && value.type != LOCALITY_TYPE_REFS) {
        return value.text;
    }
    for (size_t i = 0; i < value.items_count; i++) {
        strncat(buffer, i > 0 ? " " : "", size - strlen(buffer) - 1);
        strncat(buffer, value.items[i], size - strlen(buffer) - 1);
    }
    return buffer;
}

#define KIT_FIELD(snapshot, kind, id, field, expected)                                           \
    do {                                                                                         \
        char kit_buffer[4096];                                                                   \
        TEST_TEXT(kit_text_in((snapshot), (kind), (id), (field), kit_buffer, sizeof kit_buffer), \
                  (expected));                                                                   \
    } while (0)

/* Asserts a failure: its status, and a part of its message. */
#define KIT_FAILS(call, expected, part)                                     \
    do {                                                                    \
        memset(&kit_error, 0xA5, sizeof kit_error);                         \
        TEST_NUMBER((call), (expected));                                    \
        TEST_NUMBER(kit_error.status, (expected));                          \
        if (strstr(kit_error.message, (part)) == NULL) {                    \
            printf("\"%s\" is not in \"%s\"\n", (part), kit_error.message); \
        }                                                                   \
        CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, (part)));          \
    } while (0)

#define KIT_AT(expected_kind, expected_id, expected_field) \
    do {                                                   \
        TEST_TEXT(kit_error.kind, (expected_kind));        \
        TEST_TEXT(kit_error.id, (expected_id));            \
        TEST_TEXT(kit_error.field, (expected_field));      \
    } while (0)

#endif
