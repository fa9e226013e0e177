/*
 * Fuzzes the reading of quantities and dates of every type.
 *
 * What can be read can be written, and reads back equal; it prints in any number of decimals; what
 * cannot be read leaves the unknown range and an error that says where. Writing a range made of the
 * input's bytes must either be refused or read back equal.
 */
#include "locality/base.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_value: %s\n", what);
        abort();
    }
}

static int same(const locality_range *a, const locality_range *b) {
    return a->lo == b->lo && a->hi == b->hi;
}

/* Writes into exactly as many bytes as are needed and reads back. */
static void check_written(int32_t type, const locality_range *range) {
    char text[80];
    size_t needed = 0;
    locality_range back;
    locality_error error;
    must(locality_value_write(type, range, text, sizeof text, &needed, &error) == LOCALITY_OK,
         "a valid range is not written");
    must(needed == strlen(text) + 1, "the size needed is wrong");
    must(locality_value_write(type, range, text, needed, NULL, NULL) == LOCALITY_OK,
         "the size needed is not enough");
    must(locality_value_read(type, text, needed - 1, &back, &error) == LOCALITY_OK,
         "what was written is not read");
    must(same(range, &back), "what was written reads back differently");
}

static void check_printed(int32_t type, const locality_range *range) {
    char text[160];
    for (int32_t decimals = -1; decimals <= 6; decimals++) {
        must(locality_value_print(type, range, decimals, text, sizeof text, NULL, NULL) ==
                     LOCALITY_OK &&
                 text[0] != '\0',
             "a valid range is not printed");
    }
}

static void check_read(int32_t type, const char *text, size_t size) {
    locality_range range;
    locality_error error;
    locality_status status = locality_value_read(type, text, size, &range, &error);
    must(error.status == status, "the error tells another status");
    must(locality_range_is_valid(&range), "an invalid range");
    if (status == LOCALITY_OK) {
        check_written(type, &range);
        check_printed(type, &range);
        return;
    }
    must(status == LOCALITY_SYNTAX || status == LOCALITY_OVERFLOW || status == LOCALITY_ENCODING,
         "an unexpected status");
    must(locality_range_is_unknown(&range), "a failed reading leaves a range");
    must(error.message[0] != '\0' && error.column >= 1 && error.column <= size + 1,
         "an error without message or place");
}

/* The first 16 bytes as a range. */
static void check_bytes(int32_t type, const uint8_t *data, size_t size) {
    locality_range range, back;
    char text[80];
    if (size < sizeof range) {
        return;
    }
    memcpy(&range.lo, data, sizeof range.lo);
    memcpy(&range.hi, data + sizeof range.lo, sizeof range.hi);
    if (locality_value_write(type, &range, text, sizeof text, NULL, NULL) != LOCALITY_OK) {
        return;
    }
    must(locality_value_read(type, text, strlen(text), &back, NULL) == LOCALITY_OK,
         "what was written from bytes is not read");
    must(type == LOCALITY_TYPE_TRUTH || same(&range, &back), "bytes read back differently");
    check_printed(type, &range);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    for (int32_t type = LOCALITY_TYPE_TRUTH; type <= LOCALITY_TYPE_DAYS; type++) {
        /* A null pointer is a fault of the caller and not what is looked for. */
        check_read(type, size == 0 ? "" : (const char *)data, size);
        check_bytes(type, data, size);
    }
    return 0;
}
