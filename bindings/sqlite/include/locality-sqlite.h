/**
 * @file locality-sqlite.h
 * @brief Cases kept in an SQLite database: a file that stands for itself, or memory.
 *
 * A database holds any number of cases. There is one table for each kind of record, under the name
 * of the kind (`post`, `area`), with a row for each record of every case: `case_id`, `place` (the
 * order of first writing), `id`, and the fields by name. Texts, words and references are texts, lists
 * are JSON arrays, quantities and dates are two integers, `fte` and `fte_to`, the ends of what is
 * known in the unit of the type (pence, millionths, days since 1970-01-01), null for an open
 * end; both are null where the value is missing. Views `post_view` ... show the same in the
 * units of a reader, `locality_dangling` lists references that name no record.
 *
 * Tables are made from the schema; fields that a later version or a host has added become columns.
 * Columns that are not the schema's are left alone. A file uses SQLite's write-ahead log: readers see one
 * state of the database while another process writes; writers wait for each other as long as
 * `busy_timeout_ms` says, and then fail as LOCALITY_IO. In memory a transaction that writes needs the
 * database for itself: another that begins meanwhile fails likewise, at once.
 *
 * Errors of SQLite are LOCALITY_IO (or NO_MEMORY) with its extended code as host_code and its message
 * in the message; a row that is not right is TYPE, SYNTAX or ENCODING and names kind, id and field.
 *
 * Threads: each opened case of a file has a connection of its own, so that cases of one database may
 * be loaded and saved on several threads. A database in memory belongs to one thread at a time.
 */
#ifndef LOCALITY_SQLITE_H
#define LOCALITY_SQLITE_H

#include "locality/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An open database. */
typedef struct locality_sqlite locality_sqlite;

/** The number of the database's format, its `user_version`. */
#define LOCALITY_SQLITE_FORMAT 1
/** What marks a file as a database of this library, its `application_id`: "locl". */
#define LOCALITY_SQLITE_APPLICATION 0x6C6F636C
/** How long a writer waits for another unless the options say otherwise: five seconds. */
#define LOCALITY_SQLITE_BUSY_MS 5000

/** How a database is opened. */
typedef struct locality_sqlite_options {
    uint32_t struct_size; /**< sizeof(locality_sqlite_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t create;      /**< 1 to make the database if the file is not there or empty. */
    /** 1 to change nothing, so that the file may lie on media that cannot be written. */
    uint32_t read_only;
    /** 1 to keep what is superseded, so that `known_on` can be asked. Decided when the database is
     * made: one made without is refused. One made with history keeps it either way. */
    uint32_t history;
    int32_t busy_timeout_ms; /**< Milliseconds to wait for other writers; 0 for
                              * LOCALITY_SQLITE_BUSY_MS, negative not to wait. */
    /** With history: the day of each commit, in days since 1970-01-01, read when it is committed, and
     * has to live as long as the database is open. Null for the day by the clock (UTC). */
    const int64_t *today;
} locality_sqlite_options;

/** Starting value of a locality_sqlite_options. */
#define LOCALITY_SQLITE_OPTIONS_INIT \
    { sizeof(locality_sqlite_options), 0, 0, 0, 0, 0, 0 }

/**
 * @brief Opens a database, or makes it.
 *
 * One that was written by an earlier version gets the tables and columns that it lacks, unless it is
 * opened to be read only.
 * @param[in] path Name of the file, or `:memory:` for a new database in memory.
 * @param[in] options How; null to read and write a database that stands.
 * @param[out] out The database; close with locality_sqlite_close.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (also history where the database has none); NOT_FOUND (no such file, or an empty
 *         one, without `create`); SYNTAX (no database, one of another application, or of a newer
 *         format); IO (what SQLite says); NO_MEMORY.
 */
LOCALITY_API locality_status locality_sqlite_open(const char *path,
                                                  const locality_sqlite_options *options,
                                                  locality_sqlite **out, locality_error *error);
/**
 * @brief Closes a database; no case of it may be open.
 * @param[in] sqlite A database or null.
 */
LOCALITY_API void locality_sqlite_close(locality_sqlite *sqlite);
/**
 * @brief Gives the table of functions through which models are loaded and saved.
 * @param[in] sqlite The database; has to live as long as the table is used.
 * @param[out] out The table; each function null where `sqlite` is.
 */
LOCALITY_API void locality_sqlite_store(locality_sqlite *sqlite, locality_store *out);
/**
 * @brief Lists the cases of a database, in the order of their names' bytes.
 * @param[in] sqlite The database.
 * @param[in] self Handed to `each`.
 * @param[in] each Called with the name of each case, borrowed for the call, and its revision; other than
 *         0 ends it. It may not use the database.
 * @param[out] error Filled on failure, may be null; carries the callback's code.
 * @return OK, INVALID, CALLBACK, IO or NO_MEMORY.
 */
LOCALITY_API locality_status locality_sqlite_cases(locality_sqlite *sqlite, void *self,
                                                   int32_t (*each)(void *self, const char *name,
                                                                   uint64_t revision),
                                                   locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
