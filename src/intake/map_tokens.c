/* Maps: failing with a place, and tokens: words and quoted texts of a line. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "intake/map_read.h"

/* ---- Failing ----------------------------------------------------------------------------------- */

void loc_map_place(loc_map_reader *r, size_t at) {
    uint64_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < at && i < r->length; i++) {
        if (r->text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    loc_error_at_place(r->error, line, loc_utf8_count(r->text + start, at - start) + 1);
}

bool loc_map_no_memory(loc_map_reader *r) {
    if (r->status == LOCALITY_OK) {
        r->status = loc_fail_memory(r->error);
    }
    return false;
}

void *loc_map_take(loc_map_reader *r, size_t count, size_t size) {
    void *block = loc_arena_take(&r->map->arena, count, size);
    if (block == NULL) {
        loc_map_no_memory(r);
    }
    return block;
}

/* An array of the arena with room for one element more: it grows at powers of two. Arrays of a map
 * are short and stay where they are once it has been read. */
void *loc_map_longer(loc_map_reader *r, void *old, uint32_t count, size_t size) {
    if (count != 0 && (count < 4 || (count & (count - 1)) != 0)) {
        return old;
    }
    char *block = loc_map_take(r, count == 0 ? 4 : (size_t)count * 2, size);
    if (block != NULL && count > 0) {
        memcpy(block, old, count * size);
    }
    return block;
}

/* ---- Tokens ------------------------------------------------------------------------------------- */

static bool is_word_char(char c) {
    return loc_is_letter(c) || loc_is_digit(c) || c == '_' || c == '-' || c == '<' || c == '=';
}

/* Whether a line that begins here goes on with the one before it. */
static bool goes_on(const loc_map_reader *r, size_t at) {
    static const char *const words[] = {"\"", "or ", "when ", "and "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (r->length - at > length && memcmp(r->text + at, words[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Steps over blanks and comments; over ends of lines too where the next line goes on. */
static void skip_blanks(loc_map_reader *r) {
    size_t at = r->at;
    for (;;) {
        while (at < r->length &&
               (r->text[at] == ' ' || r->text[at] == '\t' || r->text[at] == '\r')) {
            at++;
        }
        if (at < r->length && r->text[at] == '#') {
            while (at < r->length && r->text[at] != '\n') {
                at++;
            }
        }
        if (at >= r->length || r->text[at] != '\n') {
            break;
        }
        size_t line = at;
        while (at < r->length && (loc_is_space(r->text[at]))) {
            at++;
        }
        if (at < r->length && r->text[at] == '#') {
            continue;
        }
        at = goes_on(r, at) ? at : line;
        break;
    }
    r->at = at;
}

static bool read_quoted(loc_map_reader *r) {
    size_t start = r->at + 1, at = start, length = 0;
    while (at < r->length && r->text[at] != '"' && r->text[at] != '\n') {
        at += r->text[at] == '\\' && at + 1 < r->length && r->text[at + 1] != '\n' ? 2 : 1;
    }
    if (at >= r->length || r->text[at] != '"') {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "this quotation mark is not closed on its line");
    }
    char *copy = loc_map_take(r, at - start + 1, 1);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = start; i < at; i++) {
        bool escaped = r->text[i] == '\\' && i + 1 < at;
        i += escaped;
        copy[length++] = escaped && r->text[i] == 't' ? '\t' : r->text[i];
    }
    r->next.type = LOC_TOKEN_QUOTED;
    r->next.text = copy;
    r->next.length = (uint32_t)length;
    r->at = at + 1;
    return true;
}

/* Makes the token behind the current one the next. */
bool loc_map_step(loc_map_reader *r) {
    skip_blanks(r);
    r->next = (loc_map_token){LOC_TOKEN_END, "", 0, r->at};
    if (r->at >= r->length || r->text[r->at] == '\n') {
        return true;
    }
    if (r->text[r->at] == '"') {
        return read_quoted(r);
    }
    size_t start = r->at;
    while (r->at < r->length && is_word_char(r->text[r->at])) {
        r->at++;
    }
    if (r->at == start) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX,
                            "a word or a text in quotation marks is wanted here");
    }
    r->next.type = LOC_TOKEN_WORD;
    r->next.text = r->text + start;
    r->next.length = (uint32_t)(r->at - start);
    return true;
}

bool loc_map_is_word(const loc_map_reader *r, const char *word) {
    return r->next.type == LOC_TOKEN_WORD && strlen(word) == r->next.length &&
           memcmp(r->next.text, word, r->next.length) == 0;
}

bool loc_map_take_word(loc_map_reader *r, const char *word, bool *taken) {
    *taken = loc_map_is_word(r, word);
    return *taken ? loc_map_step(r) : true;
}

bool loc_map_want_quoted(loc_map_reader *r, const char *what, const char **out) {
    if (r->next.type != LOC_TOKEN_QUOTED) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "%s is wanted here, in quotation marks", what);
    }
    *out = r->next.text;
    return loc_map_step(r);
}

bool loc_map_want_end(loc_map_reader *r) {
    return r->next.type == LOC_TOKEN_END ||
           LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "nothing may follow on this line");
}

/* One or more quoted texts. */
bool loc_map_read_words(loc_map_reader *r, const char *what, loc_words *words) {
    do {
        const char *text;
        if (!loc_map_want_quoted(r, what, &text)) {
            return false;
        }
        const char **items = loc_map_longer(r, (void *)words->item, words->count, sizeof *items);
        if (items == NULL) {
            return false;
        }
        items[words->count++] = text;
        words->item = items;
    } while (r->next.type == LOC_TOKEN_QUOTED);
    return true;
}
