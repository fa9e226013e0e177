/* What the tests of feeds share: reading text into a feed, its bytes, counts of one series. */
#ifndef TESTS_UNIT_FEED_KIT_H
#define TESTS_UNIT_FEED_KIT_H

#include <stdlib.h>

#include "locality/feed.h"
#include "support/harness.h"
#include "support/random.h"

static inline locality_feed *kit_new(const locality_feed_options *options) {
    locality_feed *feed = NULL;
    locality_error error;

    CU_ASSERT_EQUAL_FATAL(locality_feed_new(options, NULL, &feed, &error), LOCALITY_OK);
    return feed;
}

/* Pushes a text in pieces of a size; the first status that is not OK. */
static inline locality_status kit_push(locality_feed *feed, const locality_feed_source *source,
                                       const char *text, size_t length, size_t piece,
                                       locality_error *error) {
    locality_feed_source plain = LOCALITY_FEED_SOURCE_INIT;
    locality_status status = locality_feed_begin(feed, source == NULL ? &plain : source, error);

    for (size_t at = 0; status == LOCALITY_OK && at < length; at += piece) {
        size_t size = length - at < piece ? length - at : piece;
        char *copy = malloc(size); /* of exactly its size, so that a read beyond it is seen */
        memcpy(copy, text + at, size);
        status = locality_feed_push(feed, copy, size, error);
        free(copy);
    }
    return status == LOCALITY_OK ? locality_feed_end(feed, error) : status;
}

static inline locality_feed *kit_read(const locality_feed_options *options, const char *text) {
    locality_feed *feed = kit_new(options);
    locality_error error;
    locality_status status = kit_push(feed, NULL, text, strlen(text), SIZE_MAX, &error);

    if (status != LOCALITY_OK) {
        printf("    %s\n", error.message);
    }
    CU_ASSERT_EQUAL(status, LOCALITY_OK);
    return feed;
}

typedef struct kit_bytes {
    void *bytes;
    size_t length;
} kit_bytes;

static inline kit_bytes kit_write(const locality_feed *feed) {
    kit_bytes out = {NULL, 0};
    locality_error error;

    CU_ASSERT_EQUAL_FATAL(locality_feed_write(feed, &out.bytes, &out.length, &error), LOCALITY_OK);
    return out;
}

/* Whether two feeds write the same bytes. */
static inline int kit_same(const locality_feed *a, const locality_feed *b) {
    kit_bytes x = kit_write(a), y = kit_write(b);
    int same = x.length == y.length && memcmp(x.bytes, y.bytes, x.length) == 0;

    locality_feed_free_bytes(a, x.bytes, x.length);
    locality_feed_free_bytes(b, y.bytes, y.length);
    return same;
}

static inline locality_feed_account kit_account(const locality_feed *feed) {
    locality_feed_account account;

    CU_ASSERT_EQUAL(locality_feed_account_of(feed, &account, NULL), LOCALITY_OK);
    return account;
}

static inline locality_feed_series *kit_series(const locality_feed *feed,
                                               const locality_feed_choice *choice) {
    locality_feed_series *series = NULL;
    locality_error error;
    locality_status status = locality_feed_series_new(feed, choice, &series, &error);

    if (status != LOCALITY_OK) {
        printf("    %s\n", error.message);
    }
    CU_ASSERT_EQUAL_FATAL(status, LOCALITY_OK);
    return series;
}

/* The series of an area and service as text: `a/s: 1 0 - 2`, `-` where there are no data. */
static inline const char *kit_line(const locality_feed_series *series, size_t index) {
    static char text[4096];
    int64_t counts[512];
    locality_feed_line line;
    size_t at;

    CU_ASSERT_FATAL(locality_feed_series_periods(series) <= TEST_COUNT(counts));
    CU_ASSERT_EQUAL_FATAL(locality_feed_series_line(series, index, &line, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_feed_series_counts(series, index, counts, NULL), LOCALITY_OK);
    at = (size_t)snprintf(text, sizeof text, "%s/%s:", line.name[0], line.name[1]);
    for (size_t i = 0; i < locality_feed_series_periods(series); i++) {
        if (counts[i] == LOCALITY_NO_COUNT) {
            at += (size_t)snprintf(text + at, sizeof text - at, " -");
        } else {
            at += (size_t)snprintf(text + at, sizeof text - at, " %lld", (long long)counts[i]);
        }
    }
    return text;
}

#endif
