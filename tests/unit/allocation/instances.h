/* Small random problems of allocation, and their answers by trying everything. */
#ifndef TESTS_ALLOCATION_INSTANCES_H
#define TESTS_ALLOCATION_INSTANCES_H

#include <stdlib.h>

#include "locality/allocation.h"
#include "support/harness.h"
#include "support/random.h"

#define NODES 6
#define PAIRS 14
#define LEVELS 3
#define PRICES (LEVELS + 2) /* coverage, waivers, levels */

/* A problem in the order of ids: candidate i has the id "c<i>", demand j "d<j>". */
typedef struct instance {
    uint32_t rows, columns, pairs, levels;
    int64_t most[2][NODES], least[2][NODES];
    uint32_t row[PAIRS], column[PAIRS]; /* ascending */
    int64_t cost[PAIRS][LEVELS];
    uint64_t failed[PAIRS];
    int mark[PAIRS]; /* 1 pinned, -1 forbidden */
    int has_group;
    uint32_t in_group[NODES];
    int64_t group_least, group_most;
    int waive;
} instance;

static const int64_t weights[] = {2, 3, 5};

/* The best by trying every set of pairs, those with earlier pairs first. */
typedef struct best {
    const instance *in;
    int found;
    unsigned set;          /* bit p: pair p */
    unsigned always;       /* pairs in every best set */
    unsigned optima;       /* how many best sets */
    int64_t value[PRICES]; /* first is minus the places filled */
    int64_t load[2][NODES], group;
    int must, must_not; /* a pair that has to be in, or out; -1 for none */
} best;

static uint32_t instance_prices(const instance *in) {
    return 1 + (uint32_t)(in->waive != 0) + in->levels;
}

static void best_note(best *b, unsigned set, const int64_t *value) {
    uint32_t prices = instance_prices(b->in);
    int order = b->found ? 0 : -1;

    for (uint32_t k = 0; k < prices && order == 0; k++) {
        order = value[k] < b->value[k] ? -1 : value[k] > b->value[k];
    }
    if (order < 0) {
        b->found = 1;
        b->set = b->always = set;
        b->optima = 1;
        memcpy(b->value, value, prices * sizeof *value);
    } else if (order == 0) {
        b->always &= set;
        b->optima++;
    }
}

static int bounds_hold(const best *b) {
    const instance *in = b->in;

    for (uint32_t i = 0; i < in->rows; i++) {
        if (b->load[0][i] < in->least[0][i]) {
            return 0;
        }
    }
    for (uint32_t j = 0; j < in->columns; j++) {
        if (b->load[1][j] < in->least[1][j]) {
            return 0;
        }
    }
    return !in->has_group || (b->group >= in->group_least && b->group <= in->group_most);
}

static void best_try(best *b, uint32_t pair, unsigned set, int64_t *value) {
    const instance *in = b->in;

    if (pair == in->pairs) {
        if (bounds_hold(b)) {
            best_note(b, set, value);
        }
        return;
    }
    uint32_t i = in->row[pair], j = in->column[pair], first = in->waive ? 2 : 1;
    int open = in->mark[pair] == 1 || (in->mark[pair] == 0 && (in->waive || !in->failed[pair]));
    if (open && b->must_not != (int)pair && b->load[0][i] < in->most[0][i] &&
        b->load[1][j] < in->most[1][j]) {
        int64_t next[PRICES], weight = 0;
        memcpy(next, value, sizeof next);
        next[0]--;
        for (int bit = 0; bit < 3; bit++) {
            weight += (in->failed[pair] >> bit & 1) != 0 ? weights[bit] : 0;
        }
        if (in->waive) {
            next[1] += weight;
        }
        for (uint32_t k = 0; k < in->levels; k++) {
            next[first + k] += in->cost[pair][k];
        }
        b->load[0][i]++, b->load[1][j]++, b->group += in->in_group[j];
        best_try(b, pair + 1, set | 1u << pair, next);
        b->load[0][i]--, b->load[1][j]--, b->group -= in->in_group[j];
    }
    if (in->mark[pair] != 1 && b->must != (int)pair) {
        best_try(b, pair + 1, set, value);
    }
}

/* The best set with a pair in it, without another; -1 for neither. */
static best best_of(const instance *in, int must, int must_not) {
    best b = {.in = in, .must = must, .must_not = must_not};
    int64_t value[PRICES] = {0};
    best_try(&b, 0, 0, value);
    return b;
}

/* What kinds of problem are drawn. */
enum instance_kinds { KIND_ASSIGNMENT, KIND_CAPACITIES, KIND_MINIMUMS, KINDS };

static void instance_draw(instance *in, test_random *random, int kind) {
    memset(in, 0, sizeof *in);
    in->rows = (uint32_t)test_random_below(random, NODES + 1);
    in->columns = (uint32_t)test_random_below(random, NODES + 1);
    in->levels = (uint32_t)test_random_below(random, LEVELS + 1);
    in->waive = test_random_below(random, 4) == 0;
    int64_t spread = test_random_below(random, 2) == 0 ? 2 : 1000;
    uint64_t sparse = 1 + test_random_below(random, 4);
    int special = test_random_below(random, 2) == 0;
    for (int side = 0; side < 2; side++) {
        for (uint32_t v = 0; v < NODES; v++) {
            in->most[side][v] = kind == KIND_ASSIGNMENT
                                    ? special ? test_random_below(random, 8) != 0 : 1
                                    : (int64_t)test_random_below(random, 4);
            int64_t least = kind == KIND_MINIMUMS && test_random_below(random, 3) == 0;
            in->least[side][v] = least < in->most[side][v] ? least : in->most[side][v];
        }
    }
    for (uint32_t i = 0; i < in->rows; i++) {
        for (uint32_t j = 0; j < in->columns; j++) {
            if (in->pairs == PAIRS || test_random_below(random, 4) >= sparse) {
                continue;
            }
            uint32_t p = in->pairs++;
            in->row[p] = i;
            in->column[p] = j;
            for (int k = 0; k < LEVELS; k++) {
                in->cost[p][k] = test_random_between(random, -spread, spread);
            }
            in->failed[p] = test_random_below(random, 5) == 0 ? test_random_below(random, 8) : 0;
            if (special && test_random_below(random, 10) == 0) {
                in->mark[p] = test_random_below(random, 2) == 0 ? 1 : -1;
            }
        }
    }
    in->has_group = kind == KIND_MINIMUMS && test_random_below(random, 2) == 0;
    for (uint32_t j = 0; in->has_group && j < in->columns; j++) {
        in->in_group[j] = (uint32_t)test_random_below(random, 2);
    }
    in->group_least = (int64_t)test_random_below(random, 3);
    in->group_most = in->group_least + (int64_t)test_random_below(random, 3);
}

/* A random order of `count` numbers, or the plain one. */
static void draw_order(test_random *random, uint32_t *order, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (uint32_t i = count; random != NULL && i > 1; i--) {
        uint32_t j = (uint32_t)test_random_below(random, i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

/* Positions of candidates and demands as they were given. */
typedef struct given {
    locality_allocation *problem;
    uint32_t position[2][NODES]; /* of the candidate or demand with each number */
} given;

/* Gives the problem to the library, in a random order where there is `random`. */
static locality_status instance_give(const instance *in, test_random *random,
                                     const locality_allocator *allocator, given *out,
                                     locality_error *error) {
    static const char *const names[2][NODES] = {{"c0", "c1", "c2", "c3", "c4", "c5"},
                                                {"d0", "d1", "d2", "d3", "d4", "d5"}};
    const uint32_t count[2] = {in->rows, in->columns};
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    const char *id[2][NODES];
    int64_t most[2][NODES], least[2][NODES];
    for (int s = 0; s < 2; s++) {
        uint32_t order[NODES];
        draw_order(random, order, count[s]);
        for (uint32_t v = 0; v < count[s]; v++) {
            id[s][v] = names[s][order[v]];
            most[s][v] = in->most[s][order[v]];
            least[s][v] = in->least[s][order[v]];
            out->position[s][order[v]] = v;
        }
        side[s].count = count[s];
        side[s].id = id[s];
        side[s].most = most[s];
        side[s].least = least[s];
    }
    uint32_t order[PAIRS], row[PAIRS], column[PAIRS], members[NODES], member_count = 0;
    int64_t cost[PAIRS][LEVELS];
    uint64_t failed[PAIRS];
    draw_order(random, order, in->pairs);
    for (uint32_t p = 0; p < in->pairs; p++) {
        row[p] = out->position[0][in->row[order[p]]];
        column[p] = out->position[1][in->column[order[p]]];
        memcpy(cost[p], in->cost[order[p]], sizeof cost[p]);
        failed[p] = in->failed[order[p]];
    }
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    pairs.levels = in->levels;
    pairs.count = in->pairs;
    pairs.candidate = row;
    pairs.demand = column;
    pairs.cost = &cost[0][0];
    pairs.candidate_stride = sizeof cost[0];
    pairs.level_stride = sizeof cost[0][0];
    pairs.failed = failed;
    static const char *const rules[] = {"R1", "R2", "R3"};
    out->problem = NULL;
    locality_status status =
        locality_allocation_new(&side[0], &side[1], allocator, &out->problem, error);
    if (status == LOCALITY_OK) {
        status = locality_allocation_put_pairs(out->problem, &pairs, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_allocation_put_rules(out->problem, rules, rules, weights, 3, error);
    }
    for (uint32_t p = 0; p < in->pairs && status == LOCALITY_OK; p++) {
        uint32_t i = out->position[0][in->row[p]], j = out->position[1][in->column[p]];
        status = in->mark[p] > 0 ? locality_allocation_pin(out->problem, i, j, "as agreed", error)
                 : in->mark[p] < 0
                     ? locality_allocation_forbid(out->problem, i, j, "not again", error)
                     : LOCALITY_OK;
    }
    for (uint32_t j = 0; j < in->columns; j++) {
        if (in->in_group[j]) {
            members[member_count++] = out->position[1][j];
        }
    }
    if (in->has_group && status == LOCALITY_OK) {
        status = locality_allocation_group(out->problem, "protected", members, member_count,
                                           in->group_least, in->group_most, error);
    }
    if (status != LOCALITY_OK) {
        locality_allocation_free(out->problem);
        out->problem = NULL;
    }
    return status;
}

#endif
