/* Writing and printing quantities, dates and percentages. */
#include "support/harness.h"
#include "support/random.h"

#include "base/calendar.h"
#include "locality/base.h"

#define OPEN LOCALITY_OPEN_BELOW
#define ENDLESS LOCALITY_OPEN_ABOVE
#define POUND "\xC2\xA3"
#define MILLION INT64_C(1000000)

/* ---- Written forms ---------------------------------------------------------------------------- */

typedef struct written_row {
    int32_t type;
    int64_t lo, hi;
    const char *text;
} written_row;

static const written_row written_rows[] = {
    {LOCALITY_TYPE_TRUTH, 1, 1, "yes"},
    {LOCALITY_TYPE_TRUTH, 0, 0, "no"},
    {LOCALITY_TYPE_TRUTH, 0, 1, "?"},
    {LOCALITY_TYPE_TRUTH, OPEN, ENDLESS, "?"},
    {LOCALITY_TYPE_TRUTH, OPEN, 0, "no"},
    {LOCALITY_TYPE_TRUTH, 1, ENDLESS, "yes"},
    {LOCALITY_TYPE_COUNT, 1234567, 1234567, "1234567"},
    {LOCALITY_TYPE_COUNT, -5, -3, "-5..-3"},
    {LOCALITY_TYPE_COUNT, 20, ENDLESS, ">=20"},
    {LOCALITY_TYPE_COUNT, OPEN, 20, "<=20"},
    {LOCALITY_TYPE_COUNT, OPEN, ENDLESS, "?"},
    {LOCALITY_TYPE_COUNT, INT64_MIN + 1, INT64_MAX - 1,
     "-9223372036854775807..9223372036854775806"},
    {LOCALITY_TYPE_NUMBER, 12500000, 12500000, "12.5"},
    {LOCALITY_TYPE_NUMBER, 0, 0, "0"},
    {LOCALITY_TYPE_NUMBER, -1, 1, "-0.000001..0.000001"},
    {LOCALITY_TYPE_NUMBER, 100 * MILLION, 100 * MILLION, "100"},
    {LOCALITY_TYPE_RATIO, 260900, 260900, "26.09%"},
    {LOCALITY_TYPE_RATIO, 246500, 247499, "24.65%..24.7499%"},
    {LOCALITY_TYPE_RATIO, OPEN, 400000, "<=40%"},
    {LOCALITY_TYPE_RATIO, 0, 300000, "0%..30%"},
    {LOCALITY_TYPE_MONEY, 72040000, 72040000, "720400"},
    {LOCALITY_TYPE_MONEY, 5, 5, "0.05"},
    {LOCALITY_TYPE_MONEY, 50, 50, "0.50"},
    {LOCALITY_TYPE_MONEY, -50, -50, "-0.50"},
    {LOCALITY_TYPE_MONEY, 5000000001, ENDLESS, ">=50000000.01"},
    {LOCALITY_TYPE_DAYS, 30, 30, "30"},
    {LOCALITY_TYPE_DAYS, 28, 31, "28..31"},
    {LOCALITY_TYPE_DATE, 14855, 14855, "2010-09-03"},
    {LOCALITY_TYPE_DATE, 14855, 14891, "2010-09-03..2010-10-09"},
    {LOCALITY_TYPE_DATE, 14791, 14821, "2010-07"},
    {LOCALITY_TYPE_DATE, 14791, 14882, "2010-Q3"},
    {LOCALITY_TYPE_DATE, 14610, 14974, "2010"},
    {LOCALITY_TYPE_DATE, 15065, 15430, "2011/12"},
    {LOCALITY_TYPE_DATE, 10682, 11047, "1999/00"},
    {LOCALITY_TYPE_DATE, 14791, ENDLESS, ">=2010-07-01"},
    {LOCALITY_TYPE_DATE, OPEN, 14821, "<=2010-07-31"},
    {LOCALITY_TYPE_DATE, LOC_FIRST_DATE, LOC_FIRST_DATE, "0001-01-01"},
    {LOCALITY_TYPE_DATE, LOC_FIRST_DATE, LOC_LAST_DATE, "0001-01-01..9999-12-31"},
    {LOCALITY_TYPE_MOMENT, 0, 0, "1970-01-01 00:00"},
    {LOCALITY_TYPE_MOMENT, -1, -1, "1969-12-31 23:59:59"},
    {LOCALITY_TYPE_MOMENT, 0, 86399, "1970-01-01"},
    {LOCALITY_TYPE_MOMENT, 0, 86400, "1970-01-01..1970-01-02 00:00"},
    {LOCALITY_TYPE_MOMENT, 1, 86399, "1970-01-01 00:00:01..1970-01-01"},
    {LOCALITY_TYPE_MOMENT, 0, 2 * 86400 - 1, "1970-01-01..1970-01-02"},
    {LOCALITY_TYPE_MOMENT, 0, 365 * 86400 - 1, "1970"},
    {LOCALITY_TYPE_MOMENT, 0, ENDLESS, ">=1970-01-01"},
    {LOCALITY_TYPE_MOMENT, 61200, ENDLESS, ">=1970-01-01 17:00"},
    {LOCALITY_TYPE_MOMENT, OPEN, 86399, "<=1970-01-01"},
    {LOCALITY_TYPE_MOMENT, OPEN, 0, "<=1970-01-01 00:00"},
};

static void test_written(void) {
    for (size_t i = 0; i < TEST_COUNT(written_rows); i++) {
        const written_row *row = &written_rows[i];
        locality_range range = {row->lo, row->hi};
        char text[80];
        size_t needed = 7;
        locality_error error;
        TEST_NUMBER(locality_value_write(row->type, &range, text, sizeof text, &needed, &error),
                    LOCALITY_OK);
        TEST_TEXT(text, row->text);
        TEST_NUMBER(needed, strlen(row->text) + 1);
        TEST_NUMBER(error.status, LOCALITY_OK);
    }
}

/* ---- Round trip ------------------------------------------------------------------------------- */

/* Smallest and largest value of a type. */
static locality_range bounds(int32_t type) {
    if (type == LOCALITY_TYPE_TRUTH) {
        return (locality_range){0, 1};
    }
    if (type == LOCALITY_TYPE_DATE) {
        return (locality_range){LOC_FIRST_DATE, LOC_LAST_DATE};
    }
    if (type == LOCALITY_TYPE_MOMENT) {
        return (locality_range){LOC_FIRST_MOMENT, LOC_LAST_MOMENT};
    }
    return (locality_range){INT64_MIN + 1, INT64_MAX - 1};
}

/* Values that matter: the ends, round numbers, edges of days and months, anything. */
static int64_t draw(test_random *random, int32_t type) {
    locality_range all = bounds(type);
    int64_t value;
    switch (test_random_below(random, 6)) {
    case 0:
        return test_random_below(random, 2) ? all.lo : all.hi;
    case 1:
        value = test_random_edgy(random);
        break;
    case 2:
        value = test_random_between(random, -1000, 1000);
        value *= type == LOCALITY_TYPE_MOMENT ? 86400 : 1000;
        break;
    case 3:
        value = test_random_between(random, 0, 40) * 86400 - 1;
        break;
    case 4: { /* the first or last day of a month */
        int32_t year = (int32_t)test_random_between(random, 1900, 2100);
        int32_t month = (int32_t)test_random_between(random, 1, 12);
        value = loc_date_number(year, month, 1) - (int64_t)test_random_below(random, 2);
        if (type == LOCALITY_TYPE_MOMENT) {
            value = value * 86400 - (int64_t)test_random_below(random, 2);
        }
        break;
    }
    default:
        value = test_random_between(random, all.lo, all.hi);
        break;
    }
    return value < all.lo ? all.lo : value > all.hi ? all.hi : value;
}

static locality_range draw_range(test_random *random, int32_t type) {
    int64_t a = draw(random, type), b = draw(random, type);
    locality_range range = {a < b ? a : b, a < b ? b : a};
    switch (test_random_below(random, 5)) {
    case 0:
        range.hi = range.lo;
        break;
    case 1:
        range.lo = OPEN;
        break;
    case 2:
        range.hi = ENDLESS;
        break;
    default:
        break;
    }
    if (type == LOCALITY_TYPE_TRUTH && range.lo <= 0 && range.hi >= 1) {
        range = (locality_range){OPEN, ENDLESS}; /* the one form of an unknown truth */
    } else if (type == LOCALITY_TYPE_TRUTH) {
        range.lo = range.hi = range.lo == 1 ? 1 : 0;
    }
    return range;
}

static void test_round_trip(void) {
    for (int32_t type = LOCALITY_TYPE_TRUTH; type <= LOCALITY_TYPE_DAYS; type++) {
        test_random random = {.seed = 600 + (uint64_t)type};
        int right = 1;
        for (int i = 0; i < 50000 && right; i++) {
            locality_range range = draw_range(&random, type), back;
            char text[80];
            right =
                locality_value_write(type, &range, text, sizeof text, NULL, NULL) == LOCALITY_OK &&
                locality_value_read(type, text, strlen(text), &back, NULL) == LOCALITY_OK &&
                back.lo == range.lo && back.hi == range.hi;
            if (!right) {
                printf("[%lld, %lld] is written %s\n", (long long)range.lo, (long long)range.hi,
                       text);
            }
        }
        TEST_ROW(right, locality_type_name(type));
    }
}

/* Every month, quarter, year and financial year of a century, as dates and as moments. */
static void test_periods_round_trip(void) {
    static const enum loc_period periods[] = {LOC_PERIOD_MONTH, LOC_PERIOD_QUARTER, LOC_PERIOD_YEAR,
                                              LOC_PERIOD_FINANCIAL_YEAR};
    static const size_t lengths[] = {7, 7, 4, 7};
    for (int32_t year = 1950; year < 2050; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            for (size_t p = 0; p < TEST_COUNT(periods); p++) {
                locality_range days = loc_period_days(periods[p], year, month, 1), back;
                locality_range seconds = {days.lo * 86400, days.hi * 86400 + 86399};
                char text[80], again[80];
                if (loc_period_of(days.lo, days.hi) != periods[p]) {
                    continue; /* a year that begins in March is no period of the calendar */
                }
                locality_value_write(LOCALITY_TYPE_DATE, &days, text, sizeof text, NULL, NULL);
                TEST_NUMBER(strlen(text), lengths[p]);
                locality_value_read(LOCALITY_TYPE_DATE, text, strlen(text), &back, NULL);
                TEST_ROW(back.lo == days.lo && back.hi == days.hi, text);
                locality_value_write(LOCALITY_TYPE_MOMENT, &seconds, again, sizeof again, NULL,
                                     NULL);
                TEST_TEXT(again, text);
            }
        }
    }
}

/* ---- Printed forms ---------------------------------------------------------------------------- */

typedef struct printed_row {
    int32_t type, decimals;
    int64_t lo, hi;
    const char *text;
} printed_row;

static const printed_row printed_rows[] = {
    {LOCALITY_TYPE_TRUTH, -1, 1, 1, "yes"},
    {LOCALITY_TYPE_TRUTH, -1, 0, 0, "no"},
    {LOCALITY_TYPE_TRUTH, -1, 0, 1, "unknown"},
    {LOCALITY_TYPE_TRUTH, 2, OPEN, ENDLESS, "unknown"},
    {LOCALITY_TYPE_TRUTH, -1, 5, 7, "unknown"},
    {LOCALITY_TYPE_COUNT, -1, 22, 22, "22"},
    {LOCALITY_TYPE_COUNT, 2, 22, 22, "22"},
    {LOCALITY_TYPE_COUNT, -1, 20, ENDLESS, "at least 20"},
    {LOCALITY_TYPE_COUNT, -1, OPEN, 20, "at most 20"},
    {LOCALITY_TYPE_COUNT, -1, 20, 24, "between 20 and 24"},
    {LOCALITY_TYPE_COUNT, -1, OPEN, ENDLESS, "unknown"},
    {LOCALITY_TYPE_COUNT, -1, 1234567, 1234567, "1,234,567"},
    {LOCALITY_TYPE_COUNT, -1, -123456, -999, "between -123,456 and -999"},
    {LOCALITY_TYPE_COUNT, -1, 100, 1000, "between 100 and 1,000"},
    {LOCALITY_TYPE_NUMBER, -1, 12500000, 12500000, "12.5"},
    {LOCALITY_TYPE_NUMBER, 2, 12500000, 12500000, "12.50"},
    {LOCALITY_TYPE_NUMBER, 0, 12500000, 12500000, "13"},
    {LOCALITY_TYPE_NUMBER, 0, -12500000, -12500000, "-13"},
    {LOCALITY_TYPE_NUMBER, 0, 12499999, 12499999, "12"},
    {LOCALITY_TYPE_NUMBER, 0, -400000, -400000, "0"},
    {LOCALITY_TYPE_NUMBER, 0, 499999, 500001, "between 0 and 1"},
    {LOCALITY_TYPE_NUMBER, 0, 499999, 500000, "0"}, /* between neighbours lies less than a half */
    {LOCALITY_TYPE_NUMBER, 0, -500000, -499999, "0"},
    {LOCALITY_TYPE_NUMBER, 6, 499999, 500000, "between 0.499999 and 0.500000"},
    {LOCALITY_TYPE_RATIO, 2, 280649, 280650, "28.06 %"}, /* 380 of 1,354 */
    {LOCALITY_TYPE_RATIO, 2, -280650, -280649, "-28.06 %"},
    {LOCALITY_TYPE_RATIO, 4, 280649, 280650, "between 28.0649 % and 28.0650 %"},
    {LOCALITY_TYPE_NUMBER, 1, 12450000, 12549999, "12.5"},
    {LOCALITY_TYPE_NUMBER, 6, 1, 1, "0.000001"},
    {LOCALITY_TYPE_NUMBER, -1, 1234567890123, 1234567890123, "1,234,567.890123"},
    {LOCALITY_TYPE_NUMBER, 0, 999500000, 999500000, "1,000"},
    {LOCALITY_TYPE_RATIO, 2, 478261, 478261, "47.83 %"},
    {LOCALITY_TYPE_RATIO, -1, 478261, 478261, "47.8261 %"},
    {LOCALITY_TYPE_RATIO, -1, OPEN, 400000, "at most 40 %"},
    {LOCALITY_TYPE_RATIO, 6, 260900, 260900, "26.090000 %"},
    {LOCALITY_TYPE_RATIO, 1, 246500, 247499, "24.7 %"},
    {LOCALITY_TYPE_RATIO, 2, 246500, 247499, "between 24.65 % and 24.75 %"},
    {LOCALITY_TYPE_MONEY, 2, 72040000, 72040000, POUND "720,400.00"},
    {LOCALITY_TYPE_MONEY, -1, 72040000, 72040000, POUND "720,400"},
    {LOCALITY_TYPE_MONEY, -1, 72040050, 72040050, POUND "720,400.50"},
    {LOCALITY_TYPE_MONEY, -1, 100, 150, "between " POUND "1.00 and " POUND "1.50"},
    {LOCALITY_TYPE_MONEY, -1, OPEN, 150, "at most " POUND "1.50"},
    {LOCALITY_TYPE_MONEY, -1, 150, ENDLESS, "at least " POUND "1.50"},
    {LOCALITY_TYPE_MONEY, 0, 150, 150, POUND "2"},
    {LOCALITY_TYPE_MONEY, 0, -150, -150, "-" POUND "2"},
    {LOCALITY_TYPE_MONEY, 1, 149, 149, POUND "1.5"},
    {LOCALITY_TYPE_MONEY, 4, 149, 149, POUND "1.4900"},
    {LOCALITY_TYPE_MONEY, -1, 5000000001, ENDLESS, "at least " POUND "50,000,000.01"},
    {LOCALITY_TYPE_DAYS, -1, 30, 30, "30 days"},
    {LOCALITY_TYPE_DAYS, -1, 1, 1, "1 day"},
    {LOCALITY_TYPE_DAYS, -1, -1, -1, "-1 day"},
    {LOCALITY_TYPE_DAYS, -1, 0, 0, "0 days"},
    {LOCALITY_TYPE_DAYS, -1, 1, 2, "between 1 day and 2 days"},
    {LOCALITY_TYPE_DAYS, -1, 1000, ENDLESS, "at least 1,000 days"},
    {LOCALITY_TYPE_DATE, -1, 14855, 14855, "3 September 2010"},
    {LOCALITY_TYPE_DATE, -1, 14791, 14821, "July 2010"},
    {LOCALITY_TYPE_DATE, -1, 14791, 14882, "third quarter of 2010"},
    {LOCALITY_TYPE_DATE, -1, 14610, 14974, "2010"},
    {LOCALITY_TYPE_DATE, -1, 15065, 15430, "financial year 2011/12"},
    {LOCALITY_TYPE_DATE, -1, 14855, 14891, "between 3 September 2010 and 9 October 2010"},
    {LOCALITY_TYPE_DATE, -1, 15065, ENDLESS, "on or after 1 April 2011"},
    {LOCALITY_TYPE_DATE, -1, OPEN, 15064, "on or before 31 March 2011"},
    {LOCALITY_TYPE_DATE, -1, OPEN, ENDLESS, "unknown"},
    {LOCALITY_TYPE_DATE, -1, LOC_FIRST_DATE - 5, 14855, "on or before 3 September 2010"},
    {LOCALITY_TYPE_DATE, -1, 14855, LOC_LAST_DATE + 5, "on or after 3 September 2010"},
    {LOCALITY_TYPE_DATE, -1, LOC_FIRST_DATE - 5, LOC_LAST_DATE + 5, "unknown"},
    {LOCALITY_TYPE_DATE, -1, LOC_LAST_DATE + 5, LOC_LAST_DATE + 5, "after the year 9999"},
    {LOCALITY_TYPE_DATE, -1, OPEN, LOC_FIRST_DATE - 5, "before the year 1"},
    {LOCALITY_TYPE_DATE, -1, LOC_FIRST_DATE - 5, LOC_FIRST_DATE - 5, "before the year 1"},
    {LOCALITY_TYPE_MOMENT, -1, 1677258000, 1677258000, "24 February 2023 17:00"},
    {LOCALITY_TYPE_MOMENT, -1, 1677258001, 1677258001, "24 February 2023 17:00:01"},
    {LOCALITY_TYPE_MOMENT, -1, 0, 86399, "1 January 1970"},
    {LOCALITY_TYPE_MOMENT, -1, 0, 31 * 86400 - 1, "January 1970"},
    {LOCALITY_TYPE_MOMENT, -1, 0, 2 * 86400 - 1, "between 1 January 1970 and 2 January 1970"},
    {LOCALITY_TYPE_MOMENT, -1, 61200, 61260,
     "between 1 January 1970 17:00 and 1 January 1970 17:01"},
    {LOCALITY_TYPE_MOMENT, -1, 0, 61200, "between 1 January 1970 and 1 January 1970 17:00"},
    {LOCALITY_TYPE_MOMENT, -1, 0, ENDLESS, "on or after 1 January 1970"},
    {LOCALITY_TYPE_MOMENT, -1, 60, ENDLESS, "at or after 1 January 1970 00:01"},
    {LOCALITY_TYPE_MOMENT, -1, OPEN, 86399, "on or before 1 January 1970"},
    {LOCALITY_TYPE_MOMENT, -1, OPEN, 86398, "at or before 1 January 1970 23:59:58"},
    {LOCALITY_TYPE_MOMENT, -1, LOC_LAST_MOMENT + 1, ENDLESS, "after the year 9999"},
};

static void test_printed(void) {
    for (size_t i = 0; i < TEST_COUNT(printed_rows); i++) {
        const printed_row *row = &printed_rows[i];
        locality_range range = {row->lo, row->hi};
        char text[160];
        size_t needed = 7;
        locality_error error;
        TEST_NUMBER(locality_value_print(row->type, &range, row->decimals, text, sizeof text,
                                         &needed, &error),
                    LOCALITY_OK);
        TEST_TEXT(text, row->text);
        TEST_NUMBER(needed, strlen(row->text) + 1);
    }
}

/* Rounded by hand: the printed decimal is the nearest, away from zero at a tie. */
static void test_printed_rounding(void) {
    static const int64_t tens[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    test_random random = {.seed = 61};
    for (int i = 0; i < 20000; i++) {
        int32_t decimals = (int32_t)test_random_below(&random, 7);
        int64_t unit = tens[decimals], value = test_random_between(&random, -9999999, 9999999);
        int64_t size, whole, rest;
        locality_range range;
        char text[160], expected[160];
        if (i % 2) { /* a tie */
            value = value / unit * unit + (value < 0 ? -unit / 2 : unit / 2);
        }
        size = ((value < 0 ? -value : value) + unit / 2) / unit * unit;
        whole = size / MILLION;
        rest = size % MILLION / unit;
        range.lo = range.hi = value;
        locality_value_print(LOCALITY_TYPE_NUMBER, &range, decimals, text, sizeof text, NULL, NULL);
        if (decimals == 0) {
            snprintf(expected, sizeof expected, "%s%lld", value < 0 && size > 0 ? "-" : "",
                     (long long)whole);
        } else {
            snprintf(expected, sizeof expected, "%s%lld.%0*lld", value < 0 && size > 0 ? "-" : "",
                     (long long)whole, decimals, (long long)rest);
        }
        if (!TEST_TEXT(text, expected)) {
            return;
        }
    }
}

/* ---- Buffers and arguments -------------------------------------------------------------------- */

typedef locality_status (*writer)(const locality_range *, char *, size_t, size_t *,
                                  locality_error *);

static locality_status write_money(const locality_range *range, char *buffer, size_t size,
                                   size_t *needed, locality_error *error) {
    return locality_value_write(LOCALITY_TYPE_MONEY, range, buffer, size, needed, error);
}

static locality_status print_money(const locality_range *range, char *buffer, size_t size,
                                   size_t *needed, locality_error *error) {
    return locality_value_print(LOCALITY_TYPE_MONEY, range, 2, buffer, size, needed, error);
}

static const writer writers[] = {write_money, print_money};

static void test_buffers(void) {
    locality_range range = {72040050, 72040050};
    for (size_t w = 0; w < TEST_COUNT(writers); w++) {
        char whole[64];
        size_t needed = 0;
        locality_error error;
        TEST_NUMBER(writers[w](&range, whole, sizeof whole, &needed, NULL), LOCALITY_OK);
        for (size_t size = 0; size < sizeof whole; size++) {
            char buffer[64];
            size_t said = 0;
            locality_status status;
            memset(buffer, 'x', sizeof buffer);
            status = writers[w](&range, buffer, size, &said, &error);
            TEST_NUMBER(said, needed);
            TEST_NUMBER(status, size < needed ? LOCALITY_LIMIT : LOCALITY_OK);
            TEST_NUMBER(error.status, status);
            CU_ASSERT_EQUAL(buffer[size], 'x');
            if (size > 0) {
                TEST_TEXT(buffer, size < needed ? "" : whole);
            }
        }
        needed = 0;
        TEST_NUMBER(writers[w](&range, NULL, 0, &needed, &error), LOCALITY_LIMIT);
        TEST_NUMBER(needed, strlen(whole) + 1);
    }
}

static void test_invalid(void) {
    static const locality_range upside_down = {5, 4}, top = {ENDLESS, ENDLESS};
    const locality_range *bad[] = {NULL, &upside_down, &top};
    locality_range fine = {1, 1};
    locality_error error;
    char buffer[64];
    for (size_t w = 0; w < TEST_COUNT(writers); w++) {
        for (size_t i = 0; i < TEST_COUNT(bad); i++) {
            size_t needed = 7;
            buffer[0] = 'x';
            TEST_NUMBER(writers[w](bad[i], buffer, sizeof buffer, &needed, &error),
                        LOCALITY_INVALID);
            TEST_TEXT(buffer, "");
            TEST_NUMBER(needed, 0);
            CU_ASSERT_TRUE(error.message[0] != '\0');
        }
        TEST_NUMBER(writers[w](&fine, NULL, 5, NULL, &error), LOCALITY_INVALID);
        TEST_TEXT(error.message, "buffer is null");
    }
    for (int32_t type = -1; type <= LOCALITY_TYPE_REFS + 1; type++) {
        int is_value = type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
        locality_status expected = is_value ? LOCALITY_OK : LOCALITY_INVALID;
        TEST_NUMBER(locality_value_write(type, &fine, buffer, 64, NULL, NULL), expected);
        TEST_NUMBER(locality_value_print(type, &fine, 0, buffer, 64, NULL, NULL), expected);
    }
    TEST_NUMBER(locality_value_print(LOCALITY_TYPE_COUNT, &fine, -2, buffer, 64, NULL, &error),
                LOCALITY_INVALID);
    TEST_TEXT(error.message, "decimals is -2; it is -1 to 6");
    TEST_NUMBER(locality_value_print(LOCALITY_TYPE_COUNT, &fine, 7, buffer, 64, NULL, NULL),
                LOCALITY_INVALID);
}

/* What would not read back to the same range is not written. */
static void test_not_held(void) {
    static const written_row rows[] = {
        {LOCALITY_TYPE_TRUTH, 2, 2, NULL},
        {LOCALITY_TYPE_TRUTH, OPEN, -1, NULL},
        {LOCALITY_TYPE_DATE, LOC_FIRST_DATE - 1, 0, NULL},
        {LOCALITY_TYPE_DATE, 0, LOC_LAST_DATE + 1, NULL},
        {LOCALITY_TYPE_DATE, LOC_LAST_DATE + 1, LOC_LAST_DATE + 1, NULL},
        {LOCALITY_TYPE_DATE, OPEN, LOC_FIRST_DATE - 1, NULL},
        {LOCALITY_TYPE_MOMENT, LOC_FIRST_MOMENT - 1, 0, NULL},
        {LOCALITY_TYPE_MOMENT, 0, LOC_LAST_MOMENT + 1, NULL},
        {LOCALITY_TYPE_MOMENT, LOC_LAST_MOMENT + 1, ENDLESS, NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_range range = {rows[i].lo, rows[i].hi};
        char buffer[80] = "x";
        TEST_NUMBER(locality_value_write(rows[i].type, &range, buffer, sizeof buffer, NULL, NULL),
                    LOCALITY_INVALID);
        TEST_TEXT(buffer, "");
    }
}

/* ---- Percentages ------------------------------------------------------------------------------ */

typedef struct percent_row {
    int64_t part, whole;
    int32_t decimals;
    const char *text;
} percent_row;

static const percent_row percent_rows[] = {
    {22, 46, 2, "47.83"},
    {-22, 46, 2, "-47.83"},
    {22, -46, 2, "-47.83"},
    {-22, -46, 2, "47.83"},
    {0, 46, 2, "0.00"},
    {1, 3, 0, "33"},
    {2, 3, 0, "67"},
    {1, 8, 1, "12.5"},
    {1, 8, 0, "13"},
    {-1, 8, 0, "-13"},
    {1, 800, 2, "0.13"},
    {-1, 100000, 2, "0.00"},
    {-5, 100000, 2, "-0.01"},
    {7, 195, 2, "3.59"},
    {12, 46, 2, "26.09"},
    {1, 7, 9, "14.285714286"},
    {100, 100, 0, "100"},
    {5, 1, 1, "500.0"},
    {INT64_MAX, 1, 0, "922337203685477580700"},
    {INT64_MIN, 1, 9, "-922337203685477580800.000000000"},
    {INT64_MIN, -1, 0, "922337203685477580800"},
    {INT64_MIN, INT64_MIN, 3, "100.000"},
    {1, INT64_MIN, 9, "0.000000000"},
    {10000000000000000, 1, 0, "1000000000000000000"},
};

static void test_percent(void) {
    for (size_t i = 0; i < TEST_COUNT(percent_rows); i++) {
        const percent_row *row = &percent_rows[i];
        char text[48];
        TEST_NUMBER(
            locality_percent_write(row->part, row->whole, row->decimals, text, sizeof text, NULL),
            LOCALITY_OK);
        TEST_TEXT(text, row->text);
    }
}

static void test_percent_refused(void) {
    char text[48] = "x";
    locality_error error;
    TEST_NUMBER(locality_percent_write(1, 0, 2, text, sizeof text, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "whole is 0; there is no percentage of nothing");
    TEST_TEXT(text, "");
    TEST_NUMBER(locality_percent_write(1, 2, 10, text, sizeof text, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "decimals is 10; it is 0 to 9");
    TEST_NUMBER(locality_percent_write(1, 2, -1, text, sizeof text, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_percent_write(1, 2, 2, NULL, sizeof text, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "buffer is null");
    text[0] = text[5] = 'x';
    TEST_NUMBER(locality_percent_write(1, 2, 2, text, 5, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "the text needs 6 bytes and the buffer has 5");
    TEST_TEXT(text, "");
    CU_ASSERT_EQUAL(text[5], 'x');
    TEST_NUMBER(locality_percent_write(1, 2, 2, text, 6, &error), LOCALITY_OK);
    TEST_TEXT(text, "50.00");
}

static const test_case cases[] = {
    {"values are written in their shortest exact form", test_written},
    {"what is written reads back to the same range", test_round_trip},
    {"whole periods are written in their short form", test_periods_round_trip},
    {"values are printed as a reader likes them", test_printed},
    {"printed decimals are rounded away from zero at a tie", test_printed_rounding},
    {"a buffer that is too small is left empty and its size told", test_buffers},
    {"arguments that make no sense are refused", test_invalid},
    {"what a type cannot hold is not written", test_not_held},
    {"percentages are exact until they are rounded", test_percent},
    {"percentages of nothing are refused", test_percent_refused},
};

TEST_MAIN("base: writing values", cases)
