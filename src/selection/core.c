/* Selection core: the best choice of one option a class within one budget. The budget is first spent
 * where it buys most (the hull of each class, steepest first), which settles nearly everything. Classes
 * are then opened to every option in the order in which that is least sure, from the point where the
 * budget ran out outwards, and states that no other beats are listed; a state is dropped where even the
 * slopes of the classes not opened could not lift it above the best plan (after Pisinger 1995, 1997). */
#include <string.h>

#include "selection/selection.h"
#include "base/sort.h"
#include "base/wide.h"

#define NODES_A_STATE 64 /* of the trail, for each state that a list may have */

/* A step along the hull of a class. */
typedef struct edge {
    int64_t cost, value;
    uint32_t class, from, to; /* options, within the class */
} edge;

typedef struct search {
    const loc_classes *c;
    int64_t most;
    uint64_t states;
    loc_work *work;
    uint32_t *usable; /* options of each class that fit at all: the first so many */
    uint32_t *at;     /* option of each class where the budget ran out */
    edge *edges;
    size_t edge_count, split; /* edges before `split` are taken, the one there does not fit */
    int64_t cost, value;      /* where the budget ran out */
    loc_slope up, down;       /* of the classes not opened: what more buys most, less loses least */
    size_t next_up, next_down;
    uint8_t *is_open;
    uint32_t *opened; /* classes, in the order in which they were opened */
    size_t open_count;
    loc_list list, spare, scratch;
    loc_trail trail;
    uint32_t *best; /* the best plan that is written out */
    int64_t best_value;
    loc_state champion; /* a better one, of which only the trail is kept */
    size_t champion_steps;
    bool has_champion;
    bool has_lost;
    int64_t lost; /* what states that were dropped for want of room could have come to */
    uint64_t longest;
} search;

static const loc_option *option_at(const search *x, uint32_t class, uint32_t option) {
    return &x->c->option[x->c->start[class] + option];
}

/* ---- Where the budget runs out --------------------------------------------------------------- */

static int compare_edges(const void *a, const void *b, const void *context) {
    const edge *x = a, *y = b;
    loc_wide left = (loc_wide)x->value * y->cost, right = (loc_wide)y->value * x->cost;

    (void)context;
    if (left != right) {
        return left > right ? -1 : 1;
    }
    if (x->class != y->class) {
        return x->class < y->class ? -1 : 1;
    }
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Whether b lies on or below the line from a to c. */
static bool is_below(const loc_option *a, const loc_option *b, const loc_option *c) {
    return (loc_wide)(b->value - a->value) * (c->cost - a->cost) <=
           (loc_wide)(c->value - a->value) * (b->cost - a->cost);
}

/* Adds the edges of a class's hull. */
static void add_hull(search *x, uint32_t class) {
    size_t from = x->edge_count;

    for (uint32_t k = 1; k < x->usable[class]; k++) {
        uint32_t start = 0;
        for (; x->edge_count > from; x->edge_count--) {
            const edge *last = &x->edges[x->edge_count - 1];
            start = last->to;
            if (!is_below(option_at(x, class, last->from), option_at(x, class, start),
                          option_at(x, class, k))) {
                break;
            }
            start = last->from;
        }
        const loc_option *a = option_at(x, class, start), *b = option_at(x, class, k);
        x->edges[x->edge_count++] = (edge){b->cost - a->cost, b->value - a->value, class, start, k};
    }
}

/* Leaves out what does not fit even when all else costs least, and makes the edges. */
static void make_edges(search *x) {
    x->cost = x->value = 0;
    for (uint32_t i = 0; i < x->c->count; i++) {
        x->cost += option_at(x, i, 0)->cost;
        x->value += option_at(x, i, 0)->value;
        x->at[i] = 0;
    }
    for (uint32_t i = 0; i < x->c->count; i++) {
        size_t count = x->c->start[i + 1] - x->c->start[i], fit = 1;
        while (fit < count && option_at(x, i, (uint32_t)fit)->cost - option_at(x, i, 0)->cost <=
                                  x->most - x->cost) {
            fit++;
        }
        x->usable[i] = (uint32_t)fit;
        add_hull(x, i);
    }
    loc_sort(x->edges, x->edge_count, sizeof *x->edges, compare_edges, NULL);
}

static void spend_budget(search *x) {
    for (x->split = 0; x->split < x->edge_count; x->split++) {
        const edge *e = &x->edges[x->split];
        if (e->cost > x->most - x->cost) {
            break;
        }
        x->cost += e->cost;
        x->value += e->value;
        x->at[e->class] = e->to;
    }
}

/* The first plan: where the budget ran out, and then whatever still fits, steepest first. */
static void fill_up(search *x) {
    int64_t left = x->most - x->cost;

    x->best_value = x->value;
    memcpy(x->best, x->at, x->c->count * sizeof *x->best);
    for (size_t k = x->split; k < x->edge_count; k++) {
        const edge *e = &x->edges[k];
        const loc_option *now = option_at(x, e->class, x->best[e->class]);
        const loc_option *then = option_at(x, e->class, e->to);
        if (then->cost - now->cost <= left && then->value > now->value) {
            left -= then->cost - now->cost;
            x->best_value += then->value - now->value;
            x->best[e->class] = e->to;
        }
    }
}

/* ---- What a state can come to ---------------------------------------------------------------- */

/* Whether a state can come to `goal` or more. */
static inline bool can_reach(const search *x, int64_t cost, int64_t value, int64_t goal) {
    if (cost <= x->most) {
        return (loc_wide)(x->most - cost) * x->up.value >= (loc_wide)(goal - value) * x->up.cost;
    }
    return x->down.cost > 0 &&
           (loc_wide)(value - goal) * x->down.cost >= (loc_wide)(cost - x->most) * x->down.value;
}

/* Far more than a plan can come to, and twice that still fits. */
#define REACH_MOST (INT64_C(1) << 62)

/* The most a state can come to; only for states that can come to something. A slope may be so steep that it
 * would leave 64 bits: the answer stays a bound. */
static int64_t reach_of(const search *x, const loc_state *state) {
    loc_wide reach = state->value;

    if (state->cost <= x->most) {
        reach += loc_divide_down((loc_wide)(x->most - state->cost) * x->up.value, x->up.cost);
    } else {
        reach -= loc_divide_up((loc_wide)(state->cost - x->most) * x->down.value, x->down.cost);
    }
    reach = reach > REACH_MOST ? REACH_MOST : reach;
    return reach < -REACH_MOST ? -REACH_MOST : (int64_t)reach;
}

/* Finds the slopes of the classes that are not opened. */
static void find_slopes(search *x) {
    while (x->next_up < x->edge_count && x->is_open[x->edges[x->next_up].class]) {
        x->next_up++;
    }
    while (x->next_down > 0 && x->is_open[x->edges[x->next_down - 1].class]) {
        x->next_down--;
    }
    x->up = (loc_slope){1, 0};
    x->down = (loc_slope){0, 0};
    if (x->next_up < x->edge_count) {
        x->up = (loc_slope){x->edges[x->next_up].cost, x->edges[x->next_up].value};
    }
    if (x->next_down > 0) {
        x->down = (loc_slope){x->edges[x->next_down - 1].cost, x->edges[x->next_down - 1].value};
    }
}

static bool is_opened_fully(const search *x) {
    return x->next_up == x->edge_count && x->next_down == 0;
}

/* ---- Opening a class ------------------------------------------------------------------------- */

/* Writes the best plan out, while its trail is there. */
static void write_champion(search *x) {
    if (!x->has_champion) {
        return;
    }
    memcpy(x->best, x->at, x->c->count * sizeof *x->best);
    loc_trail_walk walk = loc_trail_from(&x->trail, &x->champion, x->champion_steps);
    while (walk.step > 0) {
        uint32_t choice = loc_trail_back(&walk);
        x->best[x->opened[walk.step]] = choice;
    }
    x->has_champion = false;
}

/* Merges without what is beaten or cannot become the best. */
static bool merge_promising(search *x, const loc_merge_side *a, const loc_merge_side *b,
                            loc_list *out) {
    loc_merge m = loc_merge_start(a, b);
    size_t both = a->list->count + b->list->count, count = 0;
    int64_t beaten = INT64_MIN;
    loc_state state;

    if (!loc_list_room(out, both, x->work) || !loc_work_spend(x->work, both)) {
        return false;
    }
    while (loc_merge_next(&m, &state)) {
        if (state.value <= beaten) {
            continue;
        }
        beaten = state.value;
        if (state.cost <= x->most && state.value > x->best_value) {
            x->best_value = state.value;
            x->champion = state;
            x->champion_steps = x->open_count;
            x->has_champion = true;
        }
        if (can_reach(x, state.cost, state.value, x->best_value + 1)) {
            out->state[count++] = state;
        }
    }
    out->count = count;
    return true;
}

static size_t count_reaching(const search *x, int64_t goal) {
    size_t count = 0;

    for (size_t k = 0; k < x->list.count; k++) {
        count += can_reach(x, x->list.state[k].cost, x->list.state[k].value, goal);
    }
    return count;
}

/* Drops the states that can come to least, until half the room is free; their reach is not forgotten. */
static bool drop_least(search *x) {
    size_t wanted = (size_t)x->states / 2, kept = 0;
    int64_t low = x->best_value + 1, high = low;

    for (size_t k = 0; k < x->list.count; k++) {
        int64_t reach = reach_of(x, &x->list.state[k]);
        high = reach >= high ? reach + 1 : high;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (!loc_work_spend(x->work, x->list.count)) {
            return false;
        }
        bool is_few = count_reaching(x, middle) <= wanted;
        high = is_few ? middle : high;
        low = is_few ? low : middle + 1;
    }
    size_t spare = wanted - count_reaching(x, low);
    for (size_t k = 0; k < x->list.count; k++) {
        loc_state state = x->list.state[k];
        bool keep = can_reach(x, state.cost, state.value, low);
        if (!keep && spare > 0 && can_reach(x, state.cost, state.value, low - 1)) {
            keep = true;
            spare--;
        }
        if (keep) {
            x->list.state[kept++] = state;
        }
    }
    x->lost = x->has_lost && x->lost > low - 1 ? x->lost : low - 1;
    x->has_lost = true;
    x->list.count = kept;
    return true;
}

/* Options of a class that can be in a better plan, by the slope where the budget ran out. */
static bool is_worth_it(const search *x, uint32_t class, uint32_t option) {
    const loc_option *a = option_at(x, class, x->at[class]), *b = option_at(x, class, option);
    const edge *e = &x->edges[x->split];
    int64_t cost = x->cost - a->cost + b->cost, value = x->value - a->value + b->value;

    return (loc_wide)(x->most - cost) * e->value >= (loc_wide)(x->best_value + 1 - value) * e->cost;
}

static loc_merge_side side_of(const search *x, uint32_t class, uint32_t option, uint32_t width) {
    const loc_option *a = option_at(x, class, x->at[class]), *b = option_at(x, class, option);

    return (loc_merge_side){&x->list, b->cost - a->cost, b->value - a->value, option, width};
}

static void swap(loc_list *a, loc_list *b) {
    loc_list c = *a;
    *a = *b;
    *b = c;
}

/* The next option from `from` on that is worth opening; `usable` where there is none. */
static uint32_t next_worth(const search *x, uint32_t class, uint32_t from) {
    uint32_t k = from;

    while (k < x->usable[class] && !is_worth_it(x, class, k)) {
        k++;
    }
    return k;
}

/* Lets every state choose any option of a class. */
static bool open_class(search *x, uint32_t class) {
    static const loc_list nothing = {0};
    uint32_t width = loc_trail_width(x->usable[class]), last = x->usable[class];

    x->is_open[class] = 1;
    x->opened[x->open_count++] = class;
    write_champion(x);
    find_slopes(x);
    if (!loc_trail_begin(&x->trail, width, &x->list, x->work)) {
        return false;
    }
    uint32_t first = next_worth(x, class, 0), second = next_worth(x, class, first + 1);
    if (first >= last) {
        x->list.count = 0;
        return true;
    }
    loc_merge_side a = side_of(x, class, first, width);
    loc_merge_side b = {&nothing, 0, 0, 0, 0};
    if (second < last) {
        b = side_of(x, class, second, width);
    }
    if (!merge_promising(x, &a, &b, &x->spare)) {
        return false;
    }
    for (uint32_t k = next_worth(x, class, second + 1); second < last && k < last;
         k = next_worth(x, class, k + 1)) {
        a = (loc_merge_side){&x->spare, 0, 0, 0, 0};
        b = side_of(x, class, k, width);
        if (!merge_promising(x, &a, &b, &x->scratch)) {
            return false;
        }
        swap(&x->spare, &x->scratch);
    }
    swap(&x->list, &x->spare);
    x->longest = x->list.count > x->longest ? x->list.count : x->longest;
    return x->list.count <= x->states || drop_least(x);
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Opens classes outwards from where the budget ran out, in turn on either side. */
static bool run(search *x) {
    bool is_up = true;

    x->list.count = 1;
    x->list.state[0] = (loc_state){x->cost, x->value, 0, LOC_NO_TRAIL};
    x->next_up = x->next_down = x->split;
    find_slopes(x);
    while (x->list.count > 0 && !is_opened_fully(x)) {
        is_up = (is_up && x->next_up < x->edge_count) || x->next_down == 0;
        uint32_t class = x->edges[is_up ? x->next_up : x->next_down - 1].class;
        if (!open_class(x, class)) {
            return false;
        }
        is_up = !is_up;
    }
    return true;
}

/* What the states that are left can come to. */
static int64_t highest_reach(const search *x) {
    int64_t highest = x->best_value;

    for (size_t k = 0; k < x->list.count; k++) {
        const loc_state *state = &x->list.state[k];
        if (can_reach(x, state->cost, state->value, highest + 1)) {
            highest = reach_of(x, state);
        }
    }
    return highest;
}

static void tell(search *x, bool is_over, uint32_t *choice, loc_slope *slope,
                 loc_selection_found *found) {
    found->has_plan = found->has_bound = true;
    found->value = x->best_value;
    found->bound = is_over ? x->best_value : highest_reach(x);
    found->bound = x->has_lost && x->lost > found->bound ? x->lost : found->bound;
    found->is_over = found->bound == found->value;
    found->states = x->longest;
    *slope = (loc_slope){1, 0};
    if (x->split < x->edge_count) {
        *slope = (loc_slope){x->edges[x->split].cost, x->edges[x->split].value};
    }
    memcpy(choice, x->best, x->c->count * sizeof *choice);
}

/* An interrupted step leaves the list as it was before the class was opened, but the slopes of after: they
 * are set back, so that what is left is bounded as it stood. */
static void step_back(search *x) {
    if (x->open_count > 0) {
        x->is_open[x->opened[x->open_count - 1]] = 0;
        x->next_up = x->next_down = x->split;
        find_slopes(x);
    }
}

bool loc_core_search(const loc_classes *classes, int64_t most, uint64_t states, uint32_t *choice,
                     loc_slope *slope, loc_selection_found *found, loc_work *work) {
    search x = {.c = classes, .most = most, .states = states, .work = work};
    size_t n = classes->count, options = n > 0 ? classes->start[n] : 0;

    x.trail.most =
        states < LOC_TRAIL_MOST / NODES_A_STATE ? (size_t)states * NODES_A_STATE : LOC_TRAIL_MOST;
    x.usable = loc_work_take(work, n, sizeof *x.usable);
    x.at = loc_work_take(work, n, sizeof *x.at);
    x.edges = loc_work_take(work, options, sizeof *x.edges);
    x.is_open = loc_work_take(work, n, 1);
    x.opened = loc_work_take(work, n, sizeof *x.opened);
    x.best = loc_work_take(work, n, sizeof *x.best);
    bool ready = work->stop == LOC_GOES_ON && loc_list_room(&x.list, 1, work);
    if (ready) {
        memset(x.is_open, 0, n);
        make_edges(&x);
        spend_budget(&x);
        fill_up(&x);
        bool is_over = x.split == x.edge_count || run(&x);
        write_champion(&x);
        if (!is_over) {
            step_back(&x);
        }
        tell(&x, is_over, choice, slope, found);
    }
    loc_work_give(work, x.usable, n, sizeof *x.usable);
    loc_work_give(work, x.at, n, sizeof *x.at);
    loc_work_give(work, x.edges, options, sizeof *x.edges);
    loc_work_give(work, x.is_open, n, 1);
    loc_work_give(work, x.opened, n, sizeof *x.opened);
    loc_work_give(work, x.best, n, sizeof *x.best);
    loc_list_clear(&x.list, work->allocator);
    loc_list_clear(&x.spare, work->allocator);
    loc_list_clear(&x.scratch, work->allocator);
    loc_trail_clear(&x.trail, work->allocator);
    return work->stop == LOC_GOES_ON || work->stop == LOC_STOP_LIMIT;
}
