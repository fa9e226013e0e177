/* Reading dates: a day, month, quarter, year or financial year, and a day with a time. Each is the
 * range of days, or of seconds for moments, that it spans. */
#include "base/calendar.h"
#include "base/text.h"
#include "base/value.h"

static const char forms[] = "write a date as 2010-09-03, 2010-07, 2010-Q3, 2010 or 2011/12";

/* Exactly `count` digits, and none behind them; -1 if there are not. */
static int32_t read_digits(loc_scan *scan, size_t count) {
    int32_t value = 0;

    for (size_t i = 0; i < count; i++) {
        char c = loc_scan_char(scan, i);

        if (!loc_is_digit(c))
            return -1;
        value = value * 10 + (c - '0');
    }
    if (loc_is_digit(loc_scan_char(scan, count)))
        return -1;
    scan->at += count;
    return value;
}

static bool fail_form(loc_scan *scan, size_t start) {
    return loc_scan_fail(scan, LOCALITY_SYNTAX, start, "%s", forms);
}

static bool read_financial_year(loc_scan *scan, loc_atom *atom, int32_t year) {
    int32_t next = read_digits(scan, 2);

    if (next < 0)
        return fail_form(scan, atom->start);
    if (next != (year + 1) % 100)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom->start,
                             "a financial year ends in the next year: %04d/%02d", year,
                             (year + 1) % 100);
    if (year == LOC_LAST_YEAR)
        return loc_scan_fail(scan, LOCALITY_OVERFLOW, atom->start,
                             "this leaves the years 1 to 9999");
    atom->range = loc_period_days(LOC_PERIOD_FINANCIAL_YEAR, year, 4, 1);
    return true;
}

static bool read_quarter(loc_scan *scan, loc_atom *atom, int32_t year) {
    int32_t quarter = read_digits(scan, 1);

    if (quarter < 1 || quarter > 4)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom->start,
                             "quarters are Q1 to Q4, as in 2010-Q3 for July to September 2010");
    atom->range = loc_period_days(LOC_PERIOD_QUARTER, year, quarter * 3 - 2, 1);
    return true;
}

static bool read_month_or_day(loc_scan *scan, loc_atom *atom, int32_t year) {
    int32_t month = read_digits(scan, 2), day;

    if (month < 0)
        return fail_form(scan, atom->start);
    if (month < 1 || month > 12)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom->start,
                             "there is no month %02d; a financial year is written %04d/%02d", month,
                             year, (year + 1) % 100);
    if (loc_scan_char(scan, 0) != '-' || !loc_is_digit(loc_scan_char(scan, 1))) {
        atom->range = loc_period_days(LOC_PERIOD_MONTH, year, month, 1);
        return true;
    }
    scan->at++;
    day = read_digits(scan, 2);
    if (day < 0)
        return fail_form(scan, atom->start);
    if (day < 1 || day > loc_month_length(year, month))
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom->start,
                             "there is no such day: %s %d has %d days", loc_month_name(month), year,
                             loc_month_length(year, month));
    atom->range = loc_period_days(LOC_PERIOD_DAY, year, month, day);
    return true;
}

static bool read_days(loc_scan *scan, loc_atom *atom) {
    int32_t year = read_digits(scan, 4);

    if (year < 0)
        return fail_form(scan, atom->start);
    if (year < LOC_FIRST_YEAR)
        return loc_scan_fail(scan, LOCALITY_OVERFLOW, atom->start, "years are 0001 to 9999");
    if (loc_scan_take(scan, "/"))
        return read_financial_year(scan, atom, year);
    if (loc_scan_take(scan, "-Q") || loc_scan_take(scan, "-q"))
        return read_quarter(scan, atom, year);
    if (loc_scan_take(scan, "-"))
        return read_month_or_day(scan, atom, year);
    atom->range = loc_period_days(LOC_PERIOD_YEAR, year, 1, 1);
    return true;
}

/* Whether a time follows: `T17` or blanks and `17:`. Steps to its first digit. */
static bool at_time(loc_scan *scan) {
    size_t start = scan->at;

    if (!loc_scan_take(scan, "T"))
        loc_scan_blanks(scan);
    if (scan->at > start && loc_is_digit(loc_scan_char(scan, 0)))
        return true;
    scan->at = start;
    return false;
}

/* Turns the day of the atom into the second that the time names. */
static bool read_time(loc_scan *scan, loc_atom *atom) {
    size_t start = scan->at;
    int32_t hour = read_digits(scan, 2), minute = -1, second = 0;

    if (loc_scan_take(scan, ":"))
        minute = read_digits(scan, 2);
    if (minute >= 0 && loc_scan_take(scan, ":"))
        second = read_digits(scan, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start,
                             "write a time from 00:00 to 23:59 or 23:59:59, as in "
                             "2023-02-24 17:00");
    atom->range.lo += hour * INT64_C(3600) + minute * INT64_C(60) + second;
    atom->range.hi = atom->range.lo;
    return true;
}

bool loc_read_date(loc_scan *scan, loc_atom *atom) {
    bool is_day;

    if (!read_days(scan, atom))
        return false;
    if (scan->type == LOCALITY_TYPE_DATE)
        return true;
    is_day = atom->range.lo == atom->range.hi;
    atom->range.lo *= LOC_DAY_SECONDS;
    atom->range.hi = atom->range.hi * LOC_DAY_SECONDS + LOC_DAY_SECONDS - 1;
    if (!at_time(scan))
        return true;
    if (!is_day)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom->start,
                             "a time needs a whole date, as in 2023-02-24 17:00");
    return read_time(scan, atom);
}
