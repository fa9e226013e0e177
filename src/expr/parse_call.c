/* Parser, calls: lists, functions, and quantifiers with the variables they bind. */
#include <stdio.h>
#include <string.h>

#include "expr/functions.h"
#include "expr/parser.h"
#include "schema/schema.h"

/* ---- The table of quantifiers ------------------------------------------------------------- */

typedef struct quantifier_row {
    locality_language_function info;
    uint8_t op;
    bool is_distinct; /* set */
    bool needs_value; /* a form without a value makes no sense */
    const char *form; /* how it is written, for hints */
} quantifier_row;

#define INFO(name, signature, doc) \
    {                              \
        name, signature, doc, {    \
            0                      \
        }                          \
    }

static const quantifier_row quantifiers[] = {
    {INFO("count", "count(v in ... where ...) -> count",
          "How many there are; count(distinct value for v in ...): how many different values."),
     LOC_COUNT, false, false, "count(p in post where ...)"},
    {INFO("sum", "sum(number for v in ... where ...) -> the same type",
          "The total of numbers, amounts or lengths of time; 0 of nothing."),
     LOC_SUM, false, true, "sum(p.fte for p in post where ...)"},
    {INFO("min", "min(value for v in ... where ...) -> the same type",
          "The smallest value; unknown of nothing."),
     LOC_MIN, false, true, "min(p.level for p in post where ...), or min(a, b)"},
    {INFO("max", "max(value for v in ... where ...) -> the same type",
          "The largest value; unknown of nothing."),
     LOC_MAX, false, true, "max(p.level for p in post where ...), or max(a, b)"},
    {INFO("share", "share(condition for v in ... where ...) -> ratio",
          "For how many of them a condition holds, as a ratio."),
     LOC_SHARE, false, true, "share(p.senior for p in post where ...)"},
    {INFO("any", "any(condition for v in ... where ...) -> truth",
          "Whether a condition holds for one of them; any(v in ... where ...): whether there is "
          "one."),
     LOC_ANY, false, false, "any(p in post where ...)"},
    {INFO("all", "all(condition for v in ... where ...) -> truth",
          "Whether a condition holds for each of them; yes of nothing."),
     LOC_ALL, false, true, "all(p.fte <= p.posts for p in post where ...)"},
    {INFO("none", "none(condition for v in ... where ...) -> truth",
          "Whether a condition holds for none of them; none(v in ... where ...): whether there is "
          "none."),
     LOC_NONE, false, false, "none(p in post where ...)"},
    {INFO("list", "list(value, ... for v in ... where ...) -> list",
          "The values one after the other; of several values a table, as the whole of an answer."),
     LOC_COLLECT, false, false, "list(p.title for p in post where ...)"},
    {INFO("set", "set(value, ... for v in ... where ...) -> list",
          "The different values, each once."),
     LOC_COLLECT, true, false, "set(p.title for p in post where ...)"},
};
#define QUANTIFIERS (sizeof quantifiers / sizeof quantifiers[0])

const char *loc_quantifier_name(const loc_node *node) {
    for (size_t i = 0; i < QUANTIFIERS; i++)
        if (quantifiers[i].op == node->op &&
            (node->op != LOC_COLLECT || quantifiers[i].is_distinct == (node->is_distinct != 0)))
            return quantifiers[i].info.name;
    return NULL;
}

const locality_language_function *loc_quantifier_info(size_t index) {
    return index < QUANTIFIERS ? &quantifiers[index].info : NULL;
}

/* ---- Lists and calls ---------------------------------------------------------------------- */

/* `as "head"` or `as name` behind a value of a list. */
static bool parse_head(loc_parser *parser, loc_node *value) {
    if (parser->token.kind == LOC_TOKEN_TEXT) {
        value->is_head_text = 1;
        value->head = loc_parser_text(parser, &parser->token);
        return loc_parser_step(parser);
    }
    value->head = loc_parser_new_name(parser, "the name of a column");
    return value->head != NULL;
}

/* Expressions parted by commas, behind `*tail`. */
static bool parse_items(loc_parser *parser, loc_node *owner) {
    loc_node **tail = &owner->a;

    do {
        loc_node *item = loc_parse_expression(parser, LOC_LEVEL_ALL);

        if (item == NULL)
            return false;
        *tail = item;
        tail = &item->next;
        owner->arguments++;
        if (owner->op == LOC_COLLECT && loc_parser_take_name(parser, "as") &&
            !parse_head(parser, item))
            return false;
    } while (loc_parser_take_sign(parser, ','));
    return parser->status == LOCALITY_OK;
}

loc_node *loc_parse_list(loc_parser *parser) {
    uint32_t opened = parser->token.start;
    loc_node *node = loc_parser_leaf(parser, LOC_LIST);

    if (node == NULL)
        return NULL;
    if (!loc_parser_at_sign(parser, '}') && !parse_items(parser, node))
        return NULL;
    return loc_parser_close(parser, '}', opened) ? loc_parser_finish(parser, node) : NULL;
}

/* `v in`: what follows is a binding and not an expression. */
static bool at_binding(const loc_parser *parser) {
    loc_token next = loc_parser_peek(parser);

    return parser->token.kind == LOC_TOKEN_NAME && loc_token_is(&parser->reader, &next, "in");
}

/* The kind that the current token names, where it stands alone: `in post where`; and not as in
 * `in area_group "north".members`. */
static uint32_t kind_here(const loc_parser *parser) {
    const loc_token *token = &parser->token;
    loc_token next;

    if (token->kind != LOC_TOKEN_NAME)
        return LOCALITY_NO_INDEX;
    next = loc_parser_peek(parser);
    if (next.kind == LOC_TOKEN_SIGN && (next.sign == '.' || next.sign == '('))
        return LOCALITY_NO_INDEX;
    if (next.kind == LOC_TOKEN_TEXT && !next.is_first)
        return LOCALITY_NO_INDEX;
    return loc_schema_find_kind(parser->reader.text + token->start, token->end - token->start);
}

static loc_binding *parse_binding(loc_parser *parser) {
    loc_binding *binding = loc_arena_take(parser->arena, 1, sizeof *binding);
    loc_token source;

    if (binding == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    binding->at = parser->token.start;
    binding->type = (loc_type){LOCALITY_TYPE_NONE, 0, 1, LOCALITY_NO_INDEX};
    binding->name = loc_parser_new_name(parser, "the name of a variable");
    if (binding->name == NULL)
        return NULL;
    if (!loc_parser_take_name(parser, "in")) {
        loc_parser_expected(parser, "`in`", "write v in post, or v in a list such as s.members");
        return NULL;
    }
    source = parser->token;
    binding->source = source.start;
    binding->kind = kind_here(parser);
    if (binding->kind == LOCALITY_NO_INDEX) {
        binding->list = loc_parse_expression(parser, LOC_LEVEL_SUM);
    } else {
        binding->kind_name = loc_parser_text(parser, &source);
        loc_parser_step(parser);
    }
    if (loc_parser_take_name(parser, "where"))
        binding->where = loc_parse_expression(parser, LOC_LEVEL_ALL);
    return parser->status == LOCALITY_OK ? binding : NULL;
}

loc_binding *loc_parse_bindings(loc_parser *parser) {
    loc_binding *first = NULL;
    loc_binding **tail = &first;

    do {
        *tail = parse_binding(parser);
        if (*tail == NULL)
            return NULL;
        tail = &(*tail)->next;
    } while (loc_parser_take_sign(parser, ','));
    return parser->status == LOCALITY_OK ? first : NULL;
}

static bool fail_form(loc_parser *parser, uint32_t at, const quantifier_row *row,
                      const char *message) {
    char hint[128];

    snprintf(hint, sizeof hint, "write %s", row->form);
    return loc_parser_fail(parser, at, LOCALITY_SYNTAX, hint, message, row->info.name);
}

/* count(p in post ...): no value; list(p in post ...) gives the variable itself. */
static bool parse_bound(loc_parser *parser, const quantifier_row *row, loc_node *node) {
    uint32_t at = parser->token.start;

    if (row->needs_value || node->is_distinct > row->is_distinct)
        return fail_form(parser, at, row, "`%s` needs a value before its `for`");
    node->bindings = loc_parse_bindings(parser);
    if (node->bindings == NULL)
        return false;
    if (loc_parser_at_name(parser, "for"))
        return loc_parser_fail(parser, at, LOCALITY_SYNTAX,
                               "put parentheses around the membership: any((x in L) for p in post)",
                               "this reads as the variable of `%s`", row->info.name);
    if (node->op != LOC_COLLECT)
        return true;
    if (node->bindings->next != NULL)
        return fail_form(parser, at, row, "`%s` needs to know what to list");
    node->a = loc_parser_make(parser, LOC_NAME, node->bindings->at, node->bindings->at);
    if (node->a == NULL)
        return false;
    node->a->end = node->bindings->at + (uint32_t)strlen(node->bindings->name);
    node->a->name = node->bindings->name;
    node->arguments = 1;
    return true;
}

/* min(a, b) and max(a, b) without `for` are functions. */
static bool become_function(loc_parser *parser, const quantifier_row *row, loc_node *node) {
    if ((node->op != LOC_MIN && node->op != LOC_MAX) || node->arguments < 2)
        return fail_form(parser, LOC_HERE, row, "`%s` needs `for` and a variable");
    node->function = node->op == LOC_MIN ? LOC_FN_SMALLEST : LOC_FN_LARGEST;
    node->op = LOC_CALL;
    return true;
}

static bool parse_valued(loc_parser *parser, const quantifier_row *row, loc_node *node) {
    if (!parse_items(parser, node))
        return false;
    if (!loc_parser_take_name(parser, "for"))
        return parser->status == LOCALITY_OK && become_function(parser, row, node);
    if (node->op != LOC_COLLECT && node->arguments > 1)
        return fail_form(parser, node->a->next->start, row, "`%s` takes one value");
    if (node->op == LOC_COUNT && !node->is_distinct)
        return loc_parser_fail(parser, node->a->start, LOCALITY_SYNTAX,
                               "write count(p in post where ...) to count records, or "
                               "count(distinct p.unit for p in post) to count different values",
                               "`count` counts records, not values");
    node->bindings = loc_parse_bindings(parser);
    return node->bindings != NULL;
}

static loc_node *parse_quantifier(loc_parser *parser, const quantifier_row *row) {
    loc_node *node = loc_parser_leaf(parser, (loc_op)row->op);
    uint32_t opened = parser->token.start;

    if (node == NULL || !loc_parser_take_sign(parser, '('))
        return NULL;
    node->name = row->info.name;
    node->is_distinct = row->is_distinct;
    if (node->op == LOC_COUNT && loc_parser_take_name(parser, "distinct"))
        node->is_distinct = 1;
    if (at_binding(parser) ? !parse_bound(parser, row, node) : !parse_valued(parser, row, node))
        return NULL;
    return loc_parser_close(parser, ')', opened) ? loc_parser_finish(parser, node) : NULL;
}

/* A name that is no function: a definition, which the checker knows. What looks like a quantifier
 * cannot be one. */
static bool parse_use(loc_parser *parser, loc_node *node) {
    uint32_t opened = parser->token.start;
    char name[LOC_EXCERPT_SIZE], suggestion[160];
    loc_nearest nearest;

    loc_parser_step(parser);
    if (!parse_items(parser, node))
        return false;
    if (!loc_parser_at_name(parser, "for") && !loc_parser_at_name(parser, "where"))
        return loc_parser_close(parser, ')', opened);
    loc_nearest_init(&nearest, node->name);
    for (size_t i = 0; i < QUANTIFIERS; i++)
        loc_nearest_offer(&nearest, quantifiers[i].info.name);
    loc_nearest_write(&nearest, suggestion, sizeof suggestion);
    return loc_parser_fail(parser, node->at, LOCALITY_NOT_FOUND,
                           suggestion[0] != '\0' ? suggestion + strlen("; ")
                                                 : "a definition takes values: lies_in(w, a)",
                           "there is no function `%s`",
                           loc_syntax_excerpt(node->name, strlen(node->name), name));
}

loc_node *loc_parse_call(loc_parser *parser) {
    char name[LOC_EXCERPT_SIZE];
    loc_token token = parser->token;
    uint32_t function, opened;
    loc_node *node;

    for (size_t i = 0; i < QUANTIFIERS; i++)
        if (loc_parser_at_name(parser, quantifiers[i].info.name))
            return parse_quantifier(parser, &quantifiers[i]);
    loc_syntax_excerpt(parser->reader.text + parser->token.start,
                       parser->token.end - parser->token.start, name);
    function = loc_function_find(name);
    node = loc_parser_leaf(parser, LOC_CALL);
    if (node == NULL)
        return NULL;
    node->function = function;
    if (function == LOC_FN_COUNT) {
        node->name = loc_parser_text(parser, &token);
        return node->name != NULL && parse_use(parser, node) ? loc_parser_finish(parser, node)
                                                             : NULL;
    }
    opened = parser->token.start;
    if (!loc_parser_take_sign(parser, '('))
        return NULL;
    node->name = loc_function_at(function)->info.name;
    if (!loc_parser_at_sign(parser, ')') && !parse_items(parser, node))
        return NULL;
    return loc_parser_close(parser, ')', opened) ? loc_parser_finish(parser, node) : NULL;
}
