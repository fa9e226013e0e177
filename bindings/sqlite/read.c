/* Reading: rows of a kind as records, in the order of their places. A row that is not as this binding
 * writes it is an error with its table, its id and its column, never passed over. */
#include <string.h>

#include "database.h"

/* One reading. */
typedef struct reading {
    loc_sqlite_connection *connection;
    const loc_sqlite_table *table;
    sqlite3_stmt *statement;
    const int *position;    /* of the columns in the statement; null: as in the layout */
    const uint32_t *active; /* fields to look at; null: all */
    uint32_t actives;
    locality_value *value;
    const char *id;
    size_t scratch, items; /* used */
    const locality_store_sink *sink;
    locality_store_record record;
    locality_error *error;
} reading;

/* ---- The query ------------------------------------------------------------------------------- */

static void put_names(sqlite3_str *sql, const loc_sqlite_table *table) {
    for (int i = 0; i < table->columns; i++)
        sqlite3_str_appendf(sql, "%s\"%w\"", i == 0 ? "" : ", ", table->name[i]);
}

/* Every record of a case: ?1 to ?2 are its places. */
static sqlite3_str *query_all(sqlite3 *db, const loc_sqlite_table *table) {
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_str_appendall(sql, "SELECT ");
    put_names(sql, table);
    sqlite3_str_appendf(sql, ", place FROM \"%w\" WHERE place >= ?1 AND place < ?2 ORDER BY place",
                        table->kind);
    return sql;
}

enum { MOST_ARGUMENTS = 100 }; /* of a function in SQLite, and some to spare */

/* The columns in which something was seen, whether there is anything in the others, and the place. */
static sqlite3_str *query_seen(sqlite3 *db, const loc_sqlite_table *table) {
    sqlite3_str *sql = sqlite3_str_new(db);
    int seen = 0, others = 0;
    sqlite3_str_appendall(sql, "SELECT ");
    for (int i = 0; i < table->columns; i++)
        if (table->seen[i])
            sqlite3_str_appendf(sql, "%s\"%w\"", seen++ == 0 ? "" : ", ", table->name[i]);
    sqlite3_str_appendall(sql, ", 0");
    for (int i = 0; i < table->columns; i++)
        if (!table->seen[i]) {
            const char *before = others % MOST_ARGUMENTS != 0 ? ","
                                 : others == 0                ? " OR coalesce(NULL, "
                                                              : ") IS NOT NULL OR coalesce(NULL, ";
            sqlite3_str_appendf(sql, "%s\"%w\"", before, table->name[i]);
            others++;
        }
    sqlite3_str_appendf(sql,
                        "%s, place FROM \"%w\" WHERE place >= ?1 AND place < ?2 ORDER BY place",
                        others == 0 ? "" : ") IS NOT NULL", table->kind);
    return sql;
}

/* Those that are picked. */
static sqlite3_str *query_some(sqlite3 *db, const loc_sqlite_table *table,
                               const locality_store_query *query) {
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_str_appendall(sql, "SELECT ");
    put_names(sql, table);
    sqlite3_str_appendf(sql, " FROM \"%w\" WHERE place >= ?1 AND place < ?2", table->kind);
    loc_sqlite_put_pick(sql, table, query);
    sqlite3_str_appendall(sql, " ORDER BY place");
    return sql;
}

/* Those that stood in a revision of the case. */
static sqlite3_str *query_then(sqlite3 *db, const loc_sqlite_table *table,
                               const locality_store_query *query) {
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_str_appendall(sql, "SELECT ");
    put_names(sql, table);
    sqlite3_str_appendall(sql, " FROM (SELECT ");
    put_names(sql, table);
    sqlite3_str_appendf(sql,
                        ", place FROM \"%w\" WHERE place >= ?1 AND place < ?2 AND"
                        " first_revision <= ?%d UNION ALL SELECT ",
                        table->kind, LOC_SQLITE_REVISION);
    put_names(sql, table);
    sqlite3_str_appendf(sql,
                        ", place FROM \"%w_history\" WHERE case_id = ?%d AND first_revision <= ?%d"
                        " AND last_revision >= ?%d) WHERE 1",
                        table->kind, LOC_SQLITE_CASE, LOC_SQLITE_REVISION, LOC_SQLITE_REVISION);
    loc_sqlite_put_pick(sql, table, query);
    sqlite3_str_appendall(sql, " ORDER BY place");
    return sql;
}

static locality_status prepare_query(reading *r, const locality_store_query *query, int64_t number,
                                     int64_t revision) {
    sqlite3 *db = r->connection->db;
    bool then = query->known_on != NULL;
    locality_status status = loc_sqlite_prepare_made(
        r->connection, &r->statement,
        then ? query_then(db, r->table, query) : query_some(db, r->table, query), r->error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(r->statement, 1, number * LOC_SQLITE_PLACES);
    sqlite3_bind_int64(r->statement, 2, (number + 1) * LOC_SQLITE_PLACES);
    if (then) {
        sqlite3_bind_int64(r->statement, LOC_SQLITE_REVISION, revision);
        sqlite3_bind_int64(r->statement, LOC_SQLITE_CASE, number);
    }
    return loc_sqlite_bind_pick(r->statement, r->table, query) == SQLITE_OK
               ? LOCALITY_OK
               : loc_sqlite_fail_memory(r->error);
}

/* ---- One row --------------------------------------------------------------------------------- */

static const char *name_of(int type) {
    static const char *const names[] = {"an integer", "a real number", "a text", "a blob", "null"};
    return names[(type < SQLITE_INTEGER || type > SQLITE_NULL ? SQLITE_NULL : type) -
                 SQLITE_INTEGER];
}

static locality_status fail_row(const reading *r, int column, locality_status status,
                                const char *wrong) {
    const loc_sqlite_table *table = r->table;
    loc_sqlite_fail(r->error, status, "table %s, row \"%.160s\", column %s: %s", table->kind, r->id,
                    table->name[column], wrong);
    loc_sqlite_of(r->error, table->kind, r->id, table->name[column]);
    return status;
}

static locality_status fail_type(const reading *r, int column, int type, const char *wanted) {
    char wrong[100];
    sqlite3_snprintf(sizeof wrong, wrong, "%s where %s is kept", name_of(type), wanted);
    return fail_row(r, column, LOCALITY_TYPE, wrong);
}

/* A text as it stands in the row, which lives until the next one. */
static locality_status read_text(const reading *r, int column, sqlite3_value *from,
                                 const char **out, size_t *length) {
    if (sqlite3_value_type(from) != SQLITE_TEXT)
        return fail_type(r, column, sqlite3_value_type(from), "a text");
    *out = (const char *)sqlite3_value_text(from);
    *length = (size_t)sqlite3_value_bytes(from);
    if (*out == NULL)
        return loc_sqlite_fail_memory(r->error);
    return strlen(*out) == *length
               ? LOCALITY_OK
               : fail_row(r, column, LOCALITY_ENCODING, "the text holds a zero byte");
}

static locality_status read_end(const reading *r, int column, sqlite3_value *from, int64_t *out) {
    int type = sqlite3_value_type(from);
    if (type == SQLITE_INTEGER)
        *out = sqlite3_value_int64(from);
    else if (type != SQLITE_NULL)
        return fail_type(r, column, type, "a whole number");
    return LOCALITY_OK;
}

static locality_status read_quantity(const reading *r, const loc_sqlite_slot *slot,
                                     sqlite3_value *low, sqlite3_value *high,
                                     locality_value *value) {
    locality_range range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
    locality_status status = LOCALITY_OK;
    bool none = low == NULL || sqlite3_value_type(low) == SQLITE_NULL;
    if (none && (high == NULL || sqlite3_value_type(high) == SQLITE_NULL))
        return LOCALITY_OK;
    if (!none)
        status = read_end(r, slot->low, low, &range.lo);
    if (status == LOCALITY_OK && high != NULL)
        status = read_end(r, slot->high, high, &range.hi);
    if (status != LOCALITY_OK)
        return status;
    if (slot->high < 0) /* the column of the upper end is gone: it was exact */
        range.hi = range.lo;
    if (locality_range_is_valid(&range) == 0)
        return fail_row(r, slot->low, LOCALITY_INVALID, "the range ends before it begins");
    value->type = slot->type;
    value->range = range;
    return LOCALITY_OK;
}

static locality_status read_list(reading *r, const loc_sqlite_slot *slot, sqlite3_value *from,
                                 locality_value *value) {
    const char *text;
    size_t length, used;
    locality_status status = read_text(r, slot->low, from, &text, &length);
    if (status != LOCALITY_OK)
        return status;
    value->items = r->connection->item + r->items;
    if (!loc_sqlite_list_read(text, length, r->connection->scratch + r->scratch,
                              r->connection->item + r->items, &value->items_count, &used))
        return fail_row(r, slot->low, LOCALITY_SYNTAX, "not a JSON array of texts");
    r->scratch += used;
    r->items += value->items_count;
    value->type = slot->type;
    return LOCALITY_OK;
}

/* What the row has in a column of the layout; null where it was not asked for. */
static sqlite3_value *column_of(const reading *r, int column) {
    int position = column < 0 || r->position == NULL ? column : r->position[column];
    return position < 0 ? NULL : sqlite3_column_value(r->statement, position);
}

static locality_status read_slot(reading *r, const loc_sqlite_slot *slot) {
    sqlite3_value *from = column_of(r, slot->low);
    locality_value *value = &r->value[slot->field];
    value->type = LOCALITY_TYPE_NONE;
    if (loc_sqlite_is_quantity(slot->type))
        return read_quantity(r, slot, from, column_of(r, slot->high), value);
    if (from == NULL || sqlite3_value_type(from) == SQLITE_NULL)
        return LOCALITY_OK;
    if (loc_sqlite_is_list(slot->type))
        return read_list(r, slot, from, value);
    size_t length;
    locality_status status = read_text(r, slot->low, from, &value->text, &length);
    value->type = status == LOCALITY_OK ? slot->type : LOCALITY_TYPE_NONE;
    return status;
}

static uint32_t slots(const reading *r) {
    return r->active != NULL ? r->actives : r->table->fields;
}

static const loc_sqlite_slot *slot_at(const reading *r, uint32_t i) {
    return &r->table->slot[r->active != NULL ? r->active[i] : i];
}

/* Room for the items of all lists of a row: no list is longer than its text. */
static bool room_for_lists(const reading *r) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < slots(r); i++) {
        const loc_sqlite_slot *slot = slot_at(r, i);
        sqlite3_value *from = loc_sqlite_is_list(slot->type) ? column_of(r, slot->low) : NULL;
        if (from != NULL && sqlite3_value_type(from) == SQLITE_TEXT)
            bytes += (size_t)sqlite3_value_bytes(from) + 1;
    }
    return loc_sqlite_room(r->connection, bytes, bytes);
}

static locality_status read_row(reading *r) {
    sqlite3_value *id = sqlite3_column_value(r->statement, 0);
    size_t length;
    r->id = "";
    r->scratch = r->items = 0;
    locality_status status = read_text(r, 0, id, &r->id, &length);
    if (status != LOCALITY_OK)
        return status;
    if (!room_for_lists(r))
        return loc_sqlite_fail_memory(r->error);
    for (uint32_t i = 0; status == LOCALITY_OK && i < slots(r); i++)
        status = read_slot(r, slot_at(r, i));
    return status;
}

/* ---- All rows -------------------------------------------------------------------------------- */

static void begin_records(reading *r, const locality_store_query *query,
                          const locality_store_sink *sink) {
    r->sink = sink;
    r->record = (locality_store_record)LOCALITY_STORE_RECORD_INIT;
    r->record.schema = query->schema;
    r->record.kind = query->kind;
    r->record.values = r->value;
    r->record.values_count = r->table->fields;
}

static locality_status push_row(reading *r) {
    locality_status status = read_row(r);
    r->record.id = r->id;
    return status == LOCALITY_OK ? r->sink->record(r->sink->self, &r->record, r->error) : status;
}

static locality_status fail_reading(const reading *r) {
    locality_status status =
        loc_sqlite_fail_db(r->error, r->connection->db, "table %s cannot be read", r->table->kind);
    loc_sqlite_of(r->error, r->table->kind, NULL, NULL);
    return status;
}

static locality_status push_rows(reading *r) {
    locality_status status = LOCALITY_OK;
    int code = sqlite3_step(r->statement);
    while (status == LOCALITY_OK && code == SQLITE_ROW) {
        status = push_row(r);
        if (status == LOCALITY_OK)
            code = sqlite3_step(r->statement);
    }
    return status == LOCALITY_OK && code != SQLITE_DONE ? fail_reading(r) : status;
}

/* ---- Narrow and wide ------------------------------------------------------------------------- */

enum { SAMPLE = 256 }; /* rows from which it is learnt which columns hold anything */

static void note_seen(const reading *r, loc_sqlite_table *table) {
    for (int i = 0; i < table->columns; i++)
        table->seen[i] = table->seen[i] || sqlite3_column_type(r->statement, i) != SQLITE_NULL;
}

/* Pushes some rows from a place on with every column; *place is that of the next, or 0 at the end. */
static locality_status push_wide(reading *r, loc_sqlite_table *table, int64_t *place) {
    locality_status status = LOCALITY_OK;
    int code = SQLITE_DONE;
    r->statement = table->read;
    r->position = NULL;
    r->active = NULL;
    sqlite3_bind_int64(r->statement, 1, *place);
    for (int rows = 0; status == LOCALITY_OK; rows++) {
        code = sqlite3_step(r->statement);
        if (code != SQLITE_ROW || rows == SAMPLE)
            break;
        note_seen(r, table);
        status = push_row(r);
    }
    *place = code == SQLITE_ROW ? sqlite3_column_int64(r->statement, table->columns) : 0;
    if (status == LOCALITY_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = fail_reading(r);
    sqlite3_reset(r->statement);
    return status;
}

/* Where the columns that were seen stand, and which fields they are. */
static void place_columns(loc_sqlite_table *table, reading *r) {
    int at = 0;
    table->seen[0] = true; /* the id */
    for (int i = 0; i < table->columns; i++)
        table->position[i] = table->seen[i] ? at++ : -1;
    table->actives = 0;
    for (uint32_t i = 0; i < table->fields; i++) {
        const loc_sqlite_slot *slot = &table->slot[i];
        if ((slot->low >= 0 && table->seen[slot->low]) ||
            (slot->high >= 0 && table->seen[slot->high]))
            table->active[table->actives++] = i;
        r->value[i].type = LOCALITY_TYPE_NONE;
    }
}

/* Pushes the rows from a place on that have nothing in columns where nothing was seen; *place is that of
 * the first which has, or 0 at the end. */
static locality_status push_narrow(reading *r, loc_sqlite_table *table, int64_t *place,
                                   int64_t end) {
    locality_status status = loc_sqlite_prepare_made(
        r->connection, &table->narrow, query_seen(r->connection->db, table), r->error);
    if (status != LOCALITY_OK)
        return status;
    place_columns(table, r);
    r->statement = table->narrow;
    r->position = table->position;
    r->active = table->active;
    r->actives = table->actives;
    sqlite3_bind_int64(r->statement, 1, *place);
    sqlite3_bind_int64(r->statement, 2, end);
    int odd = sqlite3_column_count(r->statement) - 2, code = SQLITE_ROW;
    *place = 0;
    while (status == LOCALITY_OK && *place == 0 &&
           (code = sqlite3_step(r->statement)) == SQLITE_ROW) {
        if (sqlite3_column_int(r->statement, odd) != 0)
            *place = sqlite3_column_int64(r->statement, odd + 1);
        else
            status = push_row(r);
    }
    if (status == LOCALITY_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = fail_reading(r);
    sqlite3_reset(r->statement);
    return status;
}

static void forget_narrow(loc_sqlite_table *table) {
    sqlite3_finalize(table->narrow);
    table->narrow = NULL;
}

/* Every row of a case: narrow as long as that will do, wide for a while where it does not. */
static locality_status push_case(reading *r, loc_sqlite_table *table, int64_t number) {
    int64_t place = number * LOC_SQLITE_PLACES, end = place + LOC_SQLITE_PLACES;
    locality_status status = LOCALITY_OK;
    if (table->read == NULL)
        status = loc_sqlite_prepare_made(r->connection, &table->read,
                                         query_all(r->connection->db, table), r->error);
    if (status != LOCALITY_OK)
        return status;
    sqlite3_bind_int64(table->read, 2, end);
    table->busy = true;
    while (status == LOCALITY_OK && place != 0) {
        if (table->narrow != NULL)
            status = push_narrow(r, table, &place, end);
        if (status == LOCALITY_OK && place != 0) {
            forget_narrow(table);
            status = push_wide(r, table, &place);
        }
        if (status == LOCALITY_OK && place != 0)
            status = push_narrow(r, table, &place, end);
    }
    table->busy = false;
    return status;
}

/* The revision that was the newest at the end of a day; 0 for none. */
static locality_status revision_on(loc_sqlite_opened *opened, int64_t day, int64_t *out,
                                   locality_error *error) {
    char sql[200];
    *out = 0;
    if (!opened->of->history)
        return loc_sqlite_fail(
            error, LOCALITY_INVALID,
            "the database keeps no history: what was known on a day is not to be "
            "had");
    sqlite3_snprintf(
        sizeof sql, sql,
        "SELECT max(revision) FROM locality_revision WHERE case_id = %lld AND day <= %lld",
        (long long)opened->number, (long long)day);
    return loc_sqlite_number(opened->connection, sql, out, error);
}

locality_status loc_sqlite_read(void *self, const locality_store_query *query,
                                const locality_store_sink *sink, locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_connection *connection = opened->connection;
    loc_sqlite_table *table = NULL;
    int64_t revision = 0;
    reading r = {.connection = connection, .error = error};
    locality_status status = LOCALITY_OK;
    if (query->known_on != NULL)
        status = revision_on(opened, *query->known_on, &revision, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_table_of(connection, query->schema, query->kind, &table, error);
    if (status != LOCALITY_OK || opened->number == 0 || !table->exists ||
        (query->known_on != NULL && revision == 0))
        return status;
    bool usual = query->known_on == NULL && !loc_sqlite_picks(table, query) && !table->busy;
    r.table = table;
    r.value = sqlite3_malloc64((table->fields + 1) * sizeof *r.value);
    if (r.value == NULL)
        return loc_sqlite_fail_memory(error);
    memset(r.value, 0, (table->fields + 1) * sizeof *r.value);
    begin_records(&r, query, sink);
    if (usual)
        status = push_case(&r, table, opened->number);
    else {
        status = prepare_query(&r, query, opened->number, revision);
        if (status == LOCALITY_OK)
            status = push_rows(&r);
        sqlite3_finalize(r.statement);
    }
    sqlite3_free(r.value);
    return status;
}

/* ---- The header ------------------------------------------------------------------------------ */

static locality_status push_header(loc_sqlite_opened *opened, sqlite3_stmt *statement,
                                   const locality_store_sink *sink, locality_error *error) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE ||
        (code == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_NULL))
        return LOCALITY_OK;
    if (code != SQLITE_ROW)
        return loc_sqlite_fail_db(error, opened->connection->db,
                                  "the header of the case \"%.160s\" cannot be read", opened->name);
    if (sqlite3_column_type(statement, 0) != SQLITE_TEXT)
        return loc_sqlite_fail(
            error, LOCALITY_TYPE,
            "table locality_case, row \"%.160s\", column header: %s where a text is "
            "kept",
            opened->name, name_of(sqlite3_column_type(statement, 0)));
    const char *bytes = (const char *)sqlite3_column_text(statement, 0);
    if (bytes == NULL)
        return loc_sqlite_fail_memory(error);
    return sink->header(sink->self, bytes, (size_t)sqlite3_column_bytes(statement, 0), error);
}

locality_status loc_sqlite_read_header(void *self, const int64_t *known_on,
                                       const locality_store_sink *sink, locality_error *error) {
    loc_sqlite_opened *opened = self;
    loc_sqlite_connection *connection = opened->connection;
    sqlite3_stmt *then = NULL;
    sqlite3_stmt **statement = known_on == NULL ? &connection->header : &then;
    int64_t revision = 0;
    locality_status status =
        known_on == NULL ? LOCALITY_OK : revision_on(opened, *known_on, &revision, error);
    if (status != LOCALITY_OK)
        return status;
    status = loc_sqlite_prepare(
        connection, statement,
        known_on == NULL ? "SELECT header FROM locality_case WHERE case_id = ?1"
                         : "SELECT header FROM locality_revision WHERE case_id = ?1 AND"
                           " revision <= ?2 AND header IS NOT NULL ORDER BY revision DESC"
                           " LIMIT 1",
        error);
    if (status == LOCALITY_OK) {
        sqlite3_bind_int64(*statement, 1, opened->number);
        if (known_on != NULL)
            sqlite3_bind_int64(*statement, 2, revision);
        status = push_header(opened, *statement, sink, error);
        sqlite3_reset(*statement);
    }
    sqlite3_finalize(then);
    return status;
}
