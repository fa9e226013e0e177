/* Deployment, what is fair: the totals of places, by parting them. All places begin as one part, which
 * has the most that can be placed. What an equal share of that would give each of them is tried
 * with one flow. Where some cannot have it, the places from which time could still be moved to
 * those are a part that cannot have more between them: they get no more than the equal share, the others
 * no less, and both go on by themselves (Groenevelt 1991). */
#include <string.h>

#include "deployment/deployment.h"
#include "base/sort.h"

typedef struct fair {
    const loc_deploy *d;
    loc_deployed *out;
    loc_work *work;
    loc_arena memory;
    uint32_t parts;
    uint32_t *part_of;   /* of each place */
    int64_t *part_sum;   /* of each part */
    uint8_t *is_open;    /* whether the totals of each part are yet to be found */
    int64_t *low, *high; /* of each place */
    int64_t *equal;      /* what an equal share of its part gives each place */
    uint32_t *member;    /* places of the part at hand */
    uint32_t *queue;
    uint8_t *seen;
    loc_arc *arc;
    int64_t *flow, *cost, *price;
    uint8_t *cut;
} fair;

/* ---- Equal shares ---------------------------------------------------------------------------- */

typedef struct spreading {
    fair *f;
    const uint32_t *member;
    uint32_t count;
    int64_t grid; /* the largest need among them */
} spreading;

static int64_t share_of(const fair *f, uint32_t place) {
    return f->d->need[place] > 0 ? f->d->need[place] : 1;
}

/* Units of a place whose step begins at a smaller share than `k` parts of the grid, within its bounds. */
static int64_t units_at(const spreading *s, uint32_t place, loc_wide k) {
    loc_wide time = loc_divide_up(k * share_of(s->f, place), (loc_wide)s->grid * s->f->d->unit);
    int64_t low = s->f->low[place], high = s->f->high[place];
    return time < low ? low : time > high ? high : (int64_t)time;
}

static loc_wide sum_at(const spreading *s, loc_wide k) {
    loc_wide sum = 0;

    for (uint32_t m = 0; m < s->count; m++) {
        sum += units_at(s, s->member[m], k) - s->f->low[s->member[m]];
    }
    return sum;
}

static int compare_next(const void *a, const void *b, const void *context) {
    const fair *f = context;
    const uint32_t *x = a, *y = b;
    int order =
        loc_step_compare(f->d, (loc_step){*x, f->equal[*x] + 1}, (loc_step){*y, f->equal[*y] + 1});
    return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

/* Spreads `rest` over places with need (or all without), and returns what is left of it. */
static int64_t spread(spreading *s, int64_t rest, uint32_t *next) {
    loc_wide below = 0, above = 1, room = 0;
    uint32_t count = 0;

    s->grid = 1;
    for (uint32_t m = 0; m < s->count; m++) {
        uint32_t j = s->member[m];
        s->grid = share_of(s->f, j) > s->grid ? share_of(s->f, j) : s->grid;
        room += s->f->high[j] - s->f->low[j];
    }
    if (room <= rest) {
        for (uint32_t m = 0; m < s->count; m++) {
            s->f->equal[s->member[m]] = s->f->high[s->member[m]];
        }
        return rest - (int64_t)room;
    }
    while (sum_at(s, above) <= rest) {
        below = above;
        above *= 2;
    }
    while (above - below > 1) {
        loc_wide middle = below + (above - below) / 2;
        if (sum_at(s, middle) <= rest) {
            below = middle;
        } else {
            above = middle;
        }
    }
    rest -= (int64_t)sum_at(s, below);
    for (uint32_t m = 0; m < s->count;
         m++) { /* one step each at most up to the next line of the grid */
        uint32_t j = s->member[m];
        s->f->equal[j] = units_at(s, j, below);
        if (units_at(s, j, above) > s->f->equal[j]) {
            next[count++] = j;
        }
    }
    loc_sort(next, count, sizeof *next, compare_next, s->f);
    for (uint32_t m = 0; m < count && rest > 0; m++, rest--) {
        s->f->equal[next[m]]++;
    }
    return rest;
}

/* What an equal share gives each place of a part. */
static void share_part(fair *f, uint32_t part) {
    int64_t rest = f->part_sum[part];

    for (uint32_t j = 0; j < f->d->places; j++) {
        if (f->part_of[j] == part) {
            f->equal[j] = f->low[j];
            rest -= f->low[j];
        }
    }
    for (int idle = 0; idle < 2; idle++) {
        spreading s = {.f = f, .member = f->member};
        for (uint32_t j = 0; j < f->d->places; j++) {
            if (f->part_of[j] == part && (f->d->need[j] == 0) == (idle == 1)) {
                f->member[s.count++] = j;
            }
        }
        rest = spread(&s, rest, f->queue);
    }
}

/* ---- Flows ----------------------------------------------------------------------------------- */

/* Arcs: the pairs; to groups; from places up to the equal share, which is worth one, and beyond it; of
 * parts. Nodes of parts stand between the places and the hub. */
static bool solve_flow(fair *f, bool is_first, bool *is_feasible) {
    const loc_deploy *d = f->d;
    uint32_t hub = d->groups + 2 * d->places, done = 0;
    size_t at = 0, arcs = d->pairs + d->groups + 3 * (size_t)d->places;

    memset(f->cost, 0, arcs * sizeof *f->cost);
    for (size_t k = 0; k < d->pairs; k++) {
        f->arc[at++] = (loc_arc){d->pair_group[k], loc_deploy_place(d, d->pair_place[k]),
                                 d->least[k], d->most[k]};
    }
    for (uint32_t i = 0; i < d->groups; i++) {
        f->arc[at++] = (loc_arc){hub, i, 0, d->gives[i]};
    }
    for (uint32_t j = 0; j < d->places; j++) {
        uint32_t node = loc_deploy_place(d, j), part = d->groups + d->places + f->part_of[j];
        f->cost[at] = is_first || f->is_open[f->part_of[j]] ? -1 : 0;
        f->arc[at++] = (loc_arc){node, part, f->low[j], f->equal[j]};
        f->arc[at++] = (loc_arc){node, part, 0, f->high[j] - f->equal[j]};
    }
    for (uint32_t p = 0; p < d->places; p++) {
        int64_t low = is_first || p >= f->parts ? 0 : f->part_sum[p];
        int64_t high = is_first ? LOC_DEPLOY_NO_LIMIT : p < f->parts ? low : 0;
        f->arc[at++] = (loc_arc){d->groups + d->places + p, hub, low, high};
    }
    for (size_t k = 0; k < arcs; k++) {
        f->flow[k] = f->arc[k].low;
    }
    const int64_t *cost = f->cost;
    loc_network network = {hub + 1, arcs, f->arc, NULL, 1, &cost};
    return loc_network_solve(&network, f->flow, f->price, f->cut, is_feasible, &done, f->work);
}

static void take_totals(fair *f) {
    const loc_deploy *d = f->d;

    memcpy(f->out->flow, f->flow, d->pairs * sizeof *f->flow);
    memset(f->out->total, 0, d->places * sizeof *f->out->total);
    for (size_t k = 0; k < d->pairs; k++) {
        f->out->total[d->pair_place[k]] += f->flow[k];
    }
}

/* ---- Parting --------------------------------------------------------------------------------- */

/* Marks the places from which time can be moved to those of a part that have less than their equal
 * share, by whatever way. */
static bool mark_takers(fair *f, uint32_t part) {
    const loc_deploy *d = f->d;
    uint32_t end = 0;

    memset(f->seen, 0, (size_t)d->groups + d->places);
    for (uint32_t j = 0; j < d->places; j++) {
        if (f->part_of[j] == part && f->out->total[j] < f->equal[j]) {
            f->seen[loc_deploy_place(d, j)] = 1;
            f->queue[end++] = j;
        }
    }
    end = loc_deploy_rivals(d, f->out->flow, f->seen, f->queue, end);
    return loc_work_spend(f->work, end + d->pairs);
}

/* Parts a part where some of it cannot have an equal share. */
static bool part_in_two(fair *f, uint32_t part) {
    const loc_deploy *d = f->d;
    bool is_equal = true;

    for (uint32_t j = 0; j < d->places; j++) {
        is_equal = is_equal && (f->part_of[j] != part || f->out->total[j] == f->equal[j]);
    }
    f->is_open[part] = !is_equal;
    if (is_equal) {
        for (uint32_t j = 0; j < d->places; j++) {
            if (f->part_of[j] == part) {
                f->low[j] = f->high[j] = f->equal[j];
            }
        }
        return true;
    }
    if (!mark_takers(f, part)) {
        return false;
    }
    uint32_t fresh = f->parts++;
    f->is_open[fresh] = 1;
    f->part_sum[fresh] = 0;
    for (uint32_t j = 0; j < d->places; j++) {
        if (f->part_of[j] != part) {
            continue;
        }
        if (f->seen[loc_deploy_place(d, j)]) {
            f->part_of[j] = fresh;
            f->part_sum[fresh] += f->out->total[j];
            f->part_sum[part] -= f->out->total[j];
            f->high[j] = f->equal[j];
        } else {
            f->low[j] = f->equal[j];
        }
    }
    return true;
}

static bool go_round(fair *f, bool *is_done) {
    bool is_feasible = false;
    uint32_t parts = f->parts;

    for (uint32_t p = 0; p < parts; p++) {
        if (f->is_open[p]) {
            share_part(f, p);
        }
    }
    if (!solve_flow(f, false, &is_feasible)) {
        return false;
    }
    take_totals(f);
    *is_done = true;
    for (uint32_t p = 0; p < parts; p++) {
        if (f->is_open[p] && !part_in_two(f, p)) {
            return false;
        }
        *is_done = *is_done && !f->is_open[p];
    }
    return true;
}

static bool find_totals(fair *f) {
    const loc_deploy *d = f->d;
    bool is_done = false;

    for (uint32_t j = 0; j < d->places; j++) {
        f->low[j] = d->low[j];
        f->high[j] = f->equal[j] = d->high[j];
    }
    if (!solve_flow(f, true, &f->out->is_feasible)) {
        return false;
    }
    if (!f->out->is_feasible) {
        memcpy(f->out->cut, f->cut, (size_t)d->groups + d->places);
        f->out->cut[loc_deploy_hub(d)] = f->cut[d->groups + 2 * d->places];
        return true;
    }
    take_totals(f);
    f->parts = 1;
    f->is_open[0] = 1;
    for (uint32_t j = 0; j < d->places; j++) {
        f->part_sum[0] += f->out->total[j];
    }
    while (d->places > 0 && !is_done) {
        if (!go_round(f, &is_done)) {
            return false;
        }
    }
    for (size_t k = 0; k < d->pairs; k++) {
        f->out->spent[d->pair_group[k]] += f->out->flow[k];
    }
    return true;
}

bool loc_deploy_fair(const loc_deploy *d, loc_deployed *out, loc_work *work) {
    fair f = {.d = d, .out = out, .work = work};
    size_t places = d->places, nodes = d->groups + 2 * places + 1;
    size_t arcs = d->pairs + d->groups + 3 * places;

    loc_arena_init(&f.memory, work->allocator);
    f.part_of = loc_arena_take(&f.memory, places, sizeof *f.part_of);
    f.part_sum = loc_arena_take(&f.memory, places + 1, sizeof *f.part_sum);
    f.is_open = loc_arena_take(&f.memory, places + 1, 1);
    f.low = loc_arena_take(&f.memory, places, sizeof *f.low);
    f.high = loc_arena_take(&f.memory, places, sizeof *f.high);
    f.equal = loc_arena_take(&f.memory, places, sizeof *f.equal);
    f.member = loc_arena_take(&f.memory, places, sizeof *f.member);
    f.queue = loc_arena_take(&f.memory, places, sizeof *f.queue);
    f.seen = loc_arena_take(&f.memory, nodes, 1);
    f.arc = loc_arena_take(&f.memory, arcs, sizeof *f.arc);
    f.flow = loc_arena_take(&f.memory, arcs, sizeof *f.flow);
    f.cost = loc_arena_take(&f.memory, arcs, sizeof *f.cost);
    f.price = loc_arena_take(&f.memory, 2 * nodes, sizeof *f.price);
    f.cut = loc_arena_take(&f.memory, nodes, 1);
    bool has_memory = f.part_of != NULL && f.part_sum != NULL && f.is_open != NULL &&
                      f.low != NULL && f.high != NULL && f.equal != NULL && f.member != NULL &&
                      f.queue != NULL && f.seen != NULL && f.arc != NULL && f.flow != NULL &&
                      f.cost != NULL && f.price != NULL && f.cut != NULL;
    bool done = has_memory ? find_totals(&f) : loc_work_stop(work, LOC_STOP_MEMORY);
    loc_arena_clear(&f.memory);
    return done;
}
