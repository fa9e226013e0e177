/* Reports of placements and rotas: what is said stands in them, in every form. */
#include <stdbool.h>

#include "locality/report.h"
#include "unit/placement/county.h"

static char written[1 << 16];
static size_t length;

static int32_t take(void *self, const char *bytes, size_t count) {
    (void)self;
    if (count >= sizeof written - length) {
        return 1;
    }
    memcpy(written + length, bytes, count);
    length += count;
    written[length] = 0;
    return 0;
}

static locality_output begin(void) {
    locality_output output = LOCALITY_OUTPUT_INIT;

    output.write = take;
    length = 0;
    written[0] = 0;
    return output;
}

static int holds(const char *text) {
    if (strstr(written, text) != NULL) {
        return 1;
    }
    printf("not written: %s\n%s\n", text, written);
    return 0;
}

static void a_plan_is_written_in_every_form(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, county_rules));
    locality_placement *p = county_solve(snapshot, NULL);

    for (int32_t form = LOCALITY_FORMAT_TEXT; form <= LOCALITY_FORMAT_JSON; form++) {
        locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
        locality_output output = begin();
        bool for_programs = form == LOCALITY_FORMAT_CSV || form == LOCALITY_FORMAT_JSON; /* ids */
        options.format = form;
        county_well(locality_report_placement(p, &options, &output, &county_error), "plan");
        CU_ASSERT(holds(for_programs ? "north" : "North") && holds(for_programs ? "ann" : "A.N."));
        output = begin();
        county_well(locality_report_placement_alternatives(p, 3, &options, &output, &county_error),
                    "alternatives");
        CU_ASSERT(holds(for_programs ? "north" : "North") && holds(for_programs ? "bob" : "B.B."));
    }
    locality_output output = begin();
    TEST_NUMBER(locality_report_placement(NULL, NULL, &output, NULL), LOCALITY_INVALID);
    TEST_NUMBER(length, 0);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void a_case_is_written_with_its_reasons(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, county_rules));
    locality_placement *p = county_solve(snapshot, NULL);
    locality_placement_case *item = NULL;
    locality_output output = begin();

    county_well(locality_placement_explain(
                    p, county_number(p, LOCALITY_ALLOCATION_CANDIDATES, "dot"),
                    county_number(p, LOCALITY_ALLOCATION_DEMANDS, "South"), &item, &county_error),
                "explain");
    county_well(locality_report_placement_case(item, NULL, &output, &county_error), "case");
    CU_ASSERT(holds("D.T., Head is not eligible for South") && holds("L-1") && holds("L-2"));
    locality_placement_case_free(item);
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static void a_rota_is_written_with_its_spells(void) {
    static const char rules[] =
        "allocate TURNS \"Who leads when\"\n"
        "  candidates p in person where p.post.serves overlaps {area \"north\"}\n"
        "  places a in area where a.id = \"north\"\n"
        "  role \"lead\"\n"
        "  eligible T-1 \"serves\" : p.post.serves has a\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;
    locality_output output = begin();

    options.first = 16892; /* 2016-04-01 */
    options.last = 17256;  /* 2017-03-31 */
    options.every = LOCALITY_PLACEMENT_MONTHLY;
    county_well(locality_placement_rota_solve(snapshot, "TURNS", &options, &rota, &county_error),
                "rota");
    county_well(locality_report_placement_rota(rota, NULL, &output, &county_error), "report");
    CU_ASSERT(holds("North") && holds("A.N.") && holds("B.B.") && holds("2016"));
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
}

static const char time_rules[] =
    "allocate TIME \"How much time for each district\"\n"
    "  candidates p in person where p.id in {\"ann\", \"bob\", \"cid\", \"fay\", \"eve\"}\n"
    "  places a in area where a.level = district and (a.id = \"south\" or a.id = \"north\" or "
    "a.population "
    "> 0 or a.id = \"west\")\n"
    "  gives p.fte\n"
    "  need if a.id = \"south\" then 0 else 0.8\n"
    "  eligible L-1 \"the post serves the district\" : p.post.serves has a\n"
    "  eligible L-2 \"the post is not senior\" : p.post.senior = no\n"
    "  fixed \"agreed\" : p.id = \"cid\" and a.id = \"west\"\n";

/* East may be no place, of Eve it is not known whether she may go west; Bob and Fay are left over. */
static void fte_are_written_by_place_and_by_person(void) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, time_rules));
    locality_placement *p = county_solve(snapshot, NULL);

    for (int32_t form = LOCALITY_FORMAT_TEXT; form <= LOCALITY_FORMAT_JSON; form++) {
        locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
        locality_output output = begin();
        bool for_programs = form == LOCALITY_FORMAT_CSV || form == LOCALITY_FORMAT_JSON;
        options.format = form;
        options.width = 100;
        county_well(locality_report_placement(p, &options, &output, &county_error), "FTE");
        CU_ASSERT(holds(for_programs ? "north" : "North") && holds("left over") && holds("0.8"));
        CU_ASSERT(holds(for_programs ? "west" : "West") && holds("0 to 1") && holds("fixed"));
        CU_ASSERT(for_programs || (holds("unknown") && holds("100%") && holds("nowhere")));
        output = begin();
        TEST_NUMBER(locality_report_placement_alternatives(p, 3, &options, &output, &county_error),
                    LOCALITY_NOT_FOUND);
        CU_ASSERT(strstr(county_error.message, "no list of other plans") != NULL);
    }
    locality_placement_free(p);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"a plan and its alternatives are written in every form", a_plan_is_written_in_every_form},
    {"a case is written with its reasons", a_case_is_written_with_its_reasons},
    {"a rota is written with its spells", a_rota_is_written_with_its_spells},
    {"FTE are written by place and by person", fte_are_written_by_place_and_by_person},
};
TEST_MAIN("report placement", cases)
