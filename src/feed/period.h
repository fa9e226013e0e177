/* Periods: the calendar by which events are counted. Each sort of period is numbered without gaps; the
 * period 0 is that of 1970-01-01. */
#ifndef LOC_FEED_PERIOD_H
#define LOC_FEED_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "locality/feed.h"

static inline bool loc_period_day_fits(int64_t day) {
    return day >= LOCALITY_FEED_FIRST_DAY && day <= LOCALITY_FEED_LAST_DAY;
}

/* For a sort that there is and a day that an event can have. */
int32_t loc_feed_period(int32_t every, int32_t day);
/* First day of a period; the last is the day before the first of the next. */
int32_t loc_feed_period_first(int32_t every, int32_t period);
/* Whether periods of one sort make up those of another. */
bool loc_feed_period_makes(int32_t fine, int32_t coarse);

#endif
