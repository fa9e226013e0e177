/* Rota search: one part of a rota, whose people and places no other part has. A flow without the rules
 * on spells is the best that could be; where its rota keeps the rules it is the answer. Else it is
 * asked again with a little put on what breaks them, which chooses among rotas as good. What then
 * still breaks a rule is parted: into the ways of not breaking it, each with some options held or left
 * out for good, and each judged by a flow of its own. */
#include <string.h>

#include "rota/search.h"

#define ROUNDS_FIRST 8               /* flows that are asked again at the beginning */
#define ROUNDS 2                     /* and in a branch */
#define LEVELS (LOC_ROTA_LEVELS + 1) /* the last one chooses among rotas as good */

/* ---- What the part has ----------------------------------------------------------------------- */

static void list_part(loc_rota_search *x) {
    const loc_rota_plan *plan = x->plan;

    for (uint32_t i = 0; i < plan->candidates; i++) {
        if (plan->part_of[0][i] != x->part) {
            continue;
        }
        x->first_option[x->candidates] = x->options;
        x->candidate[x->candidates++] = i;
        for (uint32_t o = plan->start[i]; o < plan->start[i + 1]; o++) {
            x->option[x->options++] = o;
        }
    }
    x->first_option[x->candidates] = x->options;
}

/* Numbers the nodes: candidates, their periods, demands in periods, the hub. */
static void number_nodes(loc_rota_search *x) {
    const loc_rota_plan *plan = x->plan;
    size_t places = (size_t)plan->demands * plan->periods;
    uint32_t node = x->candidates;

    for (uint32_t k = 0; k < x->options; k++) {
        const loc_rota_option *o = &plan->option[x->option[k]];
        const loc_rota_option *last = k > 0 ? &plan->option[x->option[k - 1]] : NULL;
        bool same = last != NULL && last->candidate == o->candidate && last->period == o->period;
        x->cell_of[k] = same ? node - 1 : node;
        node += !same;
    }
    x->cells = node - x->candidates;
    for (size_t p = 0; p < places; p++) {
        x->node_of_place[p] = LOC_NO_NODE;
    }
    for (uint32_t k = 0; k < x->options; k++) { /* in the order in which they are met */
        const loc_rota_option *o = &plan->option[x->option[k]];
        uint32_t *place = &x->node_of_place[(size_t)o->demand * plan->periods + o->period];
        *place = *place == LOC_NO_NODE ? node++ : *place;
        x->place_of[k] = *place;
    }
    x->places = node - x->candidates - x->cells;
    x->hub = node;
    x->nodes = node + 1;
}

static size_t count_steps(const loc_rota_search *x) {
    size_t steps = 0;

    for (uint32_t c = 0; c < x->candidates; c++) {
        steps += (size_t)x->plan->most[x->candidate[c]];
    }
    return steps;
}

static int64_t *cost_of(const loc_rota_search *x, uint32_t level, size_t arc) {
    return x->cost + (size_t)level * x->arcs + arc;
}

static void make_arcs(loc_rota_search *x) {
    const loc_rota_plan *plan = x->plan;
    size_t arc = 0;

    memset(x->cost, 0, (size_t)LEVELS * x->arcs * sizeof *x->cost);
    for (uint32_t c = 0; c < x->candidates; c++) {
        uint32_t i = x->candidate[c];
        x->first_step[c] = arc;
        for (int64_t k = 1; k <= plan->most[i]; k++) {
            if (loc_rota_level_of_shares(x) < x->levels) {
                *cost_of(x, loc_rota_level_of_shares(x), arc) =
                    plan->step_rank[plan->step[i] + (size_t)k];
            }
            x->arc[arc++] = (loc_arc){x->hub, c, 0, 1};
        }
    }
    x->first_step[x->candidates] = arc;
    x->first_cell_arc = arc;
    arc += x->cells;
    x->first_option_arc = arc;
    for (uint32_t k = 0, c = 0; k < x->options; k++) {
        const loc_rota_option *o = &plan->option[x->option[k]];
        while (x->candidate[c] != o->candidate) {
            c++;
        }
        x->arc[x->first_cell_arc + x->cell_of[k] - x->candidates] =
            (loc_arc){c, x->cell_of[k], 0, 1};
        *cost_of(x, loc_rota_level_of_cost(x), arc) = o->cost;
        x->arc[arc++] = (loc_arc){x->cell_of[k], x->place_of[k], 0, 1};
    }
    x->first_place_arc = arc;
    for (uint32_t k = 0; k < x->options; k++) {
        const loc_rota_option *o = &plan->option[x->option[k]];
        int64_t needed = plan->needed[(size_t)o->demand * plan->periods + o->period];
        size_t at = x->first_place_arc + (x->place_of[k] - x->candidates - x->cells);
        int64_t most = (int64_t)x->candidates + 1; /* out of reach, as is all that is more */
        x->arc[at] = (loc_arc){x->place_of[k], x->hub, 0, needed < most ? needed : most};
        *cost_of(x, 0, at) = -1;
    }
}

/* ---- Flows ----------------------------------------------------------------------------------- */

/* Where a spell is one period, what is held rules out the periods around it. */
static bool rule_out_around(loc_rota_search *x, uint32_t k) {
    const loc_rota_plan *plan = x->plan;
    const loc_rota_option *o = &plan->option[x->option[k]];
    uint32_t rest = plan->spell_most == 1 ? plan->rest : 0;
    bool done = true;

    for (int way = 0; way < 2; way++) {
        for (uint32_t n = k; way == 0 ? n-- > 0 : ++n < x->options;) {
            const loc_rota_option *other = &plan->option[x->option[n]];
            uint32_t apart =
                other->period > o->period ? other->period - o->period : o->period - other->period;
            if (other->candidate != o->candidate || apart > rest) {
                break;
            }
            done = done && x->state[n] != LOC_ROTA_HELD;
            x->state[n] = LOC_ROTA_LEFT;
        }
    }
    return done;
}

/* Sets the options of a branch; false where they contradict one another. Nothing is ruled out for the
 * first flow, whose prices are to prove what holds without any rule on spells. */
static bool enter(loc_rota_search *x, const loc_rota_decided *last) {
    bool done = true;

    for (uint32_t k = 0; k < x->options; k++) {
        x->state[k] = x->plan->option[x->option[k]].is_pinned ? LOC_ROTA_HELD : LOC_ROTA_FREE;
    }
    for (const loc_rota_decided *d = last; d != NULL; d = d->above) {
        done = done && (x->state[d->option] == LOC_ROTA_FREE || x->state[d->option] == d->state);
        x->state[d->option] = d->state;
    }
    for (uint32_t k = 0; k < x->options && done && last != NULL; k++) {
        done = x->state[k] != LOC_ROTA_HELD || rule_out_around(x, k);
    }
    for (uint32_t k = 0; k < x->options; k++) {
        loc_arc *arc = &x->arc[x->first_option_arc + k];
        arc->low = x->state[k] == LOC_ROTA_HELD;
        arc->high = x->state[k] != LOC_ROTA_LEFT;
    }
    return done;
}

/* Finds the best flow of a branch; `*is_feasible` where there is one. */
static bool solve(loc_rota_search *x, bool *is_feasible) {
    const int64_t *by_level[LEVELS];
    uint32_t levels_done = 0;

    for (uint32_t level = 0; level < x->levels; level++) {
        by_level[level] = cost_of(x, level, 0);
    }
    by_level[x->levels] = cost_of(x, LEVELS - 1, 0);
    for (size_t a = 0; a < x->arcs; a++) {
        x->flow[a] = x->arc[a].low;
    }
    loc_network network = {x->nodes, x->arcs, x->arc, NULL, x->levels + 1, by_level};
    return loc_network_solve(&network, x->flow, x->price, x->cut, is_feasible, &levels_done,
                             x->work);
}

/* ---- Breaches -------------------------------------------------------------------------------- */

static void charge(loc_rota_search *x, uint32_t candidate, const loc_spell_breach *b,
                   uint32_t round) {
    int64_t first = b->first, last = b->last;
    uint32_t demand = b->demand;

    if (b->kind == LOC_BREACH_REST) { /* the one or the other, by turns */
        bool early = b->first >= 0 && ((round + candidate) & 1) != 0;
        first = last = early ? b->first : b->last;
        demand = early ? b->demand : b->next_demand;
    }
    for (int64_t t = first; t <= last; t++) {
        uint32_t k = loc_rota_option_of(x, candidate, t, demand);
        if (k != LOC_NO_OPTION && loc_rota_is_held(x, k)) {
            *cost_of(x, LEVELS - 1, x->first_option_arc + k) += 1;
        }
    }
}

/* Finds the first breach, and puts a little on all. */
static loc_spell_breach find_breaches(loc_rota_search *x, uint32_t *candidate, uint32_t round) {
    loc_spell_breach first = {LOC_BREACH_NONE, 0, 0, 0, 0, 0};

    for (uint32_t c = 0, k = 0; c < x->candidates && loc_rota_plan_has_rules(x->plan); c++) {
        uint32_t i = x->candidate[c], from = k, at = 0;
        while (k < x->options && x->plan->option[x->option[k]].candidate == i) {
            k++;
        }
        loc_rota_read_held(x, from, k);
        for (loc_spell_breach b = loc_spell_breach_next(x->plan, i, x->held, &at);
             b.kind != LOC_BREACH_NONE; b = loc_spell_breach_next(x->plan, i, x->held, &at)) {
            charge(x, i, &b, round);
            if (first.kind == LOC_BREACH_NONE) {
                first = b;
                *candidate = i;
            }
        }
    }
    return first;
}

/* ---- Branches -------------------------------------------------------------------------------- */

/* A branch that is being made: decisions on top of those of the branch it comes from. */
typedef struct maker {
    loc_rota_search *x;
    uint32_t candidate;
    const loc_rota_decided *last;
    bool is_possible;
} maker;

static void decide(maker *m, int64_t period, uint32_t demand, uint8_t state) {
    uint32_t k = loc_rota_option_of(m->x, m->candidate, period, demand);

    if (k == LOC_NO_OPTION || !m->is_possible) {
        m->is_possible =
            m->is_possible && state == LOC_ROTA_LEFT; /* what is not open is left out anyway */
        return;
    }
    loc_rota_decided *d = loc_arena_take(&m->x->arena, 1, sizeof *d);
    if (d == NULL) {
        m->is_possible = loc_work_stop(m->x->work, LOC_STOP_MEMORY);
        return;
    }
    *d = (loc_rota_decided){m->last, k, state};
    m->last = d;
}

static void hold_all(maker *m, int64_t first, int64_t last, uint32_t demand) {
    for (int64_t t = first; t <= last && m->is_possible; t++) {
        decide(m, t, demand, LOC_ROTA_HELD);
    }
}

/* Has a branch wait; the one that waits last is looked at first. */
static void wait(const maker *m) {
    if (!m->is_possible || m->x->work->stop != LOC_GOES_ON) {
        return;
    }
    loc_rota_branch *b = loc_arena_take(&m->x->arena, 1, sizeof *b);
    if (b == NULL) {
        loc_work_stop(m->x->work, LOC_STOP_MEMORY);
        return;
    }
    *b = (loc_rota_branch){m->last, m->x->open};
    m->x->open = b;
}

static void part_rest(maker begin, const loc_spell_breach *b) {
    maker m = begin;
    bool before = b->first < 0;
    bool holds_on =
        b->demand == b->next_demand && b->last > b->first + 1 && (!before || b->first == -1);

    if (holds_on) { /* the spell goes on, over what lies between */
        hold_all(&m, before ? 0 : b->first, b->last, b->demand);
        wait(&m);
    }
    if (!before) {
        m = begin;
        decide(&m, b->first, b->demand, LOC_ROTA_LEFT);
        wait(&m);
    }
    m = begin;
    if (!before) {
        decide(&m, b->first, b->demand, LOC_ROTA_HELD);
    }
    decide(&m, b->last, b->next_demand, LOC_ROTA_LEFT);
    wait(&m);
}

/* One of the periods goes, those before it stay. */
static void part_long(maker begin, const loc_spell_breach *b) {
    for (int64_t t = b->first; t <= b->last; t++) {
        maker m = begin;
        hold_all(&m, b->first, t - 1, b->demand);
        decide(&m, t, b->demand, LOC_ROTA_LEFT);
        wait(&m);
    }
}

/* It begins later, or not at all; or earlier; or goes on long enough. */
static void part_short(maker begin, const loc_spell_breach *b) {
    maker m = begin;

    decide(&m, b->first, b->demand, LOC_ROTA_LEFT);
    wait(&m);
    if (b->first > 0) {
        m = begin;
        hold_all(&m, b->first - 1, b->first, b->demand);
        wait(&m);
    }
    m = begin;
    if (b->first > 0) {
        decide(&m, b->first - 1, b->demand, LOC_ROTA_LEFT);
    }
    hold_all(&m, b->first, b->last, b->demand);
    wait(&m);
}

static void part_branch(loc_rota_search *x, const loc_rota_branch *from, uint32_t candidate,
                        const loc_spell_breach *b) {
    maker m = {x, candidate, from->last, true};

    if (b->kind == LOC_BREACH_REST) {
        part_rest(m, b);
    } else if (b->kind == LOC_BREACH_LONG) {
        part_long(m, b);
    } else {
        part_short(m, b);
    }
}

/* Keeps the first flow and its prices, with the hub at 0. */
static void keep_bound(loc_rota_search *x) {
    const loc_rota_plan *plan = x->plan;
    int64_t *person = x->found->price;
    int64_t *cell = person + (size_t)plan->candidates * LOC_ROTA_LEVELS;
    int64_t *place = cell + (size_t)plan->candidates * plan->periods * LOC_ROTA_LEVELS;

    for (uint32_t k = 0; k < x->options; k++) {
        x->found->bound[x->option[k]] = loc_rota_is_held(x, k);
    }
    for (uint32_t level = 0; level < x->levels; level++) {
        const int64_t *price = x->price + (size_t)(level + 1) * x->nodes;
        for (uint32_t c = 0; c < x->candidates; c++) {
            person[(size_t)x->candidate[c] * LOC_ROTA_LEVELS + level] = price[c] - price[x->hub];
        }
        for (uint32_t k = 0; k < x->options; k++) {
            const loc_rota_option *o = &plan->option[x->option[k]];
            size_t at = (size_t)o->candidate * plan->periods + o->period;
            cell[at * LOC_ROTA_LEVELS + level] = price[x->cell_of[k]] - price[x->hub];
            at = (size_t)o->demand * plan->periods + o->period;
            place[at * LOC_ROTA_LEVELS + level] = price[x->place_of[k]] - price[x->hub];
        }
    }
}

/* Judges a branch: nothing better in it, a rota, or branches of its own. */
static bool judge(loc_rota_search *x, const loc_rota_branch *b, uint32_t rounds) {
    uint32_t candidate = 0;
    loc_spell_breach breach = {LOC_BREACH_NONE, 0, 0, 0, 0, 0};
    bool is_feasible = false;

    if (!enter(x, b->last)) {
        return loc_rota_record_closed(x);
    }
    memset(cost_of(x, LEVELS - 1, 0), 0, x->arcs * sizeof *x->cost);
    for (uint32_t round = 0; round < rounds; round++) {
        if (!solve(x, &is_feasible)) {
            return false;
        }
        if (!is_feasible) {
            return loc_rota_record_cut(x);
        }
        loc_rota_take_worth(x);
        if (!x->root.is_known) {
            loc_rota_copy_worth(x, &x->root, &x->now);
            keep_bound(x);
        }
        if (x->best.is_known && loc_rota_compare(x, &x->now, &x->best, 3) >= 0) {
            return loc_rota_record_bound(x);
        }
        breach = find_breaches(x, &candidate, round);
        x->steps = rounds == ROUNDS ? 50 : 20 * x->candidates + 200;
        if (breach.kind == LOC_BREACH_NONE || loc_rota_exchange(x)) {
            loc_rota_keep_best(x);
            return loc_rota_record_bound(x);
        }
        if (x->work->stop != LOC_GOES_ON) {
            return false;
        }
    }
    part_branch(x, b, candidate, &breach);
    return loc_rota_record_parts(x, candidate, &breach) && x->work->stop == LOC_GOES_ON;
}

/* ---- Running --------------------------------------------------------------------------------- */

/* Before anything is known: no more can be filled than there are places; nothing held is lawful where
 * nothing is pinned. */
static void begin(loc_rota_search *x) {
    bool any_pin = false;

    x->root.filled = 0;
    for (size_t a = x->first_place_arc; a < x->arcs; a++) {
        x->root.filled += x->arc[a].high;
    }
    memset(x->flow, 0, x->arcs * sizeof *x->flow);
    for (uint32_t k = 0; k < x->options; k++) {
        any_pin = any_pin || x->plan->option[x->option[k]].is_pinned;
    }
    if (!any_pin) {
        loc_rota_take_worth(x);
        loc_rota_keep_best(x);
    }
}

static bool run(loc_rota_search *x) {
    loc_rota_branch first = {NULL, NULL};
    bool going = judge(x, &first, loc_rota_plan_has_rules(x->plan) ? ROUNDS_FIRST : 1);

    while (going && x->open != NULL) {
        const loc_rota_branch *b = x->open;
        x->open = b->next;
        x->found->branches++;
        going = judge(x, b, ROUNDS);
    }
    bool is_over = going && x->open == NULL;
    loc_rota_record_end(x, is_over);
    if (x->work->stop != LOC_GOES_ON && x->work->stop != LOC_STOP_LIMIT) {
        return false;
    }
    x->work->stop = LOC_GOES_ON;
    if (!is_over && x->helper->solver != NULL && !loc_rota_ask_helper(x)) {
        return false;
    }
    loc_rota_say(x, is_over);
    return true;
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static bool take_flow(loc_rota_search *x) {
    loc_work *work = x->work;

    x->arc = loc_work_take(work, x->arcs, sizeof *x->arc);
    x->cost = loc_work_take(work, x->arcs * LEVELS, sizeof *x->cost);
    x->flow = loc_work_take(work, x->arcs, sizeof *x->flow);
    x->price = loc_work_take(work, (size_t)x->nodes * (LEVELS + 1), sizeof *x->price);
    x->cut = loc_work_take(work, x->nodes, 1);
    return work->stop == LOC_GOES_ON;
}

static void give_flow(const loc_rota_search *x) {
    const loc_work *work = x->work;

    loc_work_give(work, x->arc, x->arcs, sizeof *x->arc);
    loc_work_give(work, x->cost, x->arcs * LEVELS, sizeof *x->cost);
    loc_work_give(work, x->flow, x->arcs, sizeof *x->flow);
    loc_work_give(work, x->price, (size_t)x->nodes * (LEVELS + 1), sizeof *x->price);
    loc_work_give(work, x->cut, x->nodes, 1);
}

static bool run_part(loc_rota_search *x) {
    list_part(x);
    if (x->options == 0) {
        return true;
    }
    number_nodes(x);
    x->levels = x->plan->order == LOCALITY_ROTA_CHEAP ? 2 : LOC_ROTA_LEVELS;
    x->arcs = count_steps(x) + x->cells + x->options + x->places;
    bool done = take_flow(x);
    if (done) {
        make_arcs(x);
        begin(x);
        loc_arena_init(&x->arena, x->work->allocator);
        done = loc_rota_record_begin(x) && run(x);
        loc_arena_clear(&x->arena);
    }
    give_flow(x);
    return done;
}

bool loc_rota_part(const loc_rota_plan *plan, uint32_t part, loc_rota_found *found,
                   loc_rota_helper *helper, loc_rota_record *record, loc_work *work) {
    loc_rota_search x = {.plan = plan,
                         .part = part,
                         .found = found,
                         .work = work,
                         .helper = helper,
                         .record = record->price != NULL && !record->is_none ? record : NULL};
    size_t options = plan->options, people = plan->candidates;
    size_t places = (size_t)plan->demands * plan->periods;

    x.candidate = loc_work_take(work, people, sizeof *x.candidate);
    x.option = loc_work_take(work, options, sizeof *x.option);
    x.cell_of = loc_work_take(work, options, sizeof *x.cell_of);
    x.place_of = loc_work_take(work, options, sizeof *x.place_of);
    x.node_of_place = loc_work_take(work, places, sizeof *x.node_of_place);
    x.first_step = loc_work_take(work, people + 1, sizeof *x.first_step);
    x.first_option = loc_work_take(work, people + 1, sizeof *x.first_option);
    x.held = loc_work_take(work, plan->periods, sizeof *x.held);
    x.state = loc_work_take(work, options, 1);
    x.best_flow = loc_work_take(work, options, 1);
    x.now.burden = loc_work_take(work, people, sizeof *x.now.burden);
    x.best.burden = loc_work_take(work, people, sizeof *x.best.burden);
    x.root.burden = loc_work_take(work, people, sizeof *x.root.burden);
    bool done = work->stop == LOC_GOES_ON && run_part(&x);
    loc_work_give(work, x.candidate, people, sizeof *x.candidate);
    loc_work_give(work, x.option, options, sizeof *x.option);
    loc_work_give(work, x.cell_of, options, sizeof *x.cell_of);
    loc_work_give(work, x.place_of, options, sizeof *x.place_of);
    loc_work_give(work, x.node_of_place, places, sizeof *x.node_of_place);
    loc_work_give(work, x.first_step, people + 1, sizeof *x.first_step);
    loc_work_give(work, x.first_option, people + 1, sizeof *x.first_option);
    loc_work_give(work, x.held, plan->periods, sizeof *x.held);
    loc_work_give(work, x.state, options, 1);
    loc_work_give(work, x.best_flow, options, 1);
    loc_work_give(work, x.now.burden, people, sizeof *x.now.burden);
    loc_work_give(work, x.best.burden, people, sizeof *x.best.burden);
    loc_work_give(work, x.root.burden, people, sizeof *x.root.burden);
    return done;
}
