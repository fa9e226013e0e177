/* Sharing search: what is asked is whether there is an answer of at most so much, which rises from what
 * prices prove by as little as it takes (Posta, Ferland and Michelon 2012): a small question leaves few
 * pairs open. Each question answered is proved by itself, and recorded. */
#include <string.h>

#include "sharing/search.h"

#define ROUNDS_FIRST 1500 /* rounds of prices at the beginning */
#define STAGES 12         /* of those, each with smaller steps */

/* ---- Asking ---------------------------------------------------------------------------------- */

/* Asks whether there is an answer within the cutoff, for as long as all has taken so far; where the search
 * ends, `low` is what none is below. */
static bool ask(loc_search *x, int64_t cutoff, int64_t *low) {
    loc_record *other = x->record == &x->records_of[0] ? &x->records_of[1] : &x->records_of[0];
    loc_record *was = x->record;
    bool is_over = false;

    x->record = other;
    if (x->records && !loc_record_begin(other, x->s->jobs, x->work)) {
        return false;
    }
    x->until = 2 * x->work->done;
    bool goes_on = loc_sharing_within(x, cutoff, UINT64_MAX, &is_over);
    x->until = UINT64_MAX;
    if (!is_over) {
        x->record = was;
        return goes_on;
    }
    *low = x->best_cost <= cutoff ? x->best_cost : cutoff + 1;
    if (other->is_full) {
        x->record = was; /* it proves less */
    } else {
        x->recorded = *low;
    }
    return true;
}

/* The bound of the prices before anything is decided, and a record of it. */
static bool begin_bound(loc_search *x, int64_t *low) {
    loc_wide best = LOC_SHARING_NO_BOUND, bound = 0, gain = SCALE;
    double part = 0.02;
    bool goes_on = true;

    x->cutoff = x->best_cost - 1;
    loc_sharing_offer(x);
    for (unsigned stage = 0; goes_on && stage < STAGES && (stage < 3 || gain > SCALE / 32);
         stage++) {
        goes_on = loc_sharing_raise(x, ROUNDS_FIRST, part, &bound);
        if (stage == 0) {
            memcpy(x->start_price, x->saved, x->s->jobs * sizeof *x->saved);
        }
        gain = bound - best;
        best = bound > best ? bound : best;
        part *= 0.4;
    }
    if (best == LOC_SHARING_NO_BOUND) {
        return false;
    }
    memcpy(x->root_price, x->saved, x->s->jobs * sizeof *x->saved);
    x->bound = x->recorded = *low = (int64_t)loc_divide_up(best, SCALE);
    x->has_bound = true;
    return (!x->records || (loc_record_begin(x->record, x->s->jobs, x->work) &&
                            loc_record_prices(x->record, x->root_price, x->s->jobs, x->work) &&
                            loc_record_end(x->record, x->work))) &&
           goes_on;
}

/* Asks for more and more until the best answer is proved, or that there is none. A question that takes
 * long is left for better answers, for as long as all has taken so far, and asked again with as much
 * patience. */
static bool run(loc_search *x) {
    int64_t low = 0, step = 1;
    uint64_t last = 0;

    if (!begin_bound(x, &low)) {
        return false;
    }
    while (low < x->best_cost) {
        if (!loc_sharing_improve(x, low, x->work->done)) {
            return false;
        }
        int64_t cutoff = low - 1 + step, was = low;
        uint64_t before = x->branches;
        if (!ask(x, cutoff < x->best_cost ? cutoff : x->best_cost - 1, &low)) {
            return false;
        }
        uint64_t took = x->branches - before;
        if (low > was) {
            step = !x->has_best || took < 2 * last + 10 ? 2 * step : step;
            last = took;
        } else {
            step = 1;
        }
        x->bound = low;
    }
    return true;
}

/* ---- All together ---------------------------------------------------------------------------- */

/* What the jobs weigh together where they are heaviest. */
static int64_t heaviest(const loc_sharing *s) {
    int64_t most = 1;

    for (uint32_t i = 0; i < s->agents; i++) {
        int64_t sum = 0;
        for (uint32_t j = 0; j < s->jobs; j++) {
            size_t at = (size_t)i * s->jobs + j;
            sum += s->open[at] ? s->weight[at] : 0;
        }
        most = sum > most ? sum : most;
    }
    return most;
}

/* Where prices begin: what the second best place of a job costs. */
static void begin(loc_search *x) {
    const loc_sharing *s = x->s;

    x->best_cost = loc_sharing_most_cost(s) + 1;
    x->most_price = loc_sharing_most_price(s);
    for (uint32_t j = 0; j < s->jobs; j++) {
        int64_t first = INT64_MAX, second = INT64_MAX;
        for (uint32_t i = 0; i < s->agents; i++) {
            int64_t cost = s->cost[loc_cell(x, i, j)];
            if (!s->open[loc_cell(x, i, j)] || s->weight[loc_cell(x, i, j)] > s->capacity[i]) {
                continue;
            }
            second = cost < first ? first : cost < second ? cost : second;
            first = cost < first ? cost : first;
        }
        second = second == INT64_MAX ? first : second;
        x->price[j] = first == INT64_MAX ? 0 : second * SCALE;
        x->agent_of[j] = NOBODY;
    }
    memcpy(x->room, s->capacity, s->agents * sizeof *x->room);
    memset(x->root_price, 0, s->jobs * sizeof *x->root_price);
    memset(x->begin, 0, s->agents * sizeof *x->begin);
    memset(x->guess, 0, s->agents * sizeof *x->guess);
    memcpy(x->allowed, s->open, (size_t)s->agents * s->jobs);
    x->part = 1;
    x->mends = UINT32_MAX;
    x->few = s->agents < 3 ? s->agents : 3;
    x->until = UINT64_MAX;
    x->around.most_fine = (INT64_C(1) << 60) / heaviest(s);
}

/* Whether some job fits nowhere, by itself. */
static bool is_hopeless(const loc_search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        bool any = false;
        for (uint32_t i = 0; i < x->s->agents; i++) {
            any = any || (x->s->open[loc_cell(x, i, j)] &&
                          x->s->weight[loc_cell(x, i, j)] <= x->s->capacity[i]);
        }
        if (!any) {
            return true;
        }
    }
    return false;
}

static void tell(const loc_search *x, bool is_over, uint32_t *agent, int64_t *price,
                 locality_sharing_outcome *out) {
    out->branches = x->branches;
    out->has_bound = x->has_bound;
    out->bound = x->has_bound ? x->bound : 0;
    if (x->has_best) {
        memcpy(agent, x->best, x->s->jobs * sizeof *agent);
        out->cost = x->best_cost;
        is_over = is_over || (x->has_bound && x->bound >= x->best_cost);
        out->verdict = is_over ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_FEASIBLE;
        out->bound = is_over ? x->best_cost : out->bound;
        out->has_bound = out->has_bound || is_over;
    } else {
        out->verdict = is_over ? LOCALITY_ALLOCATION_INFEASIBLE : LOCALITY_ALLOCATION_UNKNOWN;
        out->has_bound = out->has_bound && !is_over;
        out->bound = out->has_bound ? out->bound : 0;
    }
    memcpy(price, x->root_price, x->s->jobs * sizeof *price);
}

/* Makes bytes of what was recorded. */
static bool seal(loc_search *x, const locality_sharing_outcome *out, loc_sharing_proof *proof) {
    bool none = !x->has_best && x->recorded > loc_sharing_most_cost(x->s);
    loc_record_claim claim = {x->s->agents, x->s->jobs, none, none ? 0 : x->recorded - 1};

    if (!x->records || x->record->is_full || x->record->length == 0) {
        return true;
    }
    proof->is_whole = none || (out->has_bound && out->bound == x->recorded);
    proof->bytes = loc_record_seal(x->record, &claim, &proof->length, x->work->allocator);
    return proof->bytes != NULL || loc_work_stop(x->work, LOC_STOP_MEMORY);
}

/* That some job fits nowhere any prices show. */
static bool note_hopeless(loc_search *x) {
    x->recorded = x->best_cost;
    return !x->records || (loc_record_begin(x->record, x->s->jobs, x->work) &&
                           loc_record_prices(x->record, x->root_price, x->s->jobs, x->work) &&
                           loc_record_end(x->record, x->work));
}

static void search_all(loc_search *x, uint32_t *agent, int64_t *price,
                       locality_sharing_outcome *out, loc_sharing_proof *proof) {
    begin(x);
    bool is_over = is_hopeless(x) ? note_hopeless(x) : run(x);
    tell(x, is_over, agent, price, out);
    if (x->work->stop == LOC_GOES_ON || x->work->stop == LOC_STOP_LIMIT) {
        seal(x, out, proof);
    }
}

static void take_memory(loc_search *x, int64_t most_room) {
    size_t jobs = x->s->jobs, agents = x->s->agents, cells = jobs * agents;
    loc_work *work = x->work;

    loc_pack_take(&x->pack, jobs, most_room, work);
    x->agent_of = loc_work_take(work, jobs, sizeof *x->agent_of);
    x->room = loc_work_take(work, agents, sizeof *x->room);
    x->worth = loc_work_take(work, agents, sizeof *x->worth);
    x->begin = loc_work_take(work, agents, sizeof *x->begin);
    x->guess = loc_work_take(work, agents, sizeof *x->guess);
    x->earned = loc_work_take(work, agents, sizeof *x->earned);
    x->takes = loc_work_take(work, cells, sizeof *x->takes);
    x->offers = loc_work_take(work, cells, sizeof *x->offers);
    x->offered = loc_work_take(work, agents, sizeof *x->offered);
    x->price = loc_work_take(work, jobs, sizeof *x->price);
    x->saved = loc_work_take(work, jobs, sizeof *x->saved);
    x->aim = loc_work_take(work, jobs, sizeof *x->aim);
    x->drift = loc_work_take(work, jobs, sizeof *x->drift);
    x->start_price = loc_work_take(work, jobs, sizeof *x->start_price);
    x->root_price = loc_work_take(work, jobs, sizeof *x->root_price);
    x->takers = loc_work_take(work, jobs, sizeof *x->takers);
    x->taker = loc_work_take(work, jobs, sizeof *x->taker);
    x->loss = loc_work_take(work, cells, sizeof *x->loss);
    x->left_by = loc_work_take(work, jobs, sizeof *x->left_by);
    x->ahead = loc_work_take(work, jobs, sizeof *x->ahead);
    x->where = loc_work_take(work, jobs, sizeof *x->where);
    x->best = loc_work_take(work, jobs, sizeof *x->best);
    x->draft = loc_work_take(work, jobs, sizeof *x->draft);
    x->deepest = loc_work_take(work, jobs, sizeof *x->deepest);
    x->allowed = loc_work_take(work, cells, sizeof *x->allowed);
    x->around.at = loc_work_take(work, jobs, sizeof *x->around.at);
    x->around.rank = loc_work_take(work, jobs, sizeof *x->around.rank);
    x->around.member = loc_work_take(work, cells, sizeof *x->around.member);
    x->around.members = loc_work_take(work, agents, sizeof *x->around.members);
    x->around.left = loc_work_take(work, agents, sizeof *x->around.left);
    x->around.fine = loc_work_take(work, agents, sizeof *x->around.fine);
    x->around.place = loc_work_take(work, jobs * LOC_SHARING_PLACES, sizeof *x->around.place);
    x->around.places = loc_work_take(work, jobs, sizeof *x->around.places);
}

static void give_memory(loc_search *x) {
    size_t jobs = x->s->jobs, agents = x->s->agents, cells = jobs * agents;
    const loc_work *work = x->work;

    loc_pack_give(&x->pack, work);
    loc_record_clear(&x->records_of[0], work->allocator);
    loc_record_clear(&x->records_of[1], work->allocator);
    loc_work_give(work, x->agent_of, jobs, sizeof *x->agent_of);
    loc_work_give(work, x->room, agents, sizeof *x->room);
    loc_work_give(work, x->worth, agents, sizeof *x->worth);
    loc_work_give(work, x->begin, agents, sizeof *x->begin);
    loc_work_give(work, x->guess, agents, sizeof *x->guess);
    loc_work_give(work, x->earned, agents, sizeof *x->earned);
    loc_work_give(work, x->takes, cells, sizeof *x->takes);
    loc_work_give(work, x->offers, cells, sizeof *x->offers);
    loc_work_give(work, x->offered, agents, sizeof *x->offered);
    loc_work_give(work, x->price, jobs, sizeof *x->price);
    loc_work_give(work, x->saved, jobs, sizeof *x->saved);
    loc_work_give(work, x->aim, jobs, sizeof *x->aim);
    loc_work_give(work, x->drift, jobs, sizeof *x->drift);
    loc_work_give(work, x->start_price, jobs, sizeof *x->start_price);
    loc_work_give(work, x->root_price, jobs, sizeof *x->root_price);
    loc_work_give(work, x->takers, jobs, sizeof *x->takers);
    loc_work_give(work, x->taker, jobs, sizeof *x->taker);
    loc_work_give(work, x->loss, cells, sizeof *x->loss);
    loc_work_give(work, x->left_by, jobs, sizeof *x->left_by);
    loc_work_give(work, x->ahead, jobs, sizeof *x->ahead);
    loc_work_give(work, x->where, jobs, sizeof *x->where);
    loc_work_give(work, x->best, jobs, sizeof *x->best);
    loc_work_give(work, x->draft, jobs, sizeof *x->draft);
    loc_work_give(work, x->deepest, jobs, sizeof *x->deepest);
    loc_work_give(work, x->allowed, cells, sizeof *x->allowed);
    loc_work_give(work, x->around.at, jobs, sizeof *x->around.at);
    loc_work_give(work, x->around.rank, jobs, sizeof *x->around.rank);
    loc_work_give(work, x->around.member, cells, sizeof *x->around.member);
    loc_work_give(work, x->around.members, agents, sizeof *x->around.members);
    loc_work_give(work, x->around.left, agents, sizeof *x->around.left);
    loc_work_give(work, x->around.fine, agents, sizeof *x->around.fine);
    loc_work_give(work, x->around.place, jobs * LOC_SHARING_PLACES, sizeof *x->around.place);
    loc_work_give(work, x->around.places, jobs, sizeof *x->around.places);
    loc_work_give(work, x->trail, x->capacity, sizeof *x->trail);
    loc_work_give(work, x->kept, x->kept_capacity, sizeof *x->kept);
}

bool loc_sharing_search(loc_sharing *s, uint32_t *agent, int64_t *price,
                        locality_sharing_outcome *out, loc_sharing_proof *proof, loc_work *work) {
    loc_search x = {.s = s, .work = work};
    x.record = &x.records_of[0];
    x.records = proof->most > 0;
    x.records_of[0].most = x.records_of[1].most = proof->most;
    int64_t most = 0;

    for (uint32_t i = 0; i < s->agents; i++) {
        most = s->capacity[i] > most ? s->capacity[i] : most;
    }
    take_memory(&x, most);
    x.pack.most_paid = 2 * loc_sharing_most_price(s);
    if (x.pack.most_paid > (INT64_C(1) << 60) / (most + 1)) {
        x.pack.most_paid = 0;
    }
    if (work->stop == LOC_GOES_ON) {
        search_all(&x, agent, price, out, proof);
    }
    give_memory(&x);
    return work->stop == LOC_GOES_ON || work->stop == LOC_STOP_LIMIT;
}
