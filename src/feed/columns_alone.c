/* Columns, rows taken alone: a row whose parts are read one by one, or the first fault there is. */
#include "base/error.h"
#include "feed/columns.h"

typedef struct alone {
    loc_row row;
    int field, fault;
    const char *text;
    size_t length;
    char digits[24];
} alone;

static void wrong(alone *one, int field, int fault, const char *text, size_t length) {
    if (loc_feed_badness(field, fault) > loc_feed_badness(one->field, one->fault)) {
        one->field = field;
        one->fault = fault;
        one->text = text;
        one->length = length;
    }
}

static void write_number(alone *one, int64_t value) {
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t at = sizeof one->digits;

    do {
        one->digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        one->digits[--at] = '-';
    }
    one->text = one->digits + at;
    one->length = sizeof one->digits - at;
}

static void wrong_number(alone *one, int field, int fault, int64_t value) {
    if (loc_feed_badness(field, fault) > loc_feed_badness(one->field, one->fault)) {
        wrong(one, field, fault, "", 0);
        write_number(one, value);
    }
}

static bool is_blank_date(const loc_column *column, int64_t value) {
    return value == INT64_MIN || (column->type == LOCALITY_FEED_INT32 && value == INT32_MIN);
}

/* Reads a date; LOC_DATE_READ, BLANK or a fault. */
static int date_of(const loc_putting *p, const loc_column *column, uint64_t row,
                   loc_feed_date *date, const char **text, size_t *length, int64_t *number) {
    *number = 0;
    loc_column_text(column, row, text, length);
    if (loc_column_is_text(column)) {
        return *length == 0
                   ? LOCALITY_FEED_BLANK
                   : loc_feed_date_read(*text, *length, false, p->feed->options.every, date);
    }
    *number = loc_column_is_valid(column, row) ? loc_column_integer(column, row) : INT64_MIN;
    if (*number == INT64_MIN || is_blank_date(column, *number)) {
        return LOCALITY_FEED_BLANK;
    }
    int64_t day = loc_column_day(column, *number);
    if (!loc_period_day_fits(day)) {
        return LOCALITY_FEED_RANGE;
    }
    int64_t rest = *number - day * column->ticks;
    int64_t second =
        column->ticks >= LOC_DAY_SECONDS ? rest / (column->ticks / LOC_DAY_SECONDS) : 0;
    *date = (loc_feed_date){(int32_t)day, (int32_t)day, day * LOC_DAY_SECONDS + second};
    return LOC_DATE_READ;
}

static void take_received(const loc_putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_RECEIVED];
    loc_feed_date date = {0, 0, LOC_NO_SECOND};
    const char *text = "";
    size_t length = 0;
    int64_t number = 0;
    int fault = column->type == LOCALITY_FEED_NONE
                    ? LOCALITY_FEED_BLANK
                    : date_of(p, column, row, &date, &text, &length, &number);

    one->row.first = date.first;
    one->row.last = date.last;
    one->row.second = date.second;
    one->row.period = loc_feed_period(p->feed->options.every, date.first);
    if (fault == LOC_DATE_READ &&
        one->row.period != loc_feed_period(p->feed->options.every, date.last)) {
        fault = LOCALITY_FEED_COARSE;
    }
    if (fault != LOC_DATE_READ && (loc_column_is_text(column) || fault == LOCALITY_FEED_BLANK)) {
        wrong(one, LOCALITY_FEED_RECEIVED, fault, text, length);
    } else if (fault != LOC_DATE_READ) {
        wrong_number(one, LOCALITY_FEED_RECEIVED, fault, number);
    }
}

static void take_recorded(const loc_putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_RECORDED];
    loc_feed_date date;
    const char *text;
    size_t length;
    int64_t number;

    if (column->type == LOCALITY_FEED_NONE) {
        return;
    }
    int fault = date_of(p, column, row, &date, &text, &length, &number);
    if (fault == LOC_DATE_READ && date.first == date.last) {
        one->row.recorded = date.first;
    } else if (fault != LOC_DATE_READ && fault != LOCALITY_FEED_BLANK) {
        wrong(one, LOCALITY_FEED_RECORDED, fault, text, length);
    }
}

static void take_name(loc_putting *p, uint64_t row, uint32_t place, alone *one) {
    uint32_t dimension = p->feed->dimension[place], *code = &one->row.code[place];
    int field = LOCALITY_FEED_AREA + (int)dimension, fault;
    const loc_column *column = &p->column[field];
    const char *text = "";
    size_t length = 0;
    int64_t number = 0;

    if (column->type == LOCALITY_FEED_NONE) {
        *code = p->nameless[place];
        return;
    }
    if (loc_column_is_text(column)) {
        loc_column_text(column, row, &text, &length);
    } else if (loc_column_is_valid(column, row)) {
        number = loc_column_integer(column, row);
        if (number >= 0 && (uint64_t)number >= column->names) {
            wrong_number(one, field, LOCALITY_FEED_CODE, number);
            return;
        }
        if (number >= 0) {
            loc_column_text_of_code(column, (uint64_t)number, &text, &length);
        }
    }
    fault = loc_feed_names_take(&p->feed->name[dimension], text, length, 0, code);
    if (fault == LOC_NAME_TAKEN && length == 0 && field <= LOCALITY_FEED_SERVICE) {
        wrong(one, field, LOCALITY_FEED_BLANK, text, length);
    } else if (fault != LOC_NAME_TAKEN) {
        wrong(one, field, fault, text, length);
        if (loc_feed_keeps(p->feed, field, fault)) {
            *code = p->nameless[place];
        }
    }
}

static void take_count(const loc_putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_COUNT];

    one->row.count = 1;
    if (column->type == LOCALITY_FEED_NONE) {
        return;
    }
    one->row.count = loc_column_is_valid(column, row) ? loc_column_integer(column, row) : INT64_MIN;
    if (one->row.count == INT64_MIN) {
        wrong(one, LOCALITY_FEED_COUNT, LOCALITY_FEED_BLANK, "", 0);
    } else if (one->row.count < 0) {
        wrong_number(one, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE, one->row.count);
    }
}

/* A place in decimetres. */
static void take_metres(const loc_putting *p, uint64_t row, int field, int32_t *out, alone *one) {
    const loc_column *column = &p->column[field];
    double metres;

    if (column->type == LOCALITY_FEED_NONE || !loc_column_is_valid(column, row)) {
        return;
    }
    if (column->type == LOCALITY_FEED_DOUBLE) {
        memcpy(&metres, loc_column_at(column, row), sizeof metres);
    } else if (column->type == LOC_FLOATS) {
        float half;
        memcpy(&half, loc_column_at(column, row), sizeof half);
        metres = (double)half;
    } else {
        metres = (double)loc_column_integer(column, row);
    }
    if (metres != metres) {
        return;
    }
    if (!(metres > -1e8 && metres < 1e8)) {
        wrong(one, field, LOCALITY_FEED_RANGE, "", 0);
        return;
    }
    *out = (int32_t)(metres * 10);
}

static void take_reference(const loc_putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_REFERENCE];
    const char *text = "";
    size_t length = 0;

    if (column->type == LOCALITY_FEED_NONE || !loc_column_is_valid(column, row)) {
        return;
    }
    if (loc_column_is_text(column)) {
        loc_column_text(column, row, &text, &length);
    } else {
        write_number(one, loc_column_integer(column, row));
        text = one->text;
        length = one->length;
    }
    loc_feed_reference(text, length, one->row.reference);
}

locality_status loc_feed_put_alone(loc_putting *p, uint64_t row, locality_error *error) {
    locality_feed *feed = p->feed;
    alone one = {.field = -1, .fault = LOC_FEED_SOUND, .text = ""};

    one.row.recorded = one.row.x = one.row.y = INT32_MIN;
    if (loc_feed_is_tracking(feed)) {
        take_reference(p, row, &one);
        take_metres(p, row, LOCALITY_FEED_X, &one.row.x, &one);
        take_metres(p, row, LOCALITY_FEED_Y, &one.row.y, &one);
    }
    take_received(p, row, &one);
    for (uint32_t i = 0; i < feed->dimensions; i++) {
        take_name(p, row, i, &one);
    }
    take_count(p, row, &one);
    take_recorded(p, row, &one);
    if (one.fault == LOC_FEED_SOUND) {
        feed->account.rows++;
        feed->account.counted++;
        return loc_feed_take(feed, p->source, &one.row, one.fault, error);
    }
    const loc_place place = {p->file, 0, row + 1, 0, row + 1};
    if (one.fault == LOC_NAME_NO_MEMORY ||
        !loc_feed_refuse(feed, &place, one.field, one.fault, one.text, one.length)) {
        return loc_fail_memory(error);
    }
    return loc_feed_keeps(feed, one.field, one.fault)
               ? loc_feed_take(feed, p->source, &one.row, one.fault, error)
               : LOCALITY_OK;
}
