/**
 * @file tree.h
 * @brief Syntax trees as text for tests: `(= (field unit p) "x")`, with conversions and types.
 */
#ifndef TESTS_UNIT_EXPR_TREE_H
#define TESTS_UNIT_EXPR_TREE_H

#include "expr/functions.h"
#include "expr/syntax.h"

#include <stdlib.h>
#include <string.h>

static const char *const tree_ops[LOC_OP_COUNT] = {
    [LOC_LITERAL] = "literal",
    [LOC_UNKNOWN] = "unknown",
    [LOC_TEXT] = "text",
    [LOC_WORD] = "word",
    [LOC_REFERENCE] = "reference",
    [LOC_LIST] = "list",
    [LOC_NAME] = "name",
    [LOC_VARIABLE] = "variable",
    [LOC_PARAMETER] = "parameter",
    [LOC_AS_AT] = "as_at",
    [LOC_FIELD] = "field",
    [LOC_ID] = "id",
    [LOC_OR] = "or",
    [LOC_AND] = "and",
    [LOC_NOT] = "not",
    [LOC_EQUAL] = "=",
    [LOC_NOT_EQUAL] = "!=",
    [LOC_LESS] = "<",
    [LOC_LESS_EQUAL] = "<=",
    [LOC_GREATER] = ">",
    [LOC_GREATER_EQUAL] = ">=",
    [LOC_IN] = "in",
    [LOC_HAS] = "has",
    [LOC_WITHIN] = "within",
    [LOC_OVERLAPS] = "overlaps",
    [LOC_MATCHES] = "matches",
    [LOC_IS] = "is",
    [LOC_ADD] = "+",
    [LOC_SUBTRACT] = "-",
    [LOC_MULTIPLY] = "*",
    [LOC_DIVIDE] = "/",
    [LOC_NEGATE] = "negate",
    [LOC_CONVERT] = "convert",
    [LOC_IF] = "if",
    [LOC_CALL] = "call",
    [LOC_COUNT] = "count",
    [LOC_SUM] = "sum",
    [LOC_MIN] = "min",
    [LOC_MAX] = "max",
    [LOC_SHARE] = "share",
    [LOC_ANY] = "any",
    [LOC_ALL] = "all",
    [LOC_NONE] = "none",
    [LOC_COLLECT] = "collect",
};

static const char *const tree_conversions[] = {
    [LOC_COUNT_TO_NUMBER] = "count>number", [LOC_RATIO_TO_NUMBER] = "ratio>number",
    [LOC_NUMBER_TO_RATIO] = "number>ratio", [LOC_DATE_TO_MOMENT] = "date>moment",
    [LOC_REF_TO_ANY] = "ref>any",           [LOC_WORD_TO_TEXT] = "word>text",
    [LOC_TEXT_TO_WORD] = "text>word",       [LOC_TEXT_TO_REF] = "text>ref",
};

static const char *const tree_tests[] = {"known", "missing", "none", "empty"};

static inline void tree_write(loc_text *out, const loc_node *node);

/* Items each behind a blank. */
static inline void tree_write_items(loc_text *out, const loc_node *node) {
    for (; node != NULL; node = node->next) {
        loc_text_char(out, ' ');
        tree_write(out, node);
    }
}

static inline void tree_write_bindings(loc_text *out, const loc_binding *binding) {
    for (; binding != NULL; binding = binding->next) {
        loc_text_format(out, " [%s ", binding->name);
        if (binding->list != NULL)
            tree_write(out, binding->list);
        else
            loc_text_add(out, locality_schema_kind_name(NULL, binding->kind));
        if (binding->where != NULL) {
            loc_text_char(out, ' ');
            tree_write(out, binding->where);
        }
        loc_text_char(out, ']');
    }
}

/* One node and what is below it, without places, slots and how it was written. */
static inline void tree_write(loc_text *out, const loc_node *node) {
    switch (node->op) {
    case LOC_LITERAL:
        loc_text_format(out, "%s:", locality_type_name(node->type.scalar));
        loc_text_value(out, node->type.scalar, &node->range);
        return;
    case LOC_UNKNOWN:
    case LOC_AS_AT:
        loc_text_add(out, tree_ops[node->op]);
        return;
    case LOC_TEXT:
        loc_text_format(out, "\"%s\"", node->name);
        return;
    case LOC_WORD:
    case LOC_NAME:
    case LOC_VARIABLE:
    case LOC_PARAMETER:
        loc_text_format(out, "%s:%s", tree_ops[node->op], node->name);
        return;
    case LOC_REFERENCE:
        loc_text_format(out, "%s/%s", locality_schema_kind_name(NULL, node->kind), node->name);
        return;
    default:
        break;
    }
    loc_text_char(out, '(');
    if (node->op == LOC_CALL)
        loc_text_add(out, loc_function_at(node->function)->info.name);
    else if (node->op == LOC_CONVERT)
        loc_text_add(out, tree_conversions[node->conversion]);
    else
        loc_text_add(out, tree_ops[node->op]);
    if (node->is_negated)
        loc_text_add(out, " not");
    if (node->is_distinct)
        loc_text_add(out, " distinct");
    if (node->op == LOC_FIELD)
        loc_text_format(out, " %s", node->name);
    if (node->op == LOC_IS)
        loc_text_format(out, " %s", tree_tests[node->test]);
    tree_write_items(out, node->a);
    tree_write_items(out, node->b);
    tree_write_items(out, node->c);
    tree_write_bindings(out, node->bindings);
    loc_text_char(out, ')');
}

/* The text of a tree; freed by the caller with free. Null where memory ran out. */
static inline char *tree_text(const loc_node *node) {
    locality_allocator allocator;
    loc_text text;
    char *copy = NULL;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_text_init(&text, &allocator);
    tree_write(&text, node);
    if (!text.failed)
        copy = malloc(text.length + 1);
    if (copy != NULL)
        memcpy(copy, text.data, text.length + 1);
    loc_text_clear(&text);
    return copy;
}

/* The tree written as source; freed by the caller with free. */
static inline char *tree_source(const loc_node *node) {
    locality_allocator allocator;
    loc_text text;
    char *copy = NULL;

    loc_allocator_take(NULL, &allocator, NULL);
    loc_text_init(&text, &allocator);
    loc_unparse(NULL, node, &text);
    if (!text.failed)
        copy = malloc(text.length + 1);
    if (copy != NULL)
        memcpy(copy, text.data, text.length + 1);
    loc_text_clear(&text);
    return copy;
}

#endif
