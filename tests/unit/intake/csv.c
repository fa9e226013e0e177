/* The CSV reader: forms of rows, bad bytes, and that the way the bytes are cut never shows. */
#include "intake/csv.h"

#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 8192 };

static locality_allocator standard(void) {
    locality_allocator allocator;
    loc_allocator_take(NULL, &allocator, NULL);
    return allocator;
}

static void add(char *page, const char *text, size_t length) {
    size_t used = strlen(page);
    for (size_t i = 0; i < length && used + 4 < PAGE; i++) {
        unsigned char c = (unsigned char)text[i];
        used += (size_t)sprintf(page + used, c < ' ' || c == '\\' ? "\\%02x" : "%c", c);
    }
}

/* Reads bytes in pieces of a size and writes what came, a row a line: `line|cell|cell#fault`. */
static int show(const char *bytes, size_t length, size_t piece, char delimiter, size_t longest,
                char *page) {
    locality_allocator allocator = standard();
    loc_csv csv;
    size_t at = 0;
    int result = LOC_CSV_WANT;
    loc_csv_init(&csv, &allocator, delimiter, longest);
    page[0] = '\0';
    while (result == LOC_CSV_WANT) {
        size_t take = length - at < piece ? length - at : piece;
        /* A copy of its own size, so that a sanitizer sees a read beyond it. */
        char *copy = malloc(take == 0 ? 1 : take);
        memcpy(copy, bytes + at, take);
        at += take;
        loc_csv_feed(&csv, copy, take, at == length);
        while ((result = loc_csv_next(&csv)) == LOC_CSV_ROW) {
            sprintf(page + strlen(page), "%u", (unsigned)csv.row.line);
            for (uint32_t i = 0; i < csv.row.count; i++) {
                strcat(page, "|");
                add(page, loc_csv_text(&csv.row, i), csv.row.cell[i].length);
            }
            if (csv.row.fault != LOC_CSV_SOUND) {
                sprintf(page + strlen(page), "#%u@%u", csv.row.fault, (unsigned)csv.row.fault_cell);
            }
            strcat(page, "\n");
        }
        free(copy);
    }
    loc_csv_clear(&csv);
    return result;
}

typedef struct form {
    const char *name, *bytes;
    size_t length;
    const char *rows;
    int result;
} form;

#define FORM(name, bytes, rows) \
    { name, bytes, sizeof(bytes) - 1, rows, LOC_CSV_END }

static const form forms[] = {
    FORM("two rows", "a,b\n1,2\n", "1|a|b\n2|1|2\n"),
    FORM("no line end at the end", "a,b\n1,2", "1|a|b\n2|1|2\n"),
    FORM("CR LF", "a,b\r\n1,2\r\n", "1|a|b\n2|1|2\n"),
    FORM("CR alone", "a,b\r1,2\r", "1|a|b\n2|1|2\n"),
    FORM("empty cells", ",\n,,\n", "1||\n2|||\n"),
    FORM("an empty line", "a\n\nb\n", "1|a\n2|\n3|b\n"),
    FORM("nothing", "", ""),
    FORM("one line end", "\n", "1|\n"),
    FORM("quotes", "\"a\",\"b,c\"\n", "1|a|b,c\n"),
    FORM("doubled quotes", "\"a\"\"b\",\"\"\"\"\n", "1|a\"b|\"\n"),
    FORM("quotes around nothing", "\"\",x\n", "1||x\n"),
    FORM("a line end inside quotes", "\"a\nb\",c\nd\n", "1|a\\0ab|c\n3|d\n"),
    FORM("CR LF inside quotes", "\"a\r\nb\"\r\nd\n", "1|a\\0d\\0ab\n3|d\n"),
    FORM("a long row", "0123456789abcdef,0123456789abcdefghi,x\n",
         "1|0123456789abcdef|0123456789abcdefghi|x\n"),
    FORM("a stray quote", "a\"b,c\n", "1|a\"b|c#1@0\n"),
    FORM("text behind a quote", "x,\"a\"b,c\n", "1|x|a\"b|c#2@1\n"),
    FORM("an unclosed quote", "a,b\nc,\"d\ne", "1|a|b\n2|c|d\\0ae#3@1\n"),
    FORM("a closed quote at the end", "\"a\"", "1|a\n"),
    FORM("a byte order mark", "\xEF\xBB\xBF\"a\",b\n", "1|a|b\n"),
    FORM("half a byte order mark", "\xEF\xBBz,b\n", "1|\xEF\xBBz|b\n"),
    FORM("a third of a byte order mark", "\xEF", "1|\xEF\n"),
    FORM("NUL", "a\0b,c\n", "1|a\\00b|c\n"),
    {"UTF-16",
     "\xFF\xFE"
     "a\0",
     4, "", LOC_CSV_UTF16},
    {"UTF-16 the other way", "\xFE\xFF\0a", 4, "", LOC_CSV_UTF16},
};

static void reads_every_form_however_it_is_cut(void) {
    char page[PAGE];
    for (size_t i = 0; i < TEST_COUNT(forms); i++) {
        for (size_t piece = 1; piece <= forms[i].length + 1; piece++) {
            int result = show(forms[i].bytes, forms[i].length, piece, ',', 1000, page);
            TEST_ROW(result == forms[i].result, forms[i].name);
            if (!TEST_ROW(strcmp(page, forms[i].rows) == 0, forms[i].name)) {
                printf("pieces of %zu:\n%s", piece, page);
            }
        }
    }
}

static void takes_each_delimiter(void) {
    static const char delimiters[] = {',', ';', '\t', '|'};
    char page[PAGE], bytes[16];
    for (size_t i = 0; i < sizeof delimiters; i++) {
        sprintf(bytes, "a%cb\n", delimiters[i]);
        show(bytes, 4, 4, delimiters[i], 100, page);
        TEST_TEXT(page, "1|a|b\n");
    }
}

static void a_row_that_is_too_long_ends_it(void) {
    char page[PAGE];
    static const char text[] = "a,b\n12345678901,2\n";
    for (size_t piece = 1; piece < sizeof text; piece++) {
        TEST_NUMBER(show(text, sizeof text - 1, piece, ',', 13, page), LOC_CSV_END);
        TEST_NUMBER(show(text, sizeof text - 1, piece, ',', 12, page), LOC_CSV_TOO_LONG);
        TEST_TEXT(page, "1|a|b\n");
    }
    static const char open[] = "a\n\"never closed, as long as it likes";
    TEST_NUMBER(show(open, sizeof open - 1, 7, ',', 20, page), LOC_CSV_TOO_LONG);
}

static void a_row_that_is_too_wide_ends_it(void) {
    size_t length = LOC_CSV_MOST_CELLS + 10;
    char *bytes = malloc(length), page[PAGE];
    memset(bytes, ',', length);
    TEST_NUMBER(show(bytes, length, length, ',', 1 << 20, page), LOC_CSV_TOO_WIDE);
    free(bytes);
}

/* Ten megabytes in one cell, in pieces: no more than twice the row is held. */
static void a_huge_cell_is_read_within_bounds(void) {
    enum { HUGE_CELL = 10 << 20, CUT = 65536 };
    fault_allocator fault;
    fault_allocator_init(&fault, FAULT_NEVER, 0);
    loc_csv csv;
    loc_csv_init(&csv, &fault.allocator, ',', 16 << 20);
    char *piece = malloc(CUT);
    memset(piece, 'x', CUT);
    for (size_t i = 0; i < HUGE_CELL / CUT; i++) {
        loc_csv_feed(&csv, piece, CUT, i + 1 == HUGE_CELL / CUT);
        int result = loc_csv_next(&csv);
        TEST_NUMBER(result, i + 1 == HUGE_CELL / CUT ? LOC_CSV_ROW : LOC_CSV_WANT);
    }
    TEST_NUMBER(csv.row.cell[0].length, HUGE_CELL);
    CU_ASSERT_TRUE(fault.peak_bytes < 3 * (size_t)HUGE_CELL + 4096);
    loc_csv_clear(&csv);
    fault_allocator_clean(&fault, "a huge cell");
    free(piece);
}

/* Random bytes of the ones that matter: whole and in random pieces the same rows come. */
static void random_bytes_read_the_same_in_any_pieces(void) {
    static const char letters[] = "ab,\"\n\r;\xEF\xBB\xBF\0 xyz,\",\n";
    test_random random = {20240701, 0};
    char whole[PAGE], cut[PAGE], bytes[200];
    for (int round = 0; round < 3000; round++) {
        size_t length = (size_t)test_random_below(&random, 120);
        for (size_t i = 0; i < length; i++) {
            bytes[i] = letters[test_random_below(&random, sizeof letters - 1)];
        }
        int result = show(bytes, length, length + 1, ',', 100, whole);
        size_t piece = 1 + (size_t)test_random_below(&random, 40);
        int other = show(bytes, length, piece, ',', 100, cut);
        TEST_NUMBER(other, result);
        TEST_TEXT(cut, whole);
    }
}

static void rows_that_are_not_plain_say_so(void) {
    static const struct {
        const char *bytes;
        size_t length;
        bool plain;
    } rows[] = {{"abc,defghijklmnop\n", 18, true},
                {"abc,defghijk\xC2\xA3nop\n", 18, false},
                {"abc,defghijk\0lmnop\n", 19, false},
                {"a\0b\n", 4, false},
                {"\"abc\",d\n", 8, false}};
    locality_allocator allocator = standard();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        loc_csv csv;
        loc_csv_init(&csv, &allocator, ',', 100);
        loc_csv_feed(&csv, rows[i].bytes, rows[i].length, true);
        TEST_NUMBER(loc_csv_next(&csv), LOC_CSV_ROW);
        /* A row may be called not plain without need, never plain wrongly. */
        CU_ASSERT_TRUE(csv.row.is_plain ? rows[i].plain : true);
        CU_ASSERT_TRUE(rows[i].plain ? csv.row.is_plain : true);
        loc_csv_clear(&csv);
    }
}

static locality_status read_all(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    const char *text = state;
    size_t length = strlen(text), at = 0;
    locality_status status = LOCALITY_OK;
    loc_csv csv;
    int result = LOC_CSV_WANT;
    loc_csv_init(&csv, allocator, ',', 100000);
    while (result == LOC_CSV_WANT) {
        size_t take = length - at < 9 ? length - at : 9;
        loc_csv_feed(&csv, text + at, take, at + take == length);
        at += take;
        while ((result = loc_csv_next(&csv)) == LOC_CSV_ROW) {
        }
    }
    if (result == LOC_CSV_NO_MEMORY) {
        status = error->status = LOCALITY_NO_MEMORY;
    } else {
        memset(error, 0, sizeof *error);
    }
    loc_csv_clear(&csv);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    static char text[] = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z\n"
                         "\"a\"\"b\",\"a long cell that needs room when it is put together\"\n";
    fault_drive("reading rows", read_all, text, 4);
}

static const test_case cases[] = {
    {"every form of row is read, however the bytes are cut", reads_every_form_however_it_is_cut},
    {"each delimiter separates cells", takes_each_delimiter},
    {"a row that is too long ends the reading", a_row_that_is_too_long_ends_it},
    {"a row that is too wide ends the reading", a_row_that_is_too_wide_ends_it},
    {"a cell of ten megabytes is read within bounds", a_huge_cell_is_read_within_bounds},
    {"random bytes read the same in any pieces", random_bytes_read_the_same_in_any_pieces},
    {"a row that needs a closer look says so", rows_that_are_not_plain_say_so},
    {"every refusal of memory is survived", survives_every_refusal_of_memory},
};
TEST_MAIN("csv", cases)
