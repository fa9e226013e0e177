/* Maps: what a table means, read from a small text.
 *
 *   map uk-organogram-senior "Senior posts of a government organogram"
 *   missing "N/D" "N/A"
 *   column ref  "Post Unique Reference"
 *   column boss "Reports to Senior Post"  none "XX"
 *   ignore "Contact Phone"
 *   make post "{ref}"
 *     title       title
 *     reports_to  boss
 *
 * Directives begin a line; what a record is made of stands indented below `make`; a line that begins
 * with a quoted text, `or`, `when` or `and` goes on with the one before it; `#` begins a comment. A
 * value is the first of its choices that says something: a column, or a text with columns in braces. */
#ifndef LOC_INTAKE_MAP_H
#define LOC_INTAKE_MAP_H

#include "base/arena.h"
#include "schema/schema.h"

/* Columns that every map has, before its own. */
enum loc_map_given {
    LOC_GIVEN_STRUCTURE, /* {structure}: the structure that posts go into */
    LOC_GIVEN_ROW,       /* {row}: number of the row */
    LOC_GIVEN_LABEL,     /* {label}: name of the source */
    LOC_GIVEN_AS_AT,     /* {as-at}: the date of the table */
    LOC_GIVEN_ITEM,      /* {item}: with `each`, the item or heading */
    LOC_GIVEN_COUNT
};

typedef struct loc_words {
    const char **item;
    uint32_t count;
} loc_words;

enum loc_picks { LOC_PICK_ONE, LOC_PICK_FIRST, LOC_PICK_LAST };

/* How one column of the table is found and read. */
typedef struct loc_map_column {
    const char *name;
    loc_words headings;
    loc_words missing, none;  /* words that state nothing, and that state that there is none */
    const char *date;         /* form of its dates, or null */
    const char *split;        /* what separates its items, or null */
    int32_t exponent;         /* its numbers count 10^exponent units */
    bool is_optional, is_set; /* is_set: `columns`, patterns of headings instead of headings */
    uint8_t pick;             /* one of loc_picks, for a heading that occurs twice */
    uint32_t line;            /* of the map */
} loc_map_column;

enum loc_tests {
    LOC_TEST_IS,
    LOC_TEST_IS_NOT,
    LOC_TEST_MISSING,
    LOC_TEST_GIVEN,
    LOC_TEST_LIKE,   /* a pattern, as loc_pattern_fits has them */
    LOC_TEST_DIFFERS /* from another column */
};

typedef struct loc_map_test {
    uint32_t column, other;
    uint8_t test;
    loc_words words;
} loc_map_test;

/* All of them must hold. */
typedef struct loc_map_tests {
    loc_map_test *item;
    uint32_t count;
} loc_map_tests;

/* A piece of a text: literal, or a column. */
typedef struct loc_map_part {
    const char *text;
    uint32_t length;
    uint32_t column; /* UINT32_MAX for literal text */
    bool is_slug;    /* lower case, a dash for whatever is neither letter nor digit */
} loc_map_part;

typedef struct loc_map_choice {
    loc_map_part *part;
    uint32_t parts;
    uint32_t number; /* among all choices of the map */
    loc_map_tests when;
} loc_map_choice;

typedef struct loc_map_value {
    loc_map_choice *choice;
    uint32_t choices;
} loc_map_value;

typedef struct loc_map_field {
    uint32_t field;
    const loc_field *info;
    loc_map_value value;
} loc_map_field;

typedef struct loc_map_make {
    uint32_t kind;
    loc_map_value id;
    bool is_once;  /* the same record may come in many rows */
    uint32_t each; /* column whose items or headings make a record each; UINT32_MAX for none */
    loc_map_tests when;
    loc_map_field *field;
    uint32_t fields;
} loc_map_make;

typedef struct loc_map_skip {
    const char *reason;
    loc_map_tests when;
} loc_map_skip;

typedef struct loc_map_tally {
    uint32_t column;
    loc_words words;
} loc_map_tally;

/* A column that must not exceed another. */
typedef struct loc_map_order {
    uint32_t low, high;
} loc_map_order;

enum { LOC_MAP_MOST_MAKES = 24, LOC_MAP_MOST_COLUMNS = 1000 };

typedef struct loc_map {
    loc_arena arena;
    const char *name, *title;
    char delimiter; /* NUL: as the heading shows */
    bool is_windows;
    uint32_t heading_row; /* from 1 */
    const char *structure;
    loc_map_column *column; /* those given first */
    uint32_t columns;
    loc_words ignored;
    loc_map_make *make;
    uint32_t makes;
    loc_map_skip *skip;
    uint32_t skips;
    loc_map_tally *tally;
    uint32_t tallies;
    loc_map_order *order;
    uint32_t orders;
    uint32_t choices; /* in all */
} loc_map;

/* Reads a map; on failure nothing is left to clear. */
locality_status loc_map_read(loc_map *map, const locality_schema *schema,
                             const locality_allocator *allocator, const char *text, size_t length,
                             locality_error *error);
void loc_map_clear(loc_map *map);

/* Whether a text is one of the words, without regard to ASCII case. */
bool loc_words_match(const loc_words *words, const char *text, size_t length);
/* Whether a heading fits a pattern: `*` any text, `#` one or more digits; without regard to case. */
bool loc_pattern_fits(const char *pattern, const char *text, size_t length);

#endif
