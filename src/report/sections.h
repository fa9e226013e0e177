/* Sections: how the sections of a paper refer to one another, and numbers without the one above them. */
#ifndef LOC_REPORT_SECTIONS_H
#define LOC_REPORT_SECTIONS_H

#include "report/page.h"

/* Adds the cross-references of the paper, and notes on numbers whose section above is nowhere. */
void loc_register_sections(loc_page *page, const locality_snapshot *snapshot);

#endif
