/* Writing documents: the canonical form, and that reading and writing lose nothing: a model that is
 * written and read is the same, and what is written from it is the same bytes. */
#include "support/fault.h"
#include "support/random.h"
#include "unit/json/kit.h"

#include "schema/schema.h"

static void a_model_has_one_written_form(void) {
    locality_model *model = kit_load(
        "{\"post\": [{\"title\": \"Head\", \"id\": \"b\", \"posts\": \"1\", \"name\": \"H\"}, "
        "{\"serves\": "
        "[\"x\", \"y\"], \"id\": \"a\", \"cost\": 720.4, \"fte\": \">=0.5\", \"senior\": \"no\"}], "
        "\"locality\": 1, \"area\": [{\"id\": \"x\"}]}");
    char *document = kit_document(model);
    TEST_TEXT(document, "{\n"
                        "  \"locality\": 1,\n"
                        "  \"area\": [\n"
                        "    {\n"
                        "      \"id\": \"x\"\n"
                        "    }\n"
                        "  ],\n"
                        "  \"post\": [\n"
                        "    {\n"
                        "      \"id\": \"b\",\n"
                        "      \"title\": \"Head\",\n"
                        "      \"posts\": 1,\n"
                        "      \"name\": \"H\"\n"
                        "    },\n"
                        "    {\n"
                        "      \"id\": \"a\",\n"
                        "      \"fte\": \">=0.5\",\n"
                        "      \"senior\": false,\n"
                        "      \"serves\": [\"x\", \"y\"],\n"
                        "      \"cost\": 720.40\n"
                        "    }\n"
                        "  ]\n"
                        "}\n");
    free(document);
    locality_model_free(model);
}

static void an_empty_model_is_a_document(void) {
    locality_model *model = kit_load("{\"locality\": 1}");
    char *document = kit_document(model);
    TEST_TEXT(document, "{\n  \"locality\": 1\n}\n");
    free(document);
    locality_model_free(model);
}

static void header_fields_and_words_are_written(void) {
    static const char *const rules[] = {"a.rules"};
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_model *model = kit_load("{\"locality\": 1, \"words\": {\"area.level\": [\"hundred\", "
                                     "\"rape\"]}, \"fields\": {\"post\": "
                                     "[{\"name\": \"desk\", \"type\": \"word\", \"words\": "
                                     "[\"hot\", \"own\"], \"doc\": \"Desk.\"}, {\"name\": "
                                     "\"near\", \"type\": \"refs\", \"target\": \"area\"}]}}");
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_error error;
    header.name = "n";
    header.title = "A \"title\"\n";
    header.extends = "base.json";
    header.rules = rules;
    header.rules_count = 1;
    CU_ASSERT_EQUAL_FATAL(locality_json_write(model, &header, &output, &error), LOCALITY_OK);
    TEST_TEXT(
        kept_text.text,
        "{\n  \"locality\": 1,\n  \"name\": \"n\",\n  \"title\": \"A \\\"title\\\"\\n\",\n"
        "  \"extends\": \"base.json\",\n  \"rules\": [\"a.rules\"],\n  \"fields\": {\n    "
        "\"post\": [\n"
        "      {\n        \"name\": \"desk\",\n        \"type\": \"word\",\n"
        "        \"words\": [\"hot\", \"own\"],\n        \"doc\": \"Desk.\"\n      },\n      {\n"
        "        \"name\": \"near\",\n        \"type\": \"refs\",\n        \"target\": \"area\"\n"
        "      }\n    ]\n  },\n  \"words\": {\n    \"area.level\": [\"hundred\", \"rape\"]\n  "
        "}\n}\n");
    free(kept_text.text);
    locality_model_free(model);
}

/* What a document says of its tables is read, written, and held to its members. */
static void tables_of_the_header_are_read_and_written(void) {
    static const char text[] =
        "{\"locality\": 1, \"tables\": [{\"file\": \"now.csv\", \"map\": \"posts\"}, "
        "{\"prefix\": \"plan/\", \"as_at\": \"2027-04\", \"structure\": \"plan\", \"map\": "
        "\"our.map\", \"file\": \"plan.csv\"}]}";
    static const char wrong[] =
        "{\"locality\": 1, \"tables\": [{\"file\": \"a\", \"map\": \"b\", \"prefix\": 1}]}";
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_json_document *document = NULL;
    locality_model *model = kit_load("{\"locality\": 1}");
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_error error;
    CU_ASSERT_EQUAL_FATAL(locality_json_open(text, sizeof text - 1, NULL, NULL, &document, &error),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_json_describe(document, &header, &error), LOCALITY_OK);
    TEST_NUMBER(header.tables_count, 2);
    CU_ASSERT_PTR_NULL(header.tables[0].prefix);
    TEST_TEXT(header.tables[1].prefix, "plan/");
    CU_ASSERT_EQUAL_FATAL(locality_json_write(model, &header, &output, &error), LOCALITY_OK);
    TEST_TEXT(kept_text.text,
              "{\n  \"locality\": 1,\n  \"tables\": [\n    {\n      \"file\": \"now.csv\",\n"
              "      \"map\": \"posts\"\n    },\n    {\n      \"file\": \"plan.csv\",\n"
              "      \"map\": \"our.map\",\n      \"structure\": \"plan\",\n"
              "      \"as_at\": \"2027-04\",\n      \"prefix\": \"plan/\"\n    }\n  ]\n}\n");
    free(kept_text.text);
    locality_json_close(document);
    TEST_NUMBER(locality_json_open(wrong, sizeof wrong - 1, NULL, NULL, &document, &error),
                LOCALITY_TYPE);
    TEST_TEXT(error.message,
              "\"prefix\" has to be a text, and one of file, map, structure, as_at and prefix");
    locality_model_free(model);
}

static void a_long_list_has_a_line_for_each_item(void) {
    locality_model *model = kit_load("{\"locality\": 1, \"post\": [{\"id\": \"a\", \"functions\": "
                                     "[\"a function of a certain length\", "
                                     "\"another function of some length\", \"a third\"]}]}");
    char *document = kit_document(model);
    CU_ASSERT(strstr(document,
                     "      \"functions\": [\n        \"a function of a certain length\",\n"
                     "        \"another function of some length\",\n"
                     "        \"a third\"\n      ]\n") != NULL);
    free(document);
    locality_model_free(model);
}

/* ---- The law ---------------------------------------------------------------------------------------------- */

/* Writes a model and reads it back: equal content, and equal bytes when written again. */
static void survives(const locality_model *model, const char *name) {
    char *content = kit_content(model), *document = kit_document(model);
    locality_model *again = kit_load(document);
    char *content_again = kit_content(again), *document_again = kit_document(again);
    TEST_ROW(strcmp(content, content_again) == 0, name);
    TEST_ROW(strcmp(document, document_again) == 0, name);
    free(content);
    free(document);
    free(content_again);
    free(document_again);
    locality_model_free(again);
}

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 4u << 20);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT(fread(text, 1, (4u << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static void the_papers_survive_being_written_and_read(void) {
    static const char *const papers[] = {"tests/papers/coventry-2010.json",
                                         "tests/papers/cambridgeshire-2023.json"};
    for (size_t i = 0; i < TEST_COUNT(papers); i++) {
        char *text = read_file(papers[i]);
        locality_model *model = kit_load(text);
        survives(model, papers[i]);
        locality_model_free(model);
        free(text);
    }
}

/* A text of any characters that a text may have. */
static void random_text(test_random *random, char *out) {
    static const char *const parts[] = {
        "a",    "B",    "7",    " ", "\"", "\\", "/",      "\n",
        "\t",   "\x01", "\x7F", "{", "£",  "é",  "\u2019", "\xF0\x9F\x98\x80",
        "none", "?",    "->",   ","};
    out[0] = '\0';
    for (uint64_t n = 1 + test_random_below(random, 8); n > 0; n--) {
        strcat(out, parts[test_random_below(random, TEST_COUNT(parts))]);
    }
}

/* One of the words of a field. */
static void random_word(test_random *random, const char *words, char *out) {
    size_t length = 0, count = 0;
    const char *word = NULL;
    while ((word = loc_words_next(words, word, &length)) != NULL) {
        if (test_random_below(random, ++count) == 0) {
            memcpy(out, word, length);
            out[length] = '\0';
        }
    }
}

/* A quantity that the type can hold: exact, between, or open at an end. */
static void random_range(test_random *random, int32_t type, locality_range *out) {
    int64_t low = type == LOCALITY_TYPE_DATE     ? -700000
                  : type == LOCALITY_TYPE_MOMENT ? -60000000000
                                                 : -1000000000000;
    int64_t high = type == LOCALITY_TYPE_DATE     ? 2900000
                   : type == LOCALITY_TYPE_MOMENT ? 250000000000
                                                  : 1000000000000000;
    int64_t a = test_random_between(random, low, high),
            b = a + test_random_between(random, 0, 5000);
    if (type == LOCALITY_TYPE_TRUTH) {
        a = b = (int64_t)test_random_below(random, 2);
    } else if (test_random_below(random, 2) == 0) {
        a = test_random_between(random, 0, 2000);
        b = a + test_random_between(random, 0, 40);
    }
    switch (test_random_below(random, 5)) {
    case 0:
        locality_range_between(a, b, out);
        break;
    case 1:
        if (type != LOCALITY_TYPE_TRUTH) {
            locality_range_at_least(a, out);
            break;
        } /* fall through */
    default:
        locality_range_exact(a, out);
        break;
    }
}

/* Puts one record of random values; ids and references are texts, for nothing is resolved here. */
static void random_record(test_random *random, locality_model *model, uint32_t kind) {
    enum { MOST = 64 };
    static char texts[MOST][200];
    static const char *items[MOST][3];
    locality_named_value values[MOST];
    uint32_t fields = locality_schema_fields(NULL, kind), count = 0;
    char id[200];
    random_text(random, id);
    strcat(id, "1"); /* never `none` */
    for (char *p = id; *p != '\0'; p++) {
        *p = (unsigned char)*p < 0x20 || *p == 0x7F ? '-' : *p;
    }
    for (uint32_t field = 0; field < fields && count < MOST; field++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_named_value *given = &values[count];
        locality_schema_describe(NULL, kind, field, &info, NULL);
        if (test_random_below(random, 3) > 0) {
            continue;
        }
        memset(given, 0, sizeof *given);
        given->field = info.name;
        given->value.type = info.type;
        given->value.text = texts[count];
        random_text(random, texts[count]);
        if (info.type == LOCALITY_TYPE_WORD) {
            random_word(random, info.words, texts[count]);
        } else if (info.type == LOCALITY_TYPE_REF) {
            strcpy(texts[count], test_random_below(random, 2) ? "none" : "some id");
        } else if (info.type == LOCALITY_TYPE_ANY_REF) {
            strcpy(texts[count], "post:some id");
        } else if (info.type == LOCALITY_TYPE_TEXTS || info.type == LOCALITY_TYPE_REFS) {
            items[count][0] = info.type == LOCALITY_TYPE_REFS ? "x y" : texts[count];
            items[count][1] = "b";
            items[count][2] = "c";
            given->value.items = items[count];
            given->value.items_count = test_random_below(random, 4);
        } else if (info.type != LOCALITY_TYPE_TEXT) {
            random_range(random, info.type, &given->value.range);
        }
        count++;
    }
    locality_error error;
    locality_status status =
        locality_model_put(model, locality_schema_kind_name(NULL, kind), id, values, count, &error);
    if (!TEST_ROW(status == LOCALITY_OK, id)) {
        printf("    %s %s: %s\n", error.kind, error.field, error.message);
    }
}

static void random_models_survive_being_written_and_read(void) {
    for (uint64_t seed = 0; seed < 200; seed++) {
        test_random random = {seed, 0};
        locality_model *model = NULL;
        char name[40];
        locality_model_new(NULL, NULL, &model, NULL);
        for (uint64_t n = test_random_below(&random, 40); n > 0; n--) {
            random_record(&random, model,
                          (uint32_t)test_random_below(&random, locality_schema_kinds(NULL)));
        }
        snprintf(name, sizeof name, "seed %llu", (unsigned long long)seed);
        survives(model, name);
        locality_model_free(model);
    }
}

/* ---- Failing ---------------------------------------------------------------------------------------------- */

static void an_output_that_refuses_ends_the_document_with_its_code(void) {
    locality_model *model =
        kit_load("{\"locality\": 1, \"post\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}");
    locality_output mute = LOCALITY_OUTPUT_INIT;
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_error error;
    kept_text.refuse = 1;
    TEST_NUMBER(locality_json_write(model, NULL, &output, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 42);
    TEST_NUMBER(locality_json_write_schema(NULL, &output, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(locality_json_write(NULL, NULL, &output, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_write(model, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_write(model, NULL, &mute, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_write_schema(NULL, &mute, &error), LOCALITY_INVALID);
    header.struct_size = 1;
    TEST_NUMBER(locality_json_write(model, &header, &output, &error), LOCALITY_INVALID);
    locality_model_free(model);
}

typedef struct counter {
    int records, values, refuse_record, refuse_value;
} counter;

static int32_t count_record(void *self, uint32_t kind, const char *id) {
    counter *count = self;
    (void)kind;
    (void)id;
    return ++count->records == count->refuse_record ? 7 : 0;
}

static int32_t count_value(void *self, uint32_t field, const locality_value *value) {
    counter *count = self;
    (void)field;
    (void)value;
    return ++count->values == count->refuse_value ? 8 : 0;
}

static void a_visitor_may_stop_the_visit(void) {
    locality_model *model =
        kit_load("{\"locality\": 1, \"post\": [{\"id\": \"a\", \"title\": \"x\"}, {\"id\": "
                 "\"b\", \"title\": \"y\", \"posts\": 1}]}");
    counter count = {0};
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    locality_error error;
    visitor.self = &count;
    TEST_NUMBER(locality_model_visit(model, &visitor, &error), LOCALITY_INVALID);
    visitor.record = count_record;
    visitor.value = count_value;
    TEST_NUMBER(locality_model_visit(NULL, &visitor, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_model_visit(model, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_model_visit(model, &visitor, &error), LOCALITY_OK);
    TEST_NUMBER(count.records * 10 + count.values, 23);
    count = (counter){.refuse_record = 2};
    TEST_NUMBER(locality_model_visit(model, &visitor, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 7);
    TEST_NUMBER(count.records * 10 + count.values, 21);
    count = (counter){.refuse_value = 2};
    TEST_NUMBER(locality_model_visit(model, &visitor, &error), LOCALITY_CALLBACK);
    TEST_NUMBER(error.host_code, 8);
    TEST_NUMBER(count.records * 10 + count.values, 22);
    locality_model_remove(model, "post", "a", NULL);
    count = (counter){0};
    TEST_NUMBER(locality_model_visit(model, &visitor, NULL), LOCALITY_OK);
    TEST_NUMBER(count.records * 10 + count.values, 12);
    locality_model_free(model);
}

static locality_status write_with(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    static const char text[] =
        "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"serves\": [\"x\", \"y\"]}]}";
    locality_model *model = NULL;
    locality_status status = locality_json_load(text, strlen(text), NULL, allocator, &model, error);
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    (void)state;
    if (status == LOCALITY_OK) {
        status = locality_json_write(model, NULL, &output, error);
    }
    free(kept_text.text);
    locality_model_free(model);
    return status;
}

static void every_allocation_may_fail(void) {
    fault_drive("writing a document", write_with, NULL, 10);
}

/* ---- The JSON Schema ---------------------------------------------------------------------------------------- */

static void the_published_schema_is_that_of_the_table(void) {
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    char *published = read_file("docs/model.schema.json");
    CU_ASSERT_EQUAL(locality_json_write_schema(NULL, &output, NULL), LOCALITY_OK);
    CU_ASSERT(strcmp(kept_text.text, published) ==
              0); /* else: locality schema --json > docs/model.schema.json */
    free(kept_text.text);
    free(published);
}

static void a_declared_field_is_in_the_schema(void) {
    locality_model *model =
        kit_load("{\"locality\": 1, \"fields\": {\"post\": [{\"name\": \"desk_type\", \"type\": "
                 "\"word\", \"words\": [\"hot\", \"own\"], \"doc\": \"Desk.\"}]}}");
    kept kept_text;
    locality_output output = kept_output(&kept_text);
    CU_ASSERT_EQUAL(locality_json_write_schema(locality_model_schema(model), &output, NULL),
                    LOCALITY_OK);
    CU_ASSERT(strstr(kept_text.text,
                     "\"desk_type\": {\"enum\": [\"hot\", \"own\", null], \"description\": "
                     "\"Desk.\"}") != NULL);
    free(kept_text.text);
    locality_model_free(model);
}

static const test_case cases[] = {
    {"a model has one written form", a_model_has_one_written_form},
    {"an empty model is a document", an_empty_model_is_a_document},
    {"header, fields and words are written", header_fields_and_words_are_written},
    {"tables of the header are read and written", tables_of_the_header_are_read_and_written},
    {"a long list has a line for each item", a_long_list_has_a_line_for_each_item},
    {"the papers survive being written and read", the_papers_survive_being_written_and_read},
    {"random models survive being written and read", random_models_survive_being_written_and_read},
    {"an output that refuses ends the document with its code",
     an_output_that_refuses_ends_the_document_with_its_code},
    {"a visitor may stop the visit", a_visitor_may_stop_the_visit},
    {"every allocation may fail", every_allocation_may_fail},
    {"the published schema is that of the table", the_published_schema_is_that_of_the_table},
    {"a declared field is in the schema", a_declared_field_is_in_the_schema},
};
TEST_MAIN("JSON round trip", cases)
