/* Rota record: writing. */
#include "rota/record.h"

#include <string.h>

#include "base/varint.h"
#include "rota/search.h"

/* ---- Numbers and sets ------------------------------------------------------------------------ */

/* False for want of memory; what has no room is left out. */
static bool put(loc_rota_search *x, uint64_t number) {
    loc_proof *p = &x->record->proof;

    return loc_proof_put(p, number) || !p->is_refused || loc_work_stop(x->work, LOC_STOP_MEMORY);
}

/* Members are asked for by number, from 0. */
typedef bool (*is_member)(const loc_rota_search *x, uint32_t number);

static bool put_set(loc_rota_search *x, is_member is_in, uint32_t count) {
    uint32_t members = 0, next = 0;
    bool done = true;

    for (uint32_t n = 0; n < count; n++) {
        members += is_in(x, n);
    }
    done = put(x, members);
    for (uint32_t n = 0; n < count && done; n++) {
        if (is_in(x, n)) {
            done = put(x, n - next);
            next = n + 1;
        }
    }
    return done;
}

/* The node of a candidate, a place, or the world; periods of candidates have none here. */
static uint32_t node_of(const loc_rota_search *x, uint32_t number) {
    return number < x->candidates ? number : number + x->cells;
}

static bool is_in_cut(const loc_rota_search *x, uint32_t number) {
    return x->cut[node_of(x, number)] != 0;
}

static bool is_changed(const loc_rota_search *x, uint32_t k) {
    return loc_rota_is_held(x, k) != (x->record->flow[k] != 0);
}

static int64_t price_of(const loc_rota_search *x, uint32_t level, uint32_t number) {
    const int64_t *price = x->price + (size_t)level * x->nodes;

    return price[node_of(x, number)] - price[x->hub];
}

static bool put_prices(loc_rota_search *x, uint32_t level) {
    uint32_t count = x->candidates + x->places, changes = 0, next = 0;
    int64_t *last = x->record->price + (size_t)level * count;
    bool done = true;

    for (uint32_t n = 0; n < count; n++) {
        changes += price_of(x, level, n) != last[n];
    }
    done = put(x, changes);
    for (uint32_t n = 0; n < count && done; n++) {
        int64_t now = price_of(x, level, n);
        if (now != last[n]) {
            done = put(x, n - next) && put(x, loc_varint_fold(now - last[n]));
            last[n] = now;
            next = n + 1;
        }
    }
    return done;
}

/* Candidates and places. */
static size_t record_nodes(const loc_rota_search *x) {
    return (size_t)x->candidates + x->places;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

bool loc_rota_record_begin(loc_rota_search *x) {
    loc_rota_record *r = x->record;

    if (r == NULL) {
        return true;
    }
    r->begun = r->proof.length;
    memset(r->price, 0, (LOC_ROTA_LEVELS + 1) * record_nodes(x) * sizeof *r->price);
    memset(r->flow, 0, x->options);
    return put(x, x->part);
}

/* Keeps the tree of a part that was searched to its end. A part of which no rota is lawful says all. */
void loc_rota_record_end(loc_rota_search *x, bool is_over) {
    loc_rota_record *r = x->record;

    if (r == NULL) {
        return;
    }
    if (!is_over || r->proof.is_full) {
        r->proof.length = r->begun;
        r->proof.is_full = false;
        r->is_missing = true;
    } else if (!x->best.is_known) {
        size_t length = r->proof.length - r->begun;
        memmove(r->proof.byte + r->start, r->proof.byte + r->begun, length);
        r->proof.length = r->start + length;
        r->is_none = true;
    }
}

bool loc_rota_record_closed(loc_rota_search *x) {
    return x->record == NULL || put(x, LOC_ROTA_STEP_CLOSED);
}

bool loc_rota_record_cut(loc_rota_search *x) {
    return x->record == NULL ||
           (put(x, LOC_ROTA_STEP_CUT) && put_set(x, is_in_cut, x->candidates + x->places + 1));
}

/* As many levels as it takes to be worse than the best, which only gets better; all where it is as good. */
bool loc_rota_record_bound(loc_rota_search *x) {
    uint32_t levels = 1, nodes = x->candidates + x->places;
    bool has_own = false;

    if (x->record == NULL) {
        return true;
    }
    while (levels < x->levels && loc_rota_compare(x, &x->now, &x->best, (int)levels) == 0) {
        levels++;
    }
    for (uint32_t n = 0; n < nodes && !has_own; n++) {
        has_own = price_of(x, 0, n) != 0;
    }
    bool done = put(x, LOC_ROTA_STEP_BOUND) && put(x, 2 * levels + has_own) &&
                put_set(x, is_changed, x->options);
    for (uint32_t k = 0; k < x->options; k++) {
        x->record->flow[k] = loc_rota_is_held(x, k);
    }
    for (uint32_t level = has_own ? 0 : 1; level <= levels && done; level++) {
        done = put_prices(x, level);
    }
    return done;
}

bool loc_rota_record_parts(loc_rota_search *x, uint32_t candidate, const loc_spell_breach *b) {
    if (x->record == NULL) {
        return true;
    }
    if (b->kind == LOC_BREACH_REST) {
        uint32_t later = loc_rota_option_of(x, candidate, b->last, b->next_demand);
        uint32_t sooner =
            b->first < 0 ? 0 : 1 + loc_rota_option_of(x, candidate, b->first, b->demand);
        return put(x, LOC_ROTA_STEP_REST) && put(x, later) && put(x, sooner);
    }
    return put(x, b->kind == LOC_BREACH_LONG ? LOC_ROTA_STEP_LONG : LOC_ROTA_STEP_SHORT) &&
           put(x, loc_rota_option_of(x, candidate, b->first, b->demand));
}

/* ---- All together ---------------------------------------------------------------------------- */

bool loc_rota_record_take(loc_rota_record *r, const loc_rota_plan *plan, uint64_t limit) {
    size_t nodes = plan->candidates + (size_t)plan->demands * plan->periods;
    loc_proof *p = &r->proof;

    if (limit == 0) {
        return true;
    }
    p->memory = plan->allocator;
    p->most = limit < SIZE_MAX ? (size_t)limit : SIZE_MAX;
    if (loc_proof_begin(p, LOC_ROTA_MAGIC) && loc_proof_put(p, plan->candidates) &&
        loc_proof_put(p, plan->demands) && loc_proof_put(p, plan->periods) &&
        loc_proof_put(p, (uint64_t)plan->order)) {
        r->start = p->length;
        r->prices = (LOC_ROTA_LEVELS + 1) * nodes;
        r->flows = plan->options;
        r->price = loc_allocate_raw(p->memory, r->prices, sizeof *r->price);
        r->flow = loc_allocate_raw(p->memory, r->flows, 1);
    }
    return p->is_full || (r->price != NULL && r->flow != NULL);
}

void loc_rota_record_clear(loc_rota_record *r) {
    if (r->proof.memory != NULL) {
        loc_release(r->proof.memory, r->price, r->prices, sizeof *r->price);
        loc_release(r->proof.memory, r->flow, r->flows, 1);
    }
    loc_proof_clear(&r->proof);
}
