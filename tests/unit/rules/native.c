/* Native rules: what a host pushes into a sink becomes a finding like any other, and what a host does wrong is
 * told. */
#include "support/fault.h"
#include "town.h"

enum { MOST = 64 };

/* What the host's rule does when it is called, and what it saw. */
typedef struct host {
    locality_status (*push)(struct host *host, const locality_snapshot *snapshot,
                            locality_sink *sink, locality_error *error);
    locality_sink *kept; /* beyond the call, which is not allowed */
    fault_counter *counter;
    size_t calls;
} host;

static locality_status judge(void *self, const locality_snapshot *snapshot, locality_sink *sink,
                             locality_error *error) {
    host *h = self;
    h->calls++;
    h->kept = sink;
    return h->push(h, snapshot, sink, error);
}

static locality_native_rule rule_of(host *h, const char *id) {
    locality_native_rule rule = LOCALITY_NATIVE_RULE_INIT;
    rule.id = id;
    rule.sentence = "A rule of the host";
    rule.judge = judge;
    rule.self = h;
    return rule;
}

static locality_check_options options_of(const locality_native_rule *rules, size_t count) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    options.natives = rules;
    options.natives_count = count;
    return options;
}

static const char one_rule[] = "rule T \"t\"\n require 1 < 2\n";

static locality_findings *check_one(host *h) {
    const locality_native_rule rule = rule_of(h, "H-1");
    const locality_check_options options = options_of(&rule, 1);
    return town_judge(one_rule, &options);
}

static void fail_one(host *h, locality_status expected, const char *id, const char *part) {
    locality_snapshot *snapshot = town_ruled(one_rule);
    const locality_native_rule rule = rule_of(h, "H-1");
    const locality_check_options options = options_of(&rule, 1);
    town_fails(snapshot, &options, expected, id, part);
    locality_snapshot_release(snapshot);
}

/* ---- What is pushed ---------------------------------------------------------------------------------- */

#define PUSH(call)                       \
    do {                                 \
        locality_status pushed = (call); \
        if (pushed != LOCALITY_OK)       \
            return pushed;               \
    } while (0)

static locality_status push_all(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                locality_error *error) {
    (void)h;
    TEST_NUMBER(locality_snapshot_count(snapshot, locality_schema_kind(NULL, "post")), 5);
    PUSH(locality_sink_warning(sink, "host's warning", error));
    PUSH(locality_sink_case(sink, "post Lead", LOCALITY_VERDICT_PASS, "fine", "1 = 1", error));
    PUSH(locality_sink_witness(sink, "post", "lead", "posts", error));
    PUSH(locality_sink_witness(sink, "post", "lead", "posts", error));
    PUSH(locality_sink_witness(sink, "post", "lead", NULL, error));
    PUSH(
        locality_sink_case(sink, "post Worker", LOCALITY_VERDICT_FAIL, "too many", "3 = 1", error));
    PUSH(locality_sink_witness(sink, "post", "worker", "serves", error));
    PUSH(locality_sink_case(sink, NULL, LOCALITY_VERDICT_NOT_APPLICABLE, NULL, NULL, error));
    PUSH(locality_sink_case(sink, "post Spare", LOCALITY_VERDICT_CANNOT_DECIDE, NULL, NULL, error));
    PUSH(locality_sink_missing(sink, "how many", error));
    PUSH(locality_sink_missing(sink, "how many", error));
    return LOCALITY_OK;
}

static void what_is_pushed_is_shown(void) {
    host h = {.push = push_all};
    locality_native_rule rule = rule_of(&h, "H-1");
    rule.source = "BN";
    rule.section = "4";
    rule.strength = "should";
    locality_check_options options = options_of(&rule, 1);
    locality_findings *findings = town_judge(one_rule, &options);
    TEST_NUMBER(locality_findings_count(findings), 2);
    const locality_finding *f = locality_findings_at(findings, 1);
    TEST_TEXT(f->rule, "H-1");
    TEST_TEXT(f->sentence, "A rule of the host");
    TEST_TEXT(f->source, "BN");
    TEST_TEXT(f->section, "4");
    TEST_TEXT(f->strength, "should");
    TEST_TEXT(f->text, "");
    TEST_NUMBER(f->is_native, 1);
    TEST_NUMBER(f->line, 0);
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_FAIL);
    TEST_TEXT(f->summary, "Fails: too many.");
    TEST_TEXT(f->arithmetic, "3 = 1");
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        TEST_NUMBER(f->cases[v], 1);
    CU_ASSERT_EQUAL_FATAL(f->details_count, 4);
    TEST_TEXT(f->details[0].binding, "post Worker");
    TEST_TEXT(f->details[1].binding, "post Spare");
    TEST_TEXT(f->details[2].binding, "post Lead");
    TEST_TEXT(f->details[2].says, "fine");
    TEST_TEXT(f->details[3].binding, "");
    CU_ASSERT_EQUAL_FATAL(f->details[2].witnesses_count, 2);
    TEST_TEXT(f->details[2].witnesses[0].value, "1");
    TEST_TEXT(f->details[2].witnesses[0].source, "CD");
    TEST_TEXT(f->details[2].witnesses[1].field, "");
    TEST_NUMBER(f->witnesses_count, 1);
    TEST_TEXT(f->witnesses[0].value, "North, South");
    TEST_NUMBER(f->missing_count, 1);
    TEST_TEXT(f->missing[0].what, "how many");
    CU_ASSERT_EQUAL_FATAL(f->warnings_count, 1);
    TEST_TEXT(f->warnings[0], "host's warning");
    locality_findings_free(findings);
}

static void strengths_are_those_of_rules(void) {
    static const char *const strengths[] = {"must", "should", "conditional"};
    for (size_t i = 0; i < TEST_COUNT(strengths); i++) {
        host h = {.push = push_all};
        locality_native_rule rule = rule_of(&h, "H-1");
        rule.strength = strengths[i];
        locality_check_options options = options_of(&rule, 1);
        locality_findings *findings = town_judge(one_rule, &options);
        TEST_TEXT(locality_findings_at(findings, 1)->strength, strengths[i]);
        locality_findings_free(findings);
    }
}

static int32_t pushed_verdict;
static const char *pushed_binding, *pushed_says, *pushed_missing;

static locality_status push_given(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                  locality_error *error) {
    (void)h;
    (void)snapshot;
    if (pushed_verdict >= 0)
        PUSH(locality_sink_case(sink, pushed_binding, pushed_verdict, pushed_says, NULL, error));
    return pushed_missing == NULL ? LOCALITY_OK
                                  : locality_sink_missing(sink, pushed_missing, error);
}

static void the_cases_make_the_verdict(void) {
    static const struct {
        const char *binding, *says, *missing;
        int32_t pushed, verdict;
        const char *summary;
    } rows[] = {
        {NULL, NULL, NULL, -1, LOCALITY_VERDICT_NOT_APPLICABLE, "Does not apply."},
        {NULL, NULL, "the total", -1, LOCALITY_VERDICT_CANNOT_DECIDE,
         "Cannot be decided; what is missing: the total."},
        {NULL, NULL, NULL, LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_PASS, "Holds."},
        {"post a", NULL, NULL, LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_PASS, "Holds for post a."},
        {NULL, NULL, "the total", LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_CANNOT_DECIDE, NULL},
        {NULL, NULL, NULL, LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_FAIL, "Fails."},
        {"post a", NULL, NULL, LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_FAIL, "Fails: post a."},
        {"post a", "a is late", NULL, LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_FAIL,
         "Fails: a is late."},
        {NULL, NULL, NULL, LOCALITY_VERDICT_CANNOT_DECIDE, LOCALITY_VERDICT_CANNOT_DECIDE,
         "Cannot be decided."},
        {NULL, NULL, NULL, LOCALITY_VERDICT_NOT_APPLICABLE, LOCALITY_VERDICT_NOT_APPLICABLE,
         "Does not apply."},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        host h = {.push = push_given};
        pushed_verdict = rows[i].pushed;
        pushed_binding = rows[i].binding;
        pushed_says = rows[i].says;
        pushed_missing = rows[i].missing;
        locality_findings *findings = check_one(&h);
        const locality_finding *f = locality_findings_find(findings, "H-1");
        CU_ASSERT_PTR_NOT_NULL_FATAL(f);
        TEST_NUMBER(f->verdict, rows[i].verdict);
        if (rows[i].summary != NULL)
            TEST_TEXT(f->summary, rows[i].summary);
        TEST_TEXT(f->strength, "must");
        TEST_TEXT(f->source, "");
        locality_findings_free(findings);
    }
}

static locality_status push_many(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                 locality_error *error) {
    (void)h;
    (void)snapshot;
    for (int i = 0; i < MOST; i++) {
        char text[40];
        snprintf(text, sizeof text, "%d", i);
        PUSH(locality_sink_case(sink, text,
                                i % 2 == 0 ? LOCALITY_VERDICT_PASS : LOCALITY_VERDICT_FAIL, NULL,
                                NULL, error));
        PUSH(locality_sink_witness(sink, "post", "lead", "posts", error));
        PUSH(locality_sink_witness(sink, "post", "lead", "fte", error));
        PUSH(locality_sink_witness(sink, "post", "lead", "level", error));
        PUSH(locality_sink_missing(sink, text, error));
        PUSH(locality_sink_warning(sink, text, error));
    }
    return LOCALITY_OK;
}

static void what_is_kept_is_bounded(void) {
    host h = {.push = push_many};
    const locality_native_rule rule = rule_of(&h, "H-1");
    locality_check_options options = options_of(&rule, 1);
    options.max_cases = 5;
    options.max_witnesses = 2;
    locality_findings *findings = town_judge(one_rule, &options);
    const locality_finding *f = locality_findings_at(findings, 1);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], MOST / 2);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], MOST / 2);
    CU_ASSERT_EQUAL_FATAL(f->details_count, 5);
    TEST_TEXT(f->details[0].binding, "1");
    TEST_TEXT(f->details[4].binding, "9");
    TEST_NUMBER(f->witnesses_count, 2);
    TEST_NUMBER(f->witnesses_more, 1);
    TEST_NUMBER(f->missing_count, 40);
    TEST_NUMBER(f->missing_more, MOST - 40);
    TEST_NUMBER(f->warnings_count, 20);
    locality_findings_free(findings);
}

/* ---- What a sink refuses ----------------------------------------------------------------------------- */

static locality_status push_wrongly(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                    locality_error *error) {
    static const char broken[] = "\xc3(";
    (void)h;
    (void)snapshot;
    TEST_NUMBER(locality_sink_case(NULL, NULL, 0, NULL, NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_case(sink, NULL, -1, NULL, NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_case(sink, NULL, 4, NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_case(sink, broken, 0, NULL, NULL, error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_sink_case(sink, NULL, 0, broken, NULL, error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_sink_case(sink, NULL, 0, NULL, broken, error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_sink_witness(NULL, "post", "lead", NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_witness(sink, "post", "lead", NULL, error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "no case yet"));
    TEST_NUMBER(locality_sink_case(sink, "only", LOCALITY_VERDICT_PASS, NULL, NULL, error),
                LOCALITY_OK);
    TEST_NUMBER(error->status, LOCALITY_OK);
    TEST_NUMBER(locality_sink_witness(sink, NULL, "lead", NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_witness(sink, "post", NULL, NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_witness(sink, "boat", "lead", NULL, error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_sink_witness(sink, "post", "led", NULL, error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_sink_witness(sink, "post", "lead", "hat", error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_sink_missing(NULL, "x", error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_missing(sink, NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_missing(sink, broken, error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_sink_warning(NULL, "x", error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_warning(sink, NULL, error), LOCALITY_INVALID);
    TEST_NUMBER(locality_sink_warning(sink, broken, error), LOCALITY_ENCODING);
    return LOCALITY_OK; /* the failures were the host's to see; the check goes on */
}

static void what_a_sink_refuses_leaves_no_trace(void) {
    host h = {.push = push_wrongly};
    locality_findings *findings = check_one(&h);
    const locality_finding *f = locality_findings_at(findings, 1);
    TEST_TEXT(f->summary, "Holds for only.");
    TEST_NUMBER(f->details_count, 1);
    TEST_NUMBER(f->witnesses_count, 0);
    TEST_NUMBER(f->missing_count, 0);
    TEST_NUMBER(f->warnings_count, 0);
    locality_findings_free(findings);
}

/* A host that keeps a sink meets it again in the call of another rule of the same check. */
static host *other_host;

static locality_status push_into_other(host *h, const locality_snapshot *snapshot,
                                       locality_sink *sink, locality_error *error) {
    locality_findings *inner = NULL;
    locality_native_rule rule = rule_of(other_host, "H-2");
    locality_check_options options = options_of(&rule, 1);
    (void)h;
    other_host->kept = sink;
    PUSH(locality_check(snapshot, &options, &inner,
                        error)); /* re-entry: another check is another call */
    TEST_NUMBER(locality_findings_count(inner), 2);
    locality_findings_free(inner);
    return locality_sink_case(sink, NULL, LOCALITY_VERDICT_PASS, NULL, NULL, error);
}

static void a_check_within_a_rule_is_a_check_of_its_own(void) {
    host inner = {.push = push_all}, h = {.push = push_into_other};
    other_host = &inner;
    locality_findings *findings = check_one(&h);
    TEST_NUMBER(locality_findings_at(findings, 1)->verdict, LOCALITY_VERDICT_PASS);
    TEST_NUMBER(inner.calls, 1);
    locality_findings_free(findings);
}

/* ---- Failing ----------------------------------------------------------------------------------------- */

static locality_status failing_status;
static int32_t failing_code;
static const char *failing_text, *failing_id;

static locality_status push_and_fail(host *h, const locality_snapshot *snapshot,
                                     locality_sink *sink, locality_error *error) {
    (void)h;
    (void)snapshot;
    PUSH(locality_sink_case(sink, "a", LOCALITY_VERDICT_PASS, NULL, NULL, error));
    PUSH(locality_sink_witness(sink, "post", "lead", NULL, error));
    if (failing_text != NULL) {
        error->status = failing_status;
        error->host_code = failing_code;
        snprintf(error->message, sizeof error->message, "%s", failing_text);
        snprintf(error->id, sizeof error->id, "%s", failing_id);
    }
    return failing_status;
}

static void a_failure_of_the_host_passes_through(void) {
    static const struct {
        locality_status status;
        int32_t code;
        const char *text, *id;
        locality_status expected;
        int32_t expected_code;
        const char *expected_id, *part;
    } rows[] = {
        {LOCALITY_CALLBACK, 42, "the host's own words", "", LOCALITY_CALLBACK, 42, "H-1",
         "the host's own words"},
        {LOCALITY_IO, 5, "no file", "record-7", LOCALITY_IO, 5, "record-7", "no file"},
        {LOCALITY_CANCELLED, 0, "stop", "", LOCALITY_CANCELLED, 0, "H-1", "stop"},
        {LOCALITY_NO_MEMORY, 0, NULL, NULL, LOCALITY_NO_MEMORY, 0, "H-1", "H-1"},
        {-3, 0, NULL, NULL, LOCALITY_CALLBACK, -3, "H-1", "H-1"},
        {4711, 0, NULL, NULL, LOCALITY_CALLBACK, 4711, "H-1", "H-1"},
        {4711, 9, "said", "", LOCALITY_CALLBACK, 4711, "H-1", "said"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        host h = {.push = push_and_fail};
        failing_status = rows[i].status;
        failing_code = rows[i].code;
        failing_text = rows[i].text;
        failing_id = rows[i].id;
        fail_one(&h, rows[i].expected, rows[i].expected_id, rows[i].part);
        TEST_NUMBER(town_error.host_code, rows[i].expected_code);
    }
}

/* A failure that the sink reported passes through as well. */
static locality_status push_unknown(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                    locality_error *error) {
    (void)h;
    (void)snapshot;
    PUSH(locality_sink_case(sink, NULL, LOCALITY_VERDICT_PASS, NULL, NULL, error));
    return locality_sink_witness(sink, "post", "led", NULL, error);
}

static void a_failure_of_the_sink_passes_through(void) {
    host h = {.push = push_unknown};
    fail_one(&h, LOCALITY_NOT_FOUND, "H-1", "there is no post \"led\"");
}

/* ---- The rule itself --------------------------------------------------------------------------------- */

static void a_native_rule_needs_its_members(void) {
    host h = {.push = push_all};
    locality_snapshot *snapshot = town_ruled(one_rule);
    for (size_t i = 0; i < 8; i++) {
        locality_native_rule rule = rule_of(&h, "H-1");
        locality_status expected = LOCALITY_INVALID;
        switch (i) {
        case 0:
            rule.id = NULL;
            break;
        case 1:
            rule.sentence = NULL;
            break;
        case 2:
            rule.judge = NULL;
            break;
        case 3:
            rule.strength = "perhaps";
            break;
        case 4:
            rule.struct_size = 3;
            break;
        case 5:
            rule.source = "\xff";
            expected = LOCALITY_ENCODING;
            break;
        case 6:
            rule.id = "\xff";
            expected = LOCALITY_ENCODING;
            break;
        default:
            rule.id = "T";
            expected = LOCALITY_DUPLICATE;
            break;
        }
        locality_check_options options = options_of(&rule, 1);
        town_fails(snapshot, &options, expected, i == 7 ? "T" : "", "");
    }
    TEST_NUMBER(h.calls, 0);
    locality_snapshot_release(snapshot);
}

static void natives_come_last_and_differ(void) {
    static const char *const some[] = {"H-9", "T"}, *const unknown[] = {"H-8"};
    host h = {.push = push_all};
    const locality_native_rule rules[] = {rule_of(&h, "H-9"), rule_of(&h, "A-1")};
    const locality_native_rule twice[] = {rule_of(&h, "H-9"), rule_of(&h, "H-9")};
    locality_snapshot *snapshot = town_ruled(one_rule);
    locality_check_options options = options_of(rules, 2);
    locality_findings *findings = town_check(snapshot, &options);
    CU_ASSERT_EQUAL_FATAL(locality_findings_count(findings), 3);
    TEST_TEXT(locality_findings_at(findings, 0)->rule, "T");
    TEST_TEXT(locality_findings_at(findings, 1)->rule, "H-9");
    TEST_TEXT(locality_findings_at(findings, 2)->rule, "A-1");
    locality_findings_free(findings);
    options.rules = some;
    options.rules_count = 2;
    findings = town_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 2);
    locality_findings_free(findings);
    options.rules_count = 1; /* the rule of the model is not judged; its id is taken all the same */
    findings = town_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 1);
    locality_findings_free(findings);
    options.rules = unknown;
    town_fails(snapshot, &options, LOCALITY_NOT_FOUND, "H-8", "H-9");
    options = options_of(twice, 2);
    town_fails(snapshot, &options, LOCALITY_DUPLICATE, "H-9", "two rules");
    locality_snapshot_release(snapshot);
}

static size_t asked;

static int32_t stop_at_second(void *self) {
    host *h = self;
    asked++;
    if (h->kept != NULL) /* a sink outside the call of its rule takes nothing */
        TEST_NUMBER(asked, 3);
    return h->calls > 0 ? 3 : 0;
}

static void the_host_is_asked_before_each_native_rule(void) {
    host h = {.push = push_all};
    const locality_native_rule rules[] = {rule_of(&h, "H-1"), rule_of(&h, "H-2")};
    locality_snapshot *snapshot = town_ruled(one_rule);
    locality_check_options options = options_of(rules, 2);
    options.cancel = stop_at_second;
    options.cancel_self = &h;
    asked = 0;
    town_fails(snapshot, &options, LOCALITY_CANCELLED, "H-2", "stop");
    TEST_NUMBER(town_error.host_code, 3);
    TEST_NUMBER(h.calls, 1);
    locality_snapshot_release(snapshot);
}

/* A sink that a host keeps is closed once its rule has returned: the next rule of the check finds it so. */
static locality_status push_into_kept(host *h, const locality_snapshot *snapshot,
                                      locality_sink *sink, locality_error *error) {
    (void)snapshot;
    locality_sink *first = other_host->kept;
    if (first == NULL) { /* the first of the two rules */
        other_host->kept = sink;
        return locality_sink_case(sink, "first", LOCALITY_VERDICT_PASS, NULL, NULL, error);
    }
    CU_ASSERT_PTR_NOT_EQUAL(first, sink);
    TEST_NUMBER(locality_sink_case(first, "late", LOCALITY_VERDICT_FAIL, NULL, NULL, error),
                LOCALITY_BUSY);
    TEST_NUMBER(locality_sink_witness(first, "post", "lead", NULL, error), LOCALITY_BUSY);
    TEST_NUMBER(locality_sink_missing(first, "late", error), LOCALITY_BUSY);
    TEST_NUMBER(locality_sink_warning(first, "late", error), LOCALITY_BUSY);
    h->counter = NULL;
    return locality_sink_case(sink, "second", LOCALITY_VERDICT_PASS, NULL, NULL, error);
}

static void a_sink_that_was_kept_is_closed(void) {
    host h = {.push = push_into_kept}, keeper = {0};
    other_host = &keeper;
    const locality_native_rule rules[] = {rule_of(&h, "H-1"), rule_of(&h, "H-2")};
    locality_check_options options = options_of(rules, 2);
    locality_findings *findings = town_judge(one_rule, &options);
    TEST_TEXT(locality_findings_at(findings, 1)->summary, "Holds for first.");
    TEST_TEXT(locality_findings_at(findings, 2)->summary, "Holds for second.");
    locality_findings_free(findings);
}

/* ---- Every failure ----------------------------------------------------------------------------------- */

static locality_snapshot *make_town(const locality_allocator *allocator, locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    for (size_t i = 0; i < TEST_COUNT(town_rows) && status == LOCALITY_OK; i++)
        status = paper_put(model, town_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, one_rule, strlen(one_rule), NULL, error);
    if (status == LOCALITY_OK)
        (void)locality_snapshot_take(model, &snapshot, error);
    locality_model_free(model);
    return snapshot;
}

static locality_status check_natives(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    locality_snapshot *snapshot = make_town(allocator, error);
    locality_findings *findings = NULL;
    if (snapshot == NULL)
        return error->status;
    const locality_native_rule rules[] = {rule_of(state, "H-1"), rule_of(state, "H-2")};
    locality_check_options options = options_of(rules, 2);
    locality_status status = locality_check(snapshot, &options, &findings, error);
    if ((findings != NULL) != (status == LOCALITY_OK))
        status = LOCALITY_CONFLICT;
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    return status;
}

static void survives_every_refusal(void) {
    host all = {.push = push_all}, many = {.push = push_many};
    fault_drive("native rules", check_natives, &all, 60);
    fault_drive("native rules that push much", check_natives, &many, 100);
}

static locality_status push_or_fail(host *h, const locality_snapshot *snapshot, locality_sink *sink,
                                    locality_error *error) {
    if (fault_fires(h->counter))
        return 77;
    return push_all(h, snapshot, sink, error);
}

static locality_status check_callbacks(void *state, const locality_allocator *allocator,
                                       fault_counter *callbacks, locality_error *error) {
    host *h = state;
    h->counter = callbacks;
    locality_status status = check_natives(state, allocator, error);
    if (status == LOCALITY_CALLBACK && error->host_code != 77)
        status = LOCALITY_CONFLICT;
    return status;
}

static int32_t stop_or_not(void *self) {
    return fault_fires(self) ? 1 : 0;
}

static locality_status check_cancelled(void *state, const locality_allocator *allocator,
                                       fault_counter *callbacks, locality_error *error) {
    locality_snapshot *snapshot = make_town(allocator, error);
    locality_findings *findings = NULL;
    if (snapshot == NULL)
        return error->status;
    const locality_native_rule rule = rule_of(state, "H-1");
    locality_check_options options = options_of(&rule, 1);
    options.cancel = stop_or_not;
    options.cancel_self = callbacks;
    locality_status status = locality_check(snapshot, &options, &findings, error);
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    return status;
}

static void survives_every_callback(void) {
    host h = {.push = push_or_fail}, all = {.push = push_all};
    fault_drive_callback("native rules", check_callbacks, &h, LOCALITY_CALLBACK, 2);
    fault_drive_callback("cancel", check_cancelled, &all, LOCALITY_CANCELLED, 2);
}

static const test_case cases[] = {
    {"what a host pushes is shown as its finding", what_is_pushed_is_shown},
    {"strengths are those of rules", strengths_are_those_of_rules},
    {"the cases pushed make the verdict", the_cases_make_the_verdict},
    {"what is kept is bounded, and counted", what_is_kept_is_bounded},
    {"what a sink refuses leaves no trace", what_a_sink_refuses_leaves_no_trace},
    {"a check within a rule is a check of its own", a_check_within_a_rule_is_a_check_of_its_own},
    {"status, code and text of a failing host pass through", a_failure_of_the_host_passes_through},
    {"a failure that the sink reported passes through", a_failure_of_the_sink_passes_through},
    {"a native rule needs its members", a_native_rule_needs_its_members},
    {"native rules come last and differ from all others", natives_come_last_and_differ},
    {"the host is asked before each native rule", the_host_is_asked_before_each_native_rule},
    {"a sink that was kept is closed", a_sink_that_was_kept_is_closed},
    {"every allocation may fail", survives_every_refusal},
    {"every callback may fail", survives_every_callback},
};

TEST_MAIN("rules/native", cases)
