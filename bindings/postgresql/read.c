/* COPY out of a table, in the server's binary form: one row at a time is in memory. Texts are handed on
 * where they stand in the row: the byte behind each, which began the next length, becomes its end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

/* A row of COPY as it came. */
typedef struct loc_pg_row {
    char *at, *end;
} loc_pg_row;

/* Of the past it is not noted which columns are used. */
static bool is_read(const loc_pg_plan *plan, const loc_pg_field *field) {
    return field->stands && (plan->whole || !field->idle);
}

/* ---- The query ------------------------------------------------------------------------------- */

static void put_fields(loc_pg_text *sql, const loc_pg_plan *plan) {
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (!is_read(plan, field))
            continue;
        loc_pg_text_add(sql, ", ");
        loc_pg_text_name(sql, field->column);
        if (field->shape != LOC_PG_RANGE)
            continue;
        loc_pg_text_add(sql, ", ");
        loc_pg_text_name(sql, field->column_to);
    }
}

/* The column of a field where the table has it; `upper`: the second one of a range. */
static const char *column_of(const loc_pg_plan *plan, uint32_t field, bool upper) {
    if (field >= plan->fields || !plan->field[field].stands)
        return NULL;
    return upper ? plan->field[field].column_to : plan->field[field].column;
}

static void put_list(loc_pg_text *sql, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        loc_pg_text_add(sql, i == 0 ? "" : ", ");
        loc_pg_text_quote(sql, names[i]);
    }
}

static void put_structures(loc_pg_text *sql, const char *column,
                           const locality_store_query *query) {
    loc_pg_text_add(sql, " AND (");
    loc_pg_text_name(sql, column);
    loc_pg_text_add(sql, " IS NULL OR ");
    loc_pg_text_name(sql, column);
    loc_pg_text_add(sql, " IN ('" LOCALITY_NONE_TEXT "'");
    loc_pg_text_add(sql, query->structures_count > 0 ? ", " : "");
    put_list(sql, query->structures, query->structures_count);
    loc_pg_text_add(sql, "))");
}

/* One column of areas: that it names one that is wanted, or that it names none. */
static void put_area(loc_pg_text *sql, const loc_pg_field *field, const locality_store_query *query,
                     bool names_none) {
    bool list = field->shape == LOC_PG_LIST;
    if (names_none) {
        loc_pg_text_add(sql, "coalesce(");
        loc_pg_text_name(sql, field->column);
        loc_pg_text_add(sql, list ? ", '{}') = '{}'"
                                  : ", '" LOCALITY_NONE_TEXT "') = '" LOCALITY_NONE_TEXT "'");
        return;
    }
    loc_pg_text_name(sql, field->column);
    loc_pg_text_add(sql, list ? " && ARRAY[" : " = ANY (ARRAY[");
    put_list(sql, query->areas, query->areas_count);
    loc_pg_text_add(sql, list ? "]::text[]" : "]::text[])");
}

static void put_areas(loc_pg_text *sql, const loc_pg_plan *plan,
                      const locality_store_query *query) {
    bool any = false;
    for (size_t i = 0; i < query->area_fields_count; i++)
        any = any || column_of(plan, query->area_fields[i], false) != NULL;
    for (int names_none = 1; any && names_none >= 0; names_none--) {
        int columns = 0;
        loc_pg_text_add(sql, names_none ? " AND ((" : " OR ");
        for (size_t i = 0; i < query->area_fields_count; i++) {
            if (column_of(plan, query->area_fields[i], false) == NULL)
                continue;
            loc_pg_text_add(sql, columns++ == 0 ? "" : names_none ? " AND " : " OR ");
            put_area(sql, &plan->field[query->area_fields[i]], query, names_none != 0);
        }
        loc_pg_text_add(sql, ")");
    }
}

static void put_day(loc_pg_text *sql, const char *column, const char *compare, int64_t day) {
    if (column == NULL)
        return;
    loc_pg_text_add(sql, " AND (");
    loc_pg_text_name(sql, column);
    loc_pg_text_add(sql, " IS NULL OR ");
    loc_pg_text_name(sql, column);
    loc_pg_text_add(sql, compare);
    loc_pg_text_number(sql, day);
    loc_pg_text_add(sql, ")");
}

/* The condition under which a row is wanted. */
static void put_pick(loc_pg_text *sql, const loc_pg_plan *plan, const locality_store_query *query) {
    const char *structure = column_of(plan, query->structure_field, false);
    loc_pg_text_add(sql, " WHERE true");
    if (query->structures != NULL && structure != NULL)
        put_structures(sql, structure, query);
    if (query->areas != NULL)
        put_areas(sql, plan, query);
    if (query->valid_on == NULL)
        return;
    put_day(sql, column_of(plan, query->first_field, false), " <= ", *query->valid_on);
    put_day(sql, column_of(plan, query->last_field, true), " >= ", *query->valid_on);
}

/* All that stood at a revision: what stands still, and what was replaced or erased later. */
static void put_then(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan,
                     uint64_t revision) {
    loc_pg_text_add(sql, "(SELECT place, id");
    put_fields(sql, plan);
    loc_pg_text_add(sql, " FROM ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, " WHERE first_revision <= ");
    loc_pg_text_number(sql, (int64_t)revision);
    loc_pg_text_add(sql, " UNION ALL SELECT place, id");
    put_fields(sql, plan);
    loc_pg_text_add(sql, " FROM ");
    loc_pg_text_table(sql, c, plan->kind, "_history");
    loc_pg_text_add(sql, " WHERE first_revision <= ");
    loc_pg_text_number(sql, (int64_t)revision);
    loc_pg_text_add(sql, " AND last_revision > ");
    loc_pg_text_number(sql, (int64_t)revision);
    loc_pg_text_add(sql, ") AS then_stood");
}

static void put_query(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan,
                      const locality_store_query *query, uint64_t revision) {
    loc_pg_text_add(sql, c->writes ? "SAVEPOINT reading; COPY (SELECT id" : "COPY (SELECT id");
    put_fields(sql, plan);
    loc_pg_text_add(sql, " FROM ");
    if (query->known_on == NULL)
        loc_pg_text_table(sql, c, plan->kind, "");
    else
        put_then(sql, c, plan, revision);
    put_pick(sql, plan, query);
    loc_pg_text_add(sql, " ORDER BY place) TO STDOUT (FORMAT binary)");
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static int32_t read_32(const char *at) {
    const unsigned char *byte = (const unsigned char *)at;
    uint32_t number = (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 |
                      (uint32_t)byte[3];
    return (int32_t)number;
}

static int64_t read_64(const char *at) {
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | (unsigned char)at[i];
    return (int64_t)number;
}

/* Finds the columns of a row. */
static bool take_cells(loc_pg_case *c, loc_pg_row *row, size_t columns) {
    for (size_t i = 0; i < columns; i++) {
        if (row->end - row->at < 4)
            return false;
        int32_t length = read_32(row->at);
        row->at += 4;
        if (length > row->end - row->at)
            return false;
        c->cell[i] = row->at;
        c->cell_length[i] = length;
        row->at += length > 0 ? length : 0;
    }
    return true;
}

static bool room_for_items(loc_pg_case *c, size_t wanted) {
    if (wanted <= c->items_capacity)
        return true;
    size_t capacity = 2 * wanted + 64;
    const char **items = realloc(c->items, capacity * sizeof *items);
    if (items == NULL)
        return false;
    c->items = items;
    c->items_capacity = capacity;
    return true;
}

/* Counts the items of an array of texts; -1 where it is no plain list of texts. */
static int32_t count_items(const char *at, int32_t length) {
    enum { HEAD = 12, WITH_DIMENSION = 20 };
    if (length < HEAD || read_32(at) < 0 || read_32(at) > 1 || read_32(at + 4) != 0)
        return -1;
    if (read_32(at) == 0)
        return 0;
    return length < WITH_DIMENSION ? -1 : read_32(at + HEAD);
}

/* Fills in the items, each ended where the length of the next one began. */
static bool take_items(const char **items, char *at, char *end, int32_t count) {
    char *behind = NULL;
    at += count > 0 ? 20 : 12;
    for (int32_t i = 0; i < count; i++) {
        if (end - at < 4)
            return false;
        int32_t length = read_32(at);
        if (behind != NULL)
            *behind = '\0';
        at += 4;
        if (length < 0 || length > end - at)
            return false;
        items[i] = at;
        behind = at += length;
    }
    if (behind != NULL)
        *behind = '\0';
    return true;
}

static locality_status broken(const loc_pg_case *c, const loc_pg_plan *plan,
                              const loc_pg_field *field, const char *what, locality_error *error) {
    const char *id = c->cell[0];
    loc_pg_fail(error, LOCALITY_SYNTAX, "table \"%s\".\"%s\", id \"%.160s\": \"%s\" %s", c->schema,
                plan->kind, id, field->column, what);
    loc_pg_error_at(error, plan->kind, id, field->name);
    return LOCALITY_SYNTAX;
}

static locality_status take_range(const loc_pg_case *c, const loc_pg_plan *plan,
                                  const loc_pg_field *field, size_t cell, locality_value *out,
                                  locality_error *error) {
    bool low = c->cell_length[cell] == 8, high = c->cell_length[cell + 1] == 8;
    if (!low && !high)
        return LOCALITY_OK;
    out->type = field->type;
    out->range.lo = low ? read_64(c->cell[cell]) : LOCALITY_OPEN_BELOW;
    out->range.hi = high ? read_64(c->cell[cell + 1]) : LOCALITY_OPEN_ABOVE;
    if (out->range.lo <= out->range.hi && (!low || out->range.lo != LOCALITY_OPEN_BELOW) &&
        (!high || out->range.hi != LOCALITY_OPEN_ABOVE))
        return LOCALITY_OK;
    return broken(c, plan, field, "and its `_to` are no range: the low end is above the high one",
                  error);
}

/* Lists of a row stand in one block one after the other, so it is made large enough first. */
static bool room_for_lists(loc_pg_case *c, const loc_pg_plan *plan) {
    size_t cell = 1, wanted = 0;
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (!is_read(plan, field))
            continue;
        if (field->shape == LOC_PG_LIST && c->cell_length[cell] > 0)
            wanted += (size_t)c->cell_length[cell] / 4;
        cell += field->shape == LOC_PG_RANGE ? 2 : 1;
    }
    return room_for_items(c, wanted);
}

static locality_status take_value(loc_pg_case *c, const loc_pg_plan *plan,
                                  const loc_pg_field *field, size_t cell, size_t *items,
                                  locality_value *out, locality_error *error) {
    int32_t length = c->cell_length[cell];
    if (field->shape == LOC_PG_RANGE)
        return take_range(c, plan, field, cell, out, error);
    if (length < 0)
        return LOCALITY_OK;
    out->type = field->type;
    if (field->shape == LOC_PG_TEXT) {
        out->text = c->cell[cell];
        c->cell[cell][length] = '\0';
        return LOCALITY_OK;
    }
    int32_t count = count_items(c->cell[cell], length);
    if (count < 0 || count > length / 4 ||
        !take_items(c->items + *items, c->cell[cell], c->cell[cell] + length, count))
        return broken(c, plan, field, "is no plain list of texts", error);
    out->items = c->items + *items;
    out->items_count = (size_t)count;
    *items += (size_t)count;
    return LOCALITY_OK;
}

static locality_status take_values(loc_pg_case *c, const loc_pg_plan *plan, locality_error *error) {
    size_t cell = 1, items = 0;
    locality_status status = LOCALITY_OK;
    memset(c->values, 0, plan->fields * sizeof *c->values);
    if (!room_for_lists(c, plan))
        return loc_pg_fail_memory(error);
    c->cell[0][c->cell_length[0] < 0 ? 0 : c->cell_length[0]] = '\0';
    for (uint32_t i = 0; status == LOCALITY_OK && i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (!is_read(plan, field))
            continue;
        status = take_value(c, plan, field, cell, &items, &c->values[i], error);
        cell += field->shape == LOC_PG_RANGE ? 2 : 1;
    }
    return status;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* One reading. */
typedef struct loc_pg_reading {
    loc_pg_case *c;
    const loc_pg_plan *plan;
    const locality_store_query *query;
    const locality_store_sink *sink;
    size_t columns;
    bool headed; /* the head of the COPY was seen */
} loc_pg_reading;

static bool take_head(loc_pg_reading *r, loc_pg_row *row) {
    enum { HEAD = 19 };
    if (r->headed)
        return true;
    if (row->end - row->at < HEAD || read_32(row->at + 15) != 0)
        return false;
    row->at += HEAD;
    r->headed = true;
    return true;
}

static locality_status not_understood(const loc_pg_reading *r, locality_error *error) {
    return loc_pg_fail(error, LOCALITY_IO,
                       "table \"%s\".\"%s\": what the server sends is not understood", r->c->schema,
                       r->plan->kind);
}

static locality_status take_row(loc_pg_reading *r, char *bytes, int length, locality_error *error) {
    loc_pg_row row = {bytes, bytes + length};
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    if (!take_head(r, &row))
        return not_understood(r, error);
    if (row.end - row.at < 2)
        return LOCALITY_OK; /* the head alone */
    size_t columns = (size_t)(unsigned char)row.at[0] << 8 | (unsigned char)row.at[1];
    if (columns == UINT16_MAX)
        return LOCALITY_OK; /* the end */
    row.at += 2;
    if (columns != r->columns || !take_cells(r->c, &row, columns))
        return not_understood(r, error);
    locality_status status = take_values(r->c, r->plan, error);
    if (status != LOCALITY_OK)
        return status;
    record.schema = r->query->schema;
    record.kind = r->query->kind;
    record.id = r->c->cell[0];
    record.values = r->c->values;
    record.values_count = r->plan->fields;
    return r->sink->record(r->sink->self, &record, error);
}

/* Ends a COPY that is not wanted any more: what is left is passed over or, if it is much, cancelled;
 * then the transaction is as it was before. */
static void stop_copy(loc_pg_case *c) {
    enum { PASSED_OVER = 1000 };
    char *bytes, reason[256];
    PGresult *result;
    int rows = 0;
    while (PQgetCopyData(c->connection, &bytes, 0) > 0) {
        PQfreemem(bytes);
        if (++rows != PASSED_OVER)
            continue;
        PGcancel *cancel = PQgetCancel(c->connection);
        if (cancel != NULL)
            PQcancel(cancel, reason, sizeof reason);
        PQfreeCancel(cancel);
    }
    for (bool more = true; more && (result = PQgetResult(c->connection)) != NULL;) {
        more = loc_pg_goes_on(c->connection, result);
        PQclear(result);
    }
}

static locality_status copy_out(loc_pg_reading *r, const char *where, locality_error *error) {
    PGconn *connection = r->c->connection;
    locality_status status = LOCALITY_OK;
    char *bytes;
    int length;
    while ((length = PQgetCopyData(connection, &bytes, 0)) > 0) {
        status = take_row(r, bytes, length, error);
        PQfreemem(bytes);
        if (status != LOCALITY_OK) {
            stop_copy(r->c);
            return status;
        }
    }
    PGresult *result;
    for (bool more = true; more && (result = PQgetResult(connection)) != NULL;) {
        if (status == LOCALITY_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
            status = loc_pg_fail_server(connection, result, where, error);
        more = loc_pg_goes_on(connection, result);
        PQclear(result);
    }
    if (status == LOCALITY_OK && (length == -2 || PQstatus(connection) != CONNECTION_OK))
        status = loc_pg_fail_server(connection, NULL, where, error);
    return status;
}

/* Room for a row of so many columns. */
static bool make_room(loc_pg_case *c, const loc_pg_plan *plan, size_t columns) {
    if (plan->fields > c->values_capacity) {
        locality_value *values = realloc(c->values, plan->fields * sizeof *values);
        if (values == NULL)
            return false;
        c->values = values;
        c->values_capacity = plan->fields;
    }
    if (columns <= c->cells_capacity)
        return true;
    char **cell = realloc(c->cell, columns * sizeof *cell);
    c->cell = cell == NULL ? c->cell : cell;
    int32_t *lengths = realloc(c->cell_length, columns * sizeof *lengths);
    c->cell_length = lengths == NULL ? c->cell_length : lengths;
    if (cell == NULL || lengths == NULL)
        return false;
    c->cells_capacity = columns;
    return true;
}

static size_t count_columns(const loc_pg_plan *plan) {
    size_t columns = 1;
    for (uint32_t i = 0; i < plan->fields; i++)
        if (is_read(plan, &plan->field[i]))
            columns += plan->field[i].shape == LOC_PG_RANGE ? 2 : 1;
    return columns;
}

static locality_status read_plan(loc_pg_case *c, const loc_pg_plan *plan, uint64_t revision,
                                 const locality_store_query *query, const locality_store_sink *sink,
                                 locality_error *error) {
    loc_pg_reading r = {.c = c, .plan = plan, .query = query, .sink = sink};
    loc_pg_text sql = {0};
    char where[200];
    r.columns = count_columns(plan);
    snprintf(where, sizeof where, "COPY out of table \"%s\".\"%s\"", c->schema, plan->kind);
    put_query(&sql, c, plan, query, revision);
    locality_status status = sql.failed || !make_room(c, plan, r.columns)
                                 ? loc_pg_fail_memory(error)
                                 : loc_pg_run(c->connection, sql.data, where, NULL, error);
    loc_pg_text_clear(&sql);
    c->parted = true;
    if (status == LOCALITY_OK)
        status = copy_out(&r, where, error);
    if (status != LOCALITY_OK && PQtransactionStatus(c->connection) == PQTRANS_INERROR)
        PQclear(PQexec(c->connection, "ROLLBACK TO reading"));
    return status;
}

locality_status loc_pg_read(void *opened, const locality_store_query *query,
                            const locality_store_sink *sink, locality_error *error) {
    loc_pg_case *c = opened;
    loc_pg_plan *plan;
    uint64_t revision = 0;
    if (!c->running || c->failed)
        return loc_pg_fail(error, c->failed ? LOCALITY_IO : LOCALITY_INVALID,
                           c->failed ? "the transaction has failed before; roll it back"
                                     : "no transaction runs");
    locality_status status = loc_pg_flush(c, error);
    c->failed = status != LOCALITY_OK;
    c->replayable = false;
    if (status == LOCALITY_OK && query->known_on != NULL)
        status = loc_pg_revision_on(c, *query->known_on, &revision, error);
    if (status != LOCALITY_OK || c->schema[0] == '\0' || (query->known_on != NULL && revision == 0))
        return status;
    if (!c->writes)
        status = loc_pg_tables_look(c, error);
    if (status == LOCALITY_OK)
        status = loc_pg_plan_find(c, query->schema, query->kind, &plan, error);
    if (status != LOCALITY_OK || !plan->table->stands)
        return status;
    plan->whole = query->known_on != NULL;
    return read_plan(c, plan, revision, query, sink, error);
}
