/* Tokens: blanks and comments are skipped, names and signs cut out, numbers and dates read exactly
 * through locality_value_read. What looks like a date is one: `2010-07` is July 2010; a subtraction
 * has blanks around its minus. */
#include "expr/tokens.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define POUND "\xC2\xA3"

/* ---- Characters --------------------------------------------------------------------------- */

bool loc_is_name_character(char c) {
    return loc_is_letter(c) || loc_is_digit(c) || c == '_';
}

/* The character `ahead` of the place, NUL beyond the end. */
static char look(const loc_reader *reader, size_t ahead) {
    return ahead < reader->limit - reader->at ? reader->text[reader->at + ahead] : '\0';
}

static bool starts_with(const loc_reader *reader, size_t ahead, const char *piece) {
    for (size_t i = 0; piece[i] != '\0'; i++)
        if (look(reader, ahead + i) != piece[i])
            return false;
    return true;
}

static size_t digits_at(const loc_reader *reader, size_t ahead) {
    size_t count = 0;

    while (loc_is_digit(look(reader, ahead + count)))
        count++;
    return count;
}

static locality_status fail(const loc_reader *reader, size_t byte, const char *message,
                            const char *hint) {
    return loc_syntax_fail(reader->text, reader->length, byte, LOCALITY_SYNTAX, message, hint,
                           reader->error);
}

static void skip_blanks(loc_reader *reader) {
    for (;;) {
        char c = look(reader, 0);

        if (c == '#') {
            while (reader->at < reader->limit && look(reader, 0) != '\n')
                reader->at++;
            continue;
        }
        if (!loc_is_space(c))
            return;
        if (c == '\n') {
            reader->line++;
            reader->is_line_start = true;
        }
        reader->at++;
    }
}

/* ---- Numbers and dates -------------------------------------------------------------------- */

/* Bytes of `2010-07-01`, `2010-07`, `2010-Q3`, `2011/12` or of a moment; 0 where it is none of
 * them. */
static size_t date_length(const loc_reader *reader, uint8_t *type) {
    size_t length = 7;

    *type = LOCALITY_TYPE_DATE;
    if (digits_at(reader, 0) != 4)
        return 0;
    if (look(reader, 4) == '-' && look(reader, 5) == 'Q' && digits_at(reader, 6) == 1)
        return 7;
    if (look(reader, 4) == '/' && digits_at(reader, 5) == 2) {
        int year = (look(reader, 2) - '0') * 10 + (look(reader, 3) - '0');
        int next = (look(reader, 5) - '0') * 10 + (look(reader, 6) - '0');

        return next == (year + 1) % 100 ? 7 : 0; /* else a division */
    }
    if (look(reader, 4) != '-' || digits_at(reader, 5) != 2)
        return 0;
    if (look(reader, 7) == '-' && digits_at(reader, 8) == 2)
        length = 10;
    if (length == 10 && look(reader, 10) == 'T' && loc_is_digit(look(reader, 11))) {
        *type = LOCALITY_TYPE_MOMENT;
        length = 11;
        while (loc_is_digit(look(reader, length)) || look(reader, length) == ':')
            length++;
    }
    return length;
}

/* Bytes of a multiplier k, m or bn. */
static size_t multiplier_length(const loc_reader *reader, size_t ahead) {
    static const char *const multipliers[] = {"k", "m", "bn"};

    for (size_t i = 0; i < sizeof multipliers / sizeof multipliers[0]; i++) {
        size_t length = strlen(multipliers[i]);

        if (starts_with(reader, ahead, multipliers[i]) &&
            !loc_is_name_character(look(reader, ahead + length)))
            return length;
    }
    return 0;
}

/* Bytes of a number with its pound, multiplier and percent sign. */
static size_t number_length(const loc_reader *reader, uint8_t *type) {
    size_t length = starts_with(reader, 0, POUND) ? strlen(POUND) : 0;
    size_t fraction;

    *type = length > 0 ? LOCALITY_TYPE_MONEY : LOCALITY_TYPE_COUNT;
    length += digits_at(reader, length);
    fraction = look(reader, length) == '.' ? digits_at(reader, length + 1) : 0;
    if (fraction > 0) {
        length += 1 + fraction;
        if (*type == LOCALITY_TYPE_COUNT)
            *type = LOCALITY_TYPE_NUMBER;
    }
    length += multiplier_length(reader, length);
    if (look(reader, length) == '%') {
        length++;
        if (*type != LOCALITY_TYPE_MONEY)
            *type = LOCALITY_TYPE_RATIO;
    }
    return length;
}

/* Whether a thousands comma follows: in a list it could as well part two numbers. */
static bool has_comma(const loc_reader *reader, size_t length) {
    return look(reader, length) == ',' && digits_at(reader, length + 1) == 3;
}

static locality_status read_value(loc_reader *reader, loc_token *token) {
    size_t length = date_length(reader, &token->type);
    locality_error error;
    locality_status status;

    if (length == 0)
        length = number_length(reader, &token->type);
    if (has_comma(reader, length))
        return fail(reader, reader->at + length, "a comma stands in a number",
                    "write 1234 and not 1,234; where two numbers are meant, put a blank after the "
                    "comma");
    if (loc_is_name_character(look(reader, length)))
        return fail(reader, reader->at + length, "a letter or digit stands right behind a number",
                    "put a blank between them; a date is written 2010-07-01, an amount £1.5m");
    status =
        locality_value_read(token->type, reader->text + reader->at, length, &token->range, &error);
    if (status != LOCALITY_OK)
        return loc_syntax_fail(reader->text, reader->length, reader->at, status, error.message, "",
                               reader->error);
    token->kind = LOC_TOKEN_VALUE;
    reader->at += length;
    return LOCALITY_OK;
}

/* ---- Texts -------------------------------------------------------------------------------- */

static locality_status read_text(loc_reader *reader, loc_token *token) {
    size_t start = reader->at;
    char quote = look(reader, 0), c;

    for (reader->at++; (c = look(reader, 0)) != quote; reader->at++) {
        if (c == '\n' || reader->at >= reader->limit)
            return fail(reader, start, "this text is not closed",
                        "a text ends in the same quotes on the same line; several texts behind one "
                        "another are joined");
        if (c != '\\')
            continue;
        reader->at++;
        c = look(reader, 0);
        if (c != '"' && c != '\'' && c != '\\' && c != 'n')
            return fail(reader, reader->at - 1, "a backslash stands alone",
                        "write \\\\ for a backslash, \\\" and \\' for quotes, \\n for a new line");
    }
    reader->at++;
    token->kind = LOC_TOKEN_TEXT;
    return LOCALITY_OK;
}

char *loc_token_decode(const loc_reader *reader, size_t start, size_t end, char *to) {
    for (size_t i = start; i < end; i++) {
        char c = reader->text[i];

        if (c == '\\')
            c = reader->text[++i] == 'n' ? '\n' : reader->text[i];
        *to++ = c;
    }
    return to;
}

char *loc_token_text(const loc_reader *reader, size_t start, size_t end, loc_arena *arena) {
    char *text = loc_arena_bytes(arena, end - start + 1);

    if (text != NULL)
        *loc_token_decode(reader, start, end, text) = '\0';
    return text;
}

/* ---- Signs -------------------------------------------------------------------------------- */

/* What people write by habit, with what the language writes; `sign` NUL where nothing fits. */
typedef struct spelling {
    const char *written;
    char sign;
    const char *hint;
} spelling;

static const spelling spellings[] = {
    {"!=", LOC_SIGN_NOT_EQUAL, NULL},
    {"<=", LOC_SIGN_LESS_EQUAL, NULL},
    {">=", LOC_SIGN_GREATER_EQUAL, NULL},
    {"==", 0, "write a single = to compare"},
    {"<>", 0, "write != for: is not equal"},
    {"=>", 0, "write >= for: at least"},
    {"=<", 0, "write <= for: at most"},
    {"&&", 0, "write `and`"},
    {"||", 0, "write `or`"},
    {"!", 0, "write `not`, or != for: is not equal"},
    {"[", 0, "a list is written with braces: {a, b}"},
    {"]", 0, "a list is written with braces: {a, b}"},
    {"%", 0, "a percent sign stands right behind its number: 40%"},
    {"$", 0, "amounts are written with a pound sign: £1000"},
    {"~", 0, "a value known to a margin is written as a comparison: x > 24.65% and x < 24.75%"},
    {";", 0, "nothing parts clauses but their words"},
    {POUND, 0, "a pound sign stands right before its number: £1000"},
    {"\xE2\x80\x9C", 0, "write straight quotes: \"...\""},
    {"\xE2\x80\x9D", 0, "write straight quotes: \"...\""},
    {"\xE2\x80\x98", 0, "write straight quotes: '...'"},
    {"\xE2\x80\x99", 0, "write straight quotes: '...'"},
    {"\xE2\x80\x93", 0, "write a plain minus: -"},
    {"\xE2\x88\x92", 0, "write a plain minus: -"},
    {"\xE2\x89\xA4", 0, "write <="},
    {"\xE2\x89\xA5", 0, "write >="},
    {"\xE2\x89\xA0", 0, "write !="},
    {"\\", 0, "inside the braces of a message texts stand in single quotes: {named(p, 'North')}"},
};

/* `length` bytes that are no sign of the language, at least one character. */
static locality_status fail_sign(const loc_reader *reader, size_t length, const char *hint) {
    char message[64];

    while (((unsigned char)look(reader, length) & 0xC0u) == 0x80u)
        length++;
    if ((unsigned char)look(reader, 0) < 0x20 || look(reader, 0) == 0x7F)
        snprintf(message, sizeof message, "a control character has no place here");
    else
        snprintf(message, sizeof message, "\"%.*s\" is no sign of the language", (int)length,
                 reader->text + reader->at);
    return fail(reader, reader->at, message, hint);
}

static locality_status read_sign(loc_reader *reader, loc_token *token) {
    char c = look(reader, 0);

    token->kind = LOC_TOKEN_SIGN;
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        if (!starts_with(reader, 0, spellings[i].written))
            continue;
        if (spellings[i].sign == 0)
            return fail_sign(reader, strlen(spellings[i].written), spellings[i].hint);
        token->sign = spellings[i].sign;
        reader->at += strlen(spellings[i].written);
        return LOCALITY_OK;
    }
    if (c == '\0' || strchr("(){},.:+-*/=<>", c) == NULL)
        return fail_sign(reader, 1,
                         "names are plain letters, digits and underscores; other texts stand in "
                         "quotes");
    token->sign = c;
    reader->at++;
    return LOCALITY_OK;
}

/* ---- All ---------------------------------------------------------------------------------- */

static locality_status read_token(loc_reader *reader, loc_token *token) {
    char c = look(reader, 0);

    if (reader->at >= reader->limit)
        return LOCALITY_OK;
    if (loc_is_digit(c) || (starts_with(reader, 0, POUND) && loc_is_digit(look(reader, 2))))
        return read_value(reader, token);
    if (c == '"' || c == '\'')
        return read_text(reader, token);
    if (!loc_is_letter(c) && c != '_')
        return read_sign(reader, token);
    token->kind = LOC_TOKEN_NAME;
    while (loc_is_name_character(look(reader, 0)))
        reader->at++;
    return LOCALITY_OK;
}

locality_status loc_token_next(loc_reader *reader, loc_token *token) {
    locality_status status;

    skip_blanks(reader);
    memset(token, 0, sizeof *token);
    token->kind = LOC_TOKEN_END;
    token->is_first = reader->is_line_start;
    token->line = reader->line;
    token->start = (uint32_t)reader->at;
    status = read_token(reader, token);
    reader->is_line_start = false;
    token->end = (uint32_t)reader->at;
    return status;
}

bool loc_token_is(const loc_reader *reader, const loc_token *token, const char *name) {
    size_t length = token->end - token->start;

    return token->kind == LOC_TOKEN_NAME && strlen(name) == length &&
           memcmp(reader->text + token->start, name, length) == 0;
}
