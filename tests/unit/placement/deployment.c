/* Placements of FTE: the time of people spread over places by need, why, and written out. */
#include "support/fault.h"
#include "unit/placement/county.h"

/* Ann 1, Bob 1, Cid 1 (east and west), Fay 0.5 and Gus 1 (south); Dot and Eve are not among them. */
#define TIME                                                                                      \
    "switch local = yes \"Only where one works\"\n"                                               \
    "allocate TIME \"How much time for each district\"\n"                                         \
    "  candidates p in person where p.id in {\"ann\", \"bob\", \"cid\", \"fay\", \"gus\"}\n"      \
    "  places a in area where a.level = district\n"                                               \
    "  role \"lead\"\n"                                                                           \
    "  gives p.fte\n"                                                                             \
    "  eligible L-1 \"the post serves the district\", waiver 2 : not local or p.post.serves has " \
    "a\n"

static locality_placement *turned_placement(int backwards, const char *rules) {
    locality_snapshot *snapshot = county_take(county_model(backwards, NULL, 0, rules));
    locality_placement *p = county_solve(snapshot, NULL);

    locality_snapshot_release(snapshot);
    return p;
}

static locality_placement *time_placement(const char *const *more, size_t count, const char *rules,
                                          const locality_placement_options *options,
                                          locality_status expected) {
    locality_model *model = county_model(0, more, count, rules);
    locality_snapshot *snapshot = NULL;
    locality_placement *p = NULL;

    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    locality_status status = locality_placement_solve(snapshot, "TIME", options, &p, &county_error);
    TEST_NUMBER(status, expected);
    if (status != expected)
        printf("  %s\n", county_error.message);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return p;
}

static int64_t given(const locality_placement *p, const char *who, const char *where) {
    size_t candidate = 0, place = 0;
    int64_t sum = 0;

    county_well(locality_placement_find(p, 0, who, &candidate, &county_error), who);
    county_well(locality_placement_find(p, 1, where, &place, &county_error), where);
    const locality_deployment *plan = locality_placement_deployment(p);
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share;
        county_well(locality_deployment_share_at(plan, i, &share, &county_error), "share");
        sum += share.group == candidate && share.place == place ? share.amount : 0;
    }
    return sum;
}

static locality_placement_case *why(const locality_placement *p, const char *who,
                                    const char *where) {
    locality_placement_case *item = NULL;
    size_t candidate = 0, place = 0;

    county_well(locality_placement_find(p, 0, who, &candidate, &county_error), who);
    county_well(locality_placement_find(p, 1, where, &place, &county_error), where);
    county_well(locality_placement_explain(p, candidate, place, &item, &county_error), "why");
    return item;
}

static void expect_why(const locality_placement *p, const char *who, const char *where,
                       int32_t reason, const char *text) {
    locality_placement_case *item = why(p, who, where);

    TEST_NUMBER(locality_placement_case_reason(item), reason);
    TEST_ROW(county_case_says(item, text), text);
    locality_placement_case_free(item);
}

/* ---- Plans ------------------------------------------------------------------------------------------------ */

static void time_is_spread_by_need(void) {
    locality_placement *p = time_placement(
        NULL, 0, TIME "  need if a.id = \"east\" then 1.2 else 0.8\n", NULL, LOCALITY_OK);
    locality_placement_member member;
    uint32_t who[5];
    size_t count = 0;

    CU_ASSERT_EQUAL(locality_placement_is_of_fte(p), 1);
    CU_ASSERT_PTR_NULL(locality_placement_problem(p));
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_SHORT);
    TEST_NUMBER(given(p, "cid", "east"), 60);
    TEST_NUMBER(given(p, "cid", "west"), 40);
    TEST_NUMBER(given(p, "ann", "north"), 80);
    TEST_NUMBER(given(p, "bob", "north"), 0);
    county_well(locality_placement_member_at(p, 0, 2, &member, &county_error), "member");
    TEST_TEXT(member.id, "cid");
    TEST_NUMBER(member.partners, 2);
    county_well(locality_placement_deployment_check(p, &county_error), "proof");
    county_well(locality_placement_choices(p, 0, who, TEST_COUNT(who), &count, &county_error),
                "choices");
    CU_ASSERT(count == 1 && who[0] == 2);
    CU_ASSERT(county_says(p, "2.6 FTE of 3.6 FTE needed are met; proved: no plan meets more, or "
                             "shares what is short more equally."));
    CU_ASSERT(county_says(p, "East and West need 2 FTE together, and 1 FTE can be sent there at "
                             "most, by C.D., Engineer."));
    CU_ASSERT(county_says(p, "1.9 FTE are left over, of "));
    CU_ASSERT(county_says(p, "A person has to choose: plans that are as good differ in how much "));
    locality_placement_free(p);
}

static void what_is_protected_goes_first(void) {
    static const char more[] =
        "  need 1.5\n"
        "  protect \"West keeps a day\" : if a.id = \"west\" then 0.7 else 0\n"
        "  ceiling if a.id = \"north\" then 1.2 else 9\n"
        "  step 0.1\n"
        "  prefer least \"miles\" : if p.id = \"ann\" then 5 else 1\n";
    char rules[2000];

    snprintf(rules, sizeof rules, "%s%s", TIME, more);
    locality_placement *p = time_placement(NULL, 0, rules, NULL, LOCALITY_OK);
    TEST_NUMBER(given(p, "cid", "west"), 70);
    TEST_NUMBER(given(p, "cid", "east"), 30);
    TEST_NUMBER(given(p, "bob", "north"), 100);
    TEST_NUMBER(given(p, "ann", "north"), 20);
    TEST_NUMBER(given(p, "fay", "south") + given(p, "gus", "south"), 150);
    CU_ASSERT(county_says(p, "North needs 1.5 FTE, and may be given 1.2 FTE at most."));
    CU_ASSERT(county_says(p, "In all, by FTE: miles 4.5."));
    CU_ASSERT(county_says(p, "0.8 FTE are left over, of A.N., Planner"));
    locality_placement_free(p);
}

static void what_cannot_be_protected_is_told(void) {
    locality_placement *p =
        time_placement(NULL, 0,
                       TIME "  need 1\n  protect \"East and west keep somebody\" : "
                            "if a.id in {\"east\", \"west\"} then 0.6 else 0\n",
                       NULL, LOCALITY_OK);

    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_IMPOSSIBLE);
    CU_ASSERT(county_says(p, "Proved: what is protected and fixed cannot all be kept."));
    CU_ASSERT(
        county_says(p, "East and west keep somebody: East and West are to keep 1.2 FTE together, "
                       "and 1 FTE can be sent there at most, by C.D., Engineer."));
    TEST_NUMBER(locality_deployment_shares(locality_placement_deployment(p)), 0);
    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_NO_PAIR, "there is no proved plan");
    locality_placement_free(p);
}

static void people_may_go_whole(void) {
    locality_placement *p =
        time_placement(NULL, 0, TIME "  whole yes\n  need 0.9\n", NULL, LOCALITY_OK);

    TEST_NUMBER(given(p, "cid", "east") + given(p, "cid", "west"), 100);
    CU_ASSERT(given(p, "cid", "east") == 0 || given(p, "cid", "west") == 0);
    TEST_NUMBER(given(p, "fay", "south") + given(p, "gus", "south"), 150);
    CU_ASSERT(county_says(p, "Whether another plan is as good was not worked out"));
    TEST_NUMBER(locality_placement_deployment_check(p, NULL), LOCALITY_NOT_FOUND);
    locality_placement_free(p);
}

/* ---- Settled by hand ---------------------------------------------------------------------------------------- */

static void who_is_fixed_works_nowhere_else(void) {
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_placement_wish wishes[] = {{"cid", "west", NULL, 1, 0}, {"gus", "south", NULL, 0, 0}};

    options.wishes = wishes;
    options.wishes_count = 2;
    locality_placement *p = time_placement(NULL, 0, TIME "  need 1\n", &options, LOCALITY_OK);
    TEST_NUMBER(given(p, "cid", "west"), 100);
    TEST_NUMBER(given(p, "gus", "south"), 0);
    expect_why(p, "cid", "west", LOCALITY_ALLOCATION_PINNED, "because that is fixed: asked for");
    expect_why(p, "cid", "east", LOCALITY_ALLOCATION_CANNOT, "but is fixed for West");
    expect_why(p, "gus", "south", LOCALITY_ALLOCATION_FORBIDDEN, "is not to hold South: asked for");
    locality_placement_free(p);
    /* what is needed there does not hinder it, and who is fixed gives whole steps */
    p = time_placement(NULL, 0, TIME "  need 0.3\n  step 0.3\n", &options, LOCALITY_OK);
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_SHORT);
    TEST_NUMBER(given(p, "cid", "west"), 90);
    locality_placement_free(p);
}

static void who_is_fixed_for_several_is_told(void) {
    locality_placement_wish wishes[] = {{"cid", "West", NULL, 1, 0}, {"cid", "East", NULL, 1, 0}};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;

    options.wishes = wishes;
    options.wishes_count = 2;
    locality_placement *p = time_placement(NULL, 0, TIME "  need 1\n", &options, LOCALITY_OK);
    CU_ASSERT(county_says(p,
                          "C.D., Engineer is fixed for East and West: in those alone, as much in "
                          "each as is best."));
    locality_placement_free(p);
}

static void too_much_that_is_fixed_is_told(void) {
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_placement_wish wishes[] = {{"gus", "south", NULL, 1, 0}, {"fay", "south", NULL, 1, 0}};

    options.wishes = wishes;
    options.wishes_count = 2;
    locality_placement *p =
        time_placement(NULL, 0, TIME "  need 1\n  ceiling 1.2\n", &options, LOCALITY_OK);
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_IMPOSSIBLE);
    CU_ASSERT(county_says(p, "South would be given 1.5 FTE that are fixed, and may have 1.2 FTE."));
    locality_placement_free(p);
}

/* ---- Why ------------------------------------------------------------------------------------------------------ */

static void the_price_of_a_pair_is_told(void) {
    locality_placement *p =
        time_placement(NULL, 0,
                       TIME "  need if a.id = \"east\" then 1.2 else 0.8\n"
                            "  prefer least \"miles\" : if p.id = \"ann\" then 5 else 1\n",
                       NULL, LOCALITY_OK);

    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_AT_A_COST,
               "could give it 0.8 FTE at a price: miles +3.2.");
    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_AT_A_COST,
               "Then A.N., Planner gives North 0.8 FTE instead of 0; B.B., Librarian gives North 0 "
               "FTE instead of 0.8.");
    expect_why(p, "bob", "north", LOCALITY_ALLOCATION_HELD, "gives North 0.8 FTE: without that ");
    expect_why(p, "cid", "east", LOCALITY_ALLOCATION_HELD,
               "without that 0.2 FTE fewer would be placed; East would be given 0 FTE instead of "
               "0.6; West would be given 0.8 FTE instead of 0.4");
    expect_why(p, "ann", "east", LOCALITY_ALLOCATION_FAILS, "L-1 is not met");
    expect_why(p, "ann", "east", LOCALITY_ALLOCATION_FAILS,
               "To waive L-1 here weighs 2 for each FTE; it rests on local = yes");
    locality_placement_free(p);
}

static void those_as_good_are_told(void) {
    locality_placement *p = time_placement(NULL, 0, TIME "  need 0.8\n", NULL, LOCALITY_OK);

    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_HELD, "a plan without that is as good");
    expect_why(p, "bob", "north", LOCALITY_ALLOCATION_AS_GOOD,
               "could give it 0.8 FTE in a plan that is as good");
    locality_placement_free(p);
}

/* ---- What is not known ----------------------------------------------------------------------------------------- */

static void what_is_not_known_is_open(void) {
    static const char *const more[] = {"post p-hal title=Surveyor senior=no posts=1",
                                       "person hal initials=H.L. post=p-hal fte=1"};
    static const char everybody[] =
        "allocate TIME \"How much time for each district\"\n"
        "  candidates p in person\n  places a in area where a.level = district\n"
        "  gives p.fte\n  need 2\n"
        "  eligible L-1 \"the post serves the district\" : p.post.serves has a\n";
    locality_placement *p = time_placement(more, 2, everybody, NULL, LOCALITY_OK);

    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_OPEN);
    CU_ASSERT(county_says(p, "not everything is known"));
    CU_ASSERT(county_says(p, "4 pairs cannot be told"));
    locality_placement_free(p);
    p = time_placement(NULL, 0, TIME "  need a.population / 100\n", NULL, LOCALITY_OK);
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_OPEN);
    locality_placement_free(p);
    p = time_placement(NULL, 0, TIME "  needs 1 > 2 \"the needs\"\n  need 1\n", NULL, LOCALITY_OK);
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_NOT_EVALUABLE);
    CU_ASSERT_PTR_NULL(locality_placement_deployment(p));
    TEST_NUMBER(locality_placement_deployment_check(p, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_placement_deployment_check(NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_placement_is_of_fte(p), 1);
    locality_placement_free(p);
}

static void what_makes_no_sense_is_refused(void) {
    CU_ASSERT_PTR_NULL(time_placement(NULL, 0, TIME "  need 1\n  protect \"x\" : 2\n  ceiling 1\n",
                                      NULL, LOCALITY_INVALID));
    CU_ASSERT_PTR_NULL(
        time_placement(NULL, 0, TIME "  step 0.001\n  need 1\n", NULL, LOCALITY_INVALID));
    CU_ASSERT_PTR_NULL(time_placement(NULL, 0,
                                      TIME "  whole any(x in area where x.population > 1)\n"
                                           "  need 1\n",
                                      NULL, LOCALITY_INVALID));
}

static void it_has_no_rota(void) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_model *model = county_model(0, NULL, 0, TIME "  need 1\n");
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;

    options.last = 30;
    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    TEST_NUMBER(locality_placement_rota_solve(snapshot, "TIME", &options, &rota, &county_error),
                LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(county_error.message, "has no rota"));
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Kept -------------------------------------------------------------------------------------------------------- */

static void the_plan_is_kept_as_records(void) {
    locality_placement *p = time_placement(NULL, 0, TIME "  need 0.8\n", NULL, LOCALITY_OK);
    locality_model *model = county_model(0, NULL, 0, TIME "  need 0.8\n");
    locality_snapshot *snapshot = NULL;
    locality_value value;
    size_t added = 0;

    county_well(locality_placement_write(p, model, &added, &county_error), "write");
    TEST_NUMBER(added, locality_deployment_shares(locality_placement_deployment(p)));
    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    const locality_schema *schema = locality_snapshot_schema(snapshot);
    uint32_t kind = locality_schema_kind(schema, "allocation");
    uint32_t row = locality_snapshot_find(snapshot, kind, "TIME/north/ann");
    CU_ASSERT_NOT_EQUAL(row, LOCALITY_ROW_MISSING);
    county_well(locality_snapshot_value(snapshot, kind, row,
                                        locality_schema_field(schema, kind, "fte"), &value,
                                        &county_error),
                "fte");
    TEST_NUMBER(value.range.lo, 800000);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    locality_placement_free(p);
}

static void the_audit_is_the_same_each_time(void) {
    locality_placement *p = turned_placement(0, TIME "  need 0.8\n  ceiling 3\n");
    locality_placement *q = turned_placement(1, TIME "  need 0.8\n  ceiling 3\n");
    char *first = county_audit(p), *second = county_audit(q);

    if (first != NULL && second != NULL) {
        TEST_TEXT(first, second);
        CU_ASSERT_PTR_NOT_NULL(strstr(first, "\"unit\": \"hundredths of an FTE\""));
        CU_ASSERT_PTR_NOT_NULL(
            strstr(first, "{\"candidate\": \"ann\", \"place\": \"north\", \"fte\": 100"));
        CU_ASSERT_PTR_NOT_NULL(strstr(first, "\"state\": \"proved: some need must stay unmet\""));
        CU_ASSERT_PTR_NOT_NULL(strstr(first, "\"ceiling\": 300"));
    }
    free(first);
    free(second);
    locality_placement_free(p);
    locality_placement_free(q);
}

/* What an audit has to hold, by the rest of the rules. */
static const struct audit_row {
    const char *rules, *part;
} audits[] = {
    {TIME "  need 1\n  protect \"x\" : 0.6\n",
     "\"candidate_in\": [0, 0, 1, 0, 0],\n    \"place_in\": [1, 0, 0, 1],\n    \"short\": true, "
     "\"must\": 120, \"can\": 100}"},
    {TIME "  need 2\n", "\"state\": \"proved: some need must stay unmet\""},
    {TIME "  need 2\n  whole yes\n", "\"certificate\": null"},
    {TIME "  need 2\n  whole yes\n", "\"step\": 1, \"whole\": true"},
    {TIME "  need 2\n  step 0.5\n", "\"step\": 50, \"whole\": false"},
    {TIME "  need 0\n", "\"place_at\": [\"left over\", "},
    {TIME "  need 0\n", "\"state\": \"all need met, proved best\""},
    {TIME "  need 1\n  eligible L-2 \"never\" : 1 > 2\n", "\"place_at\": [\"nowhere\", "},
    {TIME "  needs 1 > 2 \"the needs\"\n  need 1\n", "\"verdict\": \"not solved\""},
};

static void audits_hold_what_proves_them(void) {
    for (size_t i = 0; i < TEST_COUNT(audits); i++) {
        locality_placement *p = turned_placement(0, audits[i].rules);
        char *text = county_audit(p);
        if (!TEST_ROW(text != NULL && strstr(text, audits[i].part) != NULL, audits[i].part))
            printf("%s\n", text);
        free(text);
        locality_placement_free(p);
    }
}

/* ---- Limits ------------------------------------------------------------------------------------------------------ */

static int32_t stop(void *self) {
    (void)self;
    return 1;
}

static void what_is_not_proved_is_said(void) {
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;

    options.work_limit = 1;
    locality_placement *p = time_placement(NULL, 0, TIME "  need 1\n", &options, LOCALITY_OK);
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_UNPROVED);
    CU_ASSERT(county_says(p, "There is no plan: "));
    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_NO_PAIR, "there is no proved plan");
    locality_placement_free(p);
    options.work_limit = 0;
    options.cancel = stop;
    CU_ASSERT_PTR_NULL(time_placement(NULL, 0, TIME "  need 1\n", &options, LOCALITY_CANCELLED));
}

static void rare_reasons_are_told(void) {
    static const char protects[] = TIME "  need if a.id = \"south\" then 0 else 1\n"
                                        "  protect \"x\" : if a.id = \"east\" then 0.9 else 0\n";
    static const char *const more[] = {"person ann initials=A.N. post=p-ann fte=0"};
    locality_placement *p = time_placement(more, 1, protects, NULL, LOCALITY_OK);

    expect_why(p, "cid", "east", LOCALITY_ALLOCATION_CANNOT,
               "without that what is protected and fixed cannot be kept");
    expect_why(p, "cid", "west", LOCALITY_ALLOCATION_HELD, "gives West 0.1 FTE: without that ");
    expect_why(p, "ann", "north", LOCALITY_ALLOCATION_CANNOT, "there is no FTE to give or to take");
    expect_why(p, "fay", "south", LOCALITY_ALLOCATION_CANNOT, "there is no FTE to give or to take");
    locality_placement_free(p);
    p = time_placement(NULL, 0,
                       TIME "  need 1\n  protect \"x\" : if a.id = \"east\" then 1 else 0\n", NULL,
                       LOCALITY_OK);
    expect_why(p, "cid", "west", LOCALITY_ALLOCATION_CANNOT, "leaves no room for it");
    locality_placement_free(p);
}

static void a_place_that_nobody_may_serve_is_told(void) {
    static const char *const more[] = {
        "area far name=Far level=district parent=county",
    };
    locality_placement *p = time_placement(more, 1, TIME "  need 0.5\n", NULL, LOCALITY_OK);

    TEST_NUMBER(given(p, "ann", "far"), 0);
    CU_ASSERT(county_says(p, "Nobody is eligible for Far: of 5 candidates 5 do not meet "
                             "L-1 (the post serves the district)."));
    CU_ASSERT(county_says(p, "For Far only L-1 (the post serves the district) stands against "));
    locality_placement_free(p);
}

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    locality_placement_wish wish = {"fay", "South", "agreed", 1, 0};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    const char *rules = state;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement *p = NULL;
    locality_placement_case *item = NULL;
    size_t count = 0;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    options.wishes = &wish;
    options.wishes_count = 1;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "t.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_solve(snapshot, NULL, &options, &p, error);
    for (size_t c = 0; status == LOCALITY_OK && c < locality_placement_count(p, 0); c++) {
        status = locality_placement_explain(p, c, (c + 1) % 4, &item, error);
        locality_placement_case_free(item);
        item = NULL;
    }
    if (status == LOCALITY_OK)
        status = locality_placement_deployment_check(p, error);
    if (status == LOCALITY_OK)
        status = locality_placement_audit(p, NULL, 0, &count, error);
    if (status == LOCALITY_OK && locality_placement_state(p) == LOCALITY_PLACEMENT_SHORT)
        status = locality_placement_write(p, model, &count, error);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    static char enough[] = TIME "  need 1.2\n  prefer least \"miles\" : p.fte\n  step 0.1\n";
    static char too_little[] = TIME "  need 1\n  protect \"kept\" : 0.6\n";

    fault_drive("FTE of a placement", do_everything, enough, 300);
    fault_drive("FTE that are short", do_everything, too_little, 300);
}

static const test_case cases[] = {
    {"time is spread by need", time_is_spread_by_need},
    {"what is protected goes first", what_is_protected_goes_first},
    {"what cannot be protected is told", what_cannot_be_protected_is_told},
    {"people may go whole", people_may_go_whole},
    {"who is fixed works nowhere else", who_is_fixed_works_nowhere_else},
    {"who is fixed for several places is told", who_is_fixed_for_several_is_told},
    {"too much that is fixed is told", too_much_that_is_fixed_is_told},
    {"the price of a pair is told", the_price_of_a_pair_is_told},
    {"those as good are told", those_as_good_are_told},
    {"what is not known is open", what_is_not_known_is_open},
    {"what makes no sense is refused", what_makes_no_sense_is_refused},
    {"it has no rota", it_has_no_rota},
    {"the plan is kept as records", the_plan_is_kept_as_records},
    {"the audit is the same each time", the_audit_is_the_same_each_time},
    {"audits hold what proves them", audits_hold_what_proves_them},
    {"what is not proved is said", what_is_not_proved_is_said},
    {"rare reasons are told", rare_reasons_are_told},
    {"a place that nobody may serve is told", a_place_that_nobody_may_serve_is_told},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement: FTE", cases)
