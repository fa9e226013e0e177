/* Locate: where in the text of a document a value stands. jansson checks the text and holds its
 * values, but keeps no places; a walk goes through the members of an object (or the items of an array)
 * in the parsed tree and in the text at once, so that every value comes with its offset. */
#ifndef LOC_JSON_LOCATE_H
#define LOC_JSON_LOCATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A value and where its text begins. The text is known to be valid JSON. */
typedef struct loc_json_node {
    json_t *value;
    size_t at;
} loc_json_node;

typedef struct loc_json_walk {
    const char *text;
    json_t *whole;      /* object or array */
    void *member;       /* iterator of an object */
    size_t index;       /* next item of an array */
    size_t next;        /* where the next member or item begins */
    const char *key;    /* object: name of the member reached */
    size_t key_at;      /* object: where that name begins */
    loc_json_node node; /* the value reached */
} loc_json_walk;

size_t loc_json_skip_blanks(const char *text, size_t at);
/* Where the value that begins at `at` ends. */
size_t loc_json_skip_value(const char *text, size_t at);
/* Line and column (both from 1, column in characters) of an offset. */
void loc_json_place(const char *text, size_t at, uint64_t *line, uint64_t *column);

/* `whole` is an object or an array. */
void loc_json_walk_begin(loc_json_walk *walk, const char *text, loc_json_node whole);
bool loc_json_walk_next(loc_json_walk *walk);

#endif
