/* Maps: reading. A line becomes tokens; the first says which row of the table of directives it is. */
#include "intake/map.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

enum token_types { END, WORD, QUOTED };

typedef struct token {
    uint8_t type;
    const char *text; /* a word: not ended by NUL; quoted: a copy that is */
    uint32_t length;
    size_t at; /* in the map */
} token;

typedef struct reader {
    loc_map *map;
    const locality_schema *schema;
    const char *text;
    size_t length, at;
    token next;
    loc_words missing; /* of all columns */
    loc_map_make *make;
    locality_error *error;
    locality_status status;
} reader;

/* ---- Failing ----------------------------------------------------------------------------------- */

static void place(reader *r, size_t at) {
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

/* Records the first failure, at the token that is next. Always false. */
#define FAIL(r, code, ...)                                                                  \
    ((r)->status == LOCALITY_OK ? ((r)->status = loc_fail((r)->error, (code), __VA_ARGS__), \
                                   place((r), (r)->next.at), false)                         \
                                : false)

static bool fail_memory(reader *r) {
    if (r->status == LOCALITY_OK) {
        r->status = loc_fail_memory(r->error);
    }
    return false;
}

static void *take(reader *r, size_t count, size_t size) {
    void *block = loc_arena_take(&r->map->arena, count, size);
    if (block == NULL) {
        fail_memory(r);
    }
    return block;
}

/* An array of the arena with room for one element more: it grows at powers of two. Arrays of a map
 * are short and stay where they are once it has been read. */
static void *longer(reader *r, void *old, uint32_t count, size_t size) {
    if (count != 0 && (count < 4 || (count & (count - 1)) != 0)) {
        return old;
    }
    char *block = take(r, count == 0 ? 4 : (size_t)count * 2, size);
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
static bool goes_on(const reader *r, size_t at) {
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
static void skip_blanks(reader *r) {
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

static bool read_quoted(reader *r) {
    size_t start = r->at + 1, at = start, length = 0;
    while (at < r->length && r->text[at] != '"' && r->text[at] != '\n') {
        at += r->text[at] == '\\' && at + 1 < r->length && r->text[at + 1] != '\n' ? 2 : 1;
    }
    if (at >= r->length || r->text[at] != '"') {
        return FAIL(r, LOCALITY_SYNTAX, "this quotation mark is not closed on its line");
    }
    char *copy = take(r, at - start + 1, 1);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = start; i < at; i++) {
        bool escaped = r->text[i] == '\\' && i + 1 < at;
        i += escaped;
        copy[length++] = escaped && r->text[i] == 't' ? '\t' : r->text[i];
    }
    r->next.type = QUOTED;
    r->next.text = copy;
    r->next.length = (uint32_t)length;
    r->at = at + 1;
    return true;
}

/* Makes the token behind the current one the next. */
static bool step(reader *r) {
    skip_blanks(r);
    r->next = (token){END, "", 0, r->at};
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
        return FAIL(r, LOCALITY_SYNTAX, "a word or a text in quotation marks is wanted here");
    }
    r->next.type = WORD;
    r->next.text = r->text + start;
    r->next.length = (uint32_t)(r->at - start);
    return true;
}

static bool is_word(const reader *r, const char *word) {
    return r->next.type == WORD && strlen(word) == r->next.length &&
           memcmp(r->next.text, word, r->next.length) == 0;
}

static bool take_word(reader *r, const char *word, bool *taken) {
    *taken = is_word(r, word);
    return *taken ? step(r) : true;
}

static bool want_quoted(reader *r, const char *what, const char **out) {
    if (r->next.type != QUOTED) {
        return FAIL(r, LOCALITY_SYNTAX, "%s is wanted here, in quotation marks", what);
    }
    *out = r->next.text;
    return step(r);
}

static bool want_end(reader *r) {
    return r->next.type == END || FAIL(r, LOCALITY_SYNTAX, "nothing may follow on this line");
}

/* One or more quoted texts. */
static bool read_words(reader *r, const char *what, loc_words *words) {
    do {
        const char *text;
        if (!want_quoted(r, what, &text)) {
            return false;
        }
        const char **items = longer(r, (void *)words->item, words->count, sizeof *items);
        if (items == NULL) {
            return false;
        }
        items[words->count++] = text;
        words->item = items;
    } while (r->next.type == QUOTED);
    return true;
}

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
static bool want_column(reader *r, const char *name, size_t length, uint32_t *out) {
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
    return FAIL(r, LOCALITY_NOT_FOUND, "the map has no column %s before this line%s", wanted, hint);
}

/* Takes the word that is next as the name of a column. */
static bool want_column_word(reader *r, uint32_t *out) {
    if (r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "the name of a column is wanted here");
    }
    return want_column(r, r->next.text, r->next.length, out) && step(r);
}

typedef struct unit {
    const char *word;
    int32_t exponent;
} unit;

static const unit units[] = {
    {"percent", -2}, {"pence", -2}, {"thousand", 3}, {"million", 6}, {"billion", 9}};

static bool read_unit(reader *r, loc_map_column *column) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (is_word(r, units[i].word)) {
            column->exponent = units[i].exponent;
            return step(r);
        }
    }
    return FAIL(r, LOCALITY_SYNTAX, "a unit is percent, pence, thousand, million or billion");
}

static bool read_pick(reader *r, loc_map_column *column) {
    bool is_first = is_word(r, "first");
    if (!is_first && !is_word(r, "last")) {
        return FAIL(r, LOCALITY_SYNTAX, "pick first or pick last");
    }
    column->pick = is_first ? LOC_PICK_FIRST : LOC_PICK_LAST;
    return step(r);
}

static bool read_split(reader *r, loc_map_column *column) {
    if (!want_quoted(r, "what stands between the items", &column->split)) {
        return false;
    }
    return column->split[0] != '\0' ||
           FAIL(r, LOCALITY_SYNTAX, "what stands between the items cannot be empty");
}

static bool read_column_option(reader *r, loc_map_column *column) {
    bool taken;
    if (!take_word(r, "optional", &taken) || taken) {
        column->is_optional = taken;
        return taken;
    }
    if (!take_word(r, "missing", &taken) || taken) {
        return taken && read_words(r, "a word that states nothing", &column->missing);
    }
    if (!take_word(r, "none", &taken) || taken) {
        return taken && read_words(r, "a word that means none", &column->none);
    }
    if (!take_word(r, "date", &taken) || taken) {
        return taken && want_quoted(r, "the form of its dates (\"D/M/YYYY\")", &column->date);
    }
    if (!take_word(r, "split", &taken) || taken) {
        return taken && read_split(r, column);
    }
    if (!take_word(r, "unit", &taken) || taken) {
        return taken && read_unit(r, column);
    }
    if (!take_word(r, "pick", &taken) || taken) {
        return taken && read_pick(r, column);
    }
    return FAIL(r, LOCALITY_SYNTAX,
                "a column may be followed by optional, missing, none, date, split, unit, pick");
}

static loc_map_column *new_column(reader *r, const char *name, size_t length) {
    if (r->map->columns == LOC_MAP_MOST_COLUMNS) {
        FAIL(r, LOCALITY_LIMIT, "a map has at most %d columns", LOC_MAP_MOST_COLUMNS);
        return NULL;
    }
    loc_map_column *columns = longer(r, r->map->column, r->map->columns, sizeof *columns);
    char *copy = loc_arena_text(&r->map->arena, name, length);
    if (columns == NULL || copy == NULL) {
        fail_memory(r);
        return NULL;
    }
    r->map->column = columns;
    columns += r->map->columns++;
    memset(columns, 0, sizeof *columns);
    columns->name = copy;
    return columns;
}

static bool read_column_of(reader *r, bool is_set) {
    bool like;
    if (r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "a name for the column is wanted here");
    }
    if (find_column(r->map, r->next.text, r->next.length) != UINT32_MAX) {
        return FAIL(r, LOCALITY_DUPLICATE, "the map has a column of this name already");
    }
    loc_map_column *column = new_column(r, r->next.text, r->next.length);
    if (column == NULL || !step(r)) {
        return false;
    }
    column->is_set = is_set;
    if (is_set && (!take_word(r, "like", &like) || !like)) {
        return FAIL(r, LOCALITY_SYNTAX, "columns NAME like \"pattern\" ... is wanted here");
    }
    if (!read_words(r, is_set ? "a pattern of headings" : "the heading of the column",
                    &column->headings)) {
        return false;
    }
    while (r->next.type != END) {
        if (!read_column_option(r, column)) {
            return false;
        }
    }
    return true;
}

static bool read_column(reader *r) {
    return read_column_of(r, false);
}

static bool read_columns(reader *r) {
    return read_column_of(r, true);
}

/* ---- Conditions ------------------------------------------------------------------------------------ */

static bool read_test(reader *r, loc_map_test *test) {
    bool taken;
    if (!want_column_word(r, &test->column)) {
        return false;
    }
    if (!take_word(r, "missing", &taken) || taken) {
        test->test = LOC_TEST_MISSING;
        return taken;
    }
    if (!take_word(r, "given", &taken) || taken) {
        test->test = LOC_TEST_GIVEN;
        return taken;
    }
    if (!take_word(r, "differs", &taken) || taken) {
        test->test = LOC_TEST_DIFFERS;
        return taken && want_column_word(r, &test->other);
    }
    if (!take_word(r, "like", &taken) || taken) {
        test->test = LOC_TEST_LIKE;
        return taken && read_words(r, "a pattern", &test->words);
    }
    if (!take_word(r, "is", &taken) || !taken) {
        return FAIL(r, LOCALITY_SYNTAX,
                    "is, is not, like, differs, missing or given is wanted here");
    }
    if (!take_word(r, "not", &taken)) {
        return false;
    }
    test->test = taken ? LOC_TEST_IS_NOT : LOC_TEST_IS;
    return read_words(r, "a word to compare with", &test->words);
}

/* What follows `when`. */
static bool read_tests(reader *r, loc_map_tests *tests) {
    bool more = true;
    while (more) {
        loc_map_test *items = longer(r, tests->item, tests->count, sizeof *items);
        if (items == NULL) {
            return false;
        }
        tests->item = items;
        memset(&items[tests->count], 0, sizeof *items);
        if (!read_test(r, &items[tests->count++]) || !take_word(r, "and", &more)) {
            return false;
        }
    }
    return true;
}

static bool read_when(reader *r, loc_map_tests *tests) {
    bool taken;
    return take_word(r, "when", &taken) && (!taken || read_tests(r, tests));
}

/* ---- Values ------------------------------------------------------------------------------------------ */

static loc_map_part *new_part(reader *r, loc_map_choice *choice) {
    loc_map_part *parts = longer(r, choice->part, choice->parts, sizeof *parts);
    if (parts == NULL) {
        return NULL;
    }
    choice->part = parts;
    parts += choice->parts++;
    *parts = (loc_map_part){.text = "", .column = UINT32_MAX};
    return parts;
}

/* `{name}` or `{name:slug}`, from behind the brace. The length read, 0 on failure. */
static uint32_t read_insert(reader *r, loc_map_choice *choice, const char *text) {
    static const char slug[] = ":slug";
    const char *close = strchr(text, '}');
    if (close == NULL) {
        FAIL(r, LOCALITY_SYNTAX, "a brace is not closed; write {{ for a brace itself");
        return 0;
    }
    size_t length = (size_t)(close - text);
    bool is_slug =
        length >= sizeof slug && memcmp(close - (sizeof slug - 1), slug, sizeof slug - 1) == 0;
    loc_map_part *part = new_part(r, choice);
    if (part == NULL ||
        !want_column(r, text, is_slug ? length - (sizeof slug - 1) : length, &part->column)) {
        return 0;
    }
    part->is_slug = is_slug;
    return (uint32_t)length + 1;
}

/* A text with columns in braces, as parts. */
static bool read_template(reader *r, loc_map_choice *choice) {
    const char *text = r->next.text;
    uint32_t at = 0, length = r->next.length;
    while (at < length) {
        if (text[at] == '{' && text[at + 1] != '{') {
            uint32_t read = read_insert(r, choice, text + at + 1);
            if (read == 0) {
                return false;
            }
            at += read + 1;
            continue;
        }
        at += text[at] == '{'; /* of two braces the second stands */
        uint32_t end = at + 1;
        while (end < length && text[end] != '{') {
            end++;
        }
        loc_map_part *part = new_part(r, choice);
        if (part == NULL) {
            return false;
        }
        part->text = text + at;
        part->length = end - at;
        at = end;
    }
    return choice->parts > 0 || FAIL(r, LOCALITY_SYNTAX, "a value cannot be an empty text");
}

static bool read_choice(reader *r, loc_map_value *value) {
    loc_map_choice *choices = longer(r, value->choice, value->choices, sizeof *choices);
    if (choices == NULL) {
        return false;
    }
    value->choice = choices;
    choices += value->choices++;
    *choices = (loc_map_choice){.number = r->map->choices++};
    if (r->next.type == QUOTED) {
        return read_template(r, choices) && step(r) && read_when(r, &choices->when);
    }
    loc_map_part *part = new_part(r, choices);
    return part != NULL && want_column_word(r, &part->column) && read_when(r, &choices->when);
}

/* One choice or several with `or` between them, behind those there are. */
static bool read_value(reader *r, loc_map_value *value) {
    bool more = true;
    while (more) {
        if (!read_choice(r, value) || !take_word(r, "or", &more)) {
            return false;
        }
    }
    return true;
}

/* ---- Directives -------------------------------------------------------------------------------------- */

static bool read_name(reader *r) {
    loc_map *map = r->map;
    if (map->name != NULL) {
        return FAIL(r, LOCALITY_DUPLICATE, "the map has a name already");
    }
    if (r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "the name of the map is wanted here");
    }
    map->name = loc_arena_text(&map->arena, r->next.text, r->next.length);
    return (map->name != NULL || fail_memory(r)) && step(r) &&
           want_quoted(r, "what the map is for", &map->title);
}

/* What a reader should know: where the form of the table is laid down, who uses it. */
static bool read_about(reader *r) {
    loc_words lines = {NULL, 0};
    return read_words(r, "a remark", &lines);
}

static bool read_delimiter(reader *r) {
    bool taken;
    const char *text = "";
    if (!take_word(r, "tab", &taken) || taken) {
        r->map->delimiter = '\t';
        return taken;
    }
    if (r->next.type == QUOTED && r->next.length == 1 && strchr(",;|\t", r->next.text[0]) != NULL) {
        return want_quoted(r, "", &text) && ((r->map->delimiter = text[0]) != '\0');
    }
    return FAIL(r, LOCALITY_SYNTAX, "a delimiter is \",\", \";\", \"|\" or tab");
}

static bool read_encoding(reader *r) {
    r->map->is_windows = is_word(r, "windows-1252");
    if (!r->map->is_windows && !is_word(r, "utf-8")) {
        return FAIL(r, LOCALITY_SYNTAX, "an encoding is utf-8 or windows-1252");
    }
    return step(r);
}

static bool read_heading(reader *r) {
    uint32_t row = 0;
    bool taken;
    if (!take_word(r, "row", &taken) || !taken || r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "heading row NUMBER is wanted here");
    }
    for (uint32_t i = 0; i < r->next.length; i++) {
        row = loc_is_digit(r->next.text[i]) && row < 10000
                  ? row * 10 + (uint32_t)(r->next.text[i] - '0')
                  : UINT32_MAX / 2;
    }
    if (row < 1 || row > 10000) {
        return FAIL(r, LOCALITY_SYNTAX, "the row of the heading is a number from 1 to 10000");
    }
    r->map->heading_row = row;
    return step(r);
}

static bool read_structure(reader *r) {
    return want_quoted(r, "the id of a structure", &r->map->structure);
}

static bool read_missing(reader *r) {
    return read_words(r, "a word that states nothing", &r->missing);
}

static bool read_ignore(reader *r) {
    return read_words(r, "a heading", &r->map->ignored);
}

static bool read_tally(reader *r) {
    loc_map *map = r->map;
    loc_map_tally *tallies = longer(r, map->tally, map->tallies, sizeof *tallies);
    if (tallies == NULL) {
        return false;
    }
    map->tally = tallies;
    tallies += map->tallies++;
    memset(tallies, 0, sizeof *tallies);
    return want_column_word(r, &tallies->column) &&
           read_words(r, "a word to count", &tallies->words);
}

static bool read_skip(reader *r) {
    loc_map *map = r->map;
    loc_map_skip *skips = longer(r, map->skip, map->skips, sizeof *skips);
    bool when;
    if (skips == NULL) {
        return false;
    }
    map->skip = skips;
    skips += map->skips++;
    memset(skips, 0, sizeof *skips);
    if (!want_quoted(r, "the reason why rows are skipped", &skips->reason) ||
        !take_word(r, "when", &when)) {
        return false;
    }
    return when ? read_tests(r, &skips->when)
                : FAIL(r, LOCALITY_SYNTAX, "when, and which rows are skipped, is wanted here");
}

static bool read_order(reader *r) {
    loc_map *map = r->map;
    loc_map_order *orders = longer(r, map->order, map->orders, sizeof *orders);
    bool taken;
    if (orders == NULL) {
        return false;
    }
    map->order = orders;
    orders += map->orders++;
    memset(orders, 0, sizeof *orders);
    if (!want_column_word(r, &orders->low) || !take_word(r, "<=", &taken)) {
        return false;
    }
    return taken ? want_column_word(r, &orders->high)
                 : FAIL(r, LOCALITY_SYNTAX, "check COLUMN <= COLUMN is wanted here");
}

static bool read_make(reader *r) {
    loc_map *map = r->map;
    bool each;
    if (map->makes == LOC_MAP_MOST_MAKES) {
        return FAIL(r, LOCALITY_LIMIT, "a map makes at most %d records of a row",
                    LOC_MAP_MOST_MAKES);
    }
    if (map->make == NULL) {
        map->make = take(r, LOC_MAP_MOST_MAKES, sizeof *map->make);
    }
    if (map->make == NULL) {
        return false;
    }
    loc_map_make *make = &map->make[map->makes++];
    *make = (loc_map_make){.each = UINT32_MAX};
    r->make = make;
    if (r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "the kind of record to make is wanted here");
    }
    make->kind = loc_schema_find_kind(r->next.text, r->next.length);
    if (make->kind == LOCALITY_NO_INDEX) {
        char name[LOCALITY_ERROR_NAME_SIZE] = "";
        memcpy(name, r->next.text, r->next.length < sizeof name ? r->next.length : sizeof name - 1);
        r->status = loc_fail_kind(r->error, name);
        place(r, r->next.at);
        return false;
    }
    if (!step(r) || !read_value(r, &make->id) || !take_word(r, "once", &make->is_once) ||
        !take_word(r, "each", &each) || (each && !want_column_word(r, &make->each))) {
        return false;
    }
    const loc_map_column *column = each ? &map->column[make->each] : NULL;
    if (column != NULL && !column->is_set && column->split == NULL) {
        return FAIL(r, LOCALITY_TYPE, "each wants a column with split, or columns");
    }
    return read_when(r, &make->when);
}

typedef struct directive {
    const char *word;
    bool (*read)(reader *r);
} directive;

static const directive directives[] = {
    {"map", read_name},          {"about", read_about},     {"delimiter", read_delimiter},
    {"encoding", read_encoding}, {"heading", read_heading}, {"structure", read_structure},
    {"missing", read_missing},   {"column", read_column},   {"columns", read_columns},
    {"ignore", read_ignore},     {"tally", read_tally},     {"skip", read_skip},
    {"check", read_order},       {"make", read_make},
};

static bool read_directive(reader *r) {
    r->make = NULL;
    for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++) {
        if (is_word(r, directives[i].word)) {
            if (r->map->name == NULL && i > 0) {
                break;
            }
            return step(r) && directives[i].read(r);
        }
    }
    if (r->map->name == NULL) {
        return FAIL(r, LOCALITY_SYNTAX, "a map begins with: map NAME \"What it is for\"");
    }
    return FAIL(r, LOCALITY_SYNTAX,
                "a line begins with about, delimiter, encoding, heading, structure, missing, "
                "column, columns, ignore, tally, skip, check or make");
}

/* A field of the record that is made, in an indented line. */
static bool read_field(reader *r) {
    loc_map_make *make = r->make;
    if (make == NULL) {
        return FAIL(r, LOCALITY_SYNTAX, "an indented line belongs below a make");
    }
    if (r->next.type != WORD) {
        return FAIL(r, LOCALITY_SYNTAX, "the name of a field is wanted here");
    }
    uint32_t field = loc_schema_find_field(r->schema, make->kind, r->next.text, r->next.length);
    if (field == LOCALITY_NO_INDEX) {
        char name[LOCALITY_ERROR_NAME_SIZE] = "";
        memcpy(name, r->next.text, r->next.length < sizeof name ? r->next.length : sizeof name - 1);
        r->status = loc_fail_field(r->schema, make->kind, name, r->error);
        place(r, r->next.at);
        return false;
    }
    const loc_field *info = loc_schema_row(r->schema, make->kind, field);
    if (info->type == LOCALITY_TYPE_TEXTS) {
        return FAIL(r, LOCALITY_TYPE, "lists of texts cannot be made from a table");
    }
    if (!step(r)) {
        return false;
    }
    for (uint32_t i = 0; i < make->fields; i++) {
        if (make->field[i].field == field) {
            return read_value(r, &make->field[i].value);
        }
    }
    loc_map_field *fields = longer(r, make->field, make->fields, sizeof *fields);
    if (fields == NULL) {
        return false;
    }
    make->field = fields;
    fields += make->fields++;
    *fields = (loc_map_field){.field = field, .info = info};
    return read_value(r, &fields->value);
}

static bool read_line(reader *r) {
    size_t start = r->at;
    if (!step(r)) {
        return false;
    }
    if (r->next.type == END) {
        return true;
    }
    bool indented = r->next.at > start;
    return (indented ? read_field(r) : read_directive(r)) && want_end(r);
}

/* The columns that every map has. */
static bool add_given(reader *r) {
    static const char *const names[LOC_GIVEN_COUNT] = {"structure", "row", "label", "as-at",
                                                       "item"};
    for (uint32_t i = 0; i < LOC_GIVEN_COUNT; i++) {
        if (new_column(r, names[i], strlen(names[i])) == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_map(reader *r) {
    if (!add_given(r)) {
        return false;
    }
    while (r->at < r->length) {
        if (!read_line(r)) {
            return false;
        }
        r->at += r->at < r->length; /* the end of the line */
    }
    r->next.at = r->length;
    if (r->map->name == NULL) {
        return FAIL(r, LOCALITY_SYNTAX, "a map begins with: map NAME \"What it is for\"");
    }
    if (r->map->makes == 0) {
        return FAIL(r, LOCALITY_SYNTAX, "the map makes no record");
    }
    for (uint32_t i = LOC_GIVEN_COUNT; i < r->map->columns; i++) {
        loc_map_column *column = &r->map->column[i];
        column->missing = column->missing.count > 0 ? column->missing : r->missing;
    }
    return true;
}

locality_status loc_map_read(loc_map *map, const locality_schema *schema,
                             const locality_allocator *allocator, const char *text, size_t length,
                             locality_error *error) {
    reader r = {.map = map, .schema = schema, .text = text, .length = length, .error = error};
    memset(map, 0, sizeof *map);
    loc_arena_init(&map->arena, allocator);
    map->heading_row = 1;
    map->structure = "current";
    size_t valid = loc_utf8_check(text, length);
    r.next.at = valid;
    if (valid < length) {
        FAIL(&r, LOCALITY_ENCODING, "the map is not valid UTF-8");
    } else if (length >= UINT32_MAX) {
        FAIL(&r, LOCALITY_LIMIT, "the map is too long");
    } else if (read_map(&r)) {
        return loc_ok(error);
    }
    loc_map_clear(map);
    return r.status;
}

void loc_map_clear(loc_map *map) {
    loc_arena_clear(&map->arena);
}

/* ---- Matching ------------------------------------------------------------------------------------------ */

bool loc_words_match(const loc_words *words, const char *text, size_t length) {
    for (uint32_t i = 0; i < words->count; i++) {
        const char *word = words->item[i];
        size_t at = 0;
        while (at < length && word[at] != '\0' &&
               loc_to_lower(word[at]) == loc_to_lower(text[at])) {
            at++;
        }
        if (at == length && word[at] == '\0') {
            return true;
        }
    }
    return false;
}

bool loc_pattern_fits(const char *pattern, const char *text, size_t length) {
    size_t at = 0, star_at = 0;
    const char *star = NULL;
    while (at < length || *pattern != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            star_at = at;
            continue;
        }
        if (*pattern == '#' && at < length && loc_is_digit(text[at])) {
            while (at < length && loc_is_digit(text[at])) {
                at++;
            }
            pattern++;
            continue;
        }
        if (at < length && *pattern != '\0' && loc_to_lower(*pattern) == loc_to_lower(text[at])) {
            pattern++;
            at++;
            continue;
        }
        if (star == NULL || star_at >= length) {
            return false;
        }
        pattern = star; /* the star takes one more */
        at = ++star_at;
    }
    return true;
}
