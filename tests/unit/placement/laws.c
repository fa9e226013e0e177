/* Laws of placements: reasons taken away make a pair eligible; the order of records does not matter; what
 * is written back is judged well by the same conditions; refused memory is survived. */
#include "support/fault.h"
#include "unit/placement/county.h"

static void removing_the_named_reasons_makes_a_pair_eligible(void) {
    static const char *const clause[] = {
        "  eligible L-1 \"the post serves the district\" : p.post.serves has a\n",
        "  eligible L-2 \"the post is not senior\" : p.post.senior = no\n",
        "  eligible L-3 \"the grade is 8\" : p.post.grade.rank = 8\n",
        "  eligible L-4 \"full time\" : p.fte = 1\n"};
    static const char head[] = "allocate LEADS \"Who\"\n  candidates p in person\n"
                               "  places a in area where a.level = district\n";
    char rules[1000];
    size_t tried = 0;

    snprintf(rules, sizeof rules, "%s%s%s%s%s", head, clause[0], clause[1], clause[2], clause[3]);
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *all = county_solve(snapshot, NULL);
    for (size_t c = 0; c < locality_placement_count(all, 0); c++)
        for (size_t a = 0; a < locality_placement_count(all, 1); a++) {
            locality_placement_pair pair, again;
            char fewer[1000];
            county_well(locality_placement_pair_at(all, c, a, &pair, &county_error), "pair");
            if (pair.failed == 0 && pair.open == 0)
                continue;
            snprintf(fewer, sizeof fewer, "%s", head);
            for (size_t i = 0; i < 4; i++)
                if (((pair.failed | pair.open) >> i & 1) == 0)
                    strcat(fewer, clause[i]);
            locality_snapshot *less = county_take(county_model(0, NULL, 0, fewer));
            locality_placement *without = county_solve(less, NULL);
            county_well(locality_placement_pair_at(without, c, a, &again, &county_error), "pair");
            TEST_NUMBER(again.state, LOCALITY_PLACEMENT_ELIGIBLE);
            locality_placement_free(without);
            locality_snapshot_release(less);
            tried++;
        }
    CU_ASSERT(tried > 20);
    locality_placement_free(all);
    locality_snapshot_release(snapshot);
}

static void the_order_of_records_does_not_matter(void) {
    locality_snapshot *snapshot[2];
    locality_placement *p[2];
    char *audit[2];

    for (int i = 0; i < 2; i++) {
        snapshot[i] = county_take(county_model(i, NULL, 0, county_rules));
        p[i] = county_solve(snapshot[i], NULL);
        audit[i] = county_audit(p[i]);
    }
    TEST_TEXT(audit[0], audit[1]);
    CU_ASSERT_PTR_NOT_NULL(strstr(audit[0], "\"candidate_price\": [0"));
    TEST_NUMBER(locality_placement_sentences(p[0]), locality_placement_sentences(p[1]));
    for (int i = 0; i < 2; i++) {
        free(audit[i]);
        locality_placement_free(p[i]);
        locality_snapshot_release(snapshot[i]);
    }
}

/* The same conditions as a rule over allocations; and what is agreed is fixed when asked again. */
static void what_is_written_back_passes_the_same_rules(void) {
    static const char rules[] =
        "rule AGAIN \"The holder serves the district and is not senior\"\n"
        "  for x in allocation where x.status = proposed\n"
        "  require x.post.serves has x.area\n  require x.post.senior = no\n"
        "rule ONCE \"One holder a district\"\n  for a in area where a.level = district\n"
        "  require count(x in allocation where x.area = a and x.status = proposed) <= 1\n";
    locality_model *model = county_model(0, NULL, 0, county_rules);
    locality_snapshot *before = NULL, *after = NULL;
    locality_findings *findings = NULL;
    size_t added = 0;

    county_well(locality_rules_load(model, rules, strlen(rules), "again.rules", &county_error),
                "rules");
    county_well(locality_snapshot_take(model, &before, &county_error), "snapshot");
    locality_placement *p = county_solve(before, NULL);
    county_well(locality_placement_write(p, model, &added, &county_error), "write");
    TEST_NUMBER(added, 3);
    TEST_NUMBER(locality_model_count(model, "allocation"), 4);
    county_well(locality_snapshot_take(model, &after, &county_error), "snapshot");
    county_well(locality_check(after, NULL, &findings, &county_error), "check");
    TEST_NUMBER(locality_findings_with(findings, LOCALITY_VERDICT_PASS), 2);
    locality_findings_free(findings);
    locality_placement_free(p);
    locality_snapshot_release(before);
    locality_snapshot_release(after);
    locality_model_free(model);
}

static void a_plan_that_is_not_there_is_not_written(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.id = \"x\"\n places a in area\n";
    locality_model *model = county_model(0, NULL, 0, rules);
    locality_snapshot *snapshot = NULL;
    size_t added = 9;

    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    locality_placement *p = county_solve(snapshot, NULL);
    TEST_NUMBER(locality_placement_write(p, model, &added, &county_error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(added, 0);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Memory --------------------------------------------------------------------------------------------- */

static const char fault_rules[] =
    "parameter least_grade : count = 7 \"Lowest grade\"\n"
    "allocate LEADS \"Who leads each district\"\n"
    "  source \"CP\", \"4\"\n"
    "  candidates p in person where p.fte > 0\n"
    "  places a in area where a.level = district\n"
    "  needs any(x in person) \"people\"\n"
    "  role \"lead\"\n  from 2016-04-01\n  until 2017-03-31\n"
    "  let grade = p.post.grade.rank\n"
    "  eligible L-1 \"serves\", waiver 2 : p.post.serves has a\n"
    "  eligible L-2 \"not senior\", no waiver : p.post.senior = no\n"
    "  eligible L-3 \"grade\" : grade >= least_grade\n"
    "  fixed \"agreed\" : p.id = \"gus\" and a.id = \"south\"\n"
    "  barred \"refused\" : p.id = \"bob\" and a.id = \"east\"\n"
    "  cover 1 \"north\" : a.id = \"north\"\n"
    "  prefer least \"held\" : count(x in allocation where x.person = p)\n"
    "  stage \"Slot-in\" : grade = 8\n  stage \"Rest\" : grade < 8\n"
    "  share p.fte\n  spell most 3\n  rest 1\n";

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    locality_placement_wish wish = {"fay", "South", "no", 0, 0};
    locality_setting setting = {"least_grade", "7"};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement *p = NULL;
    locality_placement_case *item = NULL;
    uint32_t who[16];
    size_t count;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    options.wishes = &wish;
    options.wishes_count = 1;
    options.parameters = &setting;
    options.parameters_count = 1;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, fault_rules, strlen(fault_rules), "f.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_solve(snapshot, "LEADS", &options, &p, error);
    for (size_t c = 0; status == LOCALITY_OK && c < locality_placement_count(p, 0); c++) {
        status = locality_placement_explain(p, c, c % 4, &item, error);
        locality_placement_case_free(item);
        item = NULL;
    }
    for (size_t a = 0; status == LOCALITY_OK && a < locality_placement_count(p, 1); a++)
        status = locality_placement_choices(p, a, who, 16, &count, error);
    if (status == LOCALITY_OK)
        status = locality_placement_audit(p, NULL, 0, &count, error);
    if (status == LOCALITY_OK)
        status = locality_placement_write(p, model, &count, error);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    fault_drive("placement", do_everything, NULL, 400);
}

static const test_case cases[] = {
    {"without the reasons that are named a pair is eligible",
     removing_the_named_reasons_makes_a_pair_eligible},
    {"the order of the records does not matter, to the byte", the_order_of_records_does_not_matter},
    {"what is written back passes the same rules", what_is_written_back_passes_the_same_rules},
    {"where there is no plan nothing is written", a_plan_that_is_not_there_is_not_written},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement laws", cases)
