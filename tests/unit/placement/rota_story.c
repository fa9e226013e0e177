/* Stories of rotas that there are not: which turns of several people, and which rules, cannot be kept together. */
#include "support/fault.h"
#include "unit/placement/county.h"

#define APRIL 16892 /* 2016-04-01 */
#define DAYS(from, to) APRIL + (from), APRIL + (to)

/* A spell has two months, so Ann cannot have April alone, which is what Bob's May leaves her. His other months, her
 * September and the rest do not matter. */
static const char rules[] = "allocate TURNS \"Who leads when\"\n"
                            "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
                            "  places a in area where a.id = \"north\"\n"
                            "  eligible T-1 \"serves\" : p.post.serves has a\n"
                            "  spell least 2\n  spell most 6\n  rest 1\n";
static const locality_placement_rota_wish wishes[] = {
    {"ann", "north", "agreed", DAYS(0, 29), 1, 0},
    {"bob", "north", "agreed", DAYS(30, 121), 1, 0},
    {"ann", "north", "agreed", DAYS(153, 182), 1, 0},
};

static locality_placement_rota_options asked(void) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;

    options.first = APRIL;
    options.last = APRIL + 213; /* 2016-10-31 */
    options.wishes = wishes;
    options.wishes_count = TEST_COUNT(wishes);
    return options;
}

static locality_placement_rota *solve(const locality_placement_rota_options *options) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota *rota = NULL;

    county_well(locality_placement_rota_solve(snapshot, NULL, options, &rota, &county_error),
                "rota");
    locality_snapshot_release(snapshot);
    return rota;
}

static void what_cannot_be_kept_is_told(void) {
    locality_placement_rota_options options = asked();
    locality_placement_rota *rota = solve(&options);

    TEST_TEXT(locality_placement_rota_sentence_at(rota, 0),
              "Proved by search: what is fixed, spells and rests cannot all be kept; the search is "
              "checked.");
    TEST_TEXT(locality_placement_rota_sentence_at(rota, 1),
              "These cannot be kept together: A.N., Planner is fixed in North from 1 April 2016 to "
              "30 April 2016; B.B., Librarian is fixed in North from 1 May 2016 to 31 May 2016; a "
              "spell has at least 2 periods.");
    locality_placement_rota_free(rota);
}

/* Where more is fixed than can be tried, nothing is told of it. */
static void a_long_story_is_not_told(void) {
    static const locality_placement_rota_wish long_wishes[] = {
        {"ann", "north", "agreed", DAYS(0, 6), 1, 0},
        {"bob", "north", "agreed", DAYS(7, 2813), 1, 0},
    };
    locality_placement_rota_options options = asked();

    options.last = APRIL + 2820;
    options.every = LOCALITY_PLACEMENT_WEEKLY;
    options.wishes = long_wishes;
    options.wishes_count = 2;
    locality_placement_rota *rota = solve(&options);
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        CU_ASSERT(strstr(locality_placement_rota_sentence_at(rota, i), "together") == NULL);
    locality_placement_rota_free(rota);
}

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    locality_placement_rota_options options = asked();
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
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
    fault_drive("a story of a rota", do_everything, NULL, 300);
}

static const test_case cases[] = {
    {"what cannot be kept is told", what_cannot_be_kept_is_told},
    {"a long story is not told", a_long_story_is_not_told},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement rota story", cases)
