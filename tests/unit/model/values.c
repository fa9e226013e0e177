/* Values of every type, in their own form and as text, and what comes out again. */
#include "kit.h"

#include "schema/schema.h"

static locality_status put_value(locality_model *m, const char *kind, const char *field,
                                 locality_value value) {
    locality_named_value named = {.field = field, .value = value};
    return locality_model_put(m, kind, "x", &named, 1, &kit_error);
}

static locality_value range(int32_t type, int64_t lo, int64_t hi) {
    return (locality_value){.type = type, .range = {lo, hi}};
}

typedef struct text_form {
    const char *kind, *field, *given, *back;
} text_form;

/* Forms of the comments in base.h: what is read is written in its shortest form. */
static const text_form text_forms[] = {
    {"post", "title", "Head of Caf\xC3\xA9s", "Head of Caf\xC3\xA9s"},
    {"post", "title", "", ""},
    {"post", "contract", "fixed_term", "fixed_term"},
    {"post", "temporary", "yes", "yes"},
    {"post", "temporary", "no", "no"},
    {"post", "temporary", "?", "-"},
    {"post", "posts", "1,200", "1200"},
    {"post", "posts", ">=20", ">=20"},
    {"post", "fte", "0.5..2.25", "0.5..2.25"},
    {"risk", "likelihood", "26.09%", "26.09%"},
    {"post", "cost", "1.354m", "1354000"},
    {"post", "starts", "2010-09-03", "2010-09-03"},
    {"post", "starts", "2010-07", "2010-07"},
    {"post", "starts", "?", "-"},
    {"consultation", "deadline", "2023-02-24 17:00", "2023-02-24 17:00"},
    {"consultation", "stated_days", "4 weeks", "28"},
    {"post", "unit", "none", "none"},
    {"post", "skills", " s1\t s1 \n", "s1 s1"},
    {"post", "skills", "", ""},
    {"post", "skills", "none", ""},
    {"consultation", "channels", "none such", "none such"},
    {"milestone", "about", "skill:s1", "skill:s1"},
    {"milestone", "about", "skills:s1", "skill:s1"},
    {"milestone", "about", "none", "none"},
};

static void reads_the_text_form_of_every_type(void) {
    locality_model *m = kit_model();
    kit_bare(m, "skill", "s1");
    for (size_t i = 0; i < TEST_COUNT(text_forms); i++) {
        const text_form *row = &text_forms[i];
        KIT_PUT(m, row->kind, "x", row->field, row->given);
        locality_snapshot *s = kit_take(m);
        KIT_FIELD(s, row->kind, "x", row->field, row->back);
        locality_snapshot_release(s);
    }
    locality_model_free(m);
}

static void takes_values_in_their_own_form(void) {
    locality_model *m = kit_model();
    const char *const items[] = {"a", "b"};
    locality_value refs = {.type = LOCALITY_TYPE_REFS, .items = items, .items_count = 2};
    locality_value texts = {.type = LOCALITY_TYPE_TEXTS, .items = items, .items_count = 2};
    locality_value empty = {.type = LOCALITY_TYPE_REFS};
    kit_bare(m, "skill", "a");
    kit_bare(m, "skill", "b");
    kit_well(put_value(m, "post", "skills", refs), "refs");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "x", "skills", "a b");
    locality_snapshot_release(s);
    kit_well(put_value(m, "post", "skills", texts), "texts for refs");
    kit_well(put_value(m, "note", "readings", texts), "texts");
    s = kit_take(m);
    KIT_FIELD(s, "post", "x", "skills", "a b");
    KIT_FIELD(s, "note", "x", "readings", "a b");
    locality_snapshot_release(s);
    kit_well(put_value(m, "post", "skills", empty), "empty list");
    s = kit_take(m);
    locality_value out;
    kit_well(locality_snapshot_value(s, LOC_KIND_post, 0, LOC_FIELD_post_skills, &out, NULL), "l");
    TEST_NUMBER(out.type, LOCALITY_TYPE_REFS); /* given, with no items */
    TEST_NUMBER(out.items_count, 0);
    locality_snapshot_release(s);
    kit_well(put_value(m, "post", "fte", range(LOCALITY_TYPE_NUMBER, 5, 7)), "range");
    kit_well(
        put_value(m, "post", "unit", (locality_value){.type = LOCALITY_TYPE_REF, .text = "none"}),
        "ref");
    locality_model_free(m);
}

/* A number of things is never below 0, whichever way it comes; a difference may be. */
static void refuses_fewer_than_none(void) {
    static const struct {
        const char *kind, *field;
        locality_value value;
        locality_status status;
    } rows[] = {
        {"post", "posts", {.type = LOCALITY_TYPE_TEXT, .text = "-1"}, LOCALITY_INVALID},
        {"post", "posts", {.type = LOCALITY_TYPE_COUNT, .range = {-1, -1}}, LOCALITY_INVALID},
        {"post", "posts", {.type = LOCALITY_TYPE_COUNT, .range = {-1, 4}}, LOCALITY_INVALID},
        {"post", "fte", {.type = LOCALITY_TYPE_TEXT, .text = "-0.5"}, LOCALITY_INVALID},
        {"post", "vacant", {.type = LOCALITY_TYPE_TEXT, .text = "<=-1"}, LOCALITY_INVALID},
        {"structure", "stated_fte", {.type = LOCALITY_TYPE_TEXT, .text = "-24"}, LOCALITY_INVALID},
        {"area", "population", {.type = LOCALITY_TYPE_TEXT, .text = "-24"}, LOCALITY_INVALID},
        {"post", "posts", {.type = LOCALITY_TYPE_TEXT, .text = "0"}, LOCALITY_OK},
        {"post", "posts", {.type = LOCALITY_TYPE_TEXT, .text = "<=4"}, LOCALITY_OK},
        {"figure", "quantity", {.type = LOCALITY_TYPE_TEXT, .text = "-2"}, LOCALITY_OK},
        {"observation", "value", {.type = LOCALITY_TYPE_TEXT, .text = "-2"}, LOCALITY_OK},
        {"grade", "rank", {.type = LOCALITY_TYPE_TEXT, .text = "-2"}, LOCALITY_OK},
    };
    static const int64_t counts[] = {3, 0, -2, 5};
    static const char *const ids[] = {"a", "b", "c", "d"};
    locality_model *m = kit_model();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_status status = put_value(m, rows[i].kind, rows[i].field, rows[i].value);
        TEST_ROW(status == rows[i].status, rows[i].field);
        if (status != LOCALITY_OK)
            CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "never below 0"));
    }
    locality_column_in column = LOCALITY_COLUMN_IN_INIT;
    column.field = "posts";
    column.data = counts;
    TEST_NUMBER(locality_model_add_many(m, "post", ids, 4, &column, 1, &kit_error),
                LOCALITY_INVALID);
    TEST_TEXT(kit_error.id, "c");
    TEST_NUMBER(locality_model_add_many(m, "post", ids, 2, &column, 1, &kit_error), LOCALITY_OK);
    column.field = "level";
    TEST_NUMBER(locality_model_add_many(m, "post", ids + 2, 2, &column, 1, &kit_error),
                LOCALITY_OK);
    locality_model_free(m);
}

typedef struct bad_value {
    const char *what, *field;
    locality_value value;
    locality_status status;
} bad_value;

static void refuses_values_of_the_wrong_type(void) {
    static const char *const holes[] = {"a", NULL};
    static const char *const blank[] = {"a", ""};
    static const char *const none[] = {"none"};
    const bad_value rows[] = {
        {"money for a number", "fte", range(LOCALITY_TYPE_MONEY, 1, 1), LOCALITY_TYPE},
        {"a count for text", "title", range(LOCALITY_TYPE_COUNT, 1, 1), LOCALITY_TYPE},
        {"a word for a reference",
         "unit",
         {.type = LOCALITY_TYPE_WORD, .text = "a"},
         LOCALITY_TYPE},
        {"references for texts",
         "reports_to",
         {.type = LOCALITY_TYPE_REFS, .items = none},
         LOCALITY_TYPE},
        {"no type at all", "fte", {.type = 99}, LOCALITY_TYPE},
        {"a range upside down", "fte", range(LOCALITY_TYPE_NUMBER, 2, 1), LOCALITY_INVALID},
        {"a range of nothing", "fte", range(LOCALITY_TYPE_NUMBER, INT64_MAX, INT64_MAX),
         LOCALITY_INVALID},
        {"a truth of two", "temporary", range(LOCALITY_TYPE_TRUTH, 2, 2), LOCALITY_OVERFLOW},
        {"a date before the calendar", "starts", range(LOCALITY_TYPE_DATE, -800000, -800000),
         LOCALITY_OVERFLOW},
        {"a list without items",
         "skills",
         {.type = LOCALITY_TYPE_REFS, .items_count = 1},
         LOCALITY_INVALID},
        {"a hole in a list",
         "skills",
         {.type = LOCALITY_TYPE_REFS, .items = holes, .items_count = 2},
         LOCALITY_INVALID},
        {"an empty id in a list",
         "skills",
         {.type = LOCALITY_TYPE_REFS, .items = blank, .items_count = 2},
         LOCALITY_INVALID},
        {"none in a list",
         "skills",
         {.type = LOCALITY_TYPE_REFS, .items = none, .items_count = 1},
         LOCALITY_INVALID},
    };
    locality_model *m = kit_model();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TEST_ROW(put_value(m, "post", rows[i].field, rows[i].value) == rows[i].status,
                 rows[i].what);
        TEST_ROW(kit_error.status == rows[i].status, rows[i].what);
        TEST_TEXT(kit_error.field, rows[i].field);
    }
    TEST_NUMBER(locality_model_count(m, "post"), 0);
    locality_model_free(m);
}

static void keeps_unknown_as_missing(void) {
    locality_model *m = kit_model();
    kit_well(put_value(m, "post", "fte", range(LOCALITY_TYPE_NUMBER, INT64_MIN, INT64_MAX)), "u");
    kit_well(put_value(m, "post", "temporary", range(LOCALITY_TYPE_TRUTH, 0, 1)), "truth");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "x", "fte", "-");
    KIT_FIELD(s, "post", "x", "temporary", "-");
    locality_column column = LOCALITY_COLUMN_INIT;
    kit_well(locality_snapshot_column(s, LOC_KIND_post, LOC_FIELD_post_fte, &column, NULL), "c");
    CU_ASSERT_PTR_NULL(column.lo); /* no record has the field */
    TEST_NUMBER(column.count, 1);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static const test_case cases[] = {
    {"the text form of every type is read", reads_the_text_form_of_every_type},
    {"values are taken in their own form", takes_values_in_their_own_form},
    {"a value of the wrong type is refused", refuses_values_of_the_wrong_type},
    {"fewer than none are refused", refuses_fewer_than_none},
    {"what is unknown is missing", keeps_unknown_as_missing},
};

TEST_MAIN("model: values", cases)
