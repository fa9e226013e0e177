/* Cross-references and numbering: what refers to what, and numbers without the one above them. */
#include "unit/report/kit.h"
#include "unit/structure/papers.h"

static const char *const rows[] = {
    "document d name=Paper",
    "document e name=Letter",
    "section d1 document=d number=1 refers_to=d9 d2.1",
    "section d2.1 document=d number=2.1", /* 2 is nowhere, 1 is numbered */
    "section d9 document=d number=9 name=Chart state=picture",
    "section d9.5.1 document=d number=9.5.1", /* no other section has one full stop but 2.1 */
    "section app document=d number=App1",
    "section e3.1 document=e number=3.1", /* the letter numbers no upper level */
};

static void references_and_numbers_are_told(void) {
    locality_report_options options = kept_options(LOCALITY_FORMAT_JSON, 0);
    locality_error error;
    locality_snapshot *snapshot = paper_snapshot(rows, TEST_COUNT(rows), NULL, &error);
    kept kept_text;
    locality_output output = kept_output(&kept_text);

    CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
    TEST_NUMBER(
        locality_report_register(snapshot, LOCALITY_REGISTER_MISSING, &options, &output, &error),
        LOCALITY_OK);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(kept_text.text,
               "  \"references\": [\n"
               "    {\"from\": \"Paper 1\", \"to\": \"Paper 9\", \"label\": \"Chart\", \"state\": "
               "\"picture\"},\n"
               "    {\"from\": \"Paper 1\", \"to\": \"Paper 2.1\", \"label\": \"d2.1\", \"state\": "
               "\"there\"}\n"
               "  ]"));
    CU_ASSERT_PTR_NOT_NULL(strstr(kept_text.text, "Note: Paper has section 2.1 but no section 2."));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(kept_text.text, "Note: Paper has section 9.5.1 but no section 9.5."));
    CU_ASSERT_PTR_NULL(strstr(kept_text.text, "Letter has section"));
    free(kept_text.text);
    locality_snapshot_release(snapshot);
}

static const test_case cases[] = {
    {"references and numbers are told", references_and_numbers_are_told},
};

TEST_MAIN("reports of sections", cases)
