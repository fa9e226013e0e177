/**
 * @file random.h
 * @brief Random numbers for tests: counter-based (splitmix64), so a seed and a draw give one number.
 */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/** A stream of draws; print the seed with a failure and it can be repeated. */
typedef struct test_random {
    uint64_t seed;    /**< Which stream. */
    uint64_t counter; /**< How many draws were made. */
} test_random;

/**
 * @brief Gives draw number `counter` of the stream `seed`.
 * @param[in] seed Which stream.
 * @param[in] counter Which draw.
 * @return 64 random bits.
 */
uint64_t test_random_at(uint64_t seed, uint64_t counter);
/**
 * @brief Draws 64 random bits.
 * @param[in,out] random The stream.
 * @return The bits.
 */
uint64_t test_random_next(test_random *random);
/**
 * @brief Draws a whole number below a bound, without bias.
 * @param[in,out] random The stream.
 * @param[in] bound More than 0.
 * @return 0 to bound - 1.
 */
uint64_t test_random_below(test_random *random, uint64_t bound);
/**
 * @brief Draws an integer from a closed interval.
 * @param[in,out] random The stream.
 * @param[in] lo Smallest.
 * @param[in] hi Largest, not below lo.
 * @return One of them, each as likely.
 */
int64_t test_random_between(test_random *random, int64_t lo, int64_t hi);
/**
 * @brief Draws an integer as bugs like them: small, near a power of two, near an end, or anything.
 * @param[in,out] random The stream.
 * @return Any 64-bit integer.
 */
int64_t test_random_edgy(test_random *random);

#endif
