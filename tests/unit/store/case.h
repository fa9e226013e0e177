/* What tests of loading and saving share: a store in memory with a small case in it. */
#ifndef TESTS_UNIT_STORE_CASE_H
#define TESTS_UNIT_STORE_CASE_H

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
            "head");
    KIT_PUT(m, "post", "old", "structure", "other", "title", "Relic \xE2\x80\x93 \"quoted\"\nline");
    return m;
}

/* The whole content of a model as text: kind id field=value ... */
typedef struct case_text {
    char text[1 << 16];
    const locality_schema *schema;
    uint32_t kind;
} case_text;

static inline void case_append(case_text *out, const char *text) {
    strncat(out->text, text, sizeof out->text - strlen(out->text) - 1);
}

static inline int32_t case_show_record(void *self, uint32_t kind, const char *id) {
    case_text *out = self;
    out->kind = kind;
    case_append(out, "\n");
    case_append(out, locality_schema_kind_name(NULL, kind));
    case_append(out, " ");
    case_append(out, id);
    return 0;
}

static inline int32_t case_show_value(void *self, uint32_t field, const locality_value *value) {
    case_text *out = self;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    char number[200] = "";
    locality_schema_describe(out->schema, out->kind, field, &info, NULL);
    case_append(out, " ");
    case_append(out, info.name);
    case_append(out, "=");
    if (value->text != NULL) {
        case_append(out, value->text);
    } else if (value->type == LOCALITY_TYPE_REFS || value->type == LOCALITY_TYPE_TEXTS) {
        for (size_t i = 0; i < value->items_count; i++) {
            case_append(out, value->items[i]);
            case_append(out, ",");
        }
    } else {
        locality_value_write(value->type, &value->range, number, sizeof number, NULL, NULL);
        case_append(out, number);
    }
    return 0;
}

static inline void case_show(const locality_model *model, case_text *out) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    visitor.self = out;
    visitor.record = case_show_record;
    visitor.value = case_show_value;
    out->text[0] = '\0';
    out->schema = locality_model_schema(model);
    kit_well(locality_model_visit(model, &visitor, &kit_error), "visit");
}

/* Asserts that two models say the same. */
static inline void case_same(const locality_model *a, const locality_model *b) {
    static case_text left, right;
    case_show(a, &left);
    case_show(b, &right);
    TEST_TEXT(left.text, right.text);
}

#endif
