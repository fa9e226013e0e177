/* What a host adds to the schema: fields and words of its own. */
#include "locality/model.h"
#include "support/fault.h"
#include "support/harness.h"

static locality_schema *fresh(void) {
    locality_schema *schema = NULL;
    TEST_NUMBER(locality_schema_new(NULL, &schema, NULL), LOCALITY_OK);
    return schema;
}

static locality_field_info field_of(const char *name, int32_t type) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    info.name = name;
    info.doc = "A field of the host.";
    info.type = type;
    info.target = LOCALITY_NO_INDEX;
    return info;
}

static void adds_a_field_behind_the_others(void) {
    locality_schema *schema = fresh();
    uint32_t post = locality_schema_kind(schema, "post");
    uint32_t before = locality_schema_fields(schema, post);
    locality_field_info info = field_of("payroll_number", LOCALITY_TYPE_TEXT), out = info;
    locality_error error;
    TEST_NUMBER(locality_schema_add_field(schema, "post", &info, &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_fields(schema, post), before + 1);
    TEST_NUMBER(locality_schema_fields(NULL, post), before);
    TEST_NUMBER(locality_schema_field(schema, post, "payroll_number"), before);
    TEST_NUMBER(locality_schema_field(NULL, post, "payroll_number"), LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_schema_describe(schema, post, before, &out, &error), LOCALITY_OK);
    TEST_TEXT(out.name, "payroll_number");
    TEST_TEXT(out.doc, "A field of the host.");
    TEST_TEXT(out.words, "");
    TEST_NUMBER(out.is_extra, 1);
    TEST_NUMBER(out.is_common, 0);
    TEST_NUMBER(out.target, LOCALITY_NO_INDEX);
    /* the fields before it are what they were */
    TEST_NUMBER(locality_schema_describe(schema, post, 1, &out, &error), LOCALITY_OK);
    TEST_TEXT(out.name, "title");
    locality_schema_free(schema);
}

static void adds_fields_of_every_type(void) {
    locality_schema *schema = fresh();
    char name[16] = "extra_a";
    for (int32_t type = LOCALITY_TYPE_TEXT; type <= LOCALITY_TYPE_REFS; type++) {
        name[6] = (char)('a' + type);
        locality_field_info info = field_of(name, type);
        info.words = type == LOCALITY_TYPE_WORD ? "red|amber|green" : NULL;
        info.target = locality_schema_kind(schema, "site");
        info.doc = NULL;
        TEST_NUMBER(locality_schema_add_field(schema, "areas", &info, NULL), LOCALITY_OK);
    }
    locality_field_info out = LOCALITY_FIELD_INFO_INIT;
    uint32_t area = locality_schema_kind(schema, "area");
    uint32_t count = locality_schema_fields(schema, area);
    TEST_NUMBER(locality_schema_describe(schema, area, count - 1, &out, NULL), LOCALITY_OK);
    TEST_NUMBER(out.target, locality_schema_kind(schema, "site"));
    TEST_TEXT(out.doc, "");
    locality_schema_free(schema);
}

typedef struct bad_field {
    const char *what, *kind, *name, *words;
    int32_t type;
    uint32_t target;
    locality_status status;
} bad_field;

static void refuses_fields_that_cannot_be(void) {
    static const bad_field rows[] = {
        {"no kind", "pots", "x", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_NOT_FOUND},
        {"no name", "post", NULL, NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"empty name", "post", "", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"capital", "post", "Extra", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"digit first", "post", "9x", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"blank", "post", "a b", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"id", "post", "id", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"type none", "post", "x", NULL, LOCALITY_TYPE_NONE, 0, LOCALITY_INVALID},
        {"type beyond", "post", "x", NULL, LOCALITY_TYPE_REFS + 1, 0, LOCALITY_INVALID},
        {"word without words", "post", "x", "", LOCALITY_TYPE_WORD, 0, LOCALITY_INVALID},
        {"text with words", "post", "x", "a|b", LOCALITY_TYPE_TEXT, 0, LOCALITY_INVALID},
        {"empty word", "post", "x", "a||b", LOCALITY_TYPE_WORD, 0, LOCALITY_INVALID},
        {"bar at the end", "post", "x", "a|", LOCALITY_TYPE_WORD, 0, LOCALITY_INVALID},
        {"word with a blank", "post", "x", "a b", LOCALITY_TYPE_WORD, 0, LOCALITY_INVALID},
        {"no target", "post", "x", NULL, LOCALITY_TYPE_REF, 999, LOCALITY_NOT_FOUND},
        {"no targets", "post", "x", NULL, LOCALITY_TYPE_REFS, UINT32_MAX, LOCALITY_NOT_FOUND},
        {"field of the table", "post", "title", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_DUPLICATE},
        {"common field", "post", "basis", NULL, LOCALITY_TYPE_TEXT, 0, LOCALITY_DUPLICATE},
    };
    locality_schema *schema = fresh();
    uint32_t before = locality_schema_fields(schema, locality_schema_kind(schema, "post"));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_error error;
        locality_field_info info = field_of(rows[i].name, rows[i].type);
        info.words = rows[i].words;
        info.target = rows[i].target;
        TEST_ROW(locality_schema_add_field(schema, rows[i].kind, &info, &error) == rows[i].status,
                 rows[i].what);
        TEST_ROW(error.status == rows[i].status && error.message[0] != '\0', rows[i].what);
    }
    TEST_NUMBER(locality_schema_fields(schema, locality_schema_kind(schema, "post")), before);
    locality_schema_free(schema);
}

static void refuses_what_is_null_or_of_another_size(void) {
    locality_schema *schema = fresh();
    locality_error error;
    struct {
        locality_field_info info;
        uint64_t later;
    } longer = {field_of("x", LOCALITY_TYPE_TEXT), 0};
    TEST_NUMBER(locality_schema_new(NULL, NULL, &error), LOCALITY_INVALID);
    locality_allocator broken = {.struct_size = sizeof broken};
    locality_schema *none = schema;
    TEST_NUMBER(locality_schema_new(&broken, &none, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(none);
    TEST_NUMBER(locality_schema_add_field(NULL, "post", &longer.info, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_field(schema, NULL, &longer.info, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_field(schema, "post", NULL, &error), LOCALITY_INVALID);
    longer.info.struct_size = 8;
    TEST_NUMBER(locality_schema_add_field(schema, "post", &longer.info, &error), LOCALITY_INVALID);
    longer.info.struct_size = sizeof longer;
    longer.later = 1;
    TEST_NUMBER(locality_schema_add_field(schema, "post", &longer.info, &error), LOCALITY_INVALID);
    longer.later = 0;
    longer.info.doc = "\xFF";
    TEST_NUMBER(locality_schema_add_field(schema, "post", &longer.info, &error), LOCALITY_INVALID);
    longer.info.doc = "";
    TEST_NUMBER(locality_schema_add_field(schema, "post", &longer.info, &error), LOCALITY_OK);
    locality_schema_free(schema);
    locality_schema_free(NULL);
}

static void adds_words(void) {
    locality_schema *schema = fresh();
    uint32_t area = locality_schema_kind(schema, "area");
    uint32_t level = locality_schema_field(schema, area, "level");
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    locality_error error;
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "parish", &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "hamlet", &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "croft_2", &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "hamlet", &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_describe(schema, area, level, &info, &error), LOCALITY_OK);
    const char *tail = strstr(info.words, "|hamlet|croft_2");
    CU_ASSERT_TRUE(tail != NULL && strcmp(tail, "|hamlet|croft_2") == 0);
    TEST_NUMBER(locality_schema_describe(NULL, area, level, &info, &error), LOCALITY_OK);
    CU_ASSERT_PTR_NULL(strstr(info.words, "hamlet"));
    locality_schema_free(schema);
}

static void refuses_words_that_cannot_be(void) {
    locality_schema *schema = fresh();
    locality_error error;
    TEST_NUMBER(locality_schema_add_word(NULL, "area", "level", "x", &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "area", NULL, "x", &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "", &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "a|b", &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "aera", "level", "x", &error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "\"area\""));
    TEST_NUMBER(locality_schema_add_word(schema, "area", "levle", "x", &error), LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "\"level\""));
    TEST_TEXT(error.kind, "area");
    TEST_TEXT(error.field, "levle");
    TEST_NUMBER(locality_schema_add_word(schema, "area", "code", "x", &error), LOCALITY_TYPE);
    locality_schema_free(schema);
}

static void cannot_change_once_a_model_uses_it(void) {
    locality_schema *schema = fresh();
    locality_model *model = NULL;
    locality_error error;
    locality_field_info info = field_of("x", LOCALITY_TYPE_TEXT);
    TEST_NUMBER(locality_model_new(schema, NULL, &model, &error), LOCALITY_OK);
    CU_ASSERT_PTR_EQUAL(locality_model_schema(model), schema);
    TEST_NUMBER(locality_schema_add_field(schema, "post", &info, &error), LOCALITY_INVALID);
    TEST_NUMBER(locality_schema_add_word(schema, "area", "level", "x", &error), LOCALITY_INVALID);
    locality_schema_free(schema); /* the model keeps what it needs */
    TEST_NUMBER(locality_schema_fields(locality_model_schema(model), 0),
                locality_schema_fields(NULL, 0));
    locality_model_free(model);
}

static locality_status extend_all(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    (void)state;
    locality_schema *schema = NULL;
    locality_field_info info = field_of("colour", LOCALITY_TYPE_WORD);
    info.words = "red|green";
    locality_status status = locality_schema_new(allocator, &schema, error);
    CU_ASSERT_TRUE((status == LOCALITY_OK) == (schema != NULL));
    if (status == LOCALITY_OK) {
        status = locality_schema_add_field(schema, "post", &info, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_schema_add_word(schema, "post", "colour", "blue", error);
    }
    if (status == LOCALITY_OK) {
        status = locality_schema_add_word(schema, "area", "level", "hamlet", error);
    }
    locality_schema_free(schema);
    return status;
}

static void survives_refused_memory(void) {
    fault_drive("extending a schema", extend_all, NULL, 4);
}

static const test_case cases[] = {
    {"a field is added behind the others", adds_a_field_behind_the_others},
    {"a field of every type can be added", adds_fields_of_every_type},
    {"a field that cannot be is refused", refuses_fields_that_cannot_be},
    {"what is null or of another size is refused", refuses_what_is_null_or_of_another_size},
    {"words are added to a field", adds_words},
    {"a word that cannot be is refused", refuses_words_that_cannot_be},
    {"a schema in use cannot change and outlives its host", cannot_change_once_a_model_uses_it},
    {"extending survives refused memory", survives_refused_memory},
};

TEST_MAIN("schema: extend", cases)
