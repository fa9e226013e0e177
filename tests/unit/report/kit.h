/* Kit: an output that keeps what was written, for the tests of reports. */
#ifndef TESTS_UNIT_REPORT_KIT_H
#define TESTS_UNIT_REPORT_KIT_H

#include "locality/report.h"
#include "support/harness.h"

#include <stdlib.h>
#include <string.h>

typedef struct kept {
    char *text;
    size_t length;
    int tones;     /* how often the tone changed */
    size_t refuse; /* bytes after which it refuses; 0 never */
    int32_t code;  /* with which it refuses */
} kept;

static inline int32_t kept_write(void *self, const char *bytes, size_t length) {
    kept *kept_text = self;
    if (kept_text->refuse > 0 && kept_text->length + length > kept_text->refuse) {
        return kept_text->code;
    }
    kept_text->text = realloc(kept_text->text, kept_text->length + length + 1);
    memcpy(kept_text->text + kept_text->length, bytes, length);
    kept_text->length += length;
    kept_text->text[kept_text->length] = '\0';
    return 0;
}

static inline void kept_tone(void *self, int32_t tone) {
    ((kept *)self)->tones += tone >= LOCALITY_TONE_PLAIN && tone <= LOCALITY_TONE_QUIET;
}

static inline locality_output kept_output(kept *kept_text) {
    locality_output output = LOCALITY_OUTPUT_INIT;
    memset(kept_text, 0, sizeof *kept_text);
    output.self = kept_text;
    output.write = kept_write;
    return output;
}

static inline locality_report_options kept_options(int32_t format, uint32_t width) {
    locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;
    options.format = format;
    options.width = width;
    return options;
}

#endif
