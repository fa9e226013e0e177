/* References: resolved by id, else by alias; what dangles is an error with the nearest ids. */
#include "kit.h"

#include "schema/schema.h"

static locality_status take(locality_model *m) {
    locality_snapshot *s = NULL;
    locality_status status = locality_snapshot_take(m, &s, &kit_error);
    CU_ASSERT_TRUE((status == LOCALITY_OK) == (s != NULL));
    locality_snapshot_release(s);
    return status;
}

/* Norfolk as in "West Norfolk finds King's Lynn". */
static locality_model *norfolk(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "area", "kings-lynn", "name", "King\xE2\x80\x99s Lynn and West Norfolk");
    KIT_PUT(m, "area", "norwich", "name", "Norwich");
    KIT_PUT(m, "alias", "a1", "record", "area:kings-lynn", "text", "West Norfolk");
    KIT_PUT(m, "alias", "a2", "record", "area:kings-lynn", "text", "King's  Lynn");
    return m;
}

static void dangling_references_name_everything(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "head", "reports_to", "none");
    KIT_PUT(m, "post", "officer", "reports_to", "haed");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "did you mean \"head\"");
    KIT_AT("post", "officer", "reports_to");
    kit_well(kit_set(m, "post", "officer", "reports_to", "head"), "mend");
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "post", "clerk", "skills", "s1 s2");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no skill \"s2\"");
    KIT_AT("post", "clerk", "skills");
    kit_well(kit_set(m, "post", "clerk", "skills", "s1"), "mend");
    KIT_PUT(m, "milestone", "m", "about", "post:offcer");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "did you mean \"officer\"");
    KIT_AT("milestone", "m", "about");
    kit_well(kit_set(m, "milestone", "m", "about", "area:x"), "no kind has a record");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no area \"x\"");
    kit_well(kit_set(m, "milestone", "m", "about", NULL), "mend");
    TEST_NUMBER(take(m), LOCALITY_OK);
    locality_model_free(m);
}

static void forward_references_hold(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "a", "reports_to", "b", "unit", "u");
    KIT_PUT(m, "post", "b", "reports_to", "a");
    KIT_PUT(m, "unit", "u", "head", "b");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "a", "reports_to", "b");
    KIT_FIELD(s, "unit", "u", "head", "b");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void removal_leaves_references_dangling(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "a", "reports_to", "none");
    KIT_PUT(m, "post", "b", "reports_to", "a");
    KIT_PUT(m, "unit", "u", "head", "a");
    TEST_NUMBER(take(m), LOCALITY_OK);
    kit_well(locality_model_remove(m, "post", "a", &kit_error), "remove");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no post \"a\"");
    KIT_AT("unit", "u", "head");
    kit_well(kit_set(m, "unit", "u", "head", "none"), "u");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no post \"a\"");
    KIT_AT("post", "b", "reports_to");
    KIT_PUT(m, "post", "a", "title", "back");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "b", "reports_to", "a");
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "a"), 1);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void aliases_resolve_and_are_counted(void) {
    locality_model *m = norfolk();
    KIT_PUT(m, "site", "hub", "area", "WEST  norfolk", "serves", "norwich");
    kit_well(
        locality_model_set(
            m, "site", "hub", "near",
            &(locality_value){.type = LOCALITY_TYPE_REFS,
                              .items = (const char *const[]){"norwich", "King\xE2\x80\x99s Lynn"},
                              .items_count = 2},
            &kit_error),
        "near");
    KIT_PUT(m, "note", "n", "about", "area:west norfolk");
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_alias_uses(s), 3);
    KIT_FIELD(s, "site", "hub", "area", "kings-lynn");
    KIT_FIELD(s, "site", "hub", "near", "norwich kings-lynn");
    KIT_FIELD(s, "note", "n", "about", "area:kings-lynn");
    locality_snapshot_release(s);
    /* a record of that id comes first */
    KIT_PUT(m, "area", "WEST  norfolk", "name", "Odd");
    s = kit_take(m);
    KIT_FIELD(s, "site", "hub", "area", "WEST  norfolk");
    TEST_NUMBER(locality_snapshot_alias_uses(s), 2);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void aliases_change_between_snapshots(void) {
    locality_model *m = norfolk();
    KIT_PUT(m, "site", "hub", "area", "West Norfolk");
    locality_snapshot *before = kit_take(m);
    KIT_PUT(m, "site", "other", "area", "norwich");
    locality_snapshot *same = kit_take(m);
    TEST_NUMBER(locality_snapshot_alias_uses(same), 1);
    kit_well(kit_set(m, "alias", "a1", "record", "area:norwich"), "a1");
    locality_snapshot *after = kit_take(m);
    KIT_FIELD(before, "site", "hub", "area", "kings-lynn");
    KIT_FIELD(after, "site", "hub", "area", "norwich");
    kit_well(locality_model_remove(m, "alias", "a1", &kit_error), "a1");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no area \"West Norfolk\"");
    KIT_AT("site", "hub", "area");
    locality_snapshot_release(before);
    locality_snapshot_release(same);
    locality_snapshot_release(after);
    locality_model_free(m);
}

static void an_alias_of_two_records_is_ambiguous(void) {
    locality_model *m = norfolk();
    KIT_PUT(m, "alias", "a3", "record", "area:norwich", "text", "west norfolk");
    KIT_PUT(m, "alias", "a4", "record", "skill:x", "text", "west norfolk");
    kit_bare(m, "skill", "x");         /* another kind does not count */
    TEST_NUMBER(take(m), LOCALITY_OK); /* nobody uses the name */
    KIT_PUT(m, "site", "hub", "area", "West Norfolk");
    KIT_FAILS(take(m), LOCALITY_AMBIGUOUS, "\"kings-lynn\" and \"norwich\"");
    KIT_AT("site", "hub", "area");
    kit_well(kit_set(m, "alias", "a3", "record", "area:kings-lynn"), "the same record twice");
    TEST_NUMBER(take(m), LOCALITY_OK);
    kit_well(kit_set(m, "alias", "a3", "record", "area:norwich"), "a3");
    kit_well(kit_set(m, "site", "hub", "area", NULL), "hub");
    KIT_PUT(m, "site", "hub", "serves", "norwich");
    KIT_PUT(m, "note", "n", "about", "area:West Norfolk");
    KIT_FAILS(take(m), LOCALITY_AMBIGUOUS, "more than one area");
    KIT_AT("note", "n", "about");
    locality_model_free(m);
}

static void an_alias_must_name_a_record(void) {
    locality_model *m = norfolk();
    KIT_PUT(m, "alias", "a3", "record", "area:thetford", "text", "Thetford");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no area \"thetford\"");
    KIT_AT("alias", "a3", "record");
    KIT_PUT(m, "alias", "a3", "text", "nobody");
    KIT_PUT(m, "alias", "a4", "record", "none", "text", "nothing");
    KIT_PUT(m, "alias", "a5", "record", "area:norwich");
    TEST_NUMBER(take(m), LOCALITY_OK);
    locality_model_free(m);
}

static void a_failed_snapshot_leaves_the_model_and_the_last_one(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "post", "a", "reports_to", "none", "fte", "1");
    locality_snapshot *good = kit_take(m);
    for (int i = 0; i < 3; i++) {
        KIT_PUT(m, "post", "b", "reports_to", "nobody", "fte", "2");
        KIT_FAILS(take(m), LOCALITY_DANGLING, "nobody");
    }
    TEST_NUMBER(locality_snapshot_count(good, LOC_KIND_post), 1);
    kit_well(kit_set(m, "post", "b", "reports_to", "a"), "b");
    locality_snapshot *next = kit_take(m);
    KIT_FIELD(next, "post", "b", "fte", "2");
    KIT_FIELD(next, "post", "b", "reports_to", "a");
    KIT_FIELD(good, "post", "a", "reports_to", "none");
    locality_snapshot_release(good);
    locality_snapshot_release(next);
    locality_model_free(m);
}

static const test_case cases[] = {
    {"a dangling reference names record, field and nearest ids",
     dangling_references_name_everything},
    {"a reference may come before its record", forward_references_hold},
    {"references to a removed record dangle", removal_leaves_references_dangling},
    {"aliases resolve without regard to case, and are counted", aliases_resolve_and_are_counted},
    {"aliases may change between snapshots", aliases_change_between_snapshots},
    {"an alias of two records is ambiguous once it is used", an_alias_of_two_records_is_ambiguous},
    {"an alias must name a record", an_alias_must_name_a_record},
    {"a snapshot that fails leaves model and last snapshot as they were",
     a_failed_snapshot_leaves_the_model_and_the_last_one},
};

TEST_MAIN("model: references", cases)
