/* Native rules: the host judges, the library keeps and shows what is pushed. */
#include "kit.h"

#include "support/fault.h"

static locality_snapshot *snapshot;

static void build(void) {
    locality_model *model = kit_model();
    kit_put(model, "post", "a", "title", "Head", "posts", "1", "source", "CD", "section", "App3",
            NULL);
    kit_put(model, "post", "b", "posts", "3", NULL);
    kit_rules(model, "rule R-1 \"r\"\n  require yes\n", NULL);
    snapshot = kit_take(model);
}

/* What a host's rule does, step by step; the first failure ends it. */
typedef struct script {
    const locality_snapshot *seen;
    locality_sink *kept;
    int32_t verdicts[4];
    size_t count;
    locality_status fails; /* what judge returns in the end */
    const char *message;
    int32_t host_code;
    fault_counter *callbacks; /* may be null */
} script;

static locality_status judge(void *self, const locality_snapshot *seen, locality_sink *sink,
                             locality_error *error) {
    script *s = self;
    locality_status status = LOCALITY_OK;
    s->seen = seen;
    s->kept = sink;
    if (s->callbacks != NULL && fault_fires(s->callbacks))
        return LOCALITY_CALLBACK;
    for (size_t i = 0; i < s->count && status == LOCALITY_OK; i++) {
        char binding[32];
        snprintf(binding, sizeof binding, "case %zu", i);
        status = locality_sink_case(sink, binding, s->verdicts[i], i == 0 ? "first" : NULL,
                                    "1 = 1", error);
        if (status == LOCALITY_OK)
            status = locality_sink_witness(sink, "post", i % 2 ? "b" : "a", "posts", error);
    }
    if (status == LOCALITY_OK && s->count > 0)
        status = locality_sink_warning(sink, "careful", error);
    if (status == LOCALITY_OK && s->count == 0)
        status = locality_sink_missing(sink, "the register", error);
    if (status == LOCALITY_OK && s->fails != LOCALITY_OK) {
        memset(error, 0, sizeof *error);
        error->status = s->fails;
        error->host_code = s->host_code;
        snprintf(error->message, sizeof error->message, "%s", s->message);
        return s->fails;
    }
    return status;
}

static locality_native_rule native(const char *id, script *s) {
    locality_native_rule rule = LOCALITY_NATIVE_RULE_INIT;
    rule.id = id;
    rule.sentence = "The host's own";
    rule.source = "Manual";
    rule.judge = judge;
    rule.self = s;
    return rule;
}

static void findings_of_native_rules_come_last_and_look_alike(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    script mixed = {.verdicts = {LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_FAIL,
                                 LOCALITY_VERDICT_NOT_APPLICABLE, LOCALITY_VERDICT_FAIL},
                    .count = 4};
    script open = {.count = 0};
    locality_native_rule rules[] = {native("N-2", &mixed), native("N-1", &open)};
    rules[1].strength = "should";
    options.natives = rules;
    options.natives_count = 2;
    locality_findings *findings = kit_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 3);
    CU_ASSERT_PTR_EQUAL(mixed.seen, snapshot);
    TEST_TEXT(locality_findings_at(findings, 0)->rule, "R-1");
    const locality_finding *f = locality_findings_at(findings, 1);
    TEST_TEXT(f->rule, "N-2");
    TEST_TEXT(f->sentence, "The host's own");
    TEST_TEXT(f->source, "Manual");
    TEST_TEXT(f->section, "");
    TEST_TEXT(f->strength, "must");
    TEST_TEXT(f->basis, "user");
    TEST_TEXT(f->text, "");
    TEST_NUMBER(f->is_native, 1);
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_FAIL);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], 2);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 1);
    TEST_NUMBER(f->details_count, 4);
    TEST_TEXT(f->details[0].binding, "case 1");
    TEST_TEXT(f->details[1].binding, "case 3");
    TEST_TEXT(f->details[2].binding, "case 0");
    TEST_TEXT(f->details[2].says, "first");
    TEST_TEXT(f->arithmetic, "1 = 1");
    TEST_NUMBER(f->witnesses_count, 1);
    TEST_TEXT(f->witnesses[0].id, "b");
    TEST_TEXT(f->witnesses[0].value, "3");
    TEST_TEXT(f->details[2].witnesses[0].section, "App3");
    TEST_NUMBER(f->warnings_count, 1);
    TEST_TEXT(f->warnings[0], "careful");
    f = locality_findings_at(findings, 2);
    TEST_TEXT(f->strength, "should");
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_CANNOT_DECIDE);
    TEST_TEXT(f->summary, "Cannot be decided; what is missing: the register.");
    locality_findings_free(findings);
    static const char *const wanted[] = {"N-1"};
    options.rules = wanted;
    options.rules_count = 1;
    findings = kit_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 1);
    locality_findings_free(findings);
}

static void details_of_native_rules_are_bounded(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    script s = {.verdicts = {0, 0, 0, 0}, .count = 4};
    locality_native_rule rule = native("N-1", &s);
    options.natives = &rule;
    options.natives_count = 1;
    options.max_cases = 2;
    locality_findings *findings = kit_check(snapshot, &options);
    const locality_finding *f = locality_findings_find(findings, "N-1");
    TEST_NUMBER(f->details_count, 2);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 4);
    TEST_TEXT(f->summary, "Holds in all 4 cases.");
    locality_findings_free(findings);
}

static void a_failure_of_the_host_passes_through(void) {
    static const struct {
        locality_status returned, expected;
        int32_t code, expected_code;
        const char *message, *expected_message;
    } rows[] = {
        {LOCALITY_IO, LOCALITY_IO, 42, 42, "the disk is full", "the disk is full"},
        {LOCALITY_CALLBACK, LOCALITY_CALLBACK, 7, 7, "no", "no"},
        {-3, LOCALITY_CALLBACK, 0, -3, "odd", "odd"},
        {LOCALITY_IO, LOCALITY_IO, 0, 0, "", "the host's rule N-1 reported a failure"},
        {1000, LOCALITY_CALLBACK, 0, 1000, "", "the host's rule N-1 reported a failure"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
        locality_findings *findings = NULL;
        script s = {.count = 1,
                    .fails = rows[i].returned,
                    .message = rows[i].message,
                    .host_code = rows[i].code};
        locality_native_rule rule = native("N-1", &s);
        options.natives = &rule;
        options.natives_count = 1;
        TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), rows[i].expected);
        CU_ASSERT_PTR_NULL(findings);
        TEST_NUMBER(kit_error.status, rows[i].expected);
        TEST_NUMBER(kit_error.host_code, rows[i].expected_code);
        TEST_TEXT(kit_error.message, rows[i].expected_message);
        TEST_TEXT(kit_error.id, "N-1");
    }
}

/* Pushes what is wrong and remembers the answers. */
typedef struct tester {
    locality_status answers[12];
} tester;

static locality_status judge_wrongly(void *self, const locality_snapshot *seen,
                                     locality_sink *sink, locality_error *error) {
    tester *t = self;
    (void)seen;
    t->answers[0] = locality_sink_witness(sink, "post", "a", NULL, error); /* no case yet */
    t->answers[1] = locality_sink_case(sink, "b", 9, NULL, NULL, error);
    t->answers[2] = locality_sink_case(sink, "\xFF", 0, NULL, NULL, error);
    t->answers[3] = locality_sink_case(sink, NULL, LOCALITY_VERDICT_PASS, NULL, NULL, error);
    t->answers[4] = locality_sink_witness(sink, "pst", "a", NULL, error);
    t->answers[5] = locality_sink_witness(sink, "post", "zz", NULL, error);
    t->answers[6] = locality_sink_witness(sink, "post", "a", "titel", error);
    t->answers[7] = locality_sink_witness(sink, NULL, "a", NULL, error);
    t->answers[8] = locality_sink_missing(sink, NULL, error);
    t->answers[9] = locality_sink_warning(sink, "\xC3", error);
    t->answers[10] = locality_sink_warning(sink, NULL, error);
    t->answers[11] = locality_sink_missing(sink, "\xC3", error);
    return LOCALITY_OK;
}

static void what_is_pushed_is_checked(void) {
    static const locality_status expected[] = {
        LOCALITY_INVALID,   LOCALITY_INVALID,   LOCALITY_ENCODING, LOCALITY_OK,
        LOCALITY_NOT_FOUND, LOCALITY_NOT_FOUND, LOCALITY_NOT_FOUND, LOCALITY_INVALID,
        LOCALITY_INVALID,   LOCALITY_ENCODING,  LOCALITY_INVALID,  LOCALITY_ENCODING};
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    tester t;
    locality_native_rule rule = LOCALITY_NATIVE_RULE_INIT;
    rule.id = "N-1";
    rule.sentence = "s";
    rule.judge = judge_wrongly;
    rule.self = &t;
    options.natives = &rule;
    options.natives_count = 1;
    locality_findings *findings = kit_check(snapshot, &options);
    for (size_t i = 0; i < TEST_COUNT(expected); i++)
        TEST_NUMBER(t.answers[i], expected[i]);
    const locality_finding *f = locality_findings_find(findings, "N-1");
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_PASS);
    TEST_NUMBER(f->witnesses_count, 0);
    locality_findings_free(findings);
    TEST_NUMBER(locality_sink_case(NULL, NULL, 0, NULL, NULL, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_witness(NULL, "post", "a", NULL, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_missing(NULL, "x", &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_warning(NULL, "x", &kit_error), LOCALITY_INVALID);
}

/* A rule that pushes into the sink of the rule that runs it. */
typedef struct nest {
    locality_sink *outer;
    locality_status pushed;
    int32_t is_inner;
} nest;

static int32_t push_while_asked(void *self) {
    nest *n = self;
    if (n->outer != NULL && n->pushed == LOCALITY_OK)
        n->pushed = locality_sink_warning(n->outer, "from cancel", NULL);
    return 0;
}

static locality_status judge_later(void *self, const locality_snapshot *seen, locality_sink *sink,
                                   locality_error *error) {
    nest *n = self;
    (void)seen;
    if (n->outer == NULL) { /* the first rule keeps its sink, which is not allowed */
        n->outer = sink;
        return locality_sink_case(sink, NULL, LOCALITY_VERDICT_PASS, NULL, NULL, error);
    }
    n->pushed = locality_sink_case(n->outer, NULL, LOCALITY_VERDICT_FAIL, NULL, NULL, error);
    return LOCALITY_OK;
}

static void a_sink_takes_something_only_during_its_call(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    nest n = {NULL, LOCALITY_OK, 0};
    locality_native_rule rules[2] = {LOCALITY_NATIVE_RULE_INIT, LOCALITY_NATIVE_RULE_INIT};
    for (size_t i = 0; i < 2; i++) {
        rules[i].id = i == 0 ? "N-1" : "N-2";
        rules[i].sentence = "s";
        rules[i].judge = judge_later;
        rules[i].self = &n;
    }
    options.natives = rules;
    options.natives_count = 2;
    options.cancel = push_while_asked;
    options.cancel_self = &n;
    locality_findings *findings = kit_check(snapshot, &options);
    TEST_NUMBER(n.pushed, LOCALITY_BUSY);
    TEST_NUMBER(locality_findings_find(findings, "N-1")->verdict, LOCALITY_VERDICT_PASS);
    locality_findings_free(findings);
}

static void native_rules_are_checked(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = NULL;
    script s = {.count = 1};
    locality_native_rule rules[2] = {native("N-1", &s), native("N-1", &s)};
    options.natives = rules;
    options.natives_count = 2;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_DUPLICATE);
    rules[1].id = "R-1"; /* a rule of the model */
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_DUPLICATE);
    TEST_TEXT(kit_error.id, "R-1");
    rules[1].id = NULL;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_INVALID);
    rules[1] = native("N-2", &s);
    rules[1].judge = NULL;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_INVALID);
    rules[1] = native("N-2", &s);
    rules[1].strength = "maybe";
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_INVALID);
    rules[1] = native("\xFF", &s);
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_ENCODING);
    rules[0].struct_size = 3;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(findings);
}

static locality_status run_natives(void *state, const locality_allocator *allocator,
                                   fault_counter *callbacks, locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *taken = NULL;
    locality_findings *findings = NULL;
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    script s = {.verdicts = {LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_PASS}, .count = 2};
    locality_native_rule rules[] = {native("N-1", &s), native("N-2", &s), native("N-3", &s)};
    (void)state;
    s.callbacks = callbacks;
    options.natives = rules;
    options.natives_count = 3;
    locality_value posts = {.type = LOCALITY_TYPE_COUNT, .range = {1, 1}};
    locality_named_value named = {"posts", posts};
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    if (status == LOCALITY_OK)
        status = locality_model_put(model, "post", "a", &named, 1, error);
    if (status == LOCALITY_OK)
        status = locality_model_put(model, "post", "b", &named, 1, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &taken, error);
    if (status == LOCALITY_OK) {
        status = locality_check(taken, &options, &findings, error);
        CU_ASSERT((status == LOCALITY_OK) == (findings != NULL));
    }
    locality_findings_free(findings);
    locality_snapshot_release(taken);
    locality_model_free(model);
    return status;
}

static locality_status run_without_callbacks(void *state, const locality_allocator *allocator,
                                             locality_error *error) {
    return run_natives(state, allocator, NULL, error);
}

static void every_failure_on_the_way_is_reported(void) {
    fault_drive("native rules", run_without_callbacks, NULL, 40);
    fault_drive_callback("native rules", run_natives, NULL, LOCALITY_CALLBACK, 3);
}

static void the_snapshot_goes(void) {
    locality_snapshot_release(snapshot);
    CU_PASS("under a sanitizer nothing is left");
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"findings of native rules come last and look like all others",
     findings_of_native_rules_come_last_and_look_alike},
    {"details of native rules are bounded, counts are not", details_of_native_rules_are_bounded},
    {"a failure of the host passes through", a_failure_of_the_host_passes_through},
    {"what is pushed is checked", what_is_pushed_is_checked},
    {"a sink takes something only during the call of its rule",
     a_sink_takes_something_only_during_its_call},
    {"native rules are checked", native_rules_are_checked},
    {"every failure on the way is reported and nothing is left",
     every_failure_on_the_way_is_reported},
    {"the snapshot is given back", the_snapshot_goes},
};

TEST_MAIN("native rules", cases)
