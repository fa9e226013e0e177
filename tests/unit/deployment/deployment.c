/* Deployment: against trying everything, and against its own certificates. */
#include <stdlib.h>

#include "locality/deployment.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define GROUPS 3
#define PLACES 3
#define PAIRS (GROUPS * PLACES)
#define LEVELS 2

typedef struct instance {
    size_t groups, places, pairs, levels;
    int64_t gives[GROUPS], need[PLACES], protect[PLACES], ceiling[PLACES];
    uint32_t group[PAIRS], place[PAIRS];
    int64_t least[PAIRS], most[PAIRS], cost[PAIRS * LEVELS];
    int has_ceiling, whole;
} instance;

static void draw_members(instance *in, test_random *random, int64_t gives) {
    int same = test_random_below(random, 2) == 0;
    int64_t common = test_random_between(random, 1, gives);

    for (size_t i = 0; i < in->groups; i++) {
        in->gives[i] = same && in->whole ? common : test_random_between(random, 0, gives);
    }
    for (size_t j = 0; j < in->places; j++) {
        in->need[j] = test_random_between(random, 0, 5);
        in->protect[j] = test_random_below(random, 4) == 0 ? test_random_between(random, 1, 2) : 0;
        in->ceiling[j] = in->protect[j] + test_random_between(random, 0, 5);
    }
}

static void draw_instance(instance *in, test_random *random, int whole) {
    memset(in, 0, sizeof *in);
    in->whole = whole;
    in->groups = 1 + test_random_below(random, GROUPS);
    in->places = 1 + test_random_below(random, PLACES);
    in->levels = test_random_below(random, LEVELS + 1);
    in->has_ceiling = test_random_below(random, 3) == 0;
    draw_members(in, random, 4);
    int bounded = test_random_below(random, 4) == 0;
    for (uint32_t i = 0; i < in->groups; i++) {
        for (uint32_t j = 0; j < in->places; j++) {
            if (test_random_below(random, 4) == 0) {
                continue;
            }
            in->group[in->pairs] = i;
            in->place[in->pairs] = j;
            in->least[in->pairs] = bounded && test_random_below(random, 5) == 0;
            in->most[in->pairs] =
                bounded ? in->least[in->pairs] + test_random_between(random, 0, 3) : INT64_MAX;
            for (size_t l = 0; l < in->levels; l++) {
                in->cost[in->pairs * in->levels + l] = test_random_between(random, -1, 2);
            }
            in->pairs++;
        }
    }
    for (size_t k = 0; k < in->pairs && whole; k++) { /* whole: least is all of it or nothing */
        in->least[k] = in->least[k] != 0 && in->gives[in->group[k]] > 0 ? 1 : 0;
        in->most[k] = in->least[k] != 0 ? INT64_MAX : in->most[k];
    }
}

static locality_deployment_problem problem_of(const instance *in) {
    locality_deployment_problem out = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    out.groups = in->groups;
    out.places = in->places;
    out.gives = in->gives;
    out.need = in->need;
    out.protect = in->protect;
    out.ceiling = in->has_ceiling ? in->ceiling : NULL;
    out.pairs = in->pairs;
    out.group = in->group;
    out.place = in->place;
    out.least = in->least;
    out.most = in->most;
    out.levels = in->levels;
    out.cost = in->cost;
    out.whole = in->whole;
    return out;
}

/* ---- Trying everything ----------------------------------------------------------------------- */

typedef struct attempt {
    int64_t flow[PAIRS], placed, total[PLACES], cost[LEVELS];
    int is_any;
} attempt;

typedef struct trial {
    const instance *in;
    attempt now, best;
    int64_t ways; /* plans as good as the best */
} trial;

/* Share of place a against that of place b: places without need are last, by what they are given. */
static int compare_share(const instance *in, size_t a, int64_t given_a, size_t b, int64_t given_b) {
    int idle_a = in->need[a] == 0, idle_b = in->need[b] == 0;
    int64_t left = given_a * (idle_b ? 1 : in->need[b]),
            right = given_b * (idle_a ? 1 : in->need[a]);

    if (idle_a != idle_b) {
        return idle_a - idle_b;
    }
    return left < right ? -1 : left > right;
}

static void sort_places(const instance *in, const int64_t *total, size_t *order) {
    for (size_t j = 0; j < in->places; j++) {
        size_t at = j;
        for (; at > 0 && compare_share(in, j, total[j], order[at - 1], total[order[at - 1]]) < 0;
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = j;
    }
}

/* Below 0 where `a` is worse, 0 where both are as good. */
static int compare_attempts(const instance *in, const attempt *a, const attempt *b) {
    size_t order_a[PLACES], order_b[PLACES];

    if (a->placed != b->placed) {
        return a->placed < b->placed ? -1 : 1;
    }
    sort_places(in, a->total, order_a);
    sort_places(in, b->total, order_b);
    for (size_t r = 0; r < in->places; r++) {
        int order =
            compare_share(in, order_a[r], a->total[order_a[r]], order_b[r], b->total[order_b[r]]);
        if (order != 0) {
            return order;
        }
    }
    for (size_t l = 0; l < in->levels; l++) {
        if (a->cost[l] != b->cost[l]) {
            return a->cost[l] < b->cost[l] ? 1 : -1;
        }
    }
    return 0;
}

static void judge(trial *t) {
    const instance *in = t->in;

    t->now.placed = 0;
    memset(t->now.cost, 0, sizeof t->now.cost);
    for (size_t j = 0; j < in->places; j++) {
        int64_t high = in->has_ceiling                ? in->ceiling[j]
                       : in->whole                    ? INT64_MAX
                       : in->need[j] > in->protect[j] ? in->need[j]
                                                      : in->protect[j];
        if (t->now.total[j] < in->protect[j] || t->now.total[j] > high) {
            return;
        }
        t->now.placed += t->now.total[j];
    }
    for (size_t k = 0; k < in->pairs; k++) {
        for (size_t l = 0; l < in->levels; l++) {
            t->now.cost[l] += t->now.flow[k] * in->cost[k * in->levels + l];
        }
    }
    int order = t->best.is_any ? compare_attempts(in, &t->now, &t->best) : 1;
    t->ways = order > 0 ? 1 : t->ways + (order == 0);
    if (order > 0) {
        t->best = t->now;
        t->best.is_any = 1;
    }
}

/* Tries larger amounts first, so that of plans as good the first in order is kept. */
static void try_from(trial *t, size_t pair, int64_t left) {
    const instance *in = t->in;

    if (pair == in->pairs) {
        judge(t);
        return;
    }
    uint32_t group = in->group[pair];
    if (pair == 0 || in->group[pair - 1] != group) {
        left = in->gives[group];
    }
    int64_t most = in->most[pair] < left ? in->most[pair] : left;
    for (int64_t amount = most; amount >= in->least[pair]; amount--) {
        if (in->whole && amount != 0 && amount != in->gives[group]) {
            continue;
        }
        t->now.flow[pair] = amount;
        t->now.total[in->place[pair]] += amount;
        try_from(t, pair + 1, left - amount);
        t->now.total[in->place[pair]] -= amount;
    }
    t->now.flow[pair] = 0;
}

/* Groups without pairs in front of the first need no look; those behind neither. */
static attempt try_all(const instance *in, int64_t *ways) {
    trial t = {.in = in};

    try_from(&t, 0, in->pairs > 0 ? in->gives[in->group[0]] : 0);
    *ways = t.ways;
    return t.best;
}

/* ---- Comparing ------------------------------------------------------------------------------- */

static int64_t amount_of(const locality_deployment *plan, uint32_t group, uint32_t place) {
    locality_deployment_share share;

    for (size_t k = 0; k < locality_deployment_shares(plan); k++) {
        locality_deployment_share_at(plan, k, &share, NULL);
        if (share.group == group && share.place == place) {
            return share.amount;
        }
    }
    return 0;
}

static void check_proof(const locality_deployment_problem *problem, const locality_deployment *plan,
                        const char *name) {
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_error error;

    TEST_ROW(locality_deployment_get_certificate(plan, &proof, NULL) == LOCALITY_OK, name);
    locality_status status = locality_deployment_check(problem, &proof, NULL, &error);
    TEST_ROW(status == LOCALITY_OK, status == LOCALITY_OK ? name : error.message);
}

static void compare_plan(const instance *in, const locality_deployment *plan, const attempt *best,
                         int64_t ways, const char *name) {
    locality_deployment_value value;
    int is_same = 1;

    locality_deployment_get_value(plan, &value, NULL);
    TEST_ROW(value.verdict == LOCALITY_ALLOCATION_OPTIMAL, name);
    attempt found = {.placed = 0};
    for (size_t k = 0; k < in->pairs; k++) {
        found.flow[k] = amount_of(plan, in->group[k], in->place[k]);
        found.total[in->place[k]] += found.flow[k];
        found.placed += found.flow[k];
        is_same = is_same && found.flow[k] == best->flow[k];
        for (size_t l = 0; l < in->levels; l++) {
            found.cost[l] += found.flow[k] * in->cost[k * in->levels + l];
        }
    }
    TEST_ROW(compare_attempts(in, &found, best) == 0 && value.placed == best->placed, name);
    for (size_t l = 0; l < in->levels; l++) {
        TEST_ROW(value.cost[l] == best->cost[l], name);
    }
    if (value.has_certificate) {
        TEST_ROW(is_same, name);
        TEST_ROW(value.is_unique == (ways == 1), name);
    }
}

static void plans_are_the_best(int whole, int draws, uint64_t seed) {
    test_random random = {seed, 0};
    unsigned impossible = 0, proved = 0, tied = 0;
    char name[64];

    for (int draw = 0; draw < draws; draw++) {
        instance in;
        int64_t ways = 0;
        locality_deployment *plan = NULL;
        locality_deployment_value value;
        draw_instance(&in, &random, whole);
        snprintf(name, sizeof name, "draw %d", draw);
        attempt best = try_all(&in, &ways);
        locality_deployment_problem problem = problem_of(&in);
        if (whole) { /* a least of 1 stands for all of it */
            for (size_t k = 0; k < in.pairs; k++) {
                in.least[k] = in.least[k] != 0 ? in.gives[in.group[k]] : 0;
            }
        }
        locality_status status = locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
        TEST_ROW(status == LOCALITY_OK, name);
        if (status != LOCALITY_OK) {
            continue;
        }
        locality_deployment_get_value(plan, &value, NULL);
        if (!best.is_any) {
            impossible++;
            TEST_ROW(value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
        } else {
            compare_plan(&in, plan, &best, ways, name);
            tied += ways > 1;
        }
        if (value.has_certificate) {
            check_proof(&problem, plan, name);
            proved++;
        }
        locality_deployment_free(plan);
    }
    CU_ASSERT(impossible > (unsigned)draws / 50);
    CU_ASSERT(proved > (unsigned)draws / 4);
    CU_ASSERT(tied > (unsigned)draws / 50);
}

static void split_time_is_spread_best(void) {
    plans_are_the_best(0, 6000, 1201);
}

static void whole_people_are_spread_best(void) {
    plans_are_the_best(1, 6000, 1213);
}

/* ---- Larger problems ------------------------------------------------------------------------- */

#define MANY 24
#define MANY_PAIRS (MANY * MANY)

typedef struct larger {
    size_t groups, places, pairs;
    int64_t gives[MANY], need[MANY], protect[MANY], cost[MANY_PAIRS];
    uint32_t group[MANY_PAIRS], place[MANY_PAIRS];
    char id[2][MANY][8];
    const char *ids[2][MANY];
} larger;

/* Time in hundredths of an FTE; what is protected can nearly always be kept. */
static void draw_larger(larger *in, test_random *random) {
    memset(in, 0, sizeof *in);
    in->groups = 2 + test_random_below(random, MANY - 1);
    in->places = 2 + test_random_below(random, MANY - 1);
    for (size_t i = 0; i < in->groups; i++) {
        in->gives[i] = test_random_between(random, 0, 400);
    }
    for (size_t j = 0; j < in->places; j++) {
        in->need[j] = test_random_between(random, 0, 600);
        in->protect[j] = test_random_below(random, 5) == 0 ? 10 : 0;
    }
    for (uint32_t i = 0; i < in->groups; i++) {
        for (uint32_t j = 0; j < in->places; j++) {
            if (test_random_below(random, 5) == 0) {
                in->group[in->pairs] = i;
                in->place[in->pairs] = j;
                in->cost[in->pairs++] = test_random_between(random, 0, 3);
            }
        }
    }
    for (int side = 0; side < 2; side++) {
        for (size_t v = 0; v < MANY; v++) {
            snprintf(in->id[side][v], sizeof in->id[side][v], "%c%02u", side == 0 ? 'g' : 'p',
                     (unsigned)v);
            in->ids[side][v] = in->id[side][v];
        }
    }
}

static locality_deployment_problem larger_problem(const larger *in) {
    locality_deployment_problem out = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    out.groups = in->groups;
    out.places = in->places;
    out.group_id = in->ids[0];
    out.place_id = in->ids[1];
    out.gives = in->gives;
    out.need = in->need;
    out.protect = in->protect;
    out.pairs = in->pairs;
    out.group = in->group;
    out.place = in->place;
    out.levels = 1;
    out.cost = in->cost;
    return out;
}

/* Turns the order of everything about. */
static void turn(const larger *in, larger *out) {
    *out = *in;
    for (size_t i = 0; i < in->groups; i++) {
        out->gives[in->groups - 1 - i] = in->gives[i];
        out->ids[0][in->groups - 1 - i] = in->id[0][i];
    }
    for (size_t j = 0; j < in->places; j++) {
        out->need[in->places - 1 - j] = in->need[j];
        out->protect[in->places - 1 - j] = in->protect[j];
        out->ids[1][in->places - 1 - j] = in->id[1][j];
    }
    for (size_t k = 0; k < in->pairs; k++) {
        size_t to = in->pairs - 1 - k;
        out->group[to] = (uint32_t)in->groups - 1 - in->group[k];
        out->place[to] = (uint32_t)in->places - 1 - in->place[k];
        out->cost[to] = in->cost[k];
    }
}

static void check_story(const locality_deployment_problem *problem, const locality_deployment *plan,
                        uint32_t place, const char *name) {
    locality_deployment_story story;
    uint8_t place_in[MANY], group_in[MANY];
    int64_t must = 0, can = 0;

    TEST_ROW(locality_deployment_shortage(plan, place, &story, place_in, group_in, NULL) ==
                 LOCALITY_OK,
             name);
    TEST_ROW(place_in[place] == 1 && story.is_short == 1 && story.can < story.must, name);
    for (size_t j = 0; j < problem->places; j++) {
        int64_t need =
            problem->need[j] > problem->protect[j] ? problem->need[j] : problem->protect[j];
        must += place_in[j] ? need : 0;
    }
    for (size_t i = 0; i < problem->groups; i++) {
        can += group_in[i] ? problem->gives[i] : 0;
    }
    TEST_ROW(story.must == must && story.can == can, name);
    for (size_t k = 0; k < problem->pairs; k++) { /* nobody else may go there */
        TEST_ROW(!place_in[problem->place[k]] || group_in[problem->group[k]], name);
    }
}

static void check_members(const locality_deployment_problem *problem,
                          const locality_deployment *plan, const char *name) {
    locality_deployment_member member;
    locality_deployment_value value;
    locality_deployment_story story;
    int64_t given = 0;

    locality_deployment_get_value(plan, &value, NULL);
    for (uint32_t i = 0; i < problem->groups; i++) {
        locality_deployment_member_at(plan, 0, i, &member, NULL);
        TEST_ROW(member.amount == problem->gives[i] && member.placed <= member.amount, name);
        given += member.placed;
    }
    TEST_ROW(given == value.placed, name);
    for (uint32_t j = 0; j < problem->places; j++) {
        locality_deployment_member_at(plan, 1, j, &member, NULL);
        given -= member.placed;
        if (member.placed < member.amount) {
            check_story(problem, plan, j, name);
        } else {
            TEST_ROW(locality_deployment_shortage(plan, j, &story, NULL, NULL, NULL) ==
                         LOCALITY_NOT_FOUND,
                     name);
        }
    }
    TEST_ROW(given == 0, name);
}

static void check_cut(const locality_deployment_problem *problem, const locality_deployment *plan,
                      const char *name) {
    locality_deployment_story story;
    uint8_t place_in[MANY], group_in[MANY];
    int64_t must = 0, can = 0;

    TEST_ROW(locality_deployment_shortage(plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story, place_in,
                                          group_in, NULL) == LOCALITY_OK,
             name);
    for (size_t j = 0; j < problem->places; j++) {
        must += place_in[j] ? problem->protect[j] : 0;
    }
    for (size_t i = 0; i < problem->groups; i++) {
        can += group_in[i] ? problem->gives[i] : 0;
    }
    TEST_ROW(story.is_short == 1 && story.must == must && story.can == can && can < must, name);
    for (size_t k = 0; k < problem->pairs; k++) {
        TEST_ROW(!place_in[problem->place[k]] || group_in[problem->group[k]], name);
    }
}

static void compare_plans(const larger *in, const locality_deployment *a,
                          const locality_deployment *b, const char *name) {
    locality_deployment_share x, y;
    locality_deployment_value v[2];

    locality_deployment_get_value(a, &v[0], NULL);
    locality_deployment_get_value(b, &v[1], NULL);
    TEST_ROW(memcmp(&v[0], &v[1], sizeof v[0]) == 0, name);
    TEST_ROW(locality_deployment_shares(a) == locality_deployment_shares(b), name);
    for (size_t k = 0; k < locality_deployment_shares(a); k++) {
        locality_deployment_share_at(a, k, &x, NULL);
        locality_deployment_share_at(b, k, &y, NULL);
        TEST_ROW(x.group == in->groups - 1 - y.group && x.place == in->places - 1 - y.place &&
                     x.amount == y.amount && x.is_tied == y.is_tied,
                 name);
    }
}

static void larger_plans_are_proved_and_do_not_depend_on_order(void) {
    test_random random = {1217, 0};
    unsigned impossible = 0, possible = 0;
    char name[64];

    for (int draw = 0; draw < 400; draw++) {
        larger in, turned;
        locality_deployment *plan[2] = {NULL, NULL};
        locality_deployment_value value;
        draw_larger(&in, &random);
        turn(&in, &turned);
        snprintf(name, sizeof name, "draw %d", draw);
        locality_deployment_problem problem = larger_problem(&in);
        locality_deployment_problem other = larger_problem(&turned);
        problem.step = other.step = draw % 4 == 3 ? 7 : 0;
        TEST_ROW(!locality_deployment_solve(&problem, NULL, NULL, &plan[0], NULL), name);
        TEST_ROW(!locality_deployment_solve(&other, NULL, NULL, &plan[1], NULL), name);
        check_proof(&problem, plan[0], name);
        check_proof(&other, plan[1], name);
        compare_plans(&in, plan[0], plan[1], name);
        locality_deployment_get_value(plan[0], &value, NULL);
        if (problem.step > 1) {
            TEST_ROW(value.placed % problem.step == 0, name);
        } else if (value.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
            check_cut(&problem, plan[0], name);
            impossible++;
        } else {
            check_members(&problem, plan[0], name);
            possible++;
        }
        locality_deployment_free(plan[0]);
        locality_deployment_free(plan[1]);
    }
    CU_ASSERT(impossible > 20 && possible > 100);
}

/* A certificate with anything changed that matters proves nothing. */
static void false_certificates_are_refused(void) {
    test_random random = {1223, 0};
    unsigned refused[4] = {0};

    for (int draw = 0; draw < 300; draw++) {
        instance in;
        locality_deployment *plan = NULL;
        locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
        int64_t amount[PAIRS], step[PLACES], price[PLACES * (LEVELS + 1)];
        draw_instance(&in, &random, 0);
        locality_deployment_problem problem = problem_of(&in);
        locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
        locality_deployment_get_certificate(plan, &proof, NULL);
        if (proof.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
            proof.must++;
            refused[0] +=
                locality_deployment_check(&problem, &proof, NULL, NULL) == LOCALITY_CONFLICT;
            locality_deployment_free(plan);
            continue;
        }
        memcpy(amount, proof.amount, proof.shares * sizeof *amount);
        memcpy(step, proof.place_step, in.places * sizeof *step);
        memcpy(price, proof.place_price, in.places * proof.levels * sizeof *price);
        const int64_t *old = proof.amount;
        proof.amount = amount;
        if (proof.shares > 0) {
            amount[0]++;
            refused[1] +=
                locality_deployment_check(&problem, &proof, NULL, NULL) == LOCALITY_CONFLICT;
        }
        proof.amount = old;
        proof.place_step = step;
        for (size_t j = 0; j < in.places; j++) {
            step[j] += 2;
        }
        refused[2] += locality_deployment_check(&problem, &proof, NULL, NULL) == LOCALITY_CONFLICT;
        memcpy(step, proof.place_step, in.places * sizeof *step);
        proof.levels++;
        refused[3] += locality_deployment_check(&problem, &proof, NULL, NULL) == LOCALITY_INVALID;
        locality_deployment_free(plan);
    }
    CU_ASSERT(refused[0] > 10 && refused[1] > 200 && refused[2] > 100 && refused[3] > 200);
}

static const test_case cases[] = {
    {"time that may be split is spread best", split_time_is_spread_best},
    {"people who go whole are spread best", whole_people_are_spread_best},
    {"larger plans are proved, and do not depend on order",
     larger_plans_are_proved_and_do_not_depend_on_order},
    {"false certificates are refused", false_certificates_are_refused},
};

TEST_MAIN("allocation: deployment", cases)
