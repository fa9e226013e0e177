/* A database that this version wrote loads for ever: tests/sqlite/golden holds one as SQL text, with history and
 * a host's field, and the documents that it has to give. Under LOCALITY_SQLITE_GOLDEN it is written anew,
 * which is right only for a new format. */
#include "base.h"
#include "schema/schema.h"

#define GOLDEN "tests/sqlite/golden/format-1.sql"

static char *read_text(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (file == NULL || text == NULL || fread(text, 1, (1 << 20) - 1, file) == 0) {
        TEST_ROW(0, path);
    }
    if (file != NULL) {
        fclose(file);
    }
    return text;
}

static locality_model *golden_model(void) {
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    locality_field_info desk = LOCALITY_FIELD_INFO_INIT;
    desk.name = "desk";
    desk.doc = "Where the post sits.";
    desk.type = LOCALITY_TYPE_TEXT;
    desk.target = LOCALITY_NO_INDEX;
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    kit_well(locality_schema_add_field(schema, "post", &desk, &kit_error), "desk");
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    KIT_PUT(m, "structure", "current", "status", "current");
    KIT_PUT(m, "area", "north", "name", "North \xE2\x80\x93 \"the\" part", "level", "district",
            "focus", "yes", "population", "12,000+-500");
    KIT_PUT(m, "post", "head", "structure", "current", "title", "Head", "fte", "0.8", "posts",
            ">=1", "cost", "45,210.50", "reports_to", "none", "serves", "north", "starts",
            "2010-07", "desk", "window");
    KIT_PUT(m, "post", "aide", "structure", "current", "title", "", "reports_to", "head", "skills",
            "none");
    KIT_PUT(m, "spend", "s", "amount", "<=0");
    locality_schema_free(schema);
    return m;
}

/* The model as it became on the second day. */
static void change(locality_model *m) {
    kit_set(m, "post", "head", "fte", "1");
    kit_well(locality_model_remove(m, "spend", "s", &kit_error), "remove");
    KIT_PUT(m, "area", "south", "parent", "north");
}

/* By the shell of SQLite, whose dump everybody knows. */
static void write_golden(void) {
    char command[900];
    const char *path = base_path("new.db");
    locality_model *m = golden_model();
    base_today = 14800;
    base_open(path, 1);
    case_save(m, "paper");
    base_today = 14810;
    change(m);
    case_save(m, "paper");
    base_close();
    locality_model_free(m);
    snprintf(command, sizeof command,
             "{ echo 'PRAGMA application_id = %d;'; echo 'PRAGMA user_version = 1;';"
             " sqlite3 '%s' .dump; } > " GOLDEN,
             LOCALITY_SQLITE_APPLICATION, path);
    TEST_NUMBER(system(command), 0);
}

static void the_golden_database_loads(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    const char *path = base_path("golden.db");
    int64_t day = 14805;
    locality_model *m = golden_model(), *then = NULL, *now = NULL;
    if (getenv("LOCALITY_SQLITE_GOLDEN") != NULL) {
        write_golden();
    }
    char *sql = read_text(GOLDEN);
    base_sql(path, sql);
    free(sql);
    kit_well(base_try(path, 0, 1, 0), "golden, read only");
    locality_sqlite_store(base, &case_store);
    options.known_on = &day;
    kit_well(locality_model_load(&case_store, "paper", &options, &then, &kit_error), "then");
    case_same(then, m);
    change(m);
    now = case_load("paper");
    case_same(now, m);
    TEST_NUMBER(locality_model_revision(now), 2);
    locality_model_free(now);
    base_close();
    base_today = 20000;
    base_open(path, 1); /* and it can be used further */
    now = case_load("paper");
    kit_set(now, "post", "aide", "title", "Aide");
    TEST_NUMBER(case_save(now, "paper").revision, 3);
    locality_model_free(now);
    base_close();
    locality_model_free(then);
    locality_model_free(m);
}

int main(void) {
    static const test_case cases[] = {
        {"the golden database loads, then and now", the_golden_database_loads},
    };
    int failed = !base_begin() || test_main("the golden SQLite database", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
