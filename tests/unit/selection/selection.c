/* Selection: against trying everything, in problems of every kind. */
#include <stdlib.h>

#include "locality/selection.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define PROPOSALS 20
#define BUDGETS 3
#define GROUPS 5
#define PAIRS 16

typedef struct instance {
    size_t proposals, budgets, groups, exclusions, needs;
    int64_t value[PROPOSALS], use[BUDGETS * PROPOSALS], least[BUDGETS], most[BUDGETS];
    uint32_t group[PROPOSALS], exclusion[2 * PAIRS], need[2 * PAIRS];
    uint8_t must[GROUPS], fixed[PROPOSALS];
} instance;

/* What a draw may have beside one budget. */
enum parts {
    WITH_GROUPS = 1,
    WITH_FIXED = 2,
    WITH_BUDGETS = 4,
    WITH_FLOORS = 8,
    WITH_PAIRS = 16,
    WITH_LOSSES = 32
};

static void draw_pairs(uint32_t *pair, size_t count, size_t proposals, test_random *random) {
    for (size_t k = 0; k < count; k++) {
        pair[2 * k] = (uint32_t)test_random_below(random, proposals);
        pair[2 * k + 1] =
            (uint32_t)((pair[2 * k] + 1 + test_random_below(random, proposals - 1)) % proposals);
    }
}

static void draw_values(instance *in, unsigned parts, test_random *random) {
    uint64_t kind = test_random_below(random, 4);
    for (size_t i = 0; i < in->proposals; i++) {
        int64_t use = (int64_t)test_random_below(random, kind == 3 ? 4 : 100);
        in->use[i] = use;
        in->value[i] = kind == 0   ? test_random_between(random, 0, 100)
                       : kind == 1 ? use + 10 /* strongly correlated: bounds say least */
                       : kind == 2 ? use
                                   : test_random_between(random, 0, 3);
        if ((parts & WITH_LOSSES) != 0 && test_random_below(random, 2) == 0) {
            in->value[i] = -in->value[i];
        }
        for (size_t b = 1; b < in->budgets; b++) {
            in->use[b * in->proposals + i] = (int64_t)test_random_below(random, 50);
        }
    }
}

static void draw_ends(instance *in, unsigned parts, test_random *random) {
    for (size_t b = 0; b < in->budgets; b++) {
        int64_t all = 0;
        for (size_t i = 0; i < in->proposals; i++) {
            all += in->use[b * in->proposals + i];
        }
        in->most[b] = (int64_t)test_random_below(random, (uint64_t)all + 10);
        in->least[b] = 0;
        if ((parts & WITH_FLOORS) != 0 && test_random_below(random, 2) == 0) {
            in->least[b] = (int64_t)test_random_below(random, (uint64_t)in->most[b] / 2 + 1);
            in->most[b] =
                test_random_below(random, 2) == 0 ? in->most[b] : LOCALITY_SELECTION_NO_MOST;
        }
    }
}

static void draw_instance(instance *in, size_t most, unsigned parts, test_random *random) {
    memset(in, 0, sizeof *in);
    in->proposals = test_random_below(random, most) + 1;
    in->budgets = (parts & WITH_BUDGETS) != 0 ? test_random_below(random, BUDGETS + 1) : 1;
    draw_values(in, parts, random);
    draw_ends(in, parts, random);
    in->groups = (parts & WITH_GROUPS) != 0 ? test_random_below(random, GROUPS + 1) : 0;
    for (size_t i = 0; i < in->proposals; i++) {
        uint64_t g = test_random_below(random, in->groups + 2);
        in->group[i] = g < in->groups ? (uint32_t)g : LOCALITY_SELECTION_NO_GROUP;
        if ((parts & WITH_FIXED) != 0 && test_random_below(random, 8) == 0) {
            in->fixed[i] = (uint8_t)test_random_below(random, 3);
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        in->must[g] = test_random_below(random, 3) == 0;
    }
    if ((parts & WITH_PAIRS) != 0 && in->proposals > 1) {
        in->exclusions = test_random_below(random, PAIRS + 1);
        in->needs = test_random_below(random, 5);
        draw_pairs(in->exclusion, in->exclusions, in->proposals, random);
        draw_pairs(in->need, in->needs, in->proposals, random);
    }
}

static locality_selection_problem problem_of(const instance *in) {
    locality_selection_problem out = LOCALITY_SELECTION_PROBLEM_INIT;

    out.proposals = in->proposals;
    out.value = in->value;
    out.budgets = in->budgets;
    out.use = in->use;
    out.least = in->least;
    out.most = in->most;
    out.group = in->group;
    out.groups = in->groups;
    out.must = in->must;
    out.exclusions = in->exclusions;
    out.exclusion = in->exclusion;
    out.needs = in->needs;
    out.need = in->need;
    out.fixed = in->fixed;
    return out;
}

/* ---- Trying everything ----------------------------------------------------------------------- */

/* Whether a set of proposals, as bits, keeps all but the sums. */
static int holds(const instance *in, uint32_t set) {
    unsigned count[GROUPS] = {0};

    for (size_t i = 0; i < in->proposals; i++) {
        int has = (set >> i & 1) != 0;
        if ((in->fixed[i] == LOCALITY_SELECTION_IN && !has) ||
            (in->fixed[i] == LOCALITY_SELECTION_OUT && has)) {
            return 0;
        }
        if (has && in->group[i] != LOCALITY_SELECTION_NO_GROUP) {
            count[in->group[i]]++;
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        if (count[g] > 1 || (in->must[g] && count[g] == 0)) {
            return 0;
        }
    }
    for (size_t k = 0; k < in->exclusions; k++) {
        if ((set >> in->exclusion[2 * k] & 1) && (set >> in->exclusion[2 * k + 1] & 1)) {
            return 0;
        }
    }
    for (size_t k = 0; k < in->needs; k++) {
        if ((set >> in->need[2 * k] & 1) && !(set >> in->need[2 * k + 1] & 1)) {
            return 0;
        }
    }
    return 1;
}

typedef struct totals {
    int64_t value, use[BUDGETS];
} totals;

/* Calls for every set that holds, with its sums, by way of the set without its highest member. */
static void try_all(const instance *in, void (*each)(void *self, uint32_t set, const totals *t),
                    void *self) {
    static totals of[1 << PROPOSALS];

    memset(&of[0], 0, sizeof of[0]);
    for (uint32_t set = 0; set < (uint32_t)1 << in->proposals; set++) {
        if (set > 0) {
            size_t i = 31;
            while (!(set >> i & 1)) {
                i--;
            }
            of[set] = of[set ^ ((uint32_t)1 << i)];
            of[set].value += in->value[i];
            for (size_t b = 0; b < in->budgets; b++) {
                of[set].use[b] += in->use[b * in->proposals + i];
            }
        }
        if (holds(in, set)) {
            each(self, set, &of[set]);
        }
    }
}

typedef struct highest {
    const instance *in;
    int has;
    int64_t value;
} highest;

static void keep_highest(void *self, uint32_t set, const totals *t) {
    highest *h = self;

    (void)set;
    for (size_t b = 0; b < h->in->budgets; b++) {
        if (t->use[b] > h->in->most[b] || t->use[b] < h->in->least[b]) {
            return;
        }
    }
    if (!h->has || t->value > h->value) {
        h->has = 1;
        h->value = t->value;
    }
}

static highest highest_of(const instance *in) {
    highest h = {in, 0, 0};

    try_all(in, keep_highest, &h);
    return h;
}

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

/* Sixteen proposals of which seven in ten pairs exclude one another. */
typedef struct dense {
    instance in;
    uint32_t pair[PROPOSALS * PROPOSALS],
        excluded[PROPOSALS]; /* by proposal: those before it, as bits */
    size_t pairs;
} dense;

static void draw_dense(dense *d, test_random *random) {
    memset(d, 0, sizeof *d);
    d->in.proposals = 16;
    d->in.budgets = 1;
    draw_values(&d->in, 0, random);
    draw_ends(&d->in, 0, random);
    for (uint32_t i = 0; i < d->in.proposals; i++) {
        d->in.group[i] = LOCALITY_SELECTION_NO_GROUP;
        for (uint32_t j = 0; j < i; j++) {
            if (test_random_below(random, 10) < 7) {
                d->pair[2 * d->pairs] = i;
                d->pair[2 * d->pairs++ + 1] = j;
                d->excluded[i] |= (uint32_t)1 << j;
            }
        }
    }
}

static int64_t highest_of_dense(const dense *d) {
    const instance *in = &d->in;
    int64_t best = 0;

    for (uint32_t set = 0; set < (uint32_t)1 << in->proposals; set++) {
        int64_t value = 0, use = 0;
        for (size_t i = 0; i < in->proposals; i++) {
            if ((set >> i & 1) != 0) {
                value += in->value[i];
                use += (set & d->excluded[i]) != 0 ? in->most[0] + 1 : in->use[i];
            }
        }
        best = use <= in->most[0] && value > best ? value : best;
    }
    return best;
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

static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                    "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};

/* The same problem with its proposals in another order: `to` tells where each is. */
static void turn_instance(const instance *in, instance *out, const uint32_t *to) {
    *out = *in;
    for (size_t i = 0; i < in->proposals; i++) {
        out->value[to[i]] = in->value[i];
        out->group[to[i]] = in->group[i];
        out->fixed[to[i]] = in->fixed[i];
        for (size_t b = 0; b < in->budgets; b++) {
            out->use[b * in->proposals + to[i]] = in->use[b * in->proposals + i];
        }
    }
    for (size_t k = 0; k < in->exclusions; k++) { /* pairs last to first, and turned round */
        size_t at = in->exclusions - 1 - k;
        out->exclusion[2 * at] = to[in->exclusion[2 * k + 1]];
        out->exclusion[2 * at + 1] = to[in->exclusion[2 * k]];
    }
    for (size_t k = 0; k < in->needs; k++) {
        size_t at = in->needs - 1 - k;
        out->need[2 * at] = to[in->need[2 * k]];
        out->need[2 * at + 1] = to[in->need[2 * k + 1]];
    }
}

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
