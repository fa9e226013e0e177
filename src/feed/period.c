/* Periods: days, weeks, months, quarters and years as numbers without gaps, and back. */
#include "feed/period.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

enum { EPOCH_YEAR = 1970, EPOCH_WEEKDAY = 3 }; /* 1970-01-01 is the fourth day of its week */

static int32_t floor_divide(int32_t a, int32_t b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

static int32_t month_of(int32_t day) {
    loc_date date = loc_date_split(day);
    return (date.year - EPOCH_YEAR) * 12 + date.month - 1;
}

static int32_t month_first(int32_t month) {
    int32_t year = floor_divide(month, 12);
    return (int32_t)loc_date_number(EPOCH_YEAR + year, month - 12 * year + 1, 1);
}

int32_t loc_feed_period(int32_t every, int32_t day) {
    switch (every) {
    case LOCALITY_FEED_WEEK:
        return floor_divide(day + EPOCH_WEEKDAY, 7);
    case LOCALITY_FEED_MONTH:
        return month_of(day);
    case LOCALITY_FEED_QUARTER:
        return floor_divide(month_of(day), 3);
    case LOCALITY_FEED_YEAR:
        return floor_divide(month_of(day), 12);
    case LOCALITY_FEED_FINANCIAL_YEAR: /* that of 1970-01-01 is 1969/70 */
        return floor_divide(month_of(day) + 9, 12);
    default:
        return day;
    }
}

int32_t loc_feed_period_first(int32_t every, int32_t period) {
    switch (every) {
    case LOCALITY_FEED_WEEK:
        return 7 * period - EPOCH_WEEKDAY;
    case LOCALITY_FEED_MONTH:
        return month_first(period);
    case LOCALITY_FEED_QUARTER:
        return month_first(3 * period);
    case LOCALITY_FEED_YEAR:
        return month_first(12 * period);
    case LOCALITY_FEED_FINANCIAL_YEAR:
        return month_first(12 * period - 9);
    default:
        return period;
    }
}

bool loc_feed_period_makes(int32_t fine, int32_t coarse) {
    /* Bits of the sorts that each makes up, itself among them. */
    static const uint8_t makes[] = {
        [LOCALITY_FEED_DAY] = 0x3F,   [LOCALITY_FEED_WEEK] = 0x02,
        [LOCALITY_FEED_MONTH] = 0x3C, [LOCALITY_FEED_QUARTER] = 0x38,
        [LOCALITY_FEED_YEAR] = 0x10,  [LOCALITY_FEED_FINANCIAL_YEAR] = 0x20,
    };
    return (makes[fine] >> coarse & 1) != 0;
}

/* ---- For the caller --------------------------------------------------------------------------- */

static bool is_sort(int32_t every) {
    return every >= LOCALITY_FEED_DAY && every <= LOCALITY_FEED_FINANCIAL_YEAR;
}

const char *locality_feed_period_name(int32_t every) {
    static const char *const names[] = {"day",     "week", "month",
                                        "quarter", "year", "financial year"};
    return is_sort(every) ? names[every] : "unknown";
}

locality_status locality_feed_period_of(int32_t every, int64_t day, int32_t *out,
                                        locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = 0;
    if (!is_sort(every)) {
        return loc_fail(error, LOCALITY_INVALID, "every is no sort of period");
    }
    if (!loc_period_day_fits(day)) {
        return loc_fail(error, LOCALITY_INVALID, "day lies outside the years 1900 to 2155");
    }
    *out = loc_feed_period(every, (int32_t)day);
    return loc_ok(error);
}

static locality_status check_period(int32_t every, int32_t period, locality_error *error) {
    if (!is_sort(every)) {
        return loc_fail(error, LOCALITY_INVALID, "every is no sort of period");
    }
    if (period < loc_feed_period(every, LOCALITY_FEED_FIRST_DAY) ||
        period > loc_feed_period(every, LOCALITY_FEED_LAST_DAY)) {
        return loc_fail(error, LOCALITY_INVALID, "period lies outside the years 1900 to 2155");
    }
    return LOCALITY_OK;
}

locality_status locality_feed_period_days(int32_t every, int32_t period, int64_t *first,
                                          int64_t *last, locality_error *error) {
    if (first != NULL) {
        *first = 0;
    }
    if (last != NULL) {
        *last = 0;
    }
    if (first == NULL || last == NULL) {
        return loc_fail_null(error, first == NULL ? "first" : "last");
    }
    locality_status status = check_period(every, period, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    *first = loc_feed_period_first(every, period);
    *last = loc_feed_period_first(every, period + 1) - 1;
    return loc_ok(error);
}

/* The text of a period, at most 15 bytes. */
static void write_period(int32_t every, int32_t period, char *text, size_t size) {
    int32_t first = loc_feed_period_first(every, period);
    loc_date date = loc_date_split(first);
    int year = (int)date.year;

    switch (every) {
    case LOCALITY_FEED_WEEK: /* the year of a week is that of its Thursday */
        year = (int)loc_date_split(first + 3).year;
        snprintf(text, size, "%04d-W%02d", year,
                 (int)((first + 3 - loc_date_number(year, 1, 1)) / 7) + 1);
        break;
    case LOCALITY_FEED_MONTH:
        snprintf(text, size, "%04d-%02d", year, (int)date.month);
        break;
    case LOCALITY_FEED_QUARTER:
        snprintf(text, size, "%04d-Q%d", year, (int)(date.month - 1) / 3 + 1);
        break;
    case LOCALITY_FEED_YEAR:
        snprintf(text, size, "%04d", year);
        break;
    case LOCALITY_FEED_FINANCIAL_YEAR:
        snprintf(text, size, "%04d/%02d", year, (year + 1) % 100);
        break;
    default:
        snprintf(text, size, "%04d-%02d-%02d", year, (int)date.month, (int)date.day);
        break;
    }
}

locality_status locality_feed_period_write(int32_t every, int32_t period, char *buffer, size_t size,
                                           locality_error *error) {
    char text[64];

    if (buffer == NULL) {
        return loc_fail_null(error, "buffer");
    }
    if (size > 0) {
        buffer[0] = '\0';
    }
    locality_status status = check_period(every, period, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    write_period(every, period, text, sizeof text);
    if (strlen(text) >= size) {
        return loc_fail(error, LOCALITY_LIMIT, "the buffer is too small");
    }
    memcpy(buffer, text, strlen(text) + 1);
    return loc_ok(error);
}
