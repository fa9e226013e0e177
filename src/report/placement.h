/* Placements, between their files: what the reports of plans of people, of FTE and of other plans share. */
#ifndef LOC_REPORT_PLACEMENT_H
#define LOC_REPORT_PLACEMENT_H

#include "locality/placement.h"
#include "report/page.h"

/* Opens a page under the sentence of the allocation. */
locality_status loc_page_begin_placement(loc_page *page, const locality_placement *p,
                                         const char *key, const locality_report_options *options,
                                         const locality_output *output, locality_error *error);
/* What a reader calls a candidate or a place; for programs its id. */
const char *loc_page_member(const loc_page *page, const locality_placement *p, int32_t side,
                            size_t index);
/* Writes the tables of an allocation of FTE. */
locality_status loc_page_deployment(loc_page *page, const locality_placement *p,
                                    locality_error *error);
/* An amount of FTE, of hundredths, as a cell. */
void loc_page_put_fte(loc_page *page, locality_table *table, int64_t hundredths);

#endif
