/* Locate: going over JSON text that is known to be valid. */
#include "locate.h"

#include <string.h>

size_t loc_json_skip_blanks(const char *text, size_t at) {
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')
        at++;
    return at;
}

/* `at` is the opening quote. */
static size_t skip_string(const char *text, size_t at) {
    for (at++; text[at] != '"'; at++)
        if (text[at] == '\\')
            at++;
    return at + 1;
}

static size_t skip_word(const char *text, size_t at) {
    return at + strcspn(text + at, " \t\r\n,]}");
}

size_t loc_json_skip_value(const char *text, size_t at) {
    size_t depth = 0;

    do {
        char c = text[at];

        if (c == '"') {
            at = skip_string(text, at);
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (c == '}' || c == ']') {
            depth--;
            at++;
        } else if (c == ',' || c == ':' || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            at++;
        } else {
            at = skip_word(text, at);
        }
    } while (depth > 0);
    return at;
}

void loc_json_place(const char *text, size_t at, uint64_t *line, uint64_t *column) {
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            (*line)++;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xC0u) != 0x80u) {
            (*column)++;
        }
    }
}

void loc_json_walk_begin(loc_json_walk *walk, const char *text, loc_json_node whole) {
    memset(walk, 0, sizeof *walk);
    walk->text = text;
    walk->whole = whole.value;
    walk->next = loc_json_skip_blanks(text, whole.at) + 1; /* behind the bracket */
}

/* The next value of the tree; null at the end. */
static json_t *next_value(loc_json_walk *walk) {
    if (json_is_array(walk->whole))
        return json_array_get(walk->whole, walk->index++);
    if (walk->index++ == 0)
        walk->member = json_object_iter(walk->whole);
    else
        walk->member = json_object_iter_next(walk->whole, walk->member);
    if (walk->member == NULL)
        return NULL;
    walk->key = json_object_iter_key(walk->member);
    return json_object_iter_value(walk->member);
}

bool loc_json_walk_next(loc_json_walk *walk) {
    const char *text = walk->text;
    size_t at = walk->next;

    walk->node.value = next_value(walk);
    if (walk->node.value == NULL)
        return false;
    at = loc_json_skip_blanks(text, at);
    if (text[at] == ',')
        at = loc_json_skip_blanks(text, at + 1);
    if (json_is_object(walk->whole)) {
        walk->key_at = at;
        at = loc_json_skip_blanks(text, skip_string(text, at));
        at = loc_json_skip_blanks(text, at + 1); /* the colon */
    }
    walk->node.at = at;
    walk->next = loc_json_skip_value(text, at);
    return true;
}
