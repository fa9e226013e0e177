/* Reports: each in every format, from a paper that has something of everything; what they say in full
 * is kept in tests/cli/golden. */
#include "locality-json.h"
#include "support/fault.h"
#include "unit/report/kit.h"

/* ---- A paper ------------------------------------------------------------------------------------------ */

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1u << 16);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT(fread(text, 1, (1u << 16) - 1, file) > 0);
    fclose(file);
    return text;
}

/* A snapshot of tests/cli/data/town.json with its rules; null for an allocator uses malloc. */
static locality_status take_town(const locality_allocator *allocator, locality_snapshot **snapshot,
                                 locality_error *error) {
    char *text = read_file("tests/cli/data/town.json"),
         *rules = read_file("tests/cli/data/town.rules");
    locality_model *model = NULL;
    locality_status status = locality_json_load(text, strlen(text), NULL, allocator, &model, error);
    if (status == LOCALITY_OK) {
        status = locality_rules_load(model, rules, strlen(rules), "town.rules", error);
    }
    if (status == LOCALITY_OK) {
        status = locality_snapshot_take(model, snapshot, error);
    }
    locality_model_free(model);
    free(text);
    free(rules);
    return status;
}

static locality_snapshot *town(void) {
    locality_snapshot *snapshot = NULL;
    locality_error error;
    if (take_town(NULL, &snapshot, &error) != LOCALITY_OK) {
        printf("%s\n", error.message);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    return snapshot;
}

/* ---- Every report of a snapshot ------------------------------------------------------------------------ */

typedef locality_status (*report)(const locality_snapshot *snapshot,
                                  const locality_report_options *options,
                                  const locality_output *output, locality_error *error);

static locality_status record(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    return locality_report_record(s, "post", "adviser", o, out, e);
}
static locality_status structure(const locality_snapshot *s, const locality_report_options *o,
                                 const locality_output *out, locality_error *e) {
    return locality_report_structure(s, "plan", o, out, e);
}
static locality_status before_after(const locality_snapshot *s, const locality_report_options *o,
                                    const locality_output *out, locality_error *e) {
    return locality_report_before_after(s, "now", "plan", o, out, e);
}
static locality_status sheet(const locality_snapshot *s, const locality_report_options *o,
                             const locality_output *out, locality_error *e) {
    return locality_report_sheet(s, "Northside", o, out, e);
}
static locality_status themes(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    return locality_report_matrix(s, "themes", "plan", o, out, e);
}
static locality_status services(const locality_snapshot *s, const locality_report_options *o,
                                const locality_output *out, locality_error *e) {
    return locality_report_matrix(s, "services", NULL, o, out, e);
}
static locality_status figures(const locality_snapshot *s, const locality_report_options *o,
                               const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_FIGURES, o, out, e);
}
static locality_status reconciliation(const locality_snapshot *s, const locality_report_options *o,
                                      const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_RECONCILIATION, o, out, e);
}
static locality_status ambiguities(const locality_snapshot *s, const locality_report_options *o,
                                   const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_AMBIGUITIES, o, out, e);
}
static locality_status blanks(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_BLANKS, o, out, e);
}
static locality_status missing(const locality_snapshot *s, const locality_report_options *o,
                               const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_MISSING, o, out, e);
}
static locality_status names(const locality_snapshot *s, const locality_report_options *o,
                             const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_NAMES, o, out, e);
}
static locality_status places(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    return locality_report_register(s, LOCALITY_REGISTER_PLACES, o, out, e);
}
static locality_status summary(const locality_snapshot *s, const locality_report_options *o,
                               const locality_output *out, locality_error *e) {
    locality_findings *found = NULL;
    locality_status status = locality_check(s, NULL, &found, e);
    if (status == LOCALITY_OK) {
        status = locality_report_summary(s, found, NULL, o, out, e);
    }
    locality_findings_free(found);
    return status;
}
static locality_status beside(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    locality_report_side side = LOCALITY_REPORT_SIDE_INIT;
    side.snapshot = s;
    return locality_report_beside(&side, &side, o, out, NULL, e);
}
static locality_status computed(const locality_snapshot *s, const locality_report_options *o,
                                const locality_output *out, locality_error *e) {
    locality_report_side left = LOCALITY_REPORT_SIDE_INIT, right = LOCALITY_REPORT_SIDE_INIT;
    left.snapshot = right.snapshot = s;
    left.what = "count(a in area)";
    right.what = "count(p in post)";
    return locality_report_beside(&left, &right, o, out, NULL, e);
}
static locality_status findings(const locality_snapshot *s, const locality_report_options *o,
                                const locality_output *out, locality_error *e) {
    locality_findings *found = NULL;
    locality_status status = locality_check(s, NULL, &found, e);
    if (status == LOCALITY_OK) {
        status = locality_report_findings(found, NULL, o, out, e);
    }
    locality_findings_free(found);
    return status;
}
static locality_status finding(const locality_snapshot *s, const locality_report_options *o,
                               const locality_output *out, locality_error *e) {
    locality_findings *found = NULL;
    locality_status status = locality_check(s, NULL, &found, e);
    if (status == LOCALITY_OK) {
        status = locality_report_finding(locality_findings_find(found, "TWN-1"), o, out, e);
    }
    locality_findings_free(found);
    return status;
}
static locality_status answer(const locality_snapshot *s, const locality_report_options *o,
                              const locality_output *out, locality_error *e) {
    static const char text[] = "list(p.title, p.fte for p in post where p.serves has north)";
    locality_answer *given = NULL;
    locality_status status = locality_query(s, text, strlen(text), NULL, &given, e);
    if (status == LOCALITY_OK) {
        status = locality_report_answer(given, "A question", 1, o, out, e);
    }
    locality_answer_free(given);
    return status;
}

static const struct {
    const char *name, *says; /* a part of what it says as text */
    report report;
} reports[] = {
    {"record", "title       Adviser", record},
    {"structure", "Total: at least 7 posts in 5 records", structure},
    {"before and after", "-25.00 %", before_after},
    {"sheet", "Ward Lead North (SB)", sheet},
    {"matrix of themes", "3 of 4 covered, 1 gap.", themes},
    {"matrix of services", "none, deliberate", services},
    {"figures", "over £700k", figures},
    {"reconciliation", "DIFFERS", reconciliation},
    {"ambiguities", "without the clerk", ambiguities},
    {"blanks", "Pay of the advisers.", blanks},
    {"missing", "has no section 3", missing},
    {"names", "Northside", names},
    {"places", "No record names an area outside its life.", places},
    {"summary", "5 rules: 1 fail, 2 cannot be decided", summary},
    {"side by side", "the same", beside},
    {"side by side, computed", "DIFFER", computed},
    {"findings", "5 rules: 1 fail, 2 cannot be decided", findings},
    {"finding", "at least 6.5 = 9 is not decided", finding},
    {"answer", "between 3.5 and 4", answer},
};

static void every_report_is_written_in_every_format(void) {
    locality_snapshot *snapshot = town();
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        for (int32_t format = LOCALITY_FORMAT_TEXT; format <= LOCALITY_FORMAT_JSON; format++) {
            kept first, second;
            locality_output output = kept_output(&first), again = kept_output(&second);
            locality_report_options options = kept_options(format, 100);
            locality_error error;
            locality_status status = reports[i].report(snapshot, &options, &output, &error);
            TEST_ROW(status == LOCALITY_OK && error.status == LOCALITY_OK && first.length > 0,
                     reports[i].name);
            reports[i].report(snapshot, &options, &again, NULL);
            TEST_ROW(strcmp(first.text, second.text) == 0, reports[i].name); /* the same bytes */
            TEST_ROW(format != LOCALITY_FORMAT_TEXT || strstr(first.text, reports[i].says) != NULL,
                     reports[i].name);
            TEST_ROW(format != LOCALITY_FORMAT_JSON ||
                         (first.text[0] == '{' && first.text[first.length - 2] == '}'),
                     reports[i].name);
            free(first.text);
            free(second.text);
        }
    }
    locality_snapshot_release(snapshot);
}

/* Whether a line has no blank but inside quotes: a quoted phrase of a rule stays whole, to be copied. */
static int is_one_phrase(const char *line, size_t length) {
    int inside = 0, quotes = 0;
    for (size_t i = strspn(line, " "); i < length; i++) {
        quotes += line[i] == '"';
        inside = quotes % 2;
        if (line[i] == ' ' && !inside) {
            return 0;
        }
    }
    return quotes >= 2;
}

static void no_report_has_a_line_wider_than_asked(void) {
    locality_snapshot *snapshot = town();
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        for (uint32_t width = 20; width < 120; width += 7) {
            kept text;
            locality_output output = kept_output(&text);
            locality_report_options options = kept_options(LOCALITY_FORMAT_TEXT, width);
            size_t widest = 0;
            CU_ASSERT_EQUAL(reports[i].report(snapshot, &options, &output, NULL), LOCALITY_OK);
            for (const char *line = text.text; *line != '\0'; line += strcspn(line, "\n") + 1) {
                size_t columns = 0;
                for (size_t k = 0; k < strcspn(line, "\n"); k++) {
                    columns += ((unsigned char)line[k] & 0xC0u) != 0x80u;
                }
                widest = columns > widest && !is_one_phrase(line, strcspn(line, "\n")) ? columns
                                                                                       : widest;
            }
            if (!TEST_ROW(widest <= width, reports[i].name)) {
                printf("    %zu columns for %u\n", widest, (unsigned)width);
            }
            free(text.text);
        }
    }
    locality_snapshot_release(snapshot);
}

static void no_report_names_a_person(void) {
    locality_snapshot *snapshot = town();
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        kept text;
        locality_output output = kept_output(&text);
        CU_ASSERT_EQUAL(reports[i].report(snapshot, NULL, &output, NULL), LOCALITY_OK);
        TEST_ROW(strstr(text.text, "Secret") == NULL, reports[i].name);
        free(text.text);
    }
    kept text;
    locality_output output = kept_output(&text);
    CU_ASSERT_EQUAL(locality_report_record(snapshot, "person", "p1", NULL, &output, NULL),
                    LOCALITY_OK);
    CU_ASSERT(strstr(text.text, "SB") != NULL && strstr(text.text, "Secret") == NULL);
    free(text.text);
    locality_snapshot_release(snapshot);
}

/* ---- What is wrong ----------------------------------------------------------------------------------------- */

static void wrong_calls_are_refused_before_a_byte_is_written(void) {
    locality_snapshot *snapshot = town();
    locality_output mute = LOCALITY_OUTPUT_INIT;
    kept text;
    locality_output output = kept_output(&text);
    locality_report_options wrong = kept_options(17, 80);
    locality_error error;
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        TEST_ROW(reports[i].report(snapshot, &wrong, &output, &error) == LOCALITY_INVALID,
                 reports[i].name);
        TEST_ROW(reports[i].report(snapshot, NULL, &mute, &error) == LOCALITY_INVALID,
                 reports[i].name);
        TEST_ROW(reports[i].report(snapshot, NULL, NULL, &error) == LOCALITY_INVALID,
                 reports[i].name);
        TEST_ROW(reports[i].report(NULL, NULL, &output, &error) == LOCALITY_INVALID,
                 reports[i].name);
    }
    TEST_NUMBER(locality_report_record(snapshot, "pots", "a", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_record(snapshot, "post", "nobody", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_record(snapshot, NULL, "a", NULL, &output, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_report_record(snapshot, "post", NULL, NULL, &output, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_report_structure(snapshot, NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_structure(snapshot, "x", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_before_after(snapshot, "now", "x", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_sheet(snapshot, "x", NULL, &output, &error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_matrix(snapshot, "x", NULL, NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_matrix(snapshot, NULL, NULL, NULL, &output, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_report_matrix(snapshot, "themes", "x", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_report_register(snapshot, -1, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_register(snapshot, 99, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_findings(NULL, NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_finding(NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_report_answer(NULL, NULL, 0, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(text.length, 0);
    locality_snapshot_release(snapshot);
}

static void an_output_that_refuses_ends_the_report_with_its_code(void) {
    locality_snapshot *snapshot = town();
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        for (int32_t format = LOCALITY_FORMAT_TEXT; format <= LOCALITY_FORMAT_JSON; format++) {
            kept text;
            locality_output output = kept_output(&text);
            locality_report_options options = kept_options(format, 80);
            locality_error error;
            text.refuse = 1;
            text.code = 42;
            TEST_ROW(reports[i].report(snapshot, &options, &output, &error) == LOCALITY_CALLBACK &&
                         error.host_code == 42,
                     reports[i].name);
            free(text.text);
        }
    }
    locality_snapshot_release(snapshot);
}

static void a_check_that_cannot_be_read_names_its_figure(void) {
    static const char text[] =
        "{\"locality\": 1, \"figure\": [{\"id\": \"F1\", \"quantity\": 1, \"check\": \"1 +\"}]}";
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_error error;
    CU_ASSERT_EQUAL_FATAL(locality_json_load(text, strlen(text), NULL, NULL, &model, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    TEST_NUMBER(
        locality_report_register(snapshot, LOCALITY_REGISTER_RECONCILIATION, NULL, &output, &error),
        LOCALITY_SYNTAX);
    TEST_TEXT(error.kind, "figure");
    TEST_TEXT(error.id, "F1");
    TEST_TEXT(error.field, "check");
    free(kept_text.text);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
}

/* ---- Failing memory ------------------------------------------------------------------------------------------ */

typedef struct work {
    const locality_snapshot *snapshot;
    report report;
} work;

static locality_status report_with(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const work *job = state;
    locality_status status = LOCALITY_OK;
    for (int32_t format = LOCALITY_FORMAT_TEXT;
         status == LOCALITY_OK && format <= LOCALITY_FORMAT_JSON; format++) {
        kept text;
        locality_output output = kept_output(&text);
        locality_report_options options = kept_options(format, 80);
        options.allocator = allocator;
        status = job->report(job->snapshot, &options, &output, error);
        free(text.text);
    }
    return status;
}

static void every_allocation_of_a_report_may_fail(void) {
    locality_snapshot *snapshot = town();
    for (size_t i = 0; i < TEST_COUNT(reports); i++) {
        work job = {snapshot, reports[i].report};
        fault_drive(reports[i].name, report_with, &job, 4);
    }
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"every report is written in every format", every_report_is_written_in_every_format},
    {"no report has a line wider than asked", no_report_has_a_line_wider_than_asked},
    {"no report names a person", no_report_names_a_person},
    {"wrong calls are refused before a byte is written",
     wrong_calls_are_refused_before_a_byte_is_written},
    {"an output that refuses ends the report with its code",
     an_output_that_refuses_ends_the_report_with_its_code},
    {"a check that cannot be read names its figure", a_check_that_cannot_be_read_names_its_figure},
    {"every allocation of a report may fail", every_allocation_of_a_report_may_fail},
};
TEST_MAIN("reports", cases)
