/* Random numbers: seeded, the same on every machine, never from the machine itself.
 *
 * xoshiro256** (Blackman, Vigna 2018), its state filled by splitmix64 from a seed and a stream, so that
 * each replicate can have a stream of its own whatever order replicates are made in. */
#ifndef LOC_STATISTICS_RANDOM_H
#define LOC_STATISTICS_RANDOM_H

#include <stdint.h>

typedef struct loc_random {
    uint64_t state[4];
} loc_random;

void loc_random_seed(loc_random *random, uint64_t seed, uint64_t stream);
/* 64 random bits. */
uint64_t loc_random_next(loc_random *random);
/* A number from 0 to n - 1, each as likely; 0 for n of 0. */
uint64_t loc_random_below(loc_random *random, uint64_t n);
/* A multiple of 2^-53 from 0 up to, not including, 1. */
double loc_random_uniform(loc_random *random);

#endif
