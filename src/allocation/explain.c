/* Explain: what one candidate's place rests on. Forcing a pair sends one unit round a circle: along
 * the pair, and back to the candidate by the cheapest way through what can still change. One search
 * towards the candidate prices every pair it does not have; one away from it prices doing without
 * those it has. Lengths are vectors of reduced costs, none below 0 because the answer is the best. */
#include <inttypes.h>
#include <string.h>

#include "allocation/nearest.h"
#include "allocation/result.h"

#define NONE UINT32_MAX
#define MOST_LENGTH (INT64_C(1) << 61)

struct locality_allocation_case {
    locality_allocator allocator;
    loc_arena texts;
    uint32_t rows, columns, nodes; /* nodes with the hub */
    uint32_t row, levels;
    int32_t standing;
    locality_allocation_why *why; /* by column */
    uint32_t *next[2];            /* of each node: to the candidate, and back to it */
    uint32_t *given[2], *node;    /* positions of rows and columns; column of each position */
};

typedef struct search {
    loc_solution s;
    loc_arcs field;
    size_t *start;
    uint32_t *arc;
    const locality_allocation_certificate *c;
    uint32_t nodes;
    loc_nearest reached;
    loc_work *work;
} search;

/* ---- Lengths --------------------------------------------------------------------------------- */

static int64_t price(const search *x, uint32_t node, uint32_t level) {
    const loc_solution *s = &x->s;
    const locality_allocation *a = s->a;

    if (node < s->rows) {
        return x->c->candidate_price[(size_t)a->side[0].given[node] * s->levels + level];
    }
    if (node < s->rows + s->columns) {
        uint32_t column = node - s->rows;
        return x->c->demand_price[(size_t)a->side[1].given[column] * s->levels + level];
    }
    return node < s->nodes
               ? x->c->group_price[(size_t)(node - s->rows - s->columns) * s->levels + level]
               : 0;
}

/* Reduced cost of an arc at a level. */
static int64_t reduced(const search *x, uint32_t arc, uint32_t level) {
    const loc_arc *a = &x->field.arc[arc];
    size_t pair = x->field.pair[arc];

    if (pair != LOC_NO_PAIR) {
        return loc_level_cost(x->s.a, x->s.waive, level, pair) - price(x, a->from, level) -
               price(x, a->to, level);
    }
    if (a->from == x->s.nodes) { /* from the hub */
        return price(x, a->to, level);
    }
    return price(x, a->from, level) - price(x, a->to, level);
}

/* ---- The searches ---------------------------------------------------------------------------- */

/* Goes over one arc out of (backwards: into) a node, where a unit can be pushed along it. */
static bool relax(search *x, uint32_t node, uint32_t arc, bool backwards, uint32_t *next) {
    const loc_arc *a = &x->field.arc[arc];
    bool along = (a->from == node) != backwards;
    uint32_t other = a->from == node ? a->to : a->from;
    int64_t length[LOC_LEVELS];

    if (x->reached.state[other] == LOC_NEAREST_SETTLED ||
        (along ? x->field.flow[arc] >= a->high : x->field.flow[arc] <= a->low)) {
        return true;
    }
    for (uint32_t k = 0; k < x->s.levels; k++) {
        int64_t step = reduced(x, arc, k);
        length[k] = loc_nearest_distance(&x->reached, node)[k] + (along ? step : -step);
        if (length[k] > MOST_LENGTH || length[k] < -MOST_LENGTH) {
            return loc_work_stop(x->work, LOC_STOP_OVERFLOW);
        }
    }
    if (loc_nearest_reach(&x->reached, other, length)) {
        next[other] = node;
    }
    return true;
}

/* Distances of all nodes from a row, or backwards to it. */
static bool run_search(search *x, uint32_t root, bool backwards, uint32_t *next) {
    memset(next, 0xFF, x->nodes * sizeof *next);
    loc_nearest_begin(&x->reached, root);
    while (x->reached.held > 0) {
        uint32_t node = loc_nearest_settle(&x->reached);
        if (!loc_work_spend(x->work, x->start[node + 1] - x->start[node] + 1)) {
            return false;
        }
        for (size_t k = x->start[node]; k < x->start[node + 1]; k++) {
            if (!relax(x, node, x->arc[k], backwards, next)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- What is said ---------------------------------------------------------------------------- */

static size_t count_moves(const locality_allocation_case *item, const uint32_t *next,
                          uint32_t node) {
    size_t moves = 1;

    for (; next[node] != NONE; node = next[node]) {
        uint32_t other = next[node];
        moves += node < item->rows + item->columns && other < item->rows + item->columns;
    }
    return moves;
}

/* Takes the cost of the circle through a pair, the pair included. */
static void take_cost(const search *x, locality_allocation_case *item, uint32_t arc, bool takes,
                      locality_allocation_why *why) {
    uint32_t node = x->field.arc[arc].to;
    bool is_zero = true;

    for (uint32_t k = LOC_LEVEL_COVERAGE; k < x->s.levels; k++) {
        int64_t step = reduced(x, arc, k);
        int64_t cost = loc_nearest_distance(&x->reached, node)[k] + (takes ? step : -step);
        why->cost[k - LOC_LEVEL_COVERAGE] =
            k == LOC_LEVEL_COVERAGE ? cost / -LOC_COVERAGE_COST : cost;
        is_zero = is_zero && cost == 0;
    }
    why->moves = count_moves(item, item->next[takes ? 0 : 1], node);
    if (takes) {
        why->reason = is_zero ? LOCALITY_ALLOCATION_AS_GOOD : LOCALITY_ALLOCATION_AT_A_COST;
    }
    if (is_zero) {
        item->standing = LOCALITY_ALLOCATION_TIED;
    }
}

/* Says of the candidate's pairs what a search priced: those it could take, or those it has. */
static void tell_pairs(const search *x, locality_allocation_case *item, bool takes) {
    for (size_t k = x->start[item->row]; k < x->start[item->row + 1]; k++) {
        uint32_t arc = x->arc[k];
        const loc_arc *a = &x->field.arc[arc];
        if (x->field.pair[arc] == LOC_NO_PAIR || (x->field.flow[arc] > 0) == takes) {
            continue;
        }
        locality_allocation_why *why = &item->why[a->to - item->rows];
        bool is_pin = a->low == a->high;
        why->reason = takes    ? LOCALITY_ALLOCATION_CANNOT
                      : is_pin ? LOCALITY_ALLOCATION_PINNED
                               : LOCALITY_ALLOCATION_HELD;
        if (is_pin) {
            continue;
        }
        if (x->reached.state[a->to] == LOC_NEAREST_SETTLED) {
            take_cost(x, item, arc, takes, why);
        } else if (!takes) {
            why->reason = LOCALITY_ALLOCATION_CANNOT;
        }
    }
}

/* What is known of pairs without a search. */
static bool tell_rest(const locality_allocation *a, locality_allocation_case *item) {
    for (uint32_t j = 0; j < item->columns; j++) {
        item->why[j].reason = LOCALITY_ALLOCATION_NO_PAIR;
        item->why[j].words = "";
        item->why[j].levels = item->levels - LOC_LEVEL_COVERAGE;
    }
    for (size_t p = a->start[item->row]; p < a->start[item->row + 1]; p++) {
        locality_allocation_why *why = &item->why[loc_pair_column(a, p, item->row)];
        const loc_mark *mark = loc_pair_mark(a, p);
        why->failed = a->failed != NULL ? a->failed[p] : 0;
        why->reason = LOCALITY_ALLOCATION_FAILS;
        if (mark != NULL) {
            why->reason = mark->is_pin ? LOCALITY_ALLOCATION_PINNED : LOCALITY_ALLOCATION_FORBIDDEN;
            why->words = loc_arena_text(&item->texts, mark->reason, strlen(mark->reason));
            if (why->words == NULL) {
                return false;
            }
        }
    }
    return true;
}

static bool has_pairs(const search *x, uint32_t row) {
    for (size_t k = x->start[row]; k < x->start[row + 1]; k++) {
        if (x->field.pair[x->arc[k]] != LOC_NO_PAIR && x->field.flow[x->arc[k]] > 0) {
            return true;
        }
    }
    return false;
}

static bool tell(search *x, locality_allocation_case *item) {
    if (!tell_rest(x->s.a, item)) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    item->standing =
        has_pairs(x, item->row) ? LOCALITY_ALLOCATION_ALWAYS : LOCALITY_ALLOCATION_NOT_PLACED;
    if (!run_search(x, item->row, true, item->next[0])) {
        return false;
    }
    tell_pairs(x, item, true);
    if (!run_search(x, item->row, false, item->next[1])) {
        return false;
    }
    tell_pairs(x, item, false);
    return true;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static locality_allocation_case *case_new(const locality_allocation *a, uint32_t levels,
                                          uint32_t row) {
    locality_allocation_case *item = loc_allocate(&a->allocator, 1, sizeof *item);

    if (item == NULL) {
        return NULL;
    }
    item->allocator = a->allocator;
    loc_arena_init(&item->texts, &item->allocator);
    item->rows = a->side[0].count;
    item->columns = a->side[1].count;
    item->nodes = item->rows + item->columns + (uint32_t)a->groups + 1;
    item->row = row;
    item->levels = levels;
    item->why = loc_allocate(&item->allocator, item->columns, sizeof *item->why);
    item->node = loc_allocate(&item->allocator, item->columns, sizeof *item->node);
    bool done = item->why != NULL && item->node != NULL;
    for (int k = 0; k < 2; k++) {
        uint32_t count = a->side[k].count;
        item->next[k] = loc_allocate(&item->allocator, item->nodes, sizeof *item->next[k]);
        item->given[k] = loc_allocate(&item->allocator, count, sizeof *item->given[k]);
        done = done && item->next[k] != NULL && item->given[k] != NULL;
        for (uint32_t v = 0; done && v < count; v++) {
            item->given[k][v] = a->side[k].given[v];
        }
    }
    for (uint32_t j = 0; done && j < item->columns; j++) {
        item->node[a->side[1].given[j]] = j;
    }
    if (!done) {
        locality_allocation_case_free(item);
        return NULL;
    }
    return item;
}

void locality_allocation_case_free(locality_allocation_case *item) {
    if (item == NULL) {
        return;
    }
    locality_allocator memory = item->allocator;
    const uint32_t count[] = {item->rows, item->columns};
    loc_release(&memory, item->why, item->columns, sizeof *item->why);
    loc_release(&memory, item->node, item->columns, sizeof *item->node);
    for (int k = 0; k < 2; k++) {
        loc_release(&memory, item->next[k], item->nodes, sizeof *item->next[k]);
        loc_release(&memory, item->given[k], count[k], sizeof *item->given[k]);
    }
    loc_arena_clear(&item->texts);
    loc_release(&memory, item, 1, sizeof *item);
}

static bool search_take(search *x) {
    size_t nodes = x->nodes;

    if (!loc_arcs_make(&x->field, &x->s, false, 0, x->work)) {
        return false;
    }
    x->start = loc_work_take(x->work, nodes + 1, sizeof *x->start);
    x->arc = loc_work_take(x->work, 2 * x->field.arcs, sizeof *x->arc);
    if (!loc_nearest_take(&x->reached, x->nodes, x->s.levels, x->work)) {
        return false;
    }
    loc_arcs_list(&x->field, x->nodes, x->start, x->arc);
    return true;
}

static void search_give(search *x) {
    size_t nodes = x->nodes;

    loc_work_give(x->work, x->start, nodes + 1, sizeof *x->start);
    loc_work_give(x->work, x->arc, 2 * x->field.arcs, sizeof *x->arc);
    loc_nearest_give(&x->reached, x->work);
    loc_arcs_clear(&x->field, x->work);
}

locality_status locality_allocation_explain(const locality_allocation *allocation,
                                            const locality_allocation_result *result,
                                            uint32_t candidate, locality_allocation_case **out,
                                            locality_error *error) {
    locality_allocation_certificate c;

    if (out != NULL) {
        *out = NULL;
    }
    locality_status status = loc_result_matches(allocation, result, error);
    if (status != LOCALITY_OK || out == NULL) {
        return status != LOCALITY_OK ? status : loc_fail_null(error, "out");
    }
    if (candidate >= allocation->side[0].count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no candidate %" PRIu32, candidate);
    }
    status = locality_allocation_result_certificate(result, &c, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = loc_work_watched(allocation);
    search x = {.c = &c, .work = &work};
    locality_allocation_case *item =
        case_new(allocation, c.levels, allocation->side[0].node[candidate]);
    size_t *used = loc_work_take(&work, c.pairs, sizeof *used);
    if (item != NULL && used != NULL) {
        loc_solution_read(&x.s, allocation, &c, used);
        x.nodes = x.s.nodes + 1;
        if (search_take(&x)) {
            (void)tell(&x, item);
        }
        search_give(&x);
    }
    loc_work_give(&work, used, c.pairs, sizeof *used);
    if (item != NULL && work.stop == LOC_GOES_ON) {
        *out = item;
        return loc_ok(error);
    }
    locality_allocation_case_free(item);
    return work.stop == LOC_STOP_OVERFLOW
               ? loc_fail(error, LOCALITY_OVERFLOW, "the cost of another allocation leaves 64 bits")
               : loc_work_failed(&work, error);
}

/* ---- Showing --------------------------------------------------------------------------------- */

int32_t locality_allocation_case_standing(const locality_allocation_case *item) {
    return item != NULL ? item->standing : LOCALITY_ALLOCATION_NOT_PLACED;
}

static locality_status find_demand(const locality_allocation_case *item, uint32_t demand,
                                   const locality_allocation_why **out, locality_error *error) {
    if (item == NULL) {
        return loc_fail_null(error, "item");
    }
    if (demand >= item->columns) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no demand %" PRIu32, demand);
    }
    *out = &item->why[item->node[demand]];
    return LOCALITY_OK;
}

locality_status locality_allocation_case_why(const locality_allocation_case *item, uint32_t demand,
                                             locality_allocation_why *out, locality_error *error) {
    const locality_allocation_why *why = NULL;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
        out->words = "";
    }
    locality_status status = find_demand(item, demand, &why, error);
    if (status != LOCALITY_OK || why == NULL || out == NULL) {
        return status != LOCALITY_OK ? status : loc_fail_null(error, "out");
    }
    *out = *why;
    return loc_ok(error);
}

/* The move from one node to the next, if it is one. */
static bool make_move(const locality_allocation_case *item, uint32_t from, uint32_t to,
                      locality_allocation_move *out) {
    uint32_t pairs = item->rows + item->columns;

    if (from >= pairs || to >= pairs) {
        return false;
    }
    bool takes = from < item->rows; /* from a row to a column */
    uint32_t row = takes ? from : to, column = (takes ? to : from) - item->rows;
    *out = (locality_allocation_move){item->given[0][row], item->given[1][column], takes, 0};
    return true;
}

locality_status locality_allocation_case_moves(const locality_allocation_case *item,
                                               uint32_t demand, locality_allocation_move *out,
                                               size_t capacity, size_t *count,
                                               locality_error *error) {
    const locality_allocation_why *why = NULL;
    locality_allocation_move move;

    if (count != NULL) {
        *count = 0;
    }
    locality_status status = find_demand(item, demand, &why, error);
    if (status != LOCALITY_OK || why == NULL || count == NULL) {
        return status != LOCALITY_OK ? status : loc_fail_null(error, "count");
    }
    *count = why->moves;
    bool held = why->reason == LOCALITY_ALLOCATION_HELD;
    uint32_t node = item->rows + item->node[demand];
    const uint32_t *next = item->next[held ? 1 : 0];
    size_t at = 0;
    if (why->moves > 0 && out != NULL && capacity > 0) {
        out[at++] = (locality_allocation_move){item->given[0][item->row], demand, !held, 0};
    }
    /* Backwards where the pair is given up: the chain is then told from the place it frees. */
    for (; why->moves > 0 && out != NULL && next[node] != NONE && at < capacity;
         node = next[node]) {
        uint32_t from = held ? next[node] : node, to = held ? node : next[node];
        if (make_move(item, from, to, &move)) {
            out[at++] = move;
        }
    }
    if (out != NULL && why->moves > capacity) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu moves do not fit into room for %zu", why->moves,
                        capacity);
    }
    return loc_ok(error);
}
