/* Assignment: where everybody has at most one partner and nothing has a minimum. A largest matching
 * gives the coverage; its three parts are solved each by itself at the first level of costs, so that
 * no large number has to stand in for a place left empty; network simplex does the other levels. */
#include <string.h>

#include "allocation/monge.h"
#include "allocation/solution.h"
#include "allocation/sparse.h"

#define MOST_CELLS ((size_t)1 << 27)     /* of a matrix that is made */
#define FEW_CELLS ((size_t)1 << 12)      /* always made */
#define MOST_AUCTIONED ((size_t)1 << 24) /* of a matrix that is turned into a list of pairs */
#define PATIENCE 64 /* cells looked at, each time one is, for each cell of a matrix */

/* The open pairs of a problem, and what is found. */
typedef struct assignment {
    loc_solution *s;
    int32_t method;
    loc_work *work;
    loc_graph graph;
    size_t *pair; /* of each edge; null where the graph is the problem's */
    uint32_t *mate_of_row, *mate_of_column;
    uint8_t *part_of_row, *part_of_column;
} assignment;

/* One part: rows and columns with numbers of their own, turned round where columns are fewer. */
typedef struct part {
    assignment *all;
    uint8_t which;
    bool turned;
    bool can_auction;       /* what is solved over whole rows could be auctioned */
    uint32_t rows, columns; /* as solved: rows <= columns */
    uint32_t *row, *column; /* node of each */
    uint32_t *number;       /* number of each row and column of the problem in its part */
    size_t edges;
    int64_t lowest, highest;
    uint32_t *mate;
    int64_t *row_price, *column_price;
} part;

/* ---- Open pairs ------------------------------------------------------------------------------ */

static bool row_is_live(const loc_solution *s, uint32_t i) {
    return s->a->side[0].room[i] > 0;
}

static bool column_is_live(const loc_solution *s, uint32_t j) {
    return s->a->side[1].room[j] > 0;
}

/* Whether the graph of open pairs is that of all pairs. */
static bool all_open(const loc_solution *s) {
    if (s->a->marks > 0 || (s->a->failed != NULL && !s->waive)) {
        return false;
    }
    for (uint32_t i = 0; i < s->rows; i++) {
        if (!row_is_live(s, i)) {
            return false;
        }
    }
    for (uint32_t j = 0; j < s->columns; j++) {
        if (!column_is_live(s, j)) {
            return false;
        }
    }
    return true;
}

static size_t list_open(assignment *x, bool write) {
    const locality_allocation *a = x->s->a;
    size_t count = 0;

    for (uint32_t i = 0; i < x->s->rows; i++) {
        if (write) {
            x->graph.start[i] = count;
        }
        for (size_t p = a->start[i]; p < a->start[i + 1] && row_is_live(x->s, i); p++) {
            uint32_t j = loc_pair_column(a, p, i);
            if (!column_is_live(x->s, j) || !loc_pair_is_open(a, p, x->s->waive)) {
                continue;
            }
            if (write) {
                x->graph.column[count] = j;
                x->pair[count] = p;
            }
            count++;
        }
    }
    if (write) {
        x->graph.start[x->s->rows] = count;
    }
    return count;
}

static bool make_graph(assignment *x) {
    const locality_allocation *a = x->s->a;
    bool done = loc_work_spend(x->work, a->pairs);

    x->graph = (loc_graph){x->s->rows, x->s->columns, a->pairs, a->start, a->column};
    if (!done || all_open(x->s)) {
        return done;
    }
    x->graph.edges = list_open(x, false);
    x->graph.start = loc_work_take(x->work, (size_t)x->s->rows + 1, sizeof *x->graph.start);
    x->graph.column = loc_work_take(x->work, x->graph.edges, sizeof *x->graph.column);
    x->pair = loc_work_take(x->work, x->graph.edges, sizeof *x->pair);
    if (x->work->stop != LOC_GOES_ON) {
        return false;
    }
    list_open(x, true);
    return true;
}

static void drop_graph(assignment *x) {
    if (x->graph.start != x->s->a->start) {
        loc_work_give(x->work, x->graph.start, (size_t)x->s->rows + 1, sizeof *x->graph.start);
        loc_work_give(x->work, x->graph.column, x->graph.edges, sizeof *x->graph.column);
        loc_work_give(x->work, x->pair, x->graph.edges, sizeof *x->pair);
    }
}

/* ---- Parts ----------------------------------------------------------------------------------- */

typedef void (*visit_edge)(part *p, uint32_t row, uint32_t column, int64_t cost, void *to);

static int64_t edge_cost(const assignment *x, size_t edge) {
    size_t pair = x->pair != NULL ? x->pair[edge] : edge;
    return loc_level_cost(x->s->a, x->s->waive, LOC_LEVEL_FIRST, pair);
}

/* Visits the edges inside a part by rows of the problem, with the part's numbers. */
static inline void visit_edges(part *p, visit_edge visit, void *to) {
    const assignment *x = p->all;

    for (uint32_t i = 0; i < x->graph.rows; i++) {
        if (x->part_of_row[i] != p->which) {
            continue;
        }
        if (!loc_work_spend(x->work, x->graph.start[i + 1] - x->graph.start[i])) {
            return; /* whoever goes on from here sees that, and stops */
        }
        for (size_t e = x->graph.start[i]; e < x->graph.start[i + 1]; e++) {
            uint32_t j = loc_edge_column(&x->graph, e, i);
            if (x->part_of_column[j] == p->which) {
                uint32_t a = p->number[i], b = p->number[x->graph.rows + j];
                visit(p, p->turned ? b : a, p->turned ? a : b, edge_cost(x, e), to);
            }
        }
    }
}

static void note_edge(part *p, uint32_t row, uint32_t column, int64_t cost, void *to) {
    (void)row;
    (void)column;
    (void)to;
    p->edges++;
    p->lowest = cost < p->lowest ? cost : p->lowest;
    p->highest = cost > p->highest ? cost : p->highest;
}

/* Numbers the rows and columns of a part, and looks over its costs. */
static bool list_part(part *p) {
    assignment *x = p->all;
    uint32_t *row = p->turned ? p->column : p->row, *column = p->turned ? p->row : p->column;
    uint32_t rows = 0, columns = 0;

    for (uint32_t i = 0; i < x->graph.rows; i++) {
        if (x->part_of_row[i] == p->which) {
            p->number[i] = rows;
            row[rows++] = i;
        }
    }
    for (uint32_t j = 0; j < x->graph.columns; j++) {
        if (x->part_of_column[j] == p->which) {
            p->number[x->graph.rows + j] = columns;
            column[columns++] = j;
        }
    }
    p->rows = p->turned ? columns : rows;
    p->columns = p->turned ? rows : columns;
    p->edges = 0;
    p->lowest = INT64_MAX;
    p->highest = INT64_MIN;
    bool is_whole = rows == x->graph.rows && columns == x->graph.columns && x->pair == NULL;
    if (is_whole && !x->s->waive) { /* known already */
        p->edges = x->graph.edges;
        p->lowest = x->s->a->cost[0].lowest;
        p->highest = x->s->a->cost[0].highest;
    } else if (p->rows > 0) {
        visit_edges(p, note_edge, NULL);
    }
    return x->work->stop == LOC_GOES_ON;
}

/* ---- Dense ----------------------------------------------------------------------------------- */

static void fill_narrow(part *p, uint32_t row, uint32_t column, int64_t cost, void *to) {
    ((int32_t *)to)[(size_t)row * p->columns + column] = (int32_t)(cost - p->lowest);
}

static void fill_wide(part *p, uint32_t row, uint32_t column, int64_t cost, void *to) {
    ((int64_t *)to)[(size_t)row * p->columns + column] = cost - p->lowest;
}

/* Whether costs that fall into line may be looked for. */
static bool may_have_order(const part *p, const loc_matrix *matrix) {
    return p->all->method == LOCALITY_ALLOCATION_AUTOMATIC && matrix->narrow != NULL &&
           p->rows == p->columns && p->edges == (size_t)p->rows * p->columns;
}

static bool solve_matrix(part *p, const loc_matrix *matrix) {
    loc_work *work = p->all->work;
    bool is_found = false;

    if (work->stop == LOC_GOES_ON && may_have_order(p, matrix)) {
        loc_monge_solve(matrix, p->mate, p->row_price, p->column_price, &is_found, work);
    }
    return work->stop == LOC_GOES_ON &&
           (is_found || loc_dense_solve(matrix, p->mate, p->row_price, p->column_price, work));
}

/* How many cells the paths of a matrix may come to before an auction takes over. Costs like i * j make
 * paths through all columns, which an auction does not mind; for others its tables are not worth it. */
static uint64_t patience(const part *p) {
    size_t cells = (size_t)p->rows * p->columns;
    bool other = p->all->method == LOCALITY_ALLOCATION_AUTOMATIC && p->can_auction &&
                 cells > FEW_CELLS && cells <= MOST_AUCTIONED;

    return other ? PATIENCE * (uint64_t)cells : 0;
}

static bool solve_narrow(part *p) {
    size_t cells = (size_t)p->rows * p->columns;
    int32_t *cell = loc_work_take(p->all->work, cells, sizeof *cell);

    if (cell == NULL) {
        return false;
    }
    for (size_t k = 0; k < cells; k++) {
        cell[k] = LOC_DENSE_NARROW_MISSING;
    }
    visit_edges(p, fill_narrow, cell);
    bool done = solve_matrix(p, &(loc_matrix){p->rows, p->columns, cell, NULL, patience(p)});
    loc_work_give(p->all->work, cell, cells, sizeof *cell);
    return done;
}

static bool solve_wide(part *p) {
    size_t cells = (size_t)p->rows * p->columns;
    int64_t *cell = loc_work_take(p->all->work, cells, sizeof *cell);

    if (cell == NULL) {
        return false;
    }
    for (size_t k = 0; k < cells; k++) {
        cell[k] = LOC_DENSE_WIDE_MISSING;
    }
    visit_edges(p, fill_wide, cell);
    bool done = solve_matrix(p, &(loc_matrix){p->rows, p->columns, NULL, cell, patience(p)});
    loc_work_give(p->all->work, cell, cells, sizeof *cell);
    return done;
}

/* The problem's own costs, where they are a matrix that needs no change. */
static const int32_t *own_matrix(part *p) {
    const loc_solution *s = p->all->s;
    const loc_costs *costs = &s->a->cost[0];
    bool whole = p->all->graph.column == NULL && p->rows == s->rows && p->columns == s->columns;

    if (!whole || p->turned || s->waive || costs->narrow == NULL || p->lowest < 0 ||
        p->highest > LOC_DENSE_NARROW_MOST) {
        return NULL;
    }
    p->lowest = 0; /* nothing is taken off */
    return costs->narrow;
}

static bool solve_dense(part *p) {
    loc_work *work = p->all->work;
    const int32_t *own = own_matrix(p);

    if (p->highest - p->lowest <= LOC_DENSE_NARROW_MOST) {
        bool done =
            own != NULL
                ? solve_matrix(p, &(loc_matrix){p->rows, p->columns, own, NULL, patience(p)})
                : solve_narrow(p);
        if (done || work->stop != LOC_STOP_OVERFLOW) {
            return done;
        }
        work->stop = LOC_GOES_ON; /* too narrow */
    }
    return solve_wide(p);
}

/* ---- Sparse ---------------------------------------------------------------------------------- */

static void count_edge(part *p, uint32_t row, uint32_t column, int64_t cost, void *to) {
    (void)p;
    (void)column;
    (void)cost;
    ((loc_sparse *)to)->start[row + 1]++;
}

static void fill_edge(part *p, uint32_t row, uint32_t column, int64_t cost, void *to) {
    loc_sparse *sparse = to;
    sparse->edge[sparse->start[row]++] = (loc_edge){cost - p->lowest, column};
}

static bool solve_sparse(part *p) {
    assignment *x = p->all;
    loc_sparse sparse = {p->rows, p->columns, NULL, NULL, p->highest - p->lowest};
    size_t starts = (size_t)p->rows + 1;
    bool done = false;

    sparse.start = loc_work_take(x->work, starts, sizeof *sparse.start);
    sparse.edge = loc_work_take(x->work, p->edges, sizeof *sparse.edge);
    if (x->work->stop == LOC_GOES_ON) {
        memset(sparse.start, 0, starts * sizeof *sparse.start);
        visit_edges(p, count_edge, &sparse);
        for (uint32_t i = 0; i < p->rows; i++) {
            sparse.start[i + 1] += sparse.start[i];
        }
        visit_edges(p, fill_edge, &sparse);
        memmove(sparse.start + 1, sparse.start, p->rows * sizeof *sparse.start);
        sparse.start[0] = 0;
        bool auction = x->method != LOCALITY_ALLOCATION_SPARSE && loc_auction_fits(&sparse);
        done = x->work->stop == LOC_GOES_ON &&
               (auction ? loc_auction_solve : loc_paths_solve)(&sparse, p->mate, p->row_price,
                                                               p->column_price, x->work);
    }
    loc_work_give(x->work, sparse.start, starts, sizeof *sparse.start);
    loc_work_give(x->work, sparse.edge, p->edges, sizeof *sparse.edge);
    return done;
}

/* Over whole rows, or by an auction once that turns out to be long. */
static bool solve_long(part *p) {
    int64_t lowest = p->lowest;
    loc_sparse sparse = {p->rows, p->columns, NULL, NULL, p->highest - p->lowest};

    p->can_auction = loc_auction_fits(&sparse);
    if (solve_dense(p) || p->all->work->stop != LOC_STOP_GROWS) {
        return p->all->work->stop == LOC_GOES_ON;
    }
    p->all->work->stop = LOC_GOES_ON;
    p->lowest = lowest;
    return solve_sparse(p);
}

/* Whether a part is better solved over whole rows. */
static bool is_dense(const part *p) {
    size_t cells = (size_t)p->rows * p->columns;

    if (cells > MOST_CELLS && p->edges < cells) {
        return false;
    }
    if (p->all->method != LOCALITY_ALLOCATION_AUTOMATIC) {
        return p->all->method == LOCALITY_ALLOCATION_DENSE;
    }
    return cells <= FEW_CELLS || p->edges >= cells / 8;
}

/* ---- Putting parts together ------------------------------------------------------------------ */

static void take_part(const part *p) {
    assignment *x = p->all;
    int64_t *price = x->s->price + (size_t)LOC_LEVEL_FIRST * x->s->nodes;

    for (uint32_t k = 0; k < p->columns; k++) {
        uint32_t column = p->column[k];
        price[p->turned ? column : x->s->rows + column] = p->column_price[k];
        if (p->turned) { /* some of these rows stay free, perhaps others than before */
            x->mate_of_row[column] = LOC_FREE;
        }
    }
    for (uint32_t k = 0; k < p->rows; k++) {
        uint32_t row = p->row[k], column = p->column[p->mate[k]];
        price[p->turned ? x->s->rows + row : row] = p->row_price[k] + p->lowest;
        x->mate_of_row[p->turned ? column : row] = p->turned ? row : column;
    }
}

static bool solve_part(assignment *x, uint8_t which) {
    size_t rows = x->s->rows, columns = x->s->columns, most = rows > columns ? rows : columns;
    part p = {.all = x, .which = which, .turned = which == LOC_PART_COLUMNS};

    p.row = loc_work_take(x->work, most, sizeof *p.row);
    p.column = loc_work_take(x->work, most, sizeof *p.column);
    p.number = loc_work_take(x->work, rows + columns, sizeof *p.number);
    p.mate = loc_work_take(x->work, most, sizeof *p.mate);
    p.row_price = loc_work_take(x->work, most, sizeof *p.row_price);
    p.column_price = loc_work_take(x->work, most, sizeof *p.column_price);
    bool done = x->work->stop == LOC_GOES_ON && list_part(&p);
    if (done && p.rows > 0) {
        done = is_dense(&p) ? solve_long(&p) : solve_sparse(&p);
        if (done) {
            take_part(&p);
        }
    }
    loc_work_give(x->work, p.row, most, sizeof *p.row);
    loc_work_give(x->work, p.column, most, sizeof *p.column);
    loc_work_give(x->work, p.number, rows + columns, sizeof *p.number);
    loc_work_give(x->work, p.mate, most, sizeof *p.mate);
    loc_work_give(x->work, p.row_price, most, sizeof *p.row_price);
    loc_work_give(x->work, p.column_price, most, sizeof *p.column_price);
    return done;
}

/* Pairs from the mates, with those that are pinned. */
static void list_used(assignment *x) {
    loc_solution *s = x->s;
    const locality_allocation *a = s->a;

    size_t m = 0;

    s->count = 0;
    for (uint32_t i = 0; i < s->rows; i++) {
        if (x->mate_of_row[i] != LOC_FREE) {
            s->used[s->count++] = loc_pair_find(a, i, x->mate_of_row[i]);
        }
        for (; m < a->marks && a->mark[m].row <= i; m++) {
            if (a->mark[m].is_pin && a->mark[m].row == i) {
                s->used[s->count++] = a->mark[m].pair;
            }
        }
    }
}

/* Prices of the coverage: the parts. */
static void price_coverage(assignment *x) {
    static const int64_t row_price[] = {-2, -1, 0}, column_price[] = {0, -1, -2};
    int64_t *price = x->s->price + (size_t)LOC_LEVEL_COVERAGE * x->s->nodes;

    for (uint32_t i = 0; i < x->s->rows; i++) {
        price[i] = row_price[x->part_of_row[i]];
    }
    for (uint32_t j = 0; j < x->s->columns; j++) {
        price[x->s->rows + j] = column_price[x->part_of_column[j]];
    }
}

/* Compares two vectors of prices or costs from the first level on. */
static int compare(const int64_t *a, const int64_t *b, uint32_t levels) {
    for (uint32_t k = 0; k < levels; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return 0;
}

/* Lowers the price of a node that has all it may have, so that no pair of it looks cheap. */
static void lower_price(loc_solution *s, uint32_t node, uint32_t other, size_t pair) {
    int64_t left[LOC_LEVELS], own[LOC_LEVELS];

    for (uint32_t k = 0; k < s->levels; k++) {
        left[k] = loc_level_cost(s->a, s->waive, k, pair) - loc_price(s, k, other);
        own[k] = loc_price(s, k, node);
    }
    for (uint32_t k = 0; compare(left, own, s->levels) < 0 && k < s->levels; k++) {
        s->price[(size_t)k * s->nodes + node] = left[k];
    }
}

/* Rows against live columns (pass 0), then columns against all (pass 1), for the pairs of a row. */
static void price_row(loc_solution *s, uint32_t i, int pass) {
    const locality_allocation *a = s->a;

    for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
        uint32_t j = loc_pair_column(a, p, i);
        const loc_mark *mark = loc_pair_mark(a, p);
        if ((mark != NULL && mark->is_pin) || !loc_pair_is_open(a, p, s->waive)) {
            continue;
        }
        if (pass == 0 && !row_is_live(s, i) && column_is_live(s, j)) {
            lower_price(s, i, s->rows + j, p);
        }
        if (pass == 1 && !column_is_live(s, j)) {
            lower_price(s, s->rows + j, i, p);
        }
    }
}

/* Nodes that pins or a maximum of 0 took out have no part in what was solved; they get prices last. */
static void price_taken(loc_solution *s) {
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < s->rows; i++) {
            price_row(s, i, pass);
        }
    }
}

static bool solve_levels(assignment *x) {
    loc_solution *s = x->s;

    for (uint8_t which = 0; which < 3 && s->levels > LOC_LEVEL_FIRST; which++) {
        if (!solve_part(x, which)) {
            return false;
        }
    }
    list_used(x);
    if (s->levels > LOC_LEVEL_FIRST) {
        s->proved = LOC_LEVEL_FIRST + 1;
    }
    return loc_solve_levels(s, s->proved, x->work);
}

static bool solve(assignment *x) {
    loc_solution *s = x->s;

    if (!make_graph(x) || !loc_match(&x->graph, x->mate_of_row, x->mate_of_column, x->work) ||
        !loc_match_parts(&x->graph, x->mate_of_row, x->mate_of_column, x->part_of_row,
                         x->part_of_column, x->work)) {
        return false;
    }
    price_coverage(x);
    list_used(x);
    s->proved = LOC_LEVEL_FIRST;
    bool done = solve_levels(x);
    if (x->graph.start != s->a->start) { /* also where the work stopped: some levels are proved */
        price_taken(s);
    }
    return done;
}

bool loc_solve_assignment(loc_solution *s, int32_t method, loc_work *work) {
    assignment x = {.s = s, .method = method, .work = work};
    size_t rows = s->rows, columns = s->columns;

    memset(s->price, 0, (size_t)s->levels * s->nodes * sizeof *s->price);
    x.graph.start = s->a->start;
    x.mate_of_row = loc_work_take(work, rows, sizeof *x.mate_of_row);
    x.mate_of_column = loc_work_take(work, columns, sizeof *x.mate_of_column);
    x.part_of_row = loc_work_take(work, rows, sizeof *x.part_of_row);
    x.part_of_column = loc_work_take(work, columns, sizeof *x.part_of_column);
    bool done = work->stop == LOC_GOES_ON && solve(&x);
    drop_graph(&x);
    loc_work_give(work, x.mate_of_row, rows, sizeof *x.mate_of_row);
    loc_work_give(work, x.mate_of_column, columns, sizeof *x.mate_of_column);
    loc_work_give(work, x.part_of_row, rows, sizeof *x.part_of_row);
    loc_work_give(work, x.part_of_column, columns, sizeof *x.part_of_column);
    return done;
}
