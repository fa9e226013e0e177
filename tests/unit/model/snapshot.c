/* Snapshots: what they show, what they share, and that they stay what they were. */
#include "kit.h"

#include "model/snapshot.h"
#include "schema/schema.h"

static locality_column column_of(const locality_snapshot *s, uint32_t kind, uint32_t field) {
    locality_column column = LOCALITY_COLUMN_INIT;
    kit_well(locality_snapshot_column(s, kind, field, &column, &kit_error), "column");
    return column;
}

/* Three posts of which the second has nothing. */
static locality_model *three_posts(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "skill", "s2", "name", "Two");
    KIT_PUT(m, "post", "p1", "title", "Head", "posts", "1", "fte", "1", "contract", "permanent",
            "reports_to", "none", "skills", "s2 s1", "starts", "2010-09-03");
    kit_bare(m, "post", "p2");
    KIT_PUT(m, "post", "p3", "title", "Head", "posts", "2", "fte", ">=1.5", "contract", "agency",
            "reports_to", "p1", "skills", "", "starts", "2010-10-01");
    return m;
}

static void shows_columns_in_place(void) {
    locality_model *m = three_posts();
    locality_snapshot *s = kit_take(m);
    locality_column c = column_of(s, LOC_KIND_post, LOC_FIELD_post_posts);
    TEST_NUMBER(c.type, LOCALITY_TYPE_COUNT);
    TEST_NUMBER(c.count, 3);
    TEST_NUMBER(c.lo[0], 1);
    TEST_NUMBER(c.hi[0], 1);
    TEST_NUMBER(c.lo[1], LOCALITY_OPEN_BELOW);
    TEST_NUMBER(c.hi[1], LOCALITY_OPEN_ABOVE);
    TEST_NUMBER(c.hi[2], 2);
    c = column_of(s, LOC_KIND_post, LOC_FIELD_post_fte);
    TEST_NUMBER(c.lo[2], 1500000);
    TEST_NUMBER(c.hi[2], LOCALITY_OPEN_ABOVE);
    c = column_of(s, LOC_KIND_post, LOC_FIELD_post_title);
    TEST_NUMBER(c.symbol[0], c.symbol[2]);
    TEST_NUMBER(c.symbol[1], 0);
    TEST_TEXT(locality_snapshot_text(s, c.symbol[0]), "Head");
    CU_ASSERT_PTR_NULL(c.lo);
    c = column_of(s, LOC_KIND_post, LOC_FIELD_post_reports_to);
    TEST_NUMBER(c.target, LOC_KIND_post);
    TEST_NUMBER(c.row[0], LOCALITY_ROW_NONE);
    TEST_NUMBER(c.row[1], LOCALITY_ROW_MISSING);
    TEST_NUMBER(c.row[2], 0);
    CU_ASSERT_PTR_NULL(c.symbol);
    c = column_of(s, LOC_KIND_post, LOC_FIELD_post_skills);
    TEST_NUMBER(c.start[0], 0);
    TEST_NUMBER(c.start[1], 2);
    TEST_NUMBER(c.start[2], 2);
    TEST_NUMBER(c.start[3], 2);
    TEST_NUMBER(c.row[0], 1);
    TEST_NUMBER(c.row[1], 0);
    TEST_NUMBER(c.missing[0], 0);
    TEST_NUMBER(c.missing[1], 1);
    TEST_NUMBER(c.missing[2], 0);
    c = column_of(s, LOC_KIND_post, LOC_FIELD_post_unit);
    TEST_NUMBER(c.count, 3);
    TEST_NUMBER(c.type, LOCALITY_TYPE_REF);
    CU_ASSERT_PTR_NULL(c.row);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void keeps_exact_columns_compact(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "p1", "posts", "1");
    KIT_PUT(m, "post", "p2", "posts", "2");
    KIT_PUT(m, "note", "n1", "readings", "a b");
    KIT_PUT(m, "note", "n2", "readings", "");
    locality_snapshot *s = kit_take(m);
    locality_column c = column_of(s, LOC_KIND_post, LOC_FIELD_post_posts);
    CU_ASSERT_PTR_EQUAL(c.lo, c.hi);
    c = column_of(s, LOC_KIND_note, LOC_FIELD_note_readings);
    CU_ASSERT_PTR_NULL(c.missing);
    CU_ASSERT_PTR_NULL(c.row);
    TEST_TEXT(locality_snapshot_text(s, c.symbol[1]), "b");
    TEST_NUMBER(c.target, LOCALITY_NO_INDEX);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void shows_any_references(void) {
    locality_model *m = three_posts();
    KIT_PUT(m, "milestone", "m1", "about", "skills:s2");
    KIT_PUT(m, "milestone", "m2", "about", "none");
    kit_bare(m, "milestone", "m3");
    locality_snapshot *s = kit_take(m);
    locality_column c = column_of(s, LOC_KIND_milestone, LOC_FIELD_milestone_about);
    TEST_NUMBER(c.kind[0], LOC_KIND_skill);
    TEST_NUMBER(c.row[0], 1);
    TEST_NUMBER(c.kind[1], LOCALITY_NO_INDEX);
    TEST_NUMBER(c.row[1], LOCALITY_ROW_NONE);
    TEST_NUMBER(c.kind[2], LOCALITY_NO_INDEX);
    TEST_NUMBER(c.row[2], LOCALITY_ROW_MISSING);
    KIT_FIELD(s, "milestone", "m1", "about", "skill:s2");
    KIT_FIELD(s, "milestone", "m2", "about", "none");
    KIT_FIELD(s, "milestone", "m3", "about", "-");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void finds_ids_and_symbols(void) {
    locality_model *m = three_posts();
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 3);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "p3"), 2);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_skill, "p3"), LOCALITY_ROW_MISSING);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "P3"), LOCALITY_ROW_MISSING);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, ""), LOCALITY_ROW_MISSING);
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 1), "p2");
    CU_ASSERT_PTR_NULL(locality_snapshot_id(s, LOC_KIND_post, 3));
    CU_ASSERT_PTR_NULL(locality_snapshot_id(s, LOC_KIND_area, 0));
    TEST_TEXT(locality_snapshot_text(s, locality_snapshot_ids(s, LOC_KIND_post)[2]), "p3");
    CU_ASSERT_PTR_NULL(locality_snapshot_ids(s, LOC_KIND_area));
    TEST_NUMBER(locality_snapshot_symbol(s, "p3"), locality_snapshot_ids(s, LOC_KIND_post)[2]);
    TEST_NUMBER(locality_snapshot_symbol(s, "nowhere"), 0);
    TEST_TEXT(locality_snapshot_text(s, 0), "");
    TEST_TEXT(locality_snapshot_text(s, 1000000), "");
    TEST_NUMBER(locality_schema_fields(locality_snapshot_schema(s), 0),
                locality_schema_fields(NULL, 0));
    size_t bytes = locality_snapshot_bytes(s);
    kit_bare(m, "area", "a text of forty bytes, counted as it is");
    locality_snapshot *more = kit_take(m);
    CU_ASSERT_TRUE(bytes > 500 && locality_snapshot_bytes(more) >= bytes + 40);
    locality_snapshot_release(more);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void answers_null_and_wrong_numbers(void) {
    locality_model *m = three_posts();
    locality_snapshot *s = kit_take(m), *out = s;
    locality_value v;
    locality_column c = LOCALITY_COLUMN_INIT;
    uint32_t fields = locality_schema_fields(NULL, LOC_KIND_post);
    KIT_FAILS(locality_snapshot_take(NULL, &out, &kit_error), LOCALITY_INVALID, "model");
    CU_ASSERT_PTR_NULL(out);
    KIT_FAILS(locality_snapshot_take(m, NULL, &kit_error), LOCALITY_INVALID, "out");
    KIT_FAILS(locality_snapshot_value(NULL, 0, 0, 0, &v, &kit_error), LOCALITY_INVALID, "");
    KIT_FAILS(locality_snapshot_value(s, 0, 0, 0, NULL, &kit_error), LOCALITY_INVALID, "out");
    v.type = 99;
    KIT_FAILS(locality_snapshot_value(s, 999, 0, 0, &v, &kit_error), LOCALITY_NOT_FOUND, "kind");
    TEST_NUMBER(v.type, LOCALITY_TYPE_NONE);
    KIT_FAILS(locality_snapshot_value(s, LOC_KIND_post, 3, 0, &v, &kit_error), LOCALITY_NOT_FOUND,
              "row 3");
    KIT_FAILS(locality_snapshot_value(s, LOC_KIND_post, 0, fields, &v, &kit_error),
              LOCALITY_NOT_FOUND, "field");
    KIT_FAILS(locality_snapshot_column(NULL, 0, 0, &c, &kit_error), LOCALITY_INVALID, "");
    KIT_FAILS(locality_snapshot_column(s, 0, 0, NULL, &kit_error), LOCALITY_INVALID, "out");
    c.count = 7;
    KIT_FAILS(locality_snapshot_column(s, 999, 0, &c, &kit_error), LOCALITY_NOT_FOUND, "kind");
    TEST_NUMBER(c.count, 0);
    KIT_FAILS(locality_snapshot_column(s, LOC_KIND_post, fields, &c, &kit_error),
              LOCALITY_NOT_FOUND, "field");
    c.struct_size = 16;
    KIT_FAILS(locality_snapshot_column(s, 0, 0, &c, &kit_error), LOCALITY_INVALID, "struct_size");
    TEST_NUMBER(locality_snapshot_count(NULL, 0), 0);
    TEST_NUMBER(locality_snapshot_count(s, 999), 0);
    CU_ASSERT_PTR_NULL(locality_snapshot_id(NULL, 0, 0));
    CU_ASSERT_PTR_NULL(locality_snapshot_ids(NULL, 0));
    TEST_NUMBER(locality_snapshot_find(NULL, 0, "p1"), LOCALITY_ROW_MISSING);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, NULL), LOCALITY_ROW_MISSING);
    TEST_TEXT(locality_snapshot_text(NULL, 1), "");
    TEST_NUMBER(locality_snapshot_symbol(NULL, "p1"), 0);
    TEST_NUMBER(locality_snapshot_symbol(s, NULL), 0);
    TEST_NUMBER(locality_snapshot_alias_uses(NULL), 0);
    TEST_NUMBER(locality_snapshot_bytes(NULL), 0);
    CU_ASSERT_PTR_NULL(locality_snapshot_schema(NULL));
    CU_ASSERT_PTR_NULL(locality_snapshot_retain(NULL));
    locality_snapshot_release(NULL);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void is_shared_and_outlives_the_model(void) {
    locality_model *m = three_posts();
    locality_snapshot *s = kit_take(m);
    const locality_snapshot *again = locality_snapshot_retain(s);
    CU_ASSERT_PTR_EQUAL(again, s);
    locality_snapshot_release(s);
    locality_model_free(m);
    KIT_FIELD(again, "post", "p3", "reports_to", "p1");
    KIT_FIELD(again, "post", "p1", "skills", "s2 s1");
    locality_snapshot_release(again);
}

static void shares_what_has_not_changed(void) {
    locality_model *m = three_posts();
    locality_snapshot *a = kit_take(m), *b = kit_take(m);
    CU_ASSERT_PTR_EQUAL(a, b);
    KIT_PUT(m, "area", "a1", "level", "ward");
    locality_snapshot *c = kit_take(m);
    CU_ASSERT_PTR_NOT_EQUAL(a, c);
    CU_ASSERT_PTR_EQUAL(column_of(a, LOC_KIND_post, LOC_FIELD_post_reports_to).row,
                        column_of(c, LOC_KIND_post, LOC_FIELD_post_reports_to).row);
    kit_well(kit_set(m, "post", "p3", "fte", "2"), "fte");
    locality_snapshot *d = kit_take(m);
    CU_ASSERT_PTR_EQUAL(column_of(c, LOC_KIND_post, LOC_FIELD_post_reports_to).row,
                        column_of(d, LOC_KIND_post, LOC_FIELD_post_reports_to).row);
    CU_ASSERT_PTR_EQUAL(column_of(c, LOC_KIND_post, LOC_FIELD_post_title).symbol,
                        column_of(d, LOC_KIND_post, LOC_FIELD_post_title).symbol);
    CU_ASSERT_PTR_NOT_EQUAL(column_of(c, LOC_KIND_post, LOC_FIELD_post_fte).lo,
                            column_of(d, LOC_KIND_post, LOC_FIELD_post_fte).lo);
    KIT_FIELD(a, "post", "p3", "fte", ">=1.5");
    KIT_FIELD(d, "post", "p3", "fte", "2");
    locality_snapshot_release(a);
    locality_snapshot_release(b);
    locality_snapshot_release(c);
    locality_snapshot_release(d);
    locality_model_free(m);
}

static void resolves_what_was_appended(void) {
    locality_model *m = three_posts();
    locality_snapshot *a = kit_take(m);
    KIT_PUT(m, "skill", "s3", "name", "Three");
    KIT_PUT(m, "post", "p4", "reports_to", "p3", "skills", "s3 s1");
    KIT_PUT(m, "post", "p5", "reports_to", "p4");
    locality_snapshot *b = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(a, LOC_KIND_post), 3);
    TEST_NUMBER(locality_snapshot_find(a, LOC_KIND_post, "p4"), LOCALITY_ROW_MISSING);
    TEST_NUMBER(locality_snapshot_symbol(a, "p4"), 0);
    KIT_FIELD(b, "post", "p4", "reports_to", "p3");
    KIT_FIELD(b, "post", "p4", "skills", "s3 s1");
    KIT_FIELD(b, "post", "p5", "reports_to", "p4");
    KIT_FIELD(b, "post", "p5", "skills", "-");
    KIT_FIELD(b, "post", "p1", "skills", "s2 s1");
    locality_snapshot_release(a);
    locality_snapshot_release(b);
    locality_model_free(m);
}

static void changes_lists_of_any_length(void) {
    static const char *const steps[] = {"s1", "s2 s1", "", NULL, "s1 s1 s1", "s2", "s1 s2", NULL};
    locality_model *m = three_posts();
    locality_snapshot *taken[TEST_COUNT(steps)];
    for (size_t i = 0; i < TEST_COUNT(steps); i++) {
        kit_well(kit_set(m, "post", i % 2 == 0 ? "p1" : "p2", "skills", steps[i]), "skills");
        KIT_PUT(m, "post", "px", "skills", "s2");
        kit_well(kit_set(m, "post", "px", "skills", i % 3 == 0 ? "s1 s2" : "s1"), "px");
        taken[i] = kit_take(m);
        kit_well(locality_model_remove(m, "post", "px", &kit_error), "px");
    }
    for (size_t i = 0; i < TEST_COUNT(steps); i++) {
        KIT_FIELD(taken[i], "post", i % 2 == 0 ? "p1" : "p2", "skills",
                  steps[i] == NULL ? "-" : steps[i]);
        KIT_FIELD(taken[i], "post", "px", "skills", i % 3 == 0 ? "s1 s2" : "s1");
        locality_snapshot_release(taken[i]);
    }
    locality_model_free(m);
}

static void drops_a_column_nobody_has_any_more(void) {
    locality_model *m = three_posts();
    kit_well(kit_set(m, "post", "p1", "title", NULL), "title");
    kit_well(locality_model_remove(m, "post", "p3", &kit_error), "p3");
    locality_snapshot *s = kit_take(m);
    CU_ASSERT_PTR_NULL(column_of(s, LOC_KIND_post, LOC_FIELD_post_title).symbol);
    CU_ASSERT_PTR_NOT_NULL(column_of(s, LOC_KIND_post, LOC_FIELD_post_fte).lo);
    locality_snapshot_release(s);
    kit_well(locality_model_remove(m, "post", "p1", &kit_error), "p1");
    kit_well(locality_model_remove(m, "post", "p2", &kit_error), "p2");
    s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 0);
    CU_ASSERT_PTR_NULL(locality_snapshot_ids(s, LOC_KIND_post));
    TEST_NUMBER(column_of(s, LOC_KIND_post, LOC_FIELD_post_fte).count, 0);
    locality_snapshot_release(s);
    KIT_PUT(m, "post", "p1", "title", "Anew", "skills", "s1");
    s = kit_take(m);
    KIT_FIELD(s, "post", "p1", "title", "Anew");
    KIT_FIELD(s, "post", "p1", "skills", "s1");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void an_empty_model_has_an_empty_snapshot(void) {
    locality_model *m = kit_model();
    locality_snapshot *s = kit_take(m);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        TEST_NUMBER(locality_snapshot_count(s, kind), 0);
    }
    locality_column c = column_of(s, LOC_KIND_post, 0);
    TEST_NUMBER(c.type, LOCALITY_TYPE_REF);
    TEST_NUMBER(c.count, 0);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void is_read_in_place_by_the_layers_above(void) {
    locality_model *m = three_posts();
    KIT_PUT(m, "note", "n", "readings", "one two");
    locality_snapshot *s = kit_take(m);
    uint32_t count = 9;
    const uint32_t *items = loc_snapshot_items(s, LOC_KIND_post, 0, LOC_FIELD_post_skills, &count);
    CU_ASSERT_TRUE(count == 2 && items[0] == 1 && items[1] == 0);
    CU_ASSERT_PTR_NULL(loc_snapshot_items(s, LOC_KIND_post, 1, LOC_FIELD_post_skills, &count));
    TEST_NUMBER(count, 0);
    CU_ASSERT_PTR_NOT_NULL(loc_snapshot_items(s, LOC_KIND_post, 2, LOC_FIELD_post_skills, &count));
    CU_ASSERT_PTR_NULL(loc_snapshot_items(s, LOC_KIND_area, 0, LOC_FIELD_area_level, &count));
    items = loc_snapshot_items(s, LOC_KIND_note, 0, LOC_FIELD_note_readings, &count);
    TEST_TEXT(loc_snapshot_text(s, items[1]), "two");
    TEST_NUMBER(loc_snapshot_range(s, LOC_KIND_post, 2, LOC_FIELD_post_fte).lo, 1500000);
    TEST_NUMBER(loc_snapshot_range(s, LOC_KIND_post, 2, LOC_FIELD_post_posts).hi, 2);
    CU_ASSERT_TRUE(loc_is_unknown(loc_snapshot_range(s, LOC_KIND_post, 0, LOC_FIELD_post_cost)));
    TEST_NUMBER(loc_snapshot_ref(s, LOC_KIND_post, 2, LOC_FIELD_post_reports_to), 0);
    TEST_NUMBER(loc_snapshot_ref(s, LOC_KIND_post, 2, LOC_FIELD_post_unit), LOCALITY_ROW_MISSING);
    TEST_NUMBER(loc_snapshot_symbol(s, LOC_KIND_post, 0, LOC_FIELD_post_remit), 0);
    TEST_TEXT(loc_snapshot_text(s, loc_snapshot_symbol(s, LOC_KIND_post, 0, 1)), "Head");
    TEST_NUMBER(loc_snapshot_row(s, LOC_KIND_post, loc_snapshot_id(s, LOC_KIND_post, 2)), 2);
    TEST_NUMBER(loc_snapshot_count(s, LOC_KIND_area), 0);
    locality_snapshot_release(s);
    locality_model_free(m);
}

/* Lists of one item at most and longer ones are kept in different ways. */
static void a_first_longer_list_leaves_the_others_as_they_were(void) {
    locality_model *m = kit_model();
    kit_bare(m, "skill", "s1");
    kit_bare(m, "skill", "s2");
    KIT_PUT(m, "post", "p1", "skills", "s2");
    KIT_PUT(m, "post", "p2", "skills", "none");
    locality_snapshot *short_lists = kit_take(m);
    KIT_PUT(m, "post", "p3", "skills", "s1 s2");
    locality_snapshot *longer = kit_take(m);
    KIT_PUT(m, "post", "p4", "skills", "s1");
    locality_snapshot *last = kit_take(m);
    locality_snapshot *all[] = {short_lists, longer, last};
    for (size_t i = 0; i < 3; i++) {
        KIT_FIELD(all[i], "post", "p1", "skills", "s2");
        KIT_FIELD(all[i], "post", "p2", "skills", "");
    }
    KIT_FIELD(longer, "post", "p3", "skills", "s1 s2");
    KIT_FIELD(last, "post", "p3", "skills", "s1 s2");
    KIT_FIELD(last, "post", "p4", "skills", "s1");
    for (size_t i = 0; i < 3; i++) {
        locality_snapshot_release(all[i]);
    }
    locality_model_free(m);
}

static const test_case cases[] = {
    {"a first longer list leaves the others as they were",
     a_first_longer_list_leaves_the_others_as_they_were},
    {"columns are shown in place", shows_columns_in_place},
    {"columns of exact values and given lists are compact", keeps_exact_columns_compact},
    {"references to records of any kind are shown", shows_any_references},
    {"ids and symbols are found", finds_ids_and_symbols},
    {"nulls and wrong numbers are answered", answers_null_and_wrong_numbers},
    {"a snapshot is shared and outlives its model", is_shared_and_outlives_the_model},
    {"what has not changed is shared", shares_what_has_not_changed},
    {"what was appended is resolved", resolves_what_was_appended},
    {"lists change to any length and older snapshots keep theirs", changes_lists_of_any_length},
    {"a column nobody has any more is dropped", drops_a_column_nobody_has_any_more},
    {"layers above read it in place", is_read_in_place_by_the_layers_above},
    {"an empty model has an empty snapshot", an_empty_model_has_an_empty_snapshot},
};

TEST_MAIN("model: snapshot", cases)
