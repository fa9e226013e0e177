/* Text that grows, quoting, sets of ids, and errors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

/* ---- Text ------------------------------------------------------------------------------------ */

bool loc_pg_text_room(loc_pg_text *text, size_t more) {
    size_t wanted = text->length + more + 1;
    if (text->failed || wanted < more)
        text->failed = true;
    if (text->failed || wanted <= text->capacity)
        return !text->failed;
    size_t capacity = text->capacity < 128 ? 256 : 2 * text->capacity;
    capacity = capacity < wanted ? wanted : capacity;
    char *data = realloc(text->data, capacity);
    text->failed = data == NULL;
    if (data == NULL)
        return false;
    text->data = data;
    text->capacity = capacity;
    return true;
}

void loc_pg_text_put(loc_pg_text *text, const char *bytes, size_t length) {
    if (!loc_pg_text_room(text, length))
        return;
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void loc_pg_text_add(loc_pg_text *text, const char *part) {
    loc_pg_text_put(text, part, strlen(part));
}

void loc_pg_text_number(loc_pg_text *text, int64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    loc_pg_text_add(text, digits);
}

/* Puts a text between quotes, those inside doubled. */
static void put_doubled(loc_pg_text *text, const char *value, char quote) {
    loc_pg_text_put(text, &quote, 1);
    for (; *value != '\0'; value++) {
        if (*value == quote)
            loc_pg_text_put(text, &quote, 1);
        loc_pg_text_put(text, value, 1);
    }
    loc_pg_text_put(text, &quote, 1);
}

void loc_pg_text_name(loc_pg_text *text, const char *name) {
    put_doubled(text, name, '"');
}

void loc_pg_text_quote(loc_pg_text *text,
                       const char *value) { /* standard_conforming_strings is on */
    put_doubled(text, value, '\'');
}

void loc_pg_text_json(loc_pg_text *text, const char *value) {
    loc_pg_text_put(text, "\"", 1);
    while (*value != '\0') {
        size_t plain = 0;
        while ((unsigned char)value[plain] >= 0x20 && value[plain] != '"' && value[plain] != '\\')
            plain++;
        loc_pg_text_put(text, value, plain);
        value += plain;
        if (*value == '\0')
            break;
        char escaped[8];
        if (*value == '"' || *value == '\\')
            snprintf(escaped, sizeof escaped, "\\%c", *value);
        else
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*value);
        loc_pg_text_add(text, escaped);
        value++;
    }
    loc_pg_text_put(text, "\"", 1);
}

void loc_pg_text_clear(loc_pg_text *text) {
    free(text->data);
    *text = (loc_pg_text){0};
}

char *loc_pg_copy(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}

/* ---- Sets of ids ----------------------------------------------------------------------------- */

/* FNV-1a, its bits mixed once more; never 0. */
uint64_t loc_pg_hash(const char *text) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
    return hash == 0 ? 1 : hash;
}

static size_t find_slot(const loc_pg_ids *ids, uint64_t hash) {
    size_t at = (size_t)hash & (ids->capacity - 1);
    while (ids->slot[at] != 0 && ids->slot[at] != hash)
        at = (at + 1) & (ids->capacity - 1);
    return at;
}

bool loc_pg_ids_have(const loc_pg_ids *ids, const char *id) {
    return ids->count > 0 && ids->slot[find_slot(ids, loc_pg_hash(id))] != 0;
}

static bool grow_ids(loc_pg_ids *ids) {
    loc_pg_ids grown = {.capacity = ids->capacity == 0 ? 64 : 2 * ids->capacity};
    grown.slot = calloc(grown.capacity, sizeof *grown.slot);
    if (grown.slot == NULL)
        return false;
    for (size_t i = 0; i < ids->capacity; i++)
        if (ids->slot[i] != 0)
            grown.slot[find_slot(&grown, ids->slot[i])] = ids->slot[i];
    grown.count = ids->count;
    free(ids->slot);
    *ids = grown;
    return true;
}

bool loc_pg_ids_add(loc_pg_ids *ids, const char *id, bool *had) {
    if (2 * (ids->count + 1) > ids->capacity && !grow_ids(ids))
        return false;
    uint64_t hash = loc_pg_hash(id);
    size_t at = find_slot(ids, hash);
    *had = ids->slot[at] != 0;
    ids->count += !*had;
    ids->slot[at] = hash;
    return true;
}

void loc_pg_ids_clear(loc_pg_ids *ids) {
    free(ids->slot);
    *ids = (loc_pg_ids){0};
}

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Copies a text, cut at a character where it is too long. */
static void copy_cut(char *out, size_t size, const char *text) {
    size_t length = strlen(text);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(out, text, length);
    out[length] = '\0';
}

locality_status loc_pg_fail(locality_error *error, locality_status status, const char *format,
                            ...) {
    char message[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (error != NULL) {
        memset(error, 0, sizeof *error);
        error->status = status;
        copy_cut(error->message, sizeof error->message, message);
    }
    return status;
}

locality_status loc_pg_fail_memory(locality_error *error) {
    return loc_pg_fail(error, LOCALITY_NO_MEMORY, "out of memory");
}

void loc_pg_error_at(locality_error *error, const char *kind, const char *id, const char *field) {
    if (error == NULL)
        return;
    if (kind != NULL)
        copy_cut(error->kind, sizeof error->kind, kind);
    if (id != NULL)
        copy_cut(error->id, sizeof error->id, id);
    if (field != NULL)
        copy_cut(error->field, sizeof error->field, field);
}

/* A message of libpq's own, without the line end that it has. */
static locality_status fail_connection(PGconn *connection, const char *where,
                                       locality_error *error) {
    const char *said = connection == NULL ? "out of memory" : PQerrorMessage(connection);
    size_t length = strlen(said);
    while (length > 0 && said[length - 1] == '\n')
        length--;
    return loc_pg_fail(error, LOCALITY_IO,
                       "%s: the connection to the database is lost: %.*s "
                       "(SQLSTATE 08006)",
                       where, (int)(length < 500 ? length : 500), said);
}

static locality_status status_of(const char *state) {
    static const struct {
        const char *begins;
        locality_status status;
    } rows[] = {
        {"40001", LOCALITY_CONFLICT},  {"40P01", LOCALITY_CONFLICT}, {"55P03", LOCALITY_CONFLICT},
        {"23505", LOCALITY_DUPLICATE}, {"22021", LOCALITY_ENCODING}, {"22P05", LOCALITY_ENCODING},
        {"54000", LOCALITY_LIMIT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(state, rows[i].begins) == 0)
            return rows[i].status;
    return LOCALITY_IO;
}

locality_status loc_pg_fail_server(PGconn *connection, const PGresult *result, const char *where,
                                   locality_error *error) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    if (state == NULL || said == NULL)
        return fail_connection(connection, where, error);
    bool ended = PQstatus(connection) != CONNECTION_OK || strncmp(state, "57P0", 4) == 0;
    return loc_pg_fail(error, ended ? LOCALITY_IO : status_of(state),
                       "%s: %s%s%.300s%s (SQLSTATE %s)", where, said, detail == NULL ? "" : ": ",
                       detail == NULL ? "" : detail,
                       ended ? "; the connection to the database is lost" : "", state);
}
