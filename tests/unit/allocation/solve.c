/* Solving: every verdict, total and pair against trying everything, by every method, in every order. */
#include "instances.h"

#include <inttypes.h>

#include "support/fault.h"

#define DRAWS 1500

/* The pairs of an answer as a set of bits of the instance. */
static unsigned set_of(const instance *in, const locality_allocation_result *result,
                       unsigned *tied) {
    unsigned set = 0;

    *tied = 0;
    for (size_t k = 0; k < locality_allocation_result_pairs(result); k++) {
        locality_allocation_pair pair;
        CU_ASSERT_EQUAL(locality_allocation_result_pair(result, k, &pair, NULL), LOCALITY_OK);
        uint32_t i = (uint32_t)(pair.candidate_id[1] - '0'),
                 j = (uint32_t)(pair.demand_id[1] - '0');
        for (uint32_t p = 0; p < in->pairs; p++) {
            if (in->row[p] == i && in->column[p] == j) {
                set |= 1u << p;
                *tied |= pair.is_tied ? 1u << p : 0;
                CU_ASSERT_EQUAL(pair.is_pinned, in->mark[p] == 1);
                CU_ASSERT_EQUAL(pair.failed, in->failed[p]);
            }
        }
    }
    return set;
}

static int check_totals(const instance *in, const best *expected,
                        const locality_allocation_result *result) {
    int good = locality_allocation_result_levels(result) == instance_prices(in);

    for (uint32_t k = 0; k < instance_prices(in); k++) {
        int64_t total = -1, bound = -1;
        good &= locality_allocation_result_total(result, k, &total, NULL) == LOCALITY_OK;
        good &= locality_allocation_result_bound(result, k, &bound, NULL) == LOCALITY_OK;
        good &= total == (k == 0 ? -expected->value[0] : expected->value[k]) && bound == total;
    }
    return good;
}

static void check_solution(const instance *in, const best *expected, test_random *shuffle,
                           int32_t method, const char *name) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_certificate certificate;
    locality_allocation_result *result = NULL;
    locality_error error;
    given g;
    unsigned tied;

    if (!TEST_ROW(instance_give(in, shuffle, NULL, &g, &error) == LOCALITY_OK, name)) {
        return;
    }
    options.method = method;
    options.waive = in->waive;
    CU_ASSERT_EQUAL(locality_allocation_solve(g.problem, &options, &result, &error), LOCALITY_OK);
    TEST_ROW(locality_allocation_result_verdict(result) ==
                 (expected->found ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_INFEASIBLE),
             name);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &certificate, &error),
                    LOCALITY_OK);
    if (!TEST_ROW(locality_allocation_check(g.problem, &certificate, &error) == LOCALITY_OK,
                  name)) {
        printf("      %s\n", error.message);
    }
    TEST_ROW(locality_allocation_result_work(result) > 0 || in->pairs == 0, name);
    if (expected->found) {
        TEST_ROW(check_totals(in, expected, result), name);
        TEST_ROW(set_of(in, result, &tied) == expected->set, name);
        TEST_ROW(tied == (expected->set & ~expected->always), name);
        TEST_ROW(locality_allocation_result_is_unique(result) == (expected->optima == 1), name);
    }
    locality_allocation_result_free(result);
    locality_allocation_free(g.problem);
}

static void draw_and_check(int kind, uint64_t seed) {
    test_random random = {seed, 0}, shuffle = {seed + 1, 0};
    unsigned infeasible = 0, several = 0;

    for (unsigned n = 0; n < DRAWS; n++) {
        instance in;
        char name[64];
        instance_draw(&in, &random, kind);
        best expected = best_of(&in, -1, -1);
        infeasible += !expected.found;
        several += expected.optima > 1;
        for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
            snprintf(name, sizeof name, "kind %d, problem %u, method %d", kind, n, (int)method);
            check_solution(&in, &expected, method == 0 ? NULL : &shuffle, method, name);
        }
    }
    CU_ASSERT(several > DRAWS / 50);
    CU_ASSERT(infeasible > (kind == KIND_MINIMUMS ? DRAWS / 20 : 0));
}

static void answers_assignments(void) {
    draw_and_check(KIND_ASSIGNMENT, 501);
}

static void answers_capacities(void) {
    draw_and_check(KIND_CAPACITIES, 502);
}

static void answers_minimums(void) {
    draw_and_check(KIND_MINIMUMS, 503);
}

static const test_case cases[] = {
    {"every assignment is the first of the best, by every method and in every order",
     answers_assignments},
    {"so is every allocation where partners are limited", answers_capacities},
    {"so is every one with minimums, or there is a cut that proves there is none",
     answers_minimums},
};

TEST_MAIN("allocation: solving", cases)
