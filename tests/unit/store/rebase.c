/* Two who save one case: conflicts are found, and what does not conflict is brought together. */
#include "case.h"

/* The case is loaded twice; `ours` saves after `theirs`. */
static locality_model *ours, *theirs;

static void both_begin(void) {
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_model_free(m);
    ours = case_load("paper");
    theirs = case_load("paper");
}

static void both_end(void) {
    locality_model_free(ours);
    locality_model_free(theirs);
    case_end();
}

static locality_status save_ours(int32_t policy, locality_save_outcome *outcome) {
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    options.on_conflict = policy;
    return locality_model_save(ours, &case_store, "paper", &options, outcome, &kit_error);
}

static void who_saves_second_is_told(void) {
    both_begin();
    TEST_NUMBER(kit_set(theirs, "post", "head", "fte", "1"), LOCALITY_OK);
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "aide", "fte", "1"), LOCALITY_OK);
    KIT_FAILS(save_ours(LOCALITY_CONFLICT_STOP, NULL), LOCALITY_CONFLICT, "somebody else");
    locality_model *stands = case_load("paper");
    case_same(theirs, stands); /* nothing was written */
    locality_model_free(stands);
    both_end();
}

static void changes_of_both_are_brought_together(void) {
    locality_save_outcome outcome = LOCALITY_SAVE_OUTCOME_INIT;
    both_begin();
    TEST_NUMBER(kit_set(theirs, "post", "head", "fte", "1"), LOCALITY_OK);
    KIT_PUT(theirs, "area", "norwich", "level", "city");
    kit_well(locality_model_remove(theirs, "post", "old", &kit_error), "remove");
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "head", "title", "Head of Service"), LOCALITY_OK);
    TEST_NUMBER(kit_set(ours, "post", "head", "skills", "none"), LOCALITY_OK);
    KIT_PUT(ours, "area", "breckland", "level", "district");
    kit_well(locality_model_remove(ours, "post", "aide", &kit_error), "remove");
    kit_well(save_ours(LOCALITY_CONFLICT_REBASE, &outcome), "rebase");
    TEST_NUMBER(outcome.attempts, 2);
    TEST_NUMBER(outcome.written, 2);
    TEST_NUMBER(outcome.erased, 1);
    locality_model *stands = case_load("paper");
    case_same(ours, stands);
    locality_snapshot *s = kit_take(stands);
    KIT_FIELD(s, "post", "head", "fte", "1");
    KIT_FIELD(s, "post", "head", "title", "Head of Service");
    KIT_FIELD(s, "post", "head", "skills", "");
    KIT_FIELD(s, "area", "norwich", "level", "city");
    TEST_NUMBER(locality_model_count(stands, "post"), 1);
    locality_snapshot_release(s);
    locality_model_free(stands);
    TEST_NUMBER(case_save(ours, "paper").written, 0);
    both_end();
}

static void the_same_change_of_both_is_no_conflict(void) {
    both_begin();
    TEST_NUMBER(kit_set(theirs, "post", "head", "fte", "1"), LOCALITY_OK);
    kit_well(locality_model_remove(theirs, "post", "old", &kit_error), "remove");
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "head", "fte", "1"), LOCALITY_OK);
    kit_well(locality_model_remove(ours, "post", "old", &kit_error), "remove");
    kit_well(save_ours(LOCALITY_CONFLICT_REBASE, NULL), "rebase");
    both_end();
}

/* What each of two did, and the conflict that follows. */
static void expect_conflict(const char *id, const char *field, const char *before, const char *mine,
                            const char *other) {
    locality_conflict conflict = LOCALITY_CONFLICT_INIT;
    KIT_FAILS(save_ours(LOCALITY_CONFLICT_REBASE, NULL), LOCALITY_CONFLICT, "changed the same");
    KIT_AT("post", id, field);
    TEST_NUMBER(locality_model_conflicts(ours), 1);
    kit_well(locality_model_conflict_at(ours, 0, &conflict, &kit_error), "conflict");
    TEST_TEXT(conflict.kind, "post");
    TEST_TEXT(conflict.id, id);
    TEST_TEXT(conflict.field, field);
    TEST_TEXT(conflict.before, before);
    TEST_TEXT(conflict.mine, mine);
    TEST_TEXT(conflict.theirs, other);
    KIT_FAILS(locality_model_conflict_at(ours, 1, &conflict, &kit_error), LOCALITY_NOT_FOUND,
              "no conflict 1");
    locality_model *stands = case_load("paper");
    case_same(theirs, stands);
    locality_model_free(stands);
    both_end();
}

static void two_values_of_one_field_conflict(void) {
    both_begin();
    TEST_NUMBER(kit_set(theirs, "post", "head", "fte", "1"), LOCALITY_OK);
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "head", "fte", "0.5"), LOCALITY_OK);
    expect_conflict("head", "fte", "0.8", "0.5", "1");
}

static void two_lists_of_one_field_conflict(void) {
    both_begin();
    KIT_PUT(theirs, "skill", "s2", "name", "Two");
    TEST_NUMBER(kit_set(theirs, "post", "head", "skills", "s1 s2"), LOCALITY_OK);
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "head", "skills", NULL), LOCALITY_OK);
    expect_conflict("head", "skills", "s1", "", "s1 s2");
}

static void removing_what_was_changed_conflicts(void) {
    both_begin();
    TEST_NUMBER(kit_set(theirs, "post", "head", "fte", "1"), LOCALITY_OK);
    case_save(theirs, "paper");
    kit_well(locality_model_remove(ours, "post", "head", &kit_error), "remove");
    expect_conflict("head", "", "", "removed", "changed");
}

static void changing_what_was_removed_conflicts(void) {
    both_begin();
    kit_well(locality_model_remove(theirs, "post", "old", &kit_error), "remove");
    case_save(theirs, "paper");
    TEST_NUMBER(kit_set(ours, "post", "old", "fte", "1"), LOCALITY_OK);
    expect_conflict("old", "", "", "changed", "removed");
}

static void adding_one_id_twice_conflicts(void) {
    both_begin();
    KIT_PUT(theirs, "post", "new", "title", "Theirs");
    case_save(theirs, "paper");
    KIT_PUT(ours, "post", "new", "title", "Ours");
    expect_conflict("new", "", "", "added", "added");
}

int main(void) {
    static const test_case cases[] = {
        {"who saves second is told", who_saves_second_is_told},
        {"changes of both are brought together", changes_of_both_are_brought_together},
        {"the same change of both is no conflict", the_same_change_of_both_is_no_conflict},
        {"two values of one field conflict", two_values_of_one_field_conflict},
        {"two lists of one field conflict", two_lists_of_one_field_conflict},
        {"removing what was changed conflicts", removing_what_was_changed_conflicts},
        {"changing what was removed conflicts", changing_what_was_removed_conflicts},
        {"adding one id twice conflicts", adding_one_id_twice_conflicts},
    };
    return test_main("two who save", cases, sizeof cases / sizeof cases[0]);
}
