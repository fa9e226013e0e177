/* What tests of loading and saving share: a store in memory with a small case in it. */
#ifndef TESTS_UNIT_STORE_CASE_H
#define TESTS_UNIT_STORE_CASE_H

#include <stdlib.h>

#include "../model/kit.h"
#include "locality-testkit.h"
#include "locality/store.h"

static locality_memory_store *case_memory;
static locality_store case_store;

static inline void case_begin(void) {
    kit_well(locality_memory_store_new(&case_memory, &kit_error), "memory");
    locality_memory_store_table(case_memory, &case_store);
}

static inline void case_end(void) {
    locality_memory_store_free(case_memory);
    case_memory = NULL;
}

static inline locality_model *case_load(const char *name) {
    locality_model *model = NULL;
    kit_well(locality_model_load(&case_store, name, NULL, &model, &kit_error), name);
    return model;
}

static inline locality_save_outcome case_save(locality_model *model, const char *name) {
    locality_save_outcome outcome = LOCALITY_SAVE_OUTCOME_INIT;
    kit_well(locality_model_save(model, &case_store, name, NULL, &outcome, &kit_error), name);
    return outcome;
}

/* Two structures, the second an overlay of the first, with posts, a unit and a skill. */
static inline locality_model *case_model(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "structure", "current", "status", "current");
    KIT_PUT(m, "structure", "proposed", "status", "proposed", "baseline", "current");
    KIT_PUT(m, "structure", "other", "status", "superseded");
    KIT_PUT(m, "unit", "team", "structure", "current", "name", "Team");
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head", "posts", "1", "fte", "0.8",
            "reports_to", "none", "unit", "team", "skills", "s1", "starts", "2010-07");
    KIT_PUT(m, "post", "aide", "structure", "current", "title", "", "posts", ">=2", "reports_to",
            "head", "cost", "20k..30k", "temporary", "yes");
    KIT_PUT(m, "post", "old", "structure", "other", "title",
            "Relic \xE2\x80\x93 \"quoted\"\nline\t\\ {a,b}");
    return m;
}

/* ---- The whole content of a model as text: kind id field=value ... ----------------------------- */

typedef struct case_shown {
    char *text;
    size_t length, capacity;
    const locality_schema *schema;
    uint32_t kind;
} case_shown;

static inline void case_show_add(case_shown *out, const char *text) {
    size_t length = strlen(text);
    if (out->length + length + 1 > out->capacity) {
        out->capacity = 2 * (out->length + length + 1);
        out->text = realloc(out->text, out->capacity);
        if (out->text == NULL)
            exit(2);
    }
    memcpy(out->text + out->length, text, length + 1);
    out->length += length;
}

static inline int32_t case_show_record(void *self, uint32_t kind, const char *id) {
    case_shown *out = self;
    out->kind = kind;
    case_show_add(out, "\n");
    case_show_add(out, locality_schema_kind_name(NULL, kind));
    case_show_add(out, " ");
    case_show_add(out, id);
    return 0;
}

static inline int32_t case_show_value(void *self, uint32_t field, const locality_value *value) {
    case_shown *out = self;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    char number[200] = "";
    locality_schema_describe(out->schema, out->kind, field, &info, NULL);
    case_show_add(out, " ");
    case_show_add(out, info.name);
    case_show_add(out, "=");
    if (value->text != NULL)
        case_show_add(out, value->text);
    for (size_t i = 0; i < value->items_count; i++) {
        case_show_add(out, value->items[i]);
        case_show_add(out, ",");
    }
    if (value->text == NULL && value->type >= LOCALITY_TYPE_TRUTH &&
        value->type <= LOCALITY_TYPE_DAYS) {
        locality_value_write(value->type, &value->range, number, sizeof number, NULL, NULL);
        case_show_add(out, number);
    }
    return 0;
}

/* To be freed by the caller. */
static inline char *case_show(const locality_model *model) {
    case_shown out = {.schema = locality_model_schema(model)};
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    visitor.self = &out;
    visitor.record = case_show_record;
    visitor.value = case_show_value;
    case_show_add(&out, "");
    kit_well(locality_model_visit(model, &visitor, &kit_error), "visit");
    return out.text;
}

/* Whether two models say the same, which is asserted. */
static inline int case_same(const locality_model *a, const locality_model *b) {
    char *left = case_show(a), *right = case_show(b);
    int same = strcmp(left, right) == 0;
    if (!same)
        TEST_TEXT(left, right);
    free(left);
    free(right);
    return same;
}

#endif
