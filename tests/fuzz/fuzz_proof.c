/*
 * Fuzzes the following of proofs: of programs, of selections and of sharing.
 *
 * The first byte says which; the rest is a proof, followed as it is and once more with its hash put
 * right. What holds is never better than the best answer, which the solvers say; what does not hold
 * says why.
 */
#include "base/hash.h"
#include "locality/selection.h"
#include "locality/sharing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH_LENGTH 8
#define MOST_WORK 1000000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_proof: %s\n", what);
        abort();
    }
}

/* What was proved, and the best there is. */
static void judge(locality_status status, const locality_error *error, int is_none, int64_t bound,
                  int is_right) {
    if (status == LOCALITY_OK) {
        must(is_right, "something false is proved");
        return;
    }
    must(status == LOCALITY_CONFLICT || status == LOCALITY_LIMIT, "an unexpected status");
    must(error->message[0] != '\0' && error->status == status, "an error that says nothing");
    must(!is_none && bound == 0, "a claim without a proof");
}

/* Four numbers, of which pairs exclude one another. */
static void follow_program(const uint8_t *bytes, size_t length) {
    static const int64_t high[] = {3, 2, 4, 1}, cost[] = {5, 7, -2, 4};
    static const size_t start[] = {0, 3, 5, 8};
    static const uint32_t variable[] = {0, 1, 3, 1, 2, 0, 2, 3};
    static const int64_t by[] = {2, 3, 1, 1, 1, 1, -1, 2};
    static const int64_t least[] = {4, 2, -2}, most[] = {9, LOCALITY_PROGRAM_NO_MOST, 1};
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome best;
    locality_program_proved proved;
    locality_error error;
    int64_t value[4];

    p.variables = 4;
    p.high = high;
    p.cost = cost;
    p.rows = 3;
    p.start = start;
    p.variable = variable;
    p.coefficient = by;
    p.least = least;
    p.most = most;
    options.work_limit = MOST_WORK;
    must(locality_program_solve(&p, NULL, NULL, value, &best, NULL, NULL) == LOCALITY_OK,
         "a program is not solved");
    locality_status status =
        locality_program_verify(&p, &options, bytes, length, &proved, NULL, &error);
    judge(status, &error, proved.is_none, proved.bound,
          !proved.is_none && proved.bound <= best.objective);
}

/* Eight proposals, two budgets, a group, exclusions and a need. */
static void follow_selection(const uint8_t *bytes, size_t length) {
    static const int64_t value[] = {9, 8, 7, 7, 6, 5, 4, 3};
    static const int64_t use[] = {6, 5, 5, 4, 4, 3, 2, 2, 1, 4, 2, 5, 3, 2, 4, 1};
    static const int64_t least[] = {3, 0}, most[] = {13, 8};
    static const uint32_t exclusion[] = {0, 1, 0, 4, 1, 4, 2, 6}, need[] = {3, 7};
    static const uint32_t group[] = {LOCALITY_SELECTION_NO_GROUP,
                                     LOCALITY_SELECTION_NO_GROUP,
                                     0,
                                     0,
                                     LOCALITY_SELECTION_NO_GROUP,
                                     0,
                                     LOCALITY_SELECTION_NO_GROUP,
                                     LOCALITY_SELECTION_NO_GROUP};
    static const uint8_t is_must[] = {1};
    locality_selection_problem p = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_selection_outcome best;
    locality_program_proved proved;
    locality_error error;
    uint8_t taken[8];

    p.proposals = 8;
    p.value = value;
    p.budgets = 2;
    p.use = use;
    p.least = least;
    p.most = most;
    p.group = group;
    p.groups = 1;
    p.must = is_must;
    p.exclusions = 4;
    p.exclusion = exclusion;
    p.needs = 1;
    p.need = need;
    options.work_limit = MOST_WORK;
    must(locality_selection_solve(&p, NULL, taken, NULL, &best, NULL, NULL) == LOCALITY_OK,
         "a selection is not solved");
    locality_status status =
        locality_selection_verify(&p, &options, bytes, length, &proved, NULL, &error);
    judge(status, &error, proved.is_none, proved.bound,
          !proved.is_none && proved.bound >= best.value);
}

static void follow_sharing(const uint8_t *bytes, size_t length) {
    static const int64_t cost[] = {4, 6, 5, 3, 7, 2}, weight[] = {2, 3, 2, 2, 3, 1};
    static const int64_t capacity[] = {4, 3};
    locality_sharing_problem p = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_outcome best;
    locality_sharing_claim claim;
    locality_error error;
    uint32_t agent[3];

    p.agents = 2;
    p.jobs = 3;
    p.cost = cost;
    p.weight = weight;
    p.capacity = capacity;
    must(locality_sharing_solve(&p, NULL, agent, NULL, &best, NULL, NULL) == LOCALITY_OK,
         "a sharing is not solved");
    locality_status status = locality_sharing_verify(&p, bytes, length, &claim, NULL, &error);
    judge(status, &error, claim.is_none, claim.bound, !claim.is_none && claim.bound <= best.cost);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void (*const follow[])(const uint8_t *, size_t) = {follow_program, follow_selection,
                                                              follow_sharing};

    if (size == 0) {
        return 0;
    }
    size_t which = data[0] % (sizeof follow / sizeof follow[0]), length = size - 1;
    uint8_t *bytes = malloc(length + 1);
    must(bytes != NULL, "no memory");
    memcpy(bytes, data + 1, length);
    follow[which](bytes, length);
    if (length >= HASH_LENGTH) {
        uint64_t hash = loc_hash(bytes, length - HASH_LENGTH);
        for (size_t k = 0; k < HASH_LENGTH; k++) {
            bytes[length - HASH_LENGTH + k] = (uint8_t)(hash >> 8 * k);
        }
        follow[which](bytes, length);
    }
    free(bytes);
    return 0;
}
