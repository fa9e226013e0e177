/* Loading rule files: what becomes of them, and that a file is taken whole or not at all. */
#include "locality/rules.h"
#include "support/fault.h"
#include "support/harness.h"

static locality_error error;

static locality_status load(locality_model *model, const char *text) {
    return locality_rules_load(model, text, strlen(text), "test.rules", &error);
}

static locality_model *new_model(void) {
    locality_model *model = NULL;
    CU_ASSERT_EQUAL_FATAL(locality_model_new(NULL, NULL, &model, &error), LOCALITY_OK);
    return model;
}

/* One field of a record as text; quantities in their text form, "" where it is missing. */
static const char *field_of(locality_model *model, const char *kind, const char *id,
                            const char *field) {
    static char buffer[400];
    locality_snapshot *snapshot = NULL;
    locality_value value;
    uint32_t number = locality_schema_kind(NULL, kind);
    buffer[0] = '\0';
    CU_ASSERT_EQUAL_FATAL(locality_snapshot_take(model, &snapshot, &error), LOCALITY_OK);
    if (locality_snapshot_value(snapshot, number, locality_snapshot_find(snapshot, number, id),
                                locality_schema_field(NULL, number, field), &value,
                                &error) == LOCALITY_OK) {
        if (value.text != NULL) {
            snprintf(buffer, sizeof buffer, "%s", value.text);
        } else if (value.type != LOCALITY_TYPE_NONE) {
            locality_value_write(value.type, &value.range, buffer, sizeof buffer, NULL, &error);
        }
    } else {
        snprintf(buffer, sizeof buffer, "no such record");
    }
    locality_snapshot_release(snapshot);
    return buffer;
}

static const char whole[] = "# A comment first.\n"
                            "parameter cap : money = £1000  \"Most that one grant may be\"\n"
                            "parameter window : days = 4 weeks\n"
                            "parameter month : date = 2010-10\n"
                            "parameter half : ratio = 40% + 10%\n"
                            "parameter word_sought : text = \"street scene\"\n"
                            "parameter place : area\n"
                            "switch    same = yes  \"Holders are based there\"\n"
                            "\n"
                            "rule R-1 \"Grants are within the cap\"\n"
                            "  source   \"BN\", \"3.2\"\n"
                            "  source   \"CD\", \"1.1\"\n"
                            "  strength should, inferred\n"
                            "  for      x in spend\n"
                            "  require  x.amount <= cap\n"
                            "  remedy   \"Ask for less.\"\n"
                            "query Q-1 \"How many?\"\n"
                            "  answer   count(x in spend)\n";

static void keeps_what_is_written(void) {
    locality_model *model = new_model();
    CU_ASSERT_EQUAL(load(model, whole), LOCALITY_OK);
    TEST_NUMBER(locality_model_count(model, "rule"), 1);
    TEST_NUMBER(locality_model_count(model, "question"), 1);
    TEST_NUMBER(locality_model_count(model, "parameter"), 7);
    TEST_TEXT(field_of(model, "rule", "R-1", "sentence"), "Grants are within the cap");
    TEST_TEXT(field_of(model, "rule", "R-1", "source"), "BN; CD");
    TEST_TEXT(field_of(model, "rule", "R-1", "section"), "3.2; 1.1");
    TEST_TEXT(field_of(model, "rule", "R-1", "strength"), "should");
    TEST_TEXT(field_of(model, "rule", "R-1", "basis"), "inferred");
    TEST_TEXT(field_of(model, "rule", "R-1", "remedy"), "Ask for less.");
    TEST_TEXT(field_of(model, "rule", "R-1", "file"), "test.rules");
    TEST_TEXT(field_of(model, "rule", "R-1", "line"), "10");
    CU_ASSERT_PTR_NOT_NULL(strstr(field_of(model, "rule", "R-1", "text"), "rule R-1 \"Grants"));
    CU_ASSERT_PTR_NOT_NULL(strstr(field_of(model, "rule", "R-1", "text"), "\"Ask for less.\""));
    TEST_TEXT(field_of(model, "question", "Q-1", "sentence"), "How many?");
    locality_model_free(model);
}

static void writes_values_so_that_they_read_back(void) {
    locality_model *model = new_model();
    CU_ASSERT_EQUAL(load(model, whole), LOCALITY_OK);
    TEST_TEXT(field_of(model, "parameter", "cap", "value"), "1000");
    TEST_TEXT(field_of(model, "parameter", "cap", "type"), "money");
    TEST_TEXT(field_of(model, "parameter", "cap", "sentence"), "Most that one grant may be");
    TEST_TEXT(field_of(model, "parameter", "window", "value"), "28");
    TEST_TEXT(field_of(model, "parameter", "month", "value"), "2010-10");
    TEST_TEXT(field_of(model, "parameter", "half", "value"), "50%");
    TEST_TEXT(field_of(model, "parameter", "word_sought", "value"), "street scene");
    TEST_TEXT(field_of(model, "parameter", "place", "type"), "area");
    TEST_TEXT(field_of(model, "parameter", "place", "value"), "");
    TEST_TEXT(field_of(model, "parameter", "same", "value"), "yes");
    TEST_TEXT(field_of(model, "parameter", "same", "is_switch"), "yes");
    TEST_TEXT(field_of(model, "parameter", "cap", "is_switch"), "no");
    locality_model_free(model);
}

static void takes_the_value_that_a_document_gave(void) {
    locality_model *model = new_model();
    locality_named_value given = {"value", {.type = LOCALITY_TYPE_TEXT, .text = "1500"}};
    CU_ASSERT_EQUAL(locality_model_put(model, "parameter", "cap", &given, 1, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(load(model, whole), LOCALITY_OK);
    TEST_TEXT(field_of(model, "parameter", "cap", "value"), "1500");
    TEST_TEXT(field_of(model, "parameter", "cap", "type"), "money");
    TEST_TEXT(field_of(model, "parameter", "cap", "file"), "test.rules");
    locality_model_free(model);
}

static void sees_parameters_of_an_earlier_file(void) {
    locality_model *model = new_model();
    CU_ASSERT_EQUAL(load(model, "parameter cap : money = £5\n"), LOCALITY_OK);
    CU_ASSERT_EQUAL(load(model, "rule A \"a\"\n  for x in spend\n  require x.amount <= cap\n"),
                    LOCALITY_OK);
    locality_model_free(model);
}

/* A file that fails leaves the model as it was, whatever part of it was sound. */
static void takes_nothing_of_a_file_that_fails(void) {
    static const struct {
        const char *text, *part;
        locality_status status;
        uint64_t line;
    } rows[] = {
        {"parameter z : count = 1\nrule R-1 \"again\"\n  require yes\n", "already",
         LOCALITY_DUPLICATE, 2},
        {"parameter cap : count = 1\n", "declared in test.rules", LOCALITY_DUPLICATE, 1},
        {"parameter z : count = 1\nquery Q-1 \"again\"\n  answer 1\n", "already",
         LOCALITY_DUPLICATE, 2},
        {"parameter z : count = 1\nrule N \"n\"\n  require missing_name\n", "missing_name",
         LOCALITY_NOT_FOUND, 3},
        {"rule N \"n\"\n  require 1 +\n", "", LOCALITY_SYNTAX, 2},
        {"rule N \"n\"\n  require 1\n", "", LOCALITY_TYPE, 2},
    };
    locality_model *model = new_model();
    CU_ASSERT_EQUAL_FATAL(load(model, whole), LOCALITY_OK);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_status status = load(model, rows[i].text);
        TEST_ROW(status == rows[i].status, rows[i].text);
        TEST_ROW(error.line == rows[i].line, rows[i].text);
        TEST_ROW(strstr(error.message, rows[i].part) != NULL, error.message);
        TEST_NUMBER(locality_model_count(model, "rule"), 1);
        TEST_NUMBER(locality_model_count(model, "question"), 1);
        TEST_NUMBER(locality_model_count(model, "parameter"), 7);
        TEST_TEXT(field_of(model, "parameter", "cap", "type"), "money");
    }
    locality_model_free(model);
}

static void refuses_null(void) {
    locality_model *model = new_model();
    CU_ASSERT_EQUAL(locality_rules_load(NULL, "", 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rules_load(model, NULL, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rules_load(model, "", 0, "\xff", &error), LOCALITY_ENCODING);
    CU_ASSERT_EQUAL(locality_rules_load(model, "", 0, NULL, &error), LOCALITY_OK);
    locality_model_free(model);
}

/* The counts before and after a failing load are part of what the driver is to see: a status other than
 * NO_MEMORY would fail it. */
static locality_status load_whole(void *state, const locality_allocator *allocator,
                                  locality_error *out) {
    locality_model *model = NULL;
    locality_status status = locality_model_new(NULL, allocator, &model, out);
    (void)state;
    if (status == LOCALITY_OK) {
        status = locality_rules_load(model, whole, strlen(whole), "test.rules", out);
        size_t kept = locality_model_count(model, "rule") +
                      locality_model_count(model, "question") +
                      locality_model_count(model, "parameter");
        if (kept != (status == LOCALITY_OK ? 9u : 0u)) {
            status = LOCALITY_CONFLICT;
        }
    }
    locality_model_free(model);
    return status;
}

static void survives_every_refusal(void) {
    fault_drive("loading rules", load_whole, NULL, 40);
}

static const test_case cases[] = {
    {"a rule file becomes records that hold it as written", keeps_what_is_written},
    {"the value of a parameter is kept in a form that reads back",
     writes_values_so_that_they_read_back},
    {"the value that a document gives to a parameter counts", takes_the_value_that_a_document_gave},
    {"rules see the parameters of a file that was loaded before",
     sees_parameters_of_an_earlier_file},
    {"a file that fails leaves the model as it was", takes_nothing_of_a_file_that_fails},
    {"null and broken names are refused", refuses_null},
    {"a refused allocation leaves nothing half loaded", survives_every_refusal},
};

TEST_MAIN("rules/load", cases)
