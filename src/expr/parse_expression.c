/* Parser, expressions: precedence climbing. Names are left as they are, but for kinds, which the
 * schema settles. No backtracking: the time is linear. */
#include <stdio.h>
#include <string.h>

#include "expr/parser.h"
#include "schema/schema.h"

/* ---- The table of operators --------------------------------------------------------------- */

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

static const char *const tests[] = {"known", "missing", "none", "empty"};

const char *loc_operator_name(int op, int *level) {
    for (size_t i = 0; i < OPERATORS; i++)
        if (operators[i].op == op) {
            *level = operators[i].level;
            return operators[i].name;
        }
    return NULL;
}

const char *loc_test_name(int test) {
    return tests[test];
}

/* ---- Literals and names ------------------------------------------------------------------- */

static loc_node *make_literal(loc_parser *parser, uint8_t type, const locality_range *range,
                              uint32_t start) {
    loc_node *node = loc_parser_make(parser, LOC_LITERAL, start, start);

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
    } units[] = {{"day", 1},     {"days", 1},  {"week", 7},   {"weeks", 7}, {"month", -1},
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
    return loc_parser_step(parser) ? make_literal(parser, LOCALITY_TYPE_DAYS, &range, number->start)
                                   : NULL;
}

/* `500 thousand`: a number is written with its letter. */
static bool fail_multiple(loc_parser *parser, const loc_token *number) {
    static const struct multiple {
        const char *word, *letter;
    } multiples[] = {
        {"hundred", ""}, {"thousand", "k"}, {"million", "m"}, {"billion", "bn"}, {"percent", "%"}};
    char hint[LOC_EXCERPT_SIZE * 2], written[LOC_EXCERPT_SIZE];

    if (parser->token.is_first || number->type == LOCALITY_TYPE_DATE ||
        number->type == LOCALITY_TYPE_MOMENT)
        return false;
    for (size_t i = 0; i < sizeof multiples / sizeof multiples[0]; i++) {
        if (!loc_parser_at_name(parser, multiples[i].word))
            continue;
        loc_syntax_excerpt(parser->reader.text + number->start, number->end - number->start,
                           written);
        if (multiples[i].letter[0] == '\0')
            snprintf(hint, sizeof hint, "write the number in figures");
        else
            snprintf(hint, sizeof hint, "write %s%s", written, multiples[i].letter);
        return !loc_parser_fail(parser, LOC_HERE, LOCALITY_SYNTAX, hint,
                                "`%s` is no part of a number", multiples[i].word);
    }
    return false;
}

static loc_node *parse_value(loc_parser *parser) {
    loc_token number = parser->token;

    if (!loc_parser_step(parser) || fail_multiple(parser, &number))
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
    loc_node *node = loc_parser_leaf(parser, LOC_LITERAL);

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
    node = loc_parser_make(parser, LOC_REFERENCE, start, parser->token.start);
    if (node == NULL)
        return NULL;
    node->kind = kind;
    node->form = LOC_FORM_KIND;
    node->name = loc_parser_text(parser, &parser->token);
    return loc_parser_step(parser) ? loc_parser_finish(parser, node) : NULL;
}

static loc_node *parse_text(loc_parser *parser) {
    loc_token token = parser->token;
    loc_node *node = loc_parser_leaf(parser, LOC_TEXT);

    if (node == NULL)
        return NULL;
    node->name = loc_parser_text(parser, &token);
    return node->name != NULL ? node : NULL;
}

static loc_node *parse_if(loc_parser *parser) {
    loc_node *node = loc_parser_leaf(parser, LOC_IF);

    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (node->a != NULL && !loc_parser_take_name(parser, "then"))
        loc_parser_expected(parser, "`then`", "write if c then a else b");
    node->b = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (node->b != NULL && !loc_parser_take_name(parser, "else"))
        loc_parser_expected(parser, "`else`", "write if c then a else b; both are needed");
    node->c = loc_parse_expression(parser, LOC_LEVEL_ALL);
    return loc_parser_finish(parser, node);
}

static bool fail_operand(loc_parser *parser) {
    const char *hint = "";

    if (parser->token.kind == LOC_TOKEN_NAME)
        hint = "this word belongs to the language; an expression was to begin or go on here";
    return loc_parser_expected(parser, "a value", hint);
}

/* A word of the grammar where a value is due. Words of clauses may be values but at the start of a
 * line of a file, `none` and `as_at` anywhere. */
static bool is_misplaced(const loc_parser *parser) {
    const loc_token *token = &parser->token;
    const char *name = parser->reader.text + token->start;
    size_t length = token->end - token->start;

    if (loc_parser_at_name(parser, "none") || loc_parser_at_name(parser, "as_at"))
        return false;
    if (loc_is_clause_word(name, length))
        return parser->is_file && token->is_first;
    if (parser->is_allocation && token->is_first && loc_is_allocation_word(name, length))
        return true;
    return loc_is_reserved(name, length);
}

static loc_node *parse_name(loc_parser *parser) {
    loc_token next = loc_parser_peek(parser);
    loc_token token = parser->token;
    uint32_t kind = LOCALITY_NO_INDEX;
    loc_node *node;

    if (next.kind == LOC_TOKEN_SIGN && next.sign == '(')
        return loc_parse_call(parser);
    if (loc_parser_at_name(parser, "yes") || loc_parser_at_name(parser, "no"))
        return parse_truth(parser, loc_parser_at_name(parser, "yes"));
    if (loc_parser_at_name(parser, "date") && next.kind == LOC_TOKEN_VALUE)
        return parse_date(parser);
    if (at_reference(parser, &kind))
        return parse_reference(parser, kind);
    if (loc_parser_at_name(parser, "unknown"))
        return loc_parser_leaf(parser, LOC_UNKNOWN);
    if (is_misplaced(parser)) {
        fail_operand(parser);
        return NULL;
    }
    node = loc_parser_leaf(parser, LOC_NAME);
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
    if (node == NULL || !loc_parser_close(parser, ')', opened))
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
        return loc_parse_list(parser);
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
        node =
            loc_parser_make(parser, is_id ? LOC_ID : LOC_FIELD, record->start, parser->token.start);
        if (node == NULL)
            return NULL;
        node->a = record;
        node->name = loc_parser_text(parser, &parser->token);
        loc_parser_step(parser);
        record = loc_parser_finish(parser, node);
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
    node = loc_parser_leaf(parser, LOC_NOT);
    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_NOT);
    return loc_parser_finish(parser, node);
}

static loc_node *parse_negative(loc_parser *parser) {
    loc_node *node = loc_parser_leaf(parser, LOC_NEGATE);

    if (node == NULL)
        return NULL;
    node->a = loc_parse_expression(parser, LOC_LEVEL_PREFIX);
    return loc_parser_finish(parser, node);
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
    loc_node *node = loc_parser_make(parser, (loc_op)row->op, left->start, parser->token.start);
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
    return loc_parser_finish(parser, node);
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
