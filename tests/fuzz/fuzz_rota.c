/*
 * Fuzzes the proof of a rota's search: the first byte chooses the problem, the rest is a proof without its
 * hash, which is put right so that the steps are judged. Whatever the bytes are, they never prove that a rota
 * is the best which is not, or that there is none where there is one.
 */
#include "base/hash.h"
#include "locality/rota.h"

#include <stdlib.h>
#include <string.h>

#define PROBLEMS 3u
#define HASH 8u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds) {
    if (!holds) {
        abort();
    }
}

/* Two people hold a duty for six weeks with two of rest: four can be filled. The same with another duty that
 * costs more, spells of two weeks and a past: six. With pins a spell of four weeks cannot be had beside
 * another: there is no rota. */
static locality_rota_problem problem_of(unsigned number) {
    static const locality_rota_window window[] = {
        {0, 0, 0, 5, 0}, {1, 0, 0, 5, 1}, {0, 1, 1, 5, 3}, {1, 1, 0, 4, 2}};
    static const locality_rota_past past[] = {{0, 1, 0, 0}, {1, 2, 1, 0}};
    static const locality_rota_window pin[] = {{1, 0, 1, 1, 0}, {0, 0, 2, 2, 0}, {1, 0, 5, 5, 0}};
    locality_rota_problem p = LOCALITY_ROTA_PROBLEM_INIT;

    p.periods = 6;
    p.candidates = 2;
    p.demands = number == 1 ? 2 : 1;
    p.window = window;
    p.windows = number == 1 ? 4 : 2;
    p.past = number == 1 ? past : NULL;
    p.pin = pin;
    p.pins = number == 2 ? 3 : 0;
    p.spell_least = number == 0 ? 0 : 2 * number;
    p.spell_most = number == 0 ? 1 : number == 1 ? 2 : 0;
    p.rest = 2;
    return p;
}

/* The best rota of a problem, solved once. */
static const locality_rota *best_of(unsigned number, const locality_rota_problem *problem) {
    static locality_rota *known[PROBLEMS];

    if (known[number] == NULL) {
        expect(locality_rota_solve(problem, NULL, NULL, &known[number], NULL) == LOCALITY_OK);
    }
    return known[number];
}

static int proves(const locality_rota_problem *problem, const locality_rota_certificate *c,
                  const uint8_t *bytes, size_t length) {
    locality_error error;
    locality_status status = locality_rota_verify(problem, c, bytes, length, NULL, &error);

    expect(status == LOCALITY_OK || (status == LOCALITY_CONFLICT && error.message[0] != '\0'));
    return status == LOCALITY_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    locality_rota_certificate best, worse;

    if (size == 0) {
        return 0;
    }
    locality_rota_problem problem = problem_of(data[0] % PROBLEMS);
    const locality_rota *rota = best_of(data[0] % PROBLEMS, &problem);
    size_t length = size - 1;
    uint8_t *bytes = malloc(length + HASH);
    expect(bytes != NULL);
    memcpy(bytes, data + 1, length);
    uint64_t hash = loc_hash(bytes, length);
    for (size_t k = 0; k < HASH; k++) {
        bytes[length + k] = (uint8_t)(hash >> 8 * k);
    }
    int is_none = proves(&problem, NULL, bytes, length + HASH);
    if (locality_rota_certificate_of(rota, &best, NULL) == LOCALITY_OK) {
        expect(!is_none && best.holdings > 0);
        (void)proves(&problem, &best, bytes, length + HASH);
        for (size_t k = 0; k < best.holdings; k++) { /* one place less is never as good */
            worse = best;
            worse.holdings = k;
            expect(locality_rota_verify(&problem, &worse, bytes, length + HASH, NULL, NULL) ==
                   LOCALITY_CONFLICT);
        }
    }
    free(bytes);
    return 0;
}
