/* Laws: however the bytes are cut, however a feed is split among parts and in whatever order those are
 * merged, the feed is the same to the byte; and what it writes reads back as itself. */
#include "kit.h"

enum { MOST = 1 << 15 };

static const char *const odd_rows[] = {
    "2020-01-01,a,s,p,1\n",
    "\"2020-01-02\",\"b\",\"s, and t\",p,2\r\n",
    "2020-01-03,a,\"s \"\"x\"\"\",,1\r",
    "\n",
    ",a,s,p,1\n",
    "2020-13-01,a,s,p,1\n",
    "2020-02-30,a,s,p,1\n",
    "03/02/2020 10:30,c,s,p,4\n",
    "2020-W07,a,\"two\nlines\",p,1\n",
    "2020-01-09,,s,p,1\n",
    "2020-01-10,a,s,p,-1\n",
    "2020-01-11,a,s,p,1.5\n",
    "2020-01-12,a\n",
    "2020-01-13,a,s,p,1,more\n",
    "2020-01-14,a,s,p,1,,\n",
    "2020-01-15,\xE9,s,p,1\n",
    "2020-01-16,caf\xC3\xA9,s,p,1\n",
    "2020-01-17,\"a\"b,s,p,1\n",
    "1850-01-01,a,s,p,1\n",
    "2020-05,a,s,p,1\n",
    "2020-01-19 , d ,s,p, 7 \n",
    "2020-01-20,a,s,p,99999999999999999999\n",
    "2020-03-20T09:00:00Z,a long name of more than sixteen bytes,s,p,0\n",
};

/* A file of random rows; now and then a quote that is never closed. */
static size_t draw_file(test_random *random, char *text, size_t rows, int with_open_quotes) {
    size_t at = (size_t)snprintf(text, MOST, "date,area,service,provider,count\n");

    for (size_t i = 0; i < rows; i++) {
        const char *row = odd_rows[test_random_below(random, TEST_COUNT(odd_rows))];
        if (with_open_quotes && test_random_below(random, 9) == 0) {
            row = test_random_below(random, 2) == 0 ? "2020-01-18,\"a,s,p,1\n" : "x\",\"\n";
        }
        memcpy(text + at, row, strlen(row));
        at += strlen(row);
    }
    return at;
}

static locality_feed *read_in(const char *text, size_t length, size_t piece) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;

    options.most_problems = 7;
    source.file = "f.csv";
    locality_feed *feed = kit_new(&options);
    CU_ASSERT_EQUAL(kit_push(feed, &source, text, length, piece, &error), LOCALITY_OK);
    return feed;
}

static void cutting_changes_nothing(void) {
    test_random random = {901, 0};
    char *text = malloc(MOST);

    for (int turn = 0; turn < 120; turn++) {
        char name[64];
        size_t length = draw_file(&random, text, test_random_below(&random, 60), turn % 2);
        locality_feed *whole = read_in(text, length, SIZE_MAX);
        static const size_t pieces[] = {1, 2, 3, 7, 64, 100, 1000};
        for (size_t i = 0; i < TEST_COUNT(pieces); i++) {
            locality_feed *feed = read_in(text, length, pieces[i]);
            snprintf(name, sizeof name, "file %d in pieces of %zu", turn, pieces[i]);
            TEST_ROW(kit_same(whole, feed), name);
            locality_feed_free(feed);
        }
        locality_feed_account account = kit_account(whole);
        CU_ASSERT_EQUAL(account.rows,
                        account.counted + account.blank + account.unknown + account.malformed);
        CU_ASSERT_EQUAL(account.bytes, length);
        locality_feed_free(whole);
    }
    free(text);
}

/* One part of the file in a feed of its own; null where the split was wrong. */
static locality_feed *read_part(const char *text, const size_t *offset, size_t part, size_t parts) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;
    size_t length = offset[part + 1] - offset[part];

    options.most_problems = 7;
    source.file = "f.csv";
    source.first_byte = offset[part];
    source.more = part + 1 < parts;
    if (offset[part] > 0) {
        source.header = text;
        source.header_length = (uint64_t)(strchr(text, '\n') - text);
    }
    locality_feed *feed = kit_new(&options);
    if (length == 0) {
        return feed;
    }
    locality_status status = kit_push(feed, &source, text + offset[part], length, SIZE_MAX, &error);
    if (status != LOCALITY_OK) {
        CU_ASSERT_EQUAL(status, LOCALITY_CONFLICT);
        locality_feed_free(feed);
        return NULL;
    }
    return feed;
}

/* Splits, reads the parts, merges them in a random order; 0 where the split was refused. */
static int split_and_merge(test_random *random, const char *text, size_t length, size_t parts,
                           const locality_feed *whole, const char *name) {
    size_t offset[9];
    locality_feed *feeds[8];
    int is_whole = 1;

    CU_ASSERT_EQUAL(locality_feed_split(text, length, parts, offset, NULL), LOCALITY_OK);
    for (size_t i = 0; i < parts; i++) {
        feeds[i] = read_part(text, offset, i, parts);
        is_whole = is_whole && feeds[i] != NULL;
    }
    while (is_whole && parts > 1) {
        size_t a = (size_t)test_random_below(random, parts), b = (a + 1) % parts;
        locality_error error;
        CU_ASSERT_EQUAL(locality_feed_merge(feeds[a], feeds[b], &error), LOCALITY_OK);
        locality_feed_free(feeds[b]);
        feeds[b] = feeds[--parts];
    }
    if (is_whole) {
        TEST_ROW(kit_same(whole, feeds[0]), name);
    }
    for (size_t i = 0; i < parts; i++) {
        locality_feed_free(feeds[i]);
    }
    return is_whole;
}

static void splitting_and_merging_changes_nothing(void) {
    test_random random = {902, 0};
    char *text = malloc(MOST);
    int whole_splits = 0;

    for (int turn = 0; turn < 200; turn++) {
        char name[64];
        /* The header has to be a part's own, so the first part is not empty. */
        size_t length =
            draw_file(&random, text, 20 + test_random_below(&random, 60), turn % 3 == 0);
        text[length] = '\0';
        locality_feed *whole = read_in(text, length, SIZE_MAX);
        size_t parts = 1 + test_random_below(&random, 8);
        snprintf(name, sizeof name, "file %d in %zu parts", turn, parts);
        whole_splits += split_and_merge(&random, text, length, parts, whole, name);
        locality_feed_free(whole);
    }
    CU_ASSERT(whole_splits > 100);
    free(text);
}

static void what_is_written_reads_back(void) {
    test_random random = {903, 0};
    char *text = malloc(MOST);

    for (int turn = 0; turn < 60; turn++) {
        size_t length = draw_file(&random, text, 60, turn % 2);
        locality_feed *feed = read_in(text, length, SIZE_MAX), *copy = NULL;
        kit_bytes bytes = kit_write(feed);
        locality_error error;
        CU_ASSERT_EQUAL_FATAL(locality_feed_read(bytes.bytes, bytes.length, NULL, &copy, &error),
                              LOCALITY_OK);
        CU_ASSERT(kit_same(feed, copy));
        locality_feed_free(copy);
        unsigned char *changed = bytes.bytes;
        size_t at = (size_t)test_random_below(&random, bytes.length);
        changed[at] ^= (unsigned char)(1u << test_random_below(&random, 8));
        CU_ASSERT_NOT_EQUAL(locality_feed_read(bytes.bytes, bytes.length, NULL, &copy, &error),
                            LOCALITY_OK);
        CU_ASSERT_PTR_NULL(copy);
        CU_ASSERT_NOT_EQUAL(locality_feed_read(bytes.bytes, at, NULL, &copy, &error), LOCALITY_OK);
        locality_feed_free_bytes(feed, bytes.bytes, bytes.length);
        locality_feed_free(feed);
    }
    free(text);
}

static void bytes_are_merged_once(void) {
    const char *text = "date,area,service\n2020-01-01,a,s\n";
    locality_feed *a = read_in(text, strlen(text), SIZE_MAX);
    locality_feed *b = read_in(text, strlen(text), SIZE_MAX);
    locality_error error;

    CU_ASSERT_EQUAL(locality_feed_merge(a, b, &error), LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "f.csv has been counted already");
    CU_ASSERT(kit_same(a, b)); /* left as it was */
    CU_ASSERT_EQUAL(locality_feed_merge(a, a, &error), LOCALITY_INVALID);
    locality_feed_free(a);
    locality_feed_free(b);
}

static const test_case cases[] = {
    {"however bytes are cut, the feed is the same", cutting_changes_nothing},
    {"however a file is split and merged, the feed is the same",
     splitting_and_merging_changes_nothing},
    {"what is written reads back as itself, and no changed bytes do", what_is_written_reads_back},
    {"bytes of a file are merged once", bytes_are_merged_once},
};
TEST_MAIN("feed laws", cases)
