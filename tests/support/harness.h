/**
 * @file harness.h
 * @brief Test programs as tables: a sentence and a function per case, run by CUnit.
 *
 * CUnit reports success with failing assertions and does not count a failed suite initialisation, so
 * what a test program returns is decided here: 0 only if every case ran and no assertion failed.
 * Under the environment variable LOCALITY_TEST_LOCALE the program runs in that locale, and fails if
 * the locale does not have a decimal comma.
 */
#ifndef TESTS_SUPPORT_HARNESS_H
#define TESTS_SUPPORT_HARNESS_H

#include <CUnit/CUnit.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/** One case: what is true when it passes, and the function that asserts it. */
typedef struct test_case {
    const char *sentence; /**< Reads as a sentence, "a sum of ranges contains every sum". */
    void (*run)(void);    /**< Asserts through the CU_ASSERT macros or those below. */
} test_case;

/**
 * @brief Runs the cases in order and prints one closing line.
 * @param[in] suite Name of what is tested.
 * @param[in] cases The cases.
 * @param[in] count How many; 0 is a failure.
 * @return What main returns.
 */
int test_main(const char *suite, const test_case *cases, size_t count);

/**
 * @brief Asserts that two texts are equal and says both when they are not.
 * @param[in] actual What came; null equals only null.
 * @param[in] expected What should have come.
 * @param[in] file Source file of the assertion.
 * @param[in] line Line of the assertion.
 * @return 1 if equal, else 0.
 */
int test_text_equal(const char *actual, const char *expected, const char *file, unsigned line);

/**
 * @brief Asserts that two integers are equal and says both when they are not.
 * @param[in] actual What came.
 * @param[in] expected What should have come.
 * @param[in] file Source file of the assertion.
 * @param[in] line Line of the assertion.
 * @return 1 if equal, else 0.
 */
int test_number_equal(long long actual, long long expected, const char *file, unsigned line);

/**
 * @brief Asserts a condition and, when it does not hold, says which row of a table it was.
 * @param[in] holds The condition.
 * @param[in] row Name of the row.
 * @param[in] file Source file of the assertion.
 * @param[in] line Line of the assertion.
 * @return The condition.
 */
int test_row_holds(int holds, const char *row, const char *file, unsigned line);

#define TEST_TEXT(actual, expected) test_text_equal((actual), (expected), __FILE__, __LINE__)
#define TEST_NUMBER(actual, expected) \
    test_number_equal((long long)(actual), (long long)(expected), __FILE__, __LINE__)
#define TEST_ROW(holds, row) test_row_holds((holds) ? 1 : 0, (row), __FILE__, __LINE__)

/** Number of elements of an array. */
#define TEST_COUNT(array) (sizeof(array) / sizeof((array)[0]))
/** The main of a test program whose cases stand in a static array. */
#define TEST_MAIN(suite, cases)                                \
    int main(void) {                                           \
        return test_main((suite), (cases), TEST_COUNT(cases)); \
    }

#endif
