/* Deployment: what is refused, what stops a call, and memory that is not to be had. */
#include <stdlib.h>

#include "locality/deployment.h"
#include "support/fault.h"
#include "support/harness.h"

static const int64_t gives[] = {100, 60, 50};
static const int64_t need[] = {120, 90};

/* Everybody may go everywhere. */
static locality_deployment_problem plain(void) {
    locality_deployment_problem out = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    out.groups = 3;
    out.places = 2;
    out.gives = gives;
    out.need = need;
    return out;
}

static void expect(const locality_deployment_problem *problem, locality_status status) {
    locality_deployment *plan = (locality_deployment *)&plan;
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_error error;

    TEST_NUMBER(locality_deployment_solve(problem, NULL, NULL, &plan, &error), status);
    CU_ASSERT_PTR_NULL(plan);
    TEST_NUMBER(error.status, status);
    TEST_NUMBER(locality_deployment_check(problem, &proof, NULL, NULL), status);
}

static void bad_amounts_are_refused(void) {
    static const int64_t below[] = {-1, 5, 5}, large[] = {1, LOCALITY_DEPLOYMENT_MOST + 1, 1};
    static const int64_t ten[] = {10, 10}, nine[] = {9, 10}, one[] = {1, 0, 0, 0, 0, 0};
    static const int64_t none[] = {0, 0, 0, 0, 0, 0}, dear[] = {0, 0, INT64_MIN, 0, 0, 0};
    locality_deployment_problem problem = plain();

    problem.gives = below;
    expect(&problem, LOCALITY_INVALID);
    problem.gives = large;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.need = below;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.protect = ten;
    problem.ceiling = nine;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.least = one;
    problem.most = none;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.least = below;
    problem.groups = 1;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.levels = 1;
    problem.cost = dear;
    expect(&problem, LOCALITY_INVALID);
}

static void bad_shapes_are_refused(void) {
    static const uint32_t group[] = {0, 3}, place[] = {0, 1}, twice[] = {1, 1};
    static const char *const same[] = {"a", "a", "b"};
    static const int64_t thirty[] = {30, 0, 0, 0, 0, 0}, forty[] = {40, 0, 0, 0, 0, 0};
    locality_deployment_problem problem = plain();

    expect(NULL, LOCALITY_INVALID);
    problem.struct_size = 8;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.whole = 2;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.step = -1;
    expect(&problem, LOCALITY_INVALID);
    problem.step = 2;
    problem.whole = 1;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.gives = NULL;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.levels = LOCALITY_ALLOCATION_LEVELS + 1;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.group = group;
    expect(&problem, LOCALITY_INVALID);
    problem.place = place;
    problem.pairs = 2;
    expect(&problem, LOCALITY_INVALID);
    problem.group = problem.place = twice;
    expect(&problem, LOCALITY_DUPLICATE);
    problem.pairs = SIZE_MAX;
    expect(&problem, LOCALITY_LIMIT);
    problem = plain();
    problem.groups = SIZE_MAX;
    expect(&problem, LOCALITY_INVALID);
    problem = plain();
    problem.group_id = same;
    expect(&problem, LOCALITY_DUPLICATE);
    problem = plain();
    problem.whole = 1;
    problem.least = thirty;
    problem.most = forty;
    expect(&problem, LOCALITY_INVALID);
}

static void null_handles_are_no_crash(void) {
    locality_deployment_problem problem = plain();
    locality_deployment_options how = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_deployment_member member;
    locality_deployment_value value;
    locality_deployment_share share;
    locality_deployment_story story;
    locality_deployment *plan = NULL;

    CU_ASSERT_EQUAL(locality_deployment_solve(&problem, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    how.struct_size = 4;
    CU_ASSERT_EQUAL(locality_deployment_solve(&problem, &how, NULL, &plan, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_check(&problem, NULL, NULL, NULL), LOCALITY_INVALID);
    proof.struct_size = 4;
    CU_ASSERT_EQUAL(locality_deployment_check(&problem, &proof, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_get_value(NULL, &value, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_member_at(NULL, 0, 0, &member, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_share_at(NULL, 0, &share, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_get_certificate(NULL, &proof, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_shortage(NULL, 0, &story, NULL, NULL, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_count(NULL, 0), 0);
    CU_ASSERT_EQUAL(locality_deployment_shares(NULL), 0);
    locality_deployment_free(NULL);
    CU_ASSERT_EQUAL_FATAL(locality_deployment_solve(&problem, NULL, NULL, &plan, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_deployment_get_value(plan, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_get_certificate(plan, &proof, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_deployment_member_at(plan, 0, 3, &member, NULL), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_deployment_member_at(plan, 2, 0, &member, NULL), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_deployment_share_at(plan, 9, &share, NULL), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, 2, &story, NULL, NULL, NULL),
                    LOCALITY_NOT_FOUND);
    locality_deployment_free(plan);
}

/* ---- Nothing, and too much ------------------------------------------------------------------- */

static locality_deployment_value value_of(const locality_deployment_problem *problem,
                                          const locality_deployment_options *how) {
    locality_deployment *plan = NULL;
    locality_deployment_value value = {0};

    CU_ASSERT_EQUAL(locality_deployment_solve(problem, how, NULL, &plan, NULL), LOCALITY_OK);
    locality_deployment_get_value(plan, &value, NULL);
    locality_deployment_free(plan);
    return value;
}

static void nothing_to_spread_is_a_plan(void) {
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    TEST_NUMBER(value_of(&problem, NULL).verdict, LOCALITY_ALLOCATION_OPTIMAL);
    problem = plain();
    problem.places = 0;
    TEST_NUMBER(value_of(&problem, NULL).verdict, LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(value_of(&problem, NULL).gives, 210);
    problem = plain();
    problem.groups = 0;
    TEST_NUMBER(value_of(&problem, NULL).placed, 0);
    problem.protect = need;
    TEST_NUMBER(value_of(&problem, NULL).verdict, LOCALITY_ALLOCATION_INFEASIBLE);
    problem.groups = 3; /* 210 of 210, and nothing to spare */
    TEST_NUMBER(value_of(&problem, NULL).placed, 210);
}

static void sums_that_could_overflow_are_told(void) {
    static const int64_t huge[] = {LOCALITY_DEPLOYMENT_MOST, LOCALITY_DEPLOYMENT_MOST,
                                   LOCALITY_DEPLOYMENT_MOST};
    static const int64_t dear[] = {INT64_C(1) << 40, INT64_C(1) << 40};
    locality_deployment_problem problem = plain();

    problem.gives = huge;
    TEST_NUMBER(value_of(&problem, NULL).verdict, LOCALITY_ALLOCATION_OVERFLOW);
    problem = plain();
    problem.groups = 1;
    problem.places = 2;
    problem.gives = problem.need = huge;
    problem.levels = 1;
    problem.cost = dear;
    locality_deployment_value value = value_of(&problem, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OVERFLOW);
    TEST_NUMBER(value.has_certificate, 0);
    TEST_NUMBER(value.placed, 0);
}

static int32_t stop(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void a_call_can_be_stopped_and_limited(void) {
    locality_deployment_problem problem = plain();
    locality_deployment_options how = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    locality_deployment *plan = NULL;

    how.progress = stop;
    CU_ASSERT_EQUAL(locality_deployment_solve(&problem, &how, NULL, &plan, NULL),
                    LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(plan);
    how.progress = NULL;
    how.work_limit = 1;
    TEST_NUMBER(value_of(&problem, &how).verdict, LOCALITY_ALLOCATION_UNKNOWN);
    static const int64_t various[] = {100, 80, 60, 50, 40, 37, 20}, wanted[] = {90, 150, 140};
    problem.whole = 1;
    problem.groups = 7;
    problem.gives = various;
    problem.places = 3;
    problem.need = wanted;
    int is_known[3] = {0, 0, 0};
    for (how.work_limit = 100; how.work_limit < 400000; how.work_limit += how.work_limit / 10) {
        int32_t verdict = value_of(&problem, &how).verdict;
        is_known[0] += verdict == LOCALITY_ALLOCATION_UNKNOWN;
        is_known[1] += verdict == LOCALITY_ALLOCATION_FEASIBLE;
        is_known[2] += verdict == LOCALITY_ALLOCATION_OPTIMAL;
    }
    CU_ASSERT(is_known[0] > 0 && is_known[1] > 0 && is_known[2] > 0);
}

/* People of 1, 0.6 and 0.5 who go whole to two places of 1.2 and 0.9: 1.0 and 1.1, not 1.1 and 1.0. */
static void people_are_not_split(void) {
    locality_deployment_problem problem = plain();
    locality_deployment *plan = NULL;
    locality_deployment_member member;
    locality_deployment_story story;

    problem.whole = 1;
    CU_ASSERT_EQUAL_FATAL(locality_deployment_solve(&problem, NULL, NULL, &plan, NULL),
                          LOCALITY_OK);
    TEST_NUMBER(locality_deployment_shares(plan), 3);
    locality_deployment_member_at(plan, 1, 0, &member, NULL);
    TEST_NUMBER(member.placed, 110); /* 91.7 % and 111.1 %; the other way 83.3 % and 122.2 % */
    CU_ASSERT_EQUAL(locality_deployment_shortage(plan, 0, &story, NULL, NULL, NULL),
                    LOCALITY_NOT_FOUND);
    locality_deployment_free(plan);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const locality_deployment_problem *problem = state;
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_deployment_story story;
    locality_deployment *plan = NULL;
    locality_status status = locality_deployment_solve(problem, NULL, allocator, &plan, error);

    if (status == LOCALITY_OK && !problem->whole) {
        status = locality_deployment_get_certificate(plan, &proof, error);
        status = status == LOCALITY_OK
                     ? locality_deployment_check(problem, &proof, allocator, error)
                     : status;
        status = status == LOCALITY_OK
                     ? locality_deployment_shortage(plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story,
                                                    NULL, NULL, error)
                     : status;
    }
    locality_deployment_free(plan);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    static const int64_t much[] = {150, 90}, cost[] = {1, 0, 1, 1, 0, 0};
    locality_deployment_problem problem = plain();

    problem.need = much;
    problem.levels = 1;
    problem.cost = cost;
    fault_drive("deployment", whole_story, &problem, 20);
    problem.protect = much;
    fault_drive("deployment that cannot be", whole_story, &problem, 15);
    problem = plain();
    problem.whole = 1;
    fault_drive("deployment of people", whole_story, &problem, 20);
}

static const test_case cases[] = {
    {"bad amounts are refused", bad_amounts_are_refused},
    {"bad shapes are refused", bad_shapes_are_refused},
    {"null handles are no crash", null_handles_are_no_crash},
    {"nothing to spread is a plan", nothing_to_spread_is_a_plan},
    {"sums that could overflow are told", sums_that_could_overflow_are_told},
    {"a call can be stopped and limited", a_call_can_be_stopped_and_limited},
    {"people are not split", people_are_not_split},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: deployment refused", cases)
