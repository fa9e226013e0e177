/* Values as text: what the readers and writers of quantities and dates share. */
#ifndef LOC_BASE_VALUE_H
#define LOC_BASE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/wide.h"
#include "locality/base.h"

/* Decimal places that a type stores: 2 for pence, 6 for millionths, 0 for whole units. */
int32_t loc_type_places(int32_t type);
/* Whether a type has a text form as a range: TRUTH to DAYS. */
bool loc_type_is_value(int32_t type);

/* ---- Reading ------------------------------------------------------------------------------ */

/* A place in the text that is read. A failure is recorded once, with its column. */
typedef struct loc_scan {
    int32_t type;
    const char *text; /* valid UTF-8 */
    size_t length, at;
    locality_error *error;
    locality_status status;
} loc_scan;

/* What one number or date says: `24.7%` is one value, `2010-07` is 31 days. */
typedef struct loc_atom {
    locality_range range;
    int64_t step;     /* unit of the last printed place, in the unit of the type; 0 for dates */
    const char *unit; /* "" or the unit as understood, static: both ends of a range must agree */
    size_t start;     /* where it begins in the text */
} loc_atom;

char loc_scan_char(const loc_scan *scan, size_t ahead); /* NUL beyond the end */
void loc_scan_blanks(loc_scan *scan);
bool loc_scan_take(loc_scan *scan, const char *token);     /* steps over the token if it is next */
bool loc_scan_take_word(loc_scan *scan, const char *word); /* a whole word, in any case */
/* Fails at `start`; the message begins with the offending text in quotes, which runs from `start` to
 * the next blank or operator. Always returns false. */
bool loc_scan_fail(loc_scan *scan, locality_status status, size_t start, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;
bool loc_read_quantity(loc_scan *scan, loc_atom *atom); /* COUNT NUMBER RATIO MONEY DAYS */
bool loc_read_date(loc_scan *scan, loc_atom *atom);     /* DATE MOMENT */

/* ---- Writing ------------------------------------------------------------------------------ */

/* Longest text of a value; no value comes near it. */
#define LOC_LINE_SIZE 192

/* A text that is put together without an allocation. */
typedef struct loc_line {
    char text[LOC_LINE_SIZE];
    size_t length;
} loc_line;

void loc_line_start(loc_line *line);
void loc_line_add(loc_line *line, const char *text);
/* At least `width` digits. */
void loc_line_digits(loc_line *line, uint64_t value, int width);
/* The time of day of a moment: 17:00, or 17:00:01. */
void loc_line_time(loc_line *line, int64_t moment);
/* `value` has `places` decimals; writes `shown` of them rounded half up (away from zero at a tie),
 * or with -1 as many as are not zero; `pound` and `commas` as readers like it. */
void loc_line_decimal(loc_line *line, loc_wide value, int32_t places, int32_t shown, bool pound,
                      bool commas);
/* Hands a finished line to the caller's buffer as the public functions promise. */
locality_status loc_line_give(const loc_line *line, char *buffer, size_t size, size_t *needed,
                              locality_error *error);

/* The range as the type can hold it: truth within [0, 1] and unknown as open, dates within the
 * calendar. False when no value of the type lies inside (`out` is then the unknown range). */
bool loc_value_fit(int32_t type, const locality_range *range, locality_range *out);
/* The lines of locality_value_write and locality_value_print for a valid type and any range. */
void loc_line_value(loc_line *line, int32_t type, const locality_range *range);
void loc_line_print(loc_line *line, int32_t type, const locality_range *range, int32_t decimals);

#endif
