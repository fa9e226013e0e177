/* Parser: expressions by precedence climbing. Names are left as they are, but for kinds and functions,
 * which the schema and the table of functions settle. No backtracking: the time is linear. */
#include "expr/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/functions.h"
#include "schema/schema.h"

/* ---- Tables ------------------------------------------------------------------------------- */

typedef struct operator_row {
    const char *name; /* as written */
    char sign;        /* NUL: a name */
    uint8_t level;
    uint8_t op;
} operator_row;

static const operator_row operators[] = {
    {"or", 0, LOC_LEVEL_OR, LOC_OR},
    {"and", 0, LOC_LEVEL_AND, LOC_AND},
    {"=", '=', LOC_LEVEL_COMPARISON, LOC_EQUAL},
    {"!=", LOC_SIGN_NOT_EQUAL, LOC_LEVEL_COMPARISON, LOC_NOT_EQUAL},
    {"<", '<', LOC_LEVEL_COMPARISON, LOC_LESS},
    {"<=", LOC_SIGN_LESS_EQUAL, LOC_LEVEL_COMPARISON, LOC_LESS_EQUAL},
    {">", '>', LOC_LEVEL_COMPARISON, LOC_GREATER},
    {">=", LOC_SIGN_GREATER_EQUAL, LOC_LEVEL_COMPARISON, LOC_GREATER_EQUAL},
    {"in", 0, LOC_LEVEL_COMPARISON, LOC_IN},
    {"has", 0, LOC_LEVEL_COMPARISON, LOC_HAS},
    {"within", 0, LOC_LEVEL_COMPARISON, LOC_WITHIN},
    {"overlaps", 0, LOC_LEVEL_COMPARISON, LOC_OVERLAPS},
    {"matches", 0, LOC_LEVEL_COMPARISON, LOC_MATCHES},
    {"is", 0, LOC_LEVEL_COMPARISON, LOC_IS},
    {"+", '+', LOC_LEVEL_SUM, LOC_ADD},
    {"-", '-', LOC_LEVEL_SUM, LOC_SUBTRACT},
    {"*", '*', LOC_LEVEL_PRODUCT, LOC_MULTIPLY},
    {"/", '/', LOC_LEVEL_PRODUCT, LOC_DIVIDE},
};
#define OPERATORS (sizeof operators / sizeof operators[0])

typedef struct quantifier_row {
    locality_language_function info;
    uint8_t op;
    bool is_distinct; /* set */
    bool needs_value; /* a form without a value makes no sense */
    const char *form; /* how it is written, for hints */
} quantifier_row;

#define INFO(name, signature, doc) {name, signature, doc, {0}}

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
          "Whether a condition holds for one of them; any(v in ... where ...): whether there is one."),
     LOC_ANY, false, false, "any(p in post where ...)"},
    {INFO("all", "all(condition for v in ... where ...) -> truth",
          "Whether a condition holds for each of them; yes of nothing."),
     LOC_ALL, false, true, "all(p.fte <= p.posts for p in post where ...)"},
    {INFO("none", "none(condition for v in ... where ...) -> truth",
          "Whether a condition holds for none of them; none(v in ... where ...): whether there is none."),
     LOC_NONE, false, false, "none(p in post where ...)"},
    {INFO("list", "list(value, ... for v in ... where ...) -> list",
          "The values one after the other; of several values a table, as the whole of an answer."),
     LOC_COLLECT, false, false, "list(p.title for p in post where ...)"},
    {INFO("set", "set(value, ... for v in ... where ...) -> list",
          "The different values, each once."),
     LOC_COLLECT, true, false, "set(p.title for p in post where ...)"},
};
#define QUANTIFIERS (sizeof quantifiers / sizeof quantifiers[0])

static const char *const tests[] = {"known", "missing", "none", "empty"};

static const char *const reserved[] = {"or",   "and",  "not",   "in",       "has",     "within",
                                       "is",   "if",   "then",  "else",     "for",     "where",
                                       "yes",  "no",   "none",  "distinct", "matches", "overlaps",
                                       "unknown", "as_at"};

const char *loc_operator_name(int op, int *level) {
    for (size_t i = 0; i < OPERATORS; i++)
        if (operators[i].op == op) {
            *level = operators[i].level;
            return operators[i].name;
        }
    return NULL;
}

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

const char *loc_test_name(int test) {
    return tests[test];
}

static bool is_one_of(const char *const *names, size_t count, const char *name, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return true;
    return false;
}

bool loc_is_reserved(const char *name, size_t length) {
    return is_one_of(reserved, sizeof reserved / sizeof reserved[0], name, length) ||
           loc_is_clause_word(name, length);
}

/* ---- Failing ------------------------------------------------------------------------------ */

bool loc_parser_fail(loc_parser *parser, uint32_t byte, locality_status status, const char *hint,
                     const char *format, ...) {
    char message[256];
    va_list arguments;

    if (parser->status != LOCALITY_OK)
        return false;
    if (byte == LOC_HERE)
        byte = parser->token.kind == LOC_TOKEN_END ? parser->last_end : parser->token.start;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parser->status = loc_syntax_fail(parser->reader.text, parser->reader.length, byte, status,
                                     message, hint, parser->error);
    return false;
}

bool loc_parser_no_memory(loc_parser *parser) {
    if (parser->status == LOCALITY_OK)
        parser->status = loc_fail_memory(parser->error);
    return false;
}

bool loc_parser_expected(loc_parser *parser, const char *what, const char *hint) {
    const loc_token *token = &parser->token;
    char found[LOC_EXCERPT_SIZE];

    if (token->kind == LOC_TOKEN_END)
        return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint,
                               "expected %s, but the text ends here", what);
    loc_syntax_excerpt(parser->reader.text + token->start, token->end - token->start, found);
    return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint, "expected %s, found %s", what,
                           found);
}

/* ---- Tokens ------------------------------------------------------------------------------- */

bool loc_parser_start(loc_parser *parser, const locality_schema *schema, const char *text,
                      size_t length, loc_arena *arena, locality_error *error) {
    size_t valid = length > LOC_SYNTAX_LENGTH ? length : loc_utf8_check(text, length);
    uint64_t line, column;

    memset(parser, 0, sizeof *parser);
    parser->schema = schema;
    parser->arena = arena;
    parser->error = error;
    if (length > LOC_SYNTAX_LENGTH) {
        parser->status = loc_fail(error, LOCALITY_LIMIT, "the text is longer than %u MiB",
                                  (unsigned)(LOC_SYNTAX_LENGTH >> 20));
        return false;
    }
    if (valid < length) {
        parser->status = loc_fail(error, LOCALITY_ENCODING, "the text is not valid UTF-8");
        loc_syntax_place(text, valid, valid, &line, &column);
        loc_error_at_place(error, line, column);
        return false;
    }
    text = loc_arena_text(arena, text, length);
    if (text == NULL)
        return loc_parser_no_memory(parser);
    parser->reader = (loc_reader){text, length, length, 0, 1, true, error};
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        parser->reader.at = 3; /* a byte order mark, as some editors write */
    parser->last_end = (uint32_t)parser->reader.at;
    return loc_parser_step(parser);
}

bool loc_parser_step(loc_parser *parser) {
    if (parser->status != LOCALITY_OK)
        return false;
    if (parser->token.end > parser->last_end)
        parser->last_end = parser->token.end;
    parser->status = loc_token_next(&parser->reader, &parser->token);
    return parser->status == LOCALITY_OK;
}

loc_token loc_parser_peek(const loc_parser *parser) {
    loc_reader reader = parser->reader;
    loc_token token;

    reader.error = NULL;
    if (loc_token_next(&reader, &token) != LOCALITY_OK)
        token.kind = LOC_TOKEN_END;
    return token;
}

bool loc_parser_at_name(const loc_parser *parser, const char *name) {
    return parser->status == LOCALITY_OK && loc_token_is(&parser->reader, &parser->token, name);
}

bool loc_parser_at_sign(const loc_parser *parser, char sign) {
    return parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_SIGN &&
           parser->token.sign == sign;
}

bool loc_parser_take_name(loc_parser *parser, const char *name) {
    return loc_parser_at_name(parser, name) && loc_parser_step(parser);
}

bool loc_parser_take_sign(loc_parser *parser, char sign) {
    return loc_parser_at_sign(parser, sign) && loc_parser_step(parser);
}

char *loc_parser_text(loc_parser *parser, const loc_token *token) {
    uint32_t quote = token->kind == LOC_TOKEN_TEXT ? 1 : 0;
    char *text =
        loc_token_text(&parser->reader, token->start + quote, token->end - quote, parser->arena);

    if (text == NULL)
        loc_parser_no_memory(parser);
    return text;
}

const char *loc_parser_new_name(loc_parser *parser, const char *what) {
    const loc_token *token = &parser->token;
    char hint[96];
    char *name;

    if (parser->status != LOCALITY_OK)
        return NULL;
    if (token->kind != LOC_TOKEN_NAME) {
        loc_parser_expected(parser, what, "a name is letters, digits and underscores");
        return NULL;
    }
    name = loc_parser_text(parser, token);
    if (name == NULL)
        return NULL;
    if (loc_is_reserved(name, strlen(name))) {
        snprintf(hint, sizeof hint, "choose another name, for example %s_1", name);
        loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint,
                        "`%s` is a word of the language and cannot be %s", name, what);
        return NULL;
    }
    return loc_parser_step(parser) ? name : NULL;
}

/* ---- Nodes -------------------------------------------------------------------------------- */

/* A node that begins at `start` and is named at `at`. */
static loc_node *make(loc_parser *parser, loc_op op, uint32_t start, uint32_t at) {
    loc_node *node;

    if (parser->status != LOCALITY_OK)
        return NULL;
    node = loc_arena_take(parser->arena, 1, sizeof *node);
    if (node == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    node->op = (uint8_t)op;
    node->number = parser->nodes++;
    node->start = start;
    node->at = at;
    node->end = parser->last_end;
    node->height = 1;
    node->type = (loc_type){LOCALITY_TYPE_NONE, 0, 1, LOCALITY_NO_INDEX};
    node->kind = LOCALITY_NO_INDEX;
    node->field = LOCALITY_NO_INDEX;
    node->function = LOC_FN_COUNT;
    return node;
}

static void lift(loc_node *node, const loc_node *child) {
    if (child != NULL && child->height >= node->height)
        node->height = (uint16_t)(child->height + 1);
}

/* Closes a node behind its last token, counts its children; null where it is too high. */
static loc_node *finish(loc_parser *parser, loc_node *node) {
    if (parser->status != LOCALITY_OK)
        return NULL;
    node->end = parser->last_end;
    lift(node, node->a);
    for (const loc_node *item = node->a != NULL ? node->a->next : NULL; item; item = item->next)
        lift(node, item);
    lift(node, node->b);
    lift(node, node->c);
    for (const loc_binding *binding = node->bindings; binding; binding = binding->next) {
        lift(node, binding->list);
        lift(node, binding->where);
    }
    if (node->height <= LOC_SYNTAX_DEPTH)
        return node;
    loc_parser_fail(parser, node->at, LOCALITY_LIMIT,
                    "split it with `let`, or write a long choice as x in {a, b, c}",
                    "the expression is more than %d levels deep", LOC_SYNTAX_DEPTH);
    return NULL;
}

/* Makes a leaf of the current token and steps over it. */
static loc_node *leaf(loc_parser *parser, loc_op op) {
    loc_node *node = make(parser, op, parser->token.start, parser->token.start);

    if (node == NULL || !loc_parser_step(parser))
        return NULL;
    node->end = parser->last_end;
    return node;
}

static bool close_with(loc_parser *parser, char sign, uint32_t opened) {
    char what[32];
    char hint[64] = "";
    uint64_t line, column;

    if (loc_parser_take_sign(parser, sign))
        return true;
    if (parser->status != LOCALITY_OK)
        return false;
    loc_syntax_place(parser->reader.text, parser->reader.length, opened, &line, &column);
    snprintf(what, sizeof what, "`%c`", sign);
    snprintf(hint, sizeof hint, "it closes the `%c` of line %llu, column %llu",
             parser->reader.text[opened], (unsigned long long)line, (unsigned long long)column);
    return loc_parser_expected(parser, what, hint);
}

/* ---- Lists and calls ---------------------------------------------------------------------- */

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
    } while (loc_parser_take_sign(parser, ','));
    return parser->status == LOCALITY_OK;
}

static loc_node *parse_list(loc_parser *parser) {
    uint32_t opened = parser->token.start;
    loc_node *node = leaf(parser, LOC_LIST);

    if (node == NULL)
        return NULL;
    if (!loc_parser_at_sign(parser, '}') && !parse_items(parser, node))
        return NULL;
    return close_with(parser, '}', opened) ? finish(parser, node) : NULL;
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
    node->a = make(parser, LOC_NAME, node->bindings->at, node->bindings->at);
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
    loc_node *node = leaf(parser, (loc_op)row->op);
    uint32_t opened = parser->token.start;

    if (node == NULL || !loc_parser_take_sign(parser, '('))
        return NULL;
    node->name = row->info.name;
    node->is_distinct = row->is_distinct;
    if (node->op == LOC_COUNT && loc_parser_take_name(parser, "distinct"))
        node->is_distinct = 1;
    if (at_binding(parser) ? !parse_bound(parser, row, node) : !parse_valued(parser, row, node))
        return NULL;
    return close_with(parser, ')', opened) ? finish(parser, node) : NULL;
}

static bool fail_function(loc_parser *parser) {
    const loc_token *token = &parser->token;
    char *name = loc_parser_text(parser, token);
    char suggestion[160], found[LOC_EXCERPT_SIZE];
    loc_nearest nearest;

    if (name == NULL)
        return false;
    loc_nearest_init(&nearest, name);
    for (size_t i = 0; i < QUANTIFIERS; i++)
        loc_nearest_offer(&nearest, quantifiers[i].info.name);
    for (uint32_t i = 0; i < LOC_FN_COUNT; i++)
        loc_nearest_offer(&nearest, loc_function_at(i)->info.name);
    loc_nearest_write(&nearest, suggestion, sizeof suggestion);
    loc_syntax_excerpt(name, strlen(name), found);
    return loc_parser_fail(parser, LOC_HERE, LOCALITY_NOT_FOUND,
                           suggestion[0] != '\0' ? suggestion + strlen("; ") : "",
                           "there is no function `%s`", found);
}

static loc_node *parse_call(loc_parser *parser) {
    char name[LOC_EXCERPT_SIZE];
    uint32_t function, opened;
    loc_node *node;

    for (size_t i = 0; i < QUANTIFIERS; i++)
        if (loc_parser_at_name(parser, quantifiers[i].info.name))
            return parse_quantifier(parser, &quantifiers[i]);
    loc_syntax_excerpt(parser->reader.text + parser->token.start,
                       parser->token.end - parser->token.start, name);
    function = loc_function_find(name);
    if (function == LOC_FN_COUNT) {
        fail_function(parser);
        return NULL;
    }
    node = leaf(parser, LOC_CALL);
    opened = parser->token.start;
    if (node == NULL || !loc_parser_take_sign(parser, '('))
        return NULL;
    node->function = function;
    node->name = loc_function_at(function)->info.name;
    if (!loc_parser_at_sign(parser, ')') && !parse_items(parser, node))
        return NULL;
    return close_with(parser, ')', opened) ? finish(parser, node) : NULL;
}

/* ---- Literals and names ------------------------------------------------------------------- */

static loc_node *make_literal(loc_parser *parser, uint8_t type, const locality_range *range,
                              uint32_t start) {
    loc_node *node = make(parser, LOC_LITERAL, start, start);

    if (node == NULL)
        return NULL;
    node->type.scalar = type;
    node->range = *range;
    return node;
}

/* Days in a unit of time; 0 for what is none, -1 for one that has no fixed number of days. */
static int64_t unit_days(const loc_parser *parser) {
    static const struct unit {
        const char *name;
        int64_t days;
    } units[] = {{"day", 1},    {"days", 1},    {"week", 7},  {"weeks", 7},  {"month", -1},
                 {"months", -1}, {"year", -1}, {"years", -1}, {"hour", -1}, {"hours", -1}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (loc_parser_at_name(parser, units[i].name))
            return units[i].days;
    return 0;
}

/* `30 days`, `4 weeks` behind a number that was read. */
static loc_node *parse_days(loc_parser *parser, const loc_token *number) {
    int64_t days = unit_days(parser);
    locality_range range;

    if (days < 0) {
        loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX,
                        "write 30 days or 4 weeks; for months add_months(date, 3), for years "
                        "add_months(date, 12)",
                        "a length of time is given in days or weeks");
        return NULL;
    }
    if (number->type != LOCALITY_TYPE_COUNT) {
        loc_parser_fail(parser, number->start, LOCALITY_SYNTAX, "write 30 days or 4 weeks",
                        "days and weeks are whole");
        return NULL;
    }
    if (number->range.lo > (LOCALITY_OPEN_ABOVE - 1) / days) {
        loc_parser_fail(parser, number->start, LOCALITY_OVERFLOW, "", "the number is too large");
        return NULL;
    }
    locality_range_exact(number->range.lo * days, &range);
    return loc_parser_step(parser)
               ? make_literal(parser, LOCALITY_TYPE_DAYS, &range, number->start)
               : NULL;
}

static loc_node *parse_value(loc_parser *parser) {
    loc_token number = parser->token;

    if (!loc_parser_step(parser))
        return NULL;
    if (unit_days(parser) != 0 && number.type <= LOCALITY_TYPE_NUMBER)
        return parse_days(parser, &number);
    return make_literal(parser, number.type, &number.range, number.start);
}

/* `date 2010`: a whole year; also before the other forms of a date. */
static loc_node *parse_date(loc_parser *parser) {
    uint32_t start = parser->token.start;
    loc_token value;
    locality_error error;
    locality_status status;

    if (!loc_parser_step(parser))
        return NULL;
    value = parser->token;
    if (value.type == LOCALITY_TYPE_COUNT) {
        status = locality_value_read(LOCALITY_TYPE_DATE, parser->reader.text + value.start,
                                     value.end - value.start, &value.range, &error);
        value.type = LOCALITY_TYPE_DATE;
        if (status != LOCALITY_OK)
            loc_parser_fail(parser, value.start, status, "", "%s", error.message);
    }
    if (value.type != LOCALITY_TYPE_DATE && value.type != LOCALITY_TYPE_MOMENT)
        loc_parser_expected(parser, "a date", "write date 2010 for a year, or 2010-07-01");
    return loc_parser_step(parser) ? make_literal(parser, value.type, &value.range, start) : NULL;
}

static loc_node *parse_truth(loc_parser *parser, bool truth) {
    loc_node *node = leaf(parser, LOC_LITERAL);

    if (node == NULL)
        return NULL;
    node->type.scalar = LOCALITY_TYPE_TRUTH;
    node->name = truth ? "yes" : "no";
    locality_range_exact(truth ? 1 : 0, &node->range);
    return node;
}

/* `post "head"`, `structure proposed`: a kind and the id of a record behind it on the same line. */
static bool at_reference(const loc_parser *parser, uint32_t *kind) {
    const loc_token *token = &parser->token;
    const char *name = parser->reader.text + token->start;
    loc_token next = loc_parser_peek(parser);
    size_t length = token->end - token->start;

    if (next.is_first || (next.kind != LOC_TOKEN_TEXT && next.kind != LOC_TOKEN_NAME))
        return false;
    if (next.kind == LOC_TOKEN_NAME &&
        loc_is_reserved(parser->reader.text + next.start, next.end - next.start))
        return false;
    *kind = loc_schema_find_kind(name, length);
    if (*kind == LOCALITY_NO_INDEX)
        return false;
    return strlen(locality_schema_kind_name(parser->schema, *kind)) == length &&
           memcmp(locality_schema_kind_name(parser->schema, *kind), name, length) == 0;
}

static loc_node *parse_reference(loc_parser *parser, uint32_t kind) {
    uint32_t start = parser->token.start;
    loc_node *node;

    if (!loc_parser_step(parser))
        return NULL;
    node = make(parser, LOC_REFERENCE, start, parser->token.start);
    if (node == NULL)
        return NULL;
    node->kind = kind;
    node->form = LOC_FORM_KIND;
    node->name = loc_parser_text(parser, &parser->token);
    return loc_parser_step(parser) ? finish(parser, node) : NULL;
}

static loc_node *parse_text(loc_parser *parser) {
    loc_token token = parser->token;
    loc_node *node = leaf(parser, LOC_TEXT);

    if (node == NULL)
        return NULL;
    node->name = loc_parser_text(parser, &token);
    return node->name != NULL ? node : NULL;
}

static loc_node *parse_if(loc_parser *parser) {
    loc_node *node = leaf(parser, LOC_IF);

    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (node->a != NULL && !loc_parser_take_name(parser, "then"))
        loc_parser_expected(parser, "`then`", "write if c then a else b");
    node->b = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (node->b != NULL && !loc_parser_take_name(parser, "else"))
        loc_parser_expected(parser, "`else`", "write if c then a else b; both are needed");
    node->c = loc_parse_expression(parser, LOC_LEVEL_ALL);
    return finish(parser, node);
}

static bool fail_operand(loc_parser *parser) {
    const char *hint = "";

    if (parser->token.kind == LOC_TOKEN_NAME)
        hint = "this word belongs to the language; an expression was to begin or go on here";
    return loc_parser_expected(parser, "a value", hint);
}

/* A word of the grammar where a value is due. Words of clauses may be values but at the start of a line
 * of a file, `none` and `as_at` anywhere. */
static bool is_misplaced(const loc_parser *parser) {
    const loc_token *token = &parser->token;
    const char *name = parser->reader.text + token->start;
    size_t length = token->end - token->start;

    if (loc_parser_at_name(parser, "none") || loc_parser_at_name(parser, "as_at"))
        return false;
    if (loc_is_clause_word(name, length))
        return parser->is_file && token->is_first;
    return loc_is_reserved(name, length);
}

static loc_node *parse_name(loc_parser *parser) {
    loc_token next = loc_parser_peek(parser);
    loc_token token = parser->token;
    uint32_t kind = LOCALITY_NO_INDEX;
    loc_node *node;

    if (next.kind == LOC_TOKEN_SIGN && next.sign == '(')
        return parse_call(parser);
    if (loc_parser_at_name(parser, "yes") || loc_parser_at_name(parser, "no"))
        return parse_truth(parser, loc_parser_at_name(parser, "yes"));
    if (loc_parser_at_name(parser, "date") && next.kind == LOC_TOKEN_VALUE)
        return parse_date(parser);
    if (at_reference(parser, &kind))
        return parse_reference(parser, kind);
    if (loc_parser_at_name(parser, "unknown"))
        return leaf(parser, LOC_UNKNOWN);
    if (is_misplaced(parser)) {
        fail_operand(parser);
        return NULL;
    }
    node = leaf(parser, LOC_NAME);
    if (node == NULL)
        return NULL;
    node->name = loc_parser_text(parser, &token);
    return node->name != NULL ? node : NULL;
}

static loc_node *parse_parentheses(loc_parser *parser) {
    uint32_t opened = parser->token.start;
    loc_node *node;

    if (!loc_parser_step(parser))
        return NULL;
    node = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (node == NULL || !close_with(parser, ')', opened))
        return NULL;
    node->start = opened;
    node->end = parser->last_end;
    return node;
}

static loc_node *parse_primary(loc_parser *parser) {
    if (parser->status != LOCALITY_OK)
        return NULL;
    if (parser->token.kind == LOC_TOKEN_VALUE)
        return parse_value(parser);
    if (parser->token.kind == LOC_TOKEN_TEXT)
        return parse_text(parser);
    if (loc_parser_at_sign(parser, '('))
        return parse_parentheses(parser);
    if (loc_parser_at_sign(parser, '{'))
        return parse_list(parser);
    if (loc_parser_at_name(parser, "if"))
        return parse_if(parser);
    if (parser->token.kind == LOC_TOKEN_NAME)
        return parse_name(parser);
    fail_operand(parser);
    return NULL;
}

/* ---- Fields, prefixes, operators ---------------------------------------------------------- */

static loc_node *parse_fields(loc_parser *parser, loc_node *record) {
    while (record != NULL && loc_parser_take_sign(parser, '.')) {
        bool is_id = loc_parser_at_name(parser, "id");
        loc_node *node;

        if (parser->token.kind != LOC_TOKEN_NAME) {
            loc_parser_expected(parser, "the name of a field", "write a field as p.title");
            return NULL;
        }
        node = make(parser, is_id ? LOC_ID : LOC_FIELD, record->start, parser->token.start);
        if (node == NULL)
            return NULL;
        node->a = record;
        node->name = loc_parser_text(parser, &parser->token);
        loc_parser_step(parser);
        record = finish(parser, node);
    }
    return parser->status == LOCALITY_OK ? record : NULL;
}

static loc_node *parse_not(loc_parser *parser, int level) {
    loc_node *node;

    if (level > LOC_LEVEL_NOT) {
        loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, "write a = (not b)",
                        "`not` stands before a whole comparison; here it needs parentheses");
        return NULL;
    }
    node = leaf(parser, LOC_NOT);
    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_NOT);
    return finish(parser, node);
}

static loc_node *parse_negative(loc_parser *parser) {
    loc_node *node = leaf(parser, LOC_NEGATE);

    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_PREFIX);
    return finish(parser, node);
}

static loc_node *parse_prefix(loc_parser *parser, int level) {
    if (loc_parser_at_name(parser, "not"))
        return parse_not(parser, level);
    if (loc_parser_at_sign(parser, '-'))
        return parse_negative(parser);
    return parse_fields(parser, parse_primary(parser));
}

/* The operator at the current token that binds at least as tight as `level`, or null. */
static const operator_row *operator_here(const loc_parser *parser, int level, bool *is_negated) {
    loc_token next;

    *is_negated = false;
    if (loc_parser_at_name(parser, "not") && level <= LOC_LEVEL_COMPARISON) {
        next = loc_parser_peek(parser);
        *is_negated = loc_token_is(&parser->reader, &next, "in");
    }
    for (size_t i = 0; i < OPERATORS; i++) {
        const operator_row *row = &operators[i];

        if (row->level < level)
            continue;
        if (*is_negated ? row->op == LOC_IN
                        : (row->sign != 0 ? loc_parser_at_sign(parser, row->sign)
                                          : loc_parser_at_name(parser, row->name)))
            return row;
    }
    return NULL;
}

/* Behind `is`: [not] known, missing, none, empty. */
static bool parse_test(loc_parser *parser, loc_node *node) {
    node->is_negated = loc_parser_take_name(parser, "not");
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        if (loc_parser_at_name(parser, tests[i])) {
            node->test = (uint8_t)i;
            return loc_parser_step(parser);
        }
    return loc_parser_expected(parser, "known, missing, none or empty",
                               "to compare with a value write =, as in p.contract = casual");
}

static bool fail_chain(loc_parser *parser) {
    return loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX,
                           "write a < b and b < c, or put parentheses around the first",
                           "comparisons do not chain");
}

static loc_node *parse_operator(loc_parser *parser, const operator_row *row, bool is_negated,
                                loc_node *left) {
    loc_node *node = make(parser, (loc_op)row->op, left->start, parser->token.start);
    bool unused;

    if (node == NULL)
        return NULL;
    node->a = left;
    node->is_negated = is_negated;
    if (is_negated)
        loc_parser_step(parser);
    if (!loc_parser_step(parser))
        return NULL;
    if (row->op == LOC_IS)
        parse_test(parser, node);
    else
        node->b = loc_parse_expression(parser, row->level + 1);
    if (row->level == LOC_LEVEL_COMPARISON) {
        const operator_row *next = operator_here(parser, LOC_LEVEL_COMPARISON, &unused);

        if (next != NULL && next->level == LOC_LEVEL_COMPARISON)
            fail_chain(parser);
    }
    return finish(parser, node);
}

loc_node *loc_parse_expression(loc_parser *parser, int level) {
    const operator_row *row;
    bool is_negated;
    loc_node *left;

    if (parser->status != LOCALITY_OK)
        return NULL;
    if (parser->depth >= LOC_SYNTAX_DEPTH) {
        loc_parser_fail(parser, LOC_HERE, LOCALITY_LIMIT, "split it with `let`",
                        "the expression is more than %d levels deep", LOC_SYNTAX_DEPTH);
        return NULL;
    }
    parser->depth++;
    left = parse_prefix(parser, level);
    while (left != NULL && (row = operator_here(parser, level, &is_negated)) != NULL)
        left = parse_operator(parser, row, is_negated, left);
    parser->depth--;
    return left;
}

/* ---- The whole of a text ------------------------------------------------------------------ */

static loc_tree *parse_tree(loc_parser *parser) {
    loc_tree *tree = loc_arena_take(parser->arena, 1, sizeof *tree);

    if (tree == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    tree->text = parser->reader.text;
    tree->length = parser->reader.length;
    tree->root = loc_parse_expression(parser, LOC_LEVEL_ALL);
    tree->nodes = parser->nodes;
    if (tree->root != NULL && parser->token.kind != LOC_TOKEN_END)
        loc_parser_expected(parser, "an operator or the end", "");
    return parser->status == LOCALITY_OK ? tree : NULL;
}

locality_status loc_syntax_parse_expression(const locality_schema *schema, const char *text,
                                            size_t length, loc_arena *arena, loc_tree **out,
                                            locality_error *error) {
    loc_parser parser;

    *out = NULL;
    if (text == NULL)
        return loc_fail_null(error, "text");
    if (loc_parser_start(&parser, schema, text, length, arena, error))
        *out = parse_tree(&parser);
    return parser.status == LOCALITY_OK ? loc_ok(error) : parser.status;
}
