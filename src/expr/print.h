/* Print: values as a reader sees them. */
#ifndef LOC_EXPR_PRINT_H
#define LOC_EXPR_PRINT_H

#include "base/text.h"
#include "expr/vector.h"

/* Decimals of a ratio where nobody asked for others. */
#define LOC_RATIO_DECIMALS 2

/* Value `i` of a vector; `decimals` as in locality_value_print. Records by name, title or id; items of
 * lists one after the other; what is missing as `unknown`. */
void loc_print_value(loc_run *run, loc_type type, const loc_vector *vector, size_t i,
                     int32_t decimals, loc_text *out);
/* The same for a value of an expression: years are written without commas. */
void loc_print_node(loc_run *run, const loc_node *node, const loc_vector *vector, size_t i,
                    int32_t decimals, loc_text *out);
/* One scalar, an item of a list for example. */
void loc_print_scalar(loc_run *run, loc_type type, const loc_vector *vector, size_t i,
                      int32_t decimals, loc_text *out);

#endif
