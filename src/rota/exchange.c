/* Rota exchange: two candidates take over from one another what they hold, in different periods, so that
 * fewer rules on spells are broken. Among rotas as good as the flow there are mostly some that keep
 * all rules; this finds one, step by step, with turns that are the same every time. */
#include "rota/search.h"

/* Option of the part, or LOC_NO_OPTION. The options of a candidate follow one another. */
uint32_t loc_rota_option_of(const loc_rota_search *x, uint32_t candidate, int64_t period,
                            uint32_t demand) {
    uint32_t o = loc_rota_plan_find(x->plan, candidate, (uint32_t)period, demand), low = 0;

    for (uint32_t high = x->options; o != LOC_NO_OPTION && low < high;) {
        uint32_t middle = low + (high - low) / 2;
        low = x->option[middle] < o ? middle + 1 : low;
        high = x->option[middle] < o ? high : middle;
    }
    return o != LOC_NO_OPTION ? low : LOC_NO_OPTION;
}

void loc_rota_read_held(loc_rota_search *x, uint32_t from, uint32_t to) {
    for (uint32_t t = 0; t < x->plan->periods; t++) {
        x->held[t] = LOCALITY_ROTA_NOBODY;
    }
    for (uint32_t k = from; k < to; k++) {
        const loc_rota_option *o = &x->plan->option[x->option[k]];
        if (loc_rota_is_held(x, k)) {
            x->held[o->period] = o->demand;
        }
    }
}

/* Breaches of one candidate of the part. */
static uint32_t count_breaches(loc_rota_search *x, uint32_t c) {
    uint32_t i = x->candidate[c], at = 0, count = 0;

    loc_rota_read_held(x, x->first_option[c], x->first_option[c + 1]);
    while (loc_spell_breach_next(x->plan, i, x->held, &at).kind != LOC_BREACH_NONE) {
        count++;
    }
    return count;
}

static void set_held(loc_rota_search *x, uint32_t k, bool held) {
    x->flow[x->first_option_arc + k] = held;
}

/* The option by which a candidate could take over what option `k` is about; LOC_NO_OPTION where it may
 * not, or holds something in that period. */
static uint32_t take_over(const loc_rota_search *x, uint32_t c, uint32_t k) {
    const loc_rota_option *o = &x->plan->option[x->option[k]];
    uint32_t found = loc_rota_option_of(x, x->candidate[c], o->period, o->demand);

    if (found == LOC_NO_OPTION || x->state[found] == LOC_ROTA_LEFT) {
        return LOC_NO_OPTION;
    }
    for (uint32_t n = x->first_option[c]; n < x->first_option[c + 1]; n++) {
        if (loc_rota_is_held(x, n) && x->plan->option[x->option[n]].period == o->period) {
            return LOC_NO_OPTION;
        }
    }
    return found;
}

static int64_t cost_at(const loc_rota_search *x, uint32_t k) {
    return x->plan->option[x->option[k]].cost;
}

/* Two candidates exchange what they hold by options `k` and `m`. The shares stay as they are, and so has
 * the cost to. */
typedef struct exchange {
    uint32_t k, m, takes_k, takes_m;
    uint32_t left; /* breaches of both afterwards */
} exchange;

static void make_exchange(loc_rota_search *x, const exchange *e, bool back) {
    set_held(x, e->k, back);
    set_held(x, e->m, back);
    set_held(x, e->takes_k, !back);
    set_held(x, e->takes_m, !back);
}

/* Keeps an exchange that is better than all before, or as good as the best and picked by `turn`. */
static void keep_better(const exchange *e, int64_t gained, uint32_t *equals, uint64_t *turn,
                        exchange *best, int64_t *gain) {
    if (*equals == 0 || gained > *gain) {
        *equals = 0;
        *gain = gained;
    }
    if (gained != *gain) {
        return;
    }
    *turn = *turn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    ++*equals;
    if ((*turn >> 33) % *equals == 0) {
        *best = *e;
    }
}

/* Looks for the exchange of option `k` of candidate `c` that leaves the fewest breaches; of equals one
 * that `turn` picks. */
static bool find_exchange(loc_rota_search *x, uint32_t c, uint32_t k, uint64_t *turn,
                          exchange *best, int64_t *gain) {
    uint32_t equals = 0, before = count_breaches(x, c);

    for (uint32_t d = 0; d < x->candidates; d++) {
        uint32_t others = d != c ? count_breaches(x, d) : 0;
        uint32_t takes_k = d != c ? take_over(x, d, k) : LOC_NO_OPTION;
        for (uint32_t m = x->first_option[d];
             takes_k != LOC_NO_OPTION && m < x->first_option[d + 1]; m++) {
            if (!loc_rota_is_held(x, m) || x->state[m] == LOC_ROTA_HELD) {
                continue;
            }
            exchange e = {k, m, takes_k, take_over(x, c, m), 0};
            if (e.takes_m == LOC_NO_OPTION ||
                cost_at(x, e.takes_k) + cost_at(x, e.takes_m) != cost_at(x, k) + cost_at(x, m)) {
                continue;
            }
            make_exchange(x, &e, false);
            e.left = count_breaches(x, c) + count_breaches(x, d);
            make_exchange(x, &e, true);
            keep_better(&e, (int64_t)before + others - e.left, &equals, turn, best, gain);
        }
        x->work->done += x->first_option[d + 1] - x->first_option[d];
    }
    return equals > 0;
}

/* A held option that a breach is about and that may move, by turns one of several. */
static uint32_t pick_option(const loc_rota_search *x, uint32_t c, const loc_spell_breach *b,
                            uint64_t turn) {
    int64_t span = b->last - b->first + 1;
    int64_t first = b->first + (int64_t)(turn >> 33) % span;

    for (int64_t n = 0; n < span; n++) {
        int64_t t = b->first + (first - b->first + n) % span;
        for (uint32_t k = x->first_option[c]; t >= 0 && k < x->first_option[c + 1]; k++) {
            bool here = x->plan->option[x->option[k]].period == t;
            if (here && loc_rota_is_held(x, k) && x->state[k] != LOC_ROTA_HELD) {
                return k;
            }
        }
    }
    return LOC_NO_OPTION;
}

/* Exchanges holdings until nothing breaks a rule, or for as many steps as seem worth it: a rota as good
 * as the flow, if it comes to one. */
bool loc_rota_exchange(loc_rota_search *x) {
    uint64_t turn = 1;
    uint32_t quiet = 0, c = 0;

    for (uint32_t step = 0; step < x->steps && quiet < x->candidates; c = (c + 1) % x->candidates) {
        uint32_t at = 0;
        exchange e = {0, 0, 0, 0, 0};
        int64_t gain = 0;
        loc_rota_read_held(x, x->first_option[c], x->first_option[c + 1]);
        loc_spell_breach b = loc_spell_breach_next(x->plan, x->candidate[c], x->held, &at);
        if (b.kind == LOC_BREACH_NONE) {
            quiet++;
            continue;
        }
        quiet = 0;
        step++;
        turn = turn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint32_t k = pick_option(x, c, &b, turn);
        if (k != LOC_NO_OPTION && find_exchange(x, c, k, &turn, &e, &gain) && gain >= 0) {
            make_exchange(x, &e, false);
        }
        if (!loc_work_spend(x->work, 1)) {
            return false;
        }
    }
    return quiet >= x->candidates;
}
