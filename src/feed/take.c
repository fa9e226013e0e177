/* Taking: the cells of one row become a row that can be counted, or the first fault there is. */
#include "feed/csv.h"

#include "base/error.h"

enum { FIRST_YEAR = 1900, NOT_ISO = -1 };

/* What is being taken of a row; `field` and `fault` are the first that is wrong. */
typedef struct taking {
    locality_feed *feed;
    loc_reader *reader;
    const loc_span *cell;
    loc_row row;
    int field, fault;
} taking;

static void wrong(taking *t, int field, int fault) {
    if (loc_feed_badness(field, fault) > loc_feed_badness(t->field, t->fault)) {
        t->field = field;
        t->fault = fault;
    }
}

/* A cell without the blanks around it. */
static inline loc_span trimmed(loc_span cell) {
    if (cell.length > 0 &&
        ((unsigned char)cell.text[0] <= ' ' || (unsigned char)cell.text[cell.length - 1] <= ' ')) {
        while (cell.length > 0 && (cell.text[0] == ' ' || cell.text[0] == '\t')) {
            cell.text++;
            cell.length--;
            cell.readable--;
        }
        while (cell.length > 0 &&
               (cell.text[cell.length - 1] == ' ' || cell.text[cell.length - 1] == '\t')) {
            cell.length--;
        }
    }
    return cell;
}

static inline bool cell_of(const taking *t, int field, loc_span *cell) {
    uint32_t column = t->reader->column[field];

    if (column == UINT32_MAX) {
        return false;
    }
    *cell = trimmed(t->cell[column]);
    return true;
}

/* ---- Dates ------------------------------------------------------------------------------------ */

#if LOC_NAME_WORDS
/* Index of `2020-12-31` at the beginning of ten bytes in the table of days, or NOT_ISO. */
static inline int32_t iso_index(const char *text) {
    const uint64_t form = UINT64_C(0x2D30302D30303030); /* "0000-00-", lowest byte first */
    uint64_t word;
    uint32_t a = (uint32_t)(unsigned char)text[8] - '0', b = (uint32_t)(unsigned char)text[9] - '0';

    memcpy(&word, text, sizeof word);
    word ^= form;
    if ((word & UINT64_C(0xFF0000FF00000000)) != 0 ||
        ((word + UINT64_C(0x0076760076767676)) & UINT64_C(0x8080808080808080)) != 0 || a > 3 ||
        b > 9) {
        return NOT_ISO;
    }
    uint32_t year = (uint32_t)(word & 0xFF) * 1000 + (uint32_t)(word >> 8 & 0xFF) * 100 +
                    (uint32_t)(word >> 16 & 0xFF) * 10 + (uint32_t)(word >> 24 & 0xFF);
    uint32_t month = (uint32_t)(word >> 40 & 0xFF) * 10 + (uint32_t)(word >> 48 & 0xFF);
    uint32_t day = a * 10 + b;
    if (year - FIRST_YEAR >= LOC_CSV_YEARS || month > 12 || day > 31) {
        return NOT_ISO;
    }
    return (int32_t)((year - FIRST_YEAR) << 9 | month << 5 | day);
}
#else
static inline int32_t iso_index(const char *text) {
    (void)text;
    return NOT_ISO;
}
#endif

/* Fills in an entry of the table of days. */
static void look_up(const taking *t, int32_t index, loc_day_entry *entry) {
    int32_t month = index >> 5 & 15, day = index & 31;

    entry->state = LOC_DAY_NONE;
    if (month >= 1 && day >= 1 && day <= loc_month_length(FIRST_YEAR + (index >> 9), month)) {
        entry->state = LOC_DAY_KNOWN;
        entry->day = (int32_t)loc_date_number(FIRST_YEAR + (index >> 9), month, day);
        entry->period = loc_feed_period(t->feed->options.every, entry->day);
    }
}

/* The entry of a day, looked up where it was not; null where memory runs out. */
static const loc_day_entry *day_of(const taking *t, int32_t index) {
    loc_day_entry **year = &t->reader->year[index >> 9];

    if (*year == NULL) {
        *year = loc_allocate(&t->feed->allocator, LOC_CSV_DAYS, sizeof **year);
    }
    if (*year == NULL) {
        return NULL;
    }
    loc_day_entry *entry = &(*year)[index & (LOC_CSV_DAYS - 1)];
    if (entry->state == LOC_DAY_NEW) {
        look_up(t, index, entry);
    }
    return entry;
}

/* Reads a date in any form, remembering the short ones. */
static int read_date(const taking *t, const loc_span *cell, loc_feed_date *date) {
    bool month_first = t->reader->month_first;
    int32_t every = t->feed->options.every;

    if (cell->length > 16 || cell->length == 0) {
        return loc_feed_date_read(cell->text, cell->length, month_first, every, date);
    }
    if (t->reader->date == NULL) {
        t->reader->date = loc_allocate(&t->feed->allocator, LOC_CSV_CACHE, sizeof *t->reader->date);
    }
    if (t->reader->date == NULL) {
        return LOC_NAME_NO_MEMORY;
    }
    loc_name_key key = loc_name_key_of(cell->text, cell->length, cell->readable);
    loc_date_entry *entry = &t->reader->date[loc_name_slot(&key) & (LOC_CSV_CACHE - 1)];
    if (entry->fault == 0 || entry->key.a != key.a || entry->key.b != key.b ||
        entry->key.length != key.length) {
        entry->key = key;
        entry->fault =
            loc_feed_date_read(cell->text, cell->length, month_first, every, &entry->date);
    }
    *date = entry->date;
    return entry->fault;
}

static void take_other_date(taking *t, const loc_span *cell) {
    loc_feed_date date = {0, 0, LOC_NO_SECOND};
    int fault = read_date(t, cell, &date);

    if (fault != LOC_DATE_READ) {
        wrong(t, LOCALITY_FEED_RECEIVED, fault);
        return;
    }
    t->row.first = date.first;
    t->row.last = date.last;
    t->row.second = date.second;
    t->row.period = loc_feed_period(t->feed->options.every, date.first);
    if (date.first != date.last &&
        t->row.period != loc_feed_period(t->feed->options.every, date.last)) {
        wrong(t, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_COARSE);
    }
}

static inline void take_received(taking *t) {
    loc_span cell;
    int32_t index, second = 0;

    if (!cell_of(t, LOCALITY_FEED_RECEIVED, &cell) || cell.length == 0) {
        wrong(t, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_BLANK);
        return;
    }
    index = cell.length >= 10 ? iso_index(cell.text) : NOT_ISO;
    if (index == NOT_ISO ||
        (cell.length > 10 && !loc_feed_time_read(cell.text + 10, cell.length - 10, &second))) {
        take_other_date(t, &cell);
        return;
    }
    const loc_day_entry *entry = day_of(t, index);
    if (entry == NULL || entry->state == LOC_DAY_NONE) {
        wrong(t, LOCALITY_FEED_RECEIVED, entry == NULL ? LOC_NAME_NO_MEMORY : LOCALITY_FEED_DATE);
        return;
    }
    t->row.period = entry->period;
    t->row.first = t->row.last = entry->day;
    t->row.second = entry->day * LOC_DAY_SECONDS + second;
}

/* ---- Names and numbers ------------------------------------------------------------------------ */

static inline void take_name(taking *t, uint32_t place) {
    uint32_t dimension = t->feed->dimension[place];
    int field = LOCALITY_FEED_AREA + (int)dimension, fault;
    loc_span cell = {"", 0, 0};
    bool is_there = cell_of(t, field, &cell);

    fault = loc_feed_names_take(&t->feed->name[dimension], cell.text, cell.length, cell.readable,
                                &t->row.code[place]);
    if (fault == LOC_NAME_TAKEN && cell.length == 0 && is_there && field <= LOCALITY_FEED_SERVICE) {
        wrong(t, field, LOCALITY_FEED_BLANK);
    } else if (fault != LOC_NAME_TAKEN) {
        wrong(t, field, fault);
        if (loc_feed_keeps(t->feed, field, fault) &&
            loc_feed_nameless(t->feed, dimension, &t->row.code[place]) != LOC_NAME_TAKEN) {
            t->fault = LOC_NAME_NO_MEMORY;
        }
    }
}

static inline void take_count(taking *t) {
    loc_span cell;
    int64_t count = 0;
    size_t i = 0, digits = 0;
    bool is_negative;

    t->row.count = 1;
    if (!cell_of(t, LOCALITY_FEED_COUNT, &cell)) {
        return;
    }
    if (cell.length == 0) {
        wrong(t, LOCALITY_FEED_COUNT, LOCALITY_FEED_BLANK);
        return;
    }
    is_negative = cell.text[0] == '-';
    i += is_negative || cell.text[0] == '+';
    for (; i < cell.length && count <= INT64_MAX / 10 - 1; i++) {
        uint32_t digit = (uint32_t)(unsigned char)cell.text[i] - '0';
        if (digit > 9) {
            break;
        }
        count = count * 10 + (int64_t)digit;
        digits++;
    }
    if (i < cell.length && digits > 0 && cell.text[i] == '.') { /* 12.0 is 12 */
        for (i++; i < cell.length && cell.text[i] == '0'; i++) {
        }
    }
    if (i < cell.length || digits == 0) {
        bool is_digit = i < cell.length && (uint32_t)(unsigned char)cell.text[i] - '0' <= 9;
        bool is_long = is_digit && count > INT64_MAX / 10 - 1;
        wrong(t, LOCALITY_FEED_COUNT, is_long ? LOCALITY_FEED_RANGE : LOCALITY_FEED_NUMBER);
    } else if (is_negative && count > 0) {
        wrong(t, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE);
    }
    t->row.count = count;
}

/* A place in decimetres. */
static void take_metres(taking *t, int field, int32_t *out) {
    loc_span cell;
    int64_t value = 0;
    size_t i, digits = 0;

    *out = INT32_MIN;
    if (!cell_of(t, field, &cell) || cell.length == 0) {
        return;
    }
    i = cell.text[0] == '-' || cell.text[0] == '+';
    for (; i < cell.length && (uint32_t)(unsigned char)cell.text[i] - '0' <= 9; i++, digits++) {
        value = value < INT32_MAX ? value * 10 + (cell.text[i] - '0') : value;
    }
    value *= 10;
    if (i < cell.length && cell.text[i] == '.') {
        i++;
        if (i < cell.length && (uint32_t)(unsigned char)cell.text[i] - '0' <= 9) {
            value += cell.text[i] - '0';
        }
        for (; i < cell.length && (uint32_t)(unsigned char)cell.text[i] - '0' <= 9; i++, digits++) {
        }
    }
    if (i < cell.length || digits == 0) {
        wrong(t, field, LOCALITY_FEED_NUMBER);
    } else if (value > INT32_MAX) {
        wrong(t, field, LOCALITY_FEED_RANGE);
    } else {
        *out = (int32_t)(cell.text[0] == '-' ? -value : value);
    }
}

static void take_recorded(taking *t) {
    loc_feed_date date = {0, 0, LOC_NO_SECOND};
    loc_span cell;

    if (!cell_of(t, LOCALITY_FEED_RECORDED, &cell) || cell.length == 0) {
        return;
    }
    int fault = read_date(t, &cell, &date);
    if (fault != LOC_DATE_READ) {
        wrong(t, LOCALITY_FEED_RECORDED, fault);
    } else if (date.first == date.last) {
        t->row.recorded = date.first;
    }
}

static void take_reference(taking *t) {
    loc_span cell;

    if (cell_of(t, LOCALITY_FEED_REFERENCE, &cell)) {
        loc_feed_reference(cell.text, cell.length, t->row.reference);
    }
}

/* ---- Rows ------------------------------------------------------------------------------------- */

/* What only few feeds have. */
static void take_rest(taking *t) {
    take_recorded(t);
    if (loc_feed_is_tracking(t->feed)) {
        take_metres(t, LOCALITY_FEED_X, &t->row.x);
        take_metres(t, LOCALITY_FEED_Y, &t->row.y);
        take_reference(t);
    }
}

static locality_status refuse(taking *t, uint64_t byte, locality_error *error) {
    const loc_reader *reader = t->reader;
    loc_span cell = {"", 0, 0};
    uint32_t column = reader->column[t->field];
    loc_place place = {reader->file, column == UINT32_MAX ? 0 : column + 1, byte, reader->lines + 1,
                       reader->rows + 1};

    if (t->fault == LOC_NAME_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    cell_of(t, t->field, &cell);
    return loc_feed_refuse(t->feed, &place, t->field, t->fault, cell.text, cell.length)
               ? LOCALITY_OK
               : loc_fail_memory(error);
}

locality_status loc_csv_take(locality_feed *feed, const loc_span *cell, uint64_t byte,
                             locality_error *error) {
    taking t = {.feed = feed, .reader = feed->reader, .cell = cell, .fault = LOC_FEED_SOUND};
    loc_reader *reader = feed->reader;

    t.row.second = LOC_NO_SECOND;
    t.row.recorded = t.row.x = t.row.y = INT32_MIN;
    take_received(&t);
    for (uint32_t i = 0; i < feed->dimensions; i++) {
        take_name(&t, i);
    }
    take_count(&t);
    if (reader->has_rest) {
        take_rest(&t);
    }
    if (t.fault != LOC_FEED_SOUND) {
        locality_status status = refuse(&t, byte, error);
        if (status != LOCALITY_OK || !loc_feed_keeps(feed, t.field, t.fault)) {
            return status;
        }
    } else {
        feed->account.rows++;
        feed->account.counted++;
    }
    return loc_feed_take(feed, reader->source, &t.row, t.fault, error);
}

/* ---- Plain rows ------------------------------------------------------------------------------- */

/* A count of one to nine digits, or -1. */
static inline int64_t plain_count(const char *text, size_t length) {
    int64_t count = 0;

    if (length == 0 || length > 9) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        uint32_t digit = (uint32_t)(unsigned char)text[i] - '0';
        if (digit > 9) {
            return -1;
        }
        count = count * 10 + (int64_t)digit;
    }
    return count;
}

/* A row that is being looked at: where its cells lie. */
typedef struct plain_row {
    const char *bytes;
    size_t length, from;
    const uint32_t *position;
} plain_row;

static inline const char *plain_cell(const plain_row *row, uint32_t column, size_t *length,
                                     size_t *readable) {
    size_t begin = column == 0 ? row->from : (size_t)row->position[column - 1] + 1;

    *length = row->position[column] - begin;
    *readable = row->length - begin;
    return row->bytes + begin;
}

/* The entry of a day written `2020-12-31` that was looked up before; null for any other. */
static inline const loc_day_entry *plain_day(const loc_reader *reader, const plain_row *row) {
    size_t length, readable;
    const char *text = plain_cell(row, reader->column[LOCALITY_FEED_RECEIVED], &length, &readable);
    int32_t index = length == 10 ? iso_index(text) : NOT_ISO;

    if (index == NOT_ISO || reader->year[index >> 9] == NULL) {
        return NULL;
    }
    const loc_day_entry *entry = &reader->year[index >> 9][index & (LOC_CSV_DAYS - 1)];
    return entry->state == LOC_DAY_KNOWN ? entry : NULL;
}

/* The codes of names that were there before; false for any other. */
static inline bool plain_names(const locality_feed *feed, const plain_row *row, uint32_t *code) {
    const loc_reader *reader = feed->reader;

    for (uint32_t i = 0; i < feed->dimensions; i++) {
        uint32_t dimension = feed->dimension[i];
        uint32_t column = reader->column[LOCALITY_FEED_AREA + dimension];
        size_t length, readable;
        if (column == UINT32_MAX) {
            code[i] = reader->nameless[i];
            continue;
        }
        const char *text = plain_cell(row, column, &length, &readable);
        if (length == 0 || (unsigned char)text[0] <= ' ' ||
            (unsigned char)text[length - 1] <= ' ') {
            return false;
        }
        loc_name_key key = loc_name_key_of(text, length, readable);
        code[i] = loc_feed_names_find(&feed->name[dimension], text, &key);
        if (code[i] == LOC_NO_NAME) {
            return false;
        }
    }
    return true;
}

/* What plain rows came to, until it is put into the account. */
typedef struct plain_sums {
    uint64_t rows;
    int64_t events;
    int32_t first, last;
} plain_sums;

/* Counts a plain row; false where it is none. Where memory runs out `*has_room` is false. */
static inline bool take_plain_row(locality_feed *feed, const plain_row *row, plain_sums *sums,
                                  bool *has_room) {
    const loc_reader *reader = feed->reader;
    uint32_t code[LOC_CUBE_MOST_PARTS] = {0}, column = reader->column[LOCALITY_FEED_COUNT];
    const loc_day_entry *day = plain_day(reader, row);
    int64_t count = 1;

    if (day == NULL || !plain_names(feed, row, code)) {
        return false;
    }
    if (column != UINT32_MAX) {
        size_t length, readable;
        const char *text = plain_cell(row, column, &length, &readable);
        count = plain_count(text, length);
    }
    uint32_t slot = count < 0 ? LOC_NO_SLOT : loc_cube_slot(&feed->cube, code);
    bool has_sources = feed->source.count > 1;
    if (slot == LOC_NO_SLOT || (has_sources && slot >= feed->sources_count)) {
        return false;
    }
    if (has_sources) {
        feed->sources_of[slot] |= UINT64_C(1) << reader->source;
    }
    *has_room = count == 1   ? loc_cube_put(&feed->cube, slot, day->period)
                : count == 0 ? true
                             : loc_cube_add(&feed->cube, slot, day->period, count);
    sums->rows++;
    sums->events += count;
    sums->first = day->day < sums->first ? day->day : sums->first;
    sums->last = day->day > sums->last ? day->day : sums->last;
    return true;
}

static void add_sums(locality_feed *feed, const plain_sums *sums) {
    loc_reader *reader = feed->reader;
    uint32_t source = reader->source;

    feed->account.rows += sums->rows;
    feed->account.counted += sums->rows;
    feed->account.events += sums->events;
    reader->rows += sums->rows;
    reader->lines += sums->rows;
    if (sums->rows > 0) {
        feed->first[source] = sums->first < feed->first[source] ? sums->first : feed->first[source];
        feed->last[source] = sums->last > feed->last[source] ? sums->last : feed->last[source];
    }
}

size_t loc_csv_take_plain(locality_feed *feed, const char *bytes, size_t length,
                          const uint32_t *position, size_t marks, size_t *row,
                          locality_status *status, locality_error *error) {
    const loc_reader *reader = feed->reader;
    const uint32_t cells = reader->cells;
    plain_sums sums = {0, 0, INT32_MAX, INT32_MIN};
    size_t mark = 0;
    bool has_room = true;

    if (reader->has_rest || reader->column[LOCALITY_FEED_RECEIVED] == UINT32_MAX || cells < 2 ||
        feed->account.events + feed->account.unplaced > INT64_MAX / 2) {
        return 0;
    }
    while (has_room && mark + cells <= marks) {
        const plain_row now = {bytes, length, *row, position + mark};
        size_t end = now.position[cells - 1];
        bool is_crlf = bytes[end] == '\r';
        if (!loc_csv_is_row(reader, bytes, now.position) ||
            end - *row > feed->options.longest_row ||
            (is_crlf && (mark + cells >= marks || bytes[end + 1] != '\n')) ||
            !take_plain_row(feed, &now, &sums, &has_room)) {
            break;
        }
        *row = end + 1 + is_crlf;
        mark += cells + is_crlf;
    }
    add_sums(feed, &sums);
    *status = has_room ? LOCALITY_OK : loc_fail_memory(error);
    return mark;
}
