/*
 * Refused memory: every allocation of a query fails in turn, once and for good; an error is reported,
 * nothing is left behind.
 */
#include "eval_kit.h"

#include "expr/story.h"
#include "support/fault.h"

static const char *const questions[] = {
    "sum(p.posts for p in post where p.unit = \"u\") = 3 and area a within area b",
    "list(p.title, p.posts, span(p) for p in post where p.posts > 0)",
    "set(p.title for p in post where p.title matches \"*b\")",
    ("list(u.id, sum(p.posts for p in post where p.unit = u), count(q in post where q.title = "
     "u.name), count(q in post where q.serves has area a and q.unit = u) for u in unit)"),
    ("all(count(q in post, d in area where q.serves has d and q.reports_to = p) < limit for p in "
     "post)"),
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
    const locality_snapshot *snapshot; /* for questions inside */
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
        asked a = {questions[i], NULL};
        fault_drive(questions[i], ask, &a, 40);
    }
}

/* Inside: with scratch memory in pieces as small as what is taken, so that each piece can be refused. The
 * model has memory of its own. */
static locality_status evaluate(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    const asked *a = state;
    loc_run run;
    loc_tree *tree = NULL;
    loc_plan plan;
    loc_story story;
    loc_vector vector;
    loc_run_init(&run, a->snapshot, allocator);
    run.block_size = 1;
    memset(&plan, 0, sizeof plan);
    loc_story_init(&story, &run, &run.arena, 50);
    locality_status status = loc_syntax_parse_expression(
        run.schema, a->question, strlen(a->question), &run.arena, &tree, &run.failure);
    if (status == LOCALITY_OK)
        status = loc_check_expression(run.schema, NULL, &run.arena, tree, &run.failure);
    if (status == LOCALITY_OK &&
        loc_plan_init(&plan, &run, tree->text, tree->length, tree->nodes, tree->slots)) {
        plan.few = 0;
        if (loc_plan_root(&plan, tree->root, false) && loc_plan_ready(&plan) &&
            loc_eval(&plan, plan.outside, tree->root, &vector) &&
            loc_story_tell(&story, &plan, plan.outside, tree->root, NULL))
            (void)loc_story_miss(&story, &plan, plan.outside, tree->root);
    }
    loc_story_clear(&story);
    loc_plan_clear(&plan);
    status = loc_run_status(&run, error);
    loc_run_clear(&run);
    return status;
}

static void every_piece_of_scratch_memory_may_be_refused(void) {
    static const char *const more[] = {
        "list(u.id, count(p in post where p.unit = u and p.title = u.name), max(p.posts for p in "
        "post where p.unit = u), share(p.senior for p in post where p.title = u.name) for u in "
        "unit)",
        "all(any(q in post where q.reports_to = p and q.unit = p.unit) for p in post)",
        "sum(p.posts for a in area, p in post where p.serves has a and a.population > 1)",
        "list(p.serves.name for p in post) overlaps {\"a\", \"b\"}",
        "set(n.about for n in note) = list(n.about for n in note where n.about.name = \"ab\")",
        "count(distinct p.unit for p in post) + size(if post p1.senior then {1} else {2})",
        "post p2.serves within post p1.serves or covers(post p2.serves, area a)",
        "below(post p1).senior has yes or ancestors(area a) is empty",
        "{post p1, post p2} has (post p2).reports_to and -(post p2).posts < 0",
        "add_months(2010-07, 1) - 2010-07-01 > 3 days and round(1.5) = abs(-2)",
        "post p1.unit = post p1.title and min(1, 2) < 3 and 2010-09-03 < 2010-09-03T17:00",
        "min(p.posts for p in post) in {1, 2, 3} and area a = parent(area a)",
    };
    locality_model *model = NULL;
    asked a = {NULL, NULL};
    locality_snapshot *snapshot = NULL;
    kit_well(locality_model_new(NULL, NULL, &model, &kit_error), "model");
    kit_well(build(model, &kit_error), "records");
    kit_put(model, "note", "n1", "about", "post:p1", NULL);
    kit_put(model, "note", "n2", "about", "unit:u", NULL);
    snapshot = kit_take(model);
    a.snapshot = snapshot;
    for (size_t i = 0; i < TEST_COUNT(questions); i++) {
        a.question = questions[i];
        if (strstr(a.question, "limit") == NULL) /* a parameter, which is not declared here */
            fault_drive(a.question, evaluate, &a, 10);
    }
    for (size_t i = 0; i < TEST_COUNT(more); i++) {
        a.question = more[i];
        fault_drive(a.question, evaluate, &a, 10);
    }
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static const test_case cases[] = {
    {"every refused allocation of a query is reported and nothing is left",
     every_refused_allocation_is_reported},
    {"every piece of scratch memory may be refused", every_piece_of_scratch_memory_may_be_refused},
};

TEST_MAIN("refused memory in queries", cases)
