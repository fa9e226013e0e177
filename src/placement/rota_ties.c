/* Ties of a rota: who else could have a turn in a rota that is as good by every count: places filled, shares, the
 * first preference. Each turn is given to each who may have it, and the rota made anew; what prices rule out is
 * not tried. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/wide.h"
#include "placement/rota_try.h"

/* Most work of all tries, and most turns of all candidates that are looked at. */
#define WORK_MOST (UINT64_C(1) << 26)
#define TURNS_MOST ((size_t)1 << 24)

typedef struct tying {
    locality_placement_rota *r;
    const locality_rota *rota;
    loc_try tried;
    locality_rota_value best;
    locality_rota_certificate certificate;
    uint8_t *may; /* by turn: candidate, place, period */
} tying;

static size_t turn_of(const tying *x, size_t candidate, size_t place, size_t period) {
    return (candidate * x->r->side[1].count + place) * x->r->periods + period;
}

static int order_of(const void *a, const void *b, const void *context) {
    const loc_rota_tie *x = a, *y = b;

    (void)context;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

/* Whether a rota is as good as the one that is told: both list shares from the least to the most. */
static bool is_as_good(const tying *x, const locality_rota *other,
                       const locality_rota_value *value) {
    if (!loc_try_is_rota(value) || value->filled != x->best.filled || value->cost != x->best.cost)
        return false;
    for (size_t i = 0; i < locality_rota_burdens(other); i++) {
        locality_rota_burden a, b;
        (void)locality_rota_burden_at(x->rota, i, &a, NULL);
        (void)locality_rota_burden_at(other, i, &b, NULL);
        if ((loc_wide)(a.history + a.periods) * b.share !=
            (loc_wide)(b.history + b.periods) * a.share)
            return false;
    }
    return true;
}

static void note(tying *x, const locality_rota *rota) {
    for (size_t i = 0; i < locality_rota_holdings(rota); i++) {
        locality_rota_holding held;
        (void)locality_rota_holding_at(rota, i, &held, NULL);
        x->may[turn_of(x, held.candidate, held.demand, held.period)] = 1;
    }
}

/* Prices that prove a rota on all levels rule out a turn that costs anything by them. */
static bool is_ruled_out(const tying *x, uint32_t candidate, uint32_t place, uint32_t period,
                         int64_t cost) {
    const locality_rota_certificate *c = &x->certificate;
    const size_t levels = c->levels, periods = x->r->periods;

    if (c->levels_by_prices != c->levels || c->period_price == NULL)
        return false;
    for (size_t level = 0; level < levels; level++) {
        int64_t own = level == 2 ? cost : 0;
        loc_wide difference = (loc_wide)own +
                              c->period_price[(candidate * periods + period) * levels + level] -
                              c->demand_price[(place * periods + period) * levels + level];
        if (difference != 0)
            return true;
    }
    return false;
}

/* Gives somebody else a turn. */
static locality_status try_turn(tying *x, uint32_t candidate, uint32_t place, uint32_t period) {
    locality_rota *other = NULL;
    locality_rota_value value;
    locality_status status = loc_try_turn(&x->tried, candidate, place, period, &other, &value);

    if (status == LOCALITY_OK && is_as_good(x, other, &value))
        note(x, other);
    else if (value.verdict != LOCALITY_ALLOCATION_OPTIMAL &&
             value.verdict != LOCALITY_ALLOCATION_INFEASIBLE) {
        x->r->is_tie_settled = false;
        x->r->is_open_tie[place * x->r->periods + period] = 1;
    }
    locality_rota_free(other);
    return status;
}

/* Places and periods whose holder nothing settles. */
static void find_free(const tying *x, uint8_t *free) {
    for (size_t i = 0; i < locality_rota_holdings(x->rota); i++) {
        locality_rota_holding held;
        (void)locality_rota_holding_at(x->rota, i, &held, NULL);
        if (held.is_pinned == 0)
            free[held.demand * x->r->periods + held.period] = 1;
    }
}

static locality_status try_all(tying *x, uint8_t *free) {
    const locality_placement_rota *r = x->r;
    locality_status status = LOCALITY_OK;

    find_free(x, free);
    for (size_t i = 0; i < r->windows; i++) {
        const locality_rota_window *w = &r->window[i];
        for (uint32_t k = w->first; status == LOCALITY_OK && k <= w->last; k++)
            if (free[w->demand * r->periods + k] != 0 &&
                x->may[turn_of(x, w->candidate, w->demand, k)] == 0 &&
                !is_ruled_out(x, w->candidate, w->demand, k, w->cost))
                status = try_turn(x, w->candidate, w->demand, k);
    }
    return status;
}

/* Keeps who may have a turn and has it not. */
static locality_status keep(tying *x, const uint8_t *free, locality_error *error) {
    locality_placement_rota *r = x->r;

    for (size_t i = 0; i < locality_rota_holdings(x->rota); i++) {
        locality_rota_holding held;
        (void)locality_rota_holding_at(x->rota, i, &held, NULL);
        x->may[turn_of(x, held.candidate, held.demand, held.period)] = 0;
    }
    for (uint32_t c = 0; c < r->side[0].count; c++)
        for (uint32_t p = 0; p < r->side[1].count; p++)
            for (uint32_t k = 0; k < r->periods; k++) {
                void *block = r->tie;
                if (x->may[turn_of(x, c, p, k)] == 0 || free[p * r->periods + k] == 0)
                    continue;
                if (!loc_grow(&r->allocator, &block, &r->ties_capacity, r->ties + 1,
                              sizeof *r->tie))
                    return loc_fail_memory(error);
                r->tie = block;
                r->tie[r->ties++] = (loc_rota_tie){p, k, c};
            }
    loc_sort(r->tie, r->ties, sizeof *r->tie, order_of, NULL);
    return LOCALITY_OK;
}

static locality_status find(tying *x, loc_arena *own,
                            const locality_placement_rota_options *options, locality_error *error) {
    locality_placement_rota *r = x->r;
    size_t cells = r->side[1].count * r->periods;
    uint8_t *free = loc_arena_take(own, cells + 1, 1);
    locality_status status;

    r->is_open_tie = loc_arena_take(&r->arena, cells + 1, 1);
    x->may = loc_arena_take(own, cells * r->side[0].count + 1, 1);
    if (free == NULL || r->is_open_tie == NULL || x->may == NULL ||
        !loc_try_init(&x->tried, r, LOCALITY_ROTA_FAIR_THEN_CHEAP,
                      loc_try_limit(options, WORK_MOST), options, own))
        return loc_fail_memory(error);
    x->tried.error = error;
    r->is_tie_settled = true;
    note(x, x->rota);
    status = try_all(x, free);
    return status == LOCALITY_OK ? keep(x, free, error) : status;
}

locality_status loc_rota_ties(locality_placement_rota *r,
                              const locality_placement_rota_options *options,
                              locality_error *error) {
    tying x;
    loc_arena own;
    locality_status status;
    size_t cells, turns;

    memset(&x, 0, sizeof x);
    x.r = r;
    x.rota = r->rota;
    if (locality_rota_value_of(r->rota, &x.best, NULL) != LOCALITY_OK ||
        x.best.verdict != LOCALITY_ALLOCATION_OPTIMAL ||
        loc_multiply_overflows(r->side[1].count, r->periods, &cells) ||
        loc_multiply_overflows(cells, r->side[0].count, &turns) || turns > TURNS_MOST)
        return LOCALITY_OK;
    x.certificate = (locality_rota_certificate)LOCALITY_ROTA_CERTIFICATE_INIT;
    (void)locality_rota_certificate_of(r->rota, &x.certificate, NULL);
    loc_arena_init(&own, &r->allocator);
    status = find(&x, &own, options, error);
    loc_arena_clear(&own);
    return status;
}

/* The first tie not before a turn of a candidate. */
static size_t lower_bound(const locality_placement_rota *r, loc_rota_tie key) {
    size_t low = 0, high = r->ties;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(&r->tie[middle], &key, NULL) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool loc_rota_is_shared(const locality_placement_rota *r, uint32_t place, uint32_t period) {
    size_t i = lower_bound(r, (loc_rota_tie){place, period, 0});

    return i < r->ties && r->tie[i].place == place && r->tie[i].period == period;
}

bool loc_rota_could(const locality_placement_rota *r, const locality_placement_spell *spell,
                    uint32_t candidate) {
    for (size_t i = lower_bound(r, (loc_rota_tie){spell->place, 0, 0});
         i < r->ties && r->tie[i].place == spell->place; i++) {
        const loc_span *span = &r->period[r->tie[i].period];
        if (r->tie[i].candidate == candidate && candidate != spell->candidate &&
            spell->first <= span->first && span->last <= spell->last)
            return true;
    }
    return false;
}
