/* Cells: reading. */
#include "intake/cell.h"

#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

/* ---- Numbers ----------------------------------------------------------------------------------- */

/* A plain decimal: sign, digits with or without thousands commas, fraction. */
typedef struct decimal {
    uint64_t value; /* of all digits, without the point */
    int32_t places; /* digits behind the point */
    bool is_negative;
} decimal;

static bool add_digit(decimal *number, char c) {
    if (number->value > (UINT64_MAX - 9) / 10) {
        return false;
    }
    number->value = number->value * 10 + (uint64_t)(c - '0');
    return true;
}

/* Digits before the point; with commas, groups of three behind the first. */
static size_t read_whole(decimal *number, const char *text, size_t at, size_t length) {
    size_t group = 0;
    bool commas = false;
    for (; at < length; at++) {
        if (loc_is_digit(text[at])) {
            if (!add_digit(number, text[at])) {
                return SIZE_MAX;
            }
            group++;
        } else if (text[at] == ',' && group > 0 && group <= 3 && (!commas || group == 3)) {
            commas = true;
            group = 0;
        } else {
            break;
        }
    }
    return group > 0 && (!commas || group == 3) ? at : SIZE_MAX;
}

static bool read_decimal(const char *text, size_t length, decimal *number) {
    size_t at = 0;
    *number = (decimal){0, 0, false};
    if (at < length && (text[at] == '-' || text[at] == '+')) {
        number->is_negative = text[at++] == '-';
    }
    if (length - at >= 2 && memcmp(text + at, "\xC2\xA3", 2) == 0) {
        at += 2;
    }
    bool is_fraction = at + 1 < length && text[at] == '.' && loc_is_digit(text[at + 1]);
    at = is_fraction ? at : read_whole(number, text, at, length);
    if (at == SIZE_MAX) {
        return false;
    }
    if (at < length && text[at] == '.') {
        size_t end = length; /* zeros at the end say nothing */
        while (end > at + 1 && text[end - 1] == '0') {
            end--;
        }
        for (size_t i = at + 1; i < end; i++, number->places++) {
            if (!loc_is_digit(text[i]) || !add_digit(number, text[i])) {
                return false;
            }
        }
        at = length;
    }
    return at == length && length > 0;
}

/* Brings a decimal to units of 10^-places of which the cell's unit is 10^exponent. False where it does
 * not fit. */
static bool scale(const decimal *number, int32_t shift, uint64_t *lo, uint64_t *hi) {
    uint64_t value = number->value;
    bool is_exact = true;
    for (; shift > 0; shift--) {
        if (value > INT64_MAX / 10) {
            return false;
        }
        value *= 10;
    }
    for (; shift < 0; shift++) {
        is_exact = is_exact && value % 10 == 0;
        value /= 10;
    }
    *lo = value;
    *hi = is_exact ? value : value + 1;
    return *hi < INT64_MAX;
}

locality_status loc_cell_number(int32_t type, int32_t exponent, const char *text, size_t length,
                                locality_range *out, locality_error *error) {
    decimal number;
    uint64_t lo, hi;
    locality_range_unknown(out);
    bool is_ratio = type == LOCALITY_TYPE_RATIO && length > 0 && text[length - 1] == '%';
    size_t digits = is_ratio ? length - 1 : length;
    if (!read_decimal(text, digits, &number)) {
        if (exponent != 0) {
            return loc_fail(error, LOCALITY_SYNTAX, "this is no number");
        }
        return locality_value_read(type, text, length, out, error);
    }
    int32_t shift = loc_type_places(type) + (is_ratio ? -2 : exponent) - number.places;
    if (!scale(&number, shift, &lo, &hi)) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the number is too large");
    }
    if (lo != hi && (type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_DAYS)) {
        return loc_fail(error, LOCALITY_SYNTAX, "a count is a whole number");
    }
    out->lo = number.is_negative ? -(int64_t)hi : (int64_t)lo;
    out->hi = number.is_negative ? -(int64_t)lo : (int64_t)hi;
    return LOCALITY_OK;
}

/* ---- Dates ------------------------------------------------------------------------------------- */

/* What has been read of a date; 0 where nothing has. */
typedef struct parts {
    int32_t year, month, day;
} parts;

/* `least` to `most` digits as a number, or -1. */
static int32_t read_digits(const char *text, size_t length, size_t *at, size_t least, size_t most) {
    int32_t value = 0;
    size_t start = *at;
    while (*at < length && *at - start < most && loc_is_digit(text[*at])) {
        value = value * 10 + (text[(*at)++] - '0');
    }
    return *at - start < least ? -1 : value;
}

static int32_t read_month(const char *text, size_t length, size_t *at, bool is_short) {
    for (int32_t month = 1; month <= 12; month++) {
        const char *name = loc_month_name(month);
        size_t size = is_short ? 3 : strlen(name), i = 0;
        while (i < size && *at + i < length &&
               loc_to_lower(text[*at + i]) == loc_to_lower(name[i])) {
            i++;
        }
        if (i == size) {
            *at += size;
            return month;
        }
    }
    return -1;
}

typedef struct date_token {
    const char *token;
    uint8_t part;        /* 'y', 'm', 'd' */
    uint8_t least, most; /* digits; 0 for names */
} date_token;

static const date_token date_tokens[] = {/* longer ones first */
                                         {"YYYY", 'y', 4, 4},  {"YY", 'y', 2, 2},
                                         {"Month", 'm', 0, 0}, {"Mon", 'm', 0, 1},
                                         {"MM", 'm', 2, 2},    {"M", 'm', 1, 2},
                                         {"DD", 'd', 2, 2},    {"D", 'd', 1, 2}};

/* Reads the part that a token of the form stands for. */
static bool read_part(const date_token *token, const char *text, size_t length, size_t *at,
                      parts *date) {
    int32_t value = token->least == 0 ? read_month(text, length, at, token->most == 1)
                                      : read_digits(text, length, at, token->least, token->most);
    if (value < 0) {
        return false;
    }
    if (token->part == 'y') {
        date->year = token->most == 4 ? value : value + (value < 70 ? 2000 : 1900);
    } else if (token->part == 'm') {
        date->month = value;
    } else {
        date->day = value;
    }
    return true;
}

static const date_token *find_token(const char *form) {
    for (size_t i = 0; i < sizeof date_tokens / sizeof date_tokens[0]; i++) {
        if (strncmp(form, date_tokens[i].token, strlen(date_tokens[i].token)) == 0) {
            return &date_tokens[i];
        }
    }
    return NULL;
}

static bool read_form(const char *form, const char *text, size_t length, parts *date) {
    size_t at = 0;
    while (*form != '\0') {
        if (*form == '*') {
            return true;
        }
        const date_token *token = find_token(form);
        if (token != NULL) {
            if (!read_part(token, text, length, &at, date)) {
                return false;
            }
            form += strlen(token->token);
            continue;
        }
        if (at >= length || text[at] != *form) {
            return false;
        }
        at++;
        form++;
    }
    return at == length;
}

locality_status loc_cell_date(const char *form, const char *text, size_t length,
                              locality_range *out, locality_error *error) {
    parts date = {0, 0, 0};
    locality_range_unknown(out);
    if (!read_form(form, text, length, &date)) {
        return loc_fail(error, LOCALITY_SYNTAX, "this is no date of the form %s", form);
    }
    bool has_month = date.month != 0, has_day = date.day != 0;
    date.month = has_month ? date.month : 1;
    date.day = has_day ? date.day : 1;
    if (date.year < LOC_FIRST_YEAR || date.month > 12 ||
        date.day > loc_month_length(date.year, date.month)) {
        return loc_fail(error, LOCALITY_SYNTAX, "there is no such day");
    }
    *out = loc_period_days(has_day     ? LOC_PERIOD_DAY
                           : has_month ? LOC_PERIOD_MONTH
                                       : LOC_PERIOD_YEAR,
                           date.year, date.month, date.day);
    return LOCALITY_OK;
}

/* ---- Truths ------------------------------------------------------------------------------------- */

locality_status loc_cell_truth(const char *text, size_t length, locality_range *out,
                               locality_error *error) {
    static const char *const words[][2] = {{"yes", "1"}, {"no", "0"}, {"true", "1"}, {"false", "0"},
                                           {"y", "1"},   {"n", "0"},  {"t", "1"},    {"f", "0"},
                                           {"1", "1"},   {"0", "0"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t at = 0;
        while (at < length && words[i][0][at] != '\0' &&
               loc_to_lower(text[at]) == words[i][0][at]) {
            at++;
        }
        if (at == length && words[i][0][at] == '\0') {
            locality_range_exact(words[i][1][0] - '0', out);
            return LOCALITY_OK;
        }
    }
    locality_range_unknown(out);
    return loc_fail(error, LOCALITY_SYNTAX, "this is neither yes nor no");
}

/* ---- Texts -------------------------------------------------------------------------------------- */

/* What the bytes 0x80 to 0x9F mean in Windows-1252; 0 for nothing. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

size_t loc_cell_from_windows(const char *text, size_t length, char *out) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        uint32_t code = c < 0x80 || c >= 0xA0 ? c : windows[c - 0x80];
        if (code == 0) {
            return SIZE_MAX;
        }
        if (code < 0x80) {
            out[written++] = (char)code;
        } else if (code < 0x800) {
            out[written++] = (char)(0xC0 | (code >> 6));
            out[written++] = (char)(0x80 | (code & 0x3F));
        } else {
            out[written++] = (char)(0xE0 | (code >> 12));
            out[written++] = (char)(0x80 | ((code >> 6) & 0x3F));
            out[written++] = (char)(0x80 | (code & 0x3F));
        }
    }
    return written;
}

size_t loc_cell_slug(const char *text, size_t length, char *out) {
    size_t written = 0;
    bool gap = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!loc_is_letter(c) && !loc_is_digit(c) && (unsigned char)c < 0x80) {
            gap = gap || c != '\''; /* "men's" is one word */
            continue;
        }
        if (gap && written > 0) {
            out[written++] = '-';
        }
        gap = false;
        out[written++] = loc_to_lower(c);
    }
    return written;
}
