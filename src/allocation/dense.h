/* Dense: the cheapest assignment of every row of a matrix, where it has at least as many columns, by
 * shortest augmenting paths over whole rows (Jonker and Volgenant), with exact prices. */
#ifndef LOC_ALLOCATION_DENSE_H
#define LOC_ALLOCATION_DENSE_H

#include "allocation/match.h"

/* Costs of cells are 0 to these; then sums along paths are watched, and refused where they come here. */
#define LOC_DENSE_NARROW_MOST (INT32_C(1) << 27)
#define LOC_DENSE_WIDE_MOST (INT64_C(1) << 59)
/* A cell that is not allowed. An assignment without such cells has to exist. */
#define LOC_DENSE_NARROW_MISSING (INT32_C(1) << 29)
#define LOC_DENSE_WIDE_MISSING (INT64_C(1) << 61)

/* A matrix by rows: one of the two is not null. */
typedef struct loc_matrix {
    uint32_t rows, columns; /* rows <= columns */
    const int32_t *narrow;
    const int64_t *wide;
    uint64_t
        patience; /* stops with LOC_STOP_GROWS where more cells are likely to be looked at; 0: never */
} loc_matrix;

/* Finds the assignment and its prices: the cost of a cell is not below the sum of the prices of its row
 * and column, and the same where it is assigned; a column that is free has price 0, and where there
 * are more columns than rows no column has a price above 0. Stops with LOC_STOP_OVERFLOW where sums
 * grow too large: a narrow matrix can then be tried as a wide one. */
bool loc_dense_solve(const loc_matrix *matrix, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, loc_work *work);

#endif
