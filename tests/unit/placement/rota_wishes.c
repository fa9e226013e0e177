/* Rotas of placements: what the caller settles for a time, the audit, and the solver that a host brings. */
#include "locality/program.h"
#include "support/fault.h"
#include "unit/placement/county.h"

#define APRIL 16892 /* 2016-04-01 */
#define MAY 16922
#define JUNE 16953
#define JULY 16983  /* 2016-07-01 */
#define MARCH 17256 /* 2017-03-31 */

/* Until the middle of May Bob is no candidate; the north is a place until the end of 2016. */
static const char wish_rules[] =
    "allocate TURNS \"Who leads when\"\n"
    "  candidates p in person where p.post.serves overlaps {area \"north\", area \"south\"}\n"
    "    and (p.id != \"bob\" or as_at >= 2016-05-15)\n"
    "  places a in area where a.id = \"south\" or (a.id = \"north\" and as_at < 2017-01-01)\n"
    "  role \"lead\"\n"
    "  eligible T-1 \"serves\" : p.post.serves has a\n"
    "  eligible T-2 \"has half a post\" : p.fte >= 0.5\n"
    "  fixed \"agreed\" : p.id = \"fay\" and a.id = \"south\" and as_at <= 2016-04-30\n"
    "  barred \"was asked not to\" : p.id = \"fay\" and a.id = \"south\" and as_at >= 2016-06-01\n"
    "    and as_at <= 2016-06-30\n"
    "  prefer least \"nothing\" : 0\n"
    "  share p.fte\n";

static locality_status ask(const locality_placement_rota_wish *wishes, size_t count,
                           locality_placement_rota **rota) {
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, wish_rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;

    options.first = APRIL;
    options.last = MARCH;
    options.wishes = wishes;
    options.wishes_count = count;
    locality_status status =
        locality_placement_rota_solve(snapshot, "TURNS", &options, rota, &county_error);
    locality_snapshot_release(snapshot);
    return status;
}

static const char *holder(const locality_placement_rota *rota, const char *place, int64_t day) {
    locality_placement_rota_member where, who;
    locality_placement_spell spell;

    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        county_well(locality_placement_spell_at(rota, i, &spell, &county_error), "spell");
        county_well(locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_DEMANDS,
                                                      spell.place, &where, &county_error),
                    "place");
        if (strcmp(where.id, place) != 0 || day < spell.first || day > spell.last)
            continue;
        if (spell.candidate == LOCALITY_ROTA_NOBODY)
            return "nobody";
        county_well(locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_CANDIDATES,
                                                      spell.candidate, &who, &county_error),
                    "who");
        return who.id;
    }
    return "no place";
}

static int says(const locality_placement_rota *rota, const char *text) {
    for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
        if (strstr(locality_placement_rota_sentence_at(rota, i), text) != NULL)
            return 1;
    printf("not said: %s\n", text);
    return 0;
}

/* Ann is not eligible for the south; days outside the rota do not matter. */
static void what_is_settled_is_kept(void) {
    static const locality_placement_rota_wish wishes[] = {
        {"ann", "south", "asked for by her", APRIL + 61, JULY - 1, 1, 0},
        {"G.S.", "South", NULL, -5000, MAY - 1, 0, 0},
        {"gus", "south", "his turn", MARCH - 30, MARCH + 500, 1, 0},
    };
    locality_placement_rota *rota = NULL;
    locality_placement_spell spell;
    int kept = 0;

    county_well(ask(wishes, 1, &rota), "one wish");
    TEST_TEXT(holder(rota, "south", JUNE + 3), "ann");
    TEST_TEXT(holder(rota, "south", APRIL), "fay");
    CU_ASSERT(says(rota, "A.N., Planner is given South from 1 June 2016 to 30 June 2016: asked for "
                         "by her; not met: T-1."));
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        county_well(locality_placement_spell_at(rota, i, &spell, &county_error), "spell");
        kept += spell.is_fixed;
    }
    TEST_NUMBER(kept, 2); /* Fay's April, which the rules fix, and Ann's June */
    locality_placement_rota_free(rota);

    county_well(ask(wishes + 1, 2, &rota), "two wishes");
    TEST_TEXT(holder(rota, "south", MARCH), "gus");
    CU_ASSERT(says(rota, "G.S., Clerk is kept from South from 1 April 2016 to 30 April 2016: asked "
                         "for."));
    locality_placement_rota_free(rota);
}

/* What the rules fix is a record already; what the caller settles becomes one. */
static void what_the_caller_settles_is_written(void) {
    static const locality_placement_rota_wish wish = {"ann", "south", NULL, JUNE, JULY - 1, 1, 0};
    locality_placement_rota *rota = NULL;
    locality_model *model = county_model(0, NULL, 0, wish_rules);
    size_t added = 0, held = 0;

    county_well(ask(&wish, 1, &rota), "rota");
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        locality_placement_spell spell;
        county_well(locality_placement_spell_at(rota, i, &spell, &county_error), "spell");
        held += spell.candidate != LOCALITY_ROTA_NOBODY;
    }
    county_well(locality_placement_rota_write(rota, model, &added, &county_error), "write");
    TEST_NUMBER(added, held - 1);
    locality_model_free(model);
    locality_placement_rota_free(rota);
}

static void what_cannot_be_is_refused(void) {
    static const struct {
        locality_placement_rota_wish wish[2];
        size_t count;
        locality_status status;
        const char *words;
    } rows[] = {
        {{{"zoe", "south", NULL, APRIL, MARCH, 1, 0}}, 1, LOCALITY_NOT_FOUND, "no candidate"},
        {{{"ann", "narnia", NULL, APRIL, MARCH, 1, 0}}, 1, LOCALITY_NOT_FOUND, "no place"},
        {{{NULL, "south", NULL, APRIL, MARCH, 1, 0}}, 1, LOCALITY_INVALID, "lacks its candidate"},
        {{{"ann", NULL, NULL, APRIL, MARCH, 1, 0}}, 1, LOCALITY_INVALID, "lacks its candidate"},
        {{{"ann", "south", "\xff", APRIL, MARCH, 1, 0}}, 1, LOCALITY_ENCODING, "UTF-8"},
        {{{"ann", "south", NULL, JUNE, MAY, 1, 0}}, 1, LOCALITY_INVALID, "ends before it begins"},
        {{{"ann", "south", NULL, MARCH + 1, MARCH + 9, 0, 0}},
         1,
         LOCALITY_INVALID,
         "A.N., Planner in South from 2017-04-01 to 2017-04-09: the rota has none of these days"},
        {{{"ann", "south", NULL, MAY + 1, MARCH, 1, 0}}, 1, LOCALITY_INVALID, "whole periods"},
        {{{"ann", "south", NULL, MAY, JUNE + 1, 1, 0}}, 1, LOCALITY_INVALID, "whole periods"},
        {{{"ann", "south", NULL, MAY, JULY - 1, 1, 0}, {"ann", "south", NULL, JUNE, MARCH, 0, 0}},
         2,
         LOCALITY_CONFLICT,
         "and South, from 2016-06-01 to 2016-06-30: both fixed and barred"},
        {{{"ann", "south", NULL, JUNE, MARCH, 0, 0}, {"ann", "south", NULL, MAY, JULY - 1, 1, 0}},
         2,
         LOCALITY_CONFLICT,
         "and South, from 2016-06-01 to 2016-06-30: both fixed and barred"},
        {{{"fay", "south", NULL, APRIL, APRIL, 0, 0}}, 1, LOCALITY_CONFLICT, "fixed and barred"},
        {{{"fay", "south", NULL, JUNE, JULY - 1, 1, 0}}, 1, LOCALITY_CONFLICT, "fixed and barred"},
        {{{"bob", "north", NULL, MAY, JUNE - 1, 1, 0}},
         1,
         LOCALITY_CONFLICT,
         "the person is no candidate on all of these days"},
        {{{"ann", "north", NULL, APRIL, MARCH, 1, 0}},
         1,
         LOCALITY_CONFLICT,
         "from 2017-01-01 to 2017-01-31: fixed, and the place is not there"},
        {{{"ann", "south", NULL, MAY, MARCH, 1, 0}, {"ann", "north", NULL, MAY, JUNE - 1, 1, 0}},
         2,
         LOCALITY_CONFLICT,
         "A.N., Planner is fixed in North and in South from 2016-05-01 to 2016-05-31: nobody "
         "holds two places at once"},
        {{{"fay", "north", NULL, APRIL, MAY - 1, 1, 0}},
         1,
         LOCALITY_CONFLICT,
         "is fixed in North and in South"},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_placement_rota *rota = (locality_placement_rota *)&county_error;
        TEST_NUMBER(ask(rows[k].wish, rows[k].count, &rota), rows[k].status);
        CU_ASSERT_PTR_NULL(rota);
        TEST_ROW(strstr(county_error.message, rows[k].words) != NULL, county_error.message);
    }
    locality_placement_rota *rota = NULL;
    TEST_NUMBER(ask(NULL, 1, &rota), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(rota);
}

/* ---- The audit ------------------------------------------------------------------------------- */

static char *audit_of(const locality_placement_rota *rota) {
    size_t length = 0, again = 0;
    char small[8];

    county_well(locality_placement_rota_audit(rota, NULL, 0, &length, &county_error), "length");
    TEST_NUMBER(locality_placement_rota_audit(rota, small, sizeof small, NULL, &county_error),
                LOCALITY_LIMIT);
    char *text = calloc(length + 1, 1);
    county_well(locality_placement_rota_audit(rota, text, length + 1, &again, &county_error),
                "audit");
    TEST_NUMBER(again, length);
    TEST_NUMBER(strlen(text), length);
    return text;
}

static void an_audit_has_everything(void) {
    static const char *const parts[] = {
        "{\n  \"locality_rota\": \"1\",\n  \"input_sha256\": \"",
        "\"allocation\": \"TURNS\"",
        "\"every\": \"month\"",
        "\"first\": \"2016-04-01\",\n  \"last\": \"2017-03-31\"",
        ("\"wishes\": [\n    {\"candidate\": 0, \"place\": 1, \"first\": 2, \"last\": 2, "
         "\"fixed\": true, \"reason\": \"asked for\"}]"),
        "\"conditions\": [\n    {\"id\": \"T-1\", \"words\": \"serves\"",
        "{\"id\": \"fay\", \"label\": \"F.A., Clerk\", \"share\": 500000, \"history\": 0}",
        "[\"2016-06-01\", \"2016-06-30\"]",
        "[1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]", /* the north, as long as it is there */
        "\"verdict\": \"proved optimal\"",
        "\"proof\": \"prices\"",
        "\"levels_by_prices\": 3",
        "\"places_needed\": 21,\n  \"places_filled\": 21",
        "\"coverage\": [\n    [[1, 1, 1], [1, 1, 1], [1, 1, 2]", /* needed, filled, eligible */
        "\"coverage_of_periods\": [[2, 2, 2]",
        "\"hand_overs\": [",
        "\"certificate\": {\"levels\": 3, \"levels_by_prices\": 3,",
        "\"bound\": [],",
        "\"sentences\": [\n    \"640 of 640 days of 2 places are covered",
    };
    static const locality_placement_rota_wish wish = {"ann", "south", NULL, JUNE, JULY - 1, 1, 0};
    locality_placement_rota *rota = NULL, *again = NULL, *other = NULL;
    locality_rota_certificate c;
    locality_rota_problem problem;

    county_well(ask(&wish, 1, &rota), "rota");
    county_well(ask(&wish, 1, &again), "again");
    county_well(ask(NULL, 0, &other), "other");
    char *text = audit_of(rota), *same = audit_of(again), *differs = audit_of(other);
    for (size_t k = 0; k < TEST_COUNT(parts); k++)
        if (!TEST_ROW(strstr(text, parts[k]) != NULL, parts[k]))
            printf("%s\n", text);
    TEST_TEXT(text, same);
    CU_ASSERT(strncmp(text, differs, 60) != 0); /* the hash is among them */
    county_well(locality_placement_rota_problem(rota, &problem, &county_error), "problem");
    county_well(locality_rota_certificate_of(locality_placement_rota_plan(rota), &c, &county_error),
                "certificate");
    TEST_NUMBER(problem.periods, 12);
    TEST_NUMBER(locality_rota_check(&problem, &c, NULL, &county_error), LOCALITY_OK);
    free(text);
    free(same);
    free(differs);
    locality_placement_rota_free(rota);
    locality_placement_rota_free(again);
    locality_placement_rota_free(other);
}

static void an_audit_tells_what_is_missing(void) {
    static const char rules[] = "allocate TURNS \"Who leads when\"\n"
                                "  candidates p in person\n  places a in area\n"
                                "  needs any(x in outcome) \"outcomes\"\n"
                                "  eligible T-1 \"serves\" : p.post.serves has a\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;
    locality_rota_problem problem;

    options.first = APRIL;
    options.last = MAY - 1;
    county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                "rota");
    char *text = audit_of(rota);
    CU_ASSERT(strstr(text, "\"verdict\": \"not solved\"") != NULL);
    CU_ASSERT(strstr(text, "\"certificate\": null") != NULL);
    CU_ASSERT(strstr(text, "Not evaluable; missing: outcomes.") != NULL);
    TEST_NUMBER(locality_placement_rota_problem(rota, &problem, &county_error), LOCALITY_NOT_FOUND);
    TEST_TEXT(county_error.message, "nothing was solved; missing: outcomes");
    TEST_NUMBER(locality_placement_rota_problem(NULL, &problem, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_rota_problem(rota, NULL, &county_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_placement_rota_audit(NULL, NULL, 0, NULL, &county_error),
                LOCALITY_INVALID);
    free(text);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
}

/* ---- A solver -------------------------------------------------------------------------------- */

static locality_status pass_on(void *self, const locality_program *program, uint64_t work_limit,
                               int64_t *value, locality_program_claim *claim,
                               locality_error *error) {
    locality_program_outcome outcome;
    locality_status status =
        locality_program_solve(program, NULL, NULL, value, &outcome, NULL, error);

    (void)work_limit;
    claim->verdict = self != NULL ? *(int32_t *)self : outcome.verdict;
    return status;
}

/* Spells of a month and a month of rest between two who may hold the north; who proves that is told. */
static void a_solver_is_named(void) {
    static const char rules[] = "allocate TURNS \"Who leads when\"\n"
                                "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
                                "  places a in area where a.id = \"north\"\n"
                                "  eligible T-1 \"serves\" : p.post.serves has a\n"
                                "  spell most 1\n  rest 2\n";
    static const struct {
        int32_t verdict;
        const char *words, *proof;
    } rows[] = {
        {LOCALITY_ALLOCATION_OPTIMAL,
         "61 of 91 days of 1 place are covered; proved by ours: no lawful rota in whole "
         "months fills more turns; proved by ours: none is fairer",
         "\"proof\": \"solver\",\n  \"proved_by\": \"ours\""},
        {LOCALITY_ALLOCATION_FEASIBLE,
         "covered; whether more can be covered was not settled within the limit",
         "\"proof\": \"none\",\n  \"proved_by\": \"\""},
    };
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
        locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
        locality_placement_rota *rota = NULL;
        int32_t verdict = rows[k].verdict;
        solver.name = "ours";
        solver.self = &verdict;
        solver.solve = pass_on;
        options.first = APRIL;
        options.last = JULY - 1;
        options.work_limit = 1;
        options.solver = &solver;
        county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                    "rota");
        CU_ASSERT(says(rota, rows[k].words));
        char *text = audit_of(rota);
        CU_ASSERT(strstr(text, rows[k].proof) != NULL);
        CU_ASSERT(strstr(text, "\"solver\": \"ours\"") != NULL);
        free(text);
        locality_placement_rota_free(rota);
    }
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_placement_rota *rota = NULL;
    options.first = APRIL;
    options.last = JULY - 1;
    options.solver = &solver;
    TEST_NUMBER(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                LOCALITY_INVALID);
    locality_snapshot_release(snapshot);
}

/* Without a solver: proved by search, with the bound that the prices prove. */
static void a_search_is_named(void) {
    static const char rules[] = "allocate TURNS \"Who leads when\"\n"
                                "  candidates p in person where p.id in {\"ann\", \"bob\"}\n"
                                "  places a in area where a.id = \"north\"\n"
                                "  eligible T-1 \"serves\" : p.post.serves has a\n"
                                "  spell most 1\n  rest 2\n";
    locality_snapshot *snapshot = county_take(county_model(0, NULL, 0, rules));
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota *rota = NULL;

    options.first = APRIL;
    options.last = JULY - 1;
    county_well(locality_placement_rota_solve(snapshot, NULL, &options, &rota, &county_error),
                "rota");
    CU_ASSERT(says(rota, "61 of 91 days of 1 place are covered; proved by search: no lawful rota "
                         "in whole months fills more turns; proved by search: none is fairer; the "
                         "search is checked"));
    char *text = audit_of(rota);
    CU_ASSERT(strstr(text, "\"proof\": \"search\",\n  \"proved_by\": \"locality\"") != NULL);
    CU_ASSERT(strstr(text, "\"bound\": [[") != NULL);
    CU_ASSERT(strstr(text, "\"search\": {\"is_checked\": true, \"bytes\": ") != NULL);
    CU_ASSERT(strstr(text, "\"proof\": \"6c6f63726f746131") != NULL); /* locrota1 */
    free(text);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static locality_status do_everything(void *state, const locality_allocator *allocator,
                                     locality_error *error) {
    static const locality_placement_rota_wish wish = {"ann", "north", "w", APRIL, APRIL + 5, 1, 0};
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_placement_rota *rota = NULL;
    char buffer[20000];
    locality_status status = locality_model_new(NULL, allocator, &model, error);

    (void)state;
    options.first = APRIL;
    options.last = APRIL + 5;
    options.every = LOCALITY_PLACEMENT_WEEKLY;
    options.wishes = &wish;
    options.wishes_count = 1;
    for (size_t i = 0; status == LOCALITY_OK && i < TEST_COUNT(county_rows); i++)
        status = paper_put(model, county_rows[i], error);
    if (status == LOCALITY_OK)
        status = locality_rules_load(model, wish_rules, strlen(wish_rules), "r.rules", error);
    if (status == LOCALITY_OK)
        status = locality_snapshot_take(model, &snapshot, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_solve(snapshot, NULL, &options, &rota, error);
    if (status == LOCALITY_OK)
        status = locality_placement_rota_audit(rota, buffer, sizeof buffer, NULL, error);
    locality_placement_rota_free(rota);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    return status;
}

static void refused_memory_is_survived(void) {
    fault_drive("wishes and audit of a rota", do_everything, NULL, 300);
}

static const test_case cases[] = {
    {"what is settled is kept", what_is_settled_is_kept},
    {"what the caller settles is written", what_the_caller_settles_is_written},
    {"what cannot be is refused", what_cannot_be_is_refused},
    {"an audit has everything", an_audit_has_everything},
    {"an audit tells what is missing", an_audit_tells_what_is_missing},
    {"a solver is named", a_solver_is_named},
    {"a search is named", a_search_is_named},
    {"every refusal of memory is survived", refused_memory_is_survived},
};

TEST_MAIN("placement rota wishes", cases)
