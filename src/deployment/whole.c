/* Deployment of people who go whole and have different times: branch and bound. What could be done if they
 * were split bounds every branch from above; where that splits nobody it is the best of the branch, else the
 * first who is split goes to each place in turn, where most of his time was first, and then nowhere.
 * People who are alike in everything stand in the order of their places, so that they are not exchanged. */
#include <string.h>

#include "deployment/deployment.h"
#include "base/sort.h"

#define NONE UINT32_MAX

/* Somebody who was split, and where he is tried: places in search->option, NONE for nowhere. */
typedef struct level {
    uint32_t group;
    size_t first, next, end;
} level;

/* What plans are compared by. */
typedef struct worth {
    int64_t placed;
    uint32_t *order; /* places, the smallest share first */
    int64_t *total;  /* of each place */
    loc_wide cost[LOCALITY_ALLOCATION_LEVELS];
} worth;

typedef struct search {
    const loc_deploy *d;
    loc_deploy part; /* with the bounds of the branch */
    loc_deployed found;
    loc_work *work;
    loc_arena memory;
    worth here, best;
    int64_t *best_flow;
    bool has_best;
    uint32_t *fixed; /* place of each group + 1, 0 for nowhere; NONE where it is not tried */
    uint32_t *twin;  /* the group before that is alike, or NONE */
    size_t *option;  /* pairs to try, LOC_NO_PAIR for nowhere */
    level *stack;
    uint32_t depth;
} search;

/* ---- Comparing ------------------------------------------------------------------------------- */

static int compare_totals(const loc_deploy *d, uint32_t a, int64_t total_a, uint32_t b,
                          int64_t total_b) {
    int64_t by_a = d->need[a] > 0 ? d->need[a] : 1, by_b = d->need[b] > 0 ? d->need[b] : 1;

    if ((d->need[a] > 0) != (d->need[b] > 0)) {
        return d->need[a] > 0 ? -1 : 1;
    }
    loc_wide left = (loc_wide)total_a * by_b, right = (loc_wide)total_b * by_a;
    return left < right ? -1 : left > right;
}

typedef struct ordering {
    const loc_deploy *d;
    const int64_t *total;
} ordering;

static int compare_places(const void *a, const void *b, const void *context) {
    const ordering *o = context;
    const uint32_t *x = a, *y = b;
    int order = compare_totals(o->d, *x, o->total[*x], *y, o->total[*y]);
    return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

static void weigh(search *s) {
    const loc_deploy *d = s->d;
    worth *w = &s->here;
    ordering o = {d, w->total};

    w->placed = 0;
    memset(w->cost, 0, sizeof w->cost);
    memcpy(w->total, s->found.total, d->places * sizeof *w->total);
    for (uint32_t j = 0; j < d->places; j++) {
        w->placed += w->total[j];
        w->order[j] = j;
    }
    loc_sort(w->order, d->places, sizeof *w->order, compare_places, &o);
    for (size_t k = 0; k < d->pairs; k++) {
        for (uint32_t l = 0; l < d->levels; l++) {
            w->cost[l] += (loc_wide)s->found.flow[k] * d->cost[k * d->levels + l];
        }
    }
}

static bool is_better(const search *s) {
    const worth *a = &s->here, *b = &s->best;

    if (!s->has_best || a->placed != b->placed) {
        return !s->has_best || a->placed > b->placed;
    }
    for (uint32_t r = 0; r < s->d->places; r++) {
        int order = compare_totals(s->d, a->order[r], a->total[a->order[r]], b->order[r],
                                   b->total[b->order[r]]);
        if (order != 0) {
            return order > 0;
        }
    }
    for (uint32_t l = 0; l < s->d->levels; l++) {
        if (a->cost[l] != b->cost[l]) {
            return a->cost[l] < b->cost[l];
        }
    }
    return false;
}

static void keep_best(search *s) {
    worth old = s->best;

    s->best = s->here;
    s->here = old;
    s->has_best = true;
    memcpy(s->best_flow, s->found.flow, s->d->pairs * sizeof *s->best_flow);
}

/* ---- Branches -------------------------------------------------------------------------------- */

static bool are_alike(const loc_deploy *d, uint32_t a, uint32_t b) {
    size_t count = d->start[a + 1] - d->start[a];

    if (d->gives[a] != d->gives[b] || d->start[b + 1] - d->start[b] != count) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        size_t x = d->start[a] + k, y = d->start[b] + k;
        if (d->pair_place[x] != d->pair_place[y] || d->least[x] != d->least[y] ||
            d->most[x] != d->most[y]) {
            return false;
        }
    }
    return count * d->levels == 0 ||
           memcmp(d->cost + d->start[a] * d->levels, d->cost + d->start[b] * d->levels,
                  count * d->levels * sizeof *d->cost) == 0;
}

static bool find_twins(search *s) {
    for (uint32_t i = 0; i < s->d->groups; i++) {
        s->twin[i] = NONE;
        s->fixed[i] = NONE;
        for (uint32_t other = i; other-- > 0 && s->twin[i] == NONE;) {
            s->twin[i] = are_alike(s->d, other, i) ? other : NONE;
        }
        if (!loc_work_spend(s->work, i)) {
            return false;
        }
    }
    return true;
}

/* Whether a place keeps people who are alike in order. Nowhere comes before all places. */
static bool keeps_order(const search *s, uint32_t group, uint32_t place) {
    uint32_t before = s->twin[group];

    if (before != NONE && s->fixed[before] != NONE && s->fixed[before] > place) {
        return false;
    }
    for (uint32_t i = group + 1; i < s->d->groups; i++) {
        if (s->twin[i] == group) {
            return s->fixed[i] == NONE || s->fixed[i] >= place;
        }
    }
    return true;
}

/* The first who is split; NONE where nobody is. */
static uint32_t find_split(const search *s) {
    for (size_t k = 0; k < s->d->pairs; k++) {
        int64_t flow = s->found.flow[k];
        if (flow != 0 && flow != s->d->gives[s->d->pair_group[k]]) {
            return s->d->pair_group[k];
        }
    }
    return NONE;
}

static int compare_options(const void *a, const void *b, const void *context) {
    const int64_t *flow = context;
    const size_t *x = a, *y = b;

    if (flow[*x] != flow[*y]) {
        return flow[*x] > flow[*y] ? -1 : 1;
    }
    return *x < *y ? -1 : *x > *y;
}

static void push_level(search *s, uint32_t group) {
    const loc_deploy *d = s->d;
    size_t first = s->depth > 0 ? s->stack[s->depth - 1].end : 0, end = first;

    for (size_t k = d->start[group]; k < d->start[group + 1]; k++) {
        if (d->most[k] >= d->gives[group]) {
            s->option[end++] = k;
        }
    }
    loc_sort(s->option + first, end - first, sizeof *s->option, compare_options, s->found.flow);
    s->option[end++] = LOC_NO_PAIR;
    s->stack[s->depth++] = (level){group, first, first, end};
}

/* Puts the bounds of a group back, or holds it to one pair (LOC_NO_PAIR: to none). */
static void set_bounds(search *s, uint32_t group, bool is_tried, size_t pair) {
    const loc_deploy *d = s->d;

    for (size_t k = d->start[group]; k < d->start[group + 1]; k++) {
        s->part.least[k] = !is_tried ? d->least[k] : k == pair ? d->gives[group] : 0;
        s->part.most[k] = !is_tried ? d->most[k] : k == pair ? d->gives[group] : 0;
    }
    s->fixed[group] = !is_tried ? NONE : pair == LOC_NO_PAIR ? 0 : d->pair_place[pair] + 1;
}

static bool is_held_elsewhere(const search *s, uint32_t group, size_t pair) {
    for (size_t k = s->d->start[group]; k < s->d->start[group + 1]; k++) {
        if (k != pair && s->d->least[k] > 0) {
            return true;
        }
    }
    return false;
}

/* Goes to the next branch; false where there is none. */
static bool next_branch(search *s) {
    while (s->depth > 0) {
        level *top = &s->stack[s->depth - 1];
        set_bounds(s, top->group, false, 0);
        while (top->next < top->end) {
            size_t pair = s->option[top->next++];
            uint32_t place = pair == LOC_NO_PAIR ? 0 : s->d->pair_place[pair] + 1;
            if (!is_held_elsewhere(s, top->group, pair) && keeps_order(s, top->group, place)) {
                set_bounds(s, top->group, true, pair);
                return true;
            }
        }
        s->depth--;
    }
    return false;
}

/* Looks at a branch: drops it, keeps its plan, or splits it further. */
static bool look(search *s) {
    loc_deploy *part = &s->part;

    memset(s->found.spent, 0, s->d->groups * sizeof *s->found.spent);
    if (!loc_deploy_fair(part, &s->found, s->work)) {
        return false;
    }
    if (!s->found.is_feasible) {
        return true;
    }
    if (!loc_deploy_stand(part, &s->found, s->work) || !loc_deploy_cost(part, &s->found, s->work)) {
        return false;
    }
    weigh(s);
    if (!is_better(s)) {
        return true;
    }
    uint32_t split = find_split(s);
    if (split == NONE) {
        keep_best(s);
    } else {
        push_level(s, split);
    }
    return true;
}

static bool run(search *s) {
    if (!find_twins(s)) {
        return false;
    }
    do {
        if (!look(s)) {
            return false;
        }
    } while (next_branch(s));
    return true;
}

/* ---- All together ---------------------------------------------------------------------------- */

static bool make_worth(search *s, worth *w) {
    w->order = loc_arena_take(&s->memory, s->d->places, sizeof *w->order);
    w->total = loc_arena_take(&s->memory, s->d->places, sizeof *w->total);
    return w->order != NULL && w->total != NULL;
}

static bool make_search(search *s) {
    const loc_deploy *d = s->d;
    size_t pairs = d->pairs, groups = d->groups;

    s->part = *d;
    s->part.is_whole = false;
    s->part.least = loc_arena_take(&s->memory, pairs, sizeof *s->part.least);
    s->part.most = loc_arena_take(&s->memory, pairs, sizeof *s->part.most);
    s->best_flow = loc_arena_take(&s->memory, pairs, sizeof *s->best_flow);
    s->fixed = loc_arena_take(&s->memory, groups, sizeof *s->fixed);
    s->twin = loc_arena_take(&s->memory, groups, sizeof *s->twin);
    s->option = loc_arena_take(&s->memory, pairs + groups, sizeof *s->option);
    s->stack = loc_arena_take(&s->memory, groups, sizeof *s->stack);
    if (s->part.least == NULL || s->part.most == NULL || s->best_flow == NULL || s->fixed == NULL ||
        s->twin == NULL || s->option == NULL || s->stack == NULL || !make_worth(s, &s->here) ||
        !make_worth(s, &s->best) || !loc_deployed_make(&s->found, d, &s->memory)) {
        return loc_work_stop(s->work, LOC_STOP_MEMORY);
    }
    memcpy(s->part.least, d->least, pairs * sizeof *d->least);
    memcpy(s->part.most, d->most, pairs * sizeof *d->most);
    return true;
}

static void give_best(const search *s, loc_deployed *out) {
    const loc_deploy *d = s->d;

    memcpy(out->flow, s->best_flow, d->pairs * sizeof *out->flow);
    memset(out->total, 0, d->places * sizeof *out->total);
    memset(out->spent, 0, d->groups * sizeof *out->spent);
    for (size_t k = 0; k < d->pairs; k++) {
        out->total[d->pair_place[k]] += out->flow[k];
        out->spent[d->pair_group[k]] += out->flow[k];
    }
}

bool loc_deploy_whole(const loc_deploy *d, loc_deployed *out, int32_t *verdict, loc_work *work) {
    search s = {.d = d, .work = work};

    loc_arena_init(&s.memory, work->allocator);
    bool done = make_search(&s) && run(&s);
    *verdict = s.has_best ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_INFEASIBLE;
    if (!done && work->stop == LOC_STOP_LIMIT && s.has_best) {
        *verdict = LOCALITY_ALLOCATION_FEASIBLE;
        done = true;
    }
    if (done && s.has_best) {
        give_best(&s, out);
    }
    loc_arena_clear(&s.memory);
    return done;
}
