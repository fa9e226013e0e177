/* Weekdays: the register of dates that fall on odd days of the week. */
#ifndef LOC_REPORT_WEEKDAYS_H
#define LOC_REPORT_WEEKDAYS_H

#include "report/page.h"

/* Exact dates on a Saturday or Sunday, and every date for which the paper prints the weekday. */
void loc_register_weekdays(loc_page *page, const locality_snapshot *snapshot);

#endif
