/* Bytes: what is read may come from anywhere. Each byte of a feed that was
 * written is changed to each of some others, and its hash made right: it is
 * refused with its place, or it is a feed like any other. */
#include "base/hash.h"
#include "kit.h"

static const char first[] = "date,recorded,area,service,reference,easting,northing,count\n"
                            "2020-01-01,2020-01-02,a,s,r1,1,1,1\n"
                            "2020-01-01,2019-01-02,b,s,r1,1,1,2\n"
                            "2020-13-01,2020-01-02,a,s,r1,1,1,1\n"
                            "2020-01-09,2020-01-12,c,t,,,,5\n";
static const char second[] = "date,area,service\n,a,s\n2020-02-01,a,s\n2020-03-01,,t\n";

static locality_feed *made(int sources) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_error error;

    options.duplicates = sources > 1 ? 3 : 0;
    options.keep_unplaced = sources > 1;
    options.most_problems = 3;
    locality_feed *feed = kit_new(&options);
    if (sources > 0) {
        source.name = "web";
        source.file = "a.csv";
        CU_ASSERT_EQUAL(kit_push(feed, &source, first, strlen(first), 17, &error), LOCALITY_OK);
    }
    if (sources > 1) {
        source.name = "phone";
        source.file = "b.csv";
        CU_ASSERT_EQUAL(kit_push(feed, &source, second, strlen(second), 17, &error), LOCALITY_OK);
    }
    return feed;
}

static void seal(unsigned char *bytes, size_t length) {
    uint64_t hash = loc_hash(bytes, length - 8);

    for (int i = 0; i < 8; i++) {
        bytes[length - 8 + (size_t)i] = (unsigned char)(hash >> (8 * i));
    }
}

/* Reads what was changed; 1 where it was taken. */
static int is_taken(unsigned char *bytes, size_t length, const char *name) {
    locality_feed *feed, *again;
    locality_error error;

    seal(bytes, length);
    locality_status status = locality_feed_read(bytes, length, NULL, &feed, &error);
    if (status != LOCALITY_OK) {
        TEST_ROW(status == LOCALITY_SYNTAX, name);
        TEST_TEXT(error.message, "the bytes of the feed are not as they are written");
        TEST_ROW(error.column >= 1 && error.column <= length + 1, name);
        CU_ASSERT_PTR_NULL(feed);
        return 0;
    }
    kit_bytes out = kit_write(feed);
    TEST_ROW(locality_feed_read(out.bytes, out.length, NULL, &again, &error) == LOCALITY_OK, name);
    TEST_ROW(kit_same(feed, again), name);
    locality_feed_free_bytes(feed, out.bytes, out.length);
    locality_feed_free(again);
    locality_feed_free(feed);
    return 1;
}

static void changed_bytes_are_refused_or_make_a_feed(void) {
    static const unsigned char changes[] = {0x00, 0x01, 0x02, 0x03, 0x3E, 0x40, 0x7F, 0x80, 0xFF};

    for (int sources = 0; sources <= 2; sources++) {
        locality_feed *feed = made(sources);
        kit_bytes written = kit_write(feed);
        unsigned char *bytes = written.bytes;
        size_t refused = 0, taken = 0;
        CU_ASSERT_EQUAL(is_taken(bytes, written.length, "as it was"), 1);
        for (size_t at = 9; at + 8 < written.length; at++) { /* behind the mark and the version */
            const unsigned char before = bytes[at];
            for (size_t k = 0; k < TEST_COUNT(changes) + 2; k++) {
                char name[64];
                bytes[at] = k < TEST_COUNT(changes)    ? changes[k]
                            : k == TEST_COUNT(changes) ? (unsigned char)(before + 1)
                                                       : (unsigned char)(before - 1);
                snprintf(name, sizeof name, "byte %zu as %d", at, bytes[at]);
                int was_taken = is_taken(bytes, written.length, name);
                taken += was_taken == 1;
                refused += was_taken == 0;
            }
            bytes[at] = before;
        }
        CU_ASSERT(refused > 1000);
        CU_ASSERT(taken > 10);
        locality_feed_free_bytes(feed, written.bytes, written.length);
        locality_feed_free(feed);
    }
}

static void cut_and_longer_bytes_are_refused(void) {
    locality_feed *feed = made(2);
    kit_bytes written = kit_write(feed);
    unsigned char *bytes = malloc(written.length + 1);

    for (size_t length = 17; length <= written.length + 1; length++) {
        char name[64];
        memset(bytes, 0, written.length + 1);
        memcpy(bytes, written.bytes, length < written.length ? length : written.length);
        snprintf(name, sizeof name, "%zu bytes", length);
        TEST_ROW(is_taken(bytes, length, name) == (length == written.length), name);
    }
    free(bytes);
    locality_feed_free_bytes(feed, written.bytes, written.length);
    locality_feed_free(feed);
}

static void what_is_no_feed_is_refused(void) {
    unsigned char other[32] = "LOCFEED\n\x02";
    locality_feed *feed = made(0), *out;
    kit_bytes written = kit_write(feed);
    locality_error error;
    void *bytes;
    size_t length;

    CU_ASSERT_EQUAL(locality_feed_read("LOCFEED", 7, NULL, &out, &error), LOCALITY_SYNTAX);
    TEST_TEXT(error.message, "these are not the bytes of a feed");
    CU_ASSERT_EQUAL(locality_feed_read("a text of no feed at all", 24, NULL, &out, &error),
                    LOCALITY_SYNTAX);
    TEST_TEXT(error.message, "these are not the bytes of a feed");
    CU_ASSERT_EQUAL(locality_feed_read(other, sizeof other, NULL, &out, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "the feed was written by a later version");
    ((unsigned char *)written.bytes)[12] ^= 1;
    CU_ASSERT_EQUAL(locality_feed_read(written.bytes, written.length, NULL, &out, &error),
                    LOCALITY_SYNTAX);
    TEST_TEXT(error.message, "the bytes of the feed were cut short or changed");
    TEST_NUMBER(error.column, 10);
    CU_ASSERT_EQUAL(locality_feed_read(NULL, 9, NULL, &out, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "bytes"));
    CU_ASSERT_EQUAL(locality_feed_read(other, 9, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "out"));
    CU_ASSERT_EQUAL(locality_feed_write(feed, NULL, &length, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "bytes"));
    TEST_NUMBER(length, 0);
    CU_ASSERT_EQUAL(locality_feed_write(feed, &bytes, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "length"));
    CU_ASSERT_PTR_NULL(bytes);
    locality_feed_free_bytes(feed, written.bytes, written.length);
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"changed bytes are refused, or make a feed", changed_bytes_are_refused_or_make_a_feed},
    {"cut and longer bytes are refused", cut_and_longer_bytes_are_refused},
    {"what is no feed is refused", what_is_no_feed_is_refused},
};
TEST_MAIN("feed bytes", cases)
