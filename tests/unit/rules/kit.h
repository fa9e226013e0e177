/* What tests of rules share: models by texts, rule files, findings by rule. */
#ifndef TESTS_UNIT_RULES_KIT_H
#define TESTS_UNIT_RULES_KIT_H

#include <stdarg.h>

#include "locality/rules.h"
#include "support/harness.h"

static locality_error kit_error;

static inline int kit_well(locality_status status, const char *what) {
    if (status != LOCALITY_OK)
        printf("%s: %s: %s\n", what, locality_status_name(status), kit_error.message);
    return TEST_ROW(status == LOCALITY_OK, what);
}

/* A record: field, text, field, text ..., NULL. */
static inline void kit_put(locality_model *model, const char *kind, const char *id, ...) {
    locality_named_value values[24];
    size_t count = 0;
    va_list list;
    va_start(list, id);
    for (const char *field = va_arg(list, const char *); field != NULL && count < 24;
         field = va_arg(list, const char *)) {
        memset(&values[count], 0, sizeof values[count]);
        values[count].field = field;
        values[count].value.type = LOCALITY_TYPE_TEXT;
        values[count].value.text = va_arg(list, const char *);
        count++;
    }
    va_end(list);
    kit_well(locality_model_put(model, kind, id, values, count, &kit_error), id);
}

static inline locality_model *kit_model(void) {
    locality_model *model = NULL;
    kit_well(locality_model_new(NULL, NULL, &model, &kit_error), "model");
    return model;
}

static inline void kit_rules(locality_model *model, const char *text, const char *file) {
    kit_well(locality_rules_load(model, text, strlen(text), file, &kit_error), "rules");
}

/* Takes a snapshot and frees the model. */
static inline locality_snapshot *kit_take(locality_model *model) {
    locality_snapshot *snapshot = NULL;
    kit_well(locality_snapshot_take(model, &snapshot, &kit_error), "snapshot");
    locality_model_free(model);
    return snapshot;
}

static inline locality_findings *kit_check(const locality_snapshot *snapshot,
                                           const locality_check_options *options) {
    locality_findings *findings = NULL;
    kit_well(locality_check(snapshot, options, &findings, &kit_error), "check");
    return findings;
}

#endif
