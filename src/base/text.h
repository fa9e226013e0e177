/* Text: a growing buffer, UTF-8, ASCII case, and how near two names are. */
#ifndef LOC_BASE_TEXT_H
#define LOC_BASE_TEXT_H

#include <stdarg.h>
#include <stdint.h>

#include "base/memory.h"

/* A growing text. After a refusal `failed` stays true and further writes do nothing, so a caller
 * writes a whole report and asks once. `data` always ends in NUL when not null. */
typedef struct loc_text {
    const locality_allocator *allocator;
    char *data;
    size_t length, capacity;
    bool failed;
} loc_text;

void loc_text_init(loc_text *text, const locality_allocator *allocator);
void loc_text_clear(loc_text *text); /* frees */
void loc_text_put(loc_text *text, const char *bytes, size_t length);
void loc_text_add(loc_text *text, const char *string); /* NUL-terminated */
void loc_text_char(loc_text *text, char c);
void loc_text_integer(loc_text *text, int64_t value);
/* Formats with %s %d %zu %" PRId64 " and the like only; never with floating point. */
void loc_text_format(loc_text *text, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* Writes a value as locality_value_print / locality_value_write do; for a valid type. Decimals out of
 * their domain count as -1; an invalid range is unknown; a date written beyond the years 1 to 9999
 * becomes open there. */
void loc_text_print(loc_text *text, int32_t type, const locality_range *range, int32_t decimals);
void loc_text_value(loc_text *text, int32_t type, const locality_range *range);
/* Hands the finished text over (NUL-terminated, capacity bytes in *size); null if it failed. */
char *loc_text_take(loc_text *text, size_t *size);

/* Offset of the first byte that is not valid UTF-8, or `length`. NUL bytes count as invalid. */
size_t loc_utf8_check(const char *text, size_t length);
/* Characters in valid UTF-8; display columns, where a wide East Asian character counts two and a
 * combining mark none. */
size_t loc_utf8_count(const char *text, size_t length);
size_t loc_utf8_width(const char *text, size_t length);

/* ASCII only, no locale. */
bool loc_is_digit(char c);
bool loc_is_letter(char c);
bool loc_is_space(char c);
char loc_to_lower(char c);
/* Equal but for ASCII case, runs of white space, and ' against the typographic apostrophe. */
bool loc_names_equal(const char *a, const char *b);
/* Edits (insert, delete, replace, swap neighbours) from a to b in characters, without case;
 * `limit + 1` if more, or if a name longer than 128 characters is not just the same. */
size_t loc_edit_distance(const char *a, const char *b, size_t limit);

/* Keeps the nearest of many names: for "did you mean". Near is up to a third of the bytes wanted, at
 * least one edit and at most four. Names are borrowed until the last call. */
typedef struct loc_nearest {
    const char *wanted;
    const char *best[3]; /* nearest first, null where fewer; ties in the order of the alphabet */
    size_t distance[3];
} loc_nearest;
void loc_nearest_init(loc_nearest *nearest, const char *wanted);
void loc_nearest_offer(loc_nearest *nearest, const char *candidate);
/* Writes `; did you mean "x" or "y"?`, or nothing when no name is near; names that do
 * not fit into the buffer are left out whole. */
void loc_nearest_write(const loc_nearest *nearest, char *buffer, size_t size);

#endif
