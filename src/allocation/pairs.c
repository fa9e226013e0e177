/* Pairs: taking costs and failed rules from the caller's arrays into canonical order. A dense problem
 * keeps no list of columns; a sparse one is sorted by two counting passes, columns and then rows. */
#include <inttypes.h>
#include <string.h>

#include "allocation/problem.h"
#include "schema/schema.h"

/* What is made before the problem is touched. */
typedef struct intake {
    locality_allocation *a;
    locality_allocation_pairs in;
    uint32_t rows, columns;
    size_t pairs;
    size_t *start;
    uint32_t *column;
    size_t *from; /* where the caller has each pair; null where dense */
    uint64_t *failed;
    loc_costs cost[LOCALITY_ALLOCATION_LEVELS];
} intake;

static void intake_clear(intake *it) {
    const locality_allocator *memory = &it->a->allocator;

    for (uint32_t k = 0; k < LOCALITY_ALLOCATION_LEVELS; k++) {
        loc_release(memory, it->cost[k].narrow, it->pairs, sizeof *it->cost[k].narrow);
        loc_release(memory, it->cost[k].wide, it->pairs, sizeof *it->cost[k].wide);
    }
    loc_release(memory, it->start, (size_t)it->rows + 1, sizeof *it->start);
    loc_release(memory, it->column, it->pairs, sizeof *it->column);
    loc_release(memory, it->from, it->pairs, sizeof *it->from);
    loc_release(memory, it->failed, it->pairs, sizeof *it->failed);
}

static int64_t read_cost(const void *base, ptrdiff_t offset) {
    int64_t value;
    memcpy(&value, (const char *)base + offset, sizeof value);
    return value;
}

/* Offset of the cost of a pair in the caller's memory. */
static ptrdiff_t dense_offset(const intake *it, uint32_t row, uint32_t column) {
    return (ptrdiff_t)it->a->side[0].given[row] * it->in.candidate_stride +
           (ptrdiff_t)it->a->side[1].given[column] * it->in.demand_stride;
}

typedef void (*visit_cost)(loc_costs *costs, size_t pair, int64_t cost);

static void note_cost(loc_costs *costs, size_t pair, int64_t cost) {
    (void)pair;
    costs->lowest = cost < costs->lowest ? cost : costs->lowest;
    costs->highest = cost > costs->highest ? cost : costs->highest;
}

static void keep_cost(loc_costs *costs, size_t pair, int64_t cost) {
    if (costs->narrow != NULL) {
        costs->narrow[pair] = (int32_t)cost;
    } else {
        costs->wide[pair] = cost;
    }
}

static void visit_costs(intake *it, uint32_t level, visit_cost visit) {
    const char *base = (const char *)it->in.cost + (ptrdiff_t)level * it->in.level_stride;
    loc_costs *costs = &it->cost[level];

    if (it->from != NULL) {
        for (size_t p = 0; p < it->pairs; p++) {
            visit(costs, p, read_cost(base, (ptrdiff_t)it->from[p] * it->in.candidate_stride));
        }
        return;
    }
    for (uint32_t i = 0; i < it->rows; i++) {
        for (uint32_t j = 0; j < it->columns; j++) {
            visit(costs, it->start[i] + j, read_cost(base, dense_offset(it, i, j)));
        }
    }
}

static locality_status take_costs(intake *it, uint32_t level, locality_error *error) {
    loc_costs *costs = &it->cost[level];

    costs->lowest = INT64_MAX;
    costs->highest = INT64_MIN;
    visit_costs(it, level, note_cost);
    if (it->pairs == 0) {
        costs->lowest = costs->highest = 0;
    }
    if (costs->lowest >= INT32_MIN && costs->highest <= INT32_MAX) {
        costs->narrow = loc_allocate_raw(&it->a->allocator, it->pairs, sizeof *costs->narrow);
    } else {
        costs->wide = loc_allocate_raw(&it->a->allocator, it->pairs, sizeof *costs->wide);
    }
    if (costs->narrow == NULL && costs->wide == NULL) {
        return loc_fail_memory(error);
    }
    visit_costs(it, level, keep_cost);
    return LOCALITY_OK;
}

/* ---- Sparse ---------------------------------------------------------------------------------- */

static locality_status check_sparse(const intake *it, locality_error *error) {
    for (size_t p = 0; p < it->pairs; p++) {
        if (it->in.candidate[p] >= it->rows || it->in.demand[p] >= it->columns) {
            bool row = it->in.candidate[p] >= it->rows;
            return loc_fail(error, LOCALITY_INVALID,
                            "pair %zu names %s %" PRIu32 ", of which there are %" PRIu32, p,
                            row ? "candidate" : "demand",
                            row ? it->in.candidate[p] : it->in.demand[p],
                            row ? it->rows : it->columns);
        }
    }
    return LOCALITY_OK;
}

/* Turns counts, each one place further on, into starts. */
static void sum_counts(size_t *start, size_t count) {
    for (size_t i = 0; i < count; i++) {
        start[i + 1] += start[i];
    }
}

/* Sorts the pairs by row, and within a row by column, into `from`. */
static void sort_pairs(intake *it, size_t *by_column, size_t *column_start) {
    const uint32_t *row = it->a->side[0].node, *column = it->a->side[1].node;

    for (size_t p = 0; p < it->pairs; p++) {
        column_start[column[it->in.demand[p]] + 1]++;
        it->start[row[it->in.candidate[p]] + 1]++;
    }
    sum_counts(column_start, it->columns);
    sum_counts(it->start, it->rows);
    for (size_t p = 0; p < it->pairs; p++) {
        by_column[column_start[column[it->in.demand[p]]]++] = p;
    }
    for (size_t q = 0; q < it->pairs; q++) {
        size_t p = by_column[q];
        it->from[it->start[row[it->in.candidate[p]]]++] = p;
    }
    memmove(it->start + 1, it->start,
            it->rows * sizeof *it->start); /* ends are starts of the next */
    it->start[0] = 0;
}

static locality_status find_duplicate(const intake *it, locality_error *error) {
    for (uint32_t i = 0; i < it->rows; i++) {
        for (size_t p = it->start[i] + 1; p < it->start[i + 1]; p++) {
            if (it->column[p] == it->column[p - 1]) {
                return loc_fail(error, LOCALITY_DUPLICATE,
                                "the pair of \"%s\" and \"%s\" is given twice",
                                it->a->side[0].id[i], it->a->side[1].id[it->column[p]]);
            }
        }
    }
    return LOCALITY_OK;
}

static locality_status take_sparse(intake *it, locality_error *error) {
    const locality_allocator *memory = &it->a->allocator;
    size_t columns = (size_t)it->columns + 1;

    locality_status status = check_sparse(it, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    it->from = loc_allocate_raw(memory, it->pairs, sizeof *it->from);
    it->column = loc_allocate_raw(memory, it->pairs, sizeof *it->column);
    size_t *by_column = loc_allocate_raw(memory, it->pairs, sizeof *by_column);
    size_t *column_start = loc_allocate(memory, columns, sizeof *column_start);
    if (it->from == NULL || it->column == NULL || by_column == NULL || column_start == NULL) {
        status = loc_fail_memory(error);
    } else {
        sort_pairs(it, by_column, column_start);
        for (size_t p = 0; p < it->pairs; p++) {
            it->column[p] = it->a->side[1].node[it->in.demand[it->from[p]]];
        }
        status = find_duplicate(it, error);
    }
    loc_release(memory, by_column, it->pairs, sizeof *by_column);
    loc_release(memory, column_start, columns, sizeof *column_start);
    return status;
}

/* ---- All together ---------------------------------------------------------------------------- */

static locality_status take_failed(intake *it, locality_error *error) {
    const uint64_t *given = it->in.failed;

    if (given == NULL) {
        return LOCALITY_OK;
    }
    it->failed = loc_allocate_raw(&it->a->allocator, it->pairs, sizeof *it->failed);
    if (it->failed == NULL) {
        return loc_fail_memory(error);
    }
    if (it->from != NULL) {
        for (size_t p = 0; p < it->pairs; p++) {
            it->failed[p] = given[it->from[p]];
        }
        return LOCALITY_OK;
    }
    for (uint32_t i = 0; i < it->rows; i++) {
        const uint64_t *row = given + (size_t)it->a->side[0].given[i] * it->columns;
        for (uint32_t j = 0; j < it->columns; j++) {
            it->failed[it->start[i] + j] = row[it->a->side[1].given[j]];
        }
    }
    return LOCALITY_OK;
}

static locality_status take_shape(intake *it, locality_error *error) {
    it->start = loc_allocate(&it->a->allocator, (size_t)it->rows + 1, sizeof *it->start);
    if (it->start == NULL) {
        return loc_fail_memory(error);
    }
    if (it->in.candidate != NULL) {
        return take_sparse(it, error);
    }
    for (uint32_t i = 0; i < it->rows; i++) {
        it->start[i + 1] = it->start[i] + it->columns;
    }
    return LOCALITY_OK;
}

static locality_status take_pairs(intake *it, locality_error *error) {
    locality_status status = take_shape(it, error);

    for (uint32_t k = 0; k < it->in.levels && status == LOCALITY_OK; k++) {
        status = take_costs(it, k, error);
    }
    return status == LOCALITY_OK ? take_failed(it, error) : status;
}

/* Puts what was taken into the problem, and what the problem had into the intake. */
static void swap_in(intake *it) {
    locality_allocation *a = it->a;
    intake old = *it;

    for (uint32_t k = 0; k < LOCALITY_ALLOCATION_LEVELS; k++) {
        old.cost[k] = a->cost[k];
        a->cost[k] = it->cost[k];
    }
    old.start = a->start, old.column = a->column, old.failed = a->failed, old.pairs = a->pairs;
    old.from = NULL;
    loc_release(&a->allocator, it->from, it->pairs, sizeof *it->from);
    a->start = it->start, a->column = it->column, a->failed = it->failed, a->pairs = it->pairs;
    a->levels = (uint32_t)it->in.levels;
    a->marks = a->pins = 0;
    for (int side = 0; side < 2; side++) {
        memcpy(a->side[side].room, a->side[side].most,
               a->side[side].count * sizeof *a->side[side].room);
    }
    a->revision++;
    *it = old;
}

locality_status locality_allocation_put_pairs(locality_allocation *allocation,
                                              const locality_allocation_pairs *pairs,
                                              locality_error *error) {
    intake it = {.a = allocation, .in = LOCALITY_ALLOCATION_PAIRS_INIT};

    if (allocation == NULL || pairs == NULL) {
        return loc_fail_null(error, allocation == NULL ? "allocation" : "pairs");
    }
    if (!loc_struct_take(&it.in, sizeof it.in, pairs, pairs->struct_size, sizeof it.in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "pairs.struct_size is not that of locality_allocation_pairs");
    }
    if ((it.in.candidate == NULL) != (it.in.demand == NULL)) {
        return loc_fail_null(error, it.in.candidate == NULL ? "pairs.candidate" : "pairs.demand");
    }
    if (it.in.levels > LOCALITY_ALLOCATION_LEVELS || (it.in.levels > 0 && it.in.cost == NULL)) {
        return loc_fail(error, LOCALITY_INVALID,
                        it.in.cost == NULL ? "pairs.cost is null" : "%u levels are more than %d",
                        (unsigned)it.in.levels, LOCALITY_ALLOCATION_LEVELS);
    }
    it.rows = allocation->side[0].count;
    it.columns = allocation->side[1].count;
    it.pairs = it.in.count;
    if (it.in.candidate == NULL && loc_multiply_overflows(it.rows, it.columns, &it.pairs)) {
        return loc_fail(error, LOCALITY_LIMIT, "there are too many pairs");
    }
    locality_status status = take_pairs(&it, error);
    if (status == LOCALITY_OK) {
        swap_in(&it);
    }
    intake_clear(&it);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
