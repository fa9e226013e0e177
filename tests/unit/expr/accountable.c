/* accountable(subject, area): the posts that answer for something, as the language gives them. */
#include "eval_kit.h"

#include "support/fault.h"

static locality_status put(locality_model *model, const char *kind, const char *id,
                           const char *const *fields, locality_error *error) {
    locality_named_value values[8];
    size_t count = 0;

    memset(values, 0, sizeof values);
    for (size_t k = 0; fields[k] != NULL; k += 2, count++) {
        values[count].field = fields[k];
        values[count].value.type = LOCALITY_TYPE_TEXT;
        values[count].value.text = fields[k + 1];
    }
    return locality_model_put(model, kind, id, values, count, error);
}

static const struct record {
    const char *kind, *id, *fields[11];
} records[] = {
    {"area", "county", {"level", "county", "parent", "none"}},
    {"area", "fen", {"level", "district", "parent", "county", "name", "Fenland"}},
    {"area", "east", {"level", "district", "parent", "county"}},
    {"area_group", "north", {"within", "county", "members", "fen"}},
    {"structure", "plan", {"status", "proposed"}},
    {"theme", "va", {"name", "vulnerable adults"}},
    {"role", "lead", {"name", "Lead"}},
    {"post", "n", {"structure", "plan", "group", "north"}},
    {"post", "c", {"structure", "plan", "serves", "fen", "themes", "va", "reports_to", "n"}},
    {"post", "e", {"structure", "plan", "serves", "east", "themes", "va"}},
    {"allocation", "a", {"role", "lead", "post", "e", "area", "fen", "ends", "2015-03-31"}},
};

static locality_status build(const locality_allocator *allocator, locality_snapshot **out,
                             locality_error *error) {
    locality_model *model = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(records); i++)
        status = put(model, records[i].kind, records[i].id, records[i].fields, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, out, error);
    locality_model_free(model);
    return status;
}

typedef struct asked {
    const char *question, *answer;
} asked;

/* What a query answers, cells between blanks; `?` behind a row that may not belong to it. */
static void write_answer(const locality_answer *answer, char *text, size_t size) {
    size_t used = 0;

    text[0] = '\0';
    for (size_t r = 0; r < locality_answer_rows(answer); r++)
        used += (size_t)snprintf(text + used, size - used, "%s%s%s", r > 0 ? " " : "",
                                 locality_answer_text(answer, r, 0),
                                 locality_answer_certainty(answer, r) == LOCALITY_TRUE ? "" : "?");
}

static locality_status ask(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    const asked *a = state;
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;
    char text[256];
    locality_status status = build(allocator, &snapshot, error);

    if (status == LOCALITY_OK)
        status = locality_query(snapshot, a->question, strlen(a->question), NULL, &answer, error);
    if (status == LOCALITY_OK) {
        write_answer(answer, text, sizeof text);
        TEST_TEXT(text, a->answer);
    }
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
    return status;
}

static const asked questions[] = {
    {"list(p.id for p in accountable(theme \"va\", area \"fen\"))", "c n"},
    {"list(p.id for p in accountable(theme \"va\"))", "c e n?"},
    {"list(p.id for p in accountable(theme \"va\", area \"east\"))", "e n?"},
    {"list(size(accountable(theme \"va\", d)) for d in area where d.level = district)",
     "2 between 1 and 2"},
    {"any(p in accountable(theme \"va\", area \"fen\") where p.id = \"e\")", "no"},
    {"any(p in accountable(theme \"va\", area \"east\") where p.id = \"n\")", "unknown"},
    {"list(p.id for p in accountable(role \"lead\", area \"fen\"))", "e"},
    {"list(p.id for a in allocation, p in accountable(a.role, a.area))", "e"},
    {"size(accountable(role \"lead\", parent(area \"county\")))", "at least 0"},
};

static void posts_come_nearest_place_first_each_once(void) {
    for (size_t i = 0; i < TEST_COUNT(questions); i++) {
        asked a = questions[i];
        if (ask(&a, NULL, &kit_error) != LOCALITY_OK)
            printf("%s: %s\n", a.question, kit_error.message);
        CU_ASSERT_EQUAL(kit_error.status, LOCALITY_OK);
    }
}

static void the_date_asked_about_counts(void) {
    static const char question[] = "list(p.id for p in accountable(role \"lead\", area \"fen\"))";
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;
    locality_range date = {16526, 16526}; /* 1 April 2015 */

    kit_well(build(NULL, &snapshot, &kit_error), "build");
    options.as_at = &date;
    kit_well(locality_query(snapshot, question, strlen(question), &options, &answer, &kit_error),
             question);
    TEST_NUMBER(locality_answer_rows(answer), 0);
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

static void what_is_not_stated_is_named(void) {
    static const char question[] = "list(p.id for p in accountable(theme \"va\", area \"east\"))";
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;

    kit_well(build(NULL, &snapshot, &kit_error), "build");
    kit_well(locality_query(snapshot, question, strlen(question), NULL, &answer, &kit_error),
             question);
    TEST_NUMBER(locality_answer_missing(answer), 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(locality_answer_missing_at(answer, 0));
    TEST_TEXT(locality_answer_missing_at(answer, 0)->id, "n");
    TEST_TEXT(locality_answer_missing_at(answer, 0)->field, "themes");
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

static void what_nobody_answers_for_is_an_error_of_type(void) {
    static const char question[] = "accountable(post \"n\")";

    TEST_NUMBER(locality_expression_check(NULL, question, strlen(question), &kit_error),
                LOCALITY_TYPE);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "something that posts answer for"));
}

static void every_allocation_may_fail(void) {
    asked a = questions[3];
    fault_drive("accountable()", ask, &a, 50);
}

static const test_case cases[] = {
    {"posts come nearest place first, each once", posts_come_nearest_place_first_each_once},
    {"the date asked about counts", the_date_asked_about_counts},
    {"what is not stated is named", what_is_not_stated_is_named},
    {"what nobody answers for is an error of type", what_nobody_answers_for_is_an_error_of_type},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("accountable in the language", cases)
