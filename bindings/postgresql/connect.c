/* Connections: how they are set up, and statements that run on them. */
#include <stdlib.h>
#include <string.h>

#include "database.h"

bool loc_pg_goes_on(const PGconn *connection, const PGresult *result) {
    ExecStatusType state = PQresultStatus(result);
    return PQstatus(connection) == CONNECTION_OK && state != PGRES_COPY_OUT &&
           state != PGRES_COPY_IN;
}

/* What a hand-written query would be told in notices is nobody's business here. */
static void hear_nothing(void *self, const PGresult *result) {
    (void)self;
    (void)result;
}

locality_status loc_pg_run(PGconn *connection, const char *sql, const char *where, PGresult **out,
                           locality_error *error) {
    return loc_pg_run_with(connection, sql, -1, NULL, where, out, error);
}

locality_status loc_pg_run_with(PGconn *connection, const char *sql, int count,
                                const char *const *values, const char *where, PGresult **out,
                                locality_error *error) {
    PGresult *result = count < 0
                           ? PQexec(connection, sql)
                           : PQexecParams(connection, sql, count, NULL, values, NULL, NULL, 0);
    ExecStatusType state = PQresultStatus(result);
    locality_status status = LOCALITY_OK;
    if (out != NULL)
        *out = NULL;
    if (state != PGRES_COMMAND_OK && state != PGRES_TUPLES_OK && state != PGRES_COPY_IN &&
        state != PGRES_COPY_OUT)
        status = loc_pg_fail_server(connection, result, where, error);
    if (status == LOCALITY_OK && out != NULL)
        *out = result;
    else
        PQclear(result);
    return status;
}

/* Waiting for somebody's lock ends at last; sorting never takes the place of reading in order; a
 * compiler of queries would take longer than these queries do. */
static const char set_up[] = "SET search_path = pg_catalog, pg_temp; SET client_encoding = 'UTF8';"
                             "SET standard_conforming_strings = on; SET lock_timeout = '20s';"
                             "SET enable_sort = off; SET jit = off; SET locality.writes = 'on';"
                             "SELECT current_setting('server_encoding')";

static locality_status prepare(PGconn *connection, locality_error *error) {
    PGresult *result;
    PQsetNoticeReceiver(connection, hear_nothing, NULL);
    if (PQserverVersion(connection) < 120000)
        return loc_pg_fail(error, LOCALITY_INVALID,
                           "the server is PostgreSQL %d; version 12 is the oldest that serves",
                           PQserverVersion(connection) / 10000);
    locality_status status = loc_pg_run(connection, set_up, "open", &result, error);
    if (status != LOCALITY_OK)
        return status;
    const char *encoding = PQgetvalue(result, 0, 0);
    if (strcmp(encoding, "UTF8") != 0)
        status =
            loc_pg_fail(error, LOCALITY_INVALID,
                        "the database has the encoding %s and cannot hold every text; make one "
                        "with the encoding UTF8",
                        encoding);
    PQclear(result);
    return status;
}

static locality_status connect_anew(const char *conninfo, PGconn **out, locality_error *error) {
    const char *names[] = {"dbname", "fallback_application_name", "client_encoding", NULL};
    const char *values[] = {conninfo, "liblocality", "UTF8", NULL};
    PGconn *connection = PQconnectdbParams(names, values, 1);
    locality_status status;
    if (PQstatus(connection) == CONNECTION_OK) {
        status = prepare(connection, error);
    } else {
        const char *said = connection == NULL ? "out of memory" : PQerrorMessage(connection);
        size_t length = strcspn(said, "\n");
        status = loc_pg_fail(error, LOCALITY_IO, "the database cannot be opened: %.*s",
                             (int)(length < 500 ? length : 500), said);
    }
    if (status == LOCALITY_OK)
        *out = connection;
    else
        PQfinish(connection);
    return status;
}

/* An idle connection may have been lost meanwhile; asking is one word there and back. */
static bool still_there(PGconn *connection) {
    PGresult *result = PQexec(connection, "");
    bool there = PQresultStatus(result) == PGRES_EMPTY_QUERY;
    PQclear(result);
    return there;
}

locality_status loc_pg_connect(locality_postgresql *database, PGconn **out, locality_error *error) {
    PGconn *idle = atomic_exchange(&database->idle, NULL);
    *out = NULL;
    if (idle != NULL && still_there(idle)) {
        *out = idle;
        return LOCALITY_OK;
    }
    PQfinish(idle);
    return connect_anew(database->conninfo, out, error);
}

void loc_pg_disconnect(locality_postgresql *database, PGconn *connection) {
    if (PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE)
        connection = atomic_exchange(&database->idle, connection);
    PQfinish(connection);
}
