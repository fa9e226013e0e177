/* Dense: the core in both widths. A narrow one is twice to four times as fast. */
#include "allocation/dense.h"

#include <string.h>

#define BLOCK 64 /* columns looked at together */

#define CELL int32_t
#define CORE(name) narrow_##name
#define CELL_END INT32_MAX
#define CELL_MOST LOC_DENSE_NARROW_MOST
#include "allocation/dense_core.h"
#undef CELL
#undef CORE
#undef CELL_END
#undef CELL_MOST

#define CELL int64_t
#define CORE(name) wide_##name
#define CELL_END INT64_MAX
#define CELL_MOST LOC_DENSE_WIDE_MOST
#include "allocation/dense_core.h"

bool loc_dense_solve(const loc_matrix *matrix, uint32_t *column_of_row, int64_t *row_price,
                     int64_t *column_price, loc_work *work) {
    if (matrix->narrow != NULL) {
        return narrow_solve(matrix, matrix->narrow, column_of_row, row_price, column_price, work);
    }
    return wide_solve(matrix, matrix->wide, column_of_row, row_price, column_price, work);
}
