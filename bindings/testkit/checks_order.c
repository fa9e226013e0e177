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

/* ---- Records of a part ----------------------------------------------------------------------- */

static locality_status note_id(void *self, const locality_store_record *record,
                               locality_error *error) {
    char *seen = self;
    (void)error;
    if (record->id[0] >= 'a' && record->id[0] <= 'h')
        seen[record->id[0] - 'a'] = 'x';
    return LOCALITY_OK;
}

/* Reads by a query and looks whether all were pushed that are wanted: the first of the alphabet. */
static void expect_wanted(check *c, session *s, locality_store_query *query, size_t wanted,
                          const char *asked_for) {
    char seen[9] = "........";
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_error error;
    memset(&error, 0, sizeof error);
    sink.self = seen;
    sink.record = note_id;
    query->schema = c->schema;
    check_ok(c, "read", c->store->read(s->opened, query, &sink, &error), &error);
    if (memcmp(seen, "xxxxxxxx", wanted) != 0)
        check_wrong(c, "asked for %s, read left out one that is wanted", asked_for);
}

/* Begins with a post for each of some values of a field, named a, b and so on. */
static bool begin_with_values(check *c, session *s, const char *kind, const char *field,
                              const locality_value *values, size_t count) {
    bool well = session_open(c, s) && session_begin(s, LOCALITY_STORE_WRITE);
    for (size_t i = 0; well && i < count; i++) {
        const char id[2] = {(char)('a' + i), '\0'};
        well = session_put(s, kind, id, values[i].type == LOCALITY_TYPE_NONE ? NULL : field,
                           &values[i]);
    }
    return well && session_commit(s) && session_begin(s, LOCALITY_STORE_READ);
}

static void by_structure(check *c) {
    static const char *const wanted[] = {"proposed", "it's"};
    const locality_value values[] = {{.type = LOCALITY_TYPE_REF, .text = "proposed"},
                                     {.type = LOCALITY_TYPE_NONE},
                                     {.type = LOCALITY_TYPE_REF, .text = "it's"},
                                     {.type = LOCALITY_TYPE_REF, .text = "none"},
                                     {.type = LOCALITY_TYPE_REF, .text = "old"}};
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    session s;
    query.kind = locality_schema_kind(c->schema, "post");
    query.structure_field = locality_schema_field(c->schema, query.kind, "structure");
    query.structures = wanted;
    query.structures_count = 2;
    if (begin_with_values(c, &s, "post", "structure", values, 5))
        expect_wanted(c, &s, &query, 4, "structures");
    session_close(&s);
}

/* By a list, and beside it by a single reference. */
static void by_area(check *c) {
    static const char *const wanted[] = {"north", "it's \"here\""};
    static const char *const in_the_north[] = {"south", "north"}, *const quoted[] = {
                                                                      "it's \"here\""};
    static const char *const in_the_south[] = {"south"};
    const locality_value lists[] = {
        {.type = LOCALITY_TYPE_REFS, .items = in_the_north, .items_count = 2},
        {.type = LOCALITY_TYPE_REFS, .items = quoted, .items_count = 1},
        {.type = LOCALITY_TYPE_NONE},
        {.type = LOCALITY_TYPE_REFS, .items = quoted, .items_count = 0},
        {.type = LOCALITY_TYPE_REFS, .items = in_the_south, .items_count = 1}};
    const locality_value single[] = {{.type = LOCALITY_TYPE_REF, .text = "north"},
                                     {.type = LOCALITY_TYPE_REF, .text = "it's \"here\""},
                                     {.type = LOCALITY_TYPE_REF, .text = "none"},
                                     {.type = LOCALITY_TYPE_NONE},
                                     {.type = LOCALITY_TYPE_REF, .text = "south"}};
    uint32_t fields[2];
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    session s;
    query.kind = locality_schema_kind(c->schema, "site");
    fields[0] = locality_schema_field(c->schema, query.kind, "serves");
    fields[1] = locality_schema_field(c->schema, query.kind, "area");
    query.area_fields = fields;
    query.area_fields_count = 2;
    query.areas = wanted;
    query.areas_count = 2;
    if (begin_with_values(c, &s, "site", "serves", lists, 5))
        expect_wanted(c, &s, &query, 4, "areas");
    session_rollback(&s);
    if (s.opened != NULL && session_begin(&s, LOCALITY_STORE_WRITE)) {
        for (size_t i = 0; i < 5; i++) {
            const char id[2] = {(char)('a' + i), '\0'};
            session_put(&s, "site", id, single[i].type == LOCALITY_TYPE_NONE ? NULL : "area",
                        &single[i]);
        }
        if (session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ))
            expect_wanted(c, &s, &query, 4, "areas");
    }
    session_close(&s);
}

enum { DAY = 14730 };

static locality_value dates(int64_t lo, int64_t hi) {
    return (locality_value){.type = LOCALITY_TYPE_DATE, .range = {lo, hi}};
}

static void by_day(check *c) {
    static const int64_t day = DAY;
    const locality_value firsts[] = {dates(DAY, DAY),
                                     dates(DAY - 10, DAY + 10),
                                     dates(LOCALITY_OPEN_BELOW, DAY + 10),
                                     dates(DAY - 10, LOCALITY_OPEN_ABOVE),
                                     {.type = LOCALITY_TYPE_NONE},
                                     dates(DAY + 1, DAY + 1)};
    const locality_value lasts[] = {dates(DAY, DAY),
                                    dates(DAY - 10, DAY + 10),
                                    dates(DAY - 10, LOCALITY_OPEN_ABOVE),
                                    dates(LOCALITY_OPEN_BELOW, DAY + 10),
                                    {.type = LOCALITY_TYPE_NONE},
                                    dates(DAY - 1, DAY - 1)};
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    session s;
    query.kind = locality_schema_kind(c->schema, "post");
    query.valid_on = &day;
    query.first_field = locality_schema_field(c->schema, query.kind, "starts");
    query.last_field = locality_schema_field(c->schema, query.kind, "ends");
    if (begin_with_values(c, &s, "post", "starts", firsts, 6))
        expect_wanted(c, &s, &query, 5, "a day");
    session_rollback(&s);
    if (s.opened != NULL && session_begin(&s, LOCALITY_STORE_WRITE)) {
        for (size_t i = 0; i < 6; i++) {
            const char id[2] = {(char)('a' + i), '\0'};
            session_put(&s, "post", id, lasts[i].type == LOCALITY_TYPE_NONE ? NULL : "ends",
                        &lasts[i]);
        }
        if (session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ))
            expect_wanted(c, &s, &query, 5, "a day");
    }
    query.first_field = LOCALITY_NO_INDEX;
    if (s.running)
        expect_wanted(c, &s, &query, 5, "a day");
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
    {"areas", "asked for some areas, read leaves out none that names one, or none at all", by_area},
    {"valid-on", "asked for a day, read leaves out none that may be valid on it", by_day},
};
const size_t checks_of_order_count = sizeof checks_of_order / sizeof checks_of_order[0];
