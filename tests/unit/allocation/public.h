/* What tests on public instances share: reading them, from the folder that LOCALITY_GOLDEN names, and making problems of
 * them. Each value is from the index of its family. */
#ifndef TESTS_UNIT_ALLOCATION_PUBLIC_H
#define TESTS_UNIT_ALLOCATION_PUBLIC_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "locality/allocation.h"
#include "support/harness.h"

static inline const char *folder(void) {
    return getenv("LOCALITY_GOLDEN"); /* main has seen that it is there */
}

/* Opens a file of the folder, unpacked; null where it is not there. */
static inline FILE *open_golden(const char *name) {
    char command[600];
    snprintf(command, sizeof command, "test -r '%s/allocation/%s' && gzip -cdf '%s/allocation/%s'",
             folder(), name, folder(), name);
    FILE *file = popen(command, "r");
    int first = file != NULL ? fgetc(file) : EOF;
    if (first == EOF) {
        printf("      skipped: %s is not in %s\n", name, folder());
        if (file != NULL) {
            pclose(file);
        }
        return NULL;
    }
    ungetc(first, file);
    return file;
}

/* The next whole number, whatever stands before it; 0 at the end. */
static inline int next_number(FILE *file, int64_t *out) {
    int c = fgetc(file);
    int64_t value = 0;
    int negative = 0;

    while (c != EOF && (c < '0' || c > '9')) {
        negative = c == '-';
        c = fgetc(file);
    }
    if (c == EOF) {
        return 0;
    }
    for (; c >= '0' && c <= '9'; c = fgetc(file)) {
        value = 10 * value + (c - '0');
    }
    ungetc(c, file);
    *out = negative ? -value : value;
    return 1;
}

static inline int64_t number(FILE *file) {
    int64_t value = -1;
    next_number(file, &value);
    return value;
}

/* A problem of so many candidates and demands with ids that are their numbers. */
static inline locality_allocation *problem_new(size_t candidates, size_t demands,
                                               const int64_t *most) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation *out = NULL;
    side[0].count = candidates;
    side[1].count = demands;
    side[1].most = most;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &out, NULL),
                          LOCALITY_OK);
    return out;
}

static inline int64_t *read_assignment(const char *name, size_t *n) {
    FILE *file = open_golden(name);
    if (file == NULL) {
        return NULL;
    }
    *n = (size_t)number(file);
    int64_t *cost = malloc(*n * *n * sizeof *cost);
    for (size_t k = 0; cost != NULL && k < *n * *n; k++) {
        cost[k] = number(file);
    }
    pclose(file);
    return cost;
}

static inline void put_dense(locality_allocation *problem, const int64_t *cost, size_t columns) {
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    pairs.levels = 1;
    pairs.cost = cost;
    pairs.candidate_stride = (ptrdiff_t)(columns * sizeof *cost);
    pairs.demand_stride = sizeof *cost;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
}

typedef struct triples {
    uint32_t *candidate, *demand;
    int64_t *cost; /* `levels` numbers a pair */
    size_t count, capacity;
    uint32_t levels;
} triples;

static inline void triples_add(triples *t, uint32_t candidate, uint32_t demand, int64_t first,
                               int64_t second) {
    if (t->count == t->capacity) {
        t->capacity = 2 * t->capacity + 1000;
        t->candidate = realloc(t->candidate, t->capacity * sizeof *t->candidate);
        t->demand = realloc(t->demand, t->capacity * sizeof *t->demand);
        t->cost = realloc(t->cost, 2 * t->capacity * sizeof *t->cost);
    }
    t->candidate[t->count] = candidate;
    t->demand[t->count] = demand;
    t->cost[2 * t->count] = first;
    t->cost[2 * t->count + 1] = second;
    t->count++;
}

static inline void triples_put(const triples *t, locality_allocation *problem) {
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    pairs.levels = t->levels;
    pairs.count = t->count;
    pairs.candidate = t->candidate;
    pairs.demand = t->demand;
    pairs.cost = t->cost;
    pairs.candidate_stride = 2 * sizeof *t->cost;
    pairs.level_stride = sizeof *t->cost;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
}

static inline void triples_free(triples *t) {
    free(t->candidate);
    free(t->demand);
    free(t->cost);
}

#endif
