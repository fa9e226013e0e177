/* Proofs of integer programs: against trying everything, altered, cut off, and of another program.
 * */
#include <stdlib.h>

#include "base/hash.h"
#include "base/proof.h"
#include "locality/program.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define VARIABLES 7
#define ROWS 5

typedef struct instance {
    size_t variables, rows;
    int64_t low[VARIABLES], high[VARIABLES], cost[VARIABLES];
    size_t start[ROWS + 1];
    uint32_t variable[ROWS * VARIABLES];
    int64_t coefficient[ROWS * VARIABLES], least[ROWS], most[ROWS];
} instance;

/* What the numbers of a draw are: 0 or 1, a few, large ones. */
enum kinds { BINARY, SMALL, LARGE };

static void draw_rows(instance *in, test_random *random) {
    size_t terms = 0;

    for (size_t r = 0; r < in->rows; r++) {
        for (uint32_t v = 0; v < in->variables; v++) {
            if (test_random_below(random, 3) != 0) {
                in->variable[terms] = v;
                in->coefficient[terms++] = test_random_between(random, -6, 9);
            }
        }
        in->start[r + 1] = terms;
        in->least[r] = test_random_below(random, 2) == 0 ? LOCALITY_PROGRAM_NO_LEAST
                                                         : test_random_between(random, -4, 8);
        in->most[r] = test_random_below(random, 2) == 0
                          ? LOCALITY_PROGRAM_NO_MOST
                          : (in->least[r] == LOCALITY_PROGRAM_NO_LEAST ? 0 : in->least[r]) +
                                test_random_between(random, 0, 6);
    }
}

static void draw_instance(instance *in, int kind, test_random *random) {
    memset(in, 0, sizeof *in);
    in->variables = test_random_below(random, kind == BINARY ? VARIABLES + 1 : 5);
    in->rows = test_random_below(random, ROWS + 1);
    for (size_t v = 0; v < in->variables; v++) {
        in->low[v] = kind == BINARY ? 0 : test_random_between(random, -3, 2);
        in->high[v] = kind == BINARY ? 1 : in->low[v] + (int64_t)test_random_below(random, 5);
        in->cost[v] = test_random_between(random, -5, 9);
    }
    draw_rows(in, random);
    for (size_t k = 0; k < ROWS * VARIABLES && kind == LARGE; k++) {
        in->coefficient[k] *= INT64_C(1) << 56;
    }
    for (size_t r = 0; r < in->rows && kind == LARGE; r++) {
        in->least[r] *= in->least[r] == LOCALITY_PROGRAM_NO_LEAST ? 1 : INT64_C(1) << 56;
        in->most[r] *= in->most[r] == LOCALITY_PROGRAM_NO_MOST ? 1 : INT64_C(1) << 56;
    }
    for (size_t v = 0; v < in->variables && kind == LARGE; v++) {
        in->cost[v] *= INT64_C(1) << 54;
    }
}

static locality_program problem_of(const instance *in) {
    locality_program out = LOCALITY_PROGRAM_INIT;

    out.variables = in->variables;
    out.low = in->low;
    out.high = in->high;
    out.cost = in->cost;
    out.rows = in->rows;
    out.start = in->start;
    out.variable = in->variable;
    out.coefficient = in->coefficient;
    out.least = in->least;
    out.most = in->most;
    return out;
}

/* The lowest cost there is; false where nothing keeps every bound. */
static int try_all(const instance *in, int64_t *best) {
    locality_program p = problem_of(in);
    int64_t value[VARIABLES] = {0}, cost;
    int has = 0;

    memcpy(value, in->low, sizeof value);
    for (;;) {
        if (locality_program_check(&p, value, &cost, NULL) == LOCALITY_OK &&
            (!has || cost < *best)) {
            *best = cost;
            has = 1;
        }
        size_t v = 0;
        for (; v < in->variables && value[v] == in->high[v]; v++) {
            value[v] = in->low[v];
        }
        if (v == in->variables) {
            return has;
        }
        value[v]++;
    }
}

/* A proof as bytes of our own; freed by the caller. */
typedef struct bytes {
    uint8_t *byte;
    size_t length;
} bytes;

static bytes prove(const locality_program *p, const locality_program_options *options,
                   locality_program_outcome *outcome) {
    locality_program_proof *proof = NULL;
    int64_t value[64];

    CU_ASSERT_FATAL(p->variables <= 64);
    CU_ASSERT_EQUAL_FATAL(locality_program_prove(p, options, value, outcome, &proof, NULL, NULL),
                          LOCALITY_OK);
    const uint8_t *from = locality_program_proof_bytes(proof);
    bytes out = {NULL, locality_program_proof_length(proof)};
    CU_ASSERT((out.length == 0) == (from == NULL));
    out.byte = calloc(out.length + 1, 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out.byte);
    for (size_t k = 0; out.byte != NULL && from != NULL && k < out.length; k++) {
        out.byte[k] = from[k];
    }
    locality_program_proof_free(proof);
    return out;
}

static locality_status verify(const locality_program *p, bytes proof,
                              locality_program_proved *proved) {
    return locality_program_verify(p, NULL, proof.byte, proof.length, proved, NULL, NULL);
}

/* Puts the hash right again, so that the steps themselves are judged. */
static void seal(bytes proof) {
    uint64_t hash = loc_hash(proof.byte, proof.length - LOC_PROOF_HASH_LENGTH);

    for (size_t k = 0; k < LOC_PROOF_HASH_LENGTH; k++) {
        proof.byte[proof.length - LOC_PROOF_HASH_LENGTH + k] = (uint8_t)(hash >> 8 * k);
    }
}

static void claim(bytes proof, int64_t bound) {
    for (unsigned k = 0; k < 8; k++) {
        proof.byte[LOC_PROOF_MAGIC_LENGTH + 1 + k] = (uint8_t)((uint64_t)bound >> 8 * k);
    }
    seal(proof);
}

/* ---- What holds ------------------------------------------------------------------------------ */

static void what_is_found_is_proved(void) {
    test_random random = {4001, 0};
    unsigned none = 0, parted = 0;
    char name[64];

    for (int draw = 0; draw < 9000; draw++) {
        instance in;
        locality_program_outcome outcome;
        locality_program_proved proved = {0, 0, 0};
        int64_t best = 0;
        draw_instance(&in, draw % 3, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        int has = try_all(&in, &best);
        locality_program p = problem_of(&in);
        bytes proof = prove(&p, NULL, &outcome);
        TEST_ROW(outcome.verdict ==
                     (has ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_INFEASIBLE),
                 name);
        TEST_ROW(proof.length > 0 && verify(&p, proof, &proved) == LOCALITY_OK, name);
        TEST_ROW(proved.is_none == !has && proved.bound == (has ? best : 0), name);
        none += has == 0;
        parted += proof.length > 28; /* more than an end */
        free(proof.byte);
    }
    CU_ASSERT(none > 500);
    CU_ASSERT(parted > 300);
}

/* Without bounds, without costs, and of nothing at all. */
static void a_program_of_little_is_proved(void) {
    static const size_t start[] = {0, 2};
    static const uint32_t variable[] = {0, 1};
    static const int64_t one[] = {1, -1}, apart[] = {1};
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_outcome outcome;
    locality_program_proved proved;

    for (int k = 0; k < 3; k++) {
        p.variables = k == 0 ? 0 : 2;
        p.rows = k == 2;
        p.start = start;
        p.variable = variable;
        p.coefficient = one;
        p.least = apart;
        bytes proof = prove(&p, NULL, &outcome);
        CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_OK);
        CU_ASSERT(!proved.is_none && proved.bound == 0);
        claim(proof, 1);
        CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_CONFLICT);
        free(proof.byte);
    }
}

/* Seven things for six places: every choice has to be looked at. */
#define THINGS 7
#define PLACES 6

typedef struct pigeons {
    size_t start[THINGS + PLACES + 1];
    uint32_t variable[2 * THINGS * PLACES];
    int64_t coefficient[2 * THINGS * PLACES], least[THINGS + PLACES], most[THINGS + PLACES];
} pigeons;

static locality_program make_pigeons(pigeons *in) {
    locality_program p = LOCALITY_PROGRAM_INIT;
    size_t terms = 0;

    in->start[0] = 0;
    for (uint32_t r = 0; r < THINGS + PLACES; r++) {
        for (uint32_t k = 0; k < (r < THINGS ? PLACES : THINGS); k++) {
            in->variable[terms] = r < THINGS ? r * PLACES + k : k * PLACES + r - THINGS;
            in->coefficient[terms++] = 1;
        }
        in->start[r + 1] = terms;
        in->least[r] = r < THINGS ? 1 : LOCALITY_PROGRAM_NO_LEAST;
        in->most[r] = r < THINGS ? LOCALITY_PROGRAM_NO_MOST : 1;
    }
    p.variables = THINGS * PLACES;
    p.rows = THINGS + PLACES;
    p.start = in->start;
    p.variable = in->variable;
    p.coefficient = in->coefficient;
    p.least = in->least;
    p.most = in->most;
    return p;
}

static void that_there_is_nothing_is_proved_by_a_long_search(void) {
    pigeons in;
    locality_program p = make_pigeons(&in);
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome outcome;
    locality_program_proved proved;
    locality_error error;

    bytes proof = prove(&p, NULL, &outcome);
    TEST_NUMBER(outcome.verdict, LOCALITY_ALLOCATION_INFEASIBLE);
    CU_ASSERT(proof.length > 1000);
    CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_OK);
    TEST_NUMBER(proved.is_none, 1);
    options.work_limit = 50000;
    CU_ASSERT_EQUAL(
        locality_program_verify(&p, &options, proof.byte, proof.length, &proved, NULL, &error),
        LOCALITY_LIMIT);
    TEST_TEXT(error.message, "the work limit was met before the proof ended");
    TEST_NUMBER(proved.is_none, 0);
    size_t whole = proof.length;
    free(proof.byte);

    options.work_limit = 0; /* whole where it just fits, and missing where it does not */
    options.proof_limit = whole + 16;
    proof = prove(&p, &options, &outcome);
    TEST_NUMBER(proof.length, whole);
    free(proof.byte);
    options.proof_limit = whole - 1;
    proof = prove(&p, &options, &outcome);
    TEST_NUMBER(proof.length, 0);
    TEST_NUMBER(outcome.verdict, LOCALITY_ALLOCATION_INFEASIBLE);
    free(proof.byte);
    options.proof_limit = 3;
    proof = prove(&p, &options, &outcome);
    TEST_NUMBER(proof.length, 0);
    free(proof.byte);
}

static int32_t stop_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

/* Two numbers, each of which is to be the larger one: bounds creep together two by two, and none is
 * parted. */
static void following_can_be_stopped(void) {
    static const int64_t far[] = {INT64_C(1) << 31, INT64_C(1) << 31}, less[] = {1, -1, -1, 1};
    static const int64_t least[] = {1, 1};
    static const size_t start[] = {0, 2, 4};
    static const uint32_t variable[] = {0, 1, 0, 1};
    static const uint8_t steps[] = {2, 2, 0}; /* two variables, two sums, an end */
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_proved proved;
    locality_error error;
    uint8_t byte[LOC_PROOF_START + sizeof steps + LOC_PROOF_HASH_LENGTH] = "locprog1\1";
    bytes proof = {byte, sizeof byte};

    p.variables = p.rows = 2;
    p.high = far;
    p.start = start;
    p.variable = variable;
    p.coefficient = less;
    p.least = least;
    memcpy(byte + LOC_PROOF_START, steps, sizeof steps);
    seal(proof);
    options.work_limit = 1000000;
    CU_ASSERT_EQUAL(locality_program_verify(&p, &options, byte, sizeof byte, &proved, NULL, &error),
                    LOCALITY_LIMIT);
    options.work_limit = 0;
    options.progress = stop_at_once;
    CU_ASSERT_EQUAL(locality_program_verify(&p, &options, byte, sizeof byte, &proved, NULL, &error),
                    LOCALITY_CANCELLED);
    TEST_NUMBER(proved.is_none, 0);
}

/* What the work limit leaves open has a proof of the bound that is known. */
static void an_open_search_has_a_proof_of_its_bound(void) {
    test_random random = {4003, 0};
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    unsigned open = 0;

    for (int draw = 0; draw < 2000; draw++) {
        instance in;
        locality_program_outcome outcome;
        locality_program_proved proved;
        draw_instance(&in, draw % 3, &random);
        options.work_limit = 1 + test_random_below(&random, 400);
        locality_program p = problem_of(&in);
        bytes proof = prove(&p, &options, &outcome);
        int is_open = outcome.verdict == LOCALITY_ALLOCATION_FEASIBLE ||
                      outcome.verdict == LOCALITY_ALLOCATION_UNKNOWN;
        CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_OK);
        CU_ASSERT(proved.is_none || proved.bound == outcome.bound);
        open += is_open != 0;
        free(proof.byte);
    }
    CU_ASSERT(open > 100);
}

/* ---- What does not hold ---------------------------------------------------------------------- */

static bytes draw_long(instance *in, test_random *random, int64_t *best) {
    for (;;) {
        locality_program_outcome outcome;
        draw_instance(in, test_random_below(random, 2) == 0 ? BINARY : SMALL, random);
        locality_program p = problem_of(in);
        bytes proof = prove(&p, NULL, &outcome);
        if (proof.length > 45 && outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL) {
            *best = outcome.objective;
            return proof;
        }
        free(proof.byte);
    }
}

static void every_altered_byte_is_noticed(void) {
    test_random random = {4007, 0};

    for (int draw = 0; draw < 30; draw++) {
        instance in;
        locality_program_proved proved;
        int64_t best;
        bytes proof = draw_long(&in, &random, &best);
        locality_program p = problem_of(&in);
        for (size_t bit = 0; bit < 8 * proof.length; bit++) {
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_CONFLICT);
            proof.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        for (size_t length = 0; length < proof.length; length++) {
            bytes part = {proof.byte, length};
            CU_ASSERT_EQUAL(verify(&p, part, &proved), LOCALITY_CONFLICT);
        }
        CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_OK);
        free(proof.byte);
    }
}

typedef struct tally {
    unsigned refused, held;
} tally;

/* Every other value of one byte. */
static void alter_byte(const locality_program *p, bytes proof, size_t at, int64_t best, tally *t) {
    uint8_t was = proof.byte[at];

    for (unsigned turn = 1; turn < 256; turn++) {
        locality_program_proved proved;
        proof.byte[at] = (uint8_t)(was ^ turn);
        seal(proof);
        locality_status status = verify(p, proof, &proved);
        CU_ASSERT(status == LOCALITY_CONFLICT ||
                  (status == LOCALITY_OK && !proved.is_none && proved.bound <= best));
        t->refused += status == LOCALITY_CONFLICT;
        t->held += status == LOCALITY_OK;
    }
    proof.byte[at] = was;
}

/* Bytes that were made to look whole again prove nothing that is false: every value in every place.
 * */
static void nothing_false_is_proved(void) {
    test_random random = {4013, 0};
    tally t = {0, 0};

    for (int draw = 0; draw < 60; draw++) {
        instance in;
        int64_t best;
        locality_program_proved proved;
        bytes proof = draw_long(&in, &random, &best);
        locality_program p = problem_of(&in);
        for (size_t at = LOC_PROOF_MAGIC_LENGTH; at < proof.length - LOC_PROOF_HASH_LENGTH; at++) {
            alter_byte(&p, proof, at, best, &t);
        }
        claim(proof, best + 1);
        CU_ASSERT_EQUAL(verify(&p, proof, &proved), LOCALITY_CONFLICT);
        free(proof.byte);
    }
    CU_ASSERT(t.refused > 10000);
    CU_ASSERT(t.held > 1000); /* lower bounds and other choices hold too */
}

static void bad_proofs_are_refused_with_their_place(void) {
    static const struct {
        uint8_t step[12];
        size_t length;
        const char *message;
    } rows[] = {
        {{1, 0, 0}, 3, "byte 19: the proof is of another program"},
        {{1}, 1, "byte 18: the proof is of another program"},
        {{2, 3, 0}, 3, "byte 19: the proof is of another program"},
        {{2, 0}, 2, "byte 19: the proof breaks off"},
        {{2, 0, 0x80}, 3, "byte 20: the proof breaks off"},
        {{2, 0, 0}, 3, "byte 20: a branch ends in which something may be left"},
        {{2, 0, 5, 0}, 4, "byte 20: a choice between what there is not"},
        {{2, 0, 1}, 3, "byte 20: a choice between what there is not"},
        {{2, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
         12,
         "byte 29: a choice between what there is not"},
    };
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_proved proved;
    locality_error error;

    p.variables = 2;
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        uint8_t byte[64] = "locprog1\1";
        bytes proof = {byte, LOC_PROOF_START + rows[k].length + LOC_PROOF_HASH_LENGTH};
        memcpy(byte + LOC_PROOF_START, rows[k].step, rows[k].length);
        seal(proof);
        CU_ASSERT_EQUAL(
            locality_program_verify(&p, NULL, byte, proof.length, &proved, NULL, &error),
            LOCALITY_CONFLICT);
        TEST_TEXT(error.message, rows[k].message);
    }
    /* A cost below 1 is excluded by the end, after which nothing may come. */
    uint8_t byte[64] = "locprog1";
    bytes proof = {byte, LOC_PROOF_START + 4 + LOC_PROOF_HASH_LENGTH};
    byte[LOC_PROOF_START] = 2;
    claim(proof, 0);
    CU_ASSERT_EQUAL(locality_program_verify(&p, NULL, byte, proof.length, &proved, NULL, &error),
                    LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "byte 20: there is more than a proof");
}

static void bad_calls_are_refused(void) {
    instance in;
    test_random random = {4019, 0};
    locality_program_options options = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_proof *proof = (locality_program_proof *)&in;
    locality_program_proved proved;
    locality_program_outcome outcome;
    locality_error error;
    int64_t value[VARIABLES];

    draw_instance(&in, BINARY, &random);
    locality_program p = problem_of(&in);
    CU_ASSERT_EQUAL(locality_program_prove(&p, NULL, value, &outcome, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_program_prove(&p, NULL, NULL, &outcome, &proof, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(proof);
    CU_ASSERT_EQUAL(locality_program_verify(&p, NULL, NULL, 0, &proved, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_program_verify(&p, NULL, (const uint8_t *)"", 0, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_program_verify(NULL, NULL, (const uint8_t *)"", 0, &proved, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_program_verify(&p, NULL, (const uint8_t *)"", 0, &proved, NULL, &error),
        LOCALITY_CONFLICT);
    options.struct_size = 4;
    CU_ASSERT_EQUAL(
        locality_program_verify(&p, &options, (const uint8_t *)"", 0, &proved, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(locality_program_proof_bytes(NULL));
    TEST_NUMBER(locality_program_proof_length(NULL), 0);
    locality_program_proof_free(NULL);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const locality_program *p = state;
    locality_program_proof *proof = NULL;
    locality_program_outcome outcome;
    locality_program_proved proved;
    int64_t value[THINGS * PLACES];

    locality_status status =
        locality_program_prove(p, NULL, value, &outcome, &proof, allocator, error);
    if (status == LOCALITY_OK) {
        status = locality_program_verify(p, NULL, locality_program_proof_bytes(proof),
                                         locality_program_proof_length(proof), &proved, allocator,
                                         error);
    }
    locality_program_proof_free(proof);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    pigeons in;
    locality_program p = make_pigeons(&in);

    fault_drive("a proof of a program", whole_story, &p, 20);
}

static const test_case cases[] = {
    {"what is found is proved", what_is_found_is_proved},
    {"a program of little is proved", a_program_of_little_is_proved},
    {"that there is nothing is proved by a long search",
     that_there_is_nothing_is_proved_by_a_long_search},
    {"following can be stopped", following_can_be_stopped},
    {"an open search has a proof of its bound", an_open_search_has_a_proof_of_its_bound},
    {"every altered byte is noticed", every_altered_byte_is_noticed},
    {"nothing false is proved", nothing_false_is_proved},
    {"bad proofs are refused with their place", bad_proofs_are_refused_with_their_place},
    {"bad calls are refused", bad_calls_are_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("programs: proofs", cases)
