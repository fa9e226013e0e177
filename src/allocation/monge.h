/* Monge: costs that fall into line. Where rows and columns have an order in which of any two rows and
 * two columns the straight pairs cost no more than the crossed ones, the cheapest assignment follows
 * that order: products of two weights, distances along a line, any convex function of how far two
 * grades are apart. A search that does not know it walks its longest paths on just these. */
#ifndef LOC_ALLOCATION_MONGE_H
#define LOC_ALLOCATION_MONGE_H

#include "allocation/dense.h"

/* Looks for such an order of a narrow matrix that is square and has no cell missing; where there is
 * one, `is_found` says so, and the assignment and its prices are as loc_dense_solve gives them.
 * Most matrices without an order are told by the first cells of three rows, one with an order takes
 * O(rows * columns). False where the work stops. */
bool loc_monge_solve(const loc_matrix *matrix, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, bool *is_found, loc_work *work);

#endif
