/* Dates, checked against a calendar that simply counts day by day. */
#include "support/harness.h"
#include "support/random.h"

#include "base/calendar.h"
#include "locality/base.h"

/* The calendar as it is taught: the length of a month, and one day after another. */
static int32_t taught_length(int32_t year, int32_t month) {
    if (month == 2) {
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void test_every_day(void) {
    int64_t number = LOC_FIRST_DATE;
    int32_t weekday = 1; /* 0001-01-01 was a Monday */
    int wrong = 0;
    for (int32_t year = 1; year <= 9999; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            wrong += loc_month_length(year, month) != taught_length(year, month);
            for (int32_t day = 1; day <= taught_length(year, month); day++, number++) {
                int32_t y, m, d;
                int64_t back;
                wrong += locality_date_to_calendar(number, &y, &m, &d, NULL) != LOCALITY_OK;
                wrong += y != year || m != month || d != day;
                wrong += locality_date_from_calendar(year, month, day, &back, NULL) != LOCALITY_OK;
                wrong += back != number;
                wrong += locality_date_weekday(number) != weekday;
                weekday = weekday % 7 + 1;
            }
        }
    }
    TEST_NUMBER(wrong, 0);
    TEST_NUMBER(number - 1, LOC_LAST_DATE);
}

typedef struct known_day {
    int32_t year, month, day;
    int64_t number;
    int32_t weekday;
} known_day;

/* From outside: `date -u -d ... +%s` and printed calendars. */
static const known_day known_days[] = {
    {1970, 1, 1, 0, 4},      {1969, 12, 31, -1, 3},   {2000, 2, 29, 11016, 2},
    {2006, 7, 9, 13338, 7},  {2008, 1, 27, 13905, 7}, {2010, 9, 3, 14855, 5},
    {2023, 2, 24, 19412, 5}, {1, 1, 1, -719162, 1},   {9999, 12, 31, 2932896, 5},
};

static void test_known_days(void) {
    for (size_t i = 0; i < TEST_COUNT(known_days); i++) {
        const known_day *k = &known_days[i];
        int64_t number = 77;
        TEST_NUMBER(locality_date_from_calendar(k->year, k->month, k->day, &number, NULL), 0);
        TEST_NUMBER(number, k->number);
        TEST_NUMBER(locality_date_weekday(k->number), k->weekday);
    }
    for (int64_t i = 0; i < 14; i++) { /* far outside the calendar weeks go on */
        TEST_NUMBER(locality_date_weekday(INT64_MIN + i),
                    (locality_date_weekday(INT64_MIN + i + 1) + 5) % 7 + 1);
        TEST_NUMBER(locality_date_weekday(INT64_MAX - i),
                    locality_date_weekday(INT64_MAX - i - 1) % 7 + 1);
    }
}

typedef struct bad_day {
    int32_t year, month, day;
    const char *message;
} bad_day;

static const bad_day bad_days[] = {
    {2010, 2, 31, "there is no day 31 in February 2010, which has 28 days"},
    {2012, 2, 30, "there is no day 30 in February 2012, which has 29 days"},
    {1900, 2, 29, "there is no day 29 in February 1900, which has 28 days"},
    {2010, 9, 0, "there is no day 0 in September 2010, which has 30 days"},
    {2010, 13, 1, "there is no month 13; months are 1 to 12"},
    {2010, 0, 1, "there is no month 0; months are 1 to 12"},
    {0, 1, 1, "year 0 lies outside the years 1 to 9999"},
    {10000, 1, 1, "year 10000 lies outside the years 1 to 9999"},
    {INT32_MIN, INT32_MIN, INT32_MIN, "year -2147483648 lies outside the years 1 to 9999"},
};

static void test_bad_days(void) {
    locality_error error;
    for (size_t i = 0; i < TEST_COUNT(bad_days); i++) {
        const bad_day *b = &bad_days[i];
        int64_t number = 77;
        TEST_NUMBER(locality_date_from_calendar(b->year, b->month, b->day, &number, &error),
                    LOCALITY_INVALID);
        TEST_NUMBER(number, 0);
        TEST_TEXT(error.message, b->message);
    }
    TEST_NUMBER(locality_date_from_calendar(2010, 1, 1, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "out is null");
}

static void test_outside(void) {
    static const int64_t outside[] = {LOC_FIRST_DATE - 1, LOC_LAST_DATE + 1, INT64_MIN, INT64_MAX};
    locality_error error;
    for (size_t i = 0; i < TEST_COUNT(outside); i++) {
        int32_t y = 7, m = 7, d = 7;
        int64_t moved = 7;
        TEST_NUMBER(locality_date_to_calendar(outside[i], &y, &m, &d, &error), LOCALITY_INVALID);
        TEST_NUMBER(y + m + d, 0);
        TEST_TEXT(error.message, "the date lies outside the years 1 to 9999");
        TEST_NUMBER(locality_date_add_months(outside[i], 1, &moved, &error), LOCALITY_INVALID);
        TEST_NUMBER(moved, 0);
    }
}

static void test_null_outputs(void) {
    locality_error error;
    int32_t y = 7, m = 7, d = 7;
    TEST_NUMBER(locality_date_to_calendar(0, NULL, &m, &d, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "year is null");
    TEST_NUMBER(locality_date_to_calendar(0, &y, NULL, &d, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "month is null");
    TEST_NUMBER(locality_date_to_calendar(0, &y, &m, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "day is null");
    TEST_NUMBER(locality_date_add_months(0, 1, NULL, &error), LOCALITY_INVALID);
}

static int64_t day(int32_t year, int32_t month, int32_t day_of_month) {
    int64_t number;
    TEST_NUMBER(locality_date_from_calendar(year, month, day_of_month, &number, NULL), LOCALITY_OK);
    return number;
}

static void test_add_months(void) {
    int64_t out = 7;
    locality_error error;
    TEST_NUMBER(locality_date_add_months(day(2010, 1, 31), 1, &out, &error), LOCALITY_OK);
    TEST_NUMBER(out, day(2010, 2, 28));
    TEST_NUMBER(locality_date_add_months(day(2012, 1, 31), 1, &out, &error), LOCALITY_OK);
    TEST_NUMBER(out, day(2012, 2, 29));
    TEST_NUMBER(locality_date_add_months(day(2012, 2, 29), -48, &out, &error), LOCALITY_OK);
    TEST_NUMBER(out, day(2008, 2, 29));
    TEST_NUMBER(locality_date_add_months(day(2010, 3, 15), -3, &out, &error), LOCALITY_OK);
    TEST_NUMBER(out, day(2009, 12, 15));
    TEST_NUMBER(locality_date_add_months(day(1, 1, 15), -1, &out, &error), LOCALITY_INVALID);
    TEST_NUMBER(out, 0);
    TEST_TEXT(error.message, "-1 months from that date leave the years 1 to 9999");
    TEST_NUMBER(locality_date_add_months(day(9999, 12, 15), 1, &out, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_date_add_months(day(1, 1, 1), 9999 * 12 - 1, &out, NULL), LOCALITY_OK);
    TEST_NUMBER(out, day(9999, 12, 1));
    TEST_NUMBER(locality_date_add_months(0, INT32_MAX, &out, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_date_add_months(0, INT32_MIN, &out, NULL), LOCALITY_INVALID);
}

/* Months there and back end on the same day, or on the last of a shorter month. */
static void test_add_months_laws(void) {
    test_random random = {.seed = 31};
    int right = 1;
    for (int i = 0; i < 50000 && right; i++) {
        int64_t date = test_random_between(&random, LOC_FIRST_DATE, LOC_LAST_DATE), there, back;
        int32_t months = (int32_t)test_random_between(&random, -5000, 5000);
        loc_date from = loc_date_split(date), to;
        int64_t index = (int64_t)from.year * 12 + from.month - 1 + months;
        locality_status status = locality_date_add_months(date, months, &there, NULL);
        if (index < 12 || index >= 10000 * 12) {
            right = status == LOCALITY_INVALID;
            continue;
        }
        to = loc_date_split(there);
        right = status == LOCALITY_OK && (int64_t)to.year * 12 + to.month - 1 == index &&
                (to.day == from.day ||
                 (to.day < from.day && to.day == loc_month_length(to.year, to.month))) &&
                locality_date_add_months(there, -months, &back, NULL) == LOCALITY_OK &&
                back <= date && date - back <= 3;
    }
    TEST_ROW(right, "months there and back");
}

static void test_periods(void) {
    static const struct {
        enum loc_period period;
        int32_t year, month, last_year, last_month, last_day;
    } rows[] = {
        {LOC_PERIOD_MONTH, 2012, 2, 2012, 2, 29},
        {LOC_PERIOD_MONTH, 2010, 12, 2010, 12, 31},
        {LOC_PERIOD_QUARTER, 2010, 7, 2010, 9, 30},
        {LOC_PERIOD_QUARTER, 2010, 10, 2010, 12, 31},
        {LOC_PERIOD_YEAR, 2010, 1, 2010, 12, 31},
        {LOC_PERIOD_YEAR, 9999, 1, 9999, 12, 31},
        {LOC_PERIOD_FINANCIAL_YEAR, 2011, 4, 2012, 3, 31},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_range days = loc_period_days(rows[i].period, rows[i].year, rows[i].month, 1);
        TEST_NUMBER(days.lo, day(rows[i].year, rows[i].month, 1));
        TEST_NUMBER(days.hi, day(rows[i].last_year, rows[i].last_month, rows[i].last_day));
        TEST_NUMBER(loc_period_of(days.lo, days.hi), rows[i].period);
        TEST_NUMBER(loc_period_of(days.lo, days.hi - 1), LOC_PERIOD_NONE);
        TEST_NUMBER(loc_period_of(days.lo + 1, days.hi), LOC_PERIOD_NONE);
    }
    TEST_NUMBER(loc_period_of(3, 3), LOC_PERIOD_DAY);
    TEST_NUMBER(loc_period_of(day(2010, 2, 1), day(2010, 4, 30)), LOC_PERIOD_NONE);
    TEST_NUMBER(loc_period_of(day(2010, 7, 1), day(2011, 6, 30)), LOC_PERIOD_NONE);
    TEST_NUMBER(loc_period_of(day(2010, 1, 1), day(2010, 2, 28)), LOC_PERIOD_NONE);
    TEST_NUMBER(loc_period_of(day(2010, 1, 1), day(2011, 12, 31)), LOC_PERIOD_NONE);
}

static void test_moments(void) {
    TEST_NUMBER(loc_moment_day(0), 0);
    TEST_NUMBER(loc_moment_day(86399), 0);
    TEST_NUMBER(loc_moment_day(-1), -1);
    TEST_NUMBER(loc_moment_day(-86400), -1);
    TEST_NUMBER(loc_moment_day(-86401), -2);
    CU_ASSERT_TRUE(loc_moment_is_edge(-86400, false));
    CU_ASSERT_TRUE(loc_moment_is_edge(-1, true));
    CU_ASSERT_FALSE(loc_moment_is_edge(-1, false));
    CU_ASSERT_FALSE(loc_moment_is_edge(0, true));
}

static const test_case cases[] = {
    {"every day of 9999 years has its number and weekday", test_every_day},
    {"known days have their numbers and weekdays", test_known_days},
    {"days that the calendar lacks are refused with the length of the month", test_bad_days},
    {"days outside the calendar are refused", test_outside},
    {"missing outputs are refused by name", test_null_outputs},
    {"adding months ends on the last day of a shorter month", test_add_months},
    {"months added and taken away come back", test_add_months_laws},
    {"periods are recognised by their first and last day", test_periods},
    {"seconds lie in their day, also before 1970", test_moments},
};

TEST_MAIN("base: dates", cases)
