/* Selection covers: where proposals exclude one another by the thousand, what is free is covered by cliques.
 * Of a clique one is taken at most; it takes the same share off the rest of each of its members, the least
 * rest there is, and brings that share once (weighted clique covers: Held, Cook and Sewell 2012). */
#include <string.h>

#include "selection/proof.h"

bool loc_cover_make(const loc_model *m, loc_cover *out, loc_work *work) {
    size_t n = m->s->proposals, words = loc_model_words(m);

    *out = (loc_cover){.m = m};
    out->alive = loc_work_take(work, words, sizeof *out->alive);
    out->joining = loc_work_take(work, words, sizeof *out->joining);
    out->rest = loc_work_take(work, n, sizeof *out->rest);
    out->clique = loc_work_take(work, n, sizeof *out->clique);
    return work->stop == LOC_GOES_ON;
}

void loc_cover_clear(loc_cover *c, const locality_allocator *memory) {
    size_t n = c->m != NULL ? c->m->s->proposals : 0;
    size_t words = c->m != NULL ? loc_model_words(c->m) : 0;

    loc_release(memory, c->alive, words, sizeof *c->alive);
    loc_release(memory, c->joining, words, sizeof *c->joining);
    loc_release(memory, c->rest, n, sizeof *c->rest);
    loc_release(memory, c->clique, n, sizeof *c->clique);
    *c = (loc_cover){0};
}

static uint32_t lowest_bit(uint64_t word) {
    uint32_t at = 0;

    for (uint32_t half = 32; half > 0; half /= 2) {
        if ((word & ((UINT64_C(1) << half) - 1)) == 0) {
            word >>= half;
            at += half;
        }
    }
    return at;
}

/* The first proposal whose bit is set from a word on; LOC_NO_PROPOSAL where there is none. */
static uint32_t first_set(const uint64_t *bits, size_t words, size_t *from) {
    for (; *from < words; (*from)++) {
        if (bits[*from] != 0) {
            return (uint32_t)(64 * *from) + lowest_bit(bits[*from]);
        }
    }
    return LOC_NO_PROPOSAL;
}

/* Starts with what is left of the free proposals of classes of which none must be taken; what those classes
 * brought to the bound. */
static int64_t begin(loc_cover *c, const loc_prices *p, const uint8_t *state) {
    const loc_model *m = c->m;
    int64_t brought = 0;

    memset(c->alive, 0, loc_model_words(m) * sizeof *c->alive);
    for (uint32_t k = 0; k < m->classes; k++) {
        int64_t most = 0;
        for (size_t t = m->class_start[k]; !m->must[k] && t < m->class_start[k + 1]; t++) {
            uint32_t i = m->member[t];
            if (state[i] == LOC_FREE && p->net[i] > 0) {
                c->alive[i / 64] |= UINT64_C(1) << (i % 64);
                c->rest[i] = p->net[i];
                most = p->net[i] > most ? p->net[i] : most;
            }
        }
        brought += most;
    }
    return brought;
}

/* The proposal with the least rest. */
static uint32_t least_rest(const loc_cover *c) {
    uint32_t least = LOC_NO_PROPOSAL;

    for (size_t w = 0; w < loc_model_words(c->m); w++) {
        for (uint64_t word = c->alive[w]; word != 0; word &= word - 1) {
            uint32_t i = (uint32_t)(64 * w) + lowest_bit(word);
            if (least == LOC_NO_PROPOSAL || c->rest[i] < c->rest[least]) {
                least = i;
            }
        }
    }
    return least;
}

/* A clique around a proposal, of those that have something left. */
static size_t grow_clique(loc_cover *c, uint32_t proposal) {
    size_t words = loc_model_words(c->m), count = 1, from = 0;
    const uint64_t *row = c->m->excludes + proposal * words;

    c->clique[0] = proposal;
    for (size_t w = 0; w < words; w++) {
        c->joining[w] = c->alive[w] & row[w];
    }
    for (uint32_t i = first_set(c->joining, words, &from); i != LOC_NO_PROPOSAL;
         i = first_set(c->joining, words, &from)) {
        c->clique[count++] = i;
        row = c->m->excludes + i * words;
        for (size_t w = from; w < words; w++) {
            c->joining[w] &= row[w];
        }
    }
    return count;
}

int64_t loc_cover_bound(loc_cover *c, const loc_prices *p, const uint8_t *state, loc_work *work) {
    int64_t bound = p->bound - begin(c, p, state);

    for (uint32_t i = least_rest(c); i != LOC_NO_PROPOSAL; i = least_rest(c)) {
        int64_t share = c->rest[i];
        size_t count = grow_clique(c, i);
        if (c->proof != NULL) {
            loc_selection_write_set(c->proof, c->clique, count);
        }
        bound += share;
        for (size_t k = 0; k < count; k++) {
            uint32_t j = c->clique[k];
            c->rest[j] -= share;
            if (c->rest[j] == 0) {
                c->alive[j / 64] &= ~(UINT64_C(1) << (j % 64));
            }
        }
        loc_work_spend(work, count + 1);
    }
    return bound < p->bound ? bound : p->bound;
}
