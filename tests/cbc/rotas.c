/* Rotas through CBC: random ones against trying all, and public instances with proved values, where
 * they are there: in the folder that LOCALITY_GOLDEN names (an index of each family says who proved what).
 * The families roster-nrp, roster-inrc2 and roster-chic have no proved values, only the best that somebody
 * found: they are not run. */
#include <stdlib.h>

#include "cbc/roster.h"
#include "locality-cbc.h"
#include "unit/allocation/duties.h"
#include "unit/rota/draws.h"

#define DRAWS 200

static locality_program_solver cbc(void) {
    locality_program_solver solver;

    CU_ASSERT_EQUAL(locality_cbc_solver(NULL, &solver, NULL), LOCALITY_OK);
    return solver;
}

/* ---- Random rotas ---------------------------------------------------------------------------- */

static void judge(const instance *in, const given *g, const tried *best, const char *name,
                  unsigned *by_solver) {
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_program_solver solver = cbc();
    locality_rota *rota = NULL;
    locality_rota_value value;
    locality_error error;
    int64_t load[PEOPLE] = {0};

    options.order = in->order;
    options.work_limit = 1; /* all is open */
    options.solver = &solver;
    if (!TEST_ROW(locality_rota_solve(&g->problem, &options, NULL, &rota, &error) == LOCALITY_OK,
                  name)) {
        printf("%s\n", error.message);
        return;
    }
    locality_rota_value_of(rota, &value, NULL);
    *by_solver += value.proof == LOCALITY_ROTA_BY_SOLVER && strcmp(value.proved_by, "CBC") == 0;
    for (size_t k = 0; k < locality_rota_burdens(rota); k++) {
        locality_rota_burden b;
        locality_rota_burden_at(rota, k, &b, NULL);
        load[b.id[1] - '0'] = b.periods;
    }
    locality_rota_free(rota);
    if (!best->found) {
        TEST_ROW(value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
        return;
    }
    TEST_ROW(value.verdict == LOCALITY_ALLOCATION_OPTIMAL && value.filled == best->filled &&
                 value.cost == best->cost,
             name);
    TEST_ROW(in->order == LOCALITY_ROTA_CHEAP || compare_burdens(in, load, best->load) == 0, name);
}

static void rotas_are_the_best(void) {
    test_random random = {1511, 0};
    unsigned by_solver = 0;
    char name[32];

    for (int draw = 0; draw < DRAWS; draw++) {
        instance in;
        tried best;
        given g;
        draw_instance(&in, &random, 1);
        try_all(&best, &in);
        give(&in, &random, &g);
        snprintf(name, sizeof name, "draw %d", draw);
        judge(&in, &g, &best, name, &by_solver);
    }
    CU_ASSERT(by_solver > DRAWS / 2);
}

/* Two people, 36 weeks and two weeks of rest: the search of the library does not come to an end within its limit
 * here, CBC does at once. */
static void what_the_search_leaves_open_is_closed(void) {
    static const locality_rota_window window[] = {{0, 0, 0, 35, 1}, {1, 0, 0, 35, 2}};
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_program_solver solver = cbc();
    locality_rota *rota = NULL;
    locality_rota_certificate c;
    locality_rota_value value;

    problem.periods = 36;
    problem.candidates = 2;
    problem.demands = 1;
    problem.window = window;
    problem.windows = 2;
    problem.spell_most = 1;
    problem.rest = 2;
    options.work_limit = UINT64_C(1) << 22;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, NULL), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_FEASIBLE);
    TEST_NUMBER(value.filled_most, 36);
    locality_rota_free(rota);
    options.solver = &solver;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, NULL), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(value.proof, LOCALITY_ROTA_BY_SOLVER);
    TEST_TEXT(value.proved_by, "CBC");
    TEST_NUMBER(value.filled, 24);
    TEST_NUMBER(value.filled_most, 24);
    locality_rota_certificate_of(rota, &c, NULL);
    TEST_NUMBER(c.bound_holdings, 36); /* what there would be without rest */
    CU_ASSERT_EQUAL(locality_rota_check(&problem, &c, NULL, NULL), LOCALITY_OK);
    locality_rota_free(rota);
}

/* ---- Public instances ------------------------------------------------------------------------ */

/* A file of the folder as text; null where it is not there. */
static char *golden_text(const char *name) {
    const char *folder = getenv("LOCALITY_GOLDEN");
    char path[600], *text = NULL;
    size_t room = (size_t)1 << 20;

    snprintf(path, sizeof path, "%s/allocation/%s", folder != NULL ? folder : "", name);
    FILE *file = folder != NULL ? fopen(path, "r") : NULL;
    if (file == NULL) {
        printf("      skipped: %s: no reference case (LOCALITY_GOLDEN)\n", name);
        return NULL;
    }
    text = calloc(room, 1);
    if (text != NULL) {
        CU_ASSERT(fread(text, 1, room - 1, file) > 0);
    }
    fclose(file);
    return text;
}

/* District co-ordinators: as the library's own search reaches them, with nothing left to it. */
static void duties_reach_their_values(void) {
    locality_program_solver solver = cbc();
    static duty d;

    for (size_t k = 0; k < DUTIES; k++) {
        char *text = golden_text(duty_rows[k].name);
        if (text != NULL) {
            duty_read(&d, text);
            TEST_NUMBER(duty_best(&d, 1, &solver), duty_rows[k].value);
        }
        free(text);
    }
}

/* On-call rosters (MiniZinc benchmarks): week days and weekends shared by work load, as few days in a row as can
 * be. A rota knows no kinds of days, so each is a program of its own. */
static void rosters_reach_their_values(void) {
    static const struct {
        const char *name;
        int64_t value;
    } rows[] = {{"roster-oncall/4s-23d.dzn", 2},
                {"roster-oncall/10s-150d.dzn", 5},
                {"roster-oncall/20s-200d.dzn", 2}};
    locality_program_solver solver = cbc();
    static roster r;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        char *text = golden_text(rows[k].name);
        if (text != NULL) {
            roster_read(&r, text);
            TEST_NUMBER(roster_solve(&r, &solver), rows[k].value);
            TEST_NUMBER(roster_worth(&r), rows[k].value);
        }
        free(text);
    }
}

static const test_case cases[] = {
    {"rotas are the best", rotas_are_the_best},
    {"what the search leaves open is closed", what_the_search_leaves_open_is_closed},
    {"duties of co-ordinators reach their values", duties_reach_their_values},
    {"on-call rosters reach their values", rosters_reach_their_values},
};

TEST_MAIN("CBC: rotas", cases)
