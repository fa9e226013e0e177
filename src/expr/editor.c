/* Editor: the language for those who write it: checking without a snapshot, and what there is to
 * call. */
#include "base/error.h"
#include "expr/functions.h"
#include "expr/parser.h"
#include "schema/schema.h"

/* Memory comes from where the schema's comes from. */
static void open_arena(const locality_schema *schema, loc_arena *arena) {
    locality_allocator allocator;

    if (schema != NULL)
        allocator = schema->allocator;
    else
        loc_allocator_take(NULL, &allocator, NULL);
    loc_arena_init(arena, &allocator);
}

locality_status locality_expression_check(const locality_schema *schema, const char *text,
                                          size_t length, locality_error *error) {
    locality_status status;
    loc_arena arena;
    loc_tree *tree;

    open_arena(schema, &arena);
    status = loc_syntax_parse_expression(schema, text, length, &arena, &tree, error);
    if (status == LOCALITY_OK)
        status = loc_check_expression(schema, NULL, &arena, tree, error);
    loc_arena_clear(&arena);
    return status;
}

locality_status locality_rule_file_check(const locality_schema *schema, const char *text,
                                         size_t length, locality_error *error) {
    locality_status status;
    loc_arena arena;
    loc_file *file;

    open_arena(schema, &arena);
    status = loc_syntax_parse_file(schema, text, length, &arena, &file, error);
    if (status == LOCALITY_OK)
        status = loc_check_file(schema, NULL, &arena, file, error);
    loc_arena_clear(&arena);
    return status;
}

size_t locality_language_function_count(void) {
    size_t count = LOC_FN_COUNT;

    while (loc_quantifier_info(count - LOC_FN_COUNT) != NULL)
        count++;
    return count;
}

const locality_language_function *locality_language_function_at(size_t index) {
    if (index < LOC_FN_COUNT)
        return &loc_function_at((uint32_t)index)->info;
    return loc_quantifier_info(index - LOC_FN_COUNT);
}
