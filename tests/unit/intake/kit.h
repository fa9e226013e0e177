/* What tests of imports share: a model and a report as text, so that a test shows what came. */
#ifndef TESTS_UNIT_INTAKE_KIT_H
#define TESTS_UNIT_INTAKE_KIT_H

#include <stdlib.h>

#include "locality/intake.h"
#include "support/harness.h"

enum { KIT_PAGE = 1 << 16 };

typedef struct kit_page {
    char text[KIT_PAGE];
    const locality_schema *schema;
    uint32_t kind;
} kit_page;

static inline void kit_add(kit_page *page, const char *text) {
    size_t used = strlen(page->text), length = strlen(text);
    if (used + length + 1 < sizeof page->text) {
        memcpy(page->text + used, text, length + 1);
    }
}

static inline int32_t kit_record(void *self, uint32_t kind, const char *id) {
    kit_page *page = self;
    page->kind = kind;
    kit_add(page, page->text[0] == '\0' ? "" : "\n");
    kit_add(page, locality_schema_kind_name(NULL, kind));
    kit_add(page, " ");
    kit_add(page, id);
    return 0;
}

/* Fields that stand in every record are left out. */
static inline int32_t kit_value(void *self, uint32_t field, const locality_value *value) {
    kit_page *page = self;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    char text[200];
    locality_schema_describe(page->schema, page->kind, field, &info, NULL);
    if (strcmp(info.name, "section") == 0 || strcmp(info.name, "source") == 0) {
        return 0;
    }
    kit_add(page, " ");
    kit_add(page, info.name);
    kit_add(page, "=");
    if (value->type >= LOCALITY_TYPE_TRUTH && value->type <= LOCALITY_TYPE_DAYS) {
        locality_value_write(value->type, &value->range, text, sizeof text, NULL, NULL);
        kit_add(page, text);
    } else if (value->type == LOCALITY_TYPE_TEXTS || value->type == LOCALITY_TYPE_REFS) {
        for (size_t i = 0; i < value->items_count; i++) {
            kit_add(page, i == 0 ? "" : "+");
            kit_add(page, value->items[i]);
        }
    } else {
        kit_add(page, value->text);
    }
    return 0;
}

/* A record a line, `post p1 title=Head fte=1`. */
static inline void kit_model(const locality_model *model, kit_page *page) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    page->text[0] = '\0';
    page->schema = locality_model_schema(model);
    visitor.self = page;
    visitor.record = kit_record;
    visitor.value = kit_value;
    CU_ASSERT_EQUAL(locality_model_visit(model, &visitor, NULL), LOCALITY_OK);
}

/* `row:column fault severity kind:id message`, then `what name count`. */
static inline void kit_report(const locality_intake_report *report, kit_page *page) {
    char line[1000];
    page->text[0] = '\0';
    for (size_t i = 0; i < locality_intake_report_problems(report); i++) {
        const locality_intake_problem *p = locality_intake_report_problem_at(report, i);
        snprintf(line, sizeof line, "%u:%u %s %d [%s] %s:%s '%s' %s\n", (unsigned)p->row,
                 (unsigned)p->column, locality_intake_fault_name(p->fault), (int)p->severity,
                 p->heading, p->kind, p->id, p->value, p->message);
        kit_add(page, line);
    }
    for (size_t i = 0; i < locality_intake_report_counts(report); i++) {
        const locality_intake_count *c = locality_intake_report_count_at(report, i);
        snprintf(line, sizeof line, "%d %s %u\n", (int)c->what, c->name, (unsigned)c->count);
        kit_add(page, line);
    }
}

/* Asserts that two texts are equal; shows both where they are not. */
#define KIT_SAME(page, expected)                                     \
    do {                                                             \
        if (strcmp((page)->text, (expected)) != 0) {                 \
            printf("%s:%d\n%s\n", __FILE__, __LINE__, (page)->text); \
        }                                                            \
        CU_ASSERT_STRING_EQUAL((page)->text, (expected));            \
    } while (0)

static locality_error kit_error;

/* Imports a table; says why where that fails. */
static inline locality_intake_report *kit_import(locality_model *model, const char *map,
                                                 const char *table, size_t length,
                                                 const locality_intake_options *options) {
    locality_intake_report *report = NULL;
    locality_status status =
        locality_intake_read(model, map, strlen(map), table, length, options, &report, &kit_error);
    if (status != LOCALITY_OK) {
        printf("%u:%u %s\n", (unsigned)kit_error.line, (unsigned)kit_error.column,
               kit_error.message);
    }
    CU_ASSERT_EQUAL(status, LOCALITY_OK);
    return report;
}

static inline locality_model *kit_new_model(void) {
    locality_model *model = NULL;
    CU_ASSERT_EQUAL_FATAL(locality_model_new(NULL, NULL, &model, NULL), LOCALITY_OK);
    return model;
}

#endif
