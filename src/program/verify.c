/* Program proofs: followed step by step, without any part of the search. What is claimed not to be
 * is an answer that costs less than the bound, or any at all. Each sum, and the cost, says how far
 * a variable can be from the end at which it takes least room; what lies beyond is no answer. A
 * branch may end only where that leaves nothing, and each side of every choice is followed. */
#include <string.h>

#include "program/program.h"
#include "base/wide.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 36)

/* A bound that was moved, and what it was. */
typedef struct moved {
    size_t end; /* twice the variable, and one more for its upper bound */
    int64_t was;
} moved;

typedef struct checker {
    const locality_program *p;
    loc_work *work;
    loc_proof_walk walk;
    loc_proof_claim claim;
    int64_t *bound; /* lower and upper, variable by variable */
    size_t *saved;  /* by bound: where it was saved last */
    moved *trail;
    size_t moves, trail_capacity;
    bool changed;
} checker;

/* A sum within bounds; `has` tells which it has. */
typedef struct sum {
    const uint32_t *variable; /* null: one term a variable */
    const int64_t *by;
    size_t terms;
    bool has_least, has_most;
    loc_wide least, most;
} sum;

/* ---- Bounds ---------------------------------------------------------------------------------- */

/* Whether a bound was saved since the last choice: going back sets it right without another note.
 * */
static bool is_saved(const checker *c, size_t end) {
    size_t since = c->walk.depth > 0 ? c->walk.sides[c->walk.depth - 1].before : 0;
    size_t at = c->saved[end];
    return at >= since && at < c->moves && c->trail[at].end == end;
}

/* Moves a bound inwards; a variable without any value left closes the branch. */
static bool tighten(checker *c, uint32_t variable, bool is_upper, loc_wide to) {
    size_t end = 2 * (size_t)variable + is_upper;
    int64_t *bound = c->bound + 2 * (size_t)variable;

    if (is_upper ? to >= bound[1] : to <= bound[0]) {
        return true;
    }
    c->changed = true;
    c->walk.is_closed = c->walk.is_closed || (is_upper ? to < bound[0] : to > bound[1]);
    if (c->walk.is_closed) {
        return true;
    }
    if (!is_saved(c, end)) {
        if (!loc_grow(c->work->allocator, (void **)&c->trail, &c->trail_capacity, c->moves + 1,
                      sizeof *c->trail)) {
            return loc_work_stop(c->work, LOC_STOP_MEMORY);
        }
        c->saved[end] = c->moves;
        c->trail[c->moves++] = (moved){end, c->bound[end]};
    }
    c->bound[end] = (int64_t)to;
    return true;
}

static void go_back(checker *c, size_t before) {
    while (c->moves > before) {
        moved m = c->trail[--c->moves];
        c->bound[m.end] = m.was;
    }
}

/* ---- Sums ------------------------------------------------------------------------------------ */

/* Keeps a term within so much of its least, and of its most. */
static bool hold_term(checker *c, uint32_t v, int64_t by, const loc_wide *to_most,
                      const loc_wide *to_least) {
    loc_wide size = by < 0 ? -(loc_wide)by : by, low = c->bound[2 * (size_t)v];
    loc_wide high = c->bound[2 * (size_t)v + 1];

    if (to_most != NULL &&
        !(by > 0 ? tighten(c, v, true, low + loc_divide_down(*to_most, size))
                 : tighten(c, v, false, high - loc_divide_down(*to_most, size)))) {
        return false;
    }
    return to_least == NULL ||
           (by > 0 ? tighten(c, v, false, high - loc_divide_down(*to_least, size))
                   : tighten(c, v, true, low + loc_divide_down(*to_least, size)));
}

static bool hold(checker *c, const sum *s) {
    loc_wide low = 0, high = 0;

    for (size_t k = 0; k < s->terms; k++) {
        const int64_t *bound = c->bound + 2 * (size_t)(s->variable != NULL ? s->variable[k] : k);
        low += (loc_wide)s->by[k] * bound[s->by[k] < 0];
        high += (loc_wide)s->by[k] * bound[s->by[k] > 0];
    }
    loc_wide to_most = s->most - low, to_least = high - s->least;
    if ((s->has_most && to_most < 0) || (s->has_least && to_least < 0)) {
        c->walk.is_closed = true;
        return true;
    }
    for (size_t k = 0; k < s->terms && !c->walk.is_closed; k++) {
        uint32_t v = s->variable != NULL ? s->variable[k] : (uint32_t)k;
        if (s->by[k] != 0 && !hold_term(c, v, s->by[k], s->has_most ? &to_most : NULL,
                                        s->has_least ? &to_least : NULL)) {
            return false;
        }
    }
    return true;
}

static bool hold_cost(checker *c) {
    sum s = {NULL, c->p->cost, c->p->variables, false, true, 0, (loc_wide)c->claim.bound - 1};

    if (c->claim.is_none) {
        return true;
    }
    if (s.by == NULL) {
        s.terms = 0;
    }
    return hold(c, &s);
}

static bool hold_row(checker *c, size_t row) {
    const locality_program *p = c->p;
    size_t from = p->start[row];
    sum s = {
        p->variable + from, p->coefficient + from, p->start[row + 1] - from, false, false, 0, 0};

    s.has_least = p->least != NULL && p->least[row] != LOCALITY_PROGRAM_NO_LEAST;
    s.has_most = p->most != NULL && p->most[row] != LOCALITY_PROGRAM_NO_MOST;
    s.least = s.has_least ? p->least[row] : 0;
    s.most = s.has_most ? p->most[row] : 0;
    return hold(c, &s);
}

/* Draws the bounds together until nothing changes. False where the work stopped. */
static bool draw_together(checker *c) {
    const locality_program *p = c->p;

    for (c->changed = true; c->changed && !c->walk.is_closed;) {
        c->changed = false;
        if (!hold_cost(c)) {
            return false;
        }
        for (size_t r = 0; r < p->rows && !c->walk.is_closed; r++) {
            if (!hold_row(c, r)) {
                return false;
            }
        }
        if (!loc_work_spend(c->work, p->variables + (p->rows > 0 ? p->start[p->rows] : 0) + 1)) {
            return false;
        }
    }
    return true;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* Takes one side of a choice, and what follows from it. */
static bool enter(checker *c, const loc_proof_side *side) {
    bool is_up = side->is_up != side->is_second;
    loc_wide to = side->value;

    if (side->is_second) {
        to += side->is_up ? -1 : 1;
    }
    return c->walk.is_closed || (tighten(c, side->variable, !is_up, to) && draw_together(c));
}

static locality_status failed(const checker *c, locality_error *error) {
    return c->work->stop == LOC_STOP_LIMIT
               ? loc_fail(error, LOCALITY_LIMIT, "the work limit was met before the proof ended")
               : loc_work_failed(c->work, error);
}

static locality_status follow_choice(checker *c, uint64_t step, locality_error *error) {
    loc_proof_side side = {
        (uint32_t)((step - 1) / 2), (step - 1) % 2 != 0, false, false, 0, c->moves};

    if ((step - 1) / 2 >= c->p->variables || !loc_proof_get_signed(&c->walk, &side.value)) {
        return loc_proof_refuse(&c->walk, "a choice between what there is not", error);
    }
    const loc_proof_side *entered = loc_proof_part(&c->walk, side);
    if (entered == NULL) {
        return loc_fail_memory(error);
    }
    return enter(c, entered) ? LOCALITY_OK : failed(c, error);
}

/* A branch ends: goes on with the second side of the last choice that has one; `*done` without one.
 * */
static locality_status follow_end(checker *c, bool *done, locality_error *error) {
    if (!c->walk.is_closed) {
        return loc_proof_refuse(&c->walk, "a branch ends in which something may be left", error);
    }
    const loc_proof_side *side = loc_proof_turn(&c->walk);
    *done = side == NULL;
    if (*done) {
        return LOCALITY_OK;
    }
    go_back(c, side->before);
    return enter(c, side) ? LOCALITY_OK : failed(c, error);
}

static locality_status follow_all(checker *c, locality_error *error) {
    uint64_t variables, rows, step;
    bool done = false;

    if (!loc_proof_get(&c->walk, &variables) || !loc_proof_get(&c->walk, &rows) ||
        variables != c->p->variables || rows != c->p->rows) {
        return loc_proof_refuse(&c->walk, "the proof is of another program", error);
    }
    locality_status status = draw_together(c) ? LOCALITY_OK : failed(c, error);
    while (status == LOCALITY_OK && !done) {
        if (!loc_proof_get(&c->walk, &step)) {
            return loc_proof_refuse(&c->walk, "the proof breaks off", error);
        }
        status =
            step == LOC_PROGRAM_END ? follow_end(c, &done, error) : follow_choice(c, step, error);
    }
    if (status == LOCALITY_OK && c->walk.at != c->walk.end) {
        status = loc_proof_refuse(&c->walk, "there is more than a proof", error);
    }
    return status;
}

/* ---- All together ---------------------------------------------------------------------------- */

static locality_status verify(const locality_program *p, const uint8_t *bytes, size_t length,
                              loc_proof_claim *claim, loc_work *work, locality_error *error) {
    checker c = {.p = p, .work = work, .walk = {.memory = work->allocator}};

    locality_status status =
        loc_proof_open(&c.walk, bytes, length, LOC_PROGRAM_MAGIC, &c.claim, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    c.bound = loc_allocate(work->allocator, p->variables, 2 * sizeof *c.bound);
    c.saved = loc_allocate(work->allocator, p->variables, 2 * sizeof *c.saved);
    for (size_t v = 0; c.bound != NULL && v < p->variables; v++) {
        c.bound[2 * v] = loc_program_low(p, v);
        c.bound[2 * v + 1] = loc_program_high(p, v);
    }
    status = c.bound != NULL && c.saved != NULL ? follow_all(&c, error) : loc_fail_memory(error);
    *claim = c.claim;
    loc_release(work->allocator, c.bound, p->variables, 2 * sizeof *c.bound);
    loc_release(work->allocator, c.saved, p->variables, 2 * sizeof *c.saved);
    loc_release(work->allocator, c.trail, c.trail_capacity, sizeof *c.trail);
    loc_proof_walk_clear(&c.walk);
    return status;
}

locality_status
locality_program_verify(const locality_program *program, const locality_program_options *options,
                        const uint8_t *bytes, size_t length, locality_program_proved *proved,
                        const locality_allocator *allocator, locality_error *error) {
    locality_program in = LOCALITY_PROGRAM_INIT;
    locality_program_options how = LOCALITY_PROGRAM_OPTIONS_INIT;
    loc_proof_claim claim = {0};
    locality_allocator memory;

    if (proved != NULL) {
        memset(proved, 0, sizeof *proved);
    }
    locality_status status = loc_program_take(program, &in, error);
    status = status == LOCALITY_OK ? loc_program_take_options(options, &how, error) : status;
    if (status == LOCALITY_OK && (proved == NULL || bytes == NULL)) {
        status = loc_fail_null(error, proved == NULL ? "proved" : "bytes");
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &memory,
                     .limit = how.work_limit != 0 ? how.work_limit : WORK_UNLESS_TOLD,
                     .progress = how.progress,
                     .self = how.progress_self};
    status = verify(&in, bytes, length, &claim, &work, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    proved->is_none = claim.is_none;
    proved->bound = claim.is_none ? 0 : claim.bound;
    return loc_ok(error);
}
