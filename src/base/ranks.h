/* Ranks: a set of rows, numbered from 0 in ascending order. A few of many rows need something of their own;
 * with their ranks it lies close together. Two bits a row, so that the set stays in the nearer caches. */
#ifndef LOC_BASE_RANKS_H
#define LOC_BASE_RANKS_H

#include "base/memory.h"

typedef struct loc_rank_word {
    uint64_t bits;   /* 64 rows */
    uint32_t before; /* members before them, once they are numbered */
} loc_rank_word;

typedef struct loc_ranks {
    locality_allocator allocator;
    loc_rank_word *words;
    uint32_t rows;  /* that there may be */
    uint32_t count; /* members, once they are numbered */
} loc_ranks;

/* An empty set (not a pointer to a live one). False on refusal. */
bool loc_ranks_init(loc_ranks *ranks, uint32_t rows, const locality_allocator *allocator);
void loc_ranks_clear(loc_ranks *ranks); /* a zeroed one is allowed */
/* Numbers the members; after the last was added. */
void loc_ranks_number(loc_ranks *ranks);

static inline void loc_ranks_add(loc_ranks *ranks, uint32_t row) {
    ranks->words[row / 64u].bits |= UINT64_C(1) << row % 64u;
}
static inline bool loc_ranks_has(const loc_ranks *ranks, uint32_t row) {
    return (ranks->words[row / 64u].bits >> row % 64u & 1u) != 0;
}
/* How many bits are set. */
static inline uint32_t loc_bits_count(uint64_t bits) {
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}
/* The number of a member. */
static inline uint32_t loc_ranks_of(const loc_ranks *ranks, uint32_t row) {
    const loc_rank_word *word = &ranks->words[row / 64u];
    uint64_t below = (UINT64_C(1) << row % 64u) - 1;
    return word->before + loc_bits_count(word->bits & below);
}
/* The first member from a row on; the number of rows where there is none. */
static inline uint32_t loc_ranks_next(const loc_ranks *ranks, uint32_t row) {
    if (row >= ranks->rows) {
        return ranks->rows;
    }
    uint32_t at = row / 64u;
    uint64_t bits = ranks->words[at].bits & ~UINT64_C(0) << row % 64u;
    while (bits == 0 && at < ranks->rows / 64u) {
        bits = ranks->words[++at].bits;
    }
    return bits == 0 ? ranks->rows : at * 64u + loc_bits_count((bits & (0 - bits)) - 1);
}

#endif
