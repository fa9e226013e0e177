/* Support: memory, errors and growing structs for the files of this binding, which sees only the public
 * headers of the library. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"

/* ---- Memory --------------------------------------------------------------------------------------- */

static void *plain_allocate(void *self, size_t size) {
    (void)self;
    return malloc(size);
}

static void *plain_resize(void *self, void *block, size_t old_size, size_t new_size) {
    (void)self;
    (void)old_size;
    return realloc(block, new_size);
}

static void plain_release(void *self, void *block, size_t size) {
    (void)self;
    (void)size;
    free(block);
}

locality_status loc_json_allocator(const locality_allocator *host, locality_allocator *out,
                                   locality_error *error) {
    static const locality_allocator plain = {sizeof plain, 0, NULL, plain_allocate, plain_resize,
                                             plain_release};

    if (host == NULL) {
        *out = plain;
        return LOCALITY_OK;
    }
    if (!loc_json_take(out, sizeof *out, host, host->struct_size, sizeof *out) ||
        out->allocate == NULL || out->resize == NULL || out->release == NULL)
        return loc_json_fail(error, LOCALITY_INVALID, "the allocator lacks a function");
    return LOCALITY_OK;
}

void *loc_json_allocate(const locality_allocator *allocator, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return allocator->allocate(allocator->self, count * size == 0 ? 1 : count * size);
}

void loc_json_release(const locality_allocator *allocator, void *block, size_t count, size_t size) {
    if (block != NULL)
        allocator->release(allocator->self, block, count * size == 0 ? 1 : count * size);
}

bool loc_json_take(void *local, size_t size, const void *given, size_t given_size,
                   size_t smallest) {
    const unsigned char *bytes = given;

    if (given_size < smallest)
        return false;
    for (size_t i = size; i < given_size; i++)
        if (bytes[i] != 0)
            return false;
    memcpy(local, given, given_size < size ? given_size : size);
    return true;
}

/* ---- Errors ---------------------------------------------------------------------------------------- */

/* Copies a text, cut at a whole character where it is too long. */
static void copy_cut(char *target, size_t size, const char *text) {
    size_t length = strlen(text);

    if (length >= size)
        for (length = size - 1; length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u;)
            length--;
    memcpy(target, text, length);
    memset(target + length, 0, size - length);
}

locality_status loc_json_ok(locality_error *error) {
    if (error != NULL)
        memset(error, 0, sizeof *error);
    return LOCALITY_OK;
}

locality_status loc_json_fail(locality_error *error, locality_status status, const char *format,
                              ...) {
    char message[2 * LOCALITY_ERROR_MESSAGE_SIZE];
    va_list arguments;

    if (error == NULL)
        return status;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);
    loc_json_ok(error);
    error->status = status;
    copy_cut(error->message, sizeof error->message, message);
    return status;
}

void loc_json_at(locality_error *error, const char *text, size_t at) {
    if (error != NULL)
        loc_json_place(text, at, &error->line, &error->column);
}

void loc_json_of(locality_error *error, const char *kind, const char *id, const char *field) {
    if (error == NULL)
        return;
    if (kind != NULL)
        copy_cut(error->kind, sizeof error->kind, kind);
    if (id != NULL)
        copy_cut(error->id, sizeof error->id, id);
    if (field != NULL)
        copy_cut(error->field, sizeof error->field, field);
}
