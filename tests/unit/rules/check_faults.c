/* Refused memory: a check by rules that use every clause, and that give every verdict, survives the refusal of
 * each of its allocations. */
#include "support/fault.h"
#include "town.h"

static const char rules[] =
    "parameter cap : count = 2 \"Most\"\nparameter who : post\nparameter word_used : text = \"a "
    "b\"\n"
    "define doubled(p in post) = p.posts * 2\n"
    "define well_known(p) = p.senior or title_of(p) is known \"Known\"\n"
    "define title_of(p) = p.title\n"
    "rule A \"a\"\n source \"CD\", \"1\"\n strength should, inferred\n"
    " for p in post where p.level <= 3, n in {1, 2}\n when p.posts > 0\n except p.basis = user\n"
    " needs p.posts is known \"how many\"\n let twice = doubled(p)\n require twice <= cap * n\n"
    " require well_known(p)\n warn p.senior is missing \"no level of {p.title}\"\n"
    " says \"{p.title}: {twice, 1} {word_used}\"\n remedy \"Less.\"\n"
    "rule B \"b\"\n require who.posts = 1\n"
    "rule C \"c\"\n needs structure current.stated_fte > 0 \"the total\"\n require 1 < 2\n"
    "rule D \"d\"\n for r in risk where r.id = \"x\"\n require 1 < 2\n"
    "rule E \"e\"\n for a in members(area_group rest)\n require a.level = district\n"
    "rule F \"f\"\n require area \"The Old Park\".name = \"Park\"\n require depth(post worker) = "
    "1\n"
    "rule G \"g\"\n for p in post\n require p.title = \"Lead\"\n"
    "rule H \"h\"\n when 2 < 1\n require 1 < 2\n";

static const char *const dated[] = {
    "parameter fee type=money value=50 status=secondary citation=Act",
    "parameter fee-1 value=100 value_of=fee starts=2010-04-01 ends=2011-03-31 status=unverified",
};

static locality_status put_all(locality_model *model, locality_error *error) {
    static const char last[] = "rule Z \"z\"\n require fee > £70\n";
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; i < TEST_COUNT(town_rows) && status == LOCALITY_OK; i++)
        status = paper_put(model, town_rows[i], error);
    for (size_t i = 0; i < TEST_COUNT(dated) && status == LOCALITY_OK; i++)
        status = paper_put(model, dated[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, rules, strlen(rules), "town.rules", error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, last, strlen(last), NULL, error);
    return status;
}

static locality_status check_town(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    static const locality_setting given = {"cap", "1"};
    const locality_check_options *options = state;
    locality_check_options overridden = LOCALITY_CHECK_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_findings *findings = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    if (options == NULL) {
        overridden.parameters = &given;
        overridden.parameters_count = 1;
        options = &overridden;
    }
    if (status == LOCALITY_OK)
        status = put_all(model, error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK) {
        status = locality_check(snapshot, options, &findings, error);
        if ((findings != NULL) != (status == LOCALITY_OK) ||
            locality_findings_count(findings) != (findings != NULL ? 9u : 0u))
            status = LOCALITY_CONFLICT;
    }
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void survives_every_refusal(void) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    fault_drive("a check", check_town, NULL, 300);
    options.structure = "proposed";
    options.max_cases = 1;
    options.max_witnesses = 1;
    fault_drive("a check that keeps little", check_town, &options, 300);
}

/* What a refused allocation leaves behind does not change what the next check of the same snapshot says. */
static void a_failed_check_leaves_the_snapshot_as_it_was(void) {
    for (size_t at = 0; at < 60; at++) {
        fault_allocator fault;
        locality_model *model = NULL;
        locality_snapshot *snapshot = NULL;
        locality_findings *findings[2] = {NULL, NULL};
        char *said[2];
        fault_allocator_init(&fault, FAULT_NEVER, 0);
        town_well(locality_model_new(NULL, &fault.allocator, &model, &town_error), "model");
        town_well(put_all(model, &town_error), "rows");
        town_well(locality_snapshot_take(model, &snapshot, &town_error), "snapshot");
        fault.counter = (fault_counter){.mode = FAULT_ONCE, .at = at * 7};
        locality_status status = locality_check(snapshot, NULL, &findings[0], &town_error);
        CU_ASSERT_TRUE(status == LOCALITY_OK || status == LOCALITY_NO_MEMORY);
        fault.counter = (fault_counter){.mode = FAULT_NEVER};
        locality_findings_free(findings[0]);
        for (size_t i = 0; i < 2; i++) {
            findings[i] = town_check(snapshot, NULL);
            said[i] = town_written(findings[i]);
        }
        TEST_NUMBER(locality_findings_count(findings[0]), 9);
        TEST_TEXT(said[1], said[0]);
        for (size_t i = 0; i < 2; i++) {
            free(said[i]);
            locality_findings_free(findings[i]);
        }
        locality_snapshot_release(snapshot);
        locality_model_free(model);
        fault_allocator_clean(&fault, "a check after a failure");
    }
}

static const test_case cases[] = {
    {"every allocation of a check may fail", survives_every_refusal},
    {"a check that failed leaves the snapshot as it was",
     a_failed_check_leaves_the_snapshot_as_it_was},
};

TEST_MAIN("rules/check_faults", cases)
