/* Accountability: who answers for what, where and when, over models made by hand and facts of papers. */
#include "locality/accountability.h"

#include "papers.h"
#include "support/fault.h"
#include "support/harness.h"

static locality_snapshot *snapshot;
static locality_accountable *answer;
static locality_error error;

static void open_rows(const char *const *rows, size_t count) {
    snapshot = paper_snapshot(rows, count, NULL, &error);
    if (snapshot == NULL) {
        printf("%s (%s %s %s)\n", error.message, error.kind, error.id, error.field);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
}

static void close_rows(void) {
    locality_accountable_free(answer);
    locality_snapshot_release(snapshot);
    answer = NULL;
    snapshot = NULL;
}

static locality_status ask_all(const char *kind, const char *subject, const char *area,
                               const char *structure, const char *as_at) {
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;
    locality_range date;

    query.kind = kind;
    query.subject = subject;
    query.area = area;
    query.structure = structure;
    if (as_at != NULL) {
        CU_ASSERT_EQUAL_FATAL(
            locality_value_read(LOCALITY_TYPE_DATE, as_at, strlen(as_at), &date, NULL),
            LOCALITY_OK);
        query.as_at = &date;
    }
    locality_accountable_free(answer);
    answer = NULL;
    return locality_accountable_find(snapshot, &query, NULL, &answer, &error);
}

static void ask(const char *kind, const char *subject, const char *area) {
    TEST_NUMBER(ask_all(kind, subject, area, NULL, NULL), LOCALITY_OK);
}

/* "a b? c!": ids in order; `?` one that may hold, `!` one with the same claim as another. */
static const char *posts(void) {
    static char text[1024];
    text[0] = '\0';
    for (size_t i = 0; i < locality_accountable_count(answer); i++) {
        const locality_accountable_post *post = locality_accountable_at(answer, i);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s%s%s", i > 0 ? " " : "", post->id,
                 post->certainty == LOCALITY_TRUE ? "" : "?", post->is_conflict != 0 ? "!" : "");
    }
    return text;
}

static const locality_accountable_post *at(size_t index) {
    const locality_accountable_post *post = locality_accountable_at(answer, index);
    CU_ASSERT_PTR_NOT_NULL_FATAL(post);
    return post;
}

static const char *chain(size_t index) {
    static char text[512];
    text[0] = '\0';
    for (size_t i = 0; locality_accountable_manager(answer, index, i) != NULL; i++) {
        const locality_accountable_line *line = locality_accountable_manager(answer, index, i);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s%s", i > 0 ? " " : "", line->id,
                 strcmp(line->basis, "inferred") == 0 ? "~" : "");
    }
    return text;
}

/* ---- A county with areas, themes and a transition -------------------------------------------- */

static const char *const county[] = {
    "area county name=The county level=county parent=none",
    "area fen name=Fenland level=district parent=county",
    "area hunts name=Hunts level=district parent=county",
    "area east name=East level=district parent=county",
    "area ward level=ward parent=fen",
    "area everywhere level=countywide parent=county",
    "area other level=county parent=none",
    "structure now status=current",
    "structure plan status=proposed",
    "area_group north name=North layer=management within=county members=fen hunts structure=plan",
    "area_group south name=South layer=management within=county members=east structure=plan",
    "duty offer name=Youth offer statutory=yes",
    "theme cyp name=young people duty=offer",
    "theme va name=vulnerable adults",
    "function youth name=Youth work structure=plan unit=service theme=cyp duty=offer",
    "function youth-now name=Youth work now structure=now unit=youth-team duty=offer",
    "function scams name=Scams structure=plan parent=safety",
    "function safety name=Safety structure=plan lead=head",
    "function grants name=Grants structure=plan",
    "function lost name=Lost work",
    "unit service name=Service structure=plan head=head",
    "unit youth-team name=Youth team structure=now head=youth-manager",
    "post director title=Director structure=none reports_to=none",
    "post head title=Head structure=plan reports_to=director serves=county countywide=yes",
    "post n name=Manager North structure=plan reports_to=head group=north serves=fen hunts",
    "post s name=Manager South structure=plan reports_to=head group=south serves=east",
    "post va-fen structure=plan reports_to=n reports_basis=inferred serves=fen themes=va "
    "functions=grants",
    "post cyp-fen structure=plan reports_to=n reports_basis=inferred serves=fen themes=cyp "
    "functions=grants",
    "post va-east structure=plan reports_to=s serves=east themes=va",
    "post youth-manager structure=now countywide=yes",
};

static void open_county(void) {
    open_rows(county, TEST_COUNT(county));
}

static void a_theme_is_found_by_district_by_area_and_for_the_whole(void) {
    open_county();
    ask("theme", "va", "Fenland");
    TEST_TEXT(posts(), "va-fen n n? s?");
    TEST_TEXT(locality_accountable_question(answer),
              "Accountable for theme vulnerable adults in Fenland");
    TEST_TEXT(at(0)->reason, "takes theme vulnerable adults; for Fenland");
    TEST_NUMBER(at(0)->reach, LOCALITY_REACH_OWN);
    TEST_NUMBER(at(0)->ground, LOCALITY_GROUND_THEME);
    TEST_NUMBER(at(1)->ground, LOCALITY_GROUND_LINE);
    TEST_TEXT(at(1)->place_kind, "area_group");
    TEST_TEXT(at(1)->place, "north");
    TEST_TEXT(at(1)->reason,
              "runs area group North and manages va-fen; for North, in which Fenland lies");
    TEST_TEXT(at(1)->basis, "inferred");
    TEST_TEXT(at(2)->open, "its themes are not stated");
    TEST_TEXT(at(3)->place, "county");
    TEST_NUMBER(at(3)->reach, LOCALITY_REACH_WIDER);
    TEST_NUMBER(at(3)->level, 2);
    close_rows();
}

static void the_line_runs_up_to_the_top(void) {
    open_county();
    ask("theme", "va", "fen");
    TEST_TEXT(chain(0), "n~ head director");
    TEST_NUMBER(at(0)->top, LOCALITY_TOP_ROOT);
    TEST_NUMBER(at(0)->managers, 3);
    CU_ASSERT_PTR_NULL(locality_accountable_manager(answer, 0, 3));
    CU_ASSERT_PTR_NULL(locality_accountable_manager(answer, 99, 0));
    ask("function", "youth-now", NULL);
    TEST_TEXT(posts(), "youth-manager");
    TEST_TEXT(chain(0), "");
    TEST_NUMBER(at(0)->top, LOCALITY_TOP_OPEN);
    close_rows();
}

static void a_theme_that_a_manager_takes_is_held_for_the_whole(void) {
    const char *rows[TEST_COUNT(county) + 2];
    memcpy(rows, county, sizeof county);
    rows[TEST_COUNT(county)] = "post s name=Manager South structure=plan reports_to=head "
                               "group=south serves=east themes=va";
    rows[TEST_COUNT(county) + 1] = "post n name=Manager North structure=plan reports_to=head "
                                   "group=north serves=fen hunts themes=cyp";
    open_rows(rows, TEST_COUNT(rows));
    ask("theme", "va", "fen");
    TEST_TEXT(posts(), "va-fen n s");
    TEST_TEXT(at(2)->reason,
              "takes theme vulnerable adults; for The county, in which Fenland lies");
    ask("duty", "offer", "fen");
    TEST_TEXT(posts(), "n head youth-manager"); /* cyp-fen works on the theme in one district */
    TEST_TEXT(at(0)->reason,
              "takes theme young people, and with it duty Youth offer; for The county, "
              "in which Fenland lies");
    TEST_TEXT(at(0)->basis, "inferred");
    close_rows();
}

static void a_place_takes_what_wider_places_have(void) {
    open_county();
    ask("theme", "va", "ward");
    TEST_TEXT(posts(), "va-fen n? s?");
    TEST_NUMBER(at(0)->reach, LOCALITY_REACH_WIDER);
    TEST_NUMBER(at(0)->level, 2);
    ask("theme", "va", "other");
    TEST_TEXT(posts(), "");
    ask("theme", "va", "county"); /* the districts are not the county */
    TEST_TEXT(posts(), "n? s?");
    close_rows();
}

static void a_function_is_led_or_headed_or_carried_out(void) {
    open_county();
    ask("function", "safety", NULL);
    TEST_TEXT(posts(), "head");
    TEST_TEXT(at(0)->reason, "leads function Safety; for The county");
    ask("function", "scams", NULL); /* the wider function has a lead */
    TEST_TEXT(posts(), "head");
    TEST_TEXT(at(0)->reason, "leads function Safety, and with it function Scams; for The county");
    TEST_TEXT(at(0)->basis, "inferred");
    ask("function", "youth", "fen");
    TEST_TEXT(posts(), "cyp-fen n n? s? head");
    ask("function", "grants", "fen");
    TEST_TEXT(posts(), "cyp-fen va-fen n"); /* several carry it out: no conflict */
    TEST_TEXT(at(0)->reason, "carries out function Grants; for Fenland");
    close_rows();
}

static void nothing_recorded_is_told_with_where_it_was_looked_for(void) {
    open_county();
    ask("function", "lost", "fen");
    TEST_NUMBER(locality_accountable_count(answer), 0);
    TEST_NUMBER(locality_accountable_looks(answer), 3);
    CU_ASSERT_PTR_NOT_NULL_FATAL(locality_accountable_look_at(answer, 2));
    TEST_TEXT(locality_accountable_look_at(answer, 0)->what, "allocations of function Lost work");
    TEST_TEXT(locality_accountable_look_at(answer, 2)->what,
              "posts that carry out function Lost work");
    TEST_NUMBER(locality_accountable_look_at(answer, 2)->records, 0);
    CU_ASSERT_PTR_NULL(locality_accountable_look_at(answer, 3));
    CU_ASSERT_PTR_NULL(locality_accountable_at(answer, 0));
    close_rows();
}

static void a_structure_version_keeps_to_its_own(void) {
    open_county();
    TEST_NUMBER(ask_all("duty", "offer", NULL, "now", NULL), LOCALITY_OK);
    TEST_TEXT(posts(), "youth-manager");
    TEST_TEXT(at(0)->structure, "now");
    TEST_NUMBER(ask_all("duty", "offer", NULL, "plan", NULL), LOCALITY_OK);
    TEST_TEXT(posts(), "n? s? head"); /* themes stand before heads of units */
    TEST_NUMBER(ask_all("duty", "offer", NULL, NULL, "2023-06-01"), LOCALITY_OK);
    TEST_TEXT(posts(), "n? s? youth-manager head?"); /* when the plan holds is not stated */
    close_rows();
}

/* ---- Allocations, dates, conflicts ------------------------------------------------------------ */

static const char *const leads[] = {
    "area norfolk name=Norfolk level=county parent=none",
    "area norwich name=Norwich level=district parent=norfolk",
    "area broadland name=Broadland level=district parent=norfolk",
    "area yarmouth name=Great Yarmouth level=district parent=norfolk",
    "post md title=Managing Director posts=1 reports_to=none",
    "post finance title=Executive Director Finance reports_to=md vacant=1 posts=1",
    "post health title=Director of Public Health reports_to=md",
    "post a reports_to=b",
    "post b reports_to=a",
    "role lead name=Leadership team lead per_area=yes",
    "role liaison name=Sector liaison",
    "role rota name=Duty officer",
    "allocation norwich-lead role=lead post=md area=norwich status=agreed",
    "allocation yarmouth-old role=lead post=health area=yarmouth ends=2015-03-31",
    "allocation yarmouth-lead role=lead post=finance area=yarmouth starts=2015-04-01",
    "allocation broadland-1 role=lead post=md area=broadland",
    "allocation broadland-2 role=lead post=health area=broadland",
    "allocation refused role=lead post=a area=norwich status=refused",
    "allocation liaison-1 role=liaison",
    "allocation rota-1 role=rota post=md area=norwich slot=1",
    "allocation rota-2 role=rota post=health area=norwich slot=2",
    "allocation planned role=liaison post=finance status=proposed",
    "service library name=Library service",
    "allocation library-lead about=service:library post=health area=norfolk basis=user",
    "provision p1 service=library area=norwich post=a",
    "priority jobs name=Real jobs owner=md",
    "priority skills name=Skills parent=jobs",
    "outcome better name=Better jobs priority=skills",
    "outcome pay name=Better paid parent=better",
    "outcome safe name=Safe roads owner=health",
    "measure m outcome=safe owner=finance",
    "risk flood owner=finance",
    "milestone gap",
    "risk lead",
};

static void open_leads(void) {
    open_rows(leads, TEST_COUNT(leads));
}

static void a_role_is_found_by_place_and_date(void) {
    open_leads();
    ask("role", "lead", "Norwich");
    TEST_TEXT(posts(), "md");
    TEST_TEXT(at(0)->role, "role Leadership team lead");
    TEST_TEXT(at(0)->allocation, "norwich-lead");
    TEST_TEXT(at(0)->reason, "is given role Leadership team lead (agreed); for Norwich");
    TEST_NUMBER(ask_all("role", "lead", "yarmouth", NULL, "2015-03-31"), LOCALITY_OK);
    TEST_TEXT(posts(), "health");
    TEST_TEXT(locality_accountable_question(answer),
              "Accountable for role Leadership team lead in Great Yarmouth, on 31 March 2015");
    TEST_NUMBER(ask_all("role", "lead", "yarmouth", NULL, "2015-04-01"), LOCALITY_OK);
    TEST_TEXT(posts(), "finance");
    TEST_TEXT(at(0)->reason, "is given role Leadership team lead, from 1 April 2015; for Great "
                             "Yarmouth; the post is vacant");
    TEST_NUMBER(ask_all("role", "lead", "yarmouth", NULL, "2014/15"), LOCALITY_OK);
    TEST_TEXT(posts(), "health");
    TEST_NUMBER(ask_all("role", "lead", "yarmouth", NULL, "2015"), LOCALITY_OK);
    TEST_TEXT(posts(), "finance? health?"); /* each for a part of the year */
    TEST_TEXT(at(0)->open, "its dates are not exact");
    close_rows();
}

static void posts_with_the_same_claim_are_a_conflict_unless_they_take_turns(void) {
    open_leads();
    ask("role", "lead", "broadland");
    TEST_TEXT(posts(), "health! md!");
    ask("role", "rota", "norwich");
    TEST_TEXT(posts(), "health md");
    close_rows();
}

static void an_allocation_that_names_no_post_is_counted_as_such(void) {
    open_leads();
    TEST_NUMBER(ask_all("role", "liaison", NULL, NULL, NULL), LOCALITY_OK);
    TEST_TEXT(posts(), "finance");
    TEST_NUMBER(locality_accountable_look_at(answer, 0)->records, 2);
    TEST_NUMBER(locality_accountable_look_at(answer, 0)->found, 1);
    TEST_NUMBER(locality_accountable_look_at(answer, 0)->unnamed, 1);
    TEST_NUMBER(ask_all("role", "liaison", NULL, NULL, "2015-01-01"), LOCALITY_OK);
    TEST_TEXT(posts(), "finance?");
    TEST_TEXT(at(0)->open, "the allocation is only proposed");
    close_rows();
}

static void a_place_is_asked_about_itself(void) {
    open_leads();
    ask("area", "norwich", NULL);
    TEST_TEXT(posts(), "md health md health"); /* lead, rota; then the county's */
    TEST_TEXT(locality_accountable_question(answer), "Accountable for area Norwich");
    TEST_TEXT(at(3)->reason, "is given responsibility; for Norfolk, in which Norwich lies");
    close_rows();
}

static void services_outcomes_and_risks_have_who_answers_for_them(void) {
    open_leads();
    ask("service", "library", "norwich");
    TEST_TEXT(posts(), "a health");
    TEST_TEXT(at(0)->reason, "provides service Library service; for Norwich");
    TEST_NUMBER(at(0)->top, LOCALITY_TOP_CIRCLE);
    TEST_TEXT(chain(0), "b a");
    TEST_TEXT(at(1)->reason,
              "is given service Library service; for Norfolk, in which Norwich lies");
    TEST_TEXT(at(1)->basis, "user");
    ask("outcome", "safe", NULL);
    TEST_TEXT(posts(), "health finance");
    ask("outcome", "pay", "norwich"); /* by the wider outcome, its priority, and the wider one */
    TEST_TEXT(posts(), "md");
    TEST_TEXT(at(0)->reason, "answers for priority Real jobs, and with it outcome Better paid; not "
                             "tied to a place");
    ask("risk", "flood", NULL);
    TEST_TEXT(posts(), "finance");
    ask("milestone", "gap", NULL);
    TEST_TEXT(posts(), "");
    close_rows();
}

/* ---- The question ---------------------------------------------------------------------------- */

static void a_bare_name_is_looked_up_in_all_kinds(void) {
    open_leads();
    ask(NULL, "Real jobs", NULL);
    TEST_TEXT(locality_accountable_kind(answer), "priority");
    TEST_TEXT(locality_accountable_subject(answer), "jobs");
    TEST_NUMBER(ask_all(NULL, "lead", NULL, NULL, NULL), LOCALITY_AMBIGUOUS);
    TEST_TEXT(error.message, "\"lead\" is a role and a risk; say which kind is meant");
    CU_ASSERT_PTR_NULL(answer);
    TEST_NUMBER(ask_all(NULL, "Real job", NULL, NULL, NULL), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "nothing that a post can answer for is called \"Real job\"; did you "
                             "mean \"Real jobs\"?");
    close_rows();
}

static void what_cannot_be_asked_is_refused(void) {
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;

    open_leads();
    TEST_NUMBER(ask_all("post", "md", NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(ask_all("thing", "md", NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(ask_all("role", NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(ask_all("role", "nobody", NULL, NULL, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(ask_all("role", "lead", "Narnia", NULL, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(ask_all("role", "lead", NULL, "later", NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_accountable_find(NULL, &query, NULL, &answer, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_accountable_find(snapshot, NULL, NULL, &answer, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_accountable_find(snapshot, &query, NULL, NULL, &error), LOCALITY_INVALID);
    query.struct_size = 4;
    TEST_NUMBER(locality_accountable_find(snapshot, &query, NULL, &answer, &error),
                LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(answer);
    TEST_NUMBER(locality_accountable_count(NULL), 0);
    TEST_NUMBER(locality_accountable_looks(NULL), 0);
    TEST_TEXT(locality_accountable_question(NULL), "");
    TEST_TEXT(locality_accountable_kind(NULL), "");
    TEST_TEXT(locality_accountable_subject(NULL), "");
    locality_accountable_free(NULL);
    close_rows();
}

static void an_answer_stands_on_its_own(void) {
    open_county();
    ask("theme", "va", "fen");
    locality_snapshot_release(snapshot);
    snapshot = NULL;
    TEST_TEXT(posts(), "va-fen n n? s?");
    TEST_TEXT(chain(0), "n~ head director");
    close_rows();
}

/* ---- Failures -------------------------------------------------------------------------------- */

static locality_status find_with(void *state, const locality_allocator *allocator,
                                 locality_error *failure) {
    const paper_rows *rows = state;
    locality_snapshot *made = paper_snapshot(rows->row, rows->count, allocator, failure);
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;
    locality_accountable *found = NULL;
    locality_status status;

    if (made == NULL) {
        return failure->status;
    }
    query.subject = "Youth offer";
    query.area = "fen";
    status = locality_accountable_find(made, &query, allocator, &found, failure);
    if (status == LOCALITY_OK) {
        TEST_NUMBER(locality_accountable_count(found), 4);
    } else {
        CU_ASSERT_PTR_NULL(found);
    }
    locality_accountable_free(found);
    locality_snapshot_release(made);
    return status;
}

static void every_allocation_may_fail(void) {
    paper_rows rows = {county, TEST_COUNT(county)};
    fault_drive("finding who is accountable", find_with, &rows, 100);
}

static const test_case cases[] = {
    {"a theme is found by district, by area and for the whole",
     a_theme_is_found_by_district_by_area_and_for_the_whole},
    {"the line runs up to the top", the_line_runs_up_to_the_top},
    {"a theme that a manager takes is held for the whole",
     a_theme_that_a_manager_takes_is_held_for_the_whole},
    {"a place takes what wider places have", a_place_takes_what_wider_places_have},
    {"a function is led or headed or carried out", a_function_is_led_or_headed_or_carried_out},
    {"nothing recorded is told with where it was looked for",
     nothing_recorded_is_told_with_where_it_was_looked_for},
    {"a structure version keeps to its own", a_structure_version_keeps_to_its_own},
    {"a role is found by place and date", a_role_is_found_by_place_and_date},
    {"posts with the same claim are a conflict unless they take turns",
     posts_with_the_same_claim_are_a_conflict_unless_they_take_turns},
    {"an allocation that names no post is counted as such",
     an_allocation_that_names_no_post_is_counted_as_such},
    {"a place is asked about itself", a_place_is_asked_about_itself},
    {"services, outcomes and risks have who answers for them",
     services_outcomes_and_risks_have_who_answers_for_them},
    {"a bare name is looked up in all kinds", a_bare_name_is_looked_up_in_all_kinds},
    {"what cannot be asked is refused", what_cannot_be_asked_is_refused},
    {"an answer stands on its own", an_answer_stands_on_its_own},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("accountability", cases)
