/* The kit: runs every check in a case of its own and says what each found. */
#include <stdio.h>
#include <string.h>

#include "session.h"

/* Reopened: what was committed is there when the storage has been closed and opened. */
static void survives_a_restart(check *c, const locality_testkit *kit) {
    locality_store again = LOCALITY_STORE_INIT;
    session s;
    bool written = session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
                   session_put_text(&s, "post", "p", "title", "still here") &&
                   session_put_header(&s, "header") && session_commit(&s);
    session_close(&s);
    if (!written)
        return;
    if (kit->reopen(kit->self, &again) != 0) {
        check_wrong(c, "the storage could not be opened again");
        return;
    }
    c->store = &again;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_READ) &&
        session_text_is(&s, "post", "p", "title", "still here"))
        session_header_is(&s, "header");
    session_close(&s);
    c->store = NULL;
}

/* The tables of checks, one behind the other. */
static const check_row *row_at(size_t index) {
    if (index < checks_of_values_count)
        return &checks_of_values[index];
    index -= checks_of_values_count;
    if (index < checks_of_order_count)
        return &checks_of_order[index];
    index -= checks_of_order_count;
    return index < checks_of_transactions_count ? &checks_of_transactions[index] : NULL;
}

size_t locality_testkit_count(void) {
    return checks_of_values_count + checks_of_order_count + checks_of_transactions_count + 1;
}

static void report(const locality_testkit *kit, const char *name, const char *asks, const check *c,
                   size_t *failed) {
    *failed += c->wrong[0] != '\0';
    if (kit->checked != NULL)
        kit->checked(kit->self, name, asks, c->wrong[0] == '\0' ? NULL : c->wrong);
}

static check new_check(const locality_testkit *kit, locality_schema *schema, const char *name) {
    check c = {.store = kit->store, .schema = schema};
    snprintf(c.name, sizeof c.name, "%s%s", kit->prefix == NULL ? "check-" : kit->prefix, name);
    return c;
}

static locality_status fail(locality_error *error, const char *message) {
    if (error != NULL) {
        memset(error, 0, sizeof *error);
        error->status = LOCALITY_INVALID;
        strncpy(error->message, message, sizeof error->message - 1);
    }
    return LOCALITY_INVALID;
}

static bool has_every_function(const locality_store *store) {
    return store->open != NULL && store->close != NULL && store->begin != NULL &&
           store->read_header != NULL && store->read != NULL && store->write_header != NULL &&
           store->write != NULL && store->erase != NULL && store->commit != NULL &&
           store->rollback != NULL;
}

locality_status locality_testkit_run(const locality_testkit *kit, size_t *failed,
                                     locality_error *error) {
    locality_schema *schema = NULL;
    if (failed != NULL)
        *failed = 0;
    if (kit == NULL || failed == NULL || kit->struct_size != sizeof *kit || kit->store == NULL)
        return fail(error, "the kit, its store or `failed` is missing");
    if (!has_every_function(kit->store))
        return fail(error, "the store lacks a function");
    locality_status status = locality_schema_new(NULL, &schema, error);
    if (status != LOCALITY_OK)
        return status;
    for (size_t i = 0; row_at(i) != NULL; i++) {
        const check_row *row = row_at(i);
        check c = new_check(kit, schema, row->name);
        row->run(&c);
        report(kit, row->name, row->asks, &c, failed);
    }
    if (kit->reopen != NULL) {
        check c = new_check(kit, schema, "restart");
        survives_a_restart(&c, kit);
        report(kit, "restart", "what was committed is there after a restart", &c, failed);
    }
    locality_schema_free(schema);
    return LOCALITY_OK;
}
