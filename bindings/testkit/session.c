/* What the checks do with a store. See session.h. */
#include "session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool check_wrong(check *c, const char *format, ...) {
    va_list arguments;
    if (c->wrong[0] != '\0')
        return false;
    va_start(arguments, format);
    vsnprintf(c->wrong, sizeof c->wrong, format, arguments);
    va_end(arguments);
    return false;
}

bool check_ok(check *c, const char *what, locality_status status, const locality_error *error) {
    if (status == LOCALITY_OK)
        return true;
    return check_wrong(c, "%s failed: %s (%s)", what, locality_status_name(status),
                       error->status == status ? error->message : "the error was not filled");
}

/* ---- Sessions -------------------------------------------------------------------------------- */

bool session_open_named(check *c, session *s, const char *name) {
    locality_error error;
    memset(&error, 0, sizeof error);
    *s = (session){.of = c};
    return check_ok(c, "open", c->store->open(c->store->self, name, &s->opened, &error), &error);
}

bool session_open(check *c, session *s) {
    return session_open_named(c, s, c->name);
}

bool session_begin(session *s, int32_t access) {
    locality_error error;
    memset(&error, 0, sizeof error);
    s->running = check_ok(s->of, access == LOCALITY_STORE_READ ? "begin to read" : "begin to write",
                          s->of->store->begin(s->opened, access, &s->revision, &error), &error);
    return s->running;
}

void session_rollback(session *s) {
    if (s->running)
        s->of->store->rollback(s->opened);
    s->running = false;
}

void session_close(session *s) {
    session_rollback(s);
    if (s->opened != NULL)
        s->of->store->close(s->opened);
    s->opened = NULL;
}

locality_status session_try_commit(session *s, uint64_t expected, uint64_t *revision) {
    locality_error error;
    memset(&error, 0, sizeof error);
    s->running = false;
    return s->of->store->commit(s->opened, expected, revision, &error);
}

bool session_commit(session *s) {
    locality_error error;
    uint64_t revision = 0;
    memset(&error, 0, sizeof error);
    s->running = false;
    locality_status status = s->of->store->commit(s->opened, s->revision, &revision, &error);
    if (check_ok(s->of, "commit", status, &error) && revision <= s->revision)
        return check_wrong(s->of, "commit gave revision %llu after %llu: it has to grow",
                           (unsigned long long)revision, (unsigned long long)s->revision);
    return status == LOCALITY_OK;
}

/* ---- Writing --------------------------------------------------------------------------------- */

locality_status session_write(session *s, const locality_store_record *record) {
    locality_error error;
    memset(&error, 0, sizeof error);
    return s->of->store->write(s->opened, record, &error);
}

bool session_put(session *s, const char *kind, const char *id, const char *field,
                 const locality_value *value) {
    check *c = s->of;
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    locality_error error;
    record.schema = c->schema;
    record.kind = locality_schema_kind(c->schema, kind);
    record.id = id;
    record.values_count = locality_schema_fields(c->schema, record.kind);
    locality_value *values = calloc(record.values_count, sizeof *values);
    if (values == NULL)
        return check_wrong(c, "out of memory");
    if (field != NULL)
        values[locality_schema_field(c->schema, record.kind, field)] = *value;
    record.values = values;
    memset(&error, 0, sizeof error);
    locality_status status = c->store->write(s->opened, &record, &error);
    free(values);
    return check_ok(c, "write", status, &error);
}

bool session_put_text(session *s, const char *kind, const char *id, const char *field,
                      const char *text) {
    locality_value value = {.type = LOCALITY_TYPE_TEXT, .text = text};
    return session_put(s, kind, id, field, &value);
}

bool session_erase(session *s, const char *kind, const char *id) {
    locality_error error;
    memset(&error, 0, sizeof error);
    return check_ok(s->of, "erase", s->of->store->erase(s->opened, kind, id, &error), &error);
}

bool session_put_header(session *s, const char *text) {
    locality_error error;
    memset(&error, 0, sizeof error);
    return check_ok(s->of, "write_header",
                    s->of->store->write_header(s->opened, text, strlen(text), &error), &error);
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct reading {
    check *of;
    uint32_t kind;
    locality_status (*see)(void *self, const locality_store_record *record);
    void *self;
    const char *header_expected;
    bool header_seen;
} reading;

static locality_status take_record(void *self, const locality_store_record *record,
                                   locality_error *error) {
    reading *r = self;
    if (record->kind != r->kind || record->id == NULL) {
        check_wrong(r->of, "read pushed a record of another kind, or without id");
        return LOCALITY_OK;
    }
    locality_status status = r->see(r->self, record);
    if (status != LOCALITY_OK) {
        error->status = status;
        strcpy(error->message, "the reader has seen enough");
    }
    return status;
}

static locality_status take_no_header(void *self, const char *bytes, size_t length,
                                      locality_error *error) {
    reading *r = self;
    (void)bytes;
    (void)length;
    (void)error;
    check_wrong(r->of, "read pushed a header");
    return LOCALITY_OK;
}

locality_status
session_read(session *s, const char *kind,
             locality_status (*see)(void *self, const locality_store_record *record), void *self) {
    check *c = s->of;
    reading r = {.of = c, .kind = locality_schema_kind(c->schema, kind), .see = see, .self = self};
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    locality_error error;
    sink.self = &r;
    sink.header = take_no_header;
    sink.record = take_record;
    query.schema = c->schema;
    query.kind = r.kind;
    memset(&error, 0, sizeof error);
    return c->store->read(s->opened, &query, &sink, &error);
}

static locality_status append_id(void *self, const locality_store_record *record) {
    char *ids = self;
    size_t length = strlen(ids);
    snprintf(ids + length, 4000 - length, "%s,", record->id);
    return LOCALITY_OK;
}

bool session_ids_are(session *s, const char *kind, const char *expected) {
    char ids[4000] = "";
    locality_status status = session_read(s, kind, append_id, ids);
    if (status != LOCALITY_OK)
        return check_wrong(s->of, "read failed: %s", locality_status_name(status));
    return strcmp(ids, expected) == 0 ||
           check_wrong(s->of, "the records of %s are \"%.200s\", not \"%.200s\"", kind, ids,
                       expected);
}

bool value_equal(const locality_value *a, const locality_value *b) {
    if (a->type != b->type)
        return false;
    if (a->type == LOCALITY_TYPE_TEXTS || a->type == LOCALITY_TYPE_REFS) {
        for (size_t i = 0; a->items_count == b->items_count && i < a->items_count; i++)
            if (strcmp(a->items[i], b->items[i]) != 0)
                return false;
        return a->items_count == b->items_count;
    }
    if (a->type >= LOCALITY_TYPE_TRUTH && a->type <= LOCALITY_TYPE_DAYS)
        return a->range.lo == b->range.lo && a->range.hi == b->range.hi;
    return a->type == LOCALITY_TYPE_NONE || strcmp(a->text, b->text) == 0;
}

typedef struct looked_for {
    const char *id;
    uint32_t field;
    const locality_value *expected;
    bool found, equal;
} looked_for;

static locality_status look(void *self, const locality_store_record *record) {
    looked_for *l = self;
    locality_value missing = {.type = LOCALITY_TYPE_NONE};
    if (strcmp(record->id, l->id) == 0) {
        const locality_value *value =
            l->field < record->values_count ? &record->values[l->field] : &missing;
        l->found = true;
        l->equal = value_equal(value, l->expected == NULL ? &missing : l->expected);
    }
    return LOCALITY_OK;
}

bool session_value_is(session *s, const char *kind, const char *id, const char *field,
                      const locality_value *expected) {
    check *c = s->of;
    looked_for l = {.id = id, .expected = expected};
    l.field = locality_schema_field(c->schema, locality_schema_kind(c->schema, kind), field);
    locality_status status = session_read(s, kind, look, &l);
    if (status != LOCALITY_OK)
        return check_wrong(c, "read failed: %s", locality_status_name(status));
    if (!l.found)
        return check_wrong(c, "the %s \"%.100s\" is not there", kind, id);
    return l.equal ||
           check_wrong(c, "%s of the %s \"%.100s\" is not what was written", field, kind, id);
}

bool session_text_is(session *s, const char *kind, const char *id, const char *field,
                     const char *expected) {
    locality_value value = {.type = LOCALITY_TYPE_TEXT, .text = expected};
    return session_value_is(s, kind, id, field, expected == NULL ? NULL : &value);
}

static locality_status take_header(void *self, const char *bytes, size_t length,
                                   locality_error *error) {
    reading *r = self;
    (void)error;
    r->header_seen = true;
    if (r->header_expected == NULL || strlen(r->header_expected) != length ||
        memcmp(r->header_expected, bytes, length) != 0)
        check_wrong(r->of, "the header is not what was written");
    return LOCALITY_OK;
}

static locality_status take_no_record(void *self, const locality_store_record *record,
                                      locality_error *error) {
    reading *r = self;
    (void)record;
    (void)error;
    check_wrong(r->of, "read_header pushed a record");
    return LOCALITY_OK;
}

bool session_header_is(session *s, const char *expected) {
    reading r = {.of = s->of, .header_expected = expected};
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_error error;
    sink.self = &r;
    sink.header = take_header;
    sink.record = take_no_record;
    memset(&error, 0, sizeof error);
    locality_status status = s->of->store->read_header(s->opened, NULL, &sink, &error);
    if (!check_ok(s->of, "read_header", status, &error))
        return false;
    return r.header_seen == (expected != NULL) ||
           check_wrong(s->of, expected == NULL ? "there is a header where none was written"
                                               : "the header is not there");
}
