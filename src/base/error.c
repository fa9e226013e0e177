/* Errors: what went wrong, written into the caller's plain struct without an allocation. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const status_names[] = {
    [LOCALITY_OK] = "ok",
    [LOCALITY_INVALID] = "invalid",
    [LOCALITY_NO_MEMORY] = "no_memory",
    [LOCALITY_NOT_FOUND] = "not_found",
    [LOCALITY_DUPLICATE] = "duplicate",
    [LOCALITY_DANGLING] = "dangling",
    [LOCALITY_AMBIGUOUS] = "ambiguous",
    [LOCALITY_CYCLE] = "cycle",
    [LOCALITY_SYNTAX] = "syntax",
    [LOCALITY_TYPE] = "type",
    [LOCALITY_OVERFLOW] = "overflow",
    [LOCALITY_ENCODING] = "encoding",
    [LOCALITY_LIMIT] = "limit",
    [LOCALITY_CANCELLED] = "cancelled",
    [LOCALITY_CALLBACK] = "callback",
    [LOCALITY_BUSY] = "busy",
    [LOCALITY_CONFLICT] = "conflict",
    [LOCALITY_IO] = "io",
};

const char *locality_status_name(locality_status status) {
    if (status < 0 || (size_t)status >= sizeof status_names / sizeof status_names[0])
        return "unknown";
    return status_names[status];
}

/* Shortens `length` bytes of a text that was cut there to whole characters. */
static size_t whole_characters(const char *text, size_t length) {
    size_t start = length;
    unsigned char lead;
    size_t wanted;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0u) == 0x80u)
        start--;
    if (start == 0)
        return length;
    lead = (unsigned char)text[start - 1];
    wanted = lead >= 0xF0u ? 4 : lead >= 0xE0u ? 3 : lead >= 0xC0u ? 2 : 1;
    return length - (start - 1) < wanted ? start - 1 : length;
}

static void copy_cut(char *target, size_t size, const char *text) {
    size_t length = strlen(text);

    if (length >= size)
        length = whole_characters(text, size - 1);
    memset(target, 0, size);
    memmove(target, text, length);
}

locality_status loc_ok(locality_error *error) {
    if (error != NULL)
        memset(error, 0, sizeof *error);
    return LOCALITY_OK;
}

locality_status loc_fail(locality_error *error, locality_status status, const char *format, ...) {
    /* Formatted aside first: the arguments may be texts of the error that is being replaced. */
    char message[LOCALITY_ERROR_MESSAGE_SIZE];
    va_list arguments;
    int length;

    if (error == NULL)
        return status;
    va_start(arguments, format);
    length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (length < 0)
        message[0] = '\0';
    else if ((size_t)length >= sizeof message)
        message[whole_characters(message, sizeof message - 1)] = '\0';
    loc_ok(error);
    error->status = status;
    copy_cut(error->message, sizeof error->message, message);
    return status;
}

void loc_error_at_record(locality_error *error, const char *kind, const char *id,
                         const char *field) {
    if (error == NULL)
        return;
    if (kind != NULL)
        copy_cut(error->kind, sizeof error->kind, kind);
    if (id != NULL)
        copy_cut(error->id, sizeof error->id, id);
    if (field != NULL)
        copy_cut(error->field, sizeof error->field, field);
}

void loc_error_at_place(locality_error *error, uint64_t line, uint64_t column) {
    if (error == NULL)
        return;
    error->line = line;
    error->column = column;
}
