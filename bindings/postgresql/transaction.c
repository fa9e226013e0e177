/* A case that is open: its transactions and its header. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

enum { REPLAYS = 5 };

/* ---- Opening and closing --------------------------------------------------------------------- */

static void forget(loc_pg_case *c) {
    loc_pg_tables_forget(c);
    loc_pg_batches_clear(c);
    c->stream = NULL;
    c->copied.length = 0;
    c->copied.failed = false;
    c->has_header = c->running = c->writes = c->failed = c->parted = false;
    if (c->made)
        c->schema[0] = '\0';
    c->made = false;
}

static void loc_pg_close(void *opened) {
    loc_pg_case *c = opened;
    loc_pg_disconnect(c->database, c->connection);
    forget(c);
    loc_pg_text_clear(&c->copied);
    loc_pg_text_clear(&c->header);
    free(c->values);
    free(c->items);
    free(c->cell);
    free(c->cell_length);
    free(c->name);
    free(c);
}

static locality_status loc_pg_open(void *self, const char *name, void **out,
                                   locality_error *error) {
    loc_pg_case *c = calloc(1, sizeof *c);
    *out = NULL;
    if (c == NULL || (c->name = loc_pg_copy(name)) == NULL) {
        free(c);
        return loc_pg_fail_memory(error);
    }
    c->database = self;
    locality_status status = loc_pg_connect(c->database, &c->connection, error);
    if (status == LOCALITY_OK)
        *out = c;
    else
        loc_pg_close(c);
    return status;
}

/* ---- Making a case --------------------------------------------------------------------------- */

/* The schema of a case is called as the case as far as names of schemas go. */
static void make_safe(const char *name, char out[64]) {
    size_t length = 0;
    bool letter = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z');
    if (!letter || strncmp(name, "pg_", 3) == 0)
        length = (size_t)snprintf(out, 64, "case_");
    for (; *name != '\0' && length < 40; name++) {
        bool small = (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9');
        bool large = *name >= 'A' && *name <= 'Z';
        if (small || large)
            out[length++] = (char)(large ? *name - 'A' + 'a' : *name);
        else if (length > 0 && out[length - 1] != '_')
            out[length++] = '_';
    }
    while (length > 0 && out[length - 1] == '_')
        length--;
    out[length] = '\0';
}

/* Where that name is taken, the name of the case tells it apart by a number made of it. */
static locality_status name_schema(loc_pg_case *c, char out[64], locality_error *error) {
    PGresult *result;
    make_safe(c->name, out);
    const char *values[] = {out};
    locality_status status =
        loc_pg_run_with(c->connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", 1, values,
                        "making the case", &result, error);
    if (status == LOCALITY_OK && PQntuples(result) > 0) {
        size_t length = strlen(out);
        snprintf(out + length, 64 - length, "_%016llx", (unsigned long long)loc_pg_hash(c->name));
    }
    PQclear(result);
    return status;
}

static void put_case(loc_pg_text *sql, const loc_pg_case *c, const char *schema) {
    loc_pg_text_add(sql, "INSERT INTO locality.cases (name, schema_name) VALUES (");
    loc_pg_text_quote(sql, c->name);
    loc_pg_text_add(sql, ", ");
    loc_pg_text_quote(sql, schema);
    loc_pg_text_add(sql, "); CREATE SCHEMA ");
    loc_pg_text_name(sql, schema);
    loc_pg_text_add(sql, "; CREATE TABLE ");
    loc_pg_text_name(sql, schema);
    loc_pg_text_add(sql, ".case_state (format bigint NOT NULL, revision bigint NOT NULL,"
                         " next_place bigint NOT NULL, header text); INSERT INTO ");
    loc_pg_text_name(sql, schema);
    loc_pg_text_add(sql, ".case_state VALUES (1, 0, 1); CREATE TABLE ");
    loc_pg_text_name(sql, schema);
    loc_pg_text_add(sql,
                    ".case_tables (kind text COLLATE \"C\" PRIMARY KEY, used text[] NOT NULL);");
    if (!c->database->history)
        return;
    loc_pg_text_add(sql, "CREATE TABLE ");
    loc_pg_text_name(sql, schema);
    loc_pg_text_add(sql, ".case_revisions (revision bigint PRIMARY KEY, day bigint NOT NULL,"
                         " saved timestamptz NOT NULL DEFAULT now(), header text)");
}

locality_status loc_pg_case_make(loc_pg_case *c, locality_error *error) {
    char schema[64], where[240];
    loc_pg_text sql = {0};
    locality_status status = name_schema(c, schema, error);
    if (status != LOCALITY_OK)
        return status;
    put_case(&sql, c, schema);
    snprintf(where, sizeof where, "making the case \"%.160s\"", c->name);
    status = sql.failed ? loc_pg_fail_memory(error)
                        : loc_pg_run(c->connection, sql.data, where, NULL, error);
    loc_pg_text_clear(&sql);
    if (status == LOCALITY_DUPLICATE) /* somebody else made it since this transaction began */
        status = error->status = LOCALITY_CONFLICT;
    if (status == LOCALITY_OK) {
        strcpy(c->schema, schema);
        c->made = c->looked = true; /* no table stands */
    }
    c->replayable = false;
    return status;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

/* Looks for the case in the catalogue; in no transaction, since then two who make different cases at
 * once would be in each other's way. */
static locality_status find_case(loc_pg_case *c, locality_error *error) {
    const char *values[] = {c->name};
    PGresult *result;
    locality_status status =
        loc_pg_run_with(c->connection, "SELECT schema_name FROM locality.cases WHERE name = $1", 1,
                        values, "table \"locality\".\"cases\"", &result, error);
    c->schema[0] = '\0';
    if (status == LOCALITY_OK && PQntuples(result) > 0)
        snprintf(c->schema, sizeof c->schema, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return status;
}

static locality_status take_state(loc_pg_case *c, const PGresult *result, locality_error *error) {
    if (PQntuples(result) != 1)
        return loc_pg_fail(error, LOCALITY_SYNTAX,
                           "table \"%s\".\"case_state\" has %d rows, not one", c->schema,
                           PQntuples(result));
    long long format = atoll(PQgetvalue(result, 0, 0));
    if (format != LOCALITY_POSTGRESQL_FORMAT)
        return loc_pg_fail(error, LOCALITY_SYNTAX,
                           "table \"%s\".\"case_state\": the case has format %lld; this version of "
                           "the library knows format %d",
                           c->schema, format, LOCALITY_POSTGRESQL_FORMAT);
    c->revision = strtoull(PQgetvalue(result, 0, 1), NULL, 10);
    c->place = atoll(PQgetvalue(result, 0, 2));
    return LOCALITY_OK;
}

/* Begins, and sees the state of the case. */
static locality_status start(loc_pg_case *c, locality_error *error) {
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    char where[160];
    snprintf(where, sizeof where, "table \"%s\".\"case_state\"", c->schema);
    loc_pg_text_add(&sql, c->writes ? "BEGIN ISOLATION LEVEL SERIALIZABLE"
                                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (c->schema[0] != '\0') {
        loc_pg_text_add(&sql, "; SELECT format, revision, next_place FROM ");
        loc_pg_text_name(&sql, c->schema);
        loc_pg_text_add(&sql, ".case_state");
    }
    loc_pg_text_add(&sql, c->writes ? "" : "; SAVEPOINT reading");
    c->revision = 0;
    c->place = 1;
    locality_status status = LOCALITY_OK;
    if (sql.failed)
        status = loc_pg_fail_memory(error);
    /* PQexec gives the last result only; the SELECT's is the one that is wanted. */
    if (status == LOCALITY_OK && PQsendQuery(c->connection, sql.data) != 1)
        status = loc_pg_fail_server(c->connection, NULL, where, error);
    for (bool more = !sql.failed; more && (result = PQgetResult(c->connection)) != NULL;) {
        if (status == LOCALITY_OK && PQresultStatus(result) == PGRES_TUPLES_OK)
            status = take_state(c, result, error);
        else if (status == LOCALITY_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
            status = loc_pg_fail_server(c->connection, result, where, error);
        more = loc_pg_goes_on(c->connection, result);
        PQclear(result);
    }
    loc_pg_text_clear(&sql);
    return status;
}

static void leave(loc_pg_case *c) {
    PQclear(PQexec(c->connection, "ROLLBACK"));
}

/* A case that was open while the server was started again has a dead connection, and nothing to lose. */
static locality_status begin_once(loc_pg_case *c, locality_error *error) {
    locality_status status = LOCALITY_OK;
    if (c->schema[0] == '\0')
        status = find_case(c, error);
    return status == LOCALITY_OK ? start(c, error) : status;
}

static locality_status loc_pg_begin(void *opened, int32_t access, uint64_t *revision,
                                    locality_error *error) {
    loc_pg_case *c = opened;
    *revision = 0;
    if (c->running)
        return loc_pg_fail(error, LOCALITY_INVALID, "a transaction of the case runs already");
    forget(c);
    c->writes = access == LOCALITY_STORE_WRITE;
    c->replayable = c->writes;
    locality_status status = begin_once(c, error);
    if (status != LOCALITY_OK && PQstatus(c->connection) != CONNECTION_OK) {
        PQfinish(c->connection);
        c->connection = NULL;
        status = loc_pg_connect(c->database, &c->connection, error);
        if (status == LOCALITY_OK)
            status = begin_once(c, error);
    }
    c->running = status == LOCALITY_OK;
    *revision = status == LOCALITY_OK ? c->revision : 0;
    if (status != LOCALITY_OK) {
        leave(c);
        c->schema[0] = '\0'; /* looked for again: it may have gone */
    }
    return status;
}

/* ---- The header ------------------------------------------------------------------------------ */

locality_status loc_pg_revision_on(loc_pg_case *c, int64_t day, uint64_t *out,
                                   locality_error *error) {
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    *out = 0;
    if (!c->database->history)
        return loc_pg_fail(error, LOCALITY_INVALID,
                           "the database keeps no history: what was known on a day is not known");
    if (c->schema[0] == '\0')
        return LOCALITY_OK;
    loc_pg_text_add(&sql, "SELECT coalesce(max(revision), 0) FROM ");
    loc_pg_text_name(&sql, c->schema);
    loc_pg_text_add(&sql, ".case_revisions WHERE day <= ");
    loc_pg_text_number(&sql, day);
    locality_status status = sql.failed
                                 ? loc_pg_fail_memory(error)
                                 : loc_pg_run(c->connection, sql.data, sql.data, &result, error);
    if (status == LOCALITY_OK)
        *out = strtoull(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    loc_pg_text_clear(&sql);
    return status;
}

static void put_header_query(loc_pg_text *sql, const loc_pg_case *c, const int64_t *known_on,
                             uint64_t revision) {
    loc_pg_text_add(sql, "SELECT header FROM ");
    loc_pg_text_name(sql, c->schema);
    if (known_on == NULL) {
        loc_pg_text_add(sql, ".case_state WHERE header IS NOT NULL");
        return;
    }
    loc_pg_text_add(sql, ".case_revisions WHERE header IS NOT NULL AND revision <= ");
    loc_pg_text_number(sql, (int64_t)revision);
    loc_pg_text_add(sql, " ORDER BY revision DESC LIMIT 1");
}

static locality_status loc_pg_read_header(void *opened, const int64_t *known_on,
                                          const locality_store_sink *sink, locality_error *error) {
    loc_pg_case *c = opened;
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    uint64_t revision = 0;
    locality_status status = LOCALITY_OK;
    if (!c->running || c->failed)
        return loc_pg_fail(error, LOCALITY_INVALID, "no transaction runs");
    if (known_on == NULL && c->has_header)
        return sink->header(sink->self, c->header.data, c->header.length, error);
    status = loc_pg_flush(c, error);
    c->failed = status != LOCALITY_OK;
    if (status == LOCALITY_OK && known_on != NULL)
        status = loc_pg_revision_on(c, *known_on, &revision, error);
    if (status != LOCALITY_OK || c->schema[0] == '\0')
        return status;
    put_header_query(&sql, c, known_on, revision);
    status = sql.failed ? loc_pg_fail_memory(error)
                        : loc_pg_run(c->connection, sql.data, "reading the header", &result, error);
    if (status == LOCALITY_OK && PQntuples(result) > 0)
        status = sink->header(sink->self, PQgetvalue(result, 0, 0),
                              (size_t)PQgetlength(result, 0, 0), error);
    PQclear(result);
    loc_pg_text_clear(&sql);
    return status;
}

static locality_status loc_pg_write_header(void *opened, const char *bytes, size_t length,
                                           locality_error *error) {
    loc_pg_case *c = opened;
    if (!c->running || !c->writes)
        return loc_pg_fail(error, LOCALITY_INVALID, "no transaction that writes runs");
    c->header.length = 0;
    loc_pg_text_put(&c->header, bytes, length);
    c->has_header = !c->header.failed;
    if (!c->header.failed)
        return LOCALITY_OK;
    c->failed = true;
    loc_pg_text_clear(&c->header);
    return loc_pg_fail_memory(error);
}

/* ---- Ending ---------------------------------------------------------------------------------- */

static void loc_pg_rollback(void *opened) {
    loc_pg_case *c = opened;
    locality_error ignored;
    if (c->stream != NULL) {
        c->copied.failed = true; /* the COPY is given up, not ended */
        loc_pg_stream_end(c, false, &ignored);
    }
    if (c->running)
        leave(c);
    forget(c);
}

/* Notes which columns have a value in some row, where that is not noted yet. */
static void put_used(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan) {
    const char *comma = "";
    loc_pg_text list = {0};
    for (uint32_t i = 0; i < plan->fields; i++)
        if (plan->field[i].given) {
            loc_pg_text_add(&list, comma);
            loc_pg_text_name(&list, plan->field[i].column);
            comma = ",";
        }
    if (list.length > 0) {
        loc_pg_text_add(sql, "UPDATE ");
        loc_pg_text_name(sql, c->schema);
        loc_pg_text_add(sql, ".case_tables SET used = ARRAY(SELECT DISTINCT unnest(used || '{");
        loc_pg_text_add(sql, list.data);
        loc_pg_text_add(sql, "}')) WHERE kind = ");
        loc_pg_text_quote(sql, plan->kind);
        loc_pg_text_add(sql, " AND NOT used @> '{");
        loc_pg_text_add(sql, list.data);
        loc_pg_text_add(sql, "}';");
    }
    sql->failed = sql->failed || list.failed;
    loc_pg_text_clear(&list);
}

static void put_commit(loc_pg_text *sql, const loc_pg_case *c) {
    int64_t revision = (int64_t)c->revision + 1;
    for (const loc_pg_plan *plan = c->plans; plan != NULL; plan = plan->next)
        put_used(sql, c, plan);
    loc_pg_text_add(sql, "UPDATE ");
    loc_pg_text_name(sql, c->schema);
    loc_pg_text_add(sql, ".case_state SET revision = ");
    loc_pg_text_number(sql, revision);
    loc_pg_text_add(sql, ", next_place = ");
    loc_pg_text_number(sql, c->place);
    if (c->has_header) {
        loc_pg_text_add(sql, ", header = ");
        loc_pg_text_quote(sql, c->header.data);
    }
    if (c->database->history) {
        loc_pg_text_add(sql, "; INSERT INTO ");
        loc_pg_text_name(sql, c->schema);
        loc_pg_text_add(sql, ".case_revisions (revision, day, header) VALUES (");
        loc_pg_text_number(sql, revision);
        loc_pg_text_add(sql, ", ");
        if (c->database->today != NULL)
            loc_pg_text_number(sql, *c->database->today);
        else
            loc_pg_text_add(sql, "(now() AT TIME ZONE 'UTC')::date - date '1970-01-01'");
        loc_pg_text_add(sql, ", ");
        if (c->has_header)
            loc_pg_text_quote(sql, c->header.data);
        else
            loc_pg_text_add(sql, "NULL");
        loc_pg_text_add(sql, ")");
    }
    loc_pg_text_add(sql, "; COMMIT");
}

/* Sends what waits, then the new revision, and commits. */
static locality_status push(loc_pg_case *c, locality_error *error) {
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    char where[240];
    locality_status status = LOCALITY_OK;
    if (c->schema[0] == '\0')
        status = loc_pg_case_make(c, error);
    if (status == LOCALITY_OK)
        status = loc_pg_flush(c, error);
    if (status != LOCALITY_OK)
        return status;
    put_commit(&sql, c);
    snprintf(where, sizeof where, "commit of the case \"%.160s\"", c->name);
    status = sql.failed ? loc_pg_fail_memory(error)
                        : loc_pg_run(c->connection, sql.data, where, &result, error);
    loc_pg_text_clear(&sql);
    if (status == LOCALITY_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0)
        status = loc_pg_fail(error, LOCALITY_IO, "%s: the server rolled it back", where);
    else if (status == LOCALITY_IO && PQstatus(c->connection) != CONNECTION_OK &&
             strlen(error->message) + 80 < sizeof error->message)
        strcat(error->message, "; whether it was saved shows when the case is loaded again");
    PQclear(result);
    return status;
}

/* Begins anew after the server refused this transaction for the sake of another. */
static locality_status begin_again(loc_pg_case *c, locality_error *error) {
    uint64_t expected = c->revision;
    leave(c);
    for (loc_pg_batch *batch = c->batches; batch != NULL; batch = batch->next)
        batch->done = false;
    int64_t place = c->place;
    locality_status status = start(c, error);
    if (status == LOCALITY_OK && c->revision != expected)
        status = loc_pg_fail(error, LOCALITY_CONFLICT,
                             "the case \"%.160s\" has been saved by somebody else meanwhile "
                             "(revision %llu)",
                             c->name, (unsigned long long)c->revision);
    c->place = place;
    return status;
}

/* Tries again where all that was written is at hand still and nobody has saved the case meanwhile. */
static locality_status push_stubbornly(loc_pg_case *c, locality_error *error) {
    locality_status status = push(c, error);
    for (int i = 0; i < REPLAYS && status == LOCALITY_CONFLICT && c->replayable; i++) {
        status = begin_again(c, error);
        if (status != LOCALITY_OK)
            return status;
        status = push(c, error);
    }
    return status;
}

static locality_status loc_pg_commit(void *opened, uint64_t expected, uint64_t *revision,
                                     locality_error *error) {
    loc_pg_case *c = opened;
    locality_status status = LOCALITY_OK;
    *revision = 0;
    if (!c->running || !c->writes)
        status = loc_pg_fail(error, LOCALITY_INVALID, "no transaction that writes runs");
    else if (c->failed)
        status = loc_pg_fail(error, LOCALITY_IO, "the transaction has failed before");
    else if (expected != c->revision)
        status =
            loc_pg_fail(error, LOCALITY_CONFLICT, "the case \"%.160s\" has revision %llu, not %llu",
                        c->name, (unsigned long long)c->revision, (unsigned long long)expected);
    if (status == LOCALITY_OK)
        status = push_stubbornly(c, error);
    if (status == LOCALITY_OK) {
        *revision = c->revision + 1;
        memset(error, 0, sizeof *error);
        c->made = c->running = false; /* nothing is left to be rolled back */
    }
    loc_pg_rollback(c);
    return status;
}

/* ---- The table of functions ------------------------------------------------------------------ */

void locality_postgresql_store(locality_postgresql *database, locality_store *out) {
    if (out == NULL)
        return;
    *out = (locality_store)LOCALITY_STORE_INIT;
    if (database == NULL)
        return;
    out->self = database;
    out->open = loc_pg_open;
    out->close = loc_pg_close;
    out->begin = loc_pg_begin;
    out->read_header = loc_pg_read_header;
    out->read = loc_pg_read;
    out->write_header = loc_pg_write_header;
    out->write = loc_pg_write;
    out->erase = loc_pg_erase;
    out->commit = loc_pg_commit;
    out->rollback = loc_pg_rollback;
}
