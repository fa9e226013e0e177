/* Reading documents: every form of every value, documents over documents, and for every sort of wrong
 * document one error with its place and nothing half loaded. */
#include "support/fault.h"
#include "unit/json/kit.h"

/* ---- Good documents ----------------------------------------------------------------------------- */

/* The content of the model that a document gives. */
static void gives(const char *document, const char *content) {
    locality_model *model = kit_load(document);
    char *found = kit_content(model);
    TEST_TEXT(found, content);
    free(found);
    locality_model_free(model);
}

static void quantities_are_numbers_or_texts(void) {
    gives(
        "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": 24, \"fte\": 0.5, \"cost\": 720.4,"
        "\"vacant\": \"20..24\", \"senior\": true, \"manages\": false}]}",
        "post a\n  posts [24 24] \n  fte [500000 500000] \n  vacant [20 24] \n"
        "  senior [1 1] \n  manages [0 0] \n  cost [72040 72040] \n");
    gives(
        "{\"locality\": 1, \"stream\": [{\"id\": \"a\", \"amount\": \"1.354m\", \"cap\": \">50m\","
        "\"temporary\": \"yes\", \"starts\": \"2011/12\"}]}",
        "stream a\n  amount [135400000 135400000] \n  temporary [1 1] \n  starts [15065 15430] \n"
        "  cap [5000000001 9223372036854775807] \n");
    gives(
        "{\"locality\": 1, \"figure\": [{\"id\": \"a\", \"share\": \"24.7%~\", \"quantity\": -7}]}",
        "figure a\n  quantity [-7000000 -7000000] \n  share [246500 247499] \n");
}

static void unknown_and_null_are_missing(void) {
    gives("{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": \"?\", \"senior\": \"unknown\","
          "\"title\": null, \"serves\": null}]}",
          "post a\n");
}

static void lists_may_be_empty_and_references_none(void) {
    gives("{\"locality\": 1, \"post\": [{\"id\": \"a\", \"serves\": [], \"reports_to\": \"none\","
          "\"functions\": [\"f\", \"g\"]}]}",
          "post a\n  reports_to [-9223372036854775808 9223372036854775807] none\n"
          "  serves [-9223372036854775808 9223372036854775807] \n"
          "  functions [-9223372036854775808 9223372036854775807] |f|g\n");
}

static void a_document_declares_fields_and_words_of_its_own(void) {
    gives("{\"locality\": 1, \"post\": [{\"id\": \"a\", \"desk\": \"hot\", \"near\": \"x\"}],"
          "\"area\": [{\"id\": \"x\", \"level\": \"hundred\"}],"
          "\"words\": {\"area.level\": [\"hundred\", \"county\"]},"
          "\"fields\": {\"post\": [{\"name\": \"desk\", \"type\": \"word\", \"words\": [\"hot\","
          " \"own\"], \"doc\": \"Sort of desk.\"}, {\"name\": \"near\", \"type\": \"ref\", "
          "\"target\": "
          "\"area\"}]}}",
          "area x\n  level [-9223372036854775808 9223372036854775807] hundred\n"
          "post a\n  desk [-9223372036854775808 9223372036854775807] hot\n"
          "  near [-9223372036854775808 9223372036854775807] x\n");
}

static void escapes_and_a_byte_order_mark_are_read(void) {
    gives("\xEF\xBB\xBF{\"locality\": 1, \"area\": [{\"id\": \"Ynys M\\u00f4n\", "
          "\"na\\u006de\": \"a\\tb \\ud83d\\ude00\"}]}",
          "area Ynys M\xC3\xB4n\n  name [-9223372036854775808 9223372036854775807] a\tb "
          "\xF0\x9F\x98\x80\n");
}

static void a_header_is_described(void) {
    static const char text[] =
        "{\"title\": \"T\", \"locality\": 1, \"rules\": [\"a.rules\", \"b.rules\"],"
        "\"name\": \"n\", \"extends\": \"base.json\"}";
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_json_document *document = NULL;
    locality_model *model = NULL;
    locality_error error;
    CU_ASSERT_EQUAL_FATAL(locality_json_open(text, strlen(text), NULL, NULL, &document, &error),
                          LOCALITY_OK);
    TEST_NUMBER(locality_json_describe(document, &header, &error), LOCALITY_OK);
    TEST_TEXT(header.name, "n");
    TEST_TEXT(header.title, "T");
    TEST_TEXT(header.extends, "base.json");
    TEST_NUMBER(header.rules_count, 2);
    TEST_TEXT(header.rules[1], "b.rules");
    TEST_NUMBER(locality_json_describe(NULL, &header, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(header.name);
    TEST_NUMBER(locality_json_describe(document, NULL, &error), LOCALITY_INVALID);
    locality_json_close(document);
    locality_json_close(NULL);
    TEST_NUMBER(locality_json_load(text, strlen(text), NULL, NULL, &model, &error),
                LOCALITY_INVALID);
}

/* ---- Documents over documents --------------------------------------------------------------------- */

/* Builds a model of texts of which each extends those before it. */
static locality_status build(const char *const *texts, size_t count, locality_model **model,
                             size_t *which, locality_error *error) {
    locality_json_document *documents[4] = {NULL};
    const locality_json_document *list[4] = {NULL};
    locality_status status;
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_EQUAL_FATAL(
            locality_json_open(texts[i], strlen(texts[i]), NULL, NULL, &documents[i], NULL),
            LOCALITY_OK);
        list[i] = documents[i];
    }
    status = locality_json_build(list, count, NULL, model, which, error);
    for (size_t i = 0; i < count; i++) {
        locality_json_close(documents[i]);
    }
    return status;
}

static void a_companion_changes_the_fields_it_gives(void) {
    static const char *const texts[] = {
        "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": 1, \"fte\": 1, \"title\": \"A\"},"
        "{\"id\": \"b\", \"posts\": 2}]}",
        "{\"locality\": 1, \"remove\": [\"post:b\"], \"post\": [{\"id\": \"a\", \"posts\": 3, "
        "\"fte\": "
        "null}, {\"id\": \"c\"}, {\"id\": \"b\", \"title\": \"again\", \"basis\": \"stated\"}]}"};
    locality_model *model = NULL;
    locality_error error;
    size_t which = 9;
    char *content;
    CU_ASSERT_EQUAL_FATAL(build(texts, 2, &model, &which, &error), LOCALITY_OK);
    TEST_NUMBER(which, 0);
    content = kit_content(model);
    TEST_TEXT(content,
              "post a\n  title [-9223372036854775808 9223372036854775807] A\n  posts [3 3] \n"
              "  basis [-9223372036854775808 9223372036854775807] user\n"
              "post c\n  basis [-9223372036854775808 9223372036854775807] user\n"
              "post b\n  title [-9223372036854775808 9223372036854775807] again\n"
              "  basis [-9223372036854775808 9223372036854775807] stated\n");
    free(content);
    locality_model_free(model);
}

static void an_error_says_in_which_document_it_is(void) {
    static const char *const texts[] = {
        "{\"locality\": 1, \"post\": [{\"id\": \"a\"}]}",
        "{\"locality\": 1,\n\"post\": [{\"id\": \"c\"},\n {\"id\": \"c\"}]}"};
    static const char *const again[] = {"{\"locality\": 1}",
                                        "{\"locality\": 1, \"remove\": [\"post:a\"]}"};
    static const char *const odd[] = {"{\"locality\": 1}",
                                      "{\"locality\": 1, \"remove\": [\"head\"]}"};
    locality_model *model = NULL;
    locality_error error;
    size_t which = 0;
    TEST_NUMBER(build(texts, 2, &model, &which, &error), LOCALITY_DUPLICATE);
    TEST_NUMBER(which, 1);
    TEST_NUMBER(error.line, 3);
    TEST_NUMBER(error.column, 2);
    TEST_TEXT(error.id, "c");
    CU_ASSERT_PTR_NULL(model);
    TEST_NUMBER(build(again, 2, &model, &which, &error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(which, 1);
    TEST_NUMBER(build(odd, 2, &model, &which, &error), LOCALITY_SYNTAX);
    TEST_NUMBER(locality_json_build(NULL, 0, NULL, &model, &which, &error), LOCALITY_INVALID);
}

/* ---- Bad documents ---------------------------------------------------------------------------------- */

typedef struct bad_document {
    const char *name, *text;
    locality_status status;
    uint64_t line, column;
    const char *says;
} bad_document;

static const bad_document bad_documents[] = {
    {"an empty document", "", LOCALITY_SYNTAX, 1, 1, "empty"},
    {"blanks", " \n ", LOCALITY_SYNTAX, 2, 2, "empty"},
    {"cut off", "{\"locality\": 1", LOCALITY_SYNTAX, 1, 15, "not valid JSON"},
    {"a comma too many", "{\"locality\": 1,}", LOCALITY_SYNTAX, 1, 17, "not valid JSON"},
    {"more behind the end", "{\"locality\": 1} x", LOCALITY_SYNTAX, 1, 18, "not valid JSON"},
    {"invalid UTF-8", "{\"locality\": 1,\n \"name\": \"\xC3\x28\"}", LOCALITY_ENCODING, 2, 11,
     "UTF-8"},
    {"an overlong form", "{\"locality\": 1, \"name\": \"\xC0\x80\"}", LOCALITY_ENCODING, 1, 26,
     "0xc0"},
    {"a surrogate", "{\"locality\": 1, \"name\": \"\xED\xA0\x80\"}", LOCALITY_ENCODING, 1, 26,
     "UTF-8"},
    {"beyond Unicode", "{\"locality\": 1, \"name\": \"\xF4\x90\x80\x80\"}", LOCALITY_ENCODING, 1,
     26, "UTF-8"},
    {"U+0000", "{\"locality\": 1, \"name\": \"a\\u0000b\"}", LOCALITY_SYNTAX, 1, 35, "U+0000"},
    {"a member twice", "{\"locality\": 1, \"name\": \"a\", \"name\": \"b\"}", LOCALITY_DUPLICATE, 1,
     36, "\"name\""},
    {"no object", "[]", LOCALITY_TYPE, 1, 1, "object"},
    {"no format", "{\"name\": \"a\"}", LOCALITY_INVALID, 1, 1, "\"locality\": 1"},
    {"another format", "{\"locality\": 2}", LOCALITY_TYPE, 1, 14, "number 1"},
    {"a title that is a number", "{\"locality\": 1, \"title\": 7}", LOCALITY_TYPE, 1, 26, "a text"},
    {"rules that are a text", "{\"locality\": 1, \"rules\": \"a\"}", LOCALITY_TYPE, 1, 26, "list"},
    {"rules that are numbers", "{\"locality\": 1, \"rules\": [\"a\", 7]}", LOCALITY_TYPE, 1, 32,
     "list"},
    {"an unknown kind", "{\"locality\": 1, \"pots\": []}", LOCALITY_NOT_FOUND, 1, 17, "\"post\""},
    {"a plural", "{\"locality\": 1, \"posts\": []}", LOCALITY_NOT_FOUND, 1, 17, "\"post\""},
    {"a kind that is an object", "{\"locality\": 1, \"post\": {}}", LOCALITY_TYPE, 1, 25, "list"},
    {"a record that is a text", "{\"locality\": 1, \"post\": [\"a\"]}", LOCALITY_TYPE, 1, 26,
     "object"},
    {"no id", "{\"locality\": 1, \"post\": [{\"title\": \"a\"}]}", LOCALITY_INVALID, 1, 26,
     "no id"},
    {"an id that is a number", "{\"locality\": 1, \"post\": [{\"id\": 1}]}", LOCALITY_TYPE, 1, 26,
     "text"},
    {"an empty id", "{\"locality\": 1, \"post\": [{\"id\": \"\"}]}", LOCALITY_INVALID, 1, 26,
     "empty"},
    {"an id twice", "{\"locality\": 1, \"post\": [{\"id\": \"a\"},\n{\"id\": \"a\"}]}",
     LOCALITY_DUPLICATE, 2, 1, "line 1"},
    {"an unknown field", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"titel\": \"x\"}]}",
     LOCALITY_NOT_FOUND, 1, 38, "\"title\""},
    {"a number for a text", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"title\": 5}]}",
     LOCALITY_TYPE, 1, 47, "a text in quotes"},
    {"a truth for a text", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"title\": true}]}",
     LOCALITY_TYPE, 1, 47, "a text in quotes"},
    {"a text for a list", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"serves\": \"x\"}]}",
     LOCALITY_TYPE, 1, 48, "list of ids"},
    {"a number in a list", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"serves\": [\"x\", 1]}]}",
     LOCALITY_TYPE, 1, 48, "list of ids"},
    {"a list for a count", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": [1]}]}",
     LOCALITY_TYPE, 1, 47, "whole number"},
    {"an object for a count", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": {}}]}",
     LOCALITY_TYPE, 1, 47, "whole number"},
    {"a number for a date", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"starts\": 2010}]}",
     LOCALITY_TYPE, 1, 48, "2010-09-03"},
    {"a word that is none",
     "{\"locality\": 1, \"area\": [{\"id\": \"a\", \"level\": \"distric\"}]}", LOCALITY_INVALID, 1,
     47, "\"district\""},
    {"31 February", "{\"locality\": 1, \"event\": [{\"id\": \"a\", \"starts\": \"2010-02-31\"}]}",
     LOCALITY_SYNTAX, 1, 49, "no such day"},
    {"half a post", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": 1.5}]}",
     LOCALITY_SYNTAX, 1, 47, ""},
    {"a tenth of a penny", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"cost\": 0.125}]}",
     LOCALITY_SYNTAX, 1, 46, "pence"},
    {"an exponent", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"cost\": 1e5}]}", LOCALITY_TYPE,
     1, 46, "in quotes"},
    {"sixteen digits", "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"fte\": 1234567890.123456}]}",
     LOCALITY_TYPE, 1, 45, "in quotes"},
    {"too large for JSON",
     "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"posts\": 99999999999999999999}]}",
     LOCALITY_OVERFLOW, 1, 67, "too"},
    {"too large for the type",
     "{\"locality\": 1, \"post\": [{\"id\": \"a\", \"cost\": \"999999999999999999999\"}]}",
     LOCALITY_OVERFLOW, 1, 46, ""},
    {"a reference without kind",
     "{\"locality\": 1, \"note\": [{\"id\": \"a\", \"about\": \"head\"}]}", LOCALITY_SYNTAX, 1, 47,
     ""},
    {"fields that are a list", "{\"locality\": 1, \"fields\": []}", LOCALITY_TYPE, 1, 27, "object"},
    {"fields of no kind",
     "{\"locality\": 1, \"fields\": {\"pots\": [{\"name\": \"a\", \"type\": \"text\"}]}}",
     LOCALITY_NOT_FOUND, 1, 37, "\"post\""},
    {"fields of a kind as an object", "{\"locality\": 1, \"fields\": {\"post\": {}}}",
     LOCALITY_TYPE, 1, 36, "list"},
    {"a declaration that is a text", "{\"locality\": 1, \"fields\": {\"post\": [\"a\"]}}",
     LOCALITY_TYPE, 1, 37, "object"},
    {"a declaration with more", "{\"locality\": 1, \"fields\": {\"post\": [{\"nam\": \"a\"}]}}",
     LOCALITY_INVALID, 1, 38, "\"nam\""},
    {"a declared name that is a number",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"name\": 1}]}}", LOCALITY_TYPE, 1, 46, "a text"},
    {"declared words that are a text",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"words\": \"a\"}]}}", LOCALITY_TYPE, 1, 47,
     "list of words"},
    {"declared words that are numbers",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"words\": [1]}]}}", LOCALITY_TYPE, 1, 48,
     "a text"},
    {"a type that is none",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"name\": \"a\", \"type\": \"txt\"}]}}",
     LOCALITY_TYPE, 1, 37, "\"txt\""},
    {"a target that is none",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"name\": \"a\", \"type\": \"ref\", \"target\": "
     "\"x\"}]}}",
     LOCALITY_NOT_FOUND, 1, 37, "\"x\""},
    {"a field declared twice",
     "{\"locality\": 1, \"fields\": {\"post\": [{\"name\": \"title\", \"type\": \"text\"}]}}",
     LOCALITY_DUPLICATE, 1, 37, "title"},
    {"words without a field", "{\"locality\": 1, \"words\": {\"area\": [\"a\"]}}", LOCALITY_TYPE, 1,
     27, "kind.field"},
    {"words that are a text", "{\"locality\": 1, \"words\": {\"area.level\": \"a\"}}",
     LOCALITY_TYPE, 1, 27, "kind.field"},
    {"words that are numbers", "{\"locality\": 1, \"words\": {\"area.level\": [1]}}", LOCALITY_TYPE,
     1, 42, "text"},
    {"words for a text", "{\"locality\": 1, \"words\": {\"post.title\": [\"a\"]}}", LOCALITY_TYPE,
     1, 42, "word"},
};

static void every_bad_document_has_one_error_with_its_place(void) {
    for (size_t i = 0; i < TEST_COUNT(bad_documents); i++) {
        const bad_document *bad = &bad_documents[i];
        locality_model *model = (locality_model *)&model;
        locality_error error;
        locality_status status =
            locality_json_load(bad->text, strlen(bad->text), NULL, NULL, &model, &error);
        int right = status == bad->status && error.status == status && error.line == bad->line &&
                    error.column == bad->column && strstr(error.message, bad->says) != NULL &&
                    model == NULL;
        if (!TEST_ROW(right, bad->name)) {
            printf("    %s %llu:%llu %s\n", locality_status_name(status),
                   (unsigned long long)error.line, (unsigned long long)error.column, error.message);
        }
        TEST_NUMBER(locality_json_load(bad->text, strlen(bad->text), NULL, NULL, &model, NULL),
                    bad->status); /* an error may be null */
    }
}

static void limits_are_kept(void) {
    enum { DEEP = 100000 };
    locality_json_options options = LOCALITY_JSON_OPTIONS_INIT;
    static const char small[] = "{\"locality\": 1}";
    char *deep = malloc(2 * DEEP + 40);
    locality_json_document *document = NULL;
    locality_error error;
    strcpy(deep, "{\"locality\": 1, \"post\": ");
    memset(deep + strlen("{\"locality\": 1, \"post\": "), '[', DEEP);
    memset(deep + strlen("{\"locality\": 1, \"post\": ") + DEEP, ']', DEEP);
    strcpy(deep + strlen("{\"locality\": 1, \"post\": ") + 2 * DEEP, "}");
    TEST_NUMBER(locality_json_open(deep, strlen(deep), NULL, NULL, &document, &error),
                LOCALITY_LIMIT);
    CU_ASSERT_PTR_NULL(document);
    CU_ASSERT(error.line == 1 && error.column > 2000);
    free(deep);
    options.max_bytes = strlen(small);
    TEST_NUMBER(locality_json_open(small, strlen(small), &options, NULL, &document, &error),
                LOCALITY_OK);
    locality_json_close(document);
    options.max_bytes--;
    TEST_NUMBER(locality_json_open(small, strlen(small), &options, NULL, &document, &error),
                LOCALITY_LIMIT);
    CU_ASSERT(strstr(error.message, "15 bytes") != NULL);
    CU_ASSERT_PTR_NULL(document);
    /* Nothing of a document that is too long is read: this one is not even there. */
    TEST_NUMBER(locality_json_open(small, 200u << 20, NULL, NULL, &document, &error),
                LOCALITY_LIMIT);
}

static void a_nul_byte_is_refused_wherever_it_stands(void) {
    static const char behind_number[] = "{\"locality\": 1\0}", at_end[] = "{\"locality\": 1}\0";
    locality_json_document *document = NULL;
    locality_error error;
    TEST_NUMBER(
        locality_json_open(behind_number, sizeof behind_number - 1, NULL, NULL, &document, &error),
        LOCALITY_SYNTAX);
    TEST_NUMBER(error.column, 15);
    TEST_NUMBER(locality_json_open(at_end, sizeof at_end - 1, NULL, NULL, &document, &error),
                LOCALITY_SYNTAX);
    TEST_NUMBER(error.column, 16);
    CU_ASSERT_PTR_NULL(document);
}

static void wrong_calls_are_refused(void) {
    static const char small[] = "{\"locality\": 1}";
    locality_json_options options = LOCALITY_JSON_OPTIONS_INIT;
    locality_allocator empty = {sizeof empty, 0, NULL, NULL, NULL, NULL};
    const locality_json_document *nothing = NULL;
    locality_json_document *document = NULL;
    locality_model *model = NULL;
    locality_error error;
    uint64_t line = 7, column = 7;
    TEST_NUMBER(locality_json_open(NULL, 0, NULL, NULL, &document, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_open(small, 1, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_open(small, 1, NULL, &empty, &document, &error), LOCALITY_INVALID);
    options.struct_size = 2;
    TEST_NUMBER(locality_json_open(small, 1, &options, NULL, &document, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_load(small, 1, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_build(&nothing, 1, NULL, &model, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_build(&nothing, 1, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_json_locate(NULL, "a", "b", NULL, &line, &column), 0);
    TEST_NUMBER(line + column, 0);
    TEST_NUMBER(locality_json_locate(NULL, "a", "b", NULL, NULL, NULL), 0);
}

static void records_and_fields_are_located(void) {
    static const char text[] =
        "{\"locality\": 1,\n \"area\": [{\"id\": \"a\"}],\n \"post\": [\n  {\"id\": \"x\"},\n"
        "  {\"title\": \"t\", \"id\": \"a\",\n   \"posts\": 3}]}";
    locality_json_document *document = NULL;
    uint64_t line, column;
    CU_ASSERT_EQUAL_FATAL(locality_json_open(text, strlen(text), NULL, NULL, &document, NULL),
                          LOCALITY_OK);
    TEST_NUMBER(locality_json_locate(document, "post", "a", NULL, &line, &column), 1);
    TEST_NUMBER(line * 100 + column, 503);
    TEST_NUMBER(locality_json_locate(document, "post", "a", "posts", &line, &column), 1);
    TEST_NUMBER(line * 100 + column, 613);
    TEST_NUMBER(locality_json_locate(document, "post", "a", "fte", &line, &column), 1);
    TEST_NUMBER(line * 100 + column, 503);
    TEST_NUMBER(locality_json_locate(document, "area", "a", "", &line, &column), 1);
    TEST_NUMBER(line * 100 + column, 211);
    TEST_NUMBER(locality_json_locate(document, "post", "b", NULL, &line, &column), 0);
    TEST_NUMBER(locality_json_locate(document, "site", "a", NULL, &line, &column), 0);
    TEST_NUMBER(line + column, 0);
    locality_json_close(document);
}

/* ---- Failing memory ------------------------------------------------------------------------------------ */

static locality_status read_with(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    static const char *const texts[] = {
        "{\"locality\": 1, \"name\": \"n\", \"rules\": [\"r\"], \"words\": {\"area.level\": "
        "[\"hundred\"]}, "
        "\"fields\": {\"post\": [{\"name\": \"desk\", \"type\": \"word\", \"words\": [\"hot\"]}]}, "
        "\"area\": "
        "[{\"id\": \"a\", \"population\": 12}, {\"id\": \"b\"}], \"post\": [{\"id\": \"p\", "
        "\"serves\": "
        "[\"a\", \"b\"], \"cost\": 1.5, \"fte\": 0.25, \"title\": \"x\", \"desk\": \"hot\"}]}",
        "{\"locality\": 1, \"remove\": [\"area:b\"], \"post\": [{\"id\": \"p\", \"title\": "
        "\"y\"}]}"};
    locality_json_document *documents[2] = {NULL, NULL};
    const locality_json_document *list[2] = {NULL, NULL};
    locality_status status = LOCALITY_OK;
    locality_model *model = NULL;
    (void)state;
    for (size_t i = 0; i < 2 && status == LOCALITY_OK; i++) {
        status =
            locality_json_open(texts[i], strlen(texts[i]), NULL, allocator, &documents[i], error);
        list[i] = documents[i];
    }
    if (status == LOCALITY_OK) {
        status = locality_json_build(list, 2, allocator, &model, NULL, error);
    }
    CU_ASSERT((status == LOCALITY_OK) == (model != NULL));
    locality_model_free(model);
    locality_json_close(documents[0]);
    locality_json_close(documents[1]);
    return status;
}

static void every_allocation_may_fail(void) {
    fault_drive("reading documents", read_with, NULL, 10);
}

static const test_case cases[] = {
    {"quantities are numbers or texts", quantities_are_numbers_or_texts},
    {"unknown and null are missing", unknown_and_null_are_missing},
    {"lists may be empty and references none", lists_may_be_empty_and_references_none},
    {"a document declares fields and words of its own",
     a_document_declares_fields_and_words_of_its_own},
    {"escapes and a byte order mark are read", escapes_and_a_byte_order_mark_are_read},
    {"a header is described", a_header_is_described},
    {"a companion changes the fields it gives", a_companion_changes_the_fields_it_gives},
    {"an error says in which document it is", an_error_says_in_which_document_it_is},
    {"every bad document has one error with its place",
     every_bad_document_has_one_error_with_its_place},
    {"limits are kept", limits_are_kept},
    {"a NUL byte is refused wherever it stands", a_nul_byte_is_refused_wherever_it_stands},
    {"wrong calls are refused", wrong_calls_are_refused},
    {"records and fields are located", records_and_fields_are_located},
    {"every allocation may fail", every_allocation_may_fail},
};
TEST_MAIN("JSON read", cases)
