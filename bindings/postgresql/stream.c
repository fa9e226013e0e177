/* COPY into a table, in the server's binary form. Only those columns take part that have had a value
 * so far; a record that brings another one begins the COPY anew with it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

enum { OID_OF_TEXT = 25, SENT_AT_ONCE = 1 << 17 };

/* ---- Numbers as the server has them: the highest byte first ----------------------------------- */

static void write_bytes(char *out, uint64_t number, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (char)(unsigned char)(number >> (8 * (bytes - 1 - i)));
}

static void put_bytes(loc_pg_text *out, uint64_t number, unsigned bytes) {
    if (!loc_pg_text_room(out, bytes))
        return;
    write_bytes(out->data + out->length, number, bytes);
    out->length += bytes;
}

static void put_missing(loc_pg_text *out) {
    put_bytes(out, UINT32_MAX, 4);
}

static void put_number(loc_pg_text *out, int64_t number) {
    if (!loc_pg_text_room(out, 12))
        return;
    write_bytes(out->data + out->length, 8, 4);
    write_bytes(out->data + out->length + 4, (uint64_t)number, 8);
    out->length += 12;
}

static void put_text(loc_pg_text *out, const char *text) {
    size_t length = strlen(text);
    if (length > INT32_MAX || !loc_pg_text_room(out, length + 4)) {
        out->failed = true;
        return;
    }
    write_bytes(out->data + out->length, length, 4);
    memcpy(out->data + out->length + 4, text, length);
    out->length += length + 4;
}

/* An array of texts: its length first, so that is put in at the end. */
static void put_list(loc_pg_text *out, const locality_value *value) {
    size_t start = out->length;
    put_bytes(out, 0, 4);
    put_bytes(out, value->items_count > 0, 4); /* dimensions */
    put_bytes(out, 0, 4);                      /* no item is null */
    put_bytes(out, OID_OF_TEXT, 4);
    if (value->items_count > 0) {
        put_bytes(out, value->items_count, 4);
        put_bytes(out, 1, 4); /* counted from */
    }
    for (size_t i = 0; i < value->items_count; i++)
        put_text(out, value->items[i]);
    if (!out->failed)
        write_bytes(out->data + start, out->length - start - 4, 4);
}

static void put_range(loc_pg_text *out, const locality_range *range) {
    if (range->lo == LOCALITY_OPEN_BELOW)
        put_missing(out);
    else
        put_number(out, range->lo);
    if (range->hi == LOCALITY_OPEN_ABOVE)
        put_missing(out);
    else
        put_number(out, range->hi);
}

static void put_field(loc_pg_text *out, const loc_pg_field *field, const locality_value *value) {
    bool missing = value == NULL || value->type == LOCALITY_TYPE_NONE;
    if (missing) {
        put_missing(out);
        if (field->shape == LOC_PG_RANGE)
            put_missing(out);
    } else if (field->shape == LOC_PG_TEXT) {
        put_text(out, value->text);
    } else if (field->shape == LOC_PG_LIST) {
        put_list(out, value);
    } else {
        put_range(out, &value->range);
    }
}

/* ---- The COPY that runs ----------------------------------------------------------------------- */

static const char *where_of(const loc_pg_case *c, const loc_pg_plan *plan, char where[200]) {
    snprintf(where, 200, "COPY into table \"%s\".\"%s\"", c->schema, plan->kind);
    return where;
}

static void put_copy(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan) {
    loc_pg_text_add(sql, "COPY ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, c->database->history ? " (place, id, first_revision" : " (place, id");
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (!field->streamed)
            continue;
        loc_pg_text_add(sql, ", ");
        loc_pg_text_name(sql, field->column);
        if (field->shape != LOC_PG_RANGE)
            continue;
        loc_pg_text_add(sql, ", ");
        loc_pg_text_name(sql, field->column_to);
    }
    /* Nobody whose transaction is older finds the table, so its rows may count as old ones at once. */
    loc_pg_text_add(sql, plan->table->fresh && !c->parted ? ") FROM STDIN (FORMAT binary, FREEZE)"
                                                          : ") FROM STDIN (FORMAT binary)");
}

static locality_status begin_copy(loc_pg_case *c, loc_pg_plan *plan, locality_error *error) {
    static const char head[19] = "PGCOPY\n\377\r\n"; /* signature, flags, length of an extension */
    loc_pg_text sql = {0};
    char where[200];
    put_copy(&sql, c, plan);
    locality_status status =
        sql.failed ? loc_pg_fail_memory(error)
                   : loc_pg_run(c->connection, sql.data, where_of(c, plan, where), NULL, error);
    loc_pg_text_clear(&sql);
    if (status != LOCALITY_OK)
        return status;
    c->stream = plan;
    c->replayable = false;
    c->copied.length = 0;
    loc_pg_text_put(&c->copied, head, sizeof head);
    return LOCALITY_OK;
}

static bool send(loc_pg_case *c) {
    bool sent = PQputCopyData(c->connection, c->copied.data, (int)c->copied.length) == 1;
    c->copied.length = 0;
    return sent;
}

/* What the server says at the end of a COPY. */
static locality_status hear_end(loc_pg_case *c, const loc_pg_plan *plan, locality_error *error) {
    PGresult *result;
    char where[200];
    locality_status status = LOCALITY_OK;
    for (bool more = true; more && (result = PQgetResult(c->connection)) != NULL;) {
        if (status == LOCALITY_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
            status = loc_pg_fail_server(c->connection, result, where_of(c, plan, where), error);
        more = loc_pg_goes_on(c->connection, result);
        PQclear(result);
    }
    if (status == LOCALITY_OK && PQstatus(c->connection) != CONNECTION_OK)
        status = loc_pg_fail_server(c->connection, NULL, where_of(c, plan, where), error);
    loc_pg_error_at(status == LOCALITY_OK ? NULL : error, plan->kind, NULL, NULL);
    return status;
}

static locality_status end_copy(loc_pg_case *c, locality_error *error) {
    const loc_pg_plan *plan = c->stream;
    bool whole = !c->copied.failed;
    c->stream = NULL;
    put_bytes(&c->copied, UINT16_MAX, 2);
    if (whole)
        send(c); /* a failure is heard at the end */
    PQputCopyEnd(c->connection, whole ? NULL : "out of memory");
    locality_status status = hear_end(c, plan, error);
    return whole ? status : loc_pg_fail_memory(error);
}

locality_status loc_pg_stream_end(loc_pg_case *c, bool finish, locality_error *error) {
    if (c->stream == NULL)
        return LOCALITY_OK;
    loc_pg_table *table = c->stream->table;
    locality_status status = end_copy(c, error);
    return status == LOCALITY_OK && finish ? loc_pg_table_finish(c, table, error) : status;
}

/* Whether a record gives a field that takes no part yet; it does from then on. */
static bool widen(loc_pg_plan *plan, const locality_store_record *record) {
    bool wider = false;
    for (uint32_t i = 0; i < record->values_count; i++)
        if (record->values[i].type != LOCALITY_TYPE_NONE && !plan->field[i].streamed)
            wider = plan->field[i].streamed = plan->field[i].given = true;
    return wider;
}

static void put_record(loc_pg_case *c, const loc_pg_plan *plan,
                       const locality_store_record *record) {
    loc_pg_text *out = &c->copied;
    size_t start = out->length;
    unsigned columns = 2;
    put_bytes(out, 0, 2);
    put_number(out, c->place++);
    put_text(out, record->id);
    if (c->database->history) {
        put_number(out, (int64_t)(c->revision + 1));
        columns++;
    }
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (!field->streamed)
            continue;
        put_field(out, field, i < record->values_count ? &record->values[i] : NULL);
        columns += field->shape == LOC_PG_RANGE ? 2 : 1;
    }
    if (!out->failed)
        write_bytes(out->data + start, columns, 2);
}

locality_status loc_pg_stream_record(loc_pg_case *c, loc_pg_plan *plan,
                                     const locality_store_record *record, locality_error *error) {
    locality_status status = LOCALITY_OK;
    if (c->stream != plan)
        status = loc_pg_flush(c, error);
    if (status == LOCALITY_OK && widen(plan, record))
        status = loc_pg_stream_end(c, false, error);
    if (status == LOCALITY_OK && c->stream == NULL)
        status = begin_copy(c, plan, error);
    if (status != LOCALITY_OK)
        return status;
    put_record(c, plan, record);
    if (c->copied.failed)
        return loc_pg_fail_memory(error);
    if (c->copied.length >= SENT_AT_ONCE && !send(c)) {
        const loc_pg_plan *stopped = c->stream;
        c->stream = NULL;
        status = hear_end(c, stopped, error);
        return status == LOCALITY_OK ? loc_pg_fail_server(c->connection, NULL, "COPY", error)
                                     : status;
    }
    return LOCALITY_OK;
}
