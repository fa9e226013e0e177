/* Clauses: what each clause of a rule does to its cases, and what the finding says of it. The town of town.h
 * has three posts in the structure proposed: lead (1 post), worker (3) and spare (not known), and old (2) and
 * rough (2 to 4) in the structure current. */
#include "town.h"

enum { PASS, FAIL, DOUBT, NOT };

/* One rule and what becomes of it; null for a text that a row does not look at. */
typedef struct row {
    const char *body;
    int verdict;
    int cases[LOCALITY_VERDICTS]; /* pass, fail, undecided, not applicable */
    const char *summary;
    const char *says;      /* of the first case in detail */
    const char *missing;   /* the first missing input */
    const char *warning;   /* the first warning */
    const char *condition; /* what excluded cases */
} row;

#define LISTED " for p in post where p.structure = proposed\n"

static const row rows[] = {
    /* without `for` there is one case */
    {" require 1 < 2\n", PASS, {1, 0, 0, 0}, "Holds.", "", NULL, NULL, ""},
    {" require 2 < 1\n",
     FAIL,
     {0, 1, 0, 0},
     "Fails: 2 < 1 is false, difference 1.",
     "2 < 1 is false, difference 1",
     NULL,
     NULL,
     ""},
    {" require post spare.posts = 1\n",
     DOUBT,
     {0, 0, 1, 0},
     "Cannot be decided; what is missing: posts of post Spare is not given.",
     "posts of post Spare is not given",
     "posts of post Spare is not given",
     NULL,
     ""},
    /* require */
    {LISTED " require p.posts >= 1\n",
     DOUBT,
     {2, 0, 1, 0},
     "Cannot be decided; what is missing: posts of post Spare is not given.",
     "posts of post Spare is not given",
     "posts of post Spare is not given",
     NULL,
     ""},
    {LISTED " require p.posts >= 2\n",
     FAIL,
     {1, 1, 1, 0},
     "Fails: p = post Lead: 1 >= 2 is false, difference -1.",
     "1 >= 2 is false, difference -1",
     "posts of post Spare is not given",
     NULL,
     ""},
    {LISTED " require p.posts >= 7\n",
     FAIL,
     {0, 2, 1, 0},
     "Fails in 2 cases; the first: p = post Lead: 1 >= 7 is false, difference -6.",
     NULL,
     NULL,
     NULL,
     ""},
    {" for p in post where p.level = 1\n require p.senior\n",
     DOUBT,
     {1, 0, 1, 0},
     "Cannot be decided; what is missing: senior of post Spare is not given; "
     "level of post Spare is not given.",
     "senior of post Spare is not given, and 1 more",
     NULL,
     NULL,
     ""},
    {" for p in post where p.id = \"lead\"\n require p.senior\n",
     PASS,
     {1, 0, 0, 0},
     "Holds for p = post Lead.",
     "",
     NULL,
     NULL,
     ""},
    {" for p in post where p.senior is known\n require p.level <= 3\n",
     PASS,
     {4, 0, 0, 0},
     "Holds in all 4 cases.",
     "",
     NULL,
     NULL,
     ""},
    {" for p in post where p.id = \"rough\"\n require p.posts = 3\n",
     DOUBT,
     {0, 0, 1, 0},
     "Cannot be decided; what is missing: posts of post Rough is not exact: between 2 and 4.",
     NULL,
     NULL,
     NULL,
     ""},
    /* several requirements: all must hold, one that fails is enough */
    {LISTED " require p.title is known\n require p.posts is known\n",
     FAIL,
     {2, 1, 0, 0},
     NULL,
     "p.posts is known is false",
     NULL,
     NULL,
     ""},
    {" require post spare.posts = 1\n require 2 < 1\n",
     FAIL,
     {0, 1, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    {" require 1 < 2\n require post spare.posts = 1\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     NULL,
     "posts of post Spare is not given",
     NULL,
     ""},
    /* a case that only may exist cannot fail, but can hold */
    {" for p in post where p.level = 5\n require 2 < 1\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     NULL,
     "level of post Spare is not given",
     NULL,
     ""},
    {" for p in post where p.level = 5\n require 1 < 2\n",
     PASS,
     {1, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    /* no case at all */
    {" for p in post where p.posts = 99 and p.senior is known\n require 1 < 2\n",
     NOT,
     {0, 0, 0, 0},
     "Does not apply: there is no p in post where p.posts = 99 and p.senior is known.",
     NULL,
     NULL,
     NULL,
     "p in post where p.posts = 99 and p.senior is known"},
    {" for r in risk\n require 1 < 2\n",
     NOT,
     {0, 0, 0, 0},
     "Does not apply: there is no r in risk.",
     NULL,
     NULL,
     NULL,
     "r in risk"},
    {" for r in risk,\n m in milestone\n require 1 < 2\n",
     NOT,
     {0, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     "r in risk, m in milestone"},
    {" for a in members(area_group rest)\n require 1 < 2\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     NULL,
     "members of area_group rest is not given",
     NULL,
     ""},
    {" for a in members(area_group half)\n require a.level = district\n",
     PASS,
     {2, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    /* when */
    {LISTED " when p.title = \"Lead\"\n require p.senior\n",
     PASS,
     {1, 0, 0, 2},
     "Holds for p = post Lead; 2 cases do not apply.",
     NULL,
     NULL,
     NULL,
     "when p.title = \"Lead\""},
    {LISTED " when p.senior\n require p.posts = 1\n",
     DOUBT,
     {1, 0, 1, 1},
     NULL,
     NULL,
     "senior of post Spare is not given",
     NULL,
     "when p.senior"},
    {LISTED " when p.senior\n require p.posts is missing\n",
     FAIL,
     {0, 1, 1, 1},
     NULL,
     "p.posts is missing is false",
     NULL,
     NULL,
     "when p.senior"},
    {" when 2 < 1\n require 2 < 1\n",
     NOT,
     {0, 0, 0, 1},
     "Does not apply: excluded by when 2 < 1.",
     "",
     NULL,
     NULL,
     "when 2 < 1"},
    {" when post spare.senior\n require 2 < 1\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     NULL,
     "senior of post Spare is not given",
     NULL,
     ""},
    {" when 1 < 2\n when 2 <\n   1\n require 2 < 1\n",
     NOT,
     {0, 0, 0, 1},
     NULL,
     NULL,
     NULL,
     NULL,
     "when 2 < 1"},
    {" when post spare.senior\n when 2 < 1\n require 2 < 1\n",
     NOT,
     {0, 0, 0, 1},
     NULL,
     NULL,
     NULL,
     NULL,
     "when 2 < 1"},
    /* except */
    {LISTED " except p.senior\n require p.posts = 3\n",
     DOUBT,
     {1, 0, 1, 1},
     NULL,
     NULL,
     "senior of post Spare is not given",
     NULL,
     "except p.senior"},
    {" except 1 < 2\n require 2 < 1\n",
     NOT,
     {0, 0, 0, 1},
     "Does not apply: excluded by except 1 < 2.",
     "",
     NULL,
     NULL,
     "except 1 < 2"},
    {" except 2 < 1\n require 1 < 2\n", PASS, {1, 0, 0, 0}, NULL, NULL, NULL, NULL, ""},
    {" except post spare.senior\n except 1 < 2\n require 1 < 2\n",
     NOT,
     {0, 0, 0, 1},
     NULL,
     NULL,
     NULL,
     NULL,
     "except 1 < 2"},
    /* needs: of the whole rule before the cases; of a case where it uses a variable */
    {LISTED " needs structure current.stated_fte is known \"the total\"\n require p.posts > 99\n",
     DOUBT,
     {0, 0, 0, 0},
     "Cannot be decided; what is missing: the total.",
     NULL,
     "the total",
     NULL,
     ""},
    {" needs structure current.stated_fte > 3 \"the total\"\n require 1 < 2\n",
     DOUBT,
     {0, 0, 0, 0},
     "Cannot be decided; what is missing: the total; stated_fte of structure current is not given.",
     NULL,
     "the total",
     NULL,
     ""},
    {" needs 2 < 1 \"a\"\n needs 1 < 2 \"b\"\n needs 3 < 1 \"c\"\n require 2 < 1\n",
     DOUBT,
     {0, 0, 0, 0},
     "Cannot be decided; what is missing: a; c.",
     NULL,
     "a",
     NULL,
     ""},
    {" needs structure proposed.stated_fte is known \"the total\"\n require 1 < 2\n",
     PASS,
     {1, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    {LISTED " needs p.posts is known \"how many posts it is\"\n require p.posts = 1\n",
     FAIL,
     {1, 1, 1, 0},
     NULL,
     NULL,
     "how many posts it is",
     NULL,
     ""},
    {LISTED " needs p.posts is known \"how many posts it is\"\n require p.posts > 0\n",
     DOUBT,
     {2, 0, 1, 0},
     NULL,
     "how many posts it is, and 1 more",
     "how many posts it is",
     NULL,
     ""},
    {LISTED " when p.title = \"Lead\"\n needs p.title = \"No\" \"more\"\n require 2 < 1\n",
     DOUBT,
     {0, 0, 1, 2},
     NULL,
     "more",
     "more",
     NULL,
     "when p.title = \"Lead\""},
    /* let */
    {LISTED " let many = p.posts * 2\n when many is known\n let more = many + 1\n"
            " require more <= 7\n",
     PASS,
     {2, 0, 0, 1},
     NULL,
     NULL,
     NULL,
     NULL,
     "when many is known"},
    /* warn leaves the verdict alone, and speaks only where it is yes and the case applies */
    {LISTED " require p.title is known\n warn p.posts = 3 \"{p.title} has {p.posts}\"\n",
     PASS,
     {3, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     "Worker has 3",
     ""},
    {LISTED " require p.title is known\n warn p.posts > 3 \"many\"\n",
     PASS,
     {3, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     "",
     ""},
    {LISTED " when p.senior is missing\n require p.title is known\n warn p.posts = 3 \"many\"\n",
     PASS,
     {1, 0, 0, 2},
     NULL,
     NULL,
     NULL,
     "",
     "when p.senior is missing"},
    {" require 2 < 1\n warn 1 < 2 \"mixed {{units}}\"\n",
     FAIL,
     {0, 1, 0, 0},
     NULL,
     NULL,
     NULL,
     "mixed {units}",
     ""},
    {" for p in post where p.level = 5\n require 1 < 2\n warn 1 < 2 \"w\"\n",
     PASS,
     {1, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     "",
     ""},
    /* says */
    {LISTED " require p.posts = 1\n"
            " says \"{p.title}: {p.posts} of {p.fte, 2}, {percent(1, p.posts)}\"\n",
     FAIL,
     {1, 1, 1, 0},
     "Fails: Worker: 3 of 2.50, 33.33 %.",
     "Worker: 3 of 2.50, 33.33 %",
     NULL,
     NULL,
     ""},
    {LISTED " require p.posts = 9\n says \"Too few!\"\n",
     FAIL,
     {0, 2, 1, 0},
     "Fails in 2 cases; the first: Too few!",
     "Too few!",
     NULL,
     NULL,
     ""},
    {LISTED " require p.posts > 0\n says \"not said\"\n",
     DOUBT,
     {2, 0, 1, 0},
     NULL,
     "posts of post Spare is not given",
     NULL,
     NULL,
     ""},
    {" require post spare.posts = post spare.level\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     "posts of post Spare is not given, and 1 more",
     NULL,
     NULL,
     ""},
    /* several variables, of every type */
    {" for s in structure, p in post where p.structure = s and p.posts is not missing\n"
     " require p.posts <= 3\n",
     DOUBT,
     {3, 0, 1, 0},
     NULL,
     NULL,
     "posts of post Rough is not exact: between 2 and 4",
     NULL,
     ""},
    {" for p in post where p.id = \"worker\", a in p.serves\n require a.name = \"North\"\n",
     FAIL,
     {1, 1, 0, 0},
     "Fails: p = post Worker, a = area South: \"South\" = \"North\" is false.",
     NULL,
     NULL,
     NULL,
     ""},
    {" for n in {1, 2, 3}, t in {\"x\"}, y in {yes}\n require n < 3 and y\n",
     FAIL,
     {2, 1, 0, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    {" for n in {1, 2, 3}, t in {\"x\"}\n require n < 3\n",
     FAIL,
     {2, 1, 0, 0},
     "Fails: n = 3, t = x: 3 < 3 is false.",
     NULL,
     NULL,
     NULL,
     ""},
    /* a variable that nothing reads but who is told of the case */
    {" for n in {1, 2, 3}, t in {\"x\", \"y\"}\n require t = \"x\"\n",
     FAIL,
     {3, 3, 0, 0},
     "Fails in 3 cases; the first: n = 1, t = y: \"y\" = \"x\" is false.",
     NULL,
     NULL,
     NULL,
     ""},
    {" for p in post where p.id = \"spare\", a in p.serves\n require 1 < 2\n",
     DOUBT,
     {0, 0, 1, 0},
     NULL,
     NULL,
     NULL,
     NULL,
     ""},
    /* another name of a record */
    {" require area \"The Old Park\".name = \"Park\"\n",
     PASS,
     {1, 0, 0, 0},
     NULL,
     NULL,
     NULL,
     "The Old Park is read as area Park (an alias)",
     ""},
};

static void judge_row(const row *r) {
    char rules[1000];
    snprintf(rules, sizeof rules, "rule T \"A rule\"\n%s", r->body);
    locality_findings *findings = town_judge(rules, NULL);
    const locality_finding *f = locality_findings_find(findings, "T");
    CU_ASSERT_PTR_NOT_NULL_FATAL(f);
    int wrong = !TEST_NUMBER(f->verdict, r->verdict);
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        wrong += !TEST_NUMBER(f->cases[v], r->cases[v]);
    wrong += r->summary != NULL && !TEST_TEXT(f->summary, r->summary);
    wrong +=
        r->says != NULL && !TEST_TEXT(f->details_count > 0 ? f->details[0].says : "-", r->says);
    wrong += r->missing != NULL &&
             !TEST_TEXT(f->missing_count > 0 ? f->missing[0].what : "-", r->missing);
    wrong +=
        r->warning != NULL && !TEST_TEXT(f->warnings_count > 0 ? f->warnings[0] : "", r->warning);
    wrong += r->condition != NULL && !TEST_TEXT(f->condition, r->condition);
    TEST_ROW(wrong == 0, r->body);
    locality_findings_free(findings);
}

static void clauses_make_the_verdict(void) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        judge_row(&rows[i]);
}

/* ---- How it comes about ------------------------------------------------------------------------------ */

static const locality_finding *only(locality_findings **findings, const char *rules) {
    *findings = town_judge(rules, NULL);
    return locality_findings_at(*findings, 0);
}

static void arithmetic_shows_conditions_and_requirements(void) {
    static const struct {
        const char *body, *arithmetic;
    } told[] = {
        {" when post lead.level = 1\n require post lead.posts < 5\n",
         "level of post Lead = 1 (CD 3)\n1 = 1 is true\n"
         "posts of post Lead = 1 (CD 3)\n1 < 5 is true, difference -4"},
        {" when post lead.level = 1\n require post lead.posts = 1\n require post lead.posts = 2\n",
         "level of post Lead = 1 (CD 3)\n1 = 1 is true\n"
         "posts of post Lead = 1 (CD 3)\n1 = 2 is false, difference -1"},
        {" except post lead.level = 2\n require 1 < 2\n",
         "level of post Lead = 1 (CD 3)\n1 = 2 is false, difference -1\n1 < 2 is true, difference "
         "-1"},
        {" except post lead.level = 1\n when 2 < 1\n require 1 < 2\n",
         "level of post Lead = 1 (CD 3)\n1 = 1 is true\n2 < 1 is false, difference 1"},
        {" when 1 < 2\n when 2 < 1\n require 1 < 2\n", "2 < 1 is false, difference 1"},
        {" let twice = post lead.posts * 2\n require twice = 2\n",
         "posts of post Lead = 1 (CD 3)\ntwice = 1 * 2 = 2\n2 = 2 is true"},
    };
    for (size_t i = 0; i < TEST_COUNT(told); i++) {
        char rules[400];
        locality_findings *findings;
        snprintf(rules, sizeof rules, "rule T \"A rule\"\n%s", told[i].body);
        const locality_finding *f = only(&findings, rules);
        TEST_ROW(TEST_TEXT(f->arithmetic, told[i].arithmetic), told[i].body);
        TEST_TEXT(f->details[0].arithmetic, f->arithmetic);
        locality_findings_free(findings);
    }
}

static void a_case_rests_on_the_records_read(void) {
    locality_findings *findings;
    const locality_finding *f =
        only(&findings, "rule T \"t\"\n for p in post where p.id = \"lead\"\n"
                        " require p.posts = 1\n");
    CU_ASSERT_EQUAL_FATAL(f->witnesses_count, 2);
    TEST_TEXT(f->witnesses[0].kind, "post");
    TEST_TEXT(f->witnesses[0].id, "lead");
    TEST_TEXT(f->witnesses[0].label, "Lead");
    TEST_TEXT(f->witnesses[0].field, "");
    TEST_TEXT(f->witnesses[0].value, "");
    TEST_TEXT(f->witnesses[1].field, "posts");
    TEST_TEXT(f->witnesses[1].value, "1");
    TEST_TEXT(f->witnesses[1].source, "CD");
    TEST_TEXT(f->witnesses[1].section, "3");
    TEST_TEXT(f->witnesses[1].basis, "stated");
    CU_ASSERT_PTR_EQUAL(f->witnesses, f->details[0].witnesses);
    locality_findings_free(findings);
}

static void what_is_missing_names_record_and_field(void) {
    locality_findings *findings;
    const locality_finding *f = only(&findings, "rule T \"t\"\n require post rough.posts = 3\n");
    CU_ASSERT_EQUAL_FATAL(f->missing_count, 1);
    TEST_TEXT(f->missing[0].kind, "post");
    TEST_TEXT(f->missing[0].id, "rough");
    TEST_TEXT(f->missing[0].label, "Rough");
    TEST_TEXT(f->missing[0].field, "posts");
    TEST_NUMBER(f->details[0].missing_count, 1);
    locality_findings_free(findings);
}

/* A parameter that has no value is missing wherever in the rule it stands. */
static void a_parameter_without_value_is_missing(void) {
    static const char *const names[] = {"window", "hits", "weeks"};
    locality_findings *findings;
    const locality_finding *f = only(
        &findings, "parameter window : count\nparameter hits : count\nparameter weeks : count\n"
                   "rule T \"t\"\n for p in post where p.id = \"lead\"\n"
                   " let n = count(k in set(v.posts for v in post where v.posts > window)\n"
                   "  where count(v in post where v.posts > window and v.posts = k) >= hits)\n"
                   " when n >= weeks\n require p.senior\n");
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_CANNOT_DECIDE);
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        int found = 0;
        for (size_t k = 0; k < f->missing_count; k++)
            found |= strcmp(f->missing[k].kind, "parameter") == 0 &&
                     strcmp(f->missing[k].id, names[i]) == 0 && f->missing[k].field[0] == '\0';
        TEST_ROW(found, names[i]);
    }
    locality_findings_free(findings);
}

static void a_remedy_is_for_rules_that_fail(void) {
    locality_findings *findings;
    const locality_finding *f =
        only(&findings, "rule T \"t\"\n require 2 < 1\n remedy \"Do more.\"\n");
    TEST_TEXT(f->remedy, "Do more.");
    locality_findings_free(findings);
    f = only(&findings, "rule T \"t\"\n require 1 < 2\n remedy \"Do more.\"\n");
    TEST_TEXT(f->remedy, "");
    locality_findings_free(findings);
}

static void a_finding_shows_its_rule(void) {
    static const char text[] = "rule T-1 \"A rule\"\n  source \"CD\", \"3.7\"\n"
                               "  strength conditional, user\n  require 1 < 2\n";
    locality_findings *findings;
    char rules[200];
    snprintf(rules, sizeof rules, "# Above.\n\n%s", text);
    const locality_finding *f = only(&findings, rules);
    TEST_TEXT(f->rule, "T-1");
    TEST_TEXT(f->sentence, "A rule");
    TEST_TEXT(f->source, "CD");
    TEST_TEXT(f->section, "3.7");
    TEST_TEXT(f->strength, "conditional");
    TEST_TEXT(f->basis, "user");
    TEST_TEXT(f->file, "town.rules");
    TEST_NUMBER(f->line, 3);
    TEST_NUMBER(f->is_native, 0);
    CU_ASSERT_NSTRING_EQUAL(f->text, text, sizeof text - 2);
    locality_findings_free(findings);
    f = only(&findings, "rule T \"t\"\n require 1 < 2\n");
    TEST_TEXT(f->strength, "must");
    TEST_TEXT(f->basis, "stated");
    TEST_TEXT(f->source, "");
    locality_findings_free(findings);
}

/* Twenty different warnings at most; equal ones count once. */
static void warnings_come_once_and_end(void) {
    locality_findings *findings;
    const locality_finding *f = only(
        &findings, "rule T \"t\"\n for p in post\n require p.id = p.id\n warn 1 < 2 \"again\"\n");
    TEST_NUMBER(f->warnings_count, 1);
    locality_findings_free(findings);
    f = only(&findings, "rule T \"t\"\n for p in post, q in post\n require 1 < 2\n"
                        " warn 1 < 2 \"{p.id} {q.id}\"\n warn 1 < 2 \"one more\"\n");
    TEST_NUMBER(f->warnings_count, 20);
    TEST_TEXT(f->warnings[0], "lead lead");
    TEST_TEXT(f->warnings[1], "lead worker");
    locality_findings_free(findings);
}

static void a_structure_chosen_is_kept_to(void) {
    static const char rules[] = "rule T \"t\"\n for s in structure\n require s.listing = complete\n"
                                "rule U \"u\"\n for p in post where p.structure is known\n"
                                " require p.title is known\n";
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = town_judge(rules, NULL);
    TEST_NUMBER(locality_findings_at(findings, 0)->verdict, LOCALITY_VERDICT_FAIL);
    locality_findings_free(findings);
    options.structure = "proposed";
    findings = town_judge(rules, &options);
    TEST_TEXT(locality_findings_at(findings, 0)->summary,
              "Holds for s = structure Proposed structure.");
    TEST_NUMBER(locality_findings_at(findings, 1)->cases[LOCALITY_VERDICT_PASS], 5);
    locality_findings_free(findings);
    options.structure = "Proposed structure";
    findings = town_judge(rules, &options);
    TEST_NUMBER(locality_findings_at(findings, 0)->verdict, LOCALITY_VERDICT_PASS);
    locality_findings_free(findings);
}

static const test_case cases[] = {
    {"clauses make the verdict, the counts and the texts", clauses_make_the_verdict},
    {"the arithmetic shows the conditions and the requirements",
     arithmetic_shows_conditions_and_requirements},
    {"a case rests on the records that were read", a_case_rests_on_the_records_read},
    {"what is missing names the record and the field", what_is_missing_names_record_and_field},
    {"a parameter without a value is among what is missing", a_parameter_without_value_is_missing},
    {"a remedy is shown of rules that fail", a_remedy_is_for_rules_that_fail},
    {"a finding shows its rule", a_finding_shows_its_rule},
    {"a warning comes once, and no more than twenty do", warnings_come_once_and_end},
    {"a `for` over structures keeps to the structure chosen", a_structure_chosen_is_kept_to},
};

TEST_MAIN("rules/clauses", cases)
