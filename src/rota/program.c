/* Rota program: one part of a rota as an integer program for a solver of the host. A number for each option (is
 * it held?), and one for each period that a candidate could do (does it do so many?). What is wanted is asked
 * for one thing at a time, in its order: places, then the largest burden as seldom as can be, the
 * second largest, and so on, and the cost; whatever was had stays a bound from then on. Where the best that
 * is known is as good as the first flow, which bounds all, nothing is asked. */
#include <string.h>

#include "rota/search.h"

/* Growing rows of a program. */
typedef struct builder {
    loc_rota_search *x;
    size_t variables, rows, terms;
    size_t *start;
    uint32_t *variable;
    int64_t *coefficient, *least, *most;
    size_t start_room, variable_room, coefficient_room, least_room, most_room;
    int64_t *high, *low, *cost, *value;
    uint32_t *first_load; /* first number on how much each candidate does; one more */
    bool has_loads;       /* shares count */
    bool is_well;
} builder;

static uint32_t periods_of(const builder *b) {
    return b->x->plan->periods;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool grow(builder *b, void **block, size_t *room, size_t needed, size_t size) {
    b->is_well = b->is_well && loc_grow(b->x->work->allocator, block, room, needed, size);
    return b->is_well;
}

static void add_term(builder *b, uint32_t variable, int64_t coefficient) {
    void *list[2] = {b->variable, b->coefficient};

    if (variable == LOC_NO_OPTION ||
        !grow(b, &list[0], &b->variable_room, b->terms + 1, sizeof *b->variable)) {
        return;
    }
    b->variable = list[0];
    if (!grow(b, &list[1], &b->coefficient_room, b->terms + 1, sizeof *b->coefficient)) {
        return;
    }
    b->coefficient = list[1];
    b->variable[b->terms] = variable;
    b->coefficient[b->terms++] = coefficient;
}

/* Ends a row whose terms were added. */
static void end_row(builder *b, int64_t least, int64_t most) {
    void *list[3] = {b->start, b->least, b->most};

    if (!grow(b, &list[0], &b->start_room, b->rows + 2, sizeof *b->start)) {
        return;
    }
    b->start = list[0];
    if (!grow(b, &list[1], &b->least_room, b->rows + 1, sizeof *b->least)) {
        return;
    }
    b->least = list[1];
    if (!grow(b, &list[2], &b->most_room, b->rows + 1, sizeof *b->most)) {
        return;
    }
    b->most = list[2];
    b->start[0] = 0;
    b->least[b->rows] = least;
    b->most[b->rows] = most;
    b->start[++b->rows] = b->terms;
}

static void end_row_at_most(builder *b, int64_t most) {
    end_row(b, LOCALITY_PROGRAM_NO_LEAST, most);
}

/* ---- Options and loads ----------------------------------------------------------------------- */

static const loc_rota_option *option_at(const builder *b, uint32_t k) {
    return &b->x->plan->option[b->x->option[k]];
}

/* One place in a period, and no more holders than a place needs. */
static void add_places(builder *b) {
    loc_rota_search *x = b->x;

    for (uint32_t k = 0, from = 0; k < x->options; from = k) {
        while (k < x->options && x->cell_of[k] == x->cell_of[from]) {
            add_term(b, k++, 1);
        }
        end_row_at_most(b, 1);
    }
    uint32_t base = x->candidates + x->cells;
    uint32_t *head = loc_work_take(x->work, x->places, sizeof *head);
    uint32_t *next = loc_work_take(x->work, x->options, sizeof *next);
    b->is_well = b->is_well && head != NULL && next != NULL;
    for (uint32_t place = 0; b->is_well && place < x->places; place++) {
        head[place] = LOC_NO_OPTION;
    }
    for (uint32_t k = x->options; b->is_well && k-- > 0;) {
        next[k] = head[x->place_of[k] - base];
        head[x->place_of[k] - base] = k;
    }
    for (uint32_t place = 0; b->is_well && place < x->places; place++) {
        for (uint32_t k = head[place]; k != LOC_NO_OPTION; k = next[k]) {
            add_term(b, k, 1);
        }
        end_row_at_most(b, x->arc[x->first_place_arc + place].high);
    }
    loc_work_give(x->work, head, x->places, sizeof *head);
    loc_work_give(x->work, next, x->options, sizeof *next);
}

/* What a candidate holds is what it does; it does no second period before a first. */
static void add_loads(builder *b) {
    loc_rota_search *x = b->x;

    for (uint32_t c = 0; c < x->candidates; c++) {
        for (uint32_t k = x->first_option[c]; k < x->first_option[c + 1]; k++) {
            add_term(b, k, 1);
        }
        if (!b->has_loads) {
            end_row_at_most(b, x->plan->most[x->candidate[c]]);
            continue;
        }
        for (uint32_t u = b->first_load[c]; u < b->first_load[c + 1]; u++) {
            add_term(b, u, -1);
        }
        end_row(b, 0, 0);
        for (uint32_t u = b->first_load[c] + 1; u < b->first_load[c + 1]; u++) {
            add_term(b, u, 1);
            add_term(b, u - 1, -1);
            end_row_at_most(b, 0);
        }
    }
}

/* ---- Spells and rest ------------------------------------------------------------------------- */

/* What a candidate holds in a period, below 0 before the rota. */
typedef struct held {
    uint32_t option; /* LOC_NO_OPTION where it is settled */
    int64_t value;   /* then this */
} held;

static held held_at(const builder *b, uint32_t c, int64_t period, uint32_t demand) {
    uint32_t i = b->x->candidate[c];
    const locality_rota_past *past = &b->x->plan->past[i];

    if (period < 0) {
        return (held){LOC_NO_OPTION, past->demand == demand && period == -1 - (int64_t)past->ago};
    }
    return (held){loc_rota_option_of(b->x, i, period, demand), 0};
}

/* Adds a term, settled or not; what is settled moves the bound. */
static void add_held(builder *b, held h, int64_t by, int64_t *bound) {
    if (h.option == LOC_NO_OPTION) {
        *bound -= by * h.value;
    } else {
        add_term(b, h.option, by);
    }
}

/* Ends a row of `held`s, or drops it where nothing in it is left to choose and it holds anyway. */
static void end_held(builder *b, int64_t bound) {
    size_t before = b->rows > 0 ? b->start[b->rows] : 0;

    if (b->terms > before || bound < 0) {
        end_row_at_most(b, bound);
    }
}

/* In any `spell_most` + 1 periods one is not held. */
static void add_longest(builder *b, uint32_t c, uint32_t k) {
    const loc_rota_plan *plan = b->x->plan;
    const loc_rota_option *o = option_at(b, k);
    const locality_rota_past *past = &plan->past[o->candidate];
    int64_t most = plan->spell_most, last = (int64_t)o->period + most;
    bool holds_on = past->demand == o->demand && past->ago == 0 && o->period == 0;

    if (holds_on && past->length >= plan->spell_most) { /* too long already */
        add_term(b, k, 1);
        end_row_at_most(b, 0);
        return;
    }
    if (holds_on) {
        most -= past->length;
        last -= past->length;
    }
    if (last >= periods_of(b)) {
        return;
    }
    int64_t bound = most;
    size_t open = 0;
    for (int64_t t = o->period; t <= last; t++) {
        open += held_at(b, c, t, o->demand).option != LOC_NO_OPTION;
    }
    if (open <= (size_t)most) {
        return;
    }
    for (int64_t t = o->period; t <= last; t++) {
        add_held(b, held_at(b, c, t, o->demand), 1, &bound);
    }
    end_held(b, bound);
}

/* A spell that begins goes on for `spell_least` periods, unless the rota ends. */
static void add_shortest(builder *b, uint32_t c, uint32_t k) {
    const loc_rota_plan *plan = b->x->plan;
    const loc_rota_option *o = option_at(b, k);
    const locality_rota_past *past = &plan->past[o->candidate];
    bool holds_on = past->demand == o->demand && past->ago == 0 && o->period == 0;
    int64_t least = (int64_t)plan->spell_least - (holds_on ? (int64_t)past->length : 0);

    for (int64_t t = o->period + 1; t < o->period + least && t < periods_of(b); t++) {
        int64_t bound = 0;
        add_term(b, k, 1);
        if (!holds_on) {
            add_held(b, held_at(b, c, (int64_t)o->period - 1, o->demand), -1, &bound);
        }
        add_held(b, held_at(b, c, t, o->demand), -1, &bound);
        end_held(b, bound);
    }
}

/* The first option of a candidate in a period or later. */
static uint32_t first_from(const builder *b, uint32_t c, int64_t period) {
    uint32_t low = b->x->first_option[c], high = b->x->first_option[c + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before = option_at(b, middle)->period < period;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

/* Whoever holds a place at `from` holds no other in the `rest` periods behind it and the next, and the same
 * only if it holds on to it. */
static void add_rest_after(builder *b, uint32_t c, int64_t from, uint32_t demand, held first) {
    loc_rota_search *x = b->x;
    int64_t last = from + x->plan->rest;

    for (int64_t t = from + 1 > 0 ? from + 1 : 0; t <= last && t < periods_of(b); t++) {
        int64_t bound = 1;
        add_held(b, first, 1, &bound);
        for (uint32_t k = first_from(b, c, t);
             k < x->first_option[c + 1] && option_at(b, k)->period == t; k++) {
            if (option_at(b, k)->demand != demand) {
                add_term(b, k, 1);
            }
        }
        end_held(b, bound);
        if (t == from + 1) {
            continue;
        }
        bound = 1;
        add_held(b, first, 1, &bound);
        add_held(b, held_at(b, c, t, demand), 1, &bound);
        add_held(b, held_at(b, c, from + 1, demand), -1, &bound);
        end_held(b, bound);
    }
}

static void add_spells(builder *b) {
    loc_rota_search *x = b->x;
    const loc_rota_plan *plan = x->plan;

    for (uint32_t c = 0; c < x->candidates; c++) {
        const locality_rota_past *past = &plan->past[x->candidate[c]];
        for (uint32_t k = x->first_option[c]; k < x->first_option[c + 1]; k++) {
            if (plan->spell_most > 0) {
                add_longest(b, c, k);
            }
            if (plan->spell_least > 1) {
                add_shortest(b, c, k);
            }
            if (plan->rest > 0) {
                add_rest_after(b, c, option_at(b, k)->period, option_at(b, k)->demand,
                               (held){k, 0});
            }
        }
        if (plan->rest > 0 && past->demand != LOCALITY_ROTA_NOBODY) {
            add_rest_after(b, c, -1 - (int64_t)past->ago, past->demand, (held){LOC_NO_OPTION, 1});
        }
    }
}

/* ---- What is wanted -------------------------------------------------------------------------- */

/* A number that is to be as small as can be: of places left empty, of those whose burden has a rank or more,
 * of cost. */
typedef struct wish {
    enum { WISH_PLACES, WISH_BURDEN, WISH_COST } kind;
    int64_t rank;
} wish;

/* How many periods of a candidate bring its burden to a rank; one more than it can do where none does. */
static int64_t periods_to(const builder *b, uint32_t c, int64_t rank) {
    const loc_rota_plan *plan = b->x->plan;
    uint32_t i = b->x->candidate[c];
    const int64_t *burden = plan->burden_rank + plan->step[i]; /* ascends */
    int64_t low = 0, high = plan->most[i] + 1;

    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        bool before = burden[middle] < rank;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

/* Whether a candidate of the part can come to a rank, and not only to lower and higher ones. */
static bool is_a_rank(const builder *b, int64_t rank) {
    const loc_rota_plan *plan = b->x->plan;
    bool is_there = false;

    for (uint32_t c = 0; c < b->x->candidates && !is_there; c++) {
        uint32_t i = b->x->candidate[c];
        int64_t periods = periods_to(b, c, rank);
        is_there =
            periods <= plan->most[i] && plan->burden_rank[plan->step[i] + (size_t)periods] == rank;
    }
    return is_there;
}

/* Sets the costs of the program; what is the same for all rotas is left out. */
static void set_costs(builder *b, wish w) {
    loc_rota_search *x = b->x;

    memset(b->cost, 0, b->variables * sizeof *b->cost);
    for (uint32_t k = 0; w.kind != WISH_BURDEN && k < x->options; k++) {
        b->cost[k] = w.kind == WISH_PLACES ? -1 : option_at(b, k)->cost;
    }
    for (uint32_t c = 0; w.kind == WISH_BURDEN && c < x->candidates; c++) {
        int64_t periods = periods_to(b, c, w.rank);
        if (periods > 0 && periods <= x->plan->most[x->candidate[c]]) {
            b->cost[b->first_load[c] + (uint32_t)periods - 1] = 1;
        }
    }
}

/* What a rota is worth by a wish, as the program counts it. */
static int64_t count(const builder *b, wish w, const loc_rota_worth *worth) {
    int64_t sum = 0;

    if (w.kind != WISH_BURDEN) {
        return w.kind == WISH_PLACES ? -worth->filled : worth->cost;
    }
    for (uint32_t c = 0; c < b->x->candidates; c++) {
        sum += (worth->burden[c] >= w.rank) - (periods_to(b, c, w.rank) == 0);
    }
    return sum;
}

static void add_wish(builder *b, wish w, int64_t most) {
    set_costs(b, w);
    for (size_t v = 0; v < b->variables; v++) {
        if (b->cost[v] != 0) {
            add_term(b, (uint32_t)v, b->cost[v]);
        }
    }
    end_row_at_most(b, most);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

static bool fail(loc_rota_search *x, const char *what) {
    x->helper->status =
        loc_fail(x->helper->error, LOCALITY_CONFLICT, "%s: %s", x->helper->solver->name, what);
    return false;
}

/* Reads an answer back, judges it, and keeps it where it is better. */
static bool read_answer(builder *b, wish w) {
    loc_rota_search *x = b->x;
    int64_t known = x->best.is_known ? count(b, w, &x->best) : INT64_MAX;

    memset(x->flow, 0, x->arcs * sizeof *x->flow);
    for (uint32_t k = 0; k < x->options; k++) {
        x->flow[x->first_option_arc + k] = b->value[k];
    }
    for (uint32_t c = 0; c < x->candidates; c++) {
        uint32_t at = 0;
        loc_rota_read_held(x, x->first_option[c], x->first_option[c + 1]);
        if (loc_spell_breach_next(x->plan, x->candidate[c], x->held, &at).kind != LOC_BREACH_NONE) {
            return fail(x, "the rota breaks a rule on spells or rest");
        }
    }
    loc_rota_take_worth(x);
    if (count(b, w, &x->now) < known) {
        loc_rota_keep_best(x);
    }
    return true;
}

/* Asks for one wish. `*closed` where it is known to be as good as can be. */
static bool ask(builder *b, wish w, bool *closed) {
    loc_rota_search *x = b->x;
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_options how = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_outcome outcome;

    *closed = false;
    set_costs(b, w);
    p.variables = b->variables;
    p.low = b->low;
    p.high = b->high;
    p.cost = b->cost;
    p.rows = b->rows;
    p.start = b->start;
    p.variable = b->variable;
    p.coefficient = b->coefficient;
    p.least = b->least;
    p.most = b->most;
    how.work_limit = x->helper->limit;
    x->helper->status = locality_program_solve(&p, x->helper->solver, &how, b->value, &outcome,
                                               x->work->allocator, x->helper->error);
    if (x->helper->status != LOCALITY_OK) {
        return false;
    }
    if (outcome.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        x->is_refused = !x->best.is_known;
        return x->is_refused || fail(x, "claims that there is no rota, and there is one");
    }
    if (outcome.verdict == LOCALITY_ALLOCATION_UNKNOWN) {
        return true;
    }
    *closed = outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL;
    if (*closed && x->best.is_known && outcome.objective > count(b, w, &x->best)) {
        return fail(x, "calls a rota the best, and there is a better one");
    }
    return read_answer(b, w);
}

/* Closes one wish: by what is known already, else by the solver; it is a bound from then on. */
static bool close_wish(builder *b, wish w, bool *as_root, bool *closed) {
    loc_rota_search *x = b->x;
    bool known = x->best.is_known;
    bool is_root = known && *as_root && count(b, w, &x->best) == count(b, w, &x->root);
    bool is_none = known && w.kind == WISH_BURDEN && count(b, w, &x->best) == 0;

    *closed = is_root || is_none;
    if (!*closed && !ask(b, w, closed)) {
        return false;
    }
    if (*closed && x->best.is_known) {
        *as_root = *as_root && count(b, w, &x->best) == count(b, w, &x->root);
        add_wish(b, w, count(b, w, &x->best));
    }
    return b->is_well || loc_work_stop(x->work, LOC_STOP_MEMORY);
}

/* Burdens from the largest down: each as seldom as can be. None is to be larger than the largest there is. */
static bool close_burdens(builder *b, bool *as_root, bool *closed) {
    loc_rota_search *x = b->x;

    for (uint32_t c = 0; c < x->candidates; c++) {
        int64_t too_many = periods_to(b, c, x->best.burden[0] + 1);
        for (int64_t k = too_many > 0 ? too_many : 1; k <= x->plan->most[x->candidate[c]]; k++) {
            b->high[b->first_load[c] + (uint32_t)k - 1] = 0;
        }
    }
    *closed = true;
    for (int64_t rank = b->x->best.burden[0]; rank > 0 && *closed; rank--) {
        if (is_a_rank(b, rank) && !close_wish(b, (wish){WISH_BURDEN, rank}, as_root, closed)) {
            return false;
        }
    }
    return true;
}

static bool close_all(builder *b) {
    loc_rota_search *x = b->x;
    bool as_root = x->root.is_known, closed = true;

    for (uint32_t level = 0; level < x->levels && closed; level++) {
        bool shares = level > 0 && level == loc_rota_level_of_shares(x);
        wish w = {level == 0 ? WISH_PLACES : WISH_COST, 0};
        if (!(shares ? close_burdens(b, &as_root, &closed) : close_wish(b, w, &as_root, &closed))) {
            return false;
        }
        x->closed += closed && x->best.is_known;
        closed = closed && x->best.is_known;
    }
    return true;
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static bool take(builder *b) {
    loc_rota_search *x = b->x;
    size_t people = (size_t)x->candidates + 1;

    b->first_load = loc_work_take(x->work, people, sizeof *b->first_load);
    if (b->first_load == NULL) {
        return false;
    }
    b->variables = x->options;
    for (uint32_t c = 0; c < x->candidates; c++) {
        b->first_load[c] = (uint32_t)b->variables;
        b->variables += b->has_loads ? (size_t)x->plan->most[x->candidate[c]] : 0;
    }
    b->first_load[x->candidates] = (uint32_t)b->variables;
    b->low = loc_work_take(x->work, b->variables, sizeof *b->low);
    b->high = loc_work_take(x->work, b->variables, sizeof *b->high);
    b->cost = loc_work_take(x->work, b->variables, sizeof *b->cost);
    b->value = loc_work_take(x->work, b->variables, sizeof *b->value);
    if (x->work->stop != LOC_GOES_ON) {
        return false;
    }
    for (size_t v = 0; v < b->variables; v++) {
        b->low[v] = v < x->options && option_at(b, (uint32_t)v)->is_pinned;
        b->high[v] = 1;
    }
    return true;
}

static void give(const builder *b) {
    const loc_work *work = b->x->work;

    loc_work_give(work, b->first_load, (size_t)b->x->candidates + 1, sizeof *b->first_load);
    loc_work_give(work, b->low, b->variables, sizeof *b->low);
    loc_work_give(work, b->high, b->variables, sizeof *b->high);
    loc_work_give(work, b->cost, b->variables, sizeof *b->cost);
    loc_work_give(work, b->value, b->variables, sizeof *b->value);
    loc_work_give(work, b->start, b->start_room, sizeof *b->start);
    loc_work_give(work, b->variable, b->variable_room, sizeof *b->variable);
    loc_work_give(work, b->coefficient, b->coefficient_room, sizeof *b->coefficient);
    loc_work_give(work, b->least, b->least_room, sizeof *b->least);
    loc_work_give(work, b->most, b->most_room, sizeof *b->most);
}

bool loc_rota_ask_helper(loc_rota_search *x) {
    builder b = {.x = x, .is_well = true, .has_loads = loc_rota_level_of_shares(x) < x->levels};

    if (loc_rota_levels_by_prices(x) == (int)x->levels) {
        return true;
    }
    bool done = take(&b);

    if (done) {
        add_places(&b);
        add_loads(&b);
        add_spells(&b);
        done = b.is_well || loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    done = done && close_all(&b);
    give(&b);
    return done;
}
