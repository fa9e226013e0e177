/* Packing: a knapsack is filled in two steps. A price of room parts the jobs into those that pay more
 * than their room is worth and those that pay less; what is lost at least by turning one of them round
 * is known from that alone (Dembo and Hammer 1980), so that most need not be tried. Tables by amounts of
 * room settle the others, the core; two of them, from either end, tell what each job taken or left
 * would cost. */
#include <string.h>

#include "sharing/pack.h"

#define CELL int32_t
#define TABLE(name) narrow_##name
#include "sharing/table.h"

#define CELL int64_t
#define TABLE(name) wide_##name
#include "sharing/table.h"

bool loc_pack_take(loc_pack *p, size_t jobs, int64_t most_room, loc_work *work) {
    p->items = jobs;
    p->cells = (jobs + 1) * ((size_t)most_room + 1);
    p->job = loc_work_take(work, jobs, sizeof *p->job);
    p->pays = loc_work_take(work, jobs, sizeof *p->pays);
    p->weight = loc_work_take(work, jobs, sizeof *p->weight);
    p->taken = loc_work_take(work, jobs, sizeof *p->taken);
    p->loss = loc_work_take(work, jobs, sizeof *p->loss);
    p->over = loc_work_take(work, jobs, sizeof *p->over);
    p->core = loc_work_take(work, jobs, sizeof *p->core);
    p->front = loc_work_take(work, p->cells, sizeof(int64_t));
    p->back = loc_work_take(work, p->cells, sizeof(int64_t));
    return work->stop == LOC_GOES_ON;
}

void loc_pack_give(loc_pack *p, const loc_work *work) {
    loc_work_give(work, p->job, p->items, sizeof *p->job);
    loc_work_give(work, p->pays, p->items, sizeof *p->pays);
    loc_work_give(work, p->weight, p->items, sizeof *p->weight);
    loc_work_give(work, p->taken, p->items, sizeof *p->taken);
    loc_work_give(work, p->loss, p->items, sizeof *p->loss);
    loc_work_give(work, p->over, p->items, sizeof *p->over);
    loc_work_give(work, p->core, p->items, sizeof *p->core);
    loc_work_give(work, p->front, p->cells, sizeof(int64_t));
    loc_work_give(work, p->back, p->cells, sizeof(int64_t));
}

/* ---- The price of room ----------------------------------------------------------------------- */

/* What the jobs weigh that pay more than their room is worth. */
static int64_t weigh(const loc_pack *p, int64_t worth) {
    int64_t sum = 0;

    for (uint32_t k = 0; k < p->count; k++) {
        sum += p->pays[k] > worth * p->weight[k] && p->pays[k] > 0 ? p->weight[k] : 0;
    }
    return sum;
}

/* The lowest price of room at which what pays fits in; begins from the last one. */
static void price_room(loc_pack *p, loc_work *work) {
    int64_t low = 0, high = p->most_paid, step = 1, at = p->worth;
    uint64_t looks = 0;

    at = at < 1 ? 1 : at > high ? high : at;
    bool fits = weigh(p, at) <= p->room;
    while (at > 0 && at < high) { /* gallop to where the answer turns */
        looks++;
        *(fits ? &high : &low) = at;
        at = fits ? at - step : at + step;
        step *= 2;
        if (at <= low || at >= high || (weigh(p, at) <= p->room) != fits) {
            break;
        }
    }
    if (at > low && at < high) {
        *(fits ? &low : &high) = at;
    }
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        *(weigh(p, middle) <= p->room ? &high : &low) = middle;
        looks++;
    }
    p->worth = high;
    work->done += looks * p->count;
}

/* ---- The core -------------------------------------------------------------------------------- */

/* What each job pays beyond what its room is worth, and the most that is to be had. */
static void weigh_up(loc_pack *p) {
    int64_t most = p->worth * p->room;

    for (uint32_t k = 0; k < p->count; k++) {
        p->over[k] = p->pays[k] - p->worth * p->weight[k];
        most += p->pays[k] > 0 && p->over[k] > 0 ? p->over[k] : 0;
    }
    p->most = most;
}

/* Parts the jobs: those that lose more than `gap` where they are turned round are settled. */
static void find_core(loc_pack *p, int64_t gap) {
    int64_t sum = 0;

    p->cores = 0;
    p->core_room = p->room;
    p->core_base = 0;
    for (uint32_t k = 0; k < p->count; k++) {
        if (p->pays[k] <= 0 || p->over[k] < -gap) {
            continue;
        }
        if (p->over[k] <= gap) {
            p->core[p->cores++] = k;
            sum += p->pays[k];
        } else {
            p->core_room -= p->weight[k];
            p->core_base += p->pays[k];
        }
    }
    p->narrow = sum <= INT32_MAX;
}

static int64_t fill_core(loc_pack *p, loc_work *work) {
    work->done += (uint64_t)(p->cores + 1) * ((uint64_t)p->core_room + 1);
    return p->core_base + (p->narrow ? narrow_fill_front(p) : wide_fill_front(p));
}

/* ---- Filling --------------------------------------------------------------------------------- */

/* Where everything that pays fits in, nothing is to be chosen. */
static bool takes_all(loc_pack *p) {
    int64_t room = p->room, sum = 0;

    for (uint32_t k = 0; k < p->count; k++) {
        bool pays = p->pays[k] > 0;
        room -= pays ? p->weight[k] : 0;
        sum += pays ? p->pays[k] : 0;
        p->taken[k] = pays;
    }
    p->earned = p->most = sum;
    return room >= 0;
}

bool loc_pack_fill(loc_pack *p, loc_work *work) {
    if (takes_all(p)) {
        p->worth = 0;
        return loc_work_spend(work, p->count + 1);
    }
    p->worth = p->worth > 0 ? p->worth : 1;
    if (p->most_paid > 0) {
        price_room(p, work);
    } else {
        p->worth = 0;
    }
    weigh_up(p);
    int64_t gap =
        p->most_paid > 0 ? p->guess : p->most; /* without a price of room, all are tried */
    find_core(p, gap);
    p->earned = fill_core(p, work);
    if (p->most - p->earned > gap) { /* now a way to fill is known: what it leaves out is no loss */
        gap = p->most - p->earned;
        find_core(p, gap);
        p->earned = fill_core(p, work);
    }
    p->guess = (p->most - p->earned) / 4 * 5;
    for (uint32_t k = 0; k < p->count; k++) {
        p->taken[k] = p->pays[k] > 0 && p->over[k] > gap;
    }
    (p->narrow ? narrow_read_front : wide_read_front)(p);
    return loc_work_spend(work, 4 * (uint64_t)p->count + 1);
}

/* ---- Probing --------------------------------------------------------------------------------- */

static int64_t at_most(int64_t loss, int64_t slack) {
    return loss > slack ? slack + 1 : loss;
}

/* What is lost where one of the core is turned round. */
static int64_t turn_core(const loc_pack *p, uint32_t c) {
    uint32_t k = p->core[c];
    int64_t room = p->core_room - (p->taken[k] ? 0 : p->weight[k]);

    if (room < 0) {
        return INT64_MAX;
    }
    int64_t rest = p->narrow ? narrow_without(p, c, room) : wide_without(p, c, room);
    return p->earned - p->core_base - rest - (p->taken[k] ? 0 : p->pays[k]);
}

/* What is lost where a job is taken that is not in the tables. */
static int64_t take_other(const loc_pack *p, uint32_t k) {
    int64_t room = p->core_room - p->weight[k];

    if (room < 0) {
        return INT64_MAX;
    }
    int64_t rest = p->narrow ? narrow_with_all(p, room) : wide_with_all(p, room);
    return p->earned - p->core_base - rest - p->pays[k];
}

bool loc_pack_probe(loc_pack *p, int64_t slack, loc_work *work) {
    weigh_up(p);
    int64_t gap = p->most - p->earned + slack;
    find_core(p, gap);
    fill_core(p, work);
    (p->narrow ? narrow_fill_back : wide_fill_back)(p);
    for (uint32_t k = 0, c = 0; k < p->count; k++) {
        bool is_core = c < p->cores && p->core[c] == k;
        int64_t loss = is_core                            ? turn_core(p, c)
                       : p->over[k] < -gap || p->taken[k] ? INT64_MAX
                                                          : take_other(p, k);
        p->loss[k] = at_most(loss, slack);
        c += is_core;
    }
    return loc_work_spend(work, 2 * (uint64_t)(p->cores + 1) * ((uint64_t)p->core_room + 1) +
                                    2 * (uint64_t)p->count);
}
