/* The tables of kinds: which columns they have, what they should have by a schema, making and widening
 * them, and the views that show them in units of people. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"

enum { OID_BIGINT = 20, OID_TEXT = 25, OID_TEXTS = 1009 };

void loc_pg_text_table(loc_pg_text *text, const loc_pg_case *c, const char *kind,
                       const char *ending) {
    char name[128];
    snprintf(name, sizeof name, "%.60s%s", kind, ending);
    loc_pg_text_name(text, c->schema);
    loc_pg_text_put(text, ".", 1);
    loc_pg_text_name(text, name);
}

/* ---- Names of columns ------------------------------------------------------------------------ */

/* Names that tables have for something else. */
static bool is_reserved(const char *name) {
    static const char *const names[] = {"place",         "id",       "case_id", "first_revision",
                                        "last_revision", "tableoid", "xmin",    "cmin",
                                        "xmax",          "cmax",     "ctid"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool ends_in_to(const char *name) {
    size_t length = strlen(name);
    return length > 3 && strcmp(name + length - 3, "_to") == 0;
}

/* A field has a column of its own name. No field's name holds a `$`, so with one in it a column is
 * told apart from every other: where the name is taken (by a column that every table has, or by the
 * high end of another field), and where it is longer than the server keeps. */
void loc_pg_column_name(const locality_field_info *info, bool high, char out[64]) {
    enum { LONGEST = 58, KEPT = 40 };
    const char *ending = high ? "_to" : "";
    const char *mark =
        is_reserved(info->name) || (info->is_extra && ends_in_to(info->name)) ? "$" : "";
    if (strlen(info->name) <= LONGEST)
        snprintf(out, 64, "%s%s%s", info->name, mark, ending);
    else
        snprintf(out, 64, "%.*s$%016llx%s", KEPT, info->name,
                 (unsigned long long)loc_pg_hash(info->name), ending);
}

/* ---- What stands ----------------------------------------------------------------------------- */

static void free_table(loc_pg_table *table) {
    for (size_t i = 0; i < table->columns; i++)
        free(table->column[i].name);
    free(table->column);
    free(table->kind);
    loc_pg_ids_clear(&table->ids);
    free(table);
}

void loc_pg_tables_forget(loc_pg_case *c) {
    while (c->plans != NULL) {
        loc_pg_plan *plan = c->plans;
        c->plans = plan->next;
        free(plan->field);
        free(plan);
    }
    while (c->tables != NULL) {
        loc_pg_table *table = c->tables;
        c->tables = table->next;
        free_table(table);
    }
    c->looked = false;
}

static loc_pg_table *find_table(const loc_pg_case *c, const char *kind) {
    loc_pg_table *table = c->tables;
    while (table != NULL && strcmp(table->kind, kind) != 0)
        table = table->next;
    return table;
}

static loc_pg_table *add_table(loc_pg_case *c, const char *kind) {
    loc_pg_table *table = calloc(1, sizeof *table);
    if (table == NULL || (table->kind = loc_pg_copy(kind)) == NULL) {
        free(table);
        return NULL;
    }
    table->next = c->tables;
    c->tables = table;
    return table;
}

static bool add_column(loc_pg_table *table, const char *name, uint32_t type) {
    if ((table->columns & (table->columns - 1)) == 0) { /* a power of two is full */
        size_t room = table->columns == 0 ? 1 : 2 * table->columns;
        loc_pg_column *column = realloc(table->column, room * sizeof *column);
        if (column == NULL)
            return false;
        table->column = column;
    }
    table->column[table->columns] = (loc_pg_column){.name = loc_pg_copy(name), .type = type};
    return table->column[table->columns++].name != NULL;
}

static const loc_pg_column *find_column(const loc_pg_table *table, const char *name) {
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->column[i].name, name) == 0)
            return &table->column[i];
    return NULL;
}

/* Takes over what the server says of columns: table, column, type. */
static bool take_columns(loc_pg_case *c, const PGresult *result) {
    for (int i = 0; i < PQntuples(result); i++) {
        const char *kind = PQgetvalue(result, i, 0);
        loc_pg_table *table = c->tables;
        if (table == NULL || strcmp(table->kind, kind) != 0)
            table = find_table(c, kind);
        if (table == NULL)
            table = add_table(c, kind);
        if (table == NULL || !add_column(table, PQgetvalue(result, i, 1),
                                         (uint32_t)strtoul(PQgetvalue(result, i, 2), NULL, 10)))
            return false;
        table->stands = true;
    }
    return true;
}

/* Asks for the columns of one table, or with null of all. */
static locality_status look(loc_pg_case *c, const char *kind, locality_error *error) {
    const char *values[] = {c->schema, kind};
    PGresult *result;
    locality_status status = loc_pg_run_with(
        c->connection,
        kind == NULL
            ? "SELECT c.relname, a.attname, a.atttypid FROM pg_class c JOIN pg_attribute a ON"
              " a.attrelid = c.oid WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE"
              " nspname = $1) AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"
            : "SELECT c.relname, a.attname, a.atttypid FROM pg_class c JOIN pg_attribute a ON"
              " a.attrelid = c.oid WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE"
              " nspname = $1) AND c.relname = $2"
              " AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped",
        kind == NULL ? 1 : 2, values, "looking for the tables of the case", &result, error);
    if (status == LOCALITY_OK && !take_columns(c, result))
        status = loc_pg_fail_memory(error);
    PQclear(result);
    return status;
}

/* A column that no row has a value in need not be read. Which ones have is noted by whoever writes through
 * this binding; what is written by hand takes the note away (locality.note_hand). */
static locality_status take_notes(loc_pg_case *c, locality_error *error) {
    loc_pg_text sql = {0};
    PGresult *result = NULL;
    loc_pg_text_add(&sql, "SELECT kind, unnest(used || ARRAY['id']) FROM ");
    loc_pg_text_name(&sql, c->schema);
    loc_pg_text_add(&sql, ".case_tables");
    locality_status status = sql.failed
                                 ? loc_pg_fail_memory(error)
                                 : loc_pg_run(c->connection, sql.data, sql.data, &result, error);
    for (int i = 0; status == LOCALITY_OK && i < PQntuples(result); i++) {
        loc_pg_table *table = find_table(c, PQgetvalue(result, i, 0));
        for (size_t k = 0; table != NULL && k < table->columns; k++)
            if (strcmp(table->column[k].name, PQgetvalue(result, i, 1)) == 0)
                table->noted = table->column[k].used = true;
    }
    PQclear(result);
    loc_pg_text_clear(&sql);
    return status;
}

locality_status loc_pg_tables_look(loc_pg_case *c, locality_error *error) {
    if (c->looked || c->schema[0] == '\0')
        return LOCALITY_OK;
    c->looked = true;
    locality_status status = look(c, NULL, error);
    return status == LOCALITY_OK ? take_notes(c, error) : status;
}

/* The table of a kind, known to the transaction from here on. */
locality_status loc_pg_table_know(loc_pg_case *c, const char *kind, loc_pg_table **out,
                                  locality_error *error) {
    locality_status status = LOCALITY_OK;
    *out = find_table(c, kind);
    if (*out != NULL)
        return LOCALITY_OK;
    if (c->schema[0] != '\0' && !c->looked) {
        status = loc_pg_stream_end(c, true, error); /* nothing can be asked while a COPY runs */
        if (status == LOCALITY_OK)
            status = look(c, kind, error);
    }
    if (status == LOCALITY_OK) {
        *out = find_table(c, kind);
        if (*out == NULL && (*out = add_table(c, kind)) == NULL)
            status = loc_pg_fail_memory(error);
    }
    return status;
}

/* ---- Plans ----------------------------------------------------------------------------------- */

static loc_pg_shape shape_of(int32_t type) {
    switch (type) {
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
    case LOCALITY_TYPE_REF:
    case LOCALITY_TYPE_ANY_REF:
        return LOC_PG_TEXT;
    case LOCALITY_TYPE_TEXTS:
    case LOCALITY_TYPE_REFS:
        return LOC_PG_LIST;
    default:
        return LOC_PG_RANGE;
    }
}

/* Whether a column stands and is of the type that it has to be. */
static locality_status check_column(const loc_pg_case *c, const loc_pg_plan *plan, const char *name,
                                    loc_pg_shape shape, bool *stands, bool *used,
                                    locality_error *error) {
    static const uint32_t types[] = {OID_TEXT, OID_TEXTS, OID_BIGINT};
    static const char *const words[] = {"text", "text[]", "bigint"};
    const loc_pg_column *column = find_column(plan->table, name);
    *stands = column != NULL;
    *used = column != NULL && (column->used || !plan->table->noted);
    if (column == NULL || column->type == types[shape])
        return LOCALITY_OK;
    loc_pg_fail(error, LOCALITY_TYPE,
                "table \"%s\".\"%s\", column \"%s\" is not of the type %s that its field asks for",
                c->schema, plan->kind, name, words[shape]);
    loc_pg_error_at(error, plan->kind, NULL, name);
    return LOCALITY_TYPE;
}

static locality_status check_table(const loc_pg_case *c, const loc_pg_plan *plan,
                                   locality_error *error) {
    if (!plan->table->stands)
        return LOCALITY_OK;
    const loc_pg_column *id = find_column(plan->table, "id");
    const loc_pg_column *place = find_column(plan->table, "place");
    if (id != NULL && place != NULL && id->type == OID_TEXT && place->type == OID_BIGINT)
        return LOCALITY_OK;
    return loc_pg_fail(
        error, LOCALITY_SYNTAX,
        "table \"%s\".\"%s\" is not one of this library: it lacks the columns \"id\" "
        "and \"place\"",
        c->schema, plan->kind);
}

static locality_status fill_field(const loc_pg_case *c, const loc_pg_plan *plan, uint32_t number,
                                  locality_error *error) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    loc_pg_field *field = &plan->field[number];
    bool high = true, used;
    locality_status status =
        locality_schema_describe(plan->schema, plan->number, number, &info, error);
    if (status != LOCALITY_OK)
        return status;
    field->name = info.name;
    field->type = info.type;
    field->shape = shape_of(info.type);
    loc_pg_column_name(&info, false, field->column);
    status = check_column(c, plan, field->column, field->shape, &field->stands, &used, error);
    field->idle = field->stands && !used;
    if (status != LOCALITY_OK || field->shape != LOC_PG_RANGE)
        return status;
    loc_pg_column_name(&info, true, field->column_to);
    status = check_column(c, plan, field->column_to, field->shape, &high, &used, error);
    if (status == LOCALITY_OK && high != field->stands)
        status = loc_pg_fail(error, LOCALITY_SYNTAX, "table \"%s\".\"%s\" lacks the column \"%s\"",
                             c->schema, plan->kind, high ? field->column : field->column_to);
    return status;
}

static loc_pg_plan *new_plan(loc_pg_case *c, const locality_schema *schema, uint32_t kind) {
    loc_pg_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return NULL;
    plan->fields = locality_schema_fields(schema, kind);
    plan->field = calloc(plan->fields + 1, sizeof *plan->field);
    if (plan->field == NULL) {
        free(plan);
        return NULL;
    }
    plan->schema = schema;
    plan->number = kind;
    plan->kind = locality_schema_kind_name(schema, kind);
    plan->next = c->plans;
    c->plans = plan;
    return plan;
}

static bool fits(const loc_pg_plan *plan, const locality_schema *schema, uint32_t kind) {
    return plan->number == kind && plan->schema == schema;
}

locality_status loc_pg_plan_find(loc_pg_case *c, const locality_schema *schema, uint32_t kind,
                                 loc_pg_plan **out, locality_error *error) {
    *out = c->plans;
    while (*out != NULL && !fits(*out, schema, kind))
        *out = (*out)->next;
    if (*out != NULL)
        return LOCALITY_OK;
    if (locality_schema_kind_name(schema, kind) == NULL)
        return loc_pg_fail(error, LOCALITY_INVALID, "the schema has no kind %u", (unsigned)kind);
    loc_pg_plan *plan = new_plan(c, schema, kind);
    if (plan == NULL)
        return loc_pg_fail_memory(error);
    locality_status status = loc_pg_table_know(c, plan->kind, &plan->table, error);
    if (status == LOCALITY_OK)
        status = check_table(c, plan, error);
    for (uint32_t i = 0; status == LOCALITY_OK && i < plan->fields; i++)
        status = fill_field(c, plan, i, error);
    if (status == LOCALITY_OK) {
        *out = plan;
        return LOCALITY_OK;
    }
    c->plans = plan->next; /* a half one is not to be found again */
    free(plan->field);
    free(plan);
    return status;
}

/* ---- Views ----------------------------------------------------------------------------------- */

/* One column as a reader likes it. */
static void put_shown(loc_pg_text *sql, const loc_pg_field *field, const char *column) {
    loc_pg_text name = {0};
    loc_pg_text_name(&name, column);
    const char *shown = name.failed ? "" : name.data;
    char part[400];
    switch (field->type) {
    case LOCALITY_TYPE_NUMBER:
    case LOCALITY_TYPE_RATIO:
        snprintf(part, sizeof part, "%s * 0.000001", shown);
        break;
    case LOCALITY_TYPE_MONEY:
        snprintf(part, sizeof part, "%s * 0.01", shown);
        break;
    case LOCALITY_TYPE_DATE: /* of the years 1 to 9999 */
        snprintf(part, sizeof part,
                 "CASE WHEN %s BETWEEN -719162 AND 2932896 THEN date '1970-01-01' + %s::integer "
                 "END",
                 shown, shown);
        break;
    case LOCALITY_TYPE_MOMENT:
        snprintf(part, sizeof part,
                 "CASE WHEN %s BETWEEN -62135596800 AND 253402300799 THEN timestamp '1970-01-01' "
                 "+ %s * interval '1 second' END",
                 shown, shown);
        break;
    default:
        snprintf(part, sizeof part, "%s", shown);
    }
    loc_pg_text_add(sql, ", ");
    loc_pg_text_add(sql, part);
    loc_pg_text_add(sql, " AS ");
    loc_pg_text_add(sql, shown);
    sql->failed = sql->failed || name.failed;
    loc_pg_text_clear(&name);
}

/* What holds or not is one column: unknown is null. */
static void put_truth(loc_pg_text *sql, const loc_pg_field *field) {
    loc_pg_text_add(sql, ", CASE WHEN ");
    loc_pg_text_name(sql, field->column);
    loc_pg_text_add(sql, " = ");
    loc_pg_text_name(sql, field->column_to);
    loc_pg_text_add(sql, " THEN ");
    loc_pg_text_name(sql, field->column);
    loc_pg_text_add(sql, " = 1 END AS ");
    loc_pg_text_name(sql, field->column);
}

static void put_view(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan) {
    loc_pg_text_add(sql, "CREATE VIEW ");
    loc_pg_text_table(sql, c, plan->kind, "_view");
    loc_pg_text_add(sql, " AS SELECT place, id");
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (field->type == LOCALITY_TYPE_TRUTH) {
            put_truth(sql, field);
            continue;
        }
        put_shown(sql, field, field->column);
        if (field->shape == LOC_PG_RANGE)
            put_shown(sql, field, field->column_to);
    }
    loc_pg_text_add(sql, " FROM ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, ";");
}

/* ---- Making and widening --------------------------------------------------------------------- */

static void put_columns(loc_pg_text *sql, const loc_pg_plan *plan, const char *before, bool all) {
    static const char *const types[] = {" text", " text[]", " bigint"};
    const char *comma = "";
    for (uint32_t i = 0; i < plan->fields; i++) {
        const loc_pg_field *field = &plan->field[i];
        if (field->stands && !all)
            continue;
        loc_pg_text_add(sql, comma);
        loc_pg_text_add(sql, before);
        loc_pg_text_name(sql, field->column);
        loc_pg_text_add(sql, types[field->shape]);
        if (field->shape == LOC_PG_RANGE) {
            loc_pg_text_add(sql, ", ");
            loc_pg_text_add(sql, before);
            loc_pg_text_name(sql, field->column_to);
            loc_pg_text_add(sql, types[field->shape]);
        }
        comma = ", ";
    }
}

static void put_table(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan) {
    loc_pg_text_add(sql, "CREATE TABLE ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, " (place bigint NOT NULL, id text COLLATE \"C\" NOT NULL, ");
    if (c->database->history)
        loc_pg_text_add(sql, "first_revision bigint NOT NULL, ");
    put_columns(sql, plan, "", true);
    loc_pg_text_add(sql, ");");
    if (!c->database->history)
        return;
    loc_pg_text_add(sql, "CREATE TABLE ");
    loc_pg_text_table(sql, c, plan->kind, "_history");
    loc_pg_text_add(sql, " (LIKE ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, ", last_revision bigint NOT NULL); CREATE INDEX ON ");
    loc_pg_text_table(sql, c, plan->kind, "_history");
    loc_pg_text_add(sql, " (place);");
}

static void put_note(loc_pg_text *sql, const loc_pg_case *c, const loc_pg_plan *plan) {
    loc_pg_text_add(sql, "INSERT INTO ");
    loc_pg_text_name(sql, c->schema);
    loc_pg_text_add(sql, ".case_tables VALUES (");
    loc_pg_text_quote(sql, plan->kind);
    loc_pg_text_add(sql, ", '{}'); CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON ");
    loc_pg_text_table(sql, c, plan->kind, "");
    loc_pg_text_add(sql, " FOR EACH STATEMENT WHEN (current_setting('locality.writes', true)"
                         " IS DISTINCT FROM 'on') EXECUTE FUNCTION locality.note_hand();");
}

/* Runs what a plan has put together. */
static locality_status run_sql(loc_pg_case *c, const loc_pg_plan *plan, loc_pg_text *sql,
                               locality_error *error) {
    char where[160];
    snprintf(where, sizeof where, "table \"%s\".\"%s\"", c->schema, plan->kind);
    locality_status status = sql->failed ? loc_pg_fail_memory(error)
                                         : loc_pg_run(c->connection, sql->data, where, NULL, error);
    loc_pg_text_clear(sql);
    loc_pg_error_at(status == LOCALITY_OK ? NULL : error, plan->kind, NULL, NULL);
    return status;
}

/* Notes that the table has every column of the plan now. */
static bool settle(loc_pg_plan *plan) {
    bool well = true;
    if (!plan->table->stands)
        well =
            add_column(plan->table, "place", OID_BIGINT) && add_column(plan->table, "id", OID_TEXT);
    for (uint32_t i = 0; well && i < plan->fields; i++) {
        static const uint32_t types[] = {OID_TEXT, OID_TEXTS, OID_BIGINT};
        loc_pg_field *field = &plan->field[i];
        if (!field->stands)
            well = add_column(plan->table, field->column, types[field->shape]) &&
                   (field->shape != LOC_PG_RANGE ||
                    add_column(plan->table, field->column_to, OID_BIGINT));
        field->stands = true;
    }
    plan->table->stands = true;
    return well;
}

static locality_status make_table(loc_pg_case *c, loc_pg_plan *plan, locality_error *error) {
    loc_pg_text sql = {0};
    put_table(&sql, c, plan);
    put_note(&sql, c, plan);
    put_view(&sql, c, plan);
    locality_status status = run_sql(c, plan, &sql, error);
    if (status == LOCALITY_OK && c->database->history &&
        !add_column(plan->table, "first_revision", OID_BIGINT))
        status = loc_pg_fail_memory(error);
    plan->table->fresh = status == LOCALITY_OK;
    return status;
}

/* The view is made anew with the table's columns; where views of analysts build upon it, it stays
 * without the new ones. */
static locality_status renew_view(loc_pg_case *c, const loc_pg_plan *plan, locality_error *error) {
    loc_pg_text sql = {0};
    locality_error refused;
    c->parted = true;
    loc_pg_text_add(&sql, "SAVEPOINT of_view; DROP VIEW IF EXISTS ");
    loc_pg_text_table(&sql, c, plan->kind, "_view");
    loc_pg_text_add(&sql, ";");
    put_view(&sql, c, plan);
    if (run_sql(c, plan, &sql, &refused) == LOCALITY_OK)
        return LOCALITY_OK;
    return loc_pg_run(c->connection, "ROLLBACK TO of_view", "making a view", NULL, error);
}

static locality_status widen_table(loc_pg_case *c, loc_pg_plan *plan, locality_error *error) {
    loc_pg_text sql = {0};
    loc_pg_text_add(&sql, "ALTER TABLE ");
    loc_pg_text_table(&sql, c, plan->kind, "");
    loc_pg_text_add(&sql, " ");
    put_columns(&sql, plan, "ADD COLUMN IF NOT EXISTS ", false);
    loc_pg_text_add(&sql, ";");
    if (c->database->history) {
        loc_pg_text_add(&sql, "ALTER TABLE ");
        loc_pg_text_table(&sql, c, plan->kind, "_history");
        loc_pg_text_add(&sql, " ");
        put_columns(&sql, plan, "ADD COLUMN IF NOT EXISTS ", false);
        loc_pg_text_add(&sql, ";");
    }
    locality_status status = run_sql(c, plan, &sql, error);
    return status == LOCALITY_OK ? renew_view(c, plan, error) : status;
}

locality_status loc_pg_plan_prepare(loc_pg_case *c, loc_pg_plan *plan, locality_error *error) {
    bool lacks = !plan->table->stands;
    locality_status status = LOCALITY_OK;
    if (plan->ready)
        return LOCALITY_OK;
    for (uint32_t i = 0; i < plan->fields; i++)
        lacks = lacks || !plan->field[i].stands;
    if (lacks) {
        status = loc_pg_flush(c, error); /* ends a COPY that runs */
        c->replayable = false;
        if (status == LOCALITY_OK && c->schema[0] == '\0')
            status = loc_pg_case_make(c, error);
        if (status == LOCALITY_OK)
            status = plan->table->stands ? widen_table(c, plan, error) : make_table(c, plan, error);
        if (status == LOCALITY_OK && !settle(plan))
            status = loc_pg_fail_memory(error);
    }
    plan->ready = status == LOCALITY_OK;
    return status;
}

/* The index on places lets a reader have them in order without sorting. */
locality_status loc_pg_table_finish(loc_pg_case *c, loc_pg_table *table, locality_error *error) {
    loc_pg_text sql = {0};
    char where[160];
    if (!table->fresh)
        return LOCALITY_OK;
    table->fresh = false;
    snprintf(where, sizeof where, "table \"%s\".\"%s\"", c->schema, table->kind);
    loc_pg_text_add(&sql,
                    table->ids.count > 10000 ? "SET LOCAL maintenance_work_mem = '256MB';" : "");
    loc_pg_text_add(&sql, "ALTER TABLE ");
    loc_pg_text_table(&sql, c, table->kind, "");
    loc_pg_text_add(&sql, " ADD PRIMARY KEY (id), ADD UNIQUE (place)");
    locality_status status = sql.failed ? loc_pg_fail_memory(error)
                                        : loc_pg_run(c->connection, sql.data, where, NULL, error);
    loc_pg_text_clear(&sql);
    loc_pg_ids_clear(&table->ids);
    loc_pg_error_at(status == LOCALITY_OK ? NULL : error, table->kind, NULL, NULL);
    return status;
}
