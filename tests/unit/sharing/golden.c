/* Sharing against public instances, where they are there: in the folder that LOCALITY_GOLDEN names. Their values
 * are from the index of the family. Everything that is found is verified by locality_sharing_check, and its
 * proof is followed by locality_sharing_verify. With LOCALITY_GOLDEN_LONG set, what takes minutes is run too. */
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

static FILE *open_golden(const char *name) {
    char path[600];

    snprintf(path, sizeof path, "%s/allocation/gap/%s", getenv("LOCALITY_GOLDEN"), name);
    return fopen(path, "r");
}

/* The next whole number; -1 at the end. */
static int64_t number(FILE *file) {
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

static int64_t *numbers(FILE *file, size_t count) {
    int64_t *out = calloc(count, sizeof *out);

    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    for (size_t k = 0; out != NULL && k < count; k++) {
        out[k] = number(file);
    }
    return out;
}

static void gap_close(gap *g) {
    free(g->cost);
    free(g->weight);
    free(g->capacity);
}

static int gap_open(gap *g, const char *name, int64_t value) {
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

/* The next instance of the index, a line of name, sense, value and more; 0 at its end. */
static int next_of(FILE *index, char name[NAME_LENGTH], int64_t *value) {
    char line[400];

    if (fgets(line, sizeof line, index) == NULL) {
        return 0;
    }
    const char *end = strchr(line, ','), *sense = end != NULL ? strchr(end + 1, ',') : NULL;
    if (sense == NULL || end - line >= NAME_LENGTH) {
        return 0;
    }
    memcpy(name, line, (size_t)(end - line));
    name[end - line] = '\0';
    *value = strtoll(sense + 1, NULL, 10);
    return 1;
}

/* Solves an instance; verifies what is found and what is proved. */
static locality_sharing_outcome solved(const gap *g, uint64_t work) {
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

/* Instances that take more than their budget here, 2^33 steps, and what is reached with it: as found when this was
 * written; it does not depend on the machine. */
typedef struct hard {
    const char *name;
    int64_t cost, bound;
} hard;

static const hard hards[] = {
    {"c30900.txt", 9984, 9982},   {"d10200.txt", 12438, 12428}, {"d10400.txt", 24977, 24960},
    {"d20100.txt", 6199, 6180},   {"d30900.txt", 55172, 54833}, {"d40400.txt", 24393, 24350},
    {"e40400.txt", 44561, 44559},
};

static const hard *hard_of(const char *name) {
    for (size_t k = 0; k < sizeof hards / sizeof hards[0]; k++) {
        if (strcmp(hards[k].name, name) == 0) {
            return &hards[k];
        }
    }
    return NULL;
}

static void proved_values_are_reached_and_proved(void) {
    FILE *index = open_golden("index.csv");
    char name[NAME_LENGTH], head[400];
    int64_t value;
    unsigned done = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(index);
    CU_ASSERT_PTR_NOT_NULL(fgets(head, sizeof head, index));
    while (next_of(index, name, &value)) {
        gap g;
        if (hard_of(name) == NULL && gap_open(&g, name, value)) {
            locality_sharing_outcome outcome = solved(&g, 0);
            TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL, name);
            TEST_ROW(outcome.cost == value && outcome.bound == value, name);
            gap_close(&g);
            done++;
        }
    }
    fclose(index);
    CU_ASSERT(done >= 40);
}

/* What is open after the budget is said to be open, and never less than the bound. */
static void hard_instances_are_said_to_be_open(void) {
    FILE *index = open_golden("index.csv");
    char name[NAME_LENGTH], head[400];
    int64_t value;

    CU_ASSERT_PTR_NOT_NULL_FATAL(index);
    CU_ASSERT_PTR_NOT_NULL(fgets(head, sizeof head, index));
    while (next_of(index, name, &value)) {
        gap g;
        const hard *h = hard_of(name);
        if (h == NULL || !gap_open(&g, name, value)) {
            continue;
        }
        locality_sharing_outcome outcome = solved(
            &g, getenv("LOCALITY_GOLDEN_LONG") != NULL ? (uint64_t)1 << 37 : (uint64_t)1 << 33);
        TEST_ROW(outcome.cost >= value && outcome.bound <= value, name);
        TEST_ROW(outcome.bound >= h->bound && outcome.cost <= h->cost, name);
        TEST_ROW((outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL) ==
                     (outcome.cost == outcome.bound),
                 name);
        gap_close(&g);
    }
    fclose(index);
}

static const test_case cases[] = {
    {"proved values are reached and proved", proved_values_are_reached_and_proved},
    {"hard instances are said to be open", hard_instances_are_said_to_be_open},
};

int main(void) {
    const char *from = getenv("LOCALITY_GOLDEN");
    FILE *index = from != NULL ? open_golden("index.csv") : NULL;

    if (index == NULL) {
        printf("allocation: golden sharing: skipped: no reference cases (LOCALITY_GOLDEN)\n");
        return 77;
    }
    fclose(index);
    return test_main("allocation: golden sharing", cases, TEST_COUNT(cases));
}
