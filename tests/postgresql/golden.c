/* A database that was written by format 1 loads for ever: golden/format-1.sql is what pg_dump said of it,
 * golden/format-1.expected what it held, now and earlier. With the argument `write FILE` the program makes
 * such a database and writes to the file what it holds; golden/make.sh then takes the dump. */
#include "kit.h"

#define GOLDEN "tests/postgresql/golden/format-1"

static char *read_file(const char *name) {
    FILE *file = fopen(name, "rb");
    size_t length = 0, capacity = 1 << 22;
    char *text = calloc(1, capacity);
    TEST_ROW(file != NULL, name);
    if (file != NULL && text != NULL) {
        length = fread(text, 1, capacity - 1, file);
        fclose(file);
    }
    CU_ASSERT_TRUE(length > 0);
    return text;
}

static locality_model *load_on(int64_t day) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *model = NULL;
    options.known_on = day == 0 ? NULL : &day;
    kit_well(locality_model_load(&case_store, "Golden case", &options, &model, &kit_error), "load");
    return model;
}

/* What the database holds: header and records, now and at the end of day 100. */
static void tell(case_shown *out) {
    static const int64_t days[] = {0, 100};
    for (size_t i = 0; i < 2; i++) {
        locality_case_header header = LOCALITY_CASE_HEADER_INIT;
        locality_model *model = load_on(days[i]);
        kit_well(locality_model_header(model, &header, &kit_error), "header");
        case_show_add(out, header.title == NULL ? "-" : header.title);
        char *text = case_show(model);
        case_show_add(out, text);
        case_show_add(out, "\n");
        free(text);
        locality_model_free(model);
    }
}

/* Records of each kind with each field, then some changed and some taken out. */
static const char *written;

static void a_database_is_made(void) {
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    locality_field_info desk = LOCALITY_FIELD_INFO_INIT;
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    int64_t today = 100;
    case_shown out = {0};
    snprintf(pg_conninfo, sizeof pg_conninfo, "dbname=golden");
    desk.name = "desk";
    desk.doc = "Where the post sits.";
    desk.type = LOCALITY_TYPE_TEXT;
    header.title = "A golden case \xE2\x80\x93 with 'quotes'";
    options.header = &header;
    kit_well(pg_try(1, 1, &today), "open");
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    kit_well(locality_schema_add_field(schema, "post", &desk, &kit_error), "desk");
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    KIT_PUT(m, "structure", "current", "status", "current");
    KIT_PUT(m, "structure", "proposed", "status", "proposed", "baseline", "current");
    KIT_PUT(m, "unit", "team", "structure", "current", "name", "Team", "covers", "");
    KIT_PUT(m, "area", "a'1", "level", "ward", "focus", "no", "population", "<=20000");
    KIT_PUT(m, "skill", "s1", "name", "One");
    KIT_PUT(m, "spend", "sp", "amount", "-1.354m", "name", "\xE2\x82\xAC \xF0\x9F\x8F\x9B");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head", "posts", "1", "fte", "0.8",
            "reports_to", "none", "unit", "team", "skills", "s1 s1", "starts", "2010-07", "desk",
            "by the window");
    KIT_PUT(m, "post", "aide", "structure", "current", "title", "", "posts", ">=2", "reports_to",
            "head", "cost", "20k..30k", "temporary", "yes");
    KIT_PUT(m, "post", "old", "structure", "current", "title", "Relic \"quoted\"\nline\t\\ {a,b}");
    kit_well(locality_model_save(m, &case_store, "Golden case", &options, NULL, &kit_error),
             "save");
    today = 200;
    header.title = "Changed";
    kit_set(m, "post", "head", "fte", "0.6");
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
    KIT_PUT(m, "post", "new", "structure", "proposed", "title", "New");
    kit_well(locality_model_save(m, &case_store, "Golden case", &options, NULL, &kit_error),
             "save");
    locality_model_free(m);
    locality_schema_free(schema);
    tell(&out);
    FILE *file = fopen(written, "wb");
    TEST_ROW(file != NULL && fputs(out.text, file) >= 0 && fclose(file) == 0, written);
    free(out.text);
    pg_end_test();
}

static void a_database_of_format_1_loads(void) {
    case_shown out = {0};
    char *sql = read_file(GOLDEN ".sql"), *expected = read_file(GOLDEN ".expected");
    pg_make("golden");
    pg_ask(pg_name, sql);
    kit_well(pg_try(0, 0, NULL), "open");
    tell(&out);
    TEST_TEXT(out.text, expected);
    /* And it can be written on. */
    locality_model *m = load_on(0);
    TEST_NUMBER(kit_set(m, "post", "head", "title", "Chief"), LOCALITY_OK);
    TEST_NUMBER(case_save(m, "Golden case").revision, 3);
    locality_model *back = load_on(0);
    case_same(m, back);
    locality_model_free(back);
    locality_model_free(m);
    free(out.text);
    free(sql);
    free(expected);
    pg_end_test();
}

int main(int argc, char **argv) {
    static const test_case writing[] = {{"a database is made", a_database_is_made}};
    static const test_case cases[] = {
        {"a database of format 1 loads", a_database_of_format_1_loads},
    };
    written = argc > 2 ? argv[2] : NULL;
    return test_main("golden database of PostgreSQL", written == NULL ? cases : writing, 1);
}
