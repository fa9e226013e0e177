/* Views: the tables as an analyst reads them, with names for cases and the units of a reader. */
#include <string.h>

#include "database.h"

/* A column in the unit of a reader. */
static void put_expression(sqlite3_str *sql, int32_t type, const char *name) {
    switch (type) {
    case LOCALITY_TYPE_TRUTH:
        sqlite3_str_appendf(sql, ", CASE t.\"%w\" WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END", name);
        break;
    case LOCALITY_TYPE_NUMBER:
    case LOCALITY_TYPE_RATIO:
        sqlite3_str_appendf(sql, ", t.\"%w\" / 1000000.0", name);
        break;
    case LOCALITY_TYPE_MONEY:
        sqlite3_str_appendf(sql, ", t.\"%w\" / 100.0", name);
        break;
    case LOCALITY_TYPE_DATE:
        sqlite3_str_appendf(sql, ", date(t.\"%w\" * 86400, 'unixepoch')", name);
        break;
    case LOCALITY_TYPE_MOMENT:
        sqlite3_str_appendf(sql, ", datetime(t.\"%w\", 'unixepoch')", name);
        break;
    default:
        sqlite3_str_appendf(sql, ", t.\"%w\"", name);
    }
    sqlite3_str_appendf(sql, " AS \"%w\"", name);
}

/* Takes a name off a list of columns; false where it is not on it. */
static bool take(char *columns, const char *name) {
    size_t length = strlen(name);
    for (char *at = strstr(columns, name); at != NULL; at = strstr(at + 1, name))
        if (at[-1] == '\n' && at[length] == '\n') {
            memmove(at, at + length + 1, strlen(at + length + 1) + 1);
            return true;
        }
    return false;
}

/* Puts the columns that no field of the schema has: of other hosts, or of a later version. */
static void put_others(sqlite3_str *sql, char *columns) {
    static const char *const ours[] = {"case_id", "place", "id", "first_revision"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        take(columns, ours[i]);
    for (char *name = columns; *name == '\n' && name[1] != '\0';) {
        char *end = strchr(name + 1, '\n');
        *end = '\0';
        sqlite3_str_appendf(sql, ", t.\"%w\"", name + 1);
        *end = '\n';
        name = end;
    }
}

/* Puts the columns of a field that there are, and takes them off the list. */
static bool put_field(sqlite3_str *sql, const locality_field_info *info, char *columns) {
    for (int upper = 0; upper <= loc_sqlite_is_quantity(info->type); upper++) {
        char *name = loc_sqlite_column(info, upper != 0);
        if (name == NULL)
            return false;
        if (take(columns, name))
            put_expression(sql, info->type, name);
        sqlite3_free(name);
    }
    return true;
}

locality_status loc_sqlite_make_view(loc_sqlite_connection *connection,
                                     const locality_schema *schema, uint32_t kind,
                                     locality_error *error) {
    const char *name = locality_schema_kind_name(NULL, kind);
    char *columns = NULL;
    bool put = true;
    locality_status status = loc_sqlite_columns(connection, name, &columns, error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_str *sql = sqlite3_str_new(connection->db);
    sqlite3_str_appendf(sql,
                        "DROP VIEW IF EXISTS \"%w_view\"; CREATE VIEW \"%w_view\" AS SELECT"
                        " c.name AS case_name, t.id AS id",
                        name, name);
    for (uint32_t i = 0; put && i < locality_schema_fields(schema, kind); i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_schema_describe(schema, kind, i, &info, NULL);
        put = put_field(sql, &info, columns);
    }
    put_others(sql, columns);
    sqlite3_str_appendf(sql,
                        " FROM \"%w\" AS t JOIN locality_case AS c ON c.case_id = t.case_id"
                        " ORDER BY t.place;",
                        name);
    sqlite3_free(columns);
    if (put)
        return loc_sqlite_run_made(connection, sql, error);
    sqlite3_free(sqlite3_str_finish(sql));
    return loc_sqlite_fail_memory(error);
}

/* One part of the view of dangling references: a field that names records of one kind. */
static void put_dangling(sqlite3_str *sql, uint32_t kind, const locality_field_info *info,
                         bool first) {
    const char *name = locality_schema_kind_name(NULL, kind);
    const char *target = locality_schema_kind_name(NULL, info->target);
    bool list = loc_sqlite_is_list(info->type);
    sqlite3_str_appendf(sql, "%sSELECT t.case_id, '%q', t.id, '%q', ", first ? "" : " UNION ALL ",
                        name, info->name);
    if (list)
        sqlite3_str_appendf(sql,
                            "r.value FROM \"%w\" AS t, json_each(t.\"%w\") AS r WHERE"
                            " NOT EXISTS(SELECT 1 FROM \"%w\" AS o WHERE o.case_id = t.case_id"
                            " AND o.id = r.value)",
                            name, info->name, target);
    else
        sqlite3_str_appendf(sql,
                            "t.\"%w\" FROM \"%w\" AS t WHERE t.\"%w\" <> 'none' AND"
                            " NOT EXISTS(SELECT 1 FROM \"%w\" AS o WHERE o.case_id = t.case_id"
                            " AND o.id = t.\"%w\")",
                            info->name, name, info->name, target, info->name);
}

/* The references to one kind each; SQLite joins at most 500 selections in one view. */
locality_status loc_sqlite_make_dangling(loc_sqlite_connection *connection, locality_error *error) {
    sqlite3_str *sql = sqlite3_str_new(connection->db);
    bool first = true;
    sqlite3_str_appendall(sql,
                          "DROP VIEW IF EXISTS locality_dangling; CREATE VIEW locality_dangling"
                          "(case_id, kind, id, field, reference) AS ");
    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL); kind++)
        for (uint32_t i = 0; i < locality_schema_fields(NULL, kind); i++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;
            locality_schema_describe(NULL, kind, i, &info, NULL);
            if (info.target == LOCALITY_NO_INDEX)
                continue;
            put_dangling(sql, kind, &info, first);
            first = false;
        }
    return loc_sqlite_run_made(connection, sql, error);
}
