/*
 * Fuzzes the JSON document: any bytes are either refused with a place inside them, or give a model that
 * survives being written and read: the same bytes come out again. A snapshot of it may be refused, but
 * says why.
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

static int32_t keep(void *self, const char *bytes, size_t length) {
    kept *out = self;
    out->text = realloc(out->text, out->length + length + 1);
    if (out->text == NULL) {
        abort();
    }
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    return 0;
}

static void expect(int holds) {
    if (!holds) {
        abort();
    }
}

static kept document_of(const locality_model *model) {
    kept out = {NULL, 0};
    locality_output output = LOCALITY_OUTPUT_INIT;
    output.self = &out;
    output.write = keep;
    expect(locality_json_write(model, NULL, &output, NULL) == LOCALITY_OK);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *text = (const char *)data;
    locality_json_document *document = NULL;
    locality_model *model = NULL, *again = NULL;
    locality_snapshot *snapshot = NULL;
    locality_error error;
    locality_status status = locality_json_open(text, size, NULL, NULL, &document, &error);
    const locality_json_document *only = document;

    expect((status == LOCALITY_OK) == (document != NULL) && error.status == status);
    if (status == LOCALITY_OK) {
        status = locality_json_build(&only, 1, NULL, &model, NULL, &error);
        expect((status == LOCALITY_OK) == (model != NULL) && error.status == status);
    }
    if (status != LOCALITY_OK) {
        expect(error.message[0] != '\0' && error.line >= 1 && error.line <= size + 1 &&
               error.column >= 1 && error.column <= size + 1);
    } else {
        kept first = document_of(model), second;
        expect(locality_json_load(first.text, first.length, NULL, NULL, &again, &error) ==
               LOCALITY_OK);
        second = document_of(again);
        expect(first.length == second.length && memcmp(first.text, second.text, first.length) == 0);
        free(first.text);
        free(second.text);
        status = locality_snapshot_take(model, &snapshot, &error);
        expect((status == LOCALITY_OK) == (snapshot != NULL));
        expect(status == LOCALITY_OK || error.message[0] != '\0');
    }
    locality_snapshot_release(snapshot);
    locality_model_free(again);
    locality_model_free(model);
    locality_json_close(document);
    return 0;
}
