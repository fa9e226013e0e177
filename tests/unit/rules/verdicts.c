/*
 * Verdicts: what the clauses of a rule come to, case by case and as a whole. The table follows the reference
 * (docs/guide/language.md, "Rules, parameters, queries").
 */
#include "kit.h"

static const char rules[] =
    /* requirements */
    "rule PASS \"Holds\"\n  source \"CD\", \"3.7\"\n  strength should, inferred\n"
    "  for p in post where p.posts is known\n  require p.posts >= 1\n"
    "rule FAIL \"Fails for one\"\n  for p in post where p.posts is known\n  require p.posts <= 2\n"
    "  says \"{p} has {p.posts} ({p.posts / 3, 1})\"\n  remedy \"Take some away.\"\n"
    "rule DOUBT \"Depends on what is missing\"\n  for p in post\n  require p.posts < 20\n"
    "  remedy \"Nothing.\"\n"
    "rule FAIL-BEFORE-DOUBT \"A failure counts more than a doubt\"\n  for p in post\n"
    "  require p.posts < 8\n"
    "rule NOTHING \"No case\"\n  for p in post where p.posts = 99\n  require no\n"
    "rule ONCE \"Without for there is one case\"\n  require count(p in post) = 4\n"
    "rule BOTH \"All requirements hold\"\n  for p in post where p.posts = 1\n  require yes\n"
    "  require p.title = \"A\"\n"
    /* when, except, needs */
    "rule WHEN \"Only where it applies\"\n  for p in post\n  when p.posts > 1\n  require p.posts = "
    "8\n"
    "rule WHEN-NONE \"Nowhere\"\n  for p in post where p.posts is known\n  when p.posts > 50\n"
    "  require no\n"
    "rule EXCEPT \"Not where it is excepted\"\n  for p in post where p.posts is known\n  except "
    "p.posts = 8\n  require p.posts < 3\n"
    "rule EXCEPT-DOUBT \"Excepted or not\"\n  for p in post\n  except p.posts = 8\n  require "
    "yes\n"
    "rule NEEDS \"Cannot start\"\n  for p in post\n  needs any(f in figure) \"the figures of the "
    "paper\"\n  require no\n"
    "rule NEEDS-MET \"Can start\"\n  needs any(p in post) \"posts\"\n  require yes\n"
    "rule NEEDS-CASE \"One case cannot\"\n  for p in post\n  needs p.posts is known \"the number of "
    "posts of {{some}}\"\n  require p.posts > 0\n"
    /* where undecided */
    "rule MAY-EXIST \"A case that may not exist cannot fail\"\n  for p in post where p.posts = 3\n"
    "  require no\n"
    "rule OPEN \"A list that is not given\"\n  for a in (post d).serves\n  require yes\n"
    /* let, warn, several variables */
    "rule LET \"Parts have names\"\n  for p in post where p.posts is known\n  let double = 2 * "
    "p.posts\n  let more = double + 1\n  require more <= 5\n  says \"{more} is more than {double}\"\n"
    "rule WARN \"Warnings leave the verdict alone\"\n  for p in post where p.posts is known\n"
    "  warn p.posts > 1 \"{p.title} has {p.posts}\"\n  warn yes \"always\"\n  require yes\n"
    "rule PAIRS \"Several variables\"\n  for p in post where p.posts is known, q in post where "
    "q.reports_to = p\n  require q.posts > p.posts\n";

static locality_snapshot *snapshot;
static locality_findings *findings;

static void build(void) {
    locality_model *model = kit_model();
    kit_put(model, "post", "a", "title", "A", "posts", "1", "reports_to", "none", "source", "CD",
            "section", "App3", NULL);
    kit_put(model, "post", "b", "title", "B", "posts", "2", "reports_to", "a", NULL);
    kit_put(model, "post", "c", "title", "C", "posts", "8", "reports_to", "a", NULL);
    kit_put(model, "post", "d", "title", "D", "reports_to", "b", NULL);
    kit_rules(model, rules, "verdicts.rules");
    snapshot = kit_take(model);
    findings = kit_check(snapshot, NULL);
}

static const locality_finding *finding_of(const char *rule) {
    static const locality_finding none = {0};
    const locality_finding *finding = locality_findings_find(findings, rule);
    return TEST_ROW(finding != NULL, rule) ? finding : &none;
}

static void verdicts_follow_the_clauses(void) {
    static const struct {
        const char *rule, *verdict;
        uint64_t pass, fail, doubt, excluded;
        const char *summary;
    } rows[] = {
        {"PASS", "pass", 3, 0, 0, 0, "Holds in all 3 cases."},
        {"FAIL", "fail", 2, 1, 0, 0, "Fails: C has 8 (2.7)."},
        {"DOUBT", "cannot_decide", 3, 0, 1, 0,
         "Cannot be decided; what is missing: posts of post D is not given."},
        {"FAIL-BEFORE-DOUBT", "fail", 2, 1, 1, 0,
         "Fails: p = post C: 8 < 8 is false."},
        {"NOTHING", "cannot_decide", 0, 0, 1, 0,
         "Cannot be decided; what is missing: posts of post D is not given."},
        {"ONCE", "pass", 1, 0, 0, 0, "Holds."},
        {"BOTH", "cannot_decide", 1, 0, 1, 0,
         "Cannot be decided; what is missing: posts of post D is not given."},
        {"WHEN", "fail", 1, 1, 1, 1, "Fails: p = post B: 2 = 8 is false, difference -6."},
        {"WHEN-NONE", "not_applicable", 0, 0, 0, 3,
         "Does not apply: excluded by when p.posts > 50."},
        {"EXCEPT", "pass", 2, 0, 0, 1, "Holds in all 2 cases; 1 case does not apply."},
        {"EXCEPT-DOUBT", "cannot_decide", 2, 0, 1, 1,
         "Cannot be decided; what is missing: posts of post D is not given."},
        {"NEEDS", "cannot_decide", 0, 0, 0, 0,
         "Cannot be decided; what is missing: the figures of the paper."},
        {"NEEDS-MET", "pass", 1, 0, 0, 0, "Holds."},
        {"NEEDS-CASE", "cannot_decide", 3, 0, 1, 0,
         "Cannot be decided; what is missing: the number of posts of {some}; posts of post D is "
         "not given."},
        {"MAY-EXIST", "cannot_decide", 0, 0, 1, 0,
         "Cannot be decided; what is missing: posts of post D is not given."},
        {"OPEN", "cannot_decide", 0, 0, 1, 0,
         "Cannot be decided; what is missing: serves of post D is not given."},
        {"LET", "fail", 2, 1, 0, 0, "Fails: 17 is more than 16."},
        {"WARN", "pass", 3, 0, 0, 0, "Holds in all 3 cases."},
        {"PAIRS", "cannot_decide", 2, 0, 1, 0,
         "Cannot be decided; what is missing: posts of post D is not given."},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const locality_finding *finding = finding_of(rows[i].rule);
        int right = TEST_TEXT(locality_verdict_name(finding->verdict), rows[i].verdict);
        right &= TEST_NUMBER(finding->cases[LOCALITY_VERDICT_PASS], rows[i].pass);
        right &= TEST_NUMBER(finding->cases[LOCALITY_VERDICT_FAIL], rows[i].fail);
        right &= TEST_NUMBER(finding->cases[LOCALITY_VERDICT_CANNOT_DECIDE], rows[i].doubt);
        right &= TEST_NUMBER(finding->cases[LOCALITY_VERDICT_NOT_APPLICABLE], rows[i].excluded);
        right &= TEST_TEXT(finding->summary, rows[i].summary);
        if (!right)
            printf("  in rule %s\n", rows[i].rule);
    }
    TEST_NUMBER(locality_findings_count(findings), TEST_COUNT(rows));
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_PASS), 5);
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_FAIL), 4);
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_NOT_APPLICABLE), 1);
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_CANNOT_DECIDE), 9);
}

static void a_finding_carries_its_rule_and_grounds(void) {
    const locality_finding *pass = finding_of("PASS"), *fail = finding_of("FAIL");
    TEST_TEXT(pass->sentence, "Holds");
    TEST_TEXT(pass->source, "CD");
    TEST_TEXT(pass->section, "3.7");
    TEST_TEXT(pass->strength, "should");
    TEST_TEXT(pass->basis, "inferred");
    TEST_TEXT(pass->remedy, "");
    TEST_TEXT(pass->file, "verdicts.rules");
    TEST_NUMBER(pass->line, 1);
    TEST_NUMBER(pass->is_native, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(pass->text, "rule PASS \"Holds\""));
    TEST_TEXT(fail->strength, "must");
    TEST_TEXT(fail->basis, "stated");
    TEST_TEXT(fail->remedy, "Take some away.");
    TEST_TEXT(finding_of("DOUBT")->remedy, ""); /* only for what fails */
    TEST_TEXT(fail->arithmetic, "posts of post C = 8\n8 <= 2 is false, difference 6");
    TEST_NUMBER(fail->details_count, 3);
    TEST_TEXT(fail->details[0].binding, "p = post C"); /* what decides first */
    TEST_NUMBER(fail->details[0].verdict, LOCALITY_VERDICT_FAIL);
    TEST_TEXT(fail->details[0].says, "C has 8 (2.7)");
    TEST_TEXT(fail->details[1].binding, "p = post A");
    TEST_TEXT(fail->details[1].says, "");
    TEST_NUMBER(fail->witnesses_count, 2);
    TEST_TEXT(fail->witnesses[0].id, "c");
    TEST_TEXT(fail->witnesses[0].field, "");
    TEST_TEXT(fail->witnesses[1].field, "posts");
    TEST_TEXT(fail->witnesses[1].value, "8");
    TEST_TEXT(fail->details[1].witnesses[0].section, "App3");
    TEST_TEXT(finding_of("LET")->arithmetic,
              "posts of post C = 8\ndouble = 2 * 8 = 16\nmore = 16 + 1 = 17\n"
              "17 <= 5 is false, difference 12");
    TEST_TEXT(finding_of("PAIRS")->details[0].binding, "p = post B, q = post D");
    TEST_TEXT(finding_of("WHEN")->condition, "when p.posts > 1");
}

static void warnings_come_once_each(void) {
    const locality_finding *warn = finding_of("WARN");
    TEST_NUMBER(warn->warnings_count, 3);
    TEST_TEXT(warn->warnings[0], "B has 2");
    TEST_TEXT(warn->warnings[1], "C has 8");
    TEST_TEXT(warn->warnings[2], "always");
}

static void details_are_bounded_and_counts_are_not(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    options.max_cases = 1;
    options.max_witnesses = 1;
    locality_findings *few = kit_check(snapshot, &options);
    const locality_finding *finding = locality_findings_find(few, "FAIL-BEFORE-DOUBT");
    TEST_NUMBER(finding->details_count, 1);
    TEST_NUMBER(finding->details[0].verdict, LOCALITY_VERDICT_FAIL);
    TEST_NUMBER(finding->witnesses_count, 1);
    TEST_NUMBER(finding->witnesses_more, 1);
    TEST_NUMBER(finding->cases[LOCALITY_VERDICT_PASS], 2);
    locality_findings_free(few);
}

static void verdicts_have_names(void) {
    TEST_TEXT(locality_verdict_name(LOCALITY_VERDICT_PASS), "pass");
    TEST_TEXT(locality_verdict_name(LOCALITY_VERDICT_FAIL), "fail");
    TEST_TEXT(locality_verdict_name(LOCALITY_VERDICT_CANNOT_DECIDE), "cannot_decide");
    TEST_TEXT(locality_verdict_name(LOCALITY_VERDICT_NOT_APPLICABLE), "not_applicable");
    TEST_TEXT(locality_verdict_name(4), "unknown");
    TEST_TEXT(locality_verdict_name(-1), "unknown");
}

static void findings_outlive_the_snapshot(void) {
    locality_snapshot_release(snapshot);
    TEST_TEXT(finding_of("FAIL")->details[0].witnesses[0].label, "C");
    CU_ASSERT_PTR_NULL(locality_findings_at(findings, 1000));
    CU_ASSERT_PTR_NULL(locality_findings_find(findings, "nobody"));
    CU_ASSERT_PTR_NULL(locality_findings_find(findings, NULL));
    TEST_NUMBER(locality_findings_count(NULL), 0);
    TEST_NUMBER(locality_findings_with(NULL, 0), 0);
    locality_findings_free(findings);
    locality_findings_free(NULL);
}

static const test_case cases[] = {
    {"the model is judged", build},
    {"verdicts follow the clauses", verdicts_follow_the_clauses},
    {"a finding carries its rule and its grounds", a_finding_carries_its_rule_and_grounds},
    {"warnings come once each, in order", warnings_come_once_each},
    {"details are bounded and counts are not", details_are_bounded_and_counts_are_not},
    {"verdicts have names", verdicts_have_names},
    {"findings outlive the snapshot", findings_outlive_the_snapshot},
};

TEST_MAIN("verdicts", cases)
