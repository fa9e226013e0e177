/*
 * Fuzzes rule files: parameters, rules, queries, messages.
 *
 * Every text is either a file whose rules are sound, and that is the same when it is written and read
 * again; or an error with a status of those that are promised, a message, and a place.
 */
#include "locality/expr.h"
#include "unit/expr/sound.h"
#include "unit/expr/tree.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_rules: %s\n", what);
        abort();
    }
}

static loc_file *read_file(const char *text, size_t size, loc_arena *arena) {
    locality_error error;
    loc_file *file;
    locality_status status = loc_syntax_parse_file(NULL, text, size, arena, &file, &error);

    must((status == LOCALITY_OK) == (file != NULL), "status and file differ");
    if (status == LOCALITY_OK)
        status = loc_check_file(NULL, NULL, arena, file, &error);
    must(error.status == status, "the error tells another status");
    if (status == LOCALITY_OK)
        return file;
    must(status != LOCALITY_NO_MEMORY && status != LOCALITY_INVALID, "another status");
    must(error.message[0] != '\0' && error.line > 0 && error.column > 0,
         "an error without a message or a place");
    must(loc_utf8_check(error.message, strlen(error.message)) == strlen(error.message),
         "a message that is not UTF-8");
    return NULL;
}

static char *write_file(const loc_file *file, const locality_allocator *allocator) {
    loc_text text;
    char *copy;

    loc_text_init(&text, allocator);
    loc_unparse_file(NULL, file, &text);
    must(!text.failed, "writing failed");
    copy = calloc(text.length + 1, 1);
    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    loc_text_clear(&text);
    return copy;
}

static void must_be_sound(const loc_file *file) {
    for (const loc_rule *rule = file->rules; rule != NULL; rule = rule->next) {
        unsigned char *seen = calloc(rule->nodes + 1, 1);
        const char *wrong = sound_rule(NULL, rule, seen);

        must(wrong == NULL, wrong);
        must(rule->start < rule->end && rule->end <= file->length && rule->line > 0,
             "place of a rule");
        free(seen);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    locality_allocator allocator;
    loc_arena arena;
    loc_file *file;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    file = read_file((const char *)data, size, &arena);
    if (file != NULL) {
        char *first = write_file(file, &allocator), *second;

        must_be_sound(file);
        file = read_file(first, strlen(first), &arena);
        must(file != NULL, "what was written is not read");
        second = write_file(file, &allocator);
        must(strcmp(first, second) == 0, "what was written is read differently");
        free(first);
        free(second);
    }
    loc_arena_clear(&arena);
    return 0;
}
