/* Errors: what SQLite says, in the words of the library. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "database.h"

locality_status loc_sqlite_ok(locality_error *error) {
    if (error != NULL)
        memset(error, 0, sizeof *error);
    return LOCALITY_OK;
}

/* Copies what fits, cut at a character. */
static void copy_text(char *to, size_t size, const char *from) {
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

static void fill(locality_error *error, locality_status status, const char *message) {
    loc_sqlite_ok(error);
    error->status = status;
    copy_text(error->message, sizeof error->message, message);
}

locality_status loc_sqlite_fail(locality_error *error, locality_status status, const char *format,
                                ...) {
    char message[2 * LOCALITY_ERROR_MESSAGE_SIZE];
    va_list arguments;
    if (error == NULL)
        return status;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fill(error, status, message);
    return status;
}

locality_status loc_sqlite_fail_memory(locality_error *error) {
    return loc_sqlite_fail(error, LOCALITY_NO_MEMORY, "the allocator returned null");
}

static locality_status status_of(int code) {
    if (code == SQLITE_IOERR_NOMEM)
        return LOCALITY_NO_MEMORY;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return LOCALITY_NO_MEMORY;
    case SQLITE_NOTADB:
        return LOCALITY_SYNTAX;
    case SQLITE_TOOBIG:
        return LOCALITY_LIMIT;
    default:
        return LOCALITY_IO;
    }
}

/* What a reader may do about it. */
static const char *advice(int code) {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "; another transaction has held the database for longer than this one waits";
    case SQLITE_FULL:
        return "; nothing was changed";
    default:
        return "";
    }
}

locality_status loc_sqlite_fail_db(locality_error *error, sqlite3 *db, const char *format, ...) {
    char message[2 * LOCALITY_ERROR_MESSAGE_SIZE];
    int code = db == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(db);
    const char *says = db == NULL ? "out of memory" : sqlite3_errmsg(db);
    va_list arguments;
    size_t length;
    if (error == NULL)
        return status_of(code);
    va_start(arguments, format);
    vsnprintf(message, sizeof message / 2, format, arguments);
    va_end(arguments);
    length = strlen(message);
    snprintf(message + length, sizeof message - length, ": SQLite says \"%s\" (%d)%s", says, code,
             advice(code));
    fill(error, status_of(code), message);
    error->host_code = code;
    return error->status;
}

void loc_sqlite_of(locality_error *error, const char *kind, const char *id, const char *field) {
    if (error == NULL)
        return;
    if (kind != NULL)
        copy_text(error->kind, sizeof error->kind, kind);
    if (id != NULL)
        copy_text(error->id, sizeof error->id, id);
    if (field != NULL)
        copy_text(error->field, sizeof error->field, field);
}
