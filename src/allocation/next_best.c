/* Next best: allocations in the order of their worth. The best of a space of allocations is known, and
 * the second best differs from it by the cheapest circle of moves (Hamacher). The space is then parted
 * by one pair in which the two differ: in one part it is as in the best, in the other as in the second,
 * and each knows its best. Spaces wait in a heap by what their second costs.
 *
 * The cheapest circle: for each candidate one search for the way back to it, which gives up where it
 * is no shorter than the shortest circle so far. A circle that only takes places away is told without
 * a search. Lengths are vectors of reduced costs, never below 0. */
#include <string.h>

#include "allocation/alternatives.h"
#include "allocation/nearest.h"

#define NONE UINT32_MAX
#define MOST_LENGTH (INT64_C(1) << 61)

/* One pair that all of a space have or have not, and those of the space it came from. */
typedef struct fixed {
    const struct fixed *above;
    uint32_t arc;
} fixed;

/* A space: its best, its second best, and what all in it share. */
typedef struct space {
    const fixed *fixed;
    uint32_t *used; /* arcs of the best, ascending */
    uint32_t *next; /* of the second best */
    size_t count, next_count;
    int64_t *price;            /* of the nodes, `levels` each, at the best */
    int64_t *next_price;       /* at the second best */
    uint32_t arc;              /* in which the two differ */
    int64_t worse[LOC_LEVELS]; /* how much worse than the answer the second is */
    int64_t base[LOC_LEVELS];  /* and the best */
} space;

typedef struct finder {
    loc_alternatives_search *x;
    loc_work *work;
    loc_arcs field;
    uint32_t levels, nodes, rows, columns, hub;
    size_t *start;
    uint32_t *arc;
    int64_t *cost; /* of each arc, `levels` each */
    uint8_t *is_fixed;
    uint32_t *closing; /* arc from the candidate of a search to each column, or NONE */
    const int64_t *price;
    loc_nearest reached;
    uint32_t *by;
    loc_arena arena; /* spaces and what they hold */
    space **waiting; /* heap */
    size_t wait, capacity;
    space **found; /* those whose second was given */
    size_t finds, find_capacity;
} finder;

/* ---- Lengths --------------------------------------------------------------------------------- */

/* Adds the reduced cost of an arc (against its direction: takes it off). False where it leaves 64 bits. */
static bool add_arc(const finder *f, int64_t *length, uint32_t arc, bool along) {
    const loc_arc *a = &f->field.arc[arc];
    const int64_t *cost = f->cost + (size_t)arc * f->levels;
    const int64_t *from = f->price + (size_t)a->from * f->levels;
    const int64_t *to = f->price + (size_t)a->to * f->levels;

    for (uint32_t k = 0; k < f->levels; k++) {
        int64_t step = cost[k] + from[k] - to[k];
        length[k] += along ? step : -step;
        if (length[k] > MOST_LENGTH || length[k] < -MOST_LENGTH) {
            return loc_work_stop(f->work, LOC_STOP_OVERFLOW);
        }
    }
    return true;
}

/* Whether a unit can be pushed along an arc, or back. */
static bool has_room(const finder *f, uint32_t arc, bool along) {
    const loc_arc *a = &f->field.arc[arc];
    return !f->is_fixed[arc] &&
           (along ? f->field.flow[arc] < a->high : f->field.flow[arc] > a->low);
}

/* ---- Searching the way back ------------------------------------------------------------------ */

/* Goes back over one arc into `node`, where a unit can be pushed along it and the length stays below a
 * bound (null: none). */
static bool relax(finder *f, uint32_t node, uint32_t arc, const int64_t *bound) {
    const loc_arc *a = &f->field.arc[arc];
    bool along = a->to == node;
    uint32_t other = along ? a->from : a->to;
    int64_t length[LOC_LEVELS];

    if (f->reached.state[other] == LOC_NEAREST_SETTLED || !has_room(f, arc, along)) {
        return true;
    }
    memcpy(length, loc_nearest_distance(&f->reached, node), f->levels * sizeof *length);
    if (!add_arc(f, length, arc, along)) {
        return false;
    }
    if (bound != NULL && loc_order_lengths(length, bound, f->levels) >= 0) {
        return true;
    }
    if (loc_nearest_reach(&f->reached, other, length)) {
        f->by[other] = arc;
    }
    return true;
}

static void begin_search(finder *f, uint32_t goal) {
    loc_nearest_begin(&f->reached, goal);
    f->by[goal] = NONE;
}

/* Settles the nearest node and looks at what leads to it. */
static bool settle(finder *f, const int64_t *bound, uint32_t *node) {
    *node = loc_nearest_settle(&f->reached);
    for (size_t k = f->start[*node]; k < f->start[*node + 1]; k++) {
        if (!relax(f, *node, f->arc[k], bound)) {
            return false;
        }
    }
    return loc_work_spend(f->work, f->start[*node + 1] - f->start[*node]);
}

/* ---- The cheapest circle --------------------------------------------------------------------- */

typedef struct circle {
    uint32_t arc; /* the pair it is told by, or NONE */
    int64_t length[LOC_LEVELS];
} circle;

/* Takes a circle where it is shorter than the shortest so far. */
static void offer(const finder *f, circle *best, uint32_t arc, const int64_t *length) {
    if (best->arc == NONE || loc_order_lengths(length, best->length, f->levels) < 0) {
        best->arc = arc;
        memcpy(best->length, length, f->levels * sizeof *length);
    }
}

/* Circles that only take one place away: back along the pair, and what that frees. The arc of a row,
 * column or group has the number of its node. */
static bool offer_drop(finder *f, uint32_t arc, circle *best) {
    const loc_arc *a = &f->field.arc[arc];
    uint32_t column = a->to, after = f->field.arc[column].to;
    int64_t length[LOC_LEVELS] = {0};

    if (!has_room(f, arc, false) || !has_room(f, a->from, false) || !has_room(f, column, false)) {
        return true;
    }
    bool done = add_arc(f, length, arc, false) && add_arc(f, length, a->from, false) &&
                add_arc(f, length, column, false);
    if (done && after != f->hub) {
        if (!has_room(f, after, false)) {
            return true;
        }
        done = add_arc(f, length, after, false);
    }
    if (done) {
        offer(f, best, arc, length);
    }
    return done;
}

/* Circles in which the candidate `row` takes a place that it has not. */
static bool offer_takes(finder *f, uint32_t row, circle *best) {
    bool any = false;
    uint32_t node;

    for (size_t k = f->start[row]; k < f->start[row + 1]; k++) {
        uint32_t arc = f->arc[k];
        if (f->field.pair[arc] != LOC_NO_PAIR && has_room(f, arc, true)) {
            f->closing[f->field.arc[arc].to] = arc;
            any = true;
        }
    }
    bool done = true;
    begin_search(f, row);
    while (done && any && f->reached.held > 0) {
        done = settle(f, best->arc != NONE ? best->length : NULL, &node);
        if (done && f->closing[node] != NONE) {
            int64_t length[LOC_LEVELS];
            memcpy(length, loc_nearest_distance(&f->reached, node), f->levels * sizeof *length);
            done = add_arc(f, length, f->closing[node], true);
            if (done) {
                offer(f, best, f->closing[node], length);
            }
        }
    }
    for (size_t k = f->start[row]; k < f->start[row + 1]; k++) {
        f->closing[f->field.arc[f->arc[k]].to] = NONE;
    }
    return done;
}

static bool is_zero(const int64_t *length, uint32_t levels) {
    for (uint32_t k = 0; k < levels; k++) {
        if (length[k] != 0) {
            return false;
        }
    }
    return true;
}

static bool find_circle(finder *f, const space *s, circle *best) {
    best->arc = NONE;
    for (size_t k = 0; k < s->count; k++) {
        if (!offer_drop(f, s->used[k], best)) {
            return false;
        }
    }
    for (uint32_t row = 0; row < f->rows; row++) {
        if (best->arc != NONE && is_zero(best->length, f->levels)) {
            break; /* nothing is cheaper */
        }
        if (!offer_takes(f, row, best)) {
            return false;
        }
    }
    return true;
}

/* ---- Spaces ---------------------------------------------------------------------------------- */

/* Sets the flow to the best of a space, and closes the pairs that all in it share. */
static void enter(finder *f, const space *s) {
    memset(f->field.flow, 0, f->field.arcs * sizeof *f->field.flow);
    memset(f->is_fixed, 0, f->field.arcs);
    for (const fixed *x = s->fixed; x != NULL; x = x->above) {
        f->is_fixed[x->arc] = 1;
    }
    for (size_t k = 0; k < s->count; k++) {
        const loc_arc *a = &f->field.arc[s->used[k]];
        uint32_t after = f->field.arc[a->to].to;
        f->field.flow[s->used[k]] = 1;
        f->field.flow[a->from]++;
        f->field.flow[a->to]++;
        if (after != f->hub) {
            f->field.flow[after]++;
        }
    }
    f->price = s->price;
}

/* Pushes a unit round the circle; lowers prices so that no arc of the second best looks cheap. */
static bool go_round(finder *f, space *s, const circle *c) {
    const loc_arc *a = &f->field.arc[c->arc];
    bool takes = f->field.flow[c->arc] == 0;
    uint32_t goal = takes ? a->from : a->to, from = takes ? a->to : a->from, node = NONE;

    begin_search(f, goal);
    while (f->reached.held > 0 && node != from) {
        if (!settle(f, NULL, &node)) {
            return false;
        }
    }
    const int64_t *far = loc_nearest_distance(&f->reached, from);
    for (uint32_t v = 0; v < f->nodes; v++) {
        const int64_t *shift =
            f->reached.state[v] == LOC_NEAREST_SETTLED ? loc_nearest_distance(&f->reached, v) : far;
        for (uint32_t k = 0; k < f->levels; k++) {
            s->next_price[(size_t)v * f->levels + k] =
                s->price[(size_t)v * f->levels + k] - shift[k];
        }
    }
    f->field.flow[c->arc] += takes ? 1 : -1;
    for (node = from; node != goal;) {
        uint32_t arc = f->by[node];
        bool along = f->field.arc[arc].from == node;
        f->field.flow[arc] += along ? 1 : -1;
        node = along ? f->field.arc[arc].to : f->field.arc[arc].from;
    }
    return true;
}

static bool take_second(finder *f, space *s) {
    size_t first = (size_t)f->nodes - 1; /* the arcs of nodes come before the pairs */

    s->next_count = 0;
    for (size_t a = first; a < f->field.arcs; a++) {
        s->next_count += f->field.flow[a] != 0;
    }
    s->next = loc_arena_take(&f->arena, s->next_count, sizeof *s->next);
    if (s->next == NULL) {
        return loc_work_stop(f->work, LOC_STOP_MEMORY);
    }
    size_t count = 0;
    for (size_t a = first; a < f->field.arcs; a++) {
        if (f->field.flow[a] != 0) {
            s->next[count++] = (uint32_t)a;
        }
    }
    return true;
}

static bool waits_before(const finder *f, const space *a, const space *b) {
    int order = loc_order_lengths(a->worse, b->worse, f->levels);

    for (size_t k = 0; order == 0; k++) {
        if (k == a->next_count || k == b->next_count) {
            return a->next_count < b->next_count;
        }
        order = a->next[k] < b->next[k] ? -1 : a->next[k] > b->next[k];
    }
    return order < 0;
}

static bool push_space(finder *f, space *s) {
    size_t at = f->wait;

    if (!loc_grow(f->work->allocator, (void **)&f->waiting, &f->capacity, f->wait + 1,
                  sizeof(space *))) {
        return loc_work_stop(f->work, LOC_STOP_MEMORY);
    }
    f->wait++;
    for (; at > 0 && waits_before(f, s, f->waiting[(at - 1) / 2]); at = (at - 1) / 2) {
        f->waiting[at] = f->waiting[(at - 1) / 2];
    }
    f->waiting[at] = s;
    return true;
}

static space *pop_space(finder *f) {
    space *top = f->waiting[0], *last = f->waiting[--f->wait];
    size_t at = 0;

    for (size_t child = 1; child < f->wait; child = 2 * at + 1) {
        child += child + 1 < f->wait && waits_before(f, f->waiting[child + 1], f->waiting[child]);
        if (!waits_before(f, f->waiting[child], last)) {
            break;
        }
        f->waiting[at] = f->waiting[child];
        at = child;
    }
    f->waiting[at] = last;
    return top;
}

/* Finds the second best of a space whose best is known, and has it wait where there is one. */
static bool open_space(finder *f, space *s) {
    circle c;

    enter(f, s);
    if (!find_circle(f, s, &c)) {
        return false;
    }
    if (c.arc == NONE) {
        return true;
    }
    s->arc = c.arc;
    s->next_price = loc_arena_take(&f->arena, (size_t)f->nodes * f->levels, sizeof *s->price);
    if (s->next_price == NULL) {
        return loc_work_stop(f->work, LOC_STOP_MEMORY);
    }
    for (uint32_t k = 0; k < f->levels; k++) {
        s->worse[k] = s->base[k] + c.length[k];
    }
    return go_round(f, s, &c) && take_second(f, s) && push_space(f, s);
}

/* Parts a space by the pair in which its best and its second differ. */
static bool part_space(finder *f, const space *s) {
    space *part[2];
    fixed *x = loc_arena_take(&f->arena, 1, sizeof *x);

    part[0] = loc_arena_take(&f->arena, 1, sizeof *part[0]);
    part[1] = loc_arena_take(&f->arena, 1, sizeof *part[1]);
    if (x == NULL || part[0] == NULL || part[1] == NULL) {
        return loc_work_stop(f->work, LOC_STOP_MEMORY);
    }
    *x = (fixed){s->fixed, s->arc};
    *part[0] = (space){.fixed = x, .used = s->used, .count = s->count, .price = s->price};
    *part[1] = (space){.fixed = x, .used = s->next, .count = s->next_count, .price = s->next_price};
    memcpy(part[0]->base, s->base, sizeof s->base);
    memcpy(part[1]->base, s->worse, sizeof s->worse);
    return open_space(f, part[0]) && open_space(f, part[1]);
}

/* ---- All together ---------------------------------------------------------------------------- */

static bool give_found(finder *f) {
    const space *last = NULL;
    size_t most = 0;

    for (size_t k = 0; k < f->finds; k++) {
        most = f->found[k]->next_count > most ? f->found[k]->next_count : most;
    }
    size_t *used = loc_work_take(f->work, most, sizeof *used);
    bool done = used != NULL;
    for (size_t k = 0; k < f->finds && done; k++) {
        last = f->found[k];
        for (size_t p = 0; p < last->next_count; p++) {
            used[p] = f->field.pair[last->next[p]];
        }
        done = loc_alternatives_add(f->x, used, last->next_count);
    }
    loc_work_give(f->work, used, most, sizeof *used);
    return done;
}

/* Those as good as one another stand in the order of their pairs. */
static void sort_found(finder *f) {
    for (size_t k = 1; k < f->finds; k++) {
        space *s = f->found[k];
        size_t at = k;
        for (; at > 0 && waits_before(f, s, f->found[at - 1]); at--) {
            f->found[at] = f->found[at - 1];
        }
        f->found[at] = s;
    }
}

static bool find_all(finder *f, space *whole) {
    size_t most = f->x->options->most;
    bool done = open_space(f, whole);

    while (done && f->wait > 0 && f->finds < most) {
        space *s = pop_space(f);
        if (!loc_grow(f->work->allocator, (void **)&f->found, &f->find_capacity, f->finds + 1,
                      sizeof(space *))) {
            return loc_work_stop(f->work, LOC_STOP_MEMORY);
        }
        f->found[f->finds++] = s;
        done = f->finds == most || part_space(f, s);
    }
    f->x->list->is_complete = done && f->wait == 0 && f->finds < most;
    return done;
}

static void fill_tables(finder *f, space *whole) {
    const loc_solution *s = &f->x->s;
    size_t first = (size_t)f->nodes - 1;

    for (size_t a = 0; a < f->field.arcs; a++) {
        for (uint32_t k = 0; k < f->levels; k++) {
            f->cost[a * f->levels + k] =
                a >= first ? loc_level_cost(s->a, s->waive, k, f->field.pair[a]) : 0;
        }
        if (a >= first && f->field.flow[a] > 0) {
            whole->used[whole->count++] = (uint32_t)a;
        }
    }
    for (uint32_t v = 0; v < s->nodes; v++) {
        for (uint32_t k = 0; k < f->levels; k++) { /* a row's price counts the other way */
            int64_t price = loc_price(s, k, v);
            whole->price[(size_t)v * f->levels + k] = v < f->rows ? -price : price;
        }
    }
    for (uint32_t v = 0; v < f->nodes; v++) {
        f->closing[v] = NONE;
    }
}

static bool find_from(finder *f) {
    size_t nodes = f->nodes, arcs = f->field.arcs;
    space whole = {.count = 0};

    if (arcs >= NONE) {
        return loc_work_stop(f->work, LOC_STOP_LIMIT);
    }
    f->start = loc_work_take(f->work, nodes + 1, sizeof *f->start);
    f->arc = loc_work_take(f->work, 2 * arcs, sizeof *f->arc);
    f->cost = loc_work_take(f->work, arcs * f->levels, sizeof *f->cost);
    f->is_fixed = loc_work_take(f->work, arcs, 1);
    f->closing = loc_work_take(f->work, nodes, sizeof *f->closing);
    f->by = loc_work_take(f->work, nodes, sizeof *f->by);
    whole.used = loc_arena_take(&f->arena, f->x->s.count, sizeof *whole.used);
    whole.price = loc_arena_take(&f->arena, nodes * f->levels, sizeof *whole.price);
    bool done = loc_nearest_take(&f->reached, f->nodes, f->levels, f->work);
    if (whole.used == NULL || whole.price == NULL) {
        done = loc_work_stop(f->work, LOC_STOP_MEMORY);
    }
    if (done) {
        loc_arcs_list(&f->field, f->nodes, f->start, f->arc);
        fill_tables(f, &whole);
        done = find_all(f, &whole);
        sort_found(f);
        if (f->work->stop == LOC_GOES_ON || f->work->stop == LOC_STOP_LIMIT) {
            done = give_found(f) && done;
        }
    }
    loc_work_give(f->work, f->start, nodes + 1, sizeof *f->start);
    loc_work_give(f->work, f->arc, 2 * arcs, sizeof *f->arc);
    loc_work_give(f->work, f->cost, arcs * f->levels, sizeof *f->cost);
    loc_work_give(f->work, f->is_fixed, arcs, 1);
    loc_work_give(f->work, f->closing, nodes, sizeof *f->closing);
    loc_nearest_give(&f->reached, f->work);
    loc_work_give(f->work, f->by, nodes, sizeof *f->by);
    return done;
}

bool loc_alternatives_next_best(loc_alternatives_search *x) {
    finder f = {.x = x,
                .work = x->work,
                .levels = x->s.levels,
                .nodes = x->s.nodes + 1,
                .rows = x->s.rows,
                .columns = x->s.columns,
                .hub = x->s.nodes};

    loc_arena_init(&f.arena, x->work->allocator);
    bool done = loc_arcs_make(&f.field, &x->s, false, 0, x->work);
    if (done && f.field.arcs > 0) {
        done = find_from(&f);
    } else { /* nobody and nothing: there is no other way */
        x->list->is_complete = done;
    }
    loc_arcs_clear(&f.field, x->work);
    loc_work_give(x->work, f.waiting, f.capacity, sizeof(space *));
    loc_work_give(x->work, f.found, f.find_capacity, sizeof(space *));
    loc_arena_clear(&f.arena);
    return done;
}
