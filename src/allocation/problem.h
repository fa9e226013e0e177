/* Problem: candidates, demands and their pairs in canonical order. Inside, a candidate is a row and a
 * demand a column, numbered in the order of their ids; a pair is numbered by row and then column.
 * Only the border knows the positions in which the caller gave them. */
#ifndef LOC_ALLOCATION_PROBLEM_H
#define LOC_ALLOCATION_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocation/work.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/memory.h"
#include "locality/allocation.h"

#define LOC_NO_NODE UINT32_MAX
#define LOC_NO_PAIR SIZE_MAX
/* The levels of prices: minimums kept (at which no pair costs anything), coverage, waivers where they
 * are asked for, and those given. */
#define LOC_LEVELS (LOCALITY_ALLOCATION_LEVELS + 3)
#define LOC_LEVEL_COVERAGE 1u
#define LOC_LEVEL_FIRST 2u
/* What a pair counts at the level of coverage. An even number leaves room for whole prices between
 * those of the parts, which then have no tight pair with one another. */
#define LOC_COVERAGE_COST INT64_C(-2)

/* Costs of a level by pair: in 32 bits where all fit. */
typedef struct loc_costs {
    int32_t *narrow;
    int64_t *wide;
    int64_t lowest, highest;
} loc_costs;

static inline int64_t loc_cost_at(const loc_costs *costs, size_t pair) {
    return costs->narrow != NULL ? costs->narrow[pair] : costs->wide[pair];
}

typedef struct loc_side {
    uint32_t count;
    const char **id; /* by node; texts in the arena */
    uint32_t *given; /* position of each node */
    uint32_t *node;  /* node of each position */
    int64_t *most, *least;
    int64_t *room; /* most, less what pins take; may be negative */
} loc_side;

/* A pair that the caller fixed or forbade. */
typedef struct loc_mark {
    size_t pair;
    uint32_t row, column;
    bool is_pin;
    const char *reason;
} loc_mark;

typedef struct loc_group {
    const char *id;
    int64_t least, most;
} loc_group;

typedef struct loc_rule {
    const char *id, *words;
    int64_t weight;
} loc_rule;

struct locality_allocation {
    locality_allocator allocator;
    loc_arena texts;
    uint64_t revision; /* moves with every change */
    loc_side side[2];
    uint32_t levels;
    size_t pairs;
    size_t *start;    /* rows + 1; null before there are pairs */
    uint32_t *column; /* of each pair; null where every row is paired with every column */
    uint64_t *failed; /* of each pair; null where none fails */
    loc_costs cost[LOCALITY_ALLOCATION_LEVELS];
    loc_mark *mark; /* sorted by pair */
    size_t marks, marks_capacity, pins;
    loc_group *group;
    size_t groups, groups_capacity;
    uint32_t *group_of; /* group of each column, or LOC_NO_NODE; null where there are none */
    loc_rule *rule;
    size_t rules;
    int32_t (*progress)(void *self, uint64_t work); /* asked by questions without options */
    void *progress_self;
};

/* The work of a question that has no options of its own. */
static inline loc_work loc_work_watched(const locality_allocation *a) {
    return (loc_work){
        .allocator = &a->allocator, .progress = a->progress, .self = a->progress_self};
}

static inline uint32_t loc_pair_column(const locality_allocation *a, size_t pair, uint32_t row) {
    return a->column != NULL ? a->column[pair] : (uint32_t)(pair - a->start[row]);
}

static inline uint32_t loc_column_group(const locality_allocation *a, uint32_t column) {
    return a->group_of != NULL ? a->group_of[column] : LOC_NO_NODE;
}

/* Number of a pair, or LOC_NO_PAIR. */
size_t loc_pair_find(const locality_allocation *a, uint32_t row, uint32_t column);
/* What the caller said of a pair, or null. */
const loc_mark *loc_pair_mark(const locality_allocation *a, size_t pair);
/* Weight of the rules that a pair fails; false where it leaves 64 bits. */
bool loc_pair_weight(const locality_allocation *a, size_t pair, int64_t *weight);
/* Whether a solve may use a pair: not forbidden and, unless waived, failing no rule. Pins do not count. */
bool loc_pair_is_open(const locality_allocation *a, size_t pair, bool waive);
/* Levels of prices. */
static inline uint32_t loc_levels(const locality_allocation *a, bool waive) {
    return LOC_LEVEL_FIRST + (waive ? 1 : 0) + a->levels;
}
/* The costs behind a level of prices; null for one that has none of its own. */
static inline const loc_costs *loc_level_costs(const locality_allocation *a, bool waive,
                                               uint32_t level) {
    uint32_t first = LOC_LEVEL_FIRST + (waive ? 1 : 0);
    return level >= first ? &a->cost[level - first] : NULL;
}
/* Cost of a pair at a level of prices; weights must fit. */
static inline int64_t loc_level_cost(const locality_allocation *a, bool waive, uint32_t level,
                                     size_t pair) {
    const loc_costs *costs = loc_level_costs(a, waive, level);
    int64_t weight = 0;

    if (costs != NULL) {
        return loc_cost_at(costs, pair);
    }
    if (level == LOC_LEVEL_FIRST) { /* what is waived */
        (void)loc_pair_weight(a, pair, &weight);
        return weight;
    }
    return level == LOC_LEVEL_COVERAGE ? LOC_COVERAGE_COST : 0;
}
/* Sorts numbers from 0 so that the texts they stand for ascend; false on refusal of memory. */
bool loc_sort_texts(const locality_allocator *allocator, const char *const *text, uint32_t *order,
                    size_t count);
/* Row of a pair. */
uint32_t loc_pair_row(const locality_allocation *a, size_t pair);

#endif
