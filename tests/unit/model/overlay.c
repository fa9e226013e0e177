/* Overlays: structures that are changes over a baseline. */
#include "kit.h"

#include "schema/schema.h"

/* A small service: a head and two officers in a unit, of which one supports the other. */
static locality_model *service(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "structure", "current", "status", "current");
    KIT_PUT(m, "structure", "proposed", "status", "proposed", "baseline", "current");
    KIT_PUT(m, "grade", "g1", "rank", "1");
    KIT_PUT(m, "grade", "g2", "rank", "2");
    KIT_PUT(m, "unit", "service", "structure", "current", "parent", "none", "head", "head");
    KIT_PUT(m, "unit", "team", "structure", "current", "parent", "service");
    KIT_PUT(m, "post", "head", "structure", "current", "unit", "service", "reports_to", "none",
            "grade", "g2", "fte", "1");
    KIT_PUT(m, "post", "north", "structure", "current", "unit", "team", "reports_to", "head",
            "grade", "g1", "fte", "1", "dotted_to", "south head");
    KIT_PUT(m, "post", "south", "structure", "current", "unit", "team", "reports_to", "head",
            "grade", "g1", "fte", ">=0.5", "supports", "north");
    KIT_PUT(m, "post", "elsewhere", "title", "Of no structure", "reports_to", "head");
    return m;
}

static locality_status take(locality_model *m) {
    locality_snapshot *s = NULL;
    locality_status status = locality_snapshot_take(m, &s, &kit_error);
    locality_snapshot_release(s);
    return status;
}

#define SET(m, id, sequence, subject, field, value)                                        \
    KIT_PUT(m, "change", id, "structure", "proposed", "sequence", sequence, "verb", "set", \
            "subject", subject, "field", field, "value", value)

static void copies_the_baseline_with_its_references(void) {
    locality_model *m = service();
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 7);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_unit), 4);
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 3), "elsewhere");
    TEST_TEXT(locality_snapshot_id(s, LOC_KIND_post, 4), "proposed/head");
    KIT_FIELD(s, "post", "proposed/head", "structure", "proposed");
    KIT_FIELD(s, "post", "proposed/head", "origin", "head");
    KIT_FIELD(s, "post", "proposed/head", "reports_to", "none");
    KIT_FIELD(s, "post", "proposed/north", "reports_to", "proposed/head");
    KIT_FIELD(s, "post", "proposed/north", "unit", "proposed/team");
    KIT_FIELD(s, "post", "proposed/north", "grade", "g1");
    KIT_FIELD(s, "post", "proposed/north", "dotted_to", "proposed/south proposed/head");
    KIT_FIELD(s, "post", "proposed/south", "supports", "proposed/north");
    KIT_FIELD(s, "post", "proposed/south", "fte", ">=0.5");
    KIT_FIELD(s, "unit", "proposed/team", "parent", "proposed/service");
    KIT_FIELD(s, "unit", "proposed/service", "head", "proposed/head");
    KIT_FIELD(s, "unit", "proposed/service", "parent", "none");
    KIT_FIELD(s, "unit", "proposed/service", "origin", "service");
    KIT_FIELD(s, "post", "north", "reports_to", "head");
    KIT_FIELD(s, "post", "north", "origin", "-");
    KIT_FIELD(s, "post", "elsewhere", "reports_to", "head");
    TEST_NUMBER(locality_model_count(m, "post"), 4); /* the model has none of them */
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void applies_changes_in_their_order(void) {
    locality_model *m = service();
    SET(m, "c3", "2", "post:north", "fte", "0.6");
    SET(m, "c1", "2", "post:north", "fte", "0.5");
    SET(m, "c2", "1", "posts:north", "fte", "0.4");
    SET(m, "c4", "?", "post:south", "fte", "2");
    SET(m, "c5", "3", "post:south", "fte", "1");
    SET(m, "c6", "4", "post:south", "reports_to", "north");
    SET(m, "c7", "5", "post:south", "dotted_to", "head north");
    SET(m, "c8", "6", "post:proposed/head", "grade", "g1");
    SET(m, "c9", "7", "unit:team", "head", "south");
    KIT_PUT(m, "change", "d1", "structure", "proposed", "sequence", "8", "verb", "set", "subject",
            "post:south", "field", "supports");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "proposed/north", "fte", "0.6"); /* sequence 2, and c3 after c1 */
    KIT_FIELD(s, "post", "proposed/south", "fte", "2");   /* no sequence comes last */
    KIT_FIELD(s, "post", "proposed/south", "reports_to", "proposed/north");
    KIT_FIELD(s, "post", "proposed/south", "dotted_to", "proposed/head proposed/north");
    KIT_FIELD(s, "post", "proposed/south", "supports", "-");
    KIT_FIELD(s, "post", "proposed/head", "grade", "g1");
    KIT_FIELD(s, "unit", "proposed/team", "head", "proposed/south");
    KIT_FIELD(s, "post", "north", "fte", "1");
    KIT_FIELD(s, "change", "c3", "subject", "post:north");
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void expects_what_it_says(void) {
    locality_model *m = service();
    KIT_PUT(m, "alias", "a", "record", "grade:g2", "text", "Principal");
    SET(m, "c1", "1", "post:north", "grade", "g2");
    kit_well(kit_set(m, "change", "c1", "expected", "g1"), "expected");
    SET(m, "c2", "2", "post:north", "fte", "0.8");
    kit_well(kit_set(m, "change", "c2", "expected", "1.0"), "expected");
    SET(m, "c3", "3", "post:north", "reports_to", "south");
    kit_well(kit_set(m, "change", "c3", "expected", "head"), "expected");
    SET(m, "c4", "4", "post:north", "dotted_to", "");
    kit_well(kit_set(m, "change", "c4", "expected", "south head"), "expected");
    SET(m, "c5", "5", "post:north", "grade", "g1");
    kit_well(kit_set(m, "change", "c5", "expected", "principal"), "expected, by an alias");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "proposed/north", "grade", "g1");
    KIT_FIELD(s, "post", "proposed/north", "dotted_to", "");
    locality_snapshot_release(s);
    kit_well(kit_set(m, "change", "c1", "expected", "g2"), "wrong");
    KIT_FAILS(take(m), LOCALITY_CONFLICT, "expects \"g2\", but the record has \"g1\"");
    KIT_AT("change", "c1", "expected");
    kit_well(kit_set(m, "change", "c1", "expected", NULL), "mend");
    kit_well(kit_set(m, "change", "c2", "expected", "0.9"), "wrong");
    KIT_FAILS(take(m), LOCALITY_CONFLICT, "expects \"0.9\", but the record has \"1\"");
    kit_well(kit_set(m, "change", "c2", "expected", NULL), "mend");
    kit_well(kit_set(m, "change", "c4", "expected", "south"), "wrong");
    KIT_FAILS(take(m), LOCALITY_CONFLICT, "has \"proposed/south proposed/head\"");
    kit_well(kit_set(m, "change", "c4", "expected", "head south"), "wrong");
    KIT_FAILS(take(m), LOCALITY_CONFLICT, "proposed/south proposed/head");
    kit_well(kit_set(m, "change", "c4", "expected", NULL), "mend");
    kit_well(kit_set(m, "change", "c2", "field", "cost"), "missing");
    kit_well(kit_set(m, "change", "c2", "expected", "5"), "missing");
    KIT_FAILS(take(m), LOCALITY_CONFLICT, "has \"nothing\"");
    kit_well(kit_set(m, "change", "c2", "expected", "5 pounds"), "unreadable");
    KIT_FAILS(take(m), LOCALITY_SYNTAX, "");
    KIT_AT("change", "c2", "expected");
    locality_model_free(m);
}

static void ceases_records(void) {
    locality_model *m = service();
    KIT_PUT(m, "change", "c1", "structure", "proposed", "verb", "cease", "subject", "post:south",
            "sequence", "2");
    SET(m, "c0", "1", "post:north", "dotted_to", "head");
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "proposed/south"), LOCALITY_ROW_MISSING);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 6);
    KIT_FIELD(s, "post", "south", "supports", "north");
    locality_snapshot_release(s);
    kit_well(locality_model_remove(m, "change", "c0", &kit_error), "c0");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "\"proposed/north\" still names post \"proposed/south\"");
    KIT_AT("post", "proposed/north", "dotted_to");
    SET(m, "c3", "3", "post:north", "dotted_to", "head");
    TEST_NUMBER(take(m), LOCALITY_OK); /* mended after it ceased */
    SET(m, "c4", "4", "post:south", "fte", "1");
    KIT_FAILS(take(m), LOCALITY_NOT_FOUND, "no more");
    KIT_AT("change", "c4", "subject");
    locality_model_free(m);
    m = service();
    KIT_PUT(m, "change", "c1", "structure", "proposed", "verb", "cease", "subject", "unit:team");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "\"proposed/north\" still names unit \"proposed/team\"");
    KIT_AT("post", "proposed/north", "unit");
    locality_model_free(m);
}

static void has_records_of_its_own(void) {
    locality_model *m = service();
    KIT_PUT(m, "post", "new", "structure", "proposed", "reports_to", "head", "unit", "team",
            "origin", "north", "dotted_to", "proposed/south new");
    KIT_PUT(m, "unit", "hub", "structure", "proposed", "parent", "service", "head", "new");
    KIT_PUT(m, "change", "c1", "structure", "proposed", "verb", "create", "subject", "post:new");
    SET(m, "c2", "2", "post:north", "reports_to", "new");
    SET(m, "c3", "3", "post:new", "fte", "1");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "new", "reports_to", "proposed/head"); /* inside an overlay: the copy */
    KIT_FIELD(s, "post", "new", "unit", "proposed/team");
    KIT_FIELD(s, "post", "new", "origin", "north");
    KIT_FIELD(s, "post", "new", "dotted_to", "proposed/south new");
    KIT_FIELD(s, "post", "new", "fte", "1");
    KIT_FIELD(s, "unit", "hub", "parent", "proposed/service");
    KIT_FIELD(s, "unit", "hub", "head", "new");
    KIT_FIELD(s, "post", "proposed/north", "reports_to", "new");
    locality_snapshot_release(s);
    KIT_PUT(m, "post", "proposed/north", "title", "In the way");
    KIT_FAILS(take(m), LOCALITY_DUPLICATE, "already");
    KIT_AT("post", "proposed/north", "");
    locality_model_free(m);
}

static void lays_overlays_over_overlays(void) {
    locality_model *m = service();
    KIT_PUT(m, "structure", "final", "baseline", "proposed");
    KIT_PUT(m, "structure", "other", "baseline", "current");
    KIT_PUT(m, "post", "new", "structure", "proposed", "reports_to", "head");
    SET(m, "c1", "1", "post:north", "fte", "0.5");
    KIT_PUT(m, "change", "c2", "structure", "final", "verb", "set", "subject",
            "post:proposed/north", "field", "reports_to", "value", "new", "expected",
            "proposed/head");
    KIT_PUT(m, "change", "c3", "structure", "proposed", "verb", "cease", "subject", "post:south");
    SET(m, "c0", "0", "post:north", "dotted_to", "");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "final/proposed/north", "fte", "0.5");
    KIT_FIELD(s, "post", "final/proposed/north", "reports_to", "final/new");
    KIT_FIELD(s, "post", "final/proposed/north", "origin", "proposed/north");
    KIT_FIELD(s, "post", "final/new", "reports_to", "final/proposed/head");
    KIT_FIELD(s, "unit", "final/proposed/team", "parent", "final/proposed/service");
    KIT_FIELD(s, "post", "other/north", "fte", "1");
    KIT_FIELD(s, "post", "other/south", "supports", "other/north");
    TEST_NUMBER(locality_snapshot_find(s, LOC_KIND_post, "final/proposed/south"),
                LOCALITY_ROW_MISSING);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void circles_of_baselines_are_refused(void) {
    locality_model *m = service();
    KIT_PUT(m, "structure", "a", "baseline", "b");
    KIT_PUT(m, "structure", "b", "baseline", "c");
    KIT_PUT(m, "structure", "c", "baseline", "a");
    KIT_FAILS(take(m), LOCALITY_CYCLE, "\"a\" over \"b\" over \"c\" over \"a\"");
    KIT_AT("structure", "a", "baseline");
    kit_well(kit_set(m, "structure", "c", "baseline", "c"), "itself");
    KIT_FAILS(take(m), LOCALITY_CYCLE, "\"c\" over \"c\"");
    kit_well(kit_set(m, "structure", "c", "baseline", "nowhere"), "dangling");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no structure \"nowhere\"");
    KIT_AT("structure", "c", "baseline");
    kit_well(kit_set(m, "structure", "c", "baseline", "none"), "mend");
    TEST_NUMBER(take(m), LOCALITY_OK);
    locality_model_free(m);
}

typedef struct bad_change {
    const char *what, *structure, *verb, *subject, *field, *value;
    locality_status status;
    const char *at, *part;
} bad_change;

static void refuses_changes_that_cannot_be(void) {
    static const bad_change rows[] = {
        {"no structure", NULL, "set", "post:north", "fte", "1", LOCALITY_INVALID, "structure",
         "no structure"},
        {"unknown structure", "propsed", "set", "post:north", "fte", "1", LOCALITY_DANGLING,
         "structure", "\"proposed\""},
        {"no overlay", "current", "set", "post:north", "fte", "1", LOCALITY_INVALID, "structure",
         "no baseline"},
        {"no verb", "proposed", NULL, "post:north", "fte", "1", LOCALITY_INVALID, "verb",
         "set, cease"},
        {"no subject", "proposed", "set", NULL, "fte", "1", LOCALITY_INVALID, "subject",
         "no subject"},
        {"none as subject", "proposed", "cease", "none", NULL, NULL, LOCALITY_INVALID, "subject",
         "no subject"},
        {"subject of another kind", "proposed", "set", "grade:g1", "rank", "1", LOCALITY_TYPE,
         "subject", "not a grade"},
        {"unknown subject", "proposed", "set", "post:nroth", "fte", "1", LOCALITY_DANGLING,
         "subject", "\"north\""},
        {"subject outside", "proposed", "set", "post:elsewhere", "fte", "1", LOCALITY_NOT_FOUND,
         "subject", "never in its baseline"},
        {"created elsewhere", "proposed", "create", "post:elsewhere", NULL, NULL,
         LOCALITY_NOT_FOUND, "subject", "post:elsewhere"},
        {"no field", "proposed", "set", "post:north", NULL, "1", LOCALITY_INVALID, "field",
         "no field"},
        {"unknown field", "proposed", "set", "post:north", "ftes", "1", LOCALITY_NOT_FOUND, "field",
         "\"fte\""},
        {"structure set", "proposed", "set", "post:north", "structure", "current", LOCALITY_INVALID,
         "field", "itself"},
        {"origin set", "proposed", "set", "unit:team", "origin", "service", LOCALITY_INVALID,
         "field", "itself"},
        {"value of no type", "proposed", "set", "post:north", "fte", "much", LOCALITY_SYNTAX,
         "value", ""},
        {"value too large", "proposed", "set", "post:north", "cost", "99999999999999999999",
         LOCALITY_OVERFLOW, "value", ""},
        {"no word", "proposed", "set", "post:north", "contract", "perm", LOCALITY_INVALID, "value",
         "not one of"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const bad_change *row = &rows[i];
        locality_model *m = service();
        kit_bare(m, "change", "bad");
        const char *const given[][2] = {{"structure", row->structure},
                                        {"verb", row->verb},
                                        {"subject", row->subject},
                                        {"field", row->field},
                                        {"value", row->value}};
        for (size_t f = 0; f < TEST_COUNT(given); f++) {
            kit_well(kit_set(m, "change", "bad", given[f][0], given[f][1]), row->what);
        }
        TEST_ROW(take(m) == row->status, row->what);
        TEST_ROW(strstr(kit_error.message, row->part) != NULL, row->what);
        if (strstr(kit_error.message, row->part) == NULL) {
            printf("%s: %s\n", row->what, kit_error.message);
        }
        KIT_AT("change", "bad", row->at);
        locality_model_free(m);
    }
}

static void a_dangling_value_is_found(void) {
    locality_model *m = service();
    SET(m, "c1", "1", "post:north", "reports_to", "nobody");
    KIT_FAILS(take(m), LOCALITY_DANGLING, "no post \"nobody\"");
    KIT_AT("post", "proposed/north", "reports_to");
    locality_model_free(m);
}

static void names_lead_into_overlays_by_alias(void) {
    locality_model *m = service();
    KIT_PUT(m, "alias", "a1", "record", "structure:proposed", "text", "New Model");
    KIT_PUT(m, "alias", "a2", "record", "post:head", "text", "The Boss");
    KIT_PUT(m, "alias", "a3", "record", "post:proposed/north", "text", "Northerner");
    KIT_PUT(m, "post", "new", "structure", "new model", "reports_to", "the boss");
    KIT_PUT(m, "person", "x", "post", "northerner");
    SET(m, "c1", "1", "post:the boss", "fte", "0.1");
    kit_well(kit_set(m, "change", "c1", "structure", "New model"), "c1");
    KIT_PUT(m, "change", "c0", "structure", "proposed", "verb", "cease", "subject", "post:south",
            "sequence", "9");
    KIT_PUT(m, "alias", "a5", "record", "post:head", "text", "chief");
    SET(m, "c2", "2", "post:north", "dotted_to", "Chief");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "new", "reports_to", "proposed/head");
    KIT_FIELD(s, "post", "proposed/head", "fte", "0.1");
    KIT_FIELD(s, "post", "proposed/north", "dotted_to", "proposed/head");
    KIT_FIELD(s, "person", "x", "post", "proposed/north");
    locality_snapshot_release(s);
    KIT_PUT(m, "alias", "a4", "record", "structure:current", "text", "new model");
    KIT_FAILS(take(m), LOCALITY_AMBIGUOUS, "more than one structure");
    locality_model_free(m);
}

static void is_kept_until_something_changes(void) {
    locality_model *m = service();
    uint32_t kind = LOC_KIND_post, field = LOC_FIELD_post_reports_to;
    locality_column a = LOCALITY_COLUMN_INIT, b = LOCALITY_COLUMN_INIT;
    SET(m, "c1", "1", "post:north", "fte", "0.5");
    locality_snapshot *first = kit_take(m);
    KIT_PUT(m, "area", "a", "level", "ward");
    locality_snapshot *second = kit_take(m);
    kit_well(locality_snapshot_column(first, kind, field, &a, NULL), "a");
    kit_well(locality_snapshot_column(second, kind, field, &b, NULL), "b");
    CU_ASSERT_PTR_EQUAL(a.row, b.row);
    kit_well(kit_set(m, "change", "c1", "value", "0.25"), "c1");
    locality_snapshot *third = kit_take(m);
    KIT_FIELD(first, "post", "proposed/north", "fte", "0.5");
    KIT_FIELD(second, "post", "proposed/north", "fte", "0.5");
    KIT_FIELD(third, "post", "proposed/north", "fte", "0.25");
    KIT_PUT(m, "post", "late", "structure", "current", "reports_to", "north");
    locality_snapshot *fourth = kit_take(m);
    KIT_FIELD(fourth, "post", "proposed/late", "reports_to", "proposed/north");
    TEST_NUMBER(locality_snapshot_count(third, kind), 7);
    kit_well(locality_model_remove(m, "change", "c1", &kit_error), "c1");
    kit_well(kit_set(m, "structure", "proposed", "baseline", NULL), "no overlay");
    locality_snapshot *fifth = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(fifth, kind), 5);
    TEST_NUMBER(locality_snapshot_count(fourth, kind), 9);
    KIT_FIELD(fifth, "post", "late", "reports_to", "north");
    locality_snapshot_release(first);
    locality_snapshot_release(second);
    locality_snapshot_release(third);
    locality_snapshot_release(fourth);
    locality_snapshot_release(fifth);
    locality_model_free(m);
}

static void an_overlay_of_nothing_is_empty(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "structure", "a", "status", "current");
    KIT_PUT(m, "structure", "b", "baseline", "a");
    locality_snapshot *s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post), 0);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_unit), 0);
    locality_snapshot_release(s);
    locality_model_free(m);
}

static void an_applied_structure_is_no_overlay_any_more(void) {
    locality_model *m = service();
    locality_snapshot *s;
    KIT_PUT(m, "structure", "listed", "baseline", "current", "applied", "yes");
    KIT_PUT(m, "post", "listed/head", "structure", "listed", "origin", "head", "fte", "2");
    /* what its changes were is kept, and nothing is done again, even where they would not fit */
    KIT_PUT(m, "change", "x", "structure", "listed", "verb", "set", "subject", "post:head", "field",
            "fte", "expected", "7", "value", "9");
    KIT_PUT(m, "change", "y", "structure", "listed", "verb", "set");
    s = kit_take(m);
    TEST_NUMBER(locality_snapshot_count(s, LOC_KIND_post),
                8); /* 4, 3 of the overlay beside, and its own */
    KIT_FIELD(s, "post", "listed/head", "fte", "2");
    KIT_FIELD(s, "structure", "listed", "baseline", "current");
    locality_snapshot_release(s);
    kit_set(m, "structure", "listed", "applied", "no");
    TEST_NUMBER(take(m), LOCALITY_DUPLICATE); /* an overlay again: it brings a copy of the head */
    locality_model_free(m);
}

static const test_case cases[] = {
    {"an overlay copies its baseline and leads references to the copies",
     copies_the_baseline_with_its_references},
    {"changes apply in order of sequence, then id", applies_changes_in_their_order},
    {"a change that expects another value is a conflict", expects_what_it_says},
    {"a structure whose changes are applied is no overlay any more",
     an_applied_structure_is_no_overlay_any_more},
    {"a record ceases, and what still names it dangles", ceases_records},
    {"an overlay has records of its own", has_records_of_its_own},
    {"overlays lie over overlays", lays_overlays_over_overlays},
    {"circles of baselines are refused with their path", circles_of_baselines_are_refused},
    {"changes that cannot be are refused", refuses_changes_that_cannot_be},
    {"a value that names nothing dangles", a_dangling_value_is_found},
    {"aliases lead into overlays", names_lead_into_overlays_by_alias},
    {"an overlay is kept until something changes", is_kept_until_something_changes},
    {"an overlay of nothing is empty", an_overlay_of_nothing_is_empty},
};

TEST_MAIN("model: overlay", cases)
