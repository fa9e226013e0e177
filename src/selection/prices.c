/* Selection prices: what a proposal is worth after the rows have charged for what it uses. The best of each
 * class after charges, and the ends of the rows at their prices, bound every plan. Prices follow the slack of
 * the relaxed answer (subgradients: Held, Wolfe and Crowder 1974). Every bound is a whole number; floating
 * point only says how far to step. */
#include <math.h>
#include <string.h>

#include "selection/model.h"
#include "base/wide.h"

#define MOST_PARTS (INT64_C(1) << 56)  /* all values together, in parts */
#define MOST_CHARGE (INT64_C(1) << 60) /* all that prices can come to */
#define MOST_SHIFT 20
#define MOST_SHOWN (INT64_C(1) << 57)
#define SMOOTH 3 /* bits by which a round moves what is smoothed */

/* ---- Making ---------------------------------------------------------------------------------- */

static int64_t common_step(const loc_selection *s) {
    uint64_t step = 0;

    for (uint32_t i = 0; i < s->proposals; i++) {
        uint64_t other = (uint64_t)(s->value[i] < 0 ? -s->value[i] : s->value[i]);
        while (other != 0) {
            uint64_t rest = step % other;
            step = other;
            other = rest;
        }
    }
    return step > 0 ? (int64_t)step : 1;
}

static void set_scale(loc_prices *p) {
    const loc_selection *s = p->m->s;
    int64_t all = 1;

    for (uint32_t i = 0; i < s->proposals; i++) {
        all += s->value[i] < 0 ? -s->value[i] : s->value[i];
    }
    while (p->shift < MOST_SHIFT && (all << p->shift) < MOST_PARTS / 2) {
        p->shift++;
    }
    p->step = common_step(s);
    p->unit = p->step << p->shift;
}

/* Prices so low that no sum of charges leaves 64 bits. */
static void set_most(loc_prices *p) {
    const loc_model *m = p->m;

    for (uint32_t r = 0; r < m->priced; r++) {
        loc_wide all = m->end[r] < 0 ? -(loc_wide)m->end[r] : m->end[r];
        for (size_t t = m->row_start[r]; t < m->row_start[r + 1]; t++) {
            int64_t by = m->row_term[t].by;
            all += by < 0 ? -by : by;
        }
        p->most[r] = all > 0 ? (int64_t)(MOST_CHARGE / (all * m->priced)) : 0;
    }
}

bool loc_prices_make(const loc_model *m, loc_prices *out, loc_work *work) {
    size_t n = m->s->proposals, rows = m->priced;

    *out = (loc_prices){.m = m};
    out->most = loc_work_take(work, rows, sizeof *out->most);
    out->price = loc_work_take(work, rows, sizeof *out->price);
    out->trial = loc_work_take(work, rows, sizeof *out->trial);
    out->slack = loc_work_take(work, rows, sizeof *out->slack);
    out->left = loc_work_take(work, n, sizeof *out->left);
    out->net = loc_work_take(work, n, sizeof *out->net);
    out->leaning = loc_work_take(work, n, sizeof *out->leaning);
    out->chosen = loc_work_take(work, m->classes, sizeof *out->chosen);
    if (work->stop != LOC_GOES_ON) {
        return false;
    }
    memset(out->price, 0, rows * sizeof *out->price);
    memset(out->leaning, 0, n * sizeof *out->leaning);
    for (size_t i = 0; i < n; i++) {
        out->terms += m->column_priced[i] - m->column_start[i];
    }
    set_scale(out);
    set_most(out);
    return true;
}

void loc_prices_clear(loc_prices *p, const locality_allocator *memory) {
    size_t n = p->m != NULL ? p->m->s->proposals : 0, rows = p->m != NULL ? p->m->priced : 0;

    loc_release(memory, p->most, rows, sizeof *p->most);
    loc_release(memory, p->price, rows, sizeof *p->price);
    loc_release(memory, p->trial, rows, sizeof *p->trial);
    loc_release(memory, p->slack, rows, sizeof *p->slack);
    loc_release(memory, p->left, n, sizeof *p->left);
    loc_release(memory, p->net, n, sizeof *p->net);
    loc_release(memory, p->leaning, n, sizeof *p->leaning);
    loc_release(memory, p->chosen, p->m != NULL ? p->m->classes : 0, sizeof *p->chosen);
    *p = (loc_prices){0};
}

int64_t loc_prices_value(const loc_prices *p, int64_t bound) {
    return (int64_t)loc_divide_down(bound, p->unit) * p->step;
}

void loc_prices_show(const loc_prices *p, int64_t *price) {
    const loc_model *m = p->m;

    for (uint32_t r = 0; r < m->priced; r++) {
        loc_wide shown = ((loc_wide)p->price[r] * LOCALITY_SELECTION_SCALE) >> p->shift;
        shown = shown < MOST_SHOWN ? shown : MOST_SHOWN;
        price[m->price[r]] += m->price_sign[r] * (int64_t)shown;
    }
}

/* ---- One round ------------------------------------------------------------------------------- */

static void charge(loc_prices *p, const uint8_t *state) {
    const loc_model *m = p->m;

    for (uint32_t i = 0; i < m->s->proposals; i++) {
        if (state[i] == LOC_OUT) {
            continue;
        }
        int64_t left = m->s->value[i] * (INT64_C(1) << p->shift);
        for (size_t t = m->column_start[i]; t < m->column_priced[i]; t++) {
            left -= p->trial[m->column_term[t].at] * m->column_term[t].by;
        }
        p->left[i] = left;
    }
}

/* Takes the best of each class, and gives the bound. */
static int64_t choose(loc_prices *p, const uint8_t *state) {
    const loc_model *m = p->m;
    int64_t bound = 0;

    for (uint32_t c = 0; c < m->classes; c++) {
        uint32_t best = LOC_NO_PROPOSAL;
        int64_t most = m->must[c] ? INT64_MIN : 0;
        for (size_t k = m->class_start[c]; k < m->class_start[c + 1]; k++) {
            uint32_t i = m->member[k];
            if (state[i] == LOC_IN) {
                best = i;
                break;
            }
            if (state[i] == LOC_FREE && p->left[i] > most) {
                best = i;
                most = p->left[i];
            }
        }
        p->chosen[c] = best;
        bound += best != LOC_NO_PROPOSAL ? p->left[best] : 0;
    }
    for (uint32_t r = 0; r < m->priced; r++) {
        bound += p->trial[r] * m->end[r];
    }
    return bound;
}

/* Slack of each row; true where every row is kept. */
static bool find_slack(loc_prices *p) {
    const loc_model *m = p->m;
    bool is_lawful = true;

    memcpy(p->slack, m->end, m->priced * sizeof *p->slack);
    for (uint32_t c = 0; c < m->classes; c++) {
        uint32_t i = p->chosen[c];
        for (size_t t = i != LOC_NO_PROPOSAL ? m->column_start[i] : 0;
             i != LOC_NO_PROPOSAL && t < m->column_priced[i]; t++) {
            p->slack[m->column_term[t].at] -= m->column_term[t].by;
        }
    }
    for (uint32_t r = 0; r < m->priced && is_lawful; r++) {
        is_lawful = p->slack[r] >= 0;
    }
    return is_lawful;
}

static void lean(loc_prices *p) {
    const loc_model *m = p->m;

    for (uint32_t i = 0; i < m->s->proposals; i++) {
        int32_t aim = p->chosen[m->class_of[i]] == i ? LOC_PRICES_WHOLE : 0;
        p->leaning[i] += (aim - p->leaning[i]) / (1 << SMOOTH);
    }
}

/* Moves the prices against the slack: by `share` of the gap that is to be closed. */
static bool step(loc_prices *p, double gap, double share) {
    const loc_model *m = p->m;
    double length = 0;

    for (uint32_t r = 0; r < m->priced; r++) {
        if (p->slack[r] < 0 || p->trial[r] > 0) {
            double slack = (double)p->slack[r] / (double)m->largest[r];
            length += slack * slack;
        }
    }
    if (length <= 0) {
        return false;
    }
    for (uint32_t r = 0; r < m->priced; r++) {
        double largest = (double)m->largest[r];
        double by = share * gap / length * ((double)p->slack[r] / largest) / largest;
        double to = (double)p->trial[r] - by;
        p->trial[r] = to <= 0 ? 0 : to >= (double)p->most[r] ? p->most[r] : (int64_t)to;
    }
    return true;
}

/* What the bound is to be brought down to: what is beaten, or a little where nothing is known. */
static double gap_of(const loc_prices *p, const loc_prices_call *call, int64_t bound) {
    double aim = call->has_beaten ? (double)call->beaten * (double)(INT64_C(1) << p->shift)
                                  : (double)bound - fabs((double)bound) / 32 - (double)p->unit;

    return (double)bound - aim;
}

bool loc_prices_lower(loc_prices *p, const loc_prices_call *call, bool *closed, loc_work *work) {
    const loc_model *m = p->m;
    size_t terms = m->s->proposals + m->priced + p->terms;
    double share = call->first_step;
    uint32_t idle = 0, patience = call->rounds / 16 + 2;

    *closed = false;
    p->bound = INT64_MAX;
    memcpy(p->trial, p->price, m->priced * sizeof *p->trial);
    for (uint32_t round = 0; round < call->rounds; round++) {
        charge(p, call->state);
        int64_t bound = choose(p, call->state);
        if (!loc_work_spend(work, terms)) {
            return false;
        }
        idle++;
        if (bound < p->bound) {
            bool is_much = p->bound == INT64_MAX || p->bound - bound > p->unit / 8;
            idle = is_much ? 0 : idle;
            p->bound = bound;
            memcpy(p->price, p->trial, m->priced * sizeof *p->price);
            memcpy(p->net, p->left, m->s->proposals * sizeof *p->net);
        }
        *closed = call->has_beaten && loc_prices_value(p, p->bound) <= call->beaten;
        if (*closed) {
            return true;
        }
        call->round(call->self, p, round, find_slack(p));
        lean(p);
        if (idle > patience) {
            share /= 2;
            idle = 0;
        }
        if (!step(p, gap_of(p, call, bound), share)) {
            return true;
        }
    }
    return true;
}
