/* Lists: texts as a JSON array in one column, and back. Nothing but strings is expected in it. */
#include <stdint.h>
#include <string.h>

#include "database.h"

bool loc_sqlite_room(loc_sqlite_connection *connection, size_t bytes, size_t items) {
    if (bytes > connection->scratch_size) {
        char *block = sqlite3_realloc64(connection->scratch, 2 * (sqlite3_uint64)bytes);
        if (block == NULL)
            return false;
        connection->scratch = block;
        connection->scratch_size = 2 * bytes;
    }
    if (items > connection->items_size) {
        void *block = (void *)(uintptr_t)connection->item;
        block = sqlite3_realloc64(block, 2 * (sqlite3_uint64)items * sizeof *connection->item);
        if (block == NULL)
            return false;
        connection->item = block;
        connection->items_size = 2 * items;
    }
    return true;
}

/* ---- Writing --------------------------------------------------------------------------------- */

enum { LONGEST_ESCAPE = 6 }; /* \u001f */

size_t loc_sqlite_list_size(const locality_value *value) {
    size_t size = 2;
    for (size_t i = 0; i < value->items_count; i++)
        size += LONGEST_ESCAPE * strlen(value->items[i]) + 3;
    return size;
}

static char *write_item(const char *text, char *to) {
    static const char hex[] = "0123456789abcdef";
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            *to++ = '\\';
            *to++ = (char)c;
        } else if (c < 0x20) {
            memcpy(to, "\\u00", 4);
            to[4] = hex[c >> 4];
            to[5] = hex[c & 15];
            to += LONGEST_ESCAPE;
        } else
            *to++ = (char)c;
    }
    return to;
}

size_t loc_sqlite_list_write(const locality_value *value, char *out) {
    char *to = out;
    *to++ = '[';
    for (size_t i = 0; i < value->items_count; i++) {
        if (i > 0)
            *to++ = ',';
        *to++ = '"';
        to = write_item(value->items[i], to);
        *to++ = '"';
    }
    *to++ = ']';
    return (size_t)(to - out);
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct reading {
    const char *at, *end;
    char *to;
} reading;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Skips blanks; the character behind them, or NUL at the end. */
static char next(reading *r) {
    while (r->at < r->end && is_blank(*r->at))
        r->at++;
    return *(r->at < r->end ? r->at : "");
}

static bool read_hex(reading *r, uint32_t *out) {
    *out = 0;
    if (r->end - r->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = *r->at++;
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                : 16;
        if (digit == 16)
            return false;
        *out = *out << 4 | digit;
    }
    return true;
}

static void put_character(reading *r, uint32_t c) {
    if (c < 0x80)
        *r->to++ = (char)c;
    else if (c < 0x800) {
        *r->to++ = (char)(0xC0 | c >> 6);
        *r->to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *r->to++ = (char)(0xE0 | c >> 12);
        *r->to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *r->to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *r->to++ = (char)(0xF0 | c >> 18);
        *r->to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *r->to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *r->to++ = (char)(0x80 | (c & 0x3F));
    }
}

/* \u and four digits, or twice that for what lies beyond 16 bits. */
static bool read_unicode(reading *r) {
    uint32_t c, low;
    if (!read_hex(r, &c) || c == 0 || (c >= 0xDC00 && c < 0xE000))
        return false;
    if (c >= 0xD800 && c < 0xDC00) {
        if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
            return false;
        r->at += 2;
        if (!read_hex(r, &low) || low < 0xDC00 || low >= 0xE000)
            return false;
        c = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
    }
    put_character(r, c);
    return true;
}

static bool read_escape(reading *r) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->at == r->end)
        return false;
    char c = *r->at++;
    if (c == 'u')
        return read_unicode(r);
    const char *found = c == '\0' ? NULL : strchr(from, c);
    if (found != NULL)
        *r->to++ = to[found - from];
    return found != NULL;
}

static bool read_item(reading *r) {
    if (next(r) != '"')
        return false;
    for (r->at++; r->at < r->end && *r->at != '"';) {
        char c = *r->at++;
        if ((unsigned char)c < 0x20 || (c == '\\' && !read_escape(r)))
            return false;
        if (c != '\\')
            *r->to++ = c;
    }
    if (r->at == r->end)
        return false;
    r->at++;
    *r->to++ = '\0';
    return true;
}

bool loc_sqlite_list_read(const char *text, size_t length, char *out, const char **items,
                          size_t *count, size_t *used) {
    reading r = {text, text + length, out};
    *count = *used = 0;
    if (next(&r) != '[')
        return false;
    r.at++;
    bool more = next(&r) != ']';
    while (more) {
        items[(*count)++] = r.to;
        if (!read_item(&r))
            return false;
        more = next(&r) == ',';
        r.at += more;
    }
    if (next(&r) != ']')
        return false;
    r.at++;
    *used = (size_t)(r.to - out);
    return next(&r) == '\0' && r.at == r.end;
}
