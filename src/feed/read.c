/* Read: a feed out of bytes that may come from anywhere. Every number is checked before it is used, and
 * no count makes memory be taken that the bytes behind it could not fill. */
#include "base/error.h"
#include "base/hash.h"
#include "feed/bytes.h"

typedef struct reading {
    const unsigned char *at, *begin, *end;
    bool failed;
    locality_feed *feed;
    bool has_memory;
} reading;

/* ---- Numbers ---------------------------------------------------------------------------------- */

static uint64_t fail(reading *r) {
    r->failed = true;
    return 0;
}

static uint64_t get_byte(reading *r) {
    return r->at < r->end ? *r->at++ : fail(r);
}

static uint64_t get_number(reading *r) {
    uint64_t value = 0;

    for (uint32_t shift = 0; shift < 64; shift += 7) {
        uint64_t byte = get_byte(r);
        if (shift == 63 && byte > 1) {
            return fail(r);
        }
        value |= (byte & 0x7F) << shift;
        if ((byte & 0x80) == 0) {
            return byte == 0 && shift > 0 ? fail(r) : value; /* one form for each number */
        }
    }
    return fail(r);
}

static uint64_t get_most(reading *r, uint64_t most) {
    uint64_t value = get_number(r);
    return value <= most ? value : fail(r);
}

static int64_t get_signed(reading *r) {
    uint64_t value = get_number(r);
    return (value & 1) != 0 ? (int64_t) ~(value >> 1) : (int64_t)(value >> 1);
}

static int32_t get_between(reading *r, int64_t least, int64_t most) {
    int64_t value = get_signed(r);
    return (int32_t)(value >= least && value <= most ? value : (int64_t)fail(r));
}

static uint64_t get_word(reading *r) {
    uint64_t value = 0;

    for (int i = 0; i < 8; i++) {
        value |= get_byte(r) << (8 * i);
    }
    return value;
}

/* How many things follow, each of at least `size` bytes. */
static size_t get_count(reading *r, size_t size) {
    return (size_t)get_most(r, (uint64_t)(r->end - r->at) / size);
}

/* ---- Parts of it ------------------------------------------------------------------------------ */

static bool get_options(reading *r, locality_feed_options *options) {
    options->every = (int32_t)get_most(r, LOCALITY_FEED_FINANCIAL_YEAR);
    options->by = (uint32_t)get_most(r, 0x3E);
    options->duplicates = (int32_t)get_most(r, 3);
    options->keep_unplaced = (int32_t)get_most(r, 1);
    options->near_metres = (int64_t)get_most(r, 1000000);
    options->near_hours = (int64_t)get_most(r, 100000);
    options->most_names = (uint32_t)get_most(r, UINT64_C(1) << 26);
    options->most_problems = (uint32_t)get_most(r, UINT64_C(1) << 20);
    options->longest_row = get_most(r, UINT64_C(1) << 30);
    return !r->failed && options->by != 0;
}

/* The events of one delay, day by day, at most `left`; how many. */
static uint64_t get_delay(reading *r, uint64_t left) {
    const int32_t first = LOCALITY_FEED_FIRST_DAY, last = LOCALITY_FEED_LAST_DAY;
    uint32_t days = (uint32_t)get_most(r, LOCALITY_FEED_DELAY_DAYS);
    size_t cells = get_count(r, 2);
    int32_t before = first - 1;
    uint64_t sum = 0;

    if (!r->failed && r->feed->delay[days] != 0) { /* each stands once */
        fail(r);
    }
    for (size_t i = 0; i < cells && !r->failed; i++) {
        int32_t day = first + (int32_t)get_most(r, (uint64_t)(last - first));
        uint64_t count = get_most(r, left - sum);
        if (r->failed || day <= before || count == 0) {
            fail(r);
            return sum;
        }
        if (!loc_feed_add_delay(r->feed, day, days, (int64_t)count)) {
            r->has_memory = false;
            fail(r);
        }
        before = day;
        sum += count;
    }
    return sum;
}

static void get_account(reading *r) {
    locality_feed *feed = r->feed;
    locality_feed_account *account = &feed->account;
    uint64_t faults = 0, delays;

    account->rows = get_number(r);
    account->counted = get_number(r);
    account->blank = get_number(r);
    account->unknown = get_number(r);
    account->malformed = get_number(r);
    account->empty = get_number(r);
    account->bytes = get_number(r);
    account->events = (int64_t)get_most(r, INT64_MAX);
    account->unplaced = (int64_t)get_most(r, INT64_MAX - (uint64_t)account->events);
    for (size_t i = 0; i <= LOCALITY_FEED_FIELDS; i++) {
        for (size_t j = 0; j < LOCALITY_FEED_FAULTS; j++) {
            feed->tally[i][j] = get_number(r);
            faults += feed->tally[i][j];
        }
    }
    if (account->blank + account->unknown + account->malformed != faults ||
        account->rows - account->counted != faults) {
        fail(r);
    }
    feed->delay_negative = (int64_t)get_most(r, (uint64_t)(account->events + account->unplaced));
    delays = get_most(r, LOCALITY_FEED_DELAY_DAYS + 1);
    uint64_t left = (uint64_t)(account->events + account->unplaced - feed->delay_negative);
    for (uint64_t i = 0; i < delays && !r->failed; i++) {
        left -= get_delay(r, left);
    }
}

/* Names in order, none twice. */
static void get_names(reading *r, loc_feed_names *names) {
    size_t count = get_count(r, 1);
    loc_name before = {"", 0};

    for (size_t i = 0; i < count && !r->failed; i++) {
        size_t length = get_count(r, 1);
        const char *text = (const char *)r->at;
        loc_name name = {text, (uint32_t)length};
        uint32_t code;
        if (r->failed || (i > 0 && loc_name_compare(&before, &name) >= 0)) {
            fail(r);
            return;
        }
        int fault = loc_feed_names_take(names, text, length, 0, &code);
        r->has_memory = r->has_memory && fault != LOC_NAME_NO_MEMORY;
        if (fault != LOC_NAME_TAKEN) {
            fail(r);
        }
        r->at += length;
        before = name;
    }
}

static void get_sources(reading *r) {
    locality_feed *feed = r->feed;

    get_names(r, &feed->source);
    for (uint32_t i = 0; i < feed->source.count && !r->failed; i++) {
        feed->first[i] = INT32_MAX;
        feed->last[i] = INT32_MIN;
        uint64_t has_days = get_byte(r);
        if (has_days > 1) {
            fail(r);
        } else if (has_days == 1) {
            feed->first[i] = get_between(r, LOCALITY_FEED_FIRST_DAY, LOCALITY_FEED_LAST_DAY);
            feed->last[i] = get_between(r, feed->first[i], LOCALITY_FEED_LAST_DAY);
        }
    }
}

static void get_part(reading *r) {
    loc_feed_part part = {0};
    locality_error error;

    part.file = (uint32_t)get_most(r, UINT32_MAX);
    part.first = get_most(r, UINT64_MAX / 2);
    part.end = get_most(r, UINT64_MAX / 2);
    part.lines = get_most(r, UINT64_MAX / 2);
    part.rows = get_most(r, UINT64_MAX / 2);
    if (r->failed || part.file >= r->feed->file.count || part.end <= part.first) {
        fail(r);
        return;
    }
    locality_status status = loc_feed_add_part(r->feed, &part, &error);
    r->has_memory = r->has_memory && status != LOCALITY_NO_MEMORY;
    if (status != LOCALITY_OK) {
        fail(r);
    }
}

static void get_problem(reading *r) {
    loc_feed_problem problem;

    memset(&problem, 0, sizeof problem);
    problem.file = (uint32_t)get_most(r, UINT32_MAX);
    problem.byte = get_number(r);
    problem.line = get_number(r);
    problem.row = get_number(r);
    problem.column = (uint32_t)get_most(r, UINT32_MAX);
    uint64_t field = get_byte(r), fault = get_byte(r);
    size_t length = get_count(r, 1);
    if (r->failed || problem.file >= r->feed->file.count || field > LOCALITY_FEED_FIELDS ||
        fault >= LOCALITY_FEED_FAULTS || length > LOC_FEED_TEXT ||
        loc_utf8_check((const char *)r->at, length) != length) {
        fail(r);
        return;
    }
    problem.field = (int8_t)((int)field - 1);
    problem.fault = (int8_t)fault;
    problem.length = (uint8_t)length;
    memcpy(problem.text, r->at, length);
    r->at += length;
    if (!loc_feed_add_problem(r->feed, &problem)) {
        r->has_memory = false;
        fail(r);
    }
}

static void get_files(reading *r) {
    get_names(r, &r->feed->file);
    /* Parts that touch were joined before they were written, so joining moves no problem here. */
    size_t parts = get_count(r, 5);
    for (size_t i = 0; i < parts && !r->failed; i++) {
        get_part(r);
    }
    size_t problems = get_count(r, 8);
    if (problems > r->feed->options.most_problems || r->feed->parts != parts) {
        fail(r);
    }
    for (size_t i = 0; i < problems && !r->failed; i++) {
        get_problem(r);
    }
}

static void get_dimensions(reading *r) {
    locality_feed *feed = r->feed;

    for (uint32_t k = 0; k < feed->dimensions && !r->failed; k++) {
        loc_feed_names *names = &feed->name[feed->dimension[k]];
        uint64_t is_listed = get_byte(r);
        get_names(r, names);
        if (is_listed > 1) {
            fail(r);
        }
        names->is_listed = is_listed == 1;
    }
}

/* The cells of a slot; what is left of the sum of all counts. */
static int64_t get_cells(reading *r, uint32_t slot, int64_t left) {
    locality_feed *feed = r->feed;
    int32_t least = loc_feed_period(feed->options.every, LOCALITY_FEED_FIRST_DAY);
    int32_t most = loc_feed_period(feed->options.every, LOCALITY_FEED_LAST_DAY);
    size_t cells = get_count(r, 2);
    int64_t period = 0;

    if (cells == 0) {
        fail(r);
    }
    for (size_t i = 0; i < cells && !r->failed; i++) {
        int64_t step = get_signed(r);
        if ((i > 0 && step <= 0) || step < 2 * (int64_t)least || step > 2 * (int64_t)most) {
            fail(r);
            break;
        }
        period += step;
        int64_t count = (int64_t)get_most(r, (uint64_t)left);
        if (period < least || period > most || count < 1) {
            fail(r);
            break;
        }
        left -= count;
        if (!loc_cube_add(&feed->cube, slot, (int32_t)period, count)) {
            r->has_memory = false;
            fail(r);
        }
    }
    return left;
}

static void get_slots(reading *r) {
    locality_feed *feed = r->feed;
    size_t slots = get_count(r, 3);
    int64_t left = feed->account.events + feed->account.unplaced;

    for (size_t i = 0; i < slots && !r->failed; i++) {
        uint32_t code[LOC_CUBE_MOST_PARTS] = {0};
        for (uint32_t k = 0; k < feed->dimensions; k++) {
            uint32_t count = feed->name[feed->dimension[k]].count;
            code[k] = count == 0 ? (uint32_t)fail(r) : (uint32_t)get_most(r, count - 1);
        }
        uint64_t bits = feed->source.count > 1 ? get_number(r) : 1;
        if (r->failed || bits == 0 || feed->source.count == 0 ||
            bits >> (feed->source.count - 1) > 1) {
            fail(r);
            return;
        }
        uint32_t slot = loc_cube_slot(&feed->cube, code);
        bool has_room = slot != LOC_NO_SLOT;
        if (has_room && slot != i) { /* one that was there: each stands once */
            fail(r);
            return;
        }
        if (has_room && feed->source.count > 1) {
            has_room = loc_feed_mark_slots(feed, bits);
        }
        if (!has_room) {
            r->has_memory = false;
            fail(r);
            return;
        }
        left = get_cells(r, slot, left);
    }
    if (left != 0) {
        fail(r);
    }
}

static void get_events(reading *r) {
    locality_feed *feed = r->feed;
    int32_t least = loc_feed_period(feed->options.every, LOCALITY_FEED_FIRST_DAY);
    int32_t most = loc_feed_period(feed->options.every, LOCALITY_FEED_LAST_DAY);
    size_t events = get_count(r, 22);
    void *block = NULL;
    int64_t left = feed->account.events + feed->account.unplaced;

    if (r->failed || (events > 0 && feed->options.duplicates == 0) || events > UINT32_MAX - 1) {
        fail(r);
        return;
    }
    if (!loc_grow(&feed->allocator, &block, &feed->event_capacity, events, sizeof *feed->event)) {
        r->has_memory = false;
        fail(r);
        return;
    }
    feed->event = block;
    for (size_t i = 0; i < events && !r->failed; i++) {
        loc_event *event = &feed->event[i];
        event->reference[0] = get_word(r);
        event->reference[1] = get_word(r);
        event->second = get_signed(r);
        event->x = get_between(r, INT32_MIN, INT32_MAX);
        event->y = get_between(r, INT32_MIN, INT32_MAX);
        event->slot = (uint32_t)get_most(r, feed->cube.slots == 0 ? 0 : feed->cube.slots - 1);
        event->period = get_between(r, least, most);
        event->count = (int64_t)get_most(r, (uint64_t)left);
        left -= event->count;
        bool is_second = event->second == LOC_NO_SECOND ||
                         (event->second >= LOCALITY_FEED_FIRST_DAY * LOC_DAY_SECONDS &&
                          event->second <= (LOCALITY_FEED_LAST_DAY + 2) * LOC_DAY_SECONDS);
        if (event->count < 1 || feed->cube.slots == 0 || !is_second) {
            fail(r);
        }
        feed->events++;
    }
}

/* ---- All of it -------------------------------------------------------------------------------- */

static locality_status fail_bytes(const reading *r, const char *what, locality_error *error) {
    loc_fail(error, LOCALITY_SYNTAX, "%s", what);
    loc_error_at_place(error, 0, (uint64_t)(r->at - r->begin) + 1);
    return LOCALITY_SYNTAX;
}

/* The mark, the version and the hash that ends it. */
static locality_status check_frame(reading *r, size_t length, locality_error *error) {
    uint64_t hash = 0;

    if (length < LOC_FEED_MARK_SIZE + 1 + 8 ||
        memcmp(r->begin, LOC_FEED_MARK, LOC_FEED_MARK_SIZE) != 0) {
        return fail_bytes(r, "these are not the bytes of a feed", error);
    }
    r->at += LOC_FEED_MARK_SIZE;
    r->end = r->begin + length;
    if (get_number(r) != LOC_FEED_VERSION) {
        return loc_fail(error, LOCALITY_LIMIT, "the feed was written by a later version");
    }
    r->end -= 8;
    for (int i = 0; i < 8; i++) {
        hash |= (uint64_t)r->end[i] << (8 * i);
    }
    if (r->at > r->end || hash != loc_hash(r->begin, length - 8)) {
        return fail_bytes(r, "the bytes of the feed were cut short or changed", error);
    }
    return LOCALITY_OK;
}

static void get_all(reading *r) {
    void (*const parts[])(reading *) = {get_account,    get_sources, get_files,
                                        get_dimensions, get_slots,   get_events};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !r->failed; i++) {
        parts[i](r);
    }
    if (!r->failed && r->at != r->end) {
        fail(r);
    }
}

locality_status locality_feed_read(const void *bytes, size_t length,
                                   const locality_allocator *allocator, locality_feed **out,
                                   locality_error *error) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    reading r = {bytes, bytes, bytes, false, NULL, true};

    if (out != NULL) {
        *out = NULL;
    }
    if (out == NULL || bytes == NULL) {
        return loc_fail_null(error, out == NULL ? "out" : "bytes");
    }
    locality_status status = check_frame(&r, length, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!get_options(&r, &options)) {
        return fail_bytes(&r, "the bytes of the feed are not as they are written", error);
    }
    status = locality_feed_new(&options, allocator, &r.feed, error);
    if (status != LOCALITY_OK) {
        return status == LOCALITY_INVALID && r.feed == NULL
                   ? fail_bytes(&r, "the bytes of the feed are not as they are written", error)
                   : status;
    }
    get_all(&r);
    if (!r.failed) {
        loc_feed_cut_problems(r.feed);
        *out = r.feed;
        return loc_ok(error);
    }
    locality_feed_free(r.feed);
    return r.has_memory ? fail_bytes(&r, "the bytes of the feed are not as they are written", error)
                        : loc_fail_memory(error);
}
