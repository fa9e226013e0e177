/* What the tests of the binding to PostgreSQL share: databases on the throw-away server that
 * tests/support/postgresql.sh has started, each test with its own. */
#ifndef TESTS_POSTGRESQL_KIT_H
#define TESTS_POSTGRESQL_KIT_H

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "locality-postgresql.h"
#include "unit/model/kit.h"

static char pg_name[64], pg_conninfo[96];
static locality_postgresql *pg_database;
static locality_store pg_store;

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
    locality_postgresql_store(pg_database, &pg_store);
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

static inline locality_model *pg_load(const char *name) {
    locality_model *model = NULL;
    kit_well(locality_model_load(&pg_store, name, NULL, &model, &kit_error), name);
    return model;
}

static inline locality_save_outcome pg_save(locality_model *model, const char *name) {
    locality_save_outcome outcome = LOCALITY_SAVE_OUTCOME_INIT;
    kit_well(locality_model_save(model, &pg_store, name, NULL, &outcome, &kit_error), name);
    return outcome;
}

/* ---- The whole content of a model as text: kind id field=value ... ----------------------------- */

typedef struct pg_shown {
    char *text;
    size_t length, capacity;
    const locality_schema *schema;
    uint32_t kind;
} pg_shown;

static inline void pg_show_add(pg_shown *out, const char *text) {
    size_t length = strlen(text);
    if (out->length + length + 1 > out->capacity) {
        out->capacity = 2 * (out->length + length + 1);
        out->text = realloc(out->text, out->capacity);
        if (out->text == NULL)
            exit(2);
    }
    memcpy(out->text + out->length, text, length + 1);
    out->length += length;
}

static inline int32_t pg_show_record(void *self, uint32_t kind, const char *id) {
    pg_shown *out = self;
    out->kind = kind;
    pg_show_add(out, "\n");
    pg_show_add(out, locality_schema_kind_name(NULL, kind));
    pg_show_add(out, " ");
    pg_show_add(out, id);
    return 0;
}

static inline int32_t pg_show_value(void *self, uint32_t field, const locality_value *value) {
    pg_shown *out = self;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    char number[200] = "";
    locality_schema_describe(out->schema, out->kind, field, &info, NULL);
    pg_show_add(out, " ");
    pg_show_add(out, info.name);
    pg_show_add(out, "=");
    if (value->text != NULL)
        pg_show_add(out, value->text);
    for (size_t i = 0; i < value->items_count; i++) {
        pg_show_add(out, value->items[i]);
        pg_show_add(out, ",");
    }
    if (value->text == NULL && value->type >= LOCALITY_TYPE_TRUTH &&
        value->type <= LOCALITY_TYPE_DAYS) {
        locality_value_write(value->type, &value->range, number, sizeof number, NULL, NULL);
        pg_show_add(out, number);
    }
    return 0;
}

/* To be freed by the caller. */
static inline char *pg_show(const locality_model *model) {
    pg_shown out = {.schema = locality_model_schema(model)};
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    visitor.self = &out;
    visitor.record = pg_show_record;
    visitor.value = pg_show_value;
    pg_show_add(&out, "");
    kit_well(locality_model_visit(model, &visitor, &kit_error), "visit");
    return out.text;
}

static inline int pg_same(const locality_model *a, const locality_model *b) {
    char *left = pg_show(a), *right = pg_show(b);
    int same = strcmp(left, right) == 0;
    if (!same)
        TEST_TEXT(left, right);
    free(left);
    free(right);
    return same;
}

/* Two structures, the second an overlay of the first, with posts, a unit and a skill. */
static inline locality_model *pg_model(void) {
    locality_model *m = kit_model();
    KIT_PUT(m, "structure", "current", "status", "current");
    KIT_PUT(m, "structure", "proposed", "status", "proposed", "baseline", "current");
    KIT_PUT(m, "structure", "other", "status", "superseded");
    KIT_PUT(m, "unit", "team", "structure", "current", "name", "Team");
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head", "posts", "1", "fte", "0.8",
            "reports_to", "none", "unit", "team", "skills", "s1", "starts", "2010-07");
    KIT_PUT(m, "post", "aide", "structure", "current", "title", "", "posts", ">=2", "reports_to",
            "head", "cost", "20k..30k", "temporary", "yes");
    KIT_PUT(m, "post", "old", "structure", "other", "title",
            "Relic \xE2\x80\x93 \"quoted\"\nline\t\\ {a,b}");
    return m;
}

#endif
