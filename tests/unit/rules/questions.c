/* Queries that were loaded with the rules, run by their id. */
#include "support/fault.h"
#include "town.h"

static const char asked[] =
    "parameter most : count = 2\n"
    "query Q-1 \"How many?\"\n source \"CD\", \"1\"\n"
    " let many = count(p in post where p.posts > most)\n answer many * 2\n"
    "query Q-2 \"Which?\"\n"
    " answer list(p.title, p.posts for p in post where p.posts >= 2)\n"
    "query Q-3 \"Sum?\"\n needs structure current.stated_fte is known \"the total\"\n"
    " answer sum(p.posts for p in post)\n"
    "query Q-4 \"When?\"\n answer as_at\n"
    "query Q-5 \"Nobody\"\n answer post led.posts\n";

static locality_answer *run_query(const locality_snapshot *snapshot, const char *id,
                                  const locality_query_options *options) {
    locality_answer *answer = NULL;
    memset(&town_error, 0xA5, sizeof town_error);
    town_well(locality_query_run(snapshot, id, options, &answer, &town_error), id);
    return answer;
}

static void fails(const locality_snapshot *snapshot, const char *id,
                  const locality_query_options *options, locality_status expected,
                  const char *where, const char *part) {
    locality_answer *answer = (locality_answer *)&town_error;
    memset(&town_error, 0xA5, sizeof town_error);
    TEST_NUMBER(locality_query_run(snapshot, id, options, &answer, &town_error), expected);
    TEST_NUMBER(town_error.status, expected);
    TEST_TEXT(town_error.id, where);
    CU_ASSERT_PTR_NULL(answer);
    if (strstr(town_error.message, part) == NULL)
        printf("\"%s\" is not in \"%s\"\n", part, town_error.message);
    CU_ASSERT_PTR_NOT_NULL(strstr(town_error.message, part));
}

static void a_query_is_answered(void) {
    locality_snapshot *snapshot = town_ruled(asked);
    locality_answer *answer = run_query(snapshot, "Q-1", NULL);
    TEST_NUMBER(locality_answer_is_table(answer), 0);
    TEST_TEXT(locality_answer_text(answer, 0, 0),
              "between 2 and 6"); /* spare and rough are not exact */
    CU_ASSERT_PTR_NOT_NULL(strstr(locality_answer_arithmetic(answer), "many = "));
    TEST_NUMBER(locality_answer_missing(answer), 2);
    locality_answer_free(answer);
    answer = run_query(snapshot, "Q-2", NULL);
    TEST_NUMBER(locality_answer_is_table(answer), 1);
    TEST_NUMBER(locality_answer_columns(answer), 2);
    TEST_NUMBER(locality_answer_rows(answer), 4);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "Worker");
    TEST_NUMBER(locality_answer_certainty(answer, 1), LOCALITY_UNDECIDED);
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

static void a_need_that_is_not_met_is_missing(void) {
    locality_snapshot *snapshot = town_ruled(asked);
    locality_answer *answer = run_query(snapshot, "Q-3", NULL);
    CU_ASSERT_TRUE(locality_answer_missing(answer) > 0);
    TEST_TEXT(locality_answer_missing_at(answer, 0)->what, "the total");
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
}

static int32_t stop(void *self) {
    ++*(size_t *)self;
    return 8;
}

static void options_are_kept_to(void) {
    static const locality_setting given = {"most", "0"}, unknown = {"moist", "0"};
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_range as_at;
    locality_model *model = town_model(TOWN);
    size_t calls = 0;
    for (int i = 0; i < 700; i++) {
        char row[40];
        snprintf(row, sizeof row, "spend s%03d type=draw", i);
        town_well(paper_put(model, row, &town_error), row);
    }
    town_load(model, asked, "q.rules");
    town_load(model,
              "query Q-9 \"Pairs?\"\n answer count(x in spend, y in spend where x.id != y.id)\n",
              "r.rules");
    locality_snapshot *snapshot = town_take(model);
    options.parameters = &given;
    options.parameters_count = 1;
    locality_answer *answer = run_query(snapshot, "Q-1", &options);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "between 8 and 10");
    locality_answer_free(answer);
    options.parameters = &unknown;
    fails(snapshot, "Q-1", &options, LOCALITY_NOT_FOUND, "moist", "most");
    options.parameters_count = 0;
    town_well(locality_value_read(LOCALITY_TYPE_DATE, "2010-09-03", 10, &as_at, &town_error),
              "date");
    options.as_at = &as_at;
    answer = run_query(snapshot, "Q-4", &options);
    TEST_TEXT(locality_answer_text(answer, 0, 0), "3 September 2010");
    locality_answer_free(answer);
    options.step_budget = 10;
    fails(snapshot, "Q-9", &options, LOCALITY_LIMIT, "Q-9", "step budget");
    options.step_budget = 0;
    options.cancel = stop;
    options.cancel_self = &calls;
    fails(snapshot, "Q-9", &options, LOCALITY_CANCELLED, "Q-9", "stop");
    TEST_NUMBER(town_error.host_code, 8);
    TEST_NUMBER(calls, 1);
    options.struct_size = 2;
    fails(snapshot, "Q-1", &options, LOCALITY_INVALID, "", "LOCALITY_QUERY_OPTIONS_INIT");
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static void what_is_not_there_is_said(void) {
    locality_snapshot *snapshot = town_ruled(asked);
    locality_answer *answer = (locality_answer *)&town_error;
    fails(snapshot, "Q-11", NULL, LOCALITY_NOT_FOUND, "Q-11", "Q-1");
    TEST_TEXT(town_error.kind, "question");
    fails(snapshot, "Q-5", NULL, LOCALITY_NOT_FOUND, "Q-5", "lead");
    TEST_NUMBER(locality_query_run(NULL, "Q-1", NULL, &answer, &town_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(answer);
    TEST_NUMBER(locality_query_run(snapshot, NULL, NULL, &answer, &town_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query_run(snapshot, "Q-1", NULL, NULL, &town_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query_run(NULL, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    locality_snapshot_release(snapshot);
}

static void a_question_record_is_one_query(void) {
    static const struct {
        const char *text;
        locality_status status;
    } texts[] = {
        {"", LOCALITY_SYNTAX},
        {"query Q \"q\"\n answer 1 +\n", LOCALITY_SYNTAX},
        {"query Q \"q\"\n answer 1 + \"a\"\n", LOCALITY_TYPE},
        {"query Q \"q\"\n answer no_name\n", LOCALITY_NOT_FOUND},
        {"rule Q \"q\"\n require 1 < 2\n", LOCALITY_SYNTAX},
        {"query Q \"q\"\n answer 1\nquery R \"q\"\n answer 1\n", LOCALITY_SYNTAX},
        {"parameter x : count = 1\nquery Q \"q\"\n answer 1\n", LOCALITY_SYNTAX},
        {"query Q \"q\"\n source \"CD\"\n", LOCALITY_SYNTAX},
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        locality_model *model = town_model(TOWN);
        locality_named_value text = {"text", {.type = LOCALITY_TYPE_TEXT, .text = texts[i].text}};
        town_well(locality_model_put(model, "question", "Q", &text, 1, &town_error), "Q");
        locality_snapshot *snapshot = town_take(model);
        fails(snapshot, "Q", NULL, texts[i].status, "Q", "");
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
}

static locality_status ask(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    for (size_t i = 0; i < TEST_COUNT(town_rows) && status == LOCALITY_OK; i++)
        status = paper_put(model, town_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, asked, strlen(asked), NULL, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK) {
        status = locality_query_run(snapshot, state, NULL, &answer, error);
        if ((answer != NULL) != (status == LOCALITY_OK))
            status = LOCALITY_CONFLICT;
    }
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void survives_every_refusal(void) {
    char one[] = "Q-1", table[] = "Q-2", needs[] = "Q-3";
    fault_drive("a query", ask, one, 40);
    fault_drive("a query of a table", ask, table, 40);
    fault_drive("a query with needs", ask, needs, 40);
}

static const test_case cases[] = {
    {"a query is answered by its id", a_query_is_answered},
    {"a need that is not met is missing", a_need_that_is_not_met_is_missing},
    {"options are kept to", options_are_kept_to},
    {"what is not there is said with the nearest", what_is_not_there_is_said},
    {"the text of a question record is one query", a_question_record_is_one_query},
    {"every allocation may fail", survives_every_refusal},
};

TEST_MAIN("rules/questions", cases)
