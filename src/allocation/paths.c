/* Paths: shortest augmenting paths with a heap, for sparse problems that are not square or whose costs
 * are too large for an auction. Each row in turn is placed by the cheapest chain of moves that ends
 * at a free column. */
#include "allocation/sparse.h"

#include <string.h>

/* A column, and how far it is from the row that is being placed. */
typedef struct entry {
    int64_t distance;
    uint32_t column;
} entry;

typedef struct paths {
    const loc_sparse *sparse;
    int64_t *price;    /* of each column */
    int64_t *distance; /* of each column; INT64_MAX: not reached */
    uint32_t *from;    /* row before each column */
    uint8_t *is_final;
    uint32_t *row_of, *column_of;
    uint32_t *reached; /* columns with a distance */
    entry *heap;       /* a column stands in it once for each time it came nearer */
    size_t held;
    uint32_t reaches;
    loc_work *work;
} paths;

static bool is_nearer(entry a, entry b) {
    return a.distance != b.distance ? a.distance < b.distance : a.column < b.column;
}

static void heap_push(paths *p, entry item) {
    size_t at = p->held++;

    while (at > 0 && is_nearer(item, p->heap[(at - 1) / 2])) {
        p->heap[at] = p->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    p->heap[at] = item;
}

static entry heap_pop(paths *p) {
    entry top = p->heap[0], item = p->heap[--p->held];
    size_t at = 0;

    for (size_t child = 1; child < p->held; child = 2 * at + 1) {
        child += child + 1 < p->held && is_nearer(p->heap[child + 1], p->heap[child]);
        if (!is_nearer(p->heap[child], item)) {
            break;
        }
        p->heap[at] = p->heap[child];
        at = child;
    }
    p->heap[at] = item;
    return top;
}

/* Reaches columns through a row that is left at a distance. */
static bool relax(paths *p, uint32_t row, int64_t reach) {
    const loc_sparse *s = p->sparse;

    for (size_t e = s->start[row]; e < s->start[row + 1]; e++) {
        uint32_t j = s->edge[e].column;
        int64_t d = s->edge[e].cost - p->price[j] - reach;
        if (d >= p->distance[j]) {
            continue;
        }
        if (p->distance[j] == INT64_MAX) {
            p->reached[p->reaches++] = j;
        }
        p->distance[j] = d;
        p->from[j] = row;
        heap_push(p, (entry){d, j});
    }
    return loc_work_spend(p->work, s->start[row + 1] - s->start[row]);
}

/* Finds the nearest free column; LOC_FREE where the work stops. Distances begin at the price of the
 * row, which they leave out. */
static uint32_t search(paths *p, uint32_t root, int64_t *length) {
    if (!relax(p, root, 0)) {
        return LOC_FREE;
    }
    while (p->held > 0) {
        entry top = heap_pop(p);
        if (p->is_final[top.column]) {
            continue;
        }
        if (top.distance >= LOC_SPARSE_MOST) {
            loc_work_stop(p->work, LOC_STOP_OVERFLOW);
            return LOC_FREE;
        }
        p->is_final[top.column] = 1;
        uint32_t row = p->row_of[top.column];
        if (row == LOC_FREE) {
            *length = top.distance;
            return top.column;
        }
        const loc_sparse *s = p->sparse;
        size_t e = s->start[row];
        while (s->edge[e].column != top.column) {
            e++;
        }
        if (!relax(p, row, s->edge[e].cost - p->price[top.column] - top.distance)) {
            return LOC_FREE;
        }
    }
    loc_work_stop(p->work, LOC_STOP_OVERFLOW); /* not met: an assignment of every row exists */
    return LOC_FREE;
}

static bool place(paths *p, uint32_t root) {
    int64_t length = 0;
    uint32_t j = search(p, root, &length);
    bool done = j != LOC_FREE;

    for (uint32_t k = 0; k < p->reaches; k++) {
        uint32_t column = p->reached[k];
        if (done && p->is_final[column]) {
            p->price[column] -= length - p->distance[column];
            if (p->price[column] <= -LOC_SPARSE_MOST) {
                done = loc_work_stop(p->work, LOC_STOP_OVERFLOW);
            }
        }
        p->distance[column] = INT64_MAX;
        p->is_final[column] = 0;
    }
    p->reaches = 0;
    p->held = 0;
    for (uint32_t row = LOC_FREE; done && row != root;) {
        row = p->from[j];
        uint32_t before = p->column_of[row];
        p->row_of[j] = row;
        p->column_of[row] = j;
        j = before;
    }
    return done;
}

/* Rows whose cheapest column is free take it. */
static void place_first(paths *p) {
    const loc_sparse *s = p->sparse;

    for (uint32_t i = 0; i < s->rows; i++) {
        size_t best = s->start[i];
        for (size_t e = best; e < s->start[i + 1]; e++) {
            best = s->edge[e].cost < s->edge[best].cost ? e : best;
        }
        if (best < s->start[i + 1] && p->row_of[s->edge[best].column] == LOC_FREE) {
            p->column_of[i] = s->edge[best].column;
            p->row_of[p->column_of[i]] = i;
        }
    }
}

static bool run(paths *p, int64_t *row_price) {
    const loc_sparse *s = p->sparse;

    memset(p->price, 0, s->columns * sizeof *p->price);
    memset(p->is_final, 0, s->columns * sizeof *p->is_final);
    memset(p->row_of, 0xFF, s->columns * sizeof *p->row_of);
    memset(p->column_of, 0xFF, s->rows * sizeof *p->column_of);
    for (uint32_t j = 0; j < s->columns; j++) {
        p->distance[j] = INT64_MAX;
    }
    place_first(p);
    for (uint32_t i = 0; i < s->rows; i++) {
        if (p->column_of[i] == LOC_FREE && !place(p, i)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < s->rows; i++) {
        for (size_t e = s->start[i]; e < s->start[i + 1]; e++) {
            if (s->edge[e].column == p->column_of[i]) {
                row_price[i] = s->edge[e].cost - p->price[p->column_of[i]];
            }
        }
    }
    return true;
}

bool loc_paths_solve(const loc_sparse *sparse, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, loc_work *work) {
    size_t columns = sparse->columns, edges = sparse->start[sparse->rows];
    paths p = {.sparse = sparse, .price = column_price, .column_of = column_of_row, .work = work};

    p.distance = loc_work_take(work, columns, sizeof *p.distance);
    p.from = loc_work_take(work, columns, sizeof *p.from);
    p.is_final = loc_work_take(work, columns, sizeof *p.is_final);
    p.row_of = loc_work_take(work, columns, sizeof *p.row_of);
    p.reached = loc_work_take(work, columns, sizeof *p.reached);
    p.heap = loc_work_take(work, edges, sizeof *p.heap);
    bool done = work->stop == LOC_GOES_ON && run(&p, row_price);
    loc_work_give(work, p.distance, columns, sizeof *p.distance);
    loc_work_give(work, p.from, columns, sizeof *p.from);
    loc_work_give(work, p.is_final, columns, sizeof *p.is_final);
    loc_work_give(work, p.row_of, columns, sizeof *p.row_of);
    loc_work_give(work, p.reached, columns, sizeof *p.reached);
    loc_work_give(work, p.heap, edges, sizeof *p.heap);
    return done;
}
