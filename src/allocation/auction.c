/* Auction: rows bid for columns. Costs are whole numbers times rows + 1, so that an assignment in
 * which nobody could gain more than 1 by moving is exactly the cheapest. The least bid comes down
 * from coarse to 1 in steps; what is still right at the next step stays. It ends because an
 * assignment of every row exists, which the largest matching has shown.
 *
 * The prices an auction leaves are near the truth, not the truth: one pass of shortest paths over the
 * columns makes them exact. */
#include "allocation/sparse.h"

#include <string.h>

#define STEP 16 /* how much finer each round bids */
#define MOST_SUM (INT64_C(1) << 61)

/* An edge as the auction reads it: half the size. */
typedef struct bid_edge {
    uint32_t column, cost;
} bid_edge;

typedef struct auction {
    const loc_sparse *sparse;
    bid_edge *edge;
    int64_t scale;  /* rows + 1 */
    int64_t *price; /* of each column, times scale; only rises */
    uint32_t *row_of, *column_of;
    uint32_t *waiting; /* rows without a column */
    uint32_t waits;
    loc_work *work;
} auction;

bool loc_auction_fits(const loc_sparse *sparse) {
    /* A price rises by no more than rows times the highest cost and least bid together. */
    int64_t scale = (int64_t)sparse->rows + 1;
    return sparse->rows == sparse->columns && sparse->highest < INT64_C(0xFFFFFFFF) &&
           sparse->highest + 1 <= MOST_SUM / scale / scale / 4;
}

/* What the best and the second best column cost a row, price included. */
typedef struct choice {
    int64_t best, second;
    uint32_t column;
} choice;

static inline choice choose(const auction *a, uint32_t row) {
    const bid_edge *edge = a->edge + a->sparse->start[row];
    const bid_edge *end = a->edge + a->sparse->start[row + 1];
    choice c = {INT64_MAX, INT64_MAX, LOC_FREE};

    for (; edge < end; edge++) {
        int64_t total = (int64_t)edge->cost * a->scale + a->price[edge->column];
        if (total < c.second) {
            bool first = total < c.best;
            c.second = first ? c.best : total;
            c.best = first ? total : c.best;
            c.column = first ? edge->column : c.column;
        }
    }
    return c;
}

/* Rows that could gain more than the least bid by moving give up their column. */
static void release_rows(auction *a, int64_t least_bid) {
    a->waits = 0;
    for (uint32_t i = a->sparse->rows; i-- > 0;) {
        uint32_t j = a->column_of[i];
        if (j != LOC_FREE) {
            choice c = choose(a, i);
            const bid_edge *edge = a->edge + a->sparse->start[i];
            while (edge->column != j) {
                edge++;
            }
            if ((int64_t)edge->cost * a->scale + a->price[j] - c.best <= least_bid) {
                continue;
            }
            a->row_of[j] = LOC_FREE;
            a->column_of[i] = LOC_FREE;
        }
        a->waiting[a->waits++] = i;
    }
}

static bool bid_all(auction *a, int64_t least_bid) {
    /* A row with a single column bids so much that none outbids it but another such row, which no
     * assignment of all rows leaves. */
    int64_t only = (a->sparse->highest + 1) * a->scale;

    while (a->waits > 0) {
        uint32_t row = a->waiting[--a->waits];
        choice c = choose(a, row);
        int64_t raise = c.second == INT64_MAX ? only : c.second - c.best;
        a->price[c.column] += raise + least_bid;
        if (a->price[c.column] > MOST_SUM) {
            return loc_work_stop(a->work, LOC_STOP_OVERFLOW);
        }
        uint32_t before = a->row_of[c.column];
        a->row_of[c.column] = row;
        a->column_of[row] = c.column;
        if (before != LOC_FREE) {
            a->column_of[before] = LOC_FREE;
            a->waiting[a->waits++] = before;
        }
        if (!loc_work_spend(a->work, a->sparse->start[row + 1] - a->sparse->start[row])) {
            return false;
        }
    }
    return true;
}

/* ---- Exact prices ---------------------------------------------------------------------------- */

/* Brings the prices of columns down until no edge undercuts the one its row has: the queue holds
 * rows whose column became cheaper to leave. Ends because the assignment is the cheapest. */
static bool settle(const loc_sparse *s, const uint32_t *column_of, const uint32_t *row_of,
                   int64_t *row_price, int64_t *price, uint32_t *queue, uint8_t *is_queued,
                   loc_work *work) {
    uint32_t head = 0, count = s->rows;

    for (uint32_t i = 0; i < s->rows; i++) {
        queue[i] = i;
        is_queued[i] = 1;
    }
    while (count > 0) {
        uint32_t i = queue[head];
        head = head + 1 == s->rows ? 0 : head + 1;
        count--;
        is_queued[i] = 0;
        int64_t own = 0;
        for (size_t e = s->start[i]; e < s->start[i + 1]; e++) {
            if (s->edge[e].column == column_of[i]) {
                own = s->edge[e].cost - price[column_of[i]];
            }
        }
        row_price[i] = own;
        for (size_t e = s->start[i]; e < s->start[i + 1]; e++) {
            uint32_t j = s->edge[e].column;
            if (s->edge[e].cost - own >= price[j]) {
                continue;
            }
            price[j] = s->edge[e].cost - own;
            uint32_t next = row_of[j];
            if (!is_queued[next]) {
                uint32_t place = head + count >= s->rows ? head + count - s->rows : head + count;
                queue[place] = next;
                is_queued[next] = 1;
                count++;
            }
        }
        if (!loc_work_spend(work, s->start[i + 1] - s->start[i])) {
            return false;
        }
    }
    return true;
}

static bool make_exact(auction *a, int64_t *row_price, int64_t *column_price) {
    uint32_t rows = a->sparse->rows;
    uint8_t *is_queued = loc_work_take(a->work, rows, sizeof *is_queued);

    for (uint32_t j = 0; j < a->sparse->columns; j++) {
        column_price[j] = -(a->price[j] / a->scale);
    }
    bool done = is_queued != NULL && settle(a->sparse, a->column_of, a->row_of, row_price,
                                            column_price, a->waiting, is_queued, a->work);
    loc_work_give(a->work, is_queued, rows, sizeof *is_queued);
    return done;
}

/* ---- All together ---------------------------------------------------------------------------- */

static bool hold_auction(auction *a, int64_t *row_price, int64_t *column_price) {
    const loc_sparse *s = a->sparse;
    int64_t least_bid = s->highest * a->scale / 8;

    for (size_t e = 0; e < s->start[s->rows]; e++) {
        a->edge[e] = (bid_edge){s->edge[e].column, (uint32_t)s->edge[e].cost};
    }
    memset(a->price, 0, s->columns * sizeof *a->price);
    memset(a->row_of, 0xFF, s->columns * sizeof *a->row_of);
    memset(a->column_of, 0xFF, s->rows * sizeof *a->column_of);
    for (;;) {
        least_bid = least_bid > 1 ? least_bid : 1;
        release_rows(a, least_bid);
        if (!loc_work_spend(a->work, s->start[s->rows]) || !bid_all(a, least_bid)) {
            return false;
        }
        if (least_bid == 1) {
            return make_exact(a, row_price, column_price);
        }
        least_bid /= STEP;
    }
}

bool loc_auction_solve(const loc_sparse *sparse, uint32_t *column_of_row, int64_t *row_price,
                       int64_t *column_price, loc_work *work) {
    size_t rows = sparse->rows, edges = sparse->start[rows];
    auction a = {
        .sparse = sparse, .scale = (int64_t)rows + 1, .column_of = column_of_row, .work = work};

    a.edge = loc_work_take(work, edges, sizeof *a.edge);
    a.price = loc_work_take(work, rows, sizeof *a.price);
    a.row_of = loc_work_take(work, rows, sizeof *a.row_of);
    a.waiting = loc_work_take(work, rows, sizeof *a.waiting);
    bool done = work->stop == LOC_GOES_ON && hold_auction(&a, row_price, column_price);
    loc_work_give(work, a.edge, edges, sizeof *a.edge);
    loc_work_give(work, a.price, rows, sizeof *a.price);
    loc_work_give(work, a.row_of, rows, sizeof *a.row_of);
    loc_work_give(work, a.waiting, rows, sizeof *a.waiting);
    return done;
}
