/* Headers in odd dress, and rows of one cell: how the bytes are cut does not matter to them either. */
#include "kit.h"

static void headers_in_odd_dress_are_read(void) {
    static const struct {
        const char *name, *text;
        uint64_t counted, malformed;
    } rows[] = {
        {"blanks around headings", " date ,\tarea, service\n2020-01-01,a,s\n", 1, 0},
        {"quoted headings", "\"date\",\"area\",\"serv\"\"ice\"\n2020-01-01,a,s\n", 1, 0},
        {"a heading of two lines", "\"date\",area,service,\"two\r\nlines\"\n2020-01-01,a,s,x\n", 1,
         0},
        {"lines that end in CR", "date,area,service\r2020-01-01,a,s\r2020-01-02,b,s\r", 2, 0},
        {"semicolons", "date;area;service\n2020-01-01;a;s\n", 1, 0},
        {"one cell", "date\n2020-01-01\n\n2020-01-02\n", 2, 0},
        {"no line end", "date,area,service\n2020-01-01,a,s", 1, 0},
        {"a quote behind text", "date,area,service\n2020-01-01,a\"b,s\n", 1, 0},
        {"quotes in the cell too many", "date,area\n2020-01-01,a,\"b\"c\n", 0, 1}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static const size_t pieces[] = {SIZE_MAX, 1, 2, 5};
        for (size_t k = 0; k < TEST_COUNT(pieces); k++) {
            locality_error error;
            locality_feed *feed = kit_new(NULL);
            TEST_ROW(kit_push(feed, NULL, rows[i].text, strlen(rows[i].text), pieces[k], &error) ==
                         LOCALITY_OK,
                     rows[i].name);
            TEST_ROW(kit_account(feed).counted == rows[i].counted, rows[i].name);
            TEST_ROW(kit_account(feed).malformed == rows[i].malformed, rows[i].name);
            locality_feed_free(feed);
        }
    }
}

static void headers_that_are_none_are_refused(void) {
    static const struct {
        const char *name, *text;
        size_t length;
        locality_status status;
    } rows[] = {{"UTF-16, highest byte first", "\xFE\xFF\0d", 4, LOCALITY_ENCODING},
                {"a quote that is not closed", "date,\"area\n", 11, LOCALITY_SYNTAX},
                {"text behind a quote", "\"date\"x,area\n", 13, LOCALITY_SYNTAX}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed *feed = kit_new(NULL);
        locality_error error;
        TEST_ROW(kit_push(feed, NULL, rows[i].text, rows[i].length, 99, &error) == rows[i].status,
                 rows[i].name);
        TEST_ROW(error.message[0] != '\0', rows[i].name);
        locality_feed_free(feed);
    }
    enum { WIDE = 40000 }; /* more columns than there may be */
    char *text = malloc(WIDE);
    locality_feed *feed = kit_new(NULL);
    locality_error error;
    for (size_t i = 0; i < WIDE; i++) {
        text[i] = i % 2 == 0 ? 'x' : ',';
    }
    text[WIDE - 1] = '\n';
    CU_ASSERT_EQUAL(kit_push(feed, NULL, text, WIDE, WIDE, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "the header has more than 16384 columns");
    locality_feed_free(feed);
    free(text);
}

static const test_case cases[] = {
    {"headers in odd dress are read", headers_in_odd_dress_are_read},
    {"headers that are none are refused", headers_that_are_none_are_refused},
};
TEST_MAIN("feed headers", cases)
