/* Printing values: numbers and dates as the reader of a report likes them. */
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

#define MOST_DECIMALS 6

/* ---- One number or date ------------------------------------------------------------------- */

static void add_amount(loc_line *line, int32_t type, int64_t value, int32_t decimals) {
    switch (type) {
    case LOCALITY_TYPE_RATIO:
        loc_line_decimal(line, value, 4, decimals, false, true);
        loc_line_add(line, " %");
        return;
    case LOCALITY_TYPE_MONEY:
        loc_line_decimal(line, value, 2, decimals, true, true);
        return;
    case LOCALITY_TYPE_NUMBER:
        loc_line_decimal(line, value, 6, decimals, false, true);
        return;
    case LOCALITY_TYPE_DAYS:
        loc_line_decimal(line, value, 0, 0, false, true);
        loc_line_add(line, value == 1 || value == -1 ? " day" : " days");
        return;
    default:
        loc_line_decimal(line, value, 0, 0, false, true);
        return;
    }
}

static void add_month(loc_line *line, loc_date date) {
    loc_line_add(line, loc_month_name(date.month));
    loc_line_add(line, " ");
    loc_line_digits(line, (uint64_t)date.year, 1);
}

static void add_day(loc_line *line, loc_date date) {
    loc_line_digits(line, (uint64_t)date.day, 1);
    loc_line_add(line, " ");
    add_month(line, date);
}

/* A whole period; false where the days are none. */
static bool add_period(loc_line *line, int64_t from, int64_t to) {
    static const char *const quarters[] = {"first", "second", "third", "fourth"};
    loc_date date = loc_date_split(from);

    switch (loc_period_of(from, to)) {
    case LOC_PERIOD_DAY:
        add_day(line, date);
        return true;
    case LOC_PERIOD_MONTH:
        add_month(line, date);
        return true;
    case LOC_PERIOD_QUARTER:
        loc_line_add(line, quarters[date.month / 3]);
        loc_line_add(line, " quarter of ");
        loc_line_digits(line, (uint64_t)date.year, 1);
        return true;
    case LOC_PERIOD_YEAR:
        loc_line_digits(line, (uint64_t)date.year, 1);
        return true;
    case LOC_PERIOD_FINANCIAL_YEAR:
        loc_line_add(line, "financial year ");
        loc_line_digits(line, (uint64_t)date.year, 1);
        loc_line_add(line, "/");
        loc_line_digits(line, (uint64_t)((date.year + 1) % 100), 2);
        return true;
    default:
        return false;
    }
}

static void add_moment(loc_line *line, int64_t moment) {
    add_day(line, loc_date_split(loc_moment_day(moment)));
    loc_line_add(line, " ");
    loc_line_time(line, moment);
}

/* ---- Ranges of dates ---------------------------------------------------------------------- */

static void add_date_end(loc_line *line, int32_t type, int64_t value, bool upper) {
    if (type == LOCALITY_TYPE_DATE)
        add_day(line, loc_date_split(value));
    else if (loc_moment_is_edge(value, upper)) /* the edge of a day is told by its date */
        add_day(line, loc_date_split(loc_moment_day(value)));
    else
        add_moment(line, value);
}

static void print_open_dates(loc_line *line, int32_t type, const locality_range *r) {
    bool upper = r->lo == LOCALITY_OPEN_BELOW;
    int64_t value = upper ? r->hi : r->lo;
    bool by_date = type == LOCALITY_TYPE_DATE || loc_moment_is_edge(value, upper);

    loc_line_add(line, by_date ? "on or " : "at or ");
    loc_line_add(line, upper ? "before " : "after ");
    add_date_end(line, type, value, upper);
}

static void print_closed_dates(loc_line *line, int32_t type, const locality_range *r) {
    bool whole_days = type == LOCALITY_TYPE_DATE ||
                      (loc_moment_is_edge(r->lo, false) && loc_moment_is_edge(r->hi, true));
    int64_t from = type == LOCALITY_TYPE_DATE ? r->lo : loc_moment_day(r->lo);
    int64_t to = type == LOCALITY_TYPE_DATE ? r->hi : loc_moment_day(r->hi);

    if (whole_days && add_period(line, from, to))
        return;
    if (r->lo == r->hi) {
        add_moment(line, r->lo);
        return;
    }
    loc_line_add(line, "between ");
    add_date_end(line, type, r->lo, false);
    loc_line_add(line, " and ");
    add_date_end(line, type, r->hi, true);
}

static void print_dates(loc_line *line, int32_t type, const locality_range *r) {
    if (r->lo == LOCALITY_OPEN_BELOW || r->hi == LOCALITY_OPEN_ABOVE)
        print_open_dates(line, type, r);
    else
        print_closed_dates(line, type, r);
}

/* ---- Ranges of numbers -------------------------------------------------------------------- */

static bool has_pence(int64_t end) {
    return end != LOCALITY_OPEN_BELOW && end != LOCALITY_OPEN_ABOVE && end % 100 != 0;
}

/* A number whose ends are neighbours is what a division that does not come out even leaves: the value
 * lies strictly between, so it rounds as the end nearer to zero does. Rounding both ends would split
 * 28.0649... % into 28.06 and 28.07. Only where places are left out: to all of them both ends stand. */
static int64_t rounded_upper_end(int32_t type, const locality_range *r, int32_t decimals) {
    int32_t all = type == LOCALITY_TYPE_NUMBER ? 6 : type == LOCALITY_TYPE_RATIO ? 4 : 0;
    bool is_split = decimals >= 0 && decimals < all && r->hi != LOCALITY_OPEN_ABOVE &&
                    r->lo != LOCALITY_OPEN_BELOW && r->lo == r->hi - 1;

    return is_split && r->lo >= 0 ? r->lo : r->hi;
}

static int64_t rounded_lower_end(int32_t type, const locality_range *r, int32_t decimals) {
    locality_range mirrored;

    if (r->lo == LOCALITY_OPEN_BELOW || r->hi == LOCALITY_OPEN_ABOVE || r->lo >= 0)
        return r->lo;
    mirrored.lo = -r->hi; /* both ends are finite here */
    mirrored.hi = -r->lo;
    return -rounded_upper_end(type, &mirrored, decimals);
}

static void print_amounts(loc_line *line, int32_t type, const locality_range *r, int32_t decimals) {
    loc_line lo, hi;

    if (type == LOCALITY_TYPE_MONEY && decimals < 0)
        decimals = has_pence(r->lo) || has_pence(r->hi) ? 2 : 0;
    loc_line_start(&lo);
    loc_line_start(&hi);
    add_amount(&lo, type, rounded_lower_end(type, r, decimals), decimals);
    add_amount(&hi, type, rounded_upper_end(type, r, decimals), decimals);
    if (r->lo == LOCALITY_OPEN_BELOW) {
        loc_line_add(line, "at most ");
        loc_line_add(line, hi.text);
    } else if (r->hi == LOCALITY_OPEN_ABOVE) {
        loc_line_add(line, "at least ");
        loc_line_add(line, lo.text);
    } else if (strcmp(lo.text, hi.text) == 0) {
        loc_line_add(line, lo.text);
    } else {
        loc_line_add(line, "between ");
        loc_line_add(line, lo.text);
        loc_line_add(line, " and ");
        loc_line_add(line, hi.text);
    }
}

/* ---- Any value ---------------------------------------------------------------------------- */

void loc_line_print(loc_line *line, int32_t type, const locality_range *range, int32_t decimals) {
    locality_range r;

    loc_line_start(line);
    if (!loc_value_fit(type, range, &r) && locality_range_is_valid(range) &&
        type != LOCALITY_TYPE_TRUTH)
        loc_line_add(line, range->lo < 0 ? "before the year 1" : "after the year 9999");
    else if (locality_range_is_unknown(&r))
        loc_line_add(line, "unknown");
    else if (type == LOCALITY_TYPE_TRUTH)
        loc_line_add(line, r.lo == 1 ? "yes" : "no");
    else if (type == LOCALITY_TYPE_DATE || type == LOCALITY_TYPE_MOMENT)
        print_dates(line, type, &r);
    else
        print_amounts(line, type, &r, decimals);
}

locality_status locality_value_print(int32_t type, const locality_range *range, int32_t decimals,
                                     char *buffer, size_t size, size_t *needed,
                                     locality_error *error) {
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
    if (decimals < -1 || decimals > MOST_DECIMALS)
        return loc_fail(error, LOCALITY_INVALID, "decimals is %d; it is -1 to %d", decimals,
                        MOST_DECIMALS);
    if (!locality_range_is_valid(range))
        return loc_fail(error, LOCALITY_INVALID, "the range is not valid");
    loc_line_print(&line, type, range, decimals);
    return loc_line_give(&line, buffer, size, needed, error);
}

void loc_text_print(loc_text *text, int32_t type, const locality_range *range, int32_t decimals) {
    loc_line line;

    if (decimals < -1 || decimals > MOST_DECIMALS)
        decimals = -1;
    loc_line_print(&line, type, range, decimals);
    loc_text_put(text, line.text, line.length);
}
