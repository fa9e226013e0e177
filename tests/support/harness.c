/* Runs a table of cases through CUnit's basic mode and decides the exit code of a test program. */
#include "support/harness.h"

#include <CUnit/Basic.h>
#include <locale.h>
#include <stdlib.h>

/* Enters the locale that the run asks for; 0 if it is missing or writes decimals with a point. */
static int enter_locale(void) {
    const char *name = getenv("LOCALITY_TEST_LOCALE");
    if (name == NULL) {
        return 1;
    }
    if (setlocale(LC_ALL, name) == NULL || strcmp(localeconv()->decimal_point, ",") != 0) {
        printf("locale %s is missing or has no decimal comma\n", name);
        return 0;
    }
    return 1;
}

static int add_cases(const char *suite, const test_case *cases, size_t count) {
    CU_pSuite added = CU_add_suite(suite, NULL, NULL);
    if (added == NULL) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (CU_add_test(added, cases[i].sentence, cases[i].run) == NULL) {
            printf("case not registered: %s (%s)\n", cases[i].sentence, CU_get_error_msg());
            return 0;
        }
    }
    return 1;
}

/* CUnit warns of a repeated name and goes on; two cases of one name are a slip of the table. */
static int sentences_differ(const test_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(cases[i].sentence, cases[j].sentence) == 0) {
                printf("two cases read: %s\n", cases[i].sentence);
                return 0;
            }
        }
    }
    return 1;
}

int test_main(const char *suite, const test_case *cases, size_t count) {
    if (count == 0 || !sentences_differ(cases, count) || !enter_locale() ||
        CU_initialize_registry() != CUE_SUCCESS) {
        printf("%s: could not start\n", suite);
        return 1;
    }
    int failed = 1;
    unsigned records = 0;
    unsigned run = 0;
    if (add_cases(suite, cases, count)) {
        CU_basic_set_mode(CU_BRM_SILENT);
        CU_ErrorCode outcome = CU_basic_run_tests();
        CU_basic_show_failures(CU_get_failure_list());
        records = CU_get_number_of_failure_records();
        run = CU_get_number_of_tests_run();
        failed = outcome != CUE_SUCCESS || records != 0 || run != count ||
                 CU_get_number_of_asserts() == 0;
    }
    printf("%s: %u of %zu cases run, %u assertions, %u failures: %s\n", suite, run, count,
           CU_get_number_of_asserts(), records, failed ? "FAILED" : "passed");
    CU_cleanup_registry();
    return failed;
}

int test_text_equal(const char *actual, const char *expected, const char *file, unsigned line) {
    int equal =
        actual == NULL || expected == NULL ? actual == expected : strcmp(actual, expected) == 0;
    if (!equal) {
        printf("%s:%u: got \"%s\", expected \"%s\"\n", file, line, actual ? actual : "(null)",
               expected ? expected : "(null)");
    }
    CU_assertImplementation(equal, line, "text is as expected", file, "", CU_FALSE);
    return equal;
}

int test_number_equal(long long actual, long long expected, const char *file, unsigned line) {
    int equal = actual == expected;
    if (!equal) {
        printf("%s:%u: got %lld, expected %lld\n", file, line, actual, expected);
    }
    CU_assertImplementation(equal, line, "number is as expected", file, "", CU_FALSE);
    return equal;
}

int test_row_holds(int holds, const char *row, const char *file, unsigned line) {
    if (!holds) {
        printf("%s:%u: row does not hold: %s\n", file, line, row);
    }
    CU_assertImplementation(holds, line, "row holds", file, "", CU_FALSE);
    return holds;
}
