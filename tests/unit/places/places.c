/* Places: hierarchy, layers, alignment, validity and coverage, with the facts of the papers. */
#include "locality/places.h"

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

static uint32_t area(const char *id) {
    return row_of("area", id);
}

/* Ids of rows, separated by blanks. */
static const char *ids(const char *kind, const uint32_t *rows, size_t count) {
    static char text[1024];
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? " " : "",
                 locality_snapshot_id(snapshot, locality_schema_kind(NULL, kind), rows[i]));
    }
    return text;
}

typedef locality_status list(const locality_places *of, uint32_t row, uint32_t *out,
                             size_t capacity, size_t *count, locality_error *error);

static const char *list_of(list *function, uint32_t row, const char *kind) {
    uint32_t rows[32];
    size_t count = 0, counted = 0;
    locality_error error;

    CU_ASSERT_EQUAL(function(places, row, NULL, 0, &counted, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(function(places, row, rows, TEST_COUNT(rows), &count, &error),
                          LOCALITY_OK);
    TEST_NUMBER(count, counted);
    if (count > 0) {
        CU_ASSERT_EQUAL(function(places, row, rows, count - 1, &counted, &error), LOCALITY_LIMIT);
        TEST_NUMBER(counted, count);
    }
    CU_ASSERT_EQUAL(function(places, 9999, rows, 1, &counted, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(function(NULL, row, rows, 1, &counted, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(function(places, row, rows, 1, NULL, &error), LOCALITY_INVALID);
    return ids(kind, rows, count);
}

static const char *at_level(const char *level, uint32_t inside) {
    uint32_t rows[32];
    size_t count = 0;
    CU_ASSERT_EQUAL_FATAL(
        locality_places_at_level(places, level, inside, rows, TEST_COUNT(rows), &count, NULL),
        LOCALITY_OK);
    return ids("area", rows, count);
}

/* ---- Hierarchy and groups -------------------------------------------------------------------- */

static void districts_are_children_of_their_county(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    TEST_TEXT(list_of(locality_places_children, area("cambs"), "area"),
              "hunts fenland east south-cambs city whole-county");
    TEST_TEXT(list_of(locality_places_inside, area("cambs"), "area"),
              "hunts fenland east south-cambs city whole-county");
    TEST_TEXT(list_of(locality_places_ancestors, area("fenland"), "area"), "cambs");
    TEST_TEXT(list_of(locality_places_children, area("city"), "area"), "");
    TEST_TEXT(at_level("district", area("cambs")), "hunts fenland east south-cambs");
    TEST_TEXT(at_level("unitary", LOCALITY_ROW_MISSING), "peterborough");
    TEST_TEXT(at_level("unitary", area("cambs")), "");
    TEST_TEXT(at_level("parish", LOCALITY_ROW_MISSING), "");
    TEST_TEXT(at_level(NULL, area("cambs")), "hunts fenland east south-cambs city whole-county");
    close_rows();
}

static void groups_have_their_members(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    TEST_TEXT(list_of(locality_places_members, row_of("area_group", "north"), "area"),
              "hunts fenland");
    TEST_TEXT(list_of(locality_places_members, row_of("area_group", "south"), "area"),
              "east south-cambs city");
    TEST_TEXT(list_of(locality_places_members, row_of("area_group", "ics"), "area"), "");
    TEST_TEXT(list_of(locality_places_groups, area("fenland"), "area_group"), "north");
    TEST_TEXT(list_of(locality_places_groups, area("cambs"), "area_group"), "");
    close_rows();
}

static void countywide_is_no_place_on_the_map(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    TEST_NUMBER(locality_places_on_map(places, area("whole-county")), 0);
    TEST_NUMBER(locality_places_on_map(places, area("cambs")), 1);
    TEST_NUMBER(locality_places_on_map(places, 999), 0);
    TEST_NUMBER(locality_places_on_map(NULL, 0), 0);
    close_rows();
}

static void areas_of_one_tier_are_apart(void) {
    static const struct {
        const char *a, *b;
        int relation;
    } rows[] = {
        {"hunts", "hunts", LOCALITY_RELATION_SAME},
        {"hunts", "cambs", LOCALITY_RELATION_INSIDE},
        {"cambs", "hunts", LOCALITY_RELATION_CONTAINS},
        {"hunts", "city", LOCALITY_RELATION_APART},
        {"hunts", "peterborough", LOCALITY_RELATION_APART},
        {"hunts", "ics-area", LOCALITY_RELATION_UNKNOWN},
        {"cambs", "peterborough", LOCALITY_RELATION_UNKNOWN},
        {"hunts", "whole-county", LOCALITY_RELATION_UNKNOWN},
    };
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        int32_t relation = -1, within = -1;
        CU_ASSERT_EQUAL(
            locality_places_relate(places, area(rows[i].a), area(rows[i].b), &relation, NULL),
            LOCALITY_OK);
        TEST_ROW(relation == rows[i].relation, rows[i].b);
        CU_ASSERT_EQUAL(
            locality_places_within(places, area(rows[i].a), area(rows[i].b), &within, NULL),
            LOCALITY_OK);
        TEST_NUMBER(within, rows[i].relation == LOCALITY_RELATION_SAME ||
                                rows[i].relation == LOCALITY_RELATION_INSIDE);
    }
    int32_t out = 7;
    CU_ASSERT_EQUAL(locality_places_relate(places, 0, 999, &out, NULL), LOCALITY_INVALID);
    TEST_NUMBER(out, 0);
    CU_ASSERT_EQUAL(locality_places_within(NULL, 0, 0, &out, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_within(places, 0, 0, NULL, NULL), LOCALITY_INVALID);
    close_rows();
}

/* Areas without stated parents, put into one another by groups, also round a circle. */
static const char *const telford[] = {
    "area borough level=borough",
    "area south level=pilot",
    "area ward-1 level=ward",
    "area ward-2 level=ward",
    "area parish-1 level=parish",
    "area rural level=other",
    "area island level=ward parent=none",
    "area_group pilots layer=pilot members=south within=borough",
    "area_group south-wards layer=pilot wards members=ward-1 ward-2 within=south",
    "area_group country layer=rural members=rural parish-1 within=borough",
    "area_group circle layer=odd members=borough within=south",
    "area_group loose layer=loose members=ward-2 ward-2 parish-1",
};

static void groups_put_areas_inside_areas(void) {
    open_rows(telford, TEST_COUNT(telford));
    TEST_TEXT(at_level(NULL, area("borough")), "south ward-1 ward-2 parish-1 rural");
    TEST_TEXT(at_level("ward", area("south")), "ward-1 ward-2");
    TEST_TEXT(at_level(NULL, area("rural")), "");
    close_rows();
}

#define AREAS 8u
#define GROUPS 4u

/* Random areas and groups: parents and wholes may be beyond the last area, which is none. */
typedef struct map {
    uint32_t parent[AREAS], whole[GROUPS];
    uint8_t member[GROUPS][AREAS];
} map;

/* One step up from every area met: 1 where it meets another. */
static int step_up(const map *m, uint8_t *met) {
    int again = 0;
    for (uint32_t x = 0; x < AREAS; x++) {
        if (met[x] && m->parent[x] < AREAS && !met[m->parent[x]]) {
            again = met[m->parent[x]] = 1;
        }
        for (uint32_t g = 0; g < GROUPS; g++) {
            if (met[x] && m->member[g][x] && m->whole[g] < AREAS && !met[m->whole[g]]) {
                again = met[m->whole[g]] = 1;
            }
        }
    }
    return again;
}

/* What `within` says, by following every stated way up until nothing new is met. */
static int reaches(const map *m, uint32_t a, uint32_t b) {
    uint8_t met[AREAS] = {0};
    met[a] = 1;
    while (step_up(m, met)) {
    }
    return met[b];
}

/* Draws a map and opens it as rows. */
static void draw_map(test_random *random, map *m) {
    char text[AREAS + GROUPS][64];
    const char *rows[AREAS + GROUPS];

    memset(m, 0, sizeof *m);
    for (uint32_t x = 0; x < AREAS; x++) {
        m->parent[x] = (uint32_t)test_random_below(random, 2 * AREAS);
        snprintf(text[x], sizeof text[x], m->parent[x] < AREAS ? "area a%u parent=a%u" : "area a%u",
                 (unsigned)x, (unsigned)m->parent[x]);
    }
    for (uint32_t g = 0; g < GROUPS; g++) {
        uint32_t x = (uint32_t)test_random_below(random, AREAS);
        uint32_t y = (uint32_t)test_random_below(random, AREAS);
        m->whole[g] = (uint32_t)test_random_below(random, AREAS + 2);
        m->member[g][x] = m->member[g][y] = 1;
        snprintf(text[AREAS + g], sizeof text[0],
                 m->whole[g] < AREAS ? "area_group g%u members=a%u a%u within=a%u"
                                     : "area_group g%u members=a%u a%u",
                 (unsigned)g, (unsigned)x, (unsigned)y, (unsigned)m->whole[g]);
    }
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        rows[i] = text[i];
    }
    open_rows(rows, TEST_COUNT(rows));
}

static void within_agrees_with_a_plain_search(void) {
    uint32_t inside = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        test_random random = {seed, 0};
        map m;
        draw_map(&random, &m); /* rows are put in order, so area number i has row i */
        for (uint32_t pair = 0; pair < AREAS * AREAS; pair++) {
            uint32_t a = pair / AREAS, b = pair % AREAS;
            int32_t within = -1;
            int expected = reaches(&m, a, b);
            CU_ASSERT_EQUAL(locality_places_within(places, a, b, &within, NULL), LOCALITY_OK);
            TEST_ROW(within == expected, "random areas");
            inside += a != b && expected;
        }
        close_rows();
    }
    CU_ASSERT(inside > 2000);
}

/* ---- Layers ---------------------------------------------------------------------------------- */

static void layers_come_by_name(void) {
    locality_layer layer[16];
    size_t count = 0;
    char text[256] = "";

    open_rows(telford, TEST_COUNT(telford));
    CU_ASSERT_EQUAL_FATAL(locality_places_layers(places, layer, 16, &count, NULL), LOCALITY_OK);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %u", i > 0 ? ", " : "", layer[i].name,
                 (unsigned)layer[i].count);
    }
    TEST_TEXT(text, "borough 1, other 1, parish 1, pilot 1, ward 3, loose 1, odd 1, pilot 1, "
                    "pilot wards 1, rural 1");
    CU_ASSERT_EQUAL(locality_places_layers(places, layer, 3, &count, NULL), LOCALITY_LIMIT);
    TEST_NUMBER(count, 10);
    close_rows();
}

static void an_item_lies_in_all_its_layers_at_once(void) {
    open_rows(telford, TEST_COUNT(telford));
    uint32_t named[] = {area("ward-2"), area("parish-1"), area("rural")};
    locality_location location[16];
    size_t count = 0;
    char text[256] = "";

    CU_ASSERT_EQUAL_FATAL(locality_places_locate(places, named, 3, location, 16, &count, NULL),
                          LOCALITY_OK);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %s", i > 0 ? ", " : "", location[i].layer,
                 locality_snapshot_id(snapshot, location[i].kind, location[i].row));
    }
    TEST_TEXT(text, "ward ward-2, parish parish-1, other rural, pilot wards south-wards, "
                    "rural country, loose loose");
    TEST_NUMBER(location[4].through, area("rural"));
    CU_ASSERT_EQUAL(locality_places_locate(places, NULL, 1, location, 16, &count, NULL),
                    LOCALITY_INVALID);
    named[0] = 999;
    CU_ASSERT_EQUAL(locality_places_locate(places, named, 3, location, 16, &count, NULL),
                    LOCALITY_INVALID);
    close_rows();
}

/* "north union, south crosses ward-1" */
static const char *alignment(const char *layer, const char *other) {
    static const char *const names[] = {"unknown", "union", "crosses"};
    static char text[256];
    locality_alignment row[8];
    size_t count = 0;

    text[0] = '\0';
    CU_ASSERT_EQUAL_FATAL(locality_places_align(places, layer, other, row, 8, &count, NULL),
                          LOCALITY_OK);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        const char *unit = row[i].unit != LOCALITY_ROW_MISSING
                               ? locality_snapshot_id(snapshot, row[i].kind, row[i].unit)
                               : NULL;
        snprintf(
            text + used, sizeof text - used, "%s%s %s%s%s", i > 0 ? ", " : "",
            locality_snapshot_id(snapshot, locality_schema_kind(NULL, "area_group"), row[i].group),
            names[row[i].alignment], unit != NULL ? " " : "", unit != NULL ? unit : "");
    }
    return text;
}

static void groups_align_with_districts_and_not_with_a_missing_boundary(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    TEST_TEXT(alignment("areas", "district"), "north union, south union");
    TEST_TEXT(alignment("areas", "Integrated Care System"), "north unknown ics, south unknown ics");
    TEST_TEXT(alignment("areas", "partner"), "north unknown ics-area, south unknown ics-area");
    TEST_TEXT(alignment("areas", "county"), "north crosses cambs, south crosses cambs");
    TEST_TEXT(alignment("areas", "never heard of"), "north unknown, south unknown");
    TEST_TEXT(alignment("areas", "areas"), "north union, south union");
    TEST_TEXT(alignment("no layer", "district"), "");
    locality_error error;
    size_t count;
    CU_ASSERT_EQUAL(locality_places_align(places, NULL, "x", NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    close_rows();
}

static void a_district_by_its_wards_is_in_or_across(void) {
    static const char *const rows[] = {
        "area county level=county parent=none",
        "area a level=district parent=county",
        "area a1 level=ward parent=a",
        "area a2 level=ward parent=a",
        "area b level=district parent=county",
        "area_group all layer=whole members=a1 a2",
        "area_group half layer=half members=a1",
        "area_group east layer=halves members=a1 b",
        "area_group west layer=halves members=a2",
        "area_group both layer=joined members=a b",
    };
    open_rows(rows, TEST_COUNT(rows));
    TEST_TEXT(alignment("whole", "district"), "all union");
    TEST_TEXT(alignment("half", "district"), "half crosses a");
    TEST_TEXT(alignment("half", "halves"), "half crosses east");
    TEST_TEXT(alignment("joined", "halves"), "both union");
    close_rows();
}

/* ---- Validity -------------------------------------------------------------------------------- */

static int valid_on(const char *id, int32_t year) {
    int64_t day = 0;
    locality_range on;
    locality_truth truth = -1;
    CU_ASSERT_EQUAL(locality_date_from_calendar(year, 6, 1, &day, NULL), LOCALITY_OK);
    locality_range_exact(day, &on);
    CU_ASSERT_EQUAL(locality_places_valid(places, area(id), &on, &truth, NULL), LOCALITY_OK);
    return truth;
}

static void areas_exist_from_start_to_end(void) {
    static const char *const rows[] = {
        "area plain",
        "area old starts=1974-04-01 ends=2009-03-31 successor=new",
        "area new starts=2009-04-01 successor=newest",
        "area newest starts=2028 status=proposed",
        "area gone status=retired",
        "area vague ends=2010",
        "area ring-a successor=ring-b",
        "area ring-b successor=ring-a",
        "area last successor=none",
    };
    open_rows(rows, TEST_COUNT(rows));
    TEST_NUMBER(valid_on("plain", 1900), LOCALITY_TRUE);
    TEST_NUMBER(valid_on("old", 2000), LOCALITY_TRUE);
    TEST_NUMBER(valid_on("old", 2009), LOCALITY_FALSE);
    TEST_NUMBER(valid_on("new", 2008), LOCALITY_FALSE);
    TEST_NUMBER(valid_on("new", 2020), LOCALITY_TRUE);
    TEST_NUMBER(valid_on("newest", 2028), LOCALITY_UNDECIDED);
    TEST_NUMBER(valid_on("newest", 2029), LOCALITY_TRUE);
    TEST_NUMBER(valid_on("gone", 2000), LOCALITY_UNDECIDED);
    TEST_NUMBER(valid_on("vague", 2010), LOCALITY_UNDECIDED);
    TEST_TEXT(list_of(locality_places_successors, area("old"), "area"), "new newest");
    TEST_TEXT(list_of(locality_places_successors, area("plain"), "area"), "");
    TEST_TEXT(list_of(locality_places_successors, area("last"), "area"), "");
    TEST_TEXT(list_of(locality_places_successors, area("ring-a"), "area"), "ring-b ring-a");
    locality_truth truth = 7;
    CU_ASSERT_EQUAL(locality_places_valid(places, 0, NULL, &truth, NULL), LOCALITY_INVALID);
    TEST_NUMBER(truth, LOCALITY_UNDECIDED);
    close_rows();
}

/* ---- Coverage -------------------------------------------------------------------------------- */

static locality_coverage *coverage_of(int32_t of, const char *structure, const char *inside,
                                      const char *level) {
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    locality_coverage *coverage = NULL;
    locality_error error;

    options.of = of;
    options.structure = structure != NULL ? row_of("structure", structure) : LOCALITY_ROW_MISSING;
    options.inside = inside != NULL ? area(inside) : LOCALITY_ROW_MISSING;
    options.level = level;
    CU_ASSERT_EQUAL_FATAL(locality_places_coverage(places, &options, &coverage, &error),
                          LOCALITY_OK);
    return coverage;
}

/* Number of a row among rows. */
static size_t number_of(const uint32_t *rows, size_t count, uint32_t row) {
    size_t i = 0;
    while (i < count && rows[i] != row) {
        i++;
    }
    return i;
}

static locality_coverage_cell cell_of(const locality_coverage *coverage, const char *place,
                                      const char *column) {
    size_t rows = 0, columns = 0;
    uint32_t kind = 0;
    const uint32_t *row = locality_coverage_areas(coverage, &rows);
    const uint32_t *head = locality_coverage_columns(coverage, &kind, &columns);
    uint32_t record = locality_snapshot_find(snapshot, kind, column);
    locality_coverage_cell cell = {0};

    CU_ASSERT_EQUAL_FATAL(locality_coverage_cell_at(coverage, number_of(row, rows, area(place)),
                                                    number_of(head, columns, record), &cell, NULL),
                          LOCALITY_OK);
    TEST_NUMBER(cell.area, area(place));
    TEST_NUMBER(cell.column, record);
    return cell;
}

static void themes_cover_all_districts(void) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    locality_coverage *coverage = coverage_of(LOCALITY_COVERAGE_THEMES, "proposed", "cambs", NULL);
    size_t rows = 0, columns = 0;

    TEST_TEXT(ids("area", locality_coverage_areas(coverage, &rows), 5),
              "hunts fenland east south-cambs city");
    (void)locality_coverage_columns(coverage, NULL, &columns);
    TEST_NUMBER(rows * columns, 10);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_COVERED), 10);
    locality_coverage_cell cell = cell_of(coverage, "fenland", "va");
    TEST_NUMBER(cell.records, 1);
    TEST_NUMBER(cell.posts.lo, 1);
    TEST_NUMBER(cell.posts.hi, 1);
    cell = cell_of(coverage, "city", "va"); /* one of three posts for three districts */
    TEST_NUMBER(cell.posts.lo, 1);
    TEST_NUMBER(cell.posts.hi, 3);
    locality_coverage_free(coverage);

    coverage = coverage_of(LOCALITY_COVERAGE_THEMES, "current", "cambs", NULL);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_GAP), 10);
    locality_coverage_free(coverage);
    close_rows();
}

static void a_vacant_post_leaves_a_hole(void) {
    const char *rows[TEST_COUNT(cambridgeshire) + 1];
    memcpy(rows, cambridgeshire, sizeof cambridgeshire);
    rows[TEST_COUNT(cambridgeshire)] =
        "post cc-va-fenland structure=proposed posts=1 vacant=1 serves=fenland themes=va";
    open_rows(rows, TEST_COUNT(rows));
    locality_coverage *coverage = coverage_of(LOCALITY_COVERAGE_THEMES, "proposed", "cambs", NULL);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_COVERED), 9);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_GAP), 1);
    locality_coverage_cell cell = cell_of(coverage, "fenland", "va");
    TEST_NUMBER(cell.state, LOCALITY_CELL_GAP);
    TEST_NUMBER(cell.posts.lo, 1);
    TEST_NUMBER(cell.filled.hi, 0);
    locality_coverage_free(coverage);
    close_rows();
}

static void a_theme_held_for_a_wider_area_is_said_to_be(void) {
    static const char *const rows[] = {
        "area county level=county parent=none",
        "area a level=district parent=county",
        "area b level=district parent=county",
        "area c level=district parent=county",
        "area_group g members=a b",
        "theme t",
        "theme u",
        "theme v",
        "theme w",
        "post lead posts=1 themes=t group=g",
        "post whole posts=1 themes=u serves=county",
        "post perhaps posts=0..1 themes=v serves=a",
        "post everywhere themes=w w posts=2 vacant=0..2 countywide=yes",
        "post twice themes=t serves=c c posts=2",
    };
    open_rows(rows, TEST_COUNT(rows));
    locality_coverage *coverage = coverage_of(LOCALITY_COVERAGE_THEMES, NULL, NULL, "district");
    TEST_NUMBER(cell_of(coverage, "a", "t").state, LOCALITY_CELL_WIDER);
    TEST_NUMBER(cell_of(coverage, "c", "t").state, LOCALITY_CELL_COVERED);
    TEST_NUMBER(cell_of(coverage, "c", "t").records, 1);
    TEST_NUMBER(cell_of(coverage, "c", "u").state, LOCALITY_CELL_WIDER);
    TEST_NUMBER(cell_of(coverage, "a", "v").state, LOCALITY_CELL_UNKNOWN);
    TEST_NUMBER(cell_of(coverage, "b", "v").state, LOCALITY_CELL_GAP);
    TEST_NUMBER(cell_of(coverage, "b", "w").state, LOCALITY_CELL_UNKNOWN);
    locality_coverage_free(coverage);
    close_rows();
}

/* F019: five of seven cells stated, one of them deliberately none. */
static void cells_that_are_not_stated_are_gaps(void) {
    static const char *const rows[] = {
        "area norfolk level=county parent=none",
        "area breckland level=district parent=norfolk",
        "area broadland level=district parent=norfolk",
        "area great-yarmouth level=district parent=norfolk",
        "area kings-lynn level=district parent=norfolk",
        "area north-norfolk level=district parent=norfolk",
        "area norwich level=district parent=norfolk",
        "area south-norfolk level=district parent=norfolk",
        "structure now",
        "structure next",
        "service s",
        "stream fund areas=breckland broadland structure=now",
        "stream other structure=next areas=norwich",
        "provision 1 service=s area=breckland state=present structure=now",
        "provision 2 service=s area=broadland state=present",
        "provision 3 service=s area=great-yarmouth state=planned",
        "provision 4 service=s area=kings-lynn state=none",
        "provision 5 service=s area=north-norfolk",
        "provision 6 service=s area=norwich state=present structure=next",
        "provision 7 service=s area=breckland state=none",
        "provision 8 stream=fund area=norwich state=unknown",
    };
    open_rows(rows, TEST_COUNT(rows));
    locality_coverage *coverage =
        coverage_of(LOCALITY_COVERAGE_SERVICES, "now", "norfolk", "district");
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_GAP), 2);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_COVERED), 2);
    TEST_NUMBER(cell_of(coverage, "breckland", "s").provision, row_of("provision", "1"));
    TEST_NUMBER(cell_of(coverage, "great-yarmouth", "s").state, LOCALITY_CELL_PLANNED);
    TEST_NUMBER(cell_of(coverage, "kings-lynn", "s").state, LOCALITY_CELL_NONE);
    TEST_NUMBER(cell_of(coverage, "north-norfolk", "s").state, LOCALITY_CELL_UNKNOWN);
    TEST_NUMBER(cell_of(coverage, "norwich", "s").state, LOCALITY_CELL_GAP);
    locality_coverage_free(coverage);

    coverage = coverage_of(LOCALITY_COVERAGE_STREAMS, "now", "norfolk", "district");
    size_t columns = 0;
    (void)locality_coverage_columns(coverage, NULL, &columns);
    TEST_NUMBER(columns, 1);
    TEST_NUMBER(locality_coverage_count(coverage, LOCALITY_CELL_COVERED), 2);
    TEST_NUMBER(cell_of(coverage, "norwich", "fund").state, LOCALITY_CELL_UNKNOWN);
    locality_coverage_free(coverage);
    close_rows();
}

/* ---- Use and misuse -------------------------------------------------------------------------- */

static void an_empty_snapshot_has_no_places(void) {
    static const char *const rows[] = {"document d"};
    size_t count = 9;
    open_rows(rows, 1);
    CU_ASSERT_EQUAL(
        locality_places_at_level(places, NULL, LOCALITY_ROW_MISSING, NULL, 0, &count, NULL),
        LOCALITY_OK);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_layers(places, NULL, 0, &count, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_places_locate(places, NULL, 0, NULL, 0, &count, NULL), LOCALITY_OK);
    locality_coverage *coverage = NULL;
    CU_ASSERT_EQUAL(locality_places_coverage(places, NULL, &coverage, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_coverage_cell_at(coverage, 0, 0, &(locality_coverage_cell){0}, NULL),
                    LOCALITY_INVALID);
    locality_coverage_free(coverage);
    close_rows();
}

static void misuse_is_an_error(void) {
    locality_error error;
    locality_places *none = NULL;
    locality_coverage *coverage = NULL;
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    locality_coverage_cell cell;
    size_t count = 9;

    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire));
    CU_ASSERT_EQUAL(locality_places_new(NULL, NULL, &none, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_new(snapshot, NULL, NULL, &error), LOCALITY_INVALID);
    options.struct_size = 4;
    CU_ASSERT_EQUAL(locality_places_coverage(places, &options, &coverage, &error),
                    LOCALITY_INVALID);
    options = (locality_coverage_options)LOCALITY_COVERAGE_OPTIONS_INIT;
    options.of = 3;
    CU_ASSERT_EQUAL(locality_places_coverage(places, &options, &coverage, &error),
                    LOCALITY_INVALID);
    options.of = -1;
    CU_ASSERT_EQUAL(locality_places_coverage(places, &options, &coverage, &error),
                    LOCALITY_INVALID);
    options.of = 0;
    options.structure = 99;
    CU_ASSERT_EQUAL(locality_places_coverage(places, &options, &coverage, &error),
                    LOCALITY_INVALID);
    options.structure = LOCALITY_ROW_MISSING;
    options.inside = 99;
    CU_ASSERT_EQUAL(locality_places_coverage(places, &options, &coverage, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_coverage(NULL, NULL, &coverage, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_coverage(places, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(coverage);
    CU_ASSERT_PTR_NULL(locality_coverage_areas(NULL, &count));
    TEST_NUMBER(count, 0);
    uint32_t kind = 0;
    CU_ASSERT_PTR_NULL(locality_coverage_columns(NULL, &kind, &count));
    TEST_NUMBER(kind, LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_coverage_count(NULL, 0), 0);
    CU_ASSERT_EQUAL(locality_coverage_cell_at(NULL, 0, 0, &cell, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_coverage_cell_at(NULL, 0, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(locality_places_snapshot(NULL));
    CU_ASSERT_PTR_EQUAL(locality_places_snapshot(places), snapshot);
    locality_places_free(NULL);
    locality_coverage_free(NULL);
    close_rows();
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    locality_places *made = NULL;
    locality_coverage *coverage = NULL;
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    size_t count;
    uint32_t named = 0;
    const paper_rows *rows = state;
    locality_snapshot *own = paper_snapshot(rows->row, rows->count, allocator, error);

    if (own == NULL) {
        return error->status;
    }
    locality_status status = locality_places_new(own, allocator, &made, error);
    if (status == LOCALITY_OK) {
        status = locality_places_layers(made, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_locate(made, &named, 1, NULL, 0, &count, error);
    }
    for (int32_t of = 0; status == LOCALITY_OK && of <= LOCALITY_COVERAGE_STREAMS; of++) {
        options.of = of;
        status = locality_places_coverage(made, &options, &coverage, error);
        locality_coverage_free(coverage);
    }
    locality_places_free(made);
    locality_snapshot_release(own);
    return status;
}

static void survives_every_refusal(void) {
    paper_rows first = {telford, TEST_COUNT(telford)};
    paper_rows second = {cambridgeshire, TEST_COUNT(cambridgeshire)};
    fault_drive("places of Telford", work, &first, 70);
    fault_drive("places of Cambridgeshire", work, &second, 150);
}

static const test_case cases[] = {
    {"districts are children of their county (F001)", districts_are_children_of_their_county},
    {"groups have their members (F003)", groups_have_their_members},
    {"countywide is no place on the map (F005)", countywide_is_no_place_on_the_map},
    {"areas of one tier are apart, others unknown", areas_of_one_tier_are_apart},
    {"groups put areas inside areas, also round a circle", groups_put_areas_inside_areas},
    {"within agrees with a plain search over random areas and groups",
     within_agrees_with_a_plain_search},
    {"layers come by name", layers_come_by_name},
    {"an item lies in all its layers at once (F011)", an_item_lies_in_all_its_layers_at_once},
    {"groups align with districts, and a missing boundary cannot be evaluated (F014)",
     groups_align_with_districts_and_not_with_a_missing_boundary},
    {"a district given by its wards is in or across", a_district_by_its_wards_is_in_or_across},
    {"areas exist from their start to their end, and are replaced", areas_exist_from_start_to_end},
    {"two themes cover five districts, 10 of 10 (F039)", themes_cover_all_districts},
    {"a vacant post leaves a hole (F039)", a_vacant_post_leaves_a_hole},
    {"a theme held for a wider area is said to be", a_theme_held_for_a_wider_area_is_said_to_be},
    {"cells that are not stated are gaps, none is not (F019)", cells_that_are_not_stated_are_gaps},
    {"an empty snapshot has no places", an_empty_snapshot_has_no_places},
    {"misuse is an error, not a crash", misuse_is_an_error},
    {"places survive every refused allocation", survives_every_refusal},
};

TEST_MAIN("places", cases)
