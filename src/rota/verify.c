/* Rota verify: the proof of a search is followed step by step. Of the library's own it uses what reads the problem
 * (plan.c) and no part of the solver.
 *
 * Why it proves what it does. Parts of a rota have no candidate and no place in common, so a rota is the best if it
 * is in each part, and there is none if there is none in one. In a part every lawful rota agrees with what is
 * decided at the beginning: the pins are held. Where a branch is parted, each lawful rota in it is in one of
 * the branches that come of it, of which those that would hold what is not open are left out:
 *
 * - LONG: a spell that began with the option `first`, at demand d in period t, would with `spell_most` + 1
 *   periods (what it brought along from the past among them) be too long. So one of these periods is not held
 *   at d; the first such period tells the branches apart.
 * - SHORT: `first` is left out, or it is held. Then d is held the period before as well, or the spell begins
 *   there, or goes on from the past, and has to go on for what is missing of `spell_least`, or to the end.
 * - REST: two options of one candidate with fewer than `rest` periods between them, or one with the past. One is
 *   left out; or both are held, and then both belong to one spell, for between two spells there would be too
 *   little rest: so they are of one demand, and all in between is held.
 *
 * Where a branch ends (verify_end.c) nothing in it is lawful and better. Every branch comes to an end before the
 * bytes do. What is kept grows with the bytes: some numbers for each branch above the one that is judged. */
#include <stddef.h>
#include <string.h>

#include "rota/verify.h"
#include "schema/schema.h"

#define NOWHERE UINT32_MAX

/* A branch that was parted, and the way that is being followed. */
typedef struct parted {
    uint32_t step;
    uint32_t first, sooner; /* options; `sooner` NOWHERE for the past */
    uint32_t way, ways;
    uint32_t decided; /* options before it */
    bool was_torn;
} parted;

typedef struct follower {
    loc_rota_section s;
    const locality_allocator *memory;
    locality_error *error;
    uint8_t *holds;  /* by option of the plan: the rota */
    uint8_t *own;    /* likewise, by option of the part */
    int64_t filled;  /* in the rota */
    uint32_t *trail; /* options decided, in that order */
    uint32_t decided;
    parted *above;
    size_t depth, capacity;
} follower;

static locality_status refuse(const follower *f, const char *why) {
    return loc_proof_refuse(&f->s.walk, why, f->error);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

/* Numbers a part as its options name it. */
static void read_part(follower *f, uint32_t part) {
    loc_rota_section *s = &f->s;
    const loc_rota_plan *plan = s->plan;

    for (uint32_t p = 0; p < s->places; p++) {
        s->place_at[s->place[p]] = NOWHERE;
    }
    s->candidates = s->options = s->places = 0;
    for (uint32_t i = 0; i < plan->candidates; i++) {
        if (plan->part_of[0][i] != part) {
            continue;
        }
        s->first_option[s->candidates] = s->options;
        for (uint32_t o = plan->start[i]; o < plan->start[i + 1]; o++) {
            s->person_of[s->options] = s->candidates;
            s->option[s->options++] = o;
        }
        s->candidate[s->candidates++] = i;
    }
    s->first_option[s->candidates] = s->options;
    for (uint32_t k = 0; k < s->options; k++) {
        const loc_rota_option *o = loc_rota_section_option(s, k);
        uint32_t place = o->demand * plan->periods + o->period;
        if (s->place_at[place] == NOWHERE) {
            s->place[s->places] = place;
            s->place_at[place] = s->places++;
        }
        s->place_of[k] = s->place_at[place];
        s->choice[k] = o->is_pinned ? LOC_ROTA_IN : LOC_ROTA_OPEN;
        s->flow[k] = 0;
        f->own[k] = f->holds[s->option[k]];
    }
    memset(s->price, 0,
           (LOC_ROTA_LEVELS + 1) * ((size_t)s->candidates + s->places) * sizeof *s->price);
    loc_rota_sum_up(s, f->own, &s->claim);
    s->is_torn = false;
    f->decided = 0;
    f->depth = 0;
}

/* ---- Ways ------------------------------------------------------------------------------------ */

static const loc_rota_option *at(const follower *f, uint32_t k) {
    return loc_rota_section_option(&f->s, k);
}

/* The option of the same candidate in another period at the same demand. */
static uint32_t option_in(const follower *f, uint32_t k, int64_t period) {
    const loc_rota_option *o = at(f, k);
    uint32_t found = period < 0
                         ? LOC_NO_OPTION
                         : loc_rota_plan_find(f->s.plan, o->candidate, (uint32_t)period, o->demand);

    return found == LOC_NO_OPTION
               ? NOWHERE
               : f->s.first_option[f->s.person_of[k]] + found - f->s.plan->start[o->candidate];
}

static void decide(follower *f, uint32_t k, uint8_t choice) {
    uint8_t *now = &f->s.choice[k];

    if (*now == LOC_ROTA_OPEN) {
        f->trail[f->decided++] = k;
        *now = choice;
    }
    f->s.is_torn = f->s.is_torn || *now != choice;
}

/* Decides that the demand of an option is held from one period to another, if it is open in all of them. */
static bool hold(follower *f, uint32_t k, int64_t first, int64_t last) {
    for (int64_t t = first; t <= last; t++) {
        uint32_t other = option_in(f, k, t);
        if (other == NOWHERE) {
            return false;
        }
        decide(f, other, LOC_ROTA_IN);
    }
    return true;
}

static void leave(follower *f, uint32_t k) {
    if (k != NOWHERE) {
        decide(f, k, LOC_ROTA_OUT);
    }
}

/* The past of who holds an option; null where there is none. */
static const locality_rota_past *past_of(const follower *f, uint32_t k) {
    const locality_rota_past *past = &f->s.plan->past[at(f, k)->candidate];

    return past->demand != LOCALITY_ROTA_NOBODY ? past : NULL;
}

/* Whether an option in the first period goes on with the spell of the past. */
static bool goes_on(const follower *f, uint32_t k) {
    const locality_rota_past *past = past_of(f, k);

    return past != NULL && past->ago == 0 && past->demand == at(f, k)->demand &&
           at(f, k)->period == 0;
}

/* The period in which a spell that begins with an option is `length` periods long. */
static int64_t period_at(const follower *f, uint32_t k, int64_t length) {
    int64_t before = goes_on(f, k) ? past_of(f, k)->length : 0;

    return at(f, k)->period + length - before - 1;
}

/* The last period that makes a spell too long; the first one where it was already. */
static int64_t last_of_long(const follower *f, uint32_t k) {
    int64_t last = period_at(f, k, (int64_t)f->s.plan->spell_most + 1);

    return last > (int64_t)at(f, k)->period ? last : at(f, k)->period;
}

static int64_t last_of_short(const follower *f, uint32_t k) {
    int64_t last = period_at(f, k, f->s.plan->spell_least), end = (int64_t)f->s.plan->periods - 1;

    return last < end ? last : end;
}

/* How many ways there are; 0 where the step is none for this rota. */
static uint32_t ways_of_rest(const follower *f, const parted *b) {
    const loc_rota_option *later = at(f, b->first);
    const locality_rota_past *past = past_of(f, b->first);
    bool is_past = b->sooner == NOWHERE;

    if (is_past ? past == NULL
                : f->s.person_of[b->sooner] != f->s.person_of[b->first] ||
                      at(f, b->sooner)->period >= later->period) {
        return 0;
    }
    int64_t sooner = is_past ? -1 - (int64_t)past->ago : at(f, b->sooner)->period;
    bool is_same = (is_past ? past->demand : at(f, b->sooner)->demand) == later->demand;
    int64_t gap = later->period - sooner - 1;
    if (gap >= (int64_t)f->s.plan->rest || (is_same && gap == 0)) {
        return 0;
    }
    return is_same && sooner >= -1 ? 3 : 2;
}

static uint32_t ways_of(const follower *f, const parted *b) {
    const loc_rota_plan *plan = f->s.plan;
    int64_t first = at(f, b->first)->period;

    switch (b->step) {
    case LOC_ROTA_STEP_LONG:
        return plan->spell_most > 0 && last_of_long(f, b->first) < (int64_t)plan->periods
                   ? (uint32_t)(last_of_long(f, b->first) - first + 1)
                   : 0;
    case LOC_ROTA_STEP_SHORT:
        return last_of_short(f, b->first) >= first ? 3 : 0;
    default:
        return ways_of_rest(f, b);
    }
}

/* Follow one way of a branch; false where it would hold what is not open, or is none. */
static bool follow_long(follower *f, const parted *b) {
    int64_t out = last_of_long(f, b->first) - b->way;
    bool is_open = hold(f, b->first, at(f, b->first)->period, out - 1);

    leave(f, option_in(f, b->first, out));
    return is_open;
}

static bool follow_short(follower *f, const parted *b) {
    int64_t first = at(f, b->first)->period;

    if (b->way == 0) {
        leave(f, option_in(f, b->first, first - 1));
        return hold(f, b->first, first, last_of_short(f, b->first));
    }
    if (b->way == 1) {
        return first > 0 && hold(f, b->first, first - 1, first);
    }
    leave(f, b->first);
    return true;
}

static bool follow_rest(follower *f, const parted *b) {
    bool is_past = b->sooner == NOWHERE;

    if (b->way == 0) {
        leave(f, b->first);
        return is_past || hold(f, b->sooner, at(f, b->sooner)->period, at(f, b->sooner)->period);
    }
    if (b->way == 1) {
        leave(f, b->sooner);
        return !is_past;
    }
    return hold(f, b->first, is_past ? 0 : at(f, b->sooner)->period, at(f, b->first)->period);
}

static void forget(follower *f, const parted *b) {
    while (f->decided > b->decided) {
        f->s.choice[f->trail[--f->decided]] = LOC_ROTA_OPEN;
    }
    f->s.is_torn = b->was_torn;
}

/* Turns to the next way of the innermost branch that has one; false where none is left. */
static bool turn(follower *f) {
    while (f->depth > 0) {
        parted *b = &f->above[f->depth - 1];
        for (; b->way < b->ways; b->way++) {
            forget(f, b);
            bool is_open = b->step == LOC_ROTA_STEP_LONG    ? follow_long(f, b)
                           : b->step == LOC_ROTA_STEP_SHORT ? follow_short(f, b)
                                                            : follow_rest(f, b);
            if (is_open) {
                b->way++;
                return true;
            }
        }
        forget(f, b);
        f->depth--;
    }
    return false;
}

/* ---- Trees ----------------------------------------------------------------------------------- */

static locality_status follow_parted(follower *f, uint32_t step) {
    loc_proof_walk *walk = &f->s.walk;
    uint64_t first, sooner = 0;
    bool is_read = loc_proof_get_below(walk, f->s.options, &first);

    if (is_read && step == LOC_ROTA_STEP_REST) {
        is_read = loc_proof_get_below(walk, (uint64_t)f->s.options + 1, &sooner);
    }
    parted b = {.step = step,
                .first = (uint32_t)first,
                .sooner = (uint32_t)sooner - 1,
                .decided = f->decided,
                .was_torn = f->s.is_torn};
    b.ways = is_read ? ways_of(f, &b) : 0;
    if (b.ways == 0) {
        return refuse(f, "a branch is parted by a rule that does not bind there");
    }
    if (!loc_grow(f->memory, (void **)&f->above, &f->capacity, f->depth + 1, sizeof *f->above)) {
        return loc_fail_memory(f->error);
    }
    f->above[f->depth++] = b;
    return LOCALITY_OK;
}

/* Follows the tree of one part, from its root to its last end. */
static locality_status follow_tree(follower *f) {
    bool goes = true;

    while (goes) {
        uint64_t step = 0;
        const char *why = NULL;
        (void)loc_proof_get(&f->s.walk, &step);
        if (step == LOC_ROTA_STEP_LONG || step == LOC_ROTA_STEP_SHORT ||
            step == LOC_ROTA_STEP_REST) {
            locality_status status = follow_parted(f, (uint32_t)step);
            if (status != LOCALITY_OK) {
                return status;
            }
        } else {
            why = step == LOC_ROTA_STEP_CLOSED  ? loc_rota_end_closed(&f->s)
                  : step == LOC_ROTA_STEP_CUT   ? loc_rota_end_cut(&f->s)
                  : step == LOC_ROTA_STEP_BOUND ? loc_rota_end_bound(&f->s)
                                                : "no step";
        }
        if (why != NULL) {
            return refuse(f, why);
        }
        goes = turn(f);
    }
    return LOCALITY_OK;
}

/* Follows one part, which has options. */
static locality_status follow_part(follower *f, uint32_t part) {
    uint64_t number;

    if (!loc_proof_get(&f->s.walk, &number) || number != part) {
        return refuse(f, "another part");
    }
    return follow_tree(f);
}

/* Follows all parts that have options, or the one of which there is no rota. */
static locality_status follow_all(follower *f) {
    locality_status status = LOCALITY_OK;
    uint64_t none;

    if (f->s.is_none) {
        if (!loc_proof_get_below(&f->s.walk, f->s.plan->parts, &none)) {
            return refuse(f, "no such part");
        }
        read_part(f, (uint32_t)none);
        status = f->s.options > 0 ? follow_tree(f) : refuse(f, "a part of nothing");
    }
    for (uint32_t part = 0; part < f->s.plan->parts && status == LOCALITY_OK && !f->s.is_none;
         part++) {
        read_part(f, part);
        status = f->s.options > 0 ? follow_part(f, part) : LOCALITY_OK;
    }
    return status == LOCALITY_OK && f->s.walk.at != f->s.walk.end ? refuse(f, "more than a proof")
                                                                  : status;
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Whether the bytes are as they were written, of this problem, and about what is claimed. */
static locality_status take_claim(follower *f, const uint8_t *bytes, size_t length) {
    const loc_rota_plan *plan = f->s.plan;
    const uint64_t expected[] = {plan->candidates, plan->demands, plan->periods,
                                 (uint64_t)plan->order};
    loc_proof_claim claim;
    uint64_t number = 0;
    bool is_same = true;

    locality_status status =
        loc_proof_open(&f->s.walk, bytes, length, LOC_ROTA_MAGIC, &claim, f->error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t k = 0; k < sizeof expected / sizeof expected[0]; k++) {
        bool is_order = k == 3; /* which does not count where there is no rota */
        is_same = is_same && loc_proof_get(&f->s.walk, &number) &&
                  (number == expected[k] || (is_order && f->s.is_none));
    }
    if (!is_same || (!claim.is_none && !f->s.is_none && claim.bound != f->filled)) {
        return loc_fail(f->error, LOCALITY_CONFLICT, "the proof is of another rota");
    }
    return f->s.is_none == claim.is_none
               ? LOCALITY_OK
               : loc_fail(f->error, LOCALITY_CONFLICT,
                          claim.is_none
                              ? "the proof is that there is no rota"
                              : "the proof is that a rota is the best, not that there is none");
}

static bool take_memory(follower *f) {
    const locality_allocator *m = f->memory;
    const loc_rota_plan *plan = f->s.plan;
    loc_rota_section *s = &f->s;
    size_t people = plan->candidates, options = plan->options;
    size_t places = (size_t)plan->demands * plan->periods, nodes = people + places;

    s->candidate = loc_allocate(m, people, sizeof *s->candidate);
    s->first_option = loc_allocate(m, people + 1, sizeof *s->first_option);
    s->option = loc_allocate(m, options, sizeof *s->option);
    s->person_of = loc_allocate(m, options, sizeof *s->person_of);
    s->place_of = loc_allocate(m, options, sizeof *s->place_of);
    s->place = loc_allocate(m, places, sizeof *s->place);
    s->place_at = loc_allocate(m, places, sizeof *s->place_at);
    s->choice = loc_allocate(m, options, 1);
    s->is_shut = loc_allocate(m, options, 1);
    s->flow = loc_allocate(m, options, 1);
    s->in_cut = loc_allocate(m, nodes + 1, 1);
    s->holders = loc_allocate(m, places, sizeof *s->holders);
    s->price = loc_allocate(m, (LOC_ROTA_LEVELS + 1) * nodes, sizeof *s->price);
    s->tally = loc_allocate(m, plan->steps, sizeof *s->tally);
    s->claim.periods = loc_allocate(m, people, sizeof *s->claim.periods);
    s->now.periods = loc_allocate(m, people, sizeof *s->now.periods);
    f->holds = loc_allocate(m, options, 1);
    f->own = loc_allocate(m, options, 1);
    f->trail = loc_allocate(m, options, sizeof *f->trail);
    bool done = s->candidate != NULL && s->first_option != NULL && s->option != NULL &&
                s->person_of != NULL && s->place_of != NULL && s->place != NULL &&
                s->place_at != NULL && s->choice != NULL && s->is_shut != NULL && s->flow != NULL &&
                s->in_cut != NULL && s->holders != NULL && s->price != NULL && s->tally != NULL &&
                s->claim.periods != NULL && s->now.periods != NULL && f->holds != NULL &&
                f->own != NULL && f->trail != NULL;
    for (size_t p = 0; p < places && done; p++) {
        s->place_at[p] = NOWHERE;
    }
    return done;
}

static void give_memory(const follower *f) {
    const locality_allocator *m = f->memory;
    const loc_rota_plan *plan = f->s.plan;
    const loc_rota_section *s = &f->s;
    size_t people = plan->candidates, options = plan->options;
    size_t places = (size_t)plan->demands * plan->periods, nodes = people + places;

    loc_release(m, s->candidate, people, sizeof *s->candidate);
    loc_release(m, s->first_option, people + 1, sizeof *s->first_option);
    loc_release(m, s->option, options, sizeof *s->option);
    loc_release(m, s->person_of, options, sizeof *s->person_of);
    loc_release(m, s->place_of, options, sizeof *s->place_of);
    loc_release(m, s->place, places, sizeof *s->place);
    loc_release(m, s->place_at, places, sizeof *s->place_at);
    loc_release(m, s->choice, options, 1);
    loc_release(m, s->is_shut, options, 1);
    loc_release(m, s->flow, options, 1);
    loc_release(m, s->in_cut, nodes + 1, 1);
    loc_release(m, s->holders, places, sizeof *s->holders);
    loc_release(m, s->price, (LOC_ROTA_LEVELS + 1) * nodes, sizeof *s->price);
    loc_release(m, s->tally, plan->steps, sizeof *s->tally);
    loc_release(m, s->claim.periods, people, sizeof *s->claim.periods);
    loc_release(m, s->now.periods, people, sizeof *s->now.periods);
    loc_release(m, f->holds, options, 1);
    loc_release(m, f->own, options, 1);
    loc_release(m, f->trail, options, sizeof *f->trail);
    loc_release(m, f->above, f->capacity, sizeof *f->above);
}

/* Marks what a rota holds, which is lawful. */
static void mark_rota(follower *f, const locality_rota_certificate *c) {
    const loc_rota_plan *plan = f->s.plan;

    for (size_t k = 0; c != NULL && k < c->holdings; k++) {
        uint32_t o = loc_rota_plan_find(plan, plan->names->side[0].node[c->candidate[k]],
                                        c->period[k], plan->names->side[1].node[c->demand[k]]);
        f->holds[o] = 1;
        f->filled++;
    }
}

static locality_status follow(const loc_rota_plan *plan, const locality_rota_certificate *c,
                              const uint8_t *bytes, size_t length, const locality_allocator *memory,
                              locality_error *error) {
    follower f = {.s = {.plan = plan, .is_none = c == NULL, .walk = {.memory = memory}},
                  .memory = memory,
                  .error = error};

    locality_status status = take_memory(&f) ? LOCALITY_OK : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        mark_rota(&f, c);
        status = take_claim(&f, bytes, length);
    }
    status = status == LOCALITY_OK ? follow_all(&f) : status;
    give_memory(&f);
    return status;
}

/* The rota without what proves it, to be judged for its rules alone. */
static locality_status check_rota(const locality_rota_problem *problem,
                                  const locality_rota_certificate *given,
                                  locality_rota_certificate *c, const locality_allocator *memory,
                                  locality_error *error) {
    locality_rota_certificate rules = LOCALITY_ROTA_CERTIFICATE_INIT;

    if (given == NULL) {
        return LOCALITY_OK;
    }
    if (!loc_struct_take(c, sizeof *c, given, given->struct_size,
                         offsetof(locality_rota_certificate, bound_holdings))) {
        return loc_fail(error, LOCALITY_INVALID, "the certificate is of another shape");
    }
    rules.order = c->order;
    rules.levels = c->order == LOCALITY_ROTA_CHEAP ? 2 : LOC_ROTA_LEVELS;
    rules.holdings = c->holdings;
    rules.candidate = c->candidate;
    rules.demand = c->demand;
    rules.period = c->period;
    return locality_rota_check(problem, &rules, memory, error);
}

locality_status locality_rota_verify(const locality_rota_problem *problem,
                                     const locality_rota_certificate *certificate,
                                     const uint8_t *bytes, size_t length,
                                     const locality_allocator *allocator, locality_error *error) {
    locality_rota_problem in = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    locality_allocator memory;
    loc_rota_plan plan;

    if (problem == NULL || bytes == NULL) {
        return loc_fail_null(error, problem == NULL ? "problem" : "bytes");
    }
    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "problem.struct_size is not that of locality_rota_problem");
    }
    locality_status status = loc_allocator_take(allocator, &memory, error);
    status = status == LOCALITY_OK ? check_rota(&in, certificate, &c, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_rota_plan_take(&plan, &in, c.order, &memory, error);
    if (status == LOCALITY_OK) {
        status = follow(&plan, certificate != NULL ? &c : NULL, bytes, length, &memory, error);
    }
    loc_rota_plan_clear(&plan);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
