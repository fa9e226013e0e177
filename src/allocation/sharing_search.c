/* Sharing search: branch and bound on prices of jobs. Given prices, every agent packs its room with the
 * jobs that pay it most: the prices less what the agents earn bound the cost from below. Prices rise
 * where nobody takes a job and fall where several do. Two tables an agent, from either end of its jobs,
 * tell what each job, taken or left, would do to the bound, and so what is in no better answer. */
#include <string.h>

#include "allocation/sharing.h"
#include "base/wide.h"

#define SCALE LOCALITY_SHARING_SCALE
#define NOBODY LOCALITY_SHARING_NOBODY
#define ROUNDS_FIRST 600 /* rounds of prices at the beginning */
#define ROUNDS 24        /* and in a branch */
#define NEVER (INT64_MIN / 4)

/* One thing decided: an agent and a job, and whether it takes the job or not. */
typedef struct decided {
    uint32_t agent, job;
    bool takes;
    bool is_choice; /* its other side is still to be looked at */
} decided;

typedef struct search {
    loc_sharing *s;
    loc_work *work;
    uint32_t *agent_of;     /* jobs that are settled */
    int64_t *room;          /* left to each agent */
    int64_t *price, *saved; /* prices now; those of each depth begin from them */
    int32_t *takers;        /* agents that take each job */
    uint32_t *taker;        /* the last of them */
    uint32_t *item;         /* jobs of a knapsack */
    int64_t *earns;         /* and what each pays */
    int64_t *front, *back;  /* tables: first items, last items, by room */
    size_t table;           /* cells of each */
    int64_t *penalty; /* by agent and job: by how much the bound rises where it takes the job */
    int64_t *release; /* and where it does not */
    uint32_t *best;
    uint32_t *trial;   /* an answer that is tried */
    int64_t *left;     /* room while it is */
    int64_t best_cost; /* of the best answer, or more than any answer costs */
    bool has_best;
    decided *trail;
    size_t decisions, capacity;
    int64_t most_price; /* beyond that, sums could leave 64 bits */
    int64_t root_bound; /* scaled */
    int64_t *root_price;
    uint64_t branches;
} search;

static size_t cell(const search *x, uint32_t agent, uint32_t job) {
    return (size_t)agent * x->s->jobs + job;
}

/* A bound, scaled, that rules out anything better than the best. */
static bool is_too_much(const search *x, loc_wide bound) {
    return bound > ((loc_wide)x->best_cost - 1) * SCALE;
}

/* ---- Knapsacks ------------------------------------------------------------------------------- */

/* Lists the jobs that pay an agent and fit. */
static uint32_t list_items(search *x, uint32_t agent) {
    uint32_t count = 0;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        size_t at = cell(x, agent, j);
        int64_t earns = x->price[j] - x->s->cost[at] * SCALE;
        if (x->s->open[at] && x->agent_of[j] == NOBODY && earns > 0 &&
            x->s->weight[at] <= x->room[agent]) {
            x->item[count] = j;
            x->earns[count++] = earns;
        }
    }
    return count;
}

static void fill_row(const int64_t *from, int64_t *to, int64_t room, int64_t weight,
                     int64_t earns) {
    memcpy(to, from, (size_t)(weight < room + 1 ? weight : room + 1) * sizeof *to);
    for (int64_t q = weight; q <= room; q++) {
        int64_t with = from[q - weight] + earns;
        to[q] = with > from[q] ? with : from[q];
    }
}

/* The table of the first items: row k has what the first k can earn in each amount of room. */
static int64_t fill_front(search *x, uint32_t agent, uint32_t count) {
    int64_t room = x->room[agent];
    size_t width = (size_t)room + 1;

    memset(x->front, 0, width * sizeof *x->front);
    for (uint32_t k = 0; k < count; k++) {
        fill_row(x->front + k * width, x->front + (k + 1) * width, room,
                 x->s->weight[cell(x, agent, x->item[k])], x->earns[k]);
    }
    return x->front[count * width + (size_t)room];
}

/* The table of the last items: row k has what those from the k-th on can earn. */
static void fill_back(search *x, uint32_t agent, uint32_t count) {
    int64_t room = x->room[agent];
    size_t width = (size_t)room + 1;

    memset(x->back + count * width, 0, width * sizeof *x->back);
    for (uint32_t k = count; k-- > 0;) {
        fill_row(x->back + (k + 1) * width, x->back + k * width, room,
                 x->s->weight[cell(x, agent, x->item[k])], x->earns[k]);
    }
}

/* Notes which jobs the agent takes. */
static void take_items(search *x, uint32_t agent, uint32_t count) {
    size_t width = (size_t)x->room[agent] + 1, q = width - 1;

    for (uint32_t k = count; k-- > 0;) {
        if (x->front[(k + 1) * width + q] != x->front[k * width + q]) {
            x->takers[x->item[k]]++;
            x->taker[x->item[k]] = agent;
            q -= (size_t)x->s->weight[cell(x, agent, x->item[k])];
        }
    }
}

/* What the agents earn, and who takes what; the bound of these prices, scaled. */
static bool judge_prices(search *x, loc_wide *bound) {
    loc_wide sum = 0;
    uint64_t cells = 0;

    memset(x->takers, 0, x->s->jobs * sizeof *x->takers);
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        sum += x->agent_of[j] == NOBODY ? (loc_wide)x->price[j]
                                        : (loc_wide)x->s->cost[cell(x, x->agent_of[j], j)] * SCALE;
    }
    for (uint32_t i = 0; i < x->s->agents; i++) {
        uint32_t count = list_items(x, i);
        sum -= fill_front(x, i, count);
        take_items(x, i, count);
        cells += (uint64_t)(count + 1) * ((uint64_t)x->room[i] + 1);
    }
    *bound = sum;
    return loc_work_spend(x->work, cells);
}

/* The most that the items but one can earn in some room. */
static int64_t without(const search *x, uint32_t k, int64_t room, size_t width) {
    const int64_t *first = x->front + k * width, *last = x->back + (k + 1) * width;
    int64_t most = 0;

    for (int64_t q = 0; q <= room; q++) {
        int64_t both = first[q] + last[room - q];
        most = both > most ? both : most;
    }
    return most;
}

/* By how much the bound rises for every job that the agent takes, or leaves. */
static bool probe_agent(search *x, uint32_t agent) {
    int64_t room = x->room[agent];
    size_t width = (size_t)room + 1;
    uint32_t count = list_items(x, agent), k = 0;
    int64_t earned = fill_front(x, agent, count);

    fill_back(x, agent, count);
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        size_t at = cell(x, agent, j);
        int64_t weight = x->s->weight[at];
        bool is_item = k < count && x->item[k] == j;
        x->penalty[at] = x->release[at] = NEVER;
        if (!x->s->open[at] || x->agent_of[j] != NOBODY || weight > room) {
            continue;
        }
        int64_t earns = x->price[j] - x->s->cost[at] * SCALE;
        int64_t rest = is_item ? without(x, k, room - weight, width)
                               : x->front[count * width + (size_t)(room - weight)];
        x->penalty[at] = earned - (earns + rest);
        x->release[at] = is_item ? earned - without(x, k, room, width) : 0;
        k += is_item;
    }
    return loc_work_spend(x->work, 4 * (uint64_t)(count + 1) * width);
}

/* ---- Answers --------------------------------------------------------------------------------- */

static bool fits(const search *x, uint32_t agent, uint32_t job) {
    size_t at = cell(x, agent, job);
    return x->s->open[at] && x->s->weight[at] <= x->left[agent];
}

static void place(search *x, uint32_t agent, uint32_t job) {
    if (x->trial[job] != NOBODY) {
        x->left[x->trial[job]] += x->s->weight[cell(x, x->trial[job], job)];
    }
    x->trial[job] = agent;
    x->left[agent] -= x->s->weight[cell(x, agent, job)];
}

/* Places the job whose best place is furthest ahead of its second best; false where one has none. */
static bool place_next(search *x, bool *ends) {
    uint32_t job = NOBODY, to = NOBODY;
    int64_t furthest = -1;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        int64_t first = INT64_MAX, second = INT64_MAX;
        uint32_t where = NOBODY;
        for (uint32_t i = 0; i < x->s->agents && x->trial[j] == NOBODY; i++) {
            int64_t cost = x->s->cost[cell(x, i, j)];
            if (fits(x, i, j) && cost < first) {
                second = first;
                first = cost;
                where = i;
            } else if (fits(x, i, j) && cost < second) {
                second = cost;
            }
        }
        if (x->trial[j] == NOBODY && where == NOBODY) {
            return false;
        }
        int64_t ahead = second == INT64_MAX ? INT64_MAX : second - first;
        if (x->trial[j] == NOBODY && ahead > furthest) {
            furthest = ahead;
            job = j;
            to = where;
        }
    }
    *ends = job == NOBODY;
    if (!*ends) {
        place(x, to, job);
    }
    return true;
}

static int64_t cost_of(const search *x, uint32_t agent, uint32_t job) {
    return x->s->cost[cell(x, agent, job)];
}

/* Moves one job where that is cheaper. */
static bool shift_one(search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        for (uint32_t i = 0; i < x->s->agents; i++) {
            if (i != x->trial[j] && cost_of(x, i, j) < cost_of(x, x->trial[j], j) &&
                fits(x, i, j)) {
                place(x, i, j);
                return true;
            }
        }
    }
    return false;
}

/* Exchanges two jobs where that is cheaper. */
static bool swap_two(search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        for (uint32_t k = j + 1; k < x->s->jobs; k++) {
            uint32_t a = x->trial[j], b = x->trial[k];
            if (a == b || !x->s->open[cell(x, b, j)] || !x->s->open[cell(x, a, k)] ||
                cost_of(x, b, j) + cost_of(x, a, k) >= cost_of(x, a, j) + cost_of(x, b, k)) {
                continue;
            }
            int64_t room_a = x->left[a] + x->s->weight[cell(x, a, j)];
            int64_t room_b = x->left[b] + x->s->weight[cell(x, b, k)];
            if (x->s->weight[cell(x, a, k)] <= room_a && x->s->weight[cell(x, b, j)] <= room_b) {
                x->left[a] = room_a - x->s->weight[cell(x, a, k)];
                x->left[b] = room_b - x->s->weight[cell(x, b, j)];
                x->trial[j] = b;
                x->trial[k] = a;
                return true;
            }
        }
    }
    return false;
}

static void keep_trial(search *x) {
    int64_t cost = 0;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        cost += cost_of(x, x->trial[j], j);
    }
    if (cost < x->best_cost) {
        x->best_cost = cost;
        x->has_best = true;
        memcpy(x->best, x->trial, x->s->jobs * sizeof *x->best);
    }
}

/* Makes an answer of what the agents take: jobs with one taker stay, the others are placed by regret;
 * then it is improved by moves of one job and of two. */
static bool try_answer(search *x) {
    bool ends = false;

    memcpy(x->left, x->s->capacity, x->s->agents * sizeof *x->left);
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        x->trial[j] = NOBODY;
    }
    for (int pass = 0; pass < 2; pass++) { /* what is settled, then what one agent takes */
        for (uint32_t j = 0; j < x->s->jobs; j++) {
            uint32_t to = pass == 0 ? x->agent_of[j] : x->takers[j] > 0 ? x->taker[j] : NOBODY;
            if (x->trial[j] == NOBODY && to != NOBODY && fits(x, to, j)) {
                place(x, to, j);
            }
        }
    }
    while (!ends) {
        if (!place_next(x, &ends)) {
            return loc_work_spend(x->work, x->s->jobs);
        }
    }
    while (shift_one(x) || swap_two(x)) {
        x->work->done += x->s->jobs;
    }
    keep_trial(x);
    return loc_work_spend(x->work, (uint64_t)x->s->jobs * x->s->agents);
}

/* ---- Prices ---------------------------------------------------------------------------------- */

/* Moves the prices by what is amiss; false where nothing is: every job has one taker. */
static bool move_prices(search *x, loc_wide bound, int32_t pace) {
    int64_t amiss = 0;

    for (uint32_t j = 0; j < x->s->jobs; j++) {
        int64_t off = x->agent_of[j] == NOBODY ? 1 - x->takers[j] : 0;
        amiss += off * off;
    }
    if (amiss == 0) {
        return false;
    }
    loc_wide gap = (loc_wide)x->best_cost * SCALE - bound;
    loc_wide step = gap * pace / ((loc_wide)amiss * 1024);
    loc_wide most = x->most_price;
    step = step < 1 ? 1 : step > most ? most : step;
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        if (x->agent_of[j] == NOBODY) {
            loc_wide to = (loc_wide)x->price[j] + step * (1 - x->takers[j]);
            to = to > most ? most : to < -most ? -most : to;
            x->price[j] = (int64_t)to;
        }
    }
    return true;
}

/* Keeps the bound and the prices that hold before anything is decided. */
static void note_root(search *x, loc_wide bound) {
    if (x->decisions == 0 && (x->root_bound == NEVER || bound > x->root_bound)) {
        x->root_bound = (int64_t)bound;
        memcpy(x->root_price, x->price, x->s->jobs * sizeof *x->price);
    }
}

/* Raises the bound by prices; keeps the best prices. `*closed` where nothing better is left. */
static bool raise_bound(search *x, uint32_t rounds, loc_wide *best, bool *closed) {
    int32_t pace = 2048;
    uint32_t since = 0;
    loc_wide bound = 0;

    *closed = false;
    *best = 0;
    for (uint32_t round = 0; round < rounds && !*closed && pace > 4; round++) {
        if (!judge_prices(x, &bound)) {
            return false;
        }
        since++;
        if (round == 0 || bound > *best) {
            *best = bound;
            memcpy(x->saved, x->price, x->s->jobs * sizeof *x->price);
            since = 0;
            note_root(x, bound);
        }
        bool heuristic = round % (rounds > ROUNDS ? 10 : ROUNDS) == 0;
        if (heuristic && !try_answer(x)) {
            return false;
        }
        *closed = is_too_much(x, *best);
        if (since > 8) {
            pace -= pace / 4;
            since = 0;
        }
        if (!*closed && !move_prices(x, bound, pace)) {
            /* Every job has one taker: the answer costs what the bound says. */
            if (!try_answer(x)) {
                return false;
            }
            *closed = is_too_much(x, *best);
            break;
        }
    }
    memcpy(x->price, x->saved, x->s->jobs * sizeof *x->price);
    return true;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

static bool decide(search *x, uint32_t agent, uint32_t job, bool takes, bool is_choice) {
    size_t at = cell(x, agent, job);

    if (!loc_grow(x->work->allocator, (void **)&x->trail, &x->capacity, x->decisions + 1,
                  sizeof *x->trail)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    x->trail[x->decisions++] = (decided){agent, job, takes, is_choice};
    if (takes) {
        x->agent_of[job] = agent;
        x->room[agent] -= x->s->weight[at];
    } else {
        x->s->open[at] = 0;
    }
    return true;
}

/* Undoes the last decision, and says what it was. */
static decided undo(search *x) {
    decided d = x->trail[--x->decisions];

    if (d.takes) {
        x->agent_of[d.job] = NOBODY;
        x->room[d.agent] += x->s->weight[cell(x, d.agent, d.job)];
    } else {
        x->s->open[cell(x, d.agent, d.job)] = 1;
    }
    return d;
}

/* What a job has: its best two penalties, where the best is, and where it has to be, if anywhere. */
typedef struct chances {
    int64_t first, second;
    uint32_t where, must, places;
} chances;

/* Looks at all places of a job, and rules out those in no better answer. */
static bool look_at_job(search *x, loc_wide bound, uint32_t j, chances *out) {
    chances c = {INT64_MAX, INT64_MAX, NOBODY, NOBODY, 0};

    for (uint32_t i = 0; i < x->s->agents && x->agent_of[j] == NOBODY; i++) {
        int64_t penalty = x->penalty[cell(x, i, j)];
        if (penalty == NEVER) {
            continue;
        }
        if (is_too_much(x, bound + penalty)) {
            if (!decide(x, i, j, false, false)) {
                return false;
            }
            continue;
        }
        c.places++;
        c.must = is_too_much(x, bound + x->release[cell(x, i, j)]) ? i : c.must;
        c.second = penalty < c.first ? c.first : penalty < c.second ? penalty : c.second;
        c.where = penalty < c.first ? i : c.where;
        c.first = penalty < c.first ? penalty : c.first;
    }
    c.must = c.places == 1 ? c.where : c.must;
    *out = c;
    return true;
}

/* Rules out what is in no better answer, settles what is in all, and picks what to part by: the job whose
 * second best place costs most more than its best. `*closed` where a job has no place left. */
static bool rule_out(search *x, loc_wide bound, bool *closed, uint32_t *agent, uint32_t *job,
                     bool *settled) {
    int64_t furthest = -1;

    *agent = *job = NOBODY;
    *settled = false;
    for (uint32_t i = 0; i < x->s->agents; i++) {
        if (!probe_agent(x, i)) {
            return false;
        }
    }
    for (uint32_t j = 0; j < x->s->jobs && !*closed; j++) {
        chances c;
        if (!look_at_job(x, bound, j, &c)) {
            return false;
        }
        if (x->agent_of[j] != NOBODY) {
            continue;
        }
        *closed = c.places == 0;
        if (c.must != NOBODY) {
            if (x->s->weight[cell(x, c.must, j)] > x->room[c.must]) {
                *closed = true; /* others were settled there in this pass */
            } else if (!decide(x, c.must, j, true, false)) {
                return false;
            }
            *settled = true;
            continue;
        }
        int64_t ahead = c.second - c.first;
        if (!*closed && ahead > furthest) {
            furthest = ahead;
            *job = j;
            *agent = c.where;
        }
    }
    return true;
}

/* Judges where the search stands. `*closed` where nothing better is left; else a choice is made. */
static bool judge(search *x, uint32_t rounds, bool *closed) {
    uint32_t agent = NOBODY, job = NOBODY;
    bool settled = true;
    loc_wide bound = 0;

    *closed = false;
    for (uint32_t again = 0; settled && !*closed; again++) {
        if (!raise_bound(x, again == 0 ? rounds : 4, &bound, closed)) {
            return false;
        }
        if (!*closed && !rule_out(x, bound, closed, &agent, &job, &settled)) {
            return false;
        }
    }
    if (*closed) {
        return true;
    }
    if (job == NOBODY) { /* all is settled */
        if (!try_answer(x)) {
            return false;
        }
        *closed = true;
        return true;
    }
    return decide(x, agent, job, true, true);
}

/* Turns to the other side of the last choice; false where there is none. */
static bool turn(search *x) {
    while (x->decisions > 0) {
        decided d = undo(x);
        if (d.is_choice) {
            return decide(x, d.agent, d.job, false, false);
        }
    }
    return false;
}

static bool run(search *x) {
    bool closed = false;

    if (!judge(x, ROUNDS_FIRST, &closed)) {
        return false;
    }
    while (!closed || turn(x)) {
        x->branches++;
        if (x->work->stop != LOC_GOES_ON || !judge(x, ROUNDS, &closed)) {
            return false;
        }
    }
    return x->work->stop == LOC_GOES_ON;
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Where prices begin: what the second best place of a job costs. */
static void begin(search *x) {
    const loc_sharing *s = x->s;

    x->best_cost = 1;
    x->most_price = loc_sharing_most_price(s);
    for (uint32_t j = 0; j < s->jobs; j++) {
        int64_t first = INT64_MAX, second = INT64_MAX, most = -LOC_SHARING_MOST;
        for (uint32_t i = 0; i < s->agents; i++) {
            int64_t cost = s->cost[cell(x, i, j)];
            if (!s->open[cell(x, i, j)] || s->weight[cell(x, i, j)] > s->capacity[i]) {
                continue;
            }
            most = cost > most ? cost : most;
            second = cost < first ? first : cost < second ? cost : second;
            first = cost < first ? cost : first;
        }
        second = second == INT64_MAX ? first : second;
        x->price[j] = first == INT64_MAX ? 0 : second * SCALE;
        x->best_cost += most;
        x->agent_of[j] = NOBODY;
    }
    memcpy(x->room, s->capacity, s->agents * sizeof *x->room);
}

/* Whether some job fits nowhere, by itself. */
static bool is_hopeless(const search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        bool any = false;
        for (uint32_t i = 0; i < x->s->agents; i++) {
            any = any ||
                  (x->s->open[cell(x, i, j)] && x->s->weight[cell(x, i, j)] <= x->s->capacity[i]);
        }
        if (!any) {
            return true;
        }
    }
    return false;
}

static void tell(const search *x, bool is_over, uint32_t *agent, int64_t *price,
                 locality_sharing_outcome *out) {
    int64_t bound = (int64_t)loc_divide_up(x->root_bound, SCALE);

    out->branches = x->branches;
    out->has_bound = x->root_bound != NEVER;
    out->bound = out->has_bound ? bound : 0;
    if (x->has_best) {
        memcpy(agent, x->best, x->s->jobs * sizeof *agent);
        out->cost = x->best_cost;
        is_over = is_over || (out->has_bound && bound >= x->best_cost);
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

static void search_all(search *x, uint32_t *agent, int64_t *price, locality_sharing_outcome *out) {
    begin(x);
    memset(x->root_price, 0, x->s->jobs * sizeof *x->root_price);
    x->root_bound = NEVER;
    bool is_over = is_hopeless(x) || run(x);
    tell(x, is_over, agent, price, out);
}

bool loc_sharing_search(loc_sharing *s, uint32_t *agent, int64_t *price,
                        locality_sharing_outcome *out, loc_work *work) {
    search x = {.s = s, .work = work};
    size_t jobs = s->jobs, agents = s->agents, cells = jobs * agents;
    int64_t most = 0;

    for (uint32_t i = 0; i < s->agents; i++) {
        most = s->capacity[i] > most ? s->capacity[i] : most;
    }
    x.table = (jobs + 1) * ((size_t)most + 1);
    x.agent_of = loc_work_take(work, jobs, sizeof *x.agent_of);
    x.room = loc_work_take(work, agents, sizeof *x.room);
    x.price = loc_work_take(work, jobs, sizeof *x.price);
    x.saved = loc_work_take(work, jobs, sizeof *x.saved);
    x.root_price = loc_work_take(work, jobs, sizeof *x.root_price);
    x.takers = loc_work_take(work, jobs, sizeof *x.takers);
    x.taker = loc_work_take(work, jobs, sizeof *x.taker);
    x.item = loc_work_take(work, jobs, sizeof *x.item);
    x.earns = loc_work_take(work, jobs, sizeof *x.earns);
    x.front = loc_work_take(work, x.table, sizeof *x.front);
    x.back = loc_work_take(work, x.table, sizeof *x.back);
    x.penalty = loc_work_take(work, cells, sizeof *x.penalty);
    x.release = loc_work_take(work, cells, sizeof *x.release);
    x.best = loc_work_take(work, jobs, sizeof *x.best);
    x.trial = loc_work_take(work, jobs, sizeof *x.trial);
    x.left = loc_work_take(work, agents, sizeof *x.left);
    if (work->stop == LOC_GOES_ON) {
        search_all(&x, agent, price, out);
    }
    loc_work_give(work, x.agent_of, jobs, sizeof *x.agent_of);
    loc_work_give(work, x.room, agents, sizeof *x.room);
    loc_work_give(work, x.price, jobs, sizeof *x.price);
    loc_work_give(work, x.saved, jobs, sizeof *x.saved);
    loc_work_give(work, x.root_price, jobs, sizeof *x.root_price);
    loc_work_give(work, x.takers, jobs, sizeof *x.takers);
    loc_work_give(work, x.taker, jobs, sizeof *x.taker);
    loc_work_give(work, x.item, jobs, sizeof *x.item);
    loc_work_give(work, x.earns, jobs, sizeof *x.earns);
    loc_work_give(work, x.front, x.table, sizeof *x.front);
    loc_work_give(work, x.back, x.table, sizeof *x.back);
    loc_work_give(work, x.penalty, cells, sizeof *x.penalty);
    loc_work_give(work, x.release, cells, sizeof *x.release);
    loc_work_give(work, x.best, jobs, sizeof *x.best);
    loc_work_give(work, x.trial, jobs, sizeof *x.trial);
    loc_work_give(work, x.left, agents, sizeof *x.left);
    loc_work_give(work, x.trail, x.capacity, sizeof *x.trail);
    return work->stop == LOC_GOES_ON || work->stop == LOC_STOP_LIMIT;
}
