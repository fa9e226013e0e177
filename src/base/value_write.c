/* Writing values: the one form of each range that reads back to the same range. */
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

/* ---- What a type can hold ----------------------------------------------------------------- */

/* Ends outside [first, last] become open; nothing is left if the whole range lies outside. */
static bool fit_calendar(int64_t first, int64_t last, locality_range *range) {
    if (range->lo > last || range->hi < first)
        return false;
    if (range->lo < first)
        range->lo = LOCALITY_OPEN_BELOW;
    if (range->hi > last)
        range->hi = LOCALITY_OPEN_ABOVE;
    return true;
}

/* yes, no, or unknown with both ends open. */
static bool fit_truth(locality_range *range) {
    bool may_be_no = range->lo <= 0 && range->hi >= 0;
    bool may_be_yes = range->lo <= 1 && range->hi >= 1;

    if (may_be_no && may_be_yes)
        locality_range_unknown(range);
    else
        locality_range_exact(may_be_yes ? 1 : 0, range);
    return may_be_no || may_be_yes;
}

bool loc_value_fit(int32_t type, const locality_range *range, locality_range *out) {
    bool fits = locality_range_is_valid(range) != 0;

    locality_range_unknown(out);
    if (fits)
        *out = *range;
    if (fits && type == LOCALITY_TYPE_TRUTH)
        fits = fit_truth(out);
    if (fits && type == LOCALITY_TYPE_DATE)
        fits = fit_calendar(LOC_FIRST_DATE, LOC_LAST_DATE, out);
    if (fits && type == LOCALITY_TYPE_MOMENT)
        fits = fit_calendar(LOC_FIRST_MOMENT, LOC_LAST_MOMENT, out);
    if (!fits)
        locality_range_unknown(out);
    return fits;
}

/* ---- Ends --------------------------------------------------------------------------------- */

static void add_number(loc_line *line, int32_t type, int64_t value) {
    if (type == LOCALITY_TYPE_RATIO) {
        loc_line_decimal(line, value, 4, -1, false, false);
        loc_line_add(line, "%");
        return;
    }
    if (type == LOCALITY_TYPE_MONEY && value % 100 != 0) /* pence are two digits: 0.50 */
        loc_line_decimal(line, value, 2, 2, false, false);
    else
        loc_line_decimal(line, value, loc_type_places(type), -1, false, false);
}

static void add_date(loc_line *line, loc_date date) {
    loc_line_digits(line, (uint64_t)date.year, 4);
    loc_line_add(line, "-");
    loc_line_digits(line, (uint64_t)date.month, 2);
    loc_line_add(line, "-");
    loc_line_digits(line, (uint64_t)date.day, 2);
}

/* A whole period from the first to the last of its days; false where the days are no period. */
static bool add_period(loc_line *line, int64_t from, int64_t to) {
    enum loc_period period = loc_period_of(from, to);
    loc_date date = loc_date_split(from);

    if (period == LOC_PERIOD_NONE)
        return false;
    if (period == LOC_PERIOD_DAY) {
        add_date(line, date);
        return true;
    }
    loc_line_digits(line, (uint64_t)date.year, 4);
    if (period == LOC_PERIOD_MONTH) {
        loc_line_add(line, "-");
        loc_line_digits(line, (uint64_t)date.month, 2);
    } else if (period == LOC_PERIOD_QUARTER) {
        loc_line_add(line, "-Q");
        loc_line_digits(line, (uint64_t)date.month / 3 + 1, 1);
    } else if (period == LOC_PERIOD_FINANCIAL_YEAR) {
        loc_line_add(line, "/");
        loc_line_digits(line, (uint64_t)((date.year + 1) % 100), 2);
    }
    return true;
}

/* One second as a date and time. */
static void add_moment(loc_line *line, int64_t moment) {
    add_date(line, loc_date_split(loc_moment_day(moment)));
    loc_line_add(line, " ");
    loc_line_time(line, moment);
}

/* An end of an inexact range. A date as an end stands for its first second below, its last above. */
static void add_end(loc_line *line, int32_t type, int64_t value, bool upper) {
    if (type == LOCALITY_TYPE_DATE)
        add_date(line, loc_date_split(value));
    else if (type != LOCALITY_TYPE_MOMENT)
        add_number(line, type, value);
    else if (loc_moment_is_edge(value, upper))
        add_date(line, loc_date_split(loc_moment_day(value)));
    else
        add_moment(line, value);
}

/* A range that is one date or period, or one second; false where it is none. */
static bool add_single(loc_line *line, int32_t type, const locality_range *range) {
    if (type == LOCALITY_TYPE_DATE)
        return add_period(line, range->lo, range->hi);
    if (type == LOCALITY_TYPE_MOMENT && loc_moment_is_edge(range->lo, false) &&
        loc_moment_is_edge(range->hi, true))
        return add_period(line, loc_moment_day(range->lo), loc_moment_day(range->hi));
    if (range->lo != range->hi)
        return false;
    if (type == LOCALITY_TYPE_MOMENT)
        add_moment(line, range->lo);
    else
        add_number(line, type, range->lo);
    return true;
}

void loc_line_value(loc_line *line, int32_t type, const locality_range *range) {
    locality_range r;
    bool below, above;

    loc_value_fit(type, range, &r);
    below = r.lo == LOCALITY_OPEN_BELOW;
    above = r.hi == LOCALITY_OPEN_ABOVE;
    loc_line_start(line);
    if (below && above) {
        loc_line_add(line, "?");
    } else if (type == LOCALITY_TYPE_TRUTH) {
        loc_line_add(line, r.lo == 1 ? "yes" : "no");
    } else if (below || above) {
        loc_line_add(line, below ? "<=" : ">=");
        add_end(line, type, below ? r.hi : r.lo, below);
    } else if (!add_single(line, type, &r)) {
        add_end(line, type, r.lo, false);
        loc_line_add(line, "..");
        add_end(line, type, r.hi, true);
    }
}

/* ---- The public function ------------------------------------------------------------------ */

/* Why a range cannot be written so that it reads back; null if it can. */
static const char *fault_of(int32_t type, const locality_range *range) {
    locality_range fitted;
    bool fits = loc_value_fit(type, range, &fitted);

    if (!locality_range_is_valid(range))
        return "the range is not valid: lo lies above hi, or is the mark of the other end";
    if (type == LOCALITY_TYPE_TRUTH)
        return fits ? NULL : "a truth is 0, 1 or both";
    if (fitted.lo != range->lo || fitted.hi != range->hi)
        return "an end lies outside the years 1 to 9999 and is not open";
    return NULL;
}

locality_status locality_value_write(int32_t type, const locality_range *range, char *buffer,
                                     size_t size, size_t *needed, locality_error *error) {
    const char *fault;
    loc_line line;

    if (needed != NULL)
        *needed = 0;
    if (buffer != NULL && size > 0)
        buffer[0] = '\0';
    if (!loc_type_is_value(type))
        return loc_fail(error, LOCALITY_INVALID, "%s is not a type of quantities or dates",
                        locality_type_name(type));
    if (range == NULL)
        return loc_fail_null(error, "range");
    if (buffer == NULL && size > 0)
        return loc_fail_null(error, "buffer");
    fault = fault_of(type, range);
    if (fault != NULL)
        return loc_fail(error, LOCALITY_INVALID, "%s", fault);
    loc_line_value(&line, type, range);
    return loc_line_give(&line, buffer, size, needed, error);
}

void loc_text_value(loc_text *text, int32_t type, const locality_range *range) {
    loc_line line;

    loc_line_value(&line, type, range);
    loc_text_put(text, line.text, line.length);
}
