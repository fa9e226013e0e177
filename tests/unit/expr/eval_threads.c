/* Threads: many ask one snapshot at the same time and get the same answers. */
#include "eval_kit.h"

#include <pthread.h>

#include "locality/rules.h"

enum { THREADS = 6, ROUNDS = 12, POSTS = 4000 };

static const char *const questions[] = {
    "sum(p.posts for p in post where p.unit = \"u3\")",
    "max(count(q in post where q.reports_to = p) for p in post)",
    "count(p in post where p.title matches \"*7*\")",
    "list(u.id, sum(p.posts for p in post where p.unit = u) for u in unit)",
    "size(chain(post \"p3999\"))",
    "text(percent(1, 3), 1)",
};

static const char rules[] = "rule R-1 \"Spans\"\n  for p in post\n  require count(q in post where "
                            "q.reports_to = p) <= 4\n"
                            "rule R-2 \"Units\"\n  for u in unit\n  require sum(p.posts for p in "
                            "post where p.unit = u) < 900\n";

static const locality_snapshot *snapshot;
static char expected[TEST_COUNT(questions)][400];
static char expected_summary[2][400];

static locality_snapshot *build(void) {
    locality_model *model = kit_model();
    char id[16], unit[16], to[16], title[32];
    for (unsigned i = 0; i < 9; i++) {
        snprintf(id, sizeof id, "u%u", i);
        kit_put(model, "unit", id, NULL);
    }
    for (unsigned i = 0; i < POSTS; i++) {
        snprintf(id, sizeof id, "p%u", i);
        snprintf(unit, sizeof unit, "u%u", i % 9);
        snprintf(to, sizeof to, "p%u", i / 4);
        snprintf(title, sizeof title, "Title %u", i % 31);
        kit_put(model, "post", id, "unit", unit, "reports_to", i == 0 ? "none" : to, "title", title,
                "posts", i % 2 ? "1" : "2", NULL);
    }
    kit_well(locality_rules_load(model, rules, sizeof rules - 1, NULL, &kit_error), "rules");
    locality_snapshot *taken = kit_take(model);
    locality_model_free(model);
    return taken;
}

/* All rows of an answer, one after the other. */
static locality_status ask(const char *text, char *out, size_t size) {
    locality_answer *answer = NULL;
    locality_error error;
    size_t used = 0;
    locality_status status = locality_query(snapshot, text, strlen(text), NULL, &answer, &error);
    out[0] = '\0';
    for (size_t r = 0; r < locality_answer_rows(answer) && used < size; r++)
        for (size_t c = 0; c < locality_answer_columns(answer) && used < size; c++)
            used += (size_t)snprintf(out + used, size - used, "%s;",
                                     locality_answer_text(answer, r, c));
    locality_answer_free(answer);
    return status;
}

static locality_status check(char summaries[2][400]) {
    locality_findings *findings = NULL;
    locality_error error;
    locality_status status = locality_check(snapshot, NULL, &findings, &error);
    for (size_t i = 0; i < 2 && i < locality_findings_count(findings); i++)
        snprintf(summaries[i], 400, "%s", locality_findings_at(findings, i)->summary);
    locality_findings_free(findings);
    return status;
}

static void *work(void *self) {
    size_t *wrong = self;
    const locality_snapshot *mine = locality_snapshot_retain(snapshot);
    for (unsigned round = 0; round < ROUNDS; round++) {
        char out[400], summaries[2][400];
        size_t k = round % TEST_COUNT(questions);
        *wrong +=
            ask(questions[k], out, sizeof out) != LOCALITY_OK || strcmp(out, expected[k]) != 0;
        if (round % 3 == 0)
            *wrong += check(summaries) != LOCALITY_OK ||
                      strcmp(summaries[0], expected_summary[0]) != 0 ||
                      strcmp(summaries[1], expected_summary[1]) != 0;
    }
    locality_snapshot_release(mine);
    return NULL;
}

static void threads_get_the_same_answers(void) {
    pthread_t threads[THREADS];
    size_t wrong[THREADS] = {0};
    locality_snapshot *taken = build();
    snapshot = taken;
    for (size_t k = 0; k < TEST_COUNT(questions); k++)
        TEST_NUMBER(ask(questions[k], expected[k], sizeof expected[k]), LOCALITY_OK);
    TEST_NUMBER(check(expected_summary), LOCALITY_OK);
    TEST_TEXT(expected_summary[0], "Holds in all 4000 cases.");
    for (size_t i = 0; i < THREADS; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, work, &wrong[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        TEST_NUMBER(wrong[i], 0);
    }
    locality_snapshot_release(taken);
}

static const test_case cases[] = {
    {"threads that share a snapshot get the same answers", threads_get_the_same_answers},
};

TEST_MAIN("threads ask one snapshot", cases)
