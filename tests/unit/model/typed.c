/* Typed records: structs of other versions, missing members, and what is refused. */
#include "kit.h"

#include "locality/records.h"

#include "schema/schema.h"

static void missing_members_are_missing_values(void) {
    locality_model *m = kit_model();
    locality_post post = LOCALITY_POST_INIT;
    static const char *const nothing[] = {NULL};
    post.id = "p1";
    post.title = "Officer";
    locality_range_exact(1, &post.posts);
    post.streams = nothing; /* a list of no items was given */
    kit_well(locality_post_put(m, &post, &kit_error), "put");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "p1", "title", "Officer");
    KIT_FIELD(s, "post", "p1", "fte", "-");
    KIT_FIELD(s, "post", "p1", "unit", "-");
    KIT_FIELD(s, "post", "p1", "skills", "-");
    KIT_FIELD(s, "post", "p1", "streams", "");
    locality_post out = LOCALITY_POST_INIT;
    out.title = "overwritten";
    kit_well(locality_post_find(s, "p1", &out, &kit_error), "find");
    TEST_NUMBER(locality_range_is_unknown(&out.fte), 1);
    CU_ASSERT_PTR_NULL(out.unit);
    CU_ASSERT_PTR_NULL(out.skills);
    CU_ASSERT_PTR_NOT_NULL(out.streams);
    TEST_NUMBER(out.streams_count, 0);
    TEST_NUMBER(out.posts.hi, 1);
    locality_snapshot_release(s);
    locality_model_free(m);
}

/* A struct as an older or newer version of the header would have it. */
static void structs_of_other_versions_are_taken(void) {
    locality_model *m = kit_model();
    struct {
        locality_grade grade;
        uint64_t later[2];
    } newer = {LOCALITY_GRADE_INIT, {0, 0}};
    locality_grade older = LOCALITY_GRADE_INIT;
    newer.grade.struct_size = sizeof newer;
    newer.grade.id = "g1";
    locality_range_exact(500, &newer.grade.maximum);
    kit_well(locality_grade_put(m, &newer.grade, &kit_error), "newer");
    newer.later[1] = 1;
    KIT_FAILS(locality_grade_put(m, &newer.grade, &kit_error), LOCALITY_INVALID, "struct_size");
    older.struct_size = offsetof(locality_grade, maximum);
    older.id = "g2";
    locality_range_exact(7, &older.rank);
    locality_range_exact(9, &older.maximum); /* beyond what the older version has */
    kit_well(locality_grade_put(m, &older, &kit_error), "older");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "grade", "g1", "maximum", "5");
    KIT_FIELD(s, "grade", "g2", "rank", "7");
    KIT_FIELD(s, "grade", "g2", "maximum", "-");
    memset(&newer.later, 0xA5, sizeof newer.later);
    kit_well(locality_grade_find(s, "g1", &newer.grade, &kit_error), "newer out");
    TEST_NUMBER(newer.later[1], 0);
    TEST_NUMBER(newer.grade.struct_size, sizeof newer);
    TEST_NUMBER(newer.grade.maximum.lo, 500);
    kit_well(locality_grade_find(s, "g2", &older, &kit_error), "older out");
    TEST_NUMBER(older.rank.lo, 7);
    TEST_NUMBER(older.maximum.lo, 9); /* not touched */
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void refuses_what_cannot_be(void) {
    locality_model *m = kit_model();
    locality_area area = LOCALITY_AREA_INIT;
    KIT_FAILS(locality_area_put(NULL, &area, &kit_error), LOCALITY_INVALID, "model");
    KIT_FAILS(locality_area_put(m, NULL, &kit_error), LOCALITY_INVALID, "record");
    KIT_FAILS(locality_area_put(m, &area, &kit_error), LOCALITY_INVALID, "id");
    area.id = "a";
    area.reserved = 1;
    KIT_FAILS(locality_area_put(m, &area, &kit_error), LOCALITY_INVALID, "struct_size");
    area.reserved = 0;
    area.struct_size = 4;
    KIT_FAILS(locality_area_put(m, &area, &kit_error), LOCALITY_INVALID, "struct_size");
    area.struct_size = sizeof area;
    area.level = "wrad";
    KIT_FAILS(locality_area_put(m, &area, &kit_error), LOCALITY_INVALID, "did you mean \"ward\"");
    KIT_AT("area", "a", "level");
    area.level = "ward";
    area.population.lo = 5;
    area.population.hi = 4;
    KIT_FAILS(locality_area_add(m, &area, &kit_error), LOCALITY_INVALID, "range");
    KIT_AT("area", "a", "population");
    locality_range_unknown(&area.population);
    area.id = "none";
    KIT_FAILS(locality_area_add(m, &area, &kit_error), LOCALITY_INVALID, "none");
    area.id = "a";
    kit_well(locality_area_add(m, &area, &kit_error), "add");
    locality_snapshot *s = kit_take(m);
    KIT_FAILS(locality_area_find(s, "b", &area, &kit_error), LOCALITY_NOT_FOUND, "\"a\"");
    KIT_AT("area", "b", "");
    CU_ASSERT_PTR_NULL(area.level);
    KIT_FAILS(locality_area_find(s, NULL, &area, &kit_error), LOCALITY_INVALID, "id");
    KIT_FAILS(locality_area_find(NULL, "a", &area, &kit_error), LOCALITY_INVALID, "snapshot");
    KIT_FAILS(locality_area_find(s, "a", NULL, &kit_error), LOCALITY_INVALID, "out");
    KIT_FAILS(locality_area_at(s, 1, &area, &kit_error), LOCALITY_NOT_FOUND, "row 1");
    KIT_FAILS(locality_area_at(NULL, 0, &area, &kit_error), LOCALITY_INVALID, "snapshot");
    KIT_FAILS(locality_area_at(s, 0, NULL, &kit_error), LOCALITY_INVALID, "out");
    area.struct_size = 8;
    KIT_FAILS(locality_area_at(s, 0, &area, &kit_error), LOCALITY_INVALID, "struct_size");
    TEST_NUMBER(locality_area_count(NULL), 0);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static const test_case cases[] = {
    {"members that are missing are missing values", missing_members_are_missing_values},
    {"structs of other versions are taken and filled", structs_of_other_versions_are_taken},
    {"what cannot be is refused", refuses_what_cannot_be},
};

TEST_MAIN("model: typed", cases)
