/* Ranks: see ranks.h. */
#include "base/ranks.h"

static size_t words_of(const loc_ranks *ranks) {
    return (size_t)ranks->rows / 64u + 1;
}

bool loc_ranks_init(loc_ranks *ranks, uint32_t rows, const locality_allocator *allocator) {
    *ranks = (loc_ranks){.allocator = *allocator, .rows = rows};
    ranks->words = loc_allocate(allocator, words_of(ranks), sizeof *ranks->words);
    return ranks->words != NULL;
}

void loc_ranks_clear(loc_ranks *ranks) {
    if (ranks->words != NULL) {
        loc_release(&ranks->allocator, ranks->words, words_of(ranks), sizeof *ranks->words);
    }
    *ranks = (loc_ranks){0};
}

void loc_ranks_number(loc_ranks *ranks) {
    uint32_t count = 0;

    for (size_t i = 0; i < words_of(ranks); i++) {
        ranks->words[i].before = count;
        count += loc_bits_count(ranks->words[i].bits);
    }
    ranks->count = count;
}
