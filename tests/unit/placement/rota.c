/* Rotas of placements: every day of a time, by conditions that rest on the date. */
#include "locality/rota.h"
#include "support/fault.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

#define APRIL 16892 /* 2016-04-01 */
#define MARCH 17256 /* 2017-03-31 */

static const char rota_rules[] =
    "allocate TURNS \"Who leads when\"\n"
    "  candidates p in person where p.post.serves overlaps {area \"north\", area \"south\"}\n"
    "  places a in area where a.id in {\"north\", \"south\"}\n"
    "  role \"lead\"\n"
    "  eligible T-1 \"serves\" : p.post.serves has a\n"
    "  eligible T-2 \"in post\" : p.ends is missing or p.ends >= as_at\n"
    "  share p.fte\n"
    "  history if p.id = \"fay\" then 2 else 0\n";

static locality_placement_rota *solve(const char *const *more, size_t count, const char *rules,
                                      int32_t every, int64_t first, int64_t last) {
    locality_snapshot *snapshot = county_take(county_model(0, more, count, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;

    options.first = first;
    options.last = last;
    options.every = every;
    county_well(locality_placement_rota_solve(snapshot, "TURNS", &options, &rota, &county_error),
                "rota");
    locality_snapshot_release(snapshot); /* it is not needed any more */
    return rota;
}

static int says(const locality_placement_rota *rota, const char *text) {
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        if (strstr(locality_placement_rota_sentence_at(rota, i), text) != NULL)
            return 1;
    printf("not said: %s\n", text);
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        printf("  %s\n", locality_placement_rota_sentence_at(rota, i));
    return 0;
}

/* Every place has one holder on each day, counted from the spells alone. */
static void covers_every_day_once(void) {
    locality_placement_rota *rota =
        solve(NULL, 0, rota_rules, LOCALITY_PLACEMENT_MONTHLY, APRIL, MARCH);
    locality_placement_spell spell;
    size_t gaps = 0;

    for (int64_t day = APRIL; day <= MARCH; day++)
        for (uint32_t place = 0; place < 2; place++) {
            size_t held = 0;
            for (size_t i = 0; i < locality_placement_spells(rota); i++) {
                county_well(locality_placement_spell_at(rota, i, &spell, &county_error), "spell");
                held += spell.place == place && spell.first <= day && spell.last >= day &&
                        spell.candidate != LOCALITY_ROTA_NOBODY;
            }
            gaps += held != 1;
        }
    TEST_NUMBER(gaps, 0);
    locality_rota_cover cover;
    const locality_rota *plan = locality_placement_rota_plan(rota);
    TEST_TEXT(locality_placement_rota_sentence(rota), "Who leads when");
    TEST_TEXT(locality_placement_rota_sentence(NULL), "");
    TEST_NUMBER(locality_placement_rota_count(rota, PLACES), 2);
    TEST_NUMBER(locality_placement_rota_count(rota, PEOPLE), 4);
    TEST_NUMBER(locality_placement_rota_count(NULL, PLACES), 0);
    CU_ASSERT(locality_placement_rota_plan(NULL) == NULL);
    county_well(locality_rota_cover_at(plan, 1, 11, &cover, &county_error), "cover");
    TEST_NUMBER(cover.needed, 1);
    TEST_NUMBER(cover.filled, 1);
    TEST_NUMBER(cover.available, 2);
    TEST_TEXT(cover.demand_id, "south");
    TEST_NUMBER(locality_rota_cover_at(plan, 2, 0, &cover, NULL), LOCALITY_NOT_FOUND);
    CU_ASSERT(says(rota, "730 of 730 days of 2 places are covered; proved: none is fairer"));
    locality_placement_rota_free(rota);
}

/* Fay has half a post and two periods behind her: with 2 more she stands at 8 and Gus at 10, with 3 more
 * she at 10 and Gus at 9: the largest is the same, the second larger. */
static void shares_by_fte_and_history(void) {
    locality_placement_rota *rota =
        solve(NULL, 0, rota_rules, LOCALITY_PLACEMENT_MONTHLY, APRIL, MARCH);

    CU_ASSERT(says(
        rota, "F.A., Clerk holds 2 of 12 periods, after 2 before, at 0.5 FTE: 8 for each FTE"));
    CU_ASSERT(says(
        rota, "G.S., Clerk holds 10 of 12 periods, after 0 before, at 1 FTE: 10 for each FTE"));
    CU_ASSERT(says(rota, "A.N., Planner holds 6 of 12 periods"));
    locality_placement_rota_free(rota);
}

static void leaves_a_gap_where_nobody_is_left(void) {
    static const char *const more[] = {"person ann initials=A.N. post=p-ann fte=1 ends=2016-06-15",
                                       "person bob initials=B.B. post=p-bob fte=1 ends=2016-08-31"};
    locality_placement_rota *rota =
        solve(more, 2, rota_rules, LOCALITY_PLACEMENT_MONTHLY, APRIL, MARCH);
    locality_placement_rota_member north;

    CU_ASSERT(says(rota, "North is not covered from 1 September 2016 to 31 March 2017: nobody"));
    county_well(locality_placement_rota_member_at(rota, PLACES, 0, &north, &county_error), "north");
    TEST_TEXT(north.label, "North");
    TEST_NUMBER(north.wanted, 365);
    TEST_NUMBER(north.covered, 365 - 212);
    TEST_NUMBER(north.eligible, 2);
    locality_placement_rota_free(rota);
}

/* A shorter rhythm wastes less of a time that ends within a month. */
static void cuts_time_into_weeks_and_quarters(void) {
    static const char *const more[] = {"person ann initials=A.N. post=p-ann fte=1 ends=2016-06-15",
                                       "person bob initials=B.B. post=p-bob fte=1 ends=2016-04-02"};
    static const int64_t covered[] = {61, 70, 0}; /* April and May; ten weeks to 9 June; nothing */
    static const int32_t every[] = {LOCALITY_PLACEMENT_MONTHLY, LOCALITY_PLACEMENT_WEEKLY,
                                    LOCALITY_PLACEMENT_QUARTERLY};

    for (size_t i = 0; i < 3; i++) {
        locality_placement_rota *rota = solve(more, 2, rota_rules, every[i], APRIL, APRIL + 90);
        locality_placement_rota_member north;
        county_well(locality_placement_rota_member_at(rota, PLACES, 0, &north, &county_error),
                    "north");
        TEST_NUMBER(north.wanted, 91);
        TEST_NUMBER(north.covered, covered[i]);
        locality_placement_rota_free(rota);
    }
}

static void keeps_spells_and_what_is_fixed(void) {
    static const char rules[] = "allocate TURNS \"Who leads when\"\n"
                                "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
                                "  places a in area where a.id = \"north\"\n"
                                "  eligible T-1 \"serves\" : p.post.serves has a\n"
                                "  fixed \"agreed\" : p.id = \"bob\" and as_at <= 2016-05-31\n"
                                "  spell least 2\n  spell most 3\n  rest 1\n";
    locality_placement_rota *rota = solve(NULL, 0, rules, LOCALITY_PLACEMENT_MONTHLY, APRIL, MARCH);
    locality_placement_spell spell;

    county_well(locality_placement_spell_at(rota, 0, &spell, &county_error), "spell");
    TEST_NUMBER(spell.candidate, 1);
    TEST_NUMBER(spell.first, APRIL);
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        county_well(locality_placement_spell_at(rota, i, &spell, &county_error), "spell");
        TEST_ROW(spell.periods <= 3 || spell.candidate == LOCALITY_ROTA_NOBODY, "most");
    }
    locality_placement_rota_free(rota);
}

static void is_written_as_one_record_a_spell(void) {
    locality_placement_rota *rota =
        solve(NULL, 0, rota_rules, LOCALITY_PLACEMENT_MONTHLY, APRIL, MARCH);
    locality_model *model = county_model(0, NULL, 0, rota_rules);
    size_t added = 0;

    county_well(locality_placement_rota_write(rota, model, &added, &county_error), "write");
    TEST_NUMBER(added, locality_placement_spells(rota));
    TEST_NUMBER(locality_model_count(model, "allocation"), added + 1);
    locality_model_free(model);
    locality_placement_rota_free(rota);
}

static void refuses_what_is_no_time(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rota_rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = (locality_placement_rota *)&options;

    options.first = MARCH;
    options.last = APRIL;
    TEST_NUMBER(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(rota);
    options.first = APRIL;
    options.last = APRIL + 5000;
    TEST_NUMBER(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                LOCALITY_INVALID);
    options.last = MARCH;
    options.every = 9;
    TEST_NUMBER(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_rota_solve(snapshot, NULL, NULL, &rota, &county_error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_rota_write(NULL, NULL, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_spells(NULL), 0);
    locality_placement_rota_free(NULL);
    locality_snapshot_release(snapshot);
}

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;
    size_t added;
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    options.first = APRIL;
    options.last = APRIL + 5;
    options.every = LOCALITY_PLACEMENT_WEEKLY;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rota_rules, strlen(rota_rules), "r.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_solve(snapshot, NULL, &options, &rota, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_write(rota, model, &added, error);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    fault_drive("rota of a placement", do_everything, NULL, 300);
}

static const test_case cases[] = {
    {"every place is covered once on every day", covers_every_day_once},
    {"turns are shared by FTE and by what was done before", shares_by_fte_and_history},
    {"where nobody is left there is a gap, and it is told", leaves_a_gap_where_nobody_is_left},
    {"time is cut into months, weeks or quarters", cuts_time_into_weeks_and_quarters},
    {"spells, rests and what is fixed are kept", keeps_spells_and_what_is_fixed},
    {"a rota is written as one record a spell", is_written_as_one_record_a_spell},
    {"what is no time is refused", refuses_what_is_no_time},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement rota", cases)
