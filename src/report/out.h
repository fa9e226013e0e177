/* Out: the way to the output. Bytes are gathered and pushed on; tones are announced; after the output has
 * refused, nothing more is pushed, so that a report writes on and asks once at its end. */
#ifndef LOC_REPORT_OUT_H
#define LOC_REPORT_OUT_H

#include <stdbool.h>

#include "locality/report.h"

typedef struct loc_out {
    locality_output output;
    char buffer[1024];
    size_t used;
    int32_t tone;      /* what the output was told last */
    int32_t host_code; /* what the output answered when it refused */
} loc_out;

/* INVALID if the output lacks what is required. */
locality_status loc_out_begin(loc_out *out, const locality_output *output, locality_error *error);
locality_status loc_out_end(loc_out *out,
                            locality_error *error); /* CALLBACK if the output refused */
void loc_out_put(loc_out *out, const char *bytes, size_t length);
void loc_out_add(loc_out *out, const char *string);
void loc_out_spaces(loc_out *out, size_t count);
void loc_out_tone(loc_out *out, int32_t tone);

/* A text as each format needs it: control characters as blanks; a Markdown text that means nothing
 * but itself; a CSV field; a JSON string with its quotes. */
void loc_out_plain(loc_out *out, const char *text, size_t length);
void loc_out_markdown(loc_out *out, const char *text, size_t length);
void loc_out_csv(loc_out *out, const char *text, size_t length);
void loc_out_json(loc_out *out, const char *text, size_t length);

/* The lines of a text in a width: breaks at line ends, between words, and inside words that are
 * longer than a line. */
typedef struct loc_wrap {
    const char *text;
    size_t length, at, width;
} loc_wrap;
bool loc_wrap_next(loc_wrap *wrap, const char **line, size_t *length);

#endif
