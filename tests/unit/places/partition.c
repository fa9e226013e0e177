/* Partitions: the examples of the Cambridgeshire paper, and every division of a small county. */
#include "places/partition.h"

#include "../structure/papers.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

static locality_snapshot *snapshot;
static locality_places *places;

static void open_rows(const char *const *rows, size_t count) {
    locality_error error;
    snapshot = paper_snapshot(rows, count, NULL, &error);
    if (snapshot == NULL) {
        printf("%s (%s %s %s)\n", error.message, error.kind, error.id, error.field);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    CU_ASSERT_EQUAL_FATAL(locality_places_new(snapshot, NULL, &places, &error), LOCALITY_OK);
}

static void close_rows(void) {
    locality_places_free(places);
    locality_snapshot_release(snapshot);
    places = NULL;
    snapshot = NULL;
}

static uint32_t row_of(const char *kind, const char *id) {
    uint32_t row = locality_snapshot_find(snapshot, locality_schema_kind(NULL, kind), id);
    CU_ASSERT_NOT_EQUAL_FATAL(row, LOCALITY_ROW_MISSING);
    return row;
}

/* "gap fenland; overlap hunts north south" of the layer of a group. */
static const char *faults_text(const locality_partition_fault *fault, size_t count) {
    static const char *const names[] = {"", "gap", "overlap", "outside"};
    static char text[512];
    uint32_t area = locality_schema_kind(NULL, "area");
    uint32_t group = locality_schema_kind(NULL, "area_group");

    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        int more = fault[i].group != LOCALITY_ROW_MISSING;
        int most = fault[i].other != LOCALITY_ROW_MISSING;
        snprintf(text + used, sizeof text - used, "%s%s %s%s%s%s%s", i > 0 ? "; " : "",
                 names[fault[i].fault], locality_snapshot_id(snapshot, area, fault[i].area),
                 more ? " " : "", more ? locality_snapshot_id(snapshot, group, fault[i].group) : "",
                 most ? " " : "",
                 most ? locality_snapshot_id(snapshot, group, fault[i].other) : "");
    }
    return text;
}

static const char *faults_of(const char *group) {
    locality_partition_fault fault[16];
    size_t count = 0;
    int32_t known = 0;
    locality_error error;

    CU_ASSERT_EQUAL_FATAL(locality_places_partition(places, row_of("area_group", group), &known,
                                                    fault, TEST_COUNT(fault), &count, &error),
                          LOCALITY_OK);
    return known ? faults_text(fault, count) : "not known";
}

static void cambridgeshire_divides_five_districts(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    TEST_TEXT(faults_of("north"), "");
    TEST_TEXT(faults_of("south"), "");
    TEST_TEXT(faults_of("ics"), "not known");
    close_rows();
}

/* The paper with one row replaced. */
static void change(const char *row, const char *rows[TEST_COUNT(cambridgeshire)]) {
    size_t name = strcspn(row, "=") - strlen(" layer");
    for (size_t i = 0; i < TEST_COUNT(cambridgeshire); i++) {
        rows[i] = strncmp(cambridgeshire[i], row, name) == 0 ? row : cambridgeshire[i];
    }
}

static void open_changed(const char *row) {
    const char *rows[TEST_COUNT(cambridgeshire)];
    change(row, rows);
    open_rows(rows, TEST_COUNT(rows));
}

static void a_district_dropped_is_a_gap(void) {
    open_changed("area_group north layer=areas members=hunts within=cambs");
    TEST_TEXT(faults_of("south"), "gap fenland");
    close_rows();
}

static void a_city_dropped_is_a_gap_among_districts(void) {
    open_changed("area_group south layer=areas members=east south-cambs within=cambs");
    TEST_TEXT(faults_of("north"), "gap city");
    close_rows();
}

static void a_district_in_both_is_an_overlap(void) {
    open_changed("area_group south layer=areas members=east south-cambs city fenland within=cambs");
    TEST_TEXT(faults_of("north"), "overlap fenland north south");
    close_rows();
}

static void an_area_of_another_council_is_outside(void) {
    open_changed(
        "area_group south layer=areas members=east south-cambs city peterborough within=cambs");
    TEST_TEXT(faults_of("north"), "outside peterborough south");
    close_rows();
}

static void listing_an_area_twice_in_one_group_is_no_overlap(void) {
    open_changed("area_group north layer=areas members=hunts fenland hunts within=cambs");
    TEST_TEXT(faults_of("north"), "");
    close_rows();
}

static void wards_may_stand_for_their_district(void) {
    static const char *const rows[] = {
        "area county level=county parent=none",
        "area a level=district parent=county",
        "area a1 level=ward parent=a",
        "area a2 level=ward parent=a",
        "area a3 level=ward parent=a status=retired",
        "area b level=district parent=county",
        "area b1 level=ward parent=b",
        "area p level=parish parent=a",
        "area_group g layer=l members=a1 a2 within=county",
        "area_group h layer=l members=b within=county",
        "area_group partly layer=m members=a1 b within=county",
        "area_group twice layer=n members=b within=county",
        "area_group again layer=n members=b1 a within=county",
        "area_group idle layer=o members= within=county",
        "area_group alone members=a b within=county",
        "area_group region layer=r members=county b within=a",
        "area_group odd-1 layer=odd members=x within=county",
        "area x parent=county",
        "area y parent=county",
        "area z parent=county level=pilot",
    };
    open_rows(rows, TEST_COUNT(rows));
    TEST_TEXT(faults_of("g"), "");
    TEST_TEXT(faults_of("partly"), "gap a2");
    TEST_TEXT(faults_of("twice"), "overlap b1 twice again");
    TEST_TEXT(faults_of("alone"), "");
    TEST_TEXT(faults_of("idle"), "");
    TEST_TEXT(faults_of("region"), "outside county region; outside b region");
    TEST_TEXT(faults_of("odd-1"), "gap y"); /* areas without a level are divided by such areas */
    close_rows();
}

static void an_area_put_inside_by_a_group_counts_unless_it_lies_elsewhere(void) {
    static const char *const rows[] = {
        "area county level=county parent=none",
        "area a level=district parent=county",
        "area loose level=district",
        "area far level=district parent=none",
        "area_group all layer=l members=a loose far within=county",
        "area_group some layer=m members=a within=county",
    };
    open_rows(rows, TEST_COUNT(rows));
    TEST_TEXT(faults_of("all"), "outside far all");
    TEST_TEXT(faults_of("some"), "gap loose");
    close_rows();
}

static void versions_of_a_grouping_do_not_mix(void) {
    static const char *const rows[] = {
        "area county level=county parent=none",
        "area a level=district parent=county",
        "area b level=district parent=county",
        "structure now",
        "structure next",
        "area_group now-a layer=l members=a within=county structure=now",
        "area_group now-b layer=l members=b within=county structure=now",
        "area_group next-ab layer=l members=a b within=county structure=next",
    };
    open_rows(rows, TEST_COUNT(rows));
    TEST_TEXT(faults_of("now-a"), "");
    TEST_TEXT(faults_of("next-ab"), "");
    close_rows();
}

static void what_if_takes_any_members(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    uint32_t north = row_of("area_group", "north"), south = row_of("area_group", "south");
    locality_membership members[] = {
        {north, row_of("area", "hunts")},       {south, row_of("area", "east")},
        {south, row_of("area", "south-cambs")}, {north, row_of("area", "city")},
        {south, row_of("area", "city")},
    };
    locality_partition_fault fault[4];
    size_t count = 0;
    locality_error error;

    CU_ASSERT_EQUAL(locality_places_partition_if(places, row_of("area", "cambs"), members,
                                                 TEST_COUNT(members), fault, 4, &count, &error),
                    LOCALITY_OK);
    TEST_TEXT(faults_text(fault, count), "gap fenland; overlap city north south");
    CU_ASSERT_EQUAL(locality_places_partition_if(places, row_of("area", "cambs"), members,
                                                 TEST_COUNT(members), NULL, 0, &count, &error),
                    LOCALITY_OK);
    TEST_NUMBER(count, 2);
    CU_ASSERT_EQUAL(locality_places_partition_if(places, row_of("area", "cambs"), members,
                                                 TEST_COUNT(members), fault, 1, &count, &error),
                    LOCALITY_LIMIT);
    TEST_NUMBER(count, 2);
    members[0].area = 999;
    CU_ASSERT_EQUAL(locality_places_partition_if(places, row_of("area", "cambs"), members,
                                                 TEST_COUNT(members), fault, 4, &count, &error),
                    LOCALITY_INVALID);
    close_rows();
}

/* A choice gives each of five districts, in two bits, to one group, the other, both or none. */
static size_t members_of(unsigned choice, const uint32_t *district, locality_membership *members) {
    size_t count = 0;
    for (unsigned bit = 0; bit < 10; bit++) {
        if ((choice >> bit & 1u) != 0) {
            members[count++] = (locality_membership){bit % 2, district[bit / 2]};
        }
    }
    return count;
}

/* How many districts a choice gives to so many groups. */
static size_t districts_in(unsigned choice, unsigned groups) {
    size_t count = 0;
    for (unsigned d = 0; d < 5; d++) {
        unsigned has = choice >> (2 * d) & 3u;
        count += (has & 1u) + (has >> 1) == groups;
    }
    return count;
}

/* Every choice but the empty one: without a member nothing tells what is to be divided. */
static void agrees_with_counting(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    const uint32_t district[] = {row_of("area", "hunts"), row_of("area", "fenland"),
                                 row_of("area", "east"), row_of("area", "south-cambs"),
                                 row_of("area", "city")};
    uint32_t whole = row_of("area", "cambs");

    for (unsigned choice = 1; choice < 1u << 10; choice++) {
        locality_membership members[10];
        locality_partition_fault fault[10];
        size_t faults = 0, gaps = districts_in(choice, 0);
        size_t count = members_of(choice, district, members);
        CU_ASSERT_EQUAL_FATAL(
            locality_places_partition_if(places, whole, members, count, fault, 10, &faults, NULL),
            LOCALITY_OK);
        CU_ASSERT_EQUAL(faults, gaps + districts_in(choice, 2));
        for (size_t i = 0; i < faults; i++) {
            CU_ASSERT_EQUAL(fault[i].fault,
                            i < gaps ? LOCALITY_PARTITION_GAP : LOCALITY_PARTITION_OVERLAP);
        }
    }
    close_rows();
}

static void misuse_is_an_error(void) {
    int32_t known = 7;
    size_t count = 7;
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    CU_ASSERT_EQUAL(locality_places_partition(places, 99, &known, NULL, 0, &count, NULL),
                    LOCALITY_INVALID);
    TEST_NUMBER(known, 0);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_partition(NULL, 0, &known, NULL, 0, &count, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition(places, 0, NULL, NULL, 0, &count, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition(places, 0, &known, NULL, 0, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition_if(places, 0, NULL, 1, NULL, 0, &count, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition_if(places, 99, NULL, 0, NULL, 0, &count, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition_if(places, 0, NULL, 0, NULL, 0, &count, NULL),
                    LOCALITY_OK);
    close_rows();
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    const paper_rows *rows = state;
    locality_places *made = NULL;
    size_t count;
    locality_snapshot *own = paper_snapshot(rows->row, rows->count, allocator, error);
    if (own == NULL) {
        return error->status;
    }
    locality_status status = locality_places_new(own, allocator, &made, error);
    if (status == LOCALITY_OK) {
        int32_t known;
        status = locality_places_partition(made, 0, &known, NULL, 0, &count, error);
    }
    locality_places_free(made);
    locality_snapshot_release(own);
    return status;
}

static void survives_every_refusal(void) {
    const char *rows[TEST_COUNT(cambridgeshire)];
    paper_rows state = {rows, TEST_COUNT(cambridgeshire)};
    change("area_group north layer=areas members=fenland city peterborough within=cambs", rows);
    open_rows(rows, TEST_COUNT(rows));
    TEST_TEXT(faults_of("north"),
              "gap hunts; overlap city north south; outside peterborough north");
    fault_drive("partition", work, &state, 130);
    close_rows();
}

static const test_case cases[] = {
    {"North and South divide the five districts without gap or overlap (F004)",
     cambridgeshire_divides_five_districts},
    {"a district that is dropped is a gap (F004)", a_district_dropped_is_a_gap},
    {"a city that is dropped is a gap among districts", a_city_dropped_is_a_gap_among_districts},
    {"a district in both groups is an overlap (F004)", a_district_in_both_is_an_overlap},
    {"an area of another council is outside", an_area_of_another_council_is_outside},
    {"an area listed twice in one group is no overlap",
     listing_an_area_twice_in_one_group_is_no_overlap},
    {"wards may stand for their district, and a district for its wards",
     wards_may_stand_for_their_district},
    {"an area put inside by a group counts, unless it is known to lie elsewhere",
     an_area_put_inside_by_a_group_counts_unless_it_lies_elsewhere},
    {"groupings of different versions do not mix", versions_of_a_grouping_do_not_mix},
    {"a division that is only considered is checked alike", what_if_takes_any_members},
    {"every division of five districts agrees with counting", agrees_with_counting},
    {"misuse is an error, not a crash", misuse_is_an_error},
    {"a partition check survives every refused allocation", survives_every_refusal},
};

TEST_MAIN("partition", cases)
