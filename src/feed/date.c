/* Dates of cells: read token by token, numbers and words with what stands between them. */
#include "feed/date.h"

#include <string.h>

#include "base/text.h"

enum { MOST_TOKENS = 3, NO_MONTH = 0, LAST_SHORT_YEAR = 69 };

typedef struct tokens {
    const char *at, *end;
} tokens;

static bool take_char(tokens *t, char c) {
    if (t->at < t->end && *t->at == c) {
        t->at++;
        return true;
    }
    return false;
}

/* A number of at most nine digits; how many digits. */
static uint32_t take_number(tokens *t, int32_t *value) {
    uint32_t digits = 0;

    *value = 0;
    while (t->at < t->end && loc_is_digit(*t->at) && digits < 9) {
        *value = *value * 10 + (*t->at++ - '0');
        digits++;
    }
    return t->at < t->end && loc_is_digit(*t->at) ? 99 : digits;
}

/* A month by its English name or the first three letters of it. */
static int32_t take_month(tokens *t) {
    const char *from = t->at;

    while (t->at < t->end && loc_is_letter(*t->at)) {
        t->at++;
    }
    size_t length = (size_t)(t->at - from);
    if (t->at < t->end && *t->at == '.' && length >= 3) {
        t->at++;
    }
    for (int32_t month = 1; month <= 12 && length >= 3; month++) {
        const char *name = loc_month_name(month);
        size_t same = 0;
        while (same < length && name[same] != '\0' &&
               loc_to_lower(from[same]) == loc_to_lower(name[same])) {
            same++;
        }
        if (same == length && (length == 3 || name[length] == '\0')) {
            return month;
        }
        if (month == 9 && length == 4 && same == 4) {
            return month; /* Sept */
        }
    }
    return NO_MONTH;
}

/* ---- Times ------------------------------------------------------------------------------------ */

static bool take_two(tokens *t, int32_t most, int32_t *value) {
    uint32_t digits = take_number(t, value);
    return digits >= 1 && digits <= 2 && *value <= most;
}

/* `am` or `pm`; false where an hour does not go with it. */
static bool take_half(tokens *t, int32_t *hour) {
    char c = t->at < t->end ? loc_to_lower(*t->at) : '\0';

    if ((c != 'a' && c != 'p') || t->end - t->at < 2 || loc_to_lower(t->at[1]) != 'm') {
        return true;
    }
    t->at += 2;
    if (*hour < 1 || *hour > 12) {
        return false;
    }
    *hour = *hour % 12 + (c == 'p' ? 12 : 0);
    return true;
}

/* A zone: it does not move the day that the text names. */
static bool take_zone(tokens *t) {
    int32_t value;

    take_char(t, ' ');
    if (take_char(t, 'Z') || t->at == t->end) {
        return t->at == t->end;
    }
    if (t->end - t->at == 3 && (memcmp(t->at, "UTC", 3) == 0 || memcmp(t->at, "GMT", 3) == 0)) {
        return true;
    }
    if (!take_char(t, '+') && !take_char(t, '-')) {
        return false;
    }
    uint32_t digits = take_number(t, &value);
    if (digits == 2 && take_char(t, ':')) {
        digits = take_number(t, &value) == 2 ? 4 : 0;
    }
    return (digits == 2 || digits == 4) && t->at == t->end;
}

bool loc_feed_time_read(const char *text, size_t length, int32_t *second) {
    tokens t = {text, text + length};
    int32_t hour, minute = 0, seconds = 0, rest;

    *second = 0;
    if (length == 0) {
        return true;
    }
    if (!take_char(&t, 'T') && !take_char(&t, ' ')) {
        return false;
    }
    while (take_char(&t, ' ')) {
    }
    if (!take_two(&t, 24, &hour) || !take_char(&t, ':') || !take_two(&t, 59, &minute)) {
        return false;
    }
    if (take_char(&t, ':') && !take_two(&t, 60, &seconds)) {
        return false;
    }
    if (take_char(&t, '.')) {
        uint32_t digits = take_number(&t, &rest);
        if (digits == 0 || digits > 9) {
            return false;
        }
    }
    const char *before = t.at;
    take_char(&t, ' ');
    if (t.at < t.end && (loc_to_lower(*t.at) == 'a' || loc_to_lower(*t.at) == 'p')) {
        if (!take_half(&t, &hour)) {
            return false;
        }
    } else {
        t.at = before;
    }
    *second = hour * 3600 + minute * 60 + seconds;
    return hour * 3600 + minute * 60 <= 86400 && take_zone(&t);
}

/* ---- Days and periods ------------------------------------------------------------------------- */

static int give_days(int64_t first, int64_t last, loc_feed_date *out) {
    if (!loc_period_day_fits(first) || !loc_period_day_fits(last)) {
        return LOCALITY_FEED_RANGE;
    }
    *out = (loc_feed_date){(int32_t)first, (int32_t)last, LOC_NO_SECOND};
    return LOC_DATE_READ;
}

static int give_month(int32_t year, int32_t month, int32_t months, loc_feed_date *out) {
    if (month < 1 || month > 12) {
        return LOCALITY_FEED_DATE;
    }
    if (year < 1 || year > 9990) {
        return LOCALITY_FEED_RANGE;
    }
    int32_t behind = month - 1 + months;
    return give_days(loc_date_number(year, month, 1),
                     loc_date_number(year + behind / 12, behind % 12 + 1, 1) - 1, out);
}

/* A day, with what is left of the text as its time. */
static int give_day(int32_t year, int32_t month, int32_t day, const tokens *t, loc_feed_date *out) {
    int32_t second;

    if (month < 1 || month > 12 || day < 1 || day > loc_month_length(year > 0 ? year : 4, month) ||
        !loc_feed_time_read(t->at, (size_t)(t->end - t->at), &second)) {
        return LOCALITY_FEED_DATE;
    }
    if (year < 1 || year > 9990) {
        return LOCALITY_FEED_RANGE;
    }
    int64_t number = loc_date_number(year, month, day);
    int fault = give_days(number, number, out);
    if (fault == LOC_DATE_READ) {
        out->second = number * LOC_DAY_SECONDS + second;
    }
    return fault;
}

static int give_week(int32_t year, int32_t week, int32_t weekday, loc_feed_date *out) {
    if (year < 1 || year > 9990) {
        return LOCALITY_FEED_RANGE;
    }
    /* 4 January is always in week 1; 28 December always in the last. */
    int64_t fourth = loc_date_number(year, 1, 4), last = loc_date_number(year, 12, 28);
    int64_t monday = fourth - (locality_date_weekday(fourth) - 1) + 7 * (week - 1);
    if (week < 1 || monday > last || weekday > 7) {
        return LOCALITY_FEED_DATE;
    }
    return weekday == 0 ? give_days(monday, monday + 6, out)
                        : give_days(monday + weekday - 1, monday + weekday - 1, out);
}

static bool at_end(const tokens *t) {
    return t->at == t->end;
}

/* Behind `2020-W`. */
static int read_week(tokens *t, int32_t year, loc_feed_date *out) {
    int32_t week, weekday = 0;

    if (take_number(t, &week) != 2) {
        return LOCALITY_FEED_DATE;
    }
    if (take_char(t, '-') && (take_number(t, &weekday) != 1 || weekday == 0)) {
        return LOCALITY_FEED_DATE;
    }
    return at_end(t) ? give_week(year, week, weekday, out) : LOCALITY_FEED_DATE;
}

/* Behind four digits: a year, and what goes with it. */
static int read_from_year(tokens *t, int32_t year, int32_t every, loc_feed_date *out) {
    int32_t second, third;
    char between = t->at < t->end ? *t->at : '\0';

    if (between == '\0') {
        return give_month(year, 1, 12, out);
    }
    if (between == 'W') {
        t->at++;
        return read_week(t, year, out);
    }
    if (between != '-' && between != '/' && between != '.') {
        return LOCALITY_FEED_DATE;
    }
    t->at++;
    if (take_char(t, 'W')) {
        return read_week(t, year, out);
    }
    if (take_char(t, 'Q')) {
        return take_number(t, &second) == 1 && at_end(t) && second >= 1 && second <= 4
                   ? give_month(year, 3 * second - 2, 3, out)
                   : LOCALITY_FEED_DATE;
    }
    uint32_t digits = take_number(t, &second);
    if (at_end(t)) {
        bool is_next =
            (digits == 2 && second == (year + 1) % 100) || (digits == 4 && second == year + 1);
        if (is_next && (between == '/' || every == LOCALITY_FEED_FINANCIAL_YEAR || second > 12)) {
            return give_month(year, 4, 12, out);
        }
        return digits == 2 && between != '.' ? give_month(year, second, 1, out)
                                             : LOCALITY_FEED_DATE;
    }
    if (digits < 1 || digits > 2 || !take_char(t, between)) {
        return LOCALITY_FEED_DATE;
    }
    digits = take_number(t, &third);
    return digits == 1 || digits == 2 ? give_day(year, second, third, t, out) : LOCALITY_FEED_DATE;
}

/* A year of two or four digits. */
static bool take_year(tokens *t, int32_t *year) {
    uint32_t digits = take_number(t, year);

    if (digits == 2) {
        *year += *year > LAST_SHORT_YEAR ? 1900 : 2000;
    }
    return digits == 2 || digits == 4;
}

static void skip_between(tokens *t) {
    while (t->at < t->end && (*t->at == ' ' || *t->at == '-' || *t->at == ',' || *t->at == '/')) {
        t->at++;
    }
}

/* Behind one or two digits: a day or month comes first. */
static int read_from_day(tokens *t, int32_t first, bool month_first, loc_feed_date *out) {
    int32_t second, year;
    char between = t->at < t->end ? *t->at : '\0';

    if (between == ' ' || between == '-') {
        tokens behind = *t;
        skip_between(&behind);
        if (behind.at < behind.end && loc_is_letter(*behind.at)) {
            second = take_month(&behind);
            skip_between(&behind);
            return second != NO_MONTH && take_year(&behind, &year)
                       ? give_day(year, second, first, &behind, out)
                       : LOCALITY_FEED_DATE;
        }
    }
    if (between != '/' && between != '.' && between != '-') {
        return LOCALITY_FEED_DATE;
    }
    t->at++;
    uint32_t digits = take_number(t, &second);
    if (digits < 1 || digits > 2 || !take_char(t, between) || !take_year(t, &year)) {
        return LOCALITY_FEED_DATE;
    }
    return month_first ? give_day(year, first, second, t, out)
                       : give_day(year, second, first, t, out);
}

/* A month comes first: `June 2020`, `Jun-20`, `June 7, 2020`. */
static int read_from_month(tokens *t, loc_feed_date *out) {
    int32_t month = take_month(t), number, year;

    skip_between(t);
    const char *before = t->at;
    uint32_t digits = take_number(t, &number);
    if (month == NO_MONTH || digits == 0 || digits > 4) {
        return LOCALITY_FEED_DATE;
    }
    if (at_end(t)) {
        t->at = before;
        return take_year(t, &year) ? give_month(year, month, 1, out) : LOCALITY_FEED_DATE;
    }
    skip_between(t);
    return digits <= 2 && take_year(t, &year) ? give_day(year, month, number, t, out)
                                              : LOCALITY_FEED_DATE;
}

int loc_feed_date_read(const char *text, size_t length, bool month_first, int32_t every,
                       loc_feed_date *out) {
    tokens t = {text, text + length};
    int32_t number;

    if (length == 0 || length > 64) {
        return LOCALITY_FEED_DATE;
    }
    if (loc_is_letter(*t.at)) {
        return read_from_month(&t, out);
    }
    uint32_t digits = take_number(&t, &number);
    if (digits == 4) {
        return read_from_year(&t, number, every, out);
    }
    if (digits == 8) {
        return give_day(number / 10000, number / 100 % 100, number % 100, &t, out);
    }
    return digits == 1 || digits == 2 ? read_from_day(&t, number, month_first, out)
                                      : LOCALITY_FEED_DATE;
}
