/* The growing text, ASCII and UTF-8, and how names are compared. */
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#include "base/error.h"
#include "base/text.h"

#include <inttypes.h>

/* ---- The growing text ----------------------------------------------------------------------- */

static void write_all(loc_text *text) {
    loc_text_add(text, "post ");
    loc_text_put(text, "p1,", 2);
    loc_text_char(text, ':');
    loc_text_char(text, ' ');
    loc_text_integer(text, INT64_MIN);
    loc_text_format(text, " %s/%d/%zu/%" PRId64, "x", -7, (size_t)9, INT64_MAX);
    loc_text_put(text, NULL, 0);
}

static const char *const written = "post p1: -9223372036854775808 x/-7/9/9223372036854775807";

static void test_growing(void) {
    fault_allocator fault;
    loc_text text;
    size_t size = 1;
    char *taken;

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    loc_text_init(&text, &fault.allocator);
    write_all(&text);
    TEST_TEXT(text.data, written);
    TEST_NUMBER(text.length, strlen(written));
    taken = loc_text_take(&text, &size);
    TEST_TEXT(taken, written);
    CU_ASSERT_TRUE(size > strlen(written));
    CU_ASSERT_PTR_NULL(text.data);
    loc_release(&fault.allocator, taken, size, 1);
    loc_text_clear(&text);
    taken = loc_text_take(&text, &size); /* nothing written is an empty text */
    TEST_TEXT(taken, "");
    loc_release(&fault.allocator, taken, size, 1);
    fault_allocator_clean(&fault, "a text");
}

/* Formatting has no length of its own at which it cuts. */
static void test_long_format(void) {
    fault_allocator fault;
    loc_text text;
    static char longer[100001];

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    memset(longer, 'x', sizeof longer - 1);
    loc_text_init(&text, &fault.allocator);
    for (size_t length = 0; length < 100; length++) { /* around every capacity */
        loc_text_format(&text, "%.*s", (int)length, longer);
    }
    TEST_NUMBER(text.length, 99 * 100 / 2);
    loc_text_format(&text, "<%s>", longer);
    TEST_NUMBER(text.length, 4950 + 100002);
    TEST_NUMBER(strlen(text.data), text.length);
    CU_ASSERT_EQUAL(text.data[text.length - 1], '>');
    loc_text_clear(&text);
    fault_allocator_clean(&fault, "a long format");
}

static locality_status text_work(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    loc_text text;
    size_t size;
    char *taken;
    bool failed;

    (void)state;
    loc_text_init(&text, allocator);
    for (int i = 0; i < 5; i++) {
        write_all(&text);
    }
    loc_text_format(&text, "%1000d", 5);
    failed = text.failed;
    if (text.data != NULL) { /* what was written before the refusal is whole */
        TEST_NUMBER(strlen(text.data), text.length);
    }
    taken = loc_text_take(&text, &size);
    CU_ASSERT_TRUE(failed ? taken == NULL && size == 0
                          : strlen(taken) == 5 * strlen(written) + 1000);
    loc_release(allocator, taken, size, 1);
    loc_text_clear(&text);
    return failed ? loc_fail_memory(error) : loc_ok(error);
}

static void test_text_faults(void) {
    fault_drive("a text", text_work, NULL, 3);
}

/* A text that failed stays failed, so that no piece in the middle is missing unnoticed. */
static void test_stays_failed(void) {
    fault_allocator fault;
    loc_text text;
    size_t size;

    fault_allocator_init(&fault, FAULT_ONCE, 1);
    loc_text_init(&text, &fault.allocator);
    loc_text_add(&text, "abc");
    loc_text_format(&text, "%100d", 1);
    CU_ASSERT_TRUE(text.failed);
    loc_text_add(&text, "d");
    TEST_TEXT(text.data, "abc");
    CU_ASSERT_PTR_NULL(loc_text_take(&text, &size));
    CU_ASSERT_FALSE(text.failed); /* the text begins anew */
    fault_allocator_clean(&fault, "a failed text");
}

static void test_text_of_values(void) {
    fault_allocator fault;
    loc_text text;
    locality_range range = {72040000, 72040000}, wrong = {5, 4};

    fault_allocator_init(&fault, FAULT_NEVER, 0);
    loc_text_init(&text, &fault.allocator);
    loc_text_value(&text, LOCALITY_TYPE_MONEY, &range);
    loc_text_char(&text, '|');
    loc_text_print(&text, LOCALITY_TYPE_MONEY, &range, 2);
    loc_text_char(&text, '|');
    loc_text_print(&text, LOCALITY_TYPE_MONEY, &range, 99); /* counts as -1 */
    loc_text_char(&text, '|');
    loc_text_value(&text, LOCALITY_TYPE_COUNT, &wrong); /* counts as unknown */
    loc_text_print(&text, LOCALITY_TYPE_COUNT, &wrong, -2);
    TEST_TEXT(text.data, "720400|\xC2\xA3"
                         "720,400.00|\xC2\xA3"
                         "720,400|?unknown");
    loc_text_clear(&text);
    fault_allocator_clean(&fault, "a text of values");
}

/* ---- ASCII ---------------------------------------------------------------------------------- */

static void test_ascii(void) {
    for (int i = -128; i < 128; i++) {
        char c = (char)i;
        int upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z';
        CU_ASSERT_EQUAL(loc_is_digit(c), i >= '0' && i <= '9');
        CU_ASSERT_EQUAL(loc_is_letter(c), upper || lower);
        CU_ASSERT_EQUAL(loc_is_space(c), i == 32 || (i >= 9 && i <= 13));
        CU_ASSERT_EQUAL(loc_to_lower(c), upper ? i + 32 : i);
    }
}

/* ---- UTF-8 ---------------------------------------------------------------------------------- */

typedef struct utf8_row {
    const char *bytes;
    size_t length, valid;
} utf8_row;

#define BYTES(text) text, sizeof(text) - 1

static const utf8_row utf8_rows[] = {
    {BYTES(""), 0},
    {BYTES("plain text, longer than a word"), 30},
    {BYTES("12345678"), 8},
    {BYTES("\xC2\xA3\xE2\x82\xAC\xF0\x9F\x98\x80"), 9},
    {BYTES("a\0b"), 1},
    {BYTES("12345678\0"), 8},
    {BYTES("1234567\x80"), 7},
    {BYTES("\x80"), 0},
    {BYTES("\xC0\xAF"), 0},
    {BYTES("\xC1\xBF"), 0},
    {BYTES("ab\xC2"), 2},
    {BYTES("\xC2\x41"), 0},
    {BYTES("\xC2\xC2\x80"), 0},
    {BYTES("\xE0\x9F\xBF"), 0},
    {BYTES("\xE0\xA0\x80"), 3},
    {BYTES("\xED\x9F\xBF"), 3},
    {BYTES("\xED\xA0\x80"), 0},
    {BYTES("\xEE\x80\x80"), 3},
    {BYTES("\xE2\x82"), 0},
    {BYTES("\xE2\x82\x41"), 0},
    {BYTES("\xF0\x8F\xBF\xBF"), 0},
    {BYTES("\xF0\x90\x80\x80"), 4},
    {BYTES("\xF4\x8F\xBF\xBF"), 4},
    {BYTES("\xF4\x90\x80\x80"), 0},
    {BYTES("\xF0\x9F\x98"), 0},
    {BYTES("\xF0\x9F\x41\x80"), 0},
    {BYTES("\xF5\x80\x80\x80"), 0},
    {BYTES("\xFF"), 0},
};

static void test_utf8_rows(void) {
    for (size_t i = 0; i < TEST_COUNT(utf8_rows); i++) {
        char row[16];
        snprintf(row, sizeof row, "row %zu", i);
        TEST_ROW(loc_utf8_check(utf8_rows[i].bytes, utf8_rows[i].length) == utf8_rows[i].valid,
                 row);
    }
}

static size_t encode(uint32_t c, char *out) {
    unsigned char *p = (unsigned char *)out;
    if (c < 0x80) {
        p[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (unsigned char)(0xC0 | c >> 6);
        p[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (unsigned char)(0xE0 | c >> 12);
        p[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        p[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (unsigned char)(0xF0 | c >> 18);
    p[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    p[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    p[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

/* Every character there is, and every number that is none, behind 0 to 8 other bytes. */
static void test_utf8_all(void) {
    int wrong = 0;
    for (uint32_t c = 1; c < 0x120000; c++) {
        char text[16] = "abcdefgh";
        size_t before = c % 9, size = encode(c, text + before);
        int is_character = (c < 0xD800 || c > 0xDFFF) && c <= 0x10FFFF;
        size_t checked = loc_utf8_check(text, before + size);
        wrong += checked != (is_character ? before + size : before);
        wrong += is_character && loc_utf8_count(text, before + size) != before + 1;
    }
    TEST_NUMBER(wrong, 0);
}

typedef struct width_row {
    const char *text;
    size_t count, width;
} width_row;

static const width_row width_rows[] = {
    {"", 0, 0},
    {"Coventry", 8, 8},
    {"\xC2\xA3"
     "5",
     2, 2},
    {"Ynys M\xC3\xB4n", 8, 8},
    {"e\xCC\x81", 2, 1},                /* e and a combining accent */
    {"\xE4\xB8\xAD\xE6\x96\x87", 2, 4}, /* two Chinese characters */
    {"\xED\x95\x9C\xEA\xB8\x80", 2, 4}, /* two Korean syllables */
    {"\xEF\xBC\xA1", 1, 2},             /* full-width A */
    {"\xEF\xBD\xB1", 1, 1},             /* half-width katakana */
    {"\xF0\x9F\x98\x80", 1, 2},         /* an emoji */
    {"\xE2\x80\x99", 1, 1},             /* typographic apostrophe */
    {"\xE2\x80\x8B", 1, 0},             /* zero width space */
    {"\xC2\xAD", 1, 1},                 /* soft hyphen, as terminals show it */
    {"\xF0\xA0\x80\x80", 1, 2},         /* the supplementary ideographic plane */
    {"\xF4\x8F\xBF\xBD", 1, 1},         /* private use */
    {"\xF3\xA0\x84\x80", 1, 0},         /* a variation selector */
};

static void test_width(void) {
    for (size_t i = 0; i < TEST_COUNT(width_rows); i++) {
        const width_row *row = &width_rows[i];
        TEST_NUMBER(loc_utf8_count(row->text, strlen(row->text)), row->count);
        TEST_NUMBER(loc_utf8_width(row->text, strlen(row->text)), row->width);
    }
    TEST_NUMBER(loc_utf8_width("a\x80\xFF\xE4\xB8", 5), 5); /* a byte that is no character */
}

/* ---- Names ---------------------------------------------------------------------------------- */

static void test_names(void) {
    static const char *const equal[][2] = {
        {"West Norfolk", "west  norfolk"},
        {"King's Lynn", "KING\xE2\x80\x99S LYNN"},
        {" Fenland\t", "fenland"},
        {"", "  \n"},
        {"\xC3\x89"
         "a",
         "\xC3\x89"
         "A"},
        {"a\tb", "A B"},
    };
    static const char *const different[][2] = {
        {"West Norfolk", "WestNorfolk"},
        {"King's Lynn", "Kings Lynn"},
        {"a", "ab"},
        {"\xC3\x89", "\xC3\xA9"},
        {"", "a"},
        {"a b", "a b c"},
        {"\xE2\x80\x98", "'"},
    };
    for (size_t i = 0; i < TEST_COUNT(equal); i++) {
        TEST_ROW(loc_names_equal(equal[i][0], equal[i][1]), equal[i][0]);
        TEST_ROW(loc_names_equal(equal[i][1], equal[i][0]), equal[i][0]);
    }
    for (size_t i = 0; i < TEST_COUNT(different); i++) {
        TEST_ROW(!loc_names_equal(different[i][0], different[i][1]), different[i][0]);
        TEST_ROW(!loc_names_equal(different[i][1], different[i][0]), different[i][0]);
    }
}

typedef struct edit_row {
    const char *a, *b;
    size_t limit, distance;
} edit_row;

static const edit_row edit_rows[] = {
    {"", "", 3, 0},
    {"post", "post", 3, 0},
    {"post", "POST", 3, 0},
    {"post", "psot", 3, 1},
    {"post", "pst", 3, 1},
    {"post", "posts", 3, 1},
    {"post", "most", 3, 1},
    {"ca", "abc", 9, 3}, /* each letter is edited once */
    {"kitten", "sitting", 9, 3},
    {"kitten", "sitting", 2, 3},
    {"kitten", "sitting", 0, 1},
    {"", "abc", 9, 3},
    {"abc", "", 9, 3},
    {"abcdef", "a", 2, 3},
    {"M\xC3\xB4n", "Mon", 3, 1},
    {"\xE2\x82\xAC", "\xC2\xA3", 3, 1},
    {"abcd", "wxyz", 2, 3},
};

static void test_edits(void) {
    for (size_t i = 0; i < TEST_COUNT(edit_rows); i++) {
        const edit_row *row = &edit_rows[i];
        TEST_NUMBER(loc_edit_distance(row->a, row->b, row->limit), row->distance);
        TEST_NUMBER(loc_edit_distance(row->b, row->a, row->limit), row->distance);
    }
}

static void test_long_names(void) {
    char a[300], b[300];
    memset(a, 'a', sizeof a - 1);
    a[sizeof a - 1] = '\0';
    memcpy(b, a, sizeof a);
    TEST_NUMBER(loc_edit_distance(a, b, 5), 0);
    b[7] = 'b';
    TEST_NUMBER(loc_edit_distance(a, b, 5), 6); /* too long to compare letter by letter */
    a[128] = b[128] = '\0';
    TEST_NUMBER(loc_edit_distance(a, b, 5), 1);
    a[128] = 'a';
    TEST_NUMBER(loc_edit_distance(b, a, 5), 6);
}

/* Random names: symmetric, and a few edits are never more than so many. */
static void test_edit_laws(void) {
    test_random random = {.seed = 41};
    int right = 1;
    for (int i = 0; i < 20000 && right; i++) {
        char a[24], b[24];
        size_t length = test_random_below(&random, 12), edits = test_random_below(&random, 4);
        for (size_t j = 0; j < length; j++) {
            a[j] = (char)('a' + test_random_below(&random, 4));
        }
        a[length] = '\0';
        memcpy(b, a, length + 1);
        for (size_t e = 0; e < edits; e++) {
            size_t now = strlen(b), at = test_random_below(&random, now + 1);
            if (now > 0 && at < now && test_random_below(&random, 2)) {
                memmove(b + at, b + at + 1, now - at);
            } else {
                memmove(b + at + 1, b + at, now - at + 1);
                b[at] = (char)('a' + test_random_below(&random, 4));
            }
        }
        right = loc_edit_distance(a, b, 9) <= edits &&
                loc_edit_distance(a, b, 9) == loc_edit_distance(b, a, 9) &&
                (loc_edit_distance(a, b, 9) == 0) == (strcmp(a, b) == 0);
    }
    TEST_ROW(right, "edit distance");
}

static void suggest(const char *wanted, const char *const *names, size_t count, char *out,
                    size_t size) {
    loc_nearest nearest;
    loc_nearest_init(&nearest, wanted);
    for (size_t i = 0; i < count; i++) {
        loc_nearest_offer(&nearest, names[i]);
    }
    loc_nearest_write(&nearest, out, size);
}

static void test_nearest(void) {
    static const char *const names[] = {"title", "tilts", "tiles",    "stile", "grade",
                                        "tale",  "tiles", "title_of", "base"};
    char out[200];
    suggest("titel", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "; did you mean \"title\"?");
    suggest("tilse", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "; did you mean \"tiles\"?");
    suggest("bsae", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "; did you mean \"base\"?");
    suggest("organisation", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "");
    suggest("", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "");
}

static void test_nearest_order(void) {
    static const char *const names[] = {"area-5", "area-4", "area-1", "area-2", "area-2", "arxx-3"};
    static const char *const turned[] = {"arxx-3", "area-2", "area-2",
                                         "area-1", "area-4", "area-5"};
    char out[200], again[200];
    suggest("area-3", names, TEST_COUNT(names), out, sizeof out);
    TEST_TEXT(out, "; did you mean \"area-1\", \"area-2\" or \"area-4\"?");
    suggest("area-3", turned, TEST_COUNT(turned), again, sizeof again);
    TEST_TEXT(again, out);
    suggest("Area-5", names, 2, out, sizeof out);
    TEST_TEXT(out, "; did you mean \"area-5\" or \"area-4\"?");
}

/* A long name tolerates four slips, not a third of its letters. */
static void test_nearest_tolerance(void) {
    static const char *const names[] = {"neighbourhood coordinator"};
    char out[200];
    suggest("nxxxxbourhood coordinator", names, 1, out, sizeof out);
    TEST_TEXT(out, "; did you mean \"neighbourhood coordinator\"?");
    suggest("nxxxxxourhood coordinator", names, 1, out, sizeof out);
    TEST_TEXT(out, "");
}

/* What does not fit is left out name by name; a name is never cut. */
static void test_nearest_fit(void) {
    static const char *const names[] = {"area-1", "area-2", "area-4"};
    static const char *const expected[] = {
        "; did you mean \"area-1\", \"area-2\" or \"area-4\"?",
        "; did you mean \"area-1\" or \"area-2\"?",
        "; did you mean \"area-1\"?",
        "",
    };
    char out[64];
    for (size_t size = 1; size <= sizeof out; size++) {
        size_t fits = 0;
        while (strlen(expected[fits]) >= size) {
            fits++;
        }
        suggest("area-3", names, 3, out, size);
        TEST_TEXT(out, expected[fits]);
    }
    out[0] = 'x';
    suggest("area-3", names, 3, out, 0);
    CU_ASSERT_EQUAL(out[0], 'x');
}

static const test_case cases[] = {
    {"a text grows as it is written", test_growing},
    {"formatting never cuts", test_long_format},
    {"a text survives the failure of each allocation", test_text_faults},
    {"a text that failed stays failed until it is taken", test_stays_failed},
    {"values are written and printed into a text", test_text_of_values},
    {"ASCII is told without a locale", test_ascii},
    {"bytes that are not UTF-8 are found at the first of them", test_utf8_rows},
    {"every character is valid and no other number is", test_utf8_all},
    {"wide characters take two columns and marks none", test_width},
    {"names are equal but for case, blanks and apostrophes", test_names},
    {"edits between two names are counted", test_edits},
    {"names beyond 128 characters are near to themselves alone", test_long_names},
    {"edit distance is symmetric and no more than the edits made", test_edit_laws},
    {"the nearest names are suggested", test_nearest},
    {"suggestions do not depend on the order of offers", test_nearest_order},
    {"a long name tolerates four slips", test_nearest_tolerance},
    {"suggestions that do not fit are left out whole", test_nearest_fit},
};

TEST_MAIN("base: text", cases)
