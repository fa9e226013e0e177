/* Rota verify: the ends of branches. What is decided in a branch, and the rule of one place at a time, leave a network:
 * from the world to candidates, a step for each period; to their periods, to places, and back to the world.
 * Every lawful rota of the branch is a flow of it. Three things end a branch:
 *
 * - Two options are held that no rota holds both of, or one is decided in two ways.
 * - A cut: out of a set of nodes can flow less than has to flow in, so there is no flow (Hoffman 1960). For each
 *   period of a candidate the better side of the cut is taken here; the proof need not say it.
 * - A bound: a flow and prices by which no circle of changes makes it better, judged move by move as check.c
 *   does it. So it is the best flow of the branch, level by level; a level on which nothing costs anything may come
 *   first. At fairness a step costs its rank among all steps (rota.h): one candidate's last step for another's
 *   next one makes ranks together smaller just where it makes burdens fairer, and of such flows the one that
 *   no such change betters is the best (loads of a flow are M-convex; Murota 2003). What is worth no more than
 *   the rota on the levels given, and less where not all are given, ends the branch.
 *
 * The price of a period of a candidate lies between what its moves ask for; that there is such a price is judged
 * without it. The flow may hold what is left out: judged then is a network that allows it, and allows more. */
#include <string.h>

#include "rota/verify.h"

#define WORLD UINT32_MAX               /* its price is 0 */
#define PRICE_MOST ((loc_wide)1 << 61) /* differences of prices within 2^60 */

/* ---- Reading --------------------------------------------------------------------------------- */

/* Turns the members of a set over. */
static bool get_set(loc_rota_section *s, uint8_t *members, uint32_t count) {
    uint64_t left, gap, next = 0;

    if (!loc_proof_get_below(&s->walk, (uint64_t)count + 1, &left)) {
        return false;
    }
    for (; left > 0; left--, next++) {
        if (!loc_proof_get_below(&s->walk, count - next, &gap)) {
            return false;
        }
        next += gap;
        members[next] ^= 1;
    }
    return true;
}

static bool get_prices(loc_rota_section *s, int64_t *price, uint32_t count) {
    uint64_t left, gap, next = 0;
    int64_t change;

    if (!loc_proof_get_below(&s->walk, (uint64_t)count + 1, &left)) {
        return false;
    }
    for (; left > 0; left--, next++) {
        if (!loc_proof_get_below(&s->walk, count - next, &gap) ||
            !loc_proof_get_signed(&s->walk, &change)) {
            return false;
        }
        next += gap;
        loc_wide now = (loc_wide)price[next] + change;
        if (now > PRICE_MOST || now < -PRICE_MOST) {
            return false;
        }
        price[next] = (int64_t)now;
    }
    return true;
}

/* ---- What is ruled out ----------------------------------------------------------------------- */

static uint64_t period_of(const loc_rota_section *s, uint32_t k) {
    return loc_rota_section_option(s, k)->period;
}

/* Periods around one that is held in which nothing else can be: its own; and, where a spell is one period, those of
 * its rest. */
static uint32_t reach_of(const loc_rota_plan *plan) {
    return plan->spell_most == 1 ? plan->rest : 0;
}

/* Marks what is ruled out by what is held. Whether all that is held can be. */
static bool mark_shut(loc_rota_section *s) {
    uint32_t reach = reach_of(s->plan);
    bool is_possible = true;

    memset(s->is_shut, 0, s->options);
    for (uint32_t k = 0; k < s->options; k++) {
        uint32_t first = s->first_option[s->person_of[k]], n = k;
        uint64_t period = period_of(s, k);
        if (s->choice[k] != LOC_ROTA_IN) {
            continue;
        }
        while (n > first && period - period_of(s, n - 1) <= reach) {
            n--;
        }
        for (; n < s->first_option[s->person_of[k] + 1] && period_of(s, n) <= period + reach; n++) {
            is_possible = is_possible && (n == k || s->choice[n] != LOC_ROTA_IN);
            s->is_shut[n] = s->is_shut[n] || n != k;
        }
    }
    return is_possible;
}

/* Whether an option may be held in a branch. */
static bool may_hold(const loc_rota_section *s, uint32_t k) {
    return s->choice[k] != LOC_ROTA_OUT && !s->is_shut[k];
}

const char *loc_rota_end_closed(loc_rota_section *s) {
    return s->is_torn || !mark_shut(s) ? NULL : "a branch ends in which something may be left";
}

/* ---- Cuts ------------------------------------------------------------------------------------ */

/* What has to flow into the cut less what can flow out, over the options `from` to `end` of one period of a
 * candidate, on the better side for that period. */
static int64_t flow_at(const loc_rota_section *s, uint32_t from, uint32_t end) {
    int64_t inside = 0, outside = s->in_cut[s->person_of[from]] ? -1 : 0;

    for (uint32_t k = from; k < end; k++) {
        bool in_cut = s->in_cut[s->candidates + s->place_of[k]] != 0;
        inside -= !in_cut && may_hold(s, k);
        outside += in_cut && s->choice[k] == LOC_ROTA_IN;
    }
    return inside > outside ? inside : outside;
}

/* Behind the last option of the same candidate and period. */
static uint32_t end_of_period(const loc_rota_section *s, uint32_t k) {
    uint32_t end = k + 1;

    while (end < s->first_option[s->person_of[k] + 1] && period_of(s, end) == period_of(s, k)) {
        end++;
    }
    return end;
}

static int64_t needed_at(const loc_rota_section *s, uint32_t place) {
    return s->plan->needed[s->place[place]];
}

const char *loc_rota_end_cut(loc_rota_section *s) {
    uint32_t nodes = s->candidates + s->places;
    int64_t over = 0;

    memset(s->in_cut, 0, (size_t)nodes + 1);
    if (!get_set(s, s->in_cut, nodes + 1)) {
        return "no cut";
    }
    mark_shut(s);
    bool has_world = s->in_cut[nodes] != 0;
    for (uint32_t c = 0; c < s->candidates && has_world; c++) {
        over -= s->in_cut[c] ? 0 : s->plan->most[s->candidate[c]];
    }
    for (uint32_t p = 0; p < s->places && !has_world; p++) {
        over -= s->in_cut[s->candidates + p] ? needed_at(s, p) : 0;
    }
    for (uint32_t k = 0; k < s->options;) {
        uint32_t end = end_of_period(s, k);
        over += flow_at(s, k, end);
        k = end;
    }
    return over > 0 ? NULL : "a cut that lets enough flow out";
}

/* ---- Flows ----------------------------------------------------------------------------------- */

void loc_rota_sum_up(const loc_rota_section *s, const uint8_t *holds, loc_rota_sum *out) {
    out->filled = 0;
    out->cost = 0;
    memset(out->periods, 0, s->candidates * sizeof *out->periods);
    for (uint32_t k = 0; k < s->options; k++) {
        if (holds[k]) {
            out->filled++;
            out->cost += loc_rota_section_option(s, k)->cost;
            out->periods[s->person_of[k]]++;
        }
    }
}

/* Whether what is held is a flow: all that is decided to be, one place at a time, and no more than a candidate may or
 * a place needs. */
static bool is_flow(loc_rota_section *s) {
    bool good = true;

    memset(s->holders, 0, s->places * sizeof *s->holders);
    for (uint32_t k = 0, free_from = 0; k < s->options; k++) {
        good = good && (s->flow[k] ? k >= free_from : s->choice[k] != LOC_ROTA_IN);
        free_from = s->flow[k] ? end_of_period(s, k) : free_from;
        s->holders[s->place_of[k]] += s->flow[k];
    }
    for (uint32_t p = 0; p < s->places; p++) {
        good = good && s->holders[p] <= needed_at(s, p);
    }
    for (uint32_t c = 0; c < s->candidates; c++) {
        good = good && s->now.periods[c] <= s->plan->most[s->candidate[c]];
    }
    return good;
}

/* ---- Prices ---------------------------------------------------------------------------------- */

/* The levels that a bound speaks of: 0 is the network's own, 1 places; 0 for one that does not count. */
typedef struct levels {
    uint32_t first, last, of_shares, of_cost;
} levels;

static levels levels_of(int32_t order, uint32_t first, uint32_t last) {
    return (levels){first, last,
                    order == LOCALITY_ROTA_FAIR_THEN_CHEAP   ? 2
                    : order == LOCALITY_ROTA_CHEAP_THEN_FAIR ? 3
                                                             : 0,
                    order == LOCALITY_ROTA_FAIR_THEN_CHEAP ? 3 : 2};
}

/* The sign of a number at one level, and the price of one node less that of another. */
static int sign_of(const loc_rota_section *s, const levels *l, uint32_t level, loc_wide number,
                   uint32_t from, uint32_t to) {
    const int64_t *price = s->price + l->first * ((size_t)s->candidates + s->places);

    for (uint32_t n = l->first; n <= l->last; n++, price += s->candidates + s->places) {
        loc_wide sum = n == level ? number : 0;
        sum += from != WORLD ? price[from] : 0;
        sum -= to != WORLD ? price[to] : 0;
        if (sum != 0) {
            return sum < 0 ? -1 : 1;
        }
    }
    return 0;
}

/* The last step of a candidate does not cost more than its price, the next one not less. */
static bool is_person_right(const loc_rota_section *s, const levels *l, uint32_t c) {
    uint32_t i = s->candidate[c], level = l->of_shares > 0 ? l->of_shares : UINT32_MAX;
    const int64_t *rank = s->plan->step_rank + s->plan->step[i] + s->now.periods[c];
    bool is_idle = s->now.periods[c] == 0, is_full = s->now.periods[c] == s->plan->most[i];

    return (is_idle || sign_of(s, l, level, rank[0], WORLD, c) <= 0) &&
           (is_full || sign_of(s, l, level, rank[1], WORLD, c) >= 0);
}

static bool is_place_right(const loc_rota_section *s, const levels *l, uint32_t p) {
    int sign = sign_of(s, l, 1, -1, s->candidates + p, WORLD);

    return (s->holders[p] == 0 || sign <= 0) && (s->holders[p] == needed_at(s, p) || sign >= 0);
}

/* Options `from` to `end` of one period of a candidate: nothing in it is worth holding, or what is held is, and nothing
 * else in its stead. */
static bool is_period_right(const loc_rota_section *s, const levels *l, uint32_t from,
                            uint32_t end) {
    uint32_t c = s->person_of[from], held = from;
    bool good = true;

    while (held < end && !s->flow[held]) {
        held++;
    }
    if (held < end && s->choice[held] == LOC_ROTA_IN) {
        return true; /* there is nothing to choose */
    }
    if (held < end) {
        int64_t cost = loc_rota_section_option(s, held)->cost;
        good = sign_of(s, l, l->of_cost, cost, c, s->candidates + s->place_of[held]) <= 0;
    }
    for (uint32_t k = from; k < end && good; k++) {
        loc_wide cost = loc_rota_section_option(s, k)->cost;
        uint32_t to = s->candidates + s->place_of[k], instead = c;
        if (held < end) {
            cost -= loc_rota_section_option(s, held)->cost;
            instead = s->candidates + s->place_of[held];
        }
        good = k == held || !may_hold(s, k) || sign_of(s, l, l->of_cost, cost, instead, to) >= 0;
    }
    return good;
}

static bool is_best_flow(const loc_rota_section *s, const levels *l) {
    bool good = true;

    for (uint32_t c = 0; c < s->candidates && good; c++) {
        good = is_person_right(s, l, c);
    }
    for (uint32_t p = 0; p < s->places && good; p++) {
        good = is_place_right(s, l, p);
    }
    for (uint32_t k = 0; k < s->options && good;) {
        uint32_t end = end_of_period(s, k);
        good = is_period_right(s, l, k, end);
        k = end;
    }
    return good;
}

/* ---- Worth ----------------------------------------------------------------------------------- */

static int64_t rank_of(const loc_rota_section *s, const loc_rota_sum *sum, uint32_t c) {
    return s->plan->burden_rank[s->plan->step[s->candidate[c]] + sum->periods[c]];
}

/* Above 0 where the flow is less fair than the rota: of the largest burden that they do not have alike it has more. */
static int compare_shares(loc_rota_section *s) {
    int64_t largest = -1, more = 0;

    for (uint32_t c = 0; c < s->candidates; c++) {
        s->tally[rank_of(s, &s->now, c)]++;
        s->tally[rank_of(s, &s->claim, c)]--;
    }
    for (uint32_t c = 0; c < 2 * s->candidates; c++) {
        int64_t rank = rank_of(s, c < s->candidates ? &s->now : &s->claim, c % s->candidates);
        if (rank > largest && s->tally[rank] != 0) {
            largest = rank;
            more = s->tally[rank];
        }
    }
    for (uint32_t c = 0; c < s->candidates; c++) {
        s->tally[rank_of(s, &s->now, c)] = s->tally[rank_of(s, &s->claim, c)] = 0;
    }
    return more < 0 ? -1 : more > 0;
}

/* Above 0 where the flow is worse than the rota on the levels of a bound. */
static int compare_worth(loc_rota_section *s, const levels *l) {
    int order = s->now.filled < s->claim.filled ? 1 : s->now.filled > s->claim.filled ? -1 : 0;

    for (uint32_t n = 2; n <= l->last && order == 0; n++) {
        order = n == l->of_shares             ? compare_shares(s)
                : s->now.cost > s->claim.cost ? 1
                : s->now.cost < s->claim.cost ? -1
                                              : 0;
    }
    return order;
}

const char *loc_rota_end_bound(loc_rota_section *s) {
    uint32_t nodes = s->candidates + s->places;
    uint32_t all = s->plan->order == LOCALITY_ROTA_CHEAP ? 2 : LOC_ROTA_LEVELS;
    uint64_t number;

    if (s->is_none) {
        return "a bound where there is no rota to compare it with";
    }
    if (!loc_proof_get_below(&s->walk, 2 * (uint64_t)all + 2, &number) || number < 2 ||
        !get_set(s, s->flow, s->options)) {
        return "no bound";
    }
    levels l = levels_of(s->plan->order, number % 2 != 0 ? 0 : 1, (uint32_t)number / 2);
    for (uint32_t n = l.first; n <= l.last; n++) {
        if (!get_prices(s, s->price + n * (size_t)nodes, nodes)) {
            return "no prices, or some that are too large";
        }
    }
    mark_shut(s);
    loc_rota_sum_up(s, s->flow, &s->now);
    if (!is_flow(s)) {
        return "a bound that is no flow of its branch";
    }
    if (!is_best_flow(s, &l)) {
        return "prices that do not fit the bound";
    }
    int order = compare_worth(s, &l);
    return order > 0 || (order == 0 && l.last == all) ? NULL
                                                      : "a bound that is better than the rota";
}
