/* Selection proofs: followed step by step, without any part of the search. What is claimed not to
 * be is a plan that is worth more than the bound, or any at all. A row has to leave room for the
 * least that each class can come to in it; prices bound what is worth most, and with it each class
 * but for one of its members; sets of which one is taken at most bound what prices leave. A branch
 * may end only where nothing is left, and each side of every choice is followed. */
#include <string.h>

#include "selection/conditions.h"
#include "selection/proof.h"

#define MOST_PRICE ((loc_wide)1 << 60)
#define MOST_CHARGE ((loc_wide)1 << 90) /* so that sums over all rows stay in 128 bits */
#define WORK_UNLESS_TOLD (UINT64_C(1) << 36)

typedef struct checker {
    loc_conditions k;
    loc_work *work;
    loc_proof_walk walk;
    loc_proof_claim claim;
    loc_wide least; /* worth of what is claimed not to be, in parts */
    uint8_t *state;
    uint32_t *open;  /* by class: members that are not out */
    uint32_t *taken; /* by class, or LOC_NO_PROPOSAL */
    uint32_t *settled;
    size_t moves;
    uint8_t *is_queued; /* by row */
    uint32_t *queue;
    size_t queued;
    int64_t *price;
    loc_wide *left, *rest; /* by proposal: after prices, and after sets */
    loc_wide paid;         /* for the ends of the rows */
} checker;

/* ---- Settling -------------------------------------------------------------------------------- */

static void queue_rows_of(checker *c, uint32_t proposal) {
    const loc_conditions *k = &c->k;

    for (size_t t = k->column_start[proposal]; t < k->column_start[proposal + 1]; t++) {
        uint32_t r = k->column_term[t].at;
        if (!c->is_queued[r]) {
            c->is_queued[r] = 1;
            c->queue[c->queued++] = r;
        }
    }
}

static void note(checker *c, uint32_t proposal, uint8_t to) {
    uint32_t class = c->k.class_of[proposal];

    c->state[proposal] = to;
    c->settled[c->moves++] = proposal;
    c->open[class] -= to == LOC_OUT;
    c->taken[class] = to == LOC_IN ? proposal : c->taken[class];
    queue_rows_of(c, proposal);
}

/* Where one of a class must be taken: the last that is left is; what others leave is felt in rows
 * that they are in. */
static void follow_must(checker *c, uint32_t class) {
    const loc_conditions *k = &c->k;

    c->walk.is_closed = c->walk.is_closed || c->open[class] == 0;
    for (size_t m = k->class_start[class]; m < k->class_start[class + 1]; m++) {
        uint32_t i = k->member[m];
        if (c->state[i] == LOC_FREE && c->open[class] == 1) {
            note(c, i, LOC_IN);
        } else if (c->state[i] == LOC_FREE) {
            queue_rows_of(c, i);
        }
    }
}

static void settle(checker *c, uint32_t proposal, uint8_t to) {
    const loc_conditions *k = &c->k;
    uint32_t class = k->class_of[proposal];

    if (c->state[proposal] != LOC_FREE) {
        c->walk.is_closed = c->walk.is_closed || c->state[proposal] != to;
        return;
    }
    if (to == LOC_IN && c->taken[class] != LOC_NO_PROPOSAL) {
        c->walk.is_closed = true;
        return;
    }
    note(c, proposal, to);
    for (size_t m = k->class_start[class]; to == LOC_IN && m < k->class_start[class + 1]; m++) {
        if (c->state[k->member[m]] == LOC_FREE) {
            note(c, k->member[m], LOC_OUT);
        }
    }
    if (to == LOC_OUT && loc_conditions_must(k, class) && c->taken[class] == LOC_NO_PROPOSAL) {
        follow_must(c, class);
    }
}

static void go_back(checker *c, size_t before) {
    while (c->moves > before) {
        uint32_t i = c->settled[--c->moves], class = c->k.class_of[i];
        c->open[class] += c->state[i] == LOC_OUT;
        c->taken[class] = c->state[i] == LOC_IN ? LOC_NO_PROPOSAL : c->taken[class];
        c->state[i] = LOC_FREE;
    }
    while (c->queued > 0) {
        c->is_queued[c->queue[--c->queued]] = 0;
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The terms of one class in a row, the least they can come to, and the next least; `by` has the
 * least, or is LOC_NO_PROPOSAL where that is none of them. */
typedef struct part {
    size_t from, to;
    uint32_t class, by;
    int64_t first, second;
} part;

static void offer(part *p, int64_t amount, uint32_t by) {
    if (amount < p->first) {
        p->second = p->first;
        p->first = amount;
        p->by = by;
    } else if (amount < p->second) {
        p->second = amount;
    }
}

/* The part of a row that begins at a term. */
static part part_at(const checker *c, size_t from, size_t end) {
    const loc_conditions *k = &c->k;
    part p = {from, from, k->class_of[k->row_term[from].at], LOC_NO_PROPOSAL, INT64_MAX, INT64_MAX};
    uint32_t open = 0, taken = c->taken[p.class];

    for (; p.to < end && k->class_of[k->row_term[p.to].at] == p.class; p.to++) {
        loc_condition_term t = k->row_term[p.to];
        if (taken == LOC_NO_PROPOSAL ? c->state[t.at] != LOC_OUT : t.at == taken) {
            offer(&p, t.by, t.at);
            open++;
        }
    }
    bool can_be_none = taken != LOC_NO_PROPOSAL
                           ? open == 0
                           : !loc_conditions_must(k, p.class) || c->open[p.class] > open;
    if (can_be_none) {
        offer(&p, 0, LOC_NO_PROPOSAL);
    }
    return p;
}

/* Settles what the room beside the least of everything tells of a class. */
static void hold_part(checker *c, const part *p, int64_t room) {
    const loc_conditions *k = &c->k;

    if (c->taken[p->class] != LOC_NO_PROPOSAL) {
        return;
    }
    if (p->by != LOC_NO_PROPOSAL && p->second != INT64_MAX && p->second - p->first > room) {
        settle(c, p->by, LOC_IN);
        return;
    }
    for (size_t t = p->from; t < p->to; t++) {
        uint32_t i = k->row_term[t].at;
        if (c->state[i] == LOC_FREE && k->row_term[t].by - p->first > room) {
            settle(c, i, LOC_OUT);
        }
    }
}

static void hold_row(checker *c, uint32_t row) {
    size_t begin = c->k.row_start[row], end = c->k.row_start[row + 1];
    int64_t room = c->k.end[row];

    for (size_t from = begin; from < end;) {
        part p = part_at(c, from, end);
        room -=
            p.first != INT64_MAX ? p.first : 0; /* one that must and cannot has closed the branch */
        from = p.to;
    }
    c->walk.is_closed = c->walk.is_closed || room < 0;
    for (size_t from = begin; from < end && !c->walk.is_closed;) {
        part p = part_at(c, from, end);
        hold_part(c, &p, room);
        from = p.to;
    }
}

/* Settles all that follows. False where the work stopped. */
static bool follow_rows(checker *c) {
    while (c->queued > 0 && !c->walk.is_closed) {
        uint32_t row = c->queue[--c->queued];
        c->is_queued[row] = 0;
        hold_row(c, row);
        if (!loc_work_spend(c->work, c->k.row_start[row + 1] - c->k.row_start[row] + 1)) {
            return false;
        }
    }
    return true;
}

/* ---- Prices ---------------------------------------------------------------------------------- */

static void charge(checker *c) {
    const loc_conditions *k = &c->k;

    c->paid = 0;
    for (uint32_t r = 0; r < k->priced; r++) {
        c->paid += (loc_wide)c->price[r] * k->end[r];
    }
    for (uint32_t i = 0; i < k->s->proposals; i++) {
        c->left[i] = (loc_wide)k->s->value[i] * ((loc_wide)1 << k->shift);
        for (size_t t = k->column_start[i]; t < k->column_start[i + 1]; t++) {
            loc_condition_term term = k->column_term[t];
            c->left[i] -= term.at < k->priced ? (loc_wide)c->price[term.at] * term.by : 0;
        }
    }
}

/* The most that a class can bring. */
static loc_wide most_of(const checker *c, uint32_t class, const loc_wide *worth) {
    const loc_conditions *k = &c->k;
    bool none = loc_conditions_must(k, class);
    loc_wide most = 0;

    if (c->taken[class] != LOC_NO_PROPOSAL) {
        return worth[c->taken[class]];
    }
    for (size_t m = k->class_start[class]; m < k->class_start[class + 1]; m++) {
        uint32_t i = k->member[m];
        if (c->state[i] == LOC_FREE && (none || worth[i] > most)) {
            most = worth[i];
            none = false;
        }
    }
    return most;
}

static loc_wide most_of_all(const checker *c, const loc_wide *worth) {
    loc_wide sum = c->paid;

    for (uint32_t at = 0; at < c->k.classes; at++) {
        sum += most_of(c, at, worth);
    }
    return sum;
}

/* Settles what would leave too little; `others` is what all other classes bring at most. */
static void strike(checker *c, uint32_t class, loc_wide others) {
    const loc_conditions *k = &c->k;
    bool can_be_none = !loc_conditions_must(k, class) && others >= c->least;
    uint32_t count = 0, last = LOC_NO_PROPOSAL;

    for (size_t m = k->class_start[class]; m < k->class_start[class + 1]; m++) {
        uint32_t i = k->member[m];
        if (c->state[i] != LOC_FREE) {
            continue;
        }
        if (others + c->left[i] < c->least) {
            settle(c, i, LOC_OUT);
        } else {
            last = i;
            count++;
        }
    }
    if (count == 1 && !can_be_none) {
        settle(c, last, LOC_IN);
    }
}

static bool use_prices(checker *c) {
    if (c->walk.is_closed) {
        return true;
    }
    charge(c);
    if (c->claim.is_none) {
        return true;
    }
    loc_wide all = most_of_all(c, c->left);
    c->walk.is_closed = all < c->least;
    for (uint32_t at = 0; at < c->k.classes && !c->walk.is_closed; at++) {
        if (c->taken[at] == LOC_NO_PROPOSAL) {
            strike(c, at, all - most_of(c, at, c->left));
        }
    }
    return loc_work_spend(c->work, c->k.terms + c->k.s->proposals) && follow_rows(c);
}

/* Takes the same off all of a set, as much as its least has left, and gives it back once. */
static loc_wide share_set(checker *c) {
    const loc_conditions *k = &c->k;
    loc_wide share = c->rest[k->set[0]];
    bool is_alive = false;

    for (size_t m = 0; m < k->set_count; m++) {
        uint32_t i = k->set[m];
        share = c->rest[i] < share ? c->rest[i] : share;
        is_alive = is_alive || c->state[i] != LOC_OUT;
    }
    if (share <= 0) {
        return 0;
    }
    for (size_t m = 0; m < k->set_count; m++) {
        c->rest[k->set[m]] -= share;
    }
    return is_alive ? share : 0;
}

static locality_status use_cover(checker *c, locality_error *error) {
    loc_wide shares = 0;

    memcpy(c->rest, c->left, c->k.s->proposals * sizeof *c->rest);
    locality_status status = loc_conditions_set(&c->k, &c->walk, error);
    while (status == LOCALITY_OK && c->k.set_count > 0) {
        shares += share_set(c);
        status = loc_conditions_set(&c->k, &c->walk, error);
    }
    if (status == LOCALITY_OK && !c->claim.is_none) {
        c->walk.is_closed = c->walk.is_closed || shares + most_of_all(c, c->rest) < c->least;
    }
    if (status == LOCALITY_OK && !loc_work_spend(c->work, c->k.s->proposals)) {
        return loc_conditions_stopped(c->work, error);
    }
    return status;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

static locality_status follow_prices(checker *c, locality_error *error) {
    for (uint32_t r = 0; r < c->k.priced; r++) {
        int64_t change;
        if (!loc_proof_get_signed(&c->walk, &change)) {
            return loc_proof_refuse(&c->walk, "the proof breaks off", error);
        }
        loc_wide price = (loc_wide)c->price[r] + change;
        if (price < 0 || price > MOST_PRICE || price * c->k.extent[r] > MOST_CHARGE) {
            return loc_proof_refuse(&c->walk, "a price below 0, or too large", error);
        }
        c->price[r] = (int64_t)price;
    }
    return use_prices(c) ? LOCALITY_OK : loc_conditions_stopped(c->work, error);
}

/* Takes one side of a choice, and what follows from it. */
static locality_status enter(checker *c, const loc_proof_side *side, locality_error *error) {
    const size_t *start = c->k.class_start + c->k.class_of[side->variable];

    if (c->walk.is_closed) {
        return LOCALITY_OK;
    }
    settle(c, side->variable, side->is_up != side->is_second ? LOC_IN : LOC_OUT);
    return loc_work_spend(c->work, start[1] - start[0]) && follow_rows(c)
               ? LOCALITY_OK
               : loc_conditions_stopped(c->work, error);
}

static locality_status follow_choice(checker *c, uint64_t choice, locality_error *error) {
    if (choice / 2 >= c->k.s->proposals) {
        return loc_proof_refuse(&c->walk, "a choice of what there is not", error);
    }
    const loc_proof_side *side =
        loc_proof_part(&c->walk, (loc_proof_side){(uint32_t)(choice / 2), choice % 2 != 0, false,
                                                  false, 0, c->moves});
    return side != NULL ? enter(c, side, error) : loc_fail_memory(error);
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
    return enter(c, side, error);
}

static locality_status follow_step(checker *c, bool *done, locality_error *error) {
    uint64_t step;

    if (!loc_proof_get(&c->walk, &step)) {
        return loc_proof_refuse(&c->walk, "the proof breaks off", error);
    }
    return step == LOC_SELECTION_END      ? follow_end(c, done, error)
           : step == LOC_SELECTION_PRICES ? follow_prices(c, error)
           : step == LOC_SELECTION_COVER  ? use_cover(c, error)
                                          : follow_choice(c, step - LOC_SELECTION_CHOICE, error);
}

/* ---- All together ---------------------------------------------------------------------------- */

/* The least worth above the bound: all worths are multiples of what the values have in common. */
static loc_wide least_above(const loc_selection *s, int64_t bound) {
    int64_t step = 0;

    for (uint32_t i = 0; i < s->proposals; i++) {
        int64_t other = s->value[i] < 0 ? -s->value[i] : s->value[i];
        while (other != 0) {
            int64_t rest = step % other;
            step = other;
            other = rest;
        }
    }
    step = step > 0 ? step : 1;
    return (loc_divide_down(bound, step) + 1) * step;
}

static bool take_memory(checker *c) {
    size_t n = c->k.s->proposals, rows = c->k.rows, classes = c->k.classes;

    c->state = loc_allocate(c->work->allocator, n, 1);
    c->open = loc_allocate(c->work->allocator, classes, sizeof *c->open);
    c->taken = loc_allocate(c->work->allocator, classes, sizeof *c->taken);
    c->settled = loc_allocate(c->work->allocator, n, sizeof *c->settled);
    c->is_queued = loc_allocate(c->work->allocator, rows, 1);
    c->queue = loc_allocate(c->work->allocator, rows, sizeof *c->queue);
    c->price = loc_allocate(c->work->allocator, rows, sizeof *c->price);
    c->left = loc_allocate(c->work->allocator, n, sizeof *c->left);
    c->rest = loc_allocate(c->work->allocator, n, sizeof *c->rest);
    return c->state != NULL && c->open != NULL && c->taken != NULL && c->settled != NULL &&
           c->is_queued != NULL && c->queue != NULL && c->price != NULL && c->left != NULL &&
           c->rest != NULL;
}

static void give_memory(checker *c) {
    const locality_allocator *memory = c->work->allocator;
    size_t n = c->k.s->proposals, rows = c->k.rows, classes = c->k.classes;

    loc_release(memory, c->state, n, 1);
    loc_release(memory, c->open, classes, sizeof *c->open);
    loc_release(memory, c->taken, classes, sizeof *c->taken);
    loc_release(memory, c->settled, n, sizeof *c->settled);
    loc_release(memory, c->is_queued, rows, 1);
    loc_release(memory, c->queue, rows, sizeof *c->queue);
    loc_release(memory, c->price, rows, sizeof *c->price);
    loc_release(memory, c->left, n, sizeof *c->left);
    loc_release(memory, c->rest, n, sizeof *c->rest);
    loc_conditions_clear(&c->k);
    loc_proof_walk_clear(&c->walk);
}

/* What is settled from the start, and what follows from that. */
static bool begin(checker *c) {
    const loc_conditions *k = &c->k;

    c->least = least_above(k->s, c->claim.bound) * ((loc_wide)1 << k->shift);
    for (uint32_t r = 0; r < k->rows; r++) {
        c->is_queued[r] = 1;
        c->queue[c->queued++] = r;
    }
    for (uint32_t at = 0; at < k->classes; at++) {
        c->open[at] = (uint32_t)(k->class_start[at + 1] - k->class_start[at]);
        c->taken[at] = LOC_NO_PROPOSAL;
    }
    charge(c);
    for (uint32_t i = 0; i < k->s->proposals; i++) {
        if (k->s->fixed[i] != LOC_FREE) {
            settle(c, i, k->s->fixed[i]);
        }
    }
    for (uint32_t at = 0; at < k->s->groups; at++) {
        if (loc_conditions_must(k, at) && c->taken[at] == LOC_NO_PROPOSAL) {
            follow_must(c, at);
        }
    }
    return follow_rows(c);
}

static locality_status follow_all(checker *c, locality_error *error) {
    bool done = false;

    if (!take_memory(c)) {
        return loc_fail_memory(error);
    }
    locality_status status = begin(c) ? LOCALITY_OK : loc_conditions_stopped(c->work, error);
    while (status == LOCALITY_OK && !done) {
        status = follow_step(c, &done, error);
    }
    if (status == LOCALITY_OK && c->walk.at != c->walk.end) {
        status = loc_proof_refuse(&c->walk, "there is more than a proof", error);
    }
    return status;
}

static locality_status verify(const loc_selection *s, const uint8_t *bytes, size_t length,
                              loc_proof_claim *claim, loc_work *work, locality_error *error) {
    checker c = {.work = work, .walk = {.memory = work->allocator}};

    locality_status status =
        loc_proof_open(&c.walk, bytes, length, LOC_SELECTION_MAGIC, &c.claim, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_conditions_read(&c.k, s, &c.walk, work, error);
    status = status == LOCALITY_OK ? follow_all(&c, error) : status;
    *claim = c.claim;
    give_memory(&c);
    return status;
}

locality_status locality_selection_verify(const locality_selection_problem *problem,
                                          const locality_selection_options *options,
                                          const uint8_t *bytes, size_t length,
                                          locality_program_proved *proved,
                                          const locality_allocator *allocator,
                                          locality_error *error) {
    locality_selection_problem in = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_options how = LOCALITY_SELECTION_OPTIONS_INIT;
    locality_allocator memory;
    loc_proof_claim claim = {0};
    loc_work work = {.allocator = &memory};
    loc_selection s = {0};
    bool overflow = false;

    if (proved != NULL) {
        memset(proved, 0, sizeof *proved);
    }
    locality_status status = loc_selection_take(problem, &in, error);
    status =
        status == LOCALITY_OK ? loc_selection_take_options(options, &how, &work, error) : status;
    if (status == LOCALITY_OK && (proved == NULL || bytes == NULL)) {
        status = loc_fail_null(error, proved == NULL ? "proved" : "bytes");
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    work.limit = how.work_limit != 0 ? work.limit : WORK_UNLESS_TOLD;
    status = loc_selection_read(&in, &s, &overflow, &memory, error);
    if (status == LOCALITY_OK && overflow) {
        status = loc_fail(error, LOCALITY_OVERFLOW, "the sums could leave 2^60");
    }
    status = status == LOCALITY_OK ? verify(&s, bytes, length, &claim, &work, error) : status;
    loc_selection_clear(&s, &memory);
    if (status != LOCALITY_OK) {
        return status;
    }
    proved->is_none = claim.is_none;
    proved->bound = claim.is_none ? 0 : claim.bound;
    return loc_ok(error);
}
