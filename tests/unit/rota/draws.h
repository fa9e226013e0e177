/* What tests of rotas share: small rotas drawn at random, the best of each by trying all, and what the library is
 * given of it. */
#ifndef TESTS_UNIT_ALLOCATION_ROTA_DRAWS_H
#define TESTS_UNIT_ALLOCATION_ROTA_DRAWS_H

#include <stdio.h>
#include <string.h>

#include "locality/rota.h"
#include "support/harness.h"
#include "support/random.h"

#define PEOPLE 4
#define PERIODS 5
#define PLACES 2
#define OPTIONS 12
#define PINS 3

/* A small rota, in the order of ids: candidate i is "c<i>", demand d "d<d>". */
typedef struct instance {
    size_t people, periods, places, options, absences, pins;
    int64_t share[PEOPLE], history[PEOPLE], most[PEOPLE], needed[PLACES * PERIODS];
    locality_rota_past past[PEOPLE];
    locality_rota_window window[OPTIONS], absence[2], pin[PINS];
    uint32_t spell_least, spell_most, rest;
    int32_t order;
} instance;

static void draw_instance(instance *in, test_random *random, int with_rules) {
    memset(in, 0, sizeof *in);
    in->people = 1 + test_random_below(random, PEOPLE);
    in->periods = 1 + test_random_below(random, PERIODS);
    in->places = 1 + test_random_below(random, PLACES);
    in->order = (int32_t)test_random_below(random, 3);
    for (size_t i = 0; i < PEOPLE; i++) {
        static const int64_t shares[] = {100, 100, 50, 80, 60};
        in->share[i] = shares[test_random_below(random, 5)];
        in->history[i] = (int64_t)test_random_below(random, 4);
        in->most[i] =
            test_random_below(random, 4) == 0 ? (int64_t)test_random_below(random, 4) : 99;
        in->past[i].demand = test_random_below(random, 2) == 0
                                 ? LOCALITY_ROTA_NOBODY
                                 : (uint32_t)test_random_below(random, in->places);
        in->past[i].length = 1 + (uint32_t)test_random_below(random, 2);
        in->past[i].ago = (uint32_t)test_random_below(random, 2);
    }
    for (size_t k = 0; k < PLACES * PERIODS; k++) {
        in->needed[k] =
            test_random_below(random, 6) == 0 ? (int64_t)test_random_below(random, 3) : 1;
    }
    size_t wanted = test_random_below(random, OPTIONS + 1);
    while (in->options < wanted) {
        in->window[in->options++] = (locality_rota_window){
            (uint32_t)test_random_below(random, in->people),
            (uint32_t)test_random_below(random, in->places),
            (uint32_t)test_random_below(random, in->periods), 0,
            test_random_below(random, 2) == 0 ? 0 : test_random_between(random, -3, 3)};
        in->window[in->options - 1].last = in->window[in->options - 1].first;
        if (test_random_below(random, 5) == 0 && in->options < wanted) { /* one of two periods */
            in->window[in->options - 1].last++;
            wanted--;
        }
    }
    if (test_random_below(random, 4) == 0) {
        in->absences = 1;
        in->absence[0] =
            (locality_rota_window){(uint32_t)test_random_below(random, in->people), 0,
                                   (uint32_t)test_random_below(random, in->periods), UINT32_MAX, 0};
    }
    if (with_rules) {
        in->spell_least = (uint32_t)test_random_below(random, 4);
        in->spell_most = (uint32_t)test_random_below(random, 4);
        if (in->spell_most > 0 && in->spell_most < in->spell_least) {
            in->spell_least = in->spell_most;
        }
        in->rest = (uint32_t)test_random_below(random, 3);
    }
    if (test_random_below(random, 6) == 0 && in->options > 0 && in->absences == 0) {
        size_t k = test_random_below(random, in->options);
        size_t at = in->window[k].demand * in->periods + in->window[k].first;
        in->pins = 1;
        in->pin[0] = in->window[k];
        in->pin[0].last = in->pin[0].first;
        in->needed[at] = in->needed[at] > 0 ? in->needed[at] : 1;
    }
}

/* ---- Trying every rota ----------------------------------------------------------------------- */

typedef struct option {
    uint32_t candidate, period, demand;
    int64_t cost;
} option;

typedef struct tried {
    const instance *in;
    option option[2 * OPTIONS];
    size_t options;
    uint32_t held[PEOPLE][PERIODS];
    int found;
    int64_t filled, cost, load[PEOPLE];
} tried;

static void list_options(tried *x) {
    const instance *in = x->in;

    for (uint32_t i = 0; i < in->people; i++) {
        for (uint32_t t = 0; t < in->periods; t++) {
            for (uint32_t d = 0; d < in->places; d++) {
                int64_t cost = INT64_MAX;
                for (size_t k = 0; k < in->options; k++) {
                    const locality_rota_window *w = &in->window[k];
                    if (w->candidate == i && w->demand == d && w->first <= t && t <= w->last &&
                        w->cost < cost) {
                        cost = w->cost;
                    }
                }
                int absent =
                    in->absences > 0 && in->absence[0].candidate == i && in->absence[0].first <= t;
                if (cost < INT64_MAX && !absent && in->needed[d * in->periods + t] > 0) {
                    x->option[x->options++] = (option){i, t, d, cost};
                }
            }
        }
    }
}

/* Whether the periods of a candidate keep the rules, read off period by period. */
static int spells_hold(const instance *in, const uint32_t *held, size_t i) {
    const locality_rota_past *past = &in->past[i];
    uint32_t line[3 * PERIODS + 8];
    size_t before = past->demand != LOCALITY_ROTA_NOBODY ? past->length + past->ago : 0;

    /* The past and the rota as one line. */
    for (size_t t = 0; t < before; t++) {
        line[t] = t < past->length ? past->demand : LOCALITY_ROTA_NOBODY;
    }
    for (size_t t = 0; t < in->periods; t++) {
        line[before + t] = held[t];
    }
    size_t end = before + in->periods, last = SIZE_MAX;
    for (size_t t = 0; t < end;) {
        if (line[t] == LOCALITY_ROTA_NOBODY) {
            t++;
            continue;
        }
        size_t first = t;
        while (t < end && line[t] == line[first]) {
            t++;
        }
        int is_past = t <= before;
        if (last != SIZE_MAX && first - last < in->rest) {
            return 0;
        }
        if (!is_past && in->spell_most > 0 && t - first > in->spell_most) {
            return 0;
        }
        if (!is_past && t - first < in->spell_least && t < end) {
            return 0;
        }
        last = t;
    }
    return 1;
}

static int compare_burdens(const instance *in, const int64_t *a, const int64_t *b) {
    int64_t x[PEOPLE], y[PEOPLE];

    /* In units of 1/1200 of a share: 100, 80, 60 and 50 divide it. */
    for (size_t i = 0; i < in->people; i++) {
        x[i] = (in->history[i] + a[i]) * (1200 / in->share[i]);
        y[i] = (in->history[i] + b[i]) * (1200 / in->share[i]);
    }
    for (size_t n = in->people; n > 0; n--) { /* the largest of each, and out with it */
        size_t p = 0, q = 0;
        for (size_t i = 1; i < n; i++) {
            p = x[i] > x[p] ? i : p;
            q = y[i] > y[q] ? i : q;
        }
        if (x[p] != y[q]) {
            return x[p] < y[q] ? -1 : 1;
        }
        x[p] = x[n - 1];
        y[q] = y[n - 1];
    }
    return 0;
}

static void note(tried *x, int64_t filled, int64_t cost, const int64_t *load) {
    const instance *in = x->in;
    int fair = compare_burdens(in, load, x->load), cheap = (cost > x->cost) - (cost < x->cost);
    int order = filled != x->filled ? (filled > x->filled ? -1 : 1) : 0;

    if (order == 0 && in->order == LOCALITY_ROTA_FAIR_THEN_CHEAP) {
        order = fair != 0 ? fair : cheap;
    } else if (order == 0) {
        order = cheap != 0 || in->order == LOCALITY_ROTA_CHEAP ? cheap : fair;
    }
    if (!x->found || order < 0) {
        x->found = 1;
        x->filled = filled;
        x->cost = cost;
        memcpy(x->load, load, sizeof x->load);
    }
}

static void try_from(tried *x, size_t k, int64_t filled, int64_t cost, int64_t *load,
                     int64_t *place) {
    const instance *in = x->in;

    if (k == x->options) {
        for (size_t i = 0; i < in->people; i++) {
            if (!spells_hold(in, x->held[i], i)) {
                return;
            }
        }
        for (size_t p = 0; p < in->pins; p++) {
            if (x->held[in->pin[p].candidate][in->pin[p].first] != in->pin[p].demand) {
                return;
            }
        }
        note(x, filled, cost, load);
        return;
    }
    const option *o = &x->option[k];
    int64_t *at = &place[o->demand * in->periods + o->period];
    uint32_t *held = &x->held[o->candidate][o->period];
    if (*held == LOCALITY_ROTA_NOBODY && load[o->candidate] < in->most[o->candidate] &&
        *at < in->needed[o->demand * in->periods + o->period]) {
        *held = o->demand;
        load[o->candidate]++;
        (*at)++;
        try_from(x, k + 1, filled + 1, cost + o->cost, load, place);
        (*at)--;
        load[o->candidate]--;
        *held = LOCALITY_ROTA_NOBODY;
    }
    try_from(x, k + 1, filled, cost, load, place);
}

static void try_all(tried *x, const instance *in) {
    int64_t load[PEOPLE] = {0}, place[PLACES * PERIODS] = {0};

    memset(x, 0, sizeof *x);
    x->in = in;
    memset(x->held, 0xFF, sizeof x->held);
    list_options(x);
    try_from(x, 0, 0, 0, load, place);
}

/* ---- Giving it to the library ---------------------------------------------------------------- */

/* What the library is given, in an order of its own. */
typedef struct given {
    locality_rota_problem problem;
    const char *name[2][PEOPLE];
    uint32_t position[2][PEOPLE]; /* of each candidate and demand */
    int64_t share[PEOPLE], history[PEOPLE], most[PEOPLE], needed[PLACES * PERIODS];
    locality_rota_past past[PEOPLE];
    locality_rota_window window[OPTIONS], absence[2], pin[PINS];
} given;

static void shuffle(test_random *random, uint32_t *order, size_t count) {
    for (uint32_t k = 0; k < count; k++) {
        order[k] = k;
    }
    for (size_t k = count; random != NULL && k > 1; k--) {
        size_t other = test_random_below(random, k);
        uint32_t swap = order[k - 1];
        order[k - 1] = order[other];
        order[other] = swap;
    }
}

static locality_rota_window moved(const given *g, locality_rota_window w) {
    w.candidate = g->position[0][w.candidate];
    w.demand = g->position[1][w.demand];
    return w;
}

static void give(const instance *in, test_random *random, given *g) {
    static const char *const names[2][PEOPLE] = {{"c0", "c1", "c2", "c3"}, {"d0", "d1", "", ""}};
    locality_rota_problem start = LOCALITY_ROTA_PROBLEM_INIT;
    uint32_t order[OPTIONS];

    memset(g, 0, sizeof *g);
    for (int side = 0; side < 2; side++) {
        shuffle(random, g->position[side], side == 0 ? in->people : in->places);
    }
    for (size_t i = 0; i < in->people; i++) {
        uint32_t to = g->position[0][i];
        g->name[0][to] = names[0][i];
        g->share[to] = in->share[i];
        g->history[to] = in->history[i];
        g->most[to] = in->most[i];
        g->past[to] = in->past[i];
        if (in->past[i].demand != LOCALITY_ROTA_NOBODY) {
            g->past[to].demand = g->position[1][in->past[i].demand];
        }
    }
    for (size_t d = 0; d < in->places; d++) {
        g->name[1][g->position[1][d]] = names[1][d];
        for (size_t t = 0; t < in->periods; t++) {
            g->needed[g->position[1][d] * in->periods + t] = in->needed[d * in->periods + t];
        }
    }
    shuffle(random, order, in->options);
    for (size_t k = 0; k < in->options; k++) {
        g->window[k] = moved(g, in->window[order[k]]);
    }
    for (size_t k = 0; k < in->absences; k++) {
        g->absence[k] = moved(g, in->absence[k]);
    }
    for (size_t k = 0; k < in->pins; k++) {
        g->pin[k] = moved(g, in->pin[k]);
    }
    g->problem = start;
    g->problem.periods = in->periods;
    g->problem.candidates = in->people;
    g->problem.candidate_id = g->name[0];
    g->problem.share = g->share;
    g->problem.history = g->history;
    g->problem.most = g->most;
    g->problem.past = g->past;
    g->problem.demands = in->places;
    g->problem.demand_id = g->name[1];
    g->problem.needed = g->needed;
    g->problem.window = g->window;
    g->problem.windows = in->options;
    g->problem.absence = g->absence;
    g->problem.absences = in->absences;
    g->problem.pin = g->pin;
    g->problem.pins = in->pins;
    g->problem.spell_least = in->spell_least;
    g->problem.spell_most = in->spell_most;
    g->problem.rest = in->rest;
}

#endif
