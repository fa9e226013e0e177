/* Calls of functions, between their files. */
#ifndef LOC_EXPR_CALL_H
#define LOC_EXPR_CALL_H

#include "expr/plan.h"
#include "structure/accountable.h"

/* Functions of places and of lines of report; `values` are the arguments for `count` bindings. */
bool loc_call_records(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                      loc_vector *out);
/* Functions of places in time and of codes. */
bool loc_call_time(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                   loc_vector *out);
/* accountable(subject, area). */
bool loc_call_accountable(loc_run *run, const loc_node *node, const loc_vector *values,
                          uint32_t count, loc_vector *out);
/* Searches for who answers for a record in an area (LOCALITY_ROW_MISSING: anywhere) on the date of the
 * run; clear the search also after a failure. */
bool loc_accountable_run(loc_run *run, loc_record subject, uint32_t area, loc_search *search);
/* Area a within area b: the same or inside. Undecided where a may lie in b for all that is stated. */
bool loc_area_within(loc_run *run, uint32_t a, uint32_t b, uint8_t *out);

#endif
