/*
 * Tokens: what a text is cut into, with exact values and places.
 */
#include "support/harness.h"

#include "expr/tokens.h"

static loc_reader reader_of(const char *text, locality_error *error) {
    return (loc_reader){text, strlen(text), strlen(text), 0, 1, true, error};
}

typedef struct value_row {
    const char *text;
    int type;
    int64_t lo, hi;
} value_row;

#define DAY_2010_07_01 14791
#define SECOND_2023_02_24 INT64_C(1677196800)

static const value_row values[] = {
    {"24", LOCALITY_TYPE_COUNT, 24, 24},
    {"0", LOCALITY_TYPE_COUNT, 0, 0},
    {"007", LOCALITY_TYPE_COUNT, 7, 7},
    {"2k", LOCALITY_TYPE_COUNT, 2000, 2000},
    {"2m", LOCALITY_TYPE_COUNT, 2000000, 2000000},
    {"3bn", LOCALITY_TYPE_COUNT, INT64_C(3000000000), INT64_C(3000000000)},
    {"0.5", LOCALITY_TYPE_NUMBER, 500000, 500000},
    {"1.354m", LOCALITY_TYPE_NUMBER, INT64_C(1354000000000), INT64_C(1354000000000)},
    {"0.000001", LOCALITY_TYPE_NUMBER, 1, 1},
    {"40%", LOCALITY_TYPE_RATIO, 400000, 400000},
    {"26.09%", LOCALITY_TYPE_RATIO, 260900, 260900},
    {"£1000", LOCALITY_TYPE_MONEY, 100000, 100000},
    {"£1.354m", LOCALITY_TYPE_MONEY, 135400000, 135400000},
    {"£720.4k", LOCALITY_TYPE_MONEY, 72040000, 72040000},
    {"£0.05", LOCALITY_TYPE_MONEY, 5, 5},
    {"2010-07-01", LOCALITY_TYPE_DATE, DAY_2010_07_01, DAY_2010_07_01},
    {"2010-07", LOCALITY_TYPE_DATE, DAY_2010_07_01, DAY_2010_07_01 + 30},
    {"2010-Q3", LOCALITY_TYPE_DATE, DAY_2010_07_01, DAY_2010_07_01 + 91},
    {"2011/12", LOCALITY_TYPE_DATE, 15065, 15430},
    {"1999/00", LOCALITY_TYPE_DATE, 10682, 11047},
    {"2023-02-24T17:00", LOCALITY_TYPE_MOMENT, SECOND_2023_02_24 + 61200,
     SECOND_2023_02_24 + 61200},
    {"2023-02-24T17:00:01", LOCALITY_TYPE_MOMENT, SECOND_2023_02_24 + 61201,
     SECOND_2023_02_24 + 61201},
};

static void values_are_read_exactly(void) {
    for (size_t i = 0; i < TEST_COUNT(values); i++) {
        const value_row *row = &values[i];
        locality_error error;
        loc_reader reader = reader_of(row->text, &error);
        loc_token token;

        TEST_ROW(loc_token_next(&reader, &token) == LOCALITY_OK, row->text);
        TEST_ROW(token.kind == LOC_TOKEN_VALUE && token.type == row->type, row->text);
        TEST_ROW(token.range.lo == row->lo && token.range.hi == row->hi, row->text);
        TEST_ROW(token.start == 0 && token.end == strlen(row->text), row->text);
        TEST_ROW(loc_token_next(&reader, &token) == LOCALITY_OK, row->text);
        TEST_ROW(token.kind == LOC_TOKEN_END, row->text);
    }
}

/* Texts as a row of tokens: N name, T text, V value, a sign, ! what cannot be read. */
static const struct cut_row {
    const char *text, *tokens;
} cuts[] = {
    {"", ""},
    {"  # nothing but a comment", ""},
    {"a b_1 _c", "NNN"},
    {"p.unit.head", "N.N.N"},
    {"a=b", "N=N"},
    {"a != b <= c >= d < e > f", "NnNlNgN<N>N"},
    {"{1, 2}", "{V,V}"},
    {"1 -2", "V-V"},
    {"2010 - 07", "V-V"},
    {"2010-7", "V-V"},
    {"2010/2", "V/V"},
    {"2011/13", "V/V"},
    {"2010-07-01-2", "V-V"},
    {"5.x", "V.N"},
    {"1.5.x", "V.N"},
    {"a # b\nc", "NN"},
    {"'a' \"b\"", "TT"},
    {"\"a # b\" c", "TN"},
    {"\"a \\\" b\" c", "TN"},
    {"rule:x", "N:N"},
    {"1 % 2", "V!"},
};

static void texts_are_cut_into_tokens(void) {
    for (size_t i = 0; i < TEST_COUNT(cuts); i++) {
        loc_reader reader = reader_of(cuts[i].text, NULL);
        char found[64] = "";
        size_t count = 0;
        loc_token token;

        for (;;) {
            if (loc_token_next(&reader, &token) != LOCALITY_OK) {
                found[count++] = '!';
                break;
            }
            if (token.kind == LOC_TOKEN_END || count + 2 > sizeof found)
                break;
            found[count++] = token.kind == LOC_TOKEN_SIGN ? token.sign : "eNTV"[token.kind];
        }
        found[count] = '\0';
        TEST_TEXT(found, cuts[i].tokens);
    }
}

static void lines_and_their_first_tokens_are_known(void) {
    loc_reader reader = reader_of("a b\n # comment\n\n c 'x'\r\nd", NULL);
    static const struct {
        uint32_t line;
        bool is_first;
    } expected[] = {{1, true}, {1, false}, {4, true}, {4, false}, {5, true}};
    loc_token token;

    for (size_t i = 0; i < TEST_COUNT(expected); i++) {
        CU_ASSERT(loc_token_next(&reader, &token) == LOCALITY_OK);
        TEST_NUMBER(token.line, expected[i].line);
        TEST_NUMBER(token.is_first, expected[i].is_first);
    }
}

static void texts_are_decoded(void) {
    static const struct {
        const char *text, *decoded;
    } rows[] = {
        {"\"plain\"", "plain"},
        {"\"\"", ""},
        {"'it is \"quoted\"'", "it is \"quoted\""},
        {"\"a \\\"b\\\" c\"", "a \"b\" c"},
        {"'it\\'s'", "it's"},
        {"\"a\\\\b\\nc\"", "a\\b\nc"},
        {"\"£ and ü\"", "£ and ü"},
    };
    locality_allocator allocator;
    loc_arena arena;

    CU_ASSERT(loc_allocator_take(NULL, &allocator, NULL) == LOCALITY_OK);
    loc_arena_init(&arena, &allocator);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        loc_reader reader = reader_of(rows[i].text, NULL);
        loc_token token;

        TEST_ROW(loc_token_next(&reader, &token) == LOCALITY_OK, rows[i].text);
        TEST_TEXT(loc_token_text(&reader, token.start + 1, token.end - 1, &arena), rows[i].decoded);
    }
    loc_arena_clear(&arena);
}

static void a_part_of_a_text_is_read_to_its_limit(void) {
    loc_reader reader = reader_of("12345 abc", NULL);
    loc_token token;

    reader.limit = 3;
    CU_ASSERT(loc_token_next(&reader, &token) == LOCALITY_OK);
    TEST_NUMBER(token.range.lo, 123);
    CU_ASSERT(loc_token_next(&reader, &token) == LOCALITY_OK);
    TEST_NUMBER(token.kind, LOC_TOKEN_END);
}

static void faulty_tokens_have_a_place_and_a_hint(void) {
    static const struct {
        const char *text;
        int status;
        uint64_t column;
        const char *part;
    } rows[] = {
        {"  \"abc", LOCALITY_SYNTAX, 3, "this text is not closed"},
        {"'abc\n'", LOCALITY_SYNTAX, 1, "this text is not closed"},
        {"'abc\\", LOCALITY_SYNTAX, 5, "a backslash stands alone"},
        {"'a\\x'", LOCALITY_SYNTAX, 3, "write \\\\ for a backslash"},
        {"1,234", LOCALITY_SYNTAX, 2, "write 1234 and not 1,234"},
        {"£1,234.50", LOCALITY_SYNTAX, 3, "a comma stands in a number"},
        {"12abc", LOCALITY_SYNTAX, 3, "put a blank between them"},
        {"2010-07-01x", LOCALITY_SYNTAX, 11, "a letter or digit stands right behind"},
        {"2010-13", LOCALITY_SYNTAX, 1, "there is no month 13"},
        {"2010-02-31", LOCALITY_SYNTAX, 1, "there is no such day"},
        {"2010-Q5", LOCALITY_SYNTAX, 1, "Q1 to Q4"},
        {"2023-02-24T25:00", LOCALITY_SYNTAX, 1, "00:00 to 23:59"},
        {"0.1234567", LOCALITY_SYNTAX, 1, "decimal places"},
        {"£0.001", LOCALITY_SYNTAX, 1, "2 decimal places"},
        {"99999999999999999999", LOCALITY_OVERFLOW, 1, "too large"},
        {"£9999999999bn", LOCALITY_OVERFLOW, 1, "too large"},
        {"==", LOCALITY_SYNTAX, 1, "write a single ="},
        {"&&", LOCALITY_SYNTAX, 1, "write `and`"},
        {"[1]", LOCALITY_SYNTAX, 1, "braces"},
        {"“a”", LOCALITY_SYNTAX, 1, "straight quotes"},
        {"€5", LOCALITY_SYNTAX, 1, "\"€\" is no sign of the language"},
        {"\x01", LOCALITY_SYNTAX, 1, "a control character"},
        {"ü", LOCALITY_SYNTAX, 1, "names are plain letters"},
        {"£ 5", LOCALITY_SYNTAX, 1, "right before its number"},
    };

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_error error;
        loc_reader reader = reader_of(rows[i].text, &error);
        loc_token token;

        TEST_ROW(loc_token_next(&reader, &token) == rows[i].status, rows[i].text);
        TEST_ROW(error.status == rows[i].status, rows[i].text);
        TEST_ROW(error.line == 1 && error.column == rows[i].column, rows[i].text);
        TEST_ROW(strstr(error.message, rows[i].part) != NULL, error.message);
    }
}

static const test_case cases[] = {
    {"numbers, amounts, dates and moments are read exactly", values_are_read_exactly},
    {"texts are cut into tokens", texts_are_cut_into_tokens},
    {"lines and their first tokens are known", lines_and_their_first_tokens_are_known},
    {"texts in quotes are decoded", texts_are_decoded},
    {"a part of a text is read to its limit", a_part_of_a_text_is_read_to_its_limit},
    {"faulty tokens have a place and a hint", faulty_tokens_have_a_place_and_a_hint},
};

TEST_MAIN("expr: tokens", cases)
