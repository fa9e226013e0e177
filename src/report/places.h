/* Places: the register of places in time. */
#ifndef LOC_REPORT_PLACES_H
#define LOC_REPORT_PLACES_H

#include "report/page.h"

/* Areas that end, what outlives them, ends and successors, codes; on the date of the page, if there is one. */
locality_status loc_register_places(loc_page *page, const locality_snapshot *snapshot,
                                    locality_error *error);

#endif
