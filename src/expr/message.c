/* Message: a text with `{expression}` in it, cut into parts. The expression is parsed where it
 * stands in the source, so that its errors have their place there. `{{` and `}}` are braces. */
#include <string.h>

#include "base/text.h"
#include "expr/parser.h"

/* Adds a part behind `*tail`. */
static loc_part *add_part(loc_parser *parser, loc_part ***tail) {
    loc_part *part = loc_arena_take(parser->arena, 1, sizeof *part);

    if (part == NULL) {
        loc_parser_no_memory(parser);
        return NULL;
    }
    part->decimals = -1;
    **tail = part;
    *tail = &part->next;
    return part;
}

/* Ends a run of literal text; doubled braces in it become one. */
static bool add_text(loc_parser *parser, size_t start, size_t end, loc_part ***tail) {
    loc_part *part;
    char *text, *to;

    if (start == end)
        return true;
    part = add_part(parser, tail);
    text = loc_token_text(&parser->reader, start, end, parser->arena);
    if (part == NULL || text == NULL)
        return loc_parser_no_memory(parser);
    part->text = to = text;
    for (const char *from = text; *from != '\0'; from++) {
        *to++ = *from;
        if ((from[0] == '{' || from[0] == '}') && from[1] == from[0])
            from++;
    }
    *to = '\0';
    return true;
}

/* `, n` behind an expression: decimals. */
static bool parse_decimals(loc_parser *parser, loc_part *part) {
    const loc_token *token = &parser->token;

    if (!loc_parser_take_sign(parser, ','))
        return parser->status == LOCALITY_OK;
    if (token->kind != LOC_TOKEN_VALUE || token->type != LOCALITY_TYPE_COUNT || token->range.lo > 6)
        return loc_parser_expected(parser, "a number of decimals from 0 to 6",
                                   "write {share, 2} for two decimals");
    part->decimals = (int32_t)token->range.lo;
    return loc_parser_step(parser);
}

static bool parse_inserted(loc_parser *parser, size_t opened, loc_part *part) {
    part->value = loc_parse_expression(parser, LOC_LEVEL_ALL);
    if (part->value == NULL || !parse_decimals(parser, part))
        return false;
    if (loc_parser_at_sign(parser, '}'))
        return true;
    if (parser->token.kind == LOC_TOKEN_END)
        return loc_parser_fail(
            parser, (uint32_t)opened, LOCALITY_SYNTAX,
            "texts inside the braces stand in single quotes: {named(p, 'North')}; "
            "a brace that is meant is written {{",
            "this brace is not closed before the text ends");
    return loc_parser_expected(parser, "`}`", "");
}

/* Parses the expression behind the brace at `opened`; gives the byte behind its closing brace. */
static bool parse_part(loc_parser *parser, size_t opened, size_t limit, loc_part ***tail,
                       size_t *behind) {
    loc_part *part = add_part(parser, tail);
    loc_parser outside = *parser;
    bool is_ok;

    if (part == NULL)
        return false;
    parser->reader.at = opened + 1;
    parser->reader.limit = limit;
    parser->reader.is_line_start = false;
    is_ok = loc_parser_step(parser) && parse_inserted(parser, opened, part);
    *behind = parser->token.end;
    parser->reader.at = outside.reader.at;
    parser->reader.limit = outside.reader.limit;
    parser->token = outside.token;
    parser->last_end = outside.last_end;
    return is_ok;
}

static bool is_doubled(const char *text, size_t at, size_t limit) {
    return at + 1 < limit && text[at + 1] == text[at];
}

/* Cuts the literal text[at .. limit) into parts. */
static bool parse_template(loc_parser *parser, size_t at, size_t limit, bool is_plain,
                           loc_part ***tail) {
    const char *text = parser->reader.text;
    size_t start = at;

    while (at < limit) {
        if (text[at] == '\\' ||
            ((text[at] == '{' || text[at] == '}') && is_doubled(text, at, limit))) {
            at += 2;
            continue;
        }
        if (text[at] == '}')
            return loc_parser_fail(parser, (uint32_t)at, LOCALITY_SYNTAX,
                                   "a brace that is meant is written }}",
                                   "this brace closes nothing");
        if (text[at] != '{') {
            at++;
            continue;
        }
        if (is_plain)
            return loc_parser_fail(parser, (uint32_t)at, LOCALITY_SYNTAX,
                                   "a brace that is meant is written {{",
                                   "only the texts of says and warn have values inserted");
        if (!add_text(parser, start, at, tail) || !parse_part(parser, at, limit, tail, &at))
            return false;
        start = at;
    }
    return add_text(parser, start, limit, tail);
}

loc_part *loc_parse_message(loc_parser *parser, bool is_plain) {
    loc_part *first = NULL;
    loc_part **tail = &first;

    if (parser->status == LOCALITY_OK && parser->token.kind != LOC_TOKEN_TEXT)
        loc_parser_expected(parser, "a text in quotes", "");
    while (parser->status == LOCALITY_OK && parser->token.kind == LOC_TOKEN_TEXT) {
        const loc_token text = parser->token;

        if (parse_template(parser, text.start + 1, text.end - 1, is_plain, &tail))
            loc_parser_step(parser);
    }
    if (parser->status == LOCALITY_OK && first == NULL)
        loc_parser_fail(parser, parser->last_end - 1, LOCALITY_SYNTAX, "", "this text is empty");
    return parser->status == LOCALITY_OK ? first : NULL;
}
