/* Inside the SQLite binding: the database, its connections, and what they remember of each table. */
#ifndef LOCALITY_SQLITE_DATABASE_H
#define LOCALITY_SQLITE_DATABASE_H

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "locality-sqlite.h"

/* `place` is the number of the case, then the order within it. */
#define LOC_SQLITE_PLACES (INT64_C(1) << 40)
#define LOC_SQLITE_MOST_CASES ((INT64_C(1) << 23) - 1)

/* A field as its table has it. */
typedef struct loc_sqlite_slot {
    uint32_t field;
    int32_t type;
    int low, high; /* columns of the layout, from 0; -1 for none */
} loc_sqlite_slot;

/* A statement that writes, and which of its parameters hold a value. */
typedef struct loc_sqlite_writer {
    sqlite3_stmt *statement;
    unsigned char *bound;
} loc_sqlite_writer;

/* A table of a kind as one schema sees it. The layout's column 0 is the id, the others are the fields that
 * have a column; column i is parameter i + 3 when it is written, behind the case and the place. */
typedef struct loc_sqlite_table {
    char *kind;
    uint32_t fields, own; /* of the schema, and how many of them are the library's */
    char **extra;         /* name and type of those that are not */
    bool exists;
    loc_sqlite_slot *slot; /* one a field */
    char **name;           /* of the columns */
    int columns;
    sqlite3_stmt *read, *erase, *keep;
    /* Most columns hold nothing in most cases, and asking for each of them in every row is what takes the
     * time: `narrow` asks for those in which something was seen, and whether the others are empty. */
    sqlite3_stmt *narrow;
    bool *seen;       /* one a column */
    int *position;    /* of a column in `narrow`; -1 where it is not asked for */
    uint32_t *active; /* the fields of these columns */
    uint32_t actives;
    bool busy; /* it is being read */
    loc_sqlite_writer insert, update;
    int64_t next; /* place of the next new record; 0: not known in this transaction */
} loc_sqlite_table;

/* A connection and what is prepared on it. */
typedef struct loc_sqlite_connection {
    sqlite3 *db;
    sqlite3_stmt *find_case, *add_case, *header, *set_header, *set_revision, *version;
    loc_sqlite_table **table;
    int tables;
    int schema_version;
    bool altered; /* by the transaction that runs */
    int readers;  /* transactions that run; more than one only in memory */
    bool writer;
    char *scratch; /* items of lists, while a record is read or written */
    const char **item;
    size_t scratch_size, items_size;
} loc_sqlite_connection;

struct locality_sqlite {
    char *path;
    bool in_memory, read_only, history, immutable;
    int busy_ms;
    const int64_t *today;
    loc_sqlite_connection *first;           /* keeps the database open */
    _Atomic(loc_sqlite_connection *) spare; /* of the case that was closed last */
};

/* What `open` gives. */
typedef struct loc_sqlite_opened {
    locality_sqlite *of;
    loc_sqlite_connection *connection;
    char *name;
    int64_t number; /* of the case; 0: it does not stand */
    int64_t revision;
    bool writes, header_written, running;
} loc_sqlite_opened;

/* ---- Errors (error.c) ------------------------------------------------------------------------ */

locality_status loc_sqlite_ok(locality_error *error);
locality_status loc_sqlite_fail(locality_error *error, locality_status status, const char *format,
                                ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
locality_status loc_sqlite_fail_memory(locality_error *error);
/* What SQLite says about its last call, with what was tried. */
locality_status loc_sqlite_fail_db(locality_error *error, sqlite3 *db, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
void loc_sqlite_of(locality_error *error, const char *kind, const char *id, const char *field);

/* ---- Connections (connection.c) -------------------------------------------------------------- */

locality_status loc_sqlite_connect(const locality_sqlite *sqlite, int flags,
                                   loc_sqlite_connection **out, locality_error *error);
void loc_sqlite_disconnect(loc_sqlite_connection *connection);
/* Forgets every table: their columns may have changed. */
void loc_sqlite_forget(loc_sqlite_connection *connection);
/* Runs SQL without results. */
locality_status loc_sqlite_run(loc_sqlite_connection *connection, const char *sql,
                               locality_error *error);
/* Runs SQL that is made here, and frees it; null for a refusal. */
locality_status loc_sqlite_run_made(loc_sqlite_connection *connection, sqlite3_str *sql,
                                    locality_error *error);
/* Prepares *out where it is null. */
locality_status loc_sqlite_prepare(loc_sqlite_connection *connection, sqlite3_stmt **out,
                                   const char *sql, locality_error *error);
locality_status loc_sqlite_prepare_made(loc_sqlite_connection *connection, sqlite3_stmt **out,
                                        sqlite3_str *sql, locality_error *error);
/* The first number of a query. */
locality_status loc_sqlite_number(loc_sqlite_connection *connection, const char *sql, int64_t *out,
                                  locality_error *error);

/* ---- Tables (tables.c, views.c) ------------------------------------------------------------------ */

/* Makes the tables, columns and views that a database lacks; in a transaction. */
locality_status loc_sqlite_make(loc_sqlite_connection *connection, bool history,
                                locality_error *error);
/* A number that stands for the kinds and fields of the library. */
int64_t loc_sqlite_fingerprint(void);
/* The column that holds a field, or the upper end of it; free with sqlite3_free. */
char *loc_sqlite_column(const locality_field_info *field, bool upper);
bool loc_sqlite_is_quantity(int32_t type);
bool loc_sqlite_is_list(int32_t type);
/* Makes the view of a kind anew. */
locality_status loc_sqlite_make_view(loc_sqlite_connection *connection,
                                     const locality_schema *schema, uint32_t kind,
                                     locality_error *error);
locality_status loc_sqlite_make_dangling(loc_sqlite_connection *connection, locality_error *error);
/* Names of the columns of a table, each behind a newline and before one; empty where there is no such
 * table. */
locality_status loc_sqlite_columns(loc_sqlite_connection *connection, const char *table, char **out,
                                   locality_error *error);
bool loc_sqlite_has(const char *columns, const char *name);

/* ---- Layouts (layout.c) ---------------------------------------------------------------------- */

/* The table of a kind as a schema sees it. */
locality_status loc_sqlite_table_of(loc_sqlite_connection *connection,
                                    const locality_schema *schema, uint32_t kind,
                                    loc_sqlite_table **out, locality_error *error);
void loc_sqlite_free_table(loc_sqlite_table *table);
/* Adds the columns that a record needs and the table lacks. */
locality_status loc_sqlite_widen(loc_sqlite_connection *connection, bool history,
                                 const locality_store_record *record, loc_sqlite_table **table,
                                 locality_error *error);

/* ---- Which rows (pick.c) ---------------------------------------------------------------------- */

/* Parameters of a statement that reads: the first place and the one behind the last, then these. */
enum {
    LOC_SQLITE_STRUCTURES = 3,
    LOC_SQLITE_AREAS,
    LOC_SQLITE_DAY,
    LOC_SQLITE_REVISION,
    LOC_SQLITE_CASE
};
/* Whether a query wants some of the rows alone, as far as the table can tell. */
bool loc_sqlite_picks(const loc_sqlite_table *table, const locality_store_query *query);
/* Appends the condition, ` AND (...)` for each choice. */
void loc_sqlite_put_pick(sqlite3_str *sql, const loc_sqlite_table *table,
                         const locality_store_query *query);
/* Binds what it is about; SQLite's code. */
int loc_sqlite_bind_pick(sqlite3_stmt *statement, const loc_sqlite_table *table,
                         const locality_store_query *query);

/* ---- Records (read.c, write.c, list.c) --------------------------------------------------------- */

locality_status loc_sqlite_read(void *opened, const locality_store_query *query,
                                const locality_store_sink *sink, locality_error *error);
locality_status loc_sqlite_read_header(void *opened, const int64_t *known_on,
                                       const locality_store_sink *sink, locality_error *error);
locality_status loc_sqlite_write(void *opened, const locality_store_record *record,
                                 locality_error *error);
locality_status loc_sqlite_write_header(void *opened, const char *bytes, size_t length,
                                        locality_error *error);
locality_status loc_sqlite_erase(void *opened, const char *kind, const char *id,
                                 locality_error *error);
/* Makes the case stand, for the transaction that writes. */
locality_status loc_sqlite_need_case(loc_sqlite_opened *opened, locality_error *error);

/* Room in the connection's scratch. False on refusal. */
bool loc_sqlite_room(loc_sqlite_connection *connection, size_t bytes, size_t items);
/* Bytes that a list takes as a JSON array at most, without the end mark. */
size_t loc_sqlite_list_size(const locality_value *value);
/* Writes a list; returns its bytes. */
size_t loc_sqlite_list_write(const locality_value *value, char *out);
/* Reads a JSON array of texts into `out`, which has room for `length` + 1 bytes, and its items into
 * `items`, with room for `length`. False where it is none. */
bool loc_sqlite_list_read(const char *text, size_t length, char *out, const char **items,
                          size_t *count, size_t *used);

#endif
