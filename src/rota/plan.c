/* Rota plan: what is asked for, read into canonical order and judged. */
#include <inttypes.h>
#include <string.h>

#include "rota/rota.h"
#include "base/wide.h"
#include "schema/schema.h"

#define MOST_CELLS ((size_t)1 << 26)

/* ---- Sorting --------------------------------------------------------------------------------- */

typedef bool (*comes_before)(const void *items, uint32_t a, uint32_t b);

static void sift(const void *items, comes_before before, uint32_t *order, uint32_t at,
                 uint32_t count) {
    uint32_t moved = order[at];

    for (uint32_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        child += child + 1 < count && before(items, order[child], order[child + 1]);
        if (!before(items, moved, order[child])) {
            break;
        }
        order[at] = order[child];
        at = child;
    }
    order[at] = moved;
}

/* Sorts numbers from 0 by what they stand for; the order has no equals. */
static void sort_numbers(const void *items, comes_before before, uint32_t *order, uint32_t count) {
    for (uint32_t k = 0; k < count; k++) {
        order[k] = k;
    }
    for (uint32_t at = count / 2; at-- > 0;) {
        sift(items, before, order, at, count);
    }
    for (uint32_t left = count; left > 1;) {
        uint32_t last = order[--left];
        order[left] = order[0];
        order[0] = last;
        sift(items, before, order, 0, left);
    }
}

/* ---- Checking -------------------------------------------------------------------------------- */

static locality_status check_counts(const locality_rota_problem *in, locality_error *error) {
    size_t cells = 0, places = 0;

    if (in->periods == 0 || in->reserved != 0 || in->reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "there is no period, or reserved is not 0");
    }
    if ((in->windows > 0 && in->window == NULL) || (in->absences > 0 && in->absence == NULL) ||
        (in->pins > 0 && in->pin == NULL)) {
        return loc_fail_null(error, "window, absence or pin");
    }
    if (loc_multiply_overflows(in->periods, in->candidates, &cells) ||
        loc_multiply_overflows(in->periods, in->demands, &places) || cells > MOST_CELLS ||
        places > MOST_CELLS || in->periods > MOST_CELLS) {
        return loc_fail(error, LOCALITY_LIMIT, "more candidates or demands times periods than %zu",
                        MOST_CELLS);
    }
    return LOCALITY_OK;
}

static locality_status check_windows(const locality_rota_problem *in,
                                     const locality_rota_window *window, size_t count,
                                     bool has_demand, const char *what, locality_error *error) {
    for (size_t k = 0; k < count; k++) {
        const locality_rota_window *w = &window[k];
        if (w->candidate >= in->candidates || (has_demand && w->demand >= in->demands) ||
            w->first > w->last) {
            return loc_fail(error, LOCALITY_INVALID,
                            "%s %zu: there is no such candidate or demand, or it ends before it "
                            "begins",
                            what, k);
        }
        if (w->cost > LOC_ROTA_MOST || w->cost < -LOC_ROTA_MOST) {
            return loc_fail(error, LOCALITY_INVALID, "%s %zu: the cost is beyond 2^60", what, k);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_people(const locality_rota_problem *in, locality_error *error) {
    for (size_t i = 0; i < in->candidates; i++) {
        bool good =
            (in->share == NULL || (in->share[i] > 0 && in->share[i] <= LOC_ROTA_MOST)) &&
            (in->history == NULL || (in->history[i] >= 0 && in->history[i] <= LOC_ROTA_MOST)) &&
            (in->most == NULL || in->most[i] >= 0) &&
            (in->past == NULL || in->past[i].demand == LOCALITY_ROTA_NOBODY ||
             in->past[i].demand < in->demands);
        if (!good) {
            return loc_fail(error, LOCALITY_INVALID,
                            "candidate %zu: a share that is not above 0, a history or limit below "
                            "0, a number beyond 2^60, or a past demand that there is not",
                            i);
        }
    }
    for (size_t k = 0; in->needed != NULL && k < in->demands * in->periods; k++) {
        if (in->needed[k] < 0 || in->needed[k] > INT32_MAX) {
            return loc_fail(error, LOCALITY_INVALID,
                            "demand %zu needs %" PRId64 " holders in period %zu", k / in->periods,
                            in->needed[k], k % in->periods);
        }
    }
    return LOCALITY_OK;
}

static locality_status check(const locality_rota_problem *in, locality_error *error) {
    locality_status status = check_counts(in, error);

    if (status == LOCALITY_OK && in->spell_most > 0 && in->spell_least > in->spell_most) {
        return loc_fail(error, LOCALITY_INVALID, "spell_least is above spell_most");
    }
    if (status == LOCALITY_OK) {
        status = check_windows(in, in->window, in->windows, true, "window", error);
    }
    if (status == LOCALITY_OK) {
        status = check_windows(in, in->absence, in->absences, false, "absence", error);
    }
    if (status == LOCALITY_OK) {
        status = check_windows(in, in->pin, in->pins, true, "pin", error);
    }
    return status == LOCALITY_OK ? check_people(in, error) : status;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static locality_status take_names(loc_rota_plan *plan, const locality_rota_problem *in,
                                  locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};

    side[0].count = in->candidates;
    side[0].id = in->candidate_id;
    side[1].count = in->demands;
    side[1].id = in->demand_id;
    return locality_allocation_new(&side[0], &side[1], plan->allocator, &plan->names, error);
}

static uint32_t node_of(const loc_rota_plan *plan, int side, uint32_t position) {
    return plan->names->side[side].node[position];
}

static bool take_people(loc_rota_plan *plan, const locality_rota_problem *in) {
    size_t n = plan->candidates, places = (size_t)plan->demands * plan->periods;

    plan->share = loc_allocate(plan->allocator, n, sizeof *plan->share);
    plan->history = loc_allocate(plan->allocator, n, sizeof *plan->history);
    plan->most = loc_allocate(plan->allocator, n, sizeof *plan->most);
    plan->past = loc_allocate(plan->allocator, n, sizeof *plan->past);
    plan->needed = loc_allocate(plan->allocator, places, sizeof *plan->needed);
    if (plan->share == NULL || plan->history == NULL || plan->most == NULL || plan->past == NULL ||
        plan->needed == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < plan->candidates; i++) {
        uint32_t given = plan->names->side[0].given[i];
        plan->share[i] = in->share != NULL ? in->share[given] : 1;
        plan->history[i] = in->history != NULL ? in->history[given] : 0;
        plan->most[i] = in->most != NULL ? in->most[given] : INT64_MAX;
        plan->past[i].demand = LOCALITY_ROTA_NOBODY;
        if (in->past != NULL && in->past[given].demand != LOCALITY_ROTA_NOBODY) {
            plan->past[i] = in->past[given];
            plan->past[i].demand = node_of(plan, 1, in->past[given].demand);
        }
    }
    for (uint32_t d = 0; d < plan->demands; d++) {
        size_t from = (size_t)plan->names->side[1].given[d] * plan->periods;
        for (uint32_t t = 0; t < plan->periods; t++) {
            plan->needed[(size_t)d * plan->periods + t] =
                in->needed != NULL ? in->needed[from + t] : 1;
        }
    }
    return true;
}

/* Periods of a window that there are. */
static uint32_t periods_of(const loc_rota_plan *plan, const locality_rota_window *w) {
    uint32_t last = w->last < plan->periods ? w->last : plan->periods - 1;
    return w->first < plan->periods ? last - w->first + 1 : 0;
}

static bool option_comes_before(const void *items, uint32_t a, uint32_t b) {
    const loc_rota_option *x = (const loc_rota_option *)items + a,
                          *y = (const loc_rota_option *)items + b;

    if (x->candidate != y->candidate) {
        return x->candidate < y->candidate;
    }
    if (x->period != y->period) {
        return x->period < y->period;
    }
    if (x->demand != y->demand) {
        return x->demand < y->demand;
    }
    return x->cost != y->cost ? x->cost < y->cost : a < b;
}

static bool mark_absent(const loc_rota_plan *plan, const locality_rota_problem *in,
                        uint8_t *absent) {
    for (size_t k = 0; k < in->absences; k++) {
        const locality_rota_window *w = &in->absence[k];
        uint32_t i = node_of(plan, 0, w->candidate), count = periods_of(plan, w);
        if (count > 0) {
            memset(absent + (size_t)i * plan->periods + w->first, 1, count);
        }
    }
    return true;
}

/* Writes the options of all windows, those of absences left out, as they come. */
static uint32_t expand(const loc_rota_plan *plan, const locality_rota_problem *in,
                       const uint8_t *absent, loc_rota_option *out) {
    uint32_t count = 0;

    for (size_t k = 0; k < in->windows; k++) {
        const locality_rota_window *w = &in->window[k];
        uint32_t i = node_of(plan, 0, w->candidate), d = node_of(plan, 1, w->demand);
        for (uint32_t t = w->first, left = periods_of(plan, w); left > 0; t++, left--) {
            bool open = !absent[(size_t)i * plan->periods + t] &&
                        plan->needed[(size_t)d * plan->periods + t] > 0;
            if (open) {
                out[count++] = (loc_rota_option){i, t, d, false, w->cost};
            }
        }
    }
    return count;
}

/* Puts the options in order, of those alike the cheapest. */
static bool sort_options(loc_rota_plan *plan, const loc_rota_option *raw, uint32_t count) {
    uint32_t *order = loc_allocate_raw(plan->allocator, count, sizeof *order);

    plan->option = loc_allocate(plan->allocator, count, sizeof *plan->option);
    plan->start = loc_allocate(plan->allocator, (size_t)plan->candidates + 1, sizeof *plan->start);
    plan->options = count; /* the memory has room for all */
    if (order != NULL && plan->option != NULL && plan->start != NULL) {
        uint32_t kept = 0;
        sort_numbers(raw, option_comes_before, order, count);
        for (uint32_t k = 0; k < count; k++) {
            const loc_rota_option *o = &raw[order[k]];
            const loc_rota_option *last = kept > 0 ? &plan->option[kept - 1] : NULL;
            if (last != NULL && last->candidate == o->candidate && last->period == o->period &&
                last->demand == o->demand) {
                continue;
            }
            plan->option[kept++] = *o;
        }
        for (uint32_t k = kept; k < count; k++) { /* the rest belongs to nobody */
            plan->option[k] = (loc_rota_option){UINT32_MAX, 0, 0, false, 0};
        }
        for (uint32_t i = 0, k = 0; i <= plan->candidates; i++) {
            while (k < kept && plan->option[k].candidate < i) {
                k++;
            }
            plan->start[i] = k;
        }
    }
    loc_release(plan->allocator, order, count, sizeof *order);
    return order != NULL && plan->option != NULL && plan->start != NULL;
}

static locality_status take_options(loc_rota_plan *plan, const locality_rota_problem *in,
                                    locality_error *error) {
    size_t most = 0, cells = (size_t)plan->candidates * plan->periods;

    for (size_t k = 0; k < in->windows; k++) {
        most += periods_of(plan, &in->window[k]);
        if (most > MOST_CELLS) {
            return loc_fail(error, LOCALITY_LIMIT, "the windows have more than %zu periods",
                            MOST_CELLS);
        }
    }
    uint8_t *absent = loc_allocate(plan->allocator, cells, 1);
    loc_rota_option *raw = loc_allocate_raw(plan->allocator, most, sizeof *raw);
    bool done = absent != NULL && raw != NULL && mark_absent(plan, in, absent) &&
                sort_options(plan, raw, expand(plan, in, absent, raw));
    loc_release(plan->allocator, absent, cells, 1);
    loc_release(plan->allocator, raw, most, sizeof *raw);
    return done ? LOCALITY_OK : loc_fail_memory(error);
}

uint32_t loc_rota_plan_find(const loc_rota_plan *plan, uint32_t candidate, uint32_t period,
                            uint32_t demand) {
    uint32_t low = plan->start[candidate], high = plan->start[candidate + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const loc_rota_option *o = &plan->option[middle];
        bool before = o->period != period ? o->period < period : o->demand < demand;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    bool found = low < plan->start[candidate + 1] && plan->option[low].period == period &&
                 plan->option[low].demand == demand;
    return found ? low : LOC_NO_OPTION;
}

static locality_status take_pins(loc_rota_plan *plan, const locality_rota_problem *in,
                                 locality_error *error) {
    for (size_t k = 0; k < in->pins; k++) {
        const locality_rota_window *w = &in->pin[k];
        uint32_t i = node_of(plan, 0, w->candidate), d = node_of(plan, 1, w->demand);
        for (uint32_t t = w->first, left = periods_of(plan, w); left > 0; t++, left--) {
            uint32_t o = loc_rota_plan_find(plan, i, t, d);
            if (o == LOC_NO_OPTION) {
                return loc_fail(error, LOCALITY_INVALID, "pin %zu: %s may not hold %s in period %u",
                                k, loc_rota_plan_id(plan, 0, i), loc_rota_plan_id(plan, 1, d),
                                (unsigned)t);
            }
            plan->option[o].is_pinned = true;
        }
    }
    for (uint32_t o = 1; o < plan->start[plan->candidates]; o++) {
        const loc_rota_option *a = &plan->option[o - 1];
        const loc_rota_option *b = &plan->option[o];
        if (a->is_pinned && b->is_pinned && a->candidate == b->candidate &&
            a->period == b->period) {
            return loc_fail(error, LOCALITY_INVALID, "%s is pinned twice in period %u",
                            loc_rota_plan_id(plan, 0, a->candidate), (unsigned)a->period);
        }
    }
    return LOCALITY_OK;
}

/* Nobody can do more than the periods in which there is something open. */
static void limit_people(loc_rota_plan *plan) {
    for (uint32_t i = 0; i < plan->candidates; i++) {
        int64_t open = 0;
        for (uint32_t o = plan->start[i]; o < plan->start[i + 1]; o++) {
            open += o == plan->start[i] || plan->option[o].period != plan->option[o - 1].period;
        }
        plan->most[i] = plan->most[i] < open ? plan->most[i] : open;
    }
}

/* ---- Ranks ----------------------------------------------------------------------------------- */

/* A burden of `own` by `share`, and the one it was before the step; no step where they are the same. */
typedef struct step {
    int64_t own, before, share;
    size_t number;
} step;

static int compare_fractions(int64_t a, int64_t by_a, int64_t b, int64_t by_b) {
    loc_wide left = (loc_wide)a * by_b, right = (loc_wide)b * by_a;
    return left < right ? -1 : left > right;
}

/* A smaller burden comes first; of steps to the same burden, the one from the larger. */
static int compare_steps(const step *x, const step *y) {
    int order = compare_fractions(x->own, x->share, y->own, y->share);
    return order != 0 ? order : compare_fractions(y->before, y->share, x->before, x->share);
}

static bool step_comes_before(const void *items, uint32_t a, uint32_t b) {
    const step *x = (const step *)items + a, *y = (const step *)items + b;
    int order = compare_steps(x, y);
    return order != 0 ? order < 0 : a < b;
}

static void rank_steps(loc_rota_plan *plan, const step *list, const uint32_t *order,
                       uint32_t count) {
    int64_t burden = 0, rank = 0;
    const step *last_step = NULL;

    for (uint32_t k = 0; k < count; k++) {
        const step *s = &list[order[k]], *last = k > 0 ? &list[order[k - 1]] : NULL;
        burden += last != NULL && compare_fractions(last->own, last->share, s->own, s->share) != 0;
        plan->burden_rank[s->number] = burden;
        if (s->own == s->before) { /* nothing held yet: no step */
            continue;
        }
        rank += last_step != NULL && compare_steps(last_step, s) != 0;
        plan->step_rank[s->number] = rank;
        last_step = s;
    }
}

static bool take_ranks(loc_rota_plan *plan) {
    uint32_t count = 0;

    plan->step = loc_allocate(plan->allocator, (size_t)plan->candidates + 1, sizeof *plan->step);
    if (plan->step == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < plan->candidates; i++) {
        plan->step[i] = count;
        count += (uint32_t)plan->most[i] + 1;
    }
    plan->step[plan->candidates] = plan->steps = count;
    plan->step_rank = loc_allocate(plan->allocator, count, sizeof *plan->step_rank);
    plan->burden_rank = loc_allocate(plan->allocator, count, sizeof *plan->burden_rank);
    step *list = loc_allocate_raw(plan->allocator, count, sizeof *list);
    uint32_t *order = loc_allocate_raw(plan->allocator, count, sizeof *order);
    bool done =
        plan->step_rank != NULL && plan->burden_rank != NULL && list != NULL && order != NULL;
    for (uint32_t i = 0; i < plan->candidates && done; i++) {
        for (int64_t k = 0; k <= plan->most[i]; k++) {
            int64_t own = plan->history[i] + k;
            size_t number = plan->step[i] + (size_t)k;
            list[number] = (step){own, k > 0 ? own - 1 : own, plan->share[i], number};
        }
    }
    if (done) {
        sort_numbers(list, step_comes_before, order, count);
        rank_steps(plan, list, order, count);
    }
    loc_release(plan->allocator, list, count, sizeof *list);
    loc_release(plan->allocator, order, count, sizeof *order);
    return done;
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *above, uint32_t node) {
    while (above[node] != node) {
        above[node] = above[above[node]];
        node = above[node];
    }
    return node;
}

/* Candidates and demands that options join are of one part; parts are numbered by their first
 * candidate, those of demands alone come last. */
static bool take_parts(loc_rota_plan *plan) {
    size_t nodes = (size_t)plan->candidates + plan->demands;
    uint32_t *above = loc_allocate_raw(plan->allocator, nodes, sizeof *above);
    uint32_t *number = loc_allocate_raw(plan->allocator, nodes, sizeof *number);

    plan->part_of[0] = loc_allocate(plan->allocator, plan->candidates, sizeof **plan->part_of);
    plan->part_of[1] = loc_allocate(plan->allocator, plan->demands, sizeof **plan->part_of);
    bool done =
        above != NULL && number != NULL && plan->part_of[0] != NULL && plan->part_of[1] != NULL;
    for (uint32_t v = 0; v < nodes && done; v++) {
        above[v] = v;
        number[v] = LOC_NO_NODE;
    }
    for (uint32_t o = 0; done && o < plan->start[plan->candidates]; o++) {
        uint32_t a = root_of(above, plan->option[o].candidate);
        uint32_t b = root_of(above, plan->candidates + plan->option[o].demand);
        above[a < b ? b : a] = a < b ? a : b;
    }
    for (uint32_t v = 0; v < nodes && done; v++) {
        uint32_t root = root_of(above, v);
        if (number[root] == LOC_NO_NODE) {
            number[root] = plan->parts++;
        }
        plan->part_of[v < plan->candidates ? 0 : 1]
                     [v < plan->candidates ? v : v - plan->candidates] = number[root];
    }
    loc_release(plan->allocator, above, nodes, sizeof *above);
    loc_release(plan->allocator, number, nodes, sizeof *number);
    return done;
}

/* ---- All together ---------------------------------------------------------------------------- */

locality_status loc_rota_plan_take(loc_rota_plan *plan, const locality_rota_problem *in,
                                   int32_t order, const locality_allocator *allocator,
                                   locality_error *error) {
    memset(plan, 0, sizeof *plan);
    plan->allocator = allocator;
    plan->order = order;
    locality_status status = check(in, error);
    if (status == LOCALITY_OK) {
        plan->periods = (uint32_t)in->periods;
        plan->spell_least = in->spell_least;
        plan->spell_most = in->spell_most;
        plan->rest = in->rest;
        status = take_names(plan, in, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    plan->candidates = (uint32_t)in->candidates;
    plan->demands = (uint32_t)in->demands;
    status = take_people(plan, in) ? take_options(plan, in, error) : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        status = take_pins(plan, in, error);
    }
    if (status == LOCALITY_OK) {
        limit_people(plan);
        status = take_ranks(plan) && take_parts(plan) ? loc_ok(error) : loc_fail_memory(error);
    }
    return status;
}

void loc_rota_plan_clear(loc_rota_plan *plan) {
    const locality_allocator *m = plan->allocator;
    size_t n = plan->candidates;

    locality_allocation_free(plan->names);
    loc_release(m, plan->share, n, sizeof *plan->share);
    loc_release(m, plan->history, n, sizeof *plan->history);
    loc_release(m, plan->most, n, sizeof *plan->most);
    loc_release(m, plan->past, n, sizeof *plan->past);
    loc_release(m, plan->needed, (size_t)plan->demands * plan->periods, sizeof *plan->needed);
    loc_release(m, plan->option, plan->options, sizeof *plan->option);
    loc_release(m, plan->start, n + 1, sizeof *plan->start);
    loc_release(m, plan->step, n + 1, sizeof *plan->step);
    loc_release(m, plan->step_rank, plan->steps, sizeof *plan->step_rank);
    loc_release(m, plan->burden_rank, plan->steps, sizeof *plan->burden_rank);
    loc_release(m, plan->part_of[0], n, sizeof **plan->part_of);
    loc_release(m, plan->part_of[1], plan->demands, sizeof **plan->part_of);
    memset(plan, 0, sizeof *plan);
}
