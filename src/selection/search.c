/* Selection search: branch and bound. At each branch what follows is settled, the bound is lowered
 * by a few rounds of prices, what is in no better plan by its price alone is ruled out, a plan is
 * tried, and what is least sure is parted. Where the search is written down, no plans are tried:
 * what is to be beaten is known. */
#include <string.h>

#include "selection/branch.h"
#include "selection/follow.h"
#include "selection/proof.h"
#include "selection/try.h"

#define ROUNDS_FIRST 600
#define ROUNDS 16
#define ROUNDS_AGAIN 6
#define STEP_FIRST 1.0
#define STEP 0.6
#define MOST_SHOWING (UINT64_C(1) << 28) /* terms looked at for the prices that are shown */
#define EACH 8 /* rounds between plans that are tried, before anything is parted */

/* A choice that has another side: the bound where it was made, and the prices. */
typedef struct level {
    uint32_t proposal;
    uint8_t other;
    size_t moves;
    int64_t bound;
} level;

typedef struct search {
    const loc_model *m;
    loc_work *work;
    loc_prices p;
    loc_follow f;
    loc_try t;
    loc_cover cover;
    loc_branching b;
    loc_prices_call call;
    level *levels;
    size_t depth, levels_capacity;
    int64_t *saved; /* prices of each level, row by row */
    size_t saved_capacity;
    uint64_t branches;
    bool has_bound;
    int64_t now;     /* bound of the branch that is looked at */
    uint32_t turned; /* what it was parted by, and which way that went */
    bool is_in;
    loc_proof *proof; /* or null */
    int64_t *last;    /* prices that were written last */
} search;

/* ---- Writing down ---------------------------------------------------------------------------- */

/* Whether all that was to be written is; where it is not, the work stops. */
static bool is_written(search *x) {
    if (x->proof == NULL || (!x->proof->is_full && !x->proof->is_refused)) {
        return true;
    }
    return loc_work_stop(x->work, x->proof->is_full ? LOC_STOP_LIMIT : LOC_STOP_MEMORY);
}

static void write_prices(search *x, const int64_t *price) {
    if (x->proof == NULL) {
        return;
    }
    loc_selection_write_prices(x->proof, price, x->last, x->m->priced);
    for (uint32_t r = 0; r < x->m->priced; r++) {
        x->last[r] = price != NULL ? price[r] : 0;
    }
}

static bool write_choice(search *x, uint32_t proposal, bool is_in) {
    if (x->proof != NULL) {
        loc_proof_put(x->proof, LOC_SELECTION_CHOICE + 2 * (uint64_t)proposal + is_in);
    }
    return is_written(x);
}

static bool write_end(search *x) {
    if (x->proof != NULL) {
        loc_proof_put(x->proof, LOC_SELECTION_END);
    }
    return is_written(x);
}

/* ---- Ruling out ------------------------------------------------------------------------------ */

/* Whether a loss in parts leaves no better plan. */
static bool is_too_much(const search *x, int64_t loss) {
    return loc_prices_value(&x->p, x->p.bound - loss) <= x->call.beaten;
}

/* Rules out what is in no better plan, by what it loses against the best of its class. */
static bool rule_out_class(search *x, uint32_t class, bool *settled) {
    const loc_model *m = x->m;
    uint32_t best = LOC_NO_PROPOSAL;
    int64_t first = m->must[class] ? INT64_MIN : 0, second = INT64_MIN;

    for (size_t k = m->class_start[class]; k < m->class_start[class + 1]; k++) {
        uint32_t i = m->member[k];
        int64_t net = x->p.net[i];
        if (x->f.state[i] != LOC_FREE) {
            continue;
        }
        if (net > first) {
            second = first;
            first = net;
            best = i;
        } else if (net > second) {
            second = net;
        }
    }
    if (best != LOC_NO_PROPOSAL && second != INT64_MIN && is_too_much(x, first - second)) {
        *settled = true;
        return loc_follow_put(&x->f, best, LOC_IN);
    }
    for (size_t k = m->class_start[class]; k < m->class_start[class + 1]; k++) {
        uint32_t i = m->member[k];
        if (x->f.state[i] == LOC_FREE && i != best && is_too_much(x, first - x->p.net[i])) {
            *settled = true;
            if (!loc_follow_put(&x->f, i, LOC_OUT)) {
                return false;
            }
        }
    }
    return true;
}

static bool rule_out(search *x, bool *settled) {
    *settled = false;
    for (uint32_t c = 0; x->call.has_beaten && c < x->m->classes; c++) {
        if (x->f.taken[c] == LOC_NO_PROPOSAL && x->f.open[c] > 0 &&
            !rule_out_class(x, c, settled)) {
            return false;
        }
    }
    return true;
}

/* ---- Parting --------------------------------------------------------------------------------- */

static bool save_level(search *x, uint32_t proposal, uint8_t other) {
    size_t rows = x->m->priced;

    if (!loc_grow(x->work->allocator, (void **)&x->levels, &x->levels_capacity, x->depth + 1,
                  sizeof *x->levels) ||
        !loc_grow(x->work->allocator, (void **)&x->saved, &x->saved_capacity, (x->depth + 1) * rows,
                  sizeof *x->saved)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    memcpy(x->saved + x->depth * rows, x->p.price, rows * sizeof *x->saved);
    x->levels[x->depth++] = (level){proposal, other, x->f.moves, x->now};
    return true;
}

/* Goes one way with a proposal; false where that cannot be. */
static bool go(search *x, uint32_t proposal, uint8_t to) {
    x->turned = proposal;
    x->is_in = to == LOC_IN;
    return loc_follow_put(&x->f, proposal, to);
}

/* Turns to the other side of the last choice that can still be better; false where there is none.
 * */
static bool turn(search *x) {
    size_t rows = x->m->priced;

    while (x->depth > 0) {
        level l = x->levels[--x->depth];
        loc_follow_back(&x->f, l.moves);
        if (x->proof == NULL && x->call.has_beaten &&
            loc_prices_value(&x->p, l.bound) <= x->call.beaten) {
            continue;
        }
        x->now = l.bound;
        memcpy(x->p.price, x->saved + x->depth * rows, rows * sizeof *x->saved);
        if (go(x, l.proposal, l.other)) {
            return true;
        }
        if (!write_end(x)) {
            return false;
        }
    }
    return false;
}

/* ---- One branch ------------------------------------------------------------------------------ */

static void note_best(search *x) {
    x->call.has_beaten = x->t.has_best;
    x->call.beaten = x->t.best_value;
}

static void try_round(void *self, const loc_prices *p, uint32_t round, bool is_lawful) {
    search *x = self;

    if (is_lawful) {
        loc_try_relaxed(&x->t, p->chosen);
    } else if (x->branches == 1 && round % EACH == 0) {
        loc_try_plan(&x->t, &x->f, p->left, false);
    }
    note_best(x);
}

static void ignore_round(void *self, const loc_prices *p, uint32_t round, bool is_lawful) {
    (void)self;
    (void)p;
    (void)round;
    (void)is_lawful;
}

static void try_branch(search *x, bool is_first) {
    if (x->proof != NULL) {
        return;
    }
    loc_try_plan(&x->t, &x->f, x->p.net, is_first);
    loc_try_leaning(&x->t, &x->f, x->p.leaning);
    note_best(x);
}

static bool lower(search *x, uint32_t rounds, double share, bool *closed) {
    x->call.rounds = rounds;
    x->call.first_step = share;
    bool done = loc_prices_lower(&x->p, &x->call, closed, x->work);
    if (x->p.bound != INT64_MAX && (x->p.bound < x->now || !x->has_bound)) {
        x->now = x->p.bound;
        x->has_bound = true;
    }
    return done;
}

/* Whether a cover shows that nothing better is left. What a proposal loses in its class says
 * nothing about that bound, so it is no ground for ruling out. */
static bool is_covered(search *x) {
    if (x->m->excludes == NULL || !x->call.has_beaten) {
        return false;
    }
    int64_t bound = loc_cover_bound(&x->cover, &x->p, x->f.state, x->work);
    x->now = bound < x->now ? bound : x->now;
    return loc_prices_value(&x->p, bound) <= x->call.beaten;
}

/* Writes down the prices and the cover that close a branch. */
static void write_cover(search *x) {
    write_prices(x, x->p.price);
    if (x->proof != NULL) {
        loc_proof_put(x->proof, LOC_SELECTION_COVER);
        x->cover.proof = x->proof;
        loc_cover_bound(&x->cover, &x->p, x->f.state, x->work);
        x->cover.proof = NULL;
        loc_selection_write_set(x->proof, NULL, 0);
    }
}

/* Judges a branch: `*closed` where nothing better is left in it. False where the work has to stop.
 * */
static bool judge(search *x, bool is_first, bool *closed) {
    bool settled = true;
    int64_t was = x->now;

    *closed = false;
    for (uint32_t again = 0; settled; again++) {
        if (!loc_follow_all(&x->f, x->work)) {
            *closed = true;
            return x->work->stop == LOC_GOES_ON;
        }
        if (again > 3) {
            break;
        }
        uint32_t rounds = is_first ? ROUNDS_FIRST : again == 0 ? ROUNDS : ROUNDS_AGAIN;
        if (!lower(x, rounds, is_first ? STEP_FIRST : STEP, closed)) {
            return false;
        }
        if (again == 0 && !is_first) {
            loc_branching_learn(&x->b, x->turned, x->is_in, was - x->p.bound);
        }
        if (again == 0 && !*closed) {
            try_branch(x, is_first);
        }
        if (!*closed && is_covered(x)) {
            *closed = true;
            write_cover(x);
            return is_written(x);
        }
        *closed = *closed || !rule_out(x, &settled);
        if (*closed || settled) {
            write_prices(x, x->p.price);
        }
        if (*closed || !is_written(x)) {
            return is_written(x);
        }
    }
    return true;
}

/* Parts a branch that is not closed. */
static bool part(search *x, bool *closed) {
    uint32_t proposal = loc_branching_choose(&x->b, &x->p, x->f.state);

    if (proposal == LOC_NO_PROPOSAL) {
        if (x->proof == NULL) {
            loc_try_whole(&x->t, &x->f);
            note_best(x);
        }
        write_prices(x, NULL); /* without prices the bound is what is taken */
        *closed = true;
        return is_written(x);
    }
    bool is_in = x->m->excludes != NULL || 2 * x->p.leaning[proposal] >= LOC_PRICES_WHOLE;
    if (!save_level(x, proposal, is_in ? LOC_OUT : LOC_IN) || !write_choice(x, proposal, is_in)) {
        return false;
    }
    *closed = !go(x, proposal, is_in ? LOC_IN : LOC_OUT);
    return true;
}

/* ---- All together ---------------------------------------------------------------------------- */

static bool begin(search *x) {
    const loc_selection *s = x->m->s;

    for (uint32_t i = 0; i < s->proposals; i++) {
        if (s->fixed[i] != LOC_FREE && !loc_follow_put(&x->f, i, s->fixed[i])) {
            return false;
        }
    }
    return true;
}

/* True where all was looked at. */
static bool run(search *x) {
    bool closed = !begin(x);

    if (closed) {
        return write_end(x);
    }
    for (bool is_first = true;; is_first = false) {
        x->branches++;
        if (!judge(x, is_first, &closed) || (!closed && !part(x, &closed))) {
            return false;
        }
        if (closed && (!write_end(x) || !turn(x))) {
            return is_written(x);
        }
    }
}

/* What is still possible: the branch that was looked at, and the other sides of all choices. */
static void tell(const search *x, bool is_over, uint8_t *taken, loc_selection_found *found) {
    int64_t bound = x->now;

    for (size_t k = 0; k < x->depth; k++) {
        bound = x->levels[k].bound > bound ? x->levels[k].bound : bound;
    }
    found->branches = x->branches;
    found->has_plan = x->t.has_best;
    found->value = x->t.best_value;
    found->has_bound = is_over ? found->has_plan : x->has_bound;
    found->bound = is_over ? found->value : loc_prices_value(&x->p, bound);
    if (found->has_plan && found->bound <= found->value) {
        found->bound = found->value;
        is_over = is_over || found->has_bound;
    }
    found->is_over = is_over;
    found->reason = is_over && !found->has_plan ? LOCALITY_SELECTION_TOGETHER : 0;
    if (found->has_plan) {
        memcpy(taken, x->t.best, x->m->s->proposals);
    }
}

static bool search_make(search *x) {
    const loc_model *m = x->m;
    loc_work *work = x->work;

    bool ready = loc_prices_make(m, &x->p, work) && loc_follow_make(m, &x->f, work) &&
                 loc_try_make(m, &x->t, work) && loc_branching_make(m, &x->b, work) &&
                 (m->excludes == NULL || loc_cover_make(m, &x->cover, work));
    x->call.state = x->f.state;
    x->call.round = x->proof == NULL ? try_round : ignore_round;
    x->call.self = x;
    return ready;
}

static void search_clear(search *x) {
    const loc_work *work = x->work;

    loc_prices_clear(&x->p, work->allocator);
    loc_follow_clear(&x->f, work->allocator);
    loc_try_clear(&x->t, work->allocator);
    loc_cover_clear(&x->cover, work->allocator);
    loc_branching_clear(&x->b, work->allocator);
    loc_work_give(work, x->levels, x->levels_capacity, sizeof *x->levels);
    loc_work_give(work, x->saved, x->saved_capacity, sizeof *x->saved);
    loc_work_give(work, x->last, x->m->priced, sizeof *x->last);
}

static bool has_failed(const loc_work *work) {
    return work->stop != LOC_GOES_ON && work->stop != LOC_STOP_LIMIT;
}

static bool search_model(const loc_model *m, uint8_t *taken, loc_selection_found *found,
                         loc_work *work) {
    search x = {.m = m, .work = work};

    if (search_make(&x)) {
        bool is_over = run(&x);
        tell(&x, is_over, taken, found);
    }
    search_clear(&x);
    return !has_failed(work);
}

/* Writes down why nothing is better than what is claimed; true where that is whole. */
static bool prove_model(const loc_model *m, loc_proof_claim claim, bool at_once, loc_proof *p,
                        loc_work *work) {
    search x = {.m = m, .work = work, .proof = p};

    x.last = loc_work_take(work, m->priced, sizeof *x.last);
    bool done = x.last != NULL && search_make(&x);
    if (done) {
        memset(x.last, 0, m->priced * sizeof *x.last);
        x.call.has_beaten = !claim.is_none;
        x.call.beaten = claim.bound;
        loc_selection_write_start(p, m, x.p.shift);
        done = is_written(&x) && (at_once ? write_end(&x) : run(&x));
    }
    done = done && (loc_proof_seal(p, claim) || is_written(&x));
    search_clear(&x);
    return done;
}

bool loc_selection_prove(const loc_selection *s, loc_proof_claim claim, bool at_once, loc_proof *p,
                         loc_work *work) {
    loc_model m = {0};

    bool done = loc_model_make(s, LOC_MODEL_BY_CLIQUES, &m, work) &&
                prove_model(&m, claim, at_once, p, work);
    loc_model_clear(&m, work->allocator);
    if (!done) {
        loc_proof_clear(p);
    }
    return !has_failed(work);
}

/* ---- Prices that are shown ------------------------------------------------------------------- */

/* Prices of the problem as it was asked, lowered towards the value that was found. */
static bool find_prices(const loc_selection *s, const loc_selection_found *found, int64_t *price,
                        loc_work *work) {
    loc_model m = {0};
    loc_prices p = {0};
    bool closed = false;

    bool done = loc_model_make(s, LOC_MODEL_AS_ASKED, &m, work) && loc_prices_make(&m, &p, work);
    if (done) {
        loc_prices_call call = {.state = s->fixed,
                                .rounds = ROUNDS_FIRST,
                                .first_step = STEP_FIRST,
                                .has_beaten = found->has_plan,
                                .beaten = found->value,
                                .round = ignore_round};
        loc_prices_lower(&p, &call, &closed, work);
        loc_prices_show(&p, price);
    }
    loc_prices_clear(&p, work->allocator);
    loc_model_clear(&m, work->allocator);
    return done;
}

bool loc_selection_search(const loc_selection *s, uint8_t *taken, int64_t *price,
                          loc_selection_found *found, loc_work *work) {
    loc_model m = {0};

    bool done =
        loc_model_make(s, LOC_MODEL_BY_CLIQUES, &m, work) && search_model(&m, taken, found, work);
    loc_model_clear(&m, work->allocator);
    if (!done || (found->is_over && !found->has_plan)) {
        return done;
    }
    /* The prices that are shown have a limit of their own: what the search left would not do. */
    loc_work rest = *work;
    rest.limit = rest.done + MOST_SHOWING;
    rest.stop = LOC_GOES_ON;
    rest.ask = 0;
    done = find_prices(s, found, price, &rest);
    work->done = rest.done;
    work->stop = rest.stop == LOC_GOES_ON ? work->stop : rest.stop;
    return done && !has_failed(work);
}
