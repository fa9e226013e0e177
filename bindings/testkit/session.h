/* Session: what the checks do with a store, in few words. A check reads as a story: begin, put, commit,
 * look. What goes wrong on the way is kept as the reason and ends the check. */
#ifndef LOCALITY_TESTKIT_SESSION_H
#define LOCALITY_TESTKIT_SESSION_H

#include <stdbool.h>

#include "locality-testkit.h"

/* One check that runs. */
typedef struct check {
    const locality_store *store;
    locality_schema *schema;
    char name[160];  /* of its case */
    char wrong[600]; /* why it failed; empty while it has not */
    bool skipped;
} check;

/* A case that is opened by a check. */
typedef struct session {
    check *of;
    void *opened;
    uint64_t revision; /* as `begin` gave it */
    bool running;      /* a transaction */
} session;

/* Notes what is wrong, once; always false. */
bool check_wrong(check *c, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* Ends the check where the store did not return OK. */
bool check_ok(check *c, const char *what, locality_status status, const locality_error *error);

bool session_open(check *c, session *s);
bool session_open_named(check *c, session *s, const char *name);
void session_close(session *s); /* rolls back what runs */
bool session_begin(session *s, int32_t access);
void session_rollback(session *s);
/* Commits against the revision that begin gave. */
bool session_commit(session *s);
/* Commits against `expected` and gives what the store returned. */
locality_status session_try_commit(session *s, uint64_t expected, uint64_t *revision);

/* A record with one value, of the type of its field; a null field makes a record without values. */
bool session_put(session *s, const char *kind, const char *id, const char *field,
                 const locality_value *value);
bool session_put_text(session *s, const char *kind, const char *id, const char *field,
                      const char *text);
locality_status session_write(session *s, const locality_store_record *record);
bool session_erase(session *s, const char *kind, const char *id);
bool session_put_header(session *s, const char *text);

/* Reads a kind: `see` for each record, other than OK ends it. */
locality_status
session_read(session *s, const char *kind,
             locality_status (*see)(void *self, const locality_store_record *record), void *self);
/* Whether the ids of a kind are these, in this order, each followed by a comma. */
bool session_ids_are(session *s, const char *kind, const char *expected);
/* Whether a field of a record is this value; null for missing. */
bool session_value_is(session *s, const char *kind, const char *id, const char *field,
                      const locality_value *expected);
bool session_text_is(session *s, const char *kind, const char *id, const char *field,
                     const char *expected);
bool session_header_is(session *s, const char *expected); /* null: none */

bool value_equal(const locality_value *a, const locality_value *b);

/* One check: what it is called, what it asks, and the story. */
typedef struct check_row {
    const char *name, *asks;
    void (*run)(check *c);
} check_row;
extern const check_row checks_of_values[], checks_of_order[], checks_of_transactions[];
extern const size_t checks_of_values_count, checks_of_order_count, checks_of_transactions_count;

#endif
