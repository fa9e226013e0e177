/* Conflicts: sets of rules, and what is found among them. */
#ifndef LOC_CONFLICTS_CONFLICTS_H
#define LOC_CONFLICTS_CONFLICTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/memory.h"
#include "locality/conflicts.h"

#define LOC_SET_WORDS (LOCALITY_CONFLICTS_MOST / 64)

/* A set of rules by number. */
typedef struct loc_set {
    uint64_t word[LOC_SET_WORDS];
} loc_set;

static inline bool loc_set_has(const loc_set *set, uint32_t rule) {
    return (set->word[rule / 64] >> rule % 64 & 1) != 0;
}

static inline void loc_set_add(loc_set *set, uint32_t rule) {
    set->word[rule / 64] |= UINT64_C(1) << rule % 64;
}

static inline void loc_set_take(loc_set *set, uint32_t rule) {
    set->word[rule / 64] &= ~(UINT64_C(1) << rule % 64);
}

/* Whether every rule of `part` is in `whole`. */
static inline bool loc_set_holds(const loc_set *whole, const loc_set *part) {
    for (int w = 0; w < LOC_SET_WORDS; w++) {
        if ((part->word[w] & ~whole->word[w]) != 0) {
            return false;
        }
    }
    return true;
}

static inline bool loc_set_meets(const loc_set *a, const loc_set *b) {
    for (int w = 0; w < LOC_SET_WORDS; w++) {
        if ((a->word[w] & b->word[w]) != 0) {
            return true;
        }
    }
    return false;
}

/* A list of sets that grows. */
typedef struct loc_sets {
    loc_set *set;
    size_t count, capacity;
} loc_sets;

bool loc_sets_add(loc_sets *sets, const locality_allocator *allocator, const loc_set *set);
void loc_sets_clear(loc_sets *sets, const locality_allocator *allocator);

struct locality_conflicts {
    locality_allocator allocator;
    loc_arena texts;
    uint32_t count; /* rules */
    int64_t *weight;
    int32_t verdict;
    bool is_complete, is_lightest;
    uint64_t tests;
    loc_sets list[2]; /* by kind */
    locality_allocation_asked *asked;
    size_t asked_count;
};

/* The lightest set that meets every set of a list, of those as light the smallest; false where it was
 * not found within the steps allowed. */
bool loc_hitting_set(const loc_sets *sets, const int64_t *weight, uint32_t count, loc_set *out);
/* Steps of a search that tests nothing itself: enough for what people can read. */
#define LOC_CONFLICT_STEPS UINT64_C(1000000)
/* A set that holds no conflict whole and meets every correction, as large as can be; `*is_there` is
 * false where there is none. False where that was not found out within the steps allowed. */
bool loc_unexplored(const loc_sets *conflicts, const loc_sets *corrections, uint32_t count,
                    loc_set *out, bool *is_there);

#endif
