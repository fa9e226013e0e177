/* Proofs of searches: they hold where the search ended, and nothing that is false can be made to hold. */
#include <stdlib.h>

#include "base/hash.h"
#include "rota/record.h"
#include "support/fault.h"
#include "unit/rota/draws.h"

#define DRAWS 3000

/* A rota with its proof. */
typedef struct proved {
    locality_rota *rota;
    locality_rota_value value;
    locality_rota_certificate c; /* its rota, where there is one */
    const uint8_t *byte;
    size_t length;
} proved;

static proved prove(const locality_rota_problem *problem, int32_t order, uint64_t limit) {
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    proved out = {0};

    options.order = order;
    options.proof_limit = limit;
    CU_ASSERT_EQUAL_FATAL(locality_rota_solve(problem, &options, NULL, &out.rota, NULL),
                          LOCALITY_OK);
    locality_rota_value_of(out.rota, &out.value, NULL);
    (void)locality_rota_certificate_of(out.rota, &out.c, NULL);
    out.byte = locality_rota_proof_bytes(out.rota);
    out.length = locality_rota_proof_length(out.rota);
    return out;
}

/* Whether bytes prove that a rota is the best; null: that there is none. */
static bool holds(const locality_rota_problem *problem, const locality_rota_certificate *c,
                  const uint8_t *byte, size_t length) {
    locality_error error;
    locality_status status = locality_rota_verify(problem, c, byte, length, NULL, &error);

    CU_ASSERT(status == LOCALITY_OK || status == LOCALITY_CONFLICT);
    CU_ASSERT((error.message[0] == '\0') == (status == LOCALITY_OK));
    return status == LOCALITY_OK;
}

/* Bytes of our own; freed by the caller. */
static uint8_t *copy(const uint8_t *from, size_t length) {
    uint8_t *to = malloc(length + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(to);
    if (to != NULL) {
        memcpy(to, from, length);
    }
    return to;
}

/* Puts the hash right again, so that the steps themselves are judged. */
static void seal(uint8_t *byte, size_t length) {
    uint64_t hash = loc_hash(byte, length - LOC_PROOF_HASH_LENGTH);

    for (size_t k = 0; k < LOC_PROOF_HASH_LENGTH; k++) {
        byte[length - LOC_PROOF_HASH_LENGTH + k] = (uint8_t)(hash >> 8 * k);
    }
}

/* ---- What is drawn --------------------------------------------------------------------------- */

/* Draws a rota with rules, mostly with some pins, in different periods of a candidate or of different ones. */
static void draw(instance *in, test_random *random) {
    draw_instance(in, random, 1);
    for (uint64_t left = test_random_below(random, PINS + 1);
         in->options > 0 && in->absences == 0 && left > 0 && in->pins < PINS; left--) {
        locality_rota_window w = in->window[test_random_below(random, in->options)];
        int64_t *needed = &in->needed[w.demand * in->periods + w.first];
        bool is_free = true;
        w.last = w.first;
        for (size_t p = 0; p < in->pins; p++) {
            is_free =
                is_free && (in->pin[p].candidate != w.candidate || in->pin[p].first != w.first);
        }
        if (is_free) {
            in->pin[in->pins++] = w;
            *needed = *needed > 0 ? *needed : 1;
        }
    }
}

static bool is_the_best(const instance *in, const proved *p, const tried *best) {
    int64_t load[PEOPLE] = {0};

    for (size_t k = 0; k < in->people; k++) {
        locality_rota_burden b;
        locality_rota_burden_at(p->rota, k, &b, NULL);
        load[b.id[1] - '0'] = b.periods;
    }
    return p->value.filled == best->filled && p->value.cost == best->cost &&
           (in->order == LOCALITY_ROTA_CHEAP || compare_burdens(in, load, best->load) == 0);
}

static void what_is_found_is_proved(void) {
    test_random random = {2003, 0};
    unsigned by_search = 0, none = 0, by_pins = 0, worse = 0;
    char name[64];

    for (int n = 0; n < DRAWS; n++) {
        instance in;
        given g;
        tried best;
        draw(&in, &random);
        try_all(&best, &in);
        give(&in, &random, &g);
        snprintf(name, sizeof name, "draw %d", n);
        proved p = prove(&g.problem, in.order, 1 << 20);
        proved other = prove(&g.problem, (in.order + 1) % 3, 0);
        TEST_ROW(locality_rota_proof_bytes(other.rota) == NULL, name);
        if (p.value.proof == LOCALITY_ROTA_BY_PINS) {
            by_pins++;
            TEST_ROW(p.byte == NULL && p.length == 0, name);
        } else if (!best.found) {
            none++;
            TEST_ROW(p.value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
            TEST_ROW(p.length > 0 && holds(&g.problem, NULL, p.byte, p.length), name);
        } else {
            by_search += p.value.proof == LOCALITY_ROTA_BY_SEARCH;
            TEST_ROW(is_the_best(&in, &p, &best), name);
            TEST_ROW(p.length > 0 && holds(&g.problem, &p.c, p.byte, p.length), name);
            TEST_ROW(!holds(&g.problem, NULL, p.byte, p.length), name);
            other.c.order = in.order; /* as if it were asked for in the same order */
            if (!is_the_best(&in, &other, &best)) {
                TEST_ROW(!holds(&g.problem, &other.c, p.byte, p.length), name);
                worse++;
            }
        }
        locality_rota_free(p.rota);
        locality_rota_free(other.rota);
    }
    CU_ASSERT(by_search > DRAWS / 50 && none > DRAWS / 200 && by_pins > DRAWS / 50);
    CU_ASSERT(worse > DRAWS / 50);
}

/* ---- What is altered ------------------------------------------------------------------------- */

/* Draws until a search parts something. */
static proved draw_parted(instance *in, given *g, tried *best, test_random *random) {
    proved p = {0};

    do {
        locality_rota_free(p.rota);
        draw(in, random);
        give(in, NULL, g);
        p = prove(&g->problem, in->order, 1 << 20);
    } while (p.value.branches < 3 || p.length == 0);
    try_all(best, in);
    return p;
}

static void every_altered_bit_is_noticed(void) {
    test_random random = {2011, 0};
    instance in;
    given g;
    tried best;

    proved p = draw_parted(&in, &g, &best, &random);
    const locality_rota_certificate *c = best.found ? &p.c : NULL;
    uint8_t *byte = copy(p.byte, p.length);
    for (size_t bit = 0; bit < 8 * p.length; bit++) {
        byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
        CU_ASSERT(!holds(&g.problem, c, byte, p.length));
        byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t length = 0; length < p.length; length++) {
        CU_ASSERT(!holds(&g.problem, c, byte, length));
    }
    CU_ASSERT(holds(&g.problem, c, byte, p.length));
    free(byte);
    locality_rota_free(p.rota);
}

/* Alters some bytes behind the name of the kind, mostly a little. */
static void alter(uint8_t *byte, size_t length, test_random *random) {
    size_t room = length - LOC_PROOF_MAGIC_LENGTH - LOC_PROOF_HASH_LENGTH;

    for (uint64_t left = 1 + test_random_below(random, 3); left > 0; left--) {
        uint8_t *at = byte + LOC_PROOF_MAGIC_LENGTH + test_random_below(random, room);
        *at = (uint8_t)(test_random_below(random, 2) == 0
                            ? test_random_below(random, 8)
                            : (uint64_t)*at ^ (1u << test_random_below(random, 8)));
    }
    seal(byte, length);
}

/* Bytes that were made to look whole again prove nothing that is false, whatever was done to them. */
static void nothing_false_is_proved(void) {
    test_random random = {2017, 0};
    unsigned held = 0, tries = 0, false_claims = 0;

    for (int n = 0; n < 300; n++) {
        instance in;
        given g;
        tried best;
        proved p = draw_parted(&in, &g, &best, &random);
        proved worse = prove(&g.problem, (in.order + 1) % 3, 0);
        worse.c.order = in.order;
        bool has_worse = best.found && !is_the_best(&in, &worse, &best);
        for (int turn = 0; turn < 200; turn++) {
            uint8_t *byte = copy(p.byte, p.length);
            size_t cut = turn % 8 == 0 ? test_random_below(&random, p.length - 28) : 0;
            alter(byte, p.length - cut, &random);
            tries++;
            held += holds(&g.problem, best.found ? &p.c : NULL, byte, p.length - cut);
            CU_ASSERT(!best.found || !holds(&g.problem, NULL, byte, p.length - cut));
            CU_ASSERT(!has_worse || !holds(&g.problem, &worse.c, byte, p.length - cut));
            false_claims += has_worse;
            free(byte);
        }
        locality_rota_free(p.rota);
        locality_rota_free(worse.rota);
    }
    CU_ASSERT(held > 0 && held < tries / 2); /* a change can be of no account */
    CU_ASSERT(false_claims > 1000);
}

/* ---- What is asked for ----------------------------------------------------------------------- */

/* Eight share two duties of eight weeks, two weeks running at most and two of rest: too few for all. */
typedef struct many {
    locality_rota_window window[16];
    int64_t share[8];
    locality_rota_problem problem;
} many;

static void draw_many(many *m, test_random *random) {
    const locality_rota_problem start = LOCALITY_ROTA_PROBLEM_INIT;

    m->problem = start;
    m->problem.periods = 8;
    m->problem.candidates = 8;
    m->problem.demands = 2;
    for (size_t i = 0; i < 8; i++) {
        m->share[i] = 50 + 10 * (int64_t)test_random_below(random, 6);
    }
    for (size_t k = 0; k < 16; k++) {
        uint32_t first = (uint32_t)test_random_below(random, 5);
        m->window[k] =
            (locality_rota_window){(uint32_t)k / 2, (uint32_t)test_random_below(random, 2), first,
                                   first + 1 + (uint32_t)test_random_below(random, 5),
                                   (int64_t)test_random_below(random, 5)};
    }
    m->problem.share = m->share;
    m->problem.window = m->window;
    m->problem.windows = 16;
    m->problem.spell_most = 2;
    m->problem.rest = 2;
}

static void searches_that_branch_are_proved(void) {
    test_random random = {2027, 0};
    unsigned parted = 0;
    many m;

    for (int n = 0; n < 40; n++) {
        draw_many(&m, &random);
        proved p = prove(&m.problem, n % 3, 1 << 20);
        if (p.value.verdict == LOCALITY_ALLOCATION_OPTIMAL) {
            CU_ASSERT(p.length > 0);
            CU_ASSERT(holds(&m.problem, &p.c, p.byte, p.length));
            parted += p.value.branches > 20;
        }
        locality_rota_free(p.rota);
    }
    CU_ASSERT(parted > 10);
}

static void order_does_not_matter(void) {
    test_random random = {2029, 0};

    for (int n = 0; n < 60; n++) {
        instance in;
        given g, shuffled;
        tried best;
        proved p = draw_parted(&in, &g, &best, &random);
        give(&in, &random, &shuffled);
        proved other = prove(&shuffled.problem, in.order, 1 << 20);
        CU_ASSERT(other.length == p.length && memcmp(other.byte, p.byte, p.length) == 0);
        CU_ASSERT(holds(&shuffled.problem, best.found ? &other.c : NULL, p.byte, p.length));
        locality_rota_free(p.rota);
        locality_rota_free(other.rota);
    }
}

/* A proof has room, or there is none; the rota is the same. */
static void a_proof_stays_within_its_limit(void) {
    test_random random = {2039, 0};

    for (int n = 0; n < 10; n++) {
        instance in;
        given g;
        tried best;
        proved p = draw_parted(&in, &g, &best, &random);
        for (uint64_t limit = 0; limit < p.length + 20; limit++) {
            proved other = prove(&g.problem, in.order, limit);
            CU_ASSERT(other.length == 0 || (other.length == p.length && limit >= p.length));
            CU_ASSERT((other.byte == NULL) == (other.length == 0));
            TEST_NUMBER(other.value.verdict, p.value.verdict);
            TEST_NUMBER(other.value.cost, p.value.cost);
            locality_rota_free(other.rota);
        }
        locality_rota_free(p.rota);
    }
}

/* A search that is not over proves nothing. */
static void half_a_search_is_no_proof(void) {
    test_random random = {2053, 0};
    unsigned halves = 0;

    for (int n = 0; n < 20; n++) {
        many m;
        locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
        locality_rota_value value;
        locality_rota *rota = NULL;
        draw_many(&m, &random);
        options.proof_limit = 1 << 20;
        options.work_limit = 20000;
        CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&m.problem, &options, NULL, &rota, NULL),
                              LOCALITY_OK);
        locality_rota_value_of(rota, &value, NULL);
        if (value.verdict == LOCALITY_ALLOCATION_FEASIBLE) {
            TEST_NUMBER(locality_rota_proof_length(rota), 0);
            halves++;
        }
        locality_rota_free(rota);
    }
    CU_ASSERT(halves > 5);
}

/* Two duties that share nobody: in the second a pin leaves the rest of a spell no room, which takes a search. */
static void one_part_without_a_rota_is_enough(void) {
    static const locality_rota_window window[] = {
        {0, 0, 0, 5, 0}, {1, 1, 0, 5, 0}, {2, 1, 0, 5, 0}};
    locality_rota_window pin[] = {{1, 1, 2, 2, 0}, {2, 1, 3, 3, 0}};
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_certificate nothing = LOCALITY_ROTA_CERTIFICATE_INIT;

    problem.periods = 6;
    problem.candidates = 3;
    problem.demands = 2;
    problem.window = window;
    problem.windows = 3;
    problem.pin = pin;
    problem.pins = 2;
    problem.spell_least = 3;
    for (uint32_t sooner = 0; sooner < 2;
         sooner++) { /* 0 to 2, then 3 to 5 can be kept; 0 to 1 not */
        for (size_t k = 0; k < 2; k++) {
            pin[k].first = pin[k].last = (uint32_t)k + 2 - sooner;
        }
        proved p = prove(&problem, 0, 1 << 20);
        TEST_NUMBER(p.value.verdict,
                    sooner == 0 ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_INFEASIBLE);
        CU_ASSERT(holds(&problem, sooner == 0 ? &p.c : NULL, p.byte, p.length));
        nothing.levels = 3;
        CU_ASSERT(!holds(&problem, &nothing, p.byte, p.length)); /* it does not hold the pins */
        locality_rota_free(p.rota);
    }
}

static void what_is_no_proof_is_refused(void) {
    test_random random = {2063, 0};
    locality_rota_certificate other;
    locality_error error;
    instance in;
    given g;
    tried best;

    proved p = draw_parted(&in, &g, &best, &random);
    while (!best.found) {
        locality_rota_free(p.rota);
        p = draw_parted(&in, &g, &best, &random);
    }
    CU_ASSERT_EQUAL(locality_rota_verify(NULL, &p.c, p.byte, p.length, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_verify(&g.problem, &p.c, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    locality_rota_problem problem = g.problem;
    problem.struct_size = 3;
    CU_ASSERT_EQUAL(locality_rota_verify(&problem, &p.c, p.byte, p.length, NULL, &error),
                    LOCALITY_INVALID);
    problem = g.problem;
    problem.reserved = 1;
    CU_ASSERT_EQUAL(locality_rota_verify(&problem, NULL, p.byte, p.length, NULL, &error),
                    LOCALITY_INVALID);
    other = p.c;
    other.struct_size = 3;
    CU_ASSERT_EQUAL(locality_rota_verify(&g.problem, &other, p.byte, p.length, NULL, &error),
                    LOCALITY_INVALID);
    other = p.c;
    other.order = 7;
    CU_ASSERT_EQUAL(locality_rota_verify(&g.problem, &other, p.byte, p.length, NULL, &error),
                    LOCALITY_INVALID);
    other = p.c;
    other.order = (p.c.order + 1) % 3; /* a proof is of one order */
    other.levels = other.order == LOCALITY_ROTA_CHEAP ? 2 : 3;
    CU_ASSERT(!holds(&g.problem, &other, p.byte, p.length));
    locality_rota_verify(&g.problem, &other, p.byte, p.length, NULL, &error);
    TEST_TEXT(error.message, "the proof is of another rota");
    locality_rota_verify(&g.problem, NULL, p.byte, p.length, NULL, &error);
    TEST_TEXT(error.message, "the proof is that a rota is the best, not that there is none");
    CU_ASSERT_PTR_NULL(locality_rota_proof_bytes(NULL));
    TEST_NUMBER(locality_rota_proof_length(NULL), 0);
    locality_rota_free(p.rota);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const instance *in = state;
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_rota_certificate c;
    locality_rota *rota = NULL;
    given g;

    give(in, NULL, &g);
    options.order = in->order;
    options.proof_limit = 1 << 20;
    locality_status status = locality_rota_solve(&g.problem, &options, allocator, &rota, error);
    if (status == LOCALITY_OK) {
        bool has = locality_rota_certificate_of(rota, &c, NULL) == LOCALITY_OK;
        status = locality_rota_verify(&g.problem, has ? &c : NULL, locality_rota_proof_bytes(rota),
                                      locality_rota_proof_length(rota), allocator, error);
    }
    locality_rota_free(rota);
    return status;
}

static void every_refused_allocation_is_survived(void) {
    test_random random = {2069, 0};

    for (int n = 0; n < 8; n++) {
        instance in;
        given g;
        tried best;
        proved p = draw_parted(&in, &g, &best, &random);
        locality_rota_free(p.rota);
        fault_drive("a proof of a rota", whole_story, &in, 60);
    }
}

static const test_case cases[] = {
    {"what is found is proved", what_is_found_is_proved},
    {"every altered bit is noticed", every_altered_bit_is_noticed},
    {"nothing false is proved", nothing_false_is_proved},
    {"searches that branch are proved", searches_that_branch_are_proved},
    {"the order in which a rota is asked for does not matter", order_does_not_matter},
    {"a proof stays within its limit", a_proof_stays_within_its_limit},
    {"half a search is no proof", half_a_search_is_no_proof},
    {"one part without a rota is enough", one_part_without_a_rota_is_enough},
    {"what is no proof is refused", what_is_no_proof_is_refused},
    {"every refused allocation is survived", every_refused_allocation_is_survived},
};

TEST_MAIN("rota: proofs", cases)
