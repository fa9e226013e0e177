/* Dates and periods, to their edges: what stands before and behind a date, times and zones, the years that
 * can be counted, and what the functions of the calendar refuse. */
#include "kit.h"

/* ---- Dates of cells --------------------------------------------------------------------------- */

typedef struct date_row {
    const char *cell;
    const char *period; /* what it is counted in; null where it is not */
    int32_t fault;
} date_row;

enum { NOT_A_DATE = LOCALITY_FEED_DATE, OUTSIDE = LOCALITY_FEED_RANGE };

static const date_row days[] = {
    /* Months as words. */
    {"Sept. 5, 2020", "2020-09-05", 0},
    {"Sep. 5 2020", "2020-09-05", 0},
    {"December 7, 2020", "2020-12-07", 0},
    {"Dec/7/2020", "2020-12-07", 0},
    {"dec 7 2020 10:30", "2020-12-07", 0},
    {"5 Sep. 2020", "2020-09-05", 0},
    {"Septe 5 2020", NULL, NOT_A_DATE},
    {"Ju 5 2020", NULL, NOT_A_DATE},
    {"Ju. 5 2020", NULL, NOT_A_DATE},
    {"Decx 5 2020", NULL, NOT_A_DATE},
    {"Mayor 5 2020", NULL, NOT_A_DATE},
    {"Foo 5 2020", NULL, NOT_A_DATE},
    {"Dec", NULL, NOT_A_DATE},
    {"Dec.", NULL, NOT_A_DATE},
    {"Dec 12345", NULL, NOT_A_DATE},
    {"Dec 123", NULL, NOT_A_DATE},
    {"Dec 123, 2020", NULL, NOT_A_DATE},
    {"Dec 7, 202", NULL, NOT_A_DATE},
    {"Dec 32, 2020", NULL, NOT_A_DATE},
    {"5 Foo 2020", NULL, NOT_A_DATE},
    {"5 Dec 202", NULL, NOT_A_DATE},
    {"5 -", NULL, NOT_A_DATE},
    {"5 12/2020", NULL, NOT_A_DATE},
    /* A day first, and years of two digits. */
    {"1-2-2020", "2020-02-01", 0},
    {"31/12/70", "1970-12-31", 0},
    {"31/12/69", "2069-12-31", 0},
    {"5", NULL, NOT_A_DATE},
    {"5x12x2020", NULL, NOT_A_DATE},
    {"1/2", NULL, NOT_A_DATE},
    {"1//2020", NULL, NOT_A_DATE},
    {"1/123/2020", NULL, NOT_A_DATE},
    {"1/2.2020", NULL, NOT_A_DATE},
    {"1/2/202", NULL, NOT_A_DATE},
    {"0/1/2020", NULL, NOT_A_DATE},
    {"1/0/2020", NULL, NOT_A_DATE},
    {"1/2/0000", NULL, OUTSIDE},
    {"123", NULL, NOT_A_DATE},
    {"12345", NULL, NOT_A_DATE},
    {"1234567890", NULL, NOT_A_DATE},
    /* A year first. */
    {"2020-1-2", "2020-01-02", 0},
    {"2020.01.02", "2020-01-02", 0},
    {"20200102T10:00", "2020-01-02", 0},
    {"2020W07-1", "2020-02-10", 0},
    {"2020-W07-7", "2020-02-16", 0},
    {"1900-02-29", NULL, NOT_A_DATE},
    {"2020-01-00", NULL, NOT_A_DATE},
    {"2020-1-0", NULL, NOT_A_DATE},
    {"2020-1-32", NULL, NOT_A_DATE},
    {"2020-0-1", NULL, NOT_A_DATE},
    {"2020-123-1", NULL, NOT_A_DATE},
    {"2020--1", NULL, NOT_A_DATE},
    {"2020-1/2", NULL, NOT_A_DATE},
    {"2020-1-", NULL, NOT_A_DATE},
    {"2020-1-123", NULL, NOT_A_DATE},
    {"2020_01", NULL, NOT_A_DATE},
    {"20201301", NULL, NOT_A_DATE},
    {"00000101", NULL, OUTSIDE},
    {"99990101", NULL, OUTSIDE},
    {"2020-W7-1", NULL, NOT_A_DATE},
    {"2020-W07-", NULL, NOT_A_DATE},
    {"2020-W07-0", NULL, NOT_A_DATE},
    {"2020-W07-8", NULL, NOT_A_DATE},
    {"2020-W07-12", NULL, NOT_A_DATE},
    {"2020-W07x", NULL, NOT_A_DATE},
    {"0000-W07-1", NULL, OUTSIDE},
    {"9999-W07-1", NULL, OUTSIDE},
    {"2020-Q1", NULL, LOCALITY_FEED_COARSE},
    /* Times, which do not move the day. */
    {"2020-12-31   10:00", "2020-12-31", 0},
    {"2020-12-31T10:7", "2020-12-31", 0},
    {"2020-12-31T24:00", "2020-12-31", 0},
    {"2020-12-31T10:00:60", "2020-12-31", 0},
    {"2020-12-31T10:00:00.5", "2020-12-31", 0},
    {"2020-12-31 12:00 AM", "2020-12-31", 0},
    {"2020-12-31 1:30pm UTC", "2020-12-31", 0},
    {"2020-12-31T10:00 GMT", "2020-12-31", 0},
    {"2020-12-31T10:00UTC", "2020-12-31", 0},
    {"2020-12-31T23:00-05", "2020-12-31", 0},
    {"2020-12-31T00:00+0100", "2020-12-31", 0},
    {"2020-12-31T00:00+01:00", "2020-12-31", 0},
    {"2020-12-31T10", NULL, NOT_A_DATE},
    {"2020-12-31T:10", NULL, NOT_A_DATE},
    {"2020-12-31T123:10", NULL, NOT_A_DATE},
    {"2020-12-31T10:60", NULL, NOT_A_DATE},
    {"2020-12-31T10:123", NULL, NOT_A_DATE},
    {"2020-12-31T10:00:61", NULL, NOT_A_DATE},
    {"2020-12-31T24:01", NULL, NOT_A_DATE},
    {"2020-12-31T10:00:00.", NULL, NOT_A_DATE},
    {"2020-12-31T10:00:00.1234567890", NULL, NOT_A_DATE},
    {"2020-12-31 0:30 PM", NULL, NOT_A_DATE},
    {"2020-12-31 13:30 PM", NULL, NOT_A_DATE},
    {"2020-12-31 1:30 p", NULL, NOT_A_DATE},
    {"2020-12-31 1:30 px", NULL, NOT_A_DATE},
    {"2020-12-31T10:00 XYZ", NULL, NOT_A_DATE},
    {"2020-12-31T10:00Zx", NULL, NOT_A_DATE},
    {"2020-12-31T10:00+1", NULL, NOT_A_DATE},
    {"2020-12-31T10:00+010", NULL, NOT_A_DATE},
    {"2020-12-31T10:00+01:0", NULL, NOT_A_DATE},
    {"2020-12-31T10:00+0100x", NULL, NOT_A_DATE},
    {"2020-12-31T10:00:00.000000000+01:00   but more than sixty-four bytes", NULL, NOT_A_DATE},
    /* Ten bytes that look like a date. */
    {"2020-01-0a", NULL, NOT_A_DATE},
    {"2020-01-41", NULL, NOT_A_DATE},
    {"2020-19-01", NULL, NOT_A_DATE},
    {"202a-01-01", NULL, NOT_A_DATE},
};

static const date_row weeks[] = {{"2020W07", "2020-W07", 0},  {"2020-W7", NULL, NOT_A_DATE},
                                 {"0000-W07", NULL, OUTSIDE}, {"9999-W07", NULL, OUTSIDE},
                                 {"2156-W01", NULL, OUTSIDE}, {"1900-W01", "1900-W01", 0},
                                 {"1899-W52", NULL, OUTSIDE}, {"2020-W54", NULL, NOT_A_DATE}};

static const date_row months[] = {
    {"Dec-70", "1970-12", 0},      {"Dec-69", "2069-12", 0},
    {"2020/12", "2020-12", 0},     {"2020.12", NULL, NOT_A_DATE},
    {"2020-00", NULL, NOT_A_DATE}, {"2020-13", NULL, NOT_A_DATE},
    {"2020-1", NULL, NOT_A_DATE},  {"2020-", NULL, NOT_A_DATE},
    {"0000-01", NULL, OUTSIDE},    {"2012-13", NULL, LOCALITY_FEED_COARSE}};

static const date_row quarters[] = {
    {"2020-Q1", "2020-Q1", 0},     {"2020/Q4", "2020-Q4", 0},      {"2020-Q0", NULL, NOT_A_DATE},
    {"2020-Q5", NULL, NOT_A_DATE}, {"2020-Q12", NULL, NOT_A_DATE}, {"2020-Q1x", NULL, NOT_A_DATE},
    {"2020-Q", NULL, NOT_A_DATE},  {"0000-Q1", NULL, OUTSIDE},     {"9991-Q1", NULL, OUTSIDE}};

static const date_row years[] = {{"1900", "1900", 0},     {"2155", "2155", 0},
                                 {"1899", NULL, OUTSIDE}, {"2156", NULL, OUTSIDE},
                                 {"0000", NULL, OUTSIDE}, {"9999", NULL, OUTSIDE}};

static const date_row financial_years[] = {
    {"2020/21", "2020/21", 0},       {"2020-2021", "2020/21", 0},   {"1999-00", "1999/00", 0},
    {"2020-2022", NULL, NOT_A_DATE}, {"2020/22", NULL, NOT_A_DATE}, {"2020-02", "2019/20", 0},
    {"2155/56", NULL, OUTSIDE},      {"1899/00", NULL, OUTSIDE}};

static void check_date(int32_t every, const date_row *row) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    char text[256], period[16] = "";

    options.every = every;
    snprintf(text, sizeof text, "date,area,service\n\"%s\",a,s\n", row->cell);
    locality_feed *feed = kit_read(&options, text);
    if (row->period == NULL) {
        TEST_ROW(kit_account(feed).counted == 0, row->cell);
        TEST_ROW(locality_feed_tally(feed, LOCALITY_FEED_RECEIVED, row->fault) == 1, row->cell);
    } else if (TEST_ROW(kit_account(feed).counted == 1, row->cell)) {
        locality_feed_series *series = kit_series(feed, NULL);
        CU_ASSERT_EQUAL(locality_feed_period_write(every, locality_feed_series_first(series),
                                                   period, sizeof period, NULL),
                        LOCALITY_OK);
        TEST_TEXT(period, row->period);
        locality_feed_series_free(series);
    }
    locality_feed_free(feed);
}

static void dates_are_read_or_refused(void) {
    static const struct {
        int32_t every;
        const date_row *row;
        size_t count;
    } sorts[] = {{LOCALITY_FEED_DAY, days, TEST_COUNT(days)},
                 {LOCALITY_FEED_WEEK, weeks, TEST_COUNT(weeks)},
                 {LOCALITY_FEED_MONTH, months, TEST_COUNT(months)},
                 {LOCALITY_FEED_QUARTER, quarters, TEST_COUNT(quarters)},
                 {LOCALITY_FEED_YEAR, years, TEST_COUNT(years)},
                 {LOCALITY_FEED_FINANCIAL_YEAR, financial_years, TEST_COUNT(financial_years)}};

    for (size_t i = 0; i < TEST_COUNT(sorts); i++) {
        for (size_t j = 0; j < sorts[i].count; j++) {
            check_date(sorts[i].every, &sorts[i].row[j]);
        }
    }
}

/* ---- Numbers of cells ------------------------------------------------------------------------- */

static void counts_are_whole_numbers(void) {
    static const struct {
        const char *cell;
        int64_t count; /* -1 where it is none */
        int32_t fault;
    } rows[] = {{"7", 7, 0},
                {"+7", 7, 0},
                {"-0", 0, 0},
                {"0", 0, 0},
                {"12.0", 12, 0},
                {"12.", 12, 0},
                {"  12\t", 12, 0},
                {"1234567890", 1234567890, 0},
                {"922337203685477579", 922337203685477579, 0},
                {"", -1, LOCALITY_FEED_BLANK},
                {"-7", -1, LOCALITY_FEED_NEGATIVE},
                {"12.5", -1, LOCALITY_FEED_NUMBER},
                {".0", -1, LOCALITY_FEED_NUMBER},
                {"-", -1, LOCALITY_FEED_NUMBER},
                {"+", -1, LOCALITY_FEED_NUMBER},
                {"1e3", -1, LOCALITY_FEED_NUMBER},
                {"1 2", -1, LOCALITY_FEED_NUMBER},
                {"99999999999999999999", -1, LOCALITY_FEED_RANGE}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[256];
        /* Twice, so that the second row has names and a day that are known. */
        snprintf(text, sizeof text,
                 "date,area,service,count\n2020-01-01,a,s,1\n2020-01-01,a,s,%s\n", rows[i].cell);
        locality_feed *feed = kit_read(NULL, text);
        if (rows[i].count < 0) {
            TEST_ROW(locality_feed_tally(feed, LOCALITY_FEED_COUNT, rows[i].fault) == 1,
                     rows[i].cell);
            TEST_ROW(kit_account(feed).events == 1, rows[i].cell);
        } else {
            TEST_ROW(kit_account(feed).events == 1 + rows[i].count, rows[i].cell);
            TEST_ROW(kit_account(feed).counted == 2, rows[i].cell);
        }
        locality_feed_free(feed);
    }
}

static void metres_are_numbers(void) {
    static const struct {
        const char *cell;
        int32_t fault;    /* -1 where there is none */
        const char *line; /* of two reports at the place and at 100 */
    } rows[] = {{"100", -1, "a/s: 1"},
                {"+100.04", -1, "a/s: 1"},
                {"149.9", -1, "a/s: 1"},
                {"150.1", -1, "a/s: 2"},
                {"-100", -1, "a/s: 2"},
                {"100.", -1, "a/s: 1"},
                {"", -1, "a/s: 2"},
                {"1x", LOCALITY_FEED_NUMBER, "a/s: 1"},
                {".", LOCALITY_FEED_NUMBER, "a/s: 1"},
                {"-", LOCALITY_FEED_NUMBER, "a/s: 1"},
                {"1.2.3", LOCALITY_FEED_NUMBER, "a/s: 1"},
                {"1.x", LOCALITY_FEED_NUMBER, "a/s: 1"},
                {"214748365", LOCALITY_FEED_RANGE, "a/s: 1"},
                {"99999999999999999999", LOCALITY_FEED_RANGE, "a/s: 1"}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        char text[256];
        options.duplicates = LOCALITY_FEED_NEAR;
        choice.distinct = 1;
        snprintf(text, sizeof text,
                 "date,area,service,easting,northing\n2020-01-01,a,s,100,0\n"
                 "2020-01-01,a,s,%s,0\n",
                 rows[i].cell);
        locality_feed *feed = kit_read(&options, text);
        TEST_ROW(kit_account(feed).malformed == (rows[i].fault >= 0), rows[i].cell);
        TEST_ROW(rows[i].fault < 0 ||
                     locality_feed_tally(feed, LOCALITY_FEED_X, rows[i].fault) == 1,
                 rows[i].cell);
        locality_feed_series *series = kit_series(feed, &choice);
        TEST_TEXT(kit_line(series, 0), rows[i].line);
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }
}

/* ---- The calendar ----------------------------------------------------------------------------- */

static void the_calendar_refuses_what_is_no_period(void) {
    locality_error error;
    int32_t period = 9;
    int64_t first = 9, last = 9;
    char text[16] = "x";

    TEST_TEXT(locality_feed_period_name(LOCALITY_FEED_FINANCIAL_YEAR), "financial year");
    TEST_TEXT(locality_feed_period_name(-1), "unknown");
    TEST_TEXT(locality_feed_period_name(6), "unknown");

    CU_ASSERT_EQUAL(locality_feed_period_of(0, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "out"));
    CU_ASSERT_EQUAL(locality_feed_period_of(-1, 0, &period, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "every is no sort of period");
    TEST_NUMBER(period, 0);
    CU_ASSERT_EQUAL(locality_feed_period_of(0, LOCALITY_FEED_FIRST_DAY - 1, &period, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "day lies outside the years 1900 to 2155");

    CU_ASSERT_EQUAL(locality_feed_period_days(0, 0, NULL, &last, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "first"));
    TEST_NUMBER(last, 0);
    CU_ASSERT_EQUAL(locality_feed_period_days(0, 0, &first, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "last"));
    TEST_NUMBER(first, 0);
    CU_ASSERT_EQUAL(locality_feed_period_days(6, 0, &first, &last, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "every is no sort of period");
    for (int32_t every = LOCALITY_FEED_DAY; every <= LOCALITY_FEED_FINANCIAL_YEAR; every++) {
        static const int64_t edges[] = {LOCALITY_FEED_FIRST_DAY, LOCALITY_FEED_LAST_DAY};
        for (int i = 0; i < 2; i++) {
            CU_ASSERT_EQUAL(locality_feed_period_of(every, edges[i], &period, &error), LOCALITY_OK);
            CU_ASSERT_EQUAL(locality_feed_period_days(every, period, &first, &last, &error),
                            LOCALITY_OK);
            CU_ASSERT(first <= edges[i] && edges[i] <= last);
            CU_ASSERT_EQUAL(
                locality_feed_period_days(every, period + (i == 0 ? -1 : 1), &first, &last, &error),
                LOCALITY_INVALID);
            TEST_TEXT(error.message, "period lies outside the years 1900 to 2155");
            TEST_NUMBER(last, 0);
        }
    }

    CU_ASSERT_EQUAL(locality_feed_period_write(0, 0, NULL, 16, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "buffer"));
    CU_ASSERT_EQUAL(locality_feed_period_write(0, 0, text, 0, &error), LOCALITY_LIMIT);
    TEST_TEXT(text, "x"); /* no room for an end mark */
    CU_ASSERT_EQUAL(locality_feed_period_write(0, 0, text, 10, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "the buffer is too small");
    TEST_TEXT(text, "");
    CU_ASSERT_EQUAL(locality_feed_period_write(0, 0, text, 11, &error), LOCALITY_OK);
    TEST_TEXT(text, "1970-01-01");
    CU_ASSERT_EQUAL(locality_feed_period_write(9, 0, text, 11, &error), LOCALITY_INVALID);
    TEST_TEXT(text, "");
}

static const test_case cases[] = {
    {"dates are read in the form they have, or refused", dates_are_read_or_refused},
    {"counts are whole numbers from zero", counts_are_whole_numbers},
    {"metres are numbers that can be told apart", metres_are_numbers},
    {"the calendar refuses what is no period of it", the_calendar_refuses_what_is_no_period},
};
TEST_MAIN("feed dates", cases)
