/* Cube: how many events of each combination of codes there were in each period.
 *
 * A combination (area, service, provider, ...) gets a slot, by pairs: of area and service, of that pair and
 * the provider, and so on. Counts of slots by periods begin as a log that is sorted and summed as it
 * grows; where a block of all slots by all periods is no larger than the events deserve, it takes the
 * place of the log. */
#ifndef LOC_FEED_CUBE_H
#define LOC_FEED_CUBE_H

#include <stdint.h>

#include "base/memory.h"

enum { LOC_CUBE_MOST_PARTS = 5, LOC_CUBE_BATCH = 2048 };
#define LOC_NO_SLOT UINT32_MAX

/* Pairs of numbers, numbered in the order in which they first come. */
typedef struct loc_pairs {
    uint32_t *left, *right; /* of each pair */
    size_t capacity, right_capacity;
    uint32_t count;
    /* Found by: a table of all pairs of numbers below two bounds, or by hashing. */
    uint32_t *table; /* pair + 1; 0 is none */
    size_t entries;
    uint32_t bits;  /* of the right number, in a direct table */
    uint32_t bound; /* of the left number, in a direct table */
    bool is_hashed;
} loc_pairs;

typedef struct loc_cell {
    uint32_t slot;
    int32_t period;
    int64_t count;
} loc_cell;

typedef struct loc_cube {
    locality_allocator allocator;
    uint32_t parts; /* codes in a combination, at least 2 */
    loc_pairs pair[LOC_CUBE_MOST_PARTS - 1];
    uint32_t slots;  /* combinations there are */
    uint64_t events; /* rows put in, for the choice of the block */
    /* The block: counts of slot s in period p at s * width + p - base. Of 16 bits, so that twice as many lie
     * near the processor; what does not fit into them is in the log as well. */
    uint16_t *block;
    uint32_t block_slots, width;
    int32_t base;
    /* The log: what stands outside the block; `sorted` of it are in order and summed. */
    loc_cell *cell;
    size_t cells, sorted, cell_capacity;
    loc_cell *spare; /* for sorting */
    size_t spare_capacity;
    int32_t least, most; /* periods that there are */
    /* Rows on their way. */
    uint32_t waiting;
    uint32_t slot[LOC_CUBE_BATCH];
    int32_t period[LOC_CUBE_BATCH];
} loc_cube;

/* `parts` is at least 2: a caller with fewer codes has zeros stand for the others. */
void loc_cube_init(loc_cube *cube, const locality_allocator *allocator, uint32_t parts);
void loc_cube_clear(loc_cube *cube);

/* The slot of a combination of `parts` codes; LOC_NO_SLOT where memory or numbers run out. */
uint32_t loc_cube_slot_new(loc_cube *cube, const uint32_t *code);
void loc_cube_codes(const loc_cube *cube, uint32_t slot, uint32_t *code);
/* The number of a pair that there is, or LOC_NO_SLOT. */
uint32_t loc_pairs_find_hashed(const loc_pairs *pairs, uint32_t left, uint32_t right);

static inline uint32_t loc_pairs_find(const loc_pairs *pairs, uint32_t left, uint32_t right) {
    if (!pairs->is_hashed) {
        return left < pairs->bound && right >> pairs->bits == 0
                   ? pairs->table[(size_t)left << pairs->bits | right] - 1
                   : LOC_NO_SLOT;
    }
    return loc_pairs_find_hashed(pairs, left, right);
}

static inline uint32_t loc_cube_slot(loc_cube *cube, const uint32_t *code) {
    uint32_t id = code[0];

    for (uint32_t i = 1; i < cube->parts && id != LOC_NO_SLOT; i++) {
        id = loc_pairs_find(&cube->pair[i - 1], id, code[i]);
    }
    return id != LOC_NO_SLOT ? id : loc_cube_slot_new(cube, code);
}

/* Puts the rows that wait where they belong. False where memory runs out. */
bool loc_cube_flush(loc_cube *cube);
/* Adds a count above 0 to a slot. */
bool loc_cube_add(loc_cube *cube, uint32_t slot, int32_t period, int64_t count);
/* Adds one event. */
static inline bool loc_cube_put(loc_cube *cube, uint32_t slot, int32_t period) {
    cube->slot[cube->waiting] = slot;
    cube->period[cube->waiting] = period;
    return ++cube->waiting < LOC_CUBE_BATCH || loc_cube_flush(cube);
}

/* Goes through all counts above 0: slot by slot in an order that the caller gives, periods ascending.
 * The cube must be settled. */
bool loc_cube_settle(loc_cube *cube); /* sorts and sums the log */
/* A settled view of a cube that stays as it is, no rows waiting; given back by loc_cube_unview. */
bool loc_cube_view(const loc_cube *cube, loc_cube *view);
void loc_cube_unview(const loc_cube *cube, loc_cube *view);
/* Sorts cells by slot and period, and sums those that are alike; how many are left. */
size_t loc_cells_sum(loc_cell *cell, size_t count);
typedef struct loc_cube_walk {
    const loc_cube *cube;
    size_t log; /* next of the log */
    uint32_t slot, at;
} loc_cube_walk;
void loc_cube_walk_slot(loc_cube_walk *walk, const loc_cube *cube, uint32_t slot);
/* The same for slots that are gone through upwards, from a walk that is all zeros but for its cube. */
static inline void loc_cube_walk_up(loc_cube_walk *walk, uint32_t slot) {
    const loc_cube *cube = walk->cube;

    while (walk->log < cube->cells && cube->cell[walk->log].slot < slot) {
        walk->log++;
    }
    walk->slot = slot;
    walk->at = 0;
}
/* The next period of the slot and its count; false at the end. A sum that leaves 64 bits is INT64_MAX. */
bool loc_cube_walk_next(loc_cube_walk *walk, int32_t *period, int64_t *count);

#endif
