/*
 * Fuzzes a record's JSON bytes: the first byte chooses the kind; the rest is either refused with a place
 * inside it, or gives a record that is written, read and written again to the same bytes, also over
 * the bytes it came from, whose unknown members stay.
 */
#include "locality-json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct kept {
    char *text;
    size_t length;
} kept;

/* What is written from a record, and over which bytes. */
typedef struct rewriting {
    const char *before;
    size_t length;
    kept out;
    unsigned records;
} rewriting;

static void expect(int holds) {
    if (!holds) {
        abort();
    }
}

static int32_t keep(void *self, const char *bytes, size_t length) {
    kept *out = self;
    out->text = realloc(out->text, out->length + length + 1);
    expect(out->text != NULL);
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    return 0;
}

static locality_status write(void *self, const locality_store_record *record,
                             locality_error *error) {
    rewriting *r = self;
    locality_output output = LOCALITY_OUTPUT_INIT;
    output.self = &r->out;
    output.write = keep;
    r->records++;
    expect(locality_json_write_record(record, r->before, r->length, NULL, &output, error) ==
           LOCALITY_OK);
    return LOCALITY_OK;
}

static locality_status rewrite(uint32_t kind, const char *text, size_t length, rewriting *r,
                               locality_error *error) {
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    sink.self = r;
    sink.record = write;
    return locality_json_read_record(text, length, NULL, kind, NULL, &sink, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    uint32_t kind = data[0] % locality_schema_kinds(NULL);
    const char *text = (const char *)data + 1;
    rewriting plain = {0}, over = {.before = text, .length = --size}, again = {0}, last = {0};
    locality_error error;
    locality_status status = rewrite(kind, text, size, &plain, &error);
    expect(plain.records == (status == LOCALITY_OK) && error.status == status);
    if (status != LOCALITY_OK) {
        expect(error.message[0] != '\0' && error.line >= 1 && error.line <= size + 1 &&
               error.column >= 1 && error.column <= size + 1);
        return 0;
    }
    expect(rewrite(kind, plain.out.text, plain.out.length, &again, &error) == LOCALITY_OK);
    expect(plain.out.length == again.out.length &&
           memcmp(plain.out.text, again.out.text, plain.out.length) == 0);
    expect(rewrite(kind, text, size, &over, &error) == LOCALITY_OK);
    last.before = over.out.text;
    last.length = over.out.length;
    expect(rewrite(kind, over.out.text, over.out.length, &last, &error) == LOCALITY_OK);
    expect(last.out.length == over.out.length &&
           memcmp(last.out.text, over.out.text, last.out.length) == 0);
    free(plain.out.text);
    free(again.out.text);
    free(over.out.text);
    free(last.out.text);
    return 0;
}
