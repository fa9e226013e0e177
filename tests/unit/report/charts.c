/* Charts: refusals, notices, and every allocation; what they draw is kept in tests/cli/golden. */
#include "../model/kit.h"
#include "support/fault.h"
#include "unit/report/kit.h"

typedef locality_status (*chart)(const locality_snapshot *snapshot,
                                 const locality_report_options *options,
                                 const locality_output *output, locality_error *error);

static locality_status draw_structure(const locality_snapshot *snapshot,
                                      const locality_report_options *options,
                                      const locality_output *output, locality_error *error) {
    return locality_chart_structure(snapshot, "s", options, output, error);
}

static locality_status draw_themes(const locality_snapshot *snapshot,
                                   const locality_report_options *options,
                                   const locality_output *output, locality_error *error) {
    return locality_chart_matrix(snapshot, "themes", "s", options, output, error);
}

static const struct {
    const char *name;
    chart draw;
    const char *says;
} charts[] = {
    {"structure", draw_structure, "style=dashed"},
    {"themes", draw_themes, "GAP: Care"},
};

/* Posts in a line, apart and on a circle; places with something, with a gap and above them. */
static locality_snapshot *town(void) {
    locality_model *model = kit_model();
    locality_snapshot *snapshot;

    KIT_PUT(model, "structure", "s", "name", "S");
    KIT_PUT(model, "post", "out", "title", "Outside");
    KIT_PUT(model, "post", "a", "structure", "s", "title", "A \"quoted\" \\ title & more", "posts",
            "1", "reports_to", "out", "serves", "n", "themes", "y");
    KIT_PUT(model, "post", "b", "structure", "s", "reports_to", "a", "reports_basis", "inferred");
    KIT_PUT(model, "post", "c", "structure", "s", "reports_to", "d");
    KIT_PUT(model, "post", "d", "structure", "s", "reports_to", "c", "reports_basis", "unknown");
    KIT_PUT(model, "post", "e", "structure", "s");
    KIT_PUT(model, "area", "top", "name", "Top", "parent", "none", "level", "town");
    KIT_PUT(model, "area", "n", "name", "N", "parent", "top", "level", "ward");
    KIT_PUT(model, "area", "m", "name", "M", "parent", "top", "level", "ward");
    KIT_PUT(model, "theme", "y", "name", "Youth");
    KIT_PUT(model, "theme", "k", "name", "Care");
    snapshot = kit_take(model);
    locality_model_free(model);
    return snapshot;
}

static void a_chart_begins_with_what_there_is_to_see(void) {
    locality_snapshot *snapshot = town();

    for (size_t i = 0; i < TEST_COUNT(charts); i++) {
        kept first, second;
        locality_output output = kept_output(&first), again = kept_output(&second);
        locality_report_options options = kept_options(LOCALITY_FORMAT_JSON, 20);

        kit_well(charts[i].draw(snapshot, NULL, &output, &kit_error), charts[i].name);
        options.notice = "Something is withheld.";
        kit_well(charts[i].draw(snapshot, &options, &again, &kit_error), charts[i].name);
        TEST_ROW(strncmp(first.text, "// ", 3) == 0, charts[i].name);
        TEST_ROW(strstr(first.text, "\n// ") != NULL, charts[i].name);
        TEST_ROW(strstr(first.text, charts[i].says) != NULL, charts[i].name);
        TEST_ROW(strcmp(first.text + first.length - 2, "}\n") == 0, charts[i].name);
        TEST_ROW(strstr(first.text, "withheld") == NULL, charts[i].name);
        TEST_ROW(strstr(second.text, "Something is withheld.\ndigraph") != NULL, charts[i].name);
        TEST_ROW(first.tones + second.tones == 0, charts[i].name);
        free(first.text);
        free(second.text);
    }
    locality_snapshot_release(snapshot);
}

static void wrong_calls_are_refused_before_a_byte_is_written(void) {
    locality_snapshot *snapshot = town();
    kept text;
    locality_output output = kept_output(&text), none = LOCALITY_OUTPUT_INIT;
    locality_error error;

    TEST_NUMBER(locality_chart_structure(NULL, "s", NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_chart_structure(snapshot, "x", NULL, &output, &error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_chart_structure(snapshot, "s", NULL, &none, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_chart_matrix(NULL, "themes", NULL, NULL, &output, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_chart_matrix(snapshot, NULL, NULL, NULL, &output, &error),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_chart_matrix(snapshot, "things", NULL, NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_chart_matrix(snapshot, "themes", "x", NULL, &output, &error),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(text.length, 0);
    locality_snapshot_release(snapshot);
}

static void an_output_that_refuses_ends_the_chart_with_its_code(void) {
    locality_snapshot *snapshot = town();

    for (size_t i = 0; i < TEST_COUNT(charts); i++) {
        kept text;
        locality_output output = kept_output(&text);
        locality_error error;

        text.refuse = 100;
        text.code = 41;
        TEST_NUMBER(charts[i].draw(snapshot, NULL, &output, &error), LOCALITY_CALLBACK);
        TEST_NUMBER(error.host_code, 41);
        free(text.text);
    }
    locality_snapshot_release(snapshot);
}

typedef struct work {
    const locality_snapshot *snapshot;
    chart draw;
} work;

static locality_status draw_with(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    const work *job = state;
    kept text;
    locality_output output = kept_output(&text);
    locality_report_options options = kept_options(LOCALITY_FORMAT_TEXT, 0);
    locality_status status;

    options.allocator = allocator;
    status = job->draw(job->snapshot, &options, &output, error);
    free(text.text);
    return status;
}

static void every_allocation_of_a_chart_may_fail(void) {
    locality_snapshot *snapshot = town();

    for (size_t i = 0; i < TEST_COUNT(charts); i++) {
        work job = {snapshot, charts[i].draw};

        fault_drive(charts[i].name, draw_with, &job, 4);
    }
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"a chart begins with what there is to see", a_chart_begins_with_what_there_is_to_see},
    {"wrong calls are refused before a byte is written",
     wrong_calls_are_refused_before_a_byte_is_written},
    {"an output that refuses ends the chart with its code",
     an_output_that_refuses_ends_the_chart_with_its_code},
    {"every allocation of a chart may fail", every_allocation_of_a_chart_may_fail},
};
TEST_MAIN("charts", cases)
