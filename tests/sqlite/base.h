/* What tests of the SQLite binding share: a directory of their own, databases in it, small cases. */
#ifndef TESTS_SQLITE_BASE_H
#define TESTS_SQLITE_BASE_H

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "../unit/store/case.h"
#include "locality-sqlite.h"

static char base_directory[] = "/tmp/locality-sqlite-XXXXXX";
static locality_sqlite *base;
static int64_t base_today;

/* Name of a file in the directory; good until the next but three. */
static inline const char *base_path(const char *name) {
    static char paths[4][200];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", base_directory, name);
    return path;
}

static inline void base_remove(const char *name) {
    char path[200];
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s%s", base_directory, name, ends[i]);
        unlink(path);
    }
}

static inline int base_begin(void) {
    return mkdtemp(base_directory) != NULL;
}

static inline void base_end(void) {
    char command[200];
    snprintf(command, sizeof command, "rm -rf '%s'", base_directory);
    if (system(command) != 0) {
        puts("the directory of the tests was not removed");
    }
}

static inline locality_status base_try(const char *path, uint32_t create, uint32_t read_only,
                                       uint32_t history) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    options.create = create;
    options.read_only = read_only;
    options.history = history;
    options.today = &base_today;
    memset(&kit_error, 0xA5, sizeof kit_error);
    return locality_sqlite_open(path, &options, &base, &kit_error);
}

/* Opens a database, making it, and gives its table to case_store. */
static inline void base_open(const char *path, uint32_t history) {
    kit_well(base_try(path, 1, 0, history), path);
    locality_sqlite_store(base, &case_store);
}

static inline void base_close(void) {
    locality_sqlite_close(base);
    base = NULL;
}

/* Runs SQL on a file as somebody else would. */
static inline void base_sql(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    char *message = NULL;
    TEST_NUMBER(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        printf("%s: %s\n", sql, message);
        TEST_ROW(0, sql);
    }
    sqlite3_free(message);
    sqlite3_close(db);
}

/* The first value of a query as text. */
static inline const char *base_ask(const char *path, const char *sql) {
    static char answer[400];
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    answer[0] = '\0';
    sqlite3_open(path, &db);
    TEST_NUMBER(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        snprintf(answer, sizeof answer, "%s", text == NULL ? "null" : text);
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

#endif
