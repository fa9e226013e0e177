/* Selection tries: greedy plans in the order of what prices leave of the values, and polishing: proposals are
 * taken out or changed for others, and the room is filled again. */
#include "selection/try.h"

#include <string.h>

#include "base/sort.h"

#define MOST_POLISH (UINT64_C(1) << 22) /* terms looked at for one plan */

bool loc_try_make(const loc_model *m, loc_try *out, loc_work *work) {
    size_t n = m->s->proposals;

    *out = (loc_try){.m = m, .work = work};
    out->best = loc_work_take(work, n, 1);
    out->plan = loc_work_take(work, n, 1);
    out->of = loc_work_take(work, m->classes, sizeof *out->of);
    out->slack = loc_work_take(work, m->rows, sizeof *out->slack);
    out->order = loc_work_take(work, n, sizeof *out->order);
    return work->stop == LOC_GOES_ON;
}

void loc_try_clear(loc_try *t, const locality_allocator *memory) {
    size_t n = t->m != NULL ? t->m->s->proposals : 0;

    loc_release(memory, t->best, n, 1);
    loc_release(memory, t->plan, n, 1);
    loc_release(memory, t->of, t->m != NULL ? t->m->classes : 0, sizeof *t->of);
    loc_release(memory, t->slack, t->m != NULL ? t->m->rows : 0, sizeof *t->slack);
    loc_release(memory, t->order, n, sizeof *t->order);
    *t = (loc_try){0};
}

/* ---- A plan ---------------------------------------------------------------------------------- */

static void clear_plan(loc_try *t) {
    memset(t->plan, 0, t->m->s->proposals);
    memset(t->of, 0xff, t->m->classes * sizeof *t->of);
    memcpy(t->slack, t->m->end, t->m->rows * sizeof *t->slack);
}

static void add(loc_try *t, uint32_t i) {
    const loc_model *m = t->m;

    t->plan[i] = 1;
    t->of[m->class_of[i]] = i;
    for (size_t k = m->column_start[i]; k < m->column_start[i + 1]; k++) {
        t->slack[m->column_term[k].at] -= m->column_term[k].by;
    }
}

static bool fits(const loc_try *t, uint32_t i) {
    const loc_model *m = t->m;

    if (t->of[m->class_of[i]] != LOC_NO_PROPOSAL) {
        return false;
    }
    for (size_t k = m->column_start[i]; k < m->column_start[i + 1]; k++) {
        int64_t by = m->column_term[k].by;
        if (by > 0 && by > t->slack[m->column_term[k].at]) {
            return false;
        }
    }
    return true;
}

/* Whether it helps a row that is not kept yet: a floor. */
static bool helps(const loc_try *t, uint32_t i) {
    const loc_model *m = t->m;

    for (size_t k = m->column_start[i]; k < m->column_start[i + 1]; k++) {
        if (m->column_term[k].by < 0 && t->slack[m->column_term[k].at] < 0) {
            return true;
        }
    }
    return false;
}

/* Keeps the plan if it is lawful and the best so far. */
static bool offer(loc_try *t) {
    const loc_model *m = t->m;
    int64_t value = 0;

    for (uint32_t r = 0; r < m->rows; r++) {
        if (t->slack[r] < 0) {
            return false;
        }
    }
    for (uint32_t c = 0; c < m->classes; c++) {
        if (t->of[c] != LOC_NO_PROPOSAL) {
            value += m->s->value[t->of[c]];
        } else if (m->must[c]) {
            return false;
        }
    }
    if (t->has_best && value <= t->best_value) {
        return false;
    }
    t->has_best = true;
    t->best_value = value;
    memcpy(t->best, t->plan, m->s->proposals);
    return true;
}

/* Fills the room: what gains after prices, what a floor or a class still asks for, then what gains at
 * all; each in order. `without` stays out, and so does what is settled as out. */
static void fill(loc_try *t, const uint8_t *state, uint32_t without) {
    const loc_model *m = t->m;

    for (int sweep = 0; sweep < 4; sweep++) {
        for (uint32_t k = 0; k < m->s->proposals; k++) {
            uint32_t i = t->order[k].proposal;
            if (t->plan[i] || i == without || state[i] == LOC_OUT) {
                continue;
            }
            bool wanted = sweep == 0   ? t->order[k].net > 0
                          : sweep == 1 ? m->must[m->class_of[i]] || helps(t, i)
                                       : m->s->value[i] > 0;
            if (wanted && fits(t, i)) {
                add(t, i);
            }
        }
    }
    loc_work_spend(t->work, 2 * (uint64_t)m->column_start[m->s->proposals] + 1);
}

static void take_out(loc_try *t, uint32_t i) {
    const loc_model *m = t->m;

    t->plan[i] = 0;
    t->of[m->class_of[i]] = LOC_NO_PROPOSAL;
    for (size_t k = m->column_start[i]; k < m->column_start[i + 1]; k++) {
        t->slack[m->column_term[k].at] += m->column_term[k].by;
    }
}

static void load_best(loc_try *t) {
    clear_plan(t);
    for (uint32_t i = 0; i < t->m->s->proposals; i++) {
        if (t->best[i]) {
            add(t, i);
        }
    }
}

/* Fills the room that a change of the best plan left; true where that is better. Else the best plan is back. */
static bool fill_and_offer(loc_try *t, uint32_t without) {
    fill(t, t->m->s->fixed, without);
    bool gained = offer(t);

    if (!gained) {
        load_best(t);
    }
    return gained;
}

/* Takes a proposal of the best plan out, and fills the room; or lets each other one in for it first. */
static bool change(loc_try *t, uint32_t out, uint64_t end) {
    const loc_selection *s = t->m->s;

    take_out(t, out);
    if (fill_and_offer(t, out)) {
        return true;
    }
    for (uint32_t i = 0; i < s->proposals && t->work->done < end; i++) {
        if (t->best[i] || i == out || s->fixed[i] == LOC_OUT) {
            continue;
        }
        take_out(t, out);
        if (!fits(t, i)) {
            add(t, out);
            continue;
        }
        add(t, i);
        if (fill_and_offer(t, out)) {
            return true;
        }
    }
    return false;
}

/* Changes the best plan as long as that gains something, within so much work. */
static void polish_best(loc_try *t) {
    const loc_selection *s = t->m->s;
    uint64_t end = t->work->done + MOST_POLISH;

    load_best(t);
    for (bool gained = true; gained;) {
        gained = false;
        for (uint32_t out = 0; out < s->proposals && t->work->done < end; out++) {
            if (t->best[out] && s->fixed[out] != LOC_IN && t->work->stop == LOC_GOES_ON) {
                gained = change(t, out, end) || gained;
            }
        }
    }
}

/* ---- Tries ----------------------------------------------------------------------------------- */

void loc_try_relaxed(loc_try *t, const uint32_t *chosen) {
    clear_plan(t);
    for (uint32_t c = 0; c < t->m->classes; c++) {
        if (chosen[c] != LOC_NO_PROPOSAL) {
            add(t, chosen[c]);
        }
    }
    offer(t);
}

static void add_settled(loc_try *t, const loc_follow *f) {
    clear_plan(t);
    for (uint32_t c = 0; c < t->m->classes; c++) {
        if (f->taken[c] != LOC_NO_PROPOSAL) {
            add(t, f->taken[c]);
        }
    }
}

void loc_try_whole(loc_try *t, const loc_follow *f) {
    add_settled(t, f);
    offer(t);
}

static int compare_items(const void *a, const void *b, const void *context) {
    const loc_try_item *x = a, *y = b;

    (void)context;
    if (x->net != y->net) {
        return x->net > y->net ? -1 : 1;
    }
    return x->proposal < y->proposal ? -1 : 1;
}

/* Makes a plan in the order of t->order. */
static void try_in_order(loc_try *t, const loc_follow *f, bool polish) {
    loc_sort(t->order, t->m->s->proposals, sizeof *t->order, compare_items, NULL);
    add_settled(t, f);
    fill(t, f->state, LOC_NO_PROPOSAL);
    if (offer(t) || (polish && t->has_best)) {
        polish_best(t);
    }
}

void loc_try_plan(loc_try *t, const loc_follow *f, const int64_t *net, bool polish) {
    for (uint32_t i = 0; i < t->m->s->proposals; i++) {
        t->order[i] = (loc_try_item){f->state[i] == LOC_OUT ? INT64_MIN : net[i], i};
    }
    try_in_order(t, f, polish);
}

void loc_try_leaning(loc_try *t, const loc_follow *f, const int32_t *leaning) {
    for (uint32_t i = 0; i < t->m->s->proposals; i++) {
        t->order[i] = (loc_try_item){f->state[i] == LOC_OUT ? INT64_MIN : leaning[i], i};
    }
    try_in_order(t, f, false);
}
