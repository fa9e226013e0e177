/* Selection: what is refused, what limits leave open, why nothing can be had, and solvers of the host. */
#include <stdlib.h>

#include "locality/selection.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define MANY 40

static locality_selection_outcome outcome;
static uint8_t taken[MANY];

static locality_status solve(const locality_selection_problem *problem,
                             const locality_selection_options *options) {
    memset(&outcome, 0x55, sizeof outcome);
    return locality_selection_solve(problem, options, taken, NULL, &outcome, NULL, NULL);
}

/* Four proposals in one budget; each test bends what it is about. */
static const int64_t value[] = {10, 6, 7, 1}, use[] = {5, 3, 3, 9}, most[] = {8};
static const int64_t below[] = {-1, 3, 3, 9}, small[] = {-1}, floor_of[] = {9},
                     vast[] = {INT64_MAX};
static const uint32_t group[] = {0, 0, 1, 1}, foreign[] = {0, 0, 2, 1};
static const uint32_t itself[] = {1, 1}, beyond[] = {1, 4}, pair[] = {0, 2};
static const uint8_t odd[] = {0, 3, 0, 0};
static const char *const same[] = {"a", "b", "a", "c"}, *const spoilt[] = {"a", "\xff", "b", "c"};

static locality_selection_problem sound(void) {
    locality_selection_problem out = LOCALITY_SELECTION_PROBLEM_INIT;

    out.proposals = 4;
    out.value = value;
    out.budgets = 1;
    out.use = use;
    out.most = most;
    return out;
}

static void bad_input_is_refused(void) {
    locality_selection_problem p = sound();
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_frontier *frontier = NULL;
    int64_t price[3] = {0, 0, 0}, bound = 7;

    CU_ASSERT_EQUAL(solve(NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(outcome.verdict, 0);
    CU_ASSERT_EQUAL(locality_selection_solve(&p, NULL, NULL, NULL, &outcome, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_solve(&p, NULL, taken, NULL, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    options.struct_size = 3;
    CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, &options, &frontier, NULL, NULL),
                    LOCALITY_INVALID);
    p.struct_size = 3;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    const struct {
        const char *name;
        size_t at; /* of the member that is bent */
        const void *to;
        locality_status status;
    } rows[] = {
        {"uses below nothing", offsetof(locality_selection_problem, use), below, LOCALITY_INVALID},
        {"a budget below nothing", offsetof(locality_selection_problem, most), small,
         LOCALITY_INVALID},
        {"a floor above the end", offsetof(locality_selection_problem, least), floor_of,
         LOCALITY_INVALID},
        {"no values", offsetof(locality_selection_problem, value), NULL, LOCALITY_INVALID},
        {"no uses", offsetof(locality_selection_problem, use), NULL, LOCALITY_INVALID},
        {"settled in no way there is", offsetof(locality_selection_problem, fixed), odd,
         LOCALITY_INVALID},
        {"an id twice", offsetof(locality_selection_problem, id), same, LOCALITY_DUPLICATE},
        {"an id that is no text", offsetof(locality_selection_problem, id), spoilt,
         LOCALITY_ENCODING}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        p = sound();
        memcpy((char *)&p + rows[k].at, &rows[k].to, sizeof rows[k].to);
        TEST_ROW(solve(&p, NULL) == rows[k].status, rows[k].name);
    }
    p = sound();
    p.group = foreign;
    p.groups = 2;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    p = sound();
    p.exclusions = 1;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    p.exclusion = itself;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    p.exclusion = pair;
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, NULL, &frontier, NULL, NULL),
                    LOCALITY_INVALID);
    p.needs = 1;
    p.need = beyond;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    p = sound();
    p.budgets = 1025;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_LIMIT);
    p = sound();
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_bound(&p, NULL, &bound, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_bound(&p, price, NULL, NULL, NULL), LOCALITY_INVALID);
    price[0] = INT64_MAX;
    CU_ASSERT_EQUAL(locality_selection_bound(&p, price, &bound, NULL, NULL), LOCALITY_INVALID);
    price[0] = 1;
    p.most = NULL;
    CU_ASSERT_EQUAL(locality_selection_bound(&p, price, &bound, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(bound, 0);
    CU_ASSERT_EQUAL(locality_selection_prices(NULL), 0);
    CU_ASSERT_EQUAL(locality_selection_frontier_next(NULL, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_frontier_plan(NULL, 0, taken, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_frontier_best(NULL, 0, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_frontier_with(NULL, 0, 0, NULL, NULL), LOCALITY_INVALID);
}

static void of_nothing_nothing_is_taken(void) {
    locality_selection_problem p = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_point point;

    CU_ASSERT_EQUAL(locality_selection_solve(&p, NULL, NULL, NULL, &outcome, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.value == 0);
    p.budgets = 2;
    CU_ASSERT_EQUAL(locality_selection_solve(&p, NULL, NULL, NULL, &outcome, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.value == 0);
    p.budgets = 1;
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, NULL, &frontier, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_selection_frontier_count(frontier), 1);
    CU_ASSERT_EQUAL(locality_selection_frontier_next(frontier, &point, NULL), LOCALITY_NOT_FOUND);
    locality_selection_frontier_free(frontier);
}

static void unlawful_plans_are_found_out(void) {
    static const uint8_t plans[][4] = {{1, 1, 1, 0}, {1, 1, 0, 0}, {0, 0, 0, 0},
                                       {1, 0, 1, 0}, {0, 1, 1, 0}, {0, 2, 0, 0}};
    static const uint8_t must[] = {1, 0}, fixed[] = {0, 0, 0, LOCALITY_SELECTION_OUT};
    static const uint8_t all_in[] = {LOCALITY_SELECTION_IN, 0, 0, 0},
                         all_out[] = {0, 0, LOCALITY_SELECTION_OUT, 0};
    static const int64_t least[] = {6};
    locality_selection_problem p = sound();
    locality_selection_why why;
    int64_t sum = 5;

    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[0], &sum, NULL, NULL), LOCALITY_CONFLICT);
    CU_ASSERT_EQUAL(sum, 0);
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[5], NULL, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_check(&p, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    p.group = group;
    p.groups = 2;
    p.must = must;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[1], NULL, NULL, NULL), LOCALITY_CONFLICT);
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[2], NULL, NULL, NULL), LOCALITY_CONFLICT);
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[3], &sum, NULL, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(sum, 17);
    p.exclusions = 1;
    p.exclusion = pair;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[3], NULL, NULL, NULL), LOCALITY_CONFLICT);
    p.exclusions = 0;
    p.needs = 1;
    p.need = pair + 0;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[3], NULL, NULL, NULL), LOCALITY_OK);
    p.need = (const uint32_t[]){2, 0};
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[4], NULL, NULL, NULL), LOCALITY_CONFLICT);
    p.needs = 0;
    p.least = floor_of;
    p.most = NULL;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[3], NULL, NULL, NULL), LOCALITY_CONFLICT);
    p.least = least;
    p.fixed = all_in;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[4], NULL, NULL, NULL), LOCALITY_CONFLICT);
    p.fixed = all_out;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plans[3], NULL, NULL, NULL), LOCALITY_CONFLICT);
    p.fixed = fixed;
    CU_ASSERT_EQUAL(locality_selection_explain(&p, NULL, plans[3], 4, NULL, &why, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_explain(&p, NULL, plans[1], 0, NULL, &why, NULL, NULL),
                    LOCALITY_CONFLICT);
    CU_ASSERT_EQUAL(locality_selection_explain(&p, NULL, plans[3], 0, NULL, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_explain(NULL, NULL, plans[3], 0, NULL, &why, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_explain(&p, NULL, plans[3], 3, NULL, &why, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT_EQUAL(why.turn, LOCALITY_SELECTION_SETTLED);
}

static void sums_that_are_too_large_are_told(void) {
    static const int64_t large[] = {INT64_MAX, INT64_MAX, -INT64_MAX, INT64_MIN};
    locality_selection_problem p = sound();
    locality_selection_frontier *frontier = NULL;
    locality_selection_why why;
    static const uint8_t two[] = {1, 1, 0, 0}, none[] = {0, 0, 0, 0};
    int64_t price[1] = {INT64_C(1) << 58}, bound;

    p.value = large;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_OVERFLOW);
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, NULL, &frontier, NULL, NULL),
                    LOCALITY_OVERFLOW);
    CU_ASSERT_EQUAL(locality_selection_check(&p, two, NULL, NULL, NULL), LOCALITY_OVERFLOW);
    CU_ASSERT_EQUAL(locality_selection_explain(&p, NULL, none, 0, NULL, &why, NULL, NULL),
                    LOCALITY_OVERFLOW);
    CU_ASSERT_EQUAL(locality_selection_bound(&p, (const int64_t[]){0}, &bound, NULL, NULL),
                    LOCALITY_OVERFLOW);
    p = sound();
    p.use = large;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_INVALID);
    const int64_t wide[] = {INT64_MAX, INT64_MAX, 1, 1};
    p.use = wide;
    p.most = vast;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_OVERFLOW);
    const int64_t far[] = {INT64_MAX - 1};
    p.most = far;
    CU_ASSERT_EQUAL(locality_selection_bound(&p, price, &bound, NULL, NULL), LOCALITY_OVERFLOW);
}

static void reasons_are_given(void) {
    static const uint8_t must[] = {1, 1},
                         both[] = {LOCALITY_SELECTION_IN, LOCALITY_SELECTION_IN, 0, 0};
    static const uint8_t without[] = {0, 0, LOCALITY_SELECTION_OUT, LOCALITY_SELECTION_OUT};
    static const uint8_t at_odds[] = {LOCALITY_SELECTION_IN, 0, LOCALITY_SELECTION_IN, 0};
    static const int64_t high[] = {25}, tight[] = {7};
    locality_selection_problem p = sound();

    p.group = group;
    p.groups = 2;
    p.fixed = both;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.reason == LOCALITY_SELECTION_TWO_OF_GROUP && outcome.at == 0);
    p.fixed = without;
    p.must = must;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.reason == LOCALITY_SELECTION_NONE_OF_GROUP && outcome.at == 1);
    p = sound();
    p.fixed = at_odds;
    p.most = tight;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.reason == LOCALITY_SELECTION_OVERDRAWN && outcome.at == 0 && outcome.by == 1);
    p.exclusions = 1;
    p.exclusion = pair;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.reason == LOCALITY_SELECTION_PAIR && outcome.at == 2);
    p = sound();
    p.most = NULL;
    p.least = high;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.reason == LOCALITY_SELECTION_SHORT && outcome.by == 5);
    /* 7 to 8 of a budget of 5, 3, 3 and 9 can be had, but not without the pair that is excluded. */
    p = sound();
    p.least = tight;
    p.exclusions = 1;
    p.exclusion = pair;
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    p.exclusions = 2;
    p.exclusion = (const uint32_t[]){0, 2, 1, 0};
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE &&
              outcome.reason == LOCALITY_SELECTION_TOGETHER);
}

/* ---- Limits ---------------------------------------------------------------------------------- */

typedef struct large {
    int64_t value[MANY], use[2 * MANY], most[2], least[2];
    uint32_t group[MANY], exclusion[2 * MANY * MANY], need[8];
    uint8_t must[8];
} large;

/* A problem that no limit of some thousands solves: strongly correlated, in two budgets or one. */
static locality_selection_problem draw_large(large *in, size_t budgets, uint64_t seed) {
    locality_selection_problem out = LOCALITY_SELECTION_PROBLEM_INIT;
    test_random random = {seed, 0};
    int64_t all[2] = {0, 0};

    memset(in, 0, sizeof *in);
    for (size_t i = 0; i < MANY; i++) {
        for (size_t b = 0; b < 2; b++) {
            in->use[b * MANY + i] = test_random_between(&random, 100000, 200000);
            all[b] += in->use[b * MANY + i];
        }
        in->value[i] = (in->use[i] + (budgets > 1 ? in->use[MANY + i] : in->use[i])) / 2 + 10000;
        in->group[i] = (uint32_t)(i / 5);
    }
    in->most[0] = all[0] / 2;
    in->most[1] = all[1] / 2;
    out.proposals = MANY;
    out.value = in->value;
    out.budgets = budgets;
    out.use = in->use;
    out.most = in->most;
    return out;
}

static int32_t stop_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static int32_t count_calls(void *self, uint64_t work) {
    (void)work;
    ++*(int *)self;
    return 0;
}

static void limits_leave_bounds(void) {
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    static large in;
    int64_t sum = 0;
    int calls = 0;

    for (size_t budgets = 1; budgets <= 2; budgets++) {
        locality_selection_problem p = draw_large(&in, budgets, 2239);
        if (budgets == 2) { /* two budgets of proposals this much alike are hard for any search */
            p.proposals = 20;
            p.use = in.use + MANY - 20;
            in.most[0] /= 2;
            in.most[1] /= 2;
        }
        CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_OPTIMAL);
        int64_t best = outcome.value;
        for (uint64_t limit = 1; limit < 300000; limit = limit * 3 + 7) {
            options.work_limit = limit;
            CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
            if (outcome.verdict == LOCALITY_ALLOCATION_UNKNOWN) {
                continue;
            }
            CU_ASSERT_EQUAL(locality_selection_check(&p, taken, &sum, NULL, NULL), LOCALITY_OK);
            CU_ASSERT(sum == outcome.value && sum <= best);
            CU_ASSERT(!outcome.has_bound || outcome.bound >= best);
            CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL ? sum == best
                                                                     : outcome.bound > sum);
        }
        options.work_limit = 0;
        for (uint64_t states = 1; states < 3000; states = states * 3 + 1) {
            options.state_limit = states;
            CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
            CU_ASSERT_EQUAL(locality_selection_check(&p, taken, &sum, NULL, NULL), LOCALITY_OK);
            CU_ASSERT(sum <= best && outcome.bound >= best &&
                      outcome.states <= states + 1 + MANY * states);
            CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_FEASIBLE || sum == best);
        }
        options.state_limit = 0;
        options.progress = stop_at_once;
        CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_CANCELLED);
        options.progress = count_calls;
        options.progress_self = &calls;
        CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
        CU_ASSERT(calls > 1);
        options.progress = NULL;
    }
}

static void a_frontier_keeps_its_limits(void) {
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_point point;
    static large in;
    size_t index;

    locality_selection_problem p = draw_large(&in, 1, 2243);
    options.state_limit = 500;
    options.work_limit = 2000000;
    CU_ASSERT_EQUAL_FATAL(locality_selection_frontier_find(&p, &options, &frontier, NULL, NULL),
                          LOCALITY_OK);
    int64_t reach = locality_selection_frontier_reach(frontier);
    CU_ASSERT(reach > 0 && reach < in.most[0]);
    CU_ASSERT(locality_selection_frontier_count(frontier) <= 500);
    CU_ASSERT_EQUAL(locality_selection_frontier_best(frontier, reach, &index, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_selection_frontier_best(frontier, reach + 1, &index, NULL),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_selection_frontier_next(frontier, &point, NULL), LOCALITY_LIMIT);
    locality_selection_frontier_free(frontier);
    options.work_limit = 5;
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, &options, &frontier, NULL, NULL),
                    LOCALITY_LIMIT);
    CU_ASSERT_PTR_NULL(frontier);
    options.work_limit = 0;
    options.state_limit = 100000;
    options.progress = stop_at_once;
    CU_ASSERT_EQUAL(locality_selection_frontier_find(&p, &options, &frontier, NULL, NULL),
                    LOCALITY_CANCELLED);
}

/* Many proposals and few states: what led to states that are gone is forgotten, the rest is not. */
static void long_trails_stay_right(void) {
    enum { LONG = 1500 };
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_problem p = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_point point;
    static int64_t worth[LONG], uses[LONG];
    static uint8_t plan[LONG];
    test_random random = {2269, 0};
    int64_t end = 0;

    for (size_t i = 0; i < LONG; i++) {
        uses[i] = test_random_between(&random, 1000, 9999);
        worth[i] = uses[i] + 100;
        end += uses[i] / 2;
    }
    p.proposals = LONG;
    p.value = worth;
    p.budgets = 1;
    p.use = uses;
    p.most = &end;
    options.state_limit = 400;
    CU_ASSERT_EQUAL_FATAL(locality_selection_frontier_find(&p, &options, &frontier, NULL, NULL),
                          LOCALITY_OK);
    CU_ASSERT(locality_selection_frontier_count(frontier) > 10);
    for (size_t k = 0; k < locality_selection_frontier_count(frontier); k++) {
        int64_t value_of = 0, use_of = 0;
        locality_selection_frontier_at(frontier, k, &point, NULL);
        locality_selection_frontier_plan(frontier, k, plan, NULL);
        for (size_t i = 0; i < LONG; i++) {
            value_of += plan[i] ? worth[i] : 0;
            use_of += plan[i] ? uses[i] : 0;
        }
        CU_ASSERT(value_of == point.value && use_of == point.envelope);
    }
    locality_selection_frontier_free(frontier);
    options.state_limit = 3;
    CU_ASSERT_EQUAL(locality_selection_solve(&p, &options, plan, NULL, &outcome, NULL, NULL),
                    LOCALITY_OK);
    int64_t worth_of = 0;
    CU_ASSERT_EQUAL(locality_selection_check(&p, plan, &worth_of, NULL, NULL), LOCALITY_OK);
    CU_ASSERT(worth_of == outcome.value && outcome.bound >= worth_of);
}

/* ---- Solvers of the host --------------------------------------------------------------------- */

static locality_status solve_by_programs(void *self, const locality_program *program,
                                         uint64_t limit, int64_t *out,
                                         locality_program_claim *claim, locality_error *error) {
    locality_program_outcome found;

    (void)limit;
    ++*(int *)self;
    locality_status status = locality_program_solve(program, NULL, NULL, out, &found, NULL, error);
    *claim = (locality_program_claim){found.verdict, found.has_bound, found.bound};
    return status;
}

static locality_status claim_everything(void *self, const locality_program *program, uint64_t limit,
                                        int64_t *out, locality_program_claim *claim,
                                        locality_error *error) {
    (void)self;
    (void)limit;
    (void)error;
    for (size_t k = 0; k < program->variables; k++) {
        out[k] = 1;
    }
    *claim = (locality_program_claim){LOCALITY_ALLOCATION_OPTIMAL, 0, 0};
    return LOCALITY_OK;
}

static void solvers_of_the_host_are_asked(void) {
    static const uint8_t must[] = {1, 0};
    static const int64_t two_uses[] = {5, 3, 3, 9, 1, 2, 3, 4}, two_most[] = {8, 4},
                         tight[] = {8, 1};
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_problem p = sound();
    int asked = 0;

    solver.name = "mine";
    solver.self = &asked;
    solver.solve = solve_by_programs;
    options.solver = &solver;
    CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
    CU_ASSERT(asked == 0 && strcmp(outcome.proved_by, "locality") == 0);
    p.budgets = 2;
    p.use = two_uses;
    p.most = two_most;
    p.group = group;
    p.groups = 2;
    p.must = must;
    p.exclusions = 1;
    p.exclusion = (const uint32_t[]){1, 3};
    CU_ASSERT_EQUAL(solve(&p, NULL), LOCALITY_OK);
    int64_t best = outcome.value;
    CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
    CU_ASSERT(asked == 1 && strcmp(outcome.proved_by, "mine") == 0);
    CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL && outcome.value == best &&
              outcome.bound == best);
    CU_ASSERT_EQUAL(locality_selection_check(&p, taken, NULL, NULL, NULL), LOCALITY_OK);
    solver.solve = claim_everything;
    CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_CONFLICT);
    p.least = (const int64_t[]){7, 0};
    p.most = tight;
    solver.solve = solve_by_programs;
    CU_ASSERT_EQUAL(solve(&p, &options), LOCALITY_OK);
    CU_ASSERT_EQUAL(outcome.verdict, LOCALITY_ALLOCATION_INFEASIBLE);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static locality_status plain_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const locality_selection_problem *p = state;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_frontier *frontier = NULL;
    locality_selection_why why;
    int64_t price[2], bound;
    uint8_t plan[MANY];

    options.state_limit = 50;
    locality_status status =
        locality_selection_solve(p, NULL, plan, price, &outcome, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_selection_check(p, plan, NULL, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_selection_bound(p, price, &bound, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_selection_explain(p, NULL, plan, 1, NULL, &why, allocator, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_selection_frontier_find(p, &options, &frontier, allocator, error);
    }
    locality_selection_frontier_free(frontier);
    return status;
}

static locality_status search_story(void *state, const locality_allocator *allocator,
                                    locality_error *error) {
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_program_solver solver = LOCALITY_PROGRAM_SOLVER_INIT;
    uint8_t plan[MANY];

    options.work_limit = 100000;
    locality_status status =
        locality_selection_solve(state, &options, plan, NULL, &outcome, allocator, error);
    solver.name = "nobody";
    solver.solve = claim_everything;
    options.solver = &solver;
    if (status == LOCALITY_OK) {
        locality_error own;
        status = locality_selection_solve(state, &options, plan, NULL, &outcome, allocator, &own);
        if (status == LOCALITY_CONFLICT) { /* what it claims is refused */
            return LOCALITY_OK;
        }
        *error = own;
    }
    return status;
}

static void survives_every_refusal_of_memory(void) {
    static large in;
    locality_selection_problem p = draw_large(&in, 1, 2251);
    p.group = in.group;
    p.groups = 8;
    p.must = in.must;
    in.must[3] = 1;
    fault_drive("selection of one budget", plain_story, &p, 30);
    p = draw_large(&in, 2, 2267);
    in.need[0] = 3;
    in.need[1] = 9;
    p.needs = 1;
    p.need = in.need;
    fault_drive("selection by search", search_story, &p, 30);
    for (uint32_t i = 0; i < MANY; i++) { /* nearly all exclude one another: by cliques */
        for (uint32_t j = 0; j < i; j++) {
            if ((i * 7 + j * 3) % 5 != 0) {
                in.exclusion[2 * p.exclusions] = i;
                in.exclusion[2 * p.exclusions++ + 1] = j;
            }
        }
    }
    p.exclusion = in.exclusion;
    fault_drive("selection by covers", search_story, &p, 30);
}

static const test_case cases[] = {
    {"bad input is refused", bad_input_is_refused},
    {"of nothing nothing is taken", of_nothing_nothing_is_taken},
    {"unlawful plans are found out", unlawful_plans_are_found_out},
    {"sums that are too large are told", sums_that_are_too_large_are_told},
    {"reasons are given", reasons_are_given},
    {"limits leave bounds that hold", limits_leave_bounds},
    {"a frontier keeps its limits", a_frontier_keeps_its_limits},
    {"long trails stay right", long_trails_stay_right},
    {"solvers of the host are asked and verified", solvers_of_the_host_are_asked},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: selection, refused and limited", cases)
