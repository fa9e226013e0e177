/* Refused memory: every allocation of a check and of a query by id fails in turn. */
#include "kit.h"

#include "support/fault.h"

static const char rules[] =
    "parameter cap : count = 2\n"
    "rule R-1 \"Sums\"\n  source \"CD\", \"1\"\n  for u in unit\n"
    "  needs any(p in post) \"posts\"\n  let n = sum(p.posts for p in post where p.unit = u)\n"
    "  when n > 0\n  require n <= cap\n  warn n > 1 \"{u} has {n}\"\n  says \"{u.name}: {n} of "
    "{cap}\"\n"
    "  remedy \"Take some away.\"\n"
    "rule R-2 \"Lines\"\n  for p in post, q in post where q.reports_to = p\n"
    "  require p.posts > q.posts and area \"Bumble\" within area a\n"
    "rule R-3 \"Missing\"\n  needs any(f in figure) \"figures\"\n  require no\n"
    "rule R-4 \"Lists\"\n  for a in (post p2).serves\n  require a.population > 10\n"
    "query Q-1 \"q\"\n  let n = 1\n  answer list(p, p.posts + n for p in post where p.posts < "
    "cap)\n";

static const char *const records[][12] = {
    {"area", "a", "population", ">=10"},
    {"alias", "x", "record", "area:a", "text", "Bumble"},
    {"unit", "u", "name", "ab"},
    {"unit", "v", "name", "cd"},
    {"post", "p1", "title", "ab", "posts", "1", "unit", "u"},
    {"post", "p2", "title", "cb", "posts", "1..2", "reports_to", "p1", "serves", "a", "unit", "u"},
    {"post", "p3", "posts", "3", "unit", "v", "reports_to", "p1"},
};

static locality_status build(locality_model *model, locality_error *error) {
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(records); i++) {
        locality_named_value values[5];
        size_t count = 0;
        memset(values, 0, sizeof values);
        for (size_t k = 2; k + 1 < 12 && records[i][k] != NULL; k += 2, count++) {
            values[count].field = records[i][k];
            values[count].value.type = LOCALITY_TYPE_TEXT;
            values[count].value.text = records[i][k + 1];
        }
        status = locality_model_put(model, records[i][0], records[i][1], values, count, error);
    }
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, sizeof rules - 1, "faults.rules", error);
    return status;
}

static locality_status run(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_findings *findings = NULL;
    locality_answer *answer = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    (void)state;
    if (status == LOCALITY_OK)
        status = build(model, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK) {
        status = locality_check(snapshot, NULL, &findings, error);
        CU_ASSERT((status == LOCALITY_OK) == (findings != NULL));
    }
    if (status == LOCALITY_OK) {
        TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_FAIL), 2);
        status = locality_query_run(snapshot, "Q-1", NULL, &answer, error);
        CU_ASSERT((status == LOCALITY_OK) == (answer != NULL));
    }
    locality_answer_free(answer);
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void every_refused_allocation_is_reported(void) {
    fault_drive("check and query", run, NULL, 150);
}

static const test_case cases[] = {
    {"every refused allocation of a check is reported and nothing is left",
     every_refused_allocation_is_reported},
};

TEST_MAIN("refused memory in checks", cases)
