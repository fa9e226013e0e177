/* Rotas: who holds what when, against trying every rota. */
#include <inttypes.h>
#include <stdlib.h>

#include "locality/rota.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"
#include "unit/rota/draws.h"

#define DRAWS 1500

static locality_rota *solve(const instance *in, const given *g) {
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_rota *rota = NULL;
    locality_error error;

    options.order = in->order;
    if (!TEST_NUMBER(locality_rota_solve(&g->problem, &options, NULL, &rota, &error),
                     LOCALITY_OK)) {
        printf("%s\n", error.message);
    }
    return rota;
}

/* ---- Judging --------------------------------------------------------------------------------- */

static void check_lists(const instance *in, const given *g, const locality_rota *rota,
                        const char *name) {
    locality_rota_value value;
    int64_t filled = 0, needed = 0, done = 0;

    locality_rota_value_of(rota, &value, NULL);
    for (uint32_t t = 0; t < in->periods; t++) {
        int64_t n = -1, f = -1, possible = -1;
        CU_ASSERT_EQUAL(locality_rota_period(rota, t, &n, &f, &possible, NULL), LOCALITY_OK);
        TEST_ROW(f <= possible && possible <= n, name);
        filled += f;
        needed += n;
    }
    TEST_ROW(filled == value.filled && needed == value.needed, name);
    TEST_ROW(locality_rota_holdings(rota) == (size_t)filled, name);
    locality_rota_burden last = {0};
    for (size_t k = 0; k < locality_rota_burdens(rota); k++) {
        locality_rota_burden b;
        CU_ASSERT_EQUAL(locality_rota_burden_at(rota, k, &b, NULL), LOCALITY_OK);
        TEST_ROW(k == 0 || (last.history + last.periods) * b.share <=
                               (b.history + b.periods) * last.share,
                 name);
        done += b.periods;
        last = b;
    }
    TEST_ROW(done == filled, name);
    /* The hand-overs, played from the first holders, give the last ones. */
    for (uint32_t d = 0; d < in->places; d++) {
        int held[PEOPLE] = {0}, at_end[PEOPLE] = {0};
        size_t next = 0;
        for (uint32_t t = 0; t < in->periods; t++) {
            locality_rota_handover h;
            for (; locality_rota_handover_at(rota, next, &h, NULL) == LOCALITY_OK && h.period <= t;
                 next++) {
                if (h.demand != d) {
                    continue;
                }
                TEST_ROW(h.from != h.to, name);
                if (h.from != LOCALITY_ROTA_NOBODY) {
                    held[h.from]--;
                }
                if (h.to != LOCALITY_ROTA_NOBODY) {
                    held[h.to]++;
                }
            }
        }
        int first[PEOPLE] = {0}, past = 0;
        for (size_t k = 0; k < locality_rota_holdings(rota); k++) {
            locality_rota_holding h;
            CU_ASSERT_EQUAL(locality_rota_holding_at(rota, k, &h, NULL), LOCALITY_OK);
            first[h.candidate] += h.demand == d && h.period == 0;
            at_end[h.candidate] += h.demand == d && h.period + 1 == in->periods;
        }
        for (size_t i = 0; i < in->people; i++) {
            past += g->past[i].demand == d && g->past[i].ago == 0;
        }
        for (size_t i = 0; i < in->people && past == 0; i++) {
            TEST_ROW(first[i] + held[i] == at_end[i], name);
        }
    }
}

static void check_rota(const instance *in, const given *g, const tried *best, const char *name) {
    locality_rota *rota = solve(in, g);
    locality_rota_certificate c;
    locality_rota_value value;
    locality_error error;
    int64_t load[PEOPLE] = {0};

    CU_ASSERT_EQUAL(locality_rota_value_of(rota, &value, NULL), LOCALITY_OK);
    if (!best->found) {
        TEST_ROW(value.verdict == LOCALITY_ALLOCATION_INFEASIBLE, name);
        if (value.proof == LOCALITY_ROTA_BY_PINS) {
            CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &c, NULL), LOCALITY_OK);
            TEST_ROW(locality_rota_check(&g->problem, &c, NULL, NULL) == LOCALITY_OK, name);
        } else {
            CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &c, NULL), LOCALITY_NOT_FOUND);
        }
        locality_rota_free(rota);
        return;
    }
    TEST_ROW(value.verdict == LOCALITY_ALLOCATION_OPTIMAL, name);
    TEST_ROW(value.filled == best->filled && value.filled_most == best->filled, name);
    TEST_ROW(value.cost == best->cost && value.cost_least == best->cost, name);
    TEST_ROW(value.is_filled_proved && value.is_fair_proved && value.is_cost_proved, name);
    for (size_t k = 0; k < in->people; k++) {
        locality_rota_burden b;
        locality_rota_burden_at(rota, k, &b, NULL);
        load[b.id[1] - '0'] = b.periods;
    }
    TEST_ROW(in->order == LOCALITY_ROTA_CHEAP || compare_burdens(in, load, best->load) == 0, name);
    CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &c, NULL), LOCALITY_OK);
    if (!TEST_ROW(locality_rota_check(&g->problem, &c, NULL, &error) == LOCALITY_OK, name)) {
        printf("%s: %s\n", name, error.message);
    }
    TEST_ROW(c.proof != LOCALITY_ROTA_NOT_PROVED, name);
    check_lists(in, g, rota, name);
    locality_rota_free(rota);
}

static void rotas_are_the_best(int with_rules, uint64_t seed, unsigned *by_search) {
    test_random random = {seed, 0};
    tried best;
    char name[64];

    for (int draw = 0; draw < DRAWS; draw++) {
        instance in;
        given g;
        draw_instance(&in, &random, with_rules);
        snprintf(name, sizeof name, "draw %d", draw);
        try_all(&best, &in);
        give(&in, &random, &g);
        check_rota(&in, &g, &best, name);
        locality_rota *rota = solve(&in, &g);
        locality_rota_value value;
        locality_rota_value_of(rota, &value, NULL);
        *by_search += value.proof == LOCALITY_ROTA_BY_SEARCH;
        locality_rota_free(rota);
    }
}

static void rotas_without_rules_are_the_best(void) {
    unsigned by_search = 0;
    rotas_are_the_best(0, 1009, &by_search);
    CU_ASSERT(by_search < DRAWS / 20); /* only where pins cannot be kept */
}

static void rotas_with_rules_are_the_best(void) {
    unsigned by_search = 0;
    rotas_are_the_best(1, 1013, &by_search);
    CU_ASSERT(by_search > DRAWS / 50);
}

/* A rota as text. */
static void write_rota(const instance *in, test_random *random, char *out, size_t size) {
    given g;
    size_t at = 0;

    give(in, random, &g);
    locality_rota *rota = solve(in, &g);
    out[0] = 0;
    for (size_t k = 0; k < locality_rota_holdings(rota) && at + 16 < size; k++) {
        locality_rota_holding h;
        locality_rota_holding_at(rota, k, &h, NULL);
        at += (size_t)snprintf(out + at, size - at, "%u%s%s%d ", (unsigned)h.period, h.demand_id,
                               h.candidate_id, (int)h.cost);
    }
    for (size_t k = 0; k < locality_rota_handovers(rota) && at + 16 < size; k++) {
        locality_rota_handover h;
        locality_rota_handover_at(rota, k, &h, NULL);
        at += (size_t)snprintf(out + at, size - at, "%s>%s ", h.from_id, h.to_id);
    }
    locality_rota_free(rota);
}

static void order_does_not_matter(void) {
    test_random random = {1019, 0};
    char plain[1024], shuffled[1024];

    for (int draw = 0; draw < 500; draw++) {
        instance in;
        draw_instance(&in, &random, draw & 1);
        write_rota(&in, NULL, plain, sizeof plain);
        for (int k = 0; k < 3; k++) {
            write_rota(&in, &random, shuffled, sizeof shuffled);
            TEST_TEXT(shuffled, plain);
        }
    }
}

/* A rota that is changed, or prices that are, do not pass. */
static void the_check_finds_what_is_wrong(void) {
    test_random random = {1021, 0};
    unsigned found = 0, lawful = 0;

    for (int draw = 0; draw < 400; draw++) {
        instance in;
        given g;
        locality_rota_certificate c;
        draw_instance(&in, &random, draw & 1);
        give(&in, NULL, &g);
        locality_rota *rota = solve(&in, &g);
        if (locality_rota_certificate_of(rota, &c, NULL) == LOCALITY_OK && c.holdings > 0) {
            locality_rota_certificate less = c;
            less.holdings--; /* one place less is never as good */
            if (c.proof == LOCALITY_ROTA_BY_PRICES) {
                CU_ASSERT_EQUAL(locality_rota_check(&g.problem, &less, NULL, NULL),
                                LOCALITY_CONFLICT);
                found++;
            }
            uint32_t twice[64], *demand = twice;
            memcpy(demand, c.demand, c.holdings * sizeof *demand);
            demand[0] = in.places > 1 ? 1 - demand[0] : demand[0];
            less = c;
            less.demand = demand;
            less.proof = LOCALITY_ROTA_NOT_PROVED;
            lawful += locality_rota_check(&g.problem, &less, NULL, NULL) == LOCALITY_OK;
        }
        locality_rota_free(rota);
    }
    CU_ASSERT(found > 100 && lawful < 300);
}

/* Three share a duty of a year, one at half time who did four months more before: by hand. */
static void shares_are_fair_by_hand(void) {
    static const char *const people[] = {"Asha", "Ben", "Cora"}, *const duty[] = {"on call"};
    static const int64_t share[] = {100, 50, 100}, history[] = {4, 0, 0};
    static const locality_rota_window window[] = {
        {0, 0, 0, 11, 0}, {1, 0, 0, 11, 0}, {2, 0, 0, 11, 0}};
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota *rota = NULL;
    locality_rota_value value;

    problem.periods = 12;
    problem.candidates = 3;
    problem.candidate_id = people;
    problem.share = share;
    problem.history = history;
    problem.demands = 1;
    problem.demand_id = duty;
    problem.window = window;
    problem.windows = 3;
    problem.spell_most = 1;
    problem.rest = 1; /* not twice running */
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, NULL), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(value.filled, 12);
    TEST_NUMBER(locality_rota_handovers(rota), 11);
    /* 16 periods over 2.5 shares: 6.4 each; whole periods: 6 or 7, 3 and 6. */
    for (size_t k = 0; k < 3; k++) {
        locality_rota_burden b;
        locality_rota_burden_at(rota, k, &b, NULL);
        int64_t all = b.history + b.periods;
        CU_ASSERT(strcmp(b.id, "Ben") == 0 ? all == 3 : all == 6 || all == 7);
    }
    locality_rota_free(rota);
}

/* Twenty people, eight duties, a year of weeks: proved at once where no rule binds. */
static void a_large_rota_is_proved(void) {
    enum { MANY = 60, WEEKS = 52, DUTIES = 8 };
    static locality_rota_window window[MANY * 2];
    static int64_t share[MANY], history[MANY];
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    test_random random = {1031, 0};

    for (uint32_t i = 0; i < MANY; i++) {
        share[i] = 50 + 10 * (int64_t)test_random_below(&random, 6);
        history[i] = (int64_t)test_random_below(&random, 10);
        for (uint32_t k = 0; k < 2; k++) {
            window[2 * i + k] = (locality_rota_window){i, (i + k) % DUTIES, 0, WEEKS, 0};
        }
    }
    problem.periods = WEEKS;
    problem.candidates = MANY;
    problem.share = share;
    problem.history = history;
    problem.demands = DUTIES;
    problem.window = window;
    problem.windows = 2 * MANY;
    for (uint32_t rest = 0; rest < 2; rest++) {
        locality_rota *rota = NULL;
        locality_rota_value value;
        locality_rota_certificate c;
        problem.rest = rest;
        problem.spell_most = rest;
        CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, NULL), LOCALITY_OK);
        locality_rota_value_of(rota, &value, NULL);
        TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OPTIMAL);
        TEST_NUMBER(value.filled, WEEKS * DUTIES);
        TEST_NUMBER(value.proof, LOCALITY_ROTA_BY_PRICES);
        locality_rota_certificate_of(rota, &c, NULL);
        CU_ASSERT_EQUAL(locality_rota_check(&problem, &c, NULL, NULL), LOCALITY_OK);
        locality_rota_free(rota);
    }
}

static int32_t stops_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void bad_input_is_refused(void) {
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_window window[2] = {{0, 0, 0, 3, 0}, {1, 0, 0, 3, 0}}, absence = {0, 0, 1, 1, 0};
    locality_rota_window pin = {0, 0, 1, 1, 0};
    int64_t share[2] = {1, 0}, needed[4] = {1, 1, 1, -1};
    locality_rota *rota = NULL;
    locality_rota_value value;
    locality_error error;

    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    problem.periods = 4;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL); /* nobody and nothing */
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OPTIMAL);
    locality_rota_free(rota);
    problem.candidates = 2;
    problem.demands = 1;
    problem.window = window;
    problem.windows = 2;
    problem.share = share;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    share[1] = 1;
    problem.needed = needed;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    problem.needed = NULL;
    window[1].candidate = 2;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    window[1].candidate = 1;
    problem.absence = &absence;
    problem.absences = 1;
    problem.pin = &pin;
    problem.pins = 1;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(rota);
    problem.absences = 0;
    options.order = 3;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_INVALID);
    options.order = 0;
    options.progress = stops_at_once;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, &error),
                    LOCALITY_CANCELLED);
    options.progress = NULL;
    options.work_limit = 1;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_UNKNOWN);
    TEST_NUMBER(value.filled_most, 4);
    locality_rota_free(rota);
    window[0].cost = window[1].cost = INT64_C(1) << 60;
    options.work_limit = 0;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    TEST_NUMBER(value.verdict, LOCALITY_ALLOCATION_OVERFLOW);
    locality_rota_free(rota);
    window[0].cost = (INT64_C(1) << 60) + 1;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_solve(NULL, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_check(&problem, NULL, NULL, &error), LOCALITY_INVALID);
    locality_rota_holding h;
    CU_ASSERT_EQUAL(locality_rota_holding_at(NULL, 0, &h, &error), LOCALITY_INVALID);
    locality_rota_free(NULL);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const instance *in = state;
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_rota_certificate c;
    locality_rota *rota = NULL;
    given g;

    give(in, NULL, &g);
    options.order = in->order;
    locality_status status = locality_rota_solve(&g.problem, &options, allocator, &rota, error);
    CU_ASSERT((rota != NULL) == (status == LOCALITY_OK));
    if (status == LOCALITY_OK) {
        status = locality_rota_certificate_of(rota, &c, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_rota_check(&g.problem, &c, allocator, error);
    }
    locality_rota_free(rota);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {1033, 0};
    tried best;

    for (int done = 0; done < 8;) {
        instance in;
        draw_instance(&in, &random, 1);
        try_all(&best, &in);
        if (best.found && in.options > 8) {
            fault_drive("a rota", whole_story, &in, 40);
            done++;
        }
    }
}

static const test_case cases[] = {
    {"rotas without rules on spells are the fullest, fairest and cheapest",
     rotas_without_rules_are_the_best},
    {"rotas with spells and rest are the fullest, fairest and cheapest",
     rotas_with_rules_are_the_best},
    {"the order in which a rota is asked for does not matter", order_does_not_matter},
    {"the check finds what is wrong", the_check_finds_what_is_wrong},
    {"shares are fair by hand", shares_are_fair_by_hand},
    {"a large rota is proved, with and without rest", a_large_rota_is_proved},
    {"bad input is refused, and a call can be stopped", bad_input_is_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: rota", cases)
