/* Accountability and odd weekdays as reports: what they say in every format, and what may fail. */
#include "support/fault.h"
#include "unit/report/kit.h"
#include "unit/structure/papers.h"

static const char *const rows[] = {
    "area county name=The county level=county parent=none",
    "area fen name=Fenland level=district parent=county",
    "area_group north name=North within=county members=fen",
    "theme va name=vulnerable adults",
    "function lost name=Lost work",
    "role lead name=Lead",
    "post head title=Head",
    "post n name=Manager North reports_to=head group=north serves=fen",
    "post c name=Co-ordinator reports_to=n reports_basis=inferred serves=fen themes=va",
    "post d name=Deputy reports_to=none serves=fen themes=va",
    "allocation open role=lead area=fen",
    "event sunday name=Report starts=2006-07-09 ends=2006-07-09",
    "event friday name=Close starts=2023-02-24 weekday=friday",
    "event wrong name=Meeting starts=2023-02-24 ends=2023-02-25 weekday=monday",
    "event month name=Launch starts=2023-02",
    "consultation c name=Consultation deadline=2010-09-04T17:00",
};

static locality_error error;

static locality_snapshot *open_rows(void) {
    locality_snapshot *snapshot = paper_snapshot(rows, TEST_COUNT(rows), NULL, &error);
    if (snapshot == NULL) {
        printf("%s\n", error.message);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    return snapshot;
}

static locality_accountable *find(const locality_snapshot *snapshot, const char *subject) {
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;
    locality_accountable *answer = NULL;
    query.subject = subject;
    query.area = "fen";
    CU_ASSERT_EQUAL_FATAL(locality_accountable_find(snapshot, &query, NULL, &answer, &error),
                          LOCALITY_OK);
    return answer;
}

/* Writes who answers for a subject in Fenland and compares. */
static void expect(const char *subject, int32_t format, const char *expected) {
    locality_report_options options = kept_options(format, 160);
    locality_snapshot *snapshot = open_rows();
    locality_accountable *answer = find(snapshot, subject);
    kept kept_text;
    locality_output output = kept_output(&kept_text);

    TEST_NUMBER(locality_report_accountability(answer, &options, &output, &error), LOCALITY_OK);
    TEST_TEXT(kept_text.text, expected);
    free(kept_text.text);
    locality_accountable_free(answer);
    locality_snapshot_release(snapshot);
}

static void the_posts_stand_with_place_reason_and_line(void) {
    expect("va", LOCALITY_FORMAT_TEXT,
           "Accountable for theme vulnerable adults in Fenland\n"
           "\n"
           "Place       Post           Why                                               Line "
           "above                                       Certain\n"
           "Fenland     Co-ordinator   takes theme vulnerable adults; for Fenland        "
           "Manager North (inferred) > Head > line manager   yes\n"
           "                                                                             not "
           "stated\n"
           "Fenland     Deputy         takes theme vulnerable adults; for Fenland        "
           "reports to nobody                                yes\n"
           "North       Manager North  runs area group North and manages Co-ordinator;   Head > "
           "line manager not stated                   yes\n"
           "                           for North, in which Fenland lies (inferred)\n"
           "The county  Manager North  may take theme vulnerable adults; for The         Head > "
           "line manager not stated                   perhaps: its themes are not stated\n"
           "                           county, in which Fenland lies\n"
           "\n"
           "Same claim to the same place: Co-ordinator (c); Deputy (d).\n");
}

static void a_gap_is_told_with_where_it_was_looked_for(void) {
    expect("lost", LOCALITY_FORMAT_TEXT,
           "Accountable for function Lost work in Fenland\n"
           "\n"
           "None recorded.\n"
           "\n"
           "Where it was looked for\n"
           "  Looked at                                Records  Found  No post named\n"
           "  allocations of function Lost work              0      0              0\n"
           "  lead of function Lost work                     0      0              0\n"
           "  posts that carry out function Lost work        0      0              0\n");
}

static void programs_get_every_column(void) {
    expect(
        "lead", LOCALITY_FORMAT_CSV,
        "level,reach,place,post,title,structure,ground,role,allocation,reason,basis,certain,open,"
        "line,top,conflict\r\n");
    expect("lead", LOCALITY_FORMAT_JSON,
           "{\n"
           "  \"report\": \"accountability\",\n"
           "  \"title\": \"Accountable for role Lead in Fenland\",\n"
           "  \"accountable\": [],\n"
           "  \"looked\": [\n"
           "    {\"what\": \"allocations of role Lead\", \"records\": \"1\", \"found\": \"0\", "
           "\"unnamed\": \"1\"}\n"
           "  ],\n"
           "  \"notes\": []\n"
           "}\n");
}

static void odd_weekdays_and_printed_ones_are_listed(void) {
    locality_report_options options = kept_options(LOCALITY_FORMAT_CSV, 0);
    locality_snapshot *snapshot = open_rows();
    kept kept_text;
    locality_output output = kept_output(&kept_text);

    TEST_NUMBER(
        locality_report_register(snapshot, LOCALITY_REGISTER_WEEKDAYS, &options, &output, &error),
        LOCALITY_OK);
    TEST_TEXT(kept_text.text,
              "date,weekday,printed,record,label,result,source\r\n"
              "9 July 2006,Sunday,,event:sunday,\"Report, first day\",check for a typing slip,\r\n"
              "24 February 2023,Friday,friday,event:friday,\"Close, first day\",agrees,\r\n"
              "24 February 2023,Friday,monday,event:wrong,\"Meeting, first day\",DIFFERS from the "
              "weekday printed,\r\n"
              "25 February 2023,Saturday,,event:wrong,\"Meeting, last day\",check for a typing "
              "slip,\r\n"
              "4 September 2010,Saturday,,consultation:c,\"Consultation, deadline\",check for a "
              "typing slip,\r\n");
    free(kept_text.text);
    locality_snapshot_release(snapshot);
}

static void what_is_wrong_is_refused(void) {
    locality_snapshot *snapshot = open_rows();
    locality_accountable *answer = find(snapshot, "va");
    kept kept_text;
    locality_output output = kept_output(&kept_text);

    TEST_NUMBER(locality_report_accountability(NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_accountability(answer, NULL, NULL, &error), LOCALITY_INVALID);
    kept_text.refuse = 20;
    kept_text.code = 7;
    TEST_NUMBER(locality_report_accountability(answer, NULL, &output, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 7);
    free(kept_text.text);
    locality_accountable_free(answer);
    locality_snapshot_release(snapshot);
}

static locality_status write_both(void *state, const locality_allocator *allocator,
                                  locality_error *failure) {
    const locality_snapshot *snapshot = state;
    locality_report_options options = kept_options(LOCALITY_FORMAT_TEXT, 60);
    locality_accountable *answer = find(snapshot, "va");
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_status status;

    options.allocator = allocator;
    status = locality_report_accountability(answer, &options, &output, failure);
    if (status == LOCALITY_OK) {
        status = locality_report_register(snapshot, LOCALITY_REGISTER_WEEKDAYS, &options, &output,
                                          failure);
    }
    free(kept_text.text);
    locality_accountable_free(answer);
    return status;
}

static void every_allocation_may_fail(void) {
    locality_snapshot *snapshot = open_rows();
    fault_drive("reports of accountability and weekdays", write_both, snapshot, 10);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"the posts stand with place, reason and line", the_posts_stand_with_place_reason_and_line},
    {"a gap is told with where it was looked for", a_gap_is_told_with_where_it_was_looked_for},
    {"programs get every column", programs_get_every_column},
    {"odd weekdays and printed ones are listed", odd_weekdays_and_printed_ones_are_listed},
    {"what is wrong is refused", what_is_wrong_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("reports of accountability", cases)
