/* Say: errors on the standard error, with the place and the line that they are about; and memory, whose
 * lack is such an error. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define MOST_SHOWN 200u /* bytes of a line that is shown */

int cli_stop(const char *format, ...) {
    va_list arguments;

    fputs("locality: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return CLI_STOPS;
}

/* The bytes of a line, from 1; null where the text has no such line. */
static const char *find_line(const char *text, size_t length, uint64_t line, size_t *line_length) {
    const char *at = text, *end = text + length, *stop;

    for (; line > 1 && at != NULL; line--) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at == NULL ? NULL : at + 1;
    }
    if (at == NULL)
        return NULL;
    stop = memchr(at, '\n', (size_t)(end - at));
    *line_length = (size_t)((stop == NULL ? end : stop) - at);
    return at;
}

/* The line, and under it a caret; tabs stay tabs, so that the caret stands right. */
static void show_line(const char *text, size_t length, const locality_error *error) {
    size_t line_length = 0;
    const char *line = find_line(text, length, error->line, &line_length);
    uint64_t column = 0;

    if (line == NULL || line_length == 0 || error->column == 0 ||
        error->status == LOCALITY_ENCODING)
        return;
    for (size_t i = 0; i < line_length; i++)
        if ((unsigned char)line[i] < 0x20 && line[i] != '\t' && line[i] != '\r')
            return; /* nothing that could be shown */
    if (line_length > MOST_SHOWN)
        return;
    fprintf(stderr, "    %.*s\n    ", (int)line_length, line);
    for (size_t i = 0; i < line_length && column + 1 < error->column; i++)
        if (((unsigned char)line[i] & 0xC0u) != 0x80u) {
            fputc(line[i] == '\t' ? '\t' : ' ', stderr);
            column++;
        }
    fputs("^\n", stderr);
}

static bool is_part_of_name(char c) {
    return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Whether a message has a name as a word of its own, not as a part of another. */
static bool has_name(const char *message, const char *name) {
    size_t length = strlen(name);

    for (const char *at = strstr(message, name); at != NULL; at = strstr(at + 1, name))
        if ((at == message || !is_part_of_name(at[-1])) && !is_part_of_name(at[length]))
            return true;
    return false;
}

/* The record and field concerned, where the message does not name them. */
static void say_what(const locality_error *error) {
    bool parameter = strcmp(error->kind, "parameter") == 0; /* its field says nothing to a user */
    bool id = error->id[0] != '\0' && !has_name(error->message, error->id);
    bool field = error->field[0] != '\0' && !parameter && !has_name(error->message, error->field);

    if (id)
        fprintf(stderr, "%s%s%s", error->kind, error->kind[0] != '\0' ? " " : "", error->id);
    if (field)
        fprintf(stderr, "%s%s", id ? ", " : "", error->field);
    if (id || field)
        fputs(": ", stderr);
}

static int concealed = CLI_OPEN;

void cli_conceal(int what) {
    concealed = what;
}

int cli_concealed(void) {
    return concealed;
}

int cli_stop_error(const char *file, const char *text, size_t length, const locality_error *error) {
    fputs("locality: ", stderr);
    if (file != NULL)
        fprintf(stderr, "%s:", file);
    if (error->line > 0)
        fprintf(stderr, "%llu:%llu:", (unsigned long long)error->line,
                (unsigned long long)error->column);
    if (file != NULL || error->line > 0)
        fputc(' ', stderr);
    if (concealed == CLI_MESSAGES) { /* a message may hold what it is about */
        fputs("this cannot be read; without --redacted the message says why\n", stderr);
        return CLI_STOPS;
    }
    say_what(error);
    fprintf(stderr, "%s\n", error->message);
    if (text != NULL && error->line > 0 && strchr(error->message, '\n') == NULL)
        show_line(text, length, error);
    return CLI_STOPS;
}

void *cli_take(void *block, size_t count, size_t size) {
    void *larger = size != 0 && count > SIZE_MAX / size ? NULL : realloc(block, count * size + 1);

    if (larger == NULL) {
        cli_stop("out of memory");
        exit(CLI_STOPS);
    }
    return larger;
}

void cli_list_add(cli_list *list, const char *item) {
    list->items = cli_take(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = item;
}
