/* Cells: numbers, dates, truths and encodings as tables write them. */
#include "intake/cell.h"

#include "locality/base.h"
#include "support/harness.h"

#define OPEN INT64_MIN

typedef struct number {
    int32_t type, exponent;
    const char *text;
    int64_t lo, hi; /* OPEN, 0: an error */
} number;

static const number numbers[] = {
    {LOCALITY_TYPE_NUMBER, 0, "0.81", 810000, 810000},
    {LOCALITY_TYPE_NUMBER, 0, "1,641.36", 1641360000, 1641360000},
    {LOCALITY_TYPE_NUMBER, 0, ".5", 500000, 500000},
    {LOCALITY_TYPE_NUMBER, 0, "-2", -2000000, -2000000},
    {LOCALITY_TYPE_NUMBER, 0, "54.3691915939", 54369191, 54369192},
    {LOCALITY_TYPE_NUMBER, 0, "-0.0000001", -1, 0},
    {LOCALITY_TYPE_NUMBER, 0, "1.0000000000000000000000", 1000000, 1000000},
    {LOCALITY_TYPE_COUNT, 0, "1338.0", 1338, 1338},
    {LOCALITY_TYPE_COUNT, 0, "1338.5", OPEN, 0},
    {LOCALITY_TYPE_COUNT, 0, "<5", OPEN, 4},
    {LOCALITY_TYPE_COUNT, 0, "12,34", OPEN, 0},
    {LOCALITY_TYPE_COUNT, 0, "1e5", OPEN, 0},
    {LOCALITY_TYPE_COUNT, 0, "#N/A", OPEN, 0},
    {LOCALITY_TYPE_MONEY, 0,
     "\xC2\xA3"
     "17,898",
     1789800, 1789800},
    {LOCALITY_TYPE_MONEY, 0, "60200.00", 6020000, 6020000},
    {LOCALITY_TYPE_MONEY, 3, "1.5", 150000, 150000},
    {LOCALITY_TYPE_MONEY, 3, "219385.12339215004", 21938512339, 21938512340},
    {LOCALITY_TYPE_MONEY, -2, "150", 150, 150},
    {LOCALITY_TYPE_MONEY, 6, "n/a", OPEN, 0},
    {LOCALITY_TYPE_MONEY, 0, "99999999999999999999", OPEN, 0},
    {LOCALITY_TYPE_MONEY, 0, "999999999999999999", OPEN, 0},
    {LOCALITY_TYPE_RATIO, 0, "26.09%", 260900, 260900},
    {LOCALITY_TYPE_RATIO, 0, "0.2609", 260900, 260900},
    {LOCALITY_TYPE_RATIO, -2, "26.09", 260900, 260900},
    {LOCALITY_TYPE_RATIO, -2, "26.09%", 260900, 260900},
};

static void numbers_are_read_exactly(void) {
    for (size_t i = 0; i < TEST_COUNT(numbers); i++) {
        const number *n = &numbers[i];
        locality_range range;
        locality_error error;
        locality_status status =
            loc_cell_number(n->type, n->exponent, n->text, strlen(n->text), &range, &error);
        bool wrong = n->lo == OPEN && n->hi == 0;
        TEST_ROW((status != LOCALITY_OK) == wrong, n->text);
        TEST_ROW(wrong || (range.lo == n->lo && range.hi == n->hi), n->text);
        TEST_ROW(!wrong || error.message[0] != '\0', n->text);
    }
}

typedef struct date {
    const char *form, *text, *expected; /* null: an error */
} date;

static const date dates[] = {
    {"M/D/YYYY*", "10/24/1979 12:00:00 AM", "1979-10-24"},
    {"M/D/YYYY*", "9/5/2006", "2006-09-05"},
    {"D/M/YYYY", "31/12/2024", "2024-12-31"},
    {"DD.MM.YYYY", "01.04.2023", "2023-04-01"},
    {"Mon-YY", "Sep-14", "2014-09"},
    {"Mon-YY", "jun-10", "2010-06"},
    {"D Month YYYY", "3 September 2010", "2010-09-03"},
    {"YYYY", "1999", "1999"},
    {"D/M/YY", "1/2/75", "1975-02-01"},
    {"D/M/YY", "1/2/69", "2069-02-01"},
    {"D/M/YYYY", "12/31/2024", NULL},
    {"D/M/YYYY", "29/02/2023", NULL},
    {"D/M/YYYY", "1/1/2023x", NULL},
    {"DD/MM/YYYY", "1/1/2023", NULL},
    {"Mon-YY", "Spt-14", NULL},
    {"D/M/YYYY", "", NULL},
};

static void dates_are_read_by_their_form(void) {
    for (size_t i = 0; i < TEST_COUNT(dates); i++) {
        locality_range range;
        char written[80] = "";
        locality_status status =
            loc_cell_date(dates[i].form, dates[i].text, strlen(dates[i].text), &range, NULL);
        TEST_ROW((status == LOCALITY_OK) == (dates[i].expected != NULL), dates[i].text);
        if (dates[i].expected != NULL) {
            locality_value_write(LOCALITY_TYPE_DATE, &range, written, sizeof written, NULL, NULL);
            TEST_TEXT(written, dates[i].expected);
        }
    }
}

static void truths_are_read(void) {
    static const char *const yes[] = {"yes", "TRUE", "Y", "t", "1"}, *const no[] = {"No", "false",
                                                                                    "0"};
    static const char *const wrong[] = {"", "maybe", "yess", "ye", "2"};
    locality_range range;
    for (size_t i = 0; i < TEST_COUNT(yes); i++) {
        TEST_NUMBER(loc_cell_truth(yes[i], strlen(yes[i]), &range, NULL), LOCALITY_OK);
        TEST_NUMBER(range.lo + range.hi, 2);
    }
    for (size_t i = 0; i < TEST_COUNT(no); i++) {
        TEST_NUMBER(loc_cell_truth(no[i], strlen(no[i]), &range, NULL), LOCALITY_OK);
        TEST_NUMBER(range.lo + range.hi, 0);
    }
    for (size_t i = 0; i < TEST_COUNT(wrong); i++) {
        TEST_NUMBER(loc_cell_truth(wrong[i], strlen(wrong[i]), &range, NULL), LOCALITY_SYNTAX);
    }
}

static void windows_letters_become_utf8(void) {
    static const char in[] = "\x80 caf\xE9 \x93q\x94";
    char out[64];
    size_t length = loc_cell_from_windows(in, sizeof in - 1, out);
    out[length] = '\0';
    TEST_TEXT(out, "\xE2\x82\xAC caf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D");
    CU_ASSERT_TRUE(loc_cell_from_windows("a\x81", 2, out) == SIZE_MAX);
}

static void slugs_are_lower_case_with_dashes(void) {
    static const char *const pairs[][2] = {{"Children's Services", "childrens-services"},
                                           {"Finance & Systems", "finance-systems"},
                                           {"  A  b ", "a-b"},
                                           {"&", ""},
                                           {"Sep-14", "sep-14"},
                                           {"\xC3\x89ire 2", "\xC3\x89ire-2"}};
    for (size_t i = 0; i < TEST_COUNT(pairs); i++) {
        char out[64];
        size_t length = loc_cell_slug(pairs[i][0], strlen(pairs[i][0]), out);
        out[length] = '\0';
        TEST_TEXT(out, pairs[i][1]);
    }
}

static const test_case cases[] = {
    {"numbers are read exactly, or as the range they lie in", numbers_are_read_exactly},
    {"dates are read by the form the map states", dates_are_read_by_their_form},
    {"truths are read in the words tables use", truths_are_read},
    {"letters of Windows-1252 become UTF-8", windows_letters_become_utf8},
    {"slugs are lower case with single dashes", slugs_are_lower_case_with_dashes},
};
TEST_MAIN("cells", cases)
