/* Match: Hopcroft and Karp's matching, in phases of shortest augmenting paths, each phase a breadth-
 * first search for the layers and a depth-first one without recursion; and Dulmage and Mendelsohn's
 * parts, by search from what stayed free. */
#include "allocation/match.h"

#include <string.h>

typedef struct matching {
    const loc_graph *graph;
    uint32_t *of_row, *of_column;
    uint32_t *layer; /* of each row in this phase; LOC_FREE: not reached */
    uint32_t *queue;
    size_t *next; /* edge of each row that is tried next */
    loc_work *work;
} matching;

/* Gives each row its first free column. */
static bool match_greedily(matching *m) {
    const loc_graph *graph = m->graph;

    for (uint32_t i = 0; i < graph->rows; i++) {
        size_t e = graph->start[i], end = graph->start[i + 1];
        if (graph->column == NULL) { /* complete: the diagonal is a largest matching */
            e = i < graph->columns ? e + i : end;
        }
        while (e < end && m->of_column[loc_edge_column(graph, e, i)] != LOC_FREE) {
            e++;
        }
        if (e < end) {
            m->of_row[i] = loc_edge_column(graph, e, i);
            m->of_column[m->of_row[i]] = i;
        }
        if (!loc_work_spend(m->work, 1 + e - graph->start[i])) {
            return false;
        }
    }
    return true;
}

/* Layers of rows from the free ones. True where a free column was reached. */
static bool find_layers(matching *m) {
    const loc_graph *graph = m->graph;
    uint32_t count = 0, limit = LOC_FREE;
    bool found = false;

    for (uint32_t i = 0; i < graph->rows; i++) {
        bool is_free = m->of_row[i] == LOC_FREE;
        m->layer[i] = is_free ? 0 : LOC_FREE;
        m->next[i] = graph->start[i];
        if (is_free) {
            m->queue[count++] = i;
        }
    }
    for (uint32_t at = 0; at < count && m->layer[m->queue[at]] < limit; at++) {
        uint32_t i = m->queue[at];
        if (!loc_work_spend(m->work, graph->start[i + 1] - graph->start[i])) {
            return false;
        }
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            uint32_t row = m->of_column[loc_edge_column(graph, e, i)];
            if (row == LOC_FREE) {
                found = true;
                limit = m->layer[i] + 1; /* rows of this layer still count */
            } else if (m->layer[row] == LOC_FREE) {
                m->layer[row] = m->layer[i] + 1;
                m->queue[count++] = row;
            }
        }
    }
    return found;
}

/* Depth-first search along the layers from a free row; `queue` is the stack of rows. */
static void augment(matching *m, uint32_t root) {
    const loc_graph *graph = m->graph;
    uint32_t depth = 0;

    m->queue[0] = root;
    for (;;) {
        uint32_t i = m->queue[depth];
        if (m->next[i] == graph->start[i + 1]) { /* nothing left here: back, and not again */
            m->layer[i] = LOC_FREE;
            if (depth-- == 0) {
                return;
            }
            continue;
        }
        uint32_t j = loc_edge_column(graph, m->next[i]++, i);
        uint32_t row = m->of_column[j];
        m->work->done++;
        if (row == LOC_FREE) {
            break;
        }
        if (m->layer[row] == depth + 1) {
            m->queue[++depth] = row;
        }
    }
    for (uint32_t k = 0; k <= depth; k++) { /* the edge that each row took last */
        uint32_t i = m->queue[k];
        uint32_t j = loc_edge_column(graph, m->next[i] - 1, i);
        m->of_row[i] = j;
        m->of_column[j] = i;
    }
}

static bool run_phases(matching *m) {
    if (!match_greedily(m)) {
        return false;
    }
    while (m->graph->column != NULL && find_layers(m)) {
        for (uint32_t i = 0; i < m->graph->rows; i++) {
            if (m->of_row[i] == LOC_FREE) {
                augment(m, i);
            }
        }
    }
    return m->work->stop == LOC_GOES_ON;
}

bool loc_match(const loc_graph *graph, uint32_t *mate_of_row, uint32_t *mate_of_column,
               loc_work *work) {
    size_t rows = graph->rows;
    matching m = {graph, mate_of_row, mate_of_column, NULL, NULL, NULL, work};

    memset(mate_of_row, 0xFF, rows * sizeof *mate_of_row);
    memset(mate_of_column, 0xFF, graph->columns * sizeof *mate_of_column);
    m.layer = loc_work_take(work, rows, sizeof *m.layer);
    m.queue = loc_work_take(work, rows + 1, sizeof *m.queue);
    m.next = loc_work_take(work, rows, sizeof *m.next);
    bool done = work->stop == LOC_GOES_ON && run_phases(&m);
    loc_work_give(work, m.layer, rows, sizeof *m.layer);
    loc_work_give(work, m.queue, rows + 1, sizeof *m.queue);
    loc_work_give(work, m.next, rows, sizeof *m.next);
    return done;
}

bool loc_graph_turn(const loc_graph *graph, size_t *start, uint32_t *row, size_t *edge,
                    loc_work *work) {
    memset(start, 0, ((size_t)graph->columns + 1) * sizeof *start);
    for (uint32_t i = 0; i < graph->rows; i++) {
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            start[loc_edge_column(graph, e, i) + 1]++;
        }
    }
    for (uint32_t j = 0; j < graph->columns; j++) {
        start[j + 1] += start[j];
    }
    for (uint32_t i = 0; i < graph->rows; i++) {
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            size_t place = start[loc_edge_column(graph, e, i)]++;
            row[place] = i;
            if (edge != NULL) {
                edge[place] = e;
            }
        }
    }
    memmove(start + 1, start, graph->columns * sizeof *start);
    start[0] = 0;
    return loc_work_spend(work, graph->edges);
}

/* Marks all that free nodes of one side reach: that side in `near`, the other in `far`. */
static bool mark_reached(const loc_graph *graph, const uint32_t *mate_near,
                         const uint32_t *mate_far, uint8_t part, uint8_t *near, uint8_t *far,
                         loc_work *work) {
    uint32_t count = 0;
    uint32_t *queue = loc_work_take(work, graph->rows, sizeof *queue);

    for (uint32_t i = 0; queue != NULL && i < graph->rows; i++) {
        if (mate_near[i] == LOC_FREE) {
            near[i] = part;
            queue[count++] = i;
        }
    }
    for (uint32_t at = 0; at < count; at++) {
        uint32_t i = queue[at];
        if (!loc_work_spend(work, graph->start[i + 1] - graph->start[i])) {
            break;
        }
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
            uint32_t j = loc_edge_column(graph, e, i);
            if (far[j] == LOC_PART_SQUARE) { /* in a largest matching it has a partner */
                far[j] = part;
                near[mate_far[j]] = part;
                queue[count++] = mate_far[j];
            }
        }
    }
    loc_work_give(work, queue, graph->rows, sizeof *queue);
    return work->stop == LOC_GOES_ON;
}

static bool has_free(const uint32_t *mate, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (mate[i] == LOC_FREE) {
            return true;
        }
    }
    return false;
}

/* What free columns reach; on the graph turned round. */
static bool mark_from_columns(const loc_graph *graph, const uint32_t *mate_of_row,
                              const uint32_t *mate_of_column, uint8_t *part_of_row,
                              uint8_t *part_of_column, loc_work *work) {
    loc_graph turned = {graph->columns, graph->rows, graph->edges, NULL, NULL};
    size_t starts = (size_t)turned.rows + 1;

    turned.start = loc_work_take(work, starts, sizeof *turned.start);
    turned.column = loc_work_take(work, turned.edges, sizeof *turned.column);
    bool done = work->stop == LOC_GOES_ON &&
                loc_graph_turn(graph, turned.start, turned.column, NULL, work) &&
                mark_reached(&turned, mate_of_column, mate_of_row, LOC_PART_ROWS, part_of_column,
                             part_of_row, work);
    loc_work_give(work, turned.start, starts, sizeof *turned.start);
    loc_work_give(work, turned.column, turned.edges, sizeof *turned.column);
    return done;
}

bool loc_match_parts(const loc_graph *graph, const uint32_t *mate_of_row,
                     const uint32_t *mate_of_column, uint8_t *part_of_row, uint8_t *part_of_column,
                     loc_work *work) {
    bool rows_free = has_free(mate_of_row, graph->rows);
    bool columns_free = has_free(mate_of_column, graph->columns);

    memset(part_of_row, LOC_PART_SQUARE, graph->rows);
    memset(part_of_column, LOC_PART_SQUARE, graph->columns);
    if (graph->column == NULL && graph->rows > 0 && graph->columns > 0) { /* all is one part */
        uint8_t part = rows_free      ? LOC_PART_COLUMNS
                       : columns_free ? LOC_PART_ROWS
                                      : LOC_PART_SQUARE;
        memset(part_of_row, part, graph->rows);
        memset(part_of_column, part, graph->columns);
        return true;
    }
    if (rows_free && !mark_reached(graph, mate_of_row, mate_of_column, LOC_PART_COLUMNS,
                                   part_of_row, part_of_column, work)) {
        return false;
    }
    return !columns_free ||
           mark_from_columns(graph, mate_of_row, mate_of_column, part_of_row, part_of_column, work);
}
