/* Sharing: a proof is followed step by step, without any part of the search. It starts from what is
 * claimed not to be: an answer that costs no more than the cutoff. Prices bound the cost of whatever
 * agrees with what is assumed; tables of each agent say by how much that bound rises where the agent
 * has a job, or has it not, so that pairs are struck out. A choice assumes first that a pair is in the
 * answer, then that it is not. A branch may end where nothing is left, and every branch has to end. */
#include <inttypes.h>
#include <string.h>

#include "sharing/sharing.h"
#include "sharing/record.h"
#include "base/hash.h"
#include "base/varint.h"
#include "base/wide.h"

#define SCALE LOCALITY_SHARING_SCALE
#define NOBODY LOCALITY_SHARING_NOBODY

/* Something that holds while a branch is followed. */
typedef struct assumed {
    uint32_t agent, job;
    bool takes;
} assumed;

/* A choice one of whose sides is being followed. */
typedef struct side {
    uint32_t agent, job;
    size_t before; /* what held before it */
    bool is_second, was_closed;
} side;

typedef struct checker {
    loc_sharing *s;
    const locality_allocator *memory;
    const uint8_t *at, *end; /* what is to be read */
    loc_wide cutoff;
    int64_t *price;
    uint32_t *agent_of;
    int64_t *room;
    uint32_t *item; /* jobs that pay an agent */
    int64_t *pays;
    int64_t *front, *back; /* tables: first items, last items, by room */
    size_t cells;
    loc_wide *rise; /* by agent and job: by how much more the bound rises with it than without */
    loc_wide *left; /* by job: by how much it rises where nobody has it */
    bool is_closed; /* nothing agrees with what is assumed */
    assumed *trail;
    size_t assumptions, trail_capacity;
    side *sides;
    size_t depth, sides_capacity;
} checker;

/* ---- Reading --------------------------------------------------------------------------------- */

/* Prices are kept so small that sums of them stay in 64 bits. */
static bool get_prices(checker *c) {
    loc_wide most = (INT64_C(1) << 60) / ((int64_t)c->s->jobs + 1);

    for (uint32_t j = 0; j < c->s->jobs; j++) {
        int64_t change;
        if (!loc_varint_get_signed(&c->at, c->end, &change)) {
            return false;
        }
        loc_wide price = (loc_wide)c->price[j] + change;
        if (price > most || price < -most) {
            return false;
        }
        c->price[j] = (int64_t)price;
    }
    return true;
}

/* ---- Assuming -------------------------------------------------------------------------------- */

static bool is_open(const checker *c, uint32_t agent, uint32_t job) {
    size_t at = (size_t)agent * c->s->jobs + job;
    return c->agent_of[job] == NOBODY && c->s->open[at] && c->s->weight[at] <= c->room[agent];
}

static bool assume(checker *c, uint32_t agent, uint32_t job, bool takes) {
    if (!loc_grow(c->memory, (void **)&c->trail, &c->trail_capacity, c->assumptions + 1,
                  sizeof *c->trail)) {
        return false;
    }
    c->trail[c->assumptions++] = (assumed){agent, job, takes};
    if (takes) {
        c->agent_of[job] = agent;
        c->room[agent] -= c->s->weight[(size_t)agent * c->s->jobs + job];
    } else {
        c->s->open[(size_t)agent * c->s->jobs + job] = 0;
    }
    return true;
}

static void forget(checker *c, size_t before) {
    while (c->assumptions > before) {
        assumed a = c->trail[--c->assumptions];
        size_t at = (size_t)a.agent * c->s->jobs + a.job;
        if (a.takes) {
            c->agent_of[a.job] = NOBODY;
            c->room[a.agent] += c->s->weight[at];
        } else {
            c->s->open[at] = 1;
        }
    }
}

/* ---- Prices ---------------------------------------------------------------------------------- */

static void fill_row(const int64_t *from, int64_t *to, int64_t room, int64_t weight, int64_t pays) {
    for (int64_t q = 0; q <= room; q++) {
        int64_t with = q >= weight ? from[q - weight] + pays : from[q];
        to[q] = with > from[q] ? with : from[q];
    }
}

/* What the jobs but the k-th can earn in some room, at most. */
static int64_t without(const checker *c, uint32_t k, size_t width, int64_t room) {
    const int64_t *first = c->front + k * width, *last = c->back + (k + 1) * width;
    int64_t most = 0;

    for (int64_t q = 0; q <= room; q++) {
        most = first[q] + last[room - q] > most ? first[q] + last[room - q] : most;
    }
    return most;
}

/* What an agent can earn at most, and by how much less with a job or without it. */
static int64_t pack(checker *c, uint32_t agent) {
    int64_t room = c->room[agent];
    size_t width = (size_t)room + 1, first = (size_t)agent * c->s->jobs;
    const int64_t *weight = c->s->weight + first;
    uint32_t count = 0;

    for (uint32_t j = 0; j < c->s->jobs; j++) {
        c->pays[j] = c->price[j] - c->s->cost[first + j] * SCALE;
        if (is_open(c, agent, j) && c->pays[j] > 0) {
            c->item[count++] = j;
        }
    }
    memset(c->front, 0, width * sizeof *c->front);
    memset(c->back + count * width, 0, width * sizeof *c->back);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t j = c->item[k], l = count - 1 - k, last = c->item[l];
        fill_row(c->front + k * width, c->front + (k + 1) * width, room, weight[j], c->pays[j]);
        fill_row(c->back + (l + 1) * width, c->back + l * width, room, weight[last], c->pays[last]);
    }
    int64_t earned = c->back[room];
    for (uint32_t j = 0, k = 0; j < c->s->jobs; j++) {
        if (!is_open(c, agent, j)) {
            continue;
        }
        bool is_item = k < count && c->item[k] == j;
        int64_t rest = room - weight[j];
        int64_t with = c->pays[j] + (is_item ? without(c, k, width, rest) : c->back[rest]);
        int64_t leaving = is_item ? earned - without(c, k, width, room) : 0;
        c->rise[first + j] = (loc_wide)(earned - with) - leaving;
        c->left[j] += leaving;
        k += is_item;
    }
    return earned;
}

/* Strikes out the places of a job that cost too much; settles it where one is left. */
static bool strike(checker *c, uint32_t job, loc_wide bound) {
    uint32_t places = 0, where = NOBODY;

    for (uint32_t i = 0; i < c->s->agents; i++) {
        if (!is_open(c, i, job)) {
            continue;
        }
        if (bound + c->left[job] + c->rise[(size_t)i * c->s->jobs + job] > c->cutoff * SCALE) {
            if (!assume(c, i, job, false)) {
                return false;
            }
        } else {
            places++;
            where = i;
        }
    }
    c->is_closed = c->is_closed || places == 0;
    return places != 1 || assume(c, where, job, true);
}

/* What prices say of what is assumed. */
static bool follow_prices(checker *c) {
    loc_wide bound = 0;

    for (uint32_t j = 0; j < c->s->jobs; j++) {
        uint32_t i = c->agent_of[j];
        bound += i == NOBODY ? (loc_wide)c->price[j]
                             : (loc_wide)c->s->cost[(size_t)i * c->s->jobs + j] * SCALE;
        c->left[j] = 0;
    }
    for (uint32_t i = 0; i < c->s->agents; i++) {
        bound -= pack(c, i);
    }
    c->is_closed = bound > c->cutoff * SCALE;
    for (uint32_t j = 0; j < c->s->jobs && !c->is_closed; j++) {
        if (c->agent_of[j] == NOBODY && !strike(c, j, bound)) {
            return false;
        }
    }
    return true;
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* Assumes one side of a choice; one that contradicts what is known leaves nothing. */
static bool enter(checker *c, const side *s) {
    bool open = is_open(c, s->agent, s->job), has = c->agent_of[s->job] == s->agent;

    c->is_closed = s->was_closed || (s->is_second ? has : !open && !has);
    return c->is_closed || !open || assume(c, s->agent, s->job, !s->is_second);
}

static locality_status refuse(const checker *c, const uint8_t *bytes, const char *why,
                              locality_error *error) {
    return loc_fail(error, LOCALITY_CONFLICT, "byte %zu: %s", (size_t)(c->at - bytes), why);
}

static locality_status follow_choice(checker *c, const uint8_t *bytes, locality_error *error) {
    uint64_t agent, job;

    if (!loc_varint_get(&c->at, c->end, &agent) || !loc_varint_get(&c->at, c->end, &job) ||
        agent >= c->s->agents || job >= c->s->jobs) {
        return refuse(c, bytes, "a choice between what there is not", error);
    }
    if (!loc_grow(c->memory, (void **)&c->sides, &c->sides_capacity, c->depth + 1,
                  sizeof *c->sides)) {
        return loc_fail_memory(error);
    }
    c->sides[c->depth++] =
        (side){(uint32_t)agent, (uint32_t)job, c->assumptions, false, c->is_closed};
    return enter(c, &c->sides[c->depth - 1]) ? LOCALITY_OK : loc_fail_memory(error);
}

/* A branch ends: goes on with the second side of the last choice that has one; `*done` without one. */
static locality_status follow_end(checker *c, const uint8_t *bytes, bool *done,
                                  locality_error *error) {
    if (!c->is_closed) {
        return refuse(c, bytes, "a branch ends in which something may be left", error);
    }
    while (c->depth > 0 && c->sides[c->depth - 1].is_second) {
        c->depth--;
    }
    *done = c->depth == 0;
    if (*done) {
        return LOCALITY_OK;
    }
    side *s = &c->sides[c->depth - 1];
    forget(c, s->before);
    s->is_second = true;
    return enter(c, s) ? LOCALITY_OK : loc_fail_memory(error);
}

static locality_status follow_all(checker *c, const uint8_t *bytes, locality_error *error) {
    locality_status status = LOCALITY_OK;
    bool done = false;

    while (status == LOCALITY_OK && !done) {
        uint8_t step = c->at < c->end ? *c->at++ : 0;
        if (step == LOC_RECORD_PRICES) {
            if (!get_prices(c)) {
                return refuse(c, bytes, "no prices, or some that are too large", error);
            }
            status = c->is_closed || follow_prices(c) ? LOCALITY_OK : loc_fail_memory(error);
        } else if (step == LOC_RECORD_CHOICE) {
            status = follow_choice(c, bytes, error);
        } else if (step == LOC_RECORD_END) {
            status = follow_end(c, bytes, &done, error);
        } else {
            return refuse(c, bytes, "no step", error);
        }
    }
    return status != LOCALITY_OK ? status
           : c->at == c->end     ? LOCALITY_OK
                                 : refuse(c, bytes, "more than a proof", error);
}

/* ---- All together ---------------------------------------------------------------------------- */

/* Whether the bytes are as they were written, and what they claim. */
static locality_status take_claim(checker *c, const uint8_t *bytes, size_t length,
                                  loc_record_claim *out, locality_error *error) {
    uint64_t hash = 0, none;

    if (length < LOC_RECORD_MAGIC_LENGTH + LOC_RECORD_HASH_LENGTH ||
        memcmp(bytes, LOC_RECORD_MAGIC, LOC_RECORD_MAGIC_LENGTH) != 0) {
        return loc_fail(error, LOCALITY_CONFLICT, "these bytes are no proof of this version");
    }
    c->at = bytes + LOC_RECORD_MAGIC_LENGTH;
    c->end = bytes + length - LOC_RECORD_HASH_LENGTH;
    for (unsigned k = 0; k < LOC_RECORD_HASH_LENGTH; k++) {
        hash |= (uint64_t)c->end[k] << 8 * k;
    }
    if (hash != loc_hash(bytes, length - LOC_RECORD_HASH_LENGTH)) {
        return loc_fail(error, LOCALITY_CONFLICT, "the bytes are not as they were written");
    }
    if (!loc_varint_get(&c->at, c->end, &out->agents) ||
        !loc_varint_get(&c->at, c->end, &out->jobs) || !loc_varint_get(&c->at, c->end, &none) ||
        !loc_varint_get_signed(&c->at, c->end, &out->cutoff) || none > 1) {
        return refuse(c, bytes, "no claim", error);
    }
    out->is_none = none != 0;
    if (out->agents != c->s->agents || out->jobs != c->s->jobs) {
        return loc_fail(error, LOCALITY_CONFLICT,
                        "the proof is of %" PRIu64 " agents and %" PRIu64 " jobs", out->agents,
                        out->jobs);
    }
    return LOCALITY_OK;
}

static bool take_memory(checker *c) {
    size_t jobs = c->s->jobs, agents = c->s->agents;
    int64_t most = 0;

    for (uint32_t i = 0; i < c->s->agents; i++) {
        most = c->s->capacity[i] > most ? c->s->capacity[i] : most;
    }
    c->cells = (jobs + 1) * ((size_t)most + 1);
    c->price = loc_allocate(c->memory, jobs, sizeof *c->price);
    c->agent_of = loc_allocate(c->memory, jobs, sizeof *c->agent_of);
    c->room = loc_allocate(c->memory, agents, sizeof *c->room);
    c->item = loc_allocate(c->memory, jobs, sizeof *c->item);
    c->pays = loc_allocate(c->memory, jobs, sizeof *c->pays);
    c->front = loc_allocate_raw(c->memory, c->cells, sizeof *c->front);
    c->back = loc_allocate_raw(c->memory, c->cells, sizeof *c->back);
    c->rise = loc_allocate(c->memory, jobs * agents, sizeof *c->rise);
    c->left = loc_allocate(c->memory, jobs, sizeof *c->left);
    if (c->price == NULL || c->agent_of == NULL || c->room == NULL || c->item == NULL ||
        c->pays == NULL || c->front == NULL || c->back == NULL || c->rise == NULL ||
        c->left == NULL) {
        return false;
    }
    for (uint32_t j = 0; j < c->s->jobs; j++) {
        c->agent_of[j] = NOBODY;
    }
    for (uint32_t i = 0; i < c->s->agents; i++) {
        c->room[i] = c->s->capacity[i];
    }
    return true;
}

static void give_memory(checker *c) {
    size_t jobs = c->s->jobs, agents = c->s->agents;

    loc_release(c->memory, c->price, jobs, sizeof *c->price);
    loc_release(c->memory, c->agent_of, jobs, sizeof *c->agent_of);
    loc_release(c->memory, c->room, agents, sizeof *c->room);
    loc_release(c->memory, c->item, jobs, sizeof *c->item);
    loc_release(c->memory, c->pays, jobs, sizeof *c->pays);
    loc_release(c->memory, c->front, c->cells, sizeof *c->front);
    loc_release(c->memory, c->back, c->cells, sizeof *c->back);
    loc_release(c->memory, c->rise, jobs * agents, sizeof *c->rise);
    loc_release(c->memory, c->left, jobs, sizeof *c->left);
    loc_release(c->memory, c->trail, c->trail_capacity, sizeof *c->trail);
    loc_release(c->memory, c->sides, c->sides_capacity, sizeof *c->sides);
}

static locality_status verify(loc_sharing *s, const uint8_t *bytes, size_t length,
                              const locality_allocator *memory, loc_record_claim *claim,
                              locality_error *error) {
    checker c = {.s = s, .memory = memory};

    locality_status status = take_claim(&c, bytes, length, claim, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    c.cutoff = claim->is_none ? loc_sharing_most_cost(s) : claim->cutoff;
    status = take_memory(&c) ? follow_all(&c, bytes, error) : loc_fail_memory(error);
    give_memory(&c);
    return status;
}

locality_status locality_sharing_verify(const locality_sharing_problem *problem,
                                        const uint8_t *bytes, size_t length,
                                        locality_sharing_claim *claim,
                                        const locality_allocator *allocator,
                                        locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    loc_record_claim found = {0};
    locality_allocator memory;

    if (claim != NULL) {
        memset(claim, 0, sizeof *claim);
    }
    locality_status status = loc_sharing_take(problem, &in, error);
    if (status == LOCALITY_OK && (claim == NULL || bytes == NULL)) {
        status = loc_fail_null(error, claim == NULL ? "claim" : "bytes");
    }
    status = status == LOCALITY_OK ? loc_sharing_check_room(&in, error) : status;
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_sharing_reader r = {.in = &in, .memory = &memory};
    status = loc_sharing_read(&r, error);
    if (status == LOCALITY_OK && !loc_sharing_fits(&r.s)) {
        status = loc_fail(error, LOCALITY_OVERFLOW, "the costs together could leave 64 bits");
    }
    status = status == LOCALITY_OK ? verify(&r.s, bytes, length, &memory, &found, error) : status;
    loc_sharing_clear(&r);
    if (status != LOCALITY_OK) {
        return status;
    }
    claim->is_none = found.is_none;
    claim->bound = found.is_none ? 0 : found.cutoff + 1;
    return loc_ok(error);
}
