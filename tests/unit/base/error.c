/* Errors, and the names of statuses, types and the version. */
#include "support/harness.h"

#include "base/error.h"
#include "base/text.h"

static const char *const status_names[] = {
    "ok",        "invalid",   "no_memory", "not_found", "duplicate", "dangling",
    "ambiguous", "cycle",     "syntax",    "type",      "overflow",  "encoding",
    "limit",     "cancelled", "callback",  "busy",      "conflict",  "io",
};

static const char *const type_names[] = {
    "none", "text",   "word", "truth", "count",   "number", "ratio", "money",
    "date", "moment", "days", "ref",   "any_ref", "texts",  "refs",
};

static void test_status_names(void) {
    for (size_t i = 0; i < TEST_COUNT(status_names); i++) {
        TEST_TEXT(locality_status_name((locality_status)i), status_names[i]);
    }
    TEST_NUMBER(TEST_COUNT(status_names), LOCALITY_IO + 1);
    TEST_TEXT(locality_status_name(-1), "unknown");
    TEST_TEXT(locality_status_name(LOCALITY_IO + 1), "unknown");
}

static void test_type_names(void) {
    for (size_t i = 0; i < TEST_COUNT(type_names); i++) {
        TEST_TEXT(locality_type_name((int32_t)i), type_names[i]);
    }
    TEST_NUMBER(TEST_COUNT(type_names), LOCALITY_TYPE_REFS + 1);
    TEST_TEXT(locality_type_name(-1), "unknown");
    TEST_TEXT(locality_type_name(LOCALITY_TYPE_REFS + 1), "unknown");
}

static void test_version(void) {
    char expected[32];
    snprintf(expected, sizeof expected, "%d.%d.%d", LOCALITY_VERSION_MAJOR, LOCALITY_VERSION_MINOR,
             LOCALITY_VERSION_PATCH);
    TEST_TEXT(locality_version(), expected);
}

static void fill(locality_error *error) {
    memset(error, 0xA5, sizeof *error);
}

static void test_cleared(void) {
    locality_error error, zero;
    memset(&zero, 0, sizeof zero);
    fill(&error);
    TEST_NUMBER(loc_ok(&error), LOCALITY_OK);
    CU_ASSERT_TRUE(memcmp(&error, &zero, sizeof zero) == 0);
}

static void test_filled(void) {
    locality_error error;
    fill(&error);
    TEST_NUMBER(loc_fail(&error, LOCALITY_DANGLING, "\"%s\" names no %s (%d)", "x", "post", 7),
                LOCALITY_DANGLING);
    TEST_NUMBER(error.status, LOCALITY_DANGLING);
    TEST_TEXT(error.message, "\"x\" names no post (7)");
    TEST_TEXT(error.kind, "");
    TEST_TEXT(error.id, "");
    TEST_TEXT(error.field, "");
    TEST_NUMBER(error.line, 0);
    TEST_NUMBER(error.column, 0);
    TEST_NUMBER(error.host_code, 0);
    for (size_t i = 0; i < sizeof error.reserved; i++) {
        TEST_NUMBER(error.reserved[i], 0);
    }
    loc_error_at_record(&error, "post", "p1", "title");
    loc_error_at_place(&error, 3, 14);
    loc_error_at_record(&error, NULL, NULL, NULL);
    TEST_TEXT(error.kind, "post");
    TEST_TEXT(error.id, "p1");
    TEST_TEXT(error.field, "title");
    TEST_NUMBER(error.line, 3);
    TEST_NUMBER(error.column, 14);
    TEST_TEXT(error.message, "\"x\" names no post (7)");
}

static void test_own_texts(void) {
    locality_error error;
    loc_fail(&error, LOCALITY_CYCLE, "first");
    loc_error_at_record(&error, "post", "p1", "title");
    loc_fail(&error, LOCALITY_TYPE, "%s of %s: %s", error.field, error.id, error.message);
    TEST_TEXT(error.message, "title of p1: first");
    TEST_TEXT(error.id, "");
    loc_error_at_record(&error, error.message, NULL, NULL);
    TEST_TEXT(error.kind, "title of p1: first");
}

static void test_null_error(void) {
    TEST_NUMBER(loc_ok(NULL), LOCALITY_OK);
    TEST_NUMBER(loc_fail(NULL, LOCALITY_BUSY, "%s", "x"), LOCALITY_BUSY);
    TEST_NUMBER(loc_fail_memory(NULL), LOCALITY_NO_MEMORY);
    TEST_NUMBER(loc_fail_null(NULL, "x"), LOCALITY_INVALID);
    loc_error_at_record(NULL, "a", "b", "c");
    loc_error_at_place(NULL, 1, 1);
}

static void test_ready_messages(void) {
    locality_error error;
    loc_fail_memory(&error);
    TEST_TEXT(error.message, "out of memory");
    TEST_NUMBER(error.status, LOCALITY_NO_MEMORY);
    loc_fail_null(&error, "model");
    TEST_TEXT(error.message, "model is null");
}

/* Every cut of a text of characters of 1 to 4 bytes is valid UTF-8, and loses less than a character. */
static void test_cut(void) {
    static const char *const characters[] = {"a", "\xC2\xA3", "\xE2\x80\x99", "\xF0\x9F\x98\x80"};
    char text[2000];
    locality_error error;

    for (size_t which = 0; which < 4; which++) {
        for (size_t shift = 0; shift < 4; shift++) {
            size_t size = which + 1, length;
            memset(text, 'x', shift);
            text[shift] = '\0';
            while (strlen(text) < 1000) {
                strcat(text, characters[which]);
            }
            loc_fail(&error, LOCALITY_SYNTAX, "%s", text);
            loc_error_at_record(&error, text, text, text);
            length = strlen(error.message);
            TEST_NUMBER(loc_utf8_check(error.message, length), length);
            CU_ASSERT_TRUE(length > LOCALITY_ERROR_MESSAGE_SIZE - 1 - size);
            CU_ASSERT_TRUE(memcmp(error.message, text, length) == 0);
            length = strlen(error.id);
            TEST_NUMBER(loc_utf8_check(error.id, length), length);
            CU_ASSERT_TRUE(length > LOCALITY_ERROR_ID_SIZE - 1 - size);
            length = strlen(error.kind);
            TEST_NUMBER(loc_utf8_check(error.kind, length), length);
            CU_ASSERT_TRUE(length > LOCALITY_ERROR_NAME_SIZE - 1 - size);
            TEST_TEXT(error.field, error.kind);
        }
    }
}

/* Bytes that are no UTF-8 at all are cut too, and never beyond the array. */
static void test_cut_of_rubbish(void) {
    char text[1000];
    locality_error error;
    memset(text, 0x80, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    loc_fail(&error, LOCALITY_ENCODING, "%s", text);
    TEST_NUMBER(strlen(error.message), LOCALITY_ERROR_MESSAGE_SIZE - 1);
}

static const test_case cases[] = {
    {"every status has a name", test_status_names},
    {"every type has a name", test_type_names},
    {"the version is the one of the header", test_version},
    {"success clears the whole error", test_cleared},
    {"failure sets status and message and clears the rest", test_filled},
    {"a message may be made of texts of the error it replaces", test_own_texts},
    {"every function takes a null error", test_null_error},
    {"the ready messages are in plain words", test_ready_messages},
    {"long texts are cut at a whole character", test_cut},
    {"bytes that are not UTF-8 do not confuse the cutting", test_cut_of_rubbish},
};

TEST_MAIN("base: errors", cases)
