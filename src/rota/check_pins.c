/* Rota check: a few pins leave no rota. Each way in which they can is read off the problem; no part of the
 * solvers is in it. */
#include <stdbool.h>

#include "rota/check.h"
#include "base/error.h"

typedef struct claim {
    const locality_rota_problem *in;
    const locality_rota_certificate *c;
} claim;

static bool covers(const locality_rota_window *w, uint32_t candidate, size_t period) {
    return w->candidate == candidate && w->first <= period && period <= w->last;
}

/* Whether a candidate could hold a demand in a period. */
static bool is_open(const claim *x, uint32_t candidate, uint32_t demand, size_t period) {
    const locality_rota_problem *in = x->in;
    bool open = false;

    for (size_t k = 0; k < in->windows && !open; k++) {
        open = in->window[k].demand == demand && covers(&in->window[k], candidate, period);
    }
    for (size_t k = 0; k < in->absences && open; k++) {
        open = !covers(&in->absence[k], candidate, period);
    }
    return open && (in->needed == NULL || in->needed[demand * in->periods + period] > 0);
}

static bool is_open_from(const claim *x, uint32_t candidate, uint32_t demand, size_t first,
                         size_t end) {
    bool open = true;

    for (size_t t = first; t < end && open; t++) {
        open = is_open(x, candidate, demand, t);
    }
    return open;
}

static bool is_pin(const claim *x, size_t k) {
    for (size_t p = 0; p < x->in->pins; p++) {
        if (x->in->pin[p].demand == x->c->demand[k] &&
            covers(&x->in->pin[p], x->c->candidate[k], x->c->period[k])) {
            return true;
        }
    }
    return false;
}

/* The past of the candidate of holding `k`; null where there is none. */
static const locality_rota_past *past_of(const claim *x, size_t k) {
    const locality_rota_past *past = x->in->past != NULL ? &x->in->past[x->c->candidate[k]] : NULL;

    return past != NULL && past->demand != LOCALITY_ROTA_NOBODY ? past : NULL;
}

/* Periods of a spell before the rota that goes on in the first period, with the demand of holding `k`. */
static int64_t carried(const claim *x, size_t k) {
    const locality_rota_past *past = past_of(x, k);

    return past != NULL && past->ago == 0 && past->demand == x->c->demand[k] ? past->length : 0;
}

static bool is_most_broken(const claim *x) {
    return x->in->most != NULL && (int64_t)x->c->holdings > x->in->most[x->c->candidate[0]];
}

static bool is_needed_broken(const claim *x) {
    size_t place = x->c->demand[0] * x->in->periods + x->c->period[0];

    return (int64_t)x->c->holdings > (x->in->needed != NULL ? x->in->needed[place] : 1);
}

static bool is_spell_most_broken(const claim *x) {
    int64_t before = x->c->period[0] == 0 ? carried(x, 0) : 0;

    for (size_t k = 1; k < x->c->holdings; k++) {
        if (x->c->period[k] != x->c->period[0] + k || x->c->demand[k] != x->c->demand[0]) {
            return false;
        }
    }
    return x->in->spell_most > 0 && before + (int64_t)x->c->holdings > (int64_t)x->in->spell_most;
}

static bool is_spell_least_broken(const claim *x) {
    uint32_t candidate = x->c->candidate[0], demand = x->c->demand[0];
    size_t first = x->c->period[0], end = first + 1;

    while (first > 0 && is_open(x, candidate, demand, first - 1)) {
        first--;
    }
    while (end < x->in->periods && is_open(x, candidate, demand, end)) {
        end++;
    }
    int64_t before = first == 0 ? carried(x, 0) : 0;
    return end < x->in->periods && (int64_t)(end - first) + before < (int64_t)x->in->spell_least;
}

static bool is_rest_broken(const claim *x) {
    const locality_rota_past *past = past_of(x, 0);
    size_t last = x->c->holdings - 1, next = x->c->period[last];
    uint32_t who = x->c->candidate[0], demand = x->c->demand[last];
    bool after_pin = x->c->holdings == 2;

    if (after_pin && x->c->period[0] < next) {
        size_t end = x->c->period[0] + 1;
        return next - end < x->in->rest &&
               (x->c->demand[0] != demand || !is_open_from(x, who, demand, end, next));
    }
    return !after_pin && past != NULL && next + past->ago < x->in->rest &&
           (past->demand != demand || past->ago > 0 || !is_open_from(x, who, demand, 0, next));
}

/* Whether holding `k` is of somebody else than all before it. */
static bool is_another(const claim *x, size_t k) {
    bool another = true;

    for (size_t other = 0; other < k; other++) {
        another = another && x->c->candidate[other] != x->c->candidate[k];
    }
    return another;
}

/* Whether the pins are of one candidate in one period after the other, or of one demand in one period. */
static bool belong_together(const claim *x) {
    const locality_rota_certificate *c = x->c;
    bool good = true;

    for (size_t k = 1; k < c->holdings && good; k++) {
        good =
            c->broken == LOCALITY_ROTA_NEEDED
                ? c->demand[k] == c->demand[0] && c->period[k] == c->period[0] && is_another(x, k)
                : c->candidate[k] == c->candidate[0] && c->period[k] > c->period[k - 1];
    }
    return good;
}

static bool is_broken(const claim *x) {
    switch (x->c->broken) {
    case LOCALITY_ROTA_MOST:
        return is_most_broken(x);
    case LOCALITY_ROTA_NEEDED:
        return is_needed_broken(x);
    case LOCALITY_ROTA_SPELL_MOST:
        return is_spell_most_broken(x);
    case LOCALITY_ROTA_SPELL_LEAST:
        return x->c->holdings == 1 && is_spell_least_broken(x);
    case LOCALITY_ROTA_REST:
        return x->c->holdings <= 2 && is_rest_broken(x);
    default:
        return false;
    }
}

locality_status loc_rota_check_pins(const locality_rota_problem *problem,
                                    const locality_rota_certificate *certificate,
                                    locality_error *error) {
    const claim x = {problem, certificate};

    for (size_t k = 0; k < certificate->holdings; k++) {
        if (certificate->candidate[k] >= problem->candidates ||
            certificate->demand[k] >= problem->demands ||
            certificate->period[k] >= problem->periods) {
            return loc_fail(error, LOCALITY_INVALID, "holding %zu is of nobody and nothing", k);
        }
        if (!is_pin(&x, k)) {
            return loc_fail(error, LOCALITY_CONFLICT, "holding %zu is no pin", k);
        }
    }
    return certificate->holdings > 0 && belong_together(&x) && is_broken(&x)
               ? loc_ok(error)
               : loc_fail(error, LOCALITY_CONFLICT, "the pins do not break what is claimed");
}
