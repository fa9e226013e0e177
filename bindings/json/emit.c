/* Emit: brackets, indentation and strings. */
#include "emit.h"

#include <string.h>

#include "document.h"

locality_status loc_json_emit_begin(loc_json_emit *emit, const locality_output *output,
                                    locality_error *error) {
    locality_output taken = LOCALITY_OUTPUT_INIT;

    if (output == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "output is null");
    if (!loc_json_take(&taken, sizeof taken, output, output->struct_size,
                       offsetof(locality_output, tone)) ||
        taken.write == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "the output cannot write");
    emit->output = taken;
    emit->used = 0;
    emit->level = 0;
    emit->behind = emit->flat = false;
    emit->refused = 0;
    return LOCALITY_OK;
}

static void push(loc_json_emit *emit) {
    if (emit->used > 0 && emit->refused == 0)
        emit->refused = emit->output.write(emit->output.self, emit->buffer, emit->used);
    emit->used = 0;
}

static void put(loc_json_emit *emit, const char *bytes, size_t length) {
    while (length > 0) {
        size_t room = sizeof emit->buffer - emit->used, part = length < room ? length : room;

        memcpy(emit->buffer + emit->used, bytes, part);
        emit->used += part;
        bytes += part;
        length -= part;
        if (emit->used == sizeof emit->buffer)
            push(emit);
    }
}

locality_status loc_json_emit_end(loc_json_emit *emit, locality_error *error) {
    if (!emit->flat)
        put(emit, "\n", 1);
    push(emit);
    if (emit->refused == 0)
        return loc_json_ok(error);
    loc_json_fail(error, LOCALITY_CALLBACK, "the output refused what was written with code %d",
                  (int)emit->refused);
    if (error != NULL)
        error->host_code = emit->refused;
    return LOCALITY_CALLBACK;
}

void loc_json_emit_add(loc_json_emit *emit, const char *text) {
    put(emit, text, strlen(text));
}

void loc_json_emit_bytes(loc_json_emit *emit, const char *bytes, size_t length) {
    put(emit, bytes, length);
}

void loc_json_emit_string(loc_json_emit *emit, const char *text) {
    static const char digits[] = "0123456789abcdef";
    char escape[] = "\\u0000";

    put(emit, "\"", 1);
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;

        if (c == '\n') {
            put(emit, "\\n", 2);
        } else if (c == '\t') {
            put(emit, "\\t", 2);
        } else if (c < 0x20 || c == 0x7F) {
            escape[4] = digits[c >> 4];
            escape[5] = digits[c & 15];
            put(emit, escape, 6);
        } else {
            if (c == '"' || c == '\\')
                put(emit, "\\", 1);
            put(emit, p, 1);
        }
    }
    put(emit, "\"", 1);
}

static void new_line(loc_json_emit *emit) {
    put(emit, "\n", 1);
    for (size_t i = 0; i < emit->level; i++)
        put(emit, "  ", 2);
}

void loc_json_emit_open(loc_json_emit *emit, const char *bracket) {
    loc_json_emit_add(emit, bracket);
    emit->level++;
    emit->behind = false;
}

void loc_json_emit_close(loc_json_emit *emit, const char *bracket) {
    emit->level--;
    if (emit->behind && !emit->flat)
        new_line(emit);
    loc_json_emit_add(emit, bracket);
    emit->behind = true;
}

void loc_json_emit_item(loc_json_emit *emit) {
    if (emit->behind)
        put(emit, emit->flat ? ", " : ",", emit->flat ? 2 : 1);
    emit->behind = true;
    if (!emit->flat)
        new_line(emit);
}

void loc_json_emit_key(loc_json_emit *emit, const char *key) {
    loc_json_emit_item(emit);
    loc_json_emit_string(emit, key);
    put(emit, ": ", 2);
}

void loc_json_emit_member(loc_json_emit *emit, const char *key, const char *text) {
    loc_json_emit_key(emit, key);
    loc_json_emit_string(emit, text);
}

void loc_json_emit_texts(loc_json_emit *emit, const char *const *texts, size_t count,
                         size_t width) {
    size_t length = 0;

    for (size_t i = 0; i < count; i++)
        length += strlen(texts[i]) + 4;
    if (length > width && !emit->flat) {
        loc_json_emit_open(emit, "[");
        for (size_t i = 0; i < count; i++) {
            loc_json_emit_item(emit);
            loc_json_emit_string(emit, texts[i]);
        }
        loc_json_emit_close(emit, "]");
        return;
    }
    put(emit, "[", 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put(emit, ", ", 2);
        loc_json_emit_string(emit, texts[i]);
    }
    put(emit, "]", 1);
}
