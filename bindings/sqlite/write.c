/* Writing: records as rows, within the transaction that runs. */
#include <string.h>

#include "database.h"

/* Parameters of the statements: the case, the place, then the columns of the layout from the id on, and
 * the revision behind them. */
enum { OF_CASE = 1, OF_PLACE = 2, OF_FIRST = 3 };

static locality_status fail_write(loc_sqlite_opened *opened, const char *kind, const char *id,
                                  locality_error *error) {
    locality_status status = loc_sqlite_fail_db(
        error, opened->connection->db, "table %s, row \"%.160s\" cannot be written", kind, id);
    loc_sqlite_of(error, kind, id, NULL);
    return status;
}

/* Runs a statement that gives nothing; SQLite's code. */
static int run(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    int reset = sqlite3_reset(statement);
    return code == SQLITE_DONE ? reset : code;
}

/* ---- The statements -------------------------------------------------------------------------- */

static void put_insert(sqlite3_str *sql, const loc_sqlite_table *table, bool history) {
    sqlite3_str_appendf(sql, "INSERT INTO \"%w\"(case_id, place", table->kind);
    for (int i = 0; i < table->columns; i++)
        sqlite3_str_appendf(sql, ", \"%w\"", table->name[i]);
    sqlite3_str_appendall(sql, history ? ", first_revision) VALUES(?1, ?2" : ") VALUES(?1, ?2");
    for (int i = 0; i < table->columns + history; i++)
        sqlite3_str_appendf(sql, ", ?%d", i + OF_FIRST);
    sqlite3_str_appendall(sql, ")");
}

static void put_update(sqlite3_str *sql, const loc_sqlite_table *table, bool history) {
    sqlite3_str_appendf(sql, "UPDATE \"%w\" SET id = id", table->kind);
    for (int i = 1; i < table->columns; i++)
        sqlite3_str_appendf(sql, ", \"%w\" = ?%d", table->name[i], i + OF_FIRST);
    if (history)
        sqlite3_str_appendf(sql, ", first_revision = ?%d", table->columns + OF_FIRST);
    sqlite3_str_appendf(sql, " WHERE case_id = ?%d AND id = ?%d", OF_CASE, OF_FIRST);
}

static locality_status prepare_writer(loc_sqlite_opened *opened, const loc_sqlite_table *table,
                                      loc_sqlite_writer *writer, bool update,
                                      locality_error *error) {
    if (writer->statement != NULL)
        return LOCALITY_OK;
    if (writer->bound == NULL) {
        writer->bound = sqlite3_malloc64(table->fields + 1);
        if (writer->bound == NULL)
            return loc_sqlite_fail_memory(error);
        memset(writer->bound, 0, table->fields + 1);
    }
    sqlite3_str *sql = sqlite3_str_new(opened->connection->db);
    (update ? put_update : put_insert)(sql, table, opened->of->history);
    return loc_sqlite_prepare_made(opened->connection, &writer->statement, sql, error);
}

/* ---- What is superseded ---------------------------------------------------------------------- */

/* Copies the columns that the table and its history have in common, whosever they are. */
static locality_status prepare_keep(loc_sqlite_opened *opened, loc_sqlite_table *table,
                                    locality_error *error) {
    char *then = sqlite3_mprintf("%s_history", table->kind), *now = NULL, *kept = NULL;
    sqlite3_str *names = sqlite3_str_new(opened->connection->db);
    locality_status status = then == NULL ? loc_sqlite_fail_memory(error) : LOCALITY_OK;
    if (status == LOCALITY_OK)
        status = loc_sqlite_columns(opened->connection, table->kind, &now, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_columns(opened->connection, then, &kept, error);
    for (char *at = status == LOCALITY_OK ? now : NULL;
         at != NULL && *at == '\n' && at[1] != '\0';) {
        char *name = at + 1, *end = strchr(name, '\n');
        *end = '\0';
        if (loc_sqlite_has(kept, name))
            sqlite3_str_appendf(names, ", \"%w\"", name);
        *end = '\n';
        at = end;
    }
    char *list = sqlite3_str_finish(names);
    sqlite3_str *sql = sqlite3_str_new(opened->connection->db);
    if (status == LOCALITY_OK && list == NULL)
        status = loc_sqlite_fail_memory(error);
    if (status == LOCALITY_OK) {
        sqlite3_str_appendf(
            sql,
            "INSERT INTO \"%w\"(last_revision%s) SELECT ?2%s FROM \"%w\" WHERE case_id"
            " = ?1 AND id = ?3 AND first_revision <= ?2",
            then, list, list, table->kind);
        status = loc_sqlite_prepare_made(opened->connection, &table->keep, sql, error);
    } else
        sqlite3_free(sqlite3_str_finish(sql));
    sqlite3_free(list);
    sqlite3_free(then);
    sqlite3_free(now);
    sqlite3_free(kept);
    return status;
}

/* With history: keeps the row as it was before this transaction. */
static locality_status keep(loc_sqlite_opened *opened, loc_sqlite_table *table, const char *id,
                            locality_error *error) {
    locality_status status = LOCALITY_OK;
    if (!opened->of->history)
        return LOCALITY_OK;
    if (table->keep == NULL)
        status = prepare_keep(opened, table, error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(table->keep, 1, opened->number);
    sqlite3_bind_int64(table->keep, 2, opened->revision);
    sqlite3_bind_text(table->keep, 3, id, -1, SQLITE_STATIC);
    return run(table->keep) == SQLITE_OK ? LOCALITY_OK : fail_write(opened, table->kind, id, error);
}

/* ---- Values ---------------------------------------------------------------------------------- */

static void bind_end(sqlite3_stmt *statement, int column, int64_t end, int64_t open) {
    if (end == open)
        sqlite3_bind_null(statement, column + OF_FIRST);
    else
        sqlite3_bind_int64(statement, column + OF_FIRST, end);
}

static void bind_missing(sqlite3_stmt *statement, const loc_sqlite_slot *slot) {
    if (slot->low >= 0)
        sqlite3_bind_null(statement, slot->low + OF_FIRST);
    if (slot->high >= 0)
        sqlite3_bind_null(statement, slot->high + OF_FIRST);
}

static int bind_list(loc_sqlite_connection *connection, sqlite3_stmt *statement,
                     const loc_sqlite_slot *slot, const locality_value *value) {
    if (!loc_sqlite_room(connection, loc_sqlite_list_size(value), 0))
        return SQLITE_NOMEM;
    size_t length = loc_sqlite_list_write(value, connection->scratch);
    return sqlite3_bind_text64(statement, slot->low + OF_FIRST, connection->scratch, length,
                               SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* SQLite's code; MISMATCH for a value of another type than the field's. */
static int bind_value(loc_sqlite_connection *connection, sqlite3_stmt *statement,
                      const loc_sqlite_slot *slot, const locality_value *value) {
    if (loc_sqlite_is_quantity(slot->type)) {
        if (!loc_sqlite_is_quantity(value->type))
            return SQLITE_MISMATCH;
        bind_end(statement, slot->low, value->range.lo, LOCALITY_OPEN_BELOW);
        bind_end(statement, slot->high, value->range.hi, LOCALITY_OPEN_ABOVE);
        return SQLITE_OK;
    }
    if (loc_sqlite_is_list(slot->type))
        return loc_sqlite_is_list(value->type) ? bind_list(connection, statement, slot, value)
                                               : SQLITE_MISMATCH;
    return value->text == NULL
               ? SQLITE_MISMATCH
               : sqlite3_bind_text(statement, slot->low + OF_FIRST, value->text, -1, SQLITE_STATIC);
}

static locality_status fail_bind(loc_sqlite_opened *opened, const locality_store_record *record,
                                 uint32_t field, int code, locality_error *error) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    const char *kind = locality_schema_kind_name(record->schema, record->kind);
    locality_status status;
    locality_schema_describe(record->schema, record->kind, field, &info, NULL);
    if (code == SQLITE_MISMATCH)
        status = loc_sqlite_fail(error, LOCALITY_TYPE, "%s is a %s, not a %s", info.name,
                                 locality_type_name(info.type),
                                 locality_type_name(record->values[field].type));
    else if (code == SQLITE_NOMEM)
        status = loc_sqlite_fail_memory(error);
    else
        status =
            loc_sqlite_fail_db(error, opened->connection->db, "%s cannot be written", info.name);
    loc_sqlite_of(error, kind, record->id, info.name);
    return status;
}

/* Binds a whole record; what was bound for the last one and is missing now becomes null. */
static locality_status bind_record(loc_sqlite_opened *opened, const loc_sqlite_table *table,
                                   loc_sqlite_writer *writer, const locality_store_record *record,
                                   locality_error *error) {
    sqlite3_stmt *statement = writer->statement;
    sqlite3_bind_int64(statement, OF_CASE, opened->number);
    if (sqlite3_bind_text(statement, OF_FIRST, record->id, -1, SQLITE_STATIC) != SQLITE_OK)
        return fail_write(opened, table->kind, record->id, error);
    if (opened->of->history)
        sqlite3_bind_int64(statement, table->columns + OF_FIRST, opened->revision + 1);
    for (uint32_t i = 0; i < table->fields; i++) {
        bool given = i < record->values_count && record->values[i].type != LOCALITY_TYPE_NONE;
        if (!given && writer->bound[i] == 0)
            continue;
        writer->bound[i] = given;
        int code = SQLITE_OK;
        if (given)
            code = bind_value(opened->connection, statement, &table->slot[i], &record->values[i]);
        else
            bind_missing(statement, &table->slot[i]);
        if (code != SQLITE_OK)
            return fail_bind(opened, record, i, code, error);
    }
    return LOCALITY_OK;
}

/* ---- Records --------------------------------------------------------------------------------- */

/* The place behind all others of the case. */
static locality_status find_next(loc_sqlite_opened *opened, loc_sqlite_table *table,
                                 locality_error *error) {
    int64_t first = opened->number * LOC_SQLITE_PLACES;
    if (table->next != 0)
        return LOCALITY_OK;
    char *sql =
        sqlite3_mprintf("SELECT max(place) FROM \"%w\" WHERE place >= %lld AND place < %lld",
                        table->kind, (long long)first, (long long)(first + LOC_SQLITE_PLACES));
    locality_status status = sql == NULL
                                 ? loc_sqlite_fail_memory(error)
                                 : loc_sqlite_number(opened->connection, sql, &table->next, error);
    sqlite3_free(sql);
    table->next = table->next == 0 ? first + 1 : table->next + 1;
    if (status != LOCALITY_OK)
        table->next = 0;
    return status;
}

static locality_status insert(loc_sqlite_opened *opened, loc_sqlite_table *table,
                              const locality_store_record *record, locality_error *error) {
    locality_status status = find_next(opened, table, error);
    if (status == LOCALITY_OK)
        status = prepare_writer(opened, table, &table->insert, false, error);
    if (status == LOCALITY_OK)
        status = bind_record(opened, table, &table->insert, record, error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(table->insert.statement, OF_PLACE, table->next);
    int code = run(table->insert.statement);
    if (code == SQLITE_CONSTRAINT_UNIQUE) {
        status =
            loc_sqlite_fail(error, LOCALITY_DUPLICATE, "there is a record with this id already");
        loc_sqlite_of(error, table->kind, record->id, NULL);
        return status;
    }
    table->next += code == SQLITE_OK;
    return code == SQLITE_OK ? LOCALITY_OK : fail_write(opened, table->kind, record->id, error);
}

/* Replaces what stands; *stands is false where nothing does. */
static locality_status update(loc_sqlite_opened *opened, loc_sqlite_table *table,
                              const locality_store_record *record, bool *stands,
                              locality_error *error) {
    *stands = true;
    locality_status status = keep(opened, table, record->id, error);
    if (status == LOCALITY_OK)
        status = prepare_writer(opened, table, &table->update, true, error);
    if (status == LOCALITY_OK)
        status = bind_record(opened, table, &table->update, record, error);
    if (status != LOCALITY_OK)
        return status;
    if (run(table->update.statement) != SQLITE_OK)
        return fail_write(opened, table->kind, record->id, error);
    *stands = sqlite3_changes(opened->connection->db) > 0;
    return LOCALITY_OK;
}

locality_status loc_sqlite_write(void *self, const locality_store_record *record,
                                 locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_table *table = NULL;
    bool stands = false;
    locality_status status = loc_sqlite_need_case(opened, error);
    if (status == LOCALITY_OK)
        status =
            loc_sqlite_table_of(opened->connection, record->schema, record->kind, &table, error);
    if (status == LOCALITY_OK && !table->exists)
        status = loc_sqlite_fail(error, LOCALITY_IO, "the database has no table %s", table->kind);
    if (status == LOCALITY_OK)
        status = loc_sqlite_widen(opened->connection, opened->of->history, record, &table, error);
    if (status == LOCALITY_OK && record->is_new == 0)
        status = update(opened, table, record, &stands, error);
    if (status == LOCALITY_OK && !stands)
        status = insert(opened, table, record, error);
    return status;
}

locality_status loc_sqlite_erase(void *self, const char *kind, const char *id,
                                 locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_table *table = NULL;
    uint32_t number = locality_schema_kind(NULL, kind);
    if (opened->number == 0 || number == LOCALITY_NO_INDEX)
        return LOCALITY_OK;
    loc_sqlite_connection *connection = opened->connection;
    if ((int)number < connection->tables && connection->table[number] != NULL)
        table = connection->table[number];
    locality_status status =
        table != NULL ? LOCALITY_OK : loc_sqlite_table_of(connection, NULL, number, &table, error);
    if (status != LOCALITY_OK || !table->exists)
        return status;
    status = keep(opened, table, id, error);
    if (status == LOCALITY_OK && table->erase == NULL) {
        sqlite3_str *sql = sqlite3_str_new(connection->db);
        sqlite3_str_appendf(sql, "DELETE FROM \"%w\" WHERE case_id = ?1 AND id = ?2", table->kind);
        status = loc_sqlite_prepare_made(connection, &table->erase, sql, error);
    }
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(table->erase, 1, opened->number);
    sqlite3_bind_text(table->erase, 2, id, -1, SQLITE_STATIC);
    return run(table->erase) == SQLITE_OK ? LOCALITY_OK : fail_write(opened, kind, id, error);
}

/* ---- The case -------------------------------------------------------------------------------- */

locality_status loc_sqlite_need_case(loc_sqlite_opened *opened, locality_error *error) {
    loc_sqlite_connection *connection = opened->connection;
    if (opened->number != 0)
        return LOCALITY_OK;
    locality_status status =
        loc_sqlite_prepare(connection, &connection->add_case,
                           "INSERT INTO locality_case(name, revision) VALUES(?1, 0)", error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_text(connection->add_case, 1, opened->name, -1, SQLITE_STATIC);
    if (run(connection->add_case) != SQLITE_OK)
        return loc_sqlite_fail_db(error, connection->db, "the case \"%.160s\" cannot be added",
                                  opened->name);
    int64_t number = sqlite3_last_insert_rowid(connection->db);
    if (number < 1 || number > LOC_SQLITE_MOST_CASES)
        return loc_sqlite_fail(error, LOCALITY_LIMIT, "a database holds no more than %lld cases",
                               (long long)LOC_SQLITE_MOST_CASES);
    opened->number = number;
    return LOCALITY_OK;
}

locality_status loc_sqlite_write_header(void *self, const char *bytes, size_t length,
                                        locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_connection *connection = opened->connection;
    locality_status status = loc_sqlite_need_case(opened, error);
    if (status == LOCALITY_OK)
        status =
            loc_sqlite_prepare(connection, &connection->set_header,
                               "UPDATE locality_case SET header = ?2 WHERE case_id = ?1", error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(connection->set_header, 1, opened->number);
    int code =
        sqlite3_bind_text64(connection->set_header, 2, bytes, length, SQLITE_STATIC, SQLITE_UTF8);
    if (code == SQLITE_OK)
        code = run(connection->set_header);
    if (code != SQLITE_OK)
        return loc_sqlite_fail_db(error, connection->db,
                                  "the header of the case \"%.160s\" cannot be written",
                                  opened->name);
    opened->header_written = true;
    return LOCALITY_OK;
}
