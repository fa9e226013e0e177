/* Calls of functions, between their files. */
#ifndef LOC_EXPR_CALL_H
#define LOC_EXPR_CALL_H

#include "expr/plan.h"

/* Functions of places and of lines of report; `values` are the arguments for `count` bindings. */
bool loc_call_records(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                      loc_vector *out);
/* Area a within area b: the same or inside. Undecided where a may lie in b for all that is stated. */
bool loc_area_within(loc_run *run, uint32_t a, uint32_t b, uint8_t *out);

#endif
