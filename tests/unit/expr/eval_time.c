/* Tests: places in time and codes in the language. */
#include "eval_kit.h"
#include "support/fault.h"

static locality_snapshot *snapshot;

static void put_all(locality_model *model) {
    kit_put(model, "area", "county", "level", "county", "parent", "none", "ends", "2021-03-31",
            "successors", "north south", "code", "E10000099", NULL);
    kit_put(model, "area", "old", "name", "Old", "level", "district", "parent", "county", "ends",
            "2019-03-31", "successor", "new", "code", "E07000901", NULL);
    kit_put(model, "area", "elder", "level", "borough", "parent", "county", "ends", "2019-03-31",
            "successor", "new", "code", "E06000901", NULL);
    kit_put(model, "area", "new", "name", "New", "level", "district", "parent", "county", "starts",
            "2019-04-01", "code", "E99000001", NULL);
    kit_put(model, "area", "north", "level", "unitary", "parent", "none", "starts", "2021-04-01",
            "code", "X1", NULL);
    kit_put(model, "area", "south", "level", "unitary", "parent", "none", "starts", "2021-04-01",
            NULL);
    kit_put(model, "area", "vague", "parent", "none", "successor", "someday", NULL);
    kit_put(model, "area", "someday", "parent", "none", NULL);
    kit_put(model, "area", "gone", "parent", "none", "ends", "2010-12-31", NULL);
    kit_put(model, "area", "finished", "parent", "none", "ends", "2010-12-31", "successor", "none",
            NULL);
    kit_put(model, "alias", "a1", "record", "area:new", "text", "E07000900", "ends", "2020-12-31",
            NULL);
    kit_put(model, "alias", "a2", "record", "area:new", "text", "Newer", "starts", "2020-06", NULL);
    kit_put(model, "structure", "plan", "effective", "2018-04-01", "ends", "2020-03-31", NULL);
    kit_put(model, "role", "lead", NULL);
    kit_put(model, "post", "p1", "structure", "plan", "serves", "old elder new", NULL);
    kit_put(model, "post", "p2", "serves", "old", NULL);
    kit_put(model, "allocation", "x1", "role", "lead", "area", "old", "starts", "2018-04-01", NULL);
    kit_put(model, "allocation", "x2", "role", "lead", "area", "new", "starts", "2018-04-01",
            "ends", "2019-12-31", NULL);
    kit_put(model, "note", "n1", "about", "allocation:x1", "text", "T", NULL);
    kit_put(model, "note", "n2", "text", "T", NULL);
}

static const struct row {
    const char *expression, *answer;
} rows[] = {
    {"exists(area old, 2019-03-31)", "yes"},
    {"exists(area old, 2019-04-01)", "no"},
    {"exists(area old, date 2019)", "unknown"},
    {"exists(area new, 2019-03-31)", "no"},
    {"exists(area vague, 2019-03-31)", "unknown"},
    {"exists(area someday, 2019-03-31)", "yes"},
    {"exists(area old, as_at)", "unknown"},
    {"exists(parent(area county), 2019-03-31)", "no"},
    {"count(a in area where exists(a, 2019-04-01))", "between 3 and 4"},
    {"successors(area old).id", "new"},
    {"successors(area county).id", "north; south"},
    {"size(successors(area new))", "0"},
    {"size(successors(area gone))", "at least 0"},
    {"size(successors(area finished))", "0"},
    {"successors(area old, 2019-03-31).id", "old"},
    {"successors(area old, 2019-04-01).id", "new"},
    {"successors(area new, 2019-03-31).id", "old; elder"},
    {"successors(area county, 2022-01-01).id", "north; south"},
    {"successors(area old, date 2019).id", "old?; new?"},
    {"size(successors(area old, date 2019))", "between 0 and 2"},
    {"size(successors(area finished, 2011-01-01))", "0"},
    {"size(successors(area gone, 2011-01-01))", "at least 0"},
    {"size(successors(area new, 2011-01-01)) = 2", "yes"},
    {"area new in successors(area elder, 2020-01-01)", "yes"},
    {"predecessors(area new).id", "old; elder"},
    {"predecessors(area north).id", "county"},
    {"size(predecessors(area old))", "0"},
    {"outlived(post p1).id", "old; elder"},
    {"premature(post p1).id", "new"},
    {"size(outlived(post p2))", "0"},
    {"outlived(allocation x1).id", "old?"},
    {"size(outlived(allocation x1)) = 0", "unknown"},
    {"size(outlived(allocation x2))", "0"},
    {"premature(allocation x2).id", "new"},
    {"size(outlived(note n1))", "0"},
    {"outlived(note n1.about).id", "old?"},
    {"size(outlived(note n2.about))", "at least 0"},
    {"count(x in allocation where size(outlived(x)) > 0)", "between 0 and 1"},
    {"code_fits(area old)", "yes"},
    {"code_fits(area elder)", "yes"},
    {"code_fits(area new)", "unknown"},
    {"code_fits(area north)", "no"},
    {"code_fits(area south)", "unknown"},
    {"code_entity(area old.code)", "Non-metropolitan District"},
    {"code_entity(area new.code)", "unknown"},
    {"code_entity(area south.code)", "unknown"},
    {"code_country(\"W06000001\")", "Wales"},
    {"code_country(\"W0600000\")", "unknown"},
    {"named(area new, \"E07000900\")", "yes"},
    {"named(area new, \"E07000900\", 2020-12-31)", "yes"},
    {"named(area new, \"E07000900\", 2021-01-01)", "no"},
    {"named(area new, \"Newer\", 2020-05-31)", "no"},
    {"named(area new, \"Newer\", 2020-06-15)", "unknown"},
    {"named(area new, \"Newer\", 2020-07-01)", "yes"},
    {"named(area new, \"New\", 1900-01-01)", "yes"},
    {"named(area new, \"Nothing\", 2020-07-01)", "no"},
};

static void take(const locality_allocator *allocator) {
    locality_model *model = NULL;
    kit_well(locality_model_new(NULL, allocator, &model, &kit_error), "model");
    put_all(model);
    snapshot = kit_take(model);
    locality_model_free(model);
}

static locality_status ask(const char *expression, const locality_range *as_at, char *text,
                           size_t size) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_answer *answer = NULL;
    options.as_at = as_at;
    locality_status status =
        locality_query(snapshot, expression, strlen(expression), &options, &answer, &kit_error);
    text[0] = '\0';
    for (size_t r = 0; r < locality_answer_rows(answer); r++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%s%s", r > 0 ? "; " : "",
                 locality_answer_text(answer, r, 0),
                 locality_answer_certainty(answer, r) == LOCALITY_TRUE ? "" : "?");
    }
    locality_answer_free(answer);
    return status;
}

static void places_have_a_time(void) {
    char text[400];
    take(NULL);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        kit_well(ask(rows[i].expression, NULL, text, sizeof text), rows[i].expression);
        if (!TEST_TEXT(text, rows[i].answer))
            printf("  in %s\n", rows[i].expression);
    }
    locality_snapshot_release(snapshot);
}

static void the_date_asked_about_ends_what_has_no_end(void) {
    const locality_range later = {18262, 18262}; /* 2020-01-01 */
    char text[400];
    take(NULL);
    kit_well(ask("outlived(allocation x1).id", &later, text, sizeof text), "later");
    TEST_TEXT(text, "old");
    kit_well(ask("outlived(post p2).id", &later, text, sizeof text), "later");
    TEST_TEXT(text, "old?");
    kit_well(ask("exists(area old, as_at)", &later, text, sizeof text), "later");
    TEST_TEXT(text, "no");
    locality_snapshot_release(snapshot);
}

static void what_is_not_said_of_the_time_is_named(void) {
    static const struct row missing[] = {
        {"exists(area vague, 2020-01-01)", "ends of area vague is not given"},
        {"size(successors(area gone)) = 0", "successor of area gone is not given"},
        {"size(outlived(allocation x1)) = 0", "ends of allocation x1 is not given"},
    };
    take(NULL);
    for (size_t i = 0; i < TEST_COUNT(missing); i++) {
        locality_answer *answer = NULL;
        kit_well(locality_query(snapshot, missing[i].expression, strlen(missing[i].expression),
                                NULL, &answer, &kit_error),
                 missing[i].expression);
        CU_ASSERT(locality_answer_missing(answer) > 0);
        if (locality_answer_missing(answer) > 0)
            TEST_TEXT(locality_answer_missing_at(answer, 0)->what, missing[i].answer);
        locality_answer_free(answer);
    }
    locality_snapshot_release(snapshot);
}

static void arguments_have_their_types(void) {
    static const char *const wrong[] = {
        "exists(area old)",
        "exists(post p1, 2020-01-01)",
        "exists(area old, 3)",
        "successors(post p1)",
        "successors(area old, \"x\")",
        "predecessors()",
        "outlived(3)",
        "outlived(\"old\")",
        "code_entity(3)",
        "code_fits(post p1)",
        "named(area old, \"x\", 3)",
        "premature(area old, area new)",
        "named(area old, \"x\", 2020-01-01, 2020-01-01)",
    };
    char text[400];
    take(NULL);
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        locality_status status = ask(wrong[i], NULL, text, sizeof text);
        TEST_ROW(status == LOCALITY_TYPE || status == LOCALITY_SYNTAX, wrong[i]);
    }
    locality_snapshot_release(snapshot);
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    static const char all[] =
        "list(a.id, successors(a, 2020-01-01).id, predecessors(a).id, exists(a, 2019-01-01), "
        "code_fits(a), code_entity(a.code), named(a, \"Newer\", 2020-07-01), "
        "list(outlived(x).id for x in allocation), list(premature(p).id for p in post) "
        "for a in area)";
    locality_model *model = NULL;
    locality_answer *answer = NULL;
    locality_snapshot *own = NULL;
    (void)state;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    const locality_named_value ends[] = {
        {.field = "ends", .value = {.type = LOCALITY_TYPE_TEXT, .text = "2019-03-31"}},
        {.field = "successor", .value = {.type = LOCALITY_TYPE_TEXT, .text = "b"}}};
    if (status == LOCALITY_OK)
        status = locality_model_put(model, "area", "a", ends, 2, error);
    if (status == LOCALITY_OK)
        status = locality_model_put(model, "area", "b", NULL, 0, error);
    if (status == LOCALITY_OK)
        status = locality_model_put(
            model, "allocation", "x",
            (locality_named_value[]){
                {.field = "area", .value = {.type = LOCALITY_TYPE_TEXT, .text = "a"}},
                {.field = "starts", .value = {.type = LOCALITY_TYPE_TEXT, .text = "2020-01-01"}}},
            2, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &own, error);
    if (status == LOCALITY_OK)
        status = locality_query(own, all, strlen(all), NULL, &answer, error);
    locality_answer_free(answer);
    locality_snapshot_release(own);
    locality_model_free(model);
    return status;
}

static void survives_every_refusal(void) {
    fault_drive("places in time in the language", work, NULL, 100);
}

static const test_case cases[] = {
    {"places have a time in the language", places_have_a_time},
    {"the date asked about ends what has no end", the_date_asked_about_ends_what_has_no_end},
    {"what is not said of the time of a place is named", what_is_not_said_of_the_time_is_named},
    {"arguments have their types", arguments_have_their_types},
    {"functions of time survive every refused allocation", survives_every_refusal},
};

TEST_MAIN("expr: places in time", cases)
