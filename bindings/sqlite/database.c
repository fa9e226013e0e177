/* The database: opened, looked at, made or widened, and closed. */
#include <string.h>

#include "database.h"

/* ---- Files ----------------------------------------------------------------------------------- */

/* Whether there is a file; SQLite's code where that cannot be told. */
static int look_for(const char *path, const char *end, bool *there) {
    sqlite3_vfs *files = sqlite3_vfs_find(NULL);
    char *name = sqlite3_mprintf("%s%s", path, end);
    int found = 0;
    int code = files == NULL || name == NULL
                   ? SQLITE_NOMEM
                   : files->xAccess(files, name, SQLITE_ACCESS_EXISTS, &found);
    sqlite3_free(name);
    *there = found != 0;
    return code;
}

/* Whether there is no log beside a file, for certain. */
static bool has_no_log(const char *path) {
    bool there;
    return look_for(path, "-wal", &there) == SQLITE_OK && !there;
}

/* NOT_FOUND where there is no such file. */
static locality_status expect_file(const char *path, locality_error *error) {
    bool there;
    int code = look_for(path, "", &there);
    if (code == SQLITE_NOMEM)
        return loc_sqlite_fail_memory(error);
    if (code != SQLITE_OK) {
        loc_sqlite_fail(error, LOCALITY_IO, "\"%s\" cannot be looked for: SQLite says \"%s\" (%d)",
                        path, sqlite3_errstr(code), code);
        if (error != NULL)
            error->host_code = code;
        return LOCALITY_IO;
    }
    return there ? LOCALITY_OK
                 : loc_sqlite_fail(error, LOCALITY_NOT_FOUND, "there is no database \"%s\"", path);
}

/* ---- What the file is ------------------------------------------------------------------------ */

typedef struct marks {
    int64_t application, format, tables;
} marks;

static locality_status read_marks(loc_sqlite_connection *connection, marks *out,
                                  locality_error *error) {
    locality_status status =
        loc_sqlite_number(connection, "PRAGMA application_id", &out->application, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_number(connection, "PRAGMA user_version", &out->format, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_number(connection, "SELECT count(*) FROM sqlite_schema", &out->tables,
                                   error);
    return status;
}

static bool is_empty(const marks *m) {
    return m->application == 0 && m->format == 0 && m->tables == 0;
}

static locality_status check_marks(const locality_sqlite *sqlite, const marks *m,
                                   locality_error *error) {
    if (is_empty(m))
        return loc_sqlite_fail(error, LOCALITY_NOT_FOUND, "\"%s\" is empty and not to be made",
                               sqlite->path);
    if (m->application != LOCALITY_SQLITE_APPLICATION)
        return loc_sqlite_fail(error, LOCALITY_SYNTAX,
                               "\"%s\" is a database of another application (application_id %lld)",
                               sqlite->path, (long long)m->application);
    if (m->format != LOCALITY_SQLITE_FORMAT)
        return loc_sqlite_fail(error, LOCALITY_SYNTAX,
                               "\"%s\" has format %lld; this version reads format %d", sqlite->path,
                               (long long)m->format, LOCALITY_SQLITE_FORMAT);
    return LOCALITY_OK;
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* Connects and reads what the file is. One in a place that cannot be written, without a log beside
 * it, is read as one that nobody changes. */
static locality_status look(locality_sqlite *sqlite, int flags, marks *m, locality_error *error) {
    locality_error mine;
    error = error == NULL ? &mine : error;
    locality_status status = loc_sqlite_connect(sqlite, flags, &sqlite->first, error);
    if (status == LOCALITY_OK)
        status = read_marks(sqlite->first, m, error);
    int code = status == LOCALITY_IO ? error->host_code & 0xFF : SQLITE_OK;
    if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || !sqlite->read_only ||
        sqlite->immutable || !has_no_log(sqlite->path))
        return status;
    loc_sqlite_disconnect(sqlite->first);
    sqlite->first = NULL;
    sqlite->immutable = true;
    status = loc_sqlite_connect(sqlite, flags, &sqlite->first, error);
    return status == LOCALITY_OK ? read_marks(sqlite->first, m, error) : status;
}

/* Makes or widens the tables in one transaction, unless somebody else has just done so. */
static locality_status make(locality_sqlite *sqlite, bool is_new, locality_error *error) {
    marks m;
    locality_status status = loc_sqlite_run(sqlite->first, "BEGIN IMMEDIATE", error);
    if (status != LOCALITY_OK)
        return status;
    status = read_marks(sqlite->first, &m, error);
    if (status == LOCALITY_OK && (!is_new || is_empty(&m)))
        status = loc_sqlite_make(sqlite->first, sqlite->history, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_run(sqlite->first, "COMMIT", error);
    if (status != LOCALITY_OK && sqlite3_get_autocommit(sqlite->first->db) == 0)
        sqlite3_exec(sqlite->first->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* Whether history is kept, and whether the tables are those of this version. */
static locality_status read_settings(locality_sqlite *sqlite, bool wants_history, bool *widen,
                                     locality_error *error) {
    int64_t history, fields;
    locality_status status =
        loc_sqlite_number(sqlite->first, "SELECT history FROM locality_database", &history, error);
    if (status == LOCALITY_OK)
        status = loc_sqlite_number(sqlite->first, "SELECT fields FROM locality_database", &fields,
                                   error);
    if (status != LOCALITY_OK)
        return status;
    sqlite->history = history != 0;
    *widen = fields != loc_sqlite_fingerprint();
    if (wants_history && !sqlite->history)
        return loc_sqlite_fail(error, LOCALITY_INVALID,
                               "\"%s\" was made without history, which cannot be added",
                               sqlite->path);
    return LOCALITY_OK;
}

static locality_status set_up(locality_sqlite *sqlite, bool create, bool wants_history,
                              locality_error *error) {
    int flags = sqlite->read_only ? SQLITE_OPEN_READONLY
                                  : SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    bool widen;
    marks m;
    locality_status status = look(sqlite, flags, &m, error);
    if (status != LOCALITY_OK)
        return status;
    if (!sqlite->read_only && sqlite3_db_readonly(sqlite->first->db, "main") == 1)
        return loc_sqlite_fail(error, LOCALITY_IO,
                               "\"%s\" cannot be written; it can be opened to be read only",
                               sqlite->path);
    if (is_empty(&m) && create) { /* the log is a convenience: somebody else may be at it too */
        sqlite->history = wants_history;
        sqlite3_exec(sqlite->first->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        status = make(sqlite, true, error);
        if (status == LOCALITY_OK)
            status = read_marks(sqlite->first, &m, error);
    }
    if (status == LOCALITY_OK)
        status = check_marks(sqlite, &m, error);
    if (status == LOCALITY_OK)
        status = read_settings(sqlite, wants_history, &widen, error);
    return status == LOCALITY_OK && widen && !sqlite->read_only ? make(sqlite, false, error)
                                                                : status;
}

static locality_status take_options(const locality_sqlite_options *given,
                                    locality_sqlite_options *out, locality_error *error) {
    *out = (locality_sqlite_options)LOCALITY_SQLITE_OPTIONS_INIT;
    if (given == NULL)
        return LOCALITY_OK;
    size_t size = given->struct_size < sizeof *out ? given->struct_size : sizeof *out;
    bool known = size >= 2 * sizeof(uint32_t);
    for (size_t i = sizeof *out; known && i < given->struct_size; i++)
        known = ((const unsigned char *)given)[i] == 0; /* a later version's, which is not there */
    if (!known || given->reserved != 0)
        return loc_sqlite_fail(error, LOCALITY_INVALID,
                               "options.struct_size is not that of a locality_sqlite_options");
    memcpy(out, given, size);
    return LOCALITY_OK;
}

locality_status locality_sqlite_open(const char *path, const locality_sqlite_options *options,
                                     locality_sqlite **out, locality_error *error) {
    locality_sqlite_options taken;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || path == NULL || path[0] == '\0')
        return loc_sqlite_fail(error, LOCALITY_INVALID, "%s",
                               out == NULL ? "out is null" : "path is null or empty");
    locality_status status = take_options(options, &taken, error);
    if (status != LOCALITY_OK)
        return status;
    bool in_memory = strcmp(path, ":memory:") == 0;
    if (in_memory && taken.read_only != 0)
        return loc_sqlite_fail(error, LOCALITY_INVALID,
                               "a new database in memory has nothing to be read");
    if (!in_memory && (taken.create == 0 || taken.read_only != 0))
        status = expect_file(path, error);
    if (status != LOCALITY_OK)
        return status;
    locality_sqlite *made = sqlite3_malloc64(sizeof *made);
    if (made == NULL)
        return loc_sqlite_fail_memory(error);
    memset(made, 0, sizeof *made);
    made->path = sqlite3_mprintf("%s", path);
    made->in_memory = in_memory;
    made->read_only = taken.read_only != 0;
    made->busy_ms = taken.busy_timeout_ms == 0 ? LOCALITY_SQLITE_BUSY_MS : taken.busy_timeout_ms;
    made->today = taken.today;
    status = made->path == NULL ? loc_sqlite_fail_memory(error)
                                : set_up(made, in_memory || (taken.create != 0 && !made->read_only),
                                         taken.history != 0, error);
    if (status != LOCALITY_OK) {
        locality_sqlite_close(made);
        return status;
    }
    *out = made;
    return loc_sqlite_ok(error);
}

void locality_sqlite_close(locality_sqlite *sqlite) {
    if (sqlite == NULL)
        return;
    loc_sqlite_disconnect(atomic_exchange(&sqlite->spare, NULL));
    loc_sqlite_disconnect(sqlite->first);
    sqlite3_free(sqlite->path);
    sqlite3_free(sqlite);
}

/* ---- Cases ----------------------------------------------------------------------------------- */

locality_status locality_sqlite_cases(locality_sqlite *sqlite, void *self,
                                      int32_t (*each)(void *self, const char *name,
                                                      uint64_t revision),
                                      locality_error *error) {
    sqlite3_stmt *statement = NULL;
    if (sqlite == NULL || each == NULL)
        return loc_sqlite_fail(error, LOCALITY_INVALID, "%s is null",
                               sqlite == NULL ? "sqlite" : "each");
    locality_status status = loc_sqlite_prepare(
        sqlite->first, &statement,
        "SELECT name, revision FROM locality_case WHERE revision > 0 ORDER BY name", error);
    int code = status == LOCALITY_OK ? sqlite3_step(statement) : SQLITE_DONE;
    while (status == LOCALITY_OK && code == SQLITE_ROW) {
        int32_t answer = each(self, (const char *)sqlite3_column_text(statement, 0),
                              (uint64_t)sqlite3_column_int64(statement, 1));
        if (answer != 0) {
            status = loc_sqlite_fail(error, LOCALITY_CALLBACK,
                                     "the callback ended the list with %d", (int)answer);
            if (error != NULL)
                error->host_code = answer;
        } else
            code = sqlite3_step(statement);
    }
    if (status == LOCALITY_OK && code != SQLITE_DONE)
        status = loc_sqlite_fail_db(error, sqlite->first->db, "the cases cannot be read");
    sqlite3_finalize(statement);
    return status == LOCALITY_OK ? loc_sqlite_ok(error) : status;
}
