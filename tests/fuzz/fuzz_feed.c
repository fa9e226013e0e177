/*
 * Fuzzes feeds.
 *
 * The first byte chooses what the rest is. Bytes of a feed (with its hash put right, so that the reader is
 * reached) must read or be refused, and what was read writes and reads back the same. Otherwise they are a
 * CSV file: whole, in pieces, and split in two and merged it must come to the same bytes, and every row
 * must be accounted for.
 */
#include "locality/feed.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_feed: %s\n", what);
        abort();
    }
}

static void look(const locality_feed *feed) {
    locality_feed_account account;
    locality_feed_series *series = NULL;
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_error error;

    must(locality_feed_account_of(feed, &account, NULL) == LOCALITY_OK, "no account");
    must(account.rows == account.counted + account.blank + account.unknown + account.malformed,
         "a row is not accounted for");
    must(locality_feed_series_new(feed, &choice, &series, &error) == LOCALITY_OK, error.message);
    int64_t sum = 0;
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        locality_feed_line line;
        locality_feed_series_line(series, i, &line, NULL);
        sum += line.total;
    }
    must(sum == account.events, "the series do not sum up to the events");
    locality_feed_series_free(series);
}

/* ---- Bytes of a feed -------------------------------------------------------------------------- */

static void read_bytes(const uint8_t *data, size_t size) {
    static const char mark[] = "LOCFEED\n\1";
    size_t length = sizeof mark - 1 + size + 8;
    uint8_t *bytes = malloc(length);
    locality_feed *feed = NULL, *again = NULL;
    locality_error error;
    void *first, *second;
    size_t first_length, second_length;

    memcpy(bytes, mark, sizeof mark - 1);
    memcpy(bytes + sizeof mark - 1, data, size);
    uint64_t hash = loc_hash(bytes, length - 8);
    for (size_t i = 0; i < 8; i++) {
        bytes[length - 8 + i] = (uint8_t)(hash >> (8 * i));
    }
    if (locality_feed_read(bytes, length, NULL, &feed, &error) == LOCALITY_OK) {
        must(locality_feed_write(feed, &first, &first_length, &error) == LOCALITY_OK, "written");
        must(locality_feed_read(first, first_length, NULL, &again, &error) == LOCALITY_OK,
             error.message);
        must(locality_feed_write(again, &second, &second_length, &error) == LOCALITY_OK, "again");
        must(first_length == second_length && memcmp(first, second, first_length) == 0,
             "a feed that is read back writes other bytes");
        locality_feed_free_bytes(feed, first, first_length);
        locality_feed_free_bytes(again, second, second_length);
        locality_feed_free(again);
        locality_feed_series *series = NULL;
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        if (locality_feed_series_new(feed, &choice, &series, &error) == LOCALITY_OK) {
            locality_feed_series_free(series);
        }
    } else {
        must(feed == NULL, "a feed that failed");
    }
    locality_feed_free(feed);
    free(bytes);
}

/* ---- CSV -------------------------------------------------------------------------------------- */

static locality_feed *feed_new(void) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed *feed = NULL;

    options.longest_row = 256;
    options.most_names = 64;
    options.most_problems = 5;
    must(locality_feed_new(&options, NULL, &feed, NULL) == LOCALITY_OK, "no feed");
    return feed;
}

static const char header[] = "date,area,service,count";

/* Pushes bytes in pieces, each in memory of its own size. */
static locality_status push(locality_feed *feed, const uint8_t *data, size_t from, size_t to,
                            size_t piece, int more) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_error error;

    source.file = "f";
    source.header = header;
    source.header_length = sizeof header - 1;
    source.first_byte = from;
    source.more = more;
    locality_status status = locality_feed_begin(feed, &source, &error);
    for (size_t at = from; status == LOCALITY_OK && at < to; at += piece) {
        size_t length = to - at < piece ? to - at : piece;
        uint8_t *copy = malloc(length);
        memcpy(copy, data + at, length);
        status = locality_feed_push(feed, copy, length, &error);
        free(copy);
    }
    return status == LOCALITY_OK ? locality_feed_end(feed, &error) : status;
}

static void compare(const locality_feed *a, const locality_feed *b, const char *what) {
    void *x, *y;
    size_t x_length, y_length;

    must(locality_feed_write(a, &x, &x_length, NULL) == LOCALITY_OK, "written");
    must(locality_feed_write(b, &y, &y_length, NULL) == LOCALITY_OK, "written");
    must(x_length == y_length && memcmp(x, y, x_length) == 0, what);
    locality_feed_free_bytes(a, x, x_length);
    locality_feed_free_bytes(b, y, y_length);
}

static void read_csv(const uint8_t *data, size_t size, size_t piece) {
    locality_feed *whole = feed_new(), *cut = feed_new(), *left = feed_new(), *right = feed_new();
    locality_error error;
    size_t offset[3];

    must(push(whole, data, 0, size, SIZE_MAX, 0) == LOCALITY_OK, "the whole is refused");
    must(push(cut, data, 0, size, piece, 0) == LOCALITY_OK, "the pieces are refused");
    compare(whole, cut, "pieces come to other bytes");
    look(whole);
    must(locality_feed_split(data, size, 2, offset, &error) == LOCALITY_OK, "no split");
    locality_status status = push(left, data, 0, offset[1], SIZE_MAX, 1);
    must(status == LOCALITY_OK || status == LOCALITY_CONFLICT, "a part is refused");
    if (status == LOCALITY_OK) {
        must(push(right, data, offset[1], size, piece, 0) == LOCALITY_OK, "the rest is refused");
        /* More names than allowed depend on the order; below that nothing does. */
        if (locality_feed_merge(right, left, &error) == LOCALITY_OK &&
            locality_feed_tally(whole, LOCALITY_FEED_AREA, LOCALITY_FEED_NAMES) == 0 &&
            locality_feed_tally(whole, LOCALITY_FEED_SERVICE, LOCALITY_FEED_NAMES) == 0) {
            compare(whole, right, "parts come to other bytes");
        }
    }
    locality_feed_free(whole);
    locality_feed_free(cut);
    locality_feed_free(left);
    locality_feed_free(right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    if ((data[0] & 1) != 0) {
        read_bytes(data + 1, size - 1);
    } else {
        read_csv(data + 1, size - 1, 1 + (data[0] >> 1) % 100);
    }
    return 0;
}
