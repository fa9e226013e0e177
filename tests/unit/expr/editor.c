/*
 * Tests: what tools are told of the language, and that the reference tells the same.
 */
#include "support/harness.h"

#include "locality/expr.h"

#include <stdlib.h>

static void functions_are_listed_with_their_signatures(void) {
    size_t count = locality_language_function_count();

    TEST_NUMBER(count, 58);
    for (size_t i = 0; i < count; i++) {
        const locality_language_function *info = locality_language_function_at(i);
        size_t length = strlen(info->name);

        TEST_ROW(length > 0 && strncmp(info->signature, info->name, length) == 0 &&
                     info->signature[length] == '(',
                 info->name);
        TEST_ROW(strstr(info->signature, ") -> ") != NULL, info->name);
        TEST_ROW(info->doc[0] >= 'A' && info->doc[0] <= 'Z', info->name);
        TEST_ROW(info->doc[strlen(info->doc) - 1] == '.', info->name);
        for (size_t j = 0; j < sizeof info->reserved; j++)
            TEST_ROW(info->reserved[j] == 0, info->name);
    }
    CU_ASSERT(locality_language_function_at(count) == NULL);
    CU_ASSERT(locality_language_function_at(SIZE_MAX) == NULL);
}

/* A text file of the project; freed by the caller. */
static char *read_all(const char *path) {
    FILE *in = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);

    if (in != NULL && text != NULL)
        CU_ASSERT(fread(text, 1, (1 << 20) - 1, in) > 0);
    if (in != NULL)
        fclose(in);
    return text;
}

static void the_reference_names_every_function(void) {
    char *reference = read_all("docs/guide/language.md");

    CU_ASSERT_FATAL(reference != NULL);
    for (size_t i = 0; i < locality_language_function_count(); i++) {
        char call[64];

        snprintf(call, sizeof call, "%s(", locality_language_function_at(i)->name);
        TEST_ROW(strstr(reference, call) != NULL, call);
    }
    free(reference);
}

/* The text between ``` and ``` that begins with `start`; null where there is none. */
static char *example_of(char *reference, const char *start) {
    char *example = strstr(reference, start);
    char *end = example != NULL ? strstr(example, "```") : NULL;

    if (end != NULL)
        *end = '\0';
    return end != NULL ? example : NULL;
}

static void the_rule_of_the_reference_is_right(void) {
    char *reference = read_all("docs/guide/language.md");
    locality_error error;
    char *example;

    CU_ASSERT_FATAL(reference != NULL);
    example = example_of(reference, "parameter window");
    CU_ASSERT_FATAL(example != NULL);
    CU_ASSERT(strstr(example, "query COV-Q07") != NULL);
    if (locality_rule_file_check(NULL, example, strlen(example), &error) != LOCALITY_OK)
        CU_FAIL(error.message);
    free(reference);
}

/* Each line of the examples of quantifiers, with variables put around it. */
static void the_quantifiers_of_the_reference_are_right(void) {
    char *reference = read_all("docs/guide/language.md");
    char *line, *next;
    size_t checked = 0;

    CU_ASSERT_FATAL(reference != NULL);
    line = example_of(reference, "count(p in post where");
    CU_ASSERT_FATAL(line != NULL);
    for (; line != NULL && *line != '\0'; line = next) {
        char text[256], *second;
        locality_error error;

        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        second = strstr(line, "     ");
        if (second != NULL)
            *second = '\0';
        snprintf(text, sizeof text, "list(%s for s in structure, u in unit)", line);
        if (line[0] == '\0' || strstr(line, "...") != NULL)
            continue;
        checked++;
        if (locality_expression_check(NULL, text, strlen(text), &error) != LOCALITY_OK) {
            printf("%s\n%s\n", text, error.message);
            CU_FAIL("an example of the reference is wrong");
        }
    }
    CU_ASSERT(checked >= 9);
    free(reference);
}

static const test_case cases[] = {
    {"functions are listed with their signatures", functions_are_listed_with_their_signatures},
    {"the reference names every function", the_reference_names_every_function},
    {"the rule of the reference is right", the_rule_of_the_reference_is_right},
    {"the quantifiers of the reference are right", the_quantifiers_of_the_reference_are_right},
};

TEST_MAIN("expr: for editors", cases)
