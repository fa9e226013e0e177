/* Rota answer: the lists that are shown of what was found: holdings, cover, shares, hand-overs, prices; in the order
 * of the caller's ids, by the caller's positions. */
#include <string.h>

#include "allocation/match.h"
#include "rota/rota.h"
#include "base/wide.h"

/* ---- Lists ----------------------------------------------------------------------------------- */

static uint32_t given(const loc_rota_plan *plan, int side, uint32_t number) {
    return plan->names->side[side].given[number];
}

/* Lists what is held by period, demand and candidate: a bucket for each period and demand. */
static bool list_holdings(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    size_t places = (size_t)plan->demands * plan->periods;
    size_t *at = loc_allocate(&r->allocator, places + 1, sizeof *at);

    if (at == NULL) {
        return false;
    }
    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        const loc_rota_option *x = &plan->option[o];
        at[(size_t)x->period * plan->demands + x->demand + 1] += f->holds[o];
    }
    for (size_t p = 0; p < places; p++) {
        at[p + 1] += at[p];
    }
    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) { /* candidates ascend */
        const loc_rota_option *x = &plan->option[o];
        if (!f->holds[o]) {
            continue;
        }
        size_t k = at[(size_t)x->period * plan->demands + x->demand]++;
        r->holding[k] = (locality_rota_holding){x->period,
                                                given(plan, 1, x->demand),
                                                given(plan, 0, x->candidate),
                                                x->is_pinned,
                                                x->cost,
                                                loc_rota_plan_id(plan, 1, x->demand),
                                                loc_rota_plan_id(plan, 0, x->candidate)};
        r->place[0][k] = r->holding[k].candidate;
        r->place[1][k] = r->holding[k].demand;
        r->place[2][k] = x->period;
    }
    loc_release(&r->allocator, at, places + 1, sizeof *at);
    return true;
}

/* Lists what the bound holds, by candidate and period. */
static void list_bound(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    size_t k = 0;

    for (uint32_t o = 0; r->bounds > 0 && o < plan->start[plan->candidates]; o++) {
        const loc_rota_option *x = &plan->option[o];
        if (f->bound[o]) {
            r->bound[0][k] = given(plan, 0, x->candidate);
            r->bound[1][k] = given(plan, 1, x->demand);
            r->bound[2][k++] = x->period;
        }
    }
}

static void count_cover(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    for (uint32_t d = 0; d < plan->demands; d++) {
        uint32_t position = given(plan, 1, d);
        for (uint32_t t = 0; t < plan->periods; t++) {
            r->cover[(size_t)position * plan->periods + t] =
                (locality_rota_cover){t, position, plan->needed[(size_t)d * plan->periods + t],
                                      0, 0,        loc_rota_plan_id(plan, 1, d)};
        }
    }
    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        const loc_rota_option *x = &plan->option[o];
        locality_rota_cover *c =
            &r->cover[(size_t)given(plan, 1, x->demand) * plan->periods + x->period];
        c->available++;
        c->filled += f->holds[o];
    }
}

/* A largest matching of one period: its candidates, and a column for each holder a demand could have. */
static bool match_period(locality_rota *r, const loc_rota_plan *plan, const uint32_t *in_period,
                         uint32_t count, uint32_t period, loc_work *work) {
    uint32_t rows = 0, columns = 0;
    size_t edges = 0, at = 0, places = plan->demands;
    uint32_t *first = loc_work_take(work, places + 1, sizeof *first);

    for (uint32_t d = 0; first != NULL && d < plan->demands; d++) {
        int64_t needed = plan->needed[(size_t)d * plan->periods + period];
        int64_t open = r->cover[(size_t)given(plan, 1, d) * plan->periods + period].available;
        first[d] = columns;
        columns += (uint32_t)(needed < open ? needed : open);
        first[d + 1] = columns;
    }
    for (uint32_t k = 0; first != NULL && k < count; k++) {
        const loc_rota_option *o = &plan->option[in_period[k]];
        rows += k == 0 || plan->option[in_period[k - 1]].candidate != o->candidate;
        edges += first[o->demand + 1] - first[o->demand];
    }
    loc_graph graph = {rows, columns, edges, NULL, NULL};
    graph.start = loc_work_take(work, (size_t)rows + 1, sizeof *graph.start);
    graph.column = loc_work_take(work, edges, sizeof *graph.column);
    uint32_t *mate[2] = {loc_work_take(work, rows, sizeof **mate),
                         loc_work_take(work, columns, sizeof **mate)};
    bool done = first != NULL && work->stop == LOC_GOES_ON;
    for (uint32_t k = 0, row = 0; done && k < count; k++) {
        const loc_rota_option *o = &plan->option[in_period[k]];
        if (k == 0 || plan->option[in_period[k - 1]].candidate != o->candidate) {
            graph.start[row++] = at;
        }
        for (uint32_t c = first[o->demand]; c < first[o->demand + 1]; c++) {
            graph.column[at++] = c;
        }
    }
    if (done) {
        graph.start[rows] = at;
        done = loc_match(&graph, mate[0], mate[1], work);
        for (uint32_t row = 0; row < rows && done; row++) {
            r->possible[period] += mate[0][row] != LOC_FREE;
        }
    }
    loc_work_give(work, first, places + 1, sizeof *first);
    loc_work_give(work, graph.start, (size_t)rows + 1, sizeof *graph.start);
    loc_work_give(work, graph.column, edges, sizeof *graph.column);
    loc_work_give(work, mate[0], rows, sizeof **mate);
    loc_work_give(work, mate[1], columns, sizeof **mate);
    return done;
}

static bool match_periods(locality_rota *r, const loc_rota_plan *plan) {
    loc_work work = {.allocator = &r->allocator, .ask = UINT64_MAX};
    size_t periods = plan->periods;
    uint32_t *start = loc_allocate(&r->allocator, periods + 2, sizeof *start);
    uint32_t *option = loc_allocate(&r->allocator, plan->options, sizeof *option);
    bool done = start != NULL && option != NULL;

    for (uint32_t o = 0; done && o < plan->start[plan->candidates]; o++) {
        start[plan->option[o].period + 2]++;
    }
    for (size_t t = 0; done && t < periods; t++) {
        start[t + 2] += start[t + 1];
    }
    for (uint32_t o = 0; done && o < plan->start[plan->candidates]; o++) {
        option[start[plan->option[o].period + 1]++] = o;
    }
    for (uint32_t t = 0; done && t < plan->periods; t++) {
        done = match_period(r, plan, option + start[t], start[t + 1] - start[t], t, &work);
    }
    loc_release(&r->allocator, start, periods + 2, sizeof *start);
    loc_release(&r->allocator, option, plan->options, sizeof *option);
    return done;
}

static bool burden_comes_before(const locality_rota_burden *a, const locality_rota_burden *b) {
    loc_wide left = ((loc_wide)a->history + a->periods) * b->share;
    loc_wide right = ((loc_wide)b->history + b->periods) * a->share;
    return left != right ? left < right : strcmp(a->id, b->id) < 0;
}

static void sift(locality_rota_burden *list, size_t at, size_t count) {
    locality_rota_burden moved = list[at];

    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        child += child + 1 < count && burden_comes_before(&list[child], &list[child + 1]);
        if (!burden_comes_before(&moved, &list[child])) {
            break;
        }
        list[at] = list[child];
        at = child;
    }
    list[at] = moved;
}

static void list_burdens(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    for (uint32_t i = 0; i < plan->candidates; i++) {
        locality_rota_burden *b = &r->burden[i];
        *b = (locality_rota_burden){
            given(plan, 0, i),           0, plan->share[i], plan->history[i], 0, plan->most[i],
            loc_rota_plan_id(plan, 0, i)};
        for (uint32_t o = plan->start[i]; o < plan->start[i + 1]; o++) {
            b->periods += f->holds[o];
        }
    }
    for (size_t at = plan->candidates / 2; at-- > 0;) {
        sift(r->burden, at, plan->candidates);
    }
    for (size_t left = plan->candidates; left > 1;) {
        locality_rota_burden last = r->burden[--left];
        r->burden[left] = r->burden[0];
        r->burden[0] = last;
        sift(r->burden, 0, left);
    }
}

/* ---- Hand-overs ------------------------------------------------------------------------------ */

/* Holders of one demand in one period: a stretch of the holdings, by candidate. */
typedef struct stretch {
    const locality_rota_holding *first;
    size_t count;
} stretch;

static bool add_handover(locality_rota *r, const locality_rota_cover *place,
                         const locality_rota_holding *from, const locality_rota_holding *to) {
    if (!loc_grow(&r->allocator, (void **)&r->handover, &r->handover_capacity, r->handovers + 1,
                  sizeof *r->handover)) {
        return false;
    }
    r->handover[r->handovers++] =
        (locality_rota_handover){place->period,
                                 place->demand,
                                 from != NULL ? from->candidate : LOCALITY_ROTA_NOBODY,
                                 to != NULL ? to->candidate : LOCALITY_ROTA_NOBODY,
                                 place->demand_id,
                                 from != NULL ? from->candidate_id : "",
                                 to != NULL ? to->candidate_id : ""};
    return true;
}

static bool is_among(const stretch *s, const locality_rota_holding *who) {
    for (size_t k = 0; k < s->count; k++) {
        if (s->first[k].candidate == who->candidate) {
            return true;
        }
    }
    return false;
}

/* The next of a stretch that is not in the other; null at the end. */
static const locality_rota_holding *next_alone(const stretch *s, const stretch *other, size_t *at) {
    while (*at < s->count) {
        const locality_rota_holding *h = &s->first[(*at)++];
        if (!is_among(other, h)) {
            return h;
        }
    }
    return NULL;
}

/* Those who leave a place are matched with those who come, in the order of their ids. */
static bool hand_over(locality_rota *r, const locality_rota_cover *place, const stretch *before,
                      const stretch *after) {
    size_t left = 0, right = 0;
    bool done = true;

    for (;;) {
        const locality_rota_holding *from = next_alone(before, after, &left);
        const locality_rota_holding *to = next_alone(after, before, &right);
        if (!done || (from == NULL && to == NULL)) {
            return done;
        }
        done = add_handover(r, place, from, to);
    }
}

static bool list_handovers(locality_rota *r, const loc_rota_plan *plan) {
    size_t demands = plan->demands, people = plan->candidates, pasts = 0;
    stretch *last = loc_allocate(&r->allocator, demands, sizeof *last);
    locality_rota_holding *past = loc_allocate(&r->allocator, people, sizeof *past);
    bool done = last != NULL && past != NULL;

    for (uint32_t d = 0; done && d < plan->demands; d++) { /* those who held on to their place */
        last[d].first = past + pasts;
        for (uint32_t i = 0; i < plan->candidates; i++) {
            if (plan->past[i].demand == d && plan->past[i].ago == 0) {
                past[pasts] = (locality_rota_holding){.candidate = given(plan, 0, i),
                                                      .candidate_id = loc_rota_plan_id(plan, 0, i)};
                pasts++;
                last[d].count++;
            }
        }
    }
    size_t at = 0;
    for (uint32_t t = 0; done && t < plan->periods; t++) {
        for (uint32_t d = 0; done && d < plan->demands; d++) {
            uint32_t position = given(plan, 1, d);
            const locality_rota_cover *place = &r->cover[(size_t)position * plan->periods + t];
            stretch now = {r->holding + at, (size_t)place->filled};
            at += now.count;
            if (t > 0 || last[d].count > 0) {
                done = hand_over(r, place, &last[d], &now);
            }
            last[d] = now;
        }
    }
    loc_release(&r->allocator, last, demands, sizeof *last);
    loc_release(&r->allocator, past, people, sizeof *past);
    return done;
}

/* ---- Prices ---------------------------------------------------------------------------------- */

static void copy_prices(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    const int64_t *person = f->price;
    const int64_t *cell = person + (size_t)plan->candidates * LOC_ROTA_LEVELS;
    const int64_t *place = cell + (size_t)plan->candidates * plan->periods * LOC_ROTA_LEVELS;
    size_t levels = r->order == LOCALITY_ROTA_CHEAP ? 2 : LOC_ROTA_LEVELS;
    size_t periods = plan->periods;

    for (uint32_t i = 0; i < plan->candidates && r->price[0] != NULL; i++) {
        size_t to = given(plan, 0, i);
        for (size_t k = 0; k < levels; k++) {
            r->price[0][to * levels + k] = person[i * LOC_ROTA_LEVELS + k];
        }
        for (size_t t = 0; t < periods * levels; t++) {
            r->price[1][to * periods * levels + t] =
                cell[(i * periods + t / levels) * LOC_ROTA_LEVELS + t % levels];
        }
    }
    for (uint32_t d = 0; d < plan->demands && r->price[2] != NULL; d++) {
        size_t to = given(plan, 1, d);
        for (size_t t = 0; t < periods * levels; t++) {
            r->price[2][to * periods * levels + t] =
                place[(d * periods + t / levels) * LOC_ROTA_LEVELS + t % levels];
        }
    }
}

bool loc_rota_fill(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f) {
    count_cover(r, plan, f);
    bool done = list_holdings(r, plan, f) && match_periods(r, plan) && list_handovers(r, plan);
    if (done) {
        list_burdens(r, plan, f);
        list_bound(r, plan, f);
        copy_prices(r, plan, f);
    }
    return done;
}
