/* Audits: the pieces that those of plans and of rotas are written from. See audit.h. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "placement/audit.h"

/* ---- JSON -------------------------------------------------------------------------------------------- */

void loc_audit_string(loc_text *out, const char *text) {
    static const char digits[] = "0123456789abcdef";

    loc_text_char(out, '"');
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            loc_text_char(out, '\\');
            loc_text_char(out, *text);
        } else if (c < 0x20) {
            loc_text_add(out, "\\u00");
            loc_text_char(out, digits[c >> 4]);
            loc_text_char(out, digits[c & 15]);
        } else {
            loc_text_char(out, *text);
        }
    }
    loc_text_char(out, '"');
}

void loc_audit_key(loc_text *out, const char *key) {
    loc_audit_string(out, key);
    loc_text_add(out, ": ");
}

void loc_audit_member(loc_text *out, const char *key, const char *text) {
    loc_audit_key(out, key);
    loc_audit_string(out, text);
}

void loc_audit_hex(loc_text *out, uint64_t number) {
    static const char digits[] = "0123456789abcdef";

    loc_text_char(out, '"');
    for (int shift = 60; shift >= 0; shift -= 4)
        loc_text_char(out, digits[number >> shift & 15]);
    loc_text_char(out, '"');
}

void loc_audit_numbers(loc_text *out, const char *key, const int64_t *numbers, size_t count) {
    loc_audit_key(out, key);
    loc_text_char(out, '[');
    for (size_t i = 0; numbers != NULL && i < count; i++) {
        loc_text_add(out, i > 0 ? ", " : "");
        loc_text_integer(out, numbers[i]);
    }
    loc_text_char(out, ']');
}

void loc_audit_bytes(loc_text *out, const char *key, const uint8_t *bytes, size_t count) {
    loc_audit_key(out, key);
    loc_text_char(out, '[');
    for (size_t i = 0; bytes != NULL && i < count; i++)
        loc_text_format(out, "%s%d", i > 0 ? ", " : "", (int)bytes[i]);
    loc_text_char(out, ']');
}

/* ---- Parts of a document ------------------------------------------------------------------------------- */

void loc_audit_rules(const loc_board *board, loc_text *out) {
    loc_text_add(out, ",\n  \"conditions\": [");
    for (size_t i = 0; i < board->conditions; i++) {
        const loc_condition *c = &board->condition[i];
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "id", c->id);
        loc_text_add(out, ", ");
        loc_audit_member(out, "words", c->words);
        loc_text_add(out, ", ");
        loc_audit_member(out, "text", c->text);
        loc_text_add(out, ", ");
        loc_audit_member(out, "rests_on", c->knob);
        loc_text_format(out, ", \"weight\": %" PRId64 ", \"firm\": %s}", c->weight,
                        c->is_firm ? "true" : "false");
    }
    loc_text_add(out, "],\n  \"preferences\": [");
    for (size_t i = 0; i < board->preferences; i++) {
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "prefer", board->preference[i].is_most ? "most" : "least");
        loc_text_add(out, ", ");
        loc_audit_member(out, "words", board->preference[i].words);
        loc_text_add(out, ", ");
        loc_audit_member(out, "type", locality_type_name(board->preference[i].type));
        loc_text_char(out, '}');
    }
    loc_text_char(out, ']');
}

void loc_audit_begin(const char *what, const loc_text *input, loc_text *out) {
    const char *bytes = input->data == NULL ? "" : input->data;
    char sum[LOC_SHA256_TEXT];

    loc_sha256_text(bytes, input->length, sum);
    loc_text_add(out, "{\n  ");
    loc_audit_member(out, what, "1");
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "input_sha256", sum);
    loc_text_add(out, ",\n");
    loc_text_put(out, bytes, input->length);
    out->failed = out->failed || input->failed;
}

locality_status loc_audit_give(loc_text *text, char *buffer, size_t capacity, size_t *length,
                               locality_error *error) {
    locality_status status = LOCALITY_OK;

    if (text->failed)
        status = loc_fail_memory(error);
    else if (buffer != NULL && text->length >= capacity)
        status = loc_fail(error, LOCALITY_LIMIT, "%zu bytes do not fit into room for %zu",
                          text->length + 1, capacity);
    else if (buffer != NULL)
        memcpy(buffer, text->data, text->length + 1);
    if (status != LOCALITY_NO_MEMORY && length != NULL)
        *length = text->length;
    loc_text_clear(text);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
