/* The table of kinds and fields as every host sees it. */
#include "locality/schema.h"
#include "support/harness.h"

#include "schema/schema.h"

#include <stdint.h>

static void has_the_kinds_of_the_field(void) {
    static const char *const kinds[] = {
        "area",      "area_group", "site",    "organisation", "structure",   "unit",
        "post",      "function",   "skill",   "theme",        "role",        "duty",
        "person",    "allocation", "service", "provider",     "stream",      "figure",
        "priority",  "outcome",    "measure", "target",       "observation", "consultation",
        "comment",   "decision",   "event",   "stakeholder",  "engagement",  "briefing",
        "work_item", "task_group", "risk",    "milestone",    "document",    "section",
        "alias",     "note",       "rule",    "parameter",    "grade",       "change",
    };
    for (size_t i = 0; i < TEST_COUNT(kinds); i++) {
        uint32_t kind = locality_schema_kind(NULL, kinds[i]);
        TEST_ROW(kind < locality_schema_kinds(NULL), kinds[i]);
        TEST_TEXT(locality_schema_kind_name(NULL, kind), kinds[i]);
    }
}

static void finds_each_kind_by_name_and_plural(void) {
    TEST_NUMBER(locality_schema_kinds(NULL), LOC_KINDS);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        const char *name = locality_schema_kind_name(NULL, kind);
        TEST_NUMBER(locality_schema_kind(NULL, name), kind);
        TEST_NUMBER(locality_schema_kind(NULL, locality_schema_kind_plural(NULL, kind)), kind);
        TEST_ROW(strlen(locality_schema_kind_doc(NULL, kind)) > 10, name);
    }
    TEST_NUMBER(locality_schema_kind(NULL, "people"), LOC_KIND_person);
    TEST_NUMBER(locality_schema_kind(NULL, "pots"), LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_schema_kind(NULL, ""), LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_schema_kind(NULL, NULL), LOCALITY_NO_INDEX);
    CU_ASSERT_PTR_NULL(locality_schema_kind_name(NULL, LOC_KINDS));
    CU_ASSERT_PTR_NULL(locality_schema_kind_plural(NULL, LOC_KINDS));
    CU_ASSERT_PTR_NULL(locality_schema_kind_doc(NULL, LOCALITY_NO_INDEX));
}

/* What is asserted of every field: it is found by its name, documented, and whole. */
static void check_field(uint32_t kind, uint32_t field) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    locality_error error;
    TEST_NUMBER(locality_schema_describe(NULL, kind, field, &info, &error), LOCALITY_OK);
    TEST_NUMBER(locality_schema_field(NULL, kind, info.name), field);
    TEST_ROW(strlen(info.doc) > 3, info.name);
    TEST_ROW((info.type == LOCALITY_TYPE_WORD) == (info.words[0] != '\0'), info.name);
    int reference = info.type == LOCALITY_TYPE_REF || info.type == LOCALITY_TYPE_REFS;
    TEST_ROW(reference == (info.target != LOCALITY_NO_INDEX), info.name);
    TEST_ROW(!reference || info.target < LOC_KINDS, info.name);
    TEST_ROW(info.type >= LOCALITY_TYPE_TEXT && info.type <= LOCALITY_TYPE_REFS, info.name);
    TEST_NUMBER(info.is_extra, 0);
    TEST_NUMBER(info.struct_size, sizeof info);
}

static void describes_every_field(void) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        uint32_t fields = locality_schema_fields(NULL, kind);
        TEST_ROW(fields > LOC_COMMONS, locality_schema_kind_name(NULL, kind));
        for (uint32_t field = 0; field < fields; field++) {
            check_field(kind, field);
        }
    }
    TEST_NUMBER(locality_schema_fields(NULL, LOC_KINDS), 0);
    TEST_NUMBER(locality_schema_field(NULL, LOC_KINDS, "name"), LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_schema_field(NULL, LOC_KIND_post, "nam"), LOCALITY_NO_INDEX);
    TEST_NUMBER(locality_schema_field(NULL, LOC_KIND_post, NULL), LOCALITY_NO_INDEX);
}

static void knows_post_by_compiled_numbers(void) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    TEST_NUMBER(locality_schema_kind(NULL, "post"), LOC_KIND_post);
    TEST_NUMBER(locality_schema_field(NULL, LOC_KIND_post, "structure"), 0);
    TEST_NUMBER(locality_schema_field(NULL, LOC_KIND_post, "reports_to"),
                LOC_FIELD_post_reports_to);
    TEST_NUMBER(locality_schema_describe(NULL, LOC_KIND_post, LOC_FIELD_post_fte, &info, NULL),
                LOCALITY_OK);
    TEST_TEXT(info.name, "fte");
    TEST_NUMBER(info.type, LOCALITY_TYPE_NUMBER);
    TEST_NUMBER(locality_schema_describe(NULL, LOC_KIND_post, LOC_FIELD_post_grade, &info, NULL),
                LOCALITY_OK);
    TEST_NUMBER(info.target, LOC_KIND_grade);
}

static void has_the_common_fields_in_every_kind(void) {
    static const char *const common[] = {"name",  "source", "section",
                                         "basis", "remark", "withheld"};
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        for (uint32_t i = 0; i < TEST_COUNT(common); i++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;
            uint32_t field = locality_schema_field(NULL, kind, common[i]);
            TEST_NUMBER(field, loc_common_field(kind, i));
            TEST_NUMBER(locality_schema_describe(NULL, kind, field, &info, NULL), LOCALITY_OK);
            TEST_NUMBER(info.is_common, 1);
        }
    }
    TEST_NUMBER(LOC_COMMONS, TEST_COUNT(common));
}

static void names_are_unique_and_plain(void) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        uint32_t fields = locality_schema_fields(NULL, kind);
        for (uint32_t a = 0; a < fields; a++) {
            const char *name = loc_schema_row(NULL, kind, a)->name;
            TEST_ROW(strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(name), name);
            TEST_ROW(strlen(name) == loc_schema_row(NULL, kind, a)->name_length, name);
            for (uint32_t b = 0; b < a; b++) {
                TEST_ROW(strcmp(name, loc_schema_row(NULL, kind, b)->name) != 0, name);
            }
        }
    }
}

static void refuses_to_describe_what_is_not_there(void) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    locality_error error;
    TEST_NUMBER(locality_schema_describe(NULL, LOC_KINDS, 0, &info, &error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(error.status, LOCALITY_NOT_FOUND);
    CU_ASSERT_PTR_NULL(info.name);
    uint32_t fields = locality_schema_fields(NULL, 0);
    TEST_NUMBER(locality_schema_describe(NULL, 0, fields, &info, &error), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_schema_describe(NULL, 0, 0, NULL, &error), LOCALITY_INVALID);
    info.struct_size = 4;
    TEST_NUMBER(locality_schema_describe(NULL, 0, 0, &info, &error), LOCALITY_INVALID);
}

static void fills_descriptions_of_other_versions(void) {
    struct {
        locality_field_info info;
        uint64_t later;
    } longer = {LOCALITY_FIELD_INFO_INIT, 7};
    longer.info.struct_size = sizeof longer;
    TEST_NUMBER(locality_schema_describe(NULL, 0, 0, &longer.info, NULL), LOCALITY_OK);
    TEST_NUMBER(longer.later, 0);
    TEST_TEXT(longer.info.name, "level");
    locality_field_info shorter = LOCALITY_FIELD_INFO_INIT;
    shorter.struct_size = offsetof(locality_field_info, words);
    TEST_NUMBER(locality_schema_describe(NULL, 0, 0, &shorter, NULL), LOCALITY_OK);
    TEST_TEXT(shorter.name, "level");
    CU_ASSERT_PTR_NULL(shorter.words);
}

static void walks_words(void) {
    size_t length = 0;
    const char *words = "set|cease|create";
    const char *word = loc_words_next(words, NULL, &length);
    CU_ASSERT_TRUE(length == 3 && strncmp(word, "set", 3) == 0);
    word = loc_words_next(words, word, &length);
    CU_ASSERT_TRUE(length == 5 && strncmp(word, "cease", 5) == 0);
    word = loc_words_next(words, word, &length);
    CU_ASSERT_TRUE(length == 6 && strncmp(word, "create", 6) == 0);
    CU_ASSERT_PTR_NULL(loc_words_next(words, word, &length));
    CU_ASSERT_TRUE(loc_words_have(words, "cease", 5));
    CU_ASSERT_FALSE(loc_words_have(words, "ceas", 4));
    CU_ASSERT_FALSE(loc_words_have(words, "", 0));
    CU_ASSERT_PTR_NULL(loc_words_next("", NULL, &length));
}

static const test_case cases[] = {
    {"the table has the kinds of the field", has_the_kinds_of_the_field},
    {"a kind is found by its name and by its plural", finds_each_kind_by_name_and_plural},
    {"every field is documented, typed and found by its name", describes_every_field},
    {"numbers known when compiled are those of the table", knows_post_by_compiled_numbers},
    {"every kind has the common fields", has_the_common_fields_in_every_kind},
    {"names of fields are unique within a kind, in plain lower case", names_are_unique_and_plain},
    {"what is not there is not described", refuses_to_describe_what_is_not_there},
    {"a description can be shorter or longer than ours", fills_descriptions_of_other_versions},
    {"words are walked one by one", walks_words},
};

TEST_MAIN("schema: table", cases)
