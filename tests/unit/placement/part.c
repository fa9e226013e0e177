/* A part of a case: nothing is placed among records of which some were left out; and how members are read, found
 * and counted where an answer has stages or what is fixed. */
#include "locality-testkit.h"
#include "locality/store.h"
#include "unit/placement/county.h"

enum { PEOPLE = LOCALITY_ALLOCATION_CANDIDATES, PLACES = LOCALITY_ALLOCATION_DEMANDS };

static const struct part_row {
    const char *rules;
    locality_status status;
    const char *part;
} rows[] = {
    {"allocate X \"x\"\n candidates p in person\n places a in area\n", LOCALITY_INVALID,
     "a part of the case is loaded, and the answer rests on the people that were not loaded"},
    {"allocate X \"x\"\n candidates q in post\n places r in role\n", LOCALITY_INVALID,
     "the posts that were not loaded"},
    {"allocate X \"x\"\n candidates g in grade\n places r in role\n"
     " eligible A \"a\" : count(q in post) > 3\n",
     LOCALITY_INVALID, "the posts that were not loaded"},
    {"allocate X \"x\"\n candidates g in grade\n places r in role\n eligible A \"a\" : g.rank > "
     "7\n",
     LOCALITY_OK, ""},
};

static void nothing_is_placed_among_a_part(void) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *all = county_model(0, NULL, 0, rows[i].rules), *part = NULL;
        locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
        locality_memory_store *memory = NULL;
        locality_placement *p = NULL;
        locality_store store;
        county_well(locality_memory_store_new(&memory, &county_error), "memory");
        locality_memory_store_table(memory, &store);
        county_well(locality_model_save(all, &store, "county", NULL, NULL, &county_error), "save");
        options.areas = "north";
        county_well(locality_model_load(&store, "county", &options, &part, &county_error), "load");
        locality_snapshot *snapshot = county_take(part);
        TEST_NUMBER(locality_placement_solve(snapshot, NULL, NULL, &p, &county_error),
                    rows[i].status);
        TEST_ROW(strstr(county_error.message, rows[i].part) != NULL, rows[i].rules);
        if (strstr(county_error.message, rows[i].part) == NULL)
            printf("  %s\n", county_error.message);
        CU_ASSERT((p == NULL) == (rows[i].status != LOCALITY_OK));
        if (rows[i].status == LOCALITY_OK)
            CU_ASSERT(county_says(p, "1 of 1 place is filled; proved"));
        locality_placement_free(p);
        locality_snapshot_release(snapshot);
        locality_model_free(all);
        locality_memory_store_free(memory);
    }
}

/* ---- Members ------------------------------------------------------------------------------------------- */

static locality_placement_member member_of(const locality_placement *p, int32_t side,
                                           const char *name) {
    locality_placement_member member;

    memset(&member, 0, sizeof member);
    county_well(
        locality_placement_member_at(p, side, county_number(p, side, name), &member, &county_error),
        name);
    return member;
}

static void members_count_what_stages_settle(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person where p.id != \"eve\"\n"
        " places a in area where a.level = district\n"
        " eligible A \"serves\" : p.post.serves has a\n prefer least \"n\" : 1\n"
        " stage \"Slot-in\" : p.post.grade.rank = 8\n stage \"Ring\" : p.fte > 0\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *p = county_solve(snapshot, NULL);
    uint32_t who[1];
    size_t count = 0;

    TEST_NUMBER(member_of(p, PEOPLE, "gus").partners, 1);
    TEST_NUMBER(member_of(p, PLACES, "south").partners, 1);
    TEST_NUMBER(member_of(p, PEOPLE, "ann").partners, 0); /* fenced */
    TEST_NUMBER(member_of(p, PLACES, "north").partners, 0);
    TEST_NUMBER(locality_placement_displaced(p, who, 1, &count, &county_error), LOCALITY_LIMIT);
    TEST_NUMBER(count, 2); /* Dot and Fay */
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void what_is_fixed_is_eligible_where_it_meets_all(void) {
    static const char rules[] =
        "allocate X \"x\"\n candidates p in person\n places a in area where a.level = district\n"
        " eligible A \"serves\" : p.post.serves has a\n"
        " eligible B \"not senior\" : p.post.senior = no\n"
        " fixed \"agreed\" : p.id = \"gus\" and a.id = \"south\" or p.id = \"dot\" and a.id = "
        "\"east\" or p.id = \"eve\" and a.id = \"west\"\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement *p = county_solve(snapshot, NULL);
    locality_placement_pair pair;

    TEST_NUMBER(member_of(p, PEOPLE, "gus").eligible, 1);
    TEST_NUMBER(member_of(p, PEOPLE, "dot").eligible, 0); /* fails both */
    TEST_NUMBER(member_of(p, PEOPLE, "eve").eligible, 0); /* cannot be told */
    county_well(locality_placement_pair_at(p, county_number(p, PEOPLE, "gus"),
                                           county_number(p, PLACES, "south"), &pair, &county_error),
                "pair");
    TEST_NUMBER(pair.state, LOCALITY_PLACEMENT_FIXED);
    TEST_TEXT(pair.words, "agreed");
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

/* Ids first, then labels and what stands in front of their comma, then names and aliases. */
static void members_are_found_by_other_names(void) {
    static const char xan[] = "person xan initials=An initial of more letters than anybody would "
                              "ever have in a list, quote\" post=p-gus fte=1";
    static const char *const more[] = {"alias top record=area:north text=Top End", xan,
                                       "person zed post=p-gus", "person yve initials=Y.V. fte=1"};
    locality_snapshot *snapshot =
        county_take(county_model(0, more, TEST_COUNT(more), county_rules));
    locality_placement *p = county_solve(snapshot, NULL);
    size_t index = 9;
    char *audit = county_audit(p);

    TEST_TEXT(member_of(p, PLACES, "Top End").id, "north");
    TEST_TEXT(member_of(p, PEOPLE, "zed").label, "zed, Clerk");
    TEST_TEXT(member_of(p, PEOPLE, "y.v.").label, "Y.V.");
    TEST_NUMBER(locality_placement_find(p, PEOPLE, "An initial", &index, &county_error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(index, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(audit, "quote\\\", Clerk"));
    free(audit);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"nothing is placed among a part", nothing_is_placed_among_a_part},
    {"members count what stages settle", members_count_what_stages_settle},
    {"what is fixed is eligible where it meets all conditions",
     what_is_fixed_is_eligible_where_it_meets_all},
    {"members are found by other names", members_are_found_by_other_names},
};

TEST_MAIN("placement part", cases)
