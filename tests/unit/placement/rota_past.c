/* The past of rotas: what records say of the time before goes on in spells, rests and hand-overs. */
#include "locality/rota.h"
#include "support/fault.h"
#include "unit/placement/county.h"

#define APRIL 16892 /* 2016-04-01 */
#define JUNE 16952  /* 2016-05-31 */

#define NORTH                                                     \
    "allocate TURNS \"Who leads when\"\n"                         \
    "  candidates p in person where p.id in {\"ann\", \"bob\"}\n" \
    "  places a in area where a.id = \"north\"\n"                 \
    "  role \"lead\"\n"                                           \
    "  eligible T-1 \"serves\" : p.post.serves has a\n"
#define HELD "allocation before role=lead person=ann post=p-ann area=north "

static locality_placement_rota *solve(const char *const *more, size_t count, const char *rules,
                                      int32_t every, int64_t last) {
    locality_snapshot *snapshot = county_take(county_model(0, more, count, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;

    options.first = APRIL;
    options.last = last;
    options.every = every;
    county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                "rota");
    locality_snapshot_release(snapshot);
    return rota;
}

static int says(const locality_placement_rota *rota, const char *text) {
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        if (strstr(locality_placement_rota_sentence_at(rota, i), text) != NULL)
            return 1;
    return 0;
}

static const char *first_holder(const locality_placement_rota *rota) {
    locality_rota_holding held;

    county_well(
        locality_rota_holding_at(locality_placement_rota_plan(rota), 0, &held, &county_error),
        "held");
    return held.candidate_id;
}

/* Ann had March: with a month of rest she cannot have April, which she would have by her id. */
static void nobody_holds_on_behind_the_longest_spell(void) {
    static const char *const more[] = {HELD "starts=2016-03-01 ends=2016-03-31 status=ended"};
    static const char rules[] = NORTH "  spell most 1\n  rest 1\n";
    locality_placement_rota *rota = solve(more, 1, rules, LOCALITY_PLACEMENT_MONTHLY, JUNE);
    locality_rota_problem problem;
    char text[8192] = "";

    TEST_TEXT(first_holder(rota), "bob");
    CU_ASSERT(says(rota, "A.N., Planner held North for 1 month before, by record, until the rota "
                         "begins: spells and rests go on from there."));
    CU_ASSERT(says(rota, "Hand-over on 1 April 2016: North from A.N., Planner to B.B., Librarian"));
    county_well(locality_placement_rota_problem(rota, &problem, &county_error), "problem");
    TEST_NUMBER(problem.past[0].demand, 0);
    TEST_NUMBER(problem.past[1].demand, LOCALITY_ROTA_NOBODY);
    county_well(locality_placement_rota_audit(rota, text, sizeof text, NULL, &county_error),
                "audit");
    CU_ASSERT(strstr(text, "\"past\": [") != NULL);
    CU_ASSERT(strstr(text, "[0, 0, 1, 0]") != NULL);
    locality_placement_rota_free(rota);
}

/* Records that follow one another are one spell; periods that were held in part count whole. */
static void records_are_counted_in_periods(void) {
    static const struct {
        const char *more[2];
        size_t count;
        int32_t every;
        uint32_t demand, length, ago;
    } rows[] = {
        {{HELD "starts=2015-11-20 ends=2016-03-31 status=agreed"}, 1, 0, 0, 5, 0},
        {{HELD "starts=2015-11-20 ends=2016-12-31"}, 1, 0, 0, 5, 0},
        {{HELD "starts=2015-11-20"}, 1, 0, 0, 5, 0},
        {{HELD "ends=2016-01-31 status=ended"}, 1, 0, 0, 1, 2},
        {{HELD "starts=2016-02-01 ends=2016-03-31",
          "allocation sooner role=lead person=ann area=north starts=2015-12-01 ends=2016-01-31"},
         2,
         0,
         0,
         4,
         0},
        {{HELD "starts=2015-12-01 ends=2016-02-10"}, 1, LOCALITY_PLACEMENT_QUARTERLY, 0, 2, 0},
        {{HELD "starts=2015-06-01 ends=2015-06-30"}, 1, LOCALITY_PLACEMENT_QUARTERLY, 0, 1, 3},
        {{HELD "starts=2016-03-01 ends=2016-03-24"}, 1, LOCALITY_PLACEMENT_WEEKLY, 0, 4, 1},
        {{HELD "starts=2016-03-01 status=proposed"}, 1, 0, UINT32_MAX, 0, 0},
        {{HELD "starts=2016-03-01 status=refused"}, 1, 0, UINT32_MAX, 0, 0},
        {{HELD "starts=2016-03-01 status=ended"}, 1, 0, UINT32_MAX, 0, 0},
        {{HELD "starts=2016-04-01"}, 1, 0, UINT32_MAX, 0, 0},
        {{"allocation before person=ann area=north starts=2016-03-01"}, 1, 0, UINT32_MAX, 0, 0},
        {{"allocation before role=lead person=ann area=west starts=2016-03-01"},
         1,
         0,
         UINT32_MAX,
         0,
         0},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_placement_rota *rota =
            solve(rows[i].more, rows[i].count, NORTH, rows[i].every, JUNE);
        locality_rota_problem problem;
        county_well(locality_placement_rota_problem(rota, &problem, &county_error), "problem");
        locality_rota_past none = {UINT32_MAX, 0, 0, 0};
        locality_rota_past past = problem.past == NULL ? none : problem.past[0];
        TEST_ROW(past.demand == rows[i].demand && past.length == rows[i].length &&
                     past.ago == rows[i].ago,
                 rows[i].more[0]);
        locality_placement_rota_free(rota);
    }
}

static void what_is_fixed_against_the_past_is_told(void) {
    static const char *const more[] = {HELD "starts=2016-01-01 ends=2016-02-29"};
    static const char rest[] = NORTH "  fixed \"agreed\" : p.id = \"ann\"\n  rest 2\n";
    static const char most[] = NORTH "  fixed \"agreed\" : p.id = \"ann\"\n  spell most 3\n";
    static const char *const on[] = {HELD "starts=2016-01-01 ends=2016-03-31"};
    locality_placement_rota *rota = solve(more, 1, rest, LOCALITY_PLACEMENT_MONTHLY, JUNE);

    CU_ASSERT(says(rota, "all be kept"));
    CU_ASSERT(says(rota, "held North for 2 months before, by record, until 1 month before it"));
    CU_ASSERT(says(rota, "A.N., Planner is fixed in North from 1 April 2016 to 30 April 2016, and "
                         "between two spells there must be 2 periods."));
    locality_placement_rota_free(rota);
    rota = solve(on, 1, most, LOCALITY_PLACEMENT_MONTHLY, JUNE);
    CU_ASSERT(says(rota, "held North for 3 months before, by record, until the rota begins"));
    CU_ASSERT(says(rota, "and a spell has at most 3 periods."));
    locality_placement_rota_free(rota);
}

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    static const char rules[] = NORTH "  spell most 1\n  rest 1\n  cover 1 \"all\" : yes\n";
    static const char held[] = HELD "starts=2016-03-01 ends=2016-03-31";
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    options.first = APRIL;
    options.last = JUNE;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = paper_put(model, held, error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "r.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_solve(snapshot, NULL, &options, &rota, error);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    fault_drive("the past of a rota", do_everything, NULL, 300);
}

static const test_case cases[] = {
    {"nobody holds on behind the longest spell", nobody_holds_on_behind_the_longest_spell},
    {"records are counted in periods", records_are_counted_in_periods},
    {"what is fixed against the past is told", what_is_fixed_against_the_past_is_told},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement rota past", cases)
