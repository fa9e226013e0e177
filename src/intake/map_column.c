/* Maps: columns and conditions. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "intake/map_read.h"

/* ---- Columns ------------------------------------------------------------------------------------- */

static uint32_t find_column(const loc_map *map, const char *name, size_t length) {
    for (uint32_t i = 0; i < map->columns; i++) {
        if (strlen(map->column[i].name) == length &&
            memcmp(map->column[i].name, name, length) == 0) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* Finds a column by a name of the map; says which are near where there is none. */
bool loc_map_want_column(loc_map_reader *r, const char *name, size_t length, uint32_t *out) {
    *out = find_column(r->map, name, length);
    if (*out != UINT32_MAX) {
        return true;
    }
    char hint[160], wanted[64];
    loc_nearest nearest;
    length = length < sizeof wanted ? length : sizeof wanted - 1;
    memcpy(wanted, name, length);
    wanted[length] = '\0';
    loc_nearest_init(&nearest, wanted);
    for (uint32_t i = 0; i < r->map->columns; i++) {
        loc_nearest_offer(&nearest, r->map->column[i].name);
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return LOC_MAP_FAIL(r, LOCALITY_NOT_FOUND, "the map has no column %s before this line%s",
                        wanted, hint);
}

/* Takes the word that is next as the name of a column. */
bool loc_map_want_column_word(loc_map_reader *r, uint32_t *out) {
    if (r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "the name of a column is wanted here");
    }
    return loc_map_want_column(r, r->next.text, r->next.length, out) && loc_map_step(r);
}

typedef struct unit {
    const char *word;
    int32_t exponent;
} unit;

static const unit units[] = {
    {"percent", -2}, {"pence", -2}, {"thousand", 3}, {"million", 6}, {"billion", 9}};

static bool read_unit(loc_map_reader *r, loc_map_column *column) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (loc_map_is_word(r, units[i].word)) {
            column->exponent = units[i].exponent;
            return loc_map_step(r);
        }
    }
    return LOC_MAP_FAIL(r, LOCALITY_SYNTAX,
                        "a unit is percent, pence, thousand, million or billion");
}

static bool read_pick(loc_map_reader *r, loc_map_column *column) {
    bool is_first = loc_map_is_word(r, "first");
    if (!is_first && !loc_map_is_word(r, "last")) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "pick first or pick last");
    }
    column->pick = is_first ? LOC_PICK_FIRST : LOC_PICK_LAST;
    return loc_map_step(r);
}

static bool read_split(loc_map_reader *r, loc_map_column *column) {
    if (!loc_map_want_quoted(r, "what stands between the items", &column->split)) {
        return false;
    }
    return column->split[0] != '\0' ||
           LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "what stands between the items cannot be empty");
}

static bool read_column_option(loc_map_reader *r, loc_map_column *column) {
    bool taken;
    if (!loc_map_take_word(r, "optional", &taken) || taken) {
        column->is_optional = taken;
        return taken;
    }
    if (!loc_map_take_word(r, "missing", &taken) || taken) {
        return taken && loc_map_read_words(r, "a word that states nothing", &column->missing);
    }
    if (!loc_map_take_word(r, "none", &taken) || taken) {
        return taken && loc_map_read_words(r, "a word that means none", &column->none);
    }
    if (!loc_map_take_word(r, "date", &taken) || taken) {
        return taken &&
               loc_map_want_quoted(r, "the form of its dates (\"D/M/YYYY\")", &column->date);
    }
    if (!loc_map_take_word(r, "split", &taken) || taken) {
        return taken && read_split(r, column);
    }
    if (!loc_map_take_word(r, "unit", &taken) || taken) {
        return taken && read_unit(r, column);
    }
    if (!loc_map_take_word(r, "pick", &taken) || taken) {
        return taken && read_pick(r, column);
    }
    return LOC_MAP_FAIL(
        r, LOCALITY_SYNTAX,
        "a column may be followed by optional, missing, none, date, split, unit, pick");
}

loc_map_column *loc_map_new_column(loc_map_reader *r, const char *name, size_t length) {
    if (r->map->columns == LOC_MAP_MOST_COLUMNS) {
        LOC_MAP_FAIL(r, LOCALITY_LIMIT, "a map has at most %d columns", LOC_MAP_MOST_COLUMNS);
        return NULL;
    }
    loc_map_column *columns = loc_map_longer(r, r->map->column, r->map->columns, sizeof *columns);
    char *copy = loc_arena_text(&r->map->arena, name, length);
    if (columns == NULL || copy == NULL) {
        loc_map_no_memory(r);
        return NULL;
    }
    r->map->column = columns;
    columns += r->map->columns++;
    memset(columns, 0, sizeof *columns);
    columns->name = copy;
    return columns;
}

static bool read_column_of(loc_map_reader *r, bool is_set) {
    bool like;
    if (r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a name for the column is wanted here");
    }
    if (find_column(r->map, r->next.text, r->next.length) != UINT32_MAX) {
        return LOC_MAP_FAIL(r, LOCALITY_DUPLICATE, "the map has a column of this name already");
    }
    loc_map_column *column = loc_map_new_column(r, r->next.text, r->next.length);
    if (column == NULL || !loc_map_step(r)) {
        return false;
    }
    column->is_set = is_set;
    if (is_set && (!loc_map_take_word(r, "like", &like) || !like)) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "columns NAME like \"pattern\" ... is wanted here");
    }
    if (!loc_map_read_words(r, is_set ? "a pattern of headings" : "the heading of the column",
                            &column->headings)) {
        return false;
    }
    while (r->next.type != LOC_TOKEN_END) {
        if (!read_column_option(r, column)) {
            return false;
        }
    }
    return true;
}

bool loc_map_read_column(loc_map_reader *r) {
    return read_column_of(r, false);
}

bool loc_map_read_columns(loc_map_reader *r) {
    return read_column_of(r, true);
}

/* ---- Conditions ------------------------------------------------------------------------------------ */

static bool read_test(loc_map_reader *r, loc_map_test *test) {
    bool taken;
    if (!loc_map_want_column_word(r, &test->column)) {
        return false;
    }
    if (!loc_map_take_word(r, "missing", &taken) || taken) {
        test->test = LOC_TEST_MISSING;
        return taken;
    }
    if (!loc_map_take_word(r, "given", &taken) || taken) {
        test->test = LOC_TEST_GIVEN;
        return taken;
    }
    if (!loc_map_take_word(r, "differs", &taken) || taken) {
        test->test = LOC_TEST_DIFFERS;
        return taken && loc_map_want_column_word(r, &test->other);
    }
    if (!loc_map_take_word(r, "like", &taken) || taken) {
        test->test = LOC_TEST_LIKE;
        return taken && loc_map_read_words(r, "a pattern", &test->words);
    }
    if (!loc_map_take_word(r, "is", &taken) || !taken) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX,
                            "is, is not, like, differs, missing or given is wanted here");
    }
    if (!loc_map_take_word(r, "not", &taken)) {
        return false;
    }
    test->test = taken ? LOC_TEST_IS_NOT : LOC_TEST_IS;
    return loc_map_read_words(r, "a word to compare with", &test->words);
}

/* What follows `when`. */
bool loc_map_read_tests(loc_map_reader *r, loc_map_tests *tests) {
    bool more = true;
    while (more) {
        loc_map_test *items = loc_map_longer(r, tests->item, tests->count, sizeof *items);
        if (items == NULL) {
            return false;
        }
        tests->item = items;
        memset(&items[tests->count], 0, sizeof *items);
        if (!read_test(r, &items[tests->count++]) || !loc_map_take_word(r, "and", &more)) {
            return false;
        }
    }
    return true;
}

bool loc_map_read_when(loc_map_reader *r, loc_map_tests *tests) {
    bool taken;
    return loc_map_take_word(r, "when", &taken) && (!taken || loc_map_read_tests(r, tests));
}
