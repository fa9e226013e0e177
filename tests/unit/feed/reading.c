/* Reading: forms of dates, of rows and of headers; what cannot be counted is located, and counted exactly. */
#include "kit.h"

/* ---- Dates ------------------------------------------------------------------------------------ */

static const struct {
    const char *cell;
    int32_t every;
    const char *period; /* what it is counted in; null where it is not */
    int32_t fault;
} dates[] = {
    {"2020-12-31", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020-12-31", LOCALITY_FEED_WEEK, "2020-W53", 0},
    {"2021-01-03", LOCALITY_FEED_WEEK, "2020-W53", 0},
    {"2021-01-04", LOCALITY_FEED_WEEK, "2021-W01", 0},
    {"2016-01-01", LOCALITY_FEED_WEEK, "2015-W53", 0},
    {"2019-12-30", LOCALITY_FEED_WEEK, "2020-W01", 0},
    {"2020-12-31", LOCALITY_FEED_MONTH, "2020-12", 0},
    {"2020-12-31", LOCALITY_FEED_QUARTER, "2020-Q4", 0},
    {"2020-12-31", LOCALITY_FEED_YEAR, "2020", 0},
    {"2020-03-31", LOCALITY_FEED_FINANCIAL_YEAR, "2019/20", 0},
    {"2020-04-01", LOCALITY_FEED_FINANCIAL_YEAR, "2020/21", 0},
    {"1999-12-31", LOCALITY_FEED_FINANCIAL_YEAR, "1999/00", 0},
    {"1900-01-01", LOCALITY_FEED_DAY, "1900-01-01", 0},
    {"2155-12-31", LOCALITY_FEED_DAY, "2155-12-31", 0},
    {"2020-12-31T23:59:59Z", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020-12-31 23:59", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020-12-31T23:59:59.123+01:00", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"20201231", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"31/12/2020", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"31/12/20", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"1/2/2020 9:05", LOCALITY_FEED_DAY, "2020-02-01", 0},
    {"01/02/2020 09:05:00 PM", LOCALITY_FEED_DAY, "2020-02-01", 0},
    {"31.12.2020", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"31-Dec-2020", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"31 December 2020", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"December 31, 2020", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020/12/31", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020-W53-4", LOCALITY_FEED_DAY, "2020-12-31", 0},
    {"2020-W07", LOCALITY_FEED_WEEK, "2020-W07", 0},
    {"2020-12", LOCALITY_FEED_MONTH, "2020-12", 0},
    {"June 2020", LOCALITY_FEED_MONTH, "2020-06", 0},
    {"Jun-20", LOCALITY_FEED_MONTH, "2020-06", 0},
    {"sept 2020", LOCALITY_FEED_MONTH, "2020-09", 0},
    {"2020-Q3", LOCALITY_FEED_QUARTER, "2020-Q3", 0},
    {"2020", LOCALITY_FEED_YEAR, "2020", 0},
    {"2020/21", LOCALITY_FEED_FINANCIAL_YEAR, "2020/21", 0},
    {"2012-13", LOCALITY_FEED_FINANCIAL_YEAR, "2012/13", 0},
    {"2010-11", LOCALITY_FEED_FINANCIAL_YEAR, "2010/11", 0},
    {"2010-11", LOCALITY_FEED_MONTH, "2010-11", 0},
    {"2020-12", LOCALITY_FEED_WEEK, NULL, LOCALITY_FEED_COARSE},
    {"2020-W53", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_COARSE},
    {"2020/21", LOCALITY_FEED_YEAR, NULL, LOCALITY_FEED_COARSE},
    {"2020-W06", LOCALITY_FEED_MONTH, "2020-02", 0}, /* from 3 to 9 February */
    {"2020-W05", LOCALITY_FEED_MONTH, NULL, LOCALITY_FEED_COARSE},
    {"1899-12-31", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_RANGE},
    {"2156-01-01", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_RANGE},
    {"0000-01-01", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_RANGE},
    {"9999-12-31", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_RANGE},
    {"2020-02-30", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"2019-02-29", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"2020-13-01", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"2020-00-10", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"2019-W53", LOCALITY_FEED_WEEK, NULL, LOCALITY_FEED_DATE},
    {"2020-W00", LOCALITY_FEED_WEEK, NULL, LOCALITY_FEED_DATE},
    {"2020-12-31 25:00", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"2020-12-31x", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"yesterday", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"12/31/2020", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_DATE},
    {"", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_BLANK},
    {"  ", LOCALITY_FEED_DAY, NULL, LOCALITY_FEED_BLANK},
};

static void reads_every_form_of_date(void) {
    for (size_t i = 0; i < TEST_COUNT(dates); i++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        char text[256], period[32] = "";
        options.every = dates[i].every;
        snprintf(text, sizeof text, "date,area,service\n\"%s\",a,s\n", dates[i].cell);
        locality_feed *feed = kit_read(&options, text);
        locality_feed_account account = kit_account(feed);
        TEST_ROW(account.rows == 1, dates[i].cell);
        TEST_ROW(account.counted == (dates[i].period != NULL), dates[i].cell);
        if (dates[i].period == NULL) {
            TEST_ROW(locality_feed_tally(feed, LOCALITY_FEED_RECEIVED, dates[i].fault) == 1,
                     dates[i].cell);
        } else {
            locality_feed_series *series = kit_series(feed, &choice);
            CU_ASSERT_EQUAL(locality_feed_series_periods(series), 1);
            locality_feed_period_write(dates[i].every, locality_feed_series_first(series), period,
                                       sizeof period, NULL);
            TEST_TEXT(period, dates[i].period);
            locality_feed_series_free(series);
        }
        locality_feed_free(feed);
    }
}

static void every_day_lies_in_its_periods(void) {
    for (int32_t every = LOCALITY_FEED_DAY; every <= LOCALITY_FEED_FINANCIAL_YEAR; every++) {
        int32_t before = 0, period;
        int64_t first, last;
        locality_feed_period_of(every, LOCALITY_FEED_FIRST_DAY, &before, NULL);
        for (int64_t day = LOCALITY_FEED_FIRST_DAY; day <= LOCALITY_FEED_LAST_DAY; day++) {
            CU_ASSERT_EQUAL_FATAL(locality_feed_period_of(every, day, &period, NULL), LOCALITY_OK);
            CU_ASSERT_EQUAL_FATAL(locality_feed_period_days(every, period, &first, &last, NULL),
                                  LOCALITY_OK);
            CU_ASSERT_FATAL(first <= day && day <= last && (period == before || day == first));
            CU_ASSERT_FATAL(period - before <= 1);
            before = period;
        }
    }
    int32_t out;
    CU_ASSERT_EQUAL(locality_feed_period_of(LOCALITY_FEED_WEEK, 100000, &out, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_period_of(9, 0, &out, NULL), LOCALITY_INVALID);
}

/* ---- Rows ------------------------------------------------------------------------------------- */

static void faults_are_located(void) {
    static const char text[] = "\xEF\xBB\xBFid;ward;category;date;reports\r\n"
                               "1;A;s;2020-01-01;1\r\n"
                               "2;;s;2020-01-01;1\r\n"
                               "3;\"B\nb\";s;2020-01-01;two\r\n"
                               "\r\n"
                               "4;C;s;2020-01-01;-3\r\n"
                               "5;C;s\r\n"
                               "6;D\x92s;s;2020-01-01;1\r\n"
                               "7;C;s;32/01/2020;1\r\n"
                               "8;C;s;2020-01-01;1;9\r\n"
                               "9;\"C\"x;s;2020-01-01;1\r\n";
    static const struct {
        uint64_t line, row;
        uint32_t column;
        int32_t field, fault;
        const char *text;
    } expected[] = {
        {3, 2, 2, LOCALITY_FEED_AREA, LOCALITY_FEED_BLANK, ""},
        {4, 3, 5, LOCALITY_FEED_COUNT, LOCALITY_FEED_NUMBER, "two"},
        {7, 4, 5, LOCALITY_FEED_COUNT, LOCALITY_FEED_NEGATIVE, "-3"},
        {8, 5, 0, -1, LOCALITY_FEED_CELLS, "5;C;s"},
        {9, 6, 2, LOCALITY_FEED_AREA, LOCALITY_FEED_ENCODING, "D?s"},
        {10, 7, 4, LOCALITY_FEED_RECEIVED, LOCALITY_FEED_DATE, "32/01/2020"},
        {11, 8, 0, -1, LOCALITY_FEED_CELLS, "8;C;s;2020-01-01;1;9"},
        {12, 9, 2, -1, LOCALITY_FEED_QUOTES, "C"},
    };
    locality_feed *feed = kit_read(NULL, text);
    locality_feed_account account = kit_account(feed);

    TEST_NUMBER(account.rows, 9);
    TEST_NUMBER(account.counted, 1);
    TEST_NUMBER(account.blank, 1);
    TEST_NUMBER(account.malformed, 7);
    TEST_NUMBER(account.empty, 1);
    TEST_NUMBER(locality_feed_problems(feed), TEST_COUNT(expected));
    for (size_t i = 0; i < TEST_COUNT(expected); i++) {
        locality_feed_problem problem;
        CU_ASSERT_EQUAL(locality_feed_problem_at(feed, i, &problem, NULL), LOCALITY_OK);
        TEST_NUMBER(problem.line, expected[i].line);
        TEST_NUMBER(problem.row, expected[i].row);
        TEST_NUMBER(problem.column, expected[i].column);
        TEST_NUMBER(problem.field, expected[i].field);
        TEST_NUMBER(problem.fault, expected[i].fault);
        TEST_TEXT(problem.text, expected[i].text);
    }
    locality_feed_free(feed);
}

static void names_that_are_not_listed_are_unknown(void) {
    static const char *const areas[] = {"A", "B", "A"};
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    const char text[] = "date,area,service,count\n2020-01-01,A,s,2\n2020-01-01,Z,s,3\n"
                        "2020-01-01,,s,4\n2020-01-01,Z,s,x\n";
    locality_error error;

    for (int32_t keep = 0; keep <= 1; keep++) {
        options.keep_unplaced = keep;
        locality_feed *feed = kit_new(&options);
        CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_AREA, areas, 3, &error),
                        LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_AREA, areas, 3, &error),
                        LOCALITY_CONFLICT);
        CU_ASSERT_EQUAL(kit_push(feed, NULL, text, strlen(text), 5, &error), LOCALITY_OK);
        locality_feed_account account = kit_account(feed);
        TEST_NUMBER(account.rows, 4);
        TEST_NUMBER(account.counted, 1);
        TEST_NUMBER(account.unknown, 1);
        TEST_NUMBER(account.blank, 1);
        TEST_NUMBER(account.malformed, 1); /* a number that is none weighs more */
        TEST_NUMBER(account.events, 2);
        TEST_NUMBER(account.unplaced, keep ? 7 : 0);
        locality_feed_series *series = kit_series(feed, NULL);
        TEST_NUMBER(locality_feed_series_count(series), keep ? 2 : 1);
        TEST_TEXT(kit_line(series, 0), keep ? "/s: 7" : "A/s: 2");
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }
}

static void one_open_quote_costs_one_row(void) {
    char text[4096] = "date,area,service\n2020-01-01,\"A,s\n";
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;

    for (int i = 0; i < 50; i++) {
        strcat(text, "2020-01-02,B,s\n");
    }
    for (int small = 0; small <= 1; small++) { /* at the end of the bytes, and at the longest row */
        options.longest_row = small ? 100 : 16777216;
        locality_feed *feed = kit_read(&options, text);
        locality_feed_account account = kit_account(feed);
        TEST_NUMBER(account.rows, 51);
        TEST_NUMBER(account.counted, 50);
        TEST_NUMBER(locality_feed_tally(feed, -1, LOCALITY_FEED_QUOTES), 1);
        locality_feed_free(feed);
    }
}

static void hostile_input_is_bounded(void) {
    size_t length = 10 << 20, head;
    char *text = malloc(length + 100);
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;

    head = (size_t)sprintf(text, "date,area,service\n2020-01-01,");
    memset(text + head, 'x', length);
    strcpy(text + head + length, ",s\n2020-01-01,B,s\n");
    for (int i = 0; i <= 1;
         i++) { /* a field of ten megabytes is a name, or longer than a row may be */
        options.longest_row = i == 0 ? 16777216 : 65536;
        locality_feed *feed = kit_new(&options);
        CU_ASSERT_EQUAL(kit_push(feed, NULL, text, strlen(text), 4096, &error), LOCALITY_OK);
        locality_feed_account account = kit_account(feed);
        TEST_NUMBER(account.rows, 2);
        TEST_NUMBER(account.counted, i == 0 ? 2 : 1);
        TEST_NUMBER(locality_feed_tally(feed, -1, LOCALITY_FEED_LONG), i);
        locality_feed_free(feed);
    }
    options.most_names = 1000; /* more categories than allowed */
    options.most_problems = 10;
    locality_feed *feed = kit_new(&options);
    size_t at = (size_t)sprintf(text, "date,area,service\n");
    for (int i = 0; i < 5000; i++) {
        at += (size_t)sprintf(text + at, "2020-01-01,a%d,s\n", i);
    }
    text[at++] = '\0'; /* and a NUL */
    CU_ASSERT_EQUAL(kit_push(feed, NULL, text, at, 4096, &error), LOCALITY_OK);
    locality_feed_account account = kit_account(feed);
    TEST_NUMBER(account.rows, 5001);
    TEST_NUMBER(account.counted, 1000);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_NAMES), 4000);
    TEST_NUMBER(locality_feed_problems(feed), 10);
    locality_feed_free(feed);
    free(text);
}

/* ---- Headers ---------------------------------------------------------------------------------- */

static void columns_are_found_or_refused(void) {
    const char *columns[LOCALITY_FEED_FIELDS] = {NULL};
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_error error;
    locality_feed *feed = kit_new(NULL);
    const char text[] = "When,Ward,Ward,Category\n01/02/2020,x,y,s\n";

    source.column = columns;
    columns[LOCALITY_FEED_RECEIVED] = "Wen";
    CU_ASSERT_EQUAL(kit_push(feed, &source, text, strlen(text), 9, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no column \"Wen\"; did you mean \"When\"?");
    TEST_TEXT(error.field, "received");
    locality_feed_free(feed);

    columns[LOCALITY_FEED_RECEIVED] = "when"; /* without case */
    feed = kit_new(NULL);
    CU_ASSERT_EQUAL(kit_push(feed, &source, text, strlen(text), 9, &error), LOCALITY_AMBIGUOUS);
    locality_feed_free(feed);

    columns[LOCALITY_FEED_AREA] = ""; /* not there: all is one area */
    source.month_first = 1;
    feed = kit_new(NULL);
    CU_ASSERT_EQUAL(kit_push(feed, &source, text, strlen(text), 9, &error), LOCALITY_OK);
    locality_feed_series *series = kit_series(feed, NULL);
    TEST_TEXT(kit_line(series, 0), "/s: 1");
    TEST_NUMBER(locality_feed_series_first(series), (18263 + 3) / 7); /* 2 January 2020 */
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

static void no_table_is_refused(void) {
    static const struct {
        const char *text;
        size_t length;
        locality_status status;
    } rows[] = {{"", 0, LOCALITY_SYNTAX},
                {"\n", 1, LOCALITY_SYNTAX},
                {"\xFF\xFE"
                 "d\0",
                 4, LOCALITY_ENCODING},
                {"a\0b\n", 4, LOCALITY_SYNTAX},
                {"\"a\"b,c\n", 7, LOCALITY_SYNTAX}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed *feed = kit_new(NULL);
        locality_error error;
        CU_ASSERT_EQUAL(kit_push(feed, NULL, rows[i].text, rows[i].length, 100, &error),
                        rows[i].status);
        CU_ASSERT(error.message[0] != '\0');
        locality_feed_free(feed);
    }
}

static void calls_out_of_turn_are_refused(void) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_feed *feed = kit_new(NULL), *other = NULL;
    locality_error error;
    void *bytes;
    size_t length;

    CU_ASSERT_EQUAL(locality_feed_push(feed, "a", 1, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_end(feed, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_BUSY);
    CU_ASSERT_EQUAL(locality_feed_put(feed, &columns, &error), LOCALITY_BUSY);
    CU_ASSERT_EQUAL(locality_feed_write(feed, &bytes, &length, &error), LOCALITY_BUSY);
    locality_feed_free(feed);
    options.every = 6;
    CU_ASSERT_EQUAL(locality_feed_new(&options, NULL, &other, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(other);
    feed = kit_new(NULL);
    source.first_byte = 10; /* without a header */
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_INVALID);
    source = (locality_feed_source)LOCALITY_FEED_SOURCE_INIT;
    source.separator = 'x';
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_INVALID);
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"every form of date is read, and what is none is refused", reads_every_form_of_date},
    {"every day lies in its periods, which have no gaps", every_day_lies_in_its_periods},
    {"what cannot be counted is located", faults_are_located},
    {"names that are not listed are unknown", names_that_are_not_listed_are_unknown},
    {"one open quote costs one row", one_open_quote_costs_one_row},
    {"hostile input is bounded and told", hostile_input_is_bounded},
    {"columns are found by name, or refused with what comes near", columns_are_found_or_refused},
    {"what is no table is refused", no_table_is_refused},
    {"calls out of turn are refused", calls_out_of_turn_are_refused},
};
TEST_MAIN("feed reading", cases)
