/* What tests of the evaluator share: records by texts, and expressions evaluated inside, with batches of
 * any size and with or without look-ups. */
#ifndef TESTS_UNIT_EXPR_EVAL_KIT_H
#define TESTS_UNIT_EXPR_EVAL_KIT_H

#include <stdarg.h>
#include <stdlib.h>

#include "expr/host.h"
#include "expr/plan.h"
#include "expr/print.h"
#include "locality/expr.h"
#include "support/harness.h"

static locality_error kit_error;

static inline int kit_well(locality_status status, const char *what) {
    if (status != LOCALITY_OK)
        printf("%s: %s: %s\n", what, locality_status_name(status), kit_error.message);
    return TEST_ROW(status == LOCALITY_OK, what);
}

/* A record: field, text, field, text ..., NULL. An empty text leaves the field out. */
static inline void kit_put(locality_model *model, const char *kind, const char *id, ...) {
    locality_named_value values[24];
    size_t count = 0;
    va_list list;
    va_start(list, id);
    for (const char *field = va_arg(list, const char *); field != NULL && count < 24;
         field = va_arg(list, const char *)) {
        const char *text = va_arg(list, const char *);
        if (*text == '\0')
            continue;
        memset(&values[count], 0, sizeof values[count]);
        values[count].field = field;
        values[count].value.type = LOCALITY_TYPE_TEXT;
        values[count].value.text = text;
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

static inline locality_snapshot *kit_take(locality_model *model) {
    locality_snapshot *snapshot = NULL;
    kit_well(locality_snapshot_take(model, &snapshot, &kit_error), "snapshot");
    return snapshot;
}

/* How an expression is evaluated. */
typedef struct kit_way {
    uint32_t batch; /* 0: as the plan likes */
    uint8_t no_lookups;
    uint8_t whole_keys; /* several equalities are always one key */
} kit_way;

/* One value, outside the snapshot. */
typedef struct kit_value {
    loc_type type;
    locality_range range; /* quantities; truths as 0 to 1 */
    char text[2000];      /* as a reader sees it; records by id */
    uint8_t is_missing;   /* texts and references */
} kit_value;

static inline void kit_read(loc_run *run, loc_type type, const loc_vector *vector, kit_value *out) {
    loc_text text;
    out->type = type;
    locality_range_unknown(&out->range);
    out->is_missing = 0;
    if (!type.is_list && loc_layout(type.scalar) == LOC_LAYOUT_TRUTH) {
        out->range.lo = vector->truth[0] == LOC_YES;
        out->range.hi = vector->truth[0] != LOC_NO;
    } else if (!type.is_list && loc_layout(type.scalar) == LOC_LAYOUT_RANGE) {
        out->range.lo = vector->lo[0];
        out->range.hi = vector->hi[0];
    } else if (!type.is_list) {
        out->is_missing = vector->key[0] == loc_missing_key(type.scalar);
    }
    loc_text_init(&text, &run->allocator);
    if (!type.is_list && type.scalar == LOCALITY_TYPE_REF && vector->key[0] < LOCALITY_ROW_NONE)
        loc_text_add(&text, locality_snapshot_id(run->snapshot, type.target, vector->key[0]));
    else
        loc_print_value(run, type, vector, 0, -1, &text);
    snprintf(out->text, sizeof out->text, "%s", text.data == NULL ? "" : text.data);
    loc_text_clear(&text);
}

static inline locality_status kit_eval_tree(loc_run *run, const loc_tree *tree, kit_way way,
                                            kit_value *out) {
    loc_plan plan;
    loc_vector vector;
    memset(&plan, 0, sizeof plan);
    if (loc_plan_init(&plan, run, tree->text, tree->length, tree->nodes, tree->slots)) {
        plan.no_lookups = way.no_lookups;
        if (way.whole_keys)
            plan.few = 0;
        if (way.batch != 0)
            plan.batch = way.batch;
        if (loc_plan_root(&plan, tree->root, false) && loc_plan_ready(&plan) &&
            loc_eval(&plan, plan.outside, tree->root, &vector))
            kit_read(run, tree->root->type, &vector, out);
    }
    loc_plan_clear(&plan);
    return loc_run_status(run, &kit_error);
}

/* Evaluates an expression in a given way. */
static inline locality_status kit_eval(const locality_snapshot *snapshot, const char *expression,
                                       kit_way way, kit_value *out) {
    loc_run run;
    loc_tree *tree = NULL;
    memset(out, 0, sizeof *out);
    loc_run_init(&run, snapshot, loc_host_allocator(snapshot));
    locality_status status = loc_syntax_parse_expression(run.schema, expression, strlen(expression),
                                                         &run.arena, &tree, &kit_error);
    if (status == LOCALITY_OK)
        status = loc_check_expression(run.schema, NULL, &run.arena, tree, &kit_error);
    if (status == LOCALITY_OK)
        status = kit_eval_tree(&run, tree, way, out);
    loc_run_clear(&run);
    return status;
}

#endif
