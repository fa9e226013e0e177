/* Tables: filled row by row, written in four formats, and as text never wider than asked. */
#include "support/fault.h"
#include "support/random.h"
#include "unit/report/kit.h"

#include "base/text.h"

/* Makes a table of two columns from pairs of texts. */
static locality_table *make(const char *const *texts, size_t count) {
    locality_table *table = NULL;
    CU_ASSERT_EQUAL_FATAL(locality_table_new(NULL, &table, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_table_add_column(table, "key", "Heading", LOCALITY_ALIGN_LEFT, NULL),
                    LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_table_add_column(table, "n", "N", LOCALITY_ALIGN_RIGHT, NULL),
                    LOCALITY_OK);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_EQUAL(locality_table_add_cell(table, texts[i], LOCALITY_TONE_PLAIN, NULL),
                        LOCALITY_OK);
    }
    return table;
}

static void writes_as(const char *const *texts, size_t count, int32_t format, uint32_t width,
                      const char *expected) {
    locality_table *table = make(texts, count);
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_report_options options = kept_options(format, width);
    locality_error error;
    TEST_NUMBER(locality_table_write(table, &options, &output, &error), LOCALITY_OK);
    TEST_TEXT(kept_text.text == NULL ? "" : kept_text.text, expected);
    free(kept_text.text);
    locality_table_free(table);
}

static const char *const two_rows[] = {"one", "1", "two", "22"};
static const char *const wide_row[] = {"The posts listed add up to the stated establishment", "22"};

static void text_has_headings_and_aligned_columns(void) {
    writes_as(two_rows, 4, LOCALITY_FORMAT_TEXT, 80,
              "Heading   N\n"
              "one       1\n"
              "two      22\n");
}

static void text_wraps_between_words(void) {
    writes_as(wide_row, 2, LOCALITY_FORMAT_TEXT, 30,
              "Heading                      N\n"
              "The posts listed add up to  22\n"
              "the stated establishment\n");
}

static void text_breaks_long_words_at_a_joint_or_where_it_must(void) {
    static const char *const texts[] = {"neighbourhood-intelligence-co-ordinator", "1",
                                        "Llanfairpwllgwyngyllgogerychwyrndrobwll", "2"};
    writes_as(texts, 4, LOCALITY_FORMAT_TEXT, 30,
              "Heading                      N\n"
              "neighbourhood-intelligence-  1\n"
              "co-ordinator\n"
              "Llanfairpwllgwyngyllgogeryc  2\n"
              "hwyrndrobwll\n");
}

static void characters_count_by_the_columns_they_take(void) {
    static const char *const texts[] = {"Ynys Môn", "1", "名古屋", "2", "e\xCC\x81t\xC3\xA9", "3"};
    writes_as(texts, 6, LOCALITY_FORMAT_TEXT, 80,
              "Heading   N\n"
              "Ynys Môn  1\n"
              "名古屋    2\n"
              "e\xCC\x81t\xC3\xA9       3\n");
}

static void a_line_end_in_a_cell_breaks_its_line(void) {
    static const char *const texts[] = {"a\nb", "1"};
    writes_as(texts, 2, LOCALITY_FORMAT_TEXT, 80, "Heading  N\na        1\nb\n");
}

static void control_characters_become_blanks(void) {
    static const char *const texts[] = {"a\033[31m\tb\xC2\x9B", "1"};
    writes_as(texts, 2, LOCALITY_FORMAT_TEXT, 80, "Heading    N\na [31m b   1\n");
}

static void a_row_that_does_not_fit_becomes_a_list(void) {
    locality_table *table = NULL;
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_report_options options = kept_options(LOCALITY_FORMAT_TEXT, 20);
    locality_table_new(NULL, &table, NULL);
    for (int i = 0; i < 8; i++) {
        char key[] = {(char)('a' + i), '\0'};
        locality_table_add_column(table, key, NULL, LOCALITY_ALIGN_LEFT, NULL);
    }
    for (int i = 0; i < 16; i++) {
        locality_table_add_cell(table,
                                i == 1   ? "a long text that has to wrap"
                                : i == 2 ? ""
                                         : "x",
                                LOCALITY_TONE_PLAIN, NULL);
    }
    CU_ASSERT_EQUAL(locality_table_write(table, &options, &output, NULL), LOCALITY_OK);
    TEST_TEXT(kept_text.text, "a: x\nb\n  a long text that\n  has to wrap\nd: x\ne: x\nf: x\n"
                              "g: x\nh: x\n\na: x\nb: x\nc: x\nd: x\ne: x\nf: x\ng: x\nh: x\n");
    free(kept_text.text);
    locality_table_free(table);
}

static void markdown_escapes_what_would_mean_something(void) {
    static const char *const texts[] = {"a|b *c* _d_ <e>", "1"};
    writes_as(texts, 2, LOCALITY_FORMAT_MARKDOWN, 80,
              "| Heading | N |\n| --- | ---: |\n| a\\|b \\*c\\* \\_d\\_ \\<e\\> | 1 |\n");
}

static void csv_follows_rfc_4180(void) {
    static const char *const texts[] = {"a,b", "1", "say \"x\"", "", "two\nlines", " pad "};
    writes_as(texts, 6, LOCALITY_FORMAT_CSV, 80,
              "key,n\r\n\"a,b\",1\r\n\"say \"\"x\"\"\",\r\n\"two\nlines\",\" pad \"\r\n");
}

static void json_is_an_array_of_objects(void) {
    static const char *const texts[] = {"a\"b\\\n\t\001\x7F\xC3\xA9", "1"};
    writes_as(texts, 2, LOCALITY_FORMAT_JSON, 80,
              "[\n  {\"key\": \"a\\\"b\\\\\\n\\t\\u0001\\u007f\xC3\xA9\", \"n\": \"1\"}\n]\n");
    writes_as(texts, 0, LOCALITY_FORMAT_JSON, 80, "[]\n");
}

static void an_unfinished_row_is_filled_with_empty_cells(void) {
    locality_table *table = make(two_rows, 3);
    TEST_NUMBER(locality_table_rows(table), 2);
    TEST_NUMBER(locality_table_columns(table), 2);
    TEST_TEXT(locality_table_cell(table, 1, 0), "two");
    TEST_TEXT(locality_table_cell(table, 1, 1), "");
    TEST_TEXT(locality_table_cell(table, 2, 0), "");
    TEST_TEXT(locality_table_cell(table, 0, 2), "");
    locality_table_free(table);
    writes_as(two_rows, 3, LOCALITY_FORMAT_CSV, 80, "key,n\r\none,1\r\ntwo,\r\n");
}

static void an_empty_table_has_its_headings(void) {
    writes_as(NULL, 0, LOCALITY_FORMAT_TEXT, 80, "Heading  N\n");
    writes_as(NULL, 0, LOCALITY_FORMAT_CSV, 80, "key,n\r\n");
    writes_as(NULL, 0, LOCALITY_FORMAT_MARKDOWN, 80, "| Heading | N |\n| --- | ---: |\n");
}

static void tones_are_announced_in_text_alone(void) {
    locality_table *table = make(two_rows, 4);
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_report_options options = kept_options(LOCALITY_FORMAT_CSV, 0);
    output.tone = kept_tone;
    locality_table_add_cell(table, "x", LOCALITY_TONE_BAD, NULL);
    CU_ASSERT_EQUAL(locality_table_write(table, &options, &output, NULL), LOCALITY_OK);
    TEST_NUMBER(kept_text.tones, 0);
    free(kept_text.text);
    output = kept_output(&kept_text);
    output.tone = kept_tone;
    CU_ASSERT_EQUAL(locality_table_write(table, NULL, &output, NULL), LOCALITY_OK);
    TEST_NUMBER(kept_text.tones, 6); /* two headings and a cell, on and off */
    free(kept_text.text);
    locality_table_free(table);
}

static void no_line_is_wider_than_asked_whatever_the_cells(void) {
    static const char *const words[] = {"a",
                                        "post",
                                        "establishment",
                                        "£720,400.00",
                                        "Môn",
                                        "co-ordinator",
                                        "extraordinarily-long-identifier-of-a-post",
                                        "\n",
                                        ""};
    for (uint64_t seed = 0; seed < 300; seed++) {
        test_random random = {seed, 0};
        uint32_t width = (uint32_t)test_random_between(&random, 20, 120);
        size_t columns = 1 + test_random_below(&random, 6);
        locality_table *table = NULL;
        kept kept_text;
        locality_output output = kept_output(&kept_text);
        locality_report_options options = kept_options(LOCALITY_FORMAT_TEXT, width);
        char text[400];
        locality_table_new(NULL, &table, NULL);
        for (size_t c = 0; c < columns; c++) {
            char key[] = {(char)('a' + c), '\0'};
            locality_table_add_column(table, key, "Heading", c % 2 ? 1 : 0, NULL);
        }
        for (size_t i = 0; i < columns * 4; i++) {
            text[0] = '\0';
            for (uint64_t w = test_random_below(&random, 8); w > 0; w--) {
                strcat(text, words[test_random_below(&random, TEST_COUNT(words))]);
                strcat(text, " ");
            }
            locality_table_add_cell(table, text, LOCALITY_TONE_PLAIN, NULL);
        }
        CU_ASSERT_EQUAL(locality_table_write(table, &options, &output, NULL), LOCALITY_OK);
        for (const char *line = kept_text.text; *line != '\0';) {
            size_t length = strcspn(line, "\n");
            CU_ASSERT(loc_utf8_width(line, length) <= width);
            CU_ASSERT(length == 0 || line[length - 1] != ' ');
            line += length + 1;
        }
        free(kept_text.text);
        locality_table_free(table);
    }
}

static void wrong_calls_are_refused_and_change_nothing(void) {
    locality_table *table = NULL;
    locality_error error;
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_output mute = LOCALITY_OUTPUT_INIT;
    locality_report_options options = kept_options(9, 80);
    TEST_NUMBER(locality_table_new(NULL, NULL, &error), LOCALITY_INVALID);
    locality_table_new(NULL, &table, NULL);
    TEST_NUMBER(locality_table_add_cell(table, "x", 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_column(table, "", NULL, 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_column(table, NULL, NULL, 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_column(NULL, "a", NULL, 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_column(table, "a", NULL, 7, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_column(table, "\xFF", NULL, 0, &error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_table_add_column(table, "a", "\xFF", 0, &error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_table_add_column(table, "a", NULL, 0, &error), LOCALITY_OK);
    TEST_NUMBER(locality_table_add_column(table, "a", NULL, 0, &error), LOCALITY_DUPLICATE);
    TEST_NUMBER(locality_table_add_cell(table, "\xC3", 0, &error), LOCALITY_ENCODING);
    TEST_NUMBER(locality_table_add_cell(table, "x", 77, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_cell(NULL, "x", 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_add_cell(table, "x", 0, &error), LOCALITY_OK);
    TEST_NUMBER(locality_table_add_column(table, "b", NULL, 0, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_columns(table), 1);
    TEST_NUMBER(locality_table_rows(table), 1);
    TEST_NUMBER(locality_table_write(NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_write(table, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_write(table, NULL, &mute, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_table_write(table, &options, &output, &error), LOCALITY_INVALID);
    options.struct_size = 3;
    TEST_NUMBER(locality_table_write(table, &options, &output, &error), LOCALITY_INVALID);
    mute.struct_size = 0;
    TEST_NUMBER(locality_table_write(table, NULL, &mute, &error), LOCALITY_INVALID);
    TEST_NUMBER(kept_text.length, 0);
    TEST_NUMBER(locality_table_columns(NULL) + locality_table_rows(NULL), 0);
    TEST_TEXT(locality_table_cell(NULL, 0, 0), "");
    locality_table_free(table);
    locality_table_free(NULL);
}

static void an_output_that_refuses_ends_the_table_with_its_code(void) {
    locality_table *table = make(two_rows, 4);
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_error error;
    kept_text.refuse = 1;
    kept_text.code = 42;
    TEST_NUMBER(locality_table_write(table, NULL, &output, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 42);
    TEST_NUMBER(kept_text.length, 0);
    locality_table_free(table);
}

/* Makes and writes a table in every format; the work of the fault driver. */
static locality_status build(void *state, const locality_allocator *allocator,
                             locality_error *error) {
    locality_table *table = NULL;
    locality_status status = locality_table_new(allocator, &table, error);
    (void)state;
    for (int c = 0; status == LOCALITY_OK && c < 6; c++) {
        char key[] = {(char)('a' + c), '\0'};
        status = locality_table_add_column(table, key, "Heading", LOCALITY_ALIGN_LEFT, error);
    }
    for (int i = 0; status == LOCALITY_OK && i < 60; i++) {
        status = locality_table_add_cell(table, "some text to keep", 0, error);
    }
    for (int32_t f = 0; status == LOCALITY_OK && f <= LOCALITY_FORMAT_JSON; f++) {
        kept kept_text;
        locality_output output = kept_output(&kept_text);
        locality_report_options options = kept_options(f, 80);
        options.allocator = allocator;
        status = locality_table_write(table, &options, &output, error);
        free(kept_text.text);
    }
    locality_table_free(table);
    return status;
}

static void every_allocation_may_fail(void) {
    fault_drive("a table", build, NULL, 8);
}

static const test_case cases[] = {
    {"text has headings and aligned columns", text_has_headings_and_aligned_columns},
    {"text wraps between words", text_wraps_between_words},
    {"text breaks long words at a joint or where it must",
     text_breaks_long_words_at_a_joint_or_where_it_must},
    {"characters count by the columns they take", characters_count_by_the_columns_they_take},
    {"a line end in a cell breaks its line", a_line_end_in_a_cell_breaks_its_line},
    {"control characters become blanks", control_characters_become_blanks},
    {"a row that does not fit becomes a list", a_row_that_does_not_fit_becomes_a_list},
    {"Markdown escapes what would mean something", markdown_escapes_what_would_mean_something},
    {"CSV follows RFC 4180", csv_follows_rfc_4180},
    {"JSON is an array of objects", json_is_an_array_of_objects},
    {"an unfinished row is filled with empty cells", an_unfinished_row_is_filled_with_empty_cells},
    {"an empty table has its headings", an_empty_table_has_its_headings},
    {"tones are announced in text alone", tones_are_announced_in_text_alone},
    {"no line is wider than asked, whatever the cells",
     no_line_is_wider_than_asked_whatever_the_cells},
    {"wrong calls are refused and change nothing", wrong_calls_are_refused_and_change_nothing},
    {"an output that refuses ends the table with its code",
     an_output_that_refuses_ends_the_table_with_its_code},
    {"every allocation may fail", every_allocation_may_fail},
};
TEST_MAIN("report table", cases)
