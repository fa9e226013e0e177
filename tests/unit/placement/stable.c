/* Stable plans: told beside the plan that fills most, from what people and places would rather. */
#include "support/fault.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

/* Two people and two places; what is behind these lines says who is eligible and what is liked. */
#define TWO                                                             \
    "allocate TWO \"Two people, two districts\"\n"                      \
    "  candidates p in person where p.id = \"ann\" or p.id = \"bob\"\n" \
    "  places a in area where a.id = \"north\" or a.id = \"south\"\n"
#define ALL "  eligible E-1 \"is asked\" : yes\n"
/* Each person has the other wish, each place the other choice, and nobody is of one mind with anybody. */
#define CROSSED                                                                                    \
    "  wish least \"wish\" : if p.id = \"ann\" and a.id = \"north\" or p.id = \"bob\" and a.id = " \
    "\"south\" then 1 else 2\n"                                                                    \
    "  choose least \"choice\" : if p.id = \"bob\" and a.id = \"north\" or p.id = \"ann\" and "    \
    "a.id "                                                                                        \
    "= \"south\" then 1 else 2\n"
/* All would rather have Ann, or the north. */
#define ANN_AND_NORTH                                             \
    "  wish least \"wish\" : if a.id = \"north\" then 1 else 2\n" \
    "  choose most \"choice\" : if p.id = \"ann\" then 2 else 1\n"

static locality_placement *solved(const char *rules) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *placement = county_solve(snapshot, NULL);

    locality_snapshot_release(snapshot);
    return placement;
}

/* Who has a place in a stable plan: its id, "" for nobody. */
static const char *holder(const locality_placement *p, int32_t side, const char *place) {
    const locality_allocation_result *plan = locality_placement_stable(p, side);
    locality_allocation_pair pair;
    size_t number = county_number(p, PLACES, place);

    for (size_t i = 0; i < locality_allocation_result_pairs(plan); i++)
        if (locality_allocation_result_pair(plan, i, &pair, NULL) == LOCALITY_OK &&
            pair.demand == number)
            return pair.candidate_id;
    return "";
}

static void shows_what_is_best_for_either_side(void) {
    locality_placement *p = solved(TWO ALL CROSSED);

    TEST_TEXT(holder(p, PEOPLE, "North"), "ann");
    TEST_TEXT(holder(p, PEOPLE, "South"), "bob");
    TEST_TEXT(holder(p, PLACES, "North"), "bob");
    TEST_TEXT(holder(p, PLACES, "South"), "ann");
    CU_ASSERT(county_says(p, "several plans are stable"));
    for (size_t i = 0; i < locality_placement_sentences(p); i++) /* which plan is left open */
        CU_ASSERT_PTR_NULL(strstr(locality_placement_sentence_at(p, i), "plan above"));
    CU_ASSERT_PTR_NULL(locality_placement_stable(p, 2));
    CU_ASSERT_PTR_NULL(locality_placement_stable(NULL, PEOPLE));
    locality_placement_free(p);
}

/* Bob can go to the north alone, where both would rather have Ann: the fullest plan is not stable. */
static void says_where_the_fullest_plan_is_not_stable(void) {
    locality_placement *p = solved(
        TWO "  eligible E-1 \"is asked\" : p.id = \"ann\" or a.id = \"north\"\n" ANN_AND_NORTH);

    TEST_NUMBER(locality_allocation_result_pairs(locality_placement_result(p)), 2);
    TEST_NUMBER(locality_allocation_result_pairs(locality_placement_stable(p, PEOPLE)), 1);
    TEST_TEXT(holder(p, PEOPLE, "North"), "ann");
    TEST_TEXT(holder(p, PLACES, "North"), "ann");
    CU_ASSERT(county_says(p, "one plan alone is stable"));
    CU_ASSERT(county_says(p,
                          "The plan above is not stable: A.N., Planner and North would both rather "
                          "have one another than what it gives them."));
    CU_ASSERT(county_says(p, "2 places can be filled; what is stable fills 1."));
    locality_placement_free(p);
}

static void leaves_those_ranked_alike_to_a_person(void) {
    locality_placement *p =
        solved(TWO ALL "  wish least \"wish\" : if a.id = \"north\" then 1 else 2\n"
                       "  choose least \"choice\" : 1\n");

    CU_ASSERT_PTR_NOT_NULL(locality_placement_stable(p, PEOPLE));
    CU_ASSERT(county_says(p, "somebody is ranked alike"));
    CU_ASSERT(county_says(p, "a person has to choose"));
    locality_placement_free(p);
}

static void tells_none_where_a_liking_is_unknown(void) {
    /* nobody says how Eve's post is paid against others: its rank is known, its seniority not */
    locality_placement *p =
        solved("allocate ONE \"Eve\"\n"
               "  candidates p in person where p.id = \"eve\"\n"
               "  places a in area where a.id = \"west\"\n" ALL "  wish least \"wish\" : 1\n"
               "  choose least \"seniority\" : if p.post.senior = yes then 1 else 2\n");

    CU_ASSERT_PTR_NULL(locality_placement_stable(p, PEOPLE));
    CU_ASSERT(county_says(p, "A stable plan cannot be told: how \"seniority\" stands for"));
    locality_placement_free(p);
    p = solved(TWO ALL "  holds 2\n" CROSSED);
    CU_ASSERT_PTR_NULL(locality_placement_stable(p, PEOPLE));
    CU_ASSERT(county_says(p, "none is defined where one person can hold several places"));
    locality_placement_free(p);
}

static void asks_for_nothing_that_is_not_said(void) {
    locality_placement *p = solved(county_rules);

    CU_ASSERT_PTR_NULL(locality_placement_stable(p, PEOPLE));
    CU_ASSERT_PTR_NULL(locality_placement_stable(p, PLACES));
    locality_placement_free(p);
}

static void refuses_what_defines_no_stability(void) {
    static const struct {
        const char *rules, *message;
    } rows[] = {
        {TWO ALL "  wish least \"wish\" : 1\n", "`wish` and `choose` stand together"},
        {TWO ALL "  choose most \"choice\" : 1\n", "`wish` and `choose` stand together"},
        {TWO ALL "  cover 1 \"all\" : yes\n" CROSSED, "has no `cover`"},
        {TWO ALL "  stage \"slot-in\" : yes\n" CROSSED, "has no `stage`"},
        {TWO ALL "  gives 1\n  need 1\n" CROSSED, "an allocation of FTE has no `wish`"},
        {TWO ALL "  wish \"wish\" : 1\n  choose least \"choice\" : 1\n", "least or most"},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *model = county_model(0, NULL, 0, county_rules);
        locality_error error;
        TEST_ROW(locality_rules_load(model, rows[i].rules, strlen(rows[i].rules), "two.rules",
                                     &error) != LOCALITY_OK &&
                     strstr(error.message, rows[i].message) != NULL,
                 rows[i].message);
        locality_model_free(model);
    }
}

static locality_status solve_all(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement *p = NULL;
    const char *rules = state;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "two.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_solve(snapshot, NULL, NULL, &p, error);
    CU_ASSERT(status != LOCALITY_OK || locality_placement_stable(p, PEOPLE) != NULL ||
              locality_placement_sentences(p) > 0);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    static char crossed[] = TWO ALL CROSSED, several[] = TWO ALL "  holds 2\n" CROSSED;
    static char alike[] = TWO ALL "  wish least \"wish\" : 1\n  choose least \"choice\" : 1\n";

    fault_drive("stable plans", solve_all, crossed, 300);
    fault_drive("no stable plan", solve_all, several, 250);
    fault_drive("stable plans of those ranked alike", solve_all, alike, 300);
}

static int32_t stop(void *self) {
    return --*(int *)self < 0;
}

/* Each question of the host's in turn stops the call. */
static void a_host_can_stop_it(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, TWO ALL CROSSED));
    locality_status status = LOCALITY_CANCELLED;
    int questions = 0;

    for (; status == LOCALITY_CANCELLED; questions++) {
        locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
        locality_placement *p = NULL;
        int left = questions;
        options.cancel = stop;
        options.cancel_self = &left;
        status = locality_placement_solve(snapshot, NULL, &options, &p, &county_error);
        CU_ASSERT((p != NULL) == (status == LOCALITY_OK));
        locality_placement_free(p);
    }
    TEST_NUMBER(status, LOCALITY_OK);
    CU_ASSERT(questions > 2);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"the stable plans best for people and best for places stand beside the plan",
     shows_what_is_best_for_either_side},
    {"a plan that fills most need not be stable, and who would rather is named",
     says_where_the_fullest_plan_is_not_stable},
    {"who is ranked alike is left to a person", leaves_those_ranked_alike_to_a_person},
    {"without a liking no stable plan is told, and the sentence names it",
     tells_none_where_a_liking_is_unknown},
    {"without wishes nothing is told of them", asks_for_nothing_that_is_not_said},
    {"every refusal of memory is survived", refused_memory_is_survived},
    {"a host can stop it at any question", a_host_can_stop_it},
    {"wishes stand where stability is defined", refuses_what_defines_no_stability},
};

TEST_MAIN("placement: stable plans", cases)
