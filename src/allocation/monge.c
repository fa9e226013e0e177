/* Monge: the order is found by sums, and every cell then has to bear it out.
 *
 * Along the order of the columns, what a later row costs more than an earlier one only falls. So two
 * rows that differ by more than a constant put the columns into order, but for those between which
 * they do not tell. Weigh the columns by their places in it, the weights coming to 0 in all: what a row
 * costs by these weights falls from row to row, and is the same only for rows that differ by a
 * constant, whose order is free. Rows weighed by their places put the columns into order in the same way. */
#include "allocation/monge.h"

#include "base/sort.h"

/* A row or column, and what it is sorted by. */
typedef struct placed {
    int64_t key;
    uint32_t node;
} placed;

typedef struct order {
    const int32_t *cell;
    uint32_t count; /* of rows, and of columns */
    placed *row, *column;
    int64_t *weight; /* of rows or columns, by number */
    int32_t *line;   /* two rows in the order of the columns */
    loc_work *work;
} order;

static const int32_t *row_of(const order *o, uint32_t row) {
    return o->cell + (size_t)row * o->count;
}

/* By how much more row `b` costs than row `a` in a column. */
static int32_t differ(const order *o, uint32_t a, uint32_t b, uint32_t column) {
    return row_of(o, b)[column] - row_of(o, a)[column];
}

/* ---- Matrices that have no order ------------------------------------------------------------- */

/* A row that differs from the first by more than a constant; 0 where there is none. */
static uint32_t find_other(const order *o) {
    for (uint32_t b = o->count - 1; b > 0; b--) {
        for (uint32_t j = 1; j < o->count; j++) {
            if (differ(o, 0, b, j) != differ(o, 0, b, j - 1)) {
                return b;
            }
        }
    }
    return 0;
}

/* Whether from column to column two rows rise and fall against the first together, or one against the
 * other throughout. */
static bool agree(const order *o, uint32_t b, uint32_t other) {
    int seen = 0;

    for (uint32_t j = 1; j < o->count; j++) {
        int32_t d = differ(o, 0, b, j) - differ(o, 0, b, j - 1);
        int32_t e = differ(o, 0, other, j) - differ(o, 0, other, j - 1);
        int sign = ((d > 0) - (d < 0)) * ((e > 0) - (e < 0));
        if (sign != 0 && seen != 0 && sign != seen) {
            return false;
        }
        seen = sign != 0 ? sign : seen;
    }
    return true;
}

/* ---- Putting into order ---------------------------------------------------------------------- */

static int by_key(const void *a, const void *b, const void *context) {
    const placed *x = a, *y = b;

    (void)context;
    if (x->key != y->key) {
        return x->key > y->key ? -1 : 1;
    }
    return x->node < y->node ? -1 : 1;
}

static void sort(const order *o, placed *list) {
    loc_sort(list, o->count, sizeof *list, by_key, NULL);
}

/* Twice the place, counted from the middle; those with the same key share theirs. */
static void weigh(const order *o, const placed *list) {
    for (uint32_t first = 0, end = 0; first < o->count; first = end) {
        while (end < o->count && list[end].key == list[first].key) {
            end++;
        }
        for (uint32_t k = first; k < end; k++) {
            o->weight[list[k].node] = (int64_t)first + end - o->count;
        }
    }
}

static void sort_columns_by(const order *o, uint32_t other) {
    for (uint32_t j = 0; j < o->count; j++) {
        o->column[j] = (placed){differ(o, 0, other, j), j};
    }
    sort(o, o->column);
}

static bool sort_rows(const order *o) {
    weigh(o, o->column);
    for (uint32_t i = 0; i < o->count; i++) {
        const int32_t *cell = row_of(o, i);
        int64_t sum = 0;
        if (!loc_work_spend(o->work, o->count)) {
            return false;
        }
        for (uint32_t j = 0; j < o->count; j++) {
            sum += o->weight[j] * cell[j];
        }
        o->row[i] = (placed){sum, i};
    }
    sort(o, o->row);
    return true;
}

static bool sort_columns(const order *o) {
    weigh(o, o->row);
    for (uint32_t j = 0; j < o->count; j++) {
        o->column[j] = (placed){0, j};
    }
    for (uint32_t i = 0; i < o->count; i++) {
        const int32_t *cell = row_of(o, i);
        if (!loc_work_spend(o->work, o->count)) {
            return false;
        }
        for (uint32_t j = 0; j < o->count; j++) {
            o->column[j].key += o->weight[i] * cell[j];
        }
    }
    sort(o, o->column);
    return true;
}

/* ---- Checking, and the answer ---------------------------------------------------------------- */

static void lay_out(const order *o, uint32_t place, int32_t *line) {
    const int32_t *cell = row_of(o, o->row[place].node);

    for (uint32_t j = 0; j < o->count; j++) {
        line[j] = cell[o->column[j].node];
    }
}

/* Whether two rows next to one another cost no more straight than crossed, in any two columns next to
 * one another: then no two rows and columns anywhere do. */
static bool is_straight(const int32_t *upper, const int32_t *lower, uint32_t count) {
    int crossed = 0;

    for (uint32_t j = 1; j < count; j++) {
        crossed |= lower[j] - upper[j] > lower[j - 1] - upper[j - 1];
    }
    return crossed == 0;
}

static bool is_in_order(const order *o) {
    int32_t *upper = o->line, *lower = o->line + o->count;

    lay_out(o, 0, upper);
    for (uint32_t k = 1; k < o->count; k++) {
        lay_out(o, k, lower);
        if (!loc_work_spend(o->work, o->count) || !is_straight(upper, lower, o->count)) {
            return false;
        }
        int32_t *last = upper;
        upper = lower;
        lower = last;
    }
    return true;
}

/* Each row has the column of its place. A column is dearer than the one before it by what the row before
 * has to pay more for it; a row then pays no less anywhere else. */
static void answer(const order *o, uint32_t *column_of_row, int64_t *row_price,
                   int64_t *column_price) {
    int64_t price = 0;

    for (uint32_t k = 0; k < o->count; k++) {
        uint32_t row = o->row[k].node, column = o->column[k].node;
        if (k > 0) {
            const int32_t *before = row_of(o, o->row[k - 1].node);
            price += before[column] - before[o->column[k - 1].node];
        }
        column_of_row[row] = column;
        column_price[column] = price;
        row_price[row] = row_of(o, row)[column] - price;
    }
}

static bool find_order(order *o, uint32_t other) {
    size_t count = o->count;

    o->row = loc_work_take(o->work, count, sizeof *o->row);
    o->column = loc_work_take(o->work, count, sizeof *o->column);
    o->weight = loc_work_take(o->work, count, sizeof *o->weight);
    o->line = loc_work_take(o->work, 2 * count, sizeof *o->line);
    if (o->work->stop != LOC_GOES_ON) {
        return false;
    }
    sort_columns_by(o, other);
    return sort_rows(o) && sort_columns(o) && is_in_order(o);
}

bool loc_monge_solve(const loc_matrix *matrix, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, bool *is_found, loc_work *work) {
    order o = {.cell = matrix->narrow, .count = matrix->columns, .work = work};
    size_t count = o.count;
    uint32_t other = find_other(&o);

    *is_found = agree(&o, other, o.count / 2) && find_order(&o, other);
    if (*is_found) {
        answer(&o, column_of_row, row_price, column_price);
    }
    loc_work_give(work, o.row, count, sizeof *o.row);
    loc_work_give(work, o.column, count, sizeof *o.column);
    loc_work_give(work, o.weight, count, sizeof *o.weight);
    loc_work_give(work, o.line, 2 * count, sizeof *o.line);
    return work->stop == LOC_GOES_ON;
}
