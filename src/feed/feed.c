/* Feed: making one, its sources, and counting rows whose parts were read. */
#include "feed/feed.h"

#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

enum { NEAR_METRES_MOST = 1000000, NEAR_HOURS_MOST = 100000 };

/* ---- Options ---------------------------------------------------------------------------------- */

static bool are_sound(const locality_feed_options *in) {
    const uint32_t dimensions = 0x3E; /* AREA to STATUS */

    return in->reserved == 0 && in->every >= LOCALITY_FEED_DAY &&
           in->every <= LOCALITY_FEED_FINANCIAL_YEAR && (in->by & ~dimensions) == 0 &&
           in->duplicates >= 0 && in->duplicates <= 3 && in->keep_unplaced >= 0 &&
           in->keep_unplaced <= 1 && in->near_metres >= 0 && in->near_metres <= NEAR_METRES_MOST &&
           in->near_hours >= 0 && in->near_hours <= NEAR_HOURS_MOST && in->most_names > 0 &&
           in->most_names <= UINT32_C(1) << 26 && in->most_problems <= UINT32_C(1) << 20 &&
           in->longest_row >= 64 && in->longest_row <= UINT64_C(1) << 30;
}

static locality_status take_options(const locality_feed_options *options,
                                    locality_feed_options *out, locality_error *error) {
    locality_feed_options in = LOCALITY_FEED_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_feed_options");
    }
    if (!are_sound(&in)) {
        return loc_fail(error, LOCALITY_INVALID, "an option of the feed is out of its range");
    }
    if (in.by == 0) {
        in.by = LOCALITY_FEED_BY(LOCALITY_FEED_AREA) | LOCALITY_FEED_BY(LOCALITY_FEED_SERVICE) |
                LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER);
    }
    *out = in;
    return LOCALITY_OK;
}

static void begin(locality_feed *feed, const locality_feed_options *options) {
    uint32_t parts = 0;

    feed->options = *options;
    feed->options.struct_size = sizeof *options;
    for (uint32_t i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        loc_feed_names_init(&feed->name[i], &feed->allocator, options->most_names);
        if ((options->by & LOCALITY_FEED_BY(LOCALITY_FEED_AREA + i)) != 0) {
            feed->dimension[parts++] = i;
        }
    }
    loc_feed_names_init(&feed->source, &feed->allocator, LOC_FEED_SOURCES);
    feed->source.counts_empty = true; /* there is no room for one beside them */
    loc_feed_names_init(&feed->file, &feed->allocator, LOC_FEED_FILES);
    feed->dimensions = parts;
    loc_cube_init(&feed->cube, &feed->allocator, parts < 2 ? 2 : parts);
    loc_cube_init(&feed->delays, &feed->allocator, 2);
}

locality_status locality_feed_new(const locality_feed_options *options,
                                  const locality_allocator *allocator, locality_feed **out,
                                  locality_error *error) {
    locality_allocator memory;
    locality_feed_options in = LOCALITY_FEED_OPTIONS_INIT;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, &in, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_feed *feed = loc_allocate(&memory, 1, sizeof *feed);
    if (feed == NULL) {
        return loc_fail_memory(error);
    }
    feed->allocator = memory;
    begin(feed, &in);
    *out = feed;
    return loc_ok(error);
}

void locality_feed_free(locality_feed *feed) {
    if (feed == NULL) {
        return;
    }
    locality_allocator allocator = feed->allocator;
    loc_feed_free_reader(feed);
    for (uint32_t i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        loc_feed_names_clear(&feed->name[i]);
    }
    loc_feed_names_clear(&feed->source);
    loc_feed_names_clear(&feed->file);
    loc_cube_clear(&feed->cube);
    loc_cube_clear(&feed->delays);
    loc_release(&allocator, feed->sources_of, feed->sources_capacity, sizeof *feed->sources_of);
    loc_release(&allocator, feed->problem, feed->problem_capacity, sizeof *feed->problem);
    loc_release(&allocator, feed->part, feed->part_capacity, sizeof *feed->part);
    loc_release(&allocator, feed->event, feed->event_capacity, sizeof *feed->event);
    loc_release(&allocator, feed, 1, sizeof *feed);
}

locality_status loc_feed_ready(const locality_feed *feed, locality_error *error) {
    if (feed == NULL) {
        return loc_fail_null(error, "feed");
    }
    if (feed->is_broken) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a call before this one failed half way: the feed can only be freed");
    }
    if (feed->reader != NULL) {
        return loc_fail(error, LOCALITY_BUSY, "a file is begun and not ended");
    }
    return LOCALITY_OK;
}

/* ---- Names ------------------------------------------------------------------------------------ */

int loc_feed_nameless(locality_feed *feed, uint32_t dimension, uint32_t *code) {
    return loc_feed_names_take(&feed->name[dimension], "", 0, 0, code);
}

static locality_status fail_name(locality_error *error, int fault, size_t index) {
    if (fault == LOC_NAME_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    if (fault == LOCALITY_FEED_ENCODING) {
        return loc_fail(error, LOCALITY_ENCODING, "name %zu is not UTF-8", index);
    }
    return loc_fail(error, LOCALITY_LIMIT, "there are more names than the options allow");
}

static locality_status list(loc_feed_names *names, const char *const *name, size_t count,
                            locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        uint32_t code;
        if (name[i] == NULL || name[i][0] == '\0') {
            return loc_fail(error, LOCALITY_INVALID, "name %zu is null or empty", i);
        }
        int fault = loc_feed_names_take(names, name[i], strlen(name[i]), 0, &code);
        if (fault != LOC_NAME_TAKEN) {
            return fail_name(error, fault, i);
        }
    }
    return LOCALITY_OK;
}

locality_status locality_feed_list(locality_feed *feed, int32_t field, const char *const *name,
                                   size_t count, locality_error *error) {
    locality_status status = loc_feed_ready(feed, error);
    uint32_t code;

    if (status != LOCALITY_OK) {
        return status;
    }
    if (field < LOCALITY_FEED_AREA || field > LOCALITY_FEED_STATUS || (name == NULL && count > 0)) {
        return loc_fail(error, LOCALITY_INVALID, "field has no names, or name is null");
    }
    loc_feed_names *names = &feed->name[field - LOCALITY_FEED_AREA];
    if (names->count > 0 || names->is_listed || feed->account.rows > 0) {
        return loc_fail(error, LOCALITY_CONFLICT, "there are names or events already");
    }
    int fault = loc_feed_names_take(names, "", 0, 0, &code); /* blank stands beside those listed */
    status = fault == LOC_NAME_TAKEN ? list(names, name, count, error) : fail_name(error, fault, 0);
    if (status != LOCALITY_OK) {
        loc_feed_names_clear(names);
        loc_feed_names_init(names, &feed->allocator, feed->options.most_names);
        return status;
    }
    names->is_listed = true;
    return loc_ok(error);
}

/* ---- Sources ---------------------------------------------------------------------------------- */

bool loc_feed_mark_slots(locality_feed *feed, uint64_t bits) {
    void *block = feed->sources_of;
    bool has_room = loc_grow(&feed->allocator, &block, &feed->sources_capacity, feed->cube.slots,
                             sizeof *feed->sources_of);

    feed->sources_of = block;
    for (size_t i = feed->sources_count; has_room && i < feed->cube.slots; i++) {
        feed->sources_of[i] = bits;
    }
    feed->sources_count = has_room ? feed->cube.slots : feed->sources_count;
    return has_room;
}

locality_status loc_feed_source(locality_feed *feed, const char *name, uint32_t *code,
                                locality_error *error) {
    const char *text = name == NULL ? "" : name;
    uint32_t before = feed->source.count;
    int fault = loc_feed_names_take(&feed->source, text, strlen(text), 0, code);

    if (fault == LOC_NAME_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    if (fault == LOCALITY_FEED_ENCODING) {
        return loc_fail(error, LOCALITY_ENCODING, "the name of the source is not UTF-8");
    }
    if (fault != LOC_NAME_TAKEN) {
        return loc_fail(error, LOCALITY_LIMIT, "a feed has at most %d sources", LOC_FEED_SOURCES);
    }
    if (feed->source.count > before) {
        feed->first[*code] = INT32_MAX;
        feed->last[*code] = INT32_MIN;
    }
    /* While there is one source every slot is its own, and nothing is noted. */
    if (feed->source.count == 2 && before == 1 && !loc_feed_mark_slots(feed, 1)) {
        feed->is_broken = true;
        return loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------- */

static bool note_event(locality_feed *feed, const loc_row *row, uint32_t slot) {
    void *block = feed->event;
    bool has_room = loc_grow(&feed->allocator, &block, &feed->event_capacity, feed->events + 1,
                             sizeof *feed->event);

    feed->event = block;
    if (!has_room) {
        return false;
    }
    feed->event[feed->events++] = (loc_event){{row->reference[0], row->reference[1]},
                                              row->second,
                                              row->x,
                                              row->y,
                                              slot,
                                              row->period,
                                              row->count};
    return true;
}

static bool note_source(locality_feed *feed, uint32_t source, uint32_t slot) {
    if (feed->sources_count < feed->cube.slots && !loc_feed_mark_slots(feed, 0)) {
        return false;
    }
    feed->sources_of[slot] |= UINT64_C(1) << source;
    return true;
}

locality_status loc_feed_take(locality_feed *feed, uint32_t source, const loc_row *row, int fault,
                              locality_error *error) {
    int64_t *sum = fault == LOC_FEED_SOUND ? &feed->account.events : &feed->account.unplaced;
    int64_t other = fault == LOC_FEED_SOUND ? feed->account.unplaced : feed->account.events;

    if (row->count > INT64_MAX - *sum - other) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the sum of the counts leaves 64 bits");
    }
    uint32_t slot = loc_cube_slot(&feed->cube, row->code);
    if (slot == LOC_NO_SLOT || (feed->source.count > 1 && !note_source(feed, source, slot))) {
        return loc_fail_memory(error);
    }
    *sum += row->count;
    feed->first[source] = row->first < feed->first[source] ? row->first : feed->first[source];
    feed->last[source] = row->last > feed->last[source] ? row->last : feed->last[source];
    bool has_room = row->count == 1   ? loc_cube_put(&feed->cube, slot, row->period)
                    : row->count == 0 ? true
                                      : loc_cube_add(&feed->cube, slot, row->period, row->count);
    if (has_room && row->recorded != INT32_MIN && row->first == row->last) {
        has_room = loc_feed_note_delay(feed, row);
    }
    if (has_room && loc_feed_is_tracking(feed) && row->count > 0) {
        has_room = note_event(feed, row, slot);
    }
    return has_room ? LOCALITY_OK : loc_fail_memory(error);
}
