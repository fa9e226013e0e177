/* Placements of FTE: how far each place is met, and who gives what where. */
#ifndef LOC_REPORT_PLACEMENT_DEPLOYMENT_H
#define LOC_REPORT_PLACEMENT_DEPLOYMENT_H

#include "report/page.h"

locality_status loc_page_deployment(loc_page *page, const locality_placement *p,
                                    locality_error *error);

#endif
