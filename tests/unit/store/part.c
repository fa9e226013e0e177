/* A part of a case by areas and by a day: what is loaded, what references become, what rules still
 * decide, and that saving it takes nothing from the rest. */
#include "part.h"
#include "locality/expr.h"
#include "locality/rules.h"
#include "support/fault.h"

static void what_is_asked_for_is_loaded(void) {
    case_begin();
    part_check_all();
    case_end();
}

static void references_to_what_was_left_out_are_missing(void) {
    case_begin();
    locality_model *m = part_shire();
    case_save(m, "shire");
    locality_model *part = part_load("north", NULL, NULL);
    locality_snapshot *s = kit_take(part);
    KIT_FIELD(s, "area", "north", "parent", "-");
    KIT_FIELD(s, "area", "north", "successor", "-");
    KIT_FIELD(s, "area", "ward", "parent", "north");
    KIT_FIELD(s, "post", "w", "serves", "-"); /* one of two */
    KIT_FIELD(s, "post", "w", "reports_to", "-");
    KIT_FIELD(s, "post", "n", "reports_to", "head");
    KIT_FIELD(s, "post", "proposed/n", "posts", "2");
    KIT_FIELD(s, "site", "desk", "area", "-");
    TEST_NUMBER(locality_snapshot_is_partial(s, LOC_KIND_area), 1);
    TEST_NUMBER(locality_snapshot_is_partial(s, LOC_KIND_site), 1);
    TEST_NUMBER(locality_snapshot_is_partial(s, LOC_KIND_skill), 0);
    locality_snapshot_release(s);
    locality_model_free(part);
    locality_model_free(m);
    case_end();
}

static void saving_a_part_takes_nothing_from_the_rest(void) {
    case_begin();
    locality_model *m = part_shire();
    case_save(m, "shire");
    locality_model *part = part_load("north", "2010-05-01", NULL), *none = NULL;
    TEST_NUMBER(kit_set(part, "post", "n", "posts", "7"), LOCALITY_OK);
    TEST_NUMBER(kit_set(part, "area", "north", "population", "900"), LOCALITY_OK);
    kit_well(locality_model_remove(part, "site", "anywhere", &kit_error), "remove");
    locality_save_outcome saved = case_save(part, "shire");
    TEST_NUMBER(saved.written, 2);
    TEST_NUMBER(saved.erased, 1);
    KIT_FAILS(locality_model_save(part, &case_store, "copy", NULL, NULL, &kit_error),
              LOCALITY_INVALID, "only a part");
    TEST_NUMBER(kit_set(m, "post", "n", "posts", "7"), LOCALITY_OK);
    TEST_NUMBER(kit_set(m, "area", "north", "population", "900"), LOCALITY_OK);
    kit_well(locality_model_remove(m, "site", "anywhere", &kit_error), "remove");
    locality_model *back = case_load("shire");
    TEST_NUMBER(locality_model_is_partial(back), 0);
    case_same(m, back);
    /* A record that was left out cannot be added again. */
    kit_bare(part, "site", "depot");
    KIT_FAILS(locality_model_save(part, &case_store, "shire", NULL, NULL, &kit_error),
              LOCALITY_DUPLICATE, "");
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    options.areas = "north imaginary";
    KIT_FAILS(locality_model_load(&case_store, "shire", &options, &none, &kit_error),
              LOCALITY_NOT_FOUND, "holds no area \"imaginary\"");
    CU_ASSERT_PTR_NULL(none);
    locality_model_free(back);
    locality_model_free(part);
    locality_model_free(m);
    case_end();
}

typedef struct verdict_row {
    const char *areas, *day, *clauses;
    int32_t verdict;
} verdict_row;

enum { OPEN = LOCALITY_VERDICT_CANNOT_DECIDE, PASS = LOCALITY_VERDICT_PASS };

static const verdict_row verdicts[] = {
    {"north", NULL, "require count(p in post) >= 2", OPEN},
    {"north", NULL, "require count(p in post where p.structure = current) >= 2", OPEN},
    {"north", NULL, "require count(e in event where e.area = north) = 1", PASS},
    {"north", NULL, "require count(e in event) = 1", OPEN},
    {NULL, "2010-05-01", "require count(e in event where e.area = north) = 1", OPEN},
    {"north", NULL, "require count(a in area where a.successor = north) = 0", OPEN},
    {"north", NULL, "require count(s in site where s.area = north) = 1", OPEN}, /* desk: where? */
    {"north", NULL, "require count(s in site where s.area = south) = 1", OPEN},
    {"north", NULL, "require count(k in skill) = 0", PASS},
    {"north", NULL, "require any(p = post \"n\" for p in post)", PASS},
    {"north", NULL, "require size(inside(north)) = 2", PASS},
    {"north", NULL, "require size(ancestors(north)) = 0", OPEN},
    {"north", NULL, "require span(post \"head\") = 1", OPEN},
    {"north", NULL, "for p in post\n require p.posts >= 1", OPEN},
    {"north", NULL, "for p in post\n require p.posts >= 2", LOCALITY_VERDICT_FAIL},
    {NULL, "2010-05-01", "require count(p in post where p.structure = current) = 3", OPEN},
    {NULL, "2010-05-01", "require count(s in site where s.area = north) = 0", OPEN},
    {NULL, "2010-05-01", "require size(inside(north)) = 1", OPEN},
    {NULL, "2010-05-01", "require post \"n\".posts = 1", PASS},
    {NULL, "2010-05-01", "require post \"s\".posts = 4", OPEN},
};

static void rules_over_a_part_are_decided_where_it_is_whole(void) {
    for (size_t i = 0; i < TEST_COUNT(verdicts); i++) {
        const verdict_row *row = &verdicts[i];
        locality_findings *findings = NULL;
        char rule[400];
        snprintf(rule, sizeof rule, "rule R \"A sentence\"\n %s\n", row->clauses);
        case_begin();
        locality_model *m = part_shire();
        case_save(m, "shire");
        locality_model *part = part_load(row->areas, row->day, NULL);
        kit_well(locality_rules_load(part, rule, strlen(rule), "part.rules", &kit_error), rule);
        locality_snapshot *s = kit_take(part);
        kit_well(locality_check(s, NULL, &findings, &kit_error), row->clauses);
        const locality_finding *finding = locality_findings_at(findings, 0);
        TEST_ROW(finding != NULL && finding->verdict == row->verdict, row->clauses);
        if (finding != NULL && finding->verdict != row->verdict) {
            printf("verdict %d, %s\n", finding->verdict,
                   finding->missing_count > 0 ? finding->missing[0].what : "nothing missing");
        }
        locality_findings_free(findings);
        locality_snapshot_release(s);
        locality_model_free(part);
        locality_model_free(m);
        case_end();
    }
}

static locality_status loading(void *state, const locality_allocator *allocator,
                               locality_error *error) {
    static const int64_t day = 14730;
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *part = NULL;
    (void)state;
    case_begin();
    locality_model *m = part_shire();
    case_save(m, "shire");
    options.allocator = allocator;
    options.areas = "north";
    options.valid_on = &day;
    locality_status status = locality_model_load(&case_store, "shire", &options, &part, error);
    locality_model_free(part);
    locality_model_free(m);
    case_end();
    return status;
}

static void every_allocation_may_be_refused(void) {
    fault_drive("load a part", loading, NULL, 40);
}

static const test_case cases[] = {
    {"what is asked for is loaded", what_is_asked_for_is_loaded},
    {"references to what was left out are missing", references_to_what_was_left_out_are_missing},
    {"saving a part takes nothing from the rest", saving_a_part_takes_nothing_from_the_rest},
    {"rules over a part are decided where it is whole",
     rules_over_a_part_are_decided_where_it_is_whole},
    {"every allocation may be refused", every_allocation_may_be_refused},
};

TEST_MAIN("part of a case by areas and days", cases)
