/* Checks of order and of what belongs together: records, cases, the header, the reader's refusal. */
#include <stdio.h>
#include <string.h>

#include "session.h"

static void order_of_writing(check *c) {
    static const char *const ids[] = {"m", "a", "z", "b", "10", "9"};
    session s;
    bool well = session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE);
    for (size_t i = 0; well && i < 6; i++)
        well = session_put(&s, "area", ids[i], NULL, NULL);
    if (well && session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ))
        session_ids_are(&s, "area", "m,a,z,b,10,9,");
    session_close(&s);
}

static void place_is_kept(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "area", "a", NULL, NULL) && session_put(&s, "area", "b", NULL, NULL) &&
        session_put(&s, "area", "c", NULL, NULL) && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "area", "a", "name", "again") &&
        session_put(&s, "area", "d", NULL, NULL) && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_ids_are(&s, "area", "a,b,c,d,");
    session_close(&s);
}

static void put_in_again(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "area", "a", NULL, NULL) && session_put(&s, "area", "b", NULL, NULL) &&
        session_commit(&s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_erase(&s, "area", "a") && session_put(&s, "area", "a", NULL, NULL) &&
        session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ))
        session_ids_are(&s, "area", "b,a,");
    session_close(&s);
}

enum { MANY = 5000 };

static locality_status count_in_order(void *self, const locality_store_record *record) {
    unsigned *next = self;
    char expected[20];
    snprintf(expected, sizeof expected, "r%u", *next);
    *next = strcmp(record->id, expected) == 0 ? *next + 1 : MANY + 1;
    return LOCALITY_OK;
}

static void many_records(check *c) {
    unsigned seen = 0;
    session s;
    bool well = session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE);
    for (unsigned i = 0; well && i < MANY; i++) {
        char id[20];
        snprintf(id, sizeof id, "r%u", i);
        well = session_put_text(&s, "post", id, "title", id);
    }
    if (well && session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ)) {
        session_read(&s, "post", count_in_order, &seen);
        if (seen != MANY)
            check_wrong(c, "of %d records not all came back in order", MANY);
    }
    session_close(&s);
}

/* ---- Cases ----------------------------------------------------------------------------------- */

static void never_saved(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_READ)) {
        if (s.revision != 0)
            check_wrong(c, "a case that was never committed has revision %llu, not 0",
                        (unsigned long long)s.revision);
        session_ids_are(&s, "post", "");
        session_header_is(&s, NULL);
    }
    session_close(&s);
}

static void two_cases(check *c) {
    char other_name[sizeof c->name + 8];
    session s, other;
    snprintf(other_name, sizeof other_name, "%s-other", c->name);
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "mine") && session_commit(&s)) {
        if (session_open_named(c, &other, other_name) &&
            session_begin(&other, LOCALITY_STORE_WRITE) && session_ids_are(&other, "post", "") &&
            session_put_text(&other, "post", "p", "title", "the other's") &&
            session_commit(&other) && session_begin(&s, LOCALITY_STORE_READ))
            session_text_is(&s, "post", "p", "title", "mine");
        session_close(&other);
    }
    session_close(&s);
}

static void odd_names(check *c) {
    static const char *const ends[] = {" with blank", "'quote\"", "%_;--", "\xC3\xA9",
                                       "Case",        "case",     "../up"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0] && c->wrong[0] == '\0'; i++) {
        char name[sizeof c->name + 32];
        session s;
        snprintf(name, sizeof name, "%s%s", c->name, ends[i]);
        if (session_open_named(c, &s, name) && session_begin(&s, LOCALITY_STORE_WRITE)) {
            if (s.revision != 0)
                check_wrong(c, "the case \"%s\" is taken for another", name);
            if (session_put(&s, "post", "p", NULL, NULL))
                session_commit(&s);
        }
        session_close(&s);
    }
}

static void opened_twice(check *c) {
    session s, again;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "p", NULL, NULL) && session_commit(&s)) {
        if (session_open(c, &again) && session_begin(&again, LOCALITY_STORE_READ))
            session_ids_are(&again, "post", "p,");
        session_close(&again);
        if (session_begin(&s, LOCALITY_STORE_READ))
            session_ids_are(&s, "post", "p,");
    }
    session_close(&s);
}

/* ---- The header ------------------------------------------------------------------------------ */

static void header_comes_back(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_header(&s, "one\n'two'\n\xE2\x82\xAC\n") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_header_is(&s, "one\n'two'\n\xE2\x82\xAC\n");
    session_close(&s);
}

static void header_is_replaced(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_header(&s, "a long first header") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_WRITE) && session_put_header(&s, "short") &&
        session_commit(&s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "p", NULL, NULL) && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_header_is(&s, "short");
    session_close(&s);
}

/* ---- The reader ------------------------------------------------------------------------------ */

static locality_status enough(void *self, const locality_store_record *record) {
    unsigned *seen = self;
    (void)record;
    return ++*seen == 2 ? LOCALITY_LIMIT : LOCALITY_OK;
}

static void reader_has_enough(check *c) {
    unsigned seen = 0;
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "a", NULL, NULL) && session_put(&s, "post", "b", NULL, NULL) &&
        session_put(&s, "post", "c", NULL, NULL) && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ)) {
        locality_status status = session_read(&s, "post", enough, &seen);
        if (status != LOCALITY_LIMIT)
            check_wrong(c, "the reader returned limit, but read gave %s",
                        locality_status_name(status));
        if (seen != 2)
            check_wrong(c, "the reader had enough after 2 records and was shown %u", seen);
        session_ids_are(&s, "post", "a,b,c,"); /* and it can be read again */
    }
    session_close(&s);
}

static locality_status note_structure(void *self, const locality_store_record *record) {
    char *seen = self;
    if (record->id[0] >= 'a' && record->id[0] <= 'd')
        seen[record->id[0] - 'a'] = 'x';
    return LOCALITY_OK;
}

static locality_status push_to(void *self, const locality_store_record *record,
                               locality_error *error) {
    (void)error;
    return note_structure(self, record);
}

static void by_structure(check *c) {
    static const char *const wanted[] = {"proposed", "current"};
    char seen[] = "....";
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_value structure = {.type = LOCALITY_TYPE_REF, .text = "proposed"};
    locality_error error;
    session s;
    memset(&error, 0, sizeof error);
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "a", "structure", &structure) &&
        session_put(&s, "post", "b", NULL, NULL)) {
        structure.text = "current";
        session_put(&s, "post", "c", "structure", &structure);
        structure.text = "old";
        session_put(&s, "post", "d", "structure", &structure);
        if (session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ)) {
            query.schema = c->schema;
            query.kind = locality_schema_kind(c->schema, "post");
            query.structure_field = locality_schema_field(c->schema, query.kind, "structure");
            query.structures = wanted;
            query.structures_count = 2;
            sink.self = seen;
            sink.record = push_to;
            check_ok(c, "read", c->store->read(s.opened, &query, &sink, &error), &error);
            if (memcmp(seen, "xxx", 3) != 0)
                check_wrong(c, "asked for structures, read left out one that is wanted");
        }
    }
    session_close(&s);
}

const check_row checks_of_order[] = {
    {"order", "records come back in the order in which they were written", order_of_writing},
    {"place", "a record that is written again keeps its place", place_is_kept},
    {"place-again", "a record that was erased and written again goes to the end", put_in_again},
    {"many", "thousands of records come back, in order", many_records},
    {"never-saved", "a case that was never committed is empty, with revision 0", never_saved},
    {"two-cases", "two cases have nothing to do with each other", two_cases},
    {"odd-names", "names of cases may hold any sign and are told apart by their bytes", odd_names},
    {"opened-twice", "a case can be open twice", opened_twice},
    {"header", "the header comes back byte for byte", header_comes_back},
    {"header-replaced", "the header is replaced as a whole, and stays when it is not written",
     header_is_replaced},
    {"reader-enough", "what the reader returns ends the reading and is given back",
     reader_has_enough},
    {"structures", "asked for some structures, read leaves none of their records out",
     by_structure},
};
const size_t checks_of_order_count = sizeof checks_of_order / sizeof checks_of_order[0];
