/* Proofs of sharing: they hold where the search ended, and nothing that is false can be made to hold. */
#include <stdlib.h>

#include "sharing/record.h"
#include "base/hash.h"
#include "support/fault.h"
#include "support/harness.h"
#include "unit/sharing/instances.h"

/* Larger problems, whose searches branch: what takes much room is cheap. */
#define MANY_AGENTS 5
#define MANY_JOBS 24
#define MANY (MANY_AGENTS * MANY_JOBS)

typedef struct many {
    int64_t cost[MANY], weight[MANY], capacity[MANY_AGENTS];
} many;

static locality_sharing_problem draw_many(many *in, test_random *random) {
    locality_sharing_problem out = LOCALITY_SHARING_PROBLEM_INIT;

    for (size_t k = 0; k < MANY; k++) {
        in->weight[k] = test_random_between(random, 1, 40);
        in->cost[k] = 45 - in->weight[k] + test_random_between(random, -4, 4);
    }
    for (size_t i = 0; i < MANY_AGENTS; i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < MANY_JOBS; j++) {
            sum += in->weight[i * MANY_JOBS + j];
        }
        in->capacity[i] = sum * 8 / (10 * MANY_AGENTS);
    }
    out.agents = MANY_AGENTS;
    out.jobs = MANY_JOBS;
    out.cost = in->cost;
    out.weight = in->weight;
    out.capacity = in->capacity;
    return out;
}

/* A proof as bytes of our own. */
typedef struct bytes {
    uint8_t *byte;
    size_t length;
} bytes;

/* Bytes of our own; freed by the caller. */
static uint8_t *copy(const uint8_t *from, size_t length) {
    uint8_t *to = malloc(length + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(to);
    for (size_t k = 0; to != NULL && from != NULL && k < length; k++) {
        to[k] = from[k];
    }
    return to;
}

static bytes prove(const locality_sharing_problem *problem, locality_sharing_outcome *outcome,
                   int32_t *state) {
    locality_sharing_proof *proof = NULL;
    uint32_t agent[MANY_JOBS];
    bytes out = {NULL, 0};

    CU_ASSERT_EQUAL_FATAL(
        locality_sharing_prove(problem, NULL, agent, NULL, outcome, &proof, NULL, NULL),
        LOCALITY_OK);
    *state = locality_sharing_proof_state(proof);
    out.length = locality_sharing_proof_length(proof);
    out.byte = copy(locality_sharing_proof_bytes(proof), out.length);
    locality_sharing_proof_free(proof);
    return out;
}

static locality_status verify(const locality_sharing_problem *problem, bytes proof,
                              locality_sharing_claim *claim) {
    return locality_sharing_verify(problem, proof.byte, proof.length, claim, NULL, NULL);
}

/* Puts the hash right again, so that the steps themselves are judged. */
static void seal(bytes proof) {
    uint64_t hash = loc_hash(proof.byte, proof.length - LOC_RECORD_HASH_LENGTH);

    for (size_t k = 0; k < LOC_RECORD_HASH_LENGTH; k++) {
        proof.byte[proof.length - LOC_RECORD_HASH_LENGTH + k] = (uint8_t)(hash >> 8 * k);
    }
}

static void what_is_found_is_proved(void) {
    test_random random = {1151, 0};
    unsigned none = 0;
    char name[64];

    for (int draw = 0; draw < 3000; draw++) {
        instance in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        draw_instance(&in, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        int64_t best = best_by_trying(&in);
        locality_sharing_problem problem = problem_of(&in);
        bytes proof = prove(&problem, &outcome, &state);
        TEST_ROW(state == LOCALITY_SHARING_PROOF_WHOLE, name);
        TEST_ROW(verify(&problem, proof, &claim) == LOCALITY_OK, name);
        TEST_ROW(claim.is_none == (best == INT64_MAX), name);
        TEST_ROW(claim.bound == (best == INT64_MAX ? 0 : best), name);
        none += best == INT64_MAX;
        free(proof.byte);
    }
    CU_ASSERT(none > 100);
}

/* Costs near 2^40 and wide rooms: nothing overflows, and no short cut is taken that needs small numbers. */
static void large_numbers_are_proved(void) {
    test_random random = {1229, 0};
    char name[64];

    for (int draw = 0; draw < 200; draw++) {
        instance in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        draw_instance(&in, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        for (size_t k = 0; k < in.agents * in.jobs; k++) {
            in.cost[k] *= INT64_C(1) << 34;
            in.weight[k] *= 60;
        }
        for (size_t i = 0; i < in.agents; i++) {
            in.capacity[i] *= 60;
        }
        int64_t best = best_by_trying(&in);
        locality_sharing_problem problem = problem_of(&in);
        bytes proof = prove(&problem, &outcome, &state);
        TEST_ROW(verify(&problem, proof, &claim) == LOCALITY_OK, name);
        TEST_ROW(claim.is_none == (best == INT64_MAX), name);
        TEST_ROW(claim.bound == (best == INT64_MAX ? 0 : best), name);
        free(proof.byte);
    }
}

static void searches_that_branch_are_proved(void) {
    test_random random = {1153, 0};
    unsigned branched = 0;

    for (int draw = 0; draw < 60; draw++) {
        many in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        locality_sharing_problem problem = draw_many(&in, &random);
        bytes proof = prove(&problem, &outcome, &state);
        CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_OK);
        TEST_NUMBER(claim.bound, outcome.bound);
        TEST_NUMBER(state, LOCALITY_SHARING_PROOF_WHOLE);
        branched += proof.length > 300;
        free(proof.byte);
    }
    CU_ASSERT(branched > 20);
}

static void every_altered_bit_is_noticed(void) {
    test_random random = {1163, 0};

    for (int draw = 0; draw < 1; draw++) {
        many in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        locality_sharing_problem problem = draw_many(&in, &random);
        bytes proof = prove(&problem, &outcome, &state);
        for (size_t bit = 0; bit < 8 * proof.length; bit++) {
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_CONFLICT);
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        for (size_t length = 0; length < proof.length; length++) {
            bytes part = {proof.byte, length};
            CU_ASSERT_EQUAL(verify(&problem, part, &claim), LOCALITY_CONFLICT);
        }
        CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_OK);
        free(proof.byte);
    }
}

/* Bytes that were made to look whole again prove nothing that is false, whatever was done to them. */
static void nothing_false_is_proved(void) {
    test_random random = {1171, 0};
    unsigned refused = 0, held = 0;

    for (int draw = 0; draw < 20; draw++) {
        many in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        locality_sharing_problem problem = draw_many(&in, &random);
        bytes proof = prove(&problem, &outcome, &state);
        for (int turn = 0; turn < 200; turn++) {
            bytes altered = {copy(proof.byte, proof.length), proof.length};
            for (uint64_t n = 1 + test_random_below(&random, 3); n > 0; n--) {
                size_t at = test_random_below(&random, proof.length - LOC_RECORD_HASH_LENGTH);
                altered.byte[at] = (uint8_t)(test_random_below(&random, 2) == 0
                                                 ? test_random_below(&random, 256)
                                                 : (uint64_t)altered.byte[at] ^
                                                       (1u << test_random_below(&random, 8)));
            }
            seal(altered);
            locality_status status = verify(&problem, altered, &claim);
            CU_ASSERT(status == LOCALITY_CONFLICT ||
                      (status == LOCALITY_OK && !claim.is_none && claim.bound <= outcome.cost));
            refused += status == LOCALITY_CONFLICT;
            held += status == LOCALITY_OK;
            free(altered.byte);
        }
        free(proof.byte);
    }
    CU_ASSERT(refused > 1000);
    CU_ASSERT(held > 100); /* other prices prove the same */
}

/* The same steps do not prove one more than they do, nor that there is no answer. */
static void more_than_the_best_is_not_proved(void) {
    test_random random = {1181, 0};

    for (int draw = 0; draw < 60; draw++) {
        many in;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        int32_t state;
        locality_sharing_problem problem = draw_many(&in, &random);
        bytes proof = prove(&problem, &outcome, &state);
        size_t at = LOC_RECORD_MAGIC_LENGTH + 3; /* agents and jobs, each a byte; none or not */
        CU_ASSERT_EQUAL_FATAL(proof.byte[at - 1], 0);
        /* Folded, one more is two more: it is in the lowest seven bits, where there is room. */
        if ((proof.byte[at] & 0x7f) < 0x7e) {
            proof.byte[at] = (uint8_t)(proof.byte[at] + 2);
            seal(proof);
            CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_CONFLICT);
            proof.byte[at] = (uint8_t)(proof.byte[at] - 2);
        }
        proof.byte[at - 1] = 1;
        seal(proof);
        CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_CONFLICT);
        TEST_NUMBER(claim.bound, 0);
        free(proof.byte);
    }
}

/* What a proof proves of one problem it may not of another. */
static void a_proof_is_of_its_problem(void) {
    test_random random = {1187, 0};
    many in;
    locality_sharing_outcome outcome;
    locality_sharing_claim claim;
    int32_t state;
    locality_sharing_problem problem = draw_many(&in, &random);
    bytes proof = prove(&problem, &outcome, &state);

    problem.jobs--;
    CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_CONFLICT);
    problem.jobs++;
    for (size_t k = 0; k < MANY; k++) {
        in.cost[k]--; /* everything is cheaper: the best costs less than the bound */
    }
    CU_ASSERT_EQUAL(verify(&problem, proof, &claim), LOCALITY_CONFLICT);
    free(proof.byte);
}

/* Agents and jobs in another order: the same bytes, by their ids. */
static void order_does_not_matter(void) {
    static const char *const jobs[] = {"01", "02", "03", "04", "05", "06", "07", "08",
                                       "09", "10", "11", "12", "13", "14", "15", "16",
                                       "17", "18", "19", "20", "21", "22", "23", "24"};
    test_random random = {1193, 0};

    for (int draw = 0; draw < 20; draw++) {
        many in, turned;
        const char *turned_id[2][MANY_JOBS];
        locality_sharing_outcome outcome[2];
        int32_t state;
        locality_sharing_problem problem[2] = {draw_many(&in, &random),
                                               draw_many(&turned, &random)};
        for (size_t i = 0; i < MANY_AGENTS; i++) {
            size_t to = MANY_AGENTS - 1 - i;
            turned.capacity[to] = in.capacity[i];
            turned_id[0][to] = jobs[i];
            for (size_t j = 0; j < MANY_JOBS; j++) {
                size_t job = (j + 7) % MANY_JOBS;
                turned.cost[to * MANY_JOBS + job] = in.cost[i * MANY_JOBS + j];
                turned.weight[to * MANY_JOBS + job] = in.weight[i * MANY_JOBS + j];
                turned_id[1][job] = jobs[j];
            }
        }
        problem[0].agent_id = problem[0].job_id = jobs;
        problem[1].agent_id = turned_id[0];
        problem[1].job_id = turned_id[1];
        bytes first = prove(&problem[0], &outcome[0], &state);
        bytes second = prove(&problem[1], &outcome[1], &state);
        CU_ASSERT(memcmp(&outcome[0], &outcome[1], sizeof outcome[0]) == 0);
        CU_ASSERT(first.length == second.length &&
                  memcmp(first.byte, second.byte, first.length) == 0);
        free(first.byte);
        free(second.byte);
    }
}

static void a_proof_stays_within_its_limit(void) {
    test_random random = {1201, 0};
    locality_sharing_options options = LOCALITY_SHARING_OPTIONS_INIT;
    unsigned states[3] = {0, 0, 0};

    for (int draw = 0; draw < 60; draw++) {
        many in;
        locality_sharing_proof *proof = NULL;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        uint32_t agent[MANY_JOBS];
        locality_sharing_problem problem = draw_many(&in, &random);
        options.proof_limit = draw % 3 == 0 ? 100 : draw % 3 == 1 ? 600 : 1 << 20;
        CU_ASSERT_EQUAL(
            locality_sharing_prove(&problem, &options, agent, NULL, &outcome, &proof, NULL, NULL),
            LOCALITY_OK);
        TEST_NUMBER(outcome.verdict, LOCALITY_ALLOCATION_OPTIMAL); /* all the same */
        int32_t state = locality_sharing_proof_state(proof);
        states[state]++;
        CU_ASSERT(locality_sharing_proof_length(proof) <= options.proof_limit + 60);
        if (state == LOCALITY_SHARING_PROOF_NONE) {
            CU_ASSERT_PTR_NULL(locality_sharing_proof_bytes(proof));
            TEST_NUMBER(locality_sharing_proof_length(proof), 0);
        } else {
            CU_ASSERT_EQUAL(locality_sharing_verify(&problem, locality_sharing_proof_bytes(proof),
                                                    locality_sharing_proof_length(proof), &claim,
                                                    NULL, NULL),
                            LOCALITY_OK);
            CU_ASSERT((state == LOCALITY_SHARING_PROOF_WHOLE) == (claim.bound == outcome.bound));
            CU_ASSERT(claim.bound <= outcome.cost);
        }
        locality_sharing_proof_free(proof);
    }
    CU_ASSERT(states[LOCALITY_SHARING_PROOF_NONE] > 0);
    CU_ASSERT(states[LOCALITY_SHARING_PROOF_PART] > 0);
    CU_ASSERT(states[LOCALITY_SHARING_PROOF_WHOLE] > 0);
}

/* What the work limit leaves open is proved as far as it is known. */
static void an_open_search_has_a_proof_of_its_bound(void) {
    test_random random = {1213, 0};
    locality_sharing_options options = LOCALITY_SHARING_OPTIONS_INIT;
    unsigned open = 0;

    for (int draw = 0; draw < 60; draw++) {
        many in;
        locality_sharing_proof *proof = NULL;
        locality_sharing_outcome outcome;
        locality_sharing_claim claim;
        uint32_t agent[MANY_JOBS];
        locality_sharing_problem problem = draw_many(&in, &random);
        options.work_limit = 1 + test_random_below(&random, 3000000);
        CU_ASSERT_EQUAL(
            locality_sharing_prove(&problem, &options, agent, NULL, &outcome, &proof, NULL, NULL),
            LOCALITY_OK);
        if (locality_sharing_proof_state(proof) != LOCALITY_SHARING_PROOF_NONE) {
            CU_ASSERT_EQUAL(locality_sharing_verify(&problem, locality_sharing_proof_bytes(proof),
                                                    locality_sharing_proof_length(proof), &claim,
                                                    NULL, NULL),
                            LOCALITY_OK);
            TEST_NUMBER(claim.bound, outcome.bound);
        }
        open += outcome.verdict == LOCALITY_ALLOCATION_FEASIBLE;
        locality_sharing_proof_free(proof);
    }
    CU_ASSERT(open > 10);
}

static void bad_input_is_refused(void) {
    test_random random = {1217, 0};
    many in;
    locality_sharing_problem problem = draw_many(&in, &random);
    locality_sharing_proof *proof = (locality_sharing_proof *)&in;
    locality_sharing_outcome outcome;
    locality_sharing_claim claim = {7, 7, 7};
    locality_error error;
    uint32_t agent[MANY_JOBS];

    CU_ASSERT_EQUAL(
        locality_sharing_prove(&problem, NULL, agent, NULL, &outcome, NULL, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_sharing_prove(NULL, NULL, agent, NULL, &outcome, &proof, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(proof);
    CU_ASSERT_EQUAL(locality_sharing_verify(&problem, NULL, 0, &claim, NULL, &error),
                    LOCALITY_INVALID);
    TEST_NUMBER(claim.bound, 0);
    CU_ASSERT_EQUAL(locality_sharing_verify(&problem, (const uint8_t *)"", 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_sharing_verify(NULL, (const uint8_t *)"", 0, &claim, NULL, &error),
                    LOCALITY_INVALID);
    TEST_NUMBER(locality_sharing_proof_state(NULL), LOCALITY_SHARING_PROOF_NONE);
    CU_ASSERT_PTR_NULL(locality_sharing_proof_bytes(NULL));
    TEST_NUMBER(locality_sharing_proof_length(NULL), 0);
    locality_sharing_proof_free(NULL);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const locality_sharing_problem *problem = state;
    locality_sharing_proof *proof = NULL;
    locality_sharing_outcome outcome;
    locality_sharing_claim claim;
    uint32_t agent[MANY_JOBS];

    locality_status status =
        locality_sharing_prove(problem, NULL, agent, NULL, &outcome, &proof, allocator, error);
    if (status == LOCALITY_OK) {
        status =
            locality_sharing_verify(problem, locality_sharing_proof_bytes(proof),
                                    locality_sharing_proof_length(proof), &claim, allocator, error);
    }
    locality_sharing_proof_free(proof);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {1223, 0};
    many in;
    locality_sharing_problem problem = draw_many(&in, &random);

    fault_drive("a proof of sharing", whole_story, &problem, 60);
}

static const test_case cases[] = {
    {"what is found is proved", what_is_found_is_proved},
    {"large numbers are proved", large_numbers_are_proved},
    {"searches that branch are proved", searches_that_branch_are_proved},
    {"every altered bit is noticed", every_altered_bit_is_noticed},
    {"nothing false is proved", nothing_false_is_proved},
    {"more than the best is not proved", more_than_the_best_is_not_proved},
    {"a proof is of its problem", a_proof_is_of_its_problem},
    {"the order in which a problem is given does not matter", order_does_not_matter},
    {"a proof stays within its limit", a_proof_stays_within_its_limit},
    {"an open search has a proof of its bound", an_open_search_has_a_proof_of_its_bound},
    {"bad input is refused", bad_input_is_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: proofs of sharing", cases)
