/* Threads: several judge one snapshot at the same time and give byte-equal findings. Run it under a thread
 * sanitizer; without one it still compares what they say. */
#include <pthread.h>

#include "town.h"

enum { JUDGES = 4, ROUNDS = 6 };

static const char rules[] =
    "parameter cap : count = 2 \"Most\"\nparameter who : post\n"
    "rule A \"a\"\n source \"CD\", \"1\"\n for p in post\n when p.level <= 3\n except p.basis = "
    "user\n"
    " needs p.posts is known \"how many\"\n let twice = p.posts * 2\n require twice <= cap\n"
    " require p.senior or p.title is known\n warn p.senior is missing \"no level of {p.title}\"\n"
    " says \"{p.title}: {twice}\"\n remedy \"Less.\"\n"
    "rule B \"b\"\n require who.posts = 1\n"
    "rule C \"c\"\n for s in structure\n needs s.stated_fte > 0 \"the total\"\n"
    " require sum(p.fte for p in post where p.structure = s) <= s.stated_fte\n"
    "rule D \"d\"\n for p in post where p.reports_to is known\n require depth(p) <= 2 and not "
    "cyclic(p)\n"
    "rule E \"e\"\n for g in area_group\n require size(gaps(g)) = 0 and area north within area "
    "south\n"
    "rule F \"f\"\n for p in post, q in post where q.reports_to = p\n require span(p) < 9\n"
    "rule G \"g\"\n require area \"The Old Park\".name = \"Park\"\n"
    "query Q \"q\"\n answer list(p.title, span(p) for p in post)\n";

static locality_status judge_natively(void *self, const locality_snapshot *snapshot,
                                      locality_sink *sink, locality_error *error) {
    (void)self;
    for (uint32_t row = 0; row < 3; row++) {
        const char *id = locality_snapshot_id(snapshot, locality_schema_kind(NULL, "post"), row);
        locality_status status =
            locality_sink_case(sink, id, LOCALITY_VERDICT_FAIL, "says", "1 = 2", error);
        if (status == LOCALITY_OK)
            status = locality_sink_witness(sink, "post", id, "posts", error);
        if (status != LOCALITY_OK)
            return status;
    }
    return LOCALITY_OK;
}

/* Everything that one thread says, all rounds behind one another; null where a call failed. */
static void *judge_on(void *state) {
    const locality_snapshot *snapshot = state;
    locality_native_rule native = LOCALITY_NATIVE_RULE_INIT;
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    char *all = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&all, &size);
    native.id = "H";
    native.sentence = "A rule of the host";
    native.judge = judge_natively;
    options.natives = &native;
    options.natives_count = 1;
    for (int round = 0; round < ROUNDS && out != NULL; round++) {
        locality_findings *findings = NULL;
        locality_answer *answer = NULL;
        locality_status status = locality_check(snapshot, &options, &findings, NULL);
        for (size_t i = 0; i < locality_findings_count(findings); i++)
            town_put_finding(out, locality_findings_at(findings, i));
        fprintf(out, "%d\n", status);
        status = locality_query_run(snapshot, "Q", NULL, &answer, NULL);
        for (size_t i = 0; i < locality_answer_rows(answer); i++)
            fprintf(out, "%s %s\n", locality_answer_text(answer, i, 0),
                    locality_answer_text(answer, i, 1));
        fprintf(out, "%d\n", status);
        locality_answer_free(answer);
        locality_findings_free(findings);
    }
    if (out != NULL)
        fclose(out);
    return all;
}

static void threads_say_the_same(void) {
    locality_snapshot *snapshot = town_ruled(rules);
    locality_snapshot *alone = town_ruled(rules);
    pthread_t threads[JUDGES];
    for (size_t i = 0; i < JUDGES; i++)
        CU_ASSERT_FATAL(pthread_create(&threads[i], NULL, judge_on, snapshot) == 0);
    char *expected = judge_on(alone);
    CU_ASSERT_PTR_NOT_NULL_FATAL(expected);
    CU_ASSERT_TRUE(strlen(expected) > 10000);
    CU_ASSERT_PTR_NOT_NULL(strstr(expected, "A rule of the host"));
    for (size_t i = 0; i < JUDGES; i++) {
        void *said = NULL;
        pthread_join(threads[i], &said);
        TEST_TEXT(said, expected);
        free(said);
    }
    free(expected);
    locality_snapshot_release(snapshot);
    locality_snapshot_release(alone);
}

static const test_case cases[] = {
    {"several threads that judge one snapshot say the same, byte for byte", threads_say_the_same},
};

TEST_MAIN("rules/check_threads", cases)
