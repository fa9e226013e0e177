/* Transactions: the cases that are open, and the functions of the store that begin and end. */
#include <string.h>
#include <time.h>

#include "database.h"

/* ---- Opening a case -------------------------------------------------------------------------- */

static locality_status open_case(void *self, const char *name, void **out, locality_error *error) {
    locality_sqlite *sqlite = self;
    loc_sqlite_opened *opened = sqlite3_malloc64(sizeof *opened);
    locality_status status = LOCALITY_OK;
    *out = NULL;
    if (opened == NULL)
        return loc_sqlite_fail_memory(error);
    memset(opened, 0, sizeof *opened);
    opened->of = sqlite;
    opened->name = sqlite3_mprintf("%s", name);
    if (opened->name != NULL)
        opened->connection =
            sqlite->in_memory ? sqlite->first : atomic_exchange(&sqlite->spare, NULL);
    if (opened->name == NULL)
        status = loc_sqlite_fail_memory(error);
    else if (opened->connection == NULL)
        status = loc_sqlite_connect(
            sqlite, sqlite->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE,
            &opened->connection, error);
    if (status != LOCALITY_OK) {
        sqlite3_free(opened->name);
        sqlite3_free(opened);
        return status;
    }
    *out = opened;
    return LOCALITY_OK;
}

/* The connection waits for the next case. */
static void close_case(void *self) {
    loc_sqlite_opened *opened = self;
    if (!opened->of->in_memory)
        loc_sqlite_disconnect(atomic_exchange(&opened->of->spare, opened->connection));
    sqlite3_free(opened->name);
    sqlite3_free(opened);
}

/* ---- Ending ---------------------------------------------------------------------------------- */

/* Lets go of the transaction; whoever is the last ends it, and nothing of it remains. */
static void end(loc_sqlite_opened *opened) {
    loc_sqlite_connection *connection = opened->connection;
    if (!opened->running)
        return;
    opened->running = false;
    connection->writer = false;
    if (--connection->readers == 0 && sqlite3_get_autocommit(connection->db) == 0)
        sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
    if (connection->altered)
        loc_sqlite_forget(connection);
    connection->altered = false;
}

static void rollback(void *self) {
    end(self);
}

/* ---- Beginning ------------------------------------------------------------------------------- */

/* Finds the case; this is also where SQLite settles which state is seen. */
static locality_status find_case(loc_sqlite_opened *opened, locality_error *error) {
    loc_sqlite_connection *connection = opened->connection;
    opened->number = opened->revision = 0;
    locality_status status =
        loc_sqlite_prepare(connection, &connection->find_case,
                           "SELECT case_id, revision FROM locality_case WHERE name = ?1", error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_text(connection->find_case, 1, opened->name, -1, SQLITE_STATIC);
    int code = sqlite3_step(connection->find_case);
    if (code == SQLITE_ROW) {
        opened->number = sqlite3_column_int64(connection->find_case, 0);
        opened->revision = sqlite3_column_int64(connection->find_case, 1);
    } else if (code != SQLITE_DONE)
        status = loc_sqlite_fail_db(error, connection->db, "the case \"%.160s\" cannot be found",
                                    opened->name);
    sqlite3_reset(connection->find_case);
    if (status == LOCALITY_OK && code == SQLITE_ROW &&
        (opened->number < 1 || opened->number > LOC_SQLITE_MOST_CASES || opened->revision < 0))
        status =
            loc_sqlite_fail(error, LOCALITY_INVALID,
                            "table locality_case, row \"%.160s\": number %lld, revision %lld",
                            opened->name, (long long)opened->number, (long long)opened->revision);
    return status;
}

/* Forgets the tables if somebody has changed them since. */
static locality_status look_at_tables(loc_sqlite_connection *connection, locality_error *error) {
    locality_status status =
        loc_sqlite_prepare(connection, &connection->version, "PRAGMA schema_version", error);
    if (status != LOCALITY_OK)
        return status;
    int code = sqlite3_step(connection->version);
    int version = code == SQLITE_ROW ? sqlite3_column_int(connection->version, 0) : -1;
    sqlite3_reset(connection->version);
    if (code != SQLITE_ROW)
        return loc_sqlite_fail_db(error, connection->db, "the tables cannot be read");
    if (version != connection->schema_version)
        loc_sqlite_forget(connection);
    connection->schema_version = version;
    for (int i = 0; i < connection->tables; i++)
        if (connection->table[i] != NULL)
            connection->table[i]->next = 0;
    return LOCALITY_OK;
}

static locality_status begin(void *self, int32_t access, uint64_t *revision,
                             locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_connection *connection = opened->connection;
    bool writes = access == LOCALITY_STORE_WRITE, first = connection->readers == 0;
    *revision = 0;
    if (opened->running)
        return loc_sqlite_fail(error, LOCALITY_BUSY, "a transaction of this case runs already");
    if (writes && opened->of->read_only)
        return loc_sqlite_fail(error, LOCALITY_IO, "the database was opened to be read only");
    if (connection->writer || (writes && !first))
        return loc_sqlite_fail(
            error, LOCALITY_IO,
            "another transaction runs: in memory one that writes needs the database "
            "for itself");
    if (first && sqlite3_exec(connection->db, writes ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL,
                              NULL) != SQLITE_OK)
        return loc_sqlite_fail_db(error, connection->db, "the transaction cannot begin");
    connection->readers++;
    connection->writer = writes;
    opened->running = true;
    opened->writes = writes;
    opened->header_written = false;
    locality_status status = find_case(opened, error);
    if (status == LOCALITY_OK && first)
        status = look_at_tables(connection, error);
    if (status != LOCALITY_OK)
        end(opened);
    *revision = status == LOCALITY_OK ? (uint64_t)opened->revision : 0;
    return status;
}

/* ---- Committing ------------------------------------------------------------------------------ */

enum { SECONDS_A_DAY = 86400 };

static int64_t today(const locality_sqlite *sqlite) {
    return sqlite->today != NULL ? *sqlite->today : (int64_t)time(NULL) / SECONDS_A_DAY;
}

/* Notes when this revision was, and its header if that is a new one. */
static locality_status note_revision(loc_sqlite_opened *opened, locality_error *error) {
    char sql[300];
    if (!opened->of->history)
        return LOCALITY_OK;
    sqlite3_snprintf(
        sizeof sql, sql,
        "INSERT INTO locality_revision(case_id, revision, day, header) VALUES(%lld, %lld,"
        " %lld, (SELECT header FROM locality_case WHERE case_id = %lld AND %d))",
        (long long)opened->number, (long long)(opened->revision + 1), (long long)today(opened->of),
        (long long)opened->number, opened->header_written);
    return loc_sqlite_run(opened->connection, sql, error);
}

static locality_status raise_revision(loc_sqlite_opened *opened, locality_error *error) {
    loc_sqlite_connection *connection = opened->connection;
    locality_status status =
        loc_sqlite_prepare(connection, &connection->set_revision,
                           "UPDATE locality_case SET revision = ?2 WHERE case_id = ?1", error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(connection->set_revision, 1, opened->number);
    sqlite3_bind_int64(connection->set_revision, 2, opened->revision + 1);
    int code = sqlite3_step(connection->set_revision);
    sqlite3_reset(connection->set_revision);
    return code == SQLITE_DONE ? LOCALITY_OK
                               : loc_sqlite_fail_db(error, connection->db,
                                                    "the revision of the case \"%.160s\" cannot be "
                                                    "raised",
                                                    opened->name);
}

static locality_status commit(void *self, uint64_t expected, uint64_t *revision,
                              locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_connection *connection = opened->connection;
    locality_status status = LOCALITY_OK;
    *revision = 0;
    if (!opened->running || !opened->writes)
        return loc_sqlite_fail(error, LOCALITY_INVALID, "no transaction that writes runs");
    if ((uint64_t)opened->revision != expected)
        status = loc_sqlite_fail(error, LOCALITY_CONFLICT,
                                 "the case \"%.160s\" has revision %lld, not %llu", opened->name,
                                 (long long)opened->revision, (unsigned long long)expected);
    if (status == LOCALITY_OK)
        status = loc_sqlite_need_case(opened, error);
    if (status == LOCALITY_OK)
        status = raise_revision(opened, error);
    if (status == LOCALITY_OK)
        status = note_revision(opened, error);
    if (status == LOCALITY_OK &&
        sqlite3_exec(connection->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        status = loc_sqlite_fail_db(error, connection->db, "the transaction cannot be committed");
    if (status == LOCALITY_OK) {
        connection->altered = false;
        *revision = (uint64_t)opened->revision + 1;
    }
    end(opened);
    return status;
}

void locality_sqlite_store(locality_sqlite *sqlite, locality_store *out) {
    if (out == NULL)
        return;
    *out = (locality_store)LOCALITY_STORE_INIT;
    if (sqlite == NULL)
        return;
    out->self = sqlite;
    out->open = open_case;
    out->close = close_case;
    out->begin = begin;
    out->read_header = loc_sqlite_read_header;
    out->read = loc_sqlite_read;
    out->write_header = loc_sqlite_write_header;
    out->write = loc_sqlite_write;
    out->erase = loc_sqlite_erase;
    out->commit = commit;
    out->rollback = rollback;
}
