/* Stable: deferred acceptance (Gale and Shapley). One side offers itself in the order of its liking;
 * the other keeps the best it was offered, and lets the worst go when it has no more room. Who
 * offers gets the best it can have in any stable allocation. */
#include <inttypes.h>
#include <string.h>

#include "allocation/result.h"

/* One pair as one side sees it. */
typedef struct liking {
    int64_t rank; /* lower is liked better */
    uint32_t other;
    size_t pair;
} liking;

typedef struct market {
    const locality_allocation *a;
    uint32_t level[2]; /* of each side, from 0 */
    liking *list[2];   /* by row, by column; each best first */
    size_t *start[2];
    size_t *next;      /* of each that offers: what it offers next */
    int64_t *room;     /* of each that offers */
    liking *kept;      /* what each of the other side has: a heap, the worst first */
    size_t *keeps;     /* how many */
    uint32_t *waiting; /* those that may still offer */
    uint8_t *is_waiting;
    size_t pairs;
} market;

static bool is_liked_less(const liking *a, const liking *b) {
    return a->rank != b->rank ? a->rank > b->rank : a->other > b->other;
}

static void sink(liking *heap, size_t count, size_t at) {
    liking item = heap[at];

    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        child += child + 1 < count && is_liked_less(&heap[child + 1], &heap[child]);
        if (!is_liked_less(&heap[child], &item)) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = item;
}

/* Best first: the worst of the heap goes to its end each time. */
static void sort(liking *list, size_t count) {
    for (size_t at = count / 2; at-- > 0;) {
        sink(list, count, at);
    }
    for (size_t end = count; end-- > 1;) {
        liking worst = list[0];
        list[0] = list[end];
        list[end] = worst;
        sink(list, end, 0);
    }
}

/* Whether a pair can be offered: open, not pinned, and both have room besides their pins. */
static bool is_offered(const locality_allocation *a, size_t pair, uint32_t row, uint32_t column) {
    return a->side[0].room[row] > 0 && a->side[1].room[column] > 0 &&
           loc_pair_mark(a, pair) == NULL && loc_pair_is_open(a, pair, false);
}

/* Counts a pair for both, or writes it into their lists. */
static void list_pair(market *m, size_t pair, uint32_t row, uint32_t column, bool write) {
    const loc_costs *cost = m->a->cost;

    if (!write) {
        m->start[0][row + 1]++;
        m->start[1][column + 1]++;
        return;
    }
    m->list[0][m->start[0][row]++] = (liking){loc_cost_at(&cost[m->level[0]], pair), column, pair};
    m->list[1][m->start[1][column]++] = (liking){loc_cost_at(&cost[m->level[1]], pair), row, pair};
}

static void list_row(market *m, uint32_t row, bool write) {
    for (size_t p = m->a->start[row]; p < m->a->start[row + 1]; p++) {
        uint32_t column = loc_pair_column(m->a, p, row);
        if (is_offered(m->a, p, row, column)) {
            list_pair(m, p, row, column, write);
        }
    }
}

static void list_pairs(market *m) {
    const locality_allocation *a = m->a;

    for (int side = 0; side < 2; side++) {
        memset(m->start[side], 0, ((size_t)a->side[side].count + 1) * sizeof *m->start[side]);
    }
    for (int write = 0; write < 2; write++) {
        for (uint32_t i = 0; i < a->side[0].count; i++) {
            list_row(m, i, write != 0);
        }
        for (int side = 0; side < 2; side++) {
            size_t *start = m->start[side];
            uint32_t count = a->side[side].count;
            for (uint32_t v = 0; v < count && !write; v++) {
                start[v + 1] += start[v];
            }
            if (write) {
                memmove(start + 1, start, count * sizeof *start);
                start[0] = 0;
            }
        }
    }
}

static locality_status sort_list(market *m, int side, uint32_t node, int32_t ties,
                                 locality_error *error) {
    liking *list = m->list[side] + m->start[side][node];
    size_t count = m->start[side][node + 1] - m->start[side][node];

    sort(list, count);
    for (size_t k = 1; k < count && ties == LOCALITY_ALLOCATION_REFUSE_TIES; k++) {
        if (list[k].rank == list[k - 1].rank) {
            return loc_fail(error, LOCALITY_AMBIGUOUS, "\"%s\" ranks \"%s\" and \"%s\" alike",
                            m->a->side[side].id[node], m->a->side[1 - side].id[list[k - 1].other],
                            m->a->side[1 - side].id[list[k].other]);
        }
    }
    return LOCALITY_OK;
}

static locality_status sort_lists(market *m, int32_t ties, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (int side = 0; side < 2; side++) {
        for (uint32_t v = 0; v < m->a->side[side].count && status == LOCALITY_OK; v++) {
            status = sort_list(m, side, v, ties, error);
        }
    }
    return status;
}

/* Hands an offer to the one it is for. Gives who is let go for it: perhaps the one who offers. */
static uint32_t receive(market *m, int side, uint32_t to, liking offer) {
    liking *heap = m->kept + m->start[1 - side][to];
    size_t *count = &m->keeps[to];

    if ((int64_t)*count < m->a->side[1 - side].room[to]) { /* room: into the heap */
        size_t at = (*count)++;
        for (; at > 0 && is_liked_less(&offer, &heap[(at - 1) / 2]); at = (at - 1) / 2) {
            heap[at] = heap[(at - 1) / 2];
        }
        heap[at] = offer;
        return LOC_NO_NODE;
    }
    if (!is_liked_less(&heap[0], &offer)) {
        return offer.other;
    }
    uint32_t gone = heap[0].other;
    heap[0] = offer;
    sink(heap, *count, 0);
    return gone;
}

/* Everybody offers until they have what they may, or nobody is left to ask. */
static bool offer_all(market *m, int side, loc_work *work) {
    const locality_allocation *a = m->a;
    size_t waits = 0;

    memset(m->keeps, 0, a->side[1 - side].count * sizeof *m->keeps);
    for (uint32_t v = a->side[side].count; v-- > 0;) {
        m->next[v] = m->start[side][v];
        m->room[v] = a->side[side].room[v];
        m->waiting[waits++] = v;
        m->is_waiting[v] = 1;
    }
    while (waits > 0) {
        uint32_t v = m->waiting[waits - 1];
        if (!loc_work_spend(work, 1)) {
            return false;
        }
        if (m->room[v] <= 0 || m->next[v] == m->start[side][v + 1]) {
            m->is_waiting[v] = 0;
            waits--;
            continue;
        }
        const liking *wish = &m->list[side][m->next[v]++];
        liking offer = {loc_cost_at(&a->cost[m->level[1 - side]], wish->pair), v, wish->pair};
        uint32_t gone = receive(m, side, wish->other, offer);
        m->room[v]--;
        if (gone != LOC_NO_NODE) {
            m->room[gone]++;
            if (!m->is_waiting[gone]) {
                m->is_waiting[gone] = 1;
                m->waiting[waits++] = gone;
            }
        }
    }
    return true;
}

/* What was kept, and the pins, in canonical order. */
static void take_pairs(const market *m, int side, uint8_t *is_used, loc_solution *s) {
    const locality_allocation *a = m->a;

    memset(is_used, 0, a->pairs);
    for (uint32_t v = 0; v < a->side[1 - side].count; v++) {
        for (size_t k = 0; k < m->keeps[v]; k++) {
            is_used[m->kept[m->start[1 - side][v] + k].pair] = 1;
        }
    }
    for (size_t k = 0; k < a->marks; k++) {
        is_used[a->mark[k].pair] |= a->mark[k].is_pin;
    }
    for (size_t p = 0; p < a->pairs; p++) {
        if (is_used[p]) {
            s->used[s->count++] = p;
        }
    }
}

static locality_status check_problem(const locality_allocation *a, locality_error *error) {
    for (int side = 0; side < 2; side++) {
        for (uint32_t v = 0; v < a->side[side].count; v++) {
            if (a->side[side].least[v] > 0 || a->side[side].room[v] < 0 ||
                (side == 0 && a->side[side].most[v] > 1)) {
                return loc_fail(error, LOCALITY_INVALID,
                                "\"%s\" has a minimum, more pins than room, or is a candidate for "
                                "more than one place: no stable allocation is defined",
                                a->side[side].id[v]);
            }
        }
    }
    return a->groups == 0 ? LOCALITY_OK
                          : loc_fail(error, LOCALITY_INVALID,
                                     "there are groups: no stable allocation is defined");
}

/* Whether totals of all levels fit. */
static bool totals_fit(const locality_allocation *a) {
    for (uint32_t k = 0; k < a->levels; k++) {
        if (a->cost[k].lowest < -(INT64_MAX / 2 / ((int64_t)a->pairs + 1)) ||
            a->cost[k].highest > INT64_MAX / 2 / ((int64_t)a->pairs + 1)) {
            return false;
        }
    }
    return true;
}

static locality_status run(market *m, int side, int32_t ties, loc_work *work,
                           locality_allocation_result **out, locality_error *error) {
    const locality_allocation *a = m->a;
    size_t pairs = a->pairs;
    loc_solution s = {.a = a,
                      .levels = loc_levels(a, false),
                      .proved = loc_levels(a, false),
                      .rows = a->side[0].count,
                      .columns = a->side[1].count,
                      .verdict = LOCALITY_ALLOCATION_STABLE,
                      .capacity = pairs};
    s.nodes = s.rows + s.columns;
    s.used = loc_work_take(work, pairs, sizeof *s.used);
    s.tied = loc_allocate(work->allocator, pairs, 1);
    uint8_t *is_used = loc_work_take(work, pairs, sizeof *is_used);
    locality_status status =
        work->stop == LOC_GOES_ON && s.tied != NULL ? LOCALITY_OK : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        list_pairs(m);
        status = sort_lists(m, ties, error);
    }
    if (status == LOCALITY_OK && !offer_all(m, side, work)) {
        status = loc_work_failed(work, error);
    }
    if (status == LOCALITY_OK) {
        take_pairs(m, side, is_used, &s);
        status = loc_result_make(&s, pairs, out, error);
    }
    loc_work_give(work, s.used, pairs, sizeof *s.used);
    loc_work_give(work, s.tied, pairs, 1);
    loc_work_give(work, is_used, pairs, sizeof *is_used);
    return status;
}

locality_status locality_allocation_solve_stable(const locality_allocation *allocation,
                                                 int32_t side, uint32_t candidate_level,
                                                 uint32_t demand_level, int32_t ties,
                                                 locality_allocation_result **out,
                                                 locality_error *error) {
    const locality_allocation *a = allocation;

    if (out != NULL) {
        *out = NULL;
    }
    if (a == NULL || out == NULL) {
        return loc_fail_null(error, a == NULL ? "allocation" : "out");
    }
    if (side < 0 || side > 1 || ties < 0 || ties > 1 || candidate_level == 0 || demand_level == 0 ||
        candidate_level > a->levels || demand_level > a->levels) {
        return loc_fail(error, LOCALITY_INVALID,
                        "there is no such side, level, or way to treat ties");
    }
    locality_status status = check_problem(a, error);
    if (status == LOCALITY_OK && !totals_fit(a)) {
        status = loc_fail(error, LOCALITY_INVALID, "costs are too large to be preferences");
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = loc_work_watched(a);
    size_t offering = a->side[side].count, keeping = a->side[1 - side].count;
    market m = {.a = a, .level = {candidate_level - 1, demand_level - 1}, .pairs = a->pairs};
    for (int k = 0; k < 2; k++) {
        m.list[k] = loc_work_take(&work, a->pairs, sizeof *m.list[k]);
        m.start[k] = loc_work_take(&work, (size_t)a->side[k].count + 1, sizeof *m.start[k]);
    }
    m.next = loc_work_take(&work, offering, sizeof *m.next);
    m.room = loc_work_take(&work, offering, sizeof *m.room);
    m.waiting = loc_work_take(&work, offering, sizeof *m.waiting);
    m.is_waiting = loc_work_take(&work, offering, sizeof *m.is_waiting);
    m.keeps = loc_work_take(&work, keeping, sizeof *m.keeps);
    m.kept = loc_work_take(&work, a->pairs, sizeof *m.kept);
    status =
        work.stop == LOC_GOES_ON ? run(&m, side, ties, &work, out, error) : loc_fail_memory(error);
    for (int k = 0; k < 2; k++) {
        loc_work_give(&work, m.list[k], a->pairs, sizeof *m.list[k]);
        loc_work_give(&work, m.start[k], (size_t)a->side[k].count + 1, sizeof *m.start[k]);
    }
    loc_work_give(&work, m.next, offering, sizeof *m.next);
    loc_work_give(&work, m.room, offering, sizeof *m.room);
    loc_work_give(&work, m.waiting, offering, sizeof *m.waiting);
    loc_work_give(&work, m.is_waiting, offering, sizeof *m.is_waiting);
    loc_work_give(&work, m.keeps, keeping, sizeof *m.keeps);
    loc_work_give(&work, m.kept, a->pairs, sizeof *m.kept);
    return status;
}
