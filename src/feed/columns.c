/* Columns: rows are taken in batches; days and codes first, each column by itself, then the slots. What is
 * out of the ordinary in a row has it taken alone. */
#include "feed/columns.h"

#include "base/error.h"

enum { DAYS = LOCALITY_FEED_LAST_DAY - LOCALITY_FEED_FIRST_DAY + 1 };
#define NO_DAY INT32_MIN

/* ---- Rows taken together ---------------------------------------------------------------------- */

static void batch_days(loc_putting *p, uint64_t from, uint32_t count) {
    const loc_column *column = &p->column[LOCALITY_FEED_RECEIVED];

    if (column->type == LOCALITY_FEED_INT32 && column->valid == NULL && column->ticks == 1) {
        for (uint32_t i = 0; i < count; i++) {
            int32_t day;
            memcpy(&day, loc_column_at(column, from + i), sizeof day);
            p->day[i] = loc_period_day_fits(day) ? day : NO_DAY;
        }
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        p->day[i] = NO_DAY;
        if (column->type != LOCALITY_FEED_NONE && !loc_column_is_text(column) &&
            loc_column_is_valid(column, from + i)) {
            int64_t day = loc_column_day(column, loc_column_integer(column, from + i));
            p->day[i] = loc_period_day_fits(day) ? (int32_t)day : NO_DAY;
        }
    }
}

static uint32_t code_of(const loc_putting *p, uint32_t place, int64_t number) {
    return number >= 0 && (uint64_t)number < p->maps[place] ? p->map[place][number] : LOC_NO_NAME;
}

#define CODES(type)                                                          \
    for (uint32_t i = 0; i < count; i++) {                                   \
        type value;                                                          \
        memcpy(&value, loc_column_at(column, from + i), sizeof value);       \
        code[i] = (uint64_t)value < maps ? map[(size_t)value] : LOC_NO_NAME; \
    }

static void batch_codes(loc_putting *p, uint32_t place, uint64_t from, uint32_t count) {
    const loc_column *column = &p->column[LOCALITY_FEED_AREA + (int)p->feed->dimension[place]];
    uint32_t *code = p->code[place];
    const uint32_t *map = p->map[place];
    uint64_t maps = p->maps[place];

    if (column->type == LOCALITY_FEED_NONE || loc_column_is_text(column)) {
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
            code[i] = loc_column_is_valid(column, from + i)
                          ? code_of(p, place, loc_column_integer(column, from + i))
                          : LOC_NO_NAME;
        }
    }
}

/* Whether rows without faults are all alike: one event each, of the only source. */
static bool is_plain(const loc_putting *p) {
    return p->column[LOCALITY_FEED_COUNT].type == LOCALITY_FEED_NONE &&
           p->column[LOCALITY_FEED_RECORDED].type == LOCALITY_FEED_NONE &&
           !loc_feed_is_tracking(p->feed) && p->feed->source.count == 1;
}

/* Looks up what stands for the codes of a row that was taken alone. */
static void learn(loc_putting *p, uint64_t row) {
    for (uint32_t i = 0; i < p->feed->dimensions; i++) {
        const loc_column *column = &p->column[LOCALITY_FEED_AREA + (int)p->feed->dimension[i]];
        const char *text;
        size_t length;
        int64_t number = p->maps[i] > 0 && loc_column_is_valid(column, row)
                             ? loc_column_integer(column, row)
                             : -1;
        if (number < 0 || (uint64_t)number >= p->maps[i] ||
            !loc_column_text_of_code(column, (uint64_t)number, &text, &length)) {
            continue;
        }
        loc_name_key key = loc_name_key_of(text, length, 0);
        p->map[i][number] = loc_feed_names_find(&p->feed->name[p->feed->dimension[i]], text, &key);
    }
}

static inline int32_t period_of(loc_putting *p, int32_t day) {
    int32_t *period = &p->period[day - LOCALITY_FEED_FIRST_DAY];

    if (*period == NO_DAY) {
        *period = loc_feed_period(p->feed->options.every, day);
    }
    return *period;
}

/* Takes a row that is plain. */
static inline bool put_plain(loc_putting *p, uint32_t i) {
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
static bool is_all_sound(const loc_putting *p, uint32_t count, span *s) {
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
static bool put_pairs(loc_putting *p, uint32_t count) {
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
static locality_status put_rows(loc_putting *p, uint64_t from, uint32_t count, bool is_together,
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
        locality_status status = loc_feed_put_alone(p, from + i, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        learn(p, from + i);
    }
    add_span(feed, p->source, &s);
    return LOCALITY_OK;
}

static locality_status put_batch(loc_putting *p, uint64_t from, uint32_t count,
                                 locality_error *error) {
    locality_feed *feed = p->feed;
    span s = {INT32_MAX, INT32_MIN, count};
    bool is_together = is_plain(p);

    if (feed->account.events > INT64_MAX - feed->account.unplaced - LOC_PUT_BATCH) {
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

static bool make_maps(loc_putting *p) {
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
        if (column->type == LOCALITY_FEED_NONE || loc_column_is_text(column) ||
            column->names == 0) {
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

static void free_maps(loc_putting *p) {
    const locality_allocator *allocator = &p->feed->allocator;

    loc_release(allocator, p->period, DAYS, sizeof *p->period);
    for (uint32_t k = 0; k < LOC_FEED_DIMENSIONS; k++) {
        loc_release(allocator, p->map[k], (size_t)p->maps[k], sizeof *p->map[k]);
    }
}

static locality_status put_all(loc_putting *p, uint64_t rows, locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (uint64_t from = 0; status == LOCALITY_OK && from < rows; from += LOC_PUT_BATCH) {
        uint32_t count = (uint32_t)(rows - from < LOC_PUT_BATCH ? rows - from : LOC_PUT_BATCH);
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
    loc_putting *p = loc_allocate(&feed->allocator, 1, sizeof *p);
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
