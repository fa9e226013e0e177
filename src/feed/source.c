/* Source: a file of bytes is begun, pushed and ended; and cut into parts that can be read apart. */
#include "base/error.h"
#include "feed/csv.h"
#include "schema/schema.h"

/* ---- The reader ------------------------------------------------------------------------------- */

void loc_feed_free_reader(locality_feed *feed) {
    loc_reader *reader = feed->reader;
    const locality_allocator *a = &feed->allocator;

    if (reader == NULL) {
        return;
    }
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++) {
        if (reader->wanted[i] != NULL) {
            loc_release(a, reader->wanted[i], strlen(reader->wanted[i]) + 1, 1);
        }
    }
    loc_release(a, reader->carry, reader->carry_capacity, 1);
    loc_release(a, reader->scratch, reader->scratch_capacity, 1);
    loc_release(a, reader->span, reader->spans, sizeof *reader->span);
    loc_release(a, reader->position, LOC_CSV_BLOCK + 64, sizeof *reader->position);
    for (int i = 0; i < LOC_CSV_YEARS; i++) {
        loc_release(a, reader->year[i], LOC_CSV_DAYS, sizeof *reader->year[i]);
    }
    loc_release(a, reader->date, LOC_CSV_CACHE, sizeof *reader->date);
    loc_release(a, reader, 1, sizeof *reader);
    feed->reader = NULL;
}

static bool make_tables(const locality_feed *feed, loc_reader *reader) {
    reader->position =
        loc_allocate_raw(&feed->allocator, LOC_CSV_BLOCK + 64, sizeof *reader->position);
    return reader->position != NULL;
}

static bool copy_wanted(const locality_feed *feed, loc_reader *reader, const char *const *wanted) {
    for (int i = 0; wanted != NULL && i < LOCALITY_FEED_FIELDS; i++) {
        if (wanted[i] == NULL) {
            continue;
        }
        size_t size = strlen(wanted[i]) + 1;
        reader->wanted[i] = loc_allocate_raw(&feed->allocator, size, 1);
        if (reader->wanted[i] == NULL) {
            return false;
        }
        memcpy(reader->wanted[i], wanted[i], size);
    }
    return true;
}

/* ---- For the caller --------------------------------------------------------------------------- */

static locality_status check_source(const locality_feed_source *source, locality_feed_source *in,
                                    locality_error *error) {
    static const char separators[] = {0, ',', ';', '\t', '|'};

    if (source == NULL) {
        return loc_fail_null(error, "source");
    }
    if (!loc_struct_take(in, sizeof *in, source, source->struct_size, sizeof *in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "source.struct_size is not that of locality_feed_source");
    }
    bool is_known = false;
    for (size_t i = 0; i < sizeof separators; i++) {
        is_known |= in->separator == separators[i];
    }
    if (!is_known || in->reserved != 0 || in->flags != 0 || in->month_first < 0 ||
        in->month_first > 1 || in->more < 0 || in->more > 1 || in->first_byte > UINT64_MAX / 2 ||
        in->header_length > SIZE_MAX / 2) {
        return loc_fail(error, LOCALITY_INVALID, "a member of source is out of its range");
    }
    if (in->first_byte > 0 && in->header == NULL) {
        return loc_fail(error, LOCALITY_INVALID, "a part that is not the first needs the header");
    }
    return LOCALITY_OK;
}

static locality_status name_file(locality_feed *feed, const locality_feed_source *in,
                                 loc_reader *reader, locality_error *error) {
    const char *name = in->file == NULL ? "" : in->file;
    int fault = loc_feed_names_take(&feed->file, name, strlen(name), 0, &reader->file);

    if (fault == LOC_NAME_NO_MEMORY) {
        return loc_fail_memory(error);
    }
    if (fault != LOC_NAME_TAKEN) {
        return loc_fail(error, fault == LOCALITY_FEED_ENCODING ? LOCALITY_ENCODING : LOCALITY_LIMIT,
                        fault == LOCALITY_FEED_ENCODING ? "the name of the file is not UTF-8"
                                                        : "there are too many files");
    }
    if (name[0] != '\0' && loc_feed_has_byte(feed, reader->file, in->first_byte)) {
        return loc_fail(error, LOCALITY_CONFLICT, "%s has been counted already", name);
    }
    return LOCALITY_OK;
}

locality_status locality_feed_begin(locality_feed *feed, const locality_feed_source *source,
                                    locality_error *error) {
    locality_feed_source in = LOCALITY_FEED_SOURCE_INIT;
    locality_status status = loc_feed_ready(feed, error);

    if (status == LOCALITY_OK) {
        status = check_source(source, &in, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_reader *reader = loc_allocate(&feed->allocator, 1, sizeof *reader);
    if (reader == NULL) {
        return loc_fail_memory(error);
    }
    feed->reader = reader;
    reader->separator = (char)in.separator;
    reader->month_first = in.month_first != 0;
    reader->more = in.more != 0;
    reader->first_byte = reader->byte = in.first_byte;
    status = name_file(feed, &in, reader, error);
    if (status == LOCALITY_OK) {
        status = loc_feed_source(feed, in.name, &reader->source, error);
    }
    if (status == LOCALITY_OK &&
        (!make_tables(feed, reader) || !copy_wanted(feed, reader, in.column))) {
        status = loc_fail_memory(error);
    }
    if (status == LOCALITY_OK && in.header != NULL) {
        size_t length = (size_t)in.header_length;
        while (length > 0 && (in.header[length - 1] == '\n' || in.header[length - 1] == '\r')) {
            length--;
        }
        status = loc_csv_header(feed, reader, in.header, length, error);
    }
    if (status != LOCALITY_OK) {
        loc_feed_free_reader(feed);
        return status;
    }
    return loc_ok(error);
}

static locality_status check_begun(const locality_feed *feed, locality_error *error) {
    if (feed == NULL) {
        return loc_fail_null(error, "feed");
    }
    if (feed->is_broken || feed->reader == NULL) {
        return loc_fail(error, LOCALITY_INVALID,
                        feed->is_broken
                            ? "a call before this one failed half way: the feed can only be freed"
                            : "no file is begun");
    }
    return LOCALITY_OK;
}

locality_status locality_feed_push(locality_feed *feed, const void *bytes, size_t length,
                                   locality_error *error) {
    locality_status status = check_begun(feed, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    if (bytes == NULL && length > 0) {
        return loc_fail_null(error, "bytes");
    }
    if (length == 0) {
        return loc_ok(error);
    }
    feed->account.bytes += length;
    status = loc_csv_piece(feed, bytes, length, error);
    if (status != LOCALITY_OK) {
        feed->is_broken = true;
        return status;
    }
    return loc_ok(error);
}

static locality_status finish(locality_feed *feed, locality_error *error) {
    loc_reader *reader = feed->reader;

    if (reader->more && (reader->carried > 0 || reader->is_skipping)) {
        return loc_fail(error, LOCALITY_CONFLICT, "the part does not end with a row");
    }
    locality_status status = loc_csv_finish(feed, error);
    if (status == LOCALITY_OK && !loc_cube_flush(&feed->cube)) {
        status = loc_fail_memory(error);
    }
    return status;
}

locality_status locality_feed_end(locality_feed *feed, locality_error *error) {
    locality_status status = check_begun(feed, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    loc_reader *reader = feed->reader;
    status = finish(feed, error);
    if (status == LOCALITY_OK && feed->file.name[reader->file].length > 0 &&
        reader->byte > reader->first_byte) {
        const loc_feed_part part = {reader->first_byte, reader->byte, reader->lines, reader->rows,
                                    reader->file};
        status = loc_feed_add_part(feed, &part, error);
    }
    loc_feed_free_reader(feed);
    if (status != LOCALITY_OK) {
        feed->is_broken = true;
        return status;
    }
    loc_feed_cut_problems(feed);
    return loc_ok(error);
}

/* ---- Splitting -------------------------------------------------------------------------------- */

static size_t quotes_in(const char *bytes, size_t length) {
    size_t quotes = 0;

    for (size_t at = 0; at < length;) { /* short sums, so that bytes can be added as bytes */
        size_t block = length - at < 255 ? length - at : 255;
        uint8_t sum = 0;
        for (size_t i = 0; i < block; i++) {
            sum = (uint8_t)(sum + (bytes[at + i] == '"'));
        }
        quotes += sum;
        at += block;
    }
    return quotes;
}

/* The first row that begins at or behind `at`, by the number of quotes before it. */
static size_t row_from(const char *bytes, size_t length, size_t at, bool is_quoted) {
    for (; at < length; at++) {
        if (bytes[at] == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && bytes[at] == '\n') {
            return at + 1;
        } else if (!is_quoted && bytes[at] == '\r') {
            return at + 1 + (at + 1 < length && bytes[at + 1] == '\n');
        }
    }
    return length;
}

locality_status locality_feed_split(const void *bytes, size_t length, size_t parts, size_t *offset,
                                    locality_error *error) {
    const char *text = bytes;
    size_t at = 0, quotes = 0;

    if (offset != NULL) {
        offset[0] = 0;
    }
    if (offset == NULL || (bytes == NULL && length > 0)) {
        return loc_fail_null(error, offset == NULL ? "offset" : "bytes");
    }
    if (parts < 1 || parts > 1024) {
        return loc_fail(error, LOCALITY_INVALID, "parts is not from 1 to 1024");
    }
    for (size_t i = 1; i < parts; i++) {
        size_t wanted = length / parts * i;
        if (wanted > at) {
            quotes += quotes_in(text + at, wanted - at);
            at = wanted;
        }
        offset[i] = offset[i - 1] >= wanted ? offset[i - 1]
                                            : row_from(text, length, wanted, quotes % 2 != 0);
    }
    offset[parts] = length;
    return loc_ok(error);
}
