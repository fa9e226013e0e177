/* Reading quantities and dates: a table of what is accepted, one of what is refused, and where. */
#include "support/harness.h"

#include "base/calendar.h"
#include "locality/base.h"

#define OPEN LOCALITY_OPEN_BELOW
#define ENDLESS LOCALITY_OPEN_ABOVE
#define POUND "\xC2\xA3"

typedef struct good_row {
    int32_t type;
    const char *text;
    int64_t lo, hi;
} good_row;

static const good_row good_rows[] = {
    {LOCALITY_TYPE_TRUTH, "yes", 1, 1},
    {LOCALITY_TYPE_TRUTH, " No ", 0, 0},
    {LOCALITY_TYPE_TRUTH, "?", OPEN, ENDLESS},

    {LOCALITY_TYPE_COUNT, "0", 0, 0},
    {LOCALITY_TYPE_COUNT, "24", 24, 24},
    {LOCALITY_TYPE_COUNT, "+24", 24, 24},
    {LOCALITY_TYPE_COUNT, "-24", -24, -24},
    {LOCALITY_TYPE_COUNT, "-0", 0, 0},
    {LOCALITY_TYPE_COUNT, "007", 7, 7},
    {LOCALITY_TYPE_COUNT, "1,234", 1234, 1234},
    {LOCALITY_TYPE_COUNT, "1,234,567", 1234567, 1234567},
    {LOCALITY_TYPE_COUNT, "1.5k", 1500, 1500},
    {LOCALITY_TYPE_COUNT, "1.5 K", 1500, 1500},
    {LOCALITY_TYPE_COUNT, "2M", 2000000, 2000000},
    {LOCALITY_TYPE_COUNT, "2bn", 2000000000, 2000000000},
    {LOCALITY_TYPE_COUNT, "20..30", 20, 30},
    {LOCALITY_TYPE_COUNT, " 20 .. 30 ", 20, 30},
    {LOCALITY_TYPE_COUNT, "-5..-3", -5, -3},
    {LOCALITY_TYPE_COUNT, "5..5", 5, 5},
    {LOCALITY_TYPE_COUNT, "0..30k", 0, 30000},
    {LOCALITY_TYPE_COUNT, "1k..1m", 1000, 1000000},
    {LOCALITY_TYPE_COUNT, ">=20", 20, ENDLESS},
    {LOCALITY_TYPE_COUNT, ">= 20", 20, ENDLESS},
    {LOCALITY_TYPE_COUNT, "<=20", OPEN, 20},
    {LOCALITY_TYPE_COUNT, ">20", 21, ENDLESS},
    {LOCALITY_TYPE_COUNT, "<20", OPEN, 19},
    {LOCALITY_TYPE_COUNT, "200+-10", 190, 210},
    {LOCALITY_TYPE_COUNT, "200 +- 10", 190, 210},
    {LOCALITY_TYPE_COUNT, "-200+-0", -200, -200},
    {LOCALITY_TYPE_COUNT, "20~", 20, 20},
    {LOCALITY_TYPE_COUNT, "20k~", 19500, 20499},
    {LOCALITY_TYPE_COUNT, "1.5k ~", 1450, 1549},
    {LOCALITY_TYPE_COUNT, "9223372036854775806", INT64_MAX - 1, INT64_MAX - 1},
    {LOCALITY_TYPE_COUNT, "-9223372036854775806", INT64_MIN + 2, INT64_MIN + 2},
    {LOCALITY_TYPE_COUNT, "-9223372036854775807", INT64_MIN + 1, INT64_MIN + 1},
    {LOCALITY_TYPE_COUNT, "<-9223372036854775806", OPEN, INT64_MIN + 1},
    {LOCALITY_TYPE_COUNT, "9223372036854775806+-1", INT64_MAX - 2, ENDLESS},
    {LOCALITY_TYPE_COUNT, "000000000000000000000000000000000001", 1, 1},
    {LOCALITY_TYPE_COUNT, "?", OPEN, ENDLESS},
    {LOCALITY_TYPE_COUNT, " ? ", OPEN, ENDLESS},

    {LOCALITY_TYPE_NUMBER, "12.5", 12500000, 12500000},
    {LOCALITY_TYPE_NUMBER, "0.000001", 1, 1},
    {LOCALITY_TYPE_NUMBER, "-0.5", -500000, -500000},
    {LOCALITY_TYPE_NUMBER, "1,234,567.89", 1234567890000, 1234567890000},
    {LOCALITY_TYPE_NUMBER, "1.5..2.5", 1500000, 2500000},
    {LOCALITY_TYPE_NUMBER, "1..5", 1000000, 5000000},
    {LOCALITY_TYPE_NUMBER, "12.5~", 12450000, 12549999},
    {LOCALITY_TYPE_NUMBER, "-12.5~", -12549999, -12450000},
    {LOCALITY_TYPE_NUMBER, "0.0~", -49999, 49999},
    {LOCALITY_TYPE_NUMBER, "13~", 12500000, 13499999},
    {LOCALITY_TYPE_NUMBER, "0.123456~", 123456, 123456},
    {LOCALITY_TYPE_NUMBER, "1.123456789k", 1123456789, 1123456789},
    {LOCALITY_TYPE_NUMBER, ">12.5", 12500001, ENDLESS},

    {LOCALITY_TYPE_RATIO, "26.09%", 260900, 260900},
    {LOCALITY_TYPE_RATIO, "26.09 %", 260900, 260900},
    {LOCALITY_TYPE_RATIO, "0.2609", 260900, 260900},
    {LOCALITY_TYPE_RATIO, "26", 26000000, 26000000},
    {LOCALITY_TYPE_RATIO, "0.0001%", 1, 1},
    {LOCALITY_TYPE_RATIO, "-40%", -400000, -400000},
    {LOCALITY_TYPE_RATIO, "24.7%~", 246500, 247499},
    {LOCALITY_TYPE_RATIO, "-24.7 % ~", -247499, -246500},
    {LOCALITY_TYPE_RATIO, "0.247~", 246500, 247499},
    {LOCALITY_TYPE_RATIO, "<=40%", OPEN, 400000},
    {LOCALITY_TYPE_RATIO, "20%..30%", 200000, 300000},
    {LOCALITY_TYPE_RATIO, "0..30%", 0, 300000},
    {LOCALITY_TYPE_RATIO, "24.7%+-0.05%", 246500, 247500},

    {LOCALITY_TYPE_MONEY, "720400", 72040000, 72040000},
    {LOCALITY_TYPE_MONEY, POUND "720.4k", 72040000, 72040000},
    {LOCALITY_TYPE_MONEY, POUND " 720.4 k", 72040000, 72040000},
    {LOCALITY_TYPE_MONEY, "1.354m", 135400000, 135400000},
    {LOCALITY_TYPE_MONEY, "40.3bn", 4030000000000, 4030000000000},
    {LOCALITY_TYPE_MONEY, "1,234,567.89", 123456789, 123456789},
    {LOCALITY_TYPE_MONEY, "0.05", 5, 5},
    {LOCALITY_TYPE_MONEY, "0.5", 50, 50},
    {LOCALITY_TYPE_MONEY, "-" POUND "5", -500, -500},
    {LOCALITY_TYPE_MONEY, ">50m", 5000000001, ENDLESS},
    {LOCALITY_TYPE_MONEY, "<50m", OPEN, 4999999999},
    {LOCALITY_TYPE_MONEY, "1.35m~", 134500000, 135499999},
    {LOCALITY_TYPE_MONEY, POUND "720~", 71950, 72049},
    {LOCALITY_TYPE_MONEY, "0.05~", 5, 5},
    {LOCALITY_TYPE_MONEY, "1.2m+-0.05m", 115000000, 125000000},
    {LOCALITY_TYPE_MONEY, POUND "20m .. " POUND "30m", 2000000000, 3000000000},

    {LOCALITY_TYPE_DAYS, "30", 30, 30},
    {LOCALITY_TYPE_DAYS, "30 days", 30, 30},
    {LOCALITY_TYPE_DAYS, "1 day", 1, 1},
    {LOCALITY_TYPE_DAYS, "1 Day", 1, 1},
    {LOCALITY_TYPE_DAYS, "4 weeks", 28, 28},
    {LOCALITY_TYPE_DAYS, "1week", 7, 7},
    {LOCALITY_TYPE_DAYS, "4 weeks~", 25, 31},
    {LOCALITY_TYPE_DAYS, "10 days..2 weeks", 10, 14},
    {LOCALITY_TYPE_DAYS, ">2 weeks", 15, ENDLESS},
    {LOCALITY_TYPE_DAYS, "-3 days", -3, -3},
};

static void test_quantities(void) {
    for (size_t i = 0; i < TEST_COUNT(good_rows); i++) {
        const good_row *row = &good_rows[i];
        locality_range range = {7, 3};
        locality_error error;
        locality_status status =
            locality_value_read(row->type, row->text, strlen(row->text), &range, &error);
        if (!TEST_ROW(status == LOCALITY_OK && range.lo == row->lo && range.hi == row->hi,
                      row->text)) {
            printf("  got [%lld, %lld], %s\n", (long long)range.lo, (long long)range.hi,
                   error.message);
        }
    }
}

/* ---- Dates, with what they span as calendar dates --------------------------------------------- */

typedef struct date_row {
    const char *text;
    int32_t from[3], to[3]; /* year 0: open */
} date_row;

static const date_row date_rows[] = {
    {"2010-09-03", {2010, 9, 3}, {2010, 9, 3}},
    {" 2010-09-03 ", {2010, 9, 3}, {2010, 9, 3}},
    {"2012-02-29", {2012, 2, 29}, {2012, 2, 29}},
    {"2010-07", {2010, 7, 1}, {2010, 7, 31}},
    {"2010-11", {2010, 11, 1}, {2010, 11, 30}},
    {"2012-02", {2012, 2, 1}, {2012, 2, 29}},
    {"2010", {2010, 1, 1}, {2010, 12, 31}},
    {"2010-Q3", {2010, 7, 1}, {2010, 9, 30}},
    {"2010-q4", {2010, 10, 1}, {2010, 12, 31}},
    {"2010-Q1", {2010, 1, 1}, {2010, 3, 31}},
    {"2011/12", {2011, 4, 1}, {2012, 3, 31}},
    {"1999/00", {1999, 4, 1}, {2000, 3, 31}},
    {"0001-01-01", {1, 1, 1}, {1, 1, 1}},
    {"9999-12-31", {9999, 12, 31}, {9999, 12, 31}},
    {"9999", {9999, 1, 1}, {9999, 12, 31}},
    {"2010-07..2010-09", {2010, 7, 1}, {2010, 9, 30}},
    {"2010-07-15 .. 2011", {2010, 7, 15}, {2011, 12, 31}},
    {"2010..2010-07", {2010, 1, 1}, {2010, 7, 31}},
    {">2010-07", {2010, 8, 1}, {0, 0, 0}},
    {">=2010-07", {2010, 7, 1}, {0, 0, 0}},
    {"<=2010-07", {0, 0, 0}, {2010, 7, 31}},
    {"<2010-07", {0, 0, 0}, {2010, 6, 30}},
    {">2011/12", {2012, 4, 1}, {0, 0, 0}},
    {"2010-09-03+-7", {2010, 8, 27}, {2010, 9, 10}},
    {"2010-09-03 +- 1 week", {2010, 8, 27}, {2010, 9, 10}},
    {"2010-07 +- 1 day", {2010, 6, 30}, {2010, 8, 1}},
    {">=0001-01-01", {1, 1, 1}, {0, 0, 0}},
    {"?", {0, 0, 0}, {0, 0, 0}},
};

static int64_t number_of(const int32_t parts[3], int64_t open) {
    int64_t number = open;
    if (parts[0] != 0) {
        TEST_NUMBER(locality_date_from_calendar(parts[0], parts[1], parts[2], &number, NULL), 0);
    }
    return number;
}

static void test_dates(void) {
    for (size_t i = 0; i < TEST_COUNT(date_rows); i++) {
        const date_row *row = &date_rows[i];
        int64_t from = number_of(row->from, OPEN), to = number_of(row->to, ENDLESS);
        locality_range range = {7, 3};
        size_t length = strlen(row->text);
        locality_status status =
            locality_value_read(LOCALITY_TYPE_DATE, row->text, length, &range, NULL);
        TEST_ROW(status == LOCALITY_OK && range.lo == from && range.hi == to, row->text);
        status = locality_value_read(LOCALITY_TYPE_MOMENT, row->text, length, &range, NULL);
        TEST_ROW(status == LOCALITY_OK && range.lo == (from == OPEN ? from : from * 86400) &&
                     range.hi == (to == ENDLESS ? to : to * 86400 + 86399),
                 row->text);
    }
}

/* 2023-02-24 is day 19412. */
#define DAY_24 (INT64_C(19412) * 86400)

static const good_row moment_rows[] = {
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00", DAY_24 + 61200, DAY_24 + 61200},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00:01", DAY_24 + 61201, DAY_24 + 61201},
    {LOCALITY_TYPE_MOMENT, "2023-02-24T17:00", DAY_24 + 61200, DAY_24 + 61200},
    {LOCALITY_TYPE_MOMENT, "2023-02-24   00:00", DAY_24, DAY_24},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 23:59:59", DAY_24 + 86399, DAY_24 + 86399},
    {LOCALITY_TYPE_MOMENT, ">2023-02-24 17:00", DAY_24 + 61201, ENDLESS},
    {LOCALITY_TYPE_MOMENT, "<2023-02-24", OPEN, DAY_24 - 1},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00..2023-02-24", DAY_24 + 61200, DAY_24 + 86399},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00 .. 2023-02-24 18:00", DAY_24 + 61200, DAY_24 + 64800},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00+-1", DAY_24 - 25200, DAY_24 + 147600},
    {LOCALITY_TYPE_MOMENT, "1969-12-31 23:59:59", -1, -1},
};

static void test_moments(void) {
    for (size_t i = 0; i < TEST_COUNT(moment_rows); i++) {
        const good_row *row = &moment_rows[i];
        locality_range range = {7, 3};
        locality_status status =
            locality_value_read(row->type, row->text, strlen(row->text), &range, NULL);
        TEST_ROW(status == LOCALITY_OK && range.lo == row->lo && range.hi == row->hi, row->text);
    }
}

/* ---- What is refused -------------------------------------------------------------------------- */

typedef struct bad_row {
    int32_t type;
    const char *text;
    locality_status status;
    uint64_t column;
    const char *message;
} bad_row;

#define TOO_SOON "the text ends too soon: "
#define WRITE_COUNT "this is no number; write 1,234 or 1.5k, or ? for unknown"
#define WRITE_MONEY "this is no number; write 720400, 1,234.50 or 1.354m, or ? for unknown"
#define GROUPS "thousands commas stand before groups of three digits, as in 1,234,567.89"
#define WRITE_DATE "write a date as 2010-09-03, 2010-07, 2010-Q3, 2010 or 2011/12"
#define WRITE_TIME "write a time from 00:00 to 23:59 or 23:59:59, as in 2023-02-24 17:00"
#define LEAVES "this leaves the years 1 to 9999"

static const bad_row bad_rows[] = {
    {LOCALITY_TYPE_TRUTH, "maybe", LOCALITY_SYNTAX, 1, "\"maybe\": write yes, no or ? (unknown)"},
    {LOCALITY_TYPE_TRUTH, "yesterday", LOCALITY_SYNTAX, 1,
     "\"yesterday\": write yes, no or ? (unknown)"},
    {LOCALITY_TYPE_TRUTH, "", LOCALITY_SYNTAX, 1, TOO_SOON "write yes, no or ? (unknown)"},
    {LOCALITY_TYPE_TRUTH, "yes no", LOCALITY_SYNTAX, 5, "\"no\": nothing may follow the value"},
    {LOCALITY_TYPE_TRUTH, "1", LOCALITY_SYNTAX, 1, "\"1\": write yes, no or ? (unknown)"},
    {LOCALITY_TYPE_COUNT, "", LOCALITY_SYNTAX, 1, TOO_SOON WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "  ", LOCALITY_SYNTAX, 3, TOO_SOON WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "many", LOCALITY_SYNTAX, 1, "\"many\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "--5", LOCALITY_SYNTAX, 1, "\"--5\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, ".5", LOCALITY_SYNTAX, 1, "\".5\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, ",5", LOCALITY_SYNTAX, 1, "\",5\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "1,23", LOCALITY_SYNTAX, 1, "\"1,23\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1234,567", LOCALITY_SYNTAX, 1, "\"1234,567\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1,2345", LOCALITY_SYNTAX, 1, "\"1,2345\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1,234,56", LOCALITY_SYNTAX, 1, "\"1,234,56\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1,23,456", LOCALITY_SYNTAX, 1, "\"1,23,456\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1,,234", LOCALITY_SYNTAX, 1, "\"1,,234\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "1,", LOCALITY_SYNTAX, 1, "\"1,\": " GROUPS},
    {LOCALITY_TYPE_COUNT, "2.5", LOCALITY_SYNTAX, 1, "\"2.5\": a count is a whole number"},
    {LOCALITY_TYPE_COUNT, "1.2345k", LOCALITY_SYNTAX, 1, "\"1.2345k\": a count is a whole number"},
    {LOCALITY_TYPE_COUNT, "5.", LOCALITY_SYNTAX, 2, "\".\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "5 6", LOCALITY_SYNTAX, 3, "\"6\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "5x", LOCALITY_SYNTAX, 1,
     "\"5x\": this is no number; write 1,234 or 1.5k"},
    {LOCALITY_TYPE_COUNT, "5kk", LOCALITY_SYNTAX, 1,
     "\"5kk\": this is no number; write 1,234 or 1.5k"},
    {LOCALITY_TYPE_COUNT, "5\xE2\x82\xAC", LOCALITY_SYNTAX, 1,
     "\"5\xE2\x82\xAC\": this is no number; write 1,234 or 1.5k"},
    {LOCALITY_TYPE_COUNT, POUND "5", LOCALITY_SYNTAX, 1, "\"" POUND "5\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "5%", LOCALITY_SYNTAX, 2, "\"%\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "??", LOCALITY_SYNTAX, 2, "\"?\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "20..", LOCALITY_SYNTAX, 5, TOO_SOON WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "..20", LOCALITY_SYNTAX, 1, "\"..\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "20..?", LOCALITY_SYNTAX, 5, "\"?\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "20..30..40", LOCALITY_SYNTAX, 7, "\"..\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "30..20", LOCALITY_SYNTAX, 1,
     "\"30\": the smaller end comes first, as in 20..30"},
    {LOCALITY_TYPE_COUNT, "20..30m", LOCALITY_SYNTAX, 1,
     "\"20\": write the unit at both numbers; only the other one has a multiplier (k, m or bn)"},
    {LOCALITY_TYPE_COUNT, "2m..3000000", LOCALITY_SYNTAX, 5,
     "\"3000000\": write the unit at both numbers; only the other one has a multiplier (k, m or "
     "bn)"},
    {LOCALITY_TYPE_COUNT, ">=>5", LOCALITY_SYNTAX, 3, "\">5\": " WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, ">= 5~", LOCALITY_SYNTAX, 5, "\"~\": nothing may follow the value"},
    {LOCALITY_TYPE_COUNT, "5+-", LOCALITY_SYNTAX, 4, TOO_SOON WRITE_COUNT},
    {LOCALITY_TYPE_COUNT, "5+--1", LOCALITY_SYNTAX, 4, "\"-1\": a margin has no sign"},
    {LOCALITY_TYPE_COUNT, "5k+-1", LOCALITY_SYNTAX, 5,
     "\"1\": write the unit at both numbers; only the other one has a multiplier (k, m or bn)"},
    {LOCALITY_TYPE_COUNT, "9223372036854775807", LOCALITY_OVERFLOW, 1,
     "\"9223372036854775807\": the number is too large"},
    {LOCALITY_TYPE_COUNT, "-9223372036854775808", LOCALITY_OVERFLOW, 1,
     "\"-9223372036854775808\": the number is too large"},
    {LOCALITY_TYPE_COUNT, "99999999999999999999999", LOCALITY_OVERFLOW, 1,
     "\"99999999999999999999999\": the number is too large"},
    {LOCALITY_TYPE_COUNT, "99999999999bn", LOCALITY_OVERFLOW, 1,
     "\"99999999999bn\": the number is too large"},
    {LOCALITY_TYPE_COUNT, ">9223372036854775806", LOCALITY_OVERFLOW, 2,
     "\"9223372036854775806\": the number is too large"},
    {LOCALITY_TYPE_COUNT, "<-9223372036854775807", LOCALITY_OVERFLOW, 2,
     "\"-9223372036854775807\": the number is too large"},
    {LOCALITY_TYPE_NUMBER, "0.0000001", LOCALITY_SYNTAX, 1,
     "\"0.0000001\": a number has at most 6 decimal places"},
    {LOCALITY_TYPE_NUMBER, "1e6", LOCALITY_SYNTAX, 1,
     "\"1e6\": this is no number; write 12.5 or 1,234.5"},
    {LOCALITY_TYPE_NUMBER, "9223372036855", LOCALITY_OVERFLOW, 1,
     "\"9223372036855\": the number is too large"},
    {LOCALITY_TYPE_RATIO, "26.12345%", LOCALITY_SYNTAX, 1,
     "\"26.12345%\": a share has at most 4 decimal places in percent, 6 without"},
    {LOCALITY_TYPE_RATIO, "26k", LOCALITY_SYNTAX, 1,
     "\"26k\": this is no number; write 26.09% or 0.2609"},
    {LOCALITY_TYPE_RATIO, "20..30%", LOCALITY_SYNTAX, 1,
     "\"20\": write the unit at both numbers; only the other one has a percent sign"},
    {LOCALITY_TYPE_RATIO, "24.7%+-0.1", LOCALITY_SYNTAX, 8,
     "\"0.1\": write the unit at both numbers; only the other one has a percent sign"},
    {LOCALITY_TYPE_MONEY, "0.005", LOCALITY_SYNTAX, 1,
     "\"0.005\": money has at most 2 decimal places, the pence"},
    {LOCALITY_TYPE_MONEY, "1.2345678901m", LOCALITY_SYNTAX, 1,
     "\"1.2345678901m\": money has at most 2 decimal places, the pence"},
    {LOCALITY_TYPE_MONEY, POUND, LOCALITY_SYNTAX, 1, "\"" POUND "\": " WRITE_MONEY},
    {LOCALITY_TYPE_MONEY, POUND POUND "5", LOCALITY_SYNTAX, 1,
     "\"" POUND POUND "5\": " WRITE_MONEY},
    {LOCALITY_TYPE_MONEY, POUND "-5", LOCALITY_SYNTAX, 1, "\"" POUND "-5\": " WRITE_MONEY},
    {LOCALITY_TYPE_MONEY, POUND "1,23 " POUND, LOCALITY_SYNTAX, 1, "\"" POUND "1,23\": " GROUPS},
    {LOCALITY_TYPE_MONEY, POUND "5 " POUND, LOCALITY_SYNTAX, 4,
     "\"" POUND "\": nothing may follow the value"},
    {LOCALITY_TYPE_DAYS, "4 fortnights", LOCALITY_SYNTAX, 3,
     "\"fortnights\": nothing may follow the value"},
    {LOCALITY_TYPE_DAYS, "1.5 days", LOCALITY_SYNTAX, 1, "\"1.5\": days are whole numbers"},
    {LOCALITY_TYPE_DAYS, "4..6 weeks", LOCALITY_SYNTAX, 1,
     "\"4\": write the unit at both numbers; only the other one has \"weeks\""},
    {LOCALITY_TYPE_DAYS, "2000000000000000000 weeks", LOCALITY_OVERFLOW, 1,
     "\"2000000000000000000\": the number is too large"},

    {LOCALITY_TYPE_DATE, "", LOCALITY_SYNTAX, 1, TOO_SOON WRITE_DATE},
    {LOCALITY_TYPE_DATE, "3 September 2010", LOCALITY_SYNTAX, 1, "\"3\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "201", LOCALITY_SYNTAX, 1, "\"201\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "20100", LOCALITY_SYNTAX, 1, "\"20100\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "2010-", LOCALITY_SYNTAX, 1, "\"2010-\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "2010-9-3", LOCALITY_SYNTAX, 1, "\"2010-9-3\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "2010-09-3", LOCALITY_SYNTAX, 1, "\"2010-09-3\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "2010-09-", LOCALITY_SYNTAX, 8, "\"-\": nothing may follow the value"},
    {LOCALITY_TYPE_DATE, "2010-02-31", LOCALITY_SYNTAX, 1,
     "\"2010-02-31\": there is no such day: February 2010 has 28 days"},
    {LOCALITY_TYPE_DATE, "2010-09-00", LOCALITY_SYNTAX, 1,
     "\"2010-09-00\": there is no such day: September 2010 has 30 days"},
    {LOCALITY_TYPE_DATE, "2011-13", LOCALITY_SYNTAX, 1,
     "\"2011-13\": there is no month 13; a financial year is written 2011/12"},
    {LOCALITY_TYPE_DATE, "2010-00", LOCALITY_SYNTAX, 1,
     "\"2010-00\": there is no month 00; a financial year is written 2010/11"},
    {LOCALITY_TYPE_DATE, "2010-Q5", LOCALITY_SYNTAX, 1,
     "\"2010-Q5\": quarters are Q1 to Q4, as in 2010-Q3 for July to September 2010"},
    {LOCALITY_TYPE_DATE, "2010-Q", LOCALITY_SYNTAX, 1,
     "\"2010-Q\": quarters are Q1 to Q4, as in 2010-Q3 for July to September 2010"},
    {LOCALITY_TYPE_DATE, "2011/13", LOCALITY_SYNTAX, 1,
     "\"2011/13\": a financial year ends in the next year: 2011/12"},
    {LOCALITY_TYPE_DATE, "2011/2012", LOCALITY_SYNTAX, 1, "\"2011/2012\": " WRITE_DATE},
    {LOCALITY_TYPE_DATE, "9999/00", LOCALITY_OVERFLOW, 1, "\"9999/00\": " LEAVES},
    {LOCALITY_TYPE_DATE, "0000-01-01", LOCALITY_OVERFLOW, 1,
     "\"0000-01-01\": years are 0001 to 9999"},
    {LOCALITY_TYPE_DATE, ">9999-12-31", LOCALITY_OVERFLOW, 2, "\"9999-12-31\": " LEAVES},
    {LOCALITY_TYPE_DATE, "< 0001", LOCALITY_OVERFLOW, 3, "\"0001\": " LEAVES},
    {LOCALITY_TYPE_DATE, "2010-09..2010-07", LOCALITY_SYNTAX, 1,
     "\"2010-09\": the smaller end comes first, as in 2010-07..2010-09"},
    {LOCALITY_TYPE_DATE, "2010~", LOCALITY_SYNTAX, 5,
     "\"~\": only numbers are rounded; write a span such as 2010-07..2010-09"},
    {LOCALITY_TYPE_DATE, "2010+-x", LOCALITY_SYNTAX, 7,
     "\"x\": this is no number; write 30 days or 4 weeks, or ? for unknown"},
    {LOCALITY_TYPE_DATE, "2010+--1", LOCALITY_SYNTAX, 7, "\"-1\": a margin has no sign"},
    {LOCALITY_TYPE_DATE, "0001-01-03+-3", LOCALITY_OVERFLOW, 13, "\"3\": " LEAVES},
    {LOCALITY_TYPE_DATE, "9999-12-30+-3", LOCALITY_OVERFLOW, 13, "\"3\": " LEAVES},
    {LOCALITY_TYPE_DATE, "2010+-9223372036854775806", LOCALITY_OVERFLOW, 7,
     "\"9223372036854775806\": " LEAVES},
    {LOCALITY_TYPE_DATE, "2023-02-24 17:00", LOCALITY_SYNTAX, 12,
     "\"17:00\": nothing may follow the value"},
    {LOCALITY_TYPE_MOMENT, "2010+-9223372036854775806", LOCALITY_OVERFLOW, 7,
     "\"9223372036854775806\": " LEAVES},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 24:00", LOCALITY_SYNTAX, 12, "\"24:00\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:60", LOCALITY_SYNTAX, 12, "\"17:60\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00:60", LOCALITY_SYNTAX, 12, "\"17:00:60\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17:00:", LOCALITY_SYNTAX, 12, "\"17:00:\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 17", LOCALITY_SYNTAX, 12, "\"17\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 5pm", LOCALITY_SYNTAX, 12, "\"5pm\": " WRITE_TIME},
    {LOCALITY_TYPE_MOMENT, "2023-02-24 afternoon", LOCALITY_SYNTAX, 12,
     "\"afternoon\": nothing may follow the value"},
    {LOCALITY_TYPE_MOMENT, "2023-02 17:00", LOCALITY_SYNTAX, 1,
     "\"2023-02\": a time needs a whole date, as in 2023-02-24 17:00"},
};

static void test_refused(void) {
    for (size_t i = 0; i < TEST_COUNT(bad_rows); i++) {
        const bad_row *row = &bad_rows[i];
        locality_range range = {7, 3};
        locality_error error;
        locality_status status =
            locality_value_read(row->type, row->text, strlen(row->text), &range, &error);
        TEST_ROW(status == row->status && error.status == status, row->text);
        TEST_ROW(status == LOCALITY_OK || locality_range_is_unknown(&range), row->text);
        TEST_TEXT(error.message, row->message);
        TEST_NUMBER(error.column, row->column);
        TEST_NUMBER(error.line, 0);
    }
}

/* A place in the text is counted in characters, not in bytes. */
static void test_columns(void) {
    static const char *const text = POUND "5m .. " POUND "x";
    locality_range range;
    locality_error error;
    locality_value_read(LOCALITY_TYPE_MONEY, text, strlen(text), &range, &error);
    TEST_NUMBER(error.column, 8);
    TEST_TEXT(error.message, "\"" POUND "x\": " WRITE_MONEY);
}

static void test_encoding(void) {
    locality_range range = {7, 3};
    locality_error error;
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_MONEY, POUND "5\xFF", 4, &range, &error),
                LOCALITY_ENCODING);
    TEST_NUMBER(error.column, 3);
    TEST_TEXT(error.message, "the text is not valid UTF-8");
    TEST_NUMBER(locality_range_is_unknown(&range), 1);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, "5\0", 2, &range, NULL),
                LOCALITY_ENCODING);
}

/* The text ends where its length says, whatever stands behind. */
static void test_length(void) {
    locality_range range;
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, "1234", 2, &range, NULL), LOCALITY_OK);
    TEST_NUMBER(range.lo, 12);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, "5..6", 1, &range, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_DATE, "2010-07-31", 7, &range, NULL),
                LOCALITY_OK);
    TEST_NUMBER(range.hi - range.lo, 30);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_TRUTH, "yes", 2, &range, NULL), LOCALITY_SYNTAX);
}

static void test_long_text(void) {
    static char text[5000];
    locality_range range;
    locality_error error;
    memset(text, 'x', sizeof text);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, text, sizeof text, &range, &error),
                LOCALITY_SYNTAX);
    TEST_NUMBER(strlen(error.message), 48 + 4 + strlen(WRITE_COUNT));
    memset(text, '0', sizeof text);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, text, sizeof text, &range, &error),
                LOCALITY_OK);
    text[1] = '.';
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_NUMBER, text, sizeof text, &range, &error),
                LOCALITY_SYNTAX);
    for (size_t shift = 0; shift < 2; shift++) { /* cut behind a whole character */
        memset(text, '+', 1);
        for (size_t i = shift; i + 2 <= sizeof text; i += 2) {
            memcpy(text + i, POUND, 2);
        }
        TEST_NUMBER(locality_value_read(LOCALITY_TYPE_MONEY, text, 4000 + shift, &range, &error),
                    LOCALITY_SYNTAX);
        TEST_NUMBER(strlen(error.message), 48 + shift + 4 + strlen(WRITE_MONEY));
    }
}

static void test_arguments(void) {
    locality_range range = {7, 3};
    locality_error error;
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, NULL, 0, &range, &error),
                LOCALITY_INVALID);
    TEST_TEXT(error.message, "text is null");
    TEST_NUMBER(locality_range_is_unknown(&range), 1);
    TEST_NUMBER(locality_value_read(LOCALITY_TYPE_COUNT, "5", 1, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "out is null");
    for (int32_t type = -1; type <= LOCALITY_TYPE_REFS + 1; type++) {
        locality_status status = locality_value_read(type, "?", 1, &range, &error);
        int is_value = type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
        TEST_NUMBER(status, is_value ? LOCALITY_OK : LOCALITY_INVALID);
    }
    TEST_TEXT(error.message, "unknown is not a type of quantities or dates");
}

static const test_case cases[] = {
    {"quantities are read exactly", test_quantities},
    {"dates are read as the days that they span", test_dates},
    {"moments are read to the second", test_moments},
    {"what is malformed is refused with its place and the right form", test_refused},
    {"places are counted in characters", test_columns},
    {"text that is not UTF-8 is refused", test_encoding},
    {"the text ends where its length says", test_length},
    {"a long text is quoted in part", test_long_text},
    {"arguments that make no sense are refused", test_arguments},
};

TEST_MAIN("base: reading values", cases)
