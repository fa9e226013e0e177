/* Placements: from records and an allocation in the language to a plan, told in names. */
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

static locality_placement *county(const char *rules, const locality_placement_options *options) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *placement = county_solve(snapshot, options);

    locality_snapshot_release(snapshot); /* the placement holds it */
    return placement;
}

static locality_placement_pair pair_of(const locality_placement *p, const char *who,
                                       const char *where) {
    locality_placement_pair pair;

    county_well(locality_placement_pair_at(p, county_number(p, PEOPLE, who),
                                           county_number(p, PLACES, where), &pair, &county_error),
                who);
    return pair;
}

/* ---- The problem ------------------------------------------------------------------------------------- */

static void keeps_every_failed_condition(void) {
    locality_placement *p = county(county_rules, NULL);
    locality_placement_pair pair = pair_of(p, "D.T.", "North");
    locality_placement_condition condition;

    TEST_NUMBER(pair.state, LOCALITY_PLACEMENT_FAILS);
    TEST_NUMBER(pair.failed, 3);
    TEST_NUMBER(locality_placement_conditions(p), 2);
    county_well(locality_placement_condition_at(p, 0, &condition, &county_error), "condition");
    TEST_TEXT(condition.id, "L-1");
    TEST_TEXT(condition.words, "the post serves the district");
    TEST_TEXT(condition.text, "not local or p.post.serves has a");
    TEST_TEXT(condition.knob, "local = yes");
    TEST_NUMBER(condition.weight, 2);
    TEST_NUMBER(condition.is_firm, 0);
    county_well(locality_placement_condition_at(p, 1, &condition, &county_error), "condition");
    TEST_NUMBER(condition.is_firm, 1);
    TEST_NUMBER(condition.open, 4); /* Eve, for every district */
    locality_placement_free(p);
}

static void never_takes_the_undecided_for_eligible(void) {
    locality_placement *p = county(county_rules, NULL);
    locality_placement_pair pair = pair_of(p, "eve", "West");
    locality_placement_member member;

    TEST_NUMBER(pair.state, LOCALITY_PLACEMENT_CANNOT_TELL);
    TEST_NUMBER(pair.failed, 0);
    TEST_NUMBER(pair.open, 2);
    county_well(locality_placement_member_at(p, PLACES, county_number(p, PLACES, "West"), &member,
                                             &county_error),
                "West");
    TEST_NUMBER(member.eligible, 1);
    TEST_NUMBER(member.open, 1);
    CU_ASSERT(county_says(p, "senior of post Officer"));
    /* East and West have Cid alone; with Eve all four could be filled, so nothing is proved */
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_OPEN);
    CU_ASSERT(county_says(p, "3 of 4 places are filled"));
    locality_placement_free(p);
}

static void reads_costs_of_both_directions(void) {
    locality_placement *p = county(county_rules, NULL);
    locality_placement_pair fay = pair_of(p, "F.A.", "South"), gus = pair_of(p, "G.S.", "South");
    locality_placement_preference preference;

    TEST_NUMBER(fay.cost[0], 1);
    TEST_NUMBER(gus.cost[0], 0);
    TEST_NUMBER(fay.cost[1], -7);
    TEST_NUMBER(gus.cost[1], -8);
    TEST_NUMBER(locality_placement_preferences(p), 2);
    county_well(locality_placement_preference_at(p, 1, &preference, &county_error), "grade");
    TEST_TEXT(preference.words, "grade");
    TEST_NUMBER(preference.is_most, 1);
    CU_ASSERT(county_says(p, "times held 0; grade 23"));
    locality_placement_free(p);
}

/* ---- What is told ---------------------------------------------------------------------------------------- */

static void tells_a_tie_and_ranks_nobody(void) {
    locality_placement *p = county(county_rules, NULL);
    uint32_t who[8];
    size_t count = 0;

    TEST_TEXT(locality_placement_id(p), "LEADS");
    TEST_TEXT(locality_placement_id(NULL), "");
    TEST_TEXT(locality_placement_sentence(p), "Who leads each district");
    TEST_TEXT(locality_placement_sentence(NULL), "");
    CU_ASSERT(county_says(
        p, "A person has to choose for North: A.N., Planner and B.B., Librarian are equally good"));
    county_well(locality_placement_choices(p, county_number(p, PLACES, "North"), who, 8, &count,
                                           &county_error),
                "choices");
    TEST_NUMBER(count, 2);
    TEST_NUMBER(who[0], county_number(p, PEOPLE, "ann"));
    TEST_NUMBER(who[1], county_number(p, PEOPLE, "bob"));
    county_well(locality_placement_choices(p, county_number(p, PLACES, "South"), who, 8, &count,
                                           &county_error),
                "choices");
    TEST_NUMBER(count, 1);
    TEST_NUMBER(locality_placement_choices(p, 0, who, 0, &count, &county_error), LOCALITY_LIMIT);
    TEST_NUMBER(locality_placement_choices(p, 99, who, 8, &count, &county_error),
                LOCALITY_NOT_FOUND);
    locality_placement_free(p);
}

static void tells_why_not_with_every_reason_and_its_source(void) {
    locality_placement *p = county(county_rules, NULL);
    locality_placement_case *item = NULL;
    int found = 0;

    county_well(locality_placement_explain(p, county_number(p, PEOPLE, "dot"),
                                           county_number(p, PLACES, "South"), &item, &county_error),
                "explain");
    TEST_NUMBER(locality_placement_case_reason(item), LOCALITY_ALLOCATION_FAILS);
    TEST_TEXT(locality_placement_case_sentence(item, 0),
              "D.T., Head is not eligible for South: 2 conditions are not met.");
    CU_ASSERT(county_case_says(item, "L-1 is not met: the post serves the district"));
    CU_ASSERT(county_case_says(item, "it rests on local = yes"));
    CU_ASSERT(county_case_says(item, "L-2 is never waived"));
    for (size_t i = 0; i < locality_placement_case_witnesses(item); i++) {
        const locality_witness *w = locality_placement_case_witness(item, i);
        found |= strcmp(w->id, "p-dot") == 0 && strcmp(w->field, "senior") == 0 &&
                 strcmp(w->source, "CP") == 0 && strcmp(w->section, "3.1") == 0;
    }
    CU_ASSERT(found);
    locality_placement_case_free(item);
    locality_placement_free(p);
}

static void tells_the_price_of_yes_and_who_moves(void) {
    locality_placement *p = county(county_rules, NULL);
    locality_placement_case *item = NULL;

    county_well(locality_placement_explain(p, county_number(p, PEOPLE, "fay"),
                                           county_number(p, PLACES, "South"), &item, &county_error),
                "explain");
    TEST_NUMBER(locality_placement_case_reason(item), LOCALITY_ALLOCATION_AT_A_COST);
    CU_ASSERT(county_case_says(item, "times held +1"));
    CU_ASSERT(county_case_says(item, "grade -1"));
    CU_ASSERT(county_case_says(item, "F.A., Clerk takes South; G.S., Clerk leaves South"));
    locality_placement_case_free(item);
    county_well(locality_placement_explain(p, county_number(p, PEOPLE, "eve"),
                                           county_number(p, PLACES, "West"), &item, &county_error),
                "explain");
    TEST_NUMBER(locality_placement_case_reason(item), LOCALITY_ALLOCATION_NO_PAIR);
    CU_ASSERT(county_case_says(item, "L-2 cannot be decided: the post is not senior: senior of"));
    locality_placement_case_free(item);
    TEST_NUMBER(locality_placement_explain(p, 99, 0, &item, &county_error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(item);
    locality_placement_free(p);
}

static void tells_a_shortage_and_the_cheapest_waiver(void) {
    static const char *const more[] = {"post p-eve senior=yes serves=west title=Officer grade=g7"};
    locality_snapshot *snapshot = county_take(county_model(0, more, 1, county_rules));
    locality_placement *p = county_solve(snapshot, NULL);
    const locality_allocation_result *waived = locality_placement_waivers(p);
    int64_t total = -1;

    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_SHORT);
    CU_ASSERT(county_says(p, "East and West (2 places) are open to C.D., Engineer alone, who can "
                             "hold 1 between them: 1 must stay empty."));
    CU_ASSERT(
        county_says(p, "A reason that cannot be made smaller: L-1 (the post serves the district)"));
    CU_ASSERT(county_says(p, "They weigh 2 together, and with them 4 of 4 places are filled"));
    CU_ASSERT_PTR_NOT_NULL(waived);
    county_well(locality_allocation_result_total(waived, 1, &total, &county_error), "weight");
    TEST_NUMBER(total, 2);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void says_not_evaluable_where_what_it_needs_is_missing(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"
        " needs any(r in risk) \"the risks\"\n eligible A \"a\" : p.fte > 0\n";
    locality_placement *p = county(rules, NULL);

    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_NOT_EVALUABLE);
    CU_ASSERT_PTR_NULL(locality_placement_result(p));
    CU_ASSERT(county_says(p, "Not evaluable; missing: the risks. 4 places cannot be judged: East"));
    locality_placement_free(p);
}

/* ---- What is settled --------------------------------------------------------------------------------------- */

static void keeps_what_is_fixed_and_barred(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"
        " eligible A \"serves\" : p.post.serves has a\n"
        " fixed \"agreed\" : p.id = \"dot\" and a.id = \"east\"\n"
        " barred \"refused\" : p.id = \"gus\"\n";
    locality_placement_wish wishes[] = {{"bob", "North", "asked for", 1, 0},
                                        {"F.A.", "South", NULL, 0, 0}};
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_placement *p;
    locality_placement_pair pair;

    options.wishes = wishes;
    options.wishes_count = 2;
    p = county(rules, &options);
    pair = pair_of(p, "dot", "East");
    TEST_NUMBER(pair.state, LOCALITY_PLACEMENT_FIXED);
    TEST_NUMBER(pair.failed, 1);
    TEST_TEXT(pair.words, "agreed");
    CU_ASSERT(
        county_says(p, "D.T., Head is fixed for East (agreed) although A (serves) is not met."));
    TEST_TEXT(pair_of(p, "bob", "North").words, "asked for");
    TEST_NUMBER(pair_of(p, "gus", "South").state, LOCALITY_PLACEMENT_BARRED);
    TEST_NUMBER(pair_of(p, "fay", "South").state, LOCALITY_PLACEMENT_BARRED);
    /* South has nobody left; Cid and Eve may both hold West */
    CU_ASSERT(county_says(p, "3 of 4 places are filled"));
    locality_placement_free(p);
}

static void proves_what_cannot_be_kept(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.id in {\"ann\", \"cid\"}\n"
        " places a in area where a.level = district\n"
        " eligible A \"serves\" : p.post.serves has a\n"
        " cover 2 \"east and west\" : a.id in {\"east\", \"west\"}\n";
    locality_placement *p = county(rules, NULL);
    locality_allocation_certificate proof = LOCALITY_ALLOCATION_CERTIFICATE_INIT;

    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_IMPOSSIBLE);
    CU_ASSERT(county_says(p, "Proved: what is fixed and covered cannot all be kept."));
    CU_ASSERT(county_says(p, "cover of \"east and west\""));
    county_well(
        locality_allocation_result_certificate(locality_placement_result(p), &proof, &county_error),
        "certificate");
    county_well(locality_allocation_check(locality_placement_problem(p), &proof, &county_error),
                "check");
    locality_placement_free(p);
}

static void reads_how_many_each_can_hold(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.id in {\"cid\"}\n"
        " places a in area where a.level = district\n holds 2\n seats 1\n"
        " eligible A \"serves\" : p.post.serves has a\n";
    locality_placement *p = county(rules, NULL);
    locality_placement_member member;

    county_well(locality_placement_member_at(p, PEOPLE, 0, &member, &county_error), "Cid");
    TEST_NUMBER(member.most, 2);
    TEST_NUMBER(member.partners, 2);
    TEST_TEXT(member.kind, "person");
    TEST_TEXT(member.label, "C.D., Engineer");
    locality_placement_free(p);
}

/* ---- Stages ---------------------------------------------------------------------------------------------------- */

static void rings_a_fence_and_does_not_choose(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.id != \"eve\"\n"
        " places a in area where a.level = district\n"
        " eligible A \"not senior\" : p.post.senior = no\n"
        " stage \"Slot-in\" : p.post.serves has a and p.post.grade.rank = 8\n"
        " stage \"Ring-fence\" : p.post.serves has a\n"
        " stage \"Redeployment\" : p.post.grade.rank >= 7\n"
        " prefer least \"way\" : if p.id = \"cid\" and a.id = \"west\" then 1 else 0\n";
    locality_placement *p = county(rules, NULL);
    locality_placement_stage stage;
    uint32_t who[4];
    size_t count = 0;

    /* Gus slots into the south; Cid has two to slot into, of which one is nearer; Ann and Bob compete for the north */
    CU_ASSERT(county_says(p, "Slot-in: 2 settled, 0 ring-fences."));
    CU_ASSERT(county_says(
        p, "Ring-fence, ring-fence of 2 for 1: A.N., Planner and B.B., Librarian for North. A "
           "person has to choose."));
    CU_ASSERT(county_says(p, "Redeployment: 1 settled"));
    CU_ASSERT(county_says(p, "In no stage, displaced: 1: D.T., Head."));
    TEST_NUMBER(locality_placement_stages(p), 3);
    county_well(locality_placement_stage_at(p, 1, &stage, &county_error), "stage");
    TEST_TEXT(stage.words, "Ring-fence");
    TEST_NUMBER(stage.fences, 1);
    TEST_NUMBER(stage.fenced, 2);
    TEST_NUMBER(stage.contested, 1);
    TEST_NUMBER(locality_placement_stage_at(p, 3, &stage, &county_error), LOCALITY_NOT_FOUND);
    county_well(locality_placement_displaced(p, who, 4, &count, &county_error), "displaced");
    TEST_NUMBER(count, 1);
    TEST_NUMBER(who[0], county_number(p, PEOPLE, "dot"));
    county_well(locality_placement_choices(p, county_number(p, PLACES, "North"), who, 4, &count,
                                           &county_error),
                "fence");
    TEST_NUMBER(count, 2);
    CU_ASSERT(county_says(p, "Whoever is chosen, at most 4 of 4 places can be filled; proved."));
    locality_placement_free(p);
}

/* New posts instead of districts: seats by the posts of a record, records that name person and new post. */
static void fills_the_posts_of_a_proposed_structure(void) {
    static const char *const more[] = {"structure new name=New",
                                       "post n-lead title=Leader structure=new posts=1 grade=g8",
                                       "post n-team title=Adviser structure=new posts=2 grade=g7"};
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.post.senior = no\n"
        " places q in post where q.structure = \"new\"\n seats q.posts\n"
        " eligible G \"grade within one\" : abs(p.post.grade.rank - q.grade.rank) <= 1\n"
        " prefer least \"grades lost\" : max(0, p.post.grade.rank - q.grade.rank)\n";
    locality_model *model = county_model(0, more, 3, rules);
    locality_snapshot *snapshot = NULL;
    locality_placement_member team;
    size_t added = 0;

    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    locality_placement *p = county_solve(snapshot, NULL);
    /* nobody says of which structure the posts of the county are: they may be places too */
    TEST_NUMBER(locality_placement_state(p), LOCALITY_PLACEMENT_OPEN);
    CU_ASSERT(county_says(p, "3 of 3 places are filled; with what is known no plan fills more, but "
                             "not everything is known."));
    CU_ASSERT(county_says(p, "grades lost 0"));
    county_well(locality_placement_member_at(p, PLACES, county_number(p, PLACES, "Adviser"), &team,
                                             &county_error),
                "Adviser");
    TEST_NUMBER(team.most, 2);
    TEST_NUMBER(team.partners, 2);
    county_well(locality_placement_write(p, model, &added, &county_error), "write");
    TEST_NUMBER(added, 3);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Finding and failing ------------------------------------------------------------------------------------------- */

static void finds_people_as_readers_call_them(void) {
    locality_placement *p = county(county_rules, NULL);
    size_t index = 7;

    TEST_NUMBER(county_number(p, PEOPLE, "ann"), county_number(p, PEOPLE, "A.N., Planner"));
    TEST_NUMBER(county_number(p, PEOPLE, "a.n."), county_number(p, PEOPLE, "ann"));
    TEST_NUMBER(county_number(p, PLACES, "north"), county_number(p, PLACES, "North"));
    TEST_NUMBER(locality_placement_find(p, PEOPLE, "nobody", &index, &county_error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(index, 0);
    TEST_NUMBER(locality_placement_find(p, 2, "ann", &index, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_find(NULL, PEOPLE, "ann", &index, &county_error),
                LOCALITY_INVALID);
    locality_placement_free(p);
}

static void fails(const char *rules, const char *id, locality_status expected, const char *part) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *p = (locality_placement *)&county_error;

    TEST_NUMBER(locality_placement_solve(snapshot, id, NULL, &p, &county_error), expected);
    CU_ASSERT_PTR_NULL(p);
    if (strstr(county_error.message, part) == NULL)
        printf("\"%s\" is not in \"%s\"\n", part, county_error.message);
    CU_ASSERT_PTR_NOT_NULL(strstr(county_error.message, part));
    locality_snapshot_release(snapshot);
}

static void says_what_is_wrong(void) {
    static const char two[] = "allocate X \"x\"\n candidates p in person\n places a in area\n"
                              "allocate Y \"y\"\n candidates p in person\n places a in area\n";
    static const char both[] =
        "allocate X \"x\"\n candidates p in person\n places a in area\n fixed \"f\" : p.id = "
        "\"ann\"\n barred \"b\" : a.id = \"north\"\n";
    static const char weight[] = "parameter w : count\nallocate X \"x\"\n candidates p in person\n "
                                 "places a in area\n eligible A \"a\", waiver w : p.fte > 0\n";
    static const char same[] = "allocate X \"x\"\n candidates p in person\n places a in area\n "
                               "eligible A \"a\" : p.fte > 0\n eligible A \"b\" : p.fte > 0\n";

    fails("query Q \"q\"\n answer 1\n", NULL, LOCALITY_NOT_FOUND, "there is no allocation");
    fails(county_rules, "LEAD", LOCALITY_NOT_FOUND, "did you mean \"LEADS\"");
    fails(two, NULL, LOCALITY_AMBIGUOUS, "say which");
    fails(both, NULL, LOCALITY_CONFLICT, "fixed by one clause and barred by another");
    fails(weight, NULL, LOCALITY_INVALID, "what a waiver weighs");
    fails(same, NULL, LOCALITY_DUPLICATE, "one id");
}

static void takes_no_null(void) {
    locality_placement *p = NULL;

    TEST_NUMBER(locality_placement_solve(NULL, NULL, NULL, &p, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_explain(NULL, 0, 0, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_audit(NULL, NULL, 0, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_write(NULL, NULL, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_state(NULL), LOCALITY_PLACEMENT_NOT_EVALUABLE);
    TEST_TEXT(locality_placement_state_name(99), "unknown");
    TEST_TEXT(locality_placement_sentence_at(NULL, 0), "");
    locality_placement_free(NULL);
    locality_placement_case_free(NULL);
}

static const test_case cases[] = {
    {"every failed condition of a pair is kept", keeps_every_failed_condition},
    {"what is undecided is never eligible, and what is missing is named",
     never_takes_the_undecided_for_eligible},
    {"least and most are both costs", reads_costs_of_both_directions},
    {"a tie is told as a tie", tells_a_tie_and_ranks_nobody},
    {"why not: all reasons, their sources, what could be turned",
     tells_why_not_with_every_reason_and_its_source},
    {"why not: the price, and who would have to move", tells_the_price_of_yes_and_who_moves},
    {"a shortage is told in names, with the cheapest waiver",
     tells_a_shortage_and_the_cheapest_waiver},
    {"without what it needs an allocation is not evaluable",
     says_not_evaluable_where_what_it_needs_is_missing},
    {"what is fixed is kept, what is barred is not", keeps_what_is_fixed_and_barred},
    {"a cover that cannot be kept is proved impossible", proves_what_cannot_be_kept},
    {"a candidate can hold several places", reads_how_many_each_can_hold},
    {"stages settle what is settled and fence what is not", rings_a_fence_and_does_not_choose},
    {"the posts of a proposed structure are places as well",
     fills_the_posts_of_a_proposed_structure},
    {"people are found by id, initials, label", finds_people_as_readers_call_them},
    {"what is wrong is said", says_what_is_wrong},
    {"null is refused", takes_no_null},
};

TEST_MAIN("placement", cases)
