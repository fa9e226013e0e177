/* The papers: from document to model to PostgreSQL to model to document, byte for byte, with the same
 * verdicts. */
#include <dirent.h>

#include "kit.h"
#include "locality-json.h"
#include "locality/rules.h"

typedef struct kept {
    char *text;
    size_t length;
} kept;

static int32_t keep(void *self, const char *bytes, size_t length) {
    kept *out = self;
    out->text = realloc(out->text, out->length + length + 1);
    if (out->text == NULL)
        exit(2);
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    out->text[out->length] = '\0';
    return 0;
}

static kept read_file(const char *name) {
    kept out = {0};
    char path[400], block[4096];
    snprintf(path, sizeof path, "tests/papers/%s", name);
    FILE *file = fopen(path, "rb");
    TEST_ROW(file != NULL, path);
    for (size_t length; file != NULL && (length = fread(block, 1, sizeof block, file)) > 0;)
        keep(&out, block, length);
    if (file != NULL)
        fclose(file);
    return out;
}

static kept write_document(const locality_model *model, const locality_json_header *header) {
    kept out = {0};
    locality_output output = LOCALITY_OUTPUT_INIT;
    output.self = &out;
    output.write = keep;
    kit_well(locality_json_write(model, header, &output, &kit_error), "write");
    return out;
}

/* Every rule's verdict and how it came about. */
static kept judge(locality_model *model, const locality_json_header *header) {
    kept out = {0};
    locality_snapshot *snapshot = NULL;
    locality_findings *findings = NULL;
    for (size_t i = 0; i < header->rules_count; i++) {
        kept rules = read_file(header->rules[i]);
        kit_well(locality_rules_load(model, rules.text, rules.length, header->rules[i], &kit_error),
                 header->rules[i]);
        free(rules.text);
    }
    kit_well(locality_snapshot_take(model, &snapshot, &kit_error), "snapshot");
    kit_well(locality_check(snapshot, NULL, &findings, &kit_error), "check");
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        const locality_finding *finding = locality_findings_at(findings, i);
        char line[200];
        int length = snprintf(line, sizeof line, "%.100s %d %llu\n", finding->rule,
                              (int)finding->verdict, (unsigned long long)finding->cases[1]);
        keep(&out, line, (size_t)length);
        keep(&out, finding->summary, strlen(finding->summary));
        keep(&out, finding->arithmetic, strlen(finding->arithmetic));
    }
    locality_findings_free(findings);
    locality_snapshot_release(snapshot);
    return out;
}

static void round_trip(const char *name) {
    kept text = read_file(name);
    locality_json_document *document = NULL;
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_model *m = NULL;
    locality_case_header given = LOCALITY_CASE_HEADER_INIT, got = LOCALITY_CASE_HEADER_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    kit_well(locality_json_open(text.text, text.length, NULL, NULL, &document, &kit_error), name);
    kit_well(locality_json_describe(document, &header, &kit_error), name);
    const locality_json_document *documents[] = {document};
    kit_well(locality_json_build(documents, 1, NULL, &m, NULL, &kit_error), name);
    given.name = header.name;
    given.title = header.title;
    given.rules = header.rules;
    given.rules_count = header.rules_count;
    options.header = &given;
    kit_well(locality_model_save(m, &case_store, name, &options, NULL, &kit_error), name);
    locality_model *back = case_load(name);
    kit_well(locality_model_header(back, &got, &kit_error), "header");
    locality_json_header again = LOCALITY_JSON_HEADER_INIT;
    again.name = got.name;
    again.title = got.title;
    again.rules = got.rules;
    again.rules_count = got.rules_count;
    kept before = write_document(m, &header), after = write_document(back, &again);
    TEST_ROW(before.length == after.length && memcmp(before.text, after.text, after.length) == 0,
             name);
    kept verdicts = judge(m, &header), verdicts_after = judge(back, &again);
    CU_ASSERT_TRUE(verdicts.length > 100);
    TEST_ROW(verdicts.length == verdicts_after.length &&
                 memcmp(verdicts.text, verdicts_after.text, verdicts.length) == 0,
             name);
    free(before.text);
    free(after.text);
    free(verdicts.text);
    free(verdicts_after.text);
    locality_model_free(back);
    locality_model_free(m);
    locality_json_close(document);
    free(text.text);
}

static void every_paper_comes_back(void) {
    size_t papers = 0;
    DIR *directory = opendir("tests/papers");
    pg_begin_test("papers", 0);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length < 6 || strcmp(entry->d_name + length - 5, ".json") != 0)
            continue;
        round_trip(entry->d_name);
        papers++;
    }
    if (directory != NULL)
        closedir(directory);
    CU_ASSERT_TRUE(papers >= 2);
    printf("%zu papers\n", papers);
    pg_end_test();
}

static const test_case cases[] = {
    {"every paper comes back byte for byte, with the same verdicts", every_paper_comes_back},
};
TEST_MAIN("papers in PostgreSQL", cases)
