/* Program search: branch and bound without a linear program. Bounds of variables are drawn together by
 * every sum, and by the cost, which has to be below that of the best answer; what is left is parted by
 * one variable. Everything is counted in whole numbers of 128 bits. Choices and where branches end are
 * written down where a proof is wanted: what a branch was closed by later costs closes it earlier too. */
#include <string.h>

#include "program/program.h"
#include "base/wide.h"

#define MOST_SORTED 4096

/* A bound that was moved, and what it was. */
typedef struct moved {
    uint32_t variable;
    bool is_low;
    int64_t was;
} moved;

/* A choice that has another side: the bounds before it, and the side that is still to be looked at. */
typedef struct choice {
    size_t moves;
    uint32_t variable;
    bool raises; /* the other side raises the lower bound to `value`; else it lowers the upper */
    int64_t value;
} choice;

typedef struct search {
    const locality_program *p;
    loc_work *work;
    loc_proof *proof; /* or null */
    int64_t *low, *high, *best;
    uint32_t *order; /* variables, those in most sums first */
    bool has_best;
    loc_wide best_cost;
    moved *move;
    size_t moves, moves_capacity;
    choice *choices;
    size_t depth, depth_capacity;
} search;

static int64_t cost_of(const search *x, size_t v) {
    return x->p->cost != NULL ? x->p->cost[v] : 0;
}

/* ---- Drawing bounds together ----------------------------------------------------------------- */

static bool move(search *x, uint32_t variable, bool is_low, int64_t to) {
    int64_t *bound = is_low ? &x->low[variable] : &x->high[variable];

    if (!loc_grow(x->work->allocator, (void **)&x->move, &x->moves_capacity, x->moves + 1,
                  sizeof *x->move)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    x->move[x->moves++] = (moved){variable, is_low, *bound};
    *bound = to;
    return true;
}

static void undo(search *x, size_t to) {
    while (x->moves > to) {
        const moved *m = &x->move[--x->moves];
        *(m->is_low ? &x->low[m->variable] : &x->high[m->variable]) = m->was;
    }
}

/* The least a term can come to. */
static loc_wide least_term(const search *x, uint32_t v, int64_t by) {
    return (loc_wide)by * (by >= 0 ? x->low[v] : x->high[v]);
}

/* Keeps a term from passing what is left over for it: by * value <= least_term + slack. */
static bool hold_term(search *x, uint32_t v, int64_t by, loc_wide slack, bool *changed) {
    loc_wide span = (loc_wide)(by >= 0 ? by : -by);

    if (by == 0 || span * (x->high[v] - x->low[v]) <= slack) {
        return true;
    }
    *changed = true;
    int64_t reach = (int64_t)loc_divide_down(slack, span);
    return by > 0 ? move(x, v, false, x->low[v] + reach) : move(x, v, true, x->high[v] - reach);
}

/* Draws bounds together by sum <= most, each term multiplied by `sign`. False where it cannot be kept or
 * the work stopped. */
static bool hold_sum(search *x, size_t from, size_t to, int sign, loc_wide most, bool *changed) {
    const locality_program *p = x->p;
    loc_wide least = 0;

    for (size_t k = from; k < to; k++) {
        least += least_term(x, p->variable[k], sign * p->coefficient[k]);
    }
    if (least > most) {
        return false;
    }
    for (size_t k = from; k < to; k++) {
        if (!hold_term(x, p->variable[k], sign * p->coefficient[k], most - least, changed)) {
            return false;
        }
    }
    return true;
}

static bool hold_cost(search *x, bool *changed) {
    loc_wide least = 0;

    for (uint32_t v = 0; v < x->p->variables; v++) {
        least += least_term(x, v, cost_of(x, v));
    }
    if (!x->has_best) {
        return true;
    }
    if (least >= x->best_cost) {
        return false;
    }
    for (uint32_t v = 0; v < x->p->variables; v++) {
        if (!hold_term(x, v, cost_of(x, v), x->best_cost - 1 - least, changed)) {
            return false;
        }
    }
    return true;
}

/* Draws all bounds together until nothing changes; false where nothing is left. */
static bool follow(search *x) {
    const locality_program *p = x->p;

    for (bool changed = true; changed;) {
        changed = false;
        if (!hold_cost(x, &changed)) {
            return false;
        }
        for (size_t r = 0; r < p->rows; r++) {
            size_t from = p->start[r], to = p->start[r + 1];
            bool most = p->most != NULL && p->most[r] != LOCALITY_PROGRAM_NO_MOST;
            bool least = p->least != NULL && p->least[r] != LOCALITY_PROGRAM_NO_LEAST;
            if ((most && !hold_sum(x, from, to, 1, p->most[r], &changed)) ||
                (least && !hold_sum(x, from, to, -1, -(loc_wide)p->least[r], &changed))) {
                return false;
            }
        }
        if (!loc_work_spend(x->work, p->variables + (p->rows > 0 ? p->start[p->rows] : 0) + 1)) {
            return false;
        }
    }
    return true;
}

/* ---- Writing down ---------------------------------------------------------------------------- */

/* What was written, or was too much to be written; false where there is no memory. */
static bool is_written(search *x) {
    return x->proof == NULL || !x->proof->is_refused || loc_work_stop(x->work, LOC_STOP_MEMORY);
}

static bool write_start(search *x) {
    if (x->proof != NULL && loc_proof_begin(x->proof, LOC_PROGRAM_MAGIC) &&
        loc_proof_put(x->proof, x->p->variables)) {
        loc_proof_put(x->proof, x->p->rows);
    }
    return is_written(x);
}

static bool write_choice(search *x, uint32_t variable, bool is_up, int64_t value) {
    if (x->proof != NULL && loc_proof_put(x->proof, 1 + 2 * (uint64_t)variable + is_up)) {
        loc_proof_put_signed(x->proof, value);
    }
    return is_written(x);
}

static bool write_end(search *x) {
    if (x->proof != NULL) {
        loc_proof_put(x->proof, LOC_PROGRAM_END);
    }
    return is_written(x);
}

/* Ends the proof of a claim, or empties it. Bounds before anything was parted prove a cost at once. */
static bool write_claim(search *x, const locality_program_claim *claim, loc_wide root) {
    bool is_none = claim->verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    bool is_best = claim->verdict == LOCALITY_ALLOCATION_OPTIMAL;
    loc_wide bound = is_best ? x->best_cost : root;

    if (x->proof == NULL) {
        return true;
    }
    if (!is_none && bound <= root && (!write_start(x) || !write_end(x))) {
        return false;
    }
    if ((!is_none && (bound > INT64_MAX || bound < INT64_MIN)) || x->proof->is_full ||
        !loc_proof_seal(x->proof, (loc_proof_claim){is_none, is_none ? 0 : (int64_t)bound})) {
        bool is_refused = x->proof->is_refused;
        loc_proof_clear(x->proof);
        return !is_refused || loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    return true;
}

/* ---- Parting --------------------------------------------------------------------------------- */

/* The first variable that is not settled, or as many as there are. */
static uint32_t next_open(const search *x) {
    for (uint32_t k = 0; k < x->p->variables; k++) {
        if (x->low[x->order[k]] < x->high[x->order[k]]) {
            return x->order[k];
        }
    }
    return (uint32_t)x->p->variables;
}

/* Settles a variable at its cheaper end, and notes the other side. */
static bool choose(search *x, uint32_t v) {
    bool low_first = cost_of(x, v) >= 0;

    if (!loc_grow(x->work->allocator, (void **)&x->choices, &x->depth_capacity, x->depth + 1,
                  sizeof *x->choices)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    x->choices[x->depth++] =
        (choice){x->moves, v, low_first, low_first ? x->low[v] + 1 : x->high[v] - 1};
    if (!write_choice(x, v, !low_first, low_first ? x->low[v] : x->high[v])) {
        return false;
    }
    return low_first ? move(x, v, false, x->low[v]) : move(x, v, true, x->high[v]);
}

/* Turns to the other side of the last choice that has one; false where there is none. */
static bool turn(search *x) {
    if (x->depth == 0) {
        return false;
    }
    choice c = x->choices[--x->depth];
    undo(x, c.moves);
    return move(x, c.variable, c.raises, c.value);
}

static void keep_best(search *x) {
    x->best_cost = 0;
    for (uint32_t v = 0; v < x->p->variables; v++) {
        x->best[v] = x->low[v];
        x->best_cost += (loc_wide)cost_of(x, v) * x->low[v];
    }
    x->has_best = true;
}

static bool run(search *x, loc_wide *root) {
    bool going = follow(x);

    *root = 0;
    for (uint32_t v = 0; v < x->p->variables; v++) {
        *root += least_term(x, v, cost_of(x, v));
    }
    while (x->work->stop == LOC_GOES_ON) {
        if (going) {
            uint32_t v = next_open(x);
            if (v < x->p->variables) {
                going = choose(x, v) && follow(x);
                continue;
            }
            keep_best(x);
            if (x->best_cost <= *root) {
                return true;
            }
        }
        if (!write_end(x) || !turn(x)) {
            return x->work->stop == LOC_GOES_ON;
        }
        going = follow(x);
    }
    return false;
}

/* ---- All together ---------------------------------------------------------------------------- */

static void order_variables(search *x, uint32_t *uses) {
    const locality_program *p = x->p;

    memset(uses, 0, p->variables * sizeof *uses);
    for (size_t k = 0; p->rows > 0 && k < p->start[p->rows]; k++) {
        uses[p->variable[k]]++;
    }
    for (uint32_t v = 0; v < p->variables; v++) {
        uint32_t at = v;
        /* Insertion is enough for what can be solved here; what is larger stays in its order. */
        for (; at > 0 && p->variables <= MOST_SORTED && uses[x->order[at - 1]] < uses[v]; at--) {
            x->order[at] = x->order[at - 1];
        }
        x->order[at] = v;
    }
}

static void tell(const search *x, bool is_over, loc_wide root, int64_t *value,
                 locality_program_claim *claim) {
    if (x->has_best) {
        memcpy(value, x->best, x->p->variables * sizeof *value);
        claim->verdict = is_over ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_FEASIBLE;
    } else {
        claim->verdict = is_over ? LOCALITY_ALLOCATION_INFEASIBLE : LOCALITY_ALLOCATION_UNKNOWN;
    }
    claim->has_bound = !is_over && root >= INT64_MIN && root <= INT64_MAX;
    claim->bound = claim->has_bound ? (int64_t)root : 0;
}

bool loc_program_search(const locality_program *p, int64_t *value, locality_program_claim *claim,
                        loc_proof *proof, loc_work *work) {
    search x = {.p = p, .work = work, .proof = proof};
    size_t n = p->variables;
    loc_wide root = 0;

    x.low = loc_work_take(work, n, sizeof *x.low);
    x.high = loc_work_take(work, n, sizeof *x.high);
    x.best = loc_work_take(work, n, sizeof *x.best);
    x.order = loc_work_take(work, n, sizeof *x.order);
    uint32_t *uses = loc_work_take(work, n, sizeof *uses);
    if (work->stop == LOC_GOES_ON && write_start(&x)) {
        for (size_t v = 0; v < n; v++) {
            x.low[v] = loc_program_low(p, v);
            x.high[v] = loc_program_high(p, v);
        }
        order_variables(&x, uses);
        bool is_over = run(&x, &root);
        tell(&x, is_over, root, value, claim);
        write_claim(&x, claim, root);
    }
    loc_work_give(work, x.low, n, sizeof *x.low);
    loc_work_give(work, x.high, n, sizeof *x.high);
    loc_work_give(work, x.best, n, sizeof *x.best);
    loc_work_give(work, x.order, n, sizeof *x.order);
    loc_work_give(work, uses, n, sizeof *uses);
    loc_work_give(work, x.move, x.moves_capacity, sizeof *x.move);
    loc_work_give(work, x.choices, x.depth_capacity, sizeof *x.choices);
    return work->stop == LOC_GOES_ON || work->stop == LOC_STOP_LIMIT;
}
