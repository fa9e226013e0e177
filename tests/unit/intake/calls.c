/* The calls: counts, options, failures that leave the model as it was, the host's callbacks, memory. */
#include "kit.h"

#include "support/fault.h"

static const char posts[] = "map m \"M\"\nmissing \"N/D\"\ncolumn id \"Id\"\ncolumn t \"Title\"\n"
                            "column b \"Boss\"\ncolumn n \"Name\"\nignore \"URI\"\n"
                            "tally n \"N/D\" \"Vacant\" \"Eliminated\"\n"
                            "skip \"eliminated posts\" when n is \"Eliminated\"\n"
                            "make structure structure once\n  effective as-at\n"
                            "make post id\n  structure structure\n  title t\n  reports_to b\n"
                            "  source \"{label}\"\n  vacant \"1\" when n is \"vacant\"\n";
static const char table[] = "Id,Title,Boss,Name,URI\n"
                            "p1,Head,,N/D,u\n"
                            "p2,Clerk,p1,vacant,u\n"
                            "p2,Clerk,p1,x,u\n"
                            "p3,Old,p1,Eliminated,u\n"
                            "\n"
                            "p4,N/D,p9,x,u\n"
                            "p5,\"x\"y,p1,x,u\n";

/* Its heading and two posts. */
#define FIRST_ROWS (sizeof "Id,Title,Boss,Name,URI\np1,Head,,N/D,u\np2,Clerk,p1,vacant,u\n" - 1)

static void everything_is_counted(void) {
    static kit_page page;
    locality_model *model = kit_new_model();
    locality_intake_report *report = kit_import(model, posts, table, sizeof table - 1, NULL);
    kit_report(report, &page);
    KIT_SAME(
        &page,
        "4:0 repeated 2 [] post:p2 '' this id was given in row 3 already; that record counts\n"
        "7:0 dangling 2 [] post:p4 'p9' reports_to names no post of the model; the field is "
        "left missing\n"
        "8:2 quotes 2 [Title] : 'x\"y' text stands behind a closing quotation mark; the row is "
        "not imported\n"
        "0  6\n1 structure 1\n1 post 3\n3 post 1\n4 eliminated posts 1\n4 blank rows 1\n5  1\n"
        "6 Name: N/D 1\n6 Name: Vacant 1\n6 Name: Eliminated 1\n"
        "7 quotes 1\n7 repeated 1\n7 dangling 1\n"
        "8 Title 1\n8 Boss 1\n8 Name 1\n9  1\n");
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_MADE, NULL), 4);
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_MADE, "post"), 3);
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, "dangling"), 1);
    TEST_NUMBER(locality_intake_report_worst(report), LOCALITY_INTAKE_ERROR);
    TEST_NUMBER(locality_intake_report_count_at(report, 10)->fault, LOCALITY_INTAKE_QUOTES);
    TEST_NUMBER(locality_intake_report_problem_at(report, 2)->line, 8);
    CU_ASSERT_PTR_NULL(locality_intake_report_count_at(report, 99));
    CU_ASSERT_PTR_NULL(locality_intake_report_problem_at(report, 3));
    locality_intake_report_free(report);
    locality_model_free(model);
}

static void options_say_where_records_come_from(void) {
    static kit_page page;
    locality_model *model = kit_new_model();
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_range as_at = {18262, 18262}; /* 1 January 2020 */
    options.label = "posts.csv";
    options.structure = "proposed";
    options.as_at = &as_at;
    locality_intake_report_free(kit_import(model, posts, table, FIRST_ROWS, &options));
    kit_model(model, &page);
    KIT_SAME(&page, "structure proposed effective=2020-01-01\n"
                    "post p1 structure=proposed title=Head\n"
                    "post p2 structure=proposed title=Clerk vacant=1 reports_to=p1");
    locality_snapshot *snapshot = NULL;
    locality_value value;
    TEST_NUMBER(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    uint32_t kind = locality_schema_kind(NULL, "post");
    locality_snapshot_value(snapshot, kind, 1, locality_schema_field(NULL, kind, "section"), &value,
                            NULL);
    TEST_TEXT(value.text, "row 3");
    locality_snapshot_value(snapshot, kind, 1, locality_schema_field(NULL, kind, "source"), &value,
                            NULL);
    TEST_TEXT(value.text, "posts.csv");
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

static void problems_are_listed_up_to_a_cap_and_all_counted(void) {
    static const char many[] = "Id,Title,Boss,Name,URI\na,,,,\na,,,,\na,,,,\na,,,,\n";
    locality_model *model = kit_new_model();
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    options.max_problems = 2;
    locality_intake_report *report = kit_import(model, posts, many, sizeof many - 1, &options);
    TEST_NUMBER(locality_intake_report_problems(report), 2);
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, "repeated"), 3);
    locality_intake_report_free(report);
    locality_model_free(model);
}

/* A second table into the same model: what stood is kept, and what is given again is told. */
static void what_the_model_had_before_counts(void) {
    static const char first[] = "Id,Title,Boss,Name,URI\np1,Head,,,\n";
    static const char second[] = "Id,Title,Boss,Name,URI\np1,Another,,,\np2,Clerk,p1,,\n";
    static kit_page page;
    locality_model *model = kit_new_model();
    locality_intake_report_free(kit_import(model, posts, first, sizeof first - 1, NULL));
    locality_intake_report *report = kit_import(model, posts, second, sizeof second - 1, NULL);
    kit_report(report, &page);
    KIT_SAME(&page,
             "2:0 repeated 2 [] post:p1 '' the model has a record with this id already; that "
             "one counts\n"
             "0  2\n1 structure 0\n1 post 1\n2 structure 1\n3 post 1\n"
             "6 Name: N/D 0\n6 Name: Vacant 0\n6 Name: Eliminated 0\n7 repeated 1\n"
             "8 Boss 1\n8 Name 2\n9  1\n");
    kit_model(model, &page);
    KIT_SAME(&page, "structure current\npost p1 structure=current title=Head\n"
                    "post p2 structure=current title=Clerk reports_to=p1");
    locality_intake_report_free(report);
    locality_model_free(model);
}

/* Batches are smaller than this table: what was sent into the model goes out again. */
static char *long_table(size_t rows, const char *end, size_t *length) {
    char *text = malloc(rows * 40 + 200);
    size_t at = (size_t)sprintf(text, "Id,Title,Boss,Name,URI\n");
    for (size_t i = 0; i < rows; i++) {
        at += (size_t)sprintf(text + at, "p%zu,Post %zu,p%zu,x,u\n", i, i % 50, i / 8);
    }
    at += (size_t)sprintf(text + at, "%s", end);
    *length = at;
    return text;
}

/* A quote that is never closed, behind thousands of rows that stand in the model already. */
static void a_failure_leaves_the_model_as_it_was(void) {
    static kit_page before, after;
    locality_model *model = kit_new_model();
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake *intake = NULL;
    locality_intake_report *report = NULL;
    size_t length;
    char *text = long_table(9000, "\"q,", &length);
    memset(text + length, 'x', 100);
    options.max_row_bytes = 64;
    locality_intake_report_free(kit_import(model, posts, table, FIRST_ROWS, NULL));
    kit_model(model, &before);
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &options, &intake, NULL),
                LOCALITY_OK);
    TEST_NUMBER(locality_intake_push(intake, text, length / 2, &kit_error), LOCALITY_OK);
    CU_ASSERT_TRUE(locality_model_count(model, "post") > 2);
    TEST_NUMBER(
        locality_intake_push(intake, text + length / 2, length - length / 2 + 100, &kit_error),
        LOCALITY_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(kit_error.message, "never be closed"));
    TEST_NUMBER(kit_error.line, 9002);
    kit_model(model, &after);
    KIT_SAME(&after, before.text);
    TEST_NUMBER(locality_intake_push(intake, "x", 1, &kit_error), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_finish(intake, &report, &kit_error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(report);
    locality_intake_free(intake);
    locality_model_free(model);
    free(text);
}

static void an_import_that_is_dropped_leaves_the_model_as_it_was(void) {
    static kit_page before, after;
    locality_model *model = kit_new_model();
    locality_intake *intake = NULL;
    size_t length;
    char *text = long_table(9000, "", &length);
    locality_intake_report_free(kit_import(model, posts, table, FIRST_ROWS, NULL));
    kit_model(model, &before);
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, NULL, &intake, NULL),
                LOCALITY_OK);
    TEST_NUMBER(locality_intake_push(intake, text, length, &kit_error), LOCALITY_OK);
    locality_intake_free(intake);
    kit_model(model, &after);
    KIT_SAME(&after, before.text);
    TEST_NUMBER(locality_model_count(model, "post"), 2);
    locality_model_free(model);
    free(text);
}

static void a_long_table_comes_whole(void) {
    locality_model *model = kit_new_model();
    size_t length;
    char *text = long_table(30000, "", &length);
    locality_intake_report *report = kit_import(model, posts, text, length, NULL);
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_MADE, "post"), 30000);
    TEST_NUMBER(locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, NULL), 0);
    locality_snapshot *snapshot = NULL;
    TEST_NUMBER(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    uint32_t kind = locality_schema_kind(NULL, "post");
    for (uint32_t row = 0; row < 30000; row += 997) {
        locality_value value;
        char expected[20];
        locality_snapshot_value(snapshot, kind, row, locality_schema_field(NULL, kind, "title"),
                                &value, NULL);
        sprintf(expected, "Post %u", row % 50);
        TEST_TEXT(value.text, expected);
        locality_snapshot_value(snapshot, kind, row,
                                locality_schema_field(NULL, kind, "reports_to"), &value, NULL);
        sprintf(expected, "p%u", row / 8);
        TEST_TEXT(value.text, expected);
    }
    locality_snapshot_release(snapshot);
    locality_intake_report_free(report);
    locality_model_free(model);
    free(text);
}

typedef struct bad_table {
    const char *bytes;
    size_t length;
    locality_status status;
    uint64_t line;
    const char *part;
} bad_table;

static void tables_that_cannot_be_read_are_refused(void) {
    static const bad_table rows[] = {
        {"", 0, LOCALITY_SYNTAX, 0, "empty"},
        {"Id,Titel,Boss,Name\n", 19, LOCALITY_NOT_FOUND, 1, "did you mean \"Titel\""},
        {"Id,Title,Boss,Name,Id\n", 22, LOCALITY_DUPLICATE, 1, "columns 1 and 5"},
        {"\"Id\"x,Title,Boss,Name\n", 22, LOCALITY_SYNTAX, 1, "not paired"},
        {"\xFF\xFEI\0d\0", 6, LOCALITY_ENCODING, 1, "UTF-16"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_model *model = kit_new_model();
        locality_intake_report *report = NULL;
        memset(&kit_error, 0xA5, sizeof kit_error);
        TEST_NUMBER(locality_intake_read(model, posts, sizeof posts - 1, rows[i].bytes,
                                         rows[i].length, NULL, &report, &kit_error),
                    rows[i].status);
        TEST_NUMBER(kit_error.status, rows[i].status);
        TEST_NUMBER(kit_error.line, rows[i].line);
        TEST_ROW(strstr(kit_error.message, rows[i].part) != NULL, kit_error.message);
        CU_ASSERT_PTR_NULL(report);
        TEST_NUMBER(locality_model_count(model, "structure"), 0);
        locality_model_free(model);
    }
}

static void wrong_arguments_are_refused(void) {
    locality_model *model = kit_new_model();
    locality_intake *intake = NULL;
    locality_intake_report *report = NULL;
    struct {
        locality_intake_options options;
        uint64_t more;
    } longer = {LOCALITY_INTAKE_OPTIONS_INIT, 1};
    locality_range wrong = {2, 1};
    TEST_NUMBER(locality_intake_new(model, posts, 9, NULL, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_new(NULL, posts, 9, NULL, &intake, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_new(model, NULL, 9, NULL, &intake, NULL), LOCALITY_INVALID);
    longer.options.struct_size = sizeof longer;
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &longer.options, &intake, NULL),
                LOCALITY_INVALID);
    longer.more = 0;
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &longer.options, &intake, NULL),
                LOCALITY_OK);
    locality_intake_free(intake);
    longer.options.as_at = &wrong;
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &longer.options, &intake, NULL),
                LOCALITY_INVALID);
    longer.options.as_at = NULL;
    longer.options.max_row_bytes = UINT64_C(1) << 31;
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, &longer.options, &intake, NULL),
                LOCALITY_LIMIT);
    CU_ASSERT_PTR_NULL(intake);
    TEST_NUMBER(locality_intake_push(NULL, "", 0, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_finish(NULL, &report, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_check_map(NULL, NULL, 0, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_read(model, posts, sizeof posts - 1, NULL, 1, NULL, &report, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_read(model, posts, sizeof posts - 1, "", 0, NULL, NULL, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_new(model, posts, sizeof posts - 1, NULL, &intake, NULL),
                LOCALITY_OK);
    TEST_NUMBER(locality_intake_push(intake, NULL, 1, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_intake_finish(intake, NULL, NULL), LOCALITY_INVALID);
    locality_intake_free(intake);
    locality_intake_free(NULL);
    locality_intake_report_free(NULL);
    TEST_NUMBER(locality_intake_report_counts(NULL), 0);
    TEST_NUMBER(locality_intake_report_problems(NULL), 0);
    TEST_NUMBER(locality_intake_report_sum(NULL, 0, NULL), 0);
    TEST_NUMBER(locality_intake_report_worst(NULL), LOCALITY_INTAKE_NOTE);
    TEST_TEXT(locality_intake_fault_name(LOCALITY_INTAKE_DANGLING), "dangling");
    TEST_TEXT(locality_intake_fault_name(-1), "unknown");
    locality_model_free(model);
}

typedef struct host {
    uint64_t rows, bytes;
    int calls, stop_at;
} host;

static int32_t cancel(void *self) {
    host *h = self;
    return ++h->calls == h->stop_at;
}

static void progress(void *self, uint64_t rows, uint64_t bytes) {
    host *h = self;
    CU_ASSERT_TRUE(rows >= h->rows && bytes >= h->bytes);
    h->rows = rows;
    h->bytes = bytes;
}

static void the_host_sees_how_far_it_is_and_can_stop_it(void) {
    size_t length;
    char *text = long_table(5000, "", &length);
    for (int stop = 0; stop < 4; stop++) {
        locality_model *model = kit_new_model();
        locality_intake_report *report = NULL;
        locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
        host h = {0, 0, 0, stop};
        options.cancel = cancel;
        options.progress = progress;
        options.self = &h;
        locality_status status = locality_intake_read(model, posts, sizeof posts - 1, text, length,
                                                      &options, &report, &kit_error);
        TEST_NUMBER(status, stop == 0 ? LOCALITY_OK : LOCALITY_CANCELLED);
        TEST_NUMBER(locality_model_count(model, "post"), stop == 0 ? 5000 : 0);
        if (stop == 0) {
            TEST_NUMBER(h.rows, 5000);
            TEST_NUMBER(h.bytes, length);
            CU_ASSERT_TRUE(h.calls >= 4);
        }
        locality_intake_report_free(report);
        locality_model_free(model);
    }
    free(text);
}

/* A table and a map that go through everything: lists, sets, items, problems, dangling references. */
static const char all_map[] =
    "map m \"M\"\nencoding windows-1252\ncolumn id \"Id\"\ncolumn t \"T\"\ncolumn b \"B\"\n"
    "column s \"S\" split \";\"\ncolumn d \"D\"\ncolumns y like \"#\"\ncheck d <= t\n"
    "make skill \"{item:slug}\" once each s\n  name s\n"
    "make area id once\n  population d\n"
    "make alias \"{id}\"\n  record \"area:{id}\"\n  text \"other {id}\"\n"
    "make observation \"{id}/{item}\" each y\n  value y\n  area \"other {id}\"\n"
    "make post \"{id}/{t}\"\n  title \"{t} of {b}\"\n  reports_to \"{b}/{t}\"\n"
    "  skills \"{s:slug}\"\n  contract t\n  fte d\n";
static const char all_table[] = "Id;T;B;S;D;1;2;More\n"
                                "a;permanent;a;One Two;three;1.5;5;6;x\n"
                                "a;permanent;a;\"One\"\"s\n;x\";2;5;;\n"
                                "b;caf\xE9;q;x;<2;;\"y;\"z;;\n"
                                "b;caf\xE9;q;x;1;;;\n"
                                ";;;;;\n"
                                "c;1;c;\x81;2;1;1;1\n";

static locality_status import_all(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    (void)state;
    locality_model *model = NULL;
    locality_intake *intake = NULL;
    locality_intake_report *report = NULL;
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_status status = locality_model_new(NULL, allocator, &model, error);
    options.allocator = allocator;
    options.label = "a table";
    if (status == LOCALITY_OK) {
        status = locality_intake_new(model, all_map, sizeof all_map - 1, &options, &intake, error);
        CU_ASSERT_TRUE((status == LOCALITY_OK) == (intake != NULL));
    }
    for (size_t at = 0; at < sizeof all_table - 1 && status == LOCALITY_OK; at += 21) {
        size_t left = sizeof all_table - 1 - at;
        status = locality_intake_push(intake, all_table + at, left < 21 ? left : 21, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_intake_finish(intake, &report, error);
        CU_ASSERT_TRUE((status == LOCALITY_OK) == (report != NULL));
    }
    if (status != LOCALITY_OK && model != NULL) {
        CU_ASSERT_EQUAL(error->status, status);
        CU_ASSERT_EQUAL(locality_model_count(model, "post"), 0);
        CU_ASSERT_EQUAL(locality_model_count(model, "alias"), 0);
    }
    locality_intake_report_free(report);
    locality_intake_free(intake);
    locality_model_free(model);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    fault_drive("importing a table", import_all, NULL, 60);
}

static const test_case cases[] = {
    {"everything is counted", everything_is_counted},
    {"options say where records come from and belong", options_say_where_records_come_from},
    {"problems are listed up to a cap and all counted",
     problems_are_listed_up_to_a_cap_and_all_counted},
    {"what the model had before counts", what_the_model_had_before_counts},
    {"a failure leaves the model as it was", a_failure_leaves_the_model_as_it_was},
    {"an import that is dropped leaves the model as it was",
     an_import_that_is_dropped_leaves_the_model_as_it_was},
    {"a long table comes whole", a_long_table_comes_whole},
    {"tables that cannot be read are refused", tables_that_cannot_be_read_are_refused},
    {"wrong arguments are refused", wrong_arguments_are_refused},
    {"the host sees how far it is and can stop it", the_host_sees_how_far_it_is_and_can_stop_it},
    {"every refusal of memory is survived", survives_every_refusal_of_memory},
};
TEST_MAIN("intake calls", cases)
