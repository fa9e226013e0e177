/* What the files of the binding share: text that grows, errors, the database, a case that is open, and
 * what is known of its tables.
 *
 *   text.c         text that grows, quoting, errors
 *   connect.c      connections and statements
 *   database.c     the catalogue
 *   table.c        the tables of kinds: columns from the schema, making and widening them, views
 *   transaction.c  begin, commit, rollback, the header
 *   stream.c       COPY into a table
 *   write.c        write and erase: what goes by COPY, what waits in a batch
 *   read.c         COPY out of a table */
#ifndef LOCALITY_POSTGRESQL_DATABASE_H
#define LOCALITY_POSTGRESQL_DATABASE_H

#include <libpq-fe.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "locality-postgresql.h"

/* ---- Text ------------------------------------------------------------------------------------ */

/* Text or bytes that grow; once memory was refused it stays failed. Always ends in NUL. */
typedef struct loc_pg_text {
    char *data;
    size_t length, capacity;
    bool failed;
} loc_pg_text;

bool loc_pg_text_room(loc_pg_text *text, size_t more);
void loc_pg_text_put(loc_pg_text *text, const char *bytes, size_t length);
void loc_pg_text_add(loc_pg_text *text, const char *part);
void loc_pg_text_number(loc_pg_text *text, int64_t number);
void loc_pg_text_name(loc_pg_text *text, const char *name);   /* "quoted" */
void loc_pg_text_quote(loc_pg_text *text, const char *value); /* 'quoted' */
void loc_pg_text_json(loc_pg_text *text, const char *value);  /* "quoted" as JSON */
void loc_pg_text_clear(loc_pg_text *text);
char *loc_pg_copy(const char *text);

/* A set of ids by their hash: what it says of two ids may be wrong once in 10^19, so a hit is looked
 * into and a miss believed. */
typedef struct loc_pg_ids {
    uint64_t *slot; /* 0: free */
    size_t count, capacity;
} loc_pg_ids;
bool loc_pg_ids_have(const loc_pg_ids *ids, const char *id);
bool loc_pg_ids_add(loc_pg_ids *ids, const char *id, bool *had); /* false on refusal */
void loc_pg_ids_clear(loc_pg_ids *ids);

/* ---- Errors ---------------------------------------------------------------------------------- */

locality_status loc_pg_fail(locality_error *error, locality_status status, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
locality_status loc_pg_fail_memory(locality_error *error);
/* Names the record concerned; null leaves a part as it is. */
void loc_pg_error_at(locality_error *error, const char *kind, const char *id, const char *field);
/* What the server said: its message, detail and SQLSTATE. `where` says what was being done. */
locality_status loc_pg_fail_server(PGconn *connection, const PGresult *result, const char *where,
                                   locality_error *error);

/* ---- The database ---------------------------------------------------------------------------- */

struct locality_postgresql {
    char *conninfo;
    bool history;
    const int64_t *today;   /* null: the server's clock */
    _Atomic(PGconn *) idle; /* a connection that no case uses */
};

/* A connection that is set up; takes the idle one where there is one. */
locality_status loc_pg_connect(locality_postgresql *database, PGconn **out, locality_error *error);
void loc_pg_disconnect(locality_postgresql *database, PGconn *connection);

/* Runs statements; with `out` the last result is the caller's to clear. */
locality_status loc_pg_run(PGconn *connection, const char *sql, const char *where, PGresult **out,
                           locality_error *error);
/* The same with parameters as text. */
locality_status loc_pg_run_with(PGconn *connection, const char *sql, int count,
                                const char *const *values, const char *where, PGresult **out,
                                locality_error *error);

/* Whether more results may follow one: not once the connection is lost, nor while a COPY goes on that could
 * not be ended, of which libpq speaks for ever; the next statement ends it. */
bool loc_pg_goes_on(const PGconn *connection, const PGresult *result);

/* ---- Tables ---------------------------------------------------------------------------------- */

typedef struct loc_pg_column {
    char *name;
    uint32_t type; /* the server's number of its type */
    bool used;     /* some row has a value in it, or may have */
} loc_pg_column;

/* The table of one kind, as the transaction that runs knows it. */
typedef struct loc_pg_table {
    struct loc_pg_table *next;
    char *kind;
    loc_pg_column *column;
    size_t columns;
    bool stands;    /* there is such a table */
    bool noted;     /* it is known which columns are used */
    bool fresh;     /* made in this transaction and without keys so far */
    loc_pg_ids ids; /* of a fresh table: what was written */
    unsigned asked; /* how many new records were looked up before they were written */
} loc_pg_table;

/* How values of a field stand in columns. */
typedef enum loc_pg_shape { LOC_PG_TEXT, LOC_PG_LIST, LOC_PG_RANGE } loc_pg_shape;

/* One field in columns. */
typedef struct loc_pg_field {
    const char *name;               /* the schema's */
    char column[64], column_to[64]; /* the latter for a range */
    int32_t type;
    loc_pg_shape shape;
    bool stands;   /* the table has it */
    bool streamed; /* it takes part in the COPY that runs */
    bool given;    /* it was written with a value in this transaction */
    bool idle;     /* no row has a value in it */
} loc_pg_field;

/* The fields of a kind by one schema; lasts as long as the transaction. */
typedef struct loc_pg_plan {
    struct loc_pg_plan *next;
    const locality_schema *schema;
    const char *kind; /* the schema's */
    uint32_t number, fields;
    loc_pg_table *table;
    loc_pg_field *field;
    bool whole; /* idle columns are read too */
    bool ready; /* the table has every field */
} loc_pg_plan;

/* What waits to be written, in order. */
typedef struct loc_pg_batch {
    struct loc_pg_batch *next;
    const loc_pg_plan *plan; /* null for one that erases */
    const loc_pg_table *table;
    loc_pg_text json; /* an array that lacks its end */
    size_t count;
    char *first; /* id of the first, for errors */
    bool done;
} loc_pg_batch;

/* A case that is open. */
typedef struct loc_pg_case {
    locality_postgresql *database;
    PGconn *connection;
    char *name;
    char schema[64]; /* empty: there is no such case */
    bool running, writes, failed;
    bool made;         /* the case was made in this transaction */
    uint64_t revision; /* as the transaction saw it */
    int64_t place;     /* of the next record */
    loc_pg_table *tables;
    loc_pg_plan *plans;
    bool looked;        /* the tables of the case are known */
    loc_pg_text header; /* written, if has_header */
    bool has_header;
    /* Waiting or, while they can be replayed, written already. */
    loc_pg_batch *batches, *last;
    size_t bytes;       /* of the batches */
    bool parted;        /* a savepoint was set: what was made is of an outer transaction */
    bool replayable;    /* all this transaction did stands in its batches */
    loc_pg_ids waiting; /* ids in batches that were not sent yet */
    /* The COPY that runs, into the table of: */
    loc_pg_plan *stream;
    loc_pg_text copied;
    locality_value *values; /* of a record that is read */
    size_t values_capacity;
    const char **items;
    size_t items_capacity;
    char **cell; /* where the columns of a row begin, and how long they are; -1: null */
    int32_t *cell_length;
    size_t cells_capacity;
} loc_pg_case;

/* The name under which a field stands; `high` for the second column of a range. */
void loc_pg_column_name(const locality_field_info *info, bool high, char out[64]);
/* The fields of a kind as the tables of the case have them. */
locality_status loc_pg_plan_find(loc_pg_case *c, const locality_schema *schema, uint32_t kind,
                                 loc_pg_plan **out, locality_error *error);
/* Makes the case, the table and the columns where they lack. */
locality_status loc_pg_plan_prepare(loc_pg_case *c, loc_pg_plan *plan, locality_error *error);
/* The table of a kind, which need not stand. */
locality_status loc_pg_table_know(loc_pg_case *c, const char *kind, loc_pg_table **out,
                                  locality_error *error);
/* Learns all tables of the case at once. */
locality_status loc_pg_tables_look(loc_pg_case *c, locality_error *error);
/* Gives a fresh table its keys. */
locality_status loc_pg_table_finish(loc_pg_case *c, loc_pg_table *table, locality_error *error);
void loc_pg_tables_forget(loc_pg_case *c);
/* "schema"."kind", with an ending such as "_history". */
void loc_pg_text_table(loc_pg_text *text, const loc_pg_case *c, const char *kind,
                       const char *ending);
uint64_t loc_pg_hash(const char *text);

/* ---- Transactions, reading, writing ---------------------------------------------------------- */

locality_status loc_pg_case_make(loc_pg_case *c, locality_error *error);
locality_status loc_pg_stream_record(loc_pg_case *c, loc_pg_plan *plan,
                                     const locality_store_record *record, locality_error *error);
locality_status loc_pg_stream_end(loc_pg_case *c, bool finish, locality_error *error);
/* Sends everything that waits. */
locality_status loc_pg_flush(loc_pg_case *c, locality_error *error);
void loc_pg_batches_clear(loc_pg_case *c);

locality_status loc_pg_write(void *opened, const locality_store_record *record,
                             locality_error *error);
locality_status loc_pg_erase(void *opened, const char *kind, const char *id, locality_error *error);
locality_status loc_pg_read(void *opened, const locality_store_query *query,
                            const locality_store_sink *sink, locality_error *error);
/* The revision that stood at the end of a day; 0 for none. */
locality_status loc_pg_revision_on(loc_pg_case *c, int64_t day, uint64_t *out,
                                   locality_error *error);

#endif
