/* Columns: rows are taken in batches; days and codes first, each column by itself, then the slots. What is
 * out of the ordinary in a row has it taken alone. */
#include "feed/columns.h"

#include "base/error.h"
#include "base/hash.h"

enum { BATCH = 1024, DAYS = LOCALITY_FEED_LAST_DAY - LOCALITY_FEED_FIRST_DAY + 1 };
#define NO_DAY INT32_MIN

typedef struct putting {
    locality_feed *feed;
    const loc_column *column;
    uint32_t source, file;
    uint32_t *map[LOC_FEED_DIMENSIONS]; /* by place: code of the column -> code of the feed */
    uint64_t maps[LOC_FEED_DIMENSIONS];
    int32_t *period; /* of each day from the first on */
    uint32_t nameless[LOC_FEED_DIMENSIONS];
    int32_t day[BATCH];
    uint32_t code[LOC_FEED_DIMENSIONS][BATCH];
} putting;

/* ---- Values ----------------------------------------------------------------------------------- */

static inline bool is_valid(const loc_column *column, uint64_t row) {
    uint64_t bit = column->valid_from + row;
    return column->valid == NULL || (column->valid[bit >> 3] >> (bit & 7) & 1) != 0;
}

static inline const unsigned char *value_at(const loc_column *column, uint64_t row) {
    return column->values + (int64_t)row * column->stride;
}

#define LOAD(type)                       \
    do {                                 \
        type value;                      \
        memcpy(&value, p, sizeof value); \
        return (int64_t)value;           \
    } while (0)

static inline int64_t integer_at(const loc_column *column, uint64_t row) {
    const unsigned char *p = value_at(column, row);

    switch (column->type) {
    case LOCALITY_FEED_INT8:
        LOAD(int8_t);
    case LOCALITY_FEED_INT16:
        LOAD(int16_t);
    case LOCALITY_FEED_INT32:
        LOAD(int32_t);
    case LOCALITY_FEED_UINT8:
        LOAD(uint8_t);
    case LOCALITY_FEED_UINT16:
        LOAD(uint16_t);
    case LOCALITY_FEED_UINT32:
        LOAD(uint32_t);
    case LOC_UINT64: {
        uint64_t value;
        memcpy(&value, p, sizeof value);
        return value > INT64_MAX ? INT64_MAX : (int64_t)value;
    }
    default:
        LOAD(int64_t);
    }
}

static bool is_blank_date(const loc_column *column, int64_t value) {
    return value == INT64_MIN || (column->type == LOCALITY_FEED_INT32 && value == INT32_MIN);
}

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* The text of a number `k` of the texts of a column. */
static bool text_at(const loc_column *column, uint64_t k, const char **text, size_t *length) {
    *text = "";
    *length = 0;
    if (column->offsets == NULL) {
        *text = column->name == NULL || column->name[k] == NULL ? "" : column->name[k];
        *length = strlen(*text);
        return *length > 0;
    }
    uint64_t bit = column->text_from + k;
    if (column->text_valid != NULL && (column->text_valid[bit >> 3] >> (bit & 7) & 1) == 0) {
        return false;
    }
    int64_t from, to;
    if (column->text_type == LOC_TEXTS_32) {
        int32_t pair[2];
        memcpy(pair, column->offsets + 4 * bit, sizeof pair);
        from = pair[0];
        to = pair[1];
    } else {
        int64_t pair[2];
        memcpy(pair, column->offsets + 8 * bit, sizeof pair);
        from = pair[0];
        to = pair[1];
    }
    if (from < 0 || to <= from) {
        return false;
    }
    *text = column->bytes + from;
    *length = (size_t)(to - from);
    return true;
}

static bool is_text(const loc_column *column) {
    return column->type == LOCALITY_FEED_TEXT || column->type == LOC_TEXTS_32 ||
           column->type == LOC_TEXTS_64;
}

/* The text of a row; blank where there is none. */
static void text_of(const loc_column *column, uint64_t row, const char **text, size_t *length) {
    *text = "";
    *length = 0;
    if (!is_valid(column, row)) {
        return;
    }
    if (column->type == LOCALITY_FEED_TEXT) {
        const char *found;
        memcpy(&found, value_at(column, row), sizeof found);
        *text = found == NULL ? "" : found;
        *length = strlen(*text);
        return;
    }
    text_at(column, row, text, length);
}

/* ---- Rows taken alone ------------------------------------------------------------------------- */

typedef struct alone {
    loc_row row;
    int field, fault;
    const char *text;
    size_t length;
    char digits[24];
} alone;

static int badness(int field, int fault) {
    return fault == LOC_FEED_SOUND                                          ? 0
           : fault == LOC_NAME_NO_MEMORY                                    ? 4
           : fault != LOCALITY_FEED_BLANK && fault != LOCALITY_FEED_UNKNOWN ? 3
           : field == LOCALITY_FEED_AREA || field == LOCALITY_FEED_SERVICE  ? 1
                                                                            : 2;
}

static void wrong(alone *one, int field, int fault, const char *text, size_t length) {
    if (badness(field, fault) > badness(one->field, one->fault)) {
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
    if (badness(field, fault) > badness(one->field, one->fault)) {
        wrong(one, field, fault, "", 0);
        write_number(one, value);
    }
}

/* Reads a date; LOC_DATE_READ, BLANK or a fault. */
static int date_of(const putting *p, const loc_column *column, uint64_t row, loc_feed_date *date,
                   const char **text, size_t *length, int64_t *number) {
    *number = 0;
    text_of(column, row, text, length);
    if (is_text(column)) {
        return *length == 0
                   ? LOCALITY_FEED_BLANK
                   : loc_feed_date_read(*text, *length, false, p->feed->options.every, date);
    }
    *number = is_valid(column, row) ? integer_at(column, row) : INT64_MIN;
    if (*number == INT64_MIN || is_blank_date(column, *number)) {
        return LOCALITY_FEED_BLANK;
    }
    int64_t day = floor_divide(*number, column->ticks);
    if (!loc_period_day_fits(day)) {
        return LOCALITY_FEED_RANGE;
    }
    int64_t rest = *number - day * column->ticks;
    int64_t second =
        column->ticks >= LOC_DAY_SECONDS ? rest / (column->ticks / LOC_DAY_SECONDS) : 0;
    *date = (loc_feed_date){(int32_t)day, (int32_t)day, day * LOC_DAY_SECONDS + second};
    return LOC_DATE_READ;
}

static void take_received(const putting *p, uint64_t row, alone *one) {
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
    if (fault != LOC_DATE_READ && (is_text(column) || fault == LOCALITY_FEED_BLANK)) {
        wrong(one, LOCALITY_FEED_RECEIVED, fault, text, length);
    } else if (fault != LOC_DATE_READ) {
        wrong_number(one, LOCALITY_FEED_RECEIVED, fault, number);
    }
}

static void take_recorded(const putting *p, uint64_t row, alone *one) {
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

static void take_name(putting *p, uint64_t row, uint32_t place, alone *one) {
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
    if (is_text(column)) {
        text_of(column, row, &text, &length);
    } else if (is_valid(column, row)) {
        number = integer_at(column, row);
        if (number >= 0 && (uint64_t)number >= column->names) {
            wrong_number(one, field, LOCALITY_FEED_CODE, number);
            return;
        }
        if (number >= 0) {
            text_at(column, (uint64_t)number, &text, &length);
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

static void take_count(const putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_COUNT];

    one->row.count = 1;
    if (column->type == LOCALITY_FEED_NONE) {
        return;
    }
    one->row.count = is_valid(column, row) ? integer_at(column, row) : INT64_MIN;
    if (one->row.count == INT64_MIN) {
        wrong(one, LOCALITY_FEED_COUNT, LOCALITY_FEED_BLANK, "", 0);
    } else if (one->row.count < 0) {
        wrong_number(one, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE, one->row.count);
    }
}

/* A place in decimetres. */
static void take_metres(const putting *p, uint64_t row, int field, int32_t *out, alone *one) {
    const loc_column *column = &p->column[field];
    double metres;

    if (column->type == LOCALITY_FEED_NONE || !is_valid(column, row)) {
        return;
    }
    if (column->type == LOCALITY_FEED_DOUBLE) {
        memcpy(&metres, value_at(column, row), sizeof metres);
    } else if (column->type == LOC_FLOATS) {
        float half;
        memcpy(&half, value_at(column, row), sizeof half);
        metres = (double)half;
    } else {
        metres = (double)integer_at(column, row);
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

static void take_reference(const putting *p, uint64_t row, alone *one) {
    const loc_column *column = &p->column[LOCALITY_FEED_REFERENCE];
    const char *text = "";
    size_t length = 0;

    if (column->type == LOCALITY_FEED_NONE || !is_valid(column, row)) {
        return;
    }
    if (is_text(column)) {
        text_of(column, row, &text, &length);
    } else {
        write_number(one, integer_at(column, row));
        text = one->text;
        length = one->length;
    }
    loc_feed_reference(text, length, one->row.reference);
}

static locality_status take_alone(putting *p, uint64_t row, locality_error *error) {
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

/* ---- Rows taken together ---------------------------------------------------------------------- */

static void batch_days(putting *p, uint64_t from, uint32_t count) {
    const loc_column *column = &p->column[LOCALITY_FEED_RECEIVED];

    if (column->type == LOCALITY_FEED_INT32 && column->valid == NULL && column->ticks == 1) {
        for (uint32_t i = 0; i < count; i++) {
            int32_t day;
            memcpy(&day, value_at(column, from + i), sizeof day);
            p->day[i] = loc_period_day_fits(day) ? day : NO_DAY;
        }
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        p->day[i] = NO_DAY;
        if (column->type != LOCALITY_FEED_NONE && !is_text(column) && is_valid(column, from + i)) {
            int64_t day = floor_divide(integer_at(column, from + i), column->ticks);
            p->day[i] = loc_period_day_fits(day) ? (int32_t)day : NO_DAY;
        }
    }
}

static uint32_t code_of(const putting *p, uint32_t place, int64_t number) {
    return number >= 0 && (uint64_t)number < p->maps[place] ? p->map[place][number] : LOC_NO_NAME;
}

#define CODES(type)                                                          \
    for (uint32_t i = 0; i < count; i++) {                                   \
        type value;                                                          \
        memcpy(&value, value_at(column, from + i), sizeof value);            \
        code[i] = (uint64_t)value < maps ? map[(size_t)value] : LOC_NO_NAME; \
    }

static void batch_codes(putting *p, uint32_t place, uint64_t from, uint32_t count) {
    const loc_column *column = &p->column[LOCALITY_FEED_AREA + (int)p->feed->dimension[place]];
    uint32_t *code = p->code[place];
    const uint32_t *map = p->map[place];
    uint64_t maps = p->maps[place];

    if (column->type == LOCALITY_FEED_NONE || is_text(column)) {
        for (uint32_t i = 0; i < count; i++) {
            code[i] = column->type == LOCALITY_FEED_NONE ? p->nameless[place] : LOC_NO_NAME;
        }
        return;
    }
    if (column->valid == NULL && column->type == LOCALITY_FEED_INT32) {
        CODES(int32_t)
    } else if (column->valid == NULL && column->type == LOCALITY_FEED_UINT16) {
        CODES(uint16_t)
    } else if (column->valid == NULL && column->type == LOCALITY_FEED_UINT8) {
        CODES(uint8_t)
    } else {
        for (uint32_t i = 0; i < count; i++) {
            code[i] = is_valid(column, from + i) ? code_of(p, place, integer_at(column, from + i))
                                                 : LOC_NO_NAME;
        }
    }
}

/* Whether rows without faults are all alike: one event each, of the only source. */
static bool is_plain(const putting *p) {
    return p->column[LOCALITY_FEED_COUNT].type == LOCALITY_FEED_NONE &&
           p->column[LOCALITY_FEED_RECORDED].type == LOCALITY_FEED_NONE &&
           !loc_feed_is_tracking(p->feed) && p->feed->source.count == 1;
}

/* Looks up what stands for the codes of a row that was taken alone. */
static void learn(putting *p, uint64_t row) {
    for (uint32_t i = 0; i < p->feed->dimensions; i++) {
        const loc_column *column = &p->column[LOCALITY_FEED_AREA + (int)p->feed->dimension[i]];
        const char *text;
        size_t length;
        int64_t number = p->maps[i] > 0 && is_valid(column, row) ? integer_at(column, row) : -1;
        if (number < 0 || (uint64_t)number >= p->maps[i] ||
            !text_at(column, (uint64_t)number, &text, &length)) {
            continue;
        }
        loc_name_key key = loc_name_key_of(text, length, 0);
        p->map[i][number] = loc_feed_names_find(&p->feed->name[p->feed->dimension[i]], text, &key);
    }
}

static inline int32_t period_of(putting *p, int32_t day) {
    int32_t *period = &p->period[day - LOCALITY_FEED_FIRST_DAY];

    if (*period == NO_DAY) {
        *period = loc_feed_period(p->feed->options.every, day);
    }
    return *period;
}

/* Takes a row that is plain. */
static inline bool put_plain(putting *p, uint32_t i) {
    locality_feed *feed = p->feed;
    loc_cube *cube = &feed->cube;
    uint32_t code[LOC_FEED_DIMENSIONS] = {0};

    for (uint32_t k = 0; k < feed->dimensions; k++) {
        code[k] = p->code[k][i];
    }
    uint32_t slot = loc_cube_slot(cube, code);
    return slot != LOC_NO_SLOT && loc_cube_put(cube, slot, period_of(p, p->day[i]));
}

/* Days that plain rows had. */
typedef struct span {
    int32_t first, last;
    uint32_t rows;
} span;

static void add_span(locality_feed *feed, uint32_t source, const span *s) {
    feed->account.rows += s->rows;
    feed->account.counted += s->rows;
    feed->account.events += s->rows;
    if (s->rows > 0) {
        feed->first[source] = s->first < feed->first[source] ? s->first : feed->first[source];
        feed->last[source] = s->last > feed->last[source] ? s->last : feed->last[source];
    }
}

/* Whether every row of a batch is sound. */
static bool is_all_sound(const putting *p, uint32_t count, span *s) {
    uint32_t unsound = 0;

    for (uint32_t k = 0; k < p->feed->dimensions; k++) {
        const uint32_t *code = p->code[k];
        for (uint32_t i = 0; i < count; i++) {
            unsound |= code[i] == LOC_NO_NAME;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        s->first = p->day[i] < s->first ? p->day[i] : s->first;
        s->last = p->day[i] > s->last ? p->day[i] : s->last;
    }
    return unsound == 0 && s->first != NO_DAY;
}

/* Takes a batch that is sound and plain, counted by two fields, as most are. */
static bool put_pairs(putting *p, uint32_t count) {
    loc_cube *cube = &p->feed->cube;
    const uint32_t *left = p->code[0], *right = p->code[1];

    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = loc_pairs_find(&cube->pair[0], left[i], right[i]);
        if (slot == LOC_NO_SLOT) {
            const uint32_t code[LOC_FEED_DIMENSIONS] = {left[i], right[i]};
            slot = loc_cube_slot_new(cube, code);
        }
        if (slot == LOC_NO_SLOT || !loc_cube_put(cube, slot, period_of(p, p->day[i]))) {
            return false;
        }
    }
    return true;
}

/* Takes the rows of a batch one by one, those that are not plain alone. */
static locality_status put_rows(putting *p, uint64_t from, uint32_t count, bool is_together,
                                locality_error *error) {
    locality_feed *feed = p->feed;
    span s = {INT32_MAX, INT32_MIN, 0};

    for (uint32_t i = 0; i < count; i++) {
        bool is_sound = is_together && p->day[i] != NO_DAY;
        for (uint32_t k = 0; is_sound && k < feed->dimensions; k++) {
            is_sound = p->code[k][i] != LOC_NO_NAME;
        }
        if (is_sound) {
            if (!put_plain(p, i)) {
                return loc_fail_memory(error);
            }
            s.first = p->day[i] < s.first ? p->day[i] : s.first;
            s.last = p->day[i] > s.last ? p->day[i] : s.last;
            s.rows++;
            continue;
        }
        locality_status status = take_alone(p, from + i, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        learn(p, from + i);
    }
    add_span(feed, p->source, &s);
    return LOCALITY_OK;
}

static locality_status put_batch(putting *p, uint64_t from, uint32_t count, locality_error *error) {
    locality_feed *feed = p->feed;
    span s = {INT32_MAX, INT32_MIN, count};
    bool is_together = is_plain(p);

    if (feed->account.events > INT64_MAX - feed->account.unplaced - BATCH) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the sum of the counts leaves 64 bits");
    }
    if (is_together) {
        batch_days(p, from, count);
        for (uint32_t k = 0; k < feed->dimensions; k++) {
            batch_codes(p, k, from, count);
        }
    }
    if (!is_together || feed->dimensions != 2 || !is_all_sound(p, count, &s)) {
        return put_rows(p, from, count, is_together, error);
    }
    if (!put_pairs(p, count)) {
        return loc_fail_memory(error);
    }
    add_span(feed, p->source, &s);
    return LOCALITY_OK;
}

/* ---- Columns ---------------------------------------------------------------------------------- */

static bool make_maps(putting *p) {
    locality_feed *feed = p->feed;

    p->period = loc_allocate_raw(&feed->allocator, DAYS, sizeof *p->period);
    for (size_t i = 0; p->period != NULL && i < DAYS; i++) {
        p->period[i] = NO_DAY;
    }
    for (uint32_t k = 0; k < feed->dimensions; k++) {
        const loc_column *column = &p->column[LOCALITY_FEED_AREA + (int)feed->dimension[k]];
        if (loc_feed_nameless(feed, feed->dimension[k], &p->nameless[k]) != LOC_NAME_TAKEN) {
            return false;
        }
        if (column->type == LOCALITY_FEED_NONE || is_text(column) || column->names == 0) {
            continue;
        }
        p->map[k] = loc_allocate_raw(&feed->allocator, (size_t)column->names, sizeof *p->map[k]);
        if (p->map[k] == NULL) {
            return false;
        }
        p->maps[k] = column->names;
        memset(p->map[k], 0xFF, (size_t)column->names * sizeof *p->map[k]);
    }
    return p->period != NULL;
}

static void free_maps(putting *p) {
    const locality_allocator *allocator = &p->feed->allocator;

    loc_release(allocator, p->period, DAYS, sizeof *p->period);
    for (uint32_t k = 0; k < LOC_FEED_DIMENSIONS; k++) {
        loc_release(allocator, p->map[k], (size_t)p->maps[k], sizeof *p->map[k]);
    }
}

static locality_status put_all(putting *p, uint64_t rows, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (uint64_t from = 0; status == LOCALITY_OK && from < rows; from += BATCH) {
        uint32_t count = (uint32_t)(rows - from < BATCH ? rows - from : BATCH);
        status = put_batch(p, from, count, error);
    }
    if (status == LOCALITY_OK && !loc_cube_flush(&p->feed->cube)) {
        status = loc_fail_memory(error);
    }
    return status;
}

locality_status loc_feed_put_columns(locality_feed *feed, const char *source,
                                     const loc_column *column, uint64_t rows,
                                     locality_error *error) {
    uint32_t code;
    locality_status status = loc_feed_source(feed, source, &code, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    putting *p = loc_allocate(&feed->allocator, 1, sizeof *p);
    if (p == NULL) {
        return loc_fail_memory(error);
    }
    p->feed = feed;
    p->column = column;
    p->source = code;
    bool has_room =
        loc_feed_names_take(&feed->file, "", 0, 0, &p->file) == LOC_NAME_TAKEN && make_maps(p);
    status = has_room ? put_all(p, rows, error) : loc_fail_memory(error);
    free_maps(p);
    loc_release(&feed->allocator, p, 1, sizeof *p);
    feed->is_broken = status != LOCALITY_OK;
    if (status == LOCALITY_OK) {
        loc_feed_cut_problems(feed);
    }
    return status;
}
