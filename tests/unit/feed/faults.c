/* Faults: every allocation fails in turn, in reading, merging, writing and choosing. */
#include "kit.h"
#include "support/fault.h"

static const char rows[] = "date,recorded,area,service,reference,easting,northing,count\n"
                           "2020-01-01,2020-01-02,a,s,r1,1,1,1\n"
                           "2020-01-01,2020-01-02,\"a \"\"b\"\"\",s,r1,1,1,2\n"
                           "2020-13-01,2020-01-02,a,s,r1,1,1,1\n"
                           "2020-01-09,2020-01-12,c,t,r2,900,900,5000000000\n";

static const locality_feed_parent parents[] = {{"a", "north", LOCALITY_FEED_AREA, 0}};
static const locality_feed_base bases[] = {{NULL, 0, 100}};

static locality_status read_rows(const char *source_name, const char *file,
                                 const locality_allocator *allocator, locality_feed **out,
                                 locality_error *error) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_status status;

    options.duplicates = LOCALITY_FEED_SAME_REFERENCE | LOCALITY_FEED_NEAR;
    source.name = source_name;
    source.file = file;
    status = locality_feed_new(&options, allocator, out, error);
    if (status == LOCALITY_OK) {
        status = locality_feed_begin(*out, &source, error);
    }
    for (size_t at = 0; status == LOCALITY_OK && at < strlen(rows); at += 50) {
        size_t length = strlen(rows) - at < 50 ? strlen(rows) - at : 50;
        status = locality_feed_push(*out, rows + at, length, error);
    }
    return status == LOCALITY_OK ? locality_feed_end(*out, error) : status;
}

static locality_status work(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    locality_feed *feed = NULL, *other = NULL, *copy = NULL;
    locality_feed_series *series = NULL;
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    void *bytes = NULL;
    size_t length = 0;
    (void)state;

    choice.parent = parents;
    choice.parents = 1;
    choice.base = bases;
    choice.bases = 1;
    choice.level[0] = 1;
    choice.distinct = choice.hold_back = 1;
    locality_status status = read_rows("one", "a.csv", allocator, &feed, error);
    if (status == LOCALITY_OK) {
        status = read_rows("two", "b.csv", allocator, &other, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_feed_merge(feed, other, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_feed_write(feed, &bytes, &length, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_feed_read(bytes, length, allocator, &copy, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_feed_series_new(copy, &choice, &series, error);
    }
    locality_feed_series_free(series);
    locality_feed_free_bytes(feed, bytes, length);
    locality_feed_free(copy);
    locality_feed_free(other);
    locality_feed_free(feed);
    return status;
}

static locality_status put(void *state, const locality_allocator *allocator,
                           locality_error *error) {
    static const int32_t day[] = {18262, 18263, 99999999};
    static const uint8_t code[] = {0, 1, 0};
    static const char *const names[] = {"a", "b"}, *const areas[] = {"a", "c"};
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_feed *feed = NULL;
    (void)state;

    columns.rows = 3;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){day, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){code, 1, names, 2, LOCALITY_FEED_UINT8, 0};
    locality_status status = locality_feed_new(NULL, allocator, &feed, error);
    if (status == LOCALITY_OK) {
        status = locality_feed_list(feed, LOCALITY_FEED_AREA, areas, 2, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_feed_put(feed, &columns, error);
    }
    locality_feed_free(feed);
    return status;
}

static void every_allocation_fails_in_turn(void) {
    fault_drive("feeds read, merged, written, chosen from", work, NULL, 100);
    fault_drive("columns put", put, NULL, 12);
}

static const test_case cases[] = {
    {"every allocation fails in turn, and nothing is left", every_allocation_fails_in_turn},
};
TEST_MAIN("feed faults", cases)
