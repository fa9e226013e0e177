/* Maps: reading. A line becomes tokens; the first says which row of the table of directives it is. */
#include "intake/map.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "intake/map_read.h"

/* ---- Values ------------------------------------------------------------------------------------------ */

static loc_map_part *new_part(loc_map_reader *r, loc_map_choice *choice) {
    loc_map_part *parts = loc_map_longer(r, choice->part, choice->parts, sizeof *parts);
    if (parts == NULL) {
        return NULL;
    }
    choice->part = parts;
    parts += choice->parts++;
    *parts = (loc_map_part){.text = "", .column = UINT32_MAX};
    return parts;
}

/* `{name}` or `{name:slug}`, from behind the brace. The length read, 0 on failure. */
static uint32_t read_insert(loc_map_reader *r, loc_map_choice *choice, const char *text) {
    static const char slug[] = ":slug";
    const char *close = strchr(text, '}');
    if (close == NULL) {
        LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a brace is not closed; write {{ for a brace itself");
        return 0;
    }
    size_t length = (size_t)(close - text);
    bool is_slug =
        length >= sizeof slug && memcmp(close - (sizeof slug - 1), slug, sizeof slug - 1) == 0;
    loc_map_part *part = new_part(r, choice);
    if (part == NULL || !loc_map_want_column(r, text, is_slug ? length - (sizeof slug - 1) : length,
                                             &part->column)) {
        return 0;
    }
    part->is_slug = is_slug;
    return (uint32_t)length + 1;
}

/* A text with columns in braces, as parts. */
static bool read_template(loc_map_reader *r, loc_map_choice *choice) {
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
    return choice->parts > 0 || LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a value cannot be an empty text");
}

static bool read_choice(loc_map_reader *r, loc_map_value *value) {
    loc_map_choice *choices = loc_map_longer(r, value->choice, value->choices, sizeof *choices);
    if (choices == NULL) {
        return false;
    }
    value->choice = choices;
    choices += value->choices++;
    *choices = (loc_map_choice){.number = r->map->choices++};
    if (r->next.type == LOC_TOKEN_QUOTED) {
        return read_template(r, choices) && loc_map_step(r) && loc_map_read_when(r, &choices->when);
    }
    loc_map_part *part = new_part(r, choices);
    return part != NULL && loc_map_want_column_word(r, &part->column) &&
           loc_map_read_when(r, &choices->when);
}

/* One choice or several with `or` between them, behind those there are. */
static bool read_value(loc_map_reader *r, loc_map_value *value) {
    bool more = true;
    while (more) {
        if (!read_choice(r, value) || !loc_map_take_word(r, "or", &more)) {
            return false;
        }
    }
    return true;
}

/* ---- Directives -------------------------------------------------------------------------------------- */

static bool read_name(loc_map_reader *r) {
    loc_map *map = r->map;
    if (map->name != NULL) {
        return LOC_MAP_FAIL(r, LOCALITY_DUPLICATE, "the map has a name already");
    }
    if (r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "the name of the map is wanted here");
    }
    map->name = loc_arena_text(&map->arena, r->next.text, r->next.length);
    return (map->name != NULL || loc_map_no_memory(r)) && loc_map_step(r) &&
           loc_map_want_quoted(r, "what the map is for", &map->title);
}

/* What a reader should know: where the form of the table is laid down, who uses it. */
static bool read_about(loc_map_reader *r) {
    loc_words lines = {NULL, 0};
    return loc_map_read_words(r, "a remark", &lines);
}

static bool read_delimiter(loc_map_reader *r) {
    bool taken;
    const char *text = "";
    if (!loc_map_take_word(r, "tab", &taken) || taken) {
        r->map->delimiter = '\t';
        return taken;
    }
    if (r->next.type == LOC_TOKEN_QUOTED && r->next.length == 1 &&
        strchr(",;|\t", r->next.text[0]) != NULL) {
        return loc_map_want_quoted(r, "", &text) && ((r->map->delimiter = text[0]) != '\0');
    }
    return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a delimiter is \",\", \";\", \"|\" or tab");
}

static bool read_encoding(loc_map_reader *r) {
    r->map->is_windows = loc_map_is_word(r, "windows-1252");
    if (!r->map->is_windows && !loc_map_is_word(r, "utf-8")) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "an encoding is utf-8 or windows-1252");
    }
    return loc_map_step(r);
}

static bool read_heading(loc_map_reader *r) {
    uint32_t row = 0;
    bool taken;
    if (!loc_map_take_word(r, "row", &taken) || !taken || r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "heading row NUMBER is wanted here");
    }
    for (uint32_t i = 0; i < r->next.length; i++) {
        row = loc_is_digit(r->next.text[i]) && row < 10000
                  ? row * 10 + (uint32_t)(r->next.text[i] - '0')
                  : UINT32_MAX / 2;
    }
    if (row < 1 || row > 10000) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX,
                            "the row of the heading is a number from 1 to 10000");
    }
    r->map->heading_row = row;
    return loc_map_step(r);
}

static bool read_structure(loc_map_reader *r) {
    return loc_map_want_quoted(r, "the id of a structure", &r->map->structure);
}

static bool read_missing(loc_map_reader *r) {
    return loc_map_read_words(r, "a word that states nothing", &r->missing);
}

static bool read_ignore(loc_map_reader *r) {
    return loc_map_read_words(r, "a heading", &r->map->ignored);
}

static bool read_tally(loc_map_reader *r) {
    loc_map *map = r->map;
    loc_map_tally *tallies = loc_map_longer(r, map->tally, map->tallies, sizeof *tallies);
    if (tallies == NULL) {
        return false;
    }
    map->tally = tallies;
    tallies += map->tallies++;
    memset(tallies, 0, sizeof *tallies);
    return loc_map_want_column_word(r, &tallies->column) &&
           loc_map_read_words(r, "a word to count", &tallies->words);
}

static bool read_skip(loc_map_reader *r) {
    loc_map *map = r->map;
    loc_map_skip *skips = loc_map_longer(r, map->skip, map->skips, sizeof *skips);
    bool when;
    if (skips == NULL) {
        return false;
    }
    map->skip = skips;
    skips += map->skips++;
    memset(skips, 0, sizeof *skips);
    if (!loc_map_want_quoted(r, "the reason why rows are skipped", &skips->reason) ||
        !loc_map_take_word(r, "when", &when)) {
        return false;
    }
    return when ? loc_map_read_tests(r, &skips->when)
                : LOC_MAP_FAIL(r, LOCALITY_SYNTAX,
                               "when, and which rows are skipped, is wanted here");
}

static bool read_order(loc_map_reader *r) {
    loc_map *map = r->map;
    loc_map_order *orders = loc_map_longer(r, map->order, map->orders, sizeof *orders);
    bool taken;
    if (orders == NULL) {
        return false;
    }
    map->order = orders;
    orders += map->orders++;
    memset(orders, 0, sizeof *orders);
    if (!loc_map_want_column_word(r, &orders->low) || !loc_map_take_word(r, "<=", &taken)) {
        return false;
    }
    return taken ? loc_map_want_column_word(r, &orders->high)
                 : LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "check COLUMN <= COLUMN is wanted here");
}

static bool read_make(loc_map_reader *r) {
    loc_map *map = r->map;
    bool each;
    if (map->makes == LOC_MAP_MOST_MAKES) {
        return LOC_MAP_FAIL(r, LOCALITY_LIMIT, "a map makes at most %d records of a row",
                            LOC_MAP_MOST_MAKES);
    }
    if (map->make == NULL) {
        map->make = loc_map_take(r, LOC_MAP_MOST_MAKES, sizeof *map->make);
    }
    if (map->make == NULL) {
        return false;
    }
    loc_map_make *make = &map->make[map->makes++];
    *make = (loc_map_make){.each = UINT32_MAX};
    r->make = make;
    if (r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "the kind of record to make is wanted here");
    }
    make->kind = loc_schema_find_kind(r->next.text, r->next.length);
    if (make->kind == LOCALITY_NO_INDEX) {
        char name[LOCALITY_ERROR_NAME_SIZE] = "";
        memcpy(name, r->next.text, r->next.length < sizeof name ? r->next.length : sizeof name - 1);
        r->status = loc_fail_kind(r->error, name);
        loc_map_place(r, r->next.at);
        return false;
    }
    if (!loc_map_step(r) || !read_value(r, &make->id) ||
        !loc_map_take_word(r, "once", &make->is_once) || !loc_map_take_word(r, "each", &each) ||
        (each && !loc_map_want_column_word(r, &make->each))) {
        return false;
    }
    const loc_map_column *column = each ? &map->column[make->each] : NULL;
    if (column != NULL && !column->is_set && column->split == NULL) {
        return LOC_MAP_FAIL(r, LOCALITY_TYPE, "each wants a column with split, or columns");
    }
    return loc_map_read_when(r, &make->when);
}

typedef struct directive {
    const char *word;
    bool (*read)(loc_map_reader *r);
} directive;

static const directive directives[] = {
    {"map", read_name},
    {"about", read_about},
    {"delimiter", read_delimiter},
    {"encoding", read_encoding},
    {"heading", read_heading},
    {"structure", read_structure},
    {"missing", read_missing},
    {"column", loc_map_read_column},
    {"columns", loc_map_read_columns},
    {"ignore", read_ignore},
    {"tally", read_tally},
    {"skip", read_skip},
    {"check", read_order},
    {"make", read_make},
};

static bool read_directive(loc_map_reader *r) {
    r->make = NULL;
    for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++) {
        if (loc_map_is_word(r, directives[i].word)) {
            if (r->map->name == NULL && i > 0) {
                break;
            }
            return loc_map_step(r) && directives[i].read(r);
        }
    }
    if (r->map->name == NULL) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a map begins with: map NAME \"What it is for\"");
    }
    return LOC_MAP_FAIL(
        r, LOCALITY_SYNTAX,
        "a line begins with about, delimiter, encoding, heading, structure, missing, "
        "column, columns, ignore, tally, skip, check or make");
}

/* A field of the record that is made, in an indented line. */
static bool read_field(loc_map_reader *r) {
    loc_map_make *make = r->make;
    if (make == NULL) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "an indented line belongs below a make");
    }
    if (r->next.type != LOC_TOKEN_WORD) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "the name of a field is wanted here");
    }
    uint32_t field = loc_schema_find_field(r->schema, make->kind, r->next.text, r->next.length);
    if (field == LOCALITY_NO_INDEX) {
        char name[LOCALITY_ERROR_NAME_SIZE] = "";
        memcpy(name, r->next.text, r->next.length < sizeof name ? r->next.length : sizeof name - 1);
        r->status = loc_fail_field(r->schema, make->kind, name, r->error);
        loc_map_place(r, r->next.at);
        return false;
    }
    const loc_field *info = loc_schema_row(r->schema, make->kind, field);
    if (info->type == LOCALITY_TYPE_TEXTS) {
        return LOC_MAP_FAIL(r, LOCALITY_TYPE, "lists of texts cannot be made from a table");
    }
    if (!loc_map_step(r)) {
        return false;
    }
    for (uint32_t i = 0; i < make->fields; i++) {
        if (make->field[i].field == field) {
            return read_value(r, &make->field[i].value);
        }
    }
    loc_map_field *fields = loc_map_longer(r, make->field, make->fields, sizeof *fields);
    if (fields == NULL) {
        return false;
    }
    make->field = fields;
    fields += make->fields++;
    *fields = (loc_map_field){.field = field, .info = info};
    return read_value(r, &fields->value);
}

static bool read_line(loc_map_reader *r) {
    size_t start = r->at;
    if (!loc_map_step(r)) {
        return false;
    }
    if (r->next.type == LOC_TOKEN_END) {
        return true;
    }
    bool indented = r->next.at > start;
    return (indented ? read_field(r) : read_directive(r)) && loc_map_want_end(r);
}

/* The columns that every map has. */
static bool add_given(loc_map_reader *r) {
    static const char *const names[LOC_GIVEN_COUNT] = {"structure", "row", "label", "as-at",
                                                       "item"};
    for (uint32_t i = 0; i < LOC_GIVEN_COUNT; i++) {
        if (loc_map_new_column(r, names[i], strlen(names[i])) == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_map(loc_map_reader *r) {
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
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "a map begins with: map NAME \"What it is for\"");
    }
    if (r->map->makes == 0) {
        return LOC_MAP_FAIL(r, LOCALITY_SYNTAX, "the map makes no record");
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
    loc_map_reader r = {
        .map = map, .schema = schema, .text = text, .length = length, .error = error};
    memset(map, 0, sizeof *map);
    loc_arena_init(&map->arena, allocator);
    map->heading_row = 1;
    map->structure = "current";
    size_t valid = loc_utf8_check(text, length);
    r.next.at = valid;
    if (valid < length) {
        LOC_MAP_FAIL(&r, LOCALITY_ENCODING, "the map is not valid UTF-8");
    } else if (length >= UINT32_MAX) {
        LOC_MAP_FAIL(&r, LOCALITY_LIMIT, "the map is too long");
    } else if (read_map(&r)) {
        return loc_ok(error);
    }
    loc_map_clear(map);
    return r.status;
}

void loc_map_clear(loc_map *map) {
    loc_arena_clear(&map->arena);
}
