/* Sparse: the cheapest assignment of every row where each may have few of the columns, by an auction
 * or by shortest augmenting paths, with exact prices. */
#ifndef LOC_ALLOCATION_SPARSE_H
#define LOC_ALLOCATION_SPARSE_H

#include "allocation/match.h"

/* Costs of edges are 0 to this; then sums along paths are watched, and refused where they come here. */
#define LOC_SPARSE_MOST (INT64_C(1) << 59)

/* One edge of a row. */
typedef struct loc_edge {
    int64_t cost;
    uint32_t column;
} loc_edge;

/* Rows and their edges. An assignment of every row has to exist. */
typedef struct loc_sparse {
    uint32_t rows, columns; /* rows <= columns */
    size_t *start;          /* rows + 1 */
    loc_edge *edge;
    int64_t highest; /* of all costs */
} loc_sparse;

/* Whether the numbers of an auction fit: it multiplies costs by rows + 1. Square problems only. */
bool loc_auction_fits(const loc_sparse *sparse);
/* Both find the assignment and its prices, as loc_dense_solve does. */
bool loc_auction_solve(const loc_sparse *sparse, uint32_t *column_of_row, int64_t *row_price,
                       int64_t *column_price, loc_work *work);
bool loc_paths_solve(const loc_sparse *sparse, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, loc_work *work);

#endif
