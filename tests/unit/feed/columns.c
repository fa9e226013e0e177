/* Columns and Arrow: every type that a field can have, blanks and faults of
 * each, batches that are not whole, and what is refused with its message. */
#include <math.h>

#include "kit.h"

enum { DAY = 18262 }; /* 2020-01-01 */

static locality_feed *put_into(const locality_feed_options *options,
                               const locality_feed_columns *columns) {
    locality_feed *feed = kit_new(options);
    locality_error error;

    CU_ASSERT_EQUAL(locality_feed_put(feed, columns, &error), LOCALITY_OK);
    return feed;
}

static void check_problem(const locality_feed *feed, size_t index, int32_t field, int32_t fault,
                          const char *text) {
    locality_feed_problem problem;

    CU_ASSERT_EQUAL(locality_feed_problem_at(feed, index, &problem, NULL), LOCALITY_OK);
    TEST_NUMBER(problem.field, field);
    TEST_NUMBER(problem.fault, fault);
    TEST_TEXT(problem.text, text == NULL ? "" : text);
}

/* ---- Dates
 * ------------------------------------------------------------------------------------
 */

static const int32_t days_32[] = {DAY, INT32_MIN, INT32_MAX, -25568};
static const int64_t days_64[] = {DAY, INT64_MIN, INT64_MAX, INT64_MIN + 1};
static const uint16_t days_16[] = {DAY, 0, 65535, 1};
static const int64_t seconds[] = {DAY * 86400LL + 86399, INT64_MIN, INT64_MAX, INT64_MIN + 1};
static const int64_t nanoseconds[] = {DAY * 86400000000000LL, INT64_MIN, INT64_MAX, -1};
static const char *const day_texts[] = {"2020-01-01", NULL, "2020", "2020-13-01"};

static void dates_have_six_types(void) {
    static const struct {
        const char *name;
        const void *values;
        int64_t stride;
        int32_t type;
        int32_t fault[4]; /* -1: it is counted */
        const char *text[4];
    } rows[] = {
        {"int32",
         days_32,
         4,
         LOCALITY_FEED_INT32,
         {-1, LOCALITY_FEED_BLANK, LOCALITY_FEED_RANGE, LOCALITY_FEED_RANGE},
         {NULL, "", "2147483647", "-25568"}},
        {"int64",
         days_64,
         8,
         LOCALITY_FEED_INT64,
         {-1, LOCALITY_FEED_BLANK, LOCALITY_FEED_RANGE, LOCALITY_FEED_RANGE},
         {NULL, "", "9223372036854775807", "-9223372036854775807"}},
        {"uint16", days_16, 2, LOCALITY_FEED_UINT16, {-1, -1, -1, -1}, {NULL, NULL, NULL, NULL}},
        {"seconds",
         seconds,
         8,
         LOCALITY_FEED_SECONDS,
         {-1, LOCALITY_FEED_BLANK, LOCALITY_FEED_RANGE, LOCALITY_FEED_RANGE},
         {NULL, "", "9223372036854775807", "-9223372036854775807"}},
        {"nanoseconds",
         nanoseconds,
         8,
         LOCALITY_FEED_NANOSECONDS,
         {-1, LOCALITY_FEED_BLANK, LOCALITY_FEED_RANGE, -1},
         {NULL, "", "9223372036854775807", NULL}},
        {"text",
         day_texts,
         sizeof day_texts[0],
         LOCALITY_FEED_TEXT,
         {-1, LOCALITY_FEED_BLANK, LOCALITY_FEED_COARSE, LOCALITY_FEED_DATE},
         {NULL, "", "2020", "2020-13-01"}},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
        size_t problems = 0;
        columns.rows = 4;
        columns.column[LOCALITY_FEED_RECEIVED] =
            (locality_feed_column){rows[i].values, rows[i].stride, NULL, 0, rows[i].type, 0};
        /* 2262, the last year of 64 bits of nanoseconds, lies behind 2155. */
        locality_feed *feed = put_into(NULL, &columns);
        for (int k = 0; k < 4; k++) {
            if (rows[i].fault[k] >= 0) {
                check_problem(feed, problems++, LOCALITY_FEED_RECEIVED, rows[i].fault[k],
                              rows[i].text[k]);
            }
        }
        TEST_ROW(locality_feed_problems(feed) == problems, rows[i].name);
        TEST_ROW(kit_account(feed).counted == 4 - problems, rows[i].name);
        locality_feed_free(feed);
    }
}

static void days_of_recording_make_delays(void) {
    static const int32_t received[] = {DAY, DAY, DAY, DAY, DAY, DAY};
    static const char *const recorded[] = {"2020-01-03", NULL,         "2020-13-01",
                                           "2020",       "2019-12-01", "2025-01-01"};
    static const int64_t numbers[] = {DAY + 2, INT64_MIN, INT64_MAX, DAY, DAY - 31, DAY + 1900};
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;

    columns.rows = 6;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){received, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_RECORDED] =
        (locality_feed_column){recorded, sizeof recorded[0], NULL, 0, LOCALITY_FEED_TEXT, 0};
    locality_feed *feed = put_into(NULL, &columns);
    TEST_NUMBER(kit_account(feed).counted, 5);
    check_problem(feed, 0, LOCALITY_FEED_RECORDED, LOCALITY_FEED_DATE, "2020-13-01");
    TEST_NUMBER(locality_feed_delayed(feed, 2), 1);
    TEST_NUMBER(locality_feed_delayed(feed, 0), 0); /* a year is no day */
    TEST_NUMBER(locality_feed_delayed(feed, -1), 1);
    TEST_NUMBER(locality_feed_delayed(feed, LOCALITY_FEED_DELAY_DAYS), 1);
    locality_feed_free(feed);

    columns.column[LOCALITY_FEED_RECORDED] =
        (locality_feed_column){numbers, 8, NULL, 0, LOCALITY_FEED_INT64, 0};
    feed = put_into(NULL, &columns);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_RECORDED, LOCALITY_FEED_RANGE), 1);
    TEST_NUMBER(locality_feed_delayed(feed, 2), 1);
    TEST_NUMBER(locality_feed_delayed(feed, 0), 1);
    TEST_NUMBER(locality_feed_delayed(feed, -1), 1);
    TEST_NUMBER(locality_feed_delayed(feed, LOCALITY_FEED_DELAY_DAYS), 1);
    locality_feed_free(feed);
}

/* ---- Codes
 * ------------------------------------------------------------------------------------
 */

static const char *const two[] = {"a", "b"};

static void codes_have_seven_types(void) {
    static const int8_t int8[] = {1, -1, 2};
    static const int16_t int16[] = {1, -1, 2};
    static const int32_t int32[] = {1, -1, 2};
    static const int64_t int64[] = {1, -1, 2};
    static const uint8_t uint8[] = {1, 255, 2};
    static const uint16_t uint16[] = {1, 65535, 2};
    static const uint32_t uint32[] = {1, UINT32_MAX, 2};
    static const struct {
        const char *name;
        const void *values;
        int64_t stride;
        int32_t type;
        const char *largest; /* what stands in the second row; null where it is blank */
    } rows[] = {{"int8", int8, 1, LOCALITY_FEED_INT8, NULL},
                {"int16", int16, 2, LOCALITY_FEED_INT16, NULL},
                {"int32", int32, 4, LOCALITY_FEED_INT32, NULL},
                {"int64", int64, 8, LOCALITY_FEED_INT64, NULL},
                {"uint8", uint8, 1, LOCALITY_FEED_UINT8, "255"},
                {"uint16", uint16, 2, LOCALITY_FEED_UINT16, "65535"},
                {"uint32", uint32, 4, LOCALITY_FEED_UINT32, "4294967295"}};
    static const int32_t days[] = {DAY};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
        columns.rows = 3;
        columns.column[LOCALITY_FEED_RECEIVED] =
            (locality_feed_column){days, 0, NULL, 0, LOCALITY_FEED_INT32, 0};
        columns.column[LOCALITY_FEED_AREA] =
            (locality_feed_column){rows[i].values, rows[i].stride, two, 2, rows[i].type, 0};
        locality_feed *feed = put_into(NULL, &columns);
        TEST_ROW(kit_account(feed).counted == 1, rows[i].name);
        check_problem(feed, 0, LOCALITY_FEED_AREA,
                      rows[i].largest == NULL ? LOCALITY_FEED_BLANK : LOCALITY_FEED_CODE,
                      rows[i].largest);
        check_problem(feed, 1, LOCALITY_FEED_AREA, LOCALITY_FEED_CODE, "2");
        locality_feed_series *series = kit_series(feed, NULL);
        TEST_TEXT(kit_line(series, 0), "b/: 1");
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }
}

/* Batches of two fields, sound in all of their rows: more than one batch, every
 * width of codes. */
static void whole_batches_count_as_single_rows(void) {
    enum { ROWS = 3000 };
    static int32_t day[ROWS], wide[ROWS];
    static uint16_t middle[ROWS];
    static uint8_t narrow[ROWS];
    static int64_t widest[ROWS];
    static const struct {
        const void *values;
        int64_t stride;
        int32_t type;
    } columns_of[] = {{wide, 4, LOCALITY_FEED_INT32},
                      {middle, 2, LOCALITY_FEED_UINT16},
                      {narrow, 1, LOCALITY_FEED_UINT8},
                      {widest, 8, LOCALITY_FEED_INT64}};
    static const char *const services[] = {"s", "t", "u"};

    for (int i = 0; i < ROWS; i++) {
        day[i] = DAY + i % 14;
        wide[i] = i % 2;
        widest[i] = middle[i] = narrow[i] = (uint8_t)(i % 3);
    }
    for (size_t k = 0; k < TEST_COUNT(columns_of); k++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
        int64_t sum = 0;
        options.by = LOCALITY_FEED_BY(LOCALITY_FEED_AREA) | LOCALITY_FEED_BY(LOCALITY_FEED_SERVICE);
        columns.rows = ROWS;
        columns.column[LOCALITY_FEED_RECEIVED] =
            (locality_feed_column){day, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
        columns.column[LOCALITY_FEED_AREA] =
            (locality_feed_column){wide, 4, two, 2, LOCALITY_FEED_INT32, 0};
        columns.column[LOCALITY_FEED_SERVICE] = (locality_feed_column){
            columns_of[k].values, columns_of[k].stride, services, 3, columns_of[k].type, 0};
        locality_feed *feed = put_into(&options, &columns);
        TEST_NUMBER(kit_account(feed).counted, ROWS);
        locality_feed_series *series = kit_series(feed, NULL);
        TEST_NUMBER(locality_feed_series_count(series), k == 0 ? 2 : 6);
        for (size_t i = 0; i < locality_feed_series_count(series); i++) {
            locality_feed_line line;
            CU_ASSERT_EQUAL(locality_feed_series_line(series, i, &line, NULL), LOCALITY_OK);
            TEST_NUMBER(line.total, k == 0 ? ROWS / 2 : ROWS / 6);
            sum += line.total;
        }
        TEST_NUMBER(sum, ROWS);
        locality_feed_series_free(series);
        /* One code that has no name makes one row malformed, and no other. */
        wide[ROWS - 1] = 5;
        locality_feed *other = put_into(&options, &columns);
        TEST_NUMBER(kit_account(other).counted, ROWS - 1);
        check_problem(other, 0, LOCALITY_FEED_AREA, LOCALITY_FEED_CODE, "5");
        wide[ROWS - 1] = (ROWS - 1) % 2;
        /* And so does a day that there is none of. */
        day[0] = INT32_MAX;
        CU_ASSERT_EQUAL(locality_feed_put(other, &columns, NULL), LOCALITY_OK);
        TEST_NUMBER(kit_account(other).counted, 2 * (ROWS - 1));
        day[0] = DAY;
        locality_feed_free(other);
        locality_feed_free(feed);
    }
}

static void blank_and_unknown_places_may_be_kept(void) {
    static const char *const listed[] = {"a"}, *const texts[] = {"a", "z", NULL, "a\xFF"};
    static const char *const services[] = {NULL, "s", "s", "s"};
    static const int32_t days[] = {DAY};
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_error error;

    columns.rows = 4;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){days, 0, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){texts, sizeof texts[0], NULL, 0, LOCALITY_FEED_TEXT, 0};
    columns.column[LOCALITY_FEED_SERVICE] =
        (locality_feed_column){services, sizeof services[0], NULL, 0, LOCALITY_FEED_TEXT, 0};
    for (int32_t keep = 0; keep <= 1; keep++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        options.keep_unplaced = keep;
        locality_feed *feed = kit_new(&options);
        CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_AREA, listed, 1, &error),
                        LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_OK);
        locality_feed_account account = kit_account(feed);
        TEST_NUMBER(account.rows, 4);
        TEST_NUMBER(account.counted, 0);
        TEST_NUMBER(account.blank, 2);
        TEST_NUMBER(account.unknown, 1);
        TEST_NUMBER(account.malformed, 1);
        TEST_NUMBER(account.unplaced, keep ? 3 : 0);
        check_problem(feed, 1, LOCALITY_FEED_AREA, LOCALITY_FEED_UNKNOWN, "z");
        check_problem(feed, 3, LOCALITY_FEED_AREA, LOCALITY_FEED_ENCODING, "a?");
        locality_feed_free(feed);
    }
}

/* ---- Counts, places, references
 * --------------------------------------------------------------- */

static void counts_are_summed_or_refused(void) {
    static const int64_t counts[] = {3, 0, -4, INT64_MIN};
    static const int64_t large[] = {INT64_MAX, 1};
    static const int32_t days[] = {DAY};
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_error error;

    columns.rows = 4;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){days, 0, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_COUNT] =
        (locality_feed_column){counts, 8, NULL, 0, LOCALITY_FEED_INT64, 0};
    locality_feed *feed = put_into(NULL, &columns);
    TEST_NUMBER(kit_account(feed).events, 3);
    TEST_NUMBER(kit_account(feed).counted, 2);
    check_problem(feed, 0, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE, "-4");
    check_problem(feed, 1, LOCALITY_FEED_COUNT, LOCALITY_FEED_BLANK, "");
    locality_feed_free(feed);

    columns.rows = 2;
    columns.column[LOCALITY_FEED_COUNT].values = large;
    feed = kit_new(NULL);
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_OVERFLOW);
    TEST_TEXT(error.message, "the sum of the counts leaves 64 bits");
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "a call before this one failed half way: the feed can only be freed");
    locality_feed_free(feed);

    columns.rows = 1; /* and then there is no room for one event more */
    feed = put_into(NULL, &columns);
    columns.column[LOCALITY_FEED_COUNT].type = LOCALITY_FEED_NONE;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_OVERFLOW);
    locality_feed_free(feed);
}

/* What remains of two reports at a place and at x = 100. */
static void places_and_references_find_duplicates(void) {
    static double x[] = {100, 0}, zero[] = {0};
    static int32_t whole[] = {100, 0};
    static int64_t number[] = {7, 0};
    static const char *texts[] = {"7", NULL};
    static const int32_t days[] = {DAY};
    static const struct {
        double x;
        int32_t fault;
        int64_t distinct;
    } rows[] = {{149, -1, 1},
                {151, -1, 2},
                {NAN, -1, 2},
                {INFINITY, LOCALITY_FEED_RANGE, 1},
                {-INFINITY, LOCALITY_FEED_RANGE, 1},
                {1e8, LOCALITY_FEED_RANGE, 1}};
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_feed_line line;

    choice.distinct = 1;
    options.duplicates = LOCALITY_FEED_NEAR;
    columns.rows = 2;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){days, 0, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_Y] =
        (locality_feed_column){zero, 0, NULL, 0, LOCALITY_FEED_DOUBLE, 0};
    for (size_t i = 0; i < TEST_COUNT(rows) + 2; i++) {
        const int is_whole = i >= TEST_COUNT(rows);
        const int64_t distinct = !is_whole ? rows[i].distinct : i == TEST_COUNT(rows) ? 1 : 2;
        x[1] = is_whole ? 0 : rows[i].x;
        whole[1] = i == TEST_COUNT(rows) ? 149 : 151;
        columns.column[LOCALITY_FEED_X] =
            is_whole ? (locality_feed_column){whole, 4, NULL, 0, LOCALITY_FEED_INT32, 0}
                     : (locality_feed_column){x, 8, NULL, 0, LOCALITY_FEED_DOUBLE, 0};
        locality_feed *feed = put_into(&options, &columns);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_X, LOCALITY_FEED_RANGE),
                    !is_whole && rows[i].fault >= 0);
        locality_feed_series *series = kit_series(feed, &choice);
        CU_ASSERT_EQUAL(locality_feed_series_line(series, 0, &line, NULL), LOCALITY_OK);
        TEST_NUMBER(line.total, distinct);
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }

    options.duplicates = LOCALITY_FEED_SAME_REFERENCE;
    columns.column[LOCALITY_FEED_X].type = columns.column[LOCALITY_FEED_Y].type = 0;
    for (int i = 0; i < 4; i++) { /* by number and by text, other and same */
        number[1] = i % 2 == 0 ? -7 : 7;
        texts[1] = i % 2 == 0 ? NULL : "7";
        columns.column[LOCALITY_FEED_REFERENCE] =
            i < 2 ? (locality_feed_column){number, 8, NULL, 0, LOCALITY_FEED_INT64, 0}
                  : (locality_feed_column){texts, sizeof texts[0], NULL, 0, LOCALITY_FEED_TEXT, 0};
        locality_feed *feed = put_into(&options, &columns);
        locality_feed_series *series = kit_series(feed, &choice);
        CU_ASSERT_EQUAL(locality_feed_series_line(series, 0, &line, NULL), LOCALITY_OK);
        TEST_NUMBER(line.total, i % 2 == 0 ? 2 : 1);
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }
}

/* ---- What is refused
 * -------------------------------------------------------------------------- */

static void columns_that_are_none_are_refused(void) {
    static const int32_t values[] = {DAY};
    static const struct {
        const char *name;
        int field;
        locality_feed_column column;
        const char *message;
    } rows[] = {
        {"a type below", LOCALITY_FEED_AREA, {values, 4, NULL, 0, -1, 0}, "area"},
        {"a type above", LOCALITY_FEED_AREA, {values, 4, NULL, 0, 12, 0}, "area"},
        {"a reserved member", LOCALITY_FEED_AREA, {values, 4, NULL, 0, 1, 1}, "area"},
        {"a reserved member of none", LOCALITY_FEED_AREA, {NULL, 0, NULL, 0, 0, 1}, "area"},
        {"no values", LOCALITY_FEED_COUNT, {NULL, 4, NULL, 0, 1, 0}, "count"},
        {"no names", LOCALITY_FEED_STATUS, {values, 4, NULL, 1, 1, 0}, "status"},
        {"a date of bytes", LOCALITY_FEED_RECEIVED, {values, 1, NULL, 0, 3, 0}, "received"},
        {"a text of counts", LOCALITY_FEED_COUNT, {values, 8, NULL, 0, 7, 0}, "count"},
        {"a text of places", LOCALITY_FEED_Y, {values, 8, NULL, 0, 7, 0}, "y"},
        {"a number for names", LOCALITY_FEED_SERVICE, {values, 8, NULL, 0, 6, 0}, "service"},
        {"seconds of a reference",
         LOCALITY_FEED_REFERENCE,
         {values, 8, NULL, 0, 8, 0},
         "reference"},
    };
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_feed *feed = kit_new(NULL);
    locality_error error;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char message[128];
        columns = (locality_feed_columns)LOCALITY_FEED_COLUMNS_INIT;
        columns.rows = 1;
        columns.column[rows[i].field] = rows[i].column;
        snprintf(message, sizeof message, "the column \"%s\" has no values, or none of its type",
                 rows[i].message);
        TEST_ROW(locality_feed_put(feed, &columns, &error) == LOCALITY_INVALID, rows[i].name);
        TEST_TEXT(error.message, message);
        TEST_TEXT(error.field, rows[i].message);
    }
    columns = (locality_feed_columns)LOCALITY_FEED_COLUMNS_INIT;
    CU_ASSERT_EQUAL(locality_feed_put(NULL, &columns, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_put(feed, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "columns"));
    columns.reserved = 1;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    columns.reserved = 0;
    columns.rows = (UINT64_C(1) << 40) + 1;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "columns.struct_size or rows is none that there can be");
    columns.rows = 0;
    columns.struct_size = 0;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_INVALID);
    columns = (locality_feed_columns)LOCALITY_FEED_COLUMNS_INIT;
    columns.source = "\xFF";
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_ENCODING);
    TEST_TEXT(error.message, "the name of the source is not UTF-8");
    /* No column at all: each row is blank. */
    columns.source = NULL;
    columns.rows = 2;
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_OK);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_BLANK), 2);
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"dates have six types, each with its blanks and its edges", dates_have_six_types},
    {"days of recording make delays", days_of_recording_make_delays},
    {"codes have seven types", codes_have_seven_types},
    {"whole batches count as single rows do", whole_batches_count_as_single_rows},
    {"blank and unknown places may be kept", blank_and_unknown_places_may_be_kept},
    {"counts are summed, or refused", counts_are_summed_or_refused},
    {"places and references find duplicates", places_and_references_find_duplicates},
    {"columns that are none are refused", columns_that_are_none_are_refused},
};
TEST_MAIN("feed columns", cases)
