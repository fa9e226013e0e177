/* Selection: against trying everything, in problems of every kind. */
#include <stdlib.h>

#include "locality/selection.h"
#include "support/fault.h"
#include "support/harness.h"
#include "unit/selection/instances.h"

/* ---- Plans ----------------------------------------------------------------------------------- */

static void judge_draw(const instance *in, const char *name, unsigned *impossible) {
    locality_selection_problem problem = problem_of(in);
    locality_selection_outcome outcome;
    uint8_t taken[PROPOSALS];
    int64_t price[BUDGETS + 2 * PAIRS], value = -1, bound = 0;
    highest h = highest_of(in);

    CU_ASSERT_EQUAL(locality_selection_solve(&problem, NULL, taken, price, &outcome, NULL, NULL),
                    LOCALITY_OK);
    *impossible += !h.has;
    if (!h.has) {
        TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE && outcome.reason != 0, name);
        return;
    }
    TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.value == h.value &&
                 outcome.bound == h.value,
             name);
    CU_ASSERT_EQUAL(locality_selection_check(&problem, taken, &value, NULL, NULL), LOCALITY_OK);
    TEST_ROW(value == h.value, name);
    CU_ASSERT_EQUAL(locality_selection_bound(&problem, price, &bound, NULL, NULL), LOCALITY_OK);
    TEST_ROW(bound >= h.value, name);
}

static void plans_are_worth_most(void) {
    static const struct {
        unsigned parts;
        size_t most;
        int draws;
    } rows[] = {{0, 20, 60},
                {0, 12, 1500},
                {WITH_GROUPS | WITH_FIXED, 12, 1500},
                {WITH_BUDGETS, 12, 1500},
                {WITH_PAIRS, 12, 1500},
                {WITH_BUDGETS | WITH_PAIRS | WITH_GROUPS, 18, 100},
                {63, 12, 4000},
                {63, 20, 40}};
    test_random random = {2203, 0};
    unsigned impossible = 0;
    static instance in;
    char name[64];

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        for (int draw = 0; draw < rows[k].draws; draw++) {
            draw_instance(&in, rows[k].most, rows[k].parts, &random);
            snprintf(name, sizeof name, "row %zu, draw %d", k, draw);
            judge_draw(&in, name, &impossible);
        }
    }
    CU_ASSERT(impossible > 500);
}

/* Proposals that nearly all exclude one another: covers instead of prices. */
static void dense_exclusions_are_covered(void) {
    test_random random = {2207, 0};
    static dense d;

    for (int draw = 0; draw < 60; draw++) {
        locality_selection_outcome outcome;
        uint8_t taken[PROPOSALS];
        draw_dense(&d, &random);
        locality_selection_problem problem = problem_of(&d.in);
        problem.exclusion = d.pair;
        problem.exclusions = d.pairs;
        CU_ASSERT_EQUAL(locality_selection_solve(&problem, NULL, taken, NULL, &outcome, NULL, NULL),
                        LOCALITY_OK);
        CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_OPTIMAL);
        TEST_NUMBER(outcome.value, highest_of_dense(&d));
        CU_ASSERT_EQUAL(locality_selection_check(&problem, taken, NULL, NULL, NULL), LOCALITY_OK);
    }
}

/* ---- Order ----------------------------------------------------------------------------------- */

static void order_does_not_matter(void) {
    test_random random = {2213, 0};
    static instance in, turned;

    for (int draw = 0; draw < 600; draw++) {
        uint32_t to[PROPOSALS] = {0};
        const char *id[PROPOSALS];
        uint8_t taken[2][PROPOSALS];
        locality_selection_outcome outcome[2];
        draw_instance(&in, 16, draw % 2 == 0 ? WITH_GROUPS : 63, &random);
        for (uint32_t i = 0; i < in.proposals; i++) {
            size_t other = test_random_below(&random, i + 1);
            to[i] = i;
            uint32_t swap = to[other];
            to[other] = to[i];
            to[i] = swap;
        }
        for (size_t i = 0; i < in.proposals; i++) {
            id[to[i]] = names[i];
        }
        turn_instance(&in, &turned, to);
        locality_selection_problem first = problem_of(&in), second = problem_of(&turned);
        first.id = names;
        second.id = id;
        CU_ASSERT_EQUAL(
            locality_selection_solve(&first, NULL, taken[0], NULL, &outcome[0], NULL, NULL),
            LOCALITY_OK);
        CU_ASSERT_EQUAL(
            locality_selection_solve(&second, NULL, taken[1], NULL, &outcome[1], NULL, NULL),
            LOCALITY_OK);
        if (outcome[0].reason == LOCALITY_SELECTION_PAIR) { /* a position of the caller's */
            outcome[0].at = to[outcome[0].at];
        }
        CU_ASSERT(memcmp(&outcome[0], &outcome[1], sizeof outcome[0]) == 0);
        for (size_t i = 0; i < in.proposals; i++) {
            CU_ASSERT_EQUAL(taken[0][i], taken[1][to[i]]);
        }
    }
}

/* ---- Frontiers ------------------------------------------------------------------------------- */

typedef struct envelopes {
    int64_t best[PROPOSALS * 100 + 1]; /* by what is used of the first budget; INT64_MIN: nothing */
} envelopes;

static void keep_envelope(void *self, uint32_t set, const totals *t) {
    envelopes *e = self;

    (void)set;
    e->best[t->use[0]] = t->value > e->best[t->use[0]] ? t->value : e->best[t->use[0]];
}

static void judge_frontier(const instance *in, const envelopes *e, uint64_t states) {
    locality_selection_problem problem = problem_of(in);
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_point point, next;
    uint8_t taken[PROPOSALS];
    size_t index = 0, at = 0;
    int64_t high = INT64_MIN, last = PROPOSALS * 100;

    options.state_limit = states;
    CU_ASSERT_EQUAL_FATAL(
        locality_selection_frontier_find(&problem, &options, &frontier, NULL, NULL), LOCALITY_OK);
    int64_t reach = locality_selection_frontier_reach(frontier);
    CU_ASSERT(reach <= in->most[0] && (states != 0 || reach <= in->most[0]));
    for (int64_t envelope = 0; envelope <= reach && envelope <= last; envelope++) {
        if (e->best[envelope] > high) { /* a plan begins here, and nowhere else */
            high = e->best[envelope];
            CU_ASSERT_EQUAL(locality_selection_frontier_at(frontier, index, &point, NULL),
                            LOCALITY_OK);
            CU_ASSERT(point.envelope == envelope && point.value == high);
            CU_ASSERT_EQUAL(locality_selection_frontier_plan(frontier, index, taken, NULL),
                            LOCALITY_OK);
            int64_t value = 0, use = 0;
            for (size_t i = 0; i < in->proposals; i++) {
                value += taken[i] ? in->value[i] : 0;
                use += taken[i] ? in->use[i] : 0;
            }
            CU_ASSERT(value == high && use == envelope);
            index++;
        }
        locality_status found = locality_selection_frontier_best(frontier, envelope, &at, NULL);
        CU_ASSERT_EQUAL(found, index > 0 ? LOCALITY_OK : LOCALITY_NOT_FOUND);
        CU_ASSERT(index == 0 || at == index - 1);
    }
    TEST_NUMBER(locality_selection_frontier_count(frontier), index);
    for (int64_t envelope = reach + 1; envelope <= in->most[0] && envelope <= last; envelope++) {
        high = e->best[envelope] > high ? e->best[envelope] : high;
    }
    int64_t envelope = in->most[0] + 1;
    while (envelope <= last && e->best[envelope] <= high) {
        envelope++;
    }
    locality_status found = locality_selection_frontier_next(frontier, &next, NULL);
    /* Few states may be too few to know. */
    CU_ASSERT(found == (envelope <= last ? LOCALITY_OK : LOCALITY_NOT_FOUND) ||
              (states != 0 && found == LOCALITY_LIMIT));
    CU_ASSERT(found != LOCALITY_OK ||
              (next.envelope == envelope && next.value == e->best[envelope]));
    locality_selection_frontier_free(frontier);
}

static void frontiers_are_those_of_all_plans(void) {
    test_random random = {2221, 0};
    static instance in;
    static envelopes e;

    for (int draw = 0; draw < 600; draw++) {
        draw_instance(&in, 12, draw % 3 == 0 ? 0 : WITH_GROUPS | WITH_FIXED | WITH_LOSSES, &random);
        for (size_t k = 0; k < TEST_COUNT(e.best); k++) {
            e.best[k] = INT64_MIN;
        }
        try_all(&in, keep_envelope, &e);
        judge_frontier(&in, &e, draw % 4 == 1 ? 1 + test_random_below(&random, 12) : 0);
    }
}

static void a_proposal_comes_in_at_an_envelope(void) {
    static const int64_t value[] = {10, 6, 7}, use[] = {5, 3, 3}, most[] = {10};
    locality_selection_problem problem = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_point point;
    size_t index = 9;

    problem.proposals = 3;
    problem.value = value;
    problem.budgets = 1;
    problem.use = use;
    problem.most = most;
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&problem, NULL, &frontier, NULL, NULL),
                    LOCALITY_OK);
    /* 0: nothing; 3: the third; 5: the first; 6: the other two; 8: first and third; 11: all. */
    TEST_NUMBER(locality_selection_frontier_count(frontier), 5);
    CU_ASSERT_EQUAL(locality_selection_frontier_with(frontier, 1, 0, &index, NULL), LOCALITY_OK);
    TEST_NUMBER(index, 3);
    CU_ASSERT_EQUAL(locality_selection_frontier_with(frontier, 0, 0, &index, NULL), LOCALITY_OK);
    TEST_NUMBER(index, 2);
    CU_ASSERT_EQUAL(locality_selection_frontier_with(frontier, 1, 4, &index, NULL),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_selection_frontier_with(frontier, 3, 0, &index, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_frontier_next(frontier, &point, NULL), LOCALITY_OK);
    CU_ASSERT(point.envelope == 11 && point.value == 23);
    CU_ASSERT_EQUAL(locality_selection_frontier_at(frontier, 5, &point, NULL), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_selection_frontier_best(frontier, 11, &index, NULL),
                    LOCALITY_NOT_FOUND);
    locality_selection_frontier_free(frontier);
    locality_selection_frontier_free(NULL);
    CU_ASSERT(locality_selection_frontier_count(NULL) == 0 &&
              locality_selection_frontier_reach(NULL) == -1);
}

/* ---- Why ------------------------------------------------------------------------------------- */

static void judge_why(const instance *in, const locality_selection_problem *problem,
                      const uint8_t *taken, uint32_t i, int64_t value) {
    locality_selection_why why;
    uint8_t instead[PROPOSALS];
    int64_t other = -1;
    instance turned = *in;

    CU_ASSERT_EQUAL(locality_selection_explain(problem, NULL, taken, i, instead, &why, NULL, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(why.is_taken, taken[i]);
    if (in->fixed[i] != LOCALITY_SELECTION_FREE) {
        TEST_NUMBER(why.turn, LOCALITY_SELECTION_SETTLED);
        return;
    }
    turned.fixed[i] = taken[i] ? LOCALITY_SELECTION_OUT : LOCALITY_SELECTION_IN;
    highest h = highest_of(&turned);
    if (!h.has) {
        CU_ASSERT(why.turn == LOCALITY_SELECTION_CANNOT && why.reason != 0 && !why.has_plan);
        return;
    }
    TEST_NUMBER(why.turn,
                h.value == value ? LOCALITY_SELECTION_AS_GOOD : LOCALITY_SELECTION_AT_A_COST);
    TEST_NUMBER(why.cost, value - h.value);
    TEST_NUMBER(why.cost_least, value - h.value);
    CU_ASSERT_EQUAL(locality_selection_check(problem, instead, &other, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(other == h.value && instead[i] != taken[i]);
}

static void turning_a_proposal_costs_what_is_said(void) {
    test_random random = {2237, 0};
    static instance in;

    for (int draw = 0; draw < 150; draw++) {
        locality_selection_outcome outcome;
        uint8_t taken[PROPOSALS];
        draw_instance(&in, 10, draw % 2 == 0 ? WITH_GROUPS : 63, &random);
        locality_selection_problem problem = problem_of(&in);
        locality_selection_solve(&problem, NULL, taken, NULL, &outcome, NULL, NULL);
        for (uint32_t i = 0; i < in.proposals && outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL;
             i++) {
            judge_why(&in, &problem, taken, i, outcome.value);
        }
    }
}

static const test_case cases[] = {
    {"plans are worth most, in problems of every kind", plans_are_worth_most},
    {"dense exclusions are covered by cliques", dense_exclusions_are_covered},
    {"the order of the proposals does not matter", order_does_not_matter},
    {"frontiers are those of all plans", frontiers_are_those_of_all_plans},
    {"a proposal comes in at an envelope", a_proposal_comes_in_at_an_envelope},
    {"turning a proposal round costs what is said", turning_a_proposal_costs_what_is_said},
};

TEST_MAIN("allocation: selection", cases)
