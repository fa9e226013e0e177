/* Branches: prices rule pairs out, and what is left is parted. A pair is in no answer of use where the
 * bound rises too much when the agent takes the job and all others leave it; a job with one place left
 * is settled (Posta, Ferland and Michelon 2012). What closes a branch is recorded. */
#include <string.h>

#include "sharing/search.h"
#include "base/hash.h"

#define ROUNDS 24       /* of prices in a branch */
#define ROUNDS_HASTY 16 /* in a hasty one */
#define ROUNDS_AGAIN 4  /* after something was ruled out there */
#define ROUNDS_PART 60  /* at the beginning of a search in a part of the problem */
#define BATCH 16        /* a hasty branch settles up to a job in so many */

/* ---- Deciding -------------------------------------------------------------------------------- */

bool loc_sharing_decide(loc_search *x, uint32_t agent, uint32_t job, bool takes, bool is_choice) {
    size_t at = loc_cell(x, agent, job);

    if (!loc_grow(x->work->allocator, (void **)&x->trail, &x->capacity, x->decisions + 1,
                  sizeof *x->trail)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    x->trail[x->decisions++] = (loc_decided){agent, job, takes, is_choice};
    if (takes) {
        x->agent_of[job] = agent;
        x->room[agent] -= x->s->weight[at];
    } else {
        x->s->open[at] = 0;
    }
    return true;
}

loc_decided loc_sharing_undo(loc_search *x) {
    loc_decided d = x->trail[--x->decisions];

    if (d.takes) {
        x->agent_of[d.job] = NOBODY;
        x->room[d.agent] += x->s->weight[loc_cell(x, d.agent, d.job)];
    } else {
        x->s->open[loc_cell(x, d.agent, d.job)] = 1;
    }
    return d;
}

/* ---- Ruling out ------------------------------------------------------------------------------ */

/* What a job has: by how much the bound rises at its best two places, and where it has to be. */
typedef struct chances {
    int64_t first, second;
    uint32_t where, must, places;
} chances;

/* Looks at all places of a job, and rules out those in no answer of use. */
static bool look_at_job(loc_search *x, uint32_t j, chances *out) {
    chances c = {INT64_MAX, INT64_MAX, NOBODY, NOBODY, 0};

    for (uint32_t i = 0; i < x->s->agents; i++) {
        size_t at = loc_cell(x, i, j);
        if (!x->s->open[at] || x->s->weight[at] > x->room[i]) {
            continue;
        }
        int64_t rise = x->left_by[j] + (x->takes[at] ? -x->loss[at] : x->loss[at]);
        if (rise > x->slack) {
            if (!loc_sharing_decide(x, i, j, false, false)) {
                return false;
            }
            continue;
        }
        c.places++;
        c.second = rise < c.first ? c.first : rise < c.second ? rise : c.second;
        c.where = rise < c.first ? i : c.where;
        c.first = rise < c.first ? rise : c.first;
    }
    c.must = c.places == 1 ? c.where : NOBODY;
    *out = c;
    return true;
}

/* What is to be parted, and what became of a pass. */
typedef struct parting {
    uint32_t agent, job;
    bool settled; /* so much that prices are looked at again */
    bool closed;
} parting;

/* How soon a job is to be parted by: the more contested, that is, the more the bound rises wherever it
 * goes, the sooner. In haste what is plain comes first, more or less, so that one attempt differs from the
 * next. */
static int64_t urgency(const loc_search *x, uint32_t job, chances c) {
    if (x->haste == 0) {
        return c.first;
    }
    int64_t ahead = c.second - c.first;
    int64_t noise = (int64_t)(loc_hash_word((uint64_t)x->turns << 32 | job) % 64);
    return x->turns < 8 ? ahead : ahead + ahead / 64 * noise + ahead % 64 * noise / 64;
}

/* Rules out what is in no answer of use, settles what is in all, and picks what to part by. */
static bool rule_out(loc_search *x, parting *out) {
    int64_t most = INT64_MIN;
    uint32_t fewest = 0;
    size_t before = x->decisions;

    *out = (parting){NOBODY, NOBODY, false, false};
    for (uint32_t j = 0; j < x->s->jobs && !out->closed; j++) {
        chances c;
        if (x->agent_of[j] != NOBODY) {
            continue;
        }
        if (!look_at_job(x, j, &c)) {
            return false;
        }
        out->closed = c.places == 0;
        if (c.must != NOBODY) {
            if (!loc_sharing_decide(x, c.must, j, true, false)) {
                return false;
            }
            out->settled = true;
        } else if (!out->closed) {
            x->ahead[j] = urgency(x, j, c);
            x->where[j] = c.where;
            if (x->ahead[j] > most || (x->ahead[j] == most && c.places < fewest)) {
                out->job = j;
                most = x->ahead[j];
                fewest = c.places;
            }
        }
    }
    out->agent = out->job != NOBODY ? x->where[out->job] : NOBODY;
    out->settled = out->settled || x->decisions > before + 10;
    x->work->done += (uint64_t)x->free_jobs * x->s->agents;
    return true;
}

/* In haste: settles what is nearly as plain as what is parted. */
static bool settle_plain(loc_search *x, const parting *part) {
    uint32_t left = x->free_jobs / BATCH;
    int64_t least = x->ahead[part->job] - x->ahead[part->job] / 4;

    for (uint32_t j = 0; j < x->s->jobs && left > 0; j++) {
        uint32_t to = x->where[j];
        if (x->agent_of[j] != NOBODY || j == part->job || x->ahead[j] < least ||
            x->s->weight[loc_cell(x, to, j)] +
                    (to == part->agent ? x->s->weight[loc_cell(x, to, part->job)] : 0) >
                x->room[to]) {
            continue;
        }
        if (!loc_sharing_decide(x, to, j, true, false)) {
            return false;
        }
        left--;
    }
    return true;
}

/* ---- Judging --------------------------------------------------------------------------------- */

static bool record_prices(loc_search *x) {
    return !x->records || loc_record_prices(x->record, x->price, x->s->jobs, x->work);
}

/* Raises the bound, and rules out, until little comes of it. */
static bool judge_prices(loc_search *x, uint32_t rounds, parting *part) {
    loc_wide bound = 0;

    *part = (parting){NOBODY, NOBODY, true, false};
    for (uint32_t again = 0; part->settled && !part->closed; again++) {
        size_t before = x->decisions;
        loc_sharing_offer(x);
        if (!loc_sharing_raise(x, again == 0 ? rounds : ROUNDS_AGAIN, 1, &bound)) {
            return false;
        }
        part->closed = loc_is_too_much(x, bound);
        if (!part->closed && (!loc_sharing_probe(x, &bound) || !rule_out(x, part))) {
            return false;
        }
        if ((part->closed || x->decisions > before) && !record_prices(x)) {
            return false;
        }
    }
    return true;
}

/* Notes what is to be done on the other side of a choice. */
static bool choose(loc_search *x, const parting *part) {
    size_t jobs = x->s->jobs;

    if (!loc_grow(x->work->allocator, (void **)&x->kept, &x->kept_capacity, (x->choices + 1) * jobs,
                  sizeof *x->kept)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    memcpy(x->kept + x->choices++ * jobs, x->price, jobs * sizeof *x->price);
    if (x->records && !loc_record_choice(x->record, part->agent, part->job, x->work)) {
        return false;
    }
    return loc_sharing_decide(x, part->agent, part->job, true, true);
}

/* Notes what is settled where a hasty branch is further than any before it, to be mended. */
static void note_depth(loc_search *x) {
    if (x->haste > 0 && x->free_jobs < x->deepest_free) {
        x->deepest_free = x->free_jobs;
        memcpy(x->deepest, x->agent_of, x->s->jobs * sizeof *x->deepest);
    }
}

/* Judges where the search stands. `*closed` where nothing of use is left; else a choice is made. */
static bool judge(loc_search *x, uint32_t rounds, bool *closed) {
    parting part;

    if (!judge_prices(x, rounds, &part)) {
        return false;
    }
    *closed = part.closed || part.job == NOBODY;
    if (*closed) {
        /* Where all is settled, that is an answer; the prices say what it costs. */
        return (part.closed || (loc_sharing_answer(x, 1) && record_prices(x))) &&
               (!x->records || loc_record_end(x->record, x->work));
    }
    note_depth(x);
    if (x->haste > 0 && !settle_plain(x, &part)) {
        return false;
    }
    if (x->branches % 64 == 0 && !loc_sharing_answer(x, 4)) {
        return false;
    }
    return choose(x, &part);
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* Turns to the other side of the last choice after `base`; false where there is none. */
static bool turn(loc_search *x, size_t base, bool *goes_on) {
    while (x->decisions > base) {
        loc_decided d = loc_sharing_undo(x);
        if (d.is_choice) {
            x->choices--;
            memcpy(x->price, x->kept + x->choices * x->s->jobs, x->s->jobs * sizeof *x->price);
            *goes_on = loc_sharing_decide(x, d.agent, d.job, false, false);
            return *goes_on;
        }
    }
    return false;
}

bool loc_sharing_within(loc_search *x, int64_t cutoff, uint64_t most_branches, bool *is_over) {
    size_t base = x->decisions;
    uint64_t begun = x->branches;
    int64_t was = x->best_cost;
    bool closed = false;
    uint32_t rounds = x->haste > 0 ? ROUNDS_HASTY : ROUNDS;

    x->cutoff = cutoff;
    memcpy(x->price, x->sharp ? x->root_price : x->start_price, x->s->jobs * sizeof *x->price);
    bool goes_on = judge(x, base > 0 ? ROUNDS_PART : rounds, &closed);
    while (goes_on && x->branches - begun < most_branches && x->work->done < x->until &&
           (x->haste == 0 || x->best_cost == was) && (!closed || turn(x, base, &goes_on))) {
        x->branches++;
        goes_on = judge(x, rounds, &closed);
    }
    *is_over = goes_on && x->decisions == base && closed;
    while (x->decisions > base) {
        x->choices -= loc_sharing_undo(x).is_choice;
    }
    return goes_on;
}
