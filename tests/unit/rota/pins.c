/* Rotas that pins leave no room for: found without a search, and proved by the pins alone. */
#include "locality/rota.h"
#include "support/harness.h"
#include "support/random.h"

#define PERIODS 6
#define NONE LOCALITY_ROTA_NOBODY

/* Two candidates and two demands over six periods; all is open but what `shut` takes out: candidate 0 at
 * demand 0 from `shut[0]` to `shut[1]`. */
typedef struct row {
    const char *name;
    int32_t broken;
    size_t holdings;
    uint32_t least, most, rest;
    uint32_t shut[2];
    locality_rota_past past;
    locality_rota_window pin[2];
    size_t pins;
    int64_t limit; /* of candidate 0 */
} row;

static const row rows[] = {
    {"three of two that it may",
     LOCALITY_ROTA_MOST,
     3,
     0,
     0,
     0,
     {9, 9},
     {NONE, 0, 0, 0},
     {{0, 0, 1, 1, 0}, {0, 1, 3, 5, 0}},
     2,
     2},
    {"two for one place",
     LOCALITY_ROTA_NEEDED,
     2,
     0,
     0,
     0,
     {9, 9},
     {NONE, 0, 0, 0},
     {{0, 0, 0, 3, 0}, {1, 0, 3, 4, 0}},
     2,
     9},
    {"four running, three at most",
     LOCALITY_ROTA_SPELL_MOST,
     4,
     0,
     3,
     0,
     {9, 9},
     {NONE, 0, 0, 0},
     {{0, 0, 0, 0, 0}, {0, 0, 2, 5, 0}},
     2,
     9},
    {"two more after two before",
     LOCALITY_ROTA_SPELL_MOST,
     2,
     0,
     3,
     0,
     {9, 9},
     {0, 2, 0, 0},
     {{0, 0, 0, 1, 0}},
     1,
     9},
    {"open for two, three at least",
     LOCALITY_ROTA_SPELL_LEAST,
     1,
     3,
     0,
     0,
     {2, 4},
     {NONE, 0, 0, 0},
     {{0, 0, 1, 1, 0}, {0, 0, 5, 5, 0}},
     2,
     9}, /* the second may be short, for the rota ends */
    {"elsewhere with no rest",
     LOCALITY_ROTA_REST,
     2,
     0,
     0,
     2,
     {9, 9},
     {NONE, 0, 0, 0},
     {{0, 0, 1, 1, 0}, {0, 1, 3, 3, 0}},
     2,
     9},
    {"the same, and shut in between",
     LOCALITY_ROTA_REST,
     2,
     0,
     0,
     2,
     {2, 2},
     {NONE, 0, 0, 0},
     {{0, 0, 1, 1, 0}, {0, 0, 3, 3, 0}},
     2,
     9},
    {"too soon after something else",
     LOCALITY_ROTA_REST,
     1,
     0,
     0,
     3,
     {9, 9},
     {1, 1, 1, 0},
     {{0, 0, 1, 1, 0}},
     1,
     9},
    {"too soon after the same",
     LOCALITY_ROTA_REST,
     1,
     0,
     0,
     3,
     {9, 9},
     {0, 1, 1, 0},
     {{0, 0, 1, 1, 0}},
     1,
     9},
};

/* What the library is given; kept together, for the problem borrows it. */
typedef struct given {
    locality_rota_window window[6];
    locality_rota_past past[2];
    int64_t most[2];
    locality_rota_problem problem;
} given;

static void give(const row *r, given *g) {
    const locality_rota_problem start = LOCALITY_ROTA_PROBLEM_INIT;
    size_t n = 0;

    if (r->shut[0] > 0) {
        g->window[n++] = (locality_rota_window){0, 0, 0, r->shut[0] - 1, 0};
    }
    if (r->shut[1] + 1 < PERIODS) {
        g->window[n++] = (locality_rota_window){0, 0, r->shut[1] + 1, PERIODS, 0};
    }
    g->window[n++] = (locality_rota_window){0, 1, 0, PERIODS, 0};
    g->window[n++] = (locality_rota_window){1, 0, 0, PERIODS, 0};
    g->window[n++] = (locality_rota_window){1, 1, 0, PERIODS, 0};
    g->past[0] = r->past;
    g->past[1] = (locality_rota_past){NONE, 0, 0, 0};
    g->most[0] = r->limit;
    g->most[1] = 99;
    g->problem = start;
    g->problem.periods = PERIODS;
    g->problem.candidates = 2;
    g->problem.demands = 2;
    g->problem.most = g->most;
    g->problem.past = g->past;
    g->problem.window = g->window;
    g->problem.windows = n;
    g->problem.pin = r->pin;
    g->problem.pins = r->pins;
    g->problem.spell_least = r->least;
    g->problem.spell_most = r->most;
    g->problem.rest = r->rest;
}

/* With a rule less, or a pin less, the claim does not hold any more. */
static void doubt(const row *r, const given *g, const locality_rota_certificate *c) {
    locality_rota_certificate less = *c;
    given other = *g;

    if (c->holdings > 1) {
        less.holdings--;
        TEST_ROW(locality_rota_check(&g->problem, &less, NULL, NULL) == LOCALITY_CONFLICT, r->name);
    }
    for (int32_t broken = 0; broken <= LOCALITY_ROTA_REST + 1; broken++) {
        less = *c;
        less.broken = broken;
        TEST_ROW((locality_rota_check(&g->problem, &less, NULL, NULL) == LOCALITY_OK) ==
                     (broken == r->broken),
                 r->name);
    }
    other.problem.pins = 0;
    TEST_ROW(locality_rota_check(&other.problem, c, NULL, NULL) == LOCALITY_CONFLICT, r->name);
    other = *g;
    other.problem.most = NULL;
    other.problem.past = NULL;
    other.problem.spell_least = other.problem.spell_most = other.problem.rest = 0;
    TEST_ROW((locality_rota_check(&other.problem, c, NULL, NULL) == LOCALITY_OK) ==
                 (r->broken == LOCALITY_ROTA_NEEDED),
             r->name);
    uint32_t nowhere[8] = {9, 9, 9, 9, 9, 9, 9, 9};
    less = *c;
    less.period = nowhere;
    TEST_ROW(locality_rota_check(&g->problem, &less, NULL, NULL) == LOCALITY_INVALID, r->name);
}

static void each_rule_is_found_and_proved(void) {
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        const row *r = &rows[k];
        given g;
        locality_rota *rota = NULL;
        locality_rota_value value;
        locality_rota_certificate c;
        locality_error error;
        give(r, &g);
        CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&g.problem, NULL, NULL, &rota, &error),
                              LOCALITY_OK);
        locality_rota_value_of(rota, &value, NULL);
        TEST_ROW(value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, r->name);
        TEST_ROW(value.proof == LOCALITY_ROTA_BY_PINS && value.branches == 0, r->name);
        TEST_ROW(locality_rota_holdings(rota) == 0, r->name);
        if (TEST_ROW(locality_rota_certificate_of(rota, &c, NULL) == LOCALITY_OK, r->name)) {
            TEST_NUMBER(c.broken, r->broken);
            TEST_NUMBER(c.holdings, r->holdings);
            TEST_ROW(locality_rota_check(&g.problem, &c, NULL, &error) == LOCALITY_OK, r->name);
            doubt(r, &g, &c);
        }
        locality_rota_free(rota);
    }
}

/* A demand is shut also while a candidate is absent, and while nobody is needed; a row without pins, with more than
 * it can be about, or of nobody, proves nothing. */
static void what_is_shut_is_shut_however_it_is(void) {
    static const locality_rota_window absence = {0, 0, 2, 2, 0};
    static const int64_t needed[2 * PERIODS] = {1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    row r = rows[6]; /* shut in between */
    given g;

    r.shut[0] = r.shut[1] = 9;
    give(&r, &g);
    for (int way = 0; way < 2; way++) {
        locality_rota *rota = NULL;
        locality_rota_certificate c, other;
        uint32_t twice[2] = {0, 0}, three[3] = {0, 0, 0}, periods[3] = {1, 3, 4};
        g.problem.absence = &absence;
        g.problem.absences = way == 0;
        g.problem.needed = way == 1 ? needed : NULL;
        CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&g.problem, NULL, NULL, &rota, NULL),
                              LOCALITY_OK);
        CU_ASSERT_EQUAL_FATAL(locality_rota_certificate_of(rota, &c, NULL), LOCALITY_OK);
        TEST_NUMBER(c.broken, LOCALITY_ROTA_REST);
        TEST_NUMBER(locality_rota_check(&g.problem, &c, NULL, NULL), LOCALITY_OK);
        other = c;
        other.holdings = 0;
        TEST_NUMBER(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_CONFLICT);
        other = c;
        other.period = twice; /* no pin in the first period */
        TEST_NUMBER(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_CONFLICT);
        other.candidate = (const uint32_t[]){7, 7};
        TEST_NUMBER(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_INVALID);
        other = c;
        other.demand = (const uint32_t[]){7, 7};
        TEST_NUMBER(locality_rota_check(&g.problem, &other, NULL, NULL), LOCALITY_INVALID);
        other = c;
        other.holdings = 3;
        other.candidate = other.demand = three;
        other.period = periods;
        locality_rota_window more[3] = {r.pin[0], r.pin[1], {0, 0, 4, 4, 0}};
        locality_rota_problem longer = g.problem;
        longer.pin = more;
        longer.pins = 3;
        TEST_NUMBER(locality_rota_check(&longer, &other, NULL, NULL), LOCALITY_CONFLICT);
        locality_rota_free(rota);
    }
}

/* Where a spell can be held on, or is long enough with what was before, nothing is broken. */
static void what_can_be_kept_is_kept(void) {
    static const row good[] = {
        {"held on in between",
         0,
         0,
         0,
         0,
         3,
         {9, 9},
         {NONE, 0, 0, 0},
         {{0, 0, 1, 1, 0}, {0, 0, 3, 3, 0}},
         2,
         9},
        {"held on from before", 0, 0, 0, 0, 3, {9, 9}, {0, 1, 0, 0}, {{0, 0, 2, 2, 0}}, 1, 9},
        {"long enough with the past", 0, 0, 3, 0, 0, {1, 5}, {0, 2, 0, 0}, {{0, 0, 0, 0, 0}}, 1, 9},
        {"short at the end", 0, 0, 3, 0, 0, {3, 4}, {NONE, 0, 0, 0}, {{0, 0, 5, 5, 0}}, 1, 9},
        {"three running, three at most",
         0,
         0,
         0,
         3,
         0,
         {9, 9},
         {NONE, 0, 0, 0},
         {{0, 0, 1, 3, 0}},
         1,
         9},
        {"another at once, without rest",
         0,
         0,
         0,
         2,
         0,
         {9, 9},
         {NONE, 0, 0, 0},
         {{0, 0, 1, 2, 0}, {0, 1, 3, 4, 0}},
         2,
         9},
    };

    for (size_t k = 0; k < TEST_COUNT(good); k++) {
        given g;
        locality_rota *rota = NULL;
        locality_rota_value value;
        give(&good[k], &g);
        CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&g.problem, NULL, NULL, &rota, NULL),
                              LOCALITY_OK);
        locality_rota_value_of(rota, &value, NULL);
        TEST_ROW(value.verdict == LOCALITY_ALLOCATION_OPTIMAL, good[k].name);
        locality_rota_free(rota);
    }
}

/* Whatever is drawn: what pins are said to break, the check finds broken. */
static void what_is_claimed_holds(void) {
    test_random random = {1601, 0};
    unsigned found[LOCALITY_ROTA_REST + 1] = {0};

    for (int draw = 0; draw < 6000; draw++) {
        row r = {"drawn", 0, 0, 0, 0, 0, {9, 9}, {NONE, 0, 0, 0}, {{0}}, 2, 9};
        locality_rota *rota = NULL;
        locality_rota_certificate c;
        given g;
        r.least = (uint32_t)test_random_below(&random, 4);
        r.most = (uint32_t)test_random_below(&random, 5);
        r.least = r.most > 0 && r.least > r.most ? r.most : r.least;
        r.rest = (uint32_t)test_random_below(&random, 3);
        r.limit = (int64_t)test_random_below(&random, 7);
        r.shut[0] = (uint32_t)test_random_below(&random, PERIODS);
        r.shut[1] = r.shut[0];
        r.past.demand = (uint32_t)test_random_below(&random, 2);
        r.past.length = 1 + (uint32_t)test_random_below(&random, 2);
        r.past.ago = (uint32_t)test_random_below(&random, 2);
        for (size_t k = 0; k < 2; k++) {
            r.pin[k].candidate = (uint32_t)test_random_below(&random, 2);
            r.pin[k].demand = (uint32_t)test_random_below(&random, 2);
            r.pin[k].first = (uint32_t)test_random_below(&random, PERIODS);
            r.pin[k].last = r.pin[k].first + (uint32_t)test_random_below(&random, 3);
        }
        give(&r, &g);
        if (locality_rota_solve(&g.problem, NULL, NULL, &rota, NULL) != LOCALITY_OK) {
            continue; /* a pin outside every window, or two at once */
        }
        if (locality_rota_certificate_of(rota, &c, NULL) == LOCALITY_OK) {
            CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &c, NULL, NULL), LOCALITY_OK);
            found[c.broken]++;
        }
        locality_rota_free(rota);
    }
    for (int32_t broken = LOCALITY_ROTA_MOST; broken <= LOCALITY_ROTA_REST; broken++) {
        CU_ASSERT(found[broken] > 5);
    }
}

static const test_case cases[] = {
    {"each rule is found and proved", each_rule_is_found_and_proved},
    {"what is shut is shut, however it is", what_is_shut_is_shut_however_it_is},
    {"what can be kept is kept", what_can_be_kept_is_kept},
    {"what is claimed holds", what_is_claimed_holds},
};

TEST_MAIN("allocation: rota by pins", cases)
