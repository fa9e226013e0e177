/* Databases: what is in them, what they refuse, and what they lose when they cannot write: nothing. */
#include <sys/stat.h>
#include <sys/wait.h>

#include "base.h"
#include "schema/schema.h"

#define FAILS(call, status, part) KIT_FAILS(call, status, part)

static const char *made(const char *name, uint32_t history) {
    const char *path = base_path(name);
    base_open(path, history);
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_model_free(m);
    return path;
}

/* ---- What stands in the tables --------------------------------------------------------------- */

static void tables_and_views_say_what_was_saved(void) {
    const char *path = made("tables.db", 0);
    base_close();
    TEST_TEXT(base_ask(path, "PRAGMA journal_mode"), "wal");
    TEST_TEXT(base_ask(path, "SELECT group_concat(id) FROM (SELECT id FROM post ORDER BY place)"),
              "head,aide,old");
    TEST_TEXT(base_ask(path, "SELECT fte || ' ' || fte_to FROM post WHERE id = 'head'"),
              "800000 800000");
    TEST_TEXT(
        base_ask(path, "SELECT posts || ' ' || (posts_to IS NULL) FROM post WHERE id = 'aide'"),
        "2 1");
    TEST_TEXT(base_ask(path, "SELECT title IS NULL FROM post WHERE id = 'aide'"), "0");
    TEST_TEXT(base_ask(path, "SELECT fte IS NULL AND fte_to IS NULL FROM post WHERE id = 'aide'"),
              "1");
    TEST_TEXT(base_ask(path, "SELECT skills FROM post WHERE id = 'head'"), "[\"s1\"]");
    TEST_TEXT(base_ask(path,
                       "SELECT case_name || ' ' || fte || ' ' || starts || ' ' || starts_to FROM"
                       " post_view WHERE id = 'head'"),
              "paper 0.8 2010-07-01 2010-07-31");
    TEST_TEXT(base_ask(path, "SELECT count(*) FROM locality_dangling"), "0");
    base_sql(path, "DELETE FROM unit; DELETE FROM skill");
    TEST_TEXT(base_ask(path,
                       "SELECT group_concat(kind || ' ' || id || ' ' || field || ' ' || reference)"
                       " FROM locality_dangling"),
              "post head unit team,post head skills s1");
    base_sql(path, "PRAGMA foreign_keys = ON; DELETE FROM locality_case");
    TEST_TEXT(base_ask(path, "SELECT count(*) FROM post"), "0");
}

typedef struct names {
    char text[200];
    int32_t answer;
} names;

static int32_t add_name(void *self, const char *name, uint64_t revision) {
    names *n = self;
    size_t length = strlen(n->text);
    snprintf(n->text + length, sizeof n->text - length, "%s %d,", name, (int)revision);
    return n->answer;
}

static void cases_are_listed(void) {
    names n = {.answer = 0};
    made("cases.db", 0);
    locality_model *m = kit_model();
    case_save(m, "another");
    kit_bare(m, "area", "a");
    case_save(m, "another");
    kit_well(locality_sqlite_cases(base, &n, add_name, &kit_error), "cases");
    TEST_TEXT(n.text, "another 2,paper 1,");
    n.answer = 7;
    FAILS(locality_sqlite_cases(base, &n, add_name, &kit_error), LOCALITY_CALLBACK,
          "ended the list");
    TEST_NUMBER(kit_error.host_code, 7);
    FAILS(locality_sqlite_cases(base, NULL, NULL, &kit_error), LOCALITY_INVALID, "each is null");
    FAILS(locality_sqlite_cases(NULL, NULL, add_name, &kit_error), LOCALITY_INVALID,
          "sqlite is null");
    locality_model_free(m);
    base_close();
}

/* Two hosts gave one name to fields of different types, and names that other columns have. */
static locality_model *with_field(const char *name, int32_t type, const char *value) {
    locality_schema *schema = NULL;
    locality_model *m = NULL;
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    info.name = name;
    info.doc = "A host's own.";
    info.type = type;
    info.target = LOCALITY_NO_INDEX;
    kit_well(locality_schema_new(NULL, &schema, &kit_error), "schema");
    kit_well(locality_schema_add_field(schema, "post", &info, &kit_error), name);
    kit_well(locality_model_new(schema, NULL, &m, &kit_error), "model");
    KIT_PUT(m, "post", "p", name, value, "reports_to", "q");
    locality_schema_free(schema);
    return m;
}

static void fields_of_hosts_become_columns(void) {
    static const struct {
        const char *name, *value;
        int32_t type;
    } rows[] = {
        {"desk", "by the window", LOCALITY_TYPE_TEXT}, {"desk", "3..4", LOCALITY_TYPE_COUNT},
        {"desk", "a b", LOCALITY_TYPE_TEXTS},          {"place", "here", LOCALITY_TYPE_TEXT},
        {"case_id", "7", LOCALITY_TYPE_COUNT},         {"reports", "3", LOCALITY_TYPE_COUNT},
        {"fte_to", "5", LOCALITY_TYPE_COUNT},          {"first_revision", "x", LOCALITY_TYPE_TEXT},
        {"desk_to", "y", LOCALITY_TYPE_TEXT},          {"select", "z", LOCALITY_TYPE_TEXT},
        {"reports_upto_", "q", LOCALITY_TYPE_TEXT},
    };
    for (uint32_t history = 0; history < 2; history++) {
        const char *path = made(history ? "hosts-h.db" : "hosts.db", history);
        for (int turn = 0; turn < 2; turn++) { /* again, on columns that stand */
            for (size_t i = 0; i < TEST_COUNT(rows); i++) {
                char name[40];
                snprintf(name, sizeof name, "case %d %d", turn, (int)i);
                locality_model *m = with_field(rows[i].name, rows[i].type, rows[i].value);
                case_save(m, name);
                locality_model *back = case_load(name);
                case_same(m, back);
                kit_set(back, "post", "p", rows[i].name, NULL);
                case_save(back, name);
                locality_model_free(m);
                m = case_load(name);
                case_same(m, back);
                locality_model_free(back);
                locality_model_free(m);
            }
        }
        base_close();
        TEST_TEXT(base_ask(path, "SELECT count(*) FROM post_view WHERE desk = 'by the window'"),
                  "0");
    }
}

static void columns_of_others_are_left_alone(void) {
    const char *path = made("others.db", 0);
    base_close();
    base_sql(path, "ALTER TABLE post ADD COLUMN \"Payroll no\" TEXT;"
                   "UPDATE post SET \"Payroll no\" = 'n-' || id");
    base_open(path, 0);
    locality_model *m = case_load("paper");
    kit_set(m, "post", "head", "title", "Chief");
    case_save(m, "paper");
    locality_model_free(m);
    base_close();
    TEST_TEXT(base_ask(path, "SELECT title || \"Payroll no\" FROM post WHERE id = 'head'"),
              "Chiefn-head");
}

/* Reading asks for the columns in which it has seen something; what stands in others must come too,
 * wherever it first comes up. */
static void what_stands_in_few_rows_comes_back(void) {
    static const char *const fields[] = {"remit",    "level", "skills", "starts",
                                         "contract", "cost",  "source"};
    static const char *const texts[] = {"All of it.", "3..4", "a b", "2010",
                                        "permanent",  "<=5",  "x"};
    const char *path = base_path("few.db");
    base_open(path, 0);
    locality_model *m = kit_model();
    kit_bare(m, "skill", "a");
    kit_bare(m, "skill", "b");
    for (int i = 0; i < 3000; i++) {
        char id[40];
        snprintf(id, sizeof id, "post %d", i);
        KIT_PUT(m, "post", id, "title", i % 2 ? "Odd" : NULL);
        if (i % 421 == 300) {
            kit_set(m, "post", id, fields[i / 421], texts[i / 421]);
        }
        if (i == 2999) {
            kit_set(m, "post", id, "name", "The last");
        }
    }
    case_save(m, "few");
    for (int turn = 0; turn < 3; turn++) {
        locality_model *back = case_load("few");
        locality_snapshot *s = kit_take(back);
        TEST_NUMBER(locality_model_count(back, "post"), 3000);
        for (int i = 300, j = 0; i < 3000; i += 421, j++) {
            char id[40];
            snprintf(id, sizeof id, "post %d", i);
            if (strcmp(fields[j], "skills") != 0 && strcmp(fields[j], "level") != 0) {
                KIT_FIELD(s, "post", id, fields[j], texts[j]);
            }
        }
        KIT_FIELD(s, "post", "post 2999", "name", "The last");
        KIT_FIELD(s, "post", "post 2998", "name", "-");
        locality_snapshot_release(s);
        case_same(m, back);
        locality_model_free(back);
    }
    locality_model_free(m);
    base_close();
}

/* ---- History --------------------------------------------------------------------------------- */

static locality_model *known_on(int64_t day) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *then = NULL;
    options.known_on = &day;
    kit_well(locality_model_load(&case_store, "paper", &options, &then, &kit_error), "known on");
    return then;
}

static void what_was_known_on_a_day_comes_back(void) {
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    enum { DAYS = 6 };
    locality_model *was[DAYS];
    const char *path = base_path("history.db");
    base_today = 100;
    base_open(path, 1);
    locality_model *m = case_model();
    header.title = "First";
    options.header = &header;
    for (int day = 0; day < DAYS; day++) {
        base_today = 100 + day;
        if (day == 1) {
            kit_set(m, "post", "head", "fte", "0.5");
        } else if (day == 2) {
            kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
            kit_bare(m, "area", "new");
        } else if (day == 3) { /* in again, and changed twice on one day */
            KIT_PUT(m, "post", "old", "structure", "other");
            case_save(m, "paper");
            kit_set(m, "post", "old", "title", "Again");
        } else if (day == 4) {
            kit_well(locality_model_remove(m, "post", "head", &kit_error), "remove");
            header.title = "Second";
        }
        kit_well(locality_model_save(m, &case_store, "paper",
                                     day == 0 || day == 4 ? &options : NULL, NULL, &kit_error),
                 "save");
        was[day] = case_load("paper");
    }
    base_close();
    kit_well(base_try(path, 0, 0, 0), "again");
    locality_sqlite_store(base, &case_store);
    for (int day = 0; day < DAYS; day++) {
        locality_case_header then_header = LOCALITY_CASE_HEADER_INIT;
        locality_model *then = known_on(100 + day);
        case_same(then, was[day]);
        kit_well(locality_model_header(then, &then_header, &kit_error), "header");
        TEST_TEXT(then_header.title, day < 4 ? "First" : "Second");
        TEST_NUMBER(locality_model_revision(then), 0);
        locality_model_free(then);
        locality_model_free(was[day]);
    }
    locality_model *before = known_on(99);
    TEST_NUMBER(locality_model_count(before, "post"), 0);
    locality_model_free(before);
    locality_model_free(m);
    base_close();
}

static void without_history_there_is_no_day(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *then = NULL;
    int64_t day = 5;
    const char *path = made("plain.db", 0);
    options.known_on = &day;
    FAILS(locality_model_load(&case_store, "paper", &options, &then, &kit_error), LOCALITY_INVALID,
          "keeps no history");
    base_close();
    FAILS(base_try(path, 1, 0, 1), LOCALITY_INVALID, "made without history");
}

/* ---- Databases of other versions and other applications -------------------------------------- */

static void an_earlier_database_gets_what_it_lacks(void) {
    for (uint32_t history = 0; history < 2; history++) {
        const char *path = made("earlier.db", history);
        base_close();
        base_sql(path,
                 "UPDATE locality_database SET fields = 1; DROP VIEW locality_dangling;"
                 "DROP VIEW post_view; DROP VIEW area_view; DROP VIEW stream_view;"
                 "ALTER TABLE post DROP COLUMN supports_in; ALTER TABLE post DROP COLUMN ends_to;"
                 "ALTER TABLE post DROP COLUMN fte; ALTER TABLE post DROP COLUMN fte_to;"
                 "DROP VIEW work_item_view; DROP TABLE stream; DROP TABLE work_item;");
        if (history) {
            base_sql(path, "ALTER TABLE post_history DROP COLUMN fte; DROP TABLE stream_history");
        }
        kit_well(base_try(path, 0, 1, 0), "read only"); /* what is not there is missing */
        locality_sqlite_store(base, &case_store);
        locality_model *m = case_load("paper");
        TEST_NUMBER(locality_model_count(m, "post"), 3);
        locality_model_free(m);
        base_close();
        base_open(path, 0);
        m = case_load("paper");
        kit_set(m, "post", "head", "fte", "0.25");
        kit_bare(m, "stream", "s");
        case_save(m, "paper");
        locality_model *back = case_load("paper");
        case_same(m, back);
        locality_model_free(back);
        locality_model_free(m);
        base_close();
        TEST_TEXT(base_ask(path, "SELECT fte FROM post_view WHERE id = 'head'"), "0.25");
        TEST_TEXT(base_ask(path, "SELECT fields > 1 FROM locality_database"), "1");
        base_remove("earlier.db");
    }
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
}

static void what_is_no_database_of_ours_is_refused(void) {
    const char *path = base_path("foreign.db");
    FAILS(base_try(path, 0, 0, 0), LOCALITY_NOT_FOUND, "there is no database");
    FAILS(base_try(path, 1, 1, 0), LOCALITY_NOT_FOUND, "there is no database");
    write_file(path, "");
    FAILS(base_try(path, 0, 0, 0), LOCALITY_NOT_FOUND, "there is no database");
    base_sql(path, "CREATE TABLE bookmarks(url TEXT)");
    FAILS(base_try(path, 1, 0, 0), LOCALITY_SYNTAX, "another application");
    TEST_TEXT(base_ask(path, "SELECT count(*) FROM sqlite_schema"), "1");
    base_sql(path, "PRAGMA application_id = 252006673");
    FAILS(base_try(path, 0, 0, 0), LOCALITY_SYNTAX, "application_id 252006673");
    write_file(
        path,
        "This is a letter and no database, however long one looks at it, and it goes on and on.");
    FAILS(base_try(path, 1, 0, 0), LOCALITY_SYNTAX, "not a database");
    TEST_NUMBER(kit_error.host_code, SQLITE_NOTADB);
    FAILS(base_try(base_directory, 1, 0, 0), LOCALITY_IO, "cannot be opened");
    path = made("newer.db", 0);
    base_close();
    base_sql(path, "PRAGMA user_version = 2");
    FAILS(base_try(path, 1, 0, 0), LOCALITY_SYNTAX, "has format 2; this version reads format 1");
}

static void a_file_that_is_damaged_is_told(void) {
    const char *path = made("damaged.db", 0);
    locality_model *m = case_load("paper"), *back = NULL;
    char id[40];
    for (int i = 0; i < 3000; i++) {
        snprintf(id, sizeof id, "post %d", i);
        KIT_PUT(m, "post", id, "title", "A title that takes some room in the file of the database");
    }
    case_save(m, "paper");
    locality_model_free(m);
    base_close();
    base_sql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    struct stat state;
    stat(path, &state);
    FILE *file = fopen(path, "r+b");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (long at = state.st_size - 100 * 4096; at < state.st_size; at += 4096) {
        fseek(file, at, SEEK_SET);
        fputs("damaged damaged damaged damaged damaged", file);
    }
    fclose(file);
    kit_well(base_try(path, 0, 0, 0), "damaged");
    locality_sqlite_store(base, &case_store);
    FAILS(locality_model_load(&case_store, "paper", NULL, &back, &kit_error), LOCALITY_IO, "post");
    TEST_NUMBER(kit_error.host_code & 0xFF, SQLITE_CORRUPT);
    TEST_TEXT(kit_error.kind, "post");
    CU_ASSERT_PTR_NULL(back);
    base_close();
}

static void a_broken_row_is_told_with_table_and_id(void) {
    static const struct {
        const char *sql;
        locality_status status;
        const char *part, *field;
    } rows[] = {
        {"UPDATE post SET fte = 'much' WHERE id = 'head'", LOCALITY_TYPE,
         "a text where a whole number", "fte"},
        {"UPDATE post SET fte_to = 1.5 WHERE id = 'head'", LOCALITY_TYPE, "a real number where",
         "fte_to"},
        {"UPDATE post SET fte = x'00' WHERE id = 'head'", LOCALITY_TYPE, "a blob where", "fte"},
        {"UPDATE post SET fte = 900000 WHERE id = 'head'", LOCALITY_INVALID,
         "ends before it begins", "fte"},
        {"UPDATE post SET title = 12 WHERE id = 'head'", LOCALITY_TYPE, "an integer where a text",
         "title"},
        {"UPDATE post SET title = CAST(x'ff41' AS TEXT) WHERE id = 'head'", LOCALITY_ENCODING,
         "UTF-8", "title"},
        {"UPDATE post SET title = 'a' || char(0) || 'b' WHERE id = 'head'", LOCALITY_ENCODING,
         "zero byte", "title"},
        {"UPDATE post SET skills = 's1' WHERE id = 'head'", LOCALITY_SYNTAX, "not a JSON array",
         "skills"},
        {"UPDATE post SET skills = '[\"s1\", 2]' WHERE id = 'head'", LOCALITY_SYNTAX,
         "not a JSON array", "skills"},
        {"UPDATE post SET skills = '[\"s1\"' WHERE id = 'head'", LOCALITY_SYNTAX,
         "not a JSON array", "skills"},
        {"UPDATE post SET skills = '[\"s1\",]' WHERE id = 'head'", LOCALITY_SYNTAX,
         "not a JSON array", "skills"},
        {"UPDATE post SET skills = '[\"\\ud800\"]' WHERE id = 'head'", LOCALITY_SYNTAX,
         "not a JSON array", "skills"},
        {"UPDATE post SET skills = '[\"none\"]' WHERE id = 'head'", LOCALITY_INVALID, "is no id",
         "skills"},
        {"UPDATE post SET contract = 'by handshake' WHERE id = 'head'", LOCALITY_INVALID,
         "handshake", "contract"},
        {"UPDATE post SET reports_to = '' WHERE id = 'head'", LOCALITY_INVALID, "not empty",
         "reports_to"},
        {"UPDATE post SET id = '' WHERE id = 'old'", LOCALITY_INVALID, "empty", ""},
        {"UPDATE post SET id = 5 WHERE id = 'old'", LOCALITY_TYPE, "an integer where a text", "id"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *back = NULL;
        const char *path = made("broken.db", 0);
        base_close();
        base_sql(
            path,
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(replace(replace("
            "replace(sql, ' STRICT', ''), ' TEXT', ''), ' INTEGER,', ','), 'INTEGER)', ')')"
            " WHERE name = 'post'");
        base_sql(path, rows[i].sql);
        kit_well(base_try(path, 0, 0, 0), "open");
        locality_sqlite_store(base, &case_store);
        memset(&kit_error, 0, sizeof kit_error);
        locality_status status = locality_model_load(&case_store, "paper", NULL, &back, &kit_error);
        TEST_ROW(status == rows[i].status && back == NULL, rows[i].sql);
        TEST_ROW(strstr(kit_error.message, rows[i].part) != NULL, kit_error.message);
        TEST_TEXT(kit_error.kind, "post");
        TEST_TEXT(kit_error.field, rows[i].field);
        TEST_ROW(rows[i].field[0] == '\0' || strcmp(rows[i].field, "id") == 0 ||
                     strcmp(kit_error.id, "head") == 0,
                 kit_error.id);
        locality_model_free(back);
        base_close();
        base_remove("broken.db");
    }
}

static void the_database_itself_refuses_what_is_wrong(void) {
    static const char *const rows[] = {
        "UPDATE post SET fte = 'much'",
        "INSERT INTO post(case_id, place, id) VALUES(2, 1 << 41, 'no case')",
        "INSERT INTO post(case_id, place, id) VALUES(1, (1 << 40) + 99, 'head')",
    };
    const char *path = made("refuses.db", 0);
    base_close();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        sqlite3 *db = NULL;
        sqlite3_open(path, &db);
        sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
        TEST_ROW((sqlite3_exec(db, rows[i], NULL, NULL, NULL) & 0xFF) == SQLITE_CONSTRAINT,
                 rows[i]);
        sqlite3_close(db);
    }
}

/* ---- What cannot be written ------------------------------------------------------------------ */

static void what_is_read_only_is_not_written(void) {
    const char *path = made("read.db", 0);
    base_close();
    kit_well(base_try(path, 0, 1, 0), "read only");
    locality_sqlite_store(base, &case_store);
    locality_model *m = case_load("paper");
    kit_set(m, "post", "head", "fte", "0.1");
    FAILS(locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error), LOCALITY_IO,
          "read only");
    locality_model_free(m);
    base_close();
    base_open(path, 0);
    m = case_load("paper");
    locality_snapshot *s = kit_take(m);
    KIT_FIELD(s, "post", "head", "fte", "0.8");
    locality_snapshot_release(s);
    locality_model_free(m);
    base_close();
}

enum { NOBODY = 65534 };

/* As who may only read, in a directory that only may be read: like a file on a disc. */
static int read_on_a_disc(const char *path) {
    locality_model *m = NULL;
    if (getuid() == 0 && setuid(NOBODY) != 0) {
        return 1;
    }
    if (base_try(path, 1, 0, 0) != LOCALITY_IO) {
        return 2;
    }
    if (base_try(path, 0, 1, 0) != LOCALITY_OK) {
        puts(kit_error.message);
        return 3;
    }
    locality_sqlite_store(base, &case_store);
    if (locality_model_load(&case_store, "paper", NULL, &m, &kit_error) != LOCALITY_OK ||
        locality_model_count(m, "post") != 3) {
        return 4;
    }
    locality_model_free(m);
    base_close();
    return 0;
}

static void media_that_cannot_be_written_can_be_read(void) {
    int state = 0;
    mkdir(base_path("disc"), 0755);
    const char *path = made("disc/disc #1?.db", 0);
    base_close();
    chmod(base_directory, 0755);
    chmod(path, 0444);
    chmod(base_path("disc"), 0555);
    pid_t child = fork();
    if (child == 0) {
        _exit(read_on_a_disc(path));
    }
    waitpid(child, &state, 0);
    TEST_NUMBER(WIFEXITED(state) ? WEXITSTATUS(state) : -1, 0);
    chmod(base_path("disc"), 0755);
}

/* Gives every connection that is opened from now on a limit of pages; 0 for none. */
static int most_pages;

static int limit_pages(sqlite3 *db, char **message, const struct sqlite3_api_routines *routines) {
    char sql[60];
    (void)message;
    (void)routines;
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", most_pages);
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static void set_limit(int pages) {
    most_pages = pages;
    sqlite3_reset_auto_extension();
    if (pages > 0) {
        sqlite3_auto_extension((void (*)(void))limit_pages);
    }
}

/* SQLite's own limit of pages stands for a full disk: the same code, at every place it can come up. */
static void a_full_disk_loses_nothing(void) {
    int failures = 0;
    locality_status status = LOCALITY_IO;
    const char *path = made("full.db", 0);
    locality_model *before = case_load("paper");
    int pages = atoi(base_ask(path, "PRAGMA page_count"));
    base_close();
    for (int more = 0; status != LOCALITY_OK && more < 200; more += 4) {
        locality_model *m = NULL, *after = NULL;
        char id[40];
        set_limit(pages + more);
        base_open(path, 0);
        m = case_load("paper");
        for (int i = 0; i < 2000; i++) {
            snprintf(id, sizeof id, "post %d", i);
            KIT_PUT(m, "post", id, "title",
                    "A title that takes some room in the file of the database");
        }
        status = locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error);
        if (status != LOCALITY_OK) {
            TEST_NUMBER(status, LOCALITY_IO);
            TEST_NUMBER(kit_error.host_code & 0xFF, SQLITE_FULL);
            TEST_ROW(strstr(kit_error.message, "nothing was changed") != NULL, kit_error.message);
            failures++;
        }
        after = case_load("paper");
        case_same(after, status == LOCALITY_OK ? m : before);
        locality_model_free(after);
        locality_model_free(m);
        base_close();
    }
    set_limit(0);
    TEST_NUMBER(status, LOCALITY_OK);
    CU_ASSERT_TRUE(failures > 10);
    locality_model_free(before);
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static void arguments_are_checked(void) {
    struct {
        locality_sqlite_options options;
        uint64_t later;
    } longer = {LOCALITY_SQLITE_OPTIONS_INIT, 0};
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    locality_sqlite *out = (locality_sqlite *)&options;
    FAILS(locality_sqlite_open(NULL, NULL, &out, &kit_error), LOCALITY_INVALID, "path is null");
    CU_ASSERT_PTR_NULL(out);
    FAILS(locality_sqlite_open("", NULL, &out, &kit_error), LOCALITY_INVALID,
          "path is null or empty");
    FAILS(locality_sqlite_open("x", NULL, NULL, &kit_error), LOCALITY_INVALID, "out is null");
    options.struct_size = 4;
    FAILS(locality_sqlite_open("x", &options, &out, &kit_error), LOCALITY_INVALID, "struct_size");
    options.struct_size = sizeof options;
    options.read_only = 1;
    FAILS(locality_sqlite_open(":memory:", &options, &out, &kit_error), LOCALITY_INVALID,
          "nothing to be read");
    longer.options.struct_size = sizeof longer;
    longer.options.create = 1;
    kit_well(locality_sqlite_open(":memory:", &longer.options, &out, &kit_error), "longer");
    locality_sqlite_close(out);
    longer.later = 1;
    FAILS(locality_sqlite_open(":memory:", &longer.options, &out, &kit_error), LOCALITY_INVALID,
          "struct_size");
    locality_sqlite_close(NULL);
    locality_sqlite_store(NULL, NULL);
    locality_store store;
    locality_sqlite_store(NULL, &store);
    CU_ASSERT_TRUE(store.open == NULL);
    TEST_NUMBER(locality_sqlite_open("/nowhere/at/all.db", NULL, &out, NULL), LOCALITY_NOT_FOUND);
}

int main(void) {
    static const test_case cases[] = {
        {"tables and views say what was saved", tables_and_views_say_what_was_saved},
        {"cases are listed", cases_are_listed},
        {"fields of hosts become columns", fields_of_hosts_become_columns},
        {"columns of others are left alone", columns_of_others_are_left_alone},
        {"what stands in few rows comes back", what_stands_in_few_rows_comes_back},
        {"what was known on a day comes back", what_was_known_on_a_day_comes_back},
        {"without history there is no day", without_history_there_is_no_day},
        {"an earlier database gets what it lacks", an_earlier_database_gets_what_it_lacks},
        {"what is no database of ours is refused", what_is_no_database_of_ours_is_refused},
        {"a file that is damaged is told", a_file_that_is_damaged_is_told},
        {"a broken row is told with table and id", a_broken_row_is_told_with_table_and_id},
        {"the database itself refuses what is wrong", the_database_itself_refuses_what_is_wrong},
        {"what is read only is not written", what_is_read_only_is_not_written},
        {"media that cannot be written can be read", media_that_cannot_be_written_can_be_read},
        {"a full disk loses nothing", a_full_disk_loses_nothing},
        {"arguments are checked", arguments_are_checked},
    };
    int failed = !base_begin() || test_main("SQLite databases", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
