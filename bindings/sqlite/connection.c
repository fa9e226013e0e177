/* Connections: opened, set up, and closed with all that is prepared on them. */
#include <string.h>

#include "database.h"

/* What every connection is told. Writing through to the disk at each commit is what keeps a promise once
 * made; foreign keys are off in SQLite until they are asked for. */
static const char setup[] = "PRAGMA foreign_keys = ON;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA cell_size_check = ON;"
                            "PRAGMA trusted_schema = OFF;"
                            "PRAGMA cache_size = -16000;";

/* The name of a file as a URI that says that nobody changes it; null on refusal. */
static char *immutable_name(const char *path) {
    sqlite3_str *uri = sqlite3_str_new(NULL);
    sqlite3_str_appendall(uri, "file:");
    for (; *path != '\0'; path++) {
        unsigned char c = (unsigned char)*path;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     strchr("/-_.", c) != NULL;
        sqlite3_str_appendf(uri, plain ? "%c" : "%%%02x", c);
    }
    sqlite3_str_appendall(uri, "?immutable=1");
    return sqlite3_str_finish(uri);
}

static int open_file(const locality_sqlite *sqlite, int flags, sqlite3 **out) {
    char *name = sqlite->immutable ? immutable_name(sqlite->path) : NULL;
    if (sqlite->immutable && name == NULL)
        return SQLITE_NOMEM;
    int code = sqlite3_open_v2(
        name != NULL ? name : sqlite->path, out,
        flags | SQLITE_OPEN_NOMUTEX | (sqlite->immutable ? SQLITE_OPEN_URI : 0), NULL);
    sqlite3_free(name);
    return code;
}

locality_status loc_sqlite_connect(const locality_sqlite *sqlite, int flags,
                                   loc_sqlite_connection **out, locality_error *error) {
    loc_sqlite_connection *made = sqlite3_malloc64(sizeof *made);
    *out = NULL;
    if (made == NULL)
        return loc_sqlite_fail_memory(error);
    memset(made, 0, sizeof *made);
    made->schema_version = -1;
    int code = open_file(sqlite, flags, &made->db);
    locality_status status = LOCALITY_OK;
    if (code != SQLITE_OK)
        status = loc_sqlite_fail_db(error, made->db, "\"%s\" cannot be opened", sqlite->path);
    else {
        sqlite3_extended_result_codes(made->db, 1);
        sqlite3_busy_timeout(made->db, sqlite->busy_ms);
        status = loc_sqlite_run(made, setup, error);
    }
    if (status != LOCALITY_OK) {
        loc_sqlite_disconnect(made);
        return status;
    }
    *out = made;
    return LOCALITY_OK;
}

void loc_sqlite_forget(loc_sqlite_connection *connection) {
    for (int i = 0; i < connection->tables; i++)
        loc_sqlite_free_table(connection->table[i]);
    sqlite3_free(connection->table);
    connection->table = NULL;
    connection->tables = 0;
}

void loc_sqlite_disconnect(loc_sqlite_connection *connection) {
    if (connection == NULL)
        return;
    loc_sqlite_forget(connection);
    sqlite3_stmt *statements[] = {connection->find_case,    connection->add_case,
                                  connection->header,       connection->set_header,
                                  connection->set_revision, connection->version};
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++)
        sqlite3_finalize(statements[i]);
    sqlite3_free(connection->scratch);
    sqlite3_free((void *)(uintptr_t)connection->item);
    sqlite3_close(connection->db);
    sqlite3_free(connection);
}

/* ---- Statements ------------------------------------------------------------------------------ */

locality_status loc_sqlite_run(loc_sqlite_connection *connection, const char *sql,
                               locality_error *error) {
    return sqlite3_exec(connection->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? LOCALITY_OK
               : loc_sqlite_fail_db(error, connection->db, "\"%.60s\" failed", sql);
}

locality_status loc_sqlite_run_made(loc_sqlite_connection *connection, sqlite3_str *made,
                                    locality_error *error) {
    char *sql = sqlite3_str_finish(made);
    locality_status status =
        sql == NULL ? loc_sqlite_fail_memory(error) : loc_sqlite_run(connection, sql, error);
    sqlite3_free(sql);
    return status;
}

locality_status loc_sqlite_prepare(loc_sqlite_connection *connection, sqlite3_stmt **out,
                                   const char *sql, locality_error *error) {
    if (*out != NULL)
        return LOCALITY_OK;
    return sqlite3_prepare_v3(connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) ==
                   SQLITE_OK
               ? LOCALITY_OK
               : loc_sqlite_fail_db(error, connection->db, "\"%.60s\" failed", sql);
}

locality_status loc_sqlite_prepare_made(loc_sqlite_connection *connection, sqlite3_stmt **out,
                                        sqlite3_str *made, locality_error *error) {
    char *sql = sqlite3_str_finish(made);
    locality_status status = sql == NULL ? loc_sqlite_fail_memory(error)
                                         : loc_sqlite_prepare(connection, out, sql, error);
    sqlite3_free(sql);
    return status;
}

locality_status loc_sqlite_number(loc_sqlite_connection *connection, const char *sql, int64_t *out,
                                  locality_error *error) {
    sqlite3_stmt *statement = NULL;
    *out = 0;
    locality_status status = loc_sqlite_prepare(connection, &statement, sql, error);
    if (status != LOCALITY_OK)
        return status;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    else if (code != SQLITE_DONE)
        status = loc_sqlite_fail_db(error, connection->db, "\"%.60s\" failed", sql);
    sqlite3_finalize(statement);
    return status;
}
