/*
 * Fuzzes the language of expressions: parsing, checking, writing.
 *
 * Every text is either a tree that is sound, and that is the same when it is written and read again; or
 * an error with a status of those that are promised, a message, and a place inside the text.
 */
#include "locality/expr.h"
#include "unit/expr/sound.h"
#include "unit/expr/tree.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_expression: %s\n", what);
        abort();
    }
}

static void must_be_told(locality_status status, const locality_error *error) {
    static const int allowed[] = {LOCALITY_SYNTAX,    LOCALITY_TYPE,     LOCALITY_NOT_FOUND,
                                  LOCALITY_DUPLICATE, LOCALITY_OVERFLOW, LOCALITY_ENCODING,
                                  LOCALITY_LIMIT};
    int is_allowed = 0;

    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        is_allowed |= status == allowed[i];
    must(is_allowed, "a status that is not promised");
    must(error->status == status, "the error tells another status");
    must(error->message[0] != '\0', "an error without a message");
    must(loc_utf8_check(error->message, strlen(error->message)) == strlen(error->message),
         "a message that is not UTF-8");
    must(error->line > 0 && error->column > 0, "an error without a place");
}

/* Parses, and checks if asked to; null where either fails. */
static loc_tree *read_tree(const char *text, size_t size, int is_checked, loc_arena *arena) {
    locality_error error;
    loc_tree *tree;
    locality_status status = loc_syntax_parse_expression(NULL, text, size, arena, &tree, &error);

    must((status == LOCALITY_OK) == (tree != NULL), "status and tree differ");
    if (status == LOCALITY_OK && is_checked)
        status = loc_check_expression(NULL, NULL, arena, tree, &error);
    if (status != LOCALITY_OK) {
        must_be_told(status, &error);
        return NULL;
    }
    must(error.status == LOCALITY_OK, "an error after success");
    return tree;
}

static void must_read_again(const loc_tree *tree, int is_checked, loc_arena *arena) {
    char *source = tree_source(tree->root);
    char *before = tree_text(tree->root);
    loc_tree *again = read_tree(source, strlen(source), is_checked, arena);
    char *after;

    must(again != NULL, "what was written is not read");
    after = tree_text(again->root);
    must(strcmp(before, after) == 0, "what was written is read differently");
    free(source);
    free(before);
    free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    locality_allocator allocator;
    loc_arena arena;
    loc_tree *tree;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(&arena, &allocator);
    tree = read_tree((const char *)data, size, 0, &arena);
    if (tree != NULL)
        must_read_again(tree, 0, &arena);
    if (tree != NULL)
        tree = read_tree((const char *)data, size, 1, &arena);
    if (tree != NULL) {
        unsigned char *seen = calloc(tree->nodes, 1);
        const char *wrong = sound_tree(NULL, tree, seen);

        must(wrong == NULL, wrong);
        must_read_again(tree, 1, &arena);
        free(seen);
    }
    loc_arena_clear(&arena);
    return 0;
}
