/* Emit: JSON text pushed to the host in pieces. After the host has refused, nothing more is pushed, so
 * that a document is written through and asked once at its end. */
#ifndef LOC_JSON_EMIT_H
#define LOC_JSON_EMIT_H

#include <stdbool.h>

#include "locality-json.h"

typedef struct loc_json_emit {
    locality_output output;
    char buffer[4096];
    size_t used;
    size_t level;    /* of indentation */
    bool behind;     /* something stands on this level already */
    bool flat;       /* everything in one line, without a line end */
    int32_t refused; /* what the host answered */
} loc_json_emit;

locality_status loc_json_emit_begin(loc_json_emit *emit, const locality_output *output,
                                    locality_error *error);
/* Ends with a line end, unless all stands in one line; CALLBACK if the host refused. */
locality_status loc_json_emit_end(loc_json_emit *emit, locality_error *error);
void loc_json_emit_add(loc_json_emit *emit, const char *text);
void loc_json_emit_bytes(loc_json_emit *emit, const char *bytes, size_t length);
void loc_json_emit_string(loc_json_emit *emit, const char *text); /* with quotes */

/* Brackets: `{` or `[` goes down a level, each member or item begins a line of its own. */
void loc_json_emit_open(loc_json_emit *emit, const char *bracket);
void loc_json_emit_close(loc_json_emit *emit, const char *bracket);
void loc_json_emit_item(loc_json_emit *emit);                 /* what follows is an item */
void loc_json_emit_key(loc_json_emit *emit, const char *key); /* what follows is a member */
void loc_json_emit_member(loc_json_emit *emit, const char *key, const char *text);
/* Texts in one line, ["a", "b"], or one a line where that is longer than `width` bytes. */
void loc_json_emit_texts(loc_json_emit *emit, const char *const *texts, size_t count, size_t width);
/* A value in the form that it has in documents (write.c). */
void loc_json_emit_value(loc_json_emit *emit, const locality_value *value);

#endif
