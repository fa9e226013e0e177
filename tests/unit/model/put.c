/* Putting, adding, changing and removing single records. */
#include "kit.h"

#include "schema/schema.h"

static locality_value text(const char *t) {
    return (locality_value){.type = LOCALITY_TYPE_TEXT, .text = t};
}

static void puts_and_replaces_as_a_whole(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "p1", "title", "Officer", "fte", "1.5", "reports_to", "none");
    KIT_PUT(m, "post", "p2", "title", "Officer", "reports_to", "p1");
    KIT_PUT(m, "post", "p1", "title", "Head", "cost", "50k");
    TEST_NUMBER(locality_model_count(m, "post"), 2);
    locality_snapshot *s = kit_take(m);
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 0), "p1"); /* keeps its place */
    KIT_FIELD(s, "post", "p1", "title", "Head");
    KIT_FIELD(s, "post", "p1", "cost", "50000");
    KIT_FIELD(s, "post", "p1", "fte", "-");
    KIT_FIELD(s, "post", "p1", "reports_to", "-");
    KIT_FIELD(s, "post", "p2", "reports_to", "p1");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void adds_only_what_is_new(void) {
    locality_model *m = kit_model();
    const char *const pairs[] = {"title", "Officer", NULL, NULL};
    kit_well(kit_write(m, "post", "p1", pairs, 1, &kit_error), "p1");
    KIT_FAILS(kit_write(m, "post", "p1", pairs, 1, &kit_error), LOCALITY_DUPLICATE, "already");
    KIT_AT("post", "p1", "");
    kit_well(kit_write(m, "area", "p1", KIT_PAIRS("level", "ward"), 1, &kit_error), "area p1");
    locality_model_free(m);
}

static void sets_one_field(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "p1", "title", "Officer", "fte", "1");
    kit_well(kit_set(m, "post", "p1", "fte", "0.5..0.8"), "fte");
    kit_well(kit_set(m, "post", "p1", "grade", "none"), "grade");
    kit_well(kit_set(m, "post", "p1", "title", NULL), "title");
    locality_value none = {.type = LOCALITY_TYPE_NONE, .text = "ignored"};
    kit_well(locality_model_set(m, "post", "p1", "cost", &none, &kit_error), "cost");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "p1", "fte", "0.5..0.8");
    KIT_FIELD(s, "post", "p1", "grade", "none");
    KIT_FIELD(s, "post", "p1", "title", "-");
    KIT_FIELD(s, "post", "p1", "cost", "-");
    locality_snapshot_release(s);
    KIT_FAILS(kit_set(m, "post", "p2", "fte", "1"), LOCALITY_NOT_FOUND, "did you mean \"p1\"");
    KIT_AT("post", "p2", "");
    KIT_FAILS(kit_set(m, "post", "p1", "ftes", "1"), LOCALITY_NOT_FOUND, "\"fte\"");
    KIT_AT("post", "p1", "ftes");
    KIT_FAILS(kit_set(m, "post", "p1", "fte", "much"), LOCALITY_SYNTAX, "");
    KIT_AT("post", "p1", "fte");
    locality_model_free(m);
}

static void removes_records(void) {
    locality_model *m = kit_model();
    for (char id[2] = "a"; id[0] <= 'e'; id[0]++) {
        KIT_PUT(m, "post", id, "title", id, "fte", "1", "skills", "s1 s2");
    }
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "skill", "s2", "name", "Two");
    kit_well(locality_model_remove(m, "post", "b", &kit_error), "remove b");
    kit_well(locality_model_remove(m, "post", "d", &kit_error), "remove d");
    TEST_NUMBER(locality_model_count(m, "post"), 3);
    KIT_FAILS(locality_model_remove(m, "post", "b", &kit_error), LOCALITY_NOT_FOUND, "\"b\"");
    KIT_PUT(m, "post", "b", "title", "again");
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 4);
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 1), "c");
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 3), "b"); /* goes to the end */
    KIT_FIELD(s, "post", "c", "title", "c");
    KIT_FIELD(s, "post", "c", "skills", "s1 s2");
    KIT_FIELD(s, "post", "b", "skills", "-");
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "d"), LOCALITY_ROW_MISSING);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void stays_small_when_records_come_and_go(void) {
    locality_model *m = kit_model();
    char id[24];
    for (int i = 0; i < 20000; i++) {
        snprintf(id, sizeof id, "p%d", i);
        KIT_PUT(m, "post", id, "fte", "1", "skills", "");
        if (i >= 10) {
            snprintf(id, sizeof id, "p%d", i - 10);
            kit_well(locality_model_remove(m, "post", id, &kit_error), id);
        }
    }
    TEST_NUMBER(locality_model_count(m, "post"), 10);
    locality_snapshot *s = kit_take(m);
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 0), "p19990");
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 9), "p19999");
    locality_snapshot_release(s);
    locality_model_free(m);
}

typedef struct bad_put {
    const char *what, *kind, *id, *field, *value;
    locality_status status;
    const char *part;
} bad_put;

static const bad_put bad_puts[] = {
    {"unknown kind", "pots", "p", "title", "x", LOCALITY_NOT_FOUND, "did you mean \"post\""},
    {"unknown field", "post", "p", "titel", "x", LOCALITY_NOT_FOUND, "did you mean \"title\""},
    {"empty id", "post", "", "title", "x", LOCALITY_INVALID, "empty"},
    {"id none", "post", "none", "title", "x", LOCALITY_INVALID, "none"},
    {"id with a tab", "post", "a\tb", "title", "x", LOCALITY_INVALID, "control"},
    {"id with delete", "post", "a\x7f", "title", "x", LOCALITY_INVALID, "control"},
    {"id not UTF-8", "post", "a\xFF", "title", "x", LOCALITY_ENCODING, "UTF-8"},
    {"text not UTF-8", "post", "p", "title", "caf\xE9", LOCALITY_ENCODING, "UTF-8"},
    {"reference not UTF-8", "post", "p", "unit", "\xC0\x80", LOCALITY_ENCODING, "UTF-8"},
    {"item not UTF-8", "post", "p", "skills", "a \xFF", LOCALITY_ENCODING, "UTF-8"},
    {"number not UTF-8", "post", "p", "fte", "\xFF", LOCALITY_ENCODING, ""},
    {"no word", "post", "p", "contract", "permanant", LOCALITY_INVALID, "\"permanent\""},
    {"empty word", "post", "p", "contract", "", LOCALITY_INVALID, "not one of"},
    {"part of a word", "post", "p", "contract", "perm", LOCALITY_INVALID, "not one of"},
    {"empty reference", "post", "p", "unit", "", LOCALITY_INVALID, "none"},
    {"none among others", "post", "p", "skills", "a none", LOCALITY_INVALID, "item 2"},
    {"letters for a number", "post", "p", "fte", "many", LOCALITY_SYNTAX, ""},
    {"a half post", "post", "p", "posts", "1.5", LOCALITY_SYNTAX, ""},
    {"a number too large", "post", "p", "cost", "99999999999999999999", LOCALITY_OVERFLOW, ""},
    {"31 February", "post", "p", "starts", "2010-02-31", LOCALITY_SYNTAX, ""},
    {"no kind in a reference", "milestone", "p", "about", "p1", LOCALITY_SYNTAX, "kind:id"},
    {"no id in a reference", "milestone", "p", "about", "post:", LOCALITY_SYNTAX, "kind:id"},
    {"wrong kind in a reference", "milestone", "p", "about", "pst:a", LOCALITY_NOT_FOUND,
     "\"post\""},
    {"long wrong kind", "milestone", "p", "about",
     "a_kind_with_a_name_that_is_much_longer_than_any_name_of_a_kind:a", LOCALITY_NOT_FOUND, ""},
};

static void refuses_what_is_wrong_and_stays_as_it_was(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "p", "title", "Before", "fte", "1");
    locality_snapshot *before = kit_take(m);
    for (size_t i = 0; i < TEST_COUNT(bad_puts); i++) {
        const bad_put *row = &bad_puts[i];
        memset(&kit_error, 0xA5, sizeof kit_error);
        locality_status status =
            KIT_TRY(m, row->kind, row->id, "remark", "changed", row->field, row->value);
        if (status != row->status || strstr(kit_error.message, row->part) == NULL) {
            printf("%s: status %s, \"%s\"\n", row->what, locality_status_name(status),
                   kit_error.message);
        }
        TEST_ROW(status == row->status && kit_error.status == status, row->what);
        TEST_ROW(strstr(kit_error.message, row->part) != NULL, row->what);
        if (locality_schema_kind(NULL, row->kind) != LOCALITY_NO_INDEX) {
            TEST_TEXT(kit_error.kind, row->kind);
        }
        TEST_NUMBER(KIT_TRY(m, row->kind, row->id, row->field, row->value), row->status);
    }
    TEST_NUMBER(locality_model_count(m, "post"), 1);
    locality_snapshot *after = kit_take(m);
    CU_ASSERT_PTR_EQUAL(before, after); /* nothing has changed, so it is the same */
    locality_snapshot_release(before);
    locality_snapshot_release(after);
    locality_model_free(m);
}

static void refuses_nulls(void) {
    locality_model *m = kit_model(), *none = m;
    locality_named_value value = {.field = NULL, .value = text("x")};
    locality_value v = text("x");
    KIT_FAILS(locality_model_new(NULL, NULL, NULL, &kit_error), LOCALITY_INVALID, "out");
    locality_allocator broken = {.struct_size = sizeof broken};
    KIT_FAILS(locality_model_new(NULL, &broken, &none, &kit_error), LOCALITY_INVALID, "");
    CU_ASSERT_PTR_NULL(none);
    KIT_FAILS(locality_model_put(NULL, "post", "p", NULL, 0, &kit_error), LOCALITY_INVALID,
              "model");
    KIT_FAILS(locality_model_put(m, NULL, "p", NULL, 0, &kit_error), LOCALITY_INVALID, "kind");
    KIT_FAILS(locality_model_put(m, "post", NULL, NULL, 0, &kit_error), LOCALITY_INVALID, "id");
    KIT_FAILS(locality_model_put(m, "post", "p", NULL, 1, &kit_error), LOCALITY_INVALID, "values");
    KIT_FAILS(locality_model_put(m, "post", "p", &value, 1, &kit_error), LOCALITY_INVALID, "field");
    value = (locality_named_value){"title", {.type = LOCALITY_TYPE_TEXT}};
    KIT_FAILS(locality_model_put(m, "post", "p", &value, 1, &kit_error), LOCALITY_INVALID, "text");
    KIT_FAILS(locality_model_add(NULL, "post", "p", NULL, 0, &kit_error), LOCALITY_INVALID,
              "model");
    KIT_FAILS(locality_model_set(NULL, "post", "p", "title", &v, &kit_error), LOCALITY_INVALID,
              "model");
    KIT_FAILS(locality_model_set(m, "post", NULL, "title", &v, &kit_error), LOCALITY_INVALID, "id");
    kit_bare(m, "post", "p");
    KIT_FAILS(locality_model_set(m, "post", "p", NULL, &v, &kit_error), LOCALITY_INVALID, "field");
    KIT_FAILS(locality_model_remove(NULL, "post", "p", &kit_error), LOCALITY_INVALID, "model");
    KIT_FAILS(locality_model_remove(m, NULL, "p", &kit_error), LOCALITY_INVALID, "kind");
    KIT_FAILS(locality_model_remove(m, "post", NULL, &kit_error), LOCALITY_INVALID, "id");
    TEST_NUMBER(locality_model_put(NULL, "post", "p", NULL, 0, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_model_count(NULL, "post"), 0);
    TEST_NUMBER(locality_model_count(m, "pots"), 0);
    TEST_NUMBER(locality_model_count(m, NULL), 0);
    TEST_NUMBER(locality_model_count(m, "area"), 0);
    CU_ASSERT_PTR_NULL(locality_model_schema(NULL));
    TEST_NUMBER(locality_schema_fields(locality_model_schema(m), 0),
                locality_schema_fields(NULL, 0));
    locality_model_free(m);
    locality_model_free(NULL);
}

static void refuses_a_field_given_twice(void) {
    locality_model *m = kit_model();
    KIT_FAILS(KIT_TRY(m, "post", "p", "title", "a", "fte", "1", "title", "a"), LOCALITY_DUPLICATE,
              "title");
    KIT_AT("post", "p", "title");
    TEST_NUMBER(locality_model_count(m, "post"), 0);
    locality_model_free(m);
}

static void works_with_fields_and_words_of_the_host(void) {
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    info.name = "mentor";
    info.type = LOCALITY_TYPE_REF;
    info.target = LOC_KIND_post;
    kit_well(locality_schema_add_field(schema, "post", &info, &kit_error), "mentor");
    kit_well(locality_schema_add_word(schema, "post", "contract", "zero_hours", &kit_error), "w");
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    locality_schema_free(schema);
    KIT_PUT(m, "post", "p1", "contract", "zero_hours", "mentor", "p2");
    kit_bare(m, "post", "p2");
    locality_snapshot *s = kit_take(m);
    locality_model_free(m);
    KIT_FIELD(s, "post", "p1", "contract", "zero_hours");
    KIT_FIELD(s, "post", "p1", "mentor", "p2");
    locality_snapshot_release(s);
}

static const test_case cases[] = {
    {"a record is put, and replaced as a whole in its place", puts_and_replaces_as_a_whole},
    {"add takes only what is new", adds_only_what_is_new},
    {"one field of a record is set", sets_one_field},
    {"records are removed, and come back at the end", removes_records},
    {"a model stays small when records come and go", stays_small_when_records_come_and_go},
    {"what is wrong is refused and changes nothing", refuses_what_is_wrong_and_stays_as_it_was},
    {"nulls are refused", refuses_nulls},
    {"a field given twice is refused", refuses_a_field_given_twice},
    {"fields and words of the host work", works_with_fields_and_words_of_the_host},
};

TEST_MAIN("model: put", cases)
