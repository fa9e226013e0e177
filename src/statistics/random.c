/* Random numbers by xoshiro256**. */
#include "statistics/random.h"

static uint64_t rotate(uint64_t x, int by) {
    return (x << by) | (x >> (64 - by));
}

/* The next number of splitmix64. */
static uint64_t mix(uint64_t *x) {
    uint64_t z = (*x += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void loc_random_seed(loc_random *random, uint64_t seed, uint64_t stream) {
    uint64_t x = seed;

    x = mix(&x) ^ stream;
    for (int i = 0; i < 4; i++) {
        random->state[i] = mix(&x);
    }
}

uint64_t loc_random_next(loc_random *random) {
    uint64_t *s = random->state;
    uint64_t next = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return next;
}

uint64_t loc_random_below(loc_random *random, uint64_t n) {
    if (n == 0) {
        return 0;
    }
    uint64_t first = (UINT64_MAX - n + 1) % n; /* numbers below it would favour some remainders */
    uint64_t drawn = loc_random_next(random);
    while (drawn < first) {
        drawn = loc_random_next(random);
    }
    return drawn % n;
}

double loc_random_uniform(loc_random *random) {
    return (double)(loc_random_next(random) >> 11) * 0x1p-53;
}
