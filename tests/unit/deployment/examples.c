/* Deployment: examples worked by hand. */
#include "locality/deployment.h"
#include "support/harness.h"

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

    TEST_ROW(locality_deployment_get_certificate(plan, &proof, NULL) == LOCALITY_OK, name);
    TEST_ROW(locality_deployment_check(problem, &proof, NULL, NULL) == LOCALITY_OK, name);
}

/* Two neighbourhoods that nobody but one team may serve, and one that all may. */
static void the_worked_example_comes_out(void) {
    static const char *const teams[] = {"team-a", "team-b"};
    static const char *const areas[] = {"foleshill", "hillfields", "willenhall"};
    static const int64_t gives[] = {400, 300}, need[] = {500, 300, 200}, protect[] = {0, 0, 150};
    static const uint32_t group[] = {0, 0, 0, 1}, place[] = {0, 1, 2, 2};
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    locality_deployment_story story;
    locality_deployment_value value;
    locality_deployment *plan = NULL;
    uint8_t place_in[3], group_in[2];

    problem.groups = 2;
    problem.places = 3;
    problem.group_id = teams;
    problem.place_id = areas;
    problem.gives = gives;
    problem.need = need;
    problem.protect = protect;
    problem.pairs = 4;
    problem.group = group;
    problem.place = place;
    CU_ASSERT_EQUAL_FATAL(locality_deployment_solve(&problem, NULL, NULL, &plan, NULL),
                          LOCALITY_OK);
    locality_deployment_get_value(plan, &value, NULL);
    TEST_NUMBER(value.placed, 600);
    TEST_NUMBER(value.need, 1000);
    TEST_NUMBER(value.met, 600);
    TEST_NUMBER(amount_of(plan, 0, 0), 250); /* half of 500 and half of 300: 4 FTE for 8 */
    TEST_NUMBER(amount_of(plan, 0, 1), 150);
    TEST_NUMBER(amount_of(plan, 0, 2), 0);
    TEST_NUMBER(amount_of(plan, 1, 2), 200);
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, 1, &story, place_in, group_in, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(story.must, 800);
    TEST_NUMBER(story.can, 400);
    CU_ASSERT(place_in[0] && place_in[1] && !place_in[2] && group_in[0] && !group_in[1]);
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story,
                                                 place_in, group_in, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(story.places, 2);
    locality_deployment_free(plan);
}

/* Counted in tenths of an FTE a plan is that of the tenths. */
static void time_is_given_in_steps(void) {
    static const int64_t gives[] = {405}, need[] = {333, 300}, protect[] = {1, 0};
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    locality_deployment_member member;
    locality_deployment *plan = NULL;

    problem.groups = 1;
    problem.places = 2;
    problem.gives = gives;
    problem.need = need;
    problem.protect = protect;
    problem.step = 10;
    CU_ASSERT_EQUAL_FATAL(locality_deployment_solve(&problem, NULL, NULL, &plan, NULL),
                          LOCALITY_OK);
    check_proof(&problem, plan, "steps");
    TEST_NUMBER(amount_of(plan, 0, 0), 210); /* 63.06 % and 63.33 % */
    TEST_NUMBER(amount_of(plan, 0, 1), 190);
    locality_deployment_member_at(plan, 0, 0, &member, NULL);
    TEST_NUMBER(member.amount, 400);
    locality_deployment_member_at(plan, 1, 0, &member, NULL);
    TEST_NUMBER(member.amount, 333);
    TEST_NUMBER(member.protect, 10);
    TEST_NUMBER(member.ceiling, 340);
    locality_deployment_free(plan);
}

/* What nobody can be sent to, and what may not be given more. */
static void ceilings_and_fixed_time_are_kept(void) {
    static const int64_t gives[] = {100, 100}, need[] = {300, 50}, ceiling[] = {60, 50};
    static const int64_t least[] = {0, 40, 0, 0}, most[] = {100, 50, 100, 0};
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    locality_deployment_story story;
    locality_deployment_share share;
    locality_deployment *plan = NULL;
    int64_t total = 0;

    problem.groups = problem.places = 2;
    problem.gives = gives;
    problem.need = need;
    problem.ceiling = ceiling;
    problem.least = least;
    problem.most = most;
    CU_ASSERT_EQUAL_FATAL(locality_deployment_solve(&problem, NULL, NULL, &plan, NULL),
                          LOCALITY_OK);
    for (size_t k = 0; k < locality_deployment_shares(plan); k++) {
        locality_deployment_share_at(plan, k, &share, NULL);
        total += share.amount;
        CU_ASSERT(!share.is_fixed);
    }
    TEST_NUMBER(total, 110);
    TEST_NUMBER(amount_of(plan, 0, 1), 50);
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, 0, &story, NULL, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(story.must, 300); /* its own ceiling is why */
    TEST_NUMBER(story.can, 60);
    TEST_NUMBER(story.groups, 0);
    locality_deployment_free(plan);
}

/* More is fixed at a place than it may be given, or for a group than it has. */
static void what_cannot_be_kept_is_told(void) {
    static const int64_t gives[] = {100, 100}, need[] = {100, 100}, ceiling[] = {60, 100};
    static const int64_t too_full[] = {40, 0, 40, 0}, too_much[] = {50, 60, 0, 0};
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    locality_deployment_story story;
    locality_deployment *plan = NULL;
    uint8_t place_in[2], group_in[2];

    problem.groups = problem.places = 2;
    problem.gives = gives;
    problem.need = need;
    problem.ceiling = ceiling;
    problem.least = too_full;
    locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
    check_proof(&problem, plan, "too full");
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story,
                                                 place_in, group_in, NULL),
                    LOCALITY_OK);
    CU_ASSERT(!story.is_short && story.must == 80 && story.can == 60 && place_in[0]);
    TEST_NUMBER(story.places, 1);
    TEST_NUMBER(story.groups, 0);
    locality_deployment_free(plan);
    problem.least = too_much;
    locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
    check_proof(&problem, plan, "too much");
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story,
                                                 place_in, group_in, NULL),
                    LOCALITY_OK);
    CU_ASSERT(story.is_short && story.must == 110 && story.can == 100 && group_in[0]);
    TEST_NUMBER(story.places, 0);
    locality_deployment_free(plan);
}

/* ---- False certificates ------------------------------------------------------------------------ */

static const int64_t two_gives[] = {300, 300}, two_needs[] = {100, 500};

static locality_deployment_problem two_by_two(void) {
    locality_deployment_problem out = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    out.groups = out.places = 2;
    out.gives = two_gives;
    out.need = two_needs;
    return out;
}

static void expect_refused(const locality_deployment_problem *problem,
                           const locality_deployment_certificate *proof, locality_status status,
                           const char *part) {
    locality_error error;

    TEST_NUMBER(locality_deployment_check(problem, proof, NULL, &error), status);
    if (!TEST_ROW(strstr(error.message, part) != NULL, part))
        printf("%s\n", error.message);
}

static void what_a_certificate_lacks_is_named(void) {
    static const uint32_t nowhere[] = {LOCALITY_DEPLOYMENT_NOWHERE, LOCALITY_DEPLOYMENT_NOWHERE};
    static const uint32_t wild[] = {7, 7}, twice[] = {0, 0, 0, 0};
    static const int64_t none[] = {0, 0}, huge[] = {LOCALITY_DEPLOYMENT_MOST, 1, 1, 1};
    locality_deployment_problem problem = two_by_two();
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT, other;
    locality_deployment *plan = NULL;

    locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
    locality_deployment_get_certificate(plan, &proof, NULL);
    expect_refused(&problem, &proof, LOCALITY_OK, "");
    other = proof;
    other.group = wild;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "no such group or place");
    other = proof;
    other.group = other.place = twice;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "given twice");
    other = proof;
    other.amount = huge;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "gives more than it has");
    other = proof;
    other.place_at = wild;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "stands at no step");
    other = proof;
    other.place_step = none;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "stands at no step");
    other = proof;
    other.shares--;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "\"");
    other = proof;
    other.shares = 0;
    other.group_at = other.place_at = nowhere;
    expect_refused(&problem, &other, LOCALITY_CONFLICT, "has time left over that could be used");
    other = proof;
    other.verdict = LOCALITY_ALLOCATION_FEASIBLE;
    expect_refused(&problem, &other, LOCALITY_INVALID, "not of the shape");
    other = proof;
    other.group_price = NULL;
    expect_refused(&problem, &other, LOCALITY_INVALID, "not of the shape");
    locality_deployment_free(plan);
}

static void sets_that_prove_nothing_are_refused(void) {
    static const int64_t huge[] = {LOCALITY_DEPLOYMENT_MOST, LOCALITY_DEPLOYMENT_MOST,
                                   LOCALITY_DEPLOYMENT_MOST};
    static const int64_t protect[] = {90, 0}, none[] = {0, 0}, various[] = {100, 60};
    static const uint8_t all[] = {1, 1, 1};
    locality_deployment_problem problem = two_by_two();
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;

    proof.verdict = LOCALITY_ALLOCATION_INFEASIBLE;
    expect_refused(&problem, &proof, LOCALITY_INVALID, "not of the shape");
    proof.group_in = proof.place_in = all;
    proof.is_short = 1;
    problem.protect = protect;
    expect_refused(&problem, &proof, LOCALITY_CONFLICT, "can keep what is protected and fixed");
    problem.gives = none;
    expect_refused(&problem, &proof, LOCALITY_CONFLICT, "not those stated");
    proof.must = 90;
    expect_refused(&problem, &proof, LOCALITY_OK, "");
    problem.places = 3;
    problem.need = huge;
    problem.protect = NULL;
    expect_refused(&problem, &proof, LOCALITY_CONFLICT, "beyond 2^41");
    proof.verdict = LOCALITY_ALLOCATION_OPTIMAL;
    expect_refused(&problem, &proof, LOCALITY_INVALID, "not of the shape");
    problem = two_by_two();
    problem.whole = 1;
    problem.gives = various;
    locality_deployment *plan = NULL;
    locality_deployment_solve(&problem, NULL, NULL, &plan, NULL);
    CU_ASSERT_EQUAL(locality_deployment_get_certificate(plan, &proof, NULL), LOCALITY_NOT_FOUND);
    locality_deployment_free(plan);
}

static const test_case cases[] = {
    {"the worked example comes out", the_worked_example_comes_out},
    {"time is given in steps", time_is_given_in_steps},
    {"ceilings and fixed time are kept", ceilings_and_fixed_time_are_kept},
    {"what cannot be kept is told", what_cannot_be_kept_is_told},
    {"what a certificate lacks is named", what_a_certificate_lacks_is_named},
    {"sets that prove nothing are refused", sets_that_prove_nothing_are_refused},
};

TEST_MAIN("allocation: deployment, examples", cases)
