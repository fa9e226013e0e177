/* Ranks: members of a set of rows are numbered in ascending order. */
#include "support/harness.h"
#include "support/random.h"

#include "base/ranks.h"

static locality_allocator allocator;

static void test_numbers(void) {
    static const uint32_t sizes[] = {0, 1, 63, 64, 65, 128, 1000};
    test_random random = {.seed = 7};
    for (size_t s = 0; s < TEST_COUNT(sizes); s++) {
        for (uint32_t every = 1; every < 70; every += 9) {
            uint8_t in[1000] = {0};
            loc_ranks ranks;
            uint32_t number = 0, next = 0;
            CU_ASSERT_FATAL(loc_ranks_init(&ranks, sizes[s], &allocator));
            for (uint32_t row = 0; row < sizes[s]; row++) {
                in[row] = test_random_below(&random, every) == 0;
                if (in[row]) {
                    loc_ranks_add(&ranks, row);
                }
            }
            loc_ranks_number(&ranks);
            next = loc_ranks_next(&ranks, 0);
            for (uint32_t row = 0; row < sizes[s]; row++) {
                CU_ASSERT_EQUAL(loc_ranks_has(&ranks, row), in[row] != 0);
                if (in[row]) {
                    CU_ASSERT_EQUAL(loc_ranks_of(&ranks, row), number);
                    CU_ASSERT_EQUAL(next, row);
                    next = loc_ranks_next(&ranks, row + 1);
                    number++;
                }
            }
            TEST_NUMBER(ranks.count, number);
            TEST_NUMBER(next, sizes[s]);
            loc_ranks_clear(&ranks);
        }
    }
}

static void test_bits(void) {
    test_random random = {.seed = 8};
    for (unsigned i = 0; i < 1000; i++) {
        uint64_t bits =
            test_random_below(&random, UINT32_MAX) << 32 | test_random_below(&random, UINT32_MAX);
        uint32_t count = 0;
        for (unsigned k = 0; k < 64; k++) {
            count += (bits >> k & 1u) != 0;
        }
        CU_ASSERT_EQUAL(loc_bits_count(bits), count);
    }
    TEST_NUMBER(loc_bits_count(0), 0);
    TEST_NUMBER(loc_bits_count(UINT64_MAX), 64);
}

int main(void) {
    static const test_case cases[] = {
        {"members are numbered in ascending order, and found again", test_numbers},
        {"set bits are counted", test_bits},
    };
    (void)loc_allocator_take(NULL, &allocator, NULL);
    return test_main("ranks", cases, TEST_COUNT(cases));
}
