/* Visiting a model, and undoing several changes of it at once. */
#include "kit.h"

#include "support/fault.h"

#include "model/undo.h"
#include "schema/schema.h"

/* What a visitor saw, as one text; it can be told to stop, or to fail as a host's callback
 * would. */
typedef struct seen {
    char text[2048];
    int stop_at, calls;
    fault_counter *faults;
} seen;

static int32_t note(seen *s, const char *format, const char *a, const char *b) {
    size_t length = strlen(s->text);
    snprintf(s->text + length, sizeof s->text - length, format, a, b);
    if (s->faults != NULL && fault_fires(s->faults)) {
        return 42;
    }
    return ++s->calls == s->stop_at ? 7 : 0;
}

static int32_t see_record(void *self, uint32_t kind, const char *id) {
    seen *s = self;
    return note(s, "[%s %s]", locality_schema_kind_name(NULL, kind), id);
}

static int32_t see_value(void *self, uint32_t field, const locality_value *value) {
    char buffer[200] = "", number[16];
    snprintf(number, sizeof number, "%u", (unsigned)field);
    if (value->type >= LOCALITY_TYPE_TRUTH && value->type <= LOCALITY_TYPE_DAYS) {
        locality_value_write(value->type, &value->range, buffer, sizeof buffer, NULL, NULL);
    } else if (value->type == LOCALITY_TYPE_TEXTS || value->type == LOCALITY_TYPE_REFS) {
        for (size_t i = 0; i < value->items_count; i++) {
            strncat(buffer, value->items[i], sizeof buffer - strlen(buffer) - 1);
            strncat(buffer, ",", sizeof buffer - strlen(buffer) - 1);
        }
    } else {
        snprintf(buffer, sizeof buffer, "%s", value->text);
    }
    return note(self, " %s=%s", number, buffer);
}

static locality_model_visitor visitor_of(seen *s) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    visitor.self = s;
    visitor.record = see_record;
    visitor.value = see_value;
    return visitor;
}

static locality_model *small(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "p1", "title", "Head", "fte", ">=1", "skills", "s1 nobody");
    KIT_PUT(m, "post", "p2", "reports_to", "West", "skills", "");
    KIT_PUT(m, "skill", "s1", "name", "One");
    kit_bare(m, "post", "gone");
    kit_well(locality_model_remove(m, "post", "gone", &kit_error), "gone");
    return m;
}

static void shows_the_model_as_it_was_put_in(void) {
    locality_model *m = small();
    seen s = {.text = ""};
    locality_model_visitor visitor = visitor_of(&s);
    char expected[200];
    kit_well(locality_model_visit(m, &visitor, &kit_error), "visit");
    snprintf(expected, sizeof expected,
             "[post p1] %d=Head %d=>=1 %d=s1,nobody,[post p2] %d=West %d=[skill s1] %u=One",
             LOC_FIELD_post_title, LOC_FIELD_post_fte, LOC_FIELD_post_skills,
             LOC_FIELD_post_reports_to, LOC_FIELD_post_skills,
             (unsigned)loc_common_field(LOC_KIND_skill, LOC_COMMON_name));
    TEST_TEXT(s.text, expected);
    locality_model_free(m);
}

static void stops_when_the_visitor_says_so(void) {
    locality_model *m = small();
    for (int stop = 1; stop <= 9; stop++) {
        seen s = {.stop_at = stop};
        locality_model_visitor visitor = visitor_of(&s);
        KIT_FAILS(locality_model_visit(m, &visitor, &kit_error), LOCALITY_CALLBACK, "7");
        TEST_NUMBER(kit_error.host_code, 7);
        TEST_NUMBER(s.calls, stop);
        s = (seen){.stop_at = stop};
        TEST_NUMBER(locality_model_visit(m, &visitor, NULL), LOCALITY_CALLBACK);
    }
    locality_model_free(m);
}

static void refuses_visitors_that_lack_something(void) {
    locality_model *m = kit_model();
    seen s = {.text = ""};
    locality_model_visitor visitor = visitor_of(&s);
    KIT_FAILS(locality_model_visit(NULL, &visitor, &kit_error), LOCALITY_INVALID, "model");
    KIT_FAILS(locality_model_visit(m, NULL, &kit_error), LOCALITY_INVALID, "visitor");
    visitor.record = NULL;
    KIT_FAILS(locality_model_visit(m, &visitor, &kit_error), LOCALITY_INVALID, "function");
    visitor = visitor_of(&s);
    visitor.value = NULL;
    KIT_FAILS(locality_model_visit(m, &visitor, &kit_error), LOCALITY_INVALID, "function");
    visitor = visitor_of(&s);
    visitor.struct_size = 8;
    KIT_FAILS(locality_model_visit(m, &visitor, &kit_error), LOCALITY_INVALID, "function");
    visitor.struct_size = sizeof visitor;
    kit_well(locality_model_visit(m, &visitor, &kit_error), "nothing to show");
    TEST_TEXT(s.text, "");
    locality_model_free(m);
}

/* ---- Undo ------------------------------------------------------------------------------------ */

static void several_changes_become_none(void) {
    static const uint32_t kinds[] = {LOC_KIND_post, LOC_KIND_area};
    locality_model *m = small();
    kit_well(kit_set(m, "post", "p1", "skills", "s1"), "p1");
    kit_well(kit_set(m, "post", "p2", "reports_to", "p1"), "p2");
    locality_snapshot *before = kit_take(m);
    for (int keep = 0; keep < 2; keep++) {
        loc_undo undo;
        CU_ASSERT_TRUE(loc_undo_open(&undo, m, kinds, 2));
        KIT_PUT(m, "post", "p3", "reports_to", "p1", "skills", "s1 s1");
        KIT_PUT(m, "area", "a", "level", "ward");
        kit_well(kit_set(m, "post", "p1", "fte", "3"), "fte");
        kit_well(locality_model_remove(m, "post", "p2", &kit_error), "remove");
        loc_undo_close(&undo, keep);
        locality_snapshot *after = kit_take(m);
        TEST_NUMBER(locality_snapshot_count(after, LOC_KIND_area), keep);
        KIT_FIELD(after, "post", "p1", "fte", keep ? "3" : ">=1");
        KIT_FIELD(after, "post", "p2", "reports_to", keep ? "?" : "p1");
        KIT_FIELD(after, "post", "p3", "skills", keep ? "s1 s1" : "?");
        locality_snapshot_release(after);
    }
    KIT_FIELD(before, "post", "p1", "fte", ">=1");
    locality_snapshot_release(before);
    locality_model_free(m);
}

/* ---- Refused memory -------------------------------------------------------------------------- */

static locality_status visit_and_undo(void *state, const locality_allocator *allocator,
                                      locality_error *error) {
    static const uint32_t kinds[] = {LOC_KIND_post, LOC_KIND_skill};
    (void)state;
    seen s = {.text = ""};
    locality_model_visitor visitor = visitor_of(&s);
    locality_model *m = NULL;
    loc_undo undo;
    locality_status status = locality_model_new(NULL, allocator, &m, error);
    if (status == LOCALITY_OK) {
        status = kit_write(m, "post", "p", KIT_PAIRS("skills", "a b"), 0, error);
    }
    if (status == LOCALITY_OK) {
        status = kit_write(m, "skill", "a", KIT_PAIRS("name", "A"), 0, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_model_visit(m, &visitor, error);
    }
    if (status == LOCALITY_OK && loc_undo_open(&undo, m, kinds, 2)) {
        status = kit_write(m, "post", "q", KIT_PAIRS("skills", "a"), 0, error);
        loc_undo_close(&undo, false);
        TEST_NUMBER(locality_model_count(m, "post"), 1);
    } else if (status == LOCALITY_OK) {
        TEST_NUMBER(locality_model_count(m, "skill"), 1);
        *error = (locality_error){.status = LOCALITY_NO_MEMORY, .message = "out of memory"};
        status = LOCALITY_NO_MEMORY;
    }
    locality_model_free(m);
    return status;
}

static void survives_refused_memory(void) {
    fault_drive("visit and undo", visit_and_undo, NULL, 12);
}

static locality_status visit_with_faults(void *state, const locality_allocator *allocator,
                                         fault_counter *callbacks, locality_error *error) {
    (void)allocator;
    seen s = {.faults = callbacks};
    locality_model_visitor visitor = visitor_of(&s);
    return locality_model_visit(state, &visitor, error);
}

static void survives_a_visitor_that_fails(void) {
    locality_model *m = small();
    fault_drive_callback("visiting", visit_with_faults, m, LOCALITY_CALLBACK, 9);
    locality_model_free(m);
}

static const test_case cases[] = {
    {"a model is shown as it was put in", shows_the_model_as_it_was_put_in},
    {"a visit stops when the visitor says so", stops_when_the_visitor_says_so},
    {"a visitor that lacks something is refused", refuses_visitors_that_lack_something},
    {"several changes become none, or all of them stay", several_changes_become_none},
    {"visiting and undoing survive refused memory", survives_refused_memory},
    {"a visit survives a visitor that fails", survives_a_visitor_that_fails},
};

TEST_MAIN("model: visit", cases)
