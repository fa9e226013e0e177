/* Papers: document, model, SQLite, model, document. The bytes and every verdict come out the same, from a
 * file and from memory, and with the rules among the records too.
 *
 *   papers [DIRECTORY]     tests/papers unless another is given */
#include <dirent.h>

#include "base.h"
#include "locality-json.h"
#include "locality/report.h"
#include "locality/rules.h"

typedef struct text {
    char *data;
    size_t length, room;
} text;

static int32_t append(void *self, const char *bytes, size_t length) {
    text *t = self;
    if (t->length + length + 1 > t->room) {
        t->room = 2 * (t->length + length + 1);
        t->data = realloc(t->data, t->room);
        if (t->data == NULL) {
            return 1;
        }
    }
    memcpy(t->data + t->length, bytes, length);
    t->length += length;
    t->data[t->length] = '\0';
    return 0;
}

static void add(text *t, const char *word) {
    append(t, word, strlen(word));
    append(t, "\n", 1);
}

static text read_file(const char *path) {
    char block[4096];
    text out = {NULL, 0, 0};
    FILE *file = fopen(path, "rb");
    size_t length;
    while (file != NULL && (length = fread(block, 1, sizeof block, file)) > 0) {
        append(&out, block, length);
    }
    if (file != NULL) {
        fclose(file);
    }
    TEST_ROW(out.length > 0, path);
    return out;
}

/* The canonical document of a model, with what is kept with its case. */
static text document_of(const locality_model *m, const locality_json_header *header) {
    locality_output output = LOCALITY_OUTPUT_INIT;
    text out = {NULL, 0, 0};
    output.self = &out;
    output.write = append;
    kit_well(locality_json_write(m, header, &output, &kit_error), "write");
    return out;
}

/* All that is judged, with how it came about. */
static text verdicts_of(locality_model *m) {
    locality_findings *findings = NULL;
    locality_snapshot *s = kit_take(m);
    text out = {NULL, 0, 0};
    kit_well(locality_check(s, NULL, &findings, &kit_error), "check");
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        const locality_finding *f = locality_findings_at(findings, i);
        add(&out, f->rule);
        add(&out, locality_verdict_name(f->verdict));
        add(&out, f->summary);
        add(&out, f->arithmetic);
        for (size_t j = 0; j < f->witnesses_count; j++) {
            add(&out, f->witnesses[j].id);
        }
    }
    locality_findings_free(findings);
    locality_snapshot_release(s);
    return out;
}

static void same_text(text a, text b, const char *what) {
    TEST_ROW(a.length > 0 && a.length == b.length && memcmp(a.data, b.data, a.length) == 0, what);
    free(a.data);
    free(b.data);
}

static locality_model *through_sqlite(locality_model *m, const char *path, const char *name,
                                      const locality_json_header *header) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    int in_file = strcmp(path, ":memory:") != 0;
    kept.name = header->name;
    kept.title = header->title;
    kept.rules = header->rules;
    kept.rules_count = header->rules_count;
    options.header = &kept;
    base_open(path, 0);
    kit_well(locality_model_save(m, &case_store, name, &options, NULL, &kit_error), name);
    if (in_file) {
        base_close();
        base_open(path, 0);
    }
    locality_model *back = case_load(name);
    base_close();
    return back;
}

/* The header as it comes back from the case. */
static text document_back(const locality_model *back, const locality_json_header *first) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    locality_json_header header = *first;
    kit_well(locality_model_header(back, &kept, &kit_error), "header");
    header.name = kept.name;
    header.title = kept.title;
    header.rules = kept.rules;
    header.rules_count = kept.rules_count;
    return document_of(back, &header);
}

static void load_rules(locality_model *m, const char *directory, const char *name) {
    char path[500];
    snprintf(path, sizeof path, "%s/%s.rules", directory, name);
    text rules = read_file(path);
    kit_well(locality_rules_load(m, rules.data, rules.length, name, &kit_error), path);
    free(rules.data);
}

static void round_trip(const char *directory, const char *name, const char *database) {
    char path[500];
    locality_json_document *document = NULL;
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_model *m = NULL;
    snprintf(path, sizeof path, "%s/%s.json", directory, name);
    text given = read_file(path);
    kit_well(locality_json_open(given.data, given.length, NULL, NULL, &document, &kit_error), path);
    kit_well(locality_json_describe(document, &header, &kit_error), "describe");
    const locality_json_document *documents[] = {document};
    kit_well(locality_json_build(documents, 1, NULL, &m, NULL, &kit_error), path);
    locality_model *back = through_sqlite(m, database, name, &header);
    same_text(document_back(back, &header), document_of(m, &header), path);
    load_rules(m, directory, name);
    load_rules(back, directory, name);
    same_text(verdicts_of(back), verdicts_of(m), "verdicts");
    char with_rules[500];
    snprintf(with_rules, sizeof with_rules, "%s with rules", name);
    locality_model *again = through_sqlite(m, database, with_rules, &header);
    same_text(document_back(again, &header), document_of(m, &header), with_rules);
    locality_model_free(again);
    locality_model_free(back);
    locality_model_free(m);
    locality_json_close(document);
    free(given.data);
}

static const char *papers = "tests/papers";

static void every_paper_comes_back(void) {
    int count = 0;
    DIR *directory = opendir(papers);
    CU_ASSERT_PTR_NOT_NULL_FATAL(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        char name[300];
        snprintf(name, sizeof name, "%s", entry->d_name);
        char *end = strrchr(name, '.');
        if (end == NULL || strcmp(end, ".json") != 0) {
            continue;
        }
        *end = '\0';
        round_trip(papers, name, base_path("papers.db")); /* all in one file */
        round_trip(papers, name, ":memory:");
        count++;
    }
    closedir(directory);
    printf("%d papers\n", count);
    CU_ASSERT_TRUE(count >= 2);
}

int main(int argc, char **argv) {
    static const test_case cases[] = {
        {"every paper comes back byte for byte, with equal verdicts", every_paper_comes_back},
    };
    papers = argc > 1 ? argv[1] : papers;
    int failed = !base_begin() || test_main("papers through SQLite", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
