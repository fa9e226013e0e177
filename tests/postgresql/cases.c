/* Cases in PostgreSQL: what analysts see, history, older and wider tables, and what is refused. */
#include "kit.h"

#define FAILS(call, expected, part)                                             \
    do {                                                                        \
        TEST_NUMBER((call), (expected));                                        \
        TEST_ROW(strstr(kit_error.message, (part)) != NULL, kit_error.message); \
    } while (0)

static locality_status try_load(const char *name) {
    locality_model *model = NULL;
    locality_status status = locality_model_load(&case_store, name, NULL, &model, &kit_error);
    locality_model_free(model);
    return status;
}

static void a_case_comes_back(void) {
    pg_begin_test("cases_back", 0);
    locality_model *m = case_model();
    TEST_NUMBER(case_save(m, "Coventry 2010").revision, 1);
    locality_model *back = case_load("Coventry 2010");
    case_same(m, back);
    TEST_NUMBER(kit_set(back, "post", "head", "fte", "0.6"), LOCALITY_OK);
    KIT_PUT(back, "post", "new", "structure", "current");
    kit_well(locality_model_remove(back, "post", "old", &kit_error), "remove");
    locality_save_outcome outcome = case_save(back, "Coventry 2010");
    TEST_NUMBER(outcome.written, 2);
    TEST_NUMBER(outcome.erased, 1);
    locality_model *again = case_load("Coventry 2010");
    case_same(back, again);
    locality_model_free(again);
    locality_model_free(back);
    locality_model_free(m);
    pg_end_test();
}

static void analysts_read_tables_and_views(void) {
    pg_begin_test("cases_views", 0);
    locality_model *m = case_model();
    case_save(m, "Coventry 2010");
    TEST_TEXT(pg_ask(pg_name, "SELECT string_agg(id, ',' ORDER BY place) FROM coventry_2010.post"),
              "head,aide,old");
    TEST_TEXT(
        pg_ask(pg_name, "SELECT fte || ' ' || fte_to FROM coventry_2010.post WHERE id = 'head'"),
        "800000 800000");
    TEST_TEXT(pg_ask(pg_name, "SELECT fte FROM coventry_2010.post_view WHERE id = 'head'"),
              "0.800000");
    TEST_TEXT(pg_ask(pg_name, "SELECT starts || ' ' || starts_to FROM coventry_2010.post_view"
                              " WHERE id = 'head'"),
              "2010-07-01 2010-07-31");
    TEST_TEXT(pg_ask(pg_name, "SELECT cost || ' ' || cost_to FROM coventry_2010.post_view"
                              " WHERE id = 'aide'"),
              "20000.00 30000.00");
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM coventry_2010.post_view WHERE temporary"), "1");
    TEST_TEXT(pg_ask(pg_name, "SELECT posts_to IS NULL FROM coventry_2010.post WHERE id = 'aide'"),
              "t");
    TEST_TEXT(pg_ask(pg_name, "SELECT skills[1] FROM coventry_2010.post WHERE id = 'head'"), "s1");
    locality_model_free(m);
    pg_end_test();
}

static int32_t list(void *self, const char *name, const char *schema) {
    char *text = self;
    strcat(strcat(strcat(strcat(text, name), "="), schema), ";");
    return strcmp(name, "stop") == 0 ? 9 : 0;
}

static void cases_are_listed_by_their_true_names(void) {
    static const char *const names[] = {
        "a-b", "a b", "pg_x", "1st", "locality", "public", "\xC3\xA9t\xC3\xA9"};
    char text[1000] = "";
    pg_begin_test("cases_list", 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        locality_model *m = case_model();
        case_save(m, names[i]);
        locality_model_free(m);
    }
    kit_well(locality_postgresql_cases(pg_database, text, list, &kit_error), "cases");
    TEST_ROW(strstr(text, "a b=a_b_") != NULL, text);
    TEST_ROW(strstr(text, "a-b=a_b;") != NULL, text);
    TEST_ROW(strstr(text, "pg_x=case_pg_x;") != NULL, text);
    TEST_ROW(strstr(text, "1st=case_1st;") != NULL, text);
    TEST_ROW(strstr(text, "locality=locality_") != NULL, text);
    TEST_ROW(strstr(text, "public=public_") != NULL, text);
    TEST_ROW(strstr(text, "\xC3\xA9t\xC3\xA9=case_") != NULL, text);
    locality_model *m = case_model();
    case_save(m, "stop");
    FAILS(locality_postgresql_cases(pg_database, text, list, &kit_error), LOCALITY_CALLBACK,
          "ended");
    TEST_NUMBER(kit_error.host_code, 9);
    locality_model_free(m);
    pg_end_test();
}

static void what_was_known_on_a_day_comes_back(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *then = NULL, *first = case_model();
    int64_t today = 100, day;
    pg_make("cases_history");
    kit_well(pg_try(1, 1, &today), "open");
    locality_model *m = case_model();
    case_save(m, "paper");
    today = 200;
    TEST_NUMBER(kit_set(m, "post", "head", "fte", "0.6"), LOCALITY_OK);
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
    KIT_PUT(m, "area", "a", "level", "ward");
    case_save(m, "paper");
    today = 300;
    kit_well(locality_model_remove(m, "post", "head", &kit_error), "remove");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head again");
    case_save(m, "paper");
    options.known_on = &day;
    for (day = 150; day <= 350; day += 100) {
        kit_well(locality_model_load(&case_store, "paper", &options, &then, &kit_error), "then");
        if (day == 150)
            case_same(first, then);
        if (day == 250) {
            TEST_NUMBER(locality_model_count(then, "post"), 2);
            TEST_NUMBER(locality_model_count(then, "area"), 1);
        }
        if (day == 350)
            case_same(m, then);
        locality_model_free(then);
    }
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.post_history"), "3");
    locality_model_free(m);
    locality_model_free(first);
    pg_end_test();
}

static void without_history_the_past_is_refused(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *then = NULL, *m = case_model();
    int64_t day = 5;
    pg_begin_test("cases_no_history", 0);
    case_save(m, "paper");
    options.known_on = &day;
    FAILS(locality_model_load(&case_store, "paper", &options, &then, &kit_error), LOCALITY_INVALID,
          "keeps no history");
    locality_model_free(m);
    locality_postgresql_close(pg_database);
    FAILS(pg_try(0, 1, NULL), LOCALITY_INVALID, "made without history");
    pg_end_test();
}

/* ---- Older and wider tables ------------------------------------------------------------------ */

static void tables_of_an_older_version_are_widened(void) {
    pg_begin_test("cases_older", 1);
    locality_model *m = case_model();
    case_save(m, "paper");
    pg_ask(pg_name, "DROP VIEW paper.post_view;"
                    "ALTER TABLE paper.post DROP COLUMN disposition, DROP COLUMN vacant,"
                    " DROP COLUMN vacant_to, ADD COLUMN desk text;"
                    "ALTER TABLE paper.post_history DROP COLUMN disposition, DROP COLUMN vacant,"
                    " DROP COLUMN vacant_to, ADD COLUMN desk text;"
                    "UPDATE paper.post SET desk = 'by the window'");
    locality_model *back = case_load("paper");
    case_same(m, back);
    TEST_NUMBER(kit_set(back, "post", "head", "vacant", "1"), LOCALITY_OK);
    case_save(back, "paper");
    locality_model *again = case_load("paper");
    case_same(back, again);
    TEST_TEXT(pg_ask(pg_name, "SELECT vacant FROM paper.post_view WHERE id = 'head'"), "1");
    TEST_TEXT(pg_ask(pg_name, "SELECT desk FROM paper.post WHERE id = 'head'"), "by the window");
    TEST_TEXT(pg_ask(pg_name, "SELECT desk FROM paper.post_history WHERE id = 'head'"),
              "by the window");
    locality_model_free(again);
    locality_model_free(back);
    locality_model_free(m);
    pg_end_test();
}

static void what_is_written_by_hand_is_read(void) {
    static const char *const ways[] = {
        "UPDATE paper.post SET remark = 'by hand' WHERE id = 'head'",
        "INSERT INTO paper.post (place, id, remark) VALUES (1000, 'hand', 'new')",
    };
    pg_begin_test("cases_hand", 0);
    locality_model *m = case_model();
    case_save(m, "paper");
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.case_tables"), "4");
    TEST_NUMBER(kit_set(m, "post", "head", "remark", "by hand"), LOCALITY_OK);
    for (size_t i = 0; i < 2; i++) {
        pg_ask(pg_name, ways[i]);
        locality_model *back = case_load("paper");
        case_same(m, back);
        TEST_NUMBER(kit_set(back, "post", "aide", "remit", "new"), LOCALITY_OK);
        case_save(back, "paper");
        locality_model *again = case_load("paper");
        case_same(back, again);
        locality_model_free(again);
        locality_model_free(back);
        locality_model_free(m);
        m = case_load("paper");
        KIT_PUT(m, "post", "hand", "remark", "new");
    }
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.case_tables"), "3");
    locality_model_free(m);
    pg_end_test();
}

static void fields_with_awkward_names_have_columns(void) {
    static const char *const names[] = {
        "place",
        "xmin",
        "fte_to",
        "select",
        "a_name_that_is_longer_than_the_sixty_three_bytes_that_the_server_keeps_of_one_1",
        "a_name_that_is_longer_than_the_sixty_three_bytes_that_the_server_keeps_of_one_2"};
    enum { COUNT = sizeof names / sizeof names[0] };
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    pg_begin_test("cases_names", 0);
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    for (size_t i = 0; i < COUNT; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        info.name = names[i];
        info.doc = "A field of the host's.";
        info.type = i % 2 == 0 ? LOCALITY_TYPE_TEXT : LOCALITY_TYPE_COUNT;
        kit_well(locality_schema_add_field(schema, "post", &info, &kit_error), names[i]);
    }
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    KIT_PUT(m, "post", "p", names[0], "5", names[1], "5", names[2], "5", names[3], "5", names[4],
            "5", names[5], "5", "fte", "7");
    case_save(m, "paper");
    locality_model *back = case_load("paper");
    case_same(m, back);
    locality_model_free(back);
    locality_model_free(m);
    locality_schema_free(schema);
    pg_end_test();
}

/* ---- Many records ---------------------------------------------------------------------------- */

/* Adds and changes thousands in a case that stands: by COPY, in batches, and mixed. */
static void thousands_are_added_and_changed(uint32_t history) {
    pg_begin_test("cases_many", history);
    locality_model *m = case_model();
    case_save(m, "paper");
    char id[40], text[60];
    for (int i = 0; i < 9000; i++) {
        snprintf(id, sizeof id, "p%d", i);
        KIT_PUT(m, "post", id, "structure", "current", "title", i % 7 ? "x" : "", "fte",
                i % 3 ? "1.5" : ">=2");
    }
    case_save(m, "paper");
    for (int i = 0; i < 9000; i++) {
        snprintf(id, sizeof id, "p%d", i);
        snprintf(text, sizeof text, "Title %d \"of\" many\n", i);
        if (i % 5 == 0)
            kit_well(locality_model_remove(m, "post", id, &kit_error), id);
        else
            TEST_NUMBER(kit_set(m, "post", id, i % 2 ? "title" : "remark", text), LOCALITY_OK);
        if (i % 10 == 0)
            KIT_PUT(m, "post", id, "title", "again", "skills", "s1 s1");
    }
    case_save(m, "paper");
    locality_model *back = case_load("paper");
    case_same(m, back);
    locality_model_free(back);
    locality_model_free(m);
    pg_end_test();
}

static void many(void) {
    thousands_are_added_and_changed(0);
}

static void many_with_history(void) {
    thousands_are_added_and_changed(1);
}

/* ---- A transaction by hand ------------------------------------------------------------------- */

static void *opened;
static uint64_t revision;
static locality_schema *schema;

static void open_by_hand(void) {
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    kit_well(case_store.open(case_store.self, "paper", &opened, &kit_error), "open");
}

static void begin_by_hand(int32_t access) {
    kit_well(case_store.begin(opened, access, &revision, &kit_error), "begin");
}

static locality_status write_title(const char *id, const char *title, uint32_t is_new) {
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    locality_value values[4] = {{.type = LOCALITY_TYPE_NONE}};
    record.schema = schema;
    record.kind = locality_schema_kind(schema, "post");
    record.is_new = is_new;
    record.id = id;
    record.values = values;
    record.values_count = 4;
    values[locality_schema_field(schema, record.kind, "title")] =
        (locality_value){.type = LOCALITY_TYPE_TEXT, .text = title};
    return case_store.write(opened, &record, &kit_error);
}

static void close_by_hand(void) {
    case_store.close(opened);
    locality_schema_free(schema);
}

static void a_refusal_for_anothers_sake_is_tried_again(void) {
    uint64_t now = 0;
    pg_begin_test("cases_again", 1);
    locality_model *m = case_model();
    case_save(m, "paper");
    open_by_hand();
    begin_by_hand(LOCALITY_STORE_WRITE);
    pg_ask(pg_name, "UPDATE paper.post SET remark = 'by hand' WHERE id = 'head'");
    kit_well(write_title("head", "Chief", 0), "write");
    kit_well(case_store.commit(opened, revision, &now, &kit_error), "commit");
    TEST_NUMBER(now, 2);
    TEST_TEXT(pg_ask(pg_name, "SELECT title FROM paper.post WHERE id = 'head'"), "Chief");
    /* Once something was read, what was written may hang on it. */
    begin_by_hand(LOCALITY_STORE_WRITE);
    kit_well(write_title("aide", "Aide", 0), "write");
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    query.schema = schema;
    query.kind = locality_schema_kind(schema, "risk");
    kit_well(case_store.read(opened, &query, &sink, &kit_error), "read");
    pg_ask(pg_name, "UPDATE paper.post SET remark = 'by hand' WHERE id = 'head'");
    kit_well(write_title("head", "Head", 0), "write");
    FAILS(case_store.commit(opened, revision, &now, &kit_error), LOCALITY_CONFLICT, "40001");
    TEST_TEXT(pg_ask(pg_name, "SELECT title FROM paper.post WHERE id = 'head'"), "Chief");
    TEST_TEXT(pg_ask(pg_name, "SELECT revision FROM paper.case_state"), "2");
    close_by_hand();
    locality_model_free(m);
    pg_end_test();
}

static void a_new_record_over_one_that_stands_is_told_in_the_end(void) {
    char id[30];
    uint64_t now = 0;
    pg_begin_test("cases_duplicate", 0);
    locality_model *m = case_model();
    case_save(m, "paper");
    open_by_hand();
    begin_by_hand(LOCALITY_STORE_WRITE);
    TEST_NUMBER(write_title("head", "Head", 1), LOCALITY_DUPLICATE);
    TEST_TEXT(kit_error.kind, "post");
    TEST_TEXT(kit_error.id, "head");
    for (int i = 0; i < 2000; i++) {
        snprintf(id, sizeof id, "n%d", i);
        kit_well(write_title(id, "new", 1), id);
    }
    locality_status status = write_title("head", "Head", 1);
    if (status == LOCALITY_OK)
        status = case_store.commit(opened, revision, &now, &kit_error);
    else
        case_store.rollback(opened);
    TEST_NUMBER(status, LOCALITY_DUPLICATE);
    TEST_ROW(strstr(kit_error.message, "(id)=(head)") != NULL, kit_error.message);
    TEST_TEXT(kit_error.kind, "post");
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.post"), "3");
    close_by_hand();
    locality_model_free(m);
    pg_end_test();
}

static void a_lost_connection_leaves_nothing_half_done(void) {
    uint64_t now = 0;
    pg_begin_test("cases_lost", 0);
    locality_model *m = case_model();
    case_save(m, "paper");
    open_by_hand();
    for (int part = 0; part < 3; part++) {
        begin_by_hand(LOCALITY_STORE_WRITE);
        locality_status status = LOCALITY_OK;
        for (int i = 0; i < 3000; i++) {
            char id[30];
            snprintf(id, sizeof id, "n%d", i);
            if (i == part * 1200 + 100)
                pg_ask(pg_name, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                " datname = current_database() AND pid <> pg_backend_pid()");
            if (status == LOCALITY_OK)
                status = write_title(id, "new", (uint32_t)(part != 0));
        }
        if (status == LOCALITY_OK)
            status = case_store.commit(opened, revision, &now, &kit_error);
        else
            case_store.rollback(opened);
        FAILS(status, LOCALITY_IO, "connection");
        TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.post"), "3");
    }
    begin_by_hand(LOCALITY_STORE_WRITE); /* connects anew */
    TEST_NUMBER(revision, 1);
    kit_well(write_title("head", "Chief", 0), "write");
    kit_well(case_store.commit(opened, revision, &now, &kit_error), "commit");
    close_by_hand();
    locality_model_free(m);
    pg_end_test();
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void other_databases_are_refused(void) {
    pg_make("cases_other");
    FAILS(pg_try(0, 0, NULL), LOCALITY_NOT_FOUND, "holds no cases");
    pg_ask(pg_name, "CREATE SCHEMA locality; CREATE TABLE locality.towns (name text)");
    FAILS(pg_try(1, 0, NULL), LOCALITY_SYNTAX, "another application");
    pg_ask(pg_name,
           "CREATE TABLE locality.about (application text, format bigint, history boolean);"
           "INSERT INTO locality.about VALUES ('atlas', 1, false)");
    FAILS(pg_try(1, 0, NULL), LOCALITY_SYNTAX, "another application");
    pg_ask(pg_name, "UPDATE locality.about SET application = 'liblocality', format = 2");
    FAILS(pg_try(1, 0, NULL), LOCALITY_SYNTAX, "has format 2");
    snprintf(pg_conninfo, sizeof pg_conninfo, "dbname=nowhere_at_all");
    FAILS(pg_try(1, 0, NULL), LOCALITY_IO, "nowhere_at_all");
    pg_ask("postgres", "DROP DATABASE IF EXISTS cases_latin");
    pg_ask("postgres",
           "CREATE DATABASE cases_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    snprintf(pg_conninfo, sizeof pg_conninfo, "dbname=cases_latin");
    FAILS(pg_try(1, 0, NULL), LOCALITY_INVALID, "LATIN1");
}

static void broken_rows_are_named(void) {
    static const struct {
        const char *breaks, *mends;
        locality_status status;
        const char *part, *id, *field;
    } rows[] = {
        {"UPDATE paper.post SET fte_to = 1 WHERE id = 'head'",
         "UPDATE paper.post SET fte_to = fte WHERE id = 'head'", LOCALITY_SYNTAX,
         "table \"paper\".\"post\", id \"head\"", "head", "fte"},
        {"UPDATE paper.post SET skills = '{{a,b},{c,d}}' WHERE id = 'head'",
         "UPDATE paper.post SET skills = '{s1}' WHERE id = 'head'", LOCALITY_SYNTAX,
         "no plain list", "head", "skills"},
        {"UPDATE paper.post SET skills = ARRAY['a', NULL] WHERE id = 'head'",
         "UPDATE paper.post SET skills = '{s1}' WHERE id = 'head'", LOCALITY_SYNTAX,
         "no plain list", "head", "skills"},
        {"UPDATE paper.structure SET status = 'imaginary' WHERE id = 'current'",
         "UPDATE paper.structure SET status = 'current' WHERE id = 'current'", LOCALITY_INVALID,
         "imaginary", "current", "status"},
        {"DROP VIEW paper.post_view; ALTER TABLE paper.post ALTER COLUMN level TYPE integer",
         "ALTER TABLE paper.post ALTER COLUMN level TYPE bigint", LOCALITY_TYPE,
         "table \"paper\".\"post\", column \"level\"", "", "level"},
        {"ALTER TABLE paper.post RENAME COLUMN level_to TO level_high",
         "ALTER TABLE paper.post RENAME COLUMN level_high TO level_to", LOCALITY_SYNTAX,
         "lacks the column \"level_to\"", "", ""},
        {"ALTER TABLE paper.post RENAME COLUMN id TO key",
         "ALTER TABLE paper.post RENAME COLUMN key TO id", LOCALITY_SYNTAX,
         "table \"paper\".\"post\" is not one", "", ""},
        {"UPDATE paper.case_state SET format = 7", "UPDATE paper.case_state SET format = 1",
         LOCALITY_SYNTAX, "the case has format 7", "", ""},
        {"ALTER TABLE paper.case_state RENAME TO gone",
         "ALTER TABLE paper.gone RENAME TO case_state", LOCALITY_IO,
         "table \"paper\".\"case_state\"", "", ""},
        {"UPDATE paper.case_state SET header = 'locality-case 9'",
         "UPDATE paper.case_state SET header = 'locality-case 1'", LOCALITY_SYNTAX, "later format",
         "", ""},
    };
    pg_begin_test("cases_broken", 0);
    locality_model *m = case_model();
    case_save(m, "paper");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pg_ask(pg_name, rows[i].breaks);
        FAILS(try_load("paper"), rows[i].status, rows[i].part);
        TEST_TEXT(kit_error.id, rows[i].id);
        TEST_TEXT(kit_error.field, rows[i].field);
        pg_ask(pg_name, rows[i].mends);
        TEST_NUMBER(try_load("paper"), LOCALITY_OK);
    }
    locality_model_free(m);
    pg_end_test();
}

static void arguments_are_checked(void) {
    locality_postgresql_options options = LOCALITY_POSTGRESQL_OPTIONS_INIT;
    locality_store table;
    FAILS(locality_postgresql_open("", NULL, NULL, &kit_error), LOCALITY_INVALID, "out is null");
    options.struct_size--;
    FAILS(locality_postgresql_open("", &options, &pg_database, &kit_error), LOCALITY_INVALID,
          "struct_size");
    CU_ASSERT_PTR_NULL(pg_database);
    FAILS(locality_postgresql_cases(NULL, NULL, list, &kit_error), LOCALITY_INVALID,
          "database is null");
    locality_postgresql_store(NULL, &table);
    CU_ASSERT_TRUE(table.open == NULL);
    locality_postgresql_store(NULL, NULL);
    locality_postgresql_close(NULL);
}

static const test_case cases[] = {
    {"a case comes back, and what was changed in it", a_case_comes_back},
    {"analysts read tables and views", analysts_read_tables_and_views},
    {"cases are listed by their true names", cases_are_listed_by_their_true_names},
    {"what was known on a day comes back", what_was_known_on_a_day_comes_back},
    {"without history the past is refused", without_history_the_past_is_refused},
    {"tables of an older version are widened", tables_of_an_older_version_are_widened},
    {"what is written by hand is read", what_is_written_by_hand_is_read},
    {"fields with awkward names have columns", fields_with_awkward_names_have_columns},
    {"thousands are added and changed", many},
    {"thousands are added and changed with history", many_with_history},
    {"a refusal for another's sake is tried again", a_refusal_for_anothers_sake_is_tried_again},
    {"a new record over one that stands is told in the end",
     a_new_record_over_one_that_stands_is_told_in_the_end},
    {"a lost connection leaves nothing half done", a_lost_connection_leaves_nothing_half_done},
    {"other databases are refused", other_databases_are_refused},
    {"broken rows are named", broken_rows_are_named},
    {"arguments are checked", arguments_are_checked},
};
TEST_MAIN("cases in PostgreSQL", cases)
