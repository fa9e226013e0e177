/* Certificates of allocations that were tampered with, and questions out of range: each with its message. */
#include "locality/allocation.h"
#include "locality/alternatives.h"
#include "support/harness.h"

static const int64_t cost[] = {1, 4, 3, 2};

/* Two and two, one place each: the first to the first, the second to the second, for 3. */
static locality_allocation *small_problem(void) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation *out = NULL;

    side[0].count = side[1].count = 2;
    pairs.levels = 1;
    pairs.cost = cost;
    pairs.candidate_stride = 2 * (ptrdiff_t)sizeof *cost;
    pairs.demand_stride = sizeof *cost;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &out, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(out, &pairs, NULL), LOCALITY_OK);
    return out;
}

static locality_allocation_result *solved(const locality_allocation *problem) {
    locality_allocation_result *result = NULL;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    return result;
}

static int says(const locality_error *error, const char *words) {
    return strstr(error->message, words) != NULL;
}

static void certificates_of_another_shape_are_refused(void) {
    locality_allocation *problem = small_problem();
    locality_allocation_result *result = solved(problem);
    locality_allocation_certificate right;
    locality_error error;

    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &right, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &right, &error), LOCALITY_OK);
    for (int k = 0; k < 12; k++) {
        locality_allocation_certificate c = right;
        c.struct_size = k == 0 ? 8 : c.struct_size;
        c.waive = k == 1 ? -1 : k == 2 ? 2 : c.waive;
        c.candidate = k == 3 ? NULL : c.candidate;
        c.demand = k == 4 ? NULL : c.demand;
        c.candidate_price = k == 5 ? NULL : c.candidate_price;
        c.demand_price = k == 6 ? NULL : c.demand_price;
        c.levels += k == 7 ? 1u : 0u;
        c.verdict = k == 8    ? LOCALITY_ALLOCATION_UNKNOWN
                    : k == 9  ? LOCALITY_ALLOCATION_UNKNOWN
                    : k >= 10 ? LOCALITY_ALLOCATION_INFEASIBLE
                              : c.verdict;
        static const uint8_t in[] = {1, 1};
        c.candidate_in = k == 11 ? in : NULL;
        CU_ASSERT_EQUAL(locality_allocation_check(problem, &c, &error), LOCALITY_INVALID);
        CU_ASSERT(says(&error, k < 5 ? "the certificate is not filled in"
                                     : "none of an allocation or of infeasibility of this shape"));
    }
    CU_ASSERT_EQUAL(locality_allocation_check(NULL, &right, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "allocation"));
    CU_ASSERT_EQUAL(locality_allocation_check(problem, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "certificate"));
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static void pairs_and_cuts_that_do_not_hold_are_found(void) {
    static const uint32_t first[] = {0, 0}, nobody[] = {0, 2}, both[] = {0, 1}, turned[] = {1, 0};
    static const uint8_t none[] = {0, 0};
    static const struct {
        const uint32_t *candidate, *demand;
        size_t pairs;
        locality_status status;
        const char *words;
    } rows[] = {{nobody, both, 2, LOCALITY_INVALID, "pair 1 names nobody"},
                {both, nobody, 2, LOCALITY_INVALID, "pair 1 names nobody"},
                {first, first, 2, LOCALITY_CONFLICT, "there twice, of"},
                {first, both, 2, LOCALITY_CONFLICT, ""},
                {both, first, 2, LOCALITY_CONFLICT, ""},
                {both, turned, 2, LOCALITY_CONFLICT, "a pair does not go with its prices, of"},
                {both, both, 1, LOCALITY_CONFLICT, ""}};
    locality_allocation *problem = small_problem();
    locality_allocation_result *result = solved(problem);
    locality_allocation_certificate right;
    locality_error error;

    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &right, NULL), LOCALITY_OK);
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_allocation_certificate c = right;
        c.candidate = rows[k].candidate;
        c.demand = rows[k].demand;
        c.pairs = rows[k].pairs;
        TEST_NUMBER(locality_allocation_check(problem, &c, &error), rows[k].status);
        TEST_ROW(says(&error, rows[k].words) && error.message[0] != 0, rows[k].words);
        int bad = rows[k].status == LOCALITY_INVALID || k == 2 || k == 3 || k == 4 || k == 6;
        locality_status status = locality_allocation_check_stable(problem, &c, 1, 1, &error);
        TEST_ROW(!bad || status != LOCALITY_OK, rows[k].words);
    }
    locality_allocation_certificate cut = LOCALITY_ALLOCATION_CERTIFICATE_INIT;
    cut.verdict = LOCALITY_ALLOCATION_INFEASIBLE;
    cut.candidate_in = cut.demand_in = none;
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &cut, &error), LOCALITY_CONFLICT);
    CU_ASSERT(error.message[0] != 0);
    for (int k = 0; k < 7; k++) {
        locality_allocation_certificate c = right;
        c.struct_size = k == 0 ? 8 : c.struct_size;
        CU_ASSERT_EQUAL(locality_allocation_check_stable(k == 5 ? NULL : problem,
                                                         k == 6 ? NULL : &c,
                                                         k == 1   ? 0
                                                         : k == 2 ? 9
                                                                  : 1,
                                                         k == 3   ? 0
                                                         : k == 4 ? 9
                                                                  : 1,
                                                         &error),
                        LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 5   ? "allocation"
                               : k == 6 ? "certificate"
                                        : "there is no such level, or the certificate"));
    }
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static void questions_out_of_range_are_refused(void) {
    locality_allocation *problem = small_problem();
    locality_allocation_result *result = solved(problem), *other = NULL;
    locality_error error;
    uint32_t out[4];
    size_t count = 9;

    for (int k = 0; k < 4; k++) {
        CU_ASSERT_EQUAL(locality_allocation_shortage(problem, result,
                                                     k == 0   ? -1
                                                     : k == 1 ? 2
                                                              : 0,
                                                     0,
                                                     k == 2   ? -1
                                                     : k == 3 ? 2
                                                              : 0,
                                                     out, 4, &count, &error),
                        LOCALITY_INVALID);
        TEST_TEXT(error.message, "there is no such side");
        TEST_NUMBER(count, 0);
    }
    CU_ASSERT_EQUAL(locality_allocation_shortage(problem, result, 0, 1, 0, out, 4, NULL, &error),
                    LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "number 1 is not left out");
    CU_ASSERT_EQUAL(locality_allocation_shortage(problem, NULL, 0, 1, 0, out, 4, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_allocation_shortage_size(problem, result, 0, 1, NULL, NULL, &error),
                    LOCALITY_NOT_FOUND);
    for (int k = 0; k < 6; k++) {
        locality_allocation_options o = LOCALITY_ALLOCATION_OPTIONS_INIT;
        o.struct_size = k == 0 ? 4 : o.struct_size;
        o.method = k == 1 ? -1 : k == 2 ? 99 : 0;
        o.reserved = k == 3 ? 1 : 0;
        o.waive = k == 4 ? -1 : k == 5 ? 2 : 0;
        CU_ASSERT_EQUAL(locality_allocation_solve(problem, &o, &other, &error), LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0 ? "options.struct_size is not that"
                                      : "options.method, waive or reserved is none that there is"));
        CU_ASSERT_PTR_NULL(other);
    }
    CU_ASSERT_EQUAL(locality_allocation_solve(NULL, NULL, &other, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "allocation"));
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static void comparisons_need_both_answers(void) {
    locality_allocation *problem = small_problem();
    locality_allocation_result *result = solved(problem);
    locality_allocation_comparison summary;
    locality_error error;
    size_t count = 9;

    CU_ASSERT_EQUAL(locality_allocation_compare(NULL, result, &summary, NULL, 0, &count, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "first") && count == 0);
    CU_ASSERT_EQUAL(locality_allocation_compare(result, NULL, &summary, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "second"));
    CU_ASSERT_EQUAL(locality_allocation_compare(result, result, &summary, NULL, 0, NULL, &error),
                    LOCALITY_OK);
    TEST_NUMBER(summary.kept, 2);
    TEST_NUMBER(summary.taken + summary.left, 0);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static void alternatives_out_of_range_are_refused(void) {
    locality_allocation *problem = small_problem();
    locality_allocation_result *result = solved(problem);
    locality_alternatives *list = NULL;
    locality_error error;

    for (int k = 0; k < 7; k++) {
        locality_alternatives_options o = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
        o.struct_size = k == 0 ? 4 : o.struct_size;
        o.kind = k == 1 ? -1 : k == 2 ? 99 : 0;
        o.reserved = k == 3 ? 1 : 0;
        o.most = k == 4 ? 0 : 5;
        o.kept = k == 5 ? -2 : k == 6 ? 99 : -1;
        CU_ASSERT_EQUAL(locality_alternatives_find(problem, result, &o, &list, &error),
                        LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0  ? "options.struct_size is not that"
                               : k < 5 ? "options.kind, most or reserved is none that there is"
                                       : "options.kept is"));
        CU_ASSERT_PTR_NULL(list);
    }
    CU_ASSERT_PTR_NULL(locality_alternatives_plan(NULL, 0));
    CU_ASSERT_EQUAL(locality_alternatives_find(problem, result, NULL, &list, &error), LOCALITY_OK);
    TEST_NUMBER(locality_alternatives_count(list), 5);
    CU_ASSERT_PTR_NULL(locality_alternatives_plan(list, 5));
    locality_alternatives_free(list);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

/* The second may have the second place alone, which is free but in a full group with the first. */
static void a_full_group_makes_those_who_fill_it_compete(void) {
    static const uint32_t members[] = {0, 1};
    locality_allocation *problem = small_problem();
    locality_allocation_certificate c;
    locality_error error;
    uint32_t out[4] = {9, 9, 9, 9};
    int64_t wanted = 0, places = 0;
    size_t count = 0;

    CU_ASSERT_EQUAL(locality_allocation_group(problem, "g", members, 2, 0, 1, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_forbid(problem, 1, 0, NULL, NULL), LOCALITY_OK);
    locality_allocation_result *result = solved(problem);
    CU_ASSERT_EQUAL(locality_allocation_shortage(problem, result, 0, 1, 0, out, 4, &count, &error),
                    LOCALITY_OK);
    TEST_NUMBER(count, 2);
    CU_ASSERT(out[0] == 0 && out[1] == 1 && out[2] == 9);
    CU_ASSERT_EQUAL(
        locality_allocation_shortage_size(problem, result, 0, 1, &wanted, &places, &error),
        LOCALITY_OK);
    CU_ASSERT(wanted == 2 && places == 1);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &c, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &c, NULL), LOCALITY_OK);
    c.group_price = NULL;
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &c, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "none of an allocation or of infeasibility of this shape"));
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

static const test_case cases[] = {
    {"a full group makes those who fill it compete", a_full_group_makes_those_who_fill_it_compete},
    {"alternatives out of range are refused", alternatives_out_of_range_are_refused},
    {"certificates of another shape are refused", certificates_of_another_shape_are_refused},
    {"pairs and cuts that do not hold are found", pairs_and_cuts_that_do_not_hold_are_found},
    {"questions out of range are refused", questions_out_of_range_are_refused},
    {"comparisons need both answers", comparisons_need_both_answers},
};

TEST_MAIN("certificates refused", cases)
