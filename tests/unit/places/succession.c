/* Places in time: what areas are on a date, what outlives them, codes; with councils that were reorganised. */
#include "locality/places.h"

#include "../structure/papers.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

static locality_snapshot *snapshot;
static locality_places *places;

/* Somerset 2019 and 2023, Northamptonshire 2021, and areas whose ends do not add up. */
static const char *const reorganised[] = {
    "area county level=county parent=none code=E10000027 ends=2023-03-31 successor=somerset",
    "area mendip level=district parent=county code=E07000187 ends=2023-03-31 successor=somerset",
    "area sedgemoor level=district parent=county code=E07000188 ends=2023-03-31 "
    "successor=somerset",
    "area taunton-deane level=borough parent=county code=E07000190 ends=2019-03-31 successor=swt",
    "area west-somerset level=district parent=county code=E07000191 ends=2019-03-31 successor=swt",
    "area swt level=district parent=county code=E07000246 starts=2019-04-01 ends=2023-03-31 "
    "successor=somerset",
    "area somerset level=unitary parent=none code=E06000066 starts=2023-04-01",
    "area northants level=county parent=none code=E10000021 ends=2021-03-31 successors=north west",
    "area corby level=borough parent=northants code=E07000150 ends=2021-03-31 successor=north",
    "area north level=unitary parent=none code=E06000061 starts=2021-04-01",
    "area west level=unitary parent=none code=E06000062 starts=2021-04-01",
    "area gone level=district parent=none ends=2010-03-31",
    "area final level=district parent=none ends=2010-03-31 successor=none",
    "area ring-a level=district parent=none ends=2011-03-31 successor=ring-b",
    "area ring-b level=district parent=none ends=2012-03-31 successor=ring-a",
    "area early level=district parent=none ends=2015-03-31 successor=next",
    "area late level=district parent=none ends=2016-06-30 successor=next",
    "area next level=unitary parent=none starts=2016-04-01",
    "area open level=district parent=none successor=next",
    "area unsure level=district parent=none successor=undated",
    "area undated level=district parent=none",
    "area reversed level=district parent=none starts=2014-04-01 ends=2013-03-31 successor=none",
    "area_group east layer=committees members=mendip within=county",
    "area_group west-side layer=committees members=sedgemoor taunton-deane west-somerset "
    "within=county",
    "area_group unknown layer=other within=county",
    "structure plan effective=2018-10-01 ends=2020-09-30",
    "theme adults",
    "post td structure=plan posts=1 vacant=0 serves=taunton-deane themes=adults",
    "post ws structure=plan posts=1 vacant=0 serves=west-somerset themes=adults ends=2019-03-31",
    "post both structure=plan posts=2 vacant=0 serves=taunton-deane west-somerset themes=adults",
    "post group structure=plan posts=1 vacant=0 group=west-side themes=adults",
    "post timeless posts=1 serves=corby",
    "role lead",
    "allocation open role=lead area=taunton-deane starts=2018-10-01",
    "allocation early role=lead area=swt starts=2019-01-01 ends=2019-12-31",
    "allocation vague role=lead area=mendip starts=2022-10-01 ends=2023",
    "observation inside area=corby date=2021-03-31",
    "observation outside area=corby date=2021-04-01",
    "consultation late area=corby starts=2021-06-01",
    "comment moment area=corby received=2021-03-31T23:59:59",
    "note remark about=area:corby text=Timeless",
    "provision there area=west-somerset theme=adults state=present structure=plan",
};

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

static const char *id_of(uint32_t row) {
    return row == LOCALITY_ROW_MISSING
               ? "-"
               : locality_snapshot_id(snapshot, locality_schema_kind(NULL, "area"), row);
}

static locality_range day(const char *text) {
    locality_range on;
    CU_ASSERT_EQUAL_FATAL(locality_value_read(LOCALITY_TYPE_DATE, text, strlen(text), &on, NULL),
                          LOCALITY_OK);
    return on;
}

/* A text that grows in a buffer of a test. */
static char said[4096];

static void say(const char *word) {
    size_t used = strlen(said);
    snprintf(said + used, sizeof said - used, "%s%s", used > 0 ? " " : "", word);
}

/* ---- What areas are on a date ---------------------------------------------------------------- */

static const char *const fates[] = {"same",     "replaced", "merged", "split",
                                    "reshaped", "earlier",  "lost"};
static const char *const losses[] = {"", "-ended", "-not-begun", "-gap", "-circle"};

/* "swt=merged somerset=lost-gap?": each area it is, how, and a question mark where that is open. */
static const char *carried(const char *id, const char *date) {
    locality_carried items[64];
    locality_range on = day(date);
    uint32_t row = area(id);
    size_t count = 0, counted = 0;

    CU_ASSERT_EQUAL(locality_places_carry(places, &row, 1, &on, NULL, 0, &counted, NULL),
                    LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(
        locality_places_carry(places, &row, 1, &on, items, TEST_COUNT(items), &count, NULL),
        LOCALITY_OK);
    TEST_NUMBER(count, counted);
    said[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char word[128];
        TEST_NUMBER(items[i].from, row);
        snprintf(word, sizeof word, "%s=%s%s%s", id_of(items[i].area), fates[items[i].fate],
                 losses[items[i].loss], items[i].certainty == LOCALITY_TRUE ? "" : "?");
        say(word);
    }
    return said;
}

static void areas_are_carried_to_a_date(void) {
    static const struct {
        const char *area, *date, *expected;
    } rows[] = {
        {"taunton-deane", "2019-03-31", "taunton-deane=same"},
        {"taunton-deane", "2019-04-01", "swt=merged"},
        {"taunton-deane", "2023-04-01", "somerset=merged"},
        {"swt", "2019-03-31", "taunton-deane=earlier west-somerset=earlier"},
        {"somerset", "2018-01-01",
         "county=earlier mendip=earlier sedgemoor=earlier taunton-deane=earlier "
         "west-somerset=earlier"},
        {"northants", "2021-04-01", "north=split west=split"},
        {"corby", "2021-04-01", "north=replaced"},
        {"mendip", "2023-04-01", "somerset=merged"},
        {"county", "2023-04-01", "somerset=replaced"},
        {"west", "2020-01-01", "northants=earlier"},
        {"gone", "2010-04-01", "gone=lost-ended"},
        {"final", "2010-04-01", "final=lost-ended"},
        {"final", "2010-03-31", "final=same"},
        {"ring-a", "2011-03-31", "ring-a=same"},
        {"ring-a", "2012-01-01", "ring-b=replaced"},
        {"ring-a", "2013-01-01", "ring-b=lost-circle"},
        {"early", "2015-06-01", "next=lost-gap"},
        {"early", "2016-04-01", "next=merged"},
        {"late", "2016-05-01", "late=same"},
        {"open", "2016-05-01", "next=merged"},
        {"open", "2010-01-01", "open=same"},
        {"unsure", "2010-01-01", "unsure=same? undated=replaced?"},
        {"taunton-deane", "2019", "taunton-deane=same? swt=merged?"},
        {"mendip", "2019", "mendip=same"},
    };
    open_rows(reorganised, TEST_COUNT(reorganised));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TEST_TEXT(carried(rows[i].area, rows[i].date), rows[i].expected);
    }
    close_rows();
}

typedef locality_status list(const locality_places *of, uint32_t row, uint32_t *out,
                             size_t capacity, size_t *count, locality_error *error);

static const char *list_of(list *function, const char *id) {
    uint32_t rows[32];
    size_t count = 0;
    CU_ASSERT_EQUAL_FATAL(function(places, area(id), rows, TEST_COUNT(rows), &count, NULL),
                          LOCALITY_OK);
    said[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        say(id_of(rows[i]));
    }
    return said;
}

static void chains_run_both_ways(void) {
    open_rows(reorganised, TEST_COUNT(reorganised));
    TEST_TEXT(list_of(locality_places_successors, "taunton-deane"), "swt somerset");
    TEST_TEXT(list_of(locality_places_successors, "northants"), "north west");
    TEST_TEXT(list_of(locality_places_successors, "somerset"), "");
    TEST_TEXT(list_of(locality_places_successors, "ring-a"), "ring-b ring-a");
    TEST_TEXT(list_of(locality_places_predecessors, "somerset"),
              "county mendip sedgemoor swt taunton-deane west-somerset");
    TEST_TEXT(list_of(locality_places_predecessors, "north"), "northants corby");
    TEST_TEXT(list_of(locality_places_predecessors, "mendip"), "");
    close_rows();
}

static void a_replaced_area_lasts_until_it_is_replaced(void) {
    static const struct {
        const char *area, *date;
        locality_truth expected;
    } rows[] = {
        {"open", "2016-03-31", LOCALITY_TRUE},        {"open", "2016-04-01", LOCALITY_FALSE},
        {"unsure", "2016-04-01", LOCALITY_UNDECIDED}, {"next", "2016-03-31", LOCALITY_FALSE},
        {"mendip", "2023", LOCALITY_UNDECIDED},       {"mendip", "2023-Q1", LOCALITY_TRUE},
    };
    open_rows(reorganised, TEST_COUNT(reorganised));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_range on = day(rows[i].date);
        locality_truth truth = 7;
        CU_ASSERT_EQUAL(locality_places_valid(places, area(rows[i].area), &on, &truth, NULL),
                        LOCALITY_OK);
        TEST_ROW(truth == rows[i].expected, rows[i].date);
    }
    close_rows();
}

/* ---- Laws ------------------------------------------------------------------------------------ */

#define ERAS 4
#define PER_ERA 6

/* A history in eras: each area of one era is replaced by one to three of the next; every area of an era has
 * the same days. `reach[a][b]`: b comes after a. */
static uint8_t reach[ERAS * PER_ERA][ERAS * PER_ERA];

static void open_history(test_random *random) {
    static char text[ERAS * PER_ERA][256];
    const char *rows[ERAS * PER_ERA];
    size_t count = 0;

    memset(reach, 0, sizeof reach);
    for (int era = ERAS - 1; era >= 0; era--) {
        for (int i = 0; i < PER_ERA; i++, count++) {
            char *row = text[count];
            int at = era * PER_ERA + i;
            int used = snprintf(row, 256, "area a%d level=district parent=none", at);
            if (era > 0) {
                used += snprintf(row + used, 256u - (unsigned)used, " starts=20%d0-01-01", era);
            }
            if (era < ERAS - 1) {
                used += snprintf(row + used, 256u - (unsigned)used,
                                 " ends=20%d9-12-31 successors=", era);
            }
            for (int k = 0; era < ERAS - 1 && k < 1 + (int)(test_random_next(random) % 3); k++) {
                int to = (era + 1) * PER_ERA + (int)(test_random_next(random) % PER_ERA);
                used += snprintf(row + used, 256u - (unsigned)used, "%sa%d", k > 0 ? " " : "", to);
                reach[at][to] = 1;
                for (int b = 0; b < ERAS * PER_ERA; b++) {
                    reach[at][b] |= reach[to][b];
                }
            }
            rows[count] = row;
        }
    }
    open_rows(rows, count);
}

static int number_of(uint32_t row) {
    return atoi(id_of(row) + 1);
}

static locality_range day_of_era(int era) {
    char text[32];
    snprintf(text, sizeof text, "20%d5-06-01", era);
    return day(text);
}

static size_t carry_all(const uint32_t *rows, size_t count, int era, locality_carried *out,
                        size_t room) {
    locality_range on = day_of_era(era);
    size_t found = 0;
    CU_ASSERT_EQUAL_FATAL(locality_places_carry(places, rows, count, &on, out, room, &found, NULL),
                          LOCALITY_OK);
    return found;
}

/* Every area is on a date exactly what comes after it, or before it, in the era of the date. */
static void carrying_finds_what_a_plain_search_finds(void) {
    test_random random = {20230401, 0};
    for (int round = 0; round < 60; round++) {
        open_history(&random);
        for (int a = 0; a < ERAS * PER_ERA; a++) {
            char id[8];
            snprintf(id, sizeof id, "a%d", a);
            uint32_t row = area(id);
            for (int era = 0; era < ERAS; era++) {
                locality_carried items[64];
                size_t count = carry_all(&row, 1, era, items, TEST_COUNT(items)), expected = 0;
                for (int b = era * PER_ERA; b < (era + 1) * PER_ERA; b++) {
                    expected += a == b || reach[a][b] != 0 || reach[b][a] != 0;
                }
                size_t found = 0;
                for (size_t i = 0; i < count; i++) {
                    int b = number_of(items[i].area);
                    found += items[i].fate != LOCALITY_CARRY_LOST;
                    TEST_ROW(items[i].certainty == LOCALITY_TRUE, id);
                    TEST_ROW(items[i].fate == LOCALITY_CARRY_LOST || a == b || reach[a][b] != 0 ||
                                 reach[b][a] != 0,
                             id);
                }
                TEST_NUMBER(found, expected);
            }
        }
        close_rows();
    }
}

static void carrying_to_a_date_twice_changes_nothing(void) {
    test_random random = {7, 0};
    for (int round = 0; round < 60; round++) {
        open_history(&random);
        for (uint32_t row = 0; row < ERAS * PER_ERA; row++) {
            int era = (int)(test_random_next(&random) % ERAS);
            locality_carried once[64], twice[64];
            uint32_t rows[64];
            size_t count = carry_all(&row, 1, era, once, TEST_COUNT(once)), kept = 0;
            for (size_t i = 0; i < count; i++) {
                if (once[i].fate != LOCALITY_CARRY_LOST) {
                    rows[kept++] = once[i].area;
                }
            }
            TEST_NUMBER(carry_all(rows, kept, era, twice, TEST_COUNT(twice)), kept);
            for (size_t i = 0; i < kept; i++) {
                TEST_NUMBER(twice[i].area, rows[i]);
                TEST_NUMBER(twice[i].fate, LOCALITY_CARRY_SAME);
            }
        }
        close_rows();
    }
}

/* Going on and coming back finds the area again, among those that went the same way. */
static void merging_then_asking_members_finds_them_again(void) {
    test_random random = {11, 0};
    for (int round = 0; round < 60; round++) {
        open_history(&random);
        for (uint32_t row = 0; row < ERAS * PER_ERA; row++) {
            int from = number_of(row) / PER_ERA;
            for (int era = from; era < ERAS; era++) {
                locality_carried later[64], back[512];
                uint32_t rows[64];
                size_t count = carry_all(&row, 1, era, later, TEST_COUNT(later)), found = 0;
                for (size_t i = 0; i < count; i++) {
                    rows[i] = later[i].area;
                }
                count = carry_all(rows, count, from, back, TEST_COUNT(back));
                for (size_t i = 0; i < count; i++) {
                    found += back[i].area == row;
                }
                CU_ASSERT(found > 0);
            }
        }
        close_rows();
    }
}

/* ---- What does not add up -------------------------------------------------------------------- */

static void ends_that_do_not_add_up_are_listed(void) {
    static const char *const names[] = {"",       "reversed", "circle", "dead-end",
                                        "no-end", "overlap",  "gap"};
    locality_succession_fault faults[32];
    size_t count = 0;

    open_rows(reorganised, TEST_COUNT(reorganised));
    CU_ASSERT_EQUAL(locality_places_succession(places, faults, TEST_COUNT(faults), &count, NULL),
                    LOCALITY_OK);
    said[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char word[64];
        snprintf(word, sizeof word, "%s:%s:%s", id_of(faults[i].area), names[faults[i].fault],
                 id_of(faults[i].other));
        say(word);
    }
    TEST_TEXT(said, "gone:dead-end:- ring-a:circle:- ring-b:circle:- early:gap:next "
                    "late:overlap:next open:no-end:next unsure:no-end:undated "
                    "reversed:reversed:-");
    CU_ASSERT_EQUAL(locality_places_succession(places, faults, 1, &count, NULL), LOCALITY_LIMIT);
    TEST_NUMBER(count, 8);
    close_rows();
}

static const char *outlived(const char *horizon) {
    locality_outlived items[64];
    locality_range until = {0, 0};
    size_t count = 0;

    if (horizon != NULL) {
        until = day(horizon);
    }
    CU_ASSERT_EQUAL_FATAL(locality_places_outlived(places, horizon != NULL ? &until : NULL, items,
                                                   TEST_COUNT(items), &count, NULL),
                          LOCALITY_OK);
    said[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char word[128], date[64] = "open";
        const char *kind = locality_schema_kind_name(NULL, items[i].kind);
        if (!locality_range_is_unknown(&items[i].day)) {
            (void)locality_value_write(LOCALITY_TYPE_DATE, &items[i].day, date, sizeof date, NULL,
                                       NULL);
        }
        snprintf(word, sizeof word, "%s:%s-%s%s(%s)%s", kind,
                 locality_snapshot_id(snapshot, items[i].kind, items[i].row), id_of(items[i].area),
                 items[i].fault == LOCALITY_TIME_OUTLIVES ? ">" : "<", date,
                 items[i].certainty == LOCALITY_TRUE ? "" : "?");
        say(word);
    }
    return said;
}

static void plans_that_outlive_a_district_are_found(void) {
    open_rows(reorganised, TEST_COUNT(reorganised));
    /* the structure gives a post its end; a vague end may outlive; a moment is its day */
    TEST_TEXT(outlived(NULL),
              "post:td-taunton-deane>(2020-09-30) post:both-taunton-deane>(2020-09-30) "
              "post:both-west-somerset>(2020-09-30) allocation:open-taunton-deane>(open)? "
              "allocation:early-swt<(2019-01-01) allocation:vague-mendip>(2023)? "
              "provision:there-west-somerset>(2020-09-30) observation:outside-corby>(2021-04-01) "
              "consultation:late-corby>(2021-06-01)");
    close_rows();
}

static void records_without_end_last_to_the_horizon(void) {
    open_rows(reorganised, TEST_COUNT(reorganised));
    CU_ASSERT_PTR_NOT_NULL(strstr(outlived("2019-03-31"), "allocation:early"));
    CU_ASSERT_PTR_NULL(strstr(outlived("2019-03-31"), "allocation:open"));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(outlived("2020-01-01"), "allocation:open-taunton-deane>(2020-01-01) "));
    /* whether a record of no time at all is in force is not said; a remark has no time and no plan */
    CU_ASSERT_PTR_NOT_NULL(strstr(outlived("2022-01-01"), "post:timeless-corby>(2022-01-01)?"));
    CU_ASSERT_PTR_NULL(strstr(outlived("2020-01-01"), "post:timeless"));
    close_rows();
}

/* ---- Codes ----------------------------------------------------------------------------------- */

static void prefixes_say_kind_and_country(void) {
    static const struct {
        const char *code, *entity, *country;
        int32_t state;
    } rows[] = {
        {"E07000148", "Non-metropolitan District", "England", LOCALITY_GSS_KNOWN},
        {"E06000020", "Unitary Authority", "England", LOCALITY_GSS_KNOWN},
        {"E08000026", "Metropolitan District", "England", LOCALITY_GSS_KNOWN},
        {"E10000020", "County", "England", LOCALITY_GSS_KNOWN},
        {"E58000001", "County Electoral Division", "England", LOCALITY_GSS_KNOWN},
        {"W06000015", "Unitary Authority", "Wales", LOCALITY_GSS_KNOWN},
        {"S12000036", "Council Area", "Scotland", LOCALITY_GSS_KNOWN},
        {"N09000003", "Local Government District", "Northern Ireland", LOCALITY_GSS_KNOWN},
        {"E99000001", "", "", LOCALITY_GSS_UNKNOWN},
        {"E0700014", "", "", LOCALITY_GSS_NO_CODE},
        {"E070001480", "", "", LOCALITY_GSS_NO_CODE},
        {"e07000148", "", "", LOCALITY_GSS_NO_CODE},
        {"E0700O148", "", "", LOCALITY_GSS_NO_CODE},
        {"E2620", "", "", LOCALITY_GSS_NO_CODE},
        {"", "", "", LOCALITY_GSS_NO_CODE},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_gss gss;
        CU_ASSERT_EQUAL(locality_gss_read(rows[i].code, &gss, NULL), LOCALITY_OK);
        TEST_TEXT(gss.entity, rows[i].entity);
        TEST_TEXT(gss.country, rows[i].country);
        TEST_NUMBER(gss.state, rows[i].state);
    }
    locality_gss gss;
    CU_ASSERT_EQUAL(locality_gss_read(NULL, &gss, NULL), LOCALITY_INVALID);
    TEST_TEXT(gss.entity, "");
    CU_ASSERT_EQUAL(locality_gss_read("E07000148", NULL, NULL), LOCALITY_INVALID);
}

/* Every level that the table names is a word of area.level, and prefixes ascend. */
static void the_table_of_prefixes_is_in_order(void) {
    char code[10] = "A00000000", before[4] = "";
    locality_field_info level = LOCALITY_FIELD_INFO_INIT;
    uint32_t kind = locality_schema_kind(NULL, "area");
    size_t known = 0;

    CU_ASSERT_EQUAL_FATAL(locality_schema_describe(
                              NULL, kind, locality_schema_field(NULL, kind, "level"), &level, NULL),
                          LOCALITY_OK);
    for (int letter = 'A'; letter <= 'Z'; letter++) {
        for (int number = 0; number < 100; number++) {
            locality_gss gss;
            code[0] = (char)letter;
            code[1] = (char)('0' + number / 10);
            code[2] = (char)('0' + number % 10);
            CU_ASSERT_EQUAL(locality_gss_read(code, &gss, NULL), LOCALITY_OK);
            if (gss.state != LOCALITY_GSS_KNOWN) {
                continue;
            }
            known++;
            TEST_ROW(strncmp(gss.prefix, code, 3) == 0 && strcmp(before, gss.prefix) < 0, code);
            snprintf(before, sizeof before, "%.3s", gss.prefix);
            for (const char *at = gss.levels; *at != '\0';
                 at += strcspn(at, " "), at += *at == ' ') {
                char word[40];
                snprintf(word, sizeof word, "%.*s", (int)strcspn(at, " "), at);
                TEST_ROW(strstr(level.words, word) != NULL, word);
            }
        }
    }
    CU_ASSERT(known > 60);
}

static void odd_codes_are_listed_not_refused(void) {
    static const char *const rows[] = {
        "area england level=country parent=none code=E92000001",
        "area shire level=county parent=england code=E10000099",
        "area fine level=borough parent=shire code=E07000901 ends=2010-03-31",
        "area re-used level=district parent=shire code=E07000901 starts=2010-04-01",
        "area finance level=district parent=shire code=E2635",
        "area new level=district parent=shire code=E99000001",
        "area ward level=ward parent=shire code=E07000902",
        "area twin level=district parent=shire code=E07000902",
        "area welsh level=ward parent=shire code=W05000001",
        "area cluster level=cluster parent=shire code=E05000001",
        "area bare level=district parent=shire",
        "alias former record=area:twin text=E07000899",
        "alias stolen record=area:twin text=E99000001",
    };
    static const char *const names[] = {"",        "form",  "prefix", "level",
                                        "country", "twice", "former"};
    locality_code_fault faults[32];
    size_t count = 0;

    open_rows(rows, TEST_COUNT(rows));
    CU_ASSERT_EQUAL(locality_places_codes(places, faults, TEST_COUNT(faults), &count, NULL),
                    LOCALITY_OK);
    said[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char word[64];
        snprintf(word, sizeof word, "%s:%s:%s", id_of(faults[i].area), names[faults[i].fault],
                 id_of(faults[i].other));
        say(word);
    }
    TEST_TEXT(said, "finance:form:- new:prefix:- ward:level:- twin:twice:ward welsh:country:shire "
                    "twin:former:new");
    close_rows();
}

/* ---- Groups and coverage on a date ----------------------------------------------------------- */

static const char *division(const char *date) {
    static const char *const names[] = {"", "gap", "overlap", "outside"};
    locality_partition_fault faults[16];
    locality_range on = day(date);
    size_t count = 0;
    int32_t known = 7;

    CU_ASSERT_EQUAL(locality_places_partition_on(places, row_of("area_group", "east"), &on, &known,
                                                 faults, TEST_COUNT(faults), &count, NULL),
                    LOCALITY_OK);
    snprintf(said, sizeof said, "%s", known ? "known" : "not-known");
    for (size_t i = 0; i < count; i++) {
        char word[64];
        snprintf(word, sizeof word, "%s:%s", names[faults[i].fault], id_of(faults[i].area));
        say(word);
    }
    return said;
}

static void a_division_is_checked_on_a_date(void) {
    open_rows(reorganised, TEST_COUNT(reorganised));
    TEST_TEXT(division("2018-01-01"), "known");
    TEST_TEXT(division("2020-01-01"), "known"); /* two of three merged in one committee */
    TEST_TEXT(division("2019"), "not-known");
    /* all of both committees are one council */
    TEST_TEXT(division("2024-01-01"), "known overlap:somerset");
    int32_t known = 1;
    size_t count = 9;
    locality_range on = day("2018-01-01");
    CU_ASSERT_EQUAL(locality_places_partition_on(places, row_of("area_group", "unknown"), &on,
                                                 &known, NULL, 0, &count, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(known, 0);
    TEST_NUMBER(count, 0);
    close_rows();
}

static locality_coverage_cell cell_on(const char *date, const char *id, size_t *rows) {
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    locality_coverage *coverage = NULL;
    locality_coverage_cell cell = {LOCALITY_CELL_GAP, 0, 0, 0, 0, 0, {0, 0}, {0, 0}};
    locality_range on = day(date);

    options.structure = row_of("structure", "plan");
    options.on = &on;
    CU_ASSERT_EQUAL_FATAL(locality_places_coverage(places, &options, &coverage, NULL), LOCALITY_OK);
    const uint32_t *areas = locality_coverage_areas(coverage, rows);
    int is_there = 0;
    for (size_t i = 0; i < *rows; i++) {
        if (areas[i] == area(id)) {
            is_there = 1;
            CU_ASSERT_EQUAL(locality_coverage_cell_at(coverage, i, 0, &cell, NULL), LOCALITY_OK);
        }
    }
    TEST_ROW(is_there, id);
    locality_coverage_free(coverage);
    return cell;
}

static void coverage_is_carried_to_a_date(void) {
    size_t before, after;
    open_rows(reorganised, TEST_COUNT(reorganised));
    locality_coverage_cell old = cell_on("2018-12-01", "taunton-deane", &before);
    TEST_NUMBER(old.posts.lo, 2); /* its own, and one at least of two that are shared */
    TEST_NUMBER(old.posts.hi, 3);
    locality_coverage_cell merged = cell_on("2020-01-01", "swt", &after);
    TEST_NUMBER(merged.state, LOCALITY_CELL_COVERED);
    TEST_NUMBER(merged.records, 3);
    TEST_NUMBER(merged.posts.lo, 4); /* nothing is shared any more */
    TEST_NUMBER(merged.posts.hi, 4);
    TEST_NUMBER(before, after + 1); /* two districts became one, and 2015 is long gone */
    locality_coverage_cell open = cell_on("2019", "swt", &after);
    TEST_NUMBER(open.state, LOCALITY_CELL_UNKNOWN);
    TEST_NUMBER(cell_on("2020-01-01", "mendip", &after).state, LOCALITY_CELL_GAP);
    TEST_NUMBER(cell_on("2020-01-01", "sedgemoor", &after).state, LOCALITY_CELL_WIDER);
    close_rows();
}

/* ---- Use and misuse -------------------------------------------------------------------------- */

static void misuse_is_an_error(void) {
    locality_range on = day("2020-01-01"), wrong = {5, 4};
    uint32_t row = 9999;
    int32_t known = 7;
    size_t count = 9;
    locality_error error;

    open_rows(reorganised, TEST_COUNT(reorganised));
    CU_ASSERT_EQUAL(locality_places_carry(NULL, &row, 1, &on, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_carry(places, NULL, 1, &on, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_carry(places, &row, 1, &on, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    row = 0;
    CU_ASSERT_EQUAL(locality_places_carry(places, &row, 1, NULL, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_carry(places, &row, 1, &wrong, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_carry(places, &row, 1, &on, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_carry(places, NULL, 0, &on, NULL, 0, &count, &error),
                    LOCALITY_OK);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_partition_on(places, 0, NULL, &known, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    TEST_NUMBER(known, 0);
    CU_ASSERT_EQUAL(locality_places_partition_on(places, 0, &on, NULL, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_partition_on(places, 99, &on, &known, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_outlived(places, &wrong, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_outlived(NULL, NULL, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_outlived(places, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_succession(NULL, NULL, 0, &count, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_succession(places, NULL, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_codes(NULL, NULL, 0, &count, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_codes(places, NULL, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_places_predecessors(places, 9999, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    close_rows();
}

static void an_empty_snapshot_has_nothing_to_say(void) {
    static const char *const rows[] = {"document d"};
    size_t count = 9;
    open_rows(rows, 1);
    CU_ASSERT_EQUAL(locality_places_outlived(places, NULL, NULL, 0, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_succession(places, NULL, 0, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 0);
    CU_ASSERT_EQUAL(locality_places_codes(places, NULL, 0, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 0);
    close_rows();
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    const paper_rows *rows = state;
    locality_places *made = NULL;
    locality_coverage *coverage = NULL;
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    const locality_range on = {18262, 18262}; /* 2020-01-01 */
    const uint32_t all[] = {0, 3, 7};
    size_t count;
    int32_t known;
    locality_snapshot *own = paper_snapshot(rows->row, rows->count, allocator, error);

    if (own == NULL) {
        return error->status;
    }
    options.on = &on;
    locality_status status = locality_places_new(own, allocator, &made, error);
    if (status == LOCALITY_OK) {
        status = locality_places_carry(made, all, TEST_COUNT(all), &on, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_successors(made, 3, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_predecessors(made, 6, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_outlived(made, NULL, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_codes(made, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_partition_on(made, 0, &on, &known, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_places_coverage(made, &options, &coverage, error);
    }
    locality_coverage_free(coverage);
    locality_places_free(made);
    locality_snapshot_release(own);
    return status;
}

static void survives_every_refusal(void) {
    paper_rows rows = {reorganised, TEST_COUNT(reorganised)};
    fault_drive("places in time", work, &rows, 100);
}

static const test_case cases[] = {
    {"an area is what it has become, merged, split or lost, on each date",
     areas_are_carried_to_a_date},
    {"chains of successors and predecessors run nearest first", chains_run_both_ways},
    {"an area that is replaced lasts until then", a_replaced_area_lasts_until_it_is_replaced},
    {"carrying finds what a plain search finds", carrying_finds_what_a_plain_search_finds},
    {"carrying to a date twice changes nothing", carrying_to_a_date_twice_changes_nothing},
    {"merging and then asking for the members finds them again",
     merging_then_asking_members_finds_them_again},
    {"ends and successors that do not add up are listed", ends_that_do_not_add_up_are_listed},
    {"plans that outlive a district are found, with both dates",
     plans_that_outlive_a_district_are_found},
    {"records without an end last to the horizon", records_without_end_last_to_the_horizon},
    {"prefixes of codes say what sort of area and which country", prefixes_say_kind_and_country},
    {"the table of prefixes is in order and names levels that exist",
     the_table_of_prefixes_is_in_order},
    {"odd codes are listed, not refused", odd_codes_are_listed_not_refused},
    {"a division is checked with its members carried to a date", a_division_is_checked_on_a_date},
    {"a coverage matrix is carried to a date", coverage_is_carried_to_a_date},
    {"an empty snapshot has nothing to say", an_empty_snapshot_has_nothing_to_say},
    {"misuse is an error, not a crash", misuse_is_an_error},
    {"places in time survive every refused allocation", survives_every_refusal},
};

TEST_MAIN("places in time", cases)
