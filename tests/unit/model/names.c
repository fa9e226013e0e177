/* What a person calls a record: by id, else by name or title, else by alias. */
#include "kit.h"

#include "schema/schema.h"

static locality_model *sites(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "site", "county-hall", "name", "County Hall", "type", "office");
    KIT_PUT(m, "site", "library", "name", "Central Library");
    KIT_PUT(m, "site", "hub-1", "name", "Hub");
    KIT_PUT(m, "site", "hub-2", "name", "hub");
    KIT_PUT(m, "post", "p1", "title", "Community Coordinator");
    KIT_PUT(m, "post", "p2", "title", "Community Coordinator", "name", "Community coordinator");
    KIT_PUT(m, "post", "p3", "title", "Head of Service");
    KIT_PUT(m, "alias", "a1", "record", "site:county-hall", "text", "HQ");
    KIT_PUT(m, "alias", "a2", "record", "site:library", "text", "the  Library");
    KIT_PUT(m, "alias", "a3", "record", "site:library", "text", "The library");
    KIT_PUT(m, "alias", "a4", "record", "post:p3", "text", "The library");
    KIT_PUT(m, "alias", "a5", "record", "site:hub-1", "text", "twin");
    KIT_PUT(m, "alias", "a6", "record", "site:hub-2", "text", "twin");
    KIT_PUT(m, "alias", "a7", "text", "of nothing");
    return m;
}

typedef struct called {
    uint32_t kind;
    const char *name, *id;
    int32_t by;
} called;

static void finds_records_by_what_they_are_called(void) {
    static const called rows[] = {
        {LOC_KIND_site, "library", "library", LOCALITY_BY_ID},
        {LOC_KIND_site, "LIBRARY", "library", LOCALITY_BY_ID},
        {LOC_KIND_site, "county hall", "county-hall", LOCALITY_BY_NAME},
        {LOC_KIND_post, "head of service", "p3", LOCALITY_BY_NAME},
        {LOC_KIND_site, "hq", "county-hall", LOCALITY_BY_ALIAS},
        {LOC_KIND_site, "the library", "library", LOCALITY_BY_ALIAS},
        {LOC_KIND_post, "the library", "p3", LOCALITY_BY_ALIAS},
    };
    locality_model *m = sites();
    locality_snapshot *s = kit_take(m);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint32_t row = 99;
        int32_t by = -1;
        kit_well(locality_snapshot_resolve(s, rows[i].kind, rows[i].name, &row, &by, &kit_error),
                 rows[i].name);
        TEST_TEXT(locality_snapshot_id(s, rows[i].kind, row), rows[i].id);
        TEST_NUMBER(by, rows[i].by);
        TEST_NUMBER(locality_snapshot_resolve(s, rows[i].kind, rows[i].name, &row, NULL, NULL),
                    LOCALITY_OK);
    }
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void says_what_it_cannot_decide_or_find(void) {
    locality_model *m = sites();
    locality_snapshot *s = kit_take(m);
    uint32_t row = 0;
    int32_t by = 9;
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, "HUB", &row, &by, &kit_error),
              LOCALITY_AMBIGUOUS, "\"hub-1\", \"hub-2\"");
    KIT_AT("site", "HUB", "");
    TEST_NUMBER(row, LOCALITY_ROW_MISSING);
    TEST_NUMBER(by, LOCALITY_BY_NOTHING);
    KIT_FAILS(
        locality_snapshot_resolve(s, LOC_KIND_post, "community coordinator", &row, &by, &kit_error),
        LOCALITY_AMBIGUOUS, "fits 2 posts");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, "Twin", &row, &by, &kit_error),
              LOCALITY_AMBIGUOUS, "\"hub-1\", \"hub-2\"");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, "Count Hall", &row, &by, &kit_error),
              LOCALITY_NOT_FOUND, "\"County Hall\"");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, "the librery", &row, &by, &kit_error),
              LOCALITY_NOT_FOUND, "library\"");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_area, "anything", &row, &by, &kit_error),
              LOCALITY_NOT_FOUND, "no area");
    KIT_FAILS(locality_snapshot_resolve(NULL, LOC_KIND_site, "hq", &row, &by, &kit_error),
              LOCALITY_INVALID, "snapshot");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, NULL, &row, &by, &kit_error),
              LOCALITY_INVALID, "name");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_site, "hq", NULL, &by, &kit_error),
              LOCALITY_INVALID, "row");
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KINDS, "hq", &row, &by, &kit_error),
              LOCALITY_INVALID, "kind");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void lists_a_few_of_many_candidates(void) {
    locality_model *m = kit_model();
    char id[24];
    for (int i = 0; i < 9; i++) {
        snprintf(id, sizeof id, "p%d", i);
        KIT_PUT(m, "post", id, "title", "Clerk");
    }
    locality_snapshot *s = kit_take(m);
    uint32_t row;
    KIT_FAILS(locality_snapshot_resolve(s, LOC_KIND_post, "clerk", &row, NULL, &kit_error),
              LOCALITY_AMBIGUOUS, "fits 9 posts: \"p0\", \"p1\", \"p2\", \"p3\", \"p4\" ...");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static const test_case cases[] = {
    {"a record is found by what it is called", finds_records_by_what_they_are_called},
    {"what is ambiguous or unknown is said with candidates", says_what_it_cannot_decide_or_find},
    {"of many candidates a few are listed", lists_a_few_of_many_candidates},
};

TEST_MAIN("model: names", cases)
