/* Bring your own storage: a host that keeps one JSON document for each record, here in one table of SQLite.
 *
 * The table knows the kind and the id of a document and nothing of its inside: what stands there is
 * written and read by liblocality_json. Any database that holds documents will do, if it has transactions. */
#define _POSIX_C_SOURCE 200809L
#include <locality-json.h>
#include <locality-testkit.h>
#include <locality.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tables[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE cases(name TEXT PRIMARY KEY, revision INTEGER NOT NULL, header TEXT);"
    "CREATE TABLE documents(place INTEGER PRIMARY KEY AUTOINCREMENT, case_name TEXT NOT NULL,"
    " kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(case_name, kind, id));";

/* What `open` gives. */
typedef struct opened {
    sqlite3 *db;
    char *name;
    uint64_t revision; /* that the transaction began with */
} opened;

static locality_status fail(locality_error *error, locality_status status, const char *message) {
    error->status = status;
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static locality_status fail_db(opened *o, locality_error *error) {
    error->host_code = sqlite3_extended_errcode(o->db);
    return fail(error, LOCALITY_IO, sqlite3_errmsg(o->db));
}

/* Prepares a statement: ?1 is the case, the texts are ?2 and so on; null where it cannot be. */
static sqlite3_stmt *prepare(opened *o, const char *sql, const char *a, const char *b) {
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(o->db, sql, -1, &statement, NULL);
    sqlite3_bind_text(statement, 1, o->name, -1, SQLITE_STATIC);
    if (a != NULL)
        sqlite3_bind_text(statement, 2, a, -1, SQLITE_STATIC);
    if (b != NULL)
        sqlite3_bind_text(statement, 3, b, -1, SQLITE_STATIC);
    return statement;
}

/* Runs a statement to its end. */
static locality_status run(opened *o, sqlite3_stmt *statement, locality_error *error) {
    int code = statement == NULL ? SQLITE_ERROR : sqlite3_step(statement);
    locality_status status = code == SQLITE_DONE ? LOCALITY_OK : fail_db(o, error);
    sqlite3_finalize(statement);
    return status;
}

static locality_status documents_open(void *self, const char *name, void **out,
                                      locality_error *error) {
    opened *o = calloc(1, sizeof *o);
    *out = o;
    if (o == NULL || (o->name = strdup(name)) == NULL || sqlite3_open(self, &o->db) != SQLITE_OK) {
        *out = NULL;
        if (o != NULL)
            sqlite3_close(o->db);
        free(o == NULL ? NULL : o->name);
        free(o);
        return fail(error, LOCALITY_IO, "the documents cannot be opened");
    }
    return LOCALITY_OK;
}

static void documents_close(void *self) {
    opened *o = self;
    sqlite3_close(o->db);
    free(o->name);
    free(o);
}

/* A transaction of SQLite sees one state from its first SELECT on. */
static locality_status documents_begin(void *self, int32_t access, uint64_t *revision,
                                       locality_error *error) {
    opened *o = self;
    const char *sql = access == LOCALITY_STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN";
    if (sqlite3_exec(o->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return fail_db(o, error);
    sqlite3_stmt *statement = prepare(o, "SELECT revision FROM cases WHERE name = ?1", NULL, NULL);
    *revision =
        sqlite3_step(statement) == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
    o->revision = *revision;
    return sqlite3_finalize(statement) == SQLITE_OK ? LOCALITY_OK : fail_db(o, error);
}

static void documents_rollback(void *self) {
    sqlite3_exec(((opened *)self)->db, "ROLLBACK", NULL, NULL, NULL);
}

static locality_status documents_commit(void *self, uint64_t expected, uint64_t *revision,
                                        locality_error *error) {
    opened *o = self;
    locality_status status =
        o->revision == expected
            ? run(o,
                  prepare(o,
                          "INSERT INTO cases(name, revision) VALUES(?1, 1)"
                          " ON CONFLICT DO UPDATE SET revision = revision + 1",
                          NULL, NULL),
                  error)
            : fail(error, LOCALITY_CONFLICT, "somebody else has saved the case");
    if (status == LOCALITY_OK && sqlite3_exec(o->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        status = fail_db(o, error);
    if (status != LOCALITY_OK)
        documents_rollback(o);
    *revision = o->revision + 1;
    return status;
}

/* ---- The header ---- */

static locality_status documents_read_header(void *self, const int64_t *known_on,
                                             const locality_store_sink *sink,
                                             locality_error *error) {
    opened *o = self;
    locality_status status = LOCALITY_OK;
    if (known_on != NULL)
        return fail(error, LOCALITY_INVALID, "these documents keep no history");
    sqlite3_stmt *statement = prepare(o, "SELECT header FROM cases WHERE name = ?1", NULL, NULL);
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != NULL)
        status = sink->header(sink->self, (const char *)sqlite3_column_text(statement, 0),
                              (size_t)sqlite3_column_bytes(statement, 0), error);
    sqlite3_finalize(statement);
    return status;
}

static locality_status documents_write_header(void *self, const char *bytes, size_t length,
                                              locality_error *error) {
    opened *o = self;
    sqlite3_stmt *statement = prepare(o,
                                      "INSERT INTO cases VALUES(?1, 0, ?2)"
                                      " ON CONFLICT DO UPDATE SET header = excluded.header",
                                      NULL, NULL);
    sqlite3_bind_text(statement, 2, bytes, (int)length, SQLITE_STATIC);
    return run(o, statement, error);
}

/* ---- Documents ---- */

static int32_t collect(void *self, const char *bytes, size_t length) {
    sqlite3_str_append(self, bytes, (int)length);
    return sqlite3_str_errcode(self);
}

/* The document becomes what the record says; of the one that stands, members stay that nobody here knows. */
static locality_status documents_write(void *self, const locality_store_record *record,
                                       locality_error *error) {
    opened *o = self;
    const char *kind = locality_schema_kind_name(record->schema, record->kind);
    sqlite3_stmt *before =
        prepare(o, "SELECT body FROM documents WHERE case_name = ?1 AND kind = ?2 AND id = ?3",
                kind, record->id);
    int stands = sqlite3_step(before) == SQLITE_ROW;
    locality_output output = LOCALITY_OUTPUT_INIT;
    sqlite3_str *body = sqlite3_str_new(o->db);
    output.self = body;
    output.write = collect;
    locality_status status =
        stands && record->is_new != 0
            ? fail(error, LOCALITY_DUPLICATE, "there is a document of this id already")
            : locality_json_write_record(
                  record, (const char *)(stands ? sqlite3_column_text(before, 0) : NULL),
                  stands ? (size_t)sqlite3_column_bytes(before, 0) : 0, NULL, &output, error);
    sqlite3_finalize(before);
    char *text = sqlite3_str_finish(body);
    if (status == LOCALITY_OK) {
        sqlite3_stmt *after = prepare(o,
                                      "INSERT INTO documents(case_name, kind, id, body)"
                                      " VALUES(?1, ?2, ?3, ?4) ON CONFLICT(case_name, kind, id)"
                                      " DO UPDATE SET body = excluded.body",
                                      kind, record->id);
        sqlite3_bind_text(after, 4, text, -1, SQLITE_STATIC);
        status = run(o, after, error);
    }
    sqlite3_free(text);
    return status;
}

static locality_status documents_erase(void *self, const char *kind, const char *id,
                                       locality_error *error) {
    return run(self,
               prepare(self,
                       "DELETE FROM documents WHERE case_name = ?1 AND kind = ?2 AND"
                       " id = ?3",
                       kind, id),
               error);
}

static locality_status documents_read(void *self, const locality_store_query *query,
                                      const locality_store_sink *sink, locality_error *error) {
    opened *o = self;
    locality_status status = LOCALITY_OK;
    if (query->known_on != NULL)
        return fail(error, LOCALITY_INVALID, "these documents keep no history");
    sqlite3_stmt *rows =
        prepare(o, "SELECT body FROM documents WHERE case_name = ?1 AND kind = ?2 ORDER BY place",
                locality_schema_kind_name(query->schema, query->kind), NULL);
    while (status == LOCALITY_OK && sqlite3_step(rows) == SQLITE_ROW)
        status = locality_json_read_record((const char *)sqlite3_column_text(rows, 0),
                                           (size_t)sqlite3_column_bytes(rows, 0), query->schema,
                                           query->kind, NULL, sink, error);
    if (sqlite3_finalize(rows) != SQLITE_OK && status == LOCALITY_OK)
        status = fail_db(o, error);
    return status;
}

static locality_store documents_in(char *path) {
    locality_store store = LOCALITY_STORE_INIT;
    store.self = path;
    store.open = documents_open;
    store.close = documents_close;
    store.begin = documents_begin;
    store.read_header = documents_read_header;
    store.read = documents_read;
    store.write_header = documents_write_header;
    store.write = documents_write;
    store.erase = documents_erase;
    store.commit = documents_commit;
    store.rollback = documents_rollback;
    return store;
}

/* ---- The kit, and what a document looks like ---- */

static void tell(void *self, const char *name, const char *asks, const char *wrong) {
    (void)self;
    if (wrong != NULL)
        printf("  %s: %s\n    %s\n", name, asks, wrong);
}

static int32_t reopen(void *self, locality_store *out) {
    *out = documents_in(self);
    return 0;
}

static void examine(const locality_store *store) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    locality_error error;
    size_t wrong = 0;
    kit.store = store;
    kit.prefix = "kit-";
    kit.self = store->self;
    kit.checked = tell;
    kit.reopen = reopen;
    if (locality_testkit_run(&kit, &wrong, &error) != LOCALITY_OK)
        printf("%s\n", error.message);
    printf("%zu checks, wrong: %zu\n", locality_testkit_count(), wrong);
}

static int32_t show(void *self, int columns, char **values, char **names) {
    (void)self;
    (void)columns;
    (void)names;
    printf("%s %s\n", values[0], values[1]);
    return 0;
}

/* A later version of the host's own application has put a member of its own into the document. */
static int save_twice(sqlite3 *db, const locality_store *store) {
    locality_model *model = NULL, *back = NULL;
    locality_post post = LOCALITY_POST_INIT;
    locality_value title = {.type = LOCALITY_TYPE_TEXT, .text = "Head of Place"};
    locality_error error;
    post.id = "head";
    post.title = "Head of Service";
    locality_range_exact(800000, &post.fte);
    int failed = locality_model_new(NULL, NULL, &model, &error) ||
                 locality_post_put(model, &post, &error) ||
                 locality_model_save(model, store, "council", NULL, NULL, &error) ||
                 sqlite3_exec(db, "UPDATE documents SET body = json_set(body, '$.desk', 12)", NULL,
                              NULL, NULL) ||
                 locality_model_load(store, "council", NULL, &back, &error) ||
                 locality_model_set(back, "post", "head", "title", &title, &error) ||
                 locality_model_save(back, store, "council", NULL, NULL, &error);
    if (failed)
        printf("%s: %s\n", locality_status_name(error.status), error.message);
    sqlite3_exec(db, "SELECT kind, body FROM documents WHERE case_name = 'council'", show, NULL,
                 NULL);
    locality_model_free(back);
    locality_model_free(model);
    return failed;
}

int main(void) {
    char folder[] = "/tmp/locality-documents-XXXXXX", path[80], command[80];
    sqlite3 *db = NULL;
    if (mkdtemp(folder) == NULL)
        return 2;
    snprintf(path, sizeof path, "%s/documents.db", folder);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, tables, NULL, NULL, NULL) != SQLITE_OK)
        return 2;
    locality_store store = documents_in(path);
    int failed = save_twice(db, &store);
    examine(&store);
    sqlite3_close(db);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0 || failed;
}
