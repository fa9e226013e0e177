/* Reading values: the forms in which a paper states what it knows. A value is `?`, or one number or
 * date, alone or with what makes it inexact:
 *
 *     a   a..b   >=a   <=a   >a   <a   a+-margin   a~
 *
 * The numbers and dates themselves are read in quantity_read.c and date_read.c. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

/* Longest piece of the text that an error quotes, in bytes. */
#define QUOTED 48

/* ---- Scanning ----------------------------------------------------------------------------- */

char loc_scan_char(const loc_scan *scan, size_t ahead) {
    return ahead < scan->length - scan->at ? scan->text[scan->at + ahead] : '\0';
}

void loc_scan_blanks(loc_scan *scan) {
    while (loc_is_space(loc_scan_char(scan, 0)))
        scan->at++;
}

static bool starts_with(const loc_scan *scan, size_t at, const char *token) {
    size_t length = strlen(token);

    return scan->length - at >= length && memcmp(scan->text + at, token, length) == 0;
}

bool loc_scan_take(loc_scan *scan, const char *token) {
    if (!starts_with(scan, scan->at, token))
        return false;
    scan->at += strlen(token);
    return true;
}

bool loc_scan_take_word(loc_scan *scan, const char *word) {
    size_t length = strlen(word);

    for (size_t i = 0; i < length; i++)
        if (loc_to_lower(loc_scan_char(scan, i)) != word[i])
            return false;
    if (loc_is_letter(loc_scan_char(scan, length)))
        return false;
    scan->at += length;
    return true;
}

/* Bytes of an operator that stands between or behind numbers, 0 for anything else. */
static size_t operator_at(const loc_scan *scan, size_t at) {
    if (starts_with(scan, at, "..") || starts_with(scan, at, "+-"))
        return 2;
    return scan->text[at] == '~' ? 1 : 0;
}

/* Bytes of the operator that begins at `start`, or of the piece of text up to the next one or a
 * blank; in part where it is long. */
static size_t piece(const loc_scan *scan, size_t start) {
    size_t end = start + operator_at(scan, start);

    while (end == start || (end < scan->length && operator_at(scan, start) == 0 &&
                            operator_at(scan, end) == 0 && !loc_is_space(scan->text[end])))
        end++;
    if (end - start > QUOTED)
        end = start + QUOTED;
    while (end < scan->length && ((unsigned char)scan->text[end] & 0xC0u) == 0x80u)
        end++; /* a whole character, as the text is valid */
    return end - start;
}

bool loc_scan_fail(loc_scan *scan, locality_status status, size_t start, const char *format, ...) {
    char reason[LOCALITY_ERROR_MESSAGE_SIZE];
    va_list arguments;

    va_start(arguments, format);
    if (vsnprintf(reason, sizeof reason, format, arguments) < 0)
        reason[0] = '\0';
    va_end(arguments);
    scan->status = start < scan->length
                       ? loc_fail(scan->error, status, "\"%.*s\": %s", (int)piece(scan, start),
                                  scan->text + start, reason)
                       : loc_fail(scan->error, status, "the text ends too soon: %s", reason);
    loc_error_at_place(scan->error, 0, loc_utf8_count(scan->text, start) + 1);
    return false;
}

/* ---- Types -------------------------------------------------------------------------------- */

static const char *const type_names[] = {
    [LOCALITY_TYPE_NONE] = "none",       [LOCALITY_TYPE_TEXT] = "text",
    [LOCALITY_TYPE_WORD] = "word",       [LOCALITY_TYPE_TRUTH] = "truth",
    [LOCALITY_TYPE_COUNT] = "count",     [LOCALITY_TYPE_NUMBER] = "number",
    [LOCALITY_TYPE_RATIO] = "ratio",     [LOCALITY_TYPE_MONEY] = "money",
    [LOCALITY_TYPE_DATE] = "date",       [LOCALITY_TYPE_MOMENT] = "moment",
    [LOCALITY_TYPE_DAYS] = "days",       [LOCALITY_TYPE_REF] = "ref",
    [LOCALITY_TYPE_ANY_REF] = "any_ref", [LOCALITY_TYPE_TEXTS] = "texts",
    [LOCALITY_TYPE_REFS] = "refs",
};

const char *locality_type_name(int32_t type) {
    if (type < 0 || (size_t)type >= sizeof type_names / sizeof type_names[0])
        return "unknown";
    return type_names[type];
}

bool loc_type_is_value(int32_t type) {
    return type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
}

int32_t loc_type_places(int32_t type) {
    if (type == LOCALITY_TYPE_MONEY)
        return 2;
    return type == LOCALITY_TYPE_NUMBER || type == LOCALITY_TYPE_RATIO ? 6 : 0;
}

static bool is_calendar(int32_t type) {
    return type == LOCALITY_TYPE_DATE || type == LOCALITY_TYPE_MOMENT;
}

/* ---- The forms ---------------------------------------------------------------------------- */

static bool read_atom(loc_scan *scan, loc_atom *atom) {
    loc_scan_blanks(scan);
    atom->start = scan->at;
    atom->step = 0;
    atom->unit = "";
    locality_range_unknown(&atom->range);
    return is_calendar(scan->type) ? loc_read_date(scan, atom) : loc_read_quantity(scan, atom);
}

static bool read_truth(loc_scan *scan, locality_range *out) {
    size_t start = scan->at;

    if (loc_scan_take_word(scan, "yes"))
        locality_range_exact(1, out);
    else if (loc_scan_take_word(scan, "no"))
        locality_range_exact(0, out);
    else
        return loc_scan_fail(scan, LOCALITY_SYNTAX, start, "write yes, no or ? (unknown)");
    return true;
}

/* Smallest and largest value of the type. */
static locality_range bounds_of(int32_t type) {
    locality_range bounds = {LOCALITY_OPEN_BELOW + 1, LOCALITY_OPEN_ABOVE - 1};

    if (type == LOCALITY_TYPE_DATE)
        bounds = (locality_range){LOC_FIRST_DATE, LOC_LAST_DATE};
    if (type == LOCALITY_TYPE_MOMENT)
        bounds = (locality_range){LOC_FIRST_MOMENT, LOC_LAST_MOMENT};
    return bounds;
}

static bool fail_bounds(loc_scan *scan, size_t start) {
    return loc_scan_fail(scan, LOCALITY_OVERFLOW, start,
                         is_calendar(scan->type) ? "this leaves the years 1 to 9999"
                                                 : "the number is too large");
}

enum bound { AT_LEAST, AT_MOST, OVER, UNDER };

static bool read_bound(loc_scan *scan, enum bound bound, locality_range *out) {
    locality_range bounds = bounds_of(scan->type);
    loc_atom atom;

    if (!read_atom(scan, &atom))
        return false;
    locality_range_unknown(out);
    switch (bound) {
    case AT_LEAST:
        out->lo = atom.range.lo;
        return true;
    case AT_MOST:
        out->hi = atom.range.hi;
        return true;
    case OVER:
        if (atom.range.hi >= bounds.hi)
            return fail_bounds(scan, atom.start);
        out->lo = atom.range.hi + 1;
        return true;
    default:
        if (atom.range.lo <= bounds.lo)
            return fail_bounds(scan, atom.start);
        out->hi = atom.range.lo - 1;
        return true;
    }
}

static bool is_zero(const loc_atom *atom) {
    return atom->range.lo == 0; /* what has a unit is one number */
}

/* `20..30m` could mean two things, so a unit stands at both numbers or at none; zero needs none. */
static bool check_units(loc_scan *scan, const loc_atom *a, const loc_atom *b) {
    const loc_atom *bare = a->unit[0] == '\0' ? a : b;
    const loc_atom *other = bare == a ? b : a;

    if (bare->unit[0] != '\0' || other->unit[0] == '\0' || is_zero(bare))
        return true;
    return loc_scan_fail(scan, LOCALITY_SYNTAX, bare->start,
                         "write the unit at both numbers; only the other one has %s", other->unit);
}

static bool read_upper_end(loc_scan *scan, const loc_atom *lower, locality_range *out) {
    loc_atom upper;

    if (!read_atom(scan, &upper) || !check_units(scan, lower, &upper))
        return false;
    if (lower->range.lo > upper.range.hi)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, lower->start,
                             "the smaller end comes first, as in %s",
                             is_calendar(scan->type) ? "2010-07..2010-09" : "20..30");
    out->lo = lower->range.lo;
    out->hi = upper.range.hi;
    return true;
}

/* The margin of a date is a length of time in days. */
static bool read_margin(loc_scan *scan, const loc_atom *about, locality_range *out) {
    int32_t type = scan->type;
    locality_range bounds = bounds_of(type), below, above;
    int64_t margin;
    loc_atom atom;
    bool read;

    scan->type = is_calendar(type) ? LOCALITY_TYPE_DAYS : type;
    read = read_atom(scan, &atom);
    scan->type = type;
    if (!read || (!is_calendar(type) && !check_units(scan, about, &atom)))
        return false;
    margin = atom.range.lo;
    if (margin < 0)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, atom.start, "a margin has no sign");
    if (type == LOCALITY_TYPE_MOMENT) {
        if (margin > bounds.hi / LOC_DAY_SECONDS)
            return fail_bounds(scan, atom.start);
        margin *= LOC_DAY_SECONDS;
    }
    locality_range_about(about->range.lo, margin, &below);
    locality_range_about(about->range.hi, margin, &above);
    if (is_calendar(type) && (below.lo < bounds.lo || above.hi > bounds.hi))
        return fail_bounds(scan, atom.start);
    out->lo = below.lo;
    out->hi = above.hi;
    return true;
}

static bool read_rest(loc_scan *scan, const loc_atom *atom, locality_range *out) {
    size_t start;

    loc_scan_blanks(scan);
    start = scan->at;
    if (loc_scan_take(scan, ".."))
        return read_upper_end(scan, atom, out);
    if (loc_scan_take(scan, "+-"))
        return read_margin(scan, atom, out);
    if (loc_scan_take(scan, "~")) {
        if (is_calendar(scan->type))
            return loc_scan_fail(scan, LOCALITY_SYNTAX, start,
                                 "only numbers are rounded; write a span such as 2010-07..2010-09");
        locality_range_printed(atom->range.lo, atom->step, out);
        return true;
    }
    *out = atom->range;
    return true;
}

static bool read_form(loc_scan *scan, locality_range *out) {
    loc_atom atom;

    if (loc_scan_take(scan, "?"))
        return true; /* out is unknown already */
    if (scan->type == LOCALITY_TYPE_TRUTH)
        return read_truth(scan, out);
    if (loc_scan_take(scan, ">="))
        return read_bound(scan, AT_LEAST, out);
    if (loc_scan_take(scan, "<="))
        return read_bound(scan, AT_MOST, out);
    if (loc_scan_take(scan, ">"))
        return read_bound(scan, OVER, out);
    if (loc_scan_take(scan, "<"))
        return read_bound(scan, UNDER, out);
    return read_atom(scan, &atom) && read_rest(scan, &atom, out);
}

static bool read_all(loc_scan *scan, locality_range *out) {
    loc_scan_blanks(scan);
    if (!read_form(scan, out))
        return false;
    loc_scan_blanks(scan);
    if (scan->at < scan->length)
        return loc_scan_fail(scan, LOCALITY_SYNTAX, scan->at, "nothing may follow the value");
    return true;
}

locality_status locality_value_read(int32_t type, const char *text, size_t length,
                                    locality_range *out, locality_error *error) {
    loc_scan scan = {.type = type, .text = text, .length = length, .error = error};
    locality_range range;
    size_t valid;

    if (out == NULL)
        return loc_fail_null(error, "out");
    locality_range_unknown(out);
    range = *out;
    if (!loc_type_is_value(type))
        return loc_fail(error, LOCALITY_INVALID, "%s is not a type of quantities or dates",
                        locality_type_name(type));
    if (text == NULL)
        return loc_fail_null(error, "text");
    valid = loc_utf8_check(text, length);
    if (valid < length) {
        loc_fail(error, LOCALITY_ENCODING, "the text is not valid UTF-8");
        loc_error_at_place(error, 0, loc_utf8_count(text, valid) + 1);
        return LOCALITY_ENCODING;
    }
    if (!read_all(&scan, &range))
        return scan.status;
    *out = range;
    return loc_ok(error);
}
