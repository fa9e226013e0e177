/* Structure versions: lines, spans, layers, totals and change, with the facts of the papers. */
#include "locality/structure.h"

#include "papers.h"
#include "support/fault.h"
#include "support/harness.h"

static locality_snapshot *snapshot;
static locality_structure *structure;

static void open_rows(const char *const *rows, size_t count, const char *version) {
    locality_error error;
    snapshot = paper_snapshot(rows, count, NULL, &error);
    if (snapshot == NULL) {
        printf("%s (%s %s %s)\n", error.message, error.kind, error.id, error.field);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    CU_ASSERT_EQUAL_FATAL(locality_structure_new(snapshot, version, NULL, &structure, &error),
                          LOCALITY_OK);
}

static void close_rows(void) {
    locality_structure_free(structure);
    locality_snapshot_release(snapshot);
    structure = NULL;
    snapshot = NULL;
}

static uint32_t row_of(const char *kind, const char *id) {
    uint32_t row = locality_snapshot_find(snapshot, locality_schema_kind(NULL, kind), id);
    if (row == LOCALITY_ROW_MISSING) {
        printf("no %s %s\n", kind, id);
    }
    CU_ASSERT_NOT_EQUAL_FATAL(row, LOCALITY_ROW_MISSING);
    return row;
}

static uint32_t post(const char *id) {
    return row_of("post", id);
}

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

/* A quantity as a reader sees it. */
static const char *print(int32_t type, locality_range range) {
    static char text[4][160];
    static unsigned turn;
    char *buffer = text[turn++ % 4];
    CU_ASSERT_EQUAL(locality_value_print(type, &range, 2, buffer, 160, NULL, NULL), LOCALITY_OK);
    return buffer;
}

static const char *count_text(locality_range range) {
    return print(LOCALITY_TYPE_COUNT, range);
}

typedef locality_status list(const locality_structure *of, uint32_t *out, size_t capacity,
                             size_t *count, locality_error *error);
typedef locality_status list_of_post(const locality_structure *of, uint32_t row, uint32_t *out,
                                     size_t capacity, size_t *count, locality_error *error);

static const char *list_all(list *function) {
    uint32_t rows[64];
    size_t count = 0, counted = 0;

    CU_ASSERT_EQUAL(function(structure, NULL, 0, &counted, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(function(structure, rows, 64, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, counted);
    if (count > 0) {
        CU_ASSERT_EQUAL(function(structure, rows, count - 1, &counted, NULL), LOCALITY_LIMIT);
    }
    CU_ASSERT_EQUAL(function(NULL, rows, 1, &counted, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(function(structure, rows, 1, NULL, NULL), LOCALITY_INVALID);
    return ids("post", rows, count);
}

static const char *list_one(list_of_post *function, const char *id, const char *kind) {
    uint32_t rows[64];
    size_t count = 0, counted = 0;

    CU_ASSERT_EQUAL(function(structure, post(id), NULL, 0, &counted, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(function(structure, post(id), rows, 64, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, counted);
    CU_ASSERT_EQUAL(function(structure, 9999, rows, 1, &counted, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(function(NULL, 0, rows, 1, &counted, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(function(structure, 0, rows, 1, NULL, NULL), LOCALITY_INVALID);
    return ids(kind, rows, count);
}

static void open_cambridgeshire(const char *version) {
    open_rows(cambridgeshire, TEST_COUNT(cambridgeshire), version);
}

static void open_coventry(const char *version) {
    open_rows(coventry, TEST_COUNT(coventry), version);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void the_chain_of_a_coordinator_ends_at_the_assistant_director(void) {
    open_cambridgeshire("proposed");
    TEST_TEXT(list_one(locality_structure_chain, "cc-va-fenland", "post"), "manager-north head ad");
    TEST_TEXT(list_one(locality_structure_chain, "voice", "post"), "");
    TEST_TEXT(list_one(locality_structure_reports, "head", "post"), "manager-north manager-south");
    TEST_TEXT(list_one(locality_structure_below, "manager-south", "post"),
              "cc-cyp-south cc-va-south worker-south");
    close_rows();
}

static void orphans_are_those_without_a_stated_manager(void) {
    open_cambridgeshire("proposed");
    TEST_TEXT(list_all(locality_structure_orphans), "voice ncs covenant");
    TEST_TEXT(list_all(locality_structure_roots), "");
    TEST_NUMBER(locality_structure_cycles(structure), 0);
    close_rows();
    open_cambridgeshire(NULL);
    TEST_TEXT(list_all(locality_structure_roots), "ad");
    close_rows();
}

static locality_line line_of(const char *id) {
    locality_line line;
    CU_ASSERT_EQUAL(locality_structure_line(structure, post(id), &line, NULL), LOCALITY_OK);
    return line;
}

static void a_line_says_how_it_is_known(void) {
    open_coventry("proposed");
    TEST_NUMBER(line_of("nic").basis, LOCALITY_LINE_INFERRED);
    TEST_NUMBER(line_of("cco-1").basis, LOCALITY_LINE_PRINTED);
    TEST_NUMBER(line_of("aa-1").basis, LOCALITY_LINE_PRINTED);
    TEST_NUMBER(line_of("head").basis, LOCALITY_LINE_UNKNOWN);
    TEST_TEXT(count_text(line_of("nic").depth), "at least 1");
    close_rows();
    open_cambridgeshire("proposed");
    TEST_NUMBER(line_of("voice").basis, LOCALITY_LINE_UNKNOWN);
    TEST_NUMBER(line_of("ad").basis, LOCALITY_LINE_ROOT);
    TEST_NUMBER(line_of("ad").below, 11);
    TEST_NUMBER(line_of("head").reports, 2);
    TEST_NUMBER(line_of("head").manager, post("ad"));
    TEST_TEXT(count_text(line_of("cc-va-fenland").depth), "3");
    TEST_TEXT(count_text(line_of("voice").depth), "at least 0");
    close_rows();
}

static const char *layers_text(void) {
    locality_range layers;
    CU_ASSERT_EQUAL(locality_structure_layers(structure, &layers, NULL), LOCALITY_OK);
    return count_text(layers);
}

static void levels_are_a_range_where_posts_hang_loose(void) {
    open_cambridgeshire("proposed"); /* three levels; three loose posts of one level each */
    TEST_TEXT(layers_text(), "between 3 and 6");
    close_rows();
    open_cambridgeshire("current");
    TEST_TEXT(layers_text(), "between 2 and 6");
    close_rows();
    static const char *const alone[] = {"structure s", "structure empty", "post a structure=s",
                                        "post b structure=s reports_to=a"};
    open_rows(alone, TEST_COUNT(alone), "s");
    TEST_TEXT(layers_text(), "2");
    close_rows();
    open_rows(alone, TEST_COUNT(alone), "empty");
    TEST_TEXT(layers_text(), "0");
    close_rows();
    open_rows(alone, TEST_COUNT(alone), NULL);
    TEST_TEXT(layers_text(), "2");
    close_rows();
}

static void a_circle_is_given_in_full(void) {
    static const char *const rows[] = {
        "structure s",
        "structure t",
        "post a structure=s reports_to=c posts=1",
        "post b structure=s reports_to=a posts=1",
        "post c structure=s reports_to=b posts=1",
        "post d structure=s reports_to=c posts=1",
        "post self structure=t reports_to=self posts=1",
        "post root structure=s reports_to=none posts=1",
    };
    uint32_t path[8];
    size_t count = 0;
    open_rows(rows, TEST_COUNT(rows), "s");
    TEST_NUMBER(locality_structure_cycles(structure), 1);
    CU_ASSERT_EQUAL(locality_structure_cycle(structure, 0, path, 8, &count, NULL), LOCALITY_OK);
    TEST_TEXT(ids("post", path, count), "a c b");
    CU_ASSERT_EQUAL(locality_structure_cycle(structure, 0, path, 2, &count, NULL), LOCALITY_LIMIT);
    TEST_NUMBER(count, 3);
    CU_ASSERT_EQUAL(locality_structure_cycle(structure, 1, path, 8, &count, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_cycle(NULL, 0, path, 8, &count, NULL), LOCALITY_INVALID);
    TEST_TEXT(list_one(locality_structure_chain, "a", "post"), "c b a");
    TEST_TEXT(list_one(locality_structure_chain, "d", "post"), "c b a");
    TEST_NUMBER(line_of("d").is_cyclic, 1);
    TEST_NUMBER(line_of("d").below, 0);
    TEST_NUMBER(line_of("a").below, 4);
    TEST_TEXT(count_text(line_of("a").depth), "unknown");
    TEST_NUMBER(line_of("root").is_cyclic, 0);
    TEST_TEXT(layers_text(), "at least 2");
    close_rows();
    open_rows(rows, TEST_COUNT(rows), "t");
    CU_ASSERT_EQUAL(locality_structure_cycle(structure, 0, path, 8, &count, NULL), LOCALITY_OK);
    TEST_TEXT(ids("post", path, count), "self");
    close_rows();
}

/* ---- Spans ----------------------------------------------------------------------------------- */

static locality_span span_of(const char *id) {
    locality_span span;
    CU_ASSERT_EQUAL(locality_structure_span(structure, post(id), &span, NULL), LOCALITY_OK);
    return span;
}

static void spans_are_those_of_the_papers(void) {
    open_cambridgeshire("proposed");
    TEST_TEXT(count_text(span_of("head").posts), "2");
    TEST_TEXT(count_text(span_of("manager-north").posts), "6");
    TEST_TEXT(count_text(span_of("manager-south").posts), "8");
    TEST_NUMBER(span_of("manager-south").records, 3);
    TEST_TEXT(count_text(span_of("voice").posts), "0");
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, span_of("head").fte), "at least 0.00");

    locality_span span[16];
    size_t count = 0;
    CU_ASSERT_EQUAL(locality_structure_spans(structure, span, 16, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 3);
    TEST_NUMBER(span[2].post, post("manager-south"));
    CU_ASSERT_EQUAL(locality_structure_spans(structure, span, 2, &count, NULL), LOCALITY_LIMIT);
    close_rows();
    open_coventry("proposed");
    TEST_TEXT(count_text(span_of("ccc-1").posts), "6");
    TEST_TEXT(count_text(span_of("ccc-2").posts), "6");
    TEST_TEXT(count_text(span_of("manager").posts), "4");
    close_rows();
}

static void vacant_posts_count_in_a_span_and_are_told_apart(void) {
    static const char *const rows[] = {
        "post boss",
        "post a posts=4 fte=4 vacant=1 reports_to=boss",
        "post b posts=2 fte=1.5 vacant=1 reports_to=boss",
        "post c posts=1 fte=0.5 reports_to=boss",
        "post boss-2",
        "post d posts=2..3 vacant=0..1 fte=2.5 reports_to=boss-2",
        "post boss-3",
        "post e vacant=1 reports_to=boss-3",
    };
    open_rows(rows, TEST_COUNT(rows), NULL);
    locality_span span = span_of("boss");
    TEST_TEXT(count_text(span.posts), "7");
    TEST_TEXT(count_text(span.filled_posts), "5");
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, span.fte), "6.00");
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, span.filled_fte), "between 4.00 and 4.50");
    span = span_of("boss-2");
    TEST_TEXT(count_text(span.filled_posts), "between 1 and 3");
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, span.filled_fte), "between 1.50 and 2.50");
    span = span_of("boss-3");
    TEST_TEXT(count_text(span.posts), "at least 0");
    TEST_TEXT(count_text(span.filled_posts), "at least 0");
    close_rows();
}

/* ---- Totals ---------------------------------------------------------------------------------- */

static locality_totals *totals_of(int32_t by, const char *layer, const char *title) {
    locality_totals_options options = LOCALITY_TOTALS_OPTIONS_INIT;
    locality_totals *totals = NULL;
    locality_error error;

    options.by = by;
    options.layer = layer;
    options.title = title;
    CU_ASSERT_EQUAL_FATAL(locality_structure_totals(structure, &options, &totals, &error),
                          LOCALITY_OK);
    return totals;
}

/* "north 7; south 9; countywide 3 = 19" */
static const char *totals_text(int32_t by, const char *layer, const char *title) {
    static const char *const parts[] = {"", "", "countywide", "several", "none", "unplaced"};
    static char text[1024];
    locality_totals *totals = totals_of(by, layer, title);
    locality_range sum = {0, 0};

    text[0] = '\0';
    for (size_t i = 0; i < locality_totals_count(totals); i++) {
        const locality_total *row = locality_totals_at(totals, i);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s%s %s", i > 0 ? "; " : "", row->label,
                 parts[row->part], count_text(row->posts));
        locality_range_add(&sum, &row->posts, &sum);
    }
    const locality_total *overall = locality_totals_overall(totals);
    if (locality_totals_count(totals) > 0) {
        TEST_NUMBER(sum.lo, overall->posts.lo);
        TEST_NUMBER(sum.hi, overall->posts.hi);
    }
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, " = %s", count_text(overall->posts));
    locality_totals_free(totals);
    return text;
}

static void coventry_lists_twenty_two_posts(void) {
    open_coventry("proposed");
    TEST_TEXT(totals_text(LOCALITY_BY_NOTHING_ELSE, NULL, NULL), " = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_TOP_UNIT, NULL, NULL), "sc 2; cc 14; si 5; unplaced 1 = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_UNIT, NULL, NULL),
              "sc 2; team-1 7; team-2 7; si 5; unplaced 1 = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_BASE, NULL, NULL), "office 19; central 2; unplaced 1 = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_TITLE, NULL, NULL),
              "Head of Service 1; Neighbourhood Intelligence Co-ordinator 1; "
              "Community Connection Co-ordinator 2; Community Connection Officer 8; Manager 1; "
              "Service Improvement Officer 3; Service Improvement Project Officer 1; "
              "Administrative Assistant 5 = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_TOP_UNIT, NULL, "administrative assistant"),
              "cc 4; unplaced 1 = 5");
    TEST_TEXT(totals_text(LOCALITY_BY_FUNCTION, NULL, NULL), "several 1; unplaced 21 = 22");
    TEST_TEXT(totals_text(LOCALITY_BY_GRADE, NULL, NULL), "unplaced 22 = 22");
    close_rows();
}

static void cambridgeshire_adds_up_by_area(void) {
    open_cambridgeshire("proposed");
    TEST_TEXT(totals_text(LOCALITY_BY_GROUP, "areas", NULL),
              "north 7; south 9; countywide 3; unplaced at least 1 = at least 20");
    TEST_TEXT(totals_text(LOCALITY_BY_GROUP, "areas", "Community Coordinator"),
              "north 4; south 6 = 10");
    TEST_TEXT(totals_text(LOCALITY_BY_AREA, "district", NULL),
              "hunts 2; fenland 2; east 0; south-cambs 0; countywide 3; several 12; "
              "unplaced at least 1 = at least 20");
    TEST_TEXT(totals_text(LOCALITY_BY_AREA, NULL, "Community Coordinator"),
              "hunts 2; fenland 2; several 6 = 10");
    TEST_TEXT(totals_text(LOCALITY_BY_AREA, "county", "Community Coordinator"), "cambs 10 = 10");
    TEST_TEXT(totals_text(LOCALITY_BY_GROUP, "no layer", "Community Coordinator"), "none 10 = 10");
    close_rows();
}

static void four_workers_are_one_a_district_in_the_north(void) {
    open_cambridgeshire("proposed");
    locality_totals *totals = totals_of(LOCALITY_BY_GROUP, "areas", "Community Development Worker");
    TEST_NUMBER(locality_totals_count(totals), 2);
    for (size_t i = 0; i < 2; i++) {
        const locality_total *row = locality_totals_at(totals, i);
        TEST_TEXT(count_text(row->posts), "2");
        TEST_NUMBER(row->places, i == 0 ? 2 : 3);
        TEST_TEXT(print(LOCALITY_TYPE_NUMBER, row->per_place), i == 0 ? "1.00" : "0.67");
    }
    CU_ASSERT_PTR_NULL(locality_totals_at(totals, 2));
    locality_totals_free(totals);
    close_rows();
}

static void money_and_fte_add_up_with_what_is_not_known(void) {
    static const char *const rows[] = {
        "structure s",
        "grade g",
        "grade h",
        "unit top structure=s",
        "post a structure=s posts=1 fte=0.5 cost=20000 grade=g unit=top",
        "post b structure=s posts=2 fte=2 vacant=1 cost=30000..40000 grade=g",
        "post c structure=s posts=1 grade=none functions=",
        "post d structure=s posts=1 cost=1 fte=1 grade=h unit=none",
    };
    open_rows(rows, TEST_COUNT(rows), "s");
    locality_totals *totals = totals_of(LOCALITY_BY_GRADE, NULL, NULL);
    const locality_total *row = locality_totals_at(totals, 0);
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, row->fte), "2.50");
    TEST_TEXT(print(LOCALITY_TYPE_MONEY, row->cost), "between £50,000.00 and £60,000.00");
    TEST_TEXT(count_text(row->posts), "3");
    TEST_TEXT(count_text(row->filled), "2");
    TEST_NUMBER(row->records, 2);
    row = locality_totals_overall(totals);
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, row->fte), "at least 3.50");
    TEST_NUMBER(row->part, LOCALITY_TOTAL_OVERALL);
    locality_totals_free(totals);
    TEST_TEXT(totals_text(LOCALITY_BY_GRADE, NULL, NULL), "g 3; h 1; none 1 = 5");
    TEST_TEXT(totals_text(LOCALITY_BY_UNIT, NULL, NULL), "top 1; none 1; unplaced 3 = 5");
    TEST_TEXT(totals_text(LOCALITY_BY_TOP_UNIT, NULL, NULL), "top 1; none 1; unplaced 3 = 5");
    TEST_TEXT(totals_text(LOCALITY_BY_FUNCTION, NULL, NULL), "none 1; unplaced 4 = 5");
    close_rows();
}

static void places_of_posts_are_told_apart(void) {
    static const char *const rows[] = {
        "structure s",
        "structure t",
        "area county level=county parent=none",
        "area hq level=headquarters",
        "area a level=district parent=county",
        "area a1 level=ward parent=a",
        "area b level=district parent=county",
        "area far level=district parent=none",
        "area_group north layer=l members=a within=county",
        "area_group south layer=l members=b within=county",
        "area_group other layer=l members=a within=county structure=t",
        "area_group beside layer=m members=a b",
        "post ward structure=s posts=1 serves=a1",
        "post whole structure=s posts=2 serves=county",
        "post both structure=s posts=4 serves=a b",
        "post central structure=s posts=8 serves=hq",
        "post far structure=s posts=16 serves=far",
        "post nowhere structure=s posts=32",
        "post nil structure=s posts=64 serves=",
        "post wide structure=s posts=128 countywide=yes",
        "post runs structure=s posts=256 group=beside",
        "post mixed structure=s posts=512 serves=hq a",
        "post far-too structure=s posts=1024 serves=far a",
        "post via-base structure=s posts=2048 countywide=no group=none",
    };
    open_rows(rows, TEST_COUNT(rows), "s");
    TEST_TEXT(totals_text(LOCALITY_BY_GROUP, "l", NULL),
              "north 1; south 0; countywide 650; several 1,284; none 80; unplaced 2,080 = 4,095");
    TEST_TEXT(totals_text(LOCALITY_BY_AREA, "district", NULL),
              "a 1; b 0; far 16; countywide 650; several 1,284; none 64; unplaced 2,080 = 4,095");
    TEST_TEXT(totals_text(LOCALITY_BY_AREA, "ward", NULL),
              "a1 1; countywide 650; several 1,284; none 64; unplaced 2,096 = 4,095");
    close_rows();
}

/* ---- Desks, functions, places ---------------------------------------------------------------- */

static void the_single_office_needs_nineteen_or_twenty_desks(void) {
    locality_desks desks[8];
    size_t count = 0;

    open_coventry("proposed");
    CU_ASSERT_EQUAL(locality_structure_desks(structure, desks, 8, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 2);
    TEST_NUMBER(desks[0].site, row_of("site", "office"));
    TEST_TEXT(count_text(desks[0].placed), "19");
    TEST_TEXT(count_text(desks[0].needed), "between 19 and 20");
    TEST_TEXT(count_text(desks[0].desks), "20");
    TEST_NUMBER(desks[0].enough, LOCALITY_TRUE);
    TEST_TEXT(count_text(desks[1].needed), "between 2 and 3");
    TEST_NUMBER(desks[1].enough, LOCALITY_UNDECIDED);
    CU_ASSERT_EQUAL(locality_structure_desks(NULL, desks, 8, &count, NULL), LOCALITY_INVALID);
    close_rows();
}

static void every_function_of_coventry_has_a_lead(void) {
    size_t count = 9;
    open_coventry("proposed");
    CU_ASSERT_EQUAL(locality_structure_unled(structure, NULL, 0, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 0);
    close_rows();
    open_coventry("current"); /* whoever leads is a post of the proposal */
    locality_unled unled[4];
    CU_ASSERT_EQUAL(locality_structure_unled(structure, unled, 4, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, 3);
    TEST_NUMBER(unled[0].fault, LOCALITY_LEAD_ELSEWHERE);
    close_rows();
}

static void functions_without_lead_say_why(void) {
    static const char *const rows[] = {
        "structure s",
        "structure t",
        "post p structure=s",
        "post q structure=t",
        "unit led structure=s head=p",
        "unit other structure=s head=q",
        "unit headless structure=s head=none",
        "unit silent structure=s",
        "function by-unit unit=led scope=both",
        "function by-other unit=other",
        "function nobody lead= scope=service",
        "function no-head unit=headless",
        "function no-word unit=silent",
        "function nothing",
        "function of-posts scope=post",
        "function gone status=ceased",
        "function elsewhere structure=t",
        "function led lead=p",
    };
    static const char *const expected[] = {"by-other", "nobody", "no-head", "no-word", "nothing"};
    static const int faults[] = {LOCALITY_LEAD_ELSEWHERE, LOCALITY_LEAD_NONE, LOCALITY_LEAD_NONE,
                                 LOCALITY_LEAD_NOT_STATED, LOCALITY_LEAD_NOT_STATED};
    locality_unled unled[8];
    size_t count = 0;

    open_rows(rows, TEST_COUNT(rows), "s");
    CU_ASSERT_EQUAL(locality_structure_unled(structure, unled, 8, &count, NULL), LOCALITY_OK);
    TEST_NUMBER(count, TEST_COUNT(expected));
    for (size_t i = 0; i < count && i < TEST_COUNT(expected); i++) {
        TEST_TEXT(ids("function", &unled[i].function, 1), expected[i]);
        TEST_NUMBER(unled[i].fault, faults[i]);
    }
    CU_ASSERT_EQUAL(locality_structure_unled(NULL, unled, 8, &count, NULL), LOCALITY_INVALID);
    close_rows();
}

static const char *lacking(const char *field) {
    uint32_t rows[64];
    size_t count = 0;
    CU_ASSERT_EQUAL(locality_structure_lacking(structure, field, rows, 64, &count, NULL),
                    LOCALITY_OK);
    return ids("post", rows, count);
}

static void posts_say_what_they_do_and_what_they_lack(void) {
    locality_error error;
    size_t count;

    open_coventry("proposed");
    TEST_TEXT(list_one(locality_structure_functions, "sipo", "function"),
              "organise collate present");
    TEST_TEXT(list_one(locality_structure_skills, "nic", "skill"), "lead-groups");
    TEST_TEXT(list_one(locality_structure_skills, "aa-5", "skill"), "");
    TEST_TEXT(lacking("skills"), "head cco-1 cco-2 sio sipo aa-1 aa-2 aa-5");
    TEST_TEXT(lacking("unit"), "aa-5");
    TEST_TEXT(lacking("title"), "");
    TEST_TEXT(lacking("posts"), "");
    TEST_TEXT(lacking("fte"), "head nic ccc-1 ccc-2 cco-1 cco-2 manager sio sipo aa-1 aa-2 aa-5");
    CU_ASSERT_EQUAL(locality_structure_lacking(structure, "skils", NULL, 0, &count, &error),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "skills"));
    CU_ASSERT_EQUAL(locality_structure_lacking(structure, NULL, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_lacking(NULL, "unit", NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(list_all(locality_structure_placeless), "aa-5");
    close_rows();
    open_cambridgeshire("proposed");
    TEST_TEXT(lacking("posts"), "ncs");
    TEST_TEXT(list_all(locality_structure_placeless), "ncs covenant");
    close_rows();
}

/* ---- Two versions ---------------------------------------------------------------------------- */

/* "new head; unchanged ncs-old > ncs; unmapped place" */
static const char *fates(const char *before, const char *after, int wanted) {
    static const char *const names[] = {"", "new", "changed", "unchanged", "ceased", "unmapped"};
    static char text[1024];
    locality_structure *first = NULL, *second = NULL;
    locality_fate fate[64];
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(locality_structure_new(snapshot, before, NULL, &first, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_structure_new(snapshot, after, NULL, &second, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_structure_compare(first, second, fate, 64, &count, NULL),
                          LOCALITY_OK);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        const char *was = fate[i].before != LOCALITY_ROW_MISSING
                              ? locality_snapshot_id(snapshot, fate[i].kind, fate[i].before)
                              : "";
        const char *is = fate[i].after != LOCALITY_ROW_MISSING
                             ? locality_snapshot_id(snapshot, fate[i].kind, fate[i].after)
                             : "";
        if (wanted == 0 || fate[i].fate == wanted) {
            snprintf(text + used, sizeof text - used, "%s%s %s>%s", used > 0 ? "; " : "",
                     names[fate[i].fate], was, is);
        }
    }
    locality_structure_free(first);
    locality_structure_free(second);
    return text;
}

static void cambridgeshire_keeps_two_kinds_of_post(void) {
    open_cambridgeshire("proposed");
    TEST_TEXT(fates("current", "proposed", LOCALITY_FATE_UNCHANGED),
              "unchanged ncs-old>ncs; unchanged covenant-old>covenant");
    TEST_TEXT(fates("current", "proposed", LOCALITY_FATE_NEW),
              "new >head; new area-manager>manager-north; new youth-manager>manager-north; "
              "new >manager-south; new >cc-cyp-hunts; new >cc-va-hunts; new >cc-cyp-fenland; "
              "new >cc-va-fenland; new >cc-cyp-south; new >cc-va-south; new >worker-north; "
              "new >worker-south; new >voice");
    TEST_TEXT(fates("current", "proposed", LOCALITY_FATE_CEASED), "ceased head-old>");
    TEST_TEXT(fates("current", "proposed", LOCALITY_FATE_UNMAPPED),
              "unmapped place>; unmapped connector>");
    close_rows();
}

static void origins_decide_where_dispositions_are_silent(void) {
    static const char *const rows[] = {
        "structure now",
        "structure next",
        "grade g",
        "unit sc structure=now name=Strengthening Communities",
        "unit yc structure=now name=Youth in Communities",
        "unit kept structure=now name=Kept",
        "unit lost structure=now",
        "unit service structure=next origin=sc yc name=Communities Service",
        "unit same structure=next origin=kept name=Kept",
        "unit added structure=next origin=",
        "unit odd structure=next",
        "post a structure=now title=A posts=1 grade=g",
        "post b structure=now title=B posts=2",
        "post c structure=now title=C disposition=transferred",
        "post d structure=now title=D disposition=to_be_reviewed",
        "post a2 structure=next title=A posts=1 grade=g origin=a",
        "post b2 structure=next title=B posts=3 origin=b",
        "post e structure=next title=E origin=",
        "post f structure=next title=F",
        "post g structure=next title=A posts=1 origin=a disposition=changed",
        "post h structure=next origin=f disposition=kept",
    };
    open_rows(rows, TEST_COUNT(rows), "now");
    TEST_TEXT(fates("now", "next", 0),
              "unchanged a>a2; changed b>b2; new >e; unmapped >f; changed a>g; unchanged >h; "
              "ceased c>; unmapped d>; changed sc>service; changed yc>service; "
              "unchanged kept>same; new >added; unmapped >odd; unmapped lost>");
    close_rows();
}

static void an_overlay_is_compared_with_its_baseline(void) {
    static const char *const rows[] = {
        "structure now",
        "structure next baseline=now",
        "unit u structure=now",
        "post a structure=now title=A posts=1 unit=u disposition=kept",
        "post b structure=now title=B posts=2 reports_to=a",
        "post c structure=now title=C reports_to=a",
        "post d structure=next title=D disposition=new reports_to=a",
        "change 1 structure=next verb=set subject=post:b field=posts value=3",
        "change 2 structure=next verb=cease subject=post:c",
        "change 3 structure=next verb=set subject=post:a field=disposition value=changed",
    };
    open_rows(rows, TEST_COUNT(rows), "next");
    TEST_TEXT(fates("now", "next", 0), "new >d; changed a>next/a; changed b>next/b; ceased c>; "
                                       "unchanged u>next/u");
    TEST_TEXT(list_all(locality_structure_posts), "d next/a next/b");
    close_rows();
}

static void sizes_change_as_stated_and_as_listed(void) {
    locality_structure *before = NULL;
    locality_size_change size;
    locality_site_change sites;

    open_coventry("proposed");
    CU_ASSERT_EQUAL_FATAL(locality_structure_new(snapshot, "current", NULL, &before, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_structure_size_change(before, structure, &size, NULL), LOCALITY_OK);
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, size.stated_fte.net), "-22.00");
    TEST_TEXT(print(LOCALITY_TYPE_RATIO, size.stated_fte.share), "-47.83 %");
    TEST_TEXT(print(LOCALITY_TYPE_NUMBER, size.mixed.net), "-24.00");
    TEST_TEXT(print(LOCALITY_TYPE_RATIO, size.mixed.share), "-52.17 %");
    TEST_TEXT(count_text(size.listed_posts.before), "unknown");
    TEST_TEXT(count_text(size.listed_posts.after), "22");
    CU_ASSERT_EQUAL(locality_structure_site_change(before, structure, "office", &sites, NULL),
                    LOCALITY_OK);
    TEST_TEXT(count_text(sites.sites.net), "-5");
    TEST_TEXT(print(LOCALITY_TYPE_RATIO, sites.sites.share), "-83.33 %");
    TEST_TEXT(count_text(sites.closures), "between 5 and 6");
    CU_ASSERT_EQUAL(locality_structure_site_change(before, structure, NULL, &sites, NULL),
                    LOCALITY_OK);
    TEST_TEXT(count_text(sites.sites.net), "-4");
    locality_structure_free(before);
    close_rows();
}

/* ---- Use and misuse -------------------------------------------------------------------------- */

static void a_version_that_is_not_there_is_not_found(void) {
    locality_structure *none = NULL;
    locality_error error;

    open_coventry("Proposed");
    TEST_NUMBER(locality_structure_row(structure), row_of("structure", "proposed"));
    CU_ASSERT_EQUAL(locality_structure_new(snapshot, "telford", NULL, &none, &error),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(none);
    CU_ASSERT_EQUAL(locality_structure_new(snapshot, "propozed", NULL, &none, &error),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "proposed"));
    close_rows();
}

static void misuse_of_two_versions_is_an_error(void) {
    locality_structure *none = NULL, *other = NULL;
    locality_size_change size;
    locality_site_change sites;
    size_t count;
    locality_error error;

    CU_ASSERT_EQUAL(locality_structure_new(NULL, NULL, NULL, &none, &error), LOCALITY_INVALID);
    open_cambridgeshire("current");
    locality_snapshot *first = snapshot;
    other = structure;
    open_coventry("current");
    CU_ASSERT_EQUAL(locality_structure_new(snapshot, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_compare(other, structure, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_compare(NULL, structure, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_compare(structure, NULL, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_compare(structure, structure, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_size_change(structure, NULL, &size, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_size_change(structure, structure, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_site_change(structure, NULL, NULL, &sites, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_site_change(structure, structure, NULL, NULL, &error),
                    LOCALITY_INVALID);
    locality_structure_free(other);
    locality_snapshot_release(first);
    close_rows();
}

static void misuse_of_one_version_is_an_error(void) {
    locality_totals *totals = NULL;
    locality_totals_options options = LOCALITY_TOTALS_OPTIONS_INIT;
    locality_range range;
    locality_line line;
    locality_span span;
    size_t count;
    locality_error error;

    open_coventry("current");
    CU_ASSERT_EQUAL(locality_structure_layers(NULL, &range, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_layers(structure, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_line(structure, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_line(structure, 999, &line, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_line(NULL, 0, &line, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_span(structure, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_span(structure, 999, &span, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_spans(NULL, NULL, 0, &count, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_totals(structure, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_structure_totals(NULL, NULL, &totals, &error), LOCALITY_INVALID);
    options.by = 9;
    CU_ASSERT_EQUAL(locality_structure_totals(structure, &options, &totals, &error),
                    LOCALITY_INVALID);
    options.by = -1;
    CU_ASSERT_EQUAL(locality_structure_totals(structure, &options, &totals, &error),
                    LOCALITY_INVALID);
    options.struct_size = 1;
    CU_ASSERT_EQUAL(locality_structure_totals(structure, &options, &totals, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(totals);
    CU_ASSERT_PTR_NULL(locality_totals_at(NULL, 0));
    CU_ASSERT_PTR_NULL(locality_totals_overall(NULL));
    TEST_NUMBER(locality_totals_count(NULL), 0);
    TEST_NUMBER(locality_structure_cycles(NULL), 0);
    TEST_NUMBER(locality_structure_row(NULL), LOCALITY_ROW_MISSING);
    CU_ASSERT_PTR_NULL(locality_structure_snapshot(NULL));
    CU_ASSERT_PTR_EQUAL(locality_structure_snapshot(structure), snapshot);
    locality_structure_free(NULL);
    locality_totals_free(NULL);
    close_rows();
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    locality_structure *first = NULL, *second = NULL;
    locality_totals *totals = NULL;
    locality_totals_options options = LOCALITY_TOTALS_OPTIONS_INIT;
    locality_line line;
    size_t count;
    const paper_rows *rows = state;
    locality_snapshot *own = paper_snapshot(rows->row, rows->count, allocator, error);

    if (own == NULL) {
        return error->status;
    }
    locality_status status = locality_structure_new(own, NULL, allocator, &first, error);
    if (status == LOCALITY_OK) {
        status = locality_structure_line(first, 0, &line, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_structure_new(own, "proposed", allocator, &second, error);
    }
    for (int32_t by = 0; status == LOCALITY_OK && by <= LOCALITY_BY_TITLE; by++) {
        options.by = by;
        status = locality_structure_totals(second, &options, &totals, error);
        locality_totals_free(totals);
    }
    if (status == LOCALITY_OK) {
        status = locality_structure_desks(second, NULL, 0, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_structure_compare(first, second, NULL, 0, &count, error);
    }
    locality_structure_free(first);
    locality_structure_free(second);
    locality_snapshot_release(own);
    return status;
}

static void survives_every_refusal(void) {
    paper_rows first = {coventry, TEST_COUNT(coventry)};
    paper_rows second = {cambridgeshire, TEST_COUNT(cambridgeshire)};
    fault_drive("structure of Coventry", work, &first, 170);
    fault_drive("structure of Cambridgeshire", work, &second, 180);
}

static const test_case cases[] = {
    {"the chain of a coordinator ends at the Assistant Director (F033)",
     the_chain_of_a_coordinator_ends_at_the_assistant_director},
    {"orphans are those without a stated manager (F035)",
     orphans_are_those_without_a_stated_manager},
    {"a line says how it is known (F034)", a_line_says_how_it_is_known},
    {"levels are a range where posts hang loose", levels_are_a_range_where_posts_hang_loose},
    {"a circle is given in full", a_circle_is_given_in_full},
    {"spans are 2, 6, 8 and 6 (F036)", spans_are_those_of_the_papers},
    {"vacant posts count in a span and are told apart",
     vacant_posts_count_in_a_span_and_are_told_apart},
    {"Coventry lists 2 + 14 + 5 + 1 = 22 posts (F022, F027, F028)",
     coventry_lists_twenty_two_posts},
    {"Cambridgeshire adds up to 7 + 9 + 3, at least 20 in all (F029, F030, F031)",
     cambridgeshire_adds_up_by_area},
    {"four workers are 1.00 and 0.67 a district (F038)",
     four_workers_are_one_a_district_in_the_north},
    {"money and FTE add up with what is not known", money_and_fte_add_up_with_what_is_not_known},
    {"places of posts are told apart, and every post counts once", places_of_posts_are_told_apart},
    {"the single office needs 19 or 20 desks (F056)",
     the_single_office_needs_nineteen_or_twenty_desks},
    {"every function of Coventry has a lead (F049)", every_function_of_coventry_has_a_lead},
    {"functions without lead say why", functions_without_lead_say_why},
    {"posts say what they do and what they lack (F048)", posts_say_what_they_do_and_what_they_lack},
    {"Cambridgeshire keeps two kinds of post; two are unmapped (F042, F043)",
     cambridgeshire_keeps_two_kinds_of_post},
    {"origins decide where dispositions are silent; two teams become one (F044)",
     origins_decide_where_dispositions_are_silent},
    {"an overlay is compared with its baseline", an_overlay_is_compared_with_its_baseline},
    {"sizes and sites change by -47.83 %, -52.17 % and -83.33 % (F006, F025)",
     sizes_change_as_stated_and_as_listed},
    {"a version that is not in the document is not found (F021)",
     a_version_that_is_not_there_is_not_found},
    {"misuse of two versions is an error, not a crash", misuse_of_two_versions_is_an_error},
    {"misuse of one version is an error, not a crash", misuse_of_one_version_is_an_error},
    {"a structure survives every refused allocation", survives_every_refusal},
};

TEST_MAIN("structure", cases)
