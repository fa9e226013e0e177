/* Calendar: day numbers of the proleptic Gregorian calendar, years 1 to 9999, and the whole periods
 * that papers speak of. Day 0 is 1970-01-01. */
#ifndef LOC_BASE_CALENDAR_H
#define LOC_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "locality/base.h"

#define LOC_FIRST_YEAR 1
#define LOC_LAST_YEAR 9999
#define LOC_FIRST_DATE INT64_C(-719162) /* 0001-01-01 */
#define LOC_LAST_DATE INT64_C(2932896)  /* 9999-12-31 */
#define LOC_DAY_SECONDS INT64_C(86400)
#define LOC_FIRST_MOMENT (LOC_FIRST_DATE * LOC_DAY_SECONDS)
#define LOC_LAST_MOMENT (LOC_LAST_DATE * LOC_DAY_SECONDS + LOC_DAY_SECONDS - 1)

typedef struct loc_date {
    int32_t year, month, day;
} loc_date;

int32_t loc_month_length(int32_t year, int32_t month); /* month 1 to 12 */
/* For days of the calendar, or just beyond (year 10000); the caller has checked month and day. */
int64_t loc_date_number(int32_t year, int32_t month, int32_t day);
loc_date loc_date_split(int64_t date);     /* a date from LOC_FIRST_DATE to LOC_LAST_DATE */
const char *loc_month_name(int32_t month); /* "January" for 1 */
int64_t loc_moment_day(int64_t moment);    /* the day that a second lies in */
/* Whether a second is the first of its day, or the last. */
bool loc_moment_is_edge(int64_t moment, bool last);

/* Whole periods of the calendar. */
enum loc_period {
    LOC_PERIOD_DAY,
    LOC_PERIOD_MONTH,
    LOC_PERIOD_QUARTER, /* number 1 to 4 */
    LOC_PERIOD_YEAR,
    LOC_PERIOD_FINANCIAL_YEAR, /* 1 April of `year` to 31 March */
    LOC_PERIOD_NONE
};

/* First and last day of a period that begins on `first` (for QUARTER and so on its first month). */
locality_range loc_period_days(enum loc_period period, int32_t year, int32_t month, int32_t day);
/* The period that begins on the day `from` and ends on the day `to`, both in the calendar. */
enum loc_period loc_period_of(int64_t from, int64_t to);

#endif
