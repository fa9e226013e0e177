/* Answers: what the agents take at the prices is made whole, and then searched around. Rooms may be
 * overrun for a while, at a price that rises where it goes on; a job moves to where it is cheaper, and one
 * that is there moves on (ejection chains; Yagiura, Ibaraki and Glover 2004). Only the few places of a
 * job that are cheapest at the prices of room are tried. */
#include <string.h>

#include "sharing/search.h"
#include "base/hash.h"

#define PLACES LOC_SHARING_PLACES

static int64_t weight_of(const loc_search *x, uint32_t agent, uint32_t job) {
    return x->s->weight[loc_cell(x, agent, job)];
}

static int64_t cost_of(const loc_search *x, uint32_t agent, uint32_t job) {
    return x->s->cost[loc_cell(x, agent, job)] * SCALE;
}

/* What it costs to leave an agent with so much room, which may be below 0. */
static int64_t overrun(const loc_around *a, uint32_t agent, int64_t left) {
    return left < 0 ? -left * a->fine[agent] : 0;
}

/* ---- Places ---------------------------------------------------------------------------------- */

/* The cheapest places of a job at the prices of room, the best first. */
static void list_places(loc_search *x, uint32_t job) {
    loc_around *a = &x->around;
    uint32_t *place = a->place + (size_t)job * PLACES, count = 0;
    int64_t value[PLACES];

    for (uint32_t i = 0; i < x->s->agents; i++) {
        if (!x->allowed[loc_cell(x, i, job)]) {
            continue;
        }
        int64_t v = cost_of(x, i, job) + x->begin[i] * weight_of(x, i, job);
        if (count == PLACES && value[PLACES - 1] <= v) {
            continue;
        }
        uint32_t at = count < PLACES ? count++ : PLACES - 1;
        for (; at > 0 && value[at - 1] > v; at--) {
            place[at] = place[at - 1];
            value[at] = value[at - 1];
        }
        place[at] = i;
        value[at] = v;
    }
    a->places[job] = count;
}

/* ---- Moving jobs ----------------------------------------------------------------------------- */

static void join(loc_search *x, uint32_t agent, uint32_t job) {
    loc_around *a = &x->around;

    a->at[job] = agent;
    a->rank[job] = a->members[agent];
    a->member[loc_cell(x, agent, a->members[agent]++)] = job;
    a->left[agent] -= weight_of(x, agent, job);
}

static void leave(loc_search *x, uint32_t job) {
    loc_around *a = &x->around;
    uint32_t agent = a->at[job], last = a->member[loc_cell(x, agent, --a->members[agent])];

    a->member[loc_cell(x, agent, a->rank[job])] = last;
    a->rank[last] = a->rank[job];
    a->left[agent] += weight_of(x, agent, job);
}

/* A job moves, and perhaps one that was there moves on. */
typedef struct chain {
    int64_t change; /* of cost and fines */
    uint32_t to, second, second_to;
} chain;

/* Moves on one of those whom a job would come to. */
static void try_second(const loc_search *x, uint32_t job, uint32_t to, int64_t so_far,
                       chain *best) {
    const loc_around *a = &x->around;
    uint32_t from = a->at[job];
    int64_t left = a->left[to] - weight_of(x, to, job), was = overrun(a, to, a->left[to]);

    for (uint32_t m = 0; m < a->members[to]; m++) {
        uint32_t k = a->member[loc_cell(x, to, m)];
        int64_t base =
            so_far - was - cost_of(x, to, k) + overrun(a, to, left + weight_of(x, to, k));
        for (uint32_t p = 0; p < a->places[k]; p++) {
            uint32_t on = a->place[(size_t)k * PLACES + p];
            if (on == to) {
                continue;
            }
            int64_t room = a->left[on] + (on == from ? weight_of(x, from, job) : 0);
            int64_t change = base + cost_of(x, on, k) + overrun(a, on, room - weight_of(x, on, k)) -
                             overrun(a, on, room);
            if (change < best->change) {
                *best = (chain){change, to, k, on};
            }
        }
    }
}

/* The best chain that a job begins. */
static chain best_chain(loc_search *x, uint32_t job) {
    const loc_around *a = &x->around;
    chain best = {0, NOBODY, NOBODY, NOBODY};
    uint32_t from = a->at[job];
    int64_t start = overrun(a, from, a->left[from] + weight_of(x, from, job)) -
                    overrun(a, from, a->left[from]) - cost_of(x, from, job);

    for (uint32_t p = 0; p < a->places[job]; p++) {
        uint32_t to = a->place[(size_t)job * PLACES + p];
        if (to == from) {
            continue;
        }
        int64_t so_far = start + cost_of(x, to, job);
        int64_t change = so_far + overrun(a, to, a->left[to] - weight_of(x, to, job)) -
                         overrun(a, to, a->left[to]);
        if (change < best.change) {
            best = (chain){change, to, NOBODY, NOBODY};
        }
        try_second(x, job, to, so_far, &best);
        x->work->done += 4 * (uint64_t)a->members[to] * PLACES + 1;
    }
    return best;
}

static void follow(loc_search *x, uint32_t job, chain c) {
    leave(x, job);
    join(x, c.to, job);
    if (c.second != NOBODY) {
        leave(x, c.second);
        join(x, c.second_to, c.second);
    }
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

static bool is_lawful(const loc_search *x) {
    for (uint32_t i = 0; i < x->s->agents; i++) {
        if (x->around.left[i] < 0) {
            return false;
        }
    }
    return true;
}

static bool keep(loc_search *x) {
    int64_t cost = 0;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        cost += x->s->cost[loc_cell(x, x->around.at[j], j)];
    }
    if (cost >= x->best_cost) {
        return false;
    }
    x->best_cost = cost;
    x->cutoff = cost - 1 < x->cutoff ? cost - 1 : x->cutoff;
    x->has_best = true;
    memcpy(x->best, x->around.at, x->s->jobs * sizeof *x->best);
    return true;
}

/* Follows chains until none helps. */
static bool descend(loc_search *x) {
    uint32_t since = 0;

    for (uint32_t j = 0; since < x->s->jobs; j = j + 1 < x->s->jobs ? j + 1 : 0) {
        chain c = best_chain(x, j);
        since++;
        if (c.to != NOBODY) {
            follow(x, j, c);
            since = 0;
        }
        if (!loc_work_spend(x->work, 1)) {
            return false;
        }
    }
    return true;
}

/* Where rooms are overrun that becomes dearer; where none is, it becomes cheaper everywhere. */
static void set_fines(loc_search *x, bool lawful) {
    loc_around *a = &x->around;

    for (uint32_t i = 0; i < x->s->agents; i++) {
        int64_t fine = a->fine[i];
        fine = lawful ? fine - fine / 8 : a->left[i] < 0 ? fine + fine / 4 + 1 : fine;
        a->fine[i] = fine < 1 ? 1 : fine > a->most_fine ? a->most_fine : fine;
    }
}

/* Moves some jobs at random, so that what follows is new. */
static void stir(loc_search *x, uint32_t count) {
    loc_around *a = &x->around;

    for (uint32_t n = 0; n < count; n++) {
        uint64_t random = loc_hash_word(++x->drawn);
        uint32_t j = (uint32_t)(random % x->s->jobs);
        uint32_t to = a->place[(size_t)j * PLACES + (uint32_t)((random >> 32) % a->places[j])];
        leave(x, j);
        join(x, to, j);
    }
}

/* Begins from what the agents take: of several takers the one that loses most keeps a job. */
static void begin_around(loc_search *x) {
    loc_around *a = &x->around;

    for (uint32_t i = 0; i < x->s->agents; i++) {
        int64_t fine = 2 * x->begin[i];
        a->members[i] = 0;
        a->left[i] = x->s->capacity[i];
        a->fine[i] = fine < SCALE ? SCALE : fine > a->most_fine ? a->most_fine : fine;
    }
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        list_places(x, j);
        uint32_t to = x->agent_of[j] != NOBODY ? x->agent_of[j]
                      : x->takers[j] > 0       ? x->taker[j]
                                               : a->place[(size_t)j * PLACES];
        join(x, to, j);
    }
}

bool loc_sharing_answer(loc_search *x, uint32_t rounds) {
    uint32_t since = 0;

    begin_around(x);
    if (is_lawful(x)) {
        keep(x);
    }
    x->work->done += (uint64_t)x->s->jobs * x->s->agents * 2;
    for (uint32_t round = 0; round < rounds; round++) {
        if (!descend(x)) {
            return false;
        }
        since++;
        bool lawful = is_lawful(x);
        if (lawful && keep(x)) {
            since = 0;
        }
        set_fines(x, lawful);
        if (since % 12 == 11) {
            stir(x, 3);
        }
    }
    return true;
}
