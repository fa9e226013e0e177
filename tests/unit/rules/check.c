/*
 * Checking: which rules are judged and in which order, the structure that is kept to, parameters and their
 * dates, what is wrong with rules, the step budget, and the host's wish to stop.
 */
#include "kit.h"

static locality_snapshot *snapshot;

static const char first[] =
    "parameter cap : count = 2  \"Most posts of a record\"\n"
    "parameter window : days  \"Days that count as several\"\n"
    "switch strict = no  \"Whether all count\"\n"
    "rule B-10 \"Ten\"\n  for s in structure\n  require sum(p.posts for p in post where p.structure "
    "= s) <= 3\n  says \"{s.id}\"\n"
    "rule B-2 \"Two\"\n  require window >= 10 days\n"
    "rule A-1 \"One\"\n  for p in post\n  require p.posts <= cap or (strict and window > 1 days)\n";
static const char second[] = "rule C-1 \"Later file\"\n  require area \"Old Town\" within county\n"
                             "rule C-2 \"As at\"\n  require as_at >= 2010-01-01\n"
                             "rule C-3 \"Paid\"\n  require pay < £400\n"
                             "query Q-1 \"Which posts are large?\"\n  let least = 2\n  answer "
                             "list(p, p.posts for p in post where p.posts >= least and p.posts >= "
                             "cap)\n"
                             "query Q-2 \"How many?\"\n  needs any(f in figure) \"figures\"\n  "
                             "answer count(p in post)\n";

static void build(void) {
    locality_model *model = kit_model();
    kit_put(model, "structure", "current", "name", "As it is", NULL);
    kit_put(model, "structure", "proposed", NULL);
    kit_put(model, "post", "a", "posts", "1", "structure", "current", NULL);
    kit_put(model, "post", "b", "posts", "2", "structure", "current", NULL);
    kit_put(model, "post", "c", "posts", "4", "structure", "proposed", NULL);
    kit_put(model, "area", "county", "parent", "none", NULL);
    kit_put(model, "area", "town", "parent", "county", NULL);
    kit_put(model, "alias", "x", "record", "area:town", "text", "Old Town", NULL);
    kit_put(model, "parameter", "pay", "type", "money", "unit", "pounds a week", "sentence",
            "A week's pay", NULL);
    kit_put(model, "parameter", "pay-1", "value_of", "pay", "value", "350", "starts", "2009-02-01",
            "ends", "2009-09-30", "status", "secondary", "citation", "digest", NULL);
    kit_put(model, "parameter", "pay-2", "value_of", "pay", "value", "380", "starts", "2009-10-01",
            "status", "unverified", "citation", "gazette", NULL);
    /* rules that come with a document have neither file nor line */
    kit_put(model, "rule", "Z-10", "text", "rule Z-10 \"z\"\n  require yes", NULL);
    kit_put(model, "rule", "Z-9", "text", "rule Z-9 \"z\"\n  require yes", NULL);
    kit_rules(model, first, "first.rules");
    kit_rules(model, second, "second.rules");
    snapshot = kit_take(model);
}

static const char *order_of(const locality_findings *findings) {
    static char out[200];
    out[0] = '\0';
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        strcat(out, i == 0 ? "" : " ");
        strcat(out, locality_findings_at(findings, i)->rule);
    }
    return out;
}

static void findings_come_in_the_order_of_the_files(void) {
    locality_findings *findings = kit_check(snapshot, NULL);
    TEST_TEXT(order_of(findings), "B-10 B-2 A-1 C-1 C-2 C-3 Z-9 Z-10");
    TEST_NUMBER(locality_findings_find(findings, "B-2")->line, 8);
    TEST_TEXT(locality_findings_find(findings, "C-1")->file, "second.rules");
    TEST_TEXT(locality_findings_find(findings, "Z-9")->file, "");
    locality_findings_free(findings);
}

static void the_caller_chooses_rules(void) {
    static const char *const wanted[] = {"Z-10", "A-1"};
    static const char *const unknown[] = {"A-11"};
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = NULL;
    options.rules = wanted;
    options.rules_count = 2;
    findings = kit_check(snapshot, &options);
    TEST_TEXT(order_of(findings), "A-1 Z-10");
    locality_findings_free(findings);
    options.rules = unknown;
    options.rules_count = 1;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(findings);
    TEST_TEXT(kit_error.id, "A-11");
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "\"A-1\""));
}

static void a_for_over_structures_keeps_to_the_chosen_one(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = kit_check(snapshot, NULL);
    const locality_finding *both = locality_findings_find(findings, "B-10");
    TEST_NUMBER(both->verdict, LOCALITY_VERDICT_FAIL);
    TEST_TEXT(both->summary, "Fails: proposed.");
    TEST_NUMBER(both->cases[LOCALITY_VERDICT_PASS], 1);
    locality_findings_free(findings);
    options.structure = "As it is"; /* by id, name or alias */
    findings = kit_check(snapshot, &options);
    const locality_finding *one = locality_findings_find(findings, "B-10");
    TEST_NUMBER(one->verdict, LOCALITY_VERDICT_PASS);
    TEST_NUMBER(one->cases[LOCALITY_VERDICT_PASS], 1);
    /* a rule over posts looks at all of them */
    TEST_NUMBER(locality_findings_find(findings, "A-1")->cases[LOCALITY_VERDICT_FAIL], 1);
    locality_findings_free(findings);
    options.structure = "curent";
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "current"));
}

static void parameters_are_shown_with_what_they_rest_on(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_setting settings[] = {{"cap", "4"}, {"window", "2 weeks"}};
    locality_findings *findings = kit_check(snapshot, NULL);
    const locality_finding *rule = locality_findings_find(findings, "A-1");
    TEST_NUMBER(rule->parameters_count, 3);
    TEST_TEXT(rule->parameters[0].name, "cap");
    TEST_TEXT(rule->parameters[0].sentence, "Most posts of a record");
    TEST_TEXT(rule->parameters[0].type, "count");
    TEST_TEXT(rule->parameters[0].value, "2");
    TEST_NUMBER(rule->parameters[0].is_overridden, 0);
    TEST_TEXT(rule->parameters[1].name, "strict");
    TEST_NUMBER(rule->parameters[1].is_switch, 1);
    TEST_TEXT(rule->parameters[1].value, "no");
    TEST_TEXT(rule->parameters[2].name, "window");
    TEST_TEXT(rule->parameters[2].value, "not given");
    rule = locality_findings_find(findings, "B-2");
    TEST_NUMBER(rule->verdict, LOCALITY_VERDICT_CANNOT_DECIDE);
    TEST_NUMBER(rule->missing_count, 1);
    TEST_TEXT(rule->missing[0].kind, "parameter");
    TEST_TEXT(rule->missing[0].id, "window");
    locality_findings_free(findings);
    options.parameters = settings;
    options.parameters_count = 2;
    findings = kit_check(snapshot, &options);
    TEST_NUMBER(locality_findings_find(findings, "A-1")->verdict, LOCALITY_VERDICT_PASS);
    rule = locality_findings_find(findings, "B-2");
    TEST_NUMBER(rule->verdict, LOCALITY_VERDICT_PASS);
    TEST_TEXT(rule->parameters[0].value, "14 days");
    TEST_NUMBER(rule->parameters[0].is_overridden, 1);
    locality_findings_free(findings);
    settings[1].name = "windw";
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "\"window\""));
}

static void the_value_of_the_date_counts_and_its_certainty_is_said(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_range day;
    locality_findings *findings = kit_check(snapshot, NULL);
    const locality_finding *rule = locality_findings_find(findings, "C-3");
    TEST_NUMBER(rule->verdict, LOCALITY_VERDICT_PASS); /* whichever holds */
    TEST_NUMBER(rule->warnings_count, 1 + 1);
    TEST_TEXT(rule->warnings[1],
              "several values of parameter pay may hold on the date asked about");
    TEST_NUMBER(locality_findings_find(findings, "C-2")->verdict, LOCALITY_VERDICT_CANNOT_DECIDE);
    locality_findings_free(findings);
    kit_well(locality_value_read(LOCALITY_TYPE_DATE, "2010-05-01", 10, &day, &kit_error), "date");
    options.as_at = &day;
    findings = kit_check(snapshot, &options);
    TEST_NUMBER(locality_findings_find(findings, "C-2")->verdict, LOCALITY_VERDICT_PASS);
    rule = locality_findings_find(findings, "C-3");
    TEST_TEXT(rule->parameters[0].value, "£380");
    TEST_TEXT(rule->parameters[0].window, "from 1 October 2009");
    TEST_TEXT(rule->parameters[0].citation, "gazette");
    TEST_TEXT(rule->parameters[0].status, "unverified");
    TEST_NUMBER(rule->warnings_count, 1);
    TEST_TEXT(rule->warnings[0], "the value of parameter pay is unverified");
    locality_findings_free(findings);
}

static void a_name_that_was_read_as_another_is_said(void) {
    locality_findings *findings = kit_check(snapshot, NULL);
    const locality_finding *rule = locality_findings_find(findings, "C-1");
    TEST_NUMBER(rule->verdict, LOCALITY_VERDICT_PASS);
    TEST_NUMBER(rule->warnings_count, 1);
    TEST_TEXT(rule->warnings[0], "Old Town is read as area town (an alias)");
    locality_findings_free(findings);
}

static void queries_are_run_by_their_id(void) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_setting setting = {"cap", "3"};
    locality_answer *answer = NULL;
    kit_well(locality_query_run(snapshot, "Q-1", NULL, &answer, &kit_error), "Q-1");
    TEST_NUMBER(locality_answer_rows(answer), 2);
    TEST_TEXT(locality_answer_text(answer, 1, 1), "4");
    locality_answer_free(answer);
    options.parameters = &setting;
    options.parameters_count = 1;
    kit_well(locality_query_run(snapshot, "Q-1", &options, &answer, &kit_error), "Q-1");
    TEST_NUMBER(locality_answer_rows(answer), 1);
    locality_answer_free(answer);
    kit_well(locality_query_run(snapshot, "Q-2", NULL, &answer, &kit_error), "Q-2");
    TEST_TEXT(locality_answer_text(answer, 0, 0), "3");
    TEST_NUMBER(locality_answer_missing(answer), 1); /* what it needs is named */
    TEST_TEXT(locality_answer_missing_at(answer, 0)->what, "figures");
    locality_answer_free(answer);
    TEST_NUMBER(locality_query_run(snapshot, "Q-3", NULL, &answer, &kit_error),
                LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(answer);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "Q-1"));
    TEST_NUMBER(locality_query_run(NULL, "Q-1", NULL, &answer, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query_run(snapshot, NULL, NULL, &answer, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_query_run(snapshot, "Q-1", NULL, NULL, &kit_error), LOCALITY_INVALID);
}

/* One rule in a model of its own. */
static locality_status judge(const char *rule, const locality_check_options *options) {
    locality_model *model = kit_model();
    locality_findings *findings = NULL;
    char id[16];
    for (unsigned i = 0; i < 600; i++) {
        snprintf(id, sizeof id, "p%u", i);
        kit_put(model, "post", id, "posts", "1", NULL);
    }
    kit_rules(model, rule, "one.rules");
    locality_snapshot *taken = kit_take(model);
    locality_status status = locality_check(taken, options, &findings, &kit_error);
    CU_ASSERT((status == LOCALITY_OK) == (findings != NULL));
    locality_findings_free(findings);
    locality_snapshot_release(taken);
    return status;
}

static int32_t stop(void *self) {
    unsigned *calls = self;
    return ++*calls > 2 ? -5 : 0;
}

static void what_ends_a_check_names_the_rule(void) {
    static const char product[] = "rule SLOW \"All pairs\"\n  for p in post, q in post\n  require "
                                  "p.posts + q.posts = 2\n";
    static const char unknown[] = "\n\nrule GONE \"Names a post that is not there\"\n  for p in "
                                  "post\n  require p.reports_to != \"p6000\"\n";
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    unsigned calls = 0;
    options.step_budget = 10000;
    TEST_NUMBER(judge(product, &options), LOCALITY_LIMIT);
    TEST_TEXT(kit_error.id, "SLOW");
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "rule SLOW: "));
    options.step_budget = 0;
    TEST_NUMBER(judge(product, &options), LOCALITY_OK);
    options.cancel = stop;
    options.cancel_self = &calls;
    TEST_NUMBER(judge(product, &options), LOCALITY_CANCELLED);
    TEST_NUMBER(kit_error.host_code, -5);
    TEST_NUMBER(judge(unknown, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(kit_error.line, 5); /* in the file */
    TEST_NUMBER(kit_error.column, 27);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "p6000"));
}

static void a_rule_record_must_be_a_rule(void) {
    static const struct {
        const char *text;
        locality_status status;
    } rows[] = {
        {"rule R \"r\"\n  require 1 +", LOCALITY_SYNTAX},
        {"rule R \"r\"\n  require 1 + 1", LOCALITY_TYPE},
        {"rule R \"r\"\n  require cup > 1", LOCALITY_NOT_FOUND},
        {"query R \"r\"\n  answer 1", LOCALITY_SYNTAX},
        {"rule R \"r\"\n  require yes\nrule S \"s\"\n  require yes", LOCALITY_SYNTAX},
        {"parameter x : count\nrule R \"r\"\n  require x > 1", LOCALITY_SYNTAX},
        {"", LOCALITY_SYNTAX},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *model = kit_model();
        locality_findings *findings = NULL;
        kit_put(model, "rule", "R", "text", rows[i].text, NULL);
        locality_snapshot *taken = kit_take(model);
        TEST_NUMBER(locality_check(taken, NULL, &findings, &kit_error), rows[i].status);
        TEST_TEXT(kit_error.id, "R");
        locality_snapshot_release(taken);
    }
}

static void a_parameter_record_must_have_a_type(void) {
    locality_model *model = kit_model();
    locality_findings *findings = NULL;
    kit_put(model, "parameter", "x", "type", "banana", NULL);
    locality_snapshot *taken = kit_take(model);
    TEST_NUMBER(locality_check(taken, NULL, &findings, &kit_error), LOCALITY_TYPE);
    TEST_TEXT(kit_error.id, "x");
    locality_snapshot_release(taken);
}

static void arguments_are_checked(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = (locality_findings *)&options;
    locality_range wrong = {2, 1};
    TEST_NUMBER(locality_check(NULL, NULL, &findings, &kit_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(findings);
    TEST_NUMBER(locality_check(snapshot, NULL, NULL, &kit_error), LOCALITY_INVALID);
    options.rules_count = 1;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, NULL), LOCALITY_INVALID);
    options.rules_count = 0;
    options.natives_count = 1;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, NULL), LOCALITY_INVALID);
    options.natives_count = 0;
    options.as_at = &wrong;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, NULL), LOCALITY_INVALID);
    options.as_at = NULL;
    options.struct_size = 3;
    TEST_NUMBER(locality_check(snapshot, &options, &findings, &kit_error), LOCALITY_INVALID);
}

static void the_snapshot_goes(void) {
    locality_snapshot_release(snapshot);
    CU_PASS("under a sanitizer nothing is left");
}

static const test_case cases[] = {
    {"the model is taken", build},
    {"findings come in the order of the files, then by natural order of ids",
     findings_come_in_the_order_of_the_files},
    {"the caller chooses rules", the_caller_chooses_rules},
    {"a `for` over structures keeps to the chosen one",
     a_for_over_structures_keeps_to_the_chosen_one},
    {"parameters are shown with what they rest on", parameters_are_shown_with_what_they_rest_on},
    {"the value of the date counts, and how certain it is is said",
     the_value_of_the_date_counts_and_its_certainty_is_said},
    {"a name that was read as another is said", a_name_that_was_read_as_another_is_said},
    {"queries are run by their id", queries_are_run_by_their_id},
    {"what ends a check names the rule", what_ends_a_check_names_the_rule},
    {"a rule record must be one rule", a_rule_record_must_be_a_rule},
    {"a parameter record must have a type", a_parameter_record_must_have_a_type},
    {"arguments are checked", arguments_are_checked},
    {"the snapshot is given back", the_snapshot_goes},
};

TEST_MAIN("checks", cases)
