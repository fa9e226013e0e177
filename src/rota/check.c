/* Rota check: judges a rota, its bound and their prices against what was asked for, in the caller's own
 * positions and without any part of the solvers. */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "rota/check.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/wide.h"
#include "locality/rota.h"
#include "schema/schema.h"

#define NOBODY LOCALITY_ROTA_NOBODY
#define MOST_CELLS ((size_t)1 << 26)

/* Periods held: those of the rota, or of its bound. */
typedef struct holdings {
    size_t count;
    const uint32_t *candidate, *demand, *period;
} holdings;

typedef struct checker {
    const locality_rota_problem *in;
    const locality_rota_certificate *c;
    holdings of;
    const locality_allocator *memory;
    locality_error *error;
    uint32_t *held;   /* demand by candidate and period, or NOBODY */
    uint8_t *is_open; /* whether a candidate could hold anything in a period */
    uint8_t *is_absent;
    uint8_t *is_pinned;
    int64_t *cost;           /* of what is held: the lowest of its windows; INT64_MAX outside all */
    int64_t *filled;         /* by demand and period */
    uint8_t *is_met;         /* whether a demand in a period has any window */
    int64_t *periods, *most; /* of each candidate */
} checker;

static locality_status wrong(const checker *x, const char *what, size_t candidate, size_t period) {
    return loc_fail(x->error, LOCALITY_CONFLICT, "%s (candidate %zu, period %zu)", what, candidate,
                    period);
}

static size_t cell(const checker *x, size_t candidate, size_t period) {
    return candidate * x->in->periods + period;
}

static int64_t needed(const checker *x, size_t demand, size_t period) {
    return x->in->needed != NULL ? x->in->needed[demand * x->in->periods + period] : 1;
}

static size_t last_of(const checker *x, const locality_rota_window *w) {
    return w->last < x->in->periods ? w->last : x->in->periods - 1;
}

/* ---- What is held ---------------------------------------------------------------------------- */

static locality_status read_holdings(checker *x) {
    const holdings *c = &x->of;

    memset(x->held, 0xFF, x->in->candidates * x->in->periods * sizeof *x->held);
    for (size_t k = 0; k < c->count; k++) {
        if (c->candidate[k] >= x->in->candidates || c->demand[k] >= x->in->demands ||
            c->period[k] >= x->in->periods) {
            return loc_fail(x->error, LOCALITY_INVALID, "holding %zu is of nobody and nothing", k);
        }
        size_t at = cell(x, c->candidate[k], c->period[k]);
        if (x->held[at] != NOBODY) {
            return wrong(x, "holds two places", c->candidate[k], c->period[k]);
        }
        x->held[at] = c->demand[k];
        x->cost[at] = INT64_MAX;
        x->periods[c->candidate[k]]++;
        x->filled[c->demand[k] * x->in->periods + c->period[k]]++;
    }
    return LOCALITY_OK;
}

static void read_absences(checker *x) {
    for (size_t k = 0; k < x->in->absences; k++) {
        const locality_rota_window *w = &x->in->absence[k];
        for (size_t t = w->first; t <= last_of(x, w); t++) {
            x->is_absent[cell(x, w->candidate, t)] = 1;
        }
    }
}

/* Whether a window says something of a period: the demand needs somebody, and nobody is absent. */
static bool says(const checker *x, const locality_rota_window *w, size_t period) {
    return needed(x, w->demand, period) > 0 && !x->is_absent[cell(x, w->candidate, period)];
}

static void read_windows(checker *x) {
    for (size_t k = 0; k < x->in->windows; k++) {
        const locality_rota_window *w = &x->in->window[k];
        for (size_t t = w->first; t <= last_of(x, w); t++) {
            size_t at = cell(x, w->candidate, t);
            if (!says(x, w, t)) {
                continue;
            }
            x->is_open[at] = 1;
            x->is_met[w->demand * x->in->periods + t] = 1;
            if (x->held[at] == w->demand && w->cost < x->cost[at]) {
                x->cost[at] = w->cost;
            }
        }
    }
}

static locality_status check_pins(checker *x) {
    for (size_t k = 0; k < x->in->pins; k++) {
        const locality_rota_window *w = &x->in->pin[k];
        for (size_t t = w->first; t <= last_of(x, w); t++) {
            if (x->held[cell(x, w->candidate, t)] != w->demand) {
                return wrong(x, "what is pinned is not held", w->candidate, t);
            }
            x->is_pinned[cell(x, w->candidate, t)] = 1;
        }
    }
    return LOCALITY_OK;
}

static locality_status check_numbers(checker *x) {
    for (size_t i = 0; i < x->in->candidates; i++) {
        int64_t open = 0;
        for (size_t t = 0; t < x->in->periods; t++) {
            open += x->is_open[cell(x, i, t)];
            if (x->held[cell(x, i, t)] != NOBODY && x->cost[cell(x, i, t)] == INT64_MAX) {
                return wrong(x, "holds what is in no window, or while absent", i, t);
            }
        }
        x->most[i] = x->in->most != NULL && x->in->most[i] < open ? x->in->most[i] : open;
        if (x->periods[i] > x->most[i]) {
            return wrong(x, "holds more periods than it may", i, 0);
        }
    }
    for (size_t k = 0; k < x->in->demands * x->in->periods; k++) {
        if (x->filled[k] > needed(x, k / x->in->periods, k % x->in->periods)) {
            return loc_fail(x->error, LOCALITY_CONFLICT,
                            "demand %zu has more holders than it needs in period %zu",
                            k / x->in->periods, k % x->in->periods);
        }
    }
    return LOCALITY_OK;
}

/* ---- Spells and rest ------------------------------------------------------------------------- */

static locality_status check_spells(const checker *x, size_t i) {
    const locality_rota_problem *in = x->in;
    const locality_rota_past *past = in->past != NULL ? &in->past[i] : NULL;
    bool has_past = past != NULL && past->demand != NOBODY;
    int64_t end = has_past ? -1 - (int64_t)past->ago : INT64_MIN / 2, length = 0;
    uint32_t demand = has_past ? past->demand : NOBODY;

    length = has_past ? past->length : 0;
    for (size_t t = 0; t < in->periods; t++) {
        uint32_t now = x->held[cell(x, i, t)];
        if (now == NOBODY) {
            continue;
        }
        bool goes_on = end == (int64_t)t - 1 && demand == now;
        if (!goes_on && demand != NOBODY && (int64_t)t - end - 1 < (int64_t)in->rest) {
            return wrong(x, "rests too short", i, t);
        }
        length = goes_on ? length + 1 : 1;
        demand = now;
        end = (int64_t)t;
        if (in->spell_most > 0 && length > (int64_t)in->spell_most) {
            return wrong(x, "holds on for too long", i, t);
        }
        bool ends = t + 1 < in->periods && x->held[cell(x, i, t + 1)] != now;
        if (ends && length < (int64_t)in->spell_least) {
            return wrong(x, "holds on too short", i, t);
        }
    }
    return LOCALITY_OK;
}

/* ---- Ranks of steps -------------------------------------------------------------------------- */

typedef struct step {
    int64_t own, share;
} step;

static int64_t share_of(const checker *x, size_t i) {
    return x->in->share != NULL ? x->in->share[i] : 1;
}

static int64_t history_of(const checker *x, size_t i) {
    return x->in->history != NULL ? x->in->history[i] : 0;
}

/* Orders steps by where they lead to, then by where they come from, the largest first. */
static int compare_steps(step a, step b) {
    loc_wide left = (loc_wide)a.own * b.share, right = (loc_wide)b.own * a.share;

    if (left != right) {
        return left < right ? -1 : 1;
    }
    left = (loc_wide)(a.own - 1) * b.share;
    right = (loc_wide)(b.own - 1) * a.share;
    return left > right ? -1 : left < right;
}

static void sort_steps(step *list, step *scratch, size_t count) {
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t middle = from + width < count ? from + width : count;
            size_t end = from + 2 * width < count ? from + 2 * width : count;
            size_t a = from, b = middle;
            for (size_t k = from; k < end; k++) {
                bool left = a < middle && (b == end || compare_steps(list[a], list[b]) <= 0);
                scratch[k] = list[left ? a++ : b++];
            }
        }
        memcpy(list, scratch, count * sizeof *list);
    }
}

/* How many different steps come before one, in a sorted list without equals. */
static int64_t rank_of(const step *list, size_t count, step s) {
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_steps(list[middle], s) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return (int64_t)low;
}

static size_t list_steps(const checker *x, step *list, step *scratch) {
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < x->in->candidates; i++) {
        for (int64_t k = 1; k <= x->most[i]; k++) {
            list[count++] = (step){history_of(x, i) + k, share_of(x, i)};
        }
    }
    sort_steps(list, scratch, count);
    for (size_t k = 0; k < count; k++) {
        if (kept == 0 || compare_steps(list[kept - 1], list[k]) != 0) {
            list[kept++] = list[k];
        }
    }
    return kept;
}

/* ---- Prices ---------------------------------------------------------------------------------- */

/* Where the numbers of fairness and cost stand in a price; 0 for nowhere. */
static uint32_t level_of_shares(const checker *x) {
    return x->c->order == LOCALITY_ROTA_FAIR_THEN_CHEAP   ? 1
           : x->c->order == LOCALITY_ROTA_CHEAP_THEN_FAIR ? 2
                                                          : 0;
}

static uint32_t level_of_cost(const checker *x) {
    return x->c->order == LOCALITY_ROTA_FAIR_THEN_CHEAP ? 2 : 1;
}

/* The sign of a move's reduced cost: `cost` at one level, plus the price of where it begins, less that of
 * where it ends; null for the world. */
static int sign_of(const checker *x, uint32_t level, int64_t cost, const int64_t *from,
                   const int64_t *to) {
    for (uint32_t k = 0; k < x->c->levels; k++) {
        loc_wide sum = k == level ? cost : 0;
        sum += from != NULL ? from[k] : 0;
        sum -= to != NULL ? to[k] : 0;
        if (sum != 0) {
            return sum < 0 ? -1 : 1;
        }
    }
    return 0;
}

static const int64_t *person_price(const checker *x, size_t i) {
    return x->c->candidate_price + i * x->c->levels;
}

static const int64_t *cell_price(const checker *x, size_t i, size_t t) {
    return x->c->period_price + cell(x, i, t) * x->c->levels;
}

static const int64_t *place_price(const checker *x, size_t d, size_t t) {
    return x->c->demand_price + (d * x->in->periods + t) * x->c->levels;
}

static locality_status check_person(const checker *x, size_t i, const step *list, size_t count) {
    uint32_t level = level_of_shares(x);
    step last = {history_of(x, i) + x->periods[i], share_of(x, i)};
    step next = {last.own + 1, last.share};
    bool open = x->most[i] > 0, fair = level > 0;

    if (x->periods[i] > 0 &&
        sign_of(x, level, fair ? rank_of(list, count, last) : 0, NULL, person_price(x, i)) > 0) {
        return wrong(x, "does more than its prices allow", i, 0);
    }
    if (x->periods[i] < x->most[i] &&
        sign_of(x, level, fair ? rank_of(list, count, next) : 0, NULL, person_price(x, i)) < 0) {
        return wrong(x, "does less than its prices allow", i, 0);
    }
    for (size_t t = 0; t < x->in->periods && open; t++) {
        size_t at = cell(x, i, t);
        int sign = sign_of(x, UINT32_MAX, 0, person_price(x, i), cell_price(x, i, t));
        if (x->is_open[at] && (x->held[at] == NOBODY ? sign < 0 : sign > 0)) {
            return wrong(x, "the prices do not fit the period", i, t);
        }
        if (x->held[at] != NOBODY && !x->is_pinned[at] &&
            sign_of(x, level_of_cost(x), x->cost[at], cell_price(x, i, t),
                    place_price(x, x->held[at], t)) > 0) {
            return wrong(x, "the prices do not fit what is held", i, t);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_options(const checker *x) {
    for (size_t k = 0; k < x->in->windows; k++) {
        const locality_rota_window *w = &x->in->window[k];
        for (size_t t = w->first; t <= last_of(x, w); t++) {
            size_t at = cell(x, w->candidate, t);
            if (says(x, w, t) && x->held[at] != w->demand && x->most[w->candidate] > 0 &&
                sign_of(x, level_of_cost(x), w->cost, cell_price(x, w->candidate, t),
                        place_price(x, w->demand, t)) < 0) {
                return wrong(x, "the prices do not fit what is not held", w->candidate, t);
            }
        }
    }
    return LOCALITY_OK;
}

static locality_status check_places(const checker *x) {
    for (size_t k = 0; k < x->in->demands * x->in->periods; k++) {
        size_t d = k / x->in->periods, t = k % x->in->periods;
        int sign = sign_of(x, 0, -1, place_price(x, d, t), NULL);
        bool bad = (x->filled[k] < needed(x, d, t) && sign < 0) || (x->filled[k] > 0 && sign > 0);
        if (x->is_met[k] && bad) {
            return loc_fail(x->error, LOCALITY_CONFLICT,
                            "the prices do not fit demand %zu in period %zu", d, t);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_prices(const checker *x) {
    size_t steps = 0;

    for (size_t i = 0; i < x->in->candidates; i++) {
        steps += (size_t)x->most[i];
    }
    step *list = loc_allocate(x->memory, steps, sizeof *list);
    step *scratch = loc_allocate(x->memory, steps, sizeof *scratch);
    locality_status status =
        list != NULL && scratch != NULL ? LOCALITY_OK : loc_fail_memory(x->error);
    if (status == LOCALITY_OK) {
        size_t count = list_steps(x, list, scratch);
        for (size_t i = 0; i < x->in->candidates && status == LOCALITY_OK; i++) {
            status = check_person(x, i, list, count);
        }
    }
    loc_release(x->memory, list, steps, sizeof *list);
    loc_release(x->memory, scratch, steps, sizeof *scratch);
    status = status == LOCALITY_OK ? check_options(x) : status;
    return status == LOCALITY_OK ? check_places(x) : status;
}

/* ---- Worth ----------------------------------------------------------------------------------- */

static loc_wide cost_of(const checker *x) {
    loc_wide sum = 0;

    for (size_t k = 0; k < x->in->candidates * x->in->periods; k++) {
        sum += x->held[k] != NOBODY ? x->cost[k] : 0;
    }
    return sum;
}

/* Burdens, sorted; `scratch` has as much room. */
static void list_burdens(const checker *x, step *list, step *scratch) {
    for (size_t i = 0; i < x->in->candidates; i++) {
        list[i] = (step){history_of(x, i) + x->periods[i], share_of(x, i)};
    }
    sort_steps(list, scratch, x->in->candidates);
}

/* 1 where all have done as much for their shares in both, whoever it is; -1 for want of memory. */
static int as_fair(const checker *a, const checker *b) {
    size_t people = a->in->candidates;
    step *list[3];
    int same = 1;

    for (size_t k = 0; k < 3; k++) {
        list[k] = loc_allocate(a->memory, people, sizeof **list);
        same = list[k] != NULL ? same : -1;
    }
    if (same == 1) {
        list_burdens(a, list[0], list[2]);
        list_burdens(b, list[1], list[2]);
    }
    for (size_t i = 0; i < people && same == 1; i++) {
        same = (loc_wide)list[0][i].own * list[1][i].share ==
               (loc_wide)list[1][i].own * list[0][i].share;
    }
    for (size_t k = 0; k < 3; k++) {
        loc_release(a->memory, list[k], people, sizeof **list);
    }
    return same;
}

/* Whether a rota is as good as its bound on the first levels, as is claimed. */
static locality_status compare(const checker *rota, const checker *bound) {
    uint32_t levels = rota->c->levels_by_prices;
    bool same = levels == 0 || rota->of.count == bound->of.count;

    if (levels > level_of_cost(rota)) {
        same = same && cost_of(rota) == cost_of(bound);
    }
    if (same && level_of_shares(rota) > 0 && levels > level_of_shares(rota)) {
        int fair = as_fair(rota, bound);
        if (fair < 0) {
            return loc_fail_memory(rota->error);
        }
        same = fair == 1;
    }
    return same ? LOCALITY_OK
                : loc_fail(rota->error, LOCALITY_CONFLICT,
                           "the rota is not as good as its bound on all of %" PRIu32 " levels",
                           levels);
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Reads what is held; with its rules on spells, or without. */
static locality_status check(checker *x, bool with_spells) {
    locality_status status = read_holdings(x);

    if (status == LOCALITY_OK) {
        read_absences(x);
        read_windows(x);
        status = check_pins(x);
    }
    if (status == LOCALITY_OK) {
        status = check_numbers(x);
    }
    for (size_t i = 0; i < x->in->candidates && status == LOCALITY_OK && with_spells; i++) {
        status = check_spells(x, i);
    }
    return status;
}

static bool windows_are_whole(const locality_rota_problem *in, const locality_rota_window *window,
                              size_t count, bool has_demand) {
    bool good = count == 0 || window != NULL;

    for (size_t k = 0; k < count && good; k++) {
        good = window[k].candidate < in->candidates &&
               (!has_demand || window[k].demand < in->demands) && window[k].first <= window[k].last;
    }
    return good;
}

static bool is_whole(const locality_rota_problem *in, const locality_rota_certificate *c) {
    bool prices = c->proof == LOCALITY_ROTA_BY_PRICES || c->levels_by_prices > 0;
    uint32_t levels = c->order == LOCALITY_ROTA_CHEAP ? 2 : 3;
    size_t cells = 0, places = 0;

    if (loc_multiply_overflows(in->candidates, in->periods, &cells) ||
        loc_multiply_overflows(in->demands, in->periods, &places) || cells > MOST_CELLS ||
        places > MOST_CELLS || in->periods == 0) {
        return false;
    }
    for (size_t i = 0; i < in->candidates; i++) {
        if ((in->share != NULL && in->share[i] <= 0) ||
            (in->history != NULL && (in->history[i] < 0 || in->history[i] > INT64_MAX / 4))) {
            return false;
        }
    }
    bool lists =
        c->holdings == 0 || (c->candidate != NULL && c->demand != NULL && c->period != NULL);
    bool bound = c->bound_holdings == 0 ||
                 (c->bound_candidate != NULL && c->bound_demand != NULL && c->bound_period != NULL);
    return lists && bound && c->levels_by_prices <= levels && c->order >= 0 &&
           c->order <= LOCALITY_ROTA_CHEAP && c->levels == levels &&
           (!prices ||
            (c->candidate_price != NULL && c->period_price != NULL && c->demand_price != NULL)) &&
           windows_are_whole(in, in->window, in->windows, true) &&
           windows_are_whole(in, in->absence, in->absences, false) &&
           windows_are_whole(in, in->pin, in->pins, true);
}

static bool take(checker *x) {
    size_t people = x->in->candidates, cells = people * x->in->periods;
    size_t places = x->in->demands * x->in->periods;
    const locality_allocator *m = x->memory;

    x->held = loc_allocate(m, cells, sizeof *x->held);
    x->is_open = loc_allocate(m, cells, 1);
    x->is_absent = loc_allocate(m, cells, 1);
    x->is_pinned = loc_allocate(m, cells, 1);
    x->cost = loc_allocate(m, cells, sizeof *x->cost);
    x->filled = loc_allocate(m, places, sizeof *x->filled);
    x->is_met = loc_allocate(m, places, 1);
    x->periods = loc_allocate(m, people, sizeof *x->periods);
    x->most = loc_allocate(m, people, sizeof *x->most);
    return x->held != NULL && x->is_open != NULL && x->is_absent != NULL && x->is_pinned != NULL &&
           x->cost != NULL && x->filled != NULL && x->is_met != NULL && x->periods != NULL &&
           x->most != NULL;
}

static void give(const checker *x) {
    size_t people = x->in->candidates, cells = people * x->in->periods;
    size_t places = x->in->demands * x->in->periods;
    const locality_allocator *m = x->memory;

    loc_release(m, x->held, cells, sizeof *x->held);
    loc_release(m, x->is_open, cells, 1);
    loc_release(m, x->is_absent, cells, 1);
    loc_release(m, x->is_pinned, cells, 1);
    loc_release(m, x->cost, cells, sizeof *x->cost);
    loc_release(m, x->filled, places, sizeof *x->filled);
    loc_release(m, x->is_met, places, 1);
    loc_release(m, x->periods, people, sizeof *x->periods);
    loc_release(m, x->most, people, sizeof *x->most);
}

/* The rota has to be lawful. Where it is not proved by prices as a whole, they have to prove its bound. */
static locality_status run(checker *rota) {
    const locality_rota_certificate *c = rota->c;
    bool is_whole = c->proof == LOCALITY_ROTA_BY_PRICES;
    bool has_bound = !is_whole && c->candidate_price != NULL && c->period_price != NULL &&
                     c->demand_price != NULL;
    checker bound = *rota;

    rota->of = (holdings){c->holdings, c->candidate, c->demand, c->period};
    bound.of = (holdings){c->bound_holdings, c->bound_candidate, c->bound_demand, c->bound_period};
    locality_status status = take(rota) ? check(rota, true) : loc_fail_memory(rota->error);
    if (status == LOCALITY_OK && is_whole) {
        status = check_prices(rota);
    }
    if (status == LOCALITY_OK && has_bound) {
        status = take(&bound) ? check(&bound, false) : loc_fail_memory(rota->error);
        status = status == LOCALITY_OK ? check_prices(&bound) : status;
        status = status == LOCALITY_OK ? compare(rota, &bound) : status;
        give(&bound);
    }
    give(rota);
    return status == LOCALITY_OK ? loc_ok(rota->error) : status;
}

locality_status locality_rota_check(const locality_rota_problem *problem,
                                    const locality_rota_certificate *certificate,
                                    const locality_allocator *allocator, locality_error *error) {
    locality_rota_problem in = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    locality_allocator memory;

    if (problem == NULL || certificate == NULL) {
        return loc_fail_null(error, problem == NULL ? "problem" : "certificate");
    }
    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in) ||
        !loc_struct_take(&c, sizeof c, certificate, certificate->struct_size,
                         offsetof(locality_rota_certificate, bound_holdings)) ||
        !is_whole(&in, &c)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the problem or the certificate is not whole, or of another shape");
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    checker x = {.in = &in, .c = &c, .memory = &memory, .error = error};
    if (status == LOCALITY_OK && c.proof == LOCALITY_ROTA_BY_PINS) {
        return loc_rota_check_pins(&in, &c, error);
    }
    return status == LOCALITY_OK ? run(&x) : status;
}
