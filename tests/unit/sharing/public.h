/* What tests on public instances of sharing share: reading them from the folder that LOCALITY_GOLDEN names, and solving
 * them. Everything that is found is verified by locality_sharing_check, and its proof is followed by
 * locality_sharing_verify. */
#ifndef TESTS_UNIT_SHARING_PUBLIC_H
#define TESTS_UNIT_SHARING_PUBLIC_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locality/sharing.h"
#include "support/harness.h"

#define NAME_LENGTH 40

typedef struct gap {
    char name[NAME_LENGTH];
    int64_t value; /* of the index */
    locality_sharing_problem problem;
    int64_t *cost, *weight, *capacity;
} gap;

static inline FILE *open_golden(const char *name) {
    char path[600];

    snprintf(path, sizeof path, "%s/allocation/gap/%s", getenv("LOCALITY_GOLDEN"), name);
    return fopen(path, "r");
}

/* The next whole number; -1 at the end. */
static inline int64_t number(FILE *file) {
    int64_t value = 0;
    int c = fgetc(file);

    while (c != EOF && (c < '0' || c > '9')) {
        c = fgetc(file);
    }
    if (c == EOF) {
        return -1;
    }
    for (; c >= '0' && c <= '9'; c = fgetc(file)) {
        value = 10 * value + (c - '0');
    }
    return value;
}

static inline int64_t *numbers(FILE *file, size_t count) {
    int64_t *out = calloc(count, sizeof *out);

    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    for (size_t k = 0; out != NULL && k < count; k++) {
        out[k] = number(file);
    }
    return out;
}

static inline void gap_close(gap *g) {
    free(g->cost);
    free(g->weight);
    free(g->capacity);
}

static inline int gap_open(gap *g, const char *name, int64_t value) {
    FILE *file = open_golden(name);

    *g = (gap){.value = value, .problem = LOCALITY_SHARING_PROBLEM_INIT};
    snprintf(g->name, sizeof g->name, "%s", name);
    if (file == NULL) {
        printf("      skipped: %s is not there\n", name);
        return 0;
    }
    g->problem.agents = (size_t)number(file);
    g->problem.jobs = (size_t)number(file);
    g->problem.cost = g->cost = numbers(file, g->problem.agents * g->problem.jobs);
    g->problem.weight = g->weight = numbers(file, g->problem.agents * g->problem.jobs);
    g->problem.capacity = g->capacity = numbers(file, g->problem.agents);
    fclose(file);
    return 1;
}

/* Solves an instance; verifies what is found and what is proved. */
static inline locality_sharing_outcome solved(const gap *g, uint64_t work) {
    locality_sharing_options options = LOCALITY_SHARING_OPTIONS_INIT;
    locality_sharing_proof *proof = NULL;
    locality_sharing_outcome outcome;
    locality_sharing_claim claim;
    uint32_t *agent = calloc(g->problem.jobs, sizeof *agent);
    int64_t *price = calloc(g->problem.jobs, sizeof *price), cost = -1, bound = INT64_MAX;

    CU_ASSERT_FATAL(agent != NULL && price != NULL);
    options.work_limit = work;
    CU_ASSERT_EQUAL_FATAL(
        locality_sharing_prove(&g->problem, &options, agent, price, &outcome, &proof, NULL, NULL),
        LOCALITY_OK);
    TEST_ROW(locality_sharing_check(&g->problem, agent, &cost, NULL, NULL) == LOCALITY_OK &&
                 cost == outcome.cost,
             g->name);
    TEST_ROW(locality_sharing_bound(&g->problem, price, &bound, NULL, NULL) == LOCALITY_OK &&
                 bound <= outcome.bound,
             g->name);
    TEST_ROW(locality_sharing_proof_state(proof) == LOCALITY_SHARING_PROOF_WHOLE, g->name);
    TEST_ROW(locality_sharing_verify(&g->problem, locality_sharing_proof_bytes(proof),
                                     locality_sharing_proof_length(proof), &claim, NULL,
                                     NULL) == LOCALITY_OK,
             g->name);
    TEST_ROW(claim.bound == outcome.bound && !claim.is_none, g->name);
    printf("      %-12s value %6" PRId64 "  found %6" PRId64 "  bound %6" PRId64
           "  %8.1f million steps, %6" PRIu64 " branches, proof of %zu bytes\n",
           g->name, g->value, outcome.cost, outcome.bound, (double)outcome.work / 1e6,
           outcome.branches, locality_sharing_proof_length(proof));
    locality_sharing_proof_free(proof);
    free(agent);
    free(price);
    return outcome;
}

#endif
