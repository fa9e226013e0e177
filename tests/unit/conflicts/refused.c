/* Conflicts: options, weights and questions out of range, each with its message, and the two ends of what can be
 * known. */
#include "locality/conflicts.h"
#include "support/harness.h"

/* What the host answers: the rules 0 and 1 not together, or always the same. */
static int32_t not_together(void *self, const uint8_t *kept, size_t count) {
    (void)self, (void)count;
    return kept[0] && kept[1] ? LOCALITY_CONFLICTS_CANNOT : LOCALITY_CONFLICTS_CAN;
}

static int32_t always(void *self, const uint8_t *kept, size_t count) {
    (void)kept, (void)count;
    return *(const int32_t *)self;
}

static int says(const locality_error *error, const char *words) {
    return strstr(error->message, words) != NULL;
}

static void options_and_weights_out_of_range_are_refused(void) {
    static const int64_t negative[] = {1, -1, 1}, large[] = {1, INT64_MAX, 1};
    locality_conflicts *out = NULL;
    locality_error error;

    for (int k = 0; k < 7; k++) {
        locality_conflicts_options o = LOCALITY_CONFLICTS_OPTIONS_INIT;
        o.struct_size = k == 0 ? 4 : o.struct_size;
        o.all = k == 1 ? -1 : k == 2 ? 2 : 0;
        o.reserved = k == 3 ? 1 : 0;
        o.reserved2 = k == 4 ? 1 : 0;
        TEST_NUMBER(locality_conflicts_find(k == 5   ? negative
                                            : k == 6 ? large
                                                     : NULL,
                                            3, not_together, NULL, &o, NULL, &out, &error),
                    k == 6 ? LOCALITY_OVERFLOW : LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0   ? "options.struct_size is not that"
                               : k < 5  ? "options.all or reserved is none that there is"
                               : k == 5 ? "the weight of rule 1 is below 0"
                                        : "the weights together leave 64 bits"));
        CU_ASSERT_PTR_NULL(out);
    }
    int32_t stop = LOCALITY_CONFLICTS_STOP;
    CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 3, always, &stop, NULL, NULL, &out, &error),
                    LOCALITY_CANCELLED);
    TEST_TEXT(error.message, "the test stopped the search");
    CU_ASSERT_PTR_NULL(out);
}

static void a_host_that_never_knows_leaves_it_open(void) {
    static const struct {
        int32_t answer, verdict;
    } rows[] = {{LOCALITY_CONFLICTS_CAN, LOCALITY_CONFLICTS_POSSIBLE},
                {LOCALITY_CONFLICTS_CANNOT, LOCALITY_CONFLICTS_HOPELESS},
                {LOCALITY_CONFLICTS_UNSURE, LOCALITY_CONFLICTS_UNKNOWN}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_conflicts *out = NULL;
        int32_t answer = rows[k].answer;
        CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 3, always, &answer, NULL, NULL, &out, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(locality_conflicts_verdict(out), rows[k].verdict);
        locality_conflicts_free(out);
    }
}

static void questions_about_nothing_are_refused(void) {
    locality_conflicts *found = NULL;
    locality_allocation_asked asked;
    locality_error error;
    uint32_t rules[3] = {9, 9, 9};
    size_t count = 7;
    int64_t weight = 7;

    CU_ASSERT_EQUAL_FATAL(
        locality_conflicts_find(NULL, 3, not_together, NULL, NULL, NULL, &found, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_conflicts_verdict(found), LOCALITY_CONFLICTS_IMPOSSIBLE);
    TEST_NUMBER(locality_conflicts_is_lightest(found), 1);
    CU_ASSERT_EQUAL(locality_conflicts_at(found, LOCALITY_CONFLICTS_CONFLICT, 0, rules, 3, &count,
                                          &weight, &error),
                    LOCALITY_OK);
    CU_ASSERT(count == 2 && weight == 2 && rules[0] == 0 && rules[1] == 1 && rules[2] == 9);
    CU_ASSERT_EQUAL(locality_conflicts_at(found, LOCALITY_CONFLICTS_CONFLICT, 0, rules, 1, &count,
                                          NULL, &error),
                    LOCALITY_LIMIT);
    TEST_TEXT(error.message, "2 rules do not fit into room for 1");
    CU_ASSERT_EQUAL(
        locality_conflicts_at(found, LOCALITY_CONFLICTS_CONFLICT, 0, NULL, 0, &count, NULL, &error),
        LOCALITY_OK);
    TEST_NUMBER(count, 2);
    CU_ASSERT_EQUAL(locality_conflicts_at(found, 2, 0, NULL, 0, &count, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "there is no kind 2");
    CU_ASSERT_EQUAL(locality_conflicts_at(found, 0, 9, NULL, 0, &count, &weight, &error),
                    LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no number 9");
    CU_ASSERT(count == 0 && weight == 0);
    CU_ASSERT_EQUAL(locality_conflicts_at(NULL, 0, 0, NULL, 0, &count, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "conflicts"));
    CU_ASSERT_EQUAL(locality_conflicts_at(found, 0, 0, NULL, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT(says(&error, "count"));
    TEST_NUMBER(locality_conflicts_count(found, -1) + locality_conflicts_count(NULL, 0), 0);
    TEST_NUMBER(locality_conflicts_is_complete(NULL), 0);
    TEST_NUMBER(locality_conflicts_is_lightest(NULL), 0);
    CU_ASSERT_EQUAL(locality_conflicts_asked_at(found, 0, &asked, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "nothing that is asked has number 0");
    CU_ASSERT_EQUAL(locality_conflicts_asked_at(NULL, 0, &asked, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_asked_at(found, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    locality_conflicts_free(found);
}

static const test_case cases[] = {
    {"options and weights out of range are refused", options_and_weights_out_of_range_are_refused},
    {"a host that never knows leaves it open", a_host_that_never_knows_leaves_it_open},
    {"questions about nothing are refused", questions_about_nothing_are_refused},
};

TEST_MAIN("conflicts refused", cases)
