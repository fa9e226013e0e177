/* Counting: series by levels, calendars with gaps, bases, delays, duplicates; the same events by CSV, by
 * columns and by Arrow make the same feed. */
#include <math.h>

#include "kit.h"

enum { DAY = 18262 }; /* 2020-01-01, a Wednesday */

/* ---- Series ----------------------------------------------------------------------------------- */

static const char month_rows[] = "date,area,service,provider\n"
                                 "2020-01-15,w2,bins,p1\n"
                                 "2020-01-20,w1,bins,p1\n"
                                 "2020-03-10,w1,bins,p2\n"
                                 "2020-03-11,w1,bins,p2\n"
                                 "2020-03-12,w1,lights,p1\n"
                                 "2020-04-30,w3,bins,p1\n";

static locality_feed *months(void) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    options.every = LOCALITY_FEED_MONTH;
    return kit_read(&options, month_rows);
}

static void check_lines(const locality_feed *feed, const locality_feed_choice *choice,
                        const char *const *lines, size_t count) {
    locality_feed_series *series = kit_series(feed, choice);

    TEST_NUMBER(locality_feed_series_count(series), count);
    for (size_t i = 0; i < count && i < locality_feed_series_count(series); i++) {
        TEST_TEXT(kit_line(series, i), lines[i]);
    }
    locality_feed_series_free(series);
}

static void series_come_by_names_without_gaps(void) {
    static const char *const lines[] = {"w1/bins: 1 0 2 0", "w1/lights: 0 0 1 0",
                                        "w2/bins: 1 0 0 0", "w3/bins: 0 0 0 1"};
    locality_feed *feed = months();

    check_lines(feed, NULL, lines, TEST_COUNT(lines));
    locality_feed_free(feed);
}

static void events_come_without_the_zeros_between(void) {
    locality_feed *feed = months();
    locality_feed_series *series = kit_series(feed, NULL);
    const uint32_t *period = NULL;
    const int64_t *events = NULL;
    size_t cells = 0;

    TEST_NUMBER(locality_feed_series_every(series), LOCALITY_FEED_MONTH);
    TEST_NUMBER(locality_feed_series_every(NULL), LOCALITY_FEED_WEEK);
    TEST_NUMBER(locality_feed_series_cells(series, 0, &period, &events, &cells, NULL), LOCALITY_OK);
    TEST_NUMBER(cells, 2);
    CU_ASSERT_FATAL(cells == 2);
    TEST_NUMBER(period[0], 0);
    TEST_NUMBER(events[0], 1);
    TEST_NUMBER(period[1], 2);
    TEST_NUMBER(events[1], 2);
    TEST_NUMBER(locality_feed_series_cells(series, 99, &period, &events, &cells, NULL),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(cells, 0);
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

static void numbers_have_names(void) {
    TEST_TEXT(locality_feed_period_name(LOCALITY_FEED_WEEK), "week");
    TEST_TEXT(locality_feed_period_name(-1), "unknown");
    TEST_TEXT(locality_feed_field_name(LOCALITY_FEED_AREA), "area");
    TEST_TEXT(locality_feed_field_name(-1), "row");
    TEST_TEXT(locality_feed_fault_name(LOCALITY_FEED_ENCODING), "not UTF-8");
    TEST_TEXT(locality_feed_fault_name(LOCALITY_FEED_FAULTS), "unknown");
}

static void names_roll_up_to_their_parents(void) {
    static const locality_feed_parent parents[] = {{"w1", "north", LOCALITY_FEED_AREA, 0},
                                                   {"w2", "north", LOCALITY_FEED_AREA, 0},
                                                   {"north", "town", LOCALITY_FEED_AREA, 0},
                                                   {"w3", "town", LOCALITY_FEED_AREA, 0},
                                                   {"bins", "street", LOCALITY_FEED_SERVICE, 0},
                                                   {"lights", "street", LOCALITY_FEED_SERVICE, 0}};
    static const char *const first[] = {"north/bins: 2 0 2 0", "north/lights: 0 0 1 0",
                                        "town/bins: 0 0 0 1"};
    static const char *const second[] = {"town/street: 2 0 3 1"};
    static const char *const quarters[] = {"/: 5 1"};
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed *feed = months();

    choice.parent = parents;
    choice.parents = TEST_COUNT(parents);
    choice.level[0] = 1;
    check_lines(feed, &choice, first, TEST_COUNT(first));
    choice.level[0] = 2;
    choice.level[1] = 1;
    check_lines(feed, &choice, second, TEST_COUNT(second));
    choice.level[0] = choice.level[1] = LOCALITY_FEED_ALL;
    choice.every = LOCALITY_FEED_QUARTER;
    check_lines(feed, &choice, quarters, TEST_COUNT(quarters));
    locality_feed_free(feed);
}

static void trees_that_are_none_are_refused(void) {
    static const locality_feed_parent circle[] = {{"a", "b", LOCALITY_FEED_AREA, 0},
                                                  {"b", "a", LOCALITY_FEED_AREA, 0}};
    static const locality_feed_parent two[] = {{"a", "b", LOCALITY_FEED_AREA, 0},
                                               {"a", "c", LOCALITY_FEED_AREA, 0}};
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed *feed = months();
    locality_feed_series *series;
    locality_error error;

    choice.parent = circle;
    choice.parents = 2;
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), LOCALITY_CYCLE);
    CU_ASSERT_PTR_NULL(series);
    choice.parent = two;
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), LOCALITY_DUPLICATE);
    TEST_TEXT(error.id, "a");
    choice = (locality_feed_choice)LOCALITY_FEED_CHOICE_INIT;
    choice.every = LOCALITY_FEED_WEEK; /* months make no weeks */
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), LOCALITY_INVALID);
    choice.every = -1;
    choice.distinct = 1; /* not kept track of */
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), LOCALITY_INVALID);
    locality_feed_free(feed);
}

/* ---- No data is not zero ---------------------------------------------------------------------- */

static void no_data_is_not_zero(void) {
    static const locality_feed_missing missing[] = {
        {NULL, DAY + 31, DAY + 31 + 28}, /* February 2020 */
        {"other", DAY, DAY + 30}};       /* not of this source */
    static const char *const lines[] = {"w1/bins: - 1 - 2 0 -", "w1/lights: - 0 - 1 0 -",
                                        "w2/bins: - 1 - 0 0 -", "w3/bins: - 0 - 0 1 -"};
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed *feed = months();
    double days[6];

    choice.missing = missing;
    choice.missings = 2;
    choice.first = DAY - 1;
    choice.last = DAY + 31 + 29 + 31 + 30; /* 1 May 2020 */
    check_lines(feed, &choice, lines, TEST_COUNT(lines));
    locality_feed_series *series = kit_series(feed, &choice);
    CU_ASSERT_EQUAL(locality_feed_series_exposure(series, 0, days, NULL), LOCALITY_OK);
    TEST_NUMBER(days[1], 17); /* from the 15th, the first day of the source */
    TEST_NUMBER(days[2], 0);
    TEST_NUMBER(days[3], 31);
    TEST_NUMBER(days[4], 30);
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

static void each_source_has_its_own_days(void) {
    static const char *const lines[] = {"a/s: 1 0 1 -", "b/s: - - 1 1"};
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    const char one[] = "date,area,service\n2020-01-01,a,s\n2020-03-01,a,s\n";
    const char two[] = "date,area,service\n2020-03-01,b,s\n2020-04-01,b,s\n";
    locality_error error;

    options.every = LOCALITY_FEED_MONTH;
    for (int turn = 0; turn < 2; turn++) { /* in either order */
        locality_feed *feed = kit_new(&options);
        for (int i = 0; i < 2; i++) {
            int is_one = i == turn;
            source.name = is_one ? "one" : "two";
            CU_ASSERT_EQUAL(kit_push(feed, &source, is_one ? one : two, strlen(one), 7, &error),
                            LOCALITY_OK);
        }
        check_lines(feed, NULL, lines, TEST_COUNT(lines));
        locality_feed_span span;
        TEST_NUMBER(locality_feed_spans(feed), 2);
        CU_ASSERT_EQUAL(locality_feed_span_at(feed, 1, &span, NULL), LOCALITY_OK);
        TEST_TEXT(span.name, "two");
        TEST_NUMBER(span.first, DAY + 60);
        locality_feed_free(feed);
    }
}

/* ---- Bases ------------------------------------------------------------------------------------ */

static void rates_are_held_against_their_bases(void) {
    static const locality_feed_parent parents[] = {{"w1", "north", LOCALITY_FEED_AREA, 0},
                                                   {"w2", "north", LOCALITY_FEED_AREA, 0},
                                                   {"w9", "north", LOCALITY_FEED_AREA, 0}};
    static const locality_feed_base bases[] = {{"w1", DAY - 400, 1000},
                                               {"w1", DAY + 31 + 29 + 10, 2000}, /* 11 March */
                                               {"w2", DAY - 400, 100},
                                               {"w9", DAY - 400, 10}}; /* without events */
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed *feed = months();
    double out[4];

    choice.base = bases;
    choice.bases = TEST_COUNT(bases);
    choice.parent = parents;
    choice.parents = TEST_COUNT(parents);
    locality_feed_series *series = kit_series(feed, &choice);
    CU_ASSERT_EQUAL(locality_feed_series_exposure(series, 0, out, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(out[0], 17 * 1000.0, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(out[2], 10 * 1000.0 + 21 * 2000.0, 1e-6);
    CU_ASSERT_EQUAL(locality_feed_series_exposure(series, 3, out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(out[1])); /* w3 has no base */
    locality_feed_series_free(series);
    choice.level[0] = 1;
    series = kit_series(feed, &choice);
    TEST_TEXT(kit_line(series, 0), "north/bins: 2 0 2 0");
    CU_ASSERT_EQUAL(locality_feed_series_exposure(series, 0, out, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(out[1], 29 * 1110.0, 1e-6);
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

/* ---- Delay ------------------------------------------------------------------------------------ */

static void late_records_are_held_back(void) {
    char text[8192];
    size_t at = (size_t)sprintf(text, "received,recorded,area,service\n");
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    int32_t days;
    double complete[8];

    for (int week = 0; week < 4;
         week++) { /* of ten a week eight come at once, two after ten days */
        for (int i = 0; i < 10; i++) {
            at += (size_t)sprintf(text + at, "2020-01-%02d,2020-%s%02d,a,s\n", 6 + 7 * week,
                                  i >= 8 && week == 3 ? "02-" : "01-",
                                  i < 8       ? 6 + 7 * week
                                  : week == 3 ? 6
                                              : 16 + 7 * week);
        }
    }
    at += (size_t)sprintf(text + at, "2020-01-10,2020-01-09,a,s\n");
    locality_feed *feed = kit_read(NULL, text);
    TEST_NUMBER(locality_feed_delayed(feed, 0), 32);
    TEST_NUMBER(locality_feed_delayed(feed, 10), 8);
    TEST_NUMBER(locality_feed_delayed(feed, -1), 1);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 800000, &days, NULL), LOCALITY_OK);
    TEST_NUMBER(days, 0);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 900000, &days, NULL), LOCALITY_OK);
    TEST_NUMBER(days, 10);
    choice.hold_back = 1;
    choice.as_at = DAY + 32; /* Sunday 2 February, the last day of the fifth week */
    locality_feed_series *series = kit_series(feed, &choice);
    TEST_TEXT(kit_line(series, 0), "a/s: 11 10 10 -");
    CU_ASSERT_EQUAL(locality_feed_series_completeness(series, complete, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(complete[0], 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(complete[3], 0.8, 1e-12);
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

/* ---- Duplicates ------------------------------------------------------------------------------- */

static const char near_rows[] =
    "date,area,service,reference,easting,northing\n"
    "2020-01-01 10:00,a,s,r1,1000,1000\n"
    "2020-01-01 11:00,a,s,r2,1030,1030\n" /* near r1 */
    "2020-01-02 10:00,a,s,r1,5000,5000\n" /* the reference of r1 */
    "2020-01-01 12:00,a,t,r3,1000,1000\n" /* another service */
    "2020-01-09 10:00,a,s,r4,1000,1000\n" /* too late */
    "2020-01-01 10:00,a,s,r5,1000,1051\n" /* too far from r1, and first */
    "2020-01-01 10:00,a,s,,,\n";

static void duplicates_are_merged_with_both_counts(void) {
    static const struct {
        int32_t duplicates;
        const char *s;
    } rows[] = {{LOCALITY_FEED_SAME_REFERENCE, "a/s: 4 1"},
                {LOCALITY_FEED_NEAR, "a/s: 4 1"},
                {LOCALITY_FEED_SAME_REFERENCE | LOCALITY_FEED_NEAR, "a/s: 3 1"}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        options.duplicates = rows[i].duplicates;
        locality_feed *feed = kit_read(&options, near_rows);
        locality_feed_series *series = kit_series(feed, &choice);
        TEST_TEXT(kit_line(series, 0), "a/s: 5 1");
        locality_feed_series_free(series);
        choice.distinct = 1;
        series = kit_series(feed, &choice);
        TEST_TEXT(kit_line(series, 0), rows[i].s);
        TEST_TEXT(kit_line(series, 1), "a/t: 1 0");
        locality_feed_series_free(series);
        kit_bytes bytes = kit_write(feed); /* and so they are when they are read back */
        locality_feed *copy;
        CU_ASSERT_EQUAL_FATAL(locality_feed_read(bytes.bytes, bytes.length, NULL, &copy, NULL),
                              LOCALITY_OK);
        CU_ASSERT(kit_same(feed, copy));
        series = kit_series(copy, &choice);
        TEST_TEXT(kit_line(series, 0), rows[i].s);
        locality_feed_series_free(series);
        locality_feed_free_bytes(feed, bytes.bytes, bytes.length);
        locality_feed_free(copy);
        locality_feed_free(feed);
    }
}

/* ---- Columns ---------------------------------------------------------------------------------- */

enum { ROWS = 5000 };
static int32_t day[ROWS];
static uint16_t area[ROWS];
static int64_t service[ROWS], count[ROWS];
static const char *text_service[ROWS];
static const char *const areas[] = {"a0", "a1", NULL, "a3"};
static const char *const services[] = {"bins", "lights", "a service with a long name", "x"};

static void draw_columns(uint64_t seed) {
    test_random random = {seed, 0};

    for (size_t i = 0; i < ROWS; i++) {
        day[i] = DAY + (int32_t)test_random_below(&random, 400);
        if (test_random_below(&random, 50) == 0) {
            day[i] = test_random_below(&random, 2) == 0 ? INT32_MIN : 70000;
        }
        area[i] = (uint16_t)test_random_below(&random, 5); /* 2 is blank, 4 has no name */
        service[i] = (int64_t)test_random_below(&random, 4);
        text_service[i] = services[service[i]];
        count[i] = test_random_between(&random, -1, 5);
    }
}

static locality_feed_columns columns_of(int with_counts) {
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;

    columns.rows = ROWS;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){day, sizeof day[0], NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){area, sizeof area[0], areas, 4, LOCALITY_FEED_UINT16, 0};
    columns.column[LOCALITY_FEED_SERVICE] =
        (locality_feed_column){service, sizeof service[0], services, 4, LOCALITY_FEED_INT64, 0};
    if (with_counts) {
        columns.column[LOCALITY_FEED_COUNT] =
            (locality_feed_column){count, sizeof count[0], NULL, 0, LOCALITY_FEED_INT64, 0};
    }
    return columns;
}

static locality_feed *put(const locality_feed_columns *columns) {
    locality_feed *feed = kit_new(NULL);
    locality_error error;
    locality_status status = locality_feed_put(feed, columns, &error);

    if (status != LOCALITY_OK) {
        printf("    %s\n", error.message);
    }
    CU_ASSERT_EQUAL(status, LOCALITY_OK);
    return feed;
}

static void columns_count_as_loops_do(void) {
    for (int with_counts = 0; with_counts <= 1; with_counts++) {
        int64_t sum = 0, bad_day = 0, blank_day = 0, blank = 0, bad_code = 0, negative = 0;
        draw_columns(910 + (uint64_t)with_counts);
        for (size_t i = 0; i < ROWS; i++) {
            if (area[i] == 4) {
                bad_code += day[i] != 70000;
                bad_day += day[i] == 70000;
            } else if (day[i] == 70000) {
                bad_day++;
            } else if (with_counts && count[i] < 0) {
                negative++;
            } else if (day[i] == INT32_MIN) {
                blank_day++;
            } else if (area[i] == 2) {
                blank++;
            } else {
                sum += with_counts ? count[i] : 1;
            }
        }
        locality_feed_columns columns = columns_of(with_counts);
        locality_feed *feed = put(&columns);
        locality_feed_account account = kit_account(feed);
        TEST_NUMBER(account.rows, ROWS);
        TEST_NUMBER(account.events, sum);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_RANGE),
                    bad_day);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_BLANK),
                    blank_day);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_BLANK), blank);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_CODE), bad_code);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE),
                    negative);
        /* Texts in the place of codes make the same feed. */
        columns.column[LOCALITY_FEED_SERVICE] = (locality_feed_column){
            text_service, sizeof text_service[0], NULL, 0, LOCALITY_FEED_TEXT, 0};
        locality_feed *other = put(&columns);
        CU_ASSERT(kit_same(feed, other));
        locality_feed_free(other);
        locality_feed_free(feed);
    }
}

static void columns_of_other_types_are_refused(void) {
    locality_feed_columns columns = columns_of(0);
    locality_feed *feed = kit_new(NULL);
    locality_error error;

    columns.column[LOCALITY_FEED_AREA].type = LOCALITY_FEED_DOUBLE;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    TEST_TEXT(error.field, "area");
    columns = columns_of(0);
    columns.column[LOCALITY_FEED_RECEIVED].values = NULL;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(kit_account(feed).rows, 0);
    columns = columns_of(0); /* and the feed is as it was */
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_OK);
    locality_feed_free(feed);
}

/* The block, the log, and the way from one to the other: against a plain array. */
static void large_feeds_count_as_loops_do(void) {
    enum { MANY = 300000, AREAS = 40, SERVICES = 30, WEEKS = 210 };
    static int64_t expected[AREAS][SERVICES][WEEKS];
    test_random random = {920, 0};
    int32_t *days = malloc(MANY * sizeof *days);
    uint8_t *a = malloc(MANY), *s = malloc(MANY);
    static char text[AREAS + SERVICES][8];
    static const char *name[AREAS + SERVICES];
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;

    for (size_t i = 0; i < AREAS + SERVICES; i++) {
        snprintf(text[i], sizeof text[i], "n%03d", (int)i);
        name[i] = text[i];
    }
    for (size_t i = 0; i < MANY; i++) { /* later rows have earlier days, later areas */
        int32_t span = 100 + (int32_t)(i / 250);
        days[i] = DAY + 1400 - (int32_t)test_random_below(&random, (uint64_t)span);
        a[i] = (uint8_t)test_random_below(&random, 1 + i * AREAS / MANY);
        s[i] = (uint8_t)test_random_below(&random, SERVICES);
        expected[a[i]][s[i]][(days[i] + 3) / 7 - (DAY + 3) / 7]++;
    }
    columns.rows = MANY;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){days, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){a, 1, name, AREAS, LOCALITY_FEED_UINT8, 0};
    columns.column[LOCALITY_FEED_SERVICE] =
        (locality_feed_column){s, 1, name + AREAS, SERVICES, LOCALITY_FEED_UINT8, 0};
    locality_feed *feed = put(&columns);
    locality_feed_series *series = kit_series(feed, NULL);
    int64_t counts[WEEKS + 1];
    int32_t offset = locality_feed_series_first(series) - (DAY + 3) / 7;
    size_t wrong = 0;
    CU_ASSERT_FATAL(locality_feed_series_periods(series) <= WEEKS);
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        locality_feed_line line;
        locality_feed_series_line(series, i, &line, NULL);
        locality_feed_series_counts(series, i, counts, NULL);
        int at = atoi(line.name[0] + 1), of = atoi(line.name[1] + 1) - AREAS;
        for (size_t w = 0; w < locality_feed_series_periods(series); w++) {
            wrong += counts[w] != expected[at][of][(size_t)offset + w];
        }
    }
    TEST_NUMBER(wrong, 0);
    TEST_NUMBER(kit_account(feed).events, MANY);
    locality_feed_series_free(series);
    locality_feed_free(feed);
    free(days);
    free(a);
    free(s);
}

/* ---- Arrow ------------------------------------------------------------------------------------ */

static int released;
static void release_array(locality_arrow_array *array) {
    array->release = NULL;
    released++;
}
static void release_schema(locality_arrow_schema *schema) {
    schema->release = NULL;
    released++;
}
static void release_stream(locality_arrow_stream *stream) {
    stream->release = NULL;
    released++;
}

typedef struct batch {
    locality_arrow_schema schema, child[3], dictionary, *children[3];
    locality_arrow_array array, column[3], words, *columns[3];
    const void *buffers[4][3];
    int given;
} batch;

/* Days, areas as a dictionary, services as texts; six rows of which the first stands before the array. */
static const int32_t arrow_days[] = {0, DAY, DAY, DAY + 7, DAY + 7, DAY + 8, DAY + 8};
static const int8_t arrow_codes[] = {9, 0, 1, 1, 0, 1, 0};
static const uint8_t arrow_valid[] = {0x5F}; /* the sixth value is null */
static const int32_t word_offsets[] = {0, 5, 10};
static const char words[] = "northsouth";
static const int64_t service_offsets[] = {0, 0, 4, 8, 12, 16, 20, 20};
static const char service_bytes[] = "binsbinsbinsbinsbins";

static void make_batch(batch *b) {
    static const char *const formats[] = {"tdD", "c", "U"}, *const names[] = {"date", "ward",
                                                                              "type"};

    memset(b, 0, sizeof *b);
    b->schema =
        (locality_arrow_schema){"+s", "", NULL, 0, 3, b->children, NULL, release_schema, NULL};
    b->array =
        (locality_arrow_array){6, 0, 1, 1, 3, b->buffers[3], b->columns, NULL, release_array, NULL};
    b->buffers[0][1] = arrow_days;
    b->buffers[1][0] = arrow_valid;
    b->buffers[1][1] = arrow_codes;
    b->buffers[2][1] = service_offsets;
    b->buffers[2][2] = service_bytes;
    for (int i = 0; i < 3; i++) {
        b->children[i] = &b->child[i];
        b->columns[i] = &b->column[i];
        b->child[i].format = formats[i];
        b->child[i].name = names[i];
        b->column[i].length = 7;
        b->column[i].null_count = i == 1 ? 1 : 0;
        b->column[i].n_buffers = i == 2 ? 3 : 2;
        b->column[i].buffers = b->buffers[i];
    }
    static const void *word_buffers[3];
    word_buffers[1] = word_offsets;
    word_buffers[2] = words;
    b->child[1].dictionary = &b->dictionary;
    b->dictionary.format = "u";
    b->column[1].dictionary = &b->words;
    b->words = (locality_arrow_array){2, 0, 0, 3, 0, word_buffers, NULL, NULL, NULL, NULL};
}

static int stream_schema(locality_arrow_stream *stream, locality_arrow_schema *out) {
    *out = ((batch *)stream->private_data)->schema;
    return 0;
}
static int stream_next(locality_arrow_stream *stream, locality_arrow_array *out) {
    batch *b = stream->private_data;
    if (b->given < 2) {
        *out = b->array;
    }
    return b->given++ < 3 ? 0 : 5;
}
static int stream_fails(locality_arrow_stream *stream, locality_arrow_array *out) {
    (void)stream, (void)out;
    return 7;
}
static const char *stream_error(locality_arrow_stream *stream) {
    (void)stream;
    return "the wire broke";
}

static void arrow_batches_and_streams_are_counted(void) {
    static const char *const lines[] = {"north/bins: 1 1", "south/bins: 1 1"};
    static const char *const twice[] = {"north/bins: 2 2", "south/bins: 2 2"};
    batch b;
    locality_error error;
    locality_feed *feed = kit_new(NULL);

    make_batch(&b);
    CU_ASSERT_EQUAL(locality_feed_put_arrow(feed, &b.schema, &b.array, NULL, NULL, &error),
                    LOCALITY_OK);
    check_lines(feed, NULL, lines, 2);
    TEST_NUMBER(kit_account(feed).rows, 6);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_BLANK), 1);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_SERVICE, LOCALITY_FEED_BLANK), 1);
    b.child[0].format = "+l";
    CU_ASSERT_EQUAL(locality_feed_put_arrow(feed, &b.schema, &b.array, NULL, NULL, &error),
                    LOCALITY_TYPE);
    locality_feed_free(feed);

    locality_arrow_stream stream = {stream_schema, stream_next, stream_error, release_stream, &b};
    make_batch(&b);
    feed = kit_new(NULL);
    released = 0;
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(released, 4); /* two arrays, the schema, the stream */
    check_lines(feed, NULL, twice, 2);
    stream = (locality_arrow_stream){stream_schema, stream_fails, stream_error, release_stream, &b};
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 7);
    TEST_TEXT(error.message, "the stream failed: the wire broke");
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"series come in the order of names, without gaps", series_come_by_names_without_gaps},
    {"events come without the zeros between", events_come_without_the_zeros_between},
    {"periods, fields and faults have names", numbers_have_names},
    {"names roll up to their parents", names_roll_up_to_their_parents},
    {"trees that are none, and levels there are not, are refused", trees_that_are_none_are_refused},
    {"no data is not zero", no_data_is_not_zero},
    {"each source has its own days", each_source_has_its_own_days},
    {"rates are held against their bases", rates_are_held_against_their_bases},
    {"late records are held back", late_records_are_held_back},
    {"duplicates are merged, and both counts are kept", duplicates_are_merged_with_both_counts},
    {"columns count as loops do", columns_count_as_loops_do},
    {"columns of other types are refused", columns_of_other_types_are_refused},
    {"large feeds count as loops do", large_feeds_count_as_loops_do},
    {"batches and streams of Arrow are counted", arrow_batches_and_streams_are_counted},
};
TEST_MAIN("feed counting", cases)
