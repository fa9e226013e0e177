/* Writing and erasing. New records of a table that has none yet, and thousands of them in any table, go by
 * COPY; what is changed, erased or added here and there waits in batches, each one statement. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

enum {
    MOST_BYTES = 1 << 20, /* of batches that wait, and of those kept to be replayed */
    MOST_IN_BATCH = 4096, /* records */
    REMEMBERED = 1 << 16, /* ids of a table that is made */
    ASKED_FOR = 64        /* new records of a kind, before they go by COPY */
};

/* ---- Batches --------------------------------------------------------------------------------- */

static void free_batch(loc_pg_batch *batch) {
    loc_pg_text_clear(&batch->json);
    free(batch->first);
    free(batch);
}

void loc_pg_batches_clear(loc_pg_case *c) {
    while (c->batches != NULL) {
        loc_pg_batch *batch = c->batches;
        c->batches = batch->next;
        free_batch(batch);
    }
    c->last = NULL;
    c->bytes = 0;
    loc_pg_ids_clear(&c->waiting);
}

static loc_pg_batch *new_batch(loc_pg_case *c, const loc_pg_plan *plan, const loc_pg_table *table) {
    loc_pg_batch *batch = calloc(1, sizeof *batch);
    if (batch == NULL)
        return NULL;
    batch->plan = plan;
    batch->table = table;
    loc_pg_text_add(&batch->json, "[");
    if (c->last == NULL)
        c->batches = batch;
    else
        c->last->next = batch;
    c->last = batch;
    return batch;
}

/* The batch that a record goes into; no batch has one id twice. */
static loc_pg_batch *batch_for(loc_pg_case *c, const loc_pg_plan *plan, const loc_pg_table *table,
                               const char *id) {
    loc_pg_batch *batch = c->last;
    if (batch == NULL || batch->done || batch->plan != plan || batch->table != table ||
        batch->count >= MOST_IN_BATCH || loc_pg_ids_have(&c->waiting, id))
        batch = new_batch(c, plan, table);
    bool had;
    if (batch == NULL || !loc_pg_ids_add(&c->waiting, id, &had) ||
        (batch->first == NULL && (batch->first = loc_pg_copy(id)) == NULL))
        return NULL;
    loc_pg_text_add(&batch->json, batch->count++ > 0 ? "," : "");
    return batch;
}

/* ---- Statements ------------------------------------------------------------------------------ */

static void put_columns(loc_pg_text *sql, const loc_pg_table *table, const char *before) {
    for (size_t i = 0; i < table->columns; i++) {
        loc_pg_text_add(sql, i == 0 ? "" : ", ");
        loc_pg_text_add(sql, before);
        loc_pg_text_name(sql, table->column[i].name);
    }
}

/* The columns of a plan's fields; with `set` as what a record that stands is to become. */
static void put_fields(loc_pg_text *sql, const loc_pg_plan *plan, bool set) {
    for (uint32_t i = 0; i < plan->fields; i++)
        for (int high = 0; high < (plan->field[i].shape == LOC_PG_RANGE ? 2 : 1); high++) {
            const char *column = high ? plan->field[i].column_to : plan->field[i].column;
            loc_pg_text_add(sql, set && i == 0 && !high ? "" : ", ");
            loc_pg_text_name(sql, column);
            loc_pg_text_add(sql, set ? " = EXCLUDED." : "");
            if (set)
                loc_pg_text_name(sql, column);
        }
}

/* What stands is kept, as of the revision before. */
static void put_keeping(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_table *table) {
    loc_pg_text_add(sql, "INSERT INTO ");
    loc_pg_text_table(sql, c, table->kind, "_history");
    loc_pg_text_add(sql, " (");
    put_columns(sql, table, "");
    loc_pg_text_add(sql, ", last_revision) SELECT ");
    put_columns(sql, table, "old.");
    loc_pg_text_add(sql, ", ");
    loc_pg_text_number(sql, (int64_t)c->revision + 1);
}

static void put_only_older(loc_pg_text *sql, const loc_pg_case *c) {
    loc_pg_text_add(sql, " WHERE old.first_revision < ");
    loc_pg_text_number(sql, (int64_t)c->revision + 1);
}

static void put_upsert(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_batch *batch) {
    bool history = c->database->history;
    loc_pg_text_add(sql,
                    "WITH given AS MATERIALIZED (SELECT * FROM json_populate_recordset(NULL::");
    loc_pg_text_table(sql, c, batch->table->kind, "");
    loc_pg_text_add(sql, ", $1::json))");
    if (history) {
        loc_pg_text_add(sql, ", kept AS (");
        put_keeping(sql, c, batch->table);
        loc_pg_text_add(sql, " FROM given JOIN ");
        loc_pg_text_table(sql, c, batch->table->kind, "");
        loc_pg_text_add(sql, " old ON old.id = given.id");
        put_only_older(sql, c);
        loc_pg_text_add(sql, ")");
    }
    loc_pg_text_add(sql, " INSERT INTO ");
    loc_pg_text_table(sql, c, batch->table->kind, "");
    loc_pg_text_add(sql, history ? " (place, id, first_revision" : " (place, id");
    put_fields(sql, batch->plan, false);
    loc_pg_text_add(sql, ") SELECT place, id");
    if (history) {
        loc_pg_text_add(sql, ", ");
        loc_pg_text_number(sql, (int64_t)c->revision + 1);
    }
    put_fields(sql, batch->plan, false);
    loc_pg_text_add(sql, " FROM given ON CONFLICT (id) DO UPDATE SET ");
    put_fields(sql, batch->plan, true);
    loc_pg_text_add(sql, history ? ", first_revision = EXCLUDED.first_revision" : "");
}

static void put_erase(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_batch *batch) {
    bool history = c->database->history;
    loc_pg_text_add(sql, history ? "WITH old AS (" : "");
    loc_pg_text_add(sql, "DELETE FROM ");
    loc_pg_text_table(sql, c, batch->table->kind, "");
    loc_pg_text_add(sql, " WHERE id IN (SELECT json_array_elements_text($1::json))");
    if (!history)
        return;
    loc_pg_text_add(sql, " RETURNING *) ");
    put_keeping(sql, c, batch->table);
    loc_pg_text_add(sql, " FROM old");
    put_only_older(sql, c);
}

static locality_status run_batch(loc_pg_case *c, loc_pg_batch *batch, locality_error *error) {
    loc_pg_text sql = {0};
    char where[400];
    if (batch->plan == NULL)
        put_erase(&sql, c, batch);
    else
        put_upsert(&sql, c, batch);
    size_t length = batch->json.length;
    loc_pg_text_add(&batch->json, "]");
    snprintf(where, sizeof where, "table \"%s\".\"%s\", %zu %s from id \"%.80s\" on", c->schema,
             batch->table->kind, batch->count, batch->plan == NULL ? "erased" : "written",
             batch->first);
    const char *values[] = {batch->json.data};
    locality_status status =
        sql.failed || batch->json.failed
            ? loc_pg_fail_memory(error)
            : loc_pg_run_with(c->connection, sql.data, 1, values, where, NULL, error);
    loc_pg_text_clear(&sql);
    if (!batch->json.failed)
        batch->json.data[batch->json.length = length] = '\0';
    loc_pg_error_at(status == LOCALITY_OK ? NULL : error, batch->table->kind, batch->first, NULL);
    batch->done = status == LOCALITY_OK;
    return status;
}

static locality_status run_batches(loc_pg_case *c, locality_error *error) {
    locality_status status = LOCALITY_OK;
    for (loc_pg_batch *batch = c->batches; status == LOCALITY_OK && batch != NULL;
         batch = batch->next)
        if (!batch->done)
            status = run_batch(c, batch, error);
    if (status == LOCALITY_OK)
        loc_pg_ids_clear(&c->waiting);
    if (status == LOCALITY_OK && !c->replayable)
        loc_pg_batches_clear(c);
    return status;
}

locality_status loc_pg_flush(loc_pg_case *c, locality_error *error) {
    locality_status status = loc_pg_stream_end(c, true, error);
    return status == LOCALITY_OK ? run_batches(c, error) : status;
}

/* Counts what a batch has grown by, and sends what waits where that is much. */
static locality_status grown(loc_pg_case *c, const loc_pg_batch *batch, size_t before,
                             locality_error *error) {
    if (batch->json.failed)
        return loc_pg_fail_memory(error);
    c->bytes += batch->json.length - before;
    if (c->bytes < MOST_BYTES)
        return LOCALITY_OK;
    c->replayable = false;
    return run_batches(c, error);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void put_key(loc_pg_text *json, const char *column) {
    loc_pg_text_put(json, ",\"", 2);
    loc_pg_text_add(json, column);
    loc_pg_text_put(json, "\":", 2);
}

static void put_value(loc_pg_text *json, const loc_pg_field *field, const locality_value *value) {
    if (field->shape == LOC_PG_RANGE) {
        if (value->range.lo != LOCALITY_OPEN_BELOW) {
            put_key(json, field->column);
            loc_pg_text_number(json, value->range.lo);
        }
        if (value->range.hi != LOCALITY_OPEN_ABOVE) {
            put_key(json, field->column_to);
            loc_pg_text_number(json, value->range.hi);
        }
        return;
    }
    put_key(json, field->column);
    if (field->shape == LOC_PG_TEXT) {
        loc_pg_text_json(json, value->text);
        return;
    }
    for (size_t i = 0; i < value->items_count; i++) {
        loc_pg_text_put(json, i == 0 ? "[" : ",", 1);
        loc_pg_text_json(json, value->items[i]);
    }
    loc_pg_text_add(json, value->items_count == 0 ? "[]" : "]");
}

static locality_status batch_record(loc_pg_case *c, loc_pg_plan *plan,
                                    const locality_store_record *record, locality_error *error) {
    locality_status status = loc_pg_stream_end(c, true, error);
    if (status != LOCALITY_OK)
        return status;
    loc_pg_batch *batch = batch_for(c, plan, plan->table, record->id);
    if (batch == NULL)
        return loc_pg_fail_memory(error);
    loc_pg_text *json = &batch->json;
    size_t before = json->length;
    loc_pg_text_add(json, "{\"place\":");
    loc_pg_text_number(json, c->place++);
    put_key(json, "id");
    loc_pg_text_json(json, record->id);
    for (uint32_t i = 0; i < record->values_count; i++)
        if (record->values[i].type != LOCALITY_TYPE_NONE) {
            plan->field[i].given = true;
            put_value(json, &plan->field[i], &record->values[i]);
        }
    loc_pg_text_add(json, "}");
    return grown(c, batch, before, error);
}

static locality_status is_duplicate(const loc_pg_case *c, const char *kind, const char *id,
                                    locality_error *error) {
    loc_pg_fail(error, LOCALITY_DUPLICATE,
                "table \"%s\".\"%s\" has a record with the id \"%.160s\" already (SQLSTATE 23505)",
                c->schema, kind, id);
    loc_pg_error_at(error, kind, id, NULL);
    return LOCALITY_DUPLICATE;
}

/* Whether the table has a record already; what waits is sent only where it may speak of it. */
static locality_status look_for(loc_pg_case *c, loc_pg_table *table, const char *id, bool *stands,
                                locality_error *error) {
    const char *values[] = {id};
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    locality_status status = loc_pg_ids_have(&c->waiting, id) ? loc_pg_flush(c, error)
                                                              : loc_pg_stream_end(c, true, error);
    loc_pg_text_add(&sql, "SELECT 1 FROM ");
    loc_pg_text_table(&sql, c, table->kind, "");
    loc_pg_text_add(&sql, " WHERE id = $1");
    if (status == LOCALITY_OK)
        status = sql.failed ? loc_pg_fail_memory(error)
                            : loc_pg_run_with(c->connection, sql.data, 1, values, sql.data, &result,
                                              error);
    *stands = status == LOCALITY_OK && PQntuples(result) > 0;
    PQclear(result);
    loc_pg_text_clear(&sql);
    return status;
}

/* Into a table that stood before, or that has its keys. */
static locality_status write_kept(loc_pg_case *c, loc_pg_plan *plan,
                                  const locality_store_record *record, locality_error *error) {
    loc_pg_table *table = plan->table;
    bool stands;
    if (record->is_new == 0)
        return batch_record(c, plan, record, error);
    if (table->asked >= ASKED_FOR) /* the key of the table refuses what stands */
        return loc_pg_stream_record(c, plan, record, error);
    table->asked++;
    locality_status status = look_for(c, table, record->id, &stands, error);
    if (status != LOCALITY_OK)
        return status;
    return stands ? is_duplicate(c, table->kind, record->id, error)
                  : batch_record(c, plan, record, error);
}

/* Texts and lists have to be there where the type says so. */
static locality_status check_values(const loc_pg_case *c, const loc_pg_plan *plan,
                                    const locality_store_record *record, locality_error *error) {
    for (uint32_t i = 0; i < record->values_count; i++) {
        const locality_value *value = &record->values[i];
        loc_pg_shape shape = plan->field[i].shape;
        if (value->type == LOCALITY_TYPE_NONE ||
            (shape == LOC_PG_TEXT
                 ? value->text != NULL
                 : shape != LOC_PG_LIST || value->items != NULL || value->items_count == 0))
            continue;
        loc_pg_fail(error, LOCALITY_TYPE,
                    "table \"%s\".\"%s\": a value of \"%s\" is not of its type", c->schema,
                    plan->kind, plan->field[i].name);
        loc_pg_error_at(error, plan->kind, record->id, plan->field[i].name);
        return LOCALITY_TYPE;
    }
    return LOCALITY_OK;
}

/* Whether a fresh table cannot hold a record yet. So many ids are remembered; beyond them whoever says
 * that a record is new is believed until the table gets its keys. False on refusal. */
static bool is_unseen(loc_pg_table *table, const locality_store_record *record, bool *unseen) {
    bool had = false;
    if (table->ids.count >= REMEMBERED) {
        *unseen = record->is_new != 0;
        return true;
    }
    if (!loc_pg_ids_add(&table->ids, record->id, &had))
        return false;
    *unseen = !had;
    return true;
}

static locality_status write_record(loc_pg_case *c, const locality_store_record *record,
                                    locality_error *error) {
    loc_pg_plan *plan = c->stream;
    locality_status status = LOCALITY_OK;
    if (plan == NULL || plan->schema != record->schema || plan->number != record->kind)
        status = loc_pg_plan_find(c, record->schema, record->kind, &plan, error);
    if (status == LOCALITY_OK && record->values_count > plan->fields)
        status = loc_pg_fail(error, LOCALITY_INVALID, "the record has more values than fields");
    if (status == LOCALITY_OK)
        status = check_values(c, plan, record, error);
    if (status == LOCALITY_OK)
        status = loc_pg_plan_prepare(c, plan, error);
    if (status != LOCALITY_OK)
        return status;
    bool unseen = false;
    if (plan->table->fresh && !is_unseen(plan->table, record, &unseen))
        return loc_pg_fail_memory(error);
    if (unseen)
        return loc_pg_stream_record(c, plan, record, error);
    if (plan->table->fresh) {
        status = loc_pg_flush(c, error);
        if (status == LOCALITY_OK) /* where no COPY ran */
            status = loc_pg_table_finish(c, plan->table, error);
        plan->table->asked = 0;
    }
    return status == LOCALITY_OK ? write_kept(c, plan, record, error) : status;
}

static locality_status refuse(const loc_pg_case *c, locality_error *error) {
    return c->running && c->writes
               ? loc_pg_fail(error, LOCALITY_IO, "the transaction has failed before; roll it back")
               : loc_pg_fail(error, LOCALITY_INVALID, "no transaction that writes runs");
}

/* A record that was refused before anything of it was sent leaves the transaction as it was. */
static bool can_go_on(const loc_pg_case *c, locality_status status) {
    return (status == LOCALITY_DUPLICATE || status == LOCALITY_TYPE ||
            status == LOCALITY_INVALID) &&
           PQtransactionStatus(c->connection) == PQTRANS_INTRANS;
}

locality_status loc_pg_write(void *opened, const locality_store_record *record,
                             locality_error *error) {
    loc_pg_case *c = opened;
    if (!c->running || !c->writes || c->failed)
        return refuse(c, error);
    locality_status status = write_record(c, record, error);
    c->failed = status != LOCALITY_OK && !can_go_on(c, status);
    return status;
}

static locality_status erase_record(loc_pg_case *c, const char *kind, const char *id,
                                    locality_error *error) {
    loc_pg_table *table;
    locality_status status = loc_pg_table_know(c, kind, &table, error);
    if (status != LOCALITY_OK || !table->stands)
        return status;
    status = loc_pg_stream_end(c, true, error);
    if (status != LOCALITY_OK)
        return status;
    loc_pg_batch *batch = batch_for(c, NULL, table, id);
    if (batch == NULL)
        return loc_pg_fail_memory(error);
    size_t before = batch->json.length;
    loc_pg_text_json(&batch->json, id);
    return grown(c, batch, before, error);
}

locality_status loc_pg_erase(void *opened, const char *kind, const char *id,
                             locality_error *error) {
    loc_pg_case *c = opened;
    if (!c->running || !c->writes || c->failed)
        return refuse(c, error);
    locality_status status = erase_record(c, kind, id, error);
    c->failed = status != LOCALITY_OK;
    return status;
}
