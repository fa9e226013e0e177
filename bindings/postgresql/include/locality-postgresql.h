/**
 * @file locality-postgresql.h
 * @brief Cases kept in a PostgreSQL database: one schema for each, with a typed table for each kind.
 *
 * A database holds a catalogue in the schema `locality` (which cases there are, and under which
 * schema each stands) and one schema for each case. In it every kind of which there is a record has
 * a table of its name with the columns `place` (order of first writing), `id`, and the fields
 * by name: texts, words and references as `text`, lists as `text[]`, quantities and dates as two
 * `bigint` columns, `field` and `field_to`, in the unit that the library keeps (pence, millionths,
 * days); null is an open end, and both null is missing. The view `kind_view` shows the same in pounds,
 * decimals and dates. The guide page "Cases in PostgreSQL" says all of it.
 */
#ifndef LOCALITY_POSTGRESQL_H
#define LOCALITY_POSTGRESQL_H

#include "locality/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Number of the format that databases have; a database of a greater one is refused. */
#define LOCALITY_POSTGRESQL_FORMAT 1

/** A database that holds cases. */
typedef struct locality_postgresql locality_postgresql;

/** How a database is opened. */
typedef struct locality_postgresql_options {
    uint32_t struct_size; /**< sizeof(locality_postgresql_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t create;      /**< 1 to make the catalogue where the database has none. */
    /** 1 for a database that keeps what was replaced and erased, so that a case can be loaded as it was
     * `known_on` a day. It is settled when the catalogue is made: asking a database for history that
     * was made without is INVALID. */
    uint32_t history;
    /** With history: the day of each commit, in days since 1970-01-01, read when it is committed, and
     * has to live as long as the database is open. Null for the day by the server's clock (UTC). */
    const int64_t *today;
} locality_postgresql_options;

/** Starting value of a locality_postgresql_options. */
#define LOCALITY_POSTGRESQL_OPTIONS_INIT \
    { sizeof(locality_postgresql_options), 0, 0, 0, 0 }

/**
 * @brief Opens a database: connects once, and makes or examines its catalogue.
 *
 * Each case that is opened afterwards has a connection of its own; one that is free again is used for
 * the next. The role needs the right to create schemas where cases are to be made, and the database
 * the encoding UTF8.
 * @param[in] conninfo Where it is, as libpq takes it (`postgresql:///council`, `host=... dbname=...`);
 *         null or empty for what the environment says (PGHOST, PGDATABASE ...).
 * @param[in] options How; null for the starting values.
 * @param[out] out The database; free with locality_postgresql_close.
 * @param[out] error Filled on failure, may be null; the message passes on the server's, with its
 *         SQLSTATE.
 * @return OK, INVALID, NO_MEMORY; IO (no connection, no right); NOT_FOUND (no catalogue, and `create`
 *         not given); SYNTAX (the schema `locality` is another application's, or of a later format).
 */
LOCALITY_API locality_status locality_postgresql_open(const char *conninfo,
                                                      const locality_postgresql_options *options,
                                                      locality_postgresql **out,
                                                      locality_error *error);
/**
 * @brief Closes a database; no case may be open in it.
 * @param[in] database A database or null.
 */
LOCALITY_API void locality_postgresql_close(locality_postgresql *database);
/**
 * @brief Gives the storage to load from and save to: see locality_model_load and locality_model_save.
 *
 * Several threads may use it at once, each with cases of its own. A commit is a serializable
 * transaction; one that the server refuses for the sake of another is tried again where nobody has
 * saved the case meanwhile and what it wrote is small, and is CONFLICT else. A new record over one
 * that stands is told at once or, among thousands, at the latest at commit.
 * @param[in] database The database; has to live as long as the table is used.
 * @param[out] out The table of functions; empty where the database is null.
 */
LOCALITY_API void locality_postgresql_store(locality_postgresql *database, locality_store *out);
/**
 * @brief Lists the cases in the order of their names' bytes.
 * @param[in] database The database.
 * @param[in] self Handed to `each`.
 * @param[in] each Called for each case with its name and the schema that it stands in, borrowed for
 *         the call; other than 0 ends the listing. It may not use the database.
 * @param[out] error Filled on failure, may be null; carries the callback's code.
 * @return OK, INVALID, NO_MEMORY, IO, or CALLBACK.
 */
LOCALITY_API locality_status locality_postgresql_cases(locality_postgresql *database, void *self,
                                                       int32_t (*each)(void *self, const char *name,
                                                                       const char *schema),
                                                       locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
