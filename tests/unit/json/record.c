/* Records as documents of their own: one form, nothing lost on the way there and back, what nobody here
 * knows is kept, and for every sort of wrong bytes one error with its place. */
#include "locality-testkit.h"
#include "support/fault.h"
#include "unit/json/kit.h"

/* Reads bytes and writes the record again; `before` may be null. */
typedef struct again {
    const char *before;
    const locality_allocator *allocator;
    kept out;
    size_t records;
} again;

static locality_status write_again(void *self, const locality_store_record *record,
                                   locality_error *error) {
    again *a = self;
    locality_output output = kept_output(&a->out);
    a->records++;
    return locality_json_write_record(record, a->before, a->before == NULL ? 0 : strlen(a->before),
                                      a->allocator, &output, error);
}

static locality_status rewrite(const char *kind, const char *text, const char *before,
                               const locality_allocator *allocator, again *a,
                               locality_error *error) {
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    memset(a, 0, sizeof *a);
    a->before = before;
    a->allocator = allocator;
    sink.self = a;
    sink.record = write_again;
    return locality_json_read_record(text, strlen(text), NULL, locality_schema_kind(NULL, kind),
                                     allocator, &sink, error);
}

/* What the bytes of a record become when they are read and written over others. */
static void becomes(const char *kind, const char *text, const char *before, const char *expected) {
    locality_error error;
    again a;
    locality_status status = rewrite(kind, text, before, NULL, &a, &error);
    if (status != LOCALITY_OK)
        printf("%s: %s\n", text, error.message);
    CU_ASSERT_EQUAL(status, LOCALITY_OK);
    TEST_NUMBER(a.records, 1);
    TEST_TEXT(a.out.text == NULL ? "nothing" : a.out.text, expected);
    free(a.out.text);
}

static void a_record_has_one_form(void) {
    becomes(
        "post",
        " { \"title\" : \"Head\\u0020of \\\"Place\\\"\",\n\"name\": \"\\u00e9\", \"id\": \"a\","
        " \"cost\": 720.4, \"fte\": \">=0.50\", \"senior\": \"yes\", \"serves\": [\"x\",\"y\"],"
        "\"functions\": [], \"reports_to\": \"none\", \"starts\": \"2010-07\", \"vacant\": null,"
        "\"manages\": \"unknown\"} ",
        NULL,
        "{\"id\": \"a\", \"title\": \"Head of \\\"Place\\\"\", \"fte\": \">=0.5\", \"senior\":"
        " true, \"reports_to\": \"none\", \"serves\": [\"x\", \"y\"], \"functions\": [], \"cost\":"
        " 720.40, \"starts\": \"2010-07\", \"name\": \"\xC3\xA9\"}");
    becomes("area", "{\"id\": \"\"}", NULL, "{\"id\": \"\"}");
}

static void what_nobody_here_knows_is_kept_as_it_stands(void) {
    becomes(
        "post", "{\"id\": \"a\", \"title\": \"New\"}",
        "{\"later\": {\"deep\": [1,  {\"id\": 2}]}, \"title\": \"Old\", \"id\": \"a\", \"fte\": 3,"
        " \"huge\": 1234567890.12345678901234567890, \"x\\\"y\": null}",
        "{\"id\": \"a\", \"title\": \"New\", \"later\": {\"deep\": [1,  {\"id\": 2}]}, \"huge\":"
        " 1234567890.12345678901234567890, \"x\\\"y\": null}");
}

typedef struct type_row {
    const char *kind, *text, *field;
    int32_t type;
} type_row;

static locality_status look(void *self, const locality_store_record *record,
                            locality_error *error) {
    const type_row *row = self;
    uint32_t field = locality_schema_field(NULL, record->kind, row->field);
    (void)error;
    TEST_NUMBER(record->values_count, locality_schema_fields(NULL, record->kind));
    TEST_ROW(record->values[field].type == row->type, row->text);
    return LOCALITY_LIMIT;
}

static void what_is_read_has_the_type_of_its_field(void) {
    static type_row rows[] = {
        {"post", "{\"id\": \"a\", \"reports_to\": \"b\"}", "reports_to", LOCALITY_TYPE_REF},
        {"post", "{\"id\": \"a\", \"serves\": [\"b\"]}", "serves", LOCALITY_TYPE_REFS},
        {"area", "{\"id\": \"a\", \"level\": \"ward\"}", "level", LOCALITY_TYPE_WORD},
        {"note", "{\"id\": \"a\", \"readings\": [\"b\"]}", "readings", LOCALITY_TYPE_TEXTS},
        {"note", "{\"id\": \"a\", \"about\": \"post:b\"}", "about", LOCALITY_TYPE_ANY_REF},
        {"post", "{\"id\": \"a\", \"posts\": 3}", "posts", LOCALITY_TYPE_COUNT},
        {"post", "{\"id\": \"a\", \"starts\": \"2010\"}", "starts", LOCALITY_TYPE_DATE},
        {"post", "{\"id\": \"a\", \"posts\": \"?\"}", "posts", LOCALITY_TYPE_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
        sink.self = &rows[i];
        sink.record = look;
        TEST_NUMBER(locality_json_read_record(rows[i].text, strlen(rows[i].text), NULL,
                                              locality_schema_kind(NULL, rows[i].kind), NULL, &sink,
                                              NULL),
                    LOCALITY_LIMIT); /* what the sink returned */
    }
}

static void wrong_bytes_are_refused_with_their_place(void) {
    static const struct {
        const char *text;
        locality_status status;
        const char *message, *field;
        uint64_t column;
    } rows[] = {
        {"", LOCALITY_SYNTAX, "empty", "", 1},
        {"[]", LOCALITY_TYPE, "a record is an object", "", 1},
        {"{}", LOCALITY_INVALID, "has no id", "id", 1},
        {"{\"id\": 7}", LOCALITY_TYPE, "has to be a text", "id", 1},
        {"{\"id\": \"a\", \"id\": \"b\"}", LOCALITY_DUPLICATE, "duplicate", "", 17},
        {"{\"id\": \"a\", \"title\": 7}", LOCALITY_TYPE, "in quotes", "title", 22},
        {"{\"id\": \"a\", \"fte\": \"much\"}", LOCALITY_SYNTAX, "", "fte", 20},
        {"{\"id\": \"a\", \"fte\": 1e3}", LOCALITY_TYPE, "exponent", "fte", 20},
        {"{\"id\": \"a\", \"serves\": [1]}", LOCALITY_TYPE, "a list of ids", "serves", 23},
        {"{\"id\": \"a\", \"name\": \"\xFF\"}", LOCALITY_ENCODING, "0xff", "", 22},
        {"{\"id\": \"a\"", LOCALITY_SYNTAX, "not valid JSON", "", 11},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        locality_error error;
        again a;
        TEST_NUMBER(rewrite("post", rows[i].text, NULL, NULL, &a, &error), rows[i].status);
        TEST_NUMBER(error.status, rows[i].status);
        TEST_ROW(strstr(error.message, rows[i].message) != NULL, rows[i].text);
        TEST_TEXT(error.kind, "post");
        TEST_TEXT(error.field, rows[i].field);
        TEST_ROW(error.line == 1 && error.column == rows[i].column, rows[i].text);
        TEST_NUMBER(a.records, 0);
        /* The same bytes are no record to write over. */
        locality_status over = rewrite("post", "{\"id\": \"a\"}", rows[i].text, NULL, &a, &error);
        TEST_ROW(over == LOCALITY_OK || error.status == over, rows[i].text);
        TEST_ROW(over == LOCALITY_OK || a.out.text == NULL, rows[i].text);
        free(a.out.text);
    }
}

static void a_value_of_another_type_is_refused(void) {
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    locality_value values[400];
    locality_output output;
    locality_error error;
    kept out;
    memset(values, 0, sizeof values);
    output = kept_output(&out);
    record.kind = locality_schema_kind(NULL, "post");
    record.id = "a";
    record.values = values;
    record.values_count = locality_schema_fields(NULL, record.kind);
    uint32_t fte = locality_schema_field(NULL, record.kind, "fte");
    values[fte].type = LOCALITY_TYPE_TEXT;
    values[fte].text = "1";
    TEST_NUMBER(locality_json_write_record(&record, NULL, 0, NULL, &output, &error), LOCALITY_TYPE);
    TEST_TEXT(error.field, "fte");
    TEST_TEXT(error.id, "a");
    values[fte].type = LOCALITY_TYPE_NONE;
    out.refuse = 1;
    TEST_NUMBER(locality_json_write_record(&record, NULL, 0, NULL, &output, &error),
                LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 42);
    TEST_NUMBER(locality_json_write_record(NULL, NULL, 0, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_write_record(&record, NULL, 0, NULL, NULL, &error), LOCALITY_INVALID);
    record.values_count++;
    TEST_NUMBER(locality_json_write_record(&record, NULL, 0, NULL, &output, &error),
                LOCALITY_INVALID);
}

/* ---- Whole papers -------------------------------------------------------------------------------- */

/* Record by record: written, read, and written again. */
typedef struct trip {
    const locality_schema *schema;
    size_t records;
    kept first;
} trip;

static locality_status compare(void *self, const locality_store_record *record,
                               locality_error *error) {
    trip *t = self;
    kept second;
    locality_output output = kept_output(&second);
    locality_status status = locality_json_write_record(record, NULL, 0, NULL, &output, error);
    TEST_TEXT(second.text == NULL ? "nothing" : second.text, t->first.text);
    free(second.text);
    t->records++;
    return status;
}

static locality_status go(void *self, const locality_store_record *record, locality_error *error) {
    trip *t = self;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_output output = kept_output(&t->first);
    locality_status status = locality_json_write_record(record, NULL, 0, NULL, &output, error);
    sink.self = t;
    sink.record = compare;
    if (status == LOCALITY_OK)
        status = locality_json_read_record(t->first.text, t->first.length, record->schema,
                                           record->kind, NULL, &sink, error);
    free(t->first.text);
    return status;
}

static void every_record_of_a_model_comes_back(void) {
    locality_model *model = kit_load(
        "{\"locality\": 1, \"fields\": {\"post\": [{\"name\": \"desk\", \"type\": \"refs\", "
        "\"target\": \"site\"}, {\"name\": \"limit\", \"type\": \"money\"}]},"
        "\"area\": [{\"id\": \"x\", \"rank\": \"3..5\", \"starts\": \"2009/10\"}],"
        "\"figure\": [{\"id\": \"f\", \"share\": \"24.7%~\", \"quantity\": -7}],"
        "\"post\": [{\"id\": \"a\", \"cost\": \"<=1.5m\", \"limit\": \"1.354m~\", \"desk\": []},"
        "{\"id\": \"\xC3\xA9\", \"title\": \"line\\nline\\t\\u0001\", \"reports_to\": \"none\"}]}");
    locality_memory_store *memory = NULL;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    locality_store store;
    locality_error error;
    void *opened = NULL;
    uint64_t revision;
    trip t = {.schema = locality_model_schema(model)};
    CU_ASSERT_EQUAL_FATAL(locality_memory_store_new(&memory, &error), LOCALITY_OK);
    locality_memory_store_table(memory, &store);
    TEST_NUMBER(locality_model_save(model, &store, "x", NULL, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(store.open(store.self, "x", &opened, &error), LOCALITY_OK);
    TEST_NUMBER(store.begin(opened, LOCALITY_STORE_READ, &revision, &error), LOCALITY_OK);
    sink.self = &t;
    sink.record = go;
    query.schema = t.schema;
    for (uint32_t kind = 0; kind < locality_schema_kinds(t.schema); kind++) {
        query.kind = kind;
        TEST_NUMBER(store.read(opened, &query, &sink, &error), LOCALITY_OK);
    }
    TEST_NUMBER(t.records, 4);
    store.rollback(opened);
    store.close(opened);
    locality_memory_store_free(memory);
    locality_model_free(model);
}

static locality_status with(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    again a;
    (void)state;
    locality_status status = rewrite("post", "{\"id\": \"a\", \"fte\": 1, \"serves\": [\"x\"]}",
                                     "{\"other\": 1, \"id\": \"a\"}", allocator, &a, error);
    free(a.out.text);
    return status;
}

static void every_allocation_may_fail(void) {
    fault_drive("reading and writing a record", with, NULL, 4);
}

int main(void) {
    static const test_case cases[] = {
        {"a record has one form", a_record_has_one_form},
        {"what nobody here knows is kept as it stands",
         what_nobody_here_knows_is_kept_as_it_stands},
        {"what is read has the type of its field", what_is_read_has_the_type_of_its_field},
        {"wrong bytes are refused with their place", wrong_bytes_are_refused_with_their_place},
        {"a value of another type is refused", a_value_of_another_type_is_refused},
        {"every record of a model comes back", every_record_of_a_model_comes_back},
        {"every allocation may fail", every_allocation_may_fail},
    };
    return test_main("records as JSON", cases, sizeof cases / sizeof cases[0]);
}
