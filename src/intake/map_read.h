/* Reading maps: what the files that read them share. */
#ifndef LOC_INTAKE_MAP_READ_H
#define LOC_INTAKE_MAP_READ_H

#include "base/error.h"
#include "intake/map.h"

enum loc_map_tokens { LOC_TOKEN_END, LOC_TOKEN_WORD, LOC_TOKEN_QUOTED };

typedef struct loc_map_token {
    uint8_t type;
    const char *text; /* a word: not ended by NUL; quoted: a copy that is */
    uint32_t length;
    size_t at; /* in the map */
} loc_map_token;

typedef struct loc_map_reader {
    loc_map *map;
    const locality_schema *schema;
    const char *text;
    size_t length, at;
    loc_map_token next;
    loc_words missing; /* of all columns */
    loc_map_make *make;
    locality_error *error;
    locality_status status;
} loc_map_reader;

/* Records the first failure, at the token that is next. Always false. */
#define LOC_MAP_FAIL(r, code, ...)                                                          \
    ((r)->status == LOCALITY_OK ? ((r)->status = loc_fail((r)->error, (code), __VA_ARGS__), \
                                   loc_map_place((r), (r)->next.at), false)                 \
                                : false)

/* Adds the place of a byte of the map to the error. */
void loc_map_place(loc_map_reader *r, size_t at);
bool loc_map_no_memory(loc_map_reader *r); /* false, as every failure below */
/* Zeroed memory of the map; null after a refusal. */
void *loc_map_take(loc_map_reader *r, size_t count, size_t size);
/* An array of the map with room for one element more: it grows at powers of two. Arrays of a map are
 * short and stay where they are once it has been read. */
void *loc_map_longer(loc_map_reader *r, void *old, uint32_t count, size_t size);

bool loc_map_step(loc_map_reader *r); /* makes the token behind the current one the next */
bool loc_map_is_word(const loc_map_reader *r, const char *word);
bool loc_map_take_word(loc_map_reader *r, const char *word, bool *taken);
bool loc_map_want_quoted(loc_map_reader *r, const char *what, const char **out);
bool loc_map_want_end(loc_map_reader *r);
/* One or more quoted texts. */
bool loc_map_read_words(loc_map_reader *r, const char *what, loc_words *words);

/* Finds a column by a name of the map; says which are near where there is none. */
bool loc_map_want_column(loc_map_reader *r, const char *name, size_t length, uint32_t *out);
bool loc_map_want_column_word(loc_map_reader *r, uint32_t *out);
loc_map_column *loc_map_new_column(loc_map_reader *r, const char *name, size_t length);
bool loc_map_read_column(loc_map_reader *r);
bool loc_map_read_columns(loc_map_reader *r);
bool loc_map_read_tests(loc_map_reader *r, loc_map_tests *tests); /* what follows `when` */
bool loc_map_read_when(loc_map_reader *r, loc_map_tests *tests);

#endif
