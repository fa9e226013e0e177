/* Reading quantities: a decimal number with an optional sign, pound sign, thousands commas, and a
 * percent sign, multiplier or unit of time. Exact: a digit that the type cannot hold is an error. */
#include <string.h>

#include "base/text.h"
#include "base/value.h"

/* What may stand behind a number of a type: the number counts `factor * 10^exponent` units. */
typedef struct suffix {
    int32_t type;
    const char *text; /* lower case */
    const char *unit; /* as an error names it */
    int32_t exponent;
    int64_t factor;
} suffix;

static const char multiplier[] = "a multiplier (k, m or bn)";

#define MULTIPLIERS(type)                                            \
    {type, "bn", multiplier, 9, 1}, {type, "m", multiplier, 6, 1}, { \
        type, "k", multiplier, 3, 1                                  \
    }

static const suffix suffixes[] = {
    MULTIPLIERS(LOCALITY_TYPE_COUNT),
    MULTIPLIERS(LOCALITY_TYPE_NUMBER),
    MULTIPLIERS(LOCALITY_TYPE_MONEY),
    {LOCALITY_TYPE_RATIO, "%", "a percent sign", -2, 1},
    {LOCALITY_TYPE_DAYS, "days", "\"days\"", 0, 1},
    {LOCALITY_TYPE_DAYS, "day", "\"days\"", 0, 1},
    {LOCALITY_TYPE_DAYS, "weeks", "\"weeks\"", 0, 7},
    {LOCALITY_TYPE_DAYS, "week", "\"weeks\"", 0, 7},
};

/* How a type is written, for errors. */
typedef struct manner {
    const char *example;
    const char *too_fine;
} manner;

static const manner manners[] = {
    [LOCALITY_TYPE_COUNT] = {"1,234 or 1.5k", "a count is a whole number"},
    [LOCALITY_TYPE_NUMBER] = {"12.5 or 1,234.5", "a number has at most 6 decimal places"},
    [LOCALITY_TYPE_RATIO] = {"26.09% or 0.2609",
                             "a share has at most 4 decimal places in percent, 6 without"},
    [LOCALITY_TYPE_MONEY] = {"720400, 1,234.50 or 1.354m", "money has at most 2 decimal places, "
                                                           "the pence"},
    [LOCALITY_TYPE_DAYS] = {"30 days or 4 weeks", "days are whole numbers"},
};

typedef struct digits {
    uint64_t value; /* all digits without the point */
    int32_t places; /* after the point */
    bool overflow;
} digits;

static const char pound_sign[] = "\xC2\xA3";

static void add_digit(digits *number, char c) {
    uint64_t digit = (uint64_t)(c - '0');

    if (number->value > (UINT64_MAX - digit) / 10)
        number->overflow = true;
    else
        number->value = number->value * 10 + digit;
}

/* Digits before the point. With commas the first group has one to three digits, the others three. */
static bool read_whole(loc_scan *scan, digits *number) {
    size_t group = 0, commas = 0;

    for (;; scan->at++) {
        char c = loc_scan_char(scan, 0);

        if (loc_is_digit(c)) {
            add_digit(number, c);
            group++;
        } else if (c == ',' && group > 0) {
            if (group > 3 || (commas > 0 && group != 3))
                return false;
            commas++;
            group = 0;
        } else {
            return group > 0 && (commas == 0 || group == 3);
        }
    }
}

/* A point counts only before a digit, so that `1..5` is a span. */
static void read_fraction(loc_scan *scan, digits *number) {
    if (loc_scan_char(scan, 0) != '.' || !loc_is_digit(loc_scan_char(scan, 1)))
        return;
    for (scan->at++; loc_is_digit(loc_scan_char(scan, 0)); scan->at++) {
        add_digit(number, loc_scan_char(scan, 0));
        if (number->places < INT32_MAX)
            number->places++;
    }
}

static bool read_sign(loc_scan *scan) {
    bool negative = loc_scan_take(scan, "-");

    if (!negative)
        loc_scan_take(scan, "+");
    if (scan->type == LOCALITY_TYPE_MONEY && loc_scan_take(scan, pound_sign))
        loc_scan_blanks(scan);
    return negative;
}

static bool take_suffix(loc_scan *scan, const char *text) {
    return text[0] == '%' ? loc_scan_take(scan, text) : loc_scan_take_word(scan, text);
}

/* Null where the number stands alone; blanks before what is no suffix stay. */
static const suffix *read_suffix(loc_scan *scan) {
    size_t start = scan->at;

    loc_scan_blanks(scan);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (suffixes[i].type == scan->type && take_suffix(scan, suffixes[i].text))
            return &suffixes[i];
    scan->at = start;
    return NULL;
}

/* Multiplies by `factor`; false if the product leaves 63 bits. */
static bool scale(uint64_t *value, uint64_t factor) {
    if (*value > (uint64_t)INT64_MAX / factor)
        return false;
    *value *= factor;
    return true;
}

static bool scale_by_tens(uint64_t *value, int32_t exponent) {
    for (; exponent > 0; exponent--)
        if (!scale(value, 10))
            return false;
    return true;
}

bool loc_read_quantity(loc_scan *scan, loc_atom *atom) {
    size_t start = scan->at;
    const char *example = manners[scan->type].example;
    digits number = {0, 0, false};
    uint64_t step = 1, factor = 1;
    const suffix *found;
    int64_t exponent;
    bool negative;

    negative = read_sign(scan);
    if (!loc_is_digit(loc_scan_char(scan, 0)))
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start,
                             "this is no number; write %s, or ? for "
                             "unknown",
                             example);
    if (!read_whole(scan, &number))
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start,
                             "thousands commas stand before groups of "
                             "three digits, as in 1,234,567.89");
    read_fraction(scan, &number);
    exponent = (int64_t)loc_type_places(scan->type) - number.places;
    found = read_suffix(scan);
    if (found != NULL) {
        exponent += found->exponent;
        factor = (uint64_t)found->factor;
        atom->unit = found->unit;
    }
    if (loc_is_letter(loc_scan_char(scan, 0)) || (unsigned char)loc_scan_char(scan, 0) >= 0x80)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start, "this is no number; write %s", example);
    if (exponent < 0)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start, "%s", manners[scan->type].too_fine);
    if (number.overflow || !scale(&number.value, factor) ||
        !scale_by_tens(&number.value, (int32_t)exponent) ||
        (!negative && number.value == (uint64_t)LOCALITY_OPEN_ABOVE))
        return loc_scan_fail(scan, LOCALITY_OVERFLOW, start, "the number is too large");
    scale_by_tens(&step, (int32_t)exponent);
    atom->step = (int64_t)(step * factor);
    locality_range_exact(negative ? -(int64_t)number.value : (int64_t)number.value, &atom->range);
    return true;
}
