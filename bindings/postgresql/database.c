/* The database: its catalogue in the schema `locality`, which says whose the database is, of which
 * format, and which cases it holds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

/* Two who make the catalogue at once: the second waits here, and finds it. */
#define LOCK "BEGIN; SELECT pg_advisory_xact_lock(7809635271120)"

static const char make_catalogue[] =
    "CREATE SCHEMA locality;"
    "COMMENT ON SCHEMA locality IS 'Catalogue of the cases that liblocality keeps here';"
    "CREATE TABLE locality.about (application text NOT NULL, format bigint NOT NULL,"
    " history boolean NOT NULL);"
    "CREATE TABLE locality.cases (name text COLLATE \"C\" PRIMARY KEY,"
    " schema_name text COLLATE \"C\" NOT NULL UNIQUE, made timestamptz NOT NULL DEFAULT now());"
    "CREATE FUNCTION locality.note_hand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
    " SET search_path = pg_catalog AS $$ BEGIN EXECUTE format('DELETE FROM %%I.case_tables WHERE"
    " kind = %%L', TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END $$;"
    "INSERT INTO locality.about VALUES ('liblocality', 1, %s)";

static const char find_marker[] =
    "SELECT to_regnamespace('locality') IS NOT NULL,"
    " (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('locality.about')"
    "  AND attname IN ('application', 'format', 'history') AND NOT attisdropped) = 3";

static locality_status is_foreign(locality_error *error) {
    return loc_pg_fail(error, LOCALITY_SYNTAX,
                       "the schema \"locality\" of the database belongs to another application");
}

/* Whether the database is one of ours, and of a format that is understood. */
static locality_status examine(locality_postgresql *database, PGconn *connection, bool history,
                               locality_error *error) {
    PGresult *result;
    locality_status status =
        loc_pg_run(connection, "SELECT application, format, history FROM locality.about",
                   "table \"locality\".\"about\"", &result, error);
    if (status != LOCALITY_OK)
        return status;
    long long format = 0;
    if (PQntuples(result) != 1 || strcmp(PQgetvalue(result, 0, 0), "liblocality") != 0)
        status = is_foreign(error);
    else
        format = atoll(PQgetvalue(result, 0, 1));
    if (status == LOCALITY_OK && format != LOCALITY_POSTGRESQL_FORMAT)
        status =
            loc_pg_fail(error, LOCALITY_SYNTAX,
                        "the database has format %lld; this version of the library knows format %d",
                        format, LOCALITY_POSTGRESQL_FORMAT);
    if (status == LOCALITY_OK) {
        database->history = PQgetvalue(result, 0, 2)[0] == 't';
        if (history && !database->history)
            status = loc_pg_fail(error, LOCALITY_INVALID,
                                 "the database was made without history and cannot keep it");
    }
    PQclear(result);
    return status;
}

/* Makes the catalogue where there is none. The transaction runs. */
static locality_status make(PGconn *connection, const locality_postgresql_options *options,
                            locality_error *error) {
    char sql[sizeof make_catalogue + 8];
    if (!options->create)
        return loc_pg_fail(error, LOCALITY_NOT_FOUND,
                           "the database holds no cases: it has no schema \"locality\"");
    snprintf(sql, sizeof sql, make_catalogue, options->history ? "true" : "false");
    return loc_pg_run(connection, sql, "making the schema \"locality\"", NULL, error);
}

static locality_status open_catalogue(locality_postgresql *database, PGconn *connection,
                                      const locality_postgresql_options *options,
                                      locality_error *error) {
    PGresult *result = NULL;
    locality_status status =
        loc_pg_run(connection, options->create ? LOCK : "BEGIN", "open", NULL, error);
    if (status == LOCALITY_OK)
        status = loc_pg_run(connection, find_marker, "open", &result, error);
    if (status == LOCALITY_OK && PQgetvalue(result, 0, 0)[0] != 't')
        status = make(connection, options, error);
    else if (status == LOCALITY_OK && PQgetvalue(result, 0, 1)[0] != 't')
        status = is_foreign(error);
    PQclear(result);
    if (status == LOCALITY_OK)
        status = examine(database, connection, options->history != 0, error);
    if (status == LOCALITY_OK)
        return loc_pg_run(connection, "COMMIT", "open", NULL, error);
    PQclear(PQexec(connection, "ROLLBACK"));
    return status;
}

static locality_status take_options(const locality_postgresql_options *given,
                                    locality_postgresql_options *out, locality_error *error) {
    *out = (locality_postgresql_options)LOCALITY_POSTGRESQL_OPTIONS_INIT;
    if (given == NULL)
        return LOCALITY_OK;
    if (given->struct_size != sizeof *given || given->reserved != 0)
        return loc_pg_fail(error, LOCALITY_INVALID,
                           "options.struct_size is not that of a locality_postgresql_options");
    *out = *given;
    return LOCALITY_OK;
}

locality_status locality_postgresql_open(const char *conninfo,
                                         const locality_postgresql_options *options,
                                         locality_postgresql **out, locality_error *error) {
    locality_postgresql_options taken;
    PGconn *connection = NULL;
    if (out == NULL)
        return loc_pg_fail(error, LOCALITY_INVALID, "out is null");
    *out = NULL;
    locality_status status = take_options(options, &taken, error);
    if (status != LOCALITY_OK)
        return status;
    locality_postgresql *database = calloc(1, sizeof *database);
    if (database == NULL ||
        (database->conninfo = loc_pg_copy(conninfo == NULL ? "" : conninfo)) == NULL) {
        free(database);
        return loc_pg_fail_memory(error);
    }
    atomic_init(&database->idle, NULL);
    database->today = taken.today;
    status = loc_pg_connect(database, &connection, error);
    if (status == LOCALITY_OK)
        status = open_catalogue(database, connection, &taken, error);
    loc_pg_disconnect(database, connection);
    if (status != LOCALITY_OK) {
        locality_postgresql_close(database);
        return status;
    }
    *out = database;
    if (error != NULL)
        memset(error, 0, sizeof *error);
    return LOCALITY_OK;
}

void locality_postgresql_close(locality_postgresql *database) {
    if (database == NULL)
        return;
    PQfinish(atomic_exchange(&database->idle, NULL));
    free(database->conninfo);
    free(database);
}

locality_status locality_postgresql_cases(locality_postgresql *database, void *self,
                                          int32_t (*each)(void *self, const char *name,
                                                          const char *schema),
                                          locality_error *error) {
    PGconn *connection = NULL;
    PGresult *result = NULL;
    if (database == NULL || each == NULL)
        return loc_pg_fail(error, LOCALITY_INVALID,
                           database == NULL ? "database is null" : "each is null");
    locality_status status = loc_pg_connect(database, &connection, error);
    if (status == LOCALITY_OK)
        status =
            loc_pg_run(connection, "SELECT name, schema_name FROM locality.cases ORDER BY name",
                       "table \"locality\".\"cases\"", &result, error);
    for (int i = 0; status == LOCALITY_OK && i < PQntuples(result); i++) {
        int32_t code = each(self, PQgetvalue(result, i, 0), PQgetvalue(result, i, 1));
        if (code == 0)
            continue;
        status = loc_pg_fail(error, LOCALITY_CALLBACK, "the listing was ended by the caller");
        if (error != NULL)
            error->host_code = code;
    }
    PQclear(result);
    loc_pg_disconnect(database, connection);
    if (status == LOCALITY_OK && error != NULL)
        memset(error, 0, sizeof *error);
    return status;
}
