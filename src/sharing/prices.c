/* Prices: given them, every agent packs its room with the jobs that pay it most; the prices less what the
 * agents earn bound the cost from below. They rise where nobody takes a job and fall where several do
 * (a subgradient, smoothed by where prices went before; Camerini, Fratta and Maffioli 1975). Where they
 * go is steered in floating point; what they prove is counted in whole numbers. */
#include <math.h>
#include <string.h>

#include "sharing/search.h"

#define KEPT 0.8 /* of where prices went before */

void loc_sharing_offer(loc_search *x) {
    x->free_jobs = 0;
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        x->free_jobs += x->agent_of[j] == NOBODY;
    }
    for (uint32_t i = 0; i < x->s->agents; i++) {
        size_t from = loc_cell(x, i, 0);
        uint32_t count = 0;
        for (uint32_t j = 0; j < x->s->jobs; j++) {
            if (x->s->open[from + j] && x->agent_of[j] == NOBODY &&
                x->s->weight[from + j] <= x->room[i]) {
                x->offers[from + count++] =
                    (loc_offer){j, x->s->cost[from + j] * SCALE, x->s->weight[from + j]};
            }
        }
        x->offered[i] = count;
    }
    x->work->done += x->s->agents * (uint64_t)x->s->jobs / 4;
}

/* Puts an agent's jobs on its table: those that pay, or all. */
static void lay_out(loc_search *x, uint32_t agent, bool all) {
    const loc_offer *o = x->offers + loc_cell(x, agent, 0);
    loc_pack *p = &x->pack;

    p->count = 0;
    p->room = x->room[agent];
    for (uint32_t k = 0; k < x->offered[agent]; k++) {
        int64_t pays = x->price[o[k].job] - o[k].cost;
        if (all || pays > 0) {
            p->job[p->count] = o[k].job;
            p->pays[p->count] = pays;
            p->weight[p->count++] = o[k].weight;
        }
    }
    x->work->done += x->offered[agent];
}

static loc_wide sum_of_prices(const loc_search *x) {
    loc_wide sum = 0;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        sum += x->agent_of[j] == NOBODY
                   ? (loc_wide)x->price[j]
                   : (loc_wide)x->s->cost[loc_cell(x, x->agent_of[j], j)] * SCALE;
    }
    return sum;
}

/* Packs the room of one agent. */
static bool pack(loc_search *x, uint32_t agent) {
    loc_pack *p = &x->pack;

    lay_out(x, agent, false);
    p->worth = x->begin[agent];
    p->guess = x->guess[agent];
    if (!loc_pack_fill(p, x->work)) {
        return false;
    }
    x->worth[agent] = p->worth;
    x->begin[agent] = p->worth > 0 ? p->worth : x->begin[agent];
    x->guess[agent] = p->guess;
    x->earned[agent] = p->earned;
    for (uint32_t k = 0; k < p->count; k++) {
        if (p->taken[k]) {
            x->takers[p->job[k]]++;
            x->taker[p->job[k]] = agent;
            x->takes[loc_cell(x, agent, p->job[k])] = 1;
        }
    }
    return true;
}

bool loc_sharing_judge(loc_search *x, loc_wide *bound) {
    loc_wide sum = sum_of_prices(x);

    memset(x->takers, 0, x->s->jobs * sizeof *x->takers);
    memset(x->takes, 0, (size_t)x->s->jobs * x->s->agents);
    for (uint32_t i = 0; i < x->s->agents; i++) {
        if (!pack(x, i)) {
            return false;
        }
        sum -= x->earned[i];
    }
    *bound = sum;
    return true;
}

static bool probe(loc_search *x, uint32_t agent, int64_t slack) {
    loc_pack *p = &x->pack;

    lay_out(x, agent, true);
    p->worth = x->worth[agent];
    p->earned = x->earned[agent];
    for (uint32_t k = 0; k < p->count; k++) {
        p->taken[k] = x->takes[loc_cell(x, agent, p->job[k])];
    }
    if (!loc_pack_probe(p, slack, x->work)) {
        return false;
    }
    for (uint32_t k = 0; k < p->count; k++) {
        x->loss[loc_cell(x, agent, p->job[k])] = p->loss[k];
        x->left_by[p->job[k]] += p->taken[k] ? p->loss[k] : 0;
    }
    return true;
}

bool loc_sharing_probe(loc_search *x, loc_wide *bound) {
    if (!loc_sharing_judge(x, bound)) {
        return false;
    }
    loc_wide slack = (loc_wide)x->cutoff * SCALE - *bound;
    if (x->haste > 0 && slack > SCALE / 2) {
        slack = slack / x->haste > SCALE / 2 ? slack / x->haste : SCALE / 2;
    }
    x->slack = (int64_t)slack;
    memset(x->left_by, 0, x->s->jobs * sizeof *x->left_by);
    for (uint32_t i = 0; i < x->s->agents; i++) {
        if (!probe(x, i, (int64_t)slack)) {
            return false;
        }
    }
    return true;
}

/* ---- Moving ---------------------------------------------------------------------------------- */

/* Where prices should go; false where nothing is amiss: every job has one taker. */
static bool turn_prices(loc_search *x, double *length) {
    double sum = 0;
    bool amiss = false;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        int32_t off = x->agent_of[j] == NOBODY ? 1 - x->takers[j] : 0;
        amiss = amiss || off != 0;
        x->drift[j] = (double)off + KEPT * x->drift[j];
        sum += x->drift[j] * x->drift[j];
    }
    *length = sum;
    return amiss;
}

static void step_prices(loc_search *x, double step) {
    double most = (double)x->most_price;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        if (x->agent_of[j] != NOBODY) {
            continue;
        }
        double to = x->aim[j] + step * x->drift[j];
        to = to > most ? most : to < -most ? -most : to;
        x->aim[j] = to;
        x->price[j] = (int64_t)floor(to + 0.5);
    }
}

static void begin_at(loc_search *x, const int64_t *price) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        x->price[j] = price[j];
        x->aim[j] = (double)price[j];
        x->drift[j] = 0;
    }
}

/* What a step aims at: the cutoff, but no more than a little above the best bound. */
static double target(const loc_search *x, loc_wide best, double reach) {
    double wanted = ((double)x->cutoff + 1) * SCALE, near = (double)(int64_t)best + reach;

    return wanted < near ? wanted : near;
}

bool loc_sharing_raise(loc_search *x, uint32_t rounds, double part, loc_wide *best) {
    bool is_root = x->decisions == 0;
    double pace = 1;
    uint32_t since = 0, patience = rounds > 100 ? 30 : 4;
    loc_wide bound = 0;

    *best = LOC_SHARING_NO_BOUND;
    begin_at(x, x->price);
    for (uint32_t round = 0; round < rounds && pace > 0.005; round++) {
        double length = 0;
        if (!loc_sharing_judge(x, &bound)) {
            return false;
        }
        since++;
        if (round == 0 || bound > *best) {
            since = round == 0 || bound > *best + SCALE / 16 ? 0 : since;
            *best = bound;
            memcpy(x->saved, x->price, x->s->jobs * sizeof *x->price);
        }
        if (loc_is_too_much(x, bound)) {
            break;
        }
        if (is_root && round % 100 == 99 && !loc_sharing_answer(x, x->has_best ? 2 : 24)) {
            return false;
        }
        if (!turn_prices(x, &length)) {
            /* Every job has one taker: an answer that costs the bound. */
            if (!loc_sharing_answer(x, 1)) {
                return false;
            }
            break;
        }
        if (since > patience) {
            pace *= 0.6;
            since = 0;
            begin_at(x, x->saved);
            continue;
        }
        double reach = (double)(int64_t)(*best < 0 ? -*best : *best) * part + SCALE;
        double gap = target(x, *best, reach) - (double)(int64_t)bound;
        step_prices(x, pace * gap / (length > 1 ? length : 1));
    }
    memcpy(x->price, x->saved, x->s->jobs * sizeof *x->price);
    return true;
}
