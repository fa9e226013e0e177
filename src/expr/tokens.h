/* Tokens: what the text of an expression or rule file is made of, read one by one. */
#ifndef LOC_EXPR_TOKENS_H
#define LOC_EXPR_TOKENS_H

#include "expr/syntax.h"

typedef enum loc_token_kind {
    LOC_TOKEN_END,   /* of the text, or of the part of it that is read */
    LOC_TOKEN_NAME,  /* letters, digits, underscores; starts with a letter or underscore */
    LOC_TOKEN_TEXT,  /* "..." or '...', with its quotes */
    LOC_TOKEN_VALUE, /* a number, date or moment: `type` and `range` */
    LOC_TOKEN_SIGN   /* `sign` */
} loc_token_kind;

/* Signs of two characters get a letter; the others are themselves. */
enum loc_signs {
    LOC_SIGN_NOT_EQUAL = 'n',
    LOC_SIGN_LESS_EQUAL = 'l',
    LOC_SIGN_GREATER_EQUAL = 'g'
};

typedef struct loc_token {
    uint8_t kind;
    uint8_t type;  /* VALUE: COUNT NUMBER RATIO MONEY DATE MOMENT */
    char sign;     /* SIGN */
    bool is_first; /* first of its line */
    uint32_t start, end;
    uint32_t line;        /* from 1 */
    locality_range range; /* VALUE */
} loc_token;

/* Reads tokens of text[at .. limit). The text is valid UTF-8 of at most LOC_SYNTAX_LENGTH bytes. */
typedef struct loc_reader {
    const char *text;
    size_t length; /* of the whole text, for errors */
    size_t limit;
    size_t at;
    uint32_t line;
    bool is_line_start;
    locality_error *error; /* may be null */
} loc_reader;

/* Reads the next token; on failure the error has the place. Statuses: OK, SYNTAX, OVERFLOW. */
locality_status loc_token_next(loc_reader *reader, loc_token *token);
/* Whether a token is this name. */
bool loc_token_is(const loc_reader *reader, const loc_token *token, const char *name);
/* Decodes text[start .. end), which holds no quotes around it: \" \' \\ \n. The escapes were
 * checked when the token was read; what comes out is no longer. Gives the end of what was
 * written. */
char *loc_token_decode(const loc_reader *reader, size_t start, size_t end, char *to);
/* The same into the arena, with an end mark; null on refusal. */
char *loc_token_text(const loc_reader *reader, size_t start, size_t end, loc_arena *arena);
/* Whether an ASCII character can be part of a name. */
bool loc_is_name_character(char c);

#endif
