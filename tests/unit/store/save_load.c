/* Loading and saving: what comes back, what is written, and what a model remembers of its case. */
#include "case.h"

#include "schema/schema.h"

static void comes_back_as_it_was(void) {
    case_begin();
    locality_model *m = case_model();
    locality_save_outcome outcome = case_save(m, "paper");
    TEST_NUMBER(outcome.written, 8);
    TEST_NUMBER(outcome.revision, 1);
    locality_model *back = case_load("paper");
    case_same(m, back);
    TEST_NUMBER(locality_model_revision(back), 1);
    TEST_NUMBER(locality_model_is_partial(back), 0);
    locality_model_free(back);
    locality_model_free(m);
    case_end();
}

static void declared_fields_words_and_header_come_back(void) {
    static const char *const rules[] = {"paper.rules", "paper.questions"};
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    locality_field_info desk = LOCALITY_FIELD_INFO_INIT;
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    case_begin();
    desk.name = "desk";
    desk.doc = "Where the post sits;\nby the window \\ not.";
    desk.type = LOCALITY_TYPE_REF;
    desk.target = LOC_KIND_site;
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    kit_well(locality_schema_add_field(schema, "post", &desk, &kit_error), "desk");
    kit_well(locality_schema_add_word(schema, "area", "level", "village", &kit_error), "village");
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    KIT_PUT(m, "area", "a", "level", "village");
    KIT_PUT(m, "site", "s", "area", "a");
    KIT_PUT(m, "post", "p", "desk", "s");
    header.name = "paper";
    header.title = "A title\nin two lines";
    header.rules = rules;
    header.rules_count = 2;
    options.header = &header;
    kit_well(locality_model_save(m, &case_store, "paper", &options, NULL, &kit_error), "save");
    locality_model *back = case_load("paper");
    case_same(m, back);
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    const locality_schema *now = locality_model_schema(back);
    kit_well(locality_schema_describe(now, LOC_KIND_post,
                                      locality_schema_field(now, LOC_KIND_post, "desk"), &info,
                                      &kit_error),
             "describe");
    TEST_TEXT(info.doc, desk.doc);
    TEST_NUMBER(info.target, LOC_KIND_site);
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    kit_well(locality_model_header(back, &kept, &kit_error), "header");
    TEST_TEXT(kept.name, "paper");
    TEST_TEXT(kept.title, header.title);
    TEST_NUMBER(kept.rules_count, 2);
    TEST_TEXT(kept.rules[1], "paper.questions");
    locality_model_free(back);
    locality_model_free(m);
    locality_schema_free(schema);
    case_end();
}

static void writes_only_what_changed(void) {
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    TEST_NUMBER(kit_set(m, "post", "head", "fte", "0.6"), LOCALITY_OK);
    KIT_PUT(m, "post", "new", "structure", "current");
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
    locality_save_outcome outcome = case_save(m, "paper");
    TEST_NUMBER(outcome.written, 2);
    TEST_NUMBER(outcome.erased, 1);
    TEST_NUMBER(outcome.revision, 2);
    locality_model *back = case_load("paper");
    case_same(m, back);
    outcome = case_save(m, "paper"); /* nothing since */
    TEST_NUMBER(outcome.written + outcome.erased, 0);
    locality_model_free(back);
    locality_model_free(m);
    case_end();
}

static void what_became_again_what_it_was_is_not_written(void) {
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    TEST_NUMBER(kit_set(m, "post", "head", "fte", "0.6"), LOCALITY_OK);
    TEST_NUMBER(kit_set(m, "post", "head", "skills", "s1 s1"), LOCALITY_OK);
    TEST_NUMBER(kit_set(m, "post", "head", "fte", "0.8"), LOCALITY_OK);
    TEST_NUMBER(kit_set(m, "post", "head", "skills", "s1"), LOCALITY_OK);
    kit_bare(m, "post", "passing");
    kit_well(locality_model_remove(m, "post", "passing", &kit_error), "remove");
    locality_save_outcome outcome = case_save(m, "paper");
    TEST_NUMBER(outcome.written + outcome.erased, 0);
    locality_model_free(m);
    case_end();
}

static void a_record_put_in_again_goes_to_the_end(void) {
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    kit_well(locality_model_remove(m, "post", "head", &kit_error), "remove");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head again");
    case_save(m, "paper");
    locality_model *back = case_load("paper");
    case_same(m, back);
    locality_model_free(back);
    locality_model_free(m);
    case_end();
}

static void records_added_in_bulk_are_saved(void) {
    static const char *const ids[] = {"b1", "b2", "b3"};
    static const int64_t fte[] = {1, 2, 3};
    locality_column_in column = LOCALITY_COLUMN_IN_INIT;
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    column.field = "fte";
    column.data = fte;
    kit_well(locality_model_add_many(m, "post", ids, 3, &column, 1, &kit_error), "bulk");
    TEST_NUMBER(case_save(m, "paper").written, 3);
    locality_model *back = case_load("paper");
    case_same(m, back);
    locality_model_free(back);
    locality_model_free(m);
    case_end();
}

static int32_t count_change(void *self, uint32_t kind, const char *id, int32_t state) {
    char *text = self;
    char line[100];
    snprintf(line, sizeof line, "%s %s %d;", locality_schema_kind_name(NULL, kind), id, (int)state);
    strncat(text, line, 499 - strlen(text));
    return 0;
}

static void shows_what_would_be_written(void) {
    char text[500] = "";
    case_begin();
    locality_model *m = case_model();
    kit_well(locality_model_changes(m, text, count_change, &kit_error), "changes");
    TEST_TEXT(text, ""); /* it belongs to no case */
    case_save(m, "paper");
    TEST_NUMBER(kit_set(m, "post", "head", "fte", "0.6"), LOCALITY_OK);
    KIT_PUT(m, "area", "a", "level", "ward");
    kit_well(locality_model_remove(m, "post", "aide", &kit_error), "remove");
    kit_well(locality_model_changes(m, text, count_change, &kit_error), "changes");
    TEST_TEXT(text, "area a 1;post aide 3;post head 2;");
    locality_model_free(m);
    case_end();
}

static void a_case_that_stands_is_not_overwritten(void) {
    case_begin();
    locality_model *m = case_model(), *other = kit_model();
    case_save(m, "paper");
    kit_bare(other, "area", "elsewhere");
    KIT_FAILS(locality_model_save(other, &case_store, "paper", NULL, NULL, &kit_error),
              LOCALITY_CONFLICT, "holds a case");
    locality_model_free(other);
    KIT_FAILS(locality_model_load(&case_store, "nowhere", NULL, &other, &kit_error),
              LOCALITY_NOT_FOUND, "holds no case");
    CU_ASSERT_PTR_NULL(other);
    locality_model_free(m);
    case_end();
}

static void a_part_of_a_case_knows_that_it_is_one(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *part = NULL;
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    options.structures = "proposed";
    kit_well(locality_model_load(&case_store, "paper", &options, &part, &kit_error), "part");
    TEST_NUMBER(locality_model_is_partial(part), 1);
    TEST_NUMBER(locality_model_count(part, "post"), 2); /* of the baseline, not of `other` */
    TEST_NUMBER(locality_model_count(part, "structure"), 2);
    TEST_NUMBER(kit_set(part, "post", "aide", "posts", "3"), LOCALITY_OK);
    TEST_NUMBER(case_save(part, "paper").written, 1);
    KIT_FAILS(locality_model_save(part, &case_store, "copy", NULL, NULL, &kit_error),
              LOCALITY_INVALID, "only a part");
    options.structures = "imaginary";
    locality_model *none = NULL;
    KIT_FAILS(locality_model_load(&case_store, "paper", &options, &none, &kit_error),
              LOCALITY_NOT_FOUND, "imaginary");
    locality_model *back = case_load("paper");
    TEST_NUMBER(locality_model_count(back, "post"), 3);
    locality_model_free(back);
    locality_model_free(part);
    locality_model_free(m);
    case_end();
}

static void what_was_left_out_is_not_known(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *part = NULL;
    case_begin();
    locality_model *m = case_model();
    KIT_PUT(m, "site", "desk", "structure", "other");
    KIT_PUT(m, "site", "hub", "structure", "current", "origin", "desk hub");
    KIT_PUT(m, "site", "annex", "structure", "current", "origin", "hub");
    KIT_PUT(m, "post", "aide", "structure", "current", "reports_to", "old");
    KIT_PUT(m, "note", "n", "about", "post:old");
    case_save(m, "paper");
    options.structures = "current";
    kit_well(locality_model_load(&case_store, "paper", &options, &part, &kit_error), "part");
    locality_snapshot *s = kit_take(part);
    TEST_NUMBER(locality_snapshot_is_partial(s, LOC_KIND_post), 1);
    TEST_NUMBER(locality_snapshot_is_partial(s, LOC_KIND_skill), 0);
    KIT_FIELD(s, "post", "aide", "reports_to", "-");
    KIT_FIELD(s, "note", "n", "about", "-");
    KIT_FIELD(s, "site", "hub", "origin", "-"); /* one of two is not there */
    KIT_FIELD(s, "site", "annex", "origin", "hub");
    TEST_NUMBER(kit_set(part, "site", "hub", "desks", "4"), LOCALITY_OK);
    case_save(part, "paper"); /* what is not known here is not lost there */
    locality_model *back = case_load("paper");
    locality_snapshot *whole = kit_take(back);
    KIT_FIELD(whole, "site", "hub", "origin", "desk hub");
    KIT_FIELD(whole, "site", "hub", "desks", "4");
    TEST_NUMBER(kit_set(part, "post", "aide", "unit", "imaginary"), LOCALITY_OK);
    locality_snapshot_release(whole);
    locality_snapshot_release(s);
    locality_model_free(back);
    locality_model_free(part);
    locality_model_free(m);
    case_end();
}

static void what_was_known_on_a_day_comes_back(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *then = NULL;
    int64_t day = 150;
    case_begin();
    locality_memory_store_today(case_memory, 100);
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_memory_store_today(case_memory, 200);
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
    case_save(m, "paper");
    options.known_on = &day;
    kit_well(locality_model_load(&case_store, "paper", &options, &then, &kit_error), "then");
    TEST_NUMBER(locality_model_count(then, "post"), 3);
    TEST_NUMBER(locality_model_revision(then), 0);
    locality_model *now = case_load("paper");
    TEST_NUMBER(locality_model_count(now, "post"), 2);
    locality_model_free(now);
    locality_model_free(then);
    locality_model_free(m);
    case_end();
}

/* A store whose write calls into the model that is saved. */
static locality_model *reentered;
static locality_status (*honest_write)(void *, const locality_store_record *, locality_error *);
static locality_status reentered_status;
static locality_status reentering_write(void *opened, const locality_store_record *record,
                                        locality_error *error) {
    reentered_status = locality_model_put(reentered, "area", "x", NULL, 0, NULL);
    return honest_write(opened, record, error);
}

static void a_store_that_calls_back_is_answered_busy(void) {
    case_begin();
    reentered = case_model();
    honest_write = case_store.write;
    case_store.write = reentering_write;
    case_save(reentered, "paper");
    TEST_NUMBER(reentered_status, LOCALITY_BUSY);
    TEST_NUMBER(locality_model_count(reentered, "area"), 0);
    locality_model_free(reentered);
    case_end();
}

static void arguments_are_checked(void) {
    locality_model *m = kit_model(), *out = m;
    locality_store broken = LOCALITY_STORE_INIT;
    case_begin();
    KIT_FAILS(locality_model_save(NULL, &case_store, "x", NULL, NULL, &kit_error), LOCALITY_INVALID,
              "model is null");
    KIT_FAILS(locality_model_save(m, NULL, "x", NULL, NULL, &kit_error), LOCALITY_INVALID,
              "store is null");
    KIT_FAILS(locality_model_save(m, &broken, "x", NULL, NULL, &kit_error), LOCALITY_INVALID,
              "lacks the function open");
    broken = case_store;
    broken.commit = NULL;
    KIT_FAILS(locality_model_save(m, &broken, "x", NULL, NULL, &kit_error), LOCALITY_INVALID,
              "lacks the function commit");
    KIT_FAILS(locality_model_load(&case_store, NULL, NULL, &out, &kit_error), LOCALITY_INVALID,
              "name is null");
    CU_ASSERT_PTR_NULL(out);
    locality_model_free(m);
    case_end();
}

int main(void) {
    static const test_case cases[] = {
        {"a case comes back as it was saved", comes_back_as_it_was},
        {"declared fields, words and the header come back",
         declared_fields_words_and_header_come_back},
        {"a save writes only what changed", writes_only_what_changed},
        {"what became again what it was is not written",
         what_became_again_what_it_was_is_not_written},
        {"a record put in again goes to the end", a_record_put_in_again_goes_to_the_end},
        {"records added in bulk are saved", records_added_in_bulk_are_saved},
        {"a model shows what would be written", shows_what_would_be_written},
        {"a case that stands is not overwritten", a_case_that_stands_is_not_overwritten},
        {"a part of a case knows that it is one", a_part_of_a_case_knows_that_it_is_one},
        {"what was left out of a part is not known", what_was_left_out_is_not_known},
        {"what was known on a day comes back", what_was_known_on_a_day_comes_back},
        {"a store that calls back is answered BUSY", a_store_that_calls_back_is_answered_busy},
        {"arguments are checked", arguments_are_checked},
    };
    return test_main("saving and loading", cases, sizeof cases / sizeof cases[0]);
}
