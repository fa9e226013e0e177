/* Place: where in a text something is, and errors that show it: a message, the line of the source,
 * a caret below the place, and a hint. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/syntax.h"

/* Most bytes of a source line that an error shows, and how many of them before the caret. */
#define SHOWN 96u
#define BEFORE 72u

static bool is_inside_character(char c) {
    return ((unsigned char)c & 0xC0u) == 0x80u;
}

void loc_syntax_place(const char *text, size_t length, size_t byte, uint64_t *line,
                      uint64_t *column) {
    size_t start = 0;

    *line = 1;
    if (byte > length)
        byte = length;
    for (size_t i = 0; i < byte; i++)
        if (text[i] == '\n') {
            start = i + 1;
            *line += 1;
        }
    *column = loc_utf8_count(text + start, byte - start) + 1;
}

/* The part of a line that is shown, in bytes of the text. */
typedef struct window {
    size_t start, end;
    bool is_cut_before, is_cut_after;
} window;

static window window_at(const char *text, size_t length, size_t byte) {
    window shown = {byte, byte, false, false};

    while (shown.start > 0 && text[shown.start - 1] != '\n')
        shown.start--;
    while (shown.end < length && text[shown.end] != '\n')
        shown.end++;
    if (shown.end > shown.start && text[shown.end - 1] == '\r')
        shown.end--;
    if (byte - shown.start > BEFORE) {
        shown.start = byte - BEFORE;
        shown.is_cut_before = true;
        while (is_inside_character(text[shown.start]))
            shown.start++;
    }
    if (shown.end - shown.start > SHOWN) {
        shown.end = shown.start + SHOWN;
        shown.is_cut_after = true;
        while (is_inside_character(text[shown.end]))
            shown.end--;
    }
    return shown;
}

/* Writes the line and the line with the caret; control characters become blanks. */
static void show(const char *text, const window *shown, size_t byte, char *buffer, size_t size) {
    char line[SHOWN + 1];
    size_t length = shown->end - shown->start;
    size_t before = loc_utf8_width(text + shown->start, byte - shown->start);
    const char *cut = shown->is_cut_before ? "..." : "";

    memcpy(line, text + shown->start, length);
    line[length] = '\0';
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = ' ';
    before += strlen(cut);
    snprintf(buffer, size, "  %s%s%s\n  %*s^", cut, line, shown->is_cut_after ? "..." : "",
             (int)before, "");
}

const char *loc_syntax_excerpt(const char *text, size_t length, char buffer[LOC_EXCERPT_SIZE]) {
    const char *more = "";

    if (length > LOC_EXCERPT_SIZE - 4) {
        length = LOC_EXCERPT_SIZE - 4;
        while (length > 0 && is_inside_character(text[length]))
            length--;
        more = "...";
    }
    snprintf(buffer, LOC_EXCERPT_SIZE, "%.*s%s", (int)length, text, more);
    return buffer;
}

locality_status loc_syntax_fail(const char *text, size_t length, size_t byte,
                                locality_status status, const char *message, const char *hint,
                                locality_error *error) {
    char lines[3 * SHOWN];
    uint64_t line, column;
    window shown;

    if (byte > length)
        byte = length;
    shown = window_at(text, length, byte);
    if (byte > shown.end)
        byte = shown.end;
    show(text, &shown, byte, lines, sizeof lines);
    loc_syntax_place(text, length, byte, &line, &column);
    loc_fail(error, status, "%s\n%s%s%s", message, lines, hint[0] != '\0' ? "\n" : "", hint);
    loc_error_at_place(error, line, column);
    return status;
}

locality_status loc_syntax_fail_within(const char *text, size_t length, const loc_use *within,
                                       size_t byte, locality_status status, const char *message,
                                       const char *hint, locality_error *error) {
    const loc_definition *definition = within != NULL ? within->definition : NULL;
    char name[LOC_EXCERPT_SIZE], file[LOC_EXCERPT_SIZE], whole[512];
    uint64_t line, column;

    if (definition == NULL)
        return loc_syntax_fail(text, length, byte, status, message, hint, error);
    loc_syntax_place(definition->text, definition->length, byte, &line, &column);
    line += definition->above;
    loc_syntax_excerpt(definition->name, strlen(definition->name), name);
    loc_syntax_excerpt(definition->file, strlen(definition->file), file);
    snprintf(whole, sizeof whole, "%s, in the definition %s (%s%sline %llu, column %llu)", message,
             name, file, file[0] != '\0' ? ", " : "", (unsigned long long)line,
             (unsigned long long)column);
    while (within->within != NULL)
        within = within->within;
    return loc_syntax_fail(text, length, within->start, status, whole, hint, error);
}
