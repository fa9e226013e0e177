/* Lines: a short text put together on the stack, and decimals written by integer arithmetic. */
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/value.h"

void loc_line_start(loc_line *line) {
    line->length = 0;
    line->text[0] = '\0';
}

void loc_line_add(loc_line *line, const char *text) {
    size_t length = strlen(text), room = sizeof line->text - 1 - line->length;

    if (length > room) /* no value is that long */
        length = room;
    memcpy(line->text + line->length, text, length);
    line->length += length;
    line->text[line->length] = '\0';
}

/* Digits with at least `width` of them, in groups of three where commas are wanted. */
static void add_digits(loc_line *line, uint64_t value, int width, bool commas) {
    char reversed[2 * 20 + 1], text[sizeof reversed];
    size_t length = 0, count = 0;

    while (value > 0 || width > 0) {
        if (commas && count > 0 && count % 3 == 0)
            reversed[length++] = ',';
        reversed[length++] = (char)('0' + value % 10);
        value /= 10;
        width--;
        count++;
    }
    for (size_t i = 0; i < length; i++)
        text[i] = reversed[length - 1 - i];
    text[length] = '\0';
    loc_line_add(line, text);
}

void loc_line_digits(loc_line *line, uint64_t value, int width) {
    add_digits(line, value, width, false);
}

void loc_line_time(loc_line *line, int64_t moment) {
    uint64_t second = (uint64_t)(moment - loc_moment_day(moment) * LOC_DAY_SECONDS);

    loc_line_digits(line, second / 3600, 2);
    loc_line_add(line, ":");
    loc_line_digits(line, second / 60 % 60, 2);
    if (second % 60 == 0)
        return;
    loc_line_add(line, ":");
    loc_line_digits(line, second % 60, 2);
}

static uint64_t power_of_ten(int32_t exponent) {
    uint64_t power = 1;

    for (; exponent > 0; exponent--)
        power *= 10;
    return power;
}

void loc_line_decimal(loc_line *line, loc_wide value, int32_t places, int32_t shown, bool pound,
                      bool commas) {
    int32_t zeros = shown > places ? shown - places : 0;
    uint64_t size, one;

    for (; shown < 0 && places > 0 && value % 10 == 0; places--)
        value /= 10;
    if (shown >= 0 && shown < places) {
        value = loc_divide_nearest(value, (loc_wide)power_of_ten(places - shown));
        places = shown;
    }
    size = (uint64_t)(value < 0 ? -value : value);
    one = power_of_ten(places);
    if (value < 0)
        loc_line_add(line, "-");
    if (pound)
        loc_line_add(line, "\xC2\xA3");
    add_digits(line, size / one, 1, commas);
    if (places + zeros > 0)
        loc_line_add(line, ".");
    if (places > 0)
        add_digits(line, size % one, places, false);
    for (; zeros > 0; zeros--)
        loc_line_add(line, "0");
}

locality_status loc_line_give(const loc_line *line, char *buffer, size_t size, size_t *needed,
                              locality_error *error) {
    if (needed != NULL)
        *needed = line->length + 1;
    if (line->length >= size) {
        if (size > 0)
            buffer[0] = '\0';
        return loc_fail(error, LOCALITY_LIMIT, "the text needs %zu bytes and the buffer has %zu",
                        line->length + 1, size);
    }
    memcpy(buffer, line->text, line->length + 1);
    return loc_ok(error);
}

/* part * 10^11 stays below 2^100, and the quotient below 2^63 * 10^11. */
locality_status locality_percent_write(int64_t part, int64_t whole, int32_t decimals, char *buffer,
                                       size_t size, locality_error *error) {
    loc_wide dividend, divisor, quotient, one;
    loc_line line;

    if (buffer != NULL && size > 0)
        buffer[0] = '\0';
    if (buffer == NULL)
        return loc_fail_null(error, "buffer");
    if (whole == 0)
        return loc_fail(error, LOCALITY_INVALID, "whole is 0; there is no percentage of nothing");
    if (decimals < 0 || decimals > 9)
        return loc_fail(error, LOCALITY_INVALID, "decimals is %d; it is 0 to 9", decimals);
    one = (loc_wide)power_of_ten(decimals);
    dividend = (loc_wide)part * 100 * one;
    divisor = whole;
    if (whole < 0) {
        dividend = -dividend;
        divisor = -divisor;
    }
    quotient = loc_divide_nearest(dividend, divisor);
    loc_line_start(&line);
    if (quotient < 0) {
        loc_line_add(&line, "-");
        quotient = -quotient;
    }
    /* The whole percents can pass 64 bits; they are written in two halves. */
    if (quotient / one >= (loc_wide)power_of_ten(18)) {
        loc_line_digits(&line, (uint64_t)(quotient / one / (loc_wide)power_of_ten(18)), 1);
        loc_line_digits(&line, (uint64_t)(quotient / one % (loc_wide)power_of_ten(18)), 18);
    } else {
        loc_line_digits(&line, (uint64_t)(quotient / one), 1);
    }
    if (decimals > 0) {
        loc_line_add(&line, ".");
        loc_line_digits(&line, (uint64_t)(quotient % one), decimals);
    }
    return loc_line_give(&line, buffer, size, NULL, error);
}
