/* Out: gathering bytes for the output, and writing a text so that a format takes it as text. */
#include "report/out.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

/* ---- The way to the output ----------------------------------------------------------------------- */

locality_status loc_out_begin(loc_out *out, const locality_output *output, locality_error *error) {
    locality_output taken = LOCALITY_OUTPUT_INIT;

    if (output == NULL)
        return loc_fail_null(error, "output");
    if (!loc_struct_take(&taken, sizeof taken, output, output->struct_size,
                         offsetof(locality_output, tone)))
        return loc_fail(error, LOCALITY_INVALID, "the output is not that of a locality_output");
    if (taken.write == NULL)
        return loc_fail(error, LOCALITY_INVALID, "the output cannot write");
    out->output = taken;
    out->used = 0;
    out->tone = LOCALITY_TONE_PLAIN;
    out->host_code = 0;
    return LOCALITY_OK;
}

static void push(loc_out *out) {
    if (out->used > 0 && out->host_code == 0)
        out->host_code = out->output.write(out->output.self, out->buffer, out->used);
    out->used = 0;
}

locality_status loc_out_end(loc_out *out, locality_error *error) {
    loc_out_tone(out, LOCALITY_TONE_PLAIN);
    push(out);
    if (out->host_code == 0)
        return loc_ok(error);
    loc_fail(error, LOCALITY_CALLBACK, "the output refused a report with code %d",
             (int)out->host_code);
    if (error != NULL)
        error->host_code = out->host_code;
    return LOCALITY_CALLBACK;
}

void loc_out_put(loc_out *out, const char *bytes, size_t length) {
    while (length > 0) {
        size_t room = sizeof out->buffer - out->used;
        size_t part = length < room ? length : room;

        memcpy(out->buffer + out->used, bytes, part);
        out->used += part;
        bytes += part;
        length -= part;
        if (out->used == sizeof out->buffer)
            push(out);
    }
}

void loc_out_add(loc_out *out, const char *string) {
    loc_out_put(out, string, strlen(string));
}

void loc_out_spaces(loc_out *out, size_t count) {
    while (count-- > 0)
        loc_out_put(out, " ", 1);
}

void loc_out_tone(loc_out *out, int32_t tone) {
    if (out->output.tone == NULL || tone == out->tone)
        return;
    push(out);
    out->tone = tone;
    if (out->host_code == 0)
        out->output.tone(out->output.self, tone);
}

/* ---- Texts as the formats need them ------------------------------------------------------------- */

/* Bytes of the control character at `p`, 0 if it is none: C0, DEL, and C1 in two bytes. */
static size_t control_size(const unsigned char *p, size_t left) {
    if (p[0] < 0x20 || p[0] == 0x7F)
        return 1;
    return left > 1 && p[0] == 0xC2 && p[1] < 0xA0 ? 2 : 0;
}

void loc_out_plain(loc_out *out, const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t start = 0, at = 0;

    while (at < length) {
        size_t size = control_size(bytes + at, length - at);

        if (size == 0) {
            at++;
            continue;
        }
        loc_out_put(out, text + start, at - start);
        loc_out_put(out, " ", 1);
        at += size;
        start = at;
    }
    loc_out_put(out, text + start, at - start);
}

void loc_out_markdown(loc_out *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            loc_out_add(out, "<br>");
            continue;
        }
        if (strchr("\\|*_`<>[]", text[i]) != NULL && text[i] != '\0')
            loc_out_put(out, "\\", 1);
        loc_out_plain(out, text + i, 1);
    }
}

void loc_out_csv(loc_out *out, const char *text, size_t length) {
    bool quoted = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');

    for (size_t i = 0; i < length && !quoted; i++)
        quoted = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    if (!quoted) {
        loc_out_put(out, text, length);
        return;
    }
    loc_out_put(out, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            loc_out_put(out, "\"", 1);
        loc_out_put(out, text + i, 1);
    }
    loc_out_put(out, "\"", 1);
}

static void json_control(loc_out *out, unsigned char c) {
    static const char digits[] = "0123456789abcdef";
    char escape[] = "\\u0000";

    if (c == '\n') {
        loc_out_add(out, "\\n");
        return;
    }
    if (c == '\t') {
        loc_out_add(out, "\\t");
        return;
    }
    escape[4] = digits[c >> 4];
    escape[5] = digits[c & 15];
    loc_out_add(out, escape);
}

void loc_out_json(loc_out *out, const char *text, size_t length) {
    loc_out_put(out, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c < 0x20 || c == 0x7F) {
            json_control(out, c);
            continue;
        }
        if (c == '"' || c == '\\')
            loc_out_put(out, "\\", 1);
        loc_out_put(out, text + i, 1);
    }
    loc_out_put(out, "\"", 1);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

/* Bytes of the character that starts at `at`. */
static size_t character_size(const char *text, size_t length, size_t at) {
    size_t end = at + 1;

    while (end < length && ((unsigned char)text[end] & 0xC0u) == 0x80u)
        end++;
    return end - at;
}

static size_t without_blanks(const char *text, size_t start, size_t end) {
    while (end > start && text[end - 1] == ' ')
        end--;
    return end;
}

/* Whether a long word may be broken behind this byte. */
static bool is_joint(char c) {
    return c == '-' || c == '/' || c == ':' || c == '_' || c == ',' || c == ';';
}

/* Where a line that is too long ends: before the last blank, else behind the last joint, else here. */
static size_t break_at(const char *text, size_t start, size_t at, size_t blank, size_t joint) {
    if (text[at] == ' ')
        return at;
    if (blank > start)
        return blank;
    return joint > start ? joint : at;
}

bool loc_wrap_next(loc_wrap *wrap, const char **line, size_t *length) {
    const char *text = wrap->text;
    size_t start = wrap->at, at = start, end, columns = 0, blank = start, joint = start;
    bool in_word = false;

    if (start >= wrap->length)
        return false;
    while (at < wrap->length && text[at] != '\n') {
        size_t size = character_size(text, wrap->length, at);
        size_t wide = loc_utf8_width(text + at, size);

        if (columns + wide > wrap->width && columns > 0)
            break;
        if (text[at] == ' ' && in_word)
            blank = at;
        in_word = in_word || text[at] != ' ';
        columns += wide;
        at += size;
        if (is_joint(text[at - 1]))
            joint = at;
    }
    end = at;
    wrap->at = at + 1;
    if (at < wrap->length && text[at] != '\n') {
        end = break_at(text, start, at, blank, joint);
        for (wrap->at = end; wrap->at < wrap->length && text[wrap->at] == ' ';)
            wrap->at++;
    }
    *line = text + start;
    *length = without_blanks(text, start, end) - start;
    return true;
}
