/* Tables: made from the schema, and given the columns that they lack.
 *
 * locality_database has one row: whether history is kept, and a number that stands for the kinds and fields of
 * the version that made or widened the tables last. locality_case has a row for each case. With
 * history each table of a kind says in which revision a row was written, `<kind>_history` holds what
 * was superseded, and locality_revision when each revision was. */
#include <string.h>

#include "database.h"

bool loc_sqlite_is_quantity(int32_t type) {
    return type >= LOCALITY_TYPE_TRUTH && type <= LOCALITY_TYPE_DAYS;
}

bool loc_sqlite_is_list(int32_t type) {
    return type == LOCALITY_TYPE_TEXTS || type == LOCALITY_TYPE_REFS;
}

/* ---- Names of columns ------------------------------------------------------------------------ */

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_taken(const char *name) {
    static const char *const taken[] = {"case_id", "place", "id", "first_revision",
                                        "last_revision"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        if (strcmp(name, taken[i]) == 0)
            return true;
    return false;
}

/* Whether any kind has a field of this name and its end in the library's own table. */
static bool is_own(const char *name) {
    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL); kind++)
        if (locality_schema_field(NULL, kind, name) != LOCALITY_NO_INDEX)
            return true;
    return false;
}

/* The library's own fields are columns under their names, upper ends with `_to` behind. A host's field
 * that is called as another column may be (`place`, `days_to`) gets a line behind it, and its upper
 * end `_upto_`; so does the upper end of a host's `reports`, since there is a field `reports_to`. */
char *loc_sqlite_column(const locality_field_info *field, bool upper) {
    bool extra = field->is_extra != 0;
    bool odd = extra && (is_taken(field->name) || ends_with(field->name, "_to") ||
                         ends_with(field->name, "_"));
    if (!upper)
        return sqlite3_mprintf(odd ? "%s_" : "%s", field->name);
    char *name = sqlite3_mprintf("%s_to", field->name);
    if (name == NULL || !extra || (!odd && !is_own(name)))
        return name;
    sqlite3_free(name);
    return sqlite3_mprintf("%s_upto_", field->name);
}

bool loc_sqlite_has(const char *columns, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strstr(columns, name); at != NULL; at = strstr(at + 1, name))
        if (at[-1] == '\n' && at[length] == '\n') /* every name stands between two */
            return true;
    return false;
}

locality_status loc_sqlite_columns(loc_sqlite_connection *connection, const char *table, char **out,
                                   locality_error *error) {
    sqlite3_stmt *statement = NULL;
    sqlite3_str *names = sqlite3_str_new(NULL);
    int code = SQLITE_DONE;
    locality_status status = loc_sqlite_prepare(
        connection, &statement, "SELECT lower(name) FROM pragma_table_info(?1)", error);
    *out = NULL;
    if (status == LOCALITY_OK) {
        sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
        for (code = sqlite3_step(statement); code == SQLITE_ROW; code = sqlite3_step(statement)) {
            const char *name = (const char *)sqlite3_column_text(statement, 0);
            if (name == NULL)
                break;
            sqlite3_str_appendf(names, "\n%s", name);
        }
    }
    if (status == LOCALITY_OK && code == SQLITE_ROW) /* a name for which there was no memory */
        status = loc_sqlite_fail_memory(error);
    else if (status == LOCALITY_OK && code != SQLITE_DONE)
        status =
            loc_sqlite_fail_db(error, connection->db, "the columns of %s cannot be read", table);
    sqlite3_finalize(statement);
    bool any = sqlite3_str_length(names) > 0;
    if (any)
        sqlite3_str_appendall(names, "\n");
    *out = sqlite3_str_finish(names);
    if (*out == NULL && status == LOCALITY_OK) /* nothing was appended, or refused */
        *out = any ? NULL : sqlite3_mprintf("");
    if (status == LOCALITY_OK && *out == NULL)
        status = loc_sqlite_fail_memory(error);
    if (status != LOCALITY_OK) {
        sqlite3_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static const char database_tables[] = "CREATE TABLE IF NOT EXISTS locality_database(history "
                                      "INTEGER NOT NULL, fields INTEGER NOT NULL)"
                                      " STRICT;"
                                      "CREATE TABLE IF NOT EXISTS locality_case(case_id INTEGER "
                                      "PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                                      " revision INTEGER NOT NULL, header TEXT) STRICT;";

static const char history_tables[] =
    "CREATE TABLE IF NOT EXISTS locality_revision(case_id INTEGER NOT NULL"
    " REFERENCES locality_case ON DELETE CASCADE, revision INTEGER NOT NULL, day INTEGER NOT NULL,"
    " header TEXT, PRIMARY KEY(case_id, revision)) STRICT;";

static void put_column(sqlite3_str *sql, const char *before, const char *name, const char *type) {
    sqlite3_str_appendf(sql, "%s\"%w\" %s", before, name, type);
}

/* The columns of the library's fields. */
static bool put_fields(uint32_t kind, sqlite3_str *sql) {
    for (uint32_t i = 0; i < locality_schema_fields(NULL, kind); i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_schema_describe(NULL, kind, i, &info, NULL);
        bool quantity = loc_sqlite_is_quantity(info.type);
        char *low = loc_sqlite_column(&info, false), *high = loc_sqlite_column(&info, true);
        bool made = low != NULL && high != NULL;
        if (made)
            put_column(sql, ", ", low, quantity ? "INTEGER" : "TEXT");
        if (made && quantity)
            put_column(sql, ", ", high, "INTEGER");
        sqlite3_free(low);
        sqlite3_free(high);
        if (!made)
            return false;
    }
    return true;
}

static bool put_tables(uint32_t kind, bool history, sqlite3_str *sql) {
    const char *name = locality_schema_kind_name(NULL, kind);
    sqlite3_str_appendf(
        sql,
        "CREATE TABLE IF NOT EXISTS \"%w\"(case_id INTEGER NOT NULL REFERENCES locality_case"
        " ON DELETE CASCADE, place INTEGER PRIMARY KEY CHECK (place >> 40 = case_id),"
        " id TEXT NOT NULL%s",
        name, history ? ", first_revision INTEGER NOT NULL" : "");
    bool put = put_fields(kind, sql);
    sqlite3_str_appendf(
        sql, ") STRICT; CREATE UNIQUE INDEX IF NOT EXISTS \"%w_id\" ON \"%w\"(case_id, id);", name,
        name);
    if (!history)
        return put;
    sqlite3_str_appendf(sql,
                        "CREATE TABLE IF NOT EXISTS \"%w_history\"(case_id INTEGER NOT NULL "
                        "REFERENCES locality_case"
                        " ON DELETE CASCADE, place INTEGER NOT NULL, id TEXT NOT NULL, "
                        "first_revision INTEGER NOT NULL,"
                        " last_revision INTEGER NOT NULL",
                        name);
    put = put && put_fields(kind, sql);
    sqlite3_str_appendf(
        sql, ") STRICT; CREATE INDEX IF NOT EXISTS \"%w_then\" ON \"%w_history\"(case_id, place);",
        name, name);
    return put;
}

/* Adds the columns that a table of an earlier version lacks. */
static locality_status put_missing(loc_sqlite_connection *connection, uint32_t kind,
                                   const char *table, sqlite3_str *sql, locality_error *error) {
    char *columns = NULL;
    locality_status status = loc_sqlite_columns(connection, table, &columns, error);
    for (uint32_t i = 0;
         status == LOCALITY_OK && columns[0] != '\0' && i < locality_schema_fields(NULL, kind);
         i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_schema_describe(NULL, kind, i, &info, NULL);
        for (int upper = 0; upper <= loc_sqlite_is_quantity(info.type); upper++) {
            char *name = loc_sqlite_column(&info, upper != 0);
            if (name == NULL)
                status = loc_sqlite_fail_memory(error);
            else if (!loc_sqlite_has(columns, name))
                sqlite3_str_appendf(sql, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s;", table, name,
                                    loc_sqlite_is_quantity(info.type) ? "INTEGER" : "TEXT");
            sqlite3_free(name);
        }
    }
    sqlite3_free(columns);
    return status;
}

static locality_status make_kind(loc_sqlite_connection *connection, uint32_t kind, bool history,
                                 locality_error *error) {
    const char *name = locality_schema_kind_name(NULL, kind);
    char *then = sqlite3_mprintf("%s_history", name);
    sqlite3_str *sql = sqlite3_str_new(connection->db);
    locality_status status = then == NULL ? loc_sqlite_fail_memory(error) : LOCALITY_OK;
    if (status == LOCALITY_OK)
        status = put_missing(connection, kind, name, sql, error);
    if (status == LOCALITY_OK && history)
        status = put_missing(connection, kind, then, sql, error);
    if (status == LOCALITY_OK && !put_tables(kind, history, sql))
        status = loc_sqlite_fail_memory(error);
    sqlite3_free(then);
    if (status != LOCALITY_OK) {
        sqlite3_free(sqlite3_str_finish(sql));
        return status;
    }
    status = loc_sqlite_run_made(connection, sql, error);
    return status == LOCALITY_OK ? loc_sqlite_make_view(connection, NULL, kind, error) : status;
}

locality_status loc_sqlite_make(loc_sqlite_connection *connection, bool history,
                                locality_error *error) {
    locality_status status = loc_sqlite_run(connection, database_tables, error);
    if (status == LOCALITY_OK && history)
        status = loc_sqlite_run(connection, history_tables, error);
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < locality_schema_kinds(NULL); kind++)
        status = make_kind(connection, kind, history, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_make_dangling(connection, error);
    sqlite3_str *sql = sqlite3_str_new(connection->db);
    sqlite3_str_appendf(
        sql,
        "DELETE FROM locality_database; INSERT INTO locality_database VALUES(%d, %lld);"
        "PRAGMA application_id = %d; PRAGMA user_version = %d;",
        history, (long long)loc_sqlite_fingerprint(), LOCALITY_SQLITE_APPLICATION,
        LOCALITY_SQLITE_FORMAT);
    if (status == LOCALITY_OK)
        return loc_sqlite_run_made(connection, sql, error);
    sqlite3_free(sqlite3_str_finish(sql));
    return status;
}

/* FNV-1a over the names and types, in their order. */
static uint64_t add_text(uint64_t sum, const char *text) {
    do
        sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    while (*text++ != '\0');
    return sum;
}

int64_t loc_sqlite_fingerprint(void) {
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL); kind++) {
        sum = add_text(sum, locality_schema_kind_name(NULL, kind));
        for (uint32_t i = 0; i < locality_schema_fields(NULL, kind); i++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;
            locality_schema_describe(NULL, kind, i, &info, NULL);
            sum = add_text(add_text(sum, info.name), locality_type_name(info.type));
        }
    }
    return (int64_t)(sum >> 1);
}
