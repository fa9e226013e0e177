/* Write: a feed as bytes, the same for the same events however they were cut, ordered and merged.
 *
 * Eight bytes of mark and a version; then numbers in groups of seven bits, the lowest first; names, files
 * and sources in the order of their bytes, and whatever has them after those. A hash of it all ends it. */
#include "base/error.h"
#include "base/hash.h"
#include "base/sort.h"
#include "feed/bytes.h"

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static void put_byte(loc_text *out, uint64_t byte) {
    loc_text_char(out, (char)(unsigned char)byte);
}

static void put_number(loc_text *out, uint64_t value) {
    char bytes[10];
    size_t length = 0;

    for (; value > 0x7F; value >>= 7) {
        bytes[length++] = (char)(unsigned char)(value | 0x80);
    }
    bytes[length++] = (char)(unsigned char)value;
    loc_text_put(out, bytes, length);
}

/* Numbers near zero are short, whatever their sign. */
static void put_signed(loc_text *out, int64_t value) {
    put_number(out, value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1);
}

static void put_word(loc_text *out, uint64_t value) {
    for (int i = 0; i < 8; i++) {
        put_byte(out, value >> (8 * i) & 0xFF);
    }
}

static void put_name(loc_text *out, const char *text, size_t length) {
    put_number(out, length);
    loc_text_put(out, text, length);
}

/* ---- Parts of it ------------------------------------------------------------------------------ */

static void put_options(loc_text *out, const locality_feed_options *options) {
    put_number(out, (uint64_t)options->every);
    put_number(out, options->by);
    put_number(out, (uint64_t)options->duplicates);
    put_number(out, (uint64_t)options->keep_unplaced);
    put_number(out, (uint64_t)options->near_metres);
    put_number(out, (uint64_t)options->near_hours);
    put_number(out, options->most_names);
    put_number(out, options->most_problems);
    put_number(out, options->longest_row);
}

static void put_account(loc_text *out, const locality_feed *feed) {
    const locality_feed_account *account = &feed->account;

    put_number(out, account->rows);
    put_number(out, account->counted);
    put_number(out, account->blank);
    put_number(out, account->unknown);
    put_number(out, account->malformed);
    put_number(out, account->empty);
    put_number(out, account->bytes);
    put_number(out, (uint64_t)account->events);
    put_number(out, (uint64_t)account->unplaced);
    for (size_t i = 0; i <= LOCALITY_FEED_FIELDS; i++) {
        for (size_t j = 0; j < LOCALITY_FEED_FAULTS; j++) {
            put_number(out, feed->tally[i][j]);
        }
    }
}

/* The delays there are, each with the days on which events of it were received. */
static void put_delays(loc_text *out, const locality_feed *feed, const loc_cube *view) {
    loc_cube_walk walk;
    int32_t day;
    int64_t count;
    uint64_t delays = 0;

    put_number(out, (uint64_t)feed->delay_negative);
    for (uint32_t i = 0; i <= LOCALITY_FEED_DELAY_DAYS; i++) {
        delays += feed->delay[i] != 0;
    }
    put_number(out, delays);
    for (uint32_t i = 0; i <= LOCALITY_FEED_DELAY_DAYS; i++) {
        uint64_t cells = 0;
        if (feed->delay[i] == 0) {
            continue;
        }
        loc_feed_walk_delay(&walk, view, i);
        while (loc_cube_walk_next(&walk, &day, &count)) {
            cells++;
        }
        put_number(out, i);
        put_number(out, cells);
        loc_feed_walk_delay(&walk, view, i);
        while (loc_cube_walk_next(&walk, &day, &count)) {
            put_number(out, (uint64_t)(day - LOCALITY_FEED_FIRST_DAY));
            put_number(out, (uint64_t)count);
        }
    }
}

/* What is on its way out. */
typedef struct writing {
    const locality_feed *feed;
    const loc_cube *view, *delays; /* of the counts, and of the delays */
    loc_text *out;
    loc_ranking ranking;
    uint32_t *source, *file; /* places among those written, of each code */
    uint32_t *name[LOC_FEED_DIMENSIONS];
    uint32_t *order; /* room for the longest of the lists */
    size_t orders;
} writing;

/* Writes the names that have a mark in `place` (1), in order, and puts their places there. */
static void put_names(writing *w, const loc_feed_names *names, uint32_t *place,
                      const uint32_t *order) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < names->count; i++) {
        count += place[i];
    }
    put_number(w->out, count);
    count = 0;
    for (uint32_t i = 0; i < names->count; i++) {
        uint32_t code = order[i];
        if (place[code] != 0) {
            put_name(w->out, names->name[code].text, names->name[code].length);
            place[code] = count++;
        }
    }
}

static void put_sources(writing *w) {
    const locality_feed *feed = w->feed;
    uint32_t rank[LOC_FEED_SOURCES];

    for (uint32_t i = 0; i < feed->source.count; i++) {
        w->source[i] = 1;
    }
    loc_feed_names_rank(&feed->source, rank, w->order);
    put_names(w, &feed->source, w->source, w->order);
    for (uint32_t i = 0; i < feed->source.count; i++) {
        uint32_t code = w->order[i];
        bool is_empty = feed->first[code] > feed->last[code];
        put_byte(w->out, !is_empty);
        if (!is_empty) {
            put_signed(w->out, feed->first[code]);
            put_signed(w->out, feed->last[code]);
        }
    }
}

static int by_place(const void *a, const void *b, const void *context) {
    const writing *w = context;
    const loc_feed_part *x = &w->feed->part[*(const uint32_t *)a];
    const loc_feed_part *y = &w->feed->part[*(const uint32_t *)b];
    int order = ORDER(w->file[x->file], w->file[y->file]);

    return order != 0 ? order : ORDER(x->first, y->first);
}

static void put_files(writing *w) {
    const locality_feed *feed = w->feed;
    size_t problems = locality_feed_problems(feed);
    uint32_t *rank = w->file;

    loc_feed_names_rank(&feed->file, rank, w->order);
    memset(w->file, 0, feed->file.count * sizeof *w->file);
    for (size_t i = 0; i < feed->parts; i++) {
        w->file[feed->part[i].file] = 1;
    }
    for (size_t i = 0; i < problems; i++) {
        w->file[feed->problem[i].file] = 1;
    }
    put_names(w, &feed->file, w->file, w->order);
    put_number(w->out, feed->parts);
    for (uint32_t i = 0; i < feed->parts; i++) {
        w->order[i] = i;
    }
    loc_sort(w->order, feed->parts, sizeof *w->order, by_place, w);
    for (size_t i = 0; i < feed->parts; i++) {
        const loc_feed_part *part = &feed->part[w->order[i]];
        put_number(w->out, w->file[part->file]);
        put_number(w->out, part->first);
        put_number(w->out, part->end);
        put_number(w->out, part->lines);
        put_number(w->out, part->rows);
    }
    put_number(w->out, problems);
    for (size_t i = 0; i < problems; i++) {
        const loc_feed_problem *problem = &feed->problem[i];
        put_number(w->out, w->file[problem->file]);
        put_number(w->out, problem->byte);
        put_number(w->out, problem->line);
        put_number(w->out, problem->row);
        put_number(w->out, problem->column);
        put_byte(w->out, (uint64_t)(problem->field + 1));
        put_byte(w->out, (uint64_t)problem->fault);
        put_name(w->out, problem->text, problem->length);
    }
}

/* The names that have counts, or all of a list. */
static void put_dimensions(writing *w) {
    const locality_feed *feed = w->feed;

    for (uint32_t k = 0; k < feed->dimensions; k++) {
        const loc_feed_names *names = &feed->name[feed->dimension[k]];
        for (uint32_t i = 0; i < names->count; i++) {
            w->name[k][i] = names->is_listed ? 1 : 0;
        }
    }
    for (size_t i = 0; i < w->ranking.slots; i++) {
        uint32_t code[LOC_CUBE_MOST_PARTS] = {0};
        loc_cube_codes(w->view, w->ranking.slot[i], code);
        for (uint32_t k = 0; k < feed->dimensions; k++) {
            w->name[k][code[k]] = 1;
        }
    }
    for (uint32_t k = 0; k < feed->dimensions; k++) {
        const loc_feed_names *names = &feed->name[feed->dimension[k]];
        put_byte(w->out, names->is_listed);
        put_names(w, names, w->name[k], w->ranking.order[k]);
    }
}

static uint64_t sources_of(const writing *w, uint32_t slot) {
    uint64_t bits = 0;

    for (uint32_t i = 0; i < w->feed->source.count; i++) {
        bits |= (w->feed->sources_of[slot] >> i & 1) << w->source[i];
    }
    return bits;
}

static void put_slots(writing *w) {
    const locality_feed *feed = w->feed;

    put_number(w->out, w->ranking.slots);
    for (size_t i = 0; i < w->ranking.slots; i++) {
        uint32_t slot = w->ranking.slot[i], code[LOC_CUBE_MOST_PARTS] = {0};
        loc_cube_walk walk;
        int32_t period, before = 0;
        int64_t count;
        uint64_t cells = 0;
        loc_cube_codes(w->view, slot, code);
        for (uint32_t k = 0; k < feed->dimensions; k++) {
            put_number(w->out, w->name[k][code[k]]);
        }
        if (feed->source.count > 1) {
            put_number(w->out, sources_of(w, slot));
        }
        loc_cube_walk_slot(&walk, w->view, slot);
        while (loc_cube_walk_next(&walk, &period, &count)) {
            cells++;
        }
        put_number(w->out, cells);
        loc_cube_walk_slot(&walk, w->view, slot);
        while (loc_cube_walk_next(&walk, &period, &count)) {
            put_signed(w->out, (int64_t)period - before);
            put_number(w->out, (uint64_t)count);
            before = period;
        }
    }
}

static void put_events(writing *w) {
    const locality_feed *feed = w->feed;

    loc_feed_order_events(feed, w->ranking.slot_rank, w->order);
    put_number(w->out, feed->events);
    for (size_t i = 0; i < feed->events; i++) {
        const loc_event *event = &feed->event[w->order[i]];
        put_word(w->out, event->reference[0]);
        put_word(w->out, event->reference[1]);
        put_signed(w->out, event->second);
        put_signed(w->out, event->x);
        put_signed(w->out, event->y);
        put_number(w->out, w->ranking.slot_rank[event->slot]);
        put_signed(w->out, event->period);
        put_number(w->out, (uint64_t)event->count);
    }
}

/* ---- All of it -------------------------------------------------------------------------------- */

static bool make_room(writing *w) {
    const locality_feed *feed = w->feed;
    const locality_allocator *a = &feed->allocator;

    w->orders = feed->events + feed->parts + feed->file.count + LOC_FEED_SOURCES;
    w->order = loc_allocate_raw(a, w->orders, sizeof *w->order);
    w->source = loc_allocate(a, LOC_FEED_SOURCES, sizeof *w->source);
    w->file = loc_allocate(a, feed->file.count, sizeof *w->file);
    bool has_room = w->order != NULL && w->source != NULL && w->file != NULL;
    for (uint32_t k = 0; k < feed->dimensions; k++) {
        w->name[k] = loc_allocate(a, feed->name[feed->dimension[k]].count, sizeof *w->name[k]);
        has_room = has_room && w->name[k] != NULL;
    }
    return has_room;
}

static void free_room(writing *w) {
    const locality_feed *feed = w->feed;
    const locality_allocator *a = &feed->allocator;

    loc_release(a, w->order, w->orders, sizeof *w->order);
    loc_release(a, w->source, LOC_FEED_SOURCES, sizeof *w->source);
    loc_release(a, w->file, feed->file.count, sizeof *w->file);
    for (uint32_t k = 0; k < feed->dimensions; k++) {
        loc_release(a, w->name[k], feed->name[feed->dimension[k]].count, sizeof *w->name[k]);
    }
}

static void put_all(writing *w) {
    loc_text_put(w->out, LOC_FEED_MARK, LOC_FEED_MARK_SIZE);
    put_number(w->out, LOC_FEED_VERSION);
    put_options(w->out, &w->feed->options);
    put_account(w->out, w->feed);
    put_delays(w->out, w->feed, w->delays);
    put_sources(w);
    put_files(w);
    put_dimensions(w);
    put_slots(w);
    put_events(w);
    if (!w->out->failed) {
        put_word(w->out, loc_hash(w->out->data, w->out->length));
    }
}

/* An exact block of what was written. */
static locality_status give(const locality_feed *feed, const loc_text *out, void **bytes,
                            size_t *length, locality_error *error) {
    if (out->failed) {
        return loc_fail_memory(error);
    }
    *bytes = loc_allocate_raw(&feed->allocator, out->length, 1);
    if (*bytes == NULL) {
        return loc_fail_memory(error);
    }
    memcpy(*bytes, out->data, out->length);
    *length = out->length;
    return loc_ok(error);
}

/* Views of the counts and of the delays; null where memory runs out. */
static loc_cube *open_views(const locality_feed *feed) {
    loc_cube *view = loc_allocate_raw(&feed->allocator, 2, sizeof *view);

    if (view != NULL && loc_cube_view(&feed->cube, &view[0])) {
        if (loc_cube_view(&feed->delays, &view[1])) {
            return view;
        }
        loc_cube_unview(&feed->cube, &view[0]);
    }
    loc_release(&feed->allocator, view, 2, sizeof *view);
    return NULL;
}

static void close_views(const locality_feed *feed, loc_cube *view) {
    loc_cube_unview(&feed->delays, &view[1]);
    loc_cube_unview(&feed->cube, &view[0]);
    loc_release(&feed->allocator, view, 2, sizeof *view);
}

locality_status locality_feed_write(const locality_feed *feed, void **bytes, size_t *length,
                                    locality_error *error) {
    if (bytes != NULL) {
        *bytes = NULL;
    }
    if (length != NULL) {
        *length = 0;
    }
    if (bytes == NULL || length == NULL) {
        return loc_fail_null(error, bytes == NULL ? "bytes" : "length");
    }
    locality_status status = loc_feed_ready(feed, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_text out;
    loc_cube *view = open_views(feed);
    if (view == NULL) {
        return loc_fail_memory(error);
    }
    writing w = {.feed = feed, .view = &view[0], .delays = &view[1], .out = &out};
    loc_text_init(&out, &feed->allocator);
    status = LOCALITY_NO_MEMORY;
    if (loc_feed_rank(feed, view, &w.ranking) && make_room(&w)) {
        put_all(&w);
        status = give(feed, &out, bytes, length, error);
    } else {
        loc_fail_memory(error);
    }
    free_room(&w);
    loc_feed_unrank(feed, &w.ranking);
    loc_text_clear(&out);
    close_views(feed, view);
    return status;
}

void locality_feed_free_bytes(const locality_feed *feed, void *bytes, size_t length) {
    if (feed != NULL && bytes != NULL) {
        loc_release(&feed->allocator, bytes, length, 1);
    }
}
