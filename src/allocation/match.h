/* Match: the largest matching of a bipartite graph, and the three parts that every largest matching
 * keeps apart. */
#ifndef LOC_ALLOCATION_MATCH_H
#define LOC_ALLOCATION_MATCH_H

#include <stddef.h>

#include "allocation/work.h"

#define LOC_FREE UINT32_MAX /* no partner */

/* Rows, and the columns each may have, ascending. */
typedef struct loc_graph {
    uint32_t rows, columns;
    size_t edges;
    size_t *start;    /* rows + 1 */
    uint32_t *column; /* of each edge; null where every row has every column */
} loc_graph;

static inline uint32_t loc_edge_column(const loc_graph *graph, size_t edge, uint32_t row) {
    return graph->column != NULL ? graph->column[edge] : (uint32_t)(edge - graph->start[row]);
}

/* The parts. Of the first every row is matched in every largest matching, of the last every column,
 * of the one between both; a pair across parts is in none. */
enum loc_parts {
    LOC_PART_ROWS = 0,   /* fewer rows than columns: what free columns reach */
    LOC_PART_SQUARE = 1, /* as many */
    LOC_PART_COLUMNS = 2 /* fewer columns than rows: what free rows reach */
};

/* Finds a largest matching (Hopcroft and Karp): O(edges * sqrt(rows)). `mate_of_row` and
 * `mate_of_column` receive LOC_FREE or the partner. */
bool loc_match(const loc_graph *graph, uint32_t *mate_of_row, uint32_t *mate_of_column,
               loc_work *work);
/* Finds the parts (Dulmage and Mendelsohn) from a largest matching. Linear. */
bool loc_match_parts(const loc_graph *graph, const uint32_t *mate_of_row,
                     const uint32_t *mate_of_column, uint8_t *part_of_row, uint8_t *part_of_column,
                     loc_work *work);
/* Turns a graph round: edges by column, each with its row (and number of edge, where wanted). */
bool loc_graph_turn(const loc_graph *graph, size_t *start, uint32_t *row, size_t *edge,
                    loc_work *work);

#endif
