/* Counter-based random numbers for tests: splitmix64 of seed and counter. */
#include "support/random.h"

static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t test_random_at(uint64_t seed, uint64_t counter) {
    return mix(mix(seed + UINT64_C(0x9E3779B97F4A7C15)) + counter * UINT64_C(0x9E3779B97F4A7C15));
}

uint64_t test_random_next(test_random *random) {
    return test_random_at(random->seed, random->counter++);
}

uint64_t test_random_below(test_random *random, uint64_t bound) {
    /* Draws from the incomplete last stretch are thrown away: they would favour small numbers. */
    uint64_t uneven = (UINT64_MAX - bound + 1) % bound;
    uint64_t draw = test_random_next(random);
    while (draw < uneven) {
        draw = test_random_next(random);
    }
    return draw % bound;
}

/* Two's complement bits as a signed number, without an implementation-defined conversion. */
static int64_t as_signed(uint64_t bits) {
    return bits <= INT64_MAX ? (int64_t)bits : -1 - (int64_t)(UINT64_MAX - bits);
}

int64_t test_random_between(test_random *random, int64_t lo, int64_t hi) {
    uint64_t width = (uint64_t)hi - (uint64_t)lo;
    if (width == UINT64_MAX) {
        return as_signed(test_random_next(random));
    }
    return as_signed((uint64_t)lo + test_random_below(random, width + 1));
}

int64_t test_random_edgy(test_random *random) {
    switch (test_random_below(random, 4)) {
    case 0:
        return test_random_between(random, -10, 10);
    case 1: {
        uint64_t power = UINT64_C(1) << test_random_below(random, 64);
        uint64_t near = power + test_random_below(random, 5) - 2;
        return as_signed(test_random_below(random, 2) ? near : UINT64_MAX - near + 1);
    }
    case 2:
        return test_random_below(random, 2) ? test_random_between(random, INT64_MIN, INT64_MIN + 3)
                                            : test_random_between(random, INT64_MAX - 3, INT64_MAX);
    default:
        return as_signed(test_random_next(random));
    }
}
