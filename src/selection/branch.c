/* Selection branching. A choice is good where both its sides lower the bound: their likely falls, from what
 * was seen of the same proposal before, are multiplied (pseudocosts: Benichou et al. 1971). What is learned
 * decides where is looked first, never what is found. Where covers bound the branches, the proposal of which
 * most is left is settled first: with it go all that it excludes. */
#include "selection/branch.h"

#include <string.h>

#define NEARLY 0.02 /* no proposal is held for surer than this */

bool loc_branching_make(const loc_model *m, loc_branching *out, loc_work *work) {
    size_t n = m->s->proposals;

    *out = (loc_branching){.m = m};
    for (int way = 0; way < 2; way++) {
        out->fell[way] = loc_work_take(work, n, sizeof *out->fell[way]);
        out->seen[way] = loc_work_take(work, n, sizeof *out->seen[way]);
    }
    if (work->stop != LOC_GOES_ON) {
        return false;
    }
    for (size_t k = 0; k < 2 * n; k++) {
        out->fell[k / n][k % n] = 0;
        out->seen[k / n][k % n] = 0;
    }
    return true;
}

void loc_branching_clear(loc_branching *b, const locality_allocator *memory) {
    size_t n = b->m != NULL ? b->m->s->proposals : 0;

    for (int way = 0; way < 2; way++) {
        loc_release(memory, b->fell[way], n, sizeof *b->fell[way]);
        loc_release(memory, b->seen[way], n, sizeof *b->seen[way]);
    }
    *b = (loc_branching){0};
}

void loc_branching_learn(loc_branching *b, uint32_t proposal, bool is_in, int64_t fell) {
    double by = fell > 0 ? (double)fell : 0;

    b->fell[is_in][proposal] += by;
    b->seen[is_in][proposal]++;
    b->all_fell += by;
    b->all_seen++;
}

/* How far the bound is likely to fall where a proposal goes a way from which it is so far off. */
static double likely_fall(const loc_branching *b, uint32_t proposal, int way, double far) {
    uint32_t seen = b->seen[way][proposal];
    double mean = b->all_seen > 0 ? b->all_fell / (double)b->all_seen : 0;

    mean = seen > 0 ? b->fell[way][proposal] / seen : mean;
    return far * mean > 1 ? far * mean : 1;
}

static uint32_t most_left(const loc_branching *b, const loc_prices *p, const uint8_t *state) {
    uint32_t best = LOC_NO_PROPOSAL;

    for (uint32_t i = 0; i < b->m->s->proposals; i++) {
        if (state[i] == LOC_FREE && (best == LOC_NO_PROPOSAL || p->net[i] > p->net[best])) {
            best = i;
        }
    }
    return best;
}

uint32_t loc_branching_choose(const loc_branching *b, const loc_prices *p, const uint8_t *state) {
    uint32_t best = LOC_NO_PROPOSAL;
    double highest = 0;

    if (b->m->excludes != NULL) {
        return most_left(b, p, state);
    }
    for (uint32_t i = 0; i < b->m->s->proposals; i++) {
        if (state[i] != LOC_FREE) {
            continue;
        }
        double in = (double)p->leaning[i] / LOC_PRICES_WHOLE;
        in = in < NEARLY ? NEARLY : in > 1 - NEARLY ? 1 - NEARLY : in;
        double score = likely_fall(b, i, 0, in) * likely_fall(b, i, 1, 1 - in);
        if (best == LOC_NO_PROPOSAL || score > highest) {
            highest = score;
            best = i;
        }
    }
    return best;
}
