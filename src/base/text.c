/* Text: a buffer that grows as it is written, and comparisons of names that need no locale. */
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- The growing buffer ------------------------------------------------------------------- */

void loc_text_init(loc_text *text, const locality_allocator *allocator) {
    text->allocator = allocator;
    text->data = NULL;
    text->length = 0;
    text->capacity = 0;
    text->failed = false;
}

void loc_text_clear(loc_text *text) {
    loc_release(text->allocator, text->data, text->capacity, 1);
    loc_text_init(text, text->allocator);
}

/* Makes room for `more` bytes and the end mark; false if that failed now or before. */
static bool reserve(loc_text *text, size_t more) {
    void *block = text->data;
    size_t needed;

    if (text->failed)
        return false;
    if (loc_add_overflows(text->length, more, &needed) || loc_add_overflows(needed, 1, &needed) ||
        !loc_grow(text->allocator, &block, &text->capacity, needed, 1)) {
        text->failed = true;
        return false;
    }
    text->data = block;
    return true;
}

void loc_text_put(loc_text *text, const char *bytes, size_t length) {
    if (!reserve(text, length))
        return;
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void loc_text_add(loc_text *text, const char *string) {
    loc_text_put(text, string, strlen(string));
}

void loc_text_char(loc_text *text, char c) {
    loc_text_put(text, &c, 1);
}

void loc_text_integer(loc_text *text, int64_t value) {
    loc_text_format(text, "%" PRId64, value);
}

void loc_text_format(loc_text *text, const char *format, ...) {
    va_list arguments;
    size_t room;
    int length;

    if (!reserve(text, 0))
        return;
    room = text->capacity - text->length;
    va_start(arguments, format);
    length = vsnprintf(text->data + text->length, room, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length >= room) { /* too long: now its length is known */
        text->data[text->length] = '\0';
        if (!reserve(text, (size_t)length))
            return;
        room = text->capacity - text->length;
        va_start(arguments, format);
        length = vsnprintf(text->data + text->length, room, format, arguments);
        va_end(arguments);
    }
    if (length < 0) {
        text->data[text->length] = '\0';
        text->failed = true;
        return;
    }
    text->length += (size_t)length;
}

char *loc_text_take(loc_text *text, size_t *size) {
    char *data;

    *size = 0;
    if (!reserve(text, 0)) {
        loc_text_clear(text);
        return NULL;
    }
    data = text->data;
    data[text->length] = '\0';
    *size = text->capacity;
    loc_text_init(text, text->allocator);
    return data;
}

/* ---- ASCII -------------------------------------------------------------------------------- */

bool loc_is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool loc_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool loc_is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char loc_to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* ---- Names -------------------------------------------------------------------------------- */

static const char typographic_apostrophe[] = "\xE2\x80\x99";

static const char *skip_spaces(const char *p) {
    while (loc_is_space(*p))
        p++;
    return p;
}

/* The next character of a name as it is compared: a run of white space is one blank, or nothing at
 * the end of the name. */
static char next_compared(const char **p) {
    char c = **p;

    if (c == '\0')
        return c;
    if (loc_is_space(c)) {
        *p = skip_spaces(*p);
        return **p == '\0' ? '\0' : ' ';
    }
    if (strncmp(*p, typographic_apostrophe, sizeof typographic_apostrophe - 1) == 0) {
        *p += sizeof typographic_apostrophe - 1;
        return '\'';
    }
    (*p)++;
    return loc_to_lower(c);
}

bool loc_names_equal(const char *a, const char *b) {
    char x, y;

    a = skip_spaces(a);
    b = skip_spaces(b);
    do {
        x = next_compared(&a);
        y = next_compared(&b);
    } while (x == y && x != '\0');
    return x == y;
}
