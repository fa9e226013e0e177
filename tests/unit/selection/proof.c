/* Proofs of selections: they hold where the search ended, and nothing that is false can be made to
 * hold. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/proof.h"
#include "support/fault.h"
#include "support/harness.h"
#include "unit/selection/instances.h"

/* A proof as bytes of our own. */
typedef struct bytes {
    uint8_t *byte;
    size_t length;
} bytes;

/* Bytes of our own; freed by the caller. */
static bytes copy(const uint8_t *from, size_t length) {
    bytes to = {malloc(length + 1), length};

    CU_ASSERT_PTR_NOT_NULL_FATAL(to.byte);
    for (size_t k = 0; to.byte != NULL && from != NULL && k < length; k++) {
        to.byte[k] = from[k];
    }
    return to;
}

static bytes prove(const locality_selection_problem *problem,
                   const locality_selection_options *options, locality_selection_outcome *outcome) {
    locality_program_proof *proof = NULL;
    uint8_t taken[PROPOSALS];

    CU_ASSERT_EQUAL_FATAL(
        locality_selection_prove(problem, options, taken, NULL, outcome, &proof, NULL, NULL),
        LOCALITY_OK);
    bytes out = copy(locality_program_proof_bytes(proof), locality_program_proof_length(proof));
    CU_ASSERT((out.length == 0) == (locality_program_proof_bytes(proof) == NULL));
    locality_program_proof_free(proof);
    return out;
}

static locality_status verify(const locality_selection_problem *problem, bytes proof,
                              locality_program_proved *proved) {
    return locality_selection_verify(problem, NULL, proof.byte, proof.length, proved, NULL, NULL);
}

/* Puts the hash right again, so that the steps themselves are judged. */
static void seal(bytes proof) {
    uint64_t hash = loc_hash(proof.byte, proof.length - LOC_PROOF_HASH_LENGTH);

    for (size_t k = 0; k < LOC_PROOF_HASH_LENGTH; k++) {
        proof.byte[proof.length - LOC_PROOF_HASH_LENGTH + k] = (uint8_t)(hash >> 8 * k);
    }
}

/* ---- What holds ------------------------------------------------------------------------------ */

static void judge_draw(const instance *in, const char *name, unsigned *impossible,
                       size_t *longest) {
    locality_selection_problem problem = problem_of(in);
    locality_selection_outcome outcome;
    locality_program_proved proved;
    highest h = highest_of(in);

    bytes proof = prove(&problem, NULL, &outcome);
    TEST_ROW(proof.length > 0, name);
    TEST_ROW(verify(&problem, proof, &proved) == LOCALITY_OK, name);
    TEST_ROW(proved.is_none == !h.has && proved.bound == (h.has ? h.value : 0), name);
    TEST_ROW(outcome.verdict ==
                 (h.has ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_INFEASIBLE),
             name);
    *impossible += !h.has;
    *longest = proof.length > *longest ? proof.length : *longest;
    free(proof.byte);
}

static void what_is_found_is_proved(void) {
    static const struct {
        unsigned parts;
        size_t most;
        int draws;
    } rows[] = {{0, 12, 800},
                {WITH_GROUPS | WITH_FIXED, 12, 800},
                {WITH_BUDGETS, 12, 1000},
                {WITH_PAIRS, 12, 1000},
                {WITH_BUDGETS | WITH_PAIRS | WITH_GROUPS, 17, 100},
                {63, 12, 4000},
                {63, 18, 60}};
    test_random random = {3203, 0};
    unsigned impossible = 0;
    size_t longest = 0;
    static instance in;
    char name[64];

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        for (int draw = 0; draw < rows[k].draws; draw++) {
            draw_instance(&in, rows[k].most, rows[k].parts, &random);
            snprintf(name, sizeof name, "row %zu, draw %d", k, draw);
            judge_draw(&in, name, &impossible, &longest);
        }
    }
    CU_ASSERT(impossible > 500);
    CU_ASSERT(longest > 200);
}

static void dense_exclusions_are_proved(void) {
    test_random random = {3217, 0};
    static dense d;

    for (int draw = 0; draw < 100; draw++) {
        locality_selection_outcome outcome;
        locality_program_proved proved;
        draw_dense(&d, &random);
        locality_selection_problem problem = problem_of(&d.in);
        problem.exclusion = d.pair;
        problem.exclusions = d.pairs;
        bytes proof = prove(&problem, NULL, &outcome);
        CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_OK);
        TEST_NUMBER(proved.bound, highest_of_dense(&d));
        TEST_NUMBER(proved.is_none, 0);
        free(proof.byte);
    }
}

/* Up to eighty proposals of which seven in ten pairs exclude one another: covers close branches. */
#define CROWD 80

typedef struct crowd {
    int64_t value[CROWD], use[CROWD], most;
    uint8_t excludes[CROWD][CROWD];
    uint32_t pair[CROWD * CROWD];
    size_t pairs;
} crowd;

static locality_selection_problem draw_crowd(crowd *in, uint32_t count, test_random *random) {
    locality_selection_problem out = LOCALITY_SELECTION_PROBLEM_INIT;

    memset(in, 0, sizeof *in);
    in->most = 60;
    for (uint32_t i = 0; i < count; i++) {
        in->value[i] = test_random_between(random, 1, 30);
        in->use[i] = test_random_between(random, 1, 30);
        for (uint32_t j = 0; j < i; j++) {
            if (test_random_below(random, 10) < 7) {
                in->pair[2 * in->pairs] = i;
                in->pair[2 * in->pairs++ + 1] = j;
                in->excludes[i][j] = in->excludes[j][i] = 1;
            }
        }
    }
    out.proposals = count;
    out.value = in->value;
    out.budgets = 1;
    out.use = in->use;
    out.most = &in->most;
    out.exclusions = in->pairs;
    out.exclusion = in->pair;
    return out;
}

/* The most that those from `next` on can add to what is taken. */
static int64_t highest_of_crowd(const crowd *in, uint32_t next, const uint8_t *barred,
                                int64_t room) {
    int64_t best = 0;

    for (uint32_t i = next; i < CROWD; i++) {
        uint8_t now[CROWD];
        if (barred[i] || in->use[i] > room) {
            continue;
        }
        for (uint32_t j = 0; j < CROWD; j++) {
            now[j] = barred[j] || in->excludes[i][j];
        }
        int64_t value = in->value[i] + highest_of_crowd(in, i + 1, now, room - in->use[i]);
        best = value > best ? value : best;
    }
    return best;
}

static void covers_are_proved(void) {
    static const uint8_t nobody[CROWD] = {0};
    test_random random = {3307, 0};
    static crowd in;
    size_t longest = 0;

    for (int draw = 0; draw < 20; draw++) {
        locality_program_proof *proof = NULL;
        locality_selection_outcome outcome;
        locality_program_proved proved;
        uint8_t taken[CROWD];
        locality_selection_problem problem = draw_crowd(&in, CROWD, &random);
        CU_ASSERT_EQUAL_FATAL(
            locality_selection_prove(&problem, NULL, taken, NULL, &outcome, &proof, NULL, NULL),
            LOCALITY_OK);
        size_t length = locality_program_proof_length(proof);
        CU_ASSERT_EQUAL(locality_selection_verify(&problem, NULL,
                                                  locality_program_proof_bytes(proof), length,
                                                  &proved, NULL, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(proved.bound, highest_of_crowd(&in, 0, nobody, in.most));
        longest = length > longest ? length : longest;
        locality_program_proof_free(proof);
    }
    CU_ASSERT(longest > 1000);
}

/* Values near 2^55: nothing overflows. */
static void large_numbers_are_proved(void) {
    test_random random = {3221, 0};
    static instance in;
    char name[64];

    for (int draw = 0; draw < 200; draw++) {
        unsigned impossible = 0;
        size_t longest = 0;
        draw_instance(&in, 12, 63, &random);
        for (size_t i = 0; i < in.proposals; i++) {
            in.value[i] *= (INT64_C(1) << 48) + 1;
        }
        for (size_t b = 0; b < in.budgets; b++) {
            for (size_t i = 0; i < in.proposals; i++) {
                in.use[b * in.proposals + i] *= INT64_C(1) << 49;
            }
            in.least[b] *= INT64_C(1) << 49;
            in.most[b] = in.most[b] == LOCALITY_SELECTION_NO_MOST ? in.most[b]
                                                                  : in.most[b] * (INT64_C(1) << 49);
        }
        snprintf(name, sizeof name, "draw %d", draw);
        judge_draw(&in, name, &impossible, &longest);
    }
}

/* What the work limit leaves open is proved as far as it is known, or has no proof. */
static void an_open_search_has_a_proof_of_its_bound(void) {
    test_random random = {3229, 0};
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    static instance in;
    unsigned open = 0, proofs = 0;

    for (int draw = 0; draw < 400; draw++) {
        locality_selection_outcome outcome;
        locality_program_proved proved;
        draw_instance(&in, 18, WITH_BUDGETS | WITH_PAIRS, &random);
        options.work_limit = 1 + test_random_below(&random, 200000);
        locality_selection_problem problem = problem_of(&in);
        bytes proof = prove(&problem, &options, &outcome);
        unsigned is_open = outcome.verdict == LOCALITY_ALLOCATION_FEASIBLE ||
                           outcome.verdict == LOCALITY_ALLOCATION_UNKNOWN;
        if (proof.length > 0) {
            CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_OK);
            CU_ASSERT(proved.is_none || (outcome.has_bound && proved.bound == outcome.bound));
        }
        open += is_open;
        proofs += is_open != 0 && proof.length > 0;
        free(proof.byte);
    }
    CU_ASSERT(open > 20);
    CU_ASSERT(proofs > 5);
}

static void a_proof_is_whole_or_missing(void) {
    test_random random = {3251, 0};
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    static instance in;
    unsigned missing = 0, whole = 0;

    for (int draw = 0; draw < 300; draw++) {
        locality_selection_outcome outcome;
        locality_program_proved proved;
        draw_instance(&in, 16, WITH_BUDGETS | WITH_GROUPS | WITH_PAIRS, &random);
        options.proof_limit = 1 + test_random_below(&random, 400);
        locality_selection_problem problem = problem_of(&in);
        bytes proof = prove(&problem, &options, &outcome);
        CU_ASSERT(proof.length <= options.proof_limit);
        CU_ASSERT(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                  outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE); /* all the same */
        if (proof.length > 0) {
            CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_OK);
            whole++;
        } else {
            missing++;
        }
        free(proof.byte);
    }
    CU_ASSERT(missing > 30);
    CU_ASSERT(whole > 30);
}

static void order_does_not_matter(void) {
    test_random random = {3253, 0};
    static instance in, turned;

    for (int draw = 0; draw < 200; draw++) {
        uint32_t to[PROPOSALS] = {0};
        const char *id[PROPOSALS];
        locality_selection_outcome outcome;
        draw_instance(&in, 16, draw % 2 == 0 ? WITH_BUDGETS | WITH_GROUPS : 63, &random);
        for (uint32_t i = 0; i < in.proposals; i++) {
            to[i] = (uint32_t)in.proposals - 1 - i;
            id[to[i]] = names[i];
        }
        turn_instance(&in, &turned, to);
        locality_selection_problem first = problem_of(&in), second = problem_of(&turned);
        first.id = names;
        second.id = id;
        bytes a = prove(&first, NULL, &outcome), b = prove(&second, NULL, &outcome);
        CU_ASSERT(a.length == b.length && memcmp(a.byte, b.byte, a.length) == 0);
        free(a.byte);
        free(b.byte);
    }
}

/* ---- What does not hold ---------------------------------------------------------------------- */

/* A problem whose search parts something. */
static bytes draw_long(instance *in, test_random *random, int64_t *best) {
    for (;;) {
        locality_selection_outcome outcome;
        draw_instance(in, 14, WITH_BUDGETS | WITH_GROUPS | WITH_PAIRS, random);
        locality_selection_problem problem = problem_of(in);
        bytes proof = prove(&problem, NULL, &outcome);
        if (proof.length > 60 && outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL) {
            *best = outcome.value;
            return proof;
        }
        free(proof.byte);
    }
}

static void every_altered_byte_is_noticed(void) {
    test_random random = {3257, 0};
    static instance in;

    for (int draw = 0; draw < 20; draw++) {
        locality_program_proved proved;
        int64_t best;
        bytes proof = draw_long(&in, &random, &best);
        locality_selection_problem problem = problem_of(&in);
        for (size_t bit = 0; bit < 8 * proof.length; bit++) {
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_CONFLICT);
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        for (size_t length = 0; length < proof.length; length++) {
            bytes part = {proof.byte, length};
            CU_ASSERT_EQUAL(verify(&problem, part, &proved), LOCALITY_CONFLICT);
        }
        CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_OK);
        free(proof.byte);
    }
}

typedef struct tally {
    unsigned refused, held;
} tally;

/* Other values of one byte, each so many on. */
static void alter_byte(const locality_selection_problem *problem, bytes proof, size_t at,
                       unsigned step, int64_t best, tally *t) {
    uint8_t was = proof.byte[at];

    for (unsigned turn = 1; turn < 256; turn += step) {
        locality_program_proved proved;
        proof.byte[at] = (uint8_t)(was ^ turn);
        seal(proof);
        locality_status status = verify(problem, proof, &proved);
        CU_ASSERT(status == LOCALITY_CONFLICT ||
                  (status == LOCALITY_OK && !proved.is_none && proved.bound >= best));
        t->refused += status == LOCALITY_CONFLICT;
        t->held += status == LOCALITY_OK;
    }
    proof.byte[at] = was;
}

/* Bytes that were made to look whole again prove nothing that is false, whatever stands in which
 * place. */
static void nothing_false_is_proved(void) {
    test_random random = {3259, 0};
    static instance in;
    tally t = {0, 0};

    for (unsigned draw = 0; draw < 30; draw++) {
        int64_t best;
        bytes proof = draw_long(&in, &random, &best);
        locality_selection_problem problem = problem_of(&in);
        for (size_t at = LOC_PROOF_MAGIC_LENGTH; at < proof.length - LOC_PROOF_HASH_LENGTH; at++) {
            alter_byte(&problem, proof, at, 1 + draw % 7, best, &t);
        }
        free(proof.byte);
    }
    CU_ASSERT(t.refused > 10000);
    CU_ASSERT(t.held > 1000); /* higher bounds and other prices hold too */
}

/* The same steps do not prove less than the best, nor that there is no plan. */
static void less_than_the_best_is_not_proved(void) {
    test_random random = {3271, 0};
    static instance in;

    for (int draw = 0; draw < 60; draw++) {
        locality_program_proved proved;
        int64_t best;
        bytes proof = draw_long(&in, &random, &best);
        locality_selection_problem problem = problem_of(&in);
        for (unsigned k = 0; k < 8; k++) {
            proof.byte[LOC_PROOF_MAGIC_LENGTH + 1 + k] = (uint8_t)((uint64_t)(best - 1) >> 8 * k);
        }
        seal(proof);
        CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_CONFLICT);
        proof.byte[LOC_PROOF_MAGIC_LENGTH] = 1;
        seal(proof);
        CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_CONFLICT);
        CU_ASSERT(proved.bound == 0 && proved.is_none == 0);
        free(proof.byte);
    }
}

static void bad_proofs_are_refused_with_their_place(void) {
    /* Three proposals, one budget, the first two exclude each other. */
    static const int64_t value[] = {1, 1, 1}, use[] = {1, 1, 1}, most[] = {1};
    static const uint32_t pair[] = {0, 1};
    static const struct {
        uint8_t step[16];
        size_t length;
        const char *message;
    } rows[] = {
        {{2, 1, 1, 0}, 4, "byte 18: the proof is of another problem"},
        {{3, 1, 1}, 3, "byte 20: the proof is of another problem"},
        {{3, 1, 1, 0, 4}, 5, "byte 22: a set of more than there is"},
        {{3, 1, 1, 0, 1, 6}, 6, "byte 23: a set of what there is not"},
        {{3, 1, 1, 0, 1, 1}, 6, "byte 23: a set of what there is not"},
        {{3, 1, 1, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01},
         15,
         "byte 32: a set of what there is not"},
        {{3, 1, 1, 0, 2, 0, 4}, 7, "byte 24: a set of two that do not exclude each other"},
        {{3, 1, 1, 0, 2, 0, 0}, 7, "byte 24: a set of two that do not exclude each other"},
        {{3, 1, 1, 0, 1, 0, 1, 0}, 8, "byte 25: a proposal of two classes"},
        {{3, 1, 1, 0, 0}, 5, "byte 22: a set of more than there is"},
        {{3, 1, 1, 0, 0, 0, 2}, 7, "byte 24: prices of what there is not, or too fine"},
        {{3, 1, 1, 0, 0, 0, 1, 31}, 8, "byte 25: prices of what there is not, or too fine"},
        {{3, 1, 1, 0, 0, 0, 1, 0}, 8, "byte 25: the proof breaks off"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 0}, 9, "byte 26: a branch ends in which something may be left"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 9}, 9, "byte 26: a choice of what there is not"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 1}, 9, "byte 26: the proof breaks off"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 1, 1}, 10, "byte 27: a price below 0, or too large"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 2, 2, 0, 4},
         12,
         "byte 29: a set of two that do not exclude each other"},
        {{3, 1, 1, 0, 0, 0, 1, 0, 1, 2, 0, 0}, 12, "byte 28: there is more than a proof"},
    };
    locality_selection_problem problem = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_program_proved proved;
    locality_error error;

    problem.proposals = 3;
    problem.value = value;
    problem.budgets = 1;
    problem.use = use;
    problem.most = most;
    problem.exclusions = 1;
    problem.exclusion = pair;
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        uint8_t byte[64] = "locsele1";
        bytes proof = {byte, LOC_PROOF_START + rows[k].length + LOC_PROOF_HASH_LENGTH};
        byte[LOC_PROOF_MAGIC_LENGTH + 1] = 1; /* no plan is worth more than 1 */
        memcpy(byte + LOC_PROOF_START, rows[k].step, rows[k].length);
        seal(proof);
        CU_ASSERT_EQUAL(
            locality_selection_verify(&problem, NULL, byte, proof.length, &proved, NULL, &error),
            LOCALITY_CONFLICT);
        TEST_TEXT(error.message, rows[k].message);
    }
}

/* One told class and one told row are as good as the exclusion; a price of 1 for the budget closes
 * the branch. */
static void a_proof_can_be_written_by_hand(void) {
    static const int64_t value[] = {1, 1, 1}, use[] = {1, 1, 1}, most[] = {1};
    static const uint32_t pair[] = {0, 1};
    static const uint8_t steps[] = {3, 1, 1, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 1, 2, 0, 0};
    uint8_t byte[LOC_PROOF_START + sizeof steps + LOC_PROOF_HASH_LENGTH] = "locsele1";
    locality_selection_problem problem = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_program_proved proved;
    bytes proof = {byte, sizeof byte};

    problem.proposals = 3;
    problem.value = value;
    problem.budgets = 1;
    problem.use = use;
    problem.most = most;
    problem.exclusions = 1;
    problem.exclusion = pair;
    byte[LOC_PROOF_MAGIC_LENGTH + 1] = 1;
    memcpy(byte + LOC_PROOF_START, steps, sizeof steps);
    seal(proof);
    CU_ASSERT_EQUAL(verify(&problem, proof, &proved), LOCALITY_OK);
    CU_ASSERT(!proved.is_none && proved.bound == 1);
}

static int32_t stop_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void following_and_proving_can_be_stopped(void) {
    test_random random = {3299, 0};
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_program_proof *proof = NULL;
    locality_selection_outcome outcome;
    locality_program_proved proved;
    locality_error error;
    uint8_t taken[PROPOSALS];
    static instance in;
    int64_t best;

    bytes kept = draw_long(&in, &random, &best);
    locality_selection_problem problem = problem_of(&in);
    for (uint64_t limit = 1; limit < 100; limit += 7) {
        options.work_limit = limit;
        CU_ASSERT_EQUAL(locality_selection_verify(&problem, &options, kept.byte, kept.length,
                                                  &proved, NULL, &error),
                        LOCALITY_LIMIT);
        TEST_TEXT(error.message, "the work limit was met before the proof ended");
    }
    static crowd many; /* whose classes alone are too much */
    locality_selection_problem large = draw_crowd(&many, CROWD, &random);
    uint8_t of_many[CROWD];
    CU_ASSERT_EQUAL(
        locality_selection_prove(&large, NULL, of_many, NULL, &outcome, &proof, NULL, &error),
        LOCALITY_OK);
    options.work_limit = 1;
    CU_ASSERT_EQUAL(locality_selection_verify(&large, &options, locality_program_proof_bytes(proof),
                                              locality_program_proof_length(proof), &proved, NULL,
                                              &error),
                    LOCALITY_LIMIT);
    locality_program_proof_free(proof);
    options.work_limit = 0;
    options.progress = stop_at_once;
    CU_ASSERT_EQUAL(locality_selection_verify(&problem, &options, kept.byte, kept.length, &proved,
                                              NULL, &error),
                    LOCALITY_CANCELLED);
    CU_ASSERT_EQUAL(
        locality_selection_prove(&problem, &options, taken, NULL, &outcome, &proof, NULL, &error),
        LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(proof);
    free(kept.byte);
}

static void bad_calls_are_refused(void) {
    static const int64_t value[] = {INT64_C(1) << 60, INT64_C(1) << 60};
    locality_selection_problem problem = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_options options = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_program_proof *proof = NULL;
    locality_selection_outcome outcome;
    locality_program_proved proved;
    uint8_t taken[2], nothing[1] = {0};
    locality_error error;

    problem.proposals = 1;
    problem.value = value;
    CU_ASSERT_EQUAL(
        locality_selection_prove(&problem, NULL, taken, NULL, &outcome, NULL, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_selection_prove(&problem, NULL, taken, NULL, NULL, &proof, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_selection_prove(NULL, NULL, taken, NULL, &outcome, &proof, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(proof);
    CU_ASSERT_EQUAL(locality_selection_verify(NULL, NULL, nothing, 0, &proved, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_verify(&problem, NULL, NULL, 0, &proved, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_verify(&problem, NULL, nothing, 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_selection_verify(&problem, NULL, nothing, 0, &proved, NULL, &error),
                    LOCALITY_CONFLICT);
    options.struct_size = 4;
    CU_ASSERT_EQUAL(
        locality_selection_verify(&problem, &options, nothing, 0, &proved, NULL, &error),
        LOCALITY_INVALID);
    problem.proposals = 2; /* sums that nothing can be solved of have no proofs */
    CU_ASSERT_EQUAL(locality_selection_verify(&problem, NULL, nothing, 0, &proved, NULL, &error),
                    LOCALITY_OVERFLOW);
    CU_ASSERT_EQUAL(
        locality_selection_prove(&problem, NULL, taken, NULL, &outcome, &proof, NULL, &error),
        LOCALITY_OK);
    TEST_NUMBER(outcome.verdict, LOCALITY_ALLOCATION_OVERFLOW);
    TEST_NUMBER(locality_program_proof_length(proof), 0);
    locality_program_proof_free(proof);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const locality_selection_problem *problem = state;
    locality_program_proof *proof = NULL;
    locality_selection_outcome outcome;
    locality_program_proved proved;
    uint8_t taken[CROWD];

    locality_status status =
        locality_selection_prove(problem, NULL, taken, NULL, &outcome, &proof, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_selection_verify(problem, NULL, locality_program_proof_bytes(proof),
                                           locality_program_proof_length(proof), &proved, allocator,
                                           error);
    }
    locality_program_proof_free(proof);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {3301, 0};
    static instance in;
    static crowd many;
    int64_t best;

    for (int k = 0; k < 4; k++) {
        bytes proof = draw_long(&in, &random, &best);
        locality_selection_problem problem = problem_of(&in);
        fault_drive("a proof of a selection", whole_story, &problem, 60);
        free(proof.byte);
    }
    locality_selection_problem problem = draw_crowd(&many, CROWD / 2, &random);
    fault_drive("a proof with covers", whole_story, &problem, 60);
}

static const test_case cases[] = {
    {"what is found is proved", what_is_found_is_proved},
    {"dense exclusions are proved", dense_exclusions_are_proved},
    {"covers by cliques are proved", covers_are_proved},
    {"large numbers are proved", large_numbers_are_proved},
    {"an open search has a proof of its bound", an_open_search_has_a_proof_of_its_bound},
    {"a proof is whole or missing", a_proof_is_whole_or_missing},
    {"the order of the proposals does not matter", order_does_not_matter},
    {"every altered byte is noticed", every_altered_byte_is_noticed},
    {"nothing false is proved", nothing_false_is_proved},
    {"less than the best is not proved", less_than_the_best_is_not_proved},
    {"bad proofs are refused with their place", bad_proofs_are_refused_with_their_place},
    {"a proof can be written by hand", a_proof_can_be_written_by_hand},
    {"following and proving can be stopped", following_and_proving_can_be_stopped},
    {"bad calls are refused", bad_calls_are_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: proofs of selection", cases)
