/* Rota: the border. Reads what is asked for, has each part searched, and shows what is found. */
#include <inttypes.h>
#include <string.h>

#include "allocation/match.h"
#include "allocation/rota.h"
#include "base/wide.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 32)
#define MOST_TOTAL (INT64_C(1) << 60)

/* ---- Searching ------------------------------------------------------------------------------- */

static bool found_take(loc_rota_found *f, const loc_rota_plan *plan, const locality_allocator *m) {
    *f = (loc_rota_found){.verdict = LOCALITY_ALLOCATION_OPTIMAL,
                          .proof = LOCALITY_ROTA_BY_PRICES,
                          .is_filled_proved = true,
                          .is_fair_proved = true,
                          .is_cost_proved = true};
    f->prices =
        ((size_t)plan->candidates + ((size_t)plan->candidates + plan->demands) * plan->periods) *
        LOC_ROTA_LEVELS;
    f->holds = loc_allocate(m, plan->options, 1);
    f->price = loc_allocate(m, f->prices, sizeof *f->price);
    return f->holds != NULL && f->price != NULL;
}

static void found_give(loc_rota_found *f, const loc_rota_plan *plan, const locality_allocator *m) {
    loc_release(m, f->holds, plan->options, 1);
    loc_release(m, f->price, f->prices, sizeof *f->price);
}

/* Whether no total can leave 64 bits. */
static bool costs_fit(const loc_rota_plan *plan) {
    loc_wide sum = 0;

    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        int64_t cost = plan->option[o].cost;
        sum += cost < 0 ? -(loc_wide)cost : cost;
    }
    return sum <= MOST_TOTAL;
}

/* Has the parts searched, each with its share of the work that is left. */
static locality_status search(const loc_rota_plan *plan, loc_rota_found *found, loc_work *work,
                              uint64_t limit, locality_error *error) {
    for (uint32_t part = 0; part < plan->parts; part++) {
        uint64_t left = limit > work->done ? limit - work->done : 1;
        work->limit =
            work->done + (left / (plan->parts - part) > 0 ? left / (plan->parts - part) : 1);
        work->ask = work->done;
        if (loc_rota_part(plan, part, found, work)) {
            continue;
        }
        if (work->stop == LOC_STOP_OVERFLOW) {
            found->verdict = LOCALITY_ALLOCATION_OVERFLOW;
            found->proof = LOCALITY_ROTA_NOT_PROVED;
            return LOCALITY_OK;
        }
        return work->stop == LOC_STOP_CANCELLED
                   ? loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call")
                   : loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

/* ---- Making the answer ----------------------------------------------------------------------- */

static bool has_rota(const loc_rota_found *f) {
    return f->verdict == LOCALITY_ALLOCATION_OPTIMAL || f->verdict == LOCALITY_ALLOCATION_FEASIBLE;
}

static bool take_memory(locality_rota *r, const loc_rota_found *f) {
    const locality_allocator *m = &r->allocator;
    size_t people = r->candidates, places = (size_t)r->demands * r->periods;
    size_t cells = people * r->periods;
    bool prices = f->proof == LOCALITY_ROTA_BY_PRICES;

    r->holding = loc_allocate(m, r->holdings, sizeof *r->holding);
    r->cover = loc_allocate(m, places, sizeof *r->cover);
    r->possible = loc_allocate(m, r->periods, sizeof *r->possible);
    r->burden = loc_allocate(m, people, sizeof *r->burden);
    bool done = r->holding != NULL && r->cover != NULL && r->possible != NULL && r->burden != NULL;
    for (int k = 0; k < 3; k++) {
        size_t count = k == 0 ? people : k == 1 ? cells : places;
        r->place[k] = loc_allocate(m, r->holdings, sizeof **r->place);
        r->price[k] = prices ? loc_allocate(m, count * LOC_ROTA_LEVELS, sizeof **r->price) : NULL;
        done = done && r->place[k] != NULL && (!prices || r->price[k] != NULL);
    }
    return done;
}

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

/* ---- Putting it together --------------------------------------------------------------------- */

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

static void fill_value(locality_rota *r, const loc_rota_plan *plan, const loc_rota_found *f,
                       uint64_t work) {
    locality_rota_value *v = &r->value;
    bool has = has_rota(f);

    v->verdict = f->verdict;
    v->proof = f->proof;
    v->filled = has ? f->filled : 0;
    v->filled_most = f->filled_most;
    v->cost = has ? f->cost : 0;
    v->cost_least = f->cost_least;
    v->is_filled_proved = has && f->is_filled_proved;
    v->is_fair_proved = has && f->is_fair_proved;
    v->is_cost_proved = has && f->is_cost_proved;
    v->work = work;
    v->branches = f->branches;
    for (size_t k = 0; k < (size_t)plan->demands * plan->periods; k++) {
        v->needed += plan->needed[k];
    }
}

static bool fill(locality_rota *r, loc_rota_plan *plan, const loc_rota_found *f) {
    count_cover(r, plan, f);
    bool done = list_holdings(r, plan, f) && match_periods(r, plan) && list_handovers(r, plan);
    if (done) {
        list_burdens(r, plan, f);
        copy_prices(r, plan, f);
    }
    return done;
}

static locality_status make(loc_rota_plan *plan, loc_rota_found *f, uint64_t work,
                            locality_rota **out, locality_error *error) {
    locality_rota *r = loc_allocate(plan->allocator, 1, sizeof *r);

    if (r == NULL) {
        return loc_fail_memory(error);
    }
    r->allocator = *plan->allocator;
    r->order = plan->order;
    r->periods = plan->periods;
    r->candidates = plan->candidates;
    r->demands = plan->demands;
    if (!has_rota(f)) {
        memset(f->holds, 0, plan->options);
        f->proof = f->verdict == LOCALITY_ALLOCATION_INFEASIBLE ? LOCALITY_ROTA_BY_SEARCH
                                                                : LOCALITY_ROTA_NOT_PROVED;
    }
    for (uint32_t o = 0; o < plan->start[plan->candidates]; o++) {
        r->holdings += f->holds[o];
    }
    fill_value(r, plan, f, work);
    if (!take_memory(r, f) || !fill(r, plan, f)) {
        locality_rota_free(r);
        return loc_fail_memory(error);
    }
    r->names = plan->names; /* the ids live on with the answer */
    plan->names = NULL;
    *out = r;
    return loc_ok(error);
}

static locality_status take_options(const locality_rota_options *options,
                                    locality_rota_options *out, locality_error *error) {
    locality_rota_options in = LOCALITY_ROTA_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_rota_options");
    }
    if (in.order < LOCALITY_ROTA_FAIR_THEN_CHEAP || in.order > LOCALITY_ROTA_CHEAP ||
        in.reserved != 0 || in.reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.order or reserved is none that there is");
    }
    in.work_limit = in.work_limit != 0 ? in.work_limit : WORK_UNLESS_TOLD;
    *out = in;
    return LOCALITY_OK;
}

static locality_status take_problem(const locality_rota_problem *problem,
                                    locality_rota_problem *out, locality_error *error) {
    locality_rota_problem in = LOCALITY_ROTA_PROBLEM_INIT;

    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "problem.struct_size is not that of locality_rota_problem");
    }
    *out = in;
    return LOCALITY_OK;
}

locality_status locality_rota_solve(const locality_rota_problem *problem,
                                    const locality_rota_options *options,
                                    const locality_allocator *allocator, locality_rota **out,
                                    locality_error *error) {
    locality_rota_problem asked = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_options in = LOCALITY_ROTA_OPTIONS_INIT;
    locality_allocator memory;
    loc_rota_found found = {0};
    loc_rota_plan plan;

    if (out != NULL) {
        *out = NULL;
    }
    if (problem == NULL || out == NULL) {
        return loc_fail_null(error, problem == NULL ? "problem" : "out");
    }
    locality_status status = take_problem(problem, &asked, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, &in, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &memory, .progress = in.progress, .self = in.progress_self};
    status = loc_rota_plan_take(&plan, &asked, in.order, &memory, error);
    if (status == LOCALITY_OK) {
        status = found_take(&found, &plan, &memory) ? LOCALITY_OK : loc_fail_memory(error);
    }
    if (status == LOCALITY_OK && !costs_fit(&plan)) {
        found.verdict = LOCALITY_ALLOCATION_OVERFLOW;
    } else if (status == LOCALITY_OK) {
        status = search(&plan, &found, &work, in.work_limit, error);
    }
    if (status == LOCALITY_OK) {
        status = make(&plan, &found, work.done, out, error);
    }
    found_give(&found, &plan, &memory);
    loc_rota_plan_clear(&plan);
    return status;
}

void locality_rota_free(locality_rota *rota) {
    locality_rota *r = rota;

    if (r == NULL) {
        return;
    }
    locality_allocator m = r->allocator;
    size_t people = r->candidates, places = (size_t)r->demands * r->periods;
    locality_allocation_free(r->names);
    loc_release(&m, r->holding, r->holdings, sizeof *r->holding);
    loc_release(&m, r->cover, places, sizeof *r->cover);
    loc_release(&m, r->possible, r->periods, sizeof *r->possible);
    loc_release(&m, r->burden, people, sizeof *r->burden);
    loc_release(&m, r->handover, r->handover_capacity, sizeof *r->handover);
    for (int k = 0; k < 3; k++) {
        size_t count = k == 0 ? people : k == 1 ? people * r->periods : places;
        loc_release(&m, r->place[k], r->holdings, sizeof **r->place);
        loc_release(&m, r->price[k], count * LOC_ROTA_LEVELS, sizeof **r->price);
    }
    loc_release(&m, r, 1, sizeof *r);
}
