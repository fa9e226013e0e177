/* Checking: what is asked of locality_check and what it refuses, the order of findings, and that findings
 * stand by themselves. */
#include "town.h"
#include "schema/schema.h"

static void put(locality_model *model, const char *row) {
    town_well(paper_put(model, row, &town_error), row);
}

/* A rule record as it may come from elsewhere: its text alone. */
static void put_rule(locality_model *model, const char *id, const char *text, const char *file,
                     int64_t line) {
    locality_named_value values[3];
    memset(values, 0, sizeof values);
    values[0].field = "text";
    values[0].value.type = LOCALITY_TYPE_TEXT;
    values[0].value.text = text;
    values[1].field = "file";
    values[1].value.type = file == NULL ? LOCALITY_TYPE_NONE : LOCALITY_TYPE_TEXT;
    values[1].value.text = file;
    values[2].field = "line";
    values[2].value.type = line == 0 ? LOCALITY_TYPE_NONE : LOCALITY_TYPE_COUNT;
    locality_range_exact(line, &values[2].value.range);
    town_well(locality_model_put(model, "rule", id, values, 3, &town_error), id);
}

/* ---- Null, options ----------------------------------------------------------------------------------- */

static void null_is_refused(void) {
    locality_snapshot *snapshot = town_ruled("rule T \"t\"\n require 1 < 2\n");
    locality_findings *findings = (locality_findings *)&town_error;
    TEST_NUMBER(locality_check(NULL, NULL, &findings, &town_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(findings);
    TEST_NUMBER(locality_check(NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_check(snapshot, NULL, NULL, &town_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_check(snapshot, NULL, &findings, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_findings_count(findings), 1);
    locality_findings_free(findings);
    locality_findings_free(NULL);
    TEST_NUMBER(locality_findings_count(NULL), 0);
    TEST_NUMBER(locality_findings_with(NULL, LOCALITY_VERDICT_PASS), 0);
    CU_ASSERT_PTR_NULL(locality_findings_at(NULL, 0));
    CU_ASSERT_PTR_NULL(locality_findings_find(NULL, "T"));
    locality_snapshot_release(snapshot);
}

static void findings_are_found_by_number_rule_and_verdict(void) {
    locality_findings *findings = town_judge("rule T \"t\"\n require 1 < 2\nrule U \"u\"\n"
                                             " require 2 < 1\nrule V \"v\"\n require 1 < 3\n",
                                             NULL);
    TEST_NUMBER(locality_findings_count(findings), 3);
    TEST_TEXT(locality_findings_at(findings, 1)->rule, "U");
    CU_ASSERT_PTR_NULL(locality_findings_at(findings, 3));
    CU_ASSERT_PTR_EQUAL(locality_findings_find(findings, "V"), locality_findings_at(findings, 2));
    CU_ASSERT_PTR_NULL(locality_findings_find(findings, "W"));
    CU_ASSERT_PTR_NULL(locality_findings_find(findings, NULL));
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_PASS), 2);
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_FAIL), 1);
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_CANNOT_DECIDE), 0);
    locality_findings_free(findings);
}

static void wrong_options_are_refused(void) {
    static const locality_check_options defaults = LOCALITY_CHECK_OPTIONS_INIT;
    static const char *const null_id[] = {NULL};
    const locality_range upside_down = {3, 2};
    locality_snapshot *snapshot = town_ruled("rule T \"t\"\n require 1 < 2\n");
    locality_check_options options = defaults;
    options.struct_size = 4;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "LOCALITY_CHECK_OPTIONS_INIT");
    options = defaults;
    options.parameters_count = 1;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "null");
    options = defaults;
    options.rules_count = 1;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "null");
    options = defaults;
    options.natives_count = 1;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "null");
    options = defaults;
    options.as_at = &upside_down;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "as_at");
    options = defaults;
    options.rules = null_id;
    options.rules_count = 1;
    town_fails(snapshot, &options, LOCALITY_INVALID, "", "null");
    options = defaults;
    options.structure = "propsed";
    town_fails(snapshot, &options, LOCALITY_NOT_FOUND, "propsed", "proposed");
    locality_snapshot_release(snapshot);
}

static const char three[] = "rule COV-1 \"t\"\n require 1 < 2\nrule COV-2 \"t\"\n require 2 < 1\n"
                            "rule COV-3 \"t\"\n require 1 < 3\n";

static void rules_asked_for_are_judged_alone(void) {
    static const char *const some[] = {"COV-3", "COV-1", "COV-3"};
    static const char *const unknown[] = {"COV-1", "COW-2"};
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_snapshot *snapshot = town_ruled(three);
    options.rules = some;
    options.rules_count = 3;
    locality_findings *findings = town_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 2);
    TEST_TEXT(locality_findings_at(findings, 0)->rule, "COV-1");
    TEST_TEXT(locality_findings_at(findings, 1)->rule, "COV-3");
    locality_findings_free(findings);
    options.rules_count = 0; /* an empty choice is no rule at all */
    findings = town_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 0);
    locality_findings_free(findings);
    options.rules = unknown;
    options.rules_count = 2;
    town_fails(snapshot, &options, LOCALITY_NOT_FOUND, "COW-2", "COV-2");
    TEST_TEXT(town_error.kind, "rule");
    locality_snapshot_release(snapshot);
}

/* ---- Order ------------------------------------------------------------------------------------------- */

static void findings_come_in_the_order_of_files_lines_and_ids(void) {
    static const char *const expected[] = {"Z-1",    "A-9",    "M",     "COV-2", "COV-02",
                                           "COV-2a", "COV-10", "COV-b", "COVER"};
    locality_model *model = town_model(TOWN);
    put_rule(model, "COV-10", "rule COV-10 \"t\"\n require 1 < 2\n", NULL, 0);
    put_rule(model, "COV-b", "rule COV-b \"t\"\n require 1 < 2\n", NULL, 7);
    put_rule(model, "COV-02", "rule COV-02 \"t\"\n require 1 < 2\n", NULL, 0);
    town_load(model, "rule Z-1 \"t\"\n require 1 < 2\nrule A-9 \"t\"\n require 1 < 2\n", "z.rules");
    put_rule(model, "COVER", "rule COVER \"t\"\n require 1 < 2\n", NULL, 0);
    put_rule(model, "COV-2a", "rule COV-2a \"t\"\n require 1 < 2\n", NULL, 0);
    town_load(model, "rule M \"t\"\n require 1 < 2\n", "a.rules");
    put_rule(model, "COV-2", "rule COV-2 \"t\"\n require 1 < 2\n", NULL, 0);
    locality_snapshot *snapshot = town_take(model);
    locality_findings *findings = town_check(snapshot, NULL);
    TEST_NUMBER(locality_findings_count(findings), TEST_COUNT(expected));
    /* of two ids alike but for a zero in front the shorter number is not the smaller: plain order ends it */
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        const char *id = locality_findings_at(findings, i)->rule;
        size_t at = i == 3 ? 4 : i == 4 ? 3 : i;
        TEST_TEXT(id, expected[at]);
    }
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- What is kept ------------------------------------------------------------------------------------ */

static const char many[] = "rule T \"t\"\n for n in {1, 2, 3, 4, 5, 6, 7}, m in {1, 2, 3, 4, 5}\n"
                           " when m < 5\n require n > 2\n";

static void details_are_few_and_counts_complete(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_findings *findings = town_judge(many, NULL);
    const locality_finding *f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->details_count, 20);
    locality_findings_free(findings);
    options.max_cases = 9;
    findings = town_judge(many, &options);
    f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], 8);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 20);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_NOT_APPLICABLE], 7);
    CU_ASSERT_EQUAL_FATAL(f->details_count, 9);
    TEST_TEXT(f->details[0].binding, "n = 1, m = 1");
    TEST_TEXT(f->details[7].binding, "n = 2, m = 4");
    TEST_NUMBER(f->details[7].verdict, LOCALITY_VERDICT_FAIL);
    TEST_NUMBER(f->details[8].verdict, LOCALITY_VERDICT_PASS);
    TEST_TEXT(f->details[8].binding, "n = 3, m = 1");
    locality_findings_free(findings);
    options.max_cases = 100;
    findings = town_judge(many, &options);
    f = locality_findings_at(findings, 0);
    CU_ASSERT_EQUAL_FATAL(f->details_count, 35);
    TEST_NUMBER(f->details[28].verdict, LOCALITY_VERDICT_NOT_APPLICABLE);
    locality_findings_free(findings);
}

/* Many cases that pass are counted at once; none of them is lost. */
static void counts_are_complete_over_many_batches(void) {
    locality_model *model = town_model(TOWN);
    for (int i = 0; i < 3000; i++) {
        char row[100];
        snprintf(row, sizeof row, "spend s%d amount=%d", i, i);
        put(model, row);
    }
    put(model, "spend open type=draw");
    town_load(model,
              "rule T \"t\"\n for x in spend\n require x.amount >= £0\n"
              "rule U \"u\"\n for x in spend\n when x.amount > £10\n require x.amount < £2990\n"
              " warn x.amount > £20 \"{x.id}\"\n"
              "rule V \"v\"\n for x in spend where x.amount < £3\n require x.type is missing\n",
              "many.rules");
    locality_snapshot *snapshot = town_take(model);
    locality_findings *findings = town_check(snapshot, NULL);
    const locality_finding *f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 3000);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_CANNOT_DECIDE], 1);
    TEST_TEXT(f->details[0].binding, "x = spend open");
    TEST_TEXT(f->details[1].binding, "x = spend s0");
    f = locality_findings_at(findings, 1);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_NOT_APPLICABLE], 11);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 2979);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], 10);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_CANNOT_DECIDE], 1);
    TEST_NUMBER(f->warnings_count, 20);
    f = locality_findings_at(findings, 2);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_PASS], 3);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], 0);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_CANNOT_DECIDE], 1);
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static void witnesses_are_kept_up_to_a_number(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    static const char rules[] = "rule T \"t\"\n require sum(p.level for p in post) = 1\n"
                                " require sum(p.posts for p in post) = 1\n";
    locality_findings *findings = town_judge(rules, NULL);
    size_t all = locality_findings_at(findings, 0)->witnesses_count;
    TEST_NUMBER(locality_findings_at(findings, 0)->witnesses_more, 0);
    CU_ASSERT_TRUE(all > 3);
    locality_findings_free(findings);
    options.max_witnesses = 3;
    findings = town_judge(rules, &options);
    TEST_NUMBER(locality_findings_at(findings, 0)->witnesses_count, 3);
    TEST_NUMBER(locality_findings_at(findings, 0)->witnesses_more, all - 3);
    locality_findings_free(findings);
}

/* Missing inputs: each once over all cases, at most forty, the others counted. */
static void what_is_missing_is_listed_once(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_model *model = town_model(TOWN);
    for (int i = 0; i < 45; i++) {
        char row[40];
        snprintf(row, sizeof row, "spend s%02d type=draw", i);
        put(model, row);
    }
    town_load(model,
              "rule T \"t\"\n for x in spend\n require x.amount > £1\n"
              "rule U \"u\"\n for n in {1, 2, 3}\n require post spare.posts = n\n"
              "rule V \"v\"\n require sum(x.amount for x in spend) > £1\n",
              "m.rules");
    locality_snapshot *snapshot = town_take(model);
    options.max_cases = 100;
    locality_findings *findings = town_check(snapshot, &options);
    const locality_finding *f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->missing_count, 40);
    TEST_NUMBER(f->missing_more, 5);
    CU_ASSERT_PTR_NOT_NULL(strstr(f->summary, "; and 42 more."));
    f = locality_findings_at(findings, 1);
    TEST_NUMBER(f->missing_count, 1);
    TEST_NUMBER(f->missing_more, 0);
    f = locality_findings_at(findings, 2);
    TEST_NUMBER(f->missing_count, 40);
    TEST_NUMBER(f->missing_more, 5);
    CU_ASSERT_PTR_NOT_NULL(strstr(f->details[0].says, ", and 44 more"));
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* When explaining takes long, the later cases say only what they are about and what their author says. */
static void later_cases_are_told_in_brief(void) {
    locality_model *model = town_model(NULL, 0);
    for (int i = 0; i < 600; i++) {
        char row[60];
        snprintf(row, sizeof row, "spend s%03d amount=%d age=1", i, i);
        put(model, row);
    }
    town_load(model,
              "rule T \"t\"\n for x in spend where x.amount < £20\n"
              " require count(a in spend, b in spend where a.amount + b.amount > x.amount) < 9\n"
              "rule U \"u\"\n for x in spend where x.amount < £20\n"
              " require count(a in spend, b in spend where a.amount + b.amount > x.amount) < 9\n"
              " says \"{x.id}\"\n",
              "long.rules");
    locality_snapshot *snapshot = town_take(model);
    locality_findings *findings = town_check(snapshot, NULL);
    const locality_finding *f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->cases[LOCALITY_VERDICT_FAIL], 20);
    CU_ASSERT_EQUAL_FATAL(f->details_count, 20);
    CU_ASSERT_TRUE(f->details[0].arithmetic[0] != '\0' && f->details[0].says[0] != '\0');
    TEST_TEXT(f->details[19].binding, "x = spend s019");
    TEST_TEXT(f->details[19].arithmetic, "");
    TEST_TEXT(f->details[19].says, "");
    TEST_TEXT(locality_findings_at(findings, 1)->details[19].says, "s019");
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static const char mixed[] =
    "parameter cap : count = 2 \"Most\"\nparameter who : post\n"
    "rule A \"a\"\n source \"CD\", \"1\"\n for p in post\n"
    " when p.level <= 3\n except p.basis = user\n"
    " needs p.posts is known \"how many\"\n let twice = p.posts * 2\n"
    " require twice <= cap\n require p.senior or p.title is known\n"
    " warn p.senior is missing \"no level of {p.title}\"\n"
    " says \"{p.title}: {twice}\"\n remedy \"Less.\"\n"
    "rule B \"b\"\n require who.posts = 1\n"
    "rule C \"c\"\n for s in structure\n needs s.stated_fte > 0 \"the total\"\n"
    " require sum(p.fte for p in post where p.structure = s) <= s.stated_fte\n";

static void findings_stand_by_themselves(void) {
    locality_model *model = town_model(TOWN);
    town_load(model, mixed, "town.rules");
    locality_snapshot *snapshot = town_take(model);
    locality_findings *findings = town_check(snapshot, NULL);
    char *before = town_written(findings);
    town_well(locality_model_remove(model, "post", "rough", &town_error), "rough");
    put(model, "post lead title=Another posts=9 level=9");
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    char *after = town_written(findings);
    CU_ASSERT_TRUE(strlen(before) > 1000);
    TEST_TEXT(after, before);
    free(before);
    free(after);
    locality_findings_free(findings);
}

/* ---- Parameters -------------------------------------------------------------------------------------- */

static const char capped[] = "parameter cap : money = £1000 \"Most that one grant may be\"\n"
                             "switch strict = no \"Whether it is strict\"\n"
                             "parameter lead_post : post\nparameter word_used : text = \"a b\"\n"
                             "parameter unused : count = 1\n"
                             "rule T \"t\"\n require strict = no\n require cap >= £500\n"
                             " require if strict then cap < £1 else cap > £1\n"
                             " warn cap > £1000000 \"{word_used}\"\n"
                             " says \"{lead_post.title}\"\n";

static void parameters_used_are_shown(void) {
    locality_findings *findings = town_judge(capped, NULL);
    const locality_finding *f = locality_findings_at(findings, 0);
    static const char *const expected[][4] = {
        {"strict", "truth", "no", "Whether it is strict"},
        {"cap", "money", "£1,000", "Most that one grant may be"},
        {"word_used", "text", "a b", ""},
        {"lead_post", "post", "not given", ""}};
    CU_ASSERT_EQUAL_FATAL(f->parameters_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const locality_used_parameter *p = &f->parameters[i];
        TEST_TEXT(p->name, expected[i][0]);
        TEST_TEXT(p->type, expected[i][1]);
        TEST_TEXT(p->value, expected[i][2]);
        TEST_TEXT(p->sentence, expected[i][3]);
        TEST_NUMBER(p->is_switch, i == 0);
        TEST_NUMBER(p->is_overridden, 0);
        TEST_TEXT(p->window, "");
        TEST_TEXT(p->status, "");
    }
    locality_findings_free(findings);
}

/* In the order of the text, which is not that in which a rule is computed. */
static void parameters_are_shown_once_in_order(void) {
    static const char *const expected[] = {"b", "c", "a", "d"};
    locality_findings *findings =
        town_judge("parameter a : count = 1\nparameter b : count = 2\nparameter c : count = 3\n"
                   "parameter d : count = 4\nrule T \"t\"\n needs b > 1 \"b\"\n"
                   " for p in post where p.posts > c\n"
                   " require sum(q.posts * a + b for q in post where q.posts < d) > 0\n",
                   NULL);
    const locality_finding *f = locality_findings_at(findings, 0);
    CU_ASSERT_EQUAL_FATAL(f->parameters_count, TEST_COUNT(expected));
    for (size_t i = 0; i < TEST_COUNT(expected); i++)
        TEST_TEXT(f->parameters[i].name, expected[i]);
    locality_findings_free(findings);
}

static void the_caller_overrides_parameters(void) {
    static const locality_setting given[] = {{"cap", "£400"}, {"lead_post", "worker"}};
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    options.parameters = given;
    options.parameters_count = 2;
    locality_findings *findings = town_judge(capped, &options);
    const locality_finding *f = locality_findings_at(findings, 0);
    TEST_NUMBER(f->verdict, LOCALITY_VERDICT_FAIL);
    TEST_TEXT(f->details[0].says, "Worker");
    TEST_TEXT(f->parameters[1].value, "£400");
    TEST_NUMBER(f->parameters[1].is_overridden, 1);
    TEST_NUMBER(f->parameters[0].is_overridden, 0);
    locality_findings_free(findings);
}

static void settings_that_do_not_fit_are_refused(void) {
    static const struct {
        locality_setting setting;
        locality_status status;
        const char *id, *part;
    } wrong[] = {
        {{"capp", "£4"}, LOCALITY_NOT_FOUND, "capp", "cap"},
        {{"cap", "many"}, LOCALITY_SYNTAX, "cap", "cap"},
        {{"lead_post", "nobody"}, LOCALITY_NOT_FOUND, "lead_post", "nobody"},
        {{"strict", "perhaps"}, LOCALITY_SYNTAX, "strict", "strict"},
        {{NULL, "1"}, LOCALITY_INVALID, "", "name"},
        {{"cap", NULL}, LOCALITY_INVALID, "", "value"},
        {{"word_used", "\xff"}, LOCALITY_ENCODING, "", "UTF-8"},
    };
    locality_snapshot *snapshot = town_ruled(capped);
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
        options.parameters = &wrong[i].setting;
        options.parameters_count = 1;
        town_fails(snapshot, &options, wrong[i].status, wrong[i].id, wrong[i].part);
    }
    locality_snapshot_release(snapshot);
}

static void values_of_records_that_do_not_read_are_refused(void) {
    locality_model *model = town_model(TOWN);
    put(model, "parameter cap type=money value=many");
    town_load(model, "rule T \"t\"\n require cap > £1\n", "a.rules");
    locality_snapshot *snapshot = town_take(model);
    town_fails(snapshot, NULL, LOCALITY_SYNTAX, "cap", "many");
    locality_snapshot_release(snapshot);
    put(model, "parameter cap type=monies value=1");
    snapshot = town_take(model);
    town_fails(snapshot, NULL, LOCALITY_TYPE, "cap", "monies");
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* Dated values: that which holds on the date asked about counts. */
static void a_dated_value_holds_on_its_days(void) {
    static const struct {
        const char *as_at, *value, *window, *warning;
        int verdict;
    } dated[] = {
        {"2010-05-01", "£100", "from 1 April 2010 to 31 March 2011", "from a secondary source",
         LOCALITY_VERDICT_FAIL},
        {"2011-05-01", "£300", "from 1 April 2011", "unverified", LOCALITY_VERDICT_PASS},
        {"2009-05-01", "£50", "", "", LOCALITY_VERDICT_FAIL},
        {"2011", "between £50 and £300", NULL, "several values of parameter cap may hold",
         LOCALITY_VERDICT_CANNOT_DECIDE},
        {NULL, "between £50 and £300", NULL, "several values of parameter cap may hold",
         LOCALITY_VERDICT_CANNOT_DECIDE},
    };
    locality_model *model = town_model(TOWN);
    put(model, "parameter cap type=money value=50 status=verified citation=Act");
    put(model, "parameter cap-1 value=100 value_of=cap starts=2010-04-01 ends=2011-03-31 "
               "status=secondary citation=Order 1 unit=a year");
    put(model, "parameter cap-2 value=300 value_of=cap starts=2011-04-01 status=unverified "
               "citation=Order 2");
    town_load(model, "rule T \"t\"\n require cap > £200\n", "a.rules");
    locality_snapshot *snapshot = town_take(model);
    for (size_t i = 0; i < TEST_COUNT(dated); i++) {
        locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
        locality_range as_at;
        if (dated[i].as_at != NULL) {
            town_well(locality_value_read(LOCALITY_TYPE_DATE, dated[i].as_at,
                                          strlen(dated[i].as_at), &as_at, &town_error),
                      dated[i].as_at);
            options.as_at = &as_at;
        }
        locality_findings *findings = town_check(snapshot, &options);
        const locality_finding *f = locality_findings_at(findings, 0);
        const locality_used_parameter *p = &f->parameters[0];
        char *all = town_written(findings);
        TEST_TEXT(p->value, dated[i].value);
        if (dated[i].window != NULL)
            TEST_TEXT(p->window, dated[i].window);
        TEST_NUMBER(f->verdict, dated[i].verdict);
        TEST_ROW(strstr(all, dated[i].warning) != NULL, dated[i].warning);
        if (dated[i].warning[0] == '\0') {
            TEST_NUMBER(f->warnings_count, 0);
            TEST_TEXT(p->status, "verified");
            TEST_TEXT(p->citation, "Act");
        }
        free(all);
        locality_findings_free(findings);
    }
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Rules that cannot be judged --------------------------------------------------------------------- */

/* The error names the rule and the place in its file. */
static void a_rule_that_names_no_record_is_named(void) {
    locality_snapshot *snapshot =
        town_ruled("rule S \"s\"\n require 1 < 2\n\n"
                   "rule T \"t\"\n for p in post\n"
                   " require p.unit = \"Strategic\" or p.reports_to = led\n");
    town_fails(snapshot, NULL, LOCALITY_NOT_FOUND, "T", "Strategic");
    TEST_TEXT(town_error.kind, "rule");
    TEST_TEXT(town_error.field, "");
    TEST_NUMBER(town_error.line, 6);
    CU_ASSERT_TRUE(town_error.column > 0);
    locality_snapshot_release(snapshot);
    snapshot = town_ruled("rule T \"t\"\n for p in post\n require p.reports_to = led\n");
    town_fails(snapshot, NULL, LOCALITY_NOT_FOUND, "T", "lead");
    TEST_NUMBER(town_error.line, 3);
    locality_snapshot_release(snapshot);
}

static void a_rule_record_is_one_rule(void) {
    static const struct {
        const char *text;
        locality_status status;
        uint64_t line;
    } texts[] = {
        {"rule T \"t\"\n require 1 +\n", LOCALITY_SYNTAX, 2},
        {"rule T \"t\"\n require 1\n", LOCALITY_TYPE, 2},
        {"rule T \"t\"\n require no_name\n", LOCALITY_NOT_FOUND, 2},
        {"", LOCALITY_SYNTAX, 0},
        {"rule T \"t\"\n require 1 < 2\nrule U \"u\"\n require 1 < 2\n", LOCALITY_SYNTAX, 0},
        {"query T \"t\"\n answer 1\n", LOCALITY_SYNTAX, 0},
        {"parameter x : count = 1\nrule T \"t\"\n require 1 < 2\n", LOCALITY_SYNTAX, 0},
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        locality_model *model = town_model(TOWN);
        put_rule(model, "T", texts[i].text, i == 1 ? "a.rules" : NULL, i == 1 ? 10 : 0);
        locality_snapshot *snapshot = town_take(model);
        town_fails(snapshot, NULL, texts[i].status, "T", "");
        TEST_NUMBER(town_error.line, i == 1 ? 11 : texts[i].line);
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
}

static void a_rule_without_a_file_is_judged(void) {
    locality_model *model = town_model(TOWN);
    put_rule(model, "T", "rule T \"t\"\n require 1 < 2\n", NULL, 0);
    locality_snapshot *snapshot = town_take(model);
    locality_findings *findings = town_check(snapshot, NULL);
    TEST_NUMBER(locality_findings_at(findings, 0)->verdict, LOCALITY_VERDICT_PASS);
    TEST_NUMBER(locality_findings_at(findings, 0)->line, 0);
    TEST_TEXT(locality_findings_at(findings, 0)->file, "");
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Bounds and the host's word ---------------------------------------------------------------------- */

static const char heavy[] =
    "rule S \"s\"\n require 1 < 2\n"
    "rule T \"t\"\n for p in post, q in post, r in post, s in post, t in post\n"
    " require p.title = q.title or r.title = s.title or t.posts > 1\n";

static void the_step_budget_is_of_one_rule(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_snapshot *snapshot = town_ruled(heavy);
    options.step_budget = 100;
    town_fails(snapshot, &options, LOCALITY_LIMIT, "T", "rule T: too many records");
    options.step_budget = 1000000;
    locality_findings_free(town_check(snapshot, &options));
    locality_snapshot_release(snapshot);
}

typedef struct host {
    const locality_snapshot *snapshot;
    size_t asked, most;
    int32_t answer;
} host;

static int32_t cancel(void *self) {
    host *h = self;
    /* re-entry: other calls on the snapshot are as good as from any other place */
    locality_findings *findings = NULL;
    static const char *const one[] = {"S"};
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    options.rules = one;
    options.rules_count = 1;
    town_well(locality_check(h->snapshot, &options, &findings, NULL), "check inside");
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_PASS), 1);
    locality_findings_free(findings);
    return h->asked++ >= h->most ? h->answer : 0;
}

static void the_host_is_asked_before_each_rule_and_within(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_model *model = town_model(TOWN);
    for (int i = 0; i < 700; i++) {
        char row[40];
        snprintf(row, sizeof row, "spend s%03d type=draw", i);
        put(model, row);
    }
    town_load(model,
              "rule R \"r\"\n require 1 < 2\nrule S \"s\"\n require 1 < 2\n"
              "rule T \"t\"\n for x in spend, y in spend\n require x.id != \"\" or y.id != \"\"\n",
              "a.rules");
    locality_snapshot *snapshot = town_take(model);
    host h = {snapshot, 0, SIZE_MAX, 7};
    options.cancel = cancel;
    options.cancel_self = &h;
    locality_findings *findings = town_check(snapshot, &options);
    TEST_NUMBER(locality_findings_count(findings), 3);
    locality_findings_free(findings);
    size_t all = h.asked;
    CU_ASSERT_TRUE(all > 3);
    for (size_t i = 0; i < all; i++) {
        h.asked = 0;
        h.most = i;
        town_fails(snapshot, &options, LOCALITY_CANCELLED,
                   i == 0   ? "R"
                   : i == 1 ? "S"
                            : "T",
                   "stop");
        TEST_NUMBER(town_error.host_code, 7);
        TEST_NUMBER(h.asked, i + 1);
    }
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Order of insertion ------------------------------------------------------------------------------ */

static void verdicts_do_not_depend_on_the_order_of_insertion(void) {
    static const char *const others[] = {"spend s1 amount=5", "spend s2 amount=7",
                                         "spend s3 type=draw"};
    static const char *const rules[] = {
        "rule A \"a\"\n for p in post\n when p.level <= 3\n require p.posts <= 2\n",
        ("rule B \"b\"\n for s in structure, p in post where p.structure = s\n"
         " require p.fte <= p.posts\n"),
        "rule C \"c\"\n require sum(x.amount for x in spend) >= £12\n",
    };
    locality_findings *findings[2];
    for (size_t way = 0; way < 2; way++) {
        locality_model *model = town_model(NULL, 0);
        for (size_t i = 0; i < TEST_COUNT(town_rows); i++)
            put(model, town_rows[way == 0 ? i : TEST_COUNT(town_rows) - 1 - i]);
        for (size_t i = 0; i < TEST_COUNT(others); i++)
            put(model, others[way == 0 ? i : TEST_COUNT(others) - 1 - i]);
        for (size_t i = 0; i < TEST_COUNT(rules); i++) /* one file each, in either order */
            town_load(model, rules[way == 0 ? i : TEST_COUNT(rules) - 1 - i], "");
        locality_snapshot *snapshot = town_take(model);
        findings[way] = town_check(snapshot, NULL);
        locality_snapshot_release(snapshot);
        locality_model_free(model);
    }
    TEST_NUMBER(locality_findings_count(findings[0]), 3);
    for (size_t i = 0; i < locality_findings_count(findings[0]); i++) {
        const locality_finding *one = locality_findings_at(findings[0], i);
        const locality_finding *other = locality_findings_find(findings[1], one->rule);
        CU_ASSERT_PTR_NOT_NULL_FATAL(other);
        TEST_NUMBER(other->verdict, one->verdict);
        for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
            TEST_NUMBER(other->cases[v], one->cases[v]);
        TEST_NUMBER(other->missing_count, one->missing_count);
        TEST_NUMBER(other->witnesses_count, one->witnesses_count);
    }
    locality_findings_free(findings[0]);
    locality_findings_free(findings[1]);
}

static void verdicts_have_names(void) {
    static const char *const names[] = {"pass", "fail", "cannot_decide", "not_applicable"};
    for (int32_t i = 0; i < LOCALITY_VERDICTS; i++)
        TEST_TEXT(locality_verdict_name(i), names[i]);
    TEST_TEXT(locality_verdict_name(-1), "unknown");
    TEST_TEXT(locality_verdict_name(LOCALITY_VERDICTS), "unknown");
}

static const test_case cases[] = {
    {"verdicts have names", verdicts_have_names},
    {"null is refused", null_is_refused},
    {"findings are found by number, rule and verdict",
     findings_are_found_by_number_rule_and_verdict},
    {"wrong options are refused", wrong_options_are_refused},
    {"rules that are asked for are judged alone", rules_asked_for_are_judged_alone},
    {"findings come in the order of files, lines and natural ids",
     findings_come_in_the_order_of_files_lines_and_ids},
    {"details are few and counts complete", details_are_few_and_counts_complete},
    {"counts are complete over many batches", counts_are_complete_over_many_batches},
    {"witnesses are kept up to a number", witnesses_are_kept_up_to_a_number},
    {"what is missing is listed once", what_is_missing_is_listed_once},
    {"later cases are told in brief where telling takes long", later_cases_are_told_in_brief},
    {"findings stand when model and snapshot are gone", findings_stand_by_themselves},
    {"the parameters a rule uses are shown in the order of its text", parameters_used_are_shown},
    {"a parameter is shown once, where the text first uses it", parameters_are_shown_once_in_order},
    {"the caller overrides parameters", the_caller_overrides_parameters},
    {"settings that do not fit are refused", settings_that_do_not_fit_are_refused},
    {"values of records that do not read are refused",
     values_of_records_that_do_not_read_are_refused},
    {"a dated value holds on its days", a_dated_value_holds_on_its_days},
    {"the error of a rule that names no record names the rule",
     a_rule_that_names_no_record_is_named},
    {"the text of a rule record is one rule", a_rule_record_is_one_rule},
    {"a rule record without a file is judged", a_rule_without_a_file_is_judged},
    {"the step budget is that of one rule, and the error names it", the_step_budget_is_of_one_rule},
    {"the host is asked before each rule and within a long one",
     the_host_is_asked_before_each_rule_and_within},
    {"verdicts do not depend on the order of insertion",
     verdicts_do_not_depend_on_the_order_of_insertion},
};

TEST_MAIN("rules/checking", cases)
