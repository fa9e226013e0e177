/* Layouts: which column of a table holds which field of a schema, and the statements that go with it. */
#include <string.h>

#include "database.h"

static void free_texts(char **text, uint32_t count) {
    for (uint32_t i = 0; text != NULL && i < count; i++)
        sqlite3_free(text[i]);
    sqlite3_free(text);
}

static void free_writer(loc_sqlite_writer *writer) {
    sqlite3_finalize(writer->statement);
    sqlite3_free(writer->bound);
}

void loc_sqlite_free_table(loc_sqlite_table *table) {
    if (table == NULL)
        return;
    free_texts(table->name, (uint32_t)table->columns);
    free_texts(table->extra, table->fields - table->own);
    free_writer(&table->insert);
    free_writer(&table->update);
    sqlite3_finalize(table->read);
    sqlite3_finalize(table->erase);
    sqlite3_finalize(table->keep);
    sqlite3_finalize(table->narrow);
    sqlite3_free(table->seen);
    sqlite3_free(table->position);
    sqlite3_free(table->active);
    sqlite3_free(table->slot);
    sqlite3_free(table->kind);
    sqlite3_free(table);
}

/* Whether a table was laid out for the fields of a schema: the library's own are always the same. */
static bool fits(const loc_sqlite_table *table, const locality_schema *schema, uint32_t kind) {
    if (table->fields != locality_schema_fields(schema, kind))
        return false;
    for (uint32_t i = table->own; i < table->fields; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        if (locality_schema_describe(schema, kind, i, &info, NULL) != LOCALITY_OK ||
            info.type != table->slot[i].type ||
            strcmp(info.name, table->extra[i - table->own]) != 0)
            return false;
    }
    return true;
}

/* ---- Laying out ------------------------------------------------------------------------------ */

static void *allocate(size_t count, size_t size) {
    void *block = sqlite3_malloc64((sqlite3_uint64)(count + 1) * size);
    if (block != NULL)
        memset(block, 0, (count + 1) * size);
    return block;
}

/* Enters a column if the table has it; -1 if not. False on refusal. */
static bool enter(loc_sqlite_table *table, const char *columns, char *name, int *out) {
    *out = -1;
    if (name == NULL)
        return false;
    if (!loc_sqlite_has(columns, name)) {
        sqlite3_free(name);
        return true;
    }
    *out = table->columns;
    table->name[table->columns++] = name;
    return true;
}

static bool lay_out_field(loc_sqlite_table *table, const locality_field_info *info, uint32_t field,
                          const char *columns) {
    loc_sqlite_slot *slot = &table->slot[field];
    *slot = (loc_sqlite_slot){.field = field, .type = info->type, .low = -1, .high = -1};
    if (field >= table->own &&
        (table->extra[field - table->own] = sqlite3_mprintf("%s", info->name)) == NULL)
        return false;
    return enter(table, columns, loc_sqlite_column(info, false), &slot->low) &&
           (!loc_sqlite_is_quantity(info->type) ||
            enter(table, columns, loc_sqlite_column(info, true), &slot->high));
}

static bool lay_out(loc_sqlite_table *table, const locality_schema *schema, uint32_t kind,
                    const char *columns) {
    int id;
    table->exists = columns[0] != '\0';
    table->kind = sqlite3_mprintf("%s", locality_schema_kind_name(schema, kind));
    table->slot = allocate(table->fields, sizeof *table->slot);
    table->extra = allocate(table->fields - table->own, sizeof *table->extra);
    table->name = allocate(1 + 2 * (size_t)table->fields, sizeof *table->name);
    table->seen = allocate(1 + 2 * (size_t)table->fields, sizeof *table->seen);
    table->position = allocate(1 + 2 * (size_t)table->fields, sizeof *table->position);
    table->active = allocate(table->fields, sizeof *table->active);
    bool well = table->kind != NULL && table->slot != NULL && table->extra != NULL &&
                table->name != NULL && table->seen != NULL && table->position != NULL &&
                table->active != NULL;
    well = well && (!table->exists || enter(table, columns, sqlite3_mprintf("id"), &id));
    for (uint32_t i = 0; well && i < table->fields; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_schema_describe(schema, kind, i, &info, NULL);
        well = lay_out_field(table, &info, i, columns);
    }
    return well;
}

static locality_status make_layout(loc_sqlite_connection *connection, const locality_schema *schema,
                                   uint32_t kind, loc_sqlite_table **out, locality_error *error) {
    char *columns = NULL;
    locality_status status =
        loc_sqlite_columns(connection, locality_schema_kind_name(schema, kind), &columns, error);
    *out = NULL;
    if (status != LOCALITY_OK)
        return status;
    loc_sqlite_table *table = allocate(1, sizeof *table);
    if (table != NULL) {
        table->fields = locality_schema_fields(schema, kind);
        table->own = locality_schema_fields(NULL, kind);
    }
    if (table == NULL || !lay_out(table, schema, kind, columns)) {
        loc_sqlite_free_table(table);
        table = NULL;
        status = loc_sqlite_fail_memory(error);
    }
    sqlite3_free(columns);
    *out = table;
    return status;
}

static bool has_room(loc_sqlite_connection *connection, uint32_t kind) {
    if (connection->tables > (int)kind)
        return true;
    void *block = sqlite3_realloc64(connection->table, (kind + 1) * sizeof *connection->table);
    if (block == NULL)
        return false;
    connection->table = block;
    while (connection->tables <= (int)kind)
        connection->table[connection->tables++] = NULL;
    return true;
}

locality_status loc_sqlite_table_of(loc_sqlite_connection *connection,
                                    const locality_schema *schema, uint32_t kind,
                                    loc_sqlite_table **out, locality_error *error) {
    *out = NULL;
    if (locality_schema_kind_name(schema, kind) == NULL)
        return loc_sqlite_fail(error, LOCALITY_INVALID, "there is no kind %u", (unsigned)kind);
    if (!has_room(connection, kind))
        return loc_sqlite_fail_memory(error);
    loc_sqlite_table *table = connection->table[kind];
    if (table == NULL || !fits(table, schema, kind)) {
        int64_t next = table == NULL ? 0 : table->next;
        if (table != NULL && table->busy)
            return loc_sqlite_fail(error, LOCALITY_BUSY, "the table %s is being read", table->kind);
        connection->table[kind] = NULL;
        loc_sqlite_free_table(table);
        locality_status status = make_layout(connection, schema, kind, &table, error);
        if (status != LOCALITY_OK)
            return status;
        table->next = next;
        connection->table[kind] = table;
    }
    *out = table;
    return LOCALITY_OK;
}

/* ---- More columns ---------------------------------------------------------------------------- */

static bool lacks(const loc_sqlite_slot *slot) {
    return slot->low < 0 || (slot->high < 0 && loc_sqlite_is_quantity(slot->type));
}

/* What a host has added may be of another type in another case: such a column takes any. */
static bool put_columns(sqlite3_str *sql, const char *table, const char *end,
                        const locality_field_info *info, const loc_sqlite_slot *slot) {
    bool quantity = loc_sqlite_is_quantity(info->type);
    const char *type = info->is_extra != 0 ? "ANY" : quantity ? "INTEGER" : "TEXT";
    for (int upper = 0; upper <= quantity; upper++) {
        char *name = loc_sqlite_column(info, upper != 0);
        if (name == NULL)
            return false;
        if ((upper == 0 ? slot->low : slot->high) < 0)
            sqlite3_str_appendf(sql, "ALTER TABLE \"%w%s\" ADD COLUMN \"%w\" %s;", table, end, name,
                                type);
        sqlite3_free(name);
    }
    return true;
}

/* Columns for each value of a record that has none. */
static locality_status add_columns(loc_sqlite_connection *connection, bool history,
                                   const locality_store_record *record,
                                   const loc_sqlite_table *table, locality_error *error) {
    sqlite3_str *sql = sqlite3_str_new(connection->db);
    bool well = true;
    for (uint32_t i = 0; well && i < table->fields && i < record->values_count; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        if (record->values[i].type == LOCALITY_TYPE_NONE || !lacks(&table->slot[i]))
            continue;
        locality_schema_describe(record->schema, record->kind, i, &info, NULL);
        well = put_columns(sql, table->kind, "", &info, &table->slot[i]) &&
               (!history || put_columns(sql, table->kind, "_history", &info, &table->slot[i]));
    }
    if (well)
        return loc_sqlite_run_made(connection, sql, error);
    sqlite3_free(sqlite3_str_finish(sql));
    return loc_sqlite_fail_memory(error);
}

locality_status loc_sqlite_widen(loc_sqlite_connection *connection, bool history,
                                 const locality_store_record *record, loc_sqlite_table **table,
                                 locality_error *error) {
    bool narrow = false;
    for (uint32_t i = 0; !narrow && i < (*table)->fields && i < record->values_count; i++)
        narrow = record->values[i].type != LOCALITY_TYPE_NONE && lacks(&(*table)->slot[i]);
    if (!narrow)
        return LOCALITY_OK;
    int64_t next = (*table)->next;
    connection->altered = true;
    locality_status status = add_columns(connection, history, record, *table, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_make_view(connection, record->schema, record->kind, error);
    loc_sqlite_free_table(*table);
    connection->table[record->kind] = NULL;
    if (status == LOCALITY_OK)
        status = loc_sqlite_table_of(connection, record->schema, record->kind, table, error);
    if (status == LOCALITY_OK)
        (*table)->next = next;
    return status;
}
