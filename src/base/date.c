/* Dates: day numbers, calendar dates and periods, after the days-from-civil method: years begin in
 * March, so that the leap day comes last and months have a fixed rhythm of 153 days in five. */
#include "base/calendar.h"
#include "base/error.h"

#define DAYS_IN_ERA 146097  /* 400 years */
#define EPOCH_OFFSET 719468 /* days from 0000-03-01 to 1970-01-01 */
#define EPOCH_WEEKDAY 3     /* 1970-01-01 was a Thursday; Monday is 0 */

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

const char *loc_month_name(int32_t month) {
    return month_names[month - 1];
}

static bool is_leap(int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t loc_month_length(int32_t year, int32_t month) {
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

int64_t loc_date_number(int32_t year, int32_t month, int32_t day) {
    int32_t shifted = month > 2 ? year : year - 1; /* from 0: years 1 to 10000 */
    int32_t era = shifted / 400;
    int32_t year_of_era = shifted - era * 400;
    int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return (int64_t)era * DAYS_IN_ERA + day_of_era - EPOCH_OFFSET;
}

loc_date loc_date_split(int64_t date) {
    int32_t days = (int32_t)(date + EPOCH_OFFSET); /* not negative from 0001-01-01 on */
    int32_t era = days / DAYS_IN_ERA;
    int32_t day_of_era = days - era * DAYS_IN_ERA;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t from_march = (5 * day_of_year + 2) / 153;
    loc_date split;

    split.day = day_of_year - (153 * from_march + 2) / 5 + 1;
    split.month = from_march < 10 ? from_march + 3 : from_march - 9;
    split.year = year_of_era + era * 400 + (split.month <= 2 ? 1 : 0);
    return split;
}

int64_t loc_moment_day(int64_t moment) {
    int64_t day = moment / LOC_DAY_SECONDS;
    return moment % LOC_DAY_SECONDS < 0 ? day - 1 : day; /* down, also before 1970 */
}

bool loc_moment_is_edge(int64_t moment, bool last) {
    return moment == loc_moment_day(moment) * LOC_DAY_SECONDS + (last ? LOC_DAY_SECONDS - 1 : 0);
}

/* ---- Periods ------------------------------------------------------------------------------ */

/* Months that a period takes; none for a day. */
static const int32_t period_months[] = {
    [LOC_PERIOD_MONTH] = 1,
    [LOC_PERIOD_QUARTER] = 3,
    [LOC_PERIOD_YEAR] = 12,
    [LOC_PERIOD_FINANCIAL_YEAR] = 12,
};

locality_range loc_period_days(enum loc_period period, int32_t year, int32_t month, int32_t day) {
    locality_range days;
    int32_t next;

    days.lo = days.hi = loc_date_number(year, month, day);
    if (period == LOC_PERIOD_DAY)
        return days;
    next = month - 1 + period_months[period];
    days.hi = loc_date_number(year + next / 12, next % 12 + 1, 1) - 1;
    return days;
}

enum loc_period loc_period_of(int64_t from, int64_t to) {
    loc_date first = loc_date_split(from), last = loc_date_split(to);
    int32_t months = (last.year - first.year) * 12 + last.month - first.month + 1;

    if (from == to)
        return LOC_PERIOD_DAY;
    if (first.day != 1 || last.day != loc_month_length(last.year, last.month))
        return LOC_PERIOD_NONE;
    if (months == 1)
        return LOC_PERIOD_MONTH;
    if (months == 3 && first.month % 3 == 1)
        return LOC_PERIOD_QUARTER;
    if (months == 12 && first.month == 1)
        return LOC_PERIOD_YEAR;
    return months == 12 && first.month == 4 ? LOC_PERIOD_FINANCIAL_YEAR : LOC_PERIOD_NONE;
}

/* ---- The public functions ----------------------------------------------------------------- */

static bool in_calendar(int64_t date) {
    return date >= LOC_FIRST_DATE && date <= LOC_LAST_DATE;
}

locality_status locality_date_from_calendar(int32_t year, int32_t month, int32_t day, int64_t *out,
                                            locality_error *error) {
    if (out == NULL)
        return loc_fail_null(error, "out");
    *out = 0;
    if (year < LOC_FIRST_YEAR || year > LOC_LAST_YEAR)
        return loc_fail(error, LOCALITY_INVALID, "year %d lies outside the years 1 to 9999", year);
    if (month < 1 || month > 12)
        return loc_fail(error, LOCALITY_INVALID, "there is no month %d; months are 1 to 12", month);
    if (day < 1 || day > loc_month_length(year, month))
        return loc_fail(error, LOCALITY_INVALID, "there is no day %d in %s %d, which has %d days",
                        day, loc_month_name(month), year, loc_month_length(year, month));
    *out = loc_date_number(year, month, day);
    return loc_ok(error);
}

locality_status locality_date_to_calendar(int64_t date, int32_t *year, int32_t *month, int32_t *day,
                                          locality_error *error) {
    loc_date split = {0, 0, 0};
    bool known = in_calendar(date);

    if (known)
        split = loc_date_split(date);
    if (year != NULL)
        *year = split.year;
    if (month != NULL)
        *month = split.month;
    if (day != NULL)
        *day = split.day;
    if (year == NULL || month == NULL || day == NULL)
        return loc_fail_null(error, year == NULL ? "year" : month == NULL ? "month" : "day");
    if (!known)
        return loc_fail(error, LOCALITY_INVALID, "the date lies outside the years 1 to 9999");
    return loc_ok(error);
}

int32_t locality_date_weekday(int64_t date) {
    int64_t weekday = (date % 7 + EPOCH_WEEKDAY) % 7; /* Monday 0, or negative before 1970 */

    return (int32_t)(weekday < 0 ? weekday + 7 : weekday) + 1;
}

locality_status locality_date_add_months(int64_t date, int32_t months, int64_t *out,
                                         locality_error *error) {
    loc_date split;
    int64_t total;
    int32_t year, month, length;

    if (out == NULL)
        return loc_fail_null(error, "out");
    *out = 0;
    if (!in_calendar(date))
        return loc_fail(error, LOCALITY_INVALID, "the date lies outside the years 1 to 9999");
    split = loc_date_split(date);
    total = (int64_t)split.year * 12 + split.month - 1 + months;
    if (total < LOC_FIRST_YEAR * 12 || total > LOC_LAST_YEAR * 12 + 11)
        return loc_fail(error, LOCALITY_INVALID,
                        "%d months from that date leave the years 1 to 9999", months);
    year = (int32_t)(total / 12);
    month = (int32_t)(total % 12) + 1;
    length = loc_month_length(year, month);
    *out = loc_date_number(year, month, split.day < length ? split.day : length);
    return loc_ok(error);
}
