/* What the tests of the binding to PostgreSQL share: databases on the throw-away server that
 * tests/support/postgresql.sh has started, each test with its own. */
#ifndef TESTS_POSTGRESQL_KIT_H
#define TESTS_POSTGRESQL_KIT_H

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "locality-postgresql.h"
#include "unit/store/case.h"

static char pg_name[64], pg_conninfo[96];
static locality_postgresql *pg_database;

/* Runs statements in a database and gives the first value of the last; for what a host or an analyst
 * would do by hand. */
static inline const char *pg_ask(const char *database, const char *sql) {
    static char answer[4096];
    char conninfo[128];
    snprintf(conninfo, sizeof conninfo, "dbname=%s", database);
    PGconn *connection = PQconnectdb(conninfo);
    PGresult *result = PQexec(connection, sql);
    ExecStatusType state = PQresultStatus(result);
    answer[0] = '\0';
    if (state != PGRES_COMMAND_OK && state != PGRES_TUPLES_OK)
        printf("%s: %s\n", sql, PQerrorMessage(connection));
    TEST_ROW(state == PGRES_COMMAND_OK || state == PGRES_TUPLES_OK, sql);
    if (state == PGRES_TUPLES_OK && PQntuples(result) > 0)
        snprintf(answer, sizeof answer, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    PQfinish(connection);
    return answer;
}

/* An empty database of its own. */
static inline void pg_make(const char *name) {
    char sql[200];
    snprintf(pg_name, sizeof pg_name, "%s", name);
    snprintf(pg_conninfo, sizeof pg_conninfo, "dbname=%s", name);
    snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s", name);
    pg_ask("postgres", sql);
    snprintf(sql, sizeof sql, "CREATE DATABASE %s", name);
    pg_ask("postgres", sql);
}

static inline locality_status pg_try(uint32_t create, uint32_t history, const int64_t *today) {
    locality_postgresql_options options = LOCALITY_POSTGRESQL_OPTIONS_INIT;
    options.create = create;
    options.history = history;
    options.today = today;
    locality_status status =
        locality_postgresql_open(pg_conninfo, &options, &pg_database, &kit_error);
    locality_postgresql_store(pg_database, &case_store);
    return status;
}

static inline void pg_begin_test(const char *name, uint32_t history) {
    pg_make(name);
    kit_well(pg_try(1, history, NULL), name);
}

static inline void pg_end_test(void) {
    locality_postgresql_close(pg_database);
    pg_database = NULL;
}

#endif
