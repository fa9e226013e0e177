/* Pick: the condition under which a row is wanted, where a query asks for those of some structures, some
 * areas or a day. Lists go in as JSON arrays, so that a statement has the same few parameters however
 * long they are. A list that is not as this binding writes it passes: the reader refuses it. */
#include "database.h"

static const char *column_of(const loc_sqlite_table *table, uint32_t field, bool upper) {
    if (field >= table->fields)
        return NULL;
    int column = upper ? table->slot[field].high : table->slot[field].low;
    return column < 0 ? NULL : table->name[column];
}

static bool by_structures(const loc_sqlite_table *table, const locality_store_query *query) {
    return query->structures != NULL && column_of(table, query->structure_field, false) != NULL;
}

static bool by_areas(const loc_sqlite_table *table, const locality_store_query *query) {
    bool any = false;
    for (size_t i = 0; query->areas != NULL && i < query->area_fields_count; i++)
        any = any || column_of(table, query->area_fields[i], false) != NULL;
    return any;
}

bool loc_sqlite_picks(const loc_sqlite_table *table, const locality_store_query *query) {
    return by_structures(table, query) || by_areas(table, query) || query->valid_on != NULL;
}

/* One column of areas: that it names one that is wanted, or that it names none. */
static void put_area(sqlite3_str *sql, const char *column, bool list, bool names_none) {
    if (names_none)
        sqlite3_str_appendf(sql, "(\"%w\" IS NULL OR \"%w\" = '%s')", column, column,
                            list ? "[]" : LOCALITY_NONE_TEXT);
    else if (list)
        sqlite3_str_appendf(sql,
                            "CASE WHEN json_valid(\"%w\") THEN EXISTS(SELECT 1 FROM"
                            " json_each(\"%w\") AS item WHERE item.value IN (SELECT value FROM"
                            " json_each(?%d))) ELSE \"%w\" IS NOT NULL END",
                            column, column, LOC_SQLITE_AREAS, column);
    else
        sqlite3_str_appendf(sql, "\"%w\" IN (SELECT value FROM json_each(?%d))", column,
                            LOC_SQLITE_AREAS);
}

static void put_areas(sqlite3_str *sql, const loc_sqlite_table *table,
                      const locality_store_query *query) {
    for (int names_none = 1; names_none >= 0; names_none--) {
        int columns = 0;
        sqlite3_str_appendall(sql, names_none ? " AND ((" : " OR ");
        for (size_t i = 0; i < query->area_fields_count; i++) {
            uint32_t field = query->area_fields[i];
            const char *column = column_of(table, field, false);
            if (column == NULL)
                continue;
            sqlite3_str_appendall(sql, columns++ == 0 ? "" : names_none ? " AND " : " OR ");
            put_area(sql, column, loc_sqlite_is_list(table->slot[field].type), names_none != 0);
        }
        sqlite3_str_appendall(sql, ")");
    }
}

void loc_sqlite_put_pick(sqlite3_str *sql, const loc_sqlite_table *table,
                         const locality_store_query *query) {
    const char *column = column_of(table, query->structure_field, false);
    if (by_structures(table, query))
        sqlite3_str_appendf(sql,
                            " AND (\"%w\" IS NULL OR \"%w\" = '" LOCALITY_NONE_TEXT
                            "' OR \"%w\" IN (SELECT value FROM json_each(?%d)))",
                            column, column, column, LOC_SQLITE_STRUCTURES);
    if (by_areas(table, query))
        put_areas(sql, table, query);
    if (query->valid_on == NULL)
        return;
    column = column_of(table, query->first_field, false);
    if (column != NULL)
        sqlite3_str_appendf(sql, " AND (\"%w\" IS NULL OR \"%w\" <= ?%d)", column, column,
                            LOC_SQLITE_DAY);
    column = column_of(table, query->last_field, true);
    if (column != NULL)
        sqlite3_str_appendf(sql, " AND (\"%w\" IS NULL OR \"%w\" >= ?%d)", column, column,
                            LOC_SQLITE_DAY);
}

static int bind_names(sqlite3_stmt *statement, int parameter, const char *const *names,
                      size_t count) {
    locality_value list = {.type = LOCALITY_TYPE_REFS, .items = names, .items_count = count};
    char *text = sqlite3_malloc64(loc_sqlite_list_size(&list) + 1);
    if (text == NULL)
        return SQLITE_NOMEM;
    size_t length = loc_sqlite_list_write(&list, text);
    return sqlite3_bind_text64(statement, parameter, text, length, sqlite3_free, SQLITE_UTF8);
}

int loc_sqlite_bind_pick(sqlite3_stmt *statement, const loc_sqlite_table *table,
                         const locality_store_query *query) {
    int code = SQLITE_OK;
    if (by_structures(table, query))
        code = bind_names(statement, LOC_SQLITE_STRUCTURES, query->structures,
                          query->structures_count);
    if (code == SQLITE_OK && by_areas(table, query))
        code = bind_names(statement, LOC_SQLITE_AREAS, query->areas, query->areas_count);
    if (code == SQLITE_OK && query->valid_on != NULL) {
        code = sqlite3_bind_int64(statement, LOC_SQLITE_DAY, *query->valid_on);
        if (code == SQLITE_RANGE) /* the kind has no columns of days */
            code = SQLITE_OK;
    }
    return code;
}
