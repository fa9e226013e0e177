/*
 * Refused memory: every allocation of a query fails in turn, once and for good; an error is reported,
 * nothing is left behind.
 */
#include "eval_kit.h"

#include "support/fault.h"

static const char *const questions[] = {
    "sum(p.posts for p in post where p.unit = \"u\") = 3 and area a within area b",
    "list(p.title, p.posts, span(p) for p in post where p.posts > 0)",
    "set(p.title for p in post where p.title matches \"*b\")",
    "list(u.id, sum(p.posts for p in post where p.unit = u), count(q in post where q.title = "
    "u.name), "
    "count(q in post where q.serves has area a and q.unit = u) for u in unit)",
    "all(count(q in post, d in area where q.serves has d and q.reports_to = p) < limit for p in "
    "post)",
    "if any(p.serves overlaps {area a} for p in post) then chain(post p1) else below(post p1)",
    "count(distinct p.unit for p in post) + size(distinct({1, 1, 2}))",
    "named(area b, \"Bee\") and text(1.5, 1) = \"1.5\" and weekday(2010-09-03) = \"Friday\"",
    "max(d.population for d in area) > low(area b.population)",
    "share(p.senior for p in post) > 10% or gaps(area_group g) is empty",
};

/* Kind, id, and fields with their texts. */
static const char *const records[][14] = {
    {"area", "b", "name", "Bee", "population", ">=10"},
    {"area", "a", "parent", "b"},
    {"alias", "x", "record", "area:b", "text", "Bumble"},
    {"area_group", "g", "members", "a", "within", "b", "layer", "l"},
    {"unit", "u", "name", "ab"},
    {"unit", "v", "quantity", "2"},
    {"post", "p1", "title", "ab", "posts", "1", "unit", "u"},
    {"post", "p2", "title", "cb", "posts", "1..2", "reports_to", "p1", "serves", "a b", "senior",
     "yes"},
    {"parameter", "limit", "type", "count"},
};

static locality_status build(locality_model *model, locality_error *error) {
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(records); i++) {
        locality_named_value values[6];
        size_t count = 0;
        memset(values, 0, sizeof values);
        for (size_t k = 2; k + 1 < 14 && records[i][k] != NULL; k += 2, count++) {
            values[count].field = records[i][k];
            values[count].value.type = LOCALITY_TYPE_TEXT;
            values[count].value.text = records[i][k + 1];
        }
        status = locality_model_put(model, records[i][0], records[i][1], values, count, error);
    }
    return status;
}

typedef struct asked {
    const char *question;
} asked;

static locality_status ask(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    const asked *a = state;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_answer *answer = NULL;
    locality_setting setting = {"limit", "5"};
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    options.parameters = &setting;
    options.parameters_count = 1;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    if (status == LOCALITY_OK)
        status = build(model, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK) {
        status =
            locality_query(snapshot, a->question, strlen(a->question), &options, &answer, error);
        CU_ASSERT((status == LOCALITY_OK) == (answer != NULL));
    }
    locality_answer_free(answer);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void every_refused_allocation_is_reported(void) {
    for (size_t i = 0; i < TEST_COUNT(questions); i++) {
        asked a = {questions[i]};
        fault_drive(questions[i], ask, &a, 40);
    }
}

static const test_case cases[] = {
    {"every refused allocation of a query is reported and nothing is left",
     every_refused_allocation_is_reported},
};

TEST_MAIN("refused memory in queries", cases)
